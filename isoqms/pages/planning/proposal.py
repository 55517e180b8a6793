"""The proposal of the drafting unit to the head (tờ trình; mẫu 1.4): what, why, for which paper."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from isoqms.facts.law.citing import grounds
from isoqms.facts.papers.subjects import (
    ISSUE_PROPOSED,
    OBJECTIVES_PROPOSED,
    PLAN_PROPOSED,
    PROPOSAL,
)
from isoqms.model.agency.settings import Agency, Unit
from isoqms.model.layout import file_of, path_of
from isoqms.pages.layout.blocks import (
    Addressees,
    Align,
    Block,
    Column,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
    Title,
    ended,
)
from isoqms.pages.papers.agency_paper import (
    head_of,
    lacking,
    profile,
    properties,
    role,
    secretary_title,
)
from isoqms.pages.papers.order import PaperOrder
from isoqms.pages.papers.text import template_blocks
from isoqms.pages.planning.policy_objectives import target
from isoqms.repository import Repository
from isoqms.wording import date_short, nearest, number, two_digits

_KIND: Final = "Tờ trình"
_PAPER: Final = "tờ trình"
_SECRETARY: Final = "thu-ky-iso"
_HEADS: Final = ("Chánh ", "Trưởng ", "Giám đốc", "Chi cục trưởng")
"""How the title of the head of a unit begins, where one of its roles is the head."""
_DOCUMENTS: Final = (
    Column("TT", 11, Align.CENTER),
    Column("Mã hiệu", 34, Align.CENTER),
    Column("Tên tài liệu", 60),
    Column("Lần ban hành", 18, Align.CENTER),
    Column("Lý do", 42),
)
_TASKS: Final = (
    Column("TT", 11, Align.CENTER),
    Column("Công việc", 118),
    Column("Thời hạn", 32, Align.CENTER),
)
_OBJECTIVES: Final = (
    Column("TT", 11, Align.CENTER),
    Column("Mục tiêu", 104),
    Column("Chỉ tiêu", 46, Align.CENTER),
)


def proposal(repository: Repository, order: PaperOrder) -> Paper:
    """The proposal of one of the papers that the head issues: the plan, the objectives, documents.

    It is the unit's paper, signed by the head of the unit. Lacking where it is not known which unit
    drafts, what its symbol is or who signs, or where there is nothing to propose.
    """
    agency = repository.agency.record
    unit = _unit(agency)
    post = order.signer_post or _head_of_unit(agency, unit)
    word = order.item or ""
    gaps = (*_gaps(unit, post), *_nothing(repository, order.year, word))
    if unit is None or post is None or gaps:
        raise lacking(_PAPER, gaps)
    named = _PROPOSED[word](order.year)
    summary = order.summary or f"Về việc ban hành {named}"
    body: tuple[Block, ...] = (
        Title(_KIND, summary),
        Addressees(order.addressees or (head_of(agency),)),
        *_grounds(repository, order),
        Heading(2, "1.", "Sự cần thiết"),
        *template_blocks(
            repository, "to-trinh", order.year, {"don_vi": unit.name, "van_ban": named}
        ),
        *(Paragraph(each) for each in order.paragraphs),
        Heading(2, "2.", "Nội dung chủ yếu"),
        *_CONTENT[word](repository, order.year),
        Heading(2, "3.", "Đề nghị"),
        Paragraph(
            f"{unit.name} kính trình {head_of(agency)} xem xét, ký ban hành {named} "
            "(dự thảo kèm theo)."
        ),
    )
    return Paper(
        letterhead=_head(agency, unit, order),
        body=ended(body),
        signature=Signature(
            (post,), order.signer or "", ("Như trên", secretary_title(agency), "Lưu: VT")
        ),
        profile=profile(agency.paper),
        properties=properties(agency, _KIND, summary, order),
    )


def _unit(agency: Agency) -> Unit | None:
    """The unit of the ISO secretary, which drafts the papers of the system."""
    found = role(agency, _SECRETARY)
    return next((each for each in agency.units if found and each.key == found.unit), None)


def _head_of_unit(agency: Agency, unit: Unit | None) -> str | None:
    titles = (each.title for each in agency.roles if unit and each.unit == unit.key)
    return next((title for title in titles if title.startswith(_HEADS)), None)


def _head(agency: Agency, unit: Unit, order: PaperOrder) -> Letterhead:
    """The head of a unit's paper: the agency above, the unit below (NĐ 30/2020, PL I, II.2)."""
    given, _, symbol = (order.number or "").partition("/")
    return Letterhead(
        parent_lines=(agency.full_name,),
        agency_lines=(unit.name,),
        number=given or None,
        symbol=symbol or f"TTr-{unit.symbol}",
        place=agency.place,
        dated=order.signed,
        year=order.year,
    )


