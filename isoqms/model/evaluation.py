"""The year's evaluation: audits, review, nonconformities, satisfaction, complaints, training, announcement."""

from enum import StrEnum
from typing import Annotated

from isoqms.model.base import (
    Clause,
    Code,
    CodeLink,
    Count,
    Day,
    Figure,
    Key,
    Number,
    Record,
    Revision,
    Text,
    key,
)


class RoundState(StrEnum):
    """How far a round of audit is."""

    PLANNED = "ke-hoach"
    DONE = "da-danh-gia"
    CANCELLED = "huy"


class Auditor(Record):
    """An auditor (chuyên gia đánh giá nội bộ), with post as of that day."""

    post: Annotated[Text, key("Chức vụ", "Chức vụ, đơn vị tại ngày đánh giá")]
    name: Annotated[Text | None, key("Họ và tên", "Họ và tên, nếu ghi")] = None
    unit: Annotated[Key | None, key("Đơn vị", "Khóa đơn vị công tác của chuyên gia")] = None
    trained: Annotated[Day | None, key("Ngày được đào tạo", "Ngày được đào tạo đánh giá nội bộ")] = None
    lead: Annotated[bool, key("Trưởng đoàn", "Có nếu là trưởng đoàn")] = False


class FindingKind(StrEnum):
    """What an audit found."""

    NONCONFORMITY = "khong-phu-hop"
    OBSERVATION = "luu-y"
    STRENGTH = "diem-manh"


class AuditFinding(Record):
    """A finding of an audit (phát hiện đánh giá)."""

    kind: Annotated[FindingKind, key("Loại", "khong-phu-hop, luu-y hoặc diem-manh")]
    clause: Annotated[Clause | None, key("Điều khoản", "Điều khoản liên quan")] = None
    document: Annotated[CodeLink | None, key("Tài liệu", "Mã tài liệu liên quan")] = None
    text: Annotated[Text, key("Mô tả", "Điều đã thấy")]
    evidence: Annotated[Text | None, key("Bằng chứng", "Hồ sơ, quan sát, phỏng vấn")] = None
    nonconformity: Annotated[Key | None, key("Sự không phù hợp", "Khóa trong khong-phu-hop.yaml")] = None
    unit: Annotated[Key | None, key("Đơn vị", "Khóa đơn vị có phát hiện; trống là chung cho cả cơ quan")] = None


class CheckResult(StrEnum):
    """What a question of the checklist came to."""

    CONFORMS = "phu-hop"
    NONCONFORMITY = "khong-phu-hop"
    OBSERVATION = "luu-y"
    NOT_APPLICABLE = "khong-ap-dung"


class AuditCheck(Record):
    """A question of the checklist and what was noted (phiếu hỏi, phiếu ghi chép)."""

    unit: Annotated[Key | None, key("Đơn vị", "Khóa đơn vị được hỏi")] = None
    clause: Annotated[Clause | None, key("Điều khoản", "Điều khoản được hỏi")] = None
    document: Annotated[CodeLink | None, key("Tài liệu", "Mã quy trình được hỏi")] = None
    question: Annotated[Text, key("Câu hỏi", "Điều cần hỏi, cần xem")]
    look: Annotated[Text | None, key("Cần xem", "Hồ sơ, hiện trạng cần xem để trả lời câu hỏi")] = None
    evidence: Annotated[Text | None, key("Bằng chứng", "Hồ sơ đã xem, điều đã quan sát, ai trả lời")] = None
    remark: Annotated[
        Text | None, key("Điều thấy được", "Điều không phù hợp hoặc cần lưu ý; trống thì lấy phần bằng chứng")
    ] = None
    result: Annotated[
        CheckResult | None, key("Kết luận", "phu-hop, khong-phu-hop, luu-y hoặc khong-ap-dung; trống là chưa hỏi")
    ] = None
    nonconformity: Annotated[
        Key | None, key("Sự không phù hợp", "Khóa trong khong-phu-hop.yaml mà điều ghi nhận này đã được đưa vào")
    ] = None


