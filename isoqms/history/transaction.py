"""A change of several files and the commit that records it: all of it, or nothing, whatever kills the program.

Everything is built aside first: the objects in git's store, the index under the name that locks it, the files
beside their places. Then the references move, the files follow, and the index last. A journal stands in the git
folder meanwhile, from which a later command walks on to the end (`finish`) or back to the start (`take_back`).
"""

import os
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Final

from gitdb import IStream, LooseObjectDB  # type: ignore[import-untyped]  # it ships no types

from isoqms.errors import CannotWrite, IsoqmsError
from isoqms.history import journal as journals
from isoqms.history.contents import stream
from isoqms.history.errors import IncompleteHistory
from isoqms.history.journal import Interruption, Journal, Touched, git_folder_of, interrupted, top_of
from isoqms.history.recording import NOTHING, ask, identity, stage
from isoqms.history.signing import signature, signing_key
from isoqms.history.worktree import (
    beside,
    blob_id,
    content_of,
    ids_of,
    lay_beside,
    plain,
    put,
    refuse_what_is_locked,
    tidy,
)

__all__ = ["Interruption", "carry_out", "finish", "interrupted", "recorded", "take_back"]

BEFORE: Final = "refs/isoqms/truoc/{}"
"""Keeps, for a commit, what lay in the folder unrecorded before it took that up, so that `undo` brings it back."""

_NEXT_INDEX: Final = "isoqms-chi-muc"
_FILE: Final = "100644"
_MANY: Final = 50
_UNDER_WAY: Final = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply", "BISECT_LOG")
_DISK: Final = "Kiểm tra quyền ghi vào thư mục và dung lượng đĩa còn trống, rồi chạy lại."
_UNDO: Final = "Gõ `isoqms undo` để đưa kho về như trước khi ghi, rồi chạy lại lệnh."


class NoHistory(IsoqmsError):
    """The folder keeps no history that a change could be recorded in."""

    hint = "Mở đúng thư mục kho đã tạo bằng `isoqms init`, kể cả thư mục ẩn .git của nó."


class HistoryBusy(IsoqmsError):
    """Somebody is in the midst of something else with this repository."""

    hint = "Làm xong hoặc bỏ việc đang dở (nhờ người quản trị kho nếu cần), rồi chạy lại."


class UnfinishedChange(IsoqmsError):
    """An earlier change was interrupted while it was written."""

    hint = _UNDO


class OthersEdits(IsoqmsError):
    """A file to be changed carries edits that nobody has recorded; they would be lost."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a repository and its history stand."""

    root: Path
    """The folder of `isoqms.yaml`."""
    top: Path
    """The folder that keeps the history: `root`, or one above it."""
    folder: Path
    """Git's own."""

    @property
    def lead(self) -> str:
        """What stands before a path from `root` to make it one from `top`: empty, or `a/b/`."""
        inside = self.root.relative_to(self.top).as_posix()
        return "" if inside == "." else f"{inside}/"


def reached(step: str) -> None:
    """A point between two writes; nothing happens here but in tests, which stop the program at each."""


def carry_out(
    root: Path,
    changes: Mapping[PurePosixPath, bytes | None],
    *,
    message: str,
    author: tuple[str, str],
    when: datetime,
    tag: tuple[str, str] | None = None,
    seen: Mapping[PurePosixPath, bytes] | None = None,
) -> str:
    """The id of the one commit that holds `changes` (paths from `root`; None for a file that goes), on the branch.

    `tag` is the name and text of an annotated tag. `seen` are bytes of files that the caller read and took up into
    its change: edits in them that were not recorded yet are its own, and are not refused.

    All or nothing: NoHistory, HistoryBusy, UnfinishedChange, OthersEdits, CannotWrite, GitMissing leave everything
    as it was, save where the sentence names `isoqms undo`.
    """
    place = place_of(root)
    branch, old = position(place)
    refuse_if_busy(place)
    before = {lead_on(place, path): content for path, content in (seen or {}).items()}
    after = {lead_on(place, path): content for path, content in changes.items()}
    files = _compared(place, old, before, after)
    journal = _recorded(place, (branch, old), files, message, identity(author, when), tag=tag)
    walk(place, journal)
    return journal.new


