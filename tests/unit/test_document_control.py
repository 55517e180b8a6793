"""Document control as a whole, by its commands.

What the decisions say is what every question answers.
"""

import json
import shlex
import shutil
import subprocess
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import pytest
from conftest import BASE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from isoqms.actions.control.verify import verify
from isoqms.cli.commands import app
from isoqms.history import read_history
from isoqms.history.writing.recording import create, record
from isoqms.repository import load
from isoqms.repository.control import control_with, history_of, in_force, text_of

DAY = date(2026, 1, 5)
FORM = """\
---
code: {code}
title: Sổ theo dõi
kind: bieu-mau
revision: {revision}
owner: thu-ky-iso
approval: {{drafted_by: thu-ky-iso, reviewed_by: dai-dien-lanh-dao, approved_by: nguoi-dung-dau}}
fields: [Ngày, Nội dung]
---

Bản chữ {words}.
"""


def say(root: Path, line: str, day: date) -> int:
    """Run a command line in a repository as of a day, and give its exit code."""
    return int(app([*shlex.split(line), "-C", str(root), "--as-of", day.isoformat()]))


def begun(root: Path) -> Path:
    """The smallest repository that is whole, recorded."""
    root.mkdir(parents=True, exist_ok=True)
    create(root)
    for name, text in BASE.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text.encode())
    morning = datetime.combine(DAY, time(8), timezone(timedelta(hours=7)))
    record(
        root,
        "Tạo kho",
        author=("UBND xã", "xa@example.vn"),
        when=morning,
        paths=map(PurePosixPath, BASE),
    )
    return root


def write_draft(root: Path, code: str, revision: int, words: str) -> None:
    text = FORM.format(code=code, revision=revision, words=words)
    (root / f"du-thao/bieu-mau/{code}.md").write_text(text, encoding="utf-8", newline="\n")


def listed(root: Path, day: date, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, int, str]]:
    capsys.readouterr()
    assert app(["list", str(root), "--as-of", day.isoformat(), "--format", "json"]) == 0
    return [
        (one["code"], one["revision"], one["decision"])
        for one in json.loads(capsys.readouterr().out)
    ]


def test_a_new_user_writes_issues_revises_and_withdraws_and_every_answer_follows_the_decisions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = begun(tmp_path / "Kho tài liệu")
    for code in ("BM-A-01", "BM-B-01"):
        assert say(root, f"new form {code} --title 'Sổ theo dõi' --no-input", DAY) == 0
        write_draft(root, code, 1, "một")
    assert (
        say(root, "issue --number 15/QĐ-UBND --signed 2026-02-02 --no-input", date(2026, 2, 3)) == 0
    )
    assert (
        say(
            root,
            "revise BM-A-01 --request 'Văn phòng' --reason 'Luật đổi' --no-input",
            date(2026, 3, 1),
        )
        == 0
    )
    draft = root / "du-thao/bieu-mau/BM-A-01.md"
    draft.write_text(
        draft.read_text("utf-8").replace("Bản chữ một", "Bản chữ hai"),
        encoding="utf-8",
        newline="\n",
    )
    assert say(root, "withdraw BM-B-01 --reason 'Không dùng nữa' --no-input", date(2026, 3, 2)) == 0
    decision = (
        "issue --number 22/QĐ-UBND --signed 2026-03-05 --effective 2026-04-01 --seal --no-input"
    )
    assert say(root, decision, date(2026, 3, 6)) == 0

    assert listed(root, date(2026, 2, 1), capsys) == []
    both = [("BM-A-01", 1, "15/QĐ-UBND"), ("BM-B-01", 1, "15/QĐ-UBND")]
    assert listed(root, date(2026, 2, 2), capsys) == both
    assert listed(root, date(2026, 3, 31), capsys) == both, "signed, but not yet in effect"
    assert listed(root, date(2026, 4, 1), capsys) == [("BM-A-01", 2, "22/QĐ-UBND")]

    late = date(2026, 4, 2)
    assert say(root, "show BM-A-01@1", late) == 0
    shown = capsys.readouterr().out
    assert "TÀI LIỆU HẾT HIỆU LỰC" in shown
    assert "Bản chữ một." in shown
    assert say(root, "history BM-A-01", late) == 0
    told = capsys.readouterr().out
    assert "15/QĐ-UBND" in told
    assert "Luật đổi" in told
    redline = tmp_path / "so-sanh.docx"
    assert say(root, f"diff BM-A-01 --from 1 --to 2 --docx -o '{redline}'", late) == 0
    assert list(OpenXmlValidator().validate(str(redline)).errors) == []
    assert say(root, "verify", late) == 4
    assert say(root, "verify --seal 22/QĐ-UBND", late) == 4
    assert say(root, "undo", late) == 2, "a signed decision is not taken back"


