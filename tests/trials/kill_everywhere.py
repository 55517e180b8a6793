"""Kill every writing command at every write call, or let the disk be full there; then look.

`python tests/trials/kill_everywhere.py --help`. A program, not a test: all of it takes hours. The
commands are those of the year's walk (tests/unit/test_year_walk.py), each from what the repository
was like before it, and init, withdraw, undo. Someone's unrecorded edit and untracked file lie in
the repository. After each strike the repository must be as before or as after the command, byte for
byte; where a change is told to be interrupted, `undo` must bring the first and `undo --finish` the
second. A full disk must be refused (2), never be a fault of the program (3).
"""

import argparse
import mmap
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "unit"))

import test_year_walk as year  # noqa: E402 - found by the line above

JOURNAL = "isoqms-dang-ghi.json"
EDITED = "HUONG-DAN.md"
OWN = "ghi-chu-rieng.txt"
READS = {"status", "validate", "list", "show", "history", "diff", "verify", "export", "explain"}
SUBJECTS = {"new", "update", "decision", "audit", "review", "announce", "score"}
LEFT = {".git", "xuat"}
KILLED = -9
TIMEOUT = 300


@dataclass(frozen=True)
class Case:
    """A command and the repository that it starts from; None where it makes one."""

    name: str
    start: Path | None
    words: tuple[str, ...]
    stands: bool = False
    """Whether the empty folder is there already, of one that makes a repository."""


@dataclass
class Count:
    """What came of the strikes at one command."""

    calls: int = 0
    struck: int = 0
    before: int = 0
    after: int = 0
    resumed: int = 0
    refused: int = 0
    faults: list[str] = field(default_factory=list)


State = dict[str, object]


def git(root: Path, *words: str) -> str:
    """What git answers, started as from a shell."""
    done = subprocess.run(
        ["git", "-c", "safe.directory=*", "-C", str(root), *words],
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
    )
    return done.stdout if not done.returncode else f"git failed: {done.stderr}"


def state(root: Path, *, made: bool) -> State:
    """All that a person has there; without the ids that hold the time of a commit where `made`."""
    files: dict[str, bytes] = {}
    if root.is_dir():
        for path in sorted(root.rglob("*")):
            name = path.relative_to(root).as_posix()
            # What is printed for signing is no part of the repository.
            # A killed init leaves what it built aside, and the next one does not mind.
            if not name.startswith((".git/", "xuat/", ".isoqms-dang-tao-")) and name not in LEFT:
                files[name] = path.read_bytes() if path.is_file() else b"/"
    if not (root / ".git").exists():
        return {"files": files, "history": None}
    form = "%(refname)" if made else "%(refname) %(objectname)"
    return {
        "files": files,
        "tree": git(root, "rev-parse", "HEAD^{tree}"),
        "entries": git(root, "rev-list", "--count", "HEAD"),
        "said": git(root, "log", "-1", "--format=%an %s"),
        "index": git(root, "ls-files", "--stage"),
        "references": [
            line
            for line in git(root, "for-each-ref", f"--format={form}").splitlines()
            if not (made and line.startswith("refs/isoqms/"))
        ],
        "whole": git(root, "fsck", "--strict", "--no-dangling"),
        "locks": sorted(str(path) for path in (root / ".git").rglob("*.lock")),
    }


def differs(one: State, other: State) -> str:
    """The first thing in which two states differ; empty where they are the same."""
    for key in sorted(one.keys() | other.keys()):
        a, b = one.get(key), other.get(key)
        if a == b:
            continue
        if key == "files" and isinstance(a, dict) and isinstance(b, dict):
            return "files: " + ", ".join(
                sorted(n for n in a.keys() | b.keys() if a.get(n) != b.get(n))
            )
        return f"{key}: {str(a)[:200]!r} / {str(b)[:200]!r}"
    return ""


class Striker:
    """Runs commands under the shim."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.shim = work / "strike.so"
        compiler = shutil.which("gcc") or shutil.which("cc")
        if compiler is None or sys.platform != "linux":
            raise SystemExit("This trial needs Linux and a C compiler.")
        source = str(HERE / "strike.c")
        subprocess.run(
            [compiler, "-shared", "-fPIC", "-O1", "-o", str(self.shim), source, "-ldl"], check=True
        )

    def run(
        self, place: Path, words: tuple[str, ...], at: int = 0, how: str = ""
    ) -> tuple[int, int, str]:
        """Exit code, number of calls, what was said."""
        counter = place / "count"
        counter.write_bytes(bytes(8))
        surroundings = {
            **os.environ,
            "LD_PRELOAD": str(self.shim),
            "STRIKE_COUNT": str(counter),
            "STRIKE_AT": str(at),
            "STRIKE_HOW": how,
            "TMPDIR": str(place / "tmp"),
            "HOME": str(place),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        (place / "tmp").mkdir(exist_ok=True)
        done = subprocess.run(
            [sys.executable, "-m", "isoqms", *words],
            env=surroundings,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            timeout=TIMEOUT,
            cwd=place,
            check=False,
        )
        with (
            counter.open("rb") as stream,
            mmap.mmap(stream.fileno(), 8, prot=mmap.PROT_READ) as map_,
        ):
            calls = int.from_bytes(map_[:8], sys.byteorder)
        return done.returncode, calls, done.stdout.decode("utf-8", "replace")


def plain(place: Path, *words: str) -> tuple[int, str]:
    """Exit code and words of a command that nothing strikes."""
    done = subprocess.run(
        [sys.executable, "-m", "isoqms", *words],
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=place,
        timeout=TIMEOUT,
        check=False,
    )
    return done.returncode, done.stdout.decode("utf-8", "replace")


def placed(case: Case, place: Path) -> Path:
    """The repository of a case, copied into a place of its own."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    root = place / "kho"
    if case.start is not None:
        shutil.copytree(case.start, root, symlinks=True)
    elif case.stands:
        root.mkdir()
    return root


