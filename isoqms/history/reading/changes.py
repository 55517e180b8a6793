"""Which files have changed since a point in the history."""

from pathlib import Path, PurePosixPath

from isoqms.errors import IsoqmsError
from isoqms.history.blobs import blob_id
from isoqms.history.command import Failed, ask


class UnknownPoint(IsoqmsError):
    """The history has no such point, or there is no history."""

    hint = "Kiểm tra lại tên mốc; khi chạy tự động, hãy tải cả lịch sử (fetch-depth: 0)."


def changed_since(root: Path, point: str) -> frozenset[PurePosixPath]:
    """The files below `root` that differ from `point`, those not yet recorded included.

    Paths are relative to `root`. Raises UnknownPoint, GitMissing.
    """
    if point.startswith("-"):
        raise UnknownPoint(f"«{point}» không phải là một mốc trong lịch sử.")
    try:
        before = _held(ask(root, "ls-tree", "-r", "-z", f"{point}^{{commit}}", "--"))
        now = ask(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    except Failed as failed:
        raise UnknownPoint(f"Không tìm thấy mốc «{point}» trong lịch sử của kho.") from failed
    names = {*before, *(_name(name) for name in now.split(b"\0") if name)}
    changed = (name for name in names if not _is_same(root / name, before.get(name)))
    return frozenset(map(PurePosixPath, changed))


def _held(listing: bytes) -> dict[str, str]:
    """The id of what each path held.

    The answer has `mode type id`, a tab and the path between NUL bytes.
    """
    rows = (row.partition(b"\t") for row in listing.split(b"\0") if b" blob " in row)
    return {_name(path): about.split()[2].decode() for about, _, path in rows}


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
    """What is recorded of the file: of a link, where it leads."""
    return file.readlink().as_posix().encode() if file.is_symlink() else file.read_bytes()
