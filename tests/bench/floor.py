"""The floor: only what cannot be avoided, so that our own times are ratios and not the machine's.

`python floor.py FOLDER`: start, import typer and pydantic, read the same bytes, parse the heads
with the fastest parser installed, one `git log --raw`.
"""

import subprocess
import sys
from pathlib import Path

import pydantic
import ryaml
import typer

FOLDERS = ("tai-lieu", "du-thao", "boi-canh", "ben-ngoai", "tthc", "quyet-dinh", "nam")
# Touched, because pydantic imports its models only then.
TOUCHED = (pydantic.BaseModel, typer.Typer)


def main(root: str) -> None:
    """Read, parse, ask git once."""
    heads = 0
    for folder in FOLDERS:
        for path in Path(root, folder).rglob("*.*"):
            text = path.read_bytes().decode()
            if path.suffix == ".md":
                text = text[4 : text.index("\n---\n", 3)]
            ryaml.loads(text)  # type: ignore[attr-defined]  # exported, but not in its __all__
            heads += 1
    log = subprocess.run(
        ["git", "-C", root, "log", "--raw", "-z", "--no-abbrev", "--format=%H"],
        capture_output=True,
        check=True,
    )
    print(heads, len(log.stdout))


main(sys.argv[1])
