"""Each format compared as a whole text on three small worlds, held to what its readers need."""

import json
import re
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from isoqms.diagnostics import Diagnostic, Location, Outcome, RuleCard, Severity
from isoqms.formats import Format, render
from isoqms.formats.neutral import is_hidden, visible

DATA = Path(__file__).parents[1] / "data"

CARDS = (
    RuleCard(
        code="QMS210",
        title="Tài liệu còn chỗ cần điền",
        severity=Severity.NOTE,
        basis=("TCVN ISO 9001:2015, 7.5.2",),
        page="Tài liệu còn chỗ cần điền.\n\nNgười đọc phải có đủ thông tin.\n\n## Sai\n\n…\n",
    ),
    RuleCard(
        code="QMS301",
        title="Biểu mẫu được viện dẫn phải có trong kho",
        severity=Severity.ERROR,
        basis=("TCVN ISO 9001:2015, 7.5.3",),
        page="Biểu mẫu phải có trong kho.\n\nViện dẫn hỏng thì không làm được việc.\n\n## Sai\n\n"
        "…\n",
    ),
)


def diagnostic(
    rule: str,
    severity: Severity,
    path: str,
    line: int,
    message: str,
    *,
    hint: str = "",
    basis: tuple[str, ...] = (),
    related: tuple[Location, ...] = (),
) -> Diagnostic:
    place = Location(PurePosixPath(path), line, 5)
    return Diagnostic(rule, severity, place, message, hint, basis, related)


CLEAN = Outcome(as_of="2026-11-21", documents=1273, diagnostics=())

PLAIN = Outcome(
    as_of="2026-02-05",
    documents=3,
    diagnostics=(
        diagnostic(
            "QMS210",
            Severity.NOTE,
            "Hồ sơ ISO/QT 01, bản 2.yaml",
            4,
            "Còn chỗ cần điền «nơi nhận».",
            hint="Điền nơi nhận.",
            basis=("TCVN ISO 9001:2015, 7.5.2",),
        ),
        diagnostic(
            "QMS601",
            Severity.WARNING,
            "Hồ sơ ISO/QT 01, bản 2.yaml",
            6,
            "Văn bản «NĐ 61» sắp hết hiệu lực.",
        ),
        diagnostic(
            "QMS301",
            Severity.ERROR,
            "Hồ sơ ISO/QT 01, bản 2.yaml",
            8,
            "Không có biểu mẫu «BM-99» trong kho.",
            hint="Sửa mã biểu mẫu, hoặc ban hành biểu mẫu đó.",
            basis=("TCVN ISO 9001:2015, 7.5.3", "19/2014/QĐ-TTg, Điều 4"),
            related=(Location(PurePosixPath("tai-lieu/bieu-mau/BM-09.md"), 1, 1),),
        ),
    ),
)

HOSTILE = Outcome(
    as_of="2026-11-21",
    documents=1,
    diagnostics=(
        diagnostic(
            "QMS301",
            Severity.ERROR,
            "a:b,c\n::error::x/100%.md",
            1,
            "Tên «\x1b[31m]]>&<b>\n"
            "::warning::\r\u202etxt.exe\u2066» [bold]đậm[/bold] [bấm](http://x.test) \x9b5m 100%",
            hint="Bỏ «\x07\u200b\ufffe».",
            basis=("<&>\x00",),
        ),
    ),
)

WORLDS = {"clean": CLEAN, "plain": PLAIN, "hostile": HOSTILE}


@pytest.mark.parametrize("wanted", list(Format))
@pytest.mark.parametrize("world", list(WORLDS))
def test_each_format_of_each_world_is_exactly_this_text(world: str, wanted: Format) -> None:
    expected = (DATA / "formats" / f"{world}.{wanted}").read_text(encoding="utf-8")
    assert render(WORLDS[world], CARDS, wanted) == expected


def diagnostics() -> st.SearchStrategy[Diagnostic]:
    words = st.text(st.characters(), max_size=12)
    places = st.builds(Location, words.map(PurePosixPath), st.integers(1, 99), st.integers(1, 9))
    return st.builds(
        Diagnostic,
        rule=st.sampled_from(("QMS210", "QMS301", "QMS999")),
        severity=st.sampled_from(Severity),
        location=places,
        message=words,
        hint=words,
        basis=st.tuples(words),
        related=st.tuples(places),
    )


