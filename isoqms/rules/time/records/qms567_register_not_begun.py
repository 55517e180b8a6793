"""Sổ của năm chưa có dòng nào.

Quy tắc về mục tiêu, rủi ro, số liệu, phản ánh chỉ nói về những dòng đã ghi; sổ chưa mở thì mọi thứ
có vẻ đúng. Từ quý IV máy nói năm ấy còn sổ nào trống mà tiêu chuẩn đòi hỏi, và danh mục nào của cơ
quan chưa lập. Sổ thật sự không có gì để ghi (phản ánh, sự không phù hợp) thì chỉ cần có tệp.

## Sai, ngày 2025-10-01

```nen ap-dung
```

```yaml nam/2025/ke-hoach.yaml
tasks: []  # <- QMS567
```

## Đúng, ngày 2025-10-01

```nen ap-dung
```

```yaml nam/2025/muc-tieu.yaml
objectives:
  - {id: dung-han, text: Hồ sơ đúng hạn}
```

```yaml nam/2025/rui-ro.yaml
risks:
  - {id: tre, kind: rui-ro, process: QT, description: Trễ, likelihood: 1, severity: 2}
```

```yaml nam/2025/ho-so.yaml
periods:
  - {start: 2025-01-01, end: 2025-09-30, received: 10}
```

```yaml nam/2025/khieu-nai.yaml
none_received: true
```

```yaml nam/2025/khong-phu-hop.yaml
items: []
```

```yaml tthc/danh-muc.yaml
procedures: []
```

```yaml boi-canh/van-de.yaml
issues: []
```

```yaml boi-canh/ben-quan-tam.yaml
parties: []
```

## Đúng, chưa sang quý IV, ngày 2025-09-30

```nen ap-dung
```

```yaml nam/2025/ke-hoach.yaml
tasks: []
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.planning.owing import owed, place_in
from isoqms.model.layout import path_of
from isoqms.repository import Repository, Year

CODE = "QMS567"
SEVERITY = Severity.NOTE
BASIS = (Clause("6.1"), Clause("6.2.1"), Clause("9.1.1"), Clause("4.1"))


def check(repository: Repository) -> Iterator[Finding]:
    """The years whose registers tell nothing; what is kept once for all with the last of them."""
    years = [year for year, _ in owed(repository)]
    for year in years:
        missing = [*_of_year(year), *(_kept_once(repository) if year is years[-1] else ())]
        if missing:
            yield Finding(
                place_in(year, "plan"),
                f"Năm {year.year} kho chưa ghi: {'; '.join(missing)}. "
                "Các quy tắc về những việc ấy không có gì để xét.",
                "Ghi qua Excel (`isoqms export`, điền, `isoqms import`); giấy tờ đang ở nơi khác "
                "thì ghi số, ngày vào sổ.",
            )


def _of_year(year: Year) -> Iterator[str]:
    """What the standard asks of a year and no other rule misses, with its clause and file."""
    rows = year.rows
    held = {
        ("mục tiêu chất lượng (6.2)", "muc-tieu"): rows.objectives,
        ("rủi ro, cơ hội (6.1)", "rui-ro"): rows.risks,
        ("số liệu giải quyết hồ sơ (9.1.1)", "ho-so"): rows.periods,
        # A year may have none of these, so their file is enough.
        ("sổ phản ánh, khiếu nại (9.1.2)", "khieu-nai"): year.complaints,
        ("sổ theo dõi sự không phù hợp (10.2)", "khong-phu-hop"): year.nonconformities,
    }
    for (words, name), found in held.items():
        if not found:
            yield f"{words} ở {path_of(name, year.year)}"


def _kept_once(repository: Repository) -> Iterator[str]:
    held = {
        ("danh mục thủ tục hành chính", "danh-muc"): repository.procedures,
        ("bối cảnh (4.1)", "van-de"): repository.context,
        ("các bên quan tâm (4.2)", "ben-quan-tam"): repository.parties,
    }
    for (words, name), found in held.items():
        if not found:
            yield f"{words} ở {path_of(name)}"
