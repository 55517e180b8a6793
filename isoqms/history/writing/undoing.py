"""Take back the last change, or bring back what was taken back: by a further entry.

Nothing leaves the history, so that it works for entries that others have too, and the one that was
a mistake can still be seen.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Final, TypeAlias

from isoqms.history.blobs import NOTHING, ids_of, plain
from isoqms.history.errors import CannotUndo, HistoryBusy, OthersEdits
from isoqms.history.place import Place, is_inside, no_path_inside, place_of, position
from isoqms.history.writing.comparing import (
    KEEP_A_COPY,
    Ends,
    between,
    blob_of,
    entries,
    refuse_if_busy,
    staged_entries,
)
from isoqms.history.writing.journal import Journal, Touched
from isoqms.history.writing.lock import moved, writing
from isoqms.history.writing.objects import BEFORE, Store, commit, entry_of, identity, kept
from isoqms.history.writing.past import (
    PastChange,
    change_named,
    message_of_redo,
    message_of_undo,
    standing,
    written_since,
)
from isoqms.history.writing.patience import refusing
from isoqms.history.writing.walk import contents_at, walk
from isoqms.history.writing.worktree import content_of
from isoqms.source.text import mended

GoesOn: TypeAlias = Callable[[PurePosixPath, bytes, bytes], bool]
"""Whether what a file holds by now only goes on from what it held: nothing of it gets lost."""

Without: TypeAlias = Callable[[PurePosixPath, bytes, bytes, bytes], bytes | None]
"""A file of now without a change, from what that left and what was before; None where mixed."""

_BY_HAND: Final = "Sửa tiếp trên các tệp hiện có, hoặc nhờ người quản trị kho."


@dataclass(frozen=True, slots=True)
class _Turn:
    """A file on the way back."""

    now: str
    """Its entry (`mode blob`) in the last commit; empty where it has none."""
    then: str
    """The entry that it shall have."""
    lies: frozenset[str]
    """The blobs of which one has to lie in the folder."""
    shall: str
    """The blob that shall lie there."""
    joined: bytes | None = None
    """What the file shall hold instead of `then`, where another change wrote it since."""


@dataclass(frozen=True)
class WayBack:
    """A change and the way to the state before it, of which nothing is walked yet."""

    change: PastChange
    """What is taken back, or the entry that took back what now comes again."""
    title: str
    """What that was."""
    files: tuple[PurePosixPath, ...]
    """What it wrote or removed, from the root of the repository."""
    tag: str
    """The mark that a signed decision left at it; empty where there is none."""
    place: Place
    position: tuple[str, str]
    turns: Mapping[str, _Turn]
    again: bool
    stays: tuple[PastChange, ...] = ()
    """The changes that wrote the same files since, and stay."""

    def content_now(self, path: PurePosixPath) -> bytes | None:
        """What is recorded of a file."""
        return self._content(self.turns[self.place.lead_on(path)].now)

    def content_then(self, path: PurePosixPath) -> bytes | None:
        """What will be recorded of a file at the end of the way."""
        turn = self.turns[self.place.lead_on(path)]
        return self._content(turn.then) if turn.joined is None else turn.joined

    def _content(self, entry: str) -> bytes | None:
        return contents_at(self.place, blob_of(entry)) if entry else None


def _never(*_: object) -> bool:
    return False


def _mixed(*_: object) -> None:
    return None


@dataclass(frozen=True, slots=True)
class WrittenSince:
    """What is asked of files that another change wrote since."""

    goes_on: GoesOn = _never
    """Whether they may go back from what they hold now."""
    without: Without = _mixed
    """What they hold without the change that is taken back."""


def way_back(root: Path, since: WrittenSince | None = None) -> WayBack:
    """The way to before the last change that stands; `since` is asked of what was written since.

    CannotUndo with the reason where there is none; OthersEdits where its files were edited since.
    """
    place = place_of(root)
    where = _free_position(place)
    known = standing(place, where[1]).done if where[1] != NOTHING else ()
    if not known:
        raise CannotUndo("Kho chưa có thay đổi nào để bỏ.", "Không cần làm gì.")
    change = known[-1]
    _refuse_if_not_ours(change)
    return _way(place, where, change, change.id, since or WrittenSince(), again=False)


def way_again(root: Path, since: WrittenSince | None = None) -> WayBack:
    """The way to before the last taking back; raises the same."""
    place = place_of(root)
    where = _free_position(place)
    known = standing(place, where[1]).undone if where[1] != NOTHING else ()
    if not known:
        raise CannotUndo(
            "Không có gì để làm lại: từ lần ghi cuối đến nay chưa bỏ thay đổi nào.",
            "`isoqms redo` chỉ làm lại việc vừa bỏ bằng `isoqms undo`.",
        )
    return _way(place, where, known[-1], known[-1].undoes, since or WrittenSince(), again=True)


def walk_back(
    way: WayBack,
    *,
    author: tuple[str, str],
    when: datetime,
    reason: str = "",
    instead: Mapping[PurePosixPath, bytes | None] | None = None,
) -> str:
    """The id of the entry that goes the way, all or nothing.

    `instead` are files that shall hold something else at its end than before the change, None for
    none; some may be new. Raises what writing raises; HistoryBusy where somebody else wrote
    meanwhile.
    """
    place = way.place
    message = _message(way, reason)
    subject = message.partition("\n")[0]
    with writing(place.root, doing=subject, who=author[0]), refusing():
        if _free_position(place) != way.position:
            raise HistoryBusy("Trong lúc đó kho đã có một thay đổi khác.", "Chạy lại lệnh.")
        journal = _journal(way, message, identity(author, when), instead or {})
        walk(place, journal)
        moved(place)
    return journal.new


def _journal(
    way: WayBack,
    message: str,
    people: Mapping[str, str],
    instead: Mapping[PurePosixPath, bytes | None],
) -> Journal:
    """The journal of the way, its objects stored."""
    place, (branch, head) = way.place, way.position
    joined = {
        PurePosixPath(path.removeprefix(place.lead)): turn.joined
        for path, turn in way.turns.items()
        if turn.joined is not None
    }
    turns = _with(place, way.turns, {**joined, **instead})
    touched = tuple(_touched(place, path, turn) for path, turn in sorted(turns.items()))
    new = commit(place, head, {each.path: each.new for each in touched}, message, people)
    # What lay there unrecorded when the change was first made must come back once more.
    refs = tuple(kept(place, (head, new), touched, people))
    return Journal(message.partition("\n")[0], branch, head, new, touched, refs)


def _message(way: WayBack, reason: str) -> str:
    if way.again:
        return message_of_redo(way.change, way.title)
    return message_of_undo(way.change, reason)


def _free_position(place: Place) -> tuple[str, str]:
    refuse_if_busy(place)
    return position(place)


def _refuse_if_not_ours(change: PastChange) -> None:
    said = f"Thay đổi cuối cùng («{change.title}»)"
    if not change.parents:
        raise CannotUndo(f"{said} là lần ghi đầu tiên của kho, không bỏ được.", _BY_HAND)
    if not change.is_ours:
        raise CannotUndo(f"{said} không do một lệnh của isoqms ghi, nên isoqms không bỏ.", _BY_HAND)


def _way(
    place: Place,
    where: tuple[str, str],
    change: PastChange,
    first: str,
    since: WrittenSince,
    *,
    again: bool,
) -> WayBack:
    """The way from `change` to before it; `first` is the entry that made what both are about."""
    known = _turns(place, change, first, again=again)
    recorded = entries(place, where[1], known.keys())
    staged = staged_entries(place)
    for path, turn in tuple(known.items()):
        known[path] = _from_now(place, path, turn, recorded.get(path, ""), since)
        found = ids_of(content_of(place.top / path))
        if staged.get(path, "") != known[path].now or not found & known[path].lies:
            raise _edited_since(path.removeprefix(place.lead))
    title = change_named(place, first).title
    files = tuple(PurePosixPath(path.removeprefix(place.lead)) for path in sorted(known))
    mixed = [path for path, turn in known.items() if turn.joined is not None]
    stays = written_since(place, (change.id, where[1]), mixed) if mixed else ()
    tag = _tag(place, first)
    return WayBack(change, title, files, tag, place, where, known, again, stays)


def _from_now(place: Place, path: str, turn: _Turn, now: str, since: WrittenSince) -> _Turn:
    """The turn from what is recorded of the file now; CannotUndo where that loses something."""
    if now == turn.now:
        return turn
    name = PurePosixPath(path.removeprefix(place.lead))
    if now and turn.now:
        left, here = _contents(place, turn.now, now)
        from_now = replace(turn, now=now, lies=frozenset({blob_of(now)}))
        if since.goes_on(name, left, here):
            return from_now
        joined = _joined(place, name, turn, here, since)
        if joined is not None:
            return replace(from_now, joined=joined)
    raise _written_since(str(name))


def _joined(
    place: Place, name: PurePosixPath, turn: _Turn, here: bytes, since: WrittenSince
) -> bytes | None:
    """What the file holds without the change; None where that cannot be said."""
    left = contents_at(place, blob_of(turn.now))
    before = contents_at(place, blob_of(turn.then)) if turn.then else b""
    return since.without(name, left, before, here)


def _contents(place: Place, *entries: str) -> list[bytes]:
    return [contents_at(place, blob_of(entry)) for entry in entries]


def _tag(place: Place, change: str) -> str:
    form = "--format=%(refname:short)"
    return place.ask("for-each-ref", "--count=1", "--points-at", change, form, "refs/tags")


def _turns(place: Place, change: PastChange, first: str, *, again: bool) -> dict[str, _Turn]:
    (parent,) = change.parents
    changed = between(place, parent, change.id)
    strange = next((path for path in changed if not is_inside(path)), None)
    if strange is not None:
        raise no_path_inside(strange)
    if not all(path.startswith(place.lead) for path in changed):
        raise CannotUndo("Thay đổi cuối cùng là của một kho khác trong cùng lịch sử.", _BY_HAND)
    lying = _unrecorded(place, first)
    here = changed if not again else {path: (now, then) for path, (then, now) in changed.items()}
    lying = {
        path: e for path, e in lying.items() if not _took_it_as_it_was(place, e, here.get(path))
    }
    # What was never recorded and was taken away (a draft issued at once) is in neither commit.
    never = entries(place, parent, lying.keys())
    ends = {**{path: (never.get(path, ""),) * 2 for path in lying}, **changed}
    return {path: _turn(each, lying.get(path), again=again) for path, each in ends.items()}


def _turn(ends: Ends, lying: str | None, *, again: bool) -> _Turn:
    """`lying` is the entry of what lay in the folder unrecorded; None where nothing did."""
    then, now = ends
    if lying is None:
        return _Turn(now, then, frozenset({blob_of(now)}), blob_of(then))
    if again:
        return _Turn(now, then, frozenset({blob_of(now), blob_of(lying)}), blob_of(then))
    return _Turn(now, then, frozenset({blob_of(now)}), blob_of(lying))


def _unrecorded(place: Place, change: str) -> dict[str, str]:
    """The entries of what lay in the folder unrecorded before a change took it up, by path."""
    name = BEFORE.format(change)
    held = place.standing([name]).get(name)
    if not held:
        return {}
    (parent,) = change_named(place, held).parents
    return {path: now for path, (_, now) in between(place, parent, held).items()}


def _took_it_as_it_was(place: Place, lying: str, ends: Ends | None) -> bool:
    """Whether the change did no more than record what lay there: then that is what goes with it."""
    if ends is None or not (lying and ends[1]):
        return ends is not None and lying == ends[1]
    contents = (contents_at(place, blob_of(entry)) for entry in (lying, ends[1]))
    return len({mended(content) for content in contents}) == 1


def _with(
    place: Place, turns: Mapping[str, _Turn], instead: Mapping[PurePosixPath, bytes | None]
) -> dict[str, _Turn]:
    """The turns, some of which shall end with another content."""
    out = dict(turns)
    store = Store(place)
    for path, content in instead.items():
        name = place.lead_on(path)
        turn = turns.get(name, _Turn("", "", frozenset({""}), ""))
        blob = "" if content is None else store.keep(plain(content))
        out[name] = replace(turn, then=entry_of(blob) if blob else "", shall=blob)
    return out


def _touched(place: Place, path: str, turn: _Turn) -> Touched:
    found = ids_of(content_of(place.top / path))
    if blob_of(turn.now) in found:
        before = blob_of(turn.now)
    else:
        before = next(iter(found & turn.lies), blob_of(turn.now))
    return Touched(path, turn.now, turn.then, before, turn.shall)


def _written_since(name: str) -> CannotUndo:
    return CannotUndo(
        f"Tệp «{name}» đã được ghi tiếp bằng một lần ghi khác; bỏ thay đổi này sẽ làm mất lần đó.",
        _BY_HAND,
    )


def _edited_since(name: str) -> OthersEdits:
    return OthersEdits(
        f"Tệp «{name}» đã được sửa sau thay đổi này; bỏ thay đổi sẽ làm mất phần sửa.",
        f"{KEEP_A_COPY}; chưa có gì bị đổi.",
    )
