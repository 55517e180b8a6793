"""`isoqms decision`: papers are printed for signature, and recorded when they are signed."""

import json
import re
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from year_samples import COMMUNE, DEPARTMENT, POLICY

from isoqms.actions.control.proof import Result
from isoqms.actions.control.verify import verify
from isoqms.actions.papers.decision import overview, print_paper
from isoqms.actions.papers.places import Entries, entries_of
from isoqms.actions.papers.recording import (
    CannotRecord,
    RecordPlan,
    RecordRequest,
    plan_record,
    recordable,
)
from isoqms.cli.commands import app
from isoqms.errors import UnknownName
from isoqms.facts.agency.boards import board
from isoqms.facts.papers.catalogue import BY_WORD, PAPERS
from isoqms.facts.papers.document_numbers import wrong_number
from isoqms.facts.papers.paper import PaperKind, Signing
from isoqms.history.writing.recording import create
from isoqms.history.writing.recording import record as commit
from isoqms.model.control.decision import Appointment, DecisionKind
from isoqms.pages.papers.order import PaperOrder
from isoqms.repository import Repository, load

Make = Callable[[Mapping[str, str | bytes]], Path]
Loaded = Callable[..., Repository]
Capture = pytest.CaptureFixture[str]

AS_OF = date(2026, 6, 30)
SIGNED = date(2026, 3, 25)
PDF = b"%PDF-1.7\nk\xc3\xbd\n"
AUDIT = """\
rounds:
  - id: dot-1
    state: da-danh-gia
    held: 2026-03-20
    auditors:
      - {post: Chuyên viên Phòng Kinh tế}
      - {post: Chánh Văn phòng, name: Lê An, lead: true}
"""


def run(capsys: Capture, root: Path, *words: str) -> tuple[int, str, str]:
    code = app(["decision", *words, "-C", str(root), "--as-of", AS_OF.isoformat()])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture
def kept(make_repository: Make) -> Callable[..., Path]:
    """A function that makes the commune with its history: one commit."""

    def make(files: Mapping[str, str | bytes] = COMMUNE) -> Path:
        root = make_repository(files)
        create(root)
        paths = [
            PurePosixPath(p.relative_to(root).as_posix()) for p in root.rglob("*") if p.is_file()
        ]
        paths = [path for path in paths if path.parts[0] != ".git"]
        commit(
            root,
            "Đầu",
            author=("Thư ký", "a@b.example"),
            when=datetime(2026, 1, 5, 8, tzinfo=UTC),
            paths=paths,
        )
        return root

    return make


def log(root: Path) -> list[str]:
    done = subprocess.run(
        ["git", "-C", str(root), "log", "--format=%s"], check=True, capture_output=True, text=True
    )
    return done.stdout.splitlines()


def state(root: Path) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {str(path.relative_to(root)): path.read_bytes() for path in files}


def pdf(tmp_path: Path, content: bytes = PDF) -> str:
    path = tmp_path / "ban-ky.pdf"
    path.write_bytes(content)
    return str(path)


# Printing


def test_the_list_tells_each_paper_and_what_is_recorded_of_it(loaded: Loaded) -> None:
    rows = {row[0]: row[2] for row in overview(loaded(COMMUNE, AS_OF), 2025).rows}
    assert list(rows) == [kind.word for kind in PAPERS]
    assert rows["steering-board"] == "31/QĐ-UBND, 07/7/2025"
    assert rows["regulation"] == "chưa có"
    assert rows["car"] == "in khi cần"


def test_the_list_can_be_read_by_a_program(make_repository: Make, capsys: Capture) -> None:
    code, out, _ = run(capsys, make_repository(COMMUNE), "--format", "json")
    assert code == 0
    assert json.loads(out)[0] == {"word": "plan", "title": "Kế hoạch năm", "state": "chưa có"}


def test_a_paper_is_written_and_the_next_step_is_told(
    make_repository: Make, capsys: Capture
) -> None:
    root = make_repository(COMMUNE)
    code, out, _ = run(capsys, root, "plan")
    assert code == 0
    assert (root / "xuat/2026/ke-hoach-nam.docx").is_file()
    assert "isoqms decision record plan --number SỐ --signed NGÀY --pdf TỆP" in out
    assert run(capsys, root)[1].splitlines()[2].endswith("đã in, chưa ghi số")


