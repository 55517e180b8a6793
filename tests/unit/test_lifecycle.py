"""Documents begun, revised, put down for withdrawal, and all of it taken back.

What the files hold afterwards.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from isoqms.actions.changing.applying import Change, WouldBreak, apply, rehearse
from isoqms.actions.changing.save import carry_out as write_down
from isoqms.actions.changing.save import plan_save
from isoqms.actions.changing.undo import carry_out, plan_redo, plan_undo
from isoqms.actions.control.new import CodeTaken, DocumentWord, Order, plan_new
from isoqms.actions.control.revise import AlreadyDrafted, NotInForce, Start, plan_revise
from isoqms.actions.control.withdraw import AlreadyStaged, plan_withdraw
from isoqms.cli.commands import app
from isoqms.errors import BadAnswer
from isoqms.history.errors import CannotUndo
from isoqms.history.writing import walk
from isoqms.history.writing.recording import ADDRESS, create, record
from isoqms.model.control.document import ChangeRequest, DocumentKind
from isoqms.repository import Repository, load
from isoqms.source.template_grammar import TemplateFault

DAY = date(2025, 12, 31)
WHEN = datetime(2025, 12, 31, 9, tzinfo=timezone(timedelta(hours=7)))
AUTHOR = ("UBND xã An Phú", ADDRESS)
PLAN = PurePosixPath("du-thao/ke-hoach.yaml")


def document(
    code: str, more: str = "", body: str = "Ghi hằng ngày.", kind: str = "quy-trinh-noi-bo"
) -> str:
    return f"---\ncode: {code}\ntitle: Quy trình {code}  # tên\nkind: {kind}\n{more}---\n\n{body}\n"


FILES = {
    "isoqms.yaml": """\
name: UBND xã An Phú
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Lâm Đồng
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
collective: Ủy ban nhân dân
obligation: khuyen-khich
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
units:
  - {key: van-phong, name: Văn phòng HĐND và UBND}
  - {key: kinh-te, name: Phòng Kinh tế}
roles:
  - {key: nguoi-dung-dau, title: Chủ tịch UBND xã}
  - {key: dai-dien-lanh-dao, title: Phó Chủ tịch UBND xã}
  - {key: thu-ky-iso, title: Thư ký ISO, unit: van-phong}
  - {key: bo-phan-mot-cua, title: Công chức Bộ phận Một cửa, unit: van-phong}
""",
    "boi-canh/pham-vi.yaml": "statement: Giải quyết thủ tục hành chính thuộc thẩm quyền\n",
    "chinh-sach.md": document("CSCL", kind="chinh-sach"),
    "tai-lieu/noi-bo/QT-NB-01.md": document(
        "QT-NB-01", "revision: 2  # lần hai\nforms: [BM-NB-01-01]\n"
    ),
    "tai-lieu/noi-bo/QT-NB-02.md": document(
        "QT-NB-02",
        "references: [QT-NB-01@2]\nrequest:\n  requested_by: Bà Hoa\n  reason: cũ\nsteps:\n"
        "  - {task: Ghi sổ, role: thu-ky-iso, days: 1, forms: [BM-NB-01-01]}\n",
        body="Theo QT-NB-01, không theo QT-NB-011.",
    ),
    "tai-lieu/bieu-mau/BM-NB-01-01.md": document("BM-NB-01-01", kind="bieu-mau"),
    "quyet-dinh/2025/5-QD-UBND.yaml": """\
number: 5/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành hệ thống tài liệu
signed: 2025-03-03
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: CSCL, revision: 1}
  - {code: QT-NB-01, revision: 2}
  - {code: QT-NB-02, revision: 1}
  - {code: BM-NB-01-01, revision: 1}
withdraws:
  - {code: QT-NB-07, reason: Không còn dùng}
""",
}


def lay(root: Path, files: dict[str, str]) -> Path:
    root.mkdir(parents=True, exist_ok=True)
    create(root)
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text.encode())
    record(root, "Tạo kho", author=AUTHOR, when=WHEN, paths=map(PurePosixPath, files))
    return root


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once, copied for each test."""
    return lay(tmp_path_factory.mktemp("gốc") / "kho", FILES)


