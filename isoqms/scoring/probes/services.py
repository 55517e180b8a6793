"""Probes of the work: training, steering, cases, procedures followed (7.2, 7.4, 8.5)."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Final

from isoqms.diagnostics import Place
from isoqms.facts.planning.sessions import was_held
from isoqms.facts.reporting.figures import Figures, case_periods
from isoqms.facts.reporting.figures_until import figures_until
from isoqms.facts.services.cases import tells_pending
from isoqms.model.audit import AuditRound, CheckResult, FindingKind
from isoqms.model.base import split_link
from isoqms.model.control.decision import DecisionKind
from isoqms.model.control.document import ControlledDocument, DocumentKind
from isoqms.model.layout import file_of
from isoqms.model.planning.training import TrainingSession
from isoqms.repository.entry import Entry, Row
from isoqms.scoring.counters import Counter
from isoqms.scoring.ground import Ground, by_decision
from isoqms.scoring.probing import Probe
from isoqms.scoring.proof import Against, Effort, Proof, Raise, Said, full, none, shared, unknown
from isoqms.wording import date_short, listed, number

_PLAN_TRAINING: Final = Raise(
    f"Lập kế hoạch đào tạo của năm, ghi số, ngày vào {file_of('dao-tao')}.",
    "isoqms update training-plan",
    Effort.PAPER,
)
_TRAIN: Final = Raise(
    "Mở khóa đào tạo, ghi ngày và số người dự.", "isoqms new training", Effort.ACT, legal=True
)
_COUNT_CASES: Final = Raise(
    "Nhập số liệu hồ sơ từng kỳ, cả số đang giải quyết.", "isoqms export ho-so"
)
_IN_TIME: Final = Raise(
    "Xử lý hồ sơ sắp trễ hạn, ghi hành động khắc phục.", "isoqms status", Effort.ACT
)


def _sessions(ground: Ground) -> tuple[Row[TrainingSession], ...]:
    """The sessions that were held, or whose papers are dated, by the day."""
    return tuple(row for row in ground.year.rows.sessions if was_held(row.record, ground.day))


def _training_planned(ground: Ground) -> Proof:
    training = ground.year.training
    if training and training.record.plan:
        return full(Said(training.record.plan, training.at("plan")))
    sessions = ground.year.rows.sessions
    for row in sessions:
        each = row.record
        if each.document or each.planned:
            words = each.document or f"Khóa «{each.subject}» có ngày dự kiến"
            return full(Said(words, row.place))
    if training and sessions:
        against = Against(
            "không khóa đào tạo nào có kế hoạch hay văn bản cử đi học",
            (training.at(),),
            missing=True,
        )
        return none(against, _PLAN_TRAINING)
    against = Against(
        f"năm {ground.year.year} không ghi kế hoạch hay khóa đào tạo nào",
        name=Counter.TRAINING_NONE,
        missing=True,
    )
    return none(against, _PLAN_TRAINING)


def _training_held(ground: Ground) -> Proof:
    """The sessions whose time has come, and how many of them were held."""
    held = _sessions(ground)
    evidence = tuple(Said(_session(row.record), row.place) for row in held)
    others = [row for row in ground.year.rows.sessions if row not in held]
    left = [row for row in others if _is_due(ground, row.record)]
    if not held and not left:
        return _training_to_come(ground)
    names = listed(f"«{row.record.subject}»" for row in left)
    against = Against(
        f"{number(len(left))} khóa đã đến ngày dự kiến mà chưa mở: {names}",
        tuple(row.place for row in left),
    )
    return shared(len(held), len(held) + len(left), evidence, against, _TRAIN)


def _is_due(ground: Ground, session: TrainingSession) -> bool:
    return session.planned is not None and session.planned <= ground.last_day


def _training_to_come(ground: Ground) -> Proof:
    """What is planned, as far as the year leaves time for it; none was held and none is due."""
    training = ground.year.training
    if training is None or not (training.record.plan or training.record.sessions):
        words = f"năm {ground.year.year} không ghi kế hoạch hay khóa đào tạo nào"
        return none(Against(words, name=Counter.TRAINING_NONE, missing=True), _TRAIN)
    if ground.last_day.month < 12:
        said = Said(training.record.plan or "Đã có khóa dự kiến", training.at())
        return unknown(_TRAIN, said)
    return none(Against("kế hoạch đào tạo chưa có khóa nào đã mở", (training.at(),)), _TRAIN)


def _session(each: TrainingSession) -> str:
    day = f" ngày {date_short(each.held)}" if each.held else ""
    people = f", {number(each.participants)} người" if each.participants else ""
    return f"Khóa «{each.subject}»{day}{people}"


def _training_recorded(ground: Ground) -> Proof:
    held = _sessions(ground)
    raise_by = Raise(
        f"Ghi số người dự và văn bản, kết quả của từng khóa vào {file_of('dao-tao')}.",
        "isoqms update training",
    )
    if not held:
        words = "không có hồ sơ khóa đào tạo nào"
        return none(Against(words, name=Counter.TRAINING_NONE, missing=True), raise_by)
    bare = [row for row in held if not _is_recorded(row.record)]
    evidence = tuple(Said(_session(row.record), row.place) for row in held if row not in bare)
    words = (
        f"{number(len(bare))} trong {number(len(held))} khóa chưa ghi đủ người dự, "
        "văn bản hoặc kết quả"
    )
    against = Against(words, tuple(row.place for row in bare), missing=True)
    return shared(len(held) - len(bare), len(held), evidence, against, raise_by)


def _is_recorded(session: TrainingSession) -> bool:
    return bool(session.participants) and bool(session.document or session.result)


_EVERYBODY: Final = ("toàn thể", "tất cả", "toàn bộ", "100%")


def _staff_aware(ground: Ground) -> Proof:
    """A session for everybody proves it; one for some is for a person to weigh."""
    held = _sessions(ground)
    if not held:
        against = Against("không có khóa nào phổ biến hệ thống cho cán bộ, công chức", missing=True)
        return none(against, _TRAIN)
    evidence = tuple(Said(_session(row.record), row.place) for row in held)
    audiences = [(row.record.audience or "").lower() for row in held]
    if any(word in audience for audience in audiences for word in _EVERYBODY):
        return full(*evidence)
    return unknown(
        Raise(
            "Ghi đối tượng của khóa phổ biến (audience): toàn thể cán bộ, công chức.",
            "isoqms update training",
        ),
        *evidence,
    )


def _reporting_ruled(ground: Ground) -> Proof:
    found = ground.decided(DecisionKind.REGULATION)
    if found:
        return full(by_decision(found[-1], found[-1].record.summary))
    against = Against("chưa có quyết định ban hành quy chế quy định chế độ báo cáo", missing=True)
    return none(
        against,
        Raise(
            "Trình ký quy chế hoạt động của Ban Chỉ đạo.",
            "isoqms decision regulation",
            Effort.PAPER,
        ),
    )


def _steering_kept_up(ground: Ground) -> Proof:
    """The year's quarters, from the first paper or decision on, in which the office wrote of it."""
    raise_by = Raise(
        f"Ghi văn bản chỉ đạo, thông báo kết luận về hệ thống vào {file_of('van-ban-di')}.",
        "isoqms new outgoing",
    )
    papers = ground.mentions("iso", "chất lượng", "hài lòng", "thủ tục hành chính")
    if not papers:
        words = "năm này không ghi văn bản nào chỉ đạo, trao đổi về hệ thống"
        return none(Against(words, missing=True), raise_by)
    wanted = set(range(_first_quarter(ground), _quarter(ground.last_day) + 1))
    told = wanted & _quarters_written(ground)
    missing = listed(f"quý {quarter + 1}" for quarter in sorted(wanted - told))
    against = Against(
        f"{missing} không ghi văn bản nào chỉ đạo, trao đổi về hệ thống", missing=True
    )
    return shared(len(told), len(wanted), papers[:3], against, raise_by)


