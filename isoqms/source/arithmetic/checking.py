"""Read a text and say what of its arithmetic does not follow."""

import re
from collections.abc import Iterator
from typing import Final

from isoqms.source.arithmetic.objections import Objection

# Most texts state nothing that could be worked out; reading them closely is slow. What weighs a
# sentence asks for one of these words, in letters of any size, and for two numbers.
_TELLING: Final = ("%", "+", "gồm", "trong đó", "tăng", "giảm")
_SEVERAL: Final = re.compile(r"\d\D+\d")


def objections(text: str) -> Iterator[Objection]:
    """Every number of a text (NFC) that does not follow from those beside it, in order."""
    if not _may_tell(text):
        return
    # Who only looks at a repository without such a text imports none of this.
    from isoqms.source.arithmetic.sentences import sentences  # noqa: PLC0415 - see above
    from isoqms.source.arithmetic.weighing import weighed  # noqa: PLC0415 - see above

    for stretch in sentences(text):
        if _may_tell(stretch.text):
            for each in weighed(stretch.text):
                start, end = each.start + stretch.start, each.end + stretch.start
                yield each._replace(start=start, end=end)


def _may_tell(text: str) -> bool:
    """Whether there is anything to be worked out: two numbers, and a word that ties them."""
    lowered = text.lower()
    return any(word in lowered for word in _TELLING) and _SEVERAL.search(text) is not None
