"""Chấm thấp hơn điều hồ sơ, báo cáo nói.

Tự chấm cao quá thì bị trừ khi kiểm tra; tự chấm thấp quá thì mất điểm của việc đã làm, và bảng điểm
nói ngược báo cáo. Máy báo khi hồ sơ của năm đã chứng minh nhiều điểm hơn, hoặc khi báo cáo viết là
đã cập nhật thay đổi của pháp luật mà tiêu chí về việc ấy chấm 0. Có lý do thì ghi vào «Giải trình»
(note) của dòng.

## Sai

```nen cham-diem
```

```yaml ben-ngoai/van-ban.yaml
documents:
  - number: 118/2025/NĐ-CP
    title: Nghị định về một cửa
    issuer: Chính phủ
    effective: 2025-07-01
    affects: [QT-HT-01]
    applied: 2025-09-01
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:
  - {id: 7.2d, stated: 0}  # <- QMS811
```

## Sai, báo cáo viết là đã cập nhật

```nen cham-diem
```

```markdown nam/2025/bao-cao.md
---
---

## II.11 Cập nhật thay đổi của văn bản quy phạm pháp luật

Các phòng cập nhật thay đổi của pháp luật bằng văn bản rà soát, rồi sửa từng quy trình.
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:
  - {id: 7.2d, stated: 0}  # <- QMS811
```

## Đúng, báo cáo nhận là chưa

```nen cham-diem
```

```markdown nam/2025/bao-cao.md
---
---

## II.11 Cập nhật thay đổi của văn bản quy phạm pháp luật

Trong năm cơ quan chưa cập nhật được thay đổi của pháp luật vào hệ thống.
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:
  - {id: 7.2d, stated: 0}
```

## Đúng, có giải trình

```nen cham-diem
```

```markdown nam/2025/bao-cao.md
---
---

## II.11 Cập nhật thay đổi của văn bản quy phạm pháp luật

Các phòng đã cập nhật thay đổi của pháp luật vào từng quy trình.
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:
  - {id: 7.2d, stated: 0, note: Có ba quy trình cập nhật sau 5 tháng.}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.scoring.score_cards import score_cards
from isoqms.repository import Repository

CODE = "QMS811"
SEVERITY = Severity.NOTE
BASIS = (Clause("9.1.1"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The leaves scored below what the records prove, or what the report says was done."""
    cards = tuple(score_cards(repository))
    if not cards:
        return
    # The probes bring the models of all records with them; few repositories have a self-score.
    from isoqms.rules.score.scored_low import scored_low  # noqa: PLC0415 - see above

    for card in cards:
        for low in scored_low(repository, card):
            yield Finding(
                low.place,
                low.message,
                "Chấm lại theo việc đã làm, hoặc ghi lý do vào «Giải trình» (note) của dòng này.",
                low.places,
            )
