"""What a rule is: a module with a code, a severity, a basis, and a check."""

from collections.abc import Iterable
from typing import Protocol

from isoqms.diagnostics import Basis, Clause, Finding, RuleCard, Severity
from isoqms.repository import Repository


class Rule(Protocol):
    """A module of this package, one for each rule.

    Its docstring is the rule's page: the title, a blank line, why it matters, then
    `## Sai` and `## Đúng` examples, which the tests run.
    """

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


def card(rule: Rule, standard: str) -> RuleCard:
    """The card of a rule for an agency that follows `standard` (its name and edition)."""
    page = (rule.__doc__ or "").strip()
    basis = tuple(f"{standard}, {b.number}" if isinstance(b, Clause) else str(b) for b in rule.BASIS)
    return RuleCard(rule.CODE, page.split("\n", 1)[0].rstrip("."), rule.SEVERITY, basis, page)
