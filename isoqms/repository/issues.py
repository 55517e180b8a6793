"""What the decisions issued, revision by revision, and what ended each (valid time).

The texts are those that stood there when a decision was signed and first recorded.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date
from pathlib import PurePosixPath
from typing import NamedTuple, TypeVar

from isoqms.history import Commit, Version
from isoqms.model.control.decision import Decision, Issued, Withdrawn
from isoqms.repository.entry import Entry
from isoqms.repository.naming import recordings
from isoqms.repository.recorded import Recorded, Standing
from isoqms.values import frozen
from isoqms.wording import sort_key


class TextRef(NamedTuple):
    """Where the text of a revision is: the path, the content's id, the commit that brought it."""

    path: PurePosixPath
    blob: str
    commit: Commit


class Ending(NamedTuple):
    """How a revision ceased to be in force (hết hiệu lực)."""

    decision: Entry[Decision]
    """The decision that withdrew it, or else issued the revision in its place."""
    day: date
    """The first day on which it is no longer in force."""
    reason: str | None
    """Why it was withdrawn (lý do thu hồi), where the decision says so."""
    replaced_by: int | None
    """The revision in its place; None where the document was withdrawn."""


class Issue(NamedTuple):
    """A revision of a document as the decisions know it (một lần ban hành)."""

    code: str
    revision: int | None
    """None where a decision withdraws something of which nothing else is known."""
    title: str | None
    kind: str | None
    decision: Entry[Decision] | None
    """The decision that issued it; None where only its withdrawal is recorded."""
    effective: date | None
    change: str | None
    ending: Ending | None
    text: TextRef | None
    """None where the text was issued before the repository existed, or no history can be asked."""
    recorded: Commit | None
    """The commit in which the decision first stood; None where it is not yet recorded."""

    @property
    def signed(self) -> date | None:
        """The day on which the issuing decision was signed."""
        return self.decision.record.signed if self.decision else None

    def has_text(self, blob: str | None) -> bool:
        """Whether `blob` is the id of the text that was issued."""
        return self.text is not None and self.text.blob == blob

    @property
    def withdrawal(self) -> Ending | None:
        """The ending, where the document was withdrawn and not replaced."""
        return self.ending if self.ending and self.ending.replaced_by is None else None

    @property
    def is_repeated(self) -> bool:
        """Whether a later decision issued the same revision once more, in its place."""
        return self.ending is not None and self.ending.replaced_by == self.revision

    def in_force(self, day: date) -> bool:
        """Whether it is in force on that day: it has taken effect, and has not ended."""
        begun = self.effective is not None and self.effective <= day
        return begun and not self.ended(day)

    def ended(self, day: date) -> bool:
        """Whether it is no longer in force on that day, withdrawn or replaced."""
        return self.ending is not None and self.ending.day <= day

    def coming(self, day: date) -> bool:
        """Whether it was signed by that day and takes effect only later."""
        if self.signed is None or self.effective is None:
            return False
        # What ends on the day of its own effect or before never comes.
        return self.signed <= day < self.effective and not self.ended(self.effective)


def issues_of(
    decisions: tuple[Entry[Decision], ...],
    recorded: Recorded,
    every: Iterable[Entry[Decision]] | None = None,
) -> dict[str, tuple[Issue, ...]]:
    """Every revision by code, from decisions in the order of signing.

    Those of a code in the order of the decisions, those without a known decision first. `every`
    are all decisions, also those that were voided and left their number to another.
    """
    acts = _gather(decisions)
    history = _History(recorded, recordings(decisions if every is None else every, recorded))
    return {code: _issues(acts[code], history) for code in sorted(acts, key=sort_key)}


class _History(NamedTuple):
    """What was recorded, and what of it is each decision's own."""

    recorded: Recorded
    decisions: Mapping[PurePosixPath, tuple[Version, ...]]

    def first(self, decision: Entry[Decision]) -> Commit | None:
        """The commit in which the decision first stood, under whatever number."""
        versions = self.decisions.get(decision.path, ())
        return versions[0].commit if versions else None


@frozen
class _Act:
    """What a decision does to one document."""

    # The place of the decision among all, in the order of signing. Several decisions are signed on
    # one day, so days alone would not say which of them had the last word.
    order: int
    decision: Entry[Decision]

    @property
    def effective(self) -> date:
        return self.decision.record.in_force_from


@frozen
class _Issuing(_Act):
    item: Issued


@frozen
class _Withdrawing(_Act):
    item: Withdrawn

    def ends(self, issuing: _Issuing) -> bool:
        """Whether it withdraws that revision."""
        # A decision first withdraws, then issues: one that withdraws QT-01 and issues QT-01@2 does
        # not take back what it has just issued.
        return issuing.order < self.order and self.item.revision in (None, issuing.item.revision)


@frozen
class _Acts:
    """What the decisions did to one document, in the order of signing."""

    code: str
    issued: list[_Issuing] = field(default_factory=list)
    withdrawn: list[_Withdrawing] = field(default_factory=list)


