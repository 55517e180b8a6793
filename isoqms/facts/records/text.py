"""A record as YAML text, in the order of its keys, without those that say nothing."""

from collections.abc import Iterator
from datetime import date
from enum import Enum

from isoqms.model.base import Record
from isoqms.source.scalars import scalar


def record_text(record: Record) -> str:
    """The text of a whole file; read again it gives an equal record."""
    return "".join(f"{line}\n" for line in _lines(record, ""))


def _lines(record: Record, lead: str) -> Iterator[str]:
    for name in type(record).model_fields:
        value = getattr(record, name)
        if value is not None and value != ():
            yield from _pair(name, value, lead)


def _pair(name: str, value: object, lead: str) -> Iterator[str]:
    if isinstance(value, tuple):
        yield f"{lead}{name}:"
        for item in value:
            yield from _item(item, f"{lead}  ")
    elif isinstance(value, Record):
        yield f"{lead}{name}:"
        yield from _lines(value, f"{lead}  ")
    else:
        yield f"{lead}{name}: {_scalar(value)}"


def _item(item: object, lead: str) -> Iterator[str]:
    if not isinstance(item, Record):
        yield f"{lead}- {_scalar(item)}"
        return
    first, *rest = _lines(item, "") if _says_something(item) else ("{}",)
    yield f"{lead}- {first}"
    yield from (f"{lead}  {line}" for line in rest)


def _says_something(record: Record) -> bool:
    return next(_lines(record, ""), None) is not None


def _scalar(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case Enum():
            return scalar(str(value.value))
        case date():
            return value.isoformat()
        case str():
            return scalar(value)
        case _:
            return str(value)
