"""One revision of a document, wherever its text is.

In force, coming, obsolete, without a decision, a draft.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from itertools import chain
from pathlib import PurePosixPath
from typing import NamedTuple

from isoqms.errors import BadAnswer, IsoqmsError, UnknownName
from isoqms.model.control.document import ControlledDocument
from isoqms.repository.content import Repository
from isoqms.repository.control import (
    Control,
    history_of,
    in_force,
    last_day,
    read_document,
    text_of,
)
from isoqms.repository.entry import Entry
from isoqms.repository.issues import Issue
from isoqms.repository.recorded import Standing
from isoqms.wording import date_short, listed, nearest, whole

DRAFT_WORDS = ("draft", "du-thao", "dự-thảo")


class State(StrEnum):
    """How a revision stands on a day (tình trạng)."""

    IN_FORCE = "in-force"
    COMING = "coming"
    OBSOLETE = "obsolete"
    UNISSUED = "unissued"
    DRAFT = "draft"


class Revision(NamedTuple):
    """A revision with its text (một lần ban hành và văn bản của nó)."""

    code: str
    number: int | None
    state: State
    path: PurePosixPath
    text: bytes
    issue: Issue | None = None
    altered: bool = False
    """Whether the text in `tai-lieu/` was changed later under the same number."""

    @property
    def document(self) -> Entry[ControlledDocument] | None:
        """The text as a document; None where it does not fit what a document is today."""
        return read_document(self.path, self.text)

    @property
    def name(self) -> str:
        """`QT-01 lần 2`."""
        name = self.code
        if self.state is State.DRAFT:
            name = f"dự thảo {name}"
        if self.number:
            name = f"{name} lần {self.number}"
        return name


class TextLost(IsoqmsError):
    """A revision was issued, and nobody here has its text any more."""


def split_wanted(wanted: str) -> tuple[str, str | None]:
    """The code and the revision of `QT-01@2`.

    BadAnswer where what follows `@` is neither a number nor a draft.
    """
    code, mark, revision = wanted.strip().partition("@")
    if not mark:
        return code, None
    if revision.casefold() in DRAFT_WORDS or (revision.isascii() and revision.isdigit()):
        return code, revision.casefold()
    hint = "Ghi số lần ban hành sau @, ví dụ QT-HT-01@2; dự thảo ghi QT-HT-01@draft."
    raise BadAnswer(f"«{wanted}» không nêu đúng lần ban hành.", hint)


def known_code(wanted: str, known: frozenset[str]) -> str:
    """The code as it is written in the repository, whatever its capitals.

    UnknownName with the nearest one.
    """
    if wanted in known:
        return wanted
    alike = [code for code in sorted(known) if code.casefold() == wanted.casefold()]
    if len(alike) == 1:
        return alike[0]
    close = nearest(wanted, sorted(known))
    hint = f"Có phải là «{close}» không?" if close else "Xem các mã đang có bằng `isoqms list`."
    raise UnknownName(f"Không có tài liệu nào mang mã «{wanted}».", hint)


def known_codes(repository: Repository, control: Control) -> frozenset[str]:
    """Every code that a decision, the history or a file names as a document's own."""
    files = (one.record.code for one in repository.all_documents())
    return frozenset((*control.issues, *control.recorded.documents, *files))


def find_revision(
    repository: Repository, control: Control, code: str, wanted: str | None, day: date
) -> Revision:
    """A revision of a known `code`: the one named, or what stands for the document on that day.

    Without a name that is what is in force, or else what ended last, is coming, stands there
    without a decision, is being written, or once stood there. Raises UnknownName, TextLost, and
    where only the history could tell, why there is none.
    """
    found = _Finder(repository, control, code, day)
    if wanted is None:
        return found.standing()
    return found.draft() if wanted in DRAFT_WORDS else found.numbered(whole(wanted))


