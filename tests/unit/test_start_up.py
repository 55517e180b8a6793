"""What a command imports: time that everybody waits for, told by counting and not by a clock."""

import json
import subprocess
import sys

import pytest
from conftest import MakeRepository

_COUNTED = """
import json, os, sys
end = os._exit
def told(code):
    print("\\n" + json.dumps([code, sorted(sys.modules)]), flush=True)
    end(code)
os._exit = told
from isoqms.cli import main
main()
"""
NOT_TO_LOOK = {
    "docx": "writes Word files",
    "filelock": "locks what is written",
    "gitdb": "writes objects of git",
    "isoqms.actions.changing.container": "makes backups",
    "isoqms.model.backup": "is of backups",
    "jinja2": "fills in templates",
    "openpyxl": "reads and writes Excel files",
    "rich": "is not used by typer without its markup",
    "ruamel.yaml": "is the exact reader, for what the quick one declines",
    "zipfile": "makes backups",
}
"""Libraries and packages that nobody needs who only looks, and what each is for."""
OF_OTHERS_YEARS = (
    "isoqms.model.announcing",
    "isoqms.model.improvement",
    "isoqms.model.packs.audit",
    "isoqms.model.packs.forms",
    "isoqms.model.packs.services",
    "isoqms.model.packs.spending",
    "isoqms.model.planning.plan",
    "isoqms.model.planning.resources",
    "isoqms.model.planning.training",
    "isoqms.model.reporting",
    "isoqms.model.review",
    "isoqms.model.scoring",
)
"""Models of files that the smallest repository does not have."""


def imported(*command: str) -> frozenset[str]:
    """The names of all modules that a command has imported when it ends."""
    done = subprocess.run(
        [sys.executable, "-c", _COUNTED, *command], capture_output=True, check=False, text=True
    )
    code, names = json.loads(done.stdout.splitlines()[-1])
    assert code in (0, 1, 2), done.stderr
    return frozenset(names)


@pytest.mark.parametrize(
    ("command", "most"),
    [
        ("validate", 176),
        ("status", 176),
        ("list", 108),
        ("history", 104),
        ("verify", 120),
    ],
)
def test_who_only_looks_imports_no_more_than_that_takes(
    make_repository: MakeRepository, command: str, most: int
) -> None:
    code = ("QT-HT-01",) if command == "history" else ()
    root = str(make_repository({}))
    names = imported(command, *code, "-C", root, "--as-of", "2025-12-31")
    assert not names & NOT_TO_LOOK.keys()
    assert not names.intersection(OF_OTHERS_YEARS)
    # Each rule is a module, and only who asks all of them imports them.
    ours = {name for name in names if name.startswith("isoqms.")}
    rules = {name for name in ours if name.startswith("isoqms.rules.")}
    assert len(ours - rules) <= most
    assert len(rules) < 10 or command == "validate"


def test_the_version_is_told_without_models_and_without_a_history() -> None:
    names = imported("--version")
    assert not names & {"isoqms.model.base", "isoqms.history", "pydantic.main", "tempfile"}
    assert len([name for name in names if name.startswith("isoqms.")]) <= 15
