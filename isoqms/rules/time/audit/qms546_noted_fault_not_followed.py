"""Điều không phù hợp trong phiếu ghi chép chưa được đưa vào sổ.

Chuyên gia đã ghi «không phù hợp» tại một câu hỏi thì kết thúc đợt phải thành phát hiện và thành một
dòng của sổ theo dõi; để trong phiếu thì không ai khắc phục. `isoqms audit close` làm việc này; ghi
tay thì nêu khóa ở câu hỏi.

## Sai

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - id: dot-1
    state: da-danh-gia
    held: 2025-09-12
    checks:
      - question: Phiếu kiểm soát có đủ giờ giao nhận không?
        evidence: 3 trong 20 phiếu thiếu giờ
        result: khong-phu-hop  # <- QMS546
      - question: Danh mục tài liệu bên ngoài có đủ không?
        evidence: Thiếu Nghị định số 118/2025/NĐ-CP
        result: khong-phu-hop
        nonconformity: kph-09  # <- QMS546
```

```yaml nam/2025/khong-phu-hop.yaml
items:
  - {id: kph-01, found: 2025-09-12, source: Đánh giá nội bộ đợt 1, description: Thiếu giờ giao nhận}
```

## Đúng

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - id: dot-1
    state: da-danh-gia
    held: 2025-09-12
    checks:
      - question: Phiếu kiểm soát có đủ giờ giao nhận không?
        evidence: 3 trong 20 phiếu thiếu giờ
        result: khong-phu-hop
        nonconformity: kph-01
      - {question: "Chính sách có được niêm yết không?", result: phu-hop}
  - id: dot-2
    state: ke-hoach
    checks:
      - {question: "Hồ sơ lưu đúng nơi không?", evidence: Thiếu hai hồ sơ, result: khong-phu-hop}
```

```yaml nam/2025/khong-phu-hop.yaml
items:
  - {id: kph-01, found: 2025-09-12, source: Đánh giá nội bộ đợt 1, description: Thiếu giờ giao nhận}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.audit import AuditRound, CheckResult, RoundState
from isoqms.model.layout import path_of
from isoqms.repository import Repository
from isoqms.repository.entry import Row
from isoqms.rules.links.codes import Names, registered_nonconformities

CODE = "QMS546"
SEVERITY = Severity.ERROR
BASIS = (Clause("9.2.2"), Clause("10.2.1"))


def check(repository: Repository) -> Iterator[Finding]:
    """The faults of rounds done that no register follows up, or under a key that none has."""
    for number, year in repository.years.items():
        for row in year.rows.rounds:
            if row.record.state is RoundState.DONE:
                yield from _of_round(repository, number, row)


def _of_round(repository: Repository, number: int, audit: Row[AuditRound]) -> Iterator[Finding]:
    keys, is_whole = registered_nonconformities(repository, number)
    register = path_of("khong-phu-hop", number)
    for row in audit.rows("checks", audit.record.checks):
        named = row.record.nonconformity
        if row.record.result is not CheckResult.NONCONFORMITY:
            continue
        if named is None:
            message = (
                f"Câu {row.index + 1} của đợt «{audit.record.id}» "
                "ghi không phù hợp mà chưa được đưa vào sổ theo dõi."
            )
            hint = (
                f"Chạy `isoqms audit close {audit.record.id} --year {number}`; hoặc ghi vào "
                f"{register}, rồi thêm «Sự không phù hợp» (nonconformity): <khóa> ở câu này."
            )
            yield Finding(row.at("result"), message, hint)
        elif is_whole and named not in keys:
            message = f"Sổ theo dõi sự không phù hợp không có khóa «{named}»."
            hint = Names(keys).hint(named, f"Ghi vào {register}.")
            yield Finding(row.at("nonconformity"), message, hint)