class _Finder(NamedTuple):
    repository: Repository
    control: Control
    code: str
    day: date

    def standing(self) -> Revision:
        chosen = self._chosen()
        if chosen:
            return self.issued(chosen)
        if self.code in self.repository.in_force:
            return self.from_file(self.repository.in_force[self.code], State.UNISSUED)
        if self.code in self.repository.drafted:
            return self.draft()
        return self.recorded(self.control.recorded.documents[self.code][-1])

    def _chosen(self) -> Issue | None:
        """What is in force, or else what ended last, or else what comes first."""
        issues = history_of(self.control, self.code)
        now = (one for one in issues if one.in_force(self.day))
        ended = [one for one in issues if one.ended(self.day)]
        coming = (one for one in issues if not one.ended(self.day) and one.decision)
        by_day = sorted(ended, key=last_day)
        return next(chain(now, reversed(by_day), coming), None)

    def numbered(self, number: int) -> Revision:
        issues = [one for one in history_of(self.control, self.code) if one.revision == number]
        if issues:
            return self.issued(next((one for one in issues if one.in_force(self.day)), issues[-1]))
        for entry in self.repository.all_documents():
            if (entry.record.code, entry.record.revision) == (self.code, number):
                state = State.DRAFT if entry.in_draft else State.UNISSUED
                return self.from_file(entry, state)
        stood = self.control.recorded.arrival(self.code, number)
        stood = stood or self.control.voided.arrival(self.code, number)
        if stood:
            return self.recorded(stood)
        raise UnknownName(f"«{self.code}» không có lần ban hành {number}.", self._others())

    def draft(self) -> Revision:
        entry = self.repository.drafted.get(self.code)
        if entry is None:
            raise UnknownName(f"«{self.code}» không có dự thảo.", self._others())
        return self.from_file(entry, State.DRAFT)

    def issued(self, issue: Issue) -> Revision:
        path, text = self._text_of(issue)
        altered = any(
            (one.standing.code, one.standing.revision) == (issue.code, issue.revision)
            for one in self.control.alterations
        )
        return Revision(self.code, issue.revision, self._state(issue), path, text, issue, altered)

    def _text_of(self, issue: Issue) -> tuple[PurePosixPath, bytes]:
        """The text as it was recorded, or else the file that lies there.

        TextLost where there is neither, or why no history can be asked.
        """
        text = text_of(self.control, issue)
        if issue.text and text is not None:
            return issue.text.path, text
        for entry in self.repository.documents:
            if _is(entry, issue):
                return entry.path, self.repository.bytes_of(entry.path)
        raise self._lost(issue)

    def _state(self, issue: Issue) -> State:
        if issue.in_force(self.day):
            return State.IN_FORCE
        # Where no day of effect is known, nothing but its withdrawal is.
        if issue.ended(self.day) or issue.effective is None:
            return State.OBSOLETE
        return State.COMING

    def from_file(self, entry: Entry[ControlledDocument], state: State) -> Revision:
        return Revision(
            self.code,
            entry.record.revision,
            state,
            entry.path,
            self.repository.bytes_of(entry.path),
        )

    def recorded(self, stood: Standing) -> Revision:
        text = self.control.history.texts([stood.blob])[stood.blob]
        return Revision(self.code, stood.revision, State.UNISSUED, stood.path, text)

    def _lost(self, issue: Issue) -> IsoqmsError:
        """Why the text cannot be given: there is no history to ask, or the history never had it."""
        unavailable = self.control.history.unavailable
        if unavailable:
            return unavailable
        what = f"«{self.code}»"
        if issue.revision:
            what = f"{what} lần {issue.revision}"
        parts = []
        if issue.decision:
            decision = issue.decision.record
            parts.append(
                f"Lần này theo {decision.number} ngày {date_short(decision.signed)}; "
                "tìm bản giấy trong hồ sơ."
            )
        kept = [str(one.revision) for one in history_of(self.control, self.code) if one.text]
        if kept:
            parts.append(f"Các lần còn văn bản: {listed(kept)}.")
        hint = " ".join(parts) or "Tìm bản giấy trong hồ sơ lưu của cơ quan."
        return TextLost(
            f"Lịch sử của kho không có văn bản của {what}: ban hành trước khi có kho, "
            "hoặc chưa ghi.",
            hint,
        )

    def _others(self) -> str:
        return (
            " ".join(_others(self.repository, self.control, self.code))
            or "Xem các mã bằng `isoqms list`."
        )


def _is(entry: Entry[ControlledDocument], issue: Issue) -> bool:
    return (entry.record.code, entry.record.revision) == (issue.code, issue.revision)


def _others(repository: Repository, control: Control, code: str) -> Iterator[str]:
    """Which revisions there are."""
    numbers = sorted({one.revision for one in history_of(control, code) if one.revision})
    if numbers:
        yield f"Các lần đã ban hành: {listed(map(str, numbers))}."
    draft = repository.drafted.get(code)
    if draft:
        yield f"Dự thảo: lần {draft.record.revision}."


def last_two(repository: Repository, control: Control, code: str, day: date) -> tuple[str, str]:
    """The two last revisions that somebody may want to compare, as they are named after `@`.

    With one revision only, that one and the draft. UnknownName where there are not two.
    """
    numbers = sorted(
        {one.revision for one in history_of(control, code) if one.revision and _is_signed(one, day)}
    )
    if len(numbers) >= 2:
        return str(numbers[-2]), str(numbers[-1])
    if numbers and code in repository.drafted:
        return str(numbers[0]), DRAFT_WORDS[0]
    raise UnknownName(
        f"«{code}» chưa có hai lần để so sánh.",
        " ".join(_others(repository, control, code)) or "Kiểm tra lại mã.",
    )


def _is_signed(issue: Issue, day: date) -> bool:
    """Whether it was signed by that day; so was what was issued before the decisions."""
    return issue.signed is None or issue.signed <= day


def titles_on(repository: Repository, control: Control, day: date) -> dict[str, str]:
    """The titles by code as they were on that day, for what documents cite.

    Drafts and files fill in the rest.
    """
    files = {
        one.record.code: one.record.title for one in (*repository.drafts, *repository.documents)
    }
    return files | {one.code: one.title for one in in_force(control, day) if one.title}
