"""The records and registers that a person adds to and follows up, by their words.

What each asks for is said of its register; every thing else about a key (its title, whether it is
needed, what it takes) is known to the model.
"""

from typing import Final

from isoqms.errors import UnknownName
from isoqms.model.kinds import RecordWord, SheetWord
from isoqms.model.registers import KEPT_ONCE, OF_A_YEAR, in_order
from isoqms.wording import nearest

_MOST_OFTEN: Final = (
    "nonconformities", "risks", "objectives", "complaints", "training", "audits", "reviews",
    "satisfaction", "plan", "outgoing", "distribution", "resources",
)  # fmt: skip
"""The registers in which something is written most often: their words come first in the help."""
_OVER_A_YEAR: Final = (
    "plan",
    "objectives",
    "risks",
    "audits",
    "training",
    "resources",
    "complaints",
)
"""The registers of which something is said once, in the order of the year."""


RECORDS: Final[tuple[RecordWord, ...]] = tuple(
    word for kind in (*in_order(OF_A_YEAR, _MOST_OFTEN), *KEPT_ONCE) for word in kind.words()
)
"""Every kind of record, those that come up most often first."""

SHEETS: Final[tuple[SheetWord, ...]] = tuple(
    filter(None, (kind.sheet_word for kind in (*in_order(OF_A_YEAR, _OVER_A_YEAR), *KEPT_ONCE)))
)
"""What is filled in once for a whole register."""


def record_word(word: str) -> RecordWord | None:
    """The kind of record with this word, or None."""
    return next((each for each in RECORDS if each.word == word), None)


def sheet_word(word: str) -> SheetWord | None:
    """The register with this word, or None."""
    return next((each for each in SHEETS if each.word == word), None)


def known_word(word: str) -> RecordWord | SheetWord:
    """The kind of record or register with this word; UnknownName with the nearest one."""
    found = record_word(word) or sheet_word(word)
    if found is not None:
        return found
    words = [*(each.word for each in RECORDS), *(each.word for each in SHEETS)]
    meant = nearest(word, words)
    hint = f"Có phải «{meant}»?" if meant else f"Các loại: {', '.join(words)}."
    raise UnknownName(f"Không có loại hồ sơ «{word}».", hint)
