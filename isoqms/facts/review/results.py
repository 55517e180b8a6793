"""The inputs of a review that look at results (9.3.2 c).

Satisfaction, objectives, cases, nonconformities, measuring, audits.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from isoqms.facts.audit.auditors import audited_by
from isoqms.facts.improvement.complaints import Answer, answer
from isoqms.facts.improvement.corrections import Progress, progress
from isoqms.facts.improvement.outside import counted_of_others
from isoqms.facts.improvement.surveys import overall, return_rate
from isoqms.facts.planning.objectives import Outcome, are_set, measured, outcomes
from isoqms.facts.reporting.figures_until import surveyed_by
from isoqms.facts.review.ground import Gap, Ground, Speech, by_hand, parted, told
from isoqms.model.audit import AuditRound, FindingKind, RoundState
from isoqms.model.improvement import Complaint, Nonconformity, Survey
from isoqms.model.layout import path_of
from isoqms.model.planning.objectives import Comparison
from isoqms.wording import date_short, listed, number, sentence

_FINDINGS: Final = (
    (FindingKind.NONCONFORMITY, "không phù hợp"),
    (FindingKind.OBSERVATION, "lưu ý"),
    (FindingKind.STRENGTH, "điểm mạnh"),
)


def satisfaction(ground: Ground) -> Speech:
    """c1) What people say: surveys and complaints."""
    yield from _surveys(ground)
    yield from _complaints(ground)


def _surveys(ground: Ground) -> Speech:
    ended = [row for row in ground.records.rows.surveys if surveyed_by(row.record, ground.day)]
    over = [row for row in ended if row.record.answers or row.record.report]
    if not over:
        yield Gap(f"Chưa có kết quả khảo sát sự hài lòng năm {ground.year}.", "isoqms new survey")
        return
    for row in over:
        survey = row.record
        words = _survey(ground, survey)
        named = f" ({survey.report})" if survey.report else ""
        if words:
            yield told(f"khảo sát{named}: {words}", row.place)
        else:
            yield told(f"đã khảo sát và có {survey.report}", row.place)
            words = (
                "Đợt khảo sát chưa ghi số phiếu theo từng mức, nên chưa tính được tỷ lệ hài lòng."
            )
            yield Gap(words, f"isoqms export hai-long --year {ground.year}")


def _survey(ground: Ground, survey: Survey) -> str:
    tally = overall(survey, ground.agency)
    if tally is None or tally.satisfied is None or tally.rate is None:
        return ""
    trend = ground.trend("survey_rate") if tally.rate == ground.value("survey_rate") else ""
    return (
        f"{_sheets(ground, survey)}{number(tally.satisfied)}/{number(tally.total)} hài lòng, "
        f"đạt {number(tally.rate)}%{trend}"
    )


def _sheets(ground: Ground, survey: Survey) -> str:
    returned = return_rate(survey, ground.agency)
    if returned is None:
        return ""
    return (
        f"phát {number(survey.sent or 0)} phiếu, thu về {number(survey.returned or 0)} "
        f"({number(returned)}%); "
    )


def _complaints(ground: Ground) -> Speech:
    entry = ground.records.complaints
    every = [row.record for row in ground.records.rows.complaints]
    received = [each for each in every if each.received <= ground.day]
    if entry is None or not (received or entry.record.none_received):
        words = (
            f"Sổ khiếu nại, phản ánh năm {ground.year} chưa ghi gì; "
            "không phát sinh thì ghi có ở «Không phát sinh» (none_received)."
        )
        yield Gap(words, "isoqms new complaint")
        return
    if not received:
        yield told("trong kỳ không phát sinh khiếu nại, phản ánh", entry.at("none_received"))
        return
    yield told(_answers(received, ground), entry.at("complaints"))


def _answers(received: list[Complaint], ground: Ground) -> str:
    states = [answer(each, ground.day) for each in received]
    answered = sum(state.is_given for state in states)
    late, overdue = states.count(Answer.ANSWERED_LATE), states.count(Answer.OVERDUE)
    words = f"{number(len(received))} khiếu nại, phản ánh: {number(answered)} đã trả lời"
    words += f" ({number(late)} trễ hạn)" if late else ""
    if waiting := len(received) - answered:
        words += f", {number(waiting)} chưa"
        words += f" ({number(overdue)} quá hạn)" if overdue else ""
    return words


def objectives(ground: Ground) -> Speech:
    """c2) Which objectives were achieved."""
    found = outcomes(ground.repository, ground.year, ground.day)
    entry = ground.records.objectives
    if entry is None or not found:
        yield Gap(f"Chưa có mục tiêu chất lượng năm {ground.year}.", "isoqms new objective")
        return
    if not are_set(ground.repository, ground.year):
        yield Gap(
            f"Mục tiêu chất lượng năm {ground.year} còn là đề xuất: chưa có quyết định ban hành, "
            "chưa có kết quả nào.",
            "isoqms decision policy-objectives",
        )
        return
    met = [each.met for each in found]
    counts = (
        (met.count(True), "đạt"),
        (met.count(False), "chưa đạt"),
        (met.count(None), "chưa có kết quả hoặc chưa có chỉ tiêu để so"),
    )
    yield told(f"{number(len(found))} mục tiêu: {parted(counts)}", entry.at("objectives"))
    for each in found:
        if each.value is not None:
            yield told(_objective(ground, each), each.place)
    unknown = [each.objective.id for each in found if each.value is None]
    if unknown:
        words = f"Mục tiêu chưa có kết quả nào: {listed(unknown)}."
        yield Gap(words, f"isoqms update objective {unknown[0]}")


def _objective(ground: Ground, found: Outcome) -> str:
    objective = found.objective
    result = f"«{objective.text.rstrip('.')}»: {found.shown} ({_lower(found.source)})"
    if objective.target is not None:
        limit = "tối thiểu" if objective.comparison is Comparison.AT_LEAST else "tối đa"
        target = f"{limit} {measured(objective.target, objective.unit_of_measure)}"
        result += f", chỉ tiêu {target}: {'đạt' if found.met else 'chưa đạt'}"
    if objective.baseline is not None:
        way = {True: ", tốt hơn", False: ", kém hơn", None: ""}[found.improved]
        result += (
            f"; năm {ground.year - 1} là "
            f"{measured(objective.baseline, objective.unit_of_measure)}{way}"
        )
    return result


def _lower(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"


def performance(ground: Ground) -> Speech:
    """c3) Cases on time and late, documents issued and withdrawn."""
    periods = [row for row in ground.records.rows.periods if row.record.end <= ground.day]
    command = f"isoqms export ho-so --year {ground.year}"
    if periods:
        until = date_short(max(row.record.end for row in periods))
        words = "; ".join(_cases(ground))
        if words:
            yield told(f"hồ sơ đến ngày {until}: {words}", periods[0].list_place)
        else:
            yield Gap(f"Số liệu hồ sơ đến ngày {until} chưa đủ để cộng.", command)
    else:
        words = f"Chưa có số liệu hồ sơ của kỳ nào đã hết trong năm {ground.year}."
        yield Gap(words, command)
    issued, withdrawn = ground.value("documents_issued"), ground.value("documents_withdrawn")
    if issued is not None or withdrawn is not None:
        words = (
            f"đã ban hành {number(issued or 0)} tài liệu, thu hồi {number(withdrawn or 0)} tài "
            "liệu trong năm"
        )
        yield told(words, ground.source("documents_issued", ground.repository.agency.at()))


def _cases(ground: Ground) -> Iterator[str]:
    """`tổng số 120`, and whatever else the figures tell, each with its rate where there is one."""
    trend = ground.trend("cases_on_time_rate").replace("; ", ", ", 1)
    yield from _case_figure(ground, "cases_total", "tổng số {}")
    yield from _case_figure(ground, "cases_resolved", "đã giải quyết {}")
    yield from _case_figure(
        ground, "cases_on_time", f"đúng, trước hạn {{}} ({{}}%{trend})", "cases_on_time_rate"
    )
    yield from _case_figure(ground, "cases_late", "trễ hạn {} ({}%)", "cases_late_rate")
    if ground.value("cases_returned"):
        yield from _case_figure(ground, "cases_returned", "trả lại, rút {}")
    yield from _case_figure(ground, "cases_pending", "đang giải quyết {}")


def _case_figure(ground: Ground, name: str, words: str, *more: str) -> Iterator[str]:
    """The figures in words; nothing where one of them is not known."""
    values = [ground.value(each) for each in (name, *more)]
    known = [number(value) for value in values if value is not None]
    if len(known) == len(values):
        yield words.format(*known)


def nonconformities(ground: Ground) -> Speech:
    """c4) What did not conform, and what became of it; with what the year before left open."""
    for year in (ground.year - 1, ground.year):
        every = ground.repository.rows_of(year).nonconformities
        rows = [row for row in every if row.record.found <= ground.day]
        left = [row for row in rows if not _closed(row.record, ground)]
        if year < ground.year:
            rows = left
        if rows:
            items = [row.record for row in rows]
            yield told(_counted(items, ground, year), rows[0].list_place)
        for row in left:
            yield told(_open(row.record, ground), row.place)
    yield from _this_year(ground)


def _this_year(ground: Ground) -> Speech:
    entry = ground.records.nonconformities
    if entry is None:
        yield Gap(
            f"Chưa có sổ theo dõi sự không phù hợp năm {ground.year}.", "isoqms new nonconformity"
        )
        return
    apologies = [
        each for each in entry.record.apologies if each.day is None or each.day <= ground.day
    ]
    if apologies:
        yield told(f"{number(len(apologies))} văn bản xin lỗi vì trễ hạn", entry.at("apologies"))
    if any(each.found <= ground.day for each in entry.record.items):
        return
    requests, actions = ground.value("nonconformity_requests"), ground.value("corrective_actions")
    if requests:
        words = (
            f"{number(requests)} phiếu xử lý sự không phù hợp, "
            f"{number(actions or 0)} phiếu hành động khắc phục"
        )
        yield told(f"{words} (chỉ ghi số lượng)", entry.at("stated"))
    else:
        words = (
            f"Sổ năm {ground.year} chưa ghi sự không phù hợp nào; "
            "nếu đúng là không có thì ghi như vậy."
        )
        yield Gap(words, by_hand("c4"))


def _closed(item: Nonconformity, ground: Ground) -> bool:
    return progress(item, ground.day) is Progress.CLOSED


def _counted(items: list[Nonconformity], ground: Ground, year: int) -> str:
    if year < ground.year:
        return f"từ năm {year} chuyển sang {number(len(items))} sự không phù hợp chưa đóng"
    closed = sum(_closed(each, ground) for each in items)
    counts = parted(((closed, "đã đóng"), (len(items) - closed, "chưa đóng")))
    late = [each for each in items if _overdue(each, ground)]
    over = f", trong đó {number(len(late))} quá hạn" if late else ""
    outside = counted_of_others(ground.repository, items)
    others = f"; trong đó {outside}" if outside else ""
    return f"{number(len(items))} sự không phù hợp: {counts}{over}{_before(ground)}{others}"


def _before(ground: Ground) -> str:
    known = ground.repository.rows_of(ground.year - 1).nonconformities
    return f"; năm {ground.year - 1} có {number(len(known))}" if known else ""


def _overdue(item: Nonconformity, ground: Ground) -> bool:
    return progress(item, ground.day) is Progress.OVERDUE


def _open(item: Nonconformity, ground: Ground) -> str:
    words = f"sự không phù hợp {item.id}: {item.description.rstrip('.')}"
    state = progress(item, ground.day)
    if item.done and state is Progress.DONE:
        return f"{words}; đã làm xong ngày {date_short(item.done)}, chưa đóng"
    if item.action is None:
        return f"{words}; chưa có hành động khắc phục"
    due = f", hạn {date_short(item.due)}" if item.due else ""
    late = " (quá hạn)" if state is Progress.OVERDUE else ""
    return f"{words}; đang khắc phục{due}{late}"


def monitoring(ground: Ground) -> Speech:
    """c5) What else is measured: procedures served, the reach of the figures, the self-score."""
    yield from _served(ground)
    ended = [row for row in ground.records.rows.periods if row.record.end <= ground.day]
    if ended:
        until = date_short(max(row.record.end for row in ended))
        words = f"số liệu hồ sơ được theo dõi {number(len(ended))} kỳ, đến ngày {until}"
        yield told(words, ended[0].list_place)
    score, most = ground.value("score_total"), ground.value("score_max")
    entry = ground.records.self_score
    if entry and score is not None and most is not None and _scored(ground):
        yield told(f"tự chấm {number(score)}/{number(most)} điểm", entry.at("rows"))


def _served(ground: Ground) -> Speech:
    served, every = ground.value("procedures_served"), ground.value("procedures")
    rate = ground.value("procedures_served_rate")
    if served is not None and every is not None and rate is not None:
        of = f"{number(served)}/{number(every)}"
        words = f"{of} thủ tục hành chính có quy trình ({number(rate)}%)"
        place = ground.source("procedures", ground.repository.agency.at())
        yield told(f"{words}{ground.trend('procedures_served_rate')}", place)
    elif ground.repository.procedures is None:
        words = (
            f"Chưa có danh mục thủ tục hành chính ({path_of('danh-muc')}), "
            "nên chưa tính được độ bao phủ."
        )
        yield Gap(words, "isoqms export danh-muc")


def _scored(ground: Ground) -> bool:
    """Whether the self-score may be told on the day.

    A score has no day of its own; the report that sent it has.
    """
    report = ground.records.report
    signed = report.record.signed if report else None
    return signed is None or signed <= ground.day


def audits(ground: Ground) -> Speech:
    """c6) Rounds of audit done of those planned, and what they found."""
    every = ground.records.rows.rounds
    rows = [row for row in every if row.record.state is not RoundState.CANCELLED]
    done = [row.record for row in rows if _was_done(row.record, ground)]
    if not done:
        planned = f" ({number(len(rows))} đợt trong chương trình)" if rows else ""
        words = f"Chưa có đợt đánh giá nội bộ nào của năm {ground.year} được thực hiện{planned}."
        yield Gap(words, "isoqms audit")
        return
    words = f"đã đánh giá {number(len(done))}/{number(len(rows))} đợt{_last_day(done)}"
    yield told(f"{words}{_covered(done, ground)}", rows[0].list_place)
    yield told(_found(done), rows[0].list_place)
    for row in rows:
        if row.record not in done and row.record.reason:
            yield told(f"đợt {row.record.id} chưa đánh giá: {row.record.reason}", row.place)


def _last_day(done: list[AuditRound]) -> str:
    days = [audited_by(each) for each in done]
    last = max((day for day in days if day), default=None)
    return f", đợt cuối ngày {date_short(last)}" if last else ""


def _covered(done: list[AuditRound], ground: Ground) -> str:
    units = {unit.key for unit in ground.agency.units}
    seen = units.intersection(unit for each in done for unit in each.units)
    if not seen:
        return ""
    return f"; {number(len(seen))}/{number(len(units))} đơn vị đã được đánh giá"


def _was_done(audit: AuditRound, ground: Ground) -> bool:
    """Whether it was done by the day; a round without a day counts as its state says."""
    day = audited_by(audit) or date.min
    return audit.state is RoundState.DONE and day <= ground.day


def _found(done: list[AuditRound]) -> str:
    findings = [finding for each in done for finding in each.findings]
    if not findings:
        return "các đợt đã đánh giá không ghi phát hiện nào"
    counts = parted(
        (sum(each.kind is kind for each in findings), words) for kind, words in _FINDINGS
    )
    return f"phát hiện: {counts}"


def suppliers(ground: Ground) -> Speech:
    """c7) Who works for the agency from outside."""
    entry = ground.records.resources
    if entry is not None and entry.record.consultant:
        reason = entry.record.consultant_reason
        why = f" {sentence(f'lý do chọn: {reason}')}" if reason else ""
        yield told(
            f"tổ chức tư vấn: {entry.record.consultant.rstrip('.')}.{why}", entry.at("consultant")
        )
    words = (
        "Nhận xét về bên cung cấp bên ngoài (bưu chính, phần mềm, đường truyền, tư vấn) "
        "do đơn vị sử dụng ghi; "
        "không có thì ghi «Không có»."
    )
    if entry is None or entry.record.consultant is None:
        yield Gap(words, by_hand("c7"))
