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
from collections import Counter
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


def begun(words: tuple[str, ...], *, past: bool) -> subprocess.Popen[bytes]:
    """The command, running."""
    program = ["-c", PAST] if past else ["-m", "isoqms"]
    return subprocess.Popen(
        [sys.executable, *program, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def times_there(root: Path, name: str) -> int:
    """How many rows and documents of this name are recorded."""
    rows = git(root, "grep", "-h", "-F", name, "HEAD", "--", "nam").splitlines()
    documents = git(root, "grep", "-l", "-F", name, "HEAD", "--", "du-thao").splitlines()
    return len(rows) + len(documents)


def git(root: Path, *words: str) -> str:
    """What git answers."""
    command = ["git", "-c", "safe.directory=*", "-C", str(root), *words]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False).stdout


def one_round(
    root: Path, number: int, writers: int, *, past: bool
) -> tuple[Counter[str], list[str]]:
    """How the commands ended, and what was wrong."""
    names = [f"Vòng {number} người {each} hết" for each in range(writers)]
    running = [
        begun(words_of(name, each, root), past=past and each == 0)
        for each, name in enumerate(names)
    ]
    said = [process.communicate(timeout=600)[0].decode("utf-8", "replace") for process in running]
    ended: Counter[str] = Counter()
    faults = []
    keys: Counter[str] = Counter()
    for name, process, words in zip(names, running, said, strict=True):
        code, times = process.returncode, times_there(root, name)
        ended["yes" if code == 0 else "no" if code == 2 else "fault"] += 1
        keys.update(set(KEY.findall(words)) if code == 0 else ())
        if (code, times) not in ((0, 1), (2, 0)):
            faults.append(
                f"{name}: ended with {code}, is there {times} times: {words.strip()[-300:]}"
            )
    faults += [f"key {key} was given {times} times" for key, times in keys.items() if times > 1]
    if left := git(root, "status", "--porcelain", "--untracked-files=no"):
        faults.append(f"not as recorded: {left}")
    probe = begun(
        (
            "update",
            "context",
            "--set",
            f"reviewed=2026-06-{number % 28 + 1:02}",
            "--no-input",
            "-C",
            str(root),
            *DAY,
        ),
        past=False,
    )
    words = probe.communicate(timeout=600)[0].decode("utf-8", "replace")
    if probe.returncode:
        faults.append(f"stuck: {words.strip()[-300:]}")
    return ended, faults


def main() -> int:
    """Write, look, tell; 1 where something was wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--writers", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--past-the-lock", action="store_true")
    options = parser.parse_args()
    ended: Counter[str] = Counter()
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="isoqms-many-") as folder:
        root = Path(folder, "kho")
        subprocess.run([sys.executable, "-m", "isoqms", "demo", str(root), "--quiet"], check=True)
        for number in range(1, options.rounds + 1):
            found, faults = one_round(root, number, options.writers, past=options.past_the_lock)
            ended += found
            wrong += len(faults)
            print(f"round {number}: {dict(found)}", *faults, sep="\n    ", flush=True)
        broken = git(root, "fsck", "--strict", "--no-dangling")
    print(f"together: {dict(ended)}, {wrong} faults; {broken or 'history whole'}")
    return 1 if wrong or broken else 0


if __name__ == "__main__":
    sys.exit(main())
