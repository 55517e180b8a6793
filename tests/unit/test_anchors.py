"""What `verify` was able to compare with: with itself, or with something kept elsewhere.

And what of a history is a claim: its days, what it is made of, the sums of signed files.
"""

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import BASE
from controlled_history import QT01, at, decision, make, procedure, steps
from made_history import Step, git, make_history

from isoqms.actions.changing.backup import back_up
from isoqms.actions.checking.validate import validate
from isoqms.actions.control.proof import Proof, Result
from isoqms.actions.control.proof import Step as Told
from isoqms.actions.control.trace import changes, trace
from isoqms.actions.control.verify import Outside, verify
from isoqms.cli.commands import app
from isoqms.errors import BadAnswer
from isoqms.history.keeping.bundle import BrokenBackup
from isoqms.history.place import ADDRESS
from isoqms.model.control.decision import SealedDocument
from isoqms.model.control.sealing import file_sum, text_sum
from isoqms.model.control.sealing import sealed as sealed_of

DAY = date(2024, 12, 31)
TEXT = procedure("QT-01", "Quy trình một")
ISSUED = decision("1", "2024-01-10", "issues:\n  - {code: QT-01, revision: 1}\n")
CHECK = ("verify", "--as-of", "2024-12-31", "-C")


def plain(root: Path) -> Path:
    """A procedure, issued and recorded on time."""
    make_history(root, (Step({**BASE, QT01: TEXT, **ISSUED}, at("2024-01-12")),))
    return root


def told(proof: Proof, name: str) -> Told:
    return next(step for step in proof.steps if step.name == name)


def everything(proof: Proof) -> str:
    return "\n".join(line for step in proof.steps for line in (step.sentence, *step.details))


def found(root: Path, rule: str, day: date = DAY) -> list[str]:
    return [one.message for one in validate(root, day).diagnostics if one.rule == rule]