@pytest.fixture
def root(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "Kho tài liệu"))


def ask(root: Path, *words: str) -> str:
    return subprocess.run(
        ["git", *words], cwd=root, check=True, capture_output=True, encoding="utf-8"
    ).stdout.strip()


def at(root: Path) -> Repository:
    return load(root, DAY)


def undo(root: Path) -> None:
    carry_out(plan_undo(root, DAY), author=None, when=WHEN)


def redo(root: Path) -> None:
    carry_out(plan_redo(root, DAY), author=None, when=WHEN)


def made(root: Path, change: Change) -> str:
    repository = at(root)
    rehearse(repository, change)
    return apply(repository, change, author=None, when=WHEN)


def internal(title: str = "Quy trình mới", **more: str | None) -> Order:
    return Order(DocumentKind.INTERNAL, title, **more)  # type: ignore[arg-type]


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    code = app([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out, err


# Begun.


def test_a_new_document_is_a_draft_with_the_next_code_its_title_and_the_names_of_the_agency(
    root: Path,
) -> None:
    draft = plan_new(at(root), internal("Quy trình: «quản lý» #1"))
    assert (draft.code, str(draft.path)) == ("QT-NB-08", "du-thao/noi-bo/QT-NB-08.md")
    made(root, draft.change)
    entry = at(root).drafted["QT-NB-08"]
    assert (entry.record.title, entry.record.kind, entry.record.revision) == (
        "Quy trình: «quản lý» #1",
        DocumentKind.INTERNAL,
        1,
    )
    assert "tại UBND xã An Phú" in entry.body
    assert "{{" not in entry.body
    assert ask(root, "status", "--porcelain") == ""
    assert (
        ask(root, "log", "-1", "--format=%an: %s")
        == "UBND xã An Phú: Soạn mới QT-NB-08: Quy trình: «quản lý» #1"
    )


@pytest.mark.parametrize("word", list(DocumentWord), ids=str)
def test_every_kind_has_a_skeleton_that_its_model_accepts(root: Path, word: DocumentWord) -> None:
    kind = word.kind("Đất đai")
    code = (
        "ST-01" if kind is DocumentKind.OTHER else "CSCL-2" if kind is DocumentKind.POLICY else None
    )
    (root / "chinh-sach.md").unlink()
    draft = plan_new(at(root), Order(kind, "Tên mới", code, "Đất đai", "QT-NB-01"))
    repository = load(root, DAY, draft.change.files)
    record_ = repository.drafted[draft.code].record
    assert (record_.kind, record_.title, record_.revision) == (kind, "Tên mới", 1)
    assert [fault for fault in repository.faults if fault.location.path == draft.path] == []


@pytest.mark.parametrize(
    ("pattern", "order", "code", "path"),
    [
        pytest.param(
            "", Order(DocumentKind.SYSTEM, "x"), "QT-HT-01", "he-thong/QT-HT-01.md", id="system"
        ),
        pytest.param(
            "",
            Order(DocumentKind.SERVICE, "x", field="Đất đai"),
            "QT-DD-01",
            "tthc/dat-dai/QT-DD-01.md",
            id="field",
        ),
        pytest.param(
            "",
            Order(DocumentKind.FORM, "x", parent="QT-NB-01"),
            "BM-NB-01-02",
            "bieu-mau/BM-NB-01-02.md",
            id="form",
        ),
        pytest.param(
            "code_patterns: {internal: 'QTĐĐ.{n:03}/AP'}\n",
            internal(),
            "QTĐĐ.001/AP",
            "noi-bo/QTDD.001-AP.md",
            id="the agency's own, with letters that no file name takes",
        ),
        pytest.param(
            "",
            internal(code="QT-RIENG-1"),
            "QT-RIENG-1",
            "noi-bo/QT-RIENG-1.md",
            id="a code of one's own",
        ),
    ],
)
def test_the_code_follows_the_agencys_pattern(
    tmp_path: Path, pattern: str, order: Order, code: str, path: str
) -> None:
    root = lay(tmp_path / "kho", {**FILES, "isoqms.yaml": FILES["isoqms.yaml"] + pattern})
    draft = plan_new(at(root), order)
    assert (draft.code, str(draft.path)) == (code, f"du-thao/{path}")


def test_a_field_keeps_the_short_name_that_its_documents_bear(root: Path) -> None:
    text = document("QT-HOT-04", "field: Hộ tịch\n", kind="quy-trinh-tthc")
    (root / "tai-lieu/tthc").mkdir()
    (root / "tai-lieu/tthc/QT-HOT-04.md").write_text(text, encoding="utf-8")
    assert plan_new(at(root), Order(DocumentKind.SERVICE, "x", field="hộ tịch")).code == "QT-HOT-05"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("QT-NB-01", "đang có hiệu lực"),
        ("qt-nb-01", "đang có hiệu lực"),
        ("QT-NB-07", "đã bị thu hồi theo 5/QĐ-UBND"),
        ("QT-NB-05", "đã từng dùng"),
        ("QT-NB-06", "có trong kế hoạch"),
    ],
)
def test_a_code_is_never_given_twice(root: Path, code: str, words: str) -> None:
    made(root, plan_new(at(root), internal(code="QT-NB-05")).change)
    path = PurePosixPath("du-thao/noi-bo/QT-NB-05.md")
    made(root, Change("Bỏ dự thảo", {path: None}))
    (root / PLAN).parent.mkdir()
    (root / PLAN).write_text("withdraws:\n  - {code: QT-NB-06, reason: x}\n", encoding="utf-8")
    with pytest.raises(CodeTaken, match=words):
        plan_new(at(root), internal(code=code))
    assert plan_new(at(root), internal()).code == "QT-NB-08"


