"""The year's planning: the plan, objectives, risks and opportunities, resources."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from isoqms.model.base import Count, Day, Figure, Key, Number, Record, Text, key
from isoqms.model.decision import Appointment


class PlannedTask(Record):
    """A task of the year's plan (công việc trong kế hoạch năm)."""

    id: Annotated[Key, key("Khóa", "Tên ngắn của công việc; công việc theo lịch chung dùng khóa của gói thời hạn")]
    task: Annotated[Text, key("Công việc", "Việc phải làm")]
    role: Annotated[Key | None, key("Trách nhiệm", "Khóa vai trò chịu trách nhiệm")] = None
    due: Annotated[Day | None, key("Hạn", "Hạn hoàn thành")] = None
    output: Annotated[Text | None, key("Sản phẩm", "Văn bản, kết quả phải có")] = None
    done: Annotated[Day | None, key("Ngày hoàn thành", "Ngày đã làm xong")] = None
    evidence: Annotated[Text | None, key("Bằng chứng", "Số văn bản hoặc tệp chứng minh")] = None


class YearPlan(Record):
    """The plan of the year (kế hoạch năm)."""

    number: Annotated[Number | None, key("Số, ký hiệu", "Số kế hoạch đã ban hành, ví dụ 88/KH-UBND")] = None
    signed: Annotated[Day | None, key("Ngày ký", "Ngày ký kế hoạch")] = None
    summary: Annotated[Text | None, key("Trích yếu", "Về việc …")] = None
    tasks: Annotated[tuple[PlannedTask, ...], key("Công việc", "Các công việc trong năm")] = ()


class ObjectiveResult(Record):
    """A result of an objective in a period (kết quả theo kỳ; 9.1.1)."""

    period: Annotated[Text, key("Kỳ", "Quý I, 6 tháng, năm …")]
    value: Annotated[Figure | None, key("Kết quả", "Giá trị đo được")] = None
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
        Text | None, key("Theo chính sách", "a) câu của chính sách chất lượng mà mục tiêu này thực hiện")
    ] = None
    communicated: Annotated[
        Text | None, key("Đã phổ biến", "f) phổ biến cho ai, bằng văn bản hay cuộc họp nào, ngày nào")
    ] = None
    updated: Annotated[Day | None, key("Ngày cập nhật", "g) lần cập nhật gần nhất, nếu mục tiêu đã đổi")] = None
    figure: Annotated[
        Text | None, key("Số liệu", "Tên số liệu tự tính của năm, ví dụ cases_on_time_rate, nếu lấy từ đó")
    ] = None
    actions: Annotated[tuple[ObjectiveAction, ...], key("Kế hoạch thực hiện", "Việc làm để đạt mục tiêu")] = ()
    results: Annotated[tuple[ObjectiveResult, ...], key("Kết quả", "Kết quả theo kỳ")] = ()


class ObjectiveRegister(Record):
    """The year's objectives (mục tiêu chất lượng năm)."""

    decision: Annotated[Number | None, key("Quyết định", "Số quyết định ban hành mục tiêu")] = None
    objectives: Annotated[tuple[Objective, ...], key("Mục tiêu", "Các mục tiêu của năm")] = ()


class RiskKind(StrEnum):
    """Risk or opportunity."""

    RISK = "rui-ro"
    OPPORTUNITY = "co-hoi"