class AuditRound(Record):
    """A round of internal audit (đợt đánh giá nội bộ)."""

    id: Annotated[Key, key("Đợt", "Tên ngắn của đợt, ví dụ dot-1")]
    state: Annotated[RoundState, key("Tình trạng", "ke-hoach, da-danh-gia hoặc huy")]
    planned_from: Annotated[Day | None, key("Dự kiến từ", "Ngày bắt đầu dự kiến")] = None
    planned_to: Annotated[Day | None, key("Dự kiến đến", "Ngày phải xong theo kế hoạch")] = None
    held: Annotated[Day | None, key("Ngày đánh giá", "Ngày đã đánh giá")] = None
    units: Annotated[tuple[Key, ...], key("Đơn vị được đánh giá", "Khóa các đơn vị")] = ()
    clauses: Annotated[tuple[Clause, ...], key("Điều khoản", "Các điều khoản được đánh giá")] = ()
    documents: Annotated[tuple[CodeLink, ...], key("Quy trình", "Mã các quy trình được đánh giá")] = ()
    auditors: Annotated[tuple[Auditor, ...], key("Đoàn đánh giá", "Các chuyên gia")] = ()
    checks: Annotated[tuple[AuditCheck, ...], key("Phiếu hỏi, ghi chép", "Từng câu hỏi và điều đã ghi nhận")] = ()
    notes: Annotated[Text | None, key("Phiếu ghi chép", "Nơi lưu phiếu ghi chép đánh giá")] = None
    findings: Annotated[tuple[AuditFinding, ...], key("Phát hiện", "Các phát hiện")] = ()
    report: Annotated[Text | None, key("Báo cáo", "Số hoặc nơi lưu báo cáo đánh giá")] = None
    reason: Annotated[Text | None, key("Lý do chưa làm", "Vì sao chưa đánh giá hoặc hủy")] = None


class AuditProgramme(Record):
    """The internal audit of the year (đánh giá nội bộ; 9.2)."""

    programme: Annotated[Text | None, key("Chương trình", "Số, ngày chương trình, kế hoạch đánh giá")] = None
    team_decision: Annotated[Number | None, key("Quyết định lập đoàn", "Số quyết định thành lập đoàn")] = None
    purpose: Annotated[Text | None, key("Mục đích", "Mục đích đánh giá của năm")] = None
    method: Annotated[Text | None, key("Phương pháp", "Xem hồ sơ, phỏng vấn, quan sát …")] = None
    rounds: Annotated[tuple[AuditRound, ...], key("Các đợt", "Các đợt đánh giá")] = ()


class ReviewOutput(Record):
    """A decision of a management review (đầu ra; 9.3.3)."""

    point: Annotated[Text, key("Điểm", "a) cơ hội cải tiến, b) thay đổi hệ thống, c) nguồn lực")]
    text: Annotated[Text, key("Kết luận", "Quyết định, hành động")]
    role: Annotated[Key | None, key("Trách nhiệm", "Khóa vai trò")] = None
    due: Annotated[Day | None, key("Hạn", "Hạn hoàn thành")] = None
    done: Annotated[Day | None, key("Ngày hoàn thành", "Ngày đã làm xong")] = None
    result: Annotated[Text | None, key("Kết quả", "Đã làm được gì, hiệu lực ra sao")] = None


class ReviewInput(Record):
    """An input of a management review (đầu vào; 9.3.2)."""

    point: Annotated[Text, key("Điểm", "a, b, c1 … c7, d, e, f của 9.3.2")]
    text: Annotated[Text, key("Nội dung", "Điều đã báo cáo tại cuộc họp; không có thì ghi không có")]


class ManagementReview(Record):
    """A management review (xem xét của lãnh đạo; 9.3)."""

    held: Annotated[Day | None, key("Ngày họp", "Ngày họp xem xét")] = None
    chair: Annotated[Text | None, key("Chủ trì", "Chức vụ người chủ trì")] = None
    secretary: Annotated[Text | None, key("Thư ký", "Chức vụ người ghi biên bản")] = None
    where: Annotated[Text | None, key("Địa điểm", "Nơi họp")] = None
    attendees: Annotated[tuple[Text, ...], key("Thành phần", "Chức vụ, đơn vị những người dự họp")] = ()
    invitation: Annotated[Text | None, key("Giấy mời", "Số, ngày giấy mời hoặc thông báo họp")] = None
    minutes: Annotated[Text | None, key("Biên bản", "Số, ngày hoặc nơi lưu biên bản")] = None
    inputs: Annotated[tuple[ReviewInput, ...], key("Đầu vào", "Các đầu vào theo 9.3.2")] = ()
    outputs: Annotated[tuple[ReviewOutput, ...], key("Đầu ra", "Các kết luận theo 9.3.3")] = ()
    note: Annotated[Text | None, key("Ghi chú", "Điều cần biết")] = None


class Confirmation(Record):
    """The head's confirmation that the system is valid (xác nhận hiệu lực; QĐ 19/2014, Điều 4.2.d)."""

    day: Annotated[Day, key("Ngày", "Ngày xác nhận")]
    document: Annotated[Text, key("Văn bản", "Biên bản xem xét, quyết định hoặc văn bản riêng")]


