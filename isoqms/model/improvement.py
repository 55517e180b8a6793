"""Nonconformities, apologies, satisfaction, complaints of a year (cải tiến; 8.7, 9.1.2, 10.2)."""

from typing import Annotated

from isoqms.model.base import (
    Clause,
    CodeLink,
    Count,
    Day,
    Figure,
    Key,
    Number,
    Record,
    Text,
    key,
)
from isoqms.model.days import Cited, Done, Planned


class Nonconformity(Record):
    """A nonconformity, its corrective action (sự không phù hợp, hành động khắc phục; 8.7, 10.2)."""

    id: Annotated[Key, key("Khóa", "Tên ngắn")]
    found: Annotated[Day, key("Ngày phát hiện", "Ngày phát hiện"), Done()]
    source: Annotated[Text, key("Nguồn", "Đánh giá nội bộ, hồ sơ trễ hạn, khiếu nại …")]
    unit: Annotated[Key | None, key("Đơn vị", "Khóa đơn vị")] = None
    clause: Annotated[Clause | None, key("Điều khoản", "Điều khoản không được đáp ứng")] = None
    description: Annotated[Text, key("Mô tả", "Điều không phù hợp")]
    correction: Annotated[Text | None, key("Khắc phục tạm thời", "Xử lý ngay")] = None
    cause: Annotated[Text | None, key("Nguyên nhân", "Nguyên nhân gốc")] = None
    action: Annotated[Text | None, key("Hành động khắc phục", "Việc loại bỏ nguyên nhân")] = None
    role: Annotated[Key | None, key("Trách nhiệm", "Khóa vai trò")] = None
    due: Annotated[Day | None, key("Hạn", "Hạn hoàn thành"), Planned(("found",))] = None
    done: Annotated[Day | None, key("Ngày hoàn thành", "Ngày làm xong"), Done(("found",))] = None
    effective: Annotated[
        Text | None, key("Hiệu lực", "Kết quả kiểm tra hiệu lực của hành động")
    ] = None
    closed: Annotated[Day | None, key("Ngày đóng", "Ngày đóng"), Done(("found", "done"))] = None
    document: Annotated[
        CodeLink | None, key("Tài liệu", "Mã quy trình, tài liệu không được đáp ứng")
    ] = None
    audit: Annotated[
        Key | None, key("Đợt đánh giá", "Tên đợt đánh giá nội bộ đã phát hiện, ví dụ dot-1")
    ] = None
    inspection: Annotated[
        Key | None, key("Cuộc kiểm tra", "Khóa cuộc kiểm tra đã phát hiện, ví dụ kt-01")
    ] = None
    found_by: Annotated[
        Text | None,
        key(
            "Bên ngoài phát hiện",
            "Đoàn kiểm tra, thanh tra, tổ chức chứng nhận đã nêu; trống là cơ quan tự phát hiện",
        ),
    ] = None
    minutes: Annotated[
        Text | None,
        key("Biên bản, kết luận", "Số, ngày biên bản, kết luận của bên ngoài nêu điểm này"),
        Cited(),
    ] = None


class ApologyLetter(Record):
    """A letter that says sorry for a late result (văn bản xin lỗi và hẹn lại ngày trả kết quả)."""

    number: Annotated[
        Number | None, key("Số, ký hiệu", "Số, ký hiệu văn bản xin lỗi; trống khi chưa gửi")
    ] = None
    day: Annotated[Day | None, key("Ngày", "Ngày ký"), Done()] = None
    case: Annotated[
        Text | None, key("Mã hồ sơ", "Mã hồ sơ trễ hạn; không ghi tên, số điện thoại của công dân")
    ] = None
    reason: Annotated[Text | None, key("Lý do trễ", "Vì sao trễ hạn")] = None
    promised: Annotated[
        Day | None, key("Ngày đã hẹn", "Ngày hẹn trả ghi trên giấy tiếp nhận hồ sơ"), Planned()
    ] = None
    new_date: Annotated[
        Day | None, key("Hẹn lại", "Ngày hẹn trả kết quả mới"), Planned(told=(("day", "QMS531"),))
    ] = None
    nonconformity: Annotated[
        Key | None, key("Sự không phù hợp", "Khóa của dòng trong sổ này, nếu có")
    ] = None


class Inspection(Record):
    """An inspection by others (kiểm tra của cấp trên; TT 26/2014/TT-BKHCN, Điều 37)."""

    id: Annotated[Key, key("Khóa", "Tên ngắn, ví dụ kt-01")]
    body: Annotated[Text, key("Cơ quan kiểm tra", "Tên cơ quan, đoàn đã kiểm tra")]
    day: Annotated[Day, key("Ngày ký biên bản", "Ngày ký biên bản kiểm tra"), Done()]
    minutes: Annotated[
        Text | None, key("Biên bản", "Số, ngày hoặc nơi lưu biên bản kiểm tra"), Cited()
    ] = None
    none_found: Annotated[
        bool, key("Không có điểm phải khắc phục", "Có nếu biên bản không nêu điểm không phù hợp")
    ] = False
    report: Annotated[
        Text | None, key("Báo cáo khắc phục", "Số, ngày báo cáo đã gửi"), Cited(("day",))
    ] = None


