"""The columns of the score card in Excel: what is told, what to fill in, what went out."""

from dataclasses import dataclass
from typing import Final

TAB: Final = "Tự chấm điểm"
HEAD: Final = 4
"""The row of the titles; the rows of the table follow."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its title, its width on paper in mm, and what it stands for."""

    title: str
    width_mm: float
    editable: bool = False
    hidden: bool = False


ID: Final = SheetColumn("TT", 16)
STATED: Final = SheetColumn("Điểm tự chấm", 20, editable=True)
EVIDENCE: Final = SheetColumn("Hồ sơ chứng minh", 45, editable=True)
NOTE: Final = SheetColumn("Giải trình", 45, editable=True)
STATED_BEFORE: Final = SheetColumn("Điểm tự chấm khi xuất", 20, hidden=True)
EVIDENCE_BEFORE: Final = SheetColumn("Hồ sơ chứng minh khi xuất", 20, hidden=True)
NOTE_BEFORE: Final = SheetColumn("Giải trình khi xuất", 20, hidden=True)

COLUMNS: Final = (
    ID,
    SheetColumn("Tiêu chí đánh giá", 85),
    SheetColumn("Điểm tối đa", 18),
    STATED,
    EVIDENCE,
    SheetColumn("Điểm theo hồ sơ", 22),
    SheetColumn("Bằng chứng", 70),
    SheetColumn("Phản chứng", 60),
    SheetColumn("Chênh lệch", 18),
    NOTE,
    STATED_BEFORE,
    EVIDENCE_BEFORE,
    NOTE_BEFORE,
)
BEFORE: Final = {
    STATED.title: STATED_BEFORE.title,
    EVIDENCE.title: EVIDENCE_BEFORE.title,
    NOTE.title: NOTE_BEFORE.title,
}
"""By the title of a column that the person fills in, that of what stood in it when it went out."""
EVIDENCE_MARK: Final = "\n"
"""Between two papers named in one cell."""
