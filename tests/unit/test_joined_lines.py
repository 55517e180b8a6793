"""Two people at one repository: what each issued is found after their lines were joined.

And what is left half-joined, half-fetched or broken is named as the cause, and built on by nobody.
"""

import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path, PurePosixPath

import pytest
from controlled_history import FIRST, QT01, decision, procedure
from made_history import Step, git, make_history

from isoqms.actions.announcing.gate import gate
from isoqms.actions.changing.applying import Change, rehearse
from isoqms.actions.changing.wholeness import NotWhole
from isoqms.actions.checking.validate import validate
from isoqms.actions.control.proof import Result
from isoqms.actions.control.trace import changes, data, trace
from isoqms.actions.control.verify import verify
from isoqms.cli.commands import app
from isoqms.diagnostics import Diagnostic, Severity
from isoqms.formats.text import render_text
from isoqms.history import UnreadableHistory
from isoqms.history.place import ADDRESS, place_of, position
from isoqms.history.writing.recording import create
from isoqms.repository import load
from isoqms.repository.control import control, history_of, text_of

DAY = date(2024, 12, 31)
SECOND = procedure("QT-01", "Quy trình một", 2)
THEIRS = procedure("QT-01", "Quy trình một", 2, purpose="Của người kia.")


def issue(number: str, day: str, text: str, revision: int = 2) -> dict[str, str]:
    rest = f"issues:\n  - {{code: QT-01, revision: {revision}, change: Theo {number}}}\n"
    return {QT01: text, **decision(number, day, rest)}


def joined(root: Path) -> Path:
    """One issues lần 2 on a side line while the other works on; a third joins the lines."""
    make_history(
        root,
        (
            Step(FIRST),
            Step(issue("2", "2024-02-03", SECOND), branch="may-b", start="main", author="Bên B"),
            Step(
                issue("3", "2024-02-04", procedure("QT-01", "Quy trình một", 3), 3),
                branch="may-b",
                author="Bên B",
                tag="qd/2024/3-QD-UBND",
                message="Ban hành",
            ),
            Step({"HUONG-DAN.md": "Đọc trước.\n"}, author="Bên A"),
            Step(
                {
                    **issue("2", "2024-02-03", SECOND),
                    **issue("3", "2024-02-04", procedure("QT-01", "Quy trình một", 3), 3),
                },
                merge="may-b",
                author="Bên A",
            ),
        ),
    )
    return root


def told(root: Path, *codes: str) -> list[Diagnostic]:
    return [one for one in validate(root, DAY).diagnostics if one.rule in codes]


def test_a_pull_that_joins_two_lines_loses_no_text_and_no_tag(tmp_path: Path) -> None:
    proof = verify(joined(tmp_path), DAY)
    assert {step.name: step.result for step in proof.steps} == {
        "texts": Result.HOLDS,
        "in_force": Result.HOLDS,
        "decisions": Result.HOLDS,
        # QT-08 was issued before there was a repository.
        "days": Result.OPEN,
        "tags": Result.HOLDS,
    }
    known = control(load(tmp_path, DAY))
    second = next(one for one in history_of(known, "QT-01") if one.revision == 2)
    assert text_of(known, second) == SECOND.encode()
    assert told(tmp_path, "QMS402", "QMS406", "QMS409") == []


def test_the_history_names_who_issued_and_says_who_joined_the_lines(tmp_path: Path) -> None:
    made = trace(joined(tmp_path), DAY, "QT-01")
    assert [row["recorded_by"] for row in data(made)] == ["Trần Thị B", "Bên B", "Bên B"]
    assert [(row["joined_at"] or "")[:10] for row in data(made)] == ["", "2024-01-06", "2024-01-06"]
    assert "  Gộp vào bản chung ngày 06/01/2024 (Bên A)." in changes(made)


def test_a_joining_that_brings_decisions_is_told_once_with_what_to_do(tmp_path: Path) -> None:
    (found,) = told(joined(tmp_path), "QMS413")
    assert found.severity is Severity.WARNING
    assert str(found.location.path) == "quyet-dinh/2024/2-QD-UBND.yaml"
    assert found.message == (
        "Lần gộp ngày 06/01/2024 (Bên A) đưa vào bản chung 2 quyết định đã ghi ở một bản khác của "
        "kho: 2/QĐ-UBND và 3/QĐ-UBND."
    )


