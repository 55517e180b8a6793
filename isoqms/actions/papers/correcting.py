"""Put right what was mistyped when a signed decision was recorded; the old values stay visible."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final

from isoqms.actions.agency.beginnings import to_edit
from isoqms.actions.changing.applying import Change
from isoqms.actions.control.new import cleaned
from isoqms.actions.papers.annulling import also_back, tag_of
from isoqms.actions.papers.mentions import Named, renamed
from isoqms.actions.papers.places import Entries
from isoqms.errors import BadAnswer, IsoqmsError, UnknownName
from isoqms.facts.control.issuing import decision_path
from isoqms.facts.control.record_corrections import CORRECTED, correction
from isoqms.facts.papers.document_numbers import wrong_number
from isoqms.model.control.decision import Correction, Decision
from isoqms.repository import Entry, Repository
from isoqms.repository.control import control, history_of, read_document, text_of
from isoqms.repository.naming import answers_to, earlier, mark_of, names
from isoqms.source.editing import Append, Edit, Put, Remove, edited
from isoqms.wording import date_short, listed, nearest, number_slug

_ONCE: Final = "Mỗi số chỉ cấp một lần trong năm: đối chiếu sổ đăng ký văn bản đi."


class CannotCorrect(IsoqmsError):
    """A record that cannot be put right as it was told; nothing was changed."""


@dataclass(frozen=True, slots=True)
class CorrectRequest:
    """What the person says of a record that was mistyped: only what is to be put right."""

    number: str
    """The decision as it is recorded now."""
    reason: str
    values: Mapping[str, Any]
    """The true values, by the keys of a decision; a None is nothing said."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """The true titles of entries, by code."""
    year: int | None = None
    """The year of signing as it is recorded, where the number was given in several."""
    restores: tuple[str, ...] = ()
    """What it says comes back besides what is recorded: codes, or `annulling.ALL`."""


@dataclass(frozen=True, slots=True)
class CorrectPlan:
    """Everything that the correction would change, in memory."""

    change: Change
    words: str
    """What is corrected, in a sentence."""
    places: tuple[PurePosixPath, ...]
    """The files that are written."""
    tag: tuple[str, str] | None
    """Name and text of the new mark, where the decision had one; the old mark stays."""


def plan_correct(repository: Repository, request: CorrectRequest) -> CorrectPlan:
    """The record as it should be, the old values kept in it; nothing is written.

    UnknownName, BadAnswer; CannotCorrect with the reason where the new values cannot be true;
    CannotEdit where a file cannot be edited. What follows from the truth is never a reason.
    """
    reason = cleaned(request.reason, "Lý do")
    entry = decision_named(repository, request.number, request.year)
    old = entry.record
    new = _true(entry, request)
    copies = Entries()
    added, texts = also_back(repository, new, request.restores, copies)
    new = new.model_copy(update={"restores": (*old.restores, *added)})
    made = _correction(repository, old, new, reason)
    _refuse_impossible(repository, entry, new)
    moved = (old.number, old.signed.year) != (new.number, new.signed.year)
    path = decision_path(new.number, new.signed) if moved else entry.path
    files: dict[PurePosixPath, bytes | None] = {}
    if path != entry.path:
        _refuse_taken(repository, path)
        files[entry.path] = None
    pdf = _moved_pdf(repository, entry, path)
    files |= pdf.files
    content = repository.bytes_of(entry.path)
    files[path] = edited(path, content, *_edits(old, new, made), *pdf.edits)
    records = _records(repository, entry, new)
    files |= records
    files |= texts
    seen = {entry.path: content} | {each: repository.bytes_of(each) for each in records}
    for register, edits in copies.edits.items():
        before, taken_up = to_edit(repository, register)
        files[register] = edited(register, files.get(register) or before, *edits)
        seen |= taken_up
    words = f"Quyết định số {new.number} ngày {date_short(new.signed)}"
    change = Change(
        f"Đính chính khi ghi {words}: {reason}",
        files,
        seen=seen,
        past=True,
        notes=tuple(_notes(repository, old, new, request.titles)),
    )
    new = new.model_copy(update={"corrections": (*old.corrections, made)})
    tag = _tag(repository, entry, Entry(path, new))
    written = tuple(sorted(each for each, held in files.items() if held is not None))
    return CorrectPlan(change, words, written, tag)


def decision_named(repository: Repository, number: str, year: int | None = None) -> Entry[Decision]:
    """The recorded decision with this number; UnknownName, or BadAnswer where there are several.

    CannotCorrect where its record was voided.
    """
    every = repository.every_decision
    found = [one for one in every if one.record.number == number and _of_year(one, year)]
    live = [one for one in found if one.record.voided is None]
    if len(live) > 1:
        years = listed(str(one.record.signed.year) for one in live)
        raise BadAnswer(f"Có {len(live)} quyết định số {number} (năm {years}).", "Ghi --year NĂM.")
    if live:
        return live[0]
    if found:
        message = f"Quyết định {number} đã hủy ghi nhận, không còn gì để đính chính."
        raise CannotCorrect(message, f"Xem {found[-1].path}.")
    raise UnknownName(f"Không có quyết định «{number}» trong kho.", _hint(every, number))


def _of_year(entry: Entry[Decision], year: int | None) -> bool:
    return year is None or entry.record.signed.year == year


def _hint(every: tuple[Entry[Decision], ...], number: str) -> str:
    once = next((one.record for one in every if answers_to(one.record, number)), None)
    if once is not None:
        return f"Số ấy đã được đính chính thành {once.number}."
    near = nearest(number, [one.record.number for one in every])
    return f"Có phải «{near}»?" if near else "Xem các quyết định trong quyet-dinh/."


# What is put right


def _true(entry: Entry[Decision], request: CorrectRequest) -> Decision:
    """The decision with the values that were told; BadAnswer where it lists no such document."""
    record = entry.record
    codes = {item.code for item in record.issues} | {item.code for item in record.withdraws}
    for code in request.titles:
        if code not in codes:
            near = nearest(code, codes)
            hint = f"Có phải «{near}»?" if near else f"Xem {entry.path}."
            raise BadAnswer(f"Quyết định {record.number} không nêu tài liệu «{code}».", hint)
    values = {key: value for key, value in request.values.items() if value is not None}
    for key in ("issues", "withdraws"):
        values[key] = tuple(
            item.model_copy(update={"title": request.titles[item.code]})
            if item.code in request.titles
            else item
            for item in getattr(record, key)
        )
    new = Decision.model_validate({**dict(record), **values})
    if new.effective == new.signed:
        new = new.model_copy(update={"effective": None})
    return new


def _correction(repository: Repository, old: Decision, new: Decision, reason: str) -> Correction:
    """What stays of the old values; BadAnswer where nothing is put right."""
    found = correction(old, new, repository.as_of, reason)
    if found is None:
        raise BadAnswer(
            f"Quyết định {old.number} đã ghi đúng như vậy rồi, không có gì để đính chính.",
            "Ghi điều đúng trên bản đã ký: --number, --signed, --effective, --signer, --restore …",
        )
    return found


def _edits(old: Decision, new: Decision, made: Correction) -> Iterator[Edit]:
    for key in CORRECTED:
        if getattr(old, key) != getattr(new, key):
            value = getattr(new, key)
            yield Remove((key,)) if value is None else Put((key,), value)
    for key in ("issues", "withdraws"):
        for place, item in enumerate(getattr(new, key)):
            if item.title != getattr(old, key)[place].title:
                yield Put((key, place, "title"), item.title)
    added = new.restores[len(old.restores) :]
    if added:
        yield Append(("restores",), tuple(item.model_dump() for item in added))
    yield Append(("corrections",), (made.model_dump(exclude_none=True, exclude_defaults=True),))


# What cannot be true


def _refuse_impossible(repository: Repository, entry: Entry[Decision], new: Decision) -> None:
    today = repository.as_of
    if new.number != entry.record.number:
        wrong = wrong_number(new.number, "quyết định", repository.agency.record.symbol)
        if wrong is not None:
            raise CannotCorrect(*wrong)
    for other in repository.decisions:
        same = (other.record.signed.year, _bare(other.record.number))
        if other.path != entry.path and same == (new.signed.year, _bare(new.number)):
            day = date_short(other.record.signed)
            what = f"Số «{new.number}» đã dùng cho quyết định ngày {day} ({other.path})"
            hint = (
                f"{_ONCE} Nếu chính quyết định kia ghi nhầm thì đính chính nó trước; hai quyết "
                "định ghi lẫn số của nhau thì cho một cái mượn một số chưa dùng."
            )
            raise CannotCorrect(f"{what}.", hint)
    for row in repository.rows_of(new.signed.year).outgoing:
        if _bare(row.record.number) == _bare(new.number):
            what = f"Số «{new.number}» đã dùng cho «{row.record.summary}» ({row.path})"
            raise CannotCorrect(f"{what}.", _ONCE)
    if new.signed > today:
        told = f"Ngày ký {date_short(new.signed)} ở sau ngày đang tính ({date_short(today)})"
        raise CannotCorrect(f"{told}.", "Xem lại ngày trên bản đã ký.")
    if new.in_force_from < new.signed and not new.retroactive_reason:
        days = (date_short(new.in_force_from), date_short(new.signed))
        raise CannotCorrect(
            "Ngày có hiệu lực {} ở trước ngày ký {}.".format(*days),
            "Đính chính cả hai ngày bằng --signed, --effective; thật sự có hiệu lực trở về trước "
            "thì ghi lý do bằng --retroactive-reason.",
        )


def _bare(number: str) -> str:
    return number.lstrip("0")


def _refuse_taken(repository: Repository, path: PurePosixPath) -> None:
    if repository.holds(path):
        raise CannotCorrect(f"Đã có tệp {path}.", "Xem tệp đó: có thể số vừa gõ lại bị nhầm.")


# What goes with it


@dataclass(frozen=True, slots=True)
class MovedFile:
    """The signed PDF at its new place, and the edits that name it."""

    files: dict[PurePosixPath, bytes | None] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()


def _moved_pdf(repository: Repository, entry: Entry[Decision], path: PurePosixPath) -> MovedFile:
    """The signed PDF goes where the record goes, if it stands beside it."""
    kept = entry.record.file
    old = entry.path.with_suffix(".pdf")
    if kept is None or kept.path != str(old) or path == entry.path or not repository.holds(old):
        return MovedFile()
    new = path.with_suffix(".pdf")
    _refuse_taken(repository, new)
    files: dict[PurePosixPath, bytes | None] = {new: repository.bytes_of(old), old: None}
    return MovedFile(files, (Put(("file", "path"), str(new)),))


def _records(
    repository: Repository, entry: Entry[Decision], new: Decision
) -> dict[PurePosixPath, bytes]:
    """The records of the years that name the decision, with its true number and day."""
    old = entry.record
    if (old.number, old.signed) == (new.number, new.signed):
        return {}
    others = [one for one in repository.decisions if one.record.number == old.number]
    only = frozenset({old.signed.year}) if len(others) > 1 else None
    before, after = Named(old.number, old.signed), Named(new.number, new.signed)
    return renamed(repository, before, after, years=only)


def other_titles(
    repository: Repository, number: str, titles: Mapping[str, str], year: int | None = None
) -> tuple[str, ...]:
    """Where a title that was told is not the one of the recorded text, in sentences.

    UnknownName, BadAnswer, as the decision is named.
    """
    record = decision_named(repository, number, year).record
    return tuple(_other_titles(repository, record, titles))


def _notes(
    repository: Repository, old: Decision, new: Decision, titles: Mapping[str, str]
) -> Iterator[str]:
    yield from _other_titles(repository, new, titles)
    yield _printed_before(repository, old, new)
    yield (
        f"Máy giữ cả điều đã ghi nhầm, xem bằng `isoqms verify`. Chính bản giấy {new.number} sai "
        "thì không sửa ở đây: sai thể thức thì in công văn đính chính (`isoqms decision erratum`), "
        "sai nội dung thì in quyết định sửa đổi, bãi bỏ (`isoqms decision amend`, `annul`)."
    )


def _printed_before(repository: Repository, old: Decision, new: Decision) -> str:
    """What to do with the papers that were printed with the slip."""
    folder = PurePosixPath("xuat", number_slug(old.number))
    kept = (repository.root / folder).is_dir()
    where = f"Bản in cũ còn ở {folder}" if kept else "Bản in trước đây"
    return (
        f"{where} mang chỗ nhầm: in lại bằng `isoqms decision reprint {new.number}`, "
        "thu bản cũ đã phát."
    )


def _other_titles(
    repository: Repository, new: Decision, titles: Mapping[str, str]
) -> Iterator[str]:
    """Where a title is not the one that the recorded text of the document bears."""
    known = control(repository)
    for item in new.issues:
        issues = (one for one in history_of(known, item.code) if one.revision == item.revision)
        for one in issues if item.code in titles else ():
            content = text_of(known, one)
            held = read_document(one.text.path, content) if one.text and content else None
            if held is not None and held.record.title != titles[item.code]:
                yield (
                    f"Văn bản {item.code} lần {item.revision} trong kho mang tên "
                    f"«{held.record.title}», không phải «{titles[item.code]}»: đối chiếu bản đã "
                    "ký."
                )


def _tag(
    repository: Repository, entry: Entry[Decision], new: Entry[Decision]
) -> tuple[str, str] | None:
    every = repository.every_decision
    known = control(repository)
    recorded = known.recorded
    before = {name.mark for name in names(every, recorded) if name.entry.path == entry.path}
    held = sorted(tag.name for tag in known.history.tags if tag.name in before)
    if not held:
        return tag_of(repository, new.path, new.record) if new.record.restores else None
    after = (*(one for one in every if one.path != entry.path), new)
    return mark_of(after, recorded, new.path), _tag_message(new.record, held)


def _tag_message(record: Decision, held: list[str]) -> str:
    before, last = earlier(record)[0], record.corrections[-1]
    lines = [
        f"Quyết định số {record.number}",
        "",
        f"Đính chính khi ghi ngày {last.on.isoformat()}: {last.reason}",
        f"Trước ghi: số {before.number}, ngày ký {before.signed.isoformat()}",
        f"Ngày ký: {record.signed.isoformat()}",
        f"Có hiệu lực: {record.in_force_from.isoformat()}",
        f"Mốc trước: {', '.join(held)}",
    ]
    if record.seal:
        lines.append(f"Mã gốc niêm (cách {record.seal.scheme}): {record.seal.root}")
    return "\n".join(lines) + "\n"
