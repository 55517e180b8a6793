"""What a new agency gets agrees with itself: texts, forms, plan, roles; and what it may take."""

import re
import shlex
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from isoqms.actions.agency.init import plan_repository
from isoqms.actions.control.from_library import shelved
from isoqms.cli.commands import app
from isoqms.errors import BadAnswer
from isoqms.facts.control.signs import own_signs, usual_sign
from isoqms.model.agency.answers import Answers
from isoqms.model.agency.settings import CodePatterns
from isoqms.packs.agency_kinds import agency_kind
from isoqms.packs.loading import load_legal, load_library
from isoqms.packs.shelf import PackKind, pack_ids
from isoqms.repository import load
from isoqms.resources import folder
from isoqms.source.scalars import read_scalars

DAY = date(2026, 11, 21)
KINDS = ("xa", "so", "ubnd-tinh")
"""One for each set of texts; the other kinds begin with the texts of one of these."""
CODES = re.compile(r"\b(?:QT|BM)-[A-Z]{2}-\d\d(?:-\d\d)?\b")
LIBRARY = load_library("xa")


@pytest.fixture(scope="module", params=KINDS)
def texts(request: pytest.FixtureRequest) -> dict[str, str]:
    """The files that an agency of each kind begins with."""
    kind = agency_kind(request.param)
    answers = Answers(kind=kind.id, name=kind.example, province="Lâm Đồng", as_of=DAY)
    return {str(path): text for path, text in plan_repository(answers).items()}


def heads(texts: dict[str, str]) -> Iterator[dict[str, Any]]:
    for path, text in texts.items():
        if path.startswith("du-thao/") and path.endswith(".md"):
            head = read_scalars(text.split("---\n")[1])
            assert isinstance(head, dict)
            yield head


