"""Under which numbers and names a decision was known, from its first recording until now."""

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from operator import itemgetter
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from isoqms.history import Version
from isoqms.model.control.decision import CorrectedKey, Correction, Decision
from isoqms.repository.entry import Entry
from isoqms.repository.lineage import Lineages
from isoqms.repository.recorded import Recorded
from isoqms.wording import number_slug

_PLAIN = (
    "number",
    "summary",
    "signed",
    "effective",
    "retroactive_reason",
    "authority",
    "signer_post",
    "signer_name",
)
"""The keys of a correction that hold the earlier value of the same key of the decision."""


def earlier(record: Decision) -> tuple[Decision, ...]:
    """The decision before each of its corrections, the last correction taken back first."""
    out: list[Decision] = []
    while record.corrections:
        record = _before(record, record.corrections[-1])
        out.append(record)
    return tuple(out)


def _before(record: Decision, correction: Correction) -> Decision:
    """The decision as it was recorded before its last correction."""
    told: dict[str, Any] = {name: getattr(correction, name) for name in _PLAIN}
    old = {name: value for name, value in told.items() if value is not None}
    old |= dict.fromkeys(CorrectedKey(each).value for each in correction.left_empty)
    if correction.restores or CorrectedKey.RESTORES in correction.left_empty:
        old["restores"] = correction.restores
    # Nobody corrects what is void, except to say that it holds after all.
    old["voided"] = correction.voided
    titles = {each.code: each.title for each in correction.titles}
    for key in ("issues", "withdraws"):
        old[key] = tuple(
            item.model_copy(update={"title": titles[item.code]}) if item.code in titles else item
            for item in getattr(record, key)
        )
    return record.model_copy(update={**old, "corrections": record.corrections[:-1]})


def answers_to(record: Decision, number: str) -> bool:
    """Whether the decision bears this number, or bore it before it was corrected."""
    return number in {record.number, *(each.number for each in record.corrections)}


class Name(NamedTuple):
    """What a decision was called for a time: its number, its year, its mark (mốc)."""

    entry: Entry[Decision]
    record: Decision
    """The decision as it was then."""
    mark: str
    """The name of the tag that seals it."""
    left: date | None
    """The day on which it was corrected to another name, or voided; None for what holds."""

    @property
    def key(self) -> tuple[str, str]:
        """Number and year, as the history keeps decisions."""
        return self.record.number, str(self.record.signed.year)

    @property
    def is_first(self) -> bool:
        """Whether it is the name under which the decision was first recorded."""
        return not self.record.corrections


def names(decisions: Iterable[Entry[Decision]], recorded: Recorded) -> tuple[Name, ...]:
    """Every name of every decision, voided ones too, with the mark that each has.

    A number may be given again once the decision that bore it by mistake was voided or corrected:
    whoever bore a name first has its plain mark, the next one a mark with a number behind it. Where
    the moves of their files do not tell who did, it is whoever left it first.
    """
    lineages = Lineages(recorded)
    found: list[tuple[tuple[bool, float, date, str, int], float, Name]] = []
    for entry in decisions:
        own = tuple(_names(entry))
        keys = tuple(name.key for name in own)
        places = lineages.leavings(entry.path, keys)
        begun = lineages.beginnings(entry.path, keys)
        for stage, (name, place, since) in enumerate(zip(own, places, begun, strict=True)):
            order = (name.left is None, place, name.left or date.max, str(entry.path), stage)
            found.append((order, since, name))
    every = _as_begun([(since, name) for _, since, name in sorted(found, key=itemgetter(0))])
    taken: dict[str, int] = {}
    out: list[Name] = []
    for name in every:
        count = taken[name.mark] = taken.get(name.mark, 0) + 1
        mark = name.mark if count == 1 else f"{name.mark}-{count}"
        out.append(Name(name.entry, name.record, mark, name.left))
    return tuple(out)


