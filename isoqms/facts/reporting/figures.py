"""The figures of a year, each computed from the records; what the agency states is kept beside it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, partial
from itertools import groupby
from typing import Final, TypeAlias

from isoqms import packs
from isoqms.diagnostics import Place
from isoqms.errors import IsoqmsError, UnknownName
from isoqms.facts.improvement.surveys import combined_rate
from isoqms.facts.services.case_sums import on_time, received, summed, summed_known
from isoqms.model.agency.settings import Rounding
from isoqms.model.audit import RoundState
from isoqms.model.control.decision import Decision
from isoqms.model.control.document import ControlledDocument, DocumentKind
from isoqms.model.packs.scoring import ScoringTable
from isoqms.model.reporting import StatedFigures
from isoqms.model.services import CasePeriod, StatedCases
from isoqms.repository.content import Entry, Repository, Year
from isoqms.wording import listed, percent

Value: TypeAlias = int | Decimal


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the year (số liệu của năm); `value` is None where no record gives it."""

    name: str
    title: str
    unit: str
    value: Value | None = None
    sources: tuple[Place, ...] = ()
    """Where the records stand that it was computed from."""
    stated: Value | None = None
    """What the agency itself states, if it states one."""
    stated_at: Place | None = None

    @property
    def known(self) -> bool:
        """Whether there is a value."""
        return self.value is not None


Figures: TypeAlias = Mapping[str, Figure]

_PERCENT: Final = "%"
TITLES: Final[Mapping[str, tuple[str, str]]] = {
    "documents": ("Số tài liệu của hệ thống", "tài liệu"),
    "procedures": ("Số thủ tục hành chính thuộc thẩm quyền", "thủ tục"),
    "procedures_served": ("Số thủ tục hành chính đã xây dựng, áp dụng quy trình", "thủ tục"),
    "procedures_served_rate": ("Tỷ lệ thủ tục hành chính đã xây dựng, áp dụng quy trình", _PERCENT),
    "internal_activities": ("Số hoạt động nội bộ được áp dụng", "hoạt động"),
    "cases_total": ("Tổng số hồ sơ tiếp nhận", "hồ sơ"),
    "cases_received": ("Số hồ sơ tiếp nhận trong kỳ", "hồ sơ"),
    "cases_carried_over": ("Số hồ sơ kỳ trước chuyển sang", "hồ sơ"),
    "cases_resolved": ("Số hồ sơ đã giải quyết", "hồ sơ"),
    "cases_on_time": ("Số hồ sơ giải quyết đúng, trước hạn", "hồ sơ"),
    "cases_late": ("Số hồ sơ giải quyết trễ hạn", "hồ sơ"),
    "cases_on_time_rate": ("Tỷ lệ hồ sơ giải quyết đúng, trước hạn", _PERCENT),
    "cases_late_rate": ("Tỷ lệ hồ sơ giải quyết trễ hạn", _PERCENT),
    "cases_returned": ("Số hồ sơ trả lại, rút", "hồ sơ"),
    "cases_pending": ("Số hồ sơ đang giải quyết", "hồ sơ"),
    "people_in_charge": ("Số cán bộ, công chức theo dõi hệ thống", "người"),
    "budget_planned": ("Kinh phí dự toán", "triệu đồng"),
    "budget_spent": ("Kinh phí đã chi", "triệu đồng"),
    "training_participants": ("Số lượt người được đào tạo", "lượt người"),
    "training_certificates": ("Số chứng chỉ được cấp", "chứng chỉ"),
    "documents_issued": ("Số tài liệu ban hành trong năm", "tài liệu"),
    "documents_withdrawn": ("Số tài liệu thu hồi trong năm", "tài liệu"),
    "outgoing": ("Số văn bản chỉ đạo, điều hành", "văn bản"),
    "outgoing_checked": ("Số văn bản đã kiểm thể thức", "văn bản"),
    "outgoing_format_met": ("Số văn bản đúng thể thức", "văn bản"),
    "outgoing_format_rate": ("Tỷ lệ văn bản đúng thể thức trên số đã kiểm", _PERCENT),
    "audit_rounds": ("Số đợt đánh giá nội bộ theo kế hoạch", "đợt"),
    "audit_rounds_done": ("Số đợt đánh giá nội bộ đã thực hiện", "đợt"),
    "nonconformity_requests": ("Số phiếu yêu cầu xử lý công việc không phù hợp", "phiếu"),
    "corrective_actions": ("Số phiếu yêu cầu hành động khắc phục", "phiếu"),
    "survey_rate": ("Tỷ lệ tổ chức, công dân hài lòng", _PERCENT),
    "complaints": ("Số khiếu nại, phản ánh", "khiếu nại, phản ánh"),
    "score_total": ("Tổng điểm tự chấm", "điểm"),
    "score_max": ("Tổng điểm tối đa", "điểm"),
}
"""The title and unit of each figure, in the order in which they are told."""


