"""Dữ liệu cá nhân của công dân.

Lịch sử của kho không quên: số căn cước, số điện thoại đã lưu thì còn mãi, và ai nhận được kho
cũng đọc được. Hệ thống quản lý chất lượng chỉ cần số lượng, mã hồ sơ và nội dung việc, không
cần biết công dân là ai.

## Sai

```yaml nam/2025/khieu-nai.yaml
complaints:
  - id: kn-01
    received: 2025-08-04
    subject: Ông A, căn cước 068 085 001 234, phản ánh hồ sơ đất đai trễ hạn  # <- QMS110
    result: Đã gọi điện xin lỗi theo số 0912.345.678  # <- QMS110
  - id: kn-02
    received: 2025-08-05
    subject: Công dân gửi thư từ NguyenVanA@GMAIL.com  # <- QMS110
```

```markdown tai-lieu/noi-bo/QT-NB-02.md
---
code: QT-NB-02
title: Quy trình tiếp công dân
kind: quy-trinh-noi-bo
---

## 5. NỘI DUNG

Ví dụ: ông A, số căn cước 068085001234, đến trụ sở ngày 04/8/2025. <!-- <- QMS110 -->
```

## Sai

Chú thích, tên tài liệu, tệp nào cũng nằm trong lịch sử, số viết kiểu nào cũng là số ấy.

```yaml boi-canh/van-de.yaml
# Hỏi chị B, CMND 245 123 456  # <- QMS110
reviewed: 2025-03-31
```

```markdown tai-lieu/noi-bo/QT-NB-03.md
---
code: QT-NB-03
title: Quy trình trả kết quả, gọi (0912) 345678  # <- QMS110
kind: quy-trinh-noi-bo
---
```

```markdown mau/cong-van.md
Liên hệ +84 912 345 678 để được hướng dẫn. <!-- <- QMS110 -->
```

## Đúng

Mã hồ sơ, mã thủ tục, số văn bản, số lượng, mã số thuế và số điện thoại bàn của cơ quan không phải
là dữ liệu cá nhân; số di động, thư điện tử mà cơ quan công khai thì khai ở public_contacts.

```yaml nam/2025/khieu-nai.yaml
complaints:
  - id: kn-01
    received: 2025-08-04
    subject: Phản ánh hồ sơ H15.50.05.13-261008-0975 và 000.00.15.H38-221003-001212 trễ hạn
    result: Trả lời bằng văn bản 0123/UBND-VP; thủ tục 1.011442.000.00.00.H38;
      012.345.678 đồng; gọi 0263.3822.111; mã số thuế 0312345678
  - id: kn-02
    received: 2025-10-04
    subject: Phản ánh qua số 0912 345 678 của Bộ phận Một cửa
```

```yaml isoqms.yaml
name: UBND xã An Phú
full_name: Ủy ban nhân dân xã An Phú
kind: xa
province: Lâm Đồng
place: An Phú
symbol: UBND
agency_lines: [Ủy ban nhân dân, xã An Phú]
head: Chủ tịch
obligation: khuyen-khich
lead_agency: Sở Khoa học và Công nghệ tỉnh Lâm Đồng
public_contacts: [0912.345.678]
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Finding, Place, Practice, Severity
from isoqms.facts.agency.contacts import public_signs
from isoqms.model.layout import file_of, path_of
from isoqms.repository import Repository
from isoqms.repository.texts import all_paths, suspect_texts
from isoqms.source.personal_data import PersonalKind, Seen, may_tell_of_persons, personal_data
from isoqms.source.text import place_of

CODE = "QMS110"
SEVERITY = Severity.WARNING
BASIS = (Practice("Lịch sử của kho không xóa được; chỉ giữ dữ liệu cần cho việc quản lý"),)

_HINT = (
    "Bỏ số này, ghi mã hồ sơ hoặc nội dung việc. "
    "Nếu đã lưu vào lịch sử thì báo người phụ trách công nghệ thông tin trước khi gửi kho cho ai."
)
_HINT_WHERE_PUBLIC = (
    "Nếu là số, địa chỉ công khai của cơ quan thì ghi vào mục «Số, địa chỉ công khai» "
    "(public_contacts) của "
    f"{file_of('isoqms')}; "
    "nếu của công dân thì bỏ đi."
)
# Here a desk's own number may stand, which is public.
_OF_THE_DESK = {"tai-lieu", "du-thao", "mau", "goi", str(path_of("chinh-sach")), "HUONG-DAN.md"}
_OF_A_CITIZEN = {PersonalKind.IDENTITY, PersonalKind.OLD_IDENTITY}


def check(repository: Repository) -> Iterator[Finding]:
    """Identity numbers, mobile numbers and private addresses in the files, never shown in full."""
    public = public_signs(repository.agency.record)
    for path, text in suspect_texts(repository):
        for seen in personal_data(text):
            if seen.sign not in public:
                stands = place_of(path, text, seen.start)
                yield _finding(Place(path, (), stands.line, stands.column), seen)
    # Few names hold so many digits: only these are put in order and looked at.
    named = (path for path in all_paths(repository) if may_tell_of_persons(path.name.encode()))
    for path in sorted(named):
        for seen in personal_data(path.name):
            yield _finding(Place(path, (), 1), seen)


def _finding(place: Place, seen: Seen) -> Finding:
    message = f"Có vẻ là {seen.kind} của một người («{seen.shown}»)."
    if place.path.parts[0] in _OF_THE_DESK and seen.kind not in _OF_A_CITIZEN:
        return Finding(place, message, _HINT_WHERE_PUBLIC, severity=Severity.NOTE)
    return Finding(place, message, _HINT)
