"""Tài liệu viện dẫn văn bản ban hành sau khi chính nó được ban hành.

Quyết định ban hành tài liệu ký ngày nào thì nội dung tài liệu là của ngày ấy, nên không thể dựa vào
văn bản ký sau đó. Hoặc ngày gõ nhầm, hoặc căn cứ được thêm vào mà không ban hành lại.

## Sai

```yaml ben-ngoai/van-ban.yaml
documents:
  - {number: 118/2025/NĐ-CP, title: Về cơ chế một cửa, issuer: Chính phủ, issued: 2025-06-09,
     effective: 2025-07-01}
  - {number: 63/2010/NĐ-CP, title: Về kiểm soát thủ tục, issuer: Chính phủ, issued: 2010-06-08,
     effective: 2010-10-14}
```

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-06-08
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-MC-01, revision: 1}
```

```markdown tai-lieu/tthc/mot-cua/QT-MC-01.md
---
code: QT-MC-01
title: Quy trình tiếp nhận và trả kết quả
kind: quy-trinh-noi-bo
field: Một cửa
legal_basis:
  - 63/2010/NĐ-CP
  - 118/2025/NĐ-CP  # <- QMS610
---

## 1. Mục đích

Thực hiện đúng Nghị định số 63/2010/NĐ-CP.
Nay theo Nghị định số 118/2025/NĐ-CP.  # <- QMS610
```

## Đúng

Ký cùng ngày thì được: văn bản đã có khi tài liệu được ban hành.

```yaml ben-ngoai/van-ban.yaml
documents:
  - {number: 118/2025/NĐ-CP, title: Về cơ chế một cửa, issuer: Chính phủ, issued: 2025-06-09,
     effective: 2025-07-01}
```

```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-06-09
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-MC-01, revision: 1}
```

```markdown tai-lieu/tthc/mot-cua/QT-MC-01.md
---
code: QT-MC-01
title: Quy trình tiếp nhận và trả kết quả
kind: quy-trinh-noi-bo
field: Một cửa
legal_basis: [118/2025/NĐ-CP]
---
```
"""

from collections.abc import Iterator, Mapping
from datetime import date

from isoqms.diagnostics import Clause, Finding, Place, Severity
from isoqms.facts.law.numbers import numbers_in
from isoqms.model.control.decision import Decision
from isoqms.model.control.document import ControlledDocument
from isoqms.repository import Entry, Repository
from isoqms.wording import date_short, two_digits

CODE = "QMS610"
SEVERITY = Severity.NOTE
BASIS = (Clause("7.5.2"), Clause("7.5.3.2"))


def check(repository: Repository) -> Iterator[Finding]:
    """What documents in force cite that was issued after the decision that issued them."""
    issuing = _issuing(repository)
    for entry in repository.documents:
        decision = issuing.get((entry.record.code, entry.record.revision))
        if decision is None:
            continue
        for place, number in _cited(entry):
            law = repository.external_by_number.get(number)
            issued = law.record.issued if law is not None else None
            if issued is not None and issued > decision.record.signed:
                yield _told(entry.record, decision, place, number, issued)


def _issuing(repository: Repository) -> Mapping[tuple[str, int], Entry[Decision]]:
    return {
        (item.code, item.revision): decision
        for decision in repository.decisions
        for item in decision.record.issues
    }


def _cited(entry: Entry[ControlledDocument]) -> Iterator[tuple[Place, str]]:
    """The numbers in the head, and in the body those of each line."""
    for basis in entry.rows("legal_basis", entry.record.legal_basis):
        yield basis.place, basis.record
    for start, number in numbers_in(entry.body):
        line = entry.body.count("\n", 0, start)
        yield entry.in_body(line, start - entry.body.rfind("\n", 0, start)), number


def _told(
    document: ControlledDocument,
    decision: Entry[Decision],
    place: Place,
    number: str,
    issued: date,
) -> Finding:
    signed = decision.record
    return Finding(
        place,
        f"«{document.code}» lần {two_digits(document.revision)} ban hành theo {signed.number} ngày "
        f"{date_short(signed.signed)} mà viện dẫn «{number}» ký ngày {date_short(issued)}.",
        "Ngày gõ nhầm thì sửa ngày; căn cứ được thêm sau thì soạn lần ban hành mới: "
        f"`isoqms revise {document.code}`.",
        related=(decision.at("signed"),),
    )
