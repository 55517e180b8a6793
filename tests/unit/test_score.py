"""The score card.

What it comes to, how it contradicts a self-score, how it goes out and comes back.
"""

import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import BASE, MakeRepository, badly_packed
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openxml_audit import OpenXmlValidator
from paper_check import findings, text_of
from score_years import FLAWED, WHOLE

from isoqms.actions.agency.demo import demo
from isoqms.actions.checking.validate import check
from isoqms.actions.scoring.changes import AlreadyBegun, plan_begin, plan_import
from isoqms.actions.scoring.score import as_data, as_docx, as_xlsx, score
from isoqms.cli.commands import app
from isoqms.errors import UnknownName
from isoqms.model.packs.scoring import ScoreCriterion
from isoqms.model.scoring import ScoreRow
from isoqms.packs import load_scoring_table
from isoqms.pages.scoring.card import summary
from isoqms.pages.scoring.sheet import COLUMNS, EVIDENCE, HEAD, ID, NOTE, STATED
from isoqms.readers.score_sheet import BadCells, UnreadableSheet
from isoqms.repository import Repository, load
from isoqms.resources import packs
from isoqms.scoring.card import Card, Line, NoTable, score_card
from isoqms.scoring.judging import judge
from isoqms.scoring.proof import Against, Level, Proof, Raise, none

END = date(2025, 12, 31)
TABLE = load_scoring_table("dak-nong-2020")
Load = Callable[..., Repository]


def with_table(files: dict[str, str], table: str = "dak-nong-2020") -> dict[str, str]:
    settings = files.get("isoqms.yaml", BASE["isoqms.yaml"])
    return {**files, "isoqms.yaml": f"{settings}packs: {{scoring: {table}}}\n"}


def present(files: object) -> dict[str, str]:
    assert isinstance(files, dict)
    return {path: text for path, text in files.items() if isinstance(text, str)}


def line(card: Card, criterion: str) -> Line:
    return next(each for each in (*card.lines, card.total) if each.criterion.id == criterion)


# Points

REASON, CURE = Against("chưa có"), Raise("Làm.")
MISSING = none(Against("chưa ghi", missing=True), CURE)


def row(most: str = "1", step: str | None = "0.5", probes: int = 1) -> ScoreCriterion:
    return ScoreCriterion(
        id="1", text="Ý", max=most, step=step, probes=tuple(f"p{n}" for n in range(probes))
    )


def share(part: str) -> Proof:
    return Proof(Fraction(part), Fraction(part), (), (REASON,), CURE)


@pytest.mark.parametrize(
    ("criterion", "proofs", "lowest", "highest"),
    [
        pytest.param(row(), [share("1")], "1", "1", id="full"),
        pytest.param(row(), [share("0")], "0", "0", id="nothing"),
        pytest.param(row(), [share("3/4")], "0.5", "0.5", id="part, down to the step"),
        pytest.param(row(), [share("1/4")], "0", "0", id="less than a step"),
        pytest.param(
            row("12", None), [share("264/319"), share("17264/17350")], "10", "10", id="whole points"
        ),
        pytest.param(
            row("3", None, 2), [share("1"), share("0")], "1", "1", id="the mean of two probes"
        ),
        pytest.param(row("0.5", None), [share("1")], "0.5", "0.5", id="all of less than a point"),
        pytest.param(
            row(probes=2),
            [share("1"), Proof(Fraction(0), Fraction(1))],
            "0.5",
            "1",
            id="half is open",
        ),
        pytest.param(
            row(probes=2),
            [share("0"), Proof(Fraction(0), Fraction(1))],
            "0",
            "0.5",
            id="half is lost",
        ),
        pytest.param(row("5", "1", 0), [], "0", "5", id="no probe: a person decides"),
    ],
)
def test_proofs_come_to_points(
    criterion: ScoreCriterion, proofs: list[Proof], lowest: str, highest: str
) -> None:
    named = criterion.model_copy(update={"probes": tuple(f"p{n}" for n in range(len(proofs)))})
    judged = judge(named, None, {f"p{n}": proof for n, proof in enumerate(proofs)})
    assert (judged.lowest, judged.highest) == (Decimal(lowest), Decimal(highest))