def test_a_dry_run_prints_nothing(make_repository: Make, capsys: Capture) -> None:
    root = make_repository(COMMUNE)
    assert run(capsys, root, "plan", "--dry-run")[0] == 0
    assert not (root / "xuat").exists()


def test_a_paper_goes_where_it_is_wanted(
    make_repository: Make, tmp_path: Path, capsys: Capture
) -> None:
    target = tmp_path / "ra" / "Kế hoạch.docx"
    assert run(capsys, make_repository(COMMUNE), "plan", "-o", str(target))[0] == 0
    assert target.is_file()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(["regulaton"], "Có phải «regulation»?", id="a word mistyped"),
        pytest.param(["report"], "isoqms report", id="printed by another command"),
        pytest.param(["apology"], "Chưa biết mã hồ sơ trễ hạn", id="no item"),
        pytest.param(
            ["audit-report"], "năm 2026 chưa có đợt đánh giá nào", id="a report of all rounds"
        ),
        pytest.param(["plan", "--year", "2031"], "nam/2031/ke-hoach.yaml", id="nothing recorded"),
        pytest.param(
            ["withdrawal-minutes", "32/QĐ-UBNN"], "Có phải «31/QĐ-UBND»?", id="no such decision"
        ),
        pytest.param(
            ["withdrawal-minutes", "31/QĐ-UBND"], "tài liệu phải thu hồi", id="nothing withdrawn"
        ),
    ],
)
def test_what_cannot_be_printed_ends_with_2(
    make_repository: Make, capsys: Capture, words: list[str], message: str
) -> None:
    code, _, err = run(capsys, make_repository(COMMUNE), *words)
    assert code == 2
    assert message in err


def notes_of(repository: Repository, word: str, signer_post: str | None = None) -> str:
    order = PaperOrder(2026, AS_OF, signer_post=signer_post)
    return "\n".join(print_paper(repository, BY_WORD[word], order).notes)


def test_who_prints_a_board_is_told_where_its_members_come_from(loaded: Loaded) -> None:
    assert "Danh sách lấy từ Quyết định số 31/QĐ-UBND" in notes_of(
        loaded(COMMUNE, AS_OF), "steering-board"
    )


def test_signing_by_authorisation_asks_for_it_in_writing(loaded: Loaded) -> None:
    told = notes_of(loaded(COMMUNE, AS_OF), "plan", signer_post="TUQ. Chủ tịch, Chánh Văn phòng")
    assert "phải có văn bản ủy quyền" in told
    assert "TL." not in told


def test_open_places_are_counted(loaded: Loaded) -> None:
    told = notes_of(loaded(COMMUNE, AS_OF), "policy-objectives")
    assert "Còn 7 chỗ để trống" in told
    assert "Phụ lục I: bảng, cột «Kết quả năm trước» bỏ trống" in told


def test_what_tells_of_an_announcement_waits_for_it_and_its_faults_stand_line_by_line(
    make_repository: Make, capsys: Capture
) -> None:
    root = make_repository(COMMUNE)
    for word in ("notice", "posting"):
        code, _, err = run(capsys, root, word)
        assert code == 2
        assert "Năm 2026 chưa ghi quyết định công bố nào" in err
    _, _, err = run(capsys, root, "announcement")
    assert "\\n" not in err
    assert "\n  - Điểm 2 trước khi công bố chưa đạt" in err


def test_a_line_of_dots_is_an_open_place_but_not_on_a_sheet_that_is_filled_in_by_hand(
    loaded: Loaded,
) -> None:
    survey = "surveys:\n  - returned: 9\n    answers: [{answer: Tốt, count: 9, satisfied: true}]\n"
    made = f"announcements:\n  - {{decision: 9/QĐ-UBND, announced: {AS_OF.isoformat()}, "
    made += "scope: Hoạt động của xã}\n"
    years = {"nam/2026/hai-long.yaml": survey, "nam/2026/cong-bo.yaml": made}
    repository = loaded({**COMMUNE, **years}, AS_OF)
    assert "chỗ để trống" in notes_of(repository, "survey-report")
    assert "chỗ để trống" not in notes_of(repository, "posting")


