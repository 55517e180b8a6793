"""Whether the records that a paper is made from let it be signed: the one gate of all papers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from isoqms.actions.announcing.gate import gate
from isoqms.actions.checking.validate import diagnostics_of
from isoqms.diagnostics import Diagnostic, Severity
from isoqms.errors import IsoqmsError
from isoqms.facts.announcing.announcements import announcements
from isoqms.facts.papers.paper import PaperKind
from isoqms.model.control.decision import DecisionKind
from isoqms.model.layout import kind_of
from isoqms.pages.layout.blocks import Paper
from isoqms.pages.papers.draft import unfit_words
from isoqms.pages.papers.order import PaperOrder
from isoqms.repository import Repository
from isoqms.rules.registry import WORK_LEFT
from isoqms.wording import number

_MOST_TOLD: Final = 5
_OF_AN_ANNOUNCEMENT: Final = ("notice", "posting")
"""The papers that tell of an announcement that was made."""


class NotYetTrue(IsoqmsError):
    """A paper whose records contradict themselves, so that it would say what is not so."""


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


def standing(repository: Repository, kind: PaperKind, order: PaperOrder) -> Standing:
    """The errors of the records that the paper is made from.

    Of the announcement, before it is recorded, the points of its gate that are not met besides.
    """
    if _is_announced(repository, kind, order):
        return Standing(())
    errors = (_told(each) for each in _errors(repository, kind, order.year))
    return Standing((*_points(repository, kind, order), *errors))


def _is_announced(repository: Repository, kind: PaperKind, order: PaperOrder) -> bool:
    """Whether the decision was signed and recorded: its gate was asked on its own day."""
    known = (order.number, order.item)
    if kind.word in _OF_AN_ANNOUNCEMENT:
        made = announcements(repository)
        return any(each.number == order.item or each.day.year == order.year for each in made)
    return kind.decision is DecisionKind.ANNOUNCE and any(
        each.number in known for each in announcements(repository)
    )


def with_words(known: Standing, paper: Paper) -> Standing:
    """The same with what the paper itself shows: places to fill in, marks of a conflict."""
    return Standing((*known.faults, *unfit_words(paper)))


def refuse(kind: PaperKind, known: Standing, hint: str) -> None:
    """NotYetTrue with the faults, for a paper that says how things are."""
    if kind.asserts and known.faults:
        raise NotYetTrue(f"{kind.title}: {known.words}.\n{known.listed}", hint)


def _errors(repository: Repository, kind: PaperKind, year: int) -> Iterator[Diagnostic]:
    for each in diagnostics_of(repository):
        known = kind_of(str(each.location.path))
        if each.severity is not Severity.ERROR or known is None:
            continue
        if each.rule in WORK_LEFT:
            # Nobody may be kept from a paper by what that very paper may bring about.
            continue
        name, of_year = known[0].name, known[1]
        if name in kind.tells_of and of_year in (None, year):
            yield each


def _told(found: Diagnostic) -> str:
    return f"{found.location.path}:{found.location.line}: {found.message} [{found.rule}]"


def _points(repository: Repository, kind: PaperKind, order: PaperOrder) -> Iterator[str]:
    if kind.word in _OF_AN_ANNOUNCEMENT:
        yield (
            f"Năm {order.year} chưa ghi quyết định công bố nào, nên chưa có gì để thông báo, niêm "
            "yết: ghi bằng `isoqms announce`; văn bản của lần công bố trước thì thêm --year"
        )
    if kind.decision is DecisionKind.ANNOUNCE or kind.word in _OF_AN_ANNOUNCEMENT:
        for point in gate(repository).failing:
            yield f"Điểm {point.number} trước khi công bố {point.state.lower()}: {point.title}"
