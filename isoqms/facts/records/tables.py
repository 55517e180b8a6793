"""A register of the repository as rows of single values, each with the route to it in its file.

The values are those that were written: `02` stays "02". A value has two more forms: the cell in
which it is shown, and the canonical text by which cells are compared, whatever program has saved
them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any, Final, TypeAlias

from isoqms.diagnostics import Route
from isoqms.errors import IsoqmsError, UnknownName
from isoqms.model.checking import check
from isoqms.model.kinds import RegisterKind
from isoqms.model.registers import KEPT_ONCE, OF_A_YEAR
from isoqms.model.tables import Column, Table, ValueKind, tables_of
from isoqms.repository.content import Repository
from isoqms.source.reading import read_bytes, reread
from isoqms.wording import nearest, nfc

Stored: TypeAlias = str | tuple[str, ...] | None
"""A value as it stands in the file; None where there is none."""
Shown: TypeAlias = str | int | Decimal | date | None
"""A value as a cell shows it."""

YES: Final = "có"
NO: Final = "không"
LONGEST: Final = 32_000
"""The most letters of a cell that is sure to come back whole."""

_TRUE: Final = frozenset({"true", "yes", "on", "y", "t", "1"})
_COUNT: Final = re.compile(r"0|[1-9]\d{0,14}")
_FIGURE: Final = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_EXACT_DIGITS: Final = 15
_BREAKS: Final = re.compile("\r\n|_x000[dD]_\n?|[\r\v\f\x85\u2028\u2029]")
_SPACES: Final = re.compile("[\t\xa0\u2000-\u200a\u202f\u205f\u3000]")
_HIDDEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_ITEM: Final = re.compile(r'\s*(?:"((?:[^"]|"")*)"(?=\s*(?:[;\n]|\Z))|([^;\n]*))\s*(?:[;\n]|\Z)')


class UnreadableRegister(IsoqmsError):
    """A register with faults: it cannot be laid out, or changed, before they are mended."""


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """A register as it lies in the repository, or as it would begin."""

    kind: RegisterKind
    year: int | None
    path: PurePosixPath
    content: bytes | None
    """None where there is no such file yet."""
    data: Mapping[str, Any]

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables that it consists of."""
        return tables_of(self.kind.model)

    @property
    def title(self) -> str:
        """What it is called: with its year, where it has one."""
        return (
            self.kind.title
            if self.year is None
            else f"{self.kind.title.removesuffix(' năm')} năm {self.year}"
        )


@dataclass(frozen=True, slots=True)
class TableRow:
    """A record of a table."""

    route: Route
    """Where it stands in the file; () for the register's own keys."""
    label: str
    """What the rows inside it call it: its id, or its number in the list."""
    parent: str
    """The label of the record that it stands in; empty at the top."""
    record: Mapping[str, Any]

    def stored(self, column: Column) -> Stored:
        """Its value in a column."""
        return stored_in(self.record, column)

    def canonical(self, table: Table) -> dict[str, str]:
        """Its values by column, in the form in which they are compared.

        Without those that are empty.
        """
        forms = (
            (column.key, canonical(shown(column, self.stored(column)))) for column in table.columns
        )
        return {key: form for key, form in forms if form}


YEARLY: Final = tuple(kind for kind in OF_A_YEAR if not kind.is_markdown)
"""The registers of a year that are tables, in the order of the layout."""
TABLED: Final = (*KEPT_ONCE, *YEARLY)
"""Every register that is laid out as tables."""


def register_kind(name: str) -> RegisterKind:
    """The register of this name; UnknownName with the nearest one as hint."""
    names = {kind.name: kind for kind in TABLED}
    if name in names:
        return names[name]
    close = nearest(name, names)
    hint = f"Có phải là «{close}»?" if close else "Gõ `isoqms export` để xem tên các sổ."
    raise UnknownName(f"Không có sổ nào tên là «{name}».", hint)


