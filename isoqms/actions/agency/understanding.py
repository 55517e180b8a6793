"""What `init` understands of the answers, to be shown before anything is written."""

from typing import Any

from isoqms.model.agency.answers import Answers
from isoqms.model.agency.settings import Agency
from isoqms.model.base import Day
from isoqms.packs.agency_kinds import agency_kind, kind_meant
from isoqms.packs.agency_names import read_name
from isoqms.packs.founding import agency_of
from isoqms.packs.provinces import province_named
from isoqms.wording import listed, slug


def told_by_name(stated: dict[str, Any]) -> dict[str, Any]:
    """The answers with the kind and the province that the name itself tells.

    BadAnswer for a name that is none, or does not tell its kind where nothing else does;
    UnknownName for an unknown kind.
    """
    told = dict(stated)
    if "kind" in told:
        told["kind"] = kind_meant(str(told["kind"]))
    if "name" not in told:
        return told
    kind = agency_kind(told["kind"]) if "kind" in told else None
    named = read_name(str(told["name"]), kind, str(told.get("province", "")))
    told["kind"] = named.kind.id
    province = named.proper if named.kind.id == "ubnd-tinh" else named.province
    if province:
        told.setdefault("province", province)
    return told


def check_province(answer: str, day: Day, kind: str) -> None:
    """BadAnswer where there is no such province on that day."""
    ends = agency_kind(kind).ends
    province_named(answer, day, ended=ends is not None and ends <= day)


def usual_head(answers: Answers) -> str:
    """What the head of such an agency is called: Chủ tịch, Trưởng ban, Chánh Thanh tra."""
    return agency_of(answers).head


def understood(answers: Answers) -> tuple[tuple[str, str], ...]:
    """What will stand on the papers, each with its title; raises what `agency_of` raises."""
    agency = agency_of(answers)
    titles = [role.title for role in agency.roles[:2]]
    return (
        ("Loại", agency_kind(agency.kind).title),
        ("Tên trong văn bản", agency.name),
        ("Tên đầy đủ", agency.full_name),
        ("Góc trái văn bản", " / ".join((*agency.parent_lines, *agency.agency_lines))),
        ("Địa danh", agency.place),
        ("Số, ký hiệu", f"05/KH-{agency.symbol}, 05/QĐ-{agency.symbol}"),
        ("Người đứng đầu, cấp phó", listed(titles)),
        ("Ký văn bản", _signs(agency)),
        ("Nơi nhận báo cáo", agency.lead_agency),
    )


def is_as_typed(answers: Answers) -> bool:
    """Whether the name is understood just as it was typed."""
    agency = agency_of(answers)
    return answers.name in (agency.name, agency.full_name)


def usual_folder(answers: Answers) -> str:
    """The name of the folder that a new repository is offered: `ubnd-xa-an-phu`."""
    return slug(agency_of(answers).name)[:40].strip("-") or "kho"


def _signs(agency: Agency) -> str:
    head = agency.head.upper()
    return f"TM. {agency.collective.upper()} – {head}" if agency.collective else head
