"""The year's records added, followed up, and carried into a new year.

What the files hold afterwards.
"""

import io
import subprocess
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path, PurePosixPath

import pytest
from conftest import BASE
from hypothesis import given
from hypothesis import strategies as st

from isoqms.actions.changing.applying import rehearse
from isoqms.actions.planning.new_year import YearOpened, plan_year
from isoqms.actions.records.new_record import (
    answers_of,
    every_question,
    plan_record,
    still_missing,
)
from isoqms.actions.records.places import NoSuchRecord, named, records_of
from isoqms.actions.records.questions import Question, questions_of, settings_of, understood
from isoqms.actions.records.update_record import every_question as every_update
from isoqms.actions.records.update_record import plan_update, sheet_of, target_of
from isoqms.actions.records.words import RECORDS, SHEETS, known_word, record_word, sheet_word
from isoqms.cli.commands import app
from isoqms.diagnostics import Severity
from isoqms.errors import BadAnswer, IsoqmsError, UnknownName
from isoqms.facts.planning.baselines import is_whole_year
from isoqms.facts.records.keys import next_id
from isoqms.history.writing.recording import ADDRESS, create, record
from isoqms.model.choices import WORDS
from isoqms.model.fields import fields_of
from isoqms.model.kinds import RecordWord, SheetWord
from isoqms.repository import Repository, load

DAY = date(2025, 12, 31)
Loaded = Callable[..., Repository]

REGISTER = """\
# Sổ của năm; đừng xóa dòng này.
items:
  - id: kph-03   # từ đợt đánh giá
    found: 2025-09-30
    source: Đánh giá nội bộ
    description: Phiếu kiểm soát thiếu giờ

apologies: []   # chưa có
"""


def word(name: str) -> RecordWord:
    found = record_word(name)
    assert found is not None
    return found


def sheet(name: str) -> SheetWord:
    found = sheet_word(name)
    assert found is not None
    return found


def added(repository: Repository, name: str, *options: str, year: int = 2025) -> str:
    """The text of the register with a record that these options describe."""
    answers = answers_of(
        settings_of(every_question(repository, word(name), repository.as_of), options)
    )
    planned = plan_record(repository, word(name), answers, year=year)
    content = planned.change.files[planned.path]
    assert content is not None
    return content.decode()


def updated(repository: Repository, name: str, which: str, *options: str) -> str:
    """The text of the register with a record filled in."""
    target = target_of(named(repository, word(name), which, 2025, only=False))
    change = plan_update(
        repository, target, answers_of(settings_of(every_update(repository, target), options))
    )
    content = change.files[target.path]
    assert content is not None
    return content.decode()


def test_a_letter_that_has_no_number_yet_is_kept_by_its_case(loaded: Loaded) -> None:
    repository = loaded({**BASE, "nam/2025/khong-phu-hop.yaml": REGISTER})
    assert "  - case: H40-01\n    reason: Mất điện\n" in added(
        repository, "apology", "case=H40-01", "reason=Mất điện"
    )


@pytest.mark.parametrize("name", ["apology", "survey"])
def test_a_record_that_says_nothing_is_not_written(loaded: Loaded, name: str) -> None:
    with pytest.raises(BadAnswer, match="Chưa có gì để ghi"):
        added(loaded({**BASE, "nam/2025/khong-phu-hop.yaml": REGISTER}), name)


def question(repository: Repository, name: str, key: str) -> Question:
    (found,) = (each for each in every_question(repository, word(name), DAY) if each.key == key)
    return found


# The table of words.


@pytest.mark.parametrize("each", RECORDS, ids=lambda each: each.word)
def test_every_word_names_keys_that_its_model_has_and_asks_for_all_that_it_needs(
    each: RecordWord,
) -> None:
    known = {field.key: field for field in fields_of(each.model)}
    assert {*each.asked, *each.followed, *each.given} <= known.keys()
    assert each.closes is None or each.closes in known
    filled = {*each.asked, *each.given, "id" if each.ids else ""}
    if each.word == "distribution":
        filled.add("revision")  # that of the document in force
    assert {field.key for field in known.values() if field.required} <= filled


@pytest.mark.parametrize("each", SHEETS, ids=lambda each: each.word)
def test_every_register_word_names_keys_that_its_model_has(each: SheetWord) -> None:
    assert set(each.keys) <= {field.key for field in fields_of(each.model)}


