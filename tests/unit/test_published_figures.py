"""Figures as agencies publish them: spans, levels, denominators, online share, letters, TTHC."""

import io
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from paper_check import text_of

from isoqms.actions.checking.validate import validate
from isoqms.actions.exchange.export import export
from isoqms.actions.exchange.importing import plan_import
from isoqms.actions.reporting.report import report
from isoqms.agenda.tasks import tasks
from isoqms.cli.commands import app
from isoqms.facts.control.listing import ProcedureFilter
from isoqms.facts.reporting.figures import figures
from isoqms.facts.services.cases import spans, sums_of
from isoqms.facts.services.service_codes import is_national, is_placeholder, probably, short
from isoqms.model.registers import BY_NAME
from isoqms.model.services import AdministrativeProcedure, CasePeriod, Level
from isoqms.pages.records.registers import register_sheets
from isoqms.repository import Repository, load

Loaded = Callable[..., Repository]

PUBLISHED = """\
periods:
  - start: 2024-12-15
    end: 2025-12-14
    carried_over: 10
    received: 190
    online: 150
    in_person_or_post: 40
    early: 100
    on_time: 50
    late: 10
    due: 170
    returned: 0
    pending_in_time: 35
    pending_overdue: 5
    late_or_overdue: 15
    digitised: 152
"""


def with_setting(repository: Repository, setting: str) -> Repository:
    path = repository.root / "isoqms.yaml"
    path.write_text(f"{path.read_text(encoding='utf-8')}{setting}\n", encoding="utf-8")
    return load(repository.root, repository.as_of)


def said(repository: Repository, *codes: str) -> list[str]:
    outcome = validate(repository.root, repository.as_of)
    return [each.message for each in outcome.diagnostics if each.rule in codes]


# Rates and their denominator


@pytest.mark.parametrize(
    ("base", "on_time", "late"),
    [
        pytest.param("da-giai-quyet", "93.8", "6.3", id="of those resolved: 150, 10 of 160"),
        pytest.param("tiep-nhan", "75.0", "5.0", id="of all received: 150, 10 of 200"),
        pytest.param("den-han", "88.2", "8.8", id="of those due: 150, 15 of 170"),
        pytest.param("tong-ke-ca-qua-han", "92.5", "7.5", id="overdue are late: 185, 15 of 200"),
    ],
)
def test_the_rates_of_the_year_are_taken_of_what_the_agency_chose(
    loaded: Loaded, base: str, on_time: str, late: str
) -> None:
    repository = loaded({"nam/2025/ho-so.yaml": PUBLISHED})
    found = figures(with_setting(repository, f"case_rates_of: {base}"), 2025)
    assert found["cases_on_time_rate"].value == Decimal(on_time)
    assert found["cases_late_rate"].value == Decimal(late)


@pytest.mark.parametrize(
    ("base", "stated", "words"),
    [
        pytest.param("tiep-nhan", "on_time_rate: 75", [], id="fits the choice"),
        pytest.param(
            "tiep-nhan",
            "on_time_rate: 93.8",
            ["93,8% là của 150/160 (trên số đã giải quyết)"],
            id="of the resolved",
        ),
        pytest.param(
            "da-giai-quyet",
            "on_time_rate: 88.2",
            ["88,2% là của 150/170 (trên số đến hạn)"],
            id="of the due",
        ),
        pytest.param(
            "da-giai-quyet",
            "on_time_rate: 93.7",
            ["khớp nếu cắt, không khớp nếu làm tròn"],
            id="cut, not of another whole",
        ),
        pytest.param("da-giai-quyet", "late_rate: 9.9", ["còn 10/160 = 6,3%"], id="of none"),
        pytest.param("da-giai-quyet", "pending_rate: 20", [], id="those being resolved: 40 of 200"),
        pytest.param(
            "da-giai-quyet", "pending_rate: 21", ["còn 40/200 = 20%"], id="pending rate wrong"
        ),
        pytest.param("da-giai-quyet", "digitised_rate: 80", [], id="152 of 190"),
    ],
)
def test_a_stated_rate_is_held_against_every_denominator(
    loaded: Loaded, base: str, stated: str, words: list[str]
) -> None:
    text = f"{PUBLISHED}    stated: {{{stated}}}\n"
    repository = with_setting(loaded({"nam/2025/ho-so.yaml": text}), f"case_rates_of: {base}")
    messages = said(repository, "QMS706")
    assert len(messages) == len(words)
    assert all(word in message for word, message in zip(words, messages, strict=True))


