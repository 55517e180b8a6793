"""Read the pages of the rules as examples, and lay an example out as a repository.

A page is a rule's docstring. Its sections `## Sai` and `## Đúng` are the examples; a heading may
carry the day of the question, and `### Ngày 2025-03-05: …` records what follows on that day.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import NamedTuple

from conftest import BASE
from made_history import VIETNAM, Step, make_history

from isoqms.actions.checking.validate import check
from isoqms.diagnostics import Diagnostic, Fault
from isoqms.repository import load
from isoqms.rules.protocol import Rule, page_of

END_OF_YEAR = date(2025, 12, 31)
"""The day of the question where a heading names none."""

_SECTION = re.compile(r"^## (?=Sai|Đúng)", re.MULTILINE)
_PART = re.compile(r"^### ", re.MULTILINE)
FENCE = re.compile(r"^```(\w+) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
"""Its kind, its path, its text."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_RECORDED = re.compile(r"Ngày (\d{4}-\d{2}-\d{2})")
MARK = re.compile(r"[ \t]*(?:#|<!--) <- (QMS\d{3})(?: -->)?[ \t]*$", re.MULTILINE)

Files = dict[str, str | None]
"""Text by path; None for a file that is removed."""


class Part(NamedTuple):
    """What happens on one day: the files that it writes, and removes."""

    day: date | None
    """None for what is not recorded."""
    files: Files


class Example(NamedTuple):
    """One section of a rule's page."""

    rule: str
    wrong: bool
    number: int
    """Counts the wrong ones and the right ones of a page, each from 1."""
    parts: list[Part]
    expected: set[tuple[str, int]]
    """The marked places: path and line."""
    as_of: date

    @property
    def name(self) -> str:
        """`QMS603-sai-2`; unique, and unmoved by what is added to other pages."""
        return f"{self.rule}-{'sai' if self.wrong else 'dung'}-{self.number}"

    @property
    def files(self) -> dict[str, str]:
        """What lies there in the end."""
        every = {path: text for part in self.parts for path, text in part.files.items()}
        return {path: text for path, text in every.items() if text is not None}


def examples_of(rule: Rule) -> list[Example]:
    """The examples on the page of a rule, in their order."""
    sections = _SECTION.split(page_of(rule))[1:]
    found: list[Example] = []
    for section in sections:
        wrong = section.startswith("Sai")
        number = 1 + sum(1 for example in found if example.wrong == wrong)
        found.append(_example(rule.CODE, section, wrong=wrong, number=number))
    return found


def examples_of_all(rules: Iterable[Rule]) -> list[Example]:
    """The examples of several rules."""
    return [example for rule in rules for example in examples_of(rule)]


def _example(code: str, section: str, *, wrong: bool, number: int) -> Example:
    heading, _, text = section.partition("\n")
    parts: list[Part] = []
    marked: dict[str, set[tuple[str, int]]] = {}
    for part in _PART.split(text):
        files: Files = {}
        for kind, path, body in FENCE.findall(part):
            if kind == "xoa":
                # A file that is removed keeps its mark: the rule speaks of what was there.
                files[path] = None
                continue
            marked[path] = _marked_places(code, path, body)
            files[path] = MARK.sub("", body)
        parts.append(Part(_day_of(_RECORDED.match(part)), files))
    expected = {place for places in marked.values() for place in places}
    as_of = _DAY.search(heading)
    day = date.fromisoformat(as_of[0]) if as_of else END_OF_YEAR
    return Example(code, wrong, number, parts, expected, day)


def _marked_places(code: str, path: str, body: str) -> set[tuple[str, int]]:
    lines = enumerate(body.split("\n"), 1)
    return {(path, number) for number, line in lines if code in MARK.findall(line)}


def _day_of(heading: re.Match[str] | None) -> date | None:
    return date.fromisoformat(heading[1]) if heading else None


class Answer(NamedTuple):
    """What the program says of an example."""

    faults: tuple[Fault, ...]
    """Of reading its files."""
    findings: tuple[Diagnostic, ...]
    """Of its own rule, in order of file and line."""


def answer(example: Example, root: Path) -> Answer:
    """The example laid out in `root`, read and checked as of its day."""
    _lay_out(example, root)
    repository = load(root, example.as_of)
    found = check(repository).diagnostics
    return Answer(tuple(repository.faults), tuple(d for d in found if d.rule == example.rule))


def _lay_out(example: Example, root: Path) -> None:
    """The example over the smallest whole repository; with its history where it tells one."""
    if not any(part.day for part in example.parts):
        _write(root, {**BASE, **example.files})
        return
    make_history(root, _steps(example.parts))
    for part in example.parts[1:]:
        if part.day is None:
            _write(root, part.files)


def _steps(parts: list[Part]) -> Iterator[Step]:
    """The recorded parts; the first brings the ground and what is told before any day."""
    ground: Files = {**BASE, **parts[0].files}
    for part in parts:
        if part.day is None:
            continue
        yield Step({**ground, **part.files}, when=datetime.combine(part.day, time(8), VIETNAM))
        ground = {}


def _write(root: Path, files: Mapping[str, str | None]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            path.unlink()
        else:
            path.write_bytes(text.encode())


def told(example: Example, diagnostics: Iterable[Diagnostic]) -> str:
    """The findings of an example word for word: place, severity, message, hint, related places."""
    blocks = [f"{example.name} ({example.as_of})", *(_told(each) for each in diagnostics)]
    return "\n".join(blocks) + "\n"


def _told(diagnostic: Diagnostic) -> str:
    lines = [f"  {diagnostic.location} {diagnostic.severity}", f"    {diagnostic.message}"]
    if diagnostic.hint:
        lines.append(f"    gợi ý: {diagnostic.hint}")
    lines.extend(f"    liên quan: {location}" for location in diagnostic.related)
    return "\n".join(lines)
