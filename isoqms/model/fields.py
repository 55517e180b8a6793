"""What each key of a record takes, told so that a person can be asked for it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, get_args, get_origin

from isoqms.diagnostics import Route
from isoqms.model.base import Record
from isoqms.model.checking import inner_type


class Takes(StrEnum):
    """What kind of value a key takes."""

    TEXT = "text"
    DAY = "day"
    WHOLE = "whole"
    DECIMAL = "decimal"
    YES_NO = "yes-no"
    CHOICE = "choice"
    RECORD = "record"


_PLAIN: Final = (
    (bool, Takes.YES_NO),
    (int, Takes.WHOLE),
    (Decimal, Takes.DECIMAL),
    (date, Takes.DAY),
)
"""Truths before whole numbers: in Python the one is the other."""


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a record (khóa)."""

    key: str
    title: str
    description: str
    takes: Takes
    several: bool
    """Whether it holds a list."""
    required: bool
    choices: tuple[str, ...] = ()
    """The values of an enumeration."""
    inner: type[Record] | None = None
    """The model of the members, where they are records themselves."""


def fields_of(model: type[Record]) -> tuple[Field, ...]:
    """The keys of a record, in the order of the model."""
    return tuple(_field(name, info) for name, info in model.model_fields.items())


def field_at(model: type[Record], route: Route) -> Field | None:
    """The key that a route leads to; None where there is none."""
    found: Field | None = None
    inner: type[Record] | None = model
    for part in route:
        if isinstance(part, str):
            known = {each.key: each for each in fields_of(inner)} if inner else {}
            found = known.get(part)
            inner = found.inner if found else None
    return found


def _field(name: str, info: Any) -> Field:
    inner = inner_type(info.annotation)
    several = _is_list(info.annotation)
    described = {"key": name, "title": info.title or name, "description": info.description or ""}
    common = {**described, "several": several, "required": info.is_required()}
    if issubclass(inner, Record):
        return Field(**common, takes=Takes.RECORD, inner=inner)
    if issubclass(inner, StrEnum):
        return Field(**common, takes=Takes.CHOICE, choices=tuple(inner))
    return Field(
        **common,
        takes=next((takes for kind, takes in _PLAIN if issubclass(inner, kind)), Takes.TEXT),
    )


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is tuple or any(_is_list(part) for part in get_args(annotation))