def test_no_word_is_given_twice() -> None:
    words = [*(each.word for each in RECORDS), *(each.word for each in SHEETS)]
    assert len(words) == len(set(words))


def test_a_word_that_nobody_knows_is_told_the_nearest() -> None:
    with pytest.raises(UnknownName) as refused:
        known_word("nonconformty")
    assert "nonconformity" in refused.value.hint


# What an answer means.


@pytest.mark.parametrize(
    ("name", "key", "text", "value"),
    [
        pytest.param("nonconformity", "found", "2025-09-30", date(2025, 9, 30), id="a day"),
        pytest.param(
            "nonconformity", "found", "30/9/2025", date(2025, 9, 30), id="a day as it is spoken of"
        ),
        pytest.param("nonconformity", "found", "", DAY, id="a day that goes without saying"),
        pytest.param("nonconformity", "unit", "2", "kinh-te", id="a choice by number"),
        pytest.param(
            "nonconformity", "unit", "phòng kinh tế", "kinh-te", id="a choice by its words"
        ),
        pytest.param("nonconformity", "unit", "", None, id="nothing where nothing is needed"),
        pytest.param("nonconformity", "clause", "8.5.1", "8.5.1", id="a clause"),
        pytest.param("training", "auditors", "có", True, id="yes"),
        pytest.param("training", "auditors", "Không", False, id="no"),
        pytest.param(
            "audit-round", "units", "1, 2", ("van-phong", "kinh-te"), id="several choices"
        ),
        pytest.param("audit-round", "clauses", "4; 7.5.3", ("4", "7.5.3"), id="several texts"),
        pytest.param(
            "nonconformity", "source", "  Hồ sơ   trễ ", "Hồ sơ trễ", id="spaces are put in order"
        ),
    ],
)
def test_an_answer_is_understood(
    loaded: Loaded, name: str, key: str, text: str, value: object
) -> None:
    assert understood(question(loaded({}), name, key), text) == value


def test_a_comma_stands_before_decimals(loaded: Loaded) -> None:
    assert str(understood(question(loaded({}), "objective", "target"), "98,5%")) == "98.5"


@pytest.mark.parametrize(
    ("name", "key", "text", "words"),
    [
        pytest.param(
            "nonconformity",
            "found",
            "31/2/2025",
            "không phải là một ngày có thật",
            id="no such day",
        ),
        pytest.param(
            "nonconformity",
            "source",
            "",
            "phải có câu trả lời",
            id="nothing where something is needed",
        ),
        pytest.param("nonconformity", "unit", "9", "không có giá trị «9»", id="no such number"),
        pytest.param(
            "nonconformity", "clause", "7,5", "không phải là số điều khoản", id="no clause"
        ),
        pytest.param("risk", "likelihood", "9", "lớn quá", id="out of range"),
        pytest.param("risk", "likelihood", "ba", "cần một số nguyên", id="no number"),
        pytest.param("objective", "target", "cao hơn", "cần một số", id="no decimal"),
        pytest.param("outgoing", "number", "88", "không đúng dạng", id="no number of a document"),
        pytest.param("training", "auditors", "có lẽ", "cần có hoặc không", id="neither yes nor no"),
        pytest.param(
            "nonconformity", "source", "a\u202eb", "ký tự điều khiển", id="a control character"
        ),
        pytest.param("nonconformity", "source", "a" * 2001, "dài quá", id="a whole file"),
    ],
)
def test_a_bad_answer_is_refused_with_the_reason(
    loaded: Loaded, name: str, key: str, text: str, words: str
) -> None:
    with pytest.raises(BadAnswer, match=words):
        understood(question(loaded({}), name, key), text)


@pytest.mark.parametrize(
    ("option", "words"),
    [
        pytest.param("hạn", "thiếu dấu bằng", id="no value"),
        pytest.param("han chot=2025-01-01", "Không có khóa «han chot»", id="no such key"),
        pytest.param("due.what=x", "không có khóa con", id="a key inside what has none"),
        pytest.param("actions=x", "gồm nhiều khóa con", id="a list of records as one value"),
    ],
)
def test_an_option_that_means_nothing_is_refused(loaded: Loaded, option: str, words: str) -> None:
    repository = loaded({})
    questions = (
        *every_question(repository, word("objective"), DAY),
        question(repository, "risk", "due"),
    )
    with pytest.raises(BadAnswer, match=words):
        settings_of(questions, [option])


