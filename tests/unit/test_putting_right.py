"""A mistake can be put right, and stays to be seen: corrected, voided, annulled."""

import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath

import pytest
from paper_check import text_of

from isoqms.actions.changing.applying import Change, apply
from isoqms.actions.control.verify import verify
from isoqms.actions.control.voiding import plan_void
from isoqms.actions.papers.decision import kind_named, print_paper
from isoqms.cli.commands import app
from isoqms.facts.agency.boards import board
from isoqms.facts.announcing.announcements import announcements, last_ended
from isoqms.facts.papers.paper import Signing, Spot
from isoqms.facts.planning.acts import act
from isoqms.facts.records.text import record_text
from isoqms.history.writing.recording import create, record
from isoqms.model.control.decision import Correction, Decision, DecisionKind, MistypedTitle
from isoqms.pages.papers.order import PaperOrder
from isoqms.repository import load
from isoqms.repository.control import control, in_force
from isoqms.repository.integrity import altered_decisions, follows
from isoqms.source.scalars import read_scalars

Make = Callable[[Mapping[str, str | bytes]], Path]
Capture = pytest.CaptureFixture[str]

TODAY = "2025-12-31"
CODE = "QT-HT-01"
FILE = "tai-lieu/he-thong/QT-HT-01.md"
DRAFT = "du-thao/he-thong/QT-HT-01.md"


def procedure(code: str, revision: int = 1, words: str = "Thống nhất cách họp.") -> str:
    return (
        f"---\ncode: {code}\ntitle: Quy trình họp\nkind: quy-trinh-he-thong\n"
        f"revision: {revision}\nowner: thu-ky-iso\n"
        "approval: {drafted_by: thu-ky-iso, reviewed_by: dai-dien-lanh-dao, approved_by: "
        f"nguoi-dung-dau}}\nclauses: ['7.5']\n---\n\n## 1. MỤC ĐÍCH\n\n{words}\n"
    )


FILES = {
    FILE: procedure(CODE),
    "tai-lieu/he-thong/QT-HT-09.md": procedure("QT-HT-09"),
    "quyet-dinh/2025/56-QD-UBND.yaml": (
        "number: 56/QĐ-UBND\nkind: ban-hanh-tai-lieu\nsummary: Ban hành tài liệu\n"
        "signed: 2025-08-15\nauthority: Chủ tịch Ủy ban nhân dân xã An Phú\nissues:\n"
        "  - {code: QT-HT-01, revision: 1}\n  - {code: QT-HT-09, revision: 1}\n"
    ),
    "nam/2025/ke-hoach.yaml": (
        "number: 05/KH-UBND # của năm\nsigned: 2025-01-20\ntasks:\n"
        "  - id: hop\n    task: Sửa quy trình họp\n    role: thu-ky-iso\n    due: 2025-12-01\n"
        "    done: 2025-10-02\n    evidence: 51/QĐ-UBND\n"
    ),
    "nam/2025/van-ban-di.yaml": (
        "documents:\n  - number: 05/KH-UBND\n    day: 2025-01-20\n    type: Kế hoạch\n"
        "    issuer: UBND xã An Phú\n    summary: Áp dụng hệ thống năm 2025\n"
    ),
    "nam/2025/dao-tao.yaml": "plan: Kế hoạch số 05/KH-UBND ngày 20/01/2025\n",
}


@pytest.fixture
def office(make_repository: Make) -> Path:
    """A repository with one decision, recorded on the day after it was signed."""
    root = make_repository(FILES)
    create(root)
    paths = [PurePosixPath(p.relative_to(root).as_posix()) for p in root.rglob("*") if p.is_file()]
    when = datetime(2025, 8, 16, 8, tzinfo=UTC)
    ours = [path for path in paths if path.parts[0] != ".git"]
    record(root, "Đầu", author=("Thư ký", "a@b.example"), when=when, paths=ours)
    return root


def isoqms(capsys: Capture, root: Path, *words: str, day: str = TODAY) -> tuple[int, str]:
    """How a command ends and all that it says."""
    code = app([*words, "-C", str(root), "--as-of", day], prog_name="isoqms", standalone_mode=False)
    said = capsys.readouterr()
    return int(code), said.out + said.err


def revise(root: Path, revision: int, words: str) -> str:
    text = procedure(CODE, revision, words)
    (root / DRAFT).parent.mkdir(parents=True, exist_ok=True)
    (root / DRAFT).write_text(text, encoding="utf-8")
    return text


def issue(
    capsys: Capture, root: Path, number: str, signed: str, *more: str, day: str = TODAY
) -> str:
    code, said = isoqms(
        capsys, root, "issue", "--number", number, "--signed", signed, "--no-input", *more, day=day
    )
    assert code == 0, said
    return said


@pytest.fixture
def mistyped(office: Path, capsys: Capture) -> Path:
    """115/QĐ-UBND of 15 October, typed as 51/QĐ-UBND of the 2nd, recorded on the 15th."""
    revise(office, 2, "Thống nhất cách họp và ghi biên bản.")
    issue(capsys, office, "51/QĐ-UBND", "2025-10-02", day="2025-10-15")
    return office


CORRECT = (
    *("decision", "correct", "51/QĐ-UBND", "--number", "115/QĐ-UBND"),
    *("--signed", "2025-10-15", "--reason", "gõ nhầm số, ngày"),
)


def tags(root: Path) -> list[str]:
    words = ["git", "-C", str(root), "tag"]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.split()


def standing(root: Path, day: str) -> dict[str, tuple[int | None, str]]:
    """What is in force on a day: revision and decision by code."""
    when = date.fromisoformat(day)
    known = control(load(root, when))
    return {
        one.code: (one.revision, one.decision.record.number if one.decision else "")
        for one in in_force(known, when)
    }


def edited_later(root: Path) -> list[str]:
    repository = load(root, date.fromisoformat(TODAY))
    return [one.number for one in altered_decisions(repository, control(repository))]


# Corrected


