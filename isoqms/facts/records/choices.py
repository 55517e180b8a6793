"""What people read in place of keys: of the values of a list, of roles and of units."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from isoqms.facts.records.tables import Shown, Stored, shown
from isoqms.model.choices import in_short
from isoqms.model.tables import Column, Names

Labels: TypeAlias = Mapping[Names, Mapping[str, str]]
"""What the keys of roles and of units are called."""


def labels(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What each key is called; with the key beside it where two are called the same."""
    pairs = tuple(names)
    often = Counter(title.casefold() for _, title in pairs)
    return {
        key: title if often[title.casefold()] == 1 else f"{title} ({key})" for key, title in pairs
    }


def in_words(column: Column, value: Stored, named: Labels) -> Shown:
    """The value for a cell, with words for keys; a key that nobody names stays as it is."""
    if column.names is not None:
        words = named.get(column.names, {})
        value = (
            tuple(words.get(each, each) for each in value)
            if isinstance(value, tuple)
            else words.get(value or "", value)
        )
    elif column.choices and isinstance(value, str):
        value = in_short(value)
    return shown(column, value)
