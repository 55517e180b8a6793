"""What the rules of time, figures and self-score say of the real year of Krông Nô, and no more."""

import re
from datetime import date
from pathlib import PurePosixPath

import pytest

from isoqms.actions.checking.validate import validate
from isoqms.diagnostics import Diagnostic, Severity
from isoqms.resources import packs

ROOT = packs() / "samples" / "krong-no"
OURS = re.compile(r"QMS(5\d\d|7(?!14|15)\d\d|8\d\d)")
"""The families told of here; 714 and 715 speak of the report's text."""

SCORES = "nam/2022/tu-cham-diem.yaml"
EXPECTED = {
    ("QMS801", SCORES, "id: I", "67,5 is stated; the leaves give 68,5, for 9.2 is one short"),
    ("QMS801", SCORES, "id: '9'", "13 is stated; 4 + 4 + 6 = 14"),
    ("QMS801", SCORES, "id: '9.2'", "3 is stated; its four leaves are scored 1 each"),
    ("QMS801", SCORES, "id: II", "27 is stated; the leaves give 28, for 16 is one short"),
    ("QMS801", SCORES, "id: '16'", "3 is stated; its four leaves are scored 1 each"),
    (
        "QMS804",
        SCORES,
        "id: '13.3'",
        "over 50 % is claimed (13: 7/7), and one round of four was done",
    ),
    (
        "QMS804",
        SCORES,
        "id: '13.5'",
        "trained auditors are claimed; round 1 was before 15/9, the course from 29/9",
    ),
    (
        "QMS805",
        SCORES,
        "id: '3.5'",
        "a point for internal activities, of which the report says «Không»",
    ),
    (
        "QMS807",
        SCORES,
        "id: '14.1'",
        "4/4 for a review of which the report gives neither day nor minutes",
    ),
    (
        "QMS811",
        SCORES,
        "id: 7.2d",
        "0/1 for keeping up with the law, which II.11 of the report says was done",
    ),
    (
        "QMS578",
        "nam/2022/so-lieu.yaml",
        "documents: 273",
        "264 procedures leave 9 of what the report counts as documented information, forms too",
    ),
    (
        "QMS719",
        "nam/2022/nguon-luc.yaml",
        "people_in_charge: 16",
        "16 people of 14 units, «mỗi đơn vị chuyên môn 01 người»",
    ),
    (
        "QMS579",
        "nam/2022/bao-cao.md",
        "capacity:",
        "«KT. CHỦ TỊCH» without «TM. ỦY BAN NHÂN DÂN», in a report of the UBND",
    ),
    (
        "QMS709",
        "nam/2022/so-lieu.yaml",
        "procedures_served_of: 314",
        "319 procedures, and the ratio over 314",
    ),
    (
        "QMS710",
        "nam/2022/so-lieu.yaml",
        "procedures_served_rate: 82.7",
        "84,1 of 314, 82,8 of 319; 82,7 is cut off",
    ),
    (
        "QMS705",
        "nam/2022/ho-so.yaml",
        "- start: 2022-01-01",
        "2.940 cases left, 788 of them returned, none accounted",
    ),
    (
        "QMS530",
        "nam/2022/ho-so.yaml",
        "late: 86",
        "the report tells of letters of apology and lists or counts none",
    ),
    (
        "QMS504",
        "nam/2022/cong-bo.yaml",
        "notified: true",
        "the notice to the Sở is told of without number (a note)",
    ),
    (
        "QMS507",
        "nam/2022/danh-gia-noi-bo.yaml",
        "- id: dot-1",
        "the audit was before the auditors' course",
    ),
    ("QMS548", "nam/2022/danh-gia-noi-bo.yaml", "- id: dot-1", "nobody is named who audited"),
    (
        "QMS524",
        "nam/2022/danh-gia-noi-bo.yaml",
        "- id: dot-1",
        "done «before 15/9», on no day that is told",
    ),
    ("QMS511", "nam/2022/xem-xet.yaml", "- note: >-", "a review without day and minutes"),
    (
        "QMS512",
        "nam/2022/muc-tieu.yaml",
        "- id: so-hoa-tai-lieu",
        "«higher than 2021» is no value to reach",
    ),
    (
        "QMS512",
        "nam/2022/muc-tieu.yaml",
        "- id: ho-so-truc-tuyen",
        "the same, and nothing says how it is measured",
    ),
    (
        "QMS518",
        "nam/2022/van-ban-di.yaml",
        "- number: 1052/BCĐ-ISO",
        "41 on 13/4, 1052 on 02/6, 120 on 13/9",
    ),
    (
        "QMS527",
        "ben-ngoai/van-ban.yaml",
        "- number: 841/KH-UBND",
        "a plan «của Sở» under the symbol of the UBND",
    ),
    (
        "QMS567",
        "nam/2022/ke-hoach.yaml",
        "number: 88/KH-UBND",
        "neither risks nor context are in the records that the report left",
    ),
    (
        "QMS519",
        "quyet-dinh/2022/2229-QD-BCD.yaml",
        "number: 2229/QĐ-BCĐ",
        "between 2186 and 2418 of QĐ-UBND",
    ),
    (
        "QMS519",
        "quyet-dinh/2022/2231-QD-BCD.yaml",
        "number: 2231/QĐ-BCĐ",
        "between 2186 and 2418 of QĐ-UBND",
    ),
}


