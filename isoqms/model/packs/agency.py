"""A kind of agency (loại cơ quan)."""

from typing import Annotated

from isoqms.model.agency.settings import Obligation, Role, Unit
from isoqms.model.base import Day, Key, Record, Text, key
from isoqms.model.days import OF_A_PACK


class KindForm(Record):
    """What another word before the name makes otherwise than its kind says: Ban, Thanh tra."""

    word: Annotated[Text, key("Chữ chỉ loại", "Chữ đứng đầu tên: ban, thanh tra, viện")]
    head: Annotated[Text, key("Người đứng đầu", "Trưởng ban, Chánh Thanh tra …")]
    head_title: Annotated[Text, key("Chức danh người đứng đầu", "Chánh Văn phòng UBND tỉnh …")]
    deputy_title: Annotated[Text, key("Chức danh cấp phó", "Phó Chánh Văn phòng UBND tỉnh …")]
    one_stop: Annotated[Text, key("Bộ phận một cửa", "Tên nơi tiếp nhận hồ sơ và trả kết quả")]
    office: Annotated[Text, key("Văn phòng", "Tên đơn vị làm công tác hành chính, văn thư")]
    short_name: Annotated[Text | None, key("Tên ngắn", "Mẫu, nếu khác mẫu của loại")] = None
    full_name: Annotated[Text | None, key("Tên đầy đủ", "Mẫu, nếu khác mẫu của loại")] = None
    symbol: Annotated[Text | None, key("Ký hiệu", "Mẫu, nếu khác mẫu của loại")] = None
    agency_lines: Annotated[
        tuple[Text, ...], key("Tên ở góc trái", "Mẫu các dòng, nếu khác mẫu của loại")
    ] = ()
    note: Annotated[Text | None, key("Ghi chú", "Điều cần biết khi tạo kho")] = None


class AgencyKind(Record):
    """A kind of agency, and what its repository starts with (loại cơ quan).

    Patterns take `{name}` (xã An Phú), `{Name}` (with a capital), `{word}` (xã), `{place}` (An
    Phú), `{province}` (tỉnh Lâm Đồng), `{province_word}` (tỉnh), `{province_place}` (Lâm Đồng),
    `{initials}` (KHCN); in capitals `{NAME}`, `{PROVINCE}`, `{PROVINCE_WORD}`, `{PARENT}`. Names of
    roles and units also take `{head_title}`, `{deputy_title}`, `{one_stop}`, `{office}`.
    """

    id: Annotated[Key, key("Khóa", "xa, phuong, so …")]
    title: Annotated[Text, key("Tên loại", "Xã, phường, sở …")]
    ends: Annotated[
        Day | None,
        key("Không còn từ ngày", "Ngày loại cơ quan này chấm dứt, nếu đã chấm dứt"),
        OF_A_PACK,
    ] = None
    words: Annotated[
        tuple[Text, ...],
        key("Chữ chỉ loại", "Các chữ đứng trước tên riêng; chữ đầu được thêm khi người dùng bỏ"),
    ]
    example: Annotated[Text, key("Ví dụ", "Một tên cơ quan loại này")]
    head: Annotated[Text, key("Người đứng đầu", "Chủ tịch, Giám đốc …")]
    deputy: Annotated[Text, key("Cấp phó", "Phó Chủ tịch, Phó Giám đốc …")]
    head_title: Annotated[Text, key("Chức danh người đứng đầu", "Chủ tịch UBND xã, Giám đốc Sở …")]
    deputy_title: Annotated[
        Text, key("Chức danh cấp phó", "Phó Chủ tịch UBND xã, Phó Giám đốc Sở …")
    ]
    one_stop: Annotated[Text, key("Bộ phận một cửa", "Tên nơi tiếp nhận hồ sơ và trả kết quả")]
    office: Annotated[
        Text, key("Văn phòng", "Tên đơn vị làm công tác hành chính, văn thư: Văn phòng Sở")
    ] = "Văn phòng"
    forms: Annotated[
        tuple[KindForm, ...],
        key("Theo chữ chỉ loại", "Chức danh, tên gọi của từng chữ chỉ loại, nếu khác của loại"),
    ] = ()
    collective: Annotated[Text | None, key("Tập thể", "Ủy ban nhân dân, hoặc bỏ trống")] = None
    obligation: Annotated[Obligation, key("Diện áp dụng", "Theo QĐ 19/2014/QĐ-TTg, Điều 2")]
    obligation_basis: Annotated[Text, key("Căn cứ diện áp dụng", "Điều, khoản")]
    spending_group: Annotated[
        Key | None,
        key(
            "Nhóm định mức chi", "Khóa của nhóm cơ quan trong gói định mức chi, nếu thuộc nhóm nào"
        ),
    ] = None
    short_name: Annotated[Text, key("Tên ngắn", "Mẫu tên dùng trong văn bản: UBND {name}")]
    full_name: Annotated[Text, key("Tên đầy đủ", "Mẫu tên đầy đủ: Ủy ban nhân dân {name}")]
    symbol: Annotated[Text, key("Ký hiệu mặc định", "UBND, {initials} …")]
    place: Annotated[
        Text, key("Địa danh", "Mẫu địa danh trước ngày tháng; NĐ 30/2020/NĐ-CP, Phụ lục I, II.4")
    ]
    lead_agency: Annotated[Text, key("Đơn vị chủ trì", "Mẫu tên nơi nhận thông báo, báo cáo")]
    parent_lines: Annotated[
        tuple[Text, ...], key("Cơ quan chủ quản", "Mẫu các dòng; {PROVINCE} là tên tỉnh")
    ] = ()
    agency_lines: Annotated[
        tuple[Text, ...], key("Tên ở góc trái", "Mẫu các dòng tên cơ quan ban hành, viết hoa")
    ]
    documents: Annotated[
        tuple[Text, ...],
        key(
            "Tài liệu khung",
            "Đường dẫn trong docs-template/ được đưa vào kho mới; * thay cho một phần tên",
        ),
    ]
    overlay: Annotated[Text | None, key("Lớp phủ", "Thư mục thay các tệp riêng của loại này")] = (
        None
    )
    roles: Annotated[tuple[Role, ...], key("Vai trò", "Các vai trò mặc định")]
    units: Annotated[tuple[Unit, ...], key("Đơn vị", "Các đơn vị mặc định")]
    note: Annotated[Text | None, key("Ghi chú", "Điều cần biết")] = None
