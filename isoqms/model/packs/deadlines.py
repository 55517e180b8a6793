"""The deadlines of a year (thời hạn)."""

from calendar import monthrange
from datetime import date
from enum import StrEnum
from typing import Annotated

from isoqms.model.base import Count, Day, Key, Record, Text, key


class Recurrence(StrEnum):
    """How often a task comes back (chu kỳ)."""

    YEAR = "nam"
    QUARTER = "quy"
    EVENT = "su-kien"


class Deadline(Record):
    """A recurring task of the year (thời hạn)."""

    id: Annotated[Key, key("Khóa", "Tên ngắn")]
    task: Annotated[Text, key("Công việc", "Việc phải làm")]
    who: Annotated[Text, key("Ai", "co-quan, so-khcn, ubnd-tinh, van-thu …")]
    every: Annotated[Recurrence, key("Chu kỳ", "nam, quy hoặc su-kien")] = Recurrence.YEAR
    from_month: Annotated[
        Count | None, key("Từ tháng", "Tháng thường bắt đầu làm, nếu theo lịch")
    ] = None
    month: Annotated[Count | None, key("Tháng", "Tháng phải xong, nếu theo lịch")] = None
    day: Annotated[Count | None, key("Ngày", "Ngày trong tháng; bỏ trống là cuối tháng")] = None
    event: Annotated[Text | None, key("Sự kiện", "Thời hạn tính từ sự kiện nào")] = None
    within: Annotated[
        Text | None, key("Trong vòng", "3 tháng, 5 ngày làm việc … kể từ sự kiện")
    ] = None
    within_months: Annotated[
        Count | None, key("Số tháng", "Thời hạn tính bằng tháng kể từ sự kiện")
    ] = None
    within_working_days: Annotated[
        Count | None, key("Số ngày làm việc", "Thời hạn tính bằng ngày làm việc kể từ sự kiện")
    ] = None
    legal: Annotated[
        bool, key("Thời hạn luật định", "Có nếu luật quy định; không là thông lệ, sửa được")
    ] = False
    basis: Annotated[Text, key("Căn cứ", "Điều, khoản, hoặc thông lệ")]
    role: Annotated[Key | None, key("Vai trò", "Khóa vai trò thường làm việc này")] = None
    output: Annotated[Text | None, key("Sản phẩm", "Văn bản phải có")] = None
    command: Annotated[Text | None, key("Lệnh", "Lệnh isoqms làm việc này, không kèm năm")] = None
    if_needed: Annotated[
        bool,
        key(
            "Chỉ khi cần",
            "Có nếu không phải năm nào cũng phải làm: chỉ nhắc trước hạn, không tính là quá hạn",
        ),
    ] = False
    from_start: Annotated[
        bool,
        key(
            "Làm từ khi xây dựng",
            "Có nếu phải làm ngay khi bắt đầu xây dựng hệ thống, chưa cần đã áp dụng",
        ),
    ] = False

    def due_in(self, year: int) -> Day | None:
        """The last day for it in a year.

        None where it follows an event or a quarter and not the calendar.
        """
        if self.month is None:
            return None
        last = monthrange(year, self.month)[1]
        return date(year, self.month, min(self.day or last, last))


class Periods(Record):
    """After how many months it is told that something was never done (nhắc việc chưa làm lần nào).

    QĐ 19/2014/QĐ-TTg, Điều 4 knows two: three months to follow a change, and the year in which
    everything is audited and reviewed once; the last quarter of it is pressing.
    """

    quiet: Annotated[
        Count, key("Chưa nhắc trong", "Số tháng đầu, cơ quan mới hoặc hệ thống mới chưa bị nhắc")
    ] = 3
    pressing: Annotated[Count, key("Cảnh báo từ", "Số tháng mà sau đó thành cảnh báo")] = 9
    over: Annotated[
        Count, key("Lỗi từ", "Số tháng mà sau đó thành lỗi, nếu thuộc diện bắt buộc")
    ] = 12


class DeadlinePack(Record):
    """The calendar of the year (lịch công việc trong năm)."""

    id: Annotated[Key, key("Khóa", "Tên gói")]
    deadlines: Annotated[tuple[Deadline, ...], key("Thời hạn", "Các công việc theo lịch")]
    never_done: Annotated[
        Periods, key("Việc chưa làm lần nào", "Sau bao nhiêu tháng thì nhắc, cảnh báo, báo lỗi")
    ] = Periods()
