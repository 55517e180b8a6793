"""Registers printed to be signed.

What stands on each, what is computed, what is not known yet on the day.
"""

import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from conftest import BASE, MakeRepository
from hypothesis import given
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator
from paper_check import findings, text_of

from isoqms.actions.exchange.export import NothingToExport
from isoqms.actions.exchange.register_papers import papers_elsewhere, register_papers
from isoqms.cli.commands import app
from isoqms.errors import BadAnswer
from isoqms.facts.papers.catalogue import BY_WORD
from isoqms.facts.services.cases import on_time, pending, received, resolved, total
from isoqms.model.kinds import Elsewhere, Printed, RegisterKind
from isoqms.model.registers import BY_NAME, REGISTERS
from isoqms.model.services import CasePeriod
from isoqms.pages.records.registers import register_paper, register_sheets
from isoqms.repository import Repository
from isoqms.writers.word.docx import write_docx

Loaded = Callable[..., Repository]

DAY = date(2025, 12, 31)
LANDSCAPE_MM = 247
PRINTED = [kind for kind in REGISTERS if isinstance(kind.page, Printed)]
ELSEWHERE = {
    kind.name: kind.page.commands for kind in REGISTERS if isinstance(kind.page, Elsewhere)
}  # fmt: skip
FORM = """\
---
code: BM-HT-04-01
title: Sổ theo dõi sự không phù hợp
kind: bieu-mau
revision: 2
owner: thu-ky-iso
approval: {drafted_by: thu-ky-iso, reviewed_by: dai-dien-lanh-dao, approved_by: nguoi-dung-dau}
fields: [Ngày, Mô tả]
---

Ghi trong ngày.
"""
FILES = {
    "tai-lieu/bieu-mau/BM-HT-04-01.md": FORM,
    "boi-canh/van-de.yaml": """\
reviewed: 2025-04-22
issues:
  - {origin: ben-ngoai, topic: Pháp luật, issue: Luật mới, effect: Phải sửa quy trình,
     response: Rà soát hằng tháng}
  - {origin: noi-bo, topic: Nhân lực, issue: Ít người, effect: Việc chậm,
     response: Cử người dự phòng}
""",
    "boi-canh/ben-quan-tam.yaml": "parties:\n  - {name: Người dân, needs: Đúng hẹn, monitoring: "
        "Khảo sát hằng năm}\n",
    "boi-canh/pham-vi.yaml": """\
statement: Giải quyết thủ tục hành chính thuộc thẩm quyền
services: [Chứng thực]
units: [van-phong, Trạm Y tế]
exclusions:
  - {clause: '8.3', justification: Thủ tục do pháp luật quy định}
""",
    "nam/2025/ke-hoach.yaml": """\
number: 08/KH-UBND
signed: 2025-01-16
tasks:
  - {id: hop, task: Họp xem xét, role: nguoi-dung-dau, due: 2025-11-30, done: 2025-12-05,
     evidence: 11/BB-UBND}
  - {id: bang, task: Lập bảng rủi ro, role: thu-ky-iso, due: 2025-03-31, done: 2025-03-20,
     evidence: nam/2025/rui-ro.yaml}
  - {id: bao-cao, task: Báo cáo năm, due: 2025-12-15}
  - {id: luat, task: Cập nhật khi luật đổi}
""",
    "nam/2025/muc-tieu.yaml": """\
decision: 60/QĐ-UBND
objectives:
  - id: dung-han
    text: Hồ sơ đúng hạn
    target: 99
    unit_of_measure: '%'
    baseline: 97.5
    results:
      - {period: Quý I, value: 98.2, note: Thiếu người}
      - {period: Quý II, value: 99.4}
  - id: tra-loi
    unit: van-phong
    text: Phản ánh được trả lời nhanh
    target: 5
    comparison: toi-da
    unit_of_measure: ngày
    results:
      - {period: 6 tháng đầu năm, value: 7}
  - {id: moi, text: Chưa đo}
""",
    "nam/2025/rui-ro.yaml": """\
acceptable: 8
risks:
  - {id: a, kind: co-hoi, process: Trả kết quả, description: Hẹn giờ, likelihood: 3, severity: 3}
  - {id: b, kind: rui-ro, process: QT-01, description: Mất điện, likelihood: 2, severity: 2}
  - id: c
    kind: rui-ro
    process: QT-02
    description: Trễ hạn
    likelihood: 4
    severity: 4
    score: 12
    action: Nhắc hạn hằng ngày
    role: thu-ky-iso
    due: 2025-06-30
    done: 2025-06-20
    result: Giảm một nửa
    likelihood_after: 2
    severity_after: 3
  - {id: d, kind: rui-ro, process: QT-03, description: Luật đổi, likelihood: 3, severity: 3}
""",
    "nam/2025/bang-chung.yaml": """\
items:
  - {id: bc-01, day: 2025-10-20, title: Biên bản kiểm tra, number: 12/BB-SKHCN, issuer: Sở KH&CN,
     proves: Kiểm tra việc áp dụng, kept_at: Cặp số 3}
  - {id: bc-02, day: 2024-12-30, title: Danh sách lớp đào tạo, issuer: Phòng Kinh tế}
""",
    "nam/2025/nguon-luc.yaml": """\
people_in_charge: 9
budget:
  - {item: Duy trì, planned: 12.5, spent: 10, ceiling: duy-tri}
  - {item: Đào tạo, planned: 6}
people:
  - {post: Chuyên viên Văn phòng, name: Lê Văn Bình, unit: van-phong, task: Giữ sổ}
consultant: Công ty Tư vấn Ba Miền
""",
    "nam/2025/khong-phu-hop.yaml": """\
items:
  - id: kph-02
    found: 2025-10-07
    source: Đánh giá nội bộ
    unit: kinh-te
    clause: '8.6'
    description: Không ghi ai phân công
    action: Thêm bước phân công
    role: thu-ky-iso
    due: 2025-11-30
  - id: kph-01
    found: 2025-08-04
    source: Hồ sơ trễ hạn
    description: 5 hồ sơ trả trễ
    due: 2025-08-15
    done: 2025-08-20
    effective: Tháng 9 không trễ
    closed: 2025-09-05
apologies:
  - {number: 61/UBND-KT, day: 2025-08-05, case: H36-0007, promised: 2025-08-01,
     new_date: 2025-08-12,
     nonconformity: kph-01}
""",
    "nam/2025/hai-long.yaml": """\
surveys:
  - plan: Kế hoạch số 11/KH-UBND
    start: 2025-08-01
    end: 2025-08-31
    sent: 250
    returned: 236
    answers:
      - {answer: Hài lòng, count: 219, satisfied: true}
      - {answer: Không hài lòng, count: 17}
    remarks: Quầy chật
""",
    "nam/2025/khieu-nai.yaml": """\
complaints:
  - {id: pa-2, received: 2025-11-01, subject: Chờ lâu, due: 2025-11-10}
  - id: pa-1
    received: 2025-09-08
    source: Hòm thư
    subject: Quầy đông
    unit: van-phong
    due: 2025-09-20
    answered: 2025-09-22
    result: Thêm một quầy
""",
    "nam/2025/dao-tao.yaml": """\
plan: Kế hoạch số 05/KH-UBND ngày 20/01/2025
sessions:
  - {subject: Nhận thức chung, planned: 2025-10-01}
  - {subject: Đánh giá viên, held: 2025-09-11, participants: 12, certificates: 11, auditors: true}
""",
    "nam/2025/phan-phoi.yaml": """\
distributed:
  - {document: BM-HT-04-01, revision: 2, unit: kinh-te, copies: 0, day: 2025-08-18,
     receiver: Trưởng phòng}
  - {document: QT-CU, revision: 1, unit: van-phong, copies: 2, day: 2025-08-01}
withdrawn:
  - {document: QT-CU, revision: 1, unit: van-phong, copies: 2, day: 2025-09-01, disposal: Hủy,
     minutes: 04/BB-UBND}
""",
    "nam/2025/ho-so.yaml": """\
periods:
  - start: 2025-04-01
    end: 2025-06-30
    carried_over: 15
    received: 1200
    online: 900
    early: 1000
    on_time: 180
    late: 10
    returned: 5
    pending_in_time: 19
    pending_overdue: 1
  - {start: 2025-01-01, end: 2025-03-31, carried_over: 10, received: 100, early_or_on_time: 90,
     late: 5, returned: 0,
     pending_in_time: 15, note: Số bàn giao}
""",
    "nam/2025/so-lieu.yaml": "documents: 12\nprocedures_served_of: 319\n",
    "nam/2025/van-ban-di.yaml": """\
documents:
  - number: 12/KH-UBND
    day: 2025-03-18
    type: Kế hoạch
    issuer: UBND xã An Phú
    summary: Đánh giá nội bộ
    format_met: false
    format_faults: Thiếu trích yếu
  - {number: 05/KH-UBND, day: 2025-01-20, type: Kế hoạch, issuer: UBND xã An Phú, summary: Áp dụng,
     format_met: true}
  - {number: 14/TB-UBND, day: 2025-05-20, type: Thông báo, issuer: UBND xã An Phú,
     summary: Tập huấn}
""",
    "nam/2025/cong-bo.yaml": "announcements: []\n",
}  # fmt: skip