def take_back(root: Path) -> str:
    """Bring a repository back to before the change that was interrupted; gives what that change was.

    NoHistory where nothing was interrupted; OthersEdits where a file was edited since; nothing is lost then.
    """
    return _resumed(root, forward=False)


def finish(root: Path) -> str:
    """Carry the change that was interrupted through to its end; the same otherwise."""
    return _resumed(root, forward=True)


def recorded(root: Path, path: PurePosixPath) -> bytes | None:
    """The content of a file as the last commit has it; None where it has none."""
    place = place_of(root)
    _, old = position(place)
    entry = entries(place, old, {lead_on(place, path)}).get(lead_on(place, path))
    return _contents(place, [entry.split()[1]])[0] if entry else None


def _resumed(root: Path, *, forward: bool) -> str:
    place = place_of(root)
    try:
        journal = journals.read(place.folder)
    except FileNotFoundError as error:
        raise NoHistory("Không có thay đổi nào bị ngắt giữa chừng.", "Không cần làm gì.") from error
    if journal is None:  # killed before anything else was touched
        _forget(place, ())
        return ""
    _free_own_locks(place, journal)
    _settle(place, journal, forward=forward)
    return journal.message


# Where we are, and whether we may.


def place_of(root: Path) -> Place:
    """Where the history of `root` stands; NoHistory where there is none to be written to."""
    root = root.resolve()
    top = top_of(root)
    if top is None or (top != root and _is_bare(root)):
        if _is_bare(root):
            raise NoHistory(f"«{root}» chỉ chứa lịch sử, không có tệp tài liệu nào (kho trần).")
        raise NoHistory(f"Thư mục «{root}» chưa giữ lịch sử thay đổi.")
    return Place(root, top, git_folder_of(top))


def _is_bare(folder: Path) -> bool:
    return (folder / "HEAD").is_file() and (folder / "objects").is_dir()


def position(place: Place) -> tuple[str, str]:
    """The branch and its last commit, zeros where there is none yet; HistoryBusy where no branch is open."""
    branch = _branch(place)
    try:
        old = ask(place.top, "rev-parse", "--verify", "--quiet", f"{branch}^{{commit}}")
    except CannotWrite:
        return branch, NOTHING
    if len(old) != len(NOTHING):
        raise NoHistory("Lịch sử của kho dùng mã SHA-256, chương trình chưa ghi được.", "Tạo lại kho với mã SHA-1.")
    return branch, old


def _branch(place: Place) -> str:
    # Read, not asked for: each question to git costs as much as all the reading of a small repository.
    try:
        word, _, branch = (place.folder / "HEAD").read_text(encoding="utf-8").strip().partition(" ")
    except (OSError, UnicodeDecodeError) as error:
        raise NoHistory(f"Không đọc được lịch sử của kho ở «{place.folder}».") from error
    if word != "ref:":
        raise HistoryBusy(
            "Kho đang mở ở một thời điểm cũ trong lịch sử, không ở bản mới nhất.",
            "Nhờ người quản trị kho mở lại bản mới nhất (nhánh main), rồi chạy lại.",
        )
    return branch


def refuse_if_busy(place: Place) -> None:
    """UnfinishedChange or HistoryBusy where something else has to be ended first."""
    if (place.folder / journals.NAME).exists():
        raise _unfinished()
    if any((place.folder / name).exists() for name in _UNDER_WAY):
        raise HistoryBusy("Kho đang gộp hoặc sửa lịch sử dở dang.")


def _unfinished() -> UnfinishedChange:
    return UnfinishedChange("Một thay đổi trước đó bị ngắt khi đang ghi (hoặc còn đang ghi ở cửa sổ khác).")


def lead_on(place: Place, path: PurePosixPath) -> str:
    """A path from the root of the repository as one from the top of the work tree."""
    if path.is_absolute() or not path.parts or {"..", ".git"} & {part.lower() for part in path.parts}:
        raise ValueError(f"not a path inside a repository: {path}")
    return f"{place.lead}{path}"


