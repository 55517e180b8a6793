"""Read a text and say what of its arithmetic does not follow."""

import re
from collections.abc import Iterator
from typing import Final

from isoqms.source.arithmetic.objections import Objection

# Most texts state nothing that could be worked out; reading them closely is slow.
_TELLING: Final = ("%", "+", "gồm", "rong đó", "ăng", "iảm")
_SEVERAL: Final = re.compile(r"\d+\D+\d")


def objections(text: str) -> Iterator[Objection]:
    """Every number of a text (NFC) that does not follow from those beside it, in order."""
    if not any(word in text for word in _TELLING) or not _SEVERAL.search(text):
        return
    # Who only looks at a repository without such a text imports none of this.
    from isoqms.source.arithmetic.sentences import sentences  # noqa: PLC0415 - see above
    from isoqms.source.arithmetic.weighing import weighed  # noqa: PLC0415 - see above

    for stretch in sentences(text):
        if _SEVERAL.search(stretch.text):
            for each in weighed(stretch.text):
                start, end = each.start + stretch.start, each.end + stretch.start
                yield each._replace(start=start, end=end)