def made(repository: Repository, name: str, year: int = 2025) -> str:
    paper = register_paper(repository, BY_NAME[name], year)
    return text_of(write_docx(paper)).replace("\N{NO-BREAK SPACE}", " ")


def rows(repository: Repository, name: str, table: int = 0) -> list[list[str]]:
    """The cells of a table of the paper below the letterhead, without its head."""
    paper = register_paper(repository, BY_NAME[name], 2025)
    document = docx.Document(io.BytesIO(write_docx(paper)))
    found = [each for each in document.tables if each.cell(0, 0).text in ("TT", "Đợt")]
    return [[cell.text for cell in row.cells] for row in found[table].rows[1:]]


@pytest.mark.parametrize("kind", PRINTED, ids=lambda kind: kind.name)
def test_each_register_reads_as_it_did_and_is_a_paper(
    loaded: Loaded, golden: Callable[[str, str], None], tmp_path: Path, kind: RegisterKind
) -> None:
    package = write_docx(register_paper(loaded(FILES), kind, 2025))
    golden(f"register-{kind.name}.txt", text_of(package))
    assert findings(package) == []
    path = tmp_path / "register.docx"
    path.write_bytes(package)
    assert list(OpenXmlValidator().validate(str(path)).errors) == []


@pytest.mark.parametrize("kind", PRINTED, ids=lambda kind: kind.name)
def test_the_columns_of_a_register_are_as_wide_as_the_page(
    loaded: Loaded,
    kind: RegisterKind,
) -> None:
    for sheet in register_sheets(loaded(FILES), kind, 2025):
        assert sum(column.width_mm for column in sheet.columns) == LANDSCAPE_MM, sheet.title


