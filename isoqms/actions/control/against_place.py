"""Hold the history against the place that the PCs of the office share: it lies elsewhere, too."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from isoqms.actions.control.against_backup import other_marks, other_texts
from isoqms.actions.control.proof import Result, Step
from isoqms.errors import BadAnswer
from isoqms.history.place import place_of, position
from isoqms.history.sharing.folder import folder_at
from isoqms.history.sharing.relay import Relay, relay
from isoqms.history.sharing.shared import Shared
from isoqms.plain_files import in_full
from isoqms.repository import Repository, load
from isoqms.repository.control import Control, control

_WHERE: Final = "nơi dùng chung"
_OWED: Final = (
    "Máy khác mới gửi thì lấy về bằng `isoqms sync` rồi đối chiếu lại; đã lấy về mà vẫn thiếu thì "
    "lịch sử ở đây đã bị thay."
)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What stands at the place, beside what stands here."""

    between: Relay
    shared: Shared
    own: str
    """The last entry of this PC."""


def place_step(repository: Repository, known: Control, folder: Path) -> Step:
    """Whether this repository holds all that stands in a shared folder, as it stands there.

    Only read, and never a server: a comparison uses no network. NoSharedPlace where the folder is
    none of this agency, UnsafeShared, BadAnswer where nothing was sent to it yet.
    """
    own = place_of(repository.root)
    branch, last = position(own)
    place = folder_at(in_full(folder), own, repository.agency.record.name)
    with relay(own, last, "") as between:
        shared = place.look(between, branch.removeprefix("refs/heads/"))
        if not shared.tip:
            raise BadAnswer(
                f"Ở «{folder}» chưa có gì để đối chiếu.", "Gửi kho tới đó: isoqms sync --set"
            )
        return _step(repository, known, _Seen(between, shared, last), place.words)


def _step(repository: Repository, known: Control, seen: _Seen, words: str) -> Step:
    anchor = f"{_WHERE} «{words}»"
    wrong = tuple(_differences(repository, known, seen))
    if wrong:
        return Step("place", Result.FAILS, f"{len(wrong)} chỗ khác với {anchor}.", wrong, anchor)
    between, tip = seen.between, seen.shared.tip
    lacking = len(between.entries_between(seen.own, tip))
    if lacking:
        return Step(
            "place",
            Result.OPEN,
            f"{lacking} lần ghi ở {anchor} không có trong lịch sử của kho này.",
            (_OWED,),
        )
    later = len(between.entries_between(tip, seen.own))
    newer = f" {later} lần ghi sau đó chưa gửi tới, nên không có gì để đối chiếu." if later else ""
    return Step(
        "place",
        Result.HOLDS,
        f"Mọi lần ghi, mốc, văn bản đã ban hành ở {anchor} còn nguyên trong kho.{newer}",
        anchor=anchor,
    )


def _differences(repository: Repository, known: Control, seen: _Seen) -> Iterator[str]:
    root = seen.between.lay_out(seen.shared.tip, seen.shared.tags)
    held = control(load(root, repository.as_of))
    if not seen.between.entries_between(seen.own, seen.shared.tip):
        yield from other_marks(known.history.tags, held.history.tags, _WHERE)
    yield from other_texts(known, held, _WHERE)