def test_grounds_that_are_missing_are_told(loaded: Loaded) -> None:
    files = {**COMMUNE, "ben-ngoai/van-ban.yaml": "documents: []\n"}
    assert "Chưa có căn cứ pháp lý nào" in notes_of(loaded(files, AS_OF), "steering-board")
    assert "căn cứ" not in notes_of(loaded(COMMUNE, AS_OF), "steering-board").lower()


def test_a_department_without_its_functions_in_the_register_is_told(loaded: Loaded) -> None:
    files = {
        **DEPARTMENT,
        "ben-ngoai/van-ban.yaml": DEPARTMENT["ben-ngoai/van-ban.yaml"].replace(
            "Sở Xây dựng", "Sở Y tế"
        ),
    }
    assert "chức năng, nhiệm vụ, quyền hạn của Sở Xây dựng" in notes_of(
        loaded(files, AS_OF), "steering-board"
    )


# What recording writes


def test_a_decision_is_recorded_with_its_members_and_its_file(
    kept: Callable[..., Path], tmp_path: Path, capsys: Capture
) -> None:
    root = kept()
    words = [
        "--number",
        "88/QĐ-UBND",
        "--signed",
        "2026-03-25",
        "--pdf",
        pdf(tmp_path),
        "--effective",
        "2026-04-01",
    ]
    code, out, _ = run(capsys, root, "record", "steering-board", *words)
    assert code == 0
    assert "Đã ghi Quyết định số 88/QĐ-UBND ngày 25/3/2026" in out
    assert len(log(root)) == 2
    (found,) = (d.record for d in load(root, AS_OF).decisions if d.record.number == "88/QĐ-UBND")
    assert found.kind is DecisionKind.STEERING_BOARD
    assert found.effective == date(2026, 4, 1)
    assert [member.role for member in found.appoints] == [
        "Trưởng ban",
        "Phó Trưởng ban",
        "Thành viên",
    ]
    assert found.replaces == ("31/QĐ-UBND",)
    assert found.summary.startswith("Kiện toàn Ban Chỉ đạo")
    assert found.file is not None
    assert found.file.sha256 == sha256(PDF).hexdigest()
    assert (root / found.file.path).read_bytes() == PDF


def test_a_decision_that_another_replaced_is_not_the_one_in_force(loaded: Loaded) -> None:
    def decided(number: str, signed: str, more: str = "") -> str:
        return (
            f"number: {number}\nkind: ban-chi-dao\nsummary: Kiện toàn Ban Chỉ đạo ISO\n"
            f"signed: {signed}\n"
            "authority: Chủ tịch UBND xã\nappoints:\n"
            f"  - {{role: Trưởng ban, post: Theo {number}}}\n{more}"
        )

    files = {
        **COMMUNE,
        "quyet-dinh/2026/70-QD-UBND.yaml": decided(
            "70/QĐ-UBND", "2026-03-10", "replaces: [71/QĐ-UBND]\n"
        ),
        "quyet-dinh/2026/71-QD-UBND.yaml": decided("71/QĐ-UBND", "2026-03-10"),
    }
    last = board(loaded(files, AS_OF), DecisionKind.STEERING_BOARD, 2026, AS_OF).last
    assert last is not None
    assert last.number == "70/QĐ-UBND"


def test_who_was_appointed_may_differ_from_what_was_printed(loaded: Loaded) -> None:
    request = replace(
        asked("steering-board"), appoints=(Appointment(role="Trưởng ban", post="Phó Chủ tịch"),)
    )
    plan = plan_record(loaded(COMMUNE, AS_OF), request)
    assert "post: Phó Chủ tịch" in content(plan, "quyet-dinh/2026/88-QD-UBND.yaml")
    assert "Lê Văn Bình" not in content(plan, "quyet-dinh/2026/88-QD-UBND.yaml")


