"""The inputs of a review that look at the system.

Earlier conclusions, changes, resources, risks, improvement (9.3.2 a, b, d, e, f).
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from isoqms.facts.law.changes import law_changes
from isoqms.facts.planning.risks import is_done, level, level_after, looked_at_in
from isoqms.facts.records.stated_dates import day_in
from isoqms.facts.review.ground import Gap, Ground, Speech, by_hand, parted, told
from isoqms.facts.review.reviews import Conclusion, State, conclusions
from isoqms.facts.services.cases import summed
from isoqms.model.audit import AuditRound, FindingKind
from isoqms.model.law import ExternalDocument
from isoqms.model.layout import file_of, path_of
from isoqms.model.planning.context import Origin
from isoqms.model.planning.resources import BudgetLine
from isoqms.model.planning.risks import Risk, RiskKind
from isoqms.repository.entry import Row
from isoqms.wording import date_short, listed, number

_MOST_NAMED: Final = 5


def earlier_conclusions(ground: Ground) -> Speech:
    """a) What became of the conclusions of the review before, and of others of the same year."""
    last = ground.last_review
    if last is None or last.record.held is None:
        words = (
            "Kho không ghi cuộc xem xét nào trước cuộc này; nếu đây là cuộc đầu "
            "tiên thì ghi như vậy."
        )
        yield Gap(words, by_hand("a"))
        return
    every = conclusions(ground.repository, last.year, ground.day)
    found = [each for each in every if each.review.is_before(ground.before)]
    held = date_short(last.record.held)
    if not found:
        words = f"Cuộc xem xét ngày {held} không ghi kết luận nào; ghi lại từ biên bản nếu có."
        yield Gap(words, f"isoqms review output --year {last.year}")
        return
    counts = parted((sum(each.state is state for each in found), state.words) for state in State)
    several = len({each.review.index for each in found}) > 1
    which = f"các cuộc xem xét năm {last.year}" if several else f"cuộc xem xét ngày {held}"
    yield told(f"{which} có {number(len(found))} kết luận: {counts}", last.at("outputs"))
    for each in found:
        yield told(_of(ground, each), each.place)


def _of(ground: Ground, conclusion: Conclusion) -> str:
    output = conclusion.output
    who = f", {ground.agency.role_title(output.role)}" if output.role else ""
    due = f", hạn {date_short(output.due)}" if output.due else ""
    if output.done and not conclusion.state.is_open:
        result = f": {output.result}" if output.result else ""
        return (
            f"«{output.text}»{who}{due}: {conclusion.state.words} ngày "
            f"{date_short(output.done)}{result}"
        )
    return f"«{output.text}»{who}{due}: {conclusion.state.words}, chưa ghi ngày hoàn thành"


def changes(ground: Ground) -> Speech:
    """b) Issues of the context looked at since the last review, and laws that changed since."""
    yield from _context(ground)
    yield from _laws(ground)


def _context(ground: Ground) -> Speech:
    context = ground.repository.context
    reviewed = context.record.reviewed if context else None
    if context is None or reviewed is None or not ground.since <= reviewed <= ground.day:
        when = f"; kho ghi lần rà soát ngày {date_short(reviewed)}" if reviewed else ""
        span = f"từ ngày {date_short(ground.since)} đến ngày {date_short(ground.day)}"
        words = f"Bối cảnh ({path_of('van-de')}) không được rà soát {span}{when}."
        yield Gap(words, "isoqms new context-issue")
        return
    issues = context.record.issues
    outside = sum(issue.origin is Origin.EXTERNAL for issue in issues)
    yield told(
        f"bối cảnh rà soát ngày {date_short(reviewed)}: {number(outside)} vấn đề bên ngoài, "
        f"{number(len(issues) - outside)} vấn đề nội bộ",
        context.at("reviewed"),
    )
    for index, issue in enumerate(issues):
        yield told(f"{issue.topic}: {issue.issue.rstrip('.')}", context.at("issues", index))


def _laws(ground: Ground) -> Speech:
    register = ground.repository.external
    if register is None:
        yield Gap(f"Chưa có danh mục văn bản bên ngoài ({path_of('van-ban')}).", "isoqms new law")
        return
    documents, place = register.record.documents, register.at("documents")
    unknown = tuple(_undated(documents))
    yield from unknown
    fresh = [each for each in documents if _between(each.effective, ground)]
    lapsed = [each for each in documents if _between(each.expires, ground)]
    # Where a day is not known, nobody can say that nothing began or ended.
    if fresh or lapsed or not unknown:
        yield told(_turned(fresh, lapsed, date_short(ground.since)), place)
    pending = {
        change.law.number for change in law_changes(ground.repository, ground.day) if change.pending
    }
    waiting = [each for each in fresh if each.number in pending]
    if waiting:
        yield told(f"chưa cập nhật vào tài liệu của hệ thống: {_names(waiting)}", place)


def _undated(documents: tuple[ExternalDocument, ...]) -> Iterator[Gap]:
    unknown = sum(each.effective is None for each in documents)
    if unknown:
        words = (
            f"{number(unknown)} văn bản bên ngoài chưa ghi ngày có hiệu lực, "
            "nên chưa biết có mới hay không."
        )
        yield Gap(words, "isoqms export van-ban")


def _turned(fresh: list[ExternalDocument], lapsed: list[ExternalDocument], since: str) -> str:
    counts = parted(
        (
            (len(fresh), f"văn bản bắt đầu có hiệu lực{_named(fresh)}"),
            (len(lapsed), f"văn bản hết hiệu lực{_named(lapsed)}"),
        )
    )
    if counts:
        return f"từ ngày {since} có {counts}"
    return (
        f"danh mục văn bản bên ngoài không có văn bản nào bắt đầu hoặc hết hiệu lực từ ngày {since}"
    )


def _between(day: date | None, ground: Ground) -> bool:
    return day is not None and ground.since <= day <= ground.day


def _named(documents: list[ExternalDocument]) -> str:
    return f" ({_names(documents)})" if documents else ""


def _names(documents: list[ExternalDocument]) -> str:
    return listed(each.number for each in documents)


def resources(ground: Ground) -> Speech:
    """d) People, training and money."""
    if ground.records.resources is None:
        words = f"Chưa có hồ sơ nguồn lực năm {ground.year} ({file_of('nguon-luc')})."
        yield Gap(words, "isoqms new budget")
    else:
        yield from _people(ground)
        yield from _money(ground)
    yield from _training(ground)


def _training(ground: Ground) -> Speech:
    every = ground.records.rows.sessions
    days = [(row, row.record.held or day_in(row.record.document)) for row in every]
    sessions = [row for row, day in days if day and day <= ground.day]
    if not sessions:
        words = f"Chưa ghi khóa đào tạo nào đã mở trong năm {ground.year}."
        yield Gap(words, "isoqms new training")
        return
    people = summed(row.record.participants for row in sessions)
    count = "" if people is None else f", {number(people)} lượt người"
    yield told(f"đã mở {number(len(sessions))} khóa đào tạo{count}", sessions[0].list_place)


def _people(ground: Ground) -> Speech:
    entry = ground.records.resources
    count = ground.value("people_in_charge")
    if entry is None or count is None:
        yield Gap(
            "Chưa ghi số cán bộ, công chức theo dõi hệ thống.",
            f"isoqms export nguon-luc --year {ground.year}",
        )
        return
    note = entry.record.people_note
    words = f"{number(count)} cán bộ, công chức theo dõi hệ thống{ground.trend('people_in_charge')}"
    yield told(f"{words}. {note}" if note else words, entry.at("people_in_charge"))


def _money(ground: Ground) -> Speech:
    rows = ground.records.rows.budget
    if not rows:
        yield Gap("Chưa ghi kinh phí dự toán, đã chi.", "isoqms new budget")
        return
    lines = [row.record for row in rows]
    planned = [line.planned for line in lines if line.planned is not None]
    spent = [line.spent for line in lines if line.spent is not None]
    if planned or spent:
        amounts = (
            f"dự toán {number(sum(planned))} triệu đồng" if planned else "",
            f"đã chi {number(sum(spent))} triệu đồng{_unspent(lines)}" if spent else "",
        )
        words = f"kinh phí {number(len(lines))} khoản: {', '.join(filter(None, amounts))}"
        yield told(words, rows[0].list_place)
    if not planned:
        yield Gap("Chưa ghi số kinh phí dự toán.", f"isoqms export nguon-luc --year {ground.year}")
    if not spent:
        yield Gap("Chưa ghi số kinh phí đã chi.", f"isoqms export nguon-luc --year {ground.year}")


def _unspent(lines: list[BudgetLine]) -> str:
    unspent = sum(line.spent is None for line in lines)
    return f" ({number(unspent)} khoản chưa ghi số chi)" if unspent else ""


def risks(ground: Ground) -> Speech:
    """e) What was done about risks and opportunities, and what is left of them."""
    every = ground.records.rows.risks
    if not every:
        yield Gap(f"Chưa có bảng rủi ro, cơ hội năm {ground.year}.", "isoqms new risk")
        return
    if not looked_at_in(ground.repository, ground.year):
        yield Gap(
            f"Bảng rủi ro, cơ hội năm {ground.year} còn nguyên như khung đề xuất hoặc chép từ năm "
            "trước; rà soát xong thì ghi ngày.",
            "isoqms update risks --set reviewed=NGÀY",
        )
        return
    threats = sum(row.record.kind is RiskKind.RISK for row in every)
    words = f"{number(threats)} rủi ro, {number(len(every) - threats)} cơ hội"
    measures = _measures([row.record for row in every if row.record.action], ground.day)
    yield told(f"{words}; {measures}", every[0].list_place)
    done = [row for row in every if row.record.action and is_done(row.record, ground.day)]
    yield from (told(_effect(row.record), row.place) for row in done)
    unmeasured = [row.record.id for row in done if _is_unmeasured(row.record)]
    if unmeasured:
        words = f"Chưa đánh giá lại mức rủi ro sau biện pháp: {listed(unmeasured)}."
        yield Gap(words, f"isoqms update risk {unmeasured[0]}")


def _measures(acted: list[Risk], day: date) -> str:
    """How many have a measure, and how many of these are not carried out by the day."""
    if not acted:
        return "0 có biện pháp"
    left = [risk for risk in acted if not is_done(risk, day)]
    counts = parted(((len(acted) - len(left), "đã làm xong"), (len(left), "chưa làm xong")))
    late = [risk for risk in left if risk.due and risk.due < day]
    over = f", {number(len(late))} quá hạn{_late_ones(late)}" if late else ""
    return f"{number(len(acted))} có biện pháp: {counts}{over}"


def _late_ones(late: list[Risk]) -> str:
    """Which ones, in their own words: the text goes on a paper, where nobody knows a key."""
    if len(late) > _MOST_NAMED:
        return " theo bảng rủi ro, cơ hội của năm"
    return f" ({'; '.join(_bare(risk.description) for risk in late)})"


def _bare(text: str) -> str:
    return text.strip().rstrip(".")


def _is_unmeasured(risk: Risk) -> bool:
    return risk.kind is RiskKind.RISK and level_after(risk) is None


def _effect(risk: Risk) -> str:
    before, left = level(risk), level_after(risk)
    levels = "" if left is None else f" (điểm từ {number(before)} còn {number(left)})"
    return f"«{risk.description.rstrip('.')}»{levels}: {risk.result or 'đã làm xong biện pháp'}"


def improvements(ground: Ground) -> Speech:
    """f) What audits, surveys and the list of opportunities propose to do better."""
    spoken = list(_proposals(ground))
    yield from spoken
    if not spoken:
        yield Gap(
            "Chưa có cơ hội cải tiến nào trong bảng rủi ro, đánh giá, khảo sát.", by_hand("f")
        )


def _observations(audit: Row[AuditRound]) -> Speech:
    for row in audit.rows("findings", audit.record.findings):
        if row.record.kind is FindingKind.OBSERVATION:
            yield told(f"lưu ý của đánh giá nội bộ: {row.record.text}", row.place)


def _proposals(ground: Ground) -> Speech:
    rows = ground.records.rows
    for row in rows.risks if looked_at_in(ground.repository, ground.year) else ():
        risk = row.record
        if risk.kind is RiskKind.OPPORTUNITY:
            action = f"; việc làm: {risk.action.rstrip('.')}" if risk.action else ""
            yield told(f"cơ hội: {risk.description.rstrip('.')}{action}", row.place)
    for audit in rows.rounds:
        if audit.record.held is not None and audit.record.held <= ground.day:
            yield from _observations(audit)
    for survey in rows.surveys:
        if survey.record.remarks:
            yield told(f"khảo sát: {survey.record.remarks}", survey.at("remarks"))
