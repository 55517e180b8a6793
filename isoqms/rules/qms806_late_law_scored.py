"""Chấm đủ điểm cập nhật pháp luật mà có văn bản cập nhật chậm.

Tiêu chí 7.2d cho điểm khi văn bản pháp luật được cập nhật vào hệ thống chậm nhất 3 tháng kể từ khi có hiệu lực. Danh
mục tài liệu bên ngoài có văn bản quá hạn này thì không chấm đủ điểm được.

## Sai

```yaml isoqms.yaml
name: UBND xã An Phú
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Đắk Nông
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
obligation: bat-buoc
lead_agency: Sở Khoa học và Công nghệ tỉnh Đắk Nông
packs: {scoring: dak-nong-2020}
```

```yaml ben-ngoai/van-ban.yaml
documents:
  - number: 118/2025/NĐ-CP
    title: Nghị định về một cửa
    issuer: Chính phủ
    effective: 2025-07-01
    affects: [QT-HT-01]
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:
  - {id: 7.2d, stated: 1}  # <- QMS806
```

## Đúng, cập nhật đúng ngày cuối

```yaml isoqms.yaml
name: UBND xã An Phú
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Đắk Nông
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
obligation: bat-buoc
lead_agency: Sở Khoa học và Công nghệ tỉnh Đắk Nông
packs: {scoring: dak-nong-2020}
```

```yaml ben-ngoai/van-ban.yaml
documents:
  - number: 118/2025/NĐ-CP
    title: Nghị định về một cửa
    issuer: Chính phủ
    effective: 2025-07-01
    affects: [QT-HT-01]
    applied: 2025-10-01
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:
  - {id: 7.2d, stated: 1}
```
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from isoqms.diagnostics import Finding, Law, Severity
from isoqms.model.external import ExternalDocument
from isoqms.repository import Repository, Year
from isoqms.rules.contradictions import Against, Claim, Claims, contradicted
from isoqms.wording import date_short, number

CODE = "QMS806"
SEVERITY = Severity.ERROR
BASIS = (Law("QĐ 19/2014/QĐ-TTg", "Điều 4, khoản 4, điểm a"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The full points for keeping up with the law in a year in which the system did not."""
    return contradicted(repository, _CLAIMS)


def _late(repository: Repository, year: Year) -> Against | None:
    if repository.external is None:
        return None
    late = [
        (index, document)
        for index, document in enumerate(repository.external.record.documents)
        if _was_late(document, year.year, repository.as_of)
    ]
    if not late:
        return None
    index, first = late[0]
    others = f" và {number(len(late) - 1)} văn bản khác" if len(late) > 1 else ""
    since = f"có hiệu lực từ {date_short(first.effective)}" if first.effective else ""
    sentence = f"«{first.number}» ({since}){others} quá 3 tháng mới cập nhật, hoặc chưa cập nhật vào hệ thống"
    return Against(sentence, (repository.external.at("documents", index),))


def _was_late(document: ExternalDocument, year: int, as_of: date) -> bool:
    """Whether the three months ran out by the end of `year` and the update was still missing in that year."""
    if document.effective is None or not document.affects:
        return False
    limit = _three_months_after(document.effective)
    if limit.year > year or limit >= as_of:
        return False
    return document.applied is None or (document.applied > limit and document.applied.year >= year)


def _three_months_after(day: date) -> date:
    year, month = divmod(day.month + 2, 12)
    last = monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))


_CLAIMS: Claims = {
    "dak-nong-2020": (
        Claim(("7.2d",), _late, "Chấm lại, hoặc ghi ngày đã cập nhật vào danh mục tài liệu bên ngoài.", only_full=True),
    ),
}
