"""A file of a repository, read: its data, its prose, its marks for people, and its faults."""

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from isoqms import plain_files
from isoqms.diagnostics import Fault, Location, Place, Route
from isoqms.errors import IsoqmsError
from isoqms.source import quick
from isoqms.source.conflicts import conflict_fault, first_version
from isoqms.source.parsed import Parsed
from isoqms.source.pointers import sum_pointed_at
from isoqms.source.text import LARGEST, decode, is_form

# With an ellipsis the mark is only spoken of, in a comment or a guide.
MARK = re.compile(r"\[cần điền(?::(?!\s*…\])\s*([^\]\n]*))?\]")
_WAIVER = re.compile(
    r"#\s*isoqms:\s*bỏ qua\s+(QMS\d{3})\s*(?:[—–:-]+\s*(\S.*?))?\s*$",
    re.MULTILINE,
)


class Unreadable(IsoqmsError):
    """A file outside the repository's documents (answers, a pack) that cannot be read."""


class Blank(NamedTuple):
    """A place that the agency still has to fill in («cần điền»)."""

    place: Place
    words: str


class WaiverComment(NamedTuple):
    """A comment in a file that puts one rule aside on its line."""

    path: PurePosixPath
    written: int
    """The line of the comment."""
    line: int
    """The line it speaks of: its own, or the next where it stands alone."""
    rule: str
    reason: str


class SourceFile(NamedTuple):
    """What one file holds; `data` is None where it could not be read."""

    path: PurePosixPath
    head: str
    """The YAML text: of the head, or of the whole file."""
    first_line: int
    data: Any
    exact: bool
    """Whether every scalar of `data` is text, or numbers stand as Python's own."""
    body: str = ""
    body_line: int = 0
    faults: tuple[Fault, ...] = ()
    blanks: tuple[Blank, ...] = ()
    waivers: tuple[WaiverComment, ...] = ()


def read_bytes(path: PurePosixPath, content: bytes) -> SourceFile:
    """The file whose bytes are `content`; Markdown by its name, else YAML."""
    if sum_pointed_at(content):
        fault = Fault("QMS015", Location(path), "Chưa tải tệp LFS: ở đây chỉ có phần trỏ tới tệp.")
        return SourceFile(path, "", 1, None, exact=True, faults=(fault,))
    text, faults = decode(path, content)
    if text is None:
        return SourceFile(path, "", 1, None, exact=True, faults=faults)
    undecided = conflict_fault(path, text)
    if undecided:
        # Read on with one of the two, so that the cause is not told as all that follows from it.
        text, faults = first_version(text), (*faults, undecided)
    head, first_line, body, body_line = text, 1, "", 0
    if path.suffix == ".md":
        parts = split_head(text)
        if parts is None:
            return SourceFile(path, "", 1, None, exact=True, faults=(*faults, _no_head(path, text)))
        head, body = parts
        first_line, body_line = 2, head.count("\n") + 3
    blanks = _blanks(path, text) if "[cần điền" in text else ()
    waivers = _waivers(path, text) if "isoqms:" in text else ()
    data = quick.read(head)
    exact = data is None
    if exact:
        parsed = _exactly(path, head, first_line)
        data = parsed.data
        faults = (*faults, *_without_echo(parsed.faults, faults))
    return SourceFile(path, head, first_line, data, exact, body, body_line, faults, blanks, waivers)


