"""What describes a sample repository: its start, the steps of its year, its faults on purpose."""

from typing import Annotated

from isoqms.model.agency.answers import Answers
from isoqms.model.base import Code, Count, Day, Key, Record, Text, key
from isoqms.model.days import OF_A_SAMPLE


class SampleFault(Record):
    """A deliberate fault, for the demonstration to point at (lỗi cố ý)."""

    id: Annotated[Key, key("Khóa", "Tên ngắn của lỗi")]
    path: Annotated[Text, key("Tệp", "Tệp có lỗi, từ gốc kho")]
    text: Annotated[Text, key("Lỗi", "Một câu nói lỗi là gì và vì sao phải để ý")]


class Sample(Record):
    """A sample repository (kho mẫu)."""

    id: Annotated[Key, key("Khóa", "Tên của kho mẫu")]
    title: Annotated[Text, key("Tên", "Tên để người dùng chọn")]
    about: Annotated[Text, key("Giới thiệu", "Kho mẫu này có gì, thật hay hư cấu")]
    start: Annotated[Day, key("Ngày bắt đầu", "Ngày ghi lần đầu vào kho"), OF_A_SAMPLE]
    as_of: Annotated[Day, key("Ngày nên xem", "Ngày nên dùng khi kiểm tra kho mẫu"), OF_A_SAMPLE]
    report_year: Annotated[
        Count | None,
        key("Năm in báo cáo", "Năm có báo cáo để in; bỏ trống là năm của ngày nên xem"),
    ] = None
    author: Annotated[Text, key("Người ghi", "Chức danh người ghi lần đầu")]
    message: Annotated[Text, key("Nội dung ghi", "Lời ghi của lần đầu")]
    domain: Annotated[Text, key("Tên miền", "Tên miền thư điện tử của người ghi, đuôi example")]
    answers: Annotated[
        Answers | None,
        key("Câu trả lời", "Có nếu kho bắt đầu bằng `isoqms init`; không thì từ tệp của mẫu"),
    ] = None
    not_yet: Annotated[
        tuple[Text, ...],
        key(
            "Văn bản chưa có",
            "Số các văn bản mà khung mẫu viện dẫn nhưng ra đời sau câu chuyện, nên được bỏ đi",
        ),
    ] = ()
    faults: Annotated[
        tuple[SampleFault, ...], key("Lỗi cố ý", "Các lỗi cài sẵn để xem máy tìm ra")
    ] = ()

    @property
    def told_year(self) -> int:
        """The year whose report is printed: as stated, or else that of the day on which to look."""
        return self.report_year or self.as_of.year


class Move(Record):
    """A file or a whole folder that moves or is copied (chuyển, chép)."""

    source: Annotated[Text, key("Từ", "Đường dẫn tệp hoặc thư mục, từ gốc kho")]
    target: Annotated[Text, key("Đến", "Đường dẫn mới")]


class Edit(Record):
    """A change inside a file (sửa).

    A text that stands there once is replaced, or one is added at the end.
    """

    path: Annotated[Text, key("Tệp", "Đường dẫn tệp, từ gốc kho")]
    old: Annotated[Text | None, key("Chữ cũ", "Đoạn có đúng một lần trong tệp")] = None
    new: Annotated[str, key("Chữ mới", "Đoạn thay vào; trống là bỏ đi")] = ""
    append: Annotated[str, key("Thêm cuối", "Đoạn thêm vào cuối tệp")] = ""


class Fill(Record):
    """An answer to a mark `[cần điền: …]` of the framework (điền)."""

    mark: Annotated[Text, key("Dấu", "Chữ sau «cần điền:» trong dấu")]
    document: Annotated[
        Code | None, key("Tài liệu", "Mã tài liệu, khi nhiều tài liệu có cùng dấu")
    ] = None
    text: Annotated[Text, key("Điền", "Chữ điền vào")]


class SampleStep(Record):
    """A step of a sample's year (bước).

    Its day stands in the name of its folder, its files beside it in `files/`.

    In this order: copies, moves, deletes, fills (in what moved), edits, and last the files.
    """

    message: Annotated[Text, key("Nội dung ghi", "Lời ghi vào lịch sử")]
    author: Annotated[Text, key("Người ghi", "Chức danh người ghi")]
    copies: Annotated[
        tuple[Move, ...], key("Chép", "Tệp, thư mục được chép, ví dụ để soạn bản sửa đổi")
    ] = ()
    moves: Annotated[
        tuple[Move, ...], key("Chuyển", "Tệp, thư mục được chuyển, ví dụ khi ban hành bản thảo")
    ] = ()
    deletes: Annotated[tuple[Text, ...], key("Xóa", "Tệp được lấy ra khỏi kho")] = ()
    fills: Annotated[
        tuple[Fill, ...], key("Điền", "Điều chỉ cơ quan biết, điền vào tài liệu được chuyển")
    ] = ()
    edits: Annotated[tuple[Edit, ...], key("Sửa", "Các chỗ sửa trong tệp")] = ()
