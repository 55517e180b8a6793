"""The data packs say what they should, agree with each other, and give way to the agency's own."""

import hashlib
import os
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isoqms.errors import UnknownName
from isoqms.model.agency.settings import PacksInUse
from isoqms.model.base import Record, clause_key
from isoqms.model.packs.certainty import Certainty
from isoqms.model.packs.deadlines import Deadline, Recurrence
from isoqms.model.packs.law import LegalInstrument
from isoqms.model.packs.scoring import ScoringTable
from isoqms.packs import (
    PackKind,
    load_audit_questions,
    load_deadlines,
    load_examples,
    load_forms,
    load_kind,
    load_legal,
    load_library,
    load_map,
    load_provinces,
    load_scoring_table,
    load_spending,
    load_standard,
    load_statuses,
    load_terms,
    pack_ids,
)
from isoqms.packs.shelf import find_pack
from isoqms.resources import packs
from isoqms.source.plain import read_plain
from isoqms.source.reading import Unreadable, read_data

STANDARD = load_standard("tcvn-iso-9001-2015")
TABLE = load_scoring_table("dak-nong-2020")
LEGAL = load_legal("viet-nam")
DEADLINES = load_deadlines("viet-nam")

LOADERS: dict[PackKind, Callable[..., Record]] = {
    PackKind.STANDARD: load_standard,
    PackKind.SCORING: load_scoring_table,
    PackKind.LEGAL: load_legal,
    PackKind.DEADLINES: load_deadlines,
    PackKind.AGENCY_KIND: load_kind,
    PackKind.FORMS: load_forms,
    PackKind.STATUSES: load_statuses,
    PackKind.SPENDING: load_spending,
    PackKind.TERMS: load_terms,
    PackKind.AUDIT_QUESTIONS: load_audit_questions,
    PackKind.LIBRARY: load_library,
    PackKind.EXAMPLES: load_examples,
    PackKind.PROVINCES: load_provinces,
}
EVERY_PACK = [
    pytest.param(kind, name, id=f"{kind.folder}/{name}")
    for kind in PackKind
    for name in pack_ids(kind)
]
ROLES = {
    "nguoi-dung-dau",
    "dai-dien-lanh-dao",
    "thu-ky-iso",
    "to-giup-viec",
    "truong-don-vi",
    "cong-chuc-chuyen-mon",
    "bo-phan-mot-cua",
    "van-thu",
    "truong-doan-danh-gia",
    "chuyen-gia-danh-gia",
    "don-vi-lien-quan",
}
INSTRUMENT = re.compile(r"\d+(?:/\d{4})?/(?:NĐ-CP|QĐ-TTg|TT-[A-Z]+|QH\d+|QĐ-BKHCN)")


def texts(data: Any) -> Any:
    """`data` as the exact reader gives it: every value as text."""
    if isinstance(data, dict):
        return {key: texts(value) for key, value in data.items()}
    if isinstance(data, list):
        return [texts(value) for value in data]
    return {True: "true", False: "false"}[data] if isinstance(data, bool) else str(data)


# Files


@pytest.mark.parametrize(("kind", "name"), EVERY_PACK)
def test_a_pack_is_read_by_its_model(kind: PackKind, name: str) -> None:
    if kind is PackKind.MAP:
        data = read_plain(find_pack(kind, name))
        assert load_map(data["source"], data["target"]).id == name
    else:
        assert LOADERS[kind](name).model_dump()["id"] == name


@pytest.mark.parametrize(("kind", "name"), EVERY_PACK)
def test_the_fast_reader_reads_a_pack_as_it_is_written(kind: PackKind, name: str) -> None:
    path = find_pack(kind, name)
    assert texts(read_plain(path)) == read_data(path)


@pytest.mark.parametrize("kind", PackKind, ids=lambda kind: kind.folder)
def test_the_packs_of_a_kind_are_the_files_of_its_folder(kind: PackKind) -> None:
    files = {path.stem for path in (packs() / kind.folder).glob("*.yaml")}
    assert set(pack_ids(kind)) == files
    assert files


def test_the_packs_that_settings_name_where_nothing_else_is_said_are_there() -> None:
    in_use = PacksInUse()
    assert load_standard(in_use.standard).id == "tcvn-iso-9001-2015"
    assert load_legal(in_use.legal) is LEGAL
    assert load_deadlines(in_use.deadlines) is DEADLINES
    assert load_spending(in_use.spending).id == "tt-116-2015"


