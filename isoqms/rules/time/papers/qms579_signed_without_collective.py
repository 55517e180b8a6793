"""Ký thay mà không nêu tập thể.

Cơ quan làm việc theo chế độ tập thể, như Ủy ban nhân dân, ký văn bản của mình bằng chữ «TM.» trước
tên tập thể; cấp phó ký thì dòng dưới ghi thêm «KT.» trước chức vụ người đứng đầu. Báo cáo của Ủy
ban nhân dân chỉ ghi «KT. CHỦ TỊCH» là thiếu dòng ấy. Ngược lại, sở, chi cục theo chế độ thủ trưởng
không ghi «TM.».

## Sai

```nen bat-buoc
```

```markdown nam/2025/bao-cao.md
---
capacity:  # <- QMS579
  - KT. CHỦ TỊCH
  - PHÓ CHỦ TỊCH
---
```

## Sai, người đứng đầu ký báo cáo của tập thể

```nen bat-buoc
```

```markdown nam/2025/bao-cao.md
---
capacity: [Chủ tịch]  # <- QMS579
---
```

## Đúng

```nen bat-buoc
```

```markdown nam/2025/bao-cao.md
---
capacity:
  - TM. ỦY BAN NHÂN DÂN
  - KT. CHỦ TỊCH
  - PHÓ CHỦ TỊCH
---
```

## Đúng, ký thừa lệnh thì không nêu tập thể

```nen bat-buoc
```

```markdown nam/2025/bao-cao.md
---
capacity:
  - TL. CHỦ TỊCH
  - CHÁNH VĂN PHÒNG
---
```

## Sai, sở không có tập thể nào để thay mặt

```yaml isoqms.yaml
name: Sở Tài chính
full_name: Sở Tài chính tỉnh Lâm Đồng
kind: so
province: Lâm Đồng
place: Lâm Đồng
symbol: STC
agency_lines: [Sở Tài chính]
head: Giám đốc
obligation: bat-buoc
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
```

```markdown nam/2025/bao-cao.md
---
capacity: [TM. Ban Giám đốc, Giám đốc]  # <- QMS579
---
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Law, Severity
from isoqms.model.agency.settings import Agency
from isoqms.model.layout import file_of
from isoqms.repository import Repository
from isoqms.wording import fold

CODE = "QMS579"
SEVERITY = Severity.NOTE
BASIS = (
    Law("NĐ 30/2020/NĐ-CP", "Điều 13"),
    Law("NĐ 30/2020/NĐ-CP", "Phụ lục I, mục II.7"),
)


def check(repository: Repository) -> Iterator[Finding]:
    """The reports whose lines above the signature do not fit how the agency is led."""
    agency = repository.agency.record
    for year in repository.years.values():
        if year.report is None or not year.report.record.capacity:
            continue
        lines = year.report.record.capacity
        told = _lacking(agency, lines) if agency.collective else _needless(agency, lines)
        if told is not None:
            yield Finding(year.report.at("capacity"), *told)


def _lacking(agency: Agency, lines: tuple[str, ...]) -> tuple[str, str] | None:
    """What is said where the collective is not named although nobody else's power is used."""
    first, wanted = lines[0].strip(), f"TM. {agency.collective}".upper()
    for_the_head = first.upper().startswith(("KT.", "Q."))
    if not (for_the_head or fold(first) == fold(agency.head)):
        return None
    message = (
        f"Báo cáo của {agency.name} ghi «{first.upper()}» mà không có dòng «{wanted}»; cơ quan "
        "làm việc theo chế độ tập thể thì ký thay mặt tập thể."
    )
    return message, f"Thêm dòng «{wanted}» lên trên, sau khi đối chiếu với bản đã ký."


def _needless(agency: Agency, lines: tuple[str, ...]) -> tuple[str, str] | None:
    """What is said where a collective is named that the agency does not have."""
    named = next((line for line in lines if line.strip().upper().startswith("TM.")), None)
    if named is None:
        return None
    message = (
        f"Báo cáo của {agency.name} ghi «{named.upper()}», còn cơ quan theo chế độ thủ trưởng: "
        f"{agency.head} ký với chức vụ của mình."
    )
    return message, (
        "Bỏ dòng ấy; nếu cơ quan có tập thể lãnh đạo thì ghi tên ở «Tập thể lãnh đạo» "
        f"(collective) của {file_of('isoqms')}."
    )