def test_a_mistyped_number_and_day_are_put_right_and_both_stay_to_be_seen(
    mistyped: Path, capsys: Capture
) -> None:
    code, said = isoqms(capsys, mistyped, *CORRECT, day="2025-11-03")
    assert code == 0, said
    assert sorted(path.name for path in (mistyped / "quyet-dinh/2025").iterdir()) == [
        "115-QD-UBND.yaml",
        "56-QD-UBND.yaml",
    ]
    assert tags(mistyped) == ["qd/2025/115-QD-UBND", "qd/2025/51-QD-UBND"]
    assert edited_later(mistyped) == []
    proof = (
        "khớp trong kho: 3 lần ban hành có đủ văn bản trong lịch sử.\n"
        "khớp trong kho: 2 tài liệu đang có hiệu lực đúng như bản lịch sử giữ.\n"
        "khớp trong kho: 2 quyết định không bị sửa từ khi ghi vào kho.\n"
        "    Quyết định 115/QĐ-UBND đã đính chính khi ghi: trước ghi số «51/QĐ-UBND» và ngày ký "
        "02/10/2025, sửa thành số «115/QĐ-UBND» và ngày ký 15/10/2025 (ngày 03/11/2025: gõ nhầm "
        "số, ngày).\n"
        "khớp trong kho: Ngày ghi theo đúng thứ tự; quyết định ghi trong vòng một tháng sau khi "
        "ký. Ngày ghi là lời khai của máy đã ghi.\n"
        "khớp trong kho: 2 mốc ban hành khớp với quyết định và văn bản.\n"
        "    qd/2025/51-QD-UBND: mốc của Quyết định 115/QĐ-UBND, khi còn ghi nhầm là 51/QĐ-UBND.\n"
        "\nChưa có gì ở ngoài kho để đối chiếu.\n"
    )
    code, said = isoqms(capsys, mistyped, "verify")
    assert (code, said[: len(proof)]) == (4, proof)
    for command in (("history", CODE), ("list",)):
        told = " ".join(isoqms(capsys, mistyped, *command)[1].split())
        assert "115/QĐ-UBND" in told
        assert "trước ghi số «51/QĐ-UBND» và ngày ký 02/10/2025" in told
    assert standing(mistyped, "2025-10-14")[CODE] == (1, "56/QĐ-UBND")
    assert standing(mistyped, "2025-10-15")[CODE] == (2, "115/QĐ-UBND")
    assert "ghi biên bản" in isoqms(capsys, mistyped, "show", f"{CODE}@2")[1]


def test_what_names_the_old_number_goes_along(mistyped: Path, capsys: Capture) -> None:
    assert isoqms(capsys, mistyped, *CORRECT)[0] == 0
    plan = (mistyped / "nam/2025/ke-hoach.yaml").read_text(encoding="utf-8")
    assert plan == FILES["nam/2025/ke-hoach.yaml"].replace(
        "done: 2025-10-02\n    evidence: 51/QĐ-UBND",
        'done: 2025-10-15\n    evidence: "115/QĐ-UBND"',
    )


def test_a_correction_made_by_hand_must_keep_the_true_old_values(
    mistyped: Path, capsys: Capture
) -> None:
    assert isoqms(capsys, mistyped, *CORRECT)[0] == 0
    path = mistyped / "quyet-dinh/2025/115-QD-UBND.yaml"
    right = path.read_text(encoding="utf-8")
    for wrong in (
        right.replace('number: "51/QĐ-UBND"', 'number: "52/QĐ-UBND"'),
        right.replace("signed: 2025-10-02", "signed: 2025-10-03"),
        right.replace("signed: 2025-10-15", "signed: 2025-10-16"),
        right[: right.index("corrections:")],
    ):
        assert wrong != right
        path.write_text(wrong, encoding="utf-8")
        assert edited_later(mistyped) != []
    path.write_text(right, encoding="utf-8")
    assert edited_later(mistyped) == []


def test_a_freed_number_may_be_given_to_the_decision_that_has_it(
    mistyped: Path, capsys: Capture
) -> None:
    assert isoqms(capsys, mistyped, *CORRECT)[0] == 0
    revise(mistyped, 3, "Họp trực tuyến.")
    issue(capsys, mistyped, "51/QĐ-UBND", "2025-11-20")
    assert tags(mistyped)[-1] == "qd/2025/51-QD-UBND-2"
    assert isoqms(capsys, mistyped, "verify")[0] == 4
    assert standing(mistyped, TODAY)[CODE] == (3, "51/QĐ-UBND")


def test_the_truth_is_not_refused_for_what_it_shows(office: Path, capsys: Capture) -> None:
    revise(office, 2, "Lần hai.")
    issue(capsys, office, "115/QĐ-UBND", "2025-10-15")
    revise(office, 3, "Lần ba.")
    issue(capsys, office, "120/QĐ-UBND", "2025-11-15")
    code, said = isoqms(
        *(capsys, office, "decision", "correct", "115/QĐ-UBND", "--effective", "2025-12-01"),
        *("--reason", "bản giấy ghi 01/12"),
    )
    assert code == 0
    assert "QMS404" in said
    assert edited_later(office) == []


IMPOSSIBLE = {
    ("--number", "56/QĐ-UBND"): "Số «56/QĐ-UBND» đã dùng",
    ("--number", "1/QĐ-UBND"): "01/QĐ-UBND",
    ("--signed", "2026-01-01"): "ở sau ngày đang tính",
    ("--signed", "2025-10-02"): "không có gì để đính chính",
    ("--effective", "2025-10-01"): "ở trước ngày ký",
    ("--title", "QT-HT-08=Tên"): "không nêu tài liệu",
}


def test_what_cannot_be_true_is_refused(mistyped: Path, capsys: Capture) -> None:
    correct = ("decision", "correct", "51/QĐ-UBND")
    for words, why in IMPOSSIBLE.items():
        code, said = isoqms(capsys, mistyped, *correct, *words, "--reason", "nhầm")
        assert (code, why in said) == (2, True), said
    code, said = isoqms(capsys, mistyped, *correct, "--number", "115/QĐ-UBND", "--no-input")
    assert (code, "--reason" in said) == (2, True)
    assert len(tags(mistyped)) == 1


@pytest.mark.parametrize("wanted", ["plan", "05/KH-UBND"])
def test_a_paper_recorded_under_a_wrong_number_is_put_right_everywhere(
    office: Path, capsys: Capture, wanted: str
) -> None:
    code, said = isoqms(
        *(capsys, office, "decision", "correct", wanted, "--number", "15/KH-UBND"),
        *("--signed", "21/01/2025", "--reason", "nhìn nhầm"),
    )
    assert code == 0, said
    year = office / "nam/2025"
    plan = (year / "ke-hoach.yaml").read_text(encoding="utf-8")
    assert plan.startswith('number: "15/KH-UBND" # của năm\nsigned: 2025-01-21\n')
    assert (year / "dao-tao.yaml").read_text(encoding="utf-8") == (
        "plan: Kế hoạch số 15/KH-UBND ngày 21/01/2025\n"
    )
    assert read_scalars((year / "van-ban-di.yaml").read_text(encoding="utf-8")) == {
        "documents": [
            {
                "number": "15/KH-UBND",
                "day": "2025-01-21",
                "type": "Kế hoạch",
                "issuer": "UBND xã An Phú",
                "summary": "Áp dụng hệ thống năm 2025",
                "corrections": [
                    {
                        "on": TODAY,
                        "reason": "nhìn nhầm",
                        "number": "05/KH-UBND",
                        "day": "2025-01-20",
                    }
                ],
            }
        ]
    }


