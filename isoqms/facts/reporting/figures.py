"""The figures of a year, each computed from the records.

What the agency states is kept beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from isoqms import packs
from isoqms.diagnostics import Place
from isoqms.errors import IsoqmsError, UnknownName
from isoqms.facts.improvement.surveys import combined_rate
from isoqms.facts.reporting.sent import sent_periods, sent_sum
from isoqms.facts.services.cases import CaseSums, Span, spans, summed_known, sums_of
from isoqms.facts.services.coverage import ServedProcedure, is_activity, within_competence
from isoqms.facts.services.online import year_share
from isoqms.facts.services.rates import Share, late_shares, on_time_shares
from isoqms.model.agency.settings import Rounding
from isoqms.model.audit import RoundState
from isoqms.model.control.decision import Decision
from isoqms.model.control.document import ControlledDocument
from isoqms.model.packs.scoring import ScoringTable
from isoqms.model.services import CaseStatistics, StatedCases
from isoqms.repository.content import Repository
from isoqms.repository.entry import Entry
from isoqms.repository.in_force import codes_in_force, documents_in_force
from isoqms.repository.year import Year
from isoqms.wording import listed, percent, with_unit

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.reporting import StatedFigures

Value: TypeAlias = int | Decimal
_PERCENT: Final = "%"


class Figure(NamedTuple):
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

    def shown(self, value: Value | None) -> str:
        """`99,2%`, `2.810`: a value of it without its unit; empty where it is not known."""
        if value is None:
            return ""
        return with_unit(value, _PERCENT if self.unit == _PERCENT else None)


Figures: TypeAlias = Mapping[str, Figure]

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
    "cases_online": ("Số hồ sơ tiếp nhận trực tuyến", "hồ sơ"),
    "online_rate": ("Tỷ lệ hồ sơ trực tuyến", _PERCENT),
    "online_target": ("Chỉ tiêu tỷ lệ hồ sơ trực tuyến", _PERCENT),
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
    "letters": ("Tổng số văn bản phát hành", "văn bản"),
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
    hint = f"Ghi hồ sơ của năm vào thư mục nam/{year}/ trước."
    if known:
        hint = f"Các năm đã có hồ sơ: {known}."
    raise NoSuchYear(f"Kho không có hồ sơ năm {year}.", hint)


def period_of(repository: Repository, year: int) -> tuple[date, date]:
    """The first and last day of which the year's report speaks: by its head, or the whole year."""
    report = year_of(repository, year).report
    first, last = (report.record.start, report.record.end) if report else (None, None)
    return first or date(year, 1, 1), last or date(year, 12, 31)


def scoring_table(repository: Repository, year: int) -> ScoringTable | None:
    """The table that the year's self-score was made with.

    None without a self-score, or where no pack has it.
    """
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
    """The self-score of each leaf of the table that has one.

    What is stated of parents is left out.
    """
    score, table = year_of(repository, year).self_score, scoring_table(repository, year)
    if score is None or table is None:
        return {}
    leaves = {row.id for row in table.leaves}
    return {row.id: row.stated for row in score.record.rows if row.id in leaves}


def case_periods(repository: Repository, year: int, until: date | None = None) -> tuple[Span, ...]:
    """The year's case periods as `cases.spans` chooses them; with `until`, those over by then."""
    told = [row.record for row in year_of(repository, year).rows.periods]
    return spans([period for period in told if until is None or period.end <= until])


def figures(repository: Repository, year: int, *, until: date | None = None) -> Figures:
    """Every figure of the year by name; NoSuchYear where there are no records of it.

    With `until`, the cases of those periods only that were over by that day.
    """
    ground = _Ground(repository, year_of(repository, year), until)
    found = {name: figure for teller in _TELLERS for name, figure in teller(ground)}
    return {name: found[name] for name in TITLES}


@dataclass(frozen=True)
class _Ground:
    """What the figures are computed from."""

    repository: Repository
    year: Year
    until: date | None = None

    @cached_property
    def truncate(self) -> bool:
        return self.repository.agency.record.rounding is Rounding.TRUNCATE

    @cached_property
    def last_day(self) -> date:
        """The day as of which the set of documents is counted."""
        return min(self.repository.as_of, period_of(self.repository, self.year.year)[1])

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


