"""How documents are numbered: the abbreviations of NĐ 30/2020/NĐ-CP, and a number taken apart."""

import re
from typing import NamedTuple

from isoqms.wording import fold

KINDS = {
    "nghị quyết": "NQ",
    "quyết định": "QĐ",
    "chỉ thị": "CT",
    "quy chế": "QC",
    "quy định": "QyĐ",
    "thông cáo": "TC",
    "thông báo": "TB",
    "hướng dẫn": "HD",
    "chương trình": "CTr",
    "kế hoạch": "KH",
    "phương án": "PA",
    "đề án": "ĐA",
    "dự án": "DA",
    "báo cáo": "BC",
    "biên bản": "BB",
    "tờ trình": "TTr",
    "hợp đồng": "HĐ",
    "công điện": "CĐ",
    "bản ghi nhớ": "BGN",
    "bản thỏa thuận": "BTT",
    "giấy ủy quyền": "GUQ",
    "giấy uỷ quyền": "GUQ",
    "giấy mời": "GM",
    "giấy giới thiệu": "GGT",
    "giấy nghỉ phép": "GNP",
    "phiếu gửi": "PG",
    "phiếu chuyển": "PC",
    "phiếu báo": "PB",
}
"""The named kinds and their abbreviations (NĐ 30/2020/NĐ-CP, Phụ lục III, Mục I).

A letter (công văn) has none.
"""

LETTER = "công văn"

_NUMBER = re.compile(r"(\d+)((?:/\d{4})?)/([^/]+)")
_EXACT = {short.casefold(): short for short in KINDS.values()}
"""Case aside; ĐA (đề án) is not DA (dự án), nor HĐ (hợp đồng) HD (hướng dẫn)."""
_WITHOUT_BARS = {fold(short): short for short in KINDS.values() if fold(short) not in _EXACT}
"""What is meant by letters typed without bars, where that is one kind only: QD is QĐ."""


class DocumentNumber(NamedTuple):
    """A number and symbol taken apart: `15/2025/QĐ-UBND` is 15, 2025, QĐ, UBND."""

    digits: str
    year: str
    kind: str | None
    """The abbreviation as it should be written, or None for a letter."""
    written: str
    """The first group of the symbol as it is written."""
    issuer: str
    """What follows the first group."""

    @property
    def padded(self) -> str:
        """The digits with a zero before a single one (NĐ 30/2020/NĐ-CP, Phụ lục I, II.3)."""
        return self.digits.lstrip("0").zfill(2)

    def with_kind(self, kind: str) -> str:
        """The number of a document of this kind, without a year."""
        return f"{self.padded}/{kind}-{self.issuer or self.written}"


def kind_named(number: str) -> str:
    """`Báo cáo` for `161/BC-UBND`; empty where the symbol names no kind, as that of a letter."""
    parts = take_apart(number)
    if parts is None or parts.kind is None:
        return ""
    return next(kind for kind, short in KINDS.items() if short == parts.kind).capitalize()


def take_apart(number: str) -> DocumentNumber | None:
    """The parts of a number and symbol, or None where it has another shape."""
    match = _NUMBER.fullmatch(number)
    if match is None:
        return None
    digits, year, symbol = match.groups()
    written, _, issuer = symbol.partition("-")
    kind = None
    # A symbol of one group is an issuer's alone, though it may be spelled like a kind.
    if issuer:
        kind = _EXACT.get(written.casefold()) or _WITHOUT_BARS.get(fold(written))
    return DocumentNumber(digits, year.lstrip("/"), kind, written, issuer)


def wrong_number(number: str, type_name: str, symbol: str) -> tuple[str, str] | None:
    """What is wrong with a number of the kind `type_name` ("": open), and the form it should have.

    None where it is right. `symbol` is that of the agency.
    """
    parts = take_apart(number)
    if parts is None:
        return (
            f"Số, ký hiệu «{number}» không đúng dạng.",
            "Viết số/ký hiệu, ví dụ 15/QĐ-UBND hoặc 15/UBND-VP.",
        )
    as_written = f"{parts.padded}/{number.partition('/')[2]}"
    if type_name == LETTER:
        faulty = _wrong_letter(number, parts, symbol)
        return faulty or _wrong_digits(number, parts.digits, as_written)
    wanted = KINDS.get(type_name) or parts.kind
    # A decision on something else may be a normative one, whose number has the year.
    if wanted is None or (parts.year and not type_name):
        return _wrong_digits(number, parts.digits, as_written)
    right = parts.with_kind(wanted)
    fault = _wrong_kind(number, parts, type_name, wanted)
    if fault is not None:
        return fault, f"Viết «{right}»."
    return _wrong_digits(number, parts.digits, right)


def _wrong_letter(number: str, parts: DocumentNumber, symbol: str) -> tuple[str, str] | None:
    """What is wrong with the symbol of a letter (công văn), and the form that it should have."""
    # An agency may be called like a kind: `15/TTr-VP` is a letter of an inspectorate.
    if (parts.kind and parts.written != symbol) or parts.written.upper() == "CV":
        right = f"{parts.padded}/{parts.issuer}"
        if "-" not in parts.issuer:
            right += "-<đơn vị soạn thảo>"
        return (
            f"Công văn «{number}» ghi chữ viết tắt tên loại «{parts.written}».",
            f"Viết «{right}».",
        )
    if not parts.issuer:
        right = f"{parts.padded}/{parts.written}-<đơn vị soạn thảo>"
        return f"Công văn «{number}» thiếu đơn vị soạn thảo hoặc lĩnh vực.", f"Viết «{right}»."
    return None


def _wrong_kind(number: str, parts: DocumentNumber, type_name: str, wanted: str) -> str | None:
    """What is wrong with the symbol of a named kind, digits aside."""
    if parts.kind != wanted:
        called = f"{type_name[0].upper()}{type_name[1:]}"
        return f"{called} mang ký hiệu «{number}», không có «{wanted}» của tên loại."
    if parts.year:
        return f"Số «{number}» có năm; văn bản cá biệt, văn bản hành chính không ghi năm."
    if parts.written != wanted:
        return f"Chữ viết tắt «{parts.written}» của «{number}» phải là «{wanted}»."
    return None


def _wrong_digits(number: str, digits: str, right: str) -> tuple[str, str] | None:
    if len(digits) > 1 and (digits[0] != "0" or len(digits) == 2):
        return None
    return (
        f"Phần số «{digits}» của «{number}» phải có hai chữ số trở lên, không thừa số 0.",
        f"Viết «{right}».",
    )
