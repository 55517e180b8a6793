"""Two people's changes of one repository come together, row by row, and nobody loses."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isoqms.facts.changing.collisions import collisions
from isoqms.facts.changing.joining import Joined, join
from isoqms.facts.changing.lines import joined_text
from isoqms.facts.changing.questions import Keep
from isoqms.source.scalars import read_scalars, scalar

COMPLAINTS = PurePosixPath("nam/2025/khieu-nai.yaml")
FAULTS = PurePosixPath("nam/2025/khong-phu-hop.yaml")
PARTIES = PurePosixPath("boi-canh/ben-quan-tam.yaml")
PLAN = PurePosixPath("du-thao/ke-hoach.yaml")
DRAFT = PurePosixPath("du-thao/noi-bo/QT-NB-01.md")


def both(
    path: PurePosixPath, base: str, mine: str, shared: str, answers: Mapping[str, Keep] = {}
) -> tuple[str, Joined]:
    """What becomes of one file that both sides changed."""
    before, here, there = ({path: each.encode()} if each else {} for each in (base, mine, shared))
    joined = join(before, here, there, answers)
    content = joined.files.get(path, shared.encode())
    return "" if content is None else content.decode(), joined


def after(joined: Joined, shared: Mapping[PurePosixPath, bytes]) -> dict[PurePosixPath, bytes]:
    whole: dict[PurePosixPath, bytes | None] = {**shared, **joined.files}
    return {path: content for path, content in whole.items() if content is not None}


BASE = """\
# Sổ của bộ phận Một cửa
complaints:
  - id: pa-01
    received: 2025-03-03
    source: dien-thoai # gọi đến
    subject: Chậm trả kết quả
"""
MINE = f"""\
{BASE}  - id: pa-02
    received: 2025-03-05
    source: hop-thu
    subject: Thái độ phục vụ
"""
SHARED = f"""\
{BASE}  - id: pa-02
    received: 2025-03-04
    source: truc-tiep
    subject: Hướng dẫn chưa rõ, xem thêm kph-01
