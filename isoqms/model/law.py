"""Documents of external origin: the legal instruments that the agency works by."""

import re
from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from isoqms.model.base import CodeLink, Day, ForeignNumber, Record, Text, key
from isoqms.model.days import Done, in_effect, issued_by_others

_DISMISSAL: Final = re.compile(r"([^\W_][\w.\-/&]{0,59}) \((.*\S.*)\)")


def _dismissal(value: str) -> str:
    if _DISMISSAL.fullmatch(value) is None:
        raise PydanticCustomError("qms_dismissal", "a code without a reason")
    return value


Dismissal = Annotated[str, AfterValidator(_dismissal)]
"""A document that need not follow a law, and why: `QT-HT-02 (chỉ đổi mẫu của tỉnh)`."""


class ExternalDocument(Record):
    """A legal instrument or other external document (tài liệu bên ngoài; 7.5.3.2)."""

    number: Annotated[
        ForeignNumber, key("Số, ký hiệu", "Ví dụ: 61/2018/NĐ-CP; luật ghi số luật, 72/2025/QH15")
    ]
    title: Annotated[Text, key("Tên văn bản", "Tên loại và trích yếu đầy đủ")]
    issuer: Annotated[Text, key("Cơ quan ban hành", "Cơ quan ban hành văn bản")]
    issued: Annotated[
        Day | None, key("Ngày ban hành", "Ngày ký, dạng 2018-04-23"), issued_by_others()
    ] = None
    effective: Annotated[
        Day | None, key("Ngày có hiệu lực", "Ngày bắt đầu có hiệu lực"), in_effect("issued")
    ] = None
    expires: Annotated[
        Day | None,
        key("Ngày hết hiệu lực", "Ngày hết hiệu lực, nếu có"),
        in_effect("issued", "effective"),
    ] = None
    replaced_by: Annotated[Text | None, key("Được thay bởi", "Số, ký hiệu văn bản thay thế")] = None
    amends: Annotated[
        tuple[Text, ...], key("Sửa đổi", "Số, ký hiệu các văn bản mà văn bản này sửa đổi")
    ] = ()
    guides: Annotated[
        tuple[Text, ...],
        key("Hướng dẫn", "Số, ký hiệu các văn bản mà văn bản này hướng dẫn, quy định chi tiết"),
    ] = ()
    affects: Annotated[
        tuple[CodeLink, ...],
        key(
            "Tài liệu phải cập nhật",
            "Mã tài liệu phải sửa, thêm vào những tài liệu máy tính ra từ văn bản được viện dẫn",
        ),
    ] = ()
    dismissed: Annotated[
        tuple[Dismissal, ...],
        key(
            "Tài liệu không phải sửa",
            "Mã tài liệu rà soát thấy không phải sửa, và lý do: QT-HT-02 (chỉ đổi mẫu của tỉnh)",
        ),
    ] = ()
    applied: Annotated[
        Day | None,
        key(
            "Ngày cập nhật vào hệ thống",
            "Ngày các tài liệu liên quan đã sửa xong (chậm nhất 3 tháng)",
        ),
        Done(("issued",)),
    ] = None
    kept_by: Annotated[Text | None, key("Nơi lưu", "Đơn vị hoặc nơi lưu")] = None
    paraphrased: Annotated[
        bool | None,
        key("Tên ghi tóm lược", "Có, khi tên văn bản không đúng nguyên văn: giấy tờ chỉ in số"),
    ] = None
    note: Annotated[Text | None, key("Ghi chú", "Điều cần biết, hoặc điều chưa xác nhận")] = None

    @property
    def dismissals(self) -> Mapping[str, str]:
        """Why a document need not follow it, by its code."""
        found = (_DISMISSAL.fullmatch(each) for each in self.dismissed)
        return {match[1]: match[2] for match in found if match is not None}


class ExternalRegister(Record):
    """The list of external documents (danh mục tài liệu bên ngoài)."""

    documents: Annotated[
        tuple[ExternalDocument, ...], key("Văn bản", "Các văn bản đang dùng và đã hết hiệu lực")
    ] = ()
