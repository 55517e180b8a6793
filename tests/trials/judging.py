"""What is to be said of a folder after a strike: as before, as after, to be resumed, or wrong."""

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha1
from pathlib import Path

from snapshots import Folder, Snapshot
from striking import Ended, Striker

from isoqms.actions.changing.whole import reading
from isoqms.errors import IsoqmsError

JOURNAL = "isoqms-dang-ghi.json"
IGNORED = {"tmp"}
"""What no later command of a person reads."""
ASIDE = re.compile(r"(?:^|/)\.isoqms-")
"""What is built under a name of ours beside its place; a kill leaves it, the next one clears it."""
_PRINTED = re.compile(r"(?:^|/)xuat(?:/|$)")
"""What is printed for signing is no part of the repository."""

_FAILED = "git failed: "

State = dict[str, object]
World = dict[str, State]
"""The state of each thing in a folder: a repository, a shared one, a file."""


@dataclass(frozen=True)
class Case:
    """A command, what it starts from, and what may be done when it is cut short."""

    name: str
    start: Snapshot
    words: tuple[str, ...]
    prepared: tuple[tuple[str, ...], ...] = ()
    """Commands that bring about what it starts from."""
    makes: bool = False
    """It makes something new: cut short, only the same command again must succeed."""
    again: bool = False
    """It changes several things: cut short, the same command again must end it."""


