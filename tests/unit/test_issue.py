"""Issuing: what a decision changes, what it refuses, and its papers."""

import subprocess
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from large_decision import prepare
from openxml_audit import OpenXmlValidator
from paper_check import findings, text_of

from isoqms.actions.changing.applying import WouldBreak
from isoqms.actions.control.issue import (
    IssuePlan,
    IssueRequest,
    carry_out,
    plan_issue,
    preview,
)
from isoqms.actions.control.issue_papers import folder_for, issue_papers
from isoqms.actions.control.issue_refusals import CannotIssue
from isoqms.cli.commands import app
from isoqms.errors import IsoqmsError
from isoqms.facts.control.issuing import decision_path
from isoqms.facts.records.text import record_text
from isoqms.history import read_history
from isoqms.history.writing.recording import create, record
from isoqms.model.control.decision import Decision, DecisionKind, Seal, SealedDocument, Withdrawn
from isoqms.model.control.sealing import root_of, sealed, text_sum
from isoqms.repository import Repository, load
from isoqms.repository.control import control_with, in_force
from isoqms.repository.places import issued_path
from isoqms.source.scalars import read_scalars
from isoqms.wording import number_slug

Make = Callable[[Mapping[str, str | bytes]], Path]
Loaded = Callable[..., Repository]

AS_OF = date(2025, 12, 31)
NOW = datetime(2025, 12, 31, 8, tzinfo=UTC)
SIGNED_ON = date(2025, 10, 24)
SIGNED = IssueRequest(number="96/QĐ-UBND", signed=SIGNED_ON)


def document(code: str, revision: int = 1, title: str = "Quy trình họp", **keys: str) -> str:
    more = "".join(f"{key}: {value}\n" for key, value in keys.items())
    kind = "" if "kind" in keys else "kind: quy-trinh-he-thong\n"
    return (
        f"---\ncode: {code}\ntitle: {title}\n{kind}revision: {revision}\nowner: thu-ky-iso\n"
        "approval: {drafted_by: thu-ky-iso, reviewed_by: dai-dien-lanh-dao, approved_by: "
        "nguoi-dung-dau}\n"
        f"clauses: ['7.5']\n{more}---\n\n## 1. MỤC ĐÍCH\n\nThống nhất cách họp.\n"
    )


def form(code: str, revision: int = 1, title: str = "Phiếu họp") -> str:
    return (
        f"---\ncode: {code}\ntitle: {title}\nkind: bieu-mau\nrevision: {revision}\n"
        "owner: bo-phan-mot-cua\n"
        "clauses: ['7.5']\nfields: [Ngày họp]\n---\n\nGhi ngay khi họp xong.\n"
    )


EARLIER = (
    "number: 56/QĐ-UBND\nkind: ban-hanh-tai-lieu\nsummary: Ban hành tài liệu\nsigned: 2025-08-15\n"
    "authority: Chủ tịch Ủy ban nhân dân xã An Phú\nissues:\n"
    "  - {code: QT-HT-01, revision: 1}\n  - {code: BM-HT-01-01, revision: 1}\n"
    "  - {code: BM-HT-01-02, revision: 1}\n"
)
LAWS = """\
documents:
  - number: 72/2025/QH15
    title: Luật Tổ chức chính quyền địa phương
    issuer: Quốc hội
    issued: 2025-06-16
  - number: 77/2015/QH13
    title: Luật Tổ chức chính quyền địa phương
    issuer: Quốc hội
    issued: 2015-06-19
    expires: 2025-06-16
  - number: 19/2014/QĐ-TTg
    title: Quyết định về việc áp dụng Hệ thống quản lý chất lượng theo Tiêu chuẩn quốc gia TCVN ISO
          9001:2008
    issuer: Thủ tướng Chính phủ
    issued: 2014-03-05
    effective: 2014-05-18
  - number: 30/2020/NĐ-CP
    title: Nghị định về công tác văn thư
    issuer: Chính phủ
    issued: 2020-03-05
"""
SMALL: dict[str, str] = {
    "ben-ngoai/van-ban.yaml": LAWS,
    "quyet-dinh/2025/56-QD-UBND.yaml": EARLIER,
    "tai-lieu/he-thong/QT-HT-01.md": document("QT-HT-01"),
    "tai-lieu/bieu-mau/BM-HT-01-01.md": form("BM-HT-01-01"),
    "tai-lieu/bieu-mau/BM-HT-01-02.md": form("BM-HT-01-02", title="Sổ họp"),
    "nam/2025/phan-phoi.yaml": (
        "# Thư ký ISO giữ sổ này.\ndistributed:\n"
        "- {document: QT-HT-01, revision: 1, unit: kinh-te, copies: 2, day: 2025-08-20}\n"
        "# hết danh sách\n"
    ),
    "du-thao/he-thong/QT-HT-01.md": document("QT-HT-01", 2, forms="[BM-HT-01-03]"),
    "du-thao/bieu-mau/BM-HT-01-03.md": form("BM-HT-01-03", title="Biên bản họp"),
    "du-thao/ke-hoach.yaml": (
        "issues:\n  - {code: QT-HT-01, revision: 2, change: 'Thêm biên bản họp'}\n"
        "withdraws:\n  - {code: BM-HT-01-02, reason: Thay bằng biên bản họp}\n"
    ),
}


