"""The quality objectives of a year and what came of them (mục tiêu chất lượng; 6.2)."""

from enum import StrEnum
from typing import Annotated

from isoqms.model.base import Day, Figure, Key, Number, Record, Text, key
from isoqms.model.days import Done


class ObjectiveResult(Record):
    """A result of an objective in a period (kết quả theo kỳ; 9.1.1)."""

    period: Annotated[Text, key("Kỳ", "Quý I, 6 tháng, năm …")]
    value: Annotated[Figure | None, key("Kết quả", "Giá trị đo được")] = None
    above: Annotated[
        bool, key("Trên mức này", "Có nếu chỉ biết kết quả lớn hơn giá trị đã ghi: trên 40%")
    ] = False
    note: Annotated[Text | None, key("Ghi chú", "Cách tính, nguyên nhân")] = None


class Comparison(StrEnum):
    """How the target is met."""

    AT_LEAST = "toi-thieu"
    AT_MOST = "toi-da"


class ObjectiveAction(Record):
    """What is planned for an objective (6.2.2 a–e)."""

    what: Annotated[Text, key("Việc làm", "a) việc gì sẽ làm")]
    resources: Annotated[Text, key("Nguồn lực", "b) nguồn lực nào cần có")]
    role: Annotated[Key, key("Trách nhiệm", "c) khóa vai trò chịu trách nhiệm")]
    due: Annotated[Text, key("Thời hạn", "d) khi nào hoàn thành")]
    evaluation: Annotated[Text, key("Cách đánh giá", "e) đánh giá kết quả thế nào")]


class Objective(Record):
    """A quality objective (mục tiêu chất lượng; 6.2.1)."""

    id: Annotated[Key, key("Khóa", "Tên ngắn của mục tiêu")]
    unit: Annotated[Key | None, key("Đơn vị", "Khóa đơn vị, bỏ trống nếu là mục tiêu chung")] = None
    text: Annotated[Text, key("Mục tiêu", "Phát biểu mục tiêu")]
    measure: Annotated[Text | None, key("Chỉ tiêu đo", "Đo cái gì, tính thế nào")] = None
    target: Annotated[Figure | None, key("Chỉ tiêu", "Giá trị phải đạt")] = None
    comparison: Annotated[Comparison, key("So sánh", "toi-thieu hoặc toi-da")] = Comparison.AT_LEAST
    unit_of_measure: Annotated[Text | None, key("Đơn vị tính", "%, hồ sơ, ngày …")] = None
    baseline: Annotated[Figure | None, key("Năm trước", "Kết quả năm trước")] = None
    policy: Annotated[
        Text | None,
        key("Theo chính sách", "a) câu của chính sách chất lượng mà mục tiêu này thực hiện"),
    ] = None
    communicated: Annotated[
        Text | None,
        key("Đã phổ biến", "f) phổ biến cho ai, bằng văn bản hay cuộc họp nào, ngày nào"),
    ] = None
    updated: Annotated[
        Day | None, key("Ngày cập nhật", "g) lần cập nhật gần nhất, nếu mục tiêu đã đổi"), Done()
    ] = None
    figure: Annotated[
        Text | None,
        key("Số liệu", "Tên số liệu tự tính của năm, ví dụ cases_on_time_rate, nếu lấy từ đó"),
    ] = None
    actions: Annotated[
        tuple[ObjectiveAction, ...], key("Kế hoạch thực hiện", "Việc làm để đạt mục tiêu")
    ] = ()
    results: Annotated[tuple[ObjectiveResult, ...], key("Kết quả", "Kết quả theo kỳ")] = ()


class ObjectiveRegister(Record):
    """The year's objectives (mục tiêu chất lượng năm)."""

    decision: Annotated[Number | None, key("Quyết định", "Số quyết định ban hành mục tiêu")] = None
    objectives: Annotated[tuple[Objective, ...], key("Mục tiêu", "Các mục tiêu của năm")] = ()
