"""Recognise a file that only points to the real one, which was never fetched (con trỏ Git LFS)."""

import re
from typing import Final

_POINTER: Final = re.compile(
    rb"version https://git-lfs\.github\.com/spec/\S+\r?\n(?:ext-\S+ .*\r?\n)*"
    rb"oid sha256:(?P<sum>[0-9a-f]{64})\r?\nsize \d+\r?\n?"
)
_LONGEST: Final = 1024


def sum_pointed_at(content: bytes) -> str | None:
    """The SHA-256 of the file that this content points to; None where it is no such pointer."""
    if len(content) > _LONGEST or not content.startswith(b"version https://git-lfs"):
        return None
    match = _POINTER.fullmatch(content)
    return match["sum"].decode() if match else None