def test_a_second_loading_gives_the_same_value() -> None:
    assert load_standard("tcvn-iso-9001-2015") is STANDARD


# Unknown and own packs


def test_an_unknown_pack_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="«dak-nong-2021»") as refused:
        load_scoring_table("dak-nong-2021")
    assert refused.value.hint == "Có phải «dak-nong-2020»?"


def test_a_name_like_no_other_is_answered_with_the_list() -> None:
    with pytest.raises(UnknownName) as refused:
        load_legal("zzz")
    assert refused.value.hint == f"Các gói đang có: {', '.join(pack_ids(PackKind.LEGAL))}."


@pytest.mark.parametrize("name", ["../scoring/dak-nong-2020", "", ".", "viet-nam.yaml"])
def test_an_id_never_leads_out_of_the_folder(name: str) -> None:
    with pytest.raises(UnknownName):
        load_legal(name)


def test_there_is_no_map_back() -> None:
    with pytest.raises(UnknownName, match="từ «iso-9001-2026» sang «tcvn-iso-9001-2008»"):
        load_map("iso-9001-2026", "tcvn-iso-9001-2008")


OWN_TABLE = """\
id: {name}
name: Bảng của tỉnh
rows:
  - id: 4
    text: Phần
    max: 2
  - id: 4.1
    parent: 4
    text: Ý một
    max: 1.50
  - id: 4.10
    parent: 4
    text: Ý mười
    max: 0.5
"""


def own_table(root: Path, name: str, text: str) -> Path:
    folder = root / "goi" / "cham-diem"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return root


def test_the_agencys_own_pack_wins(tmp_path: Path) -> None:
    own = own_table(tmp_path, "dak-nong-2020", OWN_TABLE.format(name="dak-nong-2020"))
    assert load_scoring_table("dak-nong-2020", own).name == "Bảng của tỉnh"
    assert load_scoring_table("dak-nong-2020") is TABLE


def test_an_agency_may_add_a_pack(tmp_path: Path) -> None:
    own = own_table(
        tmp_path, "bang-rieng-cua-co-quan", OWN_TABLE.format(name="bang-rieng-cua-co-quan")
    )
    assert set(pack_ids(PackKind.SCORING, own)) - set(pack_ids(PackKind.SCORING)) == {
        "bang-rieng-cua-co-quan"
    }
    assert load_scoring_table("dak-nong-2020", own) is TABLE


def test_numbers_in_the_agencys_own_pack_stay_as_typed(tmp_path: Path) -> None:
    own = own_table(tmp_path, "x", OWN_TABLE.format(name="x"))
    assert [row.id for row in load_scoring_table("x", own).rows] == ["4", "4.1", "4.10"]


def test_a_corrected_pack_is_read_again(tmp_path: Path) -> None:
    own = own_table(tmp_path, "x", OWN_TABLE.format(name="x"))
    load_scoring_table("x", own)
    file = find_pack(PackKind.SCORING, "x", own)
    changed = file.stat().st_mtime_ns + 1_000_000_000
    file.write_text(
        OWN_TABLE.format(name="x").replace("Bảng của tỉnh", "Bảng đã sửa"), encoding="utf-8"
    )
    os.utime(file, ns=(changed, changed))
    assert load_scoring_table("x", own).name == "Bảng đã sửa"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(OWN_TABLE.format(name="y"), "ghi id là «y», khác tên tệp", id="another id"),
        pytest.param(
            OWN_TABLE.format(name="x").replace("max: 2", "max: hai"),
            "«rows.0.max»",
            id="not a number",
        ),
        pytest.param(
            OWN_TABLE.format(name="x").replace("id: 4.10", "id: 4.1"),
            "có mục lặp lại",
            id="a row twice",
        ),
        pytest.param(
            OWN_TABLE.format(name="x").replace("parent: 4", "parent: 5"),
            "đứng trước",
            id="no such parent",
        ),
        pytest.param("rows: [", "dòng", id="not YAML"),
    ],
)
def test_a_faulty_pack_of_the_agency_is_refused_in_words(
    tmp_path: Path, text: str, said: str
) -> None:
    own = own_table(tmp_path, "x", text)
    with pytest.raises(Unreadable, match=re.escape(said)):
        load_scoring_table("x", own)


# The standard