def _gaps(unit: Unit | None, post: str | None) -> Iterator[tuple[str, str]]:
    settings = file_of("isoqms")
    where = f"mục «Vai trò» (roles) của {settings}"
    if unit is None:
        yield "đơn vị soạn thảo", f"Ghi «Đơn vị» (unit) của vai trò Thư ký ISO ở {where}."
    elif not unit.symbol:
        yield (
            f"ký hiệu của {unit.name}",
            f"Ghi «Ký hiệu» (symbol) của đơn vị ở mục «Đơn vị» (units) của {settings}.",
        )
    if unit is not None and post is None:
        yield (
            f"chức vụ của người đứng đầu {unit.name}",
            'Ghi --signer-post "…", ví dụ --signer-post "Chánh Văn phòng".',
        )


def _nothing(repository: Repository, year: int, word: str) -> Iterator[tuple[str, str]]:
    if word not in _PROPOSED:
        near = nearest(word, _PROPOSED)
        hint = f"Có phải «{near}»?" if near else f"Trình được: {', '.join(_PROPOSED)}."
        yield f"văn bản được trình (đang ghi «{word}»)", hint
    elif word not in PROPOSAL.known(repository, year):
        yield f"nội dung của {_PROPOSED[word](year)}", _WHERE[word](year)


def _grounds(repository: Repository, order: PaperOrder) -> Iterator[Block]:
    found = grounds(repository, "ke-hoach", order.dated)
    for place, each in enumerate(found, 1):
        yield Paragraph(f"Căn cứ {each.ground.rstrip(' .;')}{'.' if place == len(found) else ';'}")


# What is proposed


def _plan(repository: Repository, year: int) -> Iterator[Block]:
    rows = repository.rows_of(year)
    yield Paragraph(f"Kế hoạch gồm {two_digits(len(rows.tasks))} công việc:")
    tasks = enumerate((row.record for row in rows.tasks), 1)
    yield Table(
        _TASKS,
        tuple(
            Row((two_digits(place), each.task, date_short(each.due) if each.due else ""))
            for place, each in tasks
        ),
    )
    known = [row.record.planned for row in rows.budget if row.record.planned is not None]
    if known:
        total = number(sum(known, Decimal()))
        yield Paragraph(f"Kinh phí dự kiến: {total} triệu đồng.")


def _objectives(repository: Repository, year: int) -> Iterator[Block]:
    rows = repository.rows_of(year).objectives
    yield Paragraph(f"Dự thảo đặt ra {two_digits(len(rows))} mục tiêu chất lượng:")
    yield Table(
        _OBJECTIVES,
        tuple(
            Row((two_digits(place), row.record.text.rstrip(" ."), target(row.record)))
            for place, row in enumerate(rows, 1)
        ),
    )


def _documents(repository: Repository, _: int) -> Iterator[Block]:
    drafts = [entry.record for entry in repository.drafts]
    yield Paragraph(f"Dự thảo ban hành {two_digits(len(drafts))} tài liệu:")
    yield Table(
        _DOCUMENTS,
        tuple(
            Row(
                (
                    two_digits(place),
                    each.code,
                    each.title,
                    two_digits(each.revision),
                    each.request.reason if each.request else "",
                )
            )
            for place, each in enumerate(drafts, 1)
        ),
    )


_PROPOSED: Final[Mapping[str, Callable[[int], str]]] = {
    PLAN_PROPOSED: "Kế hoạch áp dụng Hệ thống quản lý chất lượng năm {}".format,
    OBJECTIVES_PROPOSED: "Chính sách chất lượng và mục tiêu chất lượng năm {}".format,
    ISSUE_PROPOSED: "tài liệu của Hệ thống quản lý chất lượng năm {}".format,
}
"""What each proposed paper is called, by its word."""
_WHERE: Final[Mapping[str, Callable[[int], str]]] = {
    PLAN_PROPOSED: lambda year: f"Ghi các công việc vào {path_of('ke-hoach', year)}.",
    OBJECTIVES_PROPOSED: lambda year: f"Ghi các mục tiêu vào {path_of('muc-tieu', year)}.",
    ISSUE_PROPOSED: lambda _: "Soạn dự thảo trong du-thao/: `isoqms new procedure`.",
}
_CONTENT: Final[Mapping[str, Callable[[Repository, int], Iterator[Block]]]] = {
    PLAN_PROPOSED: _plan,
    OBJECTIVES_PROPOSED: _objectives,
    ISSUE_PROPOSED: _documents,
}