def test_the_commands_that_print_the_other_papers_can_be_typed() -> None:
    for command in (each for commands in ELSEWHERE.values() for each in commands):
        program, word, *rest = command.split()
        assert program == "isoqms"
        assert app([word, "--help"]) == 0
        assert word != "decision" or rest[0] in BY_WORD


# What is computed


def test_a_risk_is_scored_ranked_and_scored_again_after_its_action(loaded: Loaded) -> None:
    repository = loaded(FILES)
    assert [row[3] for row in rows(repository, "rui-ro")] == [
        "Trễ hạn",
        "Luật đổi",
        "Mất điện",
        "Hẹn giờ",
    ]
    first = rows(repository, "rui-ro")[0]
    assert first[5:9] == ["4", "4", "16", "Phải có biện pháp"]
    acted = rows(repository, "rui-ro", 1)
    assert acted == [
        ["01", "Trễ hạn", "Nhắc hạn hằng ngày", "Thư ký ISO", "30/6/2025", "Xong 20/6/2025",
        "Giảm một nửa", "16", "6",
         "Chấp nhận, theo dõi"],
    ]  # fmt: skip
    text = made(repository, "rui-ro")
    assert "“Trễ hạn” đã ghi 12 điểm; tính ra 16 điểm." in text
    assert "01 rủi ro từ ngưỡng trở lên chưa có biện pháp." in text


