"""Registers out to Excel and back.

What nobody touched stays letter for letter, what is wrong is named by its cell.
"""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Annotated, Any

import pytest
from conftest import BASE, MakeRepository
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st
from made_history import git
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter
from pydantic import TypeAdapter, ValidationError

from isoqms.actions.agency.demo import demo
from isoqms.actions.exchange.export import NothingToExport, export, export_name, registers_held
from isoqms.actions.exchange.importing import BadCells, ChangedMeanwhile, Import, plan_import
from isoqms.actions.exchange.new_rows import next_id
from isoqms.cli.commands import app
from isoqms.errors import BadAnswer, IsoqmsError, UnknownName
from isoqms.facts.exchange.baseline import NoBaseline
from isoqms.facts.records.tables import (
    TABLED,
    UnreadableRegister,
    _item,
    clean,
    items_of,
    rows_of,
)
from isoqms.facts.records.text import record_text
from isoqms.model.base import Record
from isoqms.model.checking import check
from isoqms.model.tables import Names, ValueKind, _is_record, _unfolded, tables_of
from isoqms.readers.filled_form import UnreadableBook
from isoqms.repository import Repository, load
from isoqms.source.scalars import read_scalars

DAY = date(2025, 12, 31)
RISKS = """\
# Sổ của UBND xã
acceptable: 8   # theo hướng dẫn của tỉnh

risks:
  # Rủi ro từ bộ phận một cửa
  - id: rr-01
    kind: rui-ro
    process: 'QT-01'
    description: "Hồ sơ trễ hạn"
    likelihood: 4
    severity: 3
    role: thu-ky-iso   # tạm giao
    due: 2025-07-15
  - {id: rr-02, kind: co-hoi, process: QT-02, description: Phần mềm mới, likelihood: 2, severity: 2}
"""
OBJECTIVES = """\
objectives:
  - id: dung-han
    text: Hồ sơ đúng hạn từ 98%
    target: 98.50
    results:
      - period: Quý I
        value: 97.2
      - period: Quý II
  - id: hai-long
    text: Trên 90% hài lòng
"""
SURVEYS = """\
surveys:
  - plan: Kế hoạch 11/KH-UBND
    answers:
      - answer: Hài lòng
        count: 98
        satisfied: true
  - plan: Kế hoạch 12/KH-UBND
"""
ISSUES = """\
issues:
  - {origin: noi-bo, topic: Nhân lực, issue: Ít người, effect: Khó, response: Kiêm nhiệm}
  - {origin: ben-ngoai, topic: Pháp luật, issue: Luật mới, effect: Khó, response: Rà soát}
  - {origin: ben-ngoai, topic: Công nghệ, issue: Phần mềm, effect: Thuận lợi, response: Tập huấn}
"""
Laid = Callable[[str, str], Repository]
Cells = Mapping[tuple[str, str], Any]


@pytest.fixture
def laid(make_repository: MakeRepository) -> Laid:
    """The smallest repository with this file in it."""

    def make(path: str, text: str) -> Repository:
        return load(make_repository({path: text}), DAY)

    return make