def _quarter(day: date) -> int:
    """The quarter of a day, from 0."""
    return (day.month - 1) // 3


def _first_quarter(ground: Ground) -> int:
    """The quarter of the first decision of all, where that was in the year; else the first."""
    first = min((each.record.signed for each in ground.decisions), default=None)
    return _quarter(first) if first and first.year == ground.year.year else 0


def _quarters_written(ground: Ground) -> set[int]:
    sent = (row.record.day for row in ground.year.rows.outgoing)
    days = [day for day in sent if day <= ground.last_day]
    days += [each.record.signed for each in ground.decisions_of_year]
    return {_quarter(day) for day in days if day.year == ground.year.year}


def _cases_traced(ground: Ground) -> Proof:
    """The periods with all cases accounted for: received = resolved + returned + open."""
    entry = ground.year.cases
    chosen = case_periods(ground.repository, ground.year.year, ground.day)
    if entry is None or not chosen:
        return none(Against("chưa có số liệu hồ sơ của kỳ nào", missing=True), _COUNT_CASES)
    # Two periods may say the same, so it is asked which record it is, not what it says.
    index_of = {id(period): index for index, period in enumerate(entry.record.periods)}
    open_ = [span for span in chosen if not all(tells_pending(period) for period in span)]
    total = _figures(ground)["cases_total"].value
    told = f"Số liệu {number(len(chosen))} kỳ{f', {number(total)} hồ sơ' if total else ''}"
    evidence = (Said(told, entry.at("periods")),)
    places = tuple(entry.at("periods", index_of[id(span[0])]) for span in open_)
    of = f"{number(len(open_))} trong {number(len(chosen))} kỳ"
    against = Against(f"{of} không báo số hồ sơ đang giải quyết", places)
    # That there are figures is half of it; that they account for every case is the other half.
    return shared(2 * len(chosen) - len(open_), 2 * len(chosen), evidence, against, _COUNT_CASES)