@given(st.integers(1, 99), st.sampled_from(["kph-{n:02}", "dot-{n}"]))
def test_the_next_key_is_one_more_than_the_largest(last: int, pattern: str) -> None:
    known = {pattern.format(n=number) for number in range(1, last + 1)} | {
        "khac-07",
        pattern.format(n=last) + "x",
    }
    assert next_id(pattern, known) == pattern.format(n=last + 1)


# A record is added.


def test_a_record_stands_at_the_end_of_its_list_and_every_other_letter_stays(
    loaded: Loaded,
) -> None:
    repository = loaded({"nam/2025/khong-phu-hop.yaml": REGISTER})
    text = added(
        repository,
        "nonconformity",
        "Nguồn=Hồ sơ trễ hạn",
        "description=Trễ hai ngày",
        "Đơn vị=kinh-te",
    )
    fresh = """\
  - id: kph-04
    found: 2025-12-31
    source: Hồ sơ trễ hạn
    unit: kinh-te
    description: Trễ hai ngày
"""
    start, end = REGISTER.split("\n\napologies")
    assert text == f"{start}\n{fresh}\n\napologies{end}".replace(f"{fresh}\n\n", f"{fresh}\n")


def test_a_register_that_does_not_exist_is_begun(loaded: Loaded) -> None:
    text = added(loaded({}), "complaint", "subject=Chờ lâu tại quầy")
    assert (
        text
        == "complaints:\n  - id: pa-01\n    received: 2025-12-31\n    subject: Chờ lâu tại quầy\n"
    )


def test_a_list_inside_a_record_is_given_member_by_member(loaded: Loaded) -> None:
    text = added(
        loaded({}),
        "objective",
        "text=Số hóa",
        *("actions.what=Quét", "actions.resources=Máy", "actions.role=thu-ky-iso"),
        *("actions.due=Quý I", "actions.evaluation=Đếm"),
        *("actions.2.what=Kiểm", "actions.2.resources=Người", "actions.2.role=Thư ký ISO"),
        *("actions.2.due=Quý II", "actions.2.evaluation=Đếm lại"),
    )
    assert [line for line in text.split("\n") if "what" in line] == [
        "      - what: Quét",
        "      - what: Kiểm",
    ]


def test_a_distribution_is_of_the_issue_in_force(loaded: Loaded) -> None:
    files = {
        "tai-lieu/noi-bo/QT-NB-01.md": "---\ncode: QT-NB-01\ntitle: Văn thư\n"
        "kind: quy-trinh-noi-bo\nrevision: 3\n---\n"
    }
    assert "revision: 3\n" in added(
        loaded(files), "distribution", "document=QT-NB-01", "unit=kinh-te"
    )


def test_a_conclusion_goes_to_the_last_review(loaded: Loaded) -> None:
    files = {"nam/2025/xem-xet.yaml": "reviews:\n  - held: 2025-06-01\n  - held: 2025-12-01\n"}
    text = added(loaded(files), "conclusion", "point=a", "text=Mua máy quét")
    assert text.endswith(
        "  - held: 2025-12-01\n    outputs:\n      - point: a\n        text: Mua máy quét\n"
    )


def test_keys_go_on_from_year_to_year_and_rounds_begin_anew(loaded: Loaded) -> None:
    files = {
        "nam/2024/khong-phu-hop.yaml": REGISTER.replace("2025", "2024"),
        "nam/2024/danh-gia-noi-bo.yaml": "rounds:\n  - {id: dot-2, state: da-danh-gia}\n",
        "nam/2025/khong-phu-hop.yaml": "items: []\n",
    }
    repository = loaded(files)
    assert "kph-04" in added(repository, "nonconformity", "source=x", "description=y")
    assert "id: dot-1\n" in added(repository, "audit-round", "clauses=4")