@pytest.mark.parametrize(
    ("number", "title"),
    [
        pytest.param("7.5.3", "Kiểm soát thông tin dạng văn bản", id="third level"),
        pytest.param("7.5.3.2", "Kiểm soát thông tin dạng văn bản", id="numbered paragraph"),
        pytest.param("7.5.3a", "Kiểm soát thông tin dạng văn bản", id="lettered point"),
        pytest.param("9.2.2f", "Đánh giá nội bộ", id="point of a numbered paragraph"),
        pytest.param("9.3.2c1", "Đầu vào xem xét của lãnh đạo", id="sub-point"),
        pytest.param("7.1.5.2", "Liên kết chuẩn đo lường", id="fourth level with a title"),
        pytest.param("10", "Cải tiến", id="first level"),
    ],
)
def test_a_clause_goes_by_its_title_or_that_of_the_clause_around_it(
    number: str, title: str
) -> None:
    assert STANDARD.knows(number)
    assert STANDARD.title_of(number) == title


@pytest.mark.parametrize(
    "number", ["4.10", "4.5", "7.5.4", "7.5.3.9", "8.5.1.1", "3", "11", "4.10a"]
)
def test_a_clause_that_the_edition_lacks_is_unknown(number: str) -> None:
    assert not STANDARD.knows(number)
    assert STANDARD.title_of(number) is None


@pytest.mark.parametrize("name", pack_ids(PackKind.STANDARD))
def test_clauses_stand_once_each_in_order_below_their_parents(name: str) -> None:
    keys = [clause_key(clause.number) for clause in load_standard(name).clauses]
    assert all(left < right for left, right in pairwise(keys))
    assert all(key[:-1] in keys for key in keys if len(key) > 1)


def test_every_clause_that_an_edition_speaks_of_is_in_it() -> None:
    for name in pack_ids(PackKind.STANDARD):
        pack = load_standard(name)
        spoken = [*pack.usually_excluded, *(item.clause for item in pack.documented_information)]
        assert [number for number in spoken if not pack.knows(number)] == []


def test_the_edition_of_2015_is_whole() -> None:
    assert len(STANDARD.clauses) == 91
    assert len([clause for clause in STANDARD.clauses if clause.title]) == 75
    assert len(STANDARD.documented_information) == 30
    assert [point.point for point in STANDARD.review_inputs] == [
        "a",
        "b",
        *(f"c{n}" for n in range(1, 8)),
        "d",
        "e",
        "f",
    ]
    assert [point.point for point in STANDARD.review_outputs] == ["a", "b", "c"]
    assert "".join(point.point for point in STANDARD.objective_criteria) == "abcdefg"
    assert "".join(point.point for point in STANDARD.objective_planning) == "abcde"
    assert STANDARD.usually_excluded == ("7.1.5", "8.3")


def test_titles_from_memory_are_marked() -> None:
    unsure = {clause.number for clause in STANDARD.clauses if clause.certainty is Certainty.LIKELY}
    design = {f"8.3.{n}" for n in range(1, 7)}
    assert unsure == {"5.2.1", "5.2.2", "7.1.5.1", "7.1.5.2", "6.3", "7.1.2", "8.2.2", *design}


@pytest.mark.parametrize("name", pack_ids(PackKind.MAP))
def test_a_map_leads_every_clause_of_the_old_edition_into_the_new(name: str) -> None:
    data = read_plain(find_pack(PackKind.MAP, name))
    steps = load_map(data["source"], data["target"])
    old, new = load_standard(steps.source), load_standard(steps.target)
    assert sorted(clause.number for clause in old.clauses) == sorted(
        step.source for step in steps.steps
    )
    assert [t for step in steps.steps for t in step.targets if not new.knows(t)] == []


@pytest.mark.parametrize(
    ("number", "targets"),
    [
        pytest.param("10.3", ("10.1",), id="moved"),
        pytest.param("10.1", (), id="dropped"),
        pytest.param("10.2", ("10.2",), id="kept"),
        pytest.param("6.1", ("6.1.1", "6.1.2", "6.1.3"), id="split"),
        pytest.param("9.3.2c1", ("9.3.2",), id="a point goes where its clause goes"),
        pytest.param("4.10", None, id="unknown"),
    ],
)
def test_where_a_clause_of_2015_went_in_2026(number: str, targets: tuple[str, ...] | None) -> None:
    assert load_map("tcvn-iso-9001-2015", "iso-9001-2026").targets_of(number) == targets


