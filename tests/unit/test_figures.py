"""The figures of a year: what they are computed from, and what is kept beside them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isoqms.diagnostics import Place
from isoqms.facts.reporting.figures import TITLES, Figures, NoSuchYear, figures
from isoqms.facts.services.cases import summed, summed_known
from isoqms.model.agency.settings import Agency
from isoqms.model.services import CasePeriod, CaseStatistics
from isoqms.repository import Entry, Repository, Year, load
from isoqms.resources import packs

Loaded = Callable[..., Repository]
KRONG_NO = packs() / "samples" / "krong-no"


@pytest.fixture(scope="module")
def krong_no() -> Figures:
    return figures(load(KRONG_NO, date(2022, 10, 26)), 2022)


@pytest.mark.parametrize(
    ("name", "value", "stated"),
    [
        ("cases_total", 20290, 20290),
        ("cases_resolved", 17350, 17350),
        ("cases_on_time_rate", Decimal("99.5"), Decimal("99.5")),
        ("cases_late_rate", Decimal("0.5"), Decimal("0.5")),
        ("cases_pending", 2152, None),
        ("documents", 273, 273),
        ("procedures_served_rate", Decimal("82.8"), Decimal("82.7")),
        ("documents_issued", 101, 101),
        ("audit_rounds", 4, None),
        ("audit_rounds_done", 1, None),
        ("complaints", 0, None),
        ("survey_rate", None, None),
        ("score_total", Decimal("96.5"), Decimal("96.5")),
        ("score_max", Decimal(100), None),
    ],
)
def test_a_real_year_adds_up(krong_no: Figures, name: str, value: object, stated: object) -> None:
    assert (krong_no[name].value, krong_no[name].stated) == (value, stated)


def test_there_is_a_figure_for_every_name_and_only_for_these(krong_no: Figures) -> None:
    assert list(krong_no) == list(TITLES)
    assert [figure.name for figure in krong_no.values()] == list(TITLES)


def test_a_figure_says_where_it_comes_from(krong_no: Figures) -> None:
    figure = krong_no["procedures_served"]
    assert [str(place.path) for place in figure.sources] == ["nam/2022/so-lieu.yaml"]
    assert figure.stated_at is not None
    assert figure.stated_at.route == ("procedures_served",)


CASES = "start: 2025-01-01, end: 2025-12-31, carried_over: 0, received: 50"


@pytest.mark.parametrize(
    ("name", "value", "stated", "route"),
    [
        pytest.param("procedures", 7, 7, ("procedures",), id="stated"),
        pytest.param("documents", None, None, None, id="neither stated nor known"),
        pytest.param("cases_total", 50, 51, ("periods", 0, "stated", "total"), id="cases stated"),
        pytest.param("cases_resolved", None, None, None, id="cases neither stated nor known"),
    ],
)
def test_a_figure_has_a_place_where_it_is_stated_only_if_it_is(
    loaded: Loaded,
    name: str,
    value: int | None,
    stated: int | None,
    route: tuple[str | int, ...] | None,
) -> None:
    files = {
        "nam/2025/so-lieu.yaml": "procedures: 7\n",
        "nam/2025/ho-so.yaml": f"periods: [{{{CASES}, stated: {{total: 51}}}}]\n",
    }
    figure = figures(loaded(files), 2025)[name]
    at = figure.stated_at.route if figure.stated_at else None
    assert (figure.value, figure.stated, at) == (value, stated, route)
    assert None not in figure.sources


@pytest.mark.parametrize(
    ("resources", "value", "routes"),
    [
        pytest.param("people_in_charge: 0", 0, [("people_in_charge",)], id="stated as none"),
        pytest.param(
            "people_in_charge: 3\npeople: [{post: Công chức}]",
            3,
            [("people_in_charge",)],
            id="both",
        ),
        pytest.param("people: [{post: Công chức}]", 1, [("people",)], id="listed only"),
        pytest.param("budget: []", None, [], id="neither: unknown, not none"),
    ],
)
def test_the_people_in_charge_are_as_stated_or_else_as_listed(
    loaded: Loaded, resources: str, value: int | None, routes: list[tuple[str]]
) -> None:
    files = {"nam/2025/nguon-luc.yaml": f"{resources}\n"}
    figure = figures(loaded(files), 2025)["people_in_charge"]
    assert figure.value == value
    assert [place.route for place in figure.sources] == routes


def test_a_year_without_records_is_refused_with_the_years_there_are() -> None:
    with pytest.raises(NoSuchYear) as refused:
        figures(load(KRONG_NO, date(2022, 10, 26)), 2021)
    assert "2022" in refused.value.hint


QUARTERS = """\
periods:
  - {start: 2025-04-01, end: 2025-06-30, carried_over: 30, received: 200, early: 150, on_time: 40,
     late: 10,
     returned: 5}
  - {start: 2025-01-01, end: 2025-03-31, carried_over: 10, received: 100, early_or_on_time: 75,
     late: 5, returned: 0}