# What changes, held against what is there.


@dataclass(frozen=True, slots=True)
class _File:
    """A file of the change: its entry in the last commit, its bytes in the folder, and those that it shall have."""

    old: str
    before: bytes | None
    after: bytes | None


def _compared(
    place: Place, old: str, seen: Mapping[str, bytes], changes: Mapping[str, bytes | None]
) -> dict[str, _File]:
    """The files of the change; OthersEdits where one carries edits that the change does not know of."""
    known = entries(place, old, changes.keys())
    staged = staged_entries(place) if (place.folder / "index").exists() else known
    out = {}
    for path, after in sorted(changes.items()):
        file = place.top / path
        before = content_of(file)
        refuse_what_is_locked(place.top, file)
        entry = known.get(path, "")
        blob = entry.partition(" ")[2]
        ours = blob in ids_of(before) or (path in seen and seen[path] == before) or before == after
        if not ours or (staged.get(path, "") != entry and path not in seen):
            raise _edited(place, path)
        out[path] = _File(entry, before, after)
    return out


def _edited(place: Place, path: str) -> OthersEdits:
    name = path.removeprefix(place.lead)
    return OthersEdits(
        f"Tệp «{name}» có phần sửa chưa được ghi vào lịch sử, ghi đè sẽ làm mất.",
        "Chép tệp đó sang tên khác để giữ phần đã sửa, đưa tệp về như cũ, rồi chạy lại; chưa có gì bị thay đổi.",
    )


def entries(place: Place, commit: str, paths: Collection[str]) -> dict[str, str]:
    """`mode blob` of files in a commit: of `paths`, and maybe of others below the root."""
    if commit == NOTHING:
        return {}
    narrow = sorted(paths) if len(paths) <= _MANY else [place.lead] if place.lead else []
    answer = ask(place.top, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *narrow)
    lines = (line.partition("\t") for line in answer.split("\0") if line)
    return {path: f"{about.split()[0]} {about.split()[2]}" for about, _, path in lines}


def staged_entries(place: Place) -> dict[str, str]:
    """`mode blob` of the files in the index; HistoryBusy where a merge left a conflict."""
    where = (place.lead,) if place.lead else ()
    answer = ask(place.top, "--literal-pathspecs", "ls-files", "--stage", "-z", "--", *where)
    out = {}
    for line in answer.split("\0"):
        about, _, path = line.partition("\t")
        if about and about.split()[2] != "0":
            raise HistoryBusy(f"Tệp «{path}» còn hai bản khác nhau chưa được gộp.")
        if about:
            out[path] = " ".join(about.split()[:2])
    return out


# Everything as objects, before anything moves.


def _recorded(
    place: Place,
    position: tuple[str, str],
    files: Mapping[str, _File],
    message: str,
    people: dict[str, str],
    *,
    tag: tuple[str, str] | None,
) -> Journal:
    """The journal of the change, all its objects stored: nothing points at them yet."""
    branch, old = position
    try:
        store = _Store(place, frozenset(file.old.partition(" ")[2] for file in files.values()))
        touched = tuple(_touched(path, file, store) for path, file in files.items())
    except OSError as error:
        raise CannotWrite("Không ghi được vào lịch sử của kho.", _DISK) from error
    reached("blobs")
    new = _commit(place, old, {each.path: each.new for each in touched}, message, people)
    # A signed decision is never undone, so there is nothing to keep for it.
    refs = tuple(_tag(place, new, tag, people) if tag else _kept(place, (old, new), touched, people))
    reached("objects")
    return Journal(message.partition("\n")[0], branch, old, new, touched, refs)


class _Store:
    """Git's store of objects, written so that a power cut loses none of them."""

    def __init__(self, place: Place, known: frozenset[str]) -> None:
        self._known = known
        self._folder = _shared(place) / "objects"
        self._store = LooseObjectDB(str(self._folder))

    def keep(self, content: bytes) -> str:
        """The id of the blob with this content."""
        name = blob_id(content)
        file = self._folder / name[:2] / name[2:]
        # What moves from the drafts is there already, maybe in a pack.
        if name not in self._known and not file.exists():
            self._store.store(IStream(b"blob", len(content), BytesIO(content)))
            handle = os.open(file, os.O_RDONLY)
            with suppress(OSError):  # Windows wants a handle for writing, and git does without there too
                os.fsync(handle)
            os.close(handle)
        return name


