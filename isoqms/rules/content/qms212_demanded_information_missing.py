"""Thiếu thông tin dạng văn bản mà tiêu chuẩn yêu cầu.

Tiêu chuẩn để cơ quan tự quyết phần lớn tài liệu, nhưng có những điều phải có bằng văn bản: phạm vi,
chính sách, mục tiêu, bằng chứng năng lực, kết quả đánh giá nội bộ, xem xét của lãnh đạo … Quy tắc
chỉ nói khi hệ thống đã áp dụng, và chỉ khi cả kho không có tài liệu hay hồ sơ nào về điều đó; hồ sơ
lưu giữ thì sau một năm kể từ lần ban hành đầu tiên mới hỏi.

## Sai

```yaml isoqms.yaml
name: UBND xã An Phú  # <- QMS212
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Lâm Đồng
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
obligation: khuyen-khich
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
```

```markdown tai-lieu/he-thong/QT-HT-02.md
---
code: QT-HT-02
title: Quy trình đánh giá nội bộ
kind: quy-trinh-he-thong
clauses: ['9.2']
---
```

## Sai

Đã áp dụng tròn một năm mà chưa có hồ sơ nào.

```yaml isoqms.yaml
name: UBND xã An Phú  # <- QMS212
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Lâm Đồng
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
obligation: khuyen-khich
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
```

```yaml quyet-dinh/2024/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2024-12-31
authority: Chủ tịch UBND xã An Phú
stated: {issued: 20}
```

```nen chinh-sach
```

```yaml ben-ngoai/van-ban.yaml
documents: []
```

```yaml nam/2025/muc-tieu.yaml
objectives: []
```

## Đúng

Chưa ban hành tài liệu nào thì chưa thiếu gì.

```markdown du-thao/he-thong/QT-HT-02.md
---
code: QT-HT-02
title: Quy trình đánh giá nội bộ
kind: quy-trinh-he-thong
clauses: ['9.2']
---
```

## Đúng

Còn một ngày mới tròn một năm: chưa đến lúc có hồ sơ đánh giá, xem xét.

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-01-01
authority: Chủ tịch UBND xã An Phú
stated: {issued: 20}
```

```nen chinh-sach
```

```yaml ben-ngoai/van-ban.yaml
documents: []
```

```yaml nam/2025/muc-tieu.yaml
objectives: []
```

## Đúng

```nen chinh-sach
```

```yaml ben-ngoai/van-ban.yaml
documents: []
```

```yaml nam/2025/muc-tieu.yaml
objectives: []
```

```yaml nam/2025/dao-tao.yaml
sessions: []
```

```yaml nam/2025/ho-so.yaml
periods: []
```

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds: []
```

```yaml nam/2025/xem-xet.yaml
reviews: []
```

```yaml nam/2025/khong-phu-hop.yaml
items: []
```
"""

from collections.abc import Callable, Iterator, Mapping

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.model.base import clause_within
from isoqms.model.control.decision import DecisionKind
from isoqms.model.control.document import DocumentKind
from isoqms.model.layout import file_of, path_of
from isoqms.repository import Repository

CODE = "QMS212"
SEVERITY = Severity.WARNING
BASIS = (Clause("7.5.1"),)


def _policy(repository: Repository) -> bool:
    issued = any(d.record.kind is DecisionKind.POLICY_OBJECTIVES for d in repository.standing)
    return issued or any(entry.record.kind is DocumentKind.POLICY for entry in repository.documents)


def _in_a_year(*names: str) -> Callable[[Repository], bool]:
    def has(repository: Repository) -> bool:
        files = {path.stem for path in repository.paths if path.parts[0] == "nam"}
        return not files.isdisjoint(names)

    return has


def _file(name: str) -> Callable[[Repository], bool]:
    return lambda repository: path_of(name) in repository.paths


_EVIDENCE: Mapping[str, tuple[Callable[[Repository], bool], str]] = {
    "4.3": (_file("pham-vi"), str(path_of("pham-vi"))),
    "5.2": (_policy, file_of("chinh-sach")),
    "6.2": (_in_a_year("muc-tieu"), str(path_of("muc-tieu"))),
    "7.2": (_in_a_year("dao-tao"), str(path_of("dao-tao"))),
    "7.5.3": (_file("van-ban"), str(path_of("van-ban"))),
    "8.7": (_in_a_year("khong-phu-hop"), str(path_of("khong-phu-hop"))),
    "9.1": (_in_a_year("muc-tieu", "ho-so", "hai-long"), str(path_of("ho-so"))),
    "9.2": (_in_a_year("danh-gia-noi-bo"), str(path_of("danh-gia-noi-bo"))),
    "9.3": (_in_a_year("xem-xet"), str(path_of("xem-xet"))),
    "10.2": (_in_a_year("khong-phu-hop"), str(path_of("khong-phu-hop"))),
}
"""By clause, whether the repository holds anything on it, and the file where it is kept.

Other demands are answered by what each procedure keeps.
"""


def check(repository: Repository) -> Iterator[Finding]:
    """One finding for each file that the standard's edition demands, naming all of its clauses."""
    if not repository.running:
        return
    missing: dict[str, list[str]] = {}
    seasoned = _seasoned(repository)
    for demand in repository.packs.standard.documented_information:
        if demand.verb.startswith("lưu giữ") and not seasoned:
            continue
        for clause, (has, where) in _EVIDENCE.items():
            if clause_within(demand.clause, clause) and not has(repository):
                missing.setdefault(where, []).append(
                    f"{demand.verb} {demand.what} ({demand.clause})"
                )
    for where, demands in missing.items():
        yield Finding(
            repository.agency.at("name"),
            f"Tiêu chuẩn yêu cầu {'; '.join(demands)}, nhưng kho chưa có.",
            f"Lập «{where}»; nếu giấy tờ đang ở nơi khác thì ghi lại số, ngày vào đó.",
        )


def _seasoned(repository: Repository) -> bool:
    """Whether documents were issued a year ago or earlier, so that something may be kept."""
    first = min(
        (d.record.signed for d in repository.standing if d.record.issues or d.record.stated),
        default=None,
    )
    return first is not None and (repository.as_of - first).days >= 365
