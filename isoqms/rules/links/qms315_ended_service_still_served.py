"""Quy trình của thủ tục đã bãi bỏ.

Thủ tục bị bãi bỏ thì quy trình của nó phải sửa hoặc thu hồi trong ba tháng. Để lại, cán bộ có thể
nhận hồ sơ của thủ tục không còn.

## Sai, ngày 2025-10-02

```yaml tthc/danh-muc.yaml
procedures:
  - {code: '2.000815', name: Chứng thực bản sao, field: Chứng thực, ended: 2025-07-01}
```

```markdown tai-lieu/tthc/tu-phap/QT-TP-01.md
---
code: QT-TP-01
title: Quy trình chứng thực bản sao
kind: quy-trinh-tthc
serves:
  - '2.000815'  # <- QMS315
---
```

## Sai, ngày 2025-10-01

Một thủ tục hôm nay là ngày cuối của hạn, một thủ tục bãi bỏ từ hôm nay: còn là cảnh báo.

```yaml tthc/danh-muc.yaml
procedures:
  - {code: '2.000815', name: Chứng thực bản sao, field: Chứng thực, ended: 2025-07-01}
  - {code: '2.000884', name: Chứng thực chữ ký, field: Chứng thực, ended: 2025-10-01}
```

```markdown tai-lieu/tthc/tu-phap/QT-TP-01.md
---
code: QT-TP-01
title: Quy trình chứng thực
kind: quy-trinh-tthc
serves:
  - '2.000815'  # <- QMS315
  - '2.000884'  # <- QMS315
---
```

## Đúng, ngày 2025-06-30

```yaml tthc/danh-muc.yaml
procedures:
  - {code: '2.000815', name: Chứng thực bản sao, field: Chứng thực, ended: 2025-07-01}
```

```nen chung-thuc
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Law, Severity
from isoqms.facts.law.validity import months_after, update_months
from isoqms.facts.services.coverage import by_short_code, serving
from isoqms.facts.services.service_codes import short
from isoqms.model.control.document import ControlledDocument
from isoqms.repository import Repository
from isoqms.rules.protocol import At, Brought, Gate, eased
from isoqms.wording import date_short

CODE = "QMS315"
SEVERITY = Severity.ERROR
BASIS = (Law("QĐ 19/2014/QĐ-TTg", "Điều 4, khoản 4, điểm a"),)
GATE = At(Gate.SCOPE)
BROUGHT = Brought.OWED


def check(repository: Repository) -> Iterator[Finding]:
    """The ended procedures that documents in force still serve: a warning for three months."""
    register = repository.procedures
    if register is None:
        return
    listed = by_short_code(repository)
    for code, entries in serving(repository.documents).items():
        index, procedure = listed.get(code, (0, None))
        if procedure is None or procedure.ended is None or procedure.is_live(repository.as_of):
            continue
        last = months_after(procedure.ended, update_months(repository))
        for entry in entries:
            yield Finding(
                entry.at("serves", _position(entry.record, code)),
                f"Thủ tục {procedure.code} «{procedure.name}» đã bị bãi bỏ từ ngày "
                f"{date_short(procedure.ended)}; "
                f"hạn cập nhật là ngày {date_short(last)}.",
                "Bỏ thủ tục khỏi quy trình, hoặc thu hồi quy trình nếu không còn giải "
                "quyết thủ tục nào.",
                related=(register.at("procedures", index, "ended"),),
                severity=eased(Severity.WARNING, when=repository.as_of <= last),
            )


def _position(document: ControlledDocument, code: str) -> int:
    """Where a document names the procedure with this national code, in its long or short form."""
    return [short(each) for each in document.serves].index(code)
