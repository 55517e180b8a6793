"""Every register goes through all that is done with one: nothing is forgotten in silence."""

import io
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

import pytest
from openpyxl import load_workbook

from isoqms.actions.control.list_documents import Which
from isoqms.actions.exchange.export import export
from isoqms.actions.exchange.importing import plan_import
from isoqms.actions.exchange.register_papers import check_page, register_papers
from isoqms.actions.planning.new_year import plan_year
from isoqms.actions.records.new_record import plan_record
from isoqms.actions.records.places import records_of
from isoqms.actions.records.update_record import plan_update, sheet_of, target_of
from isoqms.actions.records.words import RECORDS, SHEETS
from isoqms.agenda.task import Task
from isoqms.errors import BadAnswer
from isoqms.facts.records.tables import TABLED
from isoqms.facts.records.text import record_text
from isoqms.model.base import Record
from isoqms.model.checking import check
from isoqms.model.fields import Field, Takes, fields_of
from isoqms.model.kinds import Elsewhere, MasterList, Printed, RecordWord, RegisterKind, named
from isoqms.model.layout import kind_of
from isoqms.model.registers import BY_NAME, KEPT_ONCE, OF_A_YEAR, REGISTERS
from isoqms.model.tables import tables_of
from isoqms.repository import Repository, Year, load
from isoqms.resources import folder
from isoqms.source.scalars import read_scalars

Loaded = Callable[..., Repository]

YEAR = 2025
DAY = date(2025, 11, 30)
WORDS = "Việc phải làm"
OTHER_WORDS = "Việc khác"
TEXTS = (
    WORDS,
    "thu-ky-iso",
    "BM-HT-04-01",
    "88/KH-UBND",
    "8.3",
    "0" * 64,
    "tep/ban-ky.pdf",
    "QT-HT-02 (chỉ đổi mẫu của tỉnh)",
)
VALUES = {
    Takes.DAY: "2025-03-05",
    Takes.WHOLE: 3,
    Takes.DECIMAL: "96.5",
    Takes.YES_NO: True,
}
APPLIED = {
    "quyet-dinh/2025/01-QD-UBND.yaml": (
        "number: 01/QĐ-UBND\nkind: ban-hanh-tai-lieu\nsummary: Ban hành hệ thống tài liệu\n"
        "signed: 2025-01-10\nauthority: Chủ tịch UBND xã An Phú\nstated: {issued: 20}\n"
    ),
    "quyet-dinh/2025/02-QD-UBND.yaml": (
        "number: 02/QĐ-UBND\nkind: khac\nsummary: Thu hồi\nsigned: 2025-11-03\n"
        "authority: Chủ tịch UBND xã An Phú\n"
        "withdraws: [{code: QT-CU-01, revision: 1, reason: Hết việc}]\n"
    ),
    "tai-lieu/noi-bo/QT-MC-01.md": (
        "---\ncode: QT-MC-01\ntitle: Một cửa\nkind: quy-trinh-noi-bo\nfield: Một cửa\n---\n"
    ),
    "nam/2025/so-lieu.yaml": "documents: 3\n",
}
"""A system applied since 10 January 2025, with a procedure and records of the year."""

