"""Files put back into the folder as they are recorded: nothing is new, so nothing is recorded."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from isoqms.errors import CannotWrite
from isoqms.history.errors import OthersEdits
from isoqms.history.place import place_of
from isoqms.history.writing import steps
from isoqms.history.writing.comparing import refuse_if_busy
from isoqms.history.writing.worktree import content_of, lay_beside, put, refuse_what_is_locked, tidy


def bring_back(
    root: Path,
    files: Mapping[PurePosixPath, bytes],
    seen: Mapping[PurePosixPath, bytes | None],
) -> None:
    """Write the files into the folder, each whole or not at all.

    `seen` is what lay there when the person was asked: OthersEdits where something else lies there
    by now. CannotWrite, NoHistory, HistoryBusy, UnfinishedChange; a second run goes on where the
    first was killed.
    """
    place = place_of(root)
    refuse_if_busy(place)
    targets = {place.top / place.lead_on(path): path for path in files}
    for file, path in targets.items():
        refuse_what_is_locked(place.top, file)
        if content_of(file) != seen[path]:
            raise OthersEdits(
                f"Tệp «{path}» vừa bị sửa trong lúc hỏi.", "Chạy lại lệnh; chưa có gì bị thay đổi."
            )
    try:
        for file, path in targets.items():
            lay_beside(file, files[path])
        for file in targets:
            put(place.root, file, gone=False, reached=steps.reached)
    except CannotWrite:
        for file in targets:
            tidy(place.root, file)
        raise
