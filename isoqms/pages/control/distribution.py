"""The list by which copies are handed out and signed for (sổ phân phối tài liệu, BM-HT-01-04)."""

from collections.abc import Iterator
from typing import Final

from isoqms.facts.control.issuing import Issuing
from isoqms.model.agency.settings import Agency
from isoqms.pages.control.issue_decision import cited
from isoqms.pages.layout.blocks import (
    Align,
    Column,
    Paper,
    Paragraph,
    Properties,
    Row,
    Signature,
    Table,
    Title,
)
from isoqms.pages.papers.agency_paper import letterhead, profile
from isoqms.repository import Repository
from isoqms.wording import date_short, two_digits

_COLUMNS: Final = (
    Column("TT", 12, Align.CENTER),
    Column("Tên, mã tài liệu", 88),
    Column("Lần ban hành", 18, Align.CENTER),
    Column("Đơn vị nhận", 40),
    Column("Số bản", 14, Align.CENTER),
    Column("Người nhận", 36),
    Column("Ký nhận", 22),
    Column("Ngày", 22, Align.CENTER),
)


def distribution_list(repository: Repository, issuing: Issuing) -> Paper:
    """Each document for each unit that uses it, the units one after the other.

    Copies, names and days are left open.
    """
    agency = repository.agency.record
    top = letterhead(agency, "", issuing.year, None, None)
    day = (
        f" có hiệu lực từ ngày {date_short(start)}"
        if (start := issuing.effective or issuing.signed)
        else ""
    )
    return Paper(
        # The list is part of a register: it bears no number of its own.
        letterhead=type(top)(top.parent_lines, top.agency_lines),
        body=(
            Title(
                "Sổ phân phối tài liệu", f"Tài liệu ban hành theo {_short(issuing, agency)}{day}"
            ),
            Paragraph(
                "Mỗi đơn vị nhận đủ các tài liệu ghi dưới tên mình, ký nhận và trả lại bản cũ, "
                "nếu có. Bản điện tử ghi số bản là 0; bản giấy phải có dấu «BẢN KIỂM SOÁT»."
            ),
            Table(_COLUMNS, tuple(_rows(agency, issuing)), empty="Chưa có đơn vị nhận"),
        ),
        signature=Signature(
            ("Người phân phối",), "", ("Các đơn vị nhận tài liệu", "Lưu: Thư ký ISO")
        ),
        profile=profile(agency.paper),
        properties=Properties(
            f"Sổ phân phối tài liệu theo {cited(issuing, agency)}", agency.name, issuing.signed
        ),
        landscape=True,
    )


def _short(issuing: Issuing, agency: Agency) -> str:
    return cited(issuing, agency).partition(" của ")[0]


def _rows(agency: Agency, issuing: Issuing) -> Iterator[Row]:
    number = 0
    for unit in agency.units:
        given = [each for each in issuing.issued if unit.key in issuing.users[each.document.code]]
        if given:
            yield Row((f"{unit.name} ({two_digits(len(given))} tài liệu)",), group=True)
        for each in given:
            number += 1
            what = f"{each.document.title}, {each.document.code}"
            yield Row(
                (str(number), what, two_digits(each.document.revision), unit.name, "", "", "", "")
            )
