"""Valid time and recorded time together: which revision is in force on a day, by which decision, with which text.

When something is valid comes from the decisions alone; the history only proves which text each of
them meant.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from isoqms.history import Commit, History, IncompleteHistory, try_history
from isoqms.model.checking import check
from isoqms.model.control.decision import Decision, Issued, Withdrawn
from isoqms.model.control.document import ControlledDocument
from isoqms.repository.content import CONTROLLED, Repository
from isoqms.repository.entry import Entry
from isoqms.repository.recorded import Alteration, Recorded, Standing, alterations, read_recorded
from isoqms.source import reading
from isoqms.wording import sort_key


@dataclass(frozen=True, slots=True)
class TextRef:
    """Where the text of a revision is: the path, the content's id, the commit that brought it."""

    path: PurePosixPath
    blob: str
    commit: Commit


@dataclass(frozen=True, slots=True)
class Ending:
    """How a revision ceased to be in force (hết hiệu lực)."""

    decision: Entry[Decision]
    """The decision that withdrew it, or else issued the revision in its place."""
    day: date
    """The first day on which it is no longer in force."""
    reason: str | None
    """Why it was withdrawn (lý do thu hồi), where the decision says so."""
    replaced_by: int | None
    """The revision in its place; None where the document was withdrawn."""


@dataclass(frozen=True, slots=True)
class Issue:
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
    """None where the text was issued before the repository existed, or there is no history to ask."""
    recorded: Commit | None
    """The commit in which the decision first stood; None where it is not yet recorded."""

    @property
    def signed(self) -> date | None:
        """The day on which the issuing decision was signed."""
        return self.decision.record.signed if self.decision else None

    @property
    def withdrawal(self) -> Ending | None:
        """The ending, where the document was withdrawn and not replaced."""
        return self.ending if self.ending and self.ending.replaced_by is None else None

    def in_force(self, day: date) -> bool:
        """Whether it is in force on that day: it has taken effect, and has not ended."""
        begun = self.effective is not None and self.effective <= day
        return begun and (self.ending is None or day < self.ending.day)


@dataclass(frozen=True)
class Control:
    """Every revision ever issued, and what the history adds (kiểm soát tài liệu)."""

    history: History
    recorded: Recorded
    issues: Mapping[str, tuple[Issue, ...]]
    """By code, in the order of the decisions; those without a known decision first."""
    unissued: tuple[Entry[ControlledDocument], ...]
    """What stands in `tai-lieu/` although no decision issued that revision: in force by nothing."""
    alterations: tuple[Alteration, ...]
    """Texts that changed while their revision stayed."""


def control(repository: Repository) -> Control:
    """The decisions of `repository` and its history together, read once and only when first asked for.

    Where there is no whole history, `control(…).history.unavailable` says why, and what follows
    from the decisions alone is still there.
    """
    return repository.once(_control)


def _control(repository: Repository) -> Control:
    history = repository.asked() if repository.asked else try_history(repository.root, CONTROLLED)
    try:
        return control_with(repository, history)
    except IncompleteHistory as why:
        return control_with(repository, History(history.root, unavailable=why))


def control_with(repository: Repository, history: History) -> Control:
    """What the decisions of `repository` and the texts of `history` say together.

    Without a history (`try_history`) everything that follows from the decisions is still there.
    Raises IncompleteHistory.
    """
    return control_of(repository.decisions, repository.documents, history, _known_heads(repository))


def control_of(
    decisions: tuple[Entry[Decision], ...],
    documents: tuple[Entry[ControlledDocument], ...],
    history: History,
    heads: Mapping[str, Mapping[str, str]] | None = None,
) -> Control:
    """The same from decisions in the order of signing, and what stands in `tai-lieu/` as far as anybody asks.

    `heads` are those that have been read already, by the ids of their texts.
    """
    recorded = read_recorded(history, heads)
    issued, withdrawn = _gather(decisions)
    codes = sorted(issued.keys() | withdrawn.keys(), key=sort_key)
    issues = {
        code: _issues(code, issued.get(code, []), withdrawn.get(code, []), recorded)
        for code in codes
    }
    known = {(one.code, one.revision) for each in issues.values() for one in each if one.decision}
    return Control(
        history,
        recorded,
        issues,
        tuple(one for one in documents if (one.record.code, one.record.revision) not in known),
        alterations(history, recorded.documents.values()),
    )


