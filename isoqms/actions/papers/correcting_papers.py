"""Put right the number, day or summary of a paper of the year that was recorded by a slip."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any, Final

from isoqms.actions.agency.beginnings import to_edit
from isoqms.actions.changing.applying import Change
from isoqms.actions.control.new import cleaned
from isoqms.actions.papers.correcting import CannotCorrect, CorrectPlan
from isoqms.actions.papers.mentions import Named, renamed
from isoqms.errors import BadAnswer, UnknownName
from isoqms.facts.papers.document_numbers import wrong_number
from isoqms.facts.papers.paper import PaperKind, Recorded, cited
from isoqms.facts.papers.year_files import OUTGOING
from isoqms.model.reporting import OutgoingCorrection, OutgoingDocument
from isoqms.repository import Repository, Row
from isoqms.source.editing import Append, Edit, Put, Remove, edited
from isoqms.wording import date_short, number_slug

OF_PAPERS: Final = ("number", "signed", "summary")
"""What may be put right in the record of a paper that is no decision."""


@dataclass(frozen=True, slots=True)
class PaperCorrection:
    """What the person says of a paper that is no decision: only what is to be put right."""

    reason: str
    number: str | None = None
    signed: date | None = None
    summary: str | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as it is recorded now, and what the records call it."""

    type: str
    named: Named
    years: frozenset[int]
    """The years whose records may name it."""


def paper_recorded(
    repository: Repository, kind: PaperKind, year: int, item: str | None = None
) -> Recorded:
    """What the records of a year hold of a paper; UnknownName where they hold nothing.

    BadAnswer where they hold several, and it was not said which.
    """
    found = {
        (one.number, one.day): one
        for one in kind.recorded_in(repository, year)
        if one.number and one.day and item in (None, one.item)
    }
    if len(found) > 1:
        told = "; ".join(filter(None, (one.listed for one in found.values())))
        hint = "Ghi số đã ghi thay cho từ: isoqms decision correct SỐ …"
        raise BadAnswer(f"Năm {year} có {len(found)} văn bản như vậy: {told}.", hint)
    if not found:
        what = f"Năm {year} chưa ghi số, ngày của {kind.title}"
        raise UnknownName(f"{what}.", f"Ghi bằng `isoqms decision record {kind.word}`.")
    return next(iter(found.values()))


def paper_numbered(repository: Repository, number: str, year: int | None) -> Paper | None:
    """The paper of the outgoing registers with this number; None where there is none.

    BadAnswer where several years gave it.
    """
    rows = [
        row
        for row in repository.rows.outgoing
        if row.record.number == number and year in (None, row.record.day.year)
    ]
    if len(rows) > 1:
        raise BadAnswer(f"Có {len(rows)} văn bản số {number}.", "Ghi --year NĂM.")
    if not rows:
        return None
    line = rows[0].record
    years = frozenset({line.day.year, line.day.year + 1, line.day.year - 1})
    return Paper(line.type, Named(line.number, line.day), years)


def paper_now(repository: Repository, paper: Paper) -> dict[str, Any]:
    """What is recorded of a paper, by the keys that may be put right."""
    row = _row(repository, paper.named)
    now: dict[str, Any] = {"number": paper.named.number, "signed": paper.named.day}
    return {**now, "summary": row.record.summary} if row else now


def plan_correct_paper(repository: Repository, paper: Paper, told: PaperCorrection) -> CorrectPlan:
    """The paper as it should be recorded, wherever the records name it; nothing is written.

    The old values stay in its line of the outgoing register. CannotCorrect where the new values
    cannot be true; BadAnswer where nothing is put right; CannotEdit.
    """
    reason = cleaned(told.reason, "Lý do")
    old = paper.named
    new = Named(told.number or old.number, told.signed or old.day)
    row = _row(repository, old)
    summary = told.summary if row and told.summary != row.record.summary else None
    if new == old and summary is None:
        words = f"{cited(paper.type, old.number, old.day)} đã ghi đúng như vậy rồi."
        raise BadAnswer(words, "Ghi điều đúng trên bản đã ký: --number, --signed, --summary.")
    _refuse_impossible(repository, paper, new)
    files: dict[PurePosixPath, bytes | None] = {**renamed(repository, old, new, years=paper.years)}
    seen = {path: repository.bytes_of(path) for path in files}
    notes: tuple[str, ...] = ()
    if row is None:
        notes = ("Sổ không có chỗ giữ số cũ; số cũ còn xem được ở lịch sử của kho.",)
    else:
        line = _Line(row, old, new, summary, reason)
        seen |= line.put(repository, files)
    words = cited(paper.type, new.number, new.day)
    change = Change(
        f"Đính chính khi ghi {words}: {reason}", files, seen=seen, past=True, notes=notes
    )
    written = tuple(sorted(path for path, held in files.items() if held is not None))
    return CorrectPlan(change, words, written, None)


