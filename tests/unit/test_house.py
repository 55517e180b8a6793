"""The house is as CONTRIBUTING.md draws it.

The same subjects on every floor, each room with its first sentence.
"""

import ast
import re
from pathlib import Path

import pytest

import isoqms

HOUSE = Path(isoqms.__file__).parent
GUIDE = (HOUSE.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
FLOORS = ("cli", "actions", "pages", "agenda", "scoring", "facts", "model")
OWN_ROOMS = {"layout", "terminal", "probes", "packs"}
"""What a floor needs beside the subjects; CONTRIBUTING.md names each."""


def _subjects() -> set[str]:
    """The words of the table of subjects."""
    table = GUIDE[GUIDE.index("| subject |") :].split("\n\n")[0]
    firsts = (line.split("|")[1] for line in table.splitlines()[2:])
    return {word for cell in firsts for word in re.findall(r"`(\w+)`", cell)}


def _folders(parent: Path) -> list[Path]:
    return sorted(path.parent for path in parent.glob("*/__init__.py"))


@pytest.mark.parametrize("floor", FLOORS)
def test_every_folder_of_a_floor_is_a_subject_by_its_word(floor: str) -> None:
    strangers = {path.name for path in _folders(HOUSE / floor)} - _subjects() - OWN_ROOMS
    assert strangers == set()


def test_the_families_of_rules_are_those_of_the_guide() -> None:
    told = set(re.findall(r"`(\w+)` \dxx", GUIDE))
    assert {path.name for path in _folders(HOUSE / "rules")} == told


def test_rules_on_days_stand_by_the_same_subjects() -> None:
    assert {path.name for path in _folders(HOUSE / "rules" / "time")} <= _subjects()


def test_every_package_of_the_house_has_a_place_in_the_guide() -> None:
    packages = {path.name for path in _folders(HOUSE)}
    assert {name for name in packages if f"`{name}`" not in GUIDE} == set()


def test_every_module_says_first_what_it_does() -> None:
    silent = [
        str(path.relative_to(HOUSE))
        for path in sorted(HOUSE.rglob("*.py"))
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []
