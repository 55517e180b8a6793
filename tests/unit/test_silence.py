"""Silence is not health: what was never done is told, and no rule believes what is only begun."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath

import pytest

from isoqms.actions.announcing.gate import gate
from isoqms.actions.checking.validate import check
from isoqms.agenda.tasks import tasks
from isoqms.cli.commands import app
from isoqms.diagnostics import Severity
from isoqms.history.writing.recording import create, record
from isoqms.repository import Repository, load

Make = Callable[[Mapping[str, str | bytes]], Path]
Loaded = Callable[..., Repository]

AGENCY = """\
name: UBND xã An Phú
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Lâm Đồng
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
obligation: {obligation}
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
units: [{{key: van-phong, name: Văn phòng}}, {{key: kinh-te, name: Phòng Kinh tế}}]
"""
DECISION = """\
number: {number}/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu
signed: {signed}
effective: {effective}
authority: Chủ tịch UBND xã An Phú
issues: [{{code: QT-NB-01, revision: {revision}}}]
"""


def decision(number: str, signed: str, effective: str, revision: int) -> tuple[str, str]:
    text = DECISION.format(number=number, signed=signed, effective=effective, revision=revision)
    return f"quyet-dinh/2025/{number}-QD-UBND.yaml", text


TWICE = dict(
    [decision("01", "2025-03-03", "2025-03-03", 1), decision("40", "2025-09-03", "2025-10-01", 2)]
)
HANDED = "distributed:\n  - {document: QT-NB-01, revision: 1, unit: kinh-te, copies: 3}\n"


def agency(obligation: str = "bat-buoc", more: str = "") -> dict[str, str]:
    return {"isoqms.yaml": AGENCY.format(obligation=obligation) + more}


def recorded(root: Path) -> Path:
    """The folder with everything in it recorded on the first of July."""
    create(root)
    every = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
    paths = [PurePosixPath(path.as_posix()) for path in every if path.parts[0] != ".git"]
    when = datetime(2025, 7, 1, 8, tzinfo=UTC)
    record(root, "Lập kho", author=("Thư ký", "thu-ky@an-phu.example"), when=when, paths=paths)
    return root


def found(repository: Repository, rule: str) -> list[Severity]:
    return [each.severity for each in check(repository).diagnostics if each.rule == rule]


def keys(repository: Repository) -> set[str]:
    return {each.key for each in tasks(repository)}


# What was never done


@pytest.mark.parametrize(
    ("obligation", "day", "severity"),
    [
        pytest.param("bat-buoc", date(2025, 10, 1), None, id="three months of grace"),
        pytest.param("bat-buoc", date(2025, 10, 2), Severity.NOTE, id="then a note"),
        pytest.param("bat-buoc", date(2026, 4, 2), Severity.WARNING, id="the last quarter"),
        pytest.param("bat-buoc", date(2026, 7, 2), Severity.ERROR, id="a year gone by"),
        pytest.param("theo-ke-hoach-tinh", date(2026, 7, 2), Severity.WARNING, id="province"),
        pytest.param("khuyen-khich", date(2026, 7, 1), Severity.NOTE, id="only encouraged"),
        pytest.param("khuyen-khich", date(2026, 7, 2), Severity.WARNING, id="encouraged, a year"),
    ],
)
def test_who_never_issued_is_told_by_time_and_obligation(
    loaded: Loaded, obligation: str, day: date, severity: Severity | None
) -> None:
    merged = agency(obligation, "founded: 2025-07-01\n")
    repository = loaded(merged, day)
    assert found(repository, "QMS562") == ([severity] if severity else [])
    assert ("ban-hanh-lan-dau" in keys(repository)) is (severity is not None)


def test_the_beginning_of_the_history_counts_where_no_founding_is_stated(
    make_repository: Make,
) -> None:
    root = make_repository(agency())
    assert found(load(root, date(2099, 1, 1)), "QMS562") == [], "nothing tells the beginning"
    recorded(root)
    assert found(load(root, date(2025, 10, 1)), "QMS562") == []
    assert found(load(root, date(2026, 7, 2)), "QMS562") == [Severity.ERROR]


def test_who_is_idle_is_asked_for_plan_board_and_years_before_the_first_issue(
    loaded: Loaded,
) -> None:
    begun = {**agency("bat-buoc", "founded: 2026-01-05\n"), "nam/2026/ke-hoach.yaml": "tasks: []\n"}
    asked = ("QMS562", "QMS563", "QMS564", "QMS565")
    grace = loaded(begun, date(2026, 4, 5))
    assert [found(grace, rule) for rule in asked] == [[], [], [], []]
    idle = loaded(begun, date(2027, 3, 10))
    assert [found(idle, rule) for rule in asked] == [
        [Severity.ERROR],
        [Severity.NOTE],
        [Severity.WARNING],
        [Severity.ERROR],
    ]
    plan = "2027/ke-hoach-nam"
    assert {"2027", plan} <= keys(idle)
    # Time makes it late, and not silent.
    late = loaded(begun, date(2026, 6, 1))
    assert [t.due for t in tasks(late) if t.key == "2026/ke-hoach-nam"] == [date(2026, 4, 5)]
    # A new year does not begin to count anew.
    assert {t.key: t.due for t in tasks(idle) if t.key.endswith(("ke-hoach-nam", "chi-dao"))} == {
        plan: date(2026, 4, 5),
        "2027/kien-toan-ban-chi-dao": date(2026, 7, 31),
    }
    draft = "---\ncode: QT-HT-01\ntitle: Họp\nkind: quy-trinh-he-thong\nrevision: 1\n---\n"
    drafted = loaded({**begun, "du-thao/he-thong/QT-HT-01.md": draft}, date(2027, 3, 10))
    assert [t.due for t in tasks(drafted) if t.key == "du-thao"] == [date(2027, 1, 5)]


def test_what_a_past_year_planned_and_nobody_did_stays_to_be_done(loaded: Loaded) -> None:
    number, issued = decision("01", "2023-02-01", "2023-02-01", 1)
    unsigned = "tasks: []\n"
    files = {
        **agency(),
        number: issued,
        "nam/2023/ke-hoach.yaml": "number: 5/KH-UBND\nsigned: 2023-03-01\ntasks:\n"
        "  - {id: kho, task: Sửa kho lưu trữ, due: 2023-12-01}\n",
        "nam/2024/ke-hoach.yaml": unsigned,
        "nam/2025/ke-hoach.yaml": unsigned,
    }
    waiting = {each.key: each.due for each in tasks(loaded(files, date(2025, 5, 5)))}
    assert waiting["2023/kho"] == date(2023, 12, 1)
    due = waiting["2024/ke-hoach-nam"]
    assert due is not None
    assert due < date(2025, 1, 1)
    signed = {**files, "nam/2025/ke-hoach.yaml": "number: 7/KH-UBND\nsigned: 2025-03-01\n"}
    assert "2024/ke-hoach-nam" not in keys(loaded(signed, date(2025, 5, 5)))


def test_a_pack_of_the_agency_sets_the_months(loaded: Loaded) -> None:
    pack = "id: cham\ndeadlines: []\nnever_done: {quiet: 24, pressing: 30, over: 36}\n"
    files = {
        **agency("bat-buoc", "founded: 2025-01-01\npacks: {deadlines: cham}\n"),
        "goi/thoi-han/cham.yaml": pack,
    }
    assert found(loaded(files, date(2026, 12, 31)), "QMS562") == []


def test_who_applies_the_system_without_board_and_announcement_is_told_once(
    loaded: Loaded,
) -> None:
    repository = loaded({**agency(), **TWICE}, date(2026, 3, 4))
    assert found(repository, "QMS565") == found(repository, "QMS566") == [Severity.ERROR]
    assert {"lap-ban-chi-dao", "cong-bo-lan-dau"} <= keys(repository)
    within = loaded({**agency(), **TWICE}, date(2025, 6, 3))
    assert found(within, "QMS565") == found(within, "QMS566") == []


def test_a_year_that_nobody_opened_is_an_error_once_it_is_over(loaded: Loaded) -> None:
    files = {**agency("khuyen-khich"), **TWICE, "nam/2025/ke-hoach.yaml": "tasks: []\n"}
    repository = loaded(files, date(2027, 10, 1))
    assert found(repository, "QMS563") == [Severity.ERROR, Severity.WARNING]
    # The calendar asks for the present year, and the other is asked for besides.
    assert {"2027", "ho-so-nam"} <= keys(repository)


def test_sessions_that_are_only_planned_are_no_training(loaded: Loaded) -> None:
    year = {**agency(), **TWICE}
    wish = {**year, "nam/2025/dao-tao.yaml": "sessions: [{subject: Nhận thức}]\n"}
    assert found(loaded(wish), "QMS515") == [Severity.WARNING]
    held = "sessions:\n  - {subject: A, held: 2025-05-06}\n  - {subject: B, held: 2026-02-01}\n"
    past = loaded({**year, "nam/2025/dao-tao.yaml": held})
    assert found(past, "QMS515") == []


# What is only begun proves nothing


def test_a_receipt_without_a_day_takes_no_copy_back(loaded: Loaded) -> None:
    begun = "withdrawn:\n  - {document: QT-NB-01, revision: 1, unit: kinh-te, copies: 3}\n"
    files = {**agency(), **TWICE, "nam/2025/phan-phoi.yaml": HANDED + begun}
    repository = loaded(files)
    assert found(repository, "QMS544") == [Severity.WARNING]
    assert "thu-hoi/40/QĐ-UBND" in keys(repository)
    back = begun.replace("copies: 3}", "copies: 3, day: 2025-10-05}")
    files["nam/2025/phan-phoi.yaml"] = HANDED + back
    repository = loaded(files)
    assert found(repository, "QMS544") == []
    assert "thu-hoi/40/QĐ-UBND" not in keys(repository)


def test_a_review_that_was_only_prepared_was_not_held(loaded: Loaded) -> None:
    prepared = "reviews:\n  - held: 2025-11-20\n    inputs: [{point: a, text: Đã xong}]\n"
    files = {**agency(), **TWICE, "nam/2025/xem-xet.yaml": prepared}
    repository = loaded(files)
    assert found(repository, "QMS502") == [Severity.WARNING]
    assert "Lãnh đạo chưa họp" in gate(repository).points[2].lacks[0].message
    minuted = prepared + "    minutes: Biên bản số 11/BB-UBND\n"
    assert found(loaded({**files, "nam/2025/xem-xet.yaml": minuted}), "QMS502") == []


def test_a_revision_about_to_begin_is_told_within_the_month(loaded: Loaded) -> None:
    files = {**agency(), **TWICE}
    for day, told in (
        (date(2025, 9, 2), False),
        (date(2025, 9, 3), True),
        (date(2025, 9, 30), True),
        (date(2025, 10, 1), False),
    ):
        titles = [each.title for each in tasks(loaded(files, day)) if each.kind == "revision"]
        assert bool(titles) is told, day
        assert all("lần 2 bắt đầu áp dụng, lần 1 hết hiệu lực" in title for title in titles)


# The gate before an announcement


def test_what_nobody_could_look_at_is_not_met(
    make_repository: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_repository({**agency(), **TWICE})
    first = gate(load(root, date(2025, 12, 31))).points[0]
    assert not first.passed
    assert first.unchecked
    assert not [lack for lack in first.lacks if "đối chiếu" in lack.message]
    assert app(["announce", "--check", "-C", str(root), "--as-of", "2025-12-31"]) == 1
    out = capsys.readouterr().out
    assert "điểm chưa kiểm được hết" in out
    assert "Đạt đủ" not in out


@pytest.mark.parametrize(
    ("row", "met"),
    [
        pytest.param("due: 2026-02-01, cause: A, action: B", True, id="all three"),
        pytest.param("cause: A, action: B", False, id="without a day it is never overdue"),
        pytest.param("due: 2026-02-01", False, id="neither cause nor action"),
        pytest.param("cause: A, action: B, done: 2025-12-01", True, id="done needs no day"),
    ],
)
def test_each_open_nonconformity_needs_cause_action_and_day(
    loaded: Loaded, row: str, met: bool
) -> None:
    item = f"items: [{{id: k1, found: 2025-10-01, source: Dân, description: Trễ, {row}}}]\n"
    point = gate(loaded({**agency(), **TWICE, "nam/2025/khong-phu-hop.yaml": item})).points[1]
    assert ("QMS568" not in {lack.rule for lack in point.lacks}) is met


# The same gate for every paper

NOTED = """\
rounds:
  - id: dot-1
    state: da-danh-gia
    held: 2025-09-12
    units: [kinh-te]
    clauses: [8.5.1]
    auditors: [{post: Chánh Văn phòng, unit: van-phong, lead: true, trained: 2025-01-05}]
    checks:
      - {question: "Phiếu có đủ giờ không?", evidence: 3 phiếu thiếu giờ, result: khong-phu-hop}