@pytest.mark.parametrize(
    ("order", "words"),
    [
        (Order(DocumentKind.INTERNAL), "chưa có tên"),
        (internal("  "), "đang bỏ trống"),
        (internal("a\x1b[31m"), "ký tự điều khiển"),
        (internal(code="QT 01"), "«QT 01» không dùng được"),
        (Order(DocumentKind.SERVICE, "x"), "lĩnh vực nào"),
        (Order(DocumentKind.FORM, "x"), "của quy trình nào"),
        (Order(DocumentKind.FORM, "x", parent="QT-NB-99"), "Không có tài liệu «QT-NB-99»"),
        (Order(DocumentKind.OTHER, "x"), "không có quy tắc đặt mã"),
        (Order(DocumentKind.POLICY), "«CSCL» đang có hiệu lực"),
    ],
)
def test_what_cannot_be_begun_is_refused_with_the_reason(
    root: Path, order: Order, words: str
) -> None:
    with pytest.raises((BadAnswer, CodeTaken), match=words) as refusal:
        plan_new(at(root), order)
    assert refusal.value.hint


@pytest.mark.parametrize("pattern", ["QT-NB", "QT-{n}-{n}", "QT-{n.__class__}", "{0}{n}"])
def test_a_pattern_that_gives_no_code_is_refused(tmp_path: Path, pattern: str) -> None:
    settings_ = f"{FILES['isoqms.yaml']}code_patterns: {{internal: '{pattern}'}}\n"
    root = lay(tmp_path / "kho", {**FILES, "isoqms.yaml": settings_})
    with pytest.raises(BadAnswer, match="Mẫu mã"):
        plan_new(at(root), internal())


