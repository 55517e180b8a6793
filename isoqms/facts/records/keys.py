"""The keys that rows of registers are given: the next free one of a pattern."""

import re
from collections.abc import Set as AbstractSet
from typing import Final

from isoqms.wording import whole

_PLACE: Final = re.compile(r"\{n(?::02)?\}")


def next_id(pattern: str, known: AbstractSet[str]) -> str:
    """The next key of a pattern: `kph-{n:02}` after kph-03 is kph-04."""
    form = form_of(pattern)
    found = filter(None, map(form.fullmatch, known))
    return pattern.format(n=max((whole(match[1]) for match in found), default=0) + 1)


def form_of(pattern: str) -> re.Pattern[str]:
    """What the keys of a pattern look like."""
    return re.compile(_PLACE.sub(r"(\\d+)", pattern))
