"""The sheet of a nonconformity and its correction (phiếu CAR; 10.2; BM-HT-02-05, BM-HT-04-03)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from isoqms.model.agency.settings import Agency
from isoqms.model.audit import AuditFinding
from isoqms.model.improvement import Nonconformity
from isoqms.pages.audit.overview import rounds_of
from isoqms.pages.audit.words import codes, nonconformities
from isoqms.pages.layout.blocks import (
    Align,
    Block,
    Column,
    Letterhead,
    Note,
    Paper,
    Properties,
    Row,
    Signatory,
    Signature,
    Table,
    Title,
)
from isoqms.pages.papers.agency_paper import profile
from isoqms.pages.papers.form_line import form_line
from isoqms.pages.papers.order import Lacking, PaperOrder
from isoqms.repository import Repository
from isoqms.wording import date_short

_COLUMNS: Final = (Column("TT", 10, Align.CENTER), Column("Mục", 64), Column("Nội dung", 91))
_ROOM_MM: Final = {1: 7, 2: 9, 3: 13}
"""How high an open row is, by how much is usually written in it."""
_FORMS: Final = ("Báo cáo điểm không phù hợp", "Phiếu yêu cầu hành động khắc phục")


def corrective_action(repository: Repository, order: PaperOrder) -> Paper:
    """The sheet of one nonconformity: what is known is printed, what is open is left blank.

    Lacking where the order names no nonconformity of the year.
    """
    agency = repository.agency.record
    item = _ordered(repository, order)
    body: tuple[Block, ...] = (
        Title(
            "Phiếu không phù hợp và yêu cầu hành động khắc phục",
            f"Số {item.id}, ngày {date_short(item.found)}",
        ),
        Table(_COLUMNS, tuple(_rows(repository, order.year, item))),
        *_foot(repository, item),
    )
    return Paper(
        letterhead=Letterhead(agency.parent_lines, agency.agency_lines),
        body=body,
        signature=Signature(
            ("Người đóng phiếu",),
            others=(Signatory(("Người lập",)), Signatory(("Trưởng đơn vị",))),
        ),
        # Fifteen rows and three signatures belong on one sheet, which may go round three desks.
        profile=replace(profile(agency.paper), table=12, signing_space=60),
        properties=Properties(
            f"Phiếu không phù hợp {item.id} năm {order.year}", agency.name, item.found
        ),
    )


def _ordered(repository: Repository, order: PaperOrder) -> Nonconformity:
    items = nonconformities(repository, order.year)
    found = next((item for item in items if item.id == order.item), None)
    if found is not None:
        return found
    known = ", ".join(item.id for item in items)
    what = (
        f"sổ năm {order.year} không có «{order.item}»"
        if order.item
        else "chưa biết in phiếu của sự việc nào"
    )
    raise Lacking(
        f"Chưa in được phiếu không phù hợp: {what}.",
        f"Ghi khóa của sự việc; sổ năm {order.year} có: {known or 'chưa có sự việc nào'}.",
    )


def _source(repository: Repository, year: int, key: str) -> AuditFinding | None:
    """The audit finding that it came from, of this year or (late findings) the year before."""
    for number in (year, year - 1):
        for audit in rounds_of(repository, number):
            for found in audit.findings:
                if found.nonconformity == key:
                    return found
    return None


def _rows(repository: Repository, year: int, item: Nonconformity) -> Iterator[Row]:
    parts = (
        (
            "Phần 1. Phát hiện (người phát hiện, chuyên gia đánh giá ghi)",
            _detected(repository, year, item),
        ),
        (
            "Phần 2. Khắc phục (đơn vị chịu trách nhiệm ghi)",
            _corrected(repository.agency.record, item),
        ),
        ("Phần 3. Kiểm tra, đóng (chuyên gia đánh giá, Thư ký ISO ghi)", _verified(item)),
    )
    number = 0
    for title, rows in parts:
        yield Row((title,), group=True)
        for label, value, room in rows:
            number += 1
            yield Row((str(number), label, value or ""), height_mm=0 if value else _ROOM_MM[room])


_Entry = tuple[str, str | None, int]
"""A line of the sheet: its label, what is known, and how many lines of room it has if nothing."""


def _detected(repository: Repository, year: int, item: Nonconformity) -> tuple[_Entry, ...]:
    found = _source(repository, year, item.id)
    document, clause, evidence = item.document, item.clause, None
    if found:
        document, clause = document or found.document, clause or found.clause
        evidence = found.evidence
    asked = [f"{repository.packs.standard.name}, {clause}"] if clause else []
    asked += codes((document,)) if document else []
    unit = repository.agency.record.unit_name(item.unit) if item.unit else None
    return (
        ("Nguồn", item.source, 1),
        ("Đơn vị chịu trách nhiệm", unit, 1),
        ("Điều khoản, quy trình không được đáp ứng", "; ".join(asked) or None, 1),
        ("Mô tả sự không phù hợp", item.description, 3),
        ("Bằng chứng", evidence, 2),
    )


def _corrected(agency: Agency, item: Nonconformity) -> tuple[_Entry, ...]:
    return (
        ("Khắc phục tạm thời", item.correction, 2),
        ("Nguyên nhân gốc", item.cause, 3),
        ("Sự việc tương tự ở nơi khác", None, 2),
        ("Hành động khắc phục", item.action, 3),
        ("Người chịu trách nhiệm", agency.role_title(item.role) if item.role else None, 1),
        ("Hạn hoàn thành", _day(item.due), 1),
    )


def _verified(item: Nonconformity) -> tuple[_Entry, ...]:
    return (
        ("Ngày hoàn thành và bằng chứng", _day(item.done), 2),
        ("Kết quả kiểm tra hiệu lực", item.effective, 3),
        ("Rủi ro, tài liệu cần cập nhật", None, 2),
        ("Ngày đóng, người đóng", _day(item.closed), 1),
    )


def _day(day: date | None) -> str | None:
    return date_short(day) if day else None


def _foot(repository: Repository, item: Nonconformity) -> tuple[Note, ...]:
    """The agency's form; what came from an audit has one of its own."""
    by_audit = item.audit or item.source.startswith("Đánh giá")
    form = form_line(repository, _FORMS[0] if by_audit else _FORMS[1])
    return (Note(f"{form}."),) if form else ()
