"""Fill in what a record still lacks: the day a thing was done, its result, the number of a plan."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, TypeAlias

from isoqms.actions.agency.beginnings import beginning
from isoqms.actions.changing.applying import Change
from isoqms.actions.records.members import Member, places
from isoqms.actions.records.new_record import Answers
from isoqms.actions.records.places import Found, checked_year, entry_at
from isoqms.actions.records.questions import Question, questions_of, refused
from isoqms.diagnostics import Route
from isoqms.errors import BadAnswer
from isoqms.model.base import Record
from isoqms.model.checking import check
from isoqms.model.kinds import SheetWord
from isoqms.repository import Repository
from isoqms.source.editing import Append, Edit, Put, Remove, edited

Gone: TypeAlias = Mapping[str, list[int]]
"""The places of the members that are taken from each list, the last first."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be filled in: a record, or what is said once for a whole register."""

    title: str
    """`sự không phù hợp kph-03`."""
    told: str
    """Its first words; empty where there are none."""
    path: PurePosixPath
    model: type[Record]
    record: Record | None
    """None where nothing was written yet."""
    route: Route
    asked: tuple[str, ...]
    settable: tuple[str, ...] | None = None
    """The keys that may be set; None for every key of the model."""

    def lacks(self, key: str) -> bool:
        """Whether nothing was written there, or it is a list that grows."""
        value = getattr(self.record, key, None)
        return value in (None, (), False) or isinstance(value, tuple)


def target_of(found: Found) -> Target:
    """A record as what is to be filled in."""
    title = f"{found.word.title} {found.name}"
    return Target(
        title,
        found.title,
        found.entry.path,
        found.word.model,
        found.record,
        found.route,
        found.word.followed,
    )


def sheet_of(repository: Repository, word: SheetWord, year: int) -> Target:
    """What is said once for a register.

    BadAnswer where its year was not opened or its file has faults.
    """
    if word.yearly:
        checked_year(repository, year)
    path = word.file(year)
    entry = entry_at(repository, path)
    record = entry.record if entry else None
    if word.inside:
        record = getattr(record, word.inside, None)
    return Target(word.title, "", path, word.model, record, word.route, word.keys, word.keys)


def asked_of(repository: Repository, target: Target) -> tuple[Question, ...]:
    """What a person is asked: the keys that are filled in later and still say nothing."""
    return questions_of(
        repository, target.model, [key for key in target.asked if target.lacks(key)]
    )


def every_question(repository: Repository, target: Target) -> tuple[Question, ...]:
    """The questions of every key that may be set."""
    return questions_of(repository, target.model, target.settable)


def plan_update(
    repository: Repository, target: Target, answers: Answers, taken: Sequence[Member] = ()
) -> Change:
    """The file with these values set, lists of records grown by theirs, an empty answer taken away.

    The members of lists that are `taken` go.

    BadAnswer where nothing is set or a value does not fit; CannotEdit where the file cannot be
    edited.
    """
    if not answers and not taken:
        raise BadAnswer(
            "Chưa có gì để ghi.",
            f"Ghi --set khóa=giá trị, thường là: {_keys(target)}.",
        )
    if "id" in answers:
        raise BadAnswer(
            "Không đổi khóa của một mục đã ghi.",
            "Khóa đã được nơi khác dẫn đến; sửa nội dung thì được.",
        )
    gone = places(target.record, taken)
    found = check(target.model, _merged(target, answers, gone))
    if isinstance(found, tuple):
        raise refused(found)
    old = beginning(repository, target.path)
    seen: dict[PurePosixPath, bytes] = {}
    if repository.holds(target.path):
        old = seen[target.path] = repository.bytes_of(target.path)
    return Change(
        f"Cập nhật {target.title}: {_named(target.model, (*answers, *gone))}",
        {target.path: edited(target.path, old, *_edits(target, answers, gone))},
        seen=seen,
        told=frozenset({target.path}),
    )


def _keys(target: Target) -> str:
    """What is filled in later, each with its key: `«Hạn» (due), «Kết quả» (result)`."""
    fields = target.model.model_fields
    return ", ".join(f"«{fields[key].title or key}» ({key})" for key in target.asked)


def _merged(target: Target, answers: Answers, gone: Gone) -> dict[str, Any]:
    """What the record would hold."""
    held = {} if target.record is None else _held(target.record)
    for key, rows in gone.items():
        held[key] = [each for place, each in enumerate(held[key]) if place not in rows]
    for key, value in answers.items():
        if value is None:
            held.pop(key, None)
        elif _grows(value):
            held[key] = [*held.get(key, ()), *value]
        else:
            held[key] = value
    return held


def _held(record: Record) -> dict[str, Any]:
    """What was written, as data again."""
    return {key: value for key, value in record.model_dump().items() if value is not None}


def _grows(value: object) -> bool:
    return isinstance(value, list)


def _edits(target: Target, answers: Answers, gone: Gone) -> Iterable[Edit]:
    for key, rows in gone.items():
        yield from _without(target, key, rows, emptied=key not in answers)
    if target.record is None and target.route:
        # Nothing of it is written yet, so it is written whole.
        yield Put(target.route, {key: value for key, value in answers.items() if value is not None})
        return
    for key, value in answers.items():
        route = (*target.route, key)
        if value is None:
            yield Remove(route)
        elif _grows(value):
            yield Append(route, tuple(_stated(member) for member in value))
        else:
            yield Put(route, value)


def _without(target: Target, key: str, rows: list[int], *, emptied: bool) -> Iterable[Edit]:
    """The list without these rows, the last first so that the places of the others hold."""
    route = (*target.route, key)
    if emptied and len(rows) == len(getattr(target.record, key, ())):
        yield Remove(route)
        return
    yield from (Remove((*route, row)) for row in rows)


def _stated(member: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in member.items() if value is not None}


def _named(model: type[Record], keys: Iterable[str]) -> str:
    """The titles of what is set: `ngày hoàn thành, hiệu lực`."""
    titles = [model.model_fields[key].title or key for key in dict.fromkeys(keys)]
    return ", ".join(title[:1].lower() + title[1:] for title in titles)
