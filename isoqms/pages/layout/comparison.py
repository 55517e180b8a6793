"""What differs between two papers: paragraph by paragraph, row by row, word by word.

Only this module knows what belongs together: rows by their key (mã hiệu), everything else by its
words.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TypeVar

from isoqms.pages.layout.blocks import (
    Addressees,
    Annex,
    AnnexHead,
    Article,
    Authority,
    Bases,
    Blank,
    Block,
    Enactment,
    Heading,
    Item,
    Letterhead,
    NewPage,
    Note,
    Paper,
    Paragraph,
    Part,
    Signature,
    Table,
    Title,
    attached_line,
    spoken,
)
from isoqms.wording import fold, nfc

T = TypeVar("T", bound=Hashable)
Pair = tuple[int | None, int | None]

# Codes, numbers and dates are one word: QT-HT-01, 19/2014/QĐ-TTg, 12,5.
_WORD = re.compile(r"\w+(?:[.,/\-]\w+)*|\s+|.", re.DOTALL)
_BLANK = re.compile(r"\s*\Z")
_ORDINALS = ("tt", "stt", "so tt", "so thu tu")
_KEY_TITLES = ("ma ", "ma hieu", "ma so", "so, ky hieu", "so ky hieu", "ky hieu")
_ALIKE = 0.5
# Below this share of common letters a text was written anew, and its few common words would only
# confuse.
_REWRITTEN = 0.3
# So many comparisons of two texts take about a tenth of a second.
_MOST_COMPARISONS = 40_000


class Fate(StrEnum):
    """What became of some words."""

    KEPT = "kept"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with one fate."""

    fate: Fate
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or a row as it is read.

    `where` is the heading it stands below, `key` what names a row.
    """

    text: str
    where: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Same:
    """A line that says the same in both."""

    line: Line


@dataclass(frozen=True, slots=True)
class Inserted:
    """A line that only the new paper has."""

    line: Line


@dataclass(frozen=True, slots=True)
class Deleted:
    """A line that only the old paper has."""

    line: Line


@dataclass(frozen=True, slots=True)
class Changed:
    """A line that reads otherwise.

    The kept and deleted pieces are the old line, the kept and inserted ones the new.
    """

    old: Line
    new: Line
    words: tuple[Piece, ...]


Difference = Same | Inserted | Deleted | Changed


@dataclass(frozen=True, slots=True)
class Unit:
    """Something to be paired: what kind of thing it is, and what it says. Kinds are never mixed.

    Things with the same `head` are alike whatever else they say, as tables with the same titles
    are.
    """

    kind: str
    text: str
    head: str = ""


def compare(old: Paper | Sequence[Block], new: Paper | Sequence[Block]) -> tuple[Difference, ...]:
    """The lines of both papers in one order, each with its fate.

    Rows are paired by their key where the table has one, and their running numbers are not
    compared: a row that was put in changes the numbers of all below it. How a text looks is not
    compared.
    """
    before, after = tuple(_parts(old)), tuple(_parts(new))
    pairs = paired([_unit(part) for part in before], [_unit(part) for part in after])
    return tuple(
        difference
        for i, j in pairs
        for difference in _differences(
            None if i is None else before[i], None if j is None else after[j]
        )
    )


def bracketed(fate: Fate, text: str) -> str:
    """`[-old-]`, `{+new+}`; kept words as they are."""
    return {Fate.DELETED: f"[-{text}-]", Fate.INSERTED: f"{{+{text}+}}"}.get(fate, text)


def comparison_text(
    differences: Iterable[Difference],
    *,
    context: int = 8,
    dress: Callable[[Fate, str], str] = bracketed,
) -> tuple[str, ...]:
    """What differs, as lines for a terminal, each piece as `dress` writes it, below its heading.

    Of kept words so many stand on each side of a change. Nothing when the papers say the same.
    """
    return tuple(_told(differences, context, dress))


def word_changes(old: str, new: str) -> tuple[Piece, ...]:
    """The words of both texts in one order, each with its fate.

    Neighbours with the same fate are one piece.
    """
    before, after = split_words(old), split_words(new)
    pieces: list[Piece] = []
    for kept, start, end, from_, to in changes(before, after, str):
        if kept:
            pieces.append(Piece(Fate.KEPT, "".join(before[start:end])))
            continue
        if end > start:
            pieces.append(Piece(Fate.DELETED, "".join(before[start:end])))
        if to > from_:
            pieces.append(Piece(Fate.INSERTED, "".join(after[from_:to])))
    return tuple(pieces)


def split_words(text: str) -> list[str]:
    """The words of `text` and all between them; joined again they are `text`."""
    return _WORD.findall(text)


def changes(
    old: Sequence[T], new: Sequence[T], text: Callable[[T], str]
) -> list[tuple[bool, int, int, int, int]]:
    """The stretches of two sequences of words, as `(kept, i1, i2, j1, j2)`.

    `text` gives the letters of a word.

    A space alone between two changes goes with them, and a text with little in common is replaced
    whole.
    """
    matcher: SequenceMatcher[T] = SequenceMatcher(None, old, new, autojunk=False)
    found = [(tag == "equal", i1, i2, j1, j2) for tag, i1, i2, j1, j2 in matcher.get_opcodes()]
    letters = sum(len(text(word).strip()) for word in (*old, *new))
    common = sum(
        len(text(word).strip()) for kept, i1, i2, _, _ in found if kept for word in old[i1:i2]
    )
    if letters and 2 * common < _REWRITTEN * letters:
        return [(False, 0, len(old), 0, len(new))]
    last = len(found) - 1
    lonely = [
        (
            kept
            and not (0 < index < last and all(_BLANK.match(text(word)) for word in old[i1:i2])),
            i1,
            i2,
            j1,
            j2,
        )
        for index, (kept, i1, i2, j1, j2) in enumerate(found)
    ]
    return _joined(lonely)


def _joined(
    stretches: Iterable[tuple[bool, int, int, int, int]],
) -> list[tuple[bool, int, int, int, int]]:
    """Neighbours that are both changed, as one."""
    joined: list[tuple[bool, int, int, int, int]] = []
    for kept, i1, i2, j1, j2 in stretches:
        if joined and not kept and not joined[-1][0]:
            _, start, _, from_, _ = joined[-1]
            joined[-1] = (False, start, i2, from_, j2)
        else:
            joined.append((kept, i1, i2, j1, j2))
    return joined


# What belongs together


def paired(old: Sequence[Unit], new: Sequence[Unit], *, least: float = _ALIKE) -> list[Pair]:
    """The indexes of both in one order: together where equal or at least so much alike."""
    before = [_normal(unit) for unit in old]
    after = [_normal(unit) for unit in new]
    matcher: SequenceMatcher[Unit] = SequenceMatcher(None, before, after, autojunk=False)
    pairs: list[Pair] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pairs += zip(range(i1, i2), range(j1, j2), strict=True)
        else:
            pairs += _shifted(_aligned(before[i1:i2], after[j1:j2], least), i1, j1)
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
    skipped = {index for index, title in enumerate(titles) if fold(title).strip(" .") in _ORDINALS}
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
    if not titles or fold(titles[0]).strip(" .") in _ORDINALS:
        return None
    firsts = [row[0].strip() for row in rows if len(row) == len(titles)]
    codes = bool(firsts) and all(first and not re.search(r"\s", first) for first in firsts)
    return 0 if codes and len(set(firsts)) * 2 >= len(firsts) else None


def _row_unit(row: Sequence[str], column: int | None, skipped: set[int]) -> Unit:
    if len(row) == 1:
        return Unit("group", row[0])
    if column is not None and column < len(row) and row[column].strip():
        return Unit(f"key {row[column].strip()}", "")
    return Unit("row", " ".join(cell for index, cell in enumerate(row) if index not in skipped))


def _normal(unit: Unit) -> Unit:
    return Unit(unit.kind, " ".join(nfc(unit.text).split()), unit.head)


def _shifted(pairs: Iterable[Pair], down: int, right: int) -> Iterator[Pair]:
    for i, j in pairs:
        yield None if i is None else i + down, None if j is None else j + right


def _aligned(old: Sequence[Unit], new: Sequence[Unit], least: float) -> list[Pair]:
    """The best way to pair what is not equal without changing the order.

    What stays alone is deleted, then inserted.
    """
    if not old or not new:
        return [*((i, None) for i in range(len(old))), *((None, j) for j in range(len(new)))]
    before, after = [_Said.by(unit) for unit in old], [_Said.by(unit) for unit in new]
    if len(old) * len(new) > _MOST_COMPARISONS:
        together = [
            index
            for index, (a, b) in enumerate(zip(before, after, strict=False))
            if _likeness(a, b) >= least
        ]
        return _filled([(index, index) for index in together], len(old), len(new))
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
    return (1 + share) / 2 if old.head and old.head == new.head else share


def _best(gain: Sequence[Sequence[float]], least: float) -> list[tuple[int, int]]:
    """The pairs, in order on both sides, with the greatest sum of likeness."""
    rows, columns = len(gain), len(gain[0])
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            together = gain[i][j] + best[i + 1][j + 1] if gain[i][j] >= least else 0.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    pairs = []
    i = j = 0
    while i < rows and j < columns:
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


# Papers as lines


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table as its titles and its rows."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    where: str


_Part = Line | _Grid


def _unit(part: _Part) -> Unit:
    if isinstance(part, Line):
        return Unit("line", part.text)
    return Unit(
        "table",
        " ".join((*part.titles, *(cell for row in part.rows for cell in row))),
        " | ".join(part.titles),
    )


def _parts(given: Paper | Sequence[Block]) -> Iterator[_Part]:
    if not isinstance(given, Paper):
        yield from _placed(given)
        return
    yield from (
        Line(text) for text in (*_head_lines(given), *_letterhead_lines(given.letterhead)) if text
    )
    yield from _placed((*given.body, *((given.signature,) if given.signature else ())))
    for annex in given.annexes:
        yield from (Line(text) for text in _annex_lines(annex) if text)
        yield from _placed(annex.body)


def _head_lines(paper: Paper) -> tuple[str, ...]:
    head, mark = paper.running_head, paper.mark
    running = (*head.agencies, head.title_line, *head.facts) if head else ()
    return (*running, *((mark.line, mark.reason) if mark else ()))


def _letterhead_lines(head: Letterhead | None) -> tuple[str, ...]:
    if head is None:
        return ()
    return (*head.parents, *head.agencies, head.number_line, head.dateline, head.subject_line)


def _annex_lines(annex: Annex) -> tuple[str, ...]:
    if isinstance(annex.head, AnnexHead):
        return (annex.head.label, annex.head.title_line, attached_line(annex.head.attached_to))
    return _letterhead_lines(annex.head)


def _placed(blocks: Iterable[Block]) -> Iterator[_Part]:
    """The lines of blocks, each with the heading it stands below."""
    where = ""
    for block in blocks:
        if isinstance(block, Heading | Part | Article):
            where = _lines(block)[0]
        if isinstance(block, Table):
            if block.caption:
                yield Line(block.caption, where)
            yield _Grid(
                tuple(column.title for column in block.columns),
                tuple(tuple(spoken(cell) for cell in row.cells) for row in block.rows),
                where,
            )
        else:
            yield from (Line(text, where) for text in _lines(block) if text)


def _lines(block: Block) -> tuple[str, ...]:
    """The words of a block as they are printed, one paragraph each."""
    match block:
        case Title():
            return (block.kind_line, block.summary, attached_line(block.attached_to))
        case Authority() | Heading():
            return (block.line,)
        case Bases():
            return block.lines
        case Enactment():
            return (block.word,)
        case Addressees():
            return (block.label, *block.lines)
        case Part():
            return (f"{block.label} {block.title_line}".strip(),)
        case Paragraph():
            return (f"{block.label} {spoken(block.text)}".strip(),)
        case Item():
            return (f"{block.marker} {spoken(block.text)}".strip(),)
        case Article():
            return (
                (f"{block.label} {block.title}".strip(), spoken(block.text))
                if block.title
                else (f"{block.label} {spoken(block.text)}".strip(),)
            )
        case Note():
            return (spoken(block.text),)
        case Blank():
            return (block.label,)
        case Signature():
            return _signature_lines(block)
        case NewPage() | Table():
            return ()


def _signature_lines(foot: Signature) -> tuple[str, ...]:
    signed = (line for one in foot.signatories for line in (*one.capacities, one.post, one.name))
    return (*signed, *foot.copies)


def _differences(old: _Part | None, new: _Part | None) -> Iterator[Difference]:
    if isinstance(old, Line) and isinstance(new, Line):
        yield _difference(old, new)
    elif isinstance(old, _Grid) and isinstance(new, _Grid):
        yield from _row_differences(old, new)
    else:
        yield from (Deleted(line) for line in _all_lines(old))
        yield from (Inserted(line) for line in _all_lines(new))


def _difference(old: Line, new: Line) -> Difference:
    if _spaced(old.text) == _spaced(new.text):
        return Same(new)
    return Changed(old, new, word_changes(old.text, new.text))


def _spaced(text: str) -> str:
    return " ".join(nfc(text).split())


def _all_lines(part: _Part | None) -> Iterator[Line]:
    if isinstance(part, Line):
        yield part
    elif part:
        column = key_column(part.titles, part.rows)
        yield Line(" | ".join(part.titles), part.where)
        yield from (_row_line(part, row, column) for row in part.rows)


def _row_differences(old: _Grid, new: _Grid) -> Iterator[Difference]:
    heads = (Line(" | ".join(grid.titles), grid.where) for grid in (old, new))
    yield _difference(*heads)
    column = key_column(new.titles, (*old.rows, *new.rows))
    for i, j in paired_rows(new.titles, old.rows, new.rows, column):
        before = None if i is None else _row_line(old, old.rows[i], column)
        after = None if j is None else _row_line(new, new.rows[j], column)
        yield from _differences(before, after)


def _row_line(grid: _Grid, row: tuple[str, ...], column: int | None) -> Line:
    """A row as one line, without its running number."""
    if len(row) < len(grid.titles):
        return Line(row[0], grid.where)
    pairs = zip(grid.titles, row, strict=True)
    cells = [cell for title, cell in pairs if fold(title).strip(" .") not in _ORDINALS]
    key = row[column] if column is not None and column < len(row) else ""
    return Line(" | ".join(cells), grid.where, key)


# Lines for a terminal


def _told(
    differences: Iterable[Difference], context: int, dress: Callable[[Fate, str], str]
) -> Iterator[str]:
    shown = ""
    for difference in differences:
        if isinstance(difference, Same):
            continue
        where = (difference.new if isinstance(difference, Changed) else difference.line).where
        if where != shown:
            shown = where
            yield dress(Fate.KEPT, where)
        yield _sentence(difference, context, dress)


def _sentence(
    difference: Inserted | Deleted | Changed, context: int, dress: Callable[[Fate, str], str]
) -> str:
    match difference:
        case Inserted(line):
            return dress(Fate.INSERTED, line.text)
        case Deleted(line):
            return dress(Fate.DELETED, line.text)
        case Changed(words=words):
            last = len(words) - 1
            return "".join(
                dress(piece.fate, _piece(piece, context, first=index == 0, last=index == last))
                for index, piece in enumerate(words)
            )


def _piece(piece: Piece, context: int, *, first: bool, last: bool) -> str:
    """The words of a piece; of long kept words the ends that are next to a change."""
    if piece.fate is not Fate.KEPT:
        return piece.text
    found = re.findall(r"\s*\S+\s*", piece.text)
    before = [] if first else found[:context]
    after = [] if last else found[-context:]
    if len(before) + len(after) >= len(found):
        return piece.text
    return f"{''.join(before)}… {''.join(after)}" if after else f"{''.join(before)}…"
