"""What people read in place of keys: of the values of a list, of roles and of units."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from isoqms.facts.records.tables import Shown, Stored, shown
from isoqms.model.tables import Column, Names

Labels: TypeAlias = Mapping[Names, Mapping[str, str]]
"""What the keys of roles and of units are called."""

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
}
"""What the values of enumerations are in Vietnamese; behind a colon, what that means."""


def in_short(choice: str) -> str:
    """The words of a value as they stand in a cell; the value itself where it has none."""
    return WORDS.get(choice, choice).partition(":")[0]


def labels(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What each key is called; with the key beside it where two are called the same."""
    pairs = tuple(names)
    often = Counter(title.casefold() for _, title in pairs)
    return {
        key: title if often[title.casefold()] == 1 else f"{title} ({key})" for key, title in pairs
    }


def in_words(column: Column, value: Stored, named: Labels) -> Shown:
    """The value for a cell, with words for keys; a key that nobody names stays as it is."""
    if column.names is not None:
        words = named.get(column.names, {})
        value = (
            tuple(words.get(each, each) for each in value)
            if isinstance(value, tuple)
            else words.get(value or "", value)
        )
    elif column.choices and isinstance(value, str):
        value = in_short(value)
    return shown(column, value)
