"""Show the text of any revision of a document, marked where it is not in force; or print it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from isoqms.actions.changing.wholeness import refuse_unless_whole
from isoqms.facts.control.tracing import trace
from isoqms.facts.law.titles import as_printed, left_out
from isoqms.history import try_history
from isoqms.pages.control.revision_paper import (
    Surroundings,
    revision_paper,
    standing_mark,
    words_of,
)
from isoqms.pages.layout.blocks import Mark, Paper
from isoqms.pages.papers.draft import printed_words
from isoqms.repository import Repository
from isoqms.repository.control import Control, Issue, control_with
from isoqms.repository.revisions import (
    Revision,
    find_revision,
    known_code,
    known_codes,
    split_wanted,
    titles_on,
)
from isoqms.wording import slug

_FOLDER = "xuat"


@dataclass(frozen=True, slots=True)
class Shown:
    """A revision to look at."""

    revision: Revision
    mark: Mark | None
    """What is said of it where it is not in force on the day asked."""
    text: str
    """The text as it was recorded, with our line ends, without the mark."""
    notes: tuple[str, ...]

    @property
    def marked_text(self) -> str:
        """The text, below the mark where there is one.

        So a copy of it can never pass for a document in force.
        """
        if self.mark is None:
            return self.text
        lines = [f"> **{self.mark.line}**"]
        if self.mark.reason:
            lines.append(f"> {self.mark.reason}")
        return "\n>\n".join(lines) + f"\n\n{self.text}"

    @property
    def data(self) -> dict[str, Any]:
        """The same for a program."""
        return {
            "code": self.revision.code,
            "revision": self.revision.number,
            "state": self.revision.state.value,
            "mark": self.mark.line if self.mark else None,
            "mark_reason": (self.mark and self.mark.reason) or None,
            **_decided(self.revision.issue),
            "path": str(self.revision.path),
            "text": self.text,
        }


def _decided(issue: Issue | None) -> dict[str, Any]:
    """What the decisions say of a revision; a draft has none yet."""
    if issue is None:
        return dict.fromkeys(("decision", "signed", "effective", "ended"))
    return {
        "decision": issue.decision.record.number if issue.decision else None,
        "signed": _iso(issue.signed),
        "effective": _iso(issue.effective),
        "ended": _iso(issue.ending.day) if issue.ending else None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def known_control(repository: Repository) -> Control:
    """What the decisions and the history of a repository say.

    Where there is none, the decisions alone.
    """
    return control_with(repository, try_history(repository.root))


def find(repository: Repository, known: Control, wanted: str, day: date) -> Revision:
    """The revision that `QT-01`, `QT-01@2` or `QT-01@draft` names on that day.

    Raises UnknownName with the nearest code, BadAnswer, TextLost, HistoryUnavailable.
    """
    code, revision = split_wanted(wanted)
    return find_revision(
        repository, known, known_code(code, known_codes(repository, known)), revision, day
    )


def show(repository: Repository, wanted: str) -> Shown:
    """A revision as of the day of the repository; raises what `find` raises."""
    known = known_control(repository)
    revision = find(repository, known, wanted, repository.as_of)
    return Shown(
        revision, standing_mark(revision, repository.as_of), words_of(revision), _notes(revision)
    )


def _notes(revision: Revision) -> tuple[str, ...]:
    if not revision.altered:
        return ()
    return (
        (
            f"Tệp của {revision.name} đã bị sửa mà không có quyết định; "
            "ở đây là văn bản lúc ban hành. "
            "Xem các thay đổi bằng `isoqms validate`."
        ),
    )


def paper_of(
    repository: Repository, known: Control, revision: Revision, *, revisions: bool = True
) -> Paper:
    """The paper of a revision with its mark, and its revision table unless that is not wanted."""
    agency = repository.agency.record
    around = Surroundings(
        agency=agency,
        day=repository.as_of,
        laws=tuple(as_printed(repository, row.record) for row in repository.laws),
        titles=titles_on(repository, known, repository.as_of),
        traced=trace(known, revision.code, agency.role_title) if revisions else (),
    )
    return revision_paper(revision, around)


def show_docx(repository: Repository, wanted: str) -> tuple[Revision, bytes, tuple[str, ...]]:
    """The revision, its Word file, and what to know of it; raises what `find` raises."""
    # Word is imported by those who ask for it.
    from isoqms.writers.word.docx import write_docx  # noqa: PLC0415 - see above

    refuse_unless_whole(repository)
    known = known_control(repository)
    revision = find(repository, known, wanted, repository.as_of)
    paper = paper_of(repository, known, revision)
    notes = tuple(left_out(repository, printed_words(paper)))
    return revision, write_docx(paper), notes


def default_path(repository: Repository, revision: Revision) -> Path:
    """Where a revision is printed unless told otherwise."""
    return repository.root / _FOLDER / f"{slug(revision.name)}.docx"
