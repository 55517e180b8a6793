"""What every paper of an agency shares: letterhead, grounds, who is bound, signs, gets a copy."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from isoqms.facts.law.citing import Citable, grounds
from isoqms.model.agency.settings import Agency, PaperSettings, Role
from isoqms.model.control.decision import DecisionKind
from isoqms.pages.layout.blocks import Bases, Letterhead, PaperProfile, Properties, Signature
from isoqms.pages.papers.order import Lacking, PaperOrder
from isoqms.repository import Repository
from isoqms.wording import date_in_letters, listed, lowered, matter

BLANK: Final = "……"
"""What stands where the clerk or somebody else still has to write."""
_SECRETARY: Final = "thu-ky-iso"
_MOST_UNITS: Final = 8

_CHIEFLY = ("Q.", "TL.", "TUQ.", "KT.", "TM.")
_SETTINGS = {
    "body_size": "content",
    "first_line_mm": "first_line",
    "top_mm": "margin_top",
    "bottom_mm": "margin_bottom",
    "left_mm": "margin_left",
    "right_mm": "margin_right",
    "line_spacing": "line",
}


def letterhead(
    agency: Agency, kind_symbol: str, year: int, number: str | None, dated: date | None
) -> Letterhead:
    """The head of a paper of the agency.

    `number` is whole (`870/BC-UBND`), or open and then built from its kind.
    """
    given, _, symbol = (number or "").partition("/")
    return Letterhead(
        parent_lines=agency.parent_lines,
        agency_lines=agency.agency_lines,
        number=given or None,
        symbol=symbol or f"{kind_symbol}-{agency.symbol}",
        # The line begins with it (NĐ 30/2020/NĐ-CP, Phụ lục I, II.4.b).
        place=f"{agency.place[:1].upper()}{agency.place[1:]}",
        dated=dated,
        year=year,
    )


def profile(settings: PaperSettings) -> PaperProfile:
    """The profile of the agency's papers: ours, with what it has chosen."""
    given = {ours: getattr(settings, theirs) for theirs, ours in _SETTINGS.items()}
    chosen = {ours: float(value) for ours, value in given.items() if value is not None}
    return replace(PaperProfile(), **chosen)


def capacity(
    agency: Agency, authority: str | None = None, post: str | None = None
) -> tuple[str, ...]:
    """The lines above the signature (NĐ 30/2020/NĐ-CP, Điều 13; Phụ lục I, II.7).

    For a collective with `TM.`: `TM. ỦY BAN NHÂN DÂN` / `CHỦ TỊCH`; the head signs what is his own
    with his post alone. A deputy signs `KT.`; a post that begins with `Q.`, `TL.`, `TUQ.`, `KT.` or
    `TM.` is taken as it is, its lines parted by commas. An agency that has a collective acts by it
    unless `authority` names somebody else.
    """
    together = agency.collective
    acts = together and (authority is None or authority.lower().startswith(together.lower()))
    above = (f"TM. {together}",) if acts else ()
    post = post or agency.head
    if post.startswith(_CHIEFLY):
        # By order or by authorisation of the head (TL., TUQ.) nobody signs for the collective.
        above = above if post.startswith(("Q.", "KT.")) else ()
        return (*above, *(part.strip() for part in post.replace(";", ",").split(",")))
    if post.lower().startswith("phó"):
        return (*above, f"KT. {agency.head}", post)
    return (*above, post)


def head_of(agency: Agency) -> str:
    """The head as the one who has the power to issue: `Chủ tịch Ủy ban nhân dân xã An Phú`."""
    return agency.headed


def usual_authority(repository: Repository, kind: DecisionKind) -> str:
    """Whoever signed the last decision of this kind for the agency, or else its head."""
    agency = repository.agency.record
    before = [each.record.authority for each in repository.decisions if each.record.kind is kind]
    return before[-1] if before and agency.full_name in before[-1] else head_of(agency)


def role(agency: Agency, key: str) -> Role | None:
    """The role with this key, if the agency has it."""
    return next((each for each in agency.roles if each.key == key), None)


def secretary_title(agency: Agency) -> str:
    """The title of the ISO secretary."""
    found = role(agency, _SECRETARY)
    return found.title if found else "Thư ký ISO"


def proposer(agency: Agency) -> str:
    """Who prepares the system's papers: the unit of the ISO secretary, or else the secretary."""
    found = role(agency, _SECRETARY)
    return agency.unit_name(found.unit) if found and found.unit else secretary_title(agency)


def drafting_symbol(agency: Agency) -> str:
    """The symbol of that unit, as it stands behind `Lưu: VT` and in the number of a letter.

    Empty where none is set.
    """
    found = role(agency, _SECRETARY)
    units = (each.symbol for each in agency.units if found and each.key == found.unit)
    return next((symbol for symbol in units if symbol), "")


def standard(agency: Agency) -> str:
    """`Tiêu chuẩn quốc gia TCVN ISO 9001:2015`."""
    name = agency.standard_name
    return f"Tiêu chuẩn quốc gia {name}" if name.startswith("TCVN") else f"tiêu chuẩn {name}"


