"""Git's own folder, known by its files alone: where it is, and whether git may be let into it.

A folder from elsewhere brings its own along. Git opens what lies there by its name: a pipe would
keep it waiting for ever, and a link could make it read and write elsewhere.
"""

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from isoqms.history.errors import HeldHistory, UnreadableHistory
from isoqms.plain_files import NotPlain, led_astray, read, special_kind
from isoqms.wording import printable

_NEVER_OPENED: Final = frozenset({"hooks", "lfs", "annex", "modules"})
"""Folders there that git opens only for what we never ask of it."""
_OF_OBJECTS: Final = re.compile(r"[0-9a-f]{2}|pack|info")
_ALWAYS_READ: Final = ("HEAD", "config", "packed-refs", "index")
_INCLUDES: Final = re.compile(r"include(?:if\..*)?\.path", re.DOTALL | re.IGNORECASE)
_MACHINES: Final = ("/proc/", "/sys/", "/dev/")
"""Folders of the system whose files need not end."""
Settings = Callable[[Path], list[tuple[str, str]]]
_LARGEST: Final = 64 * 1024
_LARGEST_SETTINGS: Final = 1024 * 1024
_WHOSE: Final = (
    "Git không tự tạo ra thứ này: kho nhận từ nơi khác thì hỏi lại nơi đó; kho của mình thì nhờ "
    "người quản trị kho xem, hoặc dựng lại từ bản sao lưu (`isoqms restore --from TỆP THƯ-MỤC`)."
)


def top_of(start: Path) -> Path | None:
    """The nearest folder from `start` upwards that keeps a history; None where there is none."""
    here = start.resolve()
    return next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), None)


def git_folder_of(top: Path) -> Path:
    """`.git`, or the folder that a `.git` file names.

    UnreadableHistory where it cannot be one.
    """
    here = top / ".git"
    if here.is_dir():
        return here
    if not here.exists():
        return here
    named = small_text(here).partition("gitdir:")[2].strip()
    return (top / named).resolve()


def shared_of(folder: Path) -> Path:
    """Git's folder of objects and references; a second work tree has it with the first."""
    common = folder / "commondir"
    if not os.path.lexists(common):
        return folder
    return folder / small_text(common).strip()


def small_text(file: Path) -> str:
    """What a small file of git's says; UnreadableHistory where that is none."""
    try:
        content = read(file, largest=_LARGEST)
        return content[:_LARGEST].decode("utf-8")
    except NotPlain as error:
        raise _trap(file, error.words) from error
    except PermissionError as error:
        raise _held(file) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableHistory(f"Không đọc được «{_shown(file)}» của lịch sử.") from error


def held_in(folder: Path, *more: Path) -> HeldHistory | None:
    """Why git could not read its folder though nothing is spoilt; None where that is not why.

    On Windows another program may let nobody read a file that it has open. `more` are files that
    git was asked for, beside those that it always reads.
    """
    for file in (*(folder / name for name in _ALWAYS_READ), *more):
        try:
            if file.is_file():
                read(file, largest=0)
        except PermissionError:
            return _held(file)
        except OSError:
            continue
    return None


def _held(file: Path) -> HeldHistory:
    return HeldHistory(
        f"Không mở được tệp «{_shown(file)}» của lịch sử: chương trình khác đang giữ, hoặc không "
        "có quyền đọc."
    )


def refuse_traps(root: Path) -> None:
    """UnreadableHistory where git would wait for ever, or be led elsewhere, in this folder.

    Looked at once in each command.
    """
    found = _first_trap(root)
    if found is not None:
        raise _trap(*found)


def refuse_included(root: Path, settings_in: Settings) -> None:
    """The same where the settings include a file that is none; `settings_in` reads one file."""
    found = _first_included(root, settings_in)
    if found is not None:
        raise _trap(*found)


def look_again() -> None:
    """Forget what was found: another command may find it otherwise."""
    _first_trap.cache_clear()
    _first_included.cache_clear()


@cache
def _first_included(root: Path, settings_in: Settings) -> tuple[Path, str] | None:
    top = top_of(root)
    folder = root if top is None else git_folder_of(top)
    files = (shared_of(folder) / "config", folder / "config.worktree")
    return next(_included(files, settings_in, set()), None)


def _included(
    files: Iterable[Path], settings_in: Settings, seen: set[Path]
) -> Iterator[tuple[Path, str]]:
    for file in files:
        # Most say nothing of the kind, and git need not be asked.
        if file in seen or not _may_include(file):
            continue
        seen.add(file)
        named = [value for name, value in settings_in(file) if _INCLUDES.fullmatch(name)]
        targets = [file.parent / os.path.expanduser(value) for value in named]  # noqa: PTH111
        for target in targets:
            why = _why_not_included(target)
            if why:
                yield target, why
        yield from _included(targets, settings_in, seen)


