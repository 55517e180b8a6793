"""What there is to do on a day.

What is told, what is not, how pressing it is, and by which command it is done.
"""

import re
import shlex
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isoqms.actions.agency.demo import demo
from isoqms.agenda import State, Task, TaskKind, tasks
from isoqms.agenda.reporting import quarter_end, through
from isoqms.cli.commands import COMMANDS
from isoqms.facts.papers.catalogue import BY_WORD
from isoqms.model.layout import KINDS
from isoqms.packs.loading import load_deadlines
from isoqms.repository import Repository, load
from isoqms.repository.recorded_state import recorded_on
from isoqms.resources import packs

Loaded = Callable[..., Repository]
KRONG_NO = packs() / "samples" / "krong-no"

RECORDS = {"nonconformity", "training", "task", "risk", "opportunity", "complaint"}
"""What `new` and `update` can be asked for of a year's records by a task."""
STEPS = {"audit": {"checklist", "note", "close"}, "review": {"prepare", "done", "confirm"}}

ISSUED = {
    "quyet-dinh/2025/01-QD-UBND.yaml": (
        "number: 01/QĐ-UBND\nkind: ban-hanh-tai-lieu\nsummary: Ban hành hệ thống tài liệu\n"
        "signed: 2025-01-10\n"
        "authority: Chủ tịch UBND xã An Phú\nstated: {issued: 20}\n"
    )
}
"""A system applied since 10 January 2025."""
OPENED = {**ISSUED, "nam/2025/nguon-luc.yaml": "people_in_charge: 4\n"}
"""The same with records of the year."""
QT_MC = (
    "---\ncode: QT-MC-01\ntitle: Quy trình một cửa\nkind: quy-trinh-noi-bo\nfield: Một cửa\n---\n"
)


def told(repository: Repository) -> dict[str, Task]:
    found = tasks(repository)
    assert len({each.key for each in found}) == len(found), "two tasks under one key"
    return {each.key: each for each in found}


@pytest.fixture(scope="module")
def an_phu(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("an-phu") / "kho"
    demo(folder)
    return folder


# The calendar


def test_a_new_agency_is_asked_for_its_first_steps_and_is_late_with_nothing(loaded: Loaded) -> None:
    files = {
        "nam/2025/ke-hoach.yaml": "tasks:\n  - {id: rui-ro-co-hoi, task: Rủi ro, due: "
        "2025-03-31}\n",
        "nam/2025/rui-ro.yaml": (
            "risks:\n"
            "  - {id: tre, kind: rui-ro, process: QT, description: Trễ, likelihood: 3, severity: "
            "3, action: Nhắc, due: 2025-05-31}\n"
        ),
        "nam/2025/danh-gia-noi-bo.yaml": "rounds:\n  - {id: dot-1, state: ke-hoach, planned_to: "
        "2025-09-15}\n",
        "du-thao/tthc/mot-cua/QT-MC-01.md": QT_MC,
    }
    found = told(loaded(files, date(2025, 11, 21)))
    assert set(found) == {"2025/ke-hoach-nam", "2025/kien-toan-ban-chi-dao", "du-thao"}
    assert {each.state for each in found.values()} == {State.OPEN}


def test_drafts_with_places_to_fill_in_are_finished_before_they_are_issued(loaded: Loaded) -> None:
    files = {"du-thao/tthc/mot-cua/QT-MC-01.md": f"{QT_MC}\n[cần điền: mục đích]\n"}
    found = told(loaded(files, date(2025, 11, 21)))["du-thao"]
    assert (
        found.title == "Điền nốt 1 chỗ «[cần điền: …]» trong dự thảo, rồi ban hành QT-MC-01 lần 1"
    )
    assert found.command == "isoqms fill"


def test_a_system_that_began_in_the_last_quarter_owes_the_year_nothing(loaded: Loaded) -> None:
    late = {path: text.replace("2025-01-10", "2025-10-10") for path, text in ISSUED.items()}
    found = told(
        loaded({**late, "nam/2025/nguon-luc.yaml": "people_in_charge: 4\n"}, date(2025, 11, 21))
    )
    assert not [key for key in found if key in ("2025/danh-gia-noi-bo", "2025/xem-xet-lanh-dao")]


@pytest.mark.parametrize(
    ("as_of", "state", "left"),
    [
        pytest.param(date(2025, 7, 31), State.LATER, 153, id="before its months"),
        pytest.param(date(2025, 8, 1), State.OPEN, 152, id="in its months"),
        pytest.param(date(2025, 12, 1), State.SOON, 30, id="30 days before"),
        pytest.param(date(2025, 12, 31), State.SOON, 0, id="on the last day"),
        pytest.param(date(2026, 1, 1), State.OVERDUE, -1, id="the day after"),
    ],
)
def test_the_yearly_audit_is_told_with_its_law_as_its_day_comes_near(
    loaded: Loaded, as_of: date, state: State, left: int
) -> None:
    audit = told(loaded(OPENED, as_of))["2025/danh-gia-noi-bo"]
    assert (audit.state, audit.left, audit.legal) == (state, left, True)
    assert audit.basis.startswith("Quyết định 19/2014/QĐ-TTg, điểm b khoản 4 Điều 4")
    assert audit.command == "isoqms audit --year 2025"


def test_the_agencys_own_plan_sets_day_words_and_role_and_is_not_told_twice(loaded: Loaded) -> None:
    plan = (
        "number: 05/KH-UBND\nsigned: 2025-01-20\ntasks:\n"
        "  - {id: xem-xet-lanh-dao, task: Họp xem xét, role: thu-ky-iso, due: 2025-11-20}\n"
        "  - {id: lap-quy-trinh, task: Lập quy trình khai tử, due: 2025-06-30}\n"
    )
    found = told(loaded({**OPENED, "nam/2025/ke-hoach.yaml": plan}, date(2025, 11, 30)))
    review = found["2025/xem-xet-lanh-dao"]
    assert (review.title, review.due, review.role) == (
        "Họp xem xét",
        date(2025, 11, 20),
        "Thư ký ISO",
    )
    assert review.basis == (
        "Quyết định 19/2014/QĐ-TTg, điểm b khoản 4 Điều 4; "
        "hạn theo Kế hoạch số 05/KH-UBND ngày 20/01/2025 của cơ quan"
    )
    assert review.place is not None
    assert str(review.place.path) == "nam/2025/ke-hoach.yaml"
    own = found["2025/lap-quy-trinh"]
    assert (own.kind, own.state) == (TaskKind.PLAN, State.OVERDUE)
    assert own.basis == "Kế hoạch số 05/KH-UBND ngày 20/01/2025 của cơ quan"
    assert own.command == "isoqms update task lap-quy-trinh --year 2025"


def test_a_plan_that_nobody_signed_binds_nobody(loaded: Loaded) -> None:
    plan = "tasks:\n  - {id: lap-quy-trinh, task: Lập quy trình khai tử, due: 2025-06-30}\n"
    assert "2025/lap-quy-trinh" not in told(
        loaded({**OPENED, "nam/2025/ke-hoach.yaml": plan}, date(2025, 11, 30))
    )


def test_what_the_records_prove_is_not_asked_for_again(loaded: Loaded) -> None:
    review = {
        "nam/2025/xem-xet.yaml": "reviews:\n  - {held: 2025-11-20, minutes: Biên bản số 11}\n"
    }
    assert "2025/xem-xet-lanh-dao" in told(loaded({**OPENED, **review}, date(2025, 11, 19)))
    after = told(loaded({**OPENED, **review}, date(2025, 11, 20)))
    assert "2025/xem-xet-lanh-dao" not in after
    assert after["2025/xac-nhan-hieu-luc"].command == "isoqms review confirm --year 2025"


def test_what_no_record_can_prove_is_a_reminder_that_ends_with_its_day(loaded: Loaded) -> None:
    budget = told(loaded(OPENED, date(2025, 7, 31)))["2025/du-toan"]
    assert (budget.state, budget.command) == (State.SOON, "isoqms new task du-toan --year 2025")
    assert "2025/du-toan" not in told(loaded(OPENED, date(2025, 8, 1)))


def test_what_is_done_only_when_needed_is_never_overdue(loaded: Loaded) -> None:
    assert "2025/kien-toan-ban-chi-dao" in told(loaded(OPENED, date(2025, 7, 31)))
    assert "2025/kien-toan-ban-chi-dao" not in told(loaded(OPENED, date(2025, 8, 1)))


def test_a_year_that_nobody_opened_is_told_once_with_what_the_law_asks(loaded: Loaded) -> None:
    found = told(loaded(OPENED, date(2027, 11, 21)))
    assert found["2027"].command == "isoqms new year 2027"
    assert {key for key, each in found.items() if each.state is not State.LATER} == {
        "2027",
        "2027/danh-gia-noi-bo",
        "2027/xem-xet-lanh-dao",
        # What has never been done, and the year 2026 that has no records either.
        "ho-so-nam",
        "lap-ban-chi-dao",
        "cong-bo-lan-dau",
    }


def test_years_long_gone_are_let_rest(loaded: Loaded) -> None:
    found = told(loaded(OPENED, date(2029, 2, 1)))
    assert not [key for key in found if key.startswith("2025")]


# Quarters


@pytest.mark.parametrize(
    ("period", "quarter"),
    [
        ("Quý I", 1),
        ("Quý II", 2),
        ("quý 3 năm 2025", 3),
        ("Quý IV", 4),
        ("6 tháng đầu năm", 2),
        ("Chín tháng", 3),
        ("Tháng 9", 3),
        ("Tháng 8", 2),
        ("Cả năm", 4),
        ("Đến 26/10/2022", 3),
        ("Đến 30/9/2022", 3),
        ("Đến 31/12/2022", 4),
        ("đợt thử", 0),
    ],
)
def test_a_period_is_known_by_the_last_whole_quarter_that_it_covers(
    period: str, quarter: int
) -> None:
    assert through(period) == quarter


@given(st.integers(2000, 2100), st.integers(1, 4))
def test_a_quarter_ends_on_the_last_day_before_the_next(year: int, quarter: int) -> None:
    end = quarter_end(year, quarter)
    following = date.fromordinal(end.toordinal() + 1)
    assert (end.year, (end.month - 1) // 3 + 1) == (year, quarter)
    assert (following.day, (following.month - 1) % 3) == (1, 0)


CASES = "periods:\n  - {start: 2025-01-01, end: 2025-03-31, received: 10}\n"
RESULT = (
    "objectives:\n"
    "  - {id: so-hoa, text: Số hóa, target: 60, results: [{period: Quý I, value: 20}]}\n"
)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        pytest.param({}, "chưa ghi số liệu hồ sơ", id="no cases"),
        pytest.param(
            {"nam/2025/ho-so.yaml": CASES.replace("03-31", "03-14")},
            None,
            id="figures closed on the 14th",
        ),
        pytest.param(
            {"nam/2025/ho-so.yaml": CASES.replace("03-31", "03-13")},
            "chưa ghi số liệu hồ sơ",
            id="figures end before they could be closed",
        ),
        pytest.param(
            {"nam/2025/ho-so.yaml": CASES}, None, id="no objectives of which a result could be told"
        ),
        pytest.param(
            {
                "nam/2025/ho-so.yaml": CASES,
                "nam/2025/muc-tieu.yaml": RESULT.replace("Quý I", "tháng 2"),
            },
            "chưa ghi kết quả mục tiêu",
            id="no result",
        ),
        pytest.param(
            {"nam/2025/ho-so.yaml": CASES, "nam/2025/muc-tieu.yaml": RESULT}, None, id="both there"
        ),
    ],
)
def test_a_quarter_that_is_over_is_told_by_what_it_lacks(
    loaded: Loaded, files: Mapping[str, str], said: str | None
) -> None:
    found = told(loaded({**OPENED, **files}, date(2025, 4, 5))).get("2025/ket-qua-muc-tieu-quy-1")
    assert (found is None) == (said is None)
    if found and said:
        assert said in found.title
        assert (found.due, found.state) == (date(2025, 4, 30), State.SOON)


# Audits, registers, training

ROUND = "  - {{id: dot-1, state: ke-hoach, planned_from: 2025-09-29, planned_to: 2025-09-30{}}}\n"


@pytest.mark.parametrize(
    ("more", "step"),
    [
        pytest.param("", "checklist", id="no questions yet"),
        pytest.param(
            ", checks: [{question: Có sổ không}]", "note", id="a question without an answer"
        ),
        pytest.param(
            ", checks: [{question: Có sổ không, result: phu-hop}]", "close", id="all answered"
        ),
    ],
)
def test_a_planned_round_is_told_with_the_step_that_comes_next(
    loaded: Loaded, more: str, step: str
) -> None:
    files = {**OPENED, "nam/2025/danh-gia-noi-bo.yaml": f"rounds:\n{ROUND.format(more)}"}
    found = told(loaded(files, date(2025, 9, 10)))
    assert found["2025/dot-1"].command == f"isoqms audit {step} dot-1 --year 2025"
    assert "2025/danh-gia-noi-bo" not in found
    assert found["2025/doan-danh-gia"].due == date(2025, 9, 29)


def test_of_several_rounds_without_a_day_only_the_first_is_the_laws(loaded: Loaded) -> None:
    rounds = "rounds:\n  - {id: dot-1, state: ke-hoach}\n  - {id: dot-2, state: ke-hoach}\n"
    found = told(loaded({**OPENED, "nam/2025/danh-gia-noi-bo.yaml": rounds}, date(2025, 12, 20)))
    assert [
        (found[f"2025/{name}"].due, found[f"2025/{name}"].legal) for name in ("dot-1", "dot-2")
    ] == [
        (date(2025, 12, 31), True),
        (date(2025, 12, 31), False),
    ]


def test_a_finding_without_a_row_in_the_register_is_told(loaded: Loaded) -> None:
    audit = (
        "rounds:\n  - {id: dot-1, state: da-danh-gia, held: 2025-09-30, findings: "
        "[{kind: khong-phu-hop, text: Thiếu giờ giao nhận}, {kind: luu-y, text: Nên gộp phiếu}]}\n"
    )
    found = tasks(loaded({**OPENED, "nam/2025/danh-gia-noi-bo.yaml": audit}, date(2025, 10, 5)))
    (finding,) = [each for each in found if each.kind is TaskKind.FINDING]
    assert "«Thiếu giờ giao nhận»" in finding.title
    assert finding.command == "isoqms new nonconformity --year 2025"


NC = (
    "items:\n"
    "  - {{id: kph-01, found: 2025-03-01, source: Sổ, description: Trễ hạn, due: 2025-04-01{}}}\n"
)


@pytest.mark.parametrize(
    ("more", "begins", "state"),
    [
        pytest.param("", "Tìm nguyên nhân", State.OVERDUE, id="nothing done"),
        pytest.param(", action: Nhắc", "Khắc phục", State.OVERDUE, id="planned"),
        pytest.param(
            ", action: Nhắc, done: 2025-03-20", "Kiểm tra hiệu lực", State.OPEN, id="done"
        ),
        pytest.param(", done: 2025-03-20, effective: Có", "Đóng", State.OPEN, id="effective"),
        pytest.param(", closed: 2025-05-01", None, None, id="closed"),
        pytest.param(
            ", closed: 2026-07-01", "Tìm nguyên nhân", State.OVERDUE, id="closed after the day"
        ),
    ],
)
def test_a_nonconformity_stays_open_in_later_years_until_it_is_closed(
    loaded: Loaded, more: str, begins: str | None, state: State | None
) -> None:
    files = {**OPENED, "nam/2025/khong-phu-hop.yaml": NC.format(more)}
    found = told(loaded(files, date(2026, 6, 30))).get("2025/kph-01")
    assert (found.state if found else None) is state
    if found and begins:
        assert found.title.startswith(begins)
        assert found.command == "isoqms update nonconformity kph-01 --year 2025"


def test_conclusions_risks_complaints_and_sessions_are_told_until_done(loaded: Loaded) -> None:
    files = {
        **OPENED,
        "nam/2025/xem-xet.yaml": (
            "reviews:\n  - held: 2025-05-20\n    outputs:\n"
            "      - {point: a, text: Xong rồi, done: 2025-05-25}\n"
            "      - {point: c, text: Mua máy quét, due: 2025-06-30}\n"
        ),
        "nam/2025/rui-ro.yaml": (
            "risks:\n"
            "  - {id: tre, kind: rui-ro, process: QT, description: Trễ, likelihood: 3, severity: "
            "3, action: Nhắc, due: 2025-06-30}\n"
            "  - {id: mat, kind: rui-ro, process: QT, description: Mất, likelihood: 3, severity: "
            "3, action: Quét, due: 2025-06-30, done: 2025-06-12}\n"
        ),
        "nam/2025/khieu-nai.yaml": (
            "complaints:\n"
            "  - {id: pa-01, received: 2025-06-01, subject: Chờ lâu, due: 2025-06-10}\n"
            "  - {id: pa-02, received: 2025-06-01, subject: Chờ lâu, answered: 2025-06-03}\n"
        ),
        "nam/2025/dao-tao.yaml": (
            "sessions:\n  - {subject: Nhận thức, planned: 2025-06-20}\n"
            "  - {subject: Chuyên gia, held: 2025-03-01}\n"
        ),
    }
    found = told(loaded(files, date(2025, 6, 15)))
    kinds = (TaskKind.CONCLUSION, TaskKind.RISK, TaskKind.COMPLAINT, TaskKind.TRAINING)
    assert {key: each.command for key, each in found.items() if each.kind in kinds} == {
        "2025/ket-luan-2": "isoqms review done 2 --year 2025",
        "2025/tre": "isoqms update risk tre --year 2025",
        "2025/pa-01": "isoqms update complaint pa-01 --year 2025",
        "2025/dao-tao-1": "isoqms update training 1 --year 2025",
    }
    assert found["2025/pa-01"].state is State.OVERDUE


# Documents

LAW = (
    "documents:\n  - number: 118/2025/NĐ-CP\n    title: Về một cửa\n    issuer: Chính phủ\n"
    "    effective: 2025-07-01\n"
    "    affects: [QT-MC-01]\n"
)
IN_FORCE = {**OPENED, "tai-lieu/tthc/mot-cua/QT-MC-01.md": QT_MC, "ben-ngoai/van-ban.yaml": LAW}


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        pytest.param(date(2025, 6, 30), None, id="before its effect"),
        pytest.param(date(2025, 7, 1), State.OPEN, id="in effect"),
        pytest.param(date(2025, 9, 1), State.SOON, id="30 days left"),
        pytest.param(date(2025, 10, 2), State.OVERDUE, id="three months gone"),
    ],
)
def test_a_change_of_law_is_followed_within_three_months_of_its_effect(
    loaded: Loaded, as_of: date, state: State | None
) -> None:
    found = told(loaded(IN_FORCE, as_of)).get("van-ban/118/2025/NĐ-CP")
    assert (found.state if found else None) is state
    if found:
        assert (found.due, found.legal) == (date(2025, 10, 1), True)
        assert found.command == "isoqms revise QT-MC-01"


def test_once_the_document_is_being_changed_it_remains_to_be_issued(loaded: Loaded) -> None:
    files = {
        **IN_FORCE,
        "du-thao/tthc/mot-cua/QT-MC-01.md": QT_MC.replace("kind:", "revision: 2\nkind:"),
    }
    found = told(loaded(files, date(2025, 9, 1)))
    assert found["van-ban/118/2025/NĐ-CP"].command == "isoqms issue"
    assert found["du-thao"].title == "Trình ký, ban hành QT-MC-01 lần 2"


def test_once_the_document_in_force_rests_on_the_law_only_the_day_of_it_remains(
    loaded: Loaded,
) -> None:
    followed = QT_MC.replace("kind:", "revision: 2\nlegal_basis: [118/2025/NĐ-CP]\nkind:")
    found = told(
        loaded({**IN_FORCE, "tai-lieu/tthc/mot-cua/QT-MC-01.md": followed}, date(2025, 9, 1))
    )
    law = found["van-ban/118/2025/NĐ-CP"]
    assert law.title == "Ghi ngày đã cập nhật QT-MC-01 theo 118/2025/NĐ-CP (có hiệu lực 01/7/2025)"
    assert law.command == "isoqms update law 118/2025/NĐ-CP"


def test_what_the_framework_left_open_outside_the_drafts_is_told_with_its_file(
    loaded: Loaded,
) -> None:
    services = (
        'procedures:\n  - code: "[cần điền: mã TTHC]"\n    name: Chứng thực\n    field: Tư pháp\n'
        "    level: cap-xa\n"
    )
    found = told(loaded({**OPENED, "tthc/danh-muc.yaml": services}, date(2025, 3, 1)))
    assert found["can-dien"].title == "Điền nốt 1 chỗ «[cần điền: …]» ở tthc/danh-muc.yaml"


def test_a_conclusion_that_says_nothing_is_nothing_to_do(loaded: Loaded) -> None:
    reviews = (
        "reviews:\n  - held: 2025-03-01\n    outputs:\n      - {point: a, text: Sửa phiếu}\n"
        "      - {point: b, text: Không}\n"
    )
    found = told(loaded({**OPENED, "nam/2025/xem-xet.yaml": reviews}, date(2025, 3, 10)))
    assert [key for key in found if "ket-luan" in key] == ["2025/ket-luan-1"]


ANNOUNCED = {
    **OPENED,
    "nam/2025/cong-bo.yaml": (
        "announcements:\n"
        "  - {decision: 20/QĐ-UBND, announced: 2025-03-01, notified: true, posted: Tại trụ sở}\n"
    ),
}


def test_documents_that_came_after_the_announcement_ask_for_another_one(loaded: Loaded) -> None:
    new = (
        "number: 30/QĐ-UBND\nkind: ban-hanh-tai-lieu\nsummary: Ban hành\nsigned: 2025-05-06\n"
        "authority: Chủ tịch UBND xã An Phú\nissues:\n"
        "  - {code: QT-NB-09, revision: 1, title: Mới}\n"
        "  - {code: QT-NB-01, revision: 2, title: Sửa}\n"
    )
    assert "2025/cong-bo-lai" not in told(loaded(ANNOUNCED, date(2025, 6, 1)))
    found = told(loaded({**ANNOUNCED, "quyet-dinh/2025/30-QD-UBND.yaml": new}, date(2025, 6, 1)))[
        "2025/cong-bo-lai"
    ]
    assert "30/QĐ-UBND ngày 06/5/2025 ban hành mới 1 quy trình (QT-NB-09)" in found.title
    assert found.command == "isoqms announce --check"


def test_an_announcement_without_notice_or_posting_is_told(loaded: Loaded) -> None:
    bare = {
        **OPENED,
        "nam/2025/cong-bo.yaml": "announcements:\n  - {decision: 20/QĐ-UBND, announced: "
        "2025-03-01}\n",
    }
    assert not [
        each
        for each in tasks(loaded(ANNOUNCED, date(2025, 3, 2)))
        if each.kind is TaskKind.PUBLICITY
    ]
    (found,) = [
        each for each in tasks(loaded(bare, date(2025, 3, 2))) if each.kind is TaskKind.PUBLICITY
    ]
    assert "thông báo bằng văn bản" in found.title
    assert "niêm yết tại trụ sở" in found.title


def test_a_change_that_was_cut_short_comes_first(make_repository: Callable[..., Path]) -> None:
    root = make_repository(OPENED)
    (root / ".git").mkdir()
    (root / ".git" / "isoqms-dang-ghi.json").write_text("{", encoding="utf-8")
    first = tasks(load(root, date(2025, 12, 31)))[0]
    assert (first.kind, first.command) == (TaskKind.INTERRUPTION, "isoqms undo")


# The samples


@pytest.mark.parametrize(
    ("as_of", "there", "done"),
    [
        pytest.param(
            date(2025, 9, 1),
            {"2025/doan-danh-gia", "2025/dot-1", "2025/bao-cao-khao-sat"},
            {"2025/ke-hoach-nam", "2025/ban-hanh-tai-lieu", "2025/chinh-sach-muc-tieu"},
            id="the documents are issued",
        ),
        pytest.param(
            date(2025, 12, 1),
            {"2025/kph-03", "2025/ket-luan-3", "2025/bao-cao-tu-cham-diem"},
            {"2025/xem-xet-lanh-dao", "2025/dot-1", "2025/cong-bo-lai", "2025/bao-cao-khao-sat"},
            id="announced",
        ),
        pytest.param(
            date(2026, 3, 1),
            {"2025/kph-03", "2025/ket-luan-3", "2026/chinh-sach-muc-tieu", "2026/boi-canh"},
            {"2026/ke-hoach-nam", "2026/kien-toan-ban-chi-dao", "2025/bao-cao-tu-cham-diem"},
            id="the next year has begun",
        ),
        pytest.param(
            date(2026, 6, 30),
            {
                "2025/kph-03",
                "2026/kph-05",
                "2026/ket-qua-muc-tieu-quy-2",
                "2026/dot-1",
                "2026/cong-bo-lai",
            },
            {
                "2026/chinh-sach-muc-tieu",
                "2026/boi-canh",
                "2026/rui-ro-co-hoi",
                "2026/danh-gia-noi-bo-chuong-trinh",
            },
            id="half-time",
        ),
    ],
)
def test_the_demo_commune_is_told_what_its_day_asks(
    an_phu: Path, as_of: date, there: set[str], done: set[str]
) -> None:
    found = told(recorded_on(an_phu, as_of).repository)
    assert there <= set(found)
    assert not done & set(found)


def test_what_the_real_district_had_not_done_is_told_at_the_end_of_its_year() -> None:
    found = told(load(KRONG_NO, date(2022, 12, 20)))
    assert {key for key, each in found.items() if each.state is State.OVERDUE} == {
        "2022/rui-ro-co-hoi",
        "2022/boi-canh",
        "2022/bao-cao-tu-cham-diem",
    }
    assert {"2022/dot-2", "2022/dot-3", "2022/dot-4", "2022/xem-xet-lanh-dao"} <= set(found)
    assert not {"2022/dot-1", "2022/doan-danh-gia", "2022/dao-tao", "2022/cong-bo-lai"} & set(found)


# Commands


def is_known(command: str) -> bool:
    """Whether a command can be typed as it stands.

    Its word, and the word or the register behind it.
    """
    program, word, *rest = shlex.split(command)
    second = next((each for each in rest if not each.startswith("-")), None)
    if program != "isoqms" or word not in COMMANDS:
        return False
    if word == "decision":
        return second in BY_WORD
    if word == "export":
        registers = [each for each in rest if not each.startswith("-") and not each.isdigit()]
        return bool(registers) and set(registers) <= {kind.name for kind in KINDS}
    if word in STEPS and second is not None and not second.isdigit():
        return second in STEPS[word]
    return word not in ("new", "update") or second in {
        *RECORDS,
        *({"year", "budget"} if word == "new" else ()),
    }


@pytest.mark.parametrize(
    "deadline", [d for d in load_deadlines("viet-nam").deadlines if d.command], ids=lambda d: d.id
)
def test_every_command_of_the_calendar_can_be_typed(deadline: object) -> None:
    command = getattr(deadline, "command", "")
    assert is_known(command), command


def test_every_command_of_a_task_can_be_typed(an_phu: Path) -> None:
    days = [date(2025, m, 15) for m in range(7, 13)] + [date(2026, m, 15) for m in range(1, 13)]
    commands = {each.command for day in days for each in tasks(load(an_phu, day))}
    commands |= {
        each.command for m in range(1, 13) for each in tasks(load(KRONG_NO, date(2022, m, 28)))
    }
    assert len(commands) > 40
    assert [command for command in commands if not is_known(command)] == []
    without_year = {command for command in commands if "--year" not in command}
    assert {shlex.split(c)[1] for c in without_year} <= {
        "issue",
        "revise",
        "validate",
        "announce",
        "new",
        "backup",
        "list",
    }
    assert all(re.search(r"--year \d{4}$|new year \d{4}$", c) for c in commands - without_year)


def test_a_test_of_commands_can_fail() -> None:
    assert not any(
        map(
            is_known,
            ["isoqms province", "isoqms decision plann", "isoqms export", "isoqms new thing"],
        )
    )
