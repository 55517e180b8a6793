"""Charts: native parts of a Word file with their numbers, only where records give them."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from paper_check import text_of

from isoqms.actions.papers.decision import print_paper
from isoqms.actions.reporting.report import report
from isoqms.facts.papers.catalogue import BY_WORD
from isoqms.pages.layout.blocks import Annex, AnnexHead, Chart, Paper, Series, Title
from isoqms.pages.layout.charts import Category, Picture, charted
from isoqms.pages.papers.order import PaperOrder
from isoqms.pages.reporting.pictures import pictures, points_lost
from isoqms.repository import Repository
from isoqms.writers.word.docx import write_docx

Loaded = Callable[..., Repository]
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MONTHS = "periods:\n" + "".join(
    f"  - {{start: 2025-{month}-01, end: 2025-{month}-{last}, carried_over: 0, received: 100, "
    f"early_or_on_time: {100 - late}, late: {late}, returned: 0}}\n"
    for month, last, late in (("01", 31, 1), ("02", 28, 2), ("03", 31, 3), ("07", 31, 0))
)
OBJECTIVES = (
    "objectives:\n"
    "  - {id: dung-han, text: Hồ sơ đúng hạn, target: 98, unit_of_measure: '%',"
    " results: [{period: Năm, value: 97.5}]}\n"
    "  - {id: truc-tuyen, text: Hồ sơ trực tuyến, target: 60, unit_of_measure: '%',"
    " results: [{period: Năm, value: 70}]}\n"
    "  - {id: ngay, text: Thời gian trung bình, target: 3, unit_of_measure: ngày,"
    " results: [{period: Năm, value: 2}]}\n"
    "  - {id: chua-do, text: Chưa đo, target: 50, unit_of_measure: '%'}\n"
)
SURVEY = (
    "surveys:\n  - returned: 100\n    answers:\n"
    "      - {answer: Hài lòng, count: 80, satisfied: true}\n"
    "      - {answer: Bình thường, count: 20}\n"
)
TWO = Picture(
    "Đúng hạn & <trễ> hạn",
    "Quý",
    (Category("Quý I"), Category("Quý II", "từ tháng 4")),
    (
        Series("Kết quả", (Decimal("99.1"), Decimal(100))),
        Series("Chỉ tiêu", (Decimal(98), None)),
    ),
    "%",
)


def parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if "/chart" in name}


def paper(*picture: Picture) -> Paper:
    blocks = tuple(block for each in picture for block in charted(each))
    return Paper(None, (Title("Báo cáo"), *blocks))


def labels(part: bytes) -> list[str]:
    """The numbers that stand at the bars."""
    found = etree.fromstring(part).iter(f"{CHART}dLbl")
    return ["".join(each.itertext(f"{DRAWING}t")) for each in found]


def test_a_chart_is_a_part_of_the_file_and_the_file_is_valid(tmp_path: Path) -> None:
    package = write_docx(paper(TWO, TWO))
    assert sorted(parts(package)) == ["word/charts/chart1.xml", "word/charts/chart2.xml"]
    (tmp_path / "bao-cao.docx").write_bytes(package)
    assert OpenXmlValidator().validate(str(tmp_path / "bao-cao.docx")).errors == []


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert write_docx(paper(TWO)) == write_docx(paper(TWO))


def test_numbers_at_the_bars_are_written_as_on_paper_whatever_the_pc() -> None:
    (part,) = parts(write_docx(paper(TWO))).values()
    assert labels(part) == ["99,1%", "100%", "98%"]


def test_the_numbers_stand_beside_the_chart_too() -> None:
    text = text_of(write_docx(paper(TWO)))
    assert all(each in text for each in ("99,1", "Quý II. từ tháng 4", "Chỉ tiêu (%)", "–"))


def test_who_does_not_see_the_chart_is_told_it() -> None:
    (chart, _) = charted(TWO)
    assert isinstance(chart, Chart)
    assert chart.spoken == (
        "Đúng hạn & <trễ> hạn. Kết quả: Quý I 99,1%, Quý II 100%; Chỉ tiêu: Quý I 98%."
    )


def test_series_are_told_apart_without_colour() -> None:
    (part,) = parts(write_docx(paper(TWO))).values()
    series = list(etree.fromstring(part).iter(f"{CHART}ser"))
    fills = [etree.tostring(each.find(f"{CHART}spPr")[0]) for each in series]
    colours = {each.get("val") for each in etree.fromstring(part).iter(f"{DRAWING}srgbClr")}
    assert (len(set(fills)), colours) == (2, {"000000", "FFFFFF"})


def test_charts_of_annexes_are_counted_with_those_of_the_paper() -> None:
    whole = Paper(None, charted(TWO), annexes=(Annex(AnnexHead(None, "Biểu đồ"), charted(TWO)),))
    assert len(parts(write_docx(whole))) == 2


@pytest.mark.parametrize(
    "values",
    [pytest.param((), id="no value"), pytest.param((Decimal(1), Decimal(2)), id="too many")],
)
def test_a_chart_has_one_value_for_each_category(values: tuple[Decimal, ...]) -> None:
    with pytest.raises(ValueError, match="one value for each category"):
        Chart("Sai", ("một",), (Series("x", values),))


def titled(repository: Repository) -> dict[str, Picture]:
    found = pictures(repository, 2025, date(2025, 12, 31))
    return {each.title: each for each in (*found, *points_lost(repository, 2025))}


def test_months_are_added_up_to_quarters_and_one_year_alone_is_no_picture(loaded: Loaded) -> None:
    (picture,) = titled(loaded({"nam/2025/ho-so.yaml": MONTHS})).values()
    assert [each.label for each in picture.categories] == ["Quý I", "Quý III (đến 31/7)"]
    assert picture.series[0].values == (Decimal("98.0"), Decimal("100.0"))


def test_a_quarter_that_was_not_over_on_the_day_is_not_shown(loaded: Loaded) -> None:
    repository = loaded({"nam/2025/ho-so.yaml": MONTHS})
    assert pictures(repository, 2025, date(2025, 7, 15)) == ()


def test_objectives_in_per_cent_stand_beside_their_targets(loaded: Loaded) -> None:
    (picture,) = titled(loaded({"nam/2025/muc-tieu.yaml": OBJECTIVES})).values()
    assert [each.title for each in picture.categories] == ["Hồ sơ đúng hạn", "Hồ sơ trực tuyến"]
    assert [each.values for each in picture.series] == [
        (Decimal("97.5"), Decimal(70)),
        (Decimal(98), Decimal(60)),
    ]


def test_the_levels_of_a_survey_are_shares_of_its_sheets(loaded: Loaded) -> None:
    (picture,) = titled(loaded({"nam/2025/hai-long.yaml": SURVEY})).values()
    assert picture.series[0].values == (Decimal("80.0"), Decimal("20.0"))


def test_without_records_nothing_is_drawn(loaded: Loaded) -> None:
    repository = loaded({"nam/2025/ho-so.yaml": "periods: []\n"})
    assert parts(report(repository, 2025).paper) == {}


def test_report_and_review_carry_the_charts_of_the_records(loaded: Loaded) -> None:
    files = {
        "nam/2025/ho-so.yaml": MONTHS,
        "nam/2025/xem-xet.yaml": "reviews:\n  - {held: 2025-12-20, where: Phòng họp}\n",
    }
    repository = loaded(files)
    order = PaperOrder(2025, date(2025, 12, 31))
    invitation = print_paper(repository, BY_WORD["review-invitation"], order)
    papers = (report(repository, 2025).paper, invitation.content)
    assert [len(parts(each)) for each in papers] == [1, 1]
