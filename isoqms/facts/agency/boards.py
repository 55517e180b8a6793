"""Who sits on the steering board and in the support team: planned, decided, or by role."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from isoqms.model.agency.settings import Agency, Role
from isoqms.model.control.decision import Appointment, Decision, DecisionKind
from isoqms.model.layout import file_of, path_of
from isoqms.repository.content import Repository
from isoqms.repository.effects import over
from isoqms.repository.entry import Entry
from isoqms.wording import date_short

_VERB: Final = re.compile(r"(?:về việc\s+)?(?:thành lập|kiện toàn)\s+", re.IGNORECASE)
_SLOTS: Final = {
    DecisionKind.STEERING_BOARD: "steering_board",
    DecisionKind.SUPPORT_TEAM: "support_team",
}
TITLES: Final = {
    DecisionKind.STEERING_BOARD: "Ban Chỉ đạo",
    DecisionKind.SUPPORT_TEAM: "Tổ giúp việc",
}
"""The lists of members, as the register of resources calls them."""
_USUAL: Final = {
    DecisionKind.STEERING_BOARD: (
        "Ban Chỉ đạo áp dụng Hệ thống quản lý chất lượng theo {standard} của {agency}"
    ),
    DecisionKind.SUPPORT_TEAM: "Tổ giúp việc Ban Chỉ đạo áp dụng Hệ thống quản lý chất lượng",
}
_HEADS: Final = {
    "Văn phòng": "Chánh {unit}",
    "Thanh tra": "Chánh {unit}",
    "Phòng": "Trưởng phòng {rest}",
    "Trung tâm": "Giám đốc {unit}",
    "Chi cục": "Chi cục trưởng {unit}",
}
"""The head of a unit by the kind of the unit; of others the law has no one title."""


@dataclass(frozen=True, slots=True)
class Board:
    """The steering board (Ban Chỉ đạo) or the support team (Tổ giúp việc) of a year."""

    name: str
    members: tuple[Appointment, ...]
    """As they stand for the next decision; empty where nothing tells."""
    source: str
    """Where the members are taken from, for the person who prints the paper."""
    last: Decision | None
    """The decision in force, which the next one replaces."""


def board(
    repository: Repository, kind: DecisionKind, year: int, day: date, *, number: str | None = None
) -> Board:
    """The board or team of this kind on `day`.

    As the decision with this `number` has it, where that is recorded.
    """
    before = [each for each in repository.decisions if each.record.signed <= day]
    own = (kind, number)
    same = (each for each in reversed(before) if (each.record.kind, each.record.number) == own)
    found = next(same, None)
    if found is not None:
        before = before[: before.index(found)]
    this = found.record if found else None
    last = _in_force(before, kind, day)
    members, source = _members(
        repository, kind, year, this if this and this.appoints else None, last
    )
    agency = repository.agency.record
    return Board(
        _name(agency, kind, this or last),
        tuple(_with_name(each, agency) for each in members),
        source,
        last,
    )


def _in_force(decisions: list[Entry[Decision]], kind: DecisionKind, day: date) -> Decision | None:
    """The last decision of a kind that no other has annulled or replaced by that day."""
    gone = over(decisions, day)
    boards = (each for each in reversed(decisions) if each.record.kind is kind)
    return next((each.record for each in boards if each.path not in gone), None)


def _name(agency: Agency, kind: DecisionKind, last: Decision | None) -> str:
    """The name as the last decision gives it."""
    bare = _VERB.sub("", last.summary, count=1).strip().rstrip(".") if last else ""
    usual = _USUAL[kind].format(standard=agency.standard_name, agency=agency.name)
    return bare if bare.startswith(("Ban ", "Tổ ")) else usual


def place_of(kind: DecisionKind, year: int) -> str:
    """Where in the records of a year the members of a board are noted, as a person finds it."""
    return f"{path_of('nguon-luc', year)}, mục «{TITLES[kind]}» ({_SLOTS[kind]})"


def _members(
    repository: Repository,
    kind: DecisionKind,
    year: int,
    this: Decision | None,
    last: Decision | None,
) -> tuple[tuple[Appointment, ...], str]:
    records = repository.years.get(year)
    if this:
        return this.appoints, _cited(this)
    planned = (
        getattr(records.resources.record, _SLOTS[kind]) if records and records.resources else ()
    )
    if planned:
        return planned, place_of(kind, year)
    if last and last.appoints:
        return last.appoints, _cited(last)
    if kind is DecisionKind.STEERING_BOARD:
        return tuple(
            _from_roles(repository.agency.record)
        ), f"các vai trò, đơn vị ghi ở {file_of('isoqms')}"
    return (), ""


def _cited(decision: Decision) -> str:
    return f"Quyết định số {decision.number} ngày {date_short(decision.signed)}"


def _from_roles(agency: Agency) -> Iterator[Appointment]:
    """The board of the framework: head, deputy, heads of the units, secretary."""
    roles = {each.key: each for each in agency.roles}
    if "nguoi-dung-dau" in roles:
        yield _appointed("Trưởng ban", roles["nguoi-dung-dau"])
    if "dai-dien-lanh-dao" in roles:
        yield _appointed("Phó Trưởng ban", roles["dai-dien-lanh-dao"])
    for unit in agency.units:
        yield Appointment(role="Thành viên", post=_head_of(unit.name))
    if "thu-ky-iso" in roles:
        yield _appointed("Thành viên, Thư ký", roles["thu-ky-iso"])


def _head_of(unit: str) -> str:
    """The title of the head of a unit, by what the unit is called (chức danh người đứng đầu)."""
    for kind, title in _HEADS.items():
        if unit.startswith(f"{kind} "):
            return title.format(unit=unit, rest=unit.removeprefix(f"{kind} "))
    return f"Người đứng đầu {unit}"


def _appointed(place: str, role: Role) -> Appointment:
    return Appointment(role=place, post=role.title, name=role.holder)


def _with_name(member: Appointment, agency: Agency) -> Appointment:
    """The member with the name of whoever holds the role of that title today."""
    holder = next(
        (role.holder for role in agency.roles if role.title == member.post and role.holder), None
    )
    return member if member.name or holder is None else member.model_copy(update={"name": holder})
