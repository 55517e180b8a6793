"""Every rule's page is its test.

What the wrong examples find, word for word, and that the right ones find nothing.
"""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from rule_pages import FENCE, MARK, Answer, Example, answer, examples_of, examples_of_all, told

from isoqms.actions.checking.validate import check
from isoqms.diagnostics import Practice, Severity
from isoqms.repository import Repository
from isoqms.rules import registry
from isoqms.rules.grounds import GROUNDS, unfolded
from isoqms.rules.protocol import Family, Gate, Rule, page_of

FOLDER = Path(registry.__file__).parent
FILES = sorted(path.stem for path in FOLDER.rglob("qms*.py"))
WHOLE_FILES = {"QMS001", "QMS006", "QMS009", "QMS010", "QMS011", "QMS016", "QMS413", "QMS420"}
"""Faults of bytes, links and joined lines: an example in a text cannot show them.

test_reading.py and test_joined_lines.py do.
"""
EXAMPLES = examples_of_all(registry.ALL)
SHORT = 4
"""Lines of a fence, with its frame, that are read sooner than a name."""


Ask = Callable[[Example], Answer]


@pytest.fixture(scope="session")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """The answer to an example, worked out once for all tests."""
    known: dict[str, Answer] = {}

    def ask_once(example: Example) -> Answer:
        if example.name not in known:
            root = tmp_path_factory.mktemp(example.name) / "kho"
            known[example.name] = answer(example, root)
        return known[example.name]

    return ask_once


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_a_rule_finds_what_its_page_marks_and_nothing_else(example: Example, ask: Ask) -> None:
    found = {(str(d.location.path), d.location.line) for d in ask(example).findings}
    assert found == example.expected
    assert bool(found) == example.wrong, "a wrong example marks at least one line, a right one none"


OF_FAULTY_FILES = {"QMS301-dung-1", "QMS312-dung-1", "QMS601-dung-2"}
"""These show, and say, that a file with a fault of its own brings no second finding."""


@pytest.mark.parametrize("family", [family for family in Family if family is not Family.READING])
def test_the_files_of_an_example_can_be_read(family: Family, ask: Ask) -> None:
    examples = [e for e in EXAMPLES if registry.FAMILIES[e.rule] is family]
    faulty = {example.name for example in examples if ask(example).faults}
    assert faulty == OF_FAULTY_FILES & {example.name for example in examples}


@pytest.mark.parametrize("family", Family)
def test_a_rule_says_of_its_wrong_examples_what_was_read_and_approved(
    family: Family, ask: Ask, golden: Callable[[str, str], None]
) -> None:
    wrong = [e for e in EXAMPLES if e.wrong and registry.FAMILIES[e.rule] is family]
    golden(f"rules/{family}.txt", "\n".join(told(e, ask(e).findings) for e in wrong))


@pytest.mark.parametrize(
    "rule", [r for r in registry.ALL if r.CODE not in WHOLE_FILES], ids=lambda rule: rule.CODE
)
def test_a_rule_shows_at_least_one_wrong_and_one_right_example(rule: Rule) -> None:
    assert {example.wrong for example in examples_of(rule)} == {True, False}


@pytest.mark.parametrize("name", GROUNDS)
def test_a_ground_is_shared_by_several_rules_and_blames_nobody(name: str) -> None:
    sharing = [rule.CODE for rule in registry.ALL if f"```nen {name}\n```" in (rule.__doc__ or "")]
    assert len(sharing) > 1
    assert MARK.findall(GROUNDS[name]) == []


def test_what_three_rules_stand_on_is_a_ground_and_not_told_again_on_each_page() -> None:
    told_on = Counter(
        fence
        for rule in registry.ALL
        for fence in {found[0] for found in FENCE.finditer(rule.__doc__ or "")}
        if not fence.startswith("```nen") and fence.count("\n") > SHORT
    )
    assert [fence for fence, pages in told_on.items() if pages > 2] == []


def test_a_page_is_shown_with_its_grounds() -> None:
    page = unfolded("## Sai\n\n```nen mot-cua\n```\n\nHết.\n")
    assert page.startswith(
        "## Sai\n\n```markdown tai-lieu/tthc/mot-cua/QT-MC-01.md\n---\ncode: QT-MC-01\n"
    )
    assert page.endswith("---\n```\n\nHết.\n")
    assert not [rule.CODE for rule in registry.ALL if "```nen" in page_of(rule)]


def test_a_ground_that_nobody_knows_is_a_fault_of_the_page() -> None:
    with pytest.raises(KeyError, match="khong-co"):
        unfolded("```nen khong-co\n```\n")


def test_every_rule_is_registered_once_in_order_of_its_code() -> None:
    assert [rule.CODE for rule in registry.ALL] == [name[:6].upper() for name in FILES]
    assert len({rule.CODE for rule in registry.ALL}) == len(registry.ALL)


@pytest.mark.parametrize("rule", registry.ALL, ids=lambda rule: rule.CODE)
def test_a_rule_of_our_own_making_is_at_most_a_warning(rule: Rule) -> None:
    assert rule.BASIS
    if all(isinstance(basis, Practice) for basis in rule.BASIS):
        assert rule.SEVERITY is not Severity.ERROR


def test_a_clause_named_as_basis_exists_in_the_standard(loaded: Callable[..., Repository]) -> None:
    standard = loaded({}).packs.standard
    named = {b.number for rule in registry.ALL for b in rule.BASIS if hasattr(b, "number")}
    assert [number for number in sorted(named) if not standard.knows(number)] == []


def test_the_smallest_whole_repository_has_no_error(loaded: Callable[..., Repository]) -> None:
    outcome = check(loaded({}))
    assert [d for d in outcome.diagnostics if d.severity is Severity.ERROR] == []


def test_a_rule_stands_in_the_folder_of_its_family_and_its_code_says_the_same() -> None:
    hundreds = {rule.CODE: list(Family)[int(rule.CODE[3])] for rule in registry.ALL}
    assert hundreds == registry.FAMILIES


def test_every_rule_of_control_counts_at_the_first_point_of_the_gate() -> None:
    control = {code for code, family in registry.FAMILIES.items() if family is Family.CONTROL}
    assert control == {code for code in registry.FAMILIES if registry.is_at(Gate.DOCUMENTS, code)}


def test_no_code_of_a_rule_is_compared_as_a_text_or_counted_through() -> None:
    suspicious = re.compile(r"""[<>]=?\s*["']QMS|QMS\{|\brule\s*[<>]|startswith\(["']QMS\d""")
    package = FOLDER.parent
    found = [
        f"{path.relative_to(package)}:{number}"
        for path in package.rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if suspicious.search(line) and not line.lstrip().startswith(("#", '"'))
    ]
    # `isoqms explain 301` is read as QMS301.
    assert [place for place in found if not place.startswith("actions/checking/explain.py")] == []
