"""What an Excel file was made from, packed into a text that travels with it in a hidden sheet.

By it a cell that somebody changed is told from one that the repository has changed meanwhile.
"""

import base64
import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from isoqms.diagnostics import Route
from isoqms.errors import IsoqmsError

VERSION: Final = 1
"""Of the form of the sheets; it rises when a file made before can no longer be read."""
_LARGEST: Final = 64 * 1024 * 1024


class NoBaseline(IsoqmsError):
    """An Excel file that does not say what it was made from."""

    hint = (
        "Xuất lại sổ bằng `isoqms export`, chép các ô đã sửa sang tệp mới, "
        "lưu bằng Excel dạng .xlsx rồi nhập lại."
    )


@dataclass(frozen=True, slots=True)
class BaseRow:
    """A row as it was written out: where it stood, and its values in canonical form."""

    route: Route
    values: Mapping[str, str]

    def token(self, index: int) -> str:
        """The name of the row in its hidden cell, from its place and what it holds."""
        packed = json.dumps([list(self.route), dict(self.values)], sort_keys=True).encode()
        return f"{index}-{hashlib.sha256(packed).hexdigest()[:10]}"


@dataclass(frozen=True, slots=True)
class BaseSheet:
    """A sheet as it was written out."""

    register: str
    year: int | None
    table: str
    digest: str | None
    """SHA-256 of the file that the rows came from; None where there was none."""
    rows: tuple[BaseRow, ...]

    @property
    def mark(self) -> str:
        """The hidden corner of the sheet, by which it is known whatever its tab is called."""
        return f"isoqms:{self.register}/{self.year or ''}/{self.table}"


@dataclass(frozen=True, slots=True)
class Baseline:
    """All that an Excel file was made from."""

    agency: str
    sheets: tuple[BaseSheet, ...]
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What keys of roles and of units were called in its cells; empty in files made before."""


def packed(baseline: Baseline) -> str:
    """The baseline as one text of plain letters."""
    sheets = [
        {
            "register": sheet.register,
            "year": sheet.year,
            "table": sheet.table,
            "digest": sheet.digest,
            "rows": [[list(row.route), dict(row.values)] for row in sheet.rows],
        }
        for sheet in baseline.sheets
    ]
    names = {kind: dict(called) for kind, called in baseline.names.items()}
    held = {"version": VERSION, "agency": baseline.agency, "sheets": sheets, "names": names}
    text = json.dumps(held, ensure_ascii=True, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def unpacked(text: str) -> Baseline:
    """The baseline in such a text.

    NoBaseline where it was damaged or belongs to a later version of the program.
    """
    try:
        # More than that is cut off, and so no JSON.
        held = json.loads(
            zlib.decompressobj().decompress(base64.b64decode(text, validate=True), _LARGEST)
        )
        version = int(held["version"])
        known = (
            Baseline(
                str(held["agency"]),
                tuple(map(_sheet, held["sheets"])),
                {str(kind): _texts(called) for kind, called in held.get("names", {}).items()},
            )
            if version == VERSION
            else None
        )
    except (
        ValueError,
        zlib.error,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        RecursionError,
    ) as error:
        raise NoBaseline("Trang ẩn của tệp Excel đã hỏng, nên không biết ô nào đã sửa.") from error
    if known is None:
        raise NoBaseline(
            f"Tệp này do bản isoqms khác tạo ra (dạng {version}, bản này đọc dạng {VERSION})."
        )
    return known


def _route(parts: Iterable[object]) -> Route:
    """A route as it was written out: places in lists are numbers, everything else is a key."""
    return tuple(map(_step, parts))


def _step(part: object) -> str | int:
    return part if isinstance(part, int) else str(part)


def _texts(held: Mapping[Any, Any]) -> dict[str, str]:
    return {str(key): str(value) for key, value in held.items()}


def _sheet(held: Mapping[str, Any]) -> BaseSheet:
    year, digest = held["year"], held["digest"]
    rows = tuple(BaseRow(_route(route), _texts(values)) for route, values in held["rows"])
    return BaseSheet(
        register=str(held["register"]),
        year=None if year is None else int(year),
        table=str(held["table"]),
        digest=None if digest is None else str(digest),
        rows=rows,
    )
