"""The ground of all records: how they are built, and the kinds of value that recur in them."""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Final

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from isoqms.wording import whole

_ISO_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_DECIMAL: Final = re.compile(r"-?\d+(\.\d+)?\Z")
_WHOLE: Final = re.compile(r"\d+\Z")
_YEARS: Final = range(1800, 2201)
_BEYOND: Final = 10**15
"""No agency counts further, and no column of a paper holds more."""
_LONGEST: Final = 24
"""Signs of a written number, as a machine writes 96.30000000000001."""
_CLAUSE: Final = re.compile(r"\d{1,2}(\.\d{1,2}){0,3}(\.?[a-zđ]\d?)?\Z")


class Record(BaseModel):
    """Something the agency keeps: frozen, no unknown keys, each key with a Vietnamese title."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        coerce_numbers_to_str=True,
        # A command builds only the models that it reads.
        defer_build=True,
        # Compiling `\w{0,59}` for each field takes the Rust engine longer than reading a
        # repository.
        regex_engine="python-re",
        # The program names the keys in Vietnamese; schemas want the key itself.
        use_attribute_docstrings=False,
    )


class KeptByProgram:
    """Marks a key that only the program writes and reads: it is no column to be filled in."""


def key(title: str, description: str) -> Any:
    """The Vietnamese title and description of a key, for its JSON Schema and for messages."""
    return Field(title=title, description=description)


def _date(value: object) -> object:
    # pydantic alone would take "20220930" for seconds since 1970.
    if isinstance(value, date):
        return _in_our_time(value, value.year)
    if isinstance(value, str) and _ISO_DATE.match(value):
        return _in_our_time(value, int(value[:4]))
    raise PydanticCustomError("qms_date", "not an ISO date")


def _in_our_time(value: object, year: int) -> object:
    # A month before the first day that there is, a month after the last: sums of days need room.
    if year not in _YEARS:
        raise PydanticCustomError("qms_far_day", "a day far away")
    return value


def _whole(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        return _bounded(value)
    if isinstance(value, str) and _WHOLE.match(value):
        return _bounded(int(_short_enough(value)))
    raise PydanticCustomError("qms_whole", "not a whole number")


def _decimal(value: object) -> object:
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return _written(str(value))
    if isinstance(value, str) and _DECIMAL.match(value):
        return _bounded(Decimal(_short_enough(value)))
    raise PydanticCustomError("qms_decimal", "not a decimal number")


def _short_enough(written: str) -> str:
    # Thousands of digits take Python itself long, and more than 28 no sum keeps.
    if len(written) > _LONGEST:
        raise PydanticCustomError("qms_too_long", "a number too long")
    return written


def _bounded(value: int | Decimal) -> int | Decimal:
    if not -_BEYOND < value < _BEYOND:
        raise PydanticCustomError("qms_too_long", "a number too long")
    return value


@lru_cache(maxsize=4096)
def _written(text: str) -> Decimal:
    """A figure of the machine with the decimals that it would write; no figure where it is none.

    The same few stand in every document: each is made once.
    """
    figure = Decimal(text)
    if not (figure.is_finite() and -_BEYOND < figure < _BEYOND):
        raise PydanticCustomError("qms_too_long", "a number too long")
    return Decimal(_short_enough(format(figure, "f") if "e" in text.lower() else text))


def _in_json(value: Decimal) -> float:
    # `float` itself would do, but what arguments it takes pydantic reads out of its documentation,
    # and that takes longer than to build a model.
    return float(value)


def _clause(value: str) -> str:
    if not _CLAUSE.match(value):
        raise PydanticCustomError("qms_clause", "not a clause number")
    return value


def _number(value: str) -> str:
    # A number becomes the name of a file, and part of a path.
    if "\\" in value or {".", ".."} & set(value.split("/")):
        raise PydanticCustomError("qms_number", "a path instead of a number")
    return value


Text = Annotated[str, StringConstraints(min_length=1)]
"""A text that says something."""

Day = Annotated[date, BeforeValidator(_date, json_schema_input_type=date)]
"""A calendar day, written 2022-09-30."""

Count = Annotated[int, BeforeValidator(_whole, json_schema_input_type=int), Field(ge=0)]
"""How many, 0 or more, without dots between thousands."""

Figure = Annotated[
    Decimal,
    BeforeValidator(_decimal, json_schema_input_type=float),
    PlainSerializer(_in_json, return_type=float, when_used="json"),
]
"""A figure with decimals after a point: 82.7; it keeps the decimals that were written."""

Revision = Annotated[int, BeforeValidator(_whole, json_schema_input_type=int), Field(ge=1, le=999)]
"""The number of a document's issue (lần ban hành): 1, 2, 3 …; `02` is 2."""

Code = Annotated[str, StringConstraints(pattern=r"^[^\W_][\w.\-/&]{0,59}$")]
"""The code of a document (mã hiệu): letters, digits, dots, hyphens, strokes; no spaces."""

CodeLink = Annotated[str, StringConstraints(pattern=r"^[^\W_][\w.\-/&]{0,59}(@\d{1,3})?$")]
"""A code that may pin the issue of its target: `QT-01@2`."""

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""A short name inside the repository: small letters without diacritics, digits, hyphens."""

Clause = Annotated[str, AfterValidator(_clause)]
"""The number of a clause of the standard: 7.5.3."""

Number = Annotated[str, StringConstraints(pattern=r"^\S+/\S+$"), AfterValidator(_number)]
"""Number and symbol of an administrative document (số, ký hiệu): 2545/QĐ-UBND."""

ForeignNumber = Annotated[Text, AfterValidator(_number)]
"""The number of a document that comes from others, as they write it: 61/2018/NĐ-CP."""

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 sum, 64 small hexadecimal digits."""


# An audit's clauses are held against all of the standard, again and again; there are few of them.
@lru_cache(maxsize=1024)
def clause_key(number: str) -> tuple[tuple[int, str], ...]:
    """The parts of a clause number as numbers, so that 4.10 is neither 4.1 nor before 4.9."""
    return tuple(
        (int(part), "") if part.isdigit() else (0, part)
        for part in re.findall(r"\d+|[a-zđ]+", number)
    )


def clause_within(number: str, parent: str) -> bool:
    """Whether `number` is `parent` or one of its parts: 7.5.3 is within 7.5.

    4.10 is not within 4.1.
    """
    own, other = clause_key(number), clause_key(parent)
    return own[: len(other)] == other


def split_link(link: str) -> tuple[str, int | None]:
    """The code and the pinned issue of a link: `QT-01@2` → ("QT-01", 2)."""
    code, _, pinned = link.partition("@")
    return code, whole(pinned) if pinned else None
