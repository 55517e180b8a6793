"""The registry of all rules, in order of code: each is found by its place below this folder."""

import os
from collections.abc import Mapping
from importlib import import_module
from typing import Final, cast

from isoqms.rules.protocol import (
    At,
    Brought,
    Family,
    Gate,
    Rule,
    brought_by,
    family_of,
    gate_of,
    is_work_left,
)

_HERE: Final = os.path.dirname(__file__)  # noqa: PTH120 - see below, where it is walked


def _found() -> tuple[Rule, ...]:
    """Every `qmsNNN_….py` below this folder: a new rule is a new file, no list has to be kept."""
    found = []
    # Every check waits for this; walked as texts it takes a tenth of the time that `Path` takes.
    for folder, _, files in os.walk(_HERE):
        package = f"{__package__}{folder[len(_HERE) :].replace(os.sep, '.')}"
        names = (file.removesuffix(".py") for file in files if file.endswith(".py"))
        found += [(name, f"{package}.{name}") for name in names if name.startswith("qms")]
    # That each module is a rule is what `tests/unit/test_rules.py` holds.
    return tuple(cast("Rule", import_module(module)) for _, module in sorted(found))


ALL: Final[tuple[Rule, ...]] = _found()
"""Every rule in order of code."""

FAMILIES: Final[Mapping[str, Family]] = {rule.CODE: family_of(rule) for rule in ALL}
"""The family of each rule, by code."""

GATES: Final[Mapping[str, At]] = {rule.CODE: at for rule in ALL if (at := gate_of(rule))}
"""Where the findings of a rule count at the gate before an announcement, by code."""

BROUGHT: Final[Mapping[str, Brought]] = {rule.CODE: b for rule in ALL if (b := brought_by(rule))}
"""What it means that a change brings a finding of a rule, by code, where its family says less."""
WORK_LEFT: Final[frozenset[str]] = frozenset(rule.CODE for rule in ALL if is_work_left(rule))
"""The rules whose findings tell of work to be done, and not of records that are wrong."""


def is_at(gate: Gate, code: str) -> bool:
    """Whether the rule of this code belongs to that point of the gate before an announcement."""
    at = GATES.get(code)
    return at is not None and at.gate is gate
