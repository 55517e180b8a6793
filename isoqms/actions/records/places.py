"""Where the records that a person adds and follows up stand: file, list, each by its name."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from isoqms.diagnostics import Route
from isoqms.errors import BadAnswer, IsoqmsError
from isoqms.facts.records.lists import rows_in
from isoqms.model.base import Record
from isoqms.model.choices import in_short
from isoqms.model.kinds import RecordWord, RegisterKind
from isoqms.model.layout import kind_of
from isoqms.repository import Entry, Repository
from isoqms.repository.missing import lost_year
from isoqms.repository.unread import unread
from isoqms.wording import date_short, fold, listed


class NoSuchRecord(IsoqmsError):
    """A record that nobody wrote down, or of which there are several."""


@dataclass(frozen=True, slots=True)
class Found:
    """A record that stands in a file."""

    word: RecordWord
    entry: Entry[Any]
    route: Route
    record: Record
    name: str
    """What a person calls it by: its key, its number, or its place in the list from 1."""
    year: int | None
    apart: tuple[str, ...] = ()
    """What tells it from others with the same first words, where it has no name of its own."""

    @property
    def is_open(self) -> bool:
        """Whether something is left to be filled in before it is done."""
        return self.word.closes is not None and getattr(self.record, self.word.closes) in (None, ())

    @property
    def title(self) -> str:
        """Its first words, to be known by, with what tells it from others."""
        asked = (*self.word.asked, "text")
        texts = (
            getattr(self.record, key, None)
            for key in ("description", "text", "task", "subject", *asked)
        )
        first = (in_short(text) for text in texts if isinstance(text, str) and text != self.name)
        return ", ".join(filter(None, (next(first, ""), *self.apart)))

    @property
    def called(self) -> str:
        """Its name; with its title where that is only its place in the list."""
        return self.name if self.word.named_by else f"{self.name} ({self.title})"


def entry_at(repository: Repository, path: PurePosixPath) -> Entry[Any] | None:
    """The register at `path`, None where it does not exist; BadAnswer where it has faults."""
    found = _read_at(repository, path)
    if found is None and path in repository.paths:
        raise unread(repository, path)
    return found


def _read_at(repository: Repository, path: PurePosixPath) -> Entry[Any] | None:
    kind, year = kind_of(str(path)) or (None, None)
    if not isinstance(kind, RegisterKind):
        return None
    holder = repository if year is None else repository.years.get(year)
    found: Entry[Any] | None = getattr(holder, kind.slot, None)
    return found


def checked_year(repository: Repository, year: int) -> None:
    """Refuse a year that was not opened: BadAnswer with the years there are."""
    if not (repository.years or lost_year(repository, year)) or year in repository.years:
        return
    back = lost_year(repository, year)
    if back is not None:
        raise BadAnswer(f"Không thấy hồ sơ năm {year} trong thư mục của kho.", back)
    known = listed(str(number) for number in sorted(repository.years))
    hint = f"Mở năm mới bằng `isoqms new year {year}`, hoặc thêm --year; các năm đã có: {known}."
    raise BadAnswer(f"Chưa mở hồ sơ năm {year}.", hint)


def records_of(
    repository: Repository, word: RecordWord, year: int | None = None
) -> tuple[Found, ...]:
    """Every such record, the newest year first; of one year where it is given."""
    if not word.yearly:
        return tuple(_in_file(repository, word, None))
    years = sorted(repository.years, reverse=True) if year is None else [year]
    return tuple(found for number in years for found in _in_file(repository, word, number))


def _in_file(repository: Repository, word: RecordWord, year: int | None) -> Iterator[Found]:
    entry = entry_at(repository, word.file(year or 0))
    if entry is None:
        return
    kind = word.given.get("kind")
    for place, row in enumerate(rows_in(entry, word.members), 1):
        record = row.record
        if kind is None or getattr(record, "kind", kind) == kind:
            name = str(getattr(record, word.named_by)) if word.named_by else str(place)
            apart = () if word.named_by else tuple(_apart(repository, record))
            yield Found(word, entry, row.route, record, name, year, apart)


def _apart(repository: Repository, record: Record) -> Iterator[str]:
    """The unit and the days that a record is of."""
    unit = getattr(record, "unit", None)
    if unit:
        yield repository.agency.record.unit_name(unit)
    start, end = getattr(record, "start", None), getattr(record, "end", None)
    if start and end:
        yield f"{date_short(start)} đến {date_short(end)}"


def named(repository: Repository, word: RecordWord, name: str, year: int, *, only: bool) -> Found:
    """The record that a person names: of `year`, else (unless `only`) of the last that has it.

    By its key or number, by its place in the list, or by words that only one of them holds.
    NoSuchRecord.
    """
    for number in _years(repository, word, year, only=only):
        known = records_of(repository, word, number)
        found = [each for each in known if each.name == name] or _by_words(known, name)
        if len(found) == 1:
            return found[0]
        if found:
            hint = f"Ghi rõ một trong: {'; '.join(each.called for each in found)}."
            raise NoSuchRecord(f"Có {len(found)} {word.title} mang tên «{name}».", hint)
    known = records_of(repository, word, year if only else None)
    names = "; ".join(dict.fromkeys(each.called for each in known[:20]))
    hint = f"Đang có: {names}." if names else f"Ghi mới bằng `isoqms new {word.word}`."
    raise NoSuchRecord(f"Không có {word.title} «{name}».", hint)


def _years(repository: Repository, word: RecordWord, year: int, *, only: bool) -> tuple[int, ...]:
    """The years in which a record is looked for, in order; one for what is kept once for all."""
    if only or not word.yearly:
        return (year,)
    return (year, *sorted(set(repository.years) - {year}, reverse=True))


def _by_words(known: tuple[Found, ...], name: str) -> list[Found]:
    wanted = fold(name)
    return [each for each in known if len(wanted) > 2 and wanted in fold(each.title)]
