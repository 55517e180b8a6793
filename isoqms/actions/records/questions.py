"""The questions that a record's keys ask, and what an answer to one means."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeAlias

from isoqms.actions.control.new import cleaned
from isoqms.errors import BadAnswer, UnknownName
from isoqms.facts.records.days import of_itself
from isoqms.facts.reporting.figures import TITLES
from isoqms.model.base import Record
from isoqms.model.checking import Problem, check
from isoqms.model.days import mark_of
from isoqms.model.fields import Field, Takes, fields_of
from isoqms.packs import load_spending
from isoqms.pages.audit.overview import STATES
from isoqms.repository import Repository
from isoqms.wording import date_short, fold, nearest, whole, written_day

Plain: TypeAlias = str | int | Decimal | date | bool
Value: TypeAlias = Plain | tuple[Plain, ...]

_YES: Final = frozenset({"co", "c", "yes", "y", "true", "1", "dung", "roi"})
_NO: Final = frozenset({"khong", "k", "no", "n", "false", "0", "chua"})
_WORDS: Final = {
    "toi-thieu": "tối thiểu: đạt từ mức này trở lên",
    "toi-da": "tối đa: không vượt mức này",
    "noi-bo": "nội bộ",
    "ben-ngoai": "bên ngoài",
    "ke-hoach": "mới có kế hoạch",
    "da-danh-gia": "đã đánh giá",
    "huy": "hủy",
    "rui-ro": "rủi ro",
    "co-hoi": "cơ hội",
    "khong-phu-hop": "không phù hợp",
    "luu-y": "lưu ý",
    "diem-manh": "điểm mạnh",
    "phu-hop": "phù hợp",
    "khong-ap-dung": "không áp dụng",
}
"""What the values of enumerations are in Vietnamese."""
_ON_SCREEN: Final = {fold(words): value.value for value, words in STATES.items()}
"""What `isoqms audit` prints of a state is an answer too."""
_HOW: Final = {
    Takes.DAY: "ngày/tháng/năm",
    Takes.WHOLE: "số nguyên",
    Takes.DECIMAL: "số",
    Takes.YES_NO: "có hoặc không",
}
_LARGEST: Final = 2000
"""Letters of an answer: a paragraph, not a file."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values that may be chosen."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Question:
    """A key that an answer is wanted for, or a list of records whose keys are asked for in turn."""

    field: Field
    model: type[Record]
    """The model that the key belongs to."""
    choices: tuple[Choice, ...] = ()
    default: str | None = None
    """What an empty answer stands for."""
    inner: "tuple[Question, ...]" = ()
    """The questions of each member, where it is a list of records."""
    today: date | None = None
    """The day that it is asked on, where it asks for a day."""

    @property
    def key(self) -> str:
        """The key in the file."""
        return self.field.key

    @property
    def needed(self) -> bool:
        """Whether an empty answer will not do."""
        return self.field.required and self.default is None and not self.field.several

    @property
    def how(self) -> str:
        """How the answer is written, or nothing where any words will do."""
        several = self.field.several
        if self.choices:
            return "gõ số, nhiều số cách nhau bằng dấu phẩy" if several else "gõ số"
        kind = _HOW.get(self.field.takes, "")
        if several and not kind:
            return "nhiều mục cách nhau bằng dấu chấm phẩy"
        return kind


def questions_of(
    repository: Repository,
    model: type[Record],
    keys: Iterable[str] | None = None,
    defaults: Mapping[str, str] = {},
) -> tuple[Question, ...]:
    """The questions of these keys of a model, of all where None.

    Those for a unit or a role come with the agency's own to choose from.
    """
    known = {each.key: each for each in fields_of(model)}
    wanted = known if keys is None else keys
    return tuple(_question(repository, model, known[name], defaults.get(name)) for name in wanted)


def _question(
    repository: Repository, model: type[Record], field: Field, default: str | None
) -> Question:
    inner = questions_of(repository, field.inner) if field.inner and field.several else ()
    today = repository.as_of if field.takes is Takes.DAY else None
    return Question(field, model, _choices(repository, field), default, inner, today)


def _choices(repository: Repository, field: Field) -> tuple[Choice, ...]:
    agency = repository.agency.record
    match field.key:
        case "role":
            return tuple(Choice(role.key, role.title) for role in agency.roles)
        case "unit" | "units":
            return tuple(Choice(unit.key, unit.name) for unit in agency.units)
        case "figure":
            return tuple(Choice(name, title) for name, (title, _) in TITLES.items())
        case "ceiling":
            return _spending(repository)
    return tuple(Choice(value, _WORDS.get(value, value)) for value in field.choices)


def _spending(repository: Repository) -> tuple[Choice, ...]:
    try:
        pack = load_spending(repository.agency.record.packs.spending, repository.root)
    except UnknownName:
        return ()
    return tuple(Choice(item.key, item.text) for item in pack.items)


def spoken(question: Question, value: Any) -> str:
    """A value as a person may type it, and as it is shown; empty for none."""
    if isinstance(value, (list, tuple)):
        return "; ".join(spoken(question, each) for each in value)
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date):
        return date_short(value)
    words = {choice.value: choice.words for choice in question.choices}
    return "" if value is None else words.get(str(value), str(value))


# What an answer means.


def understood(question: Question, text: str) -> Value | None:
    """The value that an answer means.

    None for an empty one. BadAnswer with what is wrong and how it is written.
    """
    text = text.strip()
    if not text and question.default is not None:
        text = question.default
    if not text:
        if question.needed:
            raise BadAnswer(
                f"«{question.field.title}» phải có câu trả lời.",
                _sentence(question.field.description),
            )
        return None
    if len(text) > _LARGEST:
        raise BadAnswer(
            f"«{question.field.title}» dài quá {_LARGEST} chữ.",
            "Ghi ngắn lại; văn bản dài để trong tệp.",
        )
    value = _several(question, text) if question.field.several else _one(question, text)
    _hold(question, value)
    return value