def test_one_byte_changed_in_a_sealed_text_turns_the_proof_red(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = begun(tmp_path / "kho")
    say(root, "new form BM-A-01 --title 'Sổ theo dõi' --no-input", DAY)
    write_draft(root, "BM-A-01", 1, "một")
    assert (
        say(
            root,
            "issue --number 15/QĐ-UBND --signed 2026-02-02 --seal --no-input",
            date(2026, 2, 3),
        )
        == 0
    )
    assert say(root, "verify --seal 15/QĐ-UBND", date(2026, 2, 4)) == 4
    path = root / "tai-lieu/bieu-mau/BM-A-01.md"
    whole = path.read_bytes()
    for place in range(0, len(whole), 17):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert say(root, "verify --seal 15/QĐ-UBND", date(2026, 2, 4)) == 1, place
    path.write_bytes(whole)
    assert say(root, "verify --seal 15/QĐ-UBND", date(2026, 2, 4)) == 4
    capsys.readouterr()


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="OpenSSH is not on this machine")
def test_a_decision_is_signed_where_git_is_set_up_for_it_and_verified_against_the_allowed_signers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = begun(tmp_path / "kho")
    # The person's own settings: what the repository says of keys is not asked.
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "cua-rieng.gitconfig"))
    key = tmp_path / "khoa"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    for name, value in (
        ("gpg.format", "ssh"),
        ("user.signingkey", str(key)),
        ("gpg.ssh.program", "/khong/co"),
    ):
        subprocess.run(["git", "config", "--global", name, value], check=True)
    say(root, "new form BM-A-01 --title 'Sổ theo dõi' --no-input", DAY)
    write_draft(root, "BM-A-01", 1, "một")
    assert (
        say(root, "issue --number 15/QĐ-UBND --signed 2026-02-02 --no-input", date(2026, 2, 3)) == 0
    )
    allowed, others = tmp_path / "nguoi-ky", tmp_path / "nguoi-khac"
    allowed.write_text(
        f"thu-ky@xa.example {key.with_suffix('.pub').read_text('utf-8')}", encoding="utf-8"
    )
    others.write_text("ai-do@xa.example ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIH\n", encoding="utf-8")
    assert say(root, f"verify --allowed-signers '{allowed}'", date(2026, 2, 4)) == 0
    assert "thu-ky@xa.example" in capsys.readouterr().out
    assert say(root, f"verify --allowed-signers '{others}'", date(2026, 2, 4)) == 1

    before = (root / "isoqms.yaml").read_bytes(), sorted(path.name for path in root.rglob("*.md"))
    say(root, "revise BM-A-01 --request 'Văn phòng' --reason 'Sửa' --no-input", date(2026, 3, 1))
    draft = root / "du-thao/bieu-mau/BM-A-01.md"
    unedited = draft.read_bytes()
    write_draft(root, "BM-A-01", 2, "hai")
    key.unlink()
    assert (
        say(root, "issue --number 22/QĐ-UBND --signed 2026-03-02 --no-input", date(2026, 3, 3)) == 2
    )
    assert "Không ký được" in capsys.readouterr().err
    draft.write_bytes(unedited)
    assert say(root, "undo", date(2026, 3, 4)) == 0
    assert (
        (root / "isoqms.yaml").read_bytes(),
        sorted(path.name for path in root.rglob("*.md")),
    ) == before


