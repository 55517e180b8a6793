"""Tell what became of a document: each revision with its decision, its changes, its recorder."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from isoqms.errors import UnknownName
from isoqms.facts.control.decision_notes import notes_on
from isoqms.facts.control.tracing import Traced
from isoqms.facts.control.tracing import trace as trace_code
from isoqms.history import Commit, read_history
from isoqms.model.agency.settings import Agency
from isoqms.model.control.decision import SignedFile
from isoqms.pages.control.master_lists import NO_TITLE, ended_why
from isoqms.pages.layout.sheets import Column, Sheet
from isoqms.repository import Register, load_register
from isoqms.repository.control import Issue, control_of
from isoqms.repository.entered import as_path, first_entry
from isoqms.repository.recorded_days import is_early, is_late
from isoqms.repository.revisions import known_code
from isoqms.wording import date_short, number, slug, two_digits

_FOLDER = "xuat"


class Trace(NamedTuple):
    """The revisions of one document, in the order of the decisions (lịch sử của tài liệu)."""

    code: str
    title: str
    root: Path
    agency: Agency
    as_of: date
    traced: tuple[Traced, ...]
    notes: tuple[str, ...] = ()
    """What became of the records of the decisions: corrected, voided, annulled."""
    entries: Mapping[str, Commit] = MappingProxyType({})
    """The entry that put the signed copy of a decision here, by the path of the copy."""

    @property
    def path(self) -> Path:
        """Where its revision table is printed unless told otherwise."""
        return self.root / _FOLDER / f"sua-doi-{slug(self.code)}.docx"


def trace(start: Path, as_of: date, wanted: str) -> Trace:
    """What was decided about a document by that day.

    Raises NotARepository, UnreadableSettings, UnknownName with the nearest code, and
    HistoryUnavailable where the history cannot be trusted with an answer.
    """
    register = load_register(start, as_of)
    history = read_history(register.root)
    signed = tuple(one for one in register.decisions if one.record.signed <= as_of)
    known = control_of(signed, (), history, every=register.every_decision)
    standing = (one.code for one in register.standing)
    code = known_code(wanted, frozenset((*known.issues, *known.recorded.documents, *standing)))
    if code not in known.issues:
        raise UnknownName(
            f"Chưa có quyết định nào về «{code}» tính đến ngày {date_short(as_of)}.", _hint(code)
        )
    agency = register.agency.record
    traced = trace_code(known, code, agency.role_title)
    title = _title(register, code, traced)
    notes = notes_on(_numbers(register, code), register.decisions, register.every_decision)
    copies = (_copy(one.issue) for one in traced)
    held = ((one.path, first_entry(history, as_path(one.path))) for one in copies if one)
    entries = {path: entry for path, entry in held if entry}
    return Trace(code, title, register.root, agency, as_of, traced, notes, entries)


def _numbers(register: Register, code: str) -> Iterator[str]:
    """The numbers of the decisions, voided ones too, that say something of a document."""
    by_path = {entry.path: entry.record for entry in register.decisions}
    for entry in register.every_decision:
        record = by_path.get(entry.path, entry.record)
        codes = {item.code for item in record.issues} | {item.code for item in record.withdraws}
        if code in codes:
            yield record.number


def _title(register: Register, code: str, traced: tuple[Traced, ...]) -> str:
    """The title of the last revision that has one, else of the file that stands there."""
    decided = [one.issue.title for one in reversed(traced)]
    standing = [one.title for one in register.standing if one.code == code]
    return next(filter(None, (*decided, *standing)), NO_TITLE)


def _hint(code: str) -> str:
    return (
        f"Xem văn bản đang có bằng `isoqms show {code}`; ghi quyết định ban hành vào "
        "quyet-dinh/ nếu đã ký."
    )


def sheet(made: Trace) -> Sheet:
    """The revisions as a table for the screen."""
    columns = (
        Column("Lần", 12, centred=True),
        Column("Quyết định", 30),
        Column("Ngày ký", 26, centred=True),
        Column("Hiệu lực từ", 26, centred=True),
        Column("Hết hiệu lực", 26, centred=True),
        Column("Lý do hết hiệu lực", 44),
        Column("Người ghi", 36),
        Column("Ghi lúc (theo máy)", 34),
    )
    return Sheet(f"{made.code}: {made.title}", columns, tuple(_row(one) for one in made.traced))


def _row(one: Traced) -> tuple[str | int | date | None, ...]:
    issue, ending = one.issue, one.issue.ending
    return (
        issue.revision,
        _number(issue) or "(không rõ)",
        issue.signed,
        issue.effective,
        *((ending.day, ended_why(ending)) if ending else (None, None)),
        _recorder(issue),
        _moment(issue.recorded),
    )


def _number(issue: Issue) -> str | None:
    """The number of the decision that issued it, as far as it is known."""
    return issue.decision.record.number if issue.decision else None


def _recorder(issue: Issue) -> str | None:
    """Who recorded the decision; None where there is no decision to be recorded."""
    if issue.recorded:
        return issue.recorded.author
    return "(chưa ghi)" if issue.decision else None


def _moment(commit: Commit | None) -> str | None:
    if commit is None:
        return None
    return f"{date_short(commit.when.date())} {commit.when:%H:%M}"


def changes(made: Trace) -> tuple[str, ...]:
    """What each revision changed, in lines: the decision's reason, then sections and steps.

    What became of the records of the decisions stands behind.
    """
    told = (line for one in made.traced for line in _told(one, made.entries))
    return (*told, *made.notes)


def _copy(issue: Issue) -> SignedFile | None:
    """The signed copy that the decision keeps, where there is one."""
    return issue.decision.record.file if issue.decision else None


def _of_copy(issue: Issue, entries: Mapping[str, Commit]) -> Iterator[str]:
    """The signed copy with its own day, and the day on which it was put here."""
    copy = _copy(issue)
    if copy is None:
        return
    own = copy.dated or issue.signed
    days = [f"ngày của tài liệu {date_short(own)}"] if own else []
    entry = entries.get(copy.path)
    if entry is not None:
        days.append(f"ngày đưa vào kho {date_short(entry.when.date())} ({entry.author})")
    yield f"  Bản đã ký: {'; '.join((copy.path, *days))}."


def _told(one: Traced, entries: Mapping[str, Commit]) -> tuple[str, ...]:
    nth = two_digits(one.issue.revision) if one.issue.revision else "…"
    lines = [f"Lần {nth}: {one.issue.change or '(quyết định không ghi nội dung thay đổi)'}"]
    if one.request:
        lines.append(f"  Theo đề nghị của {one.request}")
    lines.extend(_of_copy(one.issue, entries))
    lines.extend(_claimed(one.issue))
    lines.extend(_joined(one.issue.recorded))
    if one.issue.ending and one.issue.is_repeated:
        again = one.issue.ending.decision.record.number
        lines.append(
            f"  {again} cũng ban hành lần {nth}: hai quyết định cho một lần, chỉ một bản được "
            "tính; đối chiếu với bản giấy."
        )
    if one.issue.text is None:
        lines.append("  Kho không còn văn bản của lần này.")
    elif one.compared_with is not None and not one.differences:
        lines.append(f"  Văn bản không khác lần {two_digits(one.compared_with)}.")
    lines += [f"  - {difference}" for difference in one.differences]
    lines += [f"  Bị sửa không có quyết định {time.words}." for time in one.altered]
    return tuple(lines)


def _claimed(issue: Issue) -> Iterator[str]:
    """Where the day of recording does not bear out the day of signing."""
    if issue.recorded is None or issue.signed is None:
        return
    days = (issue.recorded.when.date() - issue.signed).days
    if is_late(issue.recorded, issue.signed):
        yield (
            f"  Ghi vào kho {number(days)} ngày sau khi ký: lịch sử không chứng minh được văn bản "
            "đã như vậy từ ngày ký."
        )
    elif is_early(issue.recorded, issue.signed):
        yield f"  Ngày ghi theo máy trước ngày ký {number(-days)} ngày: không thể đúng."


def _joined(recorded: Commit | None) -> Iterator[str]:
    """When the decision came into the common line, where it was recorded on another."""
    if recorded and recorded.joined_by:
        join = recorded.joined_by
        yield f"  Gộp vào bản chung ngày {date_short(join.when.date())} ({join.author})."


def data(made: Trace) -> list[dict[str, Any]]:
    """The same for a program."""
    return [_data(one, made.entries) for one in made.traced]


def _data(one: Traced, entries: Mapping[str, Commit]) -> dict[str, Any]:
    issue, recorded = one.issue, one.issue.recorded
    join = recorded.joined_by if recorded else None
    return {
        "code": issue.code,
        "revision": issue.revision,
        "title": issue.title,
        "kind": issue.kind,
        "decision": _number(issue),
        "signed": _iso(issue.signed),
        "effective": _iso(issue.effective),
        **_ended(issue),
        "change": issue.change,
        "request": one.request or None,
        "compared_with": one.compared_with,
        "differences": list(one.differences),
        "altered": [
            {
                "since": time.since.when.isoformat(),
                "by": time.since.author,
                "until": time.until.when.isoformat() if time.until else None,
            }
            for time in one.altered
        ],
        "recorded_by": recorded.author if recorded else None,
        "recorded_at": recorded.when.isoformat() if recorded else None,
        "joined_at": join.when.isoformat() if join else None,
        "has_text": issue.text is not None,
        "file": _file(issue, entries),
    }


def _file(issue: Issue, entries: Mapping[str, Commit]) -> dict[str, Any] | None:
    copy = _copy(issue)
    if copy is None:
        return None
    entry = entries.get(copy.path)
    return {
        "path": copy.path,
        "sha256": copy.sha256,
        "day": _iso(copy.dated or issue.signed),
        "entered": entry.when.isoformat() if entry else None,
    }


def _ended(issue: Issue) -> dict[str, Any]:
    ending, withdrawal = issue.ending, issue.withdrawal
    if ending is None:
        return dict.fromkeys(("ended", "ended_by", "withdrawn", "replaced_by", "reason"))
    return {
        "ended": _iso(ending.day),
        "ended_by": ending.decision.record.number,
        "withdrawn": _iso(withdrawal.day) if withdrawal else None,
        "replaced_by": ending.replaced_by,
        "reason": ending.reason,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def as_docx(made: Trace) -> bytes:
    """The revision table as a Word file."""
    # Word is imported by those who ask for it.
    from isoqms.pages.control.revision_paper import history_paper  # noqa: PLC0415 - see above
    from isoqms.writers.word.docx import write_docx  # noqa: PLC0415

    return write_docx(history_paper(made.code, made.title, made.traced, made.agency, made.as_of))
