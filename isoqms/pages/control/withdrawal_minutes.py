"""The minutes of taking back withdrawn documents (biên bản thu hồi, hủy; mẫu 1.9, BM-HT-01-05)."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from isoqms.errors import UnknownName
from isoqms.facts.control.issuing import Issuing, TakenBack
from isoqms.facts.control.reissuing import reissued
from isoqms.model.agency.settings import Agency
from isoqms.model.control.decision import Decision
from isoqms.pages.control.issue_decision import cited
from isoqms.pages.layout.blocks import (
    Align,
    Annex,
    AnnexHead,
    Block,
    Column,
    Item,
    Paper,
    Paragraph,
    Properties,
    Row,
    Signatory,
    Signature,
    Table,
    Title,
    ended,
)
from isoqms.pages.papers.agency_paper import day_or_dots, lacking, letterhead, profile
from isoqms.pages.papers.order import PaperOrder
from isoqms.repository import Repository
from isoqms.wording import nearest, two_digits

_OPEN: Final = "……"
_LINE: Final = "…………………………"
_PEOPLE: Final = (
    Column("TT", 12, Align.CENTER),
    Column("Họ và tên", 50),
    Column("Chức vụ, đơn vị", 70),
    Column("Ký", 28),
)
_COLUMNS: Final = (
    Column("TT", 12, Align.CENTER),
    Column("Mã hiệu", 34, Align.CENTER),
    Column("Tên tài liệu", 80),
    Column("Lần ban hành", 18, Align.CENTER),
    Column("Phải thu", 16, Align.CENTER, group="Số bản giấy"),
    Column("Đã thu", 16, Align.CENTER, group="Số bản giấy"),
    Column("Lý do thu hồi", 60),
)


def recorded_minutes(repository: Repository, order: PaperOrder) -> Paper:
    """The minutes for a decision that is recorded already, by its number.

    Lacking where it took nothing back.
    """
    decision = _decision(repository, order)
    issuing = reissued(repository, decision)
    if not issuing.taken_back:
        where = (
            "Chỉ quyết định có thu hồi tài liệu, hoặc thay tài liệu đã phát bản giấy, "
            "mới cần biên bản thu hồi."
        )
        raise lacking(
            "biên bản thu hồi",
            [(f"tài liệu phải thu hồi theo Quyết định số {decision.number}", where)],
        )
    return withdrawal_minutes(repository, issuing)


def _decision(repository: Repository, order: PaperOrder) -> Decision:
    """The decision that the order names, of the order's year where several bear its number."""
    if order.item is None:
        where = "Gõ: isoqms decision withdrawal-minutes SỐ_QUYẾT_ĐỊNH."
        raise lacking("biên bản thu hồi", [("số quyết định thu hồi", where)])
    found = repository.decisions_by_number.get(order.item, ())
    if not found:
        near = nearest(order.item, repository.decisions_by_number)
        hint = f"Có phải «{near}»?" if near else "Xem các quyết định trong quyet-dinh/."
        raise UnknownName(f"Không có quyết định «{order.item}» trong kho.", hint)
    same = [each.record for each in found if each.record.signed.year == order.year]
    return same[-1] if same else found[-1].record


