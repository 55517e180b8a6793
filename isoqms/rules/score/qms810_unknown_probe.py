"""Bảng chấm điểm của cơ quan nêu phép thử không có.

Bảng đặt trong goi/cham-diem được dùng thay bảng có sẵn. Một tên phép thử viết sai thì cả bảng
không chấm được bằng `isoqms score`; báo ngay từ lúc kiểm tra thì không phải đợi đến ngày chấm.

## Sai

```yaml goi/cham-diem/tinh-ta-2026.yaml
id: tinh-ta-2026
name: Bảng chấm điểm của tỉnh
rows:
  - {id: I, text: Kế hoạch, max: 2}
  - {id: '1', parent: I, text: Có kế hoạch của năm, max: 1, probes: [plan-issued]}
  - id: '2'
    parent: I
    text: Có theo dõi kế hoạch
    max: 1
    probes:
      - plan-issued
      - plan-isued  # <- QMS810
```

## Đúng

```yaml goi/cham-diem/tinh-ta-2026.yaml
id: tinh-ta-2026
name: Bảng chấm điểm của tỉnh
rows:
  - {id: I, text: Kế hoạch, max: 2}
  - {id: '1', parent: I, text: Có kế hoạch của năm, max: 1, probes: [plan-issued]}
  - {id: '2', parent: I, text: Người chấm quyết định, max: 1}
```
"""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from isoqms.diagnostics import Finding, Place, Practice, Severity
from isoqms.model.packs.scoring import ScoringTable
from isoqms.packs import PackKind, load_scoring_table, own_packs
from isoqms.repository import Repository
from isoqms.source.reading import Unreadable

CODE = "QMS810"
SEVERITY = Severity.NOTE
BASIS = (Practice("Bảng chấm điểm của tỉnh"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The names in the agency's own scoring tables that no probe bears."""
    for path in own_packs(PackKind.SCORING, repository.root):
        try:
            table = load_scoring_table(path.stem, repository.root)
        except Unreadable:
            # Who chooses this table is told what is wrong with the file; nobody has chosen it yet.
            continue
        yield from _unknown(table, _relative(path, repository.root))


def _unknown(table: ScoringTable, path: PurePosixPath) -> Iterator[Finding]:
    # The probes bring the models of all records with them; few agencies have a table of their own.
    from isoqms.scoring.library import unknown_probes  # noqa: PLC0415 - see above

    for unknown in unknown_probes(table):
        place = Place(path, ("rows", unknown.row, "probes", unknown.index))
        yield Finding(place, unknown.message, unknown.hint)


def _relative(path: Path, root: Path) -> PurePosixPath:
    return PurePosixPath(path.relative_to(root).as_posix())
