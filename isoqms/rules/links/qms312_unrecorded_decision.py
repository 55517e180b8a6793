"""Quyết định được nhắc tới không có trong kho.

Số quyết định ghi trong hồ sơ năm phải tra ra được quyết định: ký ngày nào, ai ký, nội dung gì. Đoàn
kiểm tra hỏi tới mà không có thì coi như không có bằng chứng.

## Sai

```yaml nam/2025/muc-tieu.yaml
decision: 1016/QĐ-UBND  # <- QMS312
objectives: []
```

```yaml nam/2025/danh-gia-noi-bo.yaml
team_decision: 2418/QĐ-UBND  # <- QMS312
```

```yaml nam/2025/cong-bo.yaml
announcements:
  - decision: 2804/QĐ-UBND  # <- QMS312
    announced: 2025-10-26
```

```yaml tthc/danh-muc.yaml
published_by:
  - {number: 325/QĐ-UBND, signed: 2021-03-12, authority: UBND tỉnh Lâm Đồng}
procedures:
  - {code: '2.000815', name: Chứng thực bản sao, field: Chứng thực, decision: 325/QĐ-UBND}
  - code: '2.000884'
    name: Chứng thực chữ ký
    field: Chứng thực
    decision: 352/QĐ-UBND  # <- QMS312
```

## Sai, quyết định đã hủy ghi nhận

```yaml nam/2025/danh-gia-noi-bo.yaml
team_decision: 2418/QĐ-UBND  # <- QMS312
```

```yaml quyet-dinh/2025/2418-QD-UBND.yaml
number: 2418/QĐ-UBND
kind: doan-danh-gia
summary: Thành lập đoàn đánh giá
signed: 2025-08-31
authority: Chủ tịch UBND xã An Phú
voided: {on: 2025-09-03, reason: Chưa ký}
```

## Đúng

Quyết định có trong kho; quyết định có tệp nhưng còn lỗi vẫn là có.

```yaml nam/2025/muc-tieu.yaml
decision: 1016/QĐ-UBND
objectives: []
```

```yaml quyet-dinh/2025/1016-QD-UBND.yaml
number: 1016/QĐ-UBND
kind: chinh-sach-muc-tieu
summary: Ban hành mục tiêu chất lượng
signed: 2025-03-31
authority: Chủ tịch UBND xã An Phú
```

```yaml nam/2025/danh-gia-noi-bo.yaml
team_decision: 2418/QĐ-UBND
```

```yaml quyet-dinh/2025/2418-QD-UBND.yaml
number: 2418/QĐ-UBND
kind: doan-danh-gia
summary: Thành lập đoàn đánh giá
signed: 31/8/2025
authority: Chủ tịch UBND xã An Phú
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Place, Severity
from isoqms.model.services import ProcedureRegister
from isoqms.repository import Entry, Repository
from isoqms.rules.links.codes import Names

CODE = "QMS312"
SEVERITY = Severity.WARNING
BASIS = (Clause("7.5.3.2"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The decisions that records name and no file holds, or that the register does not list."""
    known = repository.decisions_by_number
    names = Names(known)
    unread = _unread_digits(repository)
    for place, number in _of_years(repository):
        if number not in known and number.partition("/")[0] not in unread:
            hint = names.hint(number, "Ghi quyết định vào quyet-dinh/<năm>/, hoặc sửa lại số.")
            what = f"Không có quyết định «{number}» trong kho"
            if repository.is_void(number):
                what = f"Quyết định «{number}» đã hủy ghi nhận, không còn được tính"
            yield Finding(place, f"{what}.", hint)
    if repository.procedures is not None:
        yield from _in_register(repository.procedures)


def _in_register(register: Entry[ProcedureRegister]) -> Iterator[Finding]:
    published = {decision.number for decision in register.record.published_by}
    for row in register.rows("procedures", register.record.procedures):
        named = row.record.decision
        if named is not None and named not in published:
            yield Finding(
                row.at("decision"),
                f"Quyết định công bố «{named}» của thủ tục {row.record.code} chưa được ghi.",
                Names(published).hint(
                    named,
                    "Thêm vào mục «Quyết định công bố» (published_by): số, ngày ký, cơ quan "
                    "ban hành.",
                ),
            )


def _of_years(repository: Repository) -> Iterator[tuple[Place, str]]:
    for year in repository.years.values():
        if year.objectives is not None and year.objectives.record.decision is not None:
            yield year.objectives.at("decision"), year.objectives.record.decision
        if year.audits is not None and year.audits.record.team_decision is not None:
            yield year.audits.at("team_decision"), year.audits.record.team_decision
        for announcement in year.rows.announcements:
            yield announcement.at("decision"), announcement.record.decision


def _unread_digits(repository: Repository) -> set[str]:
    """The numbers in the names of decision files that could not be read: they exist, too."""
    read = {entry.path for entry in repository.every_decision}
    unread = (
        path for path in repository.paths if path.parts[0] == "quyet-dinh" and path not in read
    )
    return {path.stem.partition("-")[0] for path in unread}
