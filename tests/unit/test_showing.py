"""list, show, history, diff.

Which text was in force when, by which decision, and what became of the rest.
"""

import io
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from controlled_history import BM01, QT01, lay, make, procedure
from made_history import git
from openxml_audit import OpenXmlValidator
from paper_check import findings, heads_of, text_of
from tracked_changes import reading

from isoqms.cli.commands import app

Golden = Callable[[str, str], None]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("kho-co-lich-su") / "kho")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str | Path) -> tuple[int, str, str]:
        code = app([str(one) for one in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def ask(run: Run, made: Path) -> Callable[..., str]:
    """What a command that must succeed prints about the repository."""

    def call(*arguments: str | Path, day: str = "2024-12-31") -> str:
        code, out, err = run(*arguments, "-C", made, "--as-of", day)
        assert code == 0, err
        return out

    return call


def codes(answer: str) -> list[str]:
    return [f"{row['code']}@{row['revision']}" for row in json.loads(answer)]


def faultless(paper: Path) -> None:
    assert OpenXmlValidator().validate(str(paper)).errors == []
    assert findings(paper.read_bytes()) == []


# list


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param("2023-01-01", ["QT-08@1"], id="before the repository existed"),
        pytest.param("2024-05-31", ["BM-01@1", "QT-01@1"], id="signed, not yet in effect"),
        pytest.param("2024-06-01", ["BM-01@1", "QT-01@2"], id="the day it takes effect"),
        pytest.param("2024-08-01", ["QT-01@2", "QT-02@1"], id="the day of the withdrawal"),
        pytest.param("2021-12-31", [], id="before the first decision"),
    ],
)
def test_the_list_of_a_day_is_what_the_decisions_say(
    ask: Callable[..., str], day: str, expected: list[str]
) -> None:
    assert codes(ask("list", "--format", "json", day=day)) == expected


def test_a_row_has_the_keys_that_programs_rely_on(ask: Callable[..., str]) -> None:
    assert json.loads(ask("list", "--format", "json", day="2023-01-01")) == [
        {
            "code": "QT-08",
            "revision": 1,
            "title": "Quy trình cũ",
            "kind": None,
            "decision": "9/QĐ-UBND",
            "signed": "2022-05-01",
            "effective": "2022-05-01",
        }
    ]


def test_each_revision_has_the_title_of_its_own_day(ask: Callable[..., str]) -> None:
    def titles(day: str) -> dict[str, str]:
        return {
            row["code"]: row["title"]
            for row in json.loads(ask("list", "--format", "json", day=day))
        }

    assert titles("2024-05-31")["QT-01"] == "Quy trình một"
    assert titles("2024-12-31") == {"QT-01": "Quy trình một sửa đổi", "QT-02": "Quy trình một"}


def test_what_no_decision_issued_is_listed_apart_with_a_remark(run: Run, made: Path) -> None:
    code, out, err = run("list", made, "--as-of", "2024-12-31")
    assert code == 0
    first, apart = out.split("\nChưa có quyết định ban hành\n")
    assert "QT-05" not in first
    assert "QT-05" in apart
    assert "tai-lieu/noi-bo/QT-05.md" in apart
    assert "chưa có quyết định ban hành" in err
    assert "QT-05" not in run("list", made, "--as-of", "2024-08-31")[1]