def with_files(files: Mapping[str, str | None]) -> dict[str, str]:
    laid = {**SMALL, **files}
    return {path: text for path, text in laid.items() if text is not None}


def kept(make_repository: Make, files: Mapping[str, str] = SMALL) -> Path:
    """A repository with its history: one commit."""
    root = make_repository(files)
    create(root)
    paths = [PurePosixPath(p.relative_to(root).as_posix()) for p in root.rglob("*") if p.is_file()]
    record(
        root,
        "Đầu",
        author=("Thư ký", "a@b.example"),
        when=NOW,
        paths=[p for p in paths if p.parts[0] != ".git"],
    )
    return root


def state(root: Path) -> dict[str, bytes]:
    """Every file, and where the history stands."""
    files = {
        str(p.relative_to(root)): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()
    }
    return {
        path: content
        for path, content in files.items()
        if not path.startswith(".git/") or "refs" in path
    }


def git(root: Path, *words: str) -> str:
    return subprocess.run(
        ["git", "-C", str(root), *words], check=True, capture_output=True, text=True
    ).stdout


def text(plan: IssuePlan, path: str) -> str:
    content = plan.change.files[PurePosixPath(path)]
    assert content is not None
    return content.decode()


# What changes


def test_drafts_come_into_force_and_what_is_withdrawn_leaves(loaded: Loaded) -> None:
    plan = plan_issue(loaded(SMALL), SIGNED)
    assert {str(path): content is not None for path, content in plan.change.files.items()} == {
        "tai-lieu/he-thong/QT-HT-01.md": True,
        "tai-lieu/bieu-mau/BM-HT-01-03.md": True,
        "tai-lieu/bieu-mau/BM-HT-01-02.md": False,
        "du-thao/he-thong/QT-HT-01.md": False,
        "du-thao/bieu-mau/BM-HT-01-03.md": False,
        "du-thao/ke-hoach.yaml": False,
        "quyet-dinh/2025/96-QD-UBND.yaml": True,
        "nam/2025/phan-phoi.yaml": True,
    }
    assert plan.in_force == 3


def test_the_decision_is_recorded_with_what_it_changes(loaded: Loaded) -> None:
    plan = plan_issue(
        loaded(SMALL), replace(SIGNED, effective=date(2025, 11, 1), signer="Trần Thị Bình")
    )
    read = Decision.model_validate(read_scalars(text(plan, "quyet-dinh/2025/96-QD-UBND.yaml")))
    assert read == plan.decision
    assert [(i.code, i.revision, i.change) for i in read.issues] == [
        ("QT-HT-01", 2, "Thêm biên bản họp"),
        ("BM-HT-01-03", 1, "Ban hành mới"),
    ]
    assert [(w.code, w.revision, w.title, w.reason) for w in read.withdraws] == [
        ("BM-HT-01-02", 1, "Sổ họp", "Thay bằng biên bản họp")
    ]
    assert (read.signed, read.effective, read.signer_name) == (
        date(2025, 10, 24),
        date(2025, 11, 1),
        "Trần Thị Bình",
    )


def test_the_register_grows_at_the_end_of_its_lists_and_keeps_every_word(loaded: Loaded) -> None:
    register = text(plan_issue(loaded(SMALL), SIGNED), "nam/2025/phan-phoi.yaml")
    assert register == (
        "# Thư ký ISO giữ sổ này.\ndistributed:\n"
        "- {document: QT-HT-01, revision: 1, unit: kinh-te, copies: 2, day: 2025-08-20}\n"
        "- document: QT-HT-01\n  revision: 2\n  unit: van-phong\n  copies: 0\n"
        "- document: QT-HT-01\n  revision: 2\n  unit: kinh-te\n  copies: 0\n"
        "- document: BM-HT-01-03\n  revision: 1\n  unit: van-phong\n  copies: 0\n"
        "withdrawn:\n"
        "  - document: BM-HT-01-02\n    revision: 1\n    unit: van-phong\n    copies: 0\n"
        "  - document: QT-HT-01\n    revision: 1\n    unit: kinh-te\n    copies: 2\n"
        "# hết danh sách\n"
    )


