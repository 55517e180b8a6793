"""Make a master list: of what is in force, obsolete, being written, from outside, to be kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from isoqms.actions.changing.wholeness import refuse_unless_whole
from isoqms.errors import BadAnswer
from isoqms.facts.control.decision_notes import notes_on
from isoqms.facts.control.listing import (
    Contents,
    Listed,
    ListedProcedure,
    ProcedureFilter,
    contents,
    documents_coming,
    documents_in_force,
    documents_obsolete,
    forms,
    held,
    procedures,
    records,
    without_decision,
)
from isoqms.history import History, HistoryUnavailable, try_history
from isoqms.model.agency.settings import Agency
from isoqms.pages.control import master_lists as sheets_of
from isoqms.pages.layout.sheets import Sheet
from isoqms.repository import Register, Repository, load, load_register, register_of
from isoqms.repository.control import Control, Issue, control_of, in_force
from isoqms.repository.register import Head
from isoqms.values import frozen
from isoqms.wording import date_short, fold, listed

if TYPE_CHECKING:
    # For most lists this model is not needed, and models take long to import.
    from isoqms.model.law import ExternalDocument

_FOLDER: Final = "xuat"
_MOST_NAMED: Final = 10
ALL_PROCEDURES: Final = ProcedureFilter()


class Which(StrEnum):
    """The master lists (danh mục)."""

    IN_FORCE = "tai-lieu"
    OBSOLETE = "het-hieu-luc"
    DRAFTS = "du-thao"
    EXTERNAL = "ben-ngoai"
    RECORDS = "ho-so"
    FORMS = "bieu-mau"
    PROCEDURES = "tthc"
    LIBRARY = "thu-vien"


@frozen
class MasterList:
    """A master list, made (danh mục)."""

    which: Which
    root: Path
    agency: Agency
    as_of: date
    sheets: tuple[Sheet, ...]
    """The list itself, then what is listed apart."""
    data: tuple[Mapping[str, Any], ...]
    """The rows of the list itself for a program."""
    notes: tuple[str, ...] = ()
    """What could not be known, in sentences."""
    is_part: bool = False
    """Whether only some rows were asked for."""
    repository: Repository | None = None
    """What it was made of, where that took more than decisions and heads."""

    @property
    def subtitle(self) -> str:
        """`Tính đến ngày …`; drafts are those of the folder as it lies there."""
        if self.which is Which.LIBRARY:
            return "Theo thư viện đi kèm và thư viện riêng của cơ quan"
        if self.which is Which.DRAFTS:
            return "Theo tệp đang có trong kho"
        return sheets_of.as_of_words(self.as_of)

    @property
    def path(self) -> Path:
        """Where it is written unless told otherwise, without the ending."""
        part = "-loc" if self.is_part else ""
        return self.root / _FOLDER / f"danh-muc-{self.which.value}{part}-{self.as_of.isoformat()}"


def list_documents(
    start: Path,
    as_of: date,
    which: Which = Which.IN_FORCE,
    *,
    paper: bool = False,
    only: ProcedureFilter = ALL_PROCEDURES,
) -> MasterList:
    """The master list of the repository around `start` on a day.

    For paper with the columns that agencies keep; of administrative procedures `only` some.

    Without a history it answers from the decisions and the files, and says what it could not know.
    Raises what loading raises.
    """
    if which in (Which.IN_FORCE, Which.OBSOLETE):
        register = load_register(start, as_of)
        known = _control(register)
        repository = None
        made = _of_decisions(register, known, which, paper=paper)
    else:
        repository = load(start, as_of)
        register = register_of(repository)
        known = _control(register)
        made = _of_documents(repository, register, known, which, only)
    sheets, data, notes = made
    notes = (*_unreadable(register), *_unknown(known, which), *notes)
    return MasterList(
        which,
        register.root,
        register.agency.record,
        as_of,
        sheets,
        data,
        notes,
        is_part=bool(only),
        repository=repository,
    )


def procedure_filter(field: str, level: str, text: str) -> ProcedureFilter:
    """Which procedures a person asked for; BadAnswer where there is no such level."""
    if not level.strip():
        return ProcedureFilter(field.strip(), None, text.strip())
    from isoqms.model.services import Level  # noqa: PLC0415 - models take long to import

    asked = fold(level).removeprefix("cap ").strip()
    if asked not in tuple(Level):
        raise BadAnswer(f"Không có cấp «{level}».", "Ghi một trong: tinh, huyen, xa.")
    return ProcedureFilter(field.strip(), Level(asked), text.strip())


_Made = tuple[tuple[Sheet, ...], tuple[Mapping[str, Any], ...], tuple[str, ...]]


def _control(register: Register) -> Control:
    """What decisions and history say; from the decisions alone where the history cannot be used."""
    try:
        return _controlled(register, try_history(register.root))
    except HistoryUnavailable as why:
        return _controlled(register, History(register.root, unavailable=why))


def _controlled(register: Register, history: History) -> Control:
    return control_of(register.decisions, (), history, every=register.every_decision)


def _of_decisions(register: Register, known: Control, which: Which, *, paper: bool) -> _Made:
    day, agency = register.as_of, register.agency.record
    if which is Which.OBSOLETE:
        obsolete = documents_obsolete(register, known, day)
        sheet = _noted(sheets_of.obsolete_sheet(obsolete), register, obsolete)
        return (sheet,), tuple(_ended(one) for one in obsolete), ()
    documents = documents_in_force(register, known, day)
    later, strays = documents_coming(register, known, day), without_decision(register, known, day)
    if paper:
        sheets = [sheets_of.in_force_paper(held(register, known, documents), agency, later)]
    else:
        sheets = [sheets_of.in_force_screen(documents)]
    sheets[0] = _noted(sheets[0], register, documents)
    if later:
        sheets.append(sheets_of.coming_sheet(later))
    if strays:
        sheets.append(sheets_of.without_decision_sheet(strays))
    return tuple(sheets), tuple(_row(one) for one in documents), _undecided(strays)


def _noted(sheet: Sheet, register: Register, documents: Sequence[Listed]) -> Sheet:
    """The sheet with what a reader must know of the records of the decisions that it names."""
    issued = (one.issue.decision for one in documents)
    ended = (one.issue.ending.decision for one in documents if one.issue.ending)
    numbers = (each.record.number for each in (*issued, *ended) if each)
    notes = notes_on(numbers, register.decisions, register.every_decision)
    return replace(sheet, notes=(*sheet.notes, *notes))


def _undecided(strays: Sequence[Head]) -> tuple[str, ...]:
    if not strays:
        return ()
    names = [f"{one.code} lần {one.revision}" for one in strays]
    return (
        (
            f"{len(strays)} tài liệu trong tai-lieu/ chưa có quyết định ban hành, "
            f"nên không nằm trong danh mục: {_few(names)}."
        ),
    )


def _of_documents(
    repository: Repository,
    register: Register,
    known: Control,
    which: Which,
    only: ProcedureFilter,
) -> _Made:
    day, agency = register.as_of, register.agency.record
    if which is Which.DRAFTS:
        return _drafts(repository, known)
    if which is Which.EXTERNAL:
        return _external(repository, day)
    if which is Which.LIBRARY:
        return _library(repository)
    found = contents(register, known, day)
    data: tuple[Mapping[str, Any], ...]
    if which is Which.RECORDS:
        kept = records(found)
        sheet = sheets_of.records_sheet(kept, agency)
        data = tuple(
            {**one.record.model_dump(mode="json"), "form": one.form, "document": one.document}
            for one in kept
        )
    elif which is Which.FORMS:
        in_use = forms(found)
        sheet = sheets_of.forms_sheet(in_use)
        data = tuple({**_row(one.form), "used_by": list(one.used_by)} for one in in_use)
    else:
        every = procedures(repository, found, day)
        served = tuple(one for one in every if only.wants(one.procedure))
        sheet = sheets_of.procedures_sheet(served, only.words)
        data = tuple(_served(one) for one in served)
    return (sheet,), data, _unread(found)


def _library(repository: Repository) -> _Made:
    # Only this list asks for the library, whose models take long to import.
    from isoqms.actions.control.from_library import served_by, shelved  # noqa: PLC0415 - see above

    taken = [(each, served_by(repository, each.procedure)) for each in shelved(repository)]
    sheet = sheets_of.library_sheet(
        (
            each.call,
            each.procedure.short or each.procedure.name,
            each.procedure.field,
            each.library.level,
            each.days if each.is_timed else "chưa có nguồn",
            ", ".join(codes),
        )
        for each, codes in taken
    )
    data = tuple(
        {
            "code": each.procedure.code,
            "key": each.procedure.key,
            "name": each.procedure.name,
            "field": each.procedure.field,
            "level": each.library.level,
            "days": each.days,
            "served_by": list(codes),
        }
        for each, codes in taken
    )
    how = "Lấy một thủ tục: `isoqms new service --from-library MÃ`."
    return (sheet,), data, (how,)


def _drafts(repository: Repository, known: Control) -> _Made:
    now = {one.code: one.revision for one in in_force(known, repository.as_of) if one.revision}
    sheet = sheets_of.drafts_sheet(repository.drafts, now, repository.agency.record)
    data = tuple(
        {
            "code": one.record.code,
            "revision": one.record.revision,
            "title": one.record.title,
            "kind": one.record.kind.value,
            "path": str(one.path),
            "in_force": now.get(one.record.code),
        }
        for one in repository.drafts
    )
    return (sheet,), data, ()


def _served(one: ListedProcedure) -> dict[str, Any]:
    procedure = one.procedure
    return {
        "code": procedure.code,
        "name": procedure.name,
        "field": procedure.field,
        "level": procedure.level,
        "online": procedure.online,
        "decision": procedure.decision,
        "served_by": [
            {"code": each.issue.code, "revision": each.issue.revision} for each in one.served_by
        ],
        "excluded": procedure.excluded,
    }


def _external(repository: Repository, day: date) -> _Made:
    # Only this list asks for the pack of laws.
    from isoqms.facts.law.titles import (  # noqa: PLC0415 - see above
        as_printed,
        is_paraphrase,
        left_out,
    )

    documents = [row.record for row in repository.laws]
    known = [one for one in documents if one.issued is None or one.issued <= day]
    states = [_state(repository, one, day) for one in known]
    sheet = sheets_of.external_sheet(
        (
            (as_printed(repository, one), words)
            for one, (_, words) in zip(known, states, strict=True)
        ),
        repository.agency.record,
    )
    data = tuple(
        {
            "number": one.number,
            "title": one.title,
            "paraphrased": is_paraphrase(repository, one),
            "issuer": one.issuer,
            "issued": _iso(one.issued),
            "effective": _iso(one.effective),
            "expires": _iso(one.expires),
            "replaced_by": one.replaced_by,
            "state": state,
            "state_text": words,
            "kept_by": one.kept_by,
        }
        for one, (state, words) in zip(known, states, strict=True)
    )
    return (sheet,), data, tuple(left_out(repository, (one.number for one in known)))


def _state(repository: Repository, document: ExternalDocument, day: date) -> tuple[str, str]:
    """The state of an instrument on a day, for a program and in words."""
    # The rules about validity need their packs; no other list does.
    from isoqms.facts.law.validity import lapse_of  # noqa: PLC0415 - see above

    lapse = lapse_of(repository, document)
    if lapse and lapse.day <= day:
        by = f", thay bằng {lapse.by}" if lapse.by else ""
        return "lapsed", f"Hết hiệu lực từ {date_short(lapse.day)}{by}"
    if document.effective and document.effective > day:
        return "not-yet", "Chưa có hiệu lực"
    if lapse is None and document.replaced_by:
        return "unknown", f"Có văn bản thay thế là {document.replaced_by}, chưa rõ từ ngày nào"
    if document.effective is None:
        return "unknown", "Chưa ghi ngày hiệu lực"
    if lapse:
        return "in-force", f"Còn hiệu lực đến trước {date_short(lapse.day)}"
    return "in-force", "Còn hiệu lực"


def _row(one: Listed) -> dict[str, Any]:
    issue = one.issue
    return {
        "code": issue.code,
        "revision": issue.revision,
        "title": one.title,
        "kind": one.kind,
        "decision": issue.decision.record.number if issue.decision else None,
        "signed": _iso(issue.signed),
        "effective": _iso(issue.effective),
    }


def _ended(one: Listed) -> dict[str, Any]:
    ending = one.issue.ending
    if ending is None:
        return {**_row(one), **dict.fromkeys(("ended", "ended_by", "replaced_by", "reason"))}
    return {
        **_row(one),
        "ended": _iso(ending.day),
        "ended_by": ending.decision.record.number,
        "replaced_by": ending.replaced_by,
        "reason": ending.reason,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _unreadable(register: Register) -> tuple[str, ...]:
    paths = sorted({str(fault.location.path) for fault in register.faults})
    if not paths:
        return ()
    return (
        (
            f"Không đọc được {len(paths)} quyết định, danh mục có thể thiếu hoặc sai: "
            f"{_few(paths)}. "
            "Xem lỗi bằng `isoqms validate`."
        ),
    )


def _unknown(known: Control, which: Which) -> tuple[str, ...]:
    why = known.history.unavailable
    if why is None or which in (Which.DRAFTS, Which.EXTERNAL, Which.LIBRARY):
        return ()
    return (
        (
            f"{why} Danh mục lập từ các quyết định; không biết được tên, "
            "loại của tài liệu không còn tệp trong kho, và không đối chiếu được với văn bản đã "
            f"ban hành. {why.hint}"
        ),
    )


def _unread(found: Contents) -> tuple[str, ...]:
    if not found.unread:
        return ()
    return (
        (
            f"{len(found.unread)} tài liệu có hiệu lực nhưng kho không có văn bản đọc được, "
            "danh mục có thể thiếu: "
            f"{_few([_name(one) for one in found.unread])}."
        ),
    )


def _name(issue: Issue) -> str:
    return f"{issue.code} lần {issue.revision}"


def _few(names: list[str]) -> str:
    if len(names) <= _MOST_NAMED:
        return listed(names)
    return f"{', '.join(names[:_MOST_NAMED])} và {len(names) - _MOST_NAMED} mục khác"


def _refuse_unless_whole(made: MasterList) -> None:
    """NotWhole where what the list tells of is half-joined or was not fetched."""
    refuse_unless_whole(made.repository or load(made.root, made.as_of))


def as_docx(made: MasterList) -> bytes:
    """The list as a Word file."""
    # Word and Excel are imported by those who ask for them: each takes as long as the list itself.
    from isoqms.pages.papers.sheet_paper import sheets_paper  # noqa: PLC0415 - see above
    from isoqms.writers.word.docx import write_docx  # noqa: PLC0415

    _refuse_unless_whole(made)
    return write_docx(sheets_paper(made.sheets, made.subtitle, made.agency, made.as_of))


def as_xlsx(made: MasterList) -> bytes:
    """The list as an Excel file, what is listed apart on tabs of its own."""
    from isoqms.pages.layout.blocks import Properties  # noqa: PLC0415 - see `as_docx`
    from isoqms.writers.excel.xlsx import write_xlsx  # noqa: PLC0415

    title = f"{made.sheets[0].title}, {made.subtitle[:1].lower()}{made.subtitle[1:]}"
    _refuse_unless_whole(made)
    return write_xlsx(made.sheets, made.subtitle, Properties(title, made.agency.name, made.as_of))
