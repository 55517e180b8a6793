"""What differs between two revisions, in the words in which a person would tell it."""

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isoqms.facts.control.differences import changes_between
from isoqms.model.control.document import ControlledDocument
from isoqms.repository.control import read_document
from isoqms.repository.entry import Entry

HEAD = "code: QT-01\ntitle: Cấp bản sao\nkind: quy-trinh-noi-bo\n"
STEPS = """\
steps:
  - {task: Tiếp nhận hồ sơ, role: mot-cua, hours: 4}
  - {task: Thẩm định hồ sơ, role: chuyen-mon, days: 2, forms: [BM-01]}
  - {task: Ký và trả kết quả, role: lanh-dao, hours: 4}
"""
PROSE = (
    "## 1. MỤC ĐÍCH\n\nThống nhất.\n\n## 2. PHẠM VI\n\nToàn xã.\n\n## 5. NỘI DUNG\n\n"
    "### 5.1 Cách nộp\n\nNộp tay.\n"
)


def entry(head: str = HEAD + STEPS, prose: str = PROSE) -> Entry[ControlledDocument]:
    found = read_document(PurePosixPath("tai-lieu/QT-01.md"), f"---\n{head}---\n\n{prose}".encode())
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("old", "new", "phrases"),
    [
        pytest.param(
            "role: mot-cua, hours: 4",
            "role: mot-cua, hours: 2",
            ("bước 1: thời gian 4 giờ → 2 giờ",),
            id="t",
        ),
        pytest.param(
            "days: 2", "hours: 1.5", ("bước 2: thời gian 2 ngày → 1,5 giờ",), id="days to hours"
        ),
        pytest.param(
            "days: 2", "timing: Hằng quý", ("bước 2: thời gian 2 ngày → Hằng quý",), id="a moment"
        ),
        pytest.param(
            "role: lanh-dao",
            "role: van-thu",
            ("bước 3: trách nhiệm lanh-dao → van-thu",),
            id="a role",
        ),
        pytest.param(
            "[BM-01]",
            "[BM-02@3]",
            ("bước 2: biểu mẫu: thêm «BM-02@3», bỏ «BM-01»",),
            id="f",
        ),
        pytest.param(
            "days: 2,", "days: 2, result: Phiếu,", ("bước 2: kết quả: thêm «Phiếu»",), id="a result"
        ),
        pytest.param(
            "task: Thẩm định hồ sơ",
            "task: Thẩm định kỹ hồ sơ",
            ("bước 2: nội dung công việc Thẩm định hồ sơ → Thẩm định kỹ hồ sơ",),
            id="a task in other words",
        ),
        pytest.param(
            "  - {task: Thẩm",
            "  - {task: Vào sổ, role: van-thu}\n  - {task: Thẩm",
            ("thêm bước 2: Vào sổ",),
            id="in",
        ),
        pytest.param(
            "  - {task: Tiếp nhận hồ sơ, role: mot-cua, hours: 4}\n",
            "",
            ("bỏ bước 1: Tiếp nhận hồ sơ",),
            id="out",
        ),
        pytest.param(
            "title: Cấp bản sao",
            "title: Cấp bản chính",
            ("tên tài liệu Cấp bản sao → Cấp bản chính",),
            id="n",
        ),
        pytest.param("steps:", "fee: Không\nsteps:", ("phí, lệ phí: thêm «Không»",), id="a fee"),
        pytest.param(
            "steps:",
            "serves: ['1.2']\nsteps:",
            ("TTHC: thêm «1.2»",),
            id="an abbreviation stays one",
        ),
        pytest.param(
            "steps:",
            "time_limit: {days: 5}\nsteps:",
            ("thời hạn giải quyết: thêm «5 ngày»",),
            id="a time limit",
        ),
        pytest.param(
            "steps:",
            "revision: 7\ntemplate: khung@2\nsteps:",
            (),
            id="what is about the revision alone",
        ),
    ],
)
def test_a_difference_of_the_head_is_told_in_one_phrase(
    old: str, new: str, phrases: tuple[str, ...]
) -> None:
    head = HEAD + STEPS
    assert old in head
    assert changes_between(entry(), entry(head.replace(old, new, 1))) == phrases


