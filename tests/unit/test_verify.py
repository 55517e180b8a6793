"""Verifying: the chain from tags and decisions to the texts, seals and signatures.

And what history tells the rules.
"""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePosixPath

import pytest
from conftest import BASE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_history import Step, git, make_history

from isoqms.actions.checking.validate import check, validate
from isoqms.actions.control.proof import Result
from isoqms.actions.control.verify import NotSealed, Outside, verify
from isoqms.cli.commands import app
from isoqms.errors import UnknownName
from isoqms.history import NotRecorded, ShallowHistory
from isoqms.history.sealing.signatures import CannotVerify
from isoqms.model.control.decision import SealedDocument
from isoqms.model.control.sealing import file_sum, sealed, text_sum
from isoqms.repository import load

DAY = date(2025, 12, 31)
PATH = "tai-lieu/he-thong/QT-HT-01.md"
FORM = "tai-lieu/bieu-mau/BM-HT-01-01.md"
WORD = "tai-lieu/bieu-mau/BM-HT-01-01.docx"
DECISION = "quyet-dinh/2024/15-QD-UBND.yaml"
TAG = "qd/2024/15-QD-UBND"


def procedure(words: str = "Thống nhất cách họp.", revision: int = 1) -> str:
    return (
        "---\ncode: QT-HT-01\ntitle: Quy trình họp\nkind: quy-trinh-he-thong\n"
        f"revision: {revision}\n---\n\n## 1. Mục đích\n\n{words}\n"
    )


FORM_TEXT = (
    f"---\ncode: BM-HT-01-01\ntitle: Biên bản họp\nkind: bieu-mau\nattachment: {WORD}\n---\n\n"
    "Ghi khi họp.\n"
)
WORD_BYTES = b"PK\x03\x04\x00 no real Word file, but bytes\r\n"


def decision(seal: bool = True, signed: str = "2024-01-02") -> str:
    rows = (
        SealedDocument(code="QT-HT-01", revision=1, sha256=text_sum(procedure().encode())),
        SealedDocument(
            code="BM-HT-01-01",
            revision=1,
            sha256=text_sum(FORM_TEXT.encode()),
            attachment=file_sum(WORD_BYTES),
        ),
    )
    said = sealed(rows).model_dump_json(exclude_none=True)
    return (
        "number: 15/QĐ-UBND\nkind: ban-hanh-tai-lieu\nsummary: Ban hành tài liệu\n"
        f"signed: {signed}\n"
        "authority: Chủ tịch UBND xã An Phú\n"
        "issues:\n  - {code: QT-HT-01, revision: 1}\n  - {code: BM-HT-01-01, revision: 1}\n"
        + (f"seal: {said}\n" if seal else "")
    )


def issued(*, seal: bool = True, tag: str | None = None) -> Step:
    files: dict[str, str | bytes | None] = {
        **BASE,
        PATH: procedure(),
        FORM: FORM_TEXT,
        WORD: WORD_BYTES,
        DECISION: decision(seal),
    }
    root = json.loads(decision().partition("seal: ")[2])["root"]
    return Step(
        files, tag=tag, message=f"Quyết định số 15/QĐ-UBND\n\nMã gốc niêm (cách 1): {root}\n"
    )


def results(
    root: Path, *, seal: str | None = None, outside: Outside | None = None
) -> dict[str, Result]:
    return {step.name: step.result for step in verify(root, DAY, seal=seal, outside=outside).steps}


def details(root: Path) -> str:
    return "\n".join(
        line for step in verify(root, DAY).steps for line in (step.sentence, *step.details)
    )


def found(root: Path, rule: str) -> list[tuple[str, str, int, str]]:
    outcome = validate(root, DAY)
    return [
        (d.severity.value, str(d.location.path), d.location.line, d.message)
        for d in outcome.diagnostics
        if d.rule == rule
    ]


# The chain


def test_a_repository_in_order_is_proved_at_each_step(tmp_path: Path) -> None:
    make_history(tmp_path, [issued(tag=TAG)])
    steps = ("texts", "in_force", "decisions", "days", "tags", "seal")
    assert results(tmp_path) == dict.fromkeys(steps, Result.HOLDS)


def test_a_change_without_a_decision_is_told_with_day_and_author(tmp_path: Path) -> None:
    make_history(tmp_path, [issued(), Step({PATH: procedure("Họp cho nhanh.")}, author="Lê Văn C")])
    assert results(tmp_path)["in_force"] is Result.FAILS
    assert f"{PATH}:10: «QT-HT-01» lần 1 bị sửa ngày 03/01/2024 (Lê Văn C)." in details(tmp_path)


