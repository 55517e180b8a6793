"""Phần thân có thứ không in được.

Phần thân chỉ gồm chữ: đề mục, đoạn văn, gạch đầu dòng, danh sách số, chữ đậm, chữ nghiêng. Bảng lấy
từ phần đầu tệp (các bước, biểu mẫu, hồ sơ), nên không gõ bảng bằng tay: bảng gõ tay không ai kiểm
tra được và sẽ khác phần đầu.

## Sai

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
---

## 5. NỘI DUNG

| TT | Nội dung | Trách nhiệm | <!-- <- QMS207 -->
|----|----------|-------------|
| 1  | Lập danh mục | Thư ký |

Xem <b>kỹ</b> trước khi ký. <!-- <- QMS207 -->

![Lưu đồ](luu-do.png) <!-- <- QMS207 -->

Xem [cổng dịch vụ công](https://dichvucong.gov.vn). <!-- <- QMS207 -->
```

## Đúng

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
---

## 5. NỘI DUNG

- Hồ sơ dưới 05 ngày (< 40 giờ) và trên 10 ngày (> 80 giờ) được **theo dõi riêng**.
- Chọn một trong hai cách: a | b. [cần điền: nơi lưu] (bản giấy)
```
"""

import re
from collections.abc import Iterator

from isoqms.diagnostics import Finding, Practice, Severity
from isoqms.repository import Repository

CODE = "QMS207"
SEVERITY = Severity.WARNING
BASIS = (Practice("Bảng là dữ liệu ở phần đầu, không gõ tay trong phần thân"),)

_TABLE = re.compile(r"\s*\|.*\||.*\|\s*:?-{3,}")
_HTML = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[[^\]]*\]\(\S+\)")


def check(repository: Repository) -> Iterator[Finding]:
    """A finding for each table typed by hand, and for each line with HTML, an image or a link."""
    for entry in repository.all_documents():
        body = entry.body
        # Asked of every body: nearly none holds these letters, and the patterns are slower.
        if "|" not in body and "<" not in body and "](" not in body:
            continue
        in_table = False
        for number, line in enumerate(body.split("\n")):
            was_in_table, in_table = in_table, _TABLE.match(line) is not None
            if in_table and was_in_table:
                continue
            what = "một bảng gõ tay" if in_table else _unprintable(line)
            if what is not None:
                hint = (
                    "Chuyển thành các bước, biểu mẫu, hồ sơ ở phần đầu tệp, "
                    "hoặc viết thành gạch đầu dòng."
                )
                yield Finding(
                    entry.in_body(number), f"Phần thân có {what}, không in ra văn bản được.", hint
                )


def _unprintable(line: str) -> str | None:
    if _IMAGE.search(line):
        return "hình ảnh"
    if _LINK.search(line):
        return "liên kết"
    html = _HTML.search(line)
    if html is None:
        return None
    return f"mã HTML «{html[0][:30]}»"