def findings(as_of: date) -> list[Diagnostic]:
    return [d for d in validate(ROOT, as_of).diagnostics if OURS.fullmatch(d.rule)]


def line_of(path: str, words: str) -> int:
    """The only line of a file with these words."""
    found = [
        number
        for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").split("\n"), 1)
        if line.strip() in (words, f"- {words}")
    ]
    (line,) = found
    return line


@pytest.mark.parametrize("as_of", [date(2022, 10, 26), date(2022, 11, 5), date(2022, 12, 31)])
def test_the_real_year_shows_its_real_faults_and_no_others(as_of: date) -> None:
    found = sorted((d.rule, str(d.location.path), d.location.line) for d in findings(as_of))
    assert found == sorted((rule, path, line_of(path, words)) for rule, path, words, _ in EXPECTED)


def test_the_total_that_is_right_is_not_blamed_for_the_sums_that_are_wrong() -> None:
    lines = {d.location.line for d in findings(date(2022, 11, 5)) if d.rule == "QMS801"}
    assert line_of(SCORES, "id: tong") not in lines
    assert len(lines) == 5


def test_the_parts_say_that_they_do_not_add_up_to_the_stated_total() -> None:
    hints = {d.location.line: d.hint for d in findings(date(2022, 11, 5)) if d.rule == "QMS801"}
    for part in ("I", "II"):
        assert (
            "I + II đã ghi 67,5 + 27 = 94,5, còn tổng ghi 96,5."
            in hints[line_of(SCORES, f"id: {part}")]
        )


def test_the_rate_that_was_cut_off_is_said_to_be_cut_off() -> None:
    (rate,) = (d for d in findings(date(2022, 11, 5)) if d.rule == "QMS710")
    for words in (
        "82,7%",
        "264/314 = 84,1%",
        "264/319 = 82,8%",
        "khớp nếu cắt, không khớp nếu làm tròn",
    ):
        assert words in rate.message


def test_the_cases_left_over_are_told_with_and_without_the_returned_ones() -> None:
    (pending,) = (d for d in findings(date(2022, 11, 5)) if d.rule == "QMS705")
    assert "20.290 − giải quyết 17.350 = 2.940; trừ 788 hồ sơ trả lại còn 2.152" in pending.message
    assert pending.severity is Severity.WARNING


def test_when_the_year_is_over_the_three_rounds_are_overdue_and_the_objective_has_no_result() -> (
    None
):
    new = {(d.rule, d.location) for d in findings(date(2023, 1, 5))} - {
        (d.rule, d.location) for d in findings(date(2022, 12, 31))
    }
    audits, objectives = (
        PurePosixPath("nam/2022/danh-gia-noi-bo.yaml"),
        PurePosixPath("nam/2022/muc-tieu.yaml"),
    )
    assert sorted((rule, place.path) for rule, place in new) == [
        ("QMS508", audits),
        ("QMS508", audits),
        ("QMS508", audits),
        ("QMS513", objectives),
    ]
