"""The scoring tables that there are: told, chosen, or made from a province's Excel file."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from isoqms.actions.changing.applying import Change
from isoqms.actions.scoring.changes import content_of
from isoqms.errors import IsoqmsError, NothingToRead
from isoqms.facts.records.text import record_text
from isoqms.facts.scoring.written_tables import Reading, understood
from isoqms.model.layout import path_of
from isoqms.model.packs.scoring import ScoreCriterion, ScoringTable
from isoqms.packs import PackKind, load_scoring_table, own_packs, pack_ids
from isoqms.packs.shelf import OWN, find_pack
from isoqms.readers.scoring_table import WrittenTable, read_scoring_table
from isoqms.repository import Repository
from isoqms.source.editing import Put, edited
from isoqms.wording import fold, listed, nfc, number, slug

_LONGEST_TEXT: Final = 70
_ROUTE: Final = ("packs", "scoring")


class TableFaults(IsoqmsError):
    """Cells of a province's table that cannot be taken; each is named."""

    hint = "Sửa các ô này trong Excel rồi chạy lại; chưa ghi gì vào kho."


class TableThere(IsoqmsError):
    """A table that ships has this name already."""

    hint = "Đặt khóa khác bằng --key, ví dụ thêm năm ban hành."


class PlannedTable(NamedTuple):
    """A change of what the agency is scored by, and what is told of it."""

    change: Change | None
    told: tuple[str, ...]
    name: str
    """The key of the table."""


def tables(repository: Repository) -> tuple[str, ...]:
    """Every table that may be chosen, in two lines each, and what else can be done."""
    agency = repository.agency.record
    own = {path.stem for path in own_packs(PackKind.SCORING, repository.root)}
    lines: list[str] = []
    for name in pack_ids(PackKind.SCORING, repository.root):
        table = load_scoring_table(name, repository.root)
        whose = "của cơ quan, ở goi/cham-diem" if name in own else "có sẵn trong chương trình"
        mark = "đang dùng; " if name == agency.packs.scoring else ""
        lines.append(f"{name} ({mark}{whose}): {size_of(table)}")
        lines.append(f"    {table.name}")
        if table.issued_by:
            lines.append(f"    {table.issued_by}")
    return (*lines, *ways_to_a_table(agency.province))


def ways_to_a_table(province: str) -> tuple[str, ...]:
    """What to do, whether one of the tables fits or none."""
    another = (
        f"Tỉnh {province} có bảng khác, hoặc bảng mới: xin tệp Excel của cơ quan chủ trì, rồi "
        "isoqms score --table TỆP (các cột «TT», «Tiêu chí», «Điểm tối đa»)."
    )
    none = (
        "Tỉnh chưa ban hành bảng nào: không cần chọn; báo cáo năm vẫn lập được, không có phụ lục "
        "tự chấm điểm."
    )
    return ("", "Chọn một bảng: isoqms score --use BẢNG", another, none)


def size_of(table: ScoringTable) -> str:
    """`87 tiêu chí chấm điểm, 100 điểm`."""
    whole = sum(row.max for row in table.children(None))
    return f"{number(len(table.leaves))} tiêu chí chấm điểm, {number(whole)} điểm"


def plan_use(repository: Repository, name: str) -> PlannedTable:
    """Choose a table for the agency; UnknownName with the nearest one as hint."""
    find_pack(PackKind.SCORING, name, repository.root)
    table = load_scoring_table(name, repository.root)
    if repository.agency.record.packs.scoring == name:
        return PlannedTable(None, (f"Cơ quan đang dùng bảng «{name}» rồi; không ghi gì.",), name)
    path = path_of("isoqms")
    old = repository.bytes_of(path)
    told = f"Từ nay cơ quan chấm điểm theo bảng «{name}»: {size_of(table)}."
    content = edited(path, old, Put(_ROUTE, name))
    change = Change(f"Chọn bảng chấm điểm {name}", {path: content}, {path: old})
    return PlannedTable(change, (told, "Bắt đầu tự chấm: isoqms score --begin"), name)


