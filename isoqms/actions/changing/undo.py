"""Take back the last change, interrupted or made, or bring back what was taken back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Final

from isoqms.actions.changing.hand_edits import HandEdit, hand_edits
from isoqms.actions.changing.personal import personal_data_in, refuse
from isoqms.errors import IsoqmsError
from isoqms.facts.changing.without import without
from isoqms.facts.control.records_kept import FOLDER, Turn, goes_on, is_aside
from isoqms.facts.papers.signed import signed_acts
from isoqms.facts.records.edits import edits_of
from isoqms.history.errors import CannotUndo
from isoqms.history.reading.changes import UnknownPoint
from isoqms.history.writing.journal import interrupted
from isoqms.history.writing.lock import writing
from isoqms.history.writing.readiness import refuse_unready
from isoqms.history.writing.recording import ADDRESS
from isoqms.history.writing.transaction import finish, set_aside, take_back
from isoqms.history.writing.undoing import WayBack, WrittenSince, walk_back, way_again, way_back
from isoqms.repository import Repository, load
from isoqms.repository.control import control
from isoqms.repository.loading import find_root
from isoqms.wording import date_short, listed

_FEW: Final = 5
_SINCE: Final = WrittenSince(goes_on, without)


class SignedThing(CannotUndo):
    """The last change recorded something that was signed, and nobody says why it shall go."""


@dataclass(frozen=True, slots=True)
class Interrupted:
    """What became of a change that was interrupted, or with `dry_run` would become."""

    message: str
    """What the change was; empty where it was interrupted before it had done anything."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that undoing changes, and what happens to it, in words."""

    path: PurePosixPath
    words: str


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """What taking back the last change, or bringing it back, would do; nothing is done yet."""

    title: str
    """What the change was."""
    author: str
    when: datetime
    """Who recorded it, and when."""
    files: tuple[FileChange, ...]
    signed: tuple[str, ...]
    """The signed things that lose their effect; what they were stays in the history."""
    repository: Repository | None
    """As it is now; None where it cannot be read, and the way back is open all the same."""
    way: WayBack
    reason: str
    instead: Mapping[PurePosixPath, bytes | None]

    @property
    def stays(self) -> tuple[str, ...]:
        """The other changes of the same files, which stay as they are, in words."""
        return tuple(
            f"«{each.title}» ({each.author}, ngày {date_short(each.when.date())})"
            for each in self.way.stays
        )

    @property
    def sets_aside(self) -> bool:
        """Whether the record of a decision goes beside its place, and leaves its number."""
        return any(is_aside(path) for path in self.instead)


def forget(start: Path) -> Path:
    """Set aside an interrupted change that no longer fits the repository; the file that keeps it.

    NotARepository, NoHistory where there is none, CannotUndo where it can still be walked.
    """
    return set_aside(find_root(start))


def was_interrupted(start: Path, *, dry_run: bool = False) -> Interrupted | None:
    """The change that was interrupted in the repository around `start`; None where none was.

    Whoever is still writing is waited for: its journal is no interruption.
    """
    root = find_root(start)
    broken = interrupted(root)
    if broken is not None and not dry_run:
        with writing(root, doing="isoqms undo"):
            broken = interrupted(root)
    return Interrupted(broken.message) if broken else None


def settle_interrupted(start: Path, *, forward: bool) -> Interrupted:
    """Take the interrupted change back, or finish it with `forward`.

    NoHistory where none was; OthersEdits where a file was edited since: nothing is lost.
    """
    root = find_root(start)
    return Interrupted(finish(root) if forward else take_back(root))


def plan_undo(start: Path, as_of: date, reason: str = "") -> UndoPlan:
    """What taking back the last change would do.

    CannotUndo, OthersEdits with the reason where it cannot be taken back; SignedThing where it
    recorded something that was signed and there is no `reason`.
    """
    root = find_root(start)
    way = way_back(root, _SINCE)
    signed = tuple(_signed(root, as_of, way))
    if signed and not reason:
        raise _signed_thing(way, signed)
    repository = _readable(root, as_of)
    instead = _kept(root, repository, way, as_of, reason or f"Bỏ «{way.title}»")
    return _plan(repository, way, signed, reason, instead)


def plan_redo(start: Path, as_of: date) -> UndoPlan:
    """What bringing back would do that which was taken back last; raises CannotUndo."""
    root = find_root(start)
    refuse_unready(root)
    way = way_again(root, _SINCE)
    repository = _readable(root, as_of)
    instead = _kept(root, repository, way, as_of, f"Làm lại «{way.title}»")
    return _plan(repository, way, (), "", instead)


