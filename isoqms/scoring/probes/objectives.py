"""Probes of the quality objectives: what they are, how they are planned, what came of them (6.2, 9.1.1)."""

from collections.abc import Callable
from typing import Final

from isoqms.model.control.decision import DecisionKind
from isoqms.model.planning.objectives import Objective, ObjectiveRegister
from isoqms.repository.content import Entry
from isoqms.scoring.counters import Counter
from isoqms.scoring.ground import Ground, by_decision, few
from isoqms.scoring.probing import Probe
from isoqms.scoring.proof import Against, Effort, Level, Proof, Raise, Said, full, none, shared, unknown
from isoqms.wording import number

_DECIDE: Final = Raise(
    "Lập mục tiêu chất lượng của năm, trình ký cùng chính sách.", "isoqms decision policy-objectives", Effort.PAPER
)


def _register(ground: Ground) -> Entry[ObjectiveRegister] | Proof:
    """The year's objectives; where it keeps none, what is to say of that: by decision elsewhere, or not at all."""
    entry = ground.year.objectives
    if entry and entry.record.objectives:
        return entry
    if entry and entry.record.decision:
        return unknown(_DECIDE, Said(f"Mục tiêu ban hành theo {entry.record.decision}", entry.at("decision")))
    against = Against(
        f"năm {ground.year.year} không ghi mục tiêu chất lượng nào", name=Counter.OBJECTIVES_NONE, missing=True
    )
    return none(against, _DECIDE)


Met = Callable[[Ground, Objective], bool]


def _each(met: Met, said: str, lacking: str, raise_by: Raise, *, planned: bool = False) -> Callable[[Ground], Proof]:
    """The share of the objectives that meet something.

    Where none does and the decision carries the plan to reach them (`planned`), the paper may say what is not here.
    """

    def ask(ground: Ground) -> Proof:
        entry = _register(ground)
        if isinstance(entry, Proof):
            return entry
        objectives = entry.record.objectives
        bare = [(index, each) for index, each in enumerate(objectives) if not met(ground, each)]
        done = len(objectives) - len(bare)
        if planned and not done:
            papers = _plans(ground)
            if papers:
                return unknown(raise_by, *papers)
        evidence = (Said(f"{number(done)} trong {number(len(objectives))} mục tiêu {said}", entry.at("objectives")),)
        against = Against(
            f"{number(len(bare))} trong {number(len(objectives))} mục tiêu {lacking}: "
            f"{few(f'«{each.id}»' for _, each in bare)}",
            tuple(entry.at("objectives", index) for index, _ in bare),
            missing=planned,
        )
        return shared(done, len(objectives), evidence if done else (), against, raise_by)

    return ask


def _plans(ground: Ground) -> tuple[Said, ...]:
    return tuple(
        by_decision(entry, entry.record.summary)
        for entry in ground.decided(DecisionKind.POLICY_OBJECTIVES, DecisionKind.PLAN)
        if entry.record.signed.year == ground.year.year and "kế hoạch thực hiện" in entry.record.summary.lower()
    )


def _measurable(_: Ground, each: Objective) -> bool:
    return each.target is not None and bool(each.measure or each.figure)


def _follow_policy(ground: Ground) -> Proof:
    entry = _register(ground)
    if isinstance(entry, Proof):
        return entry
    objectives = entry.record.objectives
    bare = [(index, each) for index, each in enumerate(objectives) if not each.policy]
    raise_by = Raise("Ghi ở từng mục tiêu câu của chính sách mà nó thực hiện (policy).", "isoqms export muc-tieu")
    if len(bare) == len(objectives):
        # That nobody wrote it down does not say that they disagree.
        return unknown(raise_by)
    done = len(objectives) - len(bare)
    evidence = (Said(f"{number(done)} mục tiêu dẫn câu của chính sách", entry.at("objectives")),)
    against = Against(
        f"{number(len(bare))} mục tiêu chưa dẫn câu của chính sách",
        tuple(entry.at("objectives", index) for index, _ in bare),
        missing=True,
    )
    return shared(done, len(objectives), evidence, against, raise_by)