def test_the_agencys_own_skeleton_comes_before_ours(root: Path) -> None:
    (root / "mau").mkdir()
    own = (
        "---\ncode: '{{ ma }}'\ntitle: x\nkind: khac\n# của xã\n---\n\n"
        "{{ ten }} của {{ nguoi_dung_dau }}\n"
    )
    (root / "mau/quy-trinh-noi-bo.md").write_text(own, encoding="utf-8")
    draft = plan_new(at(root), internal("Quy trình *A*"))
    assert (draft.change.files[draft.path] or b"").decode() == (
        '---\ncode: "QT-NB-08"\ntitle: "Quy trình *A*"\nkind: quy-trinh-noi-bo\nrevision: 1\n'
        "# của xã\n---\n\n"
        "Quy trình \\*A\\* của Chủ tịch UBND xã\n"
    )
    (root / "mau/quy-trinh-noi-bo.md").write_text(
        "---\ncode: x\n---\n{{ bi_mat }}\n", encoding="utf-8"
    )
    with pytest.raises(TemplateFault, match=r"mau/quy-trinh-noi-bo\.md: .*«bi_mat» ở dòng 4"):
        plan_new(at(root), internal())


# Revised.


def test_a_revision_is_what_is_in_force_with_the_next_number_and_the_form_that_asked_for_it(
    root: Path,
) -> None:
    form = ChangeRequest(requested_by="Phòng Kinh tế", reason="Luật mới: 72/2025/QH15")
    draft = plan_revise(at(root), "QT-NB-01", form)
    old = (root / "tai-lieu/noi-bo/QT-NB-01.md").read_text(encoding="utf-8")
    assert (draft.revision, str(draft.path)) == (3, "du-thao/noi-bo/QT-NB-01.md")
    made(root, draft.change)
    text = (root / draft.path).read_text(encoding="utf-8")
    assert text == old.replace("revision: 2  # lần hai", "revision: 3  # lần hai").replace(
        "01-01]\n---",
        '01-01]\nrequest:\n  requested_by: Phòng Kinh tế\n  reason: "Luật mới: 72/2025/QH15"\n---',
    )
    assert (root / "tai-lieu/noi-bo/QT-NB-01.md").read_text(encoding="utf-8") == old


def test_the_form_of_the_issue_before_is_not_carried_over(root: Path) -> None:
    draft = plan_revise(at(root), "QT-NB-02", None)
    assert b"request" not in (draft.change.files[draft.path] or b"request")


def test_the_policy_goes_to_the_drafts_and_its_schema_is_found_from_there(root: Path) -> None:
    line = "# yaml-language-server: $schema=.isoqms/schemas/chinh-sach.json\n"
    text = FILES["chinh-sach.md"].replace("---\n", f"---\n{line}", 1)
    apply(
        at(root),
        Change("x", {PurePosixPath("chinh-sach.md"): text.encode()}),
        author=None,
        when=WHEN,
    )
    draft = plan_revise(at(root), "CSCL", None, Start.STANDING)
    assert str(draft.path) == "du-thao/chinh-sach.md"
    assert b"$schema=../.isoqms/schemas/du-thao.json\n" in (draft.change.files[draft.path] or b"")


def test_a_form_that_is_a_word_file_is_revised_with_its_file(root: Path) -> None:
    files = {
        "tai-lieu/bieu-mau/BM-02.yaml": b"code: BM-02\ntitle: T\xe1\xbb\x9d khai\nkind: bieu-mau\n"
        b"attachment: tai-lieu/bieu-mau/BM-02.docx\n",
        "tai-lieu/bieu-mau/BM-02.docx": b"PK\0\r\n",
    }
    change = Change("x", {PurePosixPath(name): content for name, content in files.items()})
    apply(at(root), change, author=None, when=WHEN)
    made(root, plan_revise(at(root), "BM-02", None).change)
    assert (root / "du-thao/bieu-mau/BM-02.docx").read_bytes() == b"PK\0\r\n"
    assert at(root).drafted["BM-02"].record.attachment == "du-thao/bieu-mau/BM-02.docx"


def test_an_edit_past_every_decision_is_told_and_not_copied(root: Path) -> None:
    file = root / "tai-lieu/noi-bo/QT-NB-01.md"
    file.write_text(file.read_text(encoding="utf-8") + "Thêm vội.\n", encoding="utf-8")
    draft = plan_revise(at(root), "QT-NB-01", None)
    assert "Thêm vội".encode() not in (draft.change.files[draft.path] or b"")
    assert "sửa thẳng" in draft.change.notes[0]
    made(root, draft.change)
    assert file.read_text(encoding="utf-8").endswith("Thêm vội.\n")


