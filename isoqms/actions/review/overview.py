"""Where the management review of a year stands, from the meeting to the confirmation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from isoqms.actions.checking.locating import located
from isoqms.diagnostics import Location, Place
from isoqms.facts.reporting.figures import year_of
from isoqms.facts.review.inputs import Input, review_inputs
from isoqms.facts.review.reviews import (
    Conclusion,
    Review,
    coming,
    conclusions,
    latest,
    point_key,
    reviews_of,
)
from isoqms.model.review import Confirmation, ManagementReview
from isoqms.repository import Repository


class InputState(StrEnum):
    """How far an input is."""

    RECORDED = "da-ghi"
    READY = "san-sang"
    PARTLY = "mot-phan"
    MISSING = "con-thieu"

    @property
    def words(self) -> str:
        """The state as it is read."""
        return _STATES[self]


_STATES = {
    InputState.RECORDED: "đã ghi",
    InputState.READY: "có số liệu",
    InputState.PARTLY: "có một phần",
    InputState.MISSING: "còn thiếu",
}


@dataclass(frozen=True, slots=True)
class InputLine:
    """An input beside what was already written of it into the review's record."""

    input: Input
    recorded: str | None

    @property
    def state(self) -> InputState:
        """Written down; or to be had from the records, in whole or in part; or missing."""
        if self.recorded is not None:
            return InputState.RECORDED
        if not self.input.ready:
            return InputState.MISSING
        return InputState.PARTLY if self.input.gaps else InputState.READY

    @property
    def text(self) -> str:
        """What is reported to the meeting: as written down, else as the records tell it."""
        return self.recorded if self.recorded is not None else self.input.text


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done next, and the command that does it; no command where a person must act."""

    words: str
    command: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """The management review of a year, as of a day."""

    year: int
    as_of: date
    review: Review | None
    """The one being prepared, else the last that was held."""
    undated: bool
    """Whether a review is recorded without its day."""
    inputs: tuple[InputLine, ...]
    conclusions: tuple[Conclusion, ...]
    earlier: tuple[Conclusion, ...]
    """Conclusions of the year before that are still open."""
    confirmation: Confirmation | None

    @property
    def held(self) -> bool:
        """Whether the meeting has taken place."""
        day = self.review.record.held if self.review else None
        return day is not None and day <= self.as_of

    @property
    def step(self) -> Step:
        """What is to be done next."""
        return _step(self)


def current_year(repository: Repository, year: int | None) -> int:
    """The year meant: as given, else that of the day, else the last before it.

    NoSuchYear where there is none.
    """
    if year is not None:
        return year_of(repository, year).year
    known = [number for number in repository.years if number <= repository.as_of.year]
    return year_of(repository, max(known, default=repository.as_of.year)).year


def overview(repository: Repository, year: int) -> Overview:
    """Where the review of the year stands; NoSuchYear where there are no records of the year."""
    known = year_of(repository, year)
    day = repository.as_of
    review = coming(repository, year, day) or latest(repository, year, day)
    lines = input_lines(repository, year, review)
    of_year = conclusions(repository, year, day)
    confirmation = known.reviews.record.confirmation if known.reviews else None
    if confirmation is not None and confirmation.day > day:
        confirmation = None
    earlier = tuple(each for each in conclusions(repository, year - 1, day) if each.state.is_open)
    undated = any(each.record.held is None for each in reviews_of(repository, year))
    return Overview(year, day, review, undated, lines, of_year, earlier, confirmation)


def input_lines(
    repository: Repository, year: int, review: Review | None, held: date | None = None
) -> tuple[InputLine, ...]:
    """Each input of 9.3.2 beside what the record of the review holds of it.

    For a meeting on `held`, or else on the day of the review.
    """
    given: dict[str, str] = {}
    if review is not None:
        given = {point_key(item.point): item.text for item in review.record.inputs}
        held = held or review.record.held
    found = review_inputs(repository, year, held)
    return tuple(InputLine(each, given.get(point_key(each.point))) for each in found)


def _step(found: Overview) -> Step:
    """The first thing that is not done, in the order of the procedure."""
    held = found.review.record.held if found.review else None
    if found.review is None or held is None:
        return _day_to_be_set(found)
    unwritten = [line for line in found.inputs if line.state is not InputState.RECORDED]
    if not found.held:
        return _filling(unwritten, held) or Step(
            "Đủ các đầu vào; in giấy mời kèm báo cáo đầu vào, gửi người dự họp.",
            f"isoqms decision review-invitation --year {found.year}",
        )
    return _after_meeting(found, found.review.record, held, unwritten) or _to_follow(found)


def _day_to_be_set(found: Overview) -> Step:
    what = "Ấn định ngày họp"
    if found.undated:
        what = "Ghi ngày đã họp của cuộc xem xét có trong hồ sơ"
    return Step(
        f"{what}; máy điền các đầu vào đã có số liệu.",
        f"isoqms review prepare --held {found.year}-…",
    )


def _after_meeting(
    found: Overview, record: ManagementReview, held: date, unwritten: list[InputLine]
) -> Step | None:
    """What the record of a meeting that was held still lacks; None where it is whole."""
    if not record.outputs:
        return Step(
            "Ghi từng kết luận của cuộc họp: việc, người làm, hạn.",
            f"isoqms review output --year {found.year}",
        )
    # Where only the minutes are kept, the inputs stand there.
    lacking = _filling(unwritten, held) if record.inputs else None
    if lacking is not None:
        return lacking
    if record.minutes is None:
        words = "In biên bản để ký; ký xong ghi số bằng `isoqms decision record review-minutes`."
        return Step(words, f"isoqms decision review-minutes --year {found.year}")
    if found.confirmation is None:
        words = (
            "Người đứng đầu xác nhận hiệu lực của hệ thống, trong biên bản hoặc bằng văn bản riêng."
        )
        return Step(words, f'isoqms review confirm --day {held} --document "{record.minutes}"')
    return None


def _to_follow(found: Overview) -> Step:
    """The first conclusion that is still open, of the year before or of this one."""
    every = (*found.earlier, *found.conclusions)
    first = next((each for each in every if each.state.is_open), None)
    if first is None:
        return Step("Không còn việc nào của cuộc xem xét; chuẩn bị cho lần sau.")
    words = f"Theo dõi kết luận «{first.output.text}»; xong thì ghi ngày và kết quả."
    return Step(words, f"isoqms review done {first.number} --year {first.review.year} --on …")


def _filling(unwritten: list[InputLine], held: date) -> Step | None:
    """How the inputs that are not written down get there; None where all are."""
    if not unwritten:
        return None
    if any(line.input.ready for line in unwritten):
        return Step("Điền các đầu vào đã có số liệu.", f"isoqms review prepare --held {held}")
    first = unwritten[0].input
    lead = f"Bổ sung đầu vào {first.point})"
    if not first.gaps:
        return Step(f"{lead}: {first.title}")
    return Step(f"{lead}: {first.gaps[0].words}", first.gaps[0].command)


def as_data(repository: Repository, found: Overview) -> dict[str, Any]:
    """The overview as plain data, stable across releases; days in ISO, sentences with places."""
    review = found.review
    places = (told.place for line in found.inputs for told in line.input.told)
    known = located(repository, places)
    return {
        "year": found.year,
        "as_of": found.as_of.isoformat(),
        "review": _review(review) if review else None,
        "held": found.held,
        "inputs": [_input(line, known) for line in found.inputs],
        "conclusions": [_conclusion(each) for each in found.conclusions],
        "earlier": [_conclusion(each) for each in found.earlier],
        "confirmation": found.confirmation
        and {"day": found.confirmation.day.isoformat(), "document": found.confirmation.document},
        "next": {"words": found.step.words, "command": found.step.command or None},
    }


def _review(review: Review) -> dict[str, Any]:
    record = review.record
    return {
        "path": str(review.entry.path),
        "index": review.index,
        "held": _day(record.held),
        "chair": record.chair,
        "where": record.where,
        "minutes": record.minutes,
    }


def _input(line: InputLine, known: Mapping[Place, Location]) -> dict[str, Any]:
    return {
        "point": line.input.point,
        "title": line.input.title,
        "state": line.state.value,
        "text": line.text,
        "sources": list(line.input.sources),
        "told": [
            {
                "text": told.words,
                "path": str(told.place.path),
                "line": known[told.place].line,
            }
            for told in line.input.told
        ],
        "missing": [{"words": gap.words, "command": gap.command} for gap in line.input.gaps],
    }


def _conclusion(each: Conclusion) -> dict[str, Any]:
    output = each.output
    return {
        "year": each.review.year,
        "number": each.number,
        "point": output.point,
        "text": output.text,
        "role": output.role,
        "due": _day(output.due),
        "done": _day(output.done),
        "result": output.result,
        "state": each.state.value,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