class ReviewRegister(Record):
    """The year's management reviews and confirmation (xem xét của lãnh đạo, xác nhận hiệu lực)."""

    reviews: Annotated[tuple[ManagementReview, ...], key("Cuộc xem xét", "Các cuộc xem xét")] = ()
    confirmation: Annotated[Confirmation | None, key("Xác nhận hiệu lực", "Xác nhận của người đứng đầu")] = None


class Nonconformity(Record):
    """A nonconformity and its corrective action (sự không phù hợp, hành động khắc phục; 8.7, 10.2)."""

    id: Annotated[Key, key("Khóa", "Tên ngắn")]
    found: Annotated[Day, key("Ngày phát hiện", "Ngày phát hiện")]
    source: Annotated[Text, key("Nguồn", "Đánh giá nội bộ, hồ sơ trễ hạn, khiếu nại …")]
    unit: Annotated[Key | None, key("Đơn vị", "Khóa đơn vị")] = None
    clause: Annotated[Clause | None, key("Điều khoản", "Điều khoản không được đáp ứng")] = None
    description: Annotated[Text, key("Mô tả", "Điều không phù hợp")]
    correction: Annotated[Text | None, key("Khắc phục tạm thời", "Xử lý ngay")] = None
    cause: Annotated[Text | None, key("Nguyên nhân", "Nguyên nhân gốc")] = None
    action: Annotated[Text | None, key("Hành động khắc phục", "Việc loại bỏ nguyên nhân")] = None
    role: Annotated[Key | None, key("Trách nhiệm", "Khóa vai trò")] = None
    due: Annotated[Day | None, key("Hạn", "Hạn hoàn thành")] = None
    done: Annotated[Day | None, key("Ngày hoàn thành", "Ngày làm xong")] = None
    effective: Annotated[Text | None, key("Hiệu lực", "Kết quả kiểm tra hiệu lực của hành động")] = None
    closed: Annotated[Day | None, key("Ngày đóng", "Ngày đóng")] = None
    document: Annotated[CodeLink | None, key("Tài liệu", "Mã quy trình, tài liệu không được đáp ứng")] = None
    audit: Annotated[Key | None, key("Đợt đánh giá", "Tên đợt đánh giá nội bộ đã phát hiện, ví dụ dot-1")] = None


class ApologyLetter(Record):
    """A letter that says sorry for a late result (văn bản xin lỗi và hẹn lại ngày trả kết quả)."""

    number: Annotated[Number | None, key("Số, ký hiệu", "Số, ký hiệu văn bản xin lỗi; trống khi chưa gửi")] = None
    day: Annotated[Day | None, key("Ngày", "Ngày ký")] = None
    case: Annotated[Text | None, key("Mã hồ sơ", "Mã hồ sơ trễ hạn; không ghi tên, số điện thoại của công dân")] = None
    reason: Annotated[Text | None, key("Lý do trễ", "Vì sao trễ hạn")] = None
    promised: Annotated[Day | None, key("Ngày đã hẹn", "Ngày hẹn trả ghi trên giấy tiếp nhận hồ sơ")] = None
    new_date: Annotated[Day | None, key("Hẹn lại", "Ngày hẹn trả kết quả mới")] = None
    nonconformity: Annotated[Key | None, key("Sự không phù hợp", "Khóa của dòng trong sổ này, nếu có")] = None


class StatedNonconformities(Record):
    """Counts stated where the sheets are not in the repository (số phiếu đã ghi)."""

    requests: Annotated[Count | None, key("Phiếu xử lý", "Số phiếu yêu cầu xử lý công việc không phù hợp")] = None
    corrective: Annotated[Count | None, key("Phiếu khắc phục", "Số phiếu yêu cầu hành động khắc phục")] = None
    apologies: Annotated[Count | None, key("Thư xin lỗi", "Số thư xin lỗi do trễ hạn")] = None


class NonconformityRegister(Record):
    """The year's nonconformities (sổ theo dõi sự không phù hợp)."""

    items: Annotated[tuple[Nonconformity, ...], key("Sự không phù hợp", "Các sự không phù hợp")] = ()
    apologies: Annotated[tuple[ApologyLetter, ...], key("Thư xin lỗi", "Các văn bản xin lỗi do trễ hạn")] = ()
    stated: Annotated[StatedNonconformities | None, key("Số phiếu đã ghi", "Khi chỉ có số lượng")] = None