def carry_out(
    plan: UndoPlan, *, author: str | None, when: datetime, keep_personal_data: bool = False
) -> str:
    """The id of the further entry that does it; raises what writing raises.

    `author` is a title, the agency where it is None. WouldKeepPersonalData where the reason holds
    what nobody has agreed to keep.
    """
    title = " ".join((author or "").split())
    if plan.repository is not None and not keep_personal_data:
        refuse(personal_data_in(plan.repository, {}, (plan.reason, title), {}))
    agency = plan.repository.agency.record.name if plan.repository else plan.way.change.author
    return walk_back(
        plan.way,
        author=(title or agency, ADDRESS),
        when=when,
        reason=plan.reason,
        instead=plan.instead,
    )


def deleted_or_altered(root: Path) -> tuple[HandEdit, ...]:
    """The recorded files that were deleted by hand, or altered where nobody writes every day.

    Raises what `refuse_unready` refuses: nothing in the folder means anything before that.
    """
    refuse_unready(root)
    try:
        edits = hand_edits(root)
    except UnknownPoint:
        return ()
    return tuple(
        each
        for each in edits
        if each.recorded is not None and (each.is_deleted or each.path.parts[0] != "du-thao")
    )


def _readable(root: Path, as_of: date) -> Repository | None:
    try:
        return load(root, as_of)
    except IsoqmsError:
        return None


def _plan(
    repository: Repository | None,
    way: WayBack,
    signed: tuple[str, ...],
    reason: str,
    instead: Mapping[PurePosixPath, bytes | None],
) -> UndoPlan:
    paths = dict.fromkeys((*way.files, *sorted(instead)))
    files = tuple(
        FileChange(path, words) for path in paths if (words := _words(way, path, instead))
    )
    change = way.change
    return UndoPlan(
        way.title, change.author, change.when, files, signed, repository, way, reason, instead
    )


def _words(way: WayBack, path: PurePosixPath, instead: Mapping[PurePosixPath, bytes | None]) -> str:
    """What happens to a file; empty where nothing does."""
    now = way.content_now(path) if path in way.files else None
    then = instead[path] if path in instead else way.content_then(path)
    if now == then and path in instead:
        return "" if now is None else "giữ lại"
    if path not in way.files:
        return "giữ bản ghi cũ ở đây, đã ghi là hủy" * (path.suffix == ".yaml")
    if now is None and then is None:
        return "trở lại như trước, chưa ghi nhận"
    return edits_of(path, now, then)


# What was signed


def _signed(root: Path, as_of: date, way: WayBack) -> Iterator[str]:
    """The signed things that would be gone: those that the records hold now and not afterwards."""
    now = {path: way.content_now(path) for path in way.files}
    then = {path: way.content_then(path) for path in way.files}
    try:
        before = signed_acts(load(root, as_of, now))
        after = signed_acts(load(root, as_of, then))
    except IsoqmsError:
        # What cannot be read is told by its place alone.
        yield from (f"tệp {path}" for path in way.files if path.parts[0] == FOLDER)
        return
    gone = [words for words in before if words not in after]
    yield from gone
    if way.tag and not gone:
        yield f"quyết định đã đánh dấu «{way.tag}»"


def _signed_thing(way: WayBack, signed: tuple[str, ...]) -> SignedThing:
    told = listed(signed[:_FEW]) + (f" và {len(signed) - _FEW} văn bản nữa" * (len(signed) > _FEW))
    return SignedThing(
        f"Thay đổi cuối cùng («{way.title}») đã ghi văn bản đã ký: {told}.",
        'Nếu đúng là ghi nhầm: `isoqms undo --reason "LÝ DO"`; lần ghi cũ vẫn còn trong lịch sử. '
        "Văn bản đã ký đúng mà nay thôi áp dụng thì ban hành văn bản khác thay, bãi bỏ nó.",
    )


def _kept(
    root: Path, repository: Repository | None, way: WayBack, as_of: date, reason: str
) -> dict[PurePosixPath, bytes | None]:
    """What has to stay of the decisions that the way would take away or change."""
    now, then = (
        {path: content(path) for path in way.files if path.parts[0] == FOLDER}
        for content in (way.content_now, way.content_then)
    )
    if not now:
        return {}
    known = control(repository).history if repository else None

    def is_taken(path: PurePosixPath) -> bool:
        stood = known is not None and bool(known.versions(path))
        return stood or path in way.files or (root / path).exists()

    return dict(Turn(now, then, as_of, reason, is_taken, way.again).kept())