def test_a_chain_of_corrections_leads_back_to_the_first_record_only_if_it_is_true() -> None:
    first = Decision.model_validate(read_scalars(FILES["quyet-dinh/2025/56-QD-UBND.yaml"]))
    titled = first.issues[0].model_copy(update={"title": "Quy trình họp giao ban"})
    on = date(2025, 9, 1)
    once = first.model_copy(
        update={
            "signer_name": "Trần Thị B",
            "corrections": (Correction(on=on, reason="sót", left_empty=("signer_name",)),),
        }
    )
    told = (MistypedTitle(code=CODE),)
    twice = once.model_copy(
        update={
            "issues": (titled, first.issues[1]),
            "corrections": (*once.corrections, Correction(on=on, reason="sót", titles=told)),
        }
    )
    assert Decision.model_validate(read_scalars(record_text(twice))) == twice
    assert follows(first, twice)
    assert follows(once, twice)
    assert not follows(twice, once)
    untold = twice.model_copy(update={"corrections": twice.corrections[1:]})
    assert not follows(first, untold)


# Voided


def void(root: Path, number: str, day: date) -> None:
    repository = load(root, day)
    (entry,) = repository.decisions_by_number[number]
    change = plan_void(repository, entry, "ghi nhầm, chưa ký")
    apply(repository, change, author=None, when=datetime(2025, 11, 3, 8, tzinfo=UTC))


def test_a_voided_record_has_no_effect_and_stays(mistyped: Path, capsys: Capture) -> None:
    before = procedure(CODE)
    void(mistyped, "51/QĐ-UBND", date(2025, 11, 3))
    assert (mistyped / FILE).read_text(encoding="utf-8") == before
    assert standing(mistyped, TODAY)[CODE] == (1, "56/QĐ-UBND")
    assert edited_later(mistyped) == []
    code, said = isoqms(capsys, mistyped, "verify")
    assert code == 4
    assert "51/QĐ-UBND ngày 02/10/2025 đã hủy ghi nhận ngày 03/11/2025" in said
    assert "đã hủy ghi nhận" in isoqms(capsys, mistyped, "history", CODE)[1]
    register = (mistyped / "nam/2025/phan-phoi.yaml").read_text(encoding="utf-8")
    assert "revision: 2" not in register
    assert "evidence" not in (mistyped / "nam/2025/ke-hoach.yaml").read_text(encoding="utf-8")


def test_the_number_and_the_revision_of_a_voided_record_may_be_given_again(
    mistyped: Path, capsys: Capture
) -> None:
    void(mistyped, "51/QĐ-UBND", date(2025, 11, 3))
    text = revise(mistyped, 2, "Bản thật đã ký.")
    issue(capsys, mistyped, "51/QĐ-UBND", "2025-10-02")
    assert isoqms(capsys, mistyped, "verify")[0] == 4
    assert isoqms(capsys, mistyped, "show", f"{CODE}@2")[1].strip().endswith("Bản thật đã ký.")
    assert (mistyped / FILE).read_text(encoding="utf-8") == text
    assert tags(mistyped) == ["qd/2025/51-QD-UBND", "qd/2025/51-QD-UBND-2"]


def test_what_was_voided_may_be_brought_back_on_the_same_day_and_not_later(
    mistyped: Path,
) -> None:
    path = PurePosixPath("quyet-dinh/2025/51-QD-UBND.yaml")
    before = {
        path: (mistyped / path).read_bytes(),
        PurePosixPath(FILE): (mistyped / FILE).read_bytes(),
    }
    void(mistyped, "51/QĐ-UBND", date(2025, 11, 3))
    for day, edited in ((3, []), (4, ["51/QĐ-UBND"])):
        aside = path.with_name(f"51-QD-UBND-huy-{day - 2}.yaml")
        back = Change("Làm lại", {**before, aside: None})
        when = datetime(2025, 11, day, 9, tzinfo=UTC)
        apply(load(mistyped, when.date()), back, author=None, when=when)
        assert edited_later(mistyped) == edited
        if day == 3:
            void(mistyped, "51/QĐ-UBND", when.date())


def step(capsys: Capture, root: Path, day: str, *words: str) -> str:
    """One command; afterwards no decision is altered, and all that the repository tells fits."""
    code, said = isoqms(capsys, root, *words, day=day)
    assert code == 0, said
    assert edited_later(root) == []
    code, proof = isoqms(capsys, root, "verify", day=day)
    assert (code, "KHÔNG ĐẠT" in proof) == (4, False), proof
    return proof


def decisions(root: Path) -> list[str]:
    return sorted(path.stem for path in (root / "quyet-dinh/2025").glob("*.yaml"))


def errors(capsys: Capture, root: Path) -> list[str]:
    said = isoqms(capsys, root, "validate", "--format", "github")[1]
    return [line for line in said.splitlines() if line.startswith("::error")]


def test_an_issue_taken_back_with_a_reason_is_voided_and_its_number_is_free(
    office: Path, capsys: Capture
) -> None:
    text = revise(office, 2, "Thống nhất cách họp và ghi biên bản.")
    before = errors(capsys, office)
    issue(capsys, office, "51/QĐ-UBND", "2025-10-02", day="2025-10-15")
    proof = step(capsys, office, "2025-10-15", "undo", "--reason", "chưa ký")
    assert "51/QĐ-UBND ngày 02/10/2025 đã hủy ghi nhận ngày 15/10/2025: chưa ký" in proof
    assert decisions(office) == ["51-QD-UBND-huy-1", "56-QD-UBND"]
    assert (office / DRAFT).read_text(encoding="utf-8") == text
    assert (office / FILE).read_text(encoding="utf-8") == procedure(CODE)
    assert errors(capsys, office) == before
    assert "đã hủy ghi nhận" in isoqms(capsys, office, "history", CODE)[1]
    assert "ghi biên bản" in isoqms(capsys, office, "show", f"{CODE}@2")[1], "it waits as a draft"
    issue(capsys, office, "51/QĐ-UBND", "2025-10-02", day="2025-10-15")
    assert standing(office, TODAY)[CODE] == (2, "51/QĐ-UBND")
    assert tags(office) == ["qd/2025/51-QD-UBND", "qd/2025/51-QD-UBND-2"]
    step(capsys, office, "2025-10-16", "undo", "--reason", "vẫn chưa ký")
    assert decisions(office) == ["51-QD-UBND-huy-1", "51-QD-UBND-huy-2", "56-QD-UBND"]


