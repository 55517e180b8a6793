"""Lần ban hành của dự thảo không kế tiếp.

Lần ban hành tăng từng số một. Dự thảo bỏ qua một số, hoặc dùng lại số cũ, thì bảng theo dõi
sửa đổi sẽ thiếu hoặc lặp, và không ai chứng minh được bản nào thay bản nào.

## Sai

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
revision: 2
---
```

```markdown du-thao/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
revision: 4  # <- QMS106
---
```

## Sai

Tài liệu có hiệu lực không còn tệp, nhưng quyết định đã ban hành lần 3.

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-03-31
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 3}
```

```markdown du-thao/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
revision: 3  # <- QMS106
---
```

## Sai, ngày 2025-04-15

Đúng ngày lần 2 có hiệu lực: nó không còn là dự thảo.

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-03-31
effective: 2025-04-15
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 2}
```

```markdown du-thao/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
revision: 2  # <- QMS106
---
```

## Đúng

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
revision: 2
---
```

```markdown du-thao/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
revision: 3
---
```

## Đúng, ngày 2025-04-14

Quyết định đã ký, chưa đến ngày có hiệu lực: bản lần 2 còn chờ ở chỗ dự thảo.

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-03-31
effective: 2025-04-15
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 2}
```

```nen kiem-soat-phan-dau
```

```markdown du-thao/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
revision: 2
---
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Place, Severity
from isoqms.repository import Repository
from isoqms.rules.links.codes import withdrawals

CODE = "QMS106"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3.2"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The drafts whose issue does not follow the last one.

    A code that was never issued may start anywhere.
    """
    if not repository.drafts:
        return
    last, coming = _issued(repository)
    gone = withdrawals(repository)
    for entry in repository.drafts:
        code, revision = entry.record.code, entry.record.revision
        current = repository.in_force.get(code)
        before = last.get(code, 0)
        related: tuple[Place, ...] = ()
        if current is not None:
            before = max(before, current.record.revision)
            related = (current.at("revision"),)
        if not before or code in gone or revision == before + 1 or (code, revision) in coming:
            continue
        yield Finding(
            entry.at("revision"),
            f"Dự thảo «{code}» ghi lần ban hành {revision}, trong khi lần đã ban hành "
            f"gần nhất là {before}.",
            f"Sửa lần ban hành của dự thảo thành {before + 1}.",
            related=related,
        )


def _issued(repository: Repository) -> tuple[dict[str, int], set[tuple[str, int]]]:
    """The last issue of each code by decisions in effect, and the issues whose day is to come."""
    last: dict[str, int] = {}
    coming = set()
    for decision in repository.decisions:
        waits = decision.record.in_force_from > repository.as_of
        for item in decision.record.issues:
            if waits:
                coming.add((item.code, item.revision))
            else:
                last[item.code] = max(last.get(item.code, 0), item.revision)
    return last, coming
