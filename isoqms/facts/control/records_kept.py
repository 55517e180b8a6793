"""What a decision's record becomes when it is taken back or again: it goes on, nothing leaves it.

A record that is voided goes aside, so that its number may be given again; one that comes back, or
is as it was before a correction, keeps in its corrections what it was meanwhile.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from isoqms.facts.control.record_corrections import correction
from isoqms.model.control.decision import Correction, Decision, Voided
from isoqms.repository.control import read_recorded_as
from isoqms.repository.integrity import follows
from isoqms.repository.naming import earlier
from isoqms.source.editing import Append, Edit, Put, edited

Contents = Mapping[PurePosixPath, bytes | None]

FOLDER: Final = "quyet-dinh"
"""Where the decisions stand."""
_ASIDE: Final = "-huy-"


def aside(path: PurePosixPath, is_taken: Callable[[PurePosixPath], bool]) -> PurePosixPath:
    """Where the file of a voided decision stands: beside (`51-QD-UBND-huy-1.yaml`).

    A name that none had before, so that nobody takes one record for the other.
    """
    stem, number = path.stem.partition(_ASIDE)[0], 1
    while is_taken(path.with_name(f"{stem}{_ASIDE}{number}.yaml")):
        number += 1
    return path.with_name(f"{stem}{_ASIDE}{number}.yaml")


def is_aside(path: PurePosixPath) -> bool:
    """Whether the record of a voided decision stands there."""
    return _ASIDE in path.stem and path.suffix == ".yaml"


def voided(
    path: PurePosixPath, record: Decision, content: bytes, target: PurePosixPath, why: Voided
) -> bytes:
    """The content of a record that is void from now on and stands at `target`."""
    edits: list[Edit] = [Put(("voided",), {"on": why.on, "reason": why.reason})]
    pdf = path.with_suffix(".pdf")
    if record.file is not None and record.file.path == str(pdf) and path != target:
        edits.append(Put(("file", "path"), str(target.with_suffix(".pdf"))))
    return edited(target, content, *edits)


def goes_on(path: PurePosixPath, before: bytes, after: bytes) -> bool:
    """Whether a record says no more than before but what it was meanwhile."""
    if path.parts[0] != FOLDER or path.suffix != ".yaml":
        return False
    old, new = _read(path, before), _read(path, after)
    if old is None or new is None or (old.file, old.note) != (new.file, new.note):
        return False
    return follows(old, new)


@dataclass(frozen=True)
class Turn:
    """A change that is taken back or made again: the files of the decisions now, and then."""

    now: Contents
    then: Contents
    """What each of these files would hold if nothing had to stay."""
    day: date
    reason: str
    is_taken: Callable[[PurePosixPath], bool]
    """Whether a file stands there, or ever stood."""
    again: bool = False
    """Whether it is made again, for the reasons that it had."""

    def kept(self) -> Iterator[tuple[PurePosixPath, bytes | None]]:
        """The files that have to hold something else than they would, and what."""
        now, then = _decisions(self.now), _decisions(self.then)
        for path, record in now.items():
            match = _match(path, record, then)
            if match is None:
                yield from self._set_aside(path, record)
            else:
                yield from self._gone_on(path, record, match, then[match])

    def _set_aside(
        self, path: PurePosixPath, record: Decision
    ) -> Iterator[tuple[PurePosixPath, bytes | None]]:
        """The record that nothing would be left of."""
        if record.voided is not None:
            yield path, self.now[path]
            return
        yield from self._void(path, record, Voided(on=self.day, reason=self.reason))

    def _void(
        self, path: PurePosixPath, record: Decision, why: Voided
    ) -> Iterator[tuple[PurePosixPath, bytes | None]]:
        target, content = aside(path, self.is_taken), self.now[path] or b""
        yield target, voided(path, record, content, target, why)
        pdf = path.with_suffix(".pdf")
        signed = self.now.get(pdf)
        if signed is not None and record.file is not None and record.file.path == str(pdf):
            yield target.with_suffix(".pdf"), signed

    def _gone_on(
        self, path: PurePosixPath, record: Decision, target: PurePosixPath, then: Decision
    ) -> Iterator[tuple[PurePosixPath, bytes | None]]:
        """The record as it was before, or shall be again, with what it is now in its past."""
        if then.voided is not None and record.voided is None:
            # Under a new name: its last place aside belongs to the record of that time.
            yield target, None
            yield target.with_suffix(".pdf"), None
            reason = then.voided.reason if self.again else self.reason
            why = Voided(on=self.day, reason=reason)
            yield from self._void(path, record, why)
            return
        made = correction(record, then, self.day, self.reason)
        past = (*record.corrections, *((made,) if made else ()))
        known = _in_common(then.corrections, past)
        if made is None and known == len(past):
            return
        rows = tuple(_row(each) for each in past[known:])
        yield target, edited(target, self.then[target] or b"", Append(("corrections",), rows))


def _row(made: Correction) -> dict[str, object]:
    return made.model_dump(exclude_none=True, exclude_defaults=True)


def _in_common(some: tuple[Correction, ...], others: tuple[Correction, ...]) -> int:
    """How many corrections both begin with."""
    pairs = enumerate(zip(some, others, strict=False))
    unlike = (place for place, (one, other) in pairs if one != other)
    return next(unlike, min(len(some), len(others)))


def _decisions(files: Contents) -> dict[PurePosixPath, Decision]:
    read = {
        path: _read(path, content)
        for path, content in files.items()
        if content is not None and path.parts[0] == FOLDER and path.suffix == ".yaml"
    }
    return {path: record for path, record in read.items() if record is not None}


def _read(path: PurePosixPath, content: bytes) -> Decision | None:
    found = read_recorded_as(Decision, path, content)
    return found.record if found else None


def _match(
    path: PurePosixPath, record: Decision, others: Mapping[PurePosixPath, Decision]
) -> PurePosixPath | None:
    """The file in which the same decision stands among the others."""
    if path in others:
        return path
    mine = _names(record)
    return next((each for each, other in others.items() if mine & _names(other)), None)


def _names(record: Decision) -> set[tuple[str, int]]:
    return {(each.number, each.signed.year) for each in (record, *earlier(record))}
