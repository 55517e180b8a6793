"""Build a sample repository with its dated history, for somebody to look at and try things in."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path, PurePosixPath
from typing import Final

from isoqms.actions.agency.init import plan_repository, with_schema
from isoqms.actions.changing.placing import building, placed, refuse_if_used
from isoqms.errors import UnknownName
from isoqms.history.writing.importing import Snapshot, import_history
from isoqms.model.agency.samples import Edit, Fill, Move, Sample, SampleFault, SampleStep
from isoqms.resources import packs
from isoqms.source.scalars import read_scalars
from isoqms.wording import listed, nearest, nfc, slug

_VIETNAM: Final = timezone(timedelta(hours=7))
_DESCRIPTION: Final = "sample.yaml"
_START: Final = "start"
_STEPS: Final = "steps"
_FILES: Final = "files"


@dataclass(frozen=True, slots=True)
class DemoResult:
    """What was built, and what is worth looking at in it."""

    folder: Path
    sample: Sample
    commit: str
    """The id of the last commit; the same call gives the same id on every machine."""
    commits: int
    documents: int
    """Controlled documents in `tai-lieu/`."""
    faults: tuple[SampleFault, ...]
    """The faults that the sample shows on purpose."""


@dataclass(slots=True)
class _Tree:
    """The files as of the last snapshot.

    It turns what a step does into texts written and files gone.
    """

    texts: dict[str, str]

    def apply(
        self, step: SampleStep, overlay: Mapping[str, str]
    ) -> tuple[dict[str, str], tuple[str, ...]]:
        """The writes and deletes of a step, in the order that the step's own description gives."""
        before, after = self.texts, dict(self.texts)
        for copy in step.copies:
            after |= _arrived(after, copy, ())
        for move in step.moves:
            arrived = _arrived(after, move, step.fills)
            _drop(after, move.source)
            after |= arrived
        for deleted in step.deletes:
            _drop(after, deleted)
        for edit in step.edits:
            after[edit.path] = _edited(after[edit.path], edit)
        after.update(overlay)
        self.texts = after
        writes = {path: text for path, text in after.items() if before.get(path) != text}
        return writes, tuple(sorted(before.keys() - after.keys()))


def _below(texts: Mapping[str, str], name: str) -> tuple[str, ...]:
    found = tuple(path for path in sorted(texts) if path == name or path.startswith(f"{name}/"))
    if not found:
        raise LookupError(f"no file of the sample stands at {name}")
    return found


def _drop(texts: dict[str, str], name: str) -> None:
    for path in _below(texts, name):
        del texts[path]


def _arrived(texts: Mapping[str, str], move: Move, fills: tuple[Fill, ...]) -> dict[str, str]:
    """The texts below a place, as they are settled at another."""
    targets = {path: move.target + path[len(move.source) :] for path in _below(texts, move.source)}
    return {target: _settled(target, texts[path], fills) for path, target in targets.items()}


def _settled(path: str, text: str, fills: tuple[Fill, ...]) -> str:
    """A text that came to `path`: its marks filled in, its line for editors right again."""
    for fill in fills:
        if fill.document in (None, PurePosixPath(path).stem):
            text = text.replace(f"[cần điền: {fill.mark}]", fill.text)
    return with_schema(PurePosixPath(path), text)


def _edited(text: str, edit: Edit) -> str:
    if edit.old is None:
        return text + edit.append
    if text.count(edit.old) != 1:
        raise LookupError(f"{edit.path} does not hold {edit.old!r} exactly once")
    return text.replace(edit.old, edit.new) + edit.append


def samples() -> tuple[str, ...]:
    """The names of the samples that ship with the program."""
    return tuple(sorted(path.parent.name for path in _home().glob(f"*/{_DESCRIPTION}")))


def demo(folder: Path, sample: str = "an-phu") -> DemoResult:
    """Build `sample` as a new repository in `folder`, with its history, and return what was built.

    UnknownName where there is no such sample, FolderNotEmpty where the folder holds something,
    CannotWrite.
    """
    with sampled(folder, sample) as (_, made):
        return made


