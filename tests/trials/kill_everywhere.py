"""Kill every writing command at every write call, or let the disk be full there; then look.

`python tests/trials/kill_everywhere.py --help`. A program, not a test. The commands stand in
struck_commands.py; someone's unrecorded edit and untracked file lie in the repository.

`--how kill` runs each command once and stops it at each call, with half of a write written: what
lies there then is what a kill would leave, is kept, and judged afterwards, equal ones once. Some
calls are killed in earnest, to show that it comes to the same. `full` and `stays-full` run the
command anew for each call. After each the repository must be as before or as after the command,
byte for byte; where a change is told to be interrupted, `undo` must bring the first and
`undo --finish` the second. A full disk must be refused (2), never be a fault of the program (3).
"""

import argparse
import multiprocessing
import os
import pickle
import re
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "unit"), str(HERE.parent)]

import striking  # noqa: E402 - found by the line above
from judging import Case, Judge  # noqa: E402
from snapshots import CONTENTS, Folder, Snapshot, key_of  # noqa: E402

HOW = {"kill": striking.KILL, "full": striking.FULL, "stays-full": striking.STAYS_FULL}
_RANDOM = re.compile(
    r"[0-9a-f]{38,40}|(?<=tmp_obj_)\w+|(?<=objects/obj)\w+|(?<=objects/)[0-9a-f]{2}(?=/|$)"
)
_TEMPORARY = re.compile(r"(?<=tmp/)[^/]+|(?<=tmp)\w{8}|(?<=-)\w{8}(?=$|/|\.tmp)")


@dataclass
class Count:
    """What came of the strikes at one command."""

    name: str
    calls: int = 0
    struck: int = 0
    states: int = 0
    before: int = 0
    after: int = 0
    resumed: int = 0
    begun: int = 0
    killed: int = 0
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, kind: str, wrong: str, at: int, times: int = 1) -> None:
        """One strike more, or several with the same outcome."""
        self.struck += times
        if kind in ("before", "after", "resumed", "begun"):
            setattr(self, kind, getattr(self, kind) + times)
        if wrong:
            self.faults.append(f"call {at} ({kind}): {wrong}")


@dataclass(frozen=True)
class Options:
    """What was chosen."""

    how: str
    every: int
    most: int
    earnest: int


