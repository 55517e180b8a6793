"""Probes of the year's plan, and of the people and the money that it rests on."""

from typing import Final

from isoqms.facts.planning.acts import act
from isoqms.scoring.counters import Counter
from isoqms.scoring.ground import Ground, few
from isoqms.scoring.probing import Probe
from isoqms.scoring.proof import Against, Effort, Proof, Raise, Said, full, none, shared, unknown
from isoqms.wording import date_short, number

_ISSUE_PLAN: Final = Raise(
    "Trình ký kế hoạch năm, rồi ghi số và ngày ký vào ke-hoach.yaml.",
    "isoqms decision plan",
    Effort.PAPER,
    legal=True,
    within_year=True,
)
_RECORD_TASKS: Final = Raise(
    "Làm nốt các việc quá hạn, ghi ngày xong và bằng chứng vào ke-hoach.yaml.", "isoqms status"
)
_RECORD_PEOPLE: Final = Raise(
    "Ghi số người, danh sách người phụ trách hệ thống vào nguon-luc.yaml.", "isoqms new person"
)
_RECORD_BUDGET: Final = Raise("Ghi các khoản kinh phí và số dự toán vào nguon-luc.yaml.", "isoqms new budget")


def _plan_issued(ground: Ground) -> Proof:
    found = act(ground.repository, ground.year.year, "ke-hoach-nam")
    if found is not None:
        return full(Said(found.words, found.place))
    plan = ground.year.plan
    places = (plan.at(),) if plan else ()
    return none(Against("kế hoạch năm chưa có số, ngày ký", places, Counter.PLAN_NOT_ISSUED, missing=True), _ISSUE_PLAN)


def _plan_carried_out(ground: Ground) -> Proof:
    """The tasks whose time has come; one that another record proves needs no date of its own."""
    plan = ground.year.plan
    due = [
        (index, task)
        for index, task in enumerate(plan.record.tasks if plan else ())
        if (task.due and task.due <= ground.last_day) or (task.done and task.done <= ground.day)
    ]
    if plan is None or not due:
        return unknown(_RECORD_TASKS)
    late = [
        (index, task)
        for index, task in due
        if not (task.done and task.done <= ground.day) and act(ground.repository, ground.year.year, task.id) is None
    ]
    done = len(due) - len(late)
    evidence = (Said(f"{number(done)} trong {number(len(due))} việc đến hạn của kế hoạch đã xong", plan.at("tasks")),)
    names = few(f"«{task.task}»" for _, task in late)
    against = Against(
        f"{number(len(late))} trong {number(len(due))} việc đến hạn chưa ghi ngày xong: {names}",
        tuple(plan.at("tasks", index) for index, _ in late),
    )
    return shared(done, len(due), evidence, against, _RECORD_TASKS)


def _tasks_assigned(ground: Ground) -> Proof:
    plan = ground.year.plan
    tasks = plan.record.tasks if plan else ()
    if plan is None or not tasks:
        return unknown(
            Raise("Ghi các công việc trong năm, mỗi việc một vai trò chịu trách nhiệm.", "isoqms export ke-hoach")
        )
    bare = [(index, task) for index, task in enumerate(tasks) if task.role is None]
    evidence = (
        Said(f"{number(len(tasks) - len(bare))} việc của kế hoạch có người chịu trách nhiệm", plan.at("tasks")),
    )
    against = Against(
        f"{number(len(bare))} việc trong kế hoạch chưa giao cho ai",
        tuple(plan.at("tasks", index) for index, _ in bare),
    )
    return shared(
        len(tasks) - len(bare), len(tasks), evidence, against, Raise("Ghi vai trò chịu trách nhiệm ở từng việc.")
    )


def _people_assigned(ground: Ground) -> Proof:
    resources = ground.year.resources
    if resources and (resources.record.people_in_charge or resources.record.people):
        count = resources.record.people_in_charge or len(resources.record.people)
        route = "people_in_charge" if resources.record.people_in_charge else "people"
        return full(Said(f"{number(count)} người phụ trách hệ thống", resources.at(route)))
    against = Against(f"năm {ground.year.year} không ghi ai phụ trách hệ thống", missing=True)
    return none(against, _RECORD_PEOPLE)


