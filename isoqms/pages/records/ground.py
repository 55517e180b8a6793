"""What every printed register of a year is made from: records, words for keys, days, deadlines."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

from isoqms.model.agency.settings import Agency
from isoqms.model.base import Record
from isoqms.model.layout import kind_of
from isoqms.pages.layout.sheets import Column
from isoqms.pages.papers.form_line import form_line
from isoqms.repository import Repository
from isoqms.repository.entry import Entry
from isoqms.repository.year import Year
from isoqms.wording import date_short, number, two_digits

R = TypeVar("R")
M = TypeVar("M", bound=Record)

TT: Final = Column("TT", 10, centred=True)


@dataclass(frozen=True, slots=True)
class Ground:
    """The repository and the year whose register is printed.

    What lies after its day is not known yet.
    """

    repository: Repository
    year: int

    @property
    def agency(self) -> Agency:
        """The agency's settings."""
        return self.repository.agency.record

    @property
    def day(self) -> date:
        """The day as of which the register is printed."""
        return self.repository.as_of

    @property
    def records(self) -> Year:
        """The records of the year; empty ones where there are none."""
        return self.repository.years.get(self.year) or Year(self.year)

    def role(self, key: str | None) -> str:
        """The title of a role; nothing for none."""
        return self.agency.role_title(key) if key else ""

    def unit(self, key: str | None) -> str:
        """The name of a unit; nothing for none."""
        return self.agency.unit_name(key) if key else ""

    def document(self, code: str) -> str:
        """`Kiểm soát tài liệu, QT-HT-01`; the code alone of what is not in force any more."""
        known = self.repository.in_force.get(code)
        return f"{known.record.title}, {code}" if known else code

    def known(self, day: date | None) -> date | None:
        """The day, if it had come by the day of the question."""
        return day if day and day <= self.day else None

    def state(self, due: date | None, done: date | None) -> str:
        """`Xong 12/7/2026`, `Xong 12/7/2026, sau hạn`, `Quá hạn 12 ngày`, `Chưa đến hạn` …."""
        over = self.known(done)
        if over and due and over > due:
            return f"Xong {date_short(over)}, sau hạn"
        if over:
            return f"Xong {date_short(over)}"
        if due is None:
            return "Chưa xong"
        if due < self.day:
            return f"Quá hạn {number((self.day - due).days)} ngày"
        return "Chưa đến hạn"

    def overdue(self, due: date | None, done: date | None) -> bool:
        """Whether it should have been done before the day, and was not."""
        return due is not None and due < self.day and self.known(done) is None

    def until(self, rows: Iterable[tuple[date | None, R]]) -> tuple[tuple[R, ...], int]:
        """The rows by their day, those without one last, and how many lie after the day asked."""
        every = list(rows)
        kept = sorted(
            (row for row in every if row[0] is None or row[0] <= self.day),
            key=lambda row: row[0] or date.max,
        )
        return tuple(row for _, row in kept), len(every) - len(kept)

    def unwritten(self) -> str:
        """What stands in an empty register that every system has to have."""
        return f"Chưa ghi dòng nào (đến ngày {date_short(self.day)})"

    def evidence(self, text: str) -> str:
        """What proves that a thing was done: words as they are, a file by what it is called."""
        found = kind_of(text.strip())
        if found is None:
            return text
        kind, year = found
        return f"{kind.title} năm {year}" if year else kind.title

    def none(self) -> str:
        """What stands in a register of events in which nothing is written by the day."""
        return f"Không phát sinh (đến ngày {date_short(self.day)})"

    def notes(self, *notes: str, later: int = 0, forms: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The notes that say something, what was left out, the agency's own form of the titles."""
        told = [note for note in notes if note]
        if later:
            told.append(f"Không in {amount(later)} dòng có ngày sau {date_short(self.day)}.")
        if form := form_line(self.repository, *forms):
            # On a line of its own it would often be all that stands above the signatures of a last
            # page.
            told = [*told[:-1], joined(*told[-1:], f"{form}.", by=" ")]
        return tuple(told)


def held(entry: Entry[M] | None, otherwise: M) -> M:
    """What a file of records holds, or `otherwise` (an empty register) where there is no file."""
    return entry.record if entry else otherwise


def amount(value: int) -> str:
    """A count in a sentence: `03`, `12`; `0` for nothing."""
    return two_digits(value) if value else "0"


def count(value: int | Decimal | None) -> str:
    """A count or an amount in a cell of figures: `1.486`; nothing for none."""
    return "" if value is None else number(value)


def rate(value: Decimal | None) -> str:
    """`99,4%`; nothing for none."""
    return "" if value is None else f"{number(value)}%"


def day_words(day: date | None) -> str:
    """A day inside words; nothing for none."""
    return date_short(day) if day else ""


def joined(*parts: str | None, by: str = "; ") -> str:
    """The parts that say something, in one cell."""
    return by.join(part.strip() for part in parts if part and part.strip())
