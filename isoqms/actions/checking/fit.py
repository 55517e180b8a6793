"""What is to be known of a paper before it is signed: the errors, the warnings of what it prints.

Whatever prints a paper says the same on the screen, through `remarks`; only errors keep it back.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from isoqms.actions.checking.validate import diagnostics_of
from isoqms.diagnostics import Diagnostic, Severity
from isoqms.facts.law.titles import left_out
from isoqms.model.layout import kind_of
from isoqms.pages.layout.blocks import Paper
from isoqms.pages.papers.draft import as_draft, printed_words, unfit_words
from isoqms.repository import Repository
from isoqms.rules.registry import WORK_LEFT
from isoqms.wording import number

_MOST_TOLD: Final = 5


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in the way of signing a paper, in sentences, and what its signer should know."""

    faults: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    """What does not keep it back."""

    @property
    def words(self) -> str:
        """`còn 3 lỗi trong hồ sơ mà văn bản này in ra`, without the faults themselves."""
        return f"còn {number(len(self.faults))} lỗi trong hồ sơ mà văn bản này in ra"

    @property
    def listed(self) -> str:
        """The faults, a line each, the first few."""
        return _first_of(self.faults, "lỗi")

    @property
    def warned(self) -> str:
        """The warnings, counted, the first few of them a line each; only where there are some."""
        return (
            f"Hồ sơ mà bản in lấy từ đó còn {number(len(self.warnings))} cảnh báo (không chặn việc "
            f"in), xem lại trước khi ký:\n{_first_of(self.warnings, 'cảnh báo')}"
        )


def _first_of(sentences: tuple[str, ...], what: str) -> str:
    lines = [f"  - {each}" for each in sentences[:_MOST_TOLD]]
    left = len(sentences) - _MOST_TOLD
    if left > 0:
        lines.append(f"  … và {number(left)} {what} nữa: xem bằng `isoqms validate`")
    return "\n".join(lines)


def standing_of(repository: Repository, year: int, names: tuple[str, ...] | None) -> Standing:
    """The errors and warnings of the files of these kinds, None for all of the year."""
    return _standing(_found_in(repository, year, names))


def standing_of_files(repository: Repository, paths: Collection[PurePosixPath]) -> Standing:
    """The errors and warnings of these files."""
    every = diagnostics_of(repository)
    return _standing(each for each in every if each.location.path in paths)


def _standing(told_of: Iterable[Diagnostic]) -> Standing:
    found = tuple(each for each in told_of if each.severity is not Severity.NOTE)
    return Standing(
        tuple(told(each) for each in found if _keeps_back(each)),
        tuple(told(each) for each in _gravest_first(found) if not _keeps_back(each)),
    )


def remarks(repository: Repository, known: Standing, papers: Iterable[Paper]) -> Iterator[str]:
    """What the screen says of papers that are printed: errors, warnings, the titles left out."""
    if known.faults:
        yield f"Văn bản này {known.words}:\n{known.listed}"
    if known.warnings:
        yield known.warned
    yield from left_out(repository, (words for paper in papers for words in printed_words(paper)))


def with_words(known: Standing, paper: Paper) -> Standing:
    """The same with what the paper itself shows: places to fill in, marks of a conflict."""
    return replace(known, faults=(*known.faults, *unfit_words(paper)))


def fit_to_print(
    repository: Repository, paper: Paper, year: int, names: tuple[str, ...] | None = None
) -> tuple[Paper, tuple[str, ...]]:
    """The paper of what is recorded, a draft while its records are wrong; what is to be known.

    For what may be printed at any time; `names` are the kinds of file that it prints, None all of
    the year. Whether the files are whole (`changing/wholeness.py`) is asked by whoever prints.
    """
    known = with_words(standing_of(repository, year, names), paper)
    said = tuple(remarks(repository, replace(known, faults=()), (paper,)))
    if not known.faults:
        return paper, said
    words = f"Bản in mang dấu bản nháp, vì {known.words}:\n{known.listed}"
    return as_draft(paper, len(known.faults), "lỗi"), (words, *said)


def _found_in(
    repository: Repository, year: int, names: tuple[str, ...] | None
) -> Iterator[Diagnostic]:
    for each in diagnostics_of(repository):
        known = kind_of(str(each.location.path))
        if known is None:
            continue
        name, of_year = known[0].name, known[1]
        is_told = of_year is not None if names is None else name in names
        if is_told and of_year in (None, year):
            yield each


def _keeps_back(found: Diagnostic) -> bool:
    # Nobody may be kept from a paper by what that very paper may bring about.
    return found.severity is Severity.ERROR and found.rule not in WORK_LEFT


def _gravest_first(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    return sorted(found, key=lambda each: each.severity is not Severity.ERROR)


def told(found: Diagnostic) -> str:
    """An error with its place and rule, on one line."""
    return f"{found.location.path}:{found.location.line}: {found.message} [{found.rule}]"
