"""The internal audit.

What is asked, what is noted, how a round is closed, and what the year shows of it.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath

import pytest

from isoqms.actions.audit.checklist import plan_checklist
from isoqms.actions.audit.close import RoundNotReady, plan_close
from isoqms.actions.audit.notes import Note, plan_notes, plan_strength, result_of
from isoqms.actions.audit.overview import show_audit
from isoqms.actions.audit.rounds import NoProgramme, RoundIsOver
from isoqms.actions.changing.applying import Change, apply, rehearse
from isoqms.cli.commands import app
from isoqms.errors import BadAnswer
from isoqms.facts.audit.questions import questions
from isoqms.history.writing.recording import create, record
from isoqms.model.audit import AuditCheck, AuditRound, CheckResult, FindingKind, RoundState
from isoqms.repository import Repository, load

Make = Callable[[Mapping[str, str | bytes]], Path]

AS_OF = date(2025, 10, 15)
NOW = datetime(2025, 10, 15, 8, tzinfo=UTC)
PROGRAMME = "nam/2025/danh-gia-noi-bo.yaml"
REGISTER = "nam/2025/khong-phu-hop.yaml"

PROCEDURE = """\
---
code: QT-TP-01
title: Quy trình chứng thực
kind: quy-trinh-tthc
revision: 2
owner: bo-phan-mot-cua
clauses: [8.5.1]
legal_basis: [23/2015/NĐ-CP]
dossier: [{name: Bản chính giấy tờ, originals: 1}]
time_limit: {days: 1}
steps:
  - {task: Tiếp nhận, role: bo-phan-mot-cua, hours: 0.5, result: Giấy hẹn}
  - {task: Trình ký, role: nguoi-dung-dau, timing: Trong ngày}
  - {task: Trả kết quả, role: bo-phan-mot-cua}
forms: [BM-TP-01-01]
records:
  - {name: Sổ chứng thực, kept_by: van-phong, retention: 10 năm}
---
"""
LAWS = """\
documents:
  - number: 23/2015/NĐ-CP
    title: Nghị định về chứng thực
    issuer: Chính phủ
    expires: 2025-07-01
    replaced_by: 280/2025/NĐ-CP
"""
ROUND = """\
# Chương trình của năm
rounds:
  - id: dot-1   # đợt đầu
    state: ke-hoach
    planned_to: 2025-10-20
    units: [van-phong, kinh-te]
    clauses: [7.5.3, '9.2']
    documents: [QT-TP-01]
    auditors:
      - {post: Công chức Phòng Kinh tế, unit: kinh-te, trained: 2024-05-06, lead: true}
      - {post: Công chức Văn phòng, unit: van-phong, trained: 2024-05-06}
