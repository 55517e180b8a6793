"""What a person answers when a repository is made."""

from typing import Annotated, Any

from pydantic import ValidationError

from isoqms.errors import BadAnswer
from isoqms.model.agency.settings import Obligation
from isoqms.model.base import Count, Day, Record, key
from isoqms.model.days import OF_A_SAMPLE


class Answers(Record):
    """The answers that a new agency's repository is made from.

    All but four may be left to the kind of agency.
    """

    kind: Annotated[
        str, key("Loại cơ quan", "Ví dụ: xa, phuong, so; xem đủ bằng `isoqms init --help`")
    ]
    name: Annotated[str, key("Tên cơ quan", "Ví dụ: UBND xã An Phú; Sở Tài chính")]
    province: Annotated[str, key("Tỉnh, thành phố", "Ví dụ: Lâm Đồng; thành phố Hà Nội")]
    as_of: Annotated[
        Day, key("Ngày", "Ngày tạo kho tài liệu, cũng là ngày của lần lưu đầu tiên"), OF_A_SAMPLE
    ]
    year: Annotated[
        Count | None, key("Năm", "Năm làm việc đầu tiên; bỏ trống là năm của ngày tạo")
    ] = None
    symbol: Annotated[
        str | None, key("Ký hiệu", "Chữ viết tắt của cơ quan trong số, ký hiệu văn bản")
    ] = None
    place: Annotated[str | None, key("Địa danh", "Địa danh ghi trước ngày tháng trên văn bản")] = (
        None
    )
    head: Annotated[
        str | None, key("Người đứng đầu", "Chức vụ người đứng đầu, nếu khác thường lệ của loại")
    ] = None
    parent: Annotated[str | None, key("Cơ quan chủ quản", "Chi cục: tên sở chủ quản")] = None
    lead_agency: Annotated[str | None, key("Đơn vị chủ trì", "Nơi nhận thông báo và báo cáo")] = (
        None
    )
    website: Annotated[str | None, key("Trang thông tin điện tử", "Địa chỉ trang của cơ quan")] = (
        None
    )
    obligation: Annotated[
        Obligation | None, key("Diện áp dụng", "bat-buoc, khuyen-khich, theo-ke-hoach-tinh")
    ] = None
    scoring: Annotated[str | None, key("Bảng chấm điểm", "Gói bảng chấm điểm của tỉnh, nếu có")] = (
        None
    )


def answers_of(data: Any) -> Answers:
    """The answers that `data` (the content of a file) holds.

    BadAnswer names the first key that will not do.
    """
    if not isinstance(data, dict):
        raise BadAnswer("Tệp trả lời phải gồm các dòng «khóa: giá trị».", _hint())
    try:
        return Answers.model_validate({k: v for k, v in data.items() if not _is_left_blank(k, v)})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise BadAnswer(
            _sentence(str(first["loc"][0]), first["type"], first["input"]), _hint()
        ) from error


def _is_left_blank(name: str, value: object) -> bool:
    """Whether a question that may be passed over was answered with nothing: `--scoring ""`."""
    field = Answers.model_fields.get(name)
    is_blank = isinstance(value, str) and not value.strip()
    return is_blank and field is not None and not field.is_required()


def _sentence(name: str, fault: str, value: object) -> str:
    field = Answers.model_fields.get(name)
    if field is None:
        return f"Tệp trả lời có khóa «{name}» mà chương trình không biết."
    if fault == "missing":
        return f"Tệp trả lời thiếu khóa «{name}» ({field.title})."
    return f"Giá trị «{value}» của khóa «{name}» ({field.title}) không dùng được."


def _hint() -> str:
    return f"Các khóa được dùng: {', '.join(Answers.model_fields)}. Ngày viết dạng 2025-03-31."
