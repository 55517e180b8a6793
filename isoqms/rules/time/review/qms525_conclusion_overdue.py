"""Kết luận của lãnh đạo hoặc biện pháp rủi ro quá hạn.

Kết luận xem xét của lãnh đạo và biện pháp giải quyết rủi ro đều có người làm và hạn. Lần xem xét
sau bắt đầu bằng câu hỏi: các việc lần trước đã xong chưa. Chỉ ngày hoàn thành nói là đã xong: kết
quả mà không có ngày có thể kể việc đang làm, ngày mà không có kết quả thì chưa nói được gì; hai
trường hợp ấy chỉ là ghi chú.

## Sai

```nen ap-dung
```

```yaml nam/2025/xem-xet.yaml
reviews:
  - held: 2025-06-10
    minutes: Biên bản số 12/BB-UBND
    outputs:
      - point: a
        text: Số hóa toàn bộ biểu mẫu
        due: 2025-12-30  # <- QMS525
```

```yaml nam/2025/rui-ro.yaml
risks:
  - id: mat-dien
    kind: rui-ro
    process: Tiếp nhận hồ sơ
    description: Mất điện khi trả kết quả
    likelihood: 2
    severity: 4
    action: Trang bị bộ lưu điện
    role: thu-ky-iso
    due: 2025-12-30  # <- QMS525
  - id: tre-han
    kind: rui-ro
    process: Tiếp nhận hồ sơ
    description: Trễ hạn khi đông người
    likelihood: 2
    severity: 4
    action: Thêm một quầy
    role: thu-ky-iso
    due: 2025-12-30
    result: Đã mở quầy thứ hai, đang chờ máy  # <- QMS525
  - id: mat-mang
    kind: rui-ro
    process: Tiếp nhận hồ sơ
    description: Mất mạng
    likelihood: 2
    severity: 4
    action: Lắp đường truyền dự phòng
    role: thu-ky-iso
    due: 2025-06-30
    done: 2025-06-12  # <- QMS525
```

## Đúng

```nen ap-dung
```

```yaml nam/2025/xem-xet.yaml
reviews:
  - held: 2025-06-10
    minutes: Biên bản số 12/BB-UBND
    outputs:
      - {point: a, text: Số hóa toàn bộ biểu mẫu, due: 2025-11-30, done: 2025-12-03}
      - {point: c, text: Mua máy quét, due: 2025-12-31}
```

```yaml nam/2025/rui-ro.yaml
risks:
  - id: mat-dien
    kind: rui-ro
    process: Tiếp nhận hồ sơ
    description: Mất điện khi trả kết quả
    likelihood: 2
    severity: 4
    action: Trang bị bộ lưu điện
    role: thu-ky-iso
    due: 2025-06-30
    done: 2025-06-20
    result: Đã lắp, ba lần mất điện không gián đoạn
  - id: tre-han
    kind: rui-ro
    process: Tiếp nhận hồ sơ
    description: Trễ hạn khi đông người
    likelihood: 2
    severity: 4
    action: Thêm một quầy
    role: thu-ky-iso
    due: 2025-12-31
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.planning.risks import is_done
from isoqms.facts.review.reviews import State, state_of
from isoqms.repository import Repository, Row, Year
from isoqms.wording import date_short

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.planning.risks import Risk

CODE = "QMS525"
SEVERITY = Severity.WARNING
BASIS = (Clause("9.3.2"), Clause("6.1.2"))


def check(repository: Repository) -> Iterator[Finding]:
    """The conclusions and actions past their day that nothing tells to be done."""
    if not repository.running:
        return
    for year in repository.years.values():
        yield from _conclusions(repository, year)
        yield from _actions(repository, year)


def _conclusions(repository: Repository, year: Year) -> Iterator[Finding]:
    for review in year.rows.reviews:
        for row in review.rows("outputs", review.record.outputs):
            output = row.record
            if output.due and state_of(output, repository.as_of) is State.OVERDUE:
                day = date_short(output.due)
                message = f"Kết luận «{output.text}» hạn ngày {day} mà chưa ghi ngày hoàn thành."
                hint = "Ghi ngày hoàn thành, hoặc báo lãnh đạo để dời hạn."
                yield Finding(row.at("due"), message, hint)


def _actions(repository: Repository, year: Year) -> Iterator[Finding]:
    for row in year.rows.risks:
        risk = row.record
        if not risk.due or risk.due >= repository.as_of:
            continue
        due = f"Biện pháp cho «{risk.id}» hạn ngày {date_short(risk.due)}"
        if is_done(risk, repository.as_of):
            yield from _without_result(row)
        elif risk.result:
            hint = "Đã làm xong thì ghi ngày hoàn thành (done); chưa thì báo lãnh đạo để dời hạn."
            message = f"{due} có ghi kết quả mà chưa ghi ngày hoàn thành, nên chưa tính là xong."
            yield Finding(row.at("result"), message, hint, severity=Severity.NOTE)
        else:
            hint = "Ghi ngày hoàn thành, kết quả và hiệu lực của biện pháp, hoặc dời hạn có lý do."
            message = f"{due} mà chưa ghi ngày hoàn thành, kết quả."
            yield Finding(row.at("due"), message, hint)


def _without_result(row: Row[Risk]) -> Iterator[Finding]:
    risk = row.record
    if risk.done and not risk.result:
        message = (
            f"Biện pháp cho «{risk.id}» xong ngày {date_short(risk.done)} mà chưa ghi kết quả."
        )
        hint = "Ghi kết quả thực hiện và hiệu lực của biện pháp."
        yield Finding(row.at("done"), message, hint, severity=Severity.NOTE)
