"""What a year's report tells of the system at work: objectives, audits, voices, training, law."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from isoqms.facts.audit.auditors import audited_by
from isoqms.facts.composing.lines import Ground, Line, Lines, bare, count, inside, joined, on, paper
from isoqms.facts.control.copies import is_handed_out
from isoqms.facts.improvement.complaints import answer
from isoqms.facts.improvement.corrections import Progress, progress
from isoqms.facts.improvement.outside import counted_of_others
from isoqms.facts.improvement.surveys import return_rate
from isoqms.facts.law.changes import LawChange, law_changes
from isoqms.facts.planning.objectives import Outcome, are_set, measured
from isoqms.facts.planning.risks import is_done, looked_at_in
from isoqms.facts.planning.sessions import begun, was_held
from isoqms.facts.review.reviews import says_nothing
from isoqms.facts.services.online import is_met, rate_of, shares_of
from isoqms.model.agency.settings import Rounding
from isoqms.model.audit import AuditRound, FindingKind, RoundState
from isoqms.model.improvement import Survey
from isoqms.model.law import ExternalDocument
from isoqms.model.planning.objectives import Comparison
from isoqms.model.planning.risks import RiskKind
from isoqms.model.planning.training import TrainingSession
from isoqms.model.review import ManagementReview
from isoqms.model.services import CasePeriod, OnlineShare
from isoqms.packs.proposals import proposed_laws
from isoqms.wording import date_short, fold, listed, number

_FINDINGS: Final = (
    (FindingKind.NONCONFORMITY, "không phù hợp"),
    (FindingKind.OBSERVATION, "lưu ý"),
    (FindingKind.STRENGTH, "điểm mạnh"),
)
_DIGITISED: Final = "so hoa"
_IMPROVES: Final = "a"
"""The point of 9.3.3 that holds the opportunities for improvement."""


def objectives(ground: Ground) -> Lines:
    """Each objective with its result against target and the year before (6.2, 9.1.1)."""
    if not are_set(ground.repository, ground.year):
        return ()
    return tuple(_objective(ground, each) for each in ground.outcomes)


def digitised(ground: Ground) -> Lines:
    """The objectives on digitising that have a result (tỷ lệ số hóa)."""
    about = (each for each in ground.outcomes if _DIGITISED in fold(each.objective.text))
    return tuple(_objective(ground, each) for each in about if each.value is not None)


def _objective(ground: Ground, found: Outcome) -> Line:
    objective = found.objective
    unit = objective.unit_of_measure
    target = before = ""
    if objective.target is not None:
        limit = "từ" if objective.comparison is Comparison.AT_LEAST else "không quá"
        up = " trở lên" if objective.comparison is Comparison.AT_LEAST else ""
        target = f"{limit} {measured(objective.target, unit)}{up}"
    if objective.baseline is not None:
        before = f"năm {ground.year - 1}: {measured(objective.baseline, unit)}"
    verdict = {True: "đạt", False: "chưa đạt", None: ""}[found.met]
    return Line(
        ten=bare(objective.text),
        do=inside(objective.measure),
        ket_qua=found.shown,
        chi_tieu=target,
        danh_gia=verdict,
        nam_truoc=before,
    )


def context(ground: Ground) -> Lines:
    """That context and interested parties were looked at in the year (4.1, 4.2)."""
    repository = ground.repository
    issues, parties = repository.context, repository.parties
    days = [each.record.reviewed for each in (issues, parties) if each and each.record.reviewed]
    looked = [day for day in days if day.year == ground.year and ground.has_come(day)]
    if not looked:
        return ()
    return (
        Line(
            ngay=on(max(looked)),
            van_de=count(len(issues.record.issues)) if issues else "",
            ben=count(len(parties.record.parties)) if parties else "",
        ),
    )


def risks(ground: Ground) -> Lines:
    """The risks and opportunities of the year, and how many measures were carried out (6.1)."""
    every = [row.record for row in ground.rows.risks]
    if not looked_at_in(ground.repository, ground.year):
        return ()
    kinds = [each.kind for each in every]
    acted = [each for each in every if each.action]
    done = [each for each in acted if is_done(each, ground.day)]
    return (
        Line(
            rui_ro=count(kinds.count(RiskKind.RISK)),
            co_hoi=count(kinds.count(RiskKind.OPPORTUNITY)),
            bien_phap=number(len(acted)) if acted else "",
            da_lam=number(len(done)),
        ),
    )


def handed_out(ground: Ground) -> Lines:
    """The documents handed to the units, and the old ones taken back with minutes (7.5.3).

    Lines that the issue wrote ahead, without a day or a receiver, tell of nothing yet.
    """
    lines = [row.record for row in ground.rows.distributed]
    given = [each for each in lines if is_handed_out(each, ground.day)]
    returned = [row.record for row in ground.rows.taken_back]
    back = [each for each in returned if each.day is not None and ground.has_come(each.day)]
    if not (given or back):
        return ()
    return (
        Line(
            luot=count(len(given)),
            don_vi=count(len({each.unit for each in given})),
            thu_hoi=count(len(back)),
            bien_ban=joined(paper(each.minutes) for each in back),
        ),
    )


def external(ground: Ground) -> Lines:
    """How many external documents the register holds, once it holds more than the framework's."""
    if not any(_is_own_law(row.record) for row in ground.repository.laws):
        return ()
    kept = count(len(ground.repository.laws))
    return (Line(so=kept),) if kept else ()