# The scoring table


def test_the_table_of_dak_nong_has_87_leaves_and_100_points() -> None:
    assert len(TABLE.leaves) == 87
    assert [(part.id, part.max) for part in TABLE.children(None)] == [
        ("I", Decimal(72)),
        ("II", Decimal(28)),
    ]
    assert TABLE.sums({leaf.id: leaf.max for leaf in TABLE.leaves})["tong"] == 100
    assert TABLE.grades == ()


def test_every_maximum_is_the_sum_of_those_below() -> None:
    for row in TABLE.rows:
        below = TABLE.children(row.id)
        assert not below or row.max == sum(child.max for child in below), row.id


def test_the_wording_is_that_of_the_original_with_its_typos() -> None:
    # The hash was taken over `label or id`, text and maximum of the published annex, a row a line.
    lines = "\n".join(f"{row.label or row.id}\t{row.text}\t{row.max}" for row in TABLE.rows)
    assert (
        hashlib.sha256(lines.encode()).hexdigest()
        == "bc71f54212859645735fc18fcb7e77231a34d4162c4a65b51417ae016afe249e"
    )
    assert all(typo in lines for typo in ("đúng phẩm quyền", "Trục quan", "Quản triệt"))


def test_only_one_point_leaves_have_a_known_step() -> None:
    assert {(leaf.max, leaf.step) for leaf in TABLE.leaves} == {
        (Decimal(1), Decimal("0.5")),
        (Decimal(3), None),
        (Decimal(12), None),
    }


def test_the_letters_of_the_third_level_are_vietnamese() -> None:
    assert [(row.id, row.label) for row in TABLE.children("9.3")] == [
        ("9.3a", "a"),
        ("9.3b", "b"),
        ("9.3c", "c"),
        ("9.3d", "d"),
        ("9.3đ", "đ"),
        ("9.3e", "e"),
    ]


def test_the_scores_of_krong_no_add_up_to_what_its_leaves_say() -> None:
    scores = {leaf.id: leaf.max for leaf in TABLE.leaves}
    scores |= {"7.2d": Decimal(0), "8.3": Decimal("0.5"), "10.2b": Decimal(10)}
    sums = TABLE.sums(scores)
    assert {name: sums[name] for name in ("9.2", "9", "16", "I", "II", "tong")} == {
        "9.2": 4,
        "9": 14,
        "16": 4,
        "I": Decimal("68.5"),
        "II": 28,
        "tong": Decimal("96.5"),
    }


LEAF_SCORES = st.fixed_dictionaries(
    {},
    optional={
        leaf.id: st.integers(0, int(leaf.max) * 2).map(lambda n: Decimal(n) / 2)
        for leaf in TABLE.leaves
    },
)


@given(LEAF_SCORES)
def test_the_total_is_the_sum_of_the_leaves_and_each_parent_of_its_children(
    leaves: dict[str, Decimal],
) -> None:
    sums = TABLE.sums(leaves)
    assert sums["tong"] == sum(leaves.values())
    assert sums.keys() == {row.id for row in TABLE.rows} | {"tong"}
    for row in TABLE.rows:
        below = TABLE.children(row.id)
        assert sums[row.id] == (
            sum(sums[child.id] for child in below) if below else leaves.get(row.id, 0)
        )


def test_a_stated_parent_is_ignored() -> None:
    assert TABLE.sums({"1": Decimal(9), "1.1": Decimal(1)})["1"] == 1


def test_a_child_before_its_parent_is_no_table() -> None:
    rows = [{"id": "1.1", "parent": "1", "text": "a", "max": 1}, {"id": "1", "text": "b", "max": 1}]
    with pytest.raises(ValueError, match="before its parent"):
        ScoringTable.model_validate({"id": "t", "name": "t", "rows": rows})


# Law


def test_every_instrument_stands_once_and_its_links_resolve() -> None:
    numbers = [instrument.number for instrument in LEGAL.instruments]
    assert len(numbers) == len(set(numbers))
    links = [n for i in LEGAL.instruments for n in (i.replaced_by, *i.amended_by) if n]
    assert [number for number in links if number not in numbers] == []


def test_the_dates_of_an_instrument_follow_each_other() -> None:
    for i in LEGAL.instruments:
        known = [day for day in (i.issued, i.effective, i.expires) if day]
        assert known == sorted(known), i.number
        assert i.expires is None or i.replaced_by, i.number


