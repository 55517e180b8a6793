"""Tell how far the agency is with each law that reaches its documents."""

from typing import Any

from isoqms.facts.law.clock import LawClock, clocks
from isoqms.formats.neutral import as_json
from isoqms.pages.law.clock import lines, title
from isoqms.repository import Repository

VERSION = 1
"""Of the JSON object; it rises when a key changes its meaning or goes."""


def as_text(repository: Repository) -> str:
    """The laws by how pressing they are, each with the documents that it reaches, as plain text."""
    head = f"{repository.agency.record.name}. {title(repository.as_of)}"
    return "\n".join((head, "", *lines(clocks(repository), repository.drafted))).rstrip() + "\n"


def as_data(repository: Repository) -> str:
    """The same as one JSON object, stable across releases."""
    return as_json(
        {
            "version": VERSION,
            "as_of": repository.as_of.isoformat(),
            "agency": repository.agency.record.name,
            "laws": [_data(each) for each in clocks(repository)],
        }
    )


def _data(clock: LawClock) -> dict[str, Any]:
    law = clock.law
    return {
        "number": law.number,
        "title": law.title,
        "issuer": law.issuer,
        "standing": clock.standing.value,
        "issued": law.issued.isoformat() if law.issued else None,
        "effective": law.effective.isoformat() if law.effective else None,
        "due": clock.last.isoformat() if clock.last else None,
        "days_left": clock.left,
        "applied": law.applied.isoformat() if law.applied else None,
        "waiting": list(clock.waiting),
        "documents": [
            {
                "code": each.code,
                "tie": each.tie.value,
                "cites": each.cited or None,
                "dismissed": each.dismissed,
            }
            for each in clock.reached
        ],
    }
