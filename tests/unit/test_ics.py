"""The calendar file, held against the rules of RFC 5545."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from isoqms.formats.ics import Event, calendar

DAY = date(2026, 6, 30)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=300)


def made(summary: str, description: str = "") -> str:
    return calendar("Việc ISO", [Event("a@b", DAY, summary, description, ("Quá hạn",))], DAY)


def unfolded(text: str) -> list[str]:
    """The content lines (3.1): a line break and a space in one are none."""
    return text.replace("\r\n ", "").split("\r\n")


def value(text: str, name: str) -> str:
    """The value of the first such property, unescaped (3.3.11)."""
    raw = next(
        line.partition(":")[2]
        for line in unfolded(text)
        if line.split(":")[0].split(";")[0] == name
    )
    out, letters = "", iter(raw)
    for letter in letters:
        if letter == "\\":
            following = next(letters)
            out += "\n" if following in "nN" else following
        else:
            out += letter
    return out


def test_an_event_is_a_whole_day_and_the_calendar_has_what_it_must_have() -> None:
    assert unfolded(made("Họp")) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//isoqms//isoqms//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Việc ISO",
        "BEGIN:VEVENT",
        "UID:a@b",
        "DTSTAMP:20260630T000000Z",
        "DTSTART;VALUE=DATE:20260630",
        "DTEND;VALUE=DATE:20260701",
        "SUMMARY:Họp",
        "CATEGORIES:Quá hạn",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_commas_semicolons_strokes_and_breaks_are_escaped() -> None:
    text = made("a, b; c\\d", "một\nhai")
    assert "SUMMARY:a\\, b\\; c\\\\d\r\n" in text
    assert "DESCRIPTION:một\\nhai\r\n" in text


@given(WORDS, WORDS)
def test_no_line_is_longer_than_75_octets_or_broken_otherwise_than_by_crlf(
    summary: str, description: str
) -> None:
    text = made(summary, description)
    assert text.endswith("\r\n")
    for line in text.split("\r\n"):
        assert len(line.encode()) <= 75
        assert "\r" not in line
        assert "\n" not in line


@given(st.text(st.sampled_from("aệ,;\\ \n…«»𝒜"), max_size=200))
def test_what_is_folded_and_escaped_reads_as_it_was(words: str) -> None:
    assert value(made(f"x{words}"), "SUMMARY") == f"x{words}"


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_a_day_ends_where_the_next_begins(day: date) -> None:
    text = calendar("x", [Event("a@b", day, "x")], day)
    assert f"DTSTART;VALUE=DATE:{day:%Y%m%d}\r\n" in text
    assert f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}\r\n" in text
