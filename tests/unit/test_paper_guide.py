"""CONTRIBUTING.md, "How to add a paper", followed to the letter: the paper is known everywhere."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import Final

import pytest
from year_samples import COMMUNE

from isoqms.history.writing.recording import create
from isoqms.history.writing.recording import record as commit

Make = Callable[[Mapping[str, str | bytes]], Path]

ROOT: Final = Path(__file__).parents[2]
FENCE: Final = re.compile(r"^```\w+ (?P<path>\S+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
FILES: Final = {
    **COMMUNE,
    "nam/2026/ke-hoach.yaml": (
        "number: 05/KH-UBND\nsigned: 2026-01-05\ntasks:\n"
        "  - {id: ke-hoach-dao-tao, task: Ban hành kế hoạch đào tạo, due: 2026-04-30}\n"
    ),
    "nam/2026/dao-tao.yaml": "sessions:\n  - {subject: Nhận thức về ISO 9001}\n",
}


def steps() -> dict[str, str]:
    """What the guide tells to write, by the file it goes into."""
    whole = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = whole.partition("## How to add a paper\n")[2].partition("\n## ")[0]
    return {match["path"]: match["text"] for match in FENCE.finditer(section)}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program in which somebody has followed the guide."""
    copy = tmp_path_factory.mktemp("house")
    shutil.copytree(
        ROOT / "isoqms", copy / "isoqms", ignore=shutil.ignore_patterns("__pycache__", "samples")
    )
    for name in ("docs-template", "schemas"):
        shutil.copytree(ROOT / name, copy / name)
    for path, text in steps().items():
        written = copy / path
        if not written.exists():
            written.write_text(text, encoding="utf-8")
            continue
        old = written.read_text(encoding="utf-8")
        end = ')\n"""Every paper that `isoqms decision` prints' if path.endswith(".py") else ""
        before, found, after = old.partition(end) if end else (old, "", "")
        assert after or not end, "the list of papers has no such end any more"
        written.write_text(f"{before}{text}{found}{after}", encoding="utf-8")
    return copy


@pytest.fixture
def commune(make_repository: Make) -> Path:
    """A commune that plans to train, recorded once."""
    root = make_repository(FILES)
    create(root)
    files = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
    paths = [PurePosixPath(path.as_posix()) for path in files if path.parts[0] != ".git"]
    when = datetime(2026, 1, 5, 8, tzinfo=UTC)
    commit(root, "Đầu", author=("Thư ký", "a@b.example"), when=when, paths=paths)
    return root


def run(house: Path, commune: Path, *words: str) -> str:
    """What the command of that copy says; it must succeed."""
    done = subprocess.run(
        [sys.executable, "-m", "isoqms", *words, "-C", str(commune), "--as-of", "2026-06-30"],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(house), "PYTHONIOENCODING": "utf-8"},
        cwd=commune,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def state(house: Path, commune: Path) -> str:
    """What `isoqms decision` says of the paper."""
    rows = json.loads(run(house, commune, "decision", "--format", "json"))
    (row,) = (row for row in rows if row["word"] == "training-plan")
    return str(row["state"])


def asked(house: Path, commune: Path) -> bool:
    """Whether `isoqms status` asks for it."""
    return "ke-hoach-dao-tao" in run(house, commune, "status", "--format", "json")


def test_the_guide_adds_a_paper_in_two_places_and_a_deadline() -> None:
    assert list(steps()) == [
        "isoqms/pages/planning/training_plan.py",
        "isoqms/facts/papers/catalogue.py",
        "isoqms/packs/data/deadlines/viet-nam.yaml",
    ]


def test_a_paper_added_by_the_guide_is_printed_recorded_and_done(
    house: Path, commune: Path
) -> None:
    assert state(house, commune) == "chưa có"
    assert asked(house, commune)
    told = run(house, commune, "decision", "training-plan")
    assert (commune / "xuat/2026/ke-hoach-dao-tao-cua-nam.docx").is_file()
    assert "isoqms decision record training-plan --number SỐ --signed NGÀY" in told
    assert state(house, commune) == "đã in, chưa ghi số"
    signed = ("--number", "912/KH-UBND", "--signed", "2026-04-14")
    told = run(house, commune, "decision", "record", "training-plan", *signed)
    assert "Đã ghi Kế hoạch số 912/KH-UBND ngày 14/4/2026" in told
    assert state(house, commune) == "912/KH-UBND, 14/4/2026"
    assert not asked(house, commune)
    plan = (commune / "nam/2026/ke-hoach.yaml").read_text(encoding="utf-8")
    assert f"done: {date(2026, 4, 14)}" in plan
    assert "evidence: 912/KH-UBND" in plan.replace('"', "")