def test_the_number_follows_decisions_that_are_not_in_effect_yet(root: Path) -> None:
    decision = "quyet-dinh/2025/5-QD-UBND.yaml"
    text = FILES[decision].replace("QT-NB-02, revision: 1", "QT-NB-02, revision: 4")
    (root / decision).write_text(text, encoding="utf-8")
    assert plan_revise(at(root), "QT-NB-02", None).revision == 5


def test_what_cannot_be_revised_is_refused_with_the_reason(root: Path) -> None:
    made(root, plan_revise(at(root), "QT-NB-01", None).change)
    made(root, plan_new(at(root), internal()).change)
    made(root, plan_withdraw(at(root), ("QT-NB-02",), "Thừa").change)
    for code, error, words in (
        ("QT-NB-01", AlreadyDrafted, "đã có dự thảo"),
        ("QT-NB-08", NotInForce, "chưa được ban hành"),
        ("QT-NB-07", NotInForce, "đã bị thu hồi theo 5/QĐ-UBND"),
        ("QT-NB-02", AlreadyDrafted, "kế hoạch thu hồi"),
        ("QT-NB-1", NotInForce, "Không có tài liệu «QT-NB-1»"),
    ):
        with pytest.raises(error, match=words) as refusal:
            plan_revise(at(root), code, None)
        assert refusal.value.hint


# Put down for withdrawal.


def test_a_withdrawal_is_put_on_the_plan_and_who_still_refers_to_it_is_listed(root: Path) -> None:
    planned = plan_withdraw(at(root), ("BM-NB-01-01",), "Trùng:  nội dung")
    made(root, planned.change)
    assert (root / PLAN).read_text(encoding="utf-8") == (
        'withdraws:\n  - code: BM-NB-01-01\n    revision: 1\n    reason: "Trùng: nội dung"\n'
    )
    assert planned.change.notes == (
        "QT-NB-01 (tai-lieu/noi-bo/QT-NB-01.md) còn dẫn BM-NB-01-01 ở danh sách biểu mẫu.",
        "QT-NB-02 (tai-lieu/noi-bo/QT-NB-02.md) còn dẫn BM-NB-01-01 ở bước 1.",
    )
    assert "BM-NB-01-01" in at(root).in_force
    again = plan_withdraw(at(root), ("QT-NB-01",), "Thừa")
    assert [note for note in again.change.notes if "QT-NB-02" in note] == [
        (
            "QT-NB-02 (tai-lieu/noi-bo/QT-NB-02.md) còn dẫn QT-NB-01 ở tài liệu viện "
            "dẫn và phần nội dung."
        )
    ]


def test_documents_that_go_together_do_not_warn_of_each_other(root: Path) -> None:
    assert plan_withdraw(at(root), ("BM-NB-01-01", "QT-NB-01", "QT-NB-02"), "Thừa").references == ()


def test_a_plan_that_somebody_is_writing_is_taken_up_with_every_letter(root: Path) -> None:
    mine = "# của tôi\nissues:\n- {code: QT-NB-01, revision: 3, change: 'Sửa bước 2'}  # chờ\n"
    (root / PLAN).parent.mkdir()
    (root / PLAN).write_text(mine, encoding="utf-8")
    made(root, plan_withdraw(at(root), ("QT-NB-02",), "Thừa").change)
    text = (root / PLAN).read_text(encoding="utf-8")
    assert text == f"{mine}withdraws:\n  - code: QT-NB-02\n    revision: 1\n    reason: Thừa\n"
    undo(root)
    assert (root / PLAN).read_text(encoding="utf-8") == mine