def test_only_some_are_issued_and_the_rest_stays_staged(loaded: Loaded) -> None:
    plan = plan_issue(loaded(SMALL), replace(SIGNED, only=("BM-HT-01-03",)))
    assert [item.code for item in plan.decision.issues] == ["BM-HT-01-03"]
    assert plan.decision.withdraws == ()
    assert PurePosixPath("du-thao/ke-hoach.yaml") not in plan.change.files
    rest = plan_issue(loaded(SMALL), replace(SIGNED, only=("BM-HT-01-03", "BM-HT-01-02")))
    assert "withdraws" not in text(rest, "du-thao/ke-hoach.yaml")
    assert "QT-HT-01" in text(rest, "du-thao/ke-hoach.yaml")


def test_only_paper_copies_of_a_replaced_issue_are_fetched(loaded: Loaded) -> None:
    register = SMALL["nam/2025/phan-phoi.yaml"].replace("copies: 2", "copies: 0")
    plan = plan_issue(loaded(with_files({"nam/2025/phan-phoi.yaml": register})), SIGNED)
    assert [(each.document.code, each.unit) for each in plan.issuing.taken_back] == [
        ("BM-HT-01-02", "van-phong")
    ]


def test_the_policy_comes_to_its_own_place(loaded: Loaded) -> None:
    policy = document("CS-CL", kind="chinh-sach", title="Chính sách chất lượng")
    plan = plan_issue(loaded({"du-thao/chinh-sach.md": policy}), SIGNED)
    assert text(plan, "chinh-sach.md") == policy
    assert issued_path(PurePosixPath("du-thao/tthc/a/QT-1.md")) == PurePosixPath(
        "tai-lieu/tthc/a/QT-1.md"
    )


def test_an_attached_file_comes_along_and_the_earlier_one_leaves(make_repository: Make) -> None:
    head = "code: BM-HT-09\ntitle: Tờ khai\nkind: bieu-mau\nowner: thu-ky-iso\nclauses: ['7.5']\n"
    files: dict[str, str | bytes] = {
        "tai-lieu/bieu-mau/BM-HT-09.yaml": f"{head}attachment: tai-lieu/bieu-mau/BM-HT-09.doc\n",
        "tai-lieu/bieu-mau/BM-HT-09.doc": b"old",
        "du-thao/bieu-mau/BM-HT-09.yaml": f"{head}revision: 2\nattachment: "
        f"du-thao/bieu-mau/BM-HT-09.docx # tệp Word\n",
        "du-thao/bieu-mau/BM-HT-09.docx": b"PK\0new",
    }
    plan = plan_issue(load(make_repository(files), AS_OF), replace(SIGNED, seal=True))
    assert text(plan, "tai-lieu/bieu-mau/BM-HT-09.yaml").endswith(
        'attachment: "tai-lieu/bieu-mau/BM-HT-09.docx" # tệp Word\n'
    )
    assert plan.change.files[PurePosixPath("tai-lieu/bieu-mau/BM-HT-09.docx")] == b"PK\0new"
    assert plan.change.files[PurePosixPath("tai-lieu/bieu-mau/BM-HT-09.doc")] is None
    assert plan.decision.seal is not None
    assert plan.decision.seal.documents[0].attachment is not None


def test_a_text_leads_editors_to_the_schema_of_its_new_place(loaded: Loaded) -> None:
    draft = document("QT-HT-02").replace(
        "---\n", "---\n# yaml-language-server: $schema=../../.isoqms/schemas/du-thao.json\n", 1
    )
    plan = plan_issue(loaded({"du-thao/he-thong/QT-HT-02.md": draft}), SIGNED)
    assert text(plan, "tai-lieu/he-thong/QT-HT-02.md") == draft.replace(
        "du-thao.json", "tai-lieu.json"
    )


def test_it_is_one_commit_with_a_tag_that_says_what_it_holds(make_repository: Make) -> None:
    root = kept(make_repository)
    repository = load(root, AS_OF)
    commit = carry_out(repository, plan_issue(repository, SIGNED), when=NOW)
    assert git(root, "rev-parse", "HEAD").strip() == commit
    assert git(root, "rev-list", "--count", "HEAD").strip() == "2"
    assert git(root, "status", "--porcelain").strip() == ""
    assert git(root, "log", "-1", "--format=%an|%ae|%s").strip() == (
        "UBND xã An Phú|kho-tai-lieu@isoqms.invalid|Ban hành 02 tài liệu và thu hồi 01 tài liệu "
        "theo 96/QĐ-UBND"
    )
    assert git(
        root, "for-each-ref", "refs/tags", "--format=%(refname:short)%0a%(contents)"
    ).strip() == (
        "qd/2025/96-QD-UBND\nQuyết định số 96/QĐ-UBND\n\n"
        "Trích yếu: Ban hành và thu hồi tài liệu của Hệ thống quản lý chất lượng theo Tiêu chuẩn "
        "quốc gia TCVN ISO 9001:2015\nNgày ký: 2025-10-24\nCó hiệu lực: 2025-10-24\n\n"
        "Ban hành 2 tài liệu:\n  QT-HT-01 lần 2\n  BM-HT-01-03 lần 1\nThu hồi 1 tài liệu:\n"
        "  BM-HT-01-02 lần 1"
    )
    after = load(root, AS_OF)
    assert sorted(after.in_force) == ["BM-HT-01-01", "BM-HT-01-03", "QT-HT-01"]
    assert (after.drafts, after.staged) == ((), None)