def test_what_was_taken_back_comes_again_on_a_later_day_and_says_so(
    mistyped: Path, capsys: Capture
) -> None:
    issued = (mistyped / FILE).read_bytes()
    for day in (3, 5, 7):
        step(capsys, mistyped, f"2025-11-{day:02}", "undo", "--reason", f"nhầm {day}")
        assert standing(mistyped, TODAY)[CODE] == (1, "56/QĐ-UBND")
        proof = step(capsys, mistyped, f"2025-11-{day + 1:02}", "redo")
        assert f"từng bị hủy ghi nhận ngày {day:02}/11/2025 (nhầm {day}), đã ghi nhận lại" in proof
        assert (mistyped / FILE).read_bytes() == issued
        assert standing(mistyped, TODAY)[CODE] == (2, "51/QĐ-UBND")
    assert decisions(mistyped) == ["51-QD-UBND", "56-QD-UBND"]
    path = mistyped / "quyet-dinh/2025/51-QD-UBND.yaml"
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.partition("corrections:")[0], encoding="utf-8")
    assert edited_later(mistyped) == ["51/QĐ-UBND"], "by hand nobody may drop that"


def test_a_correction_taken_back_is_a_correction_too_through_every_turn(
    mistyped: Path, capsys: Capture
) -> None:
    step(capsys, mistyped, "2025-11-03", *CORRECT)
    code, said = isoqms(capsys, mistyped, "undo", day="2025-11-04")
    assert (code, "115/QĐ-UBND" in said) == (2, True)
    turns = (
        (("undo", "--reason", "51 mới đúng"), "51-QD-UBND", (2, "51/QĐ-UBND")),
        (("redo",), "115-QD-UBND", (2, "115/QĐ-UBND")),
        (("undo", "--reason", "lại 51"), "51-QD-UBND", (2, "51/QĐ-UBND")),
        (("undo", "--reason", "bỏ hẳn"), "51-QD-UBND-huy-1", (1, "56/QĐ-UBND")),
        (("redo",), "51-QD-UBND", (2, "51/QĐ-UBND")),
        (("redo",), "115-QD-UBND", (2, "115/QĐ-UBND")),
    )
    for day, (words, file, stands) in enumerate(turns, 5):
        step(capsys, mistyped, f"2025-11-{day:02}", *words)
        assert decisions(mistyped) == sorted([file, "56-QD-UBND"])
        assert standing(mistyped, TODAY)[CODE] == stands
    record = load(mistyped, date(2025, 12, 31)).decisions_by_number["115/QĐ-UBND"][0].record
    assert [(each.number, each.voided is not None) for each in record.corrections] == [
        ("51/QĐ-UBND", False),
        ("115/QĐ-UBND", False),
        ("51/QĐ-UBND", False),
        ("115/QĐ-UBND", False),
        (None, True),
        ("51/QĐ-UBND", False),
    ]


def test_a_voided_record_comes_back_by_undo_and_goes_again_for_its_own_reason(
    mistyped: Path, capsys: Capture
) -> None:
    words = ("decision", "void", "51/QĐ-UBND", "--reason", "chưa ký")
    step(capsys, mistyped, "2025-11-03", *words)
    step(capsys, mistyped, "2025-11-04", "undo")
    assert standing(mistyped, TODAY)[CODE] == (2, "51/QĐ-UBND")
    proof = step(capsys, mistyped, "2025-11-05", "redo")
    assert "đã hủy ghi nhận ngày 05/11/2025: chưa ký" in proof
    assert decisions(mistyped) == ["51-QD-UBND-huy-2", "56-QD-UBND"]
    step(capsys, mistyped, "2025-11-06", "undo")
    assert decisions(mistyped) == ["51-QD-UBND", "56-QD-UBND"]


def test_two_decisions_with_swapped_numbers_are_told_how_and_may_be_taken_back(
    mistyped: Path, capsys: Capture
) -> None:
    board = ("--number", "52/QĐ-UBND", "--signed", "2025-10-02", "--no-input")
    step(capsys, mistyped, TODAY, "decision", "record", "steering-board", *board)

    def correct(number: str, right: str) -> tuple[str, ...]:
        return ("decision", "correct", number, "--number", right, "--reason", "ghi lẫn")

    code, said = isoqms(capsys, mistyped, *correct("51/QĐ-UBND", "52/QĐ-UBND"))
    assert (code, "cho một cái mượn một số chưa dùng" in said) == (2, True)
    for number, right in (("52", "99"), ("51", "52"), ("99", "51")):
        step(capsys, mistyped, TODAY, *correct(f"{number}/QĐ-UBND", f"{right}/QĐ-UBND"))
    assert standing(mistyped, TODAY)[CODE] == (2, "52/QĐ-UBND")
    for _ in range(3):
        step(capsys, mistyped, TODAY, "undo", "--reason", "không lẫn")
    assert standing(mistyped, TODAY)[CODE] == (2, "51/QĐ-UBND")
    for _ in range(2):
        step(capsys, mistyped, TODAY, "undo", "--reason", "bỏ")
    assert decisions(mistyped) == ["51-QD-UBND-huy-1", "52-QD-UBND-huy-1", "56-QD-UBND"]


def test_the_signed_paper_goes_aside_with_its_record(
    office: Path, capsys: Capture, tmp_path: Path
) -> None:
    pdf = tmp_path / "ký.pdf"
    pdf.write_bytes(b"%PDF-1.4 \n%%EOF\n")
    board = ("--number", "52/QĐ-UBND", "--signed", "2025-10-02", "--pdf", str(pdf), "--no-input")
    step(capsys, office, TODAY, "decision", "record", "steering-board", *board)
    folder = office / "quyet-dinh/2025"
    for words, stem in (
        (("undo", "--reason", "nhầm"), "52-QD-UBND-huy-1"),
        (("redo",), "52-QD-UBND"),
        (("decision", "correct", "52/QĐ-UBND", "--number", "53/QĐ-UBND", "--reason", "nhầm"),
         "53-QD-UBND"),
        (("undo", "--reason", "52 đúng"), "52-QD-UBND"),
        (("undo", "--reason", "nhầm"), "52-QD-UBND-huy-2"),
    ):  # fmt: skip
        step(capsys, office, TODAY, *words)
        assert [path.name for path in folder.glob("*.pdf")] == [f"{stem}.pdf"]
        assert f"path: quyet-dinh/2025/{stem}.pdf" in (folder / f"{stem}.yaml").read_text("utf-8")


