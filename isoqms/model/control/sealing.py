"""The seal of what a decision issues: how the texts are summed up, so that one changed byte shows.

Scheme 1. A text is the bytes of its file in the repository, from the first to the last: UTF-8,
lines ended by LF (CR LF counts as LF), the head included. Its sum is their SHA-256, as `sha256sum`
and `certutil` give it; an attached file is summed up byte for byte. The root is the SHA-256 of the
UTF-8 text that begins with the line `isoqms-seal 1` and then has one line for each document, `code
TAB revision TAB sum` (and `TAB sum` of the attachment where there is one), ordered by the bytes of
the code and then by revision; every line ends with LF.
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import Final

from isoqms.model.control.decision import Seal, SealedDocument

SCHEME: Final = 1
_SHOWN: Final = 12


def text_sum(content: bytes) -> str:
    """The sum of a text, whatever the line ends of its file on this machine are."""
    return sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def file_sum(content: bytes) -> str:
    """The sum of an attached file."""
    return sha256(content).hexdigest()


def sealed(documents: Iterable[SealedDocument]) -> Seal:
    """The seal of these documents, in the order of the scheme."""
    ordered = tuple(sorted(documents, key=lambda each: (each.code.encode(), each.revision)))
    return Seal(scheme=SCHEME, root=root_of(ordered), documents=ordered)


def root_of(documents: Iterable[SealedDocument]) -> str:
    """The root of the documents; in a seal that nobody altered it equals `seal.root`."""
    ordered = sorted(documents, key=lambda each: (each.code.encode(), each.revision))
    lines = [f"isoqms-seal {SCHEME}", *("\t".join(_fields(each)) for each in ordered)]
    return sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


def short(digest: str) -> str:
    """The beginning of a sum, enough to compare on paper: `9f86 d081 884c`."""
    return " ".join(digest[start : start + 4] for start in range(0, _SHOWN, 4))


def _fields(each: SealedDocument) -> tuple[str, ...]:
    fields = (each.code, str(each.revision), each.sha256)
    return (*fields, each.attachment) if each.attachment else fields
