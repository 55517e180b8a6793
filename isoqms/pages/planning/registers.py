"""The registers of planning as sheets: context, scope, plan, objectives, risks, resources."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from isoqms import packs
from isoqms.errors import IsoqmsError
from isoqms.facts.planning.objectives import Outcome, has_begun, measured, outcomes, quarter_of
from isoqms.facts.planning.risks import level, level_after
from isoqms.model.packs.certainty import Certainty
from isoqms.model.packs.spending import SpendingPack
from isoqms.model.planning.context import Origin
from isoqms.model.planning.objectives import ObjectiveResult
from isoqms.model.planning.plan import PlannedTask
from isoqms.model.planning.resources import BudgetLine, Resources
from isoqms.model.planning.risks import Risk, RiskKind
from isoqms.pages.layout.sheets import Cell, Column, Sheet, numbered
from isoqms.pages.planning.policy_objectives import target
from isoqms.pages.records.ground import TT, Ground, amount, count, joined
from isoqms.wording import date_short, number, roman

_ORIGINS: Final = {Origin.INTERNAL: "Bên trong", Origin.EXTERNAL: "Bên ngoài"}
_KINDS: Final = {RiskKind.RISK: "Rủi ro", RiskKind.OPPORTUNITY: "Cơ hội"}
_MET: Final = {True: "Đạt", False: "Chưa đạt", None: "Chưa đủ số liệu"}
_QUARTERS: Final = (1, 2, 3, 4)


def context(ground: Ground) -> tuple[Sheet, ...]:
    """The issues inside and outside (bảng phân tích bối cảnh; 4.1)."""
    title = "Bảng phân tích bối cảnh"
    register = ground.repository.context.record if ground.repository.context else None
    columns = (
        TT,
        Column("Nguồn", 19, centred=True),
        Column("Chủ đề", 30),
        Column("Vấn đề", 68),
        Column("Ảnh hưởng", 60),
        Column("Cách ứng phó", 60),
    )
    issues = register.issues if register else ()
    rows = tuple(
        (_ORIGINS[each.origin], each.topic, each.issue, each.effect, each.response)
        for each in sorted(issues, key=lambda each: list(Origin).index(each.origin))
    )
    reviewed = _reviewed(ground, register.reviewed if register else None)
    return (
        Sheet(
            title,
            columns,
            numbered(columns, rows),
            ground.notes(reviewed, forms=(title,)),
            ground.unwritten(),
        ),
    )


def parties(ground: Ground) -> tuple[Sheet, ...]:
    """Who has a stake in the system (bảng các bên quan tâm; 4.2)."""
    title = "Bảng các bên quan tâm"
    register = ground.repository.parties.record if ground.repository.parties else None
    columns = (
        TT,
        Column("Bên quan tâm", 52),
        Column("Nhu cầu, mong đợi", 95),
        Column("Cách theo dõi", 90),
    )
    rows = tuple(
        (each.name, each.needs, each.monitoring) for each in (register.parties if register else ())
    )
    reviewed = _reviewed(ground, register.reviewed if register else None)
    return (
        Sheet(
            title,
            columns,
            numbered(columns, rows),
            ground.notes(reviewed, forms=(title,)),
            ground.unwritten(),
        ),
    )


def _reviewed(ground: Ground, day: date | None) -> str:
    found = ground.known(day)
    return f"Rà soát gần nhất ngày {date_short(found)}." if found else "Sổ chưa ghi ngày rà soát."


def scope(ground: Ground) -> tuple[Sheet, ...]:
    """What the system covers, and what is not applied with its reason (phạm vi áp dụng; 4.3)."""
    found = ground.repository.scope.record if ground.repository.scope else None
    columns = (TT, Column("Mục", 57), Column("Nội dung", 180))
    rows: tuple[tuple[Cell, ...], ...] = ()
    if found:
        given: tuple[tuple[str, tuple[str, ...]], ...] = (
            ("Phạm vi", (found.statement,)),
            ("Sản phẩm, dịch vụ", found.services),
            ("Đơn vị áp dụng", tuple(map(ground.unit, found.units))),
            ("Hoạt động nội bộ được áp dụng", found.internal_activities),
        )
        rows = tuple((title, text) for title, texts in given for text in texts)
    clauses = (
        TT,
        Column("Điều khoản", 30, centred=True),
        Column("Vì sao không áp dụng mà vẫn bảo đảm kết quả", 207),
    )
    excluded = tuple(
        (each.clause, each.justification) for each in (found.exclusions if found else ())
    )
    name = ground.agency.standard_name
    return (
        Sheet(
            "Phạm vi áp dụng Hệ thống quản lý chất lượng",
            columns,
            numbered(columns, rows),
            empty=ground.unwritten(),
        ),
        Sheet(
            f"Điều khoản của {name} không áp dụng",
            clauses,
            numbered(clauses, excluded),
            empty=f"Không có: mọi điều khoản của {name} được áp dụng",
        ),
    )


def plan(ground: Ground) -> tuple[Sheet, ...]:
    """The tasks of the year with what became of each (theo dõi thực hiện kế hoạch năm)."""
    title = "Bảng theo dõi thực hiện kế hoạch năm"
    register = ground.records.plan.record if ground.records.plan else None
    columns = (
        TT,
        Column("Công việc", 68),
        Column("Chủ trì", 38),
        Column("Thời hạn", 24, centred=True),
        Column("Sản phẩm", 38),
        Column("Tình trạng", 35, centred=True),
        Column("Bằng chứng", 34),
    )
    tasks = sorted(register.tasks if register else (), key=lambda each: each.due or date.max)
    rows = tuple(
        (
            each.task,
            ground.role(each.role),
            each.due or "Thường xuyên",
            each.output or "",
            ground.state(each.due, each.done),
            ground.evidence(each.evidence or "") if ground.known(each.done) else "",
        )
        for each in tasks
    )
    notes = ground.notes(_by_plan(ground), _progress(ground, tasks) if tasks else "")
    return (Sheet(title, columns, numbered(columns, rows), notes, ground.unwritten()),)


def _by_plan(ground: Ground) -> str:
    plan = ground.records.plan.record if ground.records.plan else None
    if plan is None or not plan.number:
        return ""
    signed = f" ngày {date_short(plan.signed)}" if plan.signed else ""
    return f"Theo Kế hoạch số {plan.number}{signed}."


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
    columns = (
        TT,
        Column("Mục tiêu", 36),
        Column("Đơn vị", 22),
        Column("Chỉ tiêu", 22, centred=True),
        Column("Năm trước", 18, centred=True),
        *(Column(f"Quý {roman(quarter)}", 18, centred=True) for quarter in _QUARTERS),
        Column("Kết quả trong kỳ", 24, centred=True),
        Column("Đạt, chưa đạt", 16, centred=True),
        Column("Nguyên nhân, biện pháp, ghi chú", 27),
    )
    rows = tuple(_objective(ground, each) for each in found)
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
    register = ground.records.objectives.record if ground.records.objectives else None
    by = (
        f"Mục tiêu ban hành theo Quyết định số {register.decision}."
        if register and register.decision
        else ""
    )
    notes = ground.notes(
        joined(by, told if found else "", by=" "), how if found else "", forms=(title,)
    )
    return (Sheet(title, columns, numbered(columns, rows), notes, ground.unwritten()),)


def _objective(ground: Ground, found: Outcome) -> tuple[Cell, ...]:
    record = found.objective
    results = [each for each in record.results if has_begun(each.period, ground.year, ground.day)]
    by_quarter = {quarter_of(each.period): each for each in results if each.value is not None}
    quarters = (
        measured(each.value, record.unit_of_measure)
        if (each := by_quarter.get(quarter)) and each.value is not None
        else ""
        for quarter in _QUARTERS
    )
    remarks = (
        f"{each.period}: {words}"
        for each in results
        if (words := joined(_apart(each, found), each.note, by=", "))
    )
    return (
        record.text,
        ground.unit(record.unit) or "Toàn cơ quan",
        target(record),
        measured(record.baseline, record.unit_of_measure) if record.baseline is not None else "",
        *quarters,
        joined(found.shown, f"({found.source})" if found.source else "", by=" "),
        _MET[found.met],
        joined(*remarks),
    )


def _apart(result: ObjectiveResult, found: Outcome) -> str:
    """The value of a result that has no column of its own: no quarter, and not what came of it."""
    if (
        result.value is None
        or quarter_of(result.period)
        or (result.value, result.period) == (found.value, found.source)
    ):
        return ""
    return measured(result.value, found.objective.unit_of_measure)


def risks(ground: Ground) -> tuple[Sheet, ...]:
    """Risks and opportunities with their scores, what is done about them, what is left (6.1)."""
    register = ground.records.risks.record if ground.records.risks else None
    every = sorted(
        register.risks if register else (),
        key=lambda each: (list(RiskKind).index(each.kind), -level(each)),
    )
    least = register.acceptable if register else 0
    return (_assessed(ground, every, least), _acted_on(ground, every, least))


def _assessed(ground: Ground, every: list[Risk], least: int) -> Sheet:
    title = "Bảng nhận diện, đánh giá rủi ro và cơ hội"
    columns = (
        TT,
        Column("Loại", 15, centred=True),
        Column("Quá trình", 24),
        Column("Rủi ro, cơ hội", 32),
        Column("Nguyên nhân", 28),
        Column("Khả năng", 15, centred=True),
        Column("Mức độ", 14, centred=True),
        Column("Điểm", 15, centred=True),
        Column("Xếp mức", 20, centred=True),
        Column("Biện pháp", 30),
        Column("Trách nhiệm", 20),
        Column("Hạn", 24, centred=True),
    )
    rows = tuple(
        (
            _KINDS[each.kind],
            each.process,
            each.description,
            each.cause or "",
            str(each.likelihood),
            str(each.severity),
            str(level(each)),
            _rank(level(each), least, each.kind),
            each.action or "",
            ground.role(each.role),
            each.due,
        )
        for each in every
    )
    scored = "Điểm = khả năng × mức độ, mỗi phần từ 1 đến 5; "
    threshold = f"rủi ro từ {amount(least)} điểm trở lên phải có biện pháp." if every else ""
    dangers = [each for each in every if each.kind is RiskKind.RISK]
    above = sum(level(each) >= least for each in dangers)
    amounts = (
        f"{amount(len(dangers))} rủi ro, trong đó {amount(above)} từ ngưỡng trở lên; "
        f"{amount(len(every) - len(dangers))} cơ hội."
    )
    notes = ground.notes(
        *((scored + threshold, amounts) if every else ()), *_misstated(every), forms=(title,)
    )
    return Sheet(title, columns, numbered(columns, rows), notes, ground.unwritten())


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
    columns = (
        TT,
        Column("Rủi ro, cơ hội", 36),
        Column("Hành động", 38),
        Column("Trách nhiệm", 25),
        Column("Hạn", 24, centred=True),
        Column("Tình trạng", 26, centred=True),
        Column("Kết quả, hiệu lực", 36),
        Column("Điểm trước", 15, centred=True),
        Column("Điểm còn lại", 15, centred=True),
        Column("Xếp mức còn lại", 22, centred=True),
    )
    acted = [each for each in every if each.action or each.done or each.result]
    rows = tuple(_action(ground, each, least) for each in acted)
    bare = [
        each
        for each in every
        if not each.action and each.kind is RiskKind.RISK and level(each) >= least
    ]
    missing = f"{amount(len(bare))} rủi ro từ ngưỡng trở lên chưa có biện pháp." if bare else ""
    notes = ground.notes(missing, forms=(title,))
    return Sheet(
        title,
        columns,
        numbered(columns, rows),
        notes,
        f"Chưa có hành động nào (đến {date_short(ground.day)})",
    )


def _action(ground: Ground, each: Risk, least: int) -> tuple[Cell, ...]:
    over = each.done is None or ground.known(each.done)
    left = level_after(each) if over else None
    state = (
        "Đã có kết quả" if each.done is None and each.result else ground.state(each.due, each.done)
    )
    return (
        each.description,
        each.action or "",
        ground.role(each.role),
        each.due,
        state,
        (each.result or "") if over else "",
        str(level(each)),
        "" if left is None else str(left),
        "" if left is None else _rank(left, least, each.kind),
    )


def resources(ground: Ground) -> tuple[Sheet, ...]:
    """The money of the year and the people who keep the system (nguồn lực; 7.1)."""
    found = ground.records.resources.record if ground.records.resources else Resources()
    return (_budget(ground, found), _people(ground, found))


def _budget(ground: Ground, found: Resources) -> Sheet:
    pack = _spending(ground)
    sure = pack is not None and pack.certainty is Certainty.CONFIRMED
    columns = (
        TT,
        Column("Khoản", 101 if sure else 135),
        Column("Dự toán (triệu đồng)", 34, centred=True),
        Column("Đã chi (triệu đồng)", 34, centred=True),
        Column("Chưa chi (triệu đồng)", 34, centred=True),
        *((Column("Mức tối đa (triệu đồng)", 34, centred=True),) if sure else ()),
    )
    lines = numbered(
        columns,
        tuple(
            (
                each.item,
                count(each.planned),
                count(each.spent),
                _left(each.planned, each.spent),
                *((_ceiling(ground, pack, each),) if sure and pack else ()),
            )
            for each in found.budget
        ),
    )
    planned, spent = (
        _sum([getattr(each, name) for each in found.budget]) for name in ("planned", "spent")
    )
    total: tuple[Cell, ...] = (
        "",
        "Cộng",
        count(planned),
        count(spent),
        _left_of(found),
        *(("",) if sure else ()),
    )
    rows = (*lines, total) if lines else ()
    notes = ground.notes(*_money_notes(ground, found, pack))
    empty = "Chưa ghi khoản kinh phí nào"
    groups = frozenset((len(lines),)) if lines else frozenset()
    return Sheet("Nguồn lực và kinh phí", columns, rows, notes, empty, groups)


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
    columns = (
        TT,
        Column("Họ và tên", 52),
        Column("Chức vụ", 70),
        Column("Đơn vị", 50),
        Column("Việc được giao", 65),
    )
    rows = tuple(
        (each.name or "", each.post, ground.unit(each.unit), each.task or "")
        for each in found.people
    )
    stated = found.people_in_charge
    people = (
        f"Số cán bộ, công chức theo dõi hệ thống: {amount(stated)} người."
        if stated is not None
        else ""
    )
    note = found.people_note.strip().rstrip(".") + "." if found.people_note else ""
    empty = "Không ghi riêng từng người" if stated else "Chưa ghi người phụ trách nào"
    return Sheet(
        "Người phụ trách hệ thống",
        columns,
        numbered(columns, rows),
        ground.notes(people, note),
        empty,
    )
