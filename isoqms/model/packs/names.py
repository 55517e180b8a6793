"""The names that agencies are made of: provinces, abbreviations, bodies outside the system."""

from typing import Annotated

from isoqms.model.base import Day, Key, Record, Text, key
from isoqms.model.days import OF_A_PACK


class Province(Record):
    """A province, by whatever name it is called."""

    name: Annotated[Text, key("Tên", "Tên riêng, không kèm chữ tỉnh, thành phố")]
    also: Annotated[tuple[Text, ...], key("Cách gọi khác", "Chữ viết tắt, cách viết khác")] = ()


class FormerProvince(Province):
    """A province that has ended, and where it went."""

    into: Annotated[Text, key("Nay thuộc", "Tên riêng của tỉnh, thành phố nhận")]
    ends: Annotated[Day, key("Không còn từ ngày", "Ngày đầu tiên không còn tỉnh này"), OF_A_PACK]


class Provinces(Record):
    """The provinces, and which of them are centrally-run cities; all others are tỉnh."""

    id: Annotated[Key, key("Khóa", "Tên gói")]
    checked: Annotated[Day, key("Ngày rà soát", "Ngày danh sách được rà soát gần nhất"), OF_A_PACK]
    cities: Annotated[
        tuple[Text, ...], key("Thành phố", "Tên riêng các thành phố trực thuộc Trung ương")
    ]
    provinces: Annotated[tuple[Province, ...], key("Tỉnh, thành phố", "Đang có")] = ()
    former: Annotated[tuple[FormerProvince, ...], key("Tỉnh cũ", "Không còn nữa")] = ()
    note: Annotated[Text | None, key("Ghi chú", "Điều chưa xác nhận")] = None


class DepartmentName(Record):
    """How departments of all provinces are called (sở)."""

    name: Annotated[Text, key("Tên", "Tên riêng, không kèm chữ sở")]
    short: Annotated[tuple[Text, ...], key("Viết tắt", "Các cách viết tắt quen dùng")] = ()


class OutsideBody(Record):
    """Bodies that keep no system of their own by the decision (ngoài diện áp dụng)."""

    starts: Annotated[tuple[Text, ...], key("Chữ đầu tên", "Tên bắt đầu bằng một trong các chữ")]
    what: Annotated[Text, key("Là gì", "Cơ quan của Đảng …")]
    why: Annotated[Text, key("Vì sao không nhận", "Câu giải thích, có căn cứ")]
    instead: Annotated[Text, key("Làm thế nào", "Câu hướng dẫn")]


class NamePack(Record):
    """How names of agencies are shortened, and which bodies are none of ours."""

    id: Annotated[Key, key("Khóa", "Tên gói")]
    checked: Annotated[Day, key("Ngày rà soát", "Ngày rà soát gần nhất"), OF_A_PACK]
    units: Annotated[dict[Text, Text], key("Viết tắt", "Chữ tắt đứng trước tên đơn vị hành chính")]
    departments: Annotated[tuple[DepartmentName, ...], key("Các sở", "Tên và cách gọi tắt")]
    outside: Annotated[tuple[OutsideBody, ...], key("Ngoài diện", "Cơ quan, tổ chức không nhận")]
