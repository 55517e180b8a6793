"""What a rule is: a module with code, severity, basis and check, in the folder of its family."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import PurePosixPath
from typing import NamedTuple, Protocol

from isoqms.diagnostics import Basis, Clause, Diagnostic, Finding, RuleCard, Severity
from isoqms.model.layout import kind_of
from isoqms.repository import Repository
from isoqms.rules.grounds import unfolded


class Family(StrEnum):
    """What a rule looks at (họ quy tắc): the folder that holds it, by the codes' hundreds."""

    READING = "reading"
    IDENTITY = "identity"
    CONTENT = "content"
    LINKS = "links"
    CONTROL = "control"
    TIME = "time"
    LAW = "law"
    FIGURES = "figures"
    SCORE = "score"

    @property
    def of_the_year(self) -> bool:
        """Whether its rules ask what a year's records must hold.

        The others ask what any file must be.
        """
        return self in (Family.TIME, Family.LAW, Family.FIGURES, Family.SCORE)


class Gate(StrEnum):
    """The point of the gate to an announcement where a rule's findings count (điểm xét công bố).

    What belongs to none counts among all other faults.
    """

    DOCUMENTS = "documents"
    AUDIT = "audit"
    REVIEW = "review"
    SCOPE = "scope"
    LAW = "law"
    ANNOUNCEMENT = "announcement"
    """What the announcement itself mends: it stands in nobody's way."""


class At(NamedTuple):
    """Where and from which weight on a rule's findings count at the gate before an announcement."""

    gate: Gate
    least: Severity = Severity.ERROR
    """The lightest finding that counts."""
    kind: str = ""
    """The kind of file (`model.layout`) in which they count; empty for every file."""

    def counts(self, finding: Diagnostic) -> bool:
        """Whether a finding of the rule stands in the way of an announcement."""
        return finding.severity.rank <= self.least.rank and self._is_in(finding.location.path)

    def _is_in(self, path: PurePosixPath) -> bool:
        if not self.kind:
            return True
        known = kind_of(str(path))
        return known is not None and known[0].name == self.kind


class Brought(StrEnum):
    """What it means that a change of the repository brings a finding of a rule."""

    OWED = "owed"
    """Others acted, or time went by, and so the agency owes something or was late: a register that
    records this truth is not refused for it."""
    FALSE = "false"
    """Something was typed wrongly: no change brings it, whatever it weighs and wherever."""


class Rule(Protocol):
    """A module of this package, one for each rule, in the folder of its family.

    Its docstring is the rule's page: the title, a blank line, why it matters, then
    `## Sai` and `## Đúng` examples, which the tests run; what several rules stand on is a named
    ground (`isoqms.rules.grounds`). A rule whose findings count at a point of the gate before an
    announcement says so: `GATE = At(Gate.AUDIT)`. What a finding means for a change that brings
    it, `BROUGHT = Brought.…` says where it is not what its family means. One that says that
    something is still to be done, while what the records say is so all the same, says
    `WORK_LEFT = True`: no paper is held back.
    """

    __name__: str
    __doc__: str | None

    @property
    def CODE(self) -> str:  # noqa: N802 - a constant of the module
        """`QMS301`; never used twice."""

    @property
    def SEVERITY(self) -> Severity:  # noqa: N802 - a constant of the module
        """How much its findings weigh, where a finding does not say otherwise."""

    @property
    def BASIS(self) -> tuple[Basis, ...]:  # noqa: N802 - a constant of the module
        """The clauses, articles or practice behind it."""

    def check(self, repository: Repository) -> Iterable[Finding]:
        """Every finding of this rule in the repository; never changes anything."""


def family_of(rule: Rule) -> Family:
    """The family of a rule: the folder below `isoqms.rules` that holds its module."""
    return Family(rule.__name__.split(".")[2])


def gate_of(rule: Rule) -> At | None:
    """Where its findings count at the gate; None for a rule that belongs to no point of it."""
    gate: At | None = getattr(rule, "GATE", None)
    return gate


def brought_by(rule: Rule) -> Brought | None:
    """What it means that a change brings its findings; None where its family says enough."""
    brought: Brought | None = getattr(rule, "BROUGHT", None)
    return brought


def is_work_left(rule: Rule) -> bool:
    """Whether its findings tell of work still to be done, and not of records that are wrong."""
    return bool(getattr(rule, "WORK_LEFT", False))


def page_of(rule: Rule) -> str:
    """The page of a rule in Markdown as it is read and copied: with the grounds of its examples."""
    return unfolded(rule.__doc__ or "").strip()


def card(rule: Rule, standard: str) -> RuleCard:
    """The card of a rule for an agency that follows `standard` (its name and edition)."""
    page = page_of(rule)
    basis = tuple(_cited(each, standard) for each in rule.BASIS)
    return RuleCard(rule.CODE, page.split("\n", 1)[0].rstrip("."), rule.SEVERITY, basis, page)


def _cited(basis: Basis, standard: str) -> str:
    if isinstance(basis, Clause):
        return f"{standard}, {basis.number}"
    return str(basis)


def eased(severity: Severity, *, when: bool) -> Severity | None:
    """The severity of a finding that weighs less than its rule says, or None where it does not.

    None leaves a finding the severity of its rule.
    """
    return severity if when else None
