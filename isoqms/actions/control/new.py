"""Begin a new document: a draft from the agency's skeleton, with the next free code."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any, Final

from isoqms.actions.changing.applying import Change
from isoqms.errors import BadAnswer, IsoqmsError
from isoqms.facts.control.coding import (
    field_sign,
    file_names,
    given_codes,
    next_code,
    parent_sign,
    pattern_of,
)
from isoqms.file_names import fault_of
from isoqms.history.reading.paths import paths_ever
from isoqms.model.checking import check
from isoqms.model.control.document import ChangeRequest, ControlledDocument, DocumentKind
from isoqms.model.layout import file_of
from isoqms.packs.called import variables_now
from isoqms.plain_files import led_astray, read
from isoqms.repository import Repository
from isoqms.repository.places import (
    DRAFTS,
    IN_FORCE,
    SCHEMAS,
    file_name,
    issued_path,
    new_draft_path,
    schema_line,
)
from isoqms.resources import folder as packaged
from isoqms.source.editing import Put, edited
from isoqms.source.reading import split_head
from isoqms.source.scalars import read_scalars
from isoqms.source.template import render_markdown
from isoqms.source.template_grammar import TemplateFault
from isoqms.source.text import readable
from isoqms.wording import fold, is_printable, nfc

_SKELETONS: Final = {
    DocumentKind.SYSTEM: "mau/quy-trinh-he-thong.md",
    DocumentKind.SERVICE: "mau/quy-trinh-tthc.md",
    DocumentKind.INTERNAL: "mau/quy-trinh-noi-bo.md",
    DocumentKind.FORM: "mau/bieu-mau.md",
    DocumentKind.OTHER: "mau/tai-lieu-khac.md",
    DocumentKind.DESCRIPTION: "du-thao/he-thong/MT-HTQLCL.md",
    DocumentKind.POLICY: f"du-thao/{file_of('chinh-sach')}",
}
"""Where the skeleton of each kind stands in `docs-template/`.