def outcomes() -> st.SearchStrategy[Outcome]:
    found = st.lists(diagnostics(), max_size=4).map(tuple)
    return st.builds(
        Outcome, as_of=st.just("2026-11-21"), documents=st.integers(0, 9999), diagnostics=found
    )


@pytest.mark.parametrize("wanted", list(Format))
@given(outcome=outcomes())
def test_no_format_lets_a_hidden_character_through_or_fails(
    wanted: Format, outcome: Outcome
) -> None:
    text = render(outcome, CARDS, wanted)
    assert [letter for letter in text if is_hidden(letter) and letter != "\n"] == []
    assert text.encode().endswith(b"\n")
    assert not text.endswith("\n\n")


@given(outcome=outcomes())
def test_json_gives_every_value_back_exactly(outcome: Outcome) -> None:
    told = json.loads(render(outcome, CARDS, Format.JSON))
    values = [
        (d["path"], d["line"], d["message"], d["hint"], tuple(d["basis"]))
        for d in told["diagnostics"]
    ]
    assert values == [
        (str(d.location.path), d.location.line, d.message, d.hint, d.basis)
        for d in outcome.diagnostics
    ]


def sarif_schema() -> Any:
    """The schema of SARIF 2.1.0 (edition rtm.5, which became the standard), unchanged."""
    return json.loads((DATA / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))


SARIF = Draft4Validator(sarif_schema())


@given(outcome=outcomes())
def test_sarif_obeys_the_schema_of_the_standard(outcome: Outcome) -> None:
    SARIF.validate(json.loads(render(outcome, CARDS, Format.SARIF)))


