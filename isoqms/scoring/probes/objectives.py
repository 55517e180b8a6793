"""Probes of the quality objectives: what they are, how planned, what came of them (6.2, 9.1.1)."""

from collections.abc import Callable
from typing import Final

from isoqms.model.control.decision import DecisionKind
from isoqms.model.layout import file_of
from isoqms.model.planning.objectives import Objective
from isoqms.repository.entry import Row
from isoqms.scoring.counters import Counter
from isoqms.scoring.ground import Ground, by_decision
from isoqms.scoring.probing import Probe
from isoqms.scoring.proof import (
    Against,
    Effort,
    Level,
    Proof,
    Raise,
    Said,
    full,
    none,
    shared,
    unknown,
)
from isoqms.wording import listed, number

_DECIDE: Final = Raise(
    "Lập mục tiêu chất lượng của năm, trình ký cùng chính sách.",
    "isoqms decision policy-objectives",
    Effort.PAPER,
)


def _objectives(ground: Ground) -> tuple[Row[Objective], ...] | Proof:
    """The year's objectives.

    Without any, what is to say of that: by decision elsewhere, or none.
    """
    entry, rows = ground.year.objectives, ground.year.rows.objectives
    if rows:
        return rows
    if entry and entry.record.decision:
        return unknown(
            _DECIDE, Said(f"Mục tiêu ban hành theo {entry.record.decision}", entry.at("decision"))
        )
    against = Against(
        f"năm {ground.year.year} không ghi mục tiêu chất lượng nào",
        name=Counter.OBJECTIVES_NONE,
        missing=True,
    )
    return none(against, _DECIDE)


Met = Callable[[Ground, Objective], bool]


def _each(
    met: Met, said: str, lacking: str, raise_by: Raise, *, planned: bool = False
) -> Callable[[Ground], Proof]:
    """The share of the objectives that meet something.

    Where none does and the decision carries the plan to reach them (`planned`), the paper may say
    what is not here.
    """

    def ask(ground: Ground) -> Proof:
        objectives = _objectives(ground)
        if isinstance(objectives, Proof):
            return objectives
        bare = [row for row in objectives if not met(ground, row.record)]
        done = len(objectives) - len(bare)
        if planned and not done:
            papers = _plans(ground)
            if papers:
                return unknown(raise_by, *papers)
        words = f"{number(done)} trong {number(len(objectives))} mục tiêu {said}"
        evidence = (Said(words, objectives[0].list_place),)
        against = Against(
            f"{number(len(bare))} trong {number(len(objectives))} mục tiêu {lacking}: "
            f"{listed(f'«{row.record.text}»' for row in bare)}",
            tuple(row.place for row in bare),
            missing=planned,
        )
        return shared(done, len(objectives), evidence if done else (), against, raise_by)

    return ask


def _plans(ground: Ground) -> tuple[Said, ...]:
    return tuple(
        by_decision(entry, entry.record.summary)
        for entry in ground.decided(DecisionKind.POLICY_OBJECTIVES, DecisionKind.PLAN)
        if entry.record.signed.year == ground.year.year
        and "kế hoạch thực hiện" in entry.record.summary.lower()
    )


def _measurable(_: Ground, each: Objective) -> bool:
    return each.target is not None and bool(each.measure or each.figure)


def _follow_policy(ground: Ground) -> Proof:
    objectives = _objectives(ground)
    if isinstance(objectives, Proof):
        return objectives
    bare = [row for row in objectives if not row.record.policy]
    raise_by = Raise(
        "Ghi ở từng mục tiêu câu của chính sách mà nó thực hiện.", "isoqms export muc-tieu"
    )
    if len(bare) == len(objectives):
        # That nobody wrote it down does not say that they disagree.
        return unknown(raise_by)
    done = len(objectives) - len(bare)
    words = f"{number(done)} mục tiêu dẫn câu của chính sách"
    evidence = (Said(words, objectives[0].list_place),)
    against = Against(
        f"{number(len(bare))} mục tiêu chưa dẫn câu của chính sách",
        tuple(row.place for row in bare),
        missing=True,
    )
    return shared(done, len(objectives), evidence, against, raise_by)


def _common(ground: Ground) -> Proof:
    objectives = _objectives(ground)
    if isinstance(objectives, Proof):
        return objectives
    common = [row for row in objectives if row.record.unit is None]
    raise_by = Raise(
        f"Lập mục tiêu chung của cơ quan (bỏ trống «Đơn vị», unit) vào {file_of('muc-tieu')}.",
        "isoqms new objective",
    )
    if common:
        return full(Said(f"{number(len(common))} mục tiêu chung", common[0].place))
    words = "mọi mục tiêu đều là của đơn vị, chưa có mục tiêu chung"
    return none(Against(words, (objectives[0].list_place,)), raise_by)


def _of_units(ground: Ground) -> Proof:
    objectives, agency = _objectives(ground), ground.repository.agency.record
    if isinstance(objectives, Proof):
        return objectives
    units = {unit.key for unit in agency.units}
    own = [row for row in objectives if row.record.unit in units]
    having = {row.record.unit for row in own if row.record.unit}
    words = f"Lập mục tiêu cho từng đơn vị vào {file_of('muc-tieu')}."
    raise_by = Raise(words, "isoqms new objective", Effort.PAPER)
    if not units:
        return unknown(raise_by)
    left = [agency.unit_name(unit.key) for unit in agency.units if unit.key not in having]
    said = f"{number(len(having))} trong {number(len(units))} đơn vị có mục tiêu riêng"
    evidence = (Said(said, own[0].place),) if own else ()
    against = Against(
        f"{number(len(left))} trong {number(len(units))} đơn vị chưa có mục tiêu riêng: "
        f"{listed(left)}",
        (objectives[0].list_place,),
    )
    return shared(len(having), len(units), evidence, against, raise_by)


