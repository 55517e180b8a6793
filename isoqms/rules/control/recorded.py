"""What the rules of revisions and approval ask: the history, where there is a whole one.

Who changed what, in words.
"""

from isoqms.diagnostics import Place
from isoqms.facts.control.claimed_days import who_and_when
from isoqms.repository import Repository
from isoqms.repository.control import Control, Issue, control
from isoqms.repository.integrity import AlteredText, altered_decisions
from isoqms.wording import listed

__all__ = ["issued_by", "lost_decisions", "place_of", "relied_on", "who_and_when"]

_MOST_NAMED = 3


def relied_on(repository: Repository) -> Control | None:
    """The decisions and their history.

    None where nothing was issued yet or the history cannot be relied on.
    """
    if not repository.running or control(repository).history.unavailable:
        return None
    return control(repository)


def lost_decisions(repository: Repository) -> str:
    """What to do first where files of recorded decisions are gone; empty where none is."""
    control = relied_on(repository)
    every = altered_decisions(repository, control) if control else ()
    gone = [one for one in every if one.entry is None]
    if not gone:
        return ""
    paths = " ".join(str(one.path) for one in gone[:_MOST_NAMED])
    numbers = listed(f"«{one.number}»" for one in gone[:_MOST_NAMED])
    return f"Tệp của quyết định {numbers} đã bị xóa: đưa về trước bằng `isoqms restore {paths}`. "


def issued_by(issue: Issue | None) -> str:
    """` theo 13/QĐ-UBND`, or nothing where no decision is known."""
    if issue is None or issue.decision is None:
        return ""
    return f" theo {issue.decision.record.number}"


def place_of(altered: AlteredText) -> Place:
    """The first line that differs, or else the attached file that does."""
    entry = altered.entry
    if altered.line:
        return Place(entry.path, (), altered.line)
    return entry.at("attachment")
