"""What another person wrote into a record while one was being asked about it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from isoqms.actions.records.questions import Question, spoken
from isoqms.actions.records.update_record import Target
from isoqms.history import blob_id, read_history
from isoqms.history.errors import HistoryUnavailable
from isoqms.repository import Repository
from isoqms.wording import date_short

_BY_HAND = "sửa thẳng vào tệp"


@dataclass(frozen=True, slots=True)
class Collision:
    """A key that the other has answered too, in words (hai người cùng ghi một ô)."""

    key: str
    title: str
    theirs: str
    mine: str


def collisions(
    before: Target, now: Target, mine: Mapping[str, Any], questions: tuple[Question, ...]
) -> Iterator[Collision]:
    """The keys of `mine` that say now something else than when they were asked about."""
    for question in questions:
        key = question.key
        if key not in mine or question.inner:
            continue  # members of a list are added to it, whoever else added some
        theirs = getattr(now.record, key, None)
        if theirs in (getattr(before.record, key, None), mine[key]):
            continue
        told = spoken(question, theirs) or "để trống"
        yield Collision(key, question.field.title, told, spoken(question, mine[key]) or "để trống")


def who_wrote(repository: Repository, path: PurePosixPath) -> str:
    """Who last wrote a file and on which day, in words."""
    try:
        history = read_history(repository.root, (str(path),))
    except HistoryUnavailable:
        return _BY_HAND
    held = history.versions(path)
    if not held or held[-1].blob != blob_id(repository.bytes_of(path)):
        return _BY_HAND
    entry = held[-1].commit
    return f"{entry.author} ghi ngày {date_short(entry.when.date())}"