def test_the_schema_refuses_what_is_not_sarif() -> None:
    told = json.loads(render(PLAIN, CARDS, Format.SARIF))
    told["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert not SARIF.is_valid(told)


def test_sarif_results_point_at_their_rule_and_carry_its_page() -> None:
    (run,) = json.loads(render(PLAIN, CARDS, Format.SARIF))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [
        "QMS210",
        "QMS601",
        "QMS301",
    ]
    assert rules[1]["fullDescription"]["text"] == "Viện dẫn hỏng thì không làm được việc."
    assert rules[1]["help"]["markdown"] == CARDS[1].page


def test_a_path_in_sarif_is_a_percent_encoded_relative_address() -> None:
    (run,) = json.loads(render(HOSTILE, CARDS, Format.SARIF))["runs"]
    (place,) = run["results"][0]["locations"]
    assert place["physicalLocation"]["artifactLocation"] == {
        "uri": "a%3Ab%2Cc%0A%3A%3Aerror%3A%3Ax/100%25.md",
        "uriBaseId": "%SRCROOT%",
    }


def names(outcome: Outcome, wanted: Format) -> list[str]:
    told = json.loads(render(outcome, CARDS, wanted))
    if wanted is Format.GITLAB:
        return [issue["fingerprint"] for issue in told]
    return [
        result["partialFingerprints"]["isoqmsFinding/v1"] for result in told["runs"][0]["results"]
    ]


@pytest.mark.parametrize("wanted", [Format.SARIF, Format.GITLAB])
def test_fingerprints_stay_when_lines_move_and_are_never_shared(wanted: Format) -> None:
    def twice(first: int, second: int) -> Outcome:
        found = (
            diagnostic("QMS210", Severity.NOTE, "a.md", line, "Cần điền.")
            for line in (first, second)
        )
        return Outcome(
            "2026-11-21", 1, (*found, diagnostic("QMS210", Severity.NOTE, "b.md", 1, "Cần điền."))
        )

    assert names(twice(3, 9), wanted) == names(twice(4, 11), wanted)
    assert len(set(names(twice(3, 9), wanted))) == 3


@given(outcome=outcomes())
def test_junit_can_be_read_back_and_its_counts_are_true(outcome: Outcome) -> None:
    root = ET.fromstring(render(outcome, CARDS, Format.JUNIT))  # noqa: S314  the text is our own
    grave = len(outcome.diagnostics) - outcome.count(Severity.NOTE)
    assert (
        int(root.attrib["failures"]) == len(root.findall("./testsuite/testcase/failure")) == grave
    )
    assert int(root.attrib["tests"]) == len(root.findall("./testsuite/testcase"))
    assert len(root.findall("./testsuite/testcase/system-out")) == outcome.count(Severity.NOTE)


def test_a_rule_that_found_nothing_is_a_test_that_passed() -> None:
    root = ET.fromstring(render(CLEAN, CARDS, Format.JUNIT))  # noqa: S314  the text is our own
    assert [(case.get("classname"), list(case)) for case in root.iter("testcase")] == [
        ("QMS210", []),
        ("QMS301", []),
    ]


@given(outcome=outcomes())
def test_each_diagnostic_is_one_workflow_command_and_none_can_be_smuggled_in(
    outcome: Outcome,
) -> None:
    *commands, closing = render(outcome, CARDS, Format.GITHUB).splitlines()
    assert len(commands) == len(outcome.diagnostics)
    shape = re.compile(
        r"::(error|warning|notice) file=[^:,]*,line=\d+,col=\d+,title=[^:,]+::[^\r\n]*"
    )
    assert [command for command in commands if not shape.fullmatch(command)] == []
    assert closing.startswith("Đã kiểm tra ")


def test_github_is_told_the_gravest_first_because_it_shows_only_ten_of_a_kind() -> None:
    commands = render(PLAIN, CARDS, Format.GITHUB).splitlines()
    assert [command.split(" ")[0] for command in commands[:3]] == [
        "::error",
        "::warning",
        "::notice",
    ]


def test_many_notes_are_gathered_by_file_and_no_line_is_lost() -> None:
    notes = tuple(
        diagnostic(
            "QMS210", Severity.NOTE, f"{name}.md", line, f"Cần điền «{line}».", hint="Điền vào."
        )
        for name in ("a", "b")
        for line in range(1, 12)
    )
    error = diagnostic("QMS301", Severity.ERROR, "c.md", 7, "Không có biểu mẫu «BM-99» trong kho.")
    assert render(Outcome("2026-11-21", 3, (*notes, error)), CARDS, Format.TEXT) == (
        "c.md:7:5: error [QMS301] Không có biểu mẫu «BM-99» trong kho.\n"
        "a.md:1:5: note [QMS210] Cần điền «1».\n"
        "    gợi ý: Điền vào.\n"
        "    còn 10 ghi chú như vậy trong tệp này, ở dòng 2, 3, 4, 5, 6, 7, 8, 9, 10 và 11\n"
        "b.md:1:5: note [QMS210] Cần điền «1».\n"
        "    còn 10 ghi chú như vậy trong tệp này, ở dòng 2, 3, 4, 5, 6, 7, 8, 9, 10 và 11\n"
        "\n"
        "Theo quy tắc:\n"
        "      1 lỗi       QMS301  Biểu mẫu được viện dẫn phải có trong kho\n"
        "     22 ghi chú   QMS210  Tài liệu còn chỗ cần điền\n"
        "\n"
        "Đã kiểm tra 3 tài liệu, tính đến ngày 21/11/2026: 1 lỗi, 0 cảnh báo, 22 ghi chú.\n"
        "Xem giải thích một quy tắc bằng `isoqms explain QMS301`.\n"
    )


def test_many_errors_are_each_told_whole() -> None:
    found = tuple(
        diagnostic("QMS301", Severity.ERROR, "a.md", line, "Thiếu.", hint="Sửa.")
        for line in range(1, 41)
    )
    text = render(Outcome("2026-11-21", 1, found), CARDS, Format.TEXT)
    assert [
        f"a.md:{line}:5: error [QMS301] Thiếu.\n    gợi ý: Sửa.\n" in text for line in range(1, 41)
    ] == [True] * 40


def test_colour_is_on_the_severity_only_and_only_when_asked() -> None:
    assert "\x1b" not in render(HOSTILE, CARDS, Format.TEXT)
    (coloured, *_) = render(HOSTILE, CARDS, Format.TEXT, colour=True).splitlines()
    assert re.findall("\x1b\\[[0-9;]*m[^\x1b]*", coloured)[0] == "\x1b[1;31merror"
    assert coloured.count("\x1b") == 2


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("Quy trình «QT-01» – bản 2 ✓", "Quy trình «QT-01» – bản 2 ✓", id="letters"),
        pytest.param("a\u00a0b", "a\u00a0b", id="no-break space of Word"),
        pytest.param("\x1b[31m", r"\x1b[31m", id="terminal escape"),
        pytest.param("a\tb\r\nc", r"a\tb\r\nc", id="line break"),
        pytest.param("\u202egpj.exe", r"\u202egpj.exe", id="direction override"),
        pytest.param("Q\u200bT\ufeff", r"Q\u200bT\ufeff", id="zero width"),
        pytest.param("\U000e0041", r"\U000e0041", id="tag letter"),
        pytest.param("\udc80", r"\udc80", id="half letter"),
    ],
)
def test_hidden_characters_are_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown
