"""Kinds of agency: who is who in each, and which framework documents it starts with."""

from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path, PurePosixPath

from isoqms.errors import UnknownName
from isoqms.model.packs.agency import AgencyKind, Provinces
from isoqms.resources import folder, packs
from isoqms.source.scalars import read_scalars
from isoqms.wording import listed, nearest


def kind_names() -> tuple[str, ...]:
    """The names of the kinds, in order."""
    return tuple(sorted(path.stem for path in _folder().glob("*.yaml")))


@cache
def agency_kind(name: str) -> AgencyKind:
    """The kind with this name; UnknownName with the nearest one as hint."""
    names = kind_names()
    if name not in names:
        meant = nearest(name, names)
        hint = f"Có phải «{meant}»? " if meant else ""
        raise UnknownName(f"Không có loại cơ quan «{name}».", f"{hint}Các loại: {listed(names)}.")
    return AgencyKind.model_validate(_read(_folder() / f"{name}.yaml"))


@cache
def provinces() -> Provinces:
    """Which provinces are cities."""
    return Provinces.model_validate(_read(packs() / "provinces" / "viet-nam.yaml"))


def framework(kind: AgencyKind) -> dict[PurePosixPath, Path]:
    """Where the text of each file of a new repository of this kind stands, by its path there."""
    files = {path: file for path, file in _files(folder("docs-template")).items() if _wanted(path, kind.documents)}
    overlay = _files(_folder() / kind.overlay) if kind.overlay else {}
    return dict(sorted({**files, **overlay}.items()))


def _wanted(path: PurePosixPath, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(str(path), pattern) for pattern in patterns)


def _files(root: Path) -> dict[PurePosixPath, Path]:
    return {PurePosixPath(file.relative_to(root).as_posix()): file for file in root.rglob("*") if file.is_file()}


def _folder() -> Path:
    return packs() / "agency-kinds"


def _read(path: Path) -> object:
    return read_scalars(path.read_text(encoding="utf-8"))