def _is_own_law(law: ExternalDocument) -> bool:
    return law.applied is not None or law.number not in proposed_laws()


def audits(ground: Ground) -> Lines:
    """The audit of the year: programme, team, what was found (9.2)."""
    programme = ground.repository.years[ground.year].audits
    if programme is None:
        return ()
    rows = [row.record for row in ground.rows.rounds]
    done = [each for each in rows if _was_done(ground, each)]
    live = [each for each in rows if each.state is not RoundState.CANCELLED]
    record = programme.record
    if not (record.programme or record.team_decision or any(map(_is_taken_up, rows))):
        return ()
    days = [day for each in done if (day := each.held)]
    return (
        Line(
            chuong_trinh=paper(record.programme),
            doan=record.team_decision or "",
            da_lam=number(len(done)),
            ke_hoach=number(len(live)) if live else "",
            ngay=on(max(days)) if days else "",
            phat_hien=_findings(done),
            bao_cao=joined(paper(each.report) for each in done),
        ),
    )


def _is_taken_up(audit: AuditRound) -> bool:
    """Whether it is more than a plan that the framework, or `new year`, wrote ahead."""
    is_decided = bool(audit.auditors or audit.held or audit.reason or audit.checks)
    return is_decided or audit.state is not RoundState.PLANNED


def _was_done(ground: Ground, audit: AuditRound) -> bool:
    return audit.state is RoundState.DONE and ground.has_come(audited_by(audit))


def _findings(done: Iterable[AuditRound]) -> str:
    kinds = [finding.kind for each in done for finding in each.findings]
    told = ((count(kinds.count(kind)), words) for kind, words in _FINDINGS)
    return ", ".join(f"{how_many} {words}" for how_many, words in told if how_many)


def undone_audits(ground: Ground) -> Lines:
    """The rounds that were not done, those of one reason together."""
    by_reason: dict[str, list[str]] = {}
    for row in ground.rows.rounds:
        if not _was_done(ground, row.record) and row.record.reason:
            by_reason.setdefault(bare(row.record.reason), []).append(_round(row.record.id))
    return tuple(
        Line(dot=listed(names), ly_do=inside(reason)) for reason, names in by_reason.items()
    )


def _round(name: str) -> str:
    """`2` of «dot-2», as people count rounds; any other name as it is."""
    number_of = name.removeprefix("dot-")
    return number_of if number_of.isdigit() else name


def reviews(ground: Ground) -> Lines:
    """The management reviews that took place, with their conclusions (9.3)."""
    rows = (row.record for row in ground.rows.reviews if not row.record.is_only_prepared)
    return tuple(_review(ground, each) for each in rows if ground.has_come(each.held))


def _review(ground: Ground, each: ManagementReview) -> Line:
    given = [one for one in each.outputs if not says_nothing(one.text)]
    done = [one for one in given if one.done and ground.has_come(one.done)]
    return Line(
        ngay=on(each.held),
        chu_tri=inside(each.chair),
        bien_ban=paper(each.minutes),
        ket_luan=count(len(given)),
        da_xong=count(len(done)) or "0",
    )


def nonconformities(ground: Ground) -> Lines:
    """How many listed nonconformities were closed and how many are open or overdue (10.2)."""
    items = [row.record for row in ground.rows.nonconformities if ground.has_come(row.record.found)]
    if not items:
        return ()
    states = [progress(each, ground.day) for each in items]
    closed = states.count(Progress.CLOSED)
    return (
        Line(
            so=count(len(items)),
            da_dong=count(closed),
            chua_dong=count(len(items) - closed),
            qua_han=count(states.count(Progress.OVERDUE)),
            ben_ngoai=counted_of_others(ground.repository, items),
        ),
    )


def apologies(ground: Ground) -> Lines:
    """How many letters said sorry for late results: listed, or else as counted."""
    sent = [row.record for row in ground.rows.apologies if row.record.number]
    known = [each for each in sent if ground.has_come(each.day)]
    register = ground.repository.years[ground.year].nonconformities
    stated = register.record.stated if register else None
    shown = count(len(known)) or count(stated.apologies if stated else None)
    return (Line(so=shown),) if shown else ()


def online(ground: Ground) -> Lines:
    """The shares of cases that came online, each with the target that was given for it."""
    periods = [row.record for row in ground.rows.periods]
    truncate = ground.agency.rounding is Rounding.TRUNCATE
    rows = (row.record for row in ground.rows.online)
    known = (each for each in rows if ground.has_come(each.end))
    told = ((each, rate_of(each, periods, truncate=truncate)) for each in known)
    return tuple(_online(each, rate, periods) for each, rate in told if rate is not None)