def _figures(ground: Ground) -> Figures:
    """The figures of the report, from the periods that are over by the day."""
    return figures_until(ground.repository, ground.year.year, ground.day)


def _cases_in_time(ground: Ground) -> Proof:
    known = _figures(ground)
    resolved, late, in_time = known["cases_resolved"], known["cases_late"], known["cases_on_time"]
    if not resolved.value or late.value is None or in_time.value is None:
        return unknown(_COUNT_CASES)
    places = late.sources
    said = (
        f"{number(in_time.value)} trong {number(resolved.value)} hồ sơ giải quyết đúng, trước hạn"
    )
    against = Against(
        f"{number(late.value)} trong {number(resolved.value)} hồ sơ giải quyết trễ hạn", places[:3]
    )
    evidence = (Said(said, places[0] if places else None),)
    if not late.value:
        return full(*evidence)
    share = Fraction(int(in_time.value), int(resolved.value))
    return Proof(share, share, evidence, (against,), _IN_TIME)


def _procedures_followed(ground: Ground) -> Proof:
    """Of the system's own and internal procedures that were audited, those found to be followed."""
    kinds = (DocumentKind.SYSTEM, DocumentKind.INTERNAL, DocumentKind.DESCRIPTION)
    own = {entry.record.code for entry in ground.of_kind(*kinds)}
    seen = _first_places(link for row in ground.audited for link in _looked_at(row))
    broken = _first_places(link for row in ground.audited for link in _broken(row))
    looked, wrong = own & (seen.keys() | broken.keys()), own & broken.keys()
    raise_by = Raise(
        "Đánh giá nội bộ các quy trình hệ thống, nội bộ; khắc phục chỗ chưa tuân thủ.",
        "isoqms audit",
        Effort.ACT,
        within_year=True,
    )
    if not looked:
        return unknown(raise_by, *ground.elsewhere)
    evidence = (
        Said(
            f"Đã đánh giá {listed(sorted(looked))}, {number(len(looked) - len(wrong))} quy "
            "trình được tuân thủ",
            seen.get(min(looked)),
        ),
    )
    against = Against(
        f"đánh giá nội bộ thấy {listed(sorted(wrong))} không được tuân thủ",
        tuple(broken[code] for code in sorted(wrong)),
    )
    return shared(len(looked) - len(wrong), len(looked), evidence, against, raise_by)


