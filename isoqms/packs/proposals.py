"""What a new repository brings with it of its first year: proposals, and no record of anybody's."""

from decimal import Decimal
from functools import cache
from typing import Final

from isoqms.model.law import ExternalRegister
from isoqms.model.planning.objectives import ObjectiveRegister
from isoqms.model.planning.risks import Risk, RiskRegister
from isoqms.resources import folder, packs
from isoqms.source.plain import read_plain

_OBJECTIVES: Final = "nam/2025/muc-tieu.yaml"


@cache
def proposed_risks() -> tuple[Risk, ...]:
    """The risks and opportunities that the framework proposes to every agency."""
    return RiskRegister.model_validate(_read("nam/2025/rui-ro.yaml")).risks


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
    register = ExternalRegister.model_validate(_read("ben-ngoai/van-ban.yaml"))
    return frozenset(each.number for each in register.documents)


def _read(path: str) -> object:
    return read_plain(folder("docs-template") / path)