@pytest.mark.parametrize(
    ("name", "options", "year", "words"),
    [
        pytest.param(
            "nonconformity", ["source=x"], 2025, "Còn thiếu: description", id="something is missing"
        ),
        pytest.param(
            "nonconformity",
            ["source=x", "description=y", "id=kph-03"],
            2025,
            "đã có trong sổ",
            id="key taken",
        ),
        pytest.param(
            "nonconformity",
            ["source=x", "description=y"],
            2031,
            "Chưa mở hồ sơ năm 2031",
            id="no such year",
        ),
        pytest.param(
            "conclusion", ["point=a", "text=x"], 2025, "chưa ghi cuộc xem xét nào", id="no review"
        ),
        pytest.param(
            "risk",
            ["process=x"],
            2025,
            "Còn thiếu: description .*, likelihood",
            id="much is missing",
        ),
    ],
)
def test_what_cannot_be_added_is_refused(
    loaded: Loaded, name: str, options: list[str], year: int, words: str
) -> None:
    with pytest.raises(BadAnswer, match=words):
        added(loaded({"nam/2025/khong-phu-hop.yaml": REGISTER}), name, *options, year=year)


def test_a_register_with_faults_is_not_written_to(loaded: Loaded) -> None:
    repository = loaded({"nam/2025/khong-phu-hop.yaml": "items: [{id: kph-01}]\n"})
    with pytest.raises(BadAnswer, match=r"đang có lỗi, chưa ghi thêm được: Thiếu ") as refusal:
        added(repository, "nonconformity", "source=x", "description=y")
    assert refusal.value.hint.endswith("Xem lỗi bằng `isoqms validate`.")


def test_only_what_is_needed_is_still_missing(loaded: Loaded) -> None:
    repository = loaded({})
    missing = still_missing(every_question(repository, word("complaint"), DAY), {})
    assert [each.key for each in missing] == ["id", "subject"]


# A record is followed up.


def test_a_record_is_filled_in_and_every_other_letter_stays(loaded: Loaded) -> None:
    repository = loaded({"nam/2025/khong-phu-hop.yaml": REGISTER})
    text = updated(repository, "nonconformity", "kph-03", "done=2025-10-24", "Hiệu lực=Đủ giờ")
    thin = "    description: Phiếu kiểm soát thiếu giờ\n"
    assert text == REGISTER.replace(thin, f"{thin}    done: 2025-10-24\n    effective: Đủ giờ\n")


def test_a_result_is_added_to_those_of_an_objective(loaded: Loaded) -> None:
    file = (
        "objectives:\n  - id: so-hoa\n    text: Số hóa\n    results:\n"
        "      - {period: Quý I, value: 20}\n"
    )
    repository = loaded({"nam/2025/muc-tieu.yaml": file})
    text = updated(repository, "objective", "so-hoa", "results.period=Quý II", "results.value=35,5")
    assert text == f"{file}      - period: Quý II\n        value: 35.5\n"


def test_an_empty_value_takes_away_what_was_written(loaded: Loaded) -> None:
    file = REGISTER.replace("thiếu giờ\n", "thiếu giờ\n    due: 2025-10-31\n")
    assert (
        updated(loaded({"nam/2025/khong-phu-hop.yaml": file}), "nonconformity", "kph-03", "due=")
        == REGISTER
    )


@pytest.mark.parametrize("which", ["pa-01", "quầy chứng thực"])
def test_a_record_is_found_by_its_key_and_by_its_words(loaded: Loaded, which: str) -> None:
    file = (
        "complaints:\n  - {id: pa-01, received: 2025-09-08, subject: Chờ lâu tại quầy chứng thực}\n"
    )
    assert "answered: 2025-09-12" in updated(
        loaded({"nam/2025/khieu-nai.yaml": file}), "complaint", which, "answered=2025-09-12"
    )


def test_a_record_of_an_earlier_year_is_found_there(loaded: Loaded) -> None:
    files = {"nam/2024/khong-phu-hop.yaml": REGISTER, "nam/2025/khong-phu-hop.yaml": "items: []\n"}
    found = named(loaded(files), word("nonconformity"), "kph-03", 2025, only=False)
    assert found.entry.path == PurePosixPath("nam/2024/khong-phu-hop.yaml")


def test_records_without_a_name_are_told_apart_by_their_unit_and_days(loaded: Loaded) -> None:
    handed = (
        "distributed:\n"
        "- {document: QT-01, revision: 1, unit: van-phong, copies: 1}\n"
        "- {document: QT-01, revision: 1, unit: tu-phap, copies: 1}\n"
    )
    cases = "periods:\n- {start: 2025-01-01, end: 2025-03-31}\n"
    repository = loaded({**BASE, "nam/2025/phan-phoi.yaml": handed, "nam/2025/ho-so.yaml": cases})
    with pytest.raises(NoSuchRecord) as refused:
        named(repository, word("distribution"), "QT-01", 2025, only=False)
    assert "1 (QT-01, Văn phòng HĐND và UBND); 2 (QT-01, tu-phap)" in refused.value.hint
    found = named(repository, word("distribution"), "QT-01, tu-phap", 2025, only=False)
    assert found.name == "2"
    assert [each.title for each in records_of(repository, word("cases"))] == [
        "01/01/2025 đến 31/3/2025"
    ]


