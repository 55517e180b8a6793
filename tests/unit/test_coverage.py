"""What is covered: a procedure is one, in the long form of its code and in the short one."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import MakeRepository

from isoqms.actions.control.withdraw import plan_withdraw
from isoqms.cli.commands import app
from isoqms.facts.reporting.figures import figures
from isoqms.facts.services.coverage import by_short_code, coverage
from isoqms.repository import Repository
from isoqms.scoring.ground import Ground
from isoqms.scoring.library import PROBES

Loaded = Callable[..., Repository]
DOCUMENT = "---\ncode: {code}\ntitle: Quy trình\nkind: {kind}\nserves: [{serves}]\n---\n\nNêu.\n"
SERVED = DOCUMENT.format(code="QT-TP-01", kind="quy-trinh-tthc", serves="'2.000815', '1.001193'")
FILES = {
    "nam/2025/so-lieu.yaml": "{}\n",
    "tthc/danh-muc.yaml": """\
procedures:
  - {code: 2.000815.000.00.00.H15, name: Chứng thực bản sao, field: Chứng thực}
  - {code: '1.001193', name: Đăng ký khai sinh, field: Hộ tịch}
  - {code: '1.000894', name: Đăng ký kết hôn, field: Hộ tịch, excluded: Do cấp tỉnh làm}
""",
    "tai-lieu/tthc/tu-phap/QT-TP-01.md": SERVED,
    "tai-lieu/tthc/mot-cua/QT-MC-01.md": DOCUMENT.format(
        code="QT-MC-01", kind="quy-trinh-noi-bo", serves=""
    ),
    "tai-lieu/noi-bo/QT-NB-01.md": DOCUMENT.format(
        code="QT-NB-01", kind="quy-trinh-noi-bo", serves=""
    ),
    "quyet-dinh/2025/1-QD-UBND.yaml": """\
number: 1/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành hệ thống tài liệu
signed: 2025-01-06
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-TP-01, revision: 1}
  - {code: QT-MC-01, revision: 1}
  - {code: QT-NB-01, revision: 1}
""",
}


def test_report_and_announcement_count_a_long_code_and_a_short_one_alike(loaded: Loaded) -> None:
    repository = loaded(FILES)
    assert coverage(repository).codes == ("2.000815.000.00.00.H15", "1.001193")
    found = figures(repository, 2025)
    assert (found["procedures"].value, found["procedures_served"].value) == (3, 2)
    assert found["procedures_served_rate"].value == Decimal("66.7")


def test_the_score_card_counts_them_so_too(loaded: Loaded) -> None:
    repository = loaded(FILES)
    proof = PROBES["services-covered"].ask(Ground(repository, repository.years[2025]))
    words = "3 trong 3 TTHC có quy trình hoặc lý do không có"
    assert [said.text for said in proof.evidence] == [words]


def test_the_list_of_procedures_names_what_serves_them(
    make_repository: MakeRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_repository(FILES)
    assert app(["list", str(root), "--tthc", "--as-of", "2025-12-31", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    served_by = [[each["code"] for each in row["served_by"]] for row in rows]
    assert served_by == [["QT-TP-01"], ["QT-TP-01"], []]


def test_a_procedure_that_another_serves_by_its_long_code_is_not_left_without(
    loaded: Loaded,
) -> None:
    other = DOCUMENT.format(code="QT-TP-02", kind="quy-trinh-tthc", serves="2.000815.000.00.00.H15")
    repository = loaded({**FILES, "tai-lieu/tthc/tu-phap/QT-TP-02.md": other})
    notes = plan_withdraw(repository, ("QT-TP-01",), "Trùng").change.notes
    assert notes == ("Thủ tục 1.001193 sẽ không còn quy trình nào (hiện ở QT-TP-01).",)


def test_the_one_stop_procedure_is_no_internal_activity_for_anybody(loaded: Loaded) -> None:
    repository = loaded(FILES)
    assert coverage(repository).activity_codes == ("QT-NB-01",)
    assert figures(repository, 2025)["internal_activities"].value == 1
    proof = PROBES["internal-activities"].ask(Ground(repository, repository.years[2025]))
    assert [said.text for said in proof.evidence] == ["Quy trình nội bộ «QT-NB-01» có hiệu lực"]


@pytest.mark.parametrize(
    ("as_of", "served"),
    [
        pytest.param(date(2025, 6, 29), 2, id="the day before both"),
        pytest.param(date(2025, 6, 30), 1, id="the day on which one ends"),
        pytest.param(date(2025, 7, 1), 2, id="the day on which another is served"),
    ],
)
def test_a_procedure_counts_up_to_its_end_and_a_document_from_its_effect_on(
    as_of: date, served: int, loaded: Loaded
) -> None:
    ended = "field: Chứng thực, ended: 2025-06-30}"
    register = FILES["tthc/danh-muc.yaml"].replace("field: Chứng thực}", ended)
    later = FILES["quyet-dinh/2025/1-QD-UBND.yaml"].replace("1/QĐ", "2/QĐ").partition("issues:")[0]
    later += "effective: 2025-07-01\nissues: [{code: QT-TP-02, revision: 1}]\n"
    repository = loaded(
        {
            **FILES,
            "tthc/danh-muc.yaml": register,
            "tai-lieu/tthc/tu-phap/QT-TP-02.md": DOCUMENT.format(
                code="QT-TP-02", kind="quy-trinh-tthc", serves="'1.000894'"
            ),
            "quyet-dinh/2025/2-QD-UBND.yaml": later,
        },
        as_of=as_of,
    )
    assert len(coverage(repository).codes) == served
    assert figures(repository, 2025)["procedures_served"].value == served


def test_what_is_only_revised_later_is_in_force_until_then(loaded: Loaded) -> None:
    later = FILES["quyet-dinh/2025/1-QD-UBND.yaml"].replace("1/QĐ", "2/QĐ").partition("issues:")[0]
    later += "effective: 2026-02-01\nissues: [{code: QT-TP-01, revision: 2}]\n"
    repository = loaded({**FILES, "quyet-dinh/2025/2-QD-UBND.yaml": later})
    assert len(coverage(repository).codes) == 2
    assert figures(repository, 2025)["documents"].value == 3


def test_a_procedure_that_ended_and_is_listed_anew_is_the_new_one(loaded: Loaded) -> None:
    rows = """\
procedures:
  - {code: '2.000815', name: Tên cũ, field: Chứng thực, ended: 2025-03-01}
  - {code: 2.000815.000.00.00.H15, name: Tên mới, field: Chứng thực}
"""
    repository = loaded({**FILES, "tthc/danh-muc.yaml": rows})
    assert by_short_code(repository)["2.000815"][1].name == "Tên mới"
    assert [each.procedure.name for each in coverage(repository).procedures] == ["Tên mới"]
    assert figures(repository, 2025)["procedures"].value == 1


def test_an_own_table_with_a_wrong_probe_is_told_by_validate(
    make_repository: MakeRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    table = "id: cua-xa\nname: Bảng của xã\nrows:\n"
    table += "  - {id: '1', text: Kế hoạch, max: 1, probes: [plan-isued]}\n"
    root: Path = make_repository({"goi/cham-diem/cua-xa.yaml": table})
    assert app(["validate", str(root), "--as-of", "2025-12-31", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)["diagnostics"]
    (found,) = [each for each in told if each["rule"] == "QMS810"]
    words = "Tiêu chí 1 của bảng «cua-xa» nêu phép thử «plan-isued», không có phép thử ấy."
    assert found["message"] == words
    assert found["hint"].startswith("Có phải «plan-issued»?")