def test_no_place_to_fill_in_is_kept_as_what_was_signed(loaded: Loaded) -> None:
    post = "Người đứng đầu [cần điền: tên phòng chuyên môn]"
    request = replace(
        asked("steering-board"), appoints=(Appointment(role="Thành viên", post=post),)
    )
    with pytest.raises(CannotRecord, match="chưa điền: tên phòng chuyên môn"):
        plan_record(loaded(COMMUNE, AS_OF), request)


def asked(
    word: str, number: str | None = None, *, year: int = 2026, item: str | None = None
) -> RecordRequest:
    kind = recordable(word)
    given = number or f"88/{kind.symbol}-UBND"
    order = PaperOrder(year, AS_OF, number=given, signed=SIGNED, item=item, summary="Việc đã ký")
    return RecordRequest(kind, order, given, SIGNED)


def content(plan: RecordPlan, path: str) -> str:
    written = plan.change.files[PurePosixPath(path)]
    assert written is not None
    return written.decode()


def test_the_plan_knows_its_number_and_its_task_is_done(loaded: Loaded) -> None:
    plan = content(plan_record(loaded(COMMUNE, AS_OF), asked("plan")), "nam/2026/ke-hoach.yaml")
    assert plan.startswith(COMMUNE["nam/2026/ke-hoach.yaml"][:6])
    assert "number: 88/KH-UBND" in plan.replace('"', "")
    assert "done: 2026-03-25, evidence: 88/KH-UBND" in plan.replace('"', "")


FULL = {
    **COMMUNE,
    "nam/2026/danh-gia-noi-bo.yaml": AUDIT,
    "nam/2026/xem-xet.yaml": "reviews:\n  - held: 2026-03-24\n",
    "nam/2026/hai-long.yaml": "surveys: []\n",
    "nam/2026/cong-bo.yaml": "announcements:\n  - {decision: 31/QĐ-UBND, announced: 2026-02-01, "
    "scope: Tất cả}\n",
    "nam/2026/bao-cao.md": "---\nstart: 2026-01-01\n---\n\n## I. Một\n",
    "nam/2026/phan-phoi.yaml": "withdrawn:\n  - {document: CSCL, revision: 1, unit: kinh-te, "
    "copies: 1}\n",
    "quyet-dinh/2026/40-QD-UBND.yaml": (
        "number: 40/QĐ-UBND\nkind: khac\nsummary: Thu hồi\nsigned: 2026-03-01\n"
        "authority: Chủ tịch\n"
        "withdraws:\n  - {code: CSCL, revision: 1, reason: Thử}\n"
    ),
}


@pytest.mark.parametrize(
    ("word", "item", "path", "words"),
    [
        pytest.param("policy-objectives", None, "muc-tieu.yaml", "decision: 88/QĐ-UBND",
            id="objectives"),
        pytest.param("audit-team", None, "danh-gia-noi-bo.yaml", "team_decision: 88/QĐ-UBND",
            id="team"),
        pytest.param(
            "audit-programme", None, "danh-gia-noi-bo.yaml",
            "programme: Chương trình số 88/CTr-UBND ngày 25/3/2026",
            id="programme",
        ),
        pytest.param(
            "audit-report", "dot-1", "danh-gia-noi-bo.yaml",
            "report: Báo cáo số 88/BC-UBND ngày 25/3/2026", id="round"
        ),
        pytest.param(
            "audit-report", None, "danh-gia-noi-bo.yaml",
            "report: Báo cáo số 88/BC-UBND ngày 25/3/2026",
            id="report of the year",
        ),
        pytest.param(
            "review-invitation", None, "xem-xet.yaml", "invitation: Giấy mời số 88/GM-UBND",
            id="invitation"
        ),
        pytest.param("review-minutes", None, "xem-xet.yaml", "minutes: Biên bản số 88/BB-UBND",
            id="minutes"),
        pytest.param("survey-plan", None, "hai-long.yaml", "plan: Kế hoạch số 88/KH-UBND",
            id="survey, begun"),
        pytest.param("survey-report", None, "hai-long.yaml", "report: Báo cáo số 88/BC-UBND",
            id="survey report"),
        pytest.param("notice", None, "cong-bo.yaml", "notified: true", id="notice"),
        pytest.param("report", None, "bao-cao.md", "number: 88/BC-UBND", id="report"),
        pytest.param(
            "withdrawal-minutes", "40/QĐ-UBND", "phan-phoi.yaml", "minutes: Biên bản số 88/BB-UBND",
            id="receipts"
        ),
    ],
)  # fmt: skip
def test_each_paper_finds_its_place_in_the_year(
    loaded: Loaded, word: str, item: str | None, path: str, words: str
) -> None:
    text = content(plan_record(loaded(FULL, AS_OF), asked(word, item=item)), f"nam/2026/{path}")
    assert words in text.replace('"', "")


