"""The one file of a backup: a zip of stored parts that ends with the sum of all before it.

Nothing in it is compressed, so that no file can be larger than the backup that holds it; the sum at
the end finds any byte that was cut off or turned over on the way.
"""

import hashlib
import json
import os
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Final

from isoqms.file_names import fault_of, twice
from isoqms.history.keeping.bundle import BrokenBackup
from isoqms.model.backup import VERSION, Manifest, PackedFile, PackedPart
from isoqms.model.checking import check

README: Final = "DOC-TOI.txt"
MANIFEST: Final = "noi-dung.json"
HISTORY: Final = "lich-su.bundle"
_FILES: Final = "tep/"
_MARK: Final = b"isoqms-sao-luu-1 sha256 "
_SUM: Final = 64
_END: Final = 22
"""What stands before the closing remark of a zip: its directory, in numbers."""
_DIRECTORY: Final = 64 * 1024 * 1024
_MANIFEST_SIZE: Final = 64 * 1024 * 1024
_PIECE: Final = 1024 * 1024
_MALFORMED: Final = (
    zipfile.BadZipFile,
    struct.error,
    EOFError,
    ValueError,
    NotImplementedError,
)
"""What the library raises of a zip that is none of ours: cut or crossed parts, numbers and names
that mean nothing, a version or a method that it does not know."""
_CUT: Final = "Tệp bị cụt hoặc không phải bản sao lưu do `isoqms backup` ghi."


def sum_of(stream: IO[bytes], length: int | None = None) -> str:
    """The SHA-256 of what is left of a stream, or of its next `length` bytes."""
    found = hashlib.sha256()
    for piece in _pieces(stream, length):
        found.update(piece)
    return found.hexdigest()


def _pieces(stream: IO[bytes], length: int | None = None) -> Iterator[bytes]:
    left = length
    while left is None or left > 0:
        piece = stream.read(_PIECE if left is None else min(_PIECE, left))
        if not piece:
            return
        left = None if left is None else left - len(piece)
        yield piece


# Writing


def write(file: Path, manifest: Manifest, readme: str, history: Path, root: Path) -> None:
    """Write the backup file; its extra files are taken from the folder `root`.

    OSError where that is not possible, ValueError where it would become too large.
    """
    day = manifest.day
    with file.open("wb") as stream:
        try:
            with zipfile.ZipFile(stream, "w", allowZip64=False) as packed:
                packed.comment = _MARK + b"0" * _SUM
                # The mark of its encoding lets Notepad read it, line ends of Windows too.
                _put(packed, README, day, ("\ufeff" + readme.replace("\n", "\r\n")).encode())
                _put(packed, MANIFEST, day, _told(manifest))
                _copy(packed, HISTORY, day, history)
                for each in manifest.files:
                    _copy(packed, _FILES + each.path, day, root / each.path)
        except (zipfile.LargeZipFile, struct.error) as error:
            raise ValueError(str(error)) from error
        stream.flush()
    _seal(file)


def _told(manifest: Manifest) -> bytes:
    return json.dumps(manifest.model_dump(mode="json"), ensure_ascii=False, indent=1).encode()


def _info(name: str, day: date) -> zipfile.ZipInfo:
    # The same backup on the same day is the same file, byte for byte.
    info = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
    info.external_attr = 0o644 << 16
    return info


def _put(packed: zipfile.ZipFile, name: str, day: date, content: bytes) -> None:
    packed.writestr(_info(name, day), content)


def _copy(packed: zipfile.ZipFile, name: str, day: date, source: Path) -> None:
    info = _info(name, day)
    info.file_size = source.stat().st_size
    with source.open("rb") as stream, packed.open(info, "w") as target:
        for piece in _pieces(stream):
            target.write(piece)


def _seal(file: Path) -> None:
    """Write the sum of everything before it at the end, and let it reach the disk."""
    with file.open("r+b") as stream:
        length = file.stat().st_size - _SUM
        found = sum_of(stream, length)
        stream.seek(length)
        stream.write(found.encode("ascii"))
        stream.flush()
        os.fsync(stream.fileno())


# Reading


class Opened:
    """A backup file that is whole as a file; what it holds may still be anything."""

    def __init__(self, packed: zipfile.ZipFile, manifest: Manifest) -> None:
        self._packed = packed
        self.manifest = manifest

    def history(self, target: Path) -> None:
        """Copy the history out; BrokenBackup where it is not the one that the manifest tells."""
        self._out(HISTORY, self.manifest.history, target)

    def file(self, each: PackedFile, target: Path) -> None:
        """Copy an extra file out; the same."""
        self._out(_FILES + each.path, each, target)

    def _out(self, name: str, part: PackedPart, target: Path) -> None:
        found = hashlib.sha256()
        try:
            with self._packed.open(name) as stream, target.open("xb") as out:
                for piece in _pieces(stream, part.size):
                    found.update(piece)
                    out.write(piece)
        except _MALFORMED as error:
            raise BrokenBackup(f"Phần «{name}» trong bản sao lưu bị hỏng.") from error
        if found.hexdigest() != part.sha256:
            raise BrokenBackup(f"Phần «{name}» trong bản sao lưu không đúng mã kiểm tra.")


