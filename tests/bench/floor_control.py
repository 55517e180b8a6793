"""The floor of questions about controlled documents.

Start, one `git log --raw`, one `cat-file --batch` of the heads.

`python floor_control.py FOLDER`: what must be read to know which text stood where is every content
that `tai-lieu/` and `quyet-dinh/` ever held.
"""

import itertools
import subprocess
import sys

import pydantic
import typer

FOLDERS = (b"tai-lieu/", b"quyet-dinh/")
# Touched, because typer imports itself only then.
TOUCHED = (typer.Typer,)


class Touched(pydantic.BaseModel):
    """Half of pydantic is imported when the first model is made."""

    name: str


def git(root: str, *arguments: str, asked: bytes = b"") -> bytes:
    """What git answers."""
    return subprocess.run(
        ["git", "-C", root, *arguments], input=asked, capture_output=True, check=True
    ).stdout


def main(root: str) -> None:
    """Ask git twice."""
    words = git(root, "log", "--raw", "-z", "--no-abbrev", "--format=%H").split(b"\0")
    wanted = {
        about.split()[3]
        for about, path in itertools.pairwise(words)
        if about.lstrip(b"\n").startswith(b":") and path.startswith(FOLDERS)
    }
    held = git(root, "cat-file", "--batch", asked=b"\n".join(wanted - {b"0" * 40}) + b"\n")
    print(len(wanted), len(held))


main(sys.argv[1])