def test_what_is_signed_and_not_yet_in_effect_is_listed_apart(ask: Callable[..., str]) -> None:
    first, apart = ask("list", day="2024-05-15").split("\nĐã ký, chưa có hiệu lực\n")
    assert "Quy trình một sửa đổi" not in first
    assert "Quy trình một sửa đổi" in apart


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--obsolete",),
        ("--drafts",),
        ("--external",),
        ("--records",),
        ("--forms",),
        ("--tthc",),
    ],
    ids=lambda options: "".join(options) or "in force",
)
def test_every_list_reads_as_it_did_and_prints(
    options: tuple[str, ...], run: Run, made: Path, tmp_path: Path, golden: Golden
) -> None:
    root = tmp_path / "kho"
    shutil.copytree(made, root)
    (root / "ben-ngoai").mkdir()
    (root / "ben-ngoai/van-ban.yaml").write_text(
        "documents:\n"
        "  - {number: 1/2020/NĐ-CP, title: Nghị định cũ, issuer: Chính phủ, issued: 2020-01-01, "
        "effective: 2020-02-15, expires: 2024-07-20, replaced_by: 2/2024/NĐ-CP, kept_by: "
        "van-phong}\n"
        "  - {number: 2/2024/NĐ-CP, title: Nghị định mới, issuer: Chính phủ, issued: 2024-06-01,"
        " effective: 2024-07-20}\n",
        encoding="utf-8",
    )
    (root / "tthc").mkdir()
    (root / "tthc/danh-muc.yaml").write_text(
        "procedures:\n  - {code: '1.000001', name: Đăng ký, field: Hộ tịch}\n", encoding="utf-8"
    )
    name = options[0].strip("-") if options else "in-force"
    code, out, err = run("list", root, "--as-of", "2024-07-15", *options)
    assert code == 0, err
    paper = tmp_path / "danh-muc.docx"
    assert run("list", root, "--as-of", "2024-07-15", *options, "-o", paper)[0] == 0
    golden(f"list-{name}.txt", f"{out}{err}\n{text_of(paper.read_bytes())}")
    faultless(paper)


def test_two_lists_at_once_are_refused(run: Run, made: Path) -> None:
    code, out, err = run("list", made, "--forms", "--tthc")
    assert (code, out) == (2, "")
    assert "Mỗi lần chỉ lập một danh mục" in err


def test_without_a_history_the_list_answers_from_decisions_and_files_and_says_so(
    run: Run, tmp_path: Path
) -> None:
    root = lay(tmp_path / "kho")
    code, out, err = run("list", root, "--as-of", "2024-12-31", "--format", "json")
    assert code == 0
    assert [(row["code"], row["title"]) for row in json.loads(out)] == [
        ("QT-01", "Quy trình một sửa đổi"),
        ("QT-02", "Quy trình một"),
    ]
    assert "không có lịch sử" in err
    code, out, _ = run("list", root, "--as-of", "2024-05-31", "--format", "json")
    assert [(row["code"], row["title"]) for row in json.loads(out)] == [
        ("BM-01", None),
        ("QT-01", None),
    ]


def test_a_decision_that_cannot_be_read_is_said(run: Run, tmp_path: Path) -> None:
    root = lay(tmp_path / "kho")
    (root / "quyet-dinh/2024/2-QD-UBND.yaml").write_text("number: [\n", encoding="utf-8")
    code, out, err = run("list", root, "--as-of", "2024-12-31", "--format", "json")
    assert (code, codes(out)) == (0, ["QT-01@1", "QT-02@1"])
    assert "Không đọc được 1 quyết định" in err
    assert "quyet-dinh/2024/2-QD-UBND.yaml" in err


@pytest.mark.parametrize("terminal", [False, True], ids=["a file reads", "a terminal reads"])
def test_a_title_can_neither_repaint_the_screen_nor_turn_a_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, terminal: bool
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setenv(
        "LINES", "50"
    )  # a dumb terminal whose height nobody tells is taken for 80 columns
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal)
    root = lay(tmp_path / "kho")
    (root / QT01).write_text(
        procedure("QT-01", '"\\e[31m[bold]Đỏ\\nQT-99 \\u202e"', 2), encoding="utf-8"
    )
    _, out, _ = run("list", root, "--as-of", "2024-12-31")
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "\\x1b[31m[bold]Đỏ\\nQT-99 \\u202e" in out


# show


def test_what_is_in_force_is_shown_letter_for_letter(ask: Callable[..., str]) -> None:
    assert ask("show", "QT-01", day="2024-06-01") == procedure(
        "QT-01", "Quy trình một sửa đổi", 2, days="1", purpose="Giữ trật tự, đúng hẹn."
    )
    assert ask("show", "qt-01", day="2024-05-31") == procedure("QT-01", "Quy trình một")