def test_what_can_be_filled_in_is_named_as_people_read_it(loaded: Loaded) -> None:
    repository = loaded({**BASE, "nam/2025/khong-phu-hop.yaml": REGISTER})
    target = target_of(named(repository, word("nonconformity"), "kph-03", 2025, only=False))
    with pytest.raises(BadAnswer) as refused:
        plan_update(repository, target, {})
    assert "«Hạn» (due)" in refused.value.hint


def test_risks_are_not_found_among_opportunities(loaded: Loaded) -> None:
    file = (
        "risks:\n"
        "  - {id: a, kind: co-hoi, process: x, description: y, likelihood: 1, severity: 1}\n"
    )
    with pytest.raises(NoSuchRecord):
        named(loaded({"nam/2025/rui-ro.yaml": file}), word("risk"), "a", 2025, only=False)


@pytest.mark.parametrize(
    ("option", "words"),
    [
        pytest.param("id=kph-09", "Không đổi khóa", id="a new key"),
        pytest.param("found=", "phải có câu trả lời", id="what is needed taken away"),
        pytest.param("due=mai", "không phải là một ngày", id="no day"),
    ],
)
def test_what_cannot_be_filled_in_is_refused(loaded: Loaded, option: str, words: str) -> None:
    with pytest.raises(BadAnswer, match=words):
        updated(
            loaded({"nam/2025/khong-phu-hop.yaml": REGISTER}), "nonconformity", "kph-03", option
        )


def test_nothing_to_set_is_refused(loaded: Loaded) -> None:
    with pytest.raises(BadAnswer, match="Chưa có gì để ghi"):
        updated(loaded({"nam/2025/khong-phu-hop.yaml": REGISTER}), "nonconformity", "kph-03")


@pytest.mark.parametrize(
    ("name", "old", "answers", "text"),
    [
        pytest.param(
            "plan",
            "tasks: []\n",
            ["number=88/KH-UBND", "signed=25/3/2025"],
            "tasks: []\nnumber: 88/KH-UBND\nsigned: 2025-03-25\n",
            id="at the top of its file",
        ),
        pytest.param(
            "confirmation",
            "reviews: []\n",
            ["day=2025-11-21", "document=Biên bản"],
            "reviews: []\nconfirmation:\n  day: 2025-11-21\n  document: Biên bản\n",
            id="in a record that does not exist yet",
        ),
        pytest.param(
            "confirmation",
            "confirmation:\n  day: 2025-11-20\n  document: Biên bản\n",
            ["day=2025-11-21"],
            "confirmation:\n  day: 2025-11-21\n  document: Biên bản\n",
            id="in a record that exists",
        ),
    ],
)
def test_what_is_said_once_is_written_where_it_belongs(
    loaded: Loaded, name: str, old: str, answers: list[str], text: str
) -> None:
    path = sheet(name).file(2025)
    repository = loaded({str(path): old})
    target = sheet_of(repository, sheet(name), 2025)
    change = plan_update(
        repository, target, answers_of(settings_of(every_update(repository, target), answers))
    )
    assert text.replace('"', "") == (change.files[path] or b"").decode().replace('"', "")


def test_half_a_confirmation_is_refused(loaded: Loaded) -> None:
    repository = loaded({"nam/2025/xem-xet.yaml": "reviews: []\n"})
    target = sheet_of(repository, sheet("confirmation"), 2025)
    with pytest.raises(BadAnswer, match="Thiếu «Văn bản»"):
        plan_update(repository, target, {"day": date(2025, 11, 21)})


# A year is opened.

