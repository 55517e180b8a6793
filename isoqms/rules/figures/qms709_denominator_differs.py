"""Mẫu số của tỷ lệ khác số TTHC thuộc thẩm quyền.

Tỷ lệ TTHC đã áp dụng tính trên số TTHC thuộc thẩm quyền. Một báo cáo ghi 319 thủ tục mà tỷ lệ lại
viết 264/314 thì một trong hai số sai. Tử số cũng không thể lớn hơn mẫu số.

## Sai

```yaml nam/2025/so-lieu.yaml
procedures: 319
procedures_served: 264
procedures_served_of: 314  # <- QMS709
```

## Sai, tử số lớn hơn mẫu số

```yaml nam/2025/so-lieu.yaml
procedures: 250
procedures_served: 264  # <- QMS709
```

## Đúng

```yaml nam/2025/so-lieu.yaml
procedures: 319
procedures_served: 264
procedures_served_of: 319
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Law, Severity
from isoqms.repository import Repository
from isoqms.wording import number

CODE = "QMS709"
SEVERITY = Severity.ERROR
BASIS = (Clause("9.1.1"), Law("TT 26/2014/TT-BKHCN", "Điều 36, khoản 1"))


def check(repository: Repository) -> Iterator[Finding]:
    """The years whose ratio is written over another number of procedures than is stated, or exceeds it."""
    for year in repository.years.values():
        if year.stated is None:
            continue
        stated = year.stated.record
        of, every, served = stated.procedures_served_of, stated.procedures, stated.procedures_served
        if of is not None and every is not None and of != every:
            written = f"{number(served)}/{number(of)}" if served is not None else f"…/{number(of)}"
            yield Finding(
                year.stated.at("procedures_served_of"),
                f"Số TTHC thuộc thẩm quyền ghi {number(every)}, mà tỷ lệ đã áp dụng viết {written}.",
                f"Chọn một số đúng theo danh mục TTHC: {number(every)} hay {number(of)}, "
                "rồi tính lại tỷ lệ.",
                related=(year.stated.at("procedures"),),
            )
        whole = every if of is None else of
        if served is not None and whole is not None and served > whole:
            yield Finding(
                year.stated.at("procedures_served"),
                f"Số TTHC đã áp dụng ({number(served)}) lớn hơn số TTHC thuộc thẩm quyền "
                f"({number(whole)}).",
                "Kiểm tra lại hai số; một quy trình phục vụ nhiều TTHC thì đếm TTHC, "
                "không đếm quy trình.",
            )
