"""What the system covers and announces (phạm vi công bố), and how that has changed since."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from string import Formatter
from typing import Final

from isoqms.diagnostics import Place
from isoqms.facts.services.coverage import (
    Coverage,
    ServedProcedure,
    by_short_code,
    coverage,
    in_order,
)
from isoqms.facts.services.service_codes import short
from isoqms.model.announcing import Announcement
from isoqms.model.control.decision import Decision, DecisionKind
from isoqms.model.control.document import ControlledDocument, DocumentKind
from isoqms.model.services import AdministrativeProcedure
from isoqms.repository.content import Repository
from isoqms.repository.entry import Entry
from isoqms.wording import listed, sort_key

_MOST_NAMED: Final = 5
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
    activities = tuple(entry for code in recorded.activities if (entry := repository.find(code)))
    return Coverage(in_order(procedures), activities, now.excluded)


@dataclass(frozen=True, slots=True)
class Announced:
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


@dataclass(frozen=True, slots=True)
class ScopeChange:
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
        return tuple(change for decision in later if (change := _told_by(repository, decision)))
    return (*_against(repository, last, recorded, later), *_of_the_scope(repository, recorded))


def _told_by(repository: Repository, decision: Entry[Decision]) -> ScopeChange | None:
    """What a decision did to procedures, where no announced lists are there to compare with."""
    record = decision.record
    counted = record.stated if record.stated and not (record.issues or record.withdraws) else None
    if counted and (counted.issued or counted.withdrawn):
        words = tuple(
            f"{verb} {count} tài liệu"
            for verb, count in (("ban hành", counted.issued), ("thu hồi", counted.withdrawn))
            if count
        )
        return ScopeChange(decision.at("number"), words, record, certain=False)
    issued = {item.code for item in record.issues}
    new = [
        item.code
        for item in record.issues
        if item.revision == 1 and _is_in_scope(repository, item.code)
    ]
    gone = [
        i.code
        for i in record.withdraws
        if i.code not in issued and _is_in_scope(repository, i.code)
    ]
    words = (*_named("ban hành mới", "quy trình", new), *_named("thu hồi", "quy trình", gone))
    return ScopeChange(decision.at("number"), words, record) if words else None


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
    try:
        parts = [
            f"{re.escape(text)}{'.+' if slot is not None else ''}"
            for text, slot, _, _ in Formatter().parse(pattern)
        ]
    except ValueError:
        return re.compile(re.escape(pattern))
    return re.compile("".join(parts))


def _against(
    repository: Repository,
    last: Announced,
    recorded: Announcement,
    later: tuple[Entry[Decision], ...],
) -> Iterator[ScopeChange]:
    """What is covered and was not announced, or the other way, each under its decision."""
    now = coverage(repository)
    served = {short(each.procedure.code): each for each in now.procedures}
    activities = {entry.record.code: entry for entry in now.activities}
    was = {short(code): code for code in recorded.procedures}
    causes = _causes(later)
    told: dict[Place, tuple[Entry[Decision] | None, dict[tuple[str, str], list[str]]]] = {}

    def tell(verb: str, what: str, name: str, codes: Iterable[str], otherwise: Place) -> None:
        cause = next((causes[code] for code in codes if code in causes), None)
        place = cause.at("number") if cause else otherwise
        told.setdefault(place, (cause, {}))[1].setdefault((verb, what), []).append(name)

    if recorded.procedures:
        for code, each in served.items():
            if code not in was:
                first = each.documents[0]
                tell(
                    "thêm",
                    "thủ tục",
                    each.procedure.code,
                    _codes(each.documents),
                    first.at("serves"),
                )
        for code, name in was.items():
            if code not in served:
                tell("bớt", "thủ tục", name, _withdrawing(causes, repository), last.place)
    if recorded.activities:
        for code, entry in activities.items():
            if code not in recorded.activities:
                tell("thêm", "hoạt động nội bộ", code, (code,), entry.at("code"))
        for code in recorded.activities:
            if code not in activities:
                tell("bớt", "hoạt động nội bộ", code, (code,), last.place)
    for place, (cause, groups) in told.items():
        words = tuple(
            word for (verb, what), names in groups.items() for word in _named(verb, what, names)
        )
        yield ScopeChange(place, words, cause.record if cause else None)


def _causes(later: tuple[Entry[Decision], ...]) -> Mapping[str, Entry[Decision]]:
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
    shown = listed(every) if len(every) <= _MOST_NAMED else f"{', '.join(every[:_MOST_NAMED])} …"
    return (f"{verb} {len(every)} {what} ({shown})",)


# What came and went among the documents


@dataclass(frozen=True, slots=True)
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
    new: dict[str, None] = {}
    revised: dict[str, None] = {}
    withdrawn: dict[str, None] = {}
    titles: dict[str, str] = {}
    counted = []
    for decision in repository.decisions:
        record = decision.record
        if not after < record.signed <= until:
            continue
        if record.stated and not (record.issues or record.withdraws):
            counted.append((record.number, record.stated.issued, record.stated.withdrawn))
        for item in record.issues:
            (new if item.revision == 1 else revised)[item.code] = None
            titles |= {item.code: item.title} if item.title else {}
        issued = {item.code for item in record.issues}
        for gone in record.withdraws:
            if gone.code in issued:
                continue
            titles |= {gone.code: gone.title} if gone.title else {}
            revised.pop(gone.code, None)
            if gone.code in new:
                del new[gone.code]
            else:
                withdrawn[gone.code] = None
    for code in new:
        revised.pop(code, None)
    titles |= {entry.record.code: entry.record.title for entry in repository.documents}
    return Turnover(_ordered(new), _ordered(revised), _ordered(withdrawn), titles, tuple(counted))


def _ordered(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(codes, key=sort_key))
