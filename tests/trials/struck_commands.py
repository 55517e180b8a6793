"""The commands that are struck: those of the year's walk, each from what the repository was like
before it, and those that the walk has no need of.
"""

import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import test_year_walk as year
from judging import Case
from snapshots import CONTENTS, Entry, Folder, Snapshot, a_file

from isoqms.cli.commands import app

EDITED = "kho/HUONG-DAN.md"
EDIT = "\r\nSửa tay, chưa ghi.\r\n".encode()
OWN = "kho/ghi-chu-rieng.txt"
PDF = "da-ky.pdf"
READS = {
    *("status", "validate", "explain", "list", "show", "history", "diff", "verify", "export"),
    *("decision", "decision reprint", "audit", "report", "fill"),
}
"""Commands that record nothing: they print. `fill` writes only at a terminal, as `import` does."""
SUBJECTS = {"new", "update", "decision", "audit", "review"}
DAY = "2026-06-20"
IN = ("-C", "@KHO@")
QUIET = (*IN, "--as-of", DAY, "--no-input")
INIT = (
    *("init", "@KHO@", "--kind", "xa", "--name", "UBND xã Hòa Bình"),
    *("--province", "Lâm Đồng", "--as-of", "2026-01-05", "--no-input"),
)
SYNC = ("sync", "@NOI@/chung", *QUIET)
COMPLAINT = ("--set", "received=2026-06-18", "--set", "source=truc-tiep", "--set")


def complaint(subject: str, folder: str = "@KHO@") -> tuple[str, ...]:
    """Record a complaint."""
    more = ("-C", folder, "--as-of", DAY, "--no-input")
    return ("new", "complaint", *COMPLAINT, f"subject={subject}", *more)


COPIED = ("sync", "@NOI@/chung", "--new", "@NOI@/may-2", "--as-of", DAY, "--no-input")
JOINED = ("-C", "@NOI@/may-2", "--as-of", DAY, "--no-input")
SHARED = (("sync", "@NOI@/chung", "--set", *QUIET), COPIED)
CORRECT = ("decision", "correct", "160/QĐ-UBND", "--number", "161/QĐ-UBND")
VOID = ("decision", "void", "160/QĐ-UBND", "--reason", "Ghi nhầm")
RISKS = "kho/nam/2026/rui-ro.yaml"
ANNUL = ("--number", "170/QĐ-UBND", "--signed", DAY)
ERRATUM = ("--number", "33/UBND-VP", "--signed", DAY)
OWNER = ("--role", "Thư ký ISO", "--due", "15/12/2026")
BESIDES: dict[str, tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]] = {
    "undo": (("undo", "--last", "--reason", "Ghi nhầm", *IN), ()),
    "redo": (
        ("redo", *QUIET),
        (complaint("Chờ lâu"), ("undo", "--last", "--no-input", *IN)),
    ),
    "withdraw": (("withdraw", "QT-HT-03", "--reason", "Không còn dùng", *QUIET), ()),
    "new internal": (("new", "internal", "--title", "Quản lý xe", *QUIET), ()),
    "save": (("save", "--yes", *QUIET), ()),
    "rename": (("rename", "UBND xã Phú An", "--since", DAY, "--yes", *QUIET), ()),
    "restore": (("restore", "nam/2026/rui-ro.yaml", "--yes", "--no-input", *IN), ()),
    "restore day": (
        ("restore", "nam/2026/rui-ro.yaml", "--as-of", "2026-03-12", "--yes", "--no-input", *IN),
        (),
    ),
    "decision correct": ((*CORRECT, "--reason", "Gõ nhầm", *QUIET), ()),
    "decision void": ((*VOID, *QUIET), ()),
    "decision record annul": (("decision", "record", "annul", "160/QĐ-UBND", *ANNUL, *QUIET), ()),
    "decision record erratum": (
        ("decision", "record", "erratum", "160/QĐ-UBND", *ERRATUM, *QUIET),
        (),
    ),
    "review done": (
        ("review", "done", "1", "--on", DAY, "--result", "Xong", *QUIET),
        (
            ("review", "prepare", "--held", DAY, *QUIET),
            ("review", "output", "--point", "a", "--text", "Sửa phiếu", *OWNER, *QUIET),
        ),
    ),
    "backup": (("backup", "@NOI@/sao-luu.zip", *IN, "--as-of", DAY), ()),
    "ci": (("ci", "github", *IN), ()),
    "sync set": ((*SYNC, "--set"), ()),
    "sync gives": (SYNC, (*SHARED, complaint("Chờ lâu"))),
    "sync takes": (SYNC, (*SHARED, complaint("Ồn ào", "@NOI@/may-2"), ("sync", *JOINED))),
    "sync": (
        SYNC,
        (
            *SHARED,
            complaint("Ồn ào", "@NOI@/may-2"),
            ("sync", *JOINED),
            complaint("Chờ lâu"),
        ),
    ),
    "sync new": (COPIED, SHARED[:1]),
}
"""Command and what comes before it, in the repository of spring."""
SYNCS = ("sync", "sync set", "sync gives", "sync takes", "sync new")
"""Such a command wants no edit that is not recorded."""
MADE = ("init", "init here", "demo", "restore from", "restore from here")
MAKES = {*MADE, "sync new", "restore", "ci"}
AGAIN = {*MAKES, *SYNCS, "backup"}
BACKUP = ("backup", "@NOI@/sao-luu.zip", *IN, "--as-of", DAY)
FROM = ("restore", "--from", "@NOI@/sao-luu.zip", "@NOI@/moi", "--no-input")
WALKED = (
    "decision record plan",
    "decision record steering-board",
    "import",
    "decision record support-team",
    "decision record policy-objectives",
    "decision record audit-programme",
    "update context",
    "update parties",
    "issue",
    "new law",
    "revise",
    "update law",
    "update training",
    "new nonconformity",
    "new apology",
    "decision record apology",
    "new survey",
    "update survey",
    "decision record survey-report",
    "update audit-round",
    "decision record audit-team",
    "audit checklist",
    "audit note",
    "audit close",
    "decision record audit-report",
    "update nonconformity",
    "review prepare",
    "review input",
    "review output",
    "decision record review-minutes",
    "review confirm",
    "announce",
    "announce --record",
    "score --begin",
    "decision record report",
    "new year",
)
"""What the walk brings; it is an error where it brings others."""
RECORDS = {
    *(("decision", "record"), ("audit", "note"), ("audit", "close"), ("audit", "checklist")),
}
"""What records below a command that prints."""
NAMES = (*WALKED, *BESIDES, *MADE)


