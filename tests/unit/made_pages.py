"""The pages that say what the program says: its rules, its commands, a year at the console.

`python tests/unit/made_pages.py` writes them anew; test_made_pages.py holds them to what this
gives.
"""

import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from isoqms.actions.checking.explain import table
from isoqms.cli.commands import COMMANDS

ROOT: Final = Path(__file__).parents[2]
RULES_PAGE: Final = ROOT / "isoqms" / "rules" / "QUY-TAC.md"
COMMANDS_PAGE: Final = ROOT / "isoqms" / "cli" / "CAC-LENH.md"
YEAR_PAGE: Final = ROOT / "isoqms" / "cli" / "MOT-NAM.md"
PAGES: Final = (RULES_PAGE, COMMANDS_PAGE, YEAR_PAGE)

_BLOCK: Final = re.compile(r"^````console\n.*?^````$", re.MULTILINE | re.DOTALL)
_PROMPT: Final = "$ "
_MAKERS: Final = ("init", "demo")
"""The commands whose next word is the folder of a new repository."""
_LONGEST: Final = 24
"""Lines of output shown; the rest is «…»."""


def run(line: str, folder: Path) -> str:
    """What an `isoqms …` line prints in `folder`, both streams, cut where it is long."""
    words = shlex.split(line)
    assert words[0] == "isoqms", f"the pages run isoqms only, not {words[0]}"
    # A process of its own, as at a user's console: no state of an earlier line is left over.
    done = subprocess.run(
        [sys.executable, "-m", "isoqms", *words[1:]],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in (0, 1), f"{line}\n{done.stdout}"
    lines = done.stdout.rstrip("\n").split("\n") if done.stdout else []
    if len(lines) > _LONGEST:
        lines = [*lines[: _LONGEST - 6], "…", *lines[-5:]]
    return "".join(f"{line}\n" for line in lines)


def blocks(text: str) -> list[str]:
    """The console blocks of a page, fences and all, in its order."""
    return _BLOCK.findall(text)


def by_repository(text: str) -> Mapping[str, list[str]]:
    """The console blocks of a page by the repository that they work in; «» has those without one.

    Blocks of one repository follow from one another, those of two do not, so each repository's
    can be run by themselves. LookupError where a block works in two.
    """
    every = blocks(text)
    known = {words[2] for block in every for words in _typed(block) if words[1] in _MAKERS}
    sorted_out: dict[str, list[str]] = {}
    for block in every:
        named = known.intersection(word for words in _typed(block) for word in words)
        if len(named) > 1:
            raise LookupError(f"one block works in {sorted(named)}: give each its own")
        sorted_out.setdefault("".join(named), []).append(block)
    return sorted_out


def made_anew(block: str, folder: Path) -> str:
    """The same commands with what they print in `folder` now."""
    typed = (line for line in block.split("\n") if line.startswith(_PROMPT))
    shown = (f"{line}\n{run(line.removeprefix(_PROMPT), folder)}" for line in typed)
    # Four backticks: what a rule's page prints has fences of its own.
    return "````console\n" + "\n".join(shown) + "````"


def rules_page() -> str:
    """QUY-TAC.md with the table of the rules as they are."""
    return _between(RULES_PAGE, "rules", table())


def commands_page() -> str:
    """CAC-LENH.md with the table of the commands as they are."""
    rows = "".join(f"| `isoqms {name}` | {word.line} |\n" for name, word in COMMANDS.items())
    return _between(COMMANDS_PAGE, "commands", f"| Lệnh | Việc |\n|---|---|\n{rows}")


def year_page() -> str:
    """MOT-NAM.md with every output as it is now."""
    text = YEAR_PAGE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        return _BLOCK.sub(lambda match: made_anew(match[0], Path(folder)), text)


def _typed(block: str) -> list[list[str]]:
    lines = (line for line in block.split("\n") if line.startswith(_PROMPT))
    return [shlex.split(line.removeprefix(_PROMPT)) for line in lines]


def _between(page: Path, name: str, content: str) -> str:
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    text = page.read_text(encoding="utf-8")
    assert pattern.search(text), f"{page.name} has no place {name}"
    return pattern.sub(lambda match: match[1] + content + match[2], text)


if __name__ == "__main__":
    made = {RULES_PAGE: rules_page, COMMANDS_PAGE: commands_page, YEAR_PAGE: year_page}
    for page, content in made.items():
        page.write_text(content(), encoding="utf-8", newline="\n")