@pytest.mark.parametrize(
    ("wanted", "day", "said"),
    [
        pytest.param(
            "QT-01@1",
            "2024-12-31",
            ("TÀI LIỆU HẾT HIỆU LỰC", "số 2/QĐ-UBND ngày 01/5/2024"),
            id="replaced",
        ),
        pytest.param(
            "BM-01",
            "2024-12-31",
            ("TÀI LIỆU HẾT HIỆU LỰC", "Lý do: Dùng sổ điện tử."),
            id="withdrawn",
        ),
        pytest.param(
            "QT-01@2",
            "2024-05-15",
            ("TÀI LIỆU CHƯA CÓ HIỆU LỰC", "từ ngày 01 tháng 6"),
            id="coming",
        ),
        pytest.param(
            "QT-05",
            "2024-12-31",
            ("CHƯA CÓ QUYẾT ĐỊNH BAN HÀNH", "Không quyết định nào"),
            id="undecided",
        ),
        pytest.param("QT-01@draft", "2024-12-31", ("DỰ THẢO", "chưa ban hành"), id="draft"),
        pytest.param(
            "QT-01@3", "2024-12-31", ("DỰ THẢO", "chưa ban hành"), id="draft by its number"
        ),
    ],
)
def test_what_is_not_in_force_is_marked_in_text_and_on_each_page(
    ask: Callable[..., str], tmp_path: Path, wanted: str, day: str, said: tuple[str, str]
) -> None:
    mark, reason = said
    text = ask("show", wanted, day=day)
    assert text.startswith(f"> **{mark}**\n>\n> ")
    assert reason in text.split("\n\n---\n")[0]
    assert json.loads(ask("show", wanted, "--format", "json", day=day))["mark"] == mark
    paper = tmp_path / "giay.docx"
    ask("show", wanted, "--docx", "-o", paper, day=day)
    assert f"{mark}\n" in heads_of(paper.read_bytes())
    assert reason in heads_of(paper.read_bytes())
    faultless(paper)


def test_a_revision_in_force_prints_without_a_mark_and_with_its_revision_table(
    ask: Callable[..., str], tmp_path: Path, golden: Golden
) -> None:
    paper = tmp_path / "giay.docx"
    ask("show", "QT-01", "--docx", "-o", paper)
    assert "HẾT HIỆU LỰC" not in heads_of(paper.read_bytes())
    golden("show-in-force.txt", heads_of(paper.read_bytes()) + text_of(paper.read_bytes()))
    faultless(paper)


@pytest.mark.parametrize(
    ("wanted", "sentence", "hint"),
    [
        pytest.param(
            "QT-08", "không có văn bản của «QT-08» lần 1", "9/QĐ-UBND ngày 01/5/2022", id="lost"
        ),
        pytest.param("QT-O1", "Không có tài liệu nào mang mã «QT-O1»", "«QT-01»", id="misspelt"),
        pytest.param(
            "QT-01@7",
            "không có lần ban hành 7",
            "Các lần đã ban hành: 1 và 2. Dự thảo: lần 3.",
            id="number",
        ),
        pytest.param("QT-02@draft", "không có dự thảo", "Các lần đã ban hành: 1.", id="no draft"),
        pytest.param("QT-01@hai", "không nêu đúng lần ban hành", "QT-HT-01@2", id="no number"),
    ],
)
def test_what_cannot_be_shown_is_stated_never_guessed(
    run: Run, made: Path, wanted: str, sentence: str, hint: str
) -> None:
    code, out, err = run("show", wanted, "-C", made, "--as-of", "2024-12-31")
    assert (code, out) == (2, "")
    assert sentence in err
    assert hint in err


