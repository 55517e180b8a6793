"""The context of the organisation: issues, interested parties, scope (boi-canh/)."""

from enum import StrEnum
from typing import Annotated

from isoqms.model.base import Clause, Day, Record, Text, key
from isoqms.model.days import Done


class Origin(StrEnum):
    """Where an issue comes from."""

    INTERNAL = "noi-bo"
    EXTERNAL = "ben-ngoai"


class ContextIssue(Record):
    """An issue that bears on the system (vấn đề bên trong, bên ngoài; 4.1)."""

    origin: Annotated[Origin, key("Nguồn", "noi-bo hoặc ben-ngoai")]
    topic: Annotated[Text, key("Chủ đề", "Pháp luật, nhân lực, công nghệ, dân cư …")]
    issue: Annotated[Text, key("Vấn đề", "Vấn đề cụ thể của cơ quan")]
    effect: Annotated[Text, key("Ảnh hưởng", "Ảnh hưởng tới hệ thống: thuận lợi hay khó khăn gì")]
    response: Annotated[Text, key("Cách ứng phó", "Việc cơ quan làm trước vấn đề này")]


class ContextRegister(Record):
    """The issues, and when they were last looked at (phân tích bối cảnh; 4.1)."""

    reviewed: Annotated[Day | None, key("Ngày rà soát", "Lần rà soát gần nhất"), Done()] = None
    issues: Annotated[
        tuple[ContextIssue, ...], key("Vấn đề", "Các vấn đề bên trong và bên ngoài")
    ] = ()


class InterestedParty(Record):
    """An interested party (bên quan tâm; 4.2)."""

    name: Annotated[Text, key("Bên quan tâm", "Ai: người dân, cấp trên, đơn vị phối hợp …")]
    needs: Annotated[Text, key("Nhu cầu, mong đợi", "Họ cần và mong đợi điều gì")]
    monitoring: Annotated[Text, key("Cách theo dõi", "Cơ quan theo dõi và đáp ứng bằng cách nào")]


class PartyRegister(Record):
    """The interested parties (các bên quan tâm; 4.2)."""

    reviewed: Annotated[Day | None, key("Ngày rà soát", "Lần rà soát gần nhất"), Done()] = None
    parties: Annotated[tuple[InterestedParty, ...], key("Bên quan tâm", "Các bên quan tâm")] = ()


class Exclusion(Record):
    """A requirement that is not applied, with its justification (điều khoản không áp dụng; 4.3)."""

    clause: Annotated[Clause, key("Điều khoản", "Số điều khoản, ví dụ 8.3")]
    justification: Annotated[Text, key("Lý giải", "Vì sao không áp dụng mà vẫn bảo đảm kết quả")]


class Scope(Record):
    """The scope of the system (phạm vi áp dụng; 4.3)."""

    statement: Annotated[Text, key("Phạm vi", "Câu phát biểu phạm vi")]
    services: Annotated[
        tuple[Text, ...], key("Dịch vụ được bao trùm", "Sản phẩm, dịch vụ trong phạm vi")
    ] = ()
    units: Annotated[
        tuple[Text, ...], key("Đơn vị áp dụng", "Tên hoặc khóa các đơn vị áp dụng")
    ] = ()
    internal_activities: Annotated[
        tuple[Text, ...],
        key("Hoạt động nội bộ", "Các hoạt động nội bộ được áp dụng; để trống nếu không"),
    ] = ()
    exclusions: Annotated[
        tuple[Exclusion, ...], key("Không áp dụng", "Điều khoản không áp dụng và lý giải")
    ] = ()
