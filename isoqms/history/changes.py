"""Which files have changed since a point in the history."""

from hashlib import new
from pathlib import Path, PurePosixPath

from isoqms.errors import IsoqmsError
from isoqms.history.command import Failed, ask


class UnknownPoint(IsoqmsError):
    """The history has no such point, or there is no history."""

    hint = "Kiểm tra lại tên mốc; khi chạy tự động, hãy tải cả lịch sử (fetch-depth: 0)."


def changed_since(root: Path, point: str) -> frozenset[PurePosixPath]:
    """The files below `root` that differ from `point`, those not yet recorded included; paths are relative to `root`.

    Raises UnknownPoint, GitMissing.
    """
    if point.startswith("-"):
        raise UnknownPoint(f"«{point}» không phải là một mốc trong lịch sử.")
    try:
        before = _held(ask(root, "ls-tree", "-r", "-z", f"{point}^{{commit}}", "--"))
        now = ask(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    except Failed as failed:
        raise UnknownPoint(f"Không tìm thấy mốc «{point}» trong lịch sử của kho.") from failed
    names = {*before, *(name.decode("utf-8", "surrogateescape") for name in now.split(b"\0") if name)}
    return frozenset(PurePosixPath(name) for name in names if not _is_same(root / name, before.get(name)))


def _held(listing: bytes) -> dict[str, str]:
    """The id of what each path held: the answer has `mode type id`, a tab and the path between NUL bytes."""
    rows = (row.partition(b"\t") for row in listing.split(b"\0") if b" blob " in row)
    return {path.decode("utf-8", "surrogateescape"): about.split()[2].decode() for about, _, path in rows}


def _is_same(file: Path, blob: str | None) -> bool:
    """Whether the file holds what has that id, line ends of Windows aside.

    Counted here and not asked of git, which would put each file through the filters that its settings name.
    """
    try:
        content = file.readlink().as_posix().encode() if file.is_symlink() else file.read_bytes()
    except OSError:
        return blob is None
    return blob is not None and blob in (_id(content, blob), _id(content.replace(b"\r\n", b"\n"), blob))


def _id(content: bytes, like: str) -> str:
    kind = "sha1" if len(like) == 40 else "sha256"
    return new(kind, b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
