"""What a paper can be about, as the records of a year have it: the rounds, the nonconformities, the late cases."""

from collections.abc import Iterator

from isoqms.pages.papers.catalogue import PaperKind
from isoqms.repository import Repository

_MOST = 10


def items_of(repository: Repository, kind: PaperKind, year: int) -> tuple[str, ...]:
    """What may be written behind the word of this paper, the last first; empty where the records hold none."""
    return tuple(dict.fromkeys(_items(repository, kind, year)))[::-1]


def which_item(repository: Repository, kind: PaperKind, year: int, command: str) -> str:
    """The hint for somebody who did not say what the paper is about: the command to type, with what there is."""
    known = items_of(repository, kind, year)
    if not known:
        return f"Gõ: {command} «{kind.item}»."
    return f"Gõ: {command} {known[0]}; năm {year} đang có: {', '.join(known[:_MOST])}."


def _items(repository: Repository, kind: PaperKind, year: int) -> Iterator[str]:
    records = repository.years.get(year)
    if records is None:
        return
    if kind.word.startswith("audit-"):
        yield from (each.id for each in (records.audits.record.rounds if records.audits else ()))
    elif kind.word == "car":
        yield from (each.id for each in (records.nonconformities.record.items if records.nonconformities else ()))
    elif kind.word == "apology":
        letters = records.nonconformities.record.apologies if records.nonconformities else ()
        yield from (each.case for each in letters if each.case)
    elif kind.word == "withdrawal-minutes":
        yield from (
            entry.record.number
            for entry in repository.decisions
            if entry.record.withdraws and entry.record.signed.year == year
        )