def test_copies_of_what_was_issued_by_mistake_are_asked_back(
    mistyped: Path, capsys: Capture
) -> None:
    register = mistyped / "nam/2025/phan-phoi.yaml"
    register.write_text(
        "distributed:\n  - {document: QT-HT-01, revision: 2, unit: van-phong, copies: 2, "
        "day: 2025-10-16, receiver: A}\n",
        encoding="utf-8",
    )
    void(mistyped, "51/QĐ-UBND", date(2025, 11, 3))
    said = isoqms(capsys, mistyped, "validate")[1]
    assert "hết hiệu lực vì 51/QĐ-UBND đã hủy ghi nhận ngày 03/11/2025" in said


def test_a_voided_announcement_is_none(make_repository: Make) -> None:
    decision = (
        "number: 60/QĐ-UBND\nkind: cong-bo\nsummary: Công bố\nsigned: 2025-09-01\n"
        "authority: Chủ tịch\n"
    )
    rows = "announcements:\n  - {decision: 60/QĐ-UBND, announced: 2025-09-01, scope: Tất cả}\n"
    path = "quyet-dinh/2025/60-QD-UBND.yaml"
    day = date.fromisoformat(TODAY)
    root = make_repository({path: decision, "nam/2025/cong-bo.yaml": rows})
    assert len(announcements(load(root, day))) == 1
    voided = f"{decision}voided: {{on: 2025-09-02, reason: Nhầm}}\n"
    annulled = decision.replace("60/", "61/").replace("cong-bo", "khac") + "annuls: [60/QĐ-UBND]\n"
    assert announcements(load(root, day, {PurePosixPath(path): voided.encode()})) == ()
    other = PurePosixPath("quyet-dinh/2025/61-QD-UBND.yaml")
    after = load(root, day, {other: annulled.encode()})
    assert announcements(after) == ()
    last = last_ended(after)
    assert last is not None
    assert (last.number, last_ended(load(root, day))) == ("60/QĐ-UBND", None)


# Annulled


@pytest.fixture
def revised(office: Path, capsys: Capture) -> Path:
    """QT-HT-01 revised and QT-HT-02 new by 97/QĐ-UBND, by which QT-HT-09 was withdrawn."""
    revise(office, 2, "Lần hai.")
    (office / "du-thao/he-thong/QT-HT-02.md").write_text(procedure("QT-HT-02"), encoding="utf-8")
    assert isoqms(capsys, office, "withdraw", "QT-HT-09", "--reason", "gộp")[0] == 0
    issue(capsys, office, "97/QĐ-UBND", "2025-10-15", day="2025-10-15")
    return office


def annul(capsys: Capture, root: Path, *more: str) -> str:
    code, said = isoqms(
        *(capsys, root, "decision", "record", "annul", "97/QĐ-UBND", "--number", "130/QĐ-UBND"),
        *("--signed", "2025-11-20", *more),
    )
    assert code == 0, said
    return said


def test_what_an_annulled_decision_issued_ends_and_what_is_restored_comes_back(
    revised: Path, capsys: Capture
) -> None:
    annul(capsys, revised, "--restore", CODE)
    assert standing(revised, "2025-11-19") == {
        CODE: (2, "97/QĐ-UBND"),
        "QT-HT-02": (1, "97/QĐ-UBND"),
    }
    assert standing(revised, "2025-11-20") == {CODE: (1, "130/QĐ-UBND")}
    assert (revised / FILE).read_text(encoding="utf-8") == procedure(CODE)
    assert not (revised / "tai-lieu/he-thong/QT-HT-02.md").exists()
    assert isoqms(capsys, revised, "verify")[0] == 4
    assert "97/QĐ-UBND bị bãi bỏ theo 130/QĐ-UBND từ ngày 20/11/2025" in " ".join(
        isoqms(capsys, revised, "history", CODE)[1].split()
    )
    revise(revised, 3, "Lần ba.")
    issue(capsys, revised, "140/QĐ-UBND", "2025-12-01")
    assert standing(revised, TODAY) == {CODE: (3, "140/QĐ-UBND")}


def test_all_that_it_replaced_or_withdrew_comes_back(revised: Path, capsys: Capture) -> None:
    annul(capsys, revised, "--restore-all")
    assert sorted(standing(revised, TODAY)) == [CODE, "QT-HT-09"]
    assert (revised / "tai-lieu/he-thong/QT-HT-09.md").read_text(encoding="utf-8") == procedure(
        "QT-HT-09"
    )
    assert isoqms(capsys, revised, "verify")[0] == 4


def test_what_cannot_be_annulled_or_restored_is_refused(revised: Path, capsys: Capture) -> None:
    record_it = ("--number", "130/QĐ-UBND", "--signed", "2025-11-20")
    for words, why in {
        ("970/QĐ-UBND",): "Không có quyết định «970/QĐ-UBND»",
        ("97/QĐ-UBND", "--restore", "QT-HT-02"): "không thay thế, không thu hồi",
        ("97/QĐ-UBND", "--restore", "QT-HT-01@2"): "lần 1",
    }.items():
        code, said = isoqms(capsys, revised, "decision", "record", "annul", *words, *record_it)
        assert (code, why in said) == (2, True), said


@pytest.mark.parametrize("key", ["annuls", "replaces"])
def test_documents_follow_a_decision_that_only_names_the_annulled_one(
    make_repository: Make, key: str
) -> None:
    other = (
        "number: 130/QĐ-UBND\nkind: khac\nsummary: Bãi bỏ\nsigned: 2025-11-20\n"
        f"authority: Chủ tịch\n{key}: [56/QĐ-UBND]\n"
    )
    root = make_repository({**FILES, "quyet-dinh/2025/130-QD-UBND.yaml": other})
    assert sorted(standing(root, "2025-11-19")) == [CODE, "QT-HT-09"]
    assert standing(root, "2025-11-20") == {}
    assert sorted(load(root, date.fromisoformat(TODAY)).withdrawn) == [CODE, "QT-HT-09"]


def test_the_papers_say_it_in_the_words_of_the_law(revised: Path) -> None:
    repository = load(revised, date.fromisoformat(TODAY))

    def printed(word: str, *told: str) -> str:
        order = PaperOrder(
            *(2025, repository.as_of), item="97/QĐ-UBND", paragraphs=told, restores=(CODE,)
        )
        text = text_of(print_paper(repository, kind_named(word), order).content)
        return re.sub(r"[\s⏎]+", " ", text)

    whole = "Quyết định số 97/QĐ-UBND ngày 15 tháng 10 năm 2025 của Chủ tịch Ủy ban nhân dân xã"
    annulled = printed("annul")
    assert f"Điều 1. Bãi bỏ {whole} An Phú về việc" in annulled
    assert "01 tài liệu sau đây do Quyết định bị bãi bỏ ban hành hết hiệu lực" in annulled
    assert "01 tài liệu sau đây có hiệu lực trở lại" in annulled
    assert f"Điều 1. Sửa đổi, bổ sung {whole}" in printed("amend", "Điều 2 sửa như sau: …")
    slip = printed("erratum", "Tại Điều 2, đã in “02”, nay sửa thành “03”")
    assert "V/v đính chính Quyết định số 97/QĐ-UBND" in slip
    assert "Các nội dung khác của Quyết định số 97/QĐ-UBND không thay đổi." in slip


