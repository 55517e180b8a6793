"""What the scope of the system leaves out (phạm vi; 4.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from isoqms.repository.content import Repository
from isoqms.repository.entry import Row

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.planning.context import Exclusion


def exclusions(repository: Repository) -> tuple[Row[Exclusion], ...]:
    """The clauses that are not applied, each with its place; none without a scope."""
    scope = repository.scope
    return scope.rows("exclusions", scope.record.exclusions) if scope else ()


def excluded_clauses(repository: Repository) -> tuple[str, ...]:
    """The numbers of the clauses that are not applied."""
    return tuple(row.record.clause for row in exclusions(repository))
