"""Begin a procedure from the library of TTHC: its draft, its row, and the laws that it stands on.

What no source gives is a mark to be filled in, so `issue` refuses the draft until somebody has.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, Final, NamedTuple

from isoqms.actions.changing.applying import Change
from isoqms.actions.control.new import (
    Draft,
    Order,
    draft_code,
    draft_path,
    skeleton,
)
from isoqms.errors import BadAnswer, UnknownName
from isoqms.facts.services.coverage import serving
from isoqms.facts.services.service_codes import short
from isoqms.model.control.document import ControlledDocument, DocumentKind, TimeLimit
from isoqms.model.layout import path_of
from isoqms.model.packs.law import LegalInstrument
from isoqms.model.packs.library import Library, LibraryProcedure
from isoqms.packs.called import variables_now
from isoqms.packs.loading import load_library
from isoqms.packs.shelf import PackKind, pack_ids
from isoqms.repository import Entry, Repository
from isoqms.repository.places import SCHEMAS, schema_line
from isoqms.source.editing import Append, Edit, Put, Remove, edited
from isoqms.source.template import Marked, render_markdown, render_prose
from isoqms.wording import fold, nearest, nfc, number

_SKELETON: Final = "mau/quy-trinh-thu-vien.md"
_REFERENCES: Final = ("QT-MC-01", "QT-HT-01", "QT-HT-04", "QT-NB-01")
_TEMPLATE: Final = "khung-htqlcl@1"
_MARK: Final = "[cần điền"
_SEE: Final = "Xem thư viện: `isoqms list --library`."


class Shelved(NamedTuple):
    """A procedure of a library, with the library that holds it."""

    library: Library
    procedure: LibraryProcedure

    @property
    def call(self) -> str:
        """How it is called for: its code, or its key while nobody knows the code."""
        is_known = _MARK not in self.procedure.code
        return self.procedure.code if is_known else self.procedure.key

    @property
    def is_timed(self) -> bool:
        """Whether a source gives its time limit as a number."""
        limit = self.procedure.time_limit
        return limit.days is not None or limit.hours is not None

    @property
    def days(self) -> str:
        """The time limit in the words of the register; a mark where no source gives it."""
        return _days(self.procedure.time_limit)


def shelved(repository: Repository) -> tuple[Shelved, ...]:
    """Every procedure of the libraries, the agency's own libraries among them."""
    root = repository.root
    packs = (load_library(name, root) for name in pack_ids(PackKind.LIBRARY, root))
    return tuple(Shelved(pack, each) for pack in packs for each in pack.procedures)


def find_shelved(repository: Repository, call: str) -> Shelved:
    """The procedure with this code or key; UnknownName with the nearest."""
    wanted = short(nfc(call.strip()))
    known = shelved(repository)
    for each in known:
        if wanted in (short(each.procedure.code), each.procedure.key):
            return each
    meant = nearest(wanted, [name for each in known for name in (each.call, each.procedure.key)])
    raise UnknownName(
        f"Thư viện không có thủ tục «{call}».", f"Có phải «{meant}»? {_SEE}" if meant else _SEE
    )


def plan_from_library(repository: Repository, call: str, code: str | None = None) -> Draft:
    """The draft for a procedure of the library; nothing is written.

    UnknownName where the library has no such; BadAnswer where a document serves it already;
    CodeTaken, TemplateFault as `plan_new`.
    """
    taken = find_shelved(repository, call)
    _refuse_served(repository, taken.procedure)
    order = Order(DocumentKind.SERVICE, taken.procedure.title, code, field=taken.procedure.field)
    code = draft_code(repository, order)
    path = draft_path(repository, order, code)
    content = _content(repository, taken, code, path)
    files: dict[PurePosixPath, bytes | None] = {path: content}
    files |= _register(repository, taken.procedure)
    files |= _laws(repository, taken.procedure)
    change = Change(
        message=f"Soạn mới {code} từ thư viện: {taken.procedure.name}",
        files=files,
        drafts=frozenset({path}),
        notes=tuple(_notes(taken, content)),
    )
    return Draft(code, 1, path, change)


def served_by(repository: Repository, procedure: LibraryProcedure) -> tuple[str, ...]:
    """The codes of the documents, drafts among them, that serve a procedure already."""
    return tuple(dict.fromkeys(entry.record.code for entry in _serving(repository, procedure)))


def _serving(
    repository: Repository, procedure: LibraryProcedure
) -> Sequence[Entry[ControlledDocument]]:
    return serving(repository.all_documents()).get(short(procedure.code), ())


def _refuse_served(repository: Repository, procedure: LibraryProcedure) -> None:
    found = _serving(repository, procedure)
    if found:
        code = found[0].record.code
        raise BadAnswer(
            f"Thủ tục «{procedure.name}» đã có quy trình {code}.",
            f"Muốn sửa quy trình ấy thì mở {found[0].path}, hoặc `isoqms revise {code}`.",
        )


def _notes(taken: Shelved, content: bytes) -> Iterator[str]:
    marks = content.decode("utf-8").count(_MARK)
    yield (
        "Nội dung lấy từ thư viện chưa được đối chiếu với quyết định công bố: đọc, sửa cho đúng "
        "cách làm của cơ quan rồi mới trình."
    )
    if marks:
        yield (
            f"Dự thảo còn {number(marks)} chỗ «[cần điền: …]»; còn chỗ nào thì chưa ban hành được."
        )
    yield from (f"Nguồn: {source}." for source in taken.procedure.sources)


