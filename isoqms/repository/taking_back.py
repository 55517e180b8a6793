"""The texts that stood in force by a decision whose record was voided, apart from all others."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from isoqms.model.control.decision import Decision
from isoqms.repository.entry import Entry
from isoqms.repository.naming import recordings
from isoqms.repository.recorded import Recorded, Standing


def apart(recorded: Recorded, decisions: Iterable[Entry[Decision]]) -> tuple[Recorded, Recorded]:
    """What was recorded as if the voided decisions had not been, and what stood there by them.

    A revision whose issue was voided may be issued again with another text, which is no change of
    the first one.
    """
    every = tuple(decisions)
    if not any(entry.record.voided for entry in every):
        return recorded, Recorded()
    until = dict(_voided(recorded, every))
    kept: dict[str, tuple[Standing, ...]] = {}
    taken: dict[str, tuple[Standing, ...]] = {}
    for code, standings in recorded.documents.items():
        gone = tuple(one for one in standings if _is_before(one, until))
        if gone:
            taken[code] = gone
        rest = tuple(one for one in standings if one not in gone)
        if rest:
            kept[code] = rest
    return replace(recorded, documents=kept), Recorded(taken)


def _is_before(one: Standing, until: dict[tuple[str, int], int]) -> bool:
    return one.since.position < until.get((one.code, one.revision), 0)


def _voided(
    recorded: Recorded, every: tuple[Entry[Decision], ...]
) -> Iterator[tuple[tuple[str, int], int]]:
    """Each revision that only a voided decision had issued, and the entry that voided it."""
    versions = recordings(every, recorded)
    issued: dict[tuple[str, int], int] = {}
    for entry in every:
        own = versions.get(entry.path, ())
        if entry.record.voided is None and own:
            for item in entry.record.issues:
                first = own[0].commit.position
                key = (item.code, item.revision)
                issued[key] = min(first, issued.get(key, first))
    for entry in every:
        own = versions.get(entry.path, ())
        if entry.record.voided is None or not own:
            continue
        last = own[-1].commit.position
        for item in entry.record.issues:
            key = (item.code, item.revision)
            if issued.get(key, last) >= last:
                yield key, last
