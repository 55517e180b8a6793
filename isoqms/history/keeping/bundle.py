"""All that a history holds as one file of git, and a history made of such a file.

A bundle is believed only once it was unpacked and checked whole: git itself calls a broken one
whole where it is asked alone.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from isoqms.errors import CannotWrite, IsoqmsError
from isoqms.history.blobs import NOTHING
from isoqms.history.errors import NothingRecorded
from isoqms.history.place import Place, at, position
from isoqms.history.reading.log import read_history
from isoqms.history.writing.recording import create
from isoqms.model.layout import file_of

_HEAD: Final = b"# v2 git bundle\n"
_LINE: Final = re.compile(r"([0-9a-f]{40}) (HEAD|refs/[^\x00-\x20\x7f]{1,400})")
_MOST_LINES: Final = 100_000
_LONGEST: Final = 1024
# A content larger than this goes through git in pieces, whatever memory the PC has.
_BOUNDED: Final = ("-c", "core.bigFileThreshold=16m", "-c", "pack.threads=1")


class BrokenBackup(IsoqmsError):
    """A backup from which nothing may be made; `str()` names the fault."""

    hint = (
        "Dùng bản sao lưu khác, hoặc chép lại tệp từ nơi đã ghi rồi thử lại; "
        "thư mục đích chưa có gì bị ghi."
    )


@dataclass(frozen=True, slots=True)
class State:
    """Where a history stands: its branch and everything that its references point at."""

    branch: str
    last: str
    """The id of the last entry."""
    entries: int
    """How many entries the published line has."""
    references: Mapping[str, str]

    @property
    def tags(self) -> int:
        """How many marks of decisions there are."""
        return sum(name.startswith("refs/tags/") for name in self.references)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A file of the last entry: `mode` and `blob` as git has them."""

    mode: str
    blob: str

    @property
    def is_file(self) -> bool:
        """Whether it is a plain file, neither a link nor another repository."""
        return self.mode.startswith("100")


def state_of(place: Place) -> State:
    """Where the history stands; NothingRecorded, HistoryUnavailable, HistoryBusy."""
    # A cut or partial history shall be named so, not be found out by what is missing from it.
    read_history(place.root, (file_of("isoqms"),))
    branch, last = position(place)
    if last == NOTHING:
        raise NothingRecorded("Lịch sử của kho còn trống: chưa có gì để sao lưu.")
    answer = place.ask("for-each-ref", "--format=%(refname) %(objectname)")
    references = dict(line.split(" ", 1) for line in answer.splitlines())
    entries = int(place.ask("rev-list", "--count", "--first-parent", last))
    return State(branch, last, entries, references)


def files_of(place: Place, entry: str) -> dict[str, Recorded]:
    """The files of an entry by their paths from the top of the work tree."""
    answer = place.ask("ls-tree", "-r", "-z", "--full-tree", entry)
    lines = (line.partition("\t") for line in answer.split("\0") if line)
    found = ((path, about.split(" ")) for about, _, path in lines)
    return {path: Recorded(mode, blob) for path, (mode, _, blob) in found}


def pack_all(place: Place, file: Path) -> None:
    """Write everything that the references reach into `file`.

    CannotWrite where the history lacks something, or there is no room.
    """
    try:
        place.ask("bundle", "create", "--quiet", str(file), "--all")
    except CannotWrite as error:
        said = str(error.__cause__ or "").splitlines()
        raise CannotWrite(
            "Không gói được lịch sử của kho" + (f": {said[-1]}" if said else "."),
            "Kiểm tra dung lượng trống; nếu lịch sử hỏng thì khôi phục từ bản sao lưu gần nhất.",
        ) from error


def unpack(file: Path, root: Path, state: State) -> Place:
    """A history made in `root`, a folder without any, from a bundle; checked whole.

    BrokenBackup where the bundle does not give exactly the references of `state`, or lacks or
    spoils anything that they reach. GitMissing, CannotWrite.
    """
    _refuse_others(file, state)
    create(root)
    place = at(root)
    try:
        _take(place, file, state)
    except CannotWrite as error:
        said = str(error.__cause__ or "").splitlines()
        raise BrokenBackup(
            "Phần lịch sử trong bản sao lưu bị hỏng" + (f": {said[-1]}" if said else ".")
        ) from error
    return place


def _take(place: Place, file: Path, state: State) -> None:
    place.ask(*_BOUNDED, "bundle", "unbundle", str(file.absolute()))
    lines = [f"create {name} {target}" for name, target in state.references.items()]
    given = "".join(f"{line}\n" for line in ("start", *lines, "commit")).encode()
    place.ask("update-ref", "--stdin", given=given)
    place.ask("symbolic-ref", "HEAD", state.branch)
    place.ask("fsck", "--full", "--no-dangling", "--no-progress", "--no-reflogs")
    found = state_of(place)
    if found != state:
        raise BrokenBackup("Lịch sử trong bản sao lưu không đúng như bản kê của nó.")


def stage_all(place: Place) -> None:
    """Let the index hold the files of the last entry, as they lie in the folder."""
    place.ask("read-tree", "HEAD")


def _refuse_others(file: Path, state: State) -> None:
    """BrokenBackup where the bundle names other references, or needs what it does not bring."""
    with file.open("rb") as stream:
        found = dict(_announced(stream))
    if found.pop("HEAD", state.last) != state.last or found != dict(state.references):
        raise BrokenBackup("Các dấu mốc trong bản sao lưu không đúng như bản kê của nó.")


def _announced(stream: IO[bytes]) -> Iterator[tuple[str, str]]:
    """The references that the head of a bundle names."""
    if stream.readline(_LONGEST) != _HEAD:
        raise BrokenBackup("Phần lịch sử trong bản sao lưu không phải do isoqms ghi.")
    for _ in range(_MOST_LINES):
        line = stream.readline(_LONGEST)
        if line == b"\n":
            return
        found = _LINE.fullmatch(line.removesuffix(b"\n").decode("utf-8", "replace"))
        if found is None:
            raise BrokenBackup("Phần lịch sử trong bản sao lưu bị hỏng ngay ở phần đầu.")
        yield found[2], found[1]
    raise BrokenBackup("Phần lịch sử trong bản sao lưu có quá nhiều dấu mốc.")
