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
from isoqms.history.reading.contents import stream
from isoqms.history.reading.log import (
    Commit,
    History,
    Version,
    begin_history,
    last_recorded,
    read_history,
    try_history,
)
from isoqms.history.sealing.tags import Tag
from isoqms.history.working_copy import WorkingCopy, working_copy

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
    "WorkingCopy",
    "begin_history",
    "blob_id",
    "last_recorded",
    "plain",
    "read_history",
    "stream",
    "try_history",
    "working_copy",
]
