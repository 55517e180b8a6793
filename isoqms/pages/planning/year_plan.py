"""The plan of the year (kế hoạch năm; mẫu 1.4): why, what, with which money, by whom."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from isoqms.facts.law.citing import grounds, instructions
from isoqms.model.agency.settings import Agency
from isoqms.model.layout import path_of
from isoqms.model.planning.plan import PlannedTask, YearPlan
from isoqms.model.planning.resources import Resources
from isoqms.pages.layout.blocks import (
    Align,
    Block,
    Column,
    Heading,
    Item,
    Paper,
    Paragraph,
    Row,
    Table,
    Title,
    ended,
)
from isoqms.pages.papers.agency_paper import (
    head_of,
    lacking,
    letterhead,
    profile,
    properties,
    proposer,
    recipients,
    signature,
    system,
)
from isoqms.pages.papers.order import PaperOrder
from isoqms.pages.papers.text import template_blocks
from isoqms.repository import Repository
from isoqms.wording import date_short, listed, number, two_digits, within, without_kind

_KIND: Final = "Kế hoạch"
_GROUNDS: Final = "ke-hoach"
_TEXT: Final = "ke-hoach-nam"
_TASKS: Final = (
    Column("TT", 13, Align.CENTER),
    Column("Nội dung công việc", 58),
    Column("Chủ trì", 34),
    Column("Thời hạn", 28, Align.CENTER),
    Column("Sản phẩm", 44),
)
_BUDGET: Final = (
    Column("TT", 13, Align.CENTER),
    Column("Nội dung chi", 110),
    Column("Dự toán (triệu đồng)", 40, Align.RIGHT),
)


def year_plan(repository: Repository, order: PaperOrder) -> Paper:
    """The plan from the tasks of the year, its money from the year's resources.

    Lacking without a task.
    """
    agency = repository.agency.record
    plan, resources = _recorded(repository, order.year)
    _refuse(plan, order.year)
    summary = without_kind(_KIND, order.summary or plan.summary or _summary(agency, order.year))
    units = (f"Các phòng, đơn vị thuộc {agency.name}",) if agency.units else ()
    body = (Title(_KIND, summary), *_body(repository, order, in_order(plan.tasks), resources))
    return Paper(
        letterhead=letterhead(agency, "KH", order.year, order.number, order.signed),
        body=ended(body),
        signature=signature(
            agency,
            order,
            recipients(agency, f"Lãnh đạo {agency.name}", "Ban Chỉ đạo ISO", *units, lead=True),
        ),
        profile=profile(agency.paper),
        properties=properties(agency, _KIND, summary, order),
    )


def _recorded(repository: Repository, year: int) -> tuple[YearPlan, Resources]:
    records = repository.years.get(year)
    plan = records.plan.record if records and records.plan else YearPlan()
    return plan, records.resources.record if records and records.resources else Resources()


def _refuse(plan: YearPlan, year: int) -> None:
    path = path_of("ke-hoach", year)
    if not plan.tasks:
        where = (
            f"Ghi vào {path}, mục «Công việc» (tasks): công việc, người chủ trì, thời "
            "hạn, sản phẩm."
        )
        raise lacking("Kế hoạch năm", [("các công việc của năm", where)])
    early = [task for task in in_order(plan.tasks) if task.due and task.due.year < year]
    if early:
        gaps = ((f"hạn trong năm {year} của «{each.task}»", f"Sửa hạn ở {path}.") for each in early)
        raise lacking("Kế hoạch năm", gaps)


def _body(
    repository: Repository,
    order: PaperOrder,
    tasks: tuple[PlannedTask, ...],
    resources: Resources,
) -> Iterator[Block]:
    agency = repository.agency.record
    yield Paragraph(_opening(repository, order))
    yield Heading(1, "I.", "Mục đích, yêu cầu")
    yield from template_blocks(repository, _TEXT, order.year)
    yield Heading(1, "II.", "Nội dung thực hiện")
    yield Paragraph(f"Năm {order.year} thực hiện {two_digits(len(tasks))} công việc sau đây:")
    yield Table(_TASKS, tuple(_rows(agency, tasks)))
    yield Heading(1, "III.", "Kinh phí thực hiện")
    yield from _money(resources)
    yield Heading(1, "IV.", "Tổ chức thực hiện")
    yield from _carried_out(agency, tasks)
    yield Paragraph(
        f"Trên đây là Kế hoạch của {agency.name}; trong quá trình thực hiện nếu có khó khăn, "
        f"vướng mắc, các đơn vị, cá nhân phản ánh về {proposer(agency)} để tổng hợp, "
        f"báo cáo {head_of(agency)} xem xét, quyết định."
    )


def in_order(tasks: tuple[PlannedTask, ...]) -> tuple[PlannedTask, ...]:
    """The tasks by the day they are due, those without a day last."""
    return tuple(sorted(tasks, key=lambda task: task.due or date.max))


def _summary(agency: Agency, year: int) -> str:
    return f"Áp dụng, duy trì và cải tiến {system(agency)} năm {year} tại {agency.name}"


def _opening(repository: Repository, order: PaperOrder) -> str:
    agency = repository.agency.record
    asked = (
        *grounds(repository, _GROUNDS, order.dated),
        *instructions(repository, order.year, order.dated),
    )
    what = f"{agency.name} ban hành Kế hoạch {_plain(repository, order)} như sau:"
    if not asked:
        return what
    return f"Thực hiện {'; '.join(citable.full for citable in asked)}; {what}"


def _plain(repository: Repository, order: PaperOrder) -> str:
    name = repository.agency.record.standard_name
    return f"áp dụng, duy trì và cải tiến Hệ thống quản lý chất lượng theo {name} năm {order.year}"


def _rows(agency: Agency, tasks: tuple[PlannedTask, ...]) -> Iterator[Row]:
    for place, task in enumerate(tasks, 1):
        due = date_short(task.due) if task.due else "Thường xuyên"
        who = agency.role_title(task.role) if task.role else "……"
        yield Row((str(place), task.task, who, due, task.output or ""))


def _money(resources: Resources) -> Iterator[Block]:
    source = (
        "Kinh phí thực hiện bố trí từ ngân sách nhà nước giao hằng năm và các nguồn hợp pháp khác"
    )
    planned = [line for line in resources.budget if line.planned is not None]
    if not planned:
        yield Paragraph(f"{source}; các đơn vị lập dự toán cùng dự toán ngân sách hằng năm.")
    else:
        total = sum((line.planned or Decimal(0) for line in planned), Decimal(0))
        yield Paragraph(f"{source}. Dự toán năm là {number(total)} triệu đồng, gồm:")
        rows = (
            Row((str(i), line.item, number(line.planned or 0))) for i, line in enumerate(planned, 1)
        )
        yield Table(_BUDGET, (*rows, Row(("", "Cộng", number(total)), bold=True)))
    if resources.consultant:
        yield Paragraph(f"Tổ chức tư vấn: {resources.consultant}.")


def _carried_out(agency: Agency, tasks: tuple[PlannedTask, ...]) -> Iterator[Block]:
    """Each role with its duty and the numbers of its tasks, in the order of the agency's roles."""
    places: dict[str, list[str]] = {each.key: [] for each in agency.roles}
    for place, task in enumerate(tasks, 1):
        if task.role:
            places.setdefault(task.role, []).append(str(place))
    duty = {each.key: each.duty for each in agency.roles}
    for key, own in places.items():
        if own:
            yield Item(f"{agency.role_title(key)}: {_charged(duty.get(key), own)}")
    if agency.units:
        yield Item(
            f"Các phòng, đơn vị thuộc {agency.name} phân công người thực hiện, lưu hồ sơ, "
            f"báo cáo kết quả và khó khăn hằng quý về {proposer(agency)}."
        )


def _charged(duty: str | None, places: list[str]) -> str:
    """The duty of a role, then the numbers of the tasks that it leads."""
    given = f"Chủ trì các công việc số {listed(places)} tại Mục II."
    if len(places) == 1:
        given = f"Chủ trì công việc số {places[0]} tại Mục II."
    words = (duty or "").strip().rstrip(".;")
    return f"{within(f'{words}. ')}{given}" if words else within(given)
