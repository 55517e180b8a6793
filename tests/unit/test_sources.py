"""Where each figure of a report comes from: record, file and line."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from paper_check import text_of
from ruamel.yaml import YAML

from isoqms.actions.checking.locating import located
from isoqms.actions.reporting.report import report
from isoqms.actions.reporting.sources import sources
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


# Every number of the sentences

_NO_FIGURE = re.compile(
    r"\d{1,2}/\d{1,2}/\d{4}"  # a day
    r"|\d+(?:/\d{4})?/[A-ZĐ][\wĐ-]*"  # the number of an instrument
    r"|9001:20\d\d"
    r"|\b[A-ZĐ]{2,}(?:-[A-ZĐ]+)*-\d+"  # the code of a document
)


def own_words(repository: Repository) -> list[str]:
    """What people wrote into the records and the report, the longest first."""
    texts: set[str] = set()
    for path in repository.paths:
        if path.suffix == ".yaml":
            texts.update(words_in(YAML(typ="safe", pure=True).load(repository.bytes_of(path))))
    for year in repository.years.values():
        if year.report:
            texts.update(line.strip(" -+") for line in year.report.body.splitlines())
    plain = (" ".join(each.split()).rstrip(".;").casefold() for each in texts)
    return sorted((each for each in plain if re.search(r"\d", each)), key=len, reverse=True)


def words_in(data: object) -> Iterator[str]:
    """The strings that hold words: a number or a day alone is a record's value."""
    if isinstance(data, str):
        if re.search(r"[^\W\d_]{2}", data):
            yield data
    elif isinstance(data, dict):
        for each in data.values():
            yield from words_in(each)
    elif isinstance(data, list):
        for each in data:
            yield from words_in(each)


def numbers_told(repository: Repository, year: int) -> list[str]:
    """The numbers of the sections II.1 to II.12 that no instrument, day or own text brings."""
    lines = text_of(report(repository, year).paper).replace("\u00a0", " ").casefold().split("\n")
    first = next(i for i, line in enumerate(lines) if "] ii. kết quả" in line)
    last = next(i for i, line in enumerate(lines) if "] iii. đánh giá" in line)
    written = own_words(repository)
    found = []
    for line in lines[first + 1 : last]:
        left = re.sub(r"^\[[^\]]*\] (\d+\. )?", "", line)
        for words in written:
            left = left.replace(words, "")
        left = re.sub(_NO_FIGURE.pattern, "", left, flags=re.IGNORECASE)
        found += re.findall(r"\d[\d.,]*\d|\d", left)
    return found


@pytest.mark.parametrize(
    ("sample", "day", "year", "least"),
    [("an-phu", date(2025, 12, 31), 2025, 60), ("krong-no", date(2022, 12, 31), 2022, 20)],
)
def test_every_number_of_a_sentence_is_told_with_its_place(
    sample: str, day: date, year: int, least: int, tmp_path: Path
) -> None:
    assert app(["demo", str(tmp_path / "kho"), "--sample", sample, "--quiet"]) == 0
    repository = load(tmp_path / "kho", day)
    known = sources(repository, year)
    told = numbers_told(repository, year)
    values = {each.figure.value for each in known if each.sources}
    assert len(told) >= least
    assert [each for each in told if value_of(each) not in values] == []
    assert off_the_end(repository, [each.figure for each in known]) == []


def value_of(printed: str) -> Decimal:
    return Decimal(printed.replace(".", "").replace(",", "."))


COUNTED = {
    "nam/2025/dao-tao.yaml": """\
sessions:
  - {subject: Khóa thứ nhất, held: 2025-03-05, participants: 12}
  - {subject: Khóa thứ hai, held: 2025-04-05, participants: 30, certificates: 28}
""",
    "nam/2025/bao-cao.md": (
        "---\naddressees: [Sở A]\n---\n\n## II.10 Đào tạo\n\nCó thêm 3 lớp tại thôn.\n"
    ),
}


def test_a_count_inside_a_sentence_has_its_line_on_screen_in_json_and_in_the_annex(
    make_repository: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_repository(COUNTED)
    asked = ["report", "--year", "2025", "--sources", "-C", str(root), "--as-of", "2025-12-31"]
    assert app(asked) == 0
    screen = capsys.readouterr().out.splitlines()
    at = screen.index("Số người được cấp chứng chỉ, chứng nhận: Khóa thứ hai: 28 người")
    assert screen[at + 1] == "    Đào tạo: nam/2025/dao-tao.yaml, dòng 3"
    assert app([*asked, "--format", "json"]) == 0
    known = {each["name"]: each for each in json.loads(capsys.readouterr().out)}
    assert known["dao_tao.1.so_nguoi"]["value"] == 12
    assert known["dao_tao.1.so_nguoi"]["sources"][0]["lines"] == [2]
    # A number of one's own words is nobody else's figure.
    assert 3 not in {each["value"] for each in known.values()}
    annexed = report(load(root, date(2025, 12, 31)), 2025, with_sources=True).paper
    assert "Số người dự: Khóa thứ hai" in text_of(annexed)


def test_a_sentence_of_an_outline_of_ones_own_is_told_with_its_place(
    make_repository: Callable[..., Path],
) -> None:
    outline = (
        "{% for k in dao_tao %}{% if k.so_nguoi == '12' %}{{ k.so_nguoi }}{% endif %}{% endfor %}"
    )
    head = "---\nkind: Báo cáo\nsymbol: BC\nsummary: A\nannex_title: B\nnote: C\n---\n"
    files = {**COUNTED, "mau/bao-cao-nam.md": f"{head}\n# I. A\n\n{outline}\n"}
    repository = load(make_repository(files), date(2025, 12, 31))
    told = [each.figure.name for each in sources(repository, 2025)]
    assert told == ["dao_tao.1.so_nguoi"]


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