def test_a_letter_of_correction_is_recorded_and_linked(revised: Path, capsys: Capture) -> None:
    code, said = isoqms(
        *(capsys, revised, "decision", "record", "erratum", "97/QĐ-UBND"),
        *("--number", "140/UBND-VP", "--signed", "2025-11-25"),
    )
    assert code == 0, said
    assert edited_later(revised) == []
    told = isoqms(capsys, revised, "history", CODE)[1]
    assert "97/QĐ-UBND: đã đính chính bằng Công văn số 140/UBND-VP ngày 25/11/2025" in told
    assert "140/UBND-VP" in isoqms(capsys, revised, "decision")[1]


def test_any_paper_that_was_sent_out_is_corrected_by_a_letter(
    office: Path, capsys: Capture
) -> None:
    order = PaperOrder(
        year=2025,
        day=date(2025, 11, 25),
        item="05/KH-UBND",
        paragraphs=("Tại mục II, đã in “quý IV”, nay sửa thành “quý III”",),
    )
    repository = load(office, date.fromisoformat(TODAY))
    words = text_of(print_paper(repository, kind_named("erratum"), order).content)
    assert "đính chính Kế hoạch số 05/KH-UBND" in words.replace("\u00a0", " ").replace("⏎", " ")
    assert "UBND xã An Phú ban hành Kế hoạch số" in words
    given = ("--number", "140/UBND-VP", "--signed", "2025-11-25", "--no-input")
    record = ("decision", "record", "erratum")
    code, said = isoqms(capsys, office, *record, "05/KH-UBND", *given)
    assert code == 0, said
    register = (office / "nam/2025/van-ban-di.yaml").read_text(encoding="utf-8")
    assert 'paper: "2025/erratum/05/KH-UBND"' in register
    assert "05/KH-UBND: 140/UBND-VP, 25/11/2025" in isoqms(capsys, office, "decision")[1]
    code, said = isoqms(capsys, office, *record, "9/TB-UBND", *given)
    assert (code, "Không có quyết định, văn bản «9/TB-UBND»" in said) == (2, True)


# Two decisions on one day, a revision that never came into force


def test_a_revision_that_never_came_into_force_is_withdrawn_whatever_the_one_before_lacks(
    tmp_path: Path, capsys: Capture
) -> None:
    root = tmp_path / "kho"
    assert app(["demo", str(root), "--quiet"], prog_name="isoqms", standalone_mode=False) == 0
    numbered = ("issue", "--number", "115/QĐ-UBND", "--signed", "2026-07-02", "--no-input")
    code, _ = isoqms(capsys, root, *numbered, "--effective", "2026-08-01", day="2026-07-02")
    assert code == 0
    why = ("withdraw", "QT-KD-01@3", "--reason", "không dùng", "--no-input")
    assert isoqms(capsys, root, *why, day="2026-07-05")[0] == 0
    numbered = ("issue", "--number", "117/QĐ-UBND", "--signed", "2026-07-05", "--no-input")
    code, said = isoqms(capsys, root, *numbered, day="2026-07-05")
    assert code == 0, "revision 2, whose steps take too long, is in force already"
    assert "[QMS202]" in said
    _, listed = isoqms(capsys, root, "list", day="2026-08-02")
    assert next(line for line in listed.splitlines() if "QT-KD-01" in line).split()[1] == "02"


def test_two_decisions_on_one_day_are_expressed_as_the_hint_says(
    office: Path, capsys: Capture
) -> None:
    revise(office, 2, "Lần hai.")
    issue(capsys, office, "115/QĐ-UBND", "2025-10-15")
    revise(office, 3, "Lần ba.")
    again = ("issue", "--number", "116/QĐ-UBND", "--signed", "2025-10-15", "--no-input")
    code, said = isoqms(capsys, office, *again)
    assert code == 2
    assert "`isoqms withdraw QT-HT-01@2 --reason «…»`" in said
    assert isoqms(capsys, office, "withdraw", f"{CODE}@2", "--reason", "sai")[0] == 0
    issue(capsys, office, "116/QĐ-UBND", "2025-10-15")
    assert standing(office, "2025-10-15")[CODE] == (3, "116/QĐ-UBND")
    assert standing(office, "2025-10-14")[CODE] == (1, "56/QĐ-UBND")
    assert verify(office, date.fromisoformat(TODAY)).holds


def test_a_revision_withdrawn_before_its_day_leaves_the_one_before_in_force(
    office: Path, capsys: Capture
) -> None:
    text = (office / FILE).read_bytes()
    revise(office, 2, "Lần hai.")
    issue(capsys, office, "115/QĐ-UBND", "2025-10-15", "--effective", "2026-01-15")
    assert isoqms(capsys, office, "withdraw", f"{CODE}@2", "--reason", "thôi")[0] == 0
    issue(capsys, office, "120/QĐ-UBND", "2025-12-01")
    assert (office / FILE).read_bytes() == text
    assert standing(office, "2026-02-01")[CODE] == (1, "56/QĐ-UBND")
    assert CODE not in load(office, date(2026, 2, 1)).withdrawn
    assert verify(office, date.fromisoformat(TODAY)).holds


def test_a_decision_that_replaces_another_takes_away_what_it_does_not_issue_anew(
    revised: Path, capsys: Capture
) -> None:
    revise(revised, 3, "Lần ba.")
    issue(capsys, revised, "140/QĐ-UBND", "2025-12-01", "--replaces", "97/QĐ-UBND")
    assert standing(revised, TODAY) == {CODE: (3, "140/QĐ-UBND")}
    assert not (revised / "tai-lieu/he-thong/QT-HT-02.md").exists()
    assert verify(revised, date.fromisoformat(TODAY)).holds


# An annulled decision has done nothing


