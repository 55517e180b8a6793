"""Which hand edits are not to be recorded as such: what is in force changes by decision alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from isoqms.actions.changing.hand_edits import HandEdit
from isoqms.model.control.decision import Decision
from isoqms.model.layout import file_of
from isoqms.repository import Entry, Repository
from isoqms.repository.control import control, read_recorded_as
from isoqms.source.text import mended


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is left as it is."""

    path: PurePosixPath
    why: str
    hint: str


def refused(before: Repository, now: Repository, edits: Iterable[HandEdit]) -> Iterator[Refused]:
    """The hand edits of texts in force without a decision, and of recorded decisions.

    `before` is the repository as it was recorded, `now` as it lies in the folder.
    """
    for edit in edits:
        if edit.now is not None and edit.recorded == mended(edit.now):
            continue  # another form of the same text
        found = None
        if edit.path.parts[0] == "tai-lieu" or str(edit.path) == file_of("chinh-sach"):
            found = _in_force(before, now, edit)
        elif edit.path.parts[0] == "quyet-dinh" and edit.recorded is not None:
            found = refused_decision(edit)
        if found is not None:
            yield found


# Texts in force


def _in_force(before: Repository, now: Repository, edit: HandEdit) -> Refused | None:
    code = _code_at(before, edit.path)
    if edit.is_deleted:
        if code is None or code in now.withdrawn or code in now.in_force:
            return None  # withdrawn by a decision, or moved to another folder
        return _altered(edit.path, code, "tài liệu đang có hiệu lực bị xóa")
    entry = next((each for each in now.documents if each.path == edit.path), None)
    if entry is not None and _is_decided(now, entry.record.code, entry.record.revision):
        return None
    if code is not None:
        return _altered(edit.path, code, "tài liệu đang có hiệu lực chỉ sửa bằng quyết định")
    if entry is None:
        return None  # the rules say what is wrong with it
    hint = f"Chuyển tệp vào du-thao/, trình ký rồi `isoqms issue`; nếu «{entry.record.code}» đã"
    return Refused(
        edit.path,
        "chưa có quyết định nào ban hành tài liệu này",
        f"{hint} ban hành từ trước thì ghi quyết định ấy vào quyet-dinh/ trước.",
    )


def _code_at(before: Repository, path: PurePosixPath) -> str | None:
    """The document in force whose text or attached file was recorded at `path`."""
    for entry in before.documents:
        attached = (entry.record.attachment or "").replace("\\", "/")
        if path in (entry.path, PurePosixPath(attached)):
            return entry.record.code
    return None


def _is_decided(now: Repository, code: str, revision: int) -> bool:
    """Whether a decision issues this revision, of which no text was ever recorded."""
    if control(now).recorded.arrival(code, revision) is not None:
        return False
    return any(
        (item.code, item.revision) == (code, revision)
        for entry in now.decisions
        for item in entry.record.issues
    )


def _altered(path: PurePosixPath, code: str, why: str) -> Refused:
    return Refused(
        path,
        f"{why} («{code}»)",
        f"Lấy lại bản đã ban hành: `isoqms restore {code}`; "
        f"muốn sửa thật thì soạn lần mới: `isoqms revise {code}`.",
    )


# Decisions


def refused_decision(edit: HandEdit) -> Refused | None:
    """Why a recorded decision is left as it is; None where only a remark or the PDF was added."""
    if edit.is_deleted:
        return Refused(
            edit.path,
            "quyết định đã ghi không xóa được",
            f"Lấy lại: `isoqms restore {edit.path}`; ghi nhầm thì `isoqms undo --reason LÝ DO`, "
            "thôi áp dụng thì ban hành quyết định bãi bỏ.",
        )
    if edit.path.suffix != ".yaml":
        return Refused(
            edit.path, "bản đã ký bị thay", f"Lấy lại bản cũ: `isoqms restore {edit.path}`."
        )
    old, new = (_read(edit.path, content) for content in (edit.recorded, edit.now))
    if old is None or new is None or _said(old) == _said(new):
        return None
    return Refused(
        edit.path,
        f"quyết định {old.record.number} đã ghi không sửa bằng tay",
        f"Gõ nhầm số, ngày, người ký: `isoqms decision correct {old.record.number}`; "
        f"lấy lại bản đã ghi: `isoqms restore {edit.path}`.",
    )


def _read(path: PurePosixPath, content: bytes | None) -> Entry[Decision] | None:
    return read_recorded_as(Decision, path, content or b"")


def _said(entry: Entry[Decision]) -> Decision:
    """What the decision says, without what may be written beside it later."""
    return entry.record.model_copy(update={"file": None, "note": None})
