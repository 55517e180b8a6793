"""Mistakes put right at the command line: taken back, brought back, recorded, told apart."""

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from paper_check import heads_of

import isoqms
from isoqms.cli.commands import app
from isoqms.history.writing.journal import NAME

DAY = "2026-07-02"
COMPLAINTS = "nam/2026/khieu-nai.yaml"
IN_FORCE = "tai-lieu/noi-bo/QT-NB-02.md"
PACKS = Path(isoqms.__file__).parent / "packs" / "data"
OBJECTIVES = "nam/2026/muc-tieu.yaml"
HALVES = "<<<<<<< a\n=======\n>>>>>>> b\n"
Say = Callable[..., tuple[int, str, str]]


class Terminal(io.StringIO):
    """A person who types these lines."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample commune, made once."""
    root = tmp_path_factory.mktemp("mẫu") / "kho"
    assert app(["demo", str(root)]) == 0
    return root


@pytest.fixture
def root(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "kho"))


@pytest.fixture
def say(root: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    def typed(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = int(app([*words, "-C", str(root), "--as-of", DAY]))
        out, err = capsys.readouterr()
        return code, out, err

    return typed


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Somebody sits at a terminal and answers so."""

    def answering(answer: str) -> None:
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        monkeypatch.setattr("typer.prompt", lambda *_, **__: answer)

    return answering


def git(root: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", "-c", "core.quotepath=false", *words],
        cwd=root,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return done.stdout.strip()


def files(root: Path) -> dict[str, bytes]:
    """All of the repository but what can be printed anew."""
    found = (path for path in root.rglob("*") if path.is_file())
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in found
        if not {".git", "xuat"} & set(path.relative_to(root).parts)
    }


def complain(say: Say, words: str) -> None:
    assert say("new", "complaint", "--set", f"Nội dung={words}", "--no-input")[0] == 0


# Taken back.


def test_undo_walks_back_tells_each_loss_and_redo_walks_forward_again(root: Path, say: Say) -> None:
    seen = [files(root)]
    for words in ("A", "B"):
        complain(say, words)
        seen.append(files(root))
    assert say("undo", "--dry-run")[1].splitlines() == [
        f"Sẽ bỏ: «Ghi khiếu nại, phản ánh pa-04 vào {COMPLAINTS}». Chưa làm gì.",
        "Do UBND xã An Phú ghi ngày 02/7/2026.",
        f"  {COMPLAINTS}: bớt khiếu nại, phản ánh pa-04",
    ]
    assert files(root) == seen[2]
    for state in (seen[1], seen[0]):
        assert say("undo")[0] == 0
        assert files(root) == state
    code, _, err = say("undo")
    assert (code, "không do một lệnh của isoqms ghi" in err) == (2, True)
    for state in (seen[1], seen[2]):
        assert say("redo")[0] == 0
        assert files(root) == state
    assert say("redo")[0] == 2
    subjects = git(root, "log", "-6", "--format=%s").splitlines()
    assert [each.partition(":")[0] for each in subjects[:4]] == ["Làm lại", "Làm lại", "Bỏ", "Bỏ"]
    assert git(root, "status", "--porcelain") == ""


def test_at_a_terminal_it_is_asked_first_and_no_leaves_everything(
    root: Path, say: Say, terminal: Callable[[str], None]
) -> None:
    complain(say, "A")
    before = files(root), git(root, "rev-parse", "HEAD")
    terminal("k")
    code, _, err = say("undo")
    assert (code, "bớt khiếu nại, phản ánh pa-03" in err) == (2, True)
    assert (files(root), git(root, "rev-parse", "HEAD")) == before
    terminal("c")
    assert say("undo")[0] == 0
    assert files(root) != before[0]


@pytest.mark.parametrize(
    ("words", "signed"),
    [
        pytest.param(
            ("issue", "--number", "120/QĐ-UBND", "--signed", "2026-07-01", "--no-input"),
            "Quyết định 120/QĐ-UBND ngày 01/7/2026",
            id="an issued decision",
        ),
        pytest.param(
            ("decision", "record", "survey-plan", "--number", "30/KH-UBND",
             "--signed", "2026-07-01", "--summary", "Khảo sát", "--no-input"),
            "Kế hoạch số 30/KH-UBND ngày 01/7/2026",
            id="a recorded paper",
        ),
        pytest.param(
            ("decision", "record", "steering-board", "--number", "120/QĐ-UBND",
             "--signed", "2026-07-01", "--no-input"),
            "Quyết định 120/QĐ-UBND ngày 01/7/2026",
            id="a recorded decision",
        ),
        pytest.param(
            ("review", "confirm", "--year", "2025", "--day", "2025-11-22", "--document",
             "Biên bản số 1", "--replace", "--no-input"),
            "Xác nhận hiệu lực của hệ thống ngày 22/11/2025 (Biên bản số 1)",
            id="a confirmation",
        ),
    ],
)  # fmt: skip
def test_what_was_signed_goes_only_with_a_reason_and_stays_in_the_history(
    root: Path, say: Say, words: tuple[str, ...], signed: str
) -> None:
    before = files(root)
    code, _, err = say(*words)
    assert code == 0, err
    after, entry = files(root), git(root, "rev-parse", "HEAD")
    code, _, err = say("undo")
    assert code == 2
    assert signed in err
    assert 'isoqms undo --reason "LÝ DO"' in err
    assert files(root) == after
    assert say("undo", "--reason", "Ghi nhầm")[0] == 0
    left = {path: content for path, content in files(root).items() if before.get(path) != content}
    for path, content in left.items():
        assert path == "quyet-dinh/2026/120-QD-UBND-huy-1.yaml"
        assert "voided:\n  on: 2026-07-02\n  reason: Ghi nhầm\n" in content.decode()
    assert git(root, "merge-base", entry, "HEAD") == entry
    assert "Lý do: Ghi nhầm" in git(root, "log", "-1", "--format=%b")
    assert say("redo")[0] == 0
    now = files(root)
    assert now.keys() == after.keys()
    for path in (path for path in now if now[path] != after[path]):
        assert path == "quyet-dinh/2026/120-QD-UBND.yaml"
        assert now[path].startswith(after[path] + b"corrections:\n")


def test_a_file_deleted_in_explorer_is_not_taken_for_the_last_command(
    root: Path, say: Say, terminal: Callable[[str], None]
) -> None:
    complain(say, "A")
    (root / IN_FORCE).unlink()
    before = files(root)
    code, _, err = say("undo")
    assert code == 2
    assert f"{IN_FORCE} (bị xóa)" in err
    assert f"isoqms restore {IN_FORCE}" in err
    assert "isoqms undo --last" in err
    assert files(root) == before
    terminal("k")
    assert say("undo")[0] == 2
    assert files(root) == before
    assert say("undo", "--last", "--yes")[0] == 0
    assert "pa-03" not in (root / COMPLAINTS).read_text("utf-8")
    assert not (root / IN_FORCE).exists()


def test_a_title_reaches_no_terminal_raw(root: Path, say: Say) -> None:
    title = "Quy trình \x1b]0;x\x07 \u202eđảo"
    assert say("new", "procedure", "--title", title, "--no-input")[0] in (0, 2)
    trap = "A\x1b[2J\u202eB"
    name = ("-c", "user.name=UBND", "-c", "user.email=kho-tai-lieu@isoqms.invalid")
    (root / "HUONG-DAN.md").write_text("x\n", encoding="utf-8")
    git(root, *name, "commit", "-qam", trap)
    for words in (("undo", "--dry-run"), ("undo",), ("redo",)):
        _, out, err = say(*words)
        assert r"A\x1b[2J\u202eB" in out
        assert not {"\x1b", "\u202e"} & set(out + err)


# Hand edits.


def test_save_records_what_was_changed_by_hand_and_says_what_it_was(root: Path, say: Say) -> None:
    with (root / COMPLAINTS).open("ab") as stream:
        stream.write("# đã đối chiếu sổ giấy\n".encode())
    (root / "nam/2026/ghi-chu.docx").write_bytes(b"PK\0")
    (root / "nam/2026/Thumbs.db").write_bytes(b"x")
    (root / "nam/2026/~$ghi-chu.docx").write_bytes(b"x")
    assert say("status")[2].splitlines()[-1] == (
        "Sửa tay chưa ghi nhận: nam/2026/ghi-chu.docx và 1 tệp khác; ghi nhận bằng `isoqms save`."
    )
    code, out, _ = say("save", "--author", "Thư ký ISO")
    assert (code, out.splitlines()) == (
        0,
        [
            "Sửa tay chưa ghi nhận: 2 tệp.",
            "  nam/2026/ghi-chu.docx: thêm tệp này",
            f"  {COMPLAINTS}: thêm 1 dòng",
            "Đã ghi nhận 2 tệp sửa tay. Nếu nhầm, dùng `isoqms undo`.",
        ],
    )
    assert git(root, "log", "-1", "--format=%an|%s") == (
        f"Thư ký ISO|Ghi nhận sửa tay: nam/2026/ghi-chu.docx và {COMPLAINTS}"
    )
    assert say("status")[2] == ""
    assert say("save")[0] == 2


def test_a_deleted_register_is_recorded_by_an_explicit_yes_only(
    root: Path, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / OBJECTIVES).unlink()
    head = git(root, "rev-parse", "HEAD")
    for words in ((), ("--no-input",)):
        code, out, err = say("save", *words)
        assert (code, f"`isoqms restore {OBJECTIVES}`" in err, "--yes" in err) == (2, True, True)
        assert f"{OBJECTIVES}: bỏ tệp này, mất 5 dòng" in out
    monkeypatch.setattr("sys.stdin", Terminal("\n"))
    code, _, err = say("save")
    assert (code, f"Nếu xóa nhầm: Lấy lại: `isoqms restore {OBJECTIVES}`." in err) == (2, True)
    assert git(root, "rev-parse", "HEAD") == head
    assert say("save", "--yes")[0] == 0


def test_undo_names_what_brings_back_every_lost_file(root: Path, say: Say) -> None:
    shutil.rmtree(root / "nam/2026")
    assert "Lấy lại tệp: `isoqms restore nam/2026`." in say("undo")[2]
    (root / "HUONG-DAN.md").write_text("x", encoding="utf-8")
    assert "`isoqms restore nam/2026`; `isoqms restore HUONG-DAN.md`." in say("undo")[2]
    (root / "boi-canh/pham-vi.yaml").unlink()
    assert "`isoqms restore --all`; `isoqms restore HUONG-DAN.md`." in say("undo")[2]


def interrupted(root: Path) -> None:
    (root / ".git" / NAME).write_text("{", "utf-8")


def half_joined(root: Path) -> None:
    (root / ".git/MERGE_HEAD").write_text(git(root, "rev-parse", "HEAD"), "utf-8")


def without_history(root: Path) -> None:
    (root / ".git").rename(root.parent / "git")


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        pytest.param(interrupted, "bị ngắt khi đang ghi", id="interrupted"),
        pytest.param(half_joined, "Kho đang gộp dở dang", id="half joined"),
        pytest.param(without_history, "không có lịch sử: thiếu thư mục ẩn .git", id="no history"),
    ],
)
def test_what_stands_in_the_way_is_said_before_any_other_advice(
    root: Path, say: Say, tmp_path: Path, cause: Callable[[Path], None], words: str
) -> None:
    (root / "HUONG-DAN.md").unlink()
    cause(root)
    # An interrupted change is what `undo` is for.
    undoing = [] if cause is interrupted else [("undo",), ("undo", "--last")]
    saving = [
        ("restore", "HUONG-DAN.md"),
        ("restore", "--all"),
        ("save",),
        ("save", "--no-input"),
        ("redo",),
        ("sync", str(tmp_path / "chung")),
    ]
    for call in (*undoing, *saving, ("backup", str(tmp_path / "sao-luu.zip"))):
        code, out, err = say(*call)
        assert (code, out) == (2, ""), call
        # Of an interrupted change every command tells first of all, and the refusal not again.
        told = err.partition("Lỗi: ")[0 if cause is interrupted else 2]
        assert (words in told, err.count(words)) == (True, 1), (call, err)
        assert not any(each in err for each in ("--yes", "HEAD»", "Không cần làm gì"))
    code, _, err = say("status")
    assert (code, words in err) == (0, True)


PRINTING = [
    ("report",),
    ("decision", "plan"),
    ("decision", "reprint", "97/QĐ-UBND"),
    ("issue", "--papers-only"),
    ("score", "--docx", "a.docx"),
    ("score", "--xlsx", "a.xlsx"),
    ("export", "khieu-nai", "--docx"),
    ("export", "nam"),
    ("list", "--format", "docx"),
    ("show", "QT-NB-02", "--docx"),
    ("status", "--handover", "--docx"),
]


def test_nothing_is_printed_of_files_that_are_not_whole(root: Path, say: Say) -> None:
    half_joined(root)
    before = sorted((root / "xuat").rglob("*"))
    for words in PRINTING:
        code, _, err = say(*words)
        assert (code, "Kho đang gộp dở dang" in err) == (2, True), (words, err)
    assert sorted((root / "xuat").rglob("*")) == before
    (root / ".git/MERGE_HEAD").unlink()
    file = root / COMPLAINTS
    file.write_text(file.read_text("utf-8") + HALVES, "utf-8")
    for words in (("report",), ("export", "khieu-nai", "--docx"), ("score", "--docx", "a.docx")):
        code, _, err = say(*words)
        assert (code, COMPLAINTS in err) == (2, True), (words, err)


def test_a_report_of_wrong_records_is_marked_as_a_draft(root: Path, say: Say) -> None:
    wrong, right = root / "a.docx", root / "b.docx"
    code, _, err = say("report", "--year", "2025", "-o", str(wrong))
    assert code == 0
    assert "Bản in mang dấu bản nháp, vì còn" in err
    assert "BẢN NHÁP, CÒN" in heads_of(wrong.read_bytes())
    code, _, err = say("export", "dao-tao", "--year", "2025", "--docx", "-o", str(right))
    assert (code, "dự thảo" in err) == (0, False)
    assert "BẢN NHÁP" not in heads_of(right.read_bytes())


def test_a_year_that_was_deleted_by_hand_comes_back_by_restore_not_by_a_new_year(
    root: Path, say: Say
) -> None:
    (root / "nam/2026").rename(root / "2026")
    for words in (
        ("new", "complaint", "--set", "subject=A", "--no-input"),
        ("new", "year", "2026"),
    ):
        code, _, err = say(*words)
        assert (code, "`isoqms restore nam/2026`" in err, "Mở năm mới" in err) == (2, True, False)


def test_a_withdrawn_document_is_not_brought_back_as_a_draft(root: Path, say: Say) -> None:
    head = git(root, "rev-parse", "HEAD")
    code, out, err = say("restore", "BM-BT-01-02")
    assert (code, out) == (2, "")
    assert "không còn hiệu lực (thu hồi theo 97/QĐ-UBND)" in err
    assert "`isoqms show BM-BT-01-02@1`" in err
    assert git(root, "rev-parse", "HEAD") == head


def test_going_back_to_an_earlier_day_says_what_goes_and_is_agreed_to(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("restore", "nam/2026/ke-hoach.yaml", "--as-of", "2026-02-01")
    code = int(app([*words, "-C", str(root)]))
    out, err = capsys.readouterr()
    assert (code, "--yes" in err) == (2, True)
    assert "nam/2026/ke-hoach.yaml, phần ghi sau ngày ấy: " in out
    assert "    + " in out


def test_a_number_of_a_person_in_the_answers_of_init_is_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("--kind", "xa", "--name", "UBND xã 0912345678", "--province", "Lâm Đồng")
    call = ["init", str(tmp_path / "mới"), *words, "--as-of", DAY]
    assert app([*call, "--no-input"]) == 2
    assert "Tên cơ quan: số điện thoại di động «091…»" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", Terminal("k\n"))
    assert app(call) == 2
    assert not (tmp_path / "mới").exists()
    assert app([*call, "--no-input", "--keep-personal-data"]) == 0


def test_hand_edits_that_save_refuses_lead_to_what_puts_them_right(root: Path, say: Say) -> None:
    (root / IN_FORCE).unlink()
    replaced(root / "quyet-dinh/2026/97-QD-UBND.yaml", "2026-05-15", "2026-05-14")
    (root / COMPLAINTS).unlink()
    with (root / "HUONG-DAN.md").open("a", encoding="utf-8") as page:
        page.write("Ghi thêm.\n")
    told = say("status")[2].splitlines()
    paper = "quyet-dinh/2026/97-QD-UBND.yaml"
    for line, words in zip(
        told,
        (
            ("Tài liệu đang có hiệu lực", f"isoqms restore {IN_FORCE}", "isoqms revise MÃ"),
            ("Quyết định đã ghi", f"isoqms restore {paper}", "isoqms decision correct SỐ"),
            ("Tệp bị xóa, đổi tên", f"isoqms restore {COMPLAINTS}", "isoqms save"),
            ("Sửa tay chưa ghi nhận: HUONG-DAN.md;", "isoqms save"),
        ),
        strict=True,
    ):
        for each in words:
            assert each in line
    names = (IN_FORCE, "quyet-dinh/2026/97-QD-UBND.yaml", COMPLAINTS)
    assert app(["restore", *names, "-C", str(root), "--yes"]) == 0
    assert say("status")[2] == "Sửa tay chưa ghi nhận: HUONG-DAN.md; ghi nhận bằng `isoqms save`.\n"


def test_what_save_takes_of_a_decision_or_of_notepad_is_not_told_as_altered(
    root: Path, say: Say
) -> None:
    paper = root / "quyet-dinh/2026/97-QD-UBND.yaml"
    paper.write_bytes(paper.read_bytes() + "note: Đã gửi các đơn vị\n".encode())
    (root / IN_FORCE).write_bytes(b"\xef\xbb\xbf" + (root / IN_FORCE).read_bytes())
    assert say("status")[2] == (
        "Sửa tay chưa ghi nhận: quyet-dinh/2026/97-QD-UBND.yaml và 1 tệp khác; ghi nhận bằng "
        "`isoqms save`.\n"
    )


def test_yes_and_no_are_asked_in_one_way_in_vietnamese(
    root: Path, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = iter(["c", "gì", "k", "", ""])

    def prompt(words: str, **_: object) -> str:
        asked.append(words)
        return next(answers)

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("typer.prompt", prompt)
    with (root / "HUONG-DAN.md").open("a", encoding="utf-8") as page:
        page.write("Gọi 0912.345.678.\n")
    save = "Ghi nhận các chỗ này? Enter hoặc c: có; k: không"
    keep = "Vẫn ghi? c: có; Enter hoặc k: không"
    for questions in ([save, keep, keep], [save, keep]):
        asked.clear()
        assert say("save")[0] == 2
        assert asked == questions


def test_personal_data_in_hand_edits_and_in_a_reason_is_asked_about_before_it_is_kept(
    root: Path, say: Say
) -> None:
    with (root / "HUONG-DAN.md").open("a", encoding="utf-8") as page:
        page.write("Gọi ông A, 0912.345.678.\n")
    head = git(root, "rev-parse", "HEAD")
    code, _, err = say("save", "--yes")
    assert (code, "di động" in err or "điện thoại" in err) == (2, True)
    assert git(root, "rev-parse", "HEAD") == head
    assert say("save", "--yes", "--keep-personal-data")[0] == 0
    assert say("undo", "--reason", "Ông A, 0912.345.679")[0] == 2
    assert say("undo")[0] == 0


def test_every_writing_command_tells_that_hand_edits_wait(root: Path, say: Say) -> None:
    with (root / "HUONG-DAN.md").open("a", encoding="utf-8") as page:
        page.write("Ghi thêm.\n")
    waits = "Sửa tay chưa ghi nhận: HUONG-DAN.md; ghi nhận bằng `isoqms save`."
    for words in (
        ("new", "complaint", "--set", "Nội dung=A", "--no-input"),
        ("issue", "--number", "120/QĐ-UBND", "--signed", "2026-07-01", "--no-input"),
        ("revise", "QT-NB-02"),
    ):
        code, _, err = say(*words)
        assert code == 0, err
        assert waits in err


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        pytest.param(
            lambda root: (root / IN_FORCE).write_bytes((root / IN_FORCE).read_bytes() + b"x\n"),
            ("«QT-NB-02»", "isoqms restore QT-NB-02", "isoqms revise QT-NB-02"),
            id="a text in force altered",
        ),
        pytest.param(
            lambda root: (root / IN_FORCE).unlink(),
            ("bị xóa", "isoqms restore QT-NB-02"),
            id="a text in force deleted",
        ),
        pytest.param(
            lambda root: (root / "quyet-dinh/2026/97-QD-UBND.yaml").unlink(),
            ("97-QD-UBND.yaml: quyết định đã ghi không xóa được", "isoqms undo --reason"),
            id="a decision deleted",
        ),
        pytest.param(
            lambda root: replaced(
                root / "quyet-dinh/2026/97-QD-UBND.yaml", "2026-05-15", "2026-05-14"
            ),
            ("isoqms decision correct 97/QĐ-UBND",),
            id="a decision altered",
        ),
        pytest.param(
            lambda root: replaced(root / COMPLAINTS, "complaints:", f"{HALVES}complaints:"),
            ("hai bản khác nhau", COMPLAINTS),
            id="conflict markers",
        ),
        pytest.param(
            lambda root: replaced(root / COMPLAINTS, "complaints:", "complaints: ["),
            ("Làm vậy thì kho có thêm", "QMS002"),
            id="a register broken",
        ),
    ],
)
def test_what_is_not_to_be_saved_is_refused_with_the_command(
    root: Path, say: Say, edit: Callable[[Path], object], words: tuple[str, ...]
) -> None:
    edit(root)
    before = files(root), git(root, "rev-parse", "HEAD")
    code, _, err = say("save")
    assert code == 2
    for each in words:
        assert each in err
    assert (files(root), git(root, "rev-parse", "HEAD")) == before


def replaced(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def test_a_broken_draft_is_saved_and_told_and_what_is_in_force_is_left(
    root: Path, say: Say
) -> None:
    draft = "du-thao/noi-bo/QT-NB-77.md"
    (root / "du-thao/noi-bo").mkdir(exist_ok=True)
    (root / draft).write_text("---\ncode: QT-NB-77\n---\n", encoding="utf-8")
    (root / IN_FORCE).write_bytes((root / IN_FORCE).read_bytes() + b"x\n")
    code, out, err = say("save")
    assert (code, f"  {draft}: thêm tệp này" in out) == (0, True)
    assert "QMS012" in err
    assert f"Để lại {IN_FORCE}" in err
    assert git(root, "show", "--name-only", "--format=") == draft
    assert say("save", draft)[0] == 2, "nothing is left of it"


# What Notepad does.


def as_notepad(root: Path, name: str) -> None:
    text = (root / name).read_bytes()
    (root / name).write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))


def as_unicode(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    (root / name).write_bytes(text.replace("\n", "\r\n").encode("utf-16"))


@pytest.mark.parametrize(
    ("written", "mark"),
    [
        pytest.param(as_notepad, "dấu BOM", id="UTF-8"),
        pytest.param(as_unicode, "kiểu lưu UTF-16", id="Unicode"),
    ],
)
def test_what_notepad_leaves_is_no_error_and_is_mended_by_the_next_command(
    root: Path, say: Say, written: Callable[[Path, str], None], mark: str
) -> None:
    errors = say("validate", "--format", "json")[1].count('"severity": "error"')
    seventh = [line for line in say("announce", "--check")[1].splitlines() if " 7. " in line]
    names = (COMPLAINTS, "isoqms.yaml", IN_FORCE, "nam/2026/muc-tieu.yaml")
    for name in names:
        written(root, name)
    told = say("validate", "--format", "json")[1]
    assert told.count('"severity": "error"') == errors
    assert [told.count(f'"{code}"') for code in ("QMS001", "QMS006")] == [4, 4]
    again = [line for line in say("announce", "--check")[1].splitlines() if " 7. " in line]
    assert again == seventh
    code, _, err = say("new", "complaint", "--set", "Nội dung=A", "--no-input")
    assert (code, f"Đã bỏ {mark} và xuống dòng kiểu Windows ở 1 tệp." in err) == (0, True)
    assert b"\r" not in (root / COMPLAINTS).read_bytes()
    code, out, _ = say("save")
    assert (code, f"Đã bỏ {mark} và xuống dòng kiểu Windows ở 3 tệp." in out) == (0, True)
    assert not any(b"\r" in (root / name).read_bytes() for name in names)
    assert git(root, "diff", "HEAD~2", "--stat", "--", *names[1:]) == "", "the same as before"


def test_a_pack_of_the_agency_in_the_form_of_notepad_is_read(root: Path, say: Say) -> None:
    before = say("validate")
    pack = "goi/thoi-han/viet-nam.yaml"
    (root / pack).parent.mkdir(parents=True)
    shutil.copyfile(PACKS / "deadlines" / "viet-nam.yaml", root / pack)
    as_notepad(root, pack)
    assert say("validate") == before


@pytest.mark.parametrize("written", [as_notepad, as_unicode], ids=["UTF-8", "Unicode"])
def test_templates_in_the_form_of_notepad_are_printed_from(
    root: Path, say: Say, written: Callable[[Path, str], None]
) -> None:
    before = say("report", "--year", "2025")
    skeleton = Path(isoqms.__file__).parents[1] / "docs-template/mau/quy-trinh-noi-bo.md"
    (root / "mau").mkdir()
    for ours in (PACKS / "outlines/bao-cao-nam.md", PACKS / "papers/ke-hoach-nam.md", skeleton):
        shutil.copyfile(ours, root / "mau" / ours.name)
        written(root, f"mau/{ours.name}")
    assert say("report", "--year", "2025") == before
    assert say("decision", "plan")[0] == 0
    assert say("new", "internal", "--title", "Thử", "--no-input", "--dry-run")[0] == 0


def test_a_number_hides_in_no_other_code_page(root: Path, say: Say) -> None:
    path = root / COMPLAINTS
    path.write_bytes(path.read_bytes() + b"# 0912 345 678\n")
    as_unicode(root, COMPLAINTS)
    assert "QMS110" in say("validate")[1]
    code, _, err = say("save", "--no-input")
    assert (code, "số điện thoại di động «091…»" in err) == (2, True)


def test_half_a_file_in_unicode_is_refused_and_left_as_it_is(root: Path, say: Say) -> None:
    as_unicode(root, COMPLAINTS)
    spoiled = (root / COMPLAINTS).read_bytes()[:-1]
    (root / COMPLAINTS).write_bytes(spoiled)
    assert "Tệp được lưu bằng bảng mã UTF-16, không phải UTF-8." in say("validate")[1]
    assert say("save", "--no-input")[0] == 2
    assert (root / COMPLAINTS).read_bytes() == spoiled
