"""One writer at a time: the lock that is held from before the first reading to the last file.

Two things stand in git's folder meanwhile. The lock itself is the system's own: it is free again
as soon as its holder is gone, however it went. Beside it lies who holds it, from which PC, since
when; on shared folders, where the lock of another PC may not be seen, this is the lock as well:
it is made only where there is none, and its holder goes on writing into it while it lives.
"""

import getpass
import json
import os
import platform
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from isoqms.errors import CannotWrite
from isoqms.history.errors import HistoryBusy
from isoqms.history.place import Place, place_of, position
from isoqms.history.writing.patience import remove
from isoqms.values import frozen
from isoqms.wording import printable

LOCK: Final = "isoqms-khoa"
"""The file that is locked, in git's folder."""
HOLDER: Final = "isoqms-nguoi-giu.json"
"""Who holds it."""
WAIT: Final = 10.0
"""Seconds that a command waits for another before it refuses."""

_ROOM: Final = "Kiểm tra quyền ghi vào thư mục và dung lượng đĩa còn trống, rồi chạy lại."
_LATER: Final = "Đợi lệnh ấy xong rồi chạy lại."
_BEAT: Final = 2.0
"""Seconds between two signs of life."""
_SILENCE: Final = 8.0
"""Seconds without one after which the holder on another PC is gone."""
_GLANCE: Final = 0.05
_LARGEST: Final = 4096
_LONGEST: Final = 80


@frozen
class Holder:
    """Who writes."""

    person: str
    user: str
    """The name at this PC's door."""
    pc: str
    pid: int
    doing: str
    """The command."""
    since: str = ""
    """By the clock of the disk, in ISO 8601 with its zone."""
    beats: str = "000000"
    """Changes while the holder lives."""


@dataclass(slots=True)
class _Held:
    position: tuple[str, str]
    """Branch and last commit when it was taken, or after the last change of our own."""
    own: Holder
    hands: ExitStack
    """Lets go."""


_held: Final[dict[Path, _Held]] = {}
"""What this process holds, by git's folder."""


@contextmanager
def writing(root: Path, *, doing: str = "", who: str = "", wait: float = WAIT) -> Iterator[None]:
    """Hold the repository at `root` as its only writer; within one process as often as needed.

    `doing` is the command and `who` the person, both told to those who wait. HistoryBusy, in a
    sentence that names the holder, where another is not done after `wait` seconds; NoHistory,
    CannotWrite where the lock cannot be written.
    """
    place = place_of(root)
    folder = _folder(place)
    if folder in _held:
        # Within one command: the outer hand lets go.
        yield
        return
    own = Holder(who, _user(), platform.node(), os.getpid(), doing)
    with ExitStack() as hands:
        hands.enter_context(_locked(folder, own, wait))
        held = _held[folder] = _Held(position(place), own, hands.pop_all())
        try:
            yield
        finally:
            del _held[folder]
            held.hands.close()


@contextmanager
def paused(root: Path) -> Iterator[None]:
    """Let others write while a person thinks; then hold the repository again, where it was held.

    What they wrote is found when the change is carried out. HistoryBusy where one is not done.
    """
    folder = _folder(place_of(root))
    held = _held.get(folder)
    if held is None:
        yield
        return
    held.hands.close()
    yield
    held.hands.enter_context(_locked(folder, held.own, WAIT))


def refuse_if_moved(place: Place) -> None:
    """HistoryBusy where the history is not as it was when this process took the lock.

    Whoever does not ask for the lock (git itself, an older program) may have written meanwhile.
    """
    held = _held.get(_folder(place))
    if held is not None and held.position != position(place):
        raise HistoryBusy(
            "Trong lúc lệnh này đọc kho thì kho đã có một thay đổi khác, nên chưa ghi gì.",
            "Chạy lại lệnh: lệnh sẽ đọc lại kho.",
        )


def moved(place: Place) -> None:
    """Remember where the history stands after a change of our own."""
    held = _held.get(_folder(place))
    if held is not None:
        held.position = position(place)


def _folder(place: Place) -> Path:
    return place.shared.resolve()


def holder_of(root: Path) -> Holder | None:
    """Who is said to write there now; None where nobody is."""
    return _understood(_content(place_of(root).shared / HOLDER))


@contextmanager
def _locked(folder: Path, own: Holder, wait: float) -> Iterator[None]:
    # Many ask who writes there; who does not write himself needs no lock.
    from filelock import FileLock, Timeout  # noqa: PLC0415 - see above

    lock = FileLock(folder / LOCK)
    end = time.monotonic() + wait
    try:
        lock.acquire(timeout=wait, poll_interval=_GLANCE)
    except Timeout as error:
        raise _busy(_understood(_content(folder / HOLDER))) from error
    # Some disks know no locks: NotImplementedError.
    except (OSError, NotImplementedError) as error:
        raise CannotWrite("Không khóa được kho tài liệu để ghi.", _ROOM) from error
    try:
        with _signed(folder / HOLDER, own, end):
            yield
    finally:
        # Let go in any case: what cannot be cleared away is no lock of anybody's.
        with suppress(OSError):
            lock.release()


