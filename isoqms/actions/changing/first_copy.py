"""A copy of the agency's repository for a PC that has none, from the place that others share."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from isoqms.actions.changing.placing import building, placed, refuse_if_used
from isoqms.errors import BadAnswer, CannotWrite
from isoqms.history.blobs import NOTHING
from isoqms.history.errors import NoSharedPlace
from isoqms.history.place import Place, place_of
from isoqms.history.sharing.folder import folder_to_copy
from isoqms.history.sharing.marks import marks
from isoqms.history.sharing.relay import refuse_strange_files, relay
from isoqms.history.sharing.remembered import remember, remember_day, trace_of
from isoqms.history.sharing.server import place_named
from isoqms.history.sharing.shared import Exchange
from isoqms.history.writing.following import begin_at
from isoqms.history.writing.recording import create
from isoqms.history.writing.worktree import ROOM
from isoqms.model.layout import file_of
from isoqms.plain_files import in_full


@dataclass(frozen=True, slots=True)
class FirstCopy:
    """What was made."""

    folder: Path
    place: str
    entries: int


def first_copy(folder: Path, place: str, day: date, *, prompts: bool = False) -> FirstCopy:
    """Make a copy in the new folder `folder`, which remembers the place from then on.

    FolderNotEmpty, BadAnswer, NoSharedPlace, UnsafeShared, GitMissing, CannotWrite; the folder is
    as before then.
    """
    if not place:
        raise BadAnswer("--new cần nơi dùng chung.", "Nêu thư mục chung hoặc địa chỉ máy chủ.")
    folder = in_full(folder)
    refuse_if_used(folder)
    named = place_named(place, prompts=prompts)
    exchange: Exchange = folder_to_copy(named) if isinstance(named, Path) else named
    with building(folder) as root:
        try:
            create(root)
            own = place_of(root)
            count = _filled(own, exchange)
        except OSError as error:
            raise CannotWrite(f"Không ghi được vào «{folder}».", ROOM) from error
        words = str(named) if isinstance(named, Path) else place
        remember(own, words, top=folder)
        remember_day(own, day, top=folder)
        placed(root, folder)
    return FirstCopy(folder, exchange.words, count)


def _filled(own: Place, exchange: Exchange) -> int:
    """How many entries came."""
    with relay(own, "", "") as between:
        seen = exchange.look(between, "main")
        if not seen.tip:
            raise NoSharedPlace(f"Nơi dùng chung «{exchange.words}» còn trống.")
        files = between.files(seen.tip)
        refuse_strange_files(files)
        if file_of("isoqms") not in files:
            raise NoSharedPlace(f"Ở «{exchange.words}» không phải là kho tài liệu.")
        tags = marks(between, {}, seen.tags, "", seen.tip).arriving
        between.bring_home([seen.tip, *tags.values()], [])
        made = tuple((f"refs/tags/{name}", NOTHING, each) for name, each in tags.items())
        begin_at(own, seen.tip, (*made, (trace_of(exchange.words, seen.branch), NOTHING, seen.tip)))
        return len(between.entries_between("", seen.tip))
