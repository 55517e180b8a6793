"""Số, ký hiệu văn bản viết sai trong lời văn.

Người đọc tra văn bản theo số ghi trong lời văn cũng như theo căn cứ ở đầu tài liệu. Máy xét như ở
danh mục (QMS606): thiếu năm, thiếu số 0 trước số dưới 10, ND thay NĐ, chữ Ð của bảng mã khác, gạch
dài, gạch dưới, dấu cách nằm trong số. Một số sai ở một tệp nhắc một lần.

## Sai

```markdown tai-lieu/noi-bo/QT-NB-01.md
---
code: QT-NB-01
title: Quy trình tiếp nhận và trả kết quả
kind: quy-trinh-noi-bo
steps:
  - task: Lập phiếu theo Thông tư 3/2025/TT-VPCP  # <- QMS611
    role: mot-cua
    hours: 1
---

## 1. Mục đích

Thực hiện Nghị định số 118 /2025/NĐ-CP; xem Nghị định số 118 /2025/NĐ-CP.  # <- QMS611
```

```yaml nam/2025/rui-ro.yaml
risks:
  - id: cham-luat
    kind: rui-ro
    process: Cập nhật văn bản
    description: Chưa theo Nghị định 118/2025/NĐ–CP  # <- QMS611
    likelihood: 2
    severity: 3
```

## Đúng

```markdown tai-lieu/noi-bo/QT-NB-01.md
---
code: QT-NB-01
title: Quy trình tiếp nhận và trả kết quả
kind: quy-trinh-noi-bo
steps:
  - task: Lập phiếu theo Thông tư 03/2025/TT-VPCP
    role: mot-cua
    hours: 1
---

## 1. Mục đích

Thực hiện Nghị định số 118/2025/NĐ-CP, Nghị quyết 66.7/2025/NQ-CP, 30c/NQ-CP; QĐ 101/QĐ-BKHCN.
Tệp 118_2025_ND-CP.pdf và https://vanban.vn/118_2025_ND-CP là tên tệp, không phải số văn bản.
```
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import PurePosixPath

from isoqms.diagnostics import Finding, Law, Place, Severity
from isoqms.facts.law.numbers import Misspelt, misspelt_in
from isoqms.facts.records.prose import prose
from isoqms.repository import Repository

CODE = "QMS611"
SEVERITY = Severity.NOTE
BASIS = (Law("NĐ 30/2020/NĐ-CP", "Phụ lục I, phần II, mục 3"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The wrong numbers of instruments in words: of each file each once, where it stands first."""
    counts: Counter[tuple[PurePosixPath, str]] = Counter()
    first: dict[tuple[PurePosixPath, str], tuple[Place, Misspelt]] = {}
    # Thousands of documents say the same in their steps and records: each text is read once.
    wrong_in = cache(_wrong_in)
    for written in prose(repository):
        for start, wrong in wrong_in(written.text):
            # What is nothing but a number is judged as one, by QMS111, QMS601 and QMS606.
            if wrong.written != written.text.strip():
                key = (written.entry.path, wrong.written)
                counts[key] += 1
                first.setdefault(key, (written.place(start), wrong))
    for key, (place, wrong) in first.items():
        yield _told(place, wrong, counts[key])


def _wrong_in(text: str) -> tuple[tuple[int, Misspelt], ...]:
    return tuple(misspelt_in(text))


def _told(place: Place, wrong: Misspelt, count: int) -> Finding:
    times = f" ({count} chỗ trong tệp này)" if count > 1 else ""
    return Finding(
        place,
        f"Lời văn ghi «{wrong.written}»{times}, không đúng: {wrong.why}.",
        f"Viết «{wrong.right}» nếu đúng là văn bản ấy.",
    )
