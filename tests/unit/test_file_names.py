"""Only the layout spells the name of a file of the repository; everybody else asks it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import isoqms
from isoqms.model.layout import KINDS, file_of, path_of

HOUSE = Path(isoqms.__file__).parent
HOMES = ("model/layout.py", "model/registers.py")
"""Where the names stand."""
EXAMPLES = ("rules/grounds.py",)
"""What examples of rules stand on: files to be read and copied by people."""
MANY = {"tai-lieu", "du-thao", "bieu-mau", "quyet-dinh"}
"""The kinds of which a repository has many files, each with a name of its own."""
SINGLE = {kind.name for kind in KINDS} - MANY
SPELLED = re.compile(
    rf"(?<![\w-])(?:{'|'.join(re.escape(file_of(name)) for name in sorted(SINGLE))})"
)


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(HOUSE.rglob("*.py")):
        name = path.relative_to(HOUSE).as_posix()
        if name not in (*HOMES, *EXAMPLES):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def _texts(module: ast.Module) -> Iterator[ast.Constant]:
    """The texts of the code; a docstring, and an example in one, is for people."""
    statements = [node for node in ast.walk(module) if isinstance(node, ast.Expr)]
    documentation = {id(each.value) for each in statements}
    constants = (node for node in ast.walk(module) if isinstance(node, ast.Constant))
    texts = (node for node in constants if isinstance(node.value, str))
    yield from (node for node in texts if id(node) not in documentation)


def _asked(module: ast.Module) -> Iterator[str]:
    """The names of kinds for which the layout is asked."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = ast.unparse(node.func).rpartition(".")[2]
            if called in ("path_of", "file_of"):
                yield str(node.args[0].value)


def test_no_module_but_the_layout_spells_the_name_of_a_file() -> None:
    spelled = [
        f"{name}:{text.lineno}: {text.value!r}"
        for name, module in _modules()
        for text in _texts(module)
        if SPELLED.search(str(text.value))
    ]
    assert spelled == []


def test_every_file_that_is_asked_for_is_one_of_the_layout() -> None:
    asked = {kind for _, module in _modules() for kind in _asked(module)}
    assert asked, "somebody asks, or this test looks for the wrong thing"
    assert asked - SINGLE == set()


@pytest.mark.parametrize(
    ("name", "year", "path"),
    [
        pytest.param("isoqms", None, "isoqms.yaml", id="at the top"),
        pytest.param("pham-vi", None, "boi-canh/pham-vi.yaml", id="kept once"),
        pytest.param("ke-hoach-ban-hanh", None, "du-thao/ke-hoach.yaml", id="named otherwise"),
        pytest.param("xem-xet", 2025, "nam/2025/xem-xet.yaml", id="of a year"),
        pytest.param("xem-xet", None, "nam/<năm>/xem-xet.yaml", id="of any year"),
        pytest.param("bao-cao", 2025, "nam/2025/bao-cao.md", id="with prose"),
    ],
)
def test_the_layout_knows_where_each_file_stands(name: str, year: int | None, path: str) -> None:
    found = path_of(name) if year is None else path_of(name, year)
    assert str(found) == path
    assert file_of(name) == path.rpartition("/")[2]


@pytest.mark.parametrize("name", [*sorted(MANY), "khong-co"])
def test_where_there_is_no_one_file_none_is_named(name: str) -> None:
    with pytest.raises(KeyError):
        path_of(name)