def test_a_joining_that_a_command_made_needs_no_such_word(tmp_path: Path) -> None:
    joined(tmp_path)
    tree, first, second = (git(tmp_path, "rev-parse", f"HEAD{n}") for n in ("^{tree}", "^1", "^2"))
    by = ("-c", f"user.email={ADDRESS}")
    made = git(tmp_path, *by, "commit-tree", tree, "-p", first, "-p", second, "-m", "Gộp")
    git(tmp_path, "reset", "-q", "--hard", made)
    assert told(tmp_path, "QMS413", "QMS406") == []


def test_two_decisions_for_one_revision_are_not_two_whole_issues(tmp_path: Path) -> None:
    request = "request: {requested_by: Bên B, reason: Theo góp ý}\n"
    mine = issue("5", "2024-02-03", THEIRS.replace("owner:", f"{request}owner:"))
    make_history(
        tmp_path,
        (
            Step(FIRST),
            Step(mine, branch="b", start="main", author="Bên B"),
            Step(issue("4", "2024-02-03", SECOND), author="Bên A"),
            Step({path: mine[path] for path in mine if path != QT01}, merge="b", author="Bên A"),
        ),
    )
    texts = next(step for step in verify(tmp_path, DAY).steps if step.name == "texts")
    assert texts.result is Result.FAILS
    assert texts.details == (
        "«QT-01» lần 2: 4/QĐ-UBND và 5/QĐ-UBND cùng ban hành lần này, chỉ một bản được tính.",
    )
    rows = data(trace(tmp_path, DAY, "QT-01"))[1:]
    assert [(row["decision"], row["request"]) for row in rows] == [
        ("4/QĐ-UBND", None),
        ("5/QĐ-UBND", "Bên B: Theo góp ý"),
    ]
    assert told(tmp_path, "QMS402") == []
    assert len(told(tmp_path, "QMS403")) == 1


# Tags that stay behind


@pytest.fixture
def issued(tmp_path: Path) -> Path:
    """A repository in which `isoqms issue` has just recorded a decision with its tag."""
    root = tmp_path / "kho"
    make_history(root, (Step(FIRST),))
    for path, text in issue("2", "2024-02-03", SECOND).items():
        (root / path).write_text(text, encoding="utf-8")
    git(root, "add", "-A")
    by = ("-c", f"user.email={ADDRESS}")
    git(root, *by, "commit", "-q", "-m", "Ban hành 01 tài liệu theo 2/QĐ-UBND")
    git(root, "tag", "-a", "-m", "Ban hành", "qd/2024/2-QD-UBND")
    return root


def test_a_copy_without_the_tags_is_told_to_fetch_them(issued: Path, tmp_path: Path) -> None:
    copy = tmp_path / "ban-sao"
    git(tmp_path, "clone", "-q", "--no-tags", str(issued), str(copy))
    (found,) = told(copy, "QMS016")
    assert found.severity is Severity.NOTE
    assert "thiếu mốc của 1 quyết định (2/QĐ-UBND)" in found.message
    assert "git fetch --tags" in found.hint
    tags = next(step for step in verify(copy, DAY).steps if step.name == "tags")
    assert tags.result is Result.OPEN
    assert "git fetch --tags" in tags.sentence
    git(copy, "fetch", "-q", "--tags")
    assert told(copy, "QMS016") == []
    assert told(issued, "QMS016") == []


def test_a_new_repository_sends_its_tags_and_an_older_one_is_told(
    issued: Path, tmp_path: Path
) -> None:
    create(tmp_path)
    assert git(tmp_path, "config", "--local", "push.followTags") == "true"
    git(issued, "remote", "add", "chung", str(tmp_path / "chung.git"))
    log = issued / ".git/logs/HEAD"
    log.write_text(log.read_text().replace("\tcommit: Ban", "\tisoqms: Ban"))
    (found,) = told(issued, "QMS016")
    assert "git config push.followTags true" in found.hint
    git(issued, "config", "push.followTags", "true")
    assert told(issued, "QMS016") == []


