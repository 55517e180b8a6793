"""Change the record of a management review: meeting, inputs, conclusions, confirmation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from isoqms.actions.agency.beginnings import beginning
from isoqms.actions.changing.applying import Change
from isoqms.actions.control.new import cleaned
from isoqms.actions.review.overview import InputLine, input_lines
from isoqms.diagnostics import Route
from isoqms.errors import BadAnswer, IsoqmsError, UnknownName
from isoqms.facts.reporting.figures import year_of
from isoqms.facts.review.inputs import input_points, output_points
from isoqms.facts.review.reviews import (
    Conclusion,
    Review,
    coming,
    conclusions,
    latest,
    point_key,
    reviews_of,
)
from isoqms.model.layout import path_of
from isoqms.model.packs.standard import LetteredPoint
from isoqms.repository import Repository
from isoqms.repository.unread import unread
from isoqms.source.editing import Append, Edit, Put, Value, edited
from isoqms.wording import date_short, listed, nearest

_OPEN_HINT: Final = (
    "Chuẩn bị cuộc họp bằng `isoqms review prepare --held NGÀY`, họp xong thì chạy lại."
)


class NoReview(IsoqmsError):
    """No review of the year that the request could speak of."""

    hint = _OPEN_HINT


class AlreadyDone(IsoqmsError):
    """What should be recorded is recorded."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """What a person says of the meeting; None for what stays as it is."""

    held: date | None = None
    chair: str | None = None
    secretary: str | None = None
    where: str | None = None
    attendees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preparation:
    """A prepared review: what is written, and what is still missing."""

    change: Change | None
    """None where everything stands there already."""
    held: date
    path: PurePosixPath
    written: tuple[str, ...]
    """The points that are filled in."""
    missing: tuple[InputLine, ...]
    """The inputs that the records do not tell, or not whole, of those that nobody had written."""


def review_path(year: int) -> PurePosixPath:
    """The file of a year's reviews."""
    return path_of("xem-xet", year)


# The meeting and its inputs


def plan_prepare(
    repository: Repository, year: int, meeting: Meeting, refresh: tuple[str, ...] = ()
) -> Preparation:
    """The review's record with the inputs that the records tell; nothing is written.

    An input that stands there is left as it is, whoever wrote it, unless `refresh` names its point.
    BadAnswer where no day of the meeting is known, NoSuchYear, UnknownName, CannotEdit.
    """
    year_of(repository, year)
    again = {known_point(point, input_points(repository)) for point in refresh}
    target = _target(repository, year, meeting.held)
    held = _day_of_meeting(year, meeting, target)
    lines = input_lines(repository, year, target, held)
    fill = [line for line in lines if _is_to_be_filled(line, again)]
    facts = _facts(meeting, held, target)
    edits = _new_review(facts, fill) if target is None else _more(target, facts, fill)
    message = f"Chuẩn bị xem xét của lãnh đạo ngày {date_short(held)}"
    return Preparation(
        change=_change(repository, year, message, edits) if edits else None,
        held=held,
        path=review_path(year),
        written=tuple(line.input.point for line in fill),
        missing=tuple(line for line in lines if line.recorded is None and line.input.gaps),
    )


def _day_of_meeting(year: int, meeting: Meeting, target: Review | None) -> date:
    """The day that is said, else the one recorded; BadAnswer where there is none of the year."""
    held = meeting.held or (target.record.held if target else None)
    if held is None:
        raise BadAnswer(
            f"Chưa biết cuộc xem xét năm {year} họp ngày nào.",
            "Ghi ngày họp, ví dụ --held 2026-11-20 (có thể đổi sau).",
        )
    if held.year != year:
        raise BadAnswer(
            f"Ngày họp {date_short(held)} không thuộc năm {year}.",
            f"Ghi ngày trong năm {year}, hoặc --year {held.year}.",
        )
    return held


def _is_to_be_filled(line: InputLine, again: set[str]) -> bool:
    """Whether the records tell something that is not written down, or shall be told again."""
    if not line.input.ready or line.recorded == line.input.text:
        return False
    return line.recorded is None or line.input.point in again


def _target(repository: Repository, year: int, held: date | None) -> Review | None:
    """The record that is meant: of that day, else the one ahead, else one without a day."""
    known = reviews_of(repository, year)
    same = next((each for each in known if held and each.record.held == held), None)
    undated = next((each for each in known if each.record.held is None), None)
    return same or coming(repository, year, repository.as_of) or undated


def _facts(meeting: Meeting, held: date, target: Review | None) -> dict[str, Value]:
    """What is said of the meeting and is not recorded so already."""
    facts: dict[str, Value] = {"held": held}
    if meeting.chair:
        facts["chair"] = cleaned(meeting.chair, "Chủ trì")
    if meeting.secretary:
        facts["secretary"] = cleaned(meeting.secretary, "Thư ký")
    if meeting.where:
        facts["where"] = cleaned(meeting.where, "Địa điểm")
    if meeting.attendees:
        facts["attendees"] = tuple(cleaned(each, "Thành phần") for each in meeting.attendees)
    if target is None:
        return facts
    return {key: each for key, each in facts.items() if getattr(target.record, key) != each}


