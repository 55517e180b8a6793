"""Which files have changed since a point in the history, recorded since or not."""

from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from isoqms.errors import IsoqmsError
from isoqms.history.blobs import blob_id
from isoqms.history.command import Failed, ask
from isoqms.plain_files import read

_TEXTS: Final = (".md", ".yaml", ".yml")


class UnknownPoint(IsoqmsError):
    """The history has no such point, or there is no history."""

    hint = "Kiểm tra lại tên mốc; khi chạy tự động, hãy tải cả lịch sử (fetch-depth: 0)."


def changed_since(root: Path, point: str) -> frozenset[PurePosixPath]:
    """The files below `root` that differ from `point`, those not yet recorded included.

    Paths are relative to `root`. Raises UnknownPoint, GitMissing.
    """
    if point.startswith("-"):
        raise UnknownPoint(f"«{point}» không phải là một mốc trong lịch sử.")
    before, names = _known(root, point)
    changed = (name for name in names if not _is_same(root / name, _id(before.get(name))))
    return frozenset(map(PurePosixPath, changed))


def unrecorded(root: Path, *, glance: bool = False) -> dict[PurePosixPath, str | None]:
    """The files below `root` that differ from the last entry, with the id of what it holds of each.

    None for a file that it does not know. At a `glance` other files than texts are told by their
    size alone: signed papers are large. Raises UnknownPoint, GitMissing.
    """
    before, names = _known(root, "HEAD")
    out: dict[PurePosixPath, str | None] = {}
    for name in sorted(names):
        held = before.get(name)
        by_size = glance and held is not None and not name.endswith(_TEXTS)
        same = _has_size(root / name, held) if by_size else _is_same(root / name, _id(held))
        if not same:
            out[PurePosixPath(name)] = _id(held)
    return out


class _Held(NamedTuple):
    """A content of the history."""

    id: str
    size: int


def _known(root: Path, point: str) -> tuple[dict[str, _Held], set[str]]:
    """What the point holds, and the names of all files that it or the folder has."""
    try:
        before = _held(ask(root, "ls-tree", "-r", "-l", "-z", f"{point}^{{commit}}", "--"))
        now = ask(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    except Failed as failed:
        raise UnknownPoint(f"Không tìm thấy mốc «{point}» trong lịch sử của kho.") from failed
    return before, {*before, *(_name(name) for name in now.split(b"\0") if name)}


def _held(listing: bytes) -> dict[str, _Held]:
    """What each path held.

    The answer has `mode type id size`, a tab and the path between NUL bytes.
    """
    rows = (row.partition(b"\t") for row in listing.split(b"\0") if b" blob " in row)
    return {_name(path): _content_held(about) for about, _, path in rows}


def _content_held(about: bytes) -> _Held:
    _, _, name, size = about.split()
    # Of a content that is not there (a partial copy) git knows no size.
    return _Held(name.decode(), int(size) if size.isdigit() else -1)


def _id(held: _Held | None) -> str | None:
    return held.id if held else None


def _has_size(file: Path, held: _Held | None) -> bool:
    try:
        return held is not None and file.lstat().st_size == held.size
    except OSError:
        return False


def _name(path: bytes) -> str:
    return path.decode("utf-8", "surrogateescape")


def _is_same(file: Path, blob: str | None) -> bool:
    """Whether the file holds what has that id, line ends of Windows aside.

    Counted here and not asked of git, which would put each file through the filters that its
    settings name.
    """
    try:
        content = _content(file)
    except OSError:
        return blob is None
    if blob is None:
        return False
    kind = "sha1" if len(blob) == 40 else "sha256"
    same = (content, content.replace(b"\r\n", b"\n"))
    return blob in {blob_id(each, kind) for each in same}


def _content(file: Path) -> bytes:
    """What is recorded of the file: of a link, where it leads; OSError for what has no end."""
    if file.is_symlink():
        return file.readlink().as_posix().encode()
    if not file.is_file():
        raise FileNotFoundError(file)
    return read(file)