# Periods, fields, levels


def period(first: str, last: str, **told: object) -> CasePeriod:
    return CasePeriod.model_validate({"start": first, "end": last, **told})


def test_the_year_takes_the_whole_agency_and_its_parts_only_where_the_whole_is_silent() -> None:
    whole = period("2025-01-01", "2025-03-31", received=10)
    part = period("2025-01-01", "2025-06-30", field="Đất đai", received=99)
    registry = period("2025-07-01", "2025-07-31", field="Hộ tịch", received=3)
    again = period("2025-07-01", "2025-07-31", field="HỘ  TỊCH", received=3)
    province = period("2025-07-01", "2025-07-31", level="tinh", received=3)
    chosen = spans([part, registry, again, province, whole])
    assert chosen == ((whole,), (registry,))


@pytest.mark.parametrize(
    ("days", "counted", "total"),
    [
        pytest.param(["03-01 05-31", "04-01 06-30"], ["03-01 05-31"], 1, id="the longer of two"),
        pytest.param(
            ["01-01 03-31", "03-01 05-31", "04-01 06-30"],
            ["01-01 03-31", "04-01 06-30"],
            2,
            id="two quarters rather than what lies across them",
        ),
        pytest.param(
            ["01-01 10-26", "01-01 06-30", "07-01 09-30", "10-01 12-31"],
            ["01-01 06-30", "07-01 09-30", "10-01 12-31"],
            3,
            id="the year's parts rather than a part of it told to a day",
        ),
        pytest.param(
            ["01-01 12-31", "01-01 06-30", "07-01 12-31"], ["01-01 12-31"], 1, id="the whole year"
        ),
    ],
)
def test_no_day_is_counted_twice(days: list[str], counted: list[str], total: int) -> None:
    given = [
        period(f"2025-{first}", f"2025-{last}", received=1)
        for first, last in (each.split() for each in days)
    ]
    year = spans(given)
    assert [f"{each.start:%m-%d} {each.end:%m-%d}" for (each,) in year] == counted
    assert sums_of(year, returned_in_resolved=False).received == total


def test_what_the_sum_leaves_out_is_told_on_screen_and_paper(loaded: Loaded) -> None:
    text = """\
periods:
  - {start: 2025-03-01, end: 2025-05-31, received: 90}
  - {start: 2025-04-01, end: 2025-06-30, received: 80}
  - {start: 2025-04-01, end: 2025-06-30, field: Hộ tịch, received: 30}
"""
    repository = loaded({"nam/2025/ho-so.yaml": text})
    assert figures(repository, 2025)["cases_received"].value == 90
    left = "kỳ 01/4/2025 đến 30/6/2025"
    told = [each for each in report(repository, 2025).warnings if "không cộng" in each]
    assert told == [f"Số hồ sơ của năm không cộng {left}: chồng một phần lên kỳ đã cộng."]
    (sheet,) = register_sheets(repository, BY_NAME["ho-so"], 2025)
    assert any(f"không tính {left}" in note for note in sheet.notes)


def test_levels_make_up_the_agency_where_nothing_else_does() -> None:
    levels = tuple(
        period("2025-01-01", "2025-06-30", level=level, received=5)
        for level in ("tinh", "huyen", "xa")
    )
    assert spans(levels) == (levels,)


def test_a_year_from_mid_december_is_lawful_and_its_parts_add_up(loaded: Loaded) -> None:
    parts = """\
  - {start: 2024-12-15, end: 2025-06-14, carried_over: 10, received: 90}
  - {start: 2025-06-15, end: 2025-12-14, carried_over: 40, received: %s, pending_overdue: 5}
"""
    codes = ("QMS517", "QMS707", "QMS708", "QMS724", "QMS725", "QMS726")
    good = loaded({"nam/2025/ho-so.yaml": PUBLISHED + parts % 100})
    assert said(good, *codes) == []
    bad = loaded({"nam/2025/ho-so.yaml": PUBLISHED + parts % 101})
    assert said(bad, *codes) == [
        (
            "Tiếp nhận trong kỳ ghi 190 (kỳ 15/12/2024 đến 14/12/2025), "
            "còn cộng 2 kỳ nối nhau trong đó được 191."
        )
    ]


