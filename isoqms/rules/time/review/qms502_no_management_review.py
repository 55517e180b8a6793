"""Năm không có xem xét của lãnh đạo.

Lãnh đạo phải xem xét hệ thống mỗi năm ít nhất một lần. Từ tháng 10 máy nhắc; hết năm mà chưa họp là
thiếu một việc luật định. Cuộc họp mới chuẩn bị (`isoqms review prepare` đã ghi ngày, đầu vào) mà
chưa có biên bản hay kết luận thì chưa phải là đã họp. Cuộc xem xét có ghi nhưng không ngày, không
biên bản thì quy tắc QMS511 nói.

## Sai, ngày 2026-01-15

```nen ap-dung
```

```yaml nam/2025/xem-xet.yaml
reviews: []  # <- QMS502
```

## Sai, hôm sau mới họp, ngày 2025-12-14

```nen ap-dung
```

```yaml nam/2025/xem-xet.yaml
reviews:  # <- QMS502
  - held: 2025-12-15
```

## Sai, mới chuẩn bị, qua ngày họp chưa có biên bản, ngày 2026-01-15

```nen ap-dung
```

```yaml nam/2025/xem-xet.yaml
reviews:  # <- QMS502
  - held: 2025-12-15
    inputs: [{point: a, text: "Đã thực hiện đủ kết luận lần trước."}]
```

## Đúng, hệ thống mới áp dụng từ quý IV, ngày 2026-01-15

```yaml quyet-dinh/2025/01-QD-UBND.yaml
number: 01/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành hệ thống tài liệu
signed: 2025-10-01
authority: Chủ tịch UBND xã An Phú
stated: {issued: 20}
```

```yaml nam/2025/xem-xet.yaml
reviews: []
```

## Đúng, ngày 2025-12-15

```nen ap-dung
```

```yaml nam/2025/xem-xet.yaml
reviews:
  - held: 2025-12-15
    minutes: Biên bản số 12/BB-UBND
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Law, Severity
from isoqms.facts.planning.owing import owed, place_in
from isoqms.model.layout import file_of
from isoqms.repository import Repository, Year

CODE = "QMS502"
SEVERITY = Severity.ERROR
BASIS = (Law("QĐ 19/2014/QĐ-TTg", "Điều 4, khoản 4, điểm b"), Clause("9.3"))
WORK_LEFT = True


def check(repository: Repository) -> Iterator[Finding]:
    """The years without a review: over, or in their last quarter."""
    for year, over in owed(repository):
        if not _reviewed(year, repository):
            yield _finding(year, over=over)


def _reviewed(year: Year, repository: Repository) -> bool:
    told = [row.record for row in year.rows.reviews if not row.record.is_only_prepared]
    return any(each.held is None or each.held <= repository.as_of for each in told)


def _finding(year: Year, *, over: bool) -> Finding:
    place = place_in(year, "reviews", "reviews")
    if over:
        message = f"Cả năm {year.year} không có cuộc xem xét nào của lãnh đạo."
        hint = f"Nếu đã họp, ghi ngày họp, biên bản, đầu vào và kết luận vào {file_of('xem-xet')}."
        return Finding(place, message, hint)
    message = (
        f"Năm {year.year} lãnh đạo chưa xem xét hệ thống; phải họp trước ngày 31/12/{year.year}."
    )
    hint = f"Họp xem xét sau khi đánh giá nội bộ xong, rồi ghi vào {file_of('xem-xet')}."
    return Finding(place, message, hint, severity=Severity.WARNING)
