"""Begin a new issue of a document: what is in force, copied to the drafts with the next number."""

from pathlib import Path, PurePosixPath
from typing import Final

from isoqms.actions.changing.applying import Change
from isoqms.actions.changing.wholeness import refuse_unless_whole
from isoqms.actions.control.new import Draft
from isoqms.errors import IsoqmsError
from isoqms.history import plain
from isoqms.history.errors import NoHistory
from isoqms.history.writing.transaction import recorded
from isoqms.model.control.document import ChangeRequest, ControlledDocument
from isoqms.repository import Entry, Repository
from isoqms.repository.places import IN_FORCE, PLAN, draft_path, relocated
from isoqms.source.editing import Edit, Put, Remove, edited
from isoqms.wording import nearest

_OUTSIDE: Final = (
    "Tệp «{}» đã bị sửa thẳng mà chưa có quyết định; dự thảo chép từ văn bản đã ghi nhận, "
    "không chép phần sửa đó."
)


class NotInForce(IsoqmsError):
    """No document in force has this code."""


class AlreadyDrafted(IsoqmsError):
    """The document has a draft already."""


def in_force(repository: Repository, code: str) -> Entry[ControlledDocument]:
    """The document in force with this code.

    NotInForce with the reason and the nearest code where there is none.
    """
    entry = repository.in_force.get(code)
    if entry is not None:
        return entry
    if code in repository.withdrawn:
        number = repository.withdrawn[code].record.number
        raise NotInForce(
            f"Tài liệu «{code}» đã bị thu hồi theo {number}.",
            "Cần lại thì soạn mới bằng `isoqms new`.",
        )
    if code in repository.drafted:
        path = repository.drafted[code].path
        raise NotInForce(
            f"Tài liệu «{code}» chưa được ban hành, đang soạn ở «{path}».",
            "Sửa thẳng trong dự thảo đó.",
        )
    if code in repository.unread_codes:
        raise NotInForce(
            f"Phần đầu của tài liệu «{code}» đang có lỗi.", "Xem lỗi bằng `isoqms validate`."
        )
    close = nearest(code, repository.in_force)
    hint = f"Có phải là {close}?" if close else "Kiểm tra lại mã tài liệu."
    raise NotInForce(f"Không có tài liệu «{code}» đang có hiệu lực.", hint)


def plan_revise(repository: Repository, code: str, request: ChangeRequest | None) -> Draft:
    """The draft of the next issue; nothing is written.

    `request` is the form asking for the change (phiếu yêu cầu sửa đổi; TCVN ISO 9001, 7.5.2).
    NotInForce, AlreadyDrafted; CannotEdit where the head cannot be edited.
    """
    refuse_unless_whole(repository)
    entry = in_force(repository, code)
    path = draft_path(entry.path)
    if code in repository.drafted:
        raise AlreadyDrafted(
            f"Tài liệu «{code}» đã có dự thảo ở «{repository.drafted[code].path}».",
            "Sửa tiếp trong dự thảo đó.",
        )
    if code in to_be_withdrawn(repository):
        raise AlreadyDrafted(
            f"Tài liệu «{code}» đang nằm trong kế hoạch thu hồi.",
            f"Xóa mục đó trong «{PLAN}» trước.",
        )
    if (repository.root / path).exists():
        raise AlreadyDrafted(f"Đã có tệp «{path}».", "Chuyển tệp đó đi chỗ khác rồi chạy lại.")
    revision = _next(repository, entry.record)
    content, notes = _text(repository, entry.path)
    edits: list[Edit] = [Put(("revision",), revision)]
    edits.append(
        Put(("request",), request.model_dump(exclude_none=True))
        if request
        else Remove(("request",))
    )
    files: dict[PurePosixPath, bytes | None] = {}
    attached = _attachment(repository.root, entry.record)
    if attached is not None:
        files[draft_path(attached)] = (repository.root / attached).read_bytes()
        edits.append(Put(("attachment",), str(draft_path(attached))))
    files[path] = edited(entry.path, relocated(content, path), *edits)
    reason = f": {request.reason}" if request else ""
    change = Change(
        f"Soạn lần {revision} của {code}{reason}", files, drafts=frozenset({path}), notes=notes
    )
    return Draft(code, revision, path, change)


def to_be_withdrawn(repository: Repository) -> tuple[str, ...]:
    """The codes that the staged plan withdraws, in its order."""
    if repository.staged is None:
        return ()
    return tuple(item.code for item in repository.staged.record.withdraws)


def _next(repository: Repository, document: ControlledDocument) -> int:
    """One more than the highest number given by the document or any decision.

    A decision that is not in effect yet counts too.
    """
    issued = (item for decision in repository.decisions for item in decision.record.issues)
    revisions = (item.revision for item in issued if item.code == document.code)
    return max((document.revision, *revisions)) + 1


def _text(repository: Repository, path: PurePosixPath) -> tuple[bytes, tuple[str, ...]]:
    """What is in force, and a note where the file was edited past every decision."""
    lying = repository.bytes_of(path)
    try:
        kept = recorded(repository.root, path)
    except NoHistory:
        return lying, ()
    if kept is None or kept in (lying, plain(lying)):
        return plain(lying), ()
    return kept, (_OUTSIDE.format(path),)


def _attachment(root: Path, document: ControlledDocument) -> PurePosixPath | None:
    """The Word or Excel file of a form, where it is one of the files in force."""
    if document.attachment is None:
        return None
    path = PurePosixPath(document.attachment)
    file = root / path
    inside = (
        path.parts[:1] == (IN_FORCE.name,)
        and ".." not in path.parts
        and file.resolve().is_relative_to(root)
    )
    return path if inside and file.is_file() else None