# What is not whole


def plain(root: Path) -> Path:
    make_history(root, (Step(FIRST), Step(issue("2", "2024-02-03", SECOND))))
    return root


def refuses(root: Path) -> NotWhole:
    repository = load(root, DAY)
    with pytest.raises(NotWhole) as refused:
        rehearse(repository, Change("Thử", {}))
    return refused.value


def test_a_joining_under_way_is_one_cause_and_stops_what_writes(tmp_path: Path) -> None:
    plain(tmp_path)
    git(tmp_path, "checkout", "-q", "-b", "b", "HEAD~1")
    (tmp_path / QT01).write_text(procedure("QT-01", "Quy trình một", 7), encoding="utf-8")
    git(tmp_path, "commit", "-q", "-a", "-m", "Sửa")
    git(tmp_path, "checkout", "-q", "main")
    with pytest.raises(subprocess.CalledProcessError):
        git(tmp_path, "merge", "-q", "b")
    found = told(tmp_path, "QMS002", "QMS014", "QMS015", "QMS402", "QMS408", "QMS410")
    assert [one.rule for one in found] == ["QMS015", "QMS014"]
    assert found[0].hint.endswith("vì có thể chỉ là hệ quả của việc này.")
    assert "đang gộp dở dang" in str(refuses(tmp_path))
    first = gate(load(tmp_path, DAY)).points[0]
    assert first.state != "đạt"
    assert "đang gộp dở dang" in first.unchecked[0].message
    assert first.unchecked[0].message.endswith("đối chiếu được bản đang dùng với bản đã ban hành.")


def test_what_was_left_out_of_the_folder_is_one_cause_and_no_fault(tmp_path: Path) -> None:
    plain(tmp_path)
    before = [(one.rule, one.message) for one in validate(tmp_path, DAY).diagnostics]
    git(tmp_path, "sparse-checkout", "set", "quyet-dinh")
    assert not (tmp_path / QT01).exists()
    after = [(one.rule, one.message) for one in validate(tmp_path, DAY).diagnostics]
    (cause,) = [each for each in after if each not in before]
    assert cause[0] == "QMS015"
    assert "vắng 3 tệp («boi-canh/pham-vi.yaml», «tai-lieu/bieu-mau/BM-01.md», " in cause[1]
    assert [each for each in before if each not in after] == []
    assert "chỉ lấy một phần" in str(refuses(tmp_path))
    shown = render_text(validate(tmp_path, DAY), ())
    assert "[QMS015]" in shown.splitlines()[0], "the cause before all that may follow from it"


def test_a_text_that_was_never_fetched_is_the_cause_of_what_it_does_not_say(tmp_path: Path) -> None:
    plain(tmp_path)
    (tmp_path / QT01).write_text(
        f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 1\n"
    )
    found = validate(tmp_path, DAY).diagnostics
    assert [one.rule for one in found if one.severity is Severity.ERROR] == ["QMS015"]
    assert "Chưa tải tệp LFS" in str(refuses(tmp_path))


def without_head(root: Path) -> None:
    (root / ".git/HEAD").write_text("rác\n")


def without_branch(root: Path) -> None:
    (root / ".git/refs/heads/main").write_text("rác\n")


def without_reference(root: Path) -> None:
    (root / ".git/refs/heads/main").unlink()


def without_anything(root: Path) -> None:
    shutil.rmtree(root / ".git")
    (root / ".git").mkdir()


@pytest.mark.parametrize(
    "broken", [without_head, without_branch, without_reference, without_anything]
)
def test_a_broken_history_is_an_error_and_nobody_is_told_to_begin_a_new_one(
    tmp_path: Path, broken: Callable[[Path], None]
) -> None:
    plain(tmp_path)
    broken(tmp_path)
    (found,) = told(tmp_path, "QMS401")
    assert found.severity is Severity.ERROR
    assert "bị hỏng" in found.message
    assert "git init" not in found.hint
    with pytest.raises(UnreadableHistory):
        position(place_of(tmp_path))


