"""What the rows of a province's scoring table mean: which holds which, and whether they add up.

Numbers are read as provinces write them: parts I, II; criteria 1, 1.1; letters a, b below the last
number. A column of parents, where there is one, says it outright.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Final, NamedTuple

from isoqms.model.packs.scoring import ScoreCriterion
from isoqms.wording import fold, number

_PART: Final = re.compile(r"[IVXLC]+|[A-ZĐ]")
_WHOLE: Final = re.compile(r"\d+")
_DOTTED: Final = re.compile(r"(?P<above>\d+(?:\.\d+)*)\.\d+")
_LETTERED: Final = re.compile(r"(?P<above>\d+(?:\.\d+)*)[a-zđ]")
_LETTER: Final = re.compile(r"[a-zđ]")
_TOTAL: Final = re.compile(r"(?:tong|cong)\b")


class Heading(Enum):
    """A column of such a table, by the title that people know."""

    ID = "TT"
    TEXT = "Tiêu chí"
    MAX = "Điểm tối đa"
    STEP = "Bước điểm"
    PARENT = "Tiêu chí cha"
    PROBES = "Phép thử"
    ATTACH = "Cần đính kèm"


class WrittenCell(NamedTuple):
    """A cell: the letter of its column, and its words."""

    column: str
    words: str


class WrittenRow(NamedTuple):
    """A row of the sheet that is not empty."""

    number: int
    cells: Mapping[Heading, WrittenCell]

    def words(self, heading: Heading) -> str:
        """What stands in a column; nothing where there is no such column."""
        cell = self.cells.get(heading)
        return cell.words if cell else ""


class Fault(NamedTuple):
    """What cannot be taken, with the row and, where it is one cell, the column."""

    row: int
    column: str
    what: str


class Understood(NamedTuple):
    """A criterion, and the row that it was read from."""

    row: int
    criterion: ScoreCriterion


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a table, what was passed over, and what cannot be taken."""

    rows: tuple[Understood, ...]
    passed: tuple[WrittenRow, ...]
    faults: tuple[Fault, ...]
    total_label: str | None = None


@dataclass(slots=True)
class _Course:
    """How far the reading has come."""

    seen: dict[str, int] = field(default_factory=dict)
    part: str | None = None
    last: str | None = None
    """The last row with a number, which holds the letters below it."""


def understood(written: tuple[WrittenRow, ...], probes: Mapping[str, tuple[str, ...]]) -> Reading:
    """The criteria of the rows.

    `probes` gives those of a criterion that another table has in the same words, folded.
    """
    course = _Course()
    rows: list[_Draft] = []
    passed: list[WrittenRow] = []
    faults: list[Fault] = []
    total: WrittenRow | None = None
    for row in written:
        if not row.words(Heading.ID) and _TOTAL.match(fold(row.words(Heading.TEXT))):
            total = row
        elif not row.words(Heading.ID) and not row.words(Heading.MAX):
            passed.append(row)
        else:
            faults.extend(_take(row, course, rows))
    # Where a row has no place yet, the sums above it are wrong for that reason alone.
    if len(rows) + len(passed) + (total is not None) == len(written):
        faults.extend(_sums(rows, total))
    label = total.words(Heading.TEXT) if total else None
    done = () if faults else tuple(_criterion(draft, probes) for draft in rows)
    return Reading(done, tuple(passed), tuple(sorted(faults)), label)


@dataclass(slots=True)
class _Draft:
    """A row whose place is known, and whose points may still be the sum of those below it."""

    row: WrittenRow
    id: str
    parent: str | None
    label: str | None
    max: Decimal | None
    step: Decimal | None


def _take(row: WrittenRow, course: _Course, rows: list[_Draft]) -> Iterator[Fault]:
    """Add the row; a fault for each cell that cannot be taken."""
    said = row.words(Heading.ID).rstrip(".)").strip()
    if not said or not row.words(Heading.TEXT):
        lacking = Heading.ID if not said else Heading.TEXT
        yield _fault(row, lacking, f"thiếu «{lacking.value}»")
        return
    known = _place_of(said, course)
    name, parent = known or (said, None)
    stated = row.words(Heading.PARENT).rstrip(".)").strip()
    parent = stated or parent
    if name in course.seen:
        yield _fault(row, Heading.ID, _twice(name, course.seen[name]))
        return
    if known is None and not stated:
        yield _fault(row, Heading.ID, f"«{said}» không phải số của một tiêu chí (I; 1; 1.1; a)")
        return
    if parent is not None and parent not in course.seen:
        where = Heading.PARENT if stated else Heading.ID
        yield _fault(row, where, f"tiêu chí cha «{parent}» không đứng ở dòng nào phía trên")
        return
    most, step, faults = _points(row)
    yield from faults
    course.seen[name] = row.number
    rows.append(_Draft(row, name, parent, said if name != said else None, most, step))


