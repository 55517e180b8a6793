"""The papers of the management review: invitation (mẫu 1.7, BM-HT-03-01), minutes (BM-HT-03-03)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from isoqms.facts.law.citing import Citable, grounds
from isoqms.facts.papers.cited_numbers import known_on, recorded_number
from isoqms.facts.reporting.figures import year_of
from isoqms.facts.review.inputs import input_points, output_points, review_inputs
from isoqms.facts.review.reviews import Review, coming, latest, point_key
from isoqms.model.agency.settings import Agency
from isoqms.model.control.decision import DecisionKind
from isoqms.model.layout import path_of
from isoqms.model.review import ManagementReview
from isoqms.pages.layout.blocks import (
    Align,
    Annex,
    AnnexHead,
    Blank,
    Block,
    Column,
    Heading,
    Item,
    Note,
    Paper,
    Paragraph,
    Properties,
    Row,
    Run,
    Signatory,
    Signature,
    Table,
    Title,
    ended,
)
from isoqms.pages.papers.agency_paper import (
    capacity,
    day_or_dots,
    letterhead,
    profile,
    recipients,
)
from isoqms.pages.papers.lacking import lacking
from isoqms.pages.papers.order import PaperOrder
from isoqms.pages.reporting.pictures import drawn, pictures, points_lost
from isoqms.repository import Repository
from isoqms.wording import date_in_letters, date_short, sentence, two_digits

_OPEN: Final = "……"
_LAW: Final = "19/2014/QĐ-TTg"
_SYSTEM: Final = "Hệ thống quản lý chất lượng"
_INPUTS: Final = (
    Column("Điểm", 17, Align.CENTER),
    Column("Đầu vào (điều khoản 9.3.2)", 48),
    Column("Nội dung báo cáo", 95, Align.JUSTIFY),
)
_OUTPUTS: Final = (
    Column("TT", 12, Align.CENTER),
    Column("Kết luận", 84),
    Column("Trách nhiệm", 38),
    Column("Thời hạn", 26, Align.CENTER),
)


def review_invitation(repository: Repository, order: PaperOrder) -> Paper:
    """The invitation to the meeting, the report of the inputs annexed.

    Lacking where no day of the meeting is recorded. The hour is left to the clerk; so is the place
    where none is recorded.
    """
    agency = repository.agency.record
    year_of(repository, order.year)
    review = coming(repository, order.year, order.day) or latest(repository, order.year, order.day)
    if review is None or review.record.held is None:
        raise lacking(
            "giấy mời họp xem xét",
            [("ngày họp", f"{path_of('xem-xet', order.year)}, mục «Ngày họp» (held)")],
            "Ghi bằng `isoqms review prepare --held NGÀY --where NƠI --attendee AI …`.",
        )
    record = review.record
    known, day_known = known_on(record.invitation, "GM", order.day)
    number, signed = order.number or known, order.signed or day_known
    top = letterhead(agency, "GM", order.year, number, signed)
    shown = top.number_line.removeprefix("Số:").strip() if top.number else f"{_OPEN}/{top.symbol}"
    day = day_or_dots(signed, order.year)
    head = AnnexHead(
        None, "Báo cáo đầu vào xem xét của lãnh đạo", f"Giấy mời số {shown} {day} của {agency.name}"
    )
    return Paper(
        letterhead=top,
        body=ended(_invitation(repository, order, record)),
        signature=Signature(
            capacity(agency, order.authority, order.signer_post),
            order.signer or "",
            recipients(agency, "Như trên"),
        ),
        annexes=(Annex(head, tuple(_report(repository, review))),),
        profile=profile(agency.paper),
        properties=Properties(
            f"Giấy mời họp xem xét của lãnh đạo năm {order.year}", agency.name, order.dated
        ),
    )


def _invitation(
    repository: Repository, order: PaperOrder, record: ManagementReview
) -> tuple[Block, ...]:
    agency = repository.agency.record
    return (
        Title("Giấy mời", f"Họp xem xét của lãnh đạo đối với {_SYSTEM} năm {order.year}"),
        Paragraph(f"{agency.full_name} trân trọng kính mời:"),
        *_invited(agency, record, order),
        Paragraph(
            f"Tới dự cuộc họp xem xét của lãnh đạo đối với {_SYSTEM} theo {agency.standard_name}."
        ),
        Paragraph(f"Chủ trì: {record.chair or head_title(agency)}."),
        Paragraph(f"Thời gian: {_OPEN} giờ {_OPEN}, {_day(record)}."),
        _where(record),
        Paragraph(_agenda(repository)),
        *(Paragraph(each) for each in order.paragraphs),
        Paragraph(
            "Đề nghị các đại biểu nghiên cứu trước báo cáo đầu vào kèm theo, "
            "chuẩn bị ý kiến và dự họp đúng giờ."
        ),
    )


def _invited(agency: Agency, record: ManagementReview, order: PaperOrder) -> Iterator[Item]:
    """As ordered, as recorded, or else whom the procedure calls: board, units, secretary."""
    named = order.addressees or record.attendees
    if named:
        return _closed(named)
    units = (f"Thủ trưởng {unit.name}" for unit in agency.units)
    secretary = _title(agency, "thu-ky-iso", "Thư ký ISO")
    return _closed(("Các thành viên Ban Chỉ đạo ISO, Tổ giúp việc", *units, secretary))


def _closed(names: tuple[str, ...]) -> Iterator[Item]:
    """The names as a list, each closed by `;` and the last by `.`."""
    for place, name in enumerate(names, 1):
        yield Item(f"{name.rstrip(' .;')}{';' if place < len(names) else '.'}")


def _agenda(repository: Repository) -> str:
    outputs = "; ".join(each.text for each in output_points(repository))
    count = two_digits(len(input_points(repository)))
    return (
        f"Nội dung: Xem xét {count} đầu vào theo điều khoản 9.3.2 (báo cáo kèm theo); "
        f"kết luận về {outputs}; người đứng đầu xem xét, xác nhận hiệu lực của hệ thống."
    )


def _report(repository: Repository, review: Review) -> Iterator[Block]:
    """What is reported of each input: as recorded, else as the records tell.

    Open where neither speaks.
    """
    given = {point_key(item.point): item.text for item in review.record.inputs}
    rows, open_ = [], False
    for each in review_inputs(repository, review.year, review.record.held):
        text = given.get(point_key(each.point)) or each.text
        open_ = open_ or not text
        rows.append(Row((f"{each.point})", sentence(each.title).rstrip("."), text or _OPEN)))
    yield Table(_INPUTS, tuple(rows))
    if open_:
        yield Note("Nội dung còn để trống do đơn vị được phân công báo cáo bổ sung trước cuộc họp.")
    yield from _pictured(repository, review)


def _pictured(repository: Repository, review: Review) -> Iterator[Block]:
    """What is looked at: by what was known on the day of the meeting."""
    held = review.record.held or repository.as_of
    yield from drawn(pictures(repository, review.year, min(repository.as_of, held)))
    # A self-score has no day of its own: of a meeting gone by nobody knows what it said then.
    if held >= repository.as_of:
        yield from drawn(points_lost(repository, review.year))


# The minutes


def review_minutes(repository: Repository, order: PaperOrder) -> Paper:
    """The minutes of the last review that was held.

    Lacking where none was held, or no inputs or no conclusions are recorded. What happened only in
    the room (hours, opinions, names) is left to be written by hand.
    """
    agency = repository.agency.record
    year_of(repository, order.year)
    review = latest(repository, order.year, order.day)
    lacks = tuple(_lacks(review, order.year))
    if review is None or lacks:
        raise lacking("biên bản họp xem xét", lacks, "Xem còn thiếu gì bằng `isoqms review`.")
    record = review.record
    top = letterhead(
        agency, "BB", order.year, order.number or known_on(record.minutes, "BB", order.day)[0], None
    )
    body: tuple[Block, ...] = (
        Title("Biên bản", f"Họp xem xét của lãnh đạo đối với {_SYSTEM} năm {order.year}"),
        *_opening(agency, record),
        Heading(2, "1.", "Nội dung báo cáo và ý kiến theo từng đầu vào (điều khoản 9.3.2)"),
        *_inputs(repository, record),
        Blank("Ý kiến thảo luận:", 3, indented=True),
        Heading(2, "2.", "Kết luận của chủ tọa (điều khoản 9.3.3)"),
        Table(_OUTPUTS, tuple(_outputs(repository, record))),
        Heading(2, "3.", f"Xác nhận hiệu lực của {_SYSTEM}"),
        *_confirmed(repository, review),
        Paragraph(f"Cuộc họp kết thúc vào {_OPEN} giờ {_OPEN}, {_day(record)}."),
    )
    return Paper(
        # Minutes carry no place and day beside the motto (mẫu 1.9): they begin with the time of the
        # meeting.
        letterhead=replace(top, place="", dated=None, year=None),
        body=ended(body),
        signature=Signature(
            ("Chủ tọa",),
            order.signer or "",
            (*(f"Thủ trưởng {unit.name}" for unit in agency.units), "Lưu: VT, Hồ sơ"),
            (Signatory(("Thư ký",)),),
        ),
        profile=profile(agency.paper),
        properties=Properties(
            f"Biên bản họp xem xét của lãnh đạo năm {order.year}", agency.name, record.held
        ),
    )


def _lacks(review: Review | None, year: int) -> Iterator[tuple[str, str]]:
    if review is None:
        yield f"cuộc họp năm {year} đã họp, có ngày", "`isoqms review prepare --held NGÀY`"
        return
    if not review.record.inputs:
        yield "đầu vào theo 9.3.2", f"`isoqms review prepare --held {review.record.held}`"
    if not review.record.outputs:
        yield "kết luận theo 9.3.3", f"`isoqms review output --year {year}`"


def _opening(agency: Agency, record: ManagementReview) -> Iterator[Block]:
    yield Paragraph(f"Thời gian bắt đầu: {_OPEN} giờ {_OPEN}, {_day(record)}.")
    yield _where(record)
    if record.attendees:
        yield Paragraph("Thành phần tham dự:")
        yield from _closed(record.attendees)
    else:
        yield Blank("Thành phần tham dự:", 2, indented=True)
    yield Paragraph(f"Chủ trì (chủ tọa): {record.chair or head_title(agency)}.")
    if record.secretary:
        yield Paragraph(f"Thư ký (người ghi biên bản): {record.secretary}.")
    else:
        yield Blank("Thư ký (người ghi biên bản):", indented=True)
    yield Paragraph("Nội dung (theo diễn biến cuộc họp):")


def _inputs(repository: Repository, record: ManagementReview) -> Iterator[Block]:
    """Each input as it was reported.

    A point that the record leaves out is open, to be filled in by hand.
    """
    given = {point_key(item.point): item.text for item in record.inputs}
    for each in input_points(repository):
        title = sentence(each.text).rstrip(".")
        text = given.get(point_key(each.point))
        if text:
            yield Paragraph(
                (Run(f"{title}: ", italic=True), Run(sentence(text))), label=f"{each.point})"
            )
        else:
            yield Blank(f"{each.point}) {title}:", 2, indented=True)


def _outputs(repository: Repository, record: ManagementReview) -> Iterator[Row]:
    agency = repository.agency.record
    number = 0
    for point in output_points(repository):
        yield Row((f"{point.point}) {sentence(point.text).rstrip('.')}",), group=True)
        found = [each for each in record.outputs if point_key(each.point) == point_key(point.point)]
        for each in found:
            number += 1
            role = agency.role_title(each.role) if each.role else ""
            yield Row((str(number), each.text, role, date_short(each.due) if each.due else ""))
        if not found:
            yield Row(("", _OPEN, "", ""), height_mm=10)


def _confirmed(repository: Repository, review: Review) -> Iterator[Block]:
    """The head's words as recorded; where none are, both answers, one to be chosen by hand.

    What was confirmed on another day than that of the meeting is not in its minutes.
    """
    agency, confirmation = repository.agency.record, review.entry.record.confirmation
    system = f"{_SYSTEM} theo {agency.standard_name} của {agency.full_name}"
    if confirmation is None:
        yield Paragraph(f"{head_title(agency)} kết luận về hiệu lực của {system} (đánh dấu một ô):")
        yield Item("Xác nhận hệ thống đã được xây dựng, áp dụng và có hiệu lực.", marker="☐")
        yield Item("Chưa xác nhận.", marker="☐")
        yield Blank("Nếu chưa xác nhận, việc phải làm và ngày xem xét lại:", indented=True)
        return
    if confirmation.day != review.record.held:
        # Minutes tell what took place at the meeting, and nothing of another day.
        yield Paragraph(
            f"Việc xác nhận hiệu lực của {system} do {head_title(agency)} thực hiện bằng "
            "văn bản riêng."
        )
        return
    own = recorded_number(review.record.minutes, "BB")
    elsewhere = (
        "" if own and own in confirmation.document else f", tại {confirmation.document.rstrip('.')}"
    )
    law = validity_law(repository, confirmation.day)
    ground = f" theo điểm d khoản 2 Điều 4 {law.short}" if law else ""
    yield Paragraph(
        f"Ngày {date_short(confirmation.day)}, {head_title(agency)} xác nhận {system} đã được "
        f"xây dựng, áp dụng và có hiệu lực{ground}{elsewhere}."
    )


def validity_law(repository: Repository, day: date) -> Citable | None:
    """What asks for the confirmation of validity, where a decision of that day could cite it."""
    found = grounds(repository, DecisionKind.ISSUE, day)
    return next((each for each in found if each.number == _LAW), None)


def _where(record: ManagementReview) -> Block:
    if record.where:
        return Paragraph(f"Địa điểm: {record.where.rstrip('.')}.")
    return Blank("Địa điểm:", indented=True)


def _day(record: ManagementReview) -> str:
    return date_in_letters(record.held) if record.held else ""


def head_title(agency: Agency) -> str:
    """The title of the head, as a role of the agency or by its settings."""
    return _title(agency, "nguoi-dung-dau", agency.head)


def _title(agency: Agency, role: str, otherwise: str) -> str:
    return next((each.title for each in agency.roles if each.key == role), otherwise)