def test_a_draft_need_not_be_recorded_before_it_is_issued(make_repository: Make) -> None:
    root = kept(make_repository)
    draft = root / "du-thao/he-thong/QT-HT-01.md"
    draft.write_text(draft.read_text() + "\nHọp hằng tuần.\n")
    repository = load(root, AS_OF)
    carry_out(repository, plan_issue(repository, SIGNED), when=NOW)
    assert git(root, "show", "HEAD:tai-lieu/he-thong/QT-HT-01.md").endswith("\nHọp hằng tuần.\n")
    assert git(root, "status", "--porcelain").strip() == ""


# What is refused


def refused(repository: Repository, request: IssueRequest = SIGNED) -> tuple[str, str]:
    before = state(repository.root)
    with pytest.raises(CannotIssue) as caught:
        plan_issue(repository, request)
    assert state(repository.root) == before
    return str(caught.value), caught.value.hint


@pytest.mark.parametrize(
    ("request_", "message", "hint"),
    [
        pytest.param({"number": None}, "Thiếu --number.", "--papers-only", id="no number"),
        pytest.param(
            {"number": None, "signed": None},
            "Thiếu --number và --signed.",
            "--papers-only",
            id="nothing",
        ),
        pytest.param(
            {"number": "5/QĐ-UBND"},
            "«5/QĐ-UBND» không phải là số, ký hiệu",
            "Viết dạng 05/QĐ-UBND",
            id="no zero",
        ),
        pytest.param(
            {"number": "96/TB-UBND"}, "«96/TB-UBND» không phải", "96/QĐ-UBND", id="a notice"
        ),
        pytest.param(
            {"number": "96 /QĐ-UBND"}, "«96 /QĐ-UBND» không phải", "15/QĐ-UBND", id="space"
        ),
        pytest.param({"number": "9" * 5000}, "không phải", "15/QĐ-UBND", id="endless"),
        pytest.param({"number": "²/QĐ-UBND"}, "không phải", "15/QĐ-UBND", id="no digit of ours"),
        pytest.param(
            {"number": "56/QĐ-UBND"},
            "Số «56/QĐ-UBND» đã dùng cho quyết định ngày 15/8/2025",
            "một lần",
            id="used",
        ),
        pytest.param(
            {"signed": date(2026, 1, 5)},
            "Ngày ký 05/01/2026 ở sau ngày đang tính",
            "papers-only",
            id="later",
        ),
        pytest.param(
            {"effective": date(2025, 10, 1)},
            "Ngày có hiệu lực 01/10/2025 ở trước ngày ký 24/10/2025.",
            "--retroactive-reason",
            id="retroactive",
        ),
        pytest.param(
            {"only": ("QT-HT-03",)},
            "«QT-HT-03» không có dự thảo",
            "Có phải «QT-HT-01»?",
            id="unknown code",
        ),
    ],
)
def test_a_wrong_request_is_refused(
    loaded: Loaded, request_: dict[str, object], message: str, hint: str
) -> None:
    said, told = refused(loaded(SMALL), replace(SIGNED, **request_))  # type: ignore[arg-type]
    assert message in said
    assert hint in told


