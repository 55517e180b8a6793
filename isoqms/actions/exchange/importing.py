"""Import registers from an exported Excel file: only the cells that somebody has changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePosixPath
from typing import Final, TypeVar

from isoqms.actions.agency.beginnings import beginning
from isoqms.actions.changing.applying import Change
from isoqms.actions.exchange.rows import merge
from isoqms.actions.exchange.tabs import Merged, Told
from isoqms.errors import BadAnswer, IsoqmsError, UnknownName
from isoqms.facts.exchange.baseline import Baseline, BaseSheet, NoBaseline, unpacked
from isoqms.facts.records.tables import RegisterFile, open_register, register_kind
from isoqms.model.tables import Names
from isoqms.pages.records.sheets import labels_of
from isoqms.readers.cell_values import Known
from isoqms.readers.filled_form import FilledBook, FilledSheet, read_form
from isoqms.repository import Repository
from isoqms.source.editing import Put, edited
from isoqms.wording import listed

_Told = TypeVar("_Told", str, Told)
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
    known = Known(
        labels_of(repository.agency.record),
        {kind: baseline.names.get(kind.value, {}) for kind in Names},
    )
    merged = [
        merge(register, tabs, known, remove=remove_missing)
        for register, tabs in _by_register(repository, book, baseline)
    ]
    _refuse(merged)
    files = {one.register.path: _written(repository, one) for one in merged if one.differs}
    gone = _every(one.gone for one in merged)
    removed, missing = (gone, ()) if remove_missing else ((), gone)
    return Import(
        change=_change(repository, merged, files),
        changed=tuple(map(str, sorted(_every(one.changed for one in merged)))),
        added=tuple(map(str, sorted(_every(one.added for one in merged)))),
        removed=removed,
        missing=missing,
        notes=(*_about_tabs(book, baseline), *_every(one.notes for one in merged)),
    )


def _every(lists: Iterable[list[_Told]]) -> tuple[_Told, ...]:
    return tuple(chain.from_iterable(lists))


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
    _refuse_twins(book)
    filled = {sheet.mark: (order, sheet) for order, sheet in enumerate(book.sheets)}
    groups: dict[tuple[str, int | None], list[tuple[int, BaseSheet, FilledSheet]]] = {}
    for base in baseline.sheets:
        if base.mark in filled:
            order, sheet = filled[base.mark]
            groups.setdefault((base.register, base.year), []).append((order, base, sheet))
    for (name, year), tabs in groups.items():
        yield _opened(repository, name, year), tabs


def _refuse_twins(book: FilledBook) -> None:
    """BadAnswer where a tab was copied: which of the two is meant, nobody can tell."""
    names: dict[str, list[str]] = {}
    for sheet in book.sheets:
        names.setdefault(sheet.mark, []).append(f"«{sheet.name}»")
    for twins in names.values():
        if len(twins) > 1:
            raise BadAnswer(
                f"Các trang {listed(twins)} là bản chép của nhau, không biết nhập trang nào.",
                "Giữ lại một trang.",
            )


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
    bad = sorted(_every(one.bad for one in merged))
    if bad:
        raise BadCells(_all(f"Có {len(bad)} ô không nhập được, nên chưa ghi gì:", bad))
    conflicts = sorted(_every(one.conflicts for one in merged))
    if conflicts:
        first = (
            f"Có {len(conflicts)} ô đã sửa ở cả Excel và trong kho sau khi xuất, nên chưa ghi gì:"
        )
        raise ChangedMeanwhile(_all(first, conflicts))


def _all(first: str, told: list[Told]) -> str:
    lines = [first, *(f"  {each}" for each in told[:_MOST_TOLD])]
    if len(told) > _MOST_TOLD:
        lines.append(f"  … và {len(told) - _MOST_TOLD} ô nữa.")
    return "\n".join(lines)


def _written(repository: Repository, merged: Merged) -> bytes:
    """The file as it shall be.

    A new one says what was filled in, in the order of its model, and nothing else.
    """
    register = merged.register
    if register.content is not None:
        return edited(register.path, register.content, *merged.edits())
    keys = [key for key in register.kind.model.model_fields if key in merged.data]
    begun = beginning(repository, register.path)
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
