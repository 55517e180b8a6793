"""Phạm vi đã đổi sau lần công bố cuối.

Khi phạm vi được điều chỉnh, mở rộng hay thu hẹp thì phải công bố lại, thông báo, niêm yết và đăng
tải lại. Phạm vi là các thủ tục hành chính có quy trình, các hoạt động nội bộ, các đơn vị và các
điều khoản không áp dụng. Biểu mẫu, quy trình hệ thống, bản sửa đổi của một quy trình không làm đổi
phạm vi. Lần công bố có ghi danh mục (procedures, activities, units) thì máy so với danh mục ấy;
không ghi thì xét các quyết định ban hành mới, thu hồi quy trình sau ngày công bố.

## Sai

```yaml nam/2025/cong-bo.yaml
announcements:
  - decision: 50/QĐ-UBND
    announced: 2025-05-06
    procedures: ['2.000815']
    notice: 60/UBND-VX
    posted: Bảng tin
```

```yaml tthc/danh-muc.yaml
procedures:
  - {code: '2.000815', name: Chứng thực bản sao, field: Chứng thực}
  - {code: '1.000656', name: Đăng ký khai tử, field: Hộ tịch}
```

```yaml quyet-dinh/2025/80-QD-UBND.yaml
number: 80/QĐ-UBND  # <- QMS521
kind: ban-hanh-tai-lieu
summary: Ban hành quy trình mới
signed: 2025-08-06
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-TP-04, revision: 1}
```

```nen chung-thuc
```

```markdown tai-lieu/tthc/tu-phap/QT-TP-04.md
---
code: QT-TP-04
title: Quy trình đăng ký khai tử
kind: quy-trinh-tthc
serves: ['1.000656']
---
```

## Sai, từ ngày bãi bỏ một thủ tục, không có quyết định nào nói tới, ngày 2025-09-01

```yaml nam/2025/cong-bo.yaml
announcements:
  - decision: 50/QĐ-UBND  # <- QMS521
    announced: 2025-05-06
    procedures: ['2.000815', '1.000656']
    notice: 60/UBND-VX
    posted: Bảng tin
```

```yaml tthc/danh-muc.yaml
procedures:
  - {code: '2.000815', name: Chứng thực bản sao, field: Chứng thực}
  - {code: '1.000656', name: Đăng ký khai tử, field: Hộ tịch, ended: 2025-09-01}
```

```markdown tai-lieu/tthc/tu-phap/QT-TP-01.md
---
code: QT-TP-01
title: Quy trình chứng thực bản sao
kind: quy-trinh-tthc
serves: ['2.000815', '1.000656']
---
```

## Sai, thêm đơn vị vào phạm vi

```yaml nam/2025/cong-bo.yaml
announcements:
  - decision: 50/QĐ-UBND
    announced: 2025-05-06
    activities: [QT-NB-01]
    units: [van-phong]
    notice: 60/UBND-VX
    posted: Bảng tin
```

```yaml boi-canh/pham-vi.yaml
statement: Giải quyết thủ tục hành chính
units: [van-phong, kinh-te]  # <- QMS521
```

```markdown tai-lieu/noi-bo/QT-NB-01.md
---
code: QT-NB-01
title: Quy trình tiếp công dân
kind: quy-trinh-noi-bo
---
```

## Sai, từ ngày ký, lần công bố cũ không ghi danh mục, ngày 2025-08-06

```yaml nam/2025/cong-bo.yaml
announcements:
  - {decision: 50/QĐ-UBND, announced: 2025-05-06, notice: 60/UBND-VX, posted: Bảng tin}
```

```yaml quyet-dinh/2025/80-QD-UBND.yaml
number: 80/QĐ-UBND  # <- QMS521
kind: ban-hanh-tai-lieu
summary: Thu hồi quy trình
signed: 2025-08-06
authority: Chủ tịch UBND xã An Phú
withdraws:
  - {code: QT-TP-09, revision: 1, reason: Thủ tục bãi bỏ}
```

## Đúng, chỉ sửa đổi, thu hồi biểu mẫu

```yaml nam/2025/cong-bo.yaml
announcements:
  - {decision: 50/QĐ-UBND, announced: 2025-05-06, notice: 60/UBND-VX, posted: Bảng tin}
```

```yaml quyet-dinh/2025/80-QD-UBND.yaml
number: 80/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Sửa đổi quy trình
signed: 2025-08-06
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-TP-01, revision: 2, title: Quy trình cũ}
  - {code: QT-HT-09, revision: 1, title: Quy trình hệ thống mới}
withdraws:
  - {code: QT-TP-01, revision: 1, reason: Có lần ban hành mới}
  - {code: BM-TP-01-02, revision: 1, reason: Trùng với tờ khai}
```

## Đúng, đã công bố lại cùng ngày ký, ngày 2025-08-20

```yaml nam/2025/cong-bo.yaml
announcements:
  - {decision: 50/QĐ-UBND, announced: 2025-05-06, notice: 60/UBND-VX, posted: Bảng tin}
  - {decision: 90/QĐ-UBND, announced: 2025-08-20, notice: 91/UBND-VX, posted: Bảng tin}
```

```yaml quyet-dinh/2025/80-QD-UBND.yaml
number: 80/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành quy trình mới
signed: 2025-08-20
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-TP-09, revision: 1, title: Quy trình mới}
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Law, Severity
from isoqms.facts.announcing.announcements import (
    Announced,
    ScopeChange,
    announcements,
    scope_changes,
)
from isoqms.repository import Repository
from isoqms.rules.protocol import At, Gate
from isoqms.wording import date_short, listed

CODE = "QMS521"
SEVERITY = Severity.ERROR
BASIS = (Law("QĐ 19/2014/QĐ-TTg", "Điều 4, khoản 4, điểm c"),)
WORK_LEFT = True
GATE = At(Gate.ANNOUNCEMENT)

_HINT = (
    "Công bố lại bằng `isoqms announce`: quyết định, thông báo, niêm yết, đăng tải; "
    "còn thiếu gì thì `isoqms announce --check` kể ra."
)
_UNCERTAIN = (
    "Nếu có quy trình được ban hành mới hoặc thu hồi hẳn thì công bố lại bằng `isoqms announce`."
)


def check(repository: Repository) -> Iterator[Finding]:
    """What has changed the scope since the announcement: a warning where only numbers are known."""
    known = announcements(repository)
    if known:
        for change in scope_changes(repository, known[-1]):
            yield _finding(known[-1], change)


def _finding(last: Announced, change: ScopeChange) -> Finding:
    since = f"Sau lần công bố ngày {date_short(last.day)}"
    by = ""
    if change.decision:
        by = f"«{change.decision.number}» ngày {date_short(change.decision.signed)}"
    what = listed(change.words)
    if not change.certain:
        message = (
            f"{since}, {by} {what}, không nói rõ tài liệu nào nên chưa biết phạm vi có đổi không."
        )
        return Finding(change.place, message, _UNCERTAIN, severity=Severity.WARNING)
    whereby = f" theo {by}" if by else ""
    message = f"{since}, phạm vi đã đổi{whereby}: {what}; chưa công bố lại."
    return Finding(change.place, message, _HINT)
