"""The hint of what a paper can be about, for somebody who did not say it."""

from isoqms.facts.papers.paper import PaperKind
from isoqms.repository import Repository

_MOST = 10


def which_item(repository: Repository, kind: PaperKind, year: int, command: str) -> str:
    """The command to type, with what the records of the year hold, the last first."""
    known = _known(repository, kind, year)
    if not known:
        return f"Gõ: {command} «{kind.item}»."
    return f"Gõ: {command} {known[0]}; năm {year} đang có: {', '.join(known[:_MOST])}."


def _known(repository: Repository, kind: PaperKind, year: int) -> tuple[str, ...]:
    if kind.subject is None:
        return ()
    return tuple(dict.fromkeys(kind.subject.known(repository, year)))[::-1]