"""
FILES: Mapping[str, str] = {
    PROGRAMME: ROUND,
    "tai-lieu/tthc/tu-phap/QT-TP-01.md": PROCEDURE,
    "ben-ngoai/van-ban.yaml": LAWS,
    "nam/2024/khong-phu-hop.yaml": (
        "items:\n"
        "  - {id: kph-01, found: 2024-09-10, source: Đánh giá nội bộ, unit: kinh-te, description: "
        "Thiếu phiếu,\n"
        "     closed: 2024-10-01, cause: Quên, action: Nhắc hằng tuần, effective: Đủ phiếu}\n"
        "  - {id: kph-02, found: 2024-09-11, source: Đánh giá nội bộ, unit: kinh-te, "
        "description: Trễ hạn,\n"
        "     due: 2025-01-15}\n"
    ),
}


@pytest.fixture
def root(make_repository: Make) -> Path:
    """A commune with one round still to be audited, its whole history recorded."""
    return recorded(make_repository(FILES))


def recorded(folder: Path) -> Path:
    create(folder)
    every = (
        PurePosixPath(path.relative_to(folder).as_posix())
        for path in folder.rglob("*")
        if path.is_file()
    )
    paths = [path for path in every if path.parts[0] != ".git"]
    record(folder, "Tạo kho", author=("Thư ký ISO", "thu-ky@an-phu.example"), when=NOW, paths=paths)
    return folder


def at(folder: Path) -> Repository:
    return load(folder, AS_OF)


def made(folder: Path, change: Change | None) -> Repository:
    """The repository after a change, rehearsed and recorded."""
    assert change is not None
    repository = at(folder)
    rehearse(repository, change)
    apply(repository, change, author=None, when=NOW)
    return at(folder)


def the_round(repository: Repository) -> AuditRound:
    year = repository.years[2025]
    assert year.audits is not None
    return year.audits.record.rounds[0]


def asked(repository: Repository, unit: str | None) -> list[AuditCheck]:
    return [
        check for check in questions(repository, 2025, the_round(repository)) if check.unit == unit
    ]


# What is asked.


def test_a_clause_of_the_system_is_asked_once_and_one_of_the_units_in_each_unit(root: Path) -> None:
    every = questions(at(root), 2025, the_round(at(root)))
    by_clause = {
        clause: {check.unit for check in every if check.clause == clause}
        for clause in ("9.2", "7.5.3")
    }
    assert by_clause == {"9.2": {None}, "7.5.3": {"van-phong", "kinh-te"}}


def test_every_question_of_a_clause_says_what_to_look_at(root: Path) -> None:
    assert all(check.look for check in questions(at(root), 2025, the_round(at(root))))


def test_a_procedure_is_asked_of_the_unit_whose_role_owns_it(root: Path) -> None:
    repository = at(root)
    assert {c.document for c in asked(repository, "van-phong")} == {None, "QT-TP-01"}
    assert {c.document for c in asked(repository, "kinh-te")} == {None}


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("QT-TP-01 lần ban hành 02", id="the issue in force"),
        pytest.param(
            "23/2015/NĐ-CP hết hiệu lực từ 01/7/2025, thay bằng 280/2025/NĐ-CP",
            id="a law that has lapsed",
        ),
        pytest.param(
            "đủ 01 loại giấy tờ theo quy định, kết quả đúng thẩm quyền, trong thời hạn 1 ngày",
            id="limit",
        ),
        pytest.param(
            "bước 1 «Tiếp nhận» (Công chức Bộ phận Một cửa) trong 0,5 giờ làm việc",
            id="a step with hours",
        ),
        pytest.param(
            "bước 2 «Trình ký» (Chủ tịch UBND xã), thời điểm «Trong ngày»",
            id="a step with a moment",
        ),
        pytest.param("Biểu mẫu của QT-TP-01 (BM-TP-01-01)", id="its form"),
        pytest.param(
            "«Sổ chứng thực» tại Văn phòng HĐND và UBND, 10 năm", id="where a record lies, how long"
        ),
    ],
)
def test_a_procedure_is_asked_about(root: Path, words: str) -> None:
    of_it = [check for check in asked(at(root), "van-phong") if check.document == "QT-TP-01"]
    assert sum(words in f"{check.question} {check.look}" for check in of_it) == 1


def test_a_step_without_time_is_seen_in_the_cases_and_not_asked_alone(root: Path) -> None:
    assert not any("bước 3" in check.question for check in asked(at(root), "van-phong"))


def test_what_was_found_before_is_asked_about_by_whether_it_is_closed(root: Path) -> None:
    found = {check.question for check in asked(at(root), "kinh-te") if check.clause == "10.2"}
    assert {question.split(":")[0] for question in found} == {
        "Sự không phù hợp kph-01 («Thiếu phiếu») đã đóng ngày 01/10/2024",
        "Sự không phù hợp kph-02 («Trễ hạn») chưa đóng, hạn 15/01/2025",
    }


def test_a_chapter_asks_one_question_of_each_of_its_clauses(make_repository: Make) -> None:
    wide = ROUND.replace("[7.5.3, '9.2']", "['7']").replace("    documents: [QT-TP-01]\n", "")
    repository = at(make_repository({PROGRAMME: wide}))
    clauses = [check.clause for check in asked(repository, "kinh-te")]
    assert len(clauses) == len(set(clauses)) > 6


def test_a_clause_that_the_scope_excludes_is_not_asked(make_repository: Make) -> None:
    scope = "statement: Giải quyết thủ tục\nexclusions:\n  - {clause: '9.2', justification: Thử}\n"
    repository = at(make_repository({**FILES, "boi-canh/pham-vi.yaml": scope}))
    assert not [check for check in asked(repository, None) if check.clause == "9.2"]


def test_questions_of_the_agency_win_over_ours(make_repository: Make) -> None:
    own = (
        "id: tcvn-iso-9001-2015\nclauses:\n  - clause: '9.2'\n    asked_of: don-vi\n"
        "    questions:\n"
        "      - {ask: Câu của xã, look: Sổ của xã}\n"
    )
    repository = at(make_repository({**FILES, "goi/cau-hoi-danh-gia/tcvn-iso-9001-2015.yaml": own}))
    assert [check.question for check in asked(repository, "kinh-te") if check.clause == "9.2"] == [
        "Câu của xã"
    ]


# The checklist.


def test_a_checklist_is_written_once_and_keeps_the_comments_of_the_file(root: Path) -> None:
    first = plan_checklist(at(root), 2025, "dot-1")
    after = made(root, first.change)
    assert the_round(after).checks == first.new
    text = (root / PROGRAMME).read_text(encoding="utf-8")
    assert text.startswith("# Chương trình của năm\n")
    assert "# đợt đầu" in text
    again = plan_checklist(after, 2025, "dot-1")
    assert (again.new, again.change, again.held) == ((), None, len(first.new))


def test_units_asked_one_after_the_other_give_what_all_together_give(root: Path) -> None:
    whole = {(c.unit, c.question) for c in plan_checklist(at(root), 2025, "dot-1").new}
    for unit in ("kinh-te", "van-phong"):
        made(root, plan_checklist(at(root), 2025, "dot-1", unit).change)
    made(root, plan_checklist(at(root), 2025, "dot-1").change)
    assert {(c.unit, c.question) for c in the_round(at(root)).checks} == whole


@pytest.mark.parametrize(
    ("year", "name", "unit", "words"),
    [
        pytest.param(2025, "dot-l", None, "không có đợt đánh giá «dot-l»", id="unknown round"),
        pytest.param(
            2025, "dot-1", "mot-cua", "không đánh giá đơn vị «mot-cua»", id="unit of no round"
        ),
    ],
)
def test_a_checklist_of_what_is_not_there_is_refused(
    root: Path, year: int, name: str, unit: str | None, words: str
) -> None:
    with pytest.raises(BadAnswer, match=words):
        plan_checklist(at(root), year, name, unit)


def test_a_year_without_a_programme_says_which_years_have_one(root: Path) -> None:
    with pytest.raises(NoProgramme) as refused:
        plan_checklist(at(root), 2023, "dot-1")
    assert "Các năm đã có: 2025" in refused.value.hint


def test_a_round_that_names_nothing_cannot_be_asked_about(make_repository: Make) -> None:
    empty = "rounds:\n  - {id: dot-1, state: ke-hoach}\n"
    with pytest.raises(BadAnswer, match="chưa ghi đánh giá đơn vị, điều khoản, quy trình nào"):
        plan_checklist(at(make_repository({PROGRAMME: empty})), 2025, "dot-1")


# Notes.

ASKED = f"""\
{ROUND}    checks:
      - question: Hồ sơ lưu đúng nơi không?
        unit: van-phong
        clause: 7.5.3
      - question: Phiếu đủ giờ không?
        unit: kinh-te
        clause: 8.5.2
        document: QT-TP-01
      - question: Chính sách có niêm yết không?