def day(*parts: int) -> datetime:
    """A day as Excel keeps it: no zone."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 - a cell has none


def changed(book: bytes, cells: Cells, act: Callable[[Any], object] | None = None) -> bytes:
    """The Excel file as somebody saved it, with these values in these cells."""
    opened = load_workbook(io.BytesIO(book))
    for (tab, place), value in cells.items():
        opened[tab][place] = value
    if act is not None:
        act(opened)
    saved = io.BytesIO()
    opened.save(saved)
    return saved.getvalue()


def text_after(repository: Repository, found: Import) -> str:
    assert found.change is not None
    ((path, content),) = found.change.files.items()
    assert content is not None
    assert found.change.seen.get(path) == (
        repository.bytes_of(path) if repository.holds(path) else None
    )
    return content.decode()


def bad_cells(repository: Repository, book: bytes) -> list[str]:
    with pytest.raises(BadCells) as refused:
        plan_import(repository, book)
    return [line.strip() for line in str(refused.value).splitlines()[1:]]


# What was not touched


@pytest.fixture(scope="module", params=["an-phu", "krong-no"])
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Repository:
    folder = tmp_path_factory.mktemp("mau") / "kho"
    demo(folder, request.param)
    return load(folder, DAY)


def test_every_register_of_the_samples_goes_out_and_comes_back_without_a_change(
    sample: Repository,
) -> None:
    for year in sample.years:
        held = [one.kind.name for one in registers_held(sample, year) if one.exists]
        assert held
        assert plan_import(sample, export(sample, tuple(held), year)) == Import(
            None, (), (), (), (), ()
        )


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_a_file_that_libreoffice_saved_comes_back_without_a_change(
    sample: Repository, tmp_path: Path
) -> None:
    year = max(sample.years)
    held = tuple(one.kind.name for one in registers_held(sample, year) if one.exists)
    (tmp_path / "so.xlsx").write_bytes(export(sample, held, year))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(tmp_path / "ra"),
    ]
    subprocess.run(
        [*command, str(tmp_path / "so.xlsx")], check=True, capture_output=True, timeout=180
    )
    found = plan_import(sample, (tmp_path / "ra" / "so.xlsx").read_bytes())
    assert found == Import(None, (), (), (), (), ())


# Texts that spreadsheets like to take for something else, and some that fit each pattern of the
# models.
POOL = (
    "=cmd|'/c calc'!A1",
    "+84",
    "-1",
    "@x",
    "02",
    "1.012766",
    "4.10",
    "1e5",
    "31/12/2025",
    "true",
    "'nháy",
    '"ngoặc" kép; và phẩy',
    "dòng một\ndòng hai",
    "  đầu và cuối  ",
    "dấu\xa0cách",
    "_x000D_ và _x0041_",
    "chữ\u200bẩn",
    "Ti\u0065\u0302\u0301ng Vi\u0065\u0323\u0302t",
    "😀",
    "dài " * 40,
    "thu-ky-iso",
    "van-phong",
    "a",
    "b-2",
    "7.5.3",
    "88/KH-UBND",
    "QT-01",
    "QT-01@2",
    "0" * 64,
    "QT-HT-02 (chỉ đổi mẫu của tỉnh)",
)


def texts(annotation: Any) -> list[str]:
    adapter: TypeAdapter[Any] = TypeAdapter(annotation)
    found = []
    for text in POOL:
        try:
            adapter.validate_python(text)
        except ValidationError:
            continue
        found.append(text)
    return found


def values(field: Any) -> st.SearchStrategy[Any]:
    core, many, given = _unfolded(field)
    if _is_record(core):
        whole = records(core)
        by = (lambda record: record["id"]) if "id" in core.model_fields else None
        return st.lists(whole, max_size=3, unique_by=by) if many else whole
    if issubclass(core, bool):
        return st.sampled_from(["true", "false"])
    if hasattr(core, "__members__"):
        return st.sampled_from([str(each) for each in core])
    one: st.SearchStrategy[Any]
    if issubclass(core, str):
        # An annotation of several parts is put together as the model has it.
        one = st.sampled_from(texts(Annotated[(core, *given)]))
    elif issubclass(core, int):
        least = max((each.ge for each in given if hasattr(each, "ge")), default=0)
        most = min((each.le for each in given if hasattr(each, "le")), default=10**6)
        one = st.integers(least, most)
    elif issubclass(core, date):
        one = st.dates(date(1850, 1, 1), date(2100, 1, 1)).map(date.isoformat)
    else:
        one = st.sampled_from(["0", "96.5", "96.50", "-3", "20290", "0.1234567890123456789"])
    return st.lists(one, max_size=3) if many else one


def records(model: type[Record]) -> st.SearchStrategy[dict[str, Any]]:
    must = {
        name: values(field) for name, field in model.model_fields.items() if field.is_required()
    }
    may = {
        name: values(field) for name, field in model.model_fields.items() if not field.is_required()
    }
    return st.fixed_dictionaries(must, optional=may)


@st.composite
def registers(draw: st.DrawFn) -> tuple[str, int, PurePosixPath, bytes]:
    kind = draw(st.sampled_from(TABLED))
    record = check(kind.model, draw(records(kind.model)))
    assert not isinstance(record, tuple)
    text = f"# Đầu tệp\n{record_text(record)}# Cuối tệp\n"
    return kind.name, 2025, kind.file(2025), text.encode()


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("nen") / "kho"
    # A file beside those that the examples lay over, so that there is always something to read.
    for name, text in {**BASE, "nam/2024/so-lieu.yaml": "documents: 3\n"}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


@settings(max_examples=60, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(registers())
def test_whatever_a_register_holds_comes_back_without_a_change(
    base: Path, made: tuple[str, int, PurePosixPath, bytes]
) -> None:
    name, year, path, content = made
    repository = load(base, DAY, {path: content})
    found = plan_import(repository, export(repository, (name,), year))
    assert (found.change, found.changed, found.added, found.missing) == (None, (), (), ())


@settings(max_examples=40, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(registers(), st.data())
def test_one_edited_cell_changes_one_key_and_leaves_every_other_line(
    base: Path, made: tuple[str, int, PurePosixPath, bytes], data: st.DataObject
) -> None:
    name, year, path, content = made
    repository = load(base, DAY, {path: content})
    kind = next(kind for kind in TABLED if kind.name == name)
    before = read_scalars(content.decode()) or {}
    tables = [table for table in tables_of(kind.model) if table.route and rows_of(before, table)]
    assume(tables)
    table = data.draw(st.sampled_from(tables))
    plain = [
        each
        for each in table.columns
        if each.kind is ValueKind.TEXT and not each.many and each.key != "id"
    ]
    column = data.draw(
        st.sampled_from(plain or [each for each in table.columns if each.key != "id"])
    )
    row = data.draw(st.sampled_from(rows_of(before, table)))
    value: Any = {
        ValueKind.DAY: day(2031, 3, 4),
        ValueKind.COUNT: column.most or 777,
        ValueKind.FIGURE: 12.75,
        ValueKind.TRUTH: "không" if row.stored(column) == "true" else "có",
        ValueKind.CHOICE: next((each for each in column.choices if each != row.stored(column)), ""),
    }.get(column.kind, "9.9.9" if column.key.endswith("clause") else "9/ZZ")
    if column.names is not None:
        value = "van-phong" if column.names is Names.UNIT else "thu-ky-iso"
    book = export(repository, (name,), year)
    mark = f"isoqms:{name}/{year if path.parts[0] == 'nam' else ''}/{table.key}"
    opened = load_workbook(io.BytesIO(book))
    tab = next(each for each in opened.worksheets if each["A3"].value == mark)
    letter = next(cell.column_letter for cell in tab[3] if cell.value == column.key)
    number = 5 + rows_of(before, table).index(row)
    try:
        found = plan_import(repository, changed(book, {(tab.title, f"{letter}{number}"): value}))
    except BadCells:
        assume(False)  # noqa: FBT003 - the pattern of the column wants something else than was typed
        raise
    assume(found.change is not None)  # the value was there already
    after = read_scalars(text_after(repository, found))
    route = (*row.route, *column.route)
    assert set(_leaves(before) ^ _leaves(after)) <= {
        leaf for leaf in _leaves(before) | _leaves(after) if leaf[0][: len(route)] == route
    }
    _only_these_lines(content.decode(), text_after(repository, found), before, route)


def _leaves(data: Any, way: tuple[Any, ...] = ()) -> set[tuple[tuple[Any, ...], Any]]:
    if isinstance(data, dict):
        return {leaf for key, value in data.items() for leaf in _leaves(value, (*way, key))}
    if isinstance(data, list):
        return {leaf for index, value in enumerate(data) for leaf in _leaves(value, (*way, index))}
    return {(way, data)}


def _only_these_lines(old: str, new: str, before: Any, route: tuple[Any, ...]) -> None:
    """All lines are the same but for those of one value."""
    lines, others = old.splitlines(), new.splitlines()
    head = next(
        (at for at, (a, b) in enumerate(zip(lines, others, strict=False)) if a != b),
        min(len(lines), len(others)),
    )
    tail = 0
    while tail < min(len(lines), len(others)) - head and lines[-1 - tail] == others[-1 - tail]:
        tail += 1
    held = before
    for part in route:
        held = (
            held.get(part)
            if isinstance(held, dict)
            else held[part]
            if isinstance(held, list)
            else None
        )
    # A record of one line, between brackets, is that line.
    alone = head < len(lines) and "{" in lines[head]
    size = int(alone) if held is None else 1 + len(held) if isinstance(held, list) else 1
    assert len(lines) - head - tail <= size


# What was edited


def test_only_the_edited_cells_change_and_comments_quotes_and_brackets_stay(laid: Laid) -> None:
    repository = laid("nam/2025/rui-ro.yaml", RISKS)
    book = export(repository, ("rui-ro",), 2025)
    edits = {
        ("Chung", "C5"): 9,
        ("Rủi ro, cơ hội", "D5"): "QT-09",
        ("Rủi ro, cơ hội", "H5"): 5,
        ("Rủi ro, cơ hội", "K5"): None,
        ("Rủi ro, cơ hội", "L5"): day(2026, 2, 5),
        ("Rủi ro, cơ hội", "J6"): "Mua; dùng thử",
    }
    found = plan_import(repository, changed(book, edits))
    assert text_after(repository, found) == (
        RISKS.replace("acceptable: 8 ", "acceptable: 9 ")
        .replace("'QT-01'", '"QT-09"')
        .replace("severity: 3", "severity: 5")
        .replace("    role: thu-ky-iso   # tạm giao\n", "")
        .replace("2025-07-15", "2026-02-05")
        .replace("severity: 2}", 'severity: 2, action: "Mua; dùng thử"}')
    )
    assert found.changed[:3] == (
        "Chung, ô C5 (mục «Ngưỡng chấp nhận»): «8» → «9»",
        "Rủi ro, cơ hội, ô D5 (cột «Quá trình»): «rr-01» «QT-01» → «QT-09»",
        "Rủi ro, cơ hội, ô H5 (cột «Mức độ»): «rr-01» «3» → «5»",
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("05/02/2026", "2026-02-05", id="day before month"),
        pytest.param("5-2-2026", "2026-02-05", id="hyphens"),
        pytest.param("2026-02-05", "2026-02-05", id="as in the files"),
        pytest.param(" 05/02/2026\xa0", "2026-02-05", id="odd spaces around"),
        pytest.param(day(2026, 2, 5), "2026-02-05", id="a real day"),
    ],
)
def test_a_day_may_be_typed_as_people_write_it(laid: Laid, typed: object, kept: str) -> None:
    repository = laid("nam/2025/rui-ro.yaml", RISKS)
    book = changed(export(repository, ("rui-ro",), 2025), {("Rủi ro, cơ hội", "L5"): typed})
    assert text_after(repository, plan_import(repository, book)) == RISKS.replace(
        "2025-07-15", kept
    )


def test_a_text_is_cleaned_of_what_nobody_sees(laid: Laid) -> None:
    repository = laid("nam/2025/rui-ro.yaml", RISKS)
    typed = "Ho\u0302\u0300 so\u031b\xa0mất \u200b "
    book = changed(export(repository, ("rui-ro",), 2025), {("Rủi ro, cơ hội", "E5"): typed})
    assert text_after(repository, plan_import(repository, book)) == RISKS.replace(
        "Hồ sơ trễ hạn", "Hồ sơ mất"
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param(97.5, "97.5", id="a number"),
        pytest.param("96,5", "96.5", id="a comma before decimals"),
        pytest.param("1.234,5", "1234.5", id="dots between thousands"),
        pytest.param("99.25", "99.25", id="a point before decimals"),
    ],
)
def test_a_figure_may_be_typed_as_people_write_it(laid: Laid, typed: object, kept: str) -> None:
    repository = laid("nam/2025/muc-tieu.yaml", OBJECTIVES)
    book = changed(export(repository, ("muc-tieu",), 2025), {("Kết quả", "D5"): typed})
    assert text_after(repository, plan_import(repository, book)) == OBJECTIVES.replace("97.2", kept)


def test_rows_may_be_sorted_columns_inserted_and_tabs_renamed(laid: Laid) -> None:
    repository = laid("nam/2025/rui-ro.yaml", RISKS)

    def rearrange(book: Any) -> None:
        tab = book["Rủi ro, cơ hội"]
        rows = [[cell.value for cell in row] for row in tab["A5:P6"]]
        for number, row in zip((6, 5), rows, strict=True):
            for place, value in enumerate(row, start=1):
                tab.cell(number, place).value = value
        tab["H6"] = 1  # the first row stands second now
        tab.insert_cols(3)
        tab["C5"] = "ghi chú riêng"
        tab.title = "Phòng Kinh tế"

    found = plan_import(repository, changed(export(repository, ("rui-ro",), 2025), {}, rearrange))
    assert text_after(repository, found) == RISKS.replace("severity: 3", "severity: 1")
    assert found.changed == ("Phòng Kinh tế, ô I6 (cột «Mức độ»): «rr-01» «3» → «1»",)
    assert found.notes == ("Trang «Phòng Kinh tế»: cột C không thuộc sổ, không được nhập.",)


def test_a_list_in_a_cell_is_parted_by_semicolons_and_quotes_keep_one_together(laid: Laid) -> None:
    scope = "statement: Giải quyết TTHC\nunits: [van-phong, 'Phòng A; B']  # đủ\n"
    repository = laid("boi-canh/pham-vi.yaml", scope)
    book = export(repository, ("pham-vi",), 2025)
    assert load_workbook(io.BytesIO(book))["Chung"]["C7"].value == 'van-phong; "Phòng A; B"'
    after = text_after(
        repository,
        plan_import(repository, changed(book, {("Chung", "C7"): 'kinh-te;\n"Phòng A; B" ; '})),
    )
    assert after == 'statement: Giải quyết TTHC\nunits: ["kinh-te", "Phòng A; B"]  # đủ\n'


@given(st.lists(st.text(st.characters(exclude_categories=["C"]), min_size=1), max_size=4))
def test_items_joined_in_a_cell_come_apart_again(items: list[str]) -> None:
    wanted = tuple(clean(item) for item in items)
    assert items_of("; ".join(map(_item, items))) == tuple(item for item in wanted if item)


# New rows


def test_a_new_row_goes_behind_the_others_and_is_given_the_next_id(laid: Laid) -> None:
    repository = laid("nam/2025/rui-ro.yaml", RISKS)
    row = {"C9": "rui-ro", "D9": "Tất cả", "E9": "=Mất điện", "G9": 1, "H9": "2", "L9": "01/9/2025"}
    cells = {("Rủi ro, cơ hội", place): value for place, value in row.items()}

    def as_text(book: Any) -> None:
        book["Rủi ro, cơ hội"]["E9"].data_type = "s"

    found = plan_import(repository, changed(export(repository, ("rui-ro",), 2025), cells, as_text))
    assert text_after(repository, found) == RISKS + (
        '  - id: rr-03\n    kind: rui-ro\n    process: Tất cả\n    description: "=Mất điện"\n'
        "    likelihood: 1\n    severity: 2\n    due: 2025-09-01\n"
    )
    assert found.added == ("Rủi ro, cơ hội, dòng 9: «rr-03»",)


@pytest.mark.parametrize(
    ("known", "made"),
    [
        pytest.param(["kph-03", "kph-05"], "kph-06", id="behind the highest"),
        pytest.param(["rr-9"], "rr-10", id="one digit more"),
        pytest.param(["kph-01", "tre-han"], None, id="not all are numbers"),
        pytest.param(["a-1", "b-2"], None, id="numbers of two kinds"),
        pytest.param([], None, id="nothing to go by"),
    ],
)
def test_an_id_is_made_only_where_the_others_are_running_numbers(
    known: list[str], made: str | None
) -> None:
    assert next_id(known) == made


def test_a_new_row_of_a_list_in_a_list_names_the_row_it_stands_in(laid: Laid) -> None:
    repository = laid("nam/2025/muc-tieu.yaml", OBJECTIVES)
    cells = {
        ("Mục tiêu", "B7"): "so-hoa",
        ("Mục tiêu", "D7"): "Số hóa hồ sơ",
        ("Kết quả", "B7"): "hai-long",
        ("Kết quả", "C7"): "Quý I",
        ("Kết quả", "B8"): "so-hoa",
        ("Kết quả", "C8"): "Quý II",
        ("Kết quả", "D8"): 40,
    }
    found = plan_import(repository, changed(export(repository, ("muc-tieu",), 2025), cells))
    assert text_after(repository, found) == OBJECTIVES + (
        "    results:\n      - period: Quý I\n"
        "  - id: so-hoa\n    text: Số hóa hồ sơ\n    results:\n      - period: Quý II\n"
        "        value: 40\n"
    )


def test_rows_without_ids_are_named_by_their_number(laid: Laid) -> None:
    repository = laid("nam/2025/hai-long.yaml", SURVEYS)
    cells = {
        ("Khảo sát", "B7"): 3,
        ("Khảo sát", "C7"): "Kế hoạch 13/KH-UBND",
        ("Kết quả", "B6"): "2",
        ("Kết quả", "D6"): "Bình thường",
        ("Kết quả", "E6"): 4,
        ("Kết quả", "B7"): 3,
        ("Kết quả", "D7"): "Rất hài lòng",
        ("Kết quả", "E7"): 5,
        ("Kết quả", "F7"): "x",
    }
    found = plan_import(repository, changed(export(repository, ("hai-long",), 2025), cells))
    assert text_after(repository, found) == SURVEYS + (
        "    answers:\n      - answer: Bình thường\n        count: 4\n"
        "  - plan: Kế hoạch 13/KH-UBND\n    answers:\n"
        "      - answer: Rất hài lòng\n        count: 5\n        satisfied: true\n"
    )


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        pytest.param(
            {"B5": 2},
            "Khảo sát, ô B5 (cột «TT»): số của dòng đã có phải giữ nguyên là 1",
            id="renumbered",
        ),
        pytest.param(
            {"B7": 2, "C7": "Kế hoạch"},
            "Khảo sát, ô B7 (cột «TT»): số 2 đã có ở dòng khác.",
            id="twice",
        ),
    ],
)
def test_a_number_that_would_mean_two_rows_is_refused(
    laid: Laid, cells: dict[str, Any], told: str
) -> None:
    repository = laid("nam/2025/hai-long.yaml", SURVEYS)
    given = {("Khảo sát", place): value for place, value in cells.items()}
    (found,) = bad_cells(repository, changed(export(repository, ("hai-long",), 2025), given))
    assert found.startswith(told)


def test_a_copied_row_is_a_new_one_and_the_first_stays(laid: Laid) -> None:
    repository = laid("nam/2025/rui-ro.yaml", RISKS)

    def copy(book: Any) -> None:
        tab = book["Rủi ro, cơ hội"]
        for place in range(1, 17):
            tab.cell(4, place).value, tab.cell(7, place).value = (
                tab.cell(4, place).value,
                tab.cell(5, place).value,
            )
        tab["B7"], tab["E7"] = "rr-07", "Hồ sơ thất lạc"

    found = plan_import(repository, changed(export(repository, ("rui-ro",), 2025), {}, copy))
    assert (found.changed, found.added) == ((), ("Rủi ro, cơ hội, dòng 7: «rr-07»",))
    assert text_after(repository, found).startswith(RISKS)


def test_a_register_that_is_not_there_yet_is_begun(laid: Laid) -> None:
    repository = laid("nam/2025/rui-ro.yaml", RISKS)
    (repository.root / ".isoqms/schemas").mkdir(parents=True)
    with pytest.raises(NothingToExport, match=r"không có tệp «nam/2025/khieu-nai\.yaml»"):
        export(repository, ("khieu-nai",), 2025)
    empty = export(repository, ("khieu-nai",), 2025, empty=True)
    assert plan_import(repository, empty).change is None
    cells = {
        ("Khiếu nại, phản ánh", f"{letter}5"): text
        for letter, text in zip("BCE", ("pa-01", "02/3/2025", "Chậm"), strict=True)
    }
    assert text_after(repository, plan_import(repository, changed(empty, cells))) == (
        "# yaml-language-server: $schema=../../.isoqms/schemas/khieu-nai.json\n"
        "complaints:\n  - id: pa-01\n    received: 2025-03-02\n    subject: Chậm\n"
    )


def test_forms_that_units_fill_in_come_in_one_after_the_other(
    make_repository: MakeRepository,
) -> None:
    root = make_repository({"nam/2025/rui-ro.yaml": RISKS})
    repository = load(root, DAY)
    empty = export(repository, ("rui-ro",), 2025, empty=True)
    assert [
        row[1].value for row in load_workbook(io.BytesIO(empty))["Rủi ro, cơ hội"]["A5:B9"]
    ] == [None] * 5
    for words in ("Của Văn phòng", "Của Phòng Kinh tế"):
        row = {"C5": "rui-ro", "D5": "QT-01", "E5": words, "G5": 1, "H5": 1}
        book = changed(empty, {("Rủi ro, cơ hội", place): value for place, value in row.items()})
        found = plan_import(load(root, DAY), book)
        (root / "nam/2025/rui-ro.yaml").write_text(
            text_after(load(root, DAY), found), encoding="utf-8"
        )
        again = plan_import(load(root, DAY), book)
        assert (again.change, len(again.notes)) == (None, 1)
    ids = [
        risk["id"]
        for risk in read_scalars((root / "nam/2025/rui-ro.yaml").read_text(encoding="utf-8"))[
            "risks"
        ]
    ]
    assert ids == ["rr-01", "rr-02", "rr-03", "rr-04"]


def test_words_are_written_as_people_write_them_and_a_first_row_needs_no_id(laid: Laid) -> None:
    repository = laid(
        "nam/2025/rui-ro.yaml", RISKS.replace("rr-01", "tre-han").replace("rr-02", "phan-mem")
    )
    row = {"C7": "Cơ hội", "D7": "QT-01", "E7": "Ki-ốt tra cứu", "G7": 3, "H7": 3}
    cells = {("Rủi ro, cơ hội", place): value for place, value in row.items()}
    found = plan_import(repository, changed(export(repository, ("rui-ro",), 2025), cells))
    assert "  - id: ch-01\n    kind: co-hoi\n" in text_after(repository, found)


# Rows that are gone


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda tab: tab.delete_rows(5), id="the row deleted"),
        pytest.param(
            lambda tab: [
                tab.cell(5, place, "").__setattr__("value", None) for place in range(2, 17)
            ],
            id="its cells cleared",
        ),
    ],
)
def test_a_row_that_is_gone_is_told_and_removed_only_when_asked(
    laid: Laid, act: Callable[[Any], object]
) -> None:
    repository = laid("nam/2025/rui-ro.yaml", RISKS)
    book = changed(
        export(repository, ("rui-ro",), 2025), {}, lambda opened: act(opened["Rủi ro, cơ hội"])
    )
    kept = plan_import(repository, book)
    assert (kept.change, len(kept.missing)) == (None, 1)
    gone = plan_import(repository, book, remove_missing=True)
    first = RISKS[RISKS.index("  - id: rr-01") : RISKS.index("  - {id")]
    assert text_after(repository, gone) == RISKS.replace(first, "")
    assert gone.removed == kept.missing


def test_a_row_that_changed_in_the_register_is_not_removed_unseen(
    make_repository: MakeRepository,
) -> None:
    root = make_repository({"nam/2025/rui-ro.yaml": RISKS})
    book = export(load(root, DAY), ("rui-ro",), 2025)
    (root / "nam/2025/rui-ro.yaml").write_text(
        RISKS.replace("severity: 3", "severity: 2"), encoding="utf-8"
    )
    without = changed(book, {}, lambda opened: opened["Rủi ro, cơ hội"].delete_rows(5))
    with pytest.raises(
        ChangedMeanwhile,
        match="dòng «rr-01» đã xóa trong Excel, nhưng trong kho đã sửa sau khi xuất",
    ):
        plan_import(load(root, DAY), without, remove_missing=True)


def test_nothing_is_added_to_a_record_that_goes(laid: Laid) -> None:
    repository = laid("nam/2025/muc-tieu.yaml", OBJECTIVES)
    cells = {("Kết quả", "B7"): "hai-long", ("Kết quả", "C7"): "Quý I"}
    book = changed(
        export(repository, ("muc-tieu",), 2025),
        cells,
        lambda opened: opened["Mục tiêu"].delete_rows(6),
    )
    assert len(plan_import(repository, book).added) == 1
    with pytest.raises(BadCells, match="không có dòng nào tên là «hai-long»"):
        plan_import(repository, book, remove_missing=True)


def test_a_text_that_no_cell_can_hold_stays_and_cannot_be_edited_there(laid: Laid) -> None:
    long = "dài " * 9000
    text = f"statement: A\nexclusions:\n  - clause: '8.3'\n    justification: {long}hết\n"
    repository = laid("boi-canh/pham-vi.yaml", text)
    book = export(repository, ("pham-vi",), 2025)
    assert plan_import(repository, book).change is None
    (told,) = bad_cells(repository, changed(book, {("Không áp dụng", "C5"): f"x{long}"[:32700]}))
    assert "dài hơn 32.000 chữ" in told


def test_a_record_goes_with_all_that_stands_in_it(laid: Laid) -> None:
    repository = laid("nam/2025/muc-tieu.yaml", OBJECTIVES)

    def drop(book: Any) -> None:
        book["Mục tiêu"].delete_rows(5)
        book["Kết quả"].delete_rows(5, 2)

    book = changed(export(repository, ("muc-tieu",), 2025), {}, drop)
    after = text_after(repository, plan_import(repository, book, remove_missing=True))
    assert after == "objectives:\n  - id: hai-long\n    text: Trên 90% hài lòng\n"


def test_a_tab_that_was_taken_out_says_nothing(laid: Laid) -> None:
    repository = laid("nam/2025/rui-ro.yaml", RISKS)
    book = changed(
        export(repository, ("rui-ro",), 2025),
        {},
        lambda opened: opened.remove(opened["Rủi ro, cơ hội"]),
    )
    found = plan_import(repository, book, remove_missing=True)
    assert (found.change, found.notes) == (
        None,
        ("Tệp Excel thiếu 1 trang đã xuất; các sổ ở đó giữ nguyên.",),
    )


# What cannot be taken over


def test_every_bad_cell_is_named_by_tab_row_and_column_and_nothing_is_written(laid: Laid) -> None:
    repository = laid("nam/2025/rui-ro.yaml", RISKS)
    row = {
        "C5": "nguy cơ",
        "E5": None,
        "G5": 7,
        "H5": "cao",
        "J5": "=1+1",
        "K5": "thu-ky",
        "L5": "31/02/2026",
    }
    cells = {("Rủi ro, cơ hội", place): value for place, value in row.items()}
    assert bad_cells(repository, changed(export(repository, ("rui-ro",), 2025), cells)) == [
        (
            "Rủi ro, cơ hội, ô C5 (cột «Loại»): không có giá trị «nguy cơ». Chọn một trong: "
            "rủi ro, cơ hội."
        ),
        "Rủi ro, cơ hội, ô E5 (cột «Mô tả»): còn trống mà phải ghi: Rủi ro hoặc cơ hội gì.",
        "Rủi ro, cơ hội, ô G5 (cột «Khả năng»): «7» không phải là số nguyên từ 1 đến 5.",
        "Rủi ro, cơ hội, ô H5 (cột «Mức độ»): «cao» không phải là số nguyên từ 1 đến 5.",
        (
            "Rủi ro, cơ hội, ô J5 (cột «Biện pháp»): là một công thức, "
            "máy không đọc kết quả của công thức. "
            "Ghi thẳng giá trị vào ô."
        ),
        (
            "Rủi ro, cơ hội, ô K5 (cột «Trách nhiệm»): không có vai trò nào tên là «thu-ky». "
            "Có phải là «Thư ký ISO»?"
        ),
        (
            "Rủi ro, cơ hội, ô L5 (cột «Hạn»): «31/02/2026» không phải là một ngày có thật. "
            "Ghi ngày/tháng/năm, ví dụ 05/02/2026."
        ),
    ]


@pytest.mark.parametrize(
    ("place", "typed", "words"),
    [
        pytest.param(
            "Mục tiêu|F5", "1.234", "«1.234» có thể hiểu là 1234 hoặc 1,234.", id="two readings"
        ),
        pytest.param("Mục tiêu|F5", "nhiều", "«nhiều» không phải là một số.", id="no number"),
        pytest.param(
            "Mục tiêu|D5",
            4.1,
            "«4.1» đang là số, mà cột này là chữ.",
            id="a text that became a number",
        ),
        pytest.param("Mục tiêu|B6", "dung-han", "«dung-han» đã có ở dòng khác.", id="an id twice"),
        pytest.param(
            "Kết quả|B5",
            "hai-long",
            "dòng này thuộc «dung-han», không chuyển sang",
            id="moved to another",
        ),
        pytest.param(
            "Kết quả|C9",
            "Quý III",
            "ô B9 (cột «Mục tiêu: Khóa»): còn trống, nên không biết dòng mới thuộc dòng nào.",
            id="no parent",
        ),
        pytest.param("Mục tiêu|B5", "Đúng hạn", "«Đúng hạn» không đúng dạng.", id="no key"),
        pytest.param(
            "Mục tiêu|L5",
            day(2026, 2, 5, 8, 30),
            "«05/02/2026 08:30» có cả giờ.",
            id="a time of day",
        ),
    ],
)
def test_a_cell_that_is_no_value_of_its_column_is_refused(
    laid: Laid, place: str, typed: object, words: str
) -> None:
    repository = laid("nam/2025/muc-tieu.yaml", OBJECTIVES)
    tab, _, cell = place.partition("|")
    if tab == "Mục tiêu" and cell == "L5":
        opened = load_workbook(io.BytesIO(export(repository, ("muc-tieu",), 2025)))
        cell = next(f"{each.column_letter}5" for each in opened[tab][3] if each.value == "updated")
    (told,) = bad_cells(
        repository, changed(export(repository, ("muc-tieu",), 2025), {(tab, cell): typed})
    )
    assert told.startswith(f"{tab}, ô {'B9' if cell == 'C9' else cell} (cột «")
    assert words in told


def test_a_percentage_is_asked_to_be_typed_as_the_number_that_it_shows(laid: Laid) -> None:
    repository = laid("nam/2025/muc-tieu.yaml", OBJECTIVES)

    def percent(book: Any) -> None:
        book["Kết quả"]["D5"].number_format = "0.0%"

    book = changed(export(repository, ("muc-tieu",), 2025), {("Kết quả", "D5"): 0.965}, percent)
    (told,) = bad_cells(repository, book)
    assert told.endswith("đang ở dạng phần trăm (96,5%). Định dạng ô là General rồi ghi số 96,5.")


# What changed meanwhile


def test_a_cell_that_both_sides_changed_is_told_with_both_values(
    make_repository: MakeRepository,
) -> None:
    root = make_repository({"nam/2025/rui-ro.yaml": RISKS})
    book = export(load(root, DAY), ("rui-ro",), 2025)
    (root / "nam/2025/rui-ro.yaml").write_text(
        RISKS.replace("severity: 3", "severity: 2"), encoding="utf-8"
    )
    with pytest.raises(ChangedMeanwhile) as refused:
        plan_import(load(root, DAY), changed(book, {("Rủi ro, cơ hội", "H5"): 5}))
    assert str(refused.value).splitlines()[1].strip() == (
        "Rủi ro, cơ hội, ô H5 (cột «Mức độ»): tệp Excel ghi «5», kho nay ghi «2»; khi xuất là «3»."
    )
    same = plan_import(load(root, DAY), changed(book, {("Rủi ro, cơ hội", "H5"): 2}))
    assert same.change is None


def test_other_cells_may_have_changed_and_other_rows_come_and_gone(
    make_repository: MakeRepository,
) -> None:
    root = make_repository({"boi-canh/van-de.yaml": ISSUES})
    book = export(load(root, DAY), ("van-de",), 2025)
    lines = ISSUES.splitlines(keepends=True)
    fresh = (
        lines[1].replace("Nhân lực", "Trụ sở").replace("Ít người", "Chật").replace("Khó", "Rất khó")
    )
    now = "".join([lines[0], fresh, lines[2].replace("Rà soát", "Họp"), lines[3]])
    (root / "boi-canh/van-de.yaml").write_text(now, encoding="utf-8")
    repository = load(root, DAY)
    after = text_after(
        repository, plan_import(repository, changed(book, {("Vấn đề", "D6"): "Luật mới 2025"}))
    )
    assert after == now.replace("Luật mới", '"Luật mới 2025"')
    with pytest.raises(ChangedMeanwhile, match="dòng này trong kho đã bị xóa hoặc đã đổi khác"):
        plan_import(repository, changed(book, {("Vấn đề", "D5"): "Thiếu người"}))


# Files that are none of ours


def test_a_file_without_its_hidden_sheet_is_not_guessed_at(laid: Laid) -> None:
    repository = laid("nam/2025/rui-ro.yaml", RISKS)
    book = export(repository, ("rui-ro",), 2025)
    with pytest.raises(NoBaseline) as refused:
        plan_import(repository, changed(book, {}, lambda opened: opened.remove(opened["_isoqms"])))
    assert "isoqms export" in refused.value.hint
    with pytest.raises(NoBaseline, match="đã hỏng"):
        plan_import(repository, changed(book, {("_isoqms", "A1"): "eJyrVg=="}))


SHEET = "xl/worksheets/sheet1.xml"


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (65 * 1024 * 1024))
    return packed.getvalue()


def with_part(book: bytes, name: str, old: bytes, new: bytes) -> bytes:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as given,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for entry in given.namelist():
            content = given.read(entry)
            out.writestr(entry, content.replace(old, new, 1) if entry == name else content)
    return packed.getvalue()


def with_rows(book: bytes, rows: str) -> bytes:
    return with_part(book, SHEET, b"</sheetData>", f"{rows}</sheetData>".encode())


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 100, id="an old .xls"),
        pytest.param(lambda book: book[: len(book) // 2], id="cut off"),
        pytest.param(lambda _: bomb(), id="unpacks to too much"),
        pytest.param(
            lambda book: with_part(
                book, "xl/workbook.xml", b"<workbook", b'<!DOCTYPE x [<!ENTITY a "b">]><workbook'
            ),
            id="entities",
        ),
        pytest.param(
            lambda book: with_rows(book, '<row r="9999999999"/>'), id="a row past the last"
        ),
        pytest.param(lambda book: with_rows(book, '<row r="-1"/>'), id="a row before the first"),
        pytest.param(
            lambda book: with_rows(book, '<row r="60000"><c r="A60000"><v>1</v></c></row>'),
            id="content far below",
        ),
        pytest.param(
            lambda book: with_rows(book, '<row r="40000"><c r="XFD40000"><v>1</v></c></row>'),
            id="content far to the right",
        ),
        pytest.param(
            lambda book: with_rows(book, '<row r="40000"><c r="A1B"><v>1</v></c></row>'),
            id="a cell that is nowhere",
        ),
        pytest.param(
            lambda book: with_part(
                book,
                "xl/styles.xml",
                b"<cellXfs",
                b"<fonts>" + b"<font/>" * 400_000 + b"</fonts><cellXfs",
            ),
            id="more styles than any file has",
        ),
    ],
)
def test_what_is_no_safe_excel_file_is_refused(laid: Laid, spoil: Callable[[bytes], bytes]) -> None:
    repository = laid("nam/2025/rui-ro.yaml", RISKS)
    with pytest.raises(UnreadableBook):
        plan_import(repository, spoil(export(repository, ("rui-ro",), 2025)))


def test_rows_that_are_only_formatted_far_to_the_right_cost_nothing(laid: Laid) -> None:
    repository = laid("nam/2025/rui-ro.yaml", RISKS)
    rows = "".join(f'<row r="{at}"><c r="XFD{at}"/></row>' for at in range(1000, 20_000))
    plan_import(repository, with_rows(export(repository, ("rui-ro",), 2025), rows))


def test_a_file_of_another_agency_is_refused(make_repository: MakeRepository) -> None:
    root = make_repository({"nam/2025/rui-ro.yaml": RISKS})
    book = export(load(root, DAY), ("rui-ro",), 2025)
    settings_file = root / "isoqms.yaml"
    settings_file.write_text(
        BASE["isoqms.yaml"].replace("UBND xã An Phú", "UBND xã Tân Lập"), encoding="utf-8"
    )
    with pytest.raises(BadAnswer, match="«UBND xã An Phú», còn kho này là của «UBND xã Tân Lập»"):
        plan_import(load(root, DAY), book)


def test_a_register_with_faults_is_not_laid_out(laid: Laid) -> None:
    repository = laid("nam/2025/rui-ro.yaml", "risks:\n  - id: rr-01\n")
    with pytest.raises(UnreadableRegister, match=r"«nam/2025/rui-ro\.yaml» đang có lỗi"):
        export(repository, ("rui-ro",), 2025)


# How it looks


def test_cells_are_typed_lists_are_offered_and_codes_stay_text(laid: Laid) -> None:
    risks = laid("nam/2025/rui-ro.yaml", RISKS)
    opened = load_workbook(io.BytesIO(export(risks, ("rui-ro",), 2025)))
    tab = opened["Rủi ro, cơ hội"]
    assert (tab["B4"].value, tab["B4"].comment.text) == ("Khóa *", "Tên ngắn.")
    assert (tab["L5"].value, tab["L5"].number_format) == (day(2025, 7, 15), "dd/mm/yyyy")
    assert (tab["G5"].value, tab["D5"].number_format, tab["D9"].number_format) == (4, "@", "@")
    offered = {
        str(check.sqref).split(":")[0]: check.formula1
        for check in tab.data_validations.dataValidation
    }
    assert offered["C5"] == '"rủi ro,cơ hội"'
    assert offered["K5"] == "'Tra cứu'!$B$7:$B$10"
    assert opened["Tra cứu"]["A7"].value == "nguoi-dung-dau"
    assert tab.column_dimensions["A"].hidden
    assert tab.row_dimensions[3].hidden
    assert (tab.freeze_panes, opened["_isoqms"].sheet_state) == ("C5", "veryHidden")


def test_a_code_that_looks_like_a_number_stays_text(laid: Laid) -> None:
    text = 'procedures:\n  - {code: "1.012760", name: "=A", field: Đất đai}\n'
    book = load_workbook(io.BytesIO(export(laid("tthc/danh-muc.yaml", text), ("danh-muc",), 2025)))
    cells = book["Thủ tục"]["B5:C5"][0]
    assert [(cell.value, cell.data_type) for cell in cells] == [("1.012760", "s"), ("=A", "s")]
    assert cells[1].quotePrefix


def test_the_same_registers_give_the_same_bytes(laid: Laid) -> None:
    repository = laid("nam/2025/rui-ro.yaml", RISKS)
    assert export(repository, ("nam",), 2025) == export(repository, ("nam",), 2025)


def test_no_key_stands_deeper_than_the_import_can_write() -> None:
    for kind in TABLED:
        for table in tables_of(kind.model):
            assert len(table.route) <= 2
            assert all(len(column.route) <= 2 for column in table.columns)


@pytest.mark.parametrize(
    ("names", "name"),
    [
        pytest.param(("rui-ro",), "rui-ro-2025.xlsx", id="of a year"),
        pytest.param(("pham-vi",), "pham-vi.xlsx", id="of no year"),
        pytest.param(("nam",), "nam-2025.xlsx", id="a whole year"),
        pytest.param(("pham-vi", "rui-ro"), "cac-so-2025.xlsx", id="several"),
    ],
)
def test_the_file_is_named_after_what_is_in_it(names: tuple[str, ...], name: str) -> None:
    assert export_name(names, 2025) == name


def test_an_unknown_register_is_told_with_the_nearest(laid: Laid) -> None:
    with pytest.raises(UnknownName) as refused:
        export(laid("nam/2025/rui-ro.yaml", RISKS), ("ruiro",), 2025)
    assert refused.value.hint == "Có phải là «rui-ro»?"
    assert isinstance(refused.value, IsoqmsError)


# The commands


@pytest.fixture
def kept(make_repository: MakeRepository) -> Path:
    """A repository whose register is recorded."""
    root = make_repository({"nam/2025/rui-ro.yaml": RISKS})
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Đầu")
    return root


def test_out_and_in_again_by_the_commands(
    kept: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    book = tmp_path / "rr.xlsx"
    where = ["-C", str(kept), "--as-of", "2025-12-31"]
    assert app(["export", *where]) == 0
    assert "rui-ro           Rủi ro và cơ hội" in capsys.readouterr().out
    assert app(["export", "rui-ro", "-o", str(book), *where]) == 0
    assert app(["import", str(book), *where]) == 0
    assert capsys.readouterr().out.endswith("Không có ô nào thay đổi trong «rr.xlsx».\n")
    book.write_bytes(changed(book.read_bytes(), {("Rủi ro, cơ hội", "H5"): 5}))
    assert app(["import", str(book), "--dry-run", *where]) == 0
    assert (kept / "nam/2025/rui-ro.yaml").read_text(encoding="utf-8") == RISKS
    capsys.readouterr()
    assert app(["import", str(book), *where]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "  Rủi ro, cơ hội, ô H5 (cột «Mức độ»): «rr-01» «3» → «5»",
        "Đã nhập «rr.xlsx»: 1 ô sửa. Nếu nhầm, dùng `isoqms undo`.",
    ]
    assert (
        git(kept, "log", "-1", "--format=%s").strip() == "Nhập từ Excel: Rủi ro và cơ hội năm 2025"
    )
    assert "severity: 5" in (kept / "nam/2025/rui-ro.yaml").read_text(encoding="utf-8")


def test_a_bad_cell_ends_the_command_with_two_and_changes_nothing(
    kept: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    book = tmp_path / "rr.xlsx"
    where = ["-C", str(kept), "--as-of", "2025-12-31"]
    assert app(["export", "rui-ro", "-o", str(book), *where]) == 0
    book.write_bytes(
        changed(book.read_bytes(), {("Rủi ro, cơ hội", "H5"): "cao", ("Rủi ro, cơ hội", "G5"): 1})
    )
    capsys.readouterr()
    assert app(["import", str(book), *where]) == 2
    assert (
        "ô H5 (cột «Mức độ»): «cao» không phải là số nguyên từ 1 đến 5." in capsys.readouterr().err
    )
    assert (kept / "nam/2025/rui-ro.yaml").read_text(encoding="utf-8") == RISKS


def test_what_to_do_is_told_over_the_whole_table_and_a_long_key_stands_on_one_line(
    make_repository: MakeRepository,
) -> None:
    task = "tasks:\n  - {id: danh-gia, task: Đánh giá, role: truong-doan-danh-gia-noi-bo}\n"
    repository = load(make_repository({"nam/2025/ke-hoach.yaml": task}), date(2025, 12, 31))
    opened = load_workbook(io.BytesIO(export(repository, ("ke-hoach",), 2025)))
    tab: Any = opened["Công việc"]
    assert tab["B1"].value == "Kế hoạch năm 2025 – Công việc"
    last = tab.dimensions.rpartition(":")[2].rstrip("0123456789")
    merged = sorted(str(each) for each in tab.merged_cells.ranges)
    assert merged == [f"B1:{last}1", f"B2:{last}2"]
    wide = next(cell.column_letter for cell in tab[4] if str(cell.value).startswith("Trách nhiệm"))
    narrow = next(cell.column_letter for cell in tab[4] if str(cell.value).startswith("Hạn"))
    assert tab.column_dimensions[wide].width > tab.column_dimensions[narrow].width


def shown_as(place: str, form: str) -> Callable[[Any], None]:
    """Excel shows a cell of the objectives in this form."""

    def act(book: Any) -> None:
        book["Mục tiêu"][place].number_format = form

    return act


@pytest.mark.parametrize(
    ("typed", "form", "words"),
    [
        pytest.param(day(2026, 10, 12), "d-mmm", "«12/10/2026» đang là ngày", id="12-Oct"),
        pytest.param(100000, "0.00E+00", "«100000» đang là số viết gọn", id="1E+05"),
        pytest.param(True, "General", "«có» đang là giá trị đúng/sai", id="TRUE"),
    ],
)
def test_what_excel_has_made_of_a_text_is_refused_and_not_guessed(
    laid: Laid, typed: object, form: str, words: str
) -> None:
    repository = laid("nam/2025/muc-tieu.yaml", OBJECTIVES)
    book = export(repository, ("muc-tieu",), 2025)
    (told,) = bad_cells(
        repository, changed(book, {("Mục tiêu", "D5"): typed}, shown_as("D5", form))
    )
    assert told.startswith("Mục tiêu, ô D5 (cột «Mục tiêu»): ")
    assert words in told


def test_a_whole_day_in_a_column_of_texts_is_the_text_that_is_seen(laid: Laid) -> None:
    repository = laid("nam/2025/muc-tieu.yaml", OBJECTIVES)
    book = changed(
        export(repository, ("muc-tieu",), 2025),
        {("Mục tiêu", "D5"): day(2026, 6, 30)},
        shown_as("D5", "dd/mm/yyyy"),
    )
    assert 'text: "30/6/2026"' in text_after(repository, plan_import(repository, book))


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        pytest.param(day(1905, 7, 18), "hình như chỉ gõ số năm «2026» vào ô ngày", id="bare year"),
        pytest.param("2-2-26", "không biết số nào là ngày", id="which is the day"),
        pytest.param("2/2/26", "due: 2026-02-02\n", id="two digits of the year"),
        pytest.param("05/3/97", "due: 1997-03-05\n", id="of the last century"),
    ],
)
def test_a_day_is_what_was_typed_or_is_refused_with_its_reason(
    laid: Laid, typed: object, outcome: str
) -> None:
    repository = laid("nam/2025/rui-ro.yaml", RISKS)
    book = changed(export(repository, ("rui-ro",), 2025), {("Rủi ro, cơ hội", "L5"): typed})
    if outcome.startswith("due"):
        assert outcome in text_after(repository, plan_import(repository, book))
    else:
        (told,) = bad_cells(repository, book)
        assert told.startswith("Rủi ro, cơ hội, ô L5 (cột «Hạn»): ")
        assert outcome in told


def test_merged_cells_are_refused_as_all_but_the_first_of_them_are_empty(laid: Laid) -> None:
    repository = laid("nam/2025/rui-ro.yaml", RISKS)
    book = changed(
        export(repository, ("rui-ro",), 2025),
        {},
        lambda opened: opened["Rủi ro, cơ hội"].merge_cells("E5:E6"),
    )
    with pytest.raises(UnreadableBook, match=r"Trang «Rủi ro, cơ hội» có ô gộp \(E5:E6\)"):
        plan_import(repository, book)


# On paper, and by name


def risk_tab(repository: Repository) -> Any:
    opened = load_workbook(io.BytesIO(export(repository, ("rui-ro",), 2025)))
    return opened["Rủi ro, cơ hội"]


def test_a_page_says_whose_it_is_and_which_and_added_rows_are_printed(laid: Laid) -> None:
    tab = risk_tab(laid("nam/2025/rui-ro.yaml", RISKS))
    assert (tab.oddHeader.left.text, tab.oddFooter.right.text) == ("UBND xã An Phú", "Trang &P/&N")
    assert not tab.print_area
    (ruled,) = tab.conditional_formatting
    assert ruled.rules[0].formula[0].startswith("COUNTA(")


def test_what_does_not_fit_goes_on_with_its_key_columns_at_a_size_one_can_read(
    laid: Laid,
) -> None:
    tab = risk_tab(laid("nam/2025/rui-ro.yaml", RISKS))
    assert not tab.sheet_properties.pageSetUpPr.fitToPage
    # The smallest letters have 11 points.
    assert tab.page_setup.scale * 11 / 100 >= 8
    keys = tab.print_title_cols.replace("$", "").split(":")
    assert keys[0] == "B"
    ends = [each.id for each in tab.col_breaks.brk]
    widths = [
        tab.column_dimensions[get_column_letter(place)].width * 2.117
        for place in range(2, tab.max_column + 1)
    ]
    repeated = sum(widths[: column_index_from_string(keys[1]) - 1])
    starts = [column_index_from_string(keys[1]), *ends]
    for start, end in zip(starts, [*ends, tab.max_column], strict=True):
        page = repeated + sum(widths[start - 1 : end - 1])
        assert page * tab.page_setup.scale / 100 <= 277


def test_a_role_is_read_by_its_name_and_comes_back_as_its_key(laid: Laid) -> None:
    repository = laid("nam/2025/rui-ro.yaml", RISKS)
    book = export(repository, ("rui-ro",), 2025)
    tab = load_workbook(io.BytesIO(book))["Rủi ro, cơ hội"]
    assert (tab["C5"].value, tab["K5"].value) == ("rủi ro", "Thư ký ISO")
    assert plan_import(repository, book).change is None
    other = plan_import(
        repository,
        changed(
            book, {("Rủi ro, cơ hội", "C5"): "cơ hội", ("Rủi ro, cơ hội", "K5"): "Chủ tịch UBND xã"}
        ),
    )
    assert other.change is not None
    (content,) = other.change.files.values()
    assert content is not None
    assert "kind: co-hoi" in content.decode()
    assert "role: nguoi-dung-dau" in content.decode()


def test_a_role_that_was_renamed_meanwhile_is_not_taken_for_an_edit(
    make_repository: MakeRepository,
) -> None:
    root = make_repository({"nam/2025/rui-ro.yaml": RISKS})
    book = export(load(root, DAY), ("rui-ro",), 2025)
    kept = BASE["isoqms.yaml"]
    assert "title: Thư ký ISO" in kept
    renamed = kept.replace("title: Thư ký ISO", "title: Thư ký hệ thống")
    (root / "isoqms.yaml").write_text(renamed, encoding="utf-8")
    assert plan_import(load(root, DAY), book).change is None