class NoSuchYear(IsoqmsError):
    """A year of which the repository holds no records."""


def year_of(repository: Repository, year: int) -> Year:
    """The records of a year; NoSuchYear with the years there are."""
    if year in repository.years:
        return repository.years[year]
    known = listed(str(number) for number in sorted(repository.years))
    hint = f"Các năm đã có hồ sơ: {known}." if known else f"Ghi hồ sơ của năm vào thư mục nam/{year}/ trước."
    raise NoSuchYear(f"Kho không có hồ sơ năm {year}.", hint)


def period_of(repository: Repository, year: int) -> tuple[date, date]:
    """The first and the last day that the year's report speaks of: as its head says, or else the whole year."""
    report = year_of(repository, year).report
    head = report.record if report else None
    first = head.start if head and head.start else date(year, 1, 1)
    last = head.end if head and head.end else date(year, 12, 31)
    return first, last


def scoring_table(repository: Repository, year: int) -> ScoringTable | None:
    """The table that the year's self-score was made with; None without a self-score, or where no pack has it."""
    score = year_of(repository, year).self_score
    if score is None:
        return None
    current = repository.packs.scoring
    if current is not None and current.id == score.record.table:
        return current
    try:
        return packs.load_scoring_table(score.record.table, repository.root)
    except UnknownName:
        return None


def scores(repository: Repository, year: int) -> Mapping[str, Decimal]:
    """The self-score of each leaf of the table that has one; what is stated of parents is left out."""
    score, table = year_of(repository, year).self_score, scoring_table(repository, year)
    if score is None or table is None:
        return {}
    leaves = {row.id for row in table.leaves}
    return {row.id: row.stated for row in score.record.rows if row.id in leaves}


def case_periods(repository: Repository, year: int) -> tuple[tuple[CasePeriod, ...], ...]:
    """The year's case periods in order of time, each with the records that make it up.

    Those of the whole agency where there are any, else the fields of each period together. A
    period inside a longer one (a quarter beside the whole year) is already counted there.
    """
    cases = year_of(repository, year).cases
    given = cases.record.periods if cases else ()
    chosen = [period for period in given if period.field is None] or list(given)
    chosen.sort(key=lambda period: (period.start, period.end))
    spans = [tuple(members) for _, members in groupby(chosen, key=lambda period: (period.start, period.end))]
    return tuple(span for span in spans if not any(_inside(span[0], other[0]) for other in spans))


def _inside(one: CasePeriod, other: CasePeriod) -> bool:
    longer = (one.start, one.end) != (other.start, other.end)
    return longer and other.start <= one.start and one.end <= other.end


def figures(repository: Repository, year: int) -> Figures:
    """Every figure of the year by name; NoSuchYear where there are no records of it."""
    ground = _Ground(repository, year_of(repository, year))
    found = {name: figure for teller in _TELLERS for name, figure in teller(ground)}
    return {name: found[name] for name in TITLES}