def test_an_old_text_that_fits_no_model_of_today_is_printed_line_by_line(
    run: Run, tmp_path: Path
) -> None:
    root = make(tmp_path / "kho")
    text = "---\ncode: QT-07\ntitle: Quy trình xưa\nkind: so-tay\nrevision: 1\n---\n\nLời <xưa>.\n"
    (root / "tai-lieu/noi-bo/QT-07.md").write_text(text, encoding="utf-8")
    number = root / "quyet-dinh/2024/4-QD-UBND.yaml"
    number.write_text(
        "number: 4/QĐ-UBND\nkind: ban-hanh-tai-lieu\nsummary: x\nsigned: 2024-10-01\n"
        "authority: Chủ tịch\n"
        "issues:\n  - {code: QT-07, revision: 1}\n",
        encoding="utf-8",
    )
    git(root, "add", "-A")
    git(root, "commit", "-qm", "Ban hành")
    assert run("show", "QT-07", "-C", root)[1] == text
    paper = tmp_path / "giay.docx"
    assert run("show", "QT-07", "-C", root, "-o", paper)[0] == 0
    assert "Lời <xưa>." in text_of(paper.read_bytes())
    faultless(paper)


def test_a_text_changed_without_a_decision_is_shown_as_it_was_issued(
    run: Run, tmp_path: Path
) -> None:
    root = make(tmp_path / "kho")
    issued = (root / QT01).read_text(encoding="utf-8")
    (root / QT01).write_text(issued.replace("đúng hẹn", "nhanh"), encoding="utf-8")
    git(root, "commit", "-qam", "Sửa câu chữ")
    _, out, err = run("show", "QT-01", "-C", root, "--as-of", "2024-12-31")
    assert out == issued
    assert "đã bị sửa mà không có quyết định" in err


# history


def test_the_history_of_a_document_reads_as_it_did(ask: Callable[..., str], golden: Golden) -> None:
    golden(
        "history-table.txt",
        ask("history", "QT-01") + "\n" + ask("history", "BM-01") + "\n" + ask("history", "QT-08"),
    )


def test_the_history_for_a_program_says_everything_of_each_revision(
    ask: Callable[..., str],
) -> None:
    first, second = json.loads(ask("history", "QT-01", "--format", "json"))
    assert (first["revision"], first["decision"], first["signed"], first["effective"]) == (
        1, "1/QĐ-UBND", "2024-01-10", "2024-01-10",
    )  # fmt: skip
    assert (first["ended"], first["withdrawn"], first["replaced_by"]) == ("2024-06-01", None, 2)
    assert second["change"] == "Rút ngắn thời gian"
    assert "bước 1: thời gian 2 ngày → 1 ngày" in second["differences"]
    assert "mục 1" in second["differences"]
    assert (second["recorded_by"], second["recorded_at"]) == (
        "Lê Văn C",
        "2024-05-02T09:30:00+07:00",
    )
    (form,) = json.loads(ask("history", "BM-01", "--format", "json"))
    assert (form["withdrawn"], form["reason"]) == ("2024-08-01", "Dùng sổ điện tử")
    (lost,) = json.loads(ask("history", "QT-08", "--format", "json"))
    assert (lost["title"], lost["has_text"]) == ("Quy trình cũ", False)


def test_the_history_as_of_a_day_knows_no_later_decision(ask: Callable[..., str]) -> None:
    (first,) = json.loads(ask("history", "QT-01", "--format", "json", day="2024-04-30"))
    assert (first["revision"], first["ended"]) == (1, None)


def test_the_revision_table_prints(ask: Callable[..., str], tmp_path: Path, golden: Golden) -> None:
    paper = tmp_path / "sua-doi.docx"
    ask("history", "QT-01", "-o", paper)
    golden("history-paper.txt", heads_of(paper.read_bytes()) + text_of(paper.read_bytes()))
    faultless(paper)


def test_a_code_without_a_decision_has_no_history(run: Run, made: Path) -> None:
    code, _, err = run("history", "QT-05", "-C", made)
    assert code == 2
    assert "Chưa có quyết định nào về «QT-05»" in err


