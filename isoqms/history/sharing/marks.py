"""Which tags go to the others and come from them: those that stand on the line of the agency."""

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from isoqms.file_names import fault_of
from isoqms.history.sharing.relay import Relay
from isoqms.wording import printable

_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Marks:
    """The objects of tags, by name."""

    arriving: Mapping[str, str]
    leaving: Mapping[str, str]
    notes: tuple[str, ...]


def marks(
    between: Relay, own: Mapping[str, str], shared: Mapping[str, str], ends: Collection[str]
) -> Marks:
    """The tags that are missing on either side, as far as they may stand on both.

    `ends` are the last entries of both lines: a tag at anything else is not of this agency's
    history, and a name that another one stands in the way of cannot be made.
    """
    on_line = _on_the_line(between, {*own.values(), *shared.values()}, ends)
    arriving, strange = _fitting(shared, own, on_line)
    leaving, _ = _fitting(own, shared, on_line)
    return Marks(arriving, leaving, (*_parted(own, shared), *_left_out(strange)))


def _fitting(
    theirs: Mapping[str, str], there: Mapping[str, str], on_line: Collection[str]
) -> tuple[dict[str, str], list[str]]:
    """The tags that can come to those that are there, and the names of the others."""
    taken = {_plain(name) for name in there}
    above = {folder for name in taken for folder in _folders(name)}
    fitting: dict[str, str] = {}
    strange: list[str] = []
    for name, target in theirs.items():
        if name in there:
            continue
        plain = _plain(name)
        in_the_way = plain in taken | above or taken & {*_folders(plain)}
        if target not in on_line or fault_of(name) or in_the_way:
            strange.append(name)
            continue
        fitting[name] = target
        taken.add(plain)
        above.update(_folders(plain))
    return fitting, strange


def _plain(name: str) -> str:
    """The name as a disk takes it that knows no capitals."""
    return unicodedata.normalize("NFC", name).casefold()


def _folders(name: str) -> Iterator[str]:
    parts = name.split("/")
    return ("/".join(parts[:count]) for count in range(1, len(parts)))


def _on_the_line(between: Relay, targets: Collection[str], ends: Collection[str]) -> set[str]:
    """Those of the tags' objects that lead to an entry which one of the lines has."""
    wanted = sorted(targets)
    if not wanted:
        return set()
    given = "".join(f"{each}^{{commit}}\n" for each in wanted)
    answer = between.ask("cat-file", "--batch-check=%(objectname)", given=given.encode())
    entries = set(between.ask("rev-list", *filter(None, ends)).split())
    pairs = zip(wanted, answer.splitlines(), strict=True)
    return {each for each, entry in pairs if entry in entries}


def _parted(own: Mapping[str, str], shared: Mapping[str, str]) -> Iterator[str]:
    for name in sorted(own.keys() & shared.keys()):
        if own[name] != shared[name]:
            yield (
                f"Dấu mốc «{printable(name, '?')}» ở máy này và ở nơi dùng chung khác nhau; mỗi "
                "bên giữ dấu của mình. Xem bằng `isoqms verify`."
            )


def _left_out(names: list[str]) -> Iterator[str]:
    if names:
        more = f" và {len(names) - _NAMED} dấu nữa" if len(names) > _NAMED else ""
        told = ", ".join(f"«{printable(name, '?')}»" for name in sorted(names)[:_NAMED])
        yield (
            f"Không nhận dấu mốc {told}{more}: không thuộc lịch sử của kho này, hoặc tên trùng "
            "với dấu khác."
        )
