"""The registers of evaluation as sheets: nonconformities, surveys, complaints, training, copies."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from isoqms.facts.improvement.complaints import Answer, answer
from isoqms.facts.improvement.corrections import Progress, progress
from isoqms.facts.improvement.surveys import Tally, overall, return_rate, tallies
from isoqms.facts.reporting.figures_until import surveyed_by
from isoqms.facts.services.cases import summed_known
from isoqms.model.control.distribution import DistributionRegister
from isoqms.model.improvement import ComplaintRegister, Nonconformity, NonconformityRegister, Survey
from isoqms.model.planning.training import TrainingRegister, TrainingSession
from isoqms.pages.layout.sheets import Cell, Column, Sheet, numbered
from isoqms.pages.records.ground import TT, Ground, amount, count, day_words, joined, rate
from isoqms.wording import date_short, number

_ELECTRONIC: Final = "Bản điện tử"
_UNANSWERED: Final = {Answer.OVERDUE: "Quá hạn", Answer.WAITING: "Chưa trả lời"}
_ELSEWHERE: Final = "Các phiếu không ghi trong sổ này, sổ chỉ ghi số lượng"


def nonconformities(ground: Ground) -> tuple[Sheet, ...]:
    """What did not conform and what was done about it, then the letters of apology (8.7, 10.2)."""
    known = ground.records.nonconformities
    register = known.record if known else NonconformityRegister()
    return (_faults(ground, register), _apologies(ground, register))


def _faults(ground: Ground, register: NonconformityRegister) -> Sheet:
    title = "Sổ theo dõi sự không phù hợp"
    columns = (
        TT,
        Column("Số phiếu", 17, centred=True),
        Column("Ngày", 24, centred=True),
        Column("Mô tả sự không phù hợp", 37),
        Column("Đơn vị", 24),
        Column("Xử lý", 25),
        Column("Nguyên nhân", 25),
        Column("Hành động khắc phục", 28),
        Column("Trách nhiệm, hạn", 26),
        Column("Kết quả", 31),
    )
    items, later = ground.until((each.found, each) for each in register.items)
    rows = tuple(_fault(ground, each) for each in items)
    closed = sum(ground.known(each.closed) is not None for each in items)
    overdue = sum(progress(each, ground.day) is Progress.OVERDUE for each in items)
    told = (
        f"Tổng số {amount(len(items))} sự không phù hợp: đã đóng {amount(closed)}, chưa đóng "
        f"{amount(len(items) - closed)}, trong đó {amount(overdue)} quá hạn."
    )
    notes = ground.notes(told if items else "", *_stated(register), later=later, forms=(title,))
    stated = register.stated and (register.stated.requests or register.stated.corrective)
    return Sheet(
        title, columns, numbered(columns, rows), notes, _ELSEWHERE if stated else ground.none()
    )


def _fault(ground: Ground, each: Nonconformity) -> tuple[Cell, ...]:
    where = joined(
        each.source,
        f"điều khoản {each.clause}" if each.clause else "",
        each.document,
    )
    return (
        each.id,
        each.found,
        f"{each.description} ({where})",
        ground.unit(each.unit),
        each.correction or "",
        each.cause or "",
        each.action or "",
        joined(ground.role(each.role), f"hạn {date_short(each.due)}" if each.due else "", by=", "),
        _came_to(ground, each),
    )


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


def _stated(register: NonconformityRegister) -> Iterator[str]:
    """The counts that were written down where the sheets themselves are kept elsewhere."""
    if register.stated is None:
        return
    given = (
        (register.stated.requests, "phiếu yêu cầu xử lý"),
        (register.stated.corrective, "phiếu yêu cầu hành động khắc phục"),
        (register.stated.apologies, "thư xin lỗi"),
    )
    told = [f"{amount(value)} {words}" for value, words in given if value is not None]
    if told:
        yield f"Số phiếu đã ghi của cả năm: {', '.join(told)}."


def _apologies(ground: Ground, register: NonconformityRegister) -> Sheet:
    columns = (
        TT,
        Column("Số, ký hiệu", 32, centred=True),
        Column("Ngày", 24, centred=True),
        Column("Mã hồ sơ", 42),
        Column("Lý do trễ", 61),
        Column("Ngày đã hẹn", 24, centred=True),
        Column("Hẹn lại", 24, centred=True),
        Column("Sự không phù hợp", 30, centred=True),
    )
    kept, later = ground.until((each.day, each) for each in register.apologies)
    rows = tuple(
        (
            each.number or "(chưa gửi)",
            each.day,
            each.case or "",
            each.reason or "",
            each.promised,
            each.new_date,
            each.nonconformity or "",
        )
        for each in kept
    )
    stated = register.stated and register.stated.apologies
    return Sheet(
        "Sổ theo dõi thư xin lỗi do trễ hạn",
        columns,
        numbered(columns, rows),
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
    columns = (
        TT,
        Column("Kế hoạch", 40),
        Column("Thời gian", 25, centred=True),
        Column("Đối tượng, cách khảo sát", 54),
        Column("Phát ra", 18, centred=True),
        Column("Thu về", 18, centred=True),
        Column("Tỷ lệ thu về", 19, centred=True),
        Column("Tỷ lệ hài lòng", 21, centred=True),
        Column("Báo cáo", 42),
    )
    rows = tuple(
        (
            each.plan or "",
            joined(day_words(each.start), day_words(each.end), by=" đến "),
            joined(each.subjects, each.method),
            count(each.sent),
            count(each.returned),
            rate(return_rate(each, ground.agency)),
            _satisfied(ground, each),
            each.report or "",
        )
        for each in kept
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
    return Sheet(
        "Sổ theo dõi khảo sát mức độ hài lòng",
        columns,
        numbered(columns, rows),
        notes,
        ground.none(),
    )


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
        yield (place, question, each.answer, satisfied, number(each.count), rate(tally.share(each)))


def complaints(ground: Ground) -> tuple[Sheet, ...]:
    """What people complained of, and when they were answered (8.2.1, 9.1.2)."""
    title = "Sổ theo dõi khiếu nại, phản ánh"
    known = ground.records.complaints
    register = known.record if known else ComplaintRegister()
    columns = (
        TT,
        Column("Ngày nhận", 24, centred=True),
        Column("Nguồn", 26),
        Column("Nội dung", 58),
        Column("Đơn vị giải quyết", 31),
        Column("Hạn trả lời", 24, centred=True),
        Column("Ngày trả lời", 24, centred=True),
        Column("Kết quả", 50),
    )
    kept, later = ground.until((each.received, each) for each in register.complaints)
    rows = tuple(
        (
            each.received,
            each.source or "",
            each.subject,
            ground.unit(each.unit),
            each.due,
            ground.known(each.answered) or _UNANSWERED[answer(each, ground.day)],
            (each.result or "") if each.answered is None or ground.known(each.answered) else "",
        )
        for each in kept
    )
    states = [answer(each, ground.day) for each in kept]
    answered = sum(state.is_given for state in states)
    late = sum(state.is_late for state in states)
    told = (
        f"Tổng số {amount(len(kept))} khiếu nại, phản ánh: đã trả lời {amount(answered)}, "
        f"chưa trả lời {amount(len(kept) - answered)}; trễ hạn {amount(late)}."
    )
    none = (
        f"Cơ quan khẳng định năm {ground.year} không phát sinh khiếu nại, phản ánh."
        if register.none_received
        else ""
    )
    notes = ground.notes(told if kept else none, later=later, forms=(title,))
    return (Sheet(title, columns, numbered(columns, rows), notes, ground.none()),)


def training(ground: Ground) -> tuple[Sheet, ...]:
    """The sessions planned and held (7.2, 7.3)."""
    known = ground.records.training
    register = known.record if known else TrainingRegister()
    columns = (
        TT,
        Column("Nội dung đào tạo", 58),
        Column("Đối tượng", 34),
        Column("Dự kiến", 24, centred=True),
        Column("Ngày thực hiện", 26, centred=True),
        Column("Văn bản", 34),
        Column("Số người", 16, centred=True),
        Column("Số chứng chỉ", 19, centred=True),
        Column("Kết quả, cách đánh giá", 26),
    )
    sessions = sorted(register.sessions, key=lambda each: each.held or each.planned or date.max)
    lines = numbered(columns, tuple(_session(ground, each) for each in sessions))
    # What was counted without saying on which day is counted; what is still to come is not.
    past = [each for each in sessions if each.held is None or ground.known(each.held)]
    held = [each for each in past if each.held]
    total: tuple[Cell, ...] = (
        *("", "Cộng", "", None, None, ""),
        count(summed_known(each.participants for each in past)),
        count(summed_known(each.certificates for each in past)),
        "",
    )
    told = (
        f"Tổng số {amount(len(sessions))} khóa: đã ghi ngày thực hiện {amount(len(held))}, còn lại "
    )
    by = f"Theo {register.plan}." if register.plan else ""
    notes = ground.notes(by, f"{told}{amount(len(sessions) - len(held))}." if sessions else "")
    rows = (*lines, total) if lines else ()
    groups = frozenset((len(lines),)) if lines else frozenset()
    title = "Sổ theo dõi đào tạo"
    return (Sheet(title, columns, rows, notes, ground.none(), groups),)


def _session(ground: Ground, each: TrainingSession) -> tuple[Cell, ...]:
    to_come = each.held is not None and ground.known(each.held) is None
    return (
        f"{each.subject}{' (chuyên gia đánh giá nội bộ)' if each.auditors else ''}",
        each.audience or "",
        each.planned,
        ground.known(each.held) or _not_held(ground, each),
        each.document or "",
        count(None if to_come else each.participants),
        count(None if to_come else each.certificates),
        "" if to_come else each.result or "",
    )


def _not_held(ground: Ground, each: TrainingSession) -> str:
    if ground.overdue(each.planned, each.held):
        return "Quá hạn"
    return "Chưa đến hạn" if each.planned or each.held else "Chưa ghi ngày"


def copies(ground: Ground) -> tuple[Sheet, ...]:
    """What was handed out and what was taken back, with room to sign (7.5.3)."""
    known = ground.records.distribution
    register = known.record if known else DistributionRegister()
    return (_handed_out(ground, register), _taken_back(ground, register))


def _handed_out(ground: Ground, register: DistributionRegister) -> Sheet:
    title = "Sổ phân phối tài liệu"
    columns = (
        TT,
        Column("Tên, mã tài liệu", 86),
        Column("Lần ban hành", 17, centred=True),
        Column("Đơn vị nhận", 42),
        Column("Số bản", 20, centred=True),
        Column("Người nhận", 28),
        Column("Ký nhận", 20),
        Column("Ngày", 24, centred=True),
    )
    kept, later = ground.until((each.day, each) for each in register.distributed)
    rows = tuple(
        (
            ground.document(each.document),
            each.revision,
            ground.unit(each.unit),
            each.copies or _ELECTRONIC,
            each.receiver or "",
            "",
            each.day,
        )
        for each in kept
    )
    paper = sum(each.copies for each in kept)
    electronic = sum(each.copies == 0 for each in kept)
    told = f"Tổng số {number(paper)} bản giấy, {number(electronic)} lượt giao bản điện tử."
    notes = ground.notes(told if kept else "", later=later, forms=(title,))
    return Sheet(title, columns, numbered(columns, rows), notes, ground.none())


def _taken_back(ground: Ground, register: DistributionRegister) -> Sheet:
    columns = (
        TT,
        Column("Tên, mã tài liệu", 62),
        Column("Lần ban hành", 17, centred=True),
        Column("Đơn vị giao lại", 38),
        Column("Số bản", 20, centred=True),
        Column("Ngày", 24, centred=True),
        Column("Cách hủy", 42),
        Column("Biên bản", 34),
    )
    kept, later = ground.until((each.day, each) for each in register.withdrawn)
    rows = tuple(
        (
            ground.document(each.document),
            each.revision,
            ground.unit(each.unit),
            each.copies or _ELECTRONIC,
            each.day,
            each.disposal or "",
            each.minutes or "",
        )
        for each in kept
    )
    told = f"Tổng số {number(sum(each.copies for each in kept))} bản giấy đã thu về."
    notes = ground.notes(told if kept else "", later=later)
    return Sheet("Sổ thu hồi tài liệu", columns, numbered(columns, rows), notes, ground.none())
