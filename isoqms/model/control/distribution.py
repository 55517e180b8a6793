"""Copies handed out and taken back (phân phối, thu hồi tài liệu; 7.5.3)."""

from typing import Annotated

from isoqms.model.base import (
    Code,
    Count,
    Day,
    Key,
    Record,
    Revision,
    Text,
    key,
)
from isoqms.model.days import Cited, Done


class Distribution(Record):
    """A document handed to a unit (phân phối tài liệu)."""

    document: Annotated[Code, key("Mã tài liệu", "Mã tài liệu")]
    revision: Annotated[Revision, key("Lần ban hành", "Lần ban hành")]
    unit: Annotated[Key, key("Đơn vị nhận", "Khóa đơn vị nhận")]
    copies: Annotated[Count, key("Số bản", "Số bản giấy; 0 nếu bản điện tử")] = 0
    day: Annotated[Day | None, key("Ngày nhận", "Ngày nhận"), Done(("document",))] = None
    receiver: Annotated[Text | None, key("Người nhận", "Chức danh người nhận tại ngày đó")] = None


class WithdrawalReceipt(Record):
    """A withdrawn document taken back (thu hồi, hủy tài liệu)."""

    document: Annotated[Code, key("Mã tài liệu", "Mã tài liệu")]
    revision: Annotated[Revision, key("Lần ban hành", "Lần ban hành")]
    unit: Annotated[Key, key("Đơn vị", "Khóa đơn vị giao lại")]
    copies: Annotated[Count, key("Số bản", "Số bản giấy thu về")] = 0
    day: Annotated[Day | None, key("Ngày thu hồi", "Ngày thu hồi"), Done(("document",))] = None
    disposal: Annotated[Text | None, key("Cách hủy", "Cách hủy")] = None
    minutes: Annotated[Text | None, key("Biên bản", "Số hoặc nơi lưu biên bản"), Cited()] = None


class DistributionRegister(Record):
    """The year's distribution and withdrawal receipts (sổ phân phối, thu hồi)."""

    distributed: Annotated[tuple[Distribution, ...], key("Phân phối", "Tài liệu đã giao")] = ()
    withdrawn: Annotated[tuple[WithdrawalReceipt, ...], key("Thu hồi", "Tài liệu đã thu về")] = ()