TWO_ROUNDS = """\
rounds:
  - {id: dot-1, state: da-danh-gia, held: 2026-03-02, report: Báo cáo số 70/BC-UBND ngày 04/3/2026}
  - {id: dot-2, state: da-danh-gia, held: 2026-03-10}
  - {id: dot-3, state: ke-hoach}
"""


def test_a_report_of_all_audits_stands_at_what_was_audited_and_has_no_report_of_its_own(
    loaded: Loaded,
) -> None:
    files = {**COMMUNE, "nam/2026/danh-gia-noi-bo.yaml": TWO_ROUNDS}
    text = content(
        plan_record(loaded(files, AS_OF), asked("audit-report")), "nam/2026/danh-gia-noi-bo.yaml"
    )
    assert re.findall(r"report: (\S+ \S+ \S+ \S+)", text.replace('"', "")) == [
        "Báo cáo số 70/BC-UBND",
        "Báo cáo số 88/BC-UBND",
    ]
    assert "88/BC-UBND" not in text.partition("dot-3")[2]


def test_a_report_of_audits_not_done_is_not_recorded(loaded: Loaded) -> None:
    rounds = "rounds:\n  - {id: dot-1, state: ke-hoach}\n"
    with pytest.raises(UnknownName, match="chưa có đợt nào đánh giá xong"):
        plan_record(
            loaded({**COMMUNE, "nam/2026/danh-gia-noi-bo.yaml": rounds}, AS_OF),
            asked("audit-report"),
        )


def test_what_is_no_decision_goes_to_the_register_of_outgoing_documents(loaded: Loaded) -> None:
    plan = plan_record(loaded(COMMUNE, AS_OF), asked("letter", "88/UBND-VP"))
    assert set(map(str, plan.change.files)) == {"nam/2026/van-ban-di.yaml"}
    assert "type: Công văn" in content(plan, "nam/2026/van-ban-di.yaml")


def test_a_report_signed_in_january_belongs_to_the_year_before(loaded: Loaded) -> None:
    files = {**COMMUNE, "nam/2025/bao-cao.md": "---\nstart: 2025-01-01\n---\n\n## I. Một\n"}
    plan = plan_record(loaded(files, AS_OF), asked("report", year=2025))
    assert set(map(str, plan.change.files)) == {"nam/2025/bao-cao.md", "nam/2026/van-ban-di.yaml"}


def test_an_apology_fills_its_line_and_keeps_every_other_word(loaded: Loaded) -> None:
    plan = plan_record(loaded(COMMUNE, AS_OF), asked("apology", "88/UBND-KT", item="H36-0007"))
    text = content(plan, "nam/2026/khong-phu-hop.yaml")
    assert text.startswith("# Sổ này Thư ký ISO giữ.\n")
    assert "day: 2026-03-25" in text
    assert text.count("case:") == 1


def test_an_apology_that_nobody_had_noted_gets_a_line(loaded: Loaded) -> None:
    plan = plan_record(loaded(COMMUNE, AS_OF), asked("apology", "88/UBND-KT", item="H36-0008"))
    assert content(plan, "nam/2026/khong-phu-hop.yaml").count("case:") == 2


def test_the_auditors_of_the_year_are_the_audit_team(loaded: Loaded) -> None:
    plan = plan_record(loaded(FULL, AS_OF), asked("audit-team"))
    text = content(plan, "quyet-dinh/2026/88-QD-UBND.yaml")
    assert text.index("role: Trưởng đoàn") < text.index("post: Chuyên viên Phòng Kinh tế")


