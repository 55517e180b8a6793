"""Figures of the year that people state: cases, totals, documents sent, self-score."""

from typing import Annotated

from isoqms.model.base import Count, Day, Figure, Number, Record, Text, key
from isoqms.model.decision import SignedFile


class StatedCases(Record):
    """Totals and ratios that the agency states beside the parts (số đã ghi)."""

    total: Annotated[Count | None, key("Tổng tiếp nhận", "Tổng số hồ sơ tiếp nhận đã ghi")] = None
    resolved: Annotated[Count | None, key("Đã giải quyết", "Tổng số đã giải quyết đã ghi")] = None
    pending: Annotated[Count | None, key("Đang giải quyết", "Tổng số đang giải quyết đã ghi")] = None
    on_time_rate: Annotated[Figure | None, key("Tỷ lệ đúng hạn (%)", "Tỷ lệ đúng, trước hạn đã ghi")] = None
    late_rate: Annotated[Figure | None, key("Tỷ lệ trễ hạn (%)", "Tỷ lệ trễ hạn đã ghi")] = None


class CasePeriod(Record):
    """The cases of a period, of the whole agency or of one field (số liệu hồ sơ; mẫu II.06a/VPCP/KSTT)."""

    start: Annotated[Day, key("Từ ngày", "Ngày đầu kỳ")]
    end: Annotated[Day, key("Đến ngày", "Ngày cuối kỳ")]
    field: Annotated[Text | None, key("Lĩnh vực", "Bỏ trống nếu là số của cả cơ quan")] = None
    carried_over: Annotated[Count | None, key("Kỳ trước chuyển sang", "Hồ sơ tồn từ kỳ trước")] = None
    received: Annotated[Count | None, key("Tiếp nhận trong kỳ", "Hồ sơ tiếp nhận mới trong kỳ")] = None
    online: Annotated[Count | None, key("Trực tuyến", "Trong đó nhận trực tuyến")] = None
    in_person: Annotated[Count | None, key("Trực tiếp", "Trong đó nhận trực tiếp")] = None
    by_post: Annotated[Count | None, key("Bưu chính", "Trong đó nhận qua bưu chính")] = None
    early: Annotated[Count | None, key("Trước hạn", "Đã giải quyết trước hạn")] = None
    on_time: Annotated[Count | None, key("Đúng hạn", "Đã giải quyết đúng hạn")] = None
    early_or_on_time: Annotated[Count | None, key("Đúng, trước hạn", "Khi nguồn số liệu gộp đúng hạn và trước hạn")] = (
        None
    )
    late: Annotated[Count | None, key("Trễ hạn", "Đã giải quyết trễ hạn")] = None
    returned: Annotated[Count | None, key("Trả lại, rút", "Hồ sơ trả lại hoặc công dân rút")] = None
    pending_in_time: Annotated[Count | None, key("Đang giải quyết trong hạn", "Đang giải quyết, còn hạn")] = None
    pending_overdue: Annotated[Count | None, key("Đang giải quyết quá hạn", "Đang giải quyết, đã quá hạn")] = None
    stated: Annotated[StatedCases | None, key("Số đã ghi", "Tổng và tỷ lệ ghi trong báo cáo")] = None
    note: Annotated[Text | None, key("Ghi chú", "Nguồn số liệu, nguyên nhân trễ hạn")] = None


class CaseStatistics(Record):
    """The year's case statistics (số liệu giải quyết hồ sơ)."""

    periods: Annotated[tuple[CasePeriod, ...], key("Kỳ", "Số liệu theo kỳ")] = ()


