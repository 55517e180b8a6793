"""Which file of a repository holds what: the table of paths and models."""

import re
from functools import cache
from pathlib import PurePosixPath
from typing import Final

from isoqms.model.kinds import FileKind
from isoqms.model.registers import BY_NAME, REGISTERS, register_at

STAGED: Final = "ke-hoach-ban-hanh"
"""The name of the staged plan of the next decision."""

_DOCUMENT: Final = "control.document.ControlledDocument"


def _place(name: str, title: str, pattern: str, model: str) -> tuple[re.Pattern[str], FileKind]:
    return re.compile(pattern), FileKind(name, title, model)


_PLACES: Final = (
    _place("tai-lieu", "Tài liệu được kiểm soát", r"tai-lieu/(?:.+/)?[^/]+\.md", _DOCUMENT),
    _place("du-thao", "Tài liệu đang soạn", r"du-thao/(?:.+/)?[^/]+\.md", _DOCUMENT),
    _place("chinh-sach", "Chính sách chất lượng", r"chinh-sach\.md", _DOCUMENT),
    _place(
        "bieu-mau",
        "Biểu mẫu kèm tệp Word, Excel",
        r"(?:tai-lieu|du-thao)/bieu-mau/[^/]+\.yaml",
        _DOCUMENT,
    ),
    _place(
        STAGED,
        "Kế hoạch của quyết định sắp ký",
        r"du-thao/ke-hoach\.yaml",
        "control.decision.StagedPlan",
    ),
    _place("isoqms", "Thiết lập của cơ quan", r"isoqms\.yaml", "agency.settings.Agency"),
    _place(
        "quyet-dinh",
        "Quyết định",
        r"quyet-dinh/(?P<year>\d{4})/[^/]+\.yaml",
        "control.decision.Decision",
    ),
)
"""Where each kind of file stands that is no register."""

KINDS: Final[tuple[FileKind, ...]] = (*(kind for _, kind in _PLACES), *REGISTERS)
"""Every kind of file, the registers among them."""

FOLDERS = ("tai-lieu", "du-thao", "boi-canh", "ben-ngoai", "tthc", "quyet-dinh", "nam")
"""The folders whose every YAML or Markdown file must be of a known kind."""


@cache
def _by_name() -> dict[str, FileKind]:
    return {kind.name: kind for kind in KINDS}


def kind_named(name: str) -> FileKind:
    """The kind with this name; KeyError where there is none."""
    return _by_name()[name]


def kind_of(path: str) -> tuple[FileKind, int | None] | None:
    """The kind of the file at a path (with `/`, from the root) and its year; None if none fits."""
    if path.startswith("tai-lieu/") and path.endswith(".md"):
        return KINDS[0], None  # nine files of ten, so they are not asked of every pattern
    for pattern, kind in _PLACES:
        match = pattern.fullmatch(path)
        if match:
            year = match.groupdict().get("year")
            return kind, int(year) if year else None
    return register_at(path)


def path_of(name: str, year: int | str = "<năm>") -> PurePosixPath:
    """Where the one file of a kind stands, that of `year` where each year has its own.

    Without a year as people read it: `nam/<năm>/xem-xet.yaml`. KeyError where no kind has the name,
    or where it is a kind of which there are many files.
    """
    register = BY_NAME.get(name)
    if register is not None:
        return PurePosixPath(register.path.format(year=year))
    return PurePosixPath(_only_path(name))


def file_of(name: str) -> str:
    """What the one file of a kind is called: `xem-xet.yaml`; KeyError as for its path."""
    return path_of(name).name


@cache
def _only_path(name: str) -> str:
    """The path of a kind that is no register and of which there is one file."""
    pattern = next(pattern.pattern for pattern, kind in _PLACES if kind is kind_named(name))
    path = pattern.replace(r"\.", ".")
    if re.search(r"[\\*+?\[(]", path):
        raise KeyError(name)
    return path