def withdrawal_minutes(repository: Repository, issuing: Issuing) -> Paper:
    """Minutes to be filled in by hand: who takes part, what each unit gives back, how it ends."""
    agency = repository.agency.record
    top = letterhead(agency, "BB", issuing.year, None, None)
    count = len({(each.document.code, each.revision) for each in issuing.taken_back})
    body: tuple[Block, ...] = (
        Title("Biên bản", "Thu hồi, hủy tài liệu hết hiệu lực của Hệ thống quản lý chất lượng"),
        Paragraph(
            f"Thời gian bắt đầu: {_OPEN} giờ {_OPEN}, ngày {_OPEN} tháng {_OPEN} năm "
            f"{issuing.year}."
        ),
        Paragraph(f"Địa điểm: {_LINE}{_LINE}"),
        Paragraph(f"Căn cứ: {cited(issuing, agency)}."),
        Paragraph("Thành phần tham gia:"),
        Table(_PEOPLE, tuple(_people(agency, issuing))),
        Paragraph("Nội dung:"),
        Paragraph(
            f"Các đơn vị giao lại, Thư ký ISO nhận lại {two_digits(count)} tài liệu ghi tại Phụ "
            f"lục. Số bản còn thiếu và lý do: {_LINE}",
            label="1.",
        ),
        Paragraph("Cách xử lý:", label="2."),
        Item(f"Hủy {_OPEN} bản giấy bằng cách: {_LINE}"),
        Item(f"Gỡ bản điện tử khỏi: {_LINE}"),
        Item(f"Giữ lại để tra cứu {_OPEN} bản, đóng dấu «TÀI LIỆU HẾT HIỆU LỰC», lưu tại: {_LINE}"),
        Paragraph(
            f"Việc thu hồi, hủy kết thúc vào {_OPEN} giờ {_OPEN}, "
            f"ngày {_OPEN} tháng {_OPEN} năm {issuing.year}; "
            "biên bản đã đọc lại cho những người tham gia cùng nghe và nhất trí ký tên."
        ),
    )
    attached = (
        f"Biên bản số {_OPEN}/{top.symbol} {day_or_dots(None, issuing.year)} của {agency.full_name}"
    )
    head = AnnexHead(None, "Danh sách tài liệu thu hồi, hủy", attached)
    return Paper(
        letterhead=type(top)(top.parent_lines, top.agency_lines, None, top.symbol),
        body=ended(body),
        signature=Signature(
            (_title(agency, "dai-dien-lanh-dao", "Đại diện lãnh đạo"),),
            "",
            ("Các đơn vị có tên trong biên bản", "Lưu: VT, Hồ sơ"),
            (Signatory((_title(agency, "thu-ky-iso", "Thư ký ISO"),)),),
        ),
        annexes=(
            Annex(
                head, (Table(_COLUMNS, tuple(_rows(agency, issuing.taken_back))),), landscape=True
            ),
        ),
        profile=profile(agency.paper),
        properties=Properties(
            f"Biên bản thu hồi theo {cited(issuing, agency)}", agency.name, issuing.signed
        ),
    )


def _title(agency: Agency, role: str, otherwise: str) -> str:
    return next((each.title for each in agency.roles if each.key == role), otherwise)


def _people(agency: Agency, issuing: Issuing) -> Iterator[Row]:
    handing = [
        unit.name
        for unit in agency.units
        if any(each.unit == unit.key for each in issuing.taken_back)
    ]
    posts = [f"{_title(agency, 'thu-ky-iso', 'Thư ký ISO')}, người nhận lại"]
    posts += [f"Đại diện {name}, người giao lại" for name in handing]
    posts.append(f"{_title(agency, 'dai-dien-lanh-dao', 'Đại diện lãnh đạo')}, người chứng kiến")
    for number, post in enumerate(posts, 1):
        yield Row((str(number), "", post, ""))


def _rows(agency: Agency, taken_back: tuple[TakenBack, ...]) -> Iterator[Row]:
    """The documents of each unit under its name, in the order of the agency's list."""
    order = {unit.key: place for place, unit in enumerate(agency.units)}
    number = 0
    ordered = sorted(taken_back, key=lambda each: order.get(each.unit, len(order)))
    for unit, members in groupby(ordered, key=lambda each: each.unit):
        held = tuple(members)
        yield Row((f"{agency.unit_name(unit)} ({two_digits(len(held))} tài liệu)",), group=True)
        for each in held:
            number += 1
            copies = two_digits(each.copies) if each.copies else "0"
            cells = (
                each.document.code,
                each.document.title,
                two_digits(each.revision),
                copies,
                "",
                each.reason,
            )
            yield Row((str(number), *cells))
