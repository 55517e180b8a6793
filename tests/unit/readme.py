"""What README.md shows, made anew: the output of each command of the tour, the tables of rules and commands.

`python tests/unit/readme.py` rewrites README.md; test_readme.py holds it to what this gives.
"""

import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from isoqms.actions.checking.explain import table
from isoqms.cli.commands import COMMANDS

README = Path(__file__).parents[2] / "README.md"
_CONSOLE = re.compile(r"^````console\n(.*?)^````$", re.MULTILINE | re.DOTALL)
_LONGEST = 24
"""Lines of output shown; the rest is «…»."""


def commands_of(name: str) -> str:
    """The shell line of the block behind the comment `<!-- name -->`."""
    match = re.search(rf"<!-- {name} -->\n```bash\n(.*?)\n```", README.read_text(encoding="utf-8"), re.DOTALL)
    if match is None:
        raise LookupError(f"README.md has no block {name}")
    return match[1]


def run(line: str, folder: Path) -> str:
    """What an `isoqms …` line prints in `folder`, both streams, cut where it is long."""
    words = shlex.split(line)
    assert words[0] == "isoqms", f"the tour runs isoqms only, not {words[0]}"
    done = subprocess.run(
        [sys.executable, "-m", "isoqms", *words[1:]],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), f"{line}\n{done.stdout}"
    lines = done.stdout.rstrip("\n").split("\n") if done.stdout else []
    if len(lines) > _LONGEST:
        lines = [*lines[: _LONGEST - 6], "…", *lines[-5:]]
    return "".join(f"{line}\n" for line in lines)


def _console(block: str, folder: Path) -> str:
    lines = [line for line in block.split("\n") if line.startswith("$ ")]
    # Four backticks: what a rule's page prints has fences of its own.
    return "````console\n" + "\n".join(f"{line}\n{run(line[2:], folder)}" for line in lines) + "````"


def _between(text: str, name: str, content: str) -> str:
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    assert pattern.search(text), f"README.md has no place {name}"
    return pattern.sub(lambda match: match[1] + content + match[2], text)


def made_anew() -> str:
    """README.md with every output and table as it is now."""
    text = README.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        text = _CONSOLE.sub(lambda match: _console(match[1], Path(folder)), text)
    commands = "".join(f"| `isoqms {name}` | {word.line} |\n" for name, word in COMMANDS.items())
    text = _between(text, "commands", f"| Lệnh | Việc |\n|---|---|\n{commands}")
    return _between(text, "rules", table())


if __name__ == "__main__":
    README.write_text(made_anew(), encoding="utf-8", newline="\n")