def _issued(ground: Ground) -> Proof:
    kept, entry = _objectives(ground), ground.year.objectives
    if isinstance(kept, Proof) and kept.level is Level.NONE:
        return kept
    decided = [
        e
        for e in ground.decided(DecisionKind.POLICY_OBJECTIVES)
        if e.record.signed.year == ground.year.year
    ]
    if decided:
        return full(by_decision(decided[-1], decided[-1].record.summary))
    if entry and entry.record.decision:
        return full(Said(f"Mục tiêu ban hành theo {entry.record.decision}", entry.at("decision")))
    against = Against(
        "chưa có quyết định nào ban hành mục tiêu của năm",
        (entry.at(),) if entry else (),
        missing=True,
    )
    return none(against, _DECIDE)


def _communicated(ground: Ground) -> Proof:
    objectives = _objectives(ground)
    if isinstance(objectives, Proof):
        return objectives
    place = objectives[0].list_place
    told = [row for row in objectives if row.record.communicated]
    raise_by = Raise(
        "Ghi đã phổ biến mục tiêu cho ai, bằng cách nào (communicated).", "isoqms export muc-tieu"
    )
    if not told:
        papers = tuple(
            said for said in ground.mentions("phổ biến") if "mục tiêu" in said.text.lower()
        )
        if papers:
            return unknown(raise_by, *papers)
        words = "chưa ghi đã phổ biến mục tiêu nào"
        return none(Against(words, (place,), missing=True), raise_by)
    evidence = (Said(f"Đã phổ biến: {told[0].record.communicated}", told[0].place),)
    words = f"{number(len(objectives) - len(told))} mục tiêu chưa ghi đã phổ biến"
    against = Against(words, (place,), missing=True)
    return shared(len(told), len(objectives), evidence, against, raise_by)


def _updated(ground: Ground) -> Proof:
    """What speaks: an update that is recorded, and objectives left to units that are no more."""
    objectives, agency = _objectives(ground), ground.repository.agency.record
    if isinstance(objectives, Proof):
        return objectives
    units = {None, *(unit.key for unit in agency.units)}
    stale = [row for row in objectives if row.record.unit not in units]
    raise_by = Raise(
        "Khi có thay đổi thì sửa mục tiêu và ghi ngày cập nhật.",
        "isoqms update objective",
    )
    if stale:
        named = listed(f"«{row.record.text}»" for row in stale)
        against = Against(
            f"mục tiêu {named} giao cho đơn vị không còn trong {file_of('isoqms')}",
            tuple(row.at("unit") for row in stale),
        )
        return shared(len(objectives) - len(stale), len(objectives), (), against, raise_by)
    for row in objectives:
        if row.record.updated and row.record.updated <= ground.day:
            words = f"Mục tiêu «{row.record.text}» cập nhật trong năm"
            return full(Said(words, row.at("updated")))
    # Where nothing has changed there is nothing to update.
    return unknown()


def _plan_complete(ground: Ground, each: Objective) -> bool:
    roles = {role.key for role in ground.repository.agency.record.roles}
    return bool(each.actions) and all(action.role in roles for action in each.actions)


def _reported(_: Ground, each: Objective) -> bool:
    return any(result.value is not None for result in each.results)


_PLAN: Final = Raise(
    "Ghi kế hoạch thực hiện của từng mục tiêu: việc, nguồn lực, ai, khi nào, đánh giá.",
    "isoqms export muc-tieu",
)
_MEASURE: Final = Raise(
    "Ghi cách đo và giá trị phải đạt cho từng mục tiêu.", "isoqms export muc-tieu"
)
_RESULTS: Final = Raise(
    "Ghi kết quả theo kỳ của từng mục tiêu.", "isoqms update objective", Effort.RECORD
)

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
        _each(
            lambda _, each: bool(each.actions),
            "có thời hạn",
            "chưa có thời hạn thực hiện",
            _PLAN,
            planned=True,
        ),
        frozenset({Counter.OBJECTIVES_NONE}),
    ),
    Probe(
        "objectives-common",
        "Có mục tiêu chung của cơ quan",
        _common,
        frozenset({Counter.OBJECTIVES_NONE}),
    ),
    Probe(
        "objectives-of-units",
        "Mọi đơn vị có mục tiêu riêng",
        _of_units,
        frozenset({Counter.OBJECTIVES_NONE}),
    ),
    Probe(
        "objectives-issued",
        "Mục tiêu của năm được ban hành bằng quyết định",
        _issued,
        frozenset({Counter.OBJECTIVES_NONE}),
    ),
    Probe(
        "objectives-communicated",
        "Mọi mục tiêu đã được phổ biến",
        _communicated,
        frozenset({Counter.OBJECTIVES_NONE}),
    ),
    Probe(
        "objectives-updated",
        "Mục tiêu được cập nhật khi có thay đổi",
        _updated,
        frozenset({Counter.OBJECTIVES_NONE}),
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
        _each(
            _plan_complete,
            "có kế hoạch đủ điểm a đến e",
            "có kế hoạch chưa đủ điểm a đến e",
            _PLAN,
            planned=True,
        ),
        frozenset({Counter.OBJECTIVES_NONE}),
    ),
    Probe(
        "objectives-reported",
        "Mọi mục tiêu có kết quả theo kỳ",
        _each(_reported, "có kết quả", "chưa có kết quả", _RESULTS),
        frozenset({Counter.OBJECTIVES_NONE}),
    ),
)
