"""The papers of the management review and of the survey.

As they read, as they conform, and what they refuse.
"""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator
from paper_check import findings, text_of

from isoqms.actions.agency.demo import demo
from isoqms.facts.papers.catalogue import BY_WORD
from isoqms.pages.papers.order import Lacking, PaperOrder, paper_of
from isoqms.repository import Repository, load
from isoqms.writers.word.docx import write_docx

Loaded = Callable[..., Repository]
DAY = date(2025, 12, 31)
WORDS = ("review-invitation", "review-minutes", "survey-plan", "survey-report")

SMALL: Mapping[str, str] = {
    "nam/2024/hai-long.yaml": (
        "surveys:\n  - answers:\n      - {answer: Hài lòng, count: 170, satisfied: true}\n"
        "      - {answer: Không hài lòng, count: 30}\n"
    ),
    "nam/2025/ke-hoach.yaml": (
        "number: 08/KH-UBND\nsigned: 2025-02-10\ntasks:\n"
        "  - {id: ke-hoach-khao-sat, task: Kế hoạch khảo sát}\n"
        "  - {id: bao-cao-khao-sat, task: Báo cáo khảo sát, due: 2025-10-31}\n"
    ),
    "nam/2025/nguon-luc.yaml": "budget:\n  - {item: Khảo sát hài lòng, planned: 4}\n",
    "nam/2025/muc-tieu.yaml": (
        "objectives:\n"
        "  - {id: hai-long, text: Hài lòng từ 90%, target: 90, unit_of_measure: '%', figure: "
        "survey_rate}\n"
    ),
    "nam/2025/hai-long.yaml": """\
surveys:
  - form: BM-HT-06-01
    start: 2025-08-01
    end: 2025-09-30
    method: Phát phiếu tại quầy và tại thôn
    subjects: Người vừa nhận kết quả
    planned: 120
    sent: 110
    returned: 100
    answers:
      - {question: 4. Thời gian, answer: Hài lòng, count: 60, satisfied: true}
      - {question: 4. Thời gian, answer: Không hài lòng, count: 38}
      - {question: 7. Đánh giá chung, answer: Hài lòng, count: 88, satisfied: true}
      - {question: 7. Đánh giá chung, answer: Không hài lòng, count: 12}
    rate_stated: 89
    remarks: Người dân phải chờ lâu vào sáng thứ Hai; đã thêm một quầy
""",
    "tai-lieu/bieu-mau/BM-HT-06-01.md": """\
---
code: BM-HT-06-01
title: Phiếu khảo sát mức độ hài lòng
kind: bieu-mau
revision: 1
owner: thu-ky-iso
fields: [Thủ tục đã thực hiện, 1. Nơi tiếp nhận, 4. Thời gian, 7. Đánh giá chung]
---
""",
    "nam/2025/xem-xet.yaml": """\
reviews:
  - held: 2025-12-10
    chair: Chủ tịch UBND xã
    secretary: Thư ký ISO
    where: Phòng họp UBND xã
    attendees: [Phó Chủ tịch UBND xã, Trưởng các phòng]
    inputs:
      - {point: a, text: "Việc lần trước: mua máy quét, đã xong"}
      - {point: c1, text: 88 phần trăm hài lòng}
    outputs:
      - {point: a, text: Thêm một quầy sáng thứ Hai, role: thu-ky-iso, due: 2026-01-31}
      - {point: b, text: Không}
""",
}
"""A year that records a little of everything, and leaves some of it open."""


