"""A document under control: its head; the prose stands below the head in the same file."""

from enum import StrEnum
from typing import Annotated

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from isoqms.model.base import (
    Clause,
    Code,
    CodeLink,
    Count,
    Figure,
    Key,
    Record,
    Revision,
    Text,
    key,
)
from isoqms.model.layout import path_of


class DocumentKind(StrEnum):
    """What kind of controlled document it is (loại tài liệu; QĐ 101/QĐ-BKHCN)."""

    DESCRIPTION = "mo-ta"
    POLICY = "chinh-sach"
    SYSTEM = "quy-trinh-he-thong"
    SERVICE = "quy-trinh-tthc"
    INTERNAL = "quy-trinh-noi-bo"
    FORM = "bieu-mau"
    OTHER = "khac"

    @property
    def words(self) -> str:
        """The kind in Vietnamese words."""
        return _KIND_TITLES[self]

    @property
    def is_procedure(self) -> bool:
        """Whether the seven sections of a procedure (quy trình) are expected."""
        return self in (DocumentKind.SYSTEM, DocumentKind.SERVICE, DocumentKind.INTERNAL)


_KIND_TITLES = {
    DocumentKind.DESCRIPTION: "Bản mô tả hệ thống",
    DocumentKind.POLICY: "Chính sách chất lượng",
    DocumentKind.SYSTEM: "Quy trình hệ thống",
    DocumentKind.SERVICE: "Quy trình giải quyết thủ tục hành chính",
    DocumentKind.INTERNAL: "Quy trình nội bộ",
    DocumentKind.FORM: "Biểu mẫu",
    DocumentKind.OTHER: "Tài liệu khác",
}


class Approval(Record):
    """Who writes, reviews and approves (soạn thảo, xem xét, phê duyệt), as roles."""

    drafted_by: Annotated[Key, key("Soạn thảo", "Khóa vai trò soạn thảo")]
    reviewed_by: Annotated[Key, key("Xem xét", "Khóa vai trò xem xét")]
    approved_by: Annotated[Key, key("Phê duyệt", "Khóa vai trò phê duyệt")]


class Step(Record):
    """One step of the work (bước thực hiện)."""

    task: Annotated[Text, key("Nội dung công việc", "Việc phải làm ở bước này")]
    role: Annotated[Key, key("Trách nhiệm", "Khóa vai trò thực hiện")]
    hours: Annotated[Figure | None, key("Giờ làm việc", "Thời gian tính bằng giờ làm việc")] = None
    days: Annotated[Figure | None, key("Ngày làm việc", "Thời gian tính bằng ngày làm việc")] = None
    timing: Annotated[
        Text | None, key("Thời điểm", "Khi thời gian không tính bằng giờ, ngày: hằng quý, tháng 9")
    ] = None
    forms: Annotated[tuple[CodeLink, ...], key("Biểu mẫu", "Mã các biểu mẫu dùng ở bước này")] = ()
    result: Annotated[Text | None, key("Kết quả", "Sản phẩm của bước này")] = None

    @model_validator(mode="after")
    def _one_duration(self) -> "Step":
        if self.hours is not None and self.days is not None:
            raise PydanticCustomError("qms_two_durations", "hours and days together")
        return self


class TimeLimit(Record):
    """The time limit of the whole work (thời hạn giải quyết), in working days or hours."""

    days: Annotated[
        Figure | None, key("Ngày làm việc", "Thời hạn theo quy định, tính bằng ngày làm việc")
    ] = None
    hours: Annotated[
        Figure | None, key("Giờ làm việc", "Thời hạn theo quy định, tính bằng giờ làm việc")
    ] = None
    note: Annotated[Text | None, key("Ghi chú", "Điều kiện hoặc cách tính thời hạn")] = None


class DossierComponent(Record):
    """A paper that the citizen hands in (thành phần hồ sơ)."""

    name: Annotated[Text, key("Tên giấy tờ", "Tên giấy tờ, tờ khai")]
    originals: Annotated[Count, key("Bản chính", "Số bản chính")] = 0
    copies: Annotated[Count, key("Bản sao", "Số bản sao")] = 0
    form: Annotated[CodeLink | None, key("Biểu mẫu", "Mã biểu mẫu, nếu là tờ khai theo mẫu")] = None


class RetainedRecord(Record):
    """A record that the work leaves behind (hồ sơ cần lưu)."""

    name: Annotated[Text, key("Tên hồ sơ", "Tên hồ sơ cần lưu")]
    form: Annotated[CodeLink | None, key("Biểu mẫu", "Mã biểu mẫu của hồ sơ này")] = None
    kept_by: Annotated[Text, key("Nơi lưu", "Khóa vai trò hoặc đơn vị lưu")]
    retention: Annotated[Text, key("Thời gian lưu", "Ví dụ: 05 năm, vĩnh viễn")]
    disposal: Annotated[Text | None, key("Cách hủy", "Cách hủy khi hết thời gian lưu")] = None