YEAR = {
    "nam/2025/ke-hoach.yaml": """\
number: 88/KH-UBND
signed: 2025-03-25
summary: Duy trì hệ thống năm 2025
tasks:
  - {id: boi-canh, task: Rà soát bối cảnh năm 2025, due: 2025-04-15, done: 2025-04-10,
     evidence: Biên bản}
  - {id: rieng, task: Đối chiếu hồ sơ năm 2024, role: thu-ky-iso, due: 2025-05-20}
""",
    "nam/2025/muc-tieu.yaml": """\
decision: 60/QĐ-UBND
objectives:
  - id: so-hoa
    text: Số hóa 60%
    target: 60
    communicated: Họp
    results: [{period: Quý IV, value: 70}, {period: Năm 2025, value: 57.4}]
  - {id: truc-tuyen, text: Trực tuyến, target: 70, results: [{period: Quý IV, value: 80.4}]}
""",
    "nam/2025/rui-ro.yaml": """\
acceptable: 9
risks:
  - id: mat-dien
    kind: rui-ro
    process: Tiếp nhận
    description: Mất điện
    likelihood: 3
    severity: 4
    action: Lắp bộ lưu điện
    role: thu-ky-iso
    due: 2025-06-30
    done: 2025-06-20
    result: Tốt
    likelihood_after: 1
  - {id: hen-gio, kind: co-hoi, process: x, description: z, likelihood: 3, severity: 3,
     result: đã làm}
""",
    "nam/2025/nguon-luc.yaml": """\
people_in_charge: 9
consultant: Trung tâm X
budget: [{item: Duy trì, planned: 6, spent: 3, ceiling: duy-tri}]
""",
    "nam/2025/danh-gia-noi-bo.yaml": """\
team_decision: 78/QĐ-UBND
rounds:
  - id: dot-1
    state: da-danh-gia
    planned_to: 2025-09-30
    held: 2025-09-30
    units: [kinh-te]
    documents: [QT-CU-01]
    auditors: [{post: Công chức}]
  - {id: dot-2, state: huy}
  - {id: dot-3, state: ke-hoach, planned_from: 2025-10-06}
""",
    "nam/2025/khong-phu-hop.yaml": REGISTER,
}


def made(repository: Repository, year: int = 2026) -> dict[str, str]:
    """The files of a new year by their name."""
    files = plan_year(repository, year).change.files
    return {path.name: (content or b"").decode() for path, content in files.items()}


def body(text: str) -> str:
    """The text without the remarks on top."""
    return "".join(f"{line}\n" for line in text.split("\n") if line and not line.startswith("#"))


def test_the_tasks_come_again_a_year_later_and_are_still_to_be_done(loaded: Loaded) -> None:
    assert (
        body(made(loaded(YEAR))["ke-hoach.yaml"])
        == """\
summary: Duy trì hệ thống năm 2026
tasks:
  - id: boi-canh
    task: Rà soát bối cảnh năm 2026
    due: 2026-04-15
  - id: rieng
    task: Đối chiếu hồ sơ năm 2025
    role: thu-ky-iso
    due: 2026-05-20
"""
    )


def test_objectives_start_from_what_the_whole_year_came_to(loaded: Loaded) -> None:
    assert (
        body(made(loaded(YEAR))["muc-tieu.yaml"])
        == """\
objectives:
  - id: so-hoa
    text: "Số hóa 60%"
    target: 60
    comparison: toi-thieu
    baseline: 57.4
  - id: truc-tuyen
    text: Trực tuyến
    target: 70
    comparison: toi-thieu
"""
    )


def test_risks_come_back_as_they_were_left_and_taken_opportunities_do_not(loaded: Loaded) -> None:
    assert (
        body(made(loaded(YEAR))["rui-ro.yaml"])
        == """\
acceptable: 9
risks:
  - id: mat-dien
    kind: rui-ro
    process: Tiếp nhận
    description: Mất điện
    likelihood: 1
    severity: 4
    action: Lắp bộ lưu điện
    role: thu-ky-iso
    due: 2026-06-30
"""
    )


def test_rounds_are_planned_anew_without_team_and_without_what_is_out_of_force(
    loaded: Loaded,
) -> None:
    assert (
        body(made(loaded(YEAR))["danh-gia-noi-bo.yaml"])
        == """\
rounds:
  - id: dot-1
    state: ke-hoach
    planned_to: 2026-09-30
    units:
      - kinh-te
  - id: dot-3
    state: ke-hoach
    planned_from: 2026-10-06
"""
    )


def test_sums_and_the_consultant_are_of_their_year(loaded: Loaded) -> None:
    wanted = "people_in_charge: 9\nbudget:\n  - item: Duy trì\n    ceiling: duy-tri\n"
    assert body(made(loaded(YEAR))["nguon-luc.yaml"]) == wanted


