"""Findings of an inspection or a certification body, and what ends on a day."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from isoqms.agenda.control import term_tasks
from isoqms.agenda.improvement import inspection_tasks, nonconformity_tasks
from isoqms.facts.improvement.outside import counted_of_others, where_found
from isoqms.pages.improvement.inspection_report import inspection_report
from isoqms.pages.improvement.registers import nonconformities
from isoqms.pages.layout.blocks import Table
from isoqms.pages.papers.order import PaperOrder
from isoqms.pages.records.ground import Ground
from isoqms.repository import Repository

Loaded = Callable[..., Repository]
FOUND = """\
items:
  - id: kph-01
    found: 2025-10-20
    source: Bên ngoài kiểm tra
    found_by: Chi cục TĐC
    minutes: Biên bản số 15/BB-CCTĐC ngày 20/10/2025
    clause: 7.5.3
    description: Quy trình chưa cập nhật
    due: 2025-12-20
  - {id: kph-02, found: 2025-11-02, source: Hồ sơ trễ, description: Trả trễ, due: 2025-12-31}
"""
TERM = """\
items:
  - {id: th-01, kind: uy-quyen, subject: Ký công văn, holder: Chánh Văn phòng,
     document: 12/UQ-UBND, signed: 2025-01-15, expires: 2025-12-15ENDED}
"""


def laid(loaded: Loaded, files: Mapping[str, str], day: date = date(2025, 11, 30)) -> Repository:
    return loaded(files, day)


def test_a_finding_of_others_says_who_and_where_and_keeps_its_last_day(loaded: Loaded) -> None:
    repository = laid(loaded, {"nam/2025/khong-phu-hop.yaml": FOUND})
    theirs, ours = nonconformity_tasks(repository)
    assert "do Chi cục TĐC nêu tại Biên bản số 15/BB-CCTĐC ngày 20/10/2025" in theirs.title
    assert theirs.due == date(2025, 12, 20)
    assert " nêu " not in ours.title


def test_findings_of_others_are_counted_by_who_found_them(loaded: Loaded) -> None:
    repository = laid(loaded, {"nam/2025/khong-phu-hop.yaml": FOUND})
    items = [row.record for row in repository.rows.nonconformities]
    assert counted_of_others(repository, items) == "1 điểm do Chi cục TĐC nêu"
    assert counted_of_others(repository, items[1:]) == ""


INSPECTED = """\
items:
  - id: kph-01
    found: 2025-10-20
    source: Bên ngoài kiểm tra
    inspection: kt-01
    description: Quy trình chưa cập nhật
inspections:
  - {id: kt-01, body: Sở KH&CN, day: 2025-10-22MINUTES}
