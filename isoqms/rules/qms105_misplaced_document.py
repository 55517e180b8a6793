"""Thư mục không hợp với loại tài liệu.

Mỗi loại tài liệu có một chỗ: quy trình hệ thống và bản mô tả ở he-thong, quy trình thủ tục
hành chính ở tthc/<lĩnh vực>, quy trình nội bộ ở noi-bo, biểu mẫu ở bieu-mau. Để sai chỗ thì
người khác tìm không thấy.

## Sai

```markdown tai-lieu/noi-bo/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong  # <- QMS105
---
```

```markdown du-thao/tthc/QT-TP-01.md
---
code: QT-TP-01
title: Quy trình chứng thực bản sao từ bản chính
kind: quy-trinh-tthc  # <- QMS105
---
```

```markdown tai-lieu/tthc/dat-dai/QT-TP-02.md
---
code: QT-TP-02
title: Quy trình chứng thực chữ ký
kind: quy-trinh-tthc
field: Tư pháp  # <- QMS105
---
```

## Đúng

```markdown tai-lieu/tthc/tu-phap/QT-TP-02.md
---
code: QT-TP-02
title: Quy trình chứng thực chữ ký
kind: quy-trinh-tthc
field: Tư pháp
---
```

```markdown tai-lieu/tthc/ho-tich/QT-HT-11.md
---
code: QT-HT-11
title: Quy trình đăng ký khai sinh
kind: quy-trinh-tthc
field: Tư pháp - Hộ tịch
---
```

```markdown tai-lieu/tthc/mot-cua/QT-MC-01.md
---
code: QT-MC-01
title: Quy trình tiếp nhận và trả kết quả
kind: quy-trinh-noi-bo
field: Một cửa
---
```

```markdown chinh-sach.md
---
code: CSCL
title: Chính sách chất lượng
kind: chinh-sach
---
```
"""

from collections.abc import Iterator
from pathlib import PurePosixPath

from isoqms.diagnostics import Finding, Practice, Severity
from isoqms.model.document import DocumentKind
from isoqms.repository import Repository
from isoqms.wording import slug

CODE = "QMS105"
SEVERITY = Severity.WARNING
BASIS = (Practice("Bố cục thư mục của kho tài liệu"),)

_FOLDERS = {
    DocumentKind.SYSTEM: ("he-thong",),
    DocumentKind.DESCRIPTION: ("he-thong",),
    DocumentKind.SERVICE: ("tthc",),
    DocumentKind.INTERNAL: ("noi-bo", "tthc"),
    DocumentKind.FORM: ("bieu-mau",),
}


def check(repository: Repository) -> Iterator[Finding]:
    """The documents in a folder of another kind, or of another field."""
    slugs: dict[str, str] = {}
    for entry in repository.all_documents():
        document, folder = entry.record, str(entry.path.parent)
        wanted = _FOLDERS.get(document.kind)
        if wanted is None:
            continue
        parts = folder.split("/")[1:]
        if not parts:
            # A document of the whole system may stand at the top; only procedures and forms are many.
            fits = document.kind is DocumentKind.DESCRIPTION
        else:
            fits = parts[0] in wanted and (parts[0] != "tthc" or len(parts) > 1)
        if not fits:
            yield Finding(
                entry.at("kind"),
                f"Tài liệu loại «{document.kind.words}» đang nằm ở thư mục «{folder}».",
                f"Chuyển tệp vào «{_right_place(entry.path, wanted[0], document.field)}», hoặc sửa lại loại tài liệu.",
            )
        elif document.field and parts and parts[0] == "tthc":
            field = slugs.setdefault(document.field, slug(document.field))
            if not _same_field(parts[1], field):
                yield Finding(
                    entry.at("field"),
                    f"Lĩnh vực là «{document.field}» nhưng tệp nằm ở thư mục «{parts[1]}».",
                    f"Chuyển tệp vào «{entry.path.parts[0]}/tthc/{field}», hoặc sửa lại lĩnh vực.",
                )


def _same_field(folder: str, field: str) -> bool:
    """Whether a folder is named after a field: in full, in part, or by its initials."""
    return folder in field or field in folder or folder == "".join(word[0] for word in field.split("-"))


def _right_place(path: PurePosixPath, folder: str, field: str | None) -> str:
    return f"{path.parts[0]}/{folder}" + (f"/{slug(field) if field else '<lĩnh vực>'}" if folder == "tthc" else "")
