"""What git remembers: the only package that starts git."""

from isoqms.history.errors import (
    GitMissing,
    HistoryUnavailable,
    IncompleteHistory,
    NothingRecorded,
    NotRecorded,
    ShallowHistory,
    UnreadableHistory,
)
from isoqms.history.log import Commit, History, Version, read_history, try_history
from isoqms.history.tags import Tag

__all__ = [
    "Commit",
    "GitMissing",
    "History",
    "HistoryUnavailable",
    "IncompleteHistory",
    "NotRecorded",
    "NothingRecorded",
    "ShallowHistory",
    "Tag",
    "UnreadableHistory",
    "Version",
    "read_history",
    "try_history",
]
