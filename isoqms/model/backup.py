"""What a backup of a whole repository says of itself (bản kê của bản sao lưu)."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from isoqms.model.base import Day, Record, key
from isoqms.model.days import OF_A_BACKUP

VERSION = 1
"""Of the layout; it rises when an older program could no longer read a backup."""

Sum = Annotated[str, StringConstraints(pattern=r"\A[0-9a-f]{64}\Z")]
_Id = Annotated[str, StringConstraints(pattern=r"\A[0-9a-f]{40}\Z")]
_Name = Annotated[str, StringConstraints(pattern=r"\Arefs/[^\x00-\x20\x7f]{1,400}\Z")]
_Size = Annotated[int, Field(ge=0)]


class Why(StrEnum):
    """Why a file comes along beside the history."""

    EDITED = "sua-chua-ghi"
    NEW = "chua-tung-ghi"
    PRINTED = "ban-in"


class PackedPart(Record):
    """A part of the backup file, and how it is known again."""

    size: _Size = key("Số byte", "Độ dài của phần này")
    sha256: Sum = key("SHA-256", "Mã kiểm tra của phần này")


class PackedFile(PackedPart):
    """A file that lies in the folder otherwise than the history has it, or is not in it at all."""

    path: str = key("Tệp", "Đường dẫn tính từ thư mục của kho")
    why: Why = key("Vì sao", "Vì sao tệp này được mang theo")


class Manifest(Record):
    """All that a backup holds (bản kê)."""

    version: int = key("Phiên bản", "Phiên bản của cách ghi bản sao lưu")
    agency: str = key("Cơ quan", "Kho của cơ quan nào")
    day: Annotated[Day, key("Ngày", "Ngày sao lưu"), OF_A_BACKUP]
    program: str = key("Chương trình", "Phiên bản isoqms đã ghi")
    lead: str = key("Thư mục con", "Kho nằm ở thư mục nào trong lịch sử; trống: ở trên cùng")
    branch: _Name = key("Nhánh", "Nhánh đang mở")
    last: _Id = key("Lần ghi cuối", "Mã của lần ghi cuối cùng")
    entries: _Size = key("Số lần ghi", "Số lần ghi của kho")
    references: dict[_Name, _Id] = key("Dấu mốc", "Mọi dấu mốc của lịch sử và mã của chúng")
    history: PackedPart = key("Lịch sử", "Tệp chứa toàn bộ lịch sử")
    files: tuple[PackedFile, ...] = key("Tệp kèm", "Các tệp chưa có trong lịch sử")
    gone: tuple[str, ...] = key("Tệp đã mất", "Tệp đã ghi nhận mà lúc sao lưu không còn")
    left_out: tuple[str, ...] = key("Không mang theo", "Tệp không mang theo, và vì sao")