def test_evidence_on_the_row_leaves_a_missing_record_to_a_person_and_no_contradiction() -> None:
    named = ScoreRow(id="1", stated=1, evidence=("08/KH-UBND",))
    assert judge(row(), named, {"p0": MISSING}).proved is None
    assert judge(row(), named, {"p0": share("0")}).proved == 0
    assert judge(row(), ScoreRow(id="1", stated=1), {"p0": MISSING}).proved == 0


shares = st.fractions(0, 1, max_denominator=40)


@given(
    st.decimals(Decimal("0.5"), 20, places=1).map(lambda d: d - d % Decimal("0.5")).filter(bool),
    st.sampled_from([None, "0.5", "0.25", "1"]),
    st.lists(st.tuples(shares, shares), min_size=1, max_size=4),
)
def test_what_is_proved_lies_within_the_row_and_on_its_grid(
    most: Decimal, step: str | None, pairs: list[tuple[Fraction, Fraction]]
) -> None:
    proofs = {f"p{n}": Proof(min(pair), max(pair)) for n, pair in enumerate(pairs)}
    judged = judge(row(str(most), step, len(pairs)), None, proofs)
    assert 0 <= judged.lowest <= judged.highest <= most
    grid = Decimal(step or 1)
    assert all(value == most or value % grid == 0 for value in (judged.lowest, judged.highest))
    assert (judged.lowest == most) == all(proof.lowest == 1 for proof in proofs.values())


# The card

REAL = packs() / "samples" / "krong-no"
DAY = date(2022, 10, 26)


@pytest.fixture(scope="module")
def real() -> Card:
    return score_card(load(REAL, DAY), 2022)


def test_the_real_year_states_96_5_and_proves_less(real: Card) -> None:
    assert (real.total.stated, real.total.typed) == (Decimal("96.5"), Decimal("96.5"))
    assert (real.total.lowest, real.total.highest) == (Decimal("34.5"), Decimal("81.5"))


SUMS = {
    "I": "I ghi 67,5, các tiêu chí con cộng lại là 68,5",
    "9": "9 ghi 13, các tiêu chí con cộng lại là 14",
    "9.2": "9.2 ghi 3, các tiêu chí con cộng lại là 4",
    "II": "II ghi 27, các tiêu chí con cộng lại là 28",
    "16": "16 ghi 3, các tiêu chí con cộng lại là 4",
    "tong": "Tổng ghi 96,5, các phần đã ghi 67,5 + 27 = 94,5",
}
SPOKEN_AGAINST = {
    "3.4": "55 trong 319 TTHC chưa có quy trình",
    "3.5": "số hoạt động nội bộ được áp dụng ghi là 0",
    "6.1": (
        "2 trong 2 mục tiêu chưa có cách đo hoặc giá trị phải đạt: "
        "«Số hóa tài liệu của hệ thống ISO 9001:2015, mức cao hơn năm 2021» và "
        "«Số lượng hồ sơ trực tuyến mức độ 3, 4 cao hơn năm 2021»"
    ),
    "6.4": "14 trong 14 đơn vị chưa có mục tiêu riêng",
    "6.9": "1 trong 2 mục tiêu chưa có kết quả: «Số lượng hồ sơ trực tuyến",
    "7.1b": "55 trong 319 TTHC chưa có quy trình",
    "10.1": "1 trong 1 kỳ không báo số hồ sơ đang giải quyết",
    "13.3": "3 trong 4 đợt theo kế hoạch chưa đánh giá",
    "13.5": "khóa đào tạo chuyên gia từ ngày 29/9/2022 mới có, sau đợt «dot-1»",
}
NOT_RECORDED = {
    "2.2",
    "5.6",
    "6.5",
    "8.5",
    "8.8",
    "9.1d",
    "12.4",
    "13.7",
    "14.1",
    "14.2",
    "14.3",
    "14.4",
}


def test_every_contradiction_of_the_real_year_is_told_and_no_other(real: Card) -> None:
    told = {each.criterion.id: each.contradiction for each in real.contradictions}
    assert told.keys() == SUMS.keys() | SPOKEN_AGAINST.keys() | NOT_RECORDED
    assert {name: told[name] for name in SUMS} == SUMS
    for name, why in SPOKEN_AGAINST.items():
        assert (told[name] or "").startswith(f"{name} khai 1/1, nhưng {why}")
    assert {
        each.criterion.id for each in real.contradictions if each.leaf and each.only_missing
    } == NOT_RECORDED