def test_what_is_not_confirmed_says_why() -> None:
    unsure = [i for i in LEGAL.instruments if i.certainty is Certainty.LIKELY]
    assert [i.number for i in unsure if not i.note] == []
    assert {"19/2014/QĐ-TTg", "101/QĐ-BKHCN", "309/2026/NĐ-CP"} <= {i.number for i in unsure}


@pytest.mark.parametrize(
    ("number", "day", "holds"),
    [
        pytest.param("42/2022/NĐ-CP", date(2022, 8, 14), False, id="the day before its effect"),
        pytest.param("42/2022/NĐ-CP", date(2022, 8, 15), True, id="the day of its effect"),
        pytest.param("42/2022/NĐ-CP", date(2026, 6, 30), True, id="its last day"),
        pytest.param(
            "42/2022/NĐ-CP", date(2026, 7, 1), False, id="the day its successor takes over"
        ),
        pytest.param("224/2026/NĐ-CP", date(2026, 7, 1), True, id="the successor on that day"),
        pytest.param("61/2018/NĐ-CP", date(2025, 7, 1), False, id="one-stop decree of 2018"),
        pytest.param("118/2025/NĐ-CP", date(2025, 7, 1), True, id="one-stop decree of 2025"),
        pytest.param(
            "309/2026/NĐ-CP", date(2026, 8, 4), False, id="not yet signed, effect unknown"
        ),
        pytest.param("309/2026/NĐ-CP", date(2026, 8, 5), True, id="signed, effect unknown"),
        pytest.param("144/2006/QĐ-TTg", date(2014, 5, 18), False, id="decision of 2006"),
        pytest.param("19/2014/QĐ-TTg", date(2026, 11, 21), True, id="decision of 2014"),
    ],
)
def test_an_instrument_is_in_force_from_its_effect_until_the_day_before_it_expires(
    number: str, day: date, *, holds: bool
) -> None:
    instrument = LEGAL.find(number)
    assert instrument is not None
    assert instrument.in_force(day) is holds


def test_an_instrument_without_dates_is_taken_to_be_in_force() -> None:
    bare = LegalInstrument.model_validate(
        {
            "number": "1/X",
            "type": "Quyết định",
            "issuer": "X",
            "topic": "x",
            "certainty": "chua-xac-nhan",
        }
    )
    assert bare.in_force(date(1990, 1, 1))
    assert LEGAL.find("1/X") is None


# Deadlines


def test_ids_are_unique_and_roles_known() -> None:
    ids = [deadline.id for deadline in DEADLINES.deadlines]
    assert len(ids) == len(set(ids))
    assert {d.role for d in DEADLINES.deadlines if d.role} <= ROLES


def test_every_law_that_a_basis_names_is_in_the_legal_pack() -> None:
    named = {
        number for deadline in DEADLINES.deadlines for number in INSTRUMENT.findall(deadline.basis)
    }
    assert {"19/2014/QĐ-TTg", "26/2014/TT-BKHCN", "116/2015/TT-BTC", "30/2020/NĐ-CP"} == named
    assert [number for number in named if LEGAL.find(number) is None] == []


def test_a_legal_deadline_names_its_article() -> None:
    for deadline in DEADLINES.deadlines:
        if deadline.legal:
            assert INSTRUMENT.search(deadline.basis), deadline.id
            assert "Điều" in deadline.basis, deadline.id


def test_every_clause_that_a_basis_names_is_in_the_standard() -> None:
    clauses = [
        number
        for deadline in DEADLINES.deadlines
        if deadline.basis.startswith("Tiêu chuẩn")
        for number in re.findall(r"\d+(?:\.\d+)+", deadline.basis)
    ]
    assert clauses
    assert [number for number in clauses if not STANDARD.knows(number)] == []


def test_only_these_deadlines_are_set_by_law() -> None:
    assert {deadline.id for deadline in DEADLINES.deadlines if deadline.legal} == {
        "cap-nhat-van-ban",
        "cap-nhat-danh-muc-tthc",
        "danh-gia-noi-bo",
        "xem-xet-lanh-dao",
        "bao-cao-khac-phuc",
        "tong-hop-kiem-tra",
        "bao-cao-bo",
        "khoa-so-van-ban",
    }


def test_practice_says_that_it_is_practice() -> None:
    for deadline in DEADLINES.deadlines:
        if deadline.month and not deadline.legal:
            assert "thông lệ" in deadline.basis or "từng năm" in deadline.basis, deadline.id


