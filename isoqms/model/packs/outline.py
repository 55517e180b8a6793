"""The outline of a report: how it is titled; its wording stands below as a template."""

from typing import Annotated

from isoqms.model.base import Record, Text, key


class OutlineHead(Record):
    """The head of a report's outline (đề cương báo cáo).

    Each text may hold `{{ }}` of the year and the agency.
    """

    kind: Annotated[Text, key("Tên loại", "Tên loại văn bản in trên báo cáo: Báo cáo")]
    symbol: Annotated[
        Text, key("Ký hiệu tên loại", "Chữ viết tắt của tên loại trong số, ký hiệu: BC")
    ]
    summary: Annotated[Text, key("Trích yếu", "Trích yếu của báo cáo")]
    annex_title: Annotated[Text, key("Tên phụ lục", "Tên phụ lục có bảng tự chấm điểm")]
    note: Annotated[Text | None, key("Ghi chú", "Nguồn của đề cương")] = None
