"""Probes of the internal audit (đánh giá nội bộ; 9.2)."""

from datetime import date
from typing import Final

from isoqms.facts.audit.auditors import audited_by, course_too_late, courses, units_in_scope
from isoqms.facts.audit.team import team_decision
from isoqms.model.audit import Auditor, AuditRound
from isoqms.model.control.decision import Decision, DecisionKind
from isoqms.model.layout import file_of
from isoqms.repository.entry import Entry, Row
from isoqms.scoring.counters import Counter
from isoqms.scoring.ground import Ground, by_decision, there_and_lacking
from isoqms.scoring.probing import Probe
from isoqms.scoring.proof import Against, Effort, Proof, Raise, Said, full, none, shared, unknown
from isoqms.wording import date_short, listed, number

_PLAN: Final = Raise(
    "Lập chương trình và các đợt đánh giá nội bộ.",
    "isoqms audit",
    Effort.PAPER,
    legal=True,
    within_year=True,
)
_TEAM: Final = Raise(
    "Trình ký quyết định lập đoàn đánh giá nội bộ.",
    "isoqms decision audit-team",
    Effort.PAPER,
    legal=True,
    within_year=True,
)
_AUDIT: Final = Raise(
    "Làm nốt các đợt đánh giá nội bộ, ghi ngày và phát hiện.",
    "isoqms audit",
    Effort.ACT,
    legal=True,
    within_year=True,
)
_PAPERS: Final = Raise(
    f"Ghi nơi lưu phiếu ghi chép, số báo cáo của từng đợt vào {file_of('danh-gia-noi-bo')}.",
    "isoqms update audit-round",
)
_AUDITORS: Final = Raise(
    f"Ghi từng chuyên gia, đơn vị và ngày được đào tạo vào {file_of('danh-gia-noi-bo')}.",
    "isoqms export danh-gia-noi-bo",
)


def _none_done(_: Ground) -> Proof:
    return none(
        Against(
            "năm này không có đợt đánh giá nào đã làm", name=Counter.AUDIT_NONE_DONE, missing=True
        ),
        _AUDIT,
    )


def _planned(ground: Ground) -> Proof:
    audits = ground.year.audits
    if audits is None or not (audits.record.programme or audits.record.rounds):
        against = Against(
            "năm này không có chương trình hay đợt đánh giá nào được ghi",
            name=Counter.AUDIT_NOT_PLANNED,
            missing=True,
        )
        return none(against, _PLAN)
    programme, rounds = audits.record.programme, audits.record.rounds
    evidence = [Said(programme, audits.at("programme"))] if programme else []
    if rounds:
        evidence.append(Said(f"{number(len(rounds))} đợt đánh giá được ghi", audits.at("rounds")))
    there, lacking = there_and_lacking(
        (("chương trình, kế hoạch đánh giá", programme), ("đợt đánh giá nào", rounds))
    )
    against = Against(f"chưa ghi {listed(lacking)}", (audits.at(),), missing=True)
    return shared(len(there), 2, tuple(evidence), against, _PLAN)


def _team_decided(ground: Ground) -> Proof:
    """The decision that set the team up, signed before the first round."""
    audits = ground.year.audits
    named = audits.record.team_decision if audits else None
    number = ground.year.year
    teams = ground.decided(DecisionKind.AUDIT_TEAM)
    decided = [entry for entry in teams if entry.record.signed.year == number]
    standing = [entry for entry in ground.repository.standing if entry.record.number == named]
    known = [*standing, *decided]
    if audits is not None and known:
        return _decided_early(ground, known[0])
    if audits is None or named is None or ground.repository.has_no_effect(named):
        words = "không ghi quyết định lập đoàn nào"
        return none(Against(words, name=Counter.AUDIT_NO_TEAM, missing=True), _TEAM)
    return unknown(
        Raise(f"Ghi quyết định {named} vào quyet-dinh/.", "isoqms decision audit-team"),
        Said(f"Nêu quyết định {named}, kho chưa ghi", audits.at("team_decision")),
    )


def _decided_early(ground: Ground, entry: Entry[Decision]) -> Proof:
    days = ((row, audited_by(row.record)) for row in ground.audited)
    early = [row for row, day in days if day and day < entry.record.signed]
    evidence = by_decision(entry, entry.record.summary)
    if not early:
        return full(evidence)
    against = Against(
        f"đợt «{early[0].record.id}» đánh giá trước khi có quyết định lập đoàn ngày "
        f"{date_short(entry.record.signed)}",
        tuple(row.place for row in early),
    )
    return shared(1, 2, (evidence,), against, _TEAM)


