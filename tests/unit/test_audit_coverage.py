"""How much of the system the audits of a year reach."""

from collections.abc import Callable
from datetime import date

import pytest
from conftest import BASE
from hypothesis import given
from hypothesis import strategies as st

from isoqms.facts.audit.coverage import Reach, coverage, in_clause_order, leaf_clauses, reach_of
from isoqms.model.audit import AuditCheck, AuditRound, CheckResult, RoundState
from isoqms.model.base import clause_within
from isoqms.packs import load_standard
from isoqms.repository import Repository, load

Loaded = Callable[..., Repository]

STANDARD = load_standard("tcvn-iso-9001-2015")
NUMBERS = [clause.number for clause in STANDARD.clauses]
LEAVES = leaf_clauses(STANDARD)
PROCEDURE = "---\ncode: {code}\ntitle: Quy trình\nkind: quy-trinh-he-thong\n---\n"
FILES = {
    f"tai-lieu/he-thong/{code}.md": PROCEDURE.format(code=code)
    for code in ("QT-HT-01", "QT-HT-02", "QT-HT-10")
}
FORM = "---\ncode: BM-HT-01-01\ntitle: Phiếu\nkind: bieu-mau\n---\n"
SCOPE = (
    "statement: Giải quyết thủ tục\nunits: [Phòng Kinh tế, kho-luu-tru]\n"
    "exclusions:\n  - {clause: '8.3', justification: Không thiết kế}\n"
)

rounds = st.lists(
    st.builds(
        AuditRound,
        id=st.just("dot-1"),
        state=st.sampled_from(RoundState),
        held=st.just(date(2025, 9, 12)),
        units=st.lists(st.sampled_from(["van-phong", "kinh-te", "la"])).map(tuple),
        clauses=st.lists(st.sampled_from(NUMBERS), max_size=5).map(tuple),
        documents=st.lists(st.sampled_from(["QT-HT-01", "QT-HT-02@1", "QT-XX-01"])).map(tuple),
        checks=st.lists(
            st.builds(
                AuditCheck,
                question=st.just("Hỏi?"),
                unit=st.sampled_from([None, "van-phong", "kinh-te"]),
                clause=st.sampled_from([None, *NUMBERS]),
                document=st.sampled_from([None, "QT-HT-01", "QT-HT-10"]),
                result=st.sampled_from([None, *CheckResult]),
            ),
            max_size=4,
        ).map(tuple),
    ),
    max_size=4,
)


@pytest.fixture
def repository(loaded: Loaded) -> Repository:
    return loaded({**FILES, "tai-lieu/bieu-mau/BM-HT-01-01.md": FORM})


def parts(repository: Repository, *given_rounds: AuditRound) -> tuple[Reach, Reach, Reach]:
    found = reach_of(repository, given_rounds)
    return found.units, found.procedures, found.clauses


def round_of(**more: object) -> AuditRound:
    return AuditRound.model_validate(
        {"id": "dot-1", "state": "da-danh-gia", "held": date(2025, 9, 12), **more}
    )


# What there is to audit


def test_leaf_clauses_are_titled_and_hold_no_titled_clause() -> None:
    titled = {clause.number for clause in STANDARD.clauses if clause.title}
    assert set(LEAVES) <= titled
    assert {"9.2", "6.2", "7.1.5.1", "10.1", "7.5.3"} <= set(LEAVES)
    assert {"9", "9.1", "7.1.5", "9.2.1", "10"}.isdisjoint(LEAVES)


def test_the_whole_is_units_procedures_in_force_and_leaves(repository: Repository) -> None:
    units, procedures, clauses = parts(repository)
    assert (units.whole, procedures.whole, clauses.whole) == (
        ("van-phong", "kinh-te"),
        ("QT-HT-01", "QT-HT-02", "QT-HT-10"),
        LEAVES,
    )


def test_a_procedure_that_takes_effect_later_is_no_part_of_the_whole(loaded: Loaded) -> None:
    later = (
        "number: 20/QĐ-UBND\nkind: ban-hanh-tai-lieu\nsummary: Ban hành\nsigned: 2025-12-20\n"
        "effective: 2026-01-01\n"
        "authority: Chủ tịch UBND xã An Phú\nissues:\n  - {code: QT-HT-10, revision: 1}\n"
    )
    files = {**FILES, "quyet-dinh/2025/20-QD-UBND.yaml": later}
    wholes = [
        coverage(loaded(files, day), 2025).procedures.whole
        for day in (date(2025, 12, 31), date(2026, 1, 1))
    ]
    assert wholes == [("QT-HT-01", "QT-HT-02"), ("QT-HT-01", "QT-HT-02", "QT-HT-10")]


def test_the_scope_names_units_by_key_or_name_and_takes_clauses_out(loaded: Loaded) -> None:
    units, _, clauses = parts(loaded({"boi-canh/pham-vi.yaml": SCOPE}))
    assert units.whole == ("kinh-te",)
    assert not any(clause_within(number, "8.3") for number in clauses.whole)


