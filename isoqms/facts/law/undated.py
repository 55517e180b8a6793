"""Which entries of the law register lack the day that their validity is reckoned from (7.5.3.2)."""

import re
from datetime import date
from typing import Final

from isoqms.model.law import ExternalDocument

_NORMATIVE: Final = re.compile(r"\d+/\d{4}/\S+")
_NUMBERED: Final = re.compile(r"\d+/\S+")


def wanted_day(law: ExternalDocument, as_of: date) -> str:
    """The key of the day that is missing: `effective`, or `issued`; empty where none is."""
    if law.effective is not None or (law.expires is not None and law.expires <= as_of):
        return ""
    if _NORMATIVE.fullmatch(law.number):
        return "effective"
    is_undated = law.issued is None and _NUMBERED.fullmatch(law.number) is not None
    return "issued" if is_undated else ""