def _coverage(ground: Ground) -> Proof:
    """Full where over half was audited: of the units if named, else of the planned rounds."""
    if not ground.audited:
        return _none_done(ground)
    done = [row.record for row in ground.audited]
    place = ground.audited[0].list_place
    part, whole, words, left = len(done), len(ground.rounds), "đợt theo kế hoạch", ""
    units = set(units_in_scope(ground.repository))
    if units and all(each.units for each in done):
        missed = units.difference(unit for each in done for unit in each.units)
        part, whole, words = len(units) - len(missed), len(units), "đơn vị"
        left = _unit_names(ground, missed)
    evidence = Said(f"Đã đánh giá {number(part)} trong {number(whole)} {words}", place)
    if part * 2 > whole:
        return full(evidence)
    against = Against(
        f"{number(whole - part)} trong {number(whole)} {words} chưa đánh giá{left}",
        (place,),
        Counter.AUDIT_HALF_OR_LESS,
    )
    return none(against, _AUDIT, evidence)


def _unit_names(ground: Ground, units: set[str]) -> str:
    """`: Văn phòng và Địa chính`; nothing where there is none."""
    names = [ground.repository.agency.record.unit_name(unit) for unit in sorted(units)]
    return f": {listed(names)}" if names else ""


def _independent(ground: Ground) -> Proof:
    if not ground.audited:
        return _none_done(ground)
    auditors = _auditors(ground)
    own = [one for audit, one in auditors if _audits_own(audit, one.record)]
    known = auditors and all(one.record.unit and audit.units for audit, one in auditors)
    if not known and not own:
        return unknown(_AUDITORS)
    words = f"{number(len(auditors) - len(own))} lượt chuyên gia đánh giá đơn vị khác đơn vị mình"
    evidence = (Said(words, ground.audited[0].list_place),)
    posts = listed(one.record.post for one in own)
    against = Against(
        f"{number(len(own))} chuyên gia đánh giá chính đơn vị mình: {posts}",
        tuple(one.place for one in own),
    )
    again = Raise(
        "Cử người của đơn vị khác đánh giá lại đơn vị này.",
        "isoqms audit",
        Effort.ACT,
        within_year=True,
    )
    return shared(len(auditors) - len(own), len(auditors), evidence, against, again)


def _audits_own(audit: AuditRound, auditor: Auditor) -> bool:
    return bool(auditor.unit) and auditor.unit in audit.units


def _auditors(ground: Ground) -> list[tuple[AuditRound, Row[Auditor]]]:
    """The auditors of the rounds that were done, each with the round."""
    rounds = ground.audited
    return [
        (row.record, each) for row in rounds for each in row.rows("auditors", row.record.auditors)
    ]


def _trained(ground: Ground) -> Proof:
    if not ground.audited:
        return unknown(_AUDIT)
    for row in ground.audited:
        course = course_too_late(ground.repository, ground.year, row.record)
        if course:
            text = (
                f"khóa đào tạo chuyên gia từ ngày {date_short(course.day)} mới có, "
                f"sau đợt «{row.record.id}»"
            )
            return none(Against(text, (course.place,), Counter.AUDITORS_LEARNED_LATER), _AUDITORS)
    auditors = _auditors(ground)
    if not auditors:
        return _course_held(ground)
    bare = [
        one for audit, one in auditors if not _was_trained(audited_by(audit), one.record.trained)
    ]
    trained = number(len(auditors) - len(bare))
    words = f"{trained} lượt chuyên gia đã được đào tạo trước đợt đánh giá"
    evidence = (Said(words, ground.audited[0].list_place),)
    against = Against(
        f"{number(len(bare))} trong {number(len(auditors))} lượt chuyên gia chưa ghi được đào tạo "
        "trước đợt đánh giá",
        tuple(one.place for one in bare),
        missing=True,
    )
    return shared(len(auditors) - len(bare), len(auditors), evidence, against, _AUDITORS)