"""


@pytest.fixture
def noted(make_repository: Make) -> Path:
    """A round that somebody called done in Excel, its fault not in the register yet."""
    return recorded(make_repository({**agency(), "nam/2025/danh-gia-noi-bo.yaml": NOTED}))


def run(*words: str) -> int:
    return int(app([*words, "--as-of", "2025-10-15"]))


def test_a_report_that_contradicts_its_notes_is_not_printed_nor_recorded(
    noted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inside = ("-C", str(noted))
    assert run("decision", "audit-report", "dot-1", *inside) != 0
    assert "QMS546" in capsys.readouterr().err
    recording = ("--number", "9/BC-UBND", "--signed", "2025-10-01", "--no-input", *inside)
    assert run("decision", "record", "audit-report", "dot-1", *recording) != 0
    assert not list(noted.glob("xuat/**/*.docx"))
    assert run("decision", "audit-report", "dot-1", "--force", *inside) == 0
    (draft,) = noted.glob("xuat/2025/*.docx")
    assert draft.stem.endswith("-du-thao")


def test_a_round_called_done_is_closed_and_then_reported(noted: Path) -> None:
    inside = ("-C", str(noted))
    assert "2025/dot-1/ket-thuc" in keys(load(noted, date(2025, 10, 15)))
    assert run("audit", "close", "dot-1", "--due", "2025-12-01", *inside) == 0
    after = load(noted, date(2025, 10, 15))
    assert found(after, "QMS546") == []
    assert [row.record.found for row in after.rows.nonconformities] == [date(2025, 9, 12)]
    assert run("decision", "audit-report", "dot-1", *inside) == 0
    (paper,) = noted.glob("xuat/2025/*.docx")
    assert not paper.stem.endswith("-du-thao")
    assert run("audit", "close", "dot-1", *inside) != 0, "there is nothing left to close"


def test_the_word_on_the_screen_is_taken_for_the_state(noted: Path) -> None:
    said = ("--set", "Tình trạng=Theo kế hoạch", "--no-input")
    assert run("update", "audit-round", "dot-1", *said, "--year", "2025", "-C", str(noted)) == 0
    assert "state: ke-hoach" in (noted / "nam/2025/danh-gia-noi-bo.yaml").read_text("utf-8")
