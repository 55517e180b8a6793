"""A decision of the agency: what it issues, withdraws, announces, appoints.

The decisions are the register of valid time.
"""

from enum import StrEnum
from typing import Annotated

from isoqms.model.base import Code, Count, Day, Digest, Number, Record, Revision, Text, key
from isoqms.model.days import MISTYPED, Done, OfFile, Valid


class DecisionKind(StrEnum):
    """What a decision is about (loại quyết định)."""

    ISSUE = "ban-hanh-tai-lieu"
    ANNOUNCE = "cong-bo"
    STEERING_BOARD = "ban-chi-dao"
    SUPPORT_TEAM = "to-giup-viec"
    REGULATION = "quy-che"
    POLICY_OBJECTIVES = "chinh-sach-muc-tieu"
    PLAN = "ke-hoach"
    AUDIT_TEAM = "doan-danh-gia"
    RECORDS_LIST = "danh-muc-ho-so"
    OTHER = "khac"


class Issued(Record):
    """A document issued by the decision (tài liệu ban hành)."""

    code: Annotated[Code, key("Mã tài liệu", "Mã tài liệu được ban hành")]
    revision: Annotated[Revision, key("Lần ban hành", "Lần ban hành của tài liệu")]
    title: Annotated[
        Text | None, key("Tên tài liệu", "Ghi khi kho không còn giữ văn bản của lần này")
    ] = None
    change: Annotated[
        Text | None, key("Nội dung thay đổi", "Ban hành mới, hoặc nội dung sửa đổi và lý do")
    ] = None


class Withdrawn(Record):
    """A document withdrawn by the decision (tài liệu thu hồi)."""

    code: Annotated[Code, key("Mã tài liệu", "Mã tài liệu bị thu hồi")]
    revision: Annotated[Revision | None, key("Lần ban hành", "Lần ban hành bị thu hồi")] = None
    title: Annotated[Text | None, key("Tên tài liệu", "Ghi khi kho không còn giữ văn bản")] = None
    reason: Annotated[Text, key("Lý do", "Vì sao thu hồi")]


class StatedCounts(Record):
    """Counts that the decision states, the documents unlisted (số lượng ghi trong quyết định)."""

    issued: Annotated[
        Count | None, key("Số ban hành", "Số tài liệu ban hành mới ghi trong quyết định")
    ] = None
    withdrawn: Annotated[
        Count | None, key("Số thu hồi", "Số tài liệu thu hồi ghi trong quyết định")
    ] = None


class Appointment(Record):
    """Somebody appointed by the decision (thành viên), with name and post as of that day."""

    role: Annotated[Text, key("Vai trò", "Trưởng ban, Phó ban, Thành viên, Trưởng đoàn …")]
    post: Annotated[Text, key("Chức vụ", "Chức vụ, đơn vị tại ngày ký")]
    name: Annotated[Text | None, key("Họ và tên", "Họ và tên tại ngày ký, nếu ghi")] = None


class SignedFile(Record):
    """Where the signed PDF is (bản đã ký)."""

    path: Annotated[Text, key("Tệp", "Đường dẫn tệp PDF đã ký, từ gốc kho, hoặc nơi lưu")]
    sha256: Annotated[
        Text | None, key("Mã băm", "SHA-256 của tệp, để chứng minh không bị thay")
    ] = None
    dated: Annotated[
        Day | None,
        key("Ngày của tài liệu", "Ngày bản này được ký, nhận; trống là ngày của văn bản"),
        OfFile(("signed", "day")),
    ] = None


class SealedDocument(Record):
    """A document as it was sealed (tài liệu được niêm).

    See `isoqms.model.control.sealing` for what is summed up.
    """

    code: Annotated[Code, key("Mã tài liệu", "Mã tài liệu được niêm")]
    revision: Annotated[Revision, key("Lần ban hành", "Lần ban hành của tài liệu")]
    sha256: Annotated[Digest, key("SHA-256", "SHA-256 của văn bản, 64 chữ số thập lục phân")]
    attachment: Annotated[
        Digest | None,
        key("SHA-256 của tệp kèm theo", "SHA-256 của tệp Word, Excel kèm theo biểu mẫu, nếu có"),
    ] = None


