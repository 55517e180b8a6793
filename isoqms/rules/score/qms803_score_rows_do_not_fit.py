"""Bảng tự chấm không khớp bảng chấm điểm.

Điểm tự chấm phải theo đúng bảng mà tỉnh đang dùng: không thừa dòng, không thiếu tiêu chí, không ghi
hai lần. Bảng mới bắt đầu, chưa có tiêu chí nào được chấm, thì chưa bị nhắc.

## Sai

```nen cham-diem
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:  # <- QMS803
  - {id: '17.1', stated: 1}
  - {id: '17.1', stated: 0}  # <- QMS803
  - {id: '17.9', stated: 1}  # <- QMS803
```

## Sai, chưa chọn bảng

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020  # <- QMS803
rows: []
```

## Sai, không có bảng tên ấy

```yaml nam/2025/tu-cham-diem.yaml
table: bang-nao-do  # <- QMS803
rows:
  - {id: '1.1', stated: 1}
```

## Đúng

```nen cham-diem
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows: []
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Practice, Severity
from isoqms.facts.reporting.figures import scoring_table
from isoqms.facts.scoring.score_cards import TOTAL, ScoreCard, score_cards
from isoqms.model.layout import file_of
from isoqms.repository import Repository
from isoqms.wording import nearest, number

CODE = "QMS803"
SEVERITY = Severity.WARNING
BASIS = (Practice("Bảng chấm điểm của tỉnh"),)

_SHOWN = 12


def check(repository: Repository) -> Iterator[Finding]:
    """The rows that the table does not know, that stand twice, and the criteria left out."""
    yield from _table(repository)
    for card in score_cards(repository):
        yield from _strange(card)
        yield from _twice(card)
        missing = [leaf.id for leaf in card.table.leaves if leaf.id not in card.rows]
        if missing and len(missing) < len(card.table.leaves):
            shown = ", ".join(missing[:_SHOWN])
            if len(missing) > _SHOWN:
                shown += " …"
            message = (
                f"Còn {number(len(missing))}/{number(len(card.table.leaves))} tiêu chí "
                f"chưa chấm: {shown}."
            )
            yield Finding(card.entry.at("rows"), message, "Chấm nốt; không đạt thì ghi 0.")


def _table(repository: Repository) -> Iterator[Finding]:
    """The tables that no pack holds, and the latest self-score where another is used by now."""
    scored = [
        (number_, year.self_score) for number_, year in repository.years.items() if year.self_score
    ]
    current = repository.packs.scoring
    for number_, entry in scored:
        named = entry.record.table
        if scoring_table(repository, number_) is None:
            message = f"Không có bảng chấm điểm nào tên «{named}»."
            hint = "Sửa tên bảng, hoặc đặt bảng của tỉnh vào thư mục goi/cham-diem."
            yield Finding(entry.at("table"), message, hint)
        elif entry is scored[-1][1] and current is None:
            message = (
                f"Điểm tự chấm theo bảng «{named}», mà {file_of('isoqms')} chưa chọn "
                "bảng chấm điểm nào."
            )
            yield Finding(
                entry.at("table"),
                message,
                f"Ghi «{named}» vào «Bảng chấm điểm» (scoring), mục «Gói dữ liệu» (packs) của "
                f"{file_of('isoqms')}.",
            )
        elif entry is scored[-1][1] and current is not None and named != current.id:
            message = (
                f"Điểm tự chấm theo bảng «{named}», còn cơ quan đang dùng bảng «{current.id}»."
            )
            hint = "Sửa tên bảng ở một trong hai nơi cho khớp."
            yield Finding(
                entry.at("table"),
                message,
                hint,
                related=(repository.agency.at("packs", "scoring"),),
            )


def _strange(card: ScoreCard) -> Iterator[Finding]:
    for criterion, (index, _) in card.rows.items():
        if criterion in card.criteria or criterion == TOTAL:
            continue
        meant = nearest(criterion, card.criteria)
        hint = "Bỏ dòng này."
        if meant:
            hint = f"Có phải «{meant}»? Nếu không, bỏ dòng này."
        message = f"Bảng «{card.table.id}» không có tiêu chí «{criterion}»."
        yield Finding(card.entry.at("rows", index), message, hint)


def _twice(card: ScoreCard) -> Iterator[Finding]:
    for index, row in enumerate(card.entry.record.rows):
        first = card.rows[row.id][0]
        if first != index:
            message = f"Tiêu chí «{row.id}» được ghi hai lần."
            hint = "Giữ lại một dòng."
            yield Finding(
                card.entry.at("rows", index), message, hint, related=(card.entry.at("rows", first),)
            )