def test_a_policy_in_draft_comes_into_force_by_the_decision(
    kept: Callable[..., Path], capsys: Capture
) -> None:
    files = {
        path: text
        for path, text in COMMUNE.items()
        if path not in ("chinh-sach.md", "quyet-dinh/2025/60-QD-UBND.yaml")
    }
    root = kept({**files, "du-thao/chinh-sach.md": POLICY})
    assert (
        run(
            capsys,
            root,
            "record",
            "policy-objectives",
            "--number",
            "88/QĐ-UBND",
            "--signed",
            "2026-03-25",
        )[0]
        == 0
    )
    after = load(root, AS_OF)
    assert "CSCL" in after.in_force
    assert not after.drafts
    (found,) = (d.record for d in after.decisions if d.record.number == "88/QĐ-UBND")
    assert found.kind is DecisionKind.POLICY_OBJECTIVES
    assert [item.code for item in found.issues] == ["CSCL"]
    year = after.years[2026].objectives
    assert year is not None
    assert year.record.decision == "88/QĐ-UBND"
    assert len(log(root)) == 2


def test_a_file_may_come_after_the_record(
    kept: Callable[..., Path], tmp_path: Path, capsys: Capture
) -> None:
    root = kept()
    words = ["steering-board", "--number", "31/QĐ-UBND", "--signed", "2025-07-07"]
    assert run(capsys, root, "record", *words)[0] == 2
    assert run(capsys, root, "record", *words, "--pdf", pdf(tmp_path))[0] == 0
    (found,) = (d.record for d in load(root, AS_OF).decisions if d.record.number == "31/QĐ-UBND")
    assert found.file is not None
    assert [member.name for member in found.appoints] == [None, None, "Lê Văn Bình"]
    assert (root / "quyet-dinh/2025/31-QD-UBND.pdf").read_bytes() == PDF
    assert run(capsys, root, "record", *words, "--pdf", pdf(tmp_path))[0] == 2


def test_a_letter_noted_before_gets_its_file_and_no_second_line(
    kept: Callable[..., Path], tmp_path: Path, capsys: Capture
) -> None:
    root = kept()
    words = [
        "record",
        "letter",
        "--number",
        "88/UBND-VP",
        "--signed",
        "2026-03-25",
        "--summary",
        "Triển khai",
    ]
    assert run(capsys, root, *words)[0] == 0
    assert run(capsys, root, *words)[0] == 2
    assert run(capsys, root, *words, "--pdf", pdf(tmp_path))[0] == 0
    register = load(root, AS_OF).years[2026].outgoing
    assert register is not None
    (line,) = register.record.documents
    assert line.file is not None


def test_a_dry_run_writes_nothing(
    kept: Callable[..., Path], tmp_path: Path, capsys: Capture
) -> None:
    root = kept()
    before = state(root)
    words = [
        "--number",
        "88/KH-UBND",
        "--signed",
        "2026-03-25",
        "--pdf",
        pdf(tmp_path),
        "--dry-run",
    ]
    code, out, _ = run(capsys, root, "record", "plan", *words)
    assert code == 0
    assert "Sẽ ghi: nam/2026/van-ban/88-KH-UBND.pdf" in out
    assert state(root) == before
    assert len(log(root)) == 1


def test_a_number_out_of_order_is_told_and_recorded(
    kept: Callable[..., Path], capsys: Capture
) -> None:
    sent = (
        "documents:\n"
        "  - {number: 90/UBND-VP, day: 2026-03-20, type: Công văn, issuer: UBND xã An Phú, "
        "summary: A}\n"
    )
    root = kept({**COMMUNE, "nam/2026/van-ban-di.yaml": sent})
    words = ["--number", "88/UBND-VP", "--signed", "2026-03-25", "--summary", "B"]
    code, _, err = run(capsys, root, "record", "letter", *words)
    assert code == 0
    assert "[QMS518]" in err


# What recording refuses


def refused(repository: Repository, request: RecordRequest) -> str:
    with pytest.raises(CannotRecord) as error:
        plan_record(repository, request)
    return str(error.value)