def test_a_field_carries_over_under_whatever_spelling(loaded: Loaded) -> None:
    text = """\
periods:
  - {start: 2025-01-01, end: 2025-03-31, field: Hòa giải, stated: {pending: 4}}
  - {start: 2025-04-01, end: 2025-06-30, field: hoà  giải, carried_over: 5}
  - {start: 2025-04-01, end: 2025-06-30, field: Hoà giải, level: xa, carried_over: 9}
"""
    assert said(loaded({"nam/2025/ho-so.yaml": text}), "QMS707") == [
        "Kỳ trước chuyển sang ghi 5, còn kỳ 01/01/2025 đến 31/3/2025, lĩnh vực Hòa giải để lại 4."
    ]


# Online share


ONLINE = """\
online:
  - start: 2025-01-01
    end: 2025-12-31
    level: toan-trinh
    online: 10
    of: 12
    target: 80
    given_by: Kế hoạch số 5/KH-UBND
  - {start: 2025-01-01, end: 2025-12-31, target: 83.4}
periods:
  - {start: 2025-01-01, end: 2025-12-31, received: 12, online: 10}
"""


def test_the_online_share_is_told_against_its_target_by_the_counts(loaded: Loaded) -> None:
    repository = loaded({"nam/2025/ho-so.yaml": ONLINE})
    paper = "Kế hoạch số 5/KH-UBND"
    days = "từ ngày 01/01/2025 đến ngày 31/12/2025: 10/12 hồ sơ, đạt tỷ lệ 83,3%"
    told = text_of(report(repository, 2025).paper).replace("\u00a0", " ").split("\n")
    assert [line.split("] ")[1] for line in told if "Hồ sơ trực tuyến" in line] == [
        f"- Hồ sơ trực tuyến toàn trình {days} (đạt chỉ tiêu 80% được giao tại {paper}).",
        f"- Hồ sơ trực tuyến {days} (chưa đạt chỉ tiêu 83,4% được giao).",
    ]
    found = figures(repository, 2025)
    assert found["online_rate"].value == Decimal("83.3")
    assert found["online_target"].value == Decimal("83.4")


def test_the_share_of_one_level_never_stands_in_for_that_of_all(loaded: Loaded) -> None:
    text = """\
online:
  - {start: 2025-01-01, end: 2025-12-31, level: toan-trinh, online: 10, of: 12, target: 80}
"""
    found = figures(loaded({"nam/2025/ho-so.yaml": text}), 2025)
    assert (found["online_rate"].value, found["online_target"].value) == (None, None)


KINDS = """\
online:
  - {start: 2025-01-01, end: 2025-12-31, target: 80}
  - start: 2025-01-01
    end: 2025-12-31
    measure: ty-le-tthc
    level: toan-trinh
    online: 5
    of: 6
    target: 100
    given_by: Kế hoạch số 5/KH-UBND
  - {start: 2025-01-01, end: 2025-12-31, measure: so-tthc, level: toan-trinh, online: 5, target: 4}
periods:
  - {start: 2025-01-01, end: 2025-12-31, received: 12, online: 10}
"""


def test_each_result_is_held_against_the_target_of_its_own_kind(loaded: Loaded) -> None:
    repository = loaded({"nam/2025/ho-so.yaml": KINDS})
    told = text_of(report(repository, 2025).paper).replace("\u00a0", " ").split("\n")
    procedures = "Thủ tục hành chính cung cấp trực tuyến toàn trình đến ngày 31/12/2025"
    assert [line.split("] - ")[1] for line in told if "trực tuyến" in line] == [
        (
            "Hồ sơ trực tuyến từ ngày 01/01/2025 đến ngày 31/12/2025: 10/12 hồ sơ, đạt tỷ lệ 83,3% "
            "(đạt chỉ tiêu 80% được giao)."
        ),
        (
            f"{procedures}: 5/6 thủ tục, đạt tỷ lệ 83,3% (chưa đạt chỉ tiêu 100% được giao tại "
            "Kế hoạch số 5/KH-UBND)."
        ),
        f"{procedures}: 5 thủ tục (đạt chỉ tiêu ít nhất 4 TTHC được giao).",
    ]
    *_, online = register_sheets(repository, BY_NAME["ho-so"], 2025)
    assert [row[2:8] for row in online.rows] == [
        ("Tỷ lệ hồ sơ", "Mọi mức", "10/12", "83,3%", "80%", "Đạt"),
        ("Tỷ lệ TTHC", "Toàn trình", "5/6", "83,3%", "100%", "Chưa đạt"),
        ("Số TTHC", "Toàn trình", "", "5 TTHC", "ít nhất 4 TTHC", "Đạt"),
    ]


