"""Số liệu gõ tay trong lời văn của báo cáo.

Con số gõ tay không đổi theo hồ sơ: khi hồ sơ được sửa, báo cáo nói hai con số khác nhau và người
kiểm tra thấy ngay. Viết tên số liệu trong hai dấu ngoặc nhọn, chương trình tự điền số đang có:
`{{ cases_total }}` thành 20.290. Ngày tháng, số văn bản, số điều khoản, tên tiêu chuẩn thì cứ gõ.

Quy tắc này báo con số trùng với một số liệu của năm (từ 10 trở lên, hoặc có phần thập phân), và
mọi con số từ ba chữ số trở lên.

## Sai

```yaml nam/2025/ho-so.yaml
periods:
  - start: 2025-01-01
    end: 2025-12-31
    carried_over: 76
    received: 1924
    early_or_on_time: 1900
    late: 50
    returned: 0
```

```markdown nam/2025/bao-cao.md
---
addressees: [Sở Khoa học và Công nghệ tỉnh Lâm Đồng]
---

## II.6 Kết quả giải quyết

Đã tiếp nhận 2.000 hồ sơ. <!-- <- QMS714 -->

- Đúng hạn 97,4%, trễ hạn 50 hồ sơ. <!-- <- QMS714 -->

## II.10 Đào tạo

Đã cấp phát 350 cuốn tài liệu. <!-- <- QMS714 -->

Đã áp dụng 264/314 thủ tục. <!-- <- QMS714 -->
```

## Đúng

```yaml nam/2025/ho-so.yaml
periods:
  - start: 2025-01-01
    end: 2025-12-31
    carried_over: 76
    received: 1924
    early_or_on_time: 1900
    late: 50
    returned: 0
```

```markdown nam/2025/bao-cao.md
---
addressees: [Sở Khoa học và Công nghệ tỉnh Lâm Đồng]
---

## II.6 Kết quả giải quyết

Đã tiếp nhận {{ cases_total }} hồ sơ, đúng hạn {{ cases_on_time_rate }}%,
trễ hạn {{ cases_late }} hồ sơ.

## II.11 Cập nhật văn bản

1. Theo Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 và Quyết định số 766/QĐ-TTg, TCVN ISO 9001:2015,
điều khoản 8.5.1, từ ngày 01 tháng 7 năm 2025 đến 31/12/2025, thủ tục 1.012766;
xem http://anphu.lamdong.gov.vn/tin/12345.

2. Đạt 100% kế hoạch, 50% số đơn vị, 3 đợt; cuộc họp lúc 14 giờ 30.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from isoqms.diagnostics import Finding, Practice, Severity
from isoqms.facts.records.prose import Written
from isoqms.facts.reporting.figures import Figure, Figures, figures
from isoqms.repository import Entry, Repository
from isoqms.wording import number

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.reporting import ReportHead
    from isoqms.source.arithmetic.numerals import Numeral

CODE = "QMS714"
SEVERITY = Severity.WARNING
BASIS = (Practice("Mỗi con số chỉ ghi ở một nơi"),)

# A day without its year, which elsewhere may be two numbers of a share.
_DAY: Final = re.compile(r"(?<![\d/])\d{1,2}/\d{1,2}(?![\d/])")


def check(repository: Repository) -> Iterator[Finding]:
    """Each number of a report's prose that the records give, or too large to be said by hand."""
    for year, records in repository.years.items():
        if records.report is not None and re.search(r"\d", records.report.body):
            yield from _typed(records.report, figures(repository, year))


def _typed(report: Entry[ReportHead], known: Figures) -> Iterator[Finding]:
    # Numbers are read only where a report has some.
    from isoqms.source.arithmetic.numerals import numerals  # noqa: PLC0415 - see above

    values = _values(known)
    for numeral in numerals(_DAY.sub(_blank, report.body)):
        told = _told(report.body[numeral.start : numeral.end], numeral, values)
        if told is not None:
            place = Written(report, report.body).place(numeral.start)
            yield Finding(place, *told)


def _blank(match: re.Match[str]) -> str:
    """As much nothing as there was something, so that lines and columns stay."""
    return " " * len(match[0])


def _values(known: Figures) -> Mapping[tuple[Decimal, bool], Figure]:
    """The figures that tell a typed number: with their sign %, none that is small and whole."""
    out: dict[tuple[Decimal, bool], Figure] = {}
    for figure in known.values():
        if figure.value is None or figure.name == "score_max":
            continue
        value = Decimal(figure.value)
        if value >= 10 or value != value.to_integral_value():
            out.setdefault((value.normalize(), figure.unit == "%"), figure)
    return out


def _told(
    shown: str, numeral: Numeral, values: Mapping[tuple[Decimal, bool], Figure]
) -> tuple[str, str] | None:
    value = numeral.value
    figure = values.get((value.normalize(), numeral.is_percent))
    if figure is not None:
        title = figure.title[0].lower() + figure.title[1:]
        bare = shown.rstrip("% \xa0")
        return (
            f"«{shown}» gõ tay trùng với {title}.",
            f"Thay «{bare}» bằng {{{{ {figure.name} }}}}.",
        )
    if value < 100 or (value == 100 and numeral.is_percent):
        return None
    hint = (
        "Nếu là số liệu của năm, ghi vào hồ sơ năm rồi viết tên số liệu trong {{ }}; nếu không, "
        "nêu văn bản làm nguồn."
    )
    return f"Con số {number(value)} được gõ tay, không tính từ hồ sơ nào.", hint
