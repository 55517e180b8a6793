"""Câu kết luận không phù hợp không có trong phát hiện của đợt đánh giá.

Phiếu ghi chép nói «không phù hợp», sổ theo dõi đã có dòng, mà mục phát hiện của đợt không kể: báo
cáo đánh giá sẽ vừa đếm điểm không phù hợp trong bảng, vừa viết rằng không phát hiện điểm nào. Báo
cáo như vậy không in được.

## Sai

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - id: dot-1
    state: da-danh-gia
    held: 2025-09-12
    checks:
      - question: Phiếu kiểm soát có đủ giờ giao nhận không?
        result: khong-phu-hop  # <- QMS570
        nonconformity: kph-01
```

## Đúng

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - id: dot-1
    state: da-danh-gia
    held: 2025-09-12
    checks:
      - question: Phiếu kiểm soát có đủ giờ giao nhận không?
        result: khong-phu-hop
        nonconformity: kph-01
    findings:
      - kind: khong-phu-hop
        text: 3 trong 20 phiếu thiếu giờ giao nhận
        nonconformity: kph-01
  - id: dot-2
    state: ke-hoach
    checks:
      - question: Hồ sơ lưu đúng nơi không?
        result: khong-phu-hop
        nonconformity: kph-02
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.audit.auditors import untold_faults
from isoqms.model.audit import RoundState
from isoqms.repository import Repository

CODE = "QMS570"
SEVERITY = Severity.NOTE
BASIS = (Clause("9.2.2"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The questions of rounds done that were found wrong and are no finding of their round."""
    for row in repository.rows.rounds:
        if row.record.state is not RoundState.DONE:
            continue
        untold = untold_faults(row.record)
        for each in row.rows("checks", row.record.checks):
            if each.record in untold:
                yield Finding(
                    each.at("result"),
                    f"Câu {each.index + 1} của đợt «{row.record.id}» kết luận không phù hợp mà đợt "
                    "không kể trong phát hiện, nên báo cáo đánh giá sẽ tự mâu thuẫn.",
                    "Thêm vào đợt một phát hiện có «Sự không phù hợp» (nonconformity) là "
                    f"{each.record.nonconformity}, hoặc sửa kết luận của câu.",
                )