@contextmanager
def opened(file: Path) -> Iterator[Opened]:
    """The backup in `file`, its sum and its list of parts checked.

    BrokenBackup with what is wrong; OSError where the file cannot be read.
    """
    with file.open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        _refuse_what_is_cut(stream, size)
        try:
            packed = zipfile.ZipFile(stream)
            manifest = _manifest(packed, size)
        except _MALFORMED as error:
            raise BrokenBackup("Bản sao lưu bị hỏng, không mở được.") from error
        with packed:
            yield Opened(packed, manifest)


def _refuse_what_is_cut(stream: IO[bytes], size: int) -> None:
    tail = len(_MARK) + _SUM
    if size < _END + tail:
        raise BrokenBackup(_CUT)
    stream.seek(size - tail)
    end = stream.read(tail)
    if not end.startswith(_MARK):
        raise BrokenBackup(_CUT)
    stream.seek(size - tail - _END)
    mark, _, _, here, every, length, _, _ = struct.unpack("<4s4H2LH", stream.read(_END))
    if mark != b"PK\5\6" or here != every or length > _DIRECTORY:
        raise BrokenBackup(_CUT)
    stream.seek(0)
    if sum_of(stream, size - _SUM).encode("ascii") != end[len(_MARK) :]:
        raise BrokenBackup("Bản sao lưu bị hỏng: nội dung không đúng mã kiểm tra ở cuối tệp.")
    stream.seek(0)


def _manifest(packed: zipfile.ZipFile, size: int) -> Manifest:
    parts = packed.infolist()
    _refuse_strange(parts, size)
    by_name = {part.filename: part for part in parts}
    told = by_name.get(MANIFEST)
    if told is None or told.file_size > _MANIFEST_SIZE:
        raise BrokenBackup("Bản sao lưu không có bản kê.")
    manifest = _read(packed.read(told))
    wanted = {
        README: by_name[README].file_size if README in by_name else -1,
        MANIFEST: told.file_size,
        HISTORY: manifest.history.size,
        **{_FILES + each.path: each.size for each in manifest.files},
    }
    if {part.filename: part.file_size for part in parts} != wanted:
        raise BrokenBackup("Bản sao lưu thừa hoặc thiếu tệp so với bản kê của nó.")
    return manifest


def _refuse_strange(parts: list[zipfile.ZipInfo], size: int) -> None:
    """BrokenBackup for what our own writer never writes."""
    if sum(part.file_size for part in parts) > size:
        raise BrokenBackup("Bản sao lưu khai các phần lớn hơn chính nó.")
    for part in parts:
        is_plain = part.compress_type == zipfile.ZIP_STORED and not part.flag_bits & 1
        if not is_plain or part.file_size != part.compress_size or part.is_dir():
            raise BrokenBackup(f"Phần «{part.filename}» không phải do isoqms ghi.")
        if part.external_attr >> 16 & 0o170000 not in (0, 0o100000):
            raise BrokenBackup(f"Phần «{part.filename}» là đường dẫn tắt, không phải tệp.")
    if len({part.filename for part in parts}) != len(parts):
        raise BrokenBackup("Bản sao lưu có hai phần cùng tên.")


def _read(content: bytes) -> Manifest:
    try:
        told = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BrokenBackup("Bản kê của bản sao lưu không đọc được.") from error
    if isinstance(told, dict) and told.get("version") not in (None, VERSION):
        raise BrokenBackup(
            "Bản sao lưu do một phiên bản isoqms khác ghi.", "Cập nhật isoqms rồi chạy lại."
        )
    found = check(Manifest, told)
    if isinstance(found, tuple):
        raise BrokenBackup(f"Bản kê của bản sao lưu sai: {found[0].message}")
    _refuse_paths(found)
    return found


def _refuse_paths(manifest: Manifest) -> None:
    paths = [each.path for each in manifest.files]
    lead = manifest.lead.removesuffix("/")
    for path in (*paths, *([lead] if lead else [])):
        fault = fault_of(path)
        if fault is not None:
            raise BrokenBackup(f"Bản sao lưu có tên tệp «{path}» {fault}.")
    again = twice(paths)
    if again is not None:
        raise BrokenBackup(f"Bản sao lưu có hai tệp trùng chỗ: «{again}».")