def _known_heads(repository: Repository) -> dict[str, Mapping[str, str]]:
    """What the heads of the texts say that lie in the folder, by their ids: most of them are also the recorded ones."""
    ids = repository.ids
    heads: dict[str, Mapping[str, str]] = {}
    for entry in repository.documents:
        if entry.path in ids:
            one = entry.record
            heads[ids[entry.path]] = {
                "code": one.code, "revision": str(one.revision), "title": one.title, "kind": one.kind.value
            }  # fmt: skip
    for decision in repository.decisions:
        if decision.path in ids:
            heads[ids[decision.path]] = {"number": decision.record.number}
    return heads


@dataclass(frozen=True, slots=True)
class _Issuing:
    order: int
    """The place of the decision among all, in the order of signing."""
    decision: Entry[Decision]
    item: Issued

    @property
    def effective(self) -> date:
        return self.decision.record.in_force_from


@dataclass(frozen=True, slots=True)
class _Withdrawing:
    order: int
    decision: Entry[Decision]
    item: Withdrawn

    @property
    def effective(self) -> date:
        return self.decision.record.in_force_from

    def ends(self, issuing: _Issuing) -> bool:
        """Whether it withdraws that revision; a decision first withdraws, then issues."""
        return issuing.order < self.order and self.item.revision in (None, issuing.item.revision)


def _gather(
    decisions: tuple[Entry[Decision], ...],
) -> tuple[dict[str, list[_Issuing]], dict[str, list[_Withdrawing]]]:
    """What the decisions issue and withdraw, by code, in the order of signing."""
    issued: dict[str, list[_Issuing]] = {}
    withdrawn: dict[str, list[_Withdrawing]] = {}
    for order, decision in enumerate(decisions):
        for withdrawal in decision.record.withdraws:
            withdrawn.setdefault(withdrawal.code, []).append(
                _Withdrawing(order, decision, withdrawal)
            )
        for issue in decision.record.issues:
            issued.setdefault(issue.code, []).append(_Issuing(order, decision, issue))
    return issued, withdrawn


def _issues(
    code: str, issued: list[_Issuing], withdrawn: list[_Withdrawing], recorded: Recorded
) -> tuple[Issue, ...]:
    known = (
        _issue(code, one, _ending(one, issued[place + 1 :], withdrawn), recorded)
        for place, one in enumerate(issued)
    )
    return (*_unknown(code, issued, withdrawn, recorded), *known)


def _issue(code: str, issuing: _Issuing, ending: Ending | None, recorded: Recorded) -> Issue:
    item = issuing.item
    first = _first_recorded(issuing.decision, recorded)
    text = recorded.issued(code, item.revision, issuing.decision.record.signed, first)
    return Issue(
        code=code,
        revision=item.revision,
        title=text.title if text and text.title else item.title,
        kind=text.kind if text else None,
        decision=issuing.decision,
        effective=issuing.effective,
        change=item.change,
        ending=ending,
        text=_reference(text),
        recorded=first,
    )


def _reference(text: Standing | None) -> TextRef | None:
    return TextRef(text.path, text.blob, text.since) if text else None


def _first_recorded(decision: Entry[Decision], recorded: Recorded) -> Commit | None:
    versions = recorded.decisions.get((decision.record.number, decision.path.parts[1]), ())
    return versions[0].commit if versions else None


def _ending(
    issuing: _Issuing, later: list[_Issuing], withdrawn: list[_Withdrawing]
) -> Ending | None:
    """What ended the revision first: a withdrawal, or a later decision that issued another in its place.

    A revision that was withdrawn before it took effect replaces nothing.
    """
    withdrawals = [one for one in withdrawn if one.ends(issuing)]
    replacements = [
        one
        for one in later
        if not any(other.ends(one) and other.effective <= one.effective for other in withdrawn)
    ]
    withdrawal = min(withdrawals, key=lambda one: one.effective, default=None)
    replacement = min(replacements, key=lambda one: one.effective, default=None)
    if replacement and (withdrawal is None or replacement.effective <= withdrawal.effective):
        together = withdrawal and withdrawal.effective == replacement.effective
        reason = withdrawal.item.reason if withdrawal and together else None
        return Ending(
            replacement.decision, replacement.effective, reason, replacement.item.revision
        )
    if withdrawal:
        return Ending(withdrawal.decision, withdrawal.effective, withdrawal.item.reason, None)
    return None


