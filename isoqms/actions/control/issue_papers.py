"""The Word files of a decision on documents: the decision, the distribution, the minutes."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from isoqms.actions.changing.files import write_whole
from isoqms.actions.checking.fit import Standing, remarks, standing_of_files
from isoqms.errors import CannotWrite
from isoqms.facts.control.issuing import Issuing
from isoqms.history.writing.patience import remove
from isoqms.pages.control.distribution import distribution_list
from isoqms.pages.control.issue_decision import issue_decision
from isoqms.pages.control.withdrawal_minutes import withdrawal_minutes
from isoqms.pages.layout.blocks import Paper
from isoqms.repository import Repository
from isoqms.wording import number_slug
from isoqms.writers.word.docx import write_docx

_FOLDER: Final = "xuat"
_BEFORE: Final = "quyet-dinh-trinh-ky"
_UNASKED: Final = Standing(())


@dataclass(frozen=True, slots=True)
class WordFile:
    """A paper, made and not yet written."""

    name: str
    title: str
    content: bytes
    notes: tuple[str, ...] = ()
    """What the person should know before it is signed; papers of one decision have the same."""


class Made(NamedTuple):
    """A paper and what its Word file is called."""

    name: str
    title: str
    paper: Paper


def word_files(
    repository: Repository, made: Iterable[Made], known: Standing
) -> tuple[WordFile, ...]:
    """The papers as Word files, with what is to be known of their records."""
    every = tuple(made)
    notes = tuple(remarks(repository, known, (each.paper for each in every)))
    return tuple(WordFile(each.name, each.title, write_docx(each.paper), notes) for each in every)


def notes_of(papers: Iterable[WordFile]) -> tuple[str, ...]:
    """What is to be known of the papers, each sentence once."""
    return tuple(dict.fromkeys(note for paper in papers for note in paper.notes))


def papers_to_sign(repository: Repository, issuing: Issuing) -> tuple[WordFile, ...]:
    """The papers of a decision that is about to be signed, with what is wrong in its drafts."""
    drafts = {each.draft for each in issuing.issued}
    return issue_papers(repository, issuing, standing_of_files(repository, drafts))


def issue_papers(
    repository: Repository, issuing: Issuing, known: Standing = _UNASKED
) -> tuple[WordFile, ...]:
    """The papers of a decision, on the repository as it was before.

    The same decision gives the same bytes.
    """
    return word_files(repository, _made(repository, issuing), known)


def _made(repository: Repository, issuing: Issuing) -> Iterator[Made]:
    decision = issue_decision(repository, issuing)
    yield Made("quyet-dinh.docx", "Quyết định kèm danh mục", decision)
    if issuing.issued:
        sheet = distribution_list(repository, issuing)
        yield Made("so-phan-phoi.docx", "Sổ phân phối tài liệu", sheet)
    if issuing.taken_back:
        minutes = withdrawal_minutes(repository, issuing)
        yield Made("bien-ban-thu-hoi.docx", "Biên bản thu hồi, hủy", minutes)


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