def test_an_annulled_board_and_policy_count_no_more_as_done(office: Path, capsys: Capture) -> None:
    record_it = ("decision", "record")
    signed = ("--signed", "2025-10-02", "--no-input")
    words = (*record_it, "steering-board", "--number", "52/QĐ-UBND", *signed)
    assert isoqms(capsys, office, *words)[0] == 0
    day = date(2025, 12, 31)
    kind = DecisionKind.STEERING_BOARD
    plan = office / "nam/2025/ke-hoach.yaml"
    plan.write_text(
        FILES["nam/2025/ke-hoach.yaml"]
        .replace("51/QĐ-UBND", "52/QĐ-UBND")
        .replace("2025-12-01", "2025-11-01"),
        encoding="utf-8",
    )
    before = load(office, day)
    assert act(before, 2025, "kien-toan-ban-chi-dao") is not None
    assert act(before, 2025, "hop") is not None
    assert [each.number for each in (board(before, kind, 2026, day).last,) if each] == [
        "52/QĐ-UBND"
    ]
    overdue = "«Sửa quy trình họp» hạn ngày 01/11/2025"
    assert overdue not in isoqms(capsys, office, "validate")[1]
    annulment = ("--number", "60/QĐ-UBND", "--signed", "2025-11-02", "--no-input")
    code, said = isoqms(capsys, office, *record_it, "annul", "52/QĐ-UBND", *annulment)
    assert code == 0, said
    after = load(office, day)
    assert act(after, 2025, "kien-toan-ban-chi-dao") is None
    assert act(after, 2025, "hop") is None
    assert act(load(office, date(2025, 11, 1)), 2025, "kien-toan-ban-chi-dao") is not None
    assert board(after, kind, 2026, day).last is None
    assert (
        "Quyết định kiện toàn Ban Chỉ đạo ISO                      chưa có"
        in (isoqms(capsys, office, "decision")[1])
    )
    said = isoqms(capsys, office, "validate")[1]
    assert overdue in said
    assert "52/QĐ-UBND đã hủy hoặc bị bãi bỏ" in said


def test_what_an_annulled_decision_completed_is_completed_by_its_successor(office: Path) -> None:
    (office / "nam/2025/muc-tieu.yaml").write_text(
        "decision: 53/QĐ-UBND\nobjectives: []\n", encoding="utf-8"
    )
    root = {
        "53": "kind: chinh-sach-muc-tieu\nsummary: Ban hành chính sách\nsigned: 2025-09-01\n",
        "54": "kind: khac\nsummary: Bãi bỏ\nsigned: 2025-09-02\nannuls: [53/QĐ-UBND]\n",
    }
    for number, rest in root.items():
        text = f"number: {number}/QĐ-UBND\n{rest}authority: Chủ tịch Ủy ban nhân dân xã An Phú\n"
        path = office / f"quyet-dinh/2025/{number}-QD-UBND.yaml"
        path.write_text(text, encoding="utf-8")
    kind = kind_named("policy-objectives")
    signing = Signing(kind, 2025, "55/QĐ-UBND", date(2025, 9, 3))
    assert kind.place is not None
    (spot,) = kind.place.filled(load(office, date(2025, 12, 31)), signing)
    assert isinstance(spot, Spot)
    assert (spot.value, spot.current) == ("55/QĐ-UBND", None)
    (spot,) = kind.place.filled(load(office, date(2025, 9, 1)), signing)
    assert isinstance(spot, Spot)
    assert spot.current == "53/QĐ-UBND"


# The truth is recorded, advice leads somewhere


def test_a_signed_annulment_is_recorded_although_a_draft_exists(
    revised: Path, capsys: Capture
) -> None:
    revise(revised, 3, "Đang soạn dở.")
    said = annul(capsys, revised)
    assert "[QMS107]" in said
    assert "soạn bằng mã mới: `isoqms new`" in said
    assert CODE not in standing(revised, TODAY)


def test_a_withdrawn_document_leads_to_a_new_code_and_its_old_text(
    revised: Path, capsys: Capture
) -> None:
    annul(capsys, revised)
    code, said = isoqms(capsys, revised, "revise", CODE)
    assert (code, f"isoqms show {CODE}@2" in said, "máy cấp mã mới" in said) == (2, True, True)
    assert isoqms(capsys, revised, "show", f"{CODE}@2")[0] == 0
    code, said = isoqms(capsys, revised, "new", "system", CODE, "--title", "Họp", "--no-input")
    assert (code, "isoqms show QT-HT-01" in said, "revise" in said) == (2, True, False), said


def test_all_comes_back_but_what_a_later_decision_issued_anew(
    revised: Path, capsys: Capture
) -> None:
    revise(revised, 3, "Lần ba.")
    issue(capsys, revised, "120/QĐ-UBND", "2025-11-01")
    said = annul(capsys, revised, "--restore-all")
    assert "Không đưa trở lại: «QT-HT-01» đã có lần ban hành mới hơn" in said
    assert standing(revised, TODAY) == {CODE: (3, "120/QĐ-UBND"), "QT-HT-09": (1, "130/QĐ-UBND")}


def test_a_second_annulment_is_told_and_one_before_its_target_refused(
    revised: Path, capsys: Capture
) -> None:
    assert "đã bị bãi bỏ" not in annul(capsys, revised)
    words = ("decision", "record", "annul", "97/QĐ-UBND", "--signed")
    code, said = isoqms(capsys, revised, *words, "2025-11-25", "--number", "135/QĐ-UBND")
    assert (code, "97/QĐ-UBND đã bị bãi bỏ theo 130/QĐ-UBND từ ngày" in said) == (0, True), said
    code, said = isoqms(capsys, revised, *words, "2025-10-01", "--number", "90/QĐ-UBND")
    assert (code, "ở trước ngày ký của chính 97/QĐ-UBND" in said) == (2, True), said


def test_what_an_annulment_forgot_to_bring_back_is_put_right(
    revised: Path, capsys: Capture
) -> None:
    said = annul(capsys, revised)
    command = f"isoqms decision correct 130/QĐ-UBND --restore {CODE} --reason"
    assert command in said
    back = ("decision", "correct", "130/QĐ-UBND", "--restore", CODE, "--reason", "ghi sót")
    step(capsys, revised, TODAY, *back)
    assert standing(revised, TODAY) == {CODE: (1, "130/QĐ-UBND")}
    assert (revised / FILE).read_text(encoding="utf-8") == procedure(CODE)
    told = isoqms(capsys, revised, "verify")[1]
    assert "trước ghi không có tài liệu có hiệu lực trở lại, sửa thành có hiệu lực trở lại" in told
    step(capsys, revised, TODAY, "undo", "--reason", "bản giấy không nói")
    assert standing(revised, TODAY) == {}


def test_each_correction_says_what_it_made_of_what(mistyped: Path, capsys: Capture) -> None:
    for old, new in (("51", "116"), ("116", "51")):
        words = ("--number", f"{new}/QĐ-UBND", "--reason", "nhầm")
        step(capsys, mistyped, TODAY, "decision", "correct", f"{old}/QĐ-UBND", *words)
    said = isoqms(capsys, mistyped, "verify")[1]
    assert "trước ghi số «51/QĐ-UBND», sửa thành số «116/QĐ-UBND»" in said
    assert "trước ghi số «116/QĐ-UBND», sửa thành số «51/QĐ-UBND»" in said