def test_the_real_score_for_procedures_is_the_share_of_those_served_and_in_time(real: Card) -> None:
    served = line(real, "10.2b")
    assert [served.stated, served.proved, served.criterion.max] == [10, 10, 12]


def test_each_contradiction_of_a_rule_is_on_the_card_of_the_real_year(real: Card) -> None:
    found = [
        d
        for d in check(load(REAL, DAY)).diagnostics
        if d.rule in {f"QMS80{n}" for n in range(4, 10)}
    ]
    told = {each.criterion.id for each in real.contradictions}
    named = {
        word.strip(",")
        for d in found
        for word in d.message.split(" tự chấm ")[0].split()
        if word[0].isdigit()
    }
    assert named == {"3.5", "13.3", "13.5", "14.1", "14.2", "14.3", "14.4"}
    assert named <= told


def test_the_sample_commune_is_contradicted_where_its_records_say_otherwise(tmp_path: Path) -> None:
    root = tmp_path / "kho"
    demo(root, "an-phu")
    card = score_card(load(root, date(2026, 6, 30)), 2025)
    assert {each.criterion.id for each in card.contradictions} == {
        "3.4", "7.1b", "10.2b",  # deaths were registered without a procedure until 2026
        "16", "II", "tong",  # kph-03 is open, and the sums were not made again
        "16.3",  # kph-03
        "6.4",  # three units without an objective
        "7.2c",  # the steps of QT-KD-01 take longer than its limit
        "8.3", "8.7",  # QT-TP-02 was edited without a decision
        "8.9",  # two procedures say nothing of their records
        "10.2a",  # the audit found QT-MC-01 not followed
        "17.2",  # no scanner was bought
    }  # fmt: skip
    assert line(card, "16.2").difference == 0


def test_a_year_in_which_all_is_done_leaves_only_what_no_record_can_tell(loaded: Load) -> None:
    card = score_card(loaded(with_table(WHOLE)), 2025)
    # Without a history nobody can prove that a text is unaltered.
    assert [step.rows for step in card.steps] == [("8.3", "8.7")]
    by_people = {leaf.id for leaf in TABLE.leaves if not leaf.probes}
    assert {each.criterion.id for each in card.undecided} == by_people | {"8.3", "8.7"}


@given(
    st.dictionaries(
        st.sampled_from([leaf.id for leaf in TABLE.leaves]), st.integers(0, 2), max_size=40
    )
)
def test_parents_are_the_sums_of_their_leaves_whatever_was_typed(scores: dict[str, int]) -> None:
    stated = {name: Decimal(half) / 2 for name, half in scores.items()}
    sums = TABLE.sums(stated)
    for parent in TABLE.rows:
        below = TABLE.children(parent.id)
        if below:
            assert sums[parent.id] == sum(sums[child.id] for child in below)
    assert sums["tong"] == sum(stated.values())


def test_the_card_adds_up_for_what_is_stated_and_for_what_is_proved(real: Card) -> None:
    leaves = [each for each in real.lines if each.leaf]
    for wanted in ("stated", "lowest", "highest"):
        assert sum(getattr(each, wanted) for each in leaves) == getattr(real.total, wanted)


def test_what_would_raise_the_score_comes_in_order_what_can_be_done_before_what_cannot(
    loaded: Load,
) -> None:
    now = score_card(loaded(with_table(present(FLAWED))), 2025).steps
    effort = [step.raise_by.effort for step in now]
    assert effort == sorted(effort)
    assert all(step.points > 0 and step.rows for step in now)
    for one, next_ in pairwise(now):
        assert one.raise_by.effort < next_.raise_by.effort or one.points >= next_.points
    later = score_card(loaded(with_table(present(FLAWED)), date(2026, 2, 1)), 2025).steps
    late = [step.late for step in later]
    assert late == sorted(late)
    assert any(late)


def test_a_step_says_what_the_score_would_then_be(loaded: Load) -> None:
    files = {
        path: text for path, text in with_table(WHOLE).items() if path != "nam/2025/ke-hoach.yaml"
    }
    before = score_card(loaded(files), 2025)
    after = score_card(loaded(with_table(WHOLE)), 2025)
    gain = sum(
        step.points for step in before.steps if set(step.rows) <= {"1.1", "1.2", "9.3c", "8.8"}
    )
    assert gain == after.total.lowest - before.total.lowest


# Tables

