"""The sums of signed files as they were first recorded, wherever a record names one (SHA-256).

A file and its sum that are changed together still fit each other. What the history held before
does not.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import chain, pairwise
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from isoqms.diagnostics import Place
from isoqms.history import Commit, History, Version, try_history
from isoqms.model.control.decision import Decision, SignedFile
from isoqms.model.layout import path_of
from isoqms.repository.content import Repository
from isoqms.repository.control import Control, read_recorded_as
from isoqms.repository.naming import recordings

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.control.evidence import Evidence

_SUM: Final = re.compile(rb"\bsha256\b[\"']?\s*:\s*[\"']?([0-9A-Fa-f]{64})")
_OUTGOING: Final = "van-ban-di"
_EVIDENCE: Final = "bang-chung"


class Named(NamedTuple):
    """A paper and the sum that its record gives of its signed file."""

    number: str
    path: str
    sha256: str


_Said: TypeAlias = tuple[Named, ...]
"""What one text names."""


class _Moment(NamedTuple):
    """What a file named from an entry on."""

    commit: Commit
    said: _Said


class ChangedSum(NamedTuple):
    """A signed file for which another sum stands than the one first recorded, or none."""

    path: PurePosixPath
    """The file that holds the record."""
    before: Named
    now: Named | None
    """None where no record names the file any more."""
    place: Place
    recorded: Commit
    """What recorded it as it was first."""
    since: Commit | None
    """What recorded the change; None where it is not recorded yet."""

    @property
    def is_taken_back(self) -> bool:
        """Whether a command took back the record, openly and by a further entry (undo)."""
        return self.since is not None and self.since.takes_back


def changed_sums(
    repository: Repository, control: Control, *, thorough: bool = False
) -> Iterator[ChangedSum]:
    """The papers whose recorded sum is no longer the first one, decisions before others.

    What is put right on the very day of recording counts as recorded so. The registers of papers
    are asked for their history only where they name a sum today; where `thorough`, always. Raises
    IncompleteHistory.
    """
    if control.history.unavailable:
        return
    yield from _of_decisions(repository, control)
    registers = tuple(_registers(repository, thorough=thorough))
    if registers:
        history = try_history(repository.root, registers)
        if not history.unavailable:
            yield from _of_registers(repository, history)


def _of_decisions(repository: Repository, control: Control) -> Iterator[ChangedSum]:
    """Those of decisions, which may be renamed: what their number and their file ever held."""
    held = recordings(repository.every_decision, control.recorded)
    # Nearly every decision still is what it was when recorded.
    suspects = [
        one
        for one in repository.every_decision
        if {each.blob for each in held[one.path]} != {repository.ids.get(one.path)}
    ]
    texts = control.history.texts(each.blob or "" for one in suspects for each in held[one.path])
    for one in suspects:
        here = tuple(_named(one.record.number, one.record.file))
        for old, new, recorded, since in _changes(texts, one.path, held[one.path], here):
            place = one.at("file" if new else "number")
            yield ChangedSum(one.path, old, new, place, recorded, since)


def _of_registers(repository: Repository, history: History) -> Iterator[ChangedSum]:
    standing = tuple(_in_registers(repository))
    everywhere = tuple(one for one, _ in standing)
    held = {
        PurePosixPath(name): tuple(one for one in versions if one.blob)
        for name, versions in history.by_path.items()
    }
    texts = history.texts(one.blob or "" for versions in held.values() for one in versions)
    for path, versions in held.items():
        for old, new, recorded, since in _changes(texts, path, versions, everywhere):
            number = new.number if new else old.number
            places = (where for one, where in standing if one.number == number)
            place = next(places, Place(path, (), 1))
            yield ChangedSum(path, old, new, place, recorded, since)


def _in_registers(repository: Repository) -> Iterator[tuple[Named, Place]]:
    """What the registers of papers and of evidence name today, and where."""
    for row in repository.rows.outgoing:
        for one in _named(row.record.number, row.record.file):
            yield one, row.at("file")
    for piece in repository.rows.evidence:
        for one in _proving(piece.record):
            yield one, piece.at("path")


def _registers(repository: Repository, *, thorough: bool) -> Iterator[str]:
    for number, year in sorted(repository.years.items()):
        named = any(row.record.file and row.record.file.sha256 for row in year.rows.outgoing)
        if named or thorough:
            yield str(path_of(_OUTGOING, number))
        if any(row.record.sha256 for row in year.rows.evidence) or thorough:
            yield str(path_of(_EVIDENCE, number))


_Change: TypeAlias = tuple[Named, Named | None, Commit, Commit | None]


def _changes(
    texts: Mapping[str, bytes], path: PurePosixPath, held: tuple[Version, ...], now: _Said
) -> Iterator[_Change]:
    """What was first recorded of each paper and differs from what stands now."""
    sums = [tuple(_SUM.findall(texts[one.blob or ""])) for one in held]
    # Nearly always sums are only added. Only where one left are the texts worth reading.
    if not any(sums) or _is_kept(sums, now):
        return
    moments = [
        _Moment(one.commit, _read(path, texts[one.blob or ""]) if named else ())
        for one, named in zip(held, sums, strict=True)
    ]
    yield from _compared(moments, now)


def _is_kept(sums: list[tuple[bytes, ...]], now: _Said) -> bool:
    """Whether each text names all the sums of the one before, in their order, and today's too."""
    last = tuple(one.sha256.lower().encode() for one in now)
    lowered = [tuple(each.lower() for each in one) for one in sums]
    in_order = all(_is_within(before, after) for before, after in pairwise(lowered))
    return in_order and all(each in last for each in lowered[-1])


