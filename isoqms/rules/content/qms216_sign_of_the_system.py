"""Quy trình TTHC mang ký hiệu của hệ thống.

QT-HT là quy trình hệ thống, QT-NB là quy trình nội bộ. Quy trình giải quyết thủ tục hành chính mang
ký hiệu ấy (ví dụ QT-HT cho hộ tịch) thì danh mục, phiếu hỏi và người đọc đều tưởng nhầm là quy
trình của hệ thống. Lĩnh vực hộ tịch, chứng thực thường dùng TP (tư pháp).

## Sai

```markdown tai-lieu/tthc/ho-tich/QT-HT-11.md
---
code: QT-HT-11  # <- QMS216
title: Quy trình đăng ký kết hôn
kind: quy-trinh-tthc
field: Hộ tịch
---
```

```markdown du-thao/tthc/noi-bo/QT-NB-07.md
---
code: QT-NB-07  # <- QMS216
title: Quy trình xác nhận nội bộ
kind: quy-trinh-tthc
field: Nội bộ
---
```

## Đúng

```markdown tai-lieu/tthc/ho-tich/QT-TP-11.md
---
code: QT-TP-11
title: Quy trình đăng ký kết hôn
kind: quy-trinh-tthc
field: Hộ tịch
---
```

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
---
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.facts.control.coding import codes_allowed
from isoqms.model.control.document import DocumentKind
from isoqms.repository import Repository

CODE = "QMS216"
SEVERITY = Severity.NOTE
BASIS = (Clause("7.5.2"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The TTHC procedures whose codes are those of procedures of the system, or internal ones."""
    patterns = repository.agency.record.code_patterns
    own = {
        kind: codes_allowed(text)
        for kind, text in (
            (DocumentKind.SYSTEM, patterns.system),
            (DocumentKind.INTERNAL, patterns.internal),
        )
    }
    for entry in repository.all_documents():
        if entry.record.kind is not DocumentKind.SERVICE:
            continue
        for kind, shape in own.items():
            if shape is not None and shape.fullmatch(entry.record.code):
                yield Finding(
                    entry.at("code"),
                    f"Quy trình TTHC mang mã «{entry.record.code}», là mã của loại «{kind.words}».",
                    "Chưa ban hành thì đặt mã khác: `isoqms new service --field «LĨNH VỰC»` tự "
                    "chọn ký hiệu không trùng; đã ban hành thì thu hồi, soạn lại với mã mới.",
                )
                break
