"""The system at a glance, a sheet that the head looks at (tổng quan hệ thống quản lý chất lượng).

It is signed by nobody and bears no number. Figures and sentences are those of the rooms that keep
them; nothing is counted here that another paper counts otherwise.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import Final, NamedTuple

from isoqms.agenda import Task
from isoqms.agenda.task import TaskKind
from isoqms.facts.improvement.corrections import Progress, progress
from isoqms.facts.law.clock import LawClock, Standing, clocks
from isoqms.facts.planning.acts import act
from isoqms.facts.planning.owing import applied
from isoqms.facts.reporting.figures import Figures, Value
from isoqms.facts.reporting.figures_until import figures_until
from isoqms.facts.review.ground import Ground, parted
from isoqms.facts.review.results import audits, nonconformities
from isoqms.pages.law.clock import when as law_when
from isoqms.pages.layout.blocks import (
    Align,
    Block,
    Column,
    Heading,
    Note,
    Paper,
    Paragraph,
    Properties,
    Row,
    Table,
    Title,
)
from isoqms.pages.layout.charts import Picture, beside
from isoqms.pages.papers.agency_paper import profile
from isoqms.pages.planning.to_do import HEADINGS, counts, nothing, now, shortened, when
from isoqms.pages.reporting.pictures import POINTS, THEMES, Theme
from isoqms.repository import Repository
from isoqms.repository.in_force import codes_in_force
from isoqms.wording import date_short, listed, number, roman, sentence

TITLE: Final = "Tổng quan hệ thống quản lý chất lượng"
_AUDIT: Final = "danh-gia-noi-bo"
_REVIEW: Final = "xem-xet-lanh-dao"
_MOST_TASKS: Final = 7
_UNKNOWN: Final = "chưa rõ"
_ELSEWHERE: Final = "Tài liệu chưa được đưa vào kho."
_LONGEST: Final = 120
"""The most letters of a task: three lines."""
_MOST_LAWS: Final = 5
_MOST_NAMED: Final = 6
_LETTERS: Final = {"table": 11.0, "content": 12.0, "line": 1.0}
"""Smaller than those of what is signed: the sheet holds a year on two pages."""
_STATE: Final = (
    Column("Nội dung", 56),
    Column("Tình hình", 26, Align.CENTER),
    Column("Cụ thể", 78),
)
_LAWS: Final = (
    Column("Văn bản", 38),
    Column("Thời hạn", 64),
    Column("Tài liệu phải rà soát, sửa", 58),
)
_TASKS: Final = (
    Column("TT", 9, Align.CENTER),
    Column("Việc", 81),
    Column("Thời hạn", 38),
    Column("Người làm", 32),
)


class Unpictured(NamedTuple):
    """What the sheet has no picture of, with what of records it takes and their command."""

    theme: Theme
    before: int | None
    """The earlier year that is shown in its place; None where none is."""


@dataclass(frozen=True)
class _Day:
    """The repository on the day of the question, and what several parts of the sheet ask of it."""

    repository: Repository
    tasks: Sequence[Task]
    errors: int

    @property
    def year(self) -> int:
        return self.repository.as_of.year

    @cached_property
    def ground(self) -> Ground:
        day = self.repository.as_of
        return Ground(self.repository, self.year, day, day + timedelta(days=1))

    @cached_property
    def laws(self) -> tuple[LawClock, ...]:
        """The laws that documents in force still have to follow."""
        return tuple(clock for clock in clocks(self.repository) if clock.waiting)

    def due(self, key: str) -> str:
        """When a task of this year is due; nothing where the agenda does not have it."""
        name = f"{self.year}/{key}"
        return next((when(task) for task in self.tasks if task.key == name), "")

    @property
    def next_round(self) -> str:
        """When the first round of this year that is not done yet is due."""
        rounds = (task for task in self.tasks if task.kind is TaskKind.AUDIT)
        found = next((each for each in rounds if each.key.startswith(f"{self.year}/")), None)
        return f"đợt tới {when(found)}" if found and found.due else ""


def overview(repository: Repository, tasks: Sequence[Task], errors: int) -> Paper:
    """What stands, what waits, what comes next, and pictures of what the records give any of.

    `errors` is how many errors the rules find in the records, which the sheet rests on.
    """
    day = _Day(repository, tasks, errors)
    agency = repository.agency.record
    return Paper(
        letterhead=None,
        body=(
            Title(TITLE, f"{agency.name}, đến ngày {date_short(repository.as_of)}"),
            *_numbered(_parts(day)),
            *_lacking(repository),
        ),
        profile=replace(profile(agency.paper), **_LETTERS),
        properties=Properties(TITLE, agency.name, repository.as_of),
    )


def unpictured(repository: Repository) -> tuple[Unpictured, ...]:
    """The themes of which the year of the day gives no picture."""
    return tuple(
        Unpictured(theme, year)
        for theme in THEMES
        if (year := _pictured(repository, theme)[0]) != repository.as_of.year
        and not (theme is POINTS and _score(repository))
    )


class _Part(NamedTuple):
    title: str
    blocks: tuple[Block, ...]


def _numbered(parts: Iterator[_Part]) -> Iterator[Block]:
    for place, part in enumerate(parts, start=1):
        yield Heading(1, f"{roman(place)}.", part.title)
        yield from part.blocks


def _parts(day: _Day) -> Iterator[_Part]:
    yield _Part("Tình hình", (*_building(day.repository), Table(_STATE, tuple(_state(day)))))
    if day.laws:
        yield _Part("Văn bản pháp luật chờ cập nhật", tuple(_laws(day.laws)))
    yield _Part("Việc phải làm", tuple(_next(day)))
    drawn = tuple(_drawn(day.repository))
    if drawn:
        yield _Part("Biểu đồ", tuple(map(beside, drawn)))


def _building(repository: Repository) -> Iterator[Block]:
    if not applied(repository):
        yield Paragraph(
            "Hệ thống còn đang xây dựng, chưa có quyết định ban hành tài liệu nào có hiệu lực."
        )


# What stands


def _state(day: _Day) -> Iterator[Row]:
    repository = day.repository
    yield _in_force(repository)
    drafts = [f"{each.record.code} lần {each.record.revision}" for each in repository.drafts]
    yield _counted("Dự thảo chưa ban hành", drafts)
    yield from _followed(day)
    yield _audited(day)
    yield _reviewed(day)
    yield _open(day)
    yield from _scored(repository)
    wrong = "Sửa trước khi dùng số liệu của tờ này." if day.errors else ""
    yield Row(("Lỗi trong hồ sơ", number(day.errors), wrong))


def _in_force(repository: Repository) -> Row:
    """The documents in force; what the agency states where their texts are not in the folder."""
    words, count = "Tài liệu đang có hiệu lực", len(codes_in_force(repository, repository.as_of))
    if count or not applied(repository):
        return Row((words, number(count), ""))
    stated = next(_stated(repository, "documents"), None)
    if stated is None:
        return Row((words, _UNKNOWN, _ELSEWHERE))
    return Row((words, number(stated), f"Theo số cơ quan đã ghi. {_ELSEWHERE}"))


def _stated(repository: Repository, name: str) -> Iterator[Value]:
    """What the agency states of a figure, this year and the one before."""
    for _, figures in _figures(repository):
        stated = figures[name].stated
        if stated is not None:
            yield stated


def _figures(repository: Repository) -> Iterator[tuple[int, Figures]]:
    for year in _years(repository):
        if year in repository.years:
            yield year, figures_until(repository, year, repository.as_of)


def _followed(day: _Day) -> Iterator[Row]:
    """How many laws wait, and for which documents; nobody knows where there are no texts."""
    words = "Văn bản pháp luật chờ cập nhật"
    if applied(day.repository) and not day.repository.documents:
        yield Row((words, _UNKNOWN, _ELSEWHERE))
        return
    late = sum(clock.standing is Standing.LATE for clock in day.laws)
    yield Row((words, number(len(day.laws)), f"{number(late)} quá hạn" if late else ""))
    waiting = sorted({code for clock in day.laws for code in clock.waiting})
    yield _counted("Tài liệu phải rà soát, sửa theo đó", waiting)


def _counted(words: str, codes: Sequence[str]) -> Row:
    return Row((words, number(len(codes)), _few(codes)))


def _few(codes: Sequence[str]) -> str:
    """The first of them, and how many more there are."""
    more = len(codes) - _MOST_NAMED
    if more <= 0:
        return listed(codes)
    return listed((*codes[:_MOST_NAMED], f"{number(more)} tài liệu khác"))


def _audited(day: _Day) -> Row:
    """The internal audit of the year: done, or by when; what the review is told of it."""
    first = next(audits(day.ground), None)
    done = act(day.repository, day.year, _AUDIT)
    told = (first.words if first else "", "" if done else day.due(_AUDIT) or day.next_round)
    words = f"Đánh giá nội bộ năm {day.year}"
    return Row((words, "đã xong" if done else "chưa xong", _told(told)))


def _reviewed(day: _Day) -> Row:
    done = act(day.repository, day.year, _REVIEW)
    words = f"Xem xét của lãnh đạo năm {day.year}"
    return Row((words, "đã họp" if done else "chưa họp", _told((_proof(day), day.due(_REVIEW)))))


def _proof(day: _Day) -> str:
    done = act(day.repository, day.year, _REVIEW)
    if done is None:
        return ""
    on = f"Họp ngày {date_short(done.day)}" if done.day else ""
    return on if not on or done.words.startswith("Họp") else f"{on}; {done.words}"


def _told(parts: tuple[str, ...]) -> str:
    return " ".join(sentence(part) for part in parts if part)


def _open(day: _Day) -> Row:
    """The nonconformities of all years that were not closed by the day (10.2)."""
    on = day.repository.as_of
    rows = (row.record for row in day.repository.rows.nonconformities)
    states = [progress(item, on) for item in rows if item.found <= on]
    parts = (
        (states.count(Progress.OVERDUE), "quá hạn"),
        (states.count(Progress.OPEN), "đang khắc phục"),
        (states.count(Progress.DONE), "đã làm, chờ kiểm tra hiệu lực"),
    )
    # Of none, what the register says: nothing may have been wrong, or nobody wrote.
    said = parted(parts) or next(each.words for each in nonconformities(day.ground))
    waiting = number(sum(count for count, _ in parts)) if states else "chưa ghi"
    return Row(("Sự không phù hợp chưa đóng", waiting, said))


def _scored(repository: Repository) -> Iterator[Row]:
    found = _score(repository)
    if found is not None:
        year, points, most = found
        yield Row((f"Tự chấm điểm năm {year}", f"{number(points)}/{number(most)}", ""))


def _score(repository: Repository) -> tuple[int, Value, Value] | None:
    """The last self-score, of this year or the one before, with its year and the most there is."""
    for year, figures in _figures(repository):
        points, most = figures["score_total"].value, figures["score_max"].value
        if points is not None and most is not None:
            return year, points, most
    return None


# What waits, what comes


def _laws(laws: tuple[LawClock, ...]) -> Iterator[Block]:
    rows = (
        Row((clock.law.number, sentence(law_when(clock)).rstrip("."), _few(clock.waiting)))
        for clock in laws[:_MOST_LAWS]
    )
    yield Table(_LAWS, tuple(rows))
    more = len(laws) - _MOST_LAWS
    if more > 0:
        yield Note(f"Còn {number(more)} văn bản khác có hạn muộn hơn.")


def _next(day: _Day) -> Iterator[Block]:
    present = now(day.tasks)
    if not present:
        yield Paragraph(nothing(day.tasks, day.repository.as_of))
        return
    shown = f"; dưới đây là {number(_MOST_TASKS)} việc gấp nhất"
    yield Paragraph(f"Có {counts(present)}{shown if len(present) > _MOST_TASKS else ''}.")
    first = enumerate(present[:_MOST_TASKS], start=1)
    yield Table(_TASKS, tuple(_task(place, task) for place, task in first))


def _task(place: int, task: Task) -> Row:
    # A day that is cut in two is hard to find in a list that is looked at.
    due = when(task).replace(" (", "\n(") or HEADINGS[task.state]
    return Row((str(place), shortened(task.title, _LONGEST), due, task.role or ""))


# Pictures


def _years(repository: Repository) -> tuple[int, int]:
    """The year of the day, and the one before, whose results are the last while it is young."""
    return repository.as_of.year, repository.as_of.year - 1


def _pictured(repository: Repository, theme: Theme) -> tuple[int | None, tuple[Picture, ...]]:
    """The pictures of a theme with their year: the last that gives any."""
    for year in _years(repository):
        if found := tuple(theme.tell(repository, year, repository.as_of)):
            return year, found
    return None, ()


def _drawn(repository: Repository) -> Iterator[Picture]:
    for theme in THEMES:
        yield from _pictured(repository, theme)[1]


def _lacking(repository: Repository) -> Iterator[Block]:
    """What is not there, said once: pictures of the year before, and none at all."""
    found = unpictured(repository)
    year = repository.as_of.year
    earlier = [each.theme.words for each in found if each.before]
    if earlier:
        words = f"Năm {year} chưa đủ số liệu về {listed(earlier)}"
        yield Note(f"{words}: biểu đồ trên là của năm {year - 1}.")
    none = [f"{each.theme.words} (cần {each.theme.takes})" for each in found if not each.before]
    if none:
        yield Note(f"Chưa có số liệu để vẽ: {'; '.join(none)}.")
