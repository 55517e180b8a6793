"""The named styles of a Word base document, and what a document's own styles make of them.

Only this module knows how a style is found: by its name, as programs that save a document change
its ids.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from docx.oxml.ns import qn

from isoqms.errors import IsoqmsError
from isoqms.pages.layout.typesetting import Face


class UnusableBase(IsoqmsError):
    """A base document (tệp mẫu) on which no paper can be built."""

    hint = (
        "Dùng lại tệp mẫu gốc của isoqms, rồi sửa phông và cỡ chữ trong các kiểu có tên "
        "bắt đầu bằng «VB»."
    )


class Style(StrEnum):
    """The styles, by the names that are seen in Word."""

    NATIONAL_NAME = "VB Quốc hiệu"
    NATIONAL_MOTTO = "VB Tiêu ngữ"
    PARENT = "VB Cơ quan chủ quản"
    AGENCY = "VB Cơ quan ban hành"
    NUMBER = "VB Số và ký hiệu"
    DATELINE = "VB Địa danh và thời gian"
    SUBJECT = "VB Trích yếu công văn"
    KIND = "VB Tên loại"
    SUMMARY = "VB Trích yếu"
    ATTACHED = "VB Kèm theo"
    AUTHORITY = "VB Thẩm quyền ban hành"
    ENACTMENT = "VB Lời quyết định"
    ADDRESSEE = "VB Kính gửi"
    ADDRESSEES = "VB Kính gửi nhiều nơi"
    CONTENT = "VB Nội dung"
    BASIS = "VB Căn cứ"
    ITEM = "VB Gạch đầu dòng"
    PART = "VB Phần chương mục"
    PART_TITLE = "VB Tiêu đề phần chương mục"
    HEADING_1 = "VB Tiêu đề mục"
    HEADING_2 = "VB Tiêu đề khoản"
    HEADING_3 = "VB Tiêu đề điểm"
    ARTICLE = "VB Điều"
    ARTICLE_TITLE = "VB Tiêu đề điều"
    ARTICLE_LABEL = "VB Số điều"
    NOTE = "VB Ghi chú"
    TABLE = "VB Bảng"
    TABLE_CAPTION = "VB Tên bảng"
    TABLE_HEAD = "VB Đầu cột"
    TABLE_CELL = "VB Ô bảng"
    TABLE_STRONG = "VB Ô bảng đậm"
    CAPACITY = "VB Chức vụ người ký"
    SIGNER_POST = "VB Chức danh người ký"
    SIGNER = "VB Họ tên người ký"
    RECIPIENTS = "VB Nơi nhận"
    RECIPIENT = "VB Danh sách nơi nhận"
    ANNEX = "VB Phụ lục"
    ANNEX_TITLE = "VB Tên phụ lục"
    CONTACT = "VB Địa chỉ liên hệ"
    BLANK = "VB Mục phải điền"
    RUNNING_AGENCY = "VB Đầu trang cơ quan"
    RUNNING_TITLE = "VB Đầu trang tên tài liệu"
    RUNNING_FACT = "VB Đầu trang mã hiệu"
    MARK = "VB Dấu tình trạng"
    MARK_REASON = "VB Lý do tình trạng"
    RULE = "VB Đường kẻ"
    SPACER = "VB Khoảng cách"
    SECTION_END = "VB Hết phần"


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """The ids of the styles in one document, and the faces of those whose words are measured."""

    ids: dict[Style, str]
    faces: dict[Style, Face]

    def face(self, style: Style) -> Face:
        """Size and hand of the words in `style`."""
        return self.faces[style]


def read_styles(styles: Any) -> StyleSheet:
    """The style sheet of a document from its `w:styles`.

    `UnusableBase` names the styles that are missing.
    """
    by_name = {_name(style): style for style in styles.findall(qn("w:style"))}
    missing = [style for style in Style if style not in by_name]
    if missing:
        names = ", ".join(f"«{style}»" for style in missing)
        raise UnusableBase(f"Tệp mẫu Word thiếu {len(missing)} kiểu trình bày: {names}.")
    by_id = {style.get(qn("w:styleId")): style for style in by_name.values()}
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    return StyleSheet(
        {style: by_name[style].get(qn("w:styleId")) for style in Style},
        {style: _face(by_name[style], by_id, defaults) for style in Style},
    )


def _name(style: Any) -> str:
    name = style.find(qn("w:name"))
    return "" if name is None else name.get(qn("w:val"), "")


def _face(style: Any, by_id: dict[str, Any], defaults: Any) -> Face:
    chain = [style.find(qn("w:rPr")) for style in _lineage(style, by_id)]
    given = [properties for properties in chain if properties is not None]
    size = next((size for size in map(_size, [*given, defaults]) if size), 10.0)
    return Face(size, bold=_is_on(given, "w:b"), italic=_is_on(given, "w:i"))


def _lineage(style: Any, by_id: dict[str, Any]) -> list[Any]:
    """The style and those it is based on, nearest first.

    A circle in a foreign file ends where it began.
    """
    found: list[Any] = []
    while style is not None and style not in found:
        found.append(style)
        based_on = style.find(qn("w:basedOn"))
        style = None if based_on is None else by_id.get(based_on.get(qn("w:val")))
    return found


def _size(properties: Any) -> float | None:
    size = None if properties is None else properties.find(qn("w:sz"))
    return None if size is None else float(size.get(qn("w:val"))) / 2


def _is_on(chain: list[Any], tag: str) -> bool:
    """Whether the nearest style that says anything about `tag` switches it on."""
    for properties in chain:
        found = properties.find(qn(tag))
        if found is not None:
            # The mark without a value switches on; agencies' files may hold it with one.
            return found.get(qn("w:val"), "1") not in ("0", "false", "off")
    return False
