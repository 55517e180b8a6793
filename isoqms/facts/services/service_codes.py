"""Codes of administrative procedures (mã TTHC), in their long and their short form."""

import re
from typing import Final

_NATIONAL: Final = re.compile(r"[1-9]\.\d{6}(?=\.)")
_FORM: Final = re.compile(r"[1-9]\.\d{6}(\.\d{3}\.\d{2}\.\d{2}\.H\d{2})?")
_NEAR: Final = re.compile(r"\s*([1-9])\s*[.,\-]?\s*(\d{6})(?!\d)")


def short(code: str) -> str:
    """The national part of a code: `1.000894` of `1.000894.000.00.00.H42`.

    A code of another shape as it is.
    """
    code = code.strip()
    match = _NATIONAL.match(code) if len(code) > 8 else None
    return match[0] if match else code


def is_placeholder(code: str) -> bool:
    """Whether it only keeps the place of a code: `[cần điền: mã TTHC]`, `x.xxxxxx`."""
    return "cần điền" in code or not any(sign.isdigit() for sign in code)


def is_national(code: str) -> bool:
    """Whether it has the form of the national database, long or short."""
    return _FORM.fullmatch(code) is not None


def probably(code: str) -> str | None:
    """The code that one of another form was probably meant to be: `1,000894` → `1.000894`."""
    match = _NEAR.match(code)
    return f"{match[1]}.{match[2]}" if match else None