def test_what_cannot_be_withdrawn_is_refused_with_the_reason(root: Path) -> None:
    made(root, plan_revise(at(root), "QT-NB-01", None).change)
    made(root, plan_withdraw(at(root), ("QT-NB-02",), "Thừa").change)
    for code, words in (("QT-NB-01", "đang có dự thảo"), ("QT-NB-02", "đã có trong kế hoạch")):
        with pytest.raises(AlreadyStaged, match=words):
            plan_withdraw(at(root), ("BM-NB-01-01", code), "x")
    with pytest.raises(BadAnswer, match="Lý do"):
        plan_withdraw(at(root), ("BM-NB-01-01",), " ")
    (root / PLAN).write_text("withdraws: [\n", encoding="utf-8")
    with pytest.raises(BadAnswer, match="đang có lỗi"):
        plan_withdraw(at(root), ("BM-NB-01-01",), "x")


# Checked before it is written.


def test_a_change_that_would_bring_a_new_error_is_refused_and_one_that_was_there_is_not(
    root: Path,
) -> None:
    path = PurePosixPath("tai-lieu/noi-bo/QT-NB-02.md")
    broken = Change("x", {path: document("QT-NB-02", "kind: khac\n").encode()})
    with pytest.raises(
        WouldBreak, match=r"thêm 2 lỗi.*\n  tai-lieu/noi-bo/QT-NB-02\.md:5:1: \[QMS003\]"
    ):
        rehearse(at(root), broken)
    (root / path).write_bytes(broken.files[path] or b"")
    assert rehearse(at(root), broken).fresh == ()


def test_many_new_errors_are_counted_and_the_first_shown(root: Path) -> None:
    files = {PurePosixPath(f"tai-lieu/noi-bo/X-{n}.md"): b"---\ncode: X\n---\n" for n in range(9)}
    with pytest.raises(WouldBreak) as refusal:
        rehearse(at(root), Change("x", files))
    told = [line for line in str(refusal.value).split("\n") if not line.startswith("    →")]
    assert len(told) == 7
    assert "lỗi nữa" in told[-1]


# Any sequence.

OPERATIONS = st.one_of(
    st.tuples(st.just("new"), st.sampled_from(["QT-NB", "BM-NB-01"])),
    st.tuples(st.just("revise"), st.sampled_from(["QT-NB-01", "QT-NB-02", "CSCL", "QT-NB-07"])),
    st.tuples(st.just("withdraw"), st.sampled_from(["QT-NB-01", "QT-NB-02", "BM-NB-01-01"])),
    st.tuples(st.just("edit"), st.sampled_from(["QT-NB-01", "QT-NB-02"])),
    *(st.tuples(st.just(word), st.just("")) for word in ("undo", "undo", "redo")),
)
IN_FORCE = {"CSCL": 1, "QT-NB-01": 2, "QT-NB-02": 1, "BM-NB-01-01": 1}
State = tuple[dict[str, int], tuple[str, ...], str]
"""The drafts with their numbers, the codes on the plan, and what was written by hand and saved."""


@dataclass
class Model:
    """The plain model: the states that undoing goes back through, and those that it left."""

    states: list[State] = field(default_factory=lambda: [({}, (), "")])
    left: list[State] = field(default_factory=list)
    entries: int = 1
    numbers: dict[str, int] = field(default_factory=lambda: {"QT-NB": 7, "BM-NB-01": 1})

    def does(self, operation: str, what: str) -> bool:
        """Whether the operation may be done; it is done to the model."""
        done = (
            self._walked(operation) if operation in ("undo", "redo") else self._new(operation, what)
        )
        self.entries += done
        return done

    def _walked(self, operation: str) -> bool:
        if operation == "undo" and len(self.states) > 1:
            self.left.append(self.states.pop())
            return True
        if operation == "redo" and self.left:
            self.states.append(self.left.pop())
            return True
        return False

    def _new(self, operation: str, what: str) -> bool:
        drafts, plan, words = self.states[-1]
        if operation == "edit":
            state = (drafts, plan, f"{words}{what}\n")
        elif operation == "new":
            # A code that was taken back is not given again: others may have seen it.
            self.numbers[what] = number = self.numbers[what] + 1
            state = ({**drafts, f"{what}-{number:02}": 1}, plan, words)
        elif what not in IN_FORCE or what in drafts or what in plan:
            return False
        elif operation == "revise":
            state = ({**drafts, what: IN_FORCE[what] + 1}, plan, words)
        else:
            state = (drafts, (*plan, what), words)
        self.states.append(state)
        self.left.clear()
        return True