@dataclass(frozen=True)
class _Ground:
    """What the figures are computed from."""

    repository: Repository
    year: Year

    @cached_property
    def truncate(self) -> bool:
        return self.repository.agency.record.rounding is Rounding.TRUNCATE

    @cached_property
    def last_day(self) -> date:
        """The day as of which the set of documents is counted."""
        return min(self.repository.as_of, period_of(self.repository, self.year.year)[1])

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes in force on the last day: those of today, with the later decisions taken back."""
        codes = {entry.record.code for entry in self.repository.documents}
        for decision in reversed(self.repository.decisions):
            if self.last_day < decision.record.in_force_from <= self.repository.as_of:
                codes.difference_update(item.code for item in decision.record.issues if item.revision == 1)
                codes.update(item.code for item in decision.record.withdraws)
        return frozenset(codes)

    @cached_property
    def decisions(self) -> tuple[Entry[Decision], ...]:
        """The decisions signed in the year, up to the last day."""
        return tuple(
            entry
            for entry in self.repository.decisions
            if entry.record.signed.year == self.year.year and entry.record.signed <= self.last_day
        )


_Told: TypeAlias = Iterator[tuple[str, Figure]]


def _figure(
    name: str,
    value: Value | None,
    sources: Iterable[Place] = (),
    stated: Value | None = None,
    stated_at: Place | None = None,
) -> tuple[str, Figure]:
    """A figure; what is stated is its value where nothing can be computed."""
    title, unit = TITLES[name]
    places = tuple(sources)
    if stated is None:
        stated_at = None
    if value is None:
        value, places = stated, (stated_at,) if stated_at else ()
    return name, Figure(name, title, unit, value, places, stated, stated_at)


def _system(ground: _Ground) -> _Told:
    """Documents, procedures, and how many of these have a procedure of ours."""
    repository = ground.repository
    stated = _Beside(ground.year.stated, StatedFigures())
    applied = bool(repository.documents)
    documents = [entry for entry in repository.documents if entry.record.code in ground.codes]
    yield _figure("documents", len(ground.codes) if applied else None, _tops(documents), *stated("documents"))
    register = repository.procedures
    listed_ = (
        [
            (index, procedure.code)
            for index, procedure in enumerate(register.record.procedures)
            if procedure.ended is None or procedure.ended > ground.last_day
        ]
        if register
        else []
    )
    places = [register.at("procedures", index) for index, _ in listed_] if register else []
    procedures = _figure("procedures", len(listed_) or None, places, *stated("procedures"))[1]
    in_force = {code for entry in documents for code in entry.record.serves}
    served = [place for place, (_, code) in zip(places, listed_, strict=True) if code in in_force]
    count = len(served) if listed_ and applied else None
    served_figure = _figure("procedures_served", count, served, *stated("procedures_served"))[1]
    rate = _rate(ground, served_figure.value, procedures.value)
    yield procedures.name, procedures
    yield served_figure.name, served_figure
    rate_sources = (*served_figure.sources, *procedures.sources)
    yield _figure("procedures_served_rate", rate, rate_sources, *stated("procedures_served_rate"))
    internal = [entry for entry in documents if _is_internal(entry.record.kind, entry.path.parts)]
    activities = len(internal) if applied else None
    yield _figure("internal_activities", activities, _tops(internal), *stated("internal_activities"))


def _is_internal(kind: DocumentKind, parts: tuple[str, ...]) -> bool:
    """Whether a document guides an internal activity; the one-stop procedure, kept with the TTHC, does not."""
    return kind is DocumentKind.INTERNAL and parts[1] != "tthc"


def _tops(entries: Iterable[Entry[ControlledDocument]]) -> Iterator[Place]:
    return (entry.at() for entry in entries)


class _Beside:
    """What a record of stated figures says, with the place of each."""

    def __init__(self, entry: Entry[StatedFigures] | None, nothing: StatedFigures) -> None:
        self._record = entry.record if entry else nothing
        self._at: Callable[[str], Place | None] = entry.at if entry else lambda _: None

    def __call__(self, name: str) -> tuple[Value | None, Place | None]:
        return getattr(self._record, name), self._at(name)


def _rate(ground: _Ground, part: Value | None, whole: Value | None) -> Decimal | None:
    if part is None or whole is None:
        return None
    return percent(part, whole, truncate=ground.truncate)


def _cases(ground: _Ground) -> _Told:
    """What was received, resolved, returned and is still open."""
    entry = ground.year.cases
    spans = case_periods(ground.repository, ground.year.year)
    places = _places(entry.at, entry.record.periods, spans) if entry else ()
    carried = summed(period.carried_over for period in spans[0]) if spans else None
    newly = summed(received(period) for span in spans for period in span)
    in_time = summed(on_time(period) for span in spans for period in span)
    late = summed(period.late for span in spans for period in span)
    returned = summed(period.returned for span in spans for period in span)
    total = summed((carried, newly))
    resolved = summed((in_time, late))
    only = spans[0][0] if len(spans) == 1 and len(spans[0]) == 1 else None
    stated = (only.stated if only else None) or StatedCases()
    beside = places[0] if only and places else None

    def told(name: str, value: Value | None, said: str = "") -> tuple[str, Figure]:
        at = Place(beside.path, (*beside.route, "stated", said)) if beside and said else None
        return _figure(name, value, places, getattr(stated, said) if said else None, at)

    yield told("cases_total", total, "total")
    yield told("cases_received", newly)
    yield told("cases_carried_over", carried)
    yield told("cases_resolved", resolved, "resolved")
    yield told("cases_on_time", in_time)
    yield told("cases_late", late)
    yield told("cases_on_time_rate", _rate(ground, in_time, resolved), "on_time_rate")
    yield told("cases_late_rate", _rate(ground, late, resolved), "late_rate")
    yield told("cases_returned", returned)
    yield told("cases_pending", _pending(ground, spans, total, resolved, returned), "pending")


def _places(
    at: Callable[..., Place], given: tuple[CasePeriod, ...], spans: tuple[tuple[CasePeriod, ...], ...]
) -> tuple[Place, ...]:
    used = {id(period) for span in spans for period in span}
    return tuple(at("periods", index) for index, period in enumerate(given) if id(period) in used)


def _pending(
    ground: _Ground,
    spans: tuple[tuple[CasePeriod, ...], ...],
    total: int | None,
    resolved: int | None,
    returned: int | None,
) -> int | None:
    """As recorded at the end of the last period, or else what is left of the total."""
    if not spans:
        return None
    recorded = summed(summed_known(period.pending_in_time, period.pending_overdue) for period in spans[-1])
    if recorded is not None or total is None or resolved is None:
        return recorded
    if ground.repository.agency.record.returned_in_resolved:
        return total - resolved
    return None if returned is None else total - resolved - returned


def _people(ground: _Ground) -> _Told:
    """Who keeps the system, and who was trained."""
    training = ground.year.training
    yield _figure("people_in_charge", *_counted_people(ground))
    yield from _money(ground)
    sessions = training.record.sessions if training else ()
    places = [training.at("sessions", index) for index in range(len(sessions))] if training else []
    yield _figure("training_participants", summed_known(*(session.participants for session in sessions)), places)
    yield _figure("training_certificates", summed_known(*(session.certificates for session in sessions)), places)


def _counted_people(ground: _Ground) -> tuple[int | None, tuple[Place, ...]]:
    """How many people keep the system: as stated, or else as they are listed."""
    resources = ground.year.resources
    if resources is None:
        return None, ()
    if resources.record.people_in_charge is not None or not resources.record.people:
        return resources.record.people_in_charge, (resources.at("people_in_charge"),)
    return len(resources.record.people), (resources.at("people"),)


def _money(ground: _Ground) -> _Told:
    """What was planned and spent for the system; unknown where a line does not tell its part."""
    resources = ground.year.resources
    for name in ("planned", "spent"):
        parts = [getattr(line, name) for line in resources.record.budget] if resources else []
        known = bool(parts) and None not in parts
        total = sum((part for part in parts if part is not None), Decimal(0)) if known else None
        yield _figure(f"budget_{name}", total, (resources.at("budget"),) if resources else ())


def _office(ground: _Ground) -> _Told:
    """The documents that the office issued, and how many of those looked at met the rules of form."""
    outgoing = ground.year.outgoing
    documents = list(enumerate(outgoing.record.documents)) if outgoing else []
    at = outgoing.at if outgoing else None

    def places(indexes: Iterable[int]) -> list[Place]:
        return [at("documents", index) for index in indexes] if at else []

    checked = [index for index, document in documents if document.format_met is not None]
    met = [index for index, document in documents if document.format_met]
    asked = bool(checked)
    yield _figure("outgoing", len(documents) if outgoing else None, places(index for index, _ in documents))
    yield _figure("outgoing_checked", len(checked) if asked else None, places(checked))
    yield _figure("outgoing_format_met", len(met) if asked else None, places(met))
    yield _figure("outgoing_format_rate", _rate(ground, len(met), len(checked)) if asked else None, places(checked))


def _decided(ground: _Ground) -> _Told:
    """What the year's decisions issued and withdrew: as they list it, or else as they or the announcements count it."""
    issued = [entry.at("issues", index) for entry in ground.decisions for index in range(len(entry.record.issues))]
    withdrawn = [
        entry.at("withdraws", index) for entry in ground.decisions for index in range(len(entry.record.withdraws))
    ]
    listed_ = bool(issued or withdrawn)
    in_words = partial(_counted, ground)
    yield _figure("documents_issued", len(issued) if listed_ else None, issued, *in_words("issued"))
    yield _figure("documents_withdrawn", len(withdrawn) if listed_ else None, withdrawn, *in_words("withdrawn"))