@contextmanager
def _signed(file: Path, own: Holder, end: float) -> Iterator[None]:
    """Stand in the file as the holder, and go on telling that one lives."""
    own = _enter(file, own, end)
    gone = threading.Event()
    beating = threading.Thread(target=_beat, args=(file, own, gone), daemon=True)
    beating.start()
    try:
        yield
    finally:
        gone.set()
        beating.join()
        left = _understood(_content(file))
        # A PC that slept may have been taken for dead: what stands there then is another's.
        if left is not None and (left.pc, left.pid) == (own.pc, own.pid):
            with suppress(OSError):
                remove(file)


def _enter(file: Path, own: Holder, end: float) -> Holder:
    """The holder as it now stands in the file, made where there is none."""
    try:
        while True:
            _clear_dead(file, own, end)
            with suppress(FileExistsError), file.open("xb") as stream:
                stream.write(_written(own))
                stream.flush()
                moment = os.fstat(stream.fileno()).st_mtime
                own = replace(own, since=datetime.fromtimestamp(moment).astimezone().isoformat())
                stream.seek(0)
                stream.write(_written(own))
                return own
    except OSError as error:
        raise CannotWrite("Không khóa được kho tài liệu để ghi.", _ROOM) from error


def _clear_dead(file: Path, own: Holder, end: float) -> None:
    """Take away what a holder left that is gone; HistoryBusy where it lives on another PC."""
    content = _content(file)
    quiet_since = time.monotonic()
    while content is not None:
        other = _understood(content)
        # Of this PC: the system's lock would be held if it lived. Elsewhere only silence tells.
        is_near = other is None or other.pc == own.pc
        if is_near or time.monotonic() - quiet_since > _SILENCE:
            remove(file)
            return
        if time.monotonic() > end:
            raise _busy(other)
        time.sleep(_GLANCE)
        now = _content(file)
        if now != content:
            content, quiet_since = now, time.monotonic()


def _beat(file: Path, own: Holder, gone: threading.Event) -> None:
    beats = 0
    while not gone.wait(_BEAT):
        beats += 1
        content = _written(replace(own, beats=f"{beats:06}"))
        # As long as what stands there, so that nobody reads half of it.
        with suppress(OSError), file.open("r+b") as stream:
            stream.write(content)


def _written(holder: Holder) -> bytes:
    return json.dumps(asdict(holder), ensure_ascii=False).encode("utf-8", "replace")


def _content(file: Path) -> bytes | None:
    """What stands in the file; None where there is none, or it cannot be read just now."""
    try:
        # A pipe of that name in a folder from elsewhere would never end.
        if not stat.S_ISREG(file.lstat().st_mode):
            return b""
        with file.open("rb") as stream:
            return stream.read(_LARGEST)
    except FileNotFoundError:
        return None
    except OSError:
        return b""


def _understood(content: bytes | None) -> Holder | None:
    """Whom the file names; None where nobody is named."""
    try:
        data = json.loads(content or b"")
        words = {name: _plain(data[name]) for name in ("person", "user", "pc", "doing", "since")}
        return Holder(**words, pid=int(data["pid"]), beats=_plain(data["beats"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _plain(text: object) -> str:
    # The file came with the folder: what it says shall not steer a terminal.
    return printable(str(text))[:_LONGEST]


def _user() -> str:
    # No name of the person is known to some machines (a service, a container).
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _busy(holder: Holder | None) -> HistoryBusy:
    if holder is None:
        return HistoryBusy("Kho đang được một lệnh khác ghi, nên lệnh này chưa ghi gì.", _LATER)
    whom = _named(holder)
    doing = f" bằng lệnh `{holder.doing}`" if holder.doing else ""
    return HistoryBusy(
        f"Kho đang được {whom} ghi{doing}{_since(holder)}, nên lệnh này chưa ghi gì.",
        f"{_LATER} Nếu lệnh ấy đã treo thì đóng cửa sổ của nó trên máy «{holder.pc}» "
        f"(tiến trình số {holder.pid}).",
    )


def _named(holder: Holder) -> str:
    """`Thư ký ISO (người dùng «lan», máy «PC-01»)`."""
    place = ", ".join(
        f"{word} «{name}»"
        for word, name in (("người dùng", holder.user), ("máy", holder.pc))
        if name
    )
    person = holder.person or "một người"
    return f"{person} ({place})" if place else person


def _since(holder: Holder) -> str:
    try:
        moment = datetime.fromisoformat(holder.since)
    except ValueError:
        return ""
    return f" từ {moment:%H:%M:%S} ngày {moment:%d/%m/%Y}"
