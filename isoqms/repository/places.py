"""Where documents stand, as drafts and in force.

The line in a file that leads to its schema depends on it, and moves with it.
"""

import re
from pathlib import PurePosixPath
from typing import Final

from isoqms.model.control.document import DocumentKind
from isoqms.model.layout import kind_of, path_of
from isoqms.wording import fold, slug

DRAFTS: Final = PurePosixPath("du-thao")
IN_FORCE: Final = PurePosixPath("tai-lieu")
POLICY: Final = path_of("chinh-sach")
PLAN: Final = path_of("ke-hoach-ban-hanh")
"""The staged plan of the next decision."""
SCHEMAS: Final = PurePosixPath(".isoqms/schemas")

_FOLDERS: Final = {
    DocumentKind.DESCRIPTION: "he-thong",
    DocumentKind.SYSTEM: "he-thong",
    DocumentKind.INTERNAL: "noi-bo",
    DocumentKind.FORM: "bieu-mau",
    DocumentKind.OTHER: "khac",
}
_SCHEMA_LINE: Final = re.compile(rb"^# yaml-language-server: \$schema=\S+(\r?\n)", re.MULTILINE)


def draft_path(path: PurePosixPath) -> PurePosixPath:
    """Where the draft of what is in force stands: `tai-lieu/a/B.md` → `du-thao/a/B.md`."""
    return DRAFTS / (path if path == POLICY else path.relative_to(IN_FORCE))


def issued_path(path: PurePosixPath) -> PurePosixPath:
    """Where a draft stands once it is in force: `du-thao/a/B.md` → `tai-lieu/a/B.md`.

    The policy stands at the root.
    """
    inside = path.relative_to(DRAFTS)
    return inside if inside == POLICY else IN_FORCE / inside


def new_draft_path(kind: DocumentKind, code: str, field: str | None) -> PurePosixPath:
    """Where a new draft of this kind stands; procedures of a field have a folder for it."""
    if kind is DocumentKind.POLICY:
        return DRAFTS / POLICY
    return DRAFTS / _folder(kind, field) / f"{file_name(code)}.md"


def _folder(kind: DocumentKind, field: str | None) -> str:
    if kind is DocumentKind.SERVICE:
        return f"tthc/{slug(field or '') or 'khac'}"
    return _FOLDERS[kind]


def file_name(code: str) -> str:
    """A code as the name of a file: `QT-ĐĐ-01/UBND` → `QT-DD-01-UBND`.

    Small and capital letters stay.
    """
    bare = "".join(_bare(letter) for letter in code)
    return re.sub(r"[^A-Za-z0-9._&-]+", "-", bare).strip("-.")


def _bare(letter: str) -> str:
    # `fold` makes small letters of all.
    return fold(letter).upper() if letter.isupper() else fold(letter)


def schema_line(path: PurePosixPath) -> str | None:
    """The comment that leads an editor from the file at `path` to its schema.

    None where it has none.
    """
    found = kind_of(str(path))
    if found is None:
        return None
    return (
        "# yaml-language-server: "
        f"$schema={'../' * (len(path.parts) - 1)}{SCHEMAS / found[0].name}.json"
    )


def relocated(content: bytes, target: PurePosixPath) -> bytes:
    """The content of a file that moves to `target`.

    The way to its schema, where it names one, starts there.
    """
    line = schema_line(target)
    if line is None:
        return content
    return _SCHEMA_LINE.sub(lambda found: line.encode() + found[1], content, count=1)
