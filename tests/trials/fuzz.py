"""Spoil the files of the samples in every way, and see that each command still ends as it should.

A program, not a test: `python tests/trials/fuzz.py --files 100000 --pipeline 10000 --jobs 2`. It
ends with 1 where a case failed, and says how to run that one again (`--only`). A case fails where a
command ends with a fault of the program (exit 3), takes longer than a minute, or 500 MB more, where
a letter of a file steers the terminal, or where what only reads or shows a change writes a file.
"""

import argparse
import contextlib
import faulthandler
import io
import multiprocessing
import os
import re
import resource
import shlex
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random

from places import ANSWERS, Spoilt, chosen_text, spoilt
from spoiling import nasty, spoiled

from isoqms.actions.agency.demo import demo
from isoqms.cli.commands import app
from isoqms.facts.papers.catalogue import PAPERS
from isoqms.formats.neutral import is_hidden
from isoqms.model import layout
from isoqms.model.checking import check
from isoqms.model.registers import REGISTERS
from isoqms.source import markdown, reading
from isoqms.source.personal_data import personal_data
from isoqms.source.template_grammar import TemplateFault, names_used

SECONDS = 60
ENDS = {0, 1, 2, 4}
"""How a command may end; 4 is for `verify` that had nothing outside to compare with."""
MEGABYTES = 500
DAYS = {"an-phu": date(2026, 6, 30), "krong-no": date(2022, 12, 31)}
ODD_DAYS = ("0001-01-01", "9999-12-31", "1990-01-01", "2026-02-29", "30/6/2026", "9" * 40, "")

READING = (
    "validate",
    "validate --format json",
    "validate --format sarif",
    "validate --format junit",
    "validate --format github",
    "validate --format gitlab",
    "validate --since {day}",
    "status --all",
    "status --format ics",
    "status --format json",
    "status --handover",
    "status --handover --docx",
    "list",
    "list --format json",
    "list --obsolete",
    "list --drafts",
    "list --external",
    "list --records",
    "list --tthc --format json",
    "list --forms -o {aside}/danh-muc.docx",
    "show {code}",
    "show {code} --format json",
    "show {code} --docx",
    "history {code}",
    "history {code} --format json",
    "diff {code}",
    "diff {code} --docx",
    "score",
    "score --all --format json",
    "score --docx {aside}/diem.docx",
    "score --all --year {year}",
    "score --probes",
    "report --year {year}",
    "export {register} --year {year}",
    "export {register} --docx",
    "export --format json",
    "announce --check",
    "announce --check --format json",
    "decision",
    "decision --format json",
    "decision {paper} {item} --year {year}",
    "decision {paper} {item} --force",
    "decision letter --text {nasty} --to {nasty} --summary {nasty}",
    "audit --year {year}",
    "audit --format json",
    "audit checklist dot-1 --dry-run",
    "review --year {year}",
    "review --format json",
    "verify",
    "verify --format json",
    "issue --papers-only --number {number}",
    "show {nasty}",
    "history {nasty}",
    "explain {nasty}",
)
"""What reads, or prints into xuat/."""
REHEARSED = (
    "new {row} {given} --no-input",
    "new internal --title {nasty} --no-input",
    "new service {nasty} --title A --no-input",
    "new year 2027",
    "update task cv-01 --set done={day} --no-input",
    "update context --set reviewed={day} --no-input",
    "update {row} {nasty} {given} --no-input",
    "revise {code} --reason {nasty} --request Lan --content A --no-input",
    "withdraw {code} --reason Thừa --no-input",
    'issue --number {nasty} --signed {day} --signer "Lê A" --no-input',
    'issue --number 99/QĐ-UBND --signed {day} --signer "Lê A" --no-input',
    "decision record {paper} {item} --number 98/QĐ-UBND --signed {day} --no-input",
    "decision correct {number} --summary {nasty} --reason {nasty} --no-input",
    "decision void {number} --reason {nasty}",
    "audit note dot-1 1 --year {year} --result phu-hop --evidence {nasty} --no-input",
    "audit close dot-1 --year {year} --held {day} --leave-open",
    "review prepare --refresh a --held {day} --no-input",
    "review output --year {year} --point a --text {nasty} --role thu-ky-iso --due {day} --no-input",
    'announce --number 97/QĐ-UBND --signed {day} --signer "Lê A" --no-input',
    "score --begin",
    "score --import {aside}/diem.xlsx",
    "import {aside}/so.xlsx",
    "import {aside}/nam.xlsx --remove-missing",
    "save --no-input --yes",
    "undo --yes",
    "undo --last --yes --reason {nasty}",
    "undo --forget --yes",
    "undo --finish --yes",
    "redo --yes",
    "restore --all --yes",
    "restore {path} --yes",
    "restore {code} --yes",
    "sync {aside}/chung --no-input",
    "backup {aside}/moi.zip --yes",
    "init {aside}/moi --answers {aside}/a.yaml --no-input",
    "restore --from {aside}/sao-luu.zip {aside}/moi",
    "ci github",
)
"""What writes, asked only to show what it would write."""
COMMANDS = (*READING, *(f"{line} --dry-run" for line in REHEARSED))
BROUGHT = {
    "so.xlsx": ("import {aside}/so.xlsx --dry-run",),
    "nam.xlsx": ("import {aside}/nam.xlsx --remove-missing --dry-run",),
    "diem.xlsx": ("score --import {aside}/diem.xlsx --dry-run",),
    "sao-luu.zip": (
        "restore --from {aside}/sao-luu.zip {aside}/moi --dry-run",
        "verify --against {aside}/sao-luu.zip",
    ),
    "a.yaml": ("init {aside}/moi --answers {aside}/a.yaml --no-input --dry-run",),
}
"""What reads a file that somebody brings."""
GOING_ON = (
    'issue --number 130/QĐ-UBND --signed {day} --signer "Lê A" --no-input',
    "audit checklist dot-1",
    "new complaint --set subject=Chậm --set received={day} --no-input",
    "new internal --title Thử --no-input",
    "withdraw BM-HT-01-01 --reason Thừa --no-input",
    "undo --yes",
)
"""What is done in each sample before the first case, as far as it goes there."""
_WITHOUT_DAY = ("explain", "restore", "backup", "ci", "score --probes")
_WITHOUT_PLACE = ("explain", "init", "restore --from")