def kept(texts: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Every record that a text says to keep, the library and the skeletons among them."""
    for head in heads(texts):
        yield from ((str(head["code"]), each) for each in head.get("records", ()))
    for record in LIBRARY.records:
        yield "library", record.model_dump(exclude_none=True)
    skeleton = (folder("docs-template") / "mau/quy-trinh-tthc.md").read_text(encoding="utf-8")
    head = read_scalars(skeleton.split("---\n")[1])
    assert isinstance(head, dict)
    yield from (("mau", each) for each in head["records"])


def test_one_kind_of_record_is_kept_for_one_time(texts: dict[str, str]) -> None:
    said = defaultdict(set)
    for _, record in kept(texts):
        what = record.get("form") or record["name"]
        said[what].add((record["kept_by"], record["retention"], record["disposal"]))
    assert {what: times for what, times in said.items() if len(times) > 1} == {}


def test_a_form_says_how_long_it_is_kept_as_its_procedure_does(texts: dict[str, str]) -> None:
    by_form = {each["form"]: (code, each) for code, each in kept(texts) if "form" in each}
    for path, text in texts.items():
        code = Path(path).stem
        if not path.startswith("du-thao/bieu-mau/"):
            continue
        keeping = text.split("**Lưu:**")[1].casefold().replace(";", ",")
        assert by_form[code][1]["retention"].casefold().replace(";", ",") in keeping, code


def test_every_document_that_a_text_names_is_there(texts: dict[str, str]) -> None:
    there = {str(head["code"]) for head in heads(texts)}
    for path, text in texts.items():
        if not path.endswith((".md", ".yaml")) or path.startswith((".", "HUONG-DAN")):
            continue
        assert set(CODES.findall(text)) <= there, path


def test_the_roles_of_texts_and_library_are_roles_of_the_agency(texts: dict[str, str]) -> None:
    settings = read_scalars(texts["isoqms.yaml"])
    assert isinstance(settings, dict)
    roles = {role["key"] for role in settings["roles"]}
    steps = [step["role"] for head in heads(texts) for step in head.get("steps", ())]
    holders = [record["kept_by"] for _, record in kept(texts)]
    shelf = [s.role for each in LIBRARY.procedures for s in LIBRARY.steps(each)]
    assert {*steps, *holders, *shelf} <= roles


def test_a_nonconformity_is_closed_by_one_rule_wherever_it_was_found(
    texts: dict[str, str],
) -> None:
    when = "Trong 05 ngày làm việc sau khi hoàn thành; kiểm tra hiệu lực sau 03 tháng"
    closing = {
        head["code"]: [s["timing"] for s in head["steps"] if "đóng" in s["task"]]
        for head in heads(texts)
        if head["code"] in ("QT-HT-02", "QT-HT-04")
    }
    assert closing == {"QT-HT-02": [when], "QT-HT-04": [when]}
    for code in ("BM-HT-02-05", "BM-HT-04-03"):
        assert "hiệu lực sau 03 tháng" in texts[f"du-thao/bieu-mau/{code}.md"]


def test_a_finding_of_an_audit_has_one_form(texts: dict[str, str]) -> None:
    assert "BM-HT-04-03" not in texts["du-thao/he-thong/QT-HT-02.md"]
    other = texts["du-thao/bieu-mau/BM-HT-04-03.md"]
    assert "đánh giá nội bộ dùng báo cáo BM-HT-02-05" in other
    assert "(đánh giá," not in other


def test_programme_context_training_have_one_day_each(texts: dict[str, str]) -> None:
    plan = read_scalars(texts["nam/2026/ke-hoach.yaml"])
    assert isinstance(plan, dict)
    due = {task["id"]: task["due"] for task in plan["tasks"]}
    audit = read_scalars(texts["nam/2026/danh-gia-noi-bo.yaml"])
    assert isinstance(audit, dict)
    assert due["danh-gia-noi-bo-chuong-trinh"].endswith("-07-31")
    assert "Chậm nhất 31 tháng 7" in texts["du-thao/he-thong/QT-HT-02.md"]
    assert "chậm nhất 31 tháng 7" in texts["du-thao/bieu-mau/BM-HT-02-01.md"]
    assert due["boi-canh"] < due["chinh-sach-muc-tieu"]
    assert "Chậm nhất 15 tháng 3" in texts["du-thao/he-thong/QT-HT-08.md"]
    assert due["boi-canh"].endswith("-03-15")
    # Auditors are trained before they audit.
    assert due["dao-tao"] < audit["rounds"][0]["planned_from"]


def test_the_survey_asks_the_questions_that_its_form_has(texts: dict[str, str]) -> None:
    form = read_scalars(texts["du-thao/bieu-mau/BM-HT-06-01.md"].split("---\n")[1])
    assert isinstance(form, dict)
    questions = [each[3:] for each in form["fields"] if each[:1].isdigit()]
    text = texts["du-thao/he-thong/QT-HT-06.md"]
    asked = text.split("Phiếu BM-HT-06-01 hỏi về: ")[1].split(". Mỗi câu")[0].split("; ")
    assert len(asked) == len(questions)
    words = ["nơi tiếp nhận", "thành phần hồ sơ", "thái độ", "giấy hẹn", "kết quả nhận được"]
    for word, said, question in zip([*words, "trả lời", "chung"], asked, questions, strict=True):
        assert word in said, said
        assert word in question.casefold(), question


@pytest.mark.parametrize("name", ["so", "chi-cuc"])
def test_a_department_begins_with_a_procedure_of_its_own(name: str) -> None:
    kind = agency_kind(name)
    answers = Answers(kind=name, name=kind.example, province="Lâm Đồng", as_of=DAY)
    text = {str(path): text for path, text in plan_repository(answers).items()}
    head = read_scalars(text["du-thao/tthc/chuyen-nganh/QT-CN-01.md"].split("---\n")[1])
    register = read_scalars(text["tthc/danh-muc.yaml"])
    assert isinstance(head, dict)
    assert isinstance(register, dict)
    assert head["serves"] == [register["procedures"][0]["code"]]
    assert "excluded" not in register["procedures"][0]


# The library


def test_the_steps_of_a_procedure_add_up_to_its_time() -> None:
    for each in LIBRARY.procedures:
        limit = each.time_limit
        if limit.days is None and limit.hours is None:
            assert "[cần điền" in (limit.note or ""), each.key
            continue
        hours = limit.hours if limit.hours is not None else (limit.days or 0) * 8
        spent = sum((s.hours or 0) + (s.days or 0) * 8 for s in LIBRARY.steps(each))
        assert spent == hours, each.key


def test_the_library_says_where_everything_comes_from() -> None:
    laws = {each.number for each in load_legal("viet-nam").instruments}
    signs = own_signs(CodePatterns())
    codes = [each.code for each in LIBRARY.procedures]
    assert 12 <= len(codes) == len(set(codes))
    for each in LIBRARY.procedures:
        assert each.sources, each.key
        assert re.fullmatch(r"[1-3]\.\d{6}|\[cần điền: .+\]", each.code), each.key
        assert set(each.legal_basis) <= laws, each.key
        assert usual_sign(CodePatterns(), each.field) not in signs
    assert "xa" in pack_ids(PackKind.LIBRARY)


@pytest.mark.parametrize(
    ("field", "sign"),
    [
        ("Hộ tịch", "TP"),
        ("Chứng thực", "TP"),
        ("Đất đai", "DD"),
        ("Hạ tầng", "HTA"),
        ("Nội bộ", "NBO"),
        ("Một cửa", "MC"),
        ("Môi chất", "MCH"),
        ("KD", "KD"),
    ],
)
def test_the_sign_of_a_field_is_never_the_system_s(field: str, sign: str) -> None:
    assert usual_sign(CodePatterns(), field) == sign


def test_the_signs_kept_are_those_of_the_agency_s_own_patterns() -> None:
    patterns = CodePatterns(system="QT-CL-{n:02}", internal="NB.{n}")
    assert own_signs(patterns) == {"CL"}
    assert usual_sign(patterns, "Hạ tầng") == "HT"
    with pytest.raises(BadAnswer, match="«CL» là ký hiệu của chính hệ thống"):
        usual_sign(patterns, "CL")


def say(root: Path, line: str) -> int:
    return int(app([*shlex.split(line), "-C", str(root), "--as-of", "2026-11-21", "--no-input"]))


@pytest.fixture(scope="module")
def commune(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("xa") / "kho"
    line = ["init", str(root), "--kind", "xa", "--name", "UBND xã Hòa Bình"]
    line += ["--province", "Lâm Đồng", "--no-input", "--as-of", "2026-11-21"]
    assert app(line) == 0
    return root


def test_a_procedure_of_the_library_comes_with_its_row_and_its_laws(
    commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say(commune, "new service --from-library 1.000656") == 0
    told = capsys.readouterr()
    said = told.out + told.err
    assert "Đã tạo dự thảo QT-TP-02 ở du-thao/tthc/ho-tich/QT-TP-02.md" in said
    assert "chưa được đối chiếu với quyết định công bố" in said
    assert "Nguồn: Bộ pháp điển, đề mục Hộ tịch" in said
    repository = load(commune, DAY)
    draft = next(each.record for each in repository.drafts if each.record.code == "QT-TP-02")
    assert draft.serves == ("1.000656",)
    assert draft.time_limit is not None
    assert draft.time_limit.hours == 8
    assert repository.procedures is not None
    rows = [r for r in repository.procedures.record.procedures if r.name == "Đăng ký khai tử"]
    assert [(row.code, row.excluded) for row in rows] == [("1.000656", None)]
    assert set(draft.legal_basis) <= {row.record.number for row in repository.laws}
    listed = {each.call for each in shelved(repository)}
    assert {"1.000656", "hoa-giai-dat-dai"} <= listed
    assert say(commune, "new service --from-library 1.000656.000.00.00.H36") == 2
    assert "đã có quy trình QT-TP-02" in capsys.readouterr().err


def test_a_draft_with_marks_is_not_issued(
    commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say(commune, "new service --from-library khuyet-tat") == 0
    capsys.readouterr()
    line = "issue --number 9/QĐ-UBND --signed 2026-11-20 --only QT-BT-01"
    assert say(commune, line) != 0
    told = capsys.readouterr()
    assert "QT-BT-01.md" in told.out + told.err


def test_what_the_library_has_not_and_what_fits_not_is_refused(
    commune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say(commune, "new service --from-library khai-sin") == 2
    assert "Có phải «khai-sinh»?" in capsys.readouterr().err
    assert say(commune, "new form --from-library 1.001193") == 2
    assert "Không dùng --from-library với «form»" in capsys.readouterr().err
    assert say(commune, "new service --title Thử --field HT") == 2
    assert "ký hiệu của chính hệ thống" in capsys.readouterr().err


def test_the_library_is_listed(commune: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert app(["list", str(commune), "--library", "--as-of", "2026-11-21"]) == 0
    lines = capsys.readouterr().out.splitlines()
    row = next(line for line in lines if "1.004873" in line)
    assert re.search(r"Cấp Giấy xác nhận.*Hộ tịch\s+Cấp xã\s+03 ngày làm việc", row)
    assert any("hoa-giai-dat-dai" in line and "chưa có nguồn" in line for line in lines)


def test_no_prose_of_a_new_year_names_a_key() -> None:
    prose = re.compile(r'^\s*(?:- )?(\w+): "(.*)"$', re.MULTILINE)
    for file in sorted((folder("docs-template") / "nam").rglob("*.yaml")):
        for key, words in prose.findall(file.read_text(encoding="utf-8")):
            plain = re.sub(r"\{\{.*?\}\}", "", words)
            assert key == "figure" or not re.search(r"[a-z]_[a-z]", plain), (file, words)
