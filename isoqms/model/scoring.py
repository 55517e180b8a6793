"""The self-score of a year (tự chấm điểm)."""

from typing import Annotated

from isoqms.model.base import Figure, Record, Text, key


class ScoreRow(Record):
    """A row of the self-score (dòng tự chấm).

    Parents and the total may be stated too, and are checked.
    """

    id: Annotated[Text, key("Tiêu chí", "Số tiêu chí trong bảng, ví dụ 7.2d; tổng là tong")]
    stated: Annotated[Figure, key("Điểm tự chấm", "Điểm cơ quan tự chấm")]
    evidence: Annotated[tuple[Text, ...], key("Bằng chứng", "Số văn bản hoặc tệp chứng minh")] = ()
    note: Annotated[Text | None, key("Giải trình", "Lý do chấm như vậy")] = None


class SelfScore(Record):
    """The year's self-score (bảng tự chấm điểm)."""

    table: Annotated[Text, key("Bảng chấm điểm", "Gói bảng chấm điểm được dùng")]
    rows: Annotated[tuple[ScoreRow, ...], key("Điểm", "Điểm từng tiêu chí")] = ()