def system(agency: Agency) -> str:
    """`Hệ thống quản lý chất lượng theo Tiêu chuẩn quốc gia TCVN ISO 9001:2015`."""
    return f"Hệ thống quản lý chất lượng theo {standard(agency)}"


def about(summary: str) -> str:
    """The summary of a decision that rules by itself (mẫu 1.2): `Về việc …`."""
    return f"Về việc {matter(summary)}"


def cited(agency: Agency, kind: str, order: PaperOrder, symbol: str, by: str) -> str:
    """`Quyết định số 78/QĐ-UBND ngày … của …`, with dots for a number and a day that are open."""
    number = order.number or f"{BLANK}/{symbol}-{agency.symbol}"
    return f"{kind} số {number} {day_or_dots(order.signed, order.year)} của {by}"


def day_or_dots(day: date | None, year: int | None) -> str:
    """`ngày 05 tháng 3 năm 2020`; dots for day and month of a paper not signed yet."""
    return date_in_letters(day) if day else f"ngày {BLANK} tháng {BLANK} năm {year}"


def bases(
    repository: Repository, key: str, order: PaperOrder, further: tuple[Citable, ...] = ()
) -> Bases:
    """The grounds of a decision of this kind on its day, `further` ones, then who proposes it."""
    return Bases(tuple(_bases(repository, key, order, further)))


def _bases(
    repository: Repository, key: str, order: PaperOrder, further: tuple[Citable, ...]
) -> Iterator[str]:
    for citable in dict.fromkeys((*grounds(repository, key, order.dated), *further)):
        yield f"Căn cứ {citable.ground}"
    yield f"Theo đề nghị của {order.proposed_by or proposer(repository.agency.record)}"


def plan_of(repository: Repository, order: PaperOrder) -> tuple[Citable, ...]:
    """The plan of the year, where it was signed by the day of the paper."""
    records = repository.years.get(order.year)
    plan = records.plan.record if records and records.plan else None
    if plan is None or not (plan.number and plan.signed and plan.signed <= order.dated):
        return ()
    agency = repository.agency.record
    return (Citable("Kế hoạch", plan.number, plan.signed, agency.full_name, plan.summary or ""),)


def bound(agency: Agency, *others: str) -> str:
    """Who must carry a decision out: `others`, the secretary, the units' heads, all concerned."""
    heads = f"{', '.join((*others, secretary_title(agency)))},"
    units = [unit.name for unit in agency.units]
    if units:
        # With more of them the article would be a list of names.
        few = len(units) <= _MOST_UNITS
        whose = f"đơn vị: {listed(units)}" if few else f"phòng, đơn vị thuộc {agency.full_name}"
        heads = f"{heads} Thủ trưởng các {whose};"
    return f"{heads} cán bộ, công chức và các cá nhân có liên quan"


def duties(agency: Agency, *others: str) -> str:
    """The last article: who answers for carrying the decision out."""
    return f"{bound(agency, *others)} chịu trách nhiệm thi hành Quyết định này."


def recipients(
    agency: Agency, first: str, *others: str, lead: bool = False, unit: str = ""
) -> tuple[str, ...]:
    """Who gets a copy: `Như Điều 3`, with `lead` the agency above, `others`, the archive.

    `unit` is the symbol of the unit that drafted it, where its number names one.
    """
    # An agency that follows itself up (Sở Khoa học và Công nghệ) sends itself nothing.
    is_own_lead = agency.lead_agency.startswith(agency.full_name)
    told = (agency.lead_agency,) if lead and not is_own_lead else ()
    return (first, *told, *others, archive(agency, unit))


def archive(agency: Agency, unit: str = "") -> str:
    """The last copy: the clerk, and the unit that drafted (NĐ 30/2020/NĐ-CP, Phụ lục I, ô 9b)."""
    symbol = unit or drafting_symbol(agency)
    return f"Lưu: VT, {symbol}" if symbol else "Lưu: VT"


def signature(
    agency: Agency,
    order: PaperOrder,
    copies: tuple[str, ...],
    authority: str | None = None,
    *,
    post: str | None = None,
) -> Signature:
    """The foot of a paper: the capacity in which it is signed, the known name, who gets a copy.

    Whoever is named in the order signs; `post` otherwise, or else the head of the agency.
    """
    lines = capacity(agency, order.authority or authority, order.signer_post or post)
    return Signature(lines, order.signer or "", copies)


def properties(agency: Agency, kind: str, summary: str, order: PaperOrder) -> Properties:
    """What the file says of itself: `Quyết định về việc kiện toàn …`."""
    return Properties(f"{kind} {lowered(summary)}", agency.name, order.signed)


def lacking(paper: str, gaps: Iterable[tuple[str, str]]) -> Lacking:
    """The refusal that tells all that is missing, each with where it goes."""
    lines = "".join(f"\n  - {what}\n    → {where}" for what, where in gaps)
    return Lacking(
        f"Chưa in được {paper}, vì còn thiếu:{lines}",
        "Ghi đủ rồi chạy lại; chưa có gì bị thay đổi.",
    )
