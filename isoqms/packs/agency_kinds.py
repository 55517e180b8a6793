"""Kinds of agency: who is who in each, and which framework documents it starts with."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from isoqms.errors import UnknownName
from isoqms.model.packs.agency import AgencyKind
from isoqms.packs.loading import load_kind
from isoqms.packs.shelf import PackKind, pack_ids, places
from isoqms.plain_files import led_astray
from isoqms.resources import folder
from isoqms.wording import fold, listed, nearest


def kind_names(own: Path | None = None) -> tuple[str, ...]:
    """The names of the kinds, in order.

    Those of the agency at `own` (the root of its repository) among them.
    """
    return pack_ids(PackKind.AGENCY_KIND, own)


def agency_kind(name: str, own: Path | None = None) -> AgencyKind:
    """The kind with this name.

    UnknownName with the nearest one as hint, Unreadable where the agency's is faulty.
    """
    names = kind_names(own)
    if name not in names:
        meant = nearest(name, names)
        hint = f"Có phải «{meant}»? " if meant else ""
        raise UnknownName(f"Không có loại cơ quan «{name}».", f"{hint}Các loại: {listed(names)}.")
    return load_kind(name, own)


def kind_meant(text: str) -> str:
    """The kind that a person means: by its id, its title, or a word of it (`UBND xã`, `Sở`).

    UnknownName with the nearest one as hint.
    """
    said = _plain(text)
    if text in kind_names():
        return text
    for name in kind_names():
        kind = load_kind(name)
        if said in {_plain(word) for word in (kind.id, kind.title, *kind.words)}:
            return name
    return agency_kind(text).id


def _plain(text: str) -> str:
    return fold(text).removeprefix("ubnd ").replace("-", " ").strip()


def framework(kind: AgencyKind, own: Path | None = None) -> dict[PurePosixPath, Path]:
    """Where the text of each file of a new repository of this kind stands, by its path there.

    UnknownName where the folder that it lays over the framework is not there.
    """
    files = {
        path: file
        for path, file in _files(folder("docs-template")).items()
        if _wanted(path, kind.documents)
    }
    overlay = _files(_overlay(kind.overlay, own)) if kind.overlay else {}
    return dict(sorted({**files, **overlay}.items()))


def _overlay(name: str, own: Path | None) -> Path:
    # Only folders that are listed are opened, so a name can never lead out of the place of the
    # packs.
    for beside in _folders(own):
        if beside.name == name and not beside.is_symlink():
            return beside
    raise UnknownName(
        f"Không có lớp phủ «{name}» bên cạnh gói loại cơ quan.",
        "Thêm thư mục đó, hoặc bỏ «Lớp phủ» (overlay).",
    )


def _folders(own: Path | None) -> Iterator[Path]:
    """The folders that lie beside the kinds of agency."""
    for place in places(PackKind.AGENCY_KIND, own):
        if place.is_dir() and not (own and place.is_relative_to(own) and led_astray(place, own)):
            yield from (entry for entry in place.iterdir() if entry.is_dir())


def _wanted(path: PurePosixPath, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(str(path), pattern) for pattern in patterns)


def _files(root: Path) -> dict[PurePosixPath, Path]:
    return {
        PurePosixPath(file.relative_to(root).as_posix()): file
        for file in root.rglob("*")
        if _is_text(file)
    }


def _is_text(file: Path) -> bool:
    # A link in an agency's own folder may lead anywhere.
    return file.is_file() and not file.is_symlink()
