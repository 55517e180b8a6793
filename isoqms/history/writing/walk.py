"""The walk from one state of a repository to the other: references, files and index.

The order is what makes it safe. The journal is on the disk before the first thing moves, so that
whoever comes later knows both ends. The next contents lie beside their files before the references
move, so that no full disk or locked file is met after the commit has become the last one. All
references move in one step of git: there is no state in which the decision is recorded and its tag
is not. The files follow, each by one renaming; the index is last, since its lock keeps every other
git out until then.
"""

from isoqms.errors import CannotWrite, IsoqmsError
from isoqms.history.blobs import NOTHING, blob_id, ids_of
from isoqms.history.errors import HistoryBusy, IncompleteHistory, UnfinishedChange
from isoqms.history.place import Place, branch_of
from isoqms.history.reading.contents import stream
from isoqms.history.refusals import is_held
from isoqms.history.writing import journal as journals
from isoqms.history.writing import steps
from isoqms.history.writing.comparing import blob_of, changed_meanwhile, edited
from isoqms.history.writing.index import clear_aside, free_left_locks, next_index
from isoqms.history.writing.journal import Journal, Touched
from isoqms.history.writing.objects import SURE
from isoqms.history.writing.patience import attempts, refusal, refusing, remove
from isoqms.history.writing.stranded import unfinished
from isoqms.history.writing.worktree import (
    beside,
    content_of,
    lay_beside,
    put,
    refuse_what_is_locked,
    tidy,
)


def walk(place: Place, journal: Journal) -> None:
    """Carry the change out, or leave everything as it was.

    UnfinishedChange where neither could be done to the end; CannotWrite, HistoryBusy, OthersEdits.
    """
    steps.reached("journal")
    try:
        # From here on a kill is told, and undone, by the next command. Written any later, a move
        # could be left that nobody knows of; any earlier, it would name objects that are not there.
        journals.begin(place.folder, journal, place.lead)
    except FileExistsError as error:
        raise unfinished() from error
    except OSError as error:
        with refusing():
            journals.end(place.folder)
        raise refusal(error) from error
    try:
        # Whoever does not ask for the lock (git itself, an older program) may have been quicker.
        _refuse_if_moved(place, journal)
        settle(place, journal, forward=True)
    except BaseException as error:
        # Ctrl-C too: the person is told that nothing was changed.
        _back_out(place, journal)
        if isinstance(error, OSError):
            raise refusal(error) from error
        raise


def _refuse_if_moved(place: Place, journal: Journal) -> None:
    """HistoryBusy where references or files are no longer as the journal begins."""
    is_there = place.standing(journal.names) == journal.standing(forward=False)
    if not is_there or branch_of(place) != journal.branch:
        raise _moved()
    for each in journal.touched:
        content = content_of(place.top / each.path)
        if ("" if content is None else blob_id(content)) not in (each.before, each.after):
            # Of an undo, the file lies as it was recorded, maybe with other line ends.
            if each.before in ids_of(content):
                continue
            raise changed_meanwhile(place, each.path)


def _back_out(place: Place, journal: Journal) -> None:
    """After a failure: nothing was moved, or it is moved back."""
    try:
        if _has_moved(place, journal):
            settle(place, journal, forward=False)
        else:
            # Nothing of ours is done, wherever others have moved the references meanwhile.
            forget(place, journal.touched)
    except (IsoqmsError, OSError) as error:
        raise UnfinishedChange(
            "Không ghi được hết thay đổi, cũng chưa đưa được kho về như cũ.",
        ) from error


def _has_moved(place: Place, journal: Journal) -> bool:
    """Whether a reference stands where the change brings it."""
    now = place.standing(journal.names)
    return any(now.get(name, NOTHING) == new != old for name, old, new in journal.moves)


def settle(place: Place, journal: Journal, *, forward: bool) -> None:
    """Bring everything to one end of the journal, from wherever between the two it is."""
    steps.reached("lock")
    with refusing():
        with next_index(place, journal, forward=forward):
            _lay_out(place, journal, forward=forward)
            steps.reached("references")
            _move(place, journal, forward=forward)
            free_left_locks(place, journal)
            for each in journal.touched:
                _put(place, each, forward=forward)
        forget(place, journal.touched)


def forget(place: Place, touched: tuple[Touched, ...]) -> None:
    """Remove what was laid aside, and the journal last: without it nobody would look for it."""
    for each in touched:
        tidy(place.root, place.top / each.path)
    clear_aside(place)
    steps.reached("forget")
    journals.end(place.folder)


