"""A few values from the head of a file, without reading the rest: thousands of old revisions are asked for no more.

Only what can be read in one way is read here; any other head goes to the exact reader.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import PurePosixPath

from isoqms.source.reading import read_bytes
from isoqms.wording import nfc

# A value on one line: in quotes without anything special inside, or plain words that start with a letter or a digit
# and hold neither `: ` nor ` #`. What follows must not go on with the value.
_VALUE = (
    rb"""(?:"(?P<double>[^"\\\n]*)"|'(?P<single>[^'\n]*)'|"""
    rb"""(?P<plain>[A-Za-z0-9\x80-\xff](?:[^\n:#]|:(?=[^\s])|(?<=[^\s])#)*?))[ ]*(?:[ ]\#[^\n]*)?(?=\n(?![ \t])|\Z)"""
)
_ODD = re.compile(rb"^[^A-Za-z0-9_ #\n-]|\r|\t|\xc2[\x80-\xa0]|\xe2\x80[\xa8\xa9]", re.MULTILINE)
_NOTHING = (b"null", b"Null", b"NULL", b"true", b"True", b"TRUE", b"false", b"False", b"FALSE")


def read_head(path: PurePosixPath, content: bytes, keys: tuple[str, ...]) -> Mapping[str, str]:
    """The values of those `keys` that the head has at its top, as text in NFC; empty where it cannot be read."""
    head = _head(path, content)
    found = None if head is None or _ODD.search(head) else _plain(head, keys)
    return _exact(path, content, keys) if found is None else found


def _head(path: PurePosixPath, content: bytes) -> bytes | None:
    """The head without its marks; None where they are not just so."""
    if path.suffix != ".md":
        return content
    if not content.startswith(b"---\n"):
        return None
    end = content.find(b"\n---\n", 3)
    return content[4 : end + 1] if end > 0 else None


def _plain(head: bytes, keys: tuple[str, ...]) -> dict[str, str] | None:
    """The values, or None where a key stands twice or its value is more than a plain one."""
    found: dict[str, str] = {}
    for match in _keys(keys).finditer(head):
        value = match["double"] or match["single"] or match["plain"]
        key = match["key"].decode()
        if not value or value in _NOTHING or key in found:
            return None
        try:
            found[key] = nfc(value.decode("utf-8"))
        except UnicodeDecodeError:
            return None
    return found


@cache
def _keys(keys: tuple[str, ...]) -> re.Pattern[bytes]:
    """Each line that starts with one of the keys; the groups of the value are empty where it is not plain."""
    names = b"|".join(re.escape(key.encode()) for key in keys)
    return re.compile(rb"^(?P<key>" + names + rb")[ ]*:(?:[ ]+" + _VALUE + rb")?", re.MULTILINE)


def _exact(path: PurePosixPath, content: bytes, keys: tuple[str, ...]) -> dict[str, str]:
    data = read_bytes(path, content).data
    if not isinstance(data, dict):
        return {}
    return {key: nfc(str(data[key])) for key in keys if isinstance(data.get(key), str | int | float)}
