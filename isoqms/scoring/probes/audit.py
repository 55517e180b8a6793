"""Probes of the internal audit (đánh giá nội bộ; 9.2)."""

from datetime import date
from typing import Final

from isoqms.facts.audit.auditors import audited_by, course_too_late, courses
from isoqms.model.control.decision import DecisionKind
from isoqms.scoring.counters import Counter
from isoqms.scoring.ground import Ground, by_decision, few
from isoqms.scoring.probing import Probe
from isoqms.scoring.proof import Against, Effort, Proof, Raise, Said, full, none, shared, unknown
from isoqms.wording import date_short, number

_PLAN: Final = Raise(
    "Lập chương trình và các đợt đánh giá nội bộ.", "isoqms audit", Effort.PAPER, legal=True, within_year=True
)
_TEAM: Final = Raise(
    "Trình ký quyết định lập đoàn đánh giá nội bộ.",
    "isoqms decision audit-team",
    Effort.PAPER,
    legal=True,
    within_year=True,
)
_AUDIT: Final = Raise(
    "Làm nốt các đợt đánh giá nội bộ, ghi ngày và phát hiện.", "isoqms audit", Effort.ACT, legal=True, within_year=True
)
_PAPERS: Final = Raise(
    "Ghi nơi lưu phiếu ghi chép, số báo cáo của từng đợt vào danh-gia-noi-bo.yaml.", "isoqms update audit-round"
)
_AUDITORS: Final = Raise(
    "Ghi từng chuyên gia, đơn vị và ngày được đào tạo vào danh-gia-noi-bo.yaml.", "isoqms export danh-gia-noi-bo"
)


def _none_done(_: Ground) -> Proof:
    return none(Against("năm này không có đợt đánh giá nào đã làm", name=Counter.AUDIT_NONE_DONE, missing=True), _AUDIT)


def _planned(ground: Ground) -> Proof:
    audits = ground.year.audits
    programme, rounds = (audits.record.programme, audits.record.rounds) if audits else (None, ())
    if audits is None or not (programme or rounds):
        against = Against(
            "năm này không có chương trình hay đợt đánh giá nào được ghi", name=Counter.AUDIT_NOT_PLANNED, missing=True
        )
        return none(against, _PLAN)
    evidence = [Said(programme, audits.at("programme"))] if programme else []
    if rounds:
        evidence.append(Said(f"{number(len(rounds))} đợt đánh giá được ghi", audits.at("rounds")))
    lacking = [
        w for w, met in (("chương trình, kế hoạch đánh giá", programme), ("đợt đánh giá nào", rounds)) if not met
    ]
    return shared(
        2 - len(lacking), 2, tuple(evidence), Against(f"chưa ghi {few(lacking)}", (audits.at(),), missing=True), _PLAN
    )


def _team_decided(ground: Ground) -> Proof:
    """The decision that set the team up, signed before the first round."""
    audits = ground.year.audits
    named = audits.record.team_decision if audits else None
    decided = [e for e in ground.decided(DecisionKind.AUDIT_TEAM) if e.record.signed.year == ground.year.year]
    if named is None and (audits is None or not decided):
        return none(Against("không ghi quyết định lập đoàn nào", name=Counter.AUDIT_NO_TEAM, missing=True), _TEAM)
    known = [*ground.repository.decisions_by_number.get(named or "", ()), *decided]
    if not known:
        place = audits.at("team_decision") if audits else None
        return unknown(
            Raise(f"Ghi quyết định {named} vào quyet-dinh/.", "isoqms decision audit-team"),
            Said(f"Nêu quyết định {named}, kho chưa ghi", place),
        )
    entry = known[0]
    early = [(i, each) for i, each in ground.audited if (day := audited_by(each)) and day < entry.record.signed]
    evidence = by_decision(entry, entry.record.summary)
    if audits is None or not early:
        return full(evidence)
    against = Against(
        f"đợt «{early[0][1].id}» đánh giá trước khi có quyết định lập đoàn ngày {date_short(entry.record.signed)}",
        tuple(audits.at("rounds", index) for index, _ in early),
    )
    return shared(1, 2, (evidence,), against, _TEAM)


def _coverage(ground: Ground) -> Proof:
    """Full where more than half was audited: of the units where these are named, else of the planned rounds."""
    audits, done = ground.year.audits, [each for _, each in ground.audited]
    if audits is None or not done:
        return _none_done(ground)
    scope = ground.repository.scope.record.units if ground.repository.scope else ()
    agency = ground.repository.agency.record
    units = set(scope or (unit.key for unit in agency.units))
    if units and all(each.units for each in done):
        seen = units & {unit for each in done for unit in each.units}
        part, whole, words = len(seen), len(units), "đơn vị"
        left = f": {few(agency.unit_name(unit) for unit in sorted(units - seen))}" if units - seen else ""
    else:
        part, whole, words, left = len(done), len(ground.rounds), "đợt theo kế hoạch", ""
    evidence = Said(f"Đã đánh giá {number(part)} trong {number(whole)} {words}", audits.at("rounds"))
    if part * 2 > whole:
        return full(evidence)
    against = Against(
        f"{number(whole - part)} trong {number(whole)} {words} chưa đánh giá{left}",
        (audits.at("rounds"),),
        Counter.AUDIT_HALF_OR_LESS,
    )
    return none(against, _AUDIT, evidence)


