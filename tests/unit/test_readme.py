"""README.md says what works: its outputs and tables are the program's, its two commands hold what they promise."""

import shlex
from pathlib import Path

import readme

TEXT = readme.README.read_text(encoding="utf-8")


def test_every_output_and_table_shown_is_what_the_program_gives() -> None:
    assert readme.made_anew() == TEXT, "run: python tests/unit/readme.py, and read the difference"


def test_the_first_command_makes_an_environment_installs_and_runs_the_demo() -> None:
    steps = readme.commands_of("demo").split(" && ")
    assert [shlex.split(step)[-1] for step in steps[:2]] == [".venv", "."]
    words = shlex.split(steps[2])
    assert words[:2] == [".venv/bin/isoqms", "demo"]
    assert len(steps) == 3


def test_the_second_command_makes_an_environment_installs_and_runs_these_tests() -> None:
    steps = readme.commands_of("tests").split(" && ")
    assert shlex.split(steps[0])[-1] == ".venv"
    assert shlex.split(steps[1])[-2:] == ["-e", ".[test]"]
    assert shlex.split(steps[2])[:3] == [".venv/bin/python", "-m", "pytest"]
    assert len(steps) == 3


def test_the_demo_of_the_first_command_ends_well(tmp_path: Path) -> None:
    words = shlex.split(readme.commands_of("demo").split(" && ")[2])
    said = readme.run(shlex.join(["isoqms", *words[1:]]), tmp_path)
    assert (tmp_path / words[2] / "isoqms.yaml").is_file()
    assert list((tmp_path / words[2] / "xuat").glob("*.docx"))
    assert said
