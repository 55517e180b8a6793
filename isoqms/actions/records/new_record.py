"""Add a record to its register: a nonconformity, a risk, an objective, a document received …"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any, Final, TypeAlias

from isoqms.actions.agency.beginnings import beginning
from isoqms.actions.changing.applying import Change
from isoqms.actions.records.places import checked_year, entry_at, records_of
from isoqms.actions.records.questions import (
    Question,
    Setting,
    Value,
    questions_of,
    refused,
    understood,
)
from isoqms.diagnostics import Route
from isoqms.errors import BadAnswer
from isoqms.facts.records.keys import next_id
from isoqms.model.base import Record
from isoqms.model.checking import check
from isoqms.model.fields import Takes
from isoqms.model.kinds import RecordWord
from isoqms.repository import Repository
from isoqms.source.editing import Append, edited
from isoqms.wording import date_short

Answers: TypeAlias = Mapping[str, Any]
"""Values by key; a list of records is a list of such mappings."""


_WHICH: Final = ("id", "field", "level")
_PERIOD: Final = ("start", "end")
_BALANCE: Final = ("carried_over", "received", "late", "pending_in_time", "pending_overdue")
"""What the totals of a period are added up from: none may be blank."""


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record that is planned: what it is called by, its file, and the change that brings it."""

    name: str
    """Its key or number; empty where it has neither."""
    path: PurePosixPath
    change: Change


def asked_of(repository: Repository, word: RecordWord, day: date) -> tuple[Question, ...]:
    """What a person is asked for a new record of this kind, in order."""
    return questions_of(repository, word.model, word.asked, _defaults(repository, word, day))


def every_question(repository: Repository, word: RecordWord, day: date) -> tuple[Question, ...]:
    """The questions of every key that such a record may hold."""
    return questions_of(repository, word.model, None, _defaults(repository, word, day))


def _defaults(repository: Repository, word: RecordWord, day: date) -> dict[str, str]:
    defaults = {word.today: day.isoformat()} if word.today else {}
    if word.word == "outgoing":
        defaults["issuer"] = repository.agency.record.name
    return defaults


def answers_of(settings: tuple[Setting, ...]) -> dict[str, Any]:
    """The values of answers given as options; BadAnswer names the first that will not do."""
    answers: dict[str, Any] = {}
    for setting in settings:
        value = understood(setting.question, setting.text)
        if setting.member is None:
            answers[setting.question.key] = value
            continue
        members: list[dict[str, Value | None]] = answers.setdefault(setting.member.key, [])
        while len(members) <= setting.position:
            members.append({})
        members[setting.position][setting.question.key] = value
    return answers


def still_missing(questions: tuple[Question, ...], answers: Answers) -> tuple[Question, ...]:
    """The questions without which the record cannot be made."""
    return tuple(each for each in questions if each.needed and answers.get(each.key) is None)


def plan_record(
    repository: Repository,
    word: RecordWord,
    answers: Answers,
    *,
    year: int,
    name: str | None = None,
) -> NewRecord:
    """The register with the record at the end of its list, its comments and layout kept.

    Nothing is written.

    BadAnswer where something is missing, or the name was given before; CannotEdit where the file
    cannot be edited.
    """
    if word.yearly:
        checked_year(repository, year)
    path = word.file(year)
    entry = entry_at(repository, path)
    data = _whole(repository, word, answers, year, name)
    record = check(word.model, data)
    if isinstance(record, tuple):
        raise refused(record)
    _refuse_what_lies_ahead(repository, word, record)
    old = beginning(repository, path)
    seen: dict[PurePosixPath, bytes] = {}
    if entry:
        old = seen[path] = repository.bytes_of(path)
    route = _list(word, entry.record if entry else None)
    called = str(data.get(word.named_by or "") or "")
    whole = " ".join(filter(None, (word.title, called)))
    change = Change(
        f"Ghi {whole} vào {path}",
        {path: edited(path, old, Append(route, (_written(word, data),)))},
        seen=seen,
        notes=_about(word, data),
        told=frozenset({path}),
    )
    return NewRecord(called, path, change)


def _refuse_what_lies_ahead(repository: Repository, word: RecordWord, record: Record) -> None:
    """BadAnswer for a review that is still to be held: `review prepare` writes of those."""
    held: date | None = getattr(record, "held", None)
    if word.word != "review" or held is None or held <= repository.as_of:
        return
    raise BadAnswer(
        f"Cuộc họp ngày {date_short(held)} ở sau ngày đang tính ({date_short(repository.as_of)}), "
        "mà lệnh này ghi cuộc họp đã diễn ra.",
        f"Sửa ngày gõ nhầm; chuẩn bị cuộc họp sắp tới bằng `isoqms review prepare --held "
        f"{held.isoformat()}`.",
    )