"""


def test_what_was_carried_over_between_periods_is_counted_once(loaded: Loaded) -> None:
    found = figures(loaded({"nam/2025/ho-so.yaml": QUARTERS}), 2025)
    assert found["cases_carried_over"].value == 10
    assert found["cases_total"].value == 310
    assert found["cases_on_time"].value == 265
    assert found["cases_pending"].value == 310 - 280 - 5


def test_a_quarter_inside_the_whole_year_is_not_added_to_it(loaded: Loaded) -> None:
    year = (
        "  - {start: 2025-01-01, end: 2025-12-31, carried_over: 10, received: 900, "
        "early_or_on_time: 1, late: 0}\n"
    )
    found = figures(loaded({"nam/2025/ho-so.yaml": QUARTERS + year}), 2025)
    assert found["cases_total"].value == 910


def test_fields_are_added_where_the_whole_agency_is_not_told(loaded: Loaded) -> None:
    text = """\
periods:
  - {start: 2025-01-01, end: 2025-12-31, field: Tư pháp, carried_over: 1, received: 50}
  - {start: 2025-01-01, end: 2025-12-31, field: Đất đai, carried_over: 2, received: 30}
"""
    assert figures(loaded({"nam/2025/ho-so.yaml": text}), 2025)["cases_total"].value == 83


def test_a_sum_with_an_unknown_part_is_unknown(loaded: Loaded) -> None:
    text = (
        "periods:\n  - {start: 2025-01-01, end: 2025-12-31, received: 50, early_or_on_time: 50}\n"
    )
    found = figures(loaded({"nam/2025/ho-so.yaml": text}), 2025)
    assert found["cases_total"].value is None
    assert found["cases_resolved"].value is None
    assert found["cases_received"].value == 50


def test_what_came_in_by_each_channel_is_what_was_received(loaded: Loaded) -> None:
    text = (
        "periods:\n  - {start: 2025-01-01, end: 2025-12-31, online: 3, in_person: 2, by_post: 1}\n"
    )
    assert figures(loaded({"nam/2025/ho-so.yaml": text}), 2025)["cases_received"].value == 6


DOCUMENT = (
    "---\ncode: {code}\ntitle: Quy trình\nkind: {kind}\nserves: [{serves}]\n---\n\nNội dung.\n"
)
REGISTER = """\
procedures:
  - {code: "1.000001", name: Một, field: Tư pháp}
  - {code: "1.000002", name: Hai, field: Tư pháp}
  - {code: "1.000003", name: Ba, field: Tư pháp}
  - {code: "1.000004", name: Cũ, field: Tư pháp, ended: 2025-03-01}