def _may_include(file: Path) -> bool:
    text = settings_text(file)
    return len(text) >= _LARGEST_SETTINGS or "include" in text.lower()


def settings_text(file: Path) -> str:
    """The text of a file of settings; empty where there is none to be read."""
    try:
        return read(file, largest=_LARGEST_SETTINGS).decode("utf-8", "replace")
    except OSError:
        return ""


def _why_not_included(target: Path) -> str | None:
    """Why git shall not open it, in words; None for a file, or for nothing at all."""
    try:
        mode = target.stat().st_mode
    except OSError:
        return None
    if str(target.resolve()).startswith(_MACHINES):
        return "tệp của hệ điều hành"
    return special_kind(mode)


@cache
def _first_trap(root: Path) -> tuple[Path, str] | None:
    return next(_traps(root), None)


def _traps(root: Path) -> Iterator[tuple[Path, str]]:
    top = top_of(root)
    folder = root if top is None else git_folder_of(top)
    if top is not None:
        yield from _led_away(top, folder)
    elif not (folder / "objects").is_dir():
        return
    shared = shared_of(folder)
    for each in dict.fromkeys((folder, shared)):
        yield from _below(each, (folder.resolve(), shared.resolve()))
    for borrowed in _alternates(shared / "objects", set()):
        yield from _objects(borrowed)


def _led_away(top: Path, folder: Path) -> Iterator[tuple[Path, str]]:
    """A `.git` by which another's history would be written to."""
    here = top / ".git"
    if here.is_symlink():
        why = led_astray(here, top)
        if why:
            yield here, f"đường dẫn tắt {why}"
    elif here.is_file() and not folder.is_relative_to(top) and not _is_known_there(folder, here):
        yield here, "tệp dẫn tới lịch sử của một kho khác"


def _is_known_there(folder: Path, here: Path) -> bool:
    """Whether the folder names this work tree as its own, as git writes it for its second trees."""
    back = folder / "gitdir"
    if os.path.lexists(back):
        return (folder / small_text(back).strip()).resolve() == here.resolve()
    # Of a repository inside another one, and of a history that is kept apart.
    return not (folder.parent / "HEAD").exists() and folder.name != ".git"


def _below(folder: Path, homes: tuple[Path, ...]) -> Iterator[tuple[Path, str]]:
    for member in _members(folder):
        if member.is_symlink():
            yield from _link(Path(member.path), homes)
        elif member.is_dir(follow_symlinks=False):
            if member.name not in _NEVER_OPENED:
                yield from _below(Path(member.path), homes)
        elif not member.is_file(follow_symlinks=False):
            yield from _special(Path(member.path))


def _members(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as members:
            return list(members)
    except OSError:
        # What cannot be listed git cannot read either, and says so.
        return []


def _link(file: Path, homes: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    if all(led_astray(file, home) == "trỏ ra ngoài kho" for home in homes):
        yield file, "đường dẫn tắt trỏ ra ngoài"


def _special(file: Path) -> Iterator[tuple[Path, str]]:
    try:
        mode = file.stat().st_mode
    except OSError:
        return
    # Git's own watcher has its socket there; whoever opens one is refused at once.
    kind = None if stat.S_ISSOCK(mode) else special_kind(mode)
    if kind:
        yield file, kind


def _alternates(objects: Path, seen: set[Path]) -> Iterator[Path]:
    """The folders of objects that this one borrows from."""
    file = objects / "info" / "alternates"
    if not file.is_file():
        return
    for line in small_text(file).splitlines():
        borrowed = (objects / line).resolve()
        if line and not line.startswith("#") and borrowed not in seen:
            seen.add(borrowed)
            yield borrowed
            yield from _alternates(borrowed, seen)


def _objects(folder: Path) -> Iterator[tuple[Path, str]]:
    # It is another's: only what git asks for is looked at.
    for member in _members(folder):
        if _OF_OBJECTS.fullmatch(member.name):
            for each in _members(Path(member.path)):
                yield from _special(Path(each.path))


def _trap(file: Path, words: str) -> UnreadableHistory:
    return UnreadableHistory(
        f"Thư mục ẩn .git của kho có «{_shown(file)}» là {words}, nên không mở lịch sử của kho.",
        _WHOSE,
    )


def _shown(file: Path) -> str:
    """The file as it stands in git's folder, without a letter that steers a terminal."""
    parts = file.parts
    after = parts[parts.index(".git") :] if ".git" in parts else parts[-2:]
    return printable("/".join(after))