def _without_echo(found: Iterable[Fault], known: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """`found` without what the decoding already said of the same line."""
    said = {(fault.rule, fault.location.line) for fault in known}
    return tuple(fault for fault in found if (fault.rule, fault.location.line) not in said)


def split_head(text: str) -> tuple[str, str] | None:
    """The YAML head between the two `---` lines, and the prose below.

    None where there is no closed head.
    """
    if not text.startswith("---\n"):
        return None
    end = text.find("\n---\n", 3)
    if end < 0:
        if not text.endswith("\n---"):
            return None
        return text[4:-3], ""
    return text[4 : end + 1], text[end + 5 :]


def _no_head(path: PurePosixPath, text: str) -> Fault:
    if text.startswith("---\n"):
        return Fault(
            "QMS008",
            Location(path),
            "Phần đầu tài liệu chưa được đóng.",
            "Thêm một dòng `---` sau phần đầu.",
        )
    hint = "Dòng đầu tệp phải là `---`, rồi các khóa (code, title, kind …), rồi một dòng `---`."
    return Fault("QMS008", Location(path), "Tài liệu thiếu phần đầu.", hint)


def _blanks(path: PurePosixPath, text: str) -> tuple[Blank, ...]:
    found: list[Blank] = []
    for index, line in enumerate(text.split("\n"), 1):
        if "[cần điền" in line:
            found.extend(
                Blank(Place(path, (), index, match.start() + 1), (match[1] or "").strip())
                for match in MARK.finditer(line)
            )
    return tuple(found)


def _waivers(path: PurePosixPath, text: str) -> tuple[WaiverComment, ...]:
    return tuple(_waiver(path, text, match) for match in _WAIVER.finditer(text))


def _waiver(path: PurePosixPath, text: str, match: re.Match[str]) -> WaiverComment:
    written = text.count("\n", 0, match.start()) + 1
    alone = not text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
    return WaiverComment(path, written, written + alone, match[1], match[2] or "")


def _exactly(path: PurePosixPath, text: str, first_line: int = 1) -> Parsed:
    """`text` by the exact reader.

    Its library is imported when a first file needs it, which in most runs is never.
    """
    from isoqms.source.mapping import parse  # noqa: PLC0415 - see above

    return parse(path, text, first_line)


def reread(file: SourceFile) -> Parsed:
    """The same file by the exact reader: text scalars and their places."""
    return _exactly(file.path, file.head, file.first_line)


def locate(path: PurePosixPath, content: bytes, routes: Iterable[Route]) -> dict[Route, Location]:
    """Where each route stands in the file at `path` with this content.

    Line 1 where it cannot be read.
    """
    file = read_bytes(path, content)
    found = {route: _at_the_margin(file, route) for route in routes}
    unseen = [route for route, place in found.items() if place is None]
    parsed = reread(file) if unseen else Parsed(None)
    return {r: place or parsed.locate(r) or Location(path) for r, place in found.items()}


def _at_the_margin(file: SourceFile, route: Route) -> Location | None:
    """Where the file, or a key of the file itself, stands; None where only the exact reader knows.

    Most of what is wrong with a whole file is told there.
    """
    if not (file.exact or route):
        return Location(file.path, file.first_line)
    if file.exact or len(route) > 1 or route[0] not in file.data:
        return None
    lines = file.head.split("\n")
    found = [at for at, line in enumerate(lines, file.first_line) if _begins(line, str(route[0]))]
    # Written twice, or some other way: in brackets, in quotes, inside a text of several lines.
    is_plain = len(found) == 1 and not file.head.startswith("{")
    return Location(file.path, found[0]) if is_plain else None


def _begins(line: str, key: str) -> bool:
    return line.startswith(key) and line[len(key) : len(key) + 2] in (":", ": ")


def read_data(path: Path) -> Any:
    """The plain data of a YAML file that belongs to no repository; every scalar as text.

    Raises Unreadable with the first fault and its line.
    """
    name = PurePosixPath(path.name)
    try:
        content = plain_files.read(path, largest=LARGEST)
    except OSError as error:
        raise Unreadable(
            f"Không đọc được tệp «{path}».",
            "Kiểm tra lại đường dẫn và quyền đọc tệp.",
        ) from error
    text, found = decode(name, content)
    undecided = conflict_fault(name, text or "")
    if undecided:
        found = (undecided, *found)
    parsed = _exactly(name, text) if text is not None else None
    # What editors leave in a text hides nothing: it is mended when the file is next written.
    faults = (
        *(each for each in found if not is_form(each)),
        *(parsed.faults if parsed else ()),
    )
    if parsed is None or faults:
        fault = faults[0]
        raise Unreadable(f"{path}, dòng {fault.location.line}: {fault.message}", fault.hint)
    return parsed.data
