"""The decision on a year's policy and objectives (mẫu 1.3), with both and their plan."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from isoqms.facts.control.issuing import issuers
from isoqms.model.agency.settings import Agency
from isoqms.model.control.decision import Decision, DecisionKind
from isoqms.model.control.document import ControlledDocument, DocumentKind
from isoqms.model.layout import file_of, path_of
from isoqms.model.planning.objectives import Comparison, Objective
from isoqms.pages.layout.blocks import (
    Align,
    Annex,
    AnnexHead,
    Article,
    Authority,
    Block,
    Column,
    Enactment,
    Letterhead,
    Paper,
    Row,
    Table,
    Title,
    ended,
)
from isoqms.pages.layout.prose import blocks
from isoqms.pages.papers.agency_paper import (
    BLANK,
    bases,
    cited,
    duties,
    lacking,
    letterhead,
    plan_of,
    profile,
    properties,
    recipients,
    signature,
    usual_authority,
)
from isoqms.pages.papers.order import PaperOrder
from isoqms.repository import Entry, Repository
from isoqms.source.markdown import parse
from isoqms.wording import date_in_letters, number, two_digits

_KIND: Final = "Quyết định"
_TT: Final = Column("TT", 11, Align.CENTER)
_OBJECTIVES: Final = (
    _TT,
    Column("Mục tiêu", 74),
    Column("Cách đo, cách tính", 56),
    Column("Chỉ tiêu", 32, Align.CENTER),
)
_BEFORE: Final = Column("Kết quả năm trước", 26, Align.CENTER)
_POLICY: Final = Column("Thực hiện nội dung nào của chính sách", 50)
_ACTIONS: Final = (
    _TT,
    Column("Mục tiêu", 52),
    Column("Việc làm", 52),
    Column("Nguồn lực", 36),
    Column("Trách nhiệm", 34),
    Column("Thời hạn", 24, Align.CENTER),
    Column("Cách đánh giá kết quả", 40),
)


def policy_objectives(repository: Repository, order: PaperOrder) -> Paper:
    """The decision with its annexes.

    Lacking where the year has no objectives, or the agency no policy.

    A policy that is still a draft, or that this very decision issued, is attached; one in force
    goes on being applied.
    """
    agency = repository.agency.record
    objectives = tuple(row.record for row in repository.rows_of(order.year).objectives)
    policy = policy_of(repository)
    if policy is None or not objectives:
        raise lacking("quyết định", _gaps(order.year, objectives, policy))
    attached = is_issued_with(repository, order, policy)
    authority = order.authority or usual_authority(repository, DecisionKind.POLICY_OBJECTIVES)
    summary = order.summary or summary_of(order.year, with_policy=attached)
    body: tuple[Block, ...] = (
        Title(_KIND, summary),
        Authority(authority),
        bases(repository, DecisionKind.POLICY_OBJECTIVES, order, plan_of(repository, order)),
        Enactment(),
        *(
            Article(str(place), text=text)
            for place, text in enumerate(
                _articles(repository, order, policy.record, attached=attached), 1
            )
        ),
    )
    last = sum(isinstance(block, Article) for block in body)
    by = cited(agency, _KIND, order, "QĐ", authority)
    annexes = (
        *((_policy(agency, policy, by),) if attached else ()),
        *_tables(agency, order.year, objectives, by),
    )
    return Paper(
        letterhead=letterhead(agency, "QĐ", order.year, order.number, order.signed),
        body=ended(body),
        signature=signature(
            agency, order, recipients(agency, f"Như Điều {last}", lead=True), authority
        ),
        annexes=annexes,
        profile=profile(agency.paper),
        properties=properties(agency, _KIND, summary, order),
    )


def policy_of(repository: Repository) -> Entry[ControlledDocument] | None:
    """The quality policy: the draft, or else what is in force."""
    every = (*repository.drafts, *repository.documents)
    return next((each for each in every if each.record.kind is DocumentKind.POLICY), None)


def is_issued_with(
    repository: Repository, order: PaperOrder, policy: Entry[ControlledDocument]
) -> bool:
    """Whether the policy comes into force hereby: a draft, or what this number has issued."""
    if policy in repository.drafts:
        return True
    by = _issuer(repository, policy.record)
    return by is not None and by.number == order.number and by.signed.year == order.year


def summary_of(year: int, *, with_policy: bool) -> str:
    """What the decision is about, with the policy where it is issued by it."""
    policy = "Chính sách chất lượng, " if with_policy else ""
    return (
        f"Ban hành {policy}Mục tiêu chất lượng và Kế hoạch thực hiện Mục tiêu chất lượng năm {year}"
    )


def _issuer(repository: Repository, policy: ControlledDocument) -> Decision | None:
    return issuers(repository).get((policy.code, policy.revision))


def _gaps(
    year: int, objectives: tuple[Objective, ...], policy: Entry[ControlledDocument] | None
) -> Iterator[tuple[str, str]]:
    if not objectives:
        yield (
            "mục tiêu chất lượng của năm",
            f"Ghi vào {path_of('muc-tieu', year)}, mục «Mục tiêu» (objectives).",
        )
    if policy is None:
        yield (
            "chính sách chất lượng",
            f"Soạn bằng `isoqms new policy` (du-thao/{file_of('chinh-sach')}).",
        )


def _articles(
    repository: Repository, order: PaperOrder, policy: ControlledDocument, *, attached: bool
) -> Iterator[str]:
    agency = repository.agency.record
    tables = (
        f"Mục tiêu chất lượng năm {order.year} (Phụ lục I) "
        "và Kế hoạch thực hiện Mục tiêu chất lượng (Phụ lục II)"
    )
    if attached:
        named = (
            f"{policy.title} (mã hiệu {policy.code}, lần ban hành {two_digits(policy.revision)})"
        )
        yield f"Ban hành kèm theo Quyết định này {named}; {tables} của {agency.full_name}."
    else:
        yield f"Ban hành kèm theo Quyết định này {tables} của {agency.full_name}."
        yield f"{policy.title} {_known(repository, policy)} tiếp tục được áp dụng."
    yield (
        "Thủ trưởng các đơn vị phổ biến chính sách, mục tiêu đến từng cán bộ, công chức; "
        "cụ thể hóa thành mục tiêu của đơn vị; báo cáo kết quả hằng quý."
    )
    yield f"Quyết định này có hiệu lực kể từ ngày ký{_replaced(repository, order, policy)}."
    yield duties(agency)


def _replaced(repository: Repository, order: PaperOrder, policy: ControlledDocument) -> str:
    """That it replaces the decision by which the objectives of the year were issued before.

    Of a decision that issued the policy in force as well, only the objectives.
    """
    kind = DecisionKind.POLICY_OBJECTIVES
    before = [
        each.record
        for each in repository.standing
        if each.record.kind is kind and each.record.signed.year == order.year
    ]
    # A decision that is printed again does not replace itself, nor what came after it.
    own = [each for each in before if each.number == order.number]
    earlier = before[: before.index(own[0])] if own else before
    if not earlier:
        return ""
    last = earlier[-1]
    named = f"Quyết định số {last.number} {date_in_letters(last.signed)}"
    if _issuer(repository, policy) == last:
        return f" và thay thế Mục tiêu chất lượng, Kế hoạch thực hiện kèm theo {named}"
    return f" và thay thế {named}"


def _known(repository: Repository, policy: ControlledDocument) -> str:
    by = _issuer(repository, policy)
    issue = f"(mã hiệu {policy.code}, lần ban hành {two_digits(policy.revision)})"
    return (
        f"{issue} ban hành theo Quyết định số {by.number} {date_in_letters(by.signed)}"
        if by
        else issue
    )


def _policy(agency: Agency, policy: Entry[ControlledDocument], by: str) -> Annex:
    """The policy on pages of its own, without number and day (mẫu 1.3)."""
    head = Letterhead(agency.parent_lines, agency.agency_lines, attached=True)
    title = Title(policy.record.title, attached_to=by)
    return Annex(head, ended((title, *blocks(parse(policy.body).nodes))))


def _tables(
    agency: Agency, year: int, objectives: tuple[Objective, ...], by: str
) -> Iterator[Annex]:
    ordered = sorted(objectives, key=lambda each: _unit_place(agency, each.unit))
    goals = AnnexHead(1, f"Mục tiêu chất lượng năm {year}", by)
    linked = any(each.policy for each in objectives)
    measured = any(each.baseline is not None for each in objectives)
    columns = (*_OBJECTIVES, *((_BEFORE,) if measured else ()), *((_POLICY,) if linked else ()))
    rows = tuple(_goals(agency, ordered, columns))
    yield Annex(goals, (Table(columns, rows),), landscape=True)
    plan = AnnexHead(2, f"Kế hoạch thực hiện Mục tiêu chất lượng năm {year}", by)
    yield Annex(plan, (Table(_ACTIONS, tuple(_plan(agency, ordered))),), landscape=True)


def _unit_place(agency: Agency, unit: str | None) -> int:
    """Common objectives first, then those of the units in the order of the agency."""
    keys = (None, *(each.key for each in agency.units))
    return keys.index(unit) if unit in keys else len(keys)


def _goals(
    agency: Agency, objectives: list[Objective], columns: tuple[Column, ...]
) -> Iterator[Row]:
    """The objectives below their units; what was reached before only where it is known of any."""
    place = 0
    for unit, members in groupby(objectives, key=lambda each: each.unit):
        yield Row((f"Mục tiêu của {agency.unit_name(unit) if unit else agency.name}",), group=True)
        for each in members:
            place += 1
            before = f"{number(each.baseline)}{_unit_of(each)}" if each.baseline is not None else ""
            cells = (str(place), each.text, each.measure or BLANK, target(each))
            further = {_BEFORE: before, _POLICY: each.policy or ""}
            yield Row((*cells, *(words for column, words in further.items() if column in columns)))


def target(objective: Objective) -> str:
    """`Từ 99% trở lên`, `100%`, `Không quá 5 ngày`; dots where none is set."""
    if objective.target is None:
        return BLANK
    value = f"{number(objective.target)}{_unit_of(objective)}"
    if value == "100%":
        return value
    if objective.comparison is Comparison.AT_MOST:
        return f"Không quá {value}"
    return f"Từ {value} trở lên"


def _unit_of(objective: Objective) -> str:
    unit = objective.unit_of_measure or ""
    return unit if unit in ("", "%") else f" {unit}"


def _plan(agency: Agency, objectives: list[Objective]) -> Iterator[Row]:
    for place, each in enumerate(objectives, 1):
        if not each.actions:
            yield Row((str(place), each.text, BLANK, BLANK, BLANK, BLANK, BLANK))
        for index, action in enumerate(each.actions):
            first = (str(place), each.text) if index == 0 else ("", "")
            who = agency.role_title(action.role)
            yield Row((*first, action.what, action.resources, who, action.due, action.evaluation))