class Answer(Record):
    """How many gave an answer (số phiếu theo mức)."""

    question: Annotated[Text | None, key("Câu hỏi", "Câu hỏi của phiếu; trống là đánh giá chung")] = None
    answer: Annotated[Text, key("Mức", "Rất hài lòng, hài lòng …")]
    count: Annotated[Count, key("Số phiếu", "Số phiếu chọn mức này")]
    satisfied: Annotated[bool, key("Tính là hài lòng", "Có nếu mức này được tính là hài lòng")] = False


class Survey(Record):
    """A satisfaction survey (khảo sát mức độ hài lòng; 9.1.2)."""

    plan: Annotated[Text | None, key("Kế hoạch", "Số, ngày kế hoạch khảo sát")] = None
    form: Annotated[CodeLink | None, key("Mẫu phiếu", "Mã biểu mẫu phiếu khảo sát")] = None
    start: Annotated[Day | None, key("Từ ngày", "Ngày bắt đầu phát phiếu")] = None
    end: Annotated[Day | None, key("Đến ngày", "Ngày kết thúc thu phiếu")] = None
    method: Annotated[Text | None, key("Cách khảo sát", "Phát phiếu tại chỗ, trực tuyến, điện thoại …")] = None
    subjects: Annotated[Text | None, key("Đối tượng", "Ai được hỏi: tổ chức, cá nhân đã giao dịch …")] = None
    planned: Annotated[Count | None, key("Phiếu dự kiến", "Số phiếu phải phát theo kế hoạch")] = None
    sent: Annotated[Count | None, key("Phiếu phát ra", "Số phiếu phát ra")] = None
    returned: Annotated[Count | None, key("Phiếu thu về", "Số phiếu thu về hợp lệ")] = None
    answers: Annotated[tuple[Answer, ...], key("Kết quả", "Số phiếu theo từng mức")] = ()
    rate_stated: Annotated[Figure | None, key("Tỷ lệ đã ghi (%)", "Tỷ lệ hài lòng ghi trong báo cáo")] = None
    report: Annotated[Text | None, key("Báo cáo", "Số, ngày báo cáo kết quả")] = None
    remarks: Annotated[Text | None, key("Nhận xét", "Nguyên nhân chưa hài lòng, việc sẽ làm")] = None


class SatisfactionRegister(Record):
    """The year's surveys (đo lường sự hài lòng)."""

    surveys: Annotated[tuple[Survey, ...], key("Khảo sát", "Các đợt khảo sát")] = ()


class Complaint(Record):
    """A complaint (khiếu nại, phản ánh)."""

    id: Annotated[Key, key("Khóa", "Tên ngắn")]
    received: Annotated[Day, key("Ngày nhận", "Ngày nhận")]
    source: Annotated[
        Text | None, key("Nguồn", "Đơn, điện thoại, hòm thư, cổng dịch vụ công, hệ thống phản ánh, kiến nghị …")
    ] = None
    subject: Annotated[Text, key("Nội dung", "Nội dung, không ghi thông tin cá nhân của công dân")]
    unit: Annotated[Key | None, key("Đơn vị", "Khóa đơn vị xử lý")] = None
    due: Annotated[Day | None, key("Hạn trả lời", "Hạn phải trả lời")] = None
    answered: Annotated[Day | None, key("Ngày trả lời", "Ngày trả lời")] = None
    result: Annotated[Text | None, key("Kết quả", "Kết quả giải quyết")] = None


class ComplaintRegister(Record):
    """The year's complaints (sổ khiếu nại, phản ánh)."""

    complaints: Annotated[tuple[Complaint, ...], key("Khiếu nại, phản ánh", "Các khiếu nại, phản ánh")] = ()
    none_received: Annotated[
        bool, key("Không phát sinh", "Có nếu cơ quan khẳng định trong năm không có khiếu nại, phản ánh")
    ] = False


class TrainingSession(Record):
    """A training session (khóa đào tạo; 7.2)."""

    subject: Annotated[Text, key("Nội dung", "Nội dung đào tạo")]
    planned: Annotated[Day | None, key("Dự kiến", "Ngày dự kiến theo kế hoạch")] = None
    held: Annotated[Day | None, key("Ngày", "Ngày bắt đầu")] = None
    audience: Annotated[Text | None, key("Đối tượng", "Ai được đào tạo")] = None
    document: Annotated[Text | None, key("Văn bản", "Số, ngày thông báo, kế hoạch cử đi học")] = None
    participants: Annotated[Count | None, key("Số người dự", "Số người dự")] = None
    certificates: Annotated[Count | None, key("Số chứng chỉ", "Số chứng chỉ được cấp")] = None
    result: Annotated[Text | None, key("Kết quả", "Kết quả, cách đánh giá kết quả")] = None
    auditors: Annotated[bool, key("Đào tạo đánh giá nội bộ", "Có nếu là khóa chuyên gia đánh giá nội bộ")] = False


