"""How much a place may bring: more than an office ever writes would only fill disk and memory."""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final

from isoqms.history import command
from isoqms.history.errors import UnsafeShared

LARGEST: Final = 100 * 1024 * 1024
"""Bytes of one file; five times what a signed paper may have."""
_TOGETHER: Final = 4 * 1024 * 1024 * 1024
_WHOSE: Final = (
    "Xem ai đã đưa vào nơi dùng chung thứ này; máy này giữ nguyên, đồng bộ được qua nơi khác."
)


def refuse_giants(folder: Path, wanted: Collection[str], known: Collection[str]) -> None:
    """UnsafeShared where what belongs to `wanted`, and not to `known`, is too large to take over.

    Git tells the sizes without unpacking anything. Raises Failed where something is missing.
    """
    given = "\n".join([*wanted, *(f"^{each}" for each in known)]) + "\n"
    objects = _ask(folder, given.encode(), "rev-list", "--objects", "--no-object-names", "--stdin")
    form = "--batch-check=%(objectsize)"
    sizes = _ask(folder, objects, "cat-file", form, "--buffer").split()
    found = [int(each) for each in sizes if each.isdigit()]
    if max(found, default=0) > LARGEST:
        size = f"{LARGEST // 1024 // 1024} MB"
        raise UnsafeShared(f"Nơi dùng chung có một tệp lớn hơn {size}, nên chưa lấy gì.", _WHOSE)
    if sum(found) > _TOGETHER:
        size = f"{_TOGETHER // 1024 // 1024 // 1024} GB"
        raise UnsafeShared(f"Phần mới ở nơi dùng chung lớn hơn {size}, nên chưa lấy gì.", _WHOSE)


def missing(folder: Path, names: Iterable[str]) -> list[str]:
    """The objects among `names` that a repository has not; raises Failed where it is none."""
    wanted = list(dict.fromkeys(names))
    if not wanted:
        return []
    given = "".join(f"{each}\n" for each in wanted).encode()
    answer = _ask(folder, given, "cat-file", "--batch-check=%(objectname)", "--buffer")
    lines = answer.decode().splitlines()
    return [each for each, line in zip(wanted, lines, strict=True) if line != each]


def _ask(folder: Path, given: bytes, *words: str) -> bytes:
    return command.ask(folder, *words, given=given, also=command.at(folder))
