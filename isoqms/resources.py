"""Where the data that ships with the program is found."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


@cache
def folder(name: str) -> Path:
    """The folder `docs-template` or `schemas`.

    It lies inside an installed wheel, or beside the package in a checkout.
    """
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def packs() -> Path:
    """The folder of the data packs."""
    return _PACKAGE / "packs" / "data"
