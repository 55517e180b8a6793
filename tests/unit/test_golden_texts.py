"""A golden text is written only when asked to, and a run that writes one never passes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
WORKER = ["-p", "xdist", "-n", "1"]
"""A run whose tests are run by another process."""
CONFTEST = """\
from golden_texts import (
    golden,
    pytest_addoption,
    pytest_configure,
    pytest_sessionfinish,
    pytest_terminal_summary,
    pytest_testnodedown,
)
"""
TWO_TEXTS = """\
import pytest

@pytest.mark.parametrize("name", ["one", "two"])
def test_of_a_text(name, golden):
    golden(f"{name}.txt", f"this is {name}\\n")
    golden(f"more/{name}.txt", f"more of {name}\\n")
"""
APPROVED = {
    "one.txt": "this is one\n",
    "two.txt": "this is two\n",
    "more/one.txt": "more of one\n",
    "more/two.txt": "more of two\n",
}


class House:
    """A small house with a test of two golden texts, each run in a process of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("pytest.ini", "[pytest]\ntestpaths = tests\n")
        self.write("tests/conftest.py", CONFTEST)
        self.write("tests/test_two.py", TWO_TEXTS)
        for name, text in APPROVED.items():
            self.write(f"tests/golden/{name}", text)

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def text(self, name: str) -> str:
        return (self.root / "tests" / "golden" / name).read_text(encoding="utf-8")

    def run(self, *arguments: str, ci: bool = False) -> tuple[int, str]:
        """The exit code, and what was said."""
        environment = {key: value for key, value in os.environ.items() if key != "CI"}
        environment |= {"PYTHONPATH": str(TESTS), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        environment |= {"CI": "true"} if ci else {}
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
        done = subprocess.run(
            command, cwd=self.root, env=environment, check=False, capture_output=True, text=True
        )
        return done.returncode, done.stdout + done.stderr


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_texts_that_are_as_approved_pass(house: House) -> None:
    code, said = house.run()
    assert (code, "2 passed" in said) == (0, True)


def test_a_text_that_differs_fails_with_the_lines_that_differ_and_is_left_alone(
    house: House,
) -> None:
    house.write("tests/golden/one.txt", "this was one\n")
    code, said = house.run()
    assert code == 1
    assert "-this was one\n+this is one" in said
    assert house.text("one.txt") == "this was one\n"


def test_a_text_that_is_missing_fails_and_is_not_written(house: House) -> None:
    (house.root / "tests/golden/more/two.txt").unlink()
    code, said = house.run()
    assert code == 1
    assert "tests/golden/more/two.txt is not there" in said
    assert not (house.root / "tests/golden/more/two.txt").exists()


def test_an_update_writes_what_differs_or_is_missing_and_fails_the_tests_of_it(
    house: House,
) -> None:
    house.write("tests/golden/one.txt", "this was one\n")
    (house.root / "tests/golden/more/one.txt").unlink()
    code, said = house.run("--update-golden")
    assert code == 1
    assert "rewritten, read the difference like code: one.txt, more/one.txt" in said
    assert {name: house.text(name) for name in APPROVED} == APPROVED


def test_an_update_with_nothing_to_write_does_not_pass_either(house: House) -> None:
    code, said = house.run("--update-golden")
    assert code == 1
    assert "--update-golden is no test run" in said


def test_an_update_by_a_worker_does_not_pass_either(house: House) -> None:
    house.write("tests/golden/two.txt", "this was two\n")
    code, said = house.run("--update-golden", *WORKER)
    assert code == 1
    assert "rewritten, read the difference like code: two.txt" in said
    assert house.text("two.txt") == "this is two\n"


def test_an_update_is_refused_in_ci_before_anything_is_written(house: House) -> None:
    house.write("tests/golden/one.txt", "this was one\n")
    code, said = house.run("--update-golden", ci=True)
    assert code == 4
    assert "refused where CI is set" in said
    assert house.text("one.txt") == "this was one\n"


@pytest.mark.parametrize("arguments", [[], ["tests"], WORKER], ids=["bare", "path", "worker"])
def test_a_whole_run_finds_a_text_that_no_test_uses(house: House, arguments: list[str]) -> None:
    house.write("tests/golden/left.txt", "of a test that is gone\n")
    code, said = house.run(*arguments)
    assert code == 1
    assert "tests/golden/left.txt is used by no test: remove it" in said


@pytest.mark.parametrize(
    "arguments",
    [["-k", "one"], ["tests/test_two.py"], ["--deselect", "tests/test_two.py"], ["--collect-only"]],
    ids=["keyword", "file", "deselected", "collecting"],
)
def test_a_part_of_the_tests_says_nothing_of_texts_it_does_not_use(
    house: House, arguments: list[str]
) -> None:
    house.write("tests/golden/left.txt", "of a test that is gone\n")
    _, said = house.run(*arguments)
    assert "used by no test" not in said