OTHER = """\
id: tinh-khac
name: Bảng của tỉnh khác
total_label: Cộng
rows:
  - {id: A, text: Hệ thống, max: 60}
  - {id: A.1, parent: A, text: Đánh giá và xem xét, max: 40}
  - {id: A.1.1, parent: A.1, text: Đánh giá nội bộ, max: 25, step: 5, probes: [audit-coverage,
     audit-filed]}
  - {id: A.1.2, parent: A.1, text: Xem xét, max: 15, step: 2.5, probes: [review-held]}
  - {id: A.2, parent: A, text: Kế hoạch, max: 20, step: 10, probes: [plan-issued, risks-treated]}
  - {id: B, text: Phục vụ, max: 40, step: 1, attach: Ảnh chụp nơi tiếp dân}
"""
STATED_BY_OTHER = """\
table: tinh-khac
rows:
  - {id: A.1.1, stated: 25}
  - {id: A.1.2, stated: 15}
  - {id: A.2, stated: 20}
  - {id: B, stated: 30}
"""


def in_other(files: dict[str, str]) -> dict[str, str]:
    return with_table(
        {
            **files,
            "goi/cham-diem/tinh-khac.yaml": OTHER,
            "nam/2025/tu-cham-diem.yaml": STATED_BY_OTHER,
        },
        "tinh-khac",
    )


@pytest.mark.parametrize(
    ("least", "said"),
    [
        pytest.param(90, "Tự chấm 90/100 điểm (xếp loại Tốt); ", id="on the border"),
        pytest.param(91, "Tự chấm 90/100 điểm (xếp loại Khá); ", id="one point below it"),
    ],
)
def test_a_total_is_told_with_its_band_where_the_province_has_set_bands(
    loaded: Load, least: int, said: str
) -> None:
    files = in_other(WHOLE)
    files["goi/cham-diem/tinh-khac.yaml"] += (
        f"grades:\n  - {{name: Tốt, at_least: {least}}}\n  - {{name: Khá, at_least: 70}}\n"
    )
    assert summary(score_card(loaded(files), 2025)).startswith(said)


def test_a_total_below_every_band_and_one_without_bands_is_told_alone(loaded: Load) -> None:
    files = in_other(WHOLE)
    assert summary(score_card(loaded(files), 2025)).startswith("Tự chấm 90/100 điểm; ")
    files["goi/cham-diem/tinh-khac.yaml"] += "grades:\n  - {name: Tốt, at_least: 95}\n"
    assert summary(score_card(loaded(files), 2025)).startswith("Tự chấm 90/100 điểm; ")


def test_another_table_works_without_code(loaded: Load) -> None:
    card = score_card(loaded(in_other(WHOLE)), 2025)
    assert [(each.criterion.id, each.depth, each.proved) for each in (*card.lines, card.total)] == [
        ("A", 0, 60), ("A.1", 1, 40), ("A.1.1", 2, 25), ("A.1.2", 2, 15), ("A.2", 1, 20), ("B", 0,
            None),
        ("tong", 0, None),
    ]  # fmt: skip
    assert [card.total.lowest, card.total.highest, card.total.stated] == [60, 100, 90]
    assert card.contradictions == ()


def test_the_rules_contradict_a_self_score_by_another_table_too(loaded: Load) -> None:
    files = {
        path: text
        for path, text in in_other(WHOLE).items()
        if path not in ("nam/2025/xem-xet.yaml", "nam/2025/ke-hoach.yaml")
    }
    files["nam/2025/danh-gia-noi-bo.yaml"] = (
        "programme: CT\nteam_decision: 40/QĐ-UBND\nrounds:\n"
        "  - {id: dot-1, state: da-danh-gia, held: 2025-06-02}\n"
        "  - {id: dot-2, state: ke-hoach, reason: Bận}\n"
    )
    found = {
        d.rule: d.message
        for d in check(loaded(files)).diagnostics
        if d.rule in {"QMS804", "QMS807", "QMS809"}
    }
    assert found["QMS804"].startswith("Tiêu chí A.1.1 tự chấm 25/25 điểm, nhưng ")
    assert "Tiêu chí A.1.2 tự chấm 15/15 điểm, nhưng không có cuộc xem xét nào" in found["QMS807"]
    assert "Tiêu chí A.2 tự chấm 20/20 điểm, nhưng kế hoạch năm chưa có số" in found["QMS809"]


