"""Which tags go to the others and come from them: those that stand on the line of the agency."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Final

from isoqms.file_names import fault_of
from isoqms.history.sharing.relay import Relay
from isoqms.wording import printable

_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Marks:
    """The objects of tags, by name."""

    arriving: Mapping[str, str]
    """Those that this PC sets, also where the name meant another one here."""
    leaving: Mapping[str, str]
    notes: tuple[str, ...]


def marks(
    between: Relay, own: Mapping[str, str], shared: Mapping[str, str], mine: str, tip: str
) -> Marks:
    """The tags that are missing on either side, as far as they may stand on both.

    `mine` and `tip` are the last entries of both lines: a tag at anything else is not of this
    agency's history, and a name that another one stands in the way of cannot be made.
    """
    targets = {*own.values(), *shared.values()}
    on_line = _on_the_line(between, targets, [mine, tip])
    parted = {name for name in own.keys() & shared.keys() if own[name] != shared[name]}
    given_way: dict[str, str] = {}
    if parted and tip:
        new = _on_the_line(between, targets, [mine, f"^{tip}"])
        given_way = _given_way(own, shared, new, _on_the_line(between, targets, [tip, f"^{mine}"]))
    renamed = {again: own[name] for name, again in given_way.items()}
    taken = {name: shared[name] for name in given_way}
    arriving, strange = _fitting(shared, own, on_line)
    leaving, _ = _fitting({**own, **renamed}, shared, on_line)
    notes = (*_parted(sorted(parted - given_way.keys())), *_left_out(strange))
    return Marks({**arriving, **taken, **renamed}, leaving, notes)


def _given_way(
    own: Mapping[str, str], shared: Mapping[str, str], new: Collection[str], come: Collection[str]
) -> dict[str, str]:
    """The tags of this PC that leave their name to one that comes, and what they are called then.

    Two decisions were recorded under one number, neither known to the other PC. By the time both
    lines can be joined, the decision of this PC has left that number.
    """
    out: dict[str, str] = {}
    for name in sorted(own.keys() & shared.keys()):
        ours, theirs = own[name], shared[name]
        if ours == theirs:
            continue
        sent = (each for each in shared if each.startswith(f"{name}-") and shared[each] == ours)
        again = next(sent, None)
        if again is None and ours in new and theirs in come:
            free = (f"{name}-{number}" for number in count(2))
            again = next(each for each in free if each not in own and each not in shared)
        if again is not None:
            out[name] = again
    return out


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
    """Those of the tags' objects that lead to an entry which git tells for `ends`."""
    wanted = sorted(targets)
    if not wanted:
        return set()
    given = "".join(f"{each}^{{commit}}\n" for each in wanted)
    answer = between.ask("cat-file", "--batch-check=%(objectname)", given=given.encode())
    entries = set(between.ask("rev-list", *filter(None, ends)).split())
    pairs = zip(wanted, answer.splitlines(), strict=True)
    return {each for each, entry in pairs if entry in entries}


def _parted(names: Iterable[str]) -> Iterator[str]:
    for name in names:
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
