"""Thủ tục chưa rõ quyết định công bố.

Mỗi thủ tục trong danh mục phải lần ra được quyết định đã công bố nó: số, ngày ký, cơ quan ban hành
ghi ở phần quyết định công bố (published_by). Máy nói một lần cho mỗi quyết định, không nói từng thủ
tục.

## Sai

```yaml tthc/danh-muc.yaml
published_by:
  - {number: 512/QĐ-UBND, signed: 2025-06-30, authority: UBND tỉnh Lâm Đồng}
procedures:
  - {code: '2.000815', name: A, field: Chứng thực, decision: 512/QĐ-UBND, excluded: Chưa soạn}
  - code: '2.000884'
    name: B
    field: Chứng thực
    decision: 600/QĐ-UBND  # <- QMS740
    excluded: Chưa soạn
  - {code: '2.001019', name: C, field: Chứng thực, decision: 600/qđ-ubnd, excluded: Chưa soạn}
  - code: '1.000894'  # <- QMS740
    name: D
    field: Hộ tịch
    excluded: Chưa soạn
  - {code: '1.001193', name: E, field: Hộ tịch, excluded: Chưa soạn}
```

## Đúng

```yaml tthc/danh-muc.yaml
published_by:
  - {number: 512/QĐ-UBND, signed: 2025-06-30, authority: UBND tỉnh Lâm Đồng}
procedures:
  - {code: '2.000815', name: A, field: Chứng thực, decision: 512/QĐ-UBND, excluded: Chưa soạn}
  - {code: '2.000884', name: B, field: Chứng thực, ended: 2025-01-01}
  - {code: '[cần điền: mã TTHC]', name: C, field: Chứng thực, excluded: Chưa soạn}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Law, Severity
from isoqms.facts.services.service_codes import is_placeholder
from isoqms.model.services import AdministrativeProcedure
from isoqms.repository import Repository, Row
from isoqms.wording import number

CODE = "QMS740"
SEVERITY = Severity.NOTE
BASIS = (Law("TT 26/2014/TT-BKHCN", "Điều 4"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The decisions that procedures name and the register does not, and those without any."""
    register = repository.procedures
    if register is None:
        return
    known = {_same(each.number) for each in register.record.published_by}
    by_decision: dict[str, list[Row[AdministrativeProcedure]]] = {}
    for row in register.rows("procedures", register.record.procedures):
        procedure = row.record
        if procedure.is_live(repository.as_of) and not is_placeholder(procedure.code):
            by_decision.setdefault(_same(procedure.decision or ""), []).append(row)
    for decision, rows in by_decision.items():
        if decision not in known:
            yield _finding(rows)


def _same(decision: str) -> str:
    return "".join(decision.split()).casefold()


def _finding(rows: list[Row[AdministrativeProcedure]]) -> Finding:
    decision, count = rows[0].record.decision, number(len(rows))
    if not decision:
        return Finding(
            rows[0].at("code"),
            f"{count} thủ tục chưa ghi quyết định công bố, bắt đầu từ {rows[0].record.code}.",
            "Ghi số quyết định công bố vào cột «Quyết định công bố»: `isoqms export danh-muc`.",
        )
    return Finding(
        rows[0].at("decision"),
        f"«{decision}» công bố {count} thủ tục của danh mục mà chưa có ở phần quyết định công bố.",
        "Thêm số, ngày ký, cơ quan ban hành của quyết định ấy vào phần quyết định công bố "
        "(published_by).",
    )