@contextmanager
def sampled(folder: Path, sample: str) -> Iterator[tuple[Path, DemoResult]]:
    """Where the sample is built, which is moved to `folder` at the end, and what was built.

    What is added there goes with it; where something fails, `folder` is as it was. Raises what
    `demo` raises.
    """
    description = describe(sample)
    refuse_if_used(folder)
    history = snapshots(sample)
    with building(folder) as place:
        commit = import_history(place, history)
        documents = sum(1 for path in last_state(history) if path.startswith("tai-lieu/"))
        made = DemoResult(folder, description, commit, len(history), documents, description.faults)
        yield place, made
        placed(place, folder)


def describe(sample: str) -> Sample:
    """What the sample says of itself; UnknownName with the nearest name where there is none."""
    known = samples()
    if sample not in known:
        near = nearest(sample, known)
        hint = f"Có phải «{near}» không?" if near else f"Các kho mẫu hiện có: {listed(known)}."
        raise UnknownName(f"Không có kho mẫu «{sample}».", hint=hint)
    return Sample.model_validate(_read(_home() / sample / _DESCRIPTION))


def snapshots(sample: str) -> tuple[Snapshot, ...]:
    """The commits of a sample in order: how it starts, then its steps."""
    description, home = describe(sample), _home() / sample
    tree = _Tree(_start(description, home))
    email = _address(description.author, description.domain)
    first = Snapshot(
        _morning(description.start),
        description.author,
        email,
        description.message,
        dict(tree.texts),
    )
    history = [first]
    for folder in sorted(path for path in home.glob(f"{_STEPS}/*") if path.is_dir()):
        step = SampleStep.model_validate(_read(folder / "step.yaml"))
        writes, deletes = tree.apply(step, _overlay(folder / _FILES))
        when = _morning(_day_of(folder))
        history.append(
            Snapshot(
                when,
                step.author,
                _address(step.author, description.domain),
                step.message,
                writes,
                deletes,
            )
        )
    return tuple(history)


def _read(path: Path) -> object:
    return read_scalars(path.read_text(encoding="utf-8"))


def _home() -> Path:
    return packs() / "samples"


def _start(description: Sample, home: Path) -> dict[str, str]:
    """The files of the first commit.

    What `isoqms init` makes with `start/` laid over it, or the files beside `sample.yaml`.
    """
    if description.answers is None:
        return {path: text for path, text in _texts(home).items() if path != _DESCRIPTION}
    planned = plan_repository(description.answers)
    texts = {str(path): _without(text, description.not_yet) for path, text in planned.items()}
    return texts | _overlay(home / _START)


def _without(text: str, not_yet: tuple[str, ...]) -> str:
    """`text` without the lines that list an instrument of later than the days of the sample."""
    gone = {f"  - {number}" for number in not_yet}
    return "".join(line for line in text.splitlines(keepends=True) if line.rstrip("\n") not in gone)


def _overlay(folder: Path) -> dict[str, str]:
    """The files laid over those of `isoqms init`, with the same line for editors as these have."""
    return {path: with_schema(PurePosixPath(path), text) for path, text in _texts(folder).items()}


def _texts(folder: Path) -> dict[str, str]:
    # Reading as text turns a Windows checkout's line ends into the ones that are committed.
    return {
        path.relative_to(folder).as_posix(): nfc(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def last_state(history: tuple[Snapshot, ...]) -> dict[str, str]:
    """The texts as the last of the commits leaves them, by path."""
    texts: dict[str, str] = {}
    for snapshot in history:
        for path in snapshot.deletes:
            texts.pop(path, None)
        texts.update(snapshot.writes)
    return texts


def _day_of(folder: Path) -> date:
    """`05-2025-08-15-ban-hanh` → 2025-08-15."""
    return date.fromisoformat(folder.name[3:13])


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(8), _VIETNAM)


def _address(post: str, domain: str) -> str:
    return f"{slug(post)}@{domain}"
