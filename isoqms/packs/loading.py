"""Read packs into their models, each file once.

Models take long to import: those of packs that few commands read are imported when one is read.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from isoqms.errors import UnknownName
from isoqms.model.base import Record
from isoqms.model.checking import wrong_keys
from isoqms.model.packs.agency import AgencyKind
from isoqms.model.packs.deadlines import DeadlinePack
from isoqms.model.packs.law import LegalPack
from isoqms.model.packs.scoring import ScoringTable
from isoqms.model.packs.standard import ClauseMap, StandardPack
from isoqms.model.packs.terms import TermPack
from isoqms.packs.shelf import PackKind, find_pack, is_own, pack_ids
from isoqms.source.plain import read_plain
from isoqms.source.reading import Unreadable, read_data

if TYPE_CHECKING:
    from isoqms.model.packs.audit import AuditQuestionPack
    from isoqms.model.packs.examples import ExamplePack
    from isoqms.model.packs.forms import FormPack
    from isoqms.model.packs.library import Library
    from isoqms.model.packs.names import Provinces
    from isoqms.model.packs.services import StatusPack
    from isoqms.model.packs.spending import SpendingPack

_R = TypeVar("_R", bound=Record)


def load_standard(name: str, own: Path | None = None) -> StandardPack:
    """The edition of the standard with this id.

    UnknownName, or Unreadable where the agency's own is faulty.
    """
    return _load(PackKind.STANDARD, StandardPack, name, own)


def load_scoring_table(name: str, own: Path | None = None) -> ScoringTable:
    """The scoring table with this id; each of its rows follows the one that holds it."""
    return _load(PackKind.SCORING, ScoringTable, name, own)


def load_legal(name: str, own: Path | None = None) -> LegalPack:
    """The legal instruments with this id."""
    return _load(PackKind.LEGAL, LegalPack, name, own)


def load_deadlines(name: str, own: Path | None = None) -> DeadlinePack:
    """The calendar of the year with this id."""
    return _load(PackKind.DEADLINES, DeadlinePack, name, own)


def load_kind(name: str, own: Path | None = None) -> AgencyKind:
    """The kind of agency with this id."""
    return _load(PackKind.AGENCY_KIND, AgencyKind, name, own)


def load_forms(name: str, own: Path | None = None) -> FormPack:
    """The official forms with this id."""
    from isoqms.model.packs.forms import FormPack  # noqa: PLC0415 - see the head

    return _load(PackKind.FORMS, FormPack, name, own)


def load_statuses(name: str, own: Path | None = None) -> StatusPack:
    """The statuses of a portal with this id."""
    from isoqms.model.packs.services import StatusPack  # noqa: PLC0415 - see the head

    return _load(PackKind.STATUSES, StatusPack, name, own)


def load_spending(name: str, own: Path | None = None) -> SpendingPack:
    """The spending ceilings with this id."""
    from isoqms.model.packs.spending import SpendingPack  # noqa: PLC0415 - see the head

    return _load(PackKind.SPENDING, SpendingPack, name, own)


def spending_group(pack: SpendingPack, kind: str, own: Path | None = None) -> str:
    """The group of `pack` for agencies of a kind.

    One that names the kind, else the one that the kind names, or "".
    """
    named = pack.group_of(kind)
    if named is None and kind in pack_ids(PackKind.AGENCY_KIND, own):
        named = load_kind(kind, own).spending_group
    return named or ""


def load_terms(name: str, own: Path | None = None) -> TermPack:
    """The words out of use with this id."""
    return _load(PackKind.TERMS, TermPack, name, own)


def load_audit_questions(name: str, own: Path | None = None) -> AuditQuestionPack:
    """The questions of an internal audit for the edition of the standard with this id."""
    from isoqms.model.packs.audit import AuditQuestionPack  # noqa: PLC0415 - see the head

    return _load(PackKind.AUDIT_QUESTIONS, AuditQuestionPack, name, own)


def load_library(name: str, own: Path | None = None) -> Library:
    """The library of administrative procedures with this id."""
    from isoqms.model.packs.library import Library  # noqa: PLC0415 - see the head

    return _load(PackKind.LIBRARY, Library, name, own)


def load_provinces(name: str, own: Path | None = None) -> Provinces:
    """The provinces that there are and were; UnknownName, or Unreadable where it is faulty."""
    from isoqms.model.packs.names import Provinces  # noqa: PLC0415 - see the head

    return _load(PackKind.PROVINCES, Provinces, name, own)


def load_examples(name: str, own: Path | None = None) -> ExamplePack:
    """The examples of answers with this id."""
    from isoqms.model.packs.examples import ExamplePack  # noqa: PLC0415 - see the head

    return _load(PackKind.EXAMPLES, ExamplePack, name, own)


def load_map(source: str, target: str, own: Path | None = None) -> ClauseMap:
    """The map of clauses from one edition to another, by the ids of the editions.

    UnknownName where there is none.
    """
    for name in pack_ids(PackKind.MAP, own):
        found = _load(PackKind.MAP, ClauseMap, name, own)
        if (found.source, found.target) == (source, target):
            return found
    hint = "Đối chiếu điều khoản bằng tay, hoặc thêm bảng đối chiếu vào kho của cơ quan."
    raise UnknownName(f"Không có bảng đối chiếu điều khoản từ «{source}» sang «{target}».", hint)


def _load(kind: PackKind, model: type[_R], name: str, own: Path | None) -> _R:
    path = find_pack(kind, name, own)
    # The agency's file may be corrected while the program runs; the time of its last change tells.
    record = _read(path, model, path.stat().st_mtime_ns if is_own(path) else 0)
    if not isinstance(record, model):
        raise TypeError(path)
    return record


@lru_cache(maxsize=64)
def _read(path: Path, model: type[Record], _changed: int) -> Record:
    data: Any = read_data(path) if is_own(path) else read_plain(path)
    try:
        record = model.model_validate(data)
    except ValueError as error:
        where = _where(error)
        raise Unreadable(
            f"Gói «{path}» chưa đúng ở {where}.", "Sửa theo một gói cùng loại của chương trình."
        ) from error
    # Packs name each other by id and are found by file name, so the two must be one.
    stated = getattr(record, "id", path.stem)
    if stated != path.stem:
        raise Unreadable(
            f"Gói «{path}» ghi id là «{stated}», khác tên tệp.", f"Sửa id thành «{path.stem}»."
        )
    return record


def _where(error: ValueError) -> str:
    """What of a pack is wrong, as words that go on after `ở`."""
    keys = ", ".join(f"«{key}»" for key in wrong_keys(error)[:5])
    if keys:
        return f"các khóa {keys}"
    return "các mục: có mục lặp lại, hoặc đứng trước mục chứa nó"