@pytest.mark.parametrize(
    ("files", "message", "hint"),
    [
        pytest.param(
            {
                "du-thao/he-thong/QT-HT-01.md": document("QT-HT-01", 3),
                "du-thao/ke-hoach.yaml": None,
            },
            "Dự thảo «QT-HT-01» ghi lần ban hành 3, nhưng lần đã ban hành gần nhất là 1.",
            "Ghi revision: 2 trong du-thao/he-thong/QT-HT-01.md.",
            id="an issue left out",
        ),
        pytest.param(
            {"du-thao/he-thong/QT-HT-02.md": document("QT-HT-02", 2)},
            "Dự thảo «QT-HT-02» ghi lần ban hành 2, nhưng tài liệu chưa từng được ban hành.",
            "revision: 1",
            id="the second before the first",
        ),
        pytest.param(
            {
                "du-thao/he-thong/QT-HT-02.md": document("QT-HT-02")
                + "\nHọp ngày [cần điền: ngày họp].\n"
            },
            "Còn 1 chỗ [cần điền] trong tài liệu sắp ban hành:\n"
            "      du-thao/he-thong/QT-HT-02.md, dòng 15: ngày họp",
            "--only",
            id="to fill in",
        ),
        pytest.param(
            {"tai-lieu/he-thong/QT-HT-07.md": document("QT-HT-07", forms="[BM-HT-01-02]")},
            "«QT-HT-07» còn viện dẫn «BM-HT-01-02» sắp thu hồi (tai-lieu/he-thong/QT-HT-07.md).",
            "isoqms revise QT-HT-07",
            id="still referred to",
        ),
        pytest.param(
            {"du-thao/he-thong/QT-HT-01.md": document("QT-HT-01", 2, forms="[BM-HT-01-02]")},
            "«QT-HT-01» còn viện dẫn «BM-HT-01-02»",
            "isoqms revise",
            id="referred to by what is issued",
        ),
        pytest.param(
            {"tai-lieu/bieu-mau/BM-HT-01-02.md": None},
            "Không thu hồi được «BM-HT-01-02»: tài liệu này không có hiệu lực.",
            "Bỏ dòng này",
            id="withdrawn before",
        ),
        pytest.param(
            {"du-thao/bieu-mau/BM-HT-01-02.md": form("BM-HT-01-02", 2)},
            "«BM-HT-01-02» vừa được ban hành lần mới vừa bị thu hồi",
            "bỏ dòng thu hồi",
            id="both",
        ),
        pytest.param(
            {
                "du-thao/he-thong/QT-HT-01.md": None,
                "du-thao/bieu-mau/BM-HT-01-03.md": None,
                "du-thao/ke-hoach.yaml": None,
            },
            "Không có gì để ban hành",
            "isoqms new",
            id="nothing",
        ),
        pytest.param(
            {"du-thao/noi-bo/QT-HT-01.md": document("QT-HT-01", 2)},
            "Mã «QT-HT-01» có hai dự thảo",
            "Bỏ một trong hai",
            id="two drafts",
        ),
        pytest.param(
            {"du-thao/he-thong/QT-HT-01.md": "---\ncode: [\n---\n"},
            "Không đọc được du-thao/he-thong/QT-HT-01.md",
            "",
            id="unreadable draft",
        ),
    ],
)
def test_wrong_drafts_are_refused(
    loaded: Loaded, files: dict[str, str | None], message: str, hint: str
) -> None:
    said, told = refused(loaded(with_files(files)))
    assert message in said
    assert hint in f"{said} {told}"


def test_all_reasons_are_told_at_once(loaded: Loaded) -> None:
    said, hint = refused(
        loaded(with_files({"du-thao/he-thong/QT-HT-02.md": document("QT-HT-02", 2)})),
        replace(SIGNED, number="1/QĐ-UBND"),
    )
    assert "vì 2 lý do" in said
    assert hint == "Chưa có gì bị thay đổi."


def test_a_file_of_that_name_is_never_written_over(loaded: Loaded) -> None:
    said, _ = refused(loaded(with_files({"quyet-dinh/2025/96-QD-UBND.yaml": "number: [\n"})))
    assert said == "Đã có tệp quyet-dinh/2025/96-QD-UBND.yaml."


def test_a_withdrawn_code_is_never_issued_again(loaded: Loaded) -> None:
    gone = EARLIER.replace(
        "issues:", "withdraws: [{code: QT-HT-09, revision: 1, reason: Thừa}]\nissues:"
    )
    files = {
        "quyet-dinh/2025/56-QD-UBND.yaml": gone,
        "du-thao/he-thong/QT-HT-09.md": document("QT-HT-09", 2),
    }
    said, _ = refused(loaded(with_files(files)))
    assert "Mã «QT-HT-09» đã thu hồi theo 56/QĐ-UBND, không được dùng lại." in said


def test_the_reference_may_be_mended_in_the_same_decision(loaded: Loaded) -> None:
    files = {"tai-lieu/he-thong/QT-HT-01.md": document("QT-HT-01", forms="[BM-HT-01-02]")}
    assert plan_issue(loaded(with_files(files)), SIGNED).in_force == 3


def broken(repository: Repository, request: IssueRequest = SIGNED) -> str:
    before = state(repository.root)
    with pytest.raises(WouldBreak) as caught:
        plan_issue(repository, request)
    assert state(repository.root) == before
    return str(caught.value)


def test_what_would_bring_a_new_error_is_refused_with_its_line(make_repository: Make) -> None:
    root = kept(
        make_repository,
        with_files({"du-thao/he-thong/QT-HT-02.md": document("QT-HT-02", forms="[BM-X]")}),
    )
    assert broken(load(root, AS_OF)) == (
        "Làm vậy thì kho có thêm 1 lỗi, nên chưa ghi gì:\n"
        "  du-thao/he-thong/QT-HT-02.md:9:9: [QMS301] Không có biểu mẫu «BM-X» trong kho.\n"
        "    → Sửa mã biểu mẫu, hoặc thêm biểu mẫu đó."
    )


