"""Whatever prints a paper to be signed tells the warnings of its records, and titles left out."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from typer.testing import CliRunner

from isoqms.actions.agency.demo import demo
from isoqms.actions.checking.fit import Standing
from isoqms.cli.commands import app

Told = Callable[..., str]

DAY: Final = "2025-12-31"
AUDITS: Final = "nam/2025/danh-gia-noi-bo.yaml"
REVIEW: Final = "nam/2025/xem-xet.yaml"
LAWS: Final = "ben-ngoai/van-ban.yaml"
UNTITLED: Final = "Trích yếu của 19/2014/QĐ-TTg chưa phải nguyên văn"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("an-phu") / "kho"
    demo(root, "an-phu")
    return root


@pytest.fixture
def kho(sample: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample, tmp_path / "kho"))


@pytest.fixture
def told(kho: Path) -> Told:
    """What a command says on the screen, both streams."""

    def run(*words: str) -> str:
        done = CliRunner().invoke(app, [*words, "-C", str(kho), "--as-of", DAY])
        assert not done.output.startswith("Lỗi:"), done.output
        return done.output

    return run


def change(kho: Path, path: str, old: str, new: str) -> None:
    text = (kho / path).read_text(encoding="utf-8")
    assert old in text
    (kho / path).write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("word", "path", "slip", "warning"),
    [
        ("audit-team", AUDITS, ("trained: 2025-09-11", "trained: 2025-10-11"), "QMS507"),
        ("review-minutes", REVIEW, ("      - point: c3\n", "      - point: c2\n"), "QMS511"),
    ],
)
def test_a_paper_tells_the_warnings_of_its_records_and_is_printed(
    *, kho: Path, told: Told, word: str, path: str, slip: tuple[str, str], warning: str
) -> None:
    change(kho, path, *slip)
    said = told("decision", word)
    assert "Đã ghi" in said
    assert "cảnh báo (không chặn việc in)" in said
    assert f"[{warning}]" in said


def test_warnings_are_counted_and_the_first_are_named() -> None:
    known = Standing((), tuple(f"sổ.yaml:{line}: sai" for line in range(1, 8)))
    assert known.warned.startswith("Hồ sơ mà bản in lấy từ đó còn 7 cảnh báo")
    assert "sổ.yaml:5: sai\n  … và 2 cảnh báo nữa: xem bằng `isoqms validate`" in known.warned


def test_a_title_that_is_a_paraphrase_is_left_out_and_told(kho: Path, told: Told) -> None:
    row = "  - number: 19/2014/QĐ-TTg\n"
    change(kho, LAWS, row, f"{row}    paraphrased: true\n")
    for words in (
        ("decision", "plan"),
        ("decision", "reprint", "12/QĐ-UBND"),
        ("announce", "--papers-only"),
        ("issue", "--papers-only"),
    ):
        assert told(*words).count(UNTITLED) == 1, words


def test_a_register_and_the_score_card_tell_the_warnings_too(kho: Path, told: Told) -> None:
    assert "[QMS510]" in told("export", "khong-phu-hop", "--docx", "--year", "2025")
    assert "[QMS801]" in told("score", "--year", "2025", "--docx", str(kho / "xuat" / "diem.docx"))
    assert "[QMS510]" in told("status", "--handover", "--docx")