def squash(root: Path, day: str = "2024-12-20") -> None:
    """The whole history in the place of which one entry stands."""
    tree = git(root, "write-tree")
    stamp = {"GIT_AUTHOR_DATE": f"{day}T09:00:00+07:00", "GIT_COMMITTER_DATE": f"{day}T09:00+07:00"}
    who = {
        f"GIT_{one}_{what}": "x@x" for one in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    made = subprocess.run(
        ["git", "-C", str(root), "commit-tree", tree, "-m", "gộp"],
        env={**who, **stamp, "PATH": "/usr/bin:/bin"},
        check=True,
        capture_output=True,
        text=True,
    )
    git(root, "update-ref", "refs/heads/main", made.stdout.strip())


# Without anything outside


def test_a_history_replaced_by_one_entry_does_not_end_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "kho"
    make_history(root, steps()[:3])
    squash(root)
    assert app([*CHECK, str(root)]) == 4
    said = capsys.readouterr().out
    assert "Chưa có gì ở ngoài kho để đối chiếu." in said
    assert "đều khớp" not in said
    assert (
        "Lịch sử của kho bắt đầu ngày 20/12/2024, kể 4 quyết định ký từ ngày 01/5/2022 đến ngày "
        "01/7/2024, ban hành 5 lần từ trước khi có kho, 3 lần không có văn bản"
    ) in said
    (late,) = found(root, "QMS419")
    assert late.startswith("4 quyết định ký từ ngày 01/5/2022 đến ngày 01/7/2024")
    assert "cùng ghi vào kho một lần ngày 20/12/2024" in late


def test_each_step_says_that_it_looked_inside_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = plain(tmp_path / "kho")
    assert app([*CHECK, str(root), "--format", "json"]) == 4
    answer = json.loads(capsys.readouterr().out)
    assert (answer["holds"], answer["anchors"]) == (True, [])
    assert {step["anchor"] for step in answer["steps"]} == {None}


# With what is kept elsewhere


@pytest.fixture
def sealed(tmp_path: Path) -> tuple[Path, str]:
    """A repository with a sealed decision, and the root that its annex prints."""
    row = SealedDocument(code="QT-01", revision=1, sha256=text_sum(TEXT.encode()))
    seal = sealed_of((row,))
    list_of_sums = seal.model_dump_json(exclude_none=True)
    said = f"issues:\n  - {{code: QT-01, revision: 1}}\nseal: {list_of_sums}\n"
    files = {**BASE, QT01: TEXT, **decision("01", "2024-01-10", said)}
    make_history(tmp_path / "kho", (Step(files, at("2024-01-12")),))
    return tmp_path / "kho", seal.root


def test_the_root_printed_on_paper_anchors_the_texts(
    sealed: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    root, printed = sealed
    spaced = " ".join(printed.upper()[place : place + 4] for place in range(0, 64, 4))
    assert app([*CHECK, str(root), "--root", f"01/QĐ-UBND={spaced}"]) == 0
    said = capsys.readouterr().out
    assert "khớp với bên ngoài: 01/QĐ-UBND:" in said
    assert "Đã đối chiếu với bên ngoài kho: mã gốc in trên bản giấy của 01/QĐ-UBND." in said
    assert app([*CHECK, str(root), "--seal", "01/QĐ-UBND", "--root", f"01/QĐ-UBND={printed}"]) == 0
    assert app([*CHECK, str(root)]) == 4


def test_another_root_on_paper_fails_and_an_unreadable_one_is_refused(
    sealed: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    root, printed = sealed
    assert app([*CHECK, str(root), "--root", f"01/QĐ-UBND={'0' * 64}"]) == 1
    assert f"Mã gốc trên bản giấy là {'0' * 64}" in capsys.readouterr().out
    for wrong in (printed, f"01/QĐ-UBND={printed[:-1]}", f"2/QĐ-UBND={printed}"):
        assert app([*CHECK, str(root), "--root", wrong]) == 2


@pytest.fixture
def saved(tmp_path: Path) -> tuple[Path, Path]:
    """A repository, and the backup that was made of it."""
    root = make(tmp_path / "kho")
    git(root, "tag", "-a", "-m", "mốc", "qd/2024/3-QD-UBND", "HEAD~1")
    backup = back_up(root, tmp_path / "sao-luu.zip", date(2024, 9, 2)).file
    return root, backup


def test_a_backup_anchors_the_history_up_to_its_day(
    saved: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root, backup = saved
    (root / QT01).write_bytes((root / QT01).read_bytes() + "Thêm.\n".encode())
    git(root, "commit", "-qam", "sửa sau")
    proof = verify(root, DAY, outside=Outside(backup=backup))
    step = told(proof, "backup")
    assert (step.result, step.anchor) == (
        Result.HOLDS,
        "bản sao lưu ngày 02/9/2024 («sao-luu.zip»)",
    )
    assert "1 lần ghi sau đó không có ở bản sao lưu" in step.sentence
    git(root, "reset", "-q", "--hard", "HEAD~1")
    git(root, "rm", "-qf", "tai-lieu/noi-bo/QT-05.md")
    assert app([*CHECK, str(root), "--against", str(backup)]) == 0
    assert "Đã đối chiếu với bên ngoài kho: bản sao lưu ngày 02/9/2024" in capsys.readouterr().out


def rewritten(root: Path) -> None:
    squash(root)


def moved_mark(root: Path) -> None:
    git(root, "tag", "-f", "-a", "-m", "mốc khác", "qd/2024/3-QD-UBND")


def without_mark(root: Path) -> None:
    git(root, "tag", "-d", "qd/2024/3-QD-UBND")


def taken_back(root: Path) -> None:
    git(root, "reset", "-q", "--hard", "HEAD~1")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        pytest.param(rewritten, "4 lần ghi ở bản sao lưu không có trong lịch sử", id="squashed"),
        pytest.param(moved_mark, "mốc trong kho khác mốc ở bản sao lưu", id="mark moved"),
        pytest.param(without_mark, "mốc có ở bản sao lưu, không có trong kho", id="mark gone"),
        pytest.param(taken_back, "1 lần ghi ở bản sao lưu không có", id="last entry gone"),
    ],
)
def test_what_the_backup_held_and_the_repository_no_longer_does_is_told(
    saved: tuple[Path, Path], spoil: Callable[[Path], None], words: str
) -> None:
    root, backup = saved
    spoil(root)
    step = told(verify(root, DAY, outside=Outside(backup=backup)), "backup")
    assert step.result is Result.FAILS
    assert words in "\n".join(step.details)


def test_a_backup_of_other_texts_names_the_documents(saved: tuple[Path, Path]) -> None:
    root, backup = saved
    squash(root)
    step = told(verify(root, DAY, outside=Outside(backup=backup)), "backup")
    assert "«QT-01» lần 1 theo 1/QĐ-UBND: kho không còn văn bản." in step.details
    assert not any("QT-02" in line for line in step.details), "its text is the same"


def test_a_backup_that_is_broken_or_lies_in_the_repository_is_refused(
    saved: tuple[Path, Path],
) -> None:
    root, backup = saved
    inside = root / "xuat" / "sao-luu.zip"
    inside.parent.mkdir()
    shutil.copy(backup, inside)
    with pytest.raises(BadAnswer, match="nằm ngay trong kho"):
        verify(root, DAY, outside=Outside(backup=inside))
    backup.write_bytes(backup.read_bytes()[:-9])
    with pytest.raises(BrokenBackup):
        verify(root, DAY, outside=Outside(backup=backup))


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="needs ssh-keygen")
def test_a_list_of_signers_that_lies_in_the_repository_is_nothing_outside(tmp_path: Path) -> None:
    root = plain(tmp_path / "kho")
    key = tmp_path / "khoa"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    ssh = ("-c", "gpg.format=ssh", "-c", f"user.signingkey={key}")
    git(root, *ssh, "tag", "-s", "-m", "mốc", "qd/2024/1-QD-UBND")
    allowed = tmp_path / "nguoi-ky"
    allowed.write_text(f"chu-tich@xa.example {key.with_suffix('.pub').read_text('utf-8')}", "utf-8")
    (anchor,) = verify(root, DAY, outside=Outside(signers=allowed)).anchors
    assert anchor.startswith("chữ ký của chu-tich@xa.example")
    inside = shutil.copy(allowed, root / "nguoi-ky")
    assert verify(root, DAY, outside=Outside(signers=Path(inside))).anchors == ()


# What this copy remembers of a shared one


def copied(tmp_path: Path) -> Path:
    make(tmp_path / "goc")
    git(tmp_path, "clone", "-q", (tmp_path / "goc").as_uri(), "ban")
    return tmp_path / "ban"


def test_what_was_shared_is_still_there_and_is_nothing_outside(tmp_path: Path) -> None:
    root = copied(tmp_path)
    proof = verify(root, DAY)
    assert told(proof, "shared").result is Result.HOLDS
    assert "4 lần ghi của bản chung «origin» đến ngày 01/9/2024" in told(proof, "shared").sentence
    assert proof.anchors == ()


def test_what_was_shared_and_is_gone_was_replaced(tmp_path: Path) -> None:
    root = copied(tmp_path)
    squash(root)
    assert told(verify(root, DAY), "shared").result is Result.FAILS
    git(root, "reset", "-q", "--hard", "origin/main")
    git(root, "commit", "-q", "--amend", "-m", "Viết lại")
    step = told(verify(root, DAY), "shared")
    assert (step.result, step.sentence[:20]) == (Result.FAILS, "1 lần ghi đã chia sẻ")


def test_what_others_shared_since_is_only_not_taken_yet(tmp_path: Path) -> None:
    root = copied(tmp_path)
    git(tmp_path / "goc", "commit", "-q", "--allow-empty", "-m", "mới")
    git(root, "fetch", "-q")
    git(root, "commit", "-q", "--allow-empty", "-m", "ở đây")
    step = told(verify(root, DAY), "shared")
    assert step.result is Result.OPEN
    assert step.sentence.endswith("có 1 lần ghi mà máy này chưa nhận về: chạy `isoqms sync`.")


# What a history is made of


def replaced(root: Path) -> None:
    blob = git(root, "rev-parse", f"HEAD:{QT01}")
    (root / "khac").write_text("VĂN BẢN GIẢ")
    git(root, "replace", blob, git(root, "hash-object", "-w", "khac"))
    (root / "khac").unlink()


def replaced_and_packed(root: Path) -> None:
    replaced(root)
    git(root, "pack-refs", "--all")


def grafted(root: Path) -> None:
    (root / ".git/info").mkdir(exist_ok=True)
    (root / ".git/info/grafts").write_text(f"# thử\n{git(root, 'rev-parse', 'HEAD')}\n")


def borrowed(root: Path) -> None:
    (root / ".git/objects/info").mkdir(exist_ok=True)
    (root / ".git/objects/info/alternates").write_text("/noi/khac/objects\n")


@pytest.mark.parametrize(
    ("spoil", "words", "result"),
    [
        pytest.param(replaced, "1 nội dung đã ghi bị đặt bản thay", Result.FAILS, id="replaced"),
        pytest.param(
            replaced_and_packed, "1 nội dung đã ghi bị đặt bản thay", Result.FAILS, id="packed"
        ),
        pytest.param(grafted, "1 lần ghi bị nối lại", Result.FAILS, id="grafts"),
        pytest.param(borrowed, "lấy một phần nội dung ở ngoài kho", Result.OPEN, id="alternates"),
    ],
)
def test_what_is_shown_otherwise_or_taken_from_elsewhere_is_told(
    tmp_path: Path, spoil: Callable[[Path], None], words: str, result: Result
) -> None:
    root = plain(tmp_path / "kho")
    assert "foundations" not in {step.name for step in verify(root, DAY).steps}
    spoil(root)
    proof = verify(root, DAY)
    assert told(proof, "foundations").result is result
    assert told(proof, "in_force").result is Result.HOLDS, "what is put in its place is not read"
    (message,) = found(root, "QMS420")
    assert words in message


# Days of recording are claims


def later(day: str, number: int = 2) -> Step:
    text = procedure("QT-01", "Quy trình một", number)
    rest = f"issues:\n  - {{code: QT-01, revision: {number}, change: Sửa}}\n"
    return Step({QT01: text, **decision(str(number), "2024-05-01", rest)}, at(day))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        pytest.param("2009-01-01", "trước khi ký", id="long ago"),
        pytest.param("2009-01-01", "ngày ghi bị lùi", id="before the entry that it follows"),
        pytest.param("2024-12-05", "mãi ngày 05/12/2024", id="long after signing"),
        pytest.param("2099-01-01", "mang ngày sau ngày đối chiếu 31/12/2024", id="to come"),
    ],
)
def test_a_day_that_cannot_be_or_shows_nothing_is_told(
    tmp_path: Path, day: str, words: str
) -> None:
    make_history(tmp_path, (Step({**BASE, QT01: TEXT, **ISSUED}, at("2024-01-12")), later(day)))
    proof = verify(tmp_path, DAY)
    assert told(proof, "days").result is Result.OPEN
    assert words in "\n".join(told(proof, "days").details)
    heard = "\n".join(found(tmp_path, "QMS419"))
    assert (words in heard) is (day != "2099-01-01"), "a rule knows no later day than it is asked"


