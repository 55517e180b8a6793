"""Make a whole repository out of a backup file, or nothing at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from isoqms.actions.changing.container import Opened, opened
from isoqms.actions.changing.placing import building, placed, refuse_if_used
from isoqms.errors import BadAnswer
from isoqms.file_names import fault_of, twice
from isoqms.history.keeping.bundle import (
    BrokenBackup,
    Recorded,
    State,
    files_of,
    stage_all,
    unpack,
)
from isoqms.history.keeping.remembered import LastBackup, remember
from isoqms.history.place import Place
from isoqms.history.reading.contents import stream
from isoqms.history.temporary import temporary
from isoqms.model.backup import Manifest
from isoqms.model.layout import file_of
from isoqms.plain_files import in_full


@dataclass(frozen=True, slots=True)
class Restored:
    """A repository that was made out of a backup."""

    folder: Path
    """The folder of its `isoqms.yaml`."""
    manifest: Manifest
    files: int
    """How many files lie in it."""
    links: tuple[str, ...]
    """Links that the history holds; none was made."""


def restore_whole(file: Path, folder: Path, *, dry_run: bool = False) -> Restored:
    """The repository of a backup, in `folder`, which is new or empty; equal to the original.

    With `dry_run` it is made and checked as well, and not kept. BrokenBackup names what is wrong
    with the backup, FolderNotEmpty, BadAnswer, CannotWrite: nothing is left in the folder.
    """
    folder = in_full(folder)
    refuse_if_used(folder)
    with reading(file) as backup, building(folder) as place:
        links, count = build(backup, place)
        manifest = backup.manifest
        made = Restored(folder / manifest.lead, manifest, count, links)
        if dry_run:
            return made
        # The backup was read whole just now: of this copy it is the last one that was proven.
        root = place / manifest.lead if manifest.lead else place
        remember(root, LastBackup(manifest.day, str(file)))
        placed(place, folder)
    return made


@contextmanager
def reading(file: Path) -> Iterator[Opened]:
    """The backup in a file, for reading; BadAnswer where there is no such file, BrokenBackup."""
    try:
        if not file.is_file():
            raise BadAnswer(f"Không có tệp sao lưu «{file}».", "Ghi đúng đường dẫn tới tệp .zip.")
        with opened(file) as backup:
            yield backup
    except OSError as error:
        raise BadAnswer(
            f"Không đọc được tệp sao lưu «{file}», hoặc không đủ chỗ để mở nó.",
            "Kiểm tra USB, quyền đọc và dung lượng trống, rồi chạy lại.",
        ) from error


def build(backup: Opened, folder: Path) -> tuple[tuple[str, ...], int]:
    """Make the repository in an empty folder; the links that were not made, and how many files.

    BrokenBackup, CannotWrite.
    """
    manifest = backup.manifest
    state = State(manifest.branch, manifest.last, manifest.entries, manifest.references)
    with temporary() as aside:
        packed = aside / "lich-su.bundle"
        backup.history(packed)
        place = unpack(packed, folder, state)
    held = files_of(place, manifest.last)
    _refuse_paths(manifest, held)
    plain = {path: each.blob for path, each in held.items() if each.is_file}
    _write(place, plain)
    stage_all(place)
    for each in manifest.files:
        target = folder / manifest.lead / each.path
        target.parent.mkdir(parents=True, exist_ok=True)
        # What the history holds lies there already; edits nobody recorded come over it.
        target.unlink(missing_ok=True)
        backup.file(each, target)
    here = {f"{manifest.lead}{each.path}" for each in manifest.files}
    return tuple(sorted(held.keys() - plain.keys())), len(plain.keys() | here)


def _refuse_paths(manifest: Manifest, held: dict[str, Recorded]) -> None:
    for path in held:
        fault = fault_of(path)
        if fault is not None:
            raise BrokenBackup(f"Lịch sử trong bản sao lưu có tên tệp «{path}» {fault}.")
    again = twice({*held, *(f"{manifest.lead}{each.path}" for each in manifest.files)})
    if again is not None:
        raise BrokenBackup(f"Bản sao lưu có hai tệp trùng chỗ: «{again}».")
    if f"{manifest.lead}{file_of('isoqms')}" not in held:
        raise BrokenBackup(f"Bản sao lưu không chứa kho tài liệu: không có {file_of('isoqms')}.")


def _write(place: Place, files: dict[str, str]) -> None:
    """Write the files as they were recorded: no filter, no other line ends."""
    contents: dict[str, list[str]] = {}
    for path, blob in files.items():
        contents.setdefault(blob, []).append(path)
    for blob, content in stream(place.top, contents):
        for path in contents[blob]:
            target = place.top / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as out:
                out.write(content)
