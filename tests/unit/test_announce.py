"""Announcing: what stands in the way, what the announcement records, and its papers."""

import json
import re
import subprocess
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath

import pytest
from openxml_audit import OpenXmlValidator
from paper_check import findings, text_of

from isoqms.actions.agency.demo import snapshots
from isoqms.actions.announcing.announce import folder_for, papers_to_sign, plan_announcement
from isoqms.actions.announcing.gate import Judgement, gate
from isoqms.actions.announcing.publicity import plan_publicity
from isoqms.actions.announcing.request import AnnounceRequest, CannotAnnounce
from isoqms.actions.changing.applying import apply, rehearse
from isoqms.actions.checking.validate import check, validate
from isoqms.actions.control.issue import IssueRequest, carry_out, plan_issue
from isoqms.cli.commands import app
from isoqms.diagnostics import Severity
from isoqms.errors import BadAnswer
from isoqms.facts.announcing.announcements import announcements, scope_changes, turnover
from isoqms.facts.services.coverage import coverage
from isoqms.history.writing.importing import import_history
from isoqms.history.writing.recording import create, record
from isoqms.model.announcing import Announcement, AnnouncementRegister
from isoqms.model.control.decision import Decision
from isoqms.pages.announcing.announcement import announcement, notice, posting
from isoqms.pages.papers.order import PaperOrder
from isoqms.repository import Repository, load
from isoqms.repository.control import control
from isoqms.repository.recorded_state import NothingThen, recorded_on
from isoqms.source.scalars import read_scalars
from isoqms.source.template_grammar import TemplateFault
from isoqms.writers.word.docx import write_docx

Golden = Callable[[str, str], None]

READY = date(2025, 11, 27)
"""The day on which An Phú announces.

Everything before it is done, nothing is recorded of it yet.
"""
NOW = datetime(2025, 11, 28, 8, tzinfo=UTC)
SIGNED = AnnounceRequest(number="118/QĐ-UBND", signed=READY)


def told_until(folder: Path, day: date) -> Path:
    """The sample up to a day, with its history."""
    import_history(folder, tuple(each for each in snapshots("an-phu") if each.when.date() <= day))
    return folder


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An Phú on the day of its announcement; the tests that use it write nothing."""
    return told_until(tmp_path_factory.mktemp("san-sang") / "kho", READY)


@pytest.fixture(scope="module")
def whole_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An Phú to the end; the tests that use it write nothing."""
    return told_until(tmp_path_factory.mktemp("ca-nam") / "kho", date(2026, 6, 30))


@pytest.fixture
def kho(tmp_path: Path) -> Path:
    """An Phú on the day of its announcement, for a test that writes."""
    return told_until(tmp_path / "kho", READY)


def failing(judged: Judgement) -> set[int]:
    return {point.number for point in judged.failing}


def lacks(judged: Judgement, number: int) -> str:
    return " | ".join(lack.message for lack in judged.points[number - 1].lacks)


def changed(root: Path, path: str, edit: Callable[[str], str]) -> dict[PurePosixPath, bytes | None]:
    before = (root / path).read_text(encoding="utf-8") if (root / path).is_file() else ""
    after = edit(before)
    assert after != before, "the edit must change something"
    return {PurePosixPath(path): after.encode()}


# The gate


@pytest.mark.parametrize(
    ("day", "points"),
    [
        pytest.param(
            date(2025, 8, 1), {1, 2, 3, 4, 5, 7, 8}, id="nothing issued, places to fill in"
        ),
        pytest.param(date(2025, 9, 30), {2, 3, 4, 8}, id="no audit, an action overdue"),
        pytest.param(date(2025, 11, 14), {3, 4, 8}, id="no review, no confirmation"),
        pytest.param(READY, set(), id="the day of the announcement"),
    ],
)
def test_the_sample_may_announce_when_all_is_done_and_no_day_earlier(
    whole_year: Path, day: date, points: set[int]
) -> None:
    assert failing(gate(recorded_on(whole_year, day).repository)) == points


def test_at_the_end_of_the_sample_each_later_fault_stands_in_the_way(whole_year: Path) -> None:
    judged = gate(load(whole_year, date(2026, 6, 30)))
    assert failing(judged) == {1, 2, 4, 6, 7}
    assert "«QT-TP-02» lần 1 đã sửa ngoài kiểm soát" in lacks(judged, 1)
    assert "«kph-03» hạn ngày 30/11/2025" in lacks(judged, 2)
    assert "tài liệu đã đổi theo 97/QĐ-UBND ngày 15/5/2026, nên phải xác nhận lại" in lacks(
        judged, 4
    )
    assert "«02/2026/NQ-HĐND»" in lacks(judged, 6)
    assert "«BM-BT-01-02» đã bị thu hồi" in lacks(judged, 7)


DRAFT = (
    "---\ncode: QT-TP-09\ntitle: Quy trình xác nhận tình trạng hôn nhân\nkind: quy-trinh-tthc\n"
    "revision: 1\n"
    "owner: truong-don-vi\nfield: Hộ tịch\n---\n\n## 1. MỤC ĐÍCH\n\nĐúng hạn.\n"
)


