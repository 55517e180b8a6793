"""Kinh phí vượt định mức chi.

Kinh phí xây dựng, duy trì hệ thống có mức tối đa theo nội dung chi và loại cơ quan. Mức nằm trong
gói định mức mà cơ quan đang dùng; máy chỉ nhắc đối chiếu, không kết luận thay người có thẩm quyền.
Nội dung tính cho từng quy trình không so ở đây.

## Sai

```yaml nam/2025/nguon-luc.yaml
budget:
  - item: Duy trì hệ thống
    planned: 12
    spent: 9
    ceiling: duy-tri
  - item: Cải tiến hệ thống
    planned: 8
    ceiling: duy-tri  # <- QMS528
  - item: Tư vấn
    planned: 20
    ceiling: thue-ngoai  # <- QMS528
```

## Đúng

```yaml nam/2025/nguon-luc.yaml
budget:
  - {item: Duy trì hệ thống, planned: 15, spent: 15, ceiling: duy-tri}
  - {item: Thuê tư vấn lần đầu, planned: 26.4, ceiling: tu-van-lan-dau}
  - {item: Viết tám quy trình, planned: 12.8, ceiling: quy-trinh}
  - {item: Máy quét, planned: 90}
```
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from isoqms.diagnostics import Finding, Practice, Severity
from isoqms.errors import IsoqmsError
from isoqms.packs import load_spending, spending_group
from isoqms.repository import Repository, Row
from isoqms.rules.links.codes import Names
from isoqms.wording import number

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.packs.spending import SpendingPack
    from isoqms.model.planning.resources import BudgetLine

CODE = "QMS528"
SEVERITY = Severity.WARNING
BASIS = (
    Practice(
        "Định mức chi của gói đang dùng (mặc định: Thông tư 116/2015/TT-BTC, "
        "chưa đối chiếu hiệu lực)"
    ),
)


def check(repository: Repository) -> Iterator[Finding]:
    """The lines under an unknown content of expense, and the contents spent above their ceiling."""
    # The pack is read only where a line names something in it.
    if not any(row.record.ceiling for row in repository.rows.budget):
        return
    agency = repository.agency.record
    try:
        pack = load_spending(agency.packs.spending, repository.root)
        group = spending_group(pack, agency.kind, repository.root)
    except IsoqmsError:
        return
    for year in repository.years.values():
        yield from _unknown(year.rows.budget, pack)
        yield from _over(year.rows.budget, pack, group)


def _unknown(lines: tuple[Row[BudgetLine], ...], pack: SpendingPack) -> Iterator[Finding]:
    names = Names({item.key for item in pack.items})
    for line in lines:
        key = line.record.ceiling
        if key and all(key != item.key for item in pack.items):
            message = f"Gói định mức chi «{pack.id}» không có nội dung chi «{key}»."
            otherwise = (
                "Sửa khóa, hoặc bỏ mục «Nội dung chi» (ceiling) nếu khoản này không có định mức."
            )
            yield Finding(line.at("ceiling"), message, names.hint(key, otherwise))


def _over(budget: tuple[Row[BudgetLine], ...], pack: SpendingPack, group: str) -> Iterator[Finding]:
    for item in pack.items:
        most = None if item.per else pack.ceiling(item.key, group)
        lines = [line for line in budget if line.record.ceiling == item.key]
        if most is None or not lines:
            continue
        found = _first_over(lines, most)
        if found:
            words, total = found
            message = (
                f"«{item.text}» {words} {number(total)} triệu đồng, "
                f"định mức của gói «{pack.id}» là {number(most)} triệu đồng."
            )
            hint = (
                f"Đối chiếu với {pack.basis} và văn bản đang áp dụng; "
                "đúng mức thì sửa số hoặc sửa gói định mức."
            )
            yield Finding(lines[-1].at("ceiling"), message, hint)


def _first_over(lines: list[Row[BudgetLine]], most: Decimal) -> tuple[str, Decimal] | None:
    """What is more than the ceiling, planned or else spent, and how much it is."""
    planned = [line.record.planned for line in lines]
    spent = [line.record.spent for line in lines]
    for words, parts in (("dự toán", planned), ("đã chi", spent)):
        total = sum((each for each in parts if each is not None), Decimal(0))
        if total > most:
            return words, total
    return None
