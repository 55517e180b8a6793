"""Every probe.

It can be full, it can find fault, it looks no further than its day, and no pack names another.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from conftest import MakeRepository
from score_years import ALTERED, BARE, FLAWED, WHOLE, in_history

from isoqms.facts.audit.auditors import units_in_scope
from isoqms.packs import PackKind, load_scoring_table, pack_ids
from isoqms.repository import Repository, load
from isoqms.rules.score import (
    qms804_audit_scored_not_done,
    qms805_internal_activities_scored,
    qms806_late_law_scored,
    qms807_review_scored_not_recorded,
    qms808_announcement_scored_not_done,
    qms809_score_without_record,
)
from isoqms.scoring.counters import Counter
from isoqms.scoring.ground import Ground
from isoqms.scoring.library import PROBES
from isoqms.scoring.proof import Level, Proof

END = date(2025, 12, 31)


def ground(repository: Repository) -> Ground:
    return Ground(repository, repository.years[2025])


@pytest.fixture(scope="module")
def proofs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, Proof]]:
    """What every probe says of the three years."""
    roots = {
        "whole": in_history(tmp_path_factory.mktemp("whole") / "kho", WHOLE),
        "flawed": in_history(
            tmp_path_factory.mktemp("flawed") / "kho", WHOLE, {**FLAWED, **ALTERED}
        ),
        "bare": in_history(tmp_path_factory.mktemp("bare") / "kho", _present(BARE)),
    }
    grounds = {name: ground(load(root, END)) for name, root in roots.items()}
    return {
        name: {probe.name: probe.ask(of) for probe in PROBES.values()}
        for name, of in grounds.items()
    }


def _present(files: Mapping[str, str | None]) -> dict[str, str | None]:
    return {path: text for path, text in files.items() if text is not None}


@pytest.mark.parametrize("name", PROBES)
def test_a_year_in_which_all_is_done_and_recorded_is_fully_proved(
    name: str, proofs: Mapping[str, Mapping[str, Proof]]
) -> None:
    proof = proofs["whole"][name]
    assert proof.level is Level.FULL, [one.text for one in proof.against]
    assert proof.evidence


SURVEY = """\
surveys:
  - report: 95/BC-UBND
    rate_stated: {rate}
    answers:
      - {{question: 4. Thời gian, answer: Hài lòng, count: 5, satisfied: true}}
      - {{question: 4. Thời gian, answer: Không hài lòng, count: 5}}
      - {{question: 7. Đánh giá chung, answer: Hài lòng, count: 9, satisfied: true}}
      - {{question: 7. Đánh giá chung, answer: Không hài lòng, count: 1}}
