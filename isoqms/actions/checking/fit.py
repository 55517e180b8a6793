"""What keeps a paper of what is recorded from being signed: the errors of what it prints."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from isoqms.actions.checking.validate import diagnostics_of
from isoqms.diagnostics import Diagnostic, Severity
from isoqms.model.layout import kind_of
from isoqms.pages.layout.blocks import Paper
from isoqms.pages.papers.draft import as_draft, unfit_words
from isoqms.repository import Repository
from isoqms.rules.registry import WORK_LEFT
from isoqms.wording import number

_MOST_TOLD: Final = 5


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in the way of signing a paper, in sentences."""

    faults: tuple[str, ...]

    @property
    def words(self) -> str:
        """`còn 3 lỗi trong hồ sơ mà văn bản này in ra`, without the faults themselves."""
        return f"còn {number(len(self.faults))} lỗi trong hồ sơ mà văn bản này in ra"

    @property
    def listed(self) -> str:
        """The faults, a line each, the first few."""
        lines = [f"  - {fault}" for fault in self.faults[:_MOST_TOLD]]
        left = len(self.faults) - _MOST_TOLD
        if left > 0:
            lines.append(f"  … và {number(left)} lỗi nữa: xem bằng `isoqms validate`")
        return "\n".join(lines)


def with_words(known: Standing, paper: Paper) -> Standing:
    """The same with what the paper itself shows: places to fill in, marks of a conflict."""
    return Standing((*known.faults, *unfit_words(paper)))


def fit_to_print(
    repository: Repository, paper: Paper, year: int, names: tuple[str, ...] | None = None
) -> tuple[Paper, tuple[str, ...]]:
    """The paper of what is recorded, marked as a draft while its records are wrong, and why.

    For what may be printed at any time; `names` are the kinds of file that it prints, None all of
    the year. Whether the files are whole (`changing/wholeness.py`) is asked by whoever prints.
    """
    errors = (told(each) for each in errors_in(repository, year, names))
    known = with_words(Standing(tuple(errors)), paper)
    if not known.faults:
        return paper, ()
    words = f"Bản in mang dấu bản nháp, vì {known.words}:\n{known.listed}"
    return as_draft(paper, len(known.faults), "lỗi"), (words,)


def errors_in(
    repository: Repository, year: int, names: tuple[str, ...] | None
) -> Iterator[Diagnostic]:
    """The errors of the files of these kinds, None for all of the year."""
    for each in diagnostics_of(repository):
        known = kind_of(str(each.location.path))
        if each.severity is not Severity.ERROR or known is None:
            continue
        if each.rule in WORK_LEFT:
            # Nobody may be kept from a paper by what that very paper may bring about.
            continue
        name, of_year = known[0].name, known[1]
        is_told = of_year is not None if names is None else name in names
        if is_told and of_year in (None, year):
            yield each


def told(found: Diagnostic) -> str:
    """An error with its place and rule, on one line."""
    return f"{found.location.path}:{found.location.line}: {found.message} [{found.rule}]"