def _several(question: Question, text: str) -> tuple[Plain, ...]:
    parts = re.split(r"[;,]" if question.choices else ";", text)
    return tuple(_one(question, part.strip()) for part in parts if part.strip())


def _one(question: Question, text: str) -> Plain:
    if question.choices:
        return _chosen(question, text)
    match question.field.takes:
        case Takes.YES_NO:
            return _truth(question, text)
        case Takes.DAY:
            return _day(question, text)
        case Takes.DECIMAL:
            return _decimal(text)
        case Takes.WHOLE:
            return whole(text) if text.isascii() and text.isdigit() else text
    return cleaned(text, question.field.title)


def _chosen(question: Question, text: str) -> str:
    """The value chosen by its number, by itself or by its words."""
    choices = question.choices
    if text.isascii() and text.isdigit() and 1 <= whole(text) <= len(choices):
        return choices[int(text) - 1].value
    by_words = {fold(choice.words): choice.value for choice in choices}
    values = [choice.value for choice in choices]
    said = fold(text)
    found = text if text in values else by_words.get(said, _ON_SCREEN.get(said))
    if found not in values:
        found = None
    if found is not None:
        return found
    meant = nearest(text, [*values, *(choice.words for choice in choices)])
    listed = "; ".join(f"{choice.value} ({choice.words})" for choice in choices)
    hint = f"Có phải «{meant}»?" if meant else f"Chọn một trong: {listed}."
    raise BadAnswer(f"«{question.field.title}» không có giá trị «{text}».", hint)


def _truth(question: Question, text: str) -> bool:
    word = fold(text)
    if word not in _YES | _NO:
        raise BadAnswer(
            f"«{question.field.title}» cần có hoặc không, đang là «{text}».", "Gõ: có, hoặc: không."
        )
    return word in _YES


def _day(question: Question, text: str) -> date:
    """A day as it is written here, or as people speak of it: 30/9/2026."""
    day = written_day(text)
    if day is None:
        raise BadAnswer(
            f"{question.field.title}: «{text}» không phải là một ngày có thật.",
            "Viết ngày/tháng/năm, ví dụ 30/9/2022.",
        )
    mark = mark_of(question.model.model_fields[question.key])
    if mark and question.today:
        wrong = of_itself(question.field.title, mark, day, question.today)
        if wrong:
            raise BadAnswer(wrong.message, wrong.hint)
    return day


def _decimal(text: str) -> Plain:
    plain = text.removesuffix("%").strip().replace(",", ".")
    return Decimal(plain) if re.fullmatch(r"-?\d+(\.\d+)?", plain) else text


def _hold(question: Question, value: Value) -> None:
    """Hold a value against its model.

    BadAnswer with the model's own words where it does not fit.
    """
    found = check(question.model, {question.key: value})
    if not isinstance(found, tuple):
        return
    for problem in found:
        if problem.route[:1] == (question.key,):
            raise BadAnswer(problem.message, problem.hint)


def refused(problems: tuple[Problem, ...]) -> BadAnswer:
    """The refusal of a record that does not fit its model."""
    first = problems[0]
    more = f" (và {len(problems) - 1} chỗ nữa)" if len(problems) > 1 else ""
    return BadAnswer(f"{first.message}{more}", first.hint)


def _sentence(text: str) -> str:
    return f"{text}." if text else ""


# Answers given as options.


@dataclass(frozen=True, slots=True)
class Setting:
    """An answer given as an option: the key, the member of a list it belongs to, the words."""

    question: Question
    member: Question | None
    """The list of records that the key belongs to."""
    position: int
    """Which member, from 0."""
    text: str


def settings_of(questions: tuple[Question, ...], options: Iterable[str]) -> tuple[Setting, ...]:
    """The answers among `--set KEY=VALUE`.

    A key may be the key or its title: `due`, `Hạn`, `actions.2.what`.

    BadAnswer where there is no such key, with the nearest.
    """
    return tuple(_setting(questions, option) for option in options)


def _setting(questions: tuple[Question, ...], option: str) -> Setting:
    name, sign, text = option.partition("=")
    if not sign:
        raise BadAnswer(
            f"«--set {option}» thiếu dấu bằng.",
            "Viết dạng --set khóa=giá trị, ví dụ --set due=30/6/2026.",
        )
    head, *rest = [part.strip() for part in name.split(".")]
    question = _named(questions, head)
    if not question.inner:
        if rest:
            raise BadAnswer(
                f"«{question.field.title}» không có khóa con «{'.'.join(rest)}».",
                f"Viết --set {head}=…",
            )
        return Setting(question, None, 0, text)
    position = 0
    if rest and rest[0].isdecimal():
        position = max(whole(rest.pop(0)), 1) - 1
    if not rest:
        keys = ", ".join(f"{question.key}.{each.key}" for each in question.inner)
        raise BadAnswer(f"«{question.field.title}» gồm nhiều khóa con.", f"Ghi từng khóa: {keys}.")
    return Setting(_named(question.inner, rest[0]), question, position, text)


def _named(questions: tuple[Question, ...], name: str) -> Question:
    for question in questions:
        if name == question.key or fold(name) == fold(question.field.title):
            return question
    meant = nearest(
        name, [each.key for each in questions] + [each.field.title for each in questions]
    )
    keys = ", ".join(f"{each.key} ({each.field.title})" for each in questions)
    hint = f"Có phải «{meant}»?" if meant else f"Các khóa: {keys}."
    raise BadAnswer(f"Không có khóa «{name}» ở loại hồ sơ này.", hint)
