"""Quy trình thiếu mục hoặc sai thứ tự mục.

Mỗi quy trình có bảy mục: 1 Mục đích, 2 Phạm vi, 3 Tài liệu viện dẫn, 4 Định nghĩa, viết tắt,
5 Nội dung, 6 Biểu mẫu, 7 Hồ sơ cần lưu. Mục 6 và 7 được in ra từ phần đầu của tệp; mục 3 có thể
chỉ gồm danh mục ở phần đầu. Các mục 1, 2, 4, 5 viết ở phần thân, theo thứ tự.

## Sai

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01  # <- QMS201
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
---

## 1. MỤC ĐÍCH

Kiểm soát tài liệu.

## 4. ĐỊNH NGHĨA, VIẾT TẮT

Không có.

## 5. NỘI DUNG

Theo các bước ở trên.
```

```markdown du-thao/he-thong/QT-HT-02.md
---
code: QT-HT-02
title: Quy trình đánh giá nội bộ
kind: quy-trinh-he-thong
---

## 2. PHẠM VI

Toàn cơ quan.

## 1. MỤC ĐÍCH <!-- <- QMS201 -->

Tự kiểm tra hệ thống.

## 3. ĐỊNH NGHĨA <!-- <- QMS201 -->

Không có.

## 5. NỘI DUNG <!-- <- QMS201 -->
```

## Đúng

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
steps:
  - {task: Lập danh mục tài liệu, role: thu-ky-iso, days: 1}
---

## 1. MỤC ĐÍCH

Kiểm soát tài liệu.

## 2. PHẠM VI ÁP DỤNG

Toàn cơ quan.

## 4. GIẢI THÍCH TỪ NGỮ

Không có.

## 5. NỘI DUNG QUY TRÌNH

### 5.1. Lập danh mục

## 6. BIỂU MẪU

Xem danh mục.
```

```markdown tai-lieu/bieu-mau/BM-HT-01-01.md
---
code: BM-HT-01-01
title: Phiếu yêu cầu
kind: bieu-mau
fields: [Lý do]
---

Biểu mẫu không chia mục.
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.control.document import ControlledDocument
from isoqms.repository import Entry, Repository
from isoqms.rules.content.sections import TITLES, Heading, are_in_order, headings
from isoqms.wording import listed

CODE = "QMS201"
SEVERITY = Severity.WARNING
BASIS = (Clause("7.5.2"),)

_IN_BODY = (1, 2, 4, 5)


def check(repository: Repository) -> Iterator[Finding]:
    """By procedure one finding for all that is missing, and one by section misplaced or empty."""
    for entry in repository.all_documents():
        if not entry.record.kind.is_procedure or are_in_order(entry.body, _IN_BODY):
            continue
        found = [heading for heading in headings(entry.body) if heading.section]
        sections = {heading.section for heading in found}
        missing = [section for section in _IN_BODY if section not in sections]
        if missing:
            yield Finding(
                entry.at("code"),
                f"Quy trình «{entry.record.code}» thiếu {_named(missing)}.",
                f"Thêm vào phần thân các dòng đề mục như «## {missing[0]}. "
                f"{TITLES[missing[0] - 1]}» và nội dung.",
            )
        yield from _misplaced(entry, found)


def _misplaced(entry: Entry[ControlledDocument], found: list[Heading]) -> Iterator[Finding]:
    highest = 0
    for heading in found:
        section = heading.section or 0
        title = f"{section}. {TITLES[section - 1]}"
        if section <= highest:
            message = f"Mục «{heading.text}» đứng sau mục «{highest}. {TITLES[highest - 1]}»."
            yield Finding(
                entry.in_body(heading.line),
                message,
                "Sắp lại các mục theo thứ tự 1 đến 7, mỗi mục một lần.",
            )
        elif heading.number and heading.number != section:
            yield Finding(
                entry.in_body(heading.line),
                f"Mục «{heading.text}» phải là mục số {section}.",
                f"Viết «## {title}».",
            )
        # The steps in the head are printed in section 5, so its prose may be empty.
        elif heading.is_empty and section in _IN_BODY and not (section == 5 and entry.record.steps):
            hint = "Viết nội dung của mục; nếu không có gì thì ghi «Không có»."
            yield Finding(
                entry.in_body(heading.line), f"Mục «{heading.text}» chưa có nội dung.", hint
            )
        highest = max(highest, section)


def _named(sections: list[int]) -> str:
    return "mục " + listed(f"«{section}. {TITLES[section - 1]}»" for section in sections)