def _new_review(facts: Mapping[str, Value], fill: Iterable[InputLine]) -> tuple[Edit, ...]:
    inputs = [_item(line) for line in fill]
    record = {**facts, "inputs": inputs} if inputs else dict(facts)
    return (Append(("reviews",), (record,)),)


def _more(target: Review, facts: Mapping[str, Value], fill: list[InputLine]) -> tuple[Edit, ...]:
    way: Route = ("reviews", target.index)
    places = {point_key(item.point): place for place, item in enumerate(target.record.inputs)}
    edits: list[Edit] = [Put((*way, key), value) for key, value in facts.items()]
    fresh = []
    for line in fill:
        place = places.get(point_key(line.input.point))
        if place is None:
            fresh.append(_item(line))
        else:
            edits.append(Put((*way, "inputs", place, "text"), line.input.text))
    if fresh:
        edits.append(Append((*way, "inputs"), tuple(fresh)))
    return tuple(edits)


def _item(line: InputLine) -> dict[str, Value]:
    return {"point": line.input.point, "text": line.input.text}


def plan_input(repository: Repository, year: int, point: str, text: str) -> Change:
    """The review being prepared, or else the last one, with an input in a person's words.

    Nothing is written.
    """
    named = known_point(point, input_points(repository))
    words = cleaned(text, "Nội dung đầu vào")
    review = coming(repository, year, repository.as_of) or latest(
        repository, year, repository.as_of
    )
    if review is None:
        hint = "Mở cuộc xem xét trước bằng `isoqms review prepare --held NGÀY`."
        raise NoReview(f"Năm {year} chưa có cuộc xem xét nào để ghi đầu vào.", hint)
    way: Route = ("reviews", review.index, "inputs")
    places = {point_key(item.point): place for place, item in enumerate(review.record.inputs)}
    place = places.get(point_key(named))
    edit: Edit = Append(way, ({"point": named, "text": words},))
    if place is not None:
        edit = Put((*way, place, "text"), words)
    return _change(repository, year, f"Ghi đầu vào {named}) của xem xét năm {year}", (edit,))


# Conclusions


@dataclass(frozen=True, slots=True)
class NewConclusion:
    """A conclusion of the meeting as a person gives it."""

    point: str
    text: str
    role: str | None = None
    due: date | None = None


def plan_output(repository: Repository, year: int, given: NewConclusion) -> Change:
    """The last review that was held with one conclusion more; nothing is written.

    NoReview where none was held; UnknownName for a point or role that there is not; BadAnswer for a
    day before the meeting.
    """
    review = held_review(repository, year)
    point = known_point(given.point, output_points(repository))
    role = _known_role(repository, given.role)
    if given.due and review.record.held and given.due < review.record.held:
        days = f"{date_short(given.due)} đứng trước ngày họp {date_short(review.record.held)}"
        raise BadAnswer(f"Hạn {days}.", "Ghi lại hạn hoàn thành, dạng ngày/tháng/năm.")
    item = {"point": point, "text": cleaned(given.text, "Kết luận"), "role": role, "due": given.due}
    known = {(point_key(each.point), each.text) for each in review.record.outputs}
    if (point_key(point), item["text"]) in known:
        raise AlreadyDone(
            f"Kết luận «{item['text']}» đã có ở điểm {point}).", "Xem bằng `isoqms review`."
        )
    edit = Append(("reviews", review.index, "outputs"), (item,))
    return _change(repository, year, f"Ghi kết luận xem xét năm {year}: {item['text']}", (edit,))


def held_review(repository: Repository, year: int) -> Review:
    """The last review of the year that was held; NoReview where none was."""
    year_of(repository, year)
    review = latest(repository, year, repository.as_of)
    if review is not None:
        return review
    ahead = coming(repository, year, repository.as_of)
    if ahead is not None and ahead.record.held:
        raise NoReview(
            f"Cuộc xem xét năm {year} còn ở phía trước (ngày {date_short(ahead.record.held)}).",
            "Họp xong rồi ghi; nếu đã họp, sửa ngày bằng `isoqms review prepare --held NGÀY`.",
        )
    raise NoReview(f"Năm {year} chưa ghi cuộc xem xét nào đã họp.")


