"""The questions that an internal audit asks of a clause (câu hỏi đánh giá)."""

from enum import StrEnum
from typing import Annotated

from isoqms.model.base import Clause, Key, Record, Text, key


class AskedOf(StrEnum):
    """Where a question of an audit is asked (hỏi ở đâu)."""

    SYSTEM = "he-thong"
    UNIT = "don-vi"


class AuditQuestion(Record):
    """A question that auditors may ask, with what to look at (câu hỏi đánh giá)."""

    ask: Annotated[Text, key("Câu hỏi", "Điều cần hỏi")]
    look: Annotated[Text, key("Cần xem", "Hồ sơ, hiện trạng cần xem")]


class ClauseQuestions(Record):
    """The questions about one clause (câu hỏi của một điều khoản)."""

    clause: Annotated[Clause, key("Điều khoản", "Số điều khoản")]
    asked_of: Annotated[
        AskedOf,
        key(
            "Hỏi ở đâu", "he-thong: một lần, ở nơi giữ hệ thống; don-vi: từng đơn vị được đánh giá"
        ),
    ]
    questions: Annotated[tuple[AuditQuestion, ...], key("Câu hỏi", "Các câu hỏi")]


class AuditQuestionPack(Record):
    """Questions for an internal audit (bộ câu hỏi đánh giá).

    It bears the id of the edition of the standard that they ask by.
    """

    id: Annotated[Key, key("Khóa", "Tên gói tiêu chuẩn mà bộ câu hỏi theo")]
    note: Annotated[Text | None, key("Ghi chú", "Nguồn")] = None
    clauses: Annotated[
        tuple[ClauseQuestions, ...], key("Điều khoản", "Câu hỏi của từng điều khoản")
    ]