def _counted(ground: _Ground, which: str) -> tuple[int | None, Place | None]:
    """The counts that decisions state, or else the announcements, with the place of the first."""
    stated = [
        (count, entry.at("stated", which))
        for entry in ground.decisions
        if entry.record.stated and (count := getattr(entry.record.stated, which)) is not None
    ]
    announcements = ground.year.announcements
    if not stated and announcements:
        stated = [
            (count, announcements.at("announcements", index, f"{which}_stated"))
            for index, announcement in enumerate(announcements.record.announcements)
            if (count := getattr(announcement, f"{which}_stated")) is not None
        ]
    return (sum(count for count, _ in stated), stated[0][1]) if stated else (None, None)


def _evaluated(ground: _Ground) -> _Told:
    """Audits, nonconformities, satisfaction, complaints."""
    audits = ground.year.audits
    rounds = [
        (index, audit)
        for index, audit in enumerate(audits.record.rounds if audits else ())
        if audit.state is not RoundState.CANCELLED
    ]
    done = [index for index, audit in rounds if audit.state is RoundState.DONE]
    held = audits.at if audits else None
    planned = len(rounds) if audits else None
    yield _figure("audit_rounds", planned, [held("rounds", i) for i, _ in rounds] if held else ())
    yield _figure("audit_rounds_done", len(done) if audits else None, [held("rounds", i) for i in done] if held else ())
    yield from _nonconformities(ground)
    yield from _voices(ground)


