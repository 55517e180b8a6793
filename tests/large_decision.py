"""A normal day.

A repository of 252 documents where one decision is to issue 101 and withdraw 80.
"""

from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath

from growth import Grown, build

from isoqms.history.writing.recording import record
from isoqms.repository import load

AS_OF = date(2025, 12, 31)
_NEW = tuple(Grown(number, alone=False) for number in range(252, 353))
_GROUNDS = """\
  - number: 72/2025/QH15
    title: Luật Tổ chức chính quyền địa phương
    issuer: Quốc hội
    issued: 2025-06-16
  - number: 19/2014/QĐ-TTg
    title: Quyết định về việc áp dụng Hệ thống quản lý chất lượng theo Tiêu chuẩn quốc gia TCVN ISO
          9001:2008
    issuer: Thủ tướng Chính phủ
    issued: 2014-03-05
    effective: 2014-05-18
"""


def prepare(root: Path) -> Path:
    """252 documents in force, 101 drafts, 80 staged withdrawals.

    The administrative procedures of these have ended.
    """
    build(root, 252)
    ended = [entry.record for entry in load(root, AS_OF).documents if entry.record.serves][:80]
    staged = (
        f"  - code: {one.code}\n    reason: Thủ tục hành chính đã bị bãi bỏ\n" for one in ended
    )
    written = {f"du-thao/{one.place}": one.text() for one in _NEW}
    written["du-thao/ke-hoach.yaml"] = "withdraws:\n" + "".join(staged)
    written["tthc/danh-muc.yaml"] = _services(root, [one.serves[0] for one in ended])
    register = (root / "ben-ngoai/van-ban.yaml").read_text(encoding="utf-8")
    written["ben-ngoai/van-ban.yaml"] = register + _GROUNDS
    for path, content in written.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, encoding="utf-8", newline="\n")
    when = datetime(2025, 12, 31, 8, tzinfo=UTC)
    record(
        root,
        "Dự thảo",
        author=("Thư ký", "a@b.example"),
        when=when,
        paths=[PurePosixPath(p) for p in written],
    )
    return root


def _services(root: Path, ended: list[str]) -> str:
    register = (root / "tthc/danh-muc.yaml").read_text(encoding="utf-8")
    for code in ended:
        register = register.replace(f"'{code}'\n", f"'{code}'\n    ended: 2025-09-01\n")
    return register + "".join(
        f"  - code: '{one.service}'\n    name: {one.subject}\n    field: {one.field.name}\n"
        "    decision: 512/QĐ-UBND\n    online: toàn trình\n    fee: Không\n"
        for one in _NEW
        if not one.is_form
    )