def _touched(path: str, file: _File, store: _Store) -> Touched:
    after = "" if file.after is None else store.keep(file.after)
    new = "" if file.after is None else store.keep(plain(file.after))
    before = "" if file.before is None else store.keep(file.before)
    return Touched(path, file.old, f"{_FILE} {new}" if new else "", before, after)


def _commit(place: Place, old: str, entries: Mapping[str, str], message: str, people: dict[str, str]) -> str:
    """The id of a commit upon `old` with these entries changed, whatever somebody else has staged meanwhile."""
    with tempfile.TemporaryDirectory() as aside:
        where = {"GIT_INDEX_FILE": str(Path(aside) / "index")}
        ask(place.top, "read-tree", "--empty" if old == NOTHING else old, also=where)
        stage(place.top, _lines(entries), Path(aside) / "index")
        tree = ask(place.top, *_SURE, "write-tree", also=where)
    above = () if old == NOTHING else ("-p", old)
    words = f"{message.rstrip()}\n".encode()
    return ask(place.top, *_SURE, "commit-tree", tree, *above, given=words, also=people)


_SURE: Final = ("-c", "core.fsync=all")


def _lines(entries: Mapping[str, str]) -> list[bytes]:
    return [f"{entry or f'0 {NOTHING}'}\t{path}\0".encode() for path, entry in sorted(entries.items())]


