"""When the files that records name were put into the repository: the day of entry.

The day of the paper is another, and stands in its record. What the day of an entry proves, says
`recorded_days`.
"""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from isoqms.file_names import leads_out
from isoqms.history import Commit, History, try_history
from isoqms.repository.content import Repository


def entered(repository: Repository) -> Mapping[PurePosixPath, Commit]:
    """The entry that first held each kept file, by its path; none of what is not yet recorded."""
    return repository.once(_entered)


def first_entry(history: History, path: PurePosixPath | str) -> Commit | None:
    """The entry that first held the file; None where none does."""
    return next((one.commit for one in history.versions(path) if one.blob), None)


def as_path(text: str) -> PurePosixPath:
    """Where a file is, as a record names it."""
    return PurePosixPath(text.replace("\\", "/"))


def _entered(repository: Repository) -> Mapping[PurePosixPath, Commit]:
    paths = tuple(dict.fromkeys(_kept(repository)))
    if not paths:
        return {}
    history = try_history(repository.root, tuple(map(str, paths)))
    found = ((path, first_entry(history, path)) for path in paths)
    return {path: commit for path, commit in found if commit is not None}


def _kept(repository: Repository) -> Iterator[PurePosixPath]:
    """The files that records name with their sums, those inside the repository."""
    decided = (each.record.file for each in repository.every_decision)
    sent = (row.record.file for row in repository.rows.outgoing)
    named = [(each.path, each.sha256) for each in (*decided, *sent) if each]
    named += [(row.record.path or "", row.record.sha256) for row in repository.rows.evidence]
    for text, digest in named:
        if digest and not leads_out(text):
            yield as_path(text)
