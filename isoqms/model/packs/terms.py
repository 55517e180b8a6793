"""Words that went out of use (từ ngữ hết dùng)."""

from typing import Annotated

from isoqms.model.base import Day, Key, Record, Text, key
from isoqms.model.days import OF_A_PACK
from isoqms.model.packs.certainty import Certainty


class OutdatedTerm(Record):
    """A word that went out of official use (từ ngữ không còn dùng)."""

    term: Annotated[Text, key("Từ ngữ", "Từ ngữ cũ, chữ thường")]
    variants: Annotated[
        tuple[Text, ...], key("Cách viết khác", "Các cách viết khác của từ ngữ cũ")
    ] = ()
    since: Annotated[Day, key("Từ ngày", "Ngày từ ngữ không còn dùng"), OF_A_PACK]
    instead: Annotated[
        Text | None, key("Thay bằng", "Từ ngữ đang dùng; bỏ trống nếu không còn")
    ] = None
    basis: Annotated[Text, key("Căn cứ", "Văn bản làm từ ngữ thay đổi")]
    certainty: Annotated[Certainty, key("Độ chắc chắn", "Mức chắc chắn")]
    near: Annotated[
        tuple[Text, ...],
        key("Đi cùng", "Chỉ bắt khi cùng đoạn có một trong các chữ này; bỏ trống là luôn bắt"),
    ] = ()
    note: Annotated[Text | None, key("Ghi chú", "Khi nào vẫn dùng đúng")] = None


class TermPack(Record):
    """Words that went out of use (gói từ ngữ)."""

    id: Annotated[Key, key("Khóa", "Tên gói")]
    terms: Annotated[tuple[OutdatedTerm, ...], key("Từ ngữ", "Các từ ngữ không còn dùng")]

    def outdated_on(self, day: Day) -> tuple[OutdatedTerm, ...]:
        """The words that are out of use on `day`."""
        return tuple(term for term in self.terms if term.since <= day)