def _tag(place: Place, new: str, tag: tuple[str, str], people: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """The annotated tag as a reference to be, signed where git is set up for SSH signatures.

    HistoryBusy where its name is taken, CannotSign.
    """
    name, words = f"refs/tags/{tag[0]}", tag[1]
    if values(place, [name]):
        raise HistoryBusy(f"Dấu mốc «{tag[0]}» đã có trong lịch sử.", "Kiểm tra lại số quyết định.")
    who = ask(place.top, "var", "GIT_COMMITTER_IDENT", also=people)
    text = f"object {new}\ntype commit\ntag {tag[0]}\ntagger {who}\n\n{words.rstrip()}\n"
    key = signing_key(place.top)
    if key is not None:
        text += signature(text.encode(), key).decode()
    yield name, NOTHING, ask(place.top, *_SURE, "mktag", given=text.encode())


def _kept(
    place: Place, ends: tuple[str, str], touched: tuple[Touched, ...], people: dict[str, str]
) -> Iterator[tuple[str, str, str]]:
    """The reference that keeps what was not recorded yet, where there is such a thing."""
    old, new = ends
    unrecorded = {each.path: f"{_FILE} {each.before}" if each.before else "" for each in touched if _taken_up(each)}
    if unrecorded:
        yield BEFORE.format(new), NOTHING, _commit(place, old, unrecorded, f"Trước {new}", people)


def _taken_up(each: Touched) -> bool:
    return each.before != each.old.partition(" ")[2]


# The walk from one state to the other.


def walk(place: Place, journal: Journal) -> None:
    """Carry the change out, or leave everything as it was; UnfinishedChange where neither could be done to the end."""
    reached("journal")
    try:
        journals.begin(place.folder, journal)
    except FileExistsError as error:
        raise _unfinished() from error
    except OSError as error:
        journals.end(place.folder)
        raise CannotWrite("Không ghi được vào lịch sử của kho.", _DISK) from error
    try:
        _settle(place, journal, forward=True)
    except BaseException:
        # Ctrl-C too: the person is told that nothing was changed.
        _back_out(place, journal)
        raise


def _back_out(place: Place, journal: Journal) -> None:
    """After a failure: nothing was moved, or it is moved back."""
    try:
        if values(place, _names(journal)) == _standing(journal, forward=False):
            _forget(place, journal.touched)
        else:
            _settle(place, journal, forward=False)
    except (IsoqmsError, OSError) as error:
        raise UnfinishedChange("Không ghi được hết thay đổi, cũng chưa đưa được kho về như cũ.") from error


def _settle(place: Place, journal: Journal, *, forward: bool) -> None:
    """Bring references, files and index to one end of the journal, from wherever between they are."""
    reached("lock")
    with _next_index(place, journal, forward=forward):
        _lay_out(place, journal, forward=forward)
        reached("references")
        _move(place, journal, forward=forward)
        for each in journal.touched:
            _put(place, each, forward=forward)
    _forget(place, journal.touched)


def _put(place: Place, each: Touched, *, forward: bool) -> None:
    file = place.top / each.path
    wanted = each.after if forward else each.before
    if not wanted or beside(file).exists():
        put(place.root, file, gone=not wanted, reached=reached)


@contextmanager
def _next_index(place: Place, journal: Journal, *, forward: bool) -> Iterator[None]:
    """Hold the index as it shall be under the name that keeps every other git waiting; move it there at the end."""
    index, lock, aside = (place.folder / name for name in ("index", "index.lock", _NEXT_INDEX))
    # Never written over: the file may still be the index itself under its second name.
    _clear(aside)
    try:
        now = index.read_bytes() if index.exists() else None
        if now is None:
            ask(place.top, "read-tree", journal.old if journal.old != NOTHING else "--empty", also=_index(aside))
        else:
            aside.write_bytes(now)
        stage(place.top, _lines({each.path: each.new if forward else each.old for each in journal.touched}), aside)
        reached("next index")
        _take(lock, aside)
    except OSError as error:
        raise CannotWrite("Không ghi được vào lịch sử của kho.", _DISK) from error
    try:
        reached("locked")
        _refuse_if_moved(index, now)
        yield
        reached("index")
        lock.replace(index)
    except BaseException:
        lock.unlink(missing_ok=True)
        raise
    reached("index done")


def _refuse_if_moved(index: Path, content: bytes | None) -> None:
    """CannotWrite where somebody wrote the index after we had read it and before we locked it."""
    if (index.read_bytes() if index.exists() else None) != content:
        raise _in_use(index.with_name("index.lock"))


def _clear(aside: Path) -> None:
    """Remove the next index and the lock that a killed git left on it; only the holder of the journal uses either."""
    aside.unlink(missing_ok=True)
    aside.with_name(f"{_NEXT_INDEX}.lock").unlink(missing_ok=True)


def _index(file: Path) -> dict[str, str]:
    return {"GIT_INDEX_FILE": str(file)}


def _take(lock: Path, aside: Path) -> None:
    """Lock the index with its next content: whole in one step, so that a kill leaves no lock of unknown origin."""
    try:
        os.link(aside, lock)
    except FileExistsError as error:
        raise _in_use(lock) from error
    except OSError:  # a file system without second names (a memory stick)
        try:
            with lock.open("xb") as stream:
                stream.write(aside.read_bytes())
        except FileExistsError as error:
            raise _in_use(lock) from error


def _in_use(lock: Path) -> CannotWrite:
    return CannotWrite(
        "Kho tài liệu đang được một chương trình khác ghi.",
        f"Đóng chương trình đó rồi chạy lại; nếu máy vừa tắt đột ngột thì xóa tệp «{lock}».",
    )


def _free_own_locks(place: Place, journal: Journal) -> None:
    """Take away the locks that the killed program and its git left, and none of somebody else's."""
    lock, aside = place.folder / "index.lock", place.folder / _NEXT_INDEX
    with suppress(FileNotFoundError):
        held = lock.read_bytes()
        if held and aside.read_bytes().startswith(held):
            lock.unlink()
    ids = {each.encode() for ends in ((journal.old, journal.new), *(ref[1:] for ref in journal.refs)) for each in ends}
    shared = _shared(place)
    for held_by in (place.folder / "HEAD.lock", *(shared / f"{name}.lock" for name in _names(journal))):
        with suppress(FileNotFoundError):
            # Git writes the id that is to come into the lock; killed earlier, it leaves the lock empty.
            content = held_by.read_bytes().strip()
            if any(each.startswith(content) for each in ids):
                held_by.unlink()
    packed = shared / "packed-refs.lock"
    if packed.exists() and not packed.stat().st_size:
        (shared / "packed-refs.new").unlink(missing_ok=True)
        packed.unlink()


def _shared(place: Place) -> Path:
    """Git's folder of objects and references; a second work tree has it with the first."""
    common = place.folder / "commondir"
    return place.folder / common.read_text(encoding="utf-8").strip() if common.exists() else place.folder


def _lay_out(place: Place, journal: Journal, *, forward: bool) -> None:
    """Lay the next content of each file beside it; OthersEdits where somebody has edited one since."""
    needed = []
    for each in journal.touched:
        file = place.top / each.path
        found = ids_of(content_of(file))
        if not found & {each.before, each.after, each.old.partition(" ")[2], each.new.partition(" ")[2]}:
            raise _edited(place, each.path)
        wanted = each.after if forward else each.before
        if wanted and wanted not in found:
            needed.append((file, wanted))
        if {wanted} & found or not wanted:
            beside(file).unlink(missing_ok=True)
        refuse_what_is_locked(place.top, file)
    for (file, _), content in zip(needed, _contents(place, [blob for _, blob in needed]), strict=True):
        reached("file beside")
        lay_beside(file, content)


def _contents(place: Place, blobs: list[str]) -> list[bytes]:
    """The contents of blobs, in their order."""
    found: dict[str, bytes] = {}
    try:
        found.update(stream(place.top, blobs))
    except IncompleteHistory as error:
        # Those that came before the gap are in `found` already.
        missing = next((blob for blob in blobs if blob not in found), "")
        raise CannotWrite(f"Lịch sử của kho thiếu nội dung «{missing}».", "Khôi phục kho từ bản sao lưu.") from error
    return [found[blob] for blob in blobs]


def _names(journal: Journal) -> list[str]:
    return [journal.branch, *(name for name, _, _ in journal.refs)]


def _standing(journal: Journal, *, forward: bool) -> dict[str, str]:
    """The references as they stand at one end of the journal."""
    ends = [(journal.branch, journal.old, journal.new), *journal.refs]
    objects = {name: new if forward else old for name, old, new in ends}
    return {name: each for name, each in objects.items() if each != NOTHING}


def values(place: Place, names: list[str]) -> dict[str, str]:
    answer = ask(place.top, "for-each-ref", "--format=%(refname) %(objectname)", *names)
    found = dict(line.split(" ", 1) for line in answer.splitlines())
    return {name: value for name, value in found.items() if name in names}


def _move(place: Place, journal: Journal, *, forward: bool) -> None:
    """Move all references at once, each only from where we know it; HistoryBusy where somebody else has moved one."""
    now = values(place, _names(journal))
    goal = _standing(journal, forward=forward)
    known = (_standing(journal, forward=False), _standing(journal, forward=True))
    commands = []
    for name in _names(journal):
        have, want = now.get(name, NOTHING), goal.get(name, NOTHING)
        if have not in {state.get(name, NOTHING) for state in known}:
            raise HistoryBusy("Trong lúc đó kho đã có một thay đổi khác.", "Nhờ người quản trị kho kiểm tra lại.")
        if have != want:
            commands.append(f"delete {name} {have}" if want == NOTHING else f"update {name} {want} {have}")
    if commands and _branch(place) == journal.branch:
        given = "".join(f"{command}\n" for command in ("start", *commands, "commit")).encode()
        ask(place.top, *_SURE, "update-ref", "-m", f"isoqms: {journal.message}", "--stdin", given=given)
    elif commands:
        raise HistoryBusy("Kho đã được mở ở một nhánh khác.", "Nhờ người quản trị kho mở lại nhánh cũ, rồi chạy lại.")


def _forget(place: Place, touched: tuple[Touched, ...]) -> None:
    """Remove what was laid aside, and the journal last."""
    for each in touched:
        tidy(place.root, place.top / each.path)
    _clear(place.folder / _NEXT_INDEX)
    reached("forget")
    journals.end(place.folder)
