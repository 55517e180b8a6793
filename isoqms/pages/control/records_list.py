"""The decision on the list of records of a year (NĐ 30/2020/NĐ-CP, Điều 29 and Phụ lục V)."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from isoqms.facts.control.listing import ListedRecord, contents, records
from isoqms.model.agency.settings import Agency
from isoqms.model.control.decision import DecisionKind
from isoqms.pages.layout.blocks import (
    Align,
    Annex,
    AnnexHead,
    Article,
    Authority,
    Block,
    Column,
    Enactment,
    Paper,
    Paragraph,
    Row,
    Table,
    Title,
    ended,
    spoken,
)
from isoqms.pages.papers.agency_paper import (
    about,
    bases,
    cited,
    duties,
    lacking,
    letterhead,
    profile,
    properties,
    recipients,
    role,
    signature,
    usual_authority,
)
from isoqms.pages.papers.order import PaperOrder
from isoqms.pages.papers.text import template_blocks
from isoqms.repository import Repository
from isoqms.repository.control import control
from isoqms.repository.register import register_of
from isoqms.wording import roman, two_digits

_KIND: Final = "Quyết định"
_COLUMNS: Final = (
    Column("Số và ký hiệu hồ sơ", 22, Align.CENTER),
    Column("Tên đề mục và tiêu đề hồ sơ", 88),
    Column("Thời hạn bảo quản", 42, Align.CENTER),
    Column("Người lập, nơi lưu hồ sơ", 48),
    Column("Ghi chú", 47),
)


def records_list(repository: Repository, order: PaperOrder) -> Paper:
    """The decision with the records that the documents in force tell to keep, by who keeps them.

    As they were in force on the day of the decision. Lacking where none tells so.
    IncompleteHistory as `facts.control.listing` raises it.
    """
    agency = repository.agency.record
    found = contents(register_of(repository), control(repository), order.dated)
    kept = records(found)
    if not kept:
        where = "Ghi «Hồ sơ cần lưu» (records) của từng quy trình rồi ban hành: `isoqms issue`."
        raise lacking("quyết định ban hành danh mục hồ sơ", [("hồ sơ cần lưu", where)])
    authority = order.authority or usual_authority(repository, DecisionKind.RECORDS_LIST)
    summary = about(
        order.summary or f"Ban hành Danh mục hồ sơ của Hệ thống quản lý chất lượng năm {order.year}"
    )
    what = f"Danh mục hồ sơ của Hệ thống quản lý chất lượng năm {order.year}"
    articles = (
        (
            f"Ban hành kèm theo Quyết định này {what} của {agency.full_name}, gồm "
            f"{two_digits(len(kept))} loại hồ sơ."
        ),
        *_duty(repository, order.year),
        "Quyết định này có hiệu lực kể từ ngày ký.",
        duties(agency, *_clerk(agency)),
    )
    body: tuple[Block, ...] = (
        Title(_KIND, summary),
        Authority(authority),
        bases(repository, DecisionKind.RECORDS_LIST, order),
        Enactment(),
        *(Article(str(number), text=text) for number, text in enumerate(articles, 1)),
    )
    attached = cited(agency, _KIND, order, "QĐ", authority)
    head = AnnexHead(None, f"Danh mục hồ sơ năm {order.year}", attached)
    return Paper(
        letterhead=letterhead(agency, "QĐ", order.year, order.number, order.signed),
        body=ended(body),
        signature=signature(
            agency, order, recipients(agency, f"Như Điều {len(articles)}"), authority
        ),
        annexes=(Annex(head, (Table(_COLUMNS, tuple(_rows(agency, kept))),), landscape=True),),
        profile=profile(agency.paper),
        properties=properties(agency, _KIND, summary, order),
    )


def _clerk(agency: Agency) -> tuple[str, ...]:
    clerk = role(agency, "van-thu")
    return (clerk.title,) if clerk else ()


def _duty(repository: Repository, year: int) -> Iterator[str]:
    """What those who make the records must do, each paragraph an article."""
    for block in template_blocks(repository, "danh-muc-ho-so", year):
        if isinstance(block, Paragraph):
            yield spoken(block.text)


def _rows(agency: Agency, kept: tuple[ListedRecord, ...]) -> Iterator[Row]:
    """The records under whoever keeps them, in the agency's order, numbered through."""
    keys = (*(unit.key for unit in agency.units), *(each.key for each in agency.roles))
    order = {key: place for place, key in enumerate(keys)}
    by_keeper = sorted(kept, key=lambda each: order.get(_unit_of(agency, each), len(order)))
    number = 0
    for heading, (unit, members) in enumerate(
        groupby(by_keeper, key=lambda each: _unit_of(agency, each)), 1
    ):
        name = agency.unit_name(agency.role_title(unit))
        yield Row((f"{roman(heading)}. {name}",), group=True)
        for each in members:
            number += 1
            record = each.record
            keeper = agency.unit_name(agency.role_title(record.kept_by))
            told = "; ".join(word for word in (each.document, each.form) if word)
            cells = (two_digits(number), record.name, record.retention, keeper, f"Theo {told}")
            yield Row(cells)


def _unit_of(agency: Agency, each: ListedRecord) -> str:
    """The unit of whoever keeps a record; the role itself where it belongs to none."""
    keeper = each.record.kept_by
    found = role(agency, keeper)
    return found.unit if found and found.unit else keeper
