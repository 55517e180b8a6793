"""The two lines of an agency as states of its files, and who said what on each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from isoqms.errors import BadAnswer
from isoqms.facts.changing.joining import Files
from isoqms.facts.changing.matching import same
from isoqms.facts.changing.questions import Question
from isoqms.facts.changing.telling import is_followed, value_at
from isoqms.history.errors import UnsafeShared
from isoqms.history.sharing.relay import Relay, Told, refuse_strange_files
from isoqms.model.registers import register_at
from isoqms.source.editing import Value
from isoqms.source.values import read_values


@dataclass(frozen=True, slots=True)
class Lines:
    """Two lines that parted: their last entries, and the last one that both have."""

    base: str
    mine: str
    shared: str


@dataclass(frozen=True, slots=True)
class Sides:
    """The files of both lines that either has changed, and what else is needed to join them."""

    base: Files
    mine: Files
    shared: Files


def sides(relay: Relay, lines: Lines) -> Sides:
    """The files that somebody changed since the lines parted, by paths from the repository's root.

    UnsafeShared where another repository in the same history was changed on both.
    """
    base, mine, shared = (relay.files(name) for name in (lines.base, lines.mine, lines.shared))
    came = {path: entry for path, entry in shared.items() if mine.get(path) != entry}
    refuse_strange_files(came)
    changed = {
        path
        for path in {*base, *mine, *shared}
        if not base.get(path) == mine.get(path) == shared.get(path)
    }
    lead = relay.own.lead
    _refuse_outside(changed, (base, mine), lead)
    wanted = _with_other_years(changed, {*base, *mine, *shared}, lead)
    states = [
        {path: entry.partition(" ")[2] for path, entry in state.items() if path in wanted}
        for state in (base, mine, shared)
    ]
    contents = relay.contents(blob for state in states for blob in state.values())
    return Sides(
        *(
            {PurePosixPath(path.removeprefix(lead)): contents[blob] for path, blob in state.items()}
            for state in states
        )
    )


def _refuse_outside(
    changed: Iterable[str], states: tuple[Mapping[str, str], ...], lead: str
) -> None:
    base, mine = states
    for path in changed:
        if path.startswith(lead):
            continue
        if base.get(path) != mine.get(path):
            raise UnsafeShared(
                f"«{path}» nằm ngoài kho này nhưng trong cùng lịch sử, và máy này đã sửa.",
                "Nhờ người quản trị gộp phần ngoài kho trước.",
            )


def _with_other_years(changed: set[str], known: set[str], lead: str) -> set[str]:
    """With the same registers of other years, whose keys are taken too."""
    kinds = {_register(path, lead) for path in changed} - {""}
    within = {path for path in changed if path.startswith(lead)}
    return within | {path for path in known if _register(path, lead) in kinds}


def _register(path: str, lead: str) -> str:
    found = register_at(path.removeprefix(lead))
    return found[0].name if found else ""


def who_said(relay: Relay, line: tuple[str, str], question: Question) -> Told | None:
    """The entry of a line (where it began, its last) that gave a value as it is now.

    None where no entry of it touched the file.
    """
    start, end = line
    path = f"{relay.own.lead}{question.path}"
    changes = relay.changes_of(start, end, path)
    if not changes:
        return None
    if not question.trail or not is_followed(question.trail):
        return changes[0][0]
    now = value_at(_data(relay.content_at(end, path)), question.trail)
    last = changes[0][0]
    for told, name in changes:
        before = value_at(_data(relay.content_at(f"{name}^", path)), question.trail)
        last = told
        if not same(before, now):
            break
    return last


def _data(content: bytes | None) -> Value:
    try:
        return read_values((content or b"").decode("utf-8-sig").replace("\r\n", "\n"))
    except (BadAnswer, UnicodeDecodeError):
        return {}