"""


@pytest.mark.parametrize(
    ("rate", "level"), [(90, Level.FULL), (70, Level.PART)], ids=["general", "all questions"]
)
def test_the_rate_of_a_survey_is_that_of_its_general_question(
    make_repository: MakeRepository, rate: int, level: Level
) -> None:
    of = ground(load(make_repository({"nam/2025/hai-long.yaml": SURVEY.format(rate=rate)}), END))
    assert PROBES["survey-reported"].ask(of).level is level
    (told,) = PROBES["survey-collected"].ask(of).evidence
    assert told.text == "Ghi 10 phiếu trả lời"


BARE_OBJECTIVE = "objectives:\n  - {id: dung-han, text: Đúng hạn}\n"
PLANNED_OBJECTIVE = (
    "objectives:\n  - id: dung-han\n    text: Đúng hạn\n    actions:\n"
    "      - {what: Nhắc hạn, resources: Máy tính, role: thu-ky-iso, due: Hằng quý, "
    "evaluation: Số liệu}\n"
)


def decided(
    number: int, day: str, summary: str, kind: str = "chinh-sach-muc-tieu"
) -> dict[str, str]:
    return {
        f"quyet-dinh/{day[:4]}/{number}-QD-UBND.yaml": (
            f"number: {number}/QĐ-UBND\nkind: {kind}\nsummary: {summary}\nsigned: {day}\n"
            "authority: Chủ tịch\n"
        )
    }


WITH_PLAN = "Ban hành mục tiêu và kế hoạch thực hiện"


@pytest.mark.parametrize(
    ("objectives", "decision", "level", "evidence"),
    [
        pytest.param(
            BARE_OBJECTIVE,
            decided(15, "2025-01-20", WITH_PLAN),
            Level.UNKNOWN,
            [f"Quyết định số 15/QĐ-UBND ngày 20/01/2025: {WITH_PLAN}"],
            id="the decision carries the plan",
        ),
        pytest.param(
            BARE_OBJECTIVE,
            decided(15, "2025-01-20", "Ban hành mục tiêu"),
            Level.NONE,
            [],
            id="the decision says nothing of a plan",
        ),
        pytest.param(
            BARE_OBJECTIVE,
            decided(15, "2024-12-31", WITH_PLAN),
            Level.NONE,
            [],
            id="the plan of another year",
        ),
        pytest.param(
            PLANNED_OBJECTIVE,
            decided(15, "2025-01-20", WITH_PLAN),
            Level.FULL,
            ["1 trong 1 mục tiêu có kế hoạch thực hiện"],
            id="the objectives have it themselves",
        ),
    ],
)
def test_a_plan_that_the_decision_carries_leaves_the_objectives_unproved(
    make_repository: MakeRepository,
    objectives: str,
    decision: dict[str, str],
    level: Level,
    evidence: list[str],
) -> None:
    files = {"nam/2025/muc-tieu.yaml": objectives, **decision}
    proof = PROBES["objectives-planned"].ask(ground(load(make_repository(files), END)))
    assert proof.level is level
    assert [said.text for said in proof.evidence] == evidence


APRIL = decided(10, "2025-04-01", "Áp dụng ISO", "khac")
JULY = decided(11, "2025-07-01", "Rà soát theo ISO", "khac")


def written(day: str) -> dict[str, str]:
    paper = f"number: 12/TB-UBND, day: {day}, type: Thông báo, issuer: UBND, summary: Về việc khác"
    return {"nam/2025/van-ban-di.yaml": f"documents: [{{{paper}}}]\n"}


@pytest.mark.parametrize(
    ("files", "day", "level", "missing"),
    [
        pytest.param({**APRIL, **JULY}, date(2025, 9, 30), Level.FULL, [], id="two of two"),
        pytest.param(
            {**APRIL, **JULY}, date(2025, 10, 1), Level.PART, ["quý 4"], id="a third begins"
        ),
        pytest.param(
            {**APRIL, **decided(90, "2024-10-01", "Áp dụng ISO", "khac")},
            date(2025, 6, 30),
            Level.PART,
            ["quý 1"],
            id="the first decision is of the year before",
        ),
        pytest.param(
            {**APRIL, **written("2025-07-15")},
            date(2025, 7, 15),
            Level.FULL,
            [],
            id="a paper of today",
        ),
        pytest.param(
            {**APRIL, **written("2025-07-16")},
            date(2025, 7, 15),
            Level.PART,
            ["quý 3"],
            id="of tomorrow",
        ),
        pytest.param(
            decided(10, "2025-04-01", "Việc khác", "khac"),
            date(2025, 6, 30),
            Level.NONE,
            ["năm này"],
            id="nothing that speaks of the system",
        ),
    ],
)
def test_the_steering_is_asked_of_the_quarters_from_the_first_decision_on(
    make_repository: MakeRepository,
    files: dict[str, str],
    day: date,
    level: Level,
    missing: list[str],
) -> None:
    made = make_repository({"nam/2025/nguon-luc.yaml": "people_in_charge: 3\n", **files})
    proof = PROBES["steering-kept-up"].ask(ground(load(made, day)))
    assert proof.level is level
    assert [said.text.split(" không")[0] for said in proof.against] == missing


@pytest.mark.parametrize("name", PROBES)
def test_every_probe_finds_fault_and_says_with_what_and_what_to_do(
    name: str, proofs: Mapping[str, Mapping[str, Proof]]
) -> None:
    found = [proofs[year][name] for year in ("flawed", "bare")]
    faulty = [proof for proof in found if proof.level in (Level.NONE, Level.PART) or proof.against]
    assert faulty
    for proof in faulty:
        assert proof.against
        assert proof.raise_by is not None


@pytest.mark.parametrize("year", ["flawed", "bare"])
def test_nothing_is_fully_proved_that_has_something_against_it(
    year: str, proofs: Mapping[str, Mapping[str, Proof]]
) -> None:
    assert [
        name for name, proof in proofs[year].items() if proof.level is Level.FULL and proof.against
    ] == []


@pytest.mark.parametrize("table", pack_ids(PackKind.SCORING))
def test_every_probe_that_a_pack_names_exists(table: str) -> None:
    named = {name for row in load_scoring_table(table).rows for name in row.probes}
    assert named - PROBES.keys() == set()


@pytest.mark.parametrize("table", pack_ids(PackKind.SCORING))
def test_every_row_has_a_probe_or_says_what_to_attach(table: str) -> None:
    assert [
        row.id for row in load_scoring_table(table).leaves if not (row.probes or row.attach)
    ] == []


def test_most_rows_of_the_table_of_dak_nong_have_probes() -> None:
    leaves = load_scoring_table("dak-nong-2020").leaves
    assert (len([row for row in leaves if row.probes]), len(leaves)) == (78, 87)


def test_a_probe_is_named_once_and_in_words() -> None:
    assert all(name == probe.name and probe.title for name, probe in PROBES.items())


LATER = date(2025, 5, 31)


@pytest.mark.parametrize(
    ("name", "level"),
    [
        pytest.param("audit-coverage", Level.NONE, id="the audit of June"),
        pytest.param("review-held", Level.NONE, id="the review of September"),
        pytest.param("announced", Level.NONE, id="the announcement of October"),
        pytest.param("validity-confirmed", Level.NONE, id="the confirmation of September"),
        pytest.param("corrections-done", Level.UNKNOWN, id="the nonconformity of June"),
        pytest.param("plan-issued", Level.FULL, id="the plan of January"),
        pytest.param("training-held", Level.FULL, id="the course of March"),
    ],
)
def test_what_came_after_the_day_does_not_count(
    name: str, level: Level, make_repository: MakeRepository
) -> None:
    files = {path: text for path, text in WHOLE.items() if isinstance(text, str)}
    assert PROBES[name].ask(ground(load(make_repository(files), LATER))).level is level


@pytest.mark.parametrize(
    ("units", "rounds", "level"),
    [
        pytest.param("[van-phong, kinh-te]", 1, Level.FULL, id="all units"),
        pytest.param("[van-phong]", 1, Level.NONE, id="half of the units is not over half"),
        pytest.param("[]", 1, Level.FULL, id="without units, all rounds"),
        pytest.param("[]", 2, Level.NONE, id="without units, one round of two"),
    ],
)
def test_more_than_half_must_be_audited(
    units: str, rounds: int, level: Level, make_repository: MakeRepository
) -> None:
    planned = "".join(f"  - {{id: dot-{each}, state: ke-hoach}}\n" for each in range(2, rounds + 1))
    record = (
        "rounds:\n  - {id: dot-1, state: da-danh-gia, held: 2025-06-02, units: "
        f"{units}}}\n{planned}"
    )
    root: Path = make_repository({"nam/2025/danh-gia-noi-bo.yaml": record})
    assert PROBES["audit-coverage"].ask(ground(load(root, END))).level is level


def test_every_counter_evidence_is_watched_by_one_rule_and_looked_for_by_some_probe() -> None:
    rules = (
        qms804_audit_scored_not_done,
        qms805_internal_activities_scored,
        qms806_late_law_scored,
        qms807_review_scored_not_recorded,
        qms808_announcement_scored_not_done,
        qms809_score_without_record,
    )
    watched = [counter for rule in rules for counter in rule._OBJECTIONS]
    assert sorted(watched) == sorted(Counter)
    assert {counter for probe in PROBES.values() for counter in probe.counters} == set(Counter)


def test_a_probe_gives_no_counter_evidence_for_a_rule_that_does_not_ask_it(
    proofs: Mapping[str, Mapping[str, Proof]],
) -> None:
    # These speak of the announcement and of the policy once more; the first row that does is told
    # by the rule.
    others = {"announced-again"} | {
        name for name in PROBES if name.startswith("policy-") and name != "policy-documented"
    }
    for found in proofs.values():
        for name, proof in found.items():
            named = {one.name for one in proof.against if one.name}
            assert named <= PROBES[name].counters or name in others


@pytest.mark.parametrize("named", ["kinh-te", "Phòng Kinh tế"], ids=["by its key", "by its name"])
def test_a_unit_of_the_scope_is_one_unit_however_it_is_named(
    named: str, make_repository: MakeRepository
) -> None:
    files = {
        "boi-canh/pham-vi.yaml": f"statement: Giải quyết thủ tục\nunits: [{named}]\n",
        "nam/2025/danh-gia-noi-bo.yaml": (
            "rounds:\n  - {id: dot-1, state: da-danh-gia, held: 2025-06-02, units: [kinh-te]}\n"
        ),
    }
    repository = load(make_repository(files), END)
    assert PROBES["audit-coverage"].ask(ground(repository)).level is Level.FULL
    assert units_in_scope(repository) == ("kinh-te",)


def laws(*applied: str) -> dict[str, str]:
    """Laws in effect from 1 January 2025 that change documents, each followed on its day."""
    rows = (
        f"  - {{number: {number}/2025/NĐ-CP, title: Nghị định, issuer: Chính phủ, "
        f"effective: 2025-01-01, affects: [QT-01]{day and f', applied: {day}'}}}\n"
        for number, day in enumerate(applied, start=1)
    )
    return {
        "ben-ngoai/van-ban.yaml": f"documents:\n{''.join(rows)}",
        "nam/2025/nguon-luc.yaml": "people_in_charge: 3\n",
    }


@pytest.mark.parametrize(
    ("applied", "level"),
    [
        pytest.param("2025-04-01", Level.FULL, id="on the last of the three months' days"),
        pytest.param("2025-04-02", Level.NONE, id="a day late"),
        pytest.param("", Level.NONE, id="never"),
    ],
)
def test_a_law_is_followed_within_three_months_to_the_day(
    make_repository: MakeRepository, applied: str, level: Level
) -> None:
    made = make_repository(laws(applied))
    assert PROBES["laws-applied"].ask(ground(load(made, END))).level is level


@pytest.mark.parametrize(
    ("day", "level"),
    [
        pytest.param(date(2025, 4, 1), Level.UNKNOWN, id="on the last day"),
        pytest.param(date(2025, 4, 2), Level.NONE, id="once it is over"),
    ],
)
def test_a_law_is_not_held_against_anybody_while_its_time_runs(
    make_repository: MakeRepository, day: date, level: Level
) -> None:
    made = make_repository(laws(""))
    assert PROBES["laws-applied"].ask(ground(load(made, day))).level is level


@pytest.mark.parametrize(
    ("late", "others"),
    [(1, ""), (2, " và 1 văn bản khác"), (3, " và 2 văn bản khác")],
)
def test_the_first_late_law_is_named_and_the_others_counted(
    make_repository: MakeRepository, late: int, others: str
) -> None:
    made = make_repository(laws(*[""] * late))
    (against,) = PROBES["laws-applied"].ask(ground(load(made, END))).against
    assert against.text == (
        f"«1/2025/NĐ-CP» (có hiệu lực từ 01/01/2025){others} quá 3 tháng mới cập nhật, "
        "hoặc chưa cập nhật vào hệ thống"
    )


def test_an_altered_text_is_shown_at_the_line_that_was_altered(
    proofs: Mapping[str, Mapping[str, Proof]],
) -> None:
    path = "tai-lieu/noi-bo/QT-NB-01.md"
    altered = ALTERED[path].split("\n")
    (against,) = proofs["flawed"]["texts-unaltered"].against
    told = [place for place in against.places if str(place.path) == path]
    assert [place.route for place in told] == [()]
    assert [altered[place.line - 1] for place in told if place.line] == ["Sửa thẳng."]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        pytest.param({"nam/2025/so-lieu.yaml": "documents: 4\n"}, [], id="none of the registers"),
        pytest.param(
            {"nam/2025/nguon-luc.yaml": "people_in_charge: 3\n"},
            ["Kho giữ 1 sổ, hồ sơ của năm 2025"],
            id="one of them",
        ),
    ],
)
def test_the_registers_of_a_year_are_told_where_there_are_any(
    make_repository: MakeRepository, files: dict[str, str], told: list[str]
) -> None:
    proof = PROBES["registers-kept"].ask(ground(load(make_repository(files), END)))
    assert [said.text for said in proof.evidence] == told
    assert len(proof.against) == 1


@pytest.mark.parametrize(
    ("unit", "level", "route"),
    [
        pytest.param("", Level.FULL, ("objectives", 0), id="of the whole agency"),
        pytest.param(", unit: van-phong", Level.NONE, ("objectives",), id="of a unit only"),
    ],
)
def test_one_objective_is_a_common_one_where_it_names_no_unit(
    make_repository: MakeRepository, unit: str, level: Level, route: tuple[str | int, ...]
) -> None:
    record = f"objectives:\n  - {{id: dung-han, text: Đúng hạn{unit}}}\n"
    made = make_repository({"nam/2025/muc-tieu.yaml": record})
    proof = PROBES["objectives-common"].ask(ground(load(made, END)))
    places = [said.place for said in proof.evidence]
    places += [place for against in proof.against for place in against.places]
    assert proof.level is level
    assert [place.route for place in places if place] == [route]


@pytest.mark.parametrize(
    ("day", "level"),
    [
        pytest.param(date(2025, 6, 30), Level.UNKNOWN, id="the day before"),
        pytest.param(date(2025, 7, 1), Level.FULL, id="on its day"),
    ],
)
def test_an_update_of_an_objective_counts_from_its_day_on(
    make_repository: MakeRepository, day: date, level: Level
) -> None:
    record = "objectives:\n  - {id: dung-han, text: Đúng hạn, updated: 2025-07-01}\n"
    made = make_repository({"nam/2025/muc-tieu.yaml": record})
    assert PROBES["objectives-updated"].ask(ground(load(made, day))).level is level


@pytest.mark.parametrize(
    "told",
    [
        pytest.param("held: 2025-06-15", id="its day"),
        pytest.param("document: Công văn số 12/UBND ngày 15/6/2025", id="the day of its paper"),
    ],
)
@pytest.mark.parametrize(
    ("day", "level"),
    [
        pytest.param(date(2025, 6, 14), Level.UNKNOWN, id="the day before"),
        pytest.param(date(2025, 6, 15), Level.FULL, id="on the day"),
    ],
)
def test_a_course_was_held_from_its_day_on(
    make_repository: MakeRepository, told: str, day: date, level: Level
) -> None:
    record = f"sessions:\n  - {{subject: Nhận thức, {told}}}\n"
    made = make_repository({"nam/2025/dao-tao.yaml": record})
    assert PROBES["training-held"].ask(ground(load(made, day))).level is level
