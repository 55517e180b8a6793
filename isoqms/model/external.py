"""Documents of external origin: the legal instruments that the agency works by."""

from typing import Annotated

from isoqms.model.base import CodeLink, Day, Number, Record, Text, key


class ExternalDocument(Record):
    """A legal instrument or other external document (tài liệu bên ngoài; 7.5.3.2)."""

    number: Annotated[Text, key("Số, ký hiệu", "Ví dụ: 61/2018/NĐ-CP; luật ghi số luật, 72/2025/QH15")]
    title: Annotated[Text, key("Tên văn bản", "Tên loại và trích yếu đầy đủ")]
    issuer: Annotated[Text, key("Cơ quan ban hành", "Cơ quan ban hành văn bản")]
    issued: Annotated[Day | None, key("Ngày ban hành", "Ngày ký, dạng 2018-04-23")] = None
    effective: Annotated[Day | None, key("Ngày có hiệu lực", "Ngày bắt đầu có hiệu lực")] = None
    expires: Annotated[Day | None, key("Ngày hết hiệu lực", "Ngày hết hiệu lực, nếu có")] = None
    replaced_by: Annotated[Text | None, key("Được thay bởi", "Số, ký hiệu văn bản thay thế")] = None
    amends: Annotated[tuple[Text, ...], key("Sửa đổi", "Số, ký hiệu các văn bản mà văn bản này sửa đổi")] = ()
    affects: Annotated[
        tuple[CodeLink, ...], key("Tài liệu phải cập nhật", "Mã tài liệu phải sửa theo văn bản này")
    ] = ()
    applied: Annotated[
        Day | None,
        key("Ngày cập nhật vào hệ thống", "Ngày các tài liệu liên quan đã sửa xong (chậm nhất 3 tháng)"),
    ] = None
    kept_by: Annotated[Text | None, key("Nơi lưu", "Đơn vị hoặc nơi lưu")] = None
    note: Annotated[Text | None, key("Ghi chú", "Điều cần biết, hoặc điều chưa xác nhận")] = None


class ExternalRegister(Record):
    """The list of external documents (danh mục tài liệu bên ngoài)."""

    documents: Annotated[tuple[ExternalDocument, ...], key("Văn bản", "Các văn bản đang dùng và đã hết hiệu lực")] = ()


class PublishingDecision(Record):
    """A decision that published administrative procedures (quyết định công bố TTHC)."""

    number: Annotated[Number, key("Số, ký hiệu", "Ví dụ: 325/QĐ-UBND")]
    signed: Annotated[Day, key("Ngày ký", "Ngày ký quyết định công bố")]
    authority: Annotated[Text, key("Cơ quan ban hành", "Ví dụ: UBND tỉnh Đắk Nông")]
    summary: Annotated[Text | None, key("Trích yếu", "Về việc …")] = None


class AdministrativeProcedure(Record):
    """An administrative procedure within the agency's competence (thủ tục hành chính)."""

    code: Annotated[Text, key("Mã TTHC", "Mã quốc gia, ví dụ: 1.012766")]
    name: Annotated[Text, key("Tên TTHC", "Tên đầy đủ theo quyết định công bố")]
    field: Annotated[Text, key("Lĩnh vực", "Lĩnh vực")]
    decision: Annotated[Number | None, key("Quyết định công bố", "Số, ký hiệu quyết định công bố")] = None
    days: Annotated[Text | None, key("Thời hạn", "Thời hạn giải quyết theo quyết định công bố")] = None
    online: Annotated[Text | None, key("Mức dịch vụ trực tuyến", "toàn trình, một phần, hoặc chưa")] = None
    fee: Annotated[Text | None, key("Phí, lệ phí", "Mức thu, hoặc Không")] = None
    ended: Annotated[Day | None, key("Ngày bãi bỏ", "Ngày thủ tục bị bãi bỏ, nếu có")] = None
    excluded: Annotated[
        Text | None, key("Lý do không có quy trình", "Vì sao thủ tục này không có quy trình, nếu không có")
    ] = None


class ProcedureRegister(Record):
    """The administrative procedures within competence (danh mục TTHC)."""

    published_by: Annotated[
        tuple[PublishingDecision, ...], key("Quyết định công bố", "Các quyết định công bố danh mục TTHC")
    ] = ()
    procedures: Annotated[tuple[AdministrativeProcedure, ...], key("Thủ tục", "Các thủ tục thuộc thẩm quyền")] = ()
