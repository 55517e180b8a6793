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

Tài liệu cùng một lĩnh vực nằm ở hai thư mục.

```markdown tai-lieu/tthc/tu-phap/QT-TP-02.md
---
code: QT-TP-02
title: Quy trình chứng thực chữ ký
kind: quy-trinh-tthc
field: Chứng thực
---
```

```markdown tai-lieu/tthc/van-phong/QT-TP-03.md
---
code: QT-TP-03
title: Quy trình chứng thực hợp đồng
kind: quy-trinh-tthc
field: Chứng thực  # <- QMS105
---
```

## Đúng

Một thư mục được gồm nhiều lĩnh vực.

```markdown tai-lieu/tthc/tu-phap/QT-TP-02.md
---
code: QT-TP-02
title: Quy trình chứng thực chữ ký
kind: quy-trinh-tthc
field: Chứng thực
---
```

```markdown du-thao/tthc/tu-phap/QT-TP-04.md
---
code: QT-TP-04
title: Quy trình đăng ký khai sinh
kind: quy-trinh-tthc
field: Hộ tịch
---
```

```nen mot-cua
```

```nen chinh-sach
```
"""

from collections.abc import Iterator
from pathlib import PurePosixPath

from isoqms.diagnostics import Finding, Practice, Severity
from isoqms.model.control.document import ControlledDocument, DocumentKind
from isoqms.repository import Entry, Repository
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
    """The documents in a folder of another kind, and those apart from the others of their field."""
    homes: dict[str, Entry[ControlledDocument]] = {}
    for entry in repository.all_documents():
        document, parts = entry.record, entry.path.parts[1:-1]
        wanted = _FOLDERS.get(document.kind)
        if wanted is None:
            continue
        if not _fits(document, parts, wanted):
            yield Finding(
                entry.at("kind"),
                f"Tài liệu loại «{document.kind.words}» đang nằm ở thư mục «{entry.path.parent}».",
                f"Chuyển tệp vào «{_right_place(entry.path, wanted[0], document.field)}», "
                "hoặc sửa lại loại tài liệu.",
            )
        elif document.field and parts and parts[0] == "tthc":
            home = homes.setdefault(document.field, entry)
            if home.path.parts[2] != parts[1]:
                yield Finding(
                    entry.at("field"),
                    f"Lĩnh vực «{document.field}» có tài liệu ở hai thư mục: "
                    f"«{home.path.parts[2]}» và «{parts[1]}».",
                    "Dồn tài liệu của một lĩnh vực về một thư mục, hoặc sửa lại lĩnh vực.",
                    related=(home.at("field"),),
                )


def _fits(document: ControlledDocument, parts: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    if not parts:
        # A description of the whole system may stand at the top; procedures and forms are many.
        return document.kind is DocumentKind.DESCRIPTION
    return parts[0] in wanted and (parts[0] != "tthc" or len(parts) > 1)


def _right_place(path: PurePosixPath, folder: str, field: str | None) -> str:
    place = f"{path.parts[0]}/{folder}"
    if folder != "tthc":
        return place
    if not field:
        return f"{place}/<lĩnh vực>"
    return f"{place}/{slug(field)}"
