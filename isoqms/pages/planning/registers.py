"""The registers of planning as sheets: context, parties, scope, plan, objectives."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from isoqms.facts.planning.objectives import Outcome, has_begun, measured, outcomes, quarter_of
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
from isoqms.pages.layout.sheets import Sheet
from isoqms.pages.planning.policy_objectives import target
from isoqms.pages.records.columns import Told, register
from isoqms.pages.records.ground import Ground, amount, held, joined
from isoqms.wording import date_short, roman

_ORIGINS: Final = {Origin.INTERNAL: "Bên trong", Origin.EXTERNAL: "Bên ngoài"}
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
        unit, shown = found.objective.unit_of_measure, ""
        # Of two results of one quarter the last one counts.
        for each in _results(ground, found):
            if quarter_of(each.period) == quarter and each.value is not None:
                shown = measured(each.value, unit, above=each.above)
        return shown

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
    unit = found.objective.unit_of_measure
    return measured(result.value, unit, above=result.above)
