"""What describes a sample repository: how it starts, the steps of its year, and the faults it shows on purpose."""

from typing import Annotated

from isoqms.model.base import Count, Day, Key, Record, Text, key


class SampleFault(Record):
    """A deliberate fault, for the demonstration to point at (lỗi cố ý)."""

    id: Annotated[Key, key("Khóa", "Tên ngắn của lỗi")]
    path: Annotated[Text, key("Tệp", "Tệp có lỗi, từ gốc kho")]
    text: Annotated[Text, key("Lỗi", "Một câu nói lỗi là gì và vì sao phải để ý")]


class SampleAnswers(Record):
    """What would be answered to `isoqms init` (câu trả lời khi tạo kho)."""

    kind: Annotated[Key, key("Loại cơ quan", "xa, phuong, so …")]
    name: Annotated[Text, key("Tên cơ quan", "Tên dùng trong văn bản")]
    province: Annotated[Text, key("Tỉnh, thành phố", "Tên tỉnh, không kèm chữ tỉnh")]
    year: Annotated[Count, key("Năm", "Năm đầu của kho")]


class Sample(Record):
    """A sample repository (kho mẫu)."""

    id: Annotated[Key, key("Khóa", "Tên của kho mẫu")]
    title: Annotated[Text, key("Tên", "Tên để người dùng chọn")]
    about: Annotated[Text, key("Giới thiệu", "Kho mẫu này có gì, thật hay hư cấu")]
    start: Annotated[Day, key("Ngày bắt đầu", "Ngày ghi lần đầu vào kho")]
    as_of: Annotated[Day, key("Ngày nên xem", "Ngày nên dùng khi kiểm tra kho mẫu")]
    author: Annotated[Text, key("Người ghi", "Chức danh người ghi lần đầu")]
    message: Annotated[Text, key("Nội dung ghi", "Lời ghi của lần đầu")]
    domain: Annotated[Text, key("Tên miền", "Tên miền thư điện tử của người ghi, đuôi example")]
    answers: Annotated[
        SampleAnswers | None, key("Câu trả lời", "Có nếu kho bắt đầu bằng `isoqms init`; không thì từ tệp của mẫu")
    ] = None
    faults: Annotated[tuple[SampleFault, ...], key("Lỗi cố ý", "Các lỗi cài sẵn để xem máy tìm ra")] = ()


class Move(Record):
    """A file or a whole folder that moves (chuyển tệp, thư mục)."""

    source: Annotated[Text, key("Từ", "Đường dẫn tệp hoặc thư mục, từ gốc kho")]
    target: Annotated[Text, key("Đến", "Đường dẫn mới")]


class SampleStep(Record):
    """A step of a sample's year (bước); its day stands in the name of its folder, its files beside it in `files/`."""

    message: Annotated[Text, key("Nội dung ghi", "Lời ghi vào lịch sử")]
    author: Annotated[Text, key("Người ghi", "Chức danh người ghi")]
    moves: Annotated[tuple[Move, ...], key("Chuyển", "Tệp, thư mục được chuyển, ví dụ khi ban hành bản thảo")] = ()
    deletes: Annotated[tuple[Text, ...], key("Xóa", "Tệp được lấy ra khỏi kho")] = ()
