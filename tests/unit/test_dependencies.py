"""What the program imports is declared; it goes on without the wheel that a machine may lack."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import isoqms

TOP = Path(isoqms.__file__).parent
PROJECT = Path(__file__).parents[2]

NOT_IMPORTED = {
    "ruamel-yaml-clib": "the C part of ruamel.yaml, which finds it",
    "gitpython": (
        "given by the owner; of it the object store is imported, "
        "which is a distribution of its own, gitdb"
    ),
}


def declared() -> set[str]:
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    return {_normal(re.match(r"[\w.-]+", line)[0]) for line in settings["project"]["dependencies"]}  # type: ignore[index]


def imported() -> set[str]:
    """The distributions whose modules `isoqms` imports, early or late."""
    of_module = packages_distributions()
    names = {
        name
        for path in TOP.rglob("*.py")
        for name in _imports(ast.parse(path.read_text(encoding="utf-8")))
    }
    foreign = {
        name for name in names if name.partition(".")[0] not in sys.stdlib_module_names | {"isoqms"}
    }
    return {_normal(_distribution(name, of_module)) for name in foreign}


def _imports(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def _distribution(module: str, of_module: object) -> str:
    """The distribution of a module.

    Of a name that several share, the one that is named like the module.
    """
    assert isinstance(of_module, dict)
    several = set(of_module[module.partition(".")[0]])
    return several.pop() if len(several) == 1 else ".".join(module.split(".")[:2])


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_import_is_declared_and_every_declaration_imported_or_explained() -> None:
    assert imported() == declared() - set(NOT_IMPORTED)


def test_each_dependency_has_its_reason_in_the_guide() -> None:
    guide = (
        (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Dependencies")[2]
    )
    words = {_normal(word) for word in re.findall(r"[\w.-]+", guide)}
    assert declared() <= words


@pytest.fixture(scope="module")
def kho(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mẫu") / "kho"
    _run("demo", folder, "--sample", "an-phu")
    return folder


@pytest.mark.parametrize(
    "arguments", [("score",), ("validate", "--format", "json"), ("list",)], ids=" ".join
)
def test_without_the_wheel_of_the_fast_parser_everything_is_as_with_it(
    kho: Path, arguments: tuple[str, ...]
) -> None:
    without = _run(*arguments, "--as-of", "2026-06-30", kho, hidden="ryaml")
    assert without == _run(*arguments, "--as-of", "2026-06-30", kho)
    assert without[1]


def _run(*arguments: str | Path, hidden: str = "") -> tuple[int, str, str]:
    """How a command ends and what it says, in a process of its own without the module `hidden`."""
    code = f"import sys; sys.modules[{hidden!r}] = None; from isoqms.cli import main; main()"
    command = [sys.executable, "-X", "utf8", "-c", code, *map(str, arguments)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr
