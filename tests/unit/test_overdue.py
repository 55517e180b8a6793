"""What is overdue on a day is so for rules and registers; what came later had not come yet."""

from collections.abc import Callable
from datetime import date

import pytest

from isoqms.actions.checking.validate import check
from isoqms.facts.improvement.complaints import Answer, answer
from isoqms.facts.improvement.corrections import Progress, progress
from isoqms.model.improvement import Complaint, Nonconformity
from isoqms.model.registers import BY_NAME
from isoqms.pages.records.registers import register_sheets
from isoqms.repository import Repository
from isoqms.rules.time.improvement import qms510_corrective_action_overdue, qms541_complaint_overdue
from isoqms.rules.time.review import qms525_conclusion_overdue

Loaded = Callable[..., Repository]
DUE = date(2025, 6, 30)


@pytest.mark.parametrize(
    ("answered", "day", "state"),
    [
        pytest.param(None, date(2025, 6, 30), Answer.WAITING, id="on its last day"),
        pytest.param(None, date(2025, 7, 1), Answer.OVERDUE, id="the day after"),
        pytest.param(
            date(2025, 6, 30), date(2025, 6, 30), Answer.ANSWERED, id="answered on its last day"
        ),
        pytest.param(
            date(2025, 7, 1), date(2025, 7, 1), Answer.ANSWERED_LATE, id="answered the day after"
        ),
        pytest.param(
            date(2025, 7, 5), date(2025, 7, 1), Answer.OVERDUE, id="the answer is still to come"
        ),
        pytest.param(
            date(2025, 6, 20), date(2025, 6, 1), Answer.WAITING, id="the answer comes in time"
        ),
    ],
)
def test_how_a_complaint_stands_on_a_day(answered: date | None, day: date, state: Answer) -> None:
    complaint = Complaint(
        id="pa-1", received=date(2025, 6, 1), subject="Chậm", due=DUE, answered=answered
    )
    assert answer(complaint, day) is state


def test_a_complaint_without_a_last_day_is_never_late() -> None:
    complaint = Complaint(
        id="pa-1", received=date(2025, 6, 1), subject="Chậm", answered=date(2025, 12, 1)
    )
    assert answer(complaint, date(2025, 11, 30)) is Answer.WAITING
    assert answer(complaint, date(2025, 12, 1)) is Answer.ANSWERED


@pytest.mark.parametrize(
    ("done", "closed", "day", "state"),
    [
        pytest.param(None, None, date(2025, 6, 30), Progress.OPEN, id="on its last day"),
        pytest.param(None, None, date(2025, 7, 1), Progress.OVERDUE, id="the day after"),
        pytest.param(
            date(2025, 7, 2),
            None,
            date(2025, 7, 1),
            Progress.OVERDUE,
            id="done the day after the question",
        ),
        pytest.param(date(2025, 7, 2), None, date(2025, 7, 2), Progress.DONE, id="done on the day"),
        pytest.param(None, date(2025, 7, 2), date(2025, 7, 1), Progress.OVERDUE, id="closed later"),
        pytest.param(
            None, date(2025, 7, 2), date(2025, 7, 2), Progress.CLOSED, id="closed on the day"
        ),
    ],
)
def test_how_a_correction_stands_on_a_day(
    done: date | None, closed: date | None, day: date, state: Progress
) -> None:
    item = Nonconformity(
        id="kph-1",
        found=date(2025, 6, 1),
        source="Tự kiểm tra",
        description="Trễ",
        due=DUE,
        done=done,
        closed=closed,
    )
    assert progress(item, day) is state


FILES = {
    "quyet-dinh/2025/1-QD-UBND.yaml": """\
number: 1/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành hệ thống tài liệu
signed: 2025-01-06
authority: Chủ tịch UBND xã An Phú
stated: {issued: 20}
""",
    "nam/2025/khieu-nai.yaml": """\
complaints:
  - {id: pa-1, received: 2025-06-01, subject: Chậm, due: 2025-06-30, answered: 2025-07-05}
""",
    "nam/2025/khong-phu-hop.yaml": """\
items:
  - {id: kph-1, found: 2025-06-01, source: Tự kiểm tra, description: Trễ, due: 2025-06-30,
     done: 2025-07-05}
""",
    "nam/2025/xem-xet.yaml": """\
reviews:
  - held: 2025-05-10
    outputs:
      - {point: a, text: Mua máy quét, due: 2025-06-30, done: 2025-07-05}
""",
}
RULES = (qms510_corrective_action_overdue, qms541_complaint_overdue, qms525_conclusion_overdue)


@pytest.mark.parametrize(
    ("as_of", "messages", "notes"),
    [
        pytest.param(date(2025, 6, 30), [], ("trễ hạn 0", "0 quá hạn"), id="on the last day"),
        pytest.param(
            date(2025, 7, 1),
            [
                "Phản ánh «pa-1» hạn trả lời ngày 30/6/2025, đã quá 1 ngày.",
                "Khắc phục «kph-1» hạn ngày 30/6/2025, đã quá 1 ngày.",
                "Kết luận «Mua máy quét» hạn ngày 30/6/2025 mà chưa ghi ngày hoàn thành.",
            ],
            ("trễ hạn 01", "01 quá hạn"),
            id="the day after, though it was done later",
        ),
        pytest.param(
            date(2025, 7, 5),
            ["Phản ánh «pa-1» trả lời trễ 5 ngày."],
            ("trễ hạn 01", "0 quá hạn"),
            id="when it was done",
        ),
    ],
)
def test_rules_and_registers_see_the_same_day(
    as_of: date, messages: list[str], notes: tuple[str, str], loaded: Loaded
) -> None:
    repository = loaded(FILES, as_of)
    assert [found.message for found in check(repository, RULES).diagnostics] == messages
    complaints = register_sheets(repository, BY_NAME["khieu-nai"], 2025)[0].notes
    faults = register_sheets(repository, BY_NAME["khong-phu-hop"], 2025)[0].notes
    assert notes[0] in complaints[0]
    assert notes[1] in faults[0]