@dataclass
class Model:
    """What a plain reading of the decisions gives."""

    standing: dict[str, int] = field(default_factory=dict)
    """In force: code and revision."""
    drafts: dict[str, int] = field(default_factory=dict)
    staged: set[str] = field(default_factory=set)
    ever: set[str] = field(default_factory=set)
    days: dict[date, dict[str, int]] = field(default_factory=dict)
    texts: dict[tuple[str, int], bytes] = field(default_factory=dict)
    before: list[set[str] | None] = field(default_factory=list)
    """What `undo` brings back: the withdrawals that were staged.

    None where it would lose what was written since.
    """


def act(root: Path, model: Model, verb: str, pick: int, day: date) -> None:
    """Do one thing by its command, and the same in the model."""
    free = sorted(model.standing.keys() - model.drafts.keys() - model.staged)
    if verb == "new":
        code = f"BM-N-{len(model.ever) + 1:02}"
        model.ever.add(code)
        assert say(root, f"new form {code} --title 'Sổ theo dõi' --no-input", day) == 0
        write_draft(root, code, 1, f"{pick} {day}")
        model.drafts[code] = 1
        model.before.append(None)
    elif verb == "revise" and free:
        code = free[pick % len(free)]
        assert say(root, f"revise {code} --request 'Văn phòng' --reason 'Sửa' --no-input", day) == 0
        model.drafts[code] = model.standing[code] + 1
        write_draft(root, code, model.drafts[code], f"{pick} {day}")
        model.before.append(None)
    elif verb == "withdraw" and free:
        code = free[pick % len(free)]
        assert say(root, f"withdraw {code} --reason 'Thừa' --no-input", day) == 0
        model.before.append(set(model.staged))
        model.staged.add(code)
    elif verb == "undo":
        back = model.before[-1] if model.before else None
        assert say(root, "undo", day) == (2 if back is None else 0)
        if back is not None:
            model.staged = back
            model.before.pop()
    elif verb == "issue" and (model.drafts or model.staged):
        number = f"{len(model.days) + 1:02}/QĐ-UBND"
        for code, revision in model.drafts.items():
            model.texts[code, revision] = (root / f"du-thao/bieu-mau/{code}.md").read_bytes()
        assert say(root, f"issue --number {number} --signed {day} --no-input", day) == 0
        kept = {
            code: revision for code, revision in model.standing.items() if code not in model.staged
        }
        model.standing = {**kept, **model.drafts}
        model.drafts, model.staged, model.before = {}, set(), []
        model.days[day] = dict(model.standing)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["new", "new", "revise", "withdraw", "issue", "issue", "undo"]),
            st.integers(0, 9),
        ),
        min_size=3,
        max_size=8,
    )
)
def test_whatever_is_done_in_whatever_order_the_set_in_force_is_that_of_a_plain_model(
    acts: list[tuple[str, int]],
) -> None:
    with TemporaryDirectory() as folder:
        root = begun(Path(folder, "kho"))
        model = Model()
        for number, (verb, pick) in enumerate(acts, 1):
            act(root, model, verb, pick, DAY + timedelta(days=number))
        end = DAY + timedelta(days=len(acts) + 1)
        repository = load(root, end)
        known = control_with(repository, read_history(root))
        expected: dict[str, int] = {}
        for number in range(len(acts) + 2):
            day = DAY + timedelta(days=number)
            expected = model.days.get(day, expected)
            assert {one.code: one.revision for one in in_force(known, day)} == expected
        for (code, revision), text in model.texts.items():
            (issue,) = [one for one in history_of(known, code) if one.revision == revision]
            shown = text_of(known, issue)
            assert shown is not None
            # The draft moves, and with it the way to its schema; every other byte is what was
            # signed.
            assert [line for line in shown.split(b"\n") if b"$schema" not in line] == text.split(
                b"\n"
            )
        if model.days:
            assert verify(root, end).holds