def _unknown(
    code: str, issued: list[_Issuing], withdrawn: list[_Withdrawing], recorded: Recorded
) -> Iterator[Issue]:
    """Withdrawals of what no recorded decision had issued: before the repository existed, or never."""
    numbers = {one.item.revision for one in issued}
    stray = [
        one.revision for one in recorded.documents.get(code, ()) if one.revision not in numbers
    ]
    for one in withdrawn:
        if any(one.ends(issuing) for issuing in issued):
            continue
        revision = one.item.revision or (stray[-1] if stray else None)
        text = recorded.arrival(code, revision) if revision else None
        instead = next(
            (issuing.item.revision for issuing in issued if issuing.order == one.order), None
        )
        yield Issue(
            code=code,
            revision=revision,
            title=text.title if text and text.title else one.item.title,
            kind=text.kind if text else None,
            decision=None,
            effective=None,
            change=None,
            ending=Ending(one.decision, one.effective, one.item.reason, instead),
            text=_reference(text),
            recorded=None,
        )


def in_force(control: Control, day: date) -> tuple[Issue, ...]:
    """What is in force on a day, by code; one revision of each at most."""
    return tuple(one for each in control.issues.values() for one in each if one.in_force(day))


def coming(control: Control, day: date) -> tuple[Issue, ...]:
    """What was signed by that day and takes effect only later, by code."""
    return tuple(
        one
        for each in control.issues.values()
        for one in each
        if one.signed and one.effective and one.signed <= day < one.effective
        if one.ending is None or one.effective < one.ending.day
    )


def withdrawn(control: Control, day: date) -> tuple[Issue, ...]:
    """The documents withdrawn by that day and not issued again: of each code its last revision."""
    return tuple(
        max(ended, key=_last_day)
        for each in control.issues.values()
        if not any(one.in_force(day) for one in each)
        if (ended := [one for one in each if one.withdrawal and one.withdrawal.day <= day])
    )


def _last_day(issue: Issue) -> date:
    return issue.ending.day if issue.ending else date.max


def obsolete(control: Control, day: date) -> tuple[Issue, ...]:
    """Every revision that is no longer in force on that day, withdrawn or replaced (tài liệu hết hiệu lực)."""
    return tuple(
        one
        for each in control.issues.values()
        for one in each
        if one.ending and one.ending.day <= day
    )


def history_of(control: Control, code: str) -> tuple[Issue, ...]:
    """Each revision of a document, in the order of the decisions.

    Empty for a code that no decision names.
    """
    return control.issues.get(code, ())


def texts_of(control: Control, issues: Iterable[Issue]) -> dict[tuple[str, int], bytes]:
    """The texts as they were recorded, by code and revision, brought together.

    What is lost is absent.

    Raises IncompleteHistory.
    """
    wanted = {
        (one.code, one.revision): one.text.blob for one in issues if one.text and one.revision
    }
    texts = control.history.texts(wanted.values())
    return {key: texts[blob] for key, blob in wanted.items()}


def text_of(control: Control, issue: Issue) -> bytes | None:
    """The text of one revision as it was recorded.

    None where nobody has it any more. Raises IncompleteHistory.
    """
    return next(iter(texts_of(control, (issue,)).values()), None)


def read_document(path: PurePosixPath, content: bytes) -> Entry[ControlledDocument] | None:
    """An old text as a document; None where it does not fit what a document is today."""
    file = reading.read_bytes(path, content)
    record = check(ControlledDocument, file.data)
    if isinstance(record, tuple) and not file.exact:
        record = check(ControlledDocument, reading.reread(file).data)
    return None if isinstance(record, tuple) else Entry(path, record, file.body, file.body_line)
