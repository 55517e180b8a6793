"""What follows when a decision is annulled (bãi bỏ): which documents end, which come back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from isoqms.errors import BadAnswer, IsoqmsError, UnknownName
from isoqms.model.base import split_link
from isoqms.model.control.decision import Decision, Withdrawn
from isoqms.model.control.document import ControlledDocument
from isoqms.repository.content import Repository
from isoqms.repository.control import Issue, control, history_of
from isoqms.repository.effects import meant, named
from isoqms.repository.entry import Entry
from isoqms.wording import nearest

ALL = "*"
"""Asks for everything to come back that the annulled decision had replaced or withdrawn."""


class CannotComeBack(IsoqmsError):
    """A revision that an annulment cannot put in force again."""


@dataclass(frozen=True, slots=True)
class Annulment:
    """What an annulment does to the documents."""

    target: Entry[Decision]
    """The annulled decision."""
    ends: tuple[Issue, ...]
    """What it had issued and is still in force: it ends."""
    back: tuple[Issue, ...]
    """What it had replaced or withdrawn and is in force again."""
    left_out: tuple[str, ...] = ()
    """Why, in sentences, some of what it had replaced cannot come back, where all was asked for."""

    @property
    def gone(self) -> tuple[Issue, ...]:
        """What ends and has nothing in its place."""
        again = {one.code for one in self.back}
        return tuple(one for one in self.ends if one.code not in again)


def target_of(repository: Repository, number: str) -> Entry[Decision]:
    """The decision with this number, in effect; UnknownName with the nearest one."""
    found = named(repository.decisions, number)
    if found is not None:
        return found
    known = [entry.record.number for entry in repository.decisions]
    near = nearest(number, known)
    hint = f"Có phải «{near}»?" if near else "Xem các quyết định trong quyet-dinh/."
    raise UnknownName(f"Không có quyết định «{number}» trong kho.", hint)


def annulment(repository: Repository, number: str, restores: Iterable[str] = ()) -> Annulment:
    """What annulling a decision does, where `restores` (codes, or ALL) come back by it.

    UnknownName for a decision or a document that is not there; CannotComeBack.
    """
    target = target_of(repository, number)
    known = control(repository)
    mine = (one for one in known.every_issue if one.decision is not None)
    ends = tuple(
        one
        for one in mine
        if one.decision is not None and one.decision.path == target.path and one.ending is None
    )
    before = {
        one.code: one
        for one in known.every_issue
        if one.ending and one.ending.decision.path == target.path and one.revision
    }
    wanted = tuple(dict.fromkeys(restores))
    number = target.record.number
    if ALL in wanted:
        back, left_out = _all_back(repository, before, number)
        return Annulment(target, ends, back, left_out)
    return Annulment(
        target, ends, tuple(_back(repository, before, code, number) for code in wanted)
    )


def _all_back(
    repository: Repository, before: dict[str, Issue], number: str
) -> tuple[tuple[Issue, ...], tuple[str, ...]]:
    """Everything that can come back, and why the rest cannot."""
    back, left_out = [], []
    for code in before:
        try:
            back.append(_back(repository, before, code, number))
        except CannotComeBack as error:
            left_out.append(str(error))
    return tuple(back), tuple(left_out)


def annulled_by(repository: Repository, target: Entry[Decision]) -> tuple[Decision, ...]:
    """The recorded decisions that annul this one already."""
    every = repository.decisions
    return tuple(
        entry.record
        for entry in every
        for number in entry.record.annuls
        if meant(every, entry, number) is target
    )


def _back(repository: Repository, before: dict[str, Issue], wanted: str, number: str) -> Issue:
    try:
        code, revision = split_link(wanted)
    except ValueError:
        hint = "Ghi mã, hoặc mã@lần ban hành: QT-01@2."
        raise BadAnswer(f"«{wanted}» không nêu đúng lần ban hành.", hint) from None
    issue = before.get(code)
    if issue is None:
        near = nearest(code, before)
        hint = f"Có phải «{near}»?" if near else "Bỏ --restore."
        message = f"Quyết định {number} không thay thế, không thu hồi «{code}»."
        raise UnknownName(message, hint)
    if revision not in (None, issue.revision):
        hint = f"Bỏ «@{revision}», hoặc ghi {code}@{issue.revision}."
        raise BadAnswer(f"{number} đã thay thế «{code}» lần {issue.revision}.", hint)
    standing = [one for one in history_of(control(repository), code) if one.ending is None]
    if any(one.decision and one.decision.record.number != number for one in standing):
        message = f"«{code}» đã có lần ban hành mới hơn theo quyết định khác."
        raise CannotComeBack(message, "Lần mới ấy vẫn có hiệu lực: bỏ mã này khỏi --restore.")
    if issue.text is None:
        message = f"Kho không còn văn bản của «{code}» lần {issue.revision}."
        raise CannotComeBack(message, "Ghi lại văn bản từ bản giấy thành dự thảo rồi ban hành mới.")
    return issue


def replaced_with_it(
    repository: Repository,
    numbers: Iterable[str],
    drafts: Iterable[Entry[ControlledDocument]],
    leaving: Iterable[Withdrawn],
) -> Iterator[Withdrawn]:
    """What the replaced decisions had issued, still in force and not issued anew: it ends too.

    UnknownName where there is no such decision.
    """
    told = {draft.record.code for draft in drafts} | {item.code for item in leaving}
    for number in numbers:
        made = annulment(repository, number)
        reason = f"Quyết định số {made.target.record.number} được thay thế"
        for one in made.ends:
            if one.code not in told and one.code in repository.in_force:
                yield Withdrawn(
                    code=one.code, revision=one.revision, title=one.title, reason=reason
                )
