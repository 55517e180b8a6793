"""What belongs together of two versions: rows by their key (mã hiệu), all else by its words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from isoqms.wording import fold, nfc

T = TypeVar("T")
Pair = tuple[int | None, int | None]
"""An index of the old and one of the new; None where a thing has no partner."""

_ORDINALS = ("tt", "stt", "so tt", "so thu tu")
_KEY_TITLES = ("ma ", "ma hieu", "ma so", "so, ky hieu", "so ky hieu", "ky hieu")
# With less than half of its words in common, more of a pair would be marked than kept.
_ALIKE = 0.5
# So many comparisons of two texts take about a tenth of a second.
_MOST_COMPARISONS = 40_000


@dataclass(frozen=True, slots=True)
class Unit:
    """Something to be paired: what kind of thing it is, and what it says. Kinds are never mixed.

    Things with the same `head` are alike whatever else they say, as tables with the same titles
    are.
    """

    kind: str
    text: str
    head: str = ""


def paired(old: Sequence[Unit], new: Sequence[Unit], *, least: float = _ALIKE) -> list[Pair]:
    """The indexes of both in one order: together where equal or at least so much alike."""
    before = [_normal(unit) for unit in old]
    after = [_normal(unit) for unit in new]
    # With autojunk difflib overlooks what is frequent in a long list: each empty line of a form.
    matcher: SequenceMatcher[Unit] = SequenceMatcher(None, before, after, autojunk=False)
    pairs: list[Pair] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pairs += zip(range(i1, i2), range(j1, j2), strict=True)
        else:
            pairs += shifted(_aligned(before[i1:i2], after[j1:j2], least), i1, j1)
    return pairs


def paired_rows(
    titles: Sequence[str],
    old: Sequence[Sequence[str]],
    new: Sequence[Sequence[str]],
    key: int | None = None,
) -> list[Pair]:
    """The indexes of the rows of two tables in one order, by column `key` or `key_column`'s.

    Rows with different keys are never the same row; without a key column rows are paired by their
    words.
    """
    column = key_column(titles, (*old, *new)) if key is None else key
    # A row that was put in changes the running numbers of all below it.
    skipped = {index for index, title in enumerate(titles) if is_ordinal(title)}
    return paired(
        [_row_unit(row, column, skipped) for row in old],
        [_row_unit(row, column, skipped) for row in new],
    )


def key_column(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> int | None:
    """The column that names a row: one titled as a code, or else the first if it holds codes.

    None without one.
    """
    for index, title in enumerate(titles):
        if f"{fold(title)} ".startswith(_KEY_TITLES):
            return index
    if not titles or is_ordinal(titles[0]):
        return None
    return 0 if _are_codes([row[0].strip() for row in rows if len(row) == len(titles)]) else None


def is_ordinal(title: str) -> bool:
    """Whether a column of this title counts the rows (số thứ tự)."""
    return fold(title).strip(" .") in _ORDINALS


def partner(things: Sequence[T], index: int | None) -> T | None:
    """The thing that an index of a pair names; None where the pair has none."""
    return None if index is None else things[index]


def shifted(pairs: Iterable[Pair], down: int, right: int) -> Iterator[Pair]:
    """The pairs of two slices by their indexes in the whole, which begin at `down` and `right`."""
    for i, j in pairs:
        yield None if i is None else i + down, None if j is None else j + right


def _are_codes(cells: Sequence[str]) -> bool:
    """Whether cells name their rows: words of one piece, most of them only once."""
    if not cells or any(not cell or re.search(r"\s", cell) for cell in cells):
        return False
    return len(set(cells)) * 2 >= len(cells)


def _row_unit(row: Sequence[str], column: int | None, skipped: set[int]) -> Unit:
    if len(row) == 1:
        return Unit("group", row[0])
    if column is not None and column < len(row) and row[column].strip():
        # The key is the kind, so that a row never pairs with its neighbour of another code, which
        # would read as if one document had turned into the other.
        return Unit(f"key {row[column].strip()}", "")
    return Unit("row", " ".join(cell for index, cell in enumerate(row) if index not in skipped))


def _normal(unit: Unit) -> Unit:
    return Unit(unit.kind, " ".join(nfc(unit.text).split()), unit.head)


def _aligned(old: Sequence[Unit], new: Sequence[Unit], least: float) -> list[Pair]:
    """The best way to pair what is not equal without changing the order.

    What stays alone is deleted, then inserted.
    """
    if not old or not new:
        return _filled((), len(old), len(new))
    before, after = [_Said.by(unit) for unit in old], [_Said.by(unit) for unit in new]
    if len(old) * len(new) > _MOST_COMPARISONS:
        return _filled(_by_place(before, after, least), len(old), len(new))
    gain = [[_likeness(a, b) for b in after] for a in before]
    return _filled(_best(gain, least), len(old), len(new))


@dataclass(frozen=True, slots=True)
class _Said:
    """A unit, ready to be compared many times."""

    kind: str
    head: str
    words: frozenset[str]

    @classmethod
    def by(cls, unit: Unit) -> "_Said":
        return cls(unit.kind, unit.head, frozenset(unit.text.split()))


def _likeness(old: _Said, new: _Said) -> float:
    """The share of words that two things have in common, from 0 to 1.

    Things of two kinds have nothing.
    """
    if old.kind != new.kind:
        return 0
    total = len(old.words) + len(new.words)
    share = 2 * len(old.words & new.words) / total if total else 1
    if old.head and old.head == new.head:
        # At least a half, so that a table whose rows were all replaced is still that table.
        return (1 + share) / 2
    return share


def _by_place(
    old: Sequence[_Said], new: Sequence[_Said], least: float
) -> Iterator[tuple[int, int]]:
    """The indexes at which two long sequences are alike without any search."""
    for index, (before, after) in enumerate(zip(old, new, strict=False)):
        if _likeness(before, after) >= least:
            yield index, index


def _best(gain: Sequence[Sequence[float]], least: float) -> list[tuple[int, int]]:
    """The pairs, in order on both sides, with the greatest sum of likeness."""
    rows, columns = len(gain), len(gain[0])
    # Filled from the end, so that the way through it is read from the beginning.
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            together = gain[i][j] + best[i + 1][j + 1] if gain[i][j] >= least else 0.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    pairs = []
    i = j = 0
    while i < rows and j < columns:
        # Equal to the last bit where this pair was chosen: it is the very sum made above.
        if gain[i][j] >= least and best[i][j] == gain[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _filled(pairs: Iterable[tuple[int, int]], rows: int, columns: int) -> list[Pair]:
    """The pairs with what is alone between them."""
    filled: list[Pair] = []
    i = j = 0
    for row, column in (*pairs, (rows, columns)):
        filled += [(index, None) for index in range(i, row)]
        filled += [(None, index) for index in range(j, column)]
        if row < rows:
            filled.append((row, column))
        i, j = row + 1, column + 1
    return filled
