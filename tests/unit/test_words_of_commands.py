"""Every command that a message, a pack or a guide tells a person to type is one that there is."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import isoqms.model
from isoqms.actions.control.new import DocumentWord
from isoqms.actions.records.words import RECORDS, SHEETS
from isoqms.cli.commands import COMMANDS
from isoqms.facts.papers.catalogue import BY_WORD
from isoqms.model.base import Record
from isoqms.model.layout import KINDS

ROOT = Path(__file__).parents[2]
TOLD = re.compile(r"[`\"«]isoqms ([a-z][a-z-]+)\b(?: ([a-z][a-z-]+)\b)?(?! ?[:=(])")
WORDS = {each.word for each in RECORDS} | {each.word for each in SHEETS}
SECOND = {
    "new": {*DocumentWord, *(each.word for each in RECORDS), "year"},
    "update": WORDS,
    "decision": {*BY_WORD, "record", "correct", "void", "reprint"},
    "export": {kind.name for kind in KINDS} | {"nam"},
    "audit": {"checklist", "note", "close"},
    "review": {"prepare", "input", "output", "done", "confirm"},
    "import": set(),
    "ci": {"github", "gitlab", "forgejo"},
}
"""What may stand behind a command; of others the second word is a name or a folder."""
PLACES = (
    "isoqms/**/*.py",
    "isoqms/**/*.md",
    "isoqms/packs/data/**/*.yaml",
    "docs-template/**/*.md",
    "README.md",
)


def told(text: str) -> set[str]:
    """The commands told in a text that nobody could type."""
    wrong = set()
    for match in TOLD.finditer(text):
        first, second = match.groups()
        if first not in COMMANDS or (second and first in SECOND and second not in SECOND[first]):
            wrong.add(match[0])
    return wrong


@pytest.mark.parametrize("pattern", PLACES)
def test_every_command_told_can_be_typed(pattern: str) -> None:
    paths = [path for path in sorted(ROOT.glob(pattern)) if path.is_file()]
    assert paths
    wrong = {
        f"{path.relative_to(ROOT)}: {each}"
        for path in paths
        for each in told(path.read_text(encoding="utf-8"))
    }
    assert wrong == set()


@pytest.mark.parametrize(
    "command", ["isoqms publish", "isoqms decision wedding", "isoqms export rui"]
)
def test_what_nobody_could_type_is_seen(command: str) -> None:
    assert told(f"`{command}`") == {f"`{command}"}


def sentences() -> Iterator[tuple[Path, str]]:
    """Every string of the program that is no docstring, the values in it left out."""
    for file in sorted((ROOT / "isoqms").rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        alone = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
        pieces: set[int] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                words = [each for each in node.values if isinstance(each, ast.Constant)]
                pieces.update(map(id, words))
                yield file, "".join(str(each.value) for each in words)
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and id(node) not in alone | pieces:
                yield file, str(node.value)


def titles() -> dict[str, set[str]]:
    """The titles that each key has, in whatever record."""
    found: dict[str, set[str]] = {}
    for module in pkgutil.walk_packages(isoqms.model.__path__, "isoqms.model."):
        for each in vars(importlib.import_module(module.name)).values():
            if isinstance(each, type) and issubclass(each, Record):
                for key, field in each.model_fields.items():
                    found.setdefault(key, set()).add(field.title or key)
    return found


def test_a_key_in_a_message_stands_behind_its_own_title_and_git_behind_who_administers() -> None:
    known, seen = titles(), 0
    named = re.compile(r"«([^«»]+)» \(([a-z_]+)(?:: true|; [^()]*)?\)")
    for file, words in sentences():
        for title, key in named.findall(words):
            if key in known:
                seen += 1
                assert title in known[key], (file, words)
        before = words.partition("`git ")[0]
        assert before == words or "(lệnh: " in before, (file, words)
    assert seen > 40


ACCENTED = re.compile("[\u00e0-\u00fd\u0103\u0111\u01a1\u01b0\u1ea0-\u1ef9]")
ASIDE = re.compile(
    r"`[^`]*`|«[^«»]*»|\([^()]*\)|\{[^{}]*\}|isoqms( [a-z-]+)+|--[a-z-]+( [\w.=…-]+)?"
    r"|[Ll]ệnh [a-z]+( [a-z]+)?"
)
TYPED = {"decision", "document", "report", "plan", "table", "text", "clauses", "year", "example"}
"""Keys that are also words of a command, or stand in an example of what to write."""


def test_no_message_names_a_key_without_its_title() -> None:
    keys = {key for key in titles() if len(key) > 3 or key == "due"} - TYPED
    told = [(file, words) for file, words in sentences() if ACCENTED.search(words)]
    assert len(told) > 3000
    word = re.compile(r"(?<![\w./{<-])[a-z_]+(?![\w/=:({-]|\.\w)")
    bare = [
        (file.relative_to(ROOT), words, found)
        for file, words in told
        if (found := keys.intersection(word.findall(ASIDE.sub("", words))))
    ]
    assert not bare
