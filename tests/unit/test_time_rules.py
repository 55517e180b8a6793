"""How grave a rule's finding is at the borders of its term, which its page cannot show."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from conftest import BASE

from isoqms.actions.checking.validate import validate
from isoqms.diagnostics import Severity

Make = Callable[[Mapping[str, str | bytes]], Path]

RUNNING = {
    "quyet-dinh/2024/01-QD-UBND.yaml": (
        "number: 01/QĐ-UBND\nkind: ban-hanh-tai-lieu\nsummary: Ban hành\nsigned: 2024-03-01\n"
        "authority: Chủ tịch\nstated: {issued: 20}\n"
    )
}
ANNOUNCED = "announcements:\n  - {decision: 90/QĐ-UBND, announced: 2025-10-01, posted: Bảng tin}\n"
OFFLINE = {
    "isoqms.yaml": f"{BASE['isoqms.yaml']}website: https://anphu.example\n",
    "nam/2025/cong-bo.yaml": f"{ANNOUNCED[:-2]}, notice: 91/UBND-VX}}\n",
}
"""Announced to the lead agency and on the board, and not on the agency's own page."""


@pytest.mark.parametrize(
    ("rule", "files", "day", "severity"),
    [
        pytest.param("QMS501", {}, date(2025, 9, 30), None, id="501 before the last quarter"),
        pytest.param(
            "QMS501", {}, date(2025, 10, 1), Severity.WARNING, id="501 in the last quarter"
        ),
        pytest.param(
            "QMS501", {}, date(2026, 1, 1), Severity.ERROR, id="501 when the year is over"
        ),
        pytest.param("QMS502", {}, date(2025, 12, 31), Severity.WARNING, id="502 on the last day"),
        pytest.param(
            "QMS502", {}, date(2026, 1, 1), Severity.ERROR, id="502 when the year is over"
        ),
        pytest.param("QMS515", {}, date(2025, 11, 30), None, id="515 in November"),
        pytest.param("QMS515", {}, date(2025, 12, 1), Severity.WARNING, id="515 in December"),
        pytest.param("QMS523", {}, date(2025, 12, 1), Severity.NOTE, id="523 in December"),
        pytest.param(
            "QMS523", {}, date(2026, 1, 1), Severity.WARNING, id="523 when the year is over"
        ),
        pytest.param(
            "QMS504",
            {"nam/2025/cong-bo.yaml": ANNOUNCED},
            date(2025, 10, 31),
            Severity.WARNING,
            id="504 for 30 days",
        ),
        pytest.param(
            "QMS504",
            {"nam/2025/cong-bo.yaml": ANNOUNCED},
            date(2025, 11, 1),
            Severity.ERROR,
            id="504 after 30 days",
        ),
        pytest.param(
            "QMS504",
            {"nam/2025/cong-bo.yaml": ANNOUNCED},
            date(2025, 9, 30),
            None,
            id="504 before it was announced",
        ),
        pytest.param(
            "QMS504",
            OFFLINE,
            date(2025, 10, 31),
            Severity.WARNING,
            id="504 not on the web for 30 days",
        ),
        pytest.param(
            "QMS504",
            OFFLINE,
            date(2025, 11, 1),
            Severity.ERROR,
            id="504 not on the web after 30 days",
        ),
        pytest.param(
            "QMS506",
            {
                "nam/2025/danh-gia-noi-bo.yaml": "rounds:\n  - id: d1\n    state: ke-hoach\n"
                "    units: [van-phong, kinh-te]\n"
                "    auditors: [{post: A, unit: van-phong}, {post: B, unit: kinh-te}]\n"
            },
            date(2025, 6, 1),
            Severity.WARNING,
            id="506 where the auditors can change places",
        ),
        pytest.param(
            "QMS706",
            {
                "nam/2025/ho-so.yaml": "periods:\n  - {start: 2025-01-01, end: 2025-03-31, "
                "early_or_on_time: 264, "
                "late: 55, stated: {on_time_rate: 82.7}}\n"
            },
            date(2025, 6, 1),
            Severity.WARNING,
            id="706 where the ratio was cut off",
        ),
        pytest.param(
            "QMS706",
            {
                "nam/2025/ho-so.yaml": "periods:\n  - {start: 2025-01-01, end: 2025-03-31, "
                "early_or_on_time: 264, "
                "late: 55, stated: {on_time_rate: 82.6}}\n"
            },
            date(2025, 6, 1),
            Severity.ERROR,
            id="706 where it is wrong",
        ),
        pytest.param(
            "QMS710",
            {
                "nam/2025/so-lieu.yaml": "procedures: 319\nprocedures_served: 264\n"
                "procedures_served_rate: 82.7\n"
            },
            date(2025, 6, 1),
            Severity.WARNING,
            id="710 where the ratio was cut off",
        ),
    ],
)
def test_how_grave_it_is_at_the_border(
    rule: str, files: Mapping[str, str], day: date, severity: Severity | None, make_repository: Make
) -> None:
    root = make_repository({**RUNNING, "nam/2025/ke-hoach.yaml": "tasks: []\n", **files})
    found = {d.severity for d in validate(root, day).diagnostics if d.rule == rule}
    assert found == ({severity} if severity else set())


def test_an_agency_that_has_not_begun_is_late_with_nothing(make_repository: Make) -> None:
    root = make_repository(
        {
            "nam/2024/ke-hoach.yaml": "signed: 2024-01-05\ntasks: [{id: a, task: Việc, due: "
            "2024-02-01}]\n",
            "nam/2024/muc-tieu.yaml": "objectives: [{id: a, text: Mục tiêu, measure: Đo, target: "
            "5, actions: "
            "[{what: V, resources: N, role: thu-ky-iso, due: Quý I, evaluation: Đ}]}]\n",
            "nam/2024/danh-gia-noi-bo.yaml": "rounds: [{id: d1, state: ke-hoach, planned_to: "
            "2024-06-01}]\n",
        }
    )
    # That it has not begun is told, and is all that is told.
    assert [
        d.rule for d in validate(root, date(2025, 12, 31)).diagnostics if d.rule.startswith("QMS5")
    ] == ["QMS562"]


def test_a_year_without_a_folder_owes_nothing(make_repository: Make) -> None:
    root = make_repository({**RUNNING, "nam/2026/ke-hoach.yaml": "tasks: []\n"})
    rules = {d.rule for d in validate(root, date(2026, 1, 31)).diagnostics}
    assert not rules & {"QMS501", "QMS502", "QMS515", "QMS523"}


def test_a_decision_named_among_the_outgoing_documents_has_its_number_once(
    make_repository: Make,
) -> None:
    root = make_repository(
        {
            **RUNNING,
            "nam/2024/van-ban-di.yaml": "documents:\n  - {number: 01/QĐ-UBND, day: 2024-03-01, "
            "type: Quyết định, "
            "issuer: UBND xã, summary: Ban hành}\n",
        }
    )
    assert [d for d in validate(root, date(2024, 6, 1)).diagnostics if d.rule == "QMS518"] == []
