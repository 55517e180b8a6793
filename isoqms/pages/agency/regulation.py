"""The decision that issues the steering board's working rules (quy chế làm việc; mẫu 1.3)."""

from typing import Final

from isoqms.facts.agency.boards import board
from isoqms.facts.law.citing import Citable
from isoqms.model.control.decision import Decision, DecisionKind
from isoqms.pages.layout.blocks import (
    Annex,
    Article,
    Authority,
    Block,
    Enactment,
    Letterhead,
    Paper,
    Title,
    ended,
)
from isoqms.pages.papers.agency_paper import (
    bases,
    cited,
    duties,
    letterhead,
    profile,
    properties,
    recipients,
    signature,
    usual_authority,
)
from isoqms.pages.papers.order import PaperOrder
from isoqms.pages.papers.text import template_blocks
from isoqms.repository import Repository
from isoqms.wording import date_in_letters, matter

_KIND: Final = "Quyết định"
_TEXT: Final = "quy-che-ban-chi-dao"


def regulation(repository: Repository, order: PaperOrder) -> Paper:
    """The decision with the rules attached, in the words of the agency's template or of ours."""
    agency = repository.agency.record
    name = board(repository, DecisionKind.STEERING_BOARD, order.year, order.dated).name
    authority = order.authority or usual_authority(repository, DecisionKind.REGULATION)
    summary = order.summary or f"Ban hành Quy chế làm việc của {name}"
    body: tuple[Block, ...] = (
        Title(_KIND, summary),
        Authority(authority),
        bases(repository, DecisionKind.REGULATION, order, _founding(repository, order)),
        Enactment(),
        Article("1", text=f"Ban hành kèm theo Quyết định này Quy chế làm việc của {name}."),
        Article("2", text=_effect(_earlier(repository, order))),
        Article("3", text=duties(agency, "Thành viên Ban Chỉ đạo, Tổ giúp việc")),
    )
    return Paper(
        letterhead=letterhead(agency, "QĐ", order.year, order.number, order.signed),
        body=ended(body),
        signature=signature(agency, order, recipients(agency, "Như Điều 3", lead=True), authority),
        annexes=(_attached(repository, order, name, authority),),
        profile=profile(agency.paper),
        properties=properties(agency, _KIND, summary, order),
    )


def _attached(repository: Repository, order: PaperOrder, name: str, authority: str) -> Annex:
    """The rules on pages of their own, under the agency's name, with no number or day (mẫu 1.3)."""
    agency = repository.agency.record
    title = Title("Quy chế", f"Làm việc của {name}", cited(agency, _KIND, order, "QĐ", authority))
    rules = template_blocks(repository, _TEXT, order.year, {"ban_chi_dao": name})
    return Annex(
        Letterhead(agency.parent_lines, agency.agency_lines, attached=True), ended((title, *rules))
    )


def _founding(repository: Repository, order: PaperOrder) -> tuple[Citable, ...]:
    """The decision that set the board up, if there is one."""
    last = board(repository, DecisionKind.STEERING_BOARD, order.year, order.dated).last
    if last is None:
        return ()
    return (
        Citable(
            _KIND,
            last.number,
            last.signed,
            last.authority,
            f"Về việc {matter(last.summary)}",
        ),
    )


def _earlier(repository: Repository, order: PaperOrder) -> Decision | None:
    found = [
        each.record
        for each in repository.standing
        if each.record.kind is DecisionKind.REGULATION
        and each.record.signed <= order.dated
        and each.record.number != order.number
    ]
    return found[-1] if found else None


def _effect(earlier: Decision | None) -> str:
    start = "Quyết định này có hiệu lực kể từ ngày ký"
    if earlier is None:
        return f"{start}."
    return (
        f"{start} và thay thế Quyết định số {earlier.number} {date_in_letters(earlier.signed)} của "
        f"{earlier.authority}."
    )
