"""The announcements that the system conforms (công bố)."""

from typing import Annotated

from isoqms.model.base import (
    Clause,
    Count,
    Day,
    Number,
    Record,
    Text,
    key,
)
from isoqms.model.days import Cited, Done


class Announcement(Record):
    """The announcement that the system conforms, made public (công bố; QĐ 19/2014, Điều 4.3)."""

    decision: Annotated[Number, key("Quyết định công bố", "Số quyết định")]
    announced: Annotated[
        Day, key("Ngày công bố", "Ngày ký quyết định công bố"), Done(("decision",))
    ]
    scope: Annotated[Text | None, key("Phạm vi", "Hoạt động, lĩnh vực được công bố")] = None
    procedures: Annotated[tuple[Text, ...], key("TTHC", "Mã các thủ tục trong phụ lục")] = ()
    activities: Annotated[
        tuple[Text, ...], key("Hoạt động nội bộ", "Mã các quy trình nội bộ trong phụ lục")
    ] = ()
    units: Annotated[
        tuple[Text, ...], key("Đơn vị áp dụng", "Các đơn vị trong phạm vi vào ngày công bố")
    ] = ()
    exclusions: Annotated[
        tuple[Clause, ...],
        key("Điều khoản không áp dụng", "Các điều khoản không áp dụng vào ngày công bố"),
    ] = ()
    notice: Annotated[
        Text | None,
        key("Thông báo", "Số, ngày văn bản thông báo tới đơn vị chủ trì"),
        Cited(("announced",)),
    ] = None
    notified: Annotated[
        bool, key("Đã thông báo", "Có nếu đã thông báo bằng văn bản dù không ghi số")
    ] = False
    posted: Annotated[
        Text | None, key("Niêm yết", "Nơi và ngày niêm yết tại trụ sở"), Cited(("announced",))
    ] = None
    website: Annotated[Text | None, key("Đăng tải", "Địa chỉ trang đã đăng")] = None
    issued_stated: Annotated[
        Count | None, key("Số ban hành mới", "Số tài liệu ban hành mới đã ghi")
    ] = None
    withdrawn_stated: Annotated[Count | None, key("Số thu hồi", "Số tài liệu thu hồi đã ghi")] = (
        None
    )


class AnnouncementRegister(Record):
    """The year's announcements (công bố)."""

    announcements: Annotated[
        tuple[Announcement, ...], key("Công bố", "Các lần công bố trong năm")
    ] = ()
