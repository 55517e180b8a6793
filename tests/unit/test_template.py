"""The names of an agency go into the framework documents, and nothing else happens there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isoqms.source.scalars import read_scalars
from isoqms.source.template import render, render_markdown, render_prose, render_yaml
from isoqms.source.template_grammar import TemplateFault, names_used

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
        pytest.param("{{ 9**(9**9) }}", id="a power"),
        pytest.param('{{ "a"*10**9 }}', id="a text times a number"),
        pytest.param('{{ "%1000000000d"|format(1) }}', id="a width"),
        pytest.param('{{ "{:1000000000}".format(1) }}', id="a method of a text"),
        pytest.param("{{ lipsum(n=10**7) }}", id="a call of the library's own"),
        pytest.param('{{ "abc"|truncate(-5) }}', id="a filter that fails"),
        pytest.param('{{ x|join(attribute="__class__") }}', id="an attribute by way of a filter"),
        pytest.param("{% for a in x %}" * 3 + "{% endfor %}" * 3, id="loops inside loops"),
        pytest.param("{{ " + "(" * 3000 + "x" + ")" * 3000 + " }}", id="brackets inside brackets"),
        pytest.param("{{ " + "not " * 5000 + "x }}", id="refusals of refusals"),
        pytest.param("{% if x %}" * 2000 + "{% endif %}" * 2000, id="conditions in conditions"),
        pytest.param("{{ x" + "|join" * 3000 + " }}", id="filters after filters"),
        pytest.param("{{ " + "9" * 5000 + " }}", id="a number of thousands of digits"),
        pytest.param("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", id="a call of itself"),
        pytest.param("{% set x = x + x %}", id="a name given anew"),
        pytest.param("{{ x ~ x }}", id="texts put together"),
        pytest.param("{{ x[0] }}", id="a part of a value"),
        pytest.param("{{ x()() }}", id="a call of what a call gave"),
        pytest.param("x" * 600_000, id="more than any paper holds"),
    ],
)
def test_what_could_count_without_end_is_refused_before_it_is_worked_out(text: str) -> None:
    with pytest.raises(TemplateFault):
        render(text, {"x": "1"})


def test_what_a_template_writes_is_bounded() -> None:
    with pytest.raises(TemplateFault, match="quá dài"):
        render_prose("{% for a in x %}{{ y }}{% endfor %}", {"x": ["a"] * 1000, "y": "b" * 10_000})


def test_a_loop_over_a_list_of_ours_knows_its_turn() -> None:
    text = "{% for a, b in x %}{{ a }}{{ b }}{% if not loop.last %}; {% endif %}{% endfor %}"
    assert render_prose(text, {"x": [(1, 2), (3, 4)]}) == "12; 34"


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
