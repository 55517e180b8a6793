"""What the system covers and announces (phạm vi công bố), and how that has changed since."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date
from string import Formatter
from typing import TYPE_CHECKING, Final, NamedTuple

from isoqms.diagnostics import Place
from isoqms.facts.services.coverage import (
    Coverage,
    ServedProcedure,
    by_short_code,
    coverage,
    in_order,
)
from isoqms.facts.services.service_codes import short
from isoqms.model.control.decision import Decision, DecisionKind, Issued, StatedCounts
from isoqms.model.control.document import ControlledDocument, DocumentKind
from isoqms.model.services import AdministrativeProcedure
from isoqms.repository.content import Repository
from isoqms.repository.effects import ended
from isoqms.repository.entry import Entry
from isoqms.repository.missing import missing
from isoqms.values import frozen
from isoqms.wording import listed, sort_key

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.announcing import Announcement

_OTHER_KINDS: Final = ("form", "system")


def covered_by(repository: Repository, recorded: Announcement) -> Coverage:
    """What a recorded announcement lists.

    What the registers no longer know goes by its code alone.
    """
    now = coverage(repository)
    served = {short(each.procedure.code): each for each in now.procedures}
    known = by_short_code(repository)
    procedures = []
    for code in recorded.procedures:
        found = known.get(short(code))
        bare = found[1] if found else AdministrativeProcedure(code=code, name=code, field="Khác")
        procedures.append(served.get(short(code)) or ServedProcedure(bare, ()))
    activities = (repository.find(code) for code in recorded.activities)
    present = tuple(entry for entry in activities if entry)
    return Coverage(in_order(procedures), present, now.excluded)


class Announced(NamedTuple):
    """An announcement that was made (lần công bố)."""

    day: date
    number: str
    place: Place
    record: Announcement | None = None
    """What cong-bo.yaml holds of it; None where only the decision is known."""


def announcements(repository: Repository) -> tuple[Announced, ...]:
    """Every announcement up to `as_of`, in the order of their days.

    As cong-bo.yaml has it where both tell of one.
    """
    return tuple(told for told in _recorded(repository) if not _has_no_effect(repository, told))


def last_ended(repository: Repository) -> Announced | None:
    """The last announcement that was annulled, replaced or voided; None where none was."""
    over = [told for told in _recorded(repository) if _has_no_effect(repository, told)]
    return over[-1] if over else None


def _recorded(repository: Repository) -> tuple[Announced, ...]:
    """Every announcement up to `as_of`, whatever became of it."""
    found = {}
    for row in repository.rows.announcements:
        each = row.record
        told = Announced(each.announced, each.decision, row.place, each)
        found[each.announced.year, each.decision] = told
    for decision in repository.decisions:
        record = decision.record
        if record.kind is DecisionKind.ANNOUNCE:
            known = Announced(record.signed, record.number, decision.at("number"))
            found.setdefault((record.signed.year, record.number), known)
    due = (told for told in found.values() if told.day <= repository.as_of)
    return tuple(sorted(due, key=lambda told: (told.day, sort_key(told.number))))


def _has_no_effect(repository: Repository, told: Announced) -> bool:
    """Whether its decision was voided, or another has annulled it by now."""
    annulled = ended(repository.decisions, told.number, repository.as_of)
    return annulled or repository.is_void(told.number)


class ScopeChange(NamedTuple):
    """What changed the scope after an announcement: a decision, or a register that was edited."""

    place: Place
    words: tuple[str, ...]
    """What came, what went: `thêm 1 thủ tục (1.000656)`."""
    decision: Decision | None = None
    certain: bool = True
    """False where a decision gives numbers only: nobody can tell if they touch the scope."""


def scope_changes(repository: Repository, last: Announced) -> tuple[ScopeChange, ...]:
    """What has changed the scope since `last`.

    Forms, mere revisions and system procedures are no part of it.
    """
    recorded = last.record
    later = tuple(
        decision
        for decision in repository.decisions
        if decision.record.kind is not DecisionKind.ANNOUNCE
        and last.day < decision.record.signed <= repository.as_of
    )
    if recorded is None or not (recorded.procedures or recorded.activities):
        told = (_told_by(repository, decision) for decision in later)
        return tuple(change for change in told if change)
    found = (*_against(repository, last, recorded, later), *_of_the_scope(repository, recorded))
    return found if all(each.decision for each in found) else _not_deleted(repository, found)


def _not_deleted(repository: Repository, found: tuple[ScopeChange, ...]) -> tuple[ScopeChange, ...]:
    """The changes without those that may only be a file which somebody deleted by hand.

    That is told where the file is missed (QMS408); a decision is sure to have changed the scope.
    """
    if not missing(repository):
        return found
    return tuple(each for each in found if each.decision is not None)


def _told_by(repository: Repository, decision: Entry[Decision]) -> ScopeChange | None:
    """What a decision did to procedures, where no announced lists are there to compare with."""
    record, place = decision.record, decision.at("number")
    counted = _counts_in_words(_only_counted(record))
    if counted:
        return ScopeChange(place, counted, record, certain=False)
    issued = {item.code for item in record.issues}
    new = [item.code for item in record.issues if item.revision == 1 and not _again(record, item)]
    gone = [item.code for item in record.withdraws if item.code not in issued]
    words = (
        *_named("ban hành mới", "quy trình", _in_scope(repository, new)),
        *_named("thu hồi", "quy trình", _in_scope(repository, gone)),
    )
    return ScopeChange(place, words, record) if words else None


def _again(record: Decision, item: Issued) -> bool:
    """Whether an issue only puts an earlier one in the place of a later one, by an annulment."""
    return any(gone.code == item.code for gone in record.withdraws)


def _counts_in_words(stated: StatedCounts | None) -> tuple[str, ...]:
    if stated is None:
        return ()
    counts = (("ban hành", stated.issued), ("thu hồi", stated.withdrawn))
    return tuple(f"{verb} {count} tài liệu" for verb, count in counts if count)


def _only_counted(record: Decision) -> StatedCounts | None:
    """The counts of a decision that names no document; None for any other."""
    return None if record.issues or record.withdraws else record.stated


def _in_scope(repository: Repository, codes: Iterable[str]) -> list[str]:
    return [code for code in codes if _is_in_scope(repository, code)]


def _is_in_scope(repository: Repository, code: str) -> bool:
    """Whether a code is that of a procedure for a TTHC or an activity.

    By its pattern where its text is gone.
    """
    entry = repository.find(code)
    if entry is not None:
        return entry.record.kind in (DocumentKind.SERVICE, DocumentKind.INTERNAL)
    patterns = repository.agency.record.code_patterns
    return not any(_shape(getattr(patterns, kind)).fullmatch(code) for kind in _OTHER_KINDS)


def _shape(pattern: str) -> re.Pattern[str]:
    """What the codes of a pattern look like; a pattern that cannot be read fits only itself."""
    shape = ""
    try:
        for text, slot, _, _ in Formatter().parse(pattern):
            shape += re.escape(text)
            if slot is not None:
                shape += ".+"
    except ValueError:
        return re.compile(re.escape(pattern))
    return re.compile(shape)


def _against(
    repository: Repository,
    last: Announced,
    recorded: Announcement,
    later: tuple[Entry[Decision], ...],
) -> Iterator[ScopeChange]:
    """What is covered and was not announced, or the other way, each under its decision."""
    now, causes = coverage(repository), _Causes(_last_decisions(later))
    differences: list[_Difference] = []
    if recorded.procedures:
        gone = _withdrawing(causes.by_code, repository)
        differences += _of_procedures(now, last, recorded, gone, causes)
    if recorded.activities:
        differences += _of_activities(now, last, recorded, causes)
    told: dict[Place, list[_Difference]] = {}
    for each in differences:
        told.setdefault(each.place, []).append(each)
    for place, found in told.items():
        yield ScopeChange(place, tuple(_summed_up(found)), found[0].decision)


class _Difference(NamedTuple):
    """A thing that came or went: where that is told, and the decision that did it."""

    verb: str
    what: str
    name: str
    place: Place
    decision: Decision | None


class _Causes(NamedTuple):
    by_code: Mapping[str, Entry[Decision]]

    def difference(
        self, verb: str, what: str, name: str, codes: Iterable[str], otherwise: Place
    ) -> _Difference:
        """What came or went, at the decision on one of its codes, or else in another place."""
        cause = next((self.by_code[code] for code in codes if code in self.by_code), None)
        if cause is None:
            return _Difference(verb, what, name, otherwise, None)
        return _Difference(verb, what, name, cause.at("number"), cause.record)


def _of_procedures(
    now: Coverage,
    last: Announced,
    recorded: Announcement,
    gone: tuple[str, ...],
    causes: _Causes,
) -> Iterator[_Difference]:
    served = {short(each.procedure.code): each for each in now.procedures}
    was = {short(code): code for code in recorded.procedures}
    for code, each in served.items():
        if code not in was:
            name, codes = each.procedure.code, _codes(each.documents)
            place = each.documents[0].at("serves")
            yield causes.difference("thêm", "thủ tục", name, codes, place)
    for code, name in was.items():
        if code not in served:
            yield causes.difference("bớt", "thủ tục", name, gone, last.place)


def _of_activities(
    now: Coverage, last: Announced, recorded: Announcement, causes: _Causes
) -> Iterator[_Difference]:
    what = "hoạt động nội bộ"
    activities = {entry.record.code: entry for entry in now.activities}
    for code, entry in activities.items():
        if code not in recorded.activities:
            yield causes.difference("thêm", what, code, (code,), entry.at("code"))
    for code in recorded.activities:
        if code not in activities:
            yield causes.difference("bớt", what, code, (code,), last.place)


def _summed_up(found: Iterable[_Difference]) -> Iterator[str]:
    """`thêm 2 thủ tục (1.000656, 1.000657)` for each verb and kind of thing."""
    groups: dict[tuple[str, str], list[str]] = {}
    for each in found:
        groups.setdefault((each.verb, each.what), []).append(each.name)
    for (verb, what), names in groups.items():
        yield from _named(verb, what, names)


def _last_decisions(later: tuple[Entry[Decision], ...]) -> Mapping[str, Entry[Decision]]:
    """The decision that last issued or withdrew each code."""
    causes: dict[str, Entry[Decision]] = {}
    for decision in later:
        causes |= {item.code: decision for item in decision.record.issues}
        causes |= {item.code: decision for item in decision.record.withdraws}
    return causes


def _codes(documents: Iterable[Entry[ControlledDocument]]) -> tuple[str, ...]:
    return tuple(entry.record.code for entry in documents)


def _withdrawing(causes: Mapping[str, Entry[Decision]], repository: Repository) -> tuple[str, ...]:
    """The codes of procedures that are no longer in force, where one decision withdrew them all."""
    gone = tuple(
        code
        for code in causes
        if code not in repository.in_force and _is_in_scope(repository, code)
    )
    return gone if len({causes[code].path for code in gone}) == 1 else ()


def _of_the_scope(repository: Repository, recorded: Announcement) -> Iterator[ScopeChange]:
    """The units and the clauses left out that differ from those announced."""
    scope = repository.scope
    if scope is None or not recorded.units:
        return
    name: Callable[[str], str] = repository.agency.record.unit_name
    pairs = (
        ("units", "đơn vị", scope.record.units, recorded.units, name),
        (
            "exclusions",
            "điều khoản không áp dụng",
            [e.clause for e in scope.record.exclusions],
            recorded.exclusions,
            str,
        ),
    )
    for key, what, now, was, shown in pairs:
        words = (
            *_named("thêm", what, [shown(each) for each in now if each not in was]),
            *_named("bớt", what, [shown(each) for each in was if each not in now]),
        )
        if words:
            yield ScopeChange(scope.at(key), words)


def _named(verb: str, what: str, names: Iterable[str]) -> tuple[str, ...]:
    """`thêm 2 thủ tục (1.000656, 1.000657)`; nothing where there is none."""
    every = list(names)
    if not every:
        return ()
    return (f"{verb} {len(every)} {what} ({listed(every)})",)


# What came and went among the documents


@frozen
class Turnover:
    """The documents that came and went between two announcements (biến động tài liệu)."""

    new: tuple[str, ...] = ()
    revised: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    """The title of each code, where a decision or a text in force tells it."""
    counted: tuple[tuple[str, int | None, int | None], ...] = ()
    """Decisions that give numbers only: their number, how many they issue and withdraw."""

    @property
    def issued_count(self) -> int:
        """How many documents are new, with those that were only counted."""
        return len(self.new) + sum(issued or 0 for _, issued, _ in self.counted)

    @property
    def withdrawn_count(self) -> int:
        """How many documents were withdrawn, with those that were only counted."""
        return len(self.withdrawn) + sum(withdrawn or 0 for _, _, withdrawn in self.counted)

    @property
    def is_empty(self) -> bool:
        """Whether nothing came or went."""
        return not (self.issued_count or self.revised or self.withdrawn_count)


def turnover(repository: Repository, after: date, until: date) -> Turnover:
    """What the decisions signed after one day and not after another did to the documents.

    A code that was new and withdrawn again in between is left out.
    """
    records = (decision.record for decision in repository.decisions)
    decisions = [record for record in records if after < record.signed <= until]
    told = _Told()
    for record in decisions:
        told.add(record)
    revised = [code for code in told.revised if code not in told.new]
    in_force = {entry.record.code: entry.record.title for entry in repository.documents}
    return Turnover(
        _ordered(told.new),
        _ordered(revised),
        _ordered(told.withdrawn),
        told.titles | in_force,
        tuple(told.counted),
    )


class _Told:
    """What decisions tell of documents that came and went, one decision after the other."""

    def __init__(self) -> None:
        self.new: dict[str, None] = {}
        self.revised: dict[str, None] = {}
        self.withdrawn: dict[str, None] = {}
        self.titles: dict[str, str] = {}
        self.counted: list[tuple[str, int | None, int | None]] = []

    def add(self, record: Decision) -> None:
        """Take up what the next decision did."""
        if counts := _only_counted(record):
            self.counted.append((record.number, counts.issued, counts.withdrawn))
        for item in record.issues:
            is_new = item.revision == 1 and not _again(record, item)
            (self.new if is_new else self.revised)[item.code] = None
        issued = {item.code for item in record.issues}
        gone = [item for item in record.withdraws if item.code not in issued]
        self.titles |= {item.code: item.title for item in record.issues if item.title}
        self.titles |= {item.code: item.title for item in gone if item.title}
        for each in gone:
            self._withdraw(each.code)

    def _withdraw(self, code: str) -> None:
        self.revised.pop(code, None)
        if code in self.new:
            del self.new[code]
        else:
            self.withdrawn[code] = None


def _ordered(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(codes, key=sort_key))