def words_of(case: Case, root: Path) -> tuple[str, ...]:
    """The command line in the copied repository."""
    return tuple(word.replace("@KHO@", str(root)) for word in case.words)


def struck(
    case: Case, place: Path, striker: Striker, strike: tuple[int, str], ends: tuple[State, State]
) -> tuple[str, str]:
    """What became of the repository (before, after, resumed …), and what is wrong with it."""
    root = placed(case, place)
    at, how = strike
    code, _, said = striker.run(place, words_of(case, root), at, how)
    if how == "kill" and code != KILLED:
        return "missed", f"ended with {code} instead of being killed"
    if how != "kill" and code == 3:
        return "fault", f"exit 3: {said.strip()[-300:]}"
    found = (root / ".git" / JOURNAL).exists()
    if found:
        return _resumed(root, place, ends)
    if case.start is None:
        return _begun(case, root, ends, code)
    kind, wrong = _either(root, ends)
    if not wrong and code == 0 and kind == "before":
        return kind, "the command said yes, and nothing is written"
    if not wrong and code == 2 and kind == "after":
        return kind, f"the command said no, and all is written: {said.strip()[-300:]}"
    return kind, wrong


def _either(root: Path, ends: tuple[State, State]) -> tuple[str, str]:
    before, after = ends
    wrong = differs(state(root, made=False), before)
    if not wrong:
        return "before", ""
    late = differs(state(root, made=True), after)
    return ("after", "") if not late else ("between", f"{wrong} | {late}")


def _resumed(root: Path, place: Path, ends: tuple[State, State]) -> tuple[str, str]:
    """An interruption is told: both ways out of it must lead to an end."""
    before, after = ends
    other = place / "other"
    shutil.copytree(root, other, symlinks=True)
    code, said = plain(place, "undo", "-C", str(root))
    wrong = differs(state(root, made=False), before)
    if code or wrong:
        return "resumed", f"undo ended with {code}: {wrong} {said.strip()[-200:]}"
    code, said = plain(place, "undo", "--finish", "-C", str(other))
    wrong = differs(state(other, made=True), after)
    # Begun, and killed before anything was known of it: there is nothing to be finished.
    if wrong and not code and not differs(state(other, made=False), before):
        wrong = ""
    if code or wrong:
        return "resumed", f"undo --finish ended with {code}: {wrong} {said.strip()[-200:]}"
    return "resumed", ""


def _begun(case: Case, root: Path, ends: tuple[State, State], code: int) -> tuple[str, str]:
    """A repository that was being made is there whole or not, and can be made then."""
    _, after = ends
    if not differs(state(root, made=True), after):
        return "after", ""
    if code == 0:
        return "between", "the command said yes, and the repository is not whole"
    again, said = plain(root.parent, *words_of(case, root))
    wrong = differs(state(root, made=True), after)
    if again or wrong:
        return "between", f"made again it ended with {again}: {wrong} {said.strip()[-200:]}"
    return "before", ""