def _independent(ground: Ground) -> Proof:
    audits = ground.year.audits
    if audits is None or not ground.audited:
        return _none_done(ground)
    auditors = [(i, j, audit, one) for i, audit in ground.audited for j, one in enumerate(audit.auditors)]
    own = [(i, j, one) for i, j, audit, one in auditors if one.unit and one.unit in audit.units]
    known = auditors and all(one.unit and audit.units for _, _, audit, one in auditors)
    if not known and not own:
        return unknown(_AUDITORS)
    evidence = (
        Said(
            f"{number(len(auditors) - len(own))} lượt chuyên gia đánh giá đơn vị khác đơn vị mình", audits.at("rounds")
        ),
    )
    against = Against(
        f"{number(len(own))} chuyên gia đánh giá chính đơn vị mình: {few(one.post for _, _, one in own)}",
        tuple(audits.at("rounds", i, "auditors", j) for i, j, _ in own),
    )
    again = Raise("Cử người của đơn vị khác đánh giá lại đơn vị này.", "isoqms audit", Effort.ACT, within_year=True)
    return shared(len(auditors) - len(own), len(auditors), evidence, against, again)


def _trained(ground: Ground) -> Proof:
    audits = ground.year.audits
    if audits is None or not ground.audited:
        return unknown(_AUDIT)
    for _, audit in ground.audited:
        course = course_too_late(ground.repository, ground.year, audit)
        if course:
            text = f"khóa đào tạo chuyên gia từ ngày {date_short(course.day)} mới có, sau đợt «{audit.id}»"
            return none(Against(text, (course.place,), Counter.AUDITORS_LEARNED_LATER), _AUDITORS)
    known = courses(ground.repository)
    auditors = [(i, j, audit, one) for i, audit in ground.audited for j, one in enumerate(audit.auditors)]
    if not auditors:
        before = [
            c for c in known if all((day := audited_by(a)) is not None and c.day <= day for _, a in ground.audited)
        ]
        if before:
            return full(Said(f"Khóa chuyên gia đánh giá ngày {date_short(before[0].day)}", before[0].place))
        return unknown(_AUDITORS)
    bare = [(i, j) for i, j, audit, one in auditors if not _was_trained(audited_by(audit), one.trained)]
    evidence = (
        Said(
            f"{number(len(auditors) - len(bare))} lượt chuyên gia đã được đào tạo trước đợt đánh giá",
            audits.at("rounds"),
        ),
    )
    against = Against(
        f"{number(len(bare))} trong {number(len(auditors))} lượt chuyên gia chưa ghi được đào tạo trước đợt đánh giá",
        tuple(audits.at("rounds", i, "auditors", j) for i, j in bare),
        missing=True,
    )
    return shared(len(auditors) - len(bare), len(auditors), evidence, against, _AUDITORS)


def _was_trained(audited: date | None, trained: date | None) -> bool:
    return trained is not None and (audited is None or trained <= audited)


def _noted(ground: Ground) -> Proof:
    """The rounds that keep notes: where they lie, or question by question."""
    audits = ground.year.audits
    if audits is None or not ground.audited:
        return _none_done(ground)
    if not any(each.notes or each.findings or each.report or each.checks for _, each in ground.audited):
        return none(
            Against("không đợt nào ghi nơi lưu phiếu ghi chép hay báo cáo", name=Counter.AUDIT_NO_PAPERS, missing=True),
            _PAPERS,
        )
    bare = [(i, each) for i, each in ground.audited if not (each.notes or any(c.result for c in each.checks))]
    evidence = tuple(
        Said(f"Đợt «{each.id}»: {each.notes or 'phiếu hỏi đã ghi'}", audits.at("rounds", i))
        for i, each in ground.audited
        if (i, each) not in bare
    )
    against = Against(
        f"{number(len(bare))} trong {number(len(ground.audited))} đợt không ghi phiếu ghi chép",
        tuple(audits.at("rounds", index) for index, _ in bare),
        missing=True,
    )
    return shared(len(ground.audited) - len(bare), len(ground.audited), evidence, against, _PAPERS)


def _filed(ground: Ground) -> Proof:
    """The papers of the audit: programme, team, notes and a report."""
    audits = ground.year.audits
    if audits is None or not ground.audited:
        return _none_done(ground)
    done = [each for _, each in ground.audited]
    if not any(each.notes or each.findings or each.report or each.checks for each in done):
        return none(
            Against("không đợt nào ghi nơi lưu phiếu ghi chép hay báo cáo", name=Counter.AUDIT_NO_PAPERS, missing=True),
            _PAPERS,
        )
    wanted = (
        ("chương trình", audits.record.programme),
        ("quyết định lập đoàn", audits.record.team_decision),
        ("phiếu ghi chép", any(each.notes or each.checks for each in done)),
        ("báo cáo đánh giá", any(each.report for each in done)),
    )
    lacking = [words for words, met in wanted if not met]
    evidence = (Said(f"Hồ sơ đánh giá có {few(words for words, met in wanted if met)}", audits.at()),)
    against = Against(f"hồ sơ đánh giá nội bộ chưa ghi {few(lacking)}", (audits.at(),), missing=True)
    return shared(len(wanted) - len(lacking), len(wanted), evidence, against, _PAPERS)


PROBES: Final = (
    Probe(
        "audit-planned", "Có chương trình và các đợt đánh giá nội bộ", _planned, frozenset({Counter.AUDIT_NOT_PLANNED})
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
