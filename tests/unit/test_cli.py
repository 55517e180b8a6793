"""The command line: exit codes, what goes to which stream, and Vietnamese in every refusal."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from isoqms import __version__
from isoqms.cli.commands import COMMANDS, app

MakeRepository = Callable[..., Path]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = app(list(arguments))
    out, err = capsys.readouterr()
    return code, out, err


def test_a_clean_repository_ends_with_0_and_json_as_designed(
    make_repository: MakeRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_repository({})
    code, out, err = run(capsys, "validate", str(root), "--format", "json", "--as-of", "2025-12-31")
    answer = json.loads(out)
    assert code == 0
    assert err == ""
    assert list(answer) == ["version", "as_of", "documents", "summary", "diagnostics"]
    assert (answer["version"], answer["as_of"], answer["documents"]) == (1, "2025-12-31", 2)


def test_an_error_ends_with_1(
    make_repository: MakeRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_repository({"boi-canh/van-de.yaml": "a: [\n"})
    code, out, _ = run(capsys, "validate", str(root), "--as-of", "2025-12-31")
    assert code == 1
    assert "boi-canh/van-de.yaml:1:" in out
    assert "[QMS002]" in out


def test_a_warning_ends_with_1_only_when_strict(
    make_repository: MakeRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_repository(
        {"boi-canh/pham-vi.yaml": "statement: x  # isoqms: bỏ qua QMS101 — thừa\n"}
    )
    assert run(capsys, "validate", str(root), "--as-of", "2025-12-31")[0] == 0
    assert run(capsys, "validate", str(root), "--as-of", "2025-12-31", "--strict")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["validate", "khong-co"], "Không có thư mục «khong-co»", id="no such folder"),
        pytest.param(
            ["validate", "--as-of", "hôm nay"], "«hôm nay» không phải là một ngày", id="no day"
        ),
        pytest.param(["validate", "--strikt"], "Không có tùy chọn «--strikt»", id="no such option"),
        pytest.param(
            ["validate", "--format", "xml"],
            "Giá trị của «--format» không dùng được",
            id="no such format",
        ),
        pytest.param(["validat"], "Không có lệnh «validat»", id="no such command"),
        pytest.param(["explain", "QMS999"], "Không có quy tắc «QMS999»", id="no such rule"),
        pytest.param(["init"], "Còn thiếu câu trả lời: --kind, --name, --province", id="nothing"),
        pytest.param(
            ["init", "--name", "UBND xã An Phú", "--province", "Lâm Đồng"],
            "Thiếu «THƯ MỤC»",
            id="an argument missing",
        ),
        pytest.param(
            ["init", "x", "--no-input"],
            "Còn thiếu câu trả lời: --kind, --name, --province",
            id="no answer",
        ),
        pytest.param(["init", "x", "y"], "thừa tham số", id="an argument too many"),
    ],
)
def test_what_cannot_be_carried_out_ends_with_2_a_sentence_and_a_hint(
    arguments: list[str],
    words: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("Lỗi: ")
    assert words in err
    assert "Gợi ý: " in err


def test_a_fault_of_ours_is_one_line_and_a_file(
    make_repository: MakeRepository,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("hỏng")

    monkeypatch.setattr("isoqms.cli.checking.validate.check", broken)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    code, _, err = run(capsys, "validate", str(make_repository({})))
    assert code == 3
    assert "Traceback" not in err
    (report,) = tmp_path.glob("isoqms-loi-*.txt")
    assert "RuntimeError: hỏng" in report.read_text(encoding="utf-8")


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "--version") == (0, f"isoqms {__version__}\n", "")


@pytest.mark.parametrize(
    "command", [[], *([name] for name in COMMANDS)], ids=lambda c: " ".join(c) or "isoqms"
)
def test_every_command_explains_itself_in_vietnamese(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, *command, "--help")
    assert code == 0
    assert "Cách dùng: " in out
    for english in ("Usage", "Options", "Arguments", "Show this message", "default:", "required"):
        assert english not in out


def test_without_a_command_the_commands_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys)
    assert (code, err) == (0, "")
    assert all(name in out for name in COMMANDS)


def test_explain_lists_all_rules_and_shows_the_page_of_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, listing, _ = run(capsys, "explain")
    assert code == 0
    assert "QMS101" in listing
    code, page, _ = run(capsys, "explain", "qms003")
    assert code == 0
    assert page.startswith("QMS003: ")
    assert "Căn cứ: TCVN ISO 9001:2015, 7.5.3" in page
    assert "## Sai" in page


def test_no_command_looks_for_plugins_that_others_have_installed() -> None:
    asked = (
        "import sys; from isoqms.cli.commands import app; app(['explain', 'QMS301']);"
        "sys.exit('importlib.metadata' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", asked], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