"""


def test_two_rows_with_one_key_are_both_there_and_the_later_sender_gets_the_next_key() -> None:
    text, joined = both(COMPLAINTS, BASE, MINE, SHARED)
    assert text == SHARED + (
        "  - id: pa-03\n    received: 2025-03-05\n    source: hop-thu\n"
        "    subject: Thái độ phục vụ\n"
    )
    assert joined.questions == []
    (note,) = joined.notes
    assert "«pa-02» của máy này đã có người khác dùng" in note
    assert "«pa-03»" in note


def test_what_this_side_wrote_of_its_row_follows_and_nothing_else() -> None:
    faults = b"items:\n  - {id: kph-01, evidence: 'xem pa-02', text: 'pa-021 khac'}\n"
    old = b"items: []\n"
    base = {COMPLAINTS: BASE.encode(), FAULTS: old, PARTIES: b"parties: [{name: pa-02}]\n"}
    mine = {**base, COMPLAINTS: MINE.encode(), FAULTS: faults}
    shared = {**base, COMPLAINTS: SHARED.encode()}
    found = after(join(base, mine, shared), shared)
    assert found[FAULTS] == faults.replace(b"'xem pa-02'", b'"xem pa-03"')
    assert found[PARTIES] == base[PARTIES]


def test_different_cells_of_one_row_are_joined_and_comments_stay() -> None:
    mine = BASE.replace("Chậm trả kết quả", "Chậm trả kết quả đất đai")
    shared = BASE.replace("dien-thoai", "hop-thu").replace("Sổ của", "Sổ theo dõi của")
    text, joined = both(COMPLAINTS, BASE, mine, shared)
    assert text == (
        "# Sổ theo dõi của bộ phận Một cửa\ncomplaints:\n  - id: pa-01\n"
        "    received: 2025-03-03\n    source: hop-thu # gọi đến\n"
        "    subject: Chậm trả kết quả đất đai\n"
    )
    assert (joined.questions, joined.notes) == ([], [])


@pytest.mark.parametrize(("keep", "stands"), [(Keep.MINE, "A"), (Keep.SHARED, "B")])
def test_one_cell_changed_twice_is_asked_and_the_answer_stands(keep: Keep, stands: str) -> None:
    mine, shared = (BASE.replace("Chậm trả kết quả", each) for each in "AB")
    _, joined = both(COMPLAINTS, BASE, mine, shared)
    (question,) = joined.questions
    assert (question.mine, question.shared) == ("A", "B")
    text, joined = both(COMPLAINTS, BASE, mine, shared, {question.name: keep})
    assert read_scalars(text)["complaints"][0]["subject"] == stands
    assert joined.questions == []


def test_a_row_removed_here_and_changed_there_is_asked() -> None:
    changed = BASE.replace("Chậm", "Quá chậm")
    for mine, shared in (("complaints: []\n", changed), (changed, "complaints: []\n")):
        _, joined = both(COMPLAINTS, BASE, mine, shared)
        (question,) = joined.questions
        for keep, side in ((Keep.MINE, mine), (Keep.SHARED, shared)):
            text, _ = both(COMPLAINTS, BASE, mine, shared, {question.name: keep})
            assert read_scalars(text) == read_scalars(side)
    text, joined = both(COMPLAINTS, MINE, BASE, MINE.replace("dien-thoai", "hop-thu"))
    assert text == BASE.replace("dien-thoai", "hop-thu")


def test_the_plan_of_the_next_decision_loses_what_either_side_issued() -> None:
    line = "  - {{code: QT-NB-0{}, revision: 1}}\n"
    first, second = line.format(1), line.format(2)
    text, joined = both(PLAN, f"issues:\n{first}{second}", f"issues:\n{first}", "")
    assert (text, joined.questions) == ("", [])
    text, joined = both(PLAN, f"issues:\n{first}", "", f"issues:\n{first}{second}")
    assert (read_scalars(text), joined.questions) == (read_scalars(f"issues:\n{second}"), [])
    text, joined = both(
        PLAN, f"issues:\n{first}{second}", f"issues:\n{first}", f"issues:\n{second}"
    )
    assert (text, joined.questions) == ("", [])


def test_a_draft_is_joined_by_lines_and_where_they_touch_both_may_be_kept() -> None:
    base = "---\ncode: QT-NB-01\ntitle: Quy trình\n---\n\nMột.\n\nHai.\n\nBa.\n"
    mine = base.replace("Một.", "Một, sửa.").replace("title: Quy trình", "title: Quy trình mới")
    shared = base.replace("Ba.", "Ba, sửa.")
    text, joined = both(DRAFT, base, mine, shared)
    assert text == mine.replace("Ba.", "Ba, sửa.")
    assert (joined.questions, joined.notes) == ([], [])
    other = base.replace("Một.", "Một khác.")
    _, joined = both(DRAFT, base, mine, other)
    (question,) = joined.questions
    assert question.choices == tuple(Keep)
    text, joined = both(DRAFT, base, mine, other, {question.name: Keep.BOTH})
    assert text == other
    beside = DRAFT.with_name("QT-NB-01.ban-may-nay.txt")
    assert joined.files == {beside: mine.encode()}
    assert str(beside) in joined.notes[0]


def test_a_signed_copy_is_never_mixed_with_another() -> None:
    path = PurePosixPath("quyet-dinh/2025/5-QD-UBND.pdf")
    one, other = b"%PDF\0 1", b"%PDF\0 2"
    assert join({}, {path: one}, {path: one}).files == {}
    joined = join({}, {path: one}, {path: other})
    assert [each.choices for each in joined.questions] == [tuple(Keep)]
    assert joined.files == {}


def test_a_file_that_is_no_yaml_is_chosen_whole() -> None:
    _, joined = both(PARTIES, "parties: []\n", "parties: [\n", "parties: [{name: A}]\n")
    assert [each.trail for each in joined.questions] == [()]


# Whatever two people do.

NAMES = st.text("abcđ #:-'\"", min_size=1, max_size=6).map(str.strip).filter(bool)
KEYS = [f"pa-{number:02}" for number in range(1, 6)]


@st.composite
def registers(draw: st.DrawFn) -> list[dict[str, str]]:
    """A register of complaints: its rows have keys, no two the same."""
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=4))
    return [{"id": key, "subject": draw(NAMES), "result": draw(NAMES)} for key in sorted(keys)]


@st.composite
def parties(draw: st.DrawFn) -> list[dict[str, str]]:
    """A register whose rows have no key."""
    return [{"title": draw(NAMES), "needs": draw(NAMES)} for _ in range(draw(st.integers(0, 4)))]


def written(key: str, rows: list[dict[str, str]]) -> bytes:
    if not rows:
        return f"{key}: []\n".encode()
    lines = [
        f"{'  - ' if place == 0 else '    '}{name}: {scalar(value)}\n"
        for row in rows
        for place, (name, value) in enumerate(row.items())
    ]
    return f"# Sổ\n{key}:\n{''.join(lines)}".encode()


def rows_of(files: Mapping[PurePosixPath, bytes], path: PurePosixPath) -> list[dict[str, str]]:
    (rows,) = read_scalars(files[path].decode()).values()
    return list(rows)


def bag(rows: list[dict[str, Any]], *without: str) -> list[str]:
    kept = ({key: value for key, value in row.items() if key not in without} for row in rows)
    return sorted(repr(sorted(row.items())) for row in kept)


SHEETS = st.one_of(
    st.tuples(st.just((COMPLAINTS, "complaints")), *[registers()] * 3),
    st.tuples(st.just((PARTIES, "parties")), *[parties()] * 3),
)


@settings(max_examples=40)
@given(SHEETS)
def test_where_one_side_changed_nothing_the_other_stands_as_it_is(sheets: Any) -> None:
    (path, key), base, changed, _ = sheets
    before, after_it = {path: written(key, base)}, {path: written(key, changed)}
    assert after(join(before, before, after_it), after_it) == after_it
    assert after(join(before, after_it, before), before) == after_it
    assert after(join(before, after_it, after_it), after_it) == after_it


def expected(*sides: list[dict[str, str]]) -> list[dict[str, str]]:
    """What shall stand in a register with keys where nothing has to be asked."""
    base, mine, shared = ({row["id"]: row for row in rows} for rows in sides)
    out = []
    for key, row in base.items():
        if key in mine and key in shared:
            cells = ((name, mine[key][name], shared[key][name]) for name in row)
            out.append({name: one if one != row[name] else other for name, one, other in cells})
    new = [row for key, row in mine.items() if key not in base and row != shared.get(key)]
    return [*out, *new, *(row for key, row in shared.items() if key not in base)]


@settings(max_examples=40)
@given(st.tuples(*[registers()] * 3))
def test_no_row_is_lost_and_none_stands_twice(rows: Any) -> None:
    base, mine, shared = ({COMPLAINTS: written("complaints", each)} for each in rows)
    joined = join(base, mine, shared)
    found = rows_of(after(joined, shared), COMPLAINTS)
    names = [row["id"] for row in found]
    assert len({*names}) == len(names)
    if not joined.questions:
        assert bag(found, "id") == bag(expected(*rows), "id")


@settings(max_examples=40)
@given(st.tuples(*[parties()] * 3))
def test_no_new_word_is_lost_in_rows_without_a_key(rows: Any) -> None:
    base, mine, shared = ({PARTIES: written("parties", each)} for each in rows)
    joined = join(base, mine, shared)
    if joined.questions:
        return
    found = rows_of(after(joined, shared), PARTIES)
    for name in ("title", "needs"):
        before = {row[name] for row in rows[0]}
        new = {row[name] for side in rows[1:] for row in side} - before
        assert new <= {row[name] for row in found}


@settings(max_examples=40)
@given(SHEETS)
def test_it_does_not_matter_who_sends_first_but_for_keys(sheets: Any) -> None:
    (path, key), base, mine, shared = sheets
    before, here, there = ({path: written(key, rows)} for rows in (base, mine, shared))
    one, other = join(before, here, there), join(before, there, here)
    assert len(one.questions) == len(other.questions)
    for joined, start, keep in ((one, there, Keep.MINE), (other, here, Keep.SHARED)):
        answers = {each.name: keep for each in joined.questions}
        sides = (here, there) if joined is one else (there, here)
        answered = join(before, *sides, answers)
        assert answered.questions == []
        joined.files = answered.files
        assert read_scalars(after(joined, start)[path].decode()) is not None
    first, second = (rows_of(after(*each), path) for each in ((one, there), (other, here)))
    assert bag(first, "id") == bag(second, "id")


@given(st.lists(st.sampled_from("abc\n"), max_size=8).map("".join))
def test_a_text_changed_on_one_side_is_that_side(text: str) -> None:
    base = "a\nb\n"
    assert joined_text(base, text, base) == text
    assert joined_text(base, base, text) == text
    assert joined_text(base, text, text) == text


def decision(number: str, **more: str) -> bytes:
    values = {"number": number, "signed": "2025-03-03", "summary": "Việc", **more}
    return "".join(f"{key}: {value}\n" for key, value in values.items()).encode()


ISSUES = "[{code: QT-NB-01, revision: 2}]"
FIFTH = PurePosixPath("quyet-dinh/2025/5-QD-UBND.yaml")
SIXTH = PurePosixPath("quyet-dinh/2025/6-QD-UBND.yaml")


@pytest.mark.parametrize(
    ("mine", "shared", "found"),
    [
        ({FIFTH: decision("5/QĐ")}, {FIFTH: decision("5/QĐ", summary="Việc khác")}, 0),
        ({FIFTH: decision("5/QĐ")}, {FIFTH: decision("5/QĐ", signed="2025-03-04")}, 1),
        ({FIFTH: decision("5/QĐ")}, {SIXTH: decision("6/QĐ")}, 0),
        (
            {FIFTH: decision("5/QĐ", issues=ISSUES)},
            {SIXTH: decision("6/QĐ", issues=ISSUES)},
            1,
        ),
        (
            {FIFTH: decision("5/QĐ", issues=ISSUES, voided="{on: 2025-04-04, reason: Nhầm}")},
            {SIXTH: decision("6/QĐ", issues=ISSUES)},
            0,
        ),
    ],
    ids=["one paper twice", "one number", "apart", "one revision", "taken back"],
)
def test_decisions_collide_by_number_or_by_what_they_issue(
    mine: dict[PurePosixPath, bytes], shared: dict[PurePosixPath, bytes], found: int
) -> None:
    assert len(collisions({}, mine, shared)) == found