def _course_held(ground: Ground) -> Proof:
    """Full where a course for auditors came before the first round, whoever took part."""
    # A round without a day was before any course, for all that anybody knows.
    first = min(audited_by(row.record) or date.min for row in ground.audited)
    before = [course for course in courses(ground.repository) if course.day <= first]
    if not before:
        return unknown(_AUDITORS)
    words = f"Khóa chuyên gia đánh giá ngày {date_short(before[0].day)}"
    return full(Said(words, before[0].place))


def _was_trained(audited: date | None, trained: date | None) -> bool:
    return trained is not None and (audited is None or trained <= audited)


def _noted(ground: Ground) -> Proof:
    """The rounds that keep notes: where they lie, or question by question."""
    rounds = ground.audited
    if not rounds:
        return _none_done(ground)
    if not _has_papers(ground):
        return _no_papers()
    noted = [row for row in rounds if _keeps_notes(row.record)]
    bare = [row for row in rounds if row not in noted]
    evidence = tuple(
        Said(f"Đợt «{row.record.id}»: {row.record.notes or 'phiếu hỏi đã ghi'}", row.place)
        for row in noted
    )
    words = f"{number(len(bare))} trong {number(len(rounds))} đợt không ghi phiếu ghi chép"
    against = Against(words, tuple(row.place for row in bare), missing=True)
    return shared(len(noted), len(rounds), evidence, against, _PAPERS)


def _keeps_notes(audit: AuditRound) -> bool:
    return bool(audit.notes) or any(check.result for check in audit.checks)


def _has_papers(ground: Ground) -> bool:
    done = [row.record for row in ground.audited]
    return any(each.notes or each.findings or each.report or each.checks for each in done)


def _no_papers() -> Proof:
    words = "không đợt nào ghi nơi lưu phiếu ghi chép hay báo cáo"
    return none(Against(words, name=Counter.AUDIT_NO_PAPERS, missing=True), _PAPERS)


def _filed(ground: Ground) -> Proof:
    """The papers of the audit: programme, team, notes and a report."""
    audits = ground.year.audits
    if audits is None or not ground.audited:
        return _none_done(ground)
    if not _has_papers(ground):
        return _no_papers()
    done = [row.record for row in ground.audited]
    wanted = (
        ("chương trình", audits.record.programme),
        ("quyết định lập đoàn", team_decision(ground.repository, audits.record)),
        ("phiếu ghi chép", any(each.notes or each.checks for each in done)),
        ("báo cáo đánh giá", any(each.report for each in done)),
    )
    there, lacking = there_and_lacking(wanted)
    evidence = (Said(f"Hồ sơ đánh giá có {listed(there)}", audits.at()),)
    words = f"hồ sơ đánh giá nội bộ chưa ghi {listed(lacking)}"
    against = Against(words, (audits.at(),), missing=True)
    return shared(len(there), len(wanted), evidence, against, _PAPERS)


PROBES: Final = (
    Probe(
        "audit-planned",
        "Có chương trình và các đợt đánh giá nội bộ",
        _planned,
        frozenset({Counter.AUDIT_NOT_PLANNED}),
    ),
    Probe(
        "audit-team-decided",
        "Có quyết định lập đoàn trước đợt đánh giá đầu",
        _team_decided,
        frozenset({Counter.AUDIT_NO_TEAM}),
    ),
    Probe(
        "audit-coverage",
        "Đã đánh giá trên 50% đơn vị, hoặc trên 50% số đợt",
        _coverage,
        frozenset({Counter.AUDIT_NONE_DONE, Counter.AUDIT_HALF_OR_LESS}),
    ),
    Probe(
        "auditors-independent",
        "Không chuyên gia nào đánh giá đơn vị mình",
        _independent,
        frozenset({Counter.AUDIT_NONE_DONE}),
    ),
    Probe(
        "auditors-trained",
        "Mọi chuyên gia được đào tạo trước đợt đánh giá",
        _trained,
        frozenset({Counter.AUDITORS_LEARNED_LATER}),
    ),
    Probe(
        "audit-noted",
        "Mọi đợt đánh giá có phiếu ghi chép",
        _noted,
        frozenset({Counter.AUDIT_NONE_DONE, Counter.AUDIT_NO_PAPERS}),
    ),
    Probe(
        "audit-filed",
        "Hồ sơ đánh giá đủ chương trình, quyết định, phiếu ghi chép, báo cáo",
        _filed,
        frozenset({Counter.AUDIT_NONE_DONE, Counter.AUDIT_NO_PAPERS}),
    ),
)