def test_the_share_of_procedures_is_never_that_of_cases(loaded: Loaded) -> None:
    text = """\
online:
  - {start: 2025-01-01, end: 2025-12-31, measure: ty-le-tthc, rate: 60, target: 50}
  - {start: 2025-01-01, end: 2025-12-31, measure: ty-le-tthc, level: toan-trinh, target: 50}
periods:
  - {start: 2025-01-01, end: 2025-12-31, received: 12, online: 10}
"""
    repository = loaded({"nam/2025/ho-so.yaml": text})
    found = figures(repository, 2025)
    assert (found["online_rate"].value, found["online_target"].value) == (Decimal("83.3"), None)
    assert said(repository, "QMS727") == []
    # One has no result, and no period of cases gives it one.
    assert [each.title for each in tasks(repository) if "trực tuyến" in each.title] == [
        "Chỉ tiêu TTHC trực tuyến toàn trình 50% (chưa ghi kết quả)"
    ]


@pytest.mark.parametrize(
    ("day", "waits"),
    [
        pytest.param(date(2025, 12, 31), ["TTHC trực tuyến toàn trình 100%"], id="the last day"),
        pytest.param(date(2026, 1, 1), [], id="over, and reported as not met"),
    ],
)
def test_a_target_waits_until_the_last_day_of_its_period(
    loaded: Loaded, day: date, waits: list[str]
) -> None:
    repository = load(loaded({"nam/2025/ho-so.yaml": KINDS}).root, day)
    found = [each for each in tasks(repository) if "trực tuyến" in each.title]
    assert len(found) == len(waits)
    assert all(words in each.title for words, each in zip(waits, found, strict=True))


def test_the_kind_of_a_target_goes_out_to_excel_in_words_and_comes_back(loaded: Loaded) -> None:
    repository = loaded({"nam/2025/ho-so.yaml": KINDS})
    opened = load_workbook(io.BytesIO(export(repository, ("ho-so",), 2025)))
    cells = [cell for tab in opened.worksheets for row in tab.iter_rows() for cell in row]
    changed = next(each for each in cells if each.value in ("Tỷ lệ TTHC", "tỷ lệ TTHC"))
    changed.value = "số TTHC"
    saved = io.BytesIO()
    opened.save(saved)
    found = plan_import(repository, saved.getvalue())
    assert found.change is not None
    (written,) = found.change.files.values()
    assert written is not None
    assert written.decode() == KINDS.replace("ty-le-tthc", "so-tthc")


# Letters


def test_letters_are_told_as_totals_beside_the_list_of_papers(loaded: Loaded) -> None:
    text = """\
documents:
  - {number: 08/KH-UBND, day: 2025-07-16, type: Kế hoạch, issuer: UBND xã An Phú, summary: A}
totals:
  - {start: 2025-01-01, end: 2025-06-30, issued: 300, checked: 120, format_met: 117}
  - {start: 2025-07-01, end: 2025-12-31, issued: 112, checked: 60, format_met: 59}
  - {start: 2025-01-01, end: 2025-03-31, issued: 99, checked: 5, format_met: 5}
"""
    found = figures(loaded({"nam/2025/van-ban-di.yaml": text}), 2025)
    names = ("outgoing", "letters", "outgoing_checked", "outgoing_format_met")
    assert [found[name].value for name in names] == [1, 412, 180, 176]
    assert found["outgoing_format_rate"].value == Decimal("97.8")


# Administrative procedures


@pytest.mark.parametrize(
    ("code", "national", "placeholder", "known_as"),
    [
        pytest.param("1.000894", True, False, "1.000894", id="short"),
        pytest.param("1.000894.000.00.00.H42", True, False, "1.000894", id="long"),
        pytest.param(" 1.000894", False, False, "1.000894", id="with a space"),
        pytest.param("[cần điền: mã TTHC 2]", False, True, "[cần điền: mã TTHC 2]", id="mark"),
        pytest.param("x.xxxxxx", False, True, "x.xxxxxx", id="signs for digits"),
        pytest.param("TTHC-01", False, False, "TTHC-01", id="a code of one's own"),
    ],
)
def test_a_code_is_national_or_keeps_a_place_or_is_neither(
    code: str, national: bool, placeholder: bool, known_as: str
) -> None:
    assert (is_national(code), is_placeholder(code), short(code)) == (
        national,
        placeholder,
        known_as,
    )