def carried_out(root: Path, operation: str, what: str) -> bool:
    try:
        if operation in ("undo", "redo"):
            {"undo": undo, "redo": redo}[operation](root)
        elif operation == "edit":
            with (root / "HUONG-DAN.md").open("a", encoding="utf-8", newline="\r\n") as page:
                page.write(f"{what}\n")
            write_down(plan_save(root, DAY), author=None, when=WHEN)
        elif operation == "new":
            kind = DocumentKind.INTERNAL if what == "QT-NB" else DocumentKind.FORM
            made(root, plan_new(at(root), Order(kind, "Mới", parent="QT-NB-01")).change)
        elif operation == "revise":
            made(root, plan_revise(at(root), what, None).change)
        else:
            made(root, plan_withdraw(at(root), (what,), "Thừa").change)
    except (CannotUndo, NotInForce, AlreadyDrafted, AlreadyStaged):
        return False
    return True


@settings(max_examples=8, deadline=None)
@given(st.lists(OPERATIONS, min_size=4, max_size=10))
def test_after_any_sequence_the_drafts_and_the_plan_are_those_of_a_plain_model(
    original: Path, operations: list[tuple[str, str]]
) -> None:
    with tempfile.TemporaryDirectory() as place:
        root = Path(shutil.copytree(original, Path(place) / "Kho"))
        model = Model()
        for operation, what in operations:
            assert carried_out(root, operation, what) == model.does(operation, what), (
                operation,
                what,
            )
        repository = at(root)
        plan = repository.staged.record.withdraws if repository.staged else ()
        drafts = {code: entry.record.revision for code, entry in repository.drafted.items()}
        guide = ask(root, "show", "HEAD:HUONG-DAN.md") if model.states[-1][2] else ""
        state = (drafts, tuple(item.code for item in plan), f"{guide}\n" if guide else "")
        assert state == model.states[-1]
        assert repository.in_force.keys() == IN_FORCE.keys()
        assert ask(root, "status", "--porcelain") == ""
        assert len(ask(root, "log", "--format=%h").split()) == model.entries


# The command line.


