"""What a new repository brings with it of its first year: proposals, and no record of anybody's."""

from functools import cache

from isoqms.model.law import ExternalRegister
from isoqms.model.planning.risks import Risk, RiskRegister
from isoqms.resources import folder
from isoqms.source.plain import read_plain


@cache
def proposed_risks() -> tuple[Risk, ...]:
    """The risks and opportunities that the framework proposes to every agency."""
    return RiskRegister.model_validate(_read("nam/2025/rui-ro.yaml")).risks


@cache
def proposed_laws() -> frozenset[str]:
    """The numbers of the legal instruments that the framework lists for every agency."""
    register = ExternalRegister.model_validate(_read("ben-ngoai/van-ban.yaml"))
    return frozenset(each.number for each in register.documents)


def _read(path: str) -> object:
    return read_plain(folder("docs-template") / path)
