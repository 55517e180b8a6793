"""Edits in files that people wrote: what is asked for changes, and not one letter else."""

from datetime import date
from pathlib import PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isoqms.source.editing import Append, CannotEdit, Edit, Put, Remove, edited
from isoqms.source.scalars import read_scalars

PLAN = PurePosixPath("du-thao/ke-hoach.yaml")
DRAFT = PurePosixPath("du-thao/noi-bo/QT-NB-01.md")


def after(text: str, *edits: Edit, path: PurePosixPath = PLAN) -> str:
    return edited(path, text.encode(), *edits).decode()


def test_a_value_is_set_and_its_quotes_and_comment_stay() -> None:
    text = "# đầu tệp\nrevision:   1   # lần đầu\ntitle: \"Quy trình: A\"\ncode: 'QT-01'\n"
    assert after(text, Put(("revision",), 2)) == text.replace("1   #", "2   #")
    assert after(text, Put(("title",), "Sổ #1")) == text.replace("Quy trình: A", "Sổ #1")
    assert after(text, Put(("code",), "QT-02")) == text.replace("'QT-01'", '"QT-02"')


def test_a_key_without_value_is_given_one() -> None:
    assert after("a:\nb: 1\n", Put(("a",), 2)) == "a: 2\nb: 1\n"
    assert after("a:  # chưa có\nb: 1\n", Put(("a",), "x")) == "a: x  # chưa có\nb: 1\n"
    assert after("m:\n  a:\n  b:\nc: 1\n", Put(("m", "d"), "x")) == "m:\n  a:\n  b:\n  d: x\nc: 1\n"


def test_a_key_is_added_behind_the_others_and_before_what_a_comment_says_at_the_end() -> None:
    assert after("a: 1\nb:\n  - x\n\n# hết\n", Put(("c",), date(2025, 3, 1))) == (
        "a: 1\nb:\n  - x\nc: 2025-03-01\n\n# hết\n"
    )


def test_a_group_is_added_to_the_head_of_a_document_and_its_text_stays() -> None:
    text = (
        "---\ncode: QT-NB-01\nsteps:\n  - {task: Nhận, role: van-thu}  # một\n---\n\n"
        "## 1. MỤC ĐÍCH\n\n---\nx: y\n"
    )
    request = {
        "requested_by": "Bà Hoa, Văn phòng",
        "reason": "Luật mới: 72/2025/QH15",
        "content": None,
    }
    assert after(text, Put(("request",), request), path=DRAFT) == text.replace(
        "# một\n",
        '# một\nrequest:\n  requested_by: Bà Hoa, Văn phòng\n  reason: "Luật mới: 72/2025/QH15"\n',
    )


def test_a_group_takes_the_place_of_the_one_before_it() -> None:
    text = "request:\n  requested_by: A\n  reason: cũ\n# sau\ncode: X\n"
    wanted = "request:\n  requested_by: B\n# sau\ncode: X\n"
    assert after(text, Put(("request",), {"requested_by": "B"})) == wanted
    assert after(text, Remove(("request",))) == "# sau\ncode: X\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("", "w:\n  - code: A\n    reason: Trùng\n", id="an empty file"),
        pytest.param(
            "# kế hoạch\n", "# kế hoạch\nw:\n  - code: A\n    reason: Trùng\n", id="comments only"
        ),
        pytest.param(
            "i:\n- x\n", "i:\n- x\nw:\n  - code: A\n    reason: Trùng\n", id="no such list"
        ),
        pytest.param(
            "w:\ni: x\n", "w:\n  - code: A\n    reason: Trùng\ni: x\n", id="a list without value"
        ),
        pytest.param("w: []\n", "w:\n  - code: A\n    reason: Trùng\n", id="an empty list"),
        pytest.param(
            "w:\n- code: B  # b\n\n  # giữa\n  reason: >-\n    dài\n    nữa\n\n# sau\ni: x\n",
            "w:\n- code: B  # b\n\n  # giữa\n  reason: >-\n    dài\n    nữa\n"
            "- code: A\n  reason: Trùng\n\n# sau\ni: x\n",
            id="dashes under the key, folded text, comments",
        ),
        pytest.param(
            "w:\n    - {code: B, reason: 'x'}\n",
            "w:\n    - {code: B, reason: 'x'}\n    - code: A\n      reason: Trùng\n",
            id="members in brackets, dashes deep",
        ),
        pytest.param(
            "w: [{code: B}]  # một dòng\n",
            'w: [{code: B}, {code: "A", reason: "Trùng"}]  # một dòng\n',
            id="a list in brackets",
        ),
        pytest.param(
            "w:\n  - code: B", "w:\n  - code: B\n  - code: A\n    reason: Trùng\n", id="no line end"
        ),
    ],
)
def test_a_member_is_added_to_a_list_as_the_list_is_drawn(text: str, wanted: str) -> None:
    assert after(text, Append(("w",), ({"code": "A", "reason": "Trùng"},))) == wanted


