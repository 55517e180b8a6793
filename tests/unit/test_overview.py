"""The overview: figures of the rooms that keep them, pictures only where records give any."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator
from paper_check import text_of
from test_charts import MONTHS, OBJECTIVES, SURVEY

from isoqms.actions.agency.demo import demo
from isoqms.actions.checking.validate import diagnostics_of
from isoqms.actions.planning.overview import as_docx, lacking
from isoqms.actions.planning.status import Status, status
from isoqms.agenda import tasks
from isoqms.diagnostics import Severity
from isoqms.pages.layout.blocks import Beside, Table
from isoqms.pages.planning.overview import overview
from isoqms.repository import Repository
from isoqms.resources import packs

Loaded = Callable[..., Repository]
Golden = Callable[[str, str], None]
KRONG_NO = packs() / "samples" / "krong-no"
DAY = date(2026, 6, 30)


@pytest.fixture(scope="module")
def an_phu(tmp_path_factory: pytest.TempPathFactory) -> Status:
    root = tmp_path_factory.mktemp("an-phu") / "kho"
    demo(root, "an-phu")
    return status(root, DAY)


def state(repository: Repository) -> dict[str, tuple[str, str]]:
    """The first table: what it tells of each thing."""
    body = overview(repository, tasks(repository), 0).body
    table = next(each for each in body if isinstance(each, Table))
    return {str(row.cells[0]): (str(row.cells[1]), str(row.cells[2])) for row in table.rows}


def drawn(repository: Repository) -> list[str]:
    body = overview(repository, tasks(repository), 0).body
    return [each.chart.title for each in body if isinstance(each, Beside)]


def test_the_sheet_reads_as_it_did(an_phu: Status, golden: Golden) -> None:
    golden("overview-an-phu.txt", text_of(as_docx(an_phu)))


def test_the_real_year_reads_as_it_did(golden: Golden) -> None:
    golden("overview-krong-no.txt", text_of(as_docx(status(KRONG_NO, date(2022, 12, 20)))))


def test_the_sheet_opens_and_holds_its_charts(an_phu: Status, tmp_path: Path) -> None:
    package = as_docx(an_phu)
    (tmp_path / "tong-quan.docx").write_bytes(package)
    assert OpenXmlValidator().validate(str(tmp_path / "tong-quan.docx")).errors == []
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert sum("word/charts/chart" in each for each in archive.namelist()) == 4
    assert as_docx(an_phu) == package


def test_it_is_no_paper_that_is_signed(an_phu: Status) -> None:
    made = overview(an_phu.repository, an_phu.tasks, 0)
    assert (made.letterhead, made.signature) == (None, None)


def test_figures_are_those_of_the_other_commands(an_phu: Status) -> None:
    told = state(an_phu.repository)
    assert told["Tài liệu đang có hiệu lực"][0] == str(len(an_phu.repository.in_force))
    assert told["Văn bản pháp luật chờ cập nhật"] == ("1", "1 quá hạn")
    assert told["Tài liệu phải rà soát, sửa theo đó"] == ("1", "QT-KD-01")
    assert told["Tự chấm điểm năm 2025"][0] == "97,5/100"


def test_errors_of_the_records_are_told_for_the_figures_rest_on_them(
    an_phu: Status, loaded: Loaded
) -> None:
    found = diagnostics_of(an_phu.repository)
    count = sum(each.severity is Severity.ERROR for each in found)
    text = text_of(as_docx(an_phu))
    assert f"Lỗi trong hồ sơ\n[VB Ô bảng] {count}\n[VB Ô bảng] Sửa trước" in text
    assert state(loaded({}))["Lỗi trong hồ sơ"] == ("0", "")


def test_a_new_repository_says_what_it_has_not(loaded: Loaded) -> None:
    repository = loaded({}, as_of=date(2025, 12, 31))
    told = state(repository)
    assert told["Tài liệu đang có hiệu lực"] == ("0", "")
    assert told["Sự không phù hợp chưa đóng"][0] == "chưa ghi"
    assert drawn(repository) == []
    text = text_of(as_docx(Status(repository, tasks(repository))))
    assert "Hệ thống còn đang xây dựng" in text
    assert "Chưa có số liệu để vẽ: tỷ lệ hồ sơ đúng, trước hạn theo quý (cần" in text
    assert text.count("Chưa có số liệu để vẽ") == 1
    assert "điểm tự chấm bị trừ" in text


def test_open_nonconformities_of_all_years_are_counted_as_on_the_day(loaded: Loaded) -> None:
    def items(*rows: str) -> str:
        return "items:\n" + "".join(
            f"  - {{source: Khác, description: Sai, {row}}}\n" for row in rows
        )

    repository = loaded(
        {
            "nam/2024/khong-phu-hop.yaml": items("id: kph-01, found: 2024-05-01, due: 2024-06-01"),
            "nam/2025/khong-phu-hop.yaml": items(
                "id: kph-01, found: 2025-03-01, closed: 2025-04-01",
                "id: kph-02, found: 2025-03-01, closed: 2025-12-31",
                "id: kph-03, found: 2025-03-01, done: 2025-05-01",
                "id: kph-04, found: 2025-12-31",
            ),
        },
        as_of=date(2025, 6, 30),
    )
    told = state(repository)["Sự không phù hợp chưa đóng"]
    assert told == ("3", "1 quá hạn, 1 đang khắc phục, 1 đã làm, chờ kiểm tra hiệu lực")


@pytest.mark.parametrize(
    ("as_of", "shown"),
    [(date(2025, 12, 31), True), (date(2026, 2, 1), True), (date(2027, 2, 1), False)],
    ids=["of the year", "of the year before", "too old"],
)
def test_the_last_pictures_are_shown_while_the_year_is_young(
    loaded: Loaded, as_of: date, *, shown: bool
) -> None:
    files = {
        "nam/2025/ho-so.yaml": MONTHS,
        "nam/2025/muc-tieu.yaml": OBJECTIVES,
        "nam/2025/hai-long.yaml": SURVEY,
    }
    repository = loaded(files, as_of=as_of)
    assert len(drawn(repository)) == (3 if shown else 0)
    assert all("năm 2025" in each for each in drawn(repository))
    told = list(lacking(Status(repository, ())))
    assert len(told) == (1 if as_of.year == 2025 else 4)
    assert sum("biểu đồ là của năm 2025" in each for each in told) == (
        3 if as_of.year == 2026 else 0
    )
