"""Danh mục tài liệu bên ngoài thiếu hoặc lặp.

Danh mục phải đủ để theo dõi hiệu lực: mỗi văn bản một dòng, có ngày có hiệu lực. Văn bản quy phạm
pháp luật không có ngày hiệu lực thì không tính được hạn ba tháng. Quyết định cá biệt, kế hoạch có
hiệu lực từ ngày ký nên chỉ cần ngày ban hành; tiêu chuẩn không cần ngày.

## Sai

```yaml ben-ngoai/van-ban.yaml
documents:
  - number: 118/2025/NĐ-CP  # <- QMS605
    title: Về cơ chế một cửa
    issuer: Chính phủ
    issued: 2025-06-09
  - number: 63/2010/NĐ-CP
    title: Về kiểm soát thủ tục hành chính
    issuer: Chính phủ
    effective: 2010-10-14
  - number: 63/2010/NĐ-CP  # <- QMS605
    title: Về kiểm soát thủ tục hành chính
    issuer: Chính phủ
    effective: 2010-10-14
  - number: 841/KH-UBND  # <- QMS605
    title: Kế hoạch kiểm tra
    issuer: UBND tỉnh Lâm Đồng
  - number: 15/2001/NĐ-CP  # <- QMS605
    title: Hôm sau mới hết hiệu lực
    issuer: Chính phủ
    expires: 2026-01-01
```

## Đúng

```yaml ben-ngoai/van-ban.yaml
documents:
  - {number: 118/2025/NĐ-CP, title: Về cơ chế một cửa, issuer: Chính phủ, effective: 2025-07-01}
  - {number: 841/KH-UBND, title: Kế hoạch kiểm tra, issuer: UBND tỉnh Lâm Đồng, issued: 2025-08-24}
  - {number: 'TCVN ISO 9001:2015', title: Các yêu cầu, issuer: Bộ Khoa học và Công nghệ}
  - {number: 15/2001/NĐ-CP, title: Văn bản cũ, issuer: Chính phủ, expires: 2025-12-31}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.law.validity import wanted_day
from isoqms.model.law import ExternalDocument
from isoqms.repository import Repository
from isoqms.repository.entry import Row
from isoqms.rules.protocol import eased
from isoqms.wording import date_short, fold

CODE = "QMS605"
SEVERITY = Severity.WARNING
BASIS = (Clause("7.5.3.2"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The entries without the day that validity is reckoned from, and those that stand twice."""
    first: dict[str, Row[ExternalDocument]] = {}
    for row in repository.laws:
        other = first.setdefault(fold(row.record.number), row)
        if other != row:
            yield Finding(
                row.at("number"),
                f"Văn bản «{row.record.number}» đã có ở dòng thứ {other.index + 1} của danh mục.",
                "Gộp hai dòng làm một.",
                related=(other.at("number"),),
            )
        elif wanted_day(row.record, repository.as_of):
            yield _without_day(repository, row)


def undated(repository: Repository) -> Iterator[Finding]:
    """The entries without the day that tells whether they are new, as the rule finds them.

    A day that not even the legal pack of the program knows is left out.
    """
    for row in repository.laws:
        if wanted_day(row.record, repository.as_of):
            found = _without_day(repository, row)
            if found.severity is not Severity.NOTE:
                yield found


def _without_day(repository: Repository, row: Row[ExternalDocument]) -> Finding:
    law = row.record
    packed = repository.packs.legal.find(law.number)
    what, hint = (
        "ngày ban hành",
        "Tra ngày ấy rồi ghi «Ngày ban hành» (issued) hoặc «Ngày có hiệu lực» (effective).",
    )
    if wanted_day(law, repository.as_of) == "effective":
        what = "ngày có hiệu lực"
        hint = "Tra ngày ấy rồi ghi vào mục «Ngày có hiệu lực» (effective)."
    if packed is not None and packed.effective is not None:
        hint = (
            "Ghi «Ngày có hiệu lực» (effective); gói văn bản pháp luật cho là "
            f"{packed.effective.isoformat()} "
            f"({date_short(packed.effective)})."
        )
    return Finding(
        row.at("number"),
        f"Văn bản «{law.number}» chưa có {what}, nên không theo dõi được hiệu lực.",
        hint,
        # Where the program's own pack does not know the day, an agency is not blamed for lacking
        # it.
        severity=eased(Severity.NOTE, when=packed is not None and packed.effective is None),
    )
