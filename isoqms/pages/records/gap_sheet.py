"""The columns of the Excel file of open places: where, what is asked, and what to fill in."""

from typing import Final

from isoqms.pages.layout.sheets import Column

TAB: Final = "Chỗ cần điền"
HEAD: Final = 4
"""The row of the titles; the places follow."""

PLACE: Final = Column("Ở đâu", 55)
AROUND: Final = Column("Câu có chỗ trống", 80)
ASKED: Final = Column("Cần điền gì", 50)
EXAMPLE: Final = Column("Ví dụ cách viết", 45)
ANSWER: Final = Column("Điền vào đây", 60)
KEY: Final = Column("Khóa", 20)
"""Hidden: by it the place is found again."""

COLUMNS: Final = (Column("TT", 12, centred=True), PLACE, AROUND, ASKED, EXAMPLE, ANSWER)
"""What a person sees; `KEY` stands behind them."""
