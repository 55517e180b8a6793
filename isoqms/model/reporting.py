"""What a year's report needs besides the records.

Figures that the agency states, the documents that its office sent, the head of the report.
"""

from typing import Annotated

from isoqms.model.base import Count, Day, Figure, KeptByProgram, Number, Record, Text, key
from isoqms.model.control.decision import SignedFile
from isoqms.model.days import MISTYPED, Done, Period


class StatedFigures(Record):
    """Totals of the system that the agency states (số liệu hệ thống đã ghi)."""

    documents: Annotated[Count | None, key("Số tài liệu", "Số tài liệu của hệ thống đã ghi")] = None
    forms_counted: Annotated[
        bool | None,
        key(
            "Số tài liệu gồm biểu mẫu", "Có nếu tính cả biểu mẫu, không nếu không; trống là chưa rõ"
        ),
    ] = None
    procedures: Annotated[Count | None, key("Số TTHC", "Số TTHC thuộc thẩm quyền đã ghi")] = None
    procedures_served: Annotated[
        Count | None, key("TTHC đã áp dụng", "Số TTHC đã xây dựng quy trình")
    ] = None
    procedures_served_of: Annotated[
        Count | None, key("Mẫu số đã ghi", "Mẫu số ghi trong tỷ lệ, ví dụ 264/314")
    ] = None
    procedures_served_rate: Annotated[
        Figure | None, key("Tỷ lệ đã ghi (%)", "Tỷ lệ TTHC đã áp dụng")
    ] = None
    internal_activities: Annotated[
        Count | None, key("Hoạt động nội bộ", "Số hoạt động nội bộ được áp dụng")
    ] = None


class OutgoingCorrection(Record):
    """What was mistyped when the paper was recorded: only the old values that changed."""

    on: Annotated[Day, key("Ngày đính chính", "Ngày ghi lại cho đúng bản đã ký"), Done()]
    reason: Annotated[Text, key("Lý do", "Vì sao phải ghi lại")]
    number: Annotated[Number | None, key("Số, ký hiệu đã ghi", "Số ghi nhầm trước đó")] = None
    day: Annotated[Day | None, key("Ngày đã ghi", "Ngày ghi nhầm trước đó"), MISTYPED] = None
    summary: Annotated[Text | None, key("Trích yếu đã ghi", "Trích yếu ghi nhầm trước đó")] = None


class OutgoingDocument(Record):
    """A document that the office issued to steer the system (văn bản chỉ đạo, điều hành)."""

    number: Annotated[Number, key("Số, ký hiệu", "Ví dụ 88/KH-UBND")]
    day: Annotated[Day, key("Ngày", "Ngày văn bản"), Done()]
    type: Annotated[Text, key("Tên loại", "Kế hoạch, Công văn, Thông báo …")]
    issuer: Annotated[Text, key("Nơi ban hành", "Cơ quan, ban ban hành")]
    summary: Annotated[Text, key("Trích yếu", "Về việc …")]
    file: Annotated[SignedFile | None, key("Bản đã ký", "Tệp PDF đã ký")] = None
    format_met: Annotated[
        bool | None,
        key("Đúng thể thức", "Có nếu đã kiểm và đúng thể thức (NĐ 30/2020); trống là chưa kiểm"),
    ] = None
    format_faults: Annotated[Text | None, key("Lỗi thể thức", "Sai ở thành phần nào")] = None
    paper: Annotated[
        Text | None,
        key("Văn bản của năm", "Năm và từ của `isoqms decision`, ví dụ 2026/letter; lệnh tự ghi"),
        KeptByProgram(),
    ] = None
    corrections: Annotated[
        tuple[OutgoingCorrection, ...],
        key("Đính chính khi ghi", "Những chỗ ghi nhầm đã ghi lại; lệnh decision correct ghi vào"),
        KeptByProgram(),
    ] = ()


class OutgoingTotal(Record):
    """How many documents the office issued in a period, without a row for each (tổng số)."""

    start: Annotated[Day, key("Từ ngày", "Ngày đầu kỳ"), Period()]
    end: Annotated[Day, key("Đến ngày", "Ngày cuối kỳ"), Period(("start",))]
    issued: Annotated[Count, key("Số văn bản phát hành", "Mọi văn bản đi của cơ quan trong kỳ")]
    checked: Annotated[Count | None, key("Đã kiểm thể thức", "Số văn bản đã kiểm thể thức")] = None
    format_met: Annotated[
        Count | None, key("Đúng thể thức", "Số văn bản đúng thể thức trong số đã kiểm")
    ] = None
    rate: Annotated[
        Figure | None, key("Tỷ lệ đã ghi (%)", "Tỷ lệ đúng thể thức ghi trong báo cáo, nếu có")
    ] = None
    note: Annotated[Text | None, key("Ghi chú", "Nguồn số liệu, lỗi hay gặp")] = None


class OutgoingRegister(Record):
    """The year's steering documents (văn bản chỉ đạo, điều hành trong năm).

    Decisions stand in quyet-dinh/.
    """

    documents: Annotated[tuple[OutgoingDocument, ...], key("Văn bản", "Các văn bản")] = ()
    totals: Annotated[
        tuple[OutgoingTotal, ...], key("Tổng số văn bản đi", "Tổng số văn bản phát hành theo kỳ")
    ] = ()


class ReportHead(Record):
    """The head of the year's report; its prose stands below, by section (báo cáo năm)."""

    number: Annotated[
        Text | None, key("Số, ký hiệu", "Ví dụ 870/BC-UBND; bỏ trống khi chưa có số")
    ] = None
    signed: Annotated[Day | None, key("Ngày ký", "Ngày ký; bỏ trống khi chưa ký"), Done()] = None
    start: Annotated[Day | None, key("Từ ngày", "Ngày đầu kỳ báo cáo"), Period()] = None
    end: Annotated[Day | None, key("Đến ngày", "Ngày cuối kỳ báo cáo"), Period(("start",))] = None
    addressees: Annotated[tuple[Text, ...], key("Kính gửi", "Nơi nhận báo cáo")] = ()
    basis: Annotated[Text | None, key("Thực hiện theo", "Kế hoạch, công văn yêu cầu báo cáo")] = (
        None
    )
    capacity: Annotated[
        tuple[Text, ...], key("Quyền hạn, chức vụ", "Các dòng trên chữ ký: KT. CHỦ TỊCH")
    ] = ()
    signer: Annotated[
        Text | None, key("Người ký", "Họ và tên người ký; bỏ trống khi chưa biết")
    ] = None
    recipients: Annotated[
        tuple[Text, ...], key("Nơi nhận", "Các dòng nơi nhận, dòng cuối là Lưu: VT")
    ] = ()
