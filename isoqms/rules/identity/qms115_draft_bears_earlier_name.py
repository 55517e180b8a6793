"""Dự thảo còn ghi tên, chức danh cũ của cơ quan.

Cơ quan đã đổi tên thì tài liệu soạn từ ngày ấy phải mang tên mới: người ký, nơi nhận, thẩm quyền
đều theo tên mới. Dự thảo mở từ bản đang có hiệu lực thường còn tên cũ. Văn bản đã ban hành giữ
nguyên, không phải lỗi.

## Sai

```yaml isoqms.yaml
name: UBND xã Phú An
full_name: Ủy ban nhân dân xã Phú An
kind: xa
province: Lâm Đồng
place: Phú An
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã Phú An]
head: Chủ tịch
collective: Ủy ban nhân dân
obligation: khuyen-khich
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
earlier_names:
  - until: 2025-07-01
    name: UBND xã An Thới
    full_name: Ủy ban nhân dân xã An Thới
    kind: xa
    province: Lâm Đồng
    place: An Thới
    symbol: UBND
    agency_lines: [Ủy ban nhân dân, xã An Thới]
    head: Chủ tịch
    lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
```

```markdown du-thao/noi-bo/QT-NB-01.md
---
code: QT-NB-01
title: Quản lý văn bản
kind: quy-trinh-noi-bo
---

## 1. Mục đích

Quy định việc quản lý văn bản tại UBND xã An Thới.  # <- QMS115
```

## Đúng

```yaml isoqms.yaml
name: UBND xã Phú An
full_name: Ủy ban nhân dân xã Phú An
kind: xa
province: Lâm Đồng
place: Phú An
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã Phú An]
head: Chủ tịch
collective: Ủy ban nhân dân
obligation: khuyen-khich
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
earlier_names:
  - until: 2025-07-01
    name: UBND xã An Thới
    full_name: Ủy ban nhân dân xã An Thới
    kind: xa
    province: Lâm Đồng
    place: An Thới
    symbol: UBND
    agency_lines: [Ủy ban nhân dân, xã An Thới]
    head: Chủ tịch
    lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
```

```markdown du-thao/noi-bo/QT-NB-01.md
---
code: QT-NB-01
title: Quản lý văn bản
kind: quy-trinh-noi-bo
---

## 1. Mục đích

Quy định việc quản lý văn bản tại UBND xã Phú An.
```
"""

import re
from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.agency.settings import Agency
from isoqms.model.control.document import ControlledDocument
from isoqms.repository import Repository
from isoqms.repository.entry import Entry

CODE = "QMS115"
SEVERITY = Severity.NOTE
BASIS = (Clause("7.5.2"),)
WORK_LEFT = True


def check(repository: Repository) -> Iterator[Finding]:
    """Each draft that names the agency as it was called before, at its first such line."""
    agency = repository.agency.record
    gone = _gone(agency)
    if not gone:
        return
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, gone))})(?!\w)")
    for entry in repository.drafts:
        found = _finding(entry, agency, pattern)
        if found:
            yield found


def _gone(agency: Agency) -> list[str]:
    """The names that are those of the agency no longer, the longest first."""
    had = {name for each in agency.earlier_names for name in (each.name, each.full_name)}
    return sorted(had - {agency.name, agency.full_name}, key=len, reverse=True)


def _finding(
    entry: Entry[ControlledDocument], agency: Agency, pattern: re.Pattern[str]
) -> Finding | None:
    hint = f"Sửa thành «{agency.name}» rồi mới trình ký."
    title = pattern.search(entry.record.title)
    if title:
        return Finding(entry.at("title"), f"Tên tài liệu còn ghi «{title[0]}».", hint)
    for number, line in enumerate(entry.body.split("\n")):
        found = pattern.search(line)
        if found:
            place = entry.in_body(number, found.start() + 1)
            return Finding(place, f"Dự thảo còn ghi tên cũ «{found[0]}».", hint)
    return None