# What is reached


@pytest.mark.parametrize(
    ("named", "reached"),
    [
        pytest.param("7.5", {"7.5.1", "7.5.2", "7.5.3"}, id="a clause reaches its parts"),
        pytest.param(
            "7.5.3.2", {"7.5.3"}, id="a numbered paragraph reaches the titled clause around it"
        ),
        pytest.param("9.3.2c1", {"9.3.2"}, id="a lettered point reaches its clause"),
        pytest.param("9.2", {"9.2"}, id="a leaf"),
        pytest.param("4.1", {"4.1"}, id="not what only begins with the same digits"),
    ],
)
def test_a_clause_reaches(repository: Repository, named: str, reached: set[str]) -> None:
    assert parts(repository, round_of(clauses=[named]))[2].reached == reached


def test_a_unit_whose_questions_were_all_left_open_was_not_audited(repository: Repository) -> None:
    audit = round_of(
        units=["van-phong", "kinh-te"],
        checks=[
            {"question": "A?", "unit": "van-phong", "result": "phu-hop"},
            {"question": "B?", "unit": "kinh-te"},
        ],
    )
    assert parts(repository, audit)[0].reached == {"van-phong"}


def test_what_was_asked_though_the_round_did_not_name_it_is_reached(repository: Repository) -> None:
    check = {"question": "A?", "document": "QT-HT-02", "clause": "8.6", "result": "luu-y"}
    _, procedures, clauses = parts(repository, round_of(checks=[check]))
    assert (set(procedures.reached), set(clauses.reached)) == ({"QT-HT-02"}, {"8.6"})


def test_only_rounds_done_by_the_day_count_unless_plans_are_asked_for(loaded: Loaded) -> None:
    programme = (
        "rounds:\n  - {id: dot-1, state: da-danh-gia, held: 2025-09-12, units: [van-phong]}\n"
        "  - {id: dot-2, state: da-danh-gia, held: 2025-11-12, units: [kinh-te]}\n"
        "  - {id: dot-3, state: ke-hoach, documents: [QT-HT-01]}\n"
        "  - {id: dot-4, state: huy, documents: [QT-HT-02]}\n"
    )
    repository = loaded({**FILES, "nam/2025/danh-gia-noi-bo.yaml": programme}, date(2025, 10, 1))
    done, planned = coverage(repository, 2025), coverage(repository, 2025, planned=True)
    assert (set(done.units.reached), set(done.procedures.reached)) == ({"van-phong"}, set())
    assert planned.procedures.reached == {"QT-HT-01"}


def test_a_year_without_records_reaches_nothing(repository: Repository) -> None:
    assert coverage(repository, 1999).units.missing == ("van-phong", "kinh-te")


@pytest.mark.parametrize(
    ("whole", "reached", "over"),
    [
        pytest.param(2, 1, False, id="half is not over half"),
        pytest.param(3, 2, True, id="two of three"),
        pytest.param(0, 0, False, id="nothing of nothing"),
    ],
)
def test_over_half(whole: int, reached: int, over: bool) -> None:
    names = tuple(map(str, range(whole)))
    assert Reach(names, frozenset(names[:reached])).is_over_half is over


# Whatever the programme


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository that is read once for all examples."""
    root = tmp_path_factory.mktemp("kho")
    for name, text in {**BASE, **FILES}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return load(root, date(2025, 12, 31))


@given(given_rounds=rounds)
def test_reached_and_missing_are_the_whole_without_overlap(
    ground: Repository, given_rounds: list[AuditRound]
) -> None:
    for reach in parts(ground, *given_rounds):
        assert reach.reached <= set(reach.whole)
        assert set(reach.missing) == set(reach.whole) - reach.reached
        assert list(reach.missing) == [name for name in reach.whole if name in set(reach.missing)]


@given(given_rounds=rounds, more=rounds)
def test_a_further_round_never_takes_anything_away(
    ground: Repository, given_rounds: list[AuditRound], more: list[AuditRound]
) -> None:
    for before, after in zip(
        parts(ground, *given_rounds), parts(ground, *given_rounds, *more), strict=True
    ):
        assert before.reached <= after.reached


@given(given_rounds=rounds)
def test_answering_a_question_never_takes_anything_away(
    ground: Repository, given_rounds: list[AuditRound]
) -> None:
    answered = [
        audit.model_copy(
            update={
                "checks": tuple(
                    c.model_copy(update={"result": CheckResult.CONFORMS}) for c in audit.checks
                )
            }
        )
        for audit in given_rounds
    ]
    for before, after in zip(parts(ground, *given_rounds), parts(ground, *answered), strict=True):
        assert before.reached <= after.reached


@given(clauses=st.lists(st.sampled_from(NUMBERS)))
def test_clauses_stand_each_once_in_the_order_of_the_standard(clauses: list[str]) -> None:
    assert in_clause_order(clauses) == tuple(number for number in NUMBERS if number in set(clauses))
