"""A shared folder or a USB stick: a repository without files that every PC writes to.

No program of it is ever asked to serve: it is read and written by our own git, in the guarded
environment that every strange repository is read in, so that none of its hooks and settings runs.
"""

import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from isoqms.history import command
from isoqms.history.blobs import NOTHING
from isoqms.history.errors import NoSharedPlace, UnreadableHistory
from isoqms.history.git_folder import refuse_traps
from isoqms.history.place import Place, position
from isoqms.history.sharing.relay import Relay, has
from isoqms.history.sharing.shared import Shared, branch_there
from isoqms.history.sharing.tidying import tidy
from isoqms.history.temporary import clear_left, older
from isoqms.history.writing.patience import patiently, remove
from isoqms.wording import slug

SUFFIX: Final = ".isoqms"
_README: Final = "DOC-TOI.txt"
_WORDS: Final = """\
Thư mục này là nơi dùng chung của kho tài liệu hệ thống quản lý chất lượng: {agency}.
Các máy trong cơ quan gửi và nhận thay đổi qua đây bằng lệnh: isoqms sync

Không mở, không sửa, không xóa tệp nào trong thư mục này. Bản để làm việc nằm ở từng máy.
"""
_BUILDING: Final = ".isoqms-noi-chung-"
_STALE: Final = 600
"""Seconds after which a lock that a killed program left is cleared; a living one holds it for
less than one."""
_ELSEWHERE: Final = (
    "Nếu nơi dùng chung hỏng thì chọn thư mục mới cho mọi máy (`isoqms sync --set`): máy nào cũng "
    "giữ đủ kho."
)
_HEADS: Final = "refs/heads/"
_TAGS: Final = "refs/tags/"


@dataclass(frozen=True, slots=True)
class SharedFolder:
    """The repository `folder` at a shared place."""

    folder: Path
    agency: str
    """Whose it is, for those who find it."""

    @property
    def words(self) -> str:
        """The place as a person knows it."""
        return str(self.folder)

    def look(self, relay: Relay, branch: str) -> Shared:
        """See `Exchange.look`."""
        if not self.folder.exists():
            return Shared(branch)
        try:
            shared = self._standing(branch)
            wanted = [*filter(None, [shared.tip]), *shared.tags.values()]
            relay.take_from(self.folder, wanted)
        except (command.Failed, OSError) as error:
            raise _unreadable(self.folder) from error
        relay.refuse_what_is_broken(wanted)
        return shared

    def send(self, relay: Relay, seen: Shared, tip: str, tags: Mapping[str, str]) -> bool:
        """See `Exchange.send`."""
        try:
            if not self.folder.exists():
                self._begin(seen.branch)
            self._clear_locks()
            relay.give_to(self.folder, [tip, *tags.values()], [*filter(None, [seen.tip])])
        except (command.Failed, OSError) as error:
            raise _unwritable(self.folder) from error
        taken = self._moved(seen, tip, tags)
        if taken:
            tidy(self.folder)
        return taken

    def _standing(self, own: str) -> Shared:
        form = "--format=%(refname) %(objectname)"
        lines = self._ask("for-each-ref", form, _HEADS, _TAGS).splitlines()
        refs = dict(line.split(" ", 1) for line in lines)
        tips = _below(_HEADS, refs)
        head = (self.folder / "HEAD").read_text(encoding="utf-8", errors="replace")
        name = branch_there(head.strip().removeprefix(f"ref: {_HEADS}"), tips, own)
        if name not in tips and (self.folder / _HEADS / name).exists():
            # Git passes over a line that a power cut has torn: that is no empty place.
            raise command.Failed(b"", f"{_HEADS}{name}")
        return Shared(name, tips.get(name, ""), _below(_TAGS, refs))

    def _moved(self, seen: Shared, tip: str, tags: Mapping[str, str]) -> bool:
        line = f"update {_HEADS}{seen.branch} {tip} {seen.tip or NOTHING}"
        made = (f"create {_TAGS}{name} {each}" for name, each in sorted(tags.items()))
        given = "".join(f"{each}\n" for each in ("start", line, *made, "commit"))
        try:
            # All at once and each only from where we saw it: of two PCs that send at one time the
            # later one is told.
            self._ask("-c", "core.fsync=all", "update-ref", "--stdin", given=given.encode())
        except command.Failed as failed:
            try:
                now = self._standing(seen.branch)
            except (command.Failed, OSError) as error:
                raise _unreadable(self.folder) from error
            if now != seen:
                return False
            raise _unwritable(self.folder) from failed
        return True

    def _begin(self, branch: str) -> None:
        """Make the repository; where another PC is making it too, that of the first stands."""
        clear_left(self.folder.parent, _BUILDING)
        with tempfile.TemporaryDirectory(
            prefix=_BUILDING, dir=self.folder.parent, ignore_cleanup_errors=True
        ) as aside:
            new = Path(aside) / "kho"
            new.mkdir()
            words = ("--quiet", "--bare", f"--initial-branch={branch}", "--template=")
            command.ask(new, "init", *words, "--object-format=sha1", also=command.at(new))
            text = _WORDS.format(agency=self.agency)
            (new / _README).write_text(text, encoding="utf-8-sig", newline="\r\n")
            with suppress(FileExistsError):
                _move_new(new, self.folder)

    def _clear_locks(self) -> None:
        """Clear the locks of references that are as old as only a killed program leaves them."""
        locks = [*self.folder.glob("refs/**/*.lock"), *self.folder.glob("*.lock")]
        for lock in older(locks, _STALE, self.folder):
            with suppress(OSError):
                remove(lock)

    def _ask(self, *words: str, given: bytes = b"") -> str:
        answer = command.ask(self.folder, *words, given=given, also=command.at(self.folder))
        return answer.decode("utf-8", "surrogateescape")


