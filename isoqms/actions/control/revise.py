"""Begin a new issue of a document: what is in force, copied to the drafts with the next number."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from isoqms.actions.changing.applying import Change
from isoqms.actions.changing.wholeness import refuse_unless_whole
from isoqms.actions.control.new import Draft
from isoqms.errors import IsoqmsError
from isoqms.history import Commit, plain
from isoqms.model.control.document import ChangeRequest, ControlledDocument
from isoqms.plain_files import holds
from isoqms.repository import Entry, Repository
from isoqms.repository.control import Control, Issue, control, history_of
from isoqms.repository.integrity import altered_texts
from isoqms.repository.places import IN_FORCE, PLAN, draft_path, relocated
from isoqms.rules.control import qms418_draft_repeats_what_is_in_force
from isoqms.source.editing import Edit, Put, Remove, edited
from isoqms.wording import date_short, nearest


class Start(StrEnum):
    """Which text the draft of a document begins with, where what lies there was altered."""

    ISSUED = "ban-hanh"
    STANDING = "hien-tai"


@dataclass(frozen=True, slots=True)
class Altered:
    """A text in force that is not the one that was issued (sửa không có quyết định)."""

    path: PurePosixPath
    since: Commit | None
    """What recorded the alteration; None where it is not recorded."""

    @property
    def words(self) -> str:
        """What has happened, in a sentence."""
        when = "chưa ghi nhận"
        if self.since:
            when = f"{self.since.author} ghi ngày {date_short(self.since.when.date())}"
        return f"Tệp «{self.path}» đã bị sửa thẳng ({when}) mà chưa có quyết định"


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
            f"Tài liệu «{code}» đã bị thu hồi theo {number}; mã ấy không dùng lại.",
            "Cần lại thì soạn mới bằng `isoqms new`, đừng ghi mã: máy cấp mã mới. Nội dung cũ xem "
            f"ở `isoqms show {_last(repository, code)}`.",
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
    if any(item.code == code for each in repository.decisions for item in each.record.issues):
        raise NotInForce(
            f"Tệp của «{code}» không còn trong tai-lieu/, mà không quyết định nào thu hồi.",
            f"Lỡ xóa hoặc đổi tên thì đưa về: `isoqms restore {code}`, rồi chạy lại.",
        )
    close = nearest(code, repository.in_force)
    hint = f"Có phải là {close}?" if close else "Kiểm tra lại mã tài liệu."
    raise NotInForce(f"Không có tài liệu «{code}» đang có hiệu lực.", hint)


def _last(repository: Repository, code: str) -> str:
    """The last revision of a withdrawn document, as `isoqms show` is asked for it."""
    revisions = [one.revision for one in history_of(control(repository), code) if one.revision]
    return f"{code}@{max(revisions)}" if revisions else code


def altered(repository: Repository, code: str) -> Altered | None:
    """How the text in force differs from the one issued; None where it does not.

    None too where there is no history to ask.
    """
    known = control(repository)
    if known.history.unavailable:
        return None
    found = [one for one in altered_texts(repository, known) if one.entry.record.code == code]
    # What is recorded can be told with its day, so it is told before what is not.
    found.sort(key=lambda one: one.since is None)
    return next((Altered(one.entry.path, one.since) for one in found), None)


def plan_revise(
    repository: Repository,
    code: str,
    request: ChangeRequest | None,
    start: Start = Start.ISSUED,
) -> Draft:
    """The draft of the next issue; nothing is written.

    Where what lies in `tai-lieu/` was altered without a decision, `start` says which text the draft
    begins with, and a note tells it.

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
    found = altered(repository, code)
    content, attachment = _texts(repository, entry, found, start)
    edits: list[Edit] = [Put(("revision",), revision)]
    edits.append(
        Put(("request",), request.model_dump(exclude_none=True))
        if request
        else Remove(("request",))
    )
    files: dict[PurePosixPath, bytes | None] = {}
    attached = _attachment(repository.root, entry.record)
    if attached is not None:
        files[draft_path(attached)] = attachment or repository.bytes_of(attached)
        edits.append(Put(("attachment",), str(draft_path(attached))))
    files[path] = edited(entry.path, relocated(content, path), *edits)
    reason = f": {request.reason}" if request else ""
    change = Change(
        f"Soạn lần {revision} của {code}{reason}",
        files,
        drafts=frozenset({path}),
        notes=(_told(code, found, start),) if found else (),
        expected=frozenset({qms418_draft_repeats_what_is_in_force.CODE}),
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


def _told(code: str, found: Altered, start: Start) -> str:
    if start is Start.STANDING:
        return (
            f"{found.words}; dự thảo chép cả phần sửa ấy, quyết định tới sẽ phê duyệt nó. So với "
            f"bản đã ban hành bằng `isoqms diff {code}`."
        )
    return (
        f"{found.words}; dự thảo chép từ bản đã ban hành, không chép phần sửa đó. Muốn giữ phần "
        f"sửa thì xóa dự thảo rồi chạy `isoqms revise {code} --from {Start.STANDING}`."
    )


def _texts(
    repository: Repository,
    entry: Entry[ControlledDocument],
    found: Altered | None,
    start: Start,
) -> tuple[bytes, bytes | None]:
    """The text that the draft begins with, and its attached file where that is another too."""
    lying = plain(repository.bytes_of(entry.path))
    if found is None or start is Start.STANDING:
        return lying, None
    known = control(repository)
    record = entry.record
    issue = _issue_of(known, record)
    if issue is None or issue.text is None:
        first = known.recorded.arrival(record.code, record.revision)
        return (known.history.texts([first.blob])[first.blob] if first else lying), None
    attached = _attachment(repository.root, record)
    blob = known.history.blob_at(attached, issue.text.commit) if attached else None
    blobs = [issue.text.blob, *([blob] if blob else [])]
    texts = known.history.texts(blobs)
    return texts[issue.text.blob], texts[blob] if blob else None


def _issue_of(known: Control, document: ControlledDocument) -> Issue | None:
    issues = history_of(known, document.code)
    return next((one for one in issues if one.revision == document.revision), None)


def _attachment(root: Path, document: ControlledDocument) -> PurePosixPath | None:
    """The Word or Excel file of a form, where it is one of the files in force."""
    if document.attachment is None:
        return None
    path = PurePosixPath(document.attachment)
    return path if path.parts[:1] == (IN_FORCE.name,) and holds(root, path) else None
