"""Registers laid out to be filled in with Excel: a tab for each table, a column for each key.

Beside what people see stands what finds their cells again: the name of each column, and of each
row.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from isoqms.facts.exchange.baseline import Baseline, BaseRow, BaseSheet
from isoqms.facts.records.choices import Labels, in_words, labels
from isoqms.facts.records.tables import NO, YES, RegisterFile, Shown, TableRow, rows_of
from isoqms.model.agency.settings import Agency
from isoqms.model.choices import in_short
from isoqms.model.tables import Column, Names, Table, ValueKind
from isoqms.repository import Repository

PARENT: Final = "^"
"""The column that says in which record of the table above a row stands."""
NUMBER: Final = "#"
"""The running number by which the rows of other tabs name a row without an id."""
VALUE: Final = "="
"""The column of values on a tab that lists the register's own keys below each other."""
OURS: Final = "."
"""A column that is there to be read only."""

_SPARE: Final = 30
_NARROW, _MIDDLE, _WIDE = 26.0, 42.0, 70.0
_LONGEST_SHORT: Final = 14
"""How many letters of a key stand in a narrow column without a break."""
_REQUIRED: Final = " *"
_UNKNOWN: Final = 60
"""How long a text is taken to be that must stand in a column without any yet."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What a cell takes."""

    kind: ValueKind = ValueKind.TEXT
    choices: tuple[str, ...] = ()
    names: Names | None = None
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of a tab: its key, its head, what is said of it, its width, what it takes."""

    key: str
    title: str
    note: str
    width_mm: float
    slot: Slot


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row with its hidden name; where `slot` is given, the cell of values takes that."""

    token: str
    cells: tuple[Shown, ...]
    slot: Slot | None = None


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A tab."""

    mark: str
    name: str
    title: str
    guide: str
    columns: tuple[FormColumn, ...]
    rows: tuple[FormRow, ...]
    spare: int
    """How many empty rows stand below for what is added."""


@dataclass(frozen=True, slots=True)
class Form:
    """A whole Excel file to fill in."""

    sheets: tuple[FormSheet, ...]
    names: Mapping[Names, tuple[tuple[str, str], ...]]
    """The keys of roles and of units that a cell may take, each with its words."""
    baseline: Baseline


def form(repository: Repository, registers: tuple[RegisterFile, ...], *, empty: bool) -> Form:
    """The registers as tabs; with `empty` without their rows, to be filled in by others."""
    agency = repository.agency.record
    named = labels_of(agency)
    made = [
        _sheet(register, table, _tab_name(registers, place, register, table), named, empty=empty)
        for place, register in enumerate(registers, start=1)
        for table in _asked_tables(register, empty=empty)
    ]
    return Form(
        sheets=tuple(sheet for sheet, _ in made),
        names={kind: tuple(called.items()) for kind, called in named.items()},
        baseline=Baseline(
            agency.name,
            tuple(base for _, base in made),
            {kind.value: called for kind, called in named.items()},
        ),
    )


def labels_of(agency: Agency) -> Labels:
    """What the roles and units of an agency are called in a cell, by their keys."""
    return {
        Names.UNIT: labels((unit.key, unit.name) for unit in agency.units),
        Names.ROLE: labels((role.key, role.title) for role in agency.roles),
    }


def _asked_tables(register: RegisterFile, *, empty: bool) -> Iterator[Table]:
    """The tables of a register; without its own keys where others fill in rows of a kept one."""
    for table in register.tables:
        if table.route or not empty or register.content is None:
            yield table


def _tab_name(
    registers: tuple[RegisterFile, ...], place: int, register: RegisterFile, table: Table
) -> str:
    """Short, because a tab holds 31 letters; numbered where several registers stand in one file."""
    tables = register.tables
    if len(registers) == 1:
        return register.kind.title if len(tables) == 1 else table.title or "Chung"
    if len(tables) == 1 or not table.route:
        return f"{place}. {register.kind.title}"
    # The tab of the register's own keys, where there is one, is the one without a second number.
    first = 1 if tables[0].route else 0
    return f"{place}.{tables.index(table) + first} {table.title}"


def _sheet(
    register: RegisterFile, table: Table, name: str, named: Labels, *, empty: bool
) -> tuple[FormSheet, BaseSheet]:
    rows = () if empty and table.route else rows_of(register.data, table)
    base = BaseSheet(
        register=register.kind.name,
        year=register.year,
        table=table.key,
        digest=None if register.content is None else sha256(register.content).hexdigest(),
        rows=tuple(BaseRow(row.route, row.canonical(table)) for row in rows),
    )
    if not table.route:
        return _own_keys(register, table, name, (rows[0], named), base), base
    leading = tuple(_leading(register, table))
    columns = (*leading, *(_column(column, rows, named) for column in table.columns))
    filled = tuple(
        FormRow(base.rows[index].token(index), (*_led(leading, row), *_values(table, row, named)))
        for index, row in enumerate(rows)
    )
    title = f"{register.title} – {table.title}" if len(register.tables) > 1 else register.title
    return FormSheet(base.mark, name, title, _guide(table), columns, filled, _SPARE), base


def _leading(register: RegisterFile, table: Table) -> Iterator[FormColumn]:
    """The columns that tie the rows of two tabs together."""
    if len(table.route) > 1:
        title = parent_title(register, table)
        above, _, by = title.rpartition(": ")
        note = f"Dòng này thuộc dòng nào của trang «{above}»: ghi đúng như cột «{by}» ở trang đó."
        yield FormColumn(PARENT, f"{title}{_REQUIRED}", note, _NARROW, Slot())
    if is_numbered(table):
        note = "Số thứ tự, để các trang khác gọi tên dòng này; dòng mới thì ghi số tiếp theo."
        yield FormColumn(NUMBER, "TT", note, 14.0, Slot(ValueKind.COUNT, least=1))


def _led(leading: tuple[FormColumn, ...], row: TableRow) -> Iterator[Shown]:
    """What stands of a row in the columns that tie it to others."""
    for column in leading:
        yield row.parent if column.key == PARENT else int(row.label)


def _values(table: Table, row: TableRow, named: Labels) -> Iterator[Shown]:
    return (in_words(column, row.stored(column), named) for column in table.columns)


def parent_title(register: RegisterFile, table: Table) -> str:
    """The head of the column that names the record in which a row stands: `Mục tiêu: Khóa`."""
    above = next(each for each in register.tables if each.route == table.route[:-1])
    by = next((column.title for column in above.columns if column.key == "id"), "TT")
    return f"{above.title}: {by}"


def is_numbered(table: Table) -> bool:
    """Whether the rows of other tabs call its rows by their number, for want of an id."""
    return bool(table.route) and table.has_parts and table.identity != "id"


def _column(column: Column, rows: tuple[TableRow, ...], named: Labels) -> FormColumn:
    told = (in_words(column, row.stored(column), named) for row in rows)
    longest = max((len(str(value or "")) for value in told), default=0)
    width = _width(column, longest)
    return FormColumn(column.key, _title(column), column_note(column), width, _slot(column))


def _title(column: Column) -> str:
    return f"{column.title}{_REQUIRED}" if column.required else column.title


def _width(column: Column, longest: int) -> float:
    """The width in mm of a column whose longest value has so many letters."""
    if column.kind is not ValueKind.TEXT:
        return _NARROW
    if column.names is not None and longest <= _LONGEST_SHORT:
        return _NARROW
    known = longest or (_UNKNOWN if column.required else 0)
    if column.key == "id" and known <= _LONGEST_SHORT:
        return _NARROW
    return _MIDDLE if known <= 40 else _WIDE


def _slot(column: Column) -> Slot:
    if column.many:
        return Slot()
    if column.kind is ValueKind.TRUTH:
        return Slot(column.kind, (YES, NO))
    choices = tuple(map(in_short, column.choices))
    return Slot(column.kind, choices, column.names, column.least, column.most)


def column_note(column: Column) -> str:
    """What a column holds, in a sentence for who fills it in."""
    words = [column.description]
    if column.many:
        words.append("nhiều mục thì cách nhau bằng dấu chấm phẩy")
    if column.kind is ValueKind.DAY:
        words.append("ngày/tháng/năm")
    if column.names is not None:
        words.append("chọn tên trong danh sách, hoặc ghi khóa ở trang «Tra cứu»")
    if column.choices:
        words.append(f"chọn một trong: {', '.join(map(in_short, column.choices))}")
    return "; ".join(words) + "."


def _guide(table: Table) -> str:
    words = "Sửa ô nào thì chỉ ô đó đổi trong kho; thêm dòng ở cuối bảng; cột có dấu * phải ghi."
    made = ""
    if table.identity == "id":
        made = " Khóa của dòng mới có thể bỏ trống nếu các khóa đang có là số thứ tự."
    return f"{words}{made} Không xóa cột và hàng đang ẩn. Xong thì lưu, rồi: isoqms import TỆP."


def _own_keys(
    register: RegisterFile,
    table: Table,
    name: str,
    filled: tuple[TableRow, Labels],
    base: BaseSheet,
) -> FormSheet:
    """The register's own keys, one below the other."""
    row, named = filled
    columns = (
        FormColumn(OURS, "Mục", "", 60.0, Slot()),
        FormColumn(VALUE, "Giá trị", "", 90.0, Slot()),
        FormColumn(OURS, "Giải thích", "", 90.0, Slot()),
    )
    rows = tuple(
        FormRow(
            column.key,
            (_title(column), in_words(column, row.stored(column), named), column_note(column)),
            _slot(column),
        )
        for column in table.columns
    )
    guide = (
        "Chỉ ghi vào cột «Giá trị»; mục có dấu * phải ghi. Xong thì lưu, rồi: isoqms import TỆP."
    )
    return FormSheet(
        base.mark, name, f"{register.title} – thông tin chung", guide, columns, rows, 0
    )
