"""In which files a decision stood one after the other: an entry that moves it moves it alone."""

import math
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from pathlib import PurePosixPath

from isoqms.history import Version
from isoqms.repository.recorded import Recorded, Stay

Key = tuple[str, str]
"""Number and year."""


class Lineages:
    """Which contents are of which decision, where the moves of its file tell it for certain."""

    def __init__(self, recorded: Recorded) -> None:
        self._now = {stay.path: stay for stay in recorded.stays if stay.until is None}
        self._begun: dict[int, list[Stay]] = {}
        self._ended: dict[int, list[Stay]] = {}
        for stay in recorded.stays:
            self._begun.setdefault(stay.since, []).append(stay)
            if stay.until is not None:
                self._ended.setdefault(stay.until, []).append(stay)
        self._keys = {one: key for key, each in recorded.decisions.items() for one in each}

    def of(self, path: PurePosixPath, keys: Iterable[Key]) -> frozenset[Version]:
        """What the decision that stands at `path` was, as far as it bore one of these names."""
        known = frozenset(keys)
        return frozenset(one for stay in self._back(str(path), known) for one in stay.versions)

    def leavings(self, path: PurePosixPath, keys: tuple[Key, ...]) -> tuple[float, ...]:
        """The places in the line of the entries by which it left each of its names, one by one.

        `keys` are its names from the first to the last. Where the moves do not tell it, the place
        of what brought its last file.
        """
        stays, groups = self._told(path, keys)
        if not stays:
            return (math.inf,) * len(keys)
        last = stays[-1].since
        if not groups:
            return (last,) * len(keys)
        until = [each[-1].until or last for each in groups[:-1]]
        return _each((*until, last), keys)

    def beginnings(self, path: PurePosixPath, keys: tuple[Key, ...]) -> tuple[float, ...]:
        """The places of the entries by which it got each name; infinite where nothing tells it."""
        _, groups = self._told(path, keys)
        if not groups:
            return (math.inf,) * len(keys)
        return _each(tuple(each[0].since for each in groups), keys)

    def _told(
        self, path: PurePosixPath, keys: tuple[Key, ...]
    ) -> tuple[list[Stay], list[list[Stay]]]:
        """Where it stood, oldest first, and the same by its names where the moves tell all."""
        stays = [*reversed(list(self._back(str(path), frozenset(keys))))]
        groups = [list(each) for _, each in groupby(stays, key=self._key)]
        told = [self._key(each[0]) for each in groups] == [key for key, _ in groupby(keys)]
        return stays, groups if told else []

    def _key(self, stay: Stay) -> Key | None:
        return self._keys.get(stay.versions[-1])

    def _back(self, path: str, keys: frozenset[Key]) -> Iterator[Stay]:
        stay = self._now.get(path)
        while stay is not None:
            yield stay
            before = self._ended.get(stay.since, [])
            alone = len(before) == 1 == len(self._begun[stay.since])
            bore = alone and self._key(before[0]) in keys
            stay = before[0] if bore else None


def _each(places: tuple[float, ...], keys: tuple[Key, ...]) -> tuple[float, ...]:
    """For each of the names the place of the run of equal ones that it is in."""
    runs = (list(each) for _, each in groupby(keys))
    return tuple(
        chain.from_iterable((place,) * len(run) for place, run in zip(places, runs, strict=True))
    )
