"""A new agency's repository: whole, valid, the same for the same answers, or not there at all."""

import json
import os
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from isoqms.actions.agency.init import answers_from, init, plan_repository
from isoqms.actions.checking.validate import validate
from isoqms.cli.commands import app
from isoqms.diagnostics import Severity
from isoqms.errors import BadAnswer, CannotWrite, FolderNotEmpty, UnknownName
from isoqms.facts.agency.settings import settings_text
from isoqms.history import GitMissing
from isoqms.model.agency.answers import Answers
from isoqms.model.agency.settings import Agency
from isoqms.model.kinds import FileKind
from isoqms.model.layout import FOLDERS, kind_of
from isoqms.packs import load_spending, spending_group
from isoqms.packs.agency_kinds import agency_kind, framework, kind_names
from isoqms.packs.founding import agency_of
from isoqms.resources import folder, packs
from isoqms.source.scalars import read_scalars

DAY = date(2026, 11, 21)
KINDS = tuple(sorted(path.stem for path in (packs() / "agency-kinds").glob("*.yaml")))
HARD = "An \"Phú\" & Đông: số #1, 'mới' {x} * _ " + "rất dài " * 20 + "hết"


def answers(kind: str = "xa", name: str | None = None, **more: Any) -> Answers:
    name = agency_kind(kind).example if name is None else name
    return Answers(**{"kind": kind, "name": name, "province": "Lâm Đồng", "as_of": DAY, **more})


def head(path: PurePosixPath, text: str) -> str:
    return text.split("---\n")[1] if path.suffix == ".md" else text


def documents(plan: dict[PurePosixPath, str]) -> Iterator[tuple[PurePosixPath, FileKind, str]]:
    for path, text in plan.items():
        found = kind_of(str(path))
        if found:
            yield path, found[0], head(path, text)


