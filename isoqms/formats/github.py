"""Diagnostics as workflow commands, which GitHub shows on the lines of a change."""

from isoqms.diagnostics import Diagnostic, Outcome, RuleCard, Severity
from isoqms.formats.neutral import visible
from isoqms.formats.text import closing

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render_github(outcome: Outcome, cards: tuple[RuleCard, ...]) -> str:
    """One command for each diagnostic, then the closing sentence for the log.

    The gravest come first, because GitHub shows only the first ten of a kind for each step.
    """
    titles = {card.code: card.title for card in cards}
    ranked = sorted(outcome.diagnostics, key=lambda d: d.severity.rank)
    commands = (_command(diagnostic, titles.get(diagnostic.rule, "")) for diagnostic in ranked)
    return "\n".join([*commands, closing(outcome)]) + "\n"


def _command(diagnostic: Diagnostic, title: str) -> str:
    properties = {
        "file": str(diagnostic.location.path),
        "line": str(diagnostic.location.line),
        "col": str(diagnostic.location.column),
        "title": f"{diagnostic.rule} {title}".strip(),
    }
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    hint = f"\nGợi ý: {diagnostic.hint}" if diagnostic.hint else ""
    return f"::{_COMMANDS[diagnostic.severity]} {told}::{_escaped(diagnostic.message + hint)}"


def _escaped(text: str) -> str:
    """`text` as the message of a command; its line breaks stay line breaks."""
    shown = visible(text, keep="\r\n")
    return shown.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """`text` as the value of a property, which a colon or a comma would end."""
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
