"""Thuê tư vấn mà không ghi vì sao chọn.

Tổ chức tư vấn là bên cung cấp bên ngoài: cơ quan phải lựa chọn theo tiêu chí và giữ bằng chứng.
Người kiểm tra hỏi vì sao chọn đơn vị này, có giấy xác nhận đủ điều kiện nào; câu trả lời nằm sẵn
trong hồ sơ thì không phải nhớ.

## Sai

```yaml nam/2025/nguon-luc.yaml
consultant: Trung tâm Tư vấn XYZ  # <- QMS529
```

## Đúng

```yaml nam/2025/nguon-luc.yaml
consultant: Trung tâm Tư vấn XYZ
consultant_reason: Có giấy xác nhận đủ điều kiện hoạt động tư vấn;
  đã làm cho ba xã trong tỉnh; giá thấp nhất
```
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository

CODE = "QMS529"
SEVERITY = Severity.NOTE
BASIS = (Clause("8.4.1"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The consultants of whom nobody says why they were chosen."""
    for year in repository.years.values():
        resources = year.resources
        if resources and resources.record.consultant and not resources.record.consultant_reason:
            message = (
                f"Năm {year.year} thuê «{resources.record.consultant}» "
                "tư vấn mà chưa ghi lý do chọn."
            )
            hint = "Ghi tiêu chí lựa chọn, giấy xác nhận đủ điều kiện: `isoqms update resources`."
            yield Finding(resources.at("consultant"), message, hint)