def plan_done(
    repository: Repository, year: int, number: int, on: date, result: str | None
) -> tuple[Conclusion, Change]:
    """A conclusion of the year's reviews as done on a day; nothing is written.

    UnknownName for a number that there is not, AlreadyDone, BadAnswer for a day that cannot be.
    """
    year_of(repository, year)
    every = conclusions(repository, year, repository.as_of)
    found = next((each for each in every if each.number == number), None)
    if found is None:
        known = f"Năm {year} chưa ghi kết luận nào."
        if every:
            known = f"Năm {year} có {len(every)} kết luận, đánh số từ 1."
        raise UnknownName(
            f"Không có kết luận số {number} của năm {year}.", f"{known} Xem bằng `isoqms review`."
        )
    if found.output.done is not None:
        words = (
            f"Kết luận số {number} «{found.output.text}» đã ghi xong ngày "
            f"{date_short(found.output.done)}."
        )
        raise AlreadyDone(
            words,
            f"Nếu ghi nhầm, sửa mục «Ngày hoàn thành» (done) trong {found.review.entry.path}.",
        )
    _not_ahead(repository, on, "Ngày hoàn thành")
    held = found.review.record.held
    if held and on < held:
        raise BadAnswer(
            f"Ngày hoàn thành {date_short(on)} đứng trước ngày họp {date_short(held)}.",
            "Ghi lại ngày đã làm xong.",
        )
    way: Route = ("reviews", found.review.index, "outputs", found.index)
    edits: list[Edit] = [Put((*way, "done"), on)]
    if result:
        edits.append(Put((*way, "result"), cleaned(result, "Kết quả")))
    message = f"Kết luận xem xét năm {year} đã xong: {found.output.text}"
    return found, _change(repository, year, message, tuple(edits))


# The confirmation


def plan_confirm(
    repository: Repository, year: int, day: date, document: str, *, replace: bool = False
) -> Change:
    """The head's confirmation that the system is valid (QĐ 19/2014/QĐ-TTg, Điều 4.2.d).

    Nothing is written.

    NoReview where no review was held by `day`; AlreadyDone where one is recorded and `replace` is
    not asked for.
    """
    known = year_of(repository, year)
    words = cleaned(document, "Văn bản xác nhận")
    _not_ahead(repository, day, "Ngày xác nhận")
    if day.year < year:
        raise BadAnswer(
            f"Ngày xác nhận {date_short(day)} đứng trước năm {year}.",
            "Kiểm tra lại ngày, hoặc ghi --year.",
        )
    if latest(repository, year, day) is None:
        raise NoReview(
            f"Đến ngày {date_short(day)} năm {year} chưa có cuộc xem xét nào của lãnh đạo, "
            "nên chưa có gì để xác nhận.",
            "Người đứng đầu xác nhận sau khi xem xét (QĐ 19/2014/QĐ-TTg, Điều 4, khoản 2); "
            "họp và ghi cuộc họp trước.",
        )
    old = known.reviews.record.confirmation if known.reviews else None
    if old is not None and not replace:
        raise AlreadyDone(
            f"Đã có xác nhận hiệu lực ngày {date_short(old.day)}: {old.document}.",
            "Muốn thay bằng xác nhận mới thì thêm --replace; bản cũ vẫn còn trong lịch sử.",
        )
    message = f"Xác nhận hiệu lực của hệ thống ngày {date_short(day)}"
    return _change(
        repository, year, message, (Put(("confirmation",), {"day": day, "document": words}),)
    )


# What they share


def known_roles(repository: Repository) -> tuple[tuple[str, str], ...]:
    """Each role of the agency with its title."""
    return tuple((role.key, role.title) for role in repository.agency.record.roles)


def _known_role(repository: Repository, role: str | None) -> str | None:
    if role is None:
        return None
    roles = known_roles(repository)
    keys = [key for key, _ in roles]
    if role in keys:
        return role
    titled = [key for key, title in roles if title.casefold() == role.strip().casefold()]
    if len(titled) == 1:
        return titled[0]
    close = nearest(role, keys)
    hint = f"Có phải «{close}»?" if close else f"Các vai trò: {listed(keys)}."
    raise UnknownName(f"Không có vai trò «{role}».", hint)


def known_point(point: str, points: Iterable[LetteredPoint]) -> str:
    names = [each.point for each in points]
    found = next((name for name in names if point_key(name) == point_key(point)), None)
    if found is None:
        raise UnknownName(f"Không có điểm «{point}».", f"Các điểm: {listed(names)}.")
    return found


def _not_ahead(repository: Repository, day: date, what: str) -> None:
    if day > repository.as_of:
        raise BadAnswer(
            f"{what} {date_short(day)} còn ở phía trước (hôm nay là "
            f"{date_short(repository.as_of)}).",
            "Chỉ ghi việc đã làm; kiểm tra lại ngày.",
        )


def _change(repository: Repository, year: int, message: str, edits: tuple[Edit, ...]) -> Change:
    path = review_path(year)
    known = repository.years.get(year)
    if known is not None and known.reviews is not None:
        old = repository.bytes_of(path)
        return Change(message, {path: edited(path, old, *edits)}, seen={path: old})
    if repository.holds(path):
        raise unread(repository, path)
    return Change(message, {path: edited(path, beginning(repository, path), *edits)})
