"""A command never refuses the truth about the past: an act done late is recorded with its day."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path, PurePosixPath

import pytest
from conftest import BASE
from rule_pages import Example, examples_of_all

from isoqms.actions.changing.applying import Change, WouldBreak, rehearse
from isoqms.actions.checking.validate import check
from isoqms.diagnostics import Severity
from isoqms.repository import Repository, load
from isoqms.rules import registry

LAW = "ben-ngoai/van-ban.yaml"
AFFECTED = """\
documents:
  - number: 118/2025/NĐ-CP
    title: Về cơ chế một cửa
    issuer: Chính phủ
    effective: 2025-07-01
    affects: [QT-MC-01]
"""
DOCUMENT = """\
---
code: QT-MC-01
title: Quy trình tiếp nhận và trả kết quả
kind: quy-trinh-noi-bo
field: Một cửa
legal_basis: [118/2025/NĐ-CP]
---
"""
LATE = date(2025, 12, 1)
Loaded = Callable[..., Repository]


def changed(path: str, text: str) -> Change:
    return Change("Ghi điều đã làm", {PurePosixPath(path): text.encode()})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(AFFECTED, AFFECTED + "    applied: 2025-11-25\n", id="done late, told late"),
        pytest.param(
            AFFECTED + "    applied: 2025-11-25\n",
            AFFECTED + "    applied: 2025-11-28\n",
            id="another late day",
        ),
        pytest.param("documents: []\n", AFFECTED, id="a law heard of late"),
        pytest.param(
            "documents: []\n", AFFECTED + "    applied: 2025-11-25\n", id="all told at once"
        ),
        pytest.param(
            AFFECTED + "    applied: 2025-09-30\n",
            AFFECTED + "    applied: 2025-09-30\n    expires: 2025-08-01\n",
            id="a law that lapsed long ago",
        ),
    ],
)
def test_what_was_done_late_is_recorded_with_its_true_day(
    loaded: Loaded, before: str, after: str
) -> None:
    files = {LAW: before, "tai-lieu/tthc/mot-cua/QT-MC-01.md": DOCUMENT}
    repository = loaded(files, LATE)
    rehearsal = rehearse(repository, changed(LAW, after))
    assert not [d for d in rehearsal.owed if d.rule not in ("QMS602", "QMS603")]


@pytest.mark.parametrize("forms", ["BM-98, BM-99", "BM-99"])
def test_the_fault_of_one_thing_does_not_excuse_the_same_fault_of_another(
    loaded: Loaded, forms: str
) -> None:
    path = "tai-lieu/tthc/mot-cua/QT-MC-01.md"
    text = DOCUMENT.replace("legal_basis: [118/2025/NĐ-CP]", "forms: [BM-98]")
    repository = loaded({path: text})
    with pytest.raises(WouldBreak, match=r"QMS301.*BM-99"):
        rehearse(repository, changed(path, text.replace("BM-98", forms)))


NUMBERS = re.compile(r"\d{4}-\d\d-\d\d|(?<=: )\d+(?=[,}\s])")


def moved_on(text: str, lines: set[int]) -> str:
    """The text with every day of these lines a day later, and every number one higher."""

    def later(found: re.Match[str]) -> str:
        if "-" in found[0]:
            return (date.fromisoformat(found[0]) + timedelta(days=1)).isoformat()
        return str(int(found[0]) + 1)

    every = text.split("\n")
    return "\n".join(
        NUMBERS.sub(later, line) if number in lines else line
        for number, line in enumerate(every, 1)
    )


def variants() -> list[Example]:
    """The wrong examples in which a day or a number stands where the fault is."""
    found = []
    for example in examples_of_all(registry.ALL):
        if any(part.day for part in example.parts) or not example.wrong:
            continue
        lines = example.files
        if any(
            NUMBERS.search(lines[path].split("\n")[line - 1])
            for path, line in example.expected
            if path in lines
        ):
            found.append(example)
    return found


def test_a_fault_that_stays_in_other_words_is_no_new_fault(tmp_path: Path) -> None:
    """Days and figures of every wrong example are changed where they stay wrong."""
    tried = set()
    for example in variants():
        root = tmp_path / example.name
        for name, text in {**BASE, **example.files}.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        repository = load(root, example.as_of)
        before = errors_of(example.rule, repository)
        files = {
            PurePosixPath(path): moved_on(
                example.files[path], {line for p, line in example.expected if p == path}
            ).encode()
            for path, _ in example.expected
        }
        after = errors_of(example.rule, load(root, example.as_of, files))
        if not before or set(before) != set(after) or before == after:
            continue
        tried.add(example.rule)
        assert f"[{example.rule}]" not in refused(repository, files), example.name
    assert len(tried) > 7, tried


def refused(repository: Repository, files: dict[PurePosixPath, bytes]) -> str:
    """Why the change is refused; empty where it is not."""
    try:
        rehearse(repository, Change("x", files))
    except WouldBreak as refusal:
        return str(refusal)
    return ""


def errors_of(rule: str, repository: Repository) -> dict[tuple[str, int], str]:
    """The sentences of its errors by file and line."""
    only = [each for each in registry.ALL if rule == each.CODE]
    found = check(repository, only).diagnostics
    return {
        (str(d.location.path), d.location.line): d.message
        for d in found
        if d.severity is Severity.ERROR and d.rule == rule
    }
