"""What a year's report tells of the system at work: objectives, audits, voices, training, law."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from isoqms.diagnostics import Place
from isoqms.facts.audit.auditors import audited_by
from isoqms.facts.composing.lines import (
    Ground,
    Line,
    Lines,
    bare,
    count,
    figure,
    inside,
    joined,
    on,
    paper,
)
from isoqms.facts.control.copies import is_handed_out
from isoqms.facts.improvement.complaints import answer
from isoqms.facts.improvement.corrections import Progress, progress
from isoqms.facts.improvement.outside import counted_of_others, origin
from isoqms.facts.improvement.surveys import return_rate
from isoqms.facts.law.changes import LawChange, law_changes
from isoqms.facts.planning.objectives import Outcome, are_set, measured
from isoqms.facts.planning.risks import is_done, looked_at_in
from isoqms.facts.planning.sessions import begun, was_held
from isoqms.facts.reporting.figures import Figure
from isoqms.facts.review.reviews import says_nothing
from isoqms.model.audit import AuditRound, FindingKind, RoundState
from isoqms.model.improvement import Nonconformity, Survey
from isoqms.model.law import ExternalDocument
from isoqms.model.planning.objectives import Comparison
from isoqms.model.planning.risks import RiskKind
from isoqms.model.planning.training import TrainingSession
from isoqms.model.review import ManagementReview
from isoqms.packs.proposals import proposed_laws
from isoqms.repository.entry import Row
from isoqms.wording import fold, listed, number

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

    def told(key: str, what: str, value: Decimal | None, places: Iterable[Place]) -> Figure:
        name, title = f"muc_tieu.{objective.id}.{key}", f"{what}: {bare(objective.text)}"
        return figure(name, title, unit or "", value, places)

    result = told("ket_qua", "Kết quả mục tiêu", found.value, _measured(ground, found))
    aimed = told("chi_tieu", "Chỉ tiêu", objective.target, [_inside(found.place, "target")])
    last = f"Năm {ground.year - 1}"
    baseline = told("nam_truoc", last, objective.baseline, [_inside(found.place, "baseline")])
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
        ket_qua=ground.words(found.shown, result),
        chi_tieu=ground.words(target, aimed),
        danh_gia=verdict,
        nam_truoc=ground.words(before, baseline),
    )


def _measured(ground: Ground, found: Outcome) -> tuple[Place, ...]:
    """Where the result stands: with the figure that it is computed from, or among the results."""
    name = found.objective.figure
    known = ground.figures.get(name) if name and found.value is not None else None
    if known is not None and known.value == found.value:
        return known.sources
    return (_inside(found.place, "results"),)


def _inside(place: Place, key: str) -> Place:
    return Place(place.path, (*place.route, key))


def context(ground: Ground) -> Lines:
    """That context and interested parties were looked at in the year (4.1, 4.2)."""
    repository = ground.repository
    issues, parties = repository.context, repository.parties
    days = [each.record.reviewed for each in (issues, parties) if each and each.record.reviewed]
    looked = [day for day in days if day.year == ground.year and ground.has_come(day)]
    if not looked:
        return ()
    points = issues.rows("issues", issues.record.issues) if issues else ()
    others = parties.rows("parties", parties.record.parties) if parties else ()
    return (
        Line(
            ngay=on(max(looked)),
            van_de=_how_many(ground, "boi_canh.van_de", "Số vấn đề của bối cảnh", "vấn đề", points),
            ben=_how_many(ground, "boi_canh.ben", "Số bên quan tâm", "bên", others),
        ),
    )


def _how_many(ground: Ground, name: str, title: str, unit: str, rows: Sequence[Row[object]]) -> str:
    """How many rows there are, each with its place; empty for none."""
    return ground.counted(name, title, unit, len(rows), (row.place for row in rows))


def risks(ground: Ground) -> Lines:
    """The risks and opportunities of the year, and how many measures were carried out (6.1)."""
    every = ground.rows.risks
    if not looked_at_in(ground.repository, ground.year):
        return ()
    risky = [row for row in every if row.record.kind is RiskKind.RISK]
    chances = [row for row in every if row.record.kind is RiskKind.OPPORTUNITY]
    acted = [row for row in every if row.record.action]
    done = [row for row in acted if is_done(row.record, ground.day)]
    return (
        Line(
            rui_ro=_how_many(ground, "rui_ro.rui_ro", "Số rủi ro đã nhận diện", "rủi ro", risky),
            co_hoi=_how_many(ground, "rui_ro.co_hoi", "Số cơ hội đã nhận diện", "cơ hội", chances),
            bien_phap=_plain(
                ground, "rui_ro.bien_phap", "Số biện pháp đã định", "biện pháp", acted
            ),
            da_lam=_plain(
                ground, "rui_ro.da_lam", "Số biện pháp đã làm xong", "biện pháp", done, among=acted
            )
            or "0",
        ),
    )


def _plain(
    ground: Ground,
    name: str,
    title: str,
    unit: str,
    rows: Sequence[Row[object]],
    *,
    among: Sequence[Row[object]] = (),
) -> str:
    """How many rows there are, as a part of a share is written; none of some is told as 0."""
    places = [row.place for row in rows or among]
    words = number(len(rows)) if places else ""
    return ground.words(words, figure(name, title, unit, len(rows), places))


def handed_out(ground: Ground) -> Lines:
    """The documents handed to the units, and the old ones taken back with minutes (7.5.3).

    Lines that the issue wrote ahead, without a day or a receiver, tell of nothing yet.
    """
    given = [row for row in ground.rows.distributed if is_handed_out(row.record, ground.day)]
    back = [row for row in ground.rows.taken_back if _is_past(ground, row.record.day)]
    if not (given or back):
        return ()
    units = len({row.record.unit for row in given})
    places = [row.place for row in given]
    unit = "lượt"
    return (
        Line(
            luot=_how_many(ground, "phan_phoi.luot", "Số lượt tài liệu phân phối", unit, given),
            don_vi=ground.counted(
                "phan_phoi.don_vi", "Số đơn vị được phân phối tài liệu", "đơn vị", units, places
            ),
            thu_hoi=_how_many(ground, "phan_phoi.thu_hoi", "Số lượt tài liệu thu hồi", unit, back),
            bien_ban=joined(paper(row.record.minutes) for row in back),
        ),
    )


def _is_past(ground: Ground, day: date | None) -> bool:
    return day is not None and ground.has_come(day)


def external(ground: Ground) -> Lines:
    """How many external documents the register holds, once it holds more than the framework's."""
    if not any(_is_own_law(row.record) for row in ground.repository.laws):
        return ()
    title = "Số văn bản trong danh mục tài liệu bên ngoài"
    kept = _how_many(ground, "ben_ngoai", title, "văn bản", ground.repository.laws)
    return (Line(so=kept),) if kept else ()