def test_a_new_issue_by_a_decision_puts_the_chain_in_order_again(tmp_path: Path) -> None:
    second = (
        decision(seal=False, signed="2024-02-01")
        .replace("15/", "16/")
        .replace("revision: 1", "revision: 2", 1)
    )
    second = second.replace("  - {code: BM-HT-01-01, revision: 1}\n", "")
    make_history(
        tmp_path,
        [
            issued(),
            Step({PATH: procedure("Họp cho nhanh.")}),
            Step({PATH: procedure("Họp.", 2), "quyet-dinh/2024/16-QD-UBND.yaml": second}),
        ],
    )
    assert Result.FAILS not in results(tmp_path).values()


def test_a_decision_altered_after_its_tag_fails_even_on_the_same_day(tmp_path: Path) -> None:
    make_history(tmp_path, [issued(seal=False, tag=TAG)])
    (tmp_path / DECISION).write_text(decision(seal=False, signed="2024-01-01"))
    assert results(tmp_path)["decisions"] is Result.FAILS


def test_a_decision_that_was_deleted_fails(tmp_path: Path) -> None:
    other = "quyet-dinh/2024/16-QD-UBND.yaml"
    text = decision(seal=False).partition("issues:")[0].replace("15/", "16/")
    make_history(tmp_path, [issued(), Step({other: text}), Step({other: None}, author="Lê Văn C")])
    assert results(tmp_path)["decisions"] is Result.FAILS
    assert "quyết định 16/QĐ-UBND bị xóa ngày 04/01/2024 (Lê Văn C)" in details(tmp_path)


def test_a_tag_that_was_left_behind_by_a_rewritten_history_fails(tmp_path: Path) -> None:
    make_history(tmp_path, [Step(BASE), issued(tag=TAG)])
    git(tmp_path, "commit", "-q", "--amend", "-m", "Viết lại")
    assert results(tmp_path)["tags"] is Result.FAILS
    assert "mốc không nằm trong lịch sử của kho" in details(tmp_path)


def test_another_file_attached_to_a_form_fails(tmp_path: Path) -> None:
    make_history(tmp_path, [issued()])
    (tmp_path / WORD).write_bytes(b"PK other")
    assert results(tmp_path)["in_force"] is Result.FAILS
    assert results(tmp_path)["seal"] is Result.FAILS
    assert found(tmp_path, "QMS410")[0][1:3] == (FORM, 5)


def test_line_ends_of_windows_are_no_change(tmp_path: Path) -> None:
    make_history(tmp_path, [issued()])
    (tmp_path / PATH).write_bytes(procedure().replace("\n", "\r\n").encode())
    assert Result.FAILS not in results(tmp_path).values()
    assert found(tmp_path, "QMS410") == found(tmp_path, "QMS402") == []


def test_without_a_history_nothing_is_proved(tmp_path: Path) -> None:
    for name, content in issued().files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(
            content.encode() if isinstance(content, str) else content or b""
        )
    with pytest.raises(NotRecorded):
        verify(tmp_path, DAY)
    assert results(tmp_path, seal="15/QĐ-UBND") == {"seal": Result.HOLDS}, (
        "the sealed list alone needs none"
    )
    assert [severity for severity, *_ in found(tmp_path, "QMS401")] == ["warning"]


def test_the_last_part_of_a_history_is_refused_and_the_rules_say_so_once(tmp_path: Path) -> None:
    make_history(tmp_path / "goc", [issued(), Step({PATH: procedure("Họp cho nhanh.")})])
    git(tmp_path, "clone", "-q", "--depth", "1", (tmp_path / "goc").as_uri(), "ban")
    with pytest.raises(ShallowHistory):
        verify(tmp_path / "ban", DAY)
    ((severity, path, line, message),) = found(tmp_path / "ban", "QMS401")
    assert (severity, path, line) == ("warning", "isoqms.yaml", 1)
    assert "chỉ có phần cuối của lịch sử" in message
    assert [
        d.rule for d in validate(tmp_path / "ban", DAY).diagnostics if "QMS402" <= d.rule < "QMS411"
    ] == []


# Seals


@pytest.fixture(scope="module")
def sealed_root() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp())
    make_history(folder, [issued()])
    yield folder
    shutil.rmtree(folder)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
@pytest.mark.parametrize("path", [PATH, FORM, WORD])
def test_one_byte_changed_anywhere_in_what_is_sealed_turns_it_red(
    sealed_root: Path, path: str, data: st.DataObject
) -> None:
    file = sealed_root / path
    before = file.read_bytes()
    at = data.draw(st.integers(0, len(before) - 1), label="at")
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != before[at]), label="byte")
    try:
        file.write_bytes(before[:at] + bytes([other]) + before[at + 1 :])
        assert results(sealed_root, seal="15/QĐ-UBND") == {"seal": Result.FAILS}
    finally:
        file.write_bytes(before)