def _common(ground: Ground) -> Proof:
    entry = _register(ground)
    if isinstance(entry, Proof):
        return entry
    common = [index for index, each in enumerate(entry.record.objectives) if each.unit is None]
    raise_by = Raise("Lập mục tiêu chung của cơ quan (bỏ trống unit) vào muc-tieu.yaml.", "isoqms new objective")
    if common:
        return full(Said(f"{number(len(common))} mục tiêu chung", entry.at("objectives", common[0])))
    return none(Against("mọi mục tiêu đều là của đơn vị, chưa có mục tiêu chung", (entry.at("objectives"),)), raise_by)


def _of_units(ground: Ground) -> Proof:
    entry, agency = _register(ground), ground.repository.agency.record
    if isinstance(entry, Proof):
        return entry
    units = {unit.key for unit in agency.units}
    having = {each.unit for each in entry.record.objectives if each.unit} & units
    raise_by = Raise("Lập mục tiêu cho từng đơn vị vào muc-tieu.yaml.", "isoqms new objective", Effort.PAPER)
    if not units:
        return unknown(raise_by)
    left = [agency.unit_name(unit) for unit in sorted(units - having)]
    first = next((i for i, each in enumerate(entry.record.objectives) if each.unit in having), 0)
    said = f"{number(len(having))} trong {number(len(units))} đơn vị có mục tiêu riêng"
    evidence = (Said(said, entry.at("objectives", first)),) if having else ()
    against = Against(
        f"{number(len(left))} trong {number(len(units))} đơn vị chưa có mục tiêu riêng: {few(left)}",
        (entry.at("objectives"),),
    )
    return shared(len(having), len(units), evidence, against, raise_by)


def _issued(ground: Ground) -> Proof:
    kept, entry = _register(ground), ground.year.objectives
    if isinstance(kept, Proof) and kept.level is Level.NONE:
        return kept
    decided = [e for e in ground.decided(DecisionKind.POLICY_OBJECTIVES) if e.record.signed.year == ground.year.year]
    if decided:
        return full(by_decision(decided[-1], decided[-1].record.summary))
    if entry and entry.record.decision:
        return full(Said(f"Mục tiêu ban hành theo {entry.record.decision}", entry.at("decision")))
    against = Against("chưa có quyết định nào ban hành mục tiêu của năm", (entry.at(),) if entry else (), missing=True)
    return none(against, _DECIDE)


def _communicated(ground: Ground) -> Proof:
    entry = _register(ground)
    if isinstance(entry, Proof):
        return entry
    objectives = entry.record.objectives
    told = [index for index, each in enumerate(objectives) if each.communicated]
    raise_by = Raise("Ghi đã phổ biến mục tiêu cho ai, bằng cách nào (communicated).", "isoqms export muc-tieu")
    if not told:
        papers = tuple(said for said in ground.mentions("phổ biến") if "mục tiêu" in said.text.lower())
        if papers:
            return unknown(raise_by, *papers)
        return none(Against("chưa ghi đã phổ biến mục tiêu nào", (entry.at("objectives"),), missing=True), raise_by)
    evidence = (Said(f"Đã phổ biến: {objectives[told[0]].communicated}", entry.at("objectives", told[0])),)
    against = Against(
        f"{number(len(objectives) - len(told))} mục tiêu chưa ghi đã phổ biến", (entry.at("objectives"),), missing=True
    )
    return shared(len(told), len(objectives), evidence, against, raise_by)


def _updated(ground: Ground) -> Proof:
    """What speaks: an update that is recorded, and objectives left to units that are no more."""
    entry, agency = _register(ground), ground.repository.agency.record
    if isinstance(entry, Proof):
        return entry
    units = {unit.key for unit in agency.units}
    objectives = entry.record.objectives
    stale = [(index, each) for index, each in enumerate(objectives) if each.unit and each.unit not in units]
    raise_by = Raise("Khi có thay đổi thì sửa mục tiêu và ghi ngày cập nhật (updated).", "isoqms update objective")
    if stale:
        against = Against(
            f"mục tiêu {few(f'«{each.id}»' for _, each in stale)} giao cho đơn vị không còn trong isoqms.yaml",
            tuple(entry.at("objectives", index, "unit") for index, _ in stale),
        )
        return shared(len(objectives) - len(stale), len(objectives), (), against, raise_by)
    changed = [(i, each) for i, each in enumerate(objectives) if each.updated and each.updated <= ground.day]
    if changed:
        index, each = changed[0]
        return full(Said(f"Mục tiêu «{each.id}» cập nhật trong năm", entry.at("objectives", index, "updated")))
    # Where nothing has changed there is nothing to update.
    return unknown()


