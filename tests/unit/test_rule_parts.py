"""What the pages of the rules cannot show.

Identities over many values, and faults that must not spread.
"""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isoqms.actions.checking.validate import validate
from isoqms.facts.control.coding import codes_allowed
from isoqms.facts.law.validity import months_after
from isoqms.facts.papers.document_numbers import KINDS, take_apart
from isoqms.facts.services.durations import stated_hours
from isoqms.facts.services.service_codes import short
from isoqms.rules.content.sections import TITLES, are_in_order, headings
from isoqms.rules.links.codes import Names

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@given(DAYS, st.integers(0, 40))
def test_months_later_is_that_many_months_on_and_never_in_the_next_month(
    day: date, months: int
) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("start", "last"),
    [
        pytest.param(date(2025, 7, 1), date(2025, 10, 1), id="a plain day"),
        pytest.param(date(2025, 11, 30), date(2026, 2, 28), id="a day that the month lacks"),
        pytest.param(date(2023, 11, 30), date(2024, 2, 29), id="a leap year"),
        pytest.param(date(2025, 10, 15), date(2026, 1, 15), id="over the new year"),
    ],
)
def test_three_months_end_on_the_same_day_of_the_month(start: date, last: date) -> None:
    assert months_after(start, 3) == last


@given(st.integers(1, 9999), st.text("ABCDĐ", min_size=1, max_size=4))
def test_a_code_made_by_a_pattern_follows_it(number: int, field: str) -> None:
    for text in ("QT-{field}-{n:02}", "QT.{field}.{n}", "{field}-QT-{n:03}"):
        pattern = codes_allowed(text)
        assert pattern is not None
        assert pattern.fullmatch(text.format(field=field, n=number))


@pytest.mark.parametrize(
    "text", ["QT-{m:02}", "QT-{n", "QT-{n:x}", "QT-{field:02}", "QT-{}", "QT-{0}"]
)
def test_a_pattern_that_cannot_be_read_is_none(text: str) -> None:
    assert codes_allowed(text) is None


@given(st.integers(1, 99999), st.sampled_from(sorted(set(KINDS.values()))))
def test_a_number_of_a_known_kind_comes_apart_and_together_again(number: int, kind: str) -> None:
    written = f"{number:02d}/{kind}-UBND"
    parts = take_apart(written)
    assert parts is not None
    assert parts.kind == kind
    assert parts.with_kind(kind) == written


LINES = st.sampled_from(
    [f"## {i}. {title}" for i, title in enumerate(TITLES, 1)]
    + [
        "## 3. ĐỊNH NGHĨA",
        "## MỤC ĐÍCH",
        "### 5.1. Chuẩn bị",
        "# 1. Mục đích",
        "Chữ.",
        "",
        "#",
        "##5. NỘI DUNG",
    ]
)


@given(st.lists(LINES, max_size=14))
def test_the_quick_answer_on_sections_agrees_with_the_slow_one(lines: list[str]) -> None:
    body = "\n".join(lines)
    if are_in_order(body, (1, 2, 4, 5)):
        found = [h for h in headings(body) if h.section]
        sections = [h.section for h in found]
        assert sections == sorted(set(sections), key=lambda section: section or 0)
        assert {1, 2, 4, 5} <= set(sections)
        assert not any(h.is_empty or h.number != h.section for h in found)


@given(st.lists(LINES, max_size=14))
def test_a_heading_stands_in_the_line_that_is_said(lines: list[str]) -> None:
    for heading in headings("\n".join(lines)):
        assert lines[heading.line].lstrip("# ") == heading.text


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        pytest.param("QT-HT-1", "QT-HT-01", id="a zero forgotten"),
        pytest.param("qt_ht_01", "QT-HT-01", id="other strokes, small letters"),
        pytest.param("BM-ĐĐ-01", "BM-DD-01", id="a letter with a bar"),
        pytest.param("QT-HT-O1", "QT-HT-01", id="a letter for a digit"),
        pytest.param("hoàn toàn khác", None, id="nothing near"),
    ],
)
def test_a_wrong_name_is_matched_with_the_one_that_was_meant(wrong: str, meant: str | None) -> None:
    assert Names(["QT-HT-01", "BM-DD-01"]).meant(wrong) == meant


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        pytest.param("05 ngày làm việc", Decimal(40), id="days"),
        pytest.param("2,5 ngày", Decimal(20), id="half a day"),
        pytest.param("04 giờ", Decimal(4), id="hours"),
        pytest.param("10 (mười) ngày", Decimal(80), id="with words"),
        pytest.param("Trong ngày", None, id="words only"),
        pytest.param("15 phút", None, id="another unit"),
    ],
)
def test_a_published_limit_in_words_is_understood_or_left_alone(
    text: str, hours: Decimal | None
) -> None:
    assert stated_hours(text, 8) == hours


def test_a_long_and_a_short_code_of_a_service_are_one() -> None:
    assert short("1.000894.000.00.00.H42") == short("1.000894") == "1.000894"
    assert short("QT.000894.1") == "QT.000894.1"


HEALTHY = {
    "tthc/danh-muc.yaml": "procedures:\n  - {code: '2.000815', name: Chứng thực bản sao, field: "
    "Chứng thực}\n",
    "tai-lieu/tthc/tu-phap/QT-TP-01.md": """\
---
code: QT-TP-01
title: Quy trình chứng thực bản sao
kind: quy-trinh-tthc
serves: ['2.000815']
forms: [BM-TP-01-01]
references: [QT-HT-01]
---
""",
    "tai-lieu/bieu-mau/BM-TP-01-01.md": """\
---
code: BM-TP-01-01
title: Sổ chứng thực
kind: bieu-mau
columns: [{title: TT}]
---
""",
    "tai-lieu/he-thong/QT-HT-01.md": """\
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
references: [QT-TP-01]
---
""",
}


@pytest.mark.parametrize("name", sorted(HEALTHY))
def test_one_faulty_head_brings_no_finding_on_what_points_to_it(
    name: str, make_repository: Callable[..., Path]
) -> None:
    broken = {
        **HEALTHY,
        name: HEALTHY[name].replace("title:", "tittle:", 1).replace("field:", "fiel:", 1),
    }
    found = {d.rule for d in validate(make_repository(broken), date(2025, 12, 31)).diagnostics}
    assert "QMS012" in found
    assert found.isdisjoint({"QMS301", "QMS302", "QMS306", "QMS307", "QMS308"})