# Marks of an undecided joining

TWO = "<<<<<<< của tôi\n{}=======\n{}>>>>>>> của họ\n"


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_marks_in_yaml_are_the_cause_and_no_other_fault_of_the_file_is_told(
    tmp_path: Path, ends: str
) -> None:
    text = TWO.format("reviewed: 2024-03-31\n", "reviewed: 2024-04-30\n") + "issues: []\n"
    plain(tmp_path)
    file = tmp_path / "boi-canh/van-de.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(text.replace("\n", ends).encode())
    context = PurePosixPath("boi-canh/van-de.yaml")
    found = [one for one in validate(tmp_path, DAY).diagnostics if one.location.path == context]
    assert [one.rule for one in found if one.rule != "QMS006"] == ["QMS014"]
    assert "dòng 1, 3, 5" in found[0].message


def test_a_draft_with_marks_stops_every_writing_command_until_it_is_settled(tmp_path: Path) -> None:
    plain(tmp_path)
    draft = tmp_path / "du-thao/noi-bo/QT-01.md"
    draft.parent.mkdir(parents=True)
    draft.write_text(SECOND.replace("Giữ trật tự.", TWO.format("Giữ.\n", "Bỏ.\n")), "utf-8")
    assert "du-thao/noi-bo/QT-01.md" in str(refuses(tmp_path))
    path = PurePosixPath("du-thao/noi-bo/QT-01.md")
    third = procedure("QT-01", "Quy trình một", 3).encode()
    assert rehearse(load(tmp_path, DAY), Change("Sửa", {path: third}))


@pytest.mark.parametrize(
    ("path", "text", "lines"),
    [
        pytest.param("mau/bieu-mau.md", TWO.format("a\n", "b\n"), "1, 3, 5", id="a pattern"),
        pytest.param(
            "HUONG-DAN.md",
            "<<<<<<< a\nx\n||||||| b\ny\n=======\nz\n>>>>>>> c\n",
            "1, 3, 5, 7",
            id="three",
        ),
        pytest.param("ghi-chu.txt", "a\n>>>>>>> của họ\n", "2", id="one that was left behind"),
        pytest.param("HUONG-DAN.md", "Hướng dẫn\n=======\n\n|||||||\n", "", id="a heading, a row"),
        pytest.param("HUONG-DAN.md", "a <<<<<<< b\n<<<<<<<<x\n", "", id="inside a line"),
    ],
)
def test_marks_are_found_in_any_text_of_the_repository(
    tmp_path: Path, path: str, text: str, lines: str
) -> None:
    plain(tmp_path)
    (tmp_path / path).parent.mkdir(exist_ok=True)
    (tmp_path / path).write_text(text, encoding="utf-8")
    found = told(tmp_path, "QMS014")
    assert [(str(one.location.path), f"(dòng {lines})" in one.message) for one in found] == (
        [(path, True)] if lines else []
    )


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("issue --number 9/QĐ-UBND --signed 2024-12-30 --no-input", id="issue"),
        pytest.param("issue --papers-only --no-input", id="papers"),
        pytest.param("announce --number 9/QĐ-UBND --signed 2024-12-30 --no-input", id="announce"),
        pytest.param("decision plan --year 2024", id="decision"),
        pytest.param("decision record plan --number 9/KH-UBND --signed 2024-12-30", id="record"),
        pytest.param("revise BM-01 --request A --reason B --no-input", id="revise"),
        pytest.param("withdraw BM-01 --reason B", id="withdraw"),
        pytest.param("new procedure --title Thử --no-input", id="new"),
    ],
)
def test_no_command_that_writes_or_prints_passes_over_the_marks(
    tmp_path: Path, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    root = plain(tmp_path)
    (root / "mau").mkdir()
    (root / "mau/loi-van.md").write_text(TWO.format("a\n", "b\n"), encoding="utf-8")
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*.md")}
    code = app([*words.split(), "-C", str(root), "--as-of", "2024-12-31"])
    assert code == 2
    assert "«mau/loi-van.md»: Tệp còn dấu gộp dở" in capsys.readouterr().err
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*.md")} == before
