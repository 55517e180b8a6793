"""The management review of a year (xem xét của lãnh đạo; 9.3).

Meetings, inputs, conclusions, confirmation.
"""

from typing import Annotated

from isoqms.model.base import (
    Day,
    Key,
    Record,
    Text,
    key,
)
from isoqms.model.days import Cited, Done, Planned


class ReviewOutput(Record):
    """A decision of a management review (đầu ra; 9.3.3)."""

    point: Annotated[Text, key("Điểm", "a) cơ hội cải tiến, b) thay đổi hệ thống, c) nguồn lực")]
    text: Annotated[Text, key("Kết luận", "Quyết định, hành động")]
    role: Annotated[Key | None, key("Trách nhiệm", "Khóa vai trò")] = None
    due: Annotated[Day | None, key("Hạn", "Hạn hoàn thành"), Planned(("held",))] = None
    done: Annotated[Day | None, key("Ngày hoàn thành", "Ngày đã làm xong"), Done(("held",))] = None
    result: Annotated[Text | None, key("Kết quả", "Đã làm được gì, hiệu lực ra sao")] = None


class ReviewInput(Record):
    """An input of a management review (đầu vào; 9.3.2)."""

    point: Annotated[Text, key("Điểm", "a, b, c1 … c7, d, e, f của 9.3.2")]
    text: Annotated[
        Text, key("Nội dung", "Điều đã báo cáo tại cuộc họp; không có thì ghi không có")
    ]


class ManagementReview(Record):
    """A management review (xem xét của lãnh đạo; 9.3)."""

    held: Annotated[
        Day | None,
        key("Ngày họp", "Ngày họp xem xét"),
        Done(("invitation",), once=("minutes", "outputs")),
    ] = None
    chair: Annotated[Text | None, key("Chủ trì", "Chức vụ người chủ trì")] = None
    secretary: Annotated[Text | None, key("Thư ký", "Chức vụ người ghi biên bản")] = None
    where: Annotated[Text | None, key("Địa điểm", "Nơi họp")] = None
    attendees: Annotated[
        tuple[Text, ...], key("Thành phần", "Chức vụ, đơn vị những người dự họp")
    ] = ()
    invitation: Annotated[
        Text | None, key("Giấy mời", "Số, ngày giấy mời hoặc thông báo họp"), Cited()
    ] = None
    minutes: Annotated[
        Text | None, key("Biên bản", "Số, ngày hoặc nơi lưu biên bản"), Cited(("held",))
    ] = None
    inputs: Annotated[tuple[ReviewInput, ...], key("Đầu vào", "Các đầu vào theo 9.3.2")] = ()
    outputs: Annotated[tuple[ReviewOutput, ...], key("Đầu ra", "Các kết luận theo 9.3.3")] = ()
    note: Annotated[Text | None, key("Ghi chú", "Điều cần biết")] = None

    @property
    def is_only_prepared(self) -> bool:
        """Whether nothing tells that it took place.

        Its day, invitation and inputs are written before the meeting, by `isoqms review prepare`,
        and a remark beside them proves nothing. A remark alone is what somebody knows of a meeting
        that was held, and has no more of.
        """
        if self.minutes or self.outputs:
            return False
        return bool(self.held or self.invitation or self.inputs or not self.note)


class Confirmation(Record):
    """The head confirms that the system is valid (xác nhận hiệu lực; QĐ 19/2014, Điều 4.2.d)."""

    day: Annotated[
        Day, key("Ngày", "Ngày xác nhận"), Done(told=(("held", "QMS505"), ("held", "QMS554")))
    ]
    document: Annotated[
        Text, key("Văn bản", "Biên bản xem xét, quyết định hoặc văn bản riêng"), Cited()
    ]


class ReviewRegister(Record):
    """The year's management reviews and confirmation (xem xét của lãnh đạo, xác nhận hiệu lực)."""

    reviews: Annotated[tuple[ManagementReview, ...], key("Cuộc xem xét", "Các cuộc xem xét")] = ()
    confirmation: Annotated[
        Confirmation | None, key("Xác nhận hiệu lực", "Xác nhận của người đứng đầu")
    ] = None
