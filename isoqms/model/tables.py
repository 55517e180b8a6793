"""A register's model as tables: its columns, and the lists that are tables of their own.

Whoever lays a register out in rows and columns asks here, so a key that is added to a model is in
Excel at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Final, NamedTuple, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from isoqms.model.base import KeptByProgram, Key, Record

_KEY_PATTERN: Final = get_args(Key)[1].pattern
_IDENTITIES: Final = ("id", "code", "number")


class ValueKind(StrEnum):
    """What a value is."""

    TEXT = "chu"
    DAY = "ngay"
    COUNT = "so-dem"
    FIGURE = "so"
    TRUTH = "co-khong"
    CHOICE = "chon"


class Names(StrEnum):
    """Whose keys a value is taken from: the settings of the agency list them."""

    ROLE = "role"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Column:
    """A key of a record, or of a single record inside it."""

    route: tuple[str, ...]
    """From the record that is the row: one key, or two where a single record stands in between."""
    title: str
    description: str
    kind: ValueKind
    many: bool
    """Whether it holds a list of such values."""
    choices: tuple[str, ...]
    names: Names | None
    required: bool
    least: int | None
    most: int | None

    @property
    def key(self) -> str:
        """Its name among the columns of its table."""
        return ".".join(self.route)


@dataclass(frozen=True, slots=True)
class Table:
    """A list of records as rows; the register's own keys are a table of one row."""

    route: tuple[str, ...]
    """The lists that lead to it: () for the register's own keys.

    ("objectives", "results") for a list in a list.
    """
    title: str
    columns: tuple[Column, ...]
    identity: str | None
    """The column that tells its rows apart, where it has one."""
    has_parts: bool
    """Whether its rows hold lists that are tables too."""

    @property
    def key(self) -> str:
        """Its name among the tables of its register; empty for the register's own keys."""
        return ".".join(self.route)


@cache
def tables_of(model: type[Record]) -> tuple[Table, ...]:
    """The tables of a register, each before those inside it.

    The register's own keys first, where it has any.
    """
    return tuple(table for table in _tables(model, (), "") if table.route or table.columns)


def _tables(model: type[Record], route: tuple[str, ...], title: str) -> Iterator[Table]:
    inside = [
        (name, info.title or name, field.core)
        for name, info, field in _fields(model)
        if field.is_table
    ]
    columns = tuple(_columns(model, (), "", required=True))
    known = {column.key for column in columns}
    identity = next((name for name in _IDENTITIES if name in known), None)
    yield Table(route, title, columns, identity, bool(inside))
    for name, words, core in inside:
        yield from _tables(core, (*route, name), words)


def _columns(
    model: type[Record], route: tuple[str, ...], lead: str, *, required: bool
) -> Iterator[Column]:
    for name, info, field in _fields(model):
        if field.kept_by_program or field.is_table:
            continue
        title = f"{lead}{info.title or name}"
        needed = required and info.is_required()
        if field.is_record:
            yield from _columns(field.core, (*route, name), f"{title}: ", required=needed)
            continue
        yield Column(
            route=(*route, name),
            title=title,
            description=info.description or "",
            kind=_kind(field.core),
            many=field.many,
            choices=field.choices,
            names=_names(name, field.given),
            required=needed,
            least=max(field.bounds("ge"), default=None),
            most=min(field.bounds("le"), default=None),
        )


class _Unfolded(NamedTuple):
    """A field of a model without what is wrapped around its type."""

    core: Any
    many: bool
    """Whether it is a tuple of such values."""
    given: list[Any]
    """What `Annotated` says of it."""

    @property
    def is_record(self) -> bool:
        return _is_record(self.core)

    @property
    def is_table(self) -> bool:
        """Whether it is a list of records, which are rows of a table of their own."""
        return self.many and self.is_record

    def bounds(self, name: str) -> list[int]:
        """The bounds of this name that are set, by the type itself and by the field."""
        return [getattr(each, name) for each in self.given if hasattr(each, name)]

    @property
    def kept_by_program(self) -> bool:
        return any(isinstance(each, KeptByProgram) for each in self.given)

    @property
    def choices(self) -> tuple[str, ...]:
        return tuple(self.core) if issubclass(self.core, StrEnum) else ()


def _fields(model: type[Record]) -> Iterator[tuple[str, FieldInfo, _Unfolded]]:
    """Each key with its field, as it is declared and without its wrappings."""
    for name, info in model.model_fields.items():
        yield name, info, _unfolded(info)


def _is_record(core: Any) -> bool:
    return isinstance(core, type) and issubclass(core, Record)


def _unfolded(field: Any) -> _Unfolded:
    """The type inside `X | None`, `tuple[X, ...]` and `Annotated`."""
    annotation, many, given = field.annotation, False, list(field.metadata)
    while True:
        origin = get_origin(annotation)
        if origin in (Union, UnionType):
            annotation = next(each for each in get_args(annotation) if each is not type(None))
        elif origin is tuple:
            annotation, many = get_args(annotation)[0], True
        elif hasattr(annotation, "__metadata__"):
            given.extend(annotation.__metadata__)
            annotation = annotation.__origin__
        else:
            # A constraint such as `Field(ge=1)` holds its own parts once more.
            parts = [part for each in given for part in (each, *getattr(each, "metadata", ()))]
            return _Unfolded(annotation, many, parts)


_KINDS: Final = (
    (StrEnum, ValueKind.CHOICE),
    # A truth is a number to Python, so it is asked for first.
    (bool, ValueKind.TRUTH),
    (int, ValueKind.COUNT),
    (Decimal, ValueKind.FIGURE),
    (date, ValueKind.DAY),
    (str, ValueKind.TEXT),
)


def _kind(core: type) -> ValueKind:
    return next(kind for of, kind in _KINDS if issubclass(core, of))


def _names(name: str, given: list[Any]) -> Names | None:
    """Roles and units are named by their keys; the same word for a free text names nobody's."""
    if not any(getattr(each, "pattern", None) == _KEY_PATTERN for each in given):
        return None
    return {"role": Names.ROLE, "unit": Names.UNIT, "units": Names.UNIT}.get(name)