def numbers(calls: int, every: int, most: int) -> list[int]:
    """Which calls are struck."""
    chosen = list(range(1, calls + 1, every))
    step = max(1, -(-len(chosen) // most)) if most else 1
    return chosen[::step]


def tried(case: Case, striker: Striker, options: argparse.Namespace) -> Count:
    """All strikes at one command."""
    count = Count()
    place = striker.work / "at" / case.name.replace(" ", "-").replace("/", "-")
    root = placed(case, place)
    before = state(root, made=False)
    code, count.calls, said = striker.run(place, words_of(case, root))
    if code:
        count.faults.append(f"the command itself ended with {code}: {said.strip()[-300:]}")
        return count
    after = state(root, made=True)
    chosen = numbers(count.calls, options.every, options.most)

    def one(at: int) -> tuple[int, str, str]:
        kind, wrong = struck(case, place / str(at), striker, (at, options.how), (before, after))
        shutil.rmtree(place / str(at), ignore_errors=True)
        return at, kind, wrong

    with ThreadPoolExecutor(options.jobs) as workers:
        for at, kind, wrong in workers.map(one, chosen):
            count.struck += kind != "missed"
            count.before += kind == "before"
            count.after += kind == "after"
            count.resumed += kind == "resumed"
            if wrong and kind != "missed":
                count.faults.append(f"call {at}: {wrong}")
    shutil.rmtree(place, ignore_errors=True)
    return count


class Gathering(year.Walk):
    """The year's walk, which keeps what the repository was like before each writing command."""

    found: Callable[[str, Path, tuple[str, ...]], None]

    def run(self, day: str, *words: str, code: int = 0) -> str:
        """Keep the repository, then go on."""
        if code == 0 and words[0] not in READS:
            self.found(day, self.root, words)
        return super().run(day, *words, code=code)


def name_of(words: tuple[str, ...]) -> str:
    """`audit note`, `decision record plan`."""
    depth = 3 if words[:2] == ("decision", "record") else 2 if words[0] in SUBJECTS else 1
    return " ".join(word for word in words[:depth] if not word.startswith("--"))


def gathered(work: Path) -> dict[str, Case]:
    """One case for each kind of command of the year."""
    cases: dict[str, Case] = {}
    (work / "starts").mkdir()

    def keep(name: str, root: Path, words: tuple[str, ...]) -> None:
        if name in cases:
            return
        start = work / "starts" / str(len(cases))
        shutil.copytree(root, start, symlinks=True)
        shutil.rmtree(start / ".git" / "isoqms-khoa", ignore_errors=True)
        with (start / EDITED).open("a", encoding="utf-8") as stream:
            stream.write("\r\nSửa tay, chưa ghi.\r\n")
        (start / OWN).write_text("riêng của tôi\n", encoding="utf-8")
        cases[name] = Case(name, start, tuple(w.replace(str(root), "@KHO@") for w in words))

    def found(day: str, root: Path, words: tuple[str, ...]) -> None:
        if words[0] == "decision" and words[1] != "record":
            return
        if "--papers-only" in words:
            return
        keep(name_of(words), root, (*words, "-C", str(root), "--as-of", day))

    root, pdf = work / "walk", work / "da-ky.pdf"
    pdf.write_bytes(b"%PDF-1.7\nk\xc3\xbd\n")
    init = (
        *("init", "@KHO@", "--kind", "xa", "--name", "UBND xã Hòa Bình"),
        *("--province", "Lâm Đồng", "--as-of", "2026-01-05", "--no-input"),
    )
    cases["init"] = Case("init", None, init)
    cases["init here"] = Case("init here", None, init, stands=True)
    code, said = plain(work, *(word.replace("@KHO@", str(root)) for word in init))
    if code:
        raise SystemExit(said)
    walk = Gathering(root, pdf)
    walk.found = found
    for season in (year.winter, year.spring):
        season(walk)
        if season is year.spring:
            keep("undo", root, ("undo", "--last", "--reason", "Ghi nhầm", "-C", str(root)))
            told = ("--reason", "Không còn dùng", "--no-input", "-C", str(root))
            keep("withdraw", root, ("withdraw", "QT-HT-03", *told, "--as-of", "2026-06-20"))
            day = ("--as-of", "2026-06-20", "--no-input", "-C", str(root))
            keep("new internal", root, ("new", "internal", "--title", "Quản lý xe", *day))
    for season in (year.summer, year.autumn, year.turn_of_the_year):
        season(walk)
    return cases


def told(rows: Iterator[tuple[str, Count]]) -> int:
    """Print the table; how many faults there are."""
    print(
        f"{'command':34} {'calls':>6} {'struck':>6} {'before':>6} {'after':>6} {'undone':>6} faults"
    )
    whole: Counter[str] = Counter()
    for name, count in rows:
        figures = (count.calls, count.struck, count.before, count.after, count.resumed)
        print(
            f"{name:34} " + " ".join(f"{each:>6}" for each in figures),
            len(count.faults),
            flush=True,
        )
        for fault in count.faults[:20]:
            print(f"    {fault}", flush=True)
        whole.update(calls=count.calls, struck=count.struck, faults=len(count.faults))
    print(f"together: {whole['calls']} calls, {whole['struck']} struck, {whole['faults']} faults")
    return whole["faults"]


def main() -> int:
    """Choose, strike, tell; 1 where something was wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("commands", nargs="*", help="only these, e.g. issue 'audit note'")
    parser.add_argument("--how", choices=("kill", "full", "stays-full"), default="kill")
    parser.add_argument("--every", type=int, default=1, help="strike at every N-th call")
    parser.add_argument("--most", type=int, default=0, help="at most so many strikes a command")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--list", action="store_true", help="only name the commands")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="isoqms-kill-") as folder:
        work = Path(folder)
        cases = gathered(work)
        if options.list:
            print("\n".join(cases))
            return 0
        wanted = [
            case for name, case in cases.items() if not options.commands or name in options.commands
        ]
        striker = Striker(work)
        faults = told((case.name, tried(case, striker, options)) for case in wanted)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
