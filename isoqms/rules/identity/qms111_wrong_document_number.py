"""Số, ký hiệu văn bản sai thể thức.

Số và ký hiệu là địa chỉ của văn bản. Theo Nghị định 30/2020/NĐ-CP: số dưới 10 thêm số 0 ở trước;
văn bản có tên loại ghi số/chữ viết tắt tên loại-chữ viết tắt cơ quan; quyết định cá biệt không ghi
năm; công văn không có chữ viết tắt tên loại, chỉ ghi số/cơ quan-đơn vị soạn thảo.

## Sai

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/2025/QĐ-UBND  # <- QMS111
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-03-31
authority: Chủ tịch UBND xã An Phú
```

```yaml quyet-dinh/2025/8-QD-UBND.yaml
number: 8/QĐ-UBND  # <- QMS111
kind: ban-chi-dao
summary: Thành lập Ban Chỉ đạo ISO
signed: 2025-02-03
authority: Chủ tịch UBND xã An Phú
```

```yaml nam/2025/van-ban-di.yaml
documents:
  - number: 120/CV-UBND  # <- QMS111
    day: 2025-04-01
    type: Công văn
    issuer: UBND xã An Phú
    summary: Về việc rà soát quy trình
  - number: 35/TB-UBND  # <- QMS111
    day: 2025-04-02
    type: Kế hoạch
    issuer: UBND xã An Phú
    summary: Khảo sát mức độ hài lòng
  - number: 36/TTR-UBND  # <- QMS111
    day: 2025-04-03
    type: Tờ trình
    issuer: UBND xã An Phú
    summary: Về việc cấp kinh phí
  - number: 37/UBND  # <- QMS111
    day: 2025-04-03
    type: Công văn
    issuer: UBND xã An Phú
    summary: Về việc tập huấn
```

```yaml nam/2025/ke-hoach.yaml
number: 5/KH-UBND  # <- QMS111
```

```markdown nam/2025/bao-cao.md
---
number: 7/BC-UBND  # <- QMS111
---
```

```yaml quyet-dinh/2020/9-QD-UBND.yaml
number: 9/QĐ-UBND  # <- QMS111
kind: ban-chi-dao
summary: Ký đúng ngày Nghị định có hiệu lực
signed: 2020-03-05
authority: Chủ tịch UBND xã An Phú
```

```yaml nam/2020/van-ban-di.yaml
documents:
  - {number: 8/KH-UBND, day: 2020-03-04, type: Kế hoạch, issuer: UBND xã An Phú, summary: Rà soát}
  - number: 9/KH-UBND  # <- QMS111
    day: 2020-03-05
    type: Kế hoạch
    issuer: UBND xã An Phú
    summary: Tập huấn
```

## Đúng

```yaml quyet-dinh/2025/08-QD-UBND.yaml
number: 08/QĐ-UBND
kind: ban-chi-dao
summary: Thành lập Ban Chỉ đạo ISO
signed: 2025-02-03
authority: Chủ tịch UBND xã An Phú
```

```yaml quyet-dinh/2025/2229-QD-BCD.yaml
number: 2229/QĐ-BCĐ
kind: to-giup-viec
summary: Kiện toàn Tổ giúp việc
signed: 2025-08-09
authority: Ban Chỉ đạo ISO
```

```yaml nam/2025/van-ban-di.yaml
documents:
  - number: 631/UBND-KTHT
    day: 2025-04-13
    type: Công văn
    issuer: UBND xã An Phú
    summary: Triển khai các nội dung của tiêu chuẩn
  - number: 41/BCĐ-ISO
    day: 2025-04-13
    type: Công văn
    issuer: Ban Chỉ đạo ISO
    summary: Góp ý dự thảo phân tích bối cảnh
  - number: 36/TTr-UBND
    day: 2025-04-03
    type: Tờ trình
    issuer: UBND xã An Phú
    summary: Về việc cấp kinh phí
```

## Đúng

Quyết định khác có thể là văn bản quy phạm pháp luật, số có năm; đề án không phải dự án.

```yaml quyet-dinh/2025/07-2025-QD-UBND.yaml
number: 07/2025/QĐ-UBND
kind: khac
summary: Ban hành Quy chế phối hợp
signed: 2025-02-03
authority: Ủy ban nhân dân tỉnh Lâm Đồng
```

```yaml nam/2025/van-ban-di.yaml
documents:
  - {number: 15/ĐA-UBND, day: 2025-04-13, type: Đề án, issuer: UBND xã An Phú,
     summary: Số hóa tài liệu}
  - {number: 16/DA-UBND, day: 2025-04-13, type: Dự án, issuer: UBND xã An Phú, summary: Mua sắm}
  - {number: 17/HD-UBND, day: 2025-04-13, type: Hướng dẫn, issuer: UBND xã An Phú,
     summary: Áp dụng quy trình}
```

## Đúng

Văn bản ký trước ngày Nghị định 30/2020/NĐ-CP có hiệu lực theo quy định khi đó.

```yaml quyet-dinh/2020/8-QD-UBND.yaml
number: 8/QĐ-UBND
kind: ban-chi-dao
summary: Thành lập Ban Chỉ đạo ISO
signed: 2020-03-04
authority: Chủ tịch UBND xã An Phú
```

```yaml nam/2019/ke-hoach.yaml
number: 5/KH-UBND
```

```yaml nam/2020/ke-hoach.yaml
number: 05/KH-UBND
```
"""

from collections.abc import Iterator
from datetime import date

from isoqms.diagnostics import Finding, Law, Place, Severity
from isoqms.facts.papers.document_numbers import wrong_number
from isoqms.model.control.decision import DecisionKind
from isoqms.repository import Repository, Year

CODE = "QMS111"
SEVERITY = Severity.WARNING
BASIS = (Law("NĐ 30/2020/NĐ-CP", "Phụ lục I, phần II, mục 3 và Phụ lục III, mục I"),)

_DECREE_IN_FORCE = date(2020, 3, 5)
_NAMED = {DecisionKind.PLAN: "", DecisionKind.OTHER: ""}
"""The kinds whose paper may bear another name than that of a decision."""


def check(repository: Repository) -> Iterator[Finding]:
    """The agency's own numbers not of the decree's form; the hint has the right form."""
    for place, number, type_name in _numbers(repository):
        wrong = wrong_number(number, type_name, repository.agency.record.symbol)
        if wrong is not None:
            message, hint = wrong
            yield Finding(place, message, hint)


def _numbers(repository: Repository) -> Iterator[tuple[Place, str, str]]:
    """Where each number stands, the number, and the kind that it should be of ("": open)."""
    for decision in repository.decisions:
        if decision.record.signed >= _DECREE_IN_FORCE:
            named = _NAMED.get(decision.record.kind, "quyết định")
            yield decision.at("number"), decision.record.number, named
    for year in repository.years.values():
        if year.year >= _DECREE_IN_FORCE.year:
            yield from _of_year(year)


def _of_year(year: Year) -> Iterator[tuple[Place, str, str]]:
    if year.plan is not None and year.plan.record.number is not None:
        yield year.plan.at("number"), year.plan.record.number, "kế hoạch"
    if year.report is not None and year.report.record.number is not None:
        yield year.report.at("number"), year.report.record.number, "báo cáo"
    for row in year.rows.outgoing:
        if row.record.day >= _DECREE_IN_FORCE:
            yield row.at("number"), row.record.number, row.record.type.strip().lower()
