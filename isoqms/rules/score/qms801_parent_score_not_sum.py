"""Điểm của mục không bằng tổng các tiêu chí con.

Điểm của mục, của phần và tổng điểm luôn là tổng cộng từ các tiêu chí nhỏ nhất. Máy cộng lại từ tiêu
chí nhỏ nhất và chỉ đúng dòng sai; dòng đúng không bị nhắc, kể cả khi các dòng trên nó sai.

## Sai

```nen cham-diem
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:
  - {id: '16', stated: 3}  # <- QMS801
  - {id: '16.1', stated: 1}
  - {id: '16.2', stated: 1}
  - {id: '16.3', stated: 1}
  - {id: '16.4', stated: 1}
  - {id: '17', stated: 2}
  - {id: '17.1', stated: 1}
  - {id: '17.2', stated: 1}
```

## Đúng, thiếu tiêu chí con thì chưa kết luận được

```nen cham-diem
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:
  - {id: '16', stated: 4}
  - {id: '16.1', stated: 1}
  - {id: '16.2', stated: 1}
  - {id: '17', stated: 1.5}
  - {id: '17.1', stated: 1}
  - {id: '17.2', stated: 0.5}
```
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from isoqms.diagnostics import Clause, Finding, Practice, Severity
from isoqms.facts.scoring.score_cards import TOTAL, ScoreCard, score_cards
from isoqms.repository import Repository
from isoqms.wording import listed, number

CODE = "QMS801"
SEVERITY = Severity.ERROR
BASIS = (
    Clause("9.1.1"),
    Practice("Điểm của mục là tổng điểm các tiêu chí con trong bảng chấm điểm"),
)


def check(repository: Repository) -> Iterator[Finding]:
    """Each stated row that is not the sum of its leaves, where all of these are stated."""
    for card in score_cards(repository):
        leaves = _stated_leaves(card)
        sums = card.table.sums(leaves)
        for criterion, (index, row) in card.rows.items():
            if criterion not in sums or criterion in leaves or row.stated == sums[criterion]:
                continue
            if all(leaf in leaves for leaf in card.leaves_below(criterion)):
                message = (
                    f"{_name(card, criterion)} ghi {number(row.stated)} điểm, "
                    f"còn {_worked_out(card, criterion, sums)}."
                )
                hint = _hint(card, criterion, sums) + _of_above(card, criterion)
                yield Finding(card.entry.at("rows", index), message, hint)


def _stated_leaves(card: ScoreCard) -> dict[str, Decimal]:
    stated = {leaf.id: card.stated(leaf.id) for leaf in card.table.leaves}
    return {criterion: points for criterion, points in stated.items() if points is not None}


def _name(card: ScoreCard, criterion: str) -> str:
    if criterion == TOTAL:
        return "Tổng"
    if card.criteria[criterion].parent:
        return f"Tiêu chí {criterion}"
    return f"Phần {criterion}"


def _children(card: ScoreCard, criterion: str) -> tuple[str, ...]:
    return tuple(
        child.id for child in card.table.children(None if criterion == TOTAL else criterion)
    )


def _worked_out(card: ScoreCard, criterion: str, sums: Mapping[str, Decimal]) -> str:
    """`9.1 + 9.2 + 9.3 = 4 + 4 + 6 = 14`."""
    children = _children(card, criterion)
    return f"{' + '.join(children)} = {_added([sums[child] for child in children])}"


def _added(parts: list[Decimal]) -> str:
    return f"{' + '.join(number(part) for part in parts)} = {number(sum(parts, Decimal(0)))}"


def _hint(card: ScoreCard, criterion: str, sums: Mapping[str, Decimal]) -> str:
    right = number(sums[criterion])
    wrong = [
        child
        for child in _children(card, criterion)
        if card.stated(child) not in (None, sums[child])
    ]
    if wrong:
        return f"Sai theo dòng {listed(wrong)}: sửa dòng ấy, rồi sửa dòng này thành {right}."
    return f"Sửa thành {right}, hoặc sửa tiêu chí con chấm nhầm."


def _of_above(card: ScoreCard, criterion: str) -> str:
    """What the row above says against the stated rows of this one and its siblings, if it does."""
    above = TOTAL
    if criterion != TOTAL:
        above = card.criteria[criterion].parent or TOTAL
    siblings = _children(card, above)
    parts = [stated for stated in map(card.stated, siblings) if stated is not None]
    whole = card.stated(above)
    if whole is None or len(parts) != len(siblings) or sum(parts) == whole:
        return ""
    row = "tổng" if above == TOTAL else f"dòng {above}"
    return f" {' + '.join(siblings)} đã ghi {_added(parts)}, còn {row} ghi {number(whole)}."