@dataclass
class Judge:
    """Looks at one folder."""

    folder: Folder
    striker: Striker
    case: Case
    before: World = field(default_factory=dict)
    after: World = field(default_factory=dict)
    _answers: dict[bytes, State] = field(default_factory=dict)
    _whole: dict[bytes, str] = field(default_factory=dict)

    def words(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The command line in this folder."""
        here = str(self.folder.path)
        return tuple(w.replace("@KHO@", f"{here}/kho").replace("@NOI@", here) for w in words)

    def typed(self, *words: str) -> Ended:
        """A command that nothing strikes."""
        return self.striker.run(self.words(words))

    # States.

    def world(self, snapshot: Snapshot | None = None, *, made: bool) -> World:
        """Everything there; without the ids that hold the time of a commit where `made`."""
        here = self.folder.look() if snapshot is None else snapshot
        parts: dict[str, Snapshot] = {}
        for name, entry in here.items():
            top = name.partition("/")[0]
            if top not in IGNORED and not ASIDE.search(name):
                parts.setdefault(top, {})[name] = entry
        return {top: self._state(top, part, made=made) for top, part in parts.items()}

    def _state(self, top: str, part: Snapshot, *, made: bool) -> State:
        repositories = {name.removesuffix("/HEAD") for name in part if _is_repository(name, part)}
        inside = tuple(f"{each}/" for each in repositories)
        state: State = {
            "files": {
                name: self._content(name, entry)
                for name, entry in part.items()
                if not name.startswith(inside)
                and name not in repositories
                and not _PRINTED.search(name)
                and not (top == "chung" and entry[0] == "d")
            }
        }
        for each in sorted(repositories):
            known = self._history(each, part)
            # A shared place that nothing was sent to yet is as good as none.
            if each.endswith(".git") or _FAILED not in str(known["entries"]):
                state |= {f"{each} {key}": value for key, value in known.items()}
        if made:
            references = [key for key in state if key.endswith(" references")]
            state |= {key: _without_ids(str(state[key])) for key in references}
        return state

    def _content(self, name: str, entry: tuple[str, int, bytes]) -> object:
        if not name.endswith(".zip"):
            return entry[::2]
        try:
            with reading(self.folder.path / name) as backup:
                held = backup.manifest
                # Git packs a history in more than one way.
                return repr((held.last, held.entries, held.references, held.files, held.gone))
        except IsoqmsError as error:
            return f"broken: {error}"

    def _history(self, folder: str, part: Snapshot) -> State:
        inner = {
            name.removeprefix(f"{folder}/"): entry
            for name, entry in part.items()
            if name.startswith(f"{folder}/")
        }
        objects = {name: entry for name, entry in inner.items() if name.startswith("objects/")}
        stable = {n: e for n, e in objects.items() if "tmp_" not in n and e[0] == "f"}
        steering = {
            name: entry
            for name, entry in inner.items()
            if name.startswith(("refs/", "HEAD", "packed-refs", "index"))
        }
        path = self.folder.path / folder
        key = _key(folder, steering)
        if key not in self._answers:
            self._answers[key] = _asked(path)
        whole = _key(folder, steering | stable)
        if whole not in self._whole:
            self._whole[whole] = git(path, "fsck", "--strict", "--no-dangling")
        return {
            **self._answers[key],
            "whole": self._whole[whole],
            "locks": sorted(name for name in inner if name.endswith(".lock")),
        }

    # Judgements.

    def judged(self, snapshot: Snapshot, ended: Ended | None = None) -> tuple[str, str]:
        """Before, after, resumed, begun or between; and what is wrong with it.

        The folder must hold `snapshot`; `ended` is how a command ended that was not killed.
        """
        if f"kho/.git/{JOURNAL}" in snapshot:
            return self._resumed(snapshot)
        now = self.world(snapshot, made=False)
        kinds = self._kinds(now, snapshot)
        kind = self._kind(kinds)
        wrong = self._said(kind, ended)
        if wrong:
            return kind, wrong
        if kind in ("before", "after") and not (self.case.again and kind == "before"):
            return kind, ""
        if not self.case.makes:
            between = self._between(kinds, now, snapshot)
            if between or not self.case.again:
                return "between", between or "some is as before, some as after"
        return self._typed_again(kind)

    def _kind(self, kinds: dict[str, str]) -> str:
        if self.before == self.after or set(kinds.values()) <= {"same", "before"}:
            return "before"
        return "after" if set(kinds.values()) <= {"same", "after"} else "begun"

    def _kinds(self, now: World, snapshot: Snapshot) -> dict[str, str]:
        late = self.world(snapshot, made=True)
        kinds = {}
        for top in now.keys() | self.before.keys() | self.after.keys():
            is_before = now.get(top) == self.before.get(top)
            is_after = late.get(top) == self.after.get(top)
            if is_before:
                kinds[top] = "same" if is_after else "before"
            else:
                kinds[top] = "after" if is_after else "between"
        return kinds

    def _between(self, kinds: dict[str, str], now: World, snapshot: Snapshot) -> str:
        tops = [top for top, kind in kinds.items() if kind == "between"]
        late = self.world(snapshot, made=True)
        return "; ".join(
            f"{differs(now.get(top, {}), self.before.get(top, {}))} | "
            f"{differs(late.get(top, {}), self.after.get(top, {}))}"
            for top in tops
        )

    def _said(self, kind: str, ended: Ended | None) -> str:
        if ended is None or self.before == self.after:
            return ""
        if ended.code == 0 and kind != "after":
            return f"the command said yes, and all is not written ({kind})"
        if ended.code == 2 and kind == "after":
            return f"the command said no, and all is written: {ended.said.strip()[-300:]}"
        return ""

    def _typed_again(self, kind: str) -> tuple[str, str]:
        done = self.typed(*self.case.words)
        late = self.world(made=True)
        wrong = differences(late, self.after)
        if done.code or wrong:
            return (
                kind,
                f"typed again it ended with {done.code}: {wrong} {done.said.strip()[-300:]}",
            )
        return kind, ""

    def _resumed(self, snapshot: Snapshot) -> tuple[str, str]:
        """An interruption is told: both ways out of it must lead to an end."""
        wrong = self._way_out(("undo",), "before")
        if not wrong:
            self.folder.lay(snapshot)
            wrong = self._way_out(("undo", "--finish"), "after")
        return "resumed", wrong

    def _way_out(self, command: tuple[str, ...], wanted: str) -> str:
        done = self.typed(*command, "-C", "@KHO@")
        before = self.world(made=False).get("kho", {})
        late = self.world(made=True).get("kho", {})
        to_before = differs(before, self.before.get("kho", {}))
        to_after = differs(late, self.after.get("kho", {}))
        # Begun, and killed before anything was known of it: there is nothing to be finished.
        wrong = to_before if wanted == "before" else to_before and to_after
        if done.code or wrong:
            told = done.said.strip()[-200:]
            return f"{' '.join(command)} ended with {done.code}: {wrong} {told}"
        return self._typed_again("resumed")[1] if self.case.again else ""


def _is_repository(name: str, part: Snapshot) -> bool:
    above = name.removesuffix("/HEAD")
    return name.endswith("/HEAD") and f"{above}/objects" in part


def _without_ids(references: str) -> str:
    lines = (line.partition(" ")[0] for line in references.splitlines())
    return "\n".join(line for line in lines if not line.startswith("refs/isoqms/"))


def _key(folder: str, part: Snapshot) -> bytes:
    return sha1(repr((folder, sorted(part.items()))).encode(), usedforsecurity=False).digest()


def _asked(folder: Path) -> State:
    """What git knows of a history."""
    said = git(folder, "log", "-1", "--format=%T%n%an %s")
    return {
        "tree": said.partition("\n")[0],
        "entries": git(folder, "rev-list", "--count", "HEAD"),
        "said": said.partition("\n")[2],
        "index": git(folder, "ls-files", "--stage"),
        "references": "\n".join(
            line
            for line in git(folder, "for-each-ref", "--format=%(refname) %(objectname)").split("\n")
            if not line.startswith("refs/isoqms/noi-chung/")
        ),
    }


def git(folder: Path, *words: str) -> str:
    """What git answers of a folder of its own, started as from a shell."""
    plain = {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"}
    done = subprocess.run(
        ["git", "-c", "safe.directory=*", "--git-dir", str(folder), *words],
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        env=plain,
        check=False,
    )
    return done.stdout if not done.returncode else f"{_FAILED}{done.stderr}"


def differences(one: World, other: World) -> str:
    """In what two folders differ."""
    return "; ".join(_each_difference(one, other))


def _each_difference(one: World, other: World) -> Iterator[str]:
    for top in sorted(one.keys() | other.keys()):
        wrong = differs(one.get(top, {}), other.get(top, {}))
        if wrong:
            yield f"{top}: {wrong}"


def differs(one: State, other: State) -> str:
    """The first thing in which two states differ; empty where they are the same."""
    for key in sorted(one.keys() | other.keys()):
        a, b = one.get(key), other.get(key)
        if a == b:
            continue
        if isinstance(a, dict) and isinstance(b, dict):
            names = sorted(n for n in a.keys() | b.keys() if a.get(n) != b.get(n))
            return f"{key}: {', '.join(names[:20])}"
        return f"{key}: {str(a)[:200]!r} / {str(b)[:200]!r}"
    return ""