@pytest.mark.parametrize(
    ("old", "new", "phrases"),
    [
        pytest.param("Toàn xã.", "Toàn phường.", ("mục 2",), id="other words"),
        pytest.param("Nộp tay.", "Nộp trực tuyến.", ("mục 5.1",), id="a part of a section"),
        pytest.param("Toàn xã.", "Toàn\n  xã.\n", (), id="only other lines"),
        pytest.param("## 5. NỘI DUNG", "## 6. NỘI DUNG", (), id="only another number"),
        pytest.param(
            "## 2. PHẠM VI", "## 2. PHẠM VI ÁP DỤNG", ("mục 2",), id="another title at its number"
        ),
        pytest.param(
            "## 5.", "## 3. VIỆN DẪN\n\nTCVN.\n\n## 5.", ("thêm mục 3",), id="a new section"
        ),
        pytest.param("## 2. PHẠM VI\n\nToàn xã.\n", "", ("bỏ mục 2",), id="a section gone"),
        pytest.param(
            "## 1.", "Lời dẫn.\n\n## 1.", ("thêm phần mở đầu",), id="words before the first section"
        ),
        pytest.param(
            "## 5.",
            "## Phụ lục\n\nA.\n\n## 5.",
            ("thêm mục «Phụ lục»",),
            id="a section without a number",
        ),
        pytest.param(
            "Toàn xã.", "```\n## 9. KHÔNG\n```", ("mục 2",), id="no heading inside a block of code"
        ),
    ],
)
def test_a_difference_of_the_prose_is_told_by_its_section(
    old: str, new: str, phrases: tuple[str, ...]
) -> None:
    assert old in PROSE
    assert changes_between(entry(), entry(prose=PROSE.replace(old, new, 1))) == phrases


def test_steps_that_change_places_are_told_once() -> None:
    first, second, third = STEPS.splitlines()[1:]
    turned = f"steps:\n{second}\n{first}\n{third}\n"
    assert changes_between(entry(), entry(HEAD + turned)) == ("đổi thứ tự các bước",)


def test_a_role_is_called_by_its_title_where_one_is_given() -> None:
    new = entry((HEAD + STEPS).replace("lanh-dao", "van-thu"))
    titles = {"lanh-dao": "Chủ tịch", "van-thu": "Văn thư"}
    assert changes_between(entry(), new, titles.__getitem__) == (
        "bước 3: trách nhiệm Chủ tịch → Văn thư",
    )


def test_values_too_long_to_quote_are_named() -> None:
    long = "Một câu rất dài về việc phải làm ở bước này, " * 3
    old, new = (entry(f"{HEAD}outcome: {long}{end}\n") for end in ("a", "b"))
    assert changes_between(old, new) == ("kết quả: sửa nội dung",)


TASKS = st.lists(st.sampled_from(["Tiếp nhận", "Thẩm định", "Ký", "Trả"]), max_size=5)
WORDS = st.lists(
    st.sampled_from(["## 1. MỤC ĐÍCH", "## PHẠM VI", "lời", "", "```"]), max_size=6
).map("\n".join)


def made(tasks: list[str], words: str) -> Entry[ControlledDocument]:
    rows = "".join(f"  - {{task: {task}, role: a}}\n" for task in tasks)
    return entry(HEAD + (f"steps:\n{rows}" if rows else ""), words)


@given(TASKS, WORDS, TASKS, WORDS)
def test_there_is_a_phrase_exactly_where_something_differs(
    tasks: list[str], words: str, new_tasks: list[str], new_words: str
) -> None:
    old, new = made(tasks, words), made(new_tasks, new_words)
    phrases = changes_between(old, new)
    assert changes_between(old, old) == changes_between(new, new) == ()
    if tasks != new_tasks:
        assert any("bước" in phrase for phrase in phrases)
    if words.split() == new_words.split():
        assert not any(
            phrase.startswith(("mục", "phần", "thêm mục", "bỏ mục")) for phrase in phrases
        )
