"""The registers of planning as sheets: context, scope, plan, objectives, risks, resources."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from isoqms import packs
from isoqms.errors import IsoqmsError
from isoqms.facts.planning.objectives import Outcome, has_begun, measured, outcomes, quarter_of
from isoqms.facts.planning.risks import level, level_after
from isoqms.model.packs.certainty import Certainty
from isoqms.model.packs.spending import SpendingPack
from isoqms.model.planning.context import (
    ContextIssue,
    ContextRegister,
    Exclusion,
    InterestedParty,
    Origin,
    PartyRegister,
    Scope,
)
from isoqms.model.planning.objectives import ObjectiveRegister, ObjectiveResult
from isoqms.model.planning.plan import PlannedTask, YearPlan
from isoqms.model.planning.resources import BudgetLine, PersonInCharge, Resources
from isoqms.model.planning.risks import Risk, RiskKind, RiskRegister
from isoqms.pages.layout.sheets import Cell, Sheet
from isoqms.pages.planning.policy_objectives import target
from isoqms.pages.records.columns import Told, register
from isoqms.pages.records.ground import Ground, amount, count, held, joined
from isoqms.wording import date_short, number, roman

_ORIGINS: Final = {Origin.INTERNAL: "Bên trong", Origin.EXTERNAL: "Bên ngoài"}
_KINDS: Final = {RiskKind.RISK: "Rủi ro", RiskKind.OPPORTUNITY: "Cơ hội"}
_MET: Final = {True: "Đạt", False: "Chưa đạt", None: "Chưa đủ số liệu"}
_QUARTERS: Final = (1, 2, 3, 4)


def context(ground: Ground) -> tuple[Sheet, ...]:
    """The issues inside and outside (bảng phân tích bối cảnh; 4.1)."""
    title = "Bảng phân tích bối cảnh"
    found = held(ground.repository.context, ContextRegister())
    columns: tuple[Told[ContextIssue], ...] = (
        Told("Nguồn", 19, lambda each: _ORIGINS[each.origin], centred=True),
        Told("Chủ đề", 30, lambda each: each.topic),
        Told("Vấn đề", 68, lambda each: each.issue),
        Told("Ảnh hưởng", 60, lambda each: each.effect),
        Told("Cách ứng phó", 60, lambda each: each.response),
    )
    issues = sorted(found.issues, key=lambda each: list(Origin).index(each.origin))
    notes = ground.notes(_reviewed(ground, found.reviewed), forms=(title,))
    return (register(title, columns, issues, notes, ground.unwritten()),)


def parties(ground: Ground) -> tuple[Sheet, ...]:
    """Who has a stake in the system (bảng các bên quan tâm; 4.2)."""
    title = "Bảng các bên quan tâm"
    found = held(ground.repository.parties, PartyRegister())
    columns: tuple[Told[InterestedParty], ...] = (
        Told("Bên quan tâm", 52, lambda each: each.name),
        Told("Nhu cầu, mong đợi", 95, lambda each: each.needs),
        Told("Cách theo dõi", 90, lambda each: each.monitoring),
    )
    notes = ground.notes(_reviewed(ground, found.reviewed), forms=(title,))
    return (register(title, columns, found.parties, notes, ground.unwritten()),)


def _reviewed(ground: Ground, day: date | None) -> str:
    found = ground.known(day)
    return f"Rà soát gần nhất ngày {date_short(found)}." if found else "Sổ chưa ghi ngày rà soát."


def scope(ground: Ground) -> tuple[Sheet, ...]:
    """What the system covers, and what is not applied with its reason (phạm vi áp dụng; 4.3)."""
    found = ground.repository.scope.record if ground.repository.scope else None
    columns: tuple[Told[tuple[str, str]], ...] = (
        Told("Mục", 57, lambda each: each[0]),
        Told("Nội dung", 180, lambda each: each[1]),
    )
    clauses: tuple[Told[Exclusion], ...] = (
        Told("Điều khoản", 30, lambda each: each.clause, centred=True),
        Told("Vì sao không áp dụng mà vẫn bảo đảm kết quả", 207, lambda each: each.justification),
    )
    name = ground.agency.standard_name
    return (
        register(
            "Phạm vi áp dụng Hệ thống quản lý chất lượng",
            columns,
            _covered(ground, found) if found else (),
            empty=ground.unwritten(),
        ),
        register(
            f"Điều khoản của {name} không áp dụng",
            clauses,
            found.exclusions if found else (),
            empty=f"Không có: mọi điều khoản của {name} được áp dụng",
        ),
    )


def _covered(ground: Ground, found: Scope) -> Iterator[tuple[str, str]]:
    yield "Phạm vi", found.statement
    yield from (("Sản phẩm, dịch vụ", service) for service in found.services)
    yield from (("Đơn vị áp dụng", ground.unit(unit)) for unit in found.units)
    yield from (("Hoạt động nội bộ được áp dụng", each) for each in found.internal_activities)


def plan(ground: Ground) -> tuple[Sheet, ...]:
    """The tasks of the year with what became of each (theo dõi thực hiện kế hoạch năm)."""
    title = "Bảng theo dõi thực hiện kế hoạch năm"
    found = held(ground.records.plan, YearPlan())
    columns: tuple[Told[PlannedTask], ...] = (
        Told("Công việc", 68, lambda each: each.task),
        Told("Chủ trì", 38, lambda each: ground.role(each.role)),
        Told("Thời hạn", 24, lambda each: each.due or "Thường xuyên", centred=True),
        Told("Sản phẩm", 38, lambda each: each.output or ""),
        Told("Tình trạng", 35, lambda each: ground.state(each.due, each.done), centred=True),
        Told("Bằng chứng", 34, lambda each: _evidence(ground, each)),
    )
    tasks = sorted(found.tasks, key=lambda each: each.due or date.max)
    notes = ground.notes(_by_plan(found), _progress(ground, tasks) if tasks else "")
    return (register(title, columns, tasks, notes, ground.unwritten()),)


def _evidence(ground: Ground, each: PlannedTask) -> str:
    return ground.evidence(each.evidence or "") if ground.known(each.done) else ""


def _by_plan(found: YearPlan) -> str:
    if not found.number:
        return ""
    signed = f" ngày {date_short(found.signed)}" if found.signed else ""
    return f"Theo Kế hoạch số {found.number}{signed}."


def _progress(ground: Ground, tasks: list[PlannedTask]) -> str:
    done = [each for each in tasks if ground.known(each.done)]
    late = sum(
        each.due is not None and each.done is not None and each.done > each.due for each in done
    )
    overdue = sum(ground.overdue(each.due, each.done) for each in tasks)
    after = f", trong đó {amount(late)} sau hạn" if late else ""
    return (
        f"Tổng số {amount(len(tasks))} công việc: đã xong {amount(len(done))}{after}; "
        f"quá hạn chưa xong {amount(overdue)}; còn lại {amount(len(tasks) - len(done) - overdue)}."
    )


def objectives(ground: Ground) -> tuple[Sheet, ...]:
    """The objectives: target, baseline, result by quarter, whether achieved (6.2, 9.1)."""
    title = "Báo cáo kết quả thực hiện mục tiêu chất lượng"
    found = outcomes(ground.repository, ground.year, ground.day)
    columns: tuple[Told[Outcome], ...] = (
        Told("Mục tiêu", 36, lambda each: each.objective.text),
        Told("Đơn vị", 22, lambda each: ground.unit(each.objective.unit) or "Toàn cơ quan"),
        Told("Chỉ tiêu", 22, lambda each: target(each.objective), centred=True),
        Told("Năm trước", 18, _baseline, centred=True),
        *(_quarter_column(ground, quarter) for quarter in _QUARTERS),
        Told("Kết quả trong kỳ", 24, _shown, centred=True),
        Told("Đạt, chưa đạt", 16, lambda each: _MET[each.met], centred=True),
        Told("Nguyên nhân, biện pháp, ghi chú", 27, lambda each: _remarks(ground, each)),
    )
    notes = _about_objectives(found) if found else ("",)
    decision = held(ground.records.objectives, ObjectiveRegister()).decision
    by = f"Mục tiêu ban hành theo Quyết định số {decision}." if decision else ""
    told = ground.notes(joined(by, notes[0], by=" "), *notes[1:], forms=(title,))
    return (register(title, columns, found, told, ground.unwritten()),)


def _about_objectives(found: Sequence[Outcome]) -> tuple[str, ...]:
    met = sum(each.met is True for each in found)
    missed = sum(each.met is False for each in found)
    told = (
        f"Tổng số {amount(len(found))} mục tiêu: đạt {amount(met)}, chưa đạt {amount(missed)}, "
        f"chưa đủ số liệu {amount(len(found) - met - missed)}."
    )
    how = (
        "Đạt hay chưa đạt được tính từ chỉ tiêu và kết quả gần nhất; "
        "mục tiêu gắn với số liệu hồ sơ lấy số liệu đó."
    )
    return told, how


def _baseline(found: Outcome) -> str:
    record = found.objective
    return "" if record.baseline is None else measured(record.baseline, record.unit_of_measure)


def _quarter_column(ground: Ground, quarter: int) -> Told[Outcome]:
    def cell(found: Outcome) -> str:
        value = None
        # Of two results of one quarter the last one counts.
        for each in _results(ground, found):
            if quarter_of(each.period) == quarter and each.value is not None:
                value = each.value
        return "" if value is None else measured(value, found.objective.unit_of_measure)

    return Told(f"Quý {roman(quarter)}", 18, cell, centred=True)


def _results(ground: Ground, found: Outcome) -> list[ObjectiveResult]:
    """The results of the periods that have begun by the day asked."""
    every = found.objective.results
    return [each for each in every if has_begun(each.period, ground.year, ground.day)]


def _shown(found: Outcome) -> str:
    return joined(found.shown, f"({found.source})" if found.source else "", by=" ")


def _remarks(ground: Ground, found: Outcome) -> str:
    told = (
        (each.period, joined(_apart(each, found), each.note, by=", "))
        for each in _results(ground, found)
    )
    return joined(*(f"{period}: {words}" for period, words in told if words))


def _apart(result: ObjectiveResult, found: Outcome) -> str:
    """The value of a result that has no column of its own: no quarter, and not what came of it."""
    if result.value is None or quarter_of(result.period):
        return ""
    if (result.value, result.period) == (found.value, found.source):
        return ""
    return measured(result.value, found.objective.unit_of_measure)


def risks(ground: Ground) -> tuple[Sheet, ...]:
    """Risks and opportunities with their scores, what is done about them, what is left (6.1)."""
    found = held(ground.records.risks, RiskRegister())
    every = sorted(found.risks, key=lambda each: (list(RiskKind).index(each.kind), -level(each)))
    return (_assessed(ground, every, found.acceptable), _acted_on(ground, every, found.acceptable))


def _assessed(ground: Ground, every: list[Risk], least: int) -> Sheet:
    title = "Bảng nhận diện, đánh giá rủi ro và cơ hội"
    columns: tuple[Told[Risk], ...] = (
        Told("Loại", 15, lambda each: _KINDS[each.kind], centred=True),
        Told("Quá trình", 24, lambda each: each.process),
        Told("Rủi ro, cơ hội", 32, lambda each: each.description),
        Told("Nguyên nhân", 28, lambda each: each.cause or ""),
        Told("Khả năng", 15, lambda each: str(each.likelihood), centred=True),
        Told("Mức độ", 14, lambda each: str(each.severity), centred=True),
        Told("Điểm", 15, lambda each: str(level(each)), centred=True),
        Told("Xếp mức", 20, lambda each: _rank(level(each), least, each.kind), centred=True),
        Told("Biện pháp", 30, lambda each: each.action or ""),
        Told("Trách nhiệm", 20, lambda each: ground.role(each.role)),
        Told("Hạn", 24, lambda each: each.due, centred=True),
    )
    about = _about_risks(every, least) if every else ()
    notes = ground.notes(*about, *_misstated(every), forms=(title,))
    return register(title, columns, every, notes, ground.unwritten())


def _about_risks(every: list[Risk], least: int) -> tuple[str, str]:
    dangers = [each for each in every if each.kind is RiskKind.RISK]
    above = sum(level(each) >= least for each in dangers)
    how = (
        "Điểm = khả năng × mức độ, mỗi phần từ 1 đến 5; "
        f"rủi ro từ {amount(least)} điểm trở lên phải có biện pháp."
    )
    amounts = (
        f"{amount(len(dangers))} rủi ro, trong đó {amount(above)} từ ngưỡng trở lên; "
        f"{amount(len(every) - len(dangers))} cơ hội."
    )
    return how, amounts


def _rank(score: int, least: int, kind: RiskKind) -> str:
    if kind is RiskKind.OPPORTUNITY:
        return "Nên thực hiện" if score >= least else "Theo dõi"
    return "Phải có biện pháp" if score >= least else "Chấp nhận, theo dõi"


def _misstated(every: list[Risk]) -> Iterator[str]:
    """The scores that were written down and do not follow from their parts."""
    for each in every:
        if each.score is not None and each.score != level(each):
            yield (
                f"«{each.description}» đã ghi {number(each.score)} điểm; "
                f"tính ra {number(level(each))} điểm."
            )


def _acted_on(ground: Ground, every: list[Risk], least: int) -> Sheet:
    title = "Kế hoạch hành động giải quyết rủi ro và cơ hội"
    columns: tuple[Told[Risk], ...] = (
        Told("Rủi ro, cơ hội", 36, lambda each: each.description),
        Told("Hành động", 38, lambda each: each.action or ""),
        Told("Trách nhiệm", 25, lambda each: ground.role(each.role)),
        Told("Hạn", 24, lambda each: each.due, centred=True),
        Told("Tình trạng", 26, lambda each: _state(ground, each), centred=True),
        Told("Kết quả, hiệu lực", 36, lambda each: _result(ground, each)),
        Told("Điểm trước", 15, lambda each: str(level(each)), centred=True),
        Told("Điểm còn lại", 15, lambda each: _left_over(ground, each), centred=True),
        Told("Xếp mức còn lại", 22, lambda each: _rank_left(ground, each, least), centred=True),
    )
    acted = [each for each in every if each.action or each.done or each.result]
    bare = sum(_must_act(each, least) and not each.action for each in every)
    missing = f"{amount(bare)} rủi ro từ ngưỡng trở lên chưa có biện pháp." if bare else ""
    notes = ground.notes(missing, forms=(title,))
    none = f"Chưa có hành động nào (đến {date_short(ground.day)})"
    return register(title, columns, acted, notes, none)


def _must_act(each: Risk, least: int) -> bool:
    return each.kind is RiskKind.RISK and level(each) >= least


def _is_over(ground: Ground, each: Risk) -> bool:
    """Whether what is written of the outcome was known on the day asked."""
    return each.done is None or ground.known(each.done) is not None


def _state(ground: Ground, each: Risk) -> str:
    if each.done is None and each.result:
        return "Đã có kết quả"
    return ground.state(each.due, each.done)


def _result(ground: Ground, each: Risk) -> str:
    return (each.result or "") if _is_over(ground, each) else ""


def _left_level(ground: Ground, each: Risk) -> int | None:
    return level_after(each) if _is_over(ground, each) else None


def _left_over(ground: Ground, each: Risk) -> str:
    left = _left_level(ground, each)
    return "" if left is None else str(left)


def _rank_left(ground: Ground, each: Risk, least: int) -> str:
    left = _left_level(ground, each)
    return "" if left is None else _rank(left, least, each.kind)


def resources(ground: Ground) -> tuple[Sheet, ...]:
    """The money of the year and the people who keep the system (nguồn lực; 7.1)."""
    found = held(ground.records.resources, Resources())
    return (_budget(ground, found), _people(ground, found))


def _budget(ground: Ground, found: Resources) -> Sheet:
    pack = _spending(ground)
    # A ceiling that is not confirmed is never stated on a paper.
    sure = pack if pack and pack.certainty is Certainty.CONFIRMED else None
    columns: list[Told[BudgetLine]] = [
        Told("Khoản", 101 if sure else 135, lambda each: each.item),
        Told("Dự toán (triệu đồng)", 34, lambda each: count(each.planned), centred=True),
        Told("Đã chi (triệu đồng)", 34, lambda each: count(each.spent), centred=True),
        Told(
            "Chưa chi (triệu đồng)", 34, lambda each: _left(each.planned, each.spent), centred=True
        ),
    ]
    planned = count(_sum([each.planned for each in found.budget]))
    spent = count(_sum([each.spent for each in found.budget]))
    total: tuple[Cell, ...] = ("", "Cộng", planned, spent, _left_of(found))
    if sure:
        columns.append(_ceiling_column(ground, sure))
        total = (*total, "")
    notes = ground.notes(*_money_notes(ground, found, pack))
    empty = "Chưa ghi khoản kinh phí nào"
    made = register("Nguồn lực và kinh phí", columns, found.budget, notes, empty)
    if not found.budget:
        return made
    return replace(made, rows=(*made.rows, total), groups=frozenset((len(made.rows),)))


def _ceiling_column(ground: Ground, pack: SpendingPack) -> Told[BudgetLine]:
    title = "Mức tối đa (triệu đồng)"
    return Told(title, 34, lambda each: _ceiling(ground, pack, each), centred=True)


def _spending(ground: Ground) -> SpendingPack | None:
    try:
        return packs.load_spending(ground.agency.packs.spending, ground.repository.root)
    except IsoqmsError:
        return None


def _ceiling(ground: Ground, pack: SpendingPack, line: BudgetLine) -> str:
    item = next((each for each in pack.items if each.key == line.ceiling), None)
    group = packs.spending_group(pack, ground.agency.kind, ground.repository.root)
    most = pack.ceiling(item.key, group) if item else None
    if item is None or most is None:
        return ""
    return f"{number(most)} mỗi {item.per}" if item.per else number(most)


def _sum(parts: list[Decimal | None]) -> Decimal | None:
    """The sum of what is known; a line that does not tell its part is named below the table."""
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if known else None


def _left(planned: Decimal | None, spent: Decimal | None) -> str:
    return "" if planned is None or spent is None else number(planned - spent)


def _left_of(found: Resources) -> str:
    """What is left of the whole: told only where every line tells both its parts."""
    if any(each.planned is None or each.spent is None for each in found.budget):
        return ""
    return number(
        sum(((each.planned or 0) - (each.spent or 0) for each in found.budget), Decimal(0))
    )


def _money_notes(ground: Ground, found: Resources, pack: SpendingPack | None) -> Iterator[str]:
    unknown = sum(each.spent is None for each in found.budget)
    if unknown:
        yield f"{amount(unknown)} khoản chưa ghi số đã chi; dòng cộng chỉ gồm số đã ghi."
    unplanned = sum(each.planned is None for each in found.budget)
    if unplanned:
        yield f"{amount(unplanned)} khoản chưa ghi dự toán; dòng cộng chỉ gồm số đã ghi."
    if any(each.ceiling for each in found.budget):
        yield _about_ceilings(ground, pack)
    if found.consultant:
        yield joined(f"Tổ chức tư vấn: {found.consultant}", found.consultant_reason) + "."
    if found.certification_body:
        yield f"Tổ chức chứng nhận: {found.certification_body}."


def _about_ceilings(ground: Ground, pack: SpendingPack | None) -> str:
    if pack is None:
        return (
            "Chưa so được với mức tối đa: không đọc được gói định mức chi "
            f"«{ground.agency.packs.spending}»."
        )
    if pack.certainty is Certainty.CONFIRMED:
        return f"Mức tối đa theo {pack.basis}; các khoản cùng một nội dung chi tính chung một mức."
    return (
        f"Mức chi tối đa đối chiếu theo {pack.basis} khi văn bản còn hiệu lực; "
        "bảng không in mức chưa xác nhận."
    )


def _people(ground: Ground, found: Resources) -> Sheet:
    columns: tuple[Told[PersonInCharge], ...] = (
        Told("Họ và tên", 52, lambda each: each.name or ""),
        Told("Chức vụ", 70, lambda each: each.post),
        Told("Đơn vị", 50, lambda each: ground.unit(each.unit)),
        Told("Việc được giao", 65, lambda each: each.task or ""),
    )
    stated = found.people_in_charge
    people = ""
    if stated is not None:
        people = f"Số cán bộ, công chức theo dõi hệ thống: {amount(stated)} người."
    note = found.people_note.strip().rstrip(".") + "." if found.people_note else ""
    empty = "Không ghi riêng từng người" if stated else "Chưa ghi người phụ trách nào"
    return register(
        "Người phụ trách hệ thống", columns, found.people, ground.notes(people, note), empty
    )