def _nonconformities(ground: _Ground) -> _Told:
    entry = ground.year.nonconformities
    items = entry.record.items if entry else ()
    stated = entry.record.stated if entry else None
    acted = [index for index, item in enumerate(items) if item.action is not None]
    # Without a list the stated counts speak; with neither, an empty register says that there was none.
    computed = bool(entry and (items or stated is None))

    def told(name: str, indexes: Iterable[int], said: str) -> tuple[str, Figure]:
        places = [entry.at("items", index) for index in indexes] if entry else []
        at = entry.at("stated", said) if entry and stated else None
        return _figure(name, len(places) if computed else None, places, getattr(stated, said, None), at)

    yield told("nonconformity_requests", range(len(items)), "requests")
    yield told("corrective_actions", acted, "corrective")


def _voices(ground: _Ground) -> _Told:
    satisfaction, complaints = ground.year.satisfaction, ground.year.complaints
    surveys = satisfaction.record.surveys if satisfaction else ()
    rate = combined_rate(surveys, ground.repository.agency.record)
    stated = surveys[0].rate_stated if len(surveys) == 1 else None
    places = [satisfaction.at("surveys", index) for index in range(len(surveys))] if satisfaction else []
    at = satisfaction.at("surveys", 0, "rate_stated") if satisfaction and stated is not None else None
    yield _figure("survey_rate", rate, places, stated, at)
    register = complaints.record if complaints else None
    count = len(register.complaints) if register and (register.complaints or register.none_received) else None
    yield _figure("complaints", count, (complaints.at("complaints"),) if complaints else ())


def _scored(ground: _Ground) -> _Told:
    """The self-score, added up from the leaves."""
    year, entry = ground.year.year, ground.year.self_score
    table = scoring_table(ground.repository, year)
    given = scores(ground.repository, year)
    total = table.sums(given)["tong"] if table and given else None
    most = table.sums({row.id: row.max for row in table.leaves})["tong"] if table else None
    stated = [(i, row.stated) for i, row in enumerate(entry.record.rows) if row.id == "tong"] if entry else []
    at = entry.at("rows", stated[0][0], "stated") if entry and stated else None
    places = (entry.at("rows"),) if entry else ()
    yield _figure("score_total", total, places, stated[0][1] if stated else None, at)
    yield _figure("score_max", most, places)


_TELLERS: Final = (_system, _cases, _people, _office, _decided, _evaluated, _scored)
