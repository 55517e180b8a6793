"""Thủ tục hành chính chưa có quy trình.

Hệ thống quản lý chất lượng phải bao trùm mọi hoạt động liên quan đến thủ tục hành chính cho tổ
chức, cá nhân. Thủ tục nào không có quy trình thì phải nêu lý do, như địa bàn không có biên giới,
hải đảo.

## Sai

```yaml tthc/danh-muc.yaml
procedures:
  - {code: '2.000815', name: Chứng thực bản sao, field: Chứng thực}
  - code: '2.000884'  # <- QMS308
    name: Chứng thực chữ ký
    field: Chứng thực
  - code: '2.001019'  # <- QMS308
    name: Chứng thực di chúc
    field: Chứng thực
    ended: 2026-01-01
```

```nen chung-thuc
```

```markdown du-thao/tthc/tu-phap/QT-TP-02.md
---
code: QT-TP-02
title: Quy trình chứng thực chữ ký
kind: quy-trinh-tthc
serves: ['2.000884']
---
```

## Đúng

```yaml tthc/danh-muc.yaml
procedures:
  - {code: '2.000815', name: Chứng thực bản sao, field: Chứng thực}
  - {code: '2.000884', name: Chứng thực chữ ký, field: Chứng thực, ended: 2025-12-31}
  - {code: '1.003337', name: Cấp phép vào khu vực biên giới, field: Biên phòng,
     excluded: Xã không giáp biên giới}
```

```markdown tai-lieu/tthc/tu-phap/QT-TP-01.md
---
code: QT-TP-01
title: Quy trình chứng thực bản sao
kind: quy-trinh-tthc
serves: [2.000815.000.00.00.H42]
---
```

## Đúng

Hệ thống còn đang soạn.

```yaml tthc/danh-muc.yaml
procedures:
  - {code: '2.000815', name: Chứng thực bản sao, field: Chứng thực}
```

```markdown du-thao/tthc/tu-phap/QT-TP-01.md
---
code: QT-TP-01
title: Quy trình chứng thực bản sao
kind: quy-trinh-tthc
serves: ['2.000815']
---
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Law, Severity
from isoqms.facts.control.coding import codes_allowed
from isoqms.facts.services.coverage import serving
from isoqms.facts.services.service_codes import short
from isoqms.repository import Repository
from isoqms.rules.protocol import At, Brought, Gate, eased

CODE = "QMS308"
SEVERITY = Severity.ERROR
BASIS = (Law("QĐ 19/2014/QĐ-TTg", "Điều 3, khoản 1"),)
WORK_LEFT = True
GATE = At(Gate.SCOPE, least=Severity.WARNING)
BROUGHT = Brought.OWED


def check(repository: Repository) -> Iterator[Finding]:
    """The register's procedures that nothing in force serves, neither ended nor excused."""
    register = repository.procedures
    if register is None or not repository.running or _may_be_served_unread(repository):
        return
    served, drafted = serving(repository.documents), serving(repository.drafts)
    for index, procedure in enumerate(register.record.procedures):
        code = short(procedure.code)
        over = not procedure.is_live(repository.as_of)
        if code in served or over or procedure.excluded:
            continue
        if code in drafted:
            message, hint = (
                "mới có quy trình dự thảo",
                "Ban hành quy trình ấy trong quyết định tới.",
            )
        else:
            message = "chưa có quy trình và chưa nêu lý do"
            hint = (
                "Soạn quy trình, thêm mã vào mục «TTHC» (serves) của quy trình dùng chung, "
                "hoặc ghi lý do vào mục «Lý do không có quy trình» (excluded)."
            )
        yield Finding(
            register.at("procedures", index, "code"),
            f"Thủ tục {procedure.code} «{procedure.name}» {message}.",
            hint,
            # A system may come into force step by step; what is on its way does not stop the step
            # before.
            severity=eased(Severity.WARNING, when=code in drafted),
        )


def _may_be_served_unread(repository: Repository) -> bool:
    """Whether a document that cannot be read may be the one that serves; forms serve nothing."""
    form = codes_allowed(repository.agency.record.code_patterns.form)
    return any(form is None or not form.fullmatch(code) for code in repository.unread_codes)
