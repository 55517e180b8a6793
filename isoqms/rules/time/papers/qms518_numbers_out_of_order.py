"""Số văn bản không tăng theo ngày.

Trong một năm, mỗi dãy số (cùng loại văn bản, cùng nơi ban hành) chạy từ 01 theo thứ tự ngày. Số lớn
hơn mà ngày sớm hơn, hoặc một số cấp hai lần, nghĩa là sai số, sai ngày, hoặc lấy số ở dãy khác.

## Sai

```yaml nam/2025/van-ban-di.yaml
documents:
  - {number: 41/BCĐ-ISO, day: 2025-04-13, type: Công văn, issuer: Ban Chỉ đạo,
     summary: Góp ý dự thảo}
  - {number: 1052/BCĐ-ISO, day: 2025-06-02, type: Công văn, issuer: Ban Chỉ đạo,  # <- QMS518
     summary: Áp dụng ở xã}
  - {number: 120/BCĐ-ISO, day: 2025-09-13, type: Công văn, issuer: Ban Chỉ đạo, summary: Hướng dẫn}
```

## Sai, một số cấp hai lần

```yaml nam/2025/van-ban-di.yaml
documents:
  - {number: 12/KH-UBND, day: 2025-03-03, type: Kế hoạch, issuer: UBND xã, summary: Kế hoạch năm}
  - {number: 12/KH-UBND, day: 2025-03-05, type: Kế hoạch, issuer: UBND xã,  # <- QMS518
     summary: Khảo sát}
```

## Đúng

```yaml nam/2025/van-ban-di.yaml
documents:
  - {number: 88/KH-UBND, day: 2025-03-25, type: Kế hoạch, issuer: UBND xã, summary: Kế hoạch năm}
  - {number: 20/TB-UBND, day: 2025-04-13, type: Thông báo, issuer: UBND xã, summary: Họp}
  - {number: 631/UBND-KTHT, day: 2025-04-13, type: Công văn, issuer: UBND xã, summary: Triển khai}
  - {number: 777/UBND-VX, day: 2025-04-29, type: Công văn, issuer: UBND xã, summary: Tập huấn}
  - {number: 181/KH-UBND, day: 2025-07-21, type: Kế hoạch, issuer: UBND xã, summary: Khảo sát}
```

## Đúng, hai ban có hai dãy số

```yaml nam/2025/van-ban-di.yaml
documents:
  - {number: 41/BCĐ-ISO, day: 2025-04-13, type: Công văn, issuer: Ban Chỉ đạo ISO,
     summary: Góp ý dự thảo}
  - {number: 07/BCĐ-PCTT, day: 2025-06-02, type: Công văn,
     issuer: Ban Chỉ đạo phòng chống thiên tai, summary: Trực bão}
```

## Đúng, sang năm số bắt đầu lại

```yaml quyet-dinh/2024/90-QD-UBND.yaml
number: 90/QĐ-UBND
kind: khac
summary: Cử người phụ trách
signed: 2024-12-30
authority: Chủ tịch UBND xã An Phú
```

```yaml quyet-dinh/2025/02-QD-UBND.yaml
number: 02/QĐ-UBND
kind: khac
summary: Cử người phụ trách
signed: 2025-01-06
authority: Chủ tịch UBND xã An Phú
```
"""

from bisect import bisect_left
from collections.abc import Iterator

from isoqms.diagnostics import Finding, Law, Severity
from isoqms.repository import Repository
from isoqms.rules.identity.numbering import Numbered, Series, numbered
from isoqms.wording import date_short

CODE = "QMS518"
SEVERITY = Severity.WARNING
BASIS = (Law("NĐ 30/2020/NĐ-CP", "Điều 15"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The numbers given twice, and the fewest whose absence would put each series in order."""
    every: dict[Series, list[Numbered]] = {}
    for document in numbered(repository):
        every.setdefault(document.series, []).append(document)
    for series in every.values():
        first: dict[int, Numbered] = {}
        for document in series:
            other = first.setdefault(document.order, document)
            if other is not document:
                yield _given_twice(document, other)
        yield from _out_of_order(list(first.values()))


def _given_twice(document: Numbered, first: Numbered) -> Finding:
    message = (
        f"Số «{document.number}» ngày {date_short(document.day)} trùng với «{first.number}» "
        f"ngày {date_short(first.day)} trong cùng dãy số."
    )
    return Finding(
        document.place,
        message,
        "Đối chiếu sổ đăng ký văn bản đi và sửa số bị nhầm.",
        related=(first.place,),
    )


def _out_of_order(series: list[Numbered]) -> Iterator[Finding]:
    kept = sorted(_longest_rising([document.order for document in series]))
    for index, document in enumerate(series):
        after = bisect_left(kept, index)
        if index in kept[after : after + 1]:
            continue
        # The nearest of those in order, on either side.
        others = [series[i] for i in kept[max(after - 1, 0) : after + 1]]
        around = " và ".join(f"«{other.number}» ngày {date_short(other.day)}" for other in others)
        message = (
            f"Số «{document.number}» ngày {date_short(document.day)} không đúng "
            f"thứ tự với {around}."
        )
        hint = (
            "Đối chiếu sổ đăng ký văn bản đi: sai số, sai ngày, hay lấy số ở dãy của cơ quan khác."
        )
        yield Finding(document.place, message, hint, related=tuple(other.place for other in others))


def _longest_rising(orders: list[int]) -> frozenset[int]:
    """The indexes of a longest rising run; of several, the one that ends lowest.

    So a number far too high stands out, and not the two that agree around it.
    """
    tails: list[int] = []
    # The ends of the best runs by length; -1 ends the run of none.
    ends: list[int] = [-1]
    previous: list[int] = []
    for index, order in enumerate(orders):
        position = bisect_left(tails, order)
        previous.append(ends[position])
        tails[position:] = [order, *tails[position + 1 :]]
        ends[position + 1 :] = [index, *ends[position + 2 :]]
    chosen = []
    index = ends[-1]
    while index >= 0:
        chosen.append(index)
        index = previous[index]
    return frozenset(chosen)