def _count(
    name: str,
    places: list[Place],
    stated: Value | None = None,
    stated_at: Place | None = None,
    *,
    is_told: bool,
    among: Iterable[Place] = (),
) -> tuple[str, Figure]:
    """How many places there are, where the records tell it at all.

    Of none, the source is what was looked `among`.
    """
    count = len(places) if is_told else None
    return _figure(name, count, places or (tuple(among) if is_told else ()), stated, stated_at)


def _system(ground: _Ground) -> _Told:
    """Documents, procedures, and how many of these have a procedure of ours."""
    # Nobody asks for figures of a repository without a year.
    from isoqms.model.reporting import StatedFigures  # noqa: PLC0415 - see above

    repository = ground.repository
    stated = _Beside(ground.year.stated, StatedFigures())
    applied = bool(repository.documents)
    codes = codes_in_force(repository, ground.last_day)
    in_force = documents_in_force(repository, ground.last_day)
    documents = len(codes) if applied else None
    # What was withdrawn since that day counts, though its text is gone and no place shows it.
    yield _figure("documents", documents, _tops(in_force), *stated("documents"))
    yield from _services(ground, stated, applied=applied)
    internal = list(_tops(filter(is_activity, in_force)))
    known = stated("internal_activities")
    yield _count("internal_activities", internal, *known, is_told=applied, among=_tops(in_force))


def _services(ground: _Ground, stated: _Beside, *, applied: bool) -> _Told:
    """The procedures within competence, and those that the announcement would list."""
    known = within_competence(ground.repository, ground.last_day)
    served = [each for each in known if each.documents]
    within = len(known) or None
    procedures = _figure("procedures", within, _rows(ground, known), *stated("procedures"))
    count = len(served) if known and applied else None
    rows = _rows(ground, served)
    with_ours = _figure("procedures_served", count, rows, *stated("procedures_served"))
    rate = _rate(ground, with_ours[1].value, procedures[1].value)
    sources = (*with_ours[1].sources, *procedures[1].sources)
    yield procedures
    yield with_ours
    yield _figure("procedures_served_rate", rate, sources, *stated("procedures_served_rate"))


def _rows(ground: _Ground, known: Iterable[ServedProcedure]) -> tuple[Place, ...]:
    register = ground.repository.procedures
    if register is None:
        return ()
    return tuple(register.at("procedures", each.index) for each in known if each.index is not None)


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
    chosen = case_periods(ground.repository, ground.year.year, ground.until)
    places = _places(entry, chosen) if entry else ()
    agency = ground.repository.agency.record
    sums = sums_of(chosen, returned_in_resolved=agency.returned_in_resolved)
    only = chosen[0][0] if len(chosen) == 1 and len(chosen[0]) == 1 else None
    stated = (only.stated if only else None) or StatedCases()
    beside = places[0] if only and places else None

    def told(name: str, value: Value | None, said: str = "") -> tuple[str, Figure]:
        at = Place(beside.path, (*beside.route, "stated", said)) if beside and said else None
        return _figure(name, value, places, getattr(stated, said) if said else None, at)

    yield told("cases_total", sums.total, "total")
    yield told("cases_received", sums.received)
    yield told("cases_carried_over", sums.carried_over)
    yield told("cases_resolved", sums.resolved, "resolved")
    yield told("cases_on_time", sums.on_time)
    yield told("cases_late", sums.late)
    on_time = _share(ground, on_time_shares(sums, agency.case_rates_of))
    yield told("cases_on_time_rate", on_time, "on_time_rate")
    late = _share(ground, late_shares(sums, agency.case_rates_of))
    yield told("cases_late_rate", late, "late_rate")
    yield told("cases_returned", sums.returned)
    yield told("cases_pending", sums.pending, "pending")
    yield from _online(ground, chosen, told("cases_online", sums.columns["online"]))


def case_sums(repository: Repository, year: int, until: date | None = None) -> CaseSums:
    """Every column of the year's cases, added up; with `until`, of the periods over by then."""
    inside = repository.agency.record.returned_in_resolved
    return sums_of(case_periods(repository, year, until), returned_in_resolved=inside)