@dataclass(frozen=True)
class Case:
    """One case: the same number spoils the same way on every machine."""

    level: str
    sample: str
    seed: int

    @property
    def name(self) -> str:
        return f"{self.level}:{self.sample}:{self.seed}"

    @property
    def chance(self) -> Random:
        return Random(self.name)  # noqa: S311 - chance, no secret


@dataclass(frozen=True)
class Tried:
    """How a case ended."""

    case: str
    what: str = ""
    """What went wrong; empty where nothing did."""
    about: str = ""
    """What was spoiled, and the command."""
    kind: str = "text"
    seconds: float = 0.0
    megabytes: int = 0
    code: int | None = None
    """How the command ended."""


@contextlib.contextmanager
def bounded() -> Iterator[None]:
    """TimeoutError after a minute; what hears no signal is ended with the place where it hangs."""

    def late(*_: object) -> None:
        raise TimeoutError(f"more than {SECONDS} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    faulthandler.dump_traceback_later(2 * SECONDS, exit=True, file=2)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def read_file(sample: "Sample", case: Case) -> Tried:
    """One spoiled file, read, checked and parsed."""
    chance = case.chance
    path = chosen_text(sample.folder, chance)
    content = spoiled((sample.folder / path).read_bytes(), chance)
    with bounded():
        file = reading.read_bytes(path, content)
        known = layout.kind_of(str(path))
        if known is not None and file.data is not None:
            check(known[0].model, file.data)
            exact = reading.reread(file)
            check(known[0].model, exact.data)
        markdown.parse(file.body)
        list(personal_data(content.decode("utf-8", "replace")))
        with contextlib.suppress(TemplateFault):
            names_used(file.body)
    return Tried(case.name, about=str(path))


class Screen(io.TextIOWrapper):
    """A terminal, or a pipe: it takes UTF-8 and nothing else."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", errors="replace", write_through=True)
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    @property
    def shown(self) -> str:
        held = self.buffer
        assert isinstance(held, io.BytesIO)
        return held.getvalue().decode("utf-8")


_NUMBER = re.compile(r"^number: (\S+/\S+)$", re.MULTILINE)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_REPORT = re.compile(r"\S+isoqms-loi-\S+\.txt")


@dataclass(frozen=True)
class Ended:
    """How one command ended."""

    code: int
    fault: str


def ended(words: list[str], *, terminal: bool) -> Ended:
    """How the command ended, and what was wrong with that; no fault where all was well."""
    said, stdin = Screen(terminal=terminal), sys.stdin
    sys.stdin = io.StringIO()
    try:
        with bounded(), contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = app(words)
    finally:
        sys.stdin = stdin
    shown = said.shown
    if code not in ENDS:
        return Ended(code, f"ended with {code}: {shown[-300:]}{_reported(shown)}")
    if terminal:
        letters = set(_COLOUR.sub("", shown)) - {"\n", "\t"}
        if hidden := sorted(each for each in letters if is_hidden(each)):
            return Ended(code, f"the terminal got {hidden!r}")
    return Ended(code, "")


def _reported(said: str) -> str:
    """The end of the file in which the program keeps a fault of its own."""
    if not (found := _REPORT.search(said)):
        return ""
    report = Path(found[0])
    text = report.read_text(encoding="utf-8", errors="replace")
    report.unlink()
    return f"\n{text[-1500:]}"


def state_of(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file but what is printed, by size and time of its last change."""
    found = {}
    waiting = [str(folder)]
    while waiting:
        for one in os.scandir(waiting.pop()):
            if one.is_dir(follow_symlinks=False):
                waiting += [one.path] if one.name != "xuat" else []
            else:
                seen = one.stat(follow_symlinks=False)
                found[one.path] = (seen.st_size, seen.st_mtime_ns)
    return found


def run_command(sample: "Sample", case: Case) -> Tried:
    """A command over something spoiled: often one that reads just that, or else any."""
    chance = case.chance
    with spoilt(sample.folder, sample.aside, chance) as found:
        own = _own_commands(found[0])
        line = chance.choice(own if chance.randrange(3) else COMMANDS)
        words = sample.words(line, found[0], case)
        about = ", ".join(f"{each.kind} {each.path}" for each in found)
        before = state_of(sample.folder)
        end = ended(words, terminal=bool(chance.randrange(2)))
        fault, after = end.fault, state_of(sample.folder)
        if not fault and after != before:
            fault = f"wrote {sorted(dict(before.items() ^ after.items()))}"
    what = f"`{shlex.join(words)}` {fault}" if fault else ""
    return Tried(case.name, what, f"{about}; {line}", found[0].kind, code=end.code)


def _own_commands(found: Spoilt) -> tuple[str, ...]:
    """The commands that read what was spoiled."""
    path = found.path
    if found.kind == "brought":
        return BROUGHT[path.name]
    if found.kind == "git":
        return ("status", "verify", "undo --yes --dry-run", "history {code}", "save --dry-run")
    if path.parts[0] in ("tai-lieu", "du-thao") and path.suffix == ".md":
        return tuple(line for line in COMMANDS if "{code}" in line)
    if path.parts[0] == "quyet-dinh":
        return ("verify", "history {code}", *(line for line in COMMANDS if "{number}" in line))
    if path.parts[0] == "mau":
        return ("decision {paper} {item}", "new internal --title A --no-input --dry-run", "report")
    if path.stem in {register.name for register in REGISTERS}:
        name = path.stem
        own = tuple(line for line in COMMANDS if "{row}" in line)
        return (f"export {name}", f"export {name} --docx", "status --all", "list --records", *own)
    return ("validate", "report", "status --all", "score", "list --external", "list --tthc")


class Sample:
    """A sample of this process alone, and what lies beside it."""

    def __init__(self, name: str) -> None:
        self.day = DAYS[name].isoformat()
        self.folder = Path(tempfile.mkdtemp(prefix="isoqms-fuzz-"), "kho")
        self.aside = self.folder.parent / "ben-canh"
        demo(self.folder, name)
        self._go_on()
        self._lay_beside()
        texts = sorted(self.folder.glob("tai-lieu/**/*.md"))
        self.years = [path.name for path in sorted(self.folder.glob("nam/*"))]
        self.codes = [path.stem for path in texts] or ["CSCL"]
        decided = sorted(self.folder.glob("quyet-dinh/*/*.yaml"))
        recorded = [path.read_text(encoding="utf-8") for path in decided]
        numbers = [each[1] for text in recorded for each in _NUMBER.finditer(text)]
        self.numbers = numbers or ["1/QĐ-UBND"]
        self.rows = {
            register.name: [word for rows in register.lists for word in rows.words]
            for register in REGISTERS
            if any(rows.words for rows in register.lists)
        }

    def _go_on(self) -> None:
        """Work is under way, so that there is something to undo, to go on with, to take back."""
        where = ["-C", str(self.folder), "--as-of", self.day]
        for line in GOING_ON:
            ended([*shlex.split(line.replace("{day}", self.day)), *where], terminal=False)

    def _lay_beside(self) -> None:
        whole = self.aside / "nguyen"
        whole.mkdir(parents=True)
        (self.aside / "chung").mkdir()
        where = ["-C", str(self.folder), "--as-of", self.day]
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            app(["export", "khieu-nai", "-o", str(whole / "so.xlsx"), *where])
            app(["export", "nam", "-o", str(whole / "nam.xlsx"), *where])
            app(["score", "--xlsx", str(whole / "diem.xlsx"), *where])
            app(["backup", str(whole / "sao-luu.zip"), "--yes", "-C", str(self.folder)])
        (whole / "a.yaml").write_text(ANSWERS, encoding="utf-8")
        for path in whole.iterdir():
            shutil.copy(path, self.aside / path.name)

    def words(self, line: str, found: Spoilt, case: Case) -> list[str]:
        """A command as it is typed, at this place and on this day."""
        chance = Random(f"{case.name}:{line}")  # noqa: S311 - chance, no secret
        own = found.path.stem if found.path.parts[0] == "tai-lieu" else ""
        of_register = self.rows.get(found.path.stem) or chance.choice(list(self.rows.values()))
        row = chance.choice(of_register)
        paper = chance.choice(PAPERS)
        put = {
            "code": own or chance.choice(self.codes),
            "number": chance.choice(self.numbers),
            "year": chance.choice(self.years),
            "register": chance.choice(REGISTERS).name,
            "paper": paper.word,
            "item": chance.choice(("", "", "dot-1", *self.numbers[:2])) if paper.subject else "",
            "row": row.word,
            "path": str(found.path),
            "aside": str(self.aside),
            "day": self.day,
        }
        typed = [
            word.replace("{nasty}", nasty(chance).replace("\0", "")) if "{nasty}" in word else word
            for word in shlex.split(line)
        ]
        if "{given}" in typed:
            at = typed.index("{given}")
            said = (
                f"{key}={chance.choice(('A', '1', self.day, nasty(chance)))}" for key in row.asked
            )
            typed[at : at + 1] = [
                part for each in said for part in ("--set", each.replace("\0", ""))
            ]
        words = [re.sub(r"\{(\w+)\}", lambda one: put.get(one[1], one[0]), each) for each in typed]
        words = [word for word in words if word]
        day = chance.choice(ODD_DAYS) if not chance.randrange(12) else self.day
        if not line.startswith(_WITHOUT_DAY):
            words += ["--as-of", day]
        if not line.startswith(_WITHOUT_PLACE):
            words += ["-C", str(self.folder)]
        return words

    def clear(self) -> None:
        """What was printed goes, so that no case finds what another left."""
        shutil.rmtree(self.folder / "xuat", ignore_errors=True)
        for path in (self.aside / "moi", self.aside / "moi.zip"):
            if path.is_dir():
                shutil.rmtree(path)
            path.unlink(missing_ok=True)


LEVELS = {"files": read_file, "pipeline": run_command}

_samples: dict[str, Sample] = {}


def sample_of(name: str) -> Sample:
    """The sample, made when it is first asked for."""
    if name not in _samples:
        _samples[name] = Sample(name)
    return _samples[name]


def tried(case: Case) -> Tried:
    """How a case ended."""
    sample = sample_of(case.sample)
    before, begun = _memory(anew=True), time.monotonic()
    try:
        found = LEVELS[case.level](sample, case)
    except BaseException as error:  # whatever comes is what is looked for
        if isinstance(error, KeyboardInterrupt):
            raise
        found = Tried(case.name, f"{type(error).__name__}: {str(error)[:300]}")
    sample.clear()
    # Whoever calls may have taken much before.
    grown = _memory() - before
    if not found.what and grown > MEGABYTES:
        found = replace(found, what=f"{grown} MB")
    return replace(found, seconds=time.monotonic() - begun, megabytes=grown)


_STATUS = Path("/proc/self/status")


def _memory(*, anew: bool = False) -> int:
    """The most memory that this process had since it was asked `anew`, in megabytes.

    Where the system keeps no such mark, the most that it ever had.
    """
    if not _STATUS.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if anew:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    lines = _STATUS.read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) // 1024