class Seal(Record):
    """What proves that the texts issued by a decision are unchanged (niêm)."""

    scheme: Annotated[Count, key("Cách niêm", "Phiên bản của cách tính; hiện là 1")]
    root: Annotated[
        Digest, key("Mã gốc", "SHA-256 của cả danh sách, ghi trong phụ lục của quyết định")
    ]
    documents: Annotated[
        tuple[SealedDocument, ...], key("Tài liệu", "Các tài liệu được niêm, xếp theo mã")
    ]


class MistypedTitle(Record):
    """The title of an entry as it stood before it was corrected (tên ghi nhầm)."""

    code: Annotated[Code, key("Mã tài liệu", "Mã tài liệu có tên ghi nhầm")]
    title: Annotated[
        Text | None, key("Tên đã ghi", "Tên ghi trước khi đính chính; bỏ trống nếu chưa ghi")
    ] = None


class CorrectedKey(StrEnum):
    """A key of a decision that may stand empty, and so may have been left empty by mistake."""

    EFFECTIVE = "effective"
    RETROACTIVE_REASON = "retroactive_reason"
    SIGNER_POST = "signer_post"
    SIGNER_NAME = "signer_name"
    RESTORES = "restores"


class Voided(Record):
    """That the entry has no effect any more, and stays to be seen (hủy ghi nhận)."""

    on: Annotated[Day, key("Ngày hủy ghi nhận", "Ngày hủy lần ghi này"), Done()]
    reason: Annotated[Text, key("Lý do", "Vì sao lần ghi này không còn giá trị")]


class Restored(Record):
    """A revision that comes back into force by the decision (tài liệu có hiệu lực trở lại)."""

    code: Annotated[Code, key("Mã tài liệu", "Mã tài liệu có hiệu lực trở lại")]
    revision: Annotated[Revision, key("Lần ban hành", "Lần ban hành có hiệu lực trở lại")]


class Correction(Record):
    """What was mistyped when the decision was recorded (đính chính khi ghi).

    The paper was right and the record wrong: the old values stay here, only those that changed.
    """

    on: Annotated[Day, key("Ngày đính chính", "Ngày ghi lại cho đúng bản đã ký"), Done()]
    reason: Annotated[Text, key("Lý do", "Vì sao phải ghi lại")]
    number: Annotated[Number | None, key("Số, ký hiệu đã ghi", "Số ghi nhầm trước đó")] = None
    summary: Annotated[Text | None, key("Trích yếu đã ghi", "Trích yếu ghi nhầm trước đó")] = None
    signed: Annotated[Day | None, key("Ngày ký đã ghi", "Ngày ký ghi nhầm trước đó"), MISTYPED] = (
        None
    )
    effective: Annotated[
        Day | None, key("Ngày có hiệu lực đã ghi", "Ngày có hiệu lực ghi nhầm trước đó"), MISTYPED
    ] = None
    retroactive_reason: Annotated[
        Text | None, key("Lý do hiệu lực đã ghi", "Lý do hiệu lực trước ngày ký ghi nhầm trước đó")
    ] = None
    authority: Annotated[
        Text | None, key("Thẩm quyền đã ghi", "Thẩm quyền ban hành ghi nhầm trước đó")
    ] = None
    signer_post: Annotated[
        Text | None, key("Chức vụ đã ghi", "Chức vụ người ký ghi nhầm trước đó")
    ] = None
    signer_name: Annotated[Text | None, key("Người ký đã ghi", "Người ký ghi nhầm trước đó")] = None
    titles: Annotated[
        tuple[MistypedTitle, ...], key("Tên đã ghi", "Tên tài liệu ghi nhầm trước đó")
    ] = ()
    restores: Annotated[
        tuple[Restored, ...],
        key("Có hiệu lực trở lại đã ghi", "Tài liệu ghi có hiệu lực trở lại trước khi đính chính"),
    ] = ()
    left_empty: Annotated[
        tuple[CorrectedKey, ...], key("Đã bỏ trống", "Những mục trước đó bỏ trống")
    ] = ()
    voided: Annotated[
        Voided | None, key("Đã hủy ghi nhận", "Lần hủy ghi nhận trước đó, nay bỏ: quyết định đúng")
    ] = None