def values(node: object, name: str) -> Iterator[object]:
    """What stands below the key `name`, anywhere."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == name:
                yield from value if isinstance(value, list) else [value]
            yield from values(value, name)
    elif isinstance(node, list):
        for item in node:
            yield from values(item, name)


def as_an_editor_reads(text: str) -> Any:
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(text), default=str))


def agency_in(plan: dict[PurePosixPath, str]) -> Agency:
    return Agency.model_validate(read_scalars(plan[PurePosixPath("isoqms.yaml")]))


@pytest.fixture(scope="module", params=KINDS)
def plan(request: pytest.FixtureRequest) -> dict[PurePosixPath, str]:
    return plan_repository(answers(request.param))


def test_every_kind_is_known() -> None:
    assert kind_names() == KINDS
    assert {"xa", "phuong", "so"} < set(KINDS)


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_belongs_to_a_group_of_the_spending_ceilings_or_to_none(name: str) -> None:
    pack = load_spending("tt-116-2015")
    assert spending_group(pack, name) in {"", *(group.key for group in pack.groups)}


@pytest.mark.parametrize(
    ("kind", "group"), [("xa", "xa"), ("dac-khu", "xa"), ("huyen", "so"), ("chi-cuc", "chi-cuc")]
)
def test_the_group_of_the_spending_ceilings_follows_from_the_kind(kind: str, group: str) -> None:
    assert spending_group(load_spending("tt-116-2015"), kind) == group


def test_every_file_in_the_folders_of_the_layout_is_valid_for_its_model(
    plan: dict[PurePosixPath, str],
) -> None:
    for _path, kind, text in documents(plan):
        kind.model.model_validate(read_scalars(text))
    strays = [path for path in plan if path.parts[0] in FOLDERS and not kind_of(str(path))]
    assert strays == []


def test_an_editor_with_the_schemas_that_come_along_finds_nothing_to_say(
    plan: dict[PurePosixPath, str],
) -> None:
    for path, _kind, text in documents(plan):
        line = text.splitlines()[0]
        way = line.removeprefix("# yaml-language-server: $schema=")
        schema = PurePosixPath(os.path.normpath(path.parent / way).replace(os.sep, "/"))
        errors = Draft202012Validator(json.loads(plan[schema])).iter_errors(
            as_an_editor_reads(text)
        )
        assert [(str(path), error.message) for error in errors] == []


def test_no_variable_is_left_and_every_text_is_nfc_with_lf(plan: dict[PurePosixPath, str]) -> None:
    for path, text in plan.items():
        if not path.is_relative_to(".isoqms"):
            assert "{{" not in text, path
            assert "{%" not in text, path
        assert unicodedata.is_normalized("NFC", text), path
        assert "\r" not in text, path
        assert "\t" not in text, path
        assert text.endswith("\n") or not text, path


def test_every_role_and_unit_that_is_named_is_one_of_the_agency(
    plan: dict[PurePosixPath, str],
) -> None:
    agency = agency_in(plan)
    roles = {role.key for role in agency.roles}
    units = {unit.key for unit in agency.units}
    for path, kind, text in documents(plan):
        data = read_scalars(text)
        named = [
            each
            for key in ("role", "owner", "drafted_by", "reviewed_by", "approved_by")
            for each in values(data, key)
        ]
        assert set(named) <= roles, path
        placed = [
            *values(data, "unit"),
            *(values(data, "units") if kind.name in ("pham-vi", "danh-gia-noi-bo") else ()),
        ]
        assert set(placed) <= units, path


def test_every_form_that_is_named_comes_along(plan: dict[PurePosixPath, str]) -> None:
    present = {path.stem for path in plan}
    named = {code for text in plan.values() for code in re.findall(r"BM-[A-Z]{2}-\d\d-\d\d", text)}
    assert len(named) == 38
    assert named <= present


def test_every_procedure_that_is_named_comes_along(plan: dict[PurePosixPath, str]) -> None:
    present = {path.stem for path in plan}
    named = {code for text in plan.values() for code in re.findall(r"QT-[A-Z]{2}-\d\d", text)}
    assert named <= present


def test_every_law_that_a_document_rests_on_is_in_the_register(
    plan: dict[PurePosixPath, str],
) -> None:
    register = read_scalars(plan[PurePosixPath("ben-ngoai/van-ban.yaml")])
    known = {law["number"] for law in register["documents"]}
    for path, _kind, text in documents(plan):
        assert set(values(read_scalars(text), "legal_basis")) <= known, path


def test_every_procedure_of_the_law_has_a_reason_or_is_served_once(
    plan: dict[PurePosixPath, str],
) -> None:
    register = read_scalars(plan[PurePosixPath("tthc/danh-muc.yaml")])["procedures"]
    codes = [each["code"] for each in register]
    assert len(codes) == len(set(codes))
    served = [
        code
        for _path, _kind, text in documents(plan)
        for code in values(read_scalars(text), "serves")
    ]
    unserved = [each["code"] for each in register if "excluded" not in each]
    assert len(unserved) <= 1
    assert sorted(map(str, served)) == unserved


@pytest.mark.parametrize("name", KINDS)
def test_every_path_of_a_kind_is_a_file_of_the_framework(name: str) -> None:
    kind = agency_kind(name)
    paths = [str(path) for path in framework(kind)]
    unused = {
        pattern
        for pattern in kind.documents
        if not any(fnmatchcase(path, pattern) for path in paths)
    }
    assert unused == set()


def test_columns_of_a_form_fill_the_paper_upright_or_across() -> None:
    for path, kind, text in documents(plan_repository(answers())):
        widths = [int(str(width)) for width in values(read_scalars(text), "width_mm")]
        if kind.name == "du-thao" and widths:
            assert sum(widths) in (165, 247), path


def test_a_form_is_a_table_or_a_sheet_with_words_on_how_to_use_it() -> None:
    both = set()
    for path, text in plan_repository(answers()).items():
        if path.parent.name == "bieu-mau":
            data = read_scalars(head(path, text))
            assert "columns" in data or "fields" in data, path
            both |= {path.stem} if "columns" in data and "fields" in data else set()
            body = text.split("---\n", 2)[2]
            for word in ("**Người lập:**", "**Khi lập:**", "**Cách ghi:**", "**Lưu:**"):
                assert word in body, path
    assert both == {"BM-MC-01-03"}, (
        "the control slip is a table of one case, whose number stands above it"
    )


@pytest.mark.parametrize("name", KINDS)
def test_the_framework_is_valid_before_any_name_is_put_in(name: str) -> None:
    for path, file in framework(agency_kind(name)).items():
        found = kind_of(str(path))
        if found:
            found[0].model.model_validate(
                read_scalars(head(path, file.read_text(encoding="utf-8")))
            )


def test_the_settings_of_the_template_are_those_of_its_commune() -> None:
    template = (folder("docs-template") / "isoqms.yaml").read_text(encoding="utf-8")
    _schema, _, settings = template.partition("\n")
    assert settings == settings_text(agency_of(answers("xa", "UBND xã An Phú")))


def test_each_file_of_the_template_leads_an_editor_to_the_schema_of_its_kind() -> None:
    root = folder("docs-template")
    for path in (p for p in root.rglob("*") if p.is_file()):
        kind = kind_of(path.relative_to(root).as_posix())
        if kind:
            (way,) = re.findall(
                r"^# yaml-language-server: \$schema=(.*)$", path.read_text("utf-8"), re.MULTILINE
            )
            assert (path.parent / way).resolve() == (
                folder("schemas") / f"{kind[0].name}.json"
            ).resolve()


def test_the_template_itself_is_a_repository_without_error_or_warning() -> None:
    outcome = validate(folder("docs-template"), date(2025, 12, 31))
    assert [d for d in outcome.diagnostics if d.severity is not Severity.NOTE] == []


def test_every_key_of_the_settings_is_explained_above_it() -> None:
    lines = settings_text(agency_of(answers())).splitlines()
    keys = [index for index, line in enumerate(lines) if re.match(r"[a-z_]+:", line)]
    assert all(lines[index - 1].startswith("# ") for index in keys)
    named = (re.match(r"(?:# )?([a-z_]+):", line) for line in lines)
    assert {found[1] for found in named if found} == set(Agency.model_fields)


@pytest.mark.parametrize(
    ("given", "understood"),
    [
        (
            ("xa", "An Phú", "Lâm Đồng"),
            ("UBND xã An Phú", "Ủy ban nhân dân xã An Phú", "An Phú", "XÃ AN PHÚ"),
        ),
        (
            ("xa", "uỷ ban nhân dân Xã An Phú", "Lâm Đồng"),
            ("UBND xã An Phú", "Ủy ban nhân dân xã An Phú", "An Phú", "XÃ AN PHÚ"),
        ),
        (
            ("phuong", "Phường 1", "Lâm Đồng"),
            ("UBND Phường 1", "Ủy ban nhân dân Phường 1", "Phường 1", "PHƯỜNG 1"),
        ),
        (
            ("dac-khu", "Phú Quý", "Lâm Đồng"),
            (
                "UBND đặc khu Phú Quý",
                "Ủy ban nhân dân đặc khu Phú Quý",
                "Phú Quý",
                "ĐẶC KHU PHÚ QUÝ",
            ),
        ),
        (
            ("so", "Tài chính", "Huế"),
            ("Sở Tài chính", "Sở Tài chính thành phố Huế", "Huế", "SỞ TÀI CHÍNH"),
        ),
        (
            ("so", "Ban Dân tộc", "tỉnh Gia Lai"),
            ("Ban Dân tộc", "Ban Dân tộc tỉnh Gia Lai", "Gia Lai", "BAN DÂN TỘC"),
        ),
        (
            ("ubnd-tinh", "Hà Nội", "Hà Nội"),
            (
                "UBND thành phố Hà Nội",
                "Ủy ban nhân dân thành phố Hà Nội",
                "Hà Nội",
                "THÀNH PHỐ HÀ NỘI",
            ),
        ),
        (
            ("huyen", "Thị xã Gia Nghĩa", "Đắk Nông"),
            (
                "UBND thị xã Gia Nghĩa",
                "Ủy ban nhân dân thị xã Gia Nghĩa",
                "Gia Nghĩa",
                "THỊ XÃ GIA NGHĨA",
            ),
        ),
    ],
)
def test_a_name_is_understood_however_it_is_given(
    given: tuple[str, str, str], understood: tuple[str, ...]
) -> None:
    kind, name, province = given
    agency = agency_of(answers(kind, name, province=province))
    assert (agency.name, agency.full_name, agency.place, agency.agency_lines[-1]) == understood


def test_a_department_stands_below_its_province_and_signs_by_its_initials() -> None:
    agency = agency_of(answers("so", "Sở Khoa học và Công nghệ", province="TP. Hồ Chí Minh"))
    assert agency.parent_lines == ("UBND THÀNH PHỐ HỒ CHÍ MINH",)
    assert agency.symbol == "SKHCN"
    assert agency.lead_agency == "UBND Thành phố Hồ Chí Minh", "who leads answers to nobody else"
    assert agency.collective is None


def test_a_sub_department_stands_below_its_department() -> None:
    assert agency_of(answers("chi-cuc", "Kiểm lâm")).parent_lines == (
        "[cần điền: tên cơ quan chủ quản]",
    )
    parent = "Sở Nông nghiệp và Môi trường"
    assert agency_of(answers("chi-cuc", "Kiểm lâm", parent=parent)).parent_lines == (
        "SỞ NÔNG NGHIỆP",
        "VÀ MÔI TRƯỜNG",
    )


@pytest.mark.parametrize(
    ("kind", "obligation"),
    [
        ("xa", "khuyen-khich"),
        ("so", "bat-buoc"),
        ("chi-cuc", "bat-buoc"),
        ("ubnd-tinh", "bat-buoc"),
    ],
)
def test_the_obligation_follows_the_decision_and_the_province_may_say_otherwise(
    kind: str, obligation: str
) -> None:
    assert agency_of(answers(kind)).obligation == obligation
    assert (
        agency_of(answers(kind, obligation="theo-ke-hoach-tinh")).obligation == "theo-ke-hoach-tinh"
    )


def test_what_is_answered_goes_before_what_is_usual() -> None:
    agency = agency_of(
        answers(
            symbol="UBAP",
            place="Phú An",
            website="https://anphu.example.vn",
            scoring="dak-nong-2020",
        )
    )
    assert (agency.symbol, agency.place, agency.website) == (
        "UBAP",
        "Phú An",
        "https://anphu.example.vn",
    )
    assert agency.packs.scoring == "dak-nong-2020"


def test_the_year_moves_folder_and_dates_together() -> None:
    plan = plan_repository(answers(year=2027))
    text = plan[PurePosixPath("nam/2027/ke-hoach.yaml")]
    assert "due: 2027-03-31" in text
    assert "năm 2027" in text
    assert not any("2025" in str(path) for path in plan)
    assert not [path for path in plan if path.parts[0] == "nam" and "2025-" in plan[path]]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "ubnd-tinh"])
def test_a_hard_name_stays_one_name(kind: str) -> None:
    plan = plan_repository(answers(kind, HARD))
    agency = agency_in(plan)
    assert " ".join(HARD.split()) in agency.name
    for _path, file_kind, text in documents(plan):
        file_kind.model.model_validate(read_scalars(text))
    summary = read_scalars(plan[PurePosixPath("nam/2026/ke-hoach.yaml")])["summary"]
    assert summary.endswith(agency.name)


NAMES = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=40)


@given(words=st.lists(NAMES, min_size=1, max_size=6))
def test_the_settings_come_back_as_they_were_for_every_name(words: list[str]) -> None:
    agency = agency_of(answers(name="UBND xã A" + " ".join(words)))
    assert Agency.model_validate(read_scalars(settings_text(agency))) == agency
    assert Agency.model_validate(YAML(typ="safe", pure=True).load(settings_text(agency))) == agency


def test_a_hard_name_signs_its_first_commit(tmp_path: Path) -> None:
    result = init(tmp_path / "kho", answers(name=HARD))
    assert ask(result.folder, "log", "--format=%an") == f"UBND xã {' '.join(HARD.split())}"


def test_a_name_in_single_letters_and_marks_becomes_nfc() -> None:
    assert (
        agency_of(answers(name=unicodedata.normalize("NFD", "UBND xã An Phú"))).name
        == "UBND xã An Phú"
    )


@pytest.mark.parametrize(
    ("more", "words"),
    [
        pytest.param({"name": ""}, "bỏ trống", id="no name"),
        pytest.param({"name": " \u00a0 "}, "bỏ trống", id="a name of spaces"),
        pytest.param({"name": "UBND xã"}, "chưa có tên riêng", id="only what kind it is"),
        pytest.param({"name": "UBND"}, "chưa có tên riêng", id="only the committee"),
        pytest.param({"name": "xã An\x1b[31mPhú"}, "ký tự điều khiển", id="a terminal escape"),
        pytest.param({"name": "xã An\nPhú"}, "ký tự điều khiển", id="two lines"),
        pytest.param(
            {"name": "xã An\u202ePhú"}, "ký tự điều khiển", id="letters that run backwards"
        ),
        pytest.param({"name": "- An Phú"}, "bắt đầu bằng chữ", id="a sign of a list"),
        pytest.param({"name": "UBND phường 1"}, "không hợp với loại", id="a name of another kind"),
        pytest.param({"province": ""}, "bỏ trống", id="no province"),
        pytest.param({"province": "tỉnh \x00"}, "ký tự điều khiển", id="a province with a NUL"),
        pytest.param({"year": 1899}, "«1899»", id="a year long ago"),
    ],
)
def test_an_answer_that_cannot_be_used_is_refused(more: dict[str, Any], words: str) -> None:
    with pytest.raises(BadAnswer, match=words):
        plan_repository(answers(**more))


def test_an_unknown_kind_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="«phuongg»") as refusal:
        plan_repository(answers("xa").model_copy(update={"kind": "phuongg"}))
    assert "«phuong»" in refusal.value.hint


def test_a_kind_that_is_no_more_is_made_with_a_word_about_it(tmp_path: Path) -> None:
    now = init(tmp_path / "a", answers("huyen"), dry_run=True)
    then = init(tmp_path / "a", answers("huyen", as_of=date(2025, 6, 30)), dry_run=True)
    assert "không còn từ ngày 01/7/2025" in now.notes[0]
    assert not any("không còn" in note for note in then.notes)


def test_what_only_the_agency_knows_is_counted(tmp_path: Path) -> None:
    result = init(tmp_path / "kho", answers(), dry_run=True)
    plan = plan_repository(answers())
    own = [text for path, text in plan.items() if kind_of(str(path))]
    # With an ellipsis a comment only speaks of the mark.
    marks = sum(text.count("[cần điền:") - text.count("[cần điền: …]") for text in own)
    assert marks > 0
    assert f"Còn {marks} chỗ" in result.notes[-1]


def ask(root: Path, *words: str) -> str:
    command = ["git", "-c", "safe.directory=*", "-c", "core.quotepath=false", *words]
    return subprocess.run(
        command, cwd=root, check=True, capture_output=True, encoding="utf-8"
    ).stdout.strip()


def test_everything_is_one_commit_of_that_morning(tmp_path: Path) -> None:
    result = init(tmp_path / "Hồ sơ ISO" / "kho", answers())
    assert ask(result.folder, "log", "--format=%H|%an|%aI|%s") == (
        f"{result.commit}|UBND xã An Phú|2026-11-21T08:00:00+07:00|Tạo kho tài liệu "
        "của UBND xã An Phú"
    )
    assert ask(result.folder, "status", "--porcelain") == ""
    assert sorted(ask(result.folder, "ls-files").splitlines()) == sorted(map(str, result.files))
    assert [path.name for path in result.folder.parent.iterdir()] == ["kho"]


def test_the_same_answers_give_the_same_commit(tmp_path: Path) -> None:
    assert init(tmp_path / "a", answers()).commit == init(tmp_path / "b", answers()).commit
    assert (
        init(tmp_path / "c", answers(name="UBND xã An Thới")).commit
        != init(tmp_path / "d", answers()).commit
    )


def test_an_empty_folder_is_filled_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = init(Path(), answers())
    assert (tmp_path / "isoqms.yaml").is_file()
    assert {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*")} == {
        ".git",
        *(path.parts[0] for path in result.files),
    }


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    result = init(tmp_path / "kho", answers(), dry_run=True)
    assert result.commit is None
    assert PurePosixPath("isoqms.yaml") in result.files
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_folder_that_holds_anything_is_left_alone(tmp_path: Path, dry_run: bool) -> None:
    (tmp_path / "ghi chú.txt").write_text("x")
    with pytest.raises(FolderNotEmpty):
        init(tmp_path, answers(), dry_run=dry_run)
    with pytest.raises(FolderNotEmpty):
        init(tmp_path / "ghi chú.txt", answers(), dry_run=dry_run)
    assert [path.name for path in tmp_path.iterdir()] == ["ghi chú.txt"]


def test_without_git_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(GitMissing):
        init(tmp_path / "kho", answers())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("empty", [True, False])
def test_a_move_that_fails_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, empty: bool
) -> None:
    target = tmp_path / "kho"
    if empty:
        target.mkdir()
    rename = Path.rename

    def full(path: Path, to: Path) -> Path:
        if path.name == "tthc" or path.name.startswith(".isoqms-dang-tao-"):
            raise OSError(28, "No space left on device")
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(CannotWrite, match="kho"):
        init(target, answers())
    assert [path.name for path in tmp_path.rglob("*")] == (["kho"] if empty else [])


def test_answers_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "tra-loi.yaml"
    file.write_text(
        "kind: so\nname: Sở Tài chính\nprovince: Lâm Đồng\nyear: 2027\n", encoding="utf-8"
    )
    assert answers_from(file, as_of=DAY) == answers("so", "Sở Tài chính", year=2027)
    file.write_text(
        "\ufeffkind: xa\nname: An Phú\nprovince: Lâm Đồng\nas_of: 2025-01-02\n", encoding="utf-8"
    )
    assert answers_from(file, as_of=DAY).as_of == date(2025, 1, 2)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(
            "kind: xa\nname: An Phú\n", "thiếu khóa «province»", id="an answer is missing"
        ),
        pytest.param("kind: xa\nname: A\nprovince: B\nten: C\n", "khóa «ten»", id="an unknown key"),
        pytest.param(
            "kind: xa\nname: A\nprovince: B\nas_of: 2025-13-01\n", "«2025-13-01»", id="no such day"
        ),
        pytest.param("- a\n", "khóa: giá trị", id="a list"),
        pytest.param("kind: [\n", "YAML", id="no YAML"),
    ],
)
def test_a_file_of_answers_that_cannot_be_used_is_refused(
    tmp_path: Path, text: str, words: str
) -> None:
    file = tmp_path / "tra-loi.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadAnswer, match=words):
        answers_from(file, as_of=DAY)


def test_a_file_of_answers_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadAnswer, match="Không đọc được"):
        answers_from(tmp_path / "không có.yaml", as_of=DAY)


@pytest.mark.parametrize("as_of", [date(2026, 1, 5), date(2026, 11, 21), date(2027, 6, 30)])
@pytest.mark.parametrize("kind", KINDS)
def test_a_new_repository_is_only_told_of_the_first_steps_that_it_has_not_taken(
    kind: str, as_of: date, tmp_path: Path
) -> None:
    init(tmp_path / "kho", answers(kind))
    outcome = validate(tmp_path / "kho", as_of)
    graver = [d.rule for d in outcome.diagnostics if d.severity is not Severity.NOTE]
    # Nothing issued, no plan signed, no board, a year not opened: told once their time has come.
    assert set(graver) <= {"QMS562", "QMS563", "QMS564", "QMS565"}
    assert as_of.month > 1 or not graver
    assert "QMS101" in {d.rule for d in outcome.diagnostics}, "what only the agency knows is listed"


# A kind of its own.


@pytest.fixture
def center(tmp_path: Path) -> Path:
    """A commune's repository that was made a centre's.

    Its own kind in `goi/`, named in the settings, recorded.
    """
    kho = init(tmp_path / "kho", answers()).folder
    text = (packs() / "agency-kinds" / "xa.yaml").read_text(encoding="utf-8")
    own = text.replace("id: xa\n", "id: trung-tam\n").replace(
        "spending_group: xa", "spending_group: chi-cuc"
    )
    files = {
        "goi/loai-co-quan/trung-tam.yaml": f"{own}overlay: trung-tam\n",
        "goi/loai-co-quan/trung-tam/nam/2025/bao-cao.md": "---\nstart: 2025-01-01\n---\n\n"
        "Báo cáo của trung tâm.\n",
        "isoqms.yaml": (kho / "isoqms.yaml")
        .read_text(encoding="utf-8")
        .replace("kind: xa\n", "kind: trung-tam\n"),
    }
    for name, content in files.items():
        (kho / name).parent.mkdir(parents=True, exist_ok=True)
        (kho / name).write_text(content, encoding="utf-8", newline="\n")
    ask(kho, "add", "-A")
    ask(
        kho,
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@b.example",
        "commit",
        "-qm",
        "Loại cơ quan riêng",
    )
    return kho


def test_a_kind_of_the_agencys_own_is_known_to_the_check(center: Path) -> None:
    outcome = validate(center, DAY)
    assert [
        d for d in outcome.diagnostics if d.severity is not Severity.NOTE or d.rule == "QMS112"
    ] == []


def test_a_new_year_begins_with_the_report_of_the_agencys_own_kind(center: Path) -> None:
    assert app(["new", "year", "2027", "-C", str(center), "--as-of", "2026-12-31"]) == 0
    report = (center / "nam" / "2027" / "bao-cao.md").read_text(encoding="utf-8")
    assert "Báo cáo của trung tâm." in report
    assert "start: 2027-01-01" in report


def test_the_group_of_the_ceilings_is_that_of_the_agencys_own_kind(center: Path) -> None:
    assert spending_group(load_spending("tt-116-2015", center), "trung-tam", center) == "chi-cuc"


def test_what_lies_over_the_framework_lies_beside_the_agencys_own_kind(center: Path) -> None:
    file = center / "goi" / "loai-co-quan" / "trung-tam.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("overlay: trung-tam", "overlay: ../.."),
        encoding="utf-8",
    )
    with pytest.raises(UnknownName, match="lớp phủ"):
        framework(agency_kind("trung-tam", center), center)


def test_a_new_repository_is_of_a_kind_that_ships_with_the_program(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="«trung-tam»") as refusal:
        init(tmp_path / "kho", answers("trung-tam", "Trung tâm A"))
    assert "Các loại: " in refusal.value.hint