def test_a_seal_altered_with_its_text_shows_in_the_decision(tmp_path: Path) -> None:
    make_history(tmp_path, [issued()])
    text, other = procedure("Họp cho nhanh."), procedure()
    (tmp_path / PATH).write_text(text)
    swapped = (
        (tmp_path / DECISION).read_text().replace(text_sum(other.encode()), text_sum(text.encode()))
    )
    (tmp_path / DECISION).write_text(swapped)
    assert results(tmp_path)["decisions"] is Result.FAILS
    assert results(tmp_path)["seal"] is Result.FAILS


def test_only_a_sealed_decision_of_the_repository_can_be_asked_for(tmp_path: Path) -> None:
    make_history(tmp_path, [issued(seal=False)])
    with pytest.raises(NotSealed, match="15/QĐ-UBND"):
        verify(tmp_path, DAY, seal="15/QĐ-UBND")
    with pytest.raises(UnknownName) as refused:
        verify(tmp_path, DAY, seal="51/QĐ-UBND")
    assert "15/QĐ-UBND" in refused.value.hint


# Signatures


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="needs ssh-keygen")
def test_a_signed_tag_is_held_against_the_allowed_signers_alone(tmp_path: Path) -> None:
    root = tmp_path / "kho"
    make_history(root, [issued()])
    for name in ("chu-tich", "nguoi-khac"):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / name)], check=True
        )
        key = (tmp_path / f"{name}.pub").read_text()
        (tmp_path / f"{name}.txt").write_text(f"{name}@an-phu.example {key}")
    ssh = ("-c", "gpg.format=ssh", "-c", f"user.signingkey={tmp_path / 'chu-tich'}")
    root_sum = json.loads(decision().partition("seal: ")[2])["root"]
    git(root, *ssh, "tag", "-s", "-m", f"Quyết định\n\n{root_sum}", TAG)
    (tmp_path / "evil").write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\nexit 0\n")
    (tmp_path / "evil").chmod(0o755)
    git(root, "config", "gpg.ssh.program", str(tmp_path / "evil"))
    git(root, "config", "gpg.ssh.allowedSignersFile", str(tmp_path / "nguoi-khac.txt"))
    assert results(root)["signatures"] is Result.OPEN
    assert (
        results(root, outside=Outside(signers=tmp_path / "chu-tich.txt"))["signatures"]
        is Result.HOLDS
    )
    assert (
        results(root, outside=Outside(signers=tmp_path / "nguoi-khac.txt"))["signatures"]
        is Result.FAILS
    )
    assert not (tmp_path / "ran").exists(), "a program that the repository names is never run"
    with pytest.raises(CannotVerify):
        verify(root, DAY, outside=Outside(signers=tmp_path / "khong-co.txt"))


# The command


def test_the_command_prints_a_sentence_for_each_step_and_ends_with_1_where_one_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_history(tmp_path, [issued(tag=TAG)])
    command = ["verify", "-C", str(tmp_path), "--as-of", "2025-12-31"]
    assert app(command) == 4, "nothing outside the repository was compared"
    told = capsys.readouterr().out
    assert told.count("khớp trong kho: ") == 6
    assert "Chưa có gì ở ngoài kho để đối chiếu." in told
    assert "đều khớp" not in told
    (tmp_path / PATH).write_text(procedure("Họp cho nhanh."))
    assert app([*command, "--format", "json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["holds"] is False
    assert [step["step"] for step in answer["steps"] if step["result"] == "fails"] == [
        "in_force",
        "seal",
    ]


# What the rules are told


def test_the_history_is_asked_once_however_many_rules_want_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_history(tmp_path, [issued(), *(Step({PATH: procedure(f"Họp {n}.")}) for n in range(5))])
    asked: list[str] = []
    run = subprocess.Popen.__init__

    def count(self: object, command: list[str], *rest: object, **more: object) -> None:
        asked.append(
            next(
                word for word in command if word in ("rev-parse", "log", "cat-file", "for-each-ref")
            )
        )
        run(self, command, *rest, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess.Popen, "__init__", count)
    assert found(tmp_path, "QMS402")
    assert (asked.count("rev-parse"), asked.count("log"), asked.count("for-each-ref")) == (1, 1, 0)
    assert asked.count("cat-file") <= 4


def test_a_draft_of_a_repository_asks_nothing_of_its_history(tmp_path: Path) -> None:
    (tmp_path / "du-thao/he-thong").mkdir(parents=True)
    for name, content in {**BASE, "du-thao/he-thong/QT-HT-01.md": procedure()}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    assert found(tmp_path, "QMS401") == []


def test_the_repository_as_it_would_be_is_held_against_the_history_too(tmp_path: Path) -> None:
    make_history(tmp_path, [issued()])
    changed = load(
        tmp_path, DAY, overlay={PurePosixPath(PATH): procedure("Họp cho nhanh.").encode()}
    )
    assert [d.location.line for d in check(changed).diagnostics if d.rule == "QMS410"] == [10]
