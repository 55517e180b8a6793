"""The papers around the great ones: proposals, notices, minutes of an audit, after an inspection.

As they read for a commune and a sở, what they refuse, and how the calendar asks for them.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from conftest import BASE
from openxml_audit import OpenXmlValidator
from paper_check import findings, text_of
from year_samples import COMMUNE, DEPARTMENT

from isoqms.actions.papers.decision import print_paper
from isoqms.actions.papers.recording import RecordRequest, plan_record
from isoqms.agenda.improvement import inspection_tasks
from isoqms.errors import IsoqmsError, UnknownName
from isoqms.facts.papers.catalogue import BY_WORD
from isoqms.pages.papers.order import Lacking, PaperOrder, paper_of
from isoqms.repository import Repository, load
from isoqms.writers.word.docx import write_docx

Loaded = Callable[..., Repository]

DAY: Final = date(2026, 12, 20)
ORDER: Final = PaperOrder(2026, DAY)
AUDIT: Final = "nam/2026/danh-gia-noi-bo.yaml"
REVIEW: Final = "nam/2026/xem-xet.yaml"
TRAINING: Final = "nam/2026/dao-tao.yaml"
FOUND: Final = "nam/2026/khong-phu-hop.yaml"
YEAR: Final[Mapping[str, str]] = {
    AUDIT: """\
rounds:
  - id: dot-1
    state: da-danh-gia
    planned_from: 2026-10-13
    held: 2026-10-14
    units: [UNIT]
    clauses: [7.5.3, 8.5.2]
    auditors:
      - {post: Phó Trưởng phòng, name: Trần Thị Lan, trained: 2024-05-06, lead: true}
      - {post: Chuyên viên, trained: 2024-05-06}
    findings:
      - {kind: diem-manh, text: Quầy có bảng hướng dẫn riêng, unit: UNIT}
      - {kind: khong-phu-hop, text: Hai phiếu thiếu giờ, clause: 8.5.2, nonconformity: kph-01}
""",
    REVIEW: """\
reviews:
  - held: 2026-12-09
    chair: Người chủ trì
    where: Phòng họp số 1
    minutes: Biên bản số 11/BB-UBND ngày 09/12/2026
    inputs: [{point: a, text: Đã xong}]
    outputs:
      - {point: a, text: Thêm một quầy sáng thứ Hai, role: thu-ky-iso, due: 2027-01-31}
      - {point: b, text: Không}
""",
    TRAINING: """\
plan: Kế hoạch số 08/KH-UBND ngày 16/7/2026
sessions:
  - subject: Chuyên gia đánh giá nội bộ
    planned: 2026-12-23
    where: Hội trường tầng 2
    sent:
      - {post: Chuyên viên, name: Lê Văn Bình, unit: UNIT}
      - {post: Phó Trưởng phòng}
  - {subject: Nhận thức về ISO, planned: 2026-12-24, audience: Toàn thể công chức}
  - {subject: Khóa chưa rõ}
""",
    FOUND: """\
items:
  - {id: kph-01, found: 2026-10-14, source: Đánh giá nội bộ, description: Hai phiếu thiếu giờ,
     unit: UNIT, due: 2026-11-14, audit: dot-1}
  - {id: kph-02, found: 2026-10-30, source: Kiểm tra, inspection: kt-01, unit: UNIT,
     description: Niêm yết thiếu thủ tục, cause: Chưa giao người theo dõi, correction: Niêm yết đủ,
     action: Giao văn thư rà soát hằng tháng, done: 2026-11-20, effective: tháng 12 đủ}
  - {id: kph-03, found: 2026-10-30, source: Kiểm tra, inspection: kt-01, due: 2027-01-15,
     description: Chưa đo sự hài lòng ở lĩnh vực đất đai, cause: Phiếu chung, action: Thêm phiếu}
inspections:
  - {id: kt-01, body: Chi cục Tiêu chuẩn Đo lường Chất lượng, day: 2026-10-30,
     minutes: Biên bản số 12/BB-TĐC ngày 30/10/2026}
""",
    "tai-lieu/QT-HT-01.md": """\