def _budget_planned(ground: Ground) -> Proof:
    resources = ground.year.resources
    lines = resources.record.budget if resources else ()
    if resources is None or not lines:
        return none(Against(f"năm {ground.year.year} không ghi khoản kinh phí nào", missing=True), _RECORD_BUDGET)
    sized = [line for line in lines if line.planned is not None or line.spent is not None]
    evidence = tuple(
        Said(f"{line.item}: dự toán {number(line.planned)} triệu đồng", resources.at("budget", index))
        for index, line in enumerate(lines)
        if line.planned is not None
    )
    named = (Said(f"Khoản «{lines[0].item}»", resources.at("budget", 0)),)
    # A line without an amount still says that there is money for it.
    against = Against(
        f"{number(len(lines) - len(sized))} khoản kinh phí chưa ghi số tiền", (resources.at("budget"),), missing=True
    )
    return shared(len(lines) + len(sized), 2 * len(lines), evidence or named, against, _RECORD_BUDGET)


def _risks_treated(ground: Ground) -> Proof:
    entry = ground.year.risks
    raise_by = Raise("Ghi biện pháp cho từng rủi ro từ ngưỡng trở lên vào rui-ro.yaml.", "isoqms export rui-ro")
    if entry is None or not entry.record.risks:
        return none(Against(f"năm {ground.year.year} chưa có bảng rủi ro, cơ hội", missing=True), raise_by)
    grave = [
        (index, risk)
        for index, risk in enumerate(entry.record.risks)
        if risk.likelihood * risk.severity >= entry.record.acceptable
    ]
    evidence = (Said(f"Bảng {number(len(entry.record.risks))} rủi ro, cơ hội", entry.at("risks")),)
    bare = [(index, risk) for index, risk in grave if not risk.action]
    if not bare:
        return full(*evidence)
    against = Against(
        f"{number(len(bare))} trong {number(len(grave))} rủi ro từ ngưỡng trở lên chưa có biện pháp",
        tuple(entry.at("risks", index) for index, _ in bare),
    )
    return shared(len(grave) - len(bare), len(grave), evidence, against, raise_by)


def _validity_confirmed(ground: Ground) -> Proof:
    """The head's yearly confirmation that the system is valid."""
    found = act(ground.repository, ground.year.year, "xac-nhan-hieu-luc")
    if found is not None:
        return full(Said(found.words, found.place))
    raise_by = Raise(
        "Trình người đứng đầu xác nhận hiệu lực, ghi vào xem-xet.yaml.",
        "isoqms review confirm",
        Effort.PAPER,
        legal=True,
    )
    until = f"đến ngày {date_short(ground.last_day)} chưa ghi xác nhận hiệu lực của người đứng đầu"
    return none(Against(until, missing=True), raise_by)


PROBES: Final = (
    Probe(
        "plan-issued",
        "Kế hoạch năm đã ban hành, có số hoặc ngày ký",
        _plan_issued,
        frozenset({Counter.PLAN_NOT_ISSUED}),
    ),
    Probe("plan-carried-out", "Mọi việc đến hạn của kế hoạch năm đã xong", _plan_carried_out),
    Probe("tasks-assigned", "Mọi việc của kế hoạch năm có người chịu trách nhiệm", _tasks_assigned),
    Probe("people-assigned", "Có người phụ trách hệ thống", _people_assigned),
    Probe("budget-planned", "Có kinh phí, ghi rõ số tiền", _budget_planned),
    Probe("risks-treated", "Rủi ro từ ngưỡng trở lên đều có biện pháp", _risks_treated),
    Probe("validity-confirmed", "Người đứng đầu xác nhận hiệu lực của hệ thống trong năm", _validity_confirmed),
)