# The draft.


def _content(repository: Repository, taken: Shelved, code: str, path: PurePosixPath) -> bytes:
    procedure = taken.procedure
    name, text = skeleton(repository.root, _SKELETON)
    names = variables_now(repository.agency.record, repository.as_of.year)
    start, head, body = text.split("---\n", 2)
    filled = render_markdown(
        f"{start}---\n{head}---\n", {**names, "ma": code, "ten": procedure.title}
    )
    filled += render_prose(body, {**names, **_said(procedure)})
    if (repository.root / SCHEMAS).is_dir():
        filled = filled.replace("---\n", f"---\n{schema_line(path)}\n", 1)
    return edited(PurePosixPath(name), nfc(filled).encode(), *_heads(repository, taken))


def _said(procedure: LibraryProcedure) -> Mapping[str, Marked]:
    """What the body says of the procedure, by the names of the skeleton."""
    return {
        "thu_tuc": Marked(procedure.short or procedure.name),
        "ma_thu_tuc": Marked(procedure.code),
        "muc_dich": Marked(procedure.purpose),
        "pham_vi": Marked(procedure.scope),
        "ngoai_pham_vi": Marked(procedure.outside),
        "dieu_kien": Marked(procedure.condition),
        "tham_dinh": Marked(procedure.review),
    }


def _heads(repository: Repository, taken: Shelved) -> Iterator[Edit]:
    procedure = taken.procedure
    steps = taken.library.steps(procedure)
    known = {entry.record.code for entry in repository.all_documents()}
    values: dict[str, Any] = {
        "field": procedure.field,
        "serves": [procedure.code],
        "legal_basis": list(procedure.legal_basis),
        "references": [code for code in _REFERENCES if code in known],
        "dossier": [_plain(each) for each in procedure.dossier],
        "dossier_sets": procedure.dossier_sets,
        "time_limit": _plain(procedure.time_limit),
        "fee": procedure.fee,
        "outcome": procedure.outcome,
        "steps": [_plain(each) for each in steps],
        "forms": sorted({form for step in steps for form in step.forms}),
        "records": [_plain(each) for each in (*procedure.records, *taken.library.records)],
        "template": _TEMPLATE,
    }
    yield from (Put((name,), value) for name, value in values.items() if value is not None)


def _plain(record: Any) -> dict[str, Any]:
    """The keys of a record that say something."""
    given = record.model_dump(mode="python", exclude_none=True)
    return {name: value for name, value in given.items() if value != ()}


# The registers.


def _register(
    repository: Repository, procedure: LibraryProcedure
) -> Mapping[PurePosixPath, bytes | None]:
    """The register of TTHC with the row of this procedure, which now has a document."""
    path = path_of("danh-muc")
    file = repository.root / path
    if repository.procedures is None or not file.is_file():
        return {}
    edits = _row(repository, procedure)
    return {path: edited(path, file.read_bytes(), *edits)} if edits else {}


def _row(repository: Repository, procedure: LibraryProcedure) -> tuple[Edit, ...]:
    rows = repository.procedures.record.procedures if repository.procedures else ()
    for index, row in enumerate(rows):
        place = ("procedures", index)
        if row.ended is None and short(row.code) == short(procedure.code):
            return (Remove((*place, "excluded")),) if row.excluded else ()
        if _MARK in row.code and fold(row.name) == fold(procedure.name):
            found = {"code": procedure.code, "days": _days(procedure.time_limit)}
            puts = tuple(Put((*place, key), value) for key, value in found.items())
            return (*puts, Remove((*place, "excluded")))
    row_of_it = {
        "code": procedure.code,
        "name": procedure.name,
        "field": procedure.field,
        "days": _days(procedure.time_limit),
        "fee": procedure.fee,
    }
    return (Append(("procedures",), (row_of_it,)),)


def _days(limit: TimeLimit) -> str:
    if limit.days is not None:
        return f"{int(limit.days):02} ngày làm việc"
    if limit.hours is not None:
        return "Trong ngày làm việc tiếp nhận yêu cầu"
    return "[cần điền: thời hạn theo quyết định công bố]"


def _laws(
    repository: Repository, procedure: LibraryProcedure
) -> Mapping[PurePosixPath, bytes | None]:
    """The register of laws with those that the procedure stands on and it does not have yet."""
    path = path_of("van-ban")
    file = repository.root / path
    known = {row.record.number for row in repository.laws}
    missing = (repository.packs.legal.find(each) for each in procedure.legal_basis)
    rows = tuple(_law(each) for each in missing if each and each.number not in known)
    if not rows or not file.is_file():
        return {}
    return {path: edited(path, file.read_bytes(), Append(("documents",), rows))}


def _law(law: LegalInstrument) -> dict[str, Any]:
    title = law.title or ""
    # The name of a law is a name; what a decree is about goes on in the sentence.
    about = title if law.type == "Luật" else f"{title[:1].lower()}{title[1:]}"
    return {
        "number": law.number,
        "title": f"{law.type} {about}".strip(),
        "issuer": law.issuer,
        "issued": law.issued,
        "effective": law.effective,
        "kept_by": "Thư ký ISO, bản điện tử",
        "paraphrased": law.paraphrased or None,
        "note": law.note,
    }
