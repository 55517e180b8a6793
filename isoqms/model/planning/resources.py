"""The people and the money of a year (nguồn lực; 7.1)."""

from typing import Annotated

from isoqms.model.base import Count, Figure, Key, Record, Text, key
from isoqms.model.control.decision import Appointment


class BudgetLine(Record):
    """A line of the year's budget for the system (kinh phí)."""

    item: Annotated[Text, key("Khoản", "Duy trì, đào tạo, tư vấn …")]
    planned: Annotated[Figure | None, key("Dự toán (triệu đồng)", "Số dự toán")] = None
    spent: Annotated[Figure | None, key("Đã chi (triệu đồng)", "Số đã chi")] = None
    ceiling: Annotated[
        Key | None,
        key(
            "Nội dung chi",
            "Khóa nội dung chi trong gói định mức, ví dụ duy-tri, để so với mức tối đa",
        ),
    ] = None


class PersonInCharge(Record):
    """Somebody who looks after the system (người phụ trách hệ thống), with post as of that year."""

    post: Annotated[Text, key("Chức vụ", "Chức vụ, đơn vị trong năm")]
    name: Annotated[Text | None, key("Họ và tên", "Họ và tên, nếu ghi")] = None
    unit: Annotated[Key | None, key("Đơn vị", "Khóa đơn vị")] = None
    task: Annotated[Text | None, key("Việc được giao", "Phụ trách phần nào của hệ thống")] = None


class Resources(Record):
    """People and money of the year (nguồn lực; 7.1)."""

    people_in_charge: Annotated[
        Count | None, key("Người phụ trách", "Số cán bộ, công chức theo dõi hệ thống")
    ] = None
    people_note: Annotated[Text | None, key("Ghi chú nhân lực", "Phân công, trình độ")] = None
    people: Annotated[
        tuple[PersonInCharge, ...], key("Danh sách", "Những người phụ trách, nếu ghi từng người")
    ] = ()
    steering_board: Annotated[
        tuple[Appointment, ...],
        key(
            "Ban Chỉ đạo",
            "Thành viên dự kiến của lần kiện toàn tới; bỏ trống là như quyết định gần nhất",
        ),
    ] = ()
    support_team: Annotated[
        tuple[Appointment, ...],
        key(
            "Tổ giúp việc",
            "Thành viên dự kiến của lần kiện toàn tới; bỏ trống là như quyết định gần nhất",
        ),
    ] = ()
    budget: Annotated[tuple[BudgetLine, ...], key("Kinh phí", "Các khoản kinh phí")] = ()
    consultant: Annotated[Text | None, key("Tư vấn", "Tổ chức tư vấn được chọn, nếu có")] = None
    consultant_reason: Annotated[
        Text | None, key("Lý do chọn tư vấn", "Vì sao chọn, có giấy xác nhận đủ điều kiện nào")
    ] = None
    certification_body: Annotated[
        Text | None, key("Tổ chức chứng nhận", "Nếu đã thuê tổ chức chứng nhận đánh giá, ghi tên")
    ] = None
    e_iso_since: Annotated[
        Text | None, key("ISO điện tử từ", "Dùng phần mềm ISO điện tử từ khi nào: năm 2020")
    ] = None
    e_iso_content: Annotated[
        Text | None, key("Nội dung trên ISO điện tử", "Phần nào của hệ thống đã đưa lên phần mềm")
    ] = None
