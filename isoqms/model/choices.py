"""What the values of enumerations are in Vietnamese."""

from typing import Final

WORDS: Final = {
    "toi-thieu": "tối thiểu: đạt từ mức này trở lên",
    "toi-da": "tối đa: không vượt mức này",
    "noi-bo": "nội bộ",
    "ben-ngoai": "bên ngoài",
    "ke-hoach": "mới có kế hoạch",
    "da-danh-gia": "đã đánh giá",
    "huy": "hủy",
    "rui-ro": "rủi ro",
    "co-hoi": "cơ hội",
    "khong-phu-hop": "không phù hợp",
    "luu-y": "lưu ý",
    "diem-manh": "điểm mạnh",
    "phu-hop": "phù hợp",
    "khong-ap-dung": "không áp dụng",
    "uy-quyen": "ủy quyền",
    "chung-chi": "chứng chỉ",
    "hop-dong": "hợp đồng",
    "khac": "khác",
    "tinh": "cấp tỉnh",
    "huyen": "cấp huyện: đến ngày 30/6/2025",
    "xa": "cấp xã",
    "ty-le-ho-so": "tỷ lệ hồ sơ: phần trăm số hồ sơ nhận trực tuyến",
    "ty-le-tthc": "tỷ lệ TTHC: phần trăm số TTHC cung cấp trực tuyến",
    "so-tthc": "số TTHC: bao nhiêu TTHC cung cấp trực tuyến",
    "tat-ca": "mọi mức",
    "mot-phan": "một phần",
    "toan-trinh": "toàn trình",
    "muc-3": "mức độ 3: chỉ cho kỳ trước ngày 15/8/2022",
    "muc-4": "mức độ 4: chỉ cho kỳ trước ngày 15/8/2022",
    "muc-3-4": "mức độ 3, 4: chỉ cho kỳ trước ngày 15/8/2022",
}
"""By the value; behind a colon stands what the words mean."""


def in_short(choice: str) -> str:
    """The words of a value as they stand in a cell; the value itself where it has none."""
    return WORDS.get(choice, choice).partition(":")[0]


def as_title(choice: str) -> str:
    """The same where it begins a line or a cell: `Tỷ lệ TTHC`."""
    words = in_short(choice)
    return words[:1].upper() + words[1:]