class StatedNonconformities(Record):
    """Counts stated where the sheets are not in the repository (số phiếu đã ghi)."""

    requests: Annotated[
        Count | None, key("Phiếu xử lý", "Số phiếu yêu cầu xử lý công việc không phù hợp")
    ] = None
    corrective: Annotated[
        Count | None, key("Phiếu khắc phục", "Số phiếu yêu cầu hành động khắc phục")
    ] = None
    apologies: Annotated[Count | None, key("Thư xin lỗi", "Số thư xin lỗi do trễ hạn")] = None


class NonconformityRegister(Record):
    """The year's nonconformities (sổ theo dõi sự không phù hợp)."""

    items: Annotated[
        tuple[Nonconformity, ...], key("Sự không phù hợp", "Các sự không phù hợp")
    ] = ()
    apologies: Annotated[
        tuple[ApologyLetter, ...], key("Thư xin lỗi", "Các văn bản xin lỗi do trễ hạn")
    ] = ()
    inspections: Annotated[
        tuple[Inspection, ...], key("Cuộc kiểm tra", "Các cuộc kiểm tra của cơ quan khác")
    ] = ()
    stated: Annotated[
        StatedNonconformities | None, key("Số phiếu đã ghi", "Khi chỉ có số lượng")
    ] = None


class Answer(Record):
    """How many gave an answer (số phiếu theo mức)."""

    question: Annotated[
        Text | None, key("Câu hỏi", "Câu hỏi của phiếu; trống là đánh giá chung")
    ] = None
    answer: Annotated[Text, key("Mức", "Rất hài lòng, hài lòng …")]
    count: Annotated[Count, key("Số phiếu", "Số phiếu chọn mức này")]
    satisfied: Annotated[bool, key("Tính là hài lòng", "Có nếu mức này được tính là hài lòng")] = (
        False
    )


class Survey(Record):
    """A satisfaction survey (khảo sát mức độ hài lòng; 9.1.2)."""

    plan: Annotated[Text | None, key("Kế hoạch", "Số, ngày kế hoạch khảo sát"), Cited()] = None
    form: Annotated[CodeLink | None, key("Mẫu phiếu", "Mã biểu mẫu phiếu khảo sát")] = None
    start: Annotated[
        Day | None, key("Từ ngày", "Ngày bắt đầu phát phiếu"), Done(once=("returned", "report"))
    ] = None
    end: Annotated[
        Day | None, key("Đến ngày", "Ngày kết thúc thu phiếu"), Done(("start",), once=("report",))
    ] = None
    method: Annotated[
        Text | None, key("Cách khảo sát", "Phát phiếu tại chỗ, trực tuyến, điện thoại …")
    ] = None
    subjects: Annotated[
        Text | None, key("Đối tượng", "Ai được hỏi: tổ chức, cá nhân đã giao dịch …")
    ] = None
    planned: Annotated[Count | None, key("Phiếu dự kiến", "Số phiếu phải phát theo kế hoạch")] = (
        None
    )
    sent: Annotated[Count | None, key("Phiếu phát ra", "Số phiếu phát ra")] = None
    returned: Annotated[Count | None, key("Phiếu thu về", "Số phiếu thu về hợp lệ")] = None
    answers: Annotated[tuple[Answer, ...], key("Kết quả", "Số phiếu theo từng mức")] = ()
    rate_stated: Annotated[
        Figure | None, key("Tỷ lệ đã ghi (%)", "Tỷ lệ hài lòng ghi trong báo cáo")
    ] = None
    report: Annotated[
        Text | None, key("Báo cáo", "Số, ngày báo cáo kết quả"), Cited(("start",))
    ] = None
    remarks: Annotated[Text | None, key("Nhận xét", "Nguyên nhân chưa hài lòng, việc sẽ làm")] = (
        None
    )


class SatisfactionRegister(Record):
    """The year's surveys (đo lường sự hài lòng)."""

    surveys: Annotated[tuple[Survey, ...], key("Khảo sát", "Các đợt khảo sát")] = ()


class Complaint(Record):
    """A complaint (khiếu nại, phản ánh)."""

    id: Annotated[Key, key("Khóa", "Tên ngắn")]
    received: Annotated[Day, key("Ngày nhận", "Ngày nhận"), Done()]
    source: Annotated[
        Text | None,
        key("Nguồn", "Đơn, điện thoại, hòm thư, cổng dịch vụ công, hệ thống phản ánh, kiến nghị …"),
    ] = None
    subject: Annotated[Text, key("Nội dung", "Nội dung, không ghi thông tin cá nhân của công dân")]
    unit: Annotated[Key | None, key("Đơn vị", "Khóa đơn vị xử lý")] = None
    due: Annotated[Day | None, key("Hạn trả lời", "Hạn phải trả lời"), Planned(("received",))] = (
        None
    )
    answered: Annotated[Day | None, key("Ngày trả lời", "Ngày trả lời"), Done(("received",))] = None
    result: Annotated[Text | None, key("Kết quả", "Kết quả giải quyết")] = None


class ComplaintRegister(Record):
    """The year's complaints (sổ khiếu nại, phản ánh)."""

    complaints: Annotated[
        tuple[Complaint, ...], key("Khiếu nại, phản ánh", "Các khiếu nại, phản ánh")
    ] = ()
    none_received: Annotated[
        bool,
        key("Không phát sinh", "Có nếu cơ quan khẳng định trong năm không có khiếu nại, phản ánh"),
    ] = False
