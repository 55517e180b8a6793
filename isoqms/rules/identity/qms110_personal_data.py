"""Dữ liệu cá nhân của công dân.

Lịch sử của kho không quên: số căn cước, số điện thoại đã lưu thì còn mãi, và ai nhận được kho
cũng đọc được. Hệ thống quản lý chất lượng chỉ cần số lượng, mã hồ sơ và nội dung việc, không
cần biết công dân là ai.

## Sai

```yaml nam/2025/khieu-nai.yaml
complaints:
  - id: kn-01
    received: 2025-08-04
    subject: Ông A, căn cước 068 085 001 234, phản ánh hồ sơ đất đai trễ hạn  # <- QMS110
    result: Đã gọi điện xin lỗi theo số 0912.345.678  # <- QMS110
  - id: kn-02
    received: 2025-08-05
    subject: Công dân gửi thư từ nguyenvana@gmail.com  # <- QMS110
```

```markdown tai-lieu/noi-bo/QT-NB-02.md
---
code: QT-NB-02
title: Quy trình tiếp công dân
kind: quy-trinh-noi-bo
---

## 5. NỘI DUNG

Ví dụ: ông A, số căn cước 068085001234, đến trụ sở ngày 04/8/2025. <!-- <- QMS110 -->
```

## Đúng

Mã hồ sơ, mã thủ tục, số văn bản, số lượng và số điện thoại bàn của cơ quan không phải là dữ liệu cá
nhân.

```yaml nam/2025/khieu-nai.yaml
complaints:
  - id: kn-01
    received: 2025-08-04
    subject: Phản ánh hồ sơ H15.50.05.13-261008-0975 và 000.00.15.H38-221003-001212 trễ hạn
    result: Trả lời bằng văn bản 0123/UBND-VP; thủ tục 1.011442.000.00.00.H38;
      012.345.678 đồng; gọi 0263.3822.111
```
"""

import re
from collections.abc import Iterator
from typing import Any

from isoqms.diagnostics import Finding, Place, Practice, Route, Severity
from isoqms.model.base import Record
from isoqms.repository import Entry, Repository

CODE = "QMS110"
SEVERITY = Severity.WARNING
BASIS = (Practice("Lịch sử của kho không xóa được; chỉ giữ dữ liệu cần cho việc quản lý"),)

_BEFORE = r"(?<![\w.\-/+])"
_AFTER = r"(?![\w/]|[.\-]\w)"
# Each begins with a literal, so that a whole repository is searched at the speed of memory.
_IDENTITY = re.compile(
    rf"0(?<={_BEFORE}0)(?:0[1-9]|[1-8]\d|9[0-6]) ?[0-3]"
    rf"(?:\d{{2}} ?\d{{3}} ?\d{{3}}|\d{{8}}){_AFTER}"
)
_MOBILE = re.compile(
    rf"0(?<={_BEFORE}0)[35789]"
    rf"(?:\d{{8}}|\d{{2}}[ .]\d{{3}}[ .]\d{{3}}|\d{{3}}[ .]\d{{3}}[ .]\d{{2}}){_AFTER}"
)
_MAIL = re.compile(r"@(?:[Gg]mail|[Yy]ahoo|[Hh]otmail|[Oo]utlook|[Ii]cloud)\.[a-z]")
_KINDS = (
    (_IDENTITY, "số căn cước"),
    (_MOBILE, "số điện thoại di động"),
    (_MAIL, "địa chỉ thư điện tử riêng"),
)
_HINT = (
    "Bỏ số này, ghi mã hồ sơ hoặc nội dung việc. "
    "Nếu đã lưu vào lịch sử thì báo người phụ trách công nghệ thông tin trước khi gửi kho cho ai."
)
_HINT_WHERE_PUBLIC = (
    "Nếu là số, địa chỉ công khai của cơ quan thì giữ nguyên; nếu của công dân thì bỏ đi."
)


def check(repository: Repository) -> Iterator[Finding]:
    """Identity numbers, mobile numbers and private addresses in the files, never shown in full."""
    for entry in repository.all_documents():
        yield from _in_body(entry, in_document=True)
    for record_entry in _records(repository):
        for route, text in texts(record_entry.record):
            for what, shown in personal(text):
                yield _finding(record_entry.at(*route), what, shown, in_document=False)
        yield from _in_body(record_entry, in_document=False)


def personal(text: str) -> Iterator[tuple[str, str]]:
    """What kind of personal data a text holds, and its beginning."""
    if "0" in text or "@" in text:
        for pattern, what in _KINDS:
            for match in pattern.finditer(text):
                yield what, match[0][:3] + "…"


def texts(value: Any, route: Route = ()) -> Iterator[tuple[Route, str]]:
    """Every text in a record, with its route."""
    if isinstance(value, str):
        yield route, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from texts(item, (*route, index))
    elif isinstance(value, Record):
        for name in value.model_fields_set:
            yield from texts(getattr(value, name), (*route, name))


def _records(repository: Repository) -> Iterator[Entry[Any]]:
    """What tells of people and events; codes and lists of laws do not."""
    yield from repository.every_decision
    for year in repository.years.values():
        for name in year.__slots__:
            entry = getattr(year, name)
            if isinstance(entry, Entry):
                yield entry


def _in_body(entry: Entry[Any], *, in_document: bool) -> Iterator[Finding]:
    body = entry.body
    for pattern, what in _KINDS:
        for match in pattern.finditer(body):
            line = body.count("\n", 0, match.start())
            column = match.start() - body.rfind("\n", 0, match.start())
            yield _finding(
                entry.in_body(line, column), what, match[0][:3] + "…", in_document=in_document
            )


def _finding(place: Place, what: str, shown: str, *, in_document: bool) -> Finding:
    message = f"Có vẻ là {what} của một người («{shown}»)."
    # A procedure may name the desk's own mobile number, which is public.
    if in_document and what != "số căn cước":
        return Finding(place, message, _HINT_WHERE_PUBLIC, severity=Severity.NOTE)
    return Finding(place, message, _HINT)