WAITING = {
    "co-thoi-han": (
        "items:\n  - {id: th-01, kind: uy-quyen, subject: Ký công văn, expires: 2025-12-15}\n"
    ),
    "van-ban": (
        "documents:\n  - {number: 61/2018/NĐ-CP, title: Một cửa, issuer: Chính phủ,"
        " effective: 2025-10-01, affects: [QT-MC-01]}\n"
    ),
    "ke-hoach": (
        "number: 05/KH-UBND\nsigned: 2025-01-20\n"
        "tasks:\n  - {id: lap-quy-trinh, task: Lập quy trình khai tử, due: 2025-06-30}\n"
    ),
    "muc-tieu": "objectives:\n  - {id: dung-han, text: Đúng hạn}\n",
    "rui-ro": (
        "risks:\n  - {id: tre, kind: rui-ro, process: QT, description: Trễ, likelihood: 3,"
        " severity: 3, action: Nhắc, due: 2025-05-31}\n"
    ),
    "danh-gia-noi-bo": (
        "rounds:\n  - {id: dot-1, state: ke-hoach, planned_to: 2025-12-15}\n"
        "  - id: dot-2\n    state: da-danh-gia\n    held: 2025-09-10\n"
        "    findings: [{kind: khong-phu-hop, text: Thiếu hồ sơ}]\n"
    ),
    "xem-xet": "reviews:\n  - {held: 2025-10-10, outputs: [{point: a, text: Thêm người}]}\n",
    "khong-phu-hop": (
        "items:\n  - {id: k1, found: 2025-09-30, source: Dân, description: Trễ}\n"
        "inspections:\n  - {id: kt-01, body: Chi cục, day: 2025-10-20}\n"
    ),
    "khieu-nai": "complaints:\n  - {id: pa-01, received: 2025-10-01, source: Dân, subject: Trễ}\n",
    "dao-tao": "sessions:\n  - {subject: Đào tạo chuyên gia, planned: 2025-12-20}\n",
    "phan-phoi": (
        "distributed: [{document: QT-CU-01, revision: 1, unit: van-phong, copies: 2}]\n"
        "withdrawn: [{document: QT-CU-01, revision: 1, unit: van-phong, copies: 2}]\n"
    ),
    "cong-bo": "announcements: [{decision: 2/QĐ-UBND, announced: 2025-02-20, procedures: ['1']}]\n",
    "ho-so": (
        "periods:\n  - {start: 2025-01-01, end: 2025-09-30, received: 10}\n"
        "online:\n  - {start: 2025-01-01, end: 2025-12-31, target: 80}\n"
    ),
}
"""A file of each register that is looked through, with something that waits on 30 November."""

each_register = pytest.mark.parametrize("kind", REGISTERS, ids=lambda kind: kind.name)
each_table = pytest.mark.parametrize("kind", TABLED, ids=lambda kind: kind.name)
each_word = pytest.mark.parametrize("word", RECORDS, ids=lambda word: word.word)


# What a record can hold


def made(model: type[Record], *, whole: bool = False) -> dict[str, Any]:
    """The values of a record that the model takes: what it needs, or every key of it."""
    wanted = (field for field in fields_of(model) if whole or field.required)
    return {field.key: value_of(model, field) for field in wanted}


def value_of(model: type[Record], field: Field) -> Any:
    """A value that a key takes, the first text that fits where it takes texts."""
    if field.inner is not None:
        one: Any = made(field.inner)
        return [one] if field.several else one
    candidates: tuple[Any, ...] = field.choices[:1] or TEXTS
    if field.takes in VALUES:
        candidates = (VALUES[field.takes],)
    for candidate in candidates:
        value = [candidate] if field.several else candidate
        found = check(model, {field.key: value})
        problems = found if isinstance(found, tuple) else ()
        if not any(problem.route[:1] == (field.key,) for problem in problems):
            return value
    raise AssertionError(f"no value for {model.__name__}.{field.key}")


def text_of_one(kind: RegisterKind) -> str:
    """A file of the register with every key filled in, and one record in each list."""
    values = {}
    for field in fields_of(kind.model):
        if field.inner is not None and field.several:
            values[field.key] = [made(field.inner, whole=True)]
        else:
            values[field.key] = value_of(kind.model, field)
    record = check(kind.model, values)
    assert not isinstance(record, tuple), record
    return record_text(record)


def laid(repository: Repository, path: PurePosixPath, text: bytes) -> Repository:
    """The repository with this file and no other change; nothing is wrong with the file."""
    found = load(repository.root, DAY, {**repository.overlay, path: text})
    assert found.faults == ()
    return found


def with_one(repository: Repository, kind: RegisterKind) -> Repository:
    return laid(repository, kind.file(YEAR), text_of_one(kind).encode())


# The value itself


