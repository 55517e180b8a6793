"""Spoil the files of the samples in every way, and see that each command still ends as it should.

A program, not a test: `python tests/trials/fuzz.py --files 100000 --pipeline 10000 --jobs 2`. It
ends with 1 where a case failed, and says how to run that one again (`--only`). A case fails where a
command ends with a fault of the program (exit 3), takes longer than a minute, or 500 MB more.
"""

import argparse
import contextlib
import io
import multiprocessing
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from random import Random

from isoqms.actions.agency.demo import demo
from isoqms.cli.commands import app
from isoqms.model import layout
from isoqms.model.checking import check
from isoqms.source import markdown, reading
from isoqms.source.personal_data import personal_data
from isoqms.source.template_grammar import TemplateFault, names_used

SECONDS = 60
ENDS = {0, 1, 2, 4}
"""How a command may end; 4 is for `verify` that had nothing outside to compare with."""
MEGABYTES = 500
DAYS = {"an-phu": date(2026, 6, 30), "krong-no": date(2022, 12, 31)}

COMMANDS = (
    "validate",
    "validate --format json",
    "validate --format sarif",
    "validate --format junit",
    "validate --format github",
    "validate --format gitlab",
    "status",
    "status --format ics",
    "status --handover",
    "list",
    "list --format json",
    "score",
    "report",
    "export nam",
    "announce --check",
    "decision plan",
    "audit",
    "review",
    "verify",
    "new complaint --set subject=A --no-input --dry-run",
)
"""Every case of the pipeline runs three of them, so that all have their turn."""

NASTY = (
    "9" * 40,
    "-1",
    "1e999",
    "0x1F",
    "1_000",
    "12:30",
    "~",
    "null",
    "true",
    "off",
    ".nan",
    ".inf",
    "2026-02-30",
    "0001-01-01",
    "9999-12-31",
    "1905-07-18",
    "[]",
    "{}",
    "[[[[[[[[]]]]]]]]",
    "[" * 2000,
    "{a: " * 400,
    "&a [*a]",
    "*b",
    "!!python/object:os.system x",
    "!!binary aGk=",
    "|",
    ">-",
    "'",
    '"',
    "# isoqms: bỏ qua QMS101 — x",
    "<<: *x",
    "? a",
    "- - - -",
    "---",
    "...",
    "%YAML 9.9",
    "{{ 9**9 }}",
    "{% for a in b %}",
    "{{ section('I.1') }}",
    "\x1b]0;x\x07",
    "\u202e\u200b",
    "\ufeff",
    "\x00",
    "e\u0301",
    "😀" * 50,
    "<script>",
    "](http://a)",
    "| a | b |",
    "```",
    "#" * 50,
    "*" * 300,
    "_" * 300,
    "[" * 300,
    ">" * 300,
    "<<<<<<< HEAD",
    "QT-TP-01@999",
    "../../etc/passwd",
    "tai-lieu/noi-bo/QT-NB-01.md",
)

Mutation = Callable[[bytes, Random], bytes]


def flipped(content: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(content) or 1)
    return content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]


def cut(content: bytes, chance: Random) -> bytes:
    return content[: chance.randrange(len(content) or 1)]


def without_a_line(content: bytes, chance: Random) -> bytes:
    lines = content.splitlines(keepends=True)
    if lines:
        del lines[chance.randrange(len(lines))]
    return b"".join(lines)


def with_a_line_twice(content: bytes, chance: Random) -> bytes:
    lines = content.splitlines(keepends=True) or [b""]
    at = chance.randrange(len(lines))
    return b"".join([*lines[:at], *lines[at : at + 1] * chance.choice((2, 200)), *lines[at:]])


def with_lines_exchanged(content: bytes, chance: Random) -> bytes:
    lines = content.splitlines(keepends=True) or [b""]
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def indented(content: bytes, chance: Random) -> bytes:
    lines = content.splitlines(keepends=True) or [b""]
    at = chance.randrange(len(lines))
    lines[at] = chance.choice((b" ", b"  ", b"\t", b"    ")) + lines[at]
    return b"".join(lines)


def with_a_value(content: bytes, chance: Random) -> bytes:
    """One value of a line after its colon becomes a nasty one."""
    lines = content.splitlines(keepends=True)
    places = [at for at, line in enumerate(lines) if b":" in line]
    if places:
        at = chance.choice(places)
        head = lines[at].partition(b":")[0]
        lines[at] = head + b": " + chance.choice(NASTY).encode("utf-8", "surrogatepass") + b"\n"
    return b"".join(lines)


