"""The papers of planning: what stands on each, for a commune and for a sở."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import BASE
from hypothesis import given
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator
from paper_check import findings, text_of
from year_samples import COMMUNE, DEPARTMENT

from isoqms.facts.law.citing import grounds
from isoqms.facts.papers.catalogue import BY_WORD
from isoqms.model.agency.settings import Agency
from isoqms.model.planning.objectives import Comparison, Objective
from isoqms.pages.layout.blocks import Article, Bases, Paragraph, spoken
from isoqms.pages.papers.agency_paper import capacity
from isoqms.pages.papers.order import Lacking, PaperOrder, paper_of
from isoqms.pages.planning.policy_objectives import target
from isoqms.repository import Repository
from isoqms.source.template_grammar import TemplateFault
from isoqms.writers.word.docx import write_docx

Loaded = Callable[..., Repository]

DAY = date(2026, 3, 20)
ORDER = PaperOrder(2026, DAY)
LETTER = replace(
    ORDER,
    summary="Về việc triển khai đánh giá nội bộ năm 2026",
    addressees=("Phòng Kinh tế", "Văn phòng & các đơn vị"),
    paragraphs=("Đề nghị các đơn vị chuẩn bị hồ sơ.", "Thời gian: ngày 15 tháng 9 năm 2026."),
)
ORDERS = {
    "plan": ORDER,
    "steering-board": ORDER,
    "regulation": ORDER,
    "policy-objectives": ORDER,
    "letter": LETTER,
    "apology": replace(ORDER, item="H36-0007"),
}
AGENCIES = {"an-phu": COMMUNE, "so": DEPARTMENT}
TEAM = (
    "support_team:\n  - {role: Tổ trưởng, post: Chánh Văn phòng}\n"
    "  - {role: Tổ viên, post: Chuyên viên}\n"
)
WITH_TEAM = {"nam/2026/nguon-luc.yaml": COMMUNE["nam/2026/nguon-luc.yaml"] + TEAM}


def made(repository: Repository, word: str, order: PaperOrder = ORDER) -> str:
    return text_of(write_docx(paper_of(BY_WORD[word], repository, order))).replace(
        "\N{NO-BREAK SPACE}", " "
    )


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


def test_the_same_records_give_the_same_bytes(loaded: Loaded) -> None:
    repository = loaded(COMMUNE, DAY)
    assert write_docx(paper_of(BY_WORD["plan"], repository, ORDER)) == write_docx(
        paper_of(BY_WORD["plan"], repository, ORDER)
    )


# The plan


def test_tasks_stand_by_their_day_and_money_is_added_up(loaded: Loaded) -> None:
    text = made(loaded(COMMUNE, DAY), "plan")
    places = [
        text.index(task)
        for task in ("Ban hành kế hoạch\n", "Họp xem xét của lãnh đạo", "Cập nhật tài liệu khi")
    ]
    assert places == sorted(places)
    assert "Dự toán năm là 14,5 triệu đồng, gồm:" in text


def test_a_role_is_told_which_tasks_are_its_own(loaded: Loaded) -> None:
    assert "Thư ký ISO: chủ trì công việc số 1 tại Mục II." in made(loaded(COMMUNE, DAY), "plan")


def test_a_plan_carries_out_what_the_province_asked_for(loaded: Loaded) -> None:
    text = made(loaded(COMMUNE, DAY), "plan")
    assert "Kế hoạch số 841/KH-UBND ngày 10/01/2026 của Ủy ban nhân dân tỉnh Lâm Đồng" in text
    assert "Thực hiện Luật" not in text


def test_a_plan_of_the_province_for_another_year_is_not_cited(loaded: Loaded) -> None:
    records = {path: text for path, text in COMMUNE.items() if "2026" not in path}
    plan = {"nam/2028/ke-hoach.yaml": COMMUNE["nam/2026/ke-hoach.yaml"].replace("2026-", "2028-")}
    text = made(
        loaded({**records, **plan}, date(2028, 3, 1)), "plan", PaperOrder(2028, date(2028, 3, 1))
    )
    assert "841/KH-UBND" not in text


# Boards


def test_the_last_decision_is_replaced_and_its_members_are_taken_over(loaded: Loaded) -> None:
    text = made(loaded(COMMUNE, DAY), "steering-board")
    assert "Về việc kiện toàn Ban Chỉ đạo" in text
    assert "3. Ông (bà) Lê Văn Bình, Trưởng phòng Kinh tế - Thành viên." in text
    assert "thay thế Quyết định số 31/QĐ-UBND ngày 07 tháng 7 năm 2025" in text


def test_planned_members_go_before_those_of_the_last_decision(loaded: Loaded) -> None:
    people = "steering_board:\n  - {role: Trưởng ban, post: Phó Chủ tịch UBND xã, name: Ngô Lan}\n"
    text = made(loaded({**COMMUNE, "nam/2026/nguon-luc.yaml": people}, DAY), "steering-board")
    assert "1. Ông (bà) Ngô Lan, Phó Chủ tịch UBND xã - Trưởng ban." in text
    assert "Lê Văn Bình" not in text


def test_a_recorded_decision_is_printed_again_with_its_own_members(loaded: Loaded) -> None:
    people = "steering_board:\n  - {role: Trưởng ban, post: Ai khác}\n"
    order = replace(ORDER, year=2025, number="31/QĐ-UBND", signed=date(2025, 7, 7))
    text = made(
        loaded({**COMMUNE, "nam/2025/nguon-luc.yaml": people}, DAY), "steering-board", order
    )
    assert "Lê Văn Bình" in text
    assert "thay thế" not in text
    assert "Số: 31/QĐ-UBND" in text


def test_a_first_board_is_made_of_the_roles_with_who_holds_them(loaded: Loaded) -> None:
    text = made(loaded(DEPARTMENT, DAY), "steering-board")
    assert "Về việc thành lập Ban Chỉ đạo" in text
    assert "1. Ông (bà) Trần Thị Hà, Giám đốc Sở - Trưởng ban;" in text


def test_nobody_is_put_into_a_support_team_that_nothing_tells_of(loaded: Loaded) -> None:
    with pytest.raises(Lacking) as refused:
        made(loaded(COMMUNE, DAY), "support-team")
    assert "nam/2026/nguon-luc.yaml, mục «Tổ giúp việc» (support_team)" in str(refused.value)


def test_the_support_team_is_printed_from_the_planned_members(
    loaded: Loaded, golden: Callable[[str, str], None]
) -> None:
    package = write_docx(
        paper_of(BY_WORD["support-team"], loaded({**COMMUNE, **WITH_TEAM}, DAY), ORDER)
    )
    golden("support-team-an-phu.txt", text_of(package))
    assert findings(package) == []


# The regulation


def test_the_agencys_own_regulation_goes_before_ours(loaded: Loaded) -> None:
    own = {
        "mau/quy-che-ban-chi-dao.md": "## Chương I. Riêng\n\n### Điều 1. Của {{ co_quan }}\n\n"
        "1. Một.\n"
    }
    repository = loaded({**COMMUNE, **own}, DAY)
    text = made(repository, "regulation")
    assert "Điều 1. Của UBND xã An Phú" in text
    assert "Chế độ họp" not in text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "Một\n\n{{ ten_la }}\n",
            "mau/quy-che-ban-chi-dao.md: Khung mẫu dùng biến «ten_la»",
            id="a name",
        ),
        pytest.param(
            "a\n\n| x |\n|---|\n", "mau/quy-che-ban-chi-dao.md, dòng 3: Có bảng kẻ", id="a table"
        ),
        pytest.param(
            "{{ co_quan.__class__ }}\n", "không dùng được ở dòng 1", id="a way out of the sandbox"
        ),
    ],
)
def test_a_faulty_template_is_told_with_its_file(loaded: Loaded, text: str, message: str) -> None:
    with pytest.raises(TemplateFault, match=message):
        made(loaded({**COMMUNE, "mau/quy-che-ban-chi-dao.md": text}, DAY), "regulation")


# Policy and objectives


def test_a_policy_in_force_goes_on_being_applied(loaded: Loaded) -> None:
    text = made(loaded(COMMUNE, DAY), "policy-objectives").replace("⏎", " ")
    assert "Ban hành Mục tiêu chất lượng và Kế hoạch thực hiện" in text
    assert "(mã hiệu CSCL, lần ban hành 01) ban hành theo Quyết định số 60/QĐ-UBND" in text
    assert "ĐÚNG LUẬT" not in text


def test_a_draft_of_the_policy_is_attached(loaded: Loaded) -> None:
    assert "ĐÚNG LUẬT - ĐÚNG HẸN" in made(loaded(DEPARTMENT, DAY), "policy-objectives")


def test_everything_that_is_missing_is_told_at_once(loaded: Loaded) -> None:
    with pytest.raises(Lacking) as refused:
        made(loaded({}, DAY), "policy-objectives")
    assert "nam/2026/muc-tieu.yaml" in str(refused.value)
    assert "isoqms new policy" in str(refused.value)


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        pytest.param({"target": "98.5", "unit_of_measure": "%"}, "Từ 98,5% trở lên", id="at least"),
        pytest.param({"target": "100", "unit_of_measure": "%"}, "100%", id="all"),
        pytest.param(
            {"target": "5", "comparison": "toi-da", "unit_of_measure": "ngày"},
            "Không quá 5 ngày",
            id="most",
        ),
        pytest.param({"target": "3"}, "Từ 3 trở lên", id="without a unit"),
        pytest.param({}, "……", id="none"),
    ],
)
def test_a_target_is_told_in_words(keys: dict[str, str], words: str) -> None:
    assert target(Objective.model_validate({"id": "a", "text": "b", **keys})) == words


@given(st.decimals(0, 1000, places=1), st.sampled_from(Comparison))
def test_a_target_always_says_its_value(value: object, comparison: Comparison) -> None:
    words = target(
        Objective.model_validate(
            {"id": "a", "text": "b", "target": str(value), "comparison": comparison}
        )
    )
    assert words.startswith("Không quá") == (comparison is Comparison.AT_MOST)
    assert any(letter.isdigit() for letter in words)


# Letters


def test_a_letter_says_all_that_it_lacks(loaded: Loaded) -> None:
    with pytest.raises(Lacking) as refused:
        made(loaded(COMMUNE, DAY), "letter")
    assert all(option in str(refused.value) for option in ("--summary", "--to", "--text"))


def test_the_symbol_of_a_letter_names_who_drafted_it(loaded: Loaded) -> None:
    text = made(loaded(DEPARTMENT, DAY), "letter", LETTER).replace("⏎", " ")
    assert "/SXD-VP" in text
    assert "V/v triển khai đánh giá nội bộ năm 2026" in text


def test_an_apology_knows_what_the_register_knows_and_nobodys_name(loaded: Loaded) -> None:
    text = made(loaded(COMMUNE, DAY), "apology", ORDERS["apology"])
    assert "mã số H36-0007" in text
    assert "là ngày 02 tháng 3 năm 2026" in text
    assert "hẹn trả kết quả ngày 12 tháng 3 năm 2026" in text
    assert "Lý do: Phải lấy ý kiến thêm một đơn vị." in text


def test_an_apology_for_an_unknown_case_leaves_its_places_open(loaded: Loaded) -> None:
    text = made(loaded(COMMUNE, DAY), "apology", replace(ORDER, item="H36-9999"))
    assert "là ngày …… tháng …… năm ……" in text


# Grounds, competence and who signs


def ground_lines(repository: Repository, word: str, day: date = DAY) -> list[str]:
    paper = paper_of(BY_WORD[word], repository, replace(ORDER, day=day))
    return [line for block in paper.body if isinstance(block, Bases) for line in block.items]


def test_competence_comes_first_and_who_proposes_last(loaded: Loaded) -> None:
    lines = ground_lines(loaded(COMMUNE, DAY), "steering-board")
    assert lines[0].startswith("Căn cứ Luật Tổ chức chính quyền địa phương")
    assert lines[-1] == "Theo đề nghị của Văn phòng HĐND và UBND"


def test_an_agency_under_a_head_cites_its_own_functions_and_no_law_on_local_government(
    loaded: Loaded,
) -> None:
    lines = ground_lines(loaded(DEPARTMENT, DAY), "steering-board")
    assert "chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Sở Xây dựng" in lines[0]
    assert not any("chính quyền địa phương" in line for line in lines)


def test_only_what_is_in_force_on_the_day_of_the_paper_is_cited(loaded: Loaded) -> None:
    before = ground_lines(loaded(DEPARTMENT, DAY), "steering-board", date(2025, 3, 14))
    assert not any("12/2025/QĐ-UBND" in line for line in before)


def test_the_functions_of_another_agency_are_no_competence(loaded: Loaded) -> None:
    other = {
        **DEPARTMENT,
        "ben-ngoai/van-ban.yaml": DEPARTMENT["ben-ngoai/van-ban.yaml"].replace(
            "Sở Xây dựng", "Sở Y tế"
        ),
    }
    assert not any("Sở Y tế" in line for line in ground_lines(loaded(other, DAY), "steering-board"))


def test_every_kind_of_paper_finds_its_grounds_in_the_pack(loaded: Loaded) -> None:
    repository = loaded(COMMUNE, DAY)
    keys = [kind.decision.value for kind in BY_WORD.values() if kind.decision] + [
        "ke-hoach",
        "thong-bao",
    ]
    assert [key for key in keys if len(grounds(repository, key, DAY)) < 2] == []


def test_the_signed_plan_of_the_year_is_a_ground_from_its_day_on(loaded: Loaded) -> None:
    plan = f"number: 05/KH-UBND\nsigned: 2026-03-19\n{COMMUNE['nam/2026/ke-hoach.yaml']}"
    repository = loaded({**COMMUNE, "nam/2026/ke-hoach.yaml": plan}, DAY)
    assert any(
        "Kế hoạch số 05/KH-UBND" in line for line in ground_lines(repository, "steering-board")
    )
    early = ground_lines(repository, "steering-board", date(2026, 3, 18))
    assert not any("05/KH-UBND" in line for line in early)


AGENCY = {
    "name": "UBND xã An Phú", "full_name": "Ủy ban nhân dân xã An Phú", "kind": "xa",
    "province": "Lâm Đồng",
    "place": "An Phú", "symbol": "UBND", "agency_lines": ["a"], "head": "Chủ tịch",
    "collective": "Ủy ban nhân dân",
    "obligation": "khuyen-khich", "lead_agency": "Sở",
}  # fmt: skip
DEPARTMENTAL = {
    **AGENCY,
    "head": "Giám đốc",
    "collective": None,
    "full_name": "Sở Xây dựng tỉnh Lâm Đồng",
}


@pytest.mark.parametrize(
    ("settings", "authority", "post", "lines"),
    [
        pytest.param(AGENCY, None, None, ("TM. Ủy ban nhân dân", "Chủ tịch"), id="TM."),
        pytest.param(
            AGENCY,
            None,
            "Phó Chủ tịch",
            ("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"),
            id="TM. and KT.",
        ),
        pytest.param(
            AGENCY, "Chủ tịch Ủy ban nhân dân xã An Phú", None, ("Chủ tịch",), id="the head's own"
        ),
        pytest.param(
            AGENCY,
            "Chủ tịch Ủy ban nhân dân xã An Phú",
            "Phó Chủ tịch",
            ("KT. Chủ tịch", "Phó Chủ tịch"),
            id="KT. for the head",
        ),
        pytest.param(
            AGENCY,
            None,
            "TL. Chủ tịch, Chánh Văn phòng",
            ("TL. Chủ tịch", "Chánh Văn phòng"),
            id="TL.",
        ),
        pytest.param(
            AGENCY,
            None,
            "TUQ. Chủ tịch, Trưởng phòng",
            ("TUQ. Chủ tịch", "Trưởng phòng"),
            id="TUQ.",
        ),
        pytest.param(AGENCY, None, "Q. Chủ tịch", ("TM. Ủy ban nhân dân", "Q. Chủ tịch"), id="Q."),
        pytest.param(DEPARTMENTAL, None, None, ("Giám đốc",), id="a head without a collective"),
        pytest.param(
            DEPARTMENTAL,
            None,
            "Phó Giám đốc",
            ("KT. Giám đốc", "Phó Giám đốc"),
            id="KT. without one",
        ),
        pytest.param(DEPARTMENTAL, None, "Q. Giám đốc", ("Q. Giám đốc",), id="Q. without one"),
    ],
)
def test_who_signs_in_which_capacity(
    settings: dict[str, object], authority: str | None, post: str | None, lines: tuple[str, ...]
) -> None:
    assert capacity(Agency.model_validate(settings), authority, post) == lines


def test_the_plan_of_a_collective_is_signed_for_it_and_its_decisions_by_the_head(
    loaded: Loaded,
) -> None:
    repository = loaded(COMMUNE, DAY)
    assert "TM. ỦY BAN NHÂN DÂN⏎CHỦ TỊCH" in made(repository, "plan")
    assert "[VB Chức vụ người ký] CHỦ TỊCH\n" in made(repository, "steering-board")


def test_articles_count_from_one_without_a_gap(loaded: Loaded) -> None:
    for word in ("steering-board", "regulation", "policy-objectives"):
        paper = paper_of(BY_WORD[word], loaded(COMMUNE, DAY), ORDER)
        numbers = [block.number for block in paper.body if isinstance(block, Article)]
        assert numbers == [str(number) for number in range(1, len(numbers) + 1)]


def test_every_paper_ends_with_its_sign(loaded: Loaded) -> None:
    for word, order in ORDERS.items():
        last = paper_of(BY_WORD[word], loaded(COMMUNE, DAY), order).body[-1]
        assert isinstance(last, Article | Paragraph)
        assert spoken(last.text).endswith("./.")


def test_a_duty_does_not_say_again_which_seat_it_goes_with(loaded: Loaded) -> None:
    roles = """\
roles:
  - {key: nguoi-dung-dau, title: Chủ tịch UBND xã, duty: Trưởng Ban Chỉ đạo; phê duyệt tài liệu.}
  - {key: dai-dien-lanh-dao, title: Phó Chủ tịch UBND xã, duty: Phó Trưởng ban Thường trực.}
  - {key: thu-ky-iso, title: Thư ký ISO, duty: Giữ kho tài liệu.}
"""
    resources = """\
steering_board:
  - {role: Trưởng ban, post: Chủ tịch UBND xã}
  - {role: Phó Trưởng ban Thường trực, post: Phó Chủ tịch UBND xã}
  - {role: Thành viên, post: Thư ký ISO}
"""
    settings = BASE["isoqms.yaml"].partition("roles:")[0] + roles
    repository = loaded(
        {**COMMUNE, "isoqms.yaml": settings, "nam/2026/nguon-luc.yaml": resources}, DAY
    )
    text = made(repository, "steering-board")
    assert "- Trưởng ban: phê duyệt tài liệu." in text
    assert "- Thành viên: giữ kho tài liệu." in text
    assert "- Phó Trưởng ban Thường trực:" not in text
