"""What tells one copy of a file from another, so that a person can choose between them."""

import hashlib
from typing import Final

from isoqms.errors import BadAnswer
from isoqms.source.editing import Value
from isoqms.source.reading import split_head
from isoqms.source.values import read_values

_LONGEST: Final = 60


def file_words(one: bytes | None, other: bytes | None) -> tuple[str | None, str | None]:
    """Each copy in words: its title, its size, the first line that the other has not.

    None where there is none.
    """
    return _words(one, other), _words(other, one)


def _words(content: bytes | None, other: bytes | None) -> str | None:
    if content is None:
        return None
    text = _text(content)
    if text is None:
        # The same size says nothing of a scan: its sum does.
        return f"{len(content)} byte, mã {hashlib.sha256(content).hexdigest()[:8]}"
    lines = text.splitlines()
    title = title_of(text)
    parts = [f"«{title}»"] if title else []
    parts.append(f"{len(lines)} dòng")
    if other is not None:
        parts.extend(_first_own(lines, (_text(other) or "").splitlines()))
    return ", ".join(parts)


def _text(content: bytes) -> str | None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text.replace("\r\n", "\n")


def _first_own(lines: list[str], others: list[str]) -> list[str]:
    known = {*others}
    for number, line in enumerate(lines, 1):
        shown = line.strip()
        if line not in known and shown:
            cut = shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
            return [f"khác ở dòng {number}: {cut}"]
    return []


def title_of(text: str) -> str:
    """The title in the head of a document; empty where it has none."""
    return _said(text, "title")


def code_of(text: str) -> str:
    """The code in the head of a document; empty where it has none."""
    return _said(text, "code")


def _said(text: str, key: str) -> str:
    parts = split_head(text)
    if parts is None:
        return ""
    try:
        head: Value = read_values(parts[0])
    except BadAnswer:
        return ""
    return str(head.get(key) or "") if isinstance(head, dict) else ""
