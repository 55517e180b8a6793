"""The names of an agency go into the framework documents, and nothing else happens there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isoqms.source.scalars import read_scalars
from isoqms.source.template import TemplateFault, names_used, render, render_markdown, render_yaml

HARD = "R&D: \"A\" 'B' # {c}"


def test_a_variable_is_put_in_as_it_is() -> None:
    assert render("Kính gửi {{ co_quan }}.\n", {"co_quan": HARD}) == f"Kính gửi {HARD}.\n"


def test_a_line_with_only_a_tag_leaves_nothing_behind() -> None:
    text = "a\n{% if loai in ('xa', 'phuong') %}\nb\n{% else %}\nc\n{% endif %}\nd\n"
    assert render(text, {"loai": "xa"}) == "a\nb\nd\n"
    assert render(text, {"loai": "so"}) == "a\nc\nd\n"


def test_a_tag_inside_a_line_keeps_the_line() -> None:
    assert render("a {% if x %}b{% endif %}\nc\n", {"x": 1}) == "a b\nc\n"


def test_the_names_a_template_asks_for() -> None:
    assert names_used("{{ a }}{% if b == 1 %}{{ c }}{% endif %}") == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        pytest.param("a\n{{ ten }}", 2, "«ten»", id="a name that nobody gave"),
        pytest.param(
            "{% if x %}\n{% if ten %}\n{% endif %}{% endif %}",
            2,
            "«ten»",
            id="a condition on such a name",
        ),
        pytest.param("a\nb\n{% if %}", 3, "dòng 3", id="a tag that is wrong"),
        pytest.param("a\n{{ x", 2, "dòng 2", id="a tag never closed"),
        pytest.param("a\n{{ 1 // 0 }}", 2, "dòng 2", id="a sum that cannot be done"),
        pytest.param("a\n{{ x.__class__.__mro__ }}", 2, "dòng 2", id="a way out of the sandbox"),
        pytest.param(
            "{% for i in range(999999999) %}{% endfor %}", 1, "dòng 1", id="a loop without end"
        ),
        pytest.param("{% include 'a' %}", 1, "dòng 1", id="another file"),
    ],
)
def test_what_cannot_be_filled_in_is_refused_with_its_line(
    text: str, line: int, words: str
) -> None:
    with pytest.raises(TemplateFault, match=words) as refusal:
        render(text, {"x": "1"})
    assert refusal.value.line == line


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('a: "{{ n }}"\n', id="double quotes"),
        pytest.param("a: '{{ n }}'\n", id="single quotes"),
        pytest.param("a: ' {{ n }}'\n", id="space inside the quotes"),
        pytest.param("a: Của {{ n }}\n", id="bare words"),
        pytest.param('a: ["{{ n }}", b]\n', id="a list on one line"),
        pytest.param("a: |\n  {{ n }}\n", id="block text"),
        pytest.param("a: >-\n  {{ n }}\n", id="folded text"),
    ],
)
@given(
    name=st.sampled_from(
        [HARD, "xã An Phú, tỉnh Lâm Đồng", "A\\nB", "'", '"', "{{ n }}", "x" * 200, "02", "a: b"]
    )
)
def test_a_name_stays_inside_its_scalar(text: str, name: str) -> None:
    value = read_scalars(render_yaml(text, {"n": name}))["a"]
    first = value[0] if isinstance(value, list) else value
    assert first.removeprefix("Của").strip() == name


def test_what_held_no_variable_is_left_to_the_letter() -> None:
    text = "# ghi chú {{ x }}\na:   'b'  # c\nd: [1,  2]\n\n"
    assert render_yaml(text, {}) == text


def test_markdown_signs_in_a_name_lose_their_meaning_in_the_prose_only() -> None:
    text = '---\na: "{{ n }}"\n---\n\n**{{ n }}**\n'
    assert (
        render_markdown(text, {"n": "A*B & C_D"})
        == '---\na: "A*B & C_D"\n---\n\n**A\\*B & C\\_D**\n'
    )


def test_an_entity_in_a_name_stays_what_was_typed() -> None:
    assert render_markdown("{{ n }}\n", {"n": "R&amp;D"}) == "R\\&amp;D\n"