def _as_begun(every: list[tuple[float, Name]]) -> list[Name]:
    """The names with those of one mark in the order in which they were begun, where it is known."""
    groups: dict[str, list[tuple[float, Name]]] = {}
    for each in every:
        groups.setdefault(each[1].mark, []).append(each)
    for group in groups.values():
        if all(since < math.inf for since, _ in group):
            group.sort(key=itemgetter(0))
    rest = {mark: iter(group) for mark, group in groups.items()}
    return [next(rest[name.mark])[1] for _, name in every]


def _names(entry: Entry[Decision]) -> Iterator[Name]:
    record = entry.record
    stages = (*reversed(earlier(record)), record)
    voided = record.voided.on if record.voided else None
    leavings = (*(each.on for each in record.corrections), voided)
    before = ""
    for stage, left in zip(stages, leavings, strict=True):
        mark = f"qd/{stage.signed.year}/{number_slug(stage.number)}"
        is_same = mark == before
        before = mark
        if is_same:
            mark = f"{mark}-dinh-chinh-{len(stage.corrections)}"
        yield Name(entry, stage, mark, left)


def mark_of(decisions: Iterable[Entry[Decision]], recorded: Recorded, path: PurePosixPath) -> str:
    """The mark under which the decision at `path` is known now."""
    found = [name for name in names(decisions, recorded) if name.entry.path == path]
    return max(found, key=lambda name: len(name.record.corrections)).mark


def recordings(
    decisions: Iterable[Entry[Decision]], recorded: Recorded
) -> Mapping[PurePosixPath, tuple[Version, ...]]:
    """What each decision was, under all its names and in its file, oldest first.

    `decisions` are all of them, voided ones too. Where a number was given again, what was recorded
    under it before its first bearer left it belongs to that bearer, unless the moves of a file
    tell it better.
    """
    every = tuple(decisions)
    holders: dict[tuple[str, str], list[Name]] = {}
    for name in names(every, recorded):
        folder = name.entry.path.parts[1] if name.left is None else name.key[1]
        holders.setdefault((name.record.number, folder), []).append(name)
    found: dict[PurePosixPath, set[Version]] = {each.path: set() for each in every}
    since: dict[PurePosixPath, int] = {}
    for key, bearers in holders.items():
        _share_out(key, bearers, recorded, found, since)
    for path, versions in found.items():
        own = recorded.decision_files.get(str(path), ())
        versions.update(one for one in own if one.commit.position > since.get(path, -1))
    lineages = Lineages(recorded)
    own_by_path = {
        each.path: lineages.of(each.path, (stage.key for stage in _names(each))) for each in every
    }
    claimed = frozenset(chain.from_iterable(own_by_path.values()))
    return {
        path: tuple(sorted((each - claimed) | own_by_path[path], key=_position))
        for path, each in found.items()
    }


def _share_out(
    key: tuple[str, str],
    bearers: list[Name],
    recorded: Recorded,
    found: dict[PurePosixPath, set[Version]],
    since: dict[PurePosixPath, int],
) -> None:
    """Give what was recorded under a number to those that bore it, one after the other."""
    begin = -1
    for place, name in enumerate(bearers):
        path = name.entry.path
        last = place == len(bearers) - 1 or bearers[-1].entry.path == path
        end = None if last else _left_at(name, recorded)
        for version in recorded.decisions.get(key, ()):
            position = version.commit.position
            if begin < position and (end is None or position <= end):
                found[path].add(version)
        if begin >= 0:
            since[path] = max(since.get(path, -1), begin)
        if end is not None:
            begin = max(begin, end)


def _left_at(name: Name, recorded: Recorded) -> int:
    """The place in the line of the entry by which a decision left a name for another."""
    own = recorded.decision_files.get(str(name.entry.path), ())
    # Whoever leaves a number to another decision also leaves the file of that name.
    return own[0].commit.position if own else -1


def _position(version: Version) -> int:
    return version.commit.position
