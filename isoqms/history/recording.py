"""New commits: what was written is recorded, whole or not at all.

No hook, filter or signing key of the folder is ever run, and neither the user's nor the machine's git
configuration is read: the same files, message, author and time give the same commit everywhere.
"""

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Final

from gitdb import IStream, LooseObjectDB  # type: ignore[import-untyped]  # it ships no types

from isoqms.errors import CannotWrite
from isoqms.history import command
from isoqms.history.errors import GitMissing
from isoqms.history.journal import git_folder_of

_INSTALL: Final = (
    "Cài Git cho Windows từ git-scm.com (bản Portable không cần quyền quản trị), mở lại cửa sổ lệnh, "
    "rồi chạy lại. Chưa có tệp nào bị thay đổi."
)
_BRANCH: Final = "main"
NOTHING: Final = "0" * 40
"""The id that stands for no object."""
ADDRESS: Final = "kho-tai-lieu@isoqms.invalid"
"""The address in every commit that the program makes; nobody can have it."""
_SETTINGS: Final = (("core.autocrlf", "false"), ("core.quotepath", "false"), ("core.longpaths", "true"))


def create(root: Path) -> None:
    """Make the folder `root` keep its history: an empty one, on the branch `main`.

    GitMissing where git is not installed; CannotWrite where the folder cannot be written.
    """
    # Without a template no sample hook comes along.
    ask(root, "init", "--quiet", f"--initial-branch={_BRANCH}", "--template=", "--object-format=sha1")
    for name, value in _SETTINGS:
        ask(root, "config", "--local", name, value)


def record(
    root: Path,
    message: str,
    *,
    author: tuple[str, str],
    when: datetime,
    paths: Iterable[PurePosixPath],
) -> str:
    """The id of the new commit that holds the files at `paths` (from `root`) as they now stand.

    A path without a file is recorded as gone. Line ends of texts become LF, as `.gitattributes` says. `author` is
    name and address; `when` carries its time zone. What somebody else has staged stays staged, and out of the commit.
    """
    store = LooseObjectDB(str(root.absolute() / ask(root, "rev-parse", "--git-path", "objects")))
    lines = [_entry(root / path, path, store) for path in sorted(set(paths))]
    with _next_index(root) as index:
        parent = _last(root)
        tree = _tree(root, lines, parent)
        stage(root, lines, index)
        above = ("-p", parent) if parent else ()
        commit = ask(root, "commit-tree", tree, *above, "-m", message, also=identity(author, when))
        # The old value is given, so that a commit of somebody else in between is never lost.
        ask(root, "update-ref", "-m", "isoqms", "HEAD", commit, parent or NOTHING)
        index.replace(index.with_name("index"))
    return commit


@contextmanager
def _next_index(root: Path) -> Iterator[Path]:
    """A copy of the index under the name that keeps every other git waiting; gone at the end unless it was moved."""
    index = git_folder_of(root.absolute()) / "index"
    lock = index.with_name("index.lock")
    try:
        lock.open("xb").close()
    except FileExistsError as error:
        raise CannotWrite(
            "Kho tài liệu đang được một chương trình khác ghi.",
            f"Đóng chương trình đó rồi chạy lại; nếu máy vừa tắt đột ngột thì xóa tệp «{lock}».",
        ) from error
    try:
        if index.exists():
            shutil.copyfile(index, lock)
        else:
            ask(root, "read-tree", "--empty", also={"GIT_INDEX_FILE": str(lock)})
        yield lock
    finally:
        lock.unlink(missing_ok=True)


def _entry(file: Path, path: PurePosixPath, store: LooseObjectDB) -> bytes:
    """The line of the index for a path: mode, blob and name, or the sign that it is gone."""
    name = b"\t" + str(path).encode() + b"\0"
    if file.is_symlink() or not file.is_file():
        return b"0 " + NOTHING.encode() + name
    content = file.read_bytes()
    if b"\0" not in content:
        content = content.replace(b"\r\n", b"\n")
    # Written straight into the store: one process a file would be slow, and `git add` runs the folder's filters.
    return b"100644 " + bytes(store.store(IStream(b"blob", len(content), BytesIO(content))).hexsha) + name


def _tree(root: Path, lines: list[bytes], parent: str) -> str:
    """The tree of the last commit with these lines changed, whatever somebody else has staged meanwhile."""
    with tempfile.TemporaryDirectory() as place:
        index = Path(place) / "index"
        where = {"GIT_INDEX_FILE": str(index)}
        ask(root, "read-tree", parent or "--empty", also=where)
        stage(root, lines, index)
        return ask(root, "write-tree", also=where)


def stage(root: Path, lines: list[bytes], index: Path) -> None:
    """Put lines (`mode blob TAB path NUL`; mode 0 for what is gone) into the index file."""
    given = b"".join(lines)
    ask(root, "update-index", "-z", "--index-info", given=given, also={"GIT_INDEX_FILE": str(index)})


def _last(root: Path) -> str:
    """The id of the last commit; empty where there is none yet."""
    with suppress(CannotWrite):
        return ask(root, "rev-parse", "--verify", "--quiet", "HEAD")
    return ""


def identity(author: tuple[str, str], when: datetime) -> dict[str, str]:
    """The environment that makes git write these names and this time."""
    name, address = author
    stamp = when.strftime("%Y-%m-%dT%H:%M:%S%z")
    people = ("AUTHOR", "COMMITTER")
    return {f"GIT_{who}_{what}": value for who in people for what, value in _fields(name, address, stamp)}


def _fields(name: str, address: str, stamp: str) -> tuple[tuple[str, str], ...]:
    return (("NAME", name), ("EMAIL", address), ("DATE", stamp))


def ask(root: Path, *words: str, given: bytes = b"", also: Mapping[str, str] | None = None) -> str:
    """What git answers, having read `given`.

    GitMissing where git is not installed; CannotWrite where it refuses.
    """
    # Paths are made absolute: git runs in `root`, and a relative GIT_DIR would count from there.
    root = root.absolute()
    folder = git_folder_of(root)
    # Named, so that git looks for no other, and none of the folder's settings lead it elsewhere.
    where = {"GIT_DIR": str(folder), "GIT_WORK_TREE": str(root), "GIT_INDEX_FILE": str(folder / "index")}
    try:
        answer = command.ask(root, *words, given=given, also=where | dict(also or {}))
    except GitMissing as error:
        raise GitMissing("Máy này chưa cài chương trình Git, nơi giữ lịch sử của kho.", _INSTALL) from error
    except command.Failed as error:
        raise CannotWrite(
            "Không ghi được lịch sử của kho tài liệu.",
            "Kiểm tra quyền ghi vào thư mục và dung lượng đĩa, rồi chạy lại lệnh.",
        ) from error
    return answer.decode("utf-8", "surrogateescape").removesuffix("\n")