---
code: QT-HT-01
title: Quy trình kiểm soát tài liệu
kind: quy-trinh-he-thong
revision: 1
records:
  - {name: Sổ tài liệu, form: BM-HT-01-02, kept_by: UNIT, retention: 05 năm}
  - {name: Quyết định ban hành, kept_by: thu-ky-iso, retention: 10 năm}
---
""",
    "du-thao/QT-HT-02.md": """\
---
code: QT-HT-02
title: Quy trình đánh giá nội bộ
kind: quy-trinh-he-thong
revision: 1
owner: thu-ky-iso
request:
  requested_by: Trưởng đoàn đánh giá
  reason: Chưa có quy trình
  content: Viết mới toàn bộ
---
""",
    "quyet-dinh/2026/39-QD-UBND.yaml": """\
number: 39/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành
signed: 2026-02-01
authority: Chủ tịch
issues: [{code: QT-HT-01, revision: 1}]
""",
}
ORDERS: Final[Mapping[str, PaperOrder]] = {
    "proposal": replace(ORDER, item="policy-objectives", signer_post="Chánh Văn phòng"),
    "records-list": ORDER,
    "change-request": replace(ORDER, item="QT-HT-02"),
    "training-notice": replace(ORDER, item="1"),
    "audit-opening": replace(ORDER, item="dot-1"),
    "audit-closing": replace(ORDER, item="dot-1"),
    "inspection-report": replace(ORDER, item="kt-01"),
    "review-conclusions": ORDER,
    "confirmation": ORDER,
}


def of(agency: Mapping[str, str]) -> dict[str, str]:
    """The year of an agency whose first unit has a symbol."""
    settings = agency.get("isoqms.yaml", BASE["isoqms.yaml"])
    unit = settings.partition("{key: ")[2].partition(",")[0]
    symbol = settings.replace(f"{{key: {unit},", f"{{key: {unit}, symbol: VP,")
    year = {path: text.replace("UNIT", unit) for path, text in YEAR.items()}
    return {**agency, **year, "isoqms.yaml": symbol}


AGENCIES: Final = {"xa": of(COMMUNE), "so": of(DEPARTMENT)}


def made(repository: Repository, word: str, order: PaperOrder | None = None) -> str:
    paper = paper_of(BY_WORD[word], repository, order or ORDERS[word])
    return text_of(write_docx(paper)).replace("\N{NO-BREAK SPACE}", " ")


def without(path: str, old: str, new: str = "") -> dict[str, str]:
    """The year of the commune with something changed."""
    files = AGENCIES["xa"]
    assert old in files[path]
    return {**files, path: files[path].replace(old, new)}


@pytest.mark.parametrize("agency", AGENCIES)
@pytest.mark.parametrize("word", ORDERS)
def test_each_paper_reads_as_it_did_and_is_a_paper(
    loaded: Loaded, golden: Callable[[str, str], None], tmp_path: Path, agency: str, word: str
) -> None:
    package = write_docx(paper_of(BY_WORD[word], loaded(AGENCIES[agency], DAY), ORDERS[word]))
    golden(f"{word}-{agency}.txt", text_of(package))
    assert findings(package) == []
    path = tmp_path / "paper.docx"
    path.write_bytes(package)
    assert list(OpenXmlValidator().validate(str(path)).errors) == []


@pytest.mark.parametrize("item", ["plan", "issue"])
def test_a_proposal_tells_what_is_proposed(loaded: Loaded, item: str) -> None:
    order = replace(ORDERS["proposal"], item=item)
    text = made(loaded(AGENCIES["xa"], DAY), "proposal", order)
    told = {"plan": "Kế hoạch gồm 03 công việc:", "issue": "Dự thảo ban hành 01 tài liệu:"}
    assert told[item] in text
    assert "/TTr-VP" in text


@pytest.mark.parametrize(
    ("word", "item", "files", "missing"),
    [
        pytest.param("proposal", "plan", COMMUNE, "ký hiệu của Văn phòng", id="no symbol"),
        pytest.param("proposal", "plans", AGENCIES["xa"], "Có phải «plan»?", id="no such paper"),
        pytest.param("records-list", None, COMMUNE, "hồ sơ cần lưu", id="no records"),
        pytest.param("change-request", "QT-HT-01", AGENCIES["xa"], "request:", id="no request"),
        pytest.param("change-request", "QT-HT-0", AGENCIES["xa"], "Có phải «", id="no document"),
        pytest.param("training-notice", "3", AGENCIES["xa"], "ai được cử đi", id="nobody sent"),
        pytest.param("training-notice", "4", AGENCIES["xa"], "khóa đào tạo số «4»", id="no course"),
        pytest.param(
            "audit-opening", "dot-1", without(AUDIT, ", lead: true"), "một trưởng đoàn",
            id="no lead",
        ),
        pytest.param(
            "audit-closing",
            "dot-1",
            without(FOUND, "due: 2026-11-14, "),
            "hạn khắc phục của điểm không phù hợp «Hai phiếu thiếu giờ»",
            id="no last day",
        ),
        pytest.param(
            "audit-closing",
            "dot-1",
            without(AUDIT, "state: da-danh-gia", "state: ke-hoach"),
            "chưa đánh giá xong",
            id="not done",
        ),
        pytest.param(
            "inspection-report",
            "kt-01",
            without(FOUND, "cause: Phiếu chung, "),
            "nguyên nhân của «Chưa đo sự hài lòng",
            id="no cause",
        ),
        pytest.param(
            "inspection-report",
            "kt-01",
            without(FOUND, "inspection: kt-01, due", "inspection: kt-1, due"),
            "«kt-1» mà «kph-03» ghi",
            id="a finding of no inspection",
        ),
        pytest.param("inspection-report", "kt-2", AGENCIES["xa"], "«kt-2»", id="no inspection"),
        pytest.param("review-conclusions", None, COMMUNE, "họp xem xét năm 2026", id="no review"),
        pytest.param(
            "confirmation", None, without(AUDIT, "state: da-danh-gia", "state: huy"),
            "đợt đánh giá nội bộ năm 2026", id="no audit",
        ),
    ],
)  # fmt: skip
def test_what_the_records_lack_is_named_and_nothing_is_printed(
    loaded: Loaded, word: str, item: str | None, files: Mapping[str, str], missing: str
) -> None:
    order = replace(ORDERS[word], item=item)
    with pytest.raises((Lacking, UnknownName)) as refused:
        paper_of(BY_WORD[word], loaded(files, DAY), order)
    assert missing in f"{refused.value} {refused.value.hint}"


def test_minutes_of_a_planned_round_leave_the_day_open(loaded: Loaded) -> None:
    files = without(AUDIT, "state: da-danh-gia", "state: ke-hoach")
    assert "giờ ……, ngày …… tháng …… năm 2026" in made(loaded(files, DAY), "audit-opening")


def test_a_report_tells_what_had_happened_by_its_day(loaded: Loaded) -> None:
    early = replace(ORDERS["inspection-report"], signed=date(2026, 11, 19))
    text = made(loaded(AGENCIES["xa"], DAY), "inspection-report", early)
    assert "Xong ngày" not in text
    assert "Còn 02 điểm đang thực hiện" in text


def test_the_conclusions_of_another_meeting_are_those_that_were_told(loaded: Loaded) -> None:
    order = replace(ORDER, paragraphs=("giao Văn phòng rà soát",))
    with pytest.raises(Lacking, match="cuộc họp nào"):
        made(loaded(AGENCIES["xa"], DAY), "review-conclusions", order)
    named = replace(order, summary="Kết luận cuộc họp Ban Chỉ đạo ngày 01/12/2026")
    text = made(loaded(AGENCIES["xa"], DAY), "review-conclusions", named)
    assert "1. Giao Văn phòng rà soát." in text


# What is not of the meeting's day


CONFIRMED: Final = "confirmation: {day: DAY, document: Biên bản số 11/BB-UBND ngày 09/12/2026}\n"


@pytest.mark.parametrize(
    ("day", "told"),
    [
        pytest.param("2026-12-09", True, id="on the day of the meeting"),
        pytest.param("2026-12-10", False, id="the day after"),
    ],
)
def test_minutes_record_no_act_of_another_day(loaded: Loaded, day: str, told: bool) -> None:
    files = AGENCIES["xa"]
    review = f"{files[REVIEW]}{CONFIRMED.replace('DAY', day)}"
    repository = loaded({**files, REVIEW: review}, DAY)
    text = made(repository, "review-minutes", ORDER)
    assert ("xác nhận Hệ thống" in text) is told
    assert ("thực hiện bằng văn bản riêng" in text) is not told
    if told:
        with pytest.raises(Lacking, match="đã xác nhận ngay tại cuộc họp"):
            made(repository, "confirmation")
    else:
        assert "CHỦ TỊCH" in made(repository, "confirmation")
        assert "TM." not in made(repository, "confirmation")


# Recorded and read back


def test_a_recorded_confirmation_is_the_confirmation_of_the_year(loaded: Loaded) -> None:
    before = loaded(AGENCIES["xa"], DAY)
    signed = date(2026, 12, 10)
    order = replace(ORDER, number="31/TB-UBND", signed=signed)
    kind = BY_WORD["confirmation"]
    request = RecordRequest(kind, order, "31/TB-UBND", signed, force=True)
    after = load(before.root, DAY, plan_record(before, request).change.files)
    reviews = after.years[2026].reviews
    assert reviews is not None
    confirmed = reviews.record.confirmation
    assert confirmed is not None
    assert (confirmed.day, confirmed.document) == (
        signed,
        "Thông báo số 31/TB-UBND ngày 10/12/2026",
    )


def test_the_paper_of_a_unit_is_registered_as_the_units(loaded: Loaded) -> None:
    before = loaded(AGENCIES["xa"], DAY)
    order = replace(ORDERS["proposal"], number="05/TTr-VP", signed=DAY)
    request = RecordRequest(BY_WORD["proposal"], order, "05/TTr-VP", DAY, force=True)
    after = load(before.root, DAY, plan_record(before, request).change.files)
    (line,) = after.rows_of(2026).outgoing
    assert (line.record.issuer, line.record.paper) == (
        "Văn phòng HĐND và UBND",
        "2026/proposal/policy-objectives",
    )


# The calendar


@pytest.mark.parametrize(
    ("as_of", "old", "new", "asked"),
    [
        pytest.param(date(2026, 10, 30), "", "", "decision inspection-report kt-01", id="signed"),
        pytest.param(date(2026, 10, 29), "", "", None, id="the day before"),
        pytest.param(
            date(2026, 11, 5), "inspection: kt-01, ", "", "new outside-finding",
            id="nothing entered",
        ),
        pytest.param(
            date(2026, 11, 5), "day: 2026-10-30,", "day: 2026-10-30, none_found: true,", None,
            id="nothing found",
        ),
        pytest.param(
            DAY, "day: 2026-10-30,",
            "day: 2026-10-30, report: Báo cáo số 90/BC-UBND ngày 19/12/2026,",
            None, id="reported",
        ),
    ],
)  # fmt: skip
def test_the_report_is_due_two_months_after_the_minutes(
    loaded: Loaded, as_of: date, old: str, new: str, asked: str | None
) -> None:
    files = AGENCIES["xa"]
    found = files[FOUND].replace(old, new) if old else files[FOUND]
    tasks = list(inspection_tasks(loaded({**files, FOUND: found}, as_of)))
    assert [each.due for each in tasks] == ([date(2026, 12, 30)] if asked else [])
    assert all(asked in each.command for each in tasks if asked)


def test_a_paper_that_says_how_things_are_is_kept_back_by_wrong_records(loaded: Loaded) -> None:
    wrong = without(FOUND, "done: 2026-11-20", "done: 2026-10-01")
    repository = loaded(wrong, DAY)
    with pytest.raises(IsoqmsError, match="lỗi"):
        print_paper(repository, BY_WORD["inspection-report"], ORDERS["inspection-report"])