The agency's own stands in `mau/` under the same name.
"""


class DocumentWord(StrEnum):
    """What can be begun, in the words of the command line."""

    PROCEDURE = "procedure"
    SYSTEM = "system"
    SERVICE = "service"
    INTERNAL = "internal"
    FORM = "form"
    POLICY = "policy"
    DESCRIPTION = "description"
    OTHER = "other"

    @property
    def words(self) -> str:
        """What it is in Vietnamese."""
        return _TITLES[self]

    def kind(self, field: str | None) -> DocumentKind:
        """The kind of document.

        A procedure that names a field serves administrative procedures of it.
        """
        if self is DocumentWord.PROCEDURE:
            return DocumentKind.SERVICE if field else DocumentKind.INTERNAL
        return _KINDS[self]


_TITLES: Final = {
    DocumentWord.PROCEDURE: "quy trình (nội bộ; có --field thì là quy trình TTHC của lĩnh vực đó)",
    DocumentWord.SYSTEM: "quy trình hệ thống",
    DocumentWord.SERVICE: "quy trình giải quyết thủ tục hành chính",
    DocumentWord.INTERNAL: "quy trình nội bộ",
    DocumentWord.FORM: "biểu mẫu",
    DocumentWord.POLICY: "chính sách chất lượng",
    DocumentWord.DESCRIPTION: "bản mô tả hệ thống",
    DocumentWord.OTHER: "tài liệu khác",
}
_KINDS: Final = {
    DocumentWord.SYSTEM: DocumentKind.SYSTEM,
    DocumentWord.SERVICE: DocumentKind.SERVICE,
    DocumentWord.INTERNAL: DocumentKind.INTERNAL,
    DocumentWord.FORM: DocumentKind.FORM,
    DocumentWord.POLICY: DocumentKind.POLICY,
    DocumentWord.DESCRIPTION: DocumentKind.DESCRIPTION,
    DocumentWord.OTHER: DocumentKind.OTHER,
}


class CodeTaken(IsoqmsError):
    """The code was given before; a code is never given twice."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted."""

    kind: DocumentKind
    title: str | None = None
    """None keeps the title of the skeleton, where it has one."""
    code: str | None = None
    """None takes the next free one."""
    field: str | None = None
    parent: str | None = None
    """The code of the procedure that a form belongs to."""
    request: ChangeRequest | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft that is planned: its code, its file, and the change that brings it."""

    code: str
    revision: int
    path: PurePosixPath
    change: Change


def plan_new(repository: Repository, order: Order) -> Draft:
    """The draft of a new document; nothing is written.

    BadAnswer where something is missing or cannot be used; CodeTaken where the code was given
    before; TemplateFault where the agency's skeleton is faulty.
    """
    title = _title(order)
    code = draft_code(repository, order)
    path = draft_path(repository, order, code)
    content = _content(repository, order, code, title, path)
    what = title or order.kind.words
    change = Change(
        message=f"Soạn mới {code}: {what}",
        files={path: content},
        drafts=frozenset({path}),
        notes=_notes(order, code),
    )
    return Draft(code, 1, path, change)


def _notes(order: Order, code: str) -> tuple[str, ...]:
    if order.kind is DocumentKind.FORM and order.parent:
        return (
            (
                f"Ghi mã {code} vào mục biểu mẫu (forms) của {order.parent} để quy trình "
                "dùng biểu mẫu này."
            ),
        )
    return ()


def _title(order: Order) -> str | None:
    if order.title is None:
        if order.kind in (DocumentKind.POLICY, DocumentKind.DESCRIPTION):
            return None
        raise BadAnswer(
            "Tài liệu chưa có tên.",
            "Ghi thêm --title, ví dụ: --title «Quy trình quản lý tài sản công».",
        )
    return cleaned(order.title, "Tên tài liệu")


def cleaned(answer: str, what: str) -> str:
    """An answer on one line, in NFC.

    BadAnswer where it is empty or holds what cannot be printed.
    """
    text = nfc(" ".join(answer.split()))
    if not text:
        raise BadAnswer(f"{what} đang bỏ trống.", "Gõ một câu ngắn, có dấu.")
    if not is_printable(text):
        raise BadAnswer(f"{what} có ký tự điều khiển không in được.", "Gõ lại bằng bàn phím.")
    return text


# The code.


def draft_code(repository: Repository, order: Order) -> str:
    """The code of the document that is ordered: the one wanted, or else the next free one.

    BadAnswer, CodeTaken as `plan_new`.
    """
    given = given_codes(repository)
    names = file_names(paths_ever(repository.root, DRAFTS.name, IN_FORCE.name))
    wanted = order.code or _usual(order)
    if wanted:
        return _free(wanted, given, names, _how_else(repository, wanted))
    pattern = pattern_of(repository.agency.record.code_patterns, order.kind)
    if pattern is None:
        raise BadAnswer(
            f"{order.kind.words} không có quy tắc đặt mã.",
            "Ghi mã ngay sau loại tài liệu, ví dụ: SO-TAY-01.",
        )
    return _valid(next_code(pattern, _values(repository, order, pattern), given, names))


def _usual(order: Order) -> str | None:
    """The code that the framework gives to what an agency has only one of."""
    if order.kind not in (DocumentKind.POLICY, DocumentKind.DESCRIPTION):
        return None
    text = (packaged("docs-template") / _SKELETONS[order.kind]).read_text(encoding="utf-8")
    return str(_head(text)["code"])


def _how_else(repository: Repository, wanted: str) -> str:
    """What to do instead, where the code was given already; a withdrawn one leads nowhere else."""
    other = "Bỏ mã để chương trình cấp mã kế tiếp"
    code = next(
        (each for each in repository.withdrawn if each.casefold() == nfc(wanted).casefold()), None
    )
    if code is not None:
        return f"{other}; nội dung cũ xem ở `isoqms show {code}`, chép sang dự thảo mới."
    return f"{other}; muốn sửa tài liệu cũ thì dùng `isoqms revise`."


def _free(code: str, given: Mapping[str, str], names: frozenset[str], hint: str) -> str:
    code = _valid(nfc(code))
    if code.casefold() in given:
        raise CodeTaken(f"Mã «{code}» {given[code.casefold()]}; mỗi mã chỉ cấp một lần.", hint)
    if file_name(code).casefold() in names:
        raise CodeTaken(
            f"Mã «{code}» đã từng dùng cho một tài liệu hay dự thảo; mỗi mã chỉ cấp một lần.", hint
        )
    return code


def _valid(code: str) -> str:
    found = check(
        ControlledDocument, {"code": code, "title": code, "kind": DocumentKind.OTHER.value}
    )
    if isinstance(found, tuple) or not file_name(code):
        raise BadAnswer(
            f"Mã «{code}» không dùng được.",
            "Mã gồm chữ, số, dấu chấm, gạch nối; không có dấu cách.",
        )
    why = fault_of(f"{file_name(code)}.md")
    if why:
        raise BadAnswer(
            f"Mã «{code}» không dùng được: tên tệp của nó {why}.",
            "Kho phải mở được trên mọi máy, kể cả Windows: chọn mã khác.",
        )
    return code


def _values(repository: Repository, order: Order, pattern: str) -> dict[str, str]:
    values = {}
    if "{field}" in pattern:
        if not order.field:
            raise BadAnswer(
                "Chưa biết quy trình thuộc lĩnh vực nào.",
                "Ghi thêm --field, ví dụ: --field «Đất đai».",
            )
        values["field"] = field_sign(repository, cleaned(order.field, "Lĩnh vực"))
    if "{parent}" in pattern:
        if not order.parent:
            raise BadAnswer(
                "Chưa biết biểu mẫu của quy trình nào.",
                "Ghi thêm --parent, ví dụ: --parent QT-HT-01.",
            )
        if repository.find(order.parent) is None:
            raise BadAnswer(
                f"Không có tài liệu «{order.parent}» trong kho.",
                "Kiểm tra lại mã quy trình ghi sau --parent.",
            )
        values["parent"] = parent_sign(order.parent)
    return values


def draft_path(repository: Repository, order: Order, code: str) -> PurePosixPath:
    """Where the draft stands; CodeTaken where something stands there already."""
    path = _beside(repository, order, new_draft_path(order.kind, code, order.field))
    for taken in (path, issued_path(path)):
        if (repository.root / taken).exists():
            raise CodeTaken(
                f"Đã có tệp «{taken}».",
                "Chọn mã khác; muốn sửa tài liệu đó thì dùng `isoqms revise`.",
            )
    return path


def _beside(repository: Repository, order: Order, path: PurePosixPath) -> PurePosixPath:
    """The path of a TTHC procedure, in the folder where its field has its documents already."""
    if order.kind is not DocumentKind.SERVICE or not order.field:
        return path
    folders = (
        entry.path.parts[2]
        for entry in repository.all_documents()
        if entry.record.kind is DocumentKind.SERVICE
        and fold(entry.record.field or "") == fold(order.field)
        and len(entry.path.parts) == len(path.parts)
    )
    folder = next(folders, None)
    return PurePosixPath(*path.parts[:2], folder, path.name) if folder else path


# The text.


def _content(
    repository: Repository, order: Order, code: str, title: str | None, path: PurePosixPath
) -> bytes:
    name, text = skeleton(repository.root, _SKELETONS[order.kind])
    names = variables_now(repository.agency.record, repository.as_of.year)
    try:
        filled = nfc(render_markdown(text, {**names, "ma": code, "ten": title or ""}))
    except TemplateFault as error:
        raise TemplateFault(f"{name}: {error}", error.line) from error
    if (repository.root / SCHEMAS).is_dir():
        filled = filled.replace("---\n", f"---\n{schema_line(path)}\n", 1)
    head = _head(filled)
    wanted: dict[str, Any] = {"code": code, "kind": order.kind.value, "revision": 1}
    if title:
        wanted["title"] = title
    if order.field:
        wanted["field"] = cleaned(order.field, "Lĩnh vực")
    puts = [Put((key,), value) for key, value in wanted.items() if head.get(key) != str(value)]
    if order.request:
        puts.append(Put(("request",), order.request.model_dump(exclude_none=True)))
    return edited(PurePosixPath(name), filled.encode(), *puts)


def skeleton(root: Path, name: str) -> tuple[str, str]:
    """The name and text of a skeleton of `docs-template/`: the agency's own, or else ours.

    TemplateFault where the agency's own cannot be read.
    """
    ours = PurePosixPath(name)
    own = PurePosixPath("mau") / ours.name
    file = root / own
    if not file.is_file() or led_astray(file, root):
        return str(ours), nfc((packaged("docs-template") / ours).read_text(encoding="utf-8"))
    try:
        return str(own), nfc(readable(read(file, inside=root)))
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateFault(f"Không đọc được khung mẫu «{own}».", 1) from error


def _head(text: str) -> dict[str, Any]:
    parts = split_head(text)
    data = read_scalars(parts[0]) if parts else None
    return data if isinstance(data, dict) else {}