def open_register(repository: Repository, kind: RegisterKind, year: int | None) -> RegisterFile:
    """The register as it stands, every value as it was written; one without a file is empty.

    UnreadableRegister where the file has faults.
    """
    path = kind.file(year)
    of_year = year if kind.yearly else None
    if not repository.holds(path):
        return RegisterFile(kind, of_year, path, None, {})
    content = repository.bytes_of(path)
    parsed = reread(read_bytes(path, content))
    data = {} if parsed.data is None and not parsed.faults else parsed.data
    if parsed.faults or isinstance(check(kind.model, data), tuple):
        raise UnreadableRegister(
            f"Tệp «{path}» đang có lỗi.", "Xem và sửa lỗi bằng `isoqms validate`, rồi chạy lại."
        )
    return RegisterFile(kind, of_year, path, content, data)


def rows_of(data: Mapping[str, Any], table: Table) -> tuple[TableRow, ...]:
    """The rows of one table of a register's data, in the order of the file."""
    return tuple(_rows(data, table.route, (), ""))


def _rows(
    record: Mapping[str, Any], route: tuple[str, ...], way: Route, parent: str
) -> Iterator[TableRow]:
    if not route:
        yield TableRow(way, "", parent, record)
        return
    for index, member in enumerate(record.get(route[0]) or ()):
        here = (*way, route[0], index)
        label = label_of(member, index)
        if len(route) == 1:
            yield TableRow(here, label, parent, member)
        else:
            yield from _rows(member, route[1:], here, label)


def label_of(record: Mapping[str, Any], index: int) -> str:
    """What the rows inside a record call it: its id, or its number from 1."""
    return str(record.get("id") or index + 1)


def stored_in(record: Mapping[str, Any], column: Column) -> Stored:
    """The value of a record in a column."""
    found: Any = record
    for name in column.route:
        found = found.get(name) if isinstance(found, Mapping) else None
    if isinstance(found, list):
        return tuple(str(each) for each in found) or None
    return None if found is None else str(found)


def shown(column: Column, value: Stored) -> Shown:
    """The value for a cell: a day as a day, a number as a number, where nothing of it is lost."""
    if value is None:
        return None
    if isinstance(value, tuple):
        return clean("; ".join(map(_item, value)))
    match column.kind:
        case ValueKind.DAY if _DAY.fullmatch(value):
            return date.fromisoformat(value)
        case ValueKind.COUNT if _COUNT.fullmatch(value):
            return int(value)
        case ValueKind.FIGURE if _FIGURE.fullmatch(value) and len(value) <= _EXACT_DIGITS:
            return Decimal(value)
        case ValueKind.TRUTH:
            return YES if value.lower() in _TRUE else NO
        case _:
            return clean(value)[:LONGEST]


def canonical(cell: object) -> str:
    """The text by which cells are compared; empty for an empty one."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return YES if cell else NO
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    if isinstance(cell, int | float | Decimal):
        return plain_number(Decimal(str(cell)))
    return clean(str(cell))[:LONGEST].strip()


def plain_number(value: Decimal) -> str:
    """A number in digits without needless zeros: `96.50` and `96.5` are `96.5`."""
    return f"{value.normalize():f}" if value else "0"


def clean(text: str) -> str:
    """A text without what nobody sees and without odd spaces, each letter as one, its ends bare."""
    return nfc(_HIDDEN.sub("", _SPACES.sub(" ", _BREAKS.sub("\n", text)))).strip()


def _item(text: str) -> str:
    """An item of a list in one cell; between quotes where it holds what parts the items."""
    bare = clean(text)
    if ";" in bare or "\n" in bare or bare.startswith('"') or not bare:
        doubled = bare.replace('"', '""')
        return f'"{doubled}"'
    return bare


def items_of(text: str) -> tuple[str, ...]:
    """The items of a list that stands in one cell, parted by `;` or by lines.

    Empty ones are left out.
    """
    found, at = [], 0
    while at < len(text):
        match = _ITEM.match(text, at)
        if match is None or match.end() == at:
            break
        found.append((match[1].replace('""', '"') if match[1] is not None else match[2]).strip())
        at = match.end()
    return tuple(item for item in found if item)
