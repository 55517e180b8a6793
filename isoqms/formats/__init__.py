"""Diagnostics as text, JSON, SARIF, JUnit, GitHub and GitLab reports."""

from enum import StrEnum

from isoqms.diagnostics import Outcome, RuleCard


class Format(StrEnum):
    """The forms a validation can be told in (định dạng)."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"
    GITLAB = "gitlab"


def render(
    outcome: Outcome, cards: tuple[RuleCard, ...], wanted: Format, *, colour: bool = False
) -> str:
    """`outcome` in the form wanted, ending with one line break; only text has colours."""
    # Each form is imported when it is wanted: XML and hashes take longer to import than a text to
    # write.
    match wanted:
        case Format.TEXT:
            from isoqms.formats.text import render_text

            return render_text(outcome, cards, colour=colour)
        case Format.JSON:
            from isoqms.formats.json import render_json

            return render_json(outcome)
        case Format.SARIF:
            from isoqms.formats.sarif import render_sarif

            return render_sarif(outcome, cards)
        case Format.JUNIT:
            from isoqms.formats.junit import render_junit

            return render_junit(outcome, cards)
        case Format.GITHUB:
            from isoqms.formats.github import render_github

            return render_github(outcome, cards)
        case Format.GITLAB:
            from isoqms.formats.gitlab import render_gitlab

            return render_gitlab(outcome)
