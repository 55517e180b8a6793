"""Ghi tỷ lệ hài lòng mà không có số phiếu.

Tỷ lệ phải tính lại được: bao nhiêu phiếu chọn từng mức, mức nào được tính là hài lòng. Chỉ có một
con số phần trăm thì không ai chứng minh được nó đúng.

## Sai

```yaml nam/2025/hai-long.yaml
surveys:
  - sent: 250
    returned: 236
    rate_stated: 92.8  # <- QMS557
    report: Báo cáo số 95/BC-UBND ngày 29/10/2025
```

## Sai, không rõ mức nào là hài lòng

```yaml nam/2025/hai-long.yaml
surveys:
  - returned: 236
    answers:
      - {answer: Hài lòng, count: 219}
      - {answer: Không hài lòng, count: 17}
    rate_stated: 92.8  # <- QMS557
```

## Đúng

```yaml nam/2025/hai-long.yaml
surveys:
  - sent: 250
    returned: 236
    answers:
      - {answer: Hài lòng, count: 219, satisfied: true}
      - {answer: Không hài lòng, count: 17}
    rate_stated: 92.8
    report: Báo cáo số 95/BC-UBND ngày 29/10/2025
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.wording import number

CODE = "QMS557"
SEVERITY = Severity.WARNING
BASIS = (Clause("9.1.2"), Clause("9.1.3"))


def check(repository: Repository) -> Iterator[Finding]:
    """The surveys whose rate cannot be computed again."""
    for row in repository.rows.surveys:
        rate, answers = row.record.rate_stated, row.record.answers
        if rate is None or any(answer.satisfied for answer in answers):
            continue
        lack = "không ghi số phiếu từng mức"
        if answers:
            lack = "không đánh dấu mức nào được tính là hài lòng"
        message = f"Ghi tỷ lệ hài lòng {number(rate)}% mà {lack}."
        hint = (
            "Ghi số phiếu của từng mức vào mục «Kết quả» (answers), mức được «Tính là hài "
            "lòng» (satisfied) ghi true."
        )
        yield Finding(row.at("rate_stated"), message, hint)
