"""The master lists as sheets: in force, obsolete, drafts, external, records, forms, who is served.

Columns follow the lists that agencies keep (mô hình khung HTQLCL, Quyết định 101/QĐ-BKHCN).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from isoqms.facts.control.listing import Listed, ListedForm, ListedProcedure, ListedRecord
from isoqms.model.agency.settings import Agency
from isoqms.model.control.document import ControlledDocument, DocumentKind
from isoqms.pages.layout.sheets import Cell, Column, Sheet, numbered
from isoqms.repository.control import Ending
from isoqms.repository.entry import Entry
from isoqms.repository.register import Head
from isoqms.wording import date_short, listed, two_digits

if TYPE_CHECKING:
    # For most lists this model is not needed, and models take long to import.
    from isoqms.model.law import ExternalDocument

NO_TITLE: Final = "(không còn văn bản, quyết định không ghi tên)"
_TT: Final = Column("TT", 12, centred=True)
_TITLE: Final = Column("Tên tài liệu", 82)
_CODE: Final = Column("Mã hiệu", 36, centred=True)
_REVISION: Final = Column("Lần ban hành", 18, centred=True)
_DAY: Final = Column("Ngày ban hành", 27, centred=True)
_HOLDER: Final = Column("Đơn vị giữ", 40)
_NOTE: Final = Column("Ghi chú", 40)
_DECISION: Final = Column("Quyết định", 30)
_EFFECTIVE: Final = Column("Hiệu lực từ", 27, centred=True)


def kind_words(kind: str | None) -> str:
    """The kind of document in words; as written where it is none that we know."""
    try:
        return DocumentKind(kind or "").words
    except ValueError:
        return kind or ""


def in_force_screen(documents: Iterable[Listed]) -> Sheet:
    """What is in force, as it is looked up: with its decision."""
    columns = (
        _CODE,
        _REVISION,
        Column("Tên tài liệu", 80),
        Column("Loại", 40),
        _DECISION,
        _DAY,
        _EFFECTIVE,
    )
    rows = (
        (
            one.issue.code,
            one.issue.revision,
            one.title or NO_TITLE,
            kind_words(one.kind),
            _number(one),
            one.issue.signed,
            one.issue.effective,
        )
        for one in documents
    )
    return Sheet(
        "Danh mục tài liệu nội bộ", columns, tuple(rows), empty="Chưa có tài liệu nào có hiệu lực"
    )


def in_force_paper(
    documents: Iterable[Listed], agency: Agency, later: Iterable[Listed] = ()
) -> Sheet:
    """The list of internal documents as it is kept (danh mục tài liệu nội bộ).

    Remarks say what is coming.
    """
    replaced = {one.issue.code: one for one in later}
    rows = tuple(
        (
            one.title or NO_TITLE,
            one.issue.code,
            one.issue.revision,
            one.issue.signed,
            holder(agency, one.holder),
            _remark(one, replaced.get(one.issue.code)),
        )
        for one in documents
    )
    columns = (_TT, _TITLE, _CODE, _REVISION, _DAY, _HOLDER, _NOTE)
    return Sheet(
        "Danh mục tài liệu nội bộ",
        columns,
        numbered(columns, rows),
        empty="Chưa có tài liệu nào có hiệu lực",
    )


def holder(agency: Agency, role: str | None) -> str:
    """The unit of the role that keeps a document; the role's title where it belongs to none."""
    if role is None:
        return ""
    unit = next((one.unit for one in agency.roles if one.key == role), None)
    return agency.unit_name(unit) if unit else agency.unit_name(agency.role_title(role))


def _remark(one: Listed, later: Listed | None) -> str:
    """When it takes effect where that is not the day of signing, and which revision is coming."""
    words = []
    if one.issue.effective and one.issue.effective != one.issue.signed:
        words.append(f"Hiệu lực từ {date_short(one.issue.effective)}")
    if later and later.issue.effective:
        words.append(f"Lần {_ordinal(later)} hiệu lực từ {date_short(later.issue.effective)}")
    return "; ".join(words)


def _ordinal(one: Listed) -> str:
    return two_digits(one.issue.revision) if one.issue.revision else "…"


def coming_sheet(documents: Iterable[Listed]) -> Sheet:
    """What is signed and takes effect later."""
    columns = (_CODE, _REVISION, Column("Tên tài liệu", 100), _DECISION, _DAY, _EFFECTIVE)
    rows = (
        (
            one.issue.code,
            one.issue.revision,
            one.title or NO_TITLE,
            _number(one),
            one.issue.signed,
            one.issue.effective,
        )
        for one in documents
    )
    return Sheet("Đã ký, chưa có hiệu lực", columns, tuple(rows))


