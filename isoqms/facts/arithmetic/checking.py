"""Read a text and say what of its arithmetic does not follow."""

import re
from collections.abc import Iterator
from typing import Final

from isoqms.facts.arithmetic.growth import changes
from isoqms.facts.arithmetic.numerals import blanked, numerals
from isoqms.facts.arithmetic.objections import Objection, Told
from isoqms.facts.arithmetic.percentages import percentages
from isoqms.facts.arithmetic.sentences import sentences
from isoqms.facts.arithmetic.sums import sums

# Most texts state nothing that could be worked out; reading them closely is slow.
_TELLING: Final = re.compile(r"%|\+|gồm|(?i:trong đó)|tăng|giảm")
_SEVERAL: Final = re.compile(r"\d+\D+\d")


def objections(text: str) -> Iterator[Objection]:
    """Every number of a text (NFC) that does not follow from those beside it, in order."""
    if not (_TELLING.search(text) and _SEVERAL.search(text)):
        return
    for stretch in sentences(text):
        if not _SEVERAL.search(stretch.text):
            continue
        told = Told(stretch.text, blanked(stretch.text), numerals(stretch.text))
        found = {*percentages(told), *sums(told), *changes(told)}
        for each in sorted(found, key=lambda one: one.start):
            yield each._replace(start=each.start + stretch.start, end=each.end + stretch.start)
