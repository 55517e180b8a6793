"""A small agency's history of decisions, for the commands that answer questions about documents.

QT-08 was issued in 2022, before there was a repository; QT-01 was revised in 2024 under another
name, from June on; BM-01 was withdrawn from August on; QT-02 bears the name that QT-01 had; nobody
decided about QT-05; QT-01 is being written a third time.
"""

from datetime import datetime
from pathlib import Path

from conftest import BASE
from made_history import VIETNAM, Step, make_history

QT01, QT02, QT05 = (f"tai-lieu/noi-bo/QT-0{number}.md" for number in (1, 2, 5))
BM01 = "tai-lieu/bieu-mau/BM-01.md"
DRAFT = "du-thao/noi-bo/QT-01.md"


def procedure(
    code: str, title: str, revision: int = 1, *, days: str = "2", purpose: str = "Giữ trật tự."
) -> str:
    return (
        f"---\ncode: {code}\ntitle: {title}\nkind: quy-trinh-noi-bo\nrevision: {revision}\n"
        "owner: thu-ky-iso\n"
        f"steps:\n  - {{task: Tiếp nhận, role: thu-ky-iso, days: {days}, forms: [BM-01]}}\n"
        "records:\n"
        "  - {name: Sổ tiếp nhận, form: BM-01, kept_by: van-phong, retention: 05 năm, "
        "disposal: Cắt nhỏ}\n"
        f"---\n\n## 1. MỤC ĐÍCH\n\n{purpose}\n"
    )


FORM = (
    "---\ncode: BM-01\ntitle: Phiếu tiếp nhận\nkind: bieu-mau\nrevision: 1\n"
    "fields: [Họ tên, Nội dung]\n---\n"
)
REQUEST = "request: {requested_by: Trần Thị B, reason: Rút ngắn thời gian}\n"


def decision(number: str, signed: str, rest: str, effective: str = "") -> dict[str, str]:
    late = f"effective: {effective}\n" if effective else ""
    return {
        f"quyet-dinh/{signed[:4]}/{number}-QD-UBND.yaml": f"number: {number}/QĐ-UBND\n"
        "kind: ban-hanh-tai-lieu\n"
        f"summary: Ban hành tài liệu\nsigned: {signed}\n{late}authority: Chủ tịch UBND xã\n{rest}"
    }


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T09:30:00").replace(tzinfo=VIETNAM)


FIRST = {
    **BASE,
    QT01: procedure("QT-01", "Quy trình một"),
    BM01: FORM,
    **decision("9", "2022-05-01", "issues:\n  - {code: QT-08, revision: 1, title: Quy trình cũ}\n"),
    **decision(
        "1",
        "2024-01-10",
        "issues:\n  - {code: QT-01, revision: 1, change: Ban hành mới}\n"
        "  - {code: BM-01, revision: 1}\n"
        "withdraws:\n  - {code: QT-08, reason: Gộp vào QT-01}\n",
    ),
}
SECOND = {
    QT01: procedure(
        "QT-01", "Quy trình một sửa đổi", 2, days="1", purpose="Giữ trật tự, đúng hẹn."
    ),
    **decision(
        "2",
        "2024-05-01",
        "issues:\n  - {code: QT-01, revision: 2, change: Rút ngắn thời gian}\n",
        "2024-06-01",
    ),
}
THIRD = {
    BM01: None,
    QT02: procedure("QT-02", "Quy trình một"),
    **decision(
        "3",
        "2024-07-01",
        "issues:\n  - {code: QT-02, revision: 1, change: Ban hành mới}\n"
        "withdraws:\n  - {code: BM-01, revision: 1, reason: Dùng sổ điện tử}\n",
        "2024-08-01",
    ),
}
STRAY = {
    QT05: procedure("QT-05", "Quy trình chưa ký"),
    DRAFT: procedure("QT-01", "Quy trình một sửa đổi", 3).replace("steps:", f"{REQUEST}steps:", 1),
}


def steps() -> tuple[Step, ...]:
    """The commits, in order."""
    return (
        Step(FIRST, at("2024-01-12")),
        Step(SECOND, at("2024-05-02"), author="Lê Văn C"),
        Step(THIRD, at("2024-07-03")),
        Step(STRAY, at("2024-09-01")),
    )


def make(root: Path) -> Path:
    """The repository."""
    make_history(root, steps())
    return root


def lay(root: Path) -> Path:
    """The same files as they lie there at the end, without any history."""
    files: dict[str, str | bytes | None] = {}
    for step in steps():
        files |= step.files
    for name, content in files.items():
        if content is not None:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root