def without_decision_sheet(heads: Iterable[Head]) -> Sheet:
    """What stands in `tai-lieu/` although no decision issued it: no document in force."""
    columns = (_CODE, _REVISION, Column("Tên tài liệu", 90), Column("Tệp", 90))
    rows = tuple((one.code, one.revision, one.title or "", str(one.path)) for one in heads)
    note = (
        "Các tệp này nằm trong tai-lieu/ nhưng không quyết định nào trong kho ban hành lần đó: "
        "chưa có hiệu lực. "
        "Ghi quyết định vào quyet-dinh/, hoặc chuyển tệp về du-thao/."
    )
    return Sheet("Chưa có quyết định ban hành", columns, rows, (note,))


def obsolete_sheet(documents: Iterable[Listed]) -> Sheet:
    """Every revision out of force, with what ended it (danh mục tài liệu hết hiệu lực)."""
    columns = (
        _TT,
        Column("Tên tài liệu", 58),
        _CODE,
        _REVISION,
        Column("Ban hành theo", 32),
        Column("Hết hiệu lực từ", 28, centred=True),
        Column("Theo quyết định", 32),
        Column("Lý do", 42),
    )
    ended = ((one, one.issue.ending) for one in documents)
    rows = tuple(
        (
            one.title or NO_TITLE,
            one.issue.code,
            one.issue.revision,
            _number(one) or "(không rõ)",
            ending.day,
            ending.decision.record.number,
            ended_why(ending),
        )
        for one, ending in ended
        if ending
    )
    return Sheet(
        "Danh mục tài liệu hết hiệu lực",
        columns,
        numbered(columns, rows),
        empty="Chưa có tài liệu nào hết hiệu lực",
    )


def ended_why(ending: Ending) -> str:
    """Why a revision ended: replaced by which, or withdrawn for what reason."""
    how = f"Thay bằng lần {two_digits(ending.replaced_by)}" if ending.replaced_by else "Thu hồi"
    return f"{how}: {ending.reason}" if ending.reason else how


def drafts_sheet(
    drafts: Iterable[Entry[ControlledDocument]], current: dict[str, int], agency: Agency
) -> Sheet:
    """What is being written (dự thảo), with the revision in force that it is to replace."""
    columns = (
        _TT,
        _TITLE,
        _CODE,
        Column("Lần dự kiến", 18, centred=True),
        Column("Đang có hiệu lực", 24, centred=True),
        Column("Người đề nghị", 36),
        Column("Lý do", 56),
    )
    rows = tuple(
        (
            one.record.title,
            one.record.code,
            one.record.revision,
            _to_replace(current.get(one.record.code)),
            *_requested(one.record, agency),
        )
        for one in drafts
    )
    return Sheet(
        "Danh mục tài liệu đang soạn",
        columns,
        numbered(columns, rows),
        empty="Không có dự thảo nào",
    )


def _kept_at(agency: Agency, keeper: str | None) -> str:
    """The name behind a key, be it of a role or of a unit."""
    return agency.unit_name(agency.role_title(keeper)) if keeper else ""


def _to_replace(revision: int | None) -> str:
    return "mới" if revision is None else f"lần {two_digits(revision)}"


def _requested(draft: ControlledDocument, agency: Agency) -> tuple[str, str]:
    """Who asked for a draft and why; its owner where no request is recorded."""
    if draft.request is None:
        return holder(agency, draft.owner), ""
    return draft.request.requested_by, draft.request.reason


def external_sheet(documents: Iterable[tuple[ExternalDocument, str]], agency: Agency) -> Sheet:
    """The documents of external origin, their state on the day (danh mục tài liệu bên ngoài)."""
    columns = (
        _TT,
        Column("Tên văn bản", 74),
        Column("Số, ký hiệu", 38),
        Column("Ngày ban hành", 28, centred=True),
        Column("Cơ quan ban hành", 30),
        Column("Ngày hiệu lực", 28, centred=True),
        Column("Tình trạng", 36),
        Column("Nơi lưu", 38),
    )
    rows = tuple(
        (
            one.title,
            one.number,
            one.issued,
            one.issuer,
            one.effective,
            state,
            _kept_at(agency, one.kept_by),
        )
        for one, state in documents
    )
    return Sheet(
        "Danh mục tài liệu bên ngoài",
        columns,
        numbered(columns, rows),
        empty="Chưa ghi tài liệu bên ngoài nào",
    )