# diff


def test_the_two_last_revisions_are_compared_by_words(
    ask: Callable[..., str], golden: Golden
) -> None:
    text = ask("diff", "QT-01")
    assert text == ask("diff", "QT-01", "--from", "1", "--to", "2")
    assert "\x1b" not in text
    assert "Giữ trật tự{+, đúng hẹn+}." in text
    golden("diff.txt", text + "\n" + ask("diff", "QT-01", "--to", "draft"))


def test_accept_all_is_the_new_paper_and_reject_all_the_old(
    ask: Callable[..., str], tmp_path: Path
) -> None:
    papers = {name: tmp_path / f"{name}.docx" for name in ("1", "2", "so-sanh")}
    ask("diff", "QT-01", "--docx", "-o", papers["so-sanh"])
    for number in ("1", "2"):
        ask("show", f"QT-01@{number}", "-o", papers[number])
    compared = papers["so-sanh"].read_bytes()
    assert reading(compared, accept=True) == reading(papers["2"].read_bytes())
    assert reading(compared, accept=False) == reading(papers["1"].read_bytes())
    assert OpenXmlValidator().validate(str(papers["so-sanh"])).errors == []
    names = {
        value
        for part in docx.Document(io.BytesIO(compared)).element.body.iter()
        for key, value in part.attrib.items()
        if key.endswith("}author")
    }
    assert names == {"Lê Văn C"}


def test_one_revision_alone_cannot_be_compared(run: Run, made: Path) -> None:
    code, _, err = run("diff", "QT-02", "-C", made)
    assert code == 2
    assert "chưa có hai lần để so sánh" in err


def test_nothing_stands_before_the_first_revision(run: Run, made: Path) -> None:
    code, _, err = run("diff", "QT-01", "--to", "1", "-C", made)
    assert code == 2
    assert "Trước «QT-01@1» không có lần ban hành nào để so sánh" in err


def test_the_colours_are_for_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, ask: Callable[..., str]
) -> None:
    assert "\x1b" not in ask("diff", "QT-01")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert "\x1b[32m, đúng hẹn\x1b[0m" in ask("diff", "QT-01")
    assert "─" in ask("list")


# The history as it is in the world


@pytest.mark.parametrize(
    "command",
    [("show", "BM-01"), ("history", "QT-01"), ("diff", "QT-01")],
    ids=" ".join,
)
def test_without_a_whole_history_the_refusal_says_how_to_go_on(
    command: tuple[str, ...], run: Run, made: Path, tmp_path: Path
) -> None:
    shallow = tmp_path / "can"
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{made}", str(shallow)], check=True)
    code, out, err = run(*command, "-C", shallow, "--as-of", "2024-12-31")
    assert (code, out) == (2, "")
    assert "git fetch --unshallow" in err
    bare = lay(tmp_path / "khong-git")
    code, out, err = run(*command, "-C", bare, "--as-of", "2024-12-31")
    assert (code, out) == (2, "")
    assert "không có lịch sử" in err


def test_a_shallow_copy_lists_what_the_decisions_say_and_says_what_it_does_not_know(
    run: Run, made: Path, tmp_path: Path
) -> None:
    shallow = tmp_path / "can"
    subprocess.run(["git", "clone", "-q", "--depth=1", f"file://{made}", str(shallow)], check=True)
    code, out, err = run("list", shallow, "--as-of", "2024-05-31", "--format", "json")
    assert (code, codes(out)) == (0, ["BM-01@1", "QT-01@1"])
    assert "git fetch --unshallow" in err


def test_what_is_in_force_and_lies_there_is_shown_without_any_history(
    run: Run, tmp_path: Path
) -> None:
    root = lay(tmp_path / "kho")
    assert not (root / BM01).exists()
    assert run("show", "QT-01", "-C", root, "--as-of", "2024-12-31")[1] == (root / QT01).read_text(
        encoding="utf-8"
    )
