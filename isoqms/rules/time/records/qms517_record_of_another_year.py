"""Hồ sơ ghi vào thư mục của năm khác.

Hồ sơ của năm nào nằm trong thư mục năm ấy, quyết định nằm trong thư mục của năm ký. Ngày lệch năm
thường là gõ nhầm số năm, và làm sai số liệu của cả hai năm. Văn bản nêu làm bằng chứng cũng vậy:
cách năm của hồ sơ hơn một năm thì được nhắc để đối chiếu. Kỳ số liệu thuộc năm có ngày cuối kỳ.

## Sai

```yaml nam/2025/dao-tao.yaml
sessions:
  - subject: Nhận thức về hệ thống
    held: 2024-05-06  # <- QMS517
```

```yaml nam/2025/ho-so.yaml
periods:
  - start: 2023-12-15
    end: 2024-12-14  # <- QMS517
```

```yaml nam/2025/xem-xet.yaml
confirmation:
  day: 2025-11-20
  document: Biên bản số 9/BB-UBND ngày 20/11/2005  # <- QMS517
```

```yaml quyet-dinh/2025/01-QD-UBND.yaml
number: 01/QĐ-UBND
kind: khac
summary: Cử người phụ trách
signed: 2024-12-31  # <- QMS517
authority: Chủ tịch UBND xã An Phú
```

## Đúng

```yaml nam/2025/ke-hoach.yaml
tasks:
  - id: soat-xet
    task: Soát xét tài liệu
    done: 2025-06-30
    evidence: Báo cáo số 7/BC-UBND, theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2020
```

```yaml nam/2025/dao-tao.yaml
plan: Kế hoạch số 88/KH-UBND ngày 25/12/2024
sessions:
  - {subject: Nhận thức về hệ thống, held: 2025-05-06}
  - {subject: Chưa định ngày}
```

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2024-12-15, end: 2025-12-14}
```

```yaml quyet-dinh/2025/01-QD-UBND.yaml
number: 01/QĐ-UBND
kind: khac
summary: Cử người phụ trách
signed: 2025-12-31
effective: 2026-01-01
authority: Chủ tịch UBND xã An Phú
```
"""

from collections.abc import Iterator
from datetime import date

from isoqms.diagnostics import Finding, Place, Practice, Severity
from isoqms.facts.records.days import Fault, misdated
from isoqms.facts.records.lists import lists_of, rows_in
from isoqms.repository import Repository, Year
from isoqms.wording import date_short

CODE = "QMS517"
SEVERITY = Severity.WARNING
BASIS = (Practice("Hồ sơ của năm nào nằm trong thư mục năm ấy"),)


def check(repository: Repository) -> Iterator[Finding]:
    """Each date outside the year of its folder.

    Not those that cannot be at all: of them another rule tells.
    """
    wrong = misdated(repository)
    told = {each.place for each in wrong if each.wrong.fault not in (Fault.ORDER, Fault.FAR)}
    for place, day, folder in _dated(repository):
        if str(day.year) != folder and place not in told:
            yield _finding(place, day, folder)
    for each in wrong:
        if each.wrong.fault is Fault.FAR:
            yield Finding(each.place, each.wrong.message, each.wrong.hint)


def _dated(repository: Repository) -> Iterator[tuple[Place, date, str]]:
    for decision in repository.decisions:
        yield decision.at("signed"), decision.record.signed, decision.path.parts[1]
    for number, year in repository.years.items():
        yield from ((place, day, str(number)) for place, day in _dates(year))


def _dates(year: Year) -> Iterator[tuple[Place, date]]:
    for entry, members in lists_of(year):
        if members.days:
            for row in rows_in(entry, members.route):
                days = ((name, getattr(row.record, name)) for name in members.days)
                yield from ((row.at(name), day) for name, day in days if day)


def _finding(place: Place, day: date, folder: str) -> Finding:
    message = f"Ngày {date_short(day)} nằm trong thư mục của năm {folder}."
    return Finding(
        place,
        message,
        f"Sửa lại ngày nếu gõ nhầm, hoặc chuyển mục này sang thư mục của năm {day.year}.",
    )