def records_sheet(kept: Iterable[ListedRecord], agency: Agency) -> Sheet:
    """The list of records to be kept (danh mục hồ sơ)."""
    columns = (
        _TT,
        Column("Tên hồ sơ", 68),
        Column("Mã biểu mẫu", 36, centred=True),
        Column("Theo tài liệu", 34, centred=True),
        Column("Nơi lưu", 46),
        Column("Thời gian lưu", 30, centred=True),
        Column("Cách hủy", 36),
    )
    rows = tuple(
        (
            one.record.name,
            one.form or "",
            one.document,
            agency.unit_name(agency.role_title(one.record.kept_by)),
            one.record.retention,
            one.record.disposal or "",
        )
        for one in kept
    )
    return Sheet(
        "Danh mục hồ sơ",
        columns,
        numbered(columns, rows),
        empty="Chưa tài liệu nào quy định hồ sơ cần lưu",
    )


def forms_sheet(forms: Iterable[ListedForm]) -> Sheet:
    """The forms in force (danh mục biểu mẫu)."""
    columns = (
        _TT,
        Column("Tên biểu mẫu", 84),
        _CODE,
        _REVISION,
        _DAY,
        _DECISION,
        Column("Dùng trong", 42),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            one.form.title or NO_TITLE,
            one.form.issue.code,
            one.form.issue.revision,
            one.form.issue.signed,
            _number(one.form),
            ", ".join(one.used_by) or "(chưa tài liệu nào dùng)",
        )
        for one in forms
    )
    return Sheet(
        "Danh mục biểu mẫu",
        columns,
        numbered(columns, rows),
        empty="Chưa có biểu mẫu nào có hiệu lực",
    )


def procedures_sheet(procedures: Iterable[ListedProcedure], only: str = "") -> Sheet:
    """The administrative procedures, and which document serves each; `only` says which were chosen.

    With a column for the level where the register tells any.
    """
    procedures = tuple(procedures)
    by_level = any(one.procedure.level for one in procedures)
    columns = (
        _TT,
        Column("Mã TTHC", 28, centred=True),
        Column("Tên thủ tục hành chính", 80 if by_level else 100),
        Column("Lĩnh vực", 36),
        *((Column("Cấp", 20, centred=True),) if by_level else ()),
        Column("Quyết định công bố", 34),
        Column("Quy trình giải quyết", 50),
    )
    rows = tuple(
        (
            one.procedure.code,
            one.procedure.name,
            one.procedure.field,
            *((_level(one),) if by_level else ()),
            one.procedure.decision or "",
            _served(one),
        )
        for one in procedures
    )
    notes = (f"Chỉ gồm các thủ tục: {only}.",) if only else ()
    return Sheet(
        "Danh mục thủ tục hành chính và quy trình giải quyết", columns, numbered(columns, rows),
        empty="Không có thủ tục nào như vậy" if only else "Chưa ghi thủ tục hành chính nào",
        notes=notes,
    )  # fmt: skip


def _level(one: ListedProcedure) -> str:
    level = one.procedure.level
    return level.words.capitalize() if level else ""


def _served(one: ListedProcedure) -> str:
    if one.served_by:
        return listed(f"{each.issue.code} lần {_ordinal(each)}" for each in one.served_by)
    return f"Không có: {one.procedure.excluded}" if one.procedure.excluded else "CHƯA CÓ QUY TRÌNH"


def _number(one: Listed) -> str:
    return one.issue.decision.record.number if one.issue.decision else ""


def as_of_words(day: date) -> str:
    """`Tính đến ngày 31/12/2025`."""
    return f"Tính đến ngày {date_short(day)}"


def library_sheet(rows: Iterable[Sequence[str]]) -> Sheet:
    """The procedures of the libraries, and whether the agency has taken them."""
    columns = (
        _TT,
        Column("Mã để lấy về", 30),
        Column("Tên thủ tục hành chính", 100),
        Column("Lĩnh vực", 42),
        Column("Cấp", 18),
        Column("Thời hạn", 30),
        Column("Quy trình đã có", 34),
    )
    return Sheet(
        "Thư viện thủ tục hành chính", columns, numbered(columns, tuple(map(tuple, rows))),
        empty="Thư viện chưa có thủ tục nào",
    )  # fmt: skip
