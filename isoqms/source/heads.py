"""A few values from the head of a file, without reading the rest.

Thousands of old revisions are asked for no more.

Only what can be read in one way is read here; any other head goes to the exact reader.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import PurePosixPath

from isoqms.source.reading import read_bytes
from isoqms.wording import nfc

# A value on one line: in quotes without anything special inside, or plain words that start with a
# letter or a digit and hold neither `: ` nor ` #`. What follows must not go on with the value.
_VALUE = (
    rb"""(?:"(?P<double>[^"\\\n]*)"|'(?P<single>[^'\n]*)'|"""
    rb"""(?P<plain>[A-Za-z0-9\x80-\xff](?:[^\n:#]|:(?=[^\s])|(?<=[^\s])#)*?))"""
    rb"""[ ]*(?:[ ]\#[^\n]*)?(?=\n(?![ \t])|\Z)"""
)
_ODD_LINE = re.compile(rb"\n[^A-Za-z0-9_ #\n-]")
_ODD_LETTER = re.compile("[\t\x85\xa0\u2028\u2029]")
_NOTHING = (b"null", b"Null", b"NULL", b"true", b"True", b"TRUE", b"false", b"False", b"FALSE")


def read_head(path: PurePosixPath, content: bytes, keys: tuple[str, ...]) -> Mapping[str, str]:
    """The values of those `keys` that the head has at its top, as text in NFC.

    Empty where it cannot be read.

    The first key is one that every such head has; a fault elsewhere in the head does not matter
    here.
    """
    head = _head(path, content)
    if head is None or _is_odd(head):
        return _exact(path, content, keys)
    found = _plain(head, keys)
    return _exact(path, content, keys) if found is None else found


def _is_odd(head: bytes) -> bool:
    """Whether a key may stand there in another dress.

    In quotes, in braces, behind a strange line end.
    """
    return b"\r" in head or bool(_ODD_LINE.search(head))


def _head(path: PurePosixPath, content: bytes) -> bytes | None:
    """The head without its marks, a line end before it; None where the marks are not just so."""
    if path.suffix != ".md":
        return b"\n" + content
    if not content.startswith(b"---\n"):
        return None
    end = content.find(b"\n---\n", 3)
    return content[3 : end + 1] if end > 0 else None


def _plain(head: bytes, keys: tuple[str, ...]) -> dict[str, str] | None:
    """The values, or None where a key stands twice or its value is more than a plain one."""
    found: dict[str, str] = {}
    for match in _keys(keys).finditer(head):
        key = match["key"].decode()
        value = _value(match)
        if value is None or key in found:
            return None
        found[key] = value
    return found if keys[0] in found else None


def _value(match: re.Match[bytes]) -> str | None:
    """The value of a line, or None where it is more than a plain one."""
    value = match["double"] or match["single"] or match["plain"]
    if not value or value in _NOTHING:
        return None
    try:
        text = nfc(value.decode("utf-8"))
    except UnicodeDecodeError:
        return None
    return None if _ODD_LETTER.search(text) else text


@cache
def _keys(keys: tuple[str, ...]) -> re.Pattern[bytes]:
    """Each line that starts with one of the keys.

    The groups of the value are empty where it is not plain.
    """
    names = b"|".join(re.escape(key.encode()) for key in keys)
    return re.compile(rb"\n(?P<key>" + names + rb")[ ]*:(?:[ ]+" + _VALUE + rb")?")


def _exact(path: PurePosixPath, content: bytes, keys: tuple[str, ...]) -> dict[str, str]:
    data = read_bytes(path, content).data
    if not isinstance(data, dict):
        return {}
    given = (key for key in keys if isinstance(data.get(key), str | int | float))
    return {key: nfc(str(data[key])) for key in given}