def altered_in_secret(root: Path) -> Path:
    """A form issued on 2 February, to which somebody has added a line on the 10th of June."""
    begun(root)
    say(root, "new form BM-A-01 --title 'Sổ theo dõi' --no-input", DAY)
    write_draft(root, "BM-A-01", 1, "một")
    say(root, "issue --number 15/QĐ-UBND --signed 2026-02-02 --no-input", date(2026, 2, 3))
    path = PurePosixPath("tai-lieu/bieu-mau/BM-A-01.md")
    with (root / path).open("a", encoding="utf-8", newline="\n") as file:
        file.write("Thêm một câu lén.\n")
    noon = datetime(2026, 6, 10, 12, tzinfo=timezone(timedelta(hours=7)))
    record(root, "x", author=("Người lạ", "a@b.vn"), when=noon, paths=[path])
    return root / "du-thao/bieu-mau/BM-A-01.md"


@pytest.mark.parametrize(
    ("how", "kept"), [("", False), ("--from ban-hanh", False), ("--from hien-tai", True)]
)
def test_a_draft_of_a_text_altered_without_a_decision_begins_with_the_issued_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], how: str, kept: bool
) -> None:
    root = tmp_path / "kho"
    draft = altered_in_secret(root)
    assert say(root, f"revise BM-A-01 --no-input {how}", date(2026, 7, 1)) == 0
    assert ("câu lén" in draft.read_text("utf-8")) is kept
    told = capsys.readouterr().err
    assert "đã bị sửa thẳng (Người lạ ghi ngày 10/6/2026) mà chưa có quyết định" in told
    assert ("quyết định tới sẽ phê duyệt nó" in told) is kept


def test_the_time_in_which_a_text_was_altered_stays_told_after_the_next_issue(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "kho"
    altered_in_secret(root)
    assert say(root, "verify", date(2026, 7, 1)) == 1
    say(root, "revise BM-A-01 --no-input", date(2026, 7, 1))
    write_draft(root, "BM-A-01", 2, "hai")
    say(root, "issue --number 20/QĐ-UBND --signed 2026-07-02 --no-input", date(2026, 7, 2))
    capsys.readouterr()
    when = "từ ngày 10/6/2026 (Người lạ ghi) đến ngày 02/7/2026"
    assert say(root, "verify", date(2026, 7, 3)) == 4
    out = capsys.readouterr().out
    assert "lưu ý: 1 lần văn bản từng bị sửa không có quyết định, nay không còn." in out
    assert f"    «BM-A-01» lần 1: {when}.\n" in out
    assert say(root, "history BM-A-01", date(2026, 7, 3)) == 0
    assert f"  Bị sửa không có quyết định {when}.\n" in capsys.readouterr().out


def test_a_revision_that_says_the_same_is_not_issued(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "kho"
    altered_in_secret(root)
    say(root, "revise BM-A-01 --request 'Tổ ISO' --reason 'Sửa' --no-input", date(2026, 7, 1))
    assert "QMS418" not in capsys.readouterr().err
    number = "issue --number 20/QĐ-UBND --signed 2026-07-02 --no-input"
    assert say(root, number, date(2026, 7, 2)) == 2
    told = capsys.readouterr().err
    assert "Dự thảo «BM-A-01» lần 2 không khác bản đang có hiệu lực" in told
    assert "xóa tệp ấy" in told
    say(root, "undo", date(2026, 7, 2))
    # What was altered is no repetition: a decision may approve it.
    say(root, "revise BM-A-01 --no-input --from hien-tai", date(2026, 7, 2))
    assert say(root, number, date(2026, 7, 2)) == 0
