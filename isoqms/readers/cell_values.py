"""A cell as the value of its column, or in a sentence why it is none.

People type days and numbers as they are used to; what can be read in two ways is refused, never
guessed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias

from isoqms.facts.records.choices import Labels
from isoqms.facts.records.tables import LONGEST, NO, YES, canonical, clean, items_of
from isoqms.model.choices import in_short
from isoqms.model.tables import Column, Names, ValueKind
from isoqms.readers.filled_form import FilledCell
from isoqms.wording import date_short, fold, nearest, number, slug, written_day

Given: TypeAlias = str | int | Decimal | date | bool | tuple[str, ...]
"""A value to be written into a file."""


class Known(NamedTuple):
    """The keys of roles and of units, each with its words."""

    names: Labels
    then: Labels
    """As they were called when the file was written out."""


_SHORT_YEAR: Final = re.compile(r"\d{1,2}-\d{1,2}-\d{1,2}")
_EXCEL_BEGINS: Final = date(1899, 12, 30)
"""The day before the first that Excel counts, as it counts since March 1900."""
_YEARS: Final = (1945, 2099)
_WHOLE: Final = re.compile(r"\d+")
_GROUPED: Final = re.compile(r"\d{1,3}(?:\.\d{3})+")
_COMMA: Final = re.compile(r"-?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?")
_POINT: Final = re.compile(r"-?\d+\.\d+")
_AMBIGUOUS: Final = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
_NAMED: Final = {Names.ROLE: "vai trò", Names.UNIT: "đơn vị"}
_YES: Final = frozenset({"co", "true", "x", "yes", "1"})
_NO: Final = frozenset({"khong", "false", "no", "0"})


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a cell is no value of its column, and what to write."""

    words: str


def read_value(column: Column, cell: FilledCell, known: Known) -> Given | Refused:
    """The value that the cell, which is not empty, has for this column."""
    if cell.is_formula:
        return Refused(
            "là một công thức, máy không đọc kết quả của công thức. Ghi thẳng giá trị vào ô."
        )
    if cell.is_error:
        return Refused(f"đang là lỗi của Excel ({cell.value}). Ghi lại giá trị.")
    if column.many:
        return _many(column, cell, known)
    match column.kind:
        case ValueKind.DAY:
            return _day(cell)
        case ValueKind.COUNT:
            return _count(column, cell)
        case ValueKind.FIGURE:
            return _figure(cell)
        case ValueKind.TRUTH:
            return _truth(cell)
        case _:
            text = _text(cell)
            return text if isinstance(text, Refused) else _chosen(column, text, known)


def _text(cell: FilledCell) -> str | Refused:
    value = cell.value
    if isinstance(value, datetime | date) and cell.shows_whole_day:
        return date_short(value)
    kind = _not_text(cell)
    if kind:
        return Refused(
            f"{_quoted(cell)} đang là {kind}, mà cột này là chữ. Định dạng ô là Text rồi gõ lại."
        )
    text = canonical(value)
    if len(text) >= LONGEST:
        return Refused(
            f"dài hơn {number(LONGEST)} chữ, Excel có thể đã cắt bớt. "
            "Sửa mục này trong tệp của kho."
        )
    return text


def _not_text(cell: FilledCell) -> str:
    """What Excel has made of what was typed, where the words are lost; empty where they are not.

    «12-Oct» is a day by now, 4.10 is 4.1, and 1E+05 was the code of a form.
    """
    value = cell.value
    if isinstance(value, datetime | date):
        return "ngày"
    if isinstance(value, time):
        return "giờ"
    if isinstance(value, bool):
        return "giá trị đúng/sai"
    if isinstance(value, float) and not value.is_integer():
        return "số"
    return "số viết gọn" if cell.is_scientific else ""


def _many(column: Column, cell: FilledCell, known: Known) -> tuple[str, ...] | Refused:
    text = _text(cell)
    if isinstance(text, Refused):
        return text
    chosen = [_chosen(column, item, known) for item in items_of(text)]
    refused = next((item for item in chosen if isinstance(item, Refused)), None)
    return refused or tuple(item for item in chosen if isinstance(item, str))


def _chosen(column: Column, text: str, known: Known) -> str | Refused:
    """The text, or the choice that it names: by its key, or a role or unit by its words."""
    if column.names is not None:
        return _named(text, known.names[column.names], _NAMED[column.names])
    if not column.choices:
        return text
    # People write «rủi ro» for `rui-ro`: the same words, in the letters of their language.
    said = {text.casefold(), slug(text)}
    found = next((choice for choice in column.choices if said & {choice, in_short(choice)}), None)
    words = ", ".join(map(in_short, column.choices))
    return found or Refused(f"không có giá trị «{_short(text)}». Chọn một trong: {words}.")