@pytest.mark.parametrize(
    ("path", "edit", "points", "words"),
    [
        pytest.param(
            "quyet-dinh/2025/96-QD-UBND.yaml",
            lambda text: text.replace("authority: Chủ tịch Ủy", "authority: Giám đốc Sở và Ủy"),
            {1},
            "không phải Chủ tịch Ủy ban nhân dân xã An Phú",
            id="1 issued by somebody else than the head",
        ),
        pytest.param(
            "du-thao/tthc/ho-tich/QT-TP-09.md",
            lambda _: DRAFT,
            {1},
            "«QT-TP-09» Quy trình xác nhận tình trạng hôn nhân còn là dự thảo",
            id="1 a procedure that is still a draft",
        ),
        pytest.param(
            "nam/2025/khong-phu-hop.yaml",
            lambda text: text.replace("due: 2025-11-30", "due: 2025-11-20"),
            {2},
            "«kph-03» hạn ngày 20/11/2025",
            id="2 a corrective action is overdue",
        ),
        pytest.param(
            "nam/2025/danh-gia-noi-bo.yaml",
            lambda text: text.replace("da-danh-gia", "ke-hoach"),
            {2, 8},
            "Chưa đánh giá nội bộ lần nào từ khi tài liệu có hiệu lực (15/8/2025)",
            id="2 no round of audit is done",
        ),
        pytest.param(
            "nam/2025/danh-gia-noi-bo.yaml",
            lambda text: text.replace("held: 2025-09-30", "held: 2025-07-30").replace(
                "2025-10-07", "2025-07-31"
            ),
            {2, 7, 8},
            "trước khi tài liệu có hiệu lực ngày 15/8/2025",
            id="2 audited before anything was in force, and before the auditors were trained",
        ),
        pytest.param(
            "nam/2025/xem-xet.yaml",
            lambda text: re.sub(r"      - point: c6\n        text: [^\n]*\n", "", text),
            {3},
            "thiếu 1/12 đầu vào",
            id="3 an input is missing",
        ),
        pytest.param(
            "nam/2025/xem-xet.yaml",
            lambda text: re.sub(r"    minutes: [^\n]*\n", "", text),
            {3},
            "chưa ghi biên bản",
            id="3 without minutes",
        ),
        pytest.param(
            "nam/2025/xem-xet.yaml",
            lambda text: text.replace("held: 2025-11-20", "held: 2025-10-01"),
            {3, 8},
            "ở trước đợt đánh giá nội bộ ngày 07/10/2025",
            id="3 reviewed before the audit",
        ),
        pytest.param(
            "nam/2025/xem-xet.yaml",
            lambda text: text[: text.index("confirmation:")],
            {4, 8},
            "Chưa có xác nhận hiệu lực",
            id="4 not confirmed",
        ),
        pytest.param(
            "nam/2025/xem-xet.yaml",
            lambda text: text.replace("day: 2025-11-21", "day: 2025-11-19"),
            {4, 8},
            "ở trước cuộc xem xét ngày 20/11/2025",
            id="4 confirmed before the review",
        ),
        pytest.param(
            "quyet-dinh/2025/117-QD-UBND.yaml",
            lambda _: (
                "number: 117/QĐ-UBND\nkind: ban-hanh-tai-lieu\nsummary: Ban hành\n"
                "signed: 2025-11-24\n"
                "authority: Chủ tịch Ủy ban nhân dân xã An Phú\nstated: {issued: 2}\n"
            ),
            {4},
            "Sau xác nhận ngày 21/11/2025 tài liệu đã đổi theo 117/QĐ-UBND ngày 24/11/2025",
            id="4 documents changed after the confirmation",
        ),
        pytest.param(
            "tthc/danh-muc.yaml",
            lambda text: re.sub(r"    excluded: [^\n]*\n(?:      [^\n]*\n)*", "", text),
            {5},
            "Thủ tục 1.000656 «Đăng ký khai tử» chưa có quy trình và chưa nêu lý do",
            id="5 a TTHC without procedure or reason",
        ),
        pytest.param(
            "boi-canh/pham-vi.yaml",
            lambda text: re.sub(r"internal_activities:\n(?:  - [^\n]*\n)+", "", text),
            {5},
            "nhưng có 3 quy trình nội bộ",
            id="5 activities that the scope does not know",
        ),
        pytest.param(
            "ben-ngoai/van-ban.yaml",
            lambda text: text.replace(
                "effective: 2016-01-01\n", "effective: 2016-01-01\n    expires: 2025-06-01\n"
            ),
            {6},
            "«60/2014/QH13» đã hết hiệu lực từ ngày 01/6/2025",
            id="6 a lapsed law is cited",
        ),
        pytest.param(
            "nam/2025/ho-so.yaml",
            lambda text: text.replace(
                "start: 2025-10-01", "stated:\n      total: 5\n    start: 2025-10-01"
            ),
            {7},
            "Tổng tiếp nhận ghi 5",
            id="7 another error",
        ),
        pytest.param(
            "tthc/danh-muc.yaml",
            lambda text: text.replace("name: Đăng ký khai sinh\n", "name: '[cần điền: tên]'\n"),
            {7},
            "tthc/danh-muc.yaml còn 1 chỗ «[cần điền …]»",
            id="7 a place to fill in where the announcement prints it",
        ),
    ],
)
def test_each_point_of_the_gate_fails_for_its_own_reason(
    ready: Path, path: str, edit: Callable[[str], str], points: set[int], words: str
) -> None:
    judged = gate(load(ready, READY, changed(ready, path, edit)))
    assert failing(judged) == points
    assert words in lacks(judged, min(points))


