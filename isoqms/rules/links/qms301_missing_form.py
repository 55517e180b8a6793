"""Biểu mẫu được viện dẫn không có.

Người làm theo quy trình phải lấy được đúng biểu mẫu ở nơi và lúc cần dùng. Viện dẫn một mã không có
tài liệu thì người làm dùng mẫu cũ, hoặc tự chế mẫu mới.

## Sai

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
forms:
  - BM-HT-01-01
  - BM-HT-1-1  # <- QMS301
steps:
  - task: Lập phiếu yêu cầu
    role: thu-ky-iso
    forms:
      - BM-HT-01-02@1  # <- QMS301
records:
  - name: Phiếu yêu cầu
    form: BM-HT-01-03  # <- QMS301
    kept_by: van-phong
    retention: 05 năm
dossier:
  - name: Tờ khai
    form: BM-HT-01-04  # <- QMS301
---
```

```markdown tai-lieu/bieu-mau/BM-HT-01-01.md
---
code: BM-HT-01-01
title: Phiếu yêu cầu viết mới, sửa đổi tài liệu
kind: bieu-mau
fields: [Lý do]
---
```

Mẫu mới là dự thảo thì quy trình đang có hiệu lực chưa dùng được.

```markdown du-thao/bieu-mau/BM-HT-01-03.md
---
code: BM-HT-01-03
title: Phiếu yêu cầu mới
kind: bieu-mau
fields: [Lý do]
---
```

## Đúng

Mẫu ghim lần ban hành; dự thảo dùng mẫu dự thảo; mẫu có lỗi ở phần đầu vẫn là có.

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
forms: [BM-HT-01-01@1, BM-HT-01-02]
---
```

```markdown tai-lieu/bieu-mau/BM-HT-01-01.md
---
code: BM-HT-01-01
title: Phiếu yêu cầu viết mới, sửa đổi tài liệu
kind: bieu-mau
fields: [Lý do]
---
```

```markdown tai-lieu/bieu-mau/BM-HT-01-02.md
---
code: BM-HT-01-02
title: Danh mục tài liệu nội bộ
kind: bieu-mau
colums: [TT]
---
```

```markdown du-thao/he-thong/QT-HT-02.md
---
code: QT-HT-02
title: Quy trình đánh giá nội bộ
kind: quy-trinh-he-thong
forms: [BM-HT-02-01]
---
```

```markdown du-thao/bieu-mau/BM-HT-02-01.md
---
code: BM-HT-02-01
title: Chương trình đánh giá nội bộ năm
kind: bieu-mau
columns: [{title: Đợt}]
---
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.rules.links.codes import Names, bring_back, code_of, deleted, existing, withdrawals

CODE = "QMS301"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The forms that do not exist, or not yet in force; those that were withdrawn are QMS304's."""
    drafted = existing(repository)
    usable = {*repository.in_force, *repository.unread_codes}
    gone, lost = withdrawals(repository), deleted(repository)
    names = Names(drafted)
    for link in repository.form_links:
        # Nearly every link is right as it stands: only the others are taken apart.
        if link.code in usable:
            continue
        code = code_of(link.code)
        if code in usable or code in gone or (code in drafted and link.in_draft):
            continue
        if code in drafted:
            hint = "Ban hành biểu mẫu cùng quy trình, hoặc bỏ mã này cho đến khi ban hành."
            yield Finding(link.place, f"Biểu mẫu «{code}» mới là dự thảo, chưa có hiệu lực.", hint)
        else:
            hint = names.hint(code, "Sửa mã biểu mẫu, hoặc thêm biểu mẫu đó.")
            if code in lost:
                hint = bring_back(code)
            yield Finding(link.place, f"Không có biểu mẫu «{code}» trong kho.", hint)