def test_a_procedure_is_not_issued_before_the_form_it_uses(loaded: Loaded) -> None:
    assert "Biểu mẫu «BM-HT-01-03» mới là dự thảo, chưa có hiệu lực." in broken(
        loaded(SMALL), replace(SIGNED, only=("QT-HT-01",))
    )


def test_errors_of_before_are_no_reason_to_refuse(loaded: Loaded) -> None:
    files = with_files({"tai-lieu/he-thong/QT-HT-02.md": document("QT-HT-02", forms="[BM-X]")})
    assert plan_issue(loaded(files), SIGNED).in_force == 4


def test_a_first_decision_may_be_recorded_when_its_year_is_over(loaded: Loaded) -> None:
    files = {
        "nam/2025/phan-phoi.yaml": "distributed: []\n",
        "du-thao/he-thong/QT-HT-01.md": document("QT-HT-01"),
    }
    repository = loaded(files, as_of=date(2026, 2, 1))
    assert plan_issue(repository, replace(SIGNED, signed=date(2025, 3, 3))).in_force == 1


def test_a_register_that_cannot_be_edited_is_refused(loaded: Loaded) -> None:
    before = loaded(
        with_files(
            {"nam/2025/phan-phoi.yaml": "distributed: &a\n  - {document: QT-HT-01}\nx: *a\n"}
        )
    )
    with pytest.raises(IsoqmsError, match=r"nam/2025/phan-phoi\.yaml"):
        plan_issue(before, SIGNED)


def test_retroactive_effect_needs_its_reason(loaded: Loaded) -> None:
    plan = plan_issue(
        loaded(SMALL),
        replace(
            SIGNED, effective=date(2025, 10, 1), retroactive_reason="Theo kết luận họp ngày 01/10"
        ),
    )
    assert plan.decision.retroactive_reason == "Theo kết luận họp ngày 01/10"


def test_a_number_begins_anew_in_another_year(loaded: Loaded) -> None:
    old = EARLIER.replace("2025-08-15", "2024-08-15")
    files = with_files(
        {"quyet-dinh/2025/56-QD-UBND.yaml": None, "quyet-dinh/2024/56-QD-UBND.yaml": old}
    )
    assert (
        plan_issue(loaded(files), replace(SIGNED, number="56/QĐ-UBND")).decision.number
        == "56/QĐ-UBND"
    )


def test_words_are_stored_as_one_code_point_a_letter_and_empty_ones_not_at_all(
    loaded: Loaded,
) -> None:
    decomposed = unicodedata.normalize("NFD", " 96/QĐ-UBND ")
    plan = plan_issue(loaded(SMALL), replace(SIGNED, number=decomposed, signer=" ", authority=""))
    assert (plan.decision.number, plan.decision.signer_name) == ("96/QĐ-UBND", None)
    assert plan.decision.authority == "Chủ tịch Ủy ban nhân dân xã An Phú"


# The papers


def papers_of(repository: Repository, request: IssueRequest = SIGNED) -> dict[str, bytes]:
    return {
        paper.name: paper.content
        for paper in issue_papers(repository, preview(repository, request))
    }


@pytest.mark.parametrize("name", ["quyet-dinh", "so-phan-phoi", "bien-ban-thu-hoi"])
def test_the_papers_read_as_they_did(
    loaded: Loaded, golden: Callable[[str, str], None], name: str
) -> None:
    request = replace(
        SIGNED,
        effective=date(2025, 11, 1),
        signer_post="Phó Chủ tịch",
        signer="Trần Thị Bình",
        seal=True,
    )
    golden(f"issue-{name}.txt", text_of(papers_of(loaded(SMALL), request)[f"{name}.docx"]))


def test_number_and_day_stay_open_until_the_decision_is_signed(
    loaded: Loaded, golden: Callable[[str, str], None]
) -> None:
    repository = loaded(SMALL)
    golden("issue-open.txt", text_of(papers_of(repository, IssueRequest())["quyet-dinh.docx"]))
    assert folder_for(repository, preview(repository, IssueRequest())).name == "quyet-dinh-trinh-ky"


def test_one_policy_is_attached_to_its_decision(
    loaded: Loaded, golden: Callable[[str, str], None]
) -> None:
    policy = document("CS-CL", kind="chinh-sach", title="Chính sách chất lượng")
    repository = loaded({"ben-ngoai/van-ban.yaml": LAWS, "du-thao/chinh-sach.md": policy})
    paper = papers_of(repository)["quyet-dinh.docx"]
    golden("issue-policy.txt", text_of(paper))
    assert findings(paper) == []