def test_what_is_missing_is_told_with_its_line_and_what_to_do(ready: Path) -> None:
    overlay = changed(
        ready,
        "nam/2025/khong-phu-hop.yaml",
        lambda text: text.replace("due: 2025-11-30", "due: 2025-11-20"),
    )
    (lack,) = gate(load(ready, READY, overlay)).points[1].lacks
    content = overlay[PurePosixPath("nam/2025/khong-phu-hop.yaml")] or b""
    line = content.decode().split("\n")[lack.location.line - 1]
    assert line.strip() == "due: 2025-11-20"
    assert "Ghi ngày hoàn thành" in lack.hint


def test_a_draft_of_a_new_revision_and_an_action_in_time_are_only_remarked(ready: Path) -> None:
    text = (ready / "tai-lieu/tthc/ho-tich/QT-TP-02.md").read_text(encoding="utf-8")
    draft = {
        PurePosixPath("du-thao/tthc/ho-tich/QT-TP-02.md"): text.replace(
            "revision: 1", "revision: 2"
        ).encode()
    }
    judged = gate(load(ready, READY, draft))
    assert failing(judged) == set()
    assert "Đang soạn lần mới của QT-TP-02" in " ".join(judged.points[0].remarks)
    assert judged.points[1].remarks == ("Khắc phục «kph-03» đang làm, hạn ngày 30/11/2025.",)


def test_a_law_that_was_followed_late_is_remarked_and_no_longer_in_the_way(ready: Path) -> None:
    repository = load(ready, READY)
    assert [d.rule for d in check(repository).diagnostics if d.severity is Severity.ERROR] == [
        "QMS603"
    ]
    law = gate(repository).points[5]
    assert law.passed
    assert "đến ngày 24/10/2025 mới cập nhật xong" in law.remarks[0]


def test_a_law_without_a_day_of_effect_leaves_the_point_unchecked(ready: Path) -> None:
    path = PurePosixPath("ben-ngoai/van-ban.yaml")
    row = "  - {number: 7/2025/QĐ-UBND, title: Về phí, issuer: UBND tỉnh, issued: 2025-06-09}\n"
    law = (ready / path).read_text(encoding="utf-8").rstrip("\n") + "\n" + row
    point = gate(load(ready, READY, {path: law.encode()})).points[5]
    assert point.state == "CHƯA KIỂM ĐƯỢC"
    assert "«7/2025/QĐ-UBND» chưa có ngày có hiệu lực" in point.unchecked[0].message


def test_an_audit_of_more_than_a_year_ago_serves_no_more(ready: Path) -> None:
    judged = gate(load(ready, date(2026, 12, 1)))
    assert "đã quá 12 tháng" in lacks(judged, 2)
    assert "đã quá 12 tháng" in lacks(judged, 3)
    assert "đã quá 12 tháng" in lacks(judged, 4)


# The state as it was recorded


SMALL = {
    "isoqms.yaml": (
        "name: UBND xã An Phú\nfull_name: Ủy ban nhân dân xã An Phú\nkind: xa\nprovince: Lâm Đồng\n"
        "place: An Phú\n"
        "symbol: UBND\nagency_lines: [Ủy ban nhân dân, xã An Phú]\nhead: Chủ tịch\n"
        "obligation: khuyen-khich\n"
        "lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng\n"
    ),
    "boi-canh/pham-vi.yaml": "statement: Giải quyết thủ tục\n",
}


def recorded(root: Path, files: Mapping[str, str | None], day: date) -> None:
    if not (root / ".git").exists():
        root.mkdir(parents=True)
        create(root)
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            path.unlink()
        else:
            path.write_text(text, encoding="utf-8")
    when = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    record(
        root,
        "Ghi",
        author=("A", "a@b.invalid"),
        when=when,
        paths=[PurePosixPath(name) for name in files],
    )


def test_an_earlier_day_sees_the_files_as_they_were_recorded_then(tmp_path: Path) -> None:
    root = tmp_path / "kho"
    recorded(root, {**SMALL, "nam/2025/ke-hoach.yaml": "tasks: []\n"}, date(2025, 1, 10))
    recorded(
        root,
        {"boi-canh/pham-vi.yaml": "statement: Phạm vi mới\n", "nam/2025/ke-hoach.yaml": None},
        date(2025, 3, 1),
    )
    (root / "nam/2025").mkdir(exist_ok=True)
    (root / "nam/2025/rui-ro.yaml").write_text("risks: []\n", encoding="utf-8")
    then, now = recorded_on(root, date(2025, 2, 1)), recorded_on(root, date(2025, 3, 1))
    assert then.entry is not None
    assert then.entry.when.date() == date(2025, 1, 10)
    assert then.repository.scope is not None
    assert then.repository.scope.record.statement == "Giải quyết thủ tục"
    assert then.repository.years[2025].plan is not None
    assert then.repository.years[2025].risks is None, "what is not recorded yet did not exist then"
    assert (now.entry, now.note) == (None, "")
    assert now.repository.years[2025].plan is None
    assert now.repository.years[2025].risks is not None