def _is_within(before: tuple[bytes, ...], after: tuple[bytes, ...]) -> bool:
    """Whether `after` holds all of `before` in the same order."""
    rest = iter(after)
    return all(each in rest for each in before)


def _compared(moments: list[_Moment], now: _Said) -> Iterator[_Change]:
    first: dict[str, tuple[Commit, Named]] = {}
    for moment in moments:
        if moment.commit.takes_back:
            yield from _taken_back(moment, first)
        for one in moment.said:
            known = first.get(one.number)
            # A slip that is seen at once is put right at once: still the first recording.
            if known is None or known[0].when.date() == moment.commit.when.date():
                first[one.number] = (known[0] if known else moment.commit, one)
    for recorded, old in first.values():
        found = _standing(old, now)
        if found is None or found.sha256.lower() != old.sha256.lower():
            yield old, found, recorded, _since(old, recorded, moments)


def _taken_back(moment: _Moment, first: dict[str, tuple[Commit, Named]]) -> Iterator[_Change]:
    """The papers that the entry takes back; what is recorded of them afterwards begins anew."""
    for number, (recorded, old) in tuple(first.items()):
        if not _names(moment.said, old):
            del first[number]
            yield old, None, recorded, moment.commit


def _names(said: _Said, old: Named) -> bool:
    """Whether a text names the sum, of whichever paper."""
    return any(one.sha256.lower() == old.sha256.lower() for one in said)


def _standing(old: Named, now: _Said) -> Named | None:
    """What stands now of the paper: under its number, else what has its sum or its file."""
    own = [one for one in now if one.number == old.number]
    same = [one for one in now if one.sha256.lower() == old.sha256.lower()]
    file = [one for one in now if one.path == old.path]
    return next(chain((one for one in own if one in same), own, same, file), None)


def _since(old: Named, recorded: Commit, moments: list[_Moment]) -> Commit | None:
    """The entry after which the sum was named no more; None where the last one still names it."""
    later = (one for one in moments if one.commit.position > recorded.position)
    return next((one.commit for one in later if not _names(one.said, old)), None)


def _read(path: PurePosixPath, content: bytes) -> _Said:
    """What a recorded text names; nothing where it does not fit the model today."""
    if path.parts[0] == "quyet-dinh":
        decision = read_recorded_as(Decision, path, content)
        return tuple(_named(decision.record.number, decision.record.file)) if decision else ()
    # They are needed only where a register changed that names a signed file.
    if path.stem == _EVIDENCE:
        from isoqms.model.control.evidence import EvidenceRegister  # noqa: PLC0415 - see above

        kept = read_recorded_as(EvidenceRegister, path, content)
        items = kept.record.items if kept else ()
        return tuple(chain.from_iterable(map(_proving, items)))
    from isoqms.model.reporting import OutgoingRegister  # noqa: PLC0415 - see above

    register = read_recorded_as(OutgoingRegister, path, content)
    rows = register.record.documents if register else ()
    return tuple(chain.from_iterable(_named(row.number, row.file) for row in rows))


def _proving(piece: "Evidence") -> Iterator[Named]:
    if piece.path and piece.sha256:
        yield Named(piece.id, piece.path, piece.sha256)


def _named(number: str, file: SignedFile | None) -> Iterator[Named]:
    if file is not None and file.sha256:
        yield Named(number, file.path, file.sha256)