def is_read_only(words: tuple[str, ...]) -> bool:
    """Whether a command writes nothing but what is printed."""
    is_score = words[0] == "score" and not {"--begin", "--import"} & set(words)
    return is_score or (words[0] in READS and words[:2] not in RECORDS)


class Gathering(year.Walk):
    """The year's walk, which keeps what the repository was like before each writing command."""

    found: Callable[[str, Path, tuple[str, ...]], None]

    def run(self, day: str, *words: str, code: int = 0) -> str:
        """Keep the repository, then go on."""
        if code == 0 and not is_read_only(words) and "--papers-only" not in words:
            self.found(day, self.root, words)
        return super().run(day, *words, code=code)


def name_of(words: tuple[str, ...]) -> str:
    """`audit note`, `decision record plan`."""
    depth = 3 if words[:2] == ("decision", "record") else 2 if words[0] in SUBJECTS else 1
    marks = {"--record", "--begin"} & set(words)
    return " ".join([*(word for word in words[:depth] if not word.startswith("--")), *marks])


def gathered(work: Path, wanted: set[str]) -> list[Case]:
    """One case for each kind of command; without the walk where only new repositories are."""
    if wanted and wanted <= {"init", "init here", "demo"}:
        return _made({})
    cases: dict[str, Case] = {}
    root, pdf = work / "kho", work / PDF
    pdf.write_bytes(b"%PDF-1.7\nk\xc3\xbd\n")
    looking = Folder(root)

    def start() -> Snapshot:
        here = {f"kho/{name}": entry for name, entry in looking.look().items()}
        here["kho"] = ("d", 0o755, b"")
        here = {name: entry for name, entry in here.items() if not name.endswith("isoqms-khoa")}
        content = CONTENTS[here[EDITED][2]] + EDIT
        own = a_file("riêng của tôi\n".encode())
        return {**here, EDITED: a_file(content), OWN: own, PDF: a_file(pdf.read_bytes())}

    def found(day: str, _root: Path, words: tuple[str, ...]) -> None:
        name = name_of(words)
        if name not in cases:
            told = tuple(word.replace(str(work), "@NOI@") for word in words)
            cases[name] = Case(name, start(), (*told, *IN, "--as-of", day))

    _typed(*(word.replace("@KHO@", str(root)) for word in INIT))
    walk = Gathering(root, pdf)
    walk.found = found
    for season in year.SEASONS:
        season(walk)
        if season is year.spring:
            cases |= _besides(start())
    shutil.rmtree(root)
    every = [*cases.values(), *_made(cases["undo"].start)]
    if sorted(each.name for each in every) != sorted(NAMES):
        raise SystemExit(f"{ {each.name for each in every} ^ set(NAMES) }: name them in NAMES.")
    return every


def _besides(spring: Snapshot) -> dict[str, Case]:
    shared = {"chung": ("d", 0o755, b"")}
    plain = {**spring, **shared, EDITED: _without_edit(spring[EDITED])}
    others = {
        "restore": {name: entry for name, entry in spring.items() if name != RISKS},
        **dict.fromkeys(SYNCS, plain),
    }
    return {
        name: Case(
            name,
            others.get(name, spring),
            words,
            prepared,
            makes=name in MAKES,
            again=name in AGAIN,
        )
        for name, (words, prepared) in BESIDES.items()
    }


def _without_edit(entry: Entry) -> Entry:
    return a_file(CONTENTS[entry[2]].removesuffix(EDIT))


def _made(spring: Snapshot) -> list[Case]:
    """Those that make a repository, in no folder and in an empty one."""
    empty = {"kho": ("d", 0o755, b"")}
    there = {**spring, "moi": ("d", 0o755, b"")}
    return [
        Case("init", {}, INIT, makes=True, again=True),
        Case("init here", empty, INIT, makes=True, again=True),
        Case("demo", {}, ("demo", "@KHO@", "--quiet"), makes=True, again=True),
        Case("restore from", spring, FROM, (BACKUP,), makes=True, again=True),
        Case("restore from here", there, FROM, (BACKUP,), makes=True, again=True),
    ]


def _typed(*words: str) -> None:
    out = StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        code = app([*words])
    if code:
        raise SystemExit(out.getvalue())
