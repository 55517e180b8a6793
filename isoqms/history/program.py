"""Where a program of this machine is: by its full path, never in the folder that one works in."""

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

_BESIDE: Final = ("git/cmd", "git/bin", "git")
"""Where a git lies that came with the program, from the folder above the interpreter's."""
_USUAL: Final = (
    ("ProgramFiles", "Git/cmd"),
    ("LOCALAPPDATA", "Programs/Git/cmd"),
    ("ProgramFiles", "Git/usr/bin"),
    ("LOCALAPPDATA", "Programs/Git/usr/bin"),
    ("SystemRoot", "System32/OpenSSH"),
)
"""Where Windows programs are installed, also without the rights of an administrator."""


def program(name: str) -> str | None:
    """The full path of a program; None where the machine has none of this name.

    Folders of PATH count only where they are named in full and are not the one we stand in:
    a folder from elsewhere may hold a `git.exe` of its own.
    """
    return _found(name, os.environ.get("PATH", ""), _here())


def _here() -> str:
    try:
        return str(Path.cwd())
    except OSError:
        return ""


@cache
def _found(name: str, search: str, here: str) -> str | None:
    # Only what Windows starts without a shell: of `git.cmd` it would make a command line.
    file = f"{name}.exe" if sys.platform == "win32" else name
    for folder in (*_named(search, here), *_installed()):
        path = folder / file
        if path.is_file() and os.access(path, os.X_OK):
            return str(path)
    return None


def _named(search: str, here: str) -> Iterator[Path]:
    for word in search.split(os.pathsep):
        folder = Path(word.strip('"'))
        if word and folder.is_absolute() and not _is_same(folder, here):
            yield folder


def _is_same(folder: Path, here: str) -> bool:
    return bool(here) and os.path.normcase(folder.resolve()) == os.path.normcase(here)


def _installed() -> Iterator[Path]:
    if sys.platform != "win32":
        return
    for place in _BESIDE:
        yield Path(sys.executable).parent.parent / place
    for variable, place in _USUAL:
        folder = Path(os.environ.get(variable, ""))
        if folder.is_absolute():
            yield folder / place