"""


@pytest.mark.parametrize(
    ("minutes", "paper"),
    [
        pytest.param(", minutes: Biên bản số 7/BB-SKHCN.", "Biên bản số 7/BB-SKHCN", id="number"),
        pytest.param("", "biên bản kiểm tra ký ngày 22/10/2025", id="only its day"),
    ],
)
def test_a_finding_takes_who_and_where_from_the_inspection_that_it_names(
    loaded: Loaded, minutes: str, paper: str
) -> None:
    written = INSPECTED.replace("MINUTES", minutes)
    repository = laid(loaded, {"nam/2025/khong-phu-hop.yaml": written})
    (item,) = [row.record for row in repository.rows.nonconformities]
    assert where_found(repository, item) == f"do Sở KH&CN nêu tại {paper}"
    assert counted_of_others(repository, [item]) == "1 điểm do Sở KH&CN nêu"


def test_of_two_inspections_with_one_key_the_one_about_the_day_is_meant(loaded: Loaded) -> None:
    older = "inspections:\n  - {id: kt-01, body: Thanh tra tỉnh, day: 2024-05-06}\n"
    newer = INSPECTED.replace("MINUTES", "")
    files = {"nam/2024/khong-phu-hop.yaml": older, "nam/2025/khong-phu-hop.yaml": newer}
    repository = laid(loaded, files)
    (item,) = [row.record for row in repository.rows.nonconformities]
    assert where_found(repository, item).startswith("do Sở KH&CN nêu")


def test_the_register_prints_who_found_it_in_place_of_the_source(loaded: Loaded) -> None:
    repository = laid(loaded, {"nam/2025/khong-phu-hop.yaml": FOUND})
    sheet = nonconformities(Ground(repository, 2025))[0]
    described = str(sheet.rows[0][3])
    assert described.startswith("Quy trình chưa cập nhật (do Chi cục TĐC nêu tại Biên bản")
    assert any("Bên ngoài phát hiện: 1 điểm do Chi cục TĐC nêu" in note for note in sheet.notes)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        pytest.param(date(2025, 11, 14), "open", id="a month and a day before"),
        pytest.param(date(2025, 11, 15), "soon", id="30 days before"),
        pytest.param(date(2025, 12, 15), "soon", id="on its last day"),
        pytest.param(date(2025, 12, 16), "overdue", id="the day after"),
    ],
)
def test_what_ends_is_told_before_on_and_after_its_day(
    loaded: Loaded, day: date, state: str
) -> None:
    files = {"ben-ngoai/co-thoi-han.yaml": TERM.replace("ENDED", "")}
    (task,) = term_tasks(laid(loaded, files, day))
    assert task.state == state
    assert task.title.startswith("Ủy quyền của Chánh Văn phòng (12/UQ-UBND): Ký công văn")
    assert task.command == "isoqms update term th-01"


def test_what_was_renewed_is_told_no_more(loaded: Loaded) -> None:
    files = {"ben-ngoai/co-thoi-han.yaml": TERM.replace("ENDED", ", ended: 2025-11-20")}
    assert not list(term_tasks(laid(loaded, files)))


def inspected(year: int, body: str) -> str:
    return f"""\
items:
  - {{id: kph-01, found: {year}-10-20, source: Bên ngoài kiểm tra, inspection: kt-01,
     description: Điểm của năm {year}, cause: Chưa rõ việc, action: Sửa, done: {year}-10-25}}
inspections:
  - {{id: kt-01, body: {body}, day: {year}-10-22}}
"""


TWO_YEARS = {
    "nam/2024/khong-phu-hop.yaml": inspected(2024, "Thanh tra tỉnh"),
    "nam/2025/khong-phu-hop.yaml": inspected(2025, "Chi cục TĐC"),
}


def test_the_report_after_an_inspection_tells_what_that_of_its_year_found(loaded: Loaded) -> None:
    repository = laid(loaded, TWO_YEARS)
    order = PaperOrder(2025, date(2025, 11, 30), item="kt-01")
    (table,) = (each for each in inspection_report(repository, order).body if type(each) is Table)
    assert [row.cells[1] for row in table.rows] == ["Điểm của năm 2025"]
    items = [row.record for row in repository.rows.nonconformities]
    assert [where_found(repository, each).split(" nêu")[0] for each in items] == [
        "do Thanh tra tỉnh",
        "do Chi cục TĐC",
    ]


def test_an_inspection_waits_for_its_own_findings(loaded: Loaded) -> None:
    without = TWO_YEARS["nam/2025/khong-phu-hop.yaml"].replace(" inspection: kt-01,", "")
    files = {**TWO_YEARS, "nam/2025/khong-phu-hop.yaml": without}
    tasks = inspection_tasks(laid(loaded, files))
    assert [each.command.split(" --year")[0] for each in tasks] == [
        "isoqms decision inspection-report kt-01",
        "isoqms new outside-finding",
    ]


def test_what_was_found_late_in_a_year_may_be_of_minutes_signed_in_the_next(loaded: Loaded) -> None:
    found = """\
items:
  - {id: kph-01, found: 2024-12-30, source: A, inspection: kt-09, description: B}
"""
    signed = "inspections:\n  - {id: kt-09, body: Sở KH&CN, day: 2025-01-05}\n"
    files = {"nam/2024/khong-phu-hop.yaml": found, "nam/2025/khong-phu-hop.yaml": signed}
    repository = laid(loaded, files)
    (item,) = (row.record for row in repository.rows.nonconformities)
    assert where_found(repository, item).startswith("do Sở KH&CN nêu")