def _plan_complete(ground: Ground, each: Objective) -> bool:
    roles = {role.key for role in ground.repository.agency.record.roles}
    return bool(each.actions) and all(action.role in roles for action in each.actions)


def _reported(_: Ground, each: Objective) -> bool:
    return any(result.value is not None for result in each.results)


_PLAN: Final = Raise(
    "Ghi kế hoạch thực hiện của từng mục tiêu: việc, nguồn lực, ai, khi nào, đánh giá.", "isoqms export muc-tieu"
)
_MEASURE: Final = Raise("Ghi cách đo và giá trị phải đạt cho từng mục tiêu.", "isoqms export muc-tieu")
_RESULTS: Final = Raise("Ghi kết quả theo kỳ của từng mục tiêu.", "isoqms update objective", Effort.RECORD)

PROBES: Final = (
    Probe(
        "objectives-measurable",
        "Mọi mục tiêu có cách đo và giá trị phải đạt",
        _each(_measurable, "đo được", "chưa có cách đo hoặc giá trị phải đạt", _MEASURE),
        frozenset({Counter.OBJECTIVES_NONE}),
    ),
    Probe(
        "objectives-follow-policy",
        "Mọi mục tiêu dẫn câu của chính sách",
        _follow_policy,
        frozenset({Counter.OBJECTIVES_NONE}),
    ),
    Probe(
        "objectives-timed",
        "Mọi mục tiêu có thời hạn thực hiện",
        _each(lambda _, each: bool(each.actions), "có thời hạn", "chưa có thời hạn thực hiện", _PLAN, planned=True),
        frozenset({Counter.OBJECTIVES_NONE}),
    ),
    Probe("objectives-common", "Có mục tiêu chung của cơ quan", _common, frozenset({Counter.OBJECTIVES_NONE})),
    Probe("objectives-of-units", "Mọi đơn vị có mục tiêu riêng", _of_units, frozenset({Counter.OBJECTIVES_NONE})),
    Probe(
        "objectives-issued",
        "Mục tiêu của năm được ban hành bằng quyết định",
        _issued,
        frozenset({Counter.OBJECTIVES_NONE}),
    ),
    Probe(
        "objectives-communicated", "Mọi mục tiêu đã được phổ biến", _communicated, frozenset({Counter.OBJECTIVES_NONE})
    ),
    Probe(
        "objectives-updated", "Mục tiêu được cập nhật khi có thay đổi", _updated, frozenset({Counter.OBJECTIVES_NONE})
    ),
    Probe(
        "objectives-planned",
        "Mọi mục tiêu có kế hoạch thực hiện",
        _each(
            lambda _, each: bool(each.actions),
            "có kế hoạch thực hiện",
            "chưa có kế hoạch thực hiện",
            _PLAN,
            planned=True,
        ),
        frozenset({Counter.OBJECTIVES_NONE}),
    ),
    Probe(
        "objectives-plan-complete",
        "Kế hoạch của mọi mục tiêu đủ điểm a đến e của 6.2.2, giao cho vai trò có thật",
        _each(_plan_complete, "có kế hoạch đủ điểm a đến e", "có kế hoạch chưa đủ điểm a đến e", _PLAN, planned=True),
        frozenset({Counter.OBJECTIVES_NONE}),
    ),
    Probe(
        "objectives-reported",
        "Mọi mục tiêu có kết quả theo kỳ",
        _each(_reported, "có kết quả", "chưa có kết quả", _RESULTS),
        frozenset({Counter.OBJECTIVES_NONE}),
    ),
)
