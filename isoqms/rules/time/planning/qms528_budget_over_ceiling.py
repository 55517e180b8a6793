"""Kinh phí vượt định mức chi.

Kinh phí xây dựng, duy trì hệ thống có mức tối đa theo nội dung chi và loại cơ quan. Mức nằm trong gói định mức mà
cơ quan đang dùng; máy chỉ nhắc đối chiếu, không kết luận thay người có thẩm quyền. Nội dung tính cho từng quy trình
không so ở đây.

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

from collections.abc import Iterator
from decimal import Decimal

from isoqms.diagnostics import Finding, Practice, Severity
from isoqms.errors import IsoqmsError
from isoqms.model.packs.spending import SpendingPack
from isoqms.model.planning.resources import Resources
from isoqms.packs import load_spending
from isoqms.repository import Entry, Repository
from isoqms.rules.links.codes import Names
from isoqms.wording import number

CODE = "QMS528"
SEVERITY = Severity.WARNING
BASIS = (Practice("Định mức chi của gói đang dùng (mặc định: Thông tư 116/2015/TT-BTC, chưa đối chiếu hiệu lực)"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The lines under a content of expense that nobody knows, and the contents of which more is spent than allowed."""
    years = [year.resources for year in repository.years.values() if year.resources]
    # The pack is read only where a line names something in it.
    if not any(line.ceiling for entry in years for line in entry.record.budget):
        return
    agency = repository.agency.record
    try:
        pack = load_spending(agency.packs.spending, repository.root)
    except IsoqmsError:
        return
    for entry in years:
        yield from _unknown(entry, pack)
        yield from _over(entry, pack, agency.kind)


def _unknown(entry: Entry[Resources], pack: SpendingPack) -> Iterator[Finding]:
    names = Names({item.key for item in pack.items})
    for index, line in enumerate(entry.record.budget):
        if line.ceiling and all(line.ceiling != item.key for item in pack.items):
            message = f"Gói định mức chi «{pack.id}» không có nội dung chi «{line.ceiling}»."
            hint = names.hint(line.ceiling, "Sửa khóa, hoặc bỏ khóa ceiling nếu khoản này không có định mức.")
            yield Finding(entry.at("budget", index, "ceiling"), message, hint)


def _over(entry: Entry[Resources], pack: SpendingPack, kind: str) -> Iterator[Finding]:
    group = pack.group_of(kind) or ""
    for item in pack.items:
        most = None if item.per else pack.ceiling(item.key, group)
        lines = [(index, line) for index, line in enumerate(entry.record.budget) if line.ceiling == item.key]
        if most is None or not lines:
            continue
        for words, sums in (("dự toán", [line.planned for _, line in lines]), ("đã chi", [x.spent for _, x in lines])):
            total = sum((each for each in sums if each is not None), Decimal(0))
            if total > most:
                message = (
                    f"«{item.text}» {words} {number(total)} triệu đồng, định mức của gói «{pack.id}» là "
                    f"{number(most)} triệu đồng."
                )
                hint = f"Đối chiếu với {pack.basis} và văn bản đang áp dụng; đúng mức thì sửa số hoặc sửa gói định mức."
                yield Finding(entry.at("budget", lines[-1][0], "ceiling"), message, hint)
                break