@pytest.mark.parametrize(
    ("word", "number", "message"),
    [
        pytest.param(
            "plan", "88/QĐ-UBND", "không có «KH» của tên loại", id="a decision's symbol on a plan"
        ),
        pytest.param(
            "steering-board",
            "88/KH-UBND",
            "không có «QĐ» của tên loại",
            id="a plan's on a decision",
        ),
        pytest.param(
            "letter", "88/CV-UBND", "Công văn «88/CV-UBND» ghi chữ viết tắt", id="CV on a letter"
        ),
        pytest.param("letter", "88/UBND", "thiếu đơn vị soạn thảo", id="a letter without its unit"),
        pytest.param("plan", "8/KH-UBND", "phải có hai chữ số", id="no zero"),
        pytest.param("plan", "88", "không đúng dạng", id="no symbol"),
        pytest.param("steering-board", "31/QĐ-UBND", "đã dùng cho quyết định", id="used"),
        pytest.param("plan", "12/KH-UBND", "đã dùng cho «Khảo sát»", id="used by another paper"),
    ],
)
def test_a_wrong_number_is_refused(loaded: Loaded, word: str, number: str, message: str) -> None:
    sent = (
        "documents:\n"
        "  - {number: 12/KH-UBND, day: 2026-01-20, type: Kế hoạch, issuer: UBND xã An Phú, "
        "summary: Khảo sát}\n"
    )
    board = COMMUNE["quyet-dinh/2025/31-QD-UBND.yaml"].replace("2025-07-07", "2026-02-07")
    files = {**COMMUNE, "nam/2026/van-ban-di.yaml": sent, "quyet-dinh/2026/31-QD-UBND.yaml": board}
    assert message in refused(loaded(files, AS_OF), asked(word, number))


@given(st.sampled_from([kind for kind in PAPERS if kind.is_numbered]), st.integers(1, 99999))
def test_the_symbol_that_is_printed_is_one_that_may_be_recorded(
    kind: PaperKind, order: int
) -> None:
    symbol = f"{kind.symbol}-UBND" if kind.symbol else "UBND-VP"
    assert wrong_number(f"{order:02d}/{symbol}", kind.type.lower(), "UBND") is None


@pytest.mark.parametrize(
    ("signed", "effective", "message"),
    [
        pytest.param(
            "2026-07-01",
            None,
            "Ngày ký 01/7/2026 ở sau ngày đang tính (30/6/2026)",
            id="signed tomorrow",
        ),
        pytest.param(
            "2026-03-25", "2026-03-24", "Ngày có hiệu lực 24/3/2026 ở trước", id="in force before"
        ),
    ],
)
def test_wrong_days_are_refused(
    make_repository: Make, capsys: Capture, signed: str, effective: str | None, message: str
) -> None:
    more = ["--effective", effective] if effective else []
    words = ["--number", "88/QĐ-UBND", "--signed", signed, *more]
    code, _, err = run(capsys, make_repository(COMMUNE), "record", "steering-board", *words)
    assert code == 2
    assert message in err


def test_a_paper_that_is_no_decision_has_no_day_of_effect(loaded: Loaded) -> None:
    assert "không có ngày hiệu lực riêng" in refused(
        loaded(COMMUNE, AS_OF), replace(asked("plan"), effective=SIGNED)
    )


@pytest.mark.parametrize(
    ("content_", "message"),
    [
        pytest.param(b"PK\x03\x04 word", "không phải là PDF", id="a Word file"),
        pytest.param(PDF + bytes(20 * 1024 * 1024), "quá 20 MB", id="too large"),
        pytest.param(None, "Không đọc được tệp", id="missing"),
    ],
)
def test_a_file_that_is_no_signed_paper_is_refused(
    loaded: Loaded, tmp_path: Path, content_: bytes | None, message: str
) -> None:
    path = tmp_path / "a.pdf"
    if content_ is not None:
        path.write_bytes(content_)
    assert message in refused(loaded(COMMUNE, AS_OF), replace(asked("plan"), pdf=path))


def test_all_reasons_are_told_at_once(loaded: Loaded, tmp_path: Path) -> None:
    request = replace(asked("plan", "8/QĐ-UBND"), pdf=tmp_path / "x.pdf", effective=SIGNED)
    told = refused(loaded(COMMUNE, AS_OF), request)
    assert "vì 3 lý do" in told


