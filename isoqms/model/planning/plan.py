"""The plan of the year (kế hoạch năm)."""

from typing import Annotated

from isoqms.model.base import Day, Key, Number, Record, Text, key
from isoqms.model.days import Done, Mentioned, Planned


class PlannedTask(Record):
    """A task of the year's plan (công việc trong kế hoạch năm)."""

    id: Annotated[
        Key,
        key("Khóa", "Tên ngắn của công việc; công việc theo lịch chung dùng khóa của gói thời hạn"),
    ]
    task: Annotated[Text, key("Công việc", "Việc phải làm")]
    role: Annotated[Key | None, key("Trách nhiệm", "Khóa vai trò chịu trách nhiệm")] = None
    due: Annotated[Day | None, key("Hạn", "Hạn hoàn thành"), Planned()] = None
    output: Annotated[Text | None, key("Sản phẩm", "Văn bản, kết quả phải có")] = None
    done: Annotated[Day | None, key("Ngày hoàn thành", "Ngày đã làm xong"), Done()] = None
    evidence: Annotated[
        Text | None, key("Bằng chứng", "Số văn bản hoặc tệp chứng minh"), Mentioned()
    ] = None


class YearPlan(Record):
    """The plan of the year (kế hoạch năm)."""

    number: Annotated[
        Number | None, key("Số, ký hiệu", "Số kế hoạch đã ban hành, ví dụ 88/KH-UBND")
    ] = None
    signed: Annotated[Day | None, key("Ngày ký", "Ngày ký kế hoạch"), Done()] = None
    summary: Annotated[Text | None, key("Trích yếu", "Về việc …")] = None
    tasks: Annotated[tuple[PlannedTask, ...], key("Công việc", "Các công việc trong năm")] = ()
