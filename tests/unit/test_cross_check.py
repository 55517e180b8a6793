"""Report, rules, announcement and score card count the same, over made-up years.

What is right is worked out here from the text of the files, by plain Python: nothing of it is
shared with the program.
"""

import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from conftest import BASE
from hypothesis import given
from hypothesis import strategies as st

from isoqms.facts.reporting.figures import Figures, figures
from isoqms.facts.services.coverage import coverage
from isoqms.repository import Repository, load
from isoqms.rules.registry import ALL
from isoqms.scoring.ground import Ground
from isoqms.scoring.library import PROBES

CASE_RULES = [rule for rule in ALL if rule.CODE.startswith("QMS70")]
END = date(2025, 12, 31)
COUNT = st.integers(0, 40)
Told = dict[str, int]
"""The figures of one period, by their keys in ho-so.yaml."""


@contextmanager
def loaded(files: Mapping[str, str], as_of: date = END) -> Iterator[Repository]:
    with tempfile.TemporaryDirectory() as folder:
        for name, text in {**BASE, **files}.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        yield load(Path(folder), as_of)


def values(found: Figures, *names: str) -> list[int | None]:
    return [
        None if (value := found[f"cases_{name}"].value) is None else int(value) for name in names
    ]


def case_findings(repository: Repository) -> list[str]:
    return [finding.message for rule in CASE_RULES for finding in rule.check(repository)]


# Years of cases

CHANNELS = ("online", "in_person", "by_post")


@st.composite
def balanced(draw: st.DrawFn, carried: int, *, inside: bool) -> tuple[Told, int]:
    """A period in which no case is lost, and how many it leaves to the next."""
    channels = draw(st.tuples(COUNT, COUNT, COUNT))
    whole = carried + sum(channels)
    done = draw(st.integers(0, whole))
    late, returned = draw(st.integers(0, done)), draw(st.integers(0, whole - done))
    early = draw(st.integers(0, done - late))
    left = whole - done - (0 if inside else returned)
    overdue = draw(st.integers(0, left))
    told = {
        "carried_over": carried,
        "received": sum(channels),
        **dict(zip(CHANNELS, channels, strict=True)),
    }
    told |= {
        "early": early,
        "on_time": done - late - early,
        "early_or_on_time": done - late,
        "late": late,
    }
    told |= {"returned": returned, "pending_in_time": left - overdue, "pending_overdue": overdue}
    told |= {"total": whole, "resolved": done, "pending": left}
    return told, left


LEFT_OUT = st.one_of(
    st.just(("early_or_on_time",)),
    st.just(("received", "total", "pending")),
    st.just(("early", "on_time", "resolved", "total")),
    st.just(("pending_in_time", "pending_overdue")),
    st.just(("total", "resolved", "pending", "carried_over")),
    st.sets(
        st.sampled_from(
            ["received", *CHANNELS, "early", "on_time", "late", "total", "pending_overdue"]
        )
    ).map(tuple),
)


@st.composite
def altered(draw: st.DrawFn, whole: Told) -> Told:
    """The period with something left out, and perhaps with a figure that is too high."""
    left_out, spoil = draw(LEFT_OUT), draw(st.booleans())
    told = {key: value for key, value in whole.items() if key not in left_out}
    if spoil:
        told[draw(st.sampled_from(sorted(told)))] += draw(st.integers(1, 9))
    return told


@dataclass
class CaseYear:
    text: str
    inside: bool
    rows: list[list[Told]]
    """What each period tells, of the whole agency or of its fields."""


@st.composite
def case_years(draw: st.DrawFn) -> CaseYear:
    """Periods that follow on each other; something is left out, something may be wrong."""
    inside = draw(st.booleans())
    names = draw(st.sampled_from([("",), ("Hộ tịch", "Đất đai")]))
    carried = {name: draw(COUNT) for name in names}
    start, rows = date(2025, 1, 1), []
    for _ in range(draw(st.integers(1, 3))):
        row = []
        for name in names:
            told, carried[name] = draw(balanced(carried[name], inside=inside))
            row.append(draw(altered(told)))
        rows.append(row)
    text = "periods:\n"
    for row in rows:
        end = start + timedelta(days=40)
        for name, told in zip(names, row, strict=True):
            text += period_text(start, end, name, told)
        start = end + timedelta(days=1)
    return CaseYear(text, inside, rows)


def period_text(start: date, end: date, field: str, told: Told) -> str:
    stated = {key: told[key] for key in ("total", "resolved", "pending") if key in told}
    lines = [f"  - start: {start}", f"    end: {end}"]
    lines += [f"    field: {field}"] if field else []
    lines += [f"    {key}: {value}" for key, value in told.items() if key not in stated]
    lines += (
        ["    stated:", *(f"      {key}: {value}" for key, value in stated.items())]
        if stated
        else []
    )
    return "\n".join(lines) + "\n"


def agency(*, inside: bool) -> dict[str, str]:
    return {"isoqms.yaml": BASE["isoqms.yaml"] + f"returned_in_resolved: {str(inside).lower()}\n"}


def newly(told: Told) -> int | None:
    """What came in, by plain reading of a period: the figure itself, or all three channels."""
    if "received" in told:
        return told["received"]
    return sum(told[key] for key in CHANNELS) if all(key in told for key in CHANNELS) else None


