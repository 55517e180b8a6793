"""Places that wait for the agency: found with their words, filled in, taken back from Excel."""

import io
from datetime import date
from pathlib import Path, PurePosixPath

import pytest
from conftest import BASE, MakeRepository
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from isoqms.actions.agency.init import init
from isoqms.actions.exchange.fill import BadGaps, gap_book, plan_book, plan_fill
from isoqms.facts.exchange.gaps import Gap, gaps, in_force
from isoqms.model.agency.answers import Answers
from isoqms.repository import Repository, load
from isoqms.source.editing import CannotEdit
from isoqms.source.marks import filled, marks_of
from isoqms.source.scalars import read_scalars

DAY = date(2026, 12, 1)
YAML = PurePosixPath("tthc/danh-muc.yaml")
PROSE = PurePosixPath("du-thao/noi-bo/QT-NB-01.md")
SERVICES = """\
# Mã ghi [cần điền: …] là chưa biết.
procedures:
  - code: "[cần điền: mã TTHC]"   # giữ lời này
    name: Đăng ký khai sinh
    field: Hộ tịch
    days: '[cần điền: thời hạn] hoặc [cần điền: thời hạn khác]'
    excluded: Chưa soạn
"""
_SENTENCE = (
    "Áp dụng cho [cần điền: đối tượng] của cơ quan. "
    "Không áp dụng cho [cần điền: trường hợp, hoặc bỏ câu này]. Hết."
)
DOCUMENT = f"""\
---
code: QT-NB-01
title: Văn thư
kind: quy-trinh-noi-bo
revision: 1
steps:
  - task: Tiếp nhận
    role: van-thu
  - task: Rà soát
    role: van-thu
    timing: "[cần điền: số ngày, hoặc bỏ bước này]"
---

# 1. Phạm vi

{_SENTENCE}
"""


@pytest.fixture
def open_places(make_repository: MakeRepository) -> Repository:
    texts = {**BASE, str(YAML): SERVICES, str(PROSE): DOCUMENT}
    return load(make_repository(texts), DAY)


def _asked(repository: Repository, words: str) -> Gap:
    return next(gap for gap in gaps(repository) if gap.asked.startswith(words))


def test_each_place_is_told_with_its_row_its_sentence_and_an_example(
    open_places: Repository,
) -> None:
    told = [(gap.of, gap.around, gap.asked, gap.may_go) for gap in gaps(open_places)]
    sentence = "Áp dụng cho {} của cơ quan. Không áp dụng cho {}. Hết."
    marks = ("[cần điền: đối tượng]", "[cần điền: trường hợp, hoặc bỏ câu này]")
    assert told[:3] == [
        ("QT-NB-01, Rà soát, Thời điểm", "", "số ngày, hoặc bỏ bước này", True),
        ("QT-NB-01", sentence.format("______", marks[1]), "đối tượng", False),
        ("QT-NB-01", sentence.format(marks[0], "______"), "trường hợp, hoặc bỏ câu này", True),
    ]
    services = [gap for gap in gaps(open_places) if gap.path == YAML]
    assert [(gap.of, gap.around) for gap in services] == [
        ("Danh mục thủ tục hành chính, Đăng ký khai sinh, Mã TTHC", ""),
        (
            "Danh mục thủ tục hành chính, Đăng ký khai sinh, Thời hạn",
            "______ hoặc [cần điền: thời hạn khác]",
        ),
        (
            "Danh mục thủ tục hành chính, Đăng ký khai sinh, Thời hạn",
            "[cần điền: thời hạn] hoặc ______",
        ),
    ]
    assert services[0].example == "1.012766"


def test_answers_stand_in_the_place_of_their_marks_and_nothing_else_moves(
    open_places: Repository,
) -> None:
    answers = {
        _asked(open_places, "mã").key: "1.001193",
        _asked(open_places, "thời hạn khác").key: "Trong ngày",
        _asked(open_places, "đối tượng").key: "mọi đơn vị",
    }
    planned = plan_fill(open_places, answers)
    assert planned.change is not None
    assert (planned.done, planned.left) == (3, 3)
    assert (
        planned.change.files[YAML]
        == SERVICES.replace("[cần điền: mã TTHC]", "1.001193")
        .replace("[cần điền: thời hạn khác]", "Trong ngày")
        .encode()
    )
    assert (
        planned.change.files[PROSE]
        == DOCUMENT.replace("[cần điền: đối tượng]", "mọi đơn vị").encode()
    )


def test_a_sentence_or_a_step_that_may_go_is_left_out(open_places: Repository) -> None:
    answers = {_asked(open_places, "số ngày").key: "-", _asked(open_places, "trường hợp").key: "-"}
    change = plan_fill(open_places, answers).change
    assert change is not None
    text = (change.files[PROSE] or b"").decode()
    assert "của cơ quan. Hết." in text
    assert "Rà soát" not in text
    assert "Tiếp nhận" in text


def test_a_place_that_must_stay_is_not_left_out(open_places: Repository) -> None:
    with pytest.raises(BadGaps, match="không bỏ được"):
        plan_fill(open_places, {_asked(open_places, "đối tượng").key: "-"})


