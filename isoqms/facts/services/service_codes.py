"""Codes of administrative procedures (mã TTHC), in their long and their short form."""

import re

_NATIONAL = re.compile(r"[1-9]\.\d{6}(?=\.)")


def short(code: str) -> str:
    """The national part of a code: `1.000894` of `1.000894.000.00.00.H42`.

    A code of another shape as it is.
    """
    match = _NATIONAL.match(code) if len(code) > 8 else None
    return match[0] if match else code
