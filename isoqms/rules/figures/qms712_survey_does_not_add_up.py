"""Số phiếu khảo sát không khớp.

Phiếu thu về không thể nhiều hơn phiếu phát ra; cộng các mức của câu đánh giá chung phải bằng số
phiếu thu về, của một câu khác không được nhiều hơn; tỷ lệ hài lòng phải tính ra được từ các mức
được tính là hài lòng.

## Sai

```yaml nam/2025/hai-long.yaml
surveys:
  - sent: 100
    returned: 120  # <- QMS712
    answers:  # <- QMS712
      - {answer: Rất hài lòng, count: 80, satisfied: true}
      - {answer: Hài lòng, count: 10, satisfied: true}
      - {answer: Không hài lòng, count: 10}
    rate_stated: 98  # <- QMS712
    report: Báo cáo số 862/BC-UBND
```

## Sai, một câu có nhiều phiếu hơn số thu về

```yaml nam/2025/hai-long.yaml
surveys:
  - sent: 120
    returned: 100
    answers:  # <- QMS712
      - {question: 4. Thời gian giải quyết, answer: Hài lòng, count: 104, satisfied: true}
      - {question: 4. Thời gian giải quyết, answer: Không hài lòng, count: 2}
      - {question: 7. Đánh giá chung, answer: Hài lòng, count: 96, satisfied: true}
      - {question: 7. Đánh giá chung, answer: Không hài lòng, count: 4}
```

## Đúng

```yaml nam/2025/hai-long.yaml
surveys:
  - sent: 120
    returned: 100
    answers:
      - {answer: Rất hài lòng, count: 80, satisfied: true}
      - {answer: Hài lòng, count: 10, satisfied: true}
      - {answer: Không hài lòng, count: 10}
    rate_stated: 90
    report: Báo cáo số 862/BC-UBND
```

## Đúng, đếm từng câu, có người bỏ trống một câu

```yaml nam/2025/hai-long.yaml
surveys:
  - sent: 120
    returned: 100
    answers:
      - {question: 4. Thời gian giải quyết, answer: Hài lòng, count: 90, satisfied: true}
      - {question: 4. Thời gian giải quyết, answer: Không hài lòng, count: 7}
      - {question: 7. Đánh giá chung, answer: Hài lòng, count: 96, satisfied: true}
      - {question: 7. Đánh giá chung, answer: Không hài lòng, count: 4}
    rate_stated: 96
    report: Báo cáo số 862/BC-UBND
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.improvement.surveys import Tally, is_general, overall, tallies
from isoqms.model.agency.settings import Agency
from isoqms.repository import Repository, Row
from isoqms.rules.figures.ratios import objection
from isoqms.wording import number

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.improvement import Survey

CODE = "QMS712"
SEVERITY = Severity.ERROR
BASIS = (Clause("9.1.2"), Clause("9.1.1"))


def check(repository: Repository) -> Iterator[Finding]:
    """The surveys whose sheets and rate contradict each other."""
    agency = repository.agency.record
    for row in repository.rows.surveys:
        yield from _sheets(row, agency)
        yield from _rate(row, agency)


def _sheets(row: Row[Survey], agency: Agency) -> Iterator[Finding]:
    survey = row.record
    if survey.returned is None:
        return
    if survey.sent is not None and survey.returned > survey.sent:
        message = (
            f"Thu về {number(survey.returned)} phiếu trong khi chỉ phát ra {number(survey.sent)}."
        )
        yield Finding(row.at("returned"), message, "Kiểm tra lại hai số phiếu.")
    for tally in tallies(survey, agency):
        if _adds_up(tally, survey.returned):
            continue
        which = f" của câu «{tally.question}»" if tally.question else ""
        message = (
            f"Cộng các mức{which} được {number(tally.total)} phiếu, "
            f"còn phiếu thu về ghi {number(survey.returned)}."
        )
        yield Finding(row.at("answers"), message, "Kiểm tra số phiếu của từng mức.")


def _adds_up(tally: Tally, returned: int) -> bool:
    """Everybody answers the general question, or the sheet does not count.

    Another one may be left blank.
    """
    if is_general(tally.question):
        return tally.total == returned
    return tally.total <= returned


def _rate(row: Row[Survey], agency: Agency) -> Iterator[Finding]:
    stated, tally = row.record.rate_stated, overall(row.record, agency)
    if tally is None or stated is None or tally.satisfied is None:
        return
    found = objection("Tỷ lệ hài lòng", stated, tally.satisfied, tally.total, agency.rounding)
    if found:
        message, severity = found
        hint = "Tính lại từ số phiếu, hoặc xem lại mức nào được tính là hài lòng."
        yield Finding(row.at("rate_stated"), message, hint, severity=severity)