def test_each_register_has_a_typed_place_among_the_records() -> None:
    declared = {each.name: str(each.type) for each in fields(Year) if each.name != "year"}
    assert declared == {kind.slot: type_of_slot(kind) for kind in OF_A_YEAR}
    of_the_repository = {each.name: str(each.type) for each in fields(Repository)}
    for kind in KEPT_ONCE:
        assert of_the_repository[kind.slot] == type_of_slot(kind)


def type_of_slot(kind: RegisterKind) -> str:
    return f"Entry[{kind.model_name.rpartition('.')[2]}] | None"


@each_register
def test_a_register_is_known_by_its_path_and_by_no_other(kind: RegisterKind) -> None:
    path = str(kind.file(YEAR))
    assert kind_of(path) == (kind, YEAR if kind.yearly else None)
    assert [kind_of(stray) for stray in (f"x/{path}", f"{path}.bak")] == [None, None]
    if kind.yearly:
        assert [kind_of(stray) for stray in (str(kind.file(25)), kind.path)] == [None, None]


@each_register
def test_all_that_a_register_names_is_there(kind: RegisterKind) -> None:
    for name in kind.due:
        assert callable(named("isoqms.agenda", name))
    if isinstance(kind.page, Printed):
        assert callable(named("isoqms.pages", kind.page.maker))
    if isinstance(kind.page, MasterList):
        assert kind.page.which in set(Which)
    if kind.carried:
        assert callable(named("isoqms.actions", kind.carried.maker))
        assert kind.carried.key in kind.model.model_fields
    for members in kind.lists:
        if members.left:
            assert callable(named("isoqms.actions", members.left.names))


@each_table
def test_each_list_is_named_and_what_is_said_of_it_is_in_the_model(kind: RegisterKind) -> None:
    lists = {table.route: table for table in tables_of(kind.model) if table.route}
    said = {members.route: members for members in kind.lists}
    assert {route for route in lists if len(route) == 1} <= set(said) <= set(lists)
    for route, members in said.items():
        known = {column.key for column in lists[route].columns}
        assert {*members.identity, *members.days} <= known
        if kind.yearly and members.words and "id" in known:
            assert members.identity == ("id",), "what has an id of ours is told apart by it"


def test_the_framework_has_no_file_that_a_new_year_would_not_begin() -> None:
    files = {path.stem for path in (folder("docs-template") / "nam" / "2025").glob("*.yaml")}
    assert files <= {kind.name for kind in OF_A_YEAR if kind.empty is not None}


# A new year


@each_register
def test_a_new_year_begins_the_register_or_its_value_says_that_it_does_not(
    loaded: Loaded,
    kind: RegisterKind,
) -> None:
    planned = plan_year(loaded({}), YEAR)
    path = kind.file(YEAR)
    begun = kind.empty is not None or kind.is_markdown
    assert (path in planned.change.files) == begun
    if begun:
        assert load(loaded({}).root, DAY, planned.change.files).faults == ()
    if kind.empty is not None:
        empty = read_scalars(kind.empty)
        assert empty, "an empty register names its lists"
        assert isinstance(check(kind.model, empty), kind.model)
        assert set(empty) <= {members.key for members in kind.lists}


# Records


def with_record(repository: Repository, word: RecordWord) -> Repository:
    """The repository with one such record more; the record that it stands in is added first."""
    for outer in RECORDS:
        if outer.path == word.path and outer.members == word.members[:-1]:
            repository = with_record(repository, outer)
    # A row must tell something besides which one it is.
    first = next(key for key in word.asked if key not in {"start", "end", "field", "level"})
    answers = {first: made(word.model, whole=True)[first], **made(word.model), **word.given}
    answers.pop("id", None)
    path = word.file(YEAR)
    change = plan_record(repository, word, answers, year=YEAR).change
    content = change.files[path]
    assert content is not None
    return laid(repository, path, content)


