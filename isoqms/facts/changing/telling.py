"""A question about two changes, in words: where it stands, and what each side says."""

from collections.abc import Iterator
from typing import Any, Final

from isoqms.facts.changing.matching import identity_of, name_of, plain
from isoqms.facts.changing.questions import Question, RowName, Trail
from isoqms.model.base import Record
from isoqms.model.checking import inner_type
from isoqms.model.layout import kind_of
from isoqms.source.editing import Value
from isoqms.wording import date_short, written_day

_LONGEST: Final = 120
_GONE: Final = "đã bỏ"
_FILE: Final = "bản của {side}, {what}"


def where_asked(question: Question) -> str:
    """`Khiếu nại, phản ánh (nam/2025/khieu-nai.yaml), dòng pa-02, mục «Kết quả»`."""
    found = kind_of(str(question.path))
    title = f"{found[0].title} ({question.path})" if found else f"Tệp {question.path}"
    model = found[0].model if found else None
    return ", ".join((title, *_steps(model, question.trail)))


def _steps(model: type[Record] | None, trail: Trail) -> Iterator[str]:
    for place, part in enumerate(trail):
        if isinstance(part, RowName):
            yield f"dòng {', '.join(part.values)}"[:_LONGEST]
            continue
        field = model.model_fields.get(part) if model is not None else None
        inner = inner_type(field.annotation) if field is not None else None
        model = inner if isinstance(inner, type) and issubclass(inner, Record) else None
        names_rows = place + 1 < len(trail) and isinstance(trail[place + 1], RowName)
        # The list of a register goes without saying.
        if not (names_rows and place == 0):
            title = field.title if field is not None and field.title else part
            yield f"mục «{title}»"


def said(question: Question, value: Value, side: str) -> str:
    """What one side says, on one line; `side` is whose it is."""
    if value is None:
        return _GONE
    if not question.trail:
        return _FILE.format(side=side, what=value)
    text = " ".join(_text(plain(value)).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_text(each)}" for key, each in value.items())
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    day = written_day(str(value))
    return date_short(day) if day else str(value)


def value_at(data: Value, trail: Trail) -> Value:
    """What stands at the end of a trail; None where nothing does."""
    for part in trail:
        if isinstance(part, RowName):
            data = _row(data, part)
        else:
            data = data.get(part) if isinstance(data, dict) else None
    return data


def _row(data: Value, name: RowName) -> Value:
    rows = [row for row in data if isinstance(row, dict)] if isinstance(data, list) else []
    if not name.keys or not identity_of((rows,), name.keys):
        return None
    return next((row for row in rows if name_of(row, name.keys) == name.values), None)


def is_followed(trail: Trail) -> bool:
    """Whether the value can be found again in another state of its file."""
    return all(part.keys for part in trail if isinstance(part, RowName))
