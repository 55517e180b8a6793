"""Build a sample repository with its dated history, for somebody to look at and try things in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path, PurePosixPath
from typing import Final

from isoqms.actions.growth import grow
from isoqms.actions.init import Answers, plan_repository
from isoqms.errors import BadAnswer, FolderNotEmpty, UnknownName
from isoqms.history.importing import Snapshot, import_history
from isoqms.model.samples import Sample, SampleFault, SampleStep
from isoqms.resources import packs
from isoqms.source.shipped import load_shipped
from isoqms.wording import listed, nearest, nfc, slug

_VIETNAM: Final = timezone(timedelta(hours=7))
_DESCRIPTION: Final = "sample.yaml"
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
    """The faults that the sample shows on purpose; none in a grown one."""


@dataclass(slots=True)
class _Tree:
    """The files as of the last snapshot, to resolve moves of whole folders into writes and deletes."""

    texts: dict[str, str] = field(default_factory=dict)

    def apply(self, step: SampleStep, overlay: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
        """The writes and deletes of a step: first what moves, then what is taken out, then what is laid over."""
        writes: dict[str, str] = {}
        gone: set[str] = set()
        for move in step.moves:
            for path in self._below(move.source):
                writes[move.target + path[len(move.source) :]] = self.texts[path]
                gone.add(path)
        for deleted in step.deletes:
            gone.update(self._below(deleted))
        writes.update(overlay)
        deletes = tuple(sorted(gone - writes.keys()))
        for path in deletes:
            del self.texts[path]
        self.texts.update(writes)
        return writes, deletes

    def _below(self, name: str) -> tuple[str, ...]:
        found = tuple(path for path in sorted(self.texts) if path == name or path.startswith(f"{name}/"))
        if not found:
            raise LookupError(f"no file of the sample stands at {name}")
        return found


def samples() -> tuple[str, ...]:
    """The names of the samples that ship with the program."""
    return tuple(sorted(path.parent.name for path in _home().glob(f"*/{_DESCRIPTION}")))


def demo(folder: Path, sample: str = "an-phu", documents: int | None = None) -> DemoResult:
    """Build `sample` as a new repository in `folder`, with its history, and return what was built.

    With `documents`, the sample's agency gets so many controlled documents instead of its own year, valid ones,
    each with three commits in the history. UnknownName where there is no such sample, FolderNotEmpty where the
    folder holds something, BadAnswer where `documents` is not positive.
    """
    description = describe(sample)
    if documents is not None and documents < 1:
        raise BadAnswer(f"Số tài liệu «{documents}» không dùng được.", hint="Ghi một số từ 1 trở lên, ví dụ 300.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderNotEmpty(f"Thư mục «{folder}» không trống.")
    history = snapshots(sample)
    if documents is not None:
        history = grow(_last_state(history), description, documents)
    commit = import_history(folder, history)
    return DemoResult(
        folder=folder,
        sample=description,
        commit=commit,
        commits=len(history),
        documents=sum(1 for path in _last_state(history) if path.startswith("tai-lieu/")),
        faults=description.faults if documents is None else (),
    )


def describe(sample: str) -> Sample:
    """What the sample says of itself; UnknownName with the nearest name where there is none."""
    known = samples()
    if sample not in known:
        near = nearest(sample, known)
        hint = f"Có phải «{near}» không?" if near else f"Các kho mẫu hiện có: {listed(known)}."
        raise UnknownName(f"Không có kho mẫu «{sample}».", hint=hint)
    return Sample.model_validate(load_shipped(_home() / sample / _DESCRIPTION))


def snapshots(sample: str) -> tuple[Snapshot, ...]:
    """The commits of a sample in order: how it starts, then its steps."""
    description, home = describe(sample), _home() / sample
    tree = _Tree(_start(description, home))
    history = [
        Snapshot(
            when=_morning(description.start),
            author=description.author,
            email=_address(description.author, description.domain),
            message=description.message,
            writes=dict(tree.texts),
        )
    ]
    for folder in sorted(path for path in home.glob(f"{_STEPS}/*") if path.is_dir()):
        step = SampleStep.model_validate(load_shipped(folder / "step.yaml"))
        writes, deletes = tree.apply(step, _texts(folder / _FILES))
        when = _morning(_day_of(folder))
        history.append(
            Snapshot(when, step.author, _address(step.author, description.domain), step.message, writes, deletes)
        )
    return tuple(history)


def _home() -> Path:
    return packs() / "samples"


def _start(description: Sample, home: Path) -> dict[str, str]:
    """The files of the first commit: of `isoqms init` where the sample answers it, else those beside its description."""
    answers = description.answers
    if answers is None:
        return {path: text for path, text in _texts(home).items() if path != _DESCRIPTION}
    planned = plan_repository(
        Answers(kind=answers.kind, name=answers.name, province=answers.province, year=answers.year)
    )
    return {str(PurePosixPath(path)): text for path, text in planned.items()}


def _texts(folder: Path) -> dict[str, str]:
    # Reading as text turns a Windows checkout's line ends into the ones that are committed.
    return {
        path.relative_to(folder).as_posix(): nfc(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _last_state(history: tuple[Snapshot, ...]) -> dict[str, str]:
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
