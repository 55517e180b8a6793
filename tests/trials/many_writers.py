"""Many people write at once: each row is there exactly once, or its command said no.

`python tests/trials/many_writers.py --writers 20 --rounds 50`. A program, not a test. In each round
all writers begin together; they add rows to two registers, begin documents and take changes back.
One more writes past the lock, as an older program would, where `--past-the-lock` is given.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

DAY = ("--as-of", "2026-06-30")
KEY = re.compile(r"kph-\d+|QT-NB-\d+")
PAST = """
import contextlib, sys
import isoqms.history.writing.lock as lock
lock._locked = lambda *_: contextlib.nullcontext()
from isoqms.cli.commands import app
sys.exit(app(sys.argv[1:]))
"""


def words_of(name: str, number: int, root: Path) -> tuple[str, ...]:
    """What the writer with this number types."""
    where = ("--no-input", "-C", str(root), *DAY)
    if number % 3 == 0:
        return (
            "new",
            "training",
            "--set",
            f"subject={name}",
            "--set",
            "planned=2026-09-10",
            *where,
        )
    if number % 3 == 1:
        said = ("--set", "source=Đánh giá", "--set", f"description={name}")
        return ("new", "nonconformity", *said, *where)
    return ("new", "internal", "--title", name, *where)


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    said: str
    seconds: float


def ended(words: tuple[str, ...], *, past: bool = False) -> Ended:
    """How the command ended, once it did."""
    program = ["-c", PAST] if past else ["-m", "isoqms"]
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, *program, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        timeout=600,
        check=False,
    )
    return Ended(done.returncode, done.stdout.strip(), time.monotonic() - begun)


def times_there(root: Path, name: str) -> int:
    """How many rows and documents of this name are recorded."""
    rows = git(root, "grep", "-h", "-F", name, "HEAD", "--", "nam").splitlines()
    documents = git(root, "grep", "-l", "-F", name, "HEAD", "--", "du-thao").splitlines()
    return len(rows) + len(documents)


def git(root: Path, *words: str) -> str:
    """What git answers."""
    command = ["git", "-c", "safe.directory=*", "-C", str(root), *words]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False).stdout


@dataclass(frozen=True)
class Round:
    """What came of one round."""

    ended: Counter[str]
    longest: float
    """How long the slowest command took, in seconds."""
    faults: tuple[str, ...]


ENDS = {0: "yes", 2: "no"}


def one_round(root: Path, number: int, writers: int, *, past: bool) -> Round:
    """How the commands ended, and what was wrong."""
    names = [f"Vòng {number} người {each} hết" for each in range(writers)]
    with ThreadPoolExecutor(writers) as people:
        running = [
            people.submit(ended, words_of(name, each, root), past=past and each == 0)
            for each, name in enumerate(names)
        ]
    each_ended = [one.result() for one in running]
    faults = [*wrong_ends(root, names, each_ended), *keys_twice(each_ended)]
    if left := git(root, "status", "--porcelain", "--untracked-files=no"):
        faults.append(f"not as recorded: {left}")
    probe = ended(
        (
            "update",
            "context",
            "--set",
            f"reviewed=2026-06-{number % 28 + 1:02}",
            "--no-input",
            "-C",
            str(root),
            *DAY,
        )
    )
    if probe.code:
        faults.append(f"stuck: {probe.said[-300:]}")
    counted = Counter(ENDS.get(each.code, "fault") for each in each_ended)
    return Round(counted, max(each.seconds for each in each_ended), tuple(faults))


def wrong_ends(root: Path, names: list[str], each_ended: list[Ended]) -> list[str]:
    """Whose word does not fit what is there."""
    faults = []
    for name, end in zip(names, each_ended, strict=True):
        times = times_there(root, name)
        if (end.code, times) not in ((0, 1), (2, 0)):
            told = end.said[-300:]
            faults.append(f"{name}: ended with {end.code}, is there {times} times: {told}")
    return faults


def keys_twice(each_ended: list[Ended]) -> list[str]:
    """The keys that two people were told were theirs."""
    keys = Counter(key for end in each_ended if not end.code for key in set(KEY.findall(end.said)))
    return [f"key {key} was given {times} times" for key, times in keys.items() if times > 1]


def main() -> int:
    """Write, look, tell; 1 where something was wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--writers", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--past-the-lock", action="store_true")
    options = parser.parse_args()
    together: Counter[str] = Counter()
    wrong, longest = 0, 0.0
    with tempfile.TemporaryDirectory(prefix="isoqms-many-") as folder:
        root = Path(folder, "kho")
        subprocess.run([sys.executable, "-m", "isoqms", "demo", str(root), "--quiet"], check=True)
        for number in range(1, options.rounds + 1):
            one = one_round(root, number, options.writers, past=options.past_the_lock)
            together += one.ended
            wrong += len(one.faults)
            longest = max(longest, one.longest)
            told = f"round {number}: {dict(one.ended)}, longest {one.longest:.1f} s"
            print(told, *one.faults, sep="\n    ", flush=True)
        broken = git(root, "fsck", "--strict", "--no-dangling")
    figures = f"{dict(together)}, longest {longest:.1f} s, {wrong} faults"
    print(f"together: {figures}; {broken or 'history whole'}")
    return 1 if wrong or broken else 0


if __name__ == "__main__":
    sys.exit(main())