def test_a_table_that_names_no_such_probe_is_refused_with_the_nearest(loaded: Load) -> None:
    files = in_other(WHOLE)
    files["goi/cham-diem/tinh-khac.yaml"] = OTHER.replace("review-held", "review-hold")
    with pytest.raises(
        UnknownName, match=r"Tiêu chí A\.1\.2 của bảng «tinh-khac» nêu phép thử «review-hold»"
    ) as refused:
        score_card(loaded(files), 2025)
    assert "Có phải «review-held»?" in refused.value.hint


def test_without_a_table_there_is_no_score(loaded: Load) -> None:
    with pytest.raises(NoTable):
        score_card(loaded(WHOLE), 2025)


# Out and back


def test_a_program_gets_computed_sums_and_each_proof_with_file_and_line() -> None:
    data = as_data(score(load(REAL, DAY), 2022))
    rows = {each["id"]: each for each in data["rows"]}
    assert (data["table"], data["year"], data["as_of"]) == ("dak-nong-2020", 2022, "2022-10-26")
    assert list(rows)[-1] == "tong"
    assert (rows["tong"]["stated"], rows["tong"]["max"], rows["tong"]["proved"]) == (
        96.5,
        100,
        None,
    )
    assert (rows["9.2"]["stated"], rows["9.2"]["typed"]) == (4, 3)
    assert rows["3.5"]["proved"] == 0
    assert rows["3.5"]["against"][0]["text"] == "số hoạt động nội bộ được áp dụng ghi là 0"
    assert (rows["3.5"]["against"][0]["path"], rows["3.5"]["against"][0]["line"]) == (
        "nam/2022/so-lieu.yaml",
        8,
    )
    assert rows["1.1"]["evidence"] == [
        {
            "text": "Kế hoạch số 88/KH-UBND ngày 25/3/2022",
            "path": "nam/2022/ke-hoach.yaml",
            "line": 1,
        }
    ]


def test_the_paper_is_one_after_the_decree_and_whole(tmp_path: Path) -> None:
    package = as_docx(score(load(REAL, DAY), 2022))[0]
    path = tmp_path / "tu-cham-diem.docx"
    path.write_bytes(package)
    assert findings(package) == []
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []


def test_the_paper_reads_as_it_did(golden: Callable[[str, str], None]) -> None:
    golden("score-krong-no.txt", text_of(as_docx(score(load(REAL, DAY), 2022))[0]))


def edit(package: bytes, *cells: tuple[str, str, object]) -> bytes:
    """The file with cells set: by criterion and title of the column."""
    book: Any = load_workbook(io.BytesIO(package))
    tab = book.active
    titles = [column.title for column in COLUMNS]
    for criterion, title, value in cells:
        (number,) = [
            n for n in range(HEAD + 1, tab.max_row + 1) if tab.cell(n, 1).value == criterion
        ]
        tab.cell(number, titles.index(title) + 1).value = value
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


SELF_SCORE = """\
# Tổ giúp việc chấm ngày 20/12.
table: dak-nong-2020
rows:
  - {id: '1', stated: 2}
  - id: '1.1'
    stated: 1   # đủ
    evidence: [08/KH-UBND]
  - {id: '1.2', stated: 1}
  - id: '2.1'
    stated: 0.5
    note: Chưa rà soát
"""


@pytest.fixture
def scored(make_repository: MakeRepository) -> Path:
    return make_repository(with_table({**WHOLE, "nam/2025/tu-cham-diem.yaml": SELF_SCORE}))


def taken(root: Path, tmp_path: Path, *cells: tuple[str, str, object]) -> str | None:
    """The self-score after these cells were edited in Excel and taken back.

    None where nothing changes.
    """
    repository = load(root, END)
    file = tmp_path / "cham.xlsx"
    file.write_bytes(edit(as_xlsx(score(repository, 2025)), *cells))
    change = plan_import(repository, 2025, file).change
    if change is None:
        return None
    (content,) = change.files.values()
    assert content is not None
    return content.decode()


def test_a_sheet_that_nobody_edited_changes_nothing(scored: Path, tmp_path: Path) -> None:
    assert taken(scored, tmp_path) is None