def _gather(decisions: tuple[Entry[Decision], ...]) -> dict[str, _Acts]:
    """What the decisions did to each document, by its code."""
    acts: dict[str, _Acts] = {}
    for order, decision in enumerate(decisions):
        for gone in decision.record.withdraws:
            of = acts.setdefault(gone.code, _Acts(gone.code))
            of.withdrawn.append(_Withdrawing(order, decision, gone))
        for new in decision.record.issues:
            of = acts.setdefault(new.code, _Acts(new.code))
            of.issued.append(_Issuing(order, decision, new))
    return acts


def _issues(acts: _Acts, history: _History) -> tuple[Issue, ...]:
    known = (
        _issue(acts.code, one, _ending(one, acts.issued[place + 1 :], acts.withdrawn), history)
        for place, one in enumerate(acts.issued)
    )
    return (*_unknown(acts, history.recorded), *known)


def _issue(code: str, issuing: _Issuing, ending: Ending | None, history: _History) -> Issue:
    item = issuing.item
    first = history.first(issuing.decision)
    # Here both clocks are asked: only the day of signing and the first recording together say which
    # of the texts that stood there under this revision the decision meant.
    signed = issuing.decision.record.signed
    text = history.recorded.issued(code, item.revision, signed, first)
    title, kind, reference = _told(text, item.title)
    return Issue(
        code=code,
        revision=item.revision,
        title=title,
        kind=kind,
        decision=issuing.decision,
        effective=issuing.effective,
        change=item.change,
        ending=ending,
        text=reference,
        recorded=first,
    )


def _told(
    text: Standing | None, title: str | None
) -> tuple[str | None, str | None, TextRef | None]:
    """Title, kind and place of a text; the title in the decision where the text has none."""
    if text is None:
        return title, None, None
    return text.title or title, text.kind, TextRef(text.path, text.blob, text.since)


def _ending(
    issuing: _Issuing, later: list[_Issuing], withdrawn: list[_Withdrawing]
) -> Ending | None:
    """What ended the revision first: a withdrawal, or a later decision that issued another."""
    # An ending is worked out and nowhere written down: a revision does not know what will end it,
    # and a second place for the day could contradict the decisions.
    withdrawal = _first(one for one in withdrawn if one.ends(issuing))
    # Later is what was signed later, whatever its effect: where the days of effect cross, the last
    # word of the agency stands.
    replacement = _first(one for one in later if not _never_began(one, withdrawn))
    if withdrawal and (replacement is None or withdrawal.effective < replacement.effective):
        return Ending(withdrawal.decision, withdrawal.effective, withdrawal.item.reason, None)
    if replacement is None:
        return None
    return Ending(
        replacement.decision,
        replacement.effective,
        _reason(withdrawal, replacement),
        replacement.item.revision,
    )


def _reason(withdrawal: _Withdrawing | None, replacement: _Issuing) -> str | None:
    """The reason for the end of a replaced revision, where a decision gives one."""
    # Withdrawn and issued anew on one day is a replacement, and keeps the reason given for it.
    if withdrawal and withdrawal.effective == replacement.effective:
        return withdrawal.item.reason
    return None


_A = TypeVar("_A", bound=_Act)


def _first(acts: Iterable[_A]) -> _A | None:
    """The act that takes effect first; of those on one day the one signed first."""
    return min(acts, key=lambda one: one.effective, default=None)


def _never_began(issuing: _Issuing, withdrawn: list[_Withdrawing]) -> bool:
    """Whether it was withdrawn before it took effect, and so replaces nothing."""
    return any(one.ends(issuing) and one.effective <= issuing.effective for one in withdrawn)


def _unknown(acts: _Acts, recorded: Recorded) -> Iterator[Issue]:
    """Withdrawals of what no recorded decision had issued.

    It was issued before the repository existed, or never.
    """
    for one in acts.withdrawn:
        if not any(one.ends(issuing) for issuing in acts.issued):
            yield _unissued(acts, one, recorded)


def _unissued(acts: _Acts, withdrawing: _Withdrawing, recorded: Recorded) -> Issue:
    item = withdrawing.item
    revision = item.revision or _last_stray(acts, recorded)
    text = recorded.arrival(acts.code, revision) if revision else None
    title, kind, reference = _told(text, item.title)
    together = (one.item.revision for one in acts.issued if one.order == withdrawing.order)
    return Issue(
        code=acts.code,
        revision=revision,
        title=title,
        kind=kind,
        decision=None,
        effective=None,
        change=None,
        ending=Ending(
            withdrawing.decision, withdrawing.effective, item.reason, next(together, None)
        ),
        text=reference,
        recorded=None,
    )


def _last_stray(acts: _Acts, recorded: Recorded) -> int | None:
    """The last revision that stood there although no decision issued it."""
    # The withdrawal names no revision; the text that lay there tells which one it must have meant.
    numbers = {one.item.revision for one in acts.issued}
    standings = reversed(recorded.documents.get(acts.code, ()))
    return next((one.revision for one in standings if one.revision not in numbers), None)