def _is_own_law(law: ExternalDocument) -> bool:
    return law.applied is not None or law.number not in proposed_laws()


def audits(ground: Ground) -> Lines:
    """The audit of the year: programme, team, what was found (9.2)."""
    programme = ground.repository.years[ground.year].audits
    if programme is None:
        return ()
    rows = ground.rows.rounds
    done = [row for row in rows if _was_done(ground, row.record)]
    live = [row for row in rows if row.record.state is not RoundState.CANCELLED]
    record = programme.record
    if not (
        record.programme or record.team_decision or any(_is_taken_up(row.record) for row in rows)
    ):
        return ()
    days = [day for row in done if (day := row.record.held)]
    carried, planned = "Số đợt đánh giá nội bộ đã thực hiện", "Số đợt đánh giá nội bộ theo kế hoạch"
    return (
        Line(
            chuong_trinh=paper(record.programme),
            doan=record.team_decision or "",
            da_lam=_plain(ground, "danh_gia.da_lam", carried, "đợt", done, among=live) or "0",
            ke_hoach=_plain(ground, "danh_gia.ke_hoach", planned, "đợt", live),
            ngay=on(max(days)) if days else "",
            phat_hien=_findings(ground, done),
            bao_cao=joined(paper(row.record.report) for row in done),
        ),
    )