# Asked at a terminal


def answering(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Somebody sits at a terminal and answers so; the questions that were put."""
    asked: list[str] = []
    left = iter(answers)

    def prompt(question: str, **_: object) -> str:
        asked.append(question)
        return next(left)

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("typer.prompt", prompt)
    return asked


def test_what_comes_back_is_asked_before_an_annulment_is_recorded(
    revised: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answering(monkeypatch, "c", "k", "c")
    said = annul(capsys, revised)
    assert [each.partition(" không?")[0] for each in asked[:2]] == [
        "Quyết định có nói QT-HT-01 lần 1 Quy trình họp có hiệu lực trở lại",
        "Quyết định có nói QT-HT-09 lần 1 Quy trình họp có hiệu lực trở lại",
    ]
    assert "QT-HT-02 lần 1" in said
    assert standing(revised, TODAY) == {CODE: (1, "130/QĐ-UBND")}


def test_a_correction_is_asked_field_by_field(
    office: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answering(monkeypatch, "15/KH-UBND", "40/01/2025", "21/01/2025", "", "nhìn nhầm", "c")
    code, said = isoqms(capsys, office, "decision", "correct", "plan")
    assert code == 0, said
    assert asked[0] == "Số, ký hiệu (đã ghi: 05/KH-UBND)"
    assert asked[1] == asked[2] == "Ngày ký (ngày/tháng/năm; đã ghi: 20/01/2025)"
    assert asked[3] == "Trích yếu (đã ghi: Áp dụng hệ thống năm 2025)"
    plan = (office / "nam/2025/ke-hoach.yaml").read_text(encoding="utf-8")
    assert plan.startswith('number: "15/KH-UBND" # của năm\nsigned: 2025-01-21\n')


def test_what_the_truth_brings_is_asked_before_it_is_written(
    office: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    revise(office, 2, "Lần hai.")
    issue(capsys, office, "115/QĐ-UBND", "2025-10-15")
    revise(office, 3, "Lần ba.")
    issue(capsys, office, "120/QĐ-UBND", "2025-11-15")
    words = ("decision", "correct", "115/QĐ-UBND", "--effective", "2025-12-01", "--reason", "giấy")
    before = decisions(office), tags(office)
    asked = answering(monkeypatch, "k", "c")
    code, said = isoqms(capsys, office, *words)
    assert (code != 0, "[QMS404]" in said) == (True, True), said
    assert (decisions(office), tags(office)) == before
    assert isoqms(capsys, office, *words)[0] == 0
    assert len(asked) == 2
    assert tags(office) != before[1]


def test_another_title_is_asked_and_the_papers_printed_before_are_told(
    mistyped: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    (mistyped / "xuat/51-QD-UBND").mkdir(parents=True, exist_ok=True)
    title = ("--title", f"{CODE}=Quy trình giao ban")
    other = f"{CODE} lần 2 trong kho mang tên «Quy trình họp», không phải «Quy trình giao ban»"
    before = decisions(mistyped)
    code, said = isoqms(capsys, mistyped, *CORRECT, *title, "--no-input")
    assert (code, decisions(mistyped)) == (2, before)
    assert other in said
    assert "thêm --yes" in said
    asked = answering(monkeypatch, "k", "c")
    assert isoqms(capsys, mistyped, *CORRECT, *title)[0] != 0
    assert decisions(mistyped) == before
    code, said = isoqms(capsys, mistyped, *CORRECT, *title)
    assert (code, len(asked)) == (0, 2), said
    assert other in said
    assert "Bản in cũ còn ở xuat/51-QD-UBND mang chỗ nhầm: in lại bằng `isoqms decision" in said
    told = isoqms(capsys, mistyped, "verify")[1]
    assert f"không ghi riêng tên của {CODE}, sửa thành" in told
    assert f"tên của {CODE} «Quy trình giao ban» (ngày" in told


def printed(root: Path, folder: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "xuat" / folder).glob("*.docx")}


def test_the_papers_of_a_recorded_issue_are_printed_again_byte_by_byte(
    office: Path, capsys: Capture
) -> None:
    revise(office, 2, "Thống nhất cách họp và ghi biên bản.")
    issue(capsys, office, "51/QĐ-UBND", "2025-10-02", "--signer", "Trần Văn B", day="2025-10-15")
    first = printed(office, "51-QD-UBND")
    assert set(first) == {"quyet-dinh.docx", "so-phan-phoi.docx"}
    shutil.rmtree(office / "xuat")
    revise(office, 3, "Thống nhất lại.")
    issue(capsys, office, "70/QĐ-UBND", "2025-11-02", day="2025-11-15")
    code, said = isoqms(capsys, office, "decision", "reprint", "51/QĐ-UBND")
    assert code == 0, said
    assert printed(office, "51-QD-UBND") == first


def test_corrected_papers_are_printed_again_and_the_outdated_folder_is_named(
    mistyped: Path, capsys: Capture
) -> None:
    title = ("--title", f"{CODE}=Quy trình giao ban", "--yes")
    assert isoqms(capsys, mistyped, *CORRECT, *title)[0] == 0
    code, said = isoqms(capsys, mistyped, "decision", "reprint", "115/QĐ-UBND")
    assert code == 0, said
    assert "xuat/51-QD-UBND là bản in cũ, mang số ghi nhầm 51/QĐ-UBND" in said
    words = text_of(printed(mistyped, "115-QD-UBND")["quyet-dinh.docx"])
    assert "115/QĐ-UBND" in words
    assert "ngày 15 tháng 10 năm 2025" in words
    assert "Quy trình giao ban" in words
    assert "51/QĐ-UBND" not in words


def test_other_recorded_papers_are_printed_again_by_their_number(
    office: Path, capsys: Capture
) -> None:
    given = ("--number", "88/QĐ-UBND", "--signed", "2025-11-03", "--summary", "Bãi bỏ một văn bản")
    assert isoqms(capsys, office, "decision", "annul", "56/QĐ-UBND", *given)[0] == 0
    first = printed(office, "2025")
    words = ("decision", "record", "annul", "56/QĐ-UBND", *given, "--no-input")
    assert isoqms(capsys, office, *words)[0] == 0
    shutil.rmtree(office / "xuat")
    code, said = isoqms(capsys, office, "decision", "reprint", "88/QĐ-UBND")
    assert code == 0, said
    assert printed(office, "2025") == first
    code, said = isoqms(capsys, office, "decision", "reprint", "99/QĐ-UBND")
    assert (code, "Không có quyết định «99/QĐ-UBND»" in said) == (2, True)
