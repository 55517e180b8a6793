"""Diagnostics as text, JSON, SARIF, JUnit, GitHub and GitLab reports."""

from enum import StrEnum

from isoqms.diagnostics import Outcome, RuleCard
from isoqms.formats.github import render_github
from isoqms.formats.gitlab import render_gitlab
from isoqms.formats.json import render_json
from isoqms.formats.junit import render_junit
from isoqms.formats.sarif import render_sarif
from isoqms.formats.text import render_text


class Format(StrEnum):
    """The forms a validation can be told in (định dạng)."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"
    GITLAB = "gitlab"


def render(outcome: Outcome, cards: tuple[RuleCard, ...], wanted: Format, *, colour: bool = False) -> str:
    """`outcome` in the form wanted, ending with one line break; only text has colours."""
    match wanted:
        case Format.TEXT:
            return render_text(outcome, cards, colour=colour)
        case Format.JSON:
            return render_json(outcome)
        case Format.SARIF:
            return render_sarif(outcome, cards)
        case Format.JUNIT:
            return render_junit(outcome, cards)
        case Format.GITHUB:
            return render_github(outcome, cards)
        case Format.GITLAB:
            return render_gitlab(outcome)
