"""One module a rule, below its family; this is the registry of all of them, in order of code."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Final, cast

from isoqms.rules.protocol import At, Family, Gate, Rule, family_of, gate_of

_HERE: Final = Path(__file__).parent


def _found() -> tuple[Rule, ...]:
    """Every `qmsNNN_….py` below this folder: a new rule is a new file, on no list."""
    paths = sorted(_HERE.rglob("qms*.py"), key=lambda path: path.name)
    names = (".".join(path.relative_to(_HERE).with_suffix("").parts) for path in paths)
    # That each module is a rule is what `tests/unit/test_rules.py` holds.
    return tuple(cast("Rule", import_module(f"{__name__}.{name}")) for name in names)


ALL: Final[tuple[Rule, ...]] = _found()
"""Every rule in order of code."""

FAMILIES: Final[Mapping[str, Family]] = {rule.CODE: family_of(rule) for rule in ALL}
"""The family of each rule, by code."""

GATES: Final[Mapping[str, At]] = {rule.CODE: at for rule in ALL if (at := gate_of(rule))}
"""Where the findings of a rule count at the gate before an announcement, by code."""


def is_at(gate: Gate, code: str) -> bool:
    """Whether the rule of this code belongs to that point of the gate before an announcement."""
    at = GATES.get(code)
    return at is not None and at.gate is gate