def test_an_objective_shows_its_quarters_and_whether_it_is_achieved(loaded: Loaded) -> None:
    first, second, third = rows(loaded(FILES), "muc-tieu")
    assert first[3:] == [
        "Từ 99% trở lên",
        "97,5%",
        "98,2%",
        "99,4%",
        "",
        "",
        "99,4% (Quý II)",
        "Đạt",
        "Quý I: Thiếu người",
    ]
    assert second[2] == "Văn phòng HĐND và UBND"
    assert second[9:] == ["7 ngày (6 tháng đầu năm)", "Chưa đạt", ""]
    assert third[10] == "Chưa đủ số liệu"


def test_tasks_stand_by_their_day_with_what_became_of_them(loaded: Loaded) -> None:
    found = rows(loaded(FILES), "ke-hoach")
    assert [(row[1], row[5]) for row in found] == [
        ("Lập bảng rủi ro", "Xong 20/3/2025"),
        ("Họp xem xét", "Xong 05/12/2025, sau hạn"),
        ("Báo cáo năm", "Quá hạn 16 ngày"),
        ("Cập nhật khi luật đổi", "Chưa xong"),
    ]
    assert "đã xong 02, trong đó 01 sau hạn; quá hạn chưa xong 01; còn lại 01." in made(
        loaded(FILES), "ke-hoach"
    )


def test_evidence_that_is_a_file_of_the_repository_is_called_by_its_name(loaded: Loaded) -> None:
    assert rows(loaded(FILES), "ke-hoach")[0][6] == "Rủi ro và cơ hội năm 2025"


def test_the_cases_of_the_year_are_summed_and_what_is_carried_over_counts_once(
    loaded: Loaded,
) -> None:
    first, second, whole = rows(loaded(FILES), "ho-so")
    assert first[1:] == [
        "01/01/2025 đến 31/3/2025", "10", "100", "", "110", "90", "5", "95", "0", "15", "", "94,7%",
    ]  # fmt: skip
    assert second[4:] == ["900", "1.215", "1.180", "10", "1.190", "5", "20", "1", "99,2%"]
    assert whole == [
        "", "Cộng từ đầu năm", "10", "1.300", "", "1.310", "1.270", "15", "1.285", "5", "20", "1",
        "98,8%",
    ]  # fmt: skip


def test_fields_of_a_period_stand_in_a_column_of_their_own(loaded: Loaded) -> None:
    text = (
        "periods:\n"
        "  - {start: 2025-01-01, end: 2025-03-31, field: Đất đai, received: 7, on_time: "
        "6, late: 1}\n"
    )
    repository = loaded({"nam/2025/ho-so.yaml": text})
    assert rows(repository, "ho-so")[0][2] == "Đất đai"
    first = register_sheets(repository, BY_NAME["ho-so"], 2025)[0]
    assert sum(column.width_mm for column in first.columns) == LANDSCAPE_MM


def test_money_is_summed_and_what_is_left_is_told_only_where_all_is_known(loaded: Loaded) -> None:
    found = rows(loaded(FILES), "nguon-luc")
    assert found == [
        ["01", "Duy trì", "12,5", "10", "2,5"],
        ["02", "Đào tạo", "6", "", ""],
        ["", "Cộng", "18,5", "10", ""],
    ]
    assert "01 khoản chưa ghi số đã chi" in made(loaded(FILES), "nguon-luc")


def test_a_ceiling_is_printed_only_from_a_pack_that_is_confirmed(loaded: Loaded) -> None:
    assert "đối chiếu theo 116/2015/TT-BTC khi văn bản còn hiệu lực" in made(
        loaded(FILES), "nguon-luc"
    )
    pack = """\
id: dinh-muc-tinh
basis: 05/2025/NQ-HĐND
certainty: da-xac-nhan
groups:
  - {key: xa, name: UBND xã, kinds: [xa]}
items:
  - {key: duy-tri, text: Duy trì, amounts: [{agency: xa, million: 15}]}
  - {key: quy-trinh, text: Viết quy trình, per: quy trình, ceiling: 1.6}
"""
    own = BASE["isoqms.yaml"] + "packs: {spending: dinh-muc-tinh}\n"
    lines = FILES["nam/2025/nguon-luc.yaml"].replace(
        "planned: 6}", "planned: 6, ceiling: quy-trinh}"
    )
    files = {
        **FILES,
        "isoqms.yaml": own,
        "goi/dinh-muc-chi/dinh-muc-tinh.yaml": pack,
        "nam/2025/nguon-luc.yaml": lines,
    }
    repository = loaded(files)
    assert [row[5] for row in rows(repository, "nguon-luc")] == ["15", "1,6 mỗi quy trình", ""]
    text = made(repository, "nguon-luc")
    assert "chưa xác nhận" not in text
    assert (
        "Mức tối đa theo 05/2025/NQ-HĐND; các khoản cùng một nội dung chi tính chung một mức."
        in text
    )
    first = register_sheets(repository, BY_NAME["nguon-luc"], 2025)[0]
    assert sum(column.width_mm for column in first.columns) == LANDSCAPE_MM


