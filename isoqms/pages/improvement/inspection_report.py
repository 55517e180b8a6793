"""The report on what was put right after an inspection (TT 26/2014/TT-BKHCN, Điều 37)."""

from collections.abc import Iterator
from typing import Final

from isoqms.facts.improvement.outside import findings_of
from isoqms.facts.papers.own_places import inspection_index
from isoqms.model.agency.settings import Agency
from isoqms.model.improvement import Inspection, Nonconformity
from isoqms.pages.layout.blocks import (
    Addressees,
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
    lacking,
    letterhead,
    profile,
    properties,
    recipients,
    signature,
)
from isoqms.pages.papers.order import PaperOrder
from isoqms.pages.papers.text import template_blocks
from isoqms.repository import Repository
from isoqms.wording import date_in_letters, date_short, nearest, sentence, two_digits

_KIND: Final = "Báo cáo"
_POINTS: Final = (
    Column("TT", 11, Align.CENTER),
    Column("Điểm phải khắc phục", 42),
    Column("Nguyên nhân", 32),
    Column("Khắc phục, hành động khắc phục", 46),
    Column("Kết quả", 34),
)


def inspection_report(repository: Repository, order: PaperOrder) -> Paper:
    """What the inspection found, why, what was done, and how it worked.

    UnknownName where there is no such inspection; Lacking without a finding, or where a finding has
    no cause or no action: a report of what nobody has done yet is none.
    """
    rows = repository.rows_of(order.year).inspections
    known = [row.record.id for row in rows]
    inspected = rows[inspection_index(known, order.year, order.item)]
    found = inspected.record
    points = tuple(row.record for row in findings_of(repository, inspected))
    gaps = (*_gaps(order, found, points), *_astray(repository))
    if gaps:
        raise lacking("báo cáo khắc phục sau kiểm tra", gaps)
    agency = repository.agency.record
    summary = order.summary or (
        "Kết quả khắc phục sau kiểm tra việc xây dựng, áp dụng, duy trì và cải tiến Hệ thống quản "
        f"lý chất lượng theo {agency.standard_name}"
    )
    body: tuple[Block, ...] = (
        Title(_KIND, summary),
        Addressees(order.addressees or (found.body,)),
        Paragraph(_opening(agency, found, points)),
        Table(_POINTS, tuple(_rows(repository, order, points))),
        *_open_points(order, points),
        *template_blocks(repository, "khac-phuc-sau-kiem-tra", order.year),
        Paragraph(f"Trên đây là Báo cáo kết quả khắc phục của {agency.full_name}."),
    )
    return Paper(
        letterhead=letterhead(agency, "BC", order.dated.year, order.number, order.signed),
        body=ended(body),
        signature=signature(agency, order, recipients(agency, "Như trên", lead=True)),
        profile=profile(agency.paper),
        properties=properties(agency, _KIND, summary, order),
    )


def _gaps(
    order: PaperOrder, found: Inspection, points: tuple[Nonconformity, ...]
) -> Iterator[tuple[str, str]]:
    if found.day > order.dated:
        where = "Kiểm tra «Ngày ký biên bản» (day), hoặc ghi --signed."
        yield f"biên bản ký trước ngày báo cáo (đang ghi {date_short(found.day)})", where
    if not points:
        new = f"`isoqms new outside-finding --year {order.year} --set inspection={found.id}`"
        yield "các điểm phải khắc phục nêu trong biên bản", f"Ghi từng điểm: {new}."
    for each in points:
        update = f"`isoqms update nonconformity {each.id} --year {order.year}`"
        for value, what in ((each.cause, "nguyên nhân"), (each.action, "hành động khắc phục")):
            if not value:
                yield f"{what} của «{each.description}»", f"Ghi bằng {update}."


def _astray(repository: Repository) -> Iterator[tuple[str, str]]:
    """The findings that name an inspection that is not there: this one may be meant."""
    known = [row.record.id for row in repository.rows.inspections]
    for row in repository.rows.nonconformities:
        named = row.record.inspection
        if named is not None and named not in known:
            near = nearest(named, known)
            meant = f"Có phải «{near}»? " if near else ""
            what = f"cuộc kiểm tra «{named}» mà «{row.record.id}» ghi"
            yield what, f"{meant}Sửa «Cuộc kiểm tra» (inspection) ở {row.path}."


def _opening(agency: Agency, found: Inspection, points: tuple[Nonconformity, ...]) -> str:
    minutes = found.minutes.rstrip(" .") if found.minutes else ""
    named = minutes or f"biên bản kiểm tra ký {date_in_letters(found.day)}"
    return (
        f"Thực hiện kết luận của {found.body} tại {named}, {agency.full_name} đã tổ chức khắc phục "
        f"{two_digits(len(points))} điểm nêu trong biên bản và báo cáo kết quả như sau:"
    )


def _rows(
    repository: Repository, order: PaperOrder, points: tuple[Nonconformity, ...]
) -> Iterator[Row]:
    agency = repository.agency.record
    for number, each in enumerate(points, 1):
        whose = f" ({agency.unit_name(each.unit)})" if each.unit else ""
        done = (each.correction, each.action)
        yield Row(
            (
                two_digits(number),
                f"{each.description.rstrip(' .')}{whose}",
                each.cause or "",
                ". ".join(words.rstrip(" .") for words in done if words),
                _result(order, each),
            )
        )


def _result(order: PaperOrder, each: Nonconformity) -> str:
    """What had become of it by the day of the report."""
    if each.done is None or each.done > order.dated:
        return f"Đang thực hiện, hạn {date_short(each.due)}" if each.due else "Đang thực hiện"
    effect = f". {sentence(each.effective)}" if each.effective else ""
    return f"Xong ngày {date_short(each.done)}{effect}"


def _open_points(order: PaperOrder, points: tuple[Nonconformity, ...]) -> Iterator[Paragraph]:
    left = [each for each in points if each.done is None or each.done > order.dated]
    if left:
        yield Paragraph(
            f"Còn {two_digits(len(left))} điểm đang thực hiện; cơ quan sẽ báo cáo bổ sung khi xong."
        )
