"""One module a rule, below its family; this is the registry of all of them, in order of code."""

from importlib import import_module
from pathlib import Path
from typing import Final, cast

from isoqms.rules.protocol import Rule

_HERE: Final = Path(__file__).parent


def _found() -> tuple[Rule, ...]:
    """Every `qmsNNN_….py` below this folder: a new rule is a new file, and no list has to be kept."""
    paths = sorted(_HERE.rglob("qms*.py"), key=lambda path: path.name)
    names = (".".join(path.relative_to(_HERE).with_suffix("").parts) for path in paths)
    # That each module is a rule is what `tests/unit/test_rules.py` holds.
    return tuple(cast("Rule", import_module(f"{__name__}.{name}")) for name in names)


ALL: Final[tuple[Rule, ...]] = _found()
"""Every rule in order of code."""
