"""Diagnostics as one JSON object for other programs, the same across releases."""

from isoqms.diagnostics import Diagnostic, Location, Outcome, Severity
from isoqms.formats.neutral import as_json


def render_json(outcome: Outcome) -> str:
    """The object with `version`, `as_of`, `documents`, `summary` and `diagnostics`.

    Lines count from 1.
    """
    return as_json(
        {
            "version": 1,
            "as_of": outcome.as_of,
            "documents": outcome.documents,
            "summary": {severity.value: outcome.count(severity) for severity in Severity},
            "diagnostics": [_diagnostic(diagnostic) for diagnostic in outcome.diagnostics],
        }
    )


def _diagnostic(diagnostic: Diagnostic) -> dict[str, object]:
    return {
        "rule": diagnostic.rule,
        "severity": diagnostic.severity.value,
        **_location(diagnostic.location),
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "basis": list(diagnostic.basis),
        "related": [_location(location) for location in diagnostic.related],
    }


def _location(location: Location) -> dict[str, object]:
    return {"path": str(location.path), "line": location.line, "column": location.column}