def _move_new(new: Path, folder: Path) -> None:
    """Move a folder to a name that nobody has; FileExistsError where somebody has."""
    try:
        patiently(lambda: new.rename(folder))
    except OSError as error:
        if not folder.exists():
            raise
        raise FileExistsError(str(folder)) from error


def _below(lead: str, refs: Mapping[str, str]) -> dict[str, str]:
    return {name.removeprefix(lead): each for name, each in refs.items() if name.startswith(lead)}


def folder_at(place: Path, own: Place, agency: str) -> SharedFolder:
    """The repository of the agency at a place, which is there or is to be made.

    Known by the first entries of its line. NoSharedPlace with the reason where the place will not
    do; what `position` raises.
    """
    if not place.is_dir():
        raise NoSharedPlace(
            f"Không thấy thư mục «{place}».",
            "Cắm USB hoặc mở ổ mạng rồi chạy lại; thư mục mới thì tạo trước.",
        )
    if place.resolve().is_relative_to(own.top.resolve()):
        raise NoSharedPlace(
            f"«{place}» nằm trong chính kho này.", "Chọn thư mục trên ổ mạng chung hoặc USB."
        )
    if (place / ".git").exists():
        raise NoSharedPlace(
            f"«{place}» là kho để làm việc của một máy, không làm nơi dùng chung được.",
            "Chọn một thư mục khác, ví dụ thư mục chứa nó.",
        )
    for each in (place, *place.glob(f"*{SUFFIX}")):
        _refuse_traps(each)
    roots = own.ask("rev-list", "--max-parents=0", position(own)[1]).split()
    if _is_repository(place):
        return _accepted(SharedFolder(place, agency), roots)
    found = [each for each in sorted(place.glob(f"*{SUFFIX}")) if _is_repository(each)]
    for each in found:
        if any(has(each, root) for root in roots):
            return SharedFolder(each, agency)
    mine = place / f"{slug(agency)}{SUFFIX}"
    return _accepted(SharedFolder(mine, agency), roots) if mine in found else _new(mine, agency)


def _new(folder: Path, agency: str) -> SharedFolder:
    if folder.exists():
        raise NoSharedPlace(f"«{folder}» đã có và không phải là nơi dùng chung.")
    return SharedFolder(folder, agency)


def _accepted(shared: SharedFolder, roots: list[str]) -> SharedFolder:
    """The same where it is of this agency or has nothing yet."""
    kept = (shared.folder / "packed-refs", *(shared.folder / "refs").rglob("*"))
    is_empty = not any(each.is_file() for each in kept)
    if is_empty or any(has(shared.folder, root) for root in roots):
        return shared
    if not all(has(shared.folder, tip) for tip in _tips(shared.folder)):
        raise _unreadable(shared.folder)
    raise other_agency(shared.words)


def _tips(folder: Path) -> list[str]:
    try:
        words = ("for-each-ref", "--format=%(objectname)", _HEADS)
        return command.ask(folder, *words, also=command.at(folder)).decode().split()
    except command.Failed as failed:
        raise _unreadable(folder) from failed


def folder_to_copy(place: Path) -> SharedFolder:
    """The one repository at a place, for a PC that has none yet; NoSharedPlace with the reason."""
    here = [place] if _is_repository(place) else sorted(place.glob(f"*{SUFFIX}"))
    found = [each for each in here if _is_repository(each)]
    if not found:
        raise NoSharedPlace(
            f"Ở «{place}» chưa có kho nào.",
            "Ở máy đang có kho, gõ trước: `isoqms sync --set` với thư mục này.",
        )
    if len(found) > 1:
        names = ", ".join(f"«{each}»" for each in found)
        raise NoSharedPlace(f"Ở «{place}» có nhiều kho: {names}.", "Nêu rõ một thư mục trong đó.")
    return SharedFolder(found[0], "")


def other_agency(words: str) -> NoSharedPlace:
    """The refusal of a place that holds another repository."""
    return NoSharedPlace(
        f"Nơi dùng chung «{words}» giữ một kho khác, không cùng gốc với kho này.",
        "Chọn nơi khác; nếu đúng là kho của cơ quan thì chép kho từ máy đang dùng nơi đó "
        "(cả thư mục ẩn .git) sang máy này.",
    )


def _refuse_traps(folder: Path) -> None:
    """NoSharedPlace where something there would keep git waiting, or lead it elsewhere."""
    try:
        refuse_traps(folder)
    except UnreadableHistory as error:
        raise NoSharedPlace(
            f"Nơi dùng chung «{folder}» có thứ không phải là tệp thường, nên không mở.", _ELSEWHERE
        ) from error


def _is_repository(folder: Path) -> bool:
    return (folder / "HEAD").is_file() and (folder / "objects").is_dir()


def _unreadable(folder: Path) -> NoSharedPlace:
    return NoSharedPlace(f"Không đọc được nơi dùng chung «{folder}».", _ELSEWHERE)


def _unwritable(folder: Path) -> NoSharedPlace:
    return NoSharedPlace(
        f"Không ghi được vào nơi dùng chung «{folder}».",
        f"Kiểm tra quyền ghi, dung lượng, hoặc chờ máy khác đồng bộ xong. {_ELSEWHERE}",
    )