def test_a_code_typed_otherwise_is_guessed() -> None:
    assert [probably(code) for code in ("1,000894", "1-000894", "1000894", "TTHC-01")] == [
        "1.000894",
        "1.000894",
        "1.000894",
        None,
    ]


REGISTER = """\
published_by:
  - {number: 512/QĐ-UBND, signed: 2025-06-30, authority: UBND tỉnh Lâm Đồng}
procedures:
  - {code: '1.000894', name: Đăng ký kết hôn, field: Hộ tịch, level: xa, decision: 512/QĐ-UBND}
  - {code: 1.000894.000.00.00.H42, name: Đăng ký kết hôn, field: Hộ tịch, level: xa}
  - {code: '1.001193', name: Đăng ký khai sinh, field: HỘ TỊCH, level: xa}
  - {code: '2.000815', name: Chứng thực bản sao, field: Chứng thực, level: tinh}
  - {code: '[cần điền: mã]', name: Chưa biết, field: Hộ tịch}
"""


def test_a_procedure_counts_once_and_a_placeholder_does_not(loaded: Loaded) -> None:
    repository = loaded({"tthc/danh-muc.yaml": REGISTER, "nam/2025/ho-so.yaml": "periods: []\n"})
    found = figures(repository, 2025)
    assert found["procedures"].value == 3


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        pytest.param(
            ["--field", "hộ tịch"], ["1.000894", "1.001193", "[cần điền: mã]"], id="field"
        ),
        pytest.param(["--level", "Cấp xã"], ["1.000894", "1.001193"], id="level"),
        pytest.param(["--text", "KET HON"], ["1.000894"], id="text without accents"),
        pytest.param(["--field", "hộ tịch", "--text", "512/"], ["1.000894"], id="both"),
        pytest.param(["--level", "tinh", "--text", "khai sinh"], [], id="none"),
    ],
)
def test_the_list_of_procedures_is_filtered(
    loaded: Loaded, capsys: pytest.CaptureFixture[str], asked: list[str], codes: list[str]
) -> None:
    root = loaded({"tthc/danh-muc.yaml": REGISTER}).root
    day = ["--as-of", date(2025, 12, 31).isoformat()]
    assert app(["list", str(root), "--tthc", "--format", "json", *asked, *day]) == 0
    assert [each["code"] for each in json.loads(capsys.readouterr().out)] == codes


def test_a_filter_says_in_words_what_it_left() -> None:
    asked = ProcedureFilter("Hộ tịch", Level.COMMUNE, "kết hôn")
    assert asked.words == "lĩnh vực «Hộ tịch», cấp xã, có chữ «kết hôn»"
    assert not asked.wants(AdministrativeProcedure(code="1.0", name="A", field="Hộ tịch"))


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(["--tthc", "--level", "thôn"], id="no such level"),
        pytest.param(["--field", "Hộ tịch"], id="not of procedures"),
    ],
)
def test_a_filter_that_cannot_be_is_refused(loaded: Loaded, asked: list[str]) -> None:
    assert app(["list", str(loaded({}).root), *asked, "--as-of", "2025-12-31"]) == 2


# On paper


def test_new_columns_online_shares_and_letters_are_printed_within_the_page(loaded: Loaded) -> None:
    files = {
        "nam/2025/ho-so.yaml": ONLINE.partition("periods:")[0] + PUBLISHED,
        "nam/2025/van-ban-di.yaml": """\
totals:
  - {start: 2025-01-01, end: 2025-12-31, issued: 412, checked: 180, format_met: 176}
""",
    }
    repository = loaded(files)
    cases = register_sheets(repository, BY_NAME["ho-so"], 2025)
    letters = register_sheets(repository, BY_NAME["van-ban-di"], 2025)
    for sheet in (*cases, *letters):
        assert sum(column.width_mm for column in sheet.columns) == 247
    _, detail, online = cases
    assert detail.rows[-1][3:] == (
        "150", "40", "100", "50", "15", "170", "152", "", "", "78,9%", "80%", "",
    )  # fmt: skip
    assert [row[2:7] for row in online.rows] == [
        ("Tỷ lệ hồ sơ", "Toàn trình", "10/12", "83,3%", "80%"),
        ("Tỷ lệ hồ sơ", "Mọi mức", "", "", "83,4%"),
    ]
    assert letters[1].rows[-1] == ("", "Cộng từ đầu năm", "412", "180", "176", "97,8%", "")
