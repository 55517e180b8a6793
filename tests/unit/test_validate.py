"""Validation as a whole.

Waivers, files changed since a point, foreign files, and nothing written.
"""

import os
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from isoqms.actions.checking.validate import changed_since, validate
from isoqms.diagnostics import Outcome, Severity
from isoqms.errors import NotARepository, NothingToRead
from isoqms.history.reading.changes import UnknownPoint
from isoqms.repository.loading import UnreadableSettings

DAY = date(2025, 12, 31)
TO_FILL_IN = 'statement: "[cần điền: phạm vi]"'
MakeRepository = Callable[..., Path]


def found(outcome: Outcome, *rules: str) -> list[tuple[str, str, int]]:
    return [
        (d.rule, str(d.location.path), d.location.line)
        for d in outcome.diagnostics
        if d.rule in rules
    ]


def test_a_finding_stands_at_its_line_with_basis_and_advice(
    make_repository: MakeRepository,
) -> None:
    outcome = validate(make_repository({"boi-canh/pham-vi.yaml": f"{TO_FILL_IN}\n"}), DAY)
    (diagnostic,) = [d for d in outcome.diagnostics if d.rule == "QMS101"]
    assert str(diagnostic.location) == "boi-canh/pham-vi.yaml:1:13"
    assert diagnostic.severity is Severity.NOTE
    assert diagnostic.message == "Cần điền: phạm vi."
    assert diagnostic.hint
    assert diagnostic.basis


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{TO_FILL_IN}  # isoqms: bỏ qua QMS101 — chờ tỉnh\n", id="on the line"),
        pytest.param(
            f"# isoqms: bỏ qua QMS101 — chờ tỉnh\n{TO_FILL_IN}\n", id="on a line of its own above"
        ),
    ],
)
def test_a_comment_with_a_reason_waives_a_rule_on_its_line(
    make_repository: MakeRepository, text: str
) -> None:
    outcome = validate(make_repository({"boi-canh/pham-vi.yaml": text}), DAY)
    assert found(outcome, "QMS101", "QMS180") == []


def test_a_comment_without_a_reason_waives_nothing_and_is_told_so(
    make_repository: MakeRepository,
) -> None:
    outcome = validate(
        make_repository({"boi-canh/pham-vi.yaml": f"{TO_FILL_IN}  # isoqms: bỏ qua QMS101\n"}), DAY
    )
    assert sorted(rule for rule, _, _ in found(outcome, "QMS101", "QMS180")) == ["QMS101", "QMS180"]


@pytest.mark.parametrize(
    ("waiver", "left"),
    [
        pytest.param("{rule: QMS101, reason: chờ tỉnh}", [], id="everywhere"),
        pytest.param("{rule: QMS101, path: boi-canh/*, reason: chờ tỉnh}", [], id="by pattern"),
        pytest.param(
            "{rule: QMS101, path: tthc/*, reason: chờ tỉnh}", ["QMS101", "QMS180"], id="elsewhere"
        ),
        pytest.param(
            "{rule: QMS101, reason: chờ tỉnh, expires: 2025-12-31}", [], id="on its last day"
        ),
        pytest.param(
            "{rule: QMS101, reason: chờ, expires: 2025-12-30}", ["QMS101", "QMS180"], id="expired"
        ),
        pytest.param("{rule: QMS102, reason: nhầm}", ["QMS101", "QMS180"], id="of another rule"),
    ],
)
def test_a_waiver_in_the_settings_covers_its_rule_its_files_and_its_time(
    make_repository: MakeRepository, waiver: str, left: list[str]
) -> None:
    root = make_repository({"boi-canh/pham-vi.yaml": f"{TO_FILL_IN}\n"})
    with (root / "isoqms.yaml").open("a", encoding="utf-8") as settings:
        settings.write(f"waivers:\n  - {waiver}\n")
    rules = [rule for rule, _, _ in found(validate(root, DAY), "QMS101", "QMS180")]
    assert sorted(rules) == left


def git(root: Path, *arguments: str) -> str:
    who = [
        "-c",
        "user.name=Thư ký",
        "-c",
        "user.email=thu-ky@xa.example",
        "-c",
        "init.defaultBranch=main",
    ]
    done = subprocess.run(
        ["git", *who, *arguments], cwd=root, check=True, capture_output=True, text=True
    )
    return done.stdout


def test_only_files_changed_since_a_point_are_spoken_of(make_repository: MakeRepository) -> None:
    root = make_repository({"boi-canh/pham-vi.yaml": f"{TO_FILL_IN}\n", "chinh-sach.md": "x\n"})
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "đầu")
    (root / "boi-canh/Bối cảnh.yaml").write_text("a: 1\n", encoding="utf-8")
    (root / "chinh-sach.md").write_text("y\n", encoding="utf-8")
    changed = changed_since(root, "HEAD")
    assert changed == {PurePosixPath("boi-canh/Bối cảnh.yaml"), PurePosixPath("chinh-sach.md")}
    outcome = validate(root, DAY, changed=changed)
    assert {str(d.location.path) for d in outcome.diagnostics} == {
        "boi-canh/Bối cảnh.yaml",
        "chinh-sach.md",
    }


@pytest.mark.parametrize("point", ["no-such", "--output=x"])
def test_a_point_that_is_not_in_the_history_is_refused(
    make_repository: MakeRepository, point: str
) -> None:
    root = make_repository({})
    git(root, "init", "-q")
    with pytest.raises(UnknownPoint):
        changed_since(root, point)
    assert not (root / "x").exists()


