"""What the years hold: their files, and the rows of the lists in these.

A year has a file or has it not. Who asks for rows need not know: a file that is not there has none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from isoqms.model.base import Record
from isoqms.repository.entry import Entry, Row
from isoqms.values import frozen

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.announcing import AnnouncementRegister
    from isoqms.model.audit import AuditProgramme
    from isoqms.model.control.distribution import DistributionRegister
    from isoqms.model.control.evidence import EvidenceRegister
    from isoqms.model.improvement import (
        ComplaintRegister,
        NonconformityRegister,
        SatisfactionRegister,
    )
    from isoqms.model.planning.objectives import ObjectiveRegister
    from isoqms.model.planning.plan import YearPlan
    from isoqms.model.planning.resources import Resources
    from isoqms.model.planning.risks import RiskRegister
    from isoqms.model.planning.training import TrainingRegister
    from isoqms.model.reporting import OutgoingRegister, ReportHead, StatedFigures
    from isoqms.model.review import ReviewRegister
    from isoqms.model.scoring import SelfScore
    from isoqms.model.services import CaseStatistics

R = TypeVar("R", bound=Record)
M = TypeVar("M")


@frozen
class Year:
    """The records of one year (nam/<year>/); None where the file does not exist."""

    year: int
    plan: Entry[YearPlan] | None = None
    objectives: Entry[ObjectiveRegister] | None = None
    risks: Entry[RiskRegister] | None = None
    resources: Entry[Resources] | None = None
    audits: Entry[AuditProgramme] | None = None
    reviews: Entry[ReviewRegister] | None = None
    nonconformities: Entry[NonconformityRegister] | None = None
    satisfaction: Entry[SatisfactionRegister] | None = None
    complaints: Entry[ComplaintRegister] | None = None
    training: Entry[TrainingRegister] | None = None
    distribution: Entry[DistributionRegister] | None = None
    announcements: Entry[AnnouncementRegister] | None = None
    cases: Entry[CaseStatistics] | None = None
    stated: Entry[StatedFigures] | None = None
    outgoing: Entry[OutgoingRegister] | None = None
    evidence: Entry[EvidenceRegister] | None = None
    self_score: Entry[SelfScore] | None = None
    report: Entry[ReportHead] | None = None

    @property
    def rows(self) -> Rows:
        """The rows of the year's lists."""
        return Rows((self,))


class _List(Generic[M]):
    """A list of a file of the year, as a property of `Rows`."""

    def __init__(
        self,
        slot: Callable[[Year], Entry[R] | None],
        key: str,
        members: Callable[[R], tuple[M, ...]],
    ) -> None:
        def of(year: Year) -> tuple[Row[M], ...]:
            entry = slot(year)
            return entry.rows(key, members(entry.record)) if entry else ()

        self._of = of

    def __get__(self, rows: Rows, owner: type[Rows]) -> tuple[Row[M], ...]:
        return tuple(row for year in rows.years for row in self._of(year))


class _File(Generic[R]):
    """A file of the year, to name its lists."""

    def __init__(self, slot: Callable[[Year], Entry[R] | None]) -> None:
        self._slot = slot

    def list(self, key: str, members: Callable[[R], tuple[M, ...]]) -> _List[M]:
        """The list under a key of the file."""
        return _List(self._slot, key, members)


_RESOURCES: Final = _File(lambda year: year.resources)
_NONCONFORMITIES: Final = _File(lambda year: year.nonconformities)
_DISTRIBUTION: Final = _File(lambda year: year.distribution)


@frozen
class Rows:
    """The rows of the lists of some years, in the order of the years, then of the file."""

    years: tuple[Year, ...] = ()

    tasks = _File(lambda year: year.plan).list("tasks", lambda file: file.tasks)
    """What the year's plan sets (công việc của kế hoạch)."""
    objectives = _File(lambda year: year.objectives).list(
        "objectives",
        lambda file: file.objectives,
    )
    """The quality objectives (mục tiêu chất lượng; 6.2)."""
    risks = _File(lambda year: year.risks).list("risks", lambda file: file.risks)
    """The risks and opportunities (rủi ro, cơ hội; 6.1)."""
    budget = _RESOURCES.list("budget", lambda file: file.budget)
    """The lines of the budget (khoản kinh phí; 7.1)."""
    people = _RESOURCES.list("people", lambda file: file.people)
    """The people who look after the system (người phụ trách; 7.1.2)."""
    rounds = _File(lambda year: year.audits).list("rounds", lambda file: file.rounds)
    """The rounds of internal audit (đợt đánh giá nội bộ; 9.2)."""
    reviews = _File(lambda year: year.reviews).list("reviews", lambda file: file.reviews)
    """The management reviews (cuộc xem xét của lãnh đạo; 9.3)."""
    nonconformities = _NONCONFORMITIES.list("items", lambda file: file.items)
    """The nonconformities (sự không phù hợp; 10.2)."""
    apologies = _NONCONFORMITIES.list("apologies", lambda file: file.apologies)
    """The letters that say sorry for a late result (văn bản xin lỗi)."""
    inspections = _NONCONFORMITIES.list("inspections", lambda file: file.inspections)
    """The inspections by others (kiểm tra của cơ quan khác; TT 26/2014/TT-BKHCN, Điều 37)."""
    surveys = _File(lambda year: year.satisfaction).list("surveys", lambda file: file.surveys)
    """The surveys of satisfaction (khảo sát mức độ hài lòng; 9.1.2)."""
    complaints = _File(lambda year: year.complaints).list(
        "complaints",
        lambda file: file.complaints,
    )
    """The complaints (khiếu nại, phản ánh)."""
    sessions = _File(lambda year: year.training).list("sessions", lambda file: file.sessions)
    """The training sessions (khóa đào tạo; 7.2)."""
    distributed = _DISTRIBUTION.list("distributed", lambda file: file.distributed)
    """The copies handed out (phân phối tài liệu; 7.5.3.2)."""
    taken_back = _DISTRIBUTION.list("withdrawn", lambda file: file.withdrawn)
    """The copies taken back (thu hồi tài liệu; 7.5.3.2)."""
    announcements = _File(lambda year: year.announcements).list(
        "announcements",
        lambda file: file.announcements,
    )
    """The announcements that the system conforms (công bố; QĐ 19/2014/QĐ-TTg, Điều 4)."""
    periods = _File(lambda year: year.cases).list("periods", lambda file: file.periods)
    """The periods of the case statistics (kỳ số liệu giải quyết hồ sơ)."""
    online = _File(lambda year: year.cases).list("online", lambda file: file.online)
    """The shares of cases that came online, with their targets (tỷ lệ hồ sơ trực tuyến)."""
    sent_totals = _File(lambda year: year.outgoing).list("totals", lambda file: file.totals)
    """How many documents the office issued (tổng số văn bản đi)."""
    evidence = _File(lambda year: year.evidence).list("items", lambda file: file.items)
    """The papers and files that prove what the records say (bằng chứng; 7.5.3)."""
    outgoing = _File(lambda year: year.outgoing).list("documents", lambda file: file.documents)
    """The documents that the office issued (văn bản chỉ đạo, điều hành)."""
    scores = _File(lambda year: year.self_score).list("rows", lambda file: file.rows)
    """The rows of the self-score (dòng tự chấm điểm)."""
