"""Write the whole repository into one file, and believe it only once it was read back."""

import hashlib
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final

from isoqms import __version__
from isoqms.actions.changing import container
from isoqms.actions.changing.files import refuse_name
from isoqms.actions.changing.folder import files_in
from isoqms.actions.changing.readme import readme
from isoqms.actions.changing.whole import build, reading
from isoqms.errors import BadAnswer, CannotWrite
from isoqms.history import read_history
from isoqms.history.blobs import blob_id
from isoqms.history.errors import UnreadableHistory
from isoqms.history.keeping.bundle import (
    BrokenBackup,
    Recorded,
    State,
    files_of,
    pack_all,
    state_of,
)
from isoqms.history.keeping.remembered import LastBackup, remember
from isoqms.history.place import Place, place_of
from isoqms.history.temporary import clear_left, temporary
from isoqms.history.writing.comparing import refuse_if_busy
from isoqms.history.writing.lock import writing
from isoqms.history.writing.patience import move, remove
from isoqms.model.backup import VERSION, Manifest, PackedFile, PackedPart, Why
from isoqms.model.layout import file_of
from isoqms.plain_files import in_full, read
from isoqms.repository import load_register
from isoqms.repository.loading import UnreadableSettings, find_root
from isoqms.wording import slug

_UNFINISHED: Final = ".isoqms-sao-luu-"
_ROOM: Final = "Kiểm tra USB, quyền ghi và dung lượng trống (kho quá 2 GB: dọn bớt), rồi chạy lại."


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made and proven, or with `dry_run` would be made."""

    file: Path
    manifest: Manifest
    size: int
    """In bytes; 0 where nothing was written."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What lies in the folder, held against the last entry."""

    extra: tuple[PackedFile, ...]
    gone: tuple[str, ...]
    left_out: tuple[str, ...]


def back_up(
    start: Path, file: Path, as_of: date, *, over: bool = False, dry_run: bool = False
) -> Backup:
    """Everything of the repository around `start` in one file, read back and compared.

    `file` may be a folder, as that of a memory stick: the file is then named by agency and day.
    `over` lets it take the place of another file. NotARepository, NoHistory, HistoryUnavailable,
    HistoryBusy, UnfinishedChange, BadAnswer, CannotWrite, BrokenBackup: no new file is left then.
    """
    root = find_root(start)
    # Nothing is laid into the remains of a history.
    read_history(root, (file_of("isoqms"),))
    with writing(root, doing="isoqms backup"):
        return _saved(root, in_full(file), as_of, over=over, dry_run=dry_run)


def _saved(root: Path, file: Path, as_of: date, *, over: bool, dry_run: bool) -> Backup:
    place = place_of(root)
    refuse_if_busy(place)
    agency = _agency(root, as_of)
    target = _target(root, file, f"sao-luu-{slug(agency)}-{as_of.isoformat()}", over=over)
    with temporary() as aside:
        packed = aside / container.HISTORY
        state = _state(place)
        held = _held(place, state.last)
        pack_all(place, packed)
        found = _compared(place, held)
        manifest = _manifest(place, (agency, as_of), state, packed, found)
        if dry_run:
            return Backup(target, manifest, 0)
        size = _written(target, manifest, packed, place, held)
    remember(root, LastBackup(as_of, str(target)))
    return Backup(target, manifest, size)


def _agency(root: Path, as_of: date) -> str:
    try:
        return load_register(root, as_of).agency.record.name
    except UnreadableSettings:
        # What is spoilt shall be saved all the same.
        return root.name


def _state(place: Place) -> State:
    try:
        return state_of(place)
    except CannotWrite as error:
        raise UnreadableHistory("Lịch sử của kho hỏng nên không sao lưu được.") from error


def _held(place: Place, entry: str) -> dict[str, Recorded]:
    """The files of the last entry below the root, by their paths from there."""
    every = files_of(place, entry)
    return {
        path.removeprefix(place.lead): each
        for path, each in every.items()
        if path.startswith(place.lead)
    }


def _target(root: Path, file: Path, name: str, *, over: bool) -> Path:
    refuse_name(file)
    if file.is_dir():
        file = _unused(file, name)
    if not file.name:
        raise BadAnswer(f"Không có thư mục «{file}».", "Cắm USB, kiểm tra tên ổ đĩa, ổ mạng.")
    if not file.suffix:
        file = file.with_suffix(".zip")
    if file.resolve().is_relative_to(root):
        raise BadAnswer(
            f"«{file}» nằm ngay trong kho, mất kho là mất cả bản sao lưu.",
            "Ghi ra USB, ổ mạng hoặc thư mục khác, ví dụ: isoqms backup E:/",
        )
    if not file.parent.is_dir():
        raise BadAnswer(f"Không có thư mục «{file.parent}».", "Cắm USB, kiểm tra tên ổ đĩa.")
    if file.exists() and not over:
        raise BadAnswer(
            f"Đã có tệp «{file}».", "Chọn tên khác, hoặc thêm --yes để thay tệp cũ bằng bản mới."
        )
    return file


