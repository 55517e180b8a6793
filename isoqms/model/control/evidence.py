"""Papers and files that prove what the records say, each with a day of its own (bằng chứng; 7.5.3).

The day of the paper is what stands on it; the day on which its file was put here, the history says.
"""

from typing import Annotated

from isoqms.model.base import Day, KeptByProgram, Key, Number, Record, Text, key
from isoqms.model.days import OfFile


class Evidence(Record):
    """A paper or a file that proves something: minutes of others, a list of names, a photograph."""

    id: Annotated[Key, key("Khóa", "Tên ngắn, ví dụ bc-01")]
    day: Annotated[
        Day,
        key("Ngày của tài liệu", "Ngày lập, ký hoặc nhận, không phải ngày đưa vào kho"),
        OfFile(),
    ]
    title: Annotated[Text, key("Tài liệu", "Biên bản kiểm tra, danh sách lớp, ảnh niêm yết …")]
    number: Annotated[Number | None, key("Số, ký hiệu", "Nếu tài liệu có số")] = None
    issuer: Annotated[Text | None, key("Nơi lập", "Cơ quan, đơn vị lập hoặc ký")] = None
    proves: Annotated[
        Text | None,
        key("Chứng minh", "Việc mà tài liệu chứng minh: khắc phục sự không phù hợp kph-03 …"),
    ] = None
    kept_at: Annotated[
        Text | None, key("Nơi lưu bản giấy", "Cặp, tủ, đơn vị giữ; khi không kèm tệp")
    ] = None
    path: Annotated[
        Text | None,
        key("Tệp", "Đường dẫn tệp kèm theo, từ gốc kho; lệnh tự ghi"),
        KeptByProgram(),
    ] = None
    sha256: Annotated[
        Text | None,
        key("Mã băm", "SHA-256 của tệp, để chứng minh không bị thay; lệnh tự ghi"),
        KeptByProgram(),
    ] = None


class EvidenceRegister(Record):
    """The evidence that was brought in the year (bằng chứng, tài liệu kèm hồ sơ)."""

    items: Annotated[tuple[Evidence, ...], key("Bằng chứng", "Mỗi tài liệu một dòng")] = ()
