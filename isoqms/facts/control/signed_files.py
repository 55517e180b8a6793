"""The signed papers that the repository keeps with their sums, and what is wrong with each."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from isoqms.diagnostics import Place
from isoqms.facts.control.claimed_days import who_and_when
from isoqms.model.control.decision import SignedFile
from isoqms.model.control.sealing import file_sum, short
from isoqms.repository.content import Repository
from isoqms.repository.signed_sums import ChangedSum
from isoqms.source.pointers import sum_pointed_at
from isoqms.wording import date_short

_SIGNED: Final = "bản đã ký"


class SignedPaper(NamedTuple):
    """A paper whose signed file, or evidence, was recorded with its SHA-256 (bản đã ký)."""

    number: str
    file: SignedFile
    sha256: str
    place: Place
    """Where its record names the file."""
    what: str = _SIGNED

    @property
    def is_signed(self) -> bool:
        """Whether it is a paper of the agency, and no evidence."""
        return self.what == _SIGNED


def signed_papers(repository: Repository) -> Iterator[SignedPaper]:
    """The decisions, the other papers of each year, then evidence, each with a file and a sum."""
    for decision in repository.every_decision:
        file = decision.record.file
        if file is not None and file.sha256:
            yield SignedPaper(
                decision.record.number, file, file.sha256, decision.at("file", "path")
            )
    for row in repository.rows.outgoing:
        file = row.record.file
        if file is not None and file.sha256:
            yield SignedPaper(row.record.number, file, file.sha256, row.at("file", "path"))
    for piece in repository.rows.evidence:
        record = piece.record
        if record.path and record.sha256:
            file = SignedFile(path=record.path, sha256=record.sha256)
            yield SignedPaper(record.id, file, record.sha256, piece.at("path"), "tệp kèm theo")


def is_pointer(repository: Repository, paper: SignedPaper) -> bool:
    """Whether the file itself was never fetched, and only what points to it lies there."""
    path = PurePosixPath(paper.file.path.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts:
        return False
    try:
        return sum_pointed_at(repository.bytes_of(path)) is not None
    except OSError:
        return False


def fault_of(repository: Repository, paper: SignedPaper) -> str | None:
    """What is wrong with the file, in a sentence; None where it is the one that was recorded."""
    path = PurePosixPath(paper.file.path.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in paper.file.path:
        return f"Tệp của {paper.number} ({paper.what}) chỉ ra ngoài kho: «{paper.file.path}»."
    try:
        content = repository.bytes_of(path)
    except OSError:
        return f"Không có tệp «{path}», {paper.what} của {paper.number}."
    pointed = sum_pointed_at(content)
    if pointed:
        same = "đúng là" if pointed == paper.sha256.lower() else "không phải là"
        return (
            f"Chưa tải tệp LFS «{path}», {paper.what} của {paper.number}: ở đây chỉ có phần trỏ "
            f"tới tệp, và tệp mà nó trỏ tới {same} bản đã ghi."
        )
    found = file_sum(content)
    if found == paper.sha256.lower():
        return None
    return (
        f"Tệp «{path}» không còn là {paper.what} của {paper.number}: SHA-256 là {short(found)} …, "
        f"đã ghi {short(paper.sha256)} …."
    )


def told_of_change(changed: ChangedSum) -> str:
    """That a signed file is recorded with another sum than at first, or no more, in a sentence."""
    when = date_short(changed.recorded.when.date())
    since = who_and_when(changed.since) if changed.since else "mà chưa ghi nhận"
    said = (
        f"Bản đã ký của {changed.before.number} ghi ngày {when} với SHA-256 "
        f"{short(changed.before.sha256)} …"
    )
    if changed.now is None:
        return f"{said}, nay không còn ghi ở đâu: bị bỏ {since}."
    return f"{said}, nay là {short(changed.now.sha256)} …: bị thay cùng với mã {since}."
