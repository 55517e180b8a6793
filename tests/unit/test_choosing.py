"""The questions that a team takes along: about forty, by what was found before and by risk."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import BASE
from paper_check import text_of
from typer.testing import CliRunner

from isoqms.actions.audit.checklist import Checklist, plan_checklist
from isoqms.actions.papers.decision import print_paper
from isoqms.cli.commands import app
from isoqms.facts.audit.choosing import ENOUGH, Reason
from isoqms.facts.audit.questions import is_about_earlier
from isoqms.facts.papers.catalogue import BY_WORD
from isoqms.history.writing.recording import create
from isoqms.pages.papers.order import PaperOrder
from isoqms.repository import Repository

Loaded = Callable[..., Repository]

DAY = date(2025, 10, 15)
PROGRAMME = "nam/2025/danh-gia-noi-bo.yaml"
WIDE = """\
rounds:
  - id: dot-1
    state: ke-hoach
    planned_to: 2025-10-20
    units: [van-phong, kinh-te]
    clauses: ['4', '5', '6', '7', '8', '9', '10']
    documents: [QT-TP-01]
"""
PROCEDURE = """\
---
code: QT-TP-01
title: Quy trình chứng thực
kind: quy-trinh-tthc
revision: 1
owner: bo-phan-mot-cua
legal_basis: [23/2015/NĐ-CP]
steps:
  - {task: Tiếp nhận, role: bo-phan-mot-cua, hours: 0.5}
records:
  - {name: Sổ chứng thực, kept_by: van-phong, retention: 10 năm}
---
"""
FOUND = "nam/2024/khong-phu-hop.yaml"
EARLIER = "items:\n  - {id: kph-01, found: 2024-09-01, source: Dân, description: Trễ%s}\n"
RISKS = "nam/2025/rui-ro.yaml"
RISK = (
    "risks:\n  - {id: r1, kind: rui-ro, process: QT-TP-01, description: Trễ, "
    "likelihood: 2, severity: %s}\n"
)
FILES = {PROGRAMME: WIDE, "tai-lieu/QT-TP-01.md": PROCEDURE, FOUND: EARLIER % ", unit: kinh-te"}


def made(repository: Repository, *, whole: bool = False) -> Checklist:
    return plan_checklist(repository, 2025, "dot-1", whole=whole)


def test_a_team_takes_along_about_forty_and_all_on_request(loaded: Loaded) -> None:
    repository = loaded(FILES, DAY)
    some, whole = made(repository), made(repository, whole=True)
    assert (len(some.new), sum(some.reasons.values())) == (ENOUGH, ENOUGH)
    assert (some.left, whole.left, whole.reasons) == (len(whole.new) - ENOUGH, 0, {})
    assert some.left > 0
    assert [check for check in whole.new if check in some.new] == list(some.new)


def test_what_was_found_before_is_asked_and_every_unit_procedure_clause(loaded: Loaded) -> None:
    repository = loaded(FILES, DAY)
    some, whole = made(repository), made(repository, whole=True)
    earlier = [check for check in whole.new if is_about_earlier(check)]
    assert len(earlier) == some.reasons[Reason.EARLIER] == 1
    assert earlier[0] in some.new
    assert {check.unit for check in some.new} == {check.unit for check in whole.new}
    assert {check.document for check in some.new} == {check.document for check in whole.new}
    chapters = {(check.clause or "").split(".")[0] for check in some.new}
    assert chapters == {"4", "5", "6", "7", "8", "9", "10"}


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        pytest.param({RISKS: RISK % 4}, Reason.RISK, id="a risk at the threshold of 8"),
        pytest.param({RISKS: RISK % 3}, None, id="a risk below it"),
        pytest.param({FOUND: EARLIER % ", document: QT-TP-01"}, Reason.FOUND_THERE, id="a finding"),
        pytest.param(
            {
                "nam/2024/danh-gia-noi-bo.yaml": (
                    "rounds: [{id: dot-1, state: da-danh-gia, held: 2024-10-01}]\n"
                ),
                "quyet-dinh/2025/5-QD-UBND.yaml": (
                    "number: 5/QĐ-UBND\nkind: ban-hanh-tai-lieu\nsummary: Ban hành\n"
                    "signed: 2025-02-01\nauthority: Chủ tịch\n"
                    "issues: [{code: QT-TP-01, revision: 1}]\n"
                ),
            },
            Reason.CHANGED,
            id="issued since the last audit",
        ),
    ],
)
def test_a_procedure_is_chosen_for_what_the_records_say_of_it(
    loaded: Loaded, files: dict[str, str], reason: Reason | None
) -> None:
    repository = loaded({**FILES, FOUND: EARLIER % "", **files}, DAY)
    found = made(repository).reasons
    of_the_procedure = {Reason.RISK, Reason.FOUND_THERE, Reason.CHANGED} & set(found)
    assert of_the_procedure == ({reason} if reason else set())


def test_the_screen_says_how_many_why_and_how_to_get_the_rest(
    make_repository: Callable[..., Path],
) -> None:
    root = make_repository(FILES)
    create(root)
    words = ["audit", "checklist", "dot-1", "-C", str(root), "--as-of", "2025-10-15"]
    said = CliRunner().invoke(app, [*words, "--author", "Thư ký <a@b.example>"]).output
    assert f"Đã ghi {ENOUGH} câu hỏi vào {PROGRAMME}." in said
    assert "Đã chọn cho cả đợt: 1 câu hỏi lại phát hiện trước;" in said
    assert "câu khác chưa đưa vào phiếu; lấy cả: isoqms audit checklist dot-1 --all" in said
    again = CliRunner().invoke(app, words).output
    assert f"đã đủ {ENOUGH} câu, không có câu nào mới" in again


def test_the_numbers_on_the_sheets_begin_at_one(loaded: Loaded) -> None:
    checks = (
        "    checks:\n      - {question: Của phòng, unit: kinh-te, result: phu-hop, evidence: Sổ}\n"
        "      - {question: Của chung, result: phu-hop, evidence: Sổ}\n"
    )
    repository = loaded({**BASE, PROGRAMME: WIDE + checks}, DAY)
    for word in ("audit-checklist", "audit-notes"):
        printed = print_paper(repository, BY_WORD[word], PaperOrder(2025, DAY, item="dot-1"))
        text = text_of(printed.content)
        assert 0 < text.index("Của phòng") < text.index("Của chung")