def test_what_is_open_is_told_and_not_copied(loaded: Loaded) -> None:
    repository = loaded(YEAR)
    planned = plan_year(repository, 2026)
    assert body(made(repository)["khong-phu-hop.yaml"]) == "items: []\n"
    assert [line.split(". ")[0] for line in planned.open] == [
        "Năm 2025: 1 sự không phù hợp chưa đóng (kph-03)",
        "Năm 2025: 1 đợt đánh giá nội bộ chưa làm (dot-3)",
    ]


def test_what_was_not_simply_carried_over_is_told(loaded: Loaded) -> None:
    notes = "\n".join(plan_year(loaded(YEAR), 2026).change.notes)
    for words in (
        "không chuyển sang: hen-gio",
        "còn trống: truc-tuyen",
        "bỏ khỏi chương trình đánh giá: QT-CU-01",
    ):
        assert words in notes
    assert "thì xóa: rieng." in notes, (
        "a task of the usual calendar is done again and not asked about"
    )


def test_a_plan_without_tasks_takes_those_of_the_calendar(loaded: Loaded) -> None:
    text = made(loaded({"nam/2025/ke-hoach.yaml": "number: 88/KH-UBND\n"}))["ke-hoach.yaml"]
    assert "id: ke-hoach-nam" in text
    assert "due: 2026-03-31" in text


def test_the_first_year_of_all_is_opened_from_nothing(loaded: Loaded) -> None:
    planned = plan_year(loaded({}), 2026)
    assert planned.source is None
    assert PurePosixPath("nam/2026/ke-hoach.yaml") in planned.change.files


@pytest.mark.parametrize(
    ("year", "source", "error", "words"),
    [
        pytest.param(
            2025, None, YearOpened, "Năm 2025 đã mở: có danh-gia-noi-bo.yaml", id="opened before"
        ),
        pytest.param(1990, None, BadAnswer, "không dùng được", id="no such year"),
        pytest.param(2026, 2020, BadAnswer, "từ năm 2020 được", id="nothing to open it from"),
    ],
)
def test_a_year_that_cannot_be_opened_is_refused(
    loaded: Loaded, year: int, source: int | None, error: type[IsoqmsError], words: str
) -> None:
    with pytest.raises(error, match=words):
        plan_year(loaded(YEAR), year, source)


def test_a_new_year_brings_no_error_and_no_warning(loaded: Loaded) -> None:
    repository = loaded(YEAR)
    fresh = rehearse(repository, plan_year(repository, 2026).change).fresh
    ours = [(each.rule, str(each.location)) for each in fresh if each.severity is not Severity.NOTE]
    # The objectives are without measure and plan in the year that this one is made from, too.
    assert {rule for rule, _ in ours} <= {"QMS512"}


@pytest.mark.parametrize(
    ("period", "whole"),
    [("Năm", True), ("Cả năm", True), ("Năm 2025", True), ("Quý IV", False), ("Quý IV năm 2025",
        False),
     ("6 tháng đầu năm", False), ("Đến 26/10/2022", False)],
)  # fmt: skip
def test_a_part_of_the_year_is_not_the_year(period: str, whole: bool) -> None:
    assert is_whole_year(period) is whole


