"""The registers of evaluation as sheets: nonconformities, surveys, complaints, training, copies handed out."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from isoqms.model.evaluation import (
    ApologyLetter,
    Complaint,
    ComplaintRegister,
    DistributionRegister,
    Nonconformity,
    NonconformityRegister,
    Survey,
    TrainingRegister,
)
from isoqms.pages.register_ground import TT, Ground, count, day_words, joined, rate
from isoqms.pages.sheets import Cell, Column, Sheet, numbered
from isoqms.repository.figures_until import surveyed_by
from isoqms.repository.surveys import Tally, overall, return_rate, tallies
from isoqms.wording import date_short, number, two_digits

_ELECTRONIC: Final = "Bản điện tử"


def nonconformities(ground: Ground) -> tuple[Sheet, ...]:
    """What did not conform and what was done about it, then the letters that say sorry (8.7, 10.2)."""
    known = ground.records.nonconformities
    register = known.record if known else NonconformityRegister()
    return (_faults(ground, register), _apologies(ground, register.apologies))


def _faults(ground: Ground, register: NonconformityRegister) -> Sheet:
    title = "Sổ theo dõi sự không phù hợp"
    columns = (
        TT,
        Column("Số phiếu", 22, centred=True),
        Column("Ngày", 25, centred=True),
        Column("Mô tả sự không phù hợp", 62),
        Column("Đơn vị", 32),
        Column("Xử lý", 40),
        Column("Nguyên nhân", 46),
        Column("Hành động khắc phục", 50),
        Column("Trách nhiệm, hạn", 34),
        Column("Kết quả", 40),
    )
    items, later = ground.until((each.found, each) for each in register.items)
    rows = tuple(_fault(ground, each) for each in items)
    closed = sum(ground.known(each.closed) is not None for each in items)
    overdue = sum(_is_overdue(ground, each) for each in items)
    told = (
        f"Tổng số {two_digits(len(items))} sự không phù hợp: đã đóng {two_digits(closed)}, chưa đóng "
        f"{two_digits(len(items) - closed)}, trong đó {two_digits(overdue)} quá hạn."
    )
    notes = ground.notes(told if items else "", *_stated(register), later=later, forms=(title,))
    return Sheet(title, columns, numbered(columns, rows), notes, ground.none())


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


def _is_overdue(ground: Ground, each: Nonconformity) -> bool:
    return ground.known(each.closed) is None and ground.overdue(each.due, each.done)


def _came_to(ground: Ground, each: Nonconformity) -> str:
    closed = ground.known(each.closed)
    if closed and each.done is None:
        return joined(each.effective, f"Đóng {date_short(closed)}")
    if ground.known(each.done) is None:
        return ground.state(each.due, each.done)
    # Whether it worked is found out after it was done, and is told with the day on which it was closed.
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
    told = [f"{two_digits(amount)} {words}" for amount, words in given if amount is not None]
    if told:
        yield f"Số phiếu đã ghi của cả năm: {', '.join(told)}."


def _apologies(ground: Ground, letters: tuple[ApologyLetter, ...]) -> Sheet:
    columns = (
        TT,
        Column("Số, ký hiệu", 34, centred=True),
        Column("Ngày", 26, centred=True),
        Column("Mã hồ sơ", 46),
        Column("Lý do trễ", 78),
        Column("Ngày đã hẹn", 28, centred=True),
        Column("Hẹn lại", 28, centred=True),
        Column("Sự không phù hợp", 30, centred=True),
    )
    kept, later = ground.until((each.day, each) for each in letters)
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
    return Sheet(
        "Sổ theo dõi thư xin lỗi do trễ hạn",
        columns,
        numbered(columns, rows),
        ground.notes(later=later, forms=("Thư xin lỗi",)),
        ground.none(),
    )


def surveys(ground: Ground) -> tuple[Sheet, ...]:
    """The surveys of the year with their rates, then the counts of each answer (9.1.2)."""
    known = ground.records.satisfaction
    every = known.record.surveys if known else ()
    over = tuple(each for each in every if surveyed_by(each, ground.day))
    kept, later = ground.until((each.end or each.start, each) for each in over)
    return (_surveys(ground, kept, later + len(every) - len(over)), _answers(ground, kept))


def _surveys(ground: Ground, kept: tuple[Survey, ...], later: int) -> Sheet:
    columns = (
        TT,
        Column("Kế hoạch", 44),
        Column("Thời gian", 34, centred=True),
        Column("Đối tượng, cách khảo sát", 62),
        Column("Phát ra", 18, centred=True),
        Column("Thu về", 18, centred=True),
        Column("Tỷ lệ thu về", 20, centred=True),
        Column("Tỷ lệ hài lòng", 22, centred=True),
        Column("Báo cáo", 44),
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
    how = "Tỷ lệ hài lòng tính trên số phiếu trả lời câu đánh giá chung, từ các mức được tính là hài lòng."
    remarks = (
        f"Đợt {two_digits(place)}: {each.remarks.strip().rstrip('.')}."
        for place, each in enumerate(kept, 1)
        if each.remarks
    )
    notes = ground.notes(how if kept else "", *remarks, later=later)
    return Sheet("Sổ theo dõi khảo sát mức độ hài lòng", columns, numbered(columns, rows), notes, ground.none())


def _satisfied(ground: Ground, survey: Survey) -> str:
    tally = overall(survey, ground.agency)
    return rate(tally.rate) if tally else ""


def _answers(ground: Ground, kept: tuple[Survey, ...]) -> Sheet:
    columns = (
        Column("Đợt", 14, centred=True),
        Column("Câu hỏi", 108),
        Column("Mức", 52),
        Column("Tính là hài lòng", 24, centred=True),
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
    return Sheet("Số phiếu theo từng mức", columns, tuple(rows), (), "Chưa ghi số phiếu theo mức", frozenset(totals))


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
        Column("Ngày nhận", 26, centred=True),
        Column("Nguồn", 34),
        Column("Nội dung", 78),
        Column("Đơn vị giải quyết", 40),
        Column("Hạn trả lời", 26, centred=True),
        Column("Ngày trả lời", 32, centred=True),
        Column("Kết quả", 56),
    )
    kept, later = ground.until((each.received, each) for each in register.complaints)
    rows = tuple(
        (
            each.received,
            each.source or "",
            each.subject,
            ground.unit(each.unit),
            each.due,
            ground.known(each.answered) or ("Quá hạn" if ground.overdue(each.due, each.answered) else "Chưa trả lời"),
            (each.result or "") if each.answered is None or ground.known(each.answered) else "",
        )
        for each in kept
    )
    answered = sum(ground.known(each.answered) is not None for each in kept)
    late = sum(_answered_late(ground, each) for each in kept)
    told = (
        f"Tổng số {two_digits(len(kept))} khiếu nại, phản ánh: đã trả lời {two_digits(answered)}, chưa trả lời "
        f"{two_digits(len(kept) - answered)}; trễ hạn {two_digits(late)}."
    )
    none = (
        f"Cơ quan khẳng định năm {ground.year} không phát sinh khiếu nại, phản ánh." if register.none_received else ""
    )
    notes = ground.notes(told if kept else none, later=later, forms=(title,))
    return (Sheet(title, columns, numbered(columns, rows), notes, ground.none()),)


def _answered_late(ground: Ground, each: Complaint) -> bool:
    """Whether the answer came after its day, or is still owed after it."""
    answered = ground.known(each.answered)
    return each.due is not None and (answered or ground.day) > each.due


def training(ground: Ground) -> tuple[Sheet, ...]:
    """The sessions planned and held (7.2, 7.3)."""
    known = ground.records.training
    register = known.record if known else TrainingRegister()
    columns = (
        TT,
        Column("Nội dung đào tạo", 66),
        Column("Đối tượng", 40),
        Column("Dự kiến", 26, centred=True),
        Column("Ngày thực hiện", 28, centred=True),
        Column("Văn bản", 40),
        Column("Số người", 18, centred=True),
        Column("Số chứng chỉ", 20, centred=True),
        Column("Kết quả, cách đánh giá", 44),
    )
    sessions = sorted(register.sessions, key=lambda each: each.held or each.planned or date.max)
    lines = numbered(
        columns,
        tuple(
            (
                f"{each.subject}{' (chuyên gia đánh giá nội bộ)' if each.auditors else ''}",
                each.audience or "",
                each.planned,
                ground.known(each.held) or ("Quá hạn" if ground.overdue(each.planned, each.held) else "Chưa thực hiện"),
                each.document or "",
                count(each.participants if ground.known(each.held) else None),
                count(each.certificates if ground.known(each.held) else None),
                (each.result or "") if ground.known(each.held) else "",
            )
            for each in sessions
        ),
    )
    held = [each for each in sessions if ground.known(each.held)]
    total: tuple[Cell, ...] = (
        "", "Cộng", "", None, None, "",
        number(sum(each.participants or 0 for each in held)),
        number(sum(each.certificates or 0 for each in held)),
        "",
    )  # fmt: skip
    told = f"Tổng số {two_digits(len(sessions))} khóa: đã thực hiện {two_digits(len(held))}, chưa thực hiện "
    by = f"Theo {register.plan}." if register.plan else ""
    notes = ground.notes(by, f"{told}{two_digits(len(sessions) - len(held))}." if sessions else "")
    rows = (*lines, total) if lines else ()
    groups = frozenset((len(lines),)) if lines else frozenset()
    title = f"Sổ theo dõi đào tạo năm {ground.year}"
    return (Sheet(title, columns, rows, notes, ground.none(), groups),)


def copies(ground: Ground) -> tuple[Sheet, ...]:
    """What was handed out and what was taken back, with room to sign (7.5.3)."""
    known = ground.records.distribution
    register = known.record if known else DistributionRegister()
    return (_handed_out(ground, register), _taken_back(ground, register))


def _handed_out(ground: Ground, register: DistributionRegister) -> Sheet:
    title = "Sổ phân phối tài liệu"
    columns = (
        TT,
        Column("Tên, mã tài liệu", 84),
        Column("Lần ban hành", 19, centred=True),
        Column("Đơn vị nhận", 44),
        Column("Số bản", 24, centred=True),
        Column("Người nhận", 44),
        Column("Ký nhận", 26),
        Column("Ngày", 26, centred=True),
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
        Column("Tên, mã tài liệu", 80),
        Column("Lần ban hành", 19, centred=True),
        Column("Đơn vị giao lại", 44),
        Column("Số bản", 24, centred=True),
        Column("Ngày", 26, centred=True),
        Column("Cách hủy", 34),
        Column("Biên bản", 44),
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