@pytest.mark.parametrize(
    ("authority", "post", "lines"),
    [
        pytest.param(None, None, ["CHỦ TỊCH"], id="the head himself"),
        pytest.param(None, "Phó Chủ tịch", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], id="a deputy"),
        pytest.param(
            "Ủy ban nhân dân xã An Phú",
            None,
            ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
            id="the committee",
        ),
        pytest.param(
            "Ủy ban nhân dân xã An Phú",
            "Phó Chủ tịch",
            ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
            id="a deputy for the committee",
        ),
        pytest.param(
            None,
            "TL. Chủ tịch, Chánh Văn phòng",
            ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"],
            id="by order",
        ),
    ],
)
def test_who_signs_follows_from_the_authority(
    loaded: Loaded, authority: str | None, post: str | None, lines: list[str]
) -> None:
    paper = papers_of(loaded(SMALL), replace(SIGNED, authority=authority, signer_post=post))[
        "quyet-dinh.docx"
    ]
    assert f"[VB Chức vụ người ký] {'⏎'.join(lines)}\n" in text_of(paper)


def test_only_laws_in_force_on_the_day_of_signing_are_cited(loaded: Loaded) -> None:
    lines = (
        text_of(papers_of(loaded(SMALL))["quyet-dinh.docx"])
        .replace("\N{NO-BREAK SPACE}", " ")
        .splitlines()
    )
    cited = [
        line.removeprefix("[VB Căn cứ] ") for line in lines if line.startswith("[VB Căn cứ] Căn cứ")
    ]
    assert cited[0] == "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;"
    assert cited[1:] == [
        (
            "Căn cứ Quyết định số 19/2014/QĐ-TTg ngày 05 tháng 3 năm 2014 của Thủ tướng Chính phủ "
            "về việc áp dụng Hệ thống quản lý chất lượng theo Tiêu chuẩn quốc gia "
            "TCVN ISO 9001:2008;"
        )
    ]


def test_what_is_not_certain_is_cited_from_the_agencys_register_only(loaded: Loaded) -> None:
    repository = loaded(with_files({"ben-ngoai/van-ban.yaml": None}))
    assert "Căn cứ Quyết định" not in text_of(papers_of(repository)["quyet-dinh.docx"])
    assert any("chưa có căn cứ" in note for note in plan_issue(repository, SIGNED).change.notes)


# The seal


def test_the_seal_sums_up_each_text_as_it_stands_in_force(loaded: Loaded) -> None:
    plan = plan_issue(loaded(SMALL), replace(SIGNED, seal=True))
    seal = plan.decision.seal
    assert seal is not None
    assert [(each.code, each.revision) for each in seal.documents] == [
        ("BM-HT-01-03", 1),
        ("QT-HT-01", 2),
    ]
    assert seal.documents[1].sha256 == text_sum(
        text(plan, "tai-lieu/he-thong/QT-HT-01.md").encode()
    )
    assert seal.root == root_of(seal.documents)


def test_the_root_is_what_the_scheme_says() -> None:
    documents = (
        SealedDocument(code="QT-02", revision=1, sha256="b" * 64),
        SealedDocument(code="QT-01", revision=2, sha256="a" * 64, attachment="c" * 64),
    )
    lines = f"isoqms-seal 1\nQT-01\t2\t{'a' * 64}\t{'c' * 64}\nQT-02\t1\t{'b' * 64}\n"
    assert sealed(documents).root == text_sum(lines.encode())


@given(st.binary(min_size=1, max_size=200), st.data())
def test_one_byte_changed_anywhere_breaks_the_seal(content: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(content) - 1))
    other = bytes([content[place] ^ data.draw(st.integers(1, 255))])
    changed = content[:place] + other + content[place + 1 :]
    if changed.replace(b"\r\n", b"\n") == content.replace(b"\r\n", b"\n"):
        return  # a line end of Windows in place of ours is no other text

    def root(text: bytes) -> str:
        return sealed([SealedDocument(code="QT-01", revision=1, sha256=text_sum(text))]).root

    assert root(content) != root(changed)


def test_line_ends_of_windows_do_not_break_a_seal() -> None:
    assert text_sum(b"a\r\nb\r\n") == text_sum(b"a\nb\n") != text_sum(b"a\nb")


# The parts


def test_a_record_reads_back_as_it_was() -> None:
    decision = Decision(
        number="05/QĐ-UBND",
        kind=DecisionKind.ISSUE,
        summary="Ban hành: «tài liệu» # 1",
        signed=date(2025, 3, 1),
        authority="no",
        withdraws=(Withdrawn(code="QT-01", revision=2, reason="Thừa\nhai dòng"),),
        seal=Seal(
            scheme=1,
            root="0" * 64,
            documents=(SealedDocument(code="1e5", revision=1, sha256="1" * 64),),
        ),
    )
    assert Decision.model_validate(read_scalars(record_text(decision))) == decision


def test_a_number_names_a_file() -> None:
    assert number_slug("2231/QĐ-BCĐ") == "2231-QD-BCD"
    assert str(decision_path("05/QĐ-UBND", date(2025, 1, 2))) == "quyet-dinh/2025/05-QD-UBND.yaml"


