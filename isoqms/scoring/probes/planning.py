"""Probes of the year's plan, and of the people and the money that it rests on."""

from typing import Final

from isoqms.facts.planning.acts import act
from isoqms.facts.planning.risks import level
from isoqms.facts.planning.tasks import is_done
from isoqms.model.layout import file_of
from isoqms.model.planning.plan import PlannedTask
from isoqms.scoring.counters import Counter
from isoqms.scoring.ground import Ground
from isoqms.scoring.probing import Probe
from isoqms.scoring.proof import Against, Effort, Proof, Raise, Said, full, none, shared, unknown
from isoqms.wording import date_short, listed, number

_ISSUE_PLAN: Final = Raise(
    f"Trình ký kế hoạch năm, rồi ghi số và ngày ký vào {file_of('ke-hoach')}.",
    "isoqms decision plan",
    Effort.PAPER,
    legal=True,
    within_year=True,
)
_RECORD_TASKS: Final = Raise(
    f"Làm nốt các việc quá hạn, ghi ngày xong và bằng chứng vào {file_of('ke-hoach')}.",
    "isoqms status",
)
_RECORD_PEOPLE: Final = Raise(
    f"Ghi số người, danh sách người phụ trách hệ thống vào {file_of('nguon-luc')}.",
    "isoqms new person",
)
_RECORD_BUDGET: Final = Raise(
    f"Ghi các khoản kinh phí và số dự toán vào {file_of('nguon-luc')}.", "isoqms new budget"
)


def _plan_issued(ground: Ground) -> Proof:
    found = act(ground.repository, ground.year.year, "ke-hoach-nam")
    if found is not None:
        return full(Said(found.words, found.place))
    plan = ground.year.plan
    places = (plan.at(),) if plan else ()
    return none(
        Against("kế hoạch năm chưa có số, ngày ký", places, Counter.PLAN_NOT_ISSUED, missing=True),
        _ISSUE_PLAN,
    )


def _plan_carried_out(ground: Ground) -> Proof:
    """The tasks whose time has come; one that another record proves needs no date of its own."""
    due = [row for row in ground.year.rows.tasks if _is_due(ground, row.record)]
    if not due:
        return unknown(_RECORD_TASKS)
    late = [row for row in due if not _is_done(ground, row.record)]
    done = len(due) - len(late)
    words = f"{number(done)} trong {number(len(due))} việc đến hạn của kế hoạch đã xong"
    names = listed(f"«{row.record.task}»" for row in late)
    against = Against(
        f"{number(len(late))} trong {number(len(due))} việc đến hạn chưa ghi ngày xong: {names}",
        tuple(row.place for row in late),
    )
    return shared(done, len(due), (Said(words, due[0].list_place),), against, _RECORD_TASKS)


def _is_due(ground: Ground, task: PlannedTask) -> bool:
    """Whether its day has come, or it is done already."""
    is_over = task.due is not None and task.due <= ground.last_day
    return is_over or (task.done is not None and task.done <= ground.day)


def _is_done(ground: Ground, task: PlannedTask) -> bool:
    if is_done(ground.repository, task):
        return True
    return act(ground.repository, ground.year.year, task.id) is not None


def _tasks_assigned(ground: Ground) -> Proof:
    tasks = ground.year.rows.tasks
    if not tasks:
        words = "Ghi các công việc trong năm, mỗi việc một vai trò chịu trách nhiệm."
        return unknown(Raise(words, "isoqms export ke-hoach"))
    bare = [row for row in tasks if row.record.role is None]
    done = len(tasks) - len(bare)
    words = f"{number(done)} việc của kế hoạch có người chịu trách nhiệm"
    against = Against(
        f"{number(len(bare))} việc trong kế hoạch chưa giao cho ai",
        tuple(row.place for row in bare),
    )
    raise_by = Raise("Ghi vai trò chịu trách nhiệm ở từng việc.")
    return shared(done, len(tasks), (Said(words, tasks[0].list_place),), against, raise_by)


def _people_assigned(ground: Ground) -> Proof:
    resources = ground.year.resources
    if resources and (resources.record.people_in_charge or resources.record.people):
        count = resources.record.people_in_charge or len(resources.record.people)
        route = "people_in_charge" if resources.record.people_in_charge else "people"
        return full(Said(f"{number(count)} người phụ trách hệ thống", resources.at(route)))
    against = Against(f"năm {ground.year.year} không ghi ai phụ trách hệ thống", missing=True)
    return none(against, _RECORD_PEOPLE)


def _budget_planned(ground: Ground) -> Proof:
    rows = ground.year.rows.budget
    if not rows:
        words = f"năm {ground.year.year} không ghi khoản kinh phí nào"
        return none(Against(words, missing=True), _RECORD_BUDGET)
    lines = [row.record for row in rows]
    sized = [line for line in lines if line.planned is not None or line.spent is not None]
    evidence = tuple(
        Said(f"{row.record.item}: dự toán {number(row.record.planned)} triệu đồng", row.place)
        for row in rows
        if row.record.planned is not None
    )
    named = (Said(f"Khoản «{lines[0].item}»", rows[0].place),)
    # A line without an amount still says that there is money for it.
    words = f"{number(len(lines) - len(sized))} khoản kinh phí chưa ghi số tiền"
    against = Against(words, (rows[0].list_place,), missing=True)
    return shared(
        len(lines) + len(sized), 2 * len(lines), evidence or named, against, _RECORD_BUDGET
    )


def _risks_treated(ground: Ground) -> Proof:
    entry = ground.year.risks
    raise_by = Raise(
        f"Ghi biện pháp cho từng rủi ro từ ngưỡng trở lên vào {file_of('rui-ro')}.",
        "isoqms export rui-ro",
    )
    if entry is None or not entry.record.risks:
        return none(
            Against(f"năm {ground.year.year} chưa có bảng rủi ro, cơ hội", missing=True), raise_by
        )
    if act(ground.repository, ground.year.year, "rui-ro-co-hoi") is None:
        copied = f"bảng rủi ro, cơ hội năm {ground.year.year} chép từ năm trước, chưa rà soát lại"
        look = Raise(
            "Rà soát từng dòng, rồi ghi ngày rà soát vào bảng rủi ro, cơ hội.",
            f"isoqms update risks --set reviewed=NGÀY --year {ground.year.year}",
        )
        return none(Against(copied, (entry.at("risks"),)), look)
    least = entry.record.acceptable
    grave = [row for row in ground.year.rows.risks if level(row.record) >= least]
    evidence = (Said(f"Bảng {number(len(entry.record.risks))} rủi ro, cơ hội", entry.at("risks")),)
    bare = [row for row in grave if not row.record.action]
    if not bare:
        return full(*evidence)
    against = Against(
        f"{number(len(bare))} trong {number(len(grave))} rủi ro từ ngưỡng trở lên "
        "chưa có biện pháp",
        tuple(row.place for row in bare),
    )
    return shared(len(grave) - len(bare), len(grave), evidence, against, raise_by)


def _validity_confirmed(ground: Ground) -> Proof:
    """The head's yearly confirmation that the system is valid."""
    found = act(ground.repository, ground.year.year, "xac-nhan-hieu-luc")
    if found is not None:
        return full(Said(found.words, found.place))
    raise_by = Raise(
        f"Trình người đứng đầu xác nhận hiệu lực, ghi vào {file_of('xem-xet')}.",
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
    Probe(
        "validity-confirmed",
        "Người đứng đầu xác nhận hiệu lực của hệ thống trong năm",
        _validity_confirmed,
    ),
)