def _row(repository: Repository, old: Named) -> Row[OutgoingDocument] | None:
    rows = (row for row in repository.rows.outgoing if row.record.number == old.number)
    return next((row for row in rows if row.record.day == old.day), None)


def _refuse_impossible(repository: Repository, paper: Paper, new: Named) -> None:
    if new.number != paper.named.number:
        symbol = repository.agency.record.symbol
        wrong = wrong_number(new.number, paper.type.lower(), symbol)
        if wrong is not None:
            raise CannotCorrect(*wrong)
        for number, day, what in _given(repository, new.day.year):
            if number.lstrip("0") == new.number.lstrip("0"):
                told = f"Số «{new.number}» đã dùng cho {what} ngày {date_short(day)}"
                raise CannotCorrect(f"{told}.", "Đối chiếu sổ đăng ký văn bản đi.")
    if new.day > repository.as_of:
        today = date_short(repository.as_of)
        told = f"Ngày {date_short(new.day)} ở sau ngày đang tính ({today})"
        raise CannotCorrect(f"{told}.", "Xem lại ngày trên bản đã ký.")


def _given(repository: Repository, year: int) -> Iterator[tuple[str, date, str]]:
    for entry in repository.decisions:
        if entry.record.signed.year == year:
            yield entry.record.number, entry.record.signed, f"quyết định ghi ở {entry.path}"
    for row in repository.rows_of(year).outgoing:
        yield row.record.number, row.record.day, f"«{row.record.summary}»"


@dataclass(frozen=True, slots=True)
class _Line:
    """The line of the outgoing register, which alone has a place for the old values."""

    row: Row[OutgoingDocument]
    old: Named
    new: Named
    summary: str | None
    reason: str

    def put(
        self, repository: Repository, files: dict[PurePosixPath, bytes | None]
    ) -> dict[PurePosixPath, bytes]:
        """Put the line right in `files`; gives the bytes that were taken up from the folder."""
        row = self.row
        before, seen = to_edit(repository, row.path)
        content = files.get(row.path) or before
        correction = self._correction(repository).model_dump(exclude_none=True)
        pdf = self._pdf(repository, files)
        if self.old.day.year == self.new.day.year:
            edits = [*self._edits(pdf), Append((*row.route, "corrections"), (correction,))]
            files[row.path] = edited(row.path, content, *edits)
            return seen
        target = OUTGOING.path(self.new.day.year)
        known, taken_up = to_edit(repository, target)
        line = {**self._whole(pdf), "corrections": [*self._kept(), correction]}
        files[row.path] = edited(row.path, content, Remove(row.route))
        files[target] = edited(target, files.get(target) or known, Append(("documents",), (line,)))
        return seen | taken_up

    def _correction(self, repository: Repository) -> OutgoingCorrection:
        line = self.row.record
        return OutgoingCorrection(
            on=repository.as_of,
            reason=self.reason,
            number=self.old.number if self.old.number != self.new.number else None,
            day=self.old.day if self.old.day != self.new.day else None,
            summary=line.summary if self.summary else None,
        )

    def _edits(self, pdf: str | None) -> Iterator[Edit]:
        if self.summary:
            yield Put((*self.row.route, "summary"), self.summary)
        if pdf:
            yield Put((*self.row.route, "file", "path"), pdf)

    def _kept(self) -> list[dict[str, Any]]:
        return [each.model_dump(exclude_none=True) for each in self.row.record.corrections]

    def _whole(self, pdf: str | None) -> dict[str, Any]:
        line = self.row.record.model_dump(exclude_none=True, exclude={"corrections"})
        line |= {"number": self.new.number, "day": self.new.day}
        if self.summary:
            line["summary"] = self.summary
        if pdf:
            line["file"] = {**line["file"], "path": pdf}
        return line

    def _pdf(self, repository: Repository, files: dict[PurePosixPath, bytes | None]) -> str | None:
        """Where the signed file goes, if it stands where the number puts it."""
        kept = self.row.record.file
        old, new = _pdf_path(self.old), _pdf_path(self.new)
        if kept is None or kept.path != str(old) or old == new or not repository.holds(old):
            return None
        if repository.holds(new):
            raise CannotCorrect(f"Đã có tệp {new}.", "Xem tệp đó: có thể số vừa gõ lại bị nhầm.")
        files[new] = repository.bytes_of(old)
        files[old] = None
        return str(new)


def _pdf_path(named: Named) -> PurePosixPath:
    return PurePosixPath("nam", str(named.day.year), "van-ban", f"{number_slug(named.number)}.pdf")
