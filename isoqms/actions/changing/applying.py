"""Carry a planned change out as one: first checked as the repository would be, then recorded."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import Final

from isoqms.actions.changing.personal import personal_data_in, refuse
from isoqms.actions.changing.sameness import Subject, Subjects
from isoqms.actions.changing.texts import in_their_form, mending_told
from isoqms.actions.changing.wholeness import refuse_unless_whole
from isoqms.actions.checking.validate import check
from isoqms.diagnostics import Diagnostic, Location, Outcome, Severity
from isoqms.errors import IsoqmsError
from isoqms.history.writing.recording import ADDRESS
from isoqms.history.writing.transaction import carry_out
from isoqms.model.registers import register_at
from isoqms.repository import Repository, load
from isoqms.repository.control import control
from isoqms.rules.protocol import Brought, Gate
from isoqms.rules.registry import BROUGHT, FAMILIES, is_at

_SHOWN: Final = 5
_UNREADABLE: Final = ("QMS0", "QMS1")
"""Files that cannot be read and names that clash: no truth about the past is written so."""
_NEVER: Final = ("QMS409",)


@dataclass(frozen=True, slots=True)
class Change:
    """A change planned in memory."""

    message: str
    """What is done, in one line."""
    files: Mapping[PurePosixPath, bytes | None]
    """What each file shall hold, by its path from the root; None for one that goes."""
    seen: Mapping[PurePosixPath, bytes] = field(default_factory=dict)
    """The bytes of files that the change has taken up: edits in them need not be recorded yet."""
    drafts: frozenset[PurePosixPath] = frozenset()
    """Files that somebody will go on writing: faults in them are told, and no reason to refuse."""
    returned: frozenset[PurePosixPath] = frozenset()
    """Files that become what was issued before: their faults are those of what was in force."""
    moved: Mapping[PurePosixPath, PurePosixPath] = field(default_factory=dict)
    """Where the person finds now what will stand at another path: faults are told there."""
    notes: tuple[str, ...] = ()
    """Sentences that the person should read."""
    told: frozenset[PurePosixPath] = frozenset()
    """Files whose new findings are told at once: what was just written may lack something."""
    past: bool = False
    """Whether it only puts right what was recorded of the past.

    What the truth shows to be wrong is told then, and no reason to refuse the truth.
    """
    expected: frozenset[str] = frozenset()
    """The rules whose findings are no news: a draft just begun says what it was copied from."""


_NO_CHANGE: Final = Change("", {})


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How the repository would be."""

    outcome: Outcome
    fresh: tuple[Diagnostic, ...]
    """What would be found and is not found now."""
    mended: str = ""
    """What an editor left in the files and is mended along, in a sentence; empty for nothing."""

    @property
    def afterwards(self) -> tuple[str, ...]:
        """What the change makes due, in sentences: an announcement of the changed scope."""
        return tuple(d.message for d in self.fresh if is_at(Gate.ANNOUNCEMENT, d.rule))

    @property
    def owed(self) -> tuple[Diagnostic, ...]:
        """The errors that the recorded truth brings: what the agency owes, or was late with."""
        return tuple(
            each
            for each in self.fresh
            if each.severity is Severity.ERROR and BROUGHT.get(each.rule) is Brought.OWED
        )


class WouldBreak(IsoqmsError):
    """The change would bring errors into a repository that has none there."""

    hint = "Sửa các chỗ này rồi chạy lại; `isoqms explain` giải thích từng mã lỗi."


def rehearse(repository: Repository, change: Change) -> Rehearsal:
    """The repository as it would be, checked.

    WouldBreak where there would be an error that is not there now, NotWhole where files are
    half-joined or half-fetched. It is there now, too, where the same thing had as many errors of
    the same rule in other words: the truth about what was done late is never refused.

    What a year's records lack (an audit, a figure) is no fault of a change that makes the year owe
    it: a first decision may be recorded after its year is over. Nor is what has to be done after
    it, nor what others brought about and a register only tells.
    """
    files = in_their_form(change.files)
    after = load(repository.root, repository.as_of, files)
    refuse_unless_whole(after, repository)
    # What is recorded is the same before and after, so it is asked for once.
    outcome = check(replace(after, asked=lambda: control(repository).history))
    before = check(repository).diagnostics
    fresh = tuple(
        found for found in brought(before, outcome.diagnostics) if found.rule not in change.expected
    )
    errors = [found for found in fresh if _refuses(found, change)]
    if errors:
        was, would = Subjects(repository), Subjects(after)
        had, has = was.errors(before), would.errors(outcome.diagnostics)
        errors = [each for each in errors if _rises(would.of(each), had, has)]
    if errors:
        raise WouldBreak("\n".join(_told(errors, change.moved)))
    return Rehearsal(outcome, fresh, mending_told(repository, files))