class StatedFigures(Record):
    """Totals of the system that the agency states (số liệu hệ thống đã ghi)."""

    documents: Annotated[Count | None, key("Số tài liệu", "Số tài liệu của hệ thống đã ghi")] = None
    procedures: Annotated[Count | None, key("Số TTHC", "Số TTHC thuộc thẩm quyền đã ghi")] = None
    procedures_served: Annotated[Count | None, key("TTHC đã áp dụng", "Số TTHC đã xây dựng quy trình")] = None
    procedures_served_of: Annotated[Count | None, key("Mẫu số đã ghi", "Mẫu số ghi trong tỷ lệ, ví dụ 264/314")] = None
    procedures_served_rate: Annotated[Figure | None, key("Tỷ lệ đã ghi (%)", "Tỷ lệ TTHC đã áp dụng")] = None
    internal_activities: Annotated[Count | None, key("Hoạt động nội bộ", "Số hoạt động nội bộ được áp dụng")] = None


class OutgoingDocument(Record):
    """A document that the office issued to steer the system (văn bản chỉ đạo, điều hành)."""

    number: Annotated[Number, key("Số, ký hiệu", "Ví dụ 88/KH-UBND")]
    day: Annotated[Day, key("Ngày", "Ngày văn bản")]
    type: Annotated[Text, key("Tên loại", "Kế hoạch, Công văn, Thông báo …")]
    issuer: Annotated[Text, key("Nơi ban hành", "Cơ quan, ban ban hành")]
    summary: Annotated[Text, key("Trích yếu", "Về việc …")]
    file: Annotated[SignedFile | None, key("Bản đã ký", "Tệp PDF đã ký")] = None
    format_met: Annotated[
        bool | None, key("Đúng thể thức", "Có nếu đã kiểm và đúng thể thức (NĐ 30/2020); trống là chưa kiểm")
    ] = None
    format_faults: Annotated[Text | None, key("Lỗi thể thức", "Sai ở thành phần nào")] = None


class OutgoingRegister(Record):
    """The year's steering documents (văn bản chỉ đạo, điều hành trong năm); decisions stand in quyet-dinh/."""

    documents: Annotated[tuple[OutgoingDocument, ...], key("Văn bản", "Các văn bản")] = ()


class ScoreRow(Record):
    """A row of the self-score (dòng tự chấm); parents and the total may be stated too, and are checked."""

    id: Annotated[Text, key("Tiêu chí", "Số tiêu chí trong bảng, ví dụ 7.2d; tổng là tong")]
    stated: Annotated[Figure, key("Điểm tự chấm", "Điểm cơ quan tự chấm")]
    evidence: Annotated[tuple[Text, ...], key("Bằng chứng", "Số văn bản hoặc tệp chứng minh")] = ()
    note: Annotated[Text | None, key("Giải trình", "Lý do chấm như vậy")] = None


class SelfScore(Record):
    """The year's self-score (bảng tự chấm điểm)."""

    table: Annotated[Text, key("Bảng chấm điểm", "Gói bảng chấm điểm được dùng")]
    rows: Annotated[tuple[ScoreRow, ...], key("Điểm", "Điểm từng tiêu chí")] = ()


class ReportHead(Record):
    """The head of the year's report; its prose stands below, by section (báo cáo năm)."""

    number: Annotated[Text | None, key("Số, ký hiệu", "Ví dụ 870/BC-UBND; bỏ trống khi chưa có số")] = None
    signed: Annotated[Day | None, key("Ngày ký", "Ngày ký; bỏ trống khi chưa ký")] = None
    start: Annotated[Day | None, key("Từ ngày", "Ngày đầu kỳ báo cáo")] = None
    end: Annotated[Day | None, key("Đến ngày", "Ngày cuối kỳ báo cáo")] = None
    addressees: Annotated[tuple[Text, ...], key("Kính gửi", "Nơi nhận báo cáo")] = ()
    basis: Annotated[Text | None, key("Thực hiện theo", "Kế hoạch, công văn yêu cầu báo cáo")] = None
    capacity: Annotated[tuple[Text, ...], key("Quyền hạn, chức vụ", "Các dòng trên chữ ký: KT. CHỦ TỊCH")] = ()
    signer: Annotated[Text | None, key("Người ký", "Họ và tên người ký; bỏ trống khi chưa biết")] = None
    recipients: Annotated[tuple[Text, ...], key("Nơi nhận", "Các dòng nơi nhận, dòng cuối là Lưu: VT")] = ()