def _whole(
    repository: Repository, word: RecordWord, answers: Answers, year: int, name: str | None
) -> dict[str, Any]:
    """The values of the record with what the word, the day and the register add to the answers."""
    questions = every_question(repository, word, repository.as_of)
    values = {**word.given, **{key: value for key, value in answers.items() if value is not None}}
    for question in questions:
        if question.default is not None and question.field.required:
            values.setdefault(question.key, understood(question, ""))
    if word.named_by == "id":
        values["id"] = _free(repository, word, year, name or values.get("id"))
    elif word.named_by and name:
        values[word.named_by] = name
    if word.word == "distribution":
        values.setdefault("revision", _revision(repository, values.get("document")))
    _refuse_unless_whole(repository, word, questions, values)
    order = {key: place for place, key in enumerate(word.model.model_fields)}
    return dict(sorted(values.items(), key=lambda item: order.get(item[0], len(order))))


def _refuse_unless_whole(
    repository: Repository,
    word: RecordWord,
    questions: tuple[Question, ...],
    values: Mapping[str, Any],
) -> None:
    """BadAnswer where a required value is missing, or where there is none at all."""
    required = [each for each in questions if each.field.required]
    missing = [each for each in required if values.get(each.key) is None]
    if missing:
        options = " ".join(f"--set {each.key}=…" for each in missing)
        raise BadAnswer(f"Còn thiếu: {_named(missing)}.", f"Ghi thêm {options}")
    # What only says which row it is, and of which days, tells nothing of the work.
    period = {each.key for each in required if each.key in _PERIOD}
    if values.keys() <= {*word.given, *_WHICH, *period}:
        usual = _named(asked_of(repository, word, repository.as_of))
        raise BadAnswer(
            "Chưa có gì để ghi.", f"Ghi --set khóa=giá trị; các khóa thường ghi: {usual}."
        )


def _named(questions: Iterable[Question]) -> str:
    return ", ".join(f"{each.key} ({each.field.title})" for each in questions)


def _revision(repository: Repository, code: object) -> int | None:
    """The revision in force of a document, which is the one that is handed out."""
    entry = repository.in_force.get(str(code))
    return entry.record.revision if entry else None


def _free(repository: Repository, word: RecordWord, year: int, wanted: object) -> str:
    known = {found.name for found in _alike(repository, word, year)}
    if wanted is None:
        return next_id(word.ids or "muc-{n:02}", known)
    if str(wanted) in known:
        hint = (
            f"Bỏ khóa để máy tự đặt; muốn ghi tiếp thì dùng `isoqms update {word.word} {wanted}`."
        )
        raise BadAnswer(f"Khóa «{wanted}» đã có trong sổ.", hint)
    return str(wanted)


def _alike(repository: Repository, word: RecordWord, year: int) -> tuple[Any, ...]:
    """The records whose keys the new one must not take: of all kinds and years of the list."""
    every_kind = word._replace(given={})
    return records_of(repository, every_kind, year if word.each_year else None)


def _list(word: RecordWord, record: Any) -> Route:
    """The list that the record is added to: that of the last member, where each has its own."""
    if len(word.members) == 1:
        return (word.members[0],)
    first, second = word.members
    members = getattr(record, first) if record is not None else ()
    if not members:
        raise BadAnswer(
            "Năm này chưa ghi cuộc xem xét nào.", "Ghi cuộc họp trước: `isoqms new review`."
        )
    return (first, len(members) - 1, second)


def _written(word: RecordWord, data: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they are written, without what is empty or goes without saying."""
    denied = {key for key, field in word.model.model_fields.items() if field.default is False}
    usual = {key for key in denied if data.get(key) is False}
    empty = {key for key, value in data.items() if value in (None, (), [])}
    return {key: value for key, value in data.items() if key not in usual | empty}


def _about(word: RecordWord, data: Mapping[str, Any]) -> tuple[str, ...]:
    if word.word == "law" and data.get("effective") and not data.get("affects"):
        number = data["number"]
        text = (
            f"Xem văn bản này chạm đến tài liệu nào: isoqms explain --impact {number}; thêm tài "
            f"liệu phải sửa: isoqms update law {number} --set affects=MÃ."
        )
        return (text,)
    return tuple(_blanks(word, data)) if word.word == "cases" else ()


def _blanks(word: RecordWord, data: Mapping[str, Any]) -> Iterator[str]:
    """What of a period of the whole agency is left blank, so that it cannot be added up."""
    fields = word.model.model_fields
    blank = [f"«{fields[key].title}»" for key in _BALANCE if data.get(key) is None]
    if blank and not data.get("field"):
        yield f"Còn trống: {', '.join(blank)}; để trống là chưa biết, không có thì ghi 0."


def takes_records(question: Question) -> bool:
    """Whether the question is for a list of records, asked one after the other."""
    return question.field.takes is Takes.RECORD and question.field.several
