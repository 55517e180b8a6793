"""Mã không theo quy tắc của cơ quan.

Quy tắc đặt mã nằm ở mục code_patterns của isoqms.yaml. Mã theo đúng quy tắc cho biết ngay
đó là loại tài liệu nào, của lĩnh vực nào, và số tiếp theo là số mấy.

## Sai

```markdown tai-lieu/he-thong/QT-HT-1.md
---
code: QT-HT-1  # <- QMS104
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
---
```

```markdown tai-lieu/bieu-mau/BM01.md
---
code: BM01  # <- QMS104
title: Phiếu yêu cầu
kind: bieu-mau
fields: [Người đề nghị]
---
```

## Sai

```yaml isoqms.yaml
name: UBND xã An Phú
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Lâm Đồng
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
obligation: khuyen-khich
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
code_patterns:
  system: "QT.ISO.{n:02"  # <- QMS104
  form: "BM-{so}"  # <- QMS104
```

## Đúng

Quy tắc riêng của cơ quan được theo; quy trình nội bộ có lĩnh vực được đặt mã theo lĩnh vực.

```yaml isoqms.yaml
name: UBND xã An Phú
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Lâm Đồng
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
obligation: khuyen-khich
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
code_patterns:
  system: "QT.ISO.{n:02}"
```

```markdown tai-lieu/he-thong/QT.ISO.01.md
---
code: QT.ISO.01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
---
```

```nen mot-cua
```

```markdown tai-lieu/bieu-mau/BM-MC-01-101.md
---
code: BM-MC-01-101
title: Phiếu yêu cầu bổ sung hồ sơ
kind: bieu-mau
fields: [Nội dung]
---
```
"""

import re
from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.control.coding import codes_allowed, pattern_name
from isoqms.model.agency.settings import CodePatterns
from isoqms.model.control.document import ControlledDocument
from isoqms.model.layout import file_of
from isoqms.repository import Repository

CODE = "QMS104"
SEVERITY = Severity.WARNING
BASIS = (Clause("7.5.2"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The patterns that cannot be read, and the codes that do not follow theirs."""
    settings = repository.agency
    patterns: dict[str, re.Pattern[str]] = {}
    for key in CodePatterns.model_fields:
        text = getattr(settings.record.code_patterns, key)
        readable = codes_allowed(text)
        if readable is not None:
            patterns[key] = readable
        else:
            yield Finding(
                settings.at("code_patterns", key),
                f"Không hiểu quy tắc mã «{text}».",
                "Trong ngoặc nhọn chỉ dùng {field}, {parent}, {n} hoặc {n:02} (số có hai chữ số).",
            )
    for entry in repository.all_documents():
        document = entry.record
        wanted = pattern_name(document.kind)
        if wanted is None or wanted not in patterns or _follows(document, patterns, wanted):
            continue
        yield Finding(
            entry.at("code"),
            f"Mã «{document.code}» không theo quy tắc "
            f"«{getattr(settings.record.code_patterns, wanted)}» của loại «{document.kind.words}».",
            "Đặt lại mã trước khi ban hành; nếu cơ quan đặt mã theo cách khác thì sửa "
            f"mục «Quy tắc mã hiệu» (code_patterns) trong {file_of('isoqms')}.",
        )


def _follows(
    document: ControlledDocument, patterns: dict[str, re.Pattern[str]], wanted: str
) -> bool:
    if patterns[wanted].fullmatch(document.code):
        return True
    # What an office does for one field, such as its one-stop desk, is numbered among that field.
    if wanted != "internal" or not document.field or "service" not in patterns:
        return False
    return patterns["service"].fullmatch(document.code) is not None
