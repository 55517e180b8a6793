"""README.md is short, and its two commands hold what they promise."""

import re
import shlex
from pathlib import Path

import made_pages

README = made_pages.ROOT / "README.md"
TEXT = README.read_text(encoding="utf-8")


def command_of(name: str) -> str:
    """The shell line of the block behind the comment `<!-- name -->`."""
    block = re.search(rf"<!-- {name} -->\n```bash\n(.*?)\n```", TEXT, re.DOTALL)
    assert block is not None, f"README.md has no block {name}"
    return block[1]


def test_the_readme_is_read_in_five_minutes() -> None:
    assert len(README.read_bytes()) <= 12_000


def test_the_first_command_makes_an_environment_installs_and_runs_the_demo() -> None:
    steps = command_of("demo").split(" && ")
    assert [shlex.split(step)[-1] for step in steps[:2]] == [".venv", "."]
    words = shlex.split(steps[2])
    assert words[:2] == [".venv/bin/isoqms", "demo"]
    assert len(steps) == 3


def test_the_second_command_makes_an_environment_installs_and_runs_these_tests() -> None:
    steps = command_of("tests").split(" && ")
    assert shlex.split(steps[0])[-1] == ".venv"
    assert shlex.split(steps[1])[-2:] == ["-e", ".[test]"]
    assert shlex.split(steps[2])[:3] == [".venv/bin/python", "-m", "pytest"]
    assert len(steps) == 3


def test_windows_needs_the_launcher_only_and_shows_the_same_demo() -> None:
    block = re.search(r"```bat\n(.*?)\n```", TEXT, re.DOTALL)
    assert block is not None
    install, demo = block[1].split("\n")
    assert shlex.split(install) == ["py", "-m", "pip", "install", "."]
    linux = shlex.split(command_of("demo").split(" && ")[2])
    assert shlex.split(demo) == ["py", "-m", "isoqms", *linux[1:]]


def test_the_demo_of_the_first_command_ends_well(tmp_path: Path) -> None:
    words = shlex.split(command_of("demo").split(" && ")[2])
    said = made_pages.run(shlex.join(["isoqms", *words[1:]]), tmp_path)
    assert (tmp_path / words[2] / "isoqms.yaml").is_file()
    assert list((tmp_path / words[2] / "xuat").glob("*.docx"))
    assert said