def test_what_comes_every_year_has_a_month_and_what_follows_an_event_names_it() -> None:
    for deadline in DEADLINES.deadlines:
        assert (deadline.every is Recurrence.YEAR) == (deadline.month is not None), deadline.id
        assert (deadline.every is Recurrence.EVENT) == (deadline.event is not None), deadline.id
        assert 1 <= (deadline.from_month or 1) <= (deadline.month or 12) <= 12, deadline.id


@pytest.mark.parametrize(
    ("name", "due"),
    [
        pytest.param("chinh-sach-muc-tieu", date(2026, 3, 31), id="a day"),
        pytest.param("tong-hop-kiem-tra", date(2026, 11, 30), id="end of November"),
        pytest.param("boi-canh", date(2026, 4, 30), id="end of April"),
        pytest.param("cap-nhat-van-ban", None, id="three months from an event"),
        pytest.param("ket-qua-muc-tieu", None, id="each quarter"),
    ],
)
def test_the_last_day_of_a_task_in_a_year(name: str, due: date | None) -> None:
    (deadline,) = (d for d in DEADLINES.deadlines if d.id == name)
    assert deadline.due_in(2026) == due


def test_a_day_that_a_month_lacks_is_its_last() -> None:
    deadline = Deadline.model_validate(
        {"id": "x", "task": "x", "who": "co-quan", "month": 2, "day": 31, "basis": "thông lệ"}
    )
    assert (deadline.due_in(2027), deadline.due_in(2028)) == (date(2027, 2, 28), date(2028, 2, 29))


# Forms, statuses, spending, words


def test_a_form_keeps_its_key_when_its_number_changes() -> None:
    form = load_forms("mot-cua").find("phieu-kiem-soat")
    assert form is not None
    assert (form.number_in("01/2018/TT-VPCP"), form.number_in("03/2025/TT-VPCP")) == ("05", "06")
    assert form.number_in("99/2030/TT-VPCP") is None


def test_forms_are_printed_by_instruments_of_the_legal_pack() -> None:
    places = [place for form in load_forms("mot-cua").forms for place in form.places]
    assert {place.instrument for place in places if LEGAL.find(place.instrument) is None} == set()
    assert [p.form for p in places if p.instrument == "03/2025/TT-VPCP"] == [
        f"0{n}" for n in range(1, 8)
    ]


def test_a_status_is_found_by_code_and_by_name() -> None:
    pack = load_statuses("cong-dvc")
    assert [status.code for status in pack.statuses] == [str(n) for n in range(1, 11)]
    assert pack.find("5") is pack.find("Yêu cầu bổ sung giấy tờ")
    assert [status.code for status in pack.statuses if status.clock_stopped] == ["5", "6"]
    assert pack.find("11") is None


@pytest.mark.parametrize(
    ("item", "group", "most"),
    [
        pytest.param("tu-van-lan-dau", "so", Decimal(45), id="its own amount"),
        pytest.param("tu-van-lan-dau", "xa", Decimal("26.4"), id="80 % of another group"),
        pytest.param("duy-tri", "xa", Decimal(15), id="one for all"),
        pytest.param("quy-trinh", "tong-cuc", None, id="not set"),
        pytest.param("quy-trinh", "khac", None, id="no such group"),
        pytest.param("khac", "so", None, id="no such item"),
    ],
)
def test_the_most_that_may_be_spent(item: str, group: str, most: Decimal | None) -> None:
    assert load_spending("tt-116-2015").ceiling(item, group) == most


def test_spending_rests_on_a_known_instrument() -> None:
    assert LEGAL.find(load_spending("tt-116-2015").basis) is not None


def test_words_go_out_of_use_on_a_day() -> None:
    pack = load_terms("outdated")
    assert [t.term for t in pack.outdated_on(date(2022, 8, 14))] == []
    assert [t.term for t in pack.outdated_on(date(2022, 10, 26))] == ["mức độ 3, 4"]
    assert {"thị trấn", "cấp huyện"} <= {t.term for t in pack.outdated_on(date(2025, 7, 1))}


def test_the_basis_of_a_word_is_in_the_legal_pack() -> None:
    named = {
        number for term in load_terms("outdated").terms for number in INSTRUMENT.findall(term.basis)
    }
    assert named
    assert [number for number in named if LEGAL.find(number) is None] == []
