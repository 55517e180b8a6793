"""YAML to plain data at speed, or not at all.

The fast parser knows no lines and turns 4.10 into 4.1. So it is only asked where
it cannot read a text otherwise than the exact reader does, and whatever it
stumbles on goes to `mapping`, which finds the fault and its place. `true` becomes
a truth and not a text, which is no harm: a model that wants a text refuses it, and
the file is read again exactly.
"""

import re
from functools import lru_cache
from sys import intern
from typing import Any

from isoqms.source import fast

# A plain value or key may begin behind white space, a bracket or a comma; there stands every number
# of a text.
_NUMBER = re.compile(r"[-+.0-9](?<![^\s\[{,].)(?:(?<=[0-9])|(?=[-+.0-9iInN]))[-+.\w]*")

# Numbers that come back as they were written, and what no parser takes for a number (02, 7.5.3,
# 2022-09-30).
_FAITHFUL = re.compile(
    r"""
      0 | -?[1-9]\d{0,14}
    | -?(?:0|[1-9]\d{0,8})\.(?:0|\d{0,8}[1-9])
    | 0\d+ | \d+(?:\.\d+){2,} | \d+(?:\.\d+)*[a-df-zđ] | \d{4}-\d\d-\d\d
    """,
    re.VERBOSE,
)

# Anchors, aliases, tags, merges, markers of documents, odd white space; rather too much is declined
# than too little.
_ODD = ("\t", "\xa0", "\x85", "&", "*", "!", "%", "?", "<<", "---", "...")
_DOUBTFUL = re.compile(
    r"""
      (?:^|[\s\[{,]) (?: [&*]\S | ! | << | \?\s )
    | [\t\xa0\x85] | ^---|^\.\.\.|^%
    """,
    re.VERBOSE | re.MULTILINE,
)

# [12:30], [why?]: the libyaml of the exact reader wants quotes there.
_ODD_INSIDE = re.compile(r"[^\[{,]:[^\s,\]}]|\?")
_BRACKETS = re.compile(r"[\[{\]}]")
_DEEPEST = 30


def _faithful(text: str) -> bool:
    """Whether the fast parser reads all of `text` as the exact reader does."""
    if any(sign in text for sign in _ODD) and _DOUBTFUL.search(text):
        return False
    if _is_odd_in_brackets(text):
        return False
    return all(map(_is_faithful, _NUMBER.findall(text)))


def _is_odd_in_brackets(text: str) -> bool:
    """Whether brackets stand too deep, or something odd in one or after it on its line.

    Of thousands of open brackets the fast parser takes minutes, and nothing interrupts it.
    """
    depth = searched = line_end = 0
    begun = None
    for bracket in _BRACKETS.finditer(text):
        at = bracket.start()
        if bracket[0] in "[{":
            depth += 1
            begun = at if begun is None else begun
            if depth > _DEEPEST:
                return True
            continue
        depth = max(depth - 1, 0)
        # The end of a line is looked for once, however many brackets stand on it.
        if at >= line_end:
            line_end = text.find("\n", at) % (len(text) + 1)
        if begun is not None and line_end > searched:
            # What is odd may reach beyond the end, by as many letters as it has.
            if _ODD_INSIDE.search(text, max(begun, searched - 3), line_end + 3):
                return True
            searched = line_end
        begun = None
    return begun is not None and _ODD_INSIDE.search(text, max(begun, searched - 3)) is not None


@lru_cache(maxsize=4096)
def _is_faithful(number: str) -> bool:
    """Whether a number comes back as it was written; the same few stand in every document."""
    return _FAITHFUL.fullmatch(number) is not None


def read(text: str) -> dict[Any, Any] | None:
    """The data of a YAML mapping, numbers and nulls as Python's own.

    None where the exact reader must look.
    """
    if fast.loads is None or not _faithful(text):
        return None
    try:
        data = fast.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    _share(data)
    return data


def _share(data: dict[Any, Any]) -> None:
    """Let equal texts be one object.

    Thousands of documents name the same roles, results and places of keeping.
    """
    pending: list[dict[Any, Any] | list[Any]] = [data]
    while pending:
        node = pending.pop()
        for key, value in node.items() if type(node) is dict else enumerate(node):
            kind = type(value)
            if kind is str:
                node[key] = intern(value)
            elif kind is dict or kind is list:
                pending.append(value)