class Decision(Record):
    """A decision (quyết định), with number, dates, signer and effect."""

    number: Annotated[Number, key("Số, ký hiệu", "Ví dụ: 2545/QĐ-UBND")]
    kind: Annotated[DecisionKind, key("Loại", "Quyết định về việc gì")]
    summary: Annotated[Text, key("Trích yếu", "Về việc …, hoặc Ban hành …")]
    signed: Annotated[Day, key("Ngày ký", "Ngày ký, dạng 2022-09-30"), Done()]
    effective: Annotated[
        Day | None,
        key("Ngày có hiệu lực", "Bỏ trống nếu có hiệu lực từ ngày ký"),
        Valid(told=(("signed", "QMS516"),)),
    ] = None
    retroactive_reason: Annotated[
        Text | None, key("Lý do hiệu lực trước ngày ký", "Phải có khi ngày hiệu lực trước ngày ký")
    ] = None
    authority: Annotated[
        Text, key("Thẩm quyền ban hành", "Ví dụ: Chủ tịch Ủy ban nhân dân huyện Krông Nô")
    ]
    signer_post: Annotated[
        Text | None, key("Chức vụ người ký", "Ví dụ: Chủ tịch; KT. Chủ tịch, Phó Chủ tịch")
    ] = None
    signer_name: Annotated[Text | None, key("Người ký", "Họ và tên tại ngày ký")] = None
    issues: Annotated[tuple[Issued, ...], key("Ban hành", "Tài liệu được ban hành")] = ()
    withdraws: Annotated[tuple[Withdrawn, ...], key("Thu hồi", "Tài liệu bị thu hồi")] = ()
    signing_order: Annotated[
        Count | None,
        key("Lần ký duyệt", "Lần thứ mấy cả hệ thống tài liệu được ký duyệt, nếu cơ quan đánh số"),
    ] = None
    stated: Annotated[
        StatedCounts | None, key("Số lượng đã ghi", "Khi quyết định chỉ cho số lượng")
    ] = None
    appoints: Annotated[tuple[Appointment, ...], key("Thành viên", "Những người được cử")] = ()
    replaces: Annotated[
        tuple[Number, ...], key("Thay thế", "Số, ký hiệu quyết định bị thay thế")
    ] = ()
    annuls: Annotated[
        tuple[Number, ...], key("Bãi bỏ", "Số, ký hiệu quyết định bị bãi bỏ toàn bộ")
    ] = ()
    amends: Annotated[
        tuple[Number, ...], key("Sửa đổi", "Số, ký hiệu quyết định được sửa đổi, bổ sung")
    ] = ()
    restores: Annotated[
        tuple[Restored, ...],
        key("Có hiệu lực trở lại", "Lần ban hành có hiệu lực trở lại, khi quyết định nói rõ"),
    ] = ()
    seal: Annotated[
        Seal | None, key("Niêm", "Mã băm của từng tài liệu ban hành, để chứng minh không bị sửa")
    ] = None
    file: Annotated[SignedFile | None, key("Bản đã ký", "Tệp PDF đã ký")] = None
    note: Annotated[Text | None, key("Ghi chú", "Điều cần biết khi đọc quyết định này")] = None
    corrections: Annotated[
        tuple[Correction, ...],
        key("Đính chính khi ghi", "Những chỗ ghi nhầm đã ghi lại; lệnh decision correct ghi vào"),
    ] = ()
    voided: Annotated[
        Voided | None, key("Hủy ghi nhận", "Lần ghi này không còn giá trị, còn giữ để xem")
    ] = None

    @property
    def in_force_from(self) -> Day:
        """The day it takes effect: as stated, or else the day of signing."""
        return self.effective or self.signed


class StagedPlan(Record):
    """What the next decision will issue and withdraw (kế hoạch của quyết định sắp ký).

    It stands in `du-thao/ke-hoach.yaml`.
    """

    issues: Annotated[tuple[Issued, ...], key("Sẽ ban hành", "Tài liệu dự kiến ban hành")] = ()
    withdraws: Annotated[
        tuple[Withdrawn, ...], key("Sẽ thu hồi", "Tài liệu dự kiến thu hồi, kèm lý do")
    ] = ()