def _twice(name: str, first: int) -> str:
    told = f"tiêu chí «{name}» đã có ở dòng {first}"
    if "." not in name:
        return told
    return f"{told}; nếu là số như {name}0 thì định dạng cột này là Văn bản rồi gõ lại"


def _place_of(said: str, course: _Course) -> tuple[str, str | None] | None:
    """The name of a row and of the one that holds it; None where the number says neither."""
    if _LETTER.fullmatch(said):
        return (f"{course.last}{said}", course.last) if course.last else None
    if _PART.fullmatch(said):
        course.part, course.last = said, None
        return said, None
    found = _DOTTED.fullmatch(said) or _LETTERED.fullmatch(said)
    if found:
        if _DOTTED.fullmatch(said):
            course.last = said
        return said, found["above"]
    if _WHOLE.fullmatch(said):
        course.last = said
        return said, course.part
    return None


def _points(row: WrittenRow) -> tuple[Decimal | None, Decimal | None, list[Fault]]:
    faults: list[Fault] = []
    values: list[Decimal | None] = []
    for heading in (Heading.MAX, Heading.STEP):
        words = row.words(heading)
        value = _figure(words)
        if words and (value is None or value <= 0):
            faults.append(_fault(row, heading, f"«{words}» không phải là số điểm lớn hơn 0"))
            value = None
        values.append(value)
    most, step = values
    if most and step and most % step:
        what = f"điểm tối đa {number(most)} không chia hết cho bước {number(step)}"
        faults.append(_fault(row, Heading.STEP, what))
    return most, step, faults


def _figure(words: str) -> Decimal | None:
    try:
        value = Decimal(words.replace(",", "."))
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    # 100, and not 1E+2, is what is written into a file.
    whole = value == value.to_integral_value()
    return value.quantize(Decimal(1)) if whole else value.normalize()


def _sums(rows: list[_Draft], total: WrittenRow | None) -> Iterator[Fault]:
    """The parents that differ from what is below them; one without points gets the sum."""
    for draft in reversed(rows):
        below = [each for each in rows if each.parent == draft.id]
        if below:
            yield from _parent(draft, below)
        elif draft.max is None and not draft.row.words(Heading.MAX):
            yield _fault(draft.row, Heading.MAX, f"tiêu chí {draft.id} thiếu «Điểm tối đa»")
    whole = _together([each for each in rows if each.parent is None])
    stated = _figure(total.words(Heading.MAX)) if total is not None else None
    if total is not None and None not in (stated, whole) and stated != whole:
        what = f"dòng tổng ghi {_said(stated)} điểm, các phần cộng lại là {_said(whole)}"
        yield _fault(total, Heading.MAX, what)


def _parent(draft: _Draft, below: list[_Draft]) -> Iterator[Fault]:
    together = _together(below)
    if draft.max is None and not draft.row.words(Heading.MAX):
        draft.max = together
    elif together is not None and draft.max is not None and draft.max != together:
        names = ", ".join(each.id for each in below)
        yield _fault(
            draft.row,
            Heading.MAX,
            f"tiêu chí {draft.id} ghi {number(draft.max)} điểm, các tiêu chí con ({names}) "
            f"cộng lại là {number(together)}",
        )


def _said(value: Decimal | None) -> str:
    return "" if value is None else number(value)


def _together(rows: list[_Draft]) -> Decimal | None:
    """The sum of the points; None where one of them could not be read."""
    points = [each.max for each in rows]
    known = [value for value in points if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(points) else None


def _criterion(draft: _Draft, probes: Mapping[str, tuple[str, ...]]) -> Understood:
    row = draft.row
    text = " ".join(row.words(Heading.TEXT).split())
    named = tuple(re.split(r"[,;\s]+", row.words(Heading.PROBES).strip()))
    known = probes.get(fold(text), ())
    criterion = ScoreCriterion(
        id=draft.id,
        parent=draft.parent,
        text=text,
        label=draft.label,
        max=draft.max or Decimal(0),
        step=draft.step,
        probes=tuple(filter(None, named)) or known,
        attach=row.words(Heading.ATTACH) or None,
    )
    return Understood(row.number, criterion)


def _fault(row: WrittenRow, heading: Heading, what: str) -> Fault:
    cell = row.cells.get(heading)
    return Fault(row.number, cell.column if cell else "", what)