def cases(level: str, count: int, first: int) -> list[Case]:
    """So many cases from the number of the first one on, the samples by turns."""
    samples = sorted(DAYS)
    return [Case(level, samples[at % len(samples)], first + at) for at in range(count)]


def run(wanted: list[Case], jobs: int = 1) -> Iterator[Tried]:
    """How the cases ended, in their order."""
    if jobs == 1:
        yield from map(tried, wanted)
        return
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        yield from pool.imap(tried, wanted, chunksize=20)


def failures(wanted: list[Case]) -> list[Tried]:
    """Those of the cases that did not end as they should."""
    return [one for one in run(wanted) if one.what]


def told(every: Iterable[Tried], count: int) -> int:
    """Tell each failure when it is found, and the figures at the end; how many failed."""
    failed, kinds, codes = 0, Counter[str](), Counter[int | None]()
    begun, slowest, largest = time.monotonic(), Tried(""), Tried("")
    for at, one in enumerate(every, 1):
        kinds[f"{one.case.partition(':')[0]} {one.kind}"] += 1
        codes[one.code] += 1
        slowest = max(slowest, one, key=lambda each: each.seconds)
        largest = max(largest, one, key=lambda each: each.megabytes)
        if one.what:
            failed += 1
            print(f"{one.case} ({one.about}): {one.what}", flush=True)
        if not at % 200:
            print(f"{at} of {count}, {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    print(f"{failed} failed of {dict(sorted(kinds.items()))}, {time.monotonic() - begun:.0f} s")
    del codes[None]
    print(f"commands by exit code: {dict(sorted(codes.items()))}")
    print(f"slowest {slowest.seconds:.1f} s: {slowest.case} ({slowest.about})")
    print(f"largest {largest.megabytes} MB more: {largest.case} ({largest.about})")
    return failed


def main(words: list[str]) -> int:
    """Try the cases that are asked for; 1 where one failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000, help="cases at the level of files")
    parser.add_argument("--pipeline", type=int, default=100, help="cases through commands")
    parser.add_argument("--first", type=int, default=0, help="the number of the first case")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--only", help="one case again, as `files:an-phu:17`")
    given = parser.parse_args(words)
    if given.only:
        level, sample, seed = given.only.split(":")
        wanted = [Case(level, sample, int(seed))]
    else:
        wanted = [
            *cases("files", given.files, given.first),
            *cases("pipeline", given.pipeline, given.first),
        ]
    failed = told(run(wanted, given.jobs), len(wanted))
    for sample in _samples.values():
        shutil.rmtree(sample.folder.parent, ignore_errors=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