def test_only_edited_cells_change_and_sums_that_were_right_stay_right(
    scored: Path, tmp_path: Path
) -> None:
    text = taken(
        scored, tmp_path,
        ("1.2", STATED.title, "0,5"), ("1.2", NOTE.title, "Còn một việc"),
        ("2.1", NOTE.title, None), ("2.2", STATED.title, 1), ("2.2", EVIDENCE.title,
            "boi-canh/ben-quan-tam.yaml"),
        ("1", STATED.title, 77),
    )  # fmt: skip
    assert text == SELF_SCORE.replace("{id: '1', stated: 2}", "{id: '1', stated: 1.5}").replace(
        "{id: '1.2', stated: 1}", "{id: '1.2', stated: 0.5, note: \"Còn một việc\"}"
    ).replace("    note: Chưa rà soát\n", "") + (
        '  - id: "2.2"\n    stated: 1\n    evidence:\n      - boi-canh/ben-quan-tam.yaml\n'
    )


def test_a_cleared_score_takes_its_row_away(scored: Path, tmp_path: Path) -> None:
    text = taken(scored, tmp_path, ("1.2", STATED.title, None))
    assert text == SELF_SCORE.replace("{id: '1', stated: 2}", "{id: '1', stated: 1}").replace(
        "  - {id: '1.2', stated: 1}\n", ""
    )


def test_an_old_sheet_does_not_take_back_what_was_changed_since(
    scored: Path, tmp_path: Path
) -> None:
    old = as_xlsx(score(load(scored, END), 2025))
    file = scored / "nam/2025/tu-cham-diem.yaml"
    file.write_text(SELF_SCORE.replace("stated: 0.5", "stated: 1"), encoding="utf-8")
    sheet = tmp_path / "cu.xlsx"
    sheet.write_bytes(edit(old, ("1.2", STATED.title, 0)))
    change = plan_import(load(scored, END), 2025, sheet).change
    assert change is not None
    (content,) = change.files.values()
    assert content is not None
    assert "stated: 1\n    note: Chưa rà soát" in content.decode()


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        pytest.param(
            ("1.1", STATED.title, "một"),
            "cột D (Điểm tự chấm): «một» không phải là một số điểm",
            id="words",
        ),
        pytest.param(
            ("1.1", STATED.title, 2),
            "2 không nằm trong khoảng 0 đến 1 của tiêu chí 1.1",
            id="too much",
        ),
        pytest.param(
            ("1.1", STATED.title, -1), "-1 không nằm trong khoảng 0 đến 1", id="below nothing"
        ),
        pytest.param(
            ("1.1", STATED.title, 0.3), "0,3 không chia hết cho bước 0,5", id="off the grid"
        ),
        pytest.param(("1.1", STATED.title, True), "«True» không phải là một số điểm", id="a truth"),
        pytest.param(("1.1", ID.title, "1.2"), "tiêu chí «1.2» đã có ở dòng", id="a row twice"),
    ],
)
def test_a_bad_cell_is_named_by_sheet_row_and_column(
    cell: tuple[str, str, object], said: str, scored: Path, tmp_path: Path
) -> None:
    with pytest.raises(BadCells, match=r"Trang «Tự chấm điểm», dòng \d+, cột [AD]") as refused:
        taken(scored, tmp_path, cell)
    assert said in str(refused.value)


def test_a_row_of_another_table_is_named(scored: Path, tmp_path: Path) -> None:
    with pytest.raises(
        BadCells, match="«99» không phải là tiêu chí chấm điểm của bảng «dak-nong-2020»"
    ):
        taken(scored, tmp_path, ("1.1", STATED.title, 0), ("1.1", ID.title, "99"))


def with_workbook(content: bytes, old: bytes, new: bytes) -> bytes:
    """An Excel file whose list of tabs and names says something else."""
    spoiled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as whole, zipfile.ZipFile(spoiled, "w") as book:
        for name in whole.namelist():
            part = whole.read(name)
            book.writestr(name, re.sub(old, new, part) if name == "xl/workbook.xml" else part)
    return spoiled.getvalue()


def an_empty_book() -> bytes:
    made = io.BytesIO()
    Workbook().save(made)
    return made.getvalue()


