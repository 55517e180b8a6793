"""Phiếu hỏi còn câu bỏ trống, hoặc kết luận không có bằng chứng.

Đợt ghi là đã đánh giá thì từng câu trong phiếu phải có kết luận; câu không hỏi thì ghi
«khong-ap-dung» hoặc bỏ khỏi phiếu. Kết luận không phù hợp hay lưu ý mà không nêu hồ sơ nào, ngày
nào thì đơn vị không nhận và không sửa được.

## Sai

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - id: dot-1
    state: da-danh-gia
    held: 2025-09-12
    checks:  # <- QMS547
      - {question: "Chính sách có được niêm yết không?", result: phu-hop}
      - {question: "Hồ sơ lưu đúng nơi không?"}
      - {question: "Phiếu kiểm soát có đủ giờ không?", result: luu-y}  # <- QMS547
```

## Đúng

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - id: dot-1
    state: da-danh-gia
    held: 2025-09-12
    checks:
      - {question: "Chính sách có được niêm yết không?", result: phu-hop}
      - {question: "Có phương tiện đo không?", result: khong-ap-dung}
      - {question: "Phiếu kiểm soát có đủ giờ không?",
         evidence: 2 trong 20 phiếu ghi chung một giờ, result: luu-y}
  - id: dot-2
    state: ke-hoach
    checks:
      - {question: "Hồ sơ lưu đúng nơi không?"}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.audit import AuditRound, CheckResult, RoundState
from isoqms.repository import Repository, Row

CODE = "QMS547"
SEVERITY = Severity.WARNING
BASIS = (Clause("9.2.2"),)

_PROVEN = (CheckResult.NONCONFORMITY, CheckResult.OBSERVATION)


def check(repository: Repository) -> Iterator[Finding]:
    """Each round done with questions left open, and each fault that was noted without evidence."""
    for row in repository.rows.rounds:
        yield from _of_round(row)


def _of_round(row: Row[AuditRound]) -> Iterator[Finding]:
    audit = row.record
    left = [number for number, each in enumerate(audit.checks, 1) if each.result is None]
    if audit.state is RoundState.DONE and left:
        message = (
            f"Đợt «{audit.id}» đã đánh giá mà {len(left)} trong {len(audit.checks)} câu của phiếu "
            "chưa có kết luận."
        )
        hint = (
            f"Ghi kết luận (câu {left[0]} trước hết); câu không hỏi thì ghi khong-ap-dung "
            "hoặc bỏ khỏi phiếu."
        )
        yield Finding(row.at("checks"), message, hint)
    for each in row.rows("checks", audit.checks):
        result = each.record.result
        if result in _PROVEN and not each.record.evidence:
            yield Finding(
                each.place,
                f"Câu {each.index + 1} của đợt «{audit.id}» kết luận «{result}» "
                "mà không có bằng chứng.",
                "Ghi hồ sơ đã xem (mã, ngày), điều đã quan sát hoặc chức danh người trả lời.",
            )