def _online(ground: _Ground, chosen: tuple[Span, ...], counted: tuple[str, Figure]) -> _Told:
    """The share that came online: as it is kept beside its target, or else of the periods."""
    rows = [
        row
        for row in ground.year.rows.online
        if ground.until is None or row.record.end <= ground.until
    ]
    kept = year_share(rows, chosen)
    yield counted
    if kept is None:
        yield _figure("online_rate", None)
        yield _figure("online_target", None)
        return
    places = kept.places or counted[1].sources
    rate = _share(ground, kept.shares)
    yield _figure("online_rate", rate, places, kept.stated, kept.stated_at)
    yield _figure("online_target", kept.target, places)


def _share(ground: _Ground, shares: tuple[Share, ...]) -> Decimal | None:
    """The rate that the first of the shares tells."""
    return _rate(ground, shares[0].part, shares[0].whole) if shares else None


def _places(entry: Entry[CaseStatistics], chosen: tuple[Span, ...]) -> tuple[Place, ...]:
    # Two periods may say the same, so it is asked which record it is, not what it says.
    used = {id(period) for span in chosen for period in span}
    given = enumerate(entry.record.periods)
    return tuple(entry.at("periods", index) for index, period in given if id(period) in used)


def _people(ground: _Ground) -> _Told:
    """Who keeps the system, and who was trained."""
    yield _figure("people_in_charge", *_counted_people(ground))
    yield from _money(ground)
    sessions = ground.year.rows.sessions
    places = [row.place for row in sessions]
    people = summed_known(row.record.participants for row in sessions)
    certificates = summed_known(row.record.certificates for row in sessions)
    yield _figure("training_participants", people, places)
    yield _figure("training_certificates", certificates, places)


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
    if resources is None:
        yield _figure("budget_planned", None)
        yield _figure("budget_spent", None)
        return
    places = (resources.at("budget"),)
    lines = resources.record.budget
    yield _figure("budget_planned", _sum([line.planned for line in lines]), places)
    yield _figure("budget_spent", _sum([line.spent for line in lines]), places)


def _sum(parts: list[Decimal | None]) -> Decimal | None:
    """The sum of the parts; None where one of them is unknown, or where there is none."""
    known = [part for part in parts if part is not None]
    if not known or len(known) < len(parts):
        return None
    return sum(known, Decimal(0))


def _office(ground: _Ground) -> _Told:
    """The documents that the office issued, and how many of those checked met the rules of form.

    Where totals are kept, these tell what was checked: the list is of papers of direction only.
    """
    sent = ground.year.rows.outgoing
    if ground.year.rows.sent_totals:
        yield _count("outgoing", [row.place for row in sent], is_told=bool(sent))
        yield from _totals(ground)
        return
    yield _figure("letters", None)
    checked = [row.place for row in sent if row.record.format_met is not None]
    met = [row.place for row in sent if row.record.format_met]
    every, is_told = [row.place for row in sent], ground.year.outgoing is not None
    register = [ground.year.outgoing.at("documents")] if ground.year.outgoing else []
    yield _count("outgoing", every, is_told=is_told, among=register)
    yield _count("outgoing_checked", checked, is_told=bool(checked))
    yield _count("outgoing_format_met", met, is_told=bool(checked), among=checked)
    rate = _rate(ground, len(met), len(checked)) if checked else None
    yield _figure("outgoing_format_rate", rate, checked)


def _totals(ground: _Ground) -> _Told:
    """What the totals of the office's documents come to."""
    rows = sent_periods(ground.year.rows.sent_totals)
    places = [row.place for row in rows]
    found = sent_sum(row.record for row in rows)
    yield _figure("letters", found.issued, places)
    yield _figure("outgoing_checked", found.checked, places)
    yield _figure("outgoing_format_met", found.format_met, places)
    rate = _rate(ground, found.format_met, found.checked)
    only = rows[0] if len(rows) == 1 else None
    stated, at = (only.record.rate, only.at("rate")) if only else (None, None)
    yield _figure("outgoing_format_rate", rate, places, stated, at)


def _decided(ground: _Ground) -> _Told:
    """What the year's decisions issued and withdrew.

    As they list it, or else as they or the announcements count it.
    """
    entries = ground.decisions
    # What comes back by an annulment was issued before, and behind the rows that are written.
    issued = [
        row.place
        for each in entries
        for row in each.rows("issues", each.record.issues)
        if (row.record.code, row.record.revision) not in _restored(each.record)
    ]
    withdrawn = [
        row.place for each in entries for row in each.rows("withdraws", each.record.withdraws)
    ]
    is_told = bool(issued or withdrawn)
    told, among = _counted(ground, "issued"), [entry.at() for entry in entries]
    yield _count("documents_issued", issued, *told, is_told=is_told, among=among)
    told = _counted(ground, "withdrawn")
    yield _count("documents_withdrawn", withdrawn, *told, is_told=is_told, among=among)


