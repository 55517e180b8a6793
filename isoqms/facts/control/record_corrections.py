"""What a correction of the record of a decision keeps: every old value that is another now."""

from datetime import date
from typing import Final

from isoqms.model.control.decision import Correction, Decision, MistypedTitle

CORRECTED: Final = (
    "number",
    "signed",
    "effective",
    "retroactive_reason",
    "signer_name",
    "signer_post",
    "authority",
    "summary",
)
"""The keys of a decision that a correction may put right, beside the titles of its entries."""


def correction(old: Decision, new: Decision, on: date, reason: str) -> Correction | None:
    """What stays of the old values; None where nothing is put right."""
    changed = [key for key in CORRECTED if getattr(old, key) != getattr(new, key)]
    kept = {key: getattr(old, key) for key in changed if getattr(old, key) is not None}
    now = titles_in(new)
    titles = {code: title for code, title in titles_in(old).items() if title != now.get(code)}
    is_back = old.voided is not None and new.voided is None
    if not (changed or titles or is_back):
        return None
    return Correction(
        on=on,
        reason=reason,
        **kept,
        titles=tuple(MistypedTitle(code=code, title=title) for code, title in titles.items()),
        left_empty=tuple(key for key in changed if getattr(old, key) is None),
        voided=old.voided if is_back else None,
    )


def titles_in(record: Decision) -> dict[str, str | None]:
    """The titles that a decision gives to its documents, by code."""
    told = {item.code: item.title for item in record.withdraws}
    return told | {item.code: item.title for item in record.issues}
