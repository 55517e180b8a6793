"""What a content is called in the history, and which bytes of a file are recorded."""

import hashlib

NOTHING = "0" * 40
"""The id that stands for no object."""


def blob_id(content: bytes, kind: str = "sha1") -> str:
    """The id that git gives to this content; `kind` is the hash of the repository."""
    head = b"blob %d\0" % len(content)
    return hashlib.new(kind, head + content, usedforsecurity=False).hexdigest()


def plain(content: bytes) -> bytes:
    """The content as it is recorded: line ends of texts are LF."""
    return content if b"\0" in content else content.replace(b"\r\n", b"\n")


def ids_of(content: bytes | None) -> frozenset[str]:
    """The ids under which this content may be recorded; `""` for no file.

    As it is, or with other line ends.
    """
    if content is None:
        return frozenset({""})
    return frozenset({blob_id(content), blob_id(plain(content))})
