"""Loại cơ quan không còn.

Tổ chức bộ máy thay đổi thì hệ thống quản lý chất lượng cũng phải chuyển: cơ quan mới công bố
hệ thống của mình, tài liệu ghi tên và chức vụ cũ không dùng được nữa. Kho của cơ quan cũ giữ
lại để tra cứu; xem kho cho đúng thời kỳ bằng --as-of.

## Sai, ngày 2025-07-01

```yaml isoqms.yaml
name: UBND huyện Cũ
full_name: Ủy ban nhân dân huyện Cũ
kind: huyen  # <- QMS109
province: Lâm Đồng
place: Cũ
symbol: UBND
agency_lines: [Ủy ban nhân dân, huyện Cũ]
head: Chủ tịch
obligation: bat-buoc
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
```

## Sai, ngày 2024-12-31

Còn 182 ngày: được nhắc để chuẩn bị.

```yaml isoqms.yaml
name: UBND huyện Cũ
full_name: Ủy ban nhân dân huyện Cũ
kind: huyen  # <- QMS109
province: Lâm Đồng
place: Cũ
symbol: UBND
agency_lines: [Ủy ban nhân dân, huyện Cũ]
head: Chủ tịch
obligation: bat-buoc
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
```

## Đúng, ngày 2024-12-30

Còn hơn nửa năm thì chưa nhắc; nhìn về năm 2022 cũng vậy.

```yaml isoqms.yaml
name: UBND huyện Cũ
full_name: Ủy ban nhân dân huyện Cũ
kind: huyen
province: Lâm Đồng
place: Cũ
symbol: UBND
agency_lines: [Ủy ban nhân dân, huyện Cũ]
head: Chủ tịch
obligation: bat-buoc
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
```
"""

from collections.abc import Iterator
from datetime import timedelta

from isoqms import packs
from isoqms.diagnostics import Finding, Practice, Severity
from isoqms.errors import UnknownName
from isoqms.repository import Repository
from isoqms.rules.protocol import eased
from isoqms.wording import date_short

CODE = "QMS109"
SEVERITY = Severity.WARNING
BASIS = (Practice("Loại cơ quan theo tổ chức bộ máy tại ngày kiểm tra"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The kind of the agency, where it has ended or ends within half a year.

    Nothing where no pack knows the kind.
    """
    settings = repository.agency
    try:
        kind = packs.load_kind(settings.record.kind, repository.root)
    except UnknownName:
        return
    if kind.ends is None or kind.ends - timedelta(days=182) > repository.as_of:
        return
    ended = kind.ends <= repository.as_of
    verb = "không còn" if ended else "sẽ không còn"
    yield Finding(
        settings.at("kind"),
        f"Loại cơ quan «{kind.title}» {verb} từ ngày {date_short(kind.ends)}.",
        "Lập kho mới cho cơ quan tiếp nhận nhiệm vụ; kho này giữ lại để tra cứu, "
        "xem theo ngày bằng --as-of.",
        # Where nothing has been issued yet the choice of kind is only looked back on.
        severity=eased(Severity.NOTE, when=not ended or not repository.running),
    )