@pytest.mark.parametrize(
    ("day", "words"),
    [("2009-01-01", "ngày ghi bị lùi"), ("2099-01-01", "mang ngày sau ngày đối chiếu")],
)
def test_the_days_of_every_entry_are_held_against_each_other(
    tmp_path: Path, day: str, words: str
) -> None:
    """Those that touch no controlled document as well."""
    own = Step({"nam/2024/khieu-nai.yaml": "complaints: []\n"}, at(day))
    make_history(tmp_path, (Step({**BASE, QT01: TEXT, **ISSUED}, at("2024-01-12")), own))
    assert words in "\n".join(told(verify(tmp_path, DAY), "days").details)


def test_a_day_that_is_right_again_after_a_wrong_clock_is_told_once(tmp_path: Path) -> None:
    steps = (Step({**BASE, QT01: TEXT, **ISSUED}, at("2024-01-12")), later("2024-05-02"))
    wrong = Step({"tai-lieu/noi-bo/ghi-chu.txt": "x"}, at("2099-01-01"))
    make_history(tmp_path, (steps[0], wrong, steps[1]))
    (message,) = found(tmp_path, "QMS419")
    assert message == (
        "Lần ghi ngày 02/5/2024 (Trần Thị B) đứng sau lần ghi ngày 01/01/2099 (Trần Thị B) trong "
        "lịch sử: ngày ghi bị lùi."
    )


