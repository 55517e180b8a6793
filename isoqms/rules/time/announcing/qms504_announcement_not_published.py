"""Công bố thiếu thông báo, niêm yết hoặc đăng tải.

Công bố chưa xong khi mới ký quyết định: còn phải thông báo bằng văn bản tới đơn vị chủ trì, niêm
yết tại trụ sở và đăng trên trang thông tin điện tử nếu cơ quan có trang. Luật không đặt hạn; trong
30 ngày đầu máy chỉ nhắc.

## Sai, ngày thứ 31 kể từ khi công bố, ngày 2025-11-03

```yaml nam/2025/cong-bo.yaml
announcements:
  - decision: 90/QĐ-UBND  # <- QMS504
    announced: 2025-10-03
    posted: Bảng tin trụ sở, 05/10/2025
```

## Sai, ngày thứ 30 còn là nhắc, ngày 2025-11-02

```yaml nam/2025/cong-bo.yaml
announcements:
  - decision: 90/QĐ-UBND  # <- QMS504
    announced: 2025-10-03
    posted: Bảng tin trụ sở, 05/10/2025
```

## Sai, có trang thông tin điện tử mà không đăng

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
website: https://anphu.example
```

```yaml nam/2025/cong-bo.yaml
announcements:
  - decision: 90/QĐ-UBND  # <- QMS504
    announced: 2025-10-03
    notice: Công văn số 200/UBND-VX ngày 05/10/2025
    posted: Bảng tin trụ sở, 05/10/2025
```

## Sai, có thông báo nhưng không ghi số, từ ngày công bố, ngày 2025-10-03

```yaml nam/2025/cong-bo.yaml
announcements:
  - decision: 90/QĐ-UBND
    announced: 2025-10-03
    notified: true  # <- QMS504
    posted: Bảng tin trụ sở, 05/10/2025
```

## Sai, quyết định công bố chưa có trong cong-bo.yaml, từ ngày ký, ngày 2025-10-03

```yaml quyet-dinh/2025/90-QD-UBND.yaml
number: 90/QĐ-UBND  # <- QMS504
kind: cong-bo
summary: Công bố hệ thống
signed: 2025-10-03
authority: Chủ tịch UBND xã An Phú
```

```yaml nam/2025/ke-hoach.yaml
tasks: []
```

## Đúng

```yaml nam/2025/cong-bo.yaml
announcements:
  - decision: 90/QĐ-UBND
    announced: 2025-10-03
    notice: Công văn số 200/UBND-VX ngày 05/10/2025
    posted: Bảng tin trụ sở, 05/10/2025
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from isoqms.diagnostics import Finding, Law, Severity
from isoqms.model.control.decision import DecisionKind
from isoqms.model.layout import file_of
from isoqms.repository import Repository, Row
from isoqms.rules.protocol import eased
from isoqms.wording import date_short, listed

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.announcing import Announcement

CODE = "QMS504"
SEVERITY = Severity.ERROR
BASIS = (Law("QĐ 19/2014/QĐ-TTg", "Điều 4, khoản 3"),)
WORK_LEFT = True

# The law sets no term; a month is enough to number a letter and pin up a sheet.
_GRACE = timedelta(days=30)


def check(repository: Repository) -> Iterator[Finding]:
    """The announcements whose publicity is incomplete, and those that are not recorded at all."""
    rows = repository.rows.announcements
    for row in rows:
        is_past = row.record.announced <= repository.as_of
        if is_past and not repository.has_no_effect(row.record.decision):
            yield from _unpublished(repository, row)
    recorded = {row.record.decision for row in rows}
    for decision in repository.standing:
        record = decision.record
        announces = record.kind is DecisionKind.ANNOUNCE and record.number not in recorded
        if (
            announces
            and record.signed.year in repository.years
            and record.signed <= repository.as_of
        ):
            register = f"{file_of('cong-bo')} của năm {record.signed.year}"
            message = f"Quyết định công bố «{record.number}» chưa có trong {register}."
            hint = "Ghi lần công bố này: văn bản thông báo, nơi niêm yết, trang đã đăng."
            yield Finding(decision.at("number"), message, hint, severity=Severity.WARNING)


def _unpublished(repository: Repository, row: Row[Announcement]) -> Iterator[Finding]:
    announcement = row.record
    lead = repository.agency.record.lead_agency
    what = f"Công bố ngày {date_short(announcement.announced)} theo «{announcement.decision}»"
    missing = []
    if not announcement.notice and not announcement.notified:
        missing.append(f"văn bản thông báo tới {lead}")
    if not announcement.posted:
        missing.append("nơi niêm yết tại trụ sở")
    offline = bool(repository.agency.record.website) and not announcement.website
    fresh = repository.as_of - announcement.announced <= _GRACE
    if offline:
        missing.append("địa chỉ trang đã đăng")
    if missing:
        message = f"{what} chưa có {listed(missing)}."
        hint = "Làm nốt các việc này rồi ghi vào lần công bố."
        severity = eased(Severity.WARNING, when=fresh)
        yield Finding(row.place, message, hint, severity=severity)
    if announcement.notified and not announcement.notice:
        message = f"{what} đã thông báo tới {lead} nhưng không ghi số, ngày văn bản."
        hint = "Ghi số và ngày văn bản thông báo để đoàn kiểm tra đối chiếu."
        yield Finding(row.at("notified"), message, hint, severity=Severity.NOTE)