"""
SYSTEM = {
    "tai-lieu/tthc/tu-phap/QT-TP-01.md": DOCUMENT.format(
        code="QT-TP-01", kind="quy-trinh-tthc", serves='"1.000001", "1.000004"'
    ),
    "tai-lieu/tthc/mot-cua/QT-MC-01.md": DOCUMENT.format(
        code="QT-MC-01", kind="quy-trinh-noi-bo", serves=""
    ),
    "tai-lieu/noi-bo/QT-NB-01.md": DOCUMENT.format(
        code="QT-NB-01", kind="quy-trinh-noi-bo", serves=""
    ),
    "tthc/danh-muc.yaml": REGISTER,
    "nam/2025/so-lieu.yaml": "documents: 4\nprocedures: 3\n",
}


def test_the_set_in_force_is_counted_and_the_stated_count_kept_beside(loaded: Loaded) -> None:
    found = figures(loaded(SYSTEM), 2025)
    assert (found["documents"].value, found["documents"].stated) == (3, 4)
    assert (found["procedures"].value, found["procedures_served"].value) == (3, 1)
    assert found["procedures_served_rate"].value == Decimal("33.3")
    assert found["internal_activities"].value == 1


def test_a_past_year_counts_the_set_of_its_last_day(loaded: Loaded) -> None:
    later = """\