@given(st.text(min_size=1).filter(lambda words: "cần điền" not in words and "\n" not in words))
def test_any_words_come_back_from_a_value_and_the_others_stay(words: str) -> None:
    before = read_scalars(SERVICES)["procedures"][0]
    try:
        after = filled(YAML, SERVICES.encode(), {1: words})
    except (CannotEdit, UnicodeEncodeError):
        return  # a letter that no YAML file may hold
    now = read_scalars(after.decode())["procedures"][0]
    assert now == {**before, "code": words}


def test_a_mark_that_is_only_spoken_of_is_no_place() -> None:
    assert [mark.blank.words for mark in marks_of(YAML, SERVICES.encode())] == [
        "mã TTHC",
        "thời hạn",
        "thời hạn khác",
    ]


@pytest.mark.parametrize(
    "content", [f"\ufeff{SERVICES}", SERVICES.replace("\n", "\r\n")], ids=["bom", "crlf"]
)
def test_what_an_editor_left_in_the_file_hides_no_place(content: str) -> None:
    after = filled(YAML, content.encode(), {1: "1.001193", 3: "Trong ngày"}).decode()
    assert after == content.replace("[cần điền: mã TTHC]", "1.001193").replace(
        "[cần điền: thời hạn khác]", "Trong ngày"
    )


def _filled_in(content: bytes, answers: dict[str, object]) -> bytes:
    """The Excel file with answers beside what is asked."""
    book = load_workbook(io.BytesIO(content))
    tab = book.active
    for row in range(5, tab.max_row + 1):
        for asked, words in answers.items():
            if str(tab.cell(row, 4).value).startswith(asked):
                tab.cell(row, 6).value = words
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_an_excel_file_of_places_comes_back(open_places: Repository) -> None:
    book = _filled_in(gap_book(open_places), {"mã": "1.001193", "đối tượng": "  mọi  đơn vị "})
    planned = plan_book(open_places, book)
    assert planned is not None
    assert planned.change is not None
    assert (planned.done, planned.left, planned.gone) == (2, 4, ())
    assert b"cho m\xe1\xbb\x8di \xc4\x91\xc6\xa1n v\xe1\xbb\x8b c" in (
        planned.change.files[PROSE] or b""
    )


def test_an_older_excel_file_fills_in_what_is_still_open(open_places: Repository) -> None:
    book = _filled_in(gap_book(open_places), {"mã": "1.001193", "đối tượng": "mọi đơn vị"})
    first = plan_fill(open_places, {_asked(open_places, "mã").key: "2.000815"}).change
    assert first is not None
    later = load(open_places.root, DAY, first.files)
    planned = plan_book(later, book)
    assert planned is not None
    assert planned.done == 1
    assert planned.gone == ("Trang «Chỗ cần điền», ô F8",)


@pytest.mark.parametrize(
    ("value", "told"),
    [("=1+1", "là một công thức"), (1.5, "đã bị Excel đổi thành số"), (True, "đang là «True»")],
)
def test_a_cell_that_is_no_answer_is_named_and_nothing_is_written(
    open_places: Repository, value: object, told: str
) -> None:
    with pytest.raises(BadGaps, match=f"ô F.*{told}"):
        plan_book(open_places, _filled_in(gap_book(open_places), {"mã": value}))


def test_another_excel_file_is_none_of_places(open_places: Repository) -> None:
    book = load_workbook(io.BytesIO(gap_book(open_places)))
    book.active.cell(4, 7).value = "Khác"
    out = io.BytesIO()
    book.save(out)
    assert plan_book(open_places, out.getvalue()) is None


def test_a_law_without_its_day_is_asked_for_it(make_repository: MakeRepository) -> None:
    law = "documents:\n- {number: 118/2025/NĐ-CP, title: Một cửa, issuer: Chính phủ}\n"
    repository = load(make_repository({**BASE, "ben-ngoai/van-ban.yaml": law}), DAY)
    (gap,) = gaps(repository)
    assert (gap.of, gap.asked) == (
        "Danh mục tài liệu bên ngoài, 118/2025/NĐ-CP",
        "Ngày có hiệu lực",
    )
    change = plan_fill(repository, {gap.key: "01/7/2025"}).change
    assert change is not None
    assert b"effective: 2025-07-01" in (change.files[gap.path] or b"")
    with pytest.raises(BadGaps, match="Ngày có hiệu lực"):
        plan_fill(repository, {gap.key: "32/7/2025"})


def test_what_is_in_force_is_named_and_not_filled_in(make_repository: MakeRepository) -> None:
    repository = load(make_repository({**BASE, "tai-lieu/noi-bo/QT-NB-01.md": DOCUMENT}), DAY)
    assert gaps(repository) == ()
    assert in_force(repository) == (PurePosixPath("tai-lieu/noi-bo/QT-NB-01.md"),)


def test_a_fresh_commune_is_filled_in_without_an_error(tmp_path: Path) -> None:
    answers = Answers(name="UBND xã Tân Lập", kind="xa", province="Lâm Đồng", as_of=DAY)
    init(tmp_path / "kho", answers)
    repository = load(tmp_path / "kho", DAY)
    words = {gap.key: "01/7/2026" if gap.model else "theo quy chế" for gap in gaps(repository)}
    assert len(words) > 25
    planned = plan_fill(repository, words)
    assert planned.change is not None
    after = load(repository.root, DAY, planned.change.files)
    assert (gaps(after), after.blanks, after.faults) == ((), (), ())
