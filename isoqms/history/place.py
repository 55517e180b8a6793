"""Where a repository and its history stand, and git asked there.

Finding the place needs files only, not git, so that every command can afford it.
"""

import os
import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from isoqms.errors import CannotWrite
from isoqms.history import command
from isoqms.history.blobs import NOTHING
from isoqms.history.errors import (
    BROKEN,
    LEFT_BEHIND,
    GitMissing,
    HistoryBusy,
    NoHistory,
    UnreadableHistory,
)
from isoqms.history.git_folder import git_folder_of, held_in, shared_of, small_text, top_of
from isoqms.history.refusals import gave_up, is_of_the_machine
from isoqms.wording import printable

_INSTALL: Final = (
    "Cài Git cho Windows từ git-scm.com (bản Portable không cần quyền quản trị), "
    "mở lại cửa sổ lệnh, rồi chạy lại. Chưa có tệp nào bị thay đổi."
)

_MAIN: Final = "refs/heads/main"
_OUTSIDE: Final = re.compile(r"^[A-Za-z]:|[\\\x00-\x1f]")
"""A drive, a separator of Windows, a line of its own."""
_GITS_OWN: Final = re.compile(r"\.git[ .]*|git~[0-9]", re.IGNORECASE)
"""The folder `.git` by every name that a system may know it by."""
ADDRESS: Final = "kho-tai-lieu@isoqms.invalid"
"""The address in every commit that the program makes; nobody can have it."""

_UNDER_WAY: Final = (
    "MERGE_HEAD",
    "CHERRY_PICK_HEAD",
    "REVERT_HEAD",
    "rebase-merge",
    "rebase-apply",
    "BISECT_LOG",
)
_ID: Final = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_TRACES: Final = ("refs/heads", "refs/tags", "refs/remotes")


class Place(NamedTuple):
    """Where a repository and its history stand."""

    root: Path
    """The folder of `isoqms.yaml`."""
    top: Path
    """The folder that keeps the history: `root`, or one above it."""
    folder: Path
    """Git's own."""

    @property
    def lead(self) -> str:
        """What stands before a path from `root` to make it one from `top`: empty, or `a/b/`."""
        inside = self.root.relative_to(self.top).as_posix()
        return "" if inside == "." else f"{inside}/"

    @property
    def shared(self) -> Path:
        """Git's folder of objects and references; a second work tree has it with the first."""
        return shared_of(self.folder)

    def ask(self, *words: str, given: bytes = b"", also: Mapping[str, str] | None = None) -> str:
        """What git answers here, having read `given`; `also` joins its guarded environment.

        GitMissing where git is not installed; CannotWrite where it refuses.
        """
        answer, _ = self._told(words, given, also or {})
        return answer.decode("utf-8", "surrogateescape").removesuffix("\n")

    def tell(self, *words: str, given: bytes, also: Mapping[str, str]) -> str:
        """What git says beside its answer, of orders that it carries out in part as well."""
        return self._told(words, given, also)[1].decode("utf-8", "surrogateescape")

    def _told(
        self, words: Sequence[str], given: bytes, also: Mapping[str, str]
    ) -> tuple[bytes, bytes]:
        """What git answers, and what it says beside."""
        # Named, so that git looks for no other folder, and none of the repository's settings
        # (core.worktree) leads it elsewhere.
        where = {
            **command.at(self.folder),
            "GIT_WORK_TREE": str(self.top),
            "GIT_INDEX_FILE": str(self.folder / "index"),
        }
        try:
            return command.ask_both(self.top, *words, given=given, also=where | dict(also))
        except GitMissing as error:
            raise GitMissing(
                "Máy này chưa cài chương trình Git, nơi giữ lịch sử của kho.",
                _INSTALL,
            ) from error
        except command.Failed as error:
            raise gave_up(error.words) from error

    def lead_on(self, path: PurePosixPath) -> str:
        """A path from the root of the repository as one from the top of the work tree."""
        if not is_inside(str(path)):
            raise ValueError(f"not a path inside a repository: {path}")
        return f"{self.lead}{path}"

    def standing(self, names: Collection[str]) -> dict[str, str]:
        """The objects at which those of the references `names` point that there are."""
        answer = self.ask("for-each-ref", "--format=%(refname) %(objectname)", *names)
        found = dict(line.split(" ", 1) for line in answer.splitlines())
        return {name: value for name, value in found.items() if name in names}