"""


@pytest.fixture
def listed(make_repository: Make) -> Path:
    """The same commune with three questions in its round."""
    return recorded(make_repository({**FILES, PROGRAMME: ASKED}))


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        pytest.param("1", CheckResult.CONFORMS, id="number"),
        pytest.param("KPH", CheckResult.NONCONFORMITY, id="short word of the form"),
        pytest.param("Không phù hợp", CheckResult.NONCONFORMITY, id="words with marks"),
        pytest.param("luu-y", CheckResult.OBSERVATION, id="key"),
        pytest.param(" 4 ", CheckResult.NOT_APPLICABLE, id="spaces"),
    ],
)
def test_a_result_is_understood(answer: str, result: CheckResult) -> None:
    assert result_of(answer) is result


@pytest.mark.parametrize("answer", ["0", "5", "tốt", ""])
def test_what_is_no_result_is_refused_with_those_there_are(answer: str) -> None:
    with pytest.raises(BadAnswer) as refused:
        result_of(answer)
    assert "2 hoặc khong-phu-hop" in refused.value.hint


def test_a_note_stands_at_its_question(listed: Path) -> None:
    note = Note(2, CheckResult.NONCONFORMITY, "Phiếu 12, 15 ngày 10/10", "Hai phiếu thiếu giờ")
    check = the_round(made(listed, plan_notes(at(listed), 2025, "dot-1", (note,)))).checks[1]
    assert (check.result, check.evidence, check.remark) == (note.result, note.evidence, note.remark)


def test_an_answer_given_anew_does_not_keep_the_evidence_of_the_old_one(listed: Path) -> None:
    made(
        listed,
        plan_notes(
            at(listed), 2025, "dot-1", (Note(1, CheckResult.OBSERVATION, "Sổ 3", "Lộn xộn"),)
        ),
    )
    after = made(listed, plan_notes(at(listed), 2025, "dot-1", (Note(1, CheckResult.CONFORMS),)))
    check = the_round(after).checks[0]
    assert (check.result, check.evidence, check.remark) == (CheckResult.CONFORMS, None, None)


def test_a_question_of_nobody_can_be_given_its_unit_with_the_answer(listed: Path) -> None:
    note = Note(3, CheckResult.CONFORMS, "Bảng tin", unit="kinh-te")
    assert (
        the_round(made(listed, plan_notes(at(listed), 2025, "dot-1", (note,)))).checks[2].unit
        == "kinh-te"
    )


@pytest.mark.parametrize(
    ("note", "words"),
    [
        pytest.param(Note(9, CheckResult.CONFORMS), "không có câu hỏi số 9", id="no such question"),
        pytest.param(Note(0, CheckResult.CONFORMS), "không có câu hỏi số 0", id="before the first"),
        pytest.param(
            Note(1, CheckResult.NONCONFORMITY, "  "),
            "không có bằng chứng",
            id="a fault without evidence",
        ),
        pytest.param(
            Note(1, CheckResult.CONFORMS, unit="kinh-te"),
            "không hỏi đơn vị",
            id="another unit's question",
        ),
        pytest.param(
            Note(1, CheckResult.CONFORMS, "a\x1b[2Jb"), "ký tự điều khiển", id="terminal escape"
        ),
    ],
)
def test_a_note_that_proves_nothing_is_refused(listed: Path, note: Note, words: str) -> None:
    with pytest.raises(BadAnswer, match=words):
        plan_notes(at(listed), 2025, "dot-1", (note,))


def test_what_is_done_well_becomes_a_finding(listed: Path) -> None:
    change = plan_strength(at(listed), 2025, "dot-1", "Quầy gọn", unit="kinh-te", clause="7.1.4")
    (found,) = the_round(made(listed, change)).findings
    assert (found.kind, found.text, found.unit, found.clause) == (
        FindingKind.STRENGTH,
        "Quầy gọn",
        "kinh-te",
        "7.1.4",
    )


def test_a_strength_of_an_unknown_clause_is_refused(listed: Path) -> None:
    with pytest.raises(BadAnswer, match=r"không có điều khoản «4\.10»"):
        plan_strength(at(listed), 2025, "dot-1", "Quầy gọn", unit=None, clause="4.10")


# Closing.

HELD = date(2025, 10, 14)
ANSWERS = (
    Note(1, CheckResult.OBSERVATION, "Tủ 2: ba hồ sơ để lẫn"),
    Note(2, CheckResult.NONCONFORMITY, "Phiếu 12, 15 ngày 10/10", "Hai phiếu thiếu giờ"),
    Note(3, CheckResult.CONFORMS, "Bảng tin tầng 1"),
)


@pytest.fixture
def noted(listed: Path) -> Path:
    """The same with every question answered."""
    made(listed, plan_notes(at(listed), 2025, "dot-1", ANSWERS))
    return listed


def test_a_fault_becomes_a_finding_and_a_row_that_name_each_other(noted: Path) -> None:
    after = made(
        noted, plan_close(at(noted), 2025, "dot-1", held=HELD, due=date(2025, 11, 14)).change
    )
    closed, register = the_round(after), after.years[2025].nonconformities
    assert register is not None
    (row,) = register.record.items
    (watched, fault) = closed.findings
    assert (closed.state, closed.held) == (RoundState.DONE, HELD)
    assert (row.id, fault.nonconformity, closed.checks[1].nonconformity) == (
        "kph-03",
        "kph-03",
        "kph-03",
    )
    assert (row.found, row.due, row.unit, row.clause, row.document, row.audit, row.description) == (
        HELD,
        date(2025, 11, 14),
        "kinh-te",
        "8.5.2",
        "QT-TP-01",
        "dot-1",
        "Hai phiếu thiếu giờ",
    )
    assert (fault.text, fault.evidence) == ("Hai phiếu thiếu giờ", "Phiếu 12, 15 ngày 10/10")
    assert (watched.kind, watched.text, watched.nonconformity) == (
        FindingKind.OBSERVATION,
        "Tủ 2: ba hồ sơ để lẫn",
        None,
    )


def test_keys_go_on_from_the_last_of_all_years_and_the_register_keeps_its_rows(noted: Path) -> None:
    (noted / REGISTER).write_text(
        "# Sổ\nitems:\n"
        "  - {id: kph-07, found: 2025-03-01, source: Phản ánh, description: Trễ hạn}\n",
        encoding="utf-8",
    )
    made(noted, plan_close(at(noted), 2025, "dot-1", held=HELD).change)
    text = (noted / REGISTER).read_text(encoding="utf-8")
    assert text.startswith("# Sổ\nitems:\n  - {id: kph-07,")
    assert "- id: kph-08\n" in text


def test_a_closed_round_takes_no_further_notes(noted: Path) -> None:
    made(noted, plan_close(at(noted), 2025, "dot-1", held=HELD).change)
    with pytest.raises(RoundIsOver, match="đã đánh giá"):
        plan_notes(at(noted), 2025, "dot-1", (Note(1, CheckResult.CONFORMS),))
    with pytest.raises(RoundIsOver):
        plan_close(at(noted), 2025, "dot-1", held=HELD)


TEAM = ROUND[ROUND.index("    auditors:") :]


@pytest.mark.parametrize(
    ("team", "words"),
    [
        pytest.param("", "Chưa ghi ai đánh giá", id="nobody"),
        pytest.param(
            "    auditors: [{post: Công chức, trained: 2024-05-06}]\n",
            "Đợt chưa có trưởng đoàn",
            id="no lead",
        ),
        pytest.param(
            "    auditors: [{post: Công chức, lead: true}]\n",
            "«Công chức» chưa có ngày được đào tạo trước ngày đánh giá",
            id="not trained",
        ),
        pytest.param(
            "    auditors: [{post: Công chức, trained: 2025-10-15, lead: true}]\n",
            "«Công chức» chưa có ngày được đào tạo trước ngày đánh giá",
            id="trained after the audit",
        ),
        pytest.param(
            "    auditors: [{post: Công chức, unit: kinh-te, trained: 2024-05-06, lead: true}]\n",
            "Không ai được đánh giá Phòng Kinh tế",
            id="their own unit",
        ),
    ],
)
def test_a_team_that_may_not_audit_keeps_a_round_open(
    make_repository: Make, team: str, words: str
) -> None:
    folder = make_repository({**FILES, PROGRAMME: ASKED.replace(TEAM, team)})
    with pytest.raises(RoundNotReady) as refused:
        plan_close(at(folder), 2025, "dot-1", held=HELD, leave_open=True)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("held", "words"),
    [
        pytest.param(None, "Chưa biết ngày đánh giá", id="no day"),
        pytest.param(date(2025, 10, 16), "còn ở phía trước", id="tomorrow"),
        pytest.param(date(2024, 10, 14), "không thuộc năm 2025", id="another year"),
    ],
)
def test_a_day_that_cannot_be_keeps_a_round_open(
    noted: Path, held: date | None, words: str
) -> None:
    with pytest.raises(RoundNotReady) as refused:
        plan_close(at(noted), 2025, "dot-1", held=held)
    assert words in str(refused.value)


def test_questions_left_open_are_told_by_number_and_may_be_left_on_purpose(listed: Path) -> None:
    with pytest.raises(RoundNotReady) as refused:
        plan_close(at(listed), 2025, "dot-1", held=HELD)
    assert "Còn 3 câu chưa trả lời (câu 1, 2, 3)" in str(refused.value)
    assert plan_close(at(listed), 2025, "dot-1", held=HELD, leave_open=True).open_questions == (
        1,
        2,
        3,
    )


def test_a_course_for_auditors_stands_for_days_that_are_not_told(make_repository: Make) -> None:
    team = "    auditors: [{post: Công chức, lead: true}]\n"
    course = "sessions:\n  - {subject: Đánh giá nội bộ, held: 2025-09-01, auditors: true}\n"
    files = {**FILES, PROGRAMME: ASKED.replace(TEAM, team), "nam/2025/dao-tao.yaml": course}
    plan_close(at(make_repository(files)), 2025, "dot-1", held=HELD, leave_open=True)


# What the year shows.


def steps(repository: Repository) -> Iterator[tuple[str, str]]:
    return ((step.words, step.command) for step in show_audit(repository, 2025).steps)


def test_the_next_step_follows_the_round(root: Path) -> None:
    assert ("Soạn phiếu hỏi dot-1", "isoqms audit checklist dot-1 --year 2025") in steps(at(root))
    made(root, plan_checklist(at(root), 2025, "dot-1").change)
    left = len(the_round(at(root)).checks)
    words = f"In phiếu, đi đánh giá, ghi kết quả dot-1 (còn {left} câu)"
    assert (words, "isoqms audit note dot-1 --year 2025") in steps(at(root))


def test_after_closing_come_the_report_and_the_corrective_action(noted: Path) -> None:
    after = made(noted, plan_close(at(noted), 2025, "dot-1", held=HELD).change)
    assert {command for _, command in steps(after)} >= {
        "isoqms decision audit-report dot-1 --year 2025",
        "isoqms decision car kph-03 --year 2025",
    }


def test_a_report_of_a_later_round_tells_of_the_earlier_ones(make_repository: Make) -> None:
    done = (
        "rounds:\n  - {id: dot-1, state: da-danh-gia, held: 2025-09-01, units: [van-phong]}\n"
        "  - {id: dot-2, state: da-danh-gia, held: 2025-10-01, units: [kinh-te], report: "
        "15/BC-ĐĐG}\n"
    )
    commands = [command for _, command in steps(at(make_repository({PROGRAMME: done})))]
    assert not [command for command in commands if "audit-report" in command]


def test_a_round_that_names_nothing_is_to_be_filled_in_before_it_is_asked_about(
    make_repository: Make,
) -> None:
    bare = "rounds:\n  - {id: dot-1, state: ke-hoach}\n"
    found = dict(steps(at(make_repository({PROGRAMME: bare}))))
    assert f"Ghi đơn vị, điều khoản, quy trình của dot-1 vào «{PROGRAMME}»" in found
    assert "Soạn phiếu hỏi dot-1" not in found


def test_a_unit_that_no_round_audits_is_told(make_repository: Make) -> None:
    one = "rounds:\n  - {id: dot-1, state: ke-hoach, units: [van-phong]}\n"
    assert ("Đưa vào chương trình các đơn vị chưa có: Phòng Kinh tế", "") in steps(
        at(make_repository({PROGRAMME: one}))
    )


# As a person uses it.


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    code = app([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_round_goes_from_checklist_to_closing_on_the_command_line(
    listed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("-C", listed, "--as-of", AS_OF.isoformat())
    assert run(capsys, "audit", "checklist", "dot-1", *where)[0] == 0
    said = ("audit", "note", "dot-1", "2", "--result", "kph", "--evidence", "Phiếu 12")
    assert run(capsys, *said, *where) == (0, "Đã ghi câu 2 của dot-1: không phù hợp.\n", "")
    code, out, err = run(
        capsys, "audit", "close", "dot-1", "--held", "2025-10-14", "--leave-open", *where
    )
    assert (code, out.splitlines()[:2]) == (
        0,
        ["Đã kết thúc dot-1, đánh giá ngày 14/10/2025.", "  kph-03: Phiếu 12"],
    )
    assert "câu để trống không trả lời" in err


def test_the_programme_is_shown_and_told_to_programs(
    listed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("-C", listed, "--as-of", AS_OF.isoformat())
    code, out, _ = run(capsys, "audit", *where)
    assert code == 0
    assert "Việc tiếp theo:" in out
    told = json.loads(run(capsys, "audit", "--format", "json", *where)[1])
    assert (told["rounds"][0]["questions"], told["coverage"]["units"]["planned"]) == (
        3,
        ["van-phong", "kinh-te"],
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(
            ("--year", "2025", "close", "dot-1"),
            "--year phải ghi sau chữ «close»",
            id="option before part",
        ),
        pytest.param(("clos", "dot-1"), "`isoqms audit close`", id="part misspelt"),
        pytest.param(
            ("note", "dot-1"), "Còn thiếu: số của câu hỏi", id="no question and nobody to ask"
        ),
        pytest.param(
            ("note", "dot-1", "1", "--result", "2"), "Còn thiếu: --evidence", id="no evidence"
        ),
        pytest.param(
            ("close", "dot-1", "--held", "31/9/2025"), "không phải là một ngày", id="no day"
        ),
    ],
)
def test_a_call_that_cannot_be_is_refused_with_a_hint(
    listed: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    words: str,
) -> None:
    monkeypatch.chdir(listed)
    code, _, err = run(capsys, "audit", *arguments)
    assert code == 2
    assert words in err


def test_a_dry_run_shows_the_questions_and_writes_nothing(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (root / PROGRAMME).read_bytes()
    code, out, _ = run(
        capsys, "audit", "checklist", "dot-1", "--dry-run", "-C", root, "--as-of", AS_OF.isoformat()
    )
    assert code == 0
    assert "   1. [Chung; 9.2]" in out
    assert (root / PROGRAMME).read_bytes() == before