# The command line.


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with a history, in which one year has records."""
    folder = tmp_path / "kho"
    for name, text in {**BASE, **YEAR}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    create(folder)

    when = datetime(2025, 12, 1, 9, tzinfo=timezone(timedelta(hours=7)))
    record(
        folder,
        "Kho",
        author=("UBND xã An Phú", ADDRESS),
        when=when,
        paths=[PurePosixPath(name) for name in (*BASE, *YEAR)],
    )
    return folder


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = app([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def log(root: Path) -> list[str]:
    command = ["git", "-C", str(root), "log", "--format=%s"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")


def test_the_commands_add_follow_up_and_open(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("-C", root, "--as-of", "2025-12-31", "--no-input")
    code, out, _ = run(
        capsys, "new", "nonconformity", "--set", "source=x", "--set", "description=y", *where
    )
    assert (code, out) == (0, "Đã ghi sự không phù hợp kph-04 vào nam/2025/khong-phu-hop.yaml.\n")
    code, out, err = run(
        capsys, "update", "nonconformity", "kph-04", "--set", "closed=2025-12-31", *where
    )
    assert (code, out) == (0, "Đã ghi sự không phù hợp kph-04 vào nam/2025/khong-phu-hop.yaml.\n")
    assert "[QMS509]" in err, "what a closed one still lacks is told at once"
    code, out, _ = run(capsys, "new", "year", "2026", *where)
    assert code == 0
    assert out.startswith("Đã mở năm 2026 từ hồ sơ năm 2025, ở nam/2026/.")
    assert log(root)[:3] == [
        "Mở hồ sơ năm 2026 từ năm 2025",
        "Cập nhật sự không phù hợp kph-04: ngày đóng",
        "Ghi sự không phù hợp kph-04 vào nam/2025/khong-phu-hop.yaml",
    ]


@pytest.mark.parametrize(
    "command",
    [
        ("new", "nonconformity", "--set", "source=x", "--set", "description=y", "--dry-run"),
        ("update", "nonconformity", "kph-03", "--set", "done=2025-12-01", "--dry-run"),
        ("new", "year", "2026", "--dry-run"),
        ("new", "nonconformity"),
        ("new", "nonconformity", "--title", "x"),
        ("new", "procedure", "--title", "x", "--set", "a=b"),
        ("new", "nonconformty"),
        ("new", "year", "2025"),
        ("new", "year", "sang năm"),
        ("new", "year"),
        ("update", "nonconformity"),
        ("update", "nonconformity", "kph-99", "--set", "done=2025-12-01"),
        ("update", "plan", "x"),
        ("update", "khong-co"),
        ("update", "party"),
    ],
    ids=" ".join,
)
def test_a_dry_run_and_a_refusal_change_nothing(
    root: Path, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    code, out, err = run(capsys, *command, "-C", root, "--as-of", "2025-12-31")
    assert code == (0 if "--dry-run" in command else 2)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    assert ("Chưa ghi gì" in out) if code == 0 else ("Gợi ý: " in err)


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_in_a_terminal_a_bad_answer_is_asked_again(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = ["31/2/2025", "", "Hồ sơ trễ hạn", "Trễ hai ngày", "9", "2", *[""] * 5, "30/1/2026"]
    monkeypatch.setattr("sys.stdin", _Terminal("\n".join(answers) + "\n"))
    code, out, err = run(capsys, "new", "nonconformity", "-C", root, "--as-of", "2025-12-31")
    assert (code, out.strip()[-60:]) == (
        0,
        "Đã ghi sự không phù hợp kph-04 vào nam/2025/khong-phu-hop.yaml."[-60:],
    )
    assert "không phải là một ngày có thật" in err
    item = load(root, DAY).years[2025].nonconformities
    assert item is not None
    fresh = item.record.items[-1]
    assert (fresh.found, fresh.unit, fresh.due) == (DAY, "kinh-te", date(2026, 1, 30))


def test_in_a_terminal_the_open_records_are_listed_to_choose_from(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", _Terminal("7\n1\n" + "\n" * 5 + "24/10/2025\n\n\n"))
    code, _, err = run(capsys, "update", "nonconformity", "-C", root, "--as-of", "2025-12-31")
    assert code == 0
    assert "1. 2025, kph-03: Phiếu kiểm soát thiếu giờ" in err
    assert "done: 2025-10-24" in (root / "nam/2025/khong-phu-hop.yaml").read_text(encoding="utf-8")


def test_in_a_terminal_a_listed_record_is_chosen_by_its_key_and_nothing_is_asked_for_again(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", _Terminal("\nkph-03\n" + "\n" * 5 + "24/10/2025\n\n\n"))
    code, _, err = run(capsys, "update", "nonconformity", "-C", root, "--as-of", "2025-12-31")
    assert code == 0
    assert err.count("Gõ một số từ 1 đến") == 1
    assert "done: 2025-10-24" in (root / "nam/2025/khong-phu-hop.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("each", RECORDS, ids=lambda each: each.word)
def test_no_choice_is_offered_as_a_key(each: RecordWord) -> None:
    choices = {choice for field in fields_of(each.model) for choice in field.choices}
    assert choices <= WORDS.keys()


def test_a_role_and_a_unit_are_chosen_from_those_of_the_agency(loaded: Loaded) -> None:
    (role,) = questions_of(loaded({}), word("risk").model, ["role"])
    assert [choice.words for choice in role.choices] == [
        "Chủ tịch UBND xã",
        "Phó Chủ tịch UBND xã",
        "Thư ký ISO",
        "Công chức Bộ phận Một cửa",
    ]