def chosen(calls: int, options: Options) -> list[int]:
    """Which calls are struck."""
    every = list(range(1, calls + 1, options.every))
    step = max(1, -(-len(every) // options.most)) if options.most else 1
    return every[::step]


def tried(case: Case, striker: striking.Striker, options: Options) -> Count:
    """All strikes at one command."""
    begun = time.process_time() + sum(os.times()[2:4])
    count = Count(case.name)
    folder = Folder(striker.place)
    folder.lay(case.start)
    judge = Judge(folder, striker, case)
    for words in case.prepared:
        done = judge.typed(*words)
        if done.code:
            count.faults.append(f"{words} ended with {done.code}: {done.said[-300:]}")
            return count
    shutil.rmtree(striker.place / "tmp", ignore_errors=True)
    start = folder.look()
    striker.warm(judge.words(case.words))
    folder.lay(start)
    judge.before = judge.world(start, made=False)
    done = striker.run(judge.words(case.words), 0, striking.COUNT)
    count.calls = done.calls
    if done.code:
        count.faults.append(f"the command itself ended with {done.code}: {done.said[-300:]}")
        return count
    if not done.calls:
        count.faults.append("not one write call was seen: nothing was tried")
    judge.after = judge.world(made=True)
    folder.lay(start)
    strike = _killed if options.how == "kill" else _filled
    strike(judge, start, count, options)
    count.seconds = time.process_time() + sum(os.times()[2:4]) - begun
    folder.lay({})
    return count


def _killed(judge: Judge, start: Snapshot, count: Count, options: Options) -> None:
    """Stop at each call, and judge what lies there."""
    left: list[Snapshot] = []
    words = judge.words(judge.case.words)
    judge.striker.run(words, 0, striking.PAUSE, lambda: left.append(judge.folder.look()))
    wanted = chosen(len(left), options)
    found: dict[bytes, tuple[str, str]] = {}
    kinds: dict[int, str] = {}
    for at in wanted:
        key = key_of(left[at - 1])
        is_new = key not in found
        if is_new:
            judge.folder.lay(left[at - 1])
            found[key] = judge.judged(left[at - 1])
        kinds[at], wrong = found[key]
        count.add(kinds[at], wrong if is_new else "", at)
    count.states = len(found)
    for at in wanted[:: options.earnest] if options.earnest else ():
        judge.folder.lay(start)
        _in_earnest(judge, left, count, at)


def _in_earnest(judge: Judge, left: list[Snapshot], count: Count, at: int) -> None:
    """A kill must leave what was seen when the command stopped there."""
    ended = judge.striker.run(judge.words(judge.case.words), at, striking.KILL)
    if ended.code != striking.KILLED:
        return
    count.killed += 1
    found = judge.folder.look()
    # The order of two processes is not the same each time, nor how often it shows that it lives.
    if shape(found) not in {shape(each) for each in left}:
        other = shape(left[at - 1]) ^ shape(found)
        count.faults.append(f"call {at}: a kill leaves something else: {sorted(other)[:6]}")
    kind, wrong = judge.judged(found)
    if wrong:
        count.faults.append(f"call {at}, killed in earnest ({kind}): {wrong}")


def shape(snapshot: Snapshot) -> frozenset[str]:
    """The names that lie there, without what is different each time."""
    return frozenset(
        _RANDOM.sub("*", _TEMPORARY.sub("*", name)) for name in snapshot if name != "tmp"
    )


def _filled(judge: Judge, start: Snapshot, count: Count, options: Options) -> None:
    """Run it anew for each call, which finds the disk full."""
    words = judge.words(judge.case.words)
    for at in chosen(count.calls, options):
        judge.folder.lay(start)
        ended = judge.striker.run(words, at, HOW[options.how])
        if ended.code not in (0, 2):
            count.add("fault", f"exit {ended.code}: {ended.said.strip()[-300:]}", at)
            continue
        kind, wrong = judge.judged(judge.folder.look(), ended)
        count.add(kind, wrong, at)


# All commands, by several processes.

_cases: list[Case] = []
_options = Options("kill", 1, 0, 50)
_striker: list[striking.Striker] = []


def _work(number: int) -> Count:
    if not _striker:
        _striker.append(striking.Striker(striking.work_folder() / f"at-{os.getpid()}"))
    return tried(_cases[number], _striker[0], _options)


def counted(cases: list[Case], options: Options, jobs: int) -> Iterable[Count]:
    """What came of each, as it is done."""
    global _cases, _options
    _cases, _options = cases, options
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        yield from pool.imap_unordered(_work, range(len(cases)))


def kept(file: Path | None, gathered: Callable[[], list[Case]]) -> list[Case]:
    """The cases as the file has them from the last time; made, and kept there, where it is none."""
    if file is not None and file.exists():
        cases, contents = pickle.loads(file.read_bytes())  # noqa: S301 - our own file
        CONTENTS.update(contents)
        return list(cases)
    cases = gathered()
    if file is not None:
        file.write_bytes(pickle.dumps((cases, CONTENTS)))
    return cases


COLUMNS = ("calls", "struck", "states", "before", "after", "resumed", "begun", "killed")


def told(counts: Iterable[Count]) -> int:
    """Print the table; how many faults there are."""
    heads = " ".join(f"{name:>7}" for name in COLUMNS)
    print(f"{'command':32} {heads} faults  CPU s", flush=True)
    whole: Counter[str] = Counter()
    seconds, number = 0.0, 0
    for count in counts:
        figures = {name: getattr(count, name) for name in COLUMNS}
        _row(count.name, figures, len(count.faults), count.seconds)
        for fault in count.faults[:12]:
            print(f"    {fault}", flush=True)
        whole.update(figures, faults=len(count.faults))
        seconds, number = seconds + count.seconds, number + 1
    _row(f"together: {number} commands", whole, whole["faults"], seconds)
    return whole["faults"]


def _row(name: str, figures: dict[str, int], faults: int, seconds: float) -> None:
    numbers = " ".join(f"{figures[each]:>7}" for each in COLUMNS)
    print(f"{name:32} {numbers} {faults:>6} {seconds:>6.1f}", flush=True)


def main() -> int:
    """Choose, strike, tell; 1 where something was wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("commands", nargs="*", help="only these, e.g. issue 'audit note'")
    parser.add_argument("--how", choices=HOW, default="kill")
    parser.add_argument("--every", type=int, default=1, help="strike at every N-th call")
    parser.add_argument("--most", type=int, default=0, help="at most so many strikes a command")
    parser.add_argument("--earnest", type=int, default=50, help="kill every N-th in earnest")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--starts", type=Path, help="keep what they start from in this file")
    parser.add_argument("--list", action="store_true", help="only name the commands")
    options = parser.parse_args()
    from struck_commands import NAMES, gathered  # noqa: PLC0415 - help needs none of it

    if options.list:
        print("\n".join(NAMES))
        return 0
    striking.with_shim()
    work = striking.work_folder()
    try:
        every = kept(options.starts, lambda: gathered(work, {*options.commands}))
        wanted = [each for each in every if each.name in (options.commands or [each.name])]
        choice = Options(options.how, options.every, options.most, options.earnest)
        faults = told(counted(wanted, choice, options.jobs))
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