# Files.


def _lay_out(place: Place, journal: Journal, *, forward: bool) -> None:
    """Lay the next content of each file beside it; OthersEdits where one was edited since."""
    needed = {}
    for each in journal.touched:
        wanted = _lay_ready(place, each, forward=forward)
        if wanted:
            needed[place.top / each.path] = wanted
    contents = _contents(place, list(needed.values()))
    for file, blob in needed.items():
        steps.reached("file beside")
        lay_beside(file, contents[blob])


def _lay_ready(place: Place, each: Touched, *, forward: bool) -> str:
    """The blob that has to be laid beside a file; empty where it lies in its place or goes."""
    file = place.top / each.path
    content = content_of(file)
    found = ids_of(content)
    # Killed half way, a file may stand at either end, and a person may have brought it back.
    if not found & {each.before, each.after, blob_of(each.old), blob_of(each.new)}:
        raise edited(place, each.path)
    wanted = each.wanted(forward=forward)
    # Byte for byte: a file that only has other line ends is written anew.
    is_there = wanted == ("" if content is None else blob_id(content))
    if is_there or not wanted:
        remove(beside(file))
    # What lies in its place already may be held by whomever: nobody touches it.
    if not is_there:
        refuse_what_is_locked(place.top, file)
    return "" if is_there else wanted


def _put(place: Place, each: Touched, *, forward: bool) -> None:
    file = place.top / each.path
    is_gone = not each.wanted(forward=forward)
    if is_gone or beside(file).exists():
        put(place.root, file, gone=is_gone, reached=steps.reached)


def _contents(place: Place, blobs: list[str]) -> dict[str, bytes]:
    """The contents of blobs, by their ids."""
    found: dict[str, bytes] = {}
    try:
        found.update(stream(place.top, blobs))
    except IncompleteHistory as error:
        # Those that came before the gap are in `found` already.
        missing = next((blob for blob in blobs if blob not in found), "")
        raise CannotWrite(
            f"Lịch sử của kho thiếu nội dung «{missing}».",
            "Khôi phục kho từ bản sao lưu.",
        ) from error
    return found


# References.


def _move(place: Place, journal: Journal, *, forward: bool) -> None:
    """Move all references at once, each only from where we know it.

    HistoryBusy where somebody else has moved one.
    """
    if branch_of(place) != journal.branch and _commands(place, journal, forward=forward):
        raise HistoryBusy(
            "Kho đã được mở ở một nhánh khác.",
            "Nhờ người quản trị kho mở lại nhánh cũ, rồi chạy lại.",
        )
    reason = f"isoqms: {journal.message}"
    # What a scanner kept from moving is looked at anew each time: others may have moved by then.
    for is_last in attempts():
        commands = _commands(place, journal, forward=forward)
        if not commands:
            return
        # One transaction of git: all are locked, all old values compared, then all moved. The
        # branch and the tag of a decision, or the branch and what `undo` needs, are never apart.
        given = "".join(f"{line}\n" for line in ("start", *commands, "commit")).encode()
        try:
            place.ask(*SURE, "update-ref", "-m", reason, "--stdin", given=given)
        except CannotWrite as error:
            if is_last or not is_held(str(error)):
                raise
        else:
            return


def _commands(place: Place, journal: Journal, *, forward: bool) -> list[str]:
    """The orders to git that bring the references to one end, with the values they have now."""
    now = place.standing(journal.names)
    goal = journal.standing(forward=forward)
    ends = (journal.standing(forward=False), journal.standing(forward=True))
    commands = []
    for name in journal.names:
        have, want = now.get(name, NOTHING), goal.get(name, NOTHING)
        if have not in {end.get(name, NOTHING) for end in ends}:
            raise _moved()
        if have != want:
            commands.append(_command(name, have, want))
    return commands


def _moved() -> HistoryBusy:
    return HistoryBusy(
        "Trong lúc đó kho đã có một thay đổi khác, nên lệnh này chưa ghi gì.",
        "Chạy lại lệnh: lệnh sẽ đọc lại kho.",
    )


def _command(name: str, have: str, want: str) -> str:
    return f"delete {name} {have}" if want == NOTHING else f"update {name} {want} {have}"


def contents_at(place: Place, blob: str) -> bytes:
    """The content of one blob; CannotWrite where it is not there."""
    return _contents(place, [blob])[blob]