# The command


def test_the_command_issues_and_says_what_to_do(
    make_repository: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    root = kept(make_repository)
    said = [
        "issue",
        "-C",
        str(root),
        "--number",
        "96/QĐ-UBND",
        "--signed",
        "2025-10-24",
        "--as-of",
        "2025-12-31",
    ]
    assert app(said) == 0
    out = capsys.readouterr().out
    assert "Đã ghi quyết định 96/QĐ-UBND ngày 24/10/2025, có hiệu lực từ 24/10/2025." in out
    assert "Ban hành 2 tài liệu: 1 mới, 1 thay lần trước." in out
    assert "Kho nay có 3 tài liệu." in out
    assert sorted(p.name for p in (root / "xuat/96-QD-UBND").iterdir()) == [
        "bien-ban-thu-hoi.docx",
        "quyet-dinh.docx",
        "so-phan-phoi.docx",
    ]
    assert app(said) == 2
    assert "đã dùng cho quyết định" in capsys.readouterr().err


def test_a_dry_run_and_papers_before_signing_change_nothing(
    make_repository: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    root = kept(make_repository)
    before = state(root)
    asked = ["issue", "-C", str(root), "--as-of", "2025-12-31"]
    assert app([*asked, "--number", "96/QĐ-UBND", "--signed", "2025-10-24", "--dry-run"]) == 0
    assert "bỏ    tai-lieu/bieu-mau/BM-HT-01-02.md" in capsys.readouterr().out
    assert state(root) == before
    assert app([*asked, "--papers-only"]) == 0
    assert "Chưa có tài liệu nào được ban hành." in capsys.readouterr().out
    assert {path for path in state(root) if path not in before} == {
        f"xuat/quyet-dinh-trinh-ky/{name}.docx"
        for name in ("quyet-dinh", "so-phan-phoi", "bien-ban-thu-hoi")
    }
    assert app([*asked, "--no-input"]) == 2
    assert "Thiếu --number và --signed." in capsys.readouterr().err


def test_a_change_that_cannot_be_recorded_leaves_no_paper(
    make_repository: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    root = kept(make_repository)
    edited = root / "tai-lieu/he-thong/QT-HT-01.md"
    edited.write_text(edited.read_text() + "\nSửa thẳng, không ghi.\n")
    before = state(root)
    said = [
        "issue",
        "-C",
        str(root),
        "--number",
        "96/QĐ-UBND",
        "--signed",
        "2025-10-24",
        "--as-of",
        "2025-12-31",
    ]
    assert app(said) == 2
    assert "chưa được ghi vào lịch sử" in capsys.readouterr().err
    assert state(root) == before
    assert not (root / "xuat/96-QD-UBND").exists()


def test_a_paper_that_cannot_be_written_stops_it_all(
    make_repository: Make, capsys: pytest.CaptureFixture[str]
) -> None:
    root = kept(make_repository)
    (root / "xuat/96-QD-UBND/so-phan-phoi.docx").mkdir(parents=True)
    before = state(root)
    said = [
        "issue",
        "-C",
        str(root),
        "--number",
        "96/QĐ-UBND",
        "--signed",
        "2025-10-24",
        "--as-of",
        "2025-12-31",
    ]
    assert app(said) == 2
    assert "Không ghi được tệp" in capsys.readouterr().err
    assert state(root) == before


# A normal day: 101 issued, 80 withdrawn


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """252 documents in force, 101 drafts, and 80 whose administrative procedures have ended."""
    return prepare(tmp_path_factory.mktemp("lon") / "kho")


def test_101_are_issued_and_80_withdrawn_by_one_decision(large: Path) -> None:
    repository = load(large, AS_OF)
    plan = plan_issue(repository, replace(SIGNED, seal=True))
    assert (len(plan.decision.issues), len(plan.decision.withdraws), plan.in_force) == (
        101,
        80,
        273,
    )
    assert len(issue_papers(repository, plan.issuing)) == 3


def test_the_papers_of_a_large_decision_are_valid(large: Path, tmp_path: Path) -> None:
    for name, content in papers_of(load(large, AS_OF)).items():
        (tmp_path / name).write_bytes(content)
        assert findings(content) == []
        assert list(OpenXmlValidator().validate(str(tmp_path / name)).errors) == []


def test_after_it_the_repository_stands_at_273(large: Path) -> None:
    repository = load(large, AS_OF)
    carry_out(repository, plan_issue(repository, SIGNED), when=NOW)
    after = load(large, AS_OF)
    assert (len(after.documents), len(after.drafts), after.staged) == (273, 0, None)
    known = control_with(after, read_history(large))
    assert len(in_force(known, SIGNED_ON - timedelta(days=1))) == 252
    assert len(in_force(known, SIGNED_ON)) == 273