@pytest.fixture(scope="module")
def an_phu(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The sample commune at the end of 2025."""
    root = tmp_path_factory.mktemp("an-phu") / "kho"
    demo(root, "an-phu")
    return load(root, DAY)


def made(repository: Repository, word: str, order: PaperOrder | None = None) -> bytes:
    return write_docx(paper_of(BY_WORD[word], repository, order or PaperOrder(2025, DAY)))


@pytest.mark.parametrize("word", WORDS)
def test_a_small_year_reads_as_it_did(
    loaded: Loaded, golden: Callable[[str, str], None], word: str
) -> None:
    golden(f"paper-{word}-small.txt", text_of(made(loaded(SMALL), word)))


@pytest.mark.parametrize("word", WORDS)
def test_the_papers_of_an_phu_read_as_they_did(
    an_phu: Repository, golden: Callable[[str, str], None], word: str
) -> None:
    golden(f"paper-{word}-an-phu.txt", text_of(made(an_phu, word)))


@pytest.mark.parametrize("word", WORDS)
def test_the_papers_are_after_the_decree_and_valid_word(
    loaded: Loaded, tmp_path: Path, word: str
) -> None:
    paper = made(loaded(SMALL), word)
    file = tmp_path / "van-ban.docx"
    file.write_bytes(paper)
    assert findings(paper) == []
    assert OpenXmlValidator().validate(file).is_valid


def test_a_plan_of_which_little_is_recorded_says_all_that_is_missing_and_where(
    loaded: Loaded,
) -> None:
    begun = "surveys: [{plan: Kế hoạch số 11/KH-UBND ngày 28/7/2025, sent: 250}]\n"
    with pytest.raises(Lacking) as refused:
        made(loaded({"nam/2025/hai-long.yaml": begun}), "survey-plan")
    assert [line.rpartition(", ")[2] for line in str(refused.value).split("\n")[1:]] == [
        "«Đối tượng» (subjects)",
        "«Cách khảo sát» (method)",
        "«Mẫu phiếu» (form)",
        "«Từ ngày» (start)",
        "«Đến ngày» (end)",
    ]


@pytest.mark.parametrize(
    ("word", "files", "missing"),
    [
        pytest.param("review-invitation", {}, "ngày họp", id="no review"),
        pytest.param(
            "review-minutes", {"nam/2025/xem-xet.yaml": "reviews: []\n"}, "đã họp", id="none held"
        ),
        pytest.param(
            "review-minutes",
            {"nam/2025/xem-xet.yaml": "reviews: [{held: 2025-12-10}]\n"},
            "kết luận",
            id="no outputs",
        ),
        pytest.param("survey-report", {}, "đợt khảo sát", id="no survey"),
        pytest.param(
            "survey-report",
            {"nam/2025/hai-long.yaml": "surveys: [{sent: 10}]\n"},
            "số phiếu thu về",
            id="no counts",
        ),
        pytest.param(
            "survey-report",
            {
                "nam/2025/hai-long.yaml": "surveys: [{returned: 5, answers: [{answer: Mức 5, "
                "count: 5}]}]\n"
            },
            "mức nào được tính là hài lòng",
            id="nobody satisfied is told",
        ),
    ],
)
def test_a_paper_that_cannot_be_made_names_what_is_missing(
    loaded: Loaded, word: str, files: dict[str, str], missing: str
) -> None:
    with pytest.raises(Lacking, match=missing):
        made(loaded({"nam/2025/ke-hoach.yaml": "tasks: []\n", **files}), word)


def test_a_paper_that_was_signed_is_printed_again_with_its_number_and_day(
    an_phu: Repository,
) -> None:
    paper = text_of(made(an_phu, "survey-report"))
    assert "Số: 95/BC-UBND" in paper
    assert "An Phú, ngày 29 tháng 10 năm 2025" in paper


def test_what_is_ordered_goes_before_what_is_recorded(an_phu: Repository) -> None:
    order = PaperOrder(
        2025, DAY, number="96/BC-UBND", signed=date(2025, 10, 30), paragraphs=("Mở thêm một quầy",)
    )
    paper = text_of(made(an_phu, "survey-report", order))
    assert "Số: 96/BC-UBND" in paper
    assert "Mở thêm một quầy" in paper
    assert "Điểm chưa hài lòng" not in paper


def test_the_confirmation_is_told_in_the_minutes_only_where_it_is_recorded(
    loaded: Loaded, an_phu: Repository
) -> None:
    open_, told = (text_of(made(each, "review-minutes")) for each in (loaded(SMALL), an_phu))
    assert "☐ Xác nhận" in open_
    assert "☐" not in told
    # The head confirmed on the day after: the minutes of the meeting tell nothing of it.
    assert "21/11/2025" not in told
    assert "do Chủ tịch UBND xã thực hiện bằng văn bản riêng" in told


@pytest.mark.parametrize(
    ("kept", "cited"),
    [
        pytest.param("effective: 2014-05-18", True, id="in force"),
        pytest.param("effective: 2014-05-18, expires: 2025-12-01", False, id="lapsed"),
    ],
)
def test_a_law_that_is_no_longer_in_force_is_not_the_ground_of_a_confirmation(
    loaded: Loaded, kept: str, cited: bool
) -> None:
    law = (
        "number: 19/2014/QĐ-TTg, title: Quyết định về áp dụng, issuer: Thủ tướng, issued: "
        f"2014-03-05, {kept}"
    )
    confirmed = "confirmation: {day: 2025-12-10, document: Văn bản số 300/UBND-VX}\n"
    files = {
        "ben-ngoai/van-ban.yaml": f"documents: [{{{law}}}]\n",
        "nam/2025/xem-xet.yaml": SMALL["nam/2025/xem-xet.yaml"] + confirmed,
    }
    paper = text_of(made(loaded(files), "review-minutes")).replace("\N{NO-BREAK SPACE}", " ")
    assert ("điểm d khoản 2 Điều 4 Quyết định số 19/2014/QĐ-TTg" in paper) is cited
    assert "tại Văn bản số 300/UBND-VX" in paper


@pytest.mark.parametrize("item", ["1", "2"])
def test_one_of_several_surveys_is_reported(loaded: Loaded, item: str) -> None:
    surveys = "".join(
        f"  - returned: {count}\n    answers: [{{answer: Tốt, count: {count}, satisfied: true}}]\n"
        for count in (11, 22)
    )
    repository = loaded({"nam/2025/hai-long.yaml": f"surveys:\n{surveys}"})
    paper = text_of(made(repository, "survey-report", PaperOrder(2025, DAY, item=item)))
    assert f"{11 * int(item)}/{11 * int(item)} phiếu" in paper.replace("\N{NO-BREAK SPACE}", " ")