class Risk(Record):
    """A risk or an opportunity (rủi ro, cơ hội; 6.1)."""

    id: Annotated[Key, key("Khóa", "Tên ngắn")]
    kind: Annotated[RiskKind, key("Loại", "rui-ro hoặc co-hoi")]
    process: Annotated[Text, key("Quá trình", "Quá trình hoặc mã tài liệu liên quan")]
    description: Annotated[Text, key("Mô tả", "Rủi ro hoặc cơ hội gì")]
    cause: Annotated[Text | None, key("Nguyên nhân", "Vì sao có thể xảy ra")] = None
    likelihood: Annotated[Count, Field(ge=1, le=5), key("Khả năng", "1 (hiếm) đến 5 (gần như chắc chắn)")]
    severity: Annotated[Count, Field(ge=1, le=5), key("Mức độ", "1 (nhẹ) đến 5 (rất nặng)")]
    score: Annotated[Count | None, key("Điểm đã ghi", "Điểm ghi trên giấy, nếu có; máy tự tính khả năng × mức độ")] = (
        None
    )
    action: Annotated[Text | None, key("Biện pháp", "Việc làm để giảm rủi ro hoặc tận dụng cơ hội")] = None
    role: Annotated[Key | None, key("Trách nhiệm", "Khóa vai trò")] = None
    due: Annotated[Day | None, key("Hạn", "Hạn hoàn thành")] = None
    done: Annotated[Day | None, key("Ngày hoàn thành", "Ngày đã làm xong biện pháp")] = None
    result: Annotated[Text | None, key("Kết quả", "Kết quả thực hiện và hiệu lực")] = None
    likelihood_after: Annotated[
        Count | None, Field(ge=1, le=5), key("Khả năng còn lại", "Khả năng sau khi có biện pháp, 1 đến 5")
    ] = None
    severity_after: Annotated[
        Count | None, Field(ge=1, le=5), key("Mức độ còn lại", "Mức độ sau khi có biện pháp, 1 đến 5")
    ] = None


class RiskRegister(Record):
    """The year's risks and opportunities (rủi ro và cơ hội năm)."""

    acceptable: Annotated[Count, key("Ngưỡng chấp nhận", "Điểm từ ngưỡng này trở lên phải có biện pháp")] = 8
    risks: Annotated[tuple[Risk, ...], key("Rủi ro, cơ hội", "Các rủi ro và cơ hội")] = ()


class BudgetLine(Record):
    """A line of the year's budget for the system (kinh phí)."""

    item: Annotated[Text, key("Khoản", "Duy trì, đào tạo, tư vấn …")]
    planned: Annotated[Figure | None, key("Dự toán (triệu đồng)", "Số dự toán")] = None
    spent: Annotated[Figure | None, key("Đã chi (triệu đồng)", "Số đã chi")] = None
    ceiling: Annotated[
        Key | None, key("Nội dung chi", "Khóa nội dung chi trong gói định mức, ví dụ duy-tri, để so với mức tối đa")
    ] = None


class PersonInCharge(Record):
    """Somebody who looks after the system (người phụ trách hệ thống), with post as of that year."""

    post: Annotated[Text, key("Chức vụ", "Chức vụ, đơn vị trong năm")]
    name: Annotated[Text | None, key("Họ và tên", "Họ và tên, nếu ghi")] = None
    unit: Annotated[Key | None, key("Đơn vị", "Khóa đơn vị")] = None
    task: Annotated[Text | None, key("Việc được giao", "Phụ trách phần nào của hệ thống")] = None


class Resources(Record):
    """People and money of the year (nguồn lực; 7.1)."""

    people_in_charge: Annotated[Count | None, key("Người phụ trách", "Số cán bộ, công chức theo dõi hệ thống")] = None
    people_note: Annotated[Text | None, key("Ghi chú nhân lực", "Phân công, trình độ")] = None
    people: Annotated[tuple[PersonInCharge, ...], key("Danh sách", "Những người phụ trách, nếu ghi từng người")] = ()
    steering_board: Annotated[
        tuple[Appointment, ...],
        key("Ban Chỉ đạo", "Thành viên dự kiến của lần kiện toàn tới; bỏ trống là như quyết định gần nhất"),
    ] = ()
    support_team: Annotated[
        tuple[Appointment, ...],
        key("Tổ giúp việc", "Thành viên dự kiến của lần kiện toàn tới; bỏ trống là như quyết định gần nhất"),
    ] = ()
    budget: Annotated[tuple[BudgetLine, ...], key("Kinh phí", "Các khoản kinh phí")] = ()
    consultant: Annotated[Text | None, key("Tư vấn", "Tổ chức tư vấn được chọn, nếu có")] = None
    consultant_reason: Annotated[
        Text | None, key("Lý do chọn tư vấn", "Vì sao chọn, có giấy xác nhận đủ điều kiện nào")
    ] = None
    certification_body: Annotated[
        Text | None, key("Tổ chức chứng nhận", "Nếu đã thuê tổ chức chứng nhận đánh giá, ghi tên")
    ] = None
