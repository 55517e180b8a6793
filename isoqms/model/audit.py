"""The internal audit of a year (đánh giá nội bộ; 9.2).

Its rounds, who audits whom, what is asked and found.
"""

from enum import StrEnum
from typing import Annotated

from isoqms.model.base import (
    Clause,
    CodeLink,
    Day,
    Key,
    Number,
    Record,
    Text,
    key,
)
from isoqms.model.days import Cited, Done, Mentioned, Planned
from isoqms.model.layout import file_of


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
    trained: Annotated[
        Day | None,
        key("Ngày được đào tạo", "Ngày được đào tạo đánh giá nội bộ"),
        Done(told=(("held", "QMS507"),)),
    ] = None
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
    evidence: Annotated[
        Text | None, key("Bằng chứng", "Hồ sơ, quan sát, phỏng vấn"), Mentioned()
    ] = None
    nonconformity: Annotated[
        Key | None, key("Sự không phù hợp", f"Khóa trong {file_of('khong-phu-hop')}")
    ] = None
    unit: Annotated[
        Key | None, key("Đơn vị", "Khóa đơn vị có phát hiện; trống là chung cho cả cơ quan")
    ] = None


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
    look: Annotated[Text | None, key("Cần xem", "Hồ sơ, hiện trạng cần xem để trả lời câu hỏi")] = (
        None
    )
    evidence: Annotated[
        Text | None, key("Bằng chứng", "Hồ sơ đã xem, điều đã quan sát, ai trả lời")
    ] = None
    remark: Annotated[
        Text | None,
        key("Điều thấy được", "Điều không phù hợp hoặc cần lưu ý; trống thì lấy phần bằng chứng"),
    ] = None
    result: Annotated[
        CheckResult | None,
        key("Kết luận", "phu-hop, khong-phu-hop, luu-y hoặc khong-ap-dung; trống là chưa hỏi"),
    ] = None
    nonconformity: Annotated[
        Key | None,
        key(
            "Sự không phù hợp",
            f"Khóa trong {file_of('khong-phu-hop')} mà điều ghi nhận này đã được đưa vào",
        ),
    ] = None


class AuditRound(Record):
    """A round of internal audit (đợt đánh giá nội bộ)."""

    id: Annotated[Key, key("Đợt", "Tên ngắn của đợt, ví dụ dot-1")]
    state: Annotated[RoundState, key("Tình trạng", "ke-hoach, da-danh-gia hoặc huy")]
    planned_from: Annotated[Day | None, key("Dự kiến từ", "Ngày bắt đầu dự kiến"), Planned()] = None
    planned_to: Annotated[
        Day | None, key("Dự kiến đến", "Ngày phải xong theo kế hoạch"), Planned(("planned_from",))
    ] = None
    held: Annotated[Day | None, key("Ngày đánh giá", "Ngày đã đánh giá"), Done()] = None
    units: Annotated[tuple[Key, ...], key("Đơn vị được đánh giá", "Khóa các đơn vị")] = ()
    clauses: Annotated[tuple[Clause, ...], key("Điều khoản", "Các điều khoản được đánh giá")] = ()
    documents: Annotated[
        tuple[CodeLink, ...], key("Quy trình", "Mã các quy trình được đánh giá")
    ] = ()
    auditors: Annotated[tuple[Auditor, ...], key("Đoàn đánh giá", "Các chuyên gia")] = ()
    checks: Annotated[
        tuple[AuditCheck, ...], key("Phiếu hỏi, ghi chép", "Từng câu hỏi và điều đã ghi nhận")
    ] = ()
    notes: Annotated[Text | None, key("Phiếu ghi chép", "Nơi lưu phiếu ghi chép đánh giá")] = None
    findings: Annotated[tuple[AuditFinding, ...], key("Phát hiện", "Các phát hiện")] = ()
    report: Annotated[
        Text | None, key("Báo cáo", "Số hoặc nơi lưu báo cáo đánh giá"), Cited(("held",))
    ] = None
    reason: Annotated[Text | None, key("Lý do chưa làm", "Vì sao chưa đánh giá hoặc hủy")] = None


class AuditProgramme(Record):
    """The internal audit of the year (đánh giá nội bộ; 9.2)."""

    programme: Annotated[
        Text | None, key("Chương trình", "Số, ngày chương trình, kế hoạch đánh giá"), Cited()
    ] = None
    team_decision: Annotated[
        Number | None, key("Quyết định lập đoàn", "Số quyết định thành lập đoàn")
    ] = None
    purpose: Annotated[Text | None, key("Mục đích", "Mục đích đánh giá của năm")] = None
    method: Annotated[Text | None, key("Phương pháp", "Xem hồ sơ, phỏng vấn, quan sát …")] = None
    rounds: Annotated[tuple[AuditRound, ...], key("Các đợt", "Các đợt đánh giá")] = ()
