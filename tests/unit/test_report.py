"""The year's report: its words, its paper, what it lacks, and what it refuses."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path, PurePosixPath

import pytest
import typer
from openxml_audit import OpenXmlValidator
from paper_check import findings, text_of

from isoqms.actions.reporting.own_words import asked_sections
from isoqms.actions.reporting.report import Report, default_path, report, write
from isoqms.cli.commands import app
from isoqms.errors import CannotWrite, IsoqmsError
from isoqms.facts.composing.text import MissingKind, ReportFault, titles
from isoqms.facts.composing.told import TOLD
from isoqms.facts.reporting.figures import TITLES, NoSuchYear
from isoqms.history.writing.recording import create, record
from isoqms.repository import Repository, load
from isoqms.resources import packs
from isoqms.rules.figures import qms715_unprintable_report

Loaded = Callable[..., Repository]
History = Callable[[Mapping[str, str]], Path]
KRONG_NO = packs() / "samples" / "krong-no"

HEAD = "---\naddressees: [Sở Khoa học và Công nghệ tỉnh Lâm Đồng]\n---\n\n"
SMALL: Mapping[str, str] = {
    "nam/2025/ho-so.yaml": (
        "periods:\n"
        "  - {start: 2025-01-01, end: 2025-11-30, carried_over: 6, received: 1994, "
        "early_or_on_time: 1890, late: 9, returned: 1}\n"
    ),
    "nam/2025/nguon-luc.yaml": "people_in_charge: 4\n",
    "nam/2025/van-ban-di.yaml": (
        "documents:\n"
        "  - {number: 12/KH-UBND, day: 2025-03-05, type: Kế hoạch, issuer: UBND xã An Phú,"
        ' summary: "Áp dụng <hệ thống> *năm* 2025"}\n'
    ),
    "quyet-dinh/2025/07-QD-UBND.yaml": (
        "number: 07/QĐ-UBND\nkind: chinh-sach-muc-tieu\n"
        "summary: Về việc ban hành Chính sách chất lượng\n"
        "signed: 2025-02-10\nauthority: Ủy ban nhân dân xã An Phú\n"
    ),
    "nam/2025/bao-cao.md": (
        "---\nnumber: 45/BC-UBND\nsigned: 2025-12-01\nstart: 2025-01-01\nend: 2025-11-30\n"
        "signer: Nguyễn Văn A\n---\n\n"
        "## I.1 Nhân lực\n\nTheo {{ decision('07/QĐ-UBND') }}, {{ document('12/KH-UBND') }}.\n\n"
        "## II.5\n\n- Theo {{ decision('07/QĐ-UBND') }}:\n  + **đã làm**;\n1) xong.\n\n"
        "## II.7\n\nChưa có khiếu nại.\n"
    ),
}


def text(made: Report) -> str:
    return text_of(made.paper)


@pytest.fixture(scope="module")
def krong_no() -> Report:
    return report(load(KRONG_NO, date(2022, 10, 26)), 2022)


def test_a_small_year_reads_as_it_did(loaded: Loaded, golden: Callable[[str, str], None]) -> None:
    golden("report-small.txt", text(report(loaded(SMALL), 2025)))


def test_the_report_of_krong_no_reads_as_it_did(
    krong_no: Report, golden: Callable[[str, str], None]
) -> None:
    golden("report-krong-no.txt", text(krong_no))


@pytest.mark.parametrize(
    "words",
    [
        (
            "đã tiếp nhận 20.290 hồ sơ, trong đó: tiếp nhận trong kỳ 19.014 hồ sơ, "
            "tồn kỳ trước chuyển sang 1.276 hồ sơ"
        ),
        "Đã giải quyết 17.350 hồ sơ",
        "(đạt tỷ lệ 99,5%)",
        "(chiếm tỷ lệ 0,5%)",
        "68,5",
        "96,5",
        "Kính gửi: Sở Khoa học và Công nghệ tỉnh Đắk Nông",
    ],
)
def test_the_sums_of_krong_no_are_computed(krong_no: Report, words: str) -> None:
    shown = text(krong_no).replace("\N{NO-BREAK SPACE}", " ")
    assert words in shown


def test_the_wrong_sums_of_krong_no_are_marked_and_not_told_as_true(krong_no: Report) -> None:
    shown = text(krong_no)
    assert shown.count("67,5") == shown.count("(bảng gửi đi ghi 67,5)") == 1
    # On the last page of the draft alone, beside what is printed.
    assert shown.index("82,7%") > shown.index("Những chỗ phải xem trước khi trình ký".upper())
    assert krong_no.missing == ()


@pytest.mark.parametrize(
    "words",
    [
        "Áp dụng tại 14 phòng, đơn vị: Phòng Tài chính - Kế hoạch;",
        "Quyết định số 325/QĐ-UBND ngày 12/3/2021 của UBND tỉnh Đắk Nông",
        "Quyết định số 1663/QĐ-UBND ngày 09/10/2019 của UBND tỉnh Đắk Nông",
        "Quyết định số 532/QĐ-UBND ngày 14/3/2022 của UBND tỉnh Đắk Nông",
        "mức cao hơn năm 2021: đạt trên 40%",
        "Số lượng hoạt động nội bộ được áp dụng: không.",
        "Không: UBND huyện Krông Nô không tiếp nhận khiếu nại, phản ánh nào",
        "lần thứ 2 tại Quyết định số 2457/QĐ-UBND ngày 08/9/2020, lần thứ 3 tại Quyết định số 2545",
        "đã đánh giá 1/4 đợt, theo Chương trình, kế hoạch đánh giá nội bộ năm 2022; đoàn",
        "Đợt 2, 3 và 4 chưa đánh giá, lý do: do hoạt động của một số phòng chuyên môn nên",
        "áp dụng ISO điện tử từ năm 2020",
        "ban hành 101 tài liệu, thu hồi 80 tài liệu theo Quyết định số 2804/QĐ-UBND",
        "Đã thông báo tới Sở Khoa học và Công nghệ tỉnh Đắk Nông bằng văn bản",
    ],
)
def test_what_krong_no_reported_is_told_from_its_records(krong_no: Report, words: str) -> None:
    assert words in text(krong_no).replace("\N{NO-BREAK SPACE}", " ")


def test_a_figure_printed_otherwise_than_stated_is_told_on_the_screen(krong_no: Report) -> None:
    told = [line for line in krong_no.warnings if "bản in ghi" in line]
    assert len(told) == 1
    assert told[0].endswith("bản in ghi 82,8%, tính từ hồ sơ; cơ quan đã ghi 82,7%.")


def test_papers_of_direction_are_not_every_letter(krong_no: Report) -> None:
    shown = text(krong_no).replace("\N{NO-BREAK SPACE}", " ")
    steering = shown[shown.index("1. Công tác lãnh đạo") : shown.index("2. Việc người đứng đầu")]
    assert steering.count("VB Gạch đầu dòng") == 17
    assert "862/BC-UBND" not in steering


@pytest.mark.parametrize("make", ["small", "krong-no"])
def test_a_report_is_a_valid_paper_and_always_the_same_bytes(
    make: str, loaded: Loaded, tmp_path: Path
) -> None:
    repository, year = (
        (loaded(SMALL), 2025) if make == "small" else (load(KRONG_NO, date(2022, 10, 26)), 2022)
    )
    path = tmp_path / "bc.docx"
    write(report(repository, year), path)
    assert path.read_bytes() == report(repository, year).paper
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []
    assert findings(path.read_bytes()) == []


def test_a_document_is_cited_with_its_day_once(loaded: Loaded) -> None:
    shown = text(report(loaded(SMALL), 2025))
    assert "Theo Quyết định số\N{NO-BREAK SPACE}07/QĐ-UBND ngày 10/02/2025, Kế hoạch" in shown
    assert "Theo Quyết định số\N{NO-BREAK SPACE}07/QĐ-UBND:" in shown


def test_a_number_given_in_two_years_is_always_cited_with_its_day(loaded: Loaded) -> None:
    before = SMALL["quyet-dinh/2025/07-QD-UBND.yaml"].replace("2025-02-10", "2024-03-01")
    shown = text(report(loaded({**SMALL, "quyet-dinh/2024/07-QD-UBND.yaml": before}), 2025))
    assert "Theo Quyết định số\N{NO-BREAK SPACE}07/QĐ-UBND ngày 10/02/2025:" in shown


def test_every_annex_names_the_report_as_of_the_day_asked() -> None:
    repository = load(KRONG_NO, date(2022, 10, 26))
    of_year = repository.years[2022]
    assert of_year.report is not None
    head = of_year.report.record.model_copy(
        update={"number": "870/BC-UBND", "signed": date(2022, 11, 1)}
    )
    signed = replace(of_year, report=replace(of_year.report, record=head))
    then = replace(repository, years={**repository.years, 2022: signed})
    assert "870/BC" not in text(report(then, 2022, with_sources=True))
    later = text(report(replace(then, as_of=date(2022, 11, 1)), 2022, with_sources=True))
    assert later.count("Kèm theo Báo cáo số 870/BC") == 3


def test_headings_of_a_budget_without_a_sum_tell_of_no_money(loaded: Loaded) -> None:
    lines = "budget:\n  - {item: Đào tạo}\n"
    made = report(loaded({**SMALL, "nam/2025/nguon-luc.yaml": lines}), 2025)
    assert "Kinh phí cho hệ thống" not in text(made)
    assert {"isoqms update budget"} == {each.command for each in made.missing if each.name == "I.2"}
    sums = lines.replace("}", ", planned: 9}")
    told = text(report(loaded({**SMALL, "nam/2025/nguon-luc.yaml": sums}), 2025))
    assert "Kinh phí cho hệ thống trong năm: đào tạo; dự toán 9 triệu đồng." in told


def test_signs_of_markdown_in_a_record_are_plain_words(loaded: Loaded) -> None:
    assert "về việc áp dụng <hệ thống> *năm* 2025" in text(report(loaded(SMALL), 2025))


def test_what_is_missing_stands_in_the_draft_and_is_told(loaded: Loaded) -> None:
    made = report(loaded(SMALL), 2025)
    shown = text(made)
    assert "[chưa có" not in shown
    last = shown[shown.index("Những chỗ phải xem trước khi trình ký".upper()) :]
    assert "Số tài liệu của hệ thống" in last
    assert "isoqms report --write --section II.8" in last
    told = {(missing.kind, missing.name) for missing in made.missing}
    assert (MissingKind.FIGURE, "documents") in told
    assert (MissingKind.SECTION, "II.8") in told
    assert {name for kind, name in told if kind is MissingKind.SECTION}.isdisjoint(
        {"I.1", "II.1", "II.5", "II.7"}
    )
    # Own words say that there was no complaint; nobody confirmed it in the register.
    assert (MissingKind.FIGURE, "complaints") in told


def test_a_register_of_letters_is_no_list_of_papers_of_direction(loaded: Loaded) -> None:
    letter = (
        "  - {{number: {n}/UBND-VP, day: 2025-04-01, type: Công văn, issuer: Xã, summary: {s}}}\n"
    )
    more = [letter.format(n=n, s="Trả lời đơn vị") for n in (20, 21)]
    more.append(letter.format(n=22, s="Rà soát quy trình nội bộ"))
    register = SMALL["nam/2025/van-ban-di.yaml"] + "".join(more)
    made = report(loaded({**SMALL, "nam/2025/van-ban-di.yaml": register}), 2025)
    shown = text(made)
    assert ("22/UBND-VP" in shown, "20/UBND-VP" in shown) == (True, False)
    assert any(each.startswith("2 công văn") for each in made.warnings)


def test_a_line_of_distribution_written_ahead_tells_of_no_receipt(loaded: Loaded) -> None:
    line = "  - {document: QT-HT-01, revision: 1, unit: van-phong, copies: 1%s}\n"
    ahead = "distributed:\n" + line % ""
    files = {**SMALL, "nam/2025/phan-phoi.yaml": ahead}
    assert "lượt tài liệu" not in text(report(loaded(files), 2025))
    files["nam/2025/phan-phoi.yaml"] = ahead + line % ", day: 2025-03-01"
    assert "Đã phân phối 01 lượt tài liệu tới 01 đơn vị" in text(report(loaded(files), 2025))


def test_silence_on_complaints_is_not_none(loaded: Loaded) -> None:
    files = {**SMALL, "nam/2025/khieu-nai.yaml": "complaints: []\n"}
    assert "không tiếp nhận khiếu nại" not in text(report(loaded(files), 2025))
    files["nam/2025/khieu-nai.yaml"] = "none_received: true\n"
    assert "không tiếp nhận khiếu nại" in text(report(loaded(files), 2025))


def test_own_words_follow_the_sentences_of_the_records_and_take_none_away(loaded: Loaded) -> None:
    prose = f"{HEAD}## II.1 Chỉ đạo\n\nGiao ban hằng tháng; có {{{{ outgoing }}}} văn bản.\n"
    shown = text(report(loaded({**SMALL, "nam/2025/bao-cao.md": prose}), 2025))
    own = shown.index("Giao ban hằng tháng")
    assert shown.index("12/KH-UBND") < own
    assert shown.index("07/QĐ-UBND") < own


def test_a_figure_that_own_words_tell_again_is_named(loaded: Loaded) -> None:
    prose = f"{HEAD}## II.6 Hồ sơ\n\nNhận {{{{ cases_total }}}} hồ sơ.\n"
    made = report(loaded({**SMALL, "nam/2025/bao-cao.md": prose}), 2025)
    (said,) = [each for each in made.warnings if "nói lại" in each]
    assert "Mục II.6 nói lại tổng số hồ sơ tiếp nhận" in said


def test_days_used_of_the_three_months_are_told(loaded: Loaded) -> None:
    files = {
        **SMALL,
        "quyet-dinh/2025/07-QD-UBND.yaml": (
            f"{SMALL['quyet-dinh/2025/07-QD-UBND.yaml']}stated: {{issued: 1}}\n"
        ),
        "ben-ngoai/van-ban.yaml": (
            "documents:\n  - {number: 09/2025/NĐ-CP, title: Nghị định về việc A, issuer: Chính phủ,"
            " issued: 2025-02-01, effective: 2025-03-01, applied: 2025-06-11}\n"
        ),
    }
    shown = text(report(loaded(files), 2025)).replace("\N{NO-BREAK SPACE}", " ")
    assert "cập nhật xong ngày 11/6/2025, sau 102 ngày (hạn ba tháng, đến ngày 01/6/2025; " in shown


def test_the_heading_of_what_is_missing_is_filled_in_too(loaded: Loaded) -> None:
    outline = (
        "---\nkind: Báo cáo\nsymbol: BC\nsummary: Một việc\nannex_title: Bảng\n---\n\n"
        "## 1. Theo {{ tieu_chuan }}\n\n{{ section('A.1') }}\n"
    )
    files = {"nam/2025/bao-cao.md": HEAD, "mau/bao-cao-nam.md": outline}
    (missing,) = report(loaded(files), 2025).missing
    assert missing.title == "mục A.1 (Theo TCVN ISO 9001:2015)"


def test_prose_that_is_not_printed_is_told(loaded: Loaded) -> None:
    prose = HEAD + "Trước mục nào cả.\n\n## IX.9 Lạ\n\nLời.\n\n## I.2\n\nMột.\n\n## I.2\n\nHai.\n"
    made = report(loaded({"nam/2025/bao-cao.md": prose}), 2025)
    assert [warning.split("dòng ")[1] for warning in made.warnings[:3]] == ["4).", "7).", "15)."]


def test_errors_in_the_records_of_the_year_are_told(loaded: Loaded) -> None:
    made = report(
        loaded({"nam/2025/bao-cao.md": HEAD, "nam/2025/ho-so.yaml": "period: []\n"}), 2025
    )
    assert any("1 lỗi" in warning for warning in made.warnings)


HOSTILE = [
    pytest.param("{{ cases_total.__class__ }}", id="class of a figure"),
    pytest.param("{{ ''.__class__.__mro__ }}", id="class of a text"),
    pytest.param("{{ decision.__globals__ }}", id="globals of a call"),
    pytest.param("{{ decision.__self__.repository }}", id="owner of a call"),
    pytest.param("{{ cases_total._figure }}", id="inside of a figure"),
    pytest.param("{{ co_quan.format.__init__ }}", id="method of a method"),
    pytest.param("{{ '{0.__class__}'.format(co_quan) }}", id="format"),
    pytest.param("{% include 'isoqms.yaml' %}", id="include"),
    pytest.param("{% for i in range(10 ** 9) %}x{% endfor %}", id="loop"),
    pytest.param("{{ section('I.1') }}", id="a section that asks for itself"),
    pytest.param("{{ lacking('documents') }}", id="a gap that is none"),
    pytest.param("{% for x in muc_tieu %}{{ x._parts }}{% endfor %}", id="inside of a record"),
    pytest.param("{% for x in van_ban %}{{ x.format.__init__ }}{% endfor %}", id="method of words"),
    pytest.param("{{ cases_totl }}", id="unknown name"),
    pytest.param("{{ cases_total", id="never closed"),
    pytest.param("{% if documents %}", id="block never closed"),
]


@pytest.mark.parametrize("tag", HOSTILE)
def test_a_hostile_or_broken_text_is_refused_at_its_line(tag: str, loaded: Loaded) -> None:
    prose = f"{HEAD}## I.1 Nhân lực\n\nMột câu.\n\nHai {tag} câu.\n"
    with pytest.raises(ReportFault) as refused:
        report(loaded({"nam/2025/bao-cao.md": prose}), 2025)
    assert (str(refused.value.path), refused.value.line) == ("nam/2025/bao-cao.md", 9)
    assert refused.value.hint


def test_what_no_paper_prints_is_refused_at_its_line(loaded: Loaded) -> None:
    prose = f"{HEAD}## I.1 Nhân lực\n\nMột câu.\n\n| a | b |\n|---|---|\n"
    with pytest.raises(ReportFault) as refused:
        report(loaded({"nam/2025/bao-cao.md": prose}), 2025)
    assert refused.value.line == 9


def test_the_agency_may_have_an_outline_of_its_own(loaded: Loaded) -> None:
    outline = (
        "---\nkind: Báo cáo\nsymbol: BC\nsummary: 'Một việc năm {{ nam }}'\nannex_title: "
        "Bảng\n---\n\n"
        "# I. Phần riêng\n\n{{ section('A', required=false) }}\n\n"
        "Hết {{ people_in_charge }} người.\n"
    )
    shown = text(report(loaded({**SMALL, "mau/bao-cao-nam.md": outline}), 2025))
    assert "I. PHẦN RIÊNG" in shown
    assert "Hết 04 người./." in shown


def test_a_fault_in_the_agency_s_outline_names_its_file(loaded: Loaded) -> None:
    outline = (
        "---\nkind: Báo cáo\nsymbol: BC\nsummary: Một việc\nannex_title: Bảng\n---\n\n{{ la }}\n"
    )
    with pytest.raises(ReportFault) as refused:
        report(loaded({**SMALL, "mau/bao-cao-nam.md": outline}), 2025)
    assert (str(refused.value.path), refused.value.line) == ("mau/bao-cao-nam.md", 8)


def test_an_outline_that_does_not_exist_is_refused(make_repository: Callable[..., Path]) -> None:
    root = make_repository(SMALL)
    settings = root / "isoqms.yaml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + "packs: {report: bao-cao-nan}\n", encoding="utf-8"
    )
    with pytest.raises(IsoqmsError) as refused:
        report(load(root, date(2025, 12, 31)), 2025)
    assert "bao-cao-nam" in refused.value.hint


def test_a_year_without_records_is_refused(loaded: Loaded) -> None:
    with pytest.raises(NoSuchYear):
        report(loaded(SMALL), 2019)


def test_a_file_that_cannot_be_written_is_refused_and_leaves_nothing(
    loaded: Loaded, tmp_path: Path
) -> None:
    made = report(loaded(SMALL), 2025)
    taken = tmp_path / "bc.docx"
    taken.mkdir()
    with pytest.raises(CannotWrite) as refused:
        write(made, taken)
    assert "Word" in refused.value.hint
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".tmp")] == []


def test_a_report_is_written_to_the_folder_of_what_is_printed(loaded: Loaded) -> None:
    repository = loaded(SMALL)
    path = default_path(repository, 2025)
    write(report(repository, 2025), path)
    assert path.relative_to(repository.root) == Path("xuat/bao-cao-2025.docx")
    assert path.read_bytes()[:2] == b"PK"


def test_every_figure_may_be_asked_for_in_the_prose(loaded: Loaded) -> None:
    tags = "\n\n".join(f"{name}: {{{{ {name} }}}}" for name in TITLES)
    shown = text(
        report(loaded({**SMALL, "nam/2025/bao-cao.md": f"{HEAD}## I.2\n\n{tags}\n"}), 2025)
    )
    assert all(f"{name}: " in shown for name in TITLES)


def test_no_digit_of_a_year_is_typed_in_our_outline() -> None:
    outline = (
        (packs() / "outlines" / "bao-cao-nam.md").read_text(encoding="utf-8").split("\n---\n", 1)[1]
    )
    words = outline.replace('"', " ").split()
    assert {word for word in words if sum(letter.isdigit() for letter in word) > 2} == {
        "19/2014/QĐ-TTg"
    }


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        pytest.param(
            "72/2025/QH15",
            "Luật Tổ chức chính quyền địa phương ngày 16/6/2025",
            id="a law has no number",
        ),
        pytest.param(
            "30/2020/NĐ-CP",
            "Nghị định số\N{NO-BREAK SPACE}30/2020/NĐ-CP ngày 05/3/2020",
            id="a decree",
        ),
        pytest.param(
            "99/2019/TT-X",
            "Thông tư số\N{NO-BREAK SPACE}99/2019/TT-X của Bộ X về việc làm",
            id="the agency's",
        ),
        pytest.param("1/0/KHÔNG", "[chưa có văn bản trong kho: 1/0/KHÔNG]", id="unknown"),
    ],
)
def test_legal_instruments_are_named_from_packs_and_register(
    asked: str, words: str, loaded: Loaded
) -> None:
    register = "documents:\n  - {number: 99/2019/TT-X, title: Thông tư về việc làm, issuer: Bộ X}\n"
    prose = f"{HEAD}## I.2\n\nTheo {{{{ legal('{asked}') }}}}.\n"
    shown = text(
        report(loaded({"nam/2025/bao-cao.md": prose, "ben-ngoai/van-ban.yaml": register}), 2025)
    )
    assert f"Theo {words}" in shown


def test_the_command_writes_the_file_and_says_what_is_missing(
    make_repository: Callable[..., Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    root, target = make_repository(SMALL), tmp_path / "in" / "bc.docx"
    arguments = ["report", str(root), "--year", "2025", "-o", str(target), "--as-of", "2025-12-31"]
    assert app(arguments) == 0
    out, err = capsys.readouterr()
    assert out == f"Đã ghi {target}\n"
    assert "số liệu: Số tài liệu của hệ thống" in err
    assert target.read_bytes()[:2] == b"PK"


def test_the_command_only_looks_when_asked_to(make_repository: Callable[..., Path]) -> None:
    root = make_repository(SMALL)
    assert app(["report", str(root), "--dry-run", "--as-of", "2025-12-31"]) == 0
    assert not (root / "xuat").exists()


@pytest.fixture
def history(make_repository: Callable[..., Path]) -> History:
    """A function that lays files and records them as the first entry."""

    def make(files: Mapping[str, str]) -> Path:
        root = make_repository(files)
        create(root)
        when = datetime(2025, 2, 3, 8, tzinfo=timezone(timedelta(hours=7)))
        laid = [
            p.relative_to(root) for p in root.rglob("*") if p.is_file() and ".git" not in p.parts
        ]
        paths = [PurePosixPath(path) for path in laid]
        record(root, "Tạo kho", author=("Xã", "xa@example.invalid"), when=when, paths=paths)
        return root

    return make


def run(root: Path, *arguments: str) -> int:
    status: int = app(["report", str(root), "--year", "2025", "--as-of", "2025-12-31", *arguments])
    return status


def body(root: Path) -> str:
    return (root / "nam/2025/bao-cao.md").read_text(encoding="utf-8").split("---\n", 2)[2]


def test_own_words_are_written_where_the_outline_has_their_section(history: History) -> None:
    root = history(SMALL)
    assert run(root, "--section", "II.4", "--text", "Một.\n\n- Hai {{ documents }};") == 0
    assert run(root, "--section", "III.1", "--text", "Ba.") == 0
    assert run(root, "--section", "II.4", "--text", "Bốn.") == 0
    headings = [line.split()[1] for line in body(root).splitlines() if line.startswith("## ")]
    assert headings == ["I.1", "II.4", "II.5", "II.7", "III.1"]
    assert "Bốn.\n\n## II.5\n\n- Theo {{ decision('07/QĐ-UBND') }}:" in body(root)
    assert "Một." not in body(root)


def test_a_section_is_asked_with_what_records_say_and_last_year_s_words(loaded: Loaded) -> None:
    before = f"{HEAD}## II.1 Chỉ đạo\n\nNăm trước.\n"
    asked = asked_sections(loaded({**SMALL, "nam/2024/bao-cao.md": before}), 2025)
    first, last = next(each for each in asked if each.key == "II.1"), asked[-1]
    assert (first.before, first.now) == ("Năm trước.", "")
    assert "12/KH-UBND" in " ".join(first.told)
    assert (last.key, last.told) == ("III.3", ())


def test_empty_words_take_a_section_away(history: History) -> None:
    root = history(SMALL)
    assert run(root, "--section", "II.7", "--text", "") == 0
    assert "II.7" not in body(root)


def test_a_report_is_begun_with_the_head_of_last_year_s(history: History) -> None:
    before = (
        "---\nnumber: 9/BC-UBND\nsigned: 2024-12-01\nsigner: Nguyễn Văn B\nstart: 2024-01-01\n"
        "addressees: ['Sở A: B']\nrecipients: ['Lưu: VT']\n---\n\n## III.1\n\nNăm trước.\n"
    )
    files = {key: value for key, value in SMALL.items() if not key.endswith("bao-cao.md")}
    root = history({**files, "nam/2024/bao-cao.md": before})
    assert run(root, "--section", "III.1", "--text", "Năm nay.") == 0
    made = (root / "nam/2025/bao-cao.md").read_text(encoding="utf-8")
    assert made == (
        '---\nstart: 2025-01-01\naddressees:\n  - "Sở A: B"\nrecipients:\n  - "Lưu: VT"\n---\n\n'
        "## III.1 Hiệu quả mang lại\n\nNăm nay.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(("--section", "IX.1", "--text", "a"), "không có mục «IX.1»", id="no section"),
        pytest.param(("--section", "III.1", "--text", "## IV\n"), "dòng bắt đầu", id="a heading"),
        pytest.param(("--text", "a"), "Chưa biết viết vào mục nào", id="which one"),
        pytest.param(("--write",), "Còn thiếu: --text", id="nobody to ask"),
        pytest.param(("--section", "III.1", "--text", "{{ la }}"), "«la»", id="an unknown figure"),
    ],
)
def test_words_that_cannot_be_written_are_refused(
    arguments: tuple[str, ...], said: str, history: History, capsys: pytest.CaptureFixture[str]
) -> None:
    root = history(SMALL)
    before = body(root)
    assert run(root, *arguments) == 2
    assert said in capsys.readouterr().err
    assert body(root) == before


def test_who_stops_in_the_middle_of_writing_loses_no_section(
    history: History, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = history(SMALL)
    typed = iter(["Một.", "", "", "# Đề mục", "", "Ba.", "", "Dở dang."])

    def answered(*_: object, **__: object) -> str:
        line = next(typed, None)
        if line is None:
            raise typer.Abort
        return line

    for module in ("terminal.changing", "reporting.writing"):
        monkeypatch.setattr(f"isoqms.cli.{module}.asks", lambda *, quiet: not quiet)
    monkeypatch.setattr(typer, "prompt", answered)
    assert run(root, "--write") == 0
    assert "có dòng bắt đầu bằng dấu #" in capsys.readouterr().err
    made = body(root)
    assert "## I.1 Tình hình cán bộ, công chức, viên chức\n\nMột.\n" in made
    assert "Ba.\n" in made
    assert "Dở dang.\n" in made
    assert "Đề mục" not in made


def test_the_headings_of_an_endless_outline_are_found_once() -> None:
    outline = "".join(f"## {n}. Mục {n}\n\n{{{{ section('{n}') }}}}\n\n" for n in range(20_000))
    found = titles(outline)
    assert (found["0"], found["19999"]) == ("Mục 0", "Mục 19999")


def test_every_list_of_records_is_told_by_our_outline_and_named_on_the_page() -> None:
    outline = (packs() / "outlines" / "bao-cao-nam.md").read_text(encoding="utf-8")
    asked = set(re.findall(r"\{% for \w+ in (\w+) %\}", outline))
    assert asked == {*TOLD, "van_ban"}
    page = qms715_unprintable_report.__doc__ or ""
    assert {name for name in asked if not re.search(rf"\b{name}\b", page)} == set()


def test_a_province_may_word_a_sentence_of_its_own(loaded: Loaded) -> None:
    outline = (
        "---\nkind: Báo cáo\nsymbol: BC\nsummary: Một việc\nannex_title: Bảng\n---\n\n"
        "{% for khoa in dao_tao %}\n- Lớp {{ khoa.ten }}: {{ khoa.so_nguoi }} học viên.\n"
        "{% endfor %}\n"
    )
    files = {
        "mau/bao-cao-nam.md": outline,
        "nam/2025/dao-tao.yaml": "sessions:\n  - {subject: Nhận thức, participants: 12}\n",
    }
    assert "- Lớp Nhận thức: 12 học viên." in text(report(loaded(files), 2025))


def test_a_part_that_a_record_does_not_have_is_refused_at_its_line(loaded: Loaded) -> None:
    outline = (
        "---\nkind: Báo cáo\nsymbol: BC\nsummary: Một việc\nannex_title: Bảng\n---\n\n"
        "{% for khoa in dao_tao %}\n{{ khoa.la }}\n{% endfor %}\n"
    )
    files = {
        "mau/bao-cao-nam.md": outline,
        "nam/2025/dao-tao.yaml": "sessions:\n  - {subject: Nhận thức, participants: 12}\n",
    }
    with pytest.raises(ReportFault) as refused:
        report(loaded(files), 2025)
    assert (str(refused.value.path), refused.value.line) == ("mau/bao-cao-nam.md", 9)
