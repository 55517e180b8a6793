"""Diagnostics as a Code Quality report, which GitLab shows on a merge request."""

from isoqms.diagnostics import Diagnostic, Outcome, Severity
from isoqms.formats.fingerprint import fingerprints
from isoqms.formats.neutral import as_json, visible

# GitLab knows info, minor, major, critical and blocker.
_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render_gitlab(outcome: Outcome) -> str:
    """An array with one issue for each diagnostic; the fingerprints stay when lines move."""
    names = fingerprints(outcome.diagnostics)
    return as_json([_issue(d, name) for d, name in zip(outcome.diagnostics, names, strict=True)])


def _issue(diagnostic: Diagnostic, name: str) -> dict[str, object]:
    hint = f" Gợi ý: {diagnostic.hint}" if diagnostic.hint else ""
    return {
        "description": visible(f"{diagnostic.message}{hint}"),
        "check_name": diagnostic.rule,
        "fingerprint": name,
        "severity": _SEVERITIES[diagnostic.severity],
        "location": {
            "path": str(diagnostic.location.path),
            "lines": {"begin": diagnostic.location.line},
        },
    }