@each_word
def test_a_record_is_added_found_again_and_followed_up(loaded: Loaded, word: RecordWord) -> None:
    repository = with_record(loaded(APPLIED), word)
    (found,) = records_of(repository, word, YEAR)
    assert str(found.entry.path) == word.path.format(year=YEAR)
    field = next(each for each in fields_of(word.model) if each.key == word.followed[-1])
    value = value_of(word.model, field)
    change = plan_update(repository, target_of(found), {field.key: value})
    (path,) = change.files
    content = change.files[path]
    assert content is not None
    (again,) = records_of(laid(repository, path, content), word, YEAR)
    assert getattr(again.record, field.key) not in (None, ())


@pytest.mark.parametrize("word", SHEETS, ids=lambda word: word.word)
def test_what_is_said_once_is_filled_in(loaded: Loaded, word: Any) -> None:
    repository = loaded(APPLIED)
    known = {each.key: each for each in fields_of(word.model)}
    answers = {key: value_of(word.model, known[key]) for key in word.keys}
    change = plan_update(repository, sheet_of(repository, word, YEAR), answers)
    (path,) = change.files
    content = change.files[path]
    assert content is not None
    again = sheet_of(laid(repository, path, content), word, YEAR)
    assert all(getattr(again.record, key) is not None for key in word.keys)


# Excel


def cells(book: Any) -> Iterator[Any]:
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            for row in sheet.iter_rows(min_row=5):
                yield from row


@each_table
def test_a_cell_edited_in_excel_comes_back(loaded: Loaded, kind: RegisterKind) -> None:
    repository = with_one(loaded(APPLIED), kind)
    content = export(repository, (kind.name,), YEAR)
    book = load_workbook(io.BytesIO(content))
    texts = [cell for cell in cells(book) if cell.value == WORDS]
    counts = [cell for cell in cells(book) if cell.value == VALUES[Takes.WHOLE]]
    (texts or counts)[0].value = OTHER_WORDS if texts else 777
    edited = io.BytesIO()
    book.save(edited)
    planned = plan_import(repository, edited.getvalue())
    assert planned.change is not None
    assert len(planned.changed) == 1
    after = planned.change.files[kind.file(YEAR)]
    assert after is not None
    assert (OTHER_WORDS if texts else "777") in after.decode()


# Paper


@each_register
def test_a_register_is_printed_or_the_command_for_it_is_told(
    loaded: Loaded,
    kind: RegisterKind,
) -> None:
    repository = loaded(APPLIED) if kind.is_markdown else with_one(loaded(APPLIED), kind)
    if isinstance(kind.page, Printed | MasterList):
        (paper,) = register_papers(repository, (kind.name,), YEAR)
        assert paper.content.startswith(b"PK")
        return
    with pytest.raises(BadAnswer) as refusal:
        register_papers(repository, (kind.name,), YEAR)
    commands = kind.page.commands if isinstance(kind.page, Elsewhere) else ("isoqms export",)
    assert all(command in str(refusal.value.hint) for command in commands)


def test_of_a_register_without_a_page_excel_is_told() -> None:
    bare = replace(BY_NAME["khieu-nai"], page=None)
    with pytest.raises(BadAnswer) as refusal:
        check_page(bare, YEAR)
    assert str(refusal.value) == "«Khiếu nại, phản ánh» chưa có mẫu in."
    assert refusal.value.hint == "Xuất ra Excel: `isoqms export khieu-nai --year 2025`."


# What is due


def waiting(repository: Repository, source: str) -> set[Task]:
    return set(named("isoqms.agenda", source)(repository))


def test_something_waits_in_each_register_that_is_looked_through() -> None:
    assert set(WAITING) == {kind.name for kind in REGISTERS if kind.due}


@pytest.mark.parametrize("name", WAITING)
def test_what_waits_in_a_register_is_told(loaded: Loaded, name: str) -> None:
    kind = BY_NAME[name]
    without = loaded(APPLIED, DAY)
    held = laid(without, kind.file(YEAR), WAITING[name].encode())
    for source in kind.due:
        assert waiting(held, source) != waiting(without, source), source
