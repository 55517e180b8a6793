"""The Word files of a decision on documents: the decision, the distribution, the minutes."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from isoqms.actions.changing.files import write_whole
from isoqms.errors import CannotWrite
from isoqms.facts.control.issuing import Issuing
from isoqms.history.writing.patience import remove
from isoqms.pages.control.distribution import distribution_list
from isoqms.pages.control.issue_decision import issue_decision
from isoqms.pages.control.withdrawal_minutes import withdrawal_minutes
from isoqms.repository import Repository
from isoqms.wording import number_slug
from isoqms.writers.word.docx import write_docx

_FOLDER: Final = "xuat"
_BEFORE: Final = "quyet-dinh-trinh-ky"


@dataclass(frozen=True, slots=True)
class WordFile:
    """A paper, made and not yet written."""

    name: str
    title: str
    content: bytes


def issue_papers(repository: Repository, issuing: Issuing) -> tuple[WordFile, ...]:
    """The papers of a decision, on the repository as it was before.

    The same decision gives the same bytes.
    """
    papers = [
        WordFile(
            "quyet-dinh.docx",
            "Quyết định kèm danh mục",
            write_docx(issue_decision(repository, issuing)),
        )
    ]
    if issuing.issued:
        content = write_docx(distribution_list(repository, issuing))
        papers.append(WordFile("so-phan-phoi.docx", "Sổ phân phối tài liệu", content))
    if issuing.taken_back:
        content = write_docx(withdrawal_minutes(repository, issuing))
        papers.append(WordFile("bien-ban-thu-hoi.docx", "Biên bản thu hồi, hủy", content))
    return tuple(papers)


def folder_for(repository: Repository, issuing: Issuing) -> Path:
    """Where the papers are written: by the decision's number, or as what is still to be signed."""
    return repository.root / _FOLDER / (number_slug(issuing.number) if issuing.number else _BEFORE)


def write_papers(papers: tuple[WordFile, ...], folder: Path) -> tuple[Path, ...]:
    """The paths of the papers, all of them written.

    CannotWrite where one is open in Word, and none is new then.
    """
    paths = tuple(folder / paper.name for paper in papers)
    new = [path for path in paths if not path.exists()]
    try:
        for paper, path in zip(papers, paths, strict=True):
            write_whole(paper.content, path)
    except CannotWrite:
        remove_papers(new)
        raise
    return paths


@contextmanager
def papers_written(papers: tuple[WordFile, ...], folder: Path) -> Iterator[tuple[Path, ...]]:
    """The papers written before their decision is recorded, and taken back if it is refused.

    A file that is open in Word then stops it all. CannotWrite.
    """
    before = set(folder.glob("*.docx"))
    paths = write_papers(papers, folder)
    try:
        yield paths
    except BaseException:
        # What was printed for an earlier attempt stays.
        remove_papers(path for path in paths if path not in before)
        raise


def remove_papers(paths: Iterable[Path]) -> None:
    """Take back papers of a decision that was not carried out, and their folder if it is empty."""
    for path in paths:
        with suppress(OSError):
            remove(path)
        with suppress(OSError):
            path.parent.rmdir()
