"""The papers that follow a review: its conclusions announced (mẫu 1.4), validity confirmed."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from isoqms.facts.planning.acts import act
from isoqms.facts.reporting.figures import year_of
from isoqms.facts.review.inputs import output_points
from isoqms.facts.review.reviews import Review, latest, point_key, says_nothing
from isoqms.model.agency.settings import Agency
from isoqms.pages.layout.blocks import (
    Align,
    Block,
    Column,
    Paper,
    Paragraph,
    Row,
    Table,
    Title,
    ended,
)
from isoqms.pages.papers.agency_paper import (
    about,
    head_of,
    lacking,
    letterhead,
    profile,
    properties,
    recipients,
    signature,
)
from isoqms.pages.papers.order import PaperOrder
from isoqms.pages.papers.text import template_blocks
from isoqms.pages.review.papers import head_title, validity_law
from isoqms.repository import Repository
from isoqms.wording import date_in_letters, date_short, sentence, two_digits

_KIND: Final = "Thông báo"
_SYSTEM: Final = "Hệ thống quản lý chất lượng"
_AUDIT: Final = "danh-gia-noi-bo-dot-dau"
_OUTPUTS: Final = (
    Column("TT", 12, Align.CENTER),
    Column("Kết luận", 84),
    Column("Trách nhiệm", 38),
    Column("Thời hạn", 26, Align.CENTER),
)


def conclusions(repository: Repository, order: PaperOrder) -> Paper:
    """The notice of what the last review concluded, or of another meeting as it was told.

    Another meeting is told by `summary` and `paragraphs`. Lacking where one of them is missing, or
    no review was held by the day, or it concluded nothing.
    """
    if order.paragraphs:
        summary, content = _of_a_meeting(order)
    else:
        review = _held(repository, order, "thông báo kết luận", needs_outputs=True)
        day = date_short(review.held)
        what = f"Kết luận cuộc họp xem xét của lãnh đạo đối với {_SYSTEM} ngày {day}"
        summary, content = order.summary or what, tuple(_concluded(repository, review))
    body: tuple[Block, ...] = (
        Title(_KIND, summary),
        *content,
        *template_blocks(repository, "ket-luan-hop", order.year),
    )
    return _notice(repository, order, summary, body)


def _of_a_meeting(order: PaperOrder) -> tuple[str, tuple[Block, ...]]:
    if order.summary is None:
        where = "Ghi --summary «Kết luận cuộc họp … ngày …»."
        raise lacking("thông báo kết luận", [("cuộc họp nào, ngày nào", where)])
    points = tuple(
        Paragraph(sentence(each), label=f"{place}.")
        for place, each in enumerate(order.paragraphs, 1)
    )
    return order.summary, points


def _held(repository: Repository, order: PaperOrder, paper: str, *, needs_outputs: bool) -> Review:
    year_of(repository, order.year)
    review = latest(repository, order.year, order.dated)
    gaps = []
    if review is None or review.record.held is None:
        where = f"Họp rồi ghi: `isoqms review prepare --held NGÀY --year {order.year}`."
        gaps.append((f"cuộc họp xem xét năm {order.year} đã họp đến ngày của văn bản", where))
    elif needs_outputs and not review.record.outputs:
        gaps.append(("các kết luận (9.3.3)", f"`isoqms review output --year {order.year}`"))
    if review is None or gaps:
        raise lacking(paper, gaps)
    return review


def _concluded(repository: Repository, review: Review) -> Iterator[Block]:
    agency = repository.agency.record
    record = review.record
    place = f" tại {record.where.rstrip('.')}" if record.where else ""
    minutes = f" ({record.minutes.rstrip('.')})" if record.minutes else ""
    yield Paragraph(
        f"{date_in_letters(review.held).capitalize()}{place}, {record.chair or head_title(agency)} "
        f"chủ trì cuộc họp xem xét của lãnh đạo đối với {_SYSTEM} theo "
        f"{agency.standard_name}{minutes}. Sau khi nghe báo cáo và ý kiến của các đại biểu, người "
        "chủ trì kết luận như sau:"
    )
    yield Table(_OUTPUTS, tuple(_rows(repository, review)))


def _rows(repository: Repository, review: Review) -> Iterator[Row]:
    """The conclusions under their points; a point of which nothing was concluded is left out."""
    agency = repository.agency.record
    number = 0
    for point in output_points(repository):
        key = point_key(point.point)
        found = [
            each
            for each in review.record.outputs
            if point_key(each.point) == key and not says_nothing(each.text)
        ]
        if found:
            yield Row((f"{point.point}) {sentence(point.text).rstrip('.')}",), group=True)
        for each in found:
            number += 1
            who = agency.role_title(each.role) if each.role else ""
            due = date_short(each.due) if each.due else ""
            yield Row((two_digits(number), each.text, who, due))


def confirmation(repository: Repository, order: PaperOrder) -> Paper:
    """The head's confirmation that the system is valid, as a paper of its own.

    QĐ 19/2014/QĐ-TTg, điểm d khoản 2 Điều 4. Lacking where no review was held by its day, or one
    held on that very day confirmed it in its minutes.
    """
    agency = repository.agency.record
    paper = "thông báo xác nhận hiệu lực"
    review = _held(repository, order, paper, needs_outputs=True)
    if act(repository, order.year, _AUDIT) is None:
        where = "Đánh giá nội bộ rồi kết thúc đợt: `isoqms audit close`."
        raise lacking(paper, [(f"đợt đánh giá nội bộ năm {order.year} đã làm xong", where)])
    known = review.entry.record.confirmation
    if known is not None and known.day == review.held and not order.number:
        where = "Không phải in văn bản riêng; in biên bản: `isoqms decision review-minutes`."
        what = f"việc xác nhận riêng: đã xác nhận ngay tại cuộc họp ({known.document})"
        raise lacking(paper, [(what, where)])
    summary = order.summary or f"Xác nhận hiệu lực của {_SYSTEM} tại {agency.full_name}"
    body: tuple[Block, ...] = (
        Title(_KIND, about(summary)),
        Paragraph(_opening(repository, order, review)),
        *template_blocks(repository, "xac-nhan-hieu-luc", order.year),
    )
    # The head confirms, and no collective (QĐ 19/2014/QĐ-TTg, Điều 4).
    by_head = replace(order, authority=order.authority or head_of(agency))
    return _notice(repository, by_head, about(summary), body)


def _opening(repository: Repository, order: PaperOrder, review: Review) -> str:
    agency = repository.agency.record
    minutes = f" ({review.record.minutes.rstrip('.')})" if review.record.minutes else ""
    law = validity_law(repository, order.dated)
    named = f"{law.dated} của {law.issuer}" if law else ""
    ground = f"Thực hiện điểm d khoản 2 Điều 4 {named}; căn" if law else "Căn"
    return (
        f"{ground} cứ kết quả đánh giá nội bộ và kết luận cuộc họp xem xét của lãnh đạo "
        f"{date_in_letters(review.held)}{minutes}, {head_title(agency)} xác nhận:"
    )


def _notice(
    repository: Repository, order: PaperOrder, summary: str, body: tuple[Block, ...]
) -> Paper:
    agency: Agency = repository.agency.record
    copies = recipients(
        agency, f"Lãnh đạo {agency.name}", "Ban Chỉ đạo ISO", *(unit.name for unit in agency.units)
    )
    return Paper(
        letterhead=letterhead(agency, "TB", order.year, order.number, order.signed),
        body=ended(body),
        signature=signature(agency, order, copies),
        profile=profile(agency.paper),
        properties=properties(agency, _KIND, summary, order),
    )
