"""Weigh the numbers of one sentence against each other."""

from isoqms.source.arithmetic.growth import changes
from isoqms.source.arithmetic.numerals import blanked, numerals_of
from isoqms.source.arithmetic.objections import Objection, Told
from isoqms.source.arithmetic.percentages import percentages
from isoqms.source.arithmetic.sums import sums


def weighed(sentence: str) -> tuple[Objection, ...]:
    """What does not follow in a sentence, each once, in the order of its letters."""
    bare = blanked(sentence)
    told = Told(sentence, bare, numerals_of(bare))
    found = {*percentages(told), *sums(told), *changes(told)}
    return tuple(sorted(found, key=lambda one: (one.start, one.message)))