class TrainingRegister(Record):
    """The year's training (đào tạo)."""

    plan: Annotated[Text | None, key("Kế hoạch", "Số, ngày kế hoạch đào tạo")] = None
    sessions: Annotated[tuple[TrainingSession, ...], key("Khóa đào tạo", "Các khóa")] = ()


class Distribution(Record):
    """A document handed to a unit (phân phối tài liệu)."""

    document: Annotated[Code, key("Mã tài liệu", "Mã tài liệu")]
    revision: Annotated[Revision, key("Lần ban hành", "Lần ban hành")]
    unit: Annotated[Key, key("Đơn vị nhận", "Khóa đơn vị nhận")]
    copies: Annotated[Count, key("Số bản", "Số bản giấy; 0 nếu bản điện tử")] = 0
    day: Annotated[Day | None, key("Ngày nhận", "Ngày nhận")] = None
    receiver: Annotated[Text | None, key("Người nhận", "Chức danh người nhận tại ngày đó")] = None


class WithdrawalReceipt(Record):
    """A withdrawn document taken back (thu hồi, hủy tài liệu)."""

    document: Annotated[Code, key("Mã tài liệu", "Mã tài liệu")]
    revision: Annotated[Revision, key("Lần ban hành", "Lần ban hành")]
    unit: Annotated[Key, key("Đơn vị", "Khóa đơn vị giao lại")]
    copies: Annotated[Count, key("Số bản", "Số bản giấy thu về")] = 0
    day: Annotated[Day | None, key("Ngày thu hồi", "Ngày thu hồi")] = None
    disposal: Annotated[Text | None, key("Cách hủy", "Cách hủy")] = None
    minutes: Annotated[Text | None, key("Biên bản", "Số hoặc nơi lưu biên bản")] = None


class DistributionRegister(Record):
    """The year's distribution and withdrawal receipts (sổ phân phối, thu hồi)."""

    distributed: Annotated[tuple[Distribution, ...], key("Phân phối", "Tài liệu đã giao")] = ()
    withdrawn: Annotated[tuple[WithdrawalReceipt, ...], key("Thu hồi", "Tài liệu đã thu về")] = ()


class Announcement(Record):
    """The announcement that the system conforms, and its publicity (công bố; QĐ 19/2014, Điều 4.3)."""

    decision: Annotated[Number, key("Quyết định công bố", "Số quyết định")]
    announced: Annotated[Day, key("Ngày công bố", "Ngày ký quyết định công bố")]
    scope: Annotated[Text | None, key("Phạm vi", "Hoạt động, lĩnh vực được công bố")] = None
    procedures: Annotated[tuple[Text, ...], key("TTHC", "Mã các thủ tục trong phụ lục")] = ()
    activities: Annotated[tuple[Text, ...], key("Hoạt động nội bộ", "Mã các quy trình nội bộ trong phụ lục")] = ()
    units: Annotated[tuple[Text, ...], key("Đơn vị áp dụng", "Các đơn vị trong phạm vi vào ngày công bố")] = ()
    exclusions: Annotated[
        tuple[Clause, ...], key("Điều khoản không áp dụng", "Các điều khoản không áp dụng vào ngày công bố")
    ] = ()
    notice: Annotated[Text | None, key("Thông báo", "Số, ngày văn bản thông báo tới đơn vị chủ trì")] = None
    notified: Annotated[bool, key("Đã thông báo", "Có nếu đã thông báo bằng văn bản dù không ghi số")] = False
    posted: Annotated[Text | None, key("Niêm yết", "Nơi và ngày niêm yết tại trụ sở")] = None
    website: Annotated[Text | None, key("Đăng tải", "Địa chỉ trang đã đăng")] = None
    issued_stated: Annotated[Count | None, key("Số ban hành mới", "Số tài liệu ban hành mới đã ghi")] = None
    withdrawn_stated: Annotated[Count | None, key("Số thu hồi", "Số tài liệu thu hồi đã ghi")] = None


class AnnouncementRegister(Record):
    """The year's announcements (công bố)."""

    announcements: Annotated[tuple[Announcement, ...], key("Công bố", "Các lần công bố trong năm")] = ()
