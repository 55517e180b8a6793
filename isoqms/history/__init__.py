"""What git remembers: the only package that starts git."""

from isoqms.history.blobs import blob_id, plain
from isoqms.history.errors import (
    BrokenHistory,
    GitMissing,
    HistoryUnavailable,
    IncompleteHistory,
    NothingRecorded,
    NotRecorded,
    ShallowHistory,
    UnreadableHistory,
)
from isoqms.history.reading.log import (
    Commit,
    History,
    Version,
    begin_history,
    read_history,
    try_history,
)
from isoqms.history.sealing.tags import Tag

__all__ = [
    "BrokenHistory",
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
    "begin_history",
    "blob_id",
    "plain",
    "read_history",
    "try_history",
]
