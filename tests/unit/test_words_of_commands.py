"""Every command that a message, a pack or a guide tells a person to type is one that there is."""

import re
from pathlib import Path

import pytest

from isoqms.actions.control.new import DocumentWord
from isoqms.actions.records.words import RECORDS, SHEETS
from isoqms.cli.commands import COMMANDS
from isoqms.facts.papers.catalogue import BY_WORD
from isoqms.model.layout import KINDS

ROOT = Path(__file__).parents[2]
TOLD = re.compile(r"[`\"«]isoqms ([a-z][a-z-]+)\b(?: ([a-z][a-z-]+)\b)?(?! ?[:=(])")
WORDS = {each.word for each in RECORDS} | {each.word for each in SHEETS}
SECOND = {
    "new": {*DocumentWord, *(each.word for each in RECORDS), "year"},
    "update": WORDS,
    "decision": {*BY_WORD, "record", "correct", "void"},
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
