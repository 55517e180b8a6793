"""Export registers as one Excel file that can be filled in and imported again."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from isoqms.actions.changing.wholeness import refuse_unless_whole
from isoqms.errors import IsoqmsError
from isoqms.facts.records.tables import (
    TABLED,
    YEARLY,
    RegisterFile,
    UnreadableRegister,
    open_register,
    register_kind,
    rows_of,
)
from isoqms.model.kinds import RegisterKind
from isoqms.repository import Repository
from isoqms.wording import listed

WHOLE_YEAR: Final = "nam"
_BEGUN_HERE: Final = ("van-ban-di",)
"""Registers that people fill in and no command begins: of a whole year they go out empty too."""
"""The name under which all registers of a year go out together."""


class NothingToExport(IsoqmsError):
    """A register that does not exist yet."""


@dataclass(frozen=True, slots=True)
class Held:
    """A register and how much stands in it."""

    kind: RegisterKind
    path: str
    rows: int | None
    """Of all its tables; None where it cannot be read."""
    exists: bool


def export(
    repository: Repository, names: tuple[str, ...], year: int, *, empty: bool = False
) -> bytes:
    """The registers of these names as an Excel file; `nam` stands for all of a year.

    With `empty` without rows, to be filled in by the units, and also those that do not exist yet.
    UnknownName, UnreadableRegister; NothingToExport where a register does not exist.
    """
    # Excel takes longer to import than the rest of a command.
    from isoqms.facts.exchange.baseline import packed  # noqa: PLC0415
    from isoqms.pages.layout.blocks import Properties  # noqa: PLC0415 - see above
    from isoqms.pages.records.sheets import form  # noqa: PLC0415
    from isoqms.writers.excel.form_book import write_form  # noqa: PLC0415

    refuse_unless_whole(repository)
    registers = tuple(opened(repository, names, year, empty=empty))
    made = form(repository, registers, empty=empty)
    title = listed(register.title for register in registers)
    properties = Properties(title, repository.agency.record.name, repository.as_of)
    return write_form(made, packed(made.baseline), properties)


def export_name(names: tuple[str, ...], year: int) -> str:
    """What the Excel file is called: after the register and its year."""
    yearly = any(name == WHOLE_YEAR or register_kind(name).yearly for name in names)
    words = names[0] if len(names) == 1 else "cac-so"
    return f"{words}-{year}.xlsx" if yearly else f"{words}.xlsx"


def registers_held(repository: Repository, year: int) -> tuple[Held, ...]:
    """Every register that can go out, with its rows; those of a year as of this year."""
    return tuple(_held(repository, kind, year) for kind in TABLED)


def _held(repository: Repository, kind: RegisterKind, year: int) -> Held:
    path = kind.file(year)
    try:
        register = open_register(repository, kind, year)
    except UnreadableRegister:
        return Held(kind, str(path), None, exists=True)
    rows = sum(len(rows_of(register.data, table)) for table in register.tables if table.route)
    return Held(kind, str(path), rows, exists=register.content is not None)


def opened(
    repository: Repository, names: tuple[str, ...], year: int, *, empty: bool = False
) -> Iterator[RegisterFile]:
    """The registers of these names, each once; raises what `export` raises."""
    kinds: dict[str, RegisterKind] = {}
    for name in names:
        chosen = YEARLY if name == WHOLE_YEAR else (register_kind(name),)
        kinds.update({kind.name: kind for kind in chosen})
    found = [open_register(repository, kind, year) for kind in kinds.values()]
    missing = [] if empty else [register for register in found if register.content is None]
    # Of a whole year what is not there is left out; what was asked for by name is not.
    for register in missing:
        if register.kind.name in names:
            raise _not_there(repository, register)
    left_out = [register for register in missing if register.kind.name not in _BEGUN_HERE]
    if len(missing) == len(found):
        raise NothingToExport(
            f"Năm {year} chưa có sổ nào.{_years(sorted(repository.years))}",
            "Chọn năm khác bằng --year, hoặc --empty.",
        )
    yield from (register for register in found if register not in left_out)


def _not_there(repository: Repository, register: RegisterFile) -> NothingToExport:
    others = _others(repository, register.kind)
    return NothingToExport(
        f"Chưa có «{register.title}»: kho không có tệp «{register.path}».{others}",
        f"Gõ `isoqms export {register.kind.name}{_of_year(register)} --empty` để có mẫu "
        "Excel trống mà điền; nhập lại thì có sổ.",
    )


def _of_year(register: RegisterFile) -> str:
    return "" if register.year is None else f" --year {register.year}"


def _others(repository: Repository, kind: RegisterKind) -> str:
    """The years that have this register."""
    if not kind.yearly:
        return ""
    return _years([year for year in sorted(repository.years) if repository.holds(kind.file(year))])


def _years(years: list[int]) -> str:
    return f" Có của năm {listed(map(str, years))}." if years else ""