def test_the_history_of_a_document_says_what_a_late_record_does_not_show(tmp_path: Path) -> None:
    make_history(
        tmp_path, (Step({**BASE, QT01: TEXT, **ISSUED}, at("2024-01-12")), later("2024-12-05"))
    )
    first, second = (
        changes(trace(tmp_path, DAY, "QT-01"))[:2],
        changes(trace(tmp_path, DAY, "QT-01")),
    )
    assert not any("sau khi ký" in line for line in first)
    assert (
        "  Ghi vào kho 218 ngày sau khi ký: lịch sử không chứng minh được văn bản đã như vậy từ "
        "ngày ký."
    ) in second


# Sums of signed files


PDF = "nam/2024/van-ban/88-KH-UBND.pdf"
REGISTER = "nam/2024/van-ban-di.yaml"


def register(content: bytes | None, more: str = "") -> dict[str, str | bytes]:
    row = (
        "documents:\n  - number: 88/KH-UBND\n    day: 2024-01-11\n    type: Kế hoạch\n"
        "    issuer: UBND xã\n    summary: Kế hoạch năm\n"
    )
    if content is None:
        return {REGISTER: row + more}
    said = f"    file: {{path: {PDF}, sha256: {file_sum(content)}}}\n"
    return {REGISTER: row + said + more, PDF: content}


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    files = {**BASE, QT01: TEXT, **ISSUED, **register(b"%PDF 1")}
    make_history(tmp_path / "kho", (Step(files, at("2024-01-12")),))
    return tmp_path / "kho"