def without_tabs() -> bytes:
    return with_workbook(an_empty_book(), rb"<sheets>.*</sheets>", b"<sheets/>")


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"{}", without_tabs(), badly_packed(an_empty_book())],
    ids=["empty", "cut off", "json", "no tab", "badly packed"],
)
def test_what_is_no_sheet_is_refused(content: bytes, scored: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.xlsx"
    file.write_bytes(content)
    with pytest.raises(UnreadableSheet):
        plan_import(load(scored, END), 2025, file)


def test_what_the_library_finds_odd_is_neither_told_in_its_words_nor_refused(
    scored: Path, tmp_path: Path
) -> None:
    whole = as_xlsx(score(load(scored, END), 2025))
    name = b'<definedNames><definedName name="x" localSheetId="9">1</definedName></definedNames>'
    odd = with_workbook(whole, rb"<definedNames>.*</definedNames>|<definedNames ?/>", name)
    assert odd != whole
    (tmp_path / "x.xlsx").write_bytes(odd)
    plan_import(load(scored, END), 2025, tmp_path / "x.xlsx")


def test_the_same_card_gives_the_same_sheet_and_nothing_in_it_is_computed(scored: Path) -> None:
    made = score(load(scored, END), 2025)
    package = as_xlsx(made)
    assert package == as_xlsx(made)
    tab: Any = load_workbook(io.BytesIO(package)).active
    assert not [cell for line_ in tab.iter_rows() for cell in line_ if cell.data_type == "f"]
    assert tab.protection.sheet
    last = [column.hidden for column in COLUMNS].index(True)
    assert tab.print_area.rpartition("!")[2] == f"$A$1:${get_column_letter(last)}${tab.max_row}", (
        "no hidden column"
    )


def test_a_begun_self_score_holds_what_is_proved_and_leaves_the_rest_to_the_person(
    loaded: Load,
) -> None:
    repository = loaded(with_table(WHOLE))
    change = plan_begin(repository, 2025).change
    assert change is not None
    (content,) = change.files.values()
    assert content is not None
    text = content.decode()
    assert text.startswith(
        "# yaml-language-server: $schema=../../.isoqms/schemas/tu-cham-diem.json\n"
        "table: dak-nong-2020\n"
    )
    assert text.count('note: "Theo hồ sơ;') == text.count("stated:") == 76
    assert "id: 8.6" not in text


def test_a_self_score_that_somebody_began_is_not_written_over(scored: Path) -> None:
    with pytest.raises(AlreadyBegun):
        plan_begin(load(scored, END), 2025)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = app(["score", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_command_tells_the_table_the_contradictions_and_the_steps(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = run(capsys, str(REAL), "--year", "2022", "--as-of", "2022-10-26")
    assert code == 0
    assert "Tự chấm 96,5/100 điểm; hồ sơ chứng minh được 34,5 điểm" in out
    assert "  13.3 khai 1/1, nhưng 3 trong 4 đợt theo kế hoạch chưa đánh giá.\n" in out
    assert "nam/2022/danh-gia-noi-bo.yaml:3" in out
    assert (
        "  14.1, 14.2, 14.3 và 14.4 khai 4/4, nhưng không có cuộc xem xét nào ghi ngày "
        "họp hoặc biên bản.\n"
    ) in out
    assert "Việc nâng điểm nhanh nhất, theo thứ tự:\n  1. +" in out


def test_the_command_gives_json_to_a_program(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(
        capsys, str(REAL), "--year", "2022", "--as-of", "2022-10-26", "--format", "json"
    )
    assert (code, err) == (0, "")
    assert json.loads(out)["rows"][-1]["stated"] == 96.5


def test_the_command_tells_all_of_one_row(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, str(REAL), "--year", "2022", "--as-of", "2022-10-26", "--row", "13.3")
    assert out.startswith("13.3. Phạm vi, đối tượng đánh giá nội bộ đạt trên 50%")
    assert (
        "  - 3 trong 4 đợt theo kế hoạch chưa đánh giá [nam/2022/danh-gia-noi-bo.yaml:3]\n" in out
    )


def test_before_anybody_scored_the_command_shows_what_is_proved_and_how_to_begin(
    make_repository: MakeRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, str(make_repository(with_table(WHOLE))), "--as-of", "2025-12-31")
    assert code == 0
    assert "Chưa tự chấm điểm; hồ sơ chứng minh được" in out
    assert "isoqms score --begin" in err


def test_every_level_is_met() -> None:
    assert {
        share("1").level,
        share("1/2").level,
        share("0").level,
        Proof(Fraction(0), Fraction(1)).level,
    } == set(Level)
