"""In what state the folder is that a repository lies in: whole, left half-joined, half-fetched.

Told from git's own files, so that every command can afford to ask; git is asked where these say
that files were left out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path, PurePosixPath
from typing import Final

from isoqms.history import command
from isoqms.history.errors import HistoryUnavailable
from isoqms.history.git_folder import settings_text
from isoqms.history.place import Place, at_top, is_under_way
from isoqms.values import frozen

_SECTION: Final = re.compile(r"^\s*\[\s*([^\s\]\"]+)(?:\s+\"[^\"]*\")?\s*\]", re.MULTILINE)
_KEY: Final = re.compile(r"^\s*([A-Za-z][A-Za-z0-9-]*)\s*(?:=\s*(.*?))?\s*(?:[#;].*)?$")
_YES: Final = frozenset({"", "true", "yes", "on", "1"})


@frozen
class WorkingCopy:
    """What is to be known of a folder before its files are judged (bản làm việc)."""

    is_under_way: bool = False
    """Whether two lines are being joined, or the history is being rewritten, and neither ended."""
    absent: Mapping[PurePosixPath, str] = field(default_factory=dict)
    """The files that were never put into this folder, and the ids of what they hold."""
    has_remote: bool = False
    """Whether it is kept in step with a repository elsewhere."""
    sends_tags: bool = True
    """Whether tags go along when entries recorded here are sent there."""


def working_copy(root: Path) -> WorkingCopy:
    """The state of the folder `root`; that of a whole one where no history is kept."""
    place = at_top(root)
    if place is None:
        return WorkingCopy()
    settings = _settings(place)
    remote = ("remote", "url") in settings
    return WorkingCopy(
        is_under_way(place.folder),
        _absent(place) if settings.get(("core", "sparsecheckout")) in _YES else {},
        remote,
        not remote
        or settings.get(("push", "followtags")) in _YES
        or not _has_written(place)
        or _is_set(place),
    )


def _has_written(place: Place) -> bool:
    """Whether a command of ours ever recorded something in this copy: others have no tag to send.

    A copy made for a check alone (CI) never did.
    """
    log = settings_text(place.folder / "logs" / "HEAD")
    return "\tisoqms" in log


def _is_set(place: Place) -> bool:
    """Whether the person has set for all repositories that tags go along."""
    try:
        said = command.setting(place.top, "push.followTags")
    except HistoryUnavailable:
        return False
    return said is not None and said.lower() in _YES


def _settings(place: Place) -> dict[tuple[str, str], str]:
    """The settings of the repository itself by section and key, both in small letters."""
    found: dict[tuple[str, str], str] = {}
    for file in (place.shared / "config", place.folder / "config.worktree"):
        found.update(_read(settings_text(file)))
    return found


def _read(text: str) -> Iterator[tuple[tuple[str, str], str]]:
    section = ""
    for line in text.splitlines():
        head = _SECTION.match(line)
        key = _KEY.match(line)
        if head:
            section = head[1].lower()
        elif key:
            yield (section, key[1].lower()), (key[2] or "").strip('"').lower()


def _absent(place: Place) -> dict[PurePosixPath, str]:
    where = (place.lead,) if place.lead else ()
    try:
        answer = command.ask(place.top, "ls-files", "-t", "--stage", "-z", "--", *where)
    except (command.Failed, HistoryUnavailable):
        return {}
    # `S mode id stage`, a tab, the path: S says that the file was left out.
    rows = (row.partition("\t") for row in answer.decode("utf-8", "surrogateescape").split("\0"))
    return {
        PurePosixPath(path.removeprefix(place.lead)): about.split()[2]
        for about, _, path in rows
        if about.startswith("S 100") and not (place.top / path).exists()
    }
