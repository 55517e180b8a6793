"""Begin a self-score from what the records prove, and take one back from Excel."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any, Final

from isoqms.actions.agency.init import with_schema
from isoqms.actions.changing.applying import Change
from isoqms.errors import IsoqmsError, NothingToRead
from isoqms.facts.records.text import record_text
from isoqms.facts.reporting.figures import year_of
from isoqms.facts.scoring.score_cards import TOTAL
from isoqms.model import layout
from isoqms.model.packs.scoring import ScoreCriterion, ScoringTable
from isoqms.model.scoring import ScoreRow, SelfScore
from isoqms.plain_files import read
from isoqms.readers.score_sheet import BadCells, EditedRow, read_score_sheet
from isoqms.repository import Repository
from isoqms.scoring.card import score_card, table_of
from isoqms.source.editing import Append, Edit, Put, Remove, edited
from isoqms.wording import number

_PROPOSED: Final = "Theo hồ sơ; cơ quan xem lại trước khi báo cáo."


class AlreadyBegun(IsoqmsError):
    """The year has a self-score, which the program does not write over."""

    hint = "Sửa tệp ấy, hoặc chấm trong Excel: isoqms score --xlsx TỆP, rồi --import TỆP."


@dataclass(frozen=True, slots=True)
class Planned:
    """A change of the self-score; None where there is nothing to change."""

    change: Change | None
    told: str


def path_of(year: int) -> PurePosixPath:
    """Where the self-score of a year is kept."""
    return layout.path_of("tu-cham-diem", year)


def plan_begin(repository: Repository, year: int) -> Planned:
    """A self-score with the scores that the records decide.

    What a person decides is left for the person.

    NoSuchYear, NoTable; AlreadyBegun where there is one.
    """
    if year_of(repository, year).self_score is not None or repository.holds(path_of(year)):
        raise AlreadyBegun(f"Năm {year} đã có bảng tự chấm điểm ở «{path_of(year)}».")
    card = score_card(repository, year)
    rows = tuple(
        ScoreRow(id=line.criterion.id, stated=line.proved, note=_PROPOSED)
        for line in card.lines
        if line.leaf and line.proved is not None
    )
    text = with_schema(path_of(year), record_text(SelfScore(table=card.table.id, rows=rows)))
    left = number(len(card.undecided))
    told = (
        f"Đã lập {path_of(year)}: {number(len(rows))} tiêu chí có điểm theo hồ sơ, "
        f"{left} tiêu chí chờ người chấm."
    )
    return Planned(Change(f"Bắt đầu tự chấm điểm năm {year}", {path_of(year): text.encode()}), told)


def plan_import(repository: Repository, year: int, file: Path) -> Planned:
    """The self-score with the cells edited in Excel, every other letter of its file as it was.

    Sums that were right before are right again. NothingToRead, UnreadableSheet, BadCells;
    NoSuchYear, NoTable.
    """
    records = year_of(repository, year)
    table = table_of(repository, records)
    leaves = {leaf.id for leaf in table.leaves}
    sums = {TOTAL, *(row.id for row in table.rows if row.id not in leaves)}
    rows = read_score_sheet(content_of(file), sums)
    _refuse_bad(table, rows)
    if not rows:
        return Planned(None, "")
    path = path_of(year)
    kept: Sequence[ScoreRow] = ()
    old = with_schema(path, f"table: {table.id}\n").encode()
    seen: dict[PurePosixPath, bytes] = {}
    if records.self_score:
        kept = records.self_score.record.rows
        old = seen[path] = repository.bytes_of(path)
    content = edited(path, old, *_edits(kept, rows), *_sums(table, kept, rows))
    told = f"Đã ghi {number(len(rows))} dòng đã sửa vào {path}."
    return Planned(
        Change(f"Tự chấm điểm năm {year}: {number(len(rows))} dòng", {path: content}, seen), told
    )


def content_of(file: Path) -> bytes:
    """What a file holds that a person brings; NothingToRead where it cannot be read."""
    try:
        return read(file)
    except OSError as error:
        raise NothingToRead(
            f"Không đọc được tệp «{file}».", "Kiểm tra đường dẫn; đóng tệp nếu đang mở."
        ) from error


def _refuse_bad(table: ScoringTable, rows: Sequence[EditedRow]) -> None:
    """BadCells with every row that the table does not know, or whose score is not on its grid."""
    leaves = {leaf.id: leaf for leaf in table.leaves}
    faults = [_fault(table, leaves.get(row.id), row) for row in rows]
    told = list(filter(None, faults))
    if told:
        raise BadCells("\n".join(told))


def _fault(table: ScoringTable, leaf: ScoreCriterion | None, row: EditedRow) -> str | None:
    if leaf is None:
        return (
            f"{row.where}, cột A (TT): «{row.id}» không phải là tiêu chí chấm điểm của bảng "
            f"«{table.id}»."
        )
    where = f"{row.where}, cột D (Điểm tự chấm)"
    if row.stated is not None and not 0 <= row.stated <= leaf.max:
        return (
            f"{where}: {number(row.stated)} không nằm trong khoảng 0 đến {number(leaf.max)} của "
            f"tiêu chí {leaf.id}."
        )
    if row.stated is not None and leaf.step and row.stated % leaf.step:
        return (
            f"{where}: {number(row.stated)} không chia hết cho bước {number(leaf.step)} của tiêu "
            f"chí {leaf.id}."
        )
    return None


def _edits(kept: Sequence[ScoreRow], rows: Sequence[EditedRow]) -> Iterator[Edit]:
    """What changes on rows that stand; new rows behind them.

    Last, from the end, the rows that go.
    """
    place: dict[str, int] = {}
    for index, each in enumerate(kept):
        place.setdefault(each.id, index)
    fresh, gone = [], []
    for row in rows:
        if row.id not in place:
            fresh.append(row)
        elif row.stated_cleared:
            gone.append(place[row.id])
        else:
            yield from _put(("rows", place[row.id]), row, kept[place[row.id]])
    if added := tuple(_new(row) for row in fresh if row.stated is not None):
        yield Append(("rows",), added)
    yield from (Remove(("rows", index)) for index in sorted(gone, reverse=True))


def _put(route: tuple[str | int, ...], row: EditedRow, old: ScoreRow) -> Iterator[Edit]:
    if row.stated is not None:
        yield Put((*route, "stated"), row.stated)
    if row.evidence:
        if old.evidence:
            yield Remove((*route, "evidence"))
        yield Append((*route, "evidence"), row.evidence)
    elif row.evidence is not None and old.evidence:
        yield Remove((*route, "evidence"))
    if row.note:
        yield Put((*route, "note"), row.note)
    elif row.note is not None and old.note:
        yield Remove((*route, "note"))


def _new(row: EditedRow) -> dict[str, Any]:
    values = {
        "id": row.id,
        "stated": row.stated,
        "evidence": list(row.evidence or ()) or None,
        "note": row.note or None,
    }
    return {name: value for name, value in values.items() if value is not None}


def _sums(
    table: ScoringTable, kept: Sequence[ScoreRow], rows: Sequence[EditedRow]
) -> Iterator[Edit]:
    """The parents that somebody typed right go with their leaves; a wrong one stays for people."""
    leaves = {leaf.id for leaf in table.leaves}
    before = {row.id: row.stated for row in reversed(kept) if row.id in leaves}
    old, new = table.sums(before), table.sums(_edited(before, rows))
    cleared = {row.id for row in rows if row.stated_cleared}
    # The rows that go are taken out first, so each row stands as much higher as go above it.
    shift = 0
    for index, each in enumerate(kept):
        is_sum = each.id not in leaves and (each.id in old or each.id == TOTAL)
        if is_sum and each.stated == old[each.id] != new[each.id]:
            yield Put(("rows", index - shift, "stated"), _plain(new[each.id]))
        if each.id in cleared:
            shift += 1


def _edited(before: Mapping[str, Decimal], rows: Sequence[EditedRow]) -> dict[str, Decimal]:
    """The scores of the leaves after what was edited."""
    after = dict(before)
    for row in rows:
        if row.stated is not None:
            after[row.id] = row.stated
        elif row.stated_cleared:
            after.pop(row.id, None)
    return after


def _plain(value: Decimal) -> Decimal:
    """Without needless zeros: 68.5, 4."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
