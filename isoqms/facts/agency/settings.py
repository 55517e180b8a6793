"""The text of `isoqms.yaml`: the settings of an agency, each under a line that says what it is."""

from collections.abc import Iterator
from enum import Enum

from isoqms.model.agency.settings import Agency
from isoqms.model.base import Record
from isoqms.source.scalars import scalar

_INDENT = "  "


def settings_text(agency: Agency) -> str:
    """The YAML of the settings in the order of the model.

    A key without value stands as a comment to fill in.
    """
    return "\n".join(_blocks(agency)) + "\n"


def _blocks(agency: Agency) -> Iterator[str]:
    for name, field in type(agency).model_fields.items():
        yield f"# {field.title}: {field.description}"
        value = getattr(agency, name)
        if value in (None, ()):
            yield f"# {name}:"
        else:
            yield from _lines(name, value, "")


def _lines(name: str, value: object, lead: str) -> Iterator[str]:
    """The lines of one key.

    The keys without value inside a group are left out, save that they are told of.
    """
    if isinstance(value, tuple):
        yield f"{lead}{name}:"
        for item in value:
            yield from _item(item, lead + _INDENT)
    elif isinstance(value, Record):
        yield from _group(name, value, lead)
    else:
        yield f"{lead}{name}: {_scalar(value)}"


def _group(name: str, value: Record, lead: str) -> Iterator[str]:
    stated = [each for each in type(value).model_fields if getattr(value, each) is not None]
    yield f"{lead}{name}:" if stated else f"{lead}# {name}:"
    for each, field in type(value).model_fields.items():
        note = f"{lead}{_INDENT}# {field.title}: {field.description}"
        if each in stated:
            yield from (note, *_lines(each, getattr(value, each), lead + _INDENT))
        else:
            yield f"{lead}{_INDENT}# {each}: ({field.title}: {field.description})"


def _item(item: object, lead: str) -> Iterator[str]:
    if not isinstance(item, Record):
        yield f"{lead}- {_scalar(item)}"
        return
    first = "- "
    for name in type(item).model_fields:
        value = getattr(item, name)
        if value is not None:
            yield f"{lead}{first}{name}: {_scalar(value)}"
            first = _INDENT


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Enum):
        return scalar(str(value.value))
    return scalar(value) if isinstance(value, str) else str(value)
