"""The times in which a text in force was another than the one that was issued.

A new issue ends such a time, and does not make it undone: it stays told (7.5.3.2).
"""

from collections.abc import Iterator
from typing import NamedTuple

from isoqms.history import Commit
from isoqms.repository.control import Control, Issue
from isoqms.repository.recorded import Standing
from isoqms.wording import date_short


class Uncontrolled(NamedTuple):
    """A time in which a revision lay there altered (thời gian văn bản bị sửa ngoài kiểm soát)."""

    issue: Issue
    since: Commit
    """What recorded the altered text."""
    until: Commit | None
    """What ended it: the issued text again, or the next issue; None where it lasts."""

    @property
    def words(self) -> str:
        """From when to when, and who recorded it."""
        end = f"ngày {date_short(self.until.when.date())}" if self.until else "nay"
        begun = date_short(self.since.when.date())
        return f"từ ngày {begun} ({self.since.author} ghi) đến {end}"


def uncontrolled(control: Control) -> Iterator[Uncontrolled]:
    """Every such time that the history knows, in the order of recording."""
    for each in control.alterations:
        standing = each.standing
        issue = _issue_of(control, standing)
        if issue and _is_altered(issue, standing):
            yield Uncontrolled(issue, standing.since, _end(control, standing))


def _is_altered(issue: Issue, standing: Standing) -> bool:
    """Whether a text came after the one that was issued, and is another."""
    if issue.text is None or issue.has_text(standing.blob):
        return False
    return standing.since.position > issue.text.commit.position


def _issue_of(control: Control, standing: Standing) -> Issue | None:
    issues = control.issues.get(standing.code, ())
    return next((one for one in issues if one.decision and one.revision == standing.revision), None)


def _end(control: Control, standing: Standing) -> Commit | None:
    """What ended a text, wherever it was moved to meanwhile."""
    until = standing.until
    for other in control.recorded.standings(standing.code, standing.revision):
        if until and other.since.id == until.id and other.blob == standing.blob:
            until = other.until
    return until
