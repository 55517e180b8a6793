"""What a correction of the record of a decision keeps: every old value that is another now."""

from datetime import date
from typing import Any, Final

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
"""The keys of a decision that a correction may put right, beside the titles of its entries and what
it says comes back."""


def correction(old: Decision, new: Decision, on: date, reason: str) -> Correction | None:
    """What stays of the old values; None where nothing is put right."""
    kept = {**_values(old, new), **_titles(old, new)}
    if old.voided is not None and new.voided is None:
        kept["voided"] = old.voided
    return Correction(on=on, reason=reason, **kept) if kept else None


def _values(old: Decision, new: Decision) -> dict[str, Any]:
    """The old values that are others now; `left_empty` names the keys that had none."""
    changed = [key for key in (*CORRECTED, "restores") if getattr(old, key) != getattr(new, key)]
    empty = tuple(key for key in changed if getattr(old, key) in (None, ()))
    kept = {key: getattr(old, key) for key in changed if key not in empty}
    return {**kept, "left_empty": empty} if empty else kept


def _titles(old: Decision, new: Decision) -> dict[str, tuple[MistypedTitle, ...]]:
    now = titles_in(new)
    mistyped = tuple(
        MistypedTitle(code=code, title=title)
        for code, title in titles_in(old).items()
        if title != now.get(code)
    )
    return {"titles": mistyped} if mistyped else {}


def titles_in(record: Decision) -> dict[str, str | None]:
    """The titles that a decision gives to its documents, by code."""
    told = {item.code: item.title for item in record.withdraws}
    return told | {item.code: item.title for item in record.issues}