def lay(root: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        (root / name).write_bytes(content.encode() if isinstance(content, str) else content)


def record(root: Path, files: dict[str, str | bytes]) -> None:
    lay(root, files)
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "ghi")


def test_a_signed_file_swapped_with_its_sum_is_found_outside_the_decisions_too(
    signed: Path,
) -> None:
    assert found(signed, "QMS421") == []
    record(signed, register(b"%PDF 2"))
    assert found(signed, "QMS412") == [], "the file and its sum fit each other"
    (message,) = found(signed, "QMS421")
    assert "Bản đã ký của 88/KH-UBND ghi ngày 12/01/2024" in message
    assert "bị thay cùng với mã ngày" in message
    step = told(verify(signed, DAY), "signed")
    assert (step.result, len(step.details)) == (Result.FAILS, 1)


def test_it_is_found_while_nobody_has_recorded_it_yet(signed: Path) -> None:
    lay(signed, register(b"%PDF 2"))
    (message,) = found(signed, "QMS421")
    assert "mà chưa ghi nhận" in message


def test_verify_tells_of_a_signed_file_that_no_record_names_any_more(signed: Path) -> None:
    record(signed, register(None))
    step = told(verify(signed, DAY), "signed")
    assert step.result is Result.FAILS
    assert "nay không còn ghi ở đâu" in step.details[0]


def test_rows_that_come_and_files_that_are_added_later_are_no_change(signed: Path) -> None:
    more = (
        "  - number: 90/BC-UBND\n    day: 2024-05-11\n    type: Báo cáo\n"
        "    issuer: UBND xã\n    summary: Báo cáo\n"
    )
    record(signed, register(b"%PDF 1", more))
    later_sum = f"    file: {{path: {PDF}x, sha256: {'1' * 64}}}\n"
    record(signed, register(b"%PDF 1", more + later_sum))
    assert found(signed, "QMS421") == []


def test_what_undo_took_back_openly_is_told_and_begins_anew(
    signed: Path,
) -> None:
    lay(signed, register(None))
    (signed / PDF).unlink()
    git(signed, "add", "-A")
    undo = ("-c", f"user.email={ADDRESS}", "commit", "-q", "-m", "Bỏ: Ghi Kế hoạch số 88/KH-UBND")
    subprocess.run(
        ["git", "-C", str(signed), "-c", "user.name=UBND xã", *undo],
        check=True,
        capture_output=True,
    )
    step = told(verify(signed, DAY), "signed")
    assert (step.result, "1 bản đã bỏ bằng `isoqms undo`" in step.sentence) == (Result.HOLDS, True)
    record(signed, register(b"%PDF 2"))
    assert told(verify(signed, DAY), "signed").result is Result.HOLDS
    lay(signed, register(b"%PDF 3"))
    assert len(found(signed, "QMS421")) == 1, "what is recorded afterwards is held to its own sum"
