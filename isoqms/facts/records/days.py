"""Days that cannot be: in the future, before there were records, before what they answer.

What each day is stands beside it in its model (`model/days.py`); nobody else judges days.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from isoqms.diagnostics import Place, Route
from isoqms.facts.records.stated_dates import day_in
from isoqms.history import last_recorded
from isoqms.model.base import Record
from isoqms.model.days import (
    Cited,
    DayField,
    DayMark,
    Done,
    Mentioned,
    OfFile,
    days_of,
    mark_of,
)
from isoqms.model.layout import kind_of
from isoqms.model.registers import REGISTERS
from isoqms.repository import Entry, Repository
from isoqms.wording import date_short, two_digits

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.control.decision import Decision

_AHEAD: Final = 20
"""Years that anybody plans ahead, at most."""


class Fault(StrEnum):
    """What is wrong with a day."""

    UNLIKELY = "unlikely"
    FUTURE = "future"
    ORDER = "order"
    FAR = "far"


class Wrong(NamedTuple):
    """Why a day cannot be, and what to do."""

    fault: Fault
    message: str
    hint: str


class Misdated(NamedTuple):
    """A day of a record that cannot be."""

    place: Place
    wrong: Wrong
    related: tuple[Place, ...] = ()
    beside: bool = False
    """Whether it was held against a day of the very same record."""
    in_words: bool = False
    """Whether one of the two days stands in a text, which may cite more than the paper meant."""


def misdated(repository: Repository) -> tuple[Misdated, ...]:
    """Every day that cannot be, in the order of the files; of each the gravest fault only."""
    return repository.once(_misdated)


def texts_with_days(repository: Repository) -> Iterator[tuple[Place, str]]:
    """Every text of a register in which there may be days, with its place."""
    for entry in _entries(repository):
        for held in _records(entry, (), entry.record, ()):
            for field in days_of(type(held.record)).own:
                text = getattr(held.record, field.key)
                if isinstance(text, str):
                    yield held.at(field.key), text


def of_itself(title: str, mark: DayMark, day: date, today: date) -> Wrong | None:
    """What is wrong with a day whatever else is recorded; None for a day that may be."""
    told = f"«{title}» {date_short(day)}"
    if day < mark.first:
        return Wrong(
            Fault.UNLIKELY,
            f"{told} ở trước năm {mark.first.year}.",
            "Ghi lại đủ ngày, tháng, năm: thường là năm gõ thiếu chữ số, hoặc năm gõ vào ô ngày "
            "của Excel.",
        )
    if isinstance(mark, Done):
        return _ahead(told, day, today) if not mark.once else None
    if day.year > today.year + _AHEAD:
        return Wrong(
            Fault.UNLIKELY, f"{told} còn hơn {_AHEAD} năm nữa mới đến.", "Sửa năm gõ nhầm."
        )
    return None


def _ahead(told: str, day: date, today: date) -> Wrong | None:
    if day <= today:
        return None
    return Wrong(
        Fault.FUTURE,
        f"{told} ở sau ngày đang tính ({date_short(today)}), mà đây là ngày của việc đã làm.",
        "Sửa ngày gõ nhầm; việc còn ở phía trước thì bỏ trống, khi làm xong mới ghi.",
    )


def last_known_day(repository: Repository) -> date:
    """The day up to which anything can have been done.

    Seen from an earlier day, what was recorded since then is no fault of that day: it is left out.
    """
    return repository.once(_last_known_day)


def _last_known_day(repository: Repository) -> date:
    last = last_recorded(repository.root)
    return max(repository.as_of, last.date()) if last else repository.as_of


class _Held(NamedTuple):
    """A record where it stands, and the records around it, the nearest first."""

    entry: Entry[Any]
    route: Route
    record: Record
    around: tuple[Record, ...]

    def at(self, key: str) -> Place:
        return self.entry.at(*self.route, key)


class _Other(NamedTuple):
    """A day that another cannot come before."""

    day: date
    words: str
    place: Place
    beside: bool = False
    in_words: bool = False


def _misdated(repository: Repository) -> tuple[Misdated, ...]:
    return tuple(
        found
        for entry in _entries(repository)
        for held in _records(entry, (), entry.record, ())
        for field in days_of(type(held.record)).own
        for found in _judged(repository, held, field)
    )


def _entries(repository: Repository) -> Iterator[Entry[Any]]:
    """Every file in which there may be days; a decision that was voided is no record of an act."""
    holders = (repository, *repository.years.values())
    for kind in REGISTERS:
        for holder in holders:
            entry: Entry[Any] | None = getattr(holder, kind.slot, None)
            if entry is not None:
                yield entry
    yield from _valid(repository.decisions)


def _valid(decisions: "Iterable[Entry[Decision]]") -> "Iterator[Entry[Decision]]":
    return (entry for entry in decisions if entry.record.voided is None)


def _records(
    entry: Entry[Any], route: Route, record: Record, around: tuple[Record, ...]
) -> Iterator[_Held]:
    yield _Held(entry, route, record, around)
    for key in days_of(type(record)).inner:
        held = getattr(record, key)
        if isinstance(held, Record):
            yield from _records(entry, (*route, key), held, (record, *around))
        for index, each in enumerate(held if isinstance(held, tuple) else ()):
            yield from _records(entry, (*route, key, index), each, (record, *around))


def _judged(repository: Repository, held: _Held, field: DayField) -> Iterator[Misdated]:
    value: date | str | None = getattr(held.record, field.key)
    in_words = isinstance(value, str)
    day = day_in(value) if isinstance(value, str) else value
    if day is None:
        return
    wrong = _alone(repository, held, field, day)
    if wrong:
        yield Misdated(held.at(field.key), wrong)
        return
    for other in _others(repository, held, field.mark):
        if day < other.day:
            message = (
                f"«{field.title}» {date_short(day)} đứng trước {other.words} "
                f"({date_short(other.day)})."
            )
            wrong = Wrong(Fault.ORDER, message, "Sửa ngày gõ nhầm.")
            told = in_words or other.in_words
            yield Misdated(held.at(field.key), wrong, (other.place,), other.beside, told)
            return
    late = _after_entry(repository, held, field, day)
    if late:
        yield Misdated(held.at(field.key), late, beside=True)
    wrong = _far(repository, held, field, day)
    if wrong:
        yield Misdated(held.at(field.key), wrong, in_words=True)


def _after_entry(repository: Repository, held: _Held, field: DayField, day: date) -> Wrong | None:
    """What is wrong with a paper that is newer than the entry that put its file here."""
    mark = field.mark
    path = getattr(held.record, mark.file) if isinstance(mark, OfFile) else None
    if not path:
        return None
    # Few records keep a file with a day of its own: whoever has none does not import it.
    from isoqms.repository.entered import as_path, entered  # noqa: PLC0415 - see above

    entry = entered(repository).get(as_path(path))
    if entry is None or day <= entry.when.date():
        return None
    return Wrong(
        Fault.ORDER,
        f"«{field.title}» {date_short(day)} đứng sau ngày tệp được đưa vào kho "
        f"({date_short(entry.when.date())}).",
        "Sửa ngày gõ nhầm: ghi ngày lập, ký hoặc nhận ghi trên tài liệu.",
    )


def _far(repository: Repository, held: _Held, field: DayField, day: date) -> Wrong | None:
    """What is wrong with a cited paper that is years older, or newer, than what it shall prove."""
    mark, known = field.mark, kind_of(str(held.entry.path))
    year = known[1] if known else None
    if year is None or not isinstance(mark, Cited | Mentioned):
        return None
    if isinstance(mark, Mentioned) and not _is_own(
        repository, getattr(held.record, field.key), day
    ):
        return None
    if abs(day.year - year) <= mark.years:
        return None
    message = f"«{field.title}» nêu ngày {date_short(day)}, mà đây là hồ sơ của năm {year}."
    return Wrong(
        Fault.FAR,
        message,
        "Đối chiếu với văn bản ấy, sửa năm gõ nhầm; đúng là văn bản của năm đó thì để nguyên.",
    )


def _is_own(repository: Repository, text: str, day: date) -> bool:
    """Whether the day is that of a paper of the agency: laws that a text names may be old."""
    symbol = re.escape(repository.agency.record.symbol or "")
    cited = rf"\d/[^\s/]+-{symbol},? ngày 0?{day.day}/0?{day.month}/{day.year}"
    return bool(symbol and re.search(cited, text))


def _alone(repository: Repository, held: _Held, field: DayField, day: date) -> Wrong | None:
    mark = field.mark
    wrong = of_itself(field.title, mark, day, repository.as_of)
    if isinstance(mark, Done) and any(getattr(held.record, key) for key in mark.once):
        wrong = wrong or _ahead(f"«{field.title}» {date_short(day)}", day, repository.as_of)
    # Git is asked for the last day only where there is a day that it could excuse.
    if wrong and wrong.fault is Fault.FUTURE and _is_known(repository, mark, day):
        return None
    return wrong


def _is_known(repository: Repository, mark: DayMark, day: date) -> bool:
    """Whether what is later than the day asked was known when it was recorded."""
    if mark.of_the_state and day <= repository.packs.legal.checked:
        return True
    return day <= last_known_day(repository)


def _others(repository: Repository, held: _Held, mark: DayMark) -> Iterator[_Other]:
    for key in mark.after:
        other = _other(repository, held, key)
        if other and other.day >= mark.first:
            yield other


def _other(repository: Repository, held: _Held, key: str) -> _Other | None:
    """The day that stands under a key: of the record, or of the nearest around it that has it."""
    every = enumerate((held.record, *held.around))
    found = next(((i, each) for i, each in every if key in type(each).model_fields), None)
    if found is None:
        # A record that stands in several others has keys of each around it, never of all.
        return None
    outward, owner = found
    value = getattr(owner, key)
    info = type(owner).model_fields[key]
    is_cited = isinstance(mark_of(info), Cited)
    if is_cited:
        value = day_in(value)
    if isinstance(value, date):
        route = held.route
        # Each step outwards leaves a key, and the place in its list.
        for _ in range(outward):
            route = route[:-2] if isinstance(route[-1], int) else route[:-1]
        words = f"«{info.title or key}»"
        return _Other(value, words, held.entry.at(*route, key), not outward, is_cited)
    return _signed(repository, value, getattr(owner, "revision", None)) if value else None


def _signed(repository: Repository, name: str, revision: int | None) -> _Other | None:
    """The day on which a decision was signed, named by its number or by what it issued."""
    named = tuple(_valid(repository.decisions_by_number.get(name, ())))
    if len(named) == 1:
        entry = named[0]
        return _Other(entry.record.signed, f"ngày ký {name}", entry.at("signed"))
    for entry in _valid(repository.decisions):
        for issued in entry.record.issues:
            if (issued.code, issued.revision) == (name, revision):
                words = f"ngày ký {entry.record.number} ban hành lần {two_digits(revision or 0)}"
                return _Other(entry.record.signed, words, entry.at("signed"))
    return None