def _named(text: str, known: Mapping[str, str], what: str) -> str | Refused:
    if text in known:
        return text
    meant = [key for key, words in known.items() if text.casefold() in (key, words.casefold())]
    if len(meant) == 1:
        return meant[0]
    close = nearest(text, (*known, *known.values()))
    hint = (
        f"Có phải là «{known.get(close, close)}»?"
        if close
        else f"Chọn một trong: {'; '.join(known.values())}."
    )
    return Refused(f"không có {what} nào tên là «{_short(text)}». {hint}")


def _day(cell: FilledCell) -> date | Refused:
    value = cell.value
    if isinstance(value, datetime):
        if value.time() != time():
            return Refused(f"«{value:%d/%m/%Y %H:%M}» có cả giờ. Chỉ ghi ngày/tháng/năm.")
        value = value.date()
    if isinstance(value, date):
        return _no_bare_year(value)
    text = canonical(value)
    found = written_day(text)
    if found is not None:
        return found
    if _SHORT_YEAR.fullmatch(text):
        return Refused(
            f"«{text}» chỉ ghi hai chữ số của năm, không biết số nào là ngày. Ghi đủ "
            "ngày/tháng/năm, ví dụ 05/02/2026."
        )
    return Refused(
        f"{_quoted(cell)} không phải là một ngày có thật. Ghi ngày/tháng/năm, ví dụ 05/02/2026."
    )


def _no_bare_year(day: date) -> date | Refused:
    """The day of a cell for days, unless it is what Excel makes of a year typed there."""
    year = (day - _EXCEL_BEGINS).days
    if not _YEARS[0] <= year <= _YEARS[1]:
        return day
    return Refused(
        f"là ngày {date_short(day)}: hình như chỉ gõ số năm «{year}» vào ô ngày. Ghi đủ "
        "ngày/tháng/năm, ví dụ 05/02/2026."
    )


def _count(column: Column, cell: FilledCell) -> int | Refused:
    value = cell.value
    if cell.is_percent:
        return _as_percent(cell)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, str):
        value = _written_count(clean(value))
    if not isinstance(value, int) or isinstance(value, bool) or not _within(column, value):
        return Refused(f"{_quoted(cell)} không phải là {_bounds(column)}.")
    return value


def _written_count(text: str) -> int | str:
    """The number that `1.200` or `1200` is; anything else as it is."""
    bare = text.replace(".", "") if _GROUPED.fullmatch(text) else text
    # Excel itself keeps no more than 15 digits of a number.
    return int(bare) if _WHOLE.fullmatch(bare) and len(bare) <= 15 else text


def _within(column: Column, value: int) -> bool:
    return value >= (column.least or 0) and (column.most is None or value <= column.most)


def _bounds(column: Column) -> str:
    if column.most is None:
        return f"số nguyên từ {column.least or 0} trở lên"
    return f"số nguyên từ {column.least or 0} đến {column.most}"


def _figure(cell: FilledCell) -> Decimal | Refused:
    value = cell.value
    if cell.is_percent:
        return _as_percent(cell)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(canonical(value))
    text = canonical(value)
    if _AMBIGUOUS.fullmatch(text):
        plain = text.replace(".", "")
        return Refused(
            f"«{text}» có thể hiểu là {plain} hoặc {text.replace('.', ',')}. Ghi «{plain}» "
            "hoặc dùng dấu phẩy."
        )
    if _POINT.fullmatch(text):
        return Decimal(text)
    if _COMMA.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    return Refused(f"{_quoted(cell)} không phải là một số. Ghi số, ví dụ 96,5.")


def _as_percent(cell: FilledCell) -> Refused:
    shown = number(Decimal(canonical(cell.value)) * 100)
    return Refused(f"đang ở dạng phần trăm ({shown}%). Định dạng ô là General rồi ghi số {shown}.")


def _truth(cell: FilledCell) -> bool | Refused:
    if isinstance(cell.value, bool):
        return cell.value
    word = fold(canonical(cell.value))
    if word in _YES or word in _NO:
        return word in _YES
    return Refused(f"{_quoted(cell)} không phải là «{YES}» hoặc «{NO}».")


def _quoted(cell: FilledCell) -> str:
    value = cell.value
    if isinstance(value, datetime | date):
        return f"«{date_short(value)}»"
    return f"«{_short(canonical(value))}»"


def _short(text: str) -> str:
    line = text.replace("\n", " ")
    return line if len(line) <= 60 else f"{line[:57]}…"