def test_an_earlier_day_is_judged_by_the_history_up_to_it(whole_year: Path) -> None:
    repository = recorded_on(whole_year, READY).repository
    assert control(repository).history.commits[-1].when.date() == date(2025, 11, 21)
    assert "QT-TP-04" not in control(repository).issues


def test_a_day_before_the_first_entry_is_refused(ready: Path) -> None:
    with pytest.raises(NothingThen, match="Đến ngày 30/6/2025 kho chưa có gì"):
        recorded_on(ready, date(2025, 6, 30))


def test_without_a_history_the_files_speak_and_it_is_said(tmp_path: Path) -> None:
    for name, text in SMALL.items():
        path = tmp_path / "kho" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    state = recorded_on(tmp_path / "kho", date(2025, 2, 1))
    assert state.entry is None
    assert "chỉ tính những việc có ngày ghi không sau ngày 01/02/2025" in state.note


# What the announcement records


def entry_of(root: Path, year: int = 2025) -> Announcement:
    data = read_scalars((root / f"nam/{year}/cong-bo.yaml").read_text(encoding="utf-8"))
    return AnnouncementRegister.model_validate(data).announcements[-1]


def announced(
    root: Path, request: AnnounceRequest = SIGNED, as_of: date = date(2025, 11, 28)
) -> Repository:
    repository = load(root, as_of)
    plan = plan_announcement(repository, request)
    rehearse(repository, plan.change)
    apply(repository, plan.change, author=None, when=NOW)
    return load(root, as_of)


def test_one_commit_holds_the_decision_and_what_it_covers(kho: Path) -> None:
    before = git(kho, "rev-list", "--count", "HEAD")
    announced(kho)
    assert int(git(kho, "rev-list", "--count", "HEAD")) == int(before) + 1
    decision = Decision.model_validate(
        read_scalars((kho / "quyet-dinh/2025/118-QD-UBND.yaml").read_text(encoding="utf-8"))
    )
    assert (decision.kind.value, decision.signed, decision.replaces, decision.note) == (
        "cong-bo",
        READY,
        (),
        None,
    )
    entry = entry_of(kho)
    assert set(entry.procedures) == {"2.000815", "1.001193", "1.000894", "1.001776", "1.001612"}
    assert entry.activities == ("QT-NB-01", "QT-NB-02", "QT-NB-03")
    assert entry.units == ("van-phong", "kinh-te", "van-hoa-xa-hoi", "mot-cua")
    assert entry.exclusions == ("8.3",)
    assert git(kho, "status", "--porcelain") == ""


def git(root: Path, *words: str) -> str:
    answer = subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, text=True)
    return answer.stdout.strip()


def test_what_the_sample_records_of_its_announcement_is_what_the_command_records(
    kho: Path, whole_year: Path
) -> None:
    announced(kho)
    ours, told = entry_of(kho), entry_of(whole_year)
    assert set(ours.procedures) == set(told.procedures)
    assert (ours.activities, ours.units, ours.exclusions) == (
        told.activities,
        told.units,
        told.exclusions,
    )


def test_nothing_is_announced_while_a_point_fails_and_every_failing_point_is_told(
    tmp_path: Path,
) -> None:
    root = told_until(tmp_path / "kho", date(2025, 11, 14))
    with pytest.raises(CannotAnnounce) as refused:
        plan_announcement(
            load(root, date(2025, 11, 14)), AnnounceRequest("118/QĐ-UBND", date(2025, 11, 14))
        )
    assert "3 trong 8 điểm chưa đạt vào ngày 14/11/2025" in str(refused.value)
    assert "Lãnh đạo chưa họp xem xét" in str(refused.value)
    assert not (root / "quyet-dinh/2025/118-QD-UBND.yaml").exists()


def test_an_announcement_that_was_made_too_early_is_recorded_with_the_reason(
    tmp_path: Path,
) -> None:
    root = told_until(tmp_path / "kho", date(2025, 11, 14))
    request = AnnounceRequest(
        "118/QĐ-UBND", date(2025, 11, 14), force_reason="Đã ký theo yêu cầu của tỉnh"
    )
    plan = plan_announcement(load(root, date(2025, 11, 14)), request)
    assert (
        plan.decision.note
        == "Công bố khi điểm 3, 4, 8 chưa đạt; lý do: Đã ký theo yêu cầu của tỉnh"
    )
    assert any("Điểm 3 chưa đạt mà vẫn công bố" in note for note in plan.change.notes)