def test_a_pack_of_ceilings_that_cannot_be_read_is_told(loaded: Loaded) -> None:
    own = BASE["isoqms.yaml"] + "packs: {spending: khong-co}\n"
    assert "không đọc được gói định mức chi “khong-co”" in made(
        loaded({**FILES, "isoqms.yaml": own}), "nguon-luc"
    )


def test_the_format_of_documents_sent_is_counted_over_those_looked_at(loaded: Loaded) -> None:
    found = rows(loaded(FILES), "van-ban-di")
    assert [(row[1], row[6]) for row in found] == [
        ("05/KH-UBND", "Đúng"),
        ("12/KH-UBND", "Sai"),
        ("14/TB-UBND", "Chưa kiểm"),
    ]
    assert "đã kiểm thể thức 02, đúng 01 (đạt 50% số đã kiểm)" in made(loaded(FILES), "van-ban-di")


def test_a_survey_shows_its_counts_and_rates(loaded: Loaded) -> None:
    assert rows(loaded(FILES), "hai-long")[0][4:8] == ["250", "236", "94,4%", "92,8%"]
    assert rows(loaded(FILES), "hai-long", 1)[-1] == ["01", "", "Cộng", "", "236", ""]


def test_sheets_that_are_kept_elsewhere_are_not_denied(loaded: Loaded) -> None:
    text = made(
        loaded({"nam/2025/khong-phu-hop.yaml": "stated: {requests: 2, corrective: 1}\n"}),
        "khong-phu-hop",
    )
    assert "Các phiếu không ghi trong sổ này, sổ chỉ ghi số lượng" in text
    assert (
        "Số phiếu đã ghi của cả năm: 02 phiếu yêu cầu xử lý, 01 phiếu yêu cầu hành động khắc phục."
        in text
    )
    assert text.count("Không phát sinh") == 1


def test_people_trained_on_a_day_that_nobody_wrote_down_are_counted(loaded: Loaded) -> None:
    text = (
        "sessions:\n  - {subject: A, participants: 7}\n"
        "  - {subject: B, held: 2026-02-01, participants: 9}\n"
    )
    found = rows(loaded({"nam/2025/dao-tao.yaml": text}), "dao-tao")
    assert [(row[4], row[6]) for row in found] == [
        ("Chưa đến hạn", ""),
        ("Chưa ghi ngày", "7"),
        ("", "7"),
    ]


def test_a_result_of_another_period_stands_beside_its_note(loaded: Loaded) -> None:
    results = (
        "results: [{period: 9 tháng, value: 40, note: Báo cáo ghi trên 40%}, {period: "
        "Năm 2025, value: 41}]"
    )
    text = f"objectives:\n  - id: a\n    text: Số hóa\n    unit_of_measure: '%'\n    {results}\n"
    (row,) = rows(loaded({"nam/2025/muc-tieu.yaml": text}), "muc-tieu")
    assert (row[9], row[11]) == ("41% (Năm 2025)", "9 tháng: 40%, Báo cáo ghi trên 40%")


def test_the_stated_figures_stand_beside_those_of_the_records(loaded: Loaded) -> None:
    assert rows(loaded(FILES), "so-lieu") == [
        ["01", "Số tài liệu của hệ thống", "tài liệu", "12", "1", "11"]
    ]
    assert "Mẫu số đã ghi của tỷ lệ thủ tục có quy trình: 319." in made(loaded(FILES), "so-lieu")


