"""Điểm không phù hợp chưa vào sổ.

Đánh giá nội bộ phát hiện điểm không phù hợp thì phải có người tìm nguyên nhân và khắc phục. Ghi vào
sổ theo dõi sự không phù hợp và nêu khóa ở đây thì mới theo được đến khi đóng.

## Sai

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - id: dot-1
    state: da-danh-gia
    findings:
      - kind: khong-phu-hop  # <- QMS314
        text: Chưa lập danh mục tài liệu bên ngoài
      - kind: khong-phu-hop
        text: Hồ sơ thiếu phiếu kiểm soát
        nonconformity: kph-09  # <- QMS314
```

```yaml nam/2025/khong-phu-hop.yaml
items:
  - {id: kph-01, found: 2025-09-10, source: Đánh giá nội bộ, description: Thiếu phiếu kiểm soát}
```

## Đúng

Phát hiện cuối năm được ghi vào sổ của năm sau; lưu ý không phải vào sổ.

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - id: dot-1
    state: da-danh-gia
    findings:
      - {kind: khong-phu-hop, text: Hồ sơ thiếu phiếu kiểm soát, nonconformity: kph-01}
      - {kind: luu-y, text: Nên ghi giờ giao nhận}
```

```yaml nam/2026/khong-phu-hop.yaml
items:
  - {id: kph-01, found: 2026-01-05, source: Đánh giá nội bộ, description: Thiếu phiếu kiểm soát}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.audit import FindingKind
from isoqms.model.layout import path_of
from isoqms.repository import Repository
from isoqms.rules.links.codes import Names, registered_nonconformities
from isoqms.rules.protocol import At, Gate

CODE = "QMS314"
SEVERITY = Severity.ERROR
BASIS = (Clause("9.2.2"), Clause("10.2.1"))
GATE = At(Gate.AUDIT, least=Severity.WARNING)


def check(repository: Repository) -> Iterator[Finding]:
    """The nonconformities of audits that no register follows up, or under a key that none has."""
    for number, year in repository.years.items():
        keys, is_whole = registered_nonconformities(repository, number)
        register = path_of("khong-phu-hop", number)
        for audit in year.rows.rounds:
            for row in audit.rows("findings", audit.record.findings):
                named = row.record.nonconformity
                if named is None and row.record.kind is FindingKind.NONCONFORMITY:
                    message = (
                        f"Điểm không phù hợp «{row.record.text}» chưa được đưa vào sổ theo dõi."
                    )
                    hint = (
                        f"Ghi vào {register}, rồi thêm «Sự không phù hợp» (nonconformity): "
                        "<khóa> ở đây."
                    )
                    yield Finding(row.at("kind"), message, hint)
                elif named is not None and is_whole and named not in keys:
                    message = f"Sổ theo dõi sự không phù hợp không có khóa «{named}»."
                    hint = Names(keys).hint(named, f"Ghi vào {register}.")
                    yield Finding(row.at("nonconformity"), message, hint)
