"""Thư xin lỗi không hẹn lại ngày, hoặc hẹn lại ngày đã qua.

Văn bản xin lỗi vì trễ hạn phải nói vì sao trễ và hẹn ngày trả mới. Đã ghi chi tiết của văn bản vào
sổ thì ghi luôn ngày hẹn lại, để theo dõi; ngày hẹn lại phải sau ngày ký. Dòng chỉ có số văn bản thì
máy không hỏi thêm.

## Sai

```yaml nam/2025/khong-phu-hop.yaml
apologies:
  - number: 118/UBND-VP  # <- QMS531
    day: 2025-08-05
    reason: Chờ ý kiến của cơ quan phối hợp
  - number: 119/UBND-VP
    day: 2025-08-05
    new_date: 2025-08-05  # <- QMS531
```

## Đúng

```yaml nam/2025/khong-phu-hop.yaml
apologies:
  - {number: 118/UBND-VP, day: 2025-08-05, reason: Chờ ý kiến phối hợp, new_date: 2025-08-06}
  - {number: 198/UBND-KT}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Law, Severity
from isoqms.repository import Repository
from isoqms.wording import date_short

CODE = "QMS531"
SEVERITY = Severity.NOTE
BASIS = (
    Clause("8.7.1"),
    Clause("8.2.1"),
    Law("TT 03/2025/TT-VPCP", "Phụ lục I, mẫu văn bản xin lỗi"),
)


def check(repository: Repository) -> Iterator[Finding]:
    """The letters told in detail without a new date, or whose new date is not behind them."""
    for row in repository.rows.apologies:
        letter = row.record
        if letter.new_date is None and (letter.reason or letter.case):
            message = f"Văn bản xin lỗi «{letter.number}» chưa ghi ngày hẹn trả lại."
            command = f"isoqms update apology {letter.number} --set new_date=NGÀY"
            yield Finding(row.place, message, f"Ghi bằng `{command}`.")
        elif letter.new_date and letter.day and letter.new_date <= letter.day:
            message = (
                f"Văn bản xin lỗi «{letter.number}» ký ngày {date_short(letter.day)} "
                f"lại hẹn trả ngày {date_short(letter.new_date)}."
            )
            hint = "Ngày hẹn lại phải sau ngày ký: sửa ngày gõ nhầm."
            yield Finding(row.at("new_date"), message, hint)
