"""Check a repository: run the rules, find the lines, apply the waivers."""

from collections.abc import Iterable
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from isoqms.actions.checking.causes import without_consequences
from isoqms.actions.checking.locating import located
from isoqms.diagnostics import Diagnostic, Finding, Outcome, RuleCard
from isoqms.model.agency.settings import Waiver
from isoqms.repository import Repository, load
from isoqms.rules.identity import qms180_idle_waiver
from isoqms.rules.protocol import Rule, card
from isoqms.rules.registry import ALL
from isoqms.source import reading


class _Found(NamedTuple):
    """A finding and the rule that found it."""

    rule: Rule
    finding: Finding


def cards(standard: str) -> tuple[RuleCard, ...]:
    """The cards of all rules for an agency that follows `standard`."""
    return tuple(card(rule, standard) for rule in ALL)


def validate(
    start: Path, as_of: date, *, changed: frozenset[PurePosixPath] | None = None
) -> Outcome:
    """Everything the rules find in the repository around `start`, in order of file and line.

    With `changed`, only what stands in those files. Nothing is written.
    Raises what loading raises: NotARepository, UnreadableSettings, NothingToRead, UnknownName.
    """
    return check(load(start, as_of, ask_ahead=True), changed=changed)


def changed_since(root: Path, point: str) -> frozenset[PurePosixPath]:
    """The files changed since a point in the history; UnknownPoint where there is none."""
    # Git is needed for this question only, and importing it takes as long as all the checks of a
    # small repository.
    from isoqms.history.reading.changes import changed_since as ask  # noqa: PLC0415

    return ask(root, point)


def check(
    repository: Repository,
    rules: Iterable[Rule] = ALL,
    *,
    changed: frozenset[PurePosixPath] | None = None,
) -> Outcome:
    """The same for a repository that is already loaded."""
    found = [_Found(rule, finding) for rule in rules for finding in rule.check(repository)]
    if changed is not None:
        found = [f for f in found if f.finding.place.path in changed]
    diagnostics = _located(repository, found)
    kept, used = _waive(repository, diagnostics)
    if changed is None:
        idle = [
            _Found(qms180_idle_waiver, finding)
            for finding in qms180_idle_waiver.idle(repository, used)
        ]
        kept.extend(_located(repository, idle))
    kept = without_consequences(repository, kept)
    kept.sort(key=lambda d: d.order)
    return Outcome(repository.as_of.isoformat(), repository.files, tuple(kept))


def diagnostics_of(repository: Repository) -> tuple[Diagnostic, ...]:
    """Everything that the rules find in it, worked out once for a loaded repository."""
    return repository.once(_everything)


def _everything(repository: Repository) -> tuple[Diagnostic, ...]:
    return check(repository).diagnostics


def _located(repository: Repository, found: list[_Found]) -> list[Diagnostic]:
    """The findings with line and column: each file that has findings is read once more, exactly."""
    named = [(item.finding.place, *item.finding.related) for item in found]
    known = located(repository, (place for places in named for place in places))
    standard = repository.agency.record.standard_name
    bases = {
        rule.CODE: card(rule, standard).basis
        for rule in {item.rule.CODE: item.rule for item in found}.values()
    }

    return [
        Diagnostic(
            item.rule.CODE,
            item.finding.severity or item.rule.SEVERITY,
            known[item.finding.place],
            item.finding.message,
            item.finding.hint,
            bases[item.rule.CODE],
            tuple(known[place] for place in item.finding.related),
            item.finding.place.route,
        )
        for item in found
    ]


def _waive(
    repository: Repository, diagnostics: list[Diagnostic]
) -> tuple[list[Diagnostic], frozenset[int]]:
    """What is left after the waivers, and which of them waived something.

    These are numbered as `qms180_idle_waiver.numbered` does it.
    """
    numbered = qms180_idle_waiver.numbered(repository)
    kept: list[Diagnostic] = []
    used: set[int] = set()
    for diagnostic in diagnostics:
        covering = [
            n for n, waiver in numbered.items() if _covers(waiver, diagnostic, repository.as_of)
        ]
        used.update(covering)
        if not covering:
            kept.append(diagnostic)
    return kept, frozenset(used)


def _covers(waiver: Waiver | reading.WaiverComment, diagnostic: Diagnostic, as_of: date) -> bool:
    """Whether a waiver puts this diagnostic aside: same rule, its line, file or pattern.

    Never without a reason.
    """
    if waiver.rule != diagnostic.rule or not waiver.reason:
        return False
    if isinstance(waiver, reading.WaiverComment):
        return (waiver.path, waiver.line) == (diagnostic.location.path, diagnostic.location.line)
    if waiver.expires and waiver.expires < as_of:
        return False
    return waiver.path is None or fnmatchcase(str(diagnostic.location.path), waiver.path)
