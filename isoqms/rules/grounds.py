"""The named grounds (nền): what the examples of several rules stand on, each kept once.

A page names one by an empty fence, ```` ```nen ap-dung ````; whoever asks for the page, a user by
`isoqms explain` or a test, gets the files themselves, to be read and copied.
"""

import re
from collections.abc import Mapping
from typing import Final

_NAMED: Final = re.compile(r"^```nen (\S+)\n```$", re.MULTILINE)


def unfolded(page: str) -> str:
    """The page with the files of each ground in place of its name.

    Raises KeyError for a name that no ground has: the fault of a page, which its test finds.
    """
    return _NAMED.sub(lambda named: GROUNDS[named[1]], page)


GROUNDS: Final[Mapping[str, str]] = {
    # The system is applied since 3 March 2025 (hệ thống đã áp dụng).
    "ap-dung": """\
```yaml quyet-dinh/2025/01-QD-UBND.yaml
number: 01/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành hệ thống tài liệu
signed: 2025-03-03
authority: Chủ tịch UBND xã An Phú
stated: {issued: 20}
```""",
    # An agency that must have the system, since 1 January 2025 (diện bắt buộc).
    "bat-buoc": """\
```yaml isoqms.yaml
name: UBND xã An Phú
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Lâm Đồng
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
collective: Ủy ban nhân dân
obligation: bat-buoc
founded: 2025-01-01
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
```""",
    # An agency that has chosen the scoring table of Đắk Nông (đã chọn bảng chấm điểm).
    "cham-diem": """\
```yaml isoqms.yaml
name: UBND xã An Phú
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Đắk Nông
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
obligation: bat-buoc
lead_agency: Sở Khoa học và Công nghệ tỉnh Đắk Nông
packs: {scoring: dak-nong-2020}
```""",
    # A procedure in force, with its text (quy trình có lời văn).
    "kiem-soat": """\
```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
---

## 1. Mục đích

Thống nhất cách soạn, ban hành và lưu tài liệu.
```""",
    # The decision of 5 March 2025 that issued it (quyết định ban hành).
    "ban-hanh": """\
```yaml quyet-dinh/2025/15-QD-UBND.yaml
number: 15/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành tài liệu của hệ thống
signed: 2025-03-05
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: QT-HT-01, revision: 1}
```""",
    # The same procedure, its head only (chỉ phần đầu).
    "kiem-soat-phan-dau": """\
```markdown tai-lieu/he-thong/QT-HT-01.md
---
code: QT-HT-01
title: Quy trình kiểm soát thông tin dạng văn bản
kind: quy-trinh-he-thong
---
```""",
    # The one-stop procedure, its head only.
    "mot-cua": """\
```markdown tai-lieu/tthc/mot-cua/QT-MC-01.md
---
code: QT-MC-01
title: Quy trình tiếp nhận và trả kết quả
kind: quy-trinh-noi-bo
field: Một cửa
---
```""",
    # The quality policy, its head only (chính sách chất lượng).
    "chinh-sach": """\
```markdown chinh-sach.md
---
code: CSCL
title: Chính sách chất lượng
kind: chinh-sach
---
```""",
    # A procedure that serves one TTHC.
    "chung-thuc": """\
```markdown tai-lieu/tthc/tu-phap/QT-TP-01.md
---
code: QT-TP-01
title: Quy trình chứng thực bản sao
kind: quy-trinh-tthc
serves: ['2.000815']
---
```""",
    # A procedure that is a draft yet (còn là dự thảo).
    "danh-gia-du-thao": """\
```markdown du-thao/he-thong/QT-HT-02.md
---
code: QT-HT-02
title: Quy trình đánh giá nội bộ
kind: quy-trinh-he-thong
---
```""",
}
"""The fences of each ground by its name; a ground bears no mark, for it is nobody's fault."""
