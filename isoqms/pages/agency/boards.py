"""The decisions that set up the steering board and its team (kiện toàn Ban Chỉ đạo; mẫu 1.2)."""

from collections.abc import Iterator
from typing import Final

from isoqms.facts.agency.boards import TITLES, Board, board, place_of
from isoqms.model.agency.settings import Agency
from isoqms.model.control.decision import Appointment, DecisionKind
from isoqms.pages.layout.blocks import (
    Article,
    Authority,
    Block,
    Enactment,
    Item,
    Paper,
    Paragraph,
    Title,
    ended,
)
from isoqms.pages.papers.agency_paper import (
    about,
    bases,
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
from isoqms.pages.papers.text import template_blocks
from isoqms.repository import Repository
from isoqms.wording import date_in_letters, listed, within

_KIND: Final = "Quyết định"
_CHIEF: Final = ("trưởng ban", "tổ trưởng", "trưởng tổ")
_TEXTS: Final = {
    DecisionKind.STEERING_BOARD: "ban-chi-dao",
    DecisionKind.SUPPORT_TEAM: "to-giup-viec",
}


def steering_board(repository: Repository, order: PaperOrder) -> Paper:
    """The decision on the steering board; Lacking where nothing tells who sits on it."""
    return _decision(repository, order, DecisionKind.STEERING_BOARD)


def support_team(repository: Repository, order: PaperOrder) -> Paper:
    """The decision on the support team; Lacking where nothing tells who belongs to it."""
    return _decision(repository, order, DecisionKind.SUPPORT_TEAM)


def summary_of(found: Board) -> str:
    """What the decision is about: `Kiện toàn …`, or `Thành lập …` where there was no board."""
    return f"{_verb(found)} {found.name}"


def _verb(found: Board) -> str:
    return "Kiện toàn" if found.last else "Thành lập"


def _decision(repository: Repository, order: PaperOrder, kind: DecisionKind) -> Paper:
    agency = repository.agency.record
    found = board(repository, kind, order.year, order.dated, number=order.number)
    if not found.members:
        sheet = TITLES[kind]
        where = (
            f"Ghi từng người qua Excel: isoqms export nguon-luc --year {order.year}, "
            f"trang «{sheet}», rồi isoqms import; hoặc vào {place_of(kind, order.year)}: "
            "vai trò, chức vụ, họ tên."
        )
        raise lacking("quyết định", [("danh sách thành viên", where)])
    is_recorded = order.number in repository.decisions_by_number
    gaps = () if is_recorded else tuple(_gaps(found, place_of(kind, order.year)))
    if gaps:
        raise lacking("quyết định", gaps)
    authority = order.authority or usual_authority(repository, kind)
    summary = order.summary or summary_of(found)
    body: tuple[Block, ...] = (
        Title(_KIND, about(summary)),
        Authority(authority),
        bases(repository, kind, order, plan_of(repository, order)),
        Enactment(),
        Article("1", text=f"{_verb(found)} {found.name} gồm các ông, bà giữ chức vụ sau đây:"),
        *_members(found.members),
        Article("2", text=f"{_short(found)} có nhiệm vụ:"),
        *template_blocks(repository, _TEXTS[kind], order.year),
        *_own_duties(agency, found.members),
        Paragraph(f"{_short(found)} làm việc theo chế độ kiêm nhiệm{_assigned(found)}."),
        Article("3", text=_effect(found)),
        Article("4", text=duties(agency, "Các ông, bà nêu tại Điều 1")),
    )
    return Paper(
        letterhead=letterhead(agency, "QĐ", order.year, order.number, order.signed),
        body=ended(body),
        signature=signature(agency, order, recipients(agency, "Như Điều 4", lead=True), authority),
        profile=profile(agency.paper),
        properties=properties(agency, _KIND, about(summary), order),
    )


def _short(found: Board) -> str:
    """`Ban Chỉ đạo`, `Tổ giúp việc`: the name as it is used after the first time."""
    return next(
        (words for words in ("Ban Chỉ đạo", "Tổ giúp việc") if found.name.startswith(words)),
        found.name,
    )


def _chiefs(found: Board) -> list[Appointment]:
    """Those who lead: `Trưởng ban`, `Tổ trưởng`."""
    return [each for each in found.members if each.role.lower().startswith(_CHIEF)]


def _gaps(found: Board, place: str) -> Iterator[tuple[str, str]]:
    """A board without a head, or with two, cannot be decided on."""
    chiefs = _chiefs(found)
    if not chiefs:
        title = "Tổ trưởng" if _short(found).startswith("Tổ") else "Trưởng ban"
        yield f"người đứng đầu ({title})", f"Ghi «{title}» cho một người ở {place}."
    elif len(chiefs) > 1:
        named = listed(f"{each.role}: {each.post}" for each in chiefs)
        yield f"một người đứng đầu (đang ghi {named})", f"Sửa vai trò của người kia ở {place}."


def _assigned(found: Board) -> str:
    """Who gives out the work; nothing where an old decision names nobody who leads."""
    chiefs = _chiefs(found)
    if not chiefs:
        return ""
    title = chiefs[0].role.partition(",")[0].strip()
    return f"; thành viên thực hiện nhiệm vụ do {title} phân công"


def _members(members: tuple[Appointment, ...]) -> Iterator[Paragraph]:
    for number, each in enumerate(members, 1):
        who = f"Ông (bà) {each.name}, {_small(each.post)}" if each.name else each.post
        end = "." if number == len(members) else ";"
        yield Paragraph(f"{who} - {each.role}{end}", label=f"{number}.")


def _own_duties(agency: Agency, members: tuple[Appointment, ...]) -> Iterator[Block]:
    """What each member has to do by his role in the system, where isoqms.yaml says so."""
    duty = {role.title: role.duty for role in agency.roles if role.duty}
    told = [(each.role, _beside(each.role, duty.get(each.post, ""))) for each in members]
    if any(words for _, words in told):
        yield Paragraph("Nhiệm vụ theo vai trò trong Hệ thống:")
    yield from (Item(f"{role}: {within(words)}.") for role, words in told if words)


def _beside(role: str, duty: str) -> str:
    """A duty without the words that only say again which seat it is: `Trưởng Ban Chỉ đạo; …`."""
    parts = (part.strip() for part in duty.strip().rstrip(".;").split(";"))
    return "; ".join(part for part in parts if not part.lower().startswith(role.lower()))


def _small(post: str) -> str:
    return post if post[1:2].isupper() else post[:1].upper() + post[1:]


def _effect(found: Board) -> str:
    start = "Quyết định này có hiệu lực kể từ ngày ký"
    if found.last is None:
        return f"{start}."
    earlier = (
        f"Quyết định số {found.last.number} {date_in_letters(found.last.signed)} của "
        f"{found.last.authority}"
    )
    return f"{start} và thay thế {earlier}."