def test_the_commands_do_it_and_say_so(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ("-C", root, "--as-of", "2025-12-31")
    code, out, err = run(
        capsys, "new", "procedure", "--title", "Quy trình mới", *where, "--author", "Thư ký ISO"
    )
    assert (code, out) == (0, "Đã tạo dự thảo QT-NB-08 ở du-thao/noi-bo/QT-NB-08.md.\n")
    assert "ghi chú trong dự thảo" in err
    assert ask(root, "log", "-1", "--format=%an|%as") == "Thư ký ISO|2025-12-31"
    code, out, _ = run(
        capsys, "revise", "QT-NB-01", *where, "--request", "Bà Hoa", "--reason", "Luật mới"
    )
    assert (code, out) == (0, "Đã tạo dự thảo lần 3 của QT-NB-01 ở du-thao/noi-bo/QT-NB-01.md.\n")
    code, out, err = run(capsys, "withdraw", "BM-NB-01-01", *where, "--reason", "Trùng")
    assert (code, out) == (
        0,
        f"Đã ghi vào {PLAN}: thu hồi BM-NB-01-01 khi ban hành quyết định tới.\n",
    )
    assert "Lưu ý: QT-NB-01 (tai-lieu/noi-bo/QT-NB-01.md) còn dẫn BM-NB-01-01" in err
    code, out, _ = run(capsys, "undo", "-C", root)
    assert (code, out.splitlines()[1:]) == (0, [f"  {PLAN}: bỏ tệp này"])
    assert not (root / PLAN).exists()
    code, out, _ = run(capsys, "undo", "-C", root, "--dry-run")
    assert (code, out.splitlines()[0]) == (
        0,
        "Sẽ bỏ: «Soạn lần 3 của QT-NB-01: Luật mới». Chưa làm gì.",
    )


@pytest.mark.parametrize(
    "command",
    [
        ("new", "system", "--title", "x", "--dry-run"),
        ("revise", "QT-NB-01", "--dry-run"),
        ("withdraw", "QT-NB-01", "--reason", "x", "--dry-run"),
        ("new", "--no-input"),
        ("new", "system"),
        ("new", "service", "--title", "x"),
        ("new", "form", "--title", "x"),
        ("new", "khong-co", "--title", "x"),
        ("revise", "QT-NB-01", "--request", "Bà Hoa"),
        ("withdraw", "QT-NB-01"),
        ("withdraw", "QT-NB-99", "--reason", "x"),
        ("undo",),
        ("undo", "--finish"),
    ],
    ids=" ".join,
)
def test_a_dry_run_and_a_refusal_change_nothing(
    root: Path, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    code, out, err = run(capsys, *command, "-C", root)
    assert code == (0 if "--dry-run" in command else 2)
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    assert ("Chưa ghi gì" in out) if code == 0 else ("Gợi ý: " in err)


@pytest.fixture
def interrupted(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository in which a change was killed when half of it was written."""

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(walk, "put", stop)
        patched.setattr(walk, "_back_out", lambda *_: None)
        with pytest.raises(KeyboardInterrupt):
            made(root, plan_new(at(root), internal()).change)
    return root


def test_every_command_says_in_one_line_that_a_change_was_interrupted_and_undo_brings_it_back(
    interrupted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, "validate", interrupted / "tai-lieu", "--as-of", "2025-12-31")
    assert code in (0, 1)
    assert err == (
        "Lưu ý: Một thay đổi («Soạn mới QT-NB-08: Quy trình mới») bị ngắt khi đang ghi; "
        "gõ `isoqms undo` để đưa kho về như trước đó.\n"
    )
    code, _, err = run(capsys, "new", "internal", "--title", "x", "-C", interrupted)
    assert code == 2
    assert (err.count("bị ngắt"), "Gợi ý: Gõ `isoqms undo`" in err) == (1, True)
    for command in (("status",), ("save", "--no-input"), ("backup", "b.zip"), ("redo",)):
        _, _, err = run(capsys, *command, "-C", interrupted, "--as-of", "2025-12-31")
        assert err.count("bị ngắt") == 1, (command, err)
    code, out, err = run(capsys, "undo", "-C", interrupted)
    assert (code, err) == (0, "")
    assert "Kho như trước khi ghi" in out
    assert run(capsys, "validate", interrupted, "--as-of", "2025-12-31")[2] == ""
    assert ask(interrupted, "status", "--porcelain") == ""
    assert ask(interrupted, "log", "--format=%s") == "Tạo kho"


def test_an_interrupted_change_can_be_carried_through(
    interrupted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "undo", "--finish", "-C", interrupted)
    assert (code, out) == (0, "Đã ghi nốt thay đổi bị ngắt: «Soạn mới QT-NB-08: Quy trình mới».\n")
    assert "QT-NB-08" in at(interrupted).drafted
    assert ask(interrupted, "status", "--porcelain") == ""


def test_in_a_terminal_what_is_missing_is_asked_for(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["2", "Quy trình hệ thống mới", ""])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(answers))
    code, out, _ = run(capsys, "new", "-C", root, "--as-of", "2025-12-31")
    assert (code, out.splitlines()[-1]) == (
        0,
        "Đã tạo dự thảo QT-HT-01 ở du-thao/he-thong/QT-HT-01.md.",
    )


def test_without_history_a_dry_run_works_and_writing_is_refused(
    make_repository: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_repository(FILES)
    where = ("-C", root, "--as-of", "2025-12-31")
    assert run(capsys, "revise", "QT-NB-01", *where, "--dry-run")[0] == 0
    code, _, err = run(capsys, "revise", "QT-NB-01", *where)
    assert code == 2
    assert "không có lịch sử" in err
    assert not (root / "du-thao").exists()
