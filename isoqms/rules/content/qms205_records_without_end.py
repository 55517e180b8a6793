"""Hồ sơ cần lưu chưa quy định đủ.

Làm xong việc phải còn bằng chứng: lưu gì, ở đâu, bao lâu, và hết hạn thì hủy thế nào. Bảng chấm
điểm hỏi đủ trách nhiệm, nơi lưu, thời gian lưu và cách thức hủy. Hồ sơ lưu vĩnh viễn thì không cần
cách hủy.

## Sai

```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01  # <- QMS205
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
---
```

```markdown tai-lieu/he-thong/QT-HT-02.md
---
code: QT-HT-02
title: Quy trình đánh giá nội bộ
kind: quy-trinh-he-thong
records:
  - name: Báo cáo đánh giá nội bộ  # <- QMS205
    kept_by: van-phong
    retention: 05 năm
---
```

## Đúng

```markdown tai-lieu/he-thong/QT-HT-02.md
---
code: QT-HT-02
title: Quy trình đánh giá nội bộ
kind: quy-trinh-he-thong
records:
  - {name: Báo cáo đánh giá nội bộ, kept_by: van-phong, retention: 05 năm, disposal: Cắt nhỏ}
  - {name: Quyết định công bố, kept_by: van-phong, retention: Lưu vĩnh viễn}
---
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository

CODE = "QMS205"
SEVERITY = Severity.WARNING
BASIS = (Clause("7.5.3.2"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The procedures that leave no record, and the records without a way to dispose of them."""
    for entry in repository.all_documents():
        document = entry.record
        if document.kind.is_procedure and not document.records:
            yield Finding(
                entry.at("code"),
                f"Quy trình «{document.code}» không quy định hồ sơ nào phải lưu.",
                "Thêm mục «Hồ sơ cần lưu» (records): tên hồ sơ, nơi lưu, thời gian lưu, cách hủy.",
            )
        for index, record in enumerate(document.records):
            # What is kept for ever is never disposed of.
            if record.disposal is None and "vĩnh viễn" not in record.retention.lower():
                yield Finding(
                    entry.at("records", index, "name"),
                    f"Hồ sơ «{record.name}» lưu {record.retention} nhưng chưa ghi "
                    "cách hủy khi hết hạn.",
                    "Thêm «Cách hủy» (disposal), ví dụ: Cắt nhỏ bản giấy, xóa bản điện tử; "
                    "lập biên bản.",
                )