def _is_taken_up(audit: AuditRound) -> bool:
    """Whether it is more than a plan that the framework, or `new year`, wrote ahead."""
    is_decided = bool(audit.auditors or audit.held or audit.reason or audit.checks)
    return is_decided or audit.state is not RoundState.PLANNED


def _was_done(ground: Ground, audit: AuditRound) -> bool:
    return audit.state is RoundState.DONE and ground.has_come(audited_by(audit))


def _findings(ground: Ground, done: Sequence[Row[AuditRound]]) -> str:
    every = [one for row in done for one in row.rows("findings", row.record.findings)]
    told, words = [], []
    for kind, kind_words in _FINDINGS:
        places = [row.place for row in every if row.record.kind is kind]
        if places:
            title = f"Số phát hiện của đánh giá nội bộ: {kind_words}"
            told.append(figure(f"danh_gia.{kind}", title, "phát hiện", len(places), places))
            words.append(f"{count(len(places))} {kind_words}")
    return ground.words(", ".join(words), *told)


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
    rows = (row for row in ground.rows.reviews if not row.record.is_only_prepared)
    return tuple(_review(ground, row) for row in rows if ground.has_come(row.record.held))


def _review(ground: Ground, row: Row[ManagementReview]) -> Line:
    each = row.record
    every = [one for one in row.rows("outputs", each.outputs) if not says_nothing(one.record.text)]
    done = [one for one in every if one.record.done and ground.has_come(one.record.done)]
    name, unit = f"xem_xet.{row.index + 1}", "kết luận"
    title = f"Số kết luận của lần xem xét {on(each.held)}".rstrip()
    carried = figure(
        f"{name}.da_xong",
        f"{title}, đã thực hiện xong",
        unit,
        len(done),
        (one.place for one in done or every),
    )
    return Line(
        ngay=on(each.held),
        chu_tri=inside(each.chair),
        bien_ban=paper(each.minutes),
        ket_luan=_how_many(ground, f"{name}.ket_luan", title, unit, every),
        da_xong=ground.words(count(len(done)) or "0", carried),
    )


def nonconformities(ground: Ground) -> Lines:
    """How many listed nonconformities were closed and how many are open or overdue (10.2)."""
    rows = [row for row in ground.rows.nonconformities if ground.has_come(row.record.found)]
    if not rows:
        return ()
    states = {row.index: progress(row.record, ground.day) for row in rows}
    closed = [row for row in rows if states[row.index] is Progress.CLOSED]
    still = [row for row in rows if states[row.index] is not Progress.CLOSED]
    late = [row for row in rows if states[row.index] is Progress.OVERDUE]

    def counted(key: str, words: str, found: Sequence[Row[Nonconformity]]) -> str:
        title = f"Số sự không phù hợp {words}".rstrip()
        return _how_many(ground, f"khong_phu_hop.{key}", title, "sự không phù hợp", found)

    return (
        Line(
            so=counted("so", "", rows),
            da_dong=counted("da_dong", "đã đóng", closed),
            chua_dong=counted("chua_dong", "chưa đóng", still),
            qua_han=counted("qua_han", "quá hạn", late),
            ben_ngoai=_of_others(ground, rows),
        ),
    )


def _of_others(ground: Ground, rows: Sequence[Row[Nonconformity]]) -> str:
    by_others: dict[str, list[Place]] = {}
    for row in rows:
        found = origin(ground.repository, row.record)
        if found:
            by_others.setdefault(found.who, []).append(row.place)
    told = (
        figure(f"khong_phu_hop.ben_ngoai.{who}", f"Số điểm do {who} nêu", "điểm", len(at), at)
        for who, at in by_others.items()
    )
    return ground.words(counted_of_others(ground.repository, [row.record for row in rows]), *told)


