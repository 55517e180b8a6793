"""Tài liệu được viện dẫn không có.

Viện dẫn đúng thì người đọc tìm được tài liệu tiếp theo, và khi một tài liệu thay đổi, máy biết
những chỗ nào phải xem lại. Hồ sơ của năm được nhắc tới tài liệu nay đã thu hồi: khi đó tài liệu còn
dùng.

## Sai

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
references:
  - QT-HT-02
  - QT-HT-99  # <- QMS302
  - QT-TP-06  # <- QMS302
---
```

```markdown tai-lieu/he-thong/QT-HT-02.md
---
code: QT-HT-02
title: Quy trình đánh giá nội bộ
kind: quy-trinh-he-thong
---
```

```markdown du-thao/he-thong/QT-TP-06.md
---
code: QT-TP-06
title: Quy trình xem xét của lãnh đạo
kind: quy-trinh-he-thong
---
```

```yaml ben-ngoai/van-ban.yaml
documents:
  - number: 118/2025/NĐ-CP
    title: Nghị định về một cửa
    issuer: Chính phủ
    affects:
      - QT-MC-01  # <- QMS302
```

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - id: dot-1
    state: da-danh-gia
    documents:
      - QT-HT-01@1
      - QT-HT-03  # <- QMS302
    findings:
      - kind: luu-y
        document: QT-HT-04  # <- QMS302
        text: Phiếu chưa ghi ngày
      - {kind: luu-y, text: Sổ để lẫn với hồ sơ}
```

```yaml nam/2024/phan-phoi.yaml
distributed:
  - {document: QT-HT-01, revision: 1, unit: van-phong}
```

```yaml nam/2025/phan-phoi.yaml
distributed:
  - {document: QT-HT-01, revision: 1, unit: van-phong}
  - document: QT-HT-05  # <- QMS302
    revision: 1
    unit: van-phong
```

## Đúng

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Thu hồi tài liệu
signed: 2025-11-28
authority: Chủ tịch UBND xã An Phú
withdraws:
  - {code: QT-HT-03, reason: Nhập vào QT-HT-02}
```

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - {id: dot-1, state: da-danh-gia, documents: [QT-HT-03]}
```

```markdown du-thao/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
references: [QT-HT-02]
---
```

```nen danh-gia-du-thao
```

## Đúng, tài liệu đã thu hồi thì QMS304 nói

```nen kiem-soat-phan-dau
```

```markdown tai-lieu/he-thong/QT-HT-04.md
---
code: QT-HT-04
title: Quy trình xử lý sự không phù hợp
kind: quy-trinh-he-thong
references: [QT-HT-01, QT-HT-03]
---
```

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Thu hồi tài liệu
signed: 2025-11-28
authority: Chủ tịch UBND xã An Phú
withdraws:
  - {code: QT-HT-03, reason: Nhập vào QT-HT-04}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Place, Severity
from isoqms.repository import Repository, Rows
from isoqms.rules.links.codes import (
    Names,
    bring_back,
    code_of,
    deleted,
    ever_existing,
    existing,
    withdrawals,
)

CODE = "QMS302"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The documents that do not exist, or are drafts only.

    In the year's records those that never existed.
    """
    ever = ever_existing(repository)
    names = Names(ever)
    yield from _references(repository, names)
    for place, link in _elsewhere(repository):
        if code_of(link) not in ever:
            hint = names.hint(code_of(link), "Sửa mã tài liệu, hoặc bỏ mục này.")
            yield Finding(
                place, f"Không có tài liệu «{code_of(link)}» trong kho, trước đây cũng không.", hint
            )


def _references(repository: Repository, names: Names) -> Iterator[Finding]:
    drafted = existing(repository)
    usable = {*repository.in_force, *repository.unread_codes}
    gone, lost = withdrawals(repository), deleted(repository)
    for entry in repository.all_documents():
        known = drafted if entry.path.parts[0] == "du-thao" else usable
        for index, link in enumerate(entry.record.references):
            code = code_of(link)
            if code in known or code in gone:
                continue
            place = entry.at("references", index)
            if code in drafted:
                hint = "Ban hành tài liệu ấy, hoặc bỏ viện dẫn cho đến khi ban hành."
                yield Finding(place, f"Tài liệu «{code}» mới là dự thảo, chưa có hiệu lực.", hint)
            else:
                hint = names.hint(code, "Sửa mã tài liệu, hoặc bỏ viện dẫn này.")
                if code in lost:
                    hint = bring_back(code)
                yield Finding(place, f"Không có tài liệu «{code}» trong kho.", hint)


def _elsewhere(repository: Repository) -> Iterator[tuple[Place, str]]:
    """The codes that the register of laws and the records of the years name."""
    for law in repository.laws:
        for link in law.rows("affects", law.record.affects):
            yield link.place, link.record
    for year in repository.years.values():
        yield from _of_year(year.rows)


def _of_year(rows: Rows) -> Iterator[tuple[Place, str]]:
    for audit in rows.rounds:
        for link in audit.rows("documents", audit.record.documents):
            yield link.place, link.record
        for found in audit.rows("findings", audit.record.findings):
            if found.record.document is not None:
                yield found.at("document"), found.record.document
    for handed in rows.distributed:
        yield handed.at("document"), handed.record.document
    for taken in rows.taken_back:
        yield taken.at("document"), taken.record.document
