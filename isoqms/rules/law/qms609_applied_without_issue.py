"""Ghi đã cập nhật theo văn bản mà tài liệu chưa được ban hành lại.

Ngày cập nhật (applied) nói rằng các tài liệu ở khóa affects đã sửa xong. Tài liệu chỉ đổi khi có
quyết định ban hành lần mới, nên từ khi văn bản được ký đến ngày ấy phải có quyết định ban hành từng
tài liệu. Rà soát mà không phải sửa thì bỏ mã ấy khỏi affects, và nói vì sao ở ghi chú. Điểm 6 trước
khi công bố chưa đạt khi còn điều này.

## Sai, ngày 2026-07-02

```yaml ben-ngoai/van-ban.yaml
documents:
  - number: 02/2026/NQ-HĐND
    title: Về lệ phí đăng ký kinh doanh
    issuer: HĐND tỉnh Lâm Đồng
    issued: 2026-04-10
    effective: 2026-05-01
    affects: [QT-MC-01]
    applied: 2026-05-05  # <- QMS609
```

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-07-01
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-MC-01, revision: 1}
```

```nen mot-cua
```

## Đúng, ngày 2026-07-02

Tài liệu được ban hành lần 02 sau khi văn bản được ký, trước ngày ghi đã cập nhật.

```yaml ben-ngoai/van-ban.yaml
documents:
  - number: 02/2026/NQ-HĐND
    title: Về lệ phí đăng ký kinh doanh
    issuer: HĐND tỉnh Lâm Đồng
    issued: 2026-04-10
    effective: 2026-05-01
    affects: [QT-MC-01]
    applied: 2026-05-05
```

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-07-01
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-MC-01, revision: 1}
```

```yaml quyet-dinh/2026/21-QD-UBND.yaml
number: 21/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành lại tài liệu của hệ thống
signed: 2026-05-04
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-MC-01, revision: 2}
```

```nen mot-cua
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Law, Severity
from isoqms.facts.law.changes import LawChange, law_changes
from isoqms.repository import Repository
from isoqms.rules.protocol import At, Brought, Gate
from isoqms.wording import date_short, listed

CODE = "QMS609"
SEVERITY = Severity.NOTE
BASIS = (Law("QĐ 19/2014/QĐ-TTg", "Điều 4, khoản 4, điểm a"),)
WORK_LEFT = True
GATE = At(Gate.LAW, least=Severity.NOTE)
BROUGHT = Brought.OWED


def check(repository: Repository) -> Iterator[Finding]:
    """Each law that is recorded as followed although what it changes was not issued by then."""
    for change in law_changes(repository):
        if change.unissued:
            yield _told(change)


def _told(change: LawChange) -> Finding:
    law = change.law
    day = date_short(law.applied) if law.applied else ""
    codes = listed(change.unissued)
    return Finding(
        change.row.at("applied"),
        f"«{law.number}» ghi đã cập nhật xong ngày {day}, mà từ khi văn bản được ký đến ngày ấy "
        f"không quyết định nào ban hành lại {codes}.",
        "Ban hành lại bằng `isoqms issue`, rồi ghi đúng ngày: "
        f"`isoqms update law {law.number} --set applied=NGÀY`; tài liệu không phải sửa thì bỏ mã "
        "ấy ở «Tài liệu phải cập nhật».",
    )
