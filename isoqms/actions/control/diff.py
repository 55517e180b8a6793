"""Compare two revisions of a document: word by word on the screen, as tracked changes in Word."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, timezone
from pathlib import Path
from typing import Final

from isoqms.actions.changing.wholeness import refuse_unless_whole
from isoqms.actions.control.show import find, known_control, paper_of
from isoqms.errors import UnknownName
from isoqms.pages.layout.blocks import Paper
from isoqms.pages.layout.comparison.papers import compare
from isoqms.pages.layout.comparison.telling import bracketed, comparison_text
from isoqms.pages.layout.comparison.words import Fate
from isoqms.repository import Repository
from isoqms.repository.control import Control
from isoqms.repository.revisions import Revision, known_code, known_codes, last_two
from isoqms.wording import slug, whole

_FOLDER: Final = "xuat"
_VIETNAM: Final = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Compared:
    """Two revisions of a document, side by side."""

    repository: Repository
    known: Control
    old: Revision
    new: Revision

    @property
    def path(self) -> Path:
        """Where the comparison is printed unless told otherwise."""
        name = f"{slug(self.old.code)}-{_slug(self.old)}-{_slug(self.new)}"
        return self.repository.root / _FOLDER / f"so-sanh-{name}.docx"


def _slug(revision: Revision) -> str:
    return slug(revision.name.removeprefix(revision.code).replace(revision.code, ""))


def diff(repository: Repository, wanted: str, old: str | None, new: str | None) -> Compared:
    """The two revisions of `wanted` that are named (`2`, `draft`), or else the two last ones.

    Raises UnknownName with the nearest code or the revisions there are, TextLost,
    HistoryUnavailable.
    """
    known, day = known_control(repository), repository.as_of
    code = known_code(wanted, known_codes(repository, known))
    if old is None or new is None:
        older, newer = _rest(repository, known, code, old, new)
    else:
        older, newer = old, new
    return Compared(
        repository,
        known,
        find(repository, known, f"{code}@{older}", day),
        find(repository, known, f"{code}@{newer}", day),
    )


def _rest(
    repository: Repository, known: Control, code: str, old: str | None, new: str | None
) -> tuple[str, str]:
    """What is not named: the revision before or behind the named one, or the two last."""
    numbers = sorted({one.revision for one in known.issues.get(code, ()) if one.revision})
    if old is not None:
        # One that is no number is refused when it is looked for.
        return old, _behind(numbers, whole(old)) if old.isdecimal() else "draft"
    if new is not None and new.isdecimal():
        numbers = [number for number in numbers if number < whole(new)]
    if new is None:
        return last_two(repository, known, code, repository.as_of)
    if not numbers:
        raise UnknownName(
            f"Trước «{code}@{new}» không có lần ban hành nào để so sánh.",
            f"Các lần đã có: `isoqms history {code}`.",
        )
    return str(numbers[-1]), new


def _behind(numbers: list[int], old: int) -> str:
    """The last of the revisions behind this one; its draft where it is the last itself."""
    later = [number for number in numbers if number > old]
    return str(later[-1]) if later else "draft"


def told(compared: Compared, dress: Callable[[Fate, str], str] = bracketed) -> tuple[str, ...]:
    """What differs, in lines, each piece as `dress` writes it.

    Nothing where the texts say the same.

    Number and day of issue, the mark and the revision table are left out: they always differ.
    """
    old, new = (
        _bare(paper_of(compared.repository, compared.known, one, revisions=False))
        for one in (compared.old, compared.new)
    )
    return comparison_text(compare(old, new), dress=dress)


def _bare(paper: Paper) -> Paper:
    """The paper from its first page of content on, with the title alone as head."""
    head = paper.running_head
    return replace(paper, mark=None, running_head=replace(head, facts=()) if head else None)


def as_docx(compared: Compared) -> bytes:
    """A Word file with tracked changes: accept all is the new revision, reject all the old one."""
    # Word is imported by those who ask for it.
    from isoqms.writers.word.redline import write_redline  # noqa: PLC0415 - see above

    repository, known = compared.repository, compared.known
    refuse_unless_whole(repository)
    old, new = (paper_of(repository, known, one) for one in (compared.old, compared.new))
    recorded = compared.new.issue.recorded if compared.new.issue else None
    if recorded is not None:
        return write_redline(old, new, author=recorded.author, when=recorded.when)
    # Word asks for an author and a time of each change; a draft was recorded by nobody yet.
    day = datetime.combine(repository.as_of, time(), _VIETNAM)
    return write_redline(old, new, author=repository.agency.record.name, when=day)