def _unused(folder: Path, name: str) -> Path:
    """A name in the folder that no file has yet: an older backup is never written over."""
    names = (f"{name}{end}.zip" for end in ("", *(f"-{count}" for count in range(2, 1000))))
    return next(path for path in (folder / each for each in names) if not path.exists())


# What lies in the folder


def _compared(place: Place, held: dict[str, Recorded]) -> _Found:
    extra: list[PackedFile] = []
    left_out: list[str] = []
    seen: set[str] = set()
    for each in files_in(place.root, left_out):
        path = str(each)
        seen.add(path)
        packed = _extra(place.root, path, held.get(path))
        if packed is not None:
            extra.append(packed)
    gone = sorted(path for path, each in held.items() if each.is_file and path not in seen)
    links = (f"{path}: đường dẫn tắt" for path, each in held.items() if not each.is_file)
    return _Found(tuple(extra), tuple(gone), tuple(dict.fromkeys([*left_out, *links])))


def _extra(root: Path, path: str, recorded: Recorded | None) -> PackedFile | None:
    """A file that the history does not hold as it lies there; None where it does."""
    try:
        content = read(root / path, inside=root)
    except OSError as error:
        raise CannotWrite(
            f"Không đọc được tệp «{path}».", "Đóng tệp nếu đang mở, rồi chạy lại."
        ) from error
    if recorded is not None and recorded.is_file and blob_id(content) == recorded.blob:
        return None
    found = hashlib.sha256(content).hexdigest()
    return PackedFile(size=len(content), sha256=found, path=path, why=_why(path, recorded))


def _why(path: str, recorded: Recorded | None) -> Why:
    if recorded is not None:
        return Why.EDITED
    return Why.PRINTED if PurePosixPath(path).parts[0] == "xuat" else Why.NEW


def _manifest(
    place: Place, named: tuple[str, date], state: State, packed: Path, found: _Found
) -> Manifest:
    agency, day = named
    with packed.open("rb") as stream:
        history = PackedPart(size=packed.stat().st_size, sha256=container.sum_of(stream))
    return Manifest(
        version=VERSION,
        agency=agency,
        day=day,
        program=__version__,
        lead=place.lead,
        branch=state.branch,
        last=state.last,
        entries=state.entries,
        references=dict(state.references),
        history=history,
        files=found.extra,
        gone=found.gone,
        left_out=found.left_out,
    )


# The file, written aside and proven


def _written(
    target: Path, manifest: Manifest, packed: Path, place: Place, held: dict[str, Recorded]
) -> int:
    """The size of the file, once it stands under its name; nothing stands there before."""
    clear_left(target.parent, _UNFINISHED)
    try:
        handle, name = tempfile.mkstemp(prefix=_UNFINISHED, suffix=".tmp", dir=target.parent)
        os.close(handle)
    except OSError as error:
        raise CannotWrite(f"Không ghi được vào «{target.parent}».", _ROOM) from error
    aside = Path(name)
    try:
        container.write(aside, manifest, readme(manifest, target.name), packed, place.root)
        _prove(aside, manifest, place, held)
        aside.chmod(0o644)
        size = aside.stat().st_size
        move(aside, target)
    except (OSError, ValueError) as error:
        raise CannotWrite(f"Không ghi được tệp sao lưu «{target}».", _ROOM) from error
    finally:
        with suppress(OSError):
            remove(aside)
    return size


def _prove(file: Path, manifest: Manifest, place: Place, held: dict[str, Recorded]) -> None:
    """BrokenBackup unless a repository made out of the file is the one that was backed up."""
    with temporary() as folder:
        made = folder / "kho"
        made.mkdir()
        with reading(file) as backup:
            if backup.manifest != manifest:
                raise BrokenBackup("Bản kê đọc lại không đúng như đã ghi.")
            build(backup, made)
        if _state(place) != State(
            manifest.branch, manifest.last, manifest.entries, manifest.references
        ):
            raise BrokenBackup("Trong lúc sao lưu kho có một thay đổi khác.", "Chạy lại lệnh.")
        for path in {*held, *(each.path for each in manifest.files)} - {*manifest.gone}:
            _prove_file(path, place.root, made / manifest.lead, held.get(path))


def _prove_file(path: str, root: Path, made: Path, recorded: Recorded | None) -> None:
    if recorded is not None and not recorded.is_file:
        return
    try:
        is_same = (root / path).read_bytes() == (made / path).read_bytes()
    except OSError:
        is_same = False
    if not is_same:
        raise BrokenBackup(
            f"Tệp «{path}» đọc lại không giống trong kho, hoặc vừa bị sửa trong lúc sao lưu.",
            "Đóng các chương trình đang mở tệp của kho rồi chạy lại; chưa có bản sao lưu nào.",
        )
