"""What a new repository brings with it of its first year: proposals, and no record of anybody's."""

from decimal import Decimal
from functools import cache
from pathlib import PurePosixPath
from typing import Final

from isoqms.model.law import ExternalRegister
from isoqms.model.layout import path_of
from isoqms.model.planning.objectives import ObjectiveRegister
from isoqms.model.planning.risks import Risk, RiskRegister
from isoqms.resources import folder, packs
from isoqms.source.plain import read_plain

_YEAR: Final = 2025
"""The year that the framework is written for."""
_OBJECTIVES: Final = str(path_of("muc-tieu", _YEAR))


@cache
def proposed_risks() -> tuple[Risk, ...]:
    """The risks and opportunities that the framework proposes to every agency."""
    return RiskRegister.model_validate(_read(path_of("rui-ro", _YEAR))).risks


@cache
def proposed_objectives() -> frozenset[tuple[str, str, Decimal | None]]:
    """Key, words and target of each objective that the framework proposes, to any kind."""
    overlays = (packs() / "agency-kinds").glob(f"*-overlay/{_OBJECTIVES}")
    files = (folder("docs-template") / _OBJECTIVES, *overlays)
    registers = (ObjectiveRegister.model_validate(read_plain(file)) for file in files)
    return frozenset(
        (each.id, each.text, each.target) for register in registers for each in register.objectives
    )


@cache
def proposed_laws() -> frozenset[str]:
    """The numbers of the legal instruments that the framework lists for every agency."""
    register = ExternalRegister.model_validate(_read(path_of("van-ban")))
    return frozenset(each.number for each in register.documents)


def _read(path: PurePosixPath) -> object:
    return read_plain(folder("docs-template") / path)
