"""Import registers from an exported Excel file: only the cells that somebody has changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from isoqms.actions.changing.applying import Change
from isoqms.actions.exchange.rows import merge
from isoqms.actions.exchange.tabs import Merged, Told
from isoqms.errors import BadAnswer, IsoqmsError, UnknownName
from isoqms.facts.exchange.baseline import Baseline, BaseSheet, NoBaseline, unpacked
from isoqms.facts.records.tables import RegisterFile, open_register, register_kind
from isoqms.model.tables import Names
from isoqms.readers.cell_values import Known
from isoqms.readers.filled_form import FilledBook, FilledSheet, read_form
from isoqms.repository import Repository
from isoqms.repository.places import SCHEMAS, schema_line
from isoqms.source.editing import Put, edited
from isoqms.wording import listed

_MOST_TOLD: Final = 100
_LOOKUP: Final = "Tra cứu"


class BadCells(IsoqmsError):
    """Cells that cannot be taken over; nothing is, then."""

    hint = "Sửa các ô này trong Excel, lưu, rồi nhập lại."


class ChangedMeanwhile(IsoqmsError):
    """Cells that were changed in Excel and, since it was made, in the repository too."""

    hint = (
        "Chọn giá trị đúng cho từng ô: nếu kho đúng, ghi giá trị của kho vào ô đó; nếu Excel đúng, "
        "xuất sổ lại, ghi vào tệp mới; rồi nhập lại."
    )


@dataclass(frozen=True, slots=True)
class Import:
    """What an Excel file brings."""

    change: Change | None
    """None where nothing in it differs from the repository."""
    changed: tuple[str, ...]
    """Each changed cell with its value before and after."""
    added: tuple[str, ...]
    removed: tuple[str, ...]
    missing: tuple[str, ...]
    """Rows that the file lacks and the register keeps, because nobody asked to remove them."""
    notes: tuple[str, ...]


def plan_import(repository: Repository, content: bytes, *, remove_missing: bool = False) -> Import:
    """The change that brings the changed cells of an Excel file into the registers.

    Nothing is written.

    UnreadableBook and NoBaseline for a file that is none of ours; BadCells and ChangedMeanwhile
    with every such cell; UnreadableRegister, and CannotEdit where a file was written in a way that
    cannot be edited.
    """
    book = read_form(content)
    baseline = _baseline(repository, book)
    known: Known = {
        Names.ROLE: {role.key: role.title for role in repository.agency.record.roles},
        Names.UNIT: {unit.key: unit.name for unit in repository.agency.record.units},
    }
    merged = [
        merge(register, tabs, known, remove=remove_missing)
        for register, tabs in _by_register(repository, book, baseline)
    ]
    _refuse(merged)
    files = {one.register.path: _written(repository, one) for one in merged if one.differs}
    gone = tuple(words for one in merged for words in one.gone)
    return Import(
        change=_change(repository, merged, files),
        changed=tuple(map(str, sorted(told for one in merged for told in one.changed))),
        added=tuple(map(str, sorted(told for one in merged for told in one.added))),
        removed=gone if remove_missing else (),
        missing=() if remove_missing else gone,
        notes=(*_about_tabs(book, baseline), *(note for one in merged for note in one.notes)),
    )


def _baseline(repository: Repository, book: FilledBook) -> Baseline:
    if not book.packed:
        raise NoBaseline(
            "Tệp Excel này không có trang ẩn ghi lại các ô lúc xuất: "
            "tệp không do `isoqms export` tạo ra, hoặc đã được một chương trình khác lưu lại và bỏ "
            "mất trang đó."
        )
    baseline = unpacked(book.packed)
    own = repository.agency.record.name
    if baseline.agency != own:
        raise BadAnswer(
            f"Tệp Excel này xuất từ kho của «{baseline.agency}», còn kho này là của «{own}».",
            "Chạy lệnh trong đúng kho, hoặc xuất lại sổ từ kho này.",
        )
    return baseline


def _by_register(
    repository: Repository, book: FilledBook, baseline: Baseline
) -> Iterable[tuple[RegisterFile, list[tuple[int, BaseSheet, FilledSheet]]]]:
    """Each register of the file with its tabs; a tab that was taken out says nothing."""
    marks = [sheet.mark for sheet in book.sheets]
    for sheet in book.sheets:
        if marks.count(sheet.mark) > 1:
            twins = listed(f"«{each.name}»" for each in book.sheets if each.mark == sheet.mark)
            raise BadAnswer(
                f"Các trang {twins} là bản chép của nhau, không biết nhập trang nào.",
                "Giữ lại một trang.",
            )
    filled = {sheet.mark: (order, sheet) for order, sheet in enumerate(book.sheets)}
    groups: dict[tuple[str, int | None], list[tuple[int, BaseSheet, FilledSheet]]] = {}
    for base in baseline.sheets:
        if base.mark in filled:
            order, sheet = filled[base.mark]
            groups.setdefault((base.register, base.year), []).append((order, base, sheet))
    for (name, year), tabs in groups.items():
        yield _opened(repository, name, year), tabs


def _opened(repository: Repository, name: str, year: int | None) -> RegisterFile:
    try:
        kind = register_kind(name)
    except UnknownName as error:
        raise NoBaseline(f"Tệp Excel này nói về sổ «{name}», bản isoqms này không có.") from error
    if (year is None) == kind.yearly:
        raise NoBaseline("Trang ẩn của tệp Excel đã hỏng, nên không biết ô nào đã sửa.")
    return open_register(repository, kind, year)


def _refuse(merged: Iterable[Merged]) -> None:
    """BadCells or ChangedMeanwhile where there is any such cell."""
    bad = sorted(told for one in merged for told in one.bad)
    if bad:
        raise BadCells(_all(f"Có {len(bad)} ô không nhập được, nên chưa ghi gì:", bad))
    conflicts = sorted(told for one in merged for told in one.conflicts)
    if conflicts:
        first = (
            f"Có {len(conflicts)} ô đã sửa ở cả Excel và trong kho sau khi xuất, nên chưa ghi gì:"
        )
        raise ChangedMeanwhile(_all(first, conflicts))


def _all(first: str, told: list[Told]) -> str:
    lines = [first, *(f"  {each}" for each in told[:_MOST_TOLD])]
    return "\n".join(
        [*lines, f"  … và {len(told) - _MOST_TOLD} ô nữa."] if len(told) > _MOST_TOLD else lines
    )


def _written(repository: Repository, merged: Merged) -> bytes:
    """The file as it shall be.

    A new one says what was filled in, in the order of its model, and nothing else.
    """
    register = merged.register
    if register.content is not None:
        return edited(register.path, register.content, *merged.edits())
    keys = [key for key in register.kind.model.model_fields if key in merged.data]
    begun = (
        f"{schema_line(register.path)}\n".encode() if (repository.root / SCHEMAS).is_dir() else b""
    )
    return edited(register.path, begun, *(Put((key,), merged.data[key]) for key in keys))


def _change(
    repository: Repository, merged: Iterable[Merged], files: Mapping[PurePosixPath, bytes]
) -> Change | None:
    if not files:
        return None
    titles = listed(one.register.title for one in merged if one.register.path in files)
    seen = {path: repository.bytes_of(path) for path in files if repository.holds(path)}
    return Change(message=f"Nhập từ Excel: {titles}", files=dict(files), seen=seen)


def _about_tabs(book: FilledBook, baseline: Baseline) -> Iterable[str]:
    """The tabs that were taken out, and those that came from elsewhere."""
    known = {sheet.mark for sheet in baseline.sheets}
    present = {sheet.mark for sheet in book.sheets}
    lost = len(known - present)
    if lost:
        yield f"Tệp Excel thiếu {lost} trang đã xuất; các sổ ở đó giữ nguyên."
    strange = [*(sheet.name for sheet in book.sheets if sheet.mark not in known), *book.others]
    for name in strange:
        if name != _LOOKUP:
            yield f"Trang «{name}» không thuộc tệp đã xuất, không được nhập."