def with_something_put_in(content: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.choice(NASTY).encode("utf-8", "surrogatepass") + content[at:]


def with_a_word_of_another_line(content: bytes, chance: Random) -> bytes:
    words = content.split()
    if len(words) < 2:
        return content
    return content.replace(chance.choice(words), chance.choice(words), chance.choice((1, -1)))


MUTATIONS: tuple[Mutation, ...] = (
    flipped,
    cut,
    without_a_line,
    with_a_line_twice,
    with_lines_exchanged,
    indented,
    with_a_value,
    with_a_value,
    with_something_put_in,
    with_something_put_in,
    with_a_word_of_another_line,
)


def spoiled(content: bytes, chance: Random) -> bytes:
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        content = chance.choice(MUTATIONS)(content, chance)
    return content


@dataclass(frozen=True)
class Failure:
    """A case that did not end as it should."""

    case: str
    what: str


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


def texts_of(folder: Path) -> list[PurePosixPath]:
    found = (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file())
    return [
        PurePosixPath(path.as_posix())
        for path in found
        if path.suffix in (".md", ".yaml") and path.parts[0] not in (".git", "xuat")
    ]


@contextlib.contextmanager
def bounded() -> Iterator[None]:
    """TimeoutError after a minute; MemoryError is left to the look at the peak afterwards."""

    def late(*_: object) -> None:
        raise TimeoutError(f"more than {SECONDS} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def read_file(folder: Path, case: Case) -> str | None:
    """What went wrong with one spoiled file, read, checked and parsed; None where nothing did."""
    chance = case.chance
    path = chance.choice(texts_of(folder))
    content = spoiled((folder / path).read_bytes(), chance)
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
    return None


def run_commands(folder: Path, case: Case) -> str | None:
    """What went wrong with commands over spoiled files; None where nothing did."""
    chance = case.chance
    chosen = chance.sample(texts_of(folder), chance.choice((1, 1, 2, 3)))
    kept = {path: (folder / path).read_bytes() for path in chosen}
    day = DAYS[case.sample].isoformat()
    try:
        for path, content in kept.items():
            (folder / path).write_bytes(spoiled(content, chance))
        for command in chance.sample(COMMANDS, 3):
            said = io.StringIO()
            with bounded(), contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
                code = app([*command.split(), "-C", str(folder), "--as-of", day])
            if code not in ENDS:
                return f"`{command}` ended with {code}: {said.getvalue()[-300:]}"
    finally:
        for path, content in kept.items():
            (folder / path).write_bytes(content)
    return None


LEVELS = {"files": read_file, "pipeline": run_commands}

_folders: dict[str, Path] = {}


def folder_of(sample: str) -> Path:
    """A sample of this process alone."""
    if sample not in _folders:
        folder = Path(tempfile.mkdtemp(prefix="isoqms-fuzz-"), "kho")
        demo(folder, sample)
        _folders[sample] = folder
    return _folders[sample]


def tried(case: Case) -> Failure | None:
    """How a case failed; None where it did not."""
    folder = folder_of(case.sample)
    before = _peak()
    try:
        what = LEVELS[case.level](folder, case)
    except BaseException as error:  # noqa: BLE001 - whatever comes is what is looked for
        what = f"{type(error).__name__}: {str(error)[:300]}"
    # Whoever calls may have taken much before.
    grown = _peak() - before
    if what is None and grown > MEGABYTES:
        what = f"{grown} MB"
    return Failure(case.name, what) if what else None


def _peak() -> int:
    """The most memory that this process ever had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def cases(level: str, count: int, first: int) -> list[Case]:
    samples = sorted(DAYS)
    return [Case(level, samples[at % len(samples)], first + at) for at in range(count)]


def run(wanted: list[Case], jobs: int) -> list[Failure]:
    """The failures among the cases, in their order."""
    if jobs == 1:
        return [failure for failure in map(tried, wanted) if failure]
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        return [failure for failure in pool.imap(tried, wanted, chunksize=20) if failure]


def main(words: list[str]) -> int:
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
    begun = time.monotonic()
    failures = run(wanted, given.jobs)
    for failure in failures:
        print(f"{failure.case}: {failure.what}")
    counted = Counter(case.level for case in wanted)
    told = ", ".join(f"{count} {level}" for level, count in counted.items())
    print(f"{told}: {len(failures)} failed, {time.monotonic() - begun:.0f} s")
    for folder in _folders.values():
        shutil.rmtree(folder.parent, ignore_errors=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