@given(case_years())
def test_where_no_rule_speaks_no_case_is_lost_between_in_and_out(year: CaseYear) -> None:
    files = {**agency(inside=year.inside), "nam/2025/ho-so.yaml": year.text}
    with loaded(files) as repository:
        if case_findings(repository):
            return
        total, resolved, returned, pending = values(
            figures(repository, 2025), "total", "resolved", "returned", "pending"
        )
    back = 0 if year.inside else returned
    if total is not None and resolved is not None and back is not None and pending is not None:
        assert total == resolved + back + pending


@given(case_years())
def test_what_came_in_is_what_the_file_says_each_case_once(year: CaseYear) -> None:
    with loaded({**agency(inside=year.inside), "nam/2025/ho-so.yaml": year.text}) as repository:
        found = figures(repository, 2025)
        proof = PROBES["cases-traced"].ask(Ground(repository, repository.years[2025]))
        received, carried, total = values(found, "received", "carried_over", "total")
    came = [newly(told) for row in year.rows for told in row]
    first = [told.get("carried_over") for told in year.rows[0]]
    assert received == (None if None in came else sum(each for each in came if each is not None))
    assert carried == (None if None in first else sum(each for each in first if each is not None))
    if received is not None and carried is not None:
        assert total == received + carried
    # The score card tells the figure of the report.
    (said,) = proof.evidence
    shown = re.search(r"([\d.]+) hồ sơ", said.text)
    assert (int(shown[1].replace(".", "")) if shown else None) == (total or None)


# Registers of administrative procedures

NATIONAL = ("1.000001", "1.000002", "1.000003", "2.000004")
FORMS = ("{}", "{}.000.00.00.H15", "{}.000.00.00.H42")
CODES = st.builds(
    lambda form, code: form.format(code), st.sampled_from(FORMS), st.sampled_from(NATIONAL)
)
DAYS = st.none() | st.sampled_from(
    [date(2025, 6, 30), END - timedelta(days=1), END, date(2026, 2, 1)]
)
DOCUMENT = "---\ncode: {}\ntitle: Quy trình\nkind: {}\nserves: [{}]\n---\n\nNội dung.\n"
DECISION = (
    "number: {}/QĐ-UBND\nkind: ban-hanh-tai-lieu\nsummary: Ban hành\nsigned: 2025-01-06\n{}\n"
)


def national(code: str) -> str:
    return code[:8]


@dataclass
class Services:
    rows: list[tuple[str, date | None, bool]]
    """Code, last day and whether it is left out for a reason, of each row of the register."""
    serves: list[tuple[list[str], date]]
    """What each document serves, and from when it is in force."""

    @property
    def files(self) -> dict[str, str]:
        found = {"tthc/danh-muc.yaml": "procedures:\n" + "".join(map(row_text, self.rows))}
        for index, (codes, effective) in enumerate(self.serves):
            code = f"QT-TP-{index:02}"
            listed = ", ".join(f"'{each}'" for each in codes)
            found[f"tai-lieu/tthc/tu-phap/{code}.md"] = DOCUMENT.format(
                code, "quy-trinh-tthc", listed
            )
            more = (
                f"effective: {effective}\nauthority: Chủ tịch\n"
                f"issues: [{{code: {code}, revision: 1}}]"
            )
            found[f"quyet-dinh/2025/{index}-QD-UBND.yaml"] = DECISION.format(index, more)
        return found


def row_text(row: tuple[str, date | None, bool]) -> str:
    code, ended, excluded = row
    over = f", ended: {ended}" if ended else ""
    why = ", excluded: Cấp tỉnh làm" if excluded else ""
    return f"  - {{code: '{code}', name: Thủ tục, field: Tư pháp{over}{why}}}\n"


SERVICES = st.builds(
    Services,
    st.lists(st.tuples(CODES, DAYS, st.booleans()), min_size=1, max_size=6),
    st.lists(
        st.tuples(
            st.lists(CODES, max_size=3), st.sampled_from([date(2025, 1, 6), END, date(2026, 1, 1)])
        ),
        min_size=1,
        max_size=3,
    ),
)


@given(SERVICES)
def test_the_report_counts_the_procedures_that_the_announcement_lists(made: Services) -> None:
    live = {national(code) for code, ended, _ in made.rows if ended is None or ended > END}
    in_force = [codes for codes, effective in made.serves if effective <= END]
    served = live & {national(code) for codes in in_force for code in codes}
    with loaded({**made.files, "nam/2025/so-lieu.yaml": "{}\n"}) as repository:
        found = figures(repository, 2025)
        listed = coverage(repository)
        proof = PROBES["services-covered"].ask(Ground(repository, repository.years[2025]))
    assert {national(code) for code in listed.codes} == served
    assert len(listed.codes) == len(served)
    if not live:
        assert found["procedures_served"].value is None
        return
    assert found["procedures"].value == len(live)
    assert found["procedures_served"].value == len(listed.codes)
    if in_force:
        reasoned = {national(code) for code in (each.code for each in listed.excluded)}
        words = f"{len(served | reasoned)} trong {len(live)} TTHC có quy trình hoặc lý do không có"
        assert [said.text for said in proof.evidence] == [words]


@given(SERVICES, st.integers(0, 60))
def test_a_past_year_counts_what_was_covered_on_its_last_day(made: Services, later: int) -> None:
    files = {**made.files, "nam/2025/so-lieu.yaml": "{}\n"}
    with loaded(files) as repository, loaded(files, END + timedelta(days=later)) as after:
        then, now = figures(repository, 2025), figures(after, 2025)
    for name in ("procedures", "procedures_served", "procedures_served_rate", "documents"):
        assert then[name].value == now[name].value
