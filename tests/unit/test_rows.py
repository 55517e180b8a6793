"""The lists of the year's files give their rows, each with its place, file or no file."""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import PurePosixPath
from typing import Any, get_args

import pytest

from isoqms.diagnostics import Place
from isoqms.model.base import Record
from isoqms.model.layout import KINDS
from isoqms.repository import Entry, Repository, Rows, Year

COMPLAINT = "  - {{id: {id}, received: 2024-05-06, subject: Chậm trả kết quả}}\n"
FILES = {
    "nam/2025/khieu-nai.yaml": "complaints:\n" + COMPLAINT.format(id="pa-3"),
    "nam/2024/khieu-nai.yaml": "complaints:\n"
    + "".join(COMPLAINT.format(id=f"pa-{n}") for n in (1, 2)),
    "nam/2023/xem-xet.yaml": "reviews: []\n",
}
NOT_ROWS = {"steering_board", "support_team"}
"""The members proposed for the next decision.

A list of a paper, which nobody walks over the years.
"""


def test_rows_come_in_the_order_of_the_years_then_of_the_file(
    loaded: Callable[..., Repository],
) -> None:
    rows = loaded(FILES).rows.complaints
    assert [(str(row.path), row.route, row.record.id) for row in rows] == [
        ("nam/2024/khieu-nai.yaml", ("complaints", 0), "pa-1"),
        ("nam/2024/khieu-nai.yaml", ("complaints", 1), "pa-2"),
        ("nam/2025/khieu-nai.yaml", ("complaints", 0), "pa-3"),
    ]


@pytest.mark.parametrize(
    ("year", "ids"),
    [
        pytest.param(2024, ["pa-1", "pa-2"], id="a year with the file"),
        pytest.param(2023, [], id="a year without the file"),
        pytest.param(2020, [], id="no such year"),
    ],
)
def test_the_rows_of_one_year(loaded: Callable[..., Repository], year: int, ids: list[str]) -> None:
    rows = loaded(FILES).rows_of(year).complaints
    assert [row.record.id for row in rows] == ids


def test_a_row_knows_the_place_of_its_values_and_of_its_list(
    loaded: Callable[..., Repository],
) -> None:
    repository = loaded(FILES)
    row = repository.rows_of(2024).complaints[1]
    entry = repository.years[2024].complaints
    assert entry is not None
    assert row.index == 1
    assert row.place == entry.at("complaints", 1)
    assert row.at("received") == entry.at("complaints", 1, "received")
    assert row.list_place == entry.at("complaints")


def test_a_list_inside_a_row_gives_rows_too(loaded: Callable[..., Repository]) -> None:
    text = (
        "reviews:\n  - outputs:\n      - {point: a, text: Không}\n"
        "      - {point: b, text: Sửa quy trình}\n"
    )
    (review,) = loaded({"nam/2025/xem-xet.yaml": text}).rows.reviews
    output = review.rows("outputs", review.record.outputs)[1]
    path = PurePosixPath("nam/2025/xem-xet.yaml")
    assert output.record.text == "Sửa quy trình"
    assert output.at("text") == Place(path, ("reviews", 0, "outputs", 1, "text"))


def _lists(model: type[Record]) -> Iterator[str]:
    """The keys of a model under which records are listed."""
    for key, field in model.model_fields.items():
        members = [each for each in get_args(field.annotation) if isinstance(each, type)]
        if any(issubclass(each, Record) for each in members) and "tuple" in str(field.annotation):
            yield key


def _year_lists() -> Iterator[tuple[str, str, str]]:
    """Each list of a file of the year: its slot, the model's name, its key."""
    models = {kind.model.__name__: kind.model for kind in KINDS}
    for slot in fields(Year)[1:]:
        found = re.search(r"Entry\[(\w+)\]", str(slot.type))
        assert found, slot
        for key in _lists(models[found[1]]):
            if key not in NOT_ROWS:
                yield slot.name, found[1], key


@pytest.mark.parametrize(("slot", "model", "key"), list(_year_lists()))
def test_every_list_of_a_file_of_the_year_has_its_rows(slot: str, model: str, key: str) -> None:
    record: Any = {kind.model.__name__: kind.model for kind in KINDS}[model].model_construct()
    record.__dict__[key] = ("the row",)
    entry: Entry[Any] = Entry(PurePosixPath("nam/2025/so.yaml"), record)
    rows = Rows((Year(2025, **{slot: entry}),))
    names = [name for name in vars(Rows) if not name.startswith("_") and name != "years"]
    found = {name for name in names for row in getattr(rows, name) if row.record == "the row"}
    assert len(found) == 1, f"{slot}.{key} wants a line of its own in Rows, and only one"
    (row,) = getattr(rows, found.pop())
    assert row.place == Place(entry.path, (key, 0))