class Column(Record):
    """A column of a form that is a table (cột của biểu mẫu)."""

    title: Annotated[Text, key("Tên cột", "Chữ ghi ở đầu cột")]
    width_mm: Annotated[Figure | None, key("Độ rộng (mm)", "Độ rộng cột trên giấy")] = None
    printed: Annotated[
        tuple[Text, ...],
        key("Chữ in sẵn", "Các dòng in sẵn trong mỗi ô của cột, ví dụ: 1. Giao: … giờ … phút"),
    ] = ()


class ChangeRequest(Record):
    """Why this issue is written (phiếu yêu cầu viết mới, sửa đổi)."""

    requested_by: Annotated[Text, key("Người đề nghị", "Họ tên hoặc chức danh, đơn vị")]
    reason: Annotated[Text, key("Lý do", "Vì sao viết mới hoặc sửa đổi")]
    content: Annotated[Text | None, key("Nội dung", "Nội dung cần sửa")] = None


class ControlledDocument(Record):
    """A document under control (tài liệu được kiểm soát)."""

    code: Annotated[
        Code, key("Mã tài liệu", "Mã hiệu duy nhất, không dùng lại khi tài liệu bị thu hồi")
    ]
    title: Annotated[Text, key("Tên tài liệu", "Tên đầy đủ")]
    kind: Annotated[DocumentKind, key("Loại tài liệu", "Loại tài liệu trong hệ thống")]
    revision: Annotated[Revision, key("Lần ban hành", "1 là lần ban hành đầu")] = 1
    field: Annotated[Text | None, key("Lĩnh vực", "Lĩnh vực của quy trình TTHC")] = None
    owner: Annotated[Key | None, key("Người chịu trách nhiệm", "Khóa vai trò giữ tài liệu")] = None
    approval: Annotated[
        Approval | None, key("Phê duyệt", "Vai trò soạn thảo, xem xét, phê duyệt")
    ] = None
    clauses: Annotated[
        tuple[Clause, ...], key("Điều khoản", "Các điều khoản của tiêu chuẩn mà tài liệu đáp ứng")
    ] = ()
    serves: Annotated[
        tuple[Text, ...], key("TTHC", "Mã các thủ tục hành chính mà quy trình này giải quyết")
    ] = ()
    legal_basis: Annotated[
        tuple[Text, ...], key("Cơ sở pháp lý", f"Số, ký hiệu văn bản trong {path_of('van-ban')}")
    ] = ()
    references: Annotated[
        tuple[CodeLink, ...], key("Tài liệu viện dẫn", "Mã tài liệu nội bộ được viện dẫn")
    ] = ()
    dossier: Annotated[
        tuple[DossierComponent, ...], key("Thành phần hồ sơ", "Giấy tờ công dân phải nộp")
    ] = ()
    dossier_sets: Annotated[Count | None, key("Số lượng hồ sơ", "Số bộ hồ sơ phải nộp")] = None
    time_limit: Annotated[
        TimeLimit | None, key("Thời hạn giải quyết", "Thời hạn theo quy định")
    ] = None
    reception: Annotated[
        Text | None, key("Nơi tiếp nhận và trả kết quả", "Nơi nhận hồ sơ, trả kết quả")
    ] = None
    fee: Annotated[Text | None, key("Phí, lệ phí", "Mức thu, hoặc Không")] = None
    outcome: Annotated[Text | None, key("Kết quả", "Kết quả giải quyết thủ tục")] = None
    steps: Annotated[tuple[Step, ...], key("Các bước", "Trình tự công việc")] = ()
    forms: Annotated[tuple[CodeLink, ...], key("Biểu mẫu", "Mã các biểu mẫu của quy trình")] = ()
    records: Annotated[
        tuple[RetainedRecord, ...], key("Hồ sơ cần lưu", "Hồ sơ phải lưu sau khi làm xong")
    ] = ()
    columns: Annotated[tuple[Column, ...], key("Cột", "Các cột, khi biểu mẫu là một bảng")] = ()
    fields: Annotated[
        tuple[Text, ...], key("Mục", "Các mục phải điền; biểu mẫu có bảng thì in phía trên bảng")
    ] = ()
    attachment: Annotated[
        Text | None, key("Tệp kèm theo", "Đường dẫn tệp Word, Excel của biểu mẫu, từ gốc kho")
    ] = None
    request: Annotated[
        ChangeRequest | None, key("Phiếu yêu cầu", "Yêu cầu viết mới hoặc sửa đổi")
    ] = None
    template: Annotated[
        Text | None, key("Khung mẫu", "Khung mẫu và phiên bản mà tài liệu dựa theo")
    ] = None
