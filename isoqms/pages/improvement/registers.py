"""The registers of evaluation as sheets: nonconformities, surveys, complaints, training, copies."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from isoqms.facts.improvement.complaints import Answer, answer
from isoqms.facts.improvement.corrections import Progress, progress
from isoqms.facts.improvement.outside import counted_of_others, where_found
from isoqms.facts.improvement.surveys import Tally, overall, return_rate, tallies
from isoqms.facts.reporting.figures_until import surveyed_by
from isoqms.facts.services.cases import summed_known
from isoqms.model.control.distribution import (
    Distribution,
    DistributionRegister,
    WithdrawalReceipt,
)
from isoqms.model.improvement import (
    ApologyLetter,
    Complaint,
    ComplaintRegister,
    Nonconformity,
    NonconformityRegister,
    Survey,
)
from isoqms.model.planning.training import TrainingRegister, TrainingSession
from isoqms.pages.layout.sheets import Cell, Column, Sheet
from isoqms.pages.records.columns import Told, register
from isoqms.pages.records.ground import Ground, amount, count, day_words, held, joined, rate
from isoqms.wording import date_short, number, tenths

_ELECTRONIC: Final = "Bản điện tử"
_UNANSWERED: Final = {Answer.OVERDUE: "Quá hạn", Answer.WAITING: "Chưa trả lời"}
_ELSEWHERE: Final = "Các phiếu không ghi trong sổ này, sổ chỉ ghi số lượng"


def nonconformities(ground: Ground) -> tuple[Sheet, ...]:
    """What did not conform and what was done about it, then the letters of apology (8.7, 10.2)."""
    kept = held(ground.records.nonconformities, NonconformityRegister())
    return (_faults(ground, kept), _apologies(ground, kept))


def _faults(ground: Ground, kept: NonconformityRegister) -> Sheet:
    title = "Sổ theo dõi sự không phù hợp"
    columns: tuple[Told[Nonconformity], ...] = (
        Told("Số phiếu", 17, lambda each: each.id, centred=True),
        Told("Ngày", 24, lambda each: each.found, centred=True),
        Told("Mô tả sự không phù hợp", 37, lambda each: _described(ground, each)),
        Told("Đơn vị", 24, lambda each: ground.unit(each.unit)),
        Told("Xử lý", 25, lambda each: each.correction or ""),
        Told("Nguyên nhân", 25, lambda each: each.cause or ""),
        Told("Hành động khắc phục", 28, lambda each: each.action or ""),
        Told("Trách nhiệm, hạn", 26, lambda each: _answers_for(ground, each)),
        Told("Kết quả", 31, lambda each: _came_to(ground, each)),
    )
    items, later = ground.until((each.found, each) for each in kept.items)
    told = _faults_counted(ground, items) if items else ""
    notes = ground.notes(told, *_stated(kept), later=later, forms=(title,))
    stated = kept.stated and (kept.stated.requests or kept.stated.corrective)
    return register(title, columns, items, notes, _ELSEWHERE if stated else ground.none())


def _faults_counted(ground: Ground, items: tuple[Nonconformity, ...]) -> str:
    closed = sum(ground.known(each.closed) is not None for each in items)
    overdue = sum(progress(each, ground.day) is Progress.OVERDUE for each in items)
    outside = counted_of_others(ground.repository, items)
    others = f" Bên ngoài phát hiện: {outside}." if outside else ""
    return (
        f"Tổng số {amount(len(items))} sự không phù hợp: đã đóng {amount(closed)}, chưa đóng "
        f"{amount(len(items) - closed)}, trong đó {amount(overdue)} quá hạn.{others}"
    )


def _described(ground: Ground, each: Nonconformity) -> str:
    clause = f"điều khoản {each.clause}" if each.clause else ""
    return f"{each.description} ({joined(_source(ground, each), clause, each.document)})"


def _source(ground: Ground, each: Nonconformity) -> str:
    return where_found(ground.repository, each) or each.source


def _answers_for(ground: Ground, each: Nonconformity) -> str:
    due = f"hạn {date_short(each.due)}" if each.due else ""
    return joined(ground.role(each.role), due, by=", ")


def _came_to(ground: Ground, each: Nonconformity) -> str:
    closed = ground.known(each.closed)
    if closed and each.done is None:
        return joined(each.effective, f"Đóng {date_short(closed)}")
    if ground.known(each.done) is None:
        return ground.state(each.due, each.done)
    # Whether it worked is found out after it was done, and is told with the day on which it was
    # closed.
    ended = f"đóng {date_short(closed)}" if closed else "chưa đóng"
    effective = each.effective if closed or each.closed is None else ""
    return joined(ground.state(each.due, each.done), effective, ended)


def _stated(kept: NonconformityRegister) -> Iterator[str]:
    """The counts that were written down where the sheets themselves are kept elsewhere."""
    if kept.stated is None:
        return
    given = (
        (kept.stated.requests, "phiếu yêu cầu xử lý"),
        (kept.stated.corrective, "phiếu yêu cầu hành động khắc phục"),
        (kept.stated.apologies, "thư xin lỗi"),
    )
    told = [f"{amount(value)} {words}" for value, words in given if value is not None]
    if told:
        yield f"Số phiếu đã ghi của cả năm: {', '.join(told)}."


def _apologies(ground: Ground, kept: NonconformityRegister) -> Sheet:
    columns: tuple[Told[ApologyLetter], ...] = (
        Told("Số, ký hiệu", 32, lambda each: each.number or "(chưa gửi)", centred=True),
        Told("Ngày", 24, lambda each: each.day, centred=True),
        Told("Mã hồ sơ", 42, lambda each: each.case or ""),
        Told("Lý do trễ", 61, lambda each: each.reason or ""),
        Told("Ngày đã hẹn", 24, lambda each: each.promised, centred=True),
        Told("Hẹn lại", 24, lambda each: each.new_date, centred=True),
        Told("Sự không phù hợp", 30, lambda each: each.nonconformity or "", centred=True),
    )
    letters, later = ground.until((each.day, each) for each in kept.apologies)
    stated = kept.stated and kept.stated.apologies
    return register(
        "Sổ theo dõi thư xin lỗi do trễ hạn",
        columns,
        letters,
        ground.notes(later=later, forms=("Thư xin lỗi",)),
        _ELSEWHERE if stated else ground.none(),
    )


def surveys(ground: Ground) -> tuple[Sheet, ...]:
    """The surveys of the year with their rates, then the counts of each answer (9.1.2)."""
    every = [row.record for row in ground.records.rows.surveys]
    over = tuple(each for each in every if surveyed_by(each, ground.day))
    kept, later = ground.until((each.end or each.start, each) for each in over)
    return (_surveys(ground, kept, later + len(every) - len(over)), _answers(ground, kept))


def _surveys(ground: Ground, kept: tuple[Survey, ...], later: int) -> Sheet:
    columns: tuple[Told[Survey], ...] = (
        Told("Kế hoạch", 40, lambda each: each.plan or ""),
        Told("Thời gian", 25, _between, centred=True),
        Told("Đối tượng, cách khảo sát", 54, lambda each: joined(each.subjects, each.method)),
        Told("Phát ra", 18, lambda each: count(each.sent), centred=True),
        Told("Thu về", 18, lambda each: count(each.returned), centred=True),
        Told("Tỷ lệ thu về", 19, lambda each: rate(return_rate(each, ground.agency)), centred=True),
        Told("Tỷ lệ hài lòng", 21, lambda each: _satisfied(ground, each), centred=True),
        Told("Báo cáo", 42, lambda each: each.report or ""),
    )
    how = (
        "Tỷ lệ hài lòng là phần của các mức được tính là hài lòng trong số trả lời câu đánh giá "
        "chung; phiếu không có câu đó thì tính trên mọi câu trả lời."
    )
    remarks = (
        f"Đợt {amount(place)}: {each.remarks.strip().rstrip('.')}."
        for place, each in enumerate(kept, 1)
        if each.remarks
    )
    counted = any(each.answers for each in kept)
    notes = ground.notes(how if counted else "", *remarks, later=later)
    return register("Sổ theo dõi khảo sát mức độ hài lòng", columns, kept, notes, ground.none())


def _between(each: Survey) -> str:
    return joined(day_words(each.start), day_words(each.end), by=" đến ")


def _satisfied(ground: Ground, survey: Survey) -> str:
    tally = overall(survey, ground.agency)
    return rate(tally.rate) if tally else ""


def _answers(ground: Ground, kept: tuple[Survey, ...]) -> Sheet:
    columns = (
        Column("Đợt", 12, centred=True),
        Column("Câu hỏi", 115),
        Column("Mức", 50),
        Column("Tính là hài lòng", 22, centred=True),
        Column("Số phiếu", 24, centred=True),
        Column("Tỷ lệ", 24, centred=True),
    )
    rows: list[tuple[Cell, ...]] = []
    totals: set[int] = set()
    for place, survey in enumerate(kept, 1):
        for tally in tallies(survey, ground.agency):
            rows += _counted(place, tally)
            totals.add(len(rows))
            rows.append((place, "", "Cộng", "", number(tally.total), ""))
    return Sheet(
        "Số phiếu theo từng mức",
        columns,
        tuple(rows),
        (),
        "Chưa ghi số phiếu theo mức",
        frozenset(totals),
    )


def _counted(place: int, tally: Tally) -> Iterator[tuple[Cell, ...]]:
    for index, each in enumerate(tally.answers):
        question = (tally.question or "Đánh giá chung") if index == 0 else ""
        satisfied = "x" if each.satisfied else ""
        share = tally.share(each)
        told = f"{tenths(share)}%" if share is not None else ""
        yield (place, question, each.answer, satisfied, number(each.count), told)


def complaints(ground: Ground) -> tuple[Sheet, ...]:
    """What people complained of, and when they were answered (8.2.1, 9.1.2)."""
    title = "Sổ theo dõi khiếu nại, phản ánh"
    kept = held(ground.records.complaints, ComplaintRegister())
    columns: tuple[Told[Complaint], ...] = (
        Told("Ngày nhận", 24, lambda each: each.received, centred=True),
        Told("Nguồn", 26, lambda each: each.source or ""),
        Told("Nội dung", 58, lambda each: each.subject),
        Told("Đơn vị giải quyết", 31, lambda each: ground.unit(each.unit)),
        Told("Hạn trả lời", 24, lambda each: each.due, centred=True),
        Told("Ngày trả lời", 24, lambda each: _answer_day(ground, each), centred=True),
        Told("Kết quả", 50, lambda each: _result(ground, each)),
    )
    rows, later = ground.until((each.received, each) for each in kept.complaints)
    notes = ground.notes(_complaints_counted(ground, kept, rows), later=later, forms=(title,))
    return (register(title, columns, rows, notes, ground.none()),)


def _answer_day(ground: Ground, each: Complaint) -> Cell:
    return ground.known(each.answered) or _UNANSWERED[answer(each, ground.day)]


def _result(ground: Ground, each: Complaint) -> str:
    # What an answer says that is given only after the day asked is not known on that day.
    known = each.answered is None or ground.known(each.answered)
    return (each.result or "") if known else ""


def _complaints_counted(
    ground: Ground, kept: ComplaintRegister, rows: tuple[Complaint, ...]
) -> str:
    if not rows:
        said = f"Cơ quan khẳng định năm {ground.year} không phát sinh khiếu nại, phản ánh."
        return said if kept.none_received else ""
    states = [answer(each, ground.day) for each in rows]
    answered = sum(state.is_given for state in states)
    late = sum(state.is_late for state in states)
    return (
        f"Tổng số {amount(len(rows))} khiếu nại, phản ánh: đã trả lời {amount(answered)}, "
        f"chưa trả lời {amount(len(rows) - answered)}; trễ hạn {amount(late)}."
    )


def training(ground: Ground) -> tuple[Sheet, ...]:
    """The sessions planned and held (7.2, 7.3)."""
    kept = held(ground.records.training, TrainingRegister())
    columns: tuple[Told[TrainingSession], ...] = (
        Told("Nội dung đào tạo", 58, _subject),
        Told("Đối tượng", 34, lambda each: each.audience or ""),
        Told("Dự kiến", 24, lambda each: each.planned, centred=True),
        Told("Ngày thực hiện", 26, lambda each: _held(ground, each), centred=True),
        Told("Văn bản", 34, lambda each: each.document or ""),
        Told("Số người", 16, lambda each: count(_past(ground, each).participants), centred=True),
        Told(
            "Số chứng chỉ", 19, lambda each: count(_past(ground, each).certificates), centred=True
        ),
        Told("Kết quả, cách đánh giá", 26, lambda each: _past(ground, each).result or ""),
    )
    sessions = sorted(kept.sessions, key=lambda each: each.held or each.planned or date.max)
    by = f"Theo {kept.plan}." if kept.plan else ""
    notes = ground.notes(by, _sessions_counted(ground, sessions) if sessions else "")
    made = register("Sổ theo dõi đào tạo", columns, sessions, notes, ground.none())
    if not sessions:
        return (made,)
    total = _training_total(ground, sessions)
    return (replace(made, rows=(*made.rows, total), groups=frozenset((len(made.rows),))),)


def _subject(each: TrainingSession) -> str:
    return f"{each.subject} (chuyên gia đánh giá nội bộ)" if each.auditors else each.subject


def _held(ground: Ground, each: TrainingSession) -> Cell:
    return ground.known(each.held) or _not_held(ground, each)


def _is_past(ground: Ground, each: TrainingSession) -> bool:
    """Whether a session is held, or its counts are written without saying on which day."""
    return each.held is None or ground.known(each.held) is not None


def _past(ground: Ground, each: TrainingSession) -> TrainingSession:
    """The session without what is known of it only after the day asked."""
    if _is_past(ground, each):
        return each
    return each.model_copy(update={"participants": None, "certificates": None, "result": None})


def _sessions_counted(ground: Ground, sessions: list[TrainingSession]) -> str:
    held_ = sum(ground.known(each.held) is not None for each in sessions)
    return (
        f"Tổng số {amount(len(sessions))} khóa: đã ghi ngày thực hiện {amount(held_)}, còn lại "
        f"{amount(len(sessions) - held_)}."
    )


def _training_total(ground: Ground, sessions: list[TrainingSession]) -> tuple[Cell, ...]:
    past = [each for each in sessions if _is_past(ground, each)]
    participants = summed_known(each.participants for each in past)
    certificates = summed_known(each.certificates for each in past)
    return ("", "Cộng", "", None, None, "", count(participants), count(certificates), "")


def _not_held(ground: Ground, each: TrainingSession) -> str:
    if ground.overdue(each.planned, each.held):
        return "Quá hạn"
    return "Chưa đến hạn" if each.planned or each.held else "Chưa ghi ngày"


def copies(ground: Ground) -> tuple[Sheet, ...]:
    """What was handed out and what was taken back, with room to sign (7.5.3)."""
    kept = held(ground.records.distribution, DistributionRegister())
    return (_handed_out(ground, kept), _taken_back(ground, kept))


def _handed_out(ground: Ground, kept: DistributionRegister) -> Sheet:
    title = "Sổ phân phối tài liệu"
    columns: tuple[Told[Distribution], ...] = (
        Told("Tên, mã tài liệu", 86, lambda each: ground.document(each.document)),
        Told("Lần ban hành", 17, lambda each: each.revision, centred=True),
        Told("Đơn vị nhận", 42, lambda each: ground.unit(each.unit)),
        Told("Số bản", 20, lambda each: each.copies or _ELECTRONIC, centred=True),
        Told("Người nhận", 28, lambda each: each.receiver or ""),
        Told("Ký nhận", 20, lambda _: ""),
        Told("Ngày", 24, lambda each: each.day, centred=True),
    )
    rows, later = ground.until((each.day, each) for each in kept.distributed)
    paper = sum(each.copies for each in rows)
    electronic = sum(each.copies == 0 for each in rows)
    told = f"Tổng số {number(paper)} bản giấy, {number(electronic)} lượt giao bản điện tử."
    notes = ground.notes(told if rows else "", later=later, forms=(title,))
    return register(title, columns, rows, notes, ground.none())


def _taken_back(ground: Ground, kept: DistributionRegister) -> Sheet:
    columns: tuple[Told[WithdrawalReceipt], ...] = (
        Told("Tên, mã tài liệu", 62, lambda each: ground.document(each.document)),
        Told("Lần ban hành", 17, lambda each: each.revision, centred=True),
        Told("Đơn vị giao lại", 38, lambda each: ground.unit(each.unit)),
        Told("Số bản", 20, lambda each: each.copies or _ELECTRONIC, centred=True),
        Told("Ngày", 24, lambda each: each.day, centred=True),
        Told("Cách hủy", 42, lambda each: each.disposal or ""),
        Told("Biên bản", 34, lambda each: each.minutes or ""),
    )
    rows, later = ground.until((each.day, each) for each in kept.withdrawn)
    told = f"Tổng số {number(sum(each.copies for each in rows))} bản giấy đã thu về."
    notes = ground.notes(told if rows else "", later=later)
    return register("Sổ thu hồi tài liệu", columns, rows, notes, ground.none())
