"""Every rule's page is its test: the wrong examples are found at the marked lines, the right ones are not."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import BASE
from made_history import VIETNAM, Step, make_history

from isoqms import rules
from isoqms.actions.checking.validate import check, validate
from isoqms.diagnostics import Practice, Severity
from isoqms.repository import Repository
from isoqms.rules.protocol import Family, Gate, Rule

FOLDER = Path(rules.__file__).parent
MODULES = {
    path.stem: ".".join(path.relative_to(FOLDER).with_suffix("").parts) for path in sorted(FOLDER.rglob("qms*.py"))
}
NAMES = sorted(MODULES)
MARK = re.compile(r"[ \t]*(?:#|<!--) <- (QMS\d{3})(?: -->)?[ \t]*$", re.MULTILINE)
WHOLE_FILES = {"QMS001", "QMS006", "QMS009", "QMS010", "QMS011"}
"""Faults of bytes and links: an example in a text cannot show them; test_reading.py does."""


class Part(NamedTuple):
    """What happens on one day: the files that it writes, and removes (None)."""

    day: date | None
    """None for what is not recorded."""
    files: dict[str, str | None]


class Example(NamedTuple):
    """One section of a rule's page: what happens in it, the marked places, the day of the question."""

    rule: str
    wrong: bool
    parts: list[Part]
    expected: set[tuple[str, int]]
    as_of: date

    @property
    def files(self) -> dict[str, str]:
        """What lies there in the end."""
        every = {path: text for part in self.parts for path, text in part.files.items()}
        return {path: text for path, text in every.items() if text is not None}


def examples_of(name: str) -> list[Example]:
    """The sections of a page; a `### Ngày 2025-03-05: …` in one records what follows on that day."""
    page = import_module(f"isoqms.rules.{MODULES[name]}").__doc__ or ""
    code = name[:6].upper()
    found = []
    for section in re.split(r"^## (?=Sai|Đúng)", page, flags=re.MULTILINE)[1:]:
        heading, _, text = section.partition("\n")
        day = re.search(r"\d{4}-\d{2}-\d{2}", heading)
        parts: list[Part] = []
        marked: dict[str, set[tuple[str, int]]] = {}
        for part in re.split(r"^### ", text, flags=re.MULTILINE):
            when = re.match(r"Ngày (\d{4}-\d{2}-\d{2})", part)
            files: dict[str, str | None] = {}
            for kind, path, body in re.findall(r"^```(\w+) (\S+)\n(.*?)^```$", part, flags=re.MULTILINE | re.DOTALL):
                lines = enumerate(body.split("\n"), 1)
                found_marks = {(path, number) for number, line in lines if code in MARK.findall(line)}
                # A file that is written again is marked again; one that is removed keeps its mark.
                marked[path] = found_marks if kind != "xoa" else marked[path]
                files[path] = None if kind == "xoa" else MARK.sub("", body)
            parts.append(Part(date.fromisoformat(when[1]) if when else None, files))
        as_of = date.fromisoformat(day[0]) if day else date(2025, 12, 31)
        expected = {place for places in marked.values() for place in places}
        found.append(Example(code, heading.startswith("Sai"), parts, expected, as_of))
    return found


EXAMPLES = [example for name in NAMES for example in examples_of(name)]


def built(example: Example, make_repository: Callable[..., Path], root: Path) -> Path:
    """The example as a folder; with its history where it tells one."""
    recorded = [part for part in example.parts if part.day]
    if not recorded:
        return make_repository(example.files)
    ground = {**BASE, **example.parts[0].files}
    steps = [Step({**(ground if part is recorded[0] else {}), **part.files}, when=_morning(part)) for part in recorded]
    make_history(root, steps)
    for path, text in (item for part in example.parts[1:] if part.day is None for item in part.files.items()):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            (root / path).unlink()
        else:
            (root / path).write_bytes(text.encode())
    return root


def _morning(part: Part) -> datetime | None:
    return datetime.combine(part.day, time(8), VIETNAM) if part.day else None


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=[f"{e.rule}-{'sai' if e.wrong else 'dung'}-{i}" for i, e in enumerate(EXAMPLES)]
)
def test_a_rule_finds_what_its_page_marks_and_nothing_else(
    example: Example, make_repository: Callable[..., Path], tmp_path: Path
) -> None:
    outcome = validate(built(example, make_repository, tmp_path / "lich-su"), example.as_of)
    found = {(str(d.location.path), d.location.line) for d in outcome.diagnostics if d.rule == example.rule}
    assert found == example.expected
    assert bool(example.expected) == example.wrong, "a wrong example marks at least one line, a right one none"


@pytest.mark.parametrize("name", [n for n in NAMES if n[:6].upper() not in WHOLE_FILES])
def test_a_rule_shows_at_least_one_wrong_and_one_right_example(name: str) -> None:
    kinds = {example.wrong for example in examples_of(name)}
    assert kinds == {True, False}


def test_every_rule_is_registered_once_in_order_of_its_code() -> None:
    assert [rule.CODE for rule in rules.ALL] == [name[:6].upper() for name in NAMES]
    assert len({rule.CODE for rule in rules.ALL}) == len(rules.ALL)


@pytest.mark.parametrize("rule", rules.ALL, ids=lambda rule: rule.CODE)
def test_a_rule_of_our_own_making_is_at_most_a_warning(rule: Rule) -> None:
    assert rule.BASIS
    if all(isinstance(basis, Practice) for basis in rule.BASIS):
        assert rule.SEVERITY is not Severity.ERROR


def test_a_clause_named_as_basis_exists_in_the_standard(loaded: Callable[..., Repository]) -> None:
    standard = loaded({}).packs.standard
    named = {b.number for rule in rules.ALL for b in rule.BASIS if hasattr(b, "number")}
    assert [number for number in sorted(named) if not standard.knows(number)] == []


def test_the_smallest_whole_repository_has_no_error(loaded: Callable[..., Repository]) -> None:
    outcome = check(loaded({}))
    assert [d for d in outcome.diagnostics if d.severity is Severity.ERROR] == []


def test_a_rule_stands_in_the_folder_of_its_family_and_its_code_says_the_same() -> None:
    hundreds = {rule.CODE: list(Family)[int(rule.CODE[3])] for rule in rules.ALL}
    assert hundreds == rules.FAMILIES


def test_every_rule_of_control_counts_at_the_first_point_of_the_gate() -> None:
    control = {code for code, family in rules.FAMILIES.items() if family is Family.CONTROL}
    assert control == {code for code in rules.FAMILIES if rules.is_at(Gate.DOCUMENTS, code)}


def test_no_code_of_a_rule_is_compared_as_a_text_or_counted_through() -> None:
    suspicious = re.compile(r"""[<>]=?\s*["']QMS|QMS\{|\brule\s*[<>]|startswith\(["']QMS\d""")
    package = FOLDER.parent
    found = [
        f"{path.relative_to(package)}:{number}"
        for path in package.rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if suspicious.search(line) and not line.lstrip().startswith(("#", '"'))
    ]
    # `isoqms explain 301` is read as QMS301.
    assert [place for place in found if not place.startswith("actions/checking/explain.py")] == []