def is_inside(path: str) -> bool:
    """Whether a path, with `/`, stays inside the folder that it counts from, and out of git's."""
    parts = path.split("/")
    strange = {"", ".", ".."} & set(parts) or any(map(_GITS_OWN.fullmatch, parts))
    return not (strange or _OUTSIDE.search(path))


def at(root: Path) -> Place:
    """The place whose history stands in `root` itself, whether there is one yet or not."""
    # Made absolute: git runs in `root`, and a relative GIT_DIR would count from there.
    root = root.absolute()
    return Place(root, root, git_folder_of(root))


def place_of(root: Path) -> Place:
    """Where the history of `root` stands; NoHistory where there is none to be written to."""
    root = root.resolve()
    top = top_of(root)
    if top is not None and (top == root or not _is_bare(root)):
        return Place(root, top, git_folder_of(top))
    if _is_bare(root):
        raise NoHistory(f"«{root}» chỉ chứa lịch sử, không có tệp tài liệu nào (kho trần).")
    raise NoHistory(f"«{root.name}» {LEFT_BEHIND}")


def at_top(root: Path) -> Place | None:
    """The same for who only looks: None where no history is kept there."""
    top = top_of(root)
    return None if top is None else Place(root.resolve(), top, git_folder_of(top))


def is_under_way(folder: Path) -> bool:
    """Whether a joining or a rewriting was begun there and not ended; `folder` is git's own."""
    return any((folder / name).exists() for name in _UNDER_WAY)


def has_entries(place: Place) -> bool:
    """Whether something was ever recorded there, even where git can no longer say what.

    A new history has neither a branch nor a tag.
    """
    packed = place.shared / "packed-refs"
    if (place.folder / "logs" / "HEAD").exists() or packed.exists():
        return True
    return any(file.is_file() for name in _TRACES for file in (place.shared / name).rglob("*"))


def _is_bare(folder: Path) -> bool:
    return (folder / "HEAD").is_file() and (folder / "objects").is_dir()


def position(place: Place) -> tuple[str, str]:
    """The branch and its last commit, zeros where there is none yet.

    HistoryBusy where no branch is open, UnreadableHistory where it is broken.
    """
    branch = branch_of(place)
    try:
        old = place.ask("rev-parse", "--verify", "--quiet", f"{branch}^{{commit}}")
    except CannotWrite as error:
        if is_of_the_machine(str(error)):
            raise
        held = held_in(place.folder, place.shared / branch)
        if held is not None:
            raise held from error
        if has_entries(place):
            raise UnreadableHistory(BROKEN) from error
        return branch, NOTHING
    if len(old) != len(NOTHING):
        raise NoHistory(
            "Lịch sử của kho dùng mã SHA-256, chương trình chưa ghi được.",
            "Tạo lại kho với mã SHA-1.",
        )
    return branch, old


def beside_main(root: Path) -> str | None:
    """What to tell a writer where another line than the agency's own is open; None where it is."""
    place = place_of(root)
    branch = branch_of(place)
    if branch == _MAIN or not place.standing([_MAIN]):
        return None
    name = printable(branch.removeprefix("refs/heads/"))
    return (
        f"Kho đang mở ở bản riêng «{name}», không phải bản chính của cơ quan: thay đổi này chỉ "
        "ghi vào bản riêng ấy, bản chính chưa có."
    )


def branch_of(place: Place) -> str:
    """The branch that is open; HistoryBusy where none is, UnreadableHistory where it is broken."""
    # Read, not asked for: a question to git costs as much as reading a small repository.
    if not os.path.lexists(place.folder / "HEAD"):
        raise UnreadableHistory(BROKEN)
    head = small_text(place.folder / "HEAD")
    word, _, branch = head.strip().partition(" ")
    if word != "ref:" or not branch.startswith("refs/heads/"):
        if not _ID.fullmatch(word):
            raise UnreadableHistory(BROKEN)
        raise HistoryBusy(
            "Kho đang mở ở một thời điểm cũ trong lịch sử, không ở bản mới nhất.",
            "Nhờ người quản trị kho mở lại bản mới nhất (nhánh main), rồi chạy lại.",
        )
    return branch
