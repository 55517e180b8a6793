"""No day of any record is without a judgement, and no command records a day that cannot be."""

from datetime import date
from importlib import import_module
from pkgutil import walk_packages

import isoqms.model
from isoqms import rules
from isoqms.model.base import Record
from isoqms.model.checking import inner_type
from isoqms.model.days import DayMark, Free, mark_of


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
    return "" if {rule for _, rule in mark.told} <= set(rules.FAMILIES) else "no such rule"


def test_each_day_of_each_model_says_what_it_is_and_what_it_cannot_come_before() -> None:
    days = [
        (model, key, mark_of(info))
        for model in MODELS
        for key, info in model.model_fields.items()
        if inner_type(info.annotation) is date
    ]
    faults = {f"{m.__name__}.{key}": fault_of(m, key, mark) for m, key, mark in days}
    assert len(faults) > 50
    assert {day: fault for day, fault in faults.items() if fault} == {}
