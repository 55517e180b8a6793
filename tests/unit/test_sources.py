"""Where each figure of a report comes from: record, file and line."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from paper_check import text_of

from isoqms.actions.checking.locating import located
from isoqms.actions.reporting.report import report
from isoqms.cli.commands import app
from isoqms.facts.reporting.figures import figures
from isoqms.repository import Repository, load

YEAR = {
    "nam/2025/ho-so.yaml": (
        "periods:\n"
        "  - start: 2025-01-01\n    end: 2025-06-30\n    carried_over: 10\n    received: 90\n"
        "    early_or_on_time: 80\n    late: 10\n    returned: 0\n"
        "  - start: 2025-07-01\n    end: 2025-12-31\n    carried_over: 10\n    received: 40\n"
        "    early_or_on_time: 50\n    late: 0\n    returned: 0\n"
    ),
    "nam/2025/khong-phu-hop.yaml": "items: []\n",
}
Run = Callable[..., str]


@pytest.fixture
def run(
    make_repository: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """A command over the year; what it says, with its exit code where that is not 0."""
    root = make_repository(YEAR)

    def typed(*words: str) -> str:
        code = app([*words, "-C", str(root), "--as-of", "2026-01-10"])
        said = capsys.readouterr()
        written = "".join(f" {each.name}" for each in root.glob("xuat/*"))
        return f"{said.out}{said.err}" if not code else f"{code}: {said.err}{written}"

    return typed


def told(run: Run) -> dict[str, dict[str, Any]]:
    text = run("report", "--year", "2025", "--sources", "--format", "json")
    return {each["name"]: each for each in json.loads(text)}


def test_a_figure_is_told_with_its_record_its_file_and_the_lines_it_was_added_up_from(
    run: Run,
) -> None:
    resolved = told(run)["cases_resolved"]
    assert resolved["value"] == 140
    assert resolved["sources"] == [
        {"record": "Số liệu giải quyết hồ sơ", "path": "nam/2025/ho-so.yaml", "lines": [2, 9]}
    ]


def test_only_what_the_report_prints_is_told(run: Run) -> None:
    assert "budget_planned" not in told(run)


def test_on_the_screen_each_figure_stands_above_its_places(run: Run) -> None:
    lines = run("report", "--year", "2025", "--sources").splitlines()
    at = lines.index("Số hồ sơ đã giải quyết: 140 hồ sơ")
    assert lines[at + 1] == "    Số liệu giải quyết hồ sơ: nam/2025/ho-so.yaml, dòng 2, 9"


def test_json_without_sources_is_refused(run: Run) -> None:
    assert run("report", "--year", "2025", "--format", "json").startswith("2: ")


def test_the_annex_is_printed_on_request_only(
    make_repository: Callable[..., Path],
) -> None:
    repository = load(make_repository(YEAR), date(2026, 1, 10))
    title = "NGUỒN CỦA CÁC SỐ LIỆU TRONG BÁO CÁO"
    assert title not in text_of(report(repository, 2025).paper)
    shown = text_of(report(repository, 2025, with_sources=True).paper)
    assert title in shown
    # On paper a file is called by its record, which stands there once.
    assert "Số liệu giải quyết hồ sơ năm 2025, dòng" in shown
    assert "Số liệu giải quyết hồ sơ: Số liệu giải quyết hồ sơ" not in shown


@pytest.mark.parametrize(
    ("sample", "day", "year"),
    [("an-phu", date(2026, 6, 30), 2025), ("krong-no", date(2022, 10, 26), 2022)],
)
def test_every_known_figure_of_a_sample_has_a_source_that_is_there(
    sample: str, day: date, year: int, tmp_path: Path
) -> None:
    assert app(["demo", str(tmp_path / "kho"), "--sample", sample, "--quiet"]) == 0
    repository = load(tmp_path / "kho", day)
    known = [each for each in figures(repository, year).values() if each.known]
    assert [each.name for each in known if not each.sources] == []
    assert off_the_end(repository, known) == []


def off_the_end(repository: Repository, known: list[Any]) -> list[str]:
    """The sources whose line the file does not have."""
    found = located(repository, (place for each in known for place in each.sources))
    return [
        str(at) for at in found.values() if at.line > len(repository.bytes_of(at.path).split(b"\n"))
    ]


def test_a_count_of_none_names_the_register_that_was_looked_at(
    make_repository: Callable[..., Path],
) -> None:
    repository = load(make_repository(YEAR), date(2026, 1, 10))
    figure = figures(repository, 2025)["nonconformity_requests"]
    assert (figure.value, [str(each.path) for each in figure.sources]) == (
        0,
        ["nam/2025/khong-phu-hop.yaml"],
    )


def test_the_inputs_of_a_review_name_file_and_line(run: Run) -> None:
    assert "Nguồn: nam/2025/ho-so.yaml:1" in run("review", "--year", "2025", "--text")
