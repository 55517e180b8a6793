"""The registers of planning as sheets: context, interested parties, scope, plan, objectives, risks, resources."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from isoqms import packs
from isoqms.errors import IsoqmsError
from isoqms.model.context import Origin
from isoqms.model.packs import Certainty, SpendingPack
from isoqms.model.planning import BudgetLine, PlannedTask, Resources, Risk, RiskKind
from isoqms.pages.policy_objectives import target
from isoqms.pages.register_ground import TT, Ground, count, joined
from isoqms.pages.sheets import Cell, Column, Sheet, numbered
from isoqms.repository.objectives import Outcome, has_begun, measured, outcomes, quarter_of
from isoqms.repository.risks import level, level_after
from isoqms.wording import date_short, number, roman, two_digits

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
        Column("Nguồn", 24, centred=True),
        Column("Chủ đề", 34),
        Column("Vấn đề", 68),
        Column("Ảnh hưởng", 56),
        Column("Cách ứng phó", 56),
    )
    issues = register.issues if register else ()
    rows = tuple(
        (_ORIGINS[each.origin], each.topic, each.issue, each.effect, each.response)
        for each in sorted(issues, key=lambda each: list(Origin).index(each.origin))
    )
    reviewed = _reviewed(ground, register.reviewed if register else None)
    return (Sheet(title, columns, numbered(columns, rows), ground.notes(reviewed, forms=(title,)), ground.none()),)


def parties(ground: Ground) -> tuple[Sheet, ...]:
    """Who has a stake in the system (bảng các bên quan tâm; 4.2)."""
    title = "Bảng các bên quan tâm"
    register = ground.repository.parties.record if ground.repository.parties else None
    columns = (TT, Column("Bên quan tâm", 56), Column("Nhu cầu, mong đợi", 95), Column("Cách theo dõi", 87))
    rows = tuple((each.name, each.needs, each.monitoring) for each in (register.parties if register else ()))
    reviewed = _reviewed(ground, register.reviewed if register else None)
    return (Sheet(title, columns, numbered(columns, rows), ground.notes(reviewed, forms=(title,)), ground.none()),)


def _reviewed(ground: Ground, day: date | None) -> str:
    found = ground.known(day)
    return f"Rà soát gần nhất ngày {date_short(found)}." if found else "Sổ chưa ghi ngày rà soát."


def scope(ground: Ground) -> tuple[Sheet, ...]:
    """What the system covers, and what is not applied with its reason (phạm vi áp dụng; 4.3)."""
    found = ground.repository.scope.record if ground.repository.scope else None
    columns = (TT, Column("Mục", 62), Column("Nội dung", 170))
    rows: tuple[tuple[Cell, ...], ...] = ()
    if found:
        given: tuple[tuple[str, tuple[str, ...]], ...] = (
            ("Phạm vi", (found.statement,)),
            ("Sản phẩm, dịch vụ", found.services),
            ("Đơn vị áp dụng", tuple(map(ground.unit, found.units))),
            ("Hoạt động nội bộ được áp dụng", found.internal_activities),
        )
        rows = tuple((title, text) for title, texts in given for text in texts)
    clauses = (TT, Column("Điều khoản", 36, centred=True), Column("Vì sao không áp dụng mà vẫn bảo đảm kết quả", 196))
    excluded = tuple((each.clause, each.justification) for each in (found.exclusions if found else ()))
    name = ground.agency.standard_name
    return (
        Sheet("Phạm vi áp dụng Hệ thống quản lý chất lượng", columns, numbered(columns, rows), empty=ground.none()),
        Sheet(
            f"Điều khoản của {name} không áp dụng",
            clauses,
            numbered(clauses, excluded),
            empty=f"Không có: mọi điều khoản của {name} được áp dụng",
        ),
    )


def plan(ground: Ground) -> tuple[Sheet, ...]:
    """The tasks of the year with what became of each (theo dõi thực hiện kế hoạch năm)."""
    title = f"Bảng theo dõi thực hiện kế hoạch năm {ground.year}"
    register = ground.records.plan.record if ground.records.plan else None
    columns = (
        TT,
        Column("Công việc", 68),
        Column("Chủ trì", 38),
        Column("Thời hạn", 26, centred=True),
        Column("Sản phẩm", 38),
        Column("Tình trạng", 34, centred=True),
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
            (each.evidence or "") if ground.known(each.done) else "",
        )
        for each in tasks
    )
    notes = ground.notes(_by_plan(ground), _progress(ground, tasks) if tasks else "")
    return (Sheet(title, columns, numbered(columns, rows), notes, ground.none()),)


def _by_plan(ground: Ground) -> str:
    plan = ground.records.plan.record if ground.records.plan else None
    if plan is None or not plan.number:
        return ""
    signed = f" ngày {date_short(plan.signed)}" if plan.signed else ""
    return f"Theo Kế hoạch số {plan.number}{signed}."


def _progress(ground: Ground, tasks: list[PlannedTask]) -> str:
    done = [each for each in tasks if ground.known(each.done)]
    late = sum(each.due is not None and each.done is not None and each.done > each.due for each in done)
    overdue = sum(ground.overdue(each.due, each.done) for each in tasks)
    after = f", trong đó {two_digits(late)} sau hạn" if late else ""
    return (
        f"Tổng số {two_digits(len(tasks))} công việc: đã xong {two_digits(len(done))}{after}; quá hạn chưa xong "
        f"{two_digits(overdue)}; còn lại {two_digits(len(tasks) - len(done) - overdue)}."
    )


def objectives(ground: Ground) -> tuple[Sheet, ...]:
    """The objectives with target, baseline, result by quarter, and whether each is achieved (6.2, 9.1)."""
    title = "Báo cáo kết quả thực hiện mục tiêu chất lượng"
    found = outcomes(ground.repository, ground.year, ground.day)
    columns = (
        TT,
        Column("Mục tiêu", 54),
        Column("Đơn vị", 26),
        Column("Chỉ tiêu", 27, centred=True),
        Column("Năm trước", 20, centred=True),
        *(Column(f"Quý {roman(quarter)}", 18, centred=True) for quarter in _QUARTERS),
        Column("Kết quả trong kỳ", 26, centred=True),
        Column("Đạt, chưa đạt", 20, centred=True),
        Column("Nguyên nhân, biện pháp, ghi chú", 42),
    )
    rows = tuple(_objective(ground, each) for each in found)
    met = sum(each.met is True for each in found)
    missed = sum(each.met is False for each in found)
    told = (
        f"Tổng số {two_digits(len(found))} mục tiêu: đạt {two_digits(met)}, chưa đạt {two_digits(missed)}, chưa đủ số "
        f"liệu {two_digits(len(found) - met - missed)}."
    )
    how = "Đạt hay chưa đạt được tính từ chỉ tiêu và kết quả gần nhất; mục tiêu gắn với số liệu hồ sơ lấy số liệu đó."
    register = ground.records.objectives.record if ground.records.objectives else None
    by = f"Mục tiêu ban hành theo Quyết định số {register.decision}." if register and register.decision else ""
    notes = ground.notes(by, told if found else "", how if found else "", forms=(title,))
    return (Sheet(title, columns, numbered(columns, rows), notes, ground.none()),)


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
    others = (
        f"{each.period}: {measured(each.value, record.unit_of_measure)}"
        for each in results
        if each.value is not None and quarter_of(each.period) is None
    )
    remarks = (f"{each.period}: {each.note}" for each in results if each.note)
    return (
        record.text,
        ground.unit(record.unit) or "Toàn cơ quan",
        target(record),
        measured(record.baseline, record.unit_of_measure) if record.baseline is not None else "",
        *quarters,
        joined(found.shown, f"({found.source})" if found.source else "", by=" "),
        _MET[found.met],
        joined(*others, *remarks),
    )


def risks(ground: Ground) -> tuple[Sheet, ...]:
    """Risks and opportunities with their scores, then what is done about them and what is left (6.1)."""
    register = ground.records.risks.record if ground.records.risks else None
    every = sorted(register.risks if register else (), key=lambda each: (list(RiskKind).index(each.kind), -level(each)))
    least = register.acceptable if register else 0
    return (_assessed(ground, every, least), _acted_on(ground, every, least))


def _assessed(ground: Ground, every: list[Risk], least: int) -> Sheet:
    title = "Bảng nhận diện, đánh giá rủi ro và cơ hội"
    columns = (
        TT,
        Column("Loại", 18, centred=True),
        Column("Quá trình", 30),
        Column("Rủi ro, cơ hội", 46),
        Column("Nguyên nhân", 40),
        Column("Khả năng", 16, centred=True),
        Column("Mức độ", 15, centred=True),
        Column("Điểm", 15, centred=True),
        Column("Xếp mức", 24, centred=True),
        Column("Biện pháp", 44),
        Column("Trách nhiệm", 30),
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
    threshold = f"rủi ro từ {two_digits(least)} điểm trở lên phải có biện pháp." if every else ""
    dangers = [each for each in every if each.kind is RiskKind.RISK]
    above = sum(level(each) >= least for each in dangers)
    amounts = (
        f"{two_digits(len(dangers))} rủi ro, trong đó {two_digits(above)} từ ngưỡng trở lên; "
        f"{two_digits(len(every) - len(dangers))} cơ hội."
    )
    notes = ground.notes(*((scored + threshold, amounts) if every else ()), *_misstated(every), forms=(title,))
    return Sheet(title, columns, numbered(columns, rows), notes, ground.none())


def _rank(score: int, least: int, kind: RiskKind) -> str:
    if kind is RiskKind.OPPORTUNITY:
        return "Nên thực hiện" if score >= least else "Theo dõi"
    return "Phải có biện pháp" if score >= least else "Chấp nhận, theo dõi"


def _misstated(every: list[Risk]) -> Iterator[str]:
    """The scores that were written down and do not follow from their parts."""
    for each in every:
        if each.score is not None and each.score != level(each):
            yield f"«{each.description}» đã ghi {number(each.score)} điểm; tính ra {number(level(each))} điểm."


def _acted_on(ground: Ground, every: list[Risk], least: int) -> Sheet:
    title = "Kế hoạch hành động giải quyết rủi ro và cơ hội"
    columns = (
        Column("TT", 11, centred=True),
        Column("Rủi ro, cơ hội", 50),
        Column("Hành động", 52),
        Column("Trách nhiệm", 34),
        Column("Hạn", 26, centred=True),
        Column("Tình trạng", 30, centred=True),
        Column("Kết quả, hiệu lực", 48),
        Column("Điểm trước", 17, centred=True),
        Column("Điểm còn lại", 17, centred=True),
        Column("Xếp mức còn lại", 26, centred=True),
    )
    acted = [each for each in every if each.action or each.done or each.result]
    rows = tuple(_action(ground, each, least) for each in acted)
    bare = [each for each in every if not each.action and each.kind is RiskKind.RISK and level(each) >= least]
    missing = f"{two_digits(len(bare))} rủi ro từ ngưỡng trở lên chưa có biện pháp." if bare else ""
    notes = ground.notes(missing, forms=(title,))
    return Sheet(
        title, columns, numbered(columns, rows), notes, f"Chưa có hành động nào (đến {date_short(ground.day)})"
    )


def _action(ground: Ground, each: Risk, least: int) -> tuple[Cell, ...]:
    over = each.done is None or ground.known(each.done)
    left = level_after(each) if over else None
    state = "Đã có kết quả" if each.done is None and each.result else ground.state(each.due, each.done)
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
        Column("Khoản", 92),
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
                *((_ceiling(pack, each, ground.agency.kind),) if sure and pack else ()),
            )
            for each in found.budget
        ),
    )
    planned, spent = (_sum([getattr(each, name) for each in found.budget]) for name in ("planned", "spent"))
    total: tuple[Cell, ...] = ("", "Cộng", count(planned), count(spent), _left_of(found), *(("",) if sure else ()))
    rows = (*lines, total) if lines else ()
    notes = ground.notes(*_money_notes(found, pack))
    empty = "Chưa ghi khoản kinh phí nào"
    groups = frozenset((len(lines),)) if lines else frozenset()
    return Sheet(f"Nguồn lực và kinh phí năm {ground.year}", columns, rows, notes, empty, groups)


def _spending(ground: Ground) -> SpendingPack | None:
    try:
        return packs.load_spending(ground.agency.packs.spending, ground.repository.root)
    except IsoqmsError:
        return None


def _ceiling(pack: SpendingPack, line: BudgetLine, kind: str) -> str:
    item = next((each for each in pack.items if each.key == line.ceiling), None)
    most = pack.ceiling(item.key, pack.group_of(kind) or "") if item else None
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
    return number(sum(((each.planned or 0) - (each.spent or 0) for each in found.budget), Decimal(0)))


def _money_notes(found: Resources, pack: SpendingPack | None) -> Iterator[str]:
    unknown = sum(each.spent is None for each in found.budget)
    if unknown:
        yield f"{two_digits(unknown)} khoản chưa ghi số đã chi; dòng cộng chỉ gồm số đã ghi."
    unplanned = sum(each.planned is None for each in found.budget)
    if unplanned:
        yield f"{two_digits(unplanned)} khoản chưa ghi dự toán; dòng cộng chỉ gồm số đã ghi."
    if pack and pack.certainty is not Certainty.CONFIRMED and any(each.ceiling for each in found.budget):
        yield f"Mức chi tối đa đối chiếu theo {pack.basis} khi văn bản còn hiệu lực; bảng không in mức chưa xác nhận."
    if found.consultant:
        yield joined(f"Tổ chức tư vấn: {found.consultant}", found.consultant_reason) + "."
    if found.certification_body:
        yield f"Tổ chức chứng nhận: {found.certification_body}."


def _people(ground: Ground, found: Resources) -> Sheet:
    columns = (
        TT,
        Column("Họ và tên", 50),
        Column("Chức vụ", 66),
        Column("Đơn vị", 50),
        Column("Việc được giao", 70),
    )
    rows = tuple((each.name or "", each.post, ground.unit(each.unit), each.task or "") for each in found.people)
    stated = found.people_in_charge
    amount = f"Số cán bộ, công chức theo dõi hệ thống: {two_digits(stated)} người." if stated is not None else ""
    note = found.people_note.strip().rstrip(".") + "." if found.people_note else ""
    empty = "Không ghi riêng từng người" if stated else "Chưa ghi người phụ trách nào"
    return Sheet("Người phụ trách hệ thống", columns, numbered(columns, rows), ground.notes(amount, note), empty)
