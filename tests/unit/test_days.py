"""No day of any record is without a judgement, and no command records a day that cannot be."""

import re
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path, PurePosixPath
from pkgutil import walk_packages

import pytest

import isoqms.model
from isoqms.actions.changing.applying import Change, WouldBreak, rehearse
from isoqms.actions.checking.validate import check
from isoqms.actions.records.questions import questions_of, understood
from isoqms.cli.commands import app
from isoqms.diagnostics import Severity
from isoqms.errors import BadAnswer
from isoqms.model.base import Record
from isoqms.model.checking import inner_type
from isoqms.model.days import DayMark, Free, mark_of
from isoqms.model.planning.plan import PlannedTask
from isoqms.repository import Repository
from isoqms.rules import registry


def models() -> list[type[Record]]:
    """Every model below `isoqms.model`."""
    for found in walk_packages(isoqms.model.__path__, "isoqms.model."):
        import_module(found.name)
    every, waiting = [], [Record]
    while waiting:
        inner = waiting.pop().__subclasses__()
        waiting += inner
        every += inner
    return sorted((m for m in every if m.__module__.startswith("isoqms.")), key=str)


MODELS = models()


def around(model: type[Record]) -> set[str]:
    """The keys of the records in which one of this model stands, however far."""
    outer = [
        each
        for each in MODELS
        if any(inner_type(info.annotation) is model for info in each.model_fields.values())
    ]
    return {key for each in outer for key in (*each.model_fields, *around(each))}


def fault_of(model: type[Record], key: str, mark: DayMark | None) -> str:
    """What is missing in what is said of a day; empty where nothing is."""
    if mark is None:
        return "say what this day is (isoqms/model/days.py), and what it cannot come before"
    if isinstance(mark, Free):
        return "" if mark.reason else "say why it is held against nothing"
    if not {*mark.after} <= {*model.model_fields, *around(model)} - {key}:
        return "no such key here, nor in what it stands in"
    return "" if {rule for _, rule in mark.told} <= set(registry.FAMILIES) else "no such rule"


def test_each_day_of_each_model_says_what_it_is_and_what_it_cannot_come_before() -> None:
    days = [
        (model, key, mark_of(info))
        for model in MODELS
        for key, info in model.model_fields.items()
        if inner_type(info.annotation) is date or mark_of(info)
    ]
    faults = {f"{m.__name__}.{key}": fault_of(m, key, mark) for m, key, mark in days}
    assert len(faults) > 50
    assert {day: fault for day, fault in faults.items() if fault} == {}


PLAN = "nam/2026/ke-hoach.yaml"
TASKS = "tasks:\n  - id: du-toan\n    task: Lập dự toán\n    due: 2026-07-31\n"
COMPLAINT = "complaints:\n  - {id: pa-01, received: 2026-07-01, subject: Chậm}\n"
TODAY = date(2026, 7, 2)
Loaded = Callable[..., Repository]


@pytest.mark.parametrize(
    ("path", "before", "added", "words"),
    [
        pytest.param(
            PLAN, TASKS, "    done: 1905-07-18\n", "«Ngày hoàn thành» 18/7/1905", id="1905"
        ),
        pytest.param(PLAN, TASKS, "    done: 2026-07-03\n", "ở sau ngày đang tính", id="future"),
        pytest.param(PLAN, TASKS, "number: 5/KH\nsigned: 2062-03-05\n", "«Ngày ký»", id="2062"),
        pytest.param(
            "nam/2026/khieu-nai.yaml",
            COMPLAINT,
            "  - {id: pa-02, received: 2026-07-02, subject: Sai, answered: 2026-07-01}\n",
            "«Ngày trả lời» 01/7/2026 đứng trước «Ngày nhận» (02/7/2026)",
            id="answered before it came",
        ),
        pytest.param(
            "nam/2026/cong-bo.yaml",
            "announcements:\n  - decision: 118/QĐ-UBND\n    announced: 2026-06-30\n",
            "    notice: Thông báo số 30/TB-UBND ngày 05/8/2062\n",
            "«Thông báo» 05/8/2062 ở sau ngày đang tính",
            id="notice of 2062",
        ),
        pytest.param(
            "nam/2026/xem-xet.yaml",
            "reviews:\n  - held: 2026-06-30\n",
            "    minutes: Biên bản số 9/BB-UBND ngày 05/8/2062\n",
            "«Biên bản» 05/8/2062 ở sau ngày đang tính",
            id="minutes of 2062",
        ),
    ],
)
def test_no_change_brings_a_day_that_cannot_be(
    loaded: Loaded, path: str, before: str, added: str, words: str
) -> None:
    repository = loaded({path: before}, TODAY)
    change = Change("x", {PurePosixPath(path): (before + added).encode()})
    with pytest.raises(WouldBreak, match=re.escape(words)):
        rehearse(repository, change)


