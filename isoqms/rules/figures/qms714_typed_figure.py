"""Số liệu gõ tay trong lời văn của báo cáo.

Con số gõ tay không đổi theo hồ sơ: khi hồ sơ được sửa, báo cáo nói hai con số khác nhau và người
kiểm tra thấy ngay. Viết tên số liệu trong hai dấu ngoặc nhọn, chương trình tự điền số đang có:
`{{ cases_total }}` thành 20.290. Ngày tháng, số văn bản, số điều khoản, tên tiêu chuẩn thì cứ gõ.

Quy tắc này báo con số trùng với một số liệu của năm (từ 10 trở lên, hoặc có phần thập phân), và
mọi con số từ ba chữ số trở lên. Máy chỉ đề nghị tên số liệu khi câu nói đúng về số liệu ấy: cùng
đơn vị, và với tỷ lệ thì cùng việc.

## Sai

```yaml nam/2025/ho-so.yaml
periods:
  - start: 2025-01-01
    end: 2025-12-31
    carried_over: 76
    received: 1924
    online: 1603
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

Trong đó 2.000 văn bản. <!-- <- QMS714 -->

Khảo sát đạt 97,4% hài lòng; đã mua 50 ghế.

Hồ sơ trực tuyến đạt 83,3%. <!-- <- QMS714 -->

TTHC trực tuyến toàn trình đạt 83,3%, tỷ lệ của thủ tục chứ không của hồ sơ.
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
from typing import TYPE_CHECKING, Final, TypeAlias

from isoqms.diagnostics import Finding, Practice, Severity
from isoqms.facts.records.prose import Written
from isoqms.facts.reporting.figures import Figure, Figures, figures
from isoqms.repository import Entry, Repository
from isoqms.wording import compared, number

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.reporting import ReportHead
    from isoqms.source.arithmetic.numerals import Numeral

CODE = "QMS714"
SEVERITY = Severity.WARNING
BASIS = (Practice("Mỗi con số chỉ ghi ở một nơi"),)

# A day without its year, which elsewhere may be two numbers of a share.
_DAY: Final = re.compile(r"(?<![\d/])\d{1,2}/\d{1,2}(?![\d/])")
_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "procedures_served_rate": ("thu tuc", "tthc", "quy trinh"),
    "cases_on_time_rate": ("dung han", "truoc han"),
    "cases_late_rate": ("tre han", "qua han"),
    "online_rate": ("truc tuyen",),
    "online_target": ("truc tuyen",),
    "outgoing_format_rate": ("the thuc",),
    "survey_rate": ("hai long",),
}
"""What a percentage is of, in words as they are compared; a figure without any is never meant."""
_ONLINE: Final = frozenset(("online_rate", "online_target"))
_OTHER_THAN_ONLINE: Final = ("tthc", "thu tuc", "toan trinh", "mot phan", "muc do")
"""Words that make another figure of a percentage online: of procedures, or of one level."""
_ASKED: Final = "chi tieu"
_UNITS: Final[Mapping[str, tuple[str, ...]]] = {
    "lượt người": ("lượt", "người"),
    "khiếu nại, phản ánh": ("khiếu nại", "phản ánh"),
    "thủ tục": ("thủ tục", "TTHC"),
}
"""The units that are said in other words too."""


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
        figure = _meant(
            values.get((numeral.value.normalize(), numeral.is_percent), []),
            *_around(report.body, numeral),
        )
        told = _told(report.body[numeral.start : numeral.end], numeral, figure)
        if told is not None:
            place = Written(report, report.body).place(numeral.start)
            yield Finding(place, *told)


def _around(text: str, numeral: Numeral) -> tuple[str, str]:
    """What stands on the line of a number before and after it."""
    first = text.rfind("\n", 0, numeral.start) + 1
    last = text.find("\n", numeral.end)
    return text[first : numeral.start], text[numeral.end : last if last >= 0 else len(text)]


def _speaks_of(name: str, before: str, around: str) -> bool:
    """Whether words speak of a percentage: a result is never told by what was asked for."""
    if not any(word in around for word in _OF.get(name, ())):
        return False
    if name not in _ONLINE:
        return True
    is_target = name == "online_target"
    return (_ASKED in before) is is_target and not any(
        word in around for word in _OTHER_THAN_ONLINE
    )


def _blank(match: re.Match[str]) -> str:
    """As much nothing as there was something, so that lines and columns stay."""
    return " " * len(match[0])


_Values: TypeAlias = Mapping[tuple[Decimal, bool], list[Figure]]


def _values(known: Figures) -> _Values:
    """The figures that tell a typed number: with their sign %, none that is small and whole."""
    out: dict[tuple[Decimal, bool], list[Figure]] = {}
    for figure in known.values():
        if figure.value is None or figure.name == "score_max":
            continue
        value = Decimal(figure.value)
        if value >= 10 or value != value.to_integral_value():
            out.setdefault((value.normalize(), figure.unit == "%"), []).append(figure)
    return out


def _meant(figures: list[Figure], before: str, after: str) -> Figure | None:
    """Which of the figures with this value the words around it speak of; None where none is.

    A count by the unit that follows it, a percentage by what it is of, before it and then after.
    """
    before, after = compared(before), compared(after)
    clause = re.split(r"[;.]| va ", before)[-1]
    for figure in figures:
        if figure.unit == "%":
            whole = f"{clause} {re.split(r'[;.]', after)[0]}"
            is_meant = _speaks_of(figure.name, clause, whole)
        else:
            units = [compared(unit) for unit in _UNITS.get(figure.unit, (figure.unit,))]
            # With nothing after it, the unit may stand before: «Tổng điểm: 96,5.»
            is_last = not re.match(r"\w", after)
            is_meant = after.startswith(tuple(units)) or (
                is_last and any(unit in clause for unit in units)
            )
        if is_meant:
            return figure
    return None


def _told(shown: str, numeral: Numeral, figure: Figure | None) -> tuple[str, str] | None:
    value = numeral.value
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
