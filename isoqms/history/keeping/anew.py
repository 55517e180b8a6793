"""A history that was begun again because the old one was lost, and says so for ever."""

from typing import Final

from isoqms.history.reading.log import Commit, History

WORDS: Final = "Bắt đầu lại lịch sử"
"""How the first entry of such a history begins."""


def begun_anew(history: History) -> Commit | None:
    """The entry that begins it, where the history is such a one; before it nothing is proven."""
    first = next(iter(history.commits), None)
    return first if first is not None and first.subject.startswith(WORDS) else None