def test_the_gate_is_that_of_the_day_of_signing_not_of_the_day_of_recording(kho: Path) -> None:
    plan = plan_announcement(load(kho, date(2025, 12, 15)), SIGNED)
    assert plan.gate.as_of == READY
    assert plan.gate.passed, "the action that is overdue on 15/12 was not overdue on 27/11"


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        pytest.param(AnnounceRequest(signed=READY), "Thiếu --number", id="no number"),
        pytest.param(AnnounceRequest("118/QĐ-UBND"), "Thiếu --signed", id="no day"),
        pytest.param(
            AnnounceRequest("118/TB-UBND", READY), "không phải là số, ký hiệu", id="a notice"
        ),
        pytest.param(
            AnnounceRequest("96/QĐ-UBND", READY),
            "đã dùng cho quyết định ngày 24/10/2025",
            id="used",
        ),
        pytest.param(
            AnnounceRequest("118/QĐ-UBND", date(2025, 12, 30)), "ở sau ngày đang tính", id="to come"
        ),
    ],
)
def test_a_wrong_number_or_day_is_refused(
    ready: Path, request_: AnnounceRequest, words: str
) -> None:
    with pytest.raises(CannotAnnounce, match=words):
        plan_announcement(load(ready, date(2025, 11, 28)), request_)


def test_the_signed_paper_is_kept_beside_the_record_with_its_sum(kho: Path, tmp_path: Path) -> None:
    (tmp_path / "ban-ky.pdf").write_bytes(b"%PDF-1.7\nban ky\n")
    announced(kho, AnnounceRequest("118/QĐ-UBND", READY, pdf=tmp_path / "ban-ky.pdf"))
    assert (kho / "quyet-dinh/2025/118-QD-UBND.pdf").read_bytes() == b"%PDF-1.7\nban ky\n"
    record_text = (kho / "quyet-dinh/2025/118-QD-UBND.yaml").read_text(encoding="utf-8")
    assert "path: quyet-dinh/2025/118-QD-UBND.pdf" in record_text
    assert "sha256: " in record_text


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param(b"PK\x03\x04", "không phải là PDF", id="no PDF"),
        pytest.param(
            b"%PDF-1.7\n" + bytes(20 * 1024 * 1024), "quá 20 MB", id="too large to be kept for good"
        ),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused_as_the_signed_paper(
    ready: Path, tmp_path: Path, content: bytes, why: str
) -> None:
    (tmp_path / "ban-ky.pdf").write_bytes(content)
    with pytest.raises(BadAnswer, match=why):
        plan_announcement(
            load(ready, date(2025, 11, 28)),
            AnnounceRequest("118/QĐ-UBND", READY, pdf=tmp_path / "ban-ky.pdf"),
        )


def test_publicity_is_recorded_later_and_what_is_left_is_told(kho: Path) -> None:
    announced(kho)
    repository = load(kho, date(2025, 11, 28))
    _, change, left = plan_publicity(
        repository,
        AnnounceRequest(notice="33/TB-UBND ngày 28/11/2025", posted="Bảng tin, ngày 28/11/2025"),
    )
    assert [step.split(",")[0] for step in left] == ["Đăng trên trang thông tin điện tử"]
    apply(repository, change, author=None, when=NOW)
    entry = entry_of(kho)
    assert (entry.notice, entry.notified) == ("Thông báo số 33/TB-UBND ngày 28/11/2025", True)
    assert entry.posted == "Bảng tin, ngày 28/11/2025"
    with pytest.raises(BadAnswer, match="đã ghi thông báo: «Thông báo số 33/TB-UBND ngày"):
        plan_publicity(load(kho, date(2025, 11, 28)), AnnounceRequest(notice="34/TB-UBND"))
    _, change, left = plan_publicity(
        load(kho, date(2025, 11, 28)),
        AnnounceRequest(number="118/QĐ-UBND", website="https://an-phu.example/iso"),
    )
    assert left == ()
    assert change.message == "Ghi việc công khai công bố theo 118/QĐ-UBND: đăng tải"


def test_publicity_of_an_announcement_that_is_not_there_is_refused(ready: Path) -> None:
    with pytest.raises(CannotAnnounce, match="chưa được công bố lần nào"):
        plan_publicity(load(ready, READY), AnnounceRequest(posted="Bảng tin"))
    with pytest.raises(CannotAnnounce, match="Không có lần công bố nào theo «119/QĐ-UBND»"):
        plan_publicity(load(ready, READY), AnnounceRequest(number="119/QĐ-UBND", posted="Bảng tin"))


def test_publicity_of_a_decision_that_the_register_does_not_hold_begins_its_line(kho: Path) -> None:
    (kho / "quyet-dinh/2025/118-QD-UBND.yaml").write_text(
        "number: 118/QĐ-UBND\nkind: cong-bo\nsummary: Công bố\nsigned: 2025-11-27\n"
        "authority: Chủ tịch\n",
        encoding="utf-8",
    )
    repository = load(kho, READY)
    _, change, _ = plan_publicity(repository, AnnounceRequest(posted="Bảng tin"))
    text = change.files[PurePosixPath("nam/2025/cong-bo.yaml")]
    assert text is not None
    (entry,) = AnnouncementRegister.model_validate(read_scalars(text.decode())).announcements
    assert (entry.decision, entry.announced, entry.posted) == ("118/QĐ-UBND", READY, "Bảng tin")


# A change of scope afterwards


