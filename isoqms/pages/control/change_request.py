"""The filled request to write or change a document (phiếu yêu cầu; 7.5.2; BM-HT-01-01)."""

from collections.abc import Iterator
from typing import Final

from isoqms.model.control.document import ControlledDocument
from isoqms.pages.layout.blocks import (
    Align,
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
from isoqms.pages.papers.agency_paper import lacking, profile
from isoqms.pages.papers.form_line import form_line
from isoqms.pages.papers.order import PaperOrder
from isoqms.repository import Repository
from isoqms.wording import nearest, two_digits

_TITLE: Final = "Phiếu yêu cầu viết mới, sửa đổi tài liệu"
_COLUMNS: Final = (Column("TT", 10, Align.CENTER), Column("Mục", 60), Column("Nội dung", 95))
_ROOM_MM: Final = 16


def change_request(repository: Repository, order: PaperOrder) -> Paper:
    """The request that a draft, or else the issue in force, was written for.

    What only the people who look at it can say is left open. Lacking where there is no such
    document, or it holds no request.
    """
    document = _document(repository, order.item or "")
    rows = enumerate(_rows(repository, document), 1)
    form = form_line(repository, _TITLE)
    agency = repository.agency.record
    return Paper(
        letterhead=Letterhead(agency.parent_lines, agency.agency_lines),
        body=(
            Title(_TITLE),
            Table(
                _COLUMNS,
                tuple(
                    Row((str(number), label, value), height_mm=0 if value else _ROOM_MM)
                    for number, (label, value) in rows
                ),
            ),
            *((Note(f"{form}."),) if form else ()),
        ),
        signature=Signature(
            ("Người phê duyệt",),
            others=(Signatory(("Người đề nghị",)), Signatory(("Người xem xét",))),
        ),
        profile=profile(agency.paper),
        properties=Properties(f"{_TITLE} {document.code}", agency.name, order.dated),
    )


def _document(repository: Repository, code: str) -> ControlledDocument:
    entry = repository.find(code, draft_first=True)
    if entry is None:
        near = nearest(code, [*repository.in_force, *repository.drafted])
        hint = f"Có phải «{near}»?" if near else "Xem mã bằng `isoqms list` hoặc du-thao/."
        raise lacking("phiếu yêu cầu", [(f"tài liệu «{code}»", hint)])
    if entry.record.request is None:
        keys = "request: {requested_by: …, reason: …, content: …}"
        where = f"Ghi ở đầu tệp {entry.path}: {keys}."
        raise lacking("phiếu yêu cầu", [("yêu cầu viết mới, sửa đổi của tài liệu", where)])
    return entry.record


def _rows(repository: Repository, document: ControlledDocument) -> Iterator[tuple[str, str]]:
    agency = repository.agency.record
    request = document.request
    revised = document.revision > 1
    before = f", lần ban hành được sửa: {two_digits(document.revision - 1)}" if revised else ""
    drafted = document.approval.drafted_by if document.approval else document.owner
    yield "Người, đơn vị đề nghị", request.requested_by if request else ""
    yield "Ngày đề nghị", ""
    yield (
        "Loại yêu cầu",
        f"Sửa đổi (lần {two_digits(document.revision)})" if revised else "Viết mới",
    )
    yield "Tên và mã tài liệu", f"{document.title} ({document.code}){before}"
    yield "Lý do", request.reason if request else ""
    yield "Nội dung đề nghị", (request.content or "") if request else ""
    yield "Các tài liệu, biểu mẫu khác phải sửa theo", ""
    yield "Ý kiến xem xét", ""
    yield "Kết luận của người phê duyệt", ""
    who = agency.unit_name(agency.role_title(drafted)) if drafted else ""
    yield "Người được giao soạn thảo, hạn hoàn thành", f"{who}, hạn: ……/……/………" if who else ""