def test_a_day_in_a_text_that_is_out_of_order_is_told_and_recorded(loaded: Loaded) -> None:
    files = {
        "nam/2026/cong-bo.yaml": "announcements:\n  - decision: 118/QĐ-UBND\n"
        "    announced: 2026-06-30\n    posted: Trụ sở, 01/6/2026\n",
        "nam/2026/xem-xet.yaml": "reviews:\n  - held: 2026-06-20\n"
        "    invitation: Giấy mời số 6/GM-UBND ngày 21/6/2026\n    minutes: Số 9/BB-UBND\n",
    }
    told = [d for d in check(loaded(files, TODAY)).diagnostics if d.rule == "QMS526"]
    assert [(d.severity, d.message) for d in told] == [
        (
            Severity.WARNING,
            "«Niêm yết» 01/6/2026 đứng trước «Ngày công bố» (30/6/2026).",
        ),
        (Severity.WARNING, "«Ngày họp» 20/6/2026 đứng trước «Giấy mời» (21/6/2026)."),
    ]


def test_a_paper_years_from_what_it_proves_is_told_and_recorded(loaded: Loaded) -> None:
    path = PurePosixPath("nam/2026/xem-xet.yaml")
    before = "confirmation:\n  day: 2026-06-20\n  document: "
    told = {"nam/2026/xem-xet.yaml": f"{before}Biên bản số 9/BB-UBND ngày 20/6/2026\n"}
    repository = loaded(told, TODAY)
    change = Change("x", {path: f"{before}Biên bản số 9/BB-UBND ngày 20/6/2006\n".encode()})
    (found,) = [d for d in rehearse(repository, change).fresh if d.rule == "QMS517"]
    assert (found.severity, found.message) == (
        Severity.WARNING,
        "«Văn bản» nêu ngày 20/6/2006, mà đây là hồ sơ của năm 2026.",
    )


def test_a_law_cited_with_another_day_than_is_known_of_it_is_told(loaded: Loaded) -> None:
    files = {
        "ben-ngoai/van-ban.yaml": "documents:\n  - number: 07/2020/NQ-HĐND\n    title: Phí\n"
        "    issuer: HĐND tỉnh\n    issued: 2020-07-14\n    effective: 2020-08-01\n",
        "nam/2026/ke-hoach.yaml": "tasks:\n  - id: phi\n    task: Thu phí\n    evidence: "
        "Nghị quyết số 07/2020/NQ-HĐND ngày 15 tháng 7 năm 2020\n",
        "tai-lieu/noi-bo/QT-NB-01.md": "---\ncode: QT-NB-01\ntitle: Họp\n"
        "kind: quy-trinh-noi-bo\nrevision: 1\n---\n\n## 1. MỤC ĐÍCH\n\nTheo Nghị định số "
        "118/2025/NĐ-CP ngày 08/6/2025; số 07/2020/NQ-HĐND ngày 14/7/2020.\n",
    }
    found = [d for d in check(loaded(files, TODAY)).diagnostics if "viện dẫn ngày" in d.message]
    assert [(str(d.location.path), d.location.line, d.severity) for d in found] == [
        ("nam/2026/ke-hoach.yaml", 4, Severity.WARNING),
        ("tai-lieu/noi-bo/QT-NB-01.md", 10, Severity.NOTE),
    ]
    assert "ngày 15/7/2020, còn danh mục của cơ quan ghi ngày 14/7/2020" in found[0].message


def test_a_meeting_that_is_still_to_come_is_prepared_not_recorded(
    make_repository: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_repository({"nam/2026/xem-xet.yaml": "reviews: []\n"})
    words = ("-C", str(root), "--as-of", "2026-07-02", "--no-input")
    assert app(["new", "review", "--set", "held=2026-09-01", *words]) == 2
    assert "isoqms review prepare --held 2026-09-01" in " ".join(capsys.readouterr().err.split())


def test_what_lies_ahead_may_be_planned_and_an_old_slip_stands_in_nobodys_way(
    loaded: Loaded,
) -> None:
    slip = TASKS + "    done: 1905-07-18\n"
    repository = loaded({PLAN: slip}, TODAY)
    after = slip + "  - {id: tap-huan, task: Tập huấn, due: 2026-12-31}\n"
    assert rehearse(repository, Change("x", {PurePosixPath(PLAN): after.encode()})).fresh == ()


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("3/7/26", "«Ngày hoàn thành» 03/7/2026 ở sau ngày đang tính (02/7/2026)"),
        ("1905-07-18", "«Ngày hoàn thành» 18/7/1905 ở trước năm 1990"),
        ("2-7-26", "Ngày hoàn thành"),
        ("31/6/2026", "Ngày hoàn thành"),
    ],
)
def test_a_day_that_cannot_be_is_refused_as_soon_as_it_is_answered(
    loaded: Loaded, typed: str, refusal: str
) -> None:
    (question,) = questions_of(loaded({}, TODAY), PlannedTask, ["done"])
    assert understood(question, "2/7/26") == TODAY
    with pytest.raises(BadAnswer, match=re.escape(refusal)):
        understood(question, typed)