def apologies(ground: Ground) -> Lines:
    """How many letters said sorry for late results: listed, or else as counted."""
    sent = [row for row in ground.rows.apologies if row.record.number]
    places = [row.place for row in sent if ground.has_come(row.record.day)]
    how_many: int | None = len(places)
    register = ground.repository.years[ground.year].nonconformities
    if not places and register and register.record.stated:
        how_many = register.record.stated.apologies
        places = [register.at("stated", "apologies")]
    shown = ground.counted("xin_loi", "Số văn bản xin lỗi đã gửi", "văn bản", how_many, places)
    return (Line(so=shown),) if shown else ()


def surveys(ground: Ground) -> Lines:
    """The surveys of satisfaction: plan, sheets, report (9.1.2)."""
    rows = ground.rows.surveys
    return tuple(_survey(ground, row) for row in rows if ground.has_come(row.record.start))


def _survey(ground: Ground, row: Row[Survey]) -> Line:
    each, name = row.record, f"khao_sat.{row.index + 1}"
    back = return_rate(each, ground.agency)
    rate = figure(f"{name}.ty_le_thu", "Tỷ lệ phiếu thu về", "%", back, [row.place])
    sent, returned = [row.at("sent")], [row.at("returned")]
    return Line(
        ke_hoach=paper(each.plan),
        phat_ra=ground.counted(f"{name}.phat_ra", "Số phiếu phát ra", "phiếu", each.sent, sent),
        thu_ve=ground.counted(
            f"{name}.thu_ve", "Số phiếu thu về", "phiếu", each.returned, returned
        ),
        ty_le_thu=ground.words(f"{number(back)}%" if back is not None else "", rate),
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
    rows = ground.rows.sessions
    return tuple(_session(ground, row) for row in rows if was_held(row.record, ground.day))


def _session(ground: Ground, row: Row[TrainingSession]) -> Line:
    each, name = row.record, f"dao_tao.{row.index + 1}"
    subject = bare(each.subject)
    people, certified = [row.at("participants")], [row.at("certificates")]
    day = on(each.held or (None if each.document else begun(each)))
    return Line(
        ten=subject,
        ngay=day,
        doi_tuong=inside(each.audience),
        van_ban=paper(each.document),
        so_nguoi=ground.counted(
            f"{name}.so_nguoi", f"Số người dự: {subject}", "người", each.participants, people
        ),
        chung_chi=ground.counted(
            f"{name}.chung_chi",
            f"Số người được cấp chứng chỉ, chứng nhận: {subject}",
            "người",
            each.certificates,
            certified,
        ),
        ket_qua=inside(each.result),
    )


def laws(ground: Ground) -> Lines:
    """The changes of law that reached the documents, with the days used of the three months.

    QĐ 19/2014/QĐ-TTg, Điều 4, khoản 4, điểm a: at the latest three months from their effect. Told
    are those with effect in the period, or that were followed or still waited for in it.
    """
    changes = law_changes(ground.repository, ground.day)
    return tuple(_law(ground, each) for each in changes if _concerns(ground, each))


def _concerns(ground: Ground, change: LawChange) -> bool:
    law = change.law
    if law.applied is not None and ground.has_come(law.applied):
        return law.applied >= ground.first
    return bool(change.pending)


def _law(ground: Ground, change: LawChange) -> Line:
    law, pending = change.law, change.pending
    applied = None if pending else law.applied
    used = max((applied - change.effective).days, 0) if applied else None
    name, title = f"luat_moi.{law.number}", f"Số ngày đã dùng để cập nhật {law.number}"
    days = figure(name, title, "ngày", used, [change.row.at("effective"), change.row.at("applied")])
    return Line(
        so=law.number,
        hieu_luc=on(change.effective),
        han=on(change.last),
        xong=on(applied),
        so_ngay=ground.words((count(used) or "0") if used is not None else "", days),
        tre="trễ hạn" if applied and applied > change.last else "",
        cho=listed(pending),
    )
