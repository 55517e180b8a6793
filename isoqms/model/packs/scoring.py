"""A scoring table (bảng chấm điểm)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from isoqms.model.base import Figure, Key, Record, Text, key


class ScoreCriterion(Record):
    """A row of a scoring table (tiêu chí)."""

    id: Annotated[Text, key("Số", "Số tiêu chí: I, 7, 7.2, 7.2d")]
    parent: Annotated[Text | None, key("Tiêu chí cha", "Số tiêu chí chứa tiêu chí này")] = None
    text: Annotated[Text, key("Tiêu chí", "Nguyên văn")]
    label: Annotated[Text | None, key("Nhãn in", "Chữ in ở cột TT khi khác số tiêu chí: a, b")] = (
        None
    )
    max: Annotated[Figure, key("Điểm tối đa", "Điểm tối đa")]
    step: Annotated[Figure | None, key("Bước điểm", "0.5 nếu chỉ được chấm 0; 0,5; 1")] = None
    probes: Annotated[
        tuple[Key, ...],
        key("Phép thử", "Tên các phép thử mà hồ sơ phải qua; trống là người chấm quyết định"),
    ] = ()
    attach: Annotated[
        Text | None, key("Cần đính kèm", "Bằng chứng mà người chấm phải tự tìm và đính kèm")
    ] = None


class Grade(Record):
    """A band of the total (xếp loại), only where the province has set one."""

    name: Annotated[Text, key("Xếp loại", "Tên")]
    at_least: Annotated[Figure, key("Từ điểm", "Điểm thấp nhất")]


class ScoringTable(Record):
    """A provincial scoring table (bảng chấm điểm)."""

    id: Annotated[Key, key("Khóa", "Tên gói")]
    name: Annotated[Text, key("Tên", "Tên bảng")]
    issued_by: Annotated[
        Text | None, key("Văn bản ban hành", "Số, ngày quyết định ban hành bảng")
    ] = None
    note: Annotated[Text | None, key("Ghi chú", "Nguồn")] = None
    total_label: Annotated[Text, key("Dòng tổng", "Chữ in ở dòng tổng")] = "Tổng"
    rows: Annotated[tuple[ScoreCriterion, ...], key("Tiêu chí", "Các tiêu chí, cha đứng trước con")]
    grades: Annotated[
        tuple[Grade, ...], key("Xếp loại", "Ngưỡng xếp loại, nếu tỉnh có quy định")
    ] = ()

    @model_validator(mode="after")
    def _rows_in_order(self) -> Self:
        # Sums go from the last row to the first, so each row must follow the one that holds it.
        seen: set[str] = set()
        for row in self.rows:
            if row.id in seen or (row.parent is not None and row.parent not in seen):
                raise PydanticCustomError(
                    "qms_row_order", "row {row} repeated or before its parent", {"row": row.id}
                )
            seen.add(row.id)
        return self

    def grade_of(self, points: Decimal) -> str | None:
        """The name of the highest band that a total reaches.

        None where the table sets no such band.
        """
        reached = (grade for grade in self.grades if grade.at_least <= points)
        highest = max(reached, key=lambda grade: grade.at_least, default=None)
        return highest.name if highest else None

    @property
    def leaves(self) -> tuple[ScoreCriterion, ...]:
        """The rows that are scored themselves; all others are sums."""
        parents = {row.parent for row in self.rows}
        return tuple(row for row in self.rows if row.id not in parents)

    def children(self, parent: str | None) -> tuple[ScoreCriterion, ...]:
        """The rows directly below `parent`; the parts of the table for None."""
        return tuple(row for row in self.rows if row.parent == parent)

    def sums(self, leaves: Mapping[str, Decimal]) -> dict[str, Decimal]:
        """The score of every row and of the whole (`tong`), from the scores of the leaves.

        A missing leaf counts 0.

        Parents stated beside are ignored: no number is ever typed twice.
        """
        scores = {row.id: leaves.get(row.id, Decimal(0)) for row in self.leaves}
        for row in reversed(self.rows):
            below = self.children(row.id)
            if below:
                scores[row.id] = sum((scores[child.id] for child in below), Decimal(0))
        scores["tong"] = sum((scores[part.id] for part in self.children(None)), Decimal(0))
        return scores
