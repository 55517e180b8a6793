"""Khóa vai trò hoặc đơn vị không rõ.

Việc được giao bằng khóa của vai trò, đơn vị trong isoqms.yaml, để người thay đổi mà tài liệu không phải
sửa. Khóa không có thì bản in ra không biết ghi chức danh của ai. Hồ sơ của những năm trước được nhắc tới
đơn vị nay không còn.

## Sai

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
owner: thu-ki-iso  # <- QMS303
approval:
  drafted_by: thu-ky-iso
  reviewed_by: pho-chu-tich  # <- QMS303
  approved_by: nguoi-dung-dau
steps:
  - task: Lập danh mục
    role: van-phong  # <- QMS303
records:
  - name: Danh mục tài liệu
    kept_by: van-thu  # <- QMS303
    retention: 05 năm
---
```

```yaml nam/2025/khong-phu-hop.yaml
items:
  - id: kph-01
    found: 2025-05-06
    source: Hồ sơ trễ hạn
    description: Trả kết quả trễ 02 ngày
    unit: dia-chinh  # <- QMS303
    role: thu-ky-iso
```

```yaml nam/2025/danh-gia-noi-bo.yaml
rounds:
  - id: dot-1
    state: da-danh-gia
    units:
      - kinh-te
      - tu-phap  # <- QMS303
    auditors:
      - post: Công chức Văn phòng
        unit: van-phong-ubnd  # <- QMS303
    checks:
      - question: Có sổ giao nhận không
        unit: mot-cua  # <- QMS303
```

```yaml nam/2025/khieu-nai.yaml
complaints:
  - id: pa-01
    received: 2025-09-08
    subject: Chờ lâu tại quầy
    unit: chung-thuc  # <- QMS303
```

```yaml nam/2025/nguon-luc.yaml
people:
  - post: Công chức Tư pháp
    unit: tu-phap  # <- QMS303
```

```yaml nam/2025/ke-hoach.yaml
tasks:
  - id: lap-ke-hoach
    task: Lập kế hoạch
    role: thu-ky  # <- QMS303
```

## Đúng

Nơi lưu được ghi bằng chữ, bằng khóa đơn vị hoặc khóa vai trò.

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
owner: thu-ky-iso
records:
  - {name: Danh mục tài liệu, kept_by: van-phong, retention: 05 năm}
  - {name: Phiếu yêu cầu, kept_by: thu-ky-iso, retention: 05 năm}
  - {name: Hồ sơ thủ tục, kept_by: Lưu trữ cơ quan, retention: 05 năm}
---
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Place, Severity
from isoqms.model.control.document import ControlledDocument
from isoqms.repository import Entry, Repository, Year
from isoqms.rules.links.codes import Names
from isoqms.rules.protocol import At, Gate

CODE = "QMS303"
SEVERITY = Severity.ERROR
BASIS = (Clause("5.3"),)
GATE = At(Gate.SCOPE, kind="pham-vi")


def check(repository: Repository) -> Iterator[Finding]:
    """The keys that name no role or no unit; of years before the last one only as a note."""
    settings = repository.agency.record
    roles = {role.key for role in settings.roles}
    units = {unit.key for unit in settings.units}
    role_names, unit_names, both = Names(roles), Names(units), roles | units
    place_names = Names(both)
    for i, role in enumerate(settings.roles):
        if role.unit is not None and role.unit not in units:
            yield _unknown(repository.agency.at("roles", i, "unit"), role.unit, "đơn vị", unit_names)
    for entry in repository.all_documents():
        for place, key in _roles_of(entry, roles):
            yield _unknown(place, key, "vai trò", role_names)
        if both.issuperset([record.kept_by for record in entry.record.records]):
            continue
        for i, record in enumerate(entry.record.records):
            if record.kept_by not in both and _is_meant_as_key(record.kept_by):
                yield _unknown(entry.at("records", i, "kept_by"), record.kept_by, "vai trò hoặc đơn vị", place_names)
    latest = max(repository.years, default=0)
    for number, year in repository.years.items():
        softer = None if number == latest else Severity.NOTE
        for place, key, is_role in _of_year(year):
            if key not in (roles if is_role else units):
                what, names = ("vai trò", role_names) if is_role else ("đơn vị", unit_names)
                yield _unknown(place, key, what, names, softer)


def _unknown(place: Place, key: str, what: str, names: Names, severity: Severity | None = None) -> Finding:
    hint = names.hint(key, f"Sửa khóa, hoặc thêm {what} này vào isoqms.yaml.")
    return Finding(place, f"Không có {what} nào mang khóa «{key}» trong isoqms.yaml.", hint, severity=severity)


def _is_meant_as_key(text: str) -> bool:
    """Whether words are a key: plain letters with hyphens; «Lưu trữ» or «kho» are words."""
    return "-" in text and text.isascii() and text.replace("-", "").isalnum() and text.islower()


def _roles_of(entry: Entry[ControlledDocument], roles: set[str]) -> Iterator[tuple[Place, str]]:
    """The places of a document where a role stands that is not known."""
    document = entry.record
    if document.owner is not None and document.owner not in roles:
        yield entry.at("owner"), document.owner
    if document.approval is not None:
        for part in ("drafted_by", "reviewed_by", "approved_by"):
            key = getattr(document.approval, part)
            if key not in roles:
                yield entry.at("approval", part), key
    if not roles.issuperset([step.role for step in document.steps]):
        for i, step in enumerate(document.steps):
            if step.role not in roles:
                yield entry.at("steps", i, "role"), step.role


def _of_year(year: Year) -> Iterator[tuple[Place, str, bool]]:
    """Where a year's records name somebody: the place, the key, whether it is a role's (else a unit's)."""
    if year.plan is not None:
        for i, task in enumerate(year.plan.record.tasks):
            if task.role is not None:
                yield year.plan.at("tasks", i, "role"), task.role, True
    if year.objectives is not None:
        for i, objective in enumerate(year.objectives.record.objectives):
            if objective.unit is not None:
                yield year.objectives.at("objectives", i, "unit"), objective.unit, False
            for j, action in enumerate(objective.actions):
                yield year.objectives.at("objectives", i, "actions", j, "role"), action.role, True
    if year.risks is not None:
        for i, risk in enumerate(year.risks.record.risks):
            if risk.role is not None:
                yield year.risks.at("risks", i, "role"), risk.role, True
    if year.resources is not None:
        for i, person in enumerate(year.resources.record.people):
            if person.unit is not None:
                yield year.resources.at("people", i, "unit"), person.unit, False
    yield from _of_evaluation(year)


def _of_evaluation(year: Year) -> Iterator[tuple[Place, str, bool]]:
    if year.audits is not None:
        for i, audit in enumerate(year.audits.record.rounds):
            for j, unit in enumerate(audit.units):
                yield year.audits.at("rounds", i, "units", j), unit, False
            for j, auditor in enumerate(audit.auditors):
                if auditor.unit is not None:
                    yield year.audits.at("rounds", i, "auditors", j, "unit"), auditor.unit, False
            for j, question in enumerate(audit.checks):
                if question.unit is not None:
                    yield year.audits.at("rounds", i, "checks", j, "unit"), question.unit, False
    if year.reviews is not None:
        for i, review in enumerate(year.reviews.record.reviews):
            for j, output in enumerate(review.outputs):
                if output.role is not None:
                    yield year.reviews.at("reviews", i, "outputs", j, "role"), output.role, True
    if year.nonconformities is not None:
        for i, item in enumerate(year.nonconformities.record.items):
            if item.unit is not None:
                yield year.nonconformities.at("items", i, "unit"), item.unit, False
            if item.role is not None:
                yield year.nonconformities.at("items", i, "role"), item.role, True
    if year.complaints is not None:
        for i, complaint in enumerate(year.complaints.record.complaints):
            if complaint.unit is not None:
                yield year.complaints.at("complaints", i, "unit"), complaint.unit, False
    if year.distribution is not None:
        for i, handed in enumerate(year.distribution.record.distributed):
            yield year.distribution.at("distributed", i, "unit"), handed.unit, False
        for i, taken in enumerate(year.distribution.record.withdrawn):
            yield year.distribution.at("withdrawn", i, "unit"), taken.unit, False
