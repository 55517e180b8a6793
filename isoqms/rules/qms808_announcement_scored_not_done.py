"""Chấm điểm công bố mà chưa công bố, thông báo hoặc niêm yết.

Mục 15 chấm từng việc: quyết định công bố, thông báo bằng văn bản tới đơn vị chủ trì, niêm yết và đăng tải. Việc nào
không có hồ sơ thì dòng ấy chưa có điểm.

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

```yaml nam/2025/cong-bo.yaml
announcements:
  - {decision: 90/QĐ-UBND, announced: 2025-10-03}
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:
  - {id: '15.1', stated: 1}
  - {id: '15.2', stated: 1}  # <- QMS808
  - {id: '15.3', stated: 1}  # <- QMS808
```

## Sai, chưa công bố lần nào

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

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:
  - {id: '15.1', stated: 1}  # <- QMS808
```

## Đúng, công bố từ năm trước

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

```yaml nam/2024/cong-bo.yaml
announcements:
  - {decision: 90/QĐ-UBND, announced: 2024-10-03, notified: true, posted: Bảng tin}
```

```yaml nam/2025/tu-cham-diem.yaml
table: dak-nong-2020
rows:
  - {id: '15.1', stated: 1}
  - {id: '15.2', stated: 1}
  - {id: '15.3', stated: 1}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Law, Severity
from isoqms.model.decision import DecisionKind
from isoqms.model.evaluation import Announcement
from isoqms.repository import Repository, Year
from isoqms.rules.contradictions import Against, Claim, Claims, contradicted
from isoqms.wording import date_short

CODE = "QMS808"
SEVERITY = Severity.WARNING
BASIS = (Law("QĐ 19/2014/QĐ-TTg", "Điều 4, khoản 3"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The points for the announcement and its publicity that no record bears out."""
    return contradicted(repository, _CLAIMS)


def _last(repository: Repository, year: Year) -> Announcement | None:
    """The last announcement up to the end of the year and the date of the question."""
    known = [
        announcement
        for other in repository.years.values()
        if other.year <= year.year and other.announcements
        for announcement in other.announcements.record.announcements
        if announcement.announced <= repository.as_of
    ]
    return max(known, key=lambda announcement: announcement.announced, default=None)


def _not_announced(repository: Repository, year: Year) -> Against | None:
    decided = any(
        decision.record.kind is DecisionKind.ANNOUNCE
        and decision.record.signed.year <= year.year
        and decision.record.signed <= repository.as_of
        for decision in repository.decisions
    )
    if decided or _last(repository, year):
        return None
    return Against(f"đến năm {year.year} chưa ghi lần công bố nào")


def _not_notified(repository: Repository, year: Year) -> Against | None:
    last = _last(repository, year)
    if last is None or last.notice or last.notified:
        return None
    lead = repository.agency.record.lead_agency
    return Against(f"lần công bố ngày {date_short(last.announced)} không ghi văn bản thông báo tới {lead}")


def _not_posted(repository: Repository, year: Year) -> Against | None:
    last = _last(repository, year)
    if last is None:
        return None
    if not last.posted:
        return Against(f"lần công bố ngày {date_short(last.announced)} không ghi nơi niêm yết")
    if repository.agency.record.website and not last.website:
        return Against(f"lần công bố ngày {date_short(last.announced)} không ghi địa chỉ trang đã đăng")
    return None


_HINT = "Ghi bổ sung vào cong-bo.yaml, nêu bằng chứng ở dòng này, hoặc chấm lại."
_CLAIMS: Claims = {
    "dak-nong-2020": (
        Claim(("15.1", "15.2", "15.3"), _not_announced, _HINT, proof_elsewhere=True),
        Claim(("15.2",), _not_notified, _HINT, proof_elsewhere=True),
        Claim(("15.3",), _not_posted, _HINT, proof_elsewhere=True),
    ),
}