def plan_table(repository: Repository, file: Path, key: str | None) -> PlannedTable:
    """The table of an Excel file as the agency's own; it is chosen by a further change.

    NothingToRead, NoSuchTable; TableFaults with every cell; TableThere.
    """
    written = read_scoring_table(content_of(file))
    reading = understood(written.rows, _known_probes())
    name = slug(key or file.stem)
    _refuse(written, reading, name)
    table = ScoringTable(
        id=name,
        name=written.name or file.stem,
        total_label=reading.total_label or "Tổng",
        rows=tuple(row.criterion for row in reading.rows),
    )
    path = PurePosixPath(OWN, PackKind.SCORING.own_folder, f"{name}.yaml")
    files: dict[PurePosixPath, bytes | None] = {path: record_text(table).encode()}
    seen: dict[PurePosixPath, bytes] = {}
    if repository.holds(path):
        seen[path] = repository.bytes_of(path)
        if seen[path] == files[path]:
            return PlannedTable(None, (f"Bảng «{name}» đã đúng như tệp; không ghi gì.",), name)
    told = (*_told(written, reading), *_summary(table, path))
    return PlannedTable(Change(f"Lập bảng chấm điểm {name}", files, seen), told, name)


def _refuse(written: WrittenTable, reading: Reading, name: str) -> None:
    if reading.faults:
        raise TableFaults(
            "\n".join(
                f"Trang «{written.sheet}», dòng {fault.row}"
                f"{f', cột {fault.column}' if fault.column else ''}: {fault.what}."
                for fault in reading.faults
            )
        )
    if not reading.rows:
        raise NothingToRead(
            f"Bảng ở trang «{written.sheet}» không có tiêu chí nào.",
            "Ghi mỗi tiêu chí một dòng, có số ở cột «TT» và điểm ở cột «Điểm tối đa».",
        )
    if not name:
        raise NothingToRead(
            "Tên tệp không cho khóa nào của bảng.",
            "Đặt khóa bằng --key, gồm chữ thường không dấu, số, gạch nối.",
        )
    if name in pack_ids(PackKind.SCORING):
        raise TableThere(f"«{name}» là khóa của bảng có sẵn trong chương trình.")


def _known_probes() -> dict[str, tuple[str, ...]]:
    """The probes of each criterion of the tables that ship, by its words.

    Only where these words stand for the same probes wherever they stand.
    """
    known: dict[str, set[tuple[str, ...]]] = {}
    for name in pack_ids(PackKind.SCORING):
        for leaf in load_scoring_table(name).leaves:
            known.setdefault(fold(nfc(leaf.text)), set()).add(leaf.probes)
    return {words: next(iter(found)) for words, found in known.items() if len(found) == 1}


def _told(written: WrittenTable, reading: Reading) -> Iterator[str]:
    """Row by row what was understood, and which rows say nothing to score."""
    columns = (f"cột {letter} «{heading.value}»" for heading, letter in written.columns.items())
    yield f"Trang «{written.sheet}»: {listed(columns)}."
    parents = {row.criterion.parent for row in reading.rows}
    lines = [(row.row, _row(row.criterion, row.criterion.id in parents)) for row in reading.rows]
    for passed in reading.passed:
        words = " ".join(cell.words for cell in passed.cells.values() if cell.words)
        lines.append((passed.number, f"bỏ qua, không có số và điểm: {_short(words)}"))
    yield from (f"  dòng {row}: {line}" for row, line in sorted(lines))


def _row(criterion: ScoreCriterion, is_sum: bool) -> str:
    told = [f"{number(criterion.max)} điểm" if is_sum else f"tối đa {number(criterion.max)}"]
    if is_sum:
        told.append("là tổng")
    if criterion.step:
        told.append(f"bước {number(criterion.step)}")
    if criterion.parent:
        told.append(f"thuộc {criterion.parent}")
    if criterion.probes:
        told.append(f"máy xét được ({', '.join(criterion.probes)})")
    return f"{criterion.id} {_short(criterion.text)}: {', '.join(told)}"


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST_TEXT else f"{words[: _LONGEST_TEXT - 1].rstrip()}…"


def _summary(table: ScoringTable, path: PurePosixPath) -> Iterator[str]:
    judged = sum(bool(leaf.probes) for leaf in table.leaves)
    yield (
        f"Đã hiểu {size_of(table)}; {number(judged)} tiêu chí máy xét được theo hồ sơ, "
        f"{number(len(table.leaves) - judged)} tiêu chí người chấm quyết định."
    )
    yield (
        f"Bảng nằm ở {path}. Thêm phép thử cho tiêu chí khác: cột «Phép thử» của tệp Excel, hoặc "
        "mục «Phép thử» (probes); xem tên bằng isoqms score --probes."
    )