def test_another_paper_in_the_same_place_is_never_written_over(loaded: Loaded) -> None:
    plan = f"number: 05/KH-UBND\nsigned: 2026-01-05\n{COMMUNE['nam/2026/ke-hoach.yaml']}"
    told = refused(loaded({**COMMUNE, "nam/2026/ke-hoach.yaml": plan}, AS_OF), asked("plan"))
    assert "nam/2026/ke-hoach.yaml, mục number đã ghi «05/KH-UBND»" in told


@pytest.mark.parametrize(
    ("word", "message"),
    [
        pytest.param("car", "không lấy số", id="a sheet"),
        pytest.param("announcement", "chưa được ghi vào kho", id="recorded by announce"),
        pytest.param("issue", "chưa được ghi vào kho", id="recorded by issue"),
        pytest.param("apology", "Chưa biết mã hồ sơ trễ hạn", id="no dossier"),
        pytest.param("lettr", "Có phải «letter»?", id="a word mistyped"),
    ],
)
def test_what_is_not_recorded_here_is_refused_with_what_to_do(
    make_repository: Make, capsys: Capture, word: str, message: str
) -> None:
    words = ["--number", "88/QĐ-UBND", "--signed", "2026-03-25"]
    code, _, err = run(capsys, make_repository(COMMUNE), "record", word, *words)
    assert code == 2
    assert message in err


def test_nothing_is_asked_where_nobody_sits(make_repository: Make, capsys: Capture) -> None:
    code, _, err = run(capsys, make_repository(COMMUNE), "record", "plan", "--no-input")
    assert code == 2
    assert "Còn thiếu: --number." in err


def test_an_appointment_without_a_post_is_refused(make_repository: Make, capsys: Capture) -> None:
    words = ["--number", "88/QĐ-UBND", "--signed", "2026-03-25", "--appoints", "Trưởng ban"]
    code, _, err = run(capsys, make_repository(COMMUNE), "record", "steering-board", *words)
    assert code == 2
    assert "«Trưởng ban» chưa đủ vai trò và chức vụ" in err


# Every place, and the proof


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 9999), st.dates(date(2026, 1, 1), AS_OF))
def test_what_is_put_is_what_is_told_afterwards(loaded: Loaded, order: int, day: date) -> None:
    number = f"{order:02d}/KH-UBND"
    repository = loaded(COMMUNE, AS_OF)
    plan = plan_record(
        repository,
        RecordRequest(
            BY_WORD["plan"],
            PaperOrder(2026, AS_OF, number=number, signed=day, summary="x"),
            number,
            day,
        ),
    )
    told = BY_WORD["plan"].told_in(load(repository.root, AS_OF, plan.change.files), 2026)
    assert told is not None
    assert told.startswith(f"{number}, {day.day:02d}/")


def test_places_that_say_the_same_already_are_left_alone(loaded: Loaded) -> None:
    plan = f"number: 88/KH-UBND\nsigned: 2026-03-25\n{COMMUNE['nam/2026/ke-hoach.yaml']}"
    signing = Signing(BY_WORD["plan"], 2026, "88/KH-UBND", SIGNED)
    entries = entries_of(loaded({**COMMUNE, "nam/2026/ke-hoach.yaml": plan}, AS_OF), signing)
    assert isinstance(entries, Entries)
    assert entries.taken == []
    assert [edit.route[0] for edits in entries.edits.values() for edit in edits] == [
        "tasks",
        "tasks",
    ]


def test_verify_counts_signed_files_and_finds_one_that_was_changed(
    kept: Callable[..., Path], tmp_path: Path, capsys: Capture
) -> None:
    root = kept()
    words = ["--number", "88/KH-UBND", "--signed", "2026-03-25", "--pdf", pdf(tmp_path)]
    assert run(capsys, root, "record", "plan", *words)[0] == 0
    (step,) = (each for each in verify(root, AS_OF).steps if each.name == "signed")
    assert step.result is Result.HOLDS
    (root / "nam/2026/van-ban/88-KH-UBND.pdf").write_bytes(PDF + b"x")
    (step,) = (each for each in verify(root, AS_OF).steps if each.name == "signed")
    assert step.result is Result.FAILS
