"""A text written as a YAML scalar comes back unchanged, in every reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from isoqms.errors import BadAnswer
from isoqms.source.scalars import quoted, read_scalars, scalar

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x85"), max_size=60)


@given(TEXTS)
def test_every_text_comes_back_as_text(text: str) -> None:
    assert read_scalars(f"a: {scalar(text)}\n") == {"a": text}
    assert YAML(typ="safe", pure=True).load(f"a: {scalar(text)}\n") == {"a": text}


@pytest.mark.parametrize(
    "text", ["UBND xã An Phú", "Sở Tài chính, tỉnh Lâm Đồng", "Bộ phận Một cửa (tầng 1)"]
)
def test_plain_words_stay_plain(text: str) -> None:
    assert scalar(text) == text


@pytest.mark.parametrize(
    "text", ["02", "4.10", "yes", "No", "null", "2025-03-31", "a: b", "a #b", "- a", "", " a", "a "]
)
def test_what_yaml_would_take_for_something_else_is_quoted(text: str) -> None:
    assert scalar(text) == quoted(text)


def test_scalars_are_read_as_text() -> None:
    assert read_scalars("a: 02\nb: 4.10\nc: [yes, 2025-01-02]\n") == {
        "a": "02",
        "b": "4.10",
        "c": ["yes", "2025-01-02"],
    }


def test_what_is_no_yaml_is_refused_with_its_line() -> None:
    with pytest.raises(BadAnswer, match="dòng 2"):
        read_scalars("a: 1\nb: 'c' d\n")
