"""Thủ tục hành chính chưa có quy trình.

Hệ thống quản lý chất lượng phải bao trùm mọi hoạt động liên quan đến thủ tục hành chính cho tổ
chức, cá nhân. Thủ tục nào không có quy trình thì phải nêu lý do, như địa bàn không có biên giới,
hải đảo. Nhiều thủ tục của cùng một quyết định công bố thì máy nói một lần cho cả quyết định.

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

## Sai, nói một lần cho mỗi quyết định công bố

```yaml tthc/danh-muc.yaml
published_by:
  - {number: 512/QĐ-UBND, signed: 2025-06-30, authority: UBND tỉnh Lâm Đồng}
procedures:
  - {code: '2.000815', name: Chứng thực bản sao, field: Chứng thực, decision: 512/QĐ-UBND}
  - code: '2.000884'  # <- QMS308
    name: Chứng thực chữ ký
    field: Chứng thực
    decision: 512/QĐ-UBND
  - {code: '2.001019', name: Chứng thực di chúc, field: Chứng thực, decision: 512/QĐ-UBND}
  - {code: '2.001019.000.00.00.H42', name: Di chúc, field: Chứng thực, decision: 512/QĐ-UBND}
  - {code: '[cần điền: mã]', name: Chưa biết, field: Chứng thực, decision: 512/QĐ-UBND}
```

```nen chung-thuc
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
from typing import NamedTuple

from isoqms.diagnostics import Finding, Law, Severity
from isoqms.facts.control.coding import codes_allowed
from isoqms.facts.services.coverage import serving, within_competence
from isoqms.facts.services.service_codes import short
from isoqms.model.services import AdministrativeProcedure
from isoqms.repository import Repository
from isoqms.rules.protocol import At, Brought, Gate, eased
from isoqms.wording import number

CODE = "QMS308"
SEVERITY = Severity.ERROR
BASIS = (Law("QĐ 19/2014/QĐ-TTg", "Điều 3, khoản 1"),)
WORK_LEFT = True
GATE = At(Gate.SCOPE, least=Severity.WARNING)
BROUGHT = Brought.OWED


_NAMED = 5
"""How many procedures of a decision are named."""


class _Bare(NamedTuple):
    """A procedure that nothing in force serves."""

    row: int
    procedure: AdministrativeProcedure
    is_drafted: bool


def check(repository: Repository) -> Iterator[Finding]:
    """The register's procedures that nothing in force serves, neither ended nor excused.

    Those that one decision published are told together.
    """
    register = repository.procedures
    if register is None or not repository.running or _may_be_served_unread(repository):
        return
    together: dict[object, list[_Bare]] = {}
    for bare in _bare(repository):
        by = bare.procedure.decision or bare.row
        together.setdefault((by, bare.is_drafted), []).append(bare)
    for group in together.values():
        message, hint = _words(is_drafted=group[0].is_drafted)
        yield Finding(
            register.at("procedures", group[0].row, "code"),
            f"{_named([each.procedure for each in group])} {message}.",
            hint,
            # A system may come into force step by step; what is on its way does not stop the step
            # before.
            severity=eased(Severity.WARNING, when=group[0].is_drafted),
        )


def _bare(repository: Repository) -> Iterator[_Bare]:
    served, drafted = serving(repository.documents), serving(repository.drafts)
    for each in within_competence(repository):
        code = short(each.procedure.code)
        if code not in served and not each.procedure.excluded and each.index is not None:
            yield _Bare(each.index, each.procedure, code in drafted)


def _words(*, is_drafted: bool) -> tuple[str, str]:
    if is_drafted:
        return "mới có quy trình dự thảo", "Ban hành quy trình ấy trong quyết định tới."
    return (
        "chưa có quy trình và chưa nêu lý do",
        (
            "Soạn quy trình, thêm mã vào mục «TTHC» (serves) của quy trình dùng chung, "
            "hoặc ghi lý do vào mục «Lý do không có quy trình» (excluded)."
        ),
    )


def _named(procedures: list[AdministrativeProcedure]) -> str:
    first = procedures[0]
    if len(procedures) == 1:
        return f"Thủ tục {first.code} «{first.name}»"
    codes = ", ".join(each.code for each in procedures[:_NAMED])
    more = f" và {number(len(procedures) - _NAMED)} thủ tục khác"
    rest = more if len(procedures) > _NAMED else ""
    return f"{number(len(procedures))} thủ tục công bố theo «{first.decision}» ({codes}{rest})"


def _may_be_served_unread(repository: Repository) -> bool:
    """Whether a document that cannot be read may be the one that serves; forms serve nothing."""
    form = codes_allowed(repository.agency.record.code_patterns.form)
    return any(form is None or not form.fullmatch(code) for code in repository.unread_codes)