number: 05/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành
signed: 2026-02-01
authority: Ủy ban nhân dân xã An Phú
issues: [{code: QT-NB-01, revision: 1}]
withdraws: [{code: QT-CU-01, reason: Thay}, {code: QT-CU-02, reason: Thay}]
"""
    repository = loaded(
        {**SYSTEM, "quyet-dinh/2026/05-QD-UBND.yaml": later}, as_of=date(2026, 6, 1)
    )
    assert figures(repository, 2025)["documents"].value == 4
    assert figures(repository, 2025)["internal_activities"].value == 0


@pytest.mark.parametrize(
    ("day", "documents"),
    [
        pytest.param("2025-12-31", 3, id="in force on the last day"),
        pytest.param("2026-01-01", 2, id="in force a day later"),
        pytest.param("2026-06-01", 2, id="in force from today"),
    ],
)
def test_a_document_is_of_the_year_on_whose_last_day_it_is_in_force(
    loaded: Loaded, day: str, documents: int
) -> None:
    issued = (
        f"number: 05/QĐ-UBND\nkind: ban-hanh-tai-lieu\nsummary: Ban hành\nsigned: 2025-12-01\n"
        f"effective: {day}\nauthority: Chủ tịch\nissues: [{{code: QT-NB-01, revision: 1}}]\n"
    )
    files = {**SYSTEM, "quyet-dinh/2025/05-QD-UBND.yaml": issued}
    found = figures(loaded(files, as_of=date(2026, 6, 1)), 2025)
    assert found["documents"].value == documents


@pytest.mark.parametrize(
    ("end", "issued", "procedures"),
    [
        pytest.param("2025-10-25", None, 4, id="the report ends a day before"),
        pytest.param("2025-10-26", 1, 3, id="the report ends on the day"),
    ],
)
def test_what_happens_on_the_last_day_of_the_report_belongs_to_it(
    loaded: Loaded, end: str, issued: int | None, procedures: int
) -> None:
    decision = (
        "number: 05/QĐ-UBND\nkind: ban-hanh-tai-lieu\nsummary: Ban hành\nsigned: 2025-10-26\n"
        "authority: Chủ tịch\nissues: [{code: QT-NB-01, revision: 1}]\n"
    )
    files = {
        **SYSTEM,
        "tthc/danh-muc.yaml": REGISTER.replace("ended: 2025-03-01", "ended: 2025-10-26"),
        "quyet-dinh/2025/05-QD-UBND.yaml": decision,
        "nam/2025/bao-cao.md": f"---\nend: {end}\n---\n",
    }
    found = figures(loaded(files), 2025)
    assert found["documents_issued"].value == issued
    assert found["procedures"].value == procedures


def test_money_is_known_where_every_line_tells_it(loaded: Loaded) -> None:
    budget = (
        "budget:\n  - {item: Duy trì, planned: 10, spent: 4}\n  - {item: Đào tạo, planned: 5}\n"
    )
    found = figures(loaded({"nam/2025/nguon-luc.yaml": budget}), 2025)
    assert (found["budget_planned"].value, found["budget_spent"].value) == (15, None)
    nothing = figures(loaded({"nam/2025/nguon-luc.yaml": "budget: []\n"}), 2025)
    assert (nothing["budget_planned"].value, nothing["budget_spent"].value) == (None, None)


def test_a_quarter_that_ends_with_the_year_is_not_added_to_it(loaded: Loaded) -> None:
    text = (
        "periods:\n  - {start: 2025-01-01, end: 2025-12-31, carried_over: 0, received: 900}\n"
        "  - {start: 2025-10-01, end: 2025-12-31, carried_over: 0, received: 200}\n"
    )
    assert figures(loaded({"nam/2025/ho-so.yaml": text}), 2025)["cases_total"].value == 900


def test_a_score_is_added_up_from_the_rows_of_its_table(loaded: Loaded) -> None:
    rows = "rows: [{id: '1.1', stated: 1}, {id: '1.2', stated: 0.5}, {id: '99', stated: 7}]\n"
    found = figures(loaded({"nam/2025/tu-cham-diem.yaml": f"table: dak-nong-2020\n{rows}"}), 2025)
    assert (found["score_total"].value, found["score_max"].value) == (Decimal("1.5"), 100)


def test_a_score_by_a_table_that_nobody_has_is_not_added_up(loaded: Loaded) -> None:
    score = "table: bang-nao-do\nrows: [{id: '1.1', stated: 1}, {id: tong, stated: 96}]\n"
    found = figures(loaded({"nam/2025/tu-cham-diem.yaml": score}), 2025)
    assert (found["score_total"].value, found["score_total"].stated) == (96, 96)
    assert found["score_max"].value is None


@pytest.mark.parametrize(
    ("parts", "whole", "of_the_known"),
    [
        pytest.param((), None, None, id="nothing"),
        pytest.param((0,), 0, 0, id="zero is known"),
        pytest.param((3, 4), 7, 7, id="all known"),
        pytest.param((3, None), None, 3, id="one unknown"),
        pytest.param((None, None), None, None, id="none known"),
    ],
)
def test_a_sum_is_whole_or_of_what_is_known(
    parts: tuple[int | None, ...], whole: int | None, of_the_known: int | None
) -> None:
    assert summed(parts) == whole
    assert summed_known(parts) == of_the_known


def test_an_empty_register_of_complaints_counts_only_when_it_says_so(loaded: Loaded) -> None:
    silent = {"nam/2025/khieu-nai.yaml": "complaints: []\n"}
    assert figures(loaded(silent), 2025)["complaints"].value is None
    assert (
        figures(loaded({"nam/2025/khieu-nai.yaml": "none_received: true\n"}), 2025)[
            "complaints"
        ].value
        == 0
    )


counts = st.integers(min_value=0, max_value=10**6)
AGENCY = load(KRONG_NO, date(2022, 10, 26))


def year_with(periods: list[tuple[int, int, int, int]], agency: Entry[Agency]) -> Repository:
    """A repository whose year has these months: received, on time, late, returned.

    7 were carried over before.
    """
    months = tuple(
        CasePeriod(
            start=date(2022, month, 1),
            end=date(2022, month, 28),
            carried_over=7,
            received=received,
            early_or_on_time=on_time,
            late=late,
            returned=returned,
        )
        for month, (received, on_time, late, returned) in enumerate(periods, 1)
    )
    cases = Entry(Place(AGENCY.agency.path).path, CaseStatistics(periods=months))
    return Repository(
        Path(), date(2022, 12, 31), agency, AGENCY.packs, years={2022: Year(2022, cases=cases)}
    )


@given(st.lists(st.tuples(counts, counts, counts, counts), min_size=1, max_size=12))
def test_what_comes_in_goes_out_is_returned_or_is_pending(
    periods: list[tuple[int, int, int, int]],
) -> None:
    found = {
        name: figure.value
        for name, figure in figures(year_with(periods, AGENCY.agency), 2022).items()
    }
    value = {name: Decimal(v) for name, v in found.items() if v is not None}
    assert value["cases_total"] == 7 + sum(period[0] for period in periods)
    assert value["cases_resolved"] == value["cases_on_time"] + value["cases_late"]
    assert (
        value["cases_total"]
        == value["cases_resolved"] + value["cases_returned"] + value["cases_pending"]
    )
    if value["cases_resolved"]:
        assert abs(value["cases_on_time_rate"] + value["cases_late_rate"] - 100) <= Decimal("0.1")
    else:
        assert found["cases_on_time_rate"] is None
