"""What every paper of an agency shares: its letterhead, its profile, and who signs where nothing else is said."""

from dataclasses import replace
from datetime import date

from isoqms.model.agency import Agency, PaperSettings
from isoqms.pages.blocks import Letterhead, PaperProfile

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


def letterhead(agency: Agency, kind_symbol: str, year: int, number: str | None, dated: date | None) -> Letterhead:
    """The head of a paper of the agency; `number` is whole (`870/BC-UBND`), or open and then built from its kind."""
    given, _, symbol = (number or "").partition("/")
    return Letterhead(
        parent_lines=agency.parent_lines,
        agency_lines=agency.agency_lines,
        number=given or None,
        symbol=symbol or f"{kind_symbol}-{agency.symbol}",
        place=agency.place,
        dated=dated,
        year=year,
    )


def profile(settings: PaperSettings) -> PaperProfile:
    """The profile of the agency's papers: ours, with what it has chosen."""
    chosen = {
        ours: float(value) for theirs, ours in _SETTINGS.items() if (value := getattr(settings, theirs)) is not None
    }
    return replace(PaperProfile(), **chosen)


def capacity(agency: Agency, authority: str | None = None, post: str | None = None) -> tuple[str, ...]:
    """The lines above the signature (NĐ 30/2020/NĐ-CP, Điều 13; Phụ lục I, II.7).

    For a collective with `TM.`: `TM. ỦY BAN NHÂN DÂN` / `CHỦ TỊCH`; the head signs what is his own with his post alone.
    A deputy signs `KT.`; a post that begins with `Q.`, `TL.`, `TUQ.`, `KT.` or `TM.` is taken as it is, its lines
    parted by commas. An agency that has a collective acts by it unless `authority` names somebody else.
    """
    together = agency.collective
    if authority is not None and not (together and authority.lower().startswith(together.lower())):
        together = None
    above = (f"TM. {together}",) if together else ()
    post = post or agency.head
    if post.startswith(_CHIEFLY):
        # By order or by authorisation of the head (TL., TUQ.) nobody signs for the collective.
        above = above if post.startswith(("Q.", "KT.")) else ()
        return (*above, *(part.strip() for part in post.replace(";", ",").split(",")))
    if post.lower().startswith("phó"):
        return (*above, f"KT. {agency.head}", post)
    return (*above, post)
