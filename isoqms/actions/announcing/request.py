"""What a person says of an announcement (công bố), and whether it can be used."""

from dataclasses import dataclass, replace
from dataclasses import fields as dc_fields
from datetime import date
from pathlib import Path
from typing import Any

from isoqms.actions.control.new import cleaned
from isoqms.errors import IsoqmsError
from isoqms.wording import listed


class CannotAnnounce(IsoqmsError):
    """An announcement that may not be made yet, or cannot be recorded as it was asked for.

    Nothing was changed.
    """


@dataclass(frozen=True, slots=True)
class AnnounceRequest:
    """What the person says of the decision; what it covers follows from the registers."""

    number: str | None = None
    signed: date | None = None
    effective: date | None = None
    authority: str | None = None
    signer_post: str | None = None
    signer: str | None = None
    summary: str | None = None
    proposed_by: str | None = None
    notice: str | None = None
    """`15/TB-UBND ngày 28/11/2025`."""
    posted: str | None = None
    website: str | None = None
    pdf: Path | None = None
    """The signed paper, which is kept beside the record."""
    dated: date | None = None
    """The day of that copy, where it is another than that of signing."""
    force_reason: str | None = None
    """Why it was announced although points of the gate fail; the record keeps it."""

    @property
    def own_effective(self) -> date | None:
        """The day of effect, where it is another than that of signing."""
        return self.effective if self.effective != self.signed else None

    @property
    def said_of_publicity(self) -> bool:
        """Whether it tells how the announcement was made public."""
        return any((self.notice, self.posted, self.website))


def cleaned_request(request: AnnounceRequest) -> AnnounceRequest:
    """The request with its words as they are stored; words that say nothing are none. BadAnswer."""
    said: dict[str, Any] = {}
    for each in dc_fields(request):
        value = getattr(request, each.name)
        if isinstance(value, str):
            option = f"--{each.name.replace('_', '-')}"
            said[each.name] = cleaned(value, option) if value.strip() else None
    return replace(request, **said)


def number_and_day(request: AnnounceRequest) -> tuple[str, date]:
    """Of the signed decision; CannotAnnounce where one of them is missing."""
    if not request.number or request.signed is None:
        named = (("--number", request.number), ("--signed", request.signed))
        missing = listed(name for name, value in named if not value)
        hint = (
            "Ghi số và ngày của quyết định đã ký; chưa ký thì dùng --papers-only để in bản trình, "
            "--check để xét trước."
        )
        raise CannotAnnounce(f"Thiếu {missing}.", hint)
    return request.number, request.signed