def test_a_complaint_answered_after_its_day_or_not_at_all_is_late(loaded: Loaded) -> None:
    assert [row[6] for row in rows(loaded(FILES), "khieu-nai")] == ["22/9/2025", "Quá hạn"]
    assert "đã trả lời 01, chưa trả lời 01; trễ hạn 02." in made(loaded(FILES), "khieu-nai")


# What was not known yet on the day


def test_what_comes_after_the_day_is_left_out_and_said_to_be(loaded: Loaded) -> None:
    repository = loaded(FILES, date(2025, 8, 18))
    assert [row[1] for row in rows(repository, "khong-phu-hop")] == ["01"]
    text = made(repository, "khong-phu-hop")
    assert "Không in 01 dòng có ngày sau 18/8/2025." in text
    assert "Quá hạn 3 ngày" in text
    assert "Tháng 9 không trễ" not in text


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("dao-tao", "Chưa đến hạn", id="training"),
        pytest.param("rui-ro", "Quá hạn", id="risk"),
        pytest.param("ke-hoach", "Chưa đến hạn", id="plan"),
    ],
)
def test_what_was_done_later_is_not_done_yet(loaded: Loaded, name: str, words: str) -> None:
    text = {
        **FILES,
        "nam/2025/rui-ro.yaml": FILES["nam/2025/rui-ro.yaml"].replace("2025-06-20", "2025-09-20"),
    }
    shown = made(loaded(text, date(2025, 7, 15)), name)
    assert words in shown
    assert "Giảm một nửa" not in shown


def test_the_results_of_a_quarter_to_come_are_not_shown(loaded: Loaded) -> None:
    assert rows(loaded(FILES, date(2025, 3, 1)), "muc-tieu")[0][5:9] == ["98,2%", "", "", ""]


def test_the_day_is_told_below_the_title(loaded: Loaded) -> None:
    assert "Năm 2025, tính đến ngày 30/6/2025" in made(loaded(FILES, date(2025, 6, 30)), "rui-ro")
    assert "Tính đến ngày 30/6/2025" in made(loaded(FILES, date(2025, 6, 30)), "van-de")


# Words and forms


def test_no_key_of_a_role_or_unit_is_printed(loaded: Loaded) -> None:
    repository = loaded(FILES)
    keys = re.compile(r"thu-ky-iso|van-phong|kinh-te|nguoi-dung-dau|rui-ro|co-hoi|noi-bo|toi-da")
    for kind in PRINTED:
        assert keys.search(made(repository, kind.name)) is None, kind.name


def test_the_agencys_own_form_is_named_where_it_has_one(loaded: Loaded) -> None:
    without = {
        path: text for path, text in FILES.items() if path != "tai-lieu/bieu-mau/BM-HT-04-01.md"
    }
    assert "Biểu mẫu" not in made(loaded(without), "khong-phu-hop")
    assert "Biểu mẫu BM-HT-04-01, lần ban hành 02." in made(loaded(FILES), "khong-phu-hop")


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        pytest.param(
            "khong-phu-hop", "items: []\n", "Không phát sinh (đến ngày 31/12/2025)", id="events"
        ),
        pytest.param(
            "rui-ro",
            "risks: []\n",
            "Chưa ghi dòng nào (đến ngày 31/12/2025)",
            id="what must be there",
        ),
        pytest.param(
            "khieu-nai",
            "none_received: true\n",
            "Cơ quan khẳng định năm 2025 không phát sinh",
            id="denied",
        ),
    ],
)
def test_an_empty_register_says_so(loaded: Loaded, name: str, text: str, words: str) -> None:
    repository = loaded({f"nam/2025/{name}.yaml": text})
    assert words in made(repository, name)
    assert findings(write_docx(register_paper(repository, BY_NAME[name], 2025))) == []


# Asking for them


def test_a_year_is_printed_register_by_register_and_the_rest_is_told(loaded: Loaded) -> None:
    repository = loaded(FILES)
    printed = register_papers(repository, ("nam",), 2025)
    assert "rui-ro-2025.docx" in {each.file_name for each in printed}
    assert not {each.name for each in printed} & set(ELSEWHERE)
    assert list(papers_elsewhere(repository, ("nam",), 2025)) == [
        "«Công bố» có văn bản riêng: `isoqms decision announcement --year 2025`"
    ]