def _first_places(links: Iterable[tuple[str, Place]]) -> dict[str, Place]:
    """Where each document is named first, by its code."""
    found: dict[str, Place] = {}
    for link, place in links:
        found.setdefault(split_link(link)[0], place)
    return found


def _looked_at(audit: Row[AuditRound]) -> Iterator[tuple[str, Place]]:
    """The documents that a round names, and those of its questions that were answered."""
    for link in audit.record.documents:
        yield link, audit.place
    for check in audit.record.checks:
        if check.document and check.result:
            yield check.document, audit.place


def _broken(audit: Row[AuditRound]) -> Iterator[tuple[str, Place]]:
    """The documents that a round found not to be followed, by its findings and questions."""
    for finding in audit.rows("findings", audit.record.findings):
        if finding.record.kind is FindingKind.NONCONFORMITY and finding.record.document:
            yield finding.record.document, finding.place
    for check in audit.rows("checks", audit.record.checks):
        if check.record.result is CheckResult.NONCONFORMITY and check.record.document:
            yield check.record.document, check.place


def _forms_ready(ground: Ground) -> Proof:
    """The procedures for citizens that give them a form to fill in."""
    services = [entry for entry in ground.of_kind(DocumentKind.SERVICE) if entry.record.serves]
    raise_by = Raise(
        "Ghi tờ khai (form) ở thành phần hồ sơ, hoặc biểu mẫu của quy trình.",
        "isoqms revise",
        Effort.PAPER,
    )
    if not services:
        return unknown(raise_by, *ground.elsewhere)
    bare = [entry for entry in services if not _gives_form(ground, entry)]
    done = len(services) - len(bare)
    evidence = (
        (Said(f"{number(done)} trong {number(len(services))} quy trình có sẵn tờ khai, biểu mẫu"),)
        if done
        else ()
    )
    against = Against(
        f"{listed(f'«{entry.record.code}»' for entry in bare)} không có tờ khai, "
        "biểu mẫu nào đang có hiệu lực",
        tuple(entry.at("dossier") for entry in bare),
    )
    return shared(done, len(services), evidence, against, raise_by)


def _gives_form(ground: Ground, entry: Entry[ControlledDocument]) -> bool:
    document = entry.record
    links = (
        *document.forms,
        *(part.form for part in document.dossier),
        *(f for step in document.steps for f in step.forms),
    )
    return any(split_link(link)[0] in ground.repository.in_force for link in links if link)


PROBES: Final = (
    Probe(
        "training-planned",
        "Có kế hoạch đào tạo hoặc văn bản cử đi học",
        _training_planned,
        frozenset({Counter.TRAINING_NONE}),
    ),
    Probe(
        "training-held",
        "Mọi khóa đào tạo đến ngày đã được mở",
        _training_held,
        frozenset({Counter.TRAINING_NONE}),
    ),
    Probe(
        "training-recorded",
        "Mọi khóa đào tạo có hồ sơ: người dự, văn bản hoặc kết quả",
        _training_recorded,
        frozenset({Counter.TRAINING_NONE}),
    ),
    Probe("staff-aware", "Đã phổ biến hệ thống cho toàn thể cán bộ, công chức", _staff_aware),
    Probe("reporting-ruled", "Có quy chế quy định chế độ báo cáo", _reporting_ruled),
    Probe(
        "steering-kept-up",
        "Quý nào cũng có văn bản chỉ đạo, trao đổi về hệ thống",
        _steering_kept_up,
    ),
    Probe("cases-traced", "Số liệu hồ sơ đủ, truy được tới hồ sơ đang giải quyết", _cases_traced),
    Probe("cases-in-time", "Mọi hồ sơ giải quyết đúng, trước hạn", _cases_in_time),
    Probe(
        "procedures-followed",
        "Quy trình hệ thống, nội bộ đã đánh giá đều được tuân thủ",
        _procedures_followed,
    ),
    Probe("forms-ready", "Mọi quy trình TTHC có tờ khai, biểu mẫu có hiệu lực", _forms_ready),
)