def scope_errors(root: Path, as_of: date) -> list[str]:
    found = validate(root, as_of).diagnostics
    return [d.message for d in found if d.rule == "QMS521" and d.severity is Severity.ERROR]


SERVICE = (
    "---\ncode: QT-TP-04\ntitle: Quy trình đăng ký khai tử\nkind: quy-trinh-tthc\nrevision: 1\n"
    "field: Hộ tịch\n"
    "owner: truong-don-vi\n"
    "approval: {drafted_by: cong-chuc-chuyen-mon, reviewed_by: dai-dien-lanh-dao, approved_by: "
    "nguoi-dung-dau}\nclauses: ['8.5']\nserves: ['1.000656']\nlegal_basis: [60/2014/QH13]\n"
    "dossier:\n  - {name: Giấy báo tử, originals: 1}\ndossier_sets: 1\ntime_limit: {hours: 8}\n"
    "reception: Trung tâm\nfee: Không\noutcome: Trích lục khai tử\nsteps:\n"
    "  - {task: Tiếp nhận, role: bo-phan-mot-cua, hours: 4, result: Giấy tiếp nhận}\n"
    "  - {task: Ký, role: nguoi-dung-dau, hours: 4, result: Trích lục}\n"
    "records:\n"
    "  - {name: Hồ sơ khai tử, kept_by: cong-chuc-chuyen-mon, retention: Vĩnh viễn, "
    "disposal: Không}\n"
    "---\n\n## 1. MỤC ĐÍCH\n\nĐúng hạn.\n\n## 2. PHẠM VI\n\nPhòng Văn hóa.\n\n"
    "## 4. ĐỊNH NGHĨA, VIẾT TẮT\n\n"
    "- TTHC: thủ tục hành chính.\n\n## 5. NỘI DUNG\n\nGhi sổ ngay.\n"
)


def test_a_new_procedure_can_be_issued_after_the_announcement_and_makes_a_new_one_due(
    kho: Path,
) -> None:
    announced(kho)
    path = kho / "du-thao/tthc/ho-tich/QT-TP-04.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(SERVICE, encoding="utf-8")
    repository = load(kho, date(2025, 12, 2))
    plan = plan_issue(repository, IssueRequest(number="120/QĐ-UBND", signed=date(2025, 12, 2)))
    assert (
        [why for why in plan.afterwards if "thêm 1 thủ tục (1.000656)" in why]
        == list(plan.afterwards)
        != []
    )
    carry_out(repository, plan, when=datetime(2025, 12, 2, 8, tzinfo=UTC))
    (found,) = scope_errors(kho, date(2025, 12, 2))
    assert found == (
        "Sau lần công bố ngày 27/11/2025, phạm vi đã đổi theo «120/QĐ-UBND» ngày 02/12/2025: "
        "thêm 1 thủ tục (1.000656); chưa công bố lại."
    )
    again = AnnounceRequest("121/QĐ-UBND", date(2025, 12, 3), force_reason="Thử")
    assert announced(kho, again, date(2025, 12, 3)).decisions_by_number["121/QĐ-UBND"][
        0
    ].record.replaces == ("118/QĐ-UBND",)
    assert scope_errors(kho, date(2025, 12, 3)) == []


