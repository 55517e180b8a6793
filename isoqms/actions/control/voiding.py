"""Take back the record of a decision: it has no effect any more, and stays to be seen."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from isoqms.actions.changing.applying import Change
from isoqms.actions.control.bringing_back import Files, files_back, files_gone
from isoqms.actions.control.new import cleaned
from isoqms.errors import BadAnswer
from isoqms.facts.control.records_kept import aside, voided
from isoqms.model.control.decision import Decision, Voided
from isoqms.model.layout import path_of
from isoqms.repository import Entry, Repository
from isoqms.repository.control import Control, Issue, control
from isoqms.source.editing import Edit, Remove, edited
from isoqms.wording import date_short, listed


def plan_void(repository: Repository, entry: Entry[Decision], reason: str) -> Change:
    """The record of a decision marked as taken back, with what follows; nothing is written.

    The file goes aside (`51-QD-UBND-huy-1.yaml`), so that its number may be given again, with its
    signed PDF. What it issued is no longer in force: the revision before it lies in `tai-lieu/`
    again, byte for byte, or nothing does; a text that was altered since stays, and a note says so.
    What the registers noted of it without a day is taken out. BadAnswer where it was voided before
    or the reason is empty; CannotEdit, IncompleteHistory.
    """
    why = cleaned(reason, "Lý do")
    if entry.record.voided is not None:
        told = f"Quyết định {entry.record.number} đã hủy ghi nhận rồi"
        raise BadAnswer(f"{told}.", f"Xem {entry.path}.")
    known = control(repository)
    content = repository.bytes_of(entry.path)
    files: Files = _aside(repository, known, entry, content, why)
    texts, kept = _texts(repository, known, entry)
    files |= texts
    registers = _registers(repository, entry)
    files |= registers
    number, signed = entry.record.number, date_short(entry.record.signed)
    return Change(
        f"Hủy ghi nhận Quyết định số {number} ngày {signed}: {why}",
        files,
        seen={entry.path: content} | {each: repository.bytes_of(each) for each in registers},
        past=True,
        notes=tuple(_notes(repository, entry, kept)),
    )


def _aside(
    repository: Repository, known: Control, entry: Entry[Decision], content: bytes, why: str
) -> Files:
    """The file of the decision beside its place, and its signed PDF."""
    old, record = entry.path, entry.record
    new = aside(old, lambda path: repository.holds(path) or bool(known.history.versions(path)))
    mark = Voided(on=repository.as_of, reason=why)
    files: Files = {old: None, new: voided(old, record, content, new, mark)}
    pdf = old.with_suffix(".pdf")
    if record.file and record.file.path == str(pdf) and repository.holds(pdf):
        files |= {pdf: None, new.with_suffix(".pdf"): repository.bytes_of(pdf)}
    return files


def _texts(
    repository: Repository, known: Control, entry: Entry[Decision]
) -> tuple[Files, tuple[str, ...]]:
    """What lies in `tai-lieu/` as if the decision had not been, and the codes that stay as is."""
    every = tuple(known.every_issue)
    mine = [one for one in every if one.decision and one.decision.path == entry.path]
    kept = tuple(one.code for one in mine if not _lies_as_issued(repository, one))
    gone = {one.code for one in mine if one.ending is None} - set(kept)
    ended = (one for one in every if one.ending and one.ending.decision.path == entry.path)
    back = [one for one in ended if one.code not in kept and _nothing_newer(repository, one, gone)]
    return {**files_gone(repository, gone), **files_back(known, back)}, kept


def _lies_as_issued(repository: Repository, issue: Issue) -> bool:
    """Whether its file is the text that was issued, or another revision, or gone."""
    current = repository.in_force.get(issue.code)
    if current is None or current.record.revision != issue.revision:
        return True
    return issue.has_text(repository.ids.get(current.path))


def _nothing_newer(repository: Repository, issue: Issue, gone: set[str]) -> bool:
    """Whether nothing would lie there but what the voided decision had issued."""
    return issue.code in gone or issue.code not in repository.in_force


def _registers(repository: Repository, entry: Entry[Decision]) -> dict[PurePosixPath, bytes]:
    """The registers without what was noted of the decision and never happened."""
    edits: dict[PurePosixPath, list[Edit]] = {}
    for path, edit in (*_receipts(repository, entry), *_tasks(repository, entry)):
        edits.setdefault(path, []).append(edit)
    return {path: edited(path, repository.bytes_of(path), *each) for path, each in edits.items()}


def _receipts(
    repository: Repository, entry: Entry[Decision]
) -> Iterator[tuple[PurePosixPath, Edit]]:
    """The lines of who gets and hands back what, that have no day: nobody did it yet."""
    year = entry.record.signed.year
    record = entry.record
    issued = {(item.code, item.revision) for item in record.issues}
    issued |= {(item.code, item.revision) for item in record.restores}
    codes = {code for code, _ in issued}
    withdrawn = {(item.code, item.revision) for item in record.withdraws}
    register = path_of("phan-phoi", year)
    rows = repository.rows_of(year)
    for row in reversed(rows.distributed):
        line = row.record
        if (line.document, line.revision) in issued and line.day is None:
            yield register, Remove(row.route)
    for taken in reversed(rows.taken_back):
        back = taken.record
        replaced = back.document in codes and (back.document, back.revision) not in issued
        named = (back.document, back.revision) in withdrawn
        if (replaced or named) and back.day is None:
            yield register, Remove(taken.route)


def _tasks(repository: Repository, entry: Entry[Decision]) -> Iterator[tuple[PurePosixPath, Edit]]:
    """The tasks that were done by this decision and nothing else."""
    for row in repository.rows_of(entry.record.signed.year).tasks:
        if row.record.evidence == entry.record.number:
            yield row.path, Remove((*row.route, "done"))
            yield row.path, Remove((*row.route, "evidence"))


def _notes(repository: Repository, entry: Entry[Decision], kept: tuple[str, ...]) -> Iterator[str]:
    number = entry.record.number
    yield (
        f"Quyết định {number} không còn được tính; bản ghi và văn bản của nó vẫn giữ trong kho "
        "(`isoqms history`, `isoqms verify` cho xem). Bản giấy đã ký, đã phát hành thì không hủy "
        "ở đây được: phải bãi bỏ bằng quyết định khác (`isoqms decision annul`)."
    )
    if kept:
        yield f"Giữ nguyên tệp đã bị sửa sau khi ban hành: {listed(kept)}; hãy tự xem lại."
    for row in repository.rows.announcements:
        if row.record.decision == number:
            yield f"{row.path} còn ghi lần công bố theo {number}; lần ấy không còn được tính."
