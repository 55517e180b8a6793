"""What holds for a time only: delegations, certificates, contracts (có thời hạn; 7.1, 7.2, 8.4)."""

from enum import StrEnum
from typing import Annotated

from isoqms.model.base import Day, Key, Record, Text, key
from isoqms.model.days import Done, Valid


class TermKind(StrEnum):
    """What it is that ends on a day."""

    DELEGATION = "uy-quyen"
    CERTIFICATE = "chung-chi"
    CONTRACT = "hop-dong"
    OTHER = "khac"


class Term(Record):
    """Something that ends on a day unless somebody renews it (việc có thời hạn)."""

    id: Annotated[Key, key("Khóa", "Tên ngắn")]
    kind: Annotated[TermKind, key("Loại", "uy-quyen, chung-chi, hop-dong hoặc khac")]
    subject: Annotated[Text, key("Nội dung", "Ủy quyền ký gì, chứng chỉ gì, hợp đồng về việc gì")]
    holder: Annotated[
        Text | None, key("Ai", "Chức danh được ủy quyền, người có chứng chỉ, bên ký hợp đồng")
    ] = None
    document: Annotated[
        Text | None, key("Văn bản", "Số, ký hiệu của văn bản ủy quyền, chứng chỉ, hợp đồng")
    ] = None
    signed: Annotated[Day | None, key("Ngày ký, cấp", "Ngày ký hoặc ngày cấp"), Done()] = None
    expires: Annotated[Day, key("Hết hạn", "Ngày cuối cùng còn giá trị"), Valid(("signed",))]
    role: Annotated[Key | None, key("Trách nhiệm", "Khóa vai trò lo việc gia hạn")] = None
    ended: Annotated[
        Day | None,
        key("Ngày giải quyết", "Ngày đã gia hạn, thay bằng cái mới, hoặc quyết định thôi"),
        Done(("signed",)),
    ] = None
    outcome: Annotated[
        Text | None, key("Kết quả", "Văn bản gia hạn, thay thế; hoặc vì sao thôi")
    ] = None


class TermRegister(Record):
    """What holds for a time only, of all years (sổ theo dõi thời hạn)."""

    items: Annotated[
        tuple[Term, ...], key("Việc có thời hạn", "Ủy quyền, chứng chỉ, hợp đồng")
    ] = ()
