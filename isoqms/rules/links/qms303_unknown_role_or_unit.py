"""Khóa vai trò, đơn vị hoặc cuộc kiểm tra không rõ.

Việc được giao bằng khóa của vai trò, đơn vị trong isoqms.yaml, để người thay đổi mà tài liệu không
phải sửa. Khóa không có thì bản in ra không biết ghi chức danh của ai. Hồ sơ của những năm trước
được nhắc tới đơn vị nay không còn. Điểm do đoàn kiểm tra nêu lấy tên đoàn, số, ngày biên bản từ
cuộc kiểm tra mà nó ghi khóa; khóa không có thì điểm ấy lạc khỏi báo cáo khắc phục.

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
  - id: kph-02
    found: 2025-10-20
    source: Bên ngoài kiểm tra
    inspection: kt-09  # <- QMS303
    description: Quy trình chưa cập nhật
inspections:
  - {id: kt-01, body: Chi cục TĐC, day: 2025-10-20}
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

```yaml nam/2025/dao-tao.yaml
sessions:
  - subject: Nhận thức về hệ thống
    sent:
      - post: Công chức địa chính
        unit: dia-chinh  # <- QMS303
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
from isoqms.model.audit import AuditRound
from isoqms.model.control.document import ControlledDocument
from isoqms.model.layout import file_of, path_of
from isoqms.repository import Entry, Repository, Row, Rows
from isoqms.rules.links.codes import Names
from isoqms.rules.protocol import At, Gate, eased

CODE = "QMS303"
SEVERITY = Severity.ERROR
BASIS = (Clause("5.3"), Clause("10.2.1"))
_ENTER_IT = "Ghi cuộc kiểm tra bằng `isoqms new inspection`, rồi ghi khóa của nó ở đây."
GATE = At(Gate.SCOPE, kind="pham-vi")


def check(repository: Repository) -> Iterator[Finding]:
    """The keys that name no role, unit or inspection; units of years gone by only as a note."""
    settings = repository.agency.record
    roles = {role.key for role in settings.roles}
    units = {unit.key for unit in settings.units}
    unit_names = Names(units)
    for role in repository.agency.rows("roles", settings.roles):
        if role.record.unit is not None and role.record.unit not in units:
            yield _unknown(role.at("unit"), role.record.unit, "đơn vị", unit_names)
    yield from _in_documents(repository, roles, units)
    yield from _in_years(repository, roles, units)
    yield from _inspections(repository)


def _in_documents(repository: Repository, roles: set[str], units: set[str]) -> Iterator[Finding]:
    both = roles | units
    role_names, place_names = Names(roles), Names(both)
    for entry in repository.all_documents():
        for place, key in _roles_of(entry, roles):
            yield _unknown(place, key, "vai trò", role_names)
        for place, key in _keepers_of(entry, both):
            yield _unknown(place, key, "vai trò hoặc đơn vị", place_names)


def _keepers_of(entry: Entry[ControlledDocument], known: set[str]) -> Iterator[tuple[Place, str]]:
    """The places of a document where the keeper of a record is a key that is not known."""
    records = entry.record.records
    # Documents are many, and nearly all name nothing wrong.
    if known.issuperset([record.kept_by for record in records]):
        return
    for row in entry.rows("records", records):
        keeper = row.record.kept_by
        if keeper not in known and _is_meant_as_key(keeper):
            yield row.at("kept_by"), keeper


def _in_years(repository: Repository, roles: set[str], units: set[str]) -> Iterator[Finding]:
    kinds = {True: ("vai trò", roles, Names(roles)), False: ("đơn vị", units, Names(units))}
    latest = max(repository.years, default=0)
    for number, year in repository.years.items():
        # Units and roles of an earlier year may be gone by now.
        softer = eased(Severity.NOTE, when=number != latest)
        for place, named, is_role in (*_of_plans(year.rows), *_of_evaluation(year.rows)):
            what, known, names = kinds[is_role]
            if named is not None and named not in known:
                yield _unknown(place, named, what, names, softer)


def _inspections(repository: Repository) -> Iterator[Finding]:
    """The findings that name an inspection which no register holds."""
    if any(_is_unread(repository, year) for year in repository.years):
        return
    known = {row.record.id for row in repository.rows.inspections}
    names = Names(known)
    for row in repository.rows.nonconformities:
        named = row.record.inspection
        if named is not None and named not in known:
            message = f"Không có cuộc kiểm tra nào mang khóa «{named}»."
            yield Finding(row.at("inspection"), message, names.hint(named, _ENTER_IT))


def _is_unread(repository: Repository, year: int) -> bool:
    register = repository.years[year].nonconformities
    return register is None and path_of("khong-phu-hop", year) in repository.paths


def _unknown(
    place: Place, key: str, what: str, names: Names, severity: Severity | None = None
) -> Finding:
    hint = names.hint(key, f"Sửa khóa, hoặc thêm {what} này vào {file_of('isoqms')}.")
    return Finding(
        place,
        f"Không có {what} nào mang khóa «{key}» trong {file_of('isoqms')}.",
        hint,
        severity=severity,
    )


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


_Named = tuple[Place, str | None, bool]
"""Where a record may name somebody: the place, the key, whether it is a role's (else a unit's)."""


def _of_plans(rows: Rows) -> Iterator[_Named]:
    for task in rows.tasks:
        yield task.at("role"), task.record.role, True
    for objective in rows.objectives:
        yield objective.at("unit"), objective.record.unit, False
        for action in objective.rows("actions", objective.record.actions):
            yield action.at("role"), action.record.role, True
    for risk in rows.risks:
        yield risk.at("role"), risk.record.role, True
    for person in rows.people:
        yield person.at("unit"), person.record.unit, False
    for session in rows.sessions:
        for learner in session.rows("sent", session.record.sent):
            yield learner.at("unit"), learner.record.unit, False


def _of_evaluation(rows: Rows) -> Iterator[_Named]:
    for audit in rows.rounds:
        yield from _of_round(audit)
    for review in rows.reviews:
        for output in review.rows("outputs", review.record.outputs):
            yield output.at("role"), output.record.role, True
    for item in rows.nonconformities:
        yield item.at("unit"), item.record.unit, False
        yield item.at("role"), item.record.role, True
    for complaint in rows.complaints:
        yield complaint.at("unit"), complaint.record.unit, False
    for handed in rows.distributed:
        yield handed.at("unit"), handed.record.unit, False
    for taken in rows.taken_back:
        yield taken.at("unit"), taken.record.unit, False


def _of_round(audit: Row[AuditRound]) -> Iterator[_Named]:
    for unit in audit.rows("units", audit.record.units):
        yield unit.place, unit.record, False
    for auditor in audit.rows("auditors", audit.record.auditors):
        yield auditor.at("unit"), auditor.record.unit, False
    for question in audit.rows("checks", audit.record.checks):
        yield question.at("unit"), question.record.unit, False
