"""Số phiếu khảo sát không khớp.

Phiếu thu về không thể nhiều hơn phiếu phát ra; cộng các mức phải bằng số phiếu thu về; tỷ lệ hài lòng phải tính ra
được từ các mức được tính là hài lòng.

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
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.agency import Rounding
from isoqms.model.evaluation import SatisfactionRegister, Survey
from isoqms.repository import Entry, Repository
from isoqms.rules.ratios import objection
from isoqms.wording import number

CODE = "QMS712"
SEVERITY = Severity.ERROR
BASIS = (Clause("9.1.2"), Clause("9.1.1"))


def check(repository: Repository) -> Iterator[Finding]:
    """The surveys whose sheets and rate contradict each other."""
    rounding = repository.agency.record.rounding
    for year in repository.years.values():
        if year.satisfaction is None:
            continue
        for index, survey in enumerate(year.satisfaction.record.surveys):
            yield from _of(year.satisfaction, index, survey, rounding)


def _of(entry: Entry[SatisfactionRegister], index: int, survey: Survey, rounding: Rounding) -> Iterator[Finding]:
    if survey.sent is not None and survey.returned is not None and survey.returned > survey.sent:
        message = f"Thu về {number(survey.returned)} phiếu trong khi chỉ phát ra {number(survey.sent)}."
        yield Finding(entry.at("surveys", index, "returned"), message, "Kiểm tra lại hai số phiếu.")
    if not survey.answers:
        return
    every = sum(answer.count for answer in survey.answers)
    if survey.returned is not None and every != survey.returned:
        message = f"Cộng các mức được {number(every)} phiếu, còn phiếu thu về ghi {number(survey.returned)}."
        yield Finding(entry.at("surveys", index, "answers"), message, "Kiểm tra số phiếu của từng mức.")
    satisfied = [answer.count for answer in survey.answers if answer.satisfied]
    if survey.rate_stated is None or not satisfied:
        return
    found = objection("Tỷ lệ hài lòng", survey.rate_stated, sum(satisfied), every, rounding)
    if found:
        message, severity = found
        hint = "Tính lại từ số phiếu, hoặc xem lại mức nào được tính là hài lòng."
        yield Finding(entry.at("surveys", index, "rate_stated"), message, hint, severity=severity)