def _rises(subject: Subject, had: Counter[Subject], has: Counter[Subject]) -> bool:
    # What no change may bring refuses also where it is no error, and so is not counted there.
    return has[subject] > had[subject] or not has[subject]


def brought(before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """What is found after a change and was not before, wherever it stood then."""
    known = {_sign(diagnostic) for diagnostic in before}
    return tuple(found for found in after if _sign(found) not in known)


def refuse_errors(fresh: Iterable[Diagnostic], what: str) -> None:
    """WouldBreak where some of these are errors that refuse a change; drafts may have faults."""
    told = errors_told(fresh, f"{what} thì kho có thêm {{}} lỗi, nên chưa ghi gì:")
    if told:
        raise WouldBreak("\n".join(told))


def errors_told(fresh: Iterable[Diagnostic], lead: str) -> list[str]:
    """The lines that tell of those that refuse a change, after one with their number for `{}`.

    None where there are none.
    """
    errors = [
        found
        for found in fresh
        if _refuses(found, _NO_CHANGE) and found.location.path.parts[0] != "du-thao"
    ]
    return list(_told(errors, {}, lead)) if errors else []


def _refuses(found: Diagnostic, change: Change) -> bool:
    """Whether a finding that a change brings is a reason not to make it."""
    brought = BROUGHT.get(found.rule)
    if found.location.path in change.drafts | change.returned:
        return False
    if brought is Brought.FALSE:
        return True
    if found.severity is not Severity.ERROR:
        return False
    if brought is Brought.OWED and all(register_at(str(path)) for path in change.files):
        return False
    if change.past and _is_told(found, change):
        return False
    # Nobody can announce a new scope before there is one.
    return not (_is_of_the_year(found) or is_at(Gate.ANNOUNCEMENT, found.rule))


def _is_told(found: Diagnostic, change: Change) -> bool:
    """Whether it is told and no reason to refuse the truth about the past.

    A draft that the truth makes useless is put right afterwards.
    """
    path = found.location.path
    if path.parts[0] == "du-thao" and path not in change.files:
        return True
    return found.rule not in _NEVER and not found.rule.startswith(_UNREADABLE)


def apply(
    repository: Repository,
    change: Change,
    *,
    author: str | None,
    when: datetime,
    tag: tuple[str, str] | None = None,
    keep_personal_data: bool = False,
) -> str:
    """The id of the commit that holds the change; `author` is a title, the agency where it is None.

    WouldKeepPersonalData where it would and nobody has agreed to that, and what
    `history.writing.transaction.carry_out` raises; nothing is changed then.
    """
    if not keep_personal_data:
        refuse(personal_data_of(repository, change, author, tag))
    title = " ".join((author or "").split())
    who = (title or repository.agency.record.name, ADDRESS)
    return carry_out(
        repository.root,
        in_their_form(change.files),
        message=change.message,
        author=who,
        when=when,
        tag=tag,
        seen=change.seen,
    )


def personal_data_of(
    repository: Repository, change: Change, author: str | None, tag: tuple[str, str] | None = None
) -> tuple[str, ...]:
    """In one line each, the personal data that the change would record for good."""
    words = (change.message, author or "", *(tag or ()))
    return personal_data_in(repository, change.files, words, change.moved)


def _sign(diagnostic: Diagnostic) -> tuple[str, PurePosixPath, str]:
    # Lines move when something is written above them; what is wrong stays the same.
    return (diagnostic.rule, diagnostic.location.path, diagnostic.message)


def _is_of_the_year(diagnostic: Diagnostic) -> bool:
    """Whether it tells of the yearly work: what the year's records must hold."""
    return diagnostic.location.path.parts[0] == "nam" and FAMILIES[diagnostic.rule].of_the_year


def _place(place: Location, moved: Mapping[PurePosixPath, PurePosixPath]) -> Location:
    return replace(place, path=moved.get(place.path, place.path))


def _told(
    errors: list[Diagnostic],
    moved: Mapping[PurePosixPath, PurePosixPath],
    lead: str = "Làm vậy thì kho có thêm {} lỗi, nên chưa ghi gì:",
) -> Iterator[str]:
    yield lead.format(len(errors))
    for error in errors[:_SHOWN]:
        yield f"  {_place(error.location, moved)}: [{error.rule}] {error.message}"
        if error.hint:
            yield f"    → {error.hint}"
    if len(errors) > _SHOWN:
        yield f"  … và {len(errors) - _SHOWN} lỗi nữa."