def test_the_person_who_issues_is_told_to_announce_again(
    kho: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    announced(kho)
    path = kho / "du-thao/tthc/ho-tich/QT-TP-04.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(SERVICE, encoding="utf-8")
    monkeypatch.chdir(kho)
    said = [
        "issue",
        "--number",
        "120/QĐ-UBND",
        "--signed",
        "2025-12-02",
        "--as-of",
        "2025-12-02",
        "--no-input",
    ]
    assert app(said) == 0
    assert (
        "Công bố lại hệ thống (xem còn thiếu gì: isoqms announce --check)"
        in capsys.readouterr().out
    )


@pytest.mark.parametrize(
    ("path", "edit", "words"),
    [
        pytest.param(
            "tthc/danh-muc.yaml",
            lambda text: text.replace(
                "    name: Đăng ký kết hôn\n", "    ended: 2026-03-01\n    name: Đăng ký kết hôn\n"
            ),
            "bớt 1 thủ tục (1.000894)",
            id="a TTHC ended",
        ),
        pytest.param(
            "boi-canh/pham-vi.yaml",
            lambda text: text.replace("  - mot-cua\n", ""),
            "bớt 1 đơn vị (Trung tâm Phục vụ hành chính công xã)",
            id="a unit left",
        ),
        pytest.param(
            "boi-canh/pham-vi.yaml",
            lambda text: text.replace("clause: '8.3'", "clause: '7.1.5'"),
            "thêm 1 điều khoản không áp dụng (7.1.5)",
            id="another clause is left out",
        ),
    ],
)
def test_the_scope_changes_without_a_decision_too(
    kho: Path, path: str, edit: Callable[[str], str], words: str
) -> None:
    announced(kho)
    repository = load(kho, date(2026, 4, 1), changed(kho, path, edit))
    changes = scope_changes(repository, announcements(repository)[-1])
    assert words in " ".join(word for change in changes for word in change.words)
    assert all(change.decision is None for change in changes)


def test_forms_revisions_and_system_procedures_change_no_scope(whole_year: Path) -> None:
    repository = load(whole_year, date(2026, 6, 30))
    (change,) = scope_changes(repository, announcements(repository)[-1])
    assert change.words == ("thêm 1 thủ tục (1.000656)",)
    assert change.decision is not None
    assert change.decision.number == "97/QĐ-UBND"


def test_an_old_announcement_without_lists_is_held_against_the_decisions_after_it(
    whole_year: Path,
) -> None:
    bare = {
        PurePosixPath(
            "nam/2025/cong-bo.yaml"
        ): b"announcements:\n  - {decision: 118/QD-UBND, announced: 2025-11-27}\n"
    }
    repository = load(whole_year, date(2026, 6, 30), bare)
    (change,) = scope_changes(repository, announcements(repository)[-1])
    assert change.words == ("ban hành mới 1 quy trình (QT-TP-04)",), (
        "two forms were withdrawn, whose files are gone"
    )


def test_what_came_and_went_is_counted_from_the_decisions(whole_year: Path) -> None:
    found = turnover(load(whole_year, date(2026, 6, 30)), READY, date(2026, 6, 30))
    assert found.new == ("BM-TP-04-01", "QT-TP-04")
    assert found.revised == ("QT-HT-02", "QT-KD-01", "QT-MC-01")
    assert found.withdrawn == ("BM-BT-01-02", "BM-HT-02-07")


def test_the_annex_leaves_out_what_has_ended_and_what_has_a_reason(whole_year: Path) -> None:
    ended = changed(
        whole_year,
        "tthc/danh-muc.yaml",
        lambda text: text.replace(
            "    name: Đăng ký kết hôn\n", "    ended: 2026-06-01\n    name: Đăng ký kết hôn\n"
        ),
    )
    covered = coverage(load(whole_year, date(2026, 6, 30), ended))
    assert covered.codes == ("1.001776", "2.000815", "1.001612", "1.000656", "1.001193")


def test_the_annex_of_an_earlier_day_leaves_out_what_was_issued_later(whole_year: Path) -> None:
    then, now = (coverage(load(whole_year, day)) for day in (date(2025, 12, 30), date(2026, 6, 30)))
    served = {document.record.code for each in then.procedures for document in each.documents}
    assert "QT-TP-04" not in served, "97/QĐ-UBND of May 2026 issued it first"
    assert "QT-TP-04" in {
        document.record.code for each in now.procedures for document in each.documents
    }


# The papers


def read(package: bytes) -> str:
    """The text of a paper, with plain spaces for those at which no line breaks."""
    return text_of(package).replace("\u00a0", " ")


def packages(root: Path) -> dict[str, bytes]:
    repository = load(root, date(2026, 6, 30))
    again = PaperOrder(
        2026,
        date(2026, 6, 29),
        number="120/QĐ-UBND",
        signed=date(2026, 6, 29),
        signer_post="Phó Chủ tịch",
    )
    last = PaperOrder(2025, date(2025, 11, 28), number="33/TB-UBND", signed=date(2025, 11, 28))
    return {
        "quyet-dinh": write_docx(announcement(repository, again)),
        "thong-bao": write_docx(notice(repository, last)),
        "niem-yet": write_docx(posting(repository, last)),
    }


@pytest.mark.parametrize("name", ["quyet-dinh", "thong-bao", "niem-yet"])
def test_the_papers_say_what_was_decided_in_their_official_form(
    whole_year: Path, tmp_path: Path, golden: Golden, name: str
) -> None:
    package = packages(whole_year)[name]
    golden(f"announce-{name}.txt", text_of(package))
    assert findings(package) == []
    (tmp_path / "van-ban.docx").write_bytes(package)
    result = OpenXmlValidator().validate(tmp_path / "van-ban.docx")
    assert [str(error) for error in result.errors] == []


def test_the_decision_as_it_was_recorded_can_be_printed_again(whole_year: Path) -> None:
    order = PaperOrder(2026, date(2026, 6, 30), number="118/QĐ-UBND")
    text = read(write_docx(announcement(load(whole_year, date(2026, 6, 30)), order)))
    assert "An Phú, ngày 27 tháng 11 năm 2025" in text
    assert "05 thủ tục hành chính" in text
    assert "Đăng ký khai tử" not in text, "it was announced before that procedure was there"
    assert "công bố lại" not in text


def test_counts_that_an_announcement_states_are_told_where_no_decision_lists_the_documents(
    tmp_path: Path,
) -> None:
    import_history(tmp_path / "kho", snapshots("krong-no"))
    repository = load(tmp_path / "kho", date(2022, 10, 26))
    order = PaperOrder(2022, date(2022, 10, 26), number="2804/QĐ-UBND")
    text = read(write_docx(announcement(repository, order)))
    assert "So với lần công bố trước, Hệ thống đã ban hành mới 101, thu hồi 80 tài liệu." in text
    assert "ban hành mới 101, thu hồi 80 tài liệu." in read(
        write_docx(notice(repository, PaperOrder(2022, order.day)))
    )


def test_before_it_is_signed_the_papers_leave_number_and_day_to_the_clerk(ready: Path) -> None:
    texts = [read(paper.content) for paper in papers_to_sign(load(ready, READY), AnnounceRequest())]
    assert "Số:        /QĐ-UBND" in texts[0]
    assert "Quyết định số ……/QĐ-UBND ngày ……" in texts[1]
    assert "thay thế" not in texts[0], "there is nothing to replace"


def test_the_papers_of_the_next_announcement_are_not_about_the_last(whole_year: Path) -> None:
    texts = [
        read(paper.content)
        for paper in papers_to_sign(
            load(whole_year, date(2026, 6, 30)), AnnounceRequest(notice="40/TB-UBND")
        )
    ]
    assert "So với lần công bố tại Quyết định số 118/QĐ-UBND ngày 27 tháng 11 năm 2025" in texts[0]
    assert "Số: 40/TB-UBND" in texts[1]
    assert "Quyết định số ……/QĐ-UBND ngày ……" in texts[1]
    assert "Đăng ký khai tử" in texts[2]


def test_the_agency_words_the_articles_its_own_way(
    kho: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(kho)
    said = ["announce", "--template", "--as-of", "2025-11-27"]
    assert app(said) == 0
    assert app(said) == 2
    assert "Đã có mau/quyet-dinh-cong-bo.md" in capsys.readouterr().err
    before = read(papers_to_sign(load(kho, READY), AnnounceRequest())[0].content)
    assert (
        "Điều 1. Công bố Hệ thống quản lý chất lượng tại Ủy ban nhân dân xã An Phú phù hợp"
        in before
    )
    (kho / "mau/quyet-dinh-cong-bo.md").write_text(
        "Công bố hệ thống của {{ co_quan }}\nđối với {{ doi_tuong }}.\n\n{% if lan_truoc %}\n"
        "Thay {{ lan_truoc }}.\n"
        "{% endif %}\n\nGiao {{ thu_ky }} thi hành.\n",
        encoding="utf-8",
    )
    after = read(papers_to_sign(load(kho, READY), AnnounceRequest())[0].content)
    assert (
        "Điều 1. Công bố hệ thống của UBND xã An Phú đối với việc giải quyết 05 thủ tục hành chính"
        in after
    )
    assert "Điều 2. Giao Thư ký ISO thi hành./." in after
    assert "Điều 3" not in after


def test_a_template_that_cannot_be_filled_in_is_named(kho: Path) -> None:
    (kho / "mau").mkdir()
    (kho / "mau/quyet-dinh-cong-bo.md").write_text("Công bố {{ khong_co }}.\n", encoding="utf-8")
    with pytest.raises(TemplateFault, match=r"«mau/quyet-dinh-cong-bo\.md»"):
        papers_to_sign(load(kho, READY), AnnounceRequest())


# The command


def test_the_check_ends_with_1_where_a_point_fails_and_tells_it_to_programs_too(
    whole_year: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app(["announce", "-C", str(whole_year), "--check", "--as-of", "2025-11-14"]) == 1
    told = capsys.readouterr()
    assert "[CHƯA ĐẠT] 3. Lãnh đạo đã xem xét hệ thống" in told.out
    assert "Còn 3 trong 8 điểm chưa đạt: chưa công bố được." in told.out
    assert "Xét kho như đã ghi đến ngày 14/11/2025" in told.err
    assert (
        app(
            [
                "announce",
                "-C",
                str(whole_year),
                "--check",
                "--as-of",
                "2025-11-27",
                "--format",
                "json",
            ]
        )
        == 0
    )
    answer = json.loads(capsys.readouterr().out)
    assert (answer["passed"], len(answer["points"]), answer["as_of"]) == (True, 8, "2025-11-27")
    assert answer["recorded"].startswith("2025-11-21")


def test_the_command_announces_prints_and_records_what_follows(
    kho: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(kho)
    said = [
        "announce",
        "--number",
        "118/QĐ-UBND",
        "--signed",
        "2025-11-27",
        "--as-of",
        "2025-11-28",
        "--no-input",
    ]
    assert app([*said, "--dry-run"]) == 0
    assert not (kho / "quyet-dinh/2025/118-QD-UBND.yaml").exists()
    assert not (kho / "xuat").exists()
    assert app(said) == 0
    told = capsys.readouterr().out
    assert "Phụ lục: 5 thủ tục hành chính, 3 hoạt động nội bộ." in told
    assert "Gửi thông báo tới Sở Khoa học và Công nghệ tỉnh Lâm Đồng" in told
    folder = folder_for(load(kho, READY), "118/QĐ-UBND")
    assert {path.name for path in folder.iterdir()} == {
        "quyet-dinh.docx",
        "thong-bao.docx",
        "niem-yet.docx",
    }
    later = ["announce", "--record", "--as-of", "2025-11-28", "--no-input"]
    assert app([*later, "--notice", "33/TB-UBND ngày 28/11/2025"]) == 0
    assert app([*later, "--posted", "Bảng tin", "--website", "https://an-phu.example/iso"]) == 0
    assert "Đã thông báo, niêm yết, đăng tải đủ." in capsys.readouterr().out
    assert app(later) == 2


def test_two_ways_at_once_are_refused(ready: Path) -> None:
    assert app(["announce", "-C", str(ready), "--check", "--record"]) == 2
