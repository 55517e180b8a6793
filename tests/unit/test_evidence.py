"""A paper that is kept as a file has a day of its own, apart from the day it was put here."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from paper_check import text_of
from typer.testing import CliRunner

from isoqms.actions.agency.demo import demo
from isoqms.actions.checking.validate import check
from isoqms.actions.exchange.register_papers import register_papers
from isoqms.cli.commands import app
from isoqms.model.control.decision import SignedFile
from isoqms.repository import load

Typed = Callable[..., str]

PDF: Final = b"%PDF-1.4\nbi\xc3\xaan b\xe1\xba\xa3n"
EVIDENCE: Final = "nam/2026/bang-chung.yaml"
LETTER: Final = "decision record letter --no-input --number 9/UBND-VP --signed 2/6/2026"


@pytest.fixture
def kho(tmp_path: Path) -> Path:
    root = tmp_path / "kho"
    demo(root, "an-phu")
    (tmp_path / "Biên bản.pdf").write_bytes(PDF)
    return root


@pytest.fixture
def typed(kho: Path) -> Typed:
    """What a command says; `fails` where it is to be refused."""

    def run(words: str, *more: str, day: str, fails: bool = False) -> str:
        command = [*words.split(), *more, "-C", str(kho), "--as-of", day]
        done = CliRunner().invoke(app, command)
        assert ("Lỗi:" in done.output) is fails, done.output
        return done.output

    return run


def told_of(kho: Path, path: str, day: date) -> list[tuple[str, str]]:
    found = check(load(kho, day)).diagnostics
    return [(one.rule, one.message) for one in found if str(one.location.path) == path]


def evidence(typed: Typed, kho: Path, own: str, *, day: str, fails: bool = False) -> str:
    file, title = str(kho.parent / "Biên bản.pdf"), "title=Biên bản kiểm tra"
    more = ("--file", file, "--day", own, "--set", title)
    return typed("new evidence --no-input", *more, day=day, fails=fails)


def test_the_list_tells_both_days_of_a_file_and_its_sum(kho: Path, typed: Typed) -> None:
    assert "Đã ghi bằng chứng" in evidence(typed, kho, "5/6/2026", day="2026-06-10")
    (made,) = register_papers(load(kho, date(2026, 6, 20)), ("bang-chung",), 2026)
    words = " ".join(text_of(made.content).split())
    assert "Ngày của tài liệu" in words
    assert "Ngày đưa vào kho" in words
    assert words.index("05/6/2026") < words.index("bien-ban-") < words.index("10/6/2026")
    assert told_of(kho, EVIDENCE, date(2026, 6, 20)) == []


def test_no_paper_is_newer_than_the_entry_of_its_file(kho: Path, typed: Typed) -> None:
    refused = evidence(typed, kho, "11/6/2026", day="2026-06-10", fails=True)
    assert "ở sau ngày đang tính (10/6/2026)" in refused
    evidence(typed, kho, "10/6/2026", day="2026-06-10")
    register = kho / EVIDENCE
    text = register.read_text(encoding="utf-8")
    register.write_text(text.replace("day: 2026-06-10", "day: 2026-06-11"), encoding="utf-8")
    assert told_of(kho, EVIDENCE, date(2026, 6, 20)) == [
        ("QMS526", "«Ngày của tài liệu» 11/6/2026 đứng sau ngày tệp được đưa vào kho (10/6/2026).")
    ]


def test_a_file_that_proves_something_is_never_exchanged(kho: Path, typed: Typed) -> None:
    more = ("--day", "1/6/2026", "--set", "title=Danh sách lớp")
    typed("new evidence --no-input", *more, day="2026-06-10")
    file = str(kho.parent / "Biên bản.pdf")
    typed("update evidence bc-01 --no-input --file", file, day="2026-06-11")
    again = typed("update evidence bc-01 --no-input --file", file, day="2026-06-12", fails=True)
    assert "đã kèm tệp" in again
    (kept,) = (kho / "nam/2026/bang-chung").iterdir()
    kept.write_bytes(PDF + b"!")
    assert [rule for rule, _ in told_of(kho, EVIDENCE, date(2026, 6, 20))] == ["QMS412"]
    register = kho / EVIDENCE
    old = register.read_text(encoding="utf-8")
    fresh = old.replace(old.split("sha256: ")[1].strip(), "0" * 64)
    register.write_text(fresh, encoding="utf-8")
    rules = [rule for rule, _ in told_of(kho, EVIDENCE, date(2026, 6, 20))]
    assert "QMS421" in rules


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("new risk --no-input --day 1/6/2026", "Không dùng --day với «risk»"),
        ("new evidence --no-input --file isoqms.yaml --day 1/6/2026", "không phải loại giữ được"),
        (f"{LETTER} --day 3/6/2026", "Có --day mà không có --pdf"),
    ],
)
def test_a_day_belongs_to_a_file_that_can_be_kept(typed: Typed, words: str, said: str) -> None:
    assert said in typed(words, day="2026-06-10", fails=True)


def test_a_signed_copy_has_the_day_of_signing_unless_it_has_its_own(
    kho: Path, typed: Typed
) -> None:
    file = str(kho.parent / "Biên bản.pdf")
    signed = "issue --number 150/QĐ-UBND --signed 2026-06-15 --no-input"
    typed(signed, day="2026-06-15")
    record = "decision record issue --no-input --number 150/QĐ-UBND --signed 15/6/2026"
    early = typed(f"{record} --day 14/6/2026 --pdf", file, day="2026-06-20", fails=True)
    assert "ở trước ngày ký 15/6/2026" in early
    typed(f"{record} --day 18/6/2026 --pdf", file, day="2026-06-20")
    told = typed("history QT-KD-01", day="2026-06-21")
    assert "ngày của tài liệu 18/6/2026; ngày đưa vào kho 20/6/2026" in told
    last = json.loads(typed("history QT-KD-01 --format json", day="2026-06-21"))[-1]["file"]
    assert (last["day"], last["entered"][:10]) == ("2026-06-18", "2026-06-20")


def test_a_record_without_the_day_of_its_copy_stays_as_it_was() -> None:
    kept = SignedFile(path="quyet-dinh/2025/12-QD-UBND.pdf", sha256="0" * 64)
    assert kept.model_dump(exclude_none=True) == {"path": kept.path, "sha256": kept.sha256}