@pytest.mark.parametrize("name", ELSEWHERE)
def test_what_has_a_paper_of_its_own_is_refused_with_the_command(loaded: Loaded, name: str) -> None:
    with pytest.raises(BadAnswer) as refusal:
        register_papers(loaded(FILES), (name,), 2025)
    assert f"`{ELSEWHERE[name][0]} --year 2025`" in str(refusal.value.hint)


def test_a_register_that_is_not_there_is_not_printed_as_if_nothing_had_happened(
    loaded: Loaded,
) -> None:
    with pytest.raises(NothingToExport) as refusal:
        register_papers(loaded({}), ("khieu-nai",), 2024)
    assert "`isoqms export khieu-nai --year 2024 --empty`" in str(refusal.value.hint)


@pytest.mark.parametrize(
    ("name", "title"), [("van-ban", "DANH MỤC TÀI LIỆU BÊN NGOÀI"), ("danh-muc", "THỦ TỤC")]
)
def test_the_master_lists_are_printed_as_the_lists_they_are(
    loaded: Loaded, name: str, title: str
) -> None:
    files = {"ben-ngoai/van-ban.yaml": "documents: []\n", "tthc/danh-muc.yaml": "procedures: []\n"}
    (printed,) = register_papers(loaded(files), (name,), 2025)
    assert printed.file_name == f"{name}.docx"
    assert title in text_of(printed.content)


def test_the_command_writes_one_file_a_register(make_repository: MakeRepository) -> None:
    root = make_repository(FILES)
    day = ["-C", str(root), "--as-of", "2025-12-31"]
    assert app(["export", "rui-ro", "van-de", "--docx", *day]) == 0
    assert sorted(path.name for path in (root / "xuat").iterdir()) == [
        "rui-ro-2025.docx",
        "van-de.docx",
    ]
    one = root / "ra" / "so.docx"
    assert app(["export", "rui-ro", "--docx", "-o", str(one), *day]) == 0
    assert one.is_file()
    assert app(["export", "nam", "--docx", "-o", str(root / "nhieu"), *day]) == 0
    assert (root / "nhieu" / "phan-phoi-2025.docx").is_file()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        pytest.param(
            ["rui-ro", "van-de", "--docx", "-o", "so.docx"], "-o THƯ_MỤC", id="two in one file"
        ),
        pytest.param(["rui-ro", "--docx", "-o", "so.xlsx"], "so.docx", id="another ending"),
        pytest.param(["rui-ro", "--docx", "--empty"], "--empty", id="empty"),
        pytest.param(["bao-cao", "--docx"], "isoqms report", id="a paper of its own"),
        pytest.param(["rui-roo", "--docx"], "rui-ro", id="unknown"),
    ],
)
def test_a_request_that_cannot_be_met_says_what_to_type(
    make_repository: MakeRepository, capsys: pytest.CaptureFixture[str], line: list[str], words: str
) -> None:
    root = make_repository(FILES)
    assert app(["export", *line, "-C", str(root), "--as-of", "2025-12-31"]) == 2
    assert words in capsys.readouterr().err
    assert not list(root.rglob("*.docx"))


# Sums of cases

AMOUNT = st.none() | st.integers(0, 10_000)
PERIOD = st.builds(
    CasePeriod,
    start=st.just(date(2025, 1, 1)),
    end=st.just(date(2025, 3, 31)),
    **dict.fromkeys(
        ("carried_over", "received", "online", "in_person", "by_post", "early", "on_time", "late"),
        AMOUNT,
    ),
)


@given(PERIOD)
def test_a_sum_is_told_only_where_every_part_is(period: CasePeriod) -> None:
    assert (total(period) is None) == (period.carried_over is None or received(period) is None)
    assert (resolved(period) is None) == (on_time(period) is None or period.late is None)
    assert pending(period) is None


@given(PERIOD)
def test_what_was_received_is_as_told_or_else_that_of_every_channel(period: CasePeriod) -> None:
    channels = [period.online, period.in_person, period.by_post]
    by_channel = None if None in channels else sum(each for each in channels if each is not None)
    assert received(period) == (by_channel if period.received is None else period.received)