def _restored(record: Decision) -> set[tuple[str, int]]:
    return {(item.code, item.revision) for item in record.restores}


def _counted(ground: _Ground, which: str) -> tuple[int | None, Place | None]:
    """The counts that decisions state, or else the announcements, with the place of the first."""
    decisions = [
        (getattr(entry.record.stated, which), entry.at("stated", which))
        for entry in ground.decisions
        if entry.record.stated
    ]
    key = f"{which}_stated"
    rows = ground.year.rows.announcements
    announced = [(getattr(row.record, key), row.at(key)) for row in rows]
    for counts in (decisions, announced):
        stated = [(count, place) for count, place in counts if count is not None]
        if stated:
            return sum(count for count, _ in stated), stated[0][1]
    return None, None


def _evaluated(ground: _Ground) -> _Told:
    """Audits, nonconformities, satisfaction, complaints."""
    is_told = ground.year.audits is not None
    every = ground.year.rows.rounds
    rounds = [row.place for row in every if row.record.state is not RoundState.CANCELLED]
    done = [row.place for row in every if row.record.state is RoundState.DONE]
    register = [ground.year.audits.at("rounds")] if ground.year.audits else []
    yield _count("audit_rounds", rounds, is_told=is_told, among=register)
    yield _count("audit_rounds_done", done, is_told=is_told, among=rounds or register)
    yield from _nonconformities(ground)
    yield from _voices(ground)


def _nonconformities(ground: _Ground) -> _Told:
    entry = ground.year.nonconformities
    items = ground.year.rows.nonconformities
    found = [row.place for row in items]
    acted = [row.place for row in items if row.record.action is not None]
    if entry is None or entry.record.stated is None:
        # An empty register says that there was none.
        register, is_told = [entry.at("items")] if entry else [], entry is not None
        yield _count("nonconformity_requests", found, is_told=is_told, among=register)
        yield _count("corrective_actions", acted, is_told=is_told, among=found or register)
        return
    # Without a list the stated counts speak.
    stated, is_told = entry.record.stated, bool(items)
    at = entry.at("stated", "requests")
    yield _count("nonconformity_requests", found, stated.requests, at, is_told=is_told)
    at = entry.at("stated", "corrective")
    yield _count("corrective_actions", acted, stated.corrective, at, is_told=is_told, among=found)


def _voices(ground: _Ground) -> _Told:
    surveys = ground.year.rows.surveys
    rate = combined_rate([row.record for row in surveys], ground.repository.agency.record)
    # Rates that are stated survey by survey do not add up to one of the year.
    only = surveys[0] if len(surveys) == 1 else None
    stated, at = (only.record.rate_stated, only.at("rate_stated")) if only else (None, None)
    yield _figure("survey_rate", rate, [row.place for row in surveys], stated, at)
    entry = ground.year.complaints
    if entry is None:
        yield _figure("complaints", None)
        return
    # An empty register says that there was none only where somebody wrote so.
    is_told = entry.record.complaints or entry.record.none_received
    count = len(entry.record.complaints) if is_told else None
    yield _figure("complaints", count, (entry.at("complaints"),))


def _scored(ground: _Ground) -> _Told:
    """The self-score, added up from the leaves."""
    year, entry = ground.year.year, ground.year.self_score
    table = scoring_table(ground.repository, year)
    total = most = None
    if table is not None:
        given = scores(ground.repository, year)
        total = table.sums(given)["tong"] if given else None
        most = table.sums({row.id: row.max for row in table.leaves})["tong"]
    leaves = {row.id for row in table.leaves} if table else set()
    places = [row.at("stated") for row in ground.year.rows.scores if row.record.id in leaves]
    typed = next((row for row in ground.year.rows.scores if row.record.id == "tong"), None)
    stated, at = (typed.record.stated, typed.at("stated")) if typed else (None, None)
    yield _figure("score_total", total, places, stated, at)
    yield _figure("score_max", most, (entry.at("table"),) if entry else ())


_TELLERS: Final = (_system, _cases, _people, _office, _decided, _evaluated, _scored)
