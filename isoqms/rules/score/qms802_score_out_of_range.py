"""Điểm vượt mức tối đa, âm, hoặc sai bước điểm.

Mỗi tiêu chí có điểm tối đa, và có khi chỉ được chấm theo bước (0; 0,5; 1).

## Sai

```nen cham-diem
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:
  - id: '17.1'
    stated: 2  # <- QMS802
  - id: '17.2'
    stated: 0.7  # <- QMS802
  - id: '16.1'
    stated: -1  # <- QMS802
```

## Đúng

```nen cham-diem
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:
  - {id: '17.1', stated: 1}
  - {id: '17.2', stated: 0.5}
  - {id: 10.2b, stated: 11.7}
```
"""

from collections.abc import Iterator
from decimal import Decimal

from isoqms.diagnostics import Clause, Finding, Practice, Severity
from isoqms.facts.scoring.score_cards import score_cards
from isoqms.model.packs.scoring import ScoreCriterion
from isoqms.repository import Repository
from isoqms.wording import number

CODE = "QMS802"
SEVERITY = Severity.ERROR
BASIS = (Clause("9.1.1"), Practice("Điểm tối đa và bước điểm của bảng chấm điểm"))


def check(repository: Repository) -> Iterator[Finding]:
    """The leaves whose score is outside their range or off their step."""
    for card in score_cards(repository):
        for leaf in card.table.leaves:
            stated = card.stated(leaf.id)
            if stated is None:
                continue
            fault = _fault(leaf, stated)
            if fault:
                yield Finding(
                    card.entry.at("rows", card.rows[leaf.id][0], "stated"),
                    f"Tiêu chí {leaf.id} chấm {number(stated)} điểm, {fault}.",
                    "Sửa lại điểm theo bảng chấm điểm.",
                )


def _fault(leaf: ScoreCriterion, stated: Decimal) -> str | None:
    if stated < 0:
        return "là số âm"
    if stated > leaf.max:
        return f"vượt mức tối đa {number(leaf.max)}"
    if leaf.step and stated % leaf.step:
        return f"không theo bước {number(leaf.step)}"
    return None