def test_a_member_is_removed_and_a_list_without_members_is_an_empty_list() -> None:
    text = "w:  # thu hồi\n  - code: A  # a\n    reason: x\n  # b\n  - code: B\ni: y\n"
    assert after(text, Remove(("w", 0))) == "w:  # thu hồi\n  # b\n  - code: B\ni: y\n"
    assert (
        after("w:  # thu hồi\n  - code: A\ni: y\n", Remove(("w", 0))) == "w: []  # thu hồi\ni: y\n"
    )
    assert after(text, Remove(("khong-co",))) == text


@pytest.mark.parametrize(
    ("text", "edit", "wanted"),
    [
        pytest.param(
            "w: {a: 1, b: 2}\n", Remove(("w", "b")), "w: {a: 1}\n", id="the last between brackets"
        ),
        pytest.param(
            "w: {a: 1, b: 2}\n", Remove(("w", "a")), "w: {b: 2}\n", id="the first between brackets"
        ),
        pytest.param(
            "w: {a: 1}  # một\n",
            Remove(("w", "a")),
            "w: {}  # một\n",
            id="the only one between brackets",
        ),
        pytest.param(
            "w: [a, b, c]\n", Remove(("w", 1)), "w: [a, c]\n", id="of a list between brackets"
        ),
        pytest.param(
            "- a: 1\n  b: 2\n", Remove((0, "a")), "- b: 2\n", id="the key that has the dash"
        ),
        pytest.param(
            "w:\n  - {}\n", Put(("w", 0, "a"), "x"), 'w:\n  - {a: "x"}\n', id="into empty brackets"
        ),
        pytest.param(
            "w: [a, b] # đủ\n",
            Put(("w",), ("a",)),
            'w: ["a"] # đủ\n',
            id="a list stays between brackets",
        ),
        pytest.param(
            "w: {a: x}\n",
            Put(("w", "a"), "y, z"),
            'w: {a: "y, z"}\n',
            id="a comma between brackets",
        ),
    ],
)
def test_between_brackets_and_at_the_dash_nothing_else_moves(
    text: str, edit: Edit, wanted: str
) -> None:
    assert after(text, edit) == wanted


ROWS = "rows:\n" + "".join(f"  - id: r{n}  # dòng {n}\n    a: {n}\n    b: chữ\n" for n in range(6))
ROUTES = st.tuples(st.just("rows"), st.integers(0, 5), st.sampled_from(["a", "b", "c", "d"]))
CHANGES = st.one_of(
    st.builds(Put, ROUTES, st.sampled_from(["x", "y: z", 7, ("m", "n")])),
    st.builds(Remove, ROUTES),
    st.builds(Remove, ROUTES.map(lambda route: route[:2])),
)


@given(st.lists(CHANGES, max_size=8))
def test_edits_made_together_give_what_they_give_one_after_the_other(edits: list[Edit]) -> None:
    text, refused = ROWS, False
    for edit in edits:
        try:
            text = after(text, edit)
        except CannotEdit:
            refused = True
            break
    if refused:
        with pytest.raises(CannotEdit):
            after(ROWS, *edits)
    else:
        assert after(ROWS, *edits) == text


def test_windows_line_ends_and_the_byte_order_mark_stay() -> None:
    assert (
        edited(PLAN, b"\xef\xbb\xbfa: 1\r\nb: 2\r\n", Put(("a",), 3))
        == b"\xef\xbb\xbfa: 3\r\nb: 2\r\n"
    )


@pytest.mark.parametrize(
    "text", ["a: [\n", "- x\n", "a: 1\na: 2\n", "w: chữ\n", "x: &n {a: 1}\nw: *n\n", "{}\n"]
)
def test_what_cannot_be_edited_safely_is_refused_with_its_name(text: str) -> None:
    with pytest.raises(CannotEdit, match=r"«w» của «du-thao/ke-hoach\.yaml»"):
        after(text, Append(("w",), ("x",)))


words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=12
)
values = st.one_of(words, st.integers(0, 999), st.dates())
items = st.dictionaries(st.sampled_from(["code", "reason", "title"]), values, min_size=1)
LINES = (
    "# ghi chú\n",
    "\n",
    "i:\n- x: 1\n  y: 'z'  # cuối\n",
    'k: "02"\n',
    "t: >-\n  a\n  b\n",
    "m: {a: 1, b: [2]}\n",
)


@given(st.permutations(LINES), st.lists(items, min_size=1, max_size=3), words)
def test_whatever_is_added_comes_back_and_every_old_line_is_still_there(
    lines: list[str], added: list[dict[str, Any]], title: str
) -> None:
    text = "".join(lines)
    out = after(
        text, Append(("w",), tuple(added)), Append(("i",), tuple(added)), Put(("n",), title)
    )
    data = read_scalars(out)
    wanted = [{key: str(value) for key, value in item.items()} for item in added]
    assert (data["w"], data["i"], data["n"]) == (wanted, [{"x": "1", "y": "z"}, *wanted], title)
    old = [line for line in text.splitlines() if line.strip()]
    assert [line for line in out.splitlines() if line in old] == old
