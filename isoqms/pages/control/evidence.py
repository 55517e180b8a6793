"""The list of evidence: each paper with its own day and the day on which it was put here (7.5.3).

Signed decisions and papers of the year that were kept as files stand in it too: one list tells of
every file that is kept.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from isoqms.model.control.decision import SignedFile
from isoqms.model.control.sealing import short
from isoqms.pages.layout.sheets import Sheet
from isoqms.pages.records.columns import Told, register
from isoqms.pages.records.ground import Ground
from isoqms.repository.entered import as_path, entered
from isoqms.wording import date_short

_SIGNED = "Bản đã ký"


class _Line(NamedTuple):
    """A paper of which a file, or the place of the paper, is recorded."""

    day: date
    title: str
    number: str
    issuer: str
    proves: str
    path: str
    sha256: str
    kept_at: str = ""


def evidence(ground: Ground) -> tuple[Sheet, ...]:
    """What was kept in the year, by the day of the paper; both days of each."""
    known = entered(ground.repository)

    def put_here(one: _Line) -> str:
        entry = known.get(as_path(one.path)) if one.path else None
        # Seen from an earlier day, what was put here since then is not here yet.
        if entry is None or entry.when.date() > ground.day:
            return ""
        return date_short(entry.when.date())

    columns: tuple[Told[_Line], ...] = (
        Told("Tài liệu", 52, lambda each: each.title),
        Told("Số, ký hiệu", 34, lambda each: each.number, centred=True),
        Told("Ngày của tài liệu", 22, lambda each: each.day, centred=True),
        Told("Nơi lập", 32, lambda each: each.issuer),
        Told("Chứng minh", 34, lambda each: each.proves),
        Told("Nơi lưu, tệp, mã SHA-256", 41, _kept),
        Told("Ngày đưa vào kho", 22, put_here, centred=True),
    )
    kept, later = ground.until((each.day, each) for each in _lines(ground))
    notes = ground.notes(
        "Ngày của tài liệu là ngày lập, ký hoặc nhận; ngày đưa vào kho lấy từ lịch sử của kho.",
        later=later,
    )
    return (
        register("Danh mục bằng chứng, tài liệu kèm hồ sơ", columns, kept, notes, ground.none()),
    )


def _kept(one: _Line) -> str:
    said = (one.kept_at, as_path(one.path).name, f"{short(one.sha256)} …" if one.sha256 else "")
    return "; ".join(filter(None, said))


def _lines(ground: Ground) -> Iterator[_Line]:
    for row in ground.records.rows.evidence:
        each = row.record
        yield _Line(
            each.day,
            each.title,
            each.number or "",
            each.issuer or "",
            each.proves or "",
            each.path or "",
            each.sha256 or "",
            each.kept_at or "",
        )
    agency = ground.repository.agency.record.name
    for decision in ground.repository.decisions:
        one = decision.record
        if one.file and one.file.sha256 and one.signed.year == ground.year:
            told = (one.summary, one.number, one.authority)
            yield _signed(one.file, one.signed, *told)
    for sent in ground.records.rows.outgoing:
        paper = sent.record
        if paper.file and paper.file.sha256:
            title = f"{paper.type}: {paper.summary}"
            yield _signed(paper.file, paper.day, title, paper.number, paper.issuer or agency)


def _signed(file: SignedFile, day: date, title: str, number: str, issuer: str) -> _Line:
    own = file.dated or day
    return _Line(own, title, number, issuer, _SIGNED, file.path, file.sha256 or "")
