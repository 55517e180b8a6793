"""Quyết định có hiệu lực trước ngày ký.

Tài liệu chỉ được áp dụng sau khi người đứng đầu phê duyệt. Ngày hiệu lực đứng trước ngày ký thường
là gõ nhầm; nếu đúng là hiệu lực trở về trước thì phải ghi lý do.

## Sai

```yaml quyet-dinh/2025/01-QD-UBND.yaml
number: 01/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành hệ thống tài liệu
signed: 2025-03-03
effective: 2025-03-01  # <- QMS516
authority: Chủ tịch UBND xã An Phú
```

## Đúng

```yaml quyet-dinh/2025/01-QD-UBND.yaml
number: 01/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành hệ thống tài liệu
signed: 2025-03-03
effective: 2025-03-03
authority: Chủ tịch UBND xã An Phú
```

## Đúng, có lý do

```yaml quyet-dinh/2025/02-QD-UBND.yaml
number: 02/QĐ-UBND
kind: khac
summary: Cử người phụ trách
signed: 2025-03-03
effective: 2025-03-01
retroactive_reason: Người phụ trách nhận việc từ ngày 01/3 theo thông báo số 5/TB-UBND
authority: Chủ tịch UBND xã An Phú
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Law, Severity
from isoqms.model.control.decision import DecisionKind
from isoqms.repository import Repository
from isoqms.rules.protocol import eased
from isoqms.wording import date_short

CODE = "QMS516"
SEVERITY = Severity.ERROR
BASIS = (Law("QĐ 19/2014/QĐ-TTg", "Điều 4, khoản 2, điểm a"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The decisions in force before they were signed.

    An error where documents would apply before approval.
    """
    for decision in repository.decisions:
        record = decision.record
        if (
            record.effective is None
            or record.effective >= record.signed
            or record.retroactive_reason
        ):
            continue
        issuing = record.kind is DecisionKind.ISSUE or record.issues
        yield Finding(
            decision.at("effective"),
            f"Quyết định «{record.number}» ký ngày {date_short(record.signed)} mà ghi có hiệu lực "
            f"từ ngày {date_short(record.effective)}.",
            "Sửa ngày; nếu thật sự có hiệu lực trở về trước, ghi «Lý do hiệu lực "
            "trước ngày ký» (retroactive_reason).",
            related=(decision.at("signed"),),
            severity=eased(Severity.WARNING, when=not issuing),
        )