def _online(each: OnlineShare, rate: Decimal, periods: Sequence[CasePeriod]) -> Line:
    shares = shares_of(each, periods)
    return Line(
        muc=each.level.words,
        tu=date_short(each.start),
        den=date_short(each.end),
        so_ho_so=f"{number(shares[0].part)}/{number(shares[0].whole)}" if shares else "",
        ty_le=number(rate),
        chi_tieu=number(each.target) if each.target is not None else "",
        dat="có" if is_met(each, periods) else "",
        giao_tai=paper(each.given_by),
    )


def surveys(ground: Ground) -> Lines:
    """The surveys of satisfaction: plan, sheets, report (9.1.2)."""
    rows = (row.record for row in ground.rows.surveys)
    return tuple(_survey(ground, each) for each in rows if ground.has_come(each.start))


def _survey(ground: Ground, each: Survey) -> Line:
    back = return_rate(each, ground.agency)
    return Line(
        ke_hoach=paper(each.plan),
        phat_ra=count(each.sent),
        thu_ve=count(each.returned),
        ty_le_thu=f"{number(back)}%" if back is not None else "",
        cach=inside(each.method),
        bao_cao=paper(each.report),
    )


def complaints(ground: Ground) -> Lines:
    """Each complaint with what became of it; without anybody's name."""
    rows = (row.record for row in ground.rows.complaints if ground.has_come(row.record.received))
    return tuple(
        Line(
            noi_dung=inside(each.subject),
            ngay=on(each.received),
            tra_loi=on(each.answered) if answer(each, ground.day).is_given else "",
            tre="trễ hạn" if answer(each, ground.day).is_late else "",
            ket_qua=inside(each.result) if answer(each, ground.day).is_given else "",
        )
        for each in rows
    )


def improvements(ground: Ground) -> Lines:
    """What was made better: opportunities used, conclusions of reviews, effective corrections."""
    told = (*_opportunities(ground), *_concluded(ground), *_corrected(ground))
    return tuple(Line(viec=what, ket_qua=result) for what, result in told)


def _opportunities(ground: Ground) -> Iterator[tuple[str, str]]:
    for row in ground.rows.risks:
        each = row.record
        if each.kind is RiskKind.OPPORTUNITY and is_done(each, ground.day):
            yield bare(each.action or each.description), inside(each.result)


def _concluded(ground: Ground) -> Iterator[tuple[str, str]]:
    for row in ground.rows.reviews:
        for each in row.record.outputs:
            is_over = each.done is not None and ground.has_come(each.done)
            if is_over and each.point.strip(" )").lower() == _IMPROVES:
                yield bare(each.text), inside(each.result)


def _corrected(ground: Ground) -> Iterator[tuple[str, str]]:
    for row in ground.rows.nonconformities:
        each = row.record
        if each.action and each.effective and each.closed and ground.has_come(each.closed):
            yield bare(each.action), inside(each.effective)


def e_iso(ground: Ground) -> Lines:
    """Since when and for what the agency uses the electronic ISO system (ISO điện tử)."""
    resources = ground.repository.years[ground.year].resources
    record = resources.record if resources else None
    if record is None or not (record.e_iso_since or record.e_iso_content):
        return ()
    return (Line(tu=bare(record.e_iso_since), noi_dung=inside(record.e_iso_content)),)


def sessions(ground: Ground) -> Lines:
    """The training that took place, course by course (7.2)."""
    rows = (row.record for row in ground.rows.sessions)
    return tuple(_session(each) for each in rows if was_held(each, ground.day))


def _session(each: TrainingSession) -> Line:
    day = on(each.held or (None if each.document else begun(each)))
    return Line(
        ten=bare(each.subject),
        ngay=day,
        doi_tuong=inside(each.audience),
        van_ban=paper(each.document),
        so_nguoi=count(each.participants),
        chung_chi=count(each.certificates),
        ket_qua=inside(each.result),
    )


def laws(ground: Ground) -> Lines:
    """The changes of law that reached the documents, with the days used of the three months.

    QĐ 19/2014/QĐ-TTg, Điều 4, khoản 4, điểm a: at the latest three months from their effect. Told
    are those with effect in the period, or that were followed or still waited for in it.
    """
    changes = law_changes(ground.repository, ground.day)
    return tuple(_law(each) for each in changes if _concerns(ground, each))


def _concerns(ground: Ground, change: LawChange) -> bool:
    law = change.law
    if law.applied is not None and ground.has_come(law.applied):
        return law.applied >= ground.first
    return bool(change.pending)


def _law(change: LawChange) -> Line:
    law, pending = change.law, change.pending
    applied = None if pending else law.applied
    used = (applied - change.effective).days if applied else None
    return Line(
        so=law.number,
        hieu_luc=on(change.effective),
        han=on(change.last),
        xong=on(applied),
        so_ngay=count(max(used, 0)) or "0" if used is not None else "",
        tre="trễ hạn" if applied and applied > change.last else "",
        cho=listed(pending),
    )