def test_hooks_and_programs_named_in_a_foreign_repository_are_not_run(
    make_repository: MakeRepository,
) -> None:
    root = make_repository({})
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "đầu")
    trap = root / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {root}/sprung\n", encoding="utf-8")
    trap.chmod(0o755)
    for setting in ("core.fsmonitor", "diff.external", "core.pager"):
        git(root, "config", setting, str(trap))
    (root / "isoqms.yaml").write_text(
        (root / "isoqms.yaml").read_text(encoding="utf-8") + "\n", encoding="utf-8"
    )
    changed_since(root, "HEAD")
    validate(root, DAY)
    assert not (root / "sprung").exists()


def test_a_check_changes_nothing(make_repository: MakeRepository) -> None:
    root = make_repository({"boi-canh/pham-vi.yaml": f"{TO_FILL_IN}\r\n"})
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    validate(root, DAY)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_a_link_that_leads_out_is_not_read(make_repository: MakeRepository, tmp_path: Path) -> None:
    outside = tmp_path / "mat.yaml"
    outside.write_text("statement: bí mật\n", encoding="utf-8")
    root = make_repository({})
    (root / "boi-canh/van-de.yaml").symlink_to(outside)
    (root / "nam").symlink_to(tmp_path)
    outcome = validate(root, DAY)
    assert ("QMS011", "boi-canh/van-de.yaml", 1) in found(outcome, "QMS011")
    assert "bí mật" not in str(outcome)


def test_a_folder_is_found_from_below_and_refused_where_there_is_none(
    make_repository: MakeRepository, tmp_path: Path
) -> None:
    root = make_repository({})
    assert validate(root / "boi-canh", DAY).documents == 2
    with pytest.raises(NotARepository):
        validate(tmp_path, DAY)
    with pytest.raises(NotARepository):
        validate(tmp_path / "khong-co", DAY)


def test_an_empty_repository_is_never_called_clean(make_repository: MakeRepository) -> None:
    root = make_repository({})
    (root / "boi-canh/pham-vi.yaml").unlink()
    with pytest.raises(NothingToRead):
        validate(root, DAY)


def test_settings_that_cannot_be_read_are_refused_with_their_line(
    make_repository: MakeRepository,
) -> None:
    with pytest.raises(UnreadableSettings, match="dòng 2"):
        validate(make_repository({"isoqms.yaml": "name: a\nname: b\n"}), DAY)


@pytest.mark.parametrize("content", ["null\n", "# chưa có gì\n", "{}\n"])
def test_settings_that_say_nothing_lack_every_key(
    content: str, make_repository: MakeRepository
) -> None:
    root = make_repository({"isoqms.yaml": content})
    with pytest.raises(UnreadableSettings, match=r"dòng 1\): Thiếu «Tên cơ quan» \(name\)"):
        validate(root, DAY)


def test_a_file_that_the_system_will_not_open_is_a_finding(
    make_repository: MakeRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_repository({"boi-canh/van-de.yaml": "issues: []\n"})
    really_open = os.open

    def refused(path: Any, *args: Any, **options: Any) -> Any:
        # The superuser may open everything, so the system's refusal is played.
        if str(path).endswith("van-de.yaml"):
            raise PermissionError(path)
        return really_open(path, *args, **options)

    monkeypatch.setattr(os, "open", refused)
    assert found(validate(root, DAY), "QMS001") == [("QMS001", "boi-canh/van-de.yaml", 1)]


def test_a_link_that_leads_nowhere_is_a_finding(make_repository: MakeRepository) -> None:
    root = make_repository({})
    (root / "boi-canh/van-de.yaml").symlink_to(root / "khong-co.yaml")
    assert found(validate(root, DAY), "QMS011") == [("QMS011", "boi-canh/van-de.yaml", 1)]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        pytest.param("statment: x\n", 1, "Không có khóa «statment» ở đây.", id="a key misspelt"),
        pytest.param("services: [a]\n", 1, "Thiếu «Phạm vi» (statement).", id="a key missing"),
        pytest.param(
            "statement: x\nservices: a\n", 2, "cần một danh sách, đang là «a»", id="no list"
        ),
        pytest.param(
            "statement: x\nexclusions:\n  - {clause: abc, justification: y}\n",
            3,
            "số điều khoản",
            id="no clause",
        ),
    ],
)
def test_what_does_not_fit_the_schema_is_told_in_vietnamese_at_its_line(
    make_repository: MakeRepository, text: str, line: int, message: str
) -> None:
    outcome = validate(make_repository({"boi-canh/pham-vi.yaml": text}), DAY)
    diagnostics = [d for d in outcome.diagnostics if d.rule == "QMS012"]
    assert line in [d.location.line for d in diagnostics]
    assert any(message in d.message for d in diagnostics)


@pytest.mark.parametrize("written", ["2024-02-30", "20240230", "30/9/2022", "2022", "hôm qua"])
def test_a_day_that_is_none_is_refused(make_repository: MakeRepository, written: str) -> None:
    outcome = validate(make_repository({"boi-canh/van-de.yaml": f"reviewed: {written}\n"}), DAY)
    (diagnostic,) = [d for d in outcome.diagnostics if d.rule == "QMS012"]
    assert "không phải là một ngày có thật" in diagnostic.message
