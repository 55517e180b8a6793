"""Papers as LibreOffice lays them out: pages, fonts, and a signature that never stands alone.

Where it is.
"""

import re
import shutil
import subprocess
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from isoqms.actions.agency.demo import demo
from isoqms.actions.reporting.report import report, write
from isoqms.repository import load

pytestmark = pytest.mark.skipif(
    not all(shutil.which(tool) for tool in ("soffice", "pdffonts", "pdftotext")),
    reason="LibreOffice and poppler are not on this machine",
)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of Krông Nô 2022 as PDF."""
    folder = tmp_path_factory.mktemp("print")
    demo(folder / "kho", "krong-no")
    paper = folder / "bc.docx"
    write(report(load(folder / "kho", date(2022, 10, 26)), 2022), paper)
    # A profile of its own: two runs that share one lose a file in silence.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(paper),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    assert (folder / "bc.pdf").is_file()
    return folder / "bc.pdf"


def pages_of(pdf: Path) -> list[str]:
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True
    ).stdout
    return text.rstrip("\f\n").split("\f")


def test_all_letters_are_set_in_times(printed: Path) -> None:
    listed = subprocess.run(
        ["pdffonts", str(printed)], check=True, capture_output=True, text=True
    ).stdout
    names = {line.split()[0].split("+")[-1] for line in listed.splitlines()[2:]}
    assert names
    assert {re.match(r"(Liberation|Tinos|Times)", name) is not None for name in names} == {True}, (
        names
    )


def test_the_signature_stands_below_words_of_the_report(printed: Path) -> None:
    (signed,) = [page for page in pages_of(printed) if "PHÓ CHỦ TỊCH" in page]
    above = signed.split("Nơi nhận:")[0]
    assert "Trên đây là Báo cáo của UBND huyện Krông Nô" in " ".join(above.split())


def test_pages_count_from_the_second_and_anew_in_the_annex(printed: Path) -> None:
    # Above all stands that the records of this year have errors.
    pages = [page.split("Không trình ký.", 1)[1].strip() for page in pages_of(printed)]
    # The score table, the charts, what a draft says of itself.
    annexes = [i for i, page in enumerate(pages) if page.startswith(("Phụ lục", "Trang của bản"))]
    assert len(annexes) == 3
    for first, end in pairwise((0, *annexes, len(pages))):
        told = [page.split("\n")[0].strip() for page in pages[first:end]]
        assert told[1:] == [str(number) for number in range(2, end - first + 1)]
        assert told[0] not in {"1", "2"}


def test_the_figures_on_paper_are_those_of_the_records(printed: Path) -> None:
    words = " ".join(" ".join(pages_of(printed)).split())
    for figure in ("20.290 hồ sơ", "19.014 hồ sơ", "1.276 hồ sơ", "17.350 hồ sơ", "99,5%", "0,5%"):
        assert figure in words
    assert re.search(r"Tổng\s+100\s+96,5", words)
