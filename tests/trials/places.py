"""What is spoiled in a repository for one case of the trial, and put back after it."""

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from random import Random

from spoiling import spoiled, workbook_spoiled

from isoqms.packs import PackKind
from isoqms.resources import folder as packaged
from isoqms.resources import packs

_BESIDE = (".git", "xuat", ".isoqms", ".vscode")

ANSWERS = """\
kind: xa
name: UBND xã An Phú
symbol: UBND
province: Lâm Đồng
place: An Phú
website: anphu.lamdong.gov.vn
year: 2026
as_of: 2026-01-02
"""
_ZEROS = "0" * 40
_JOURNAL = {
    "message": "Ghi sổ",
    "branch": "refs/heads/main",
    "old": "{head}",
    "new": "{head}",
    "touched": [
        {
            "path": "chinh-sach.md",
            "old": "100644 {head}",
            "new": "100644 {head}",
            "before": "{head}",
            "after": "{head}",
        }
    ],
    "refs": [["refs/tags/x", _ZEROS, "{head}"]],
}
LEFTOVERS = {
    "isoqms-dang-ghi.json": json.dumps(_JOURNAL, ensure_ascii=False),
    "isoqms-nguoi-giu.json": '{"person": "Lan", "user": "lan", "pc": "MAY-1", "pid": 7, '
    '"doing": "new", "since": "2026-06-30T08:00:00+07:00", "beats": "000001"}',
    "isoqms-khoa": "",
    "isoqms-chi-muc": "DIRC",
    "HEAD": "ref: refs/heads/main\n",
    "ORIG_HEAD": "{head}\n",
    "MERGE_HEAD": "{head}\n",
    "MERGE_MSG": "Merge branch 'x'\n",
    "CHERRY_PICK_HEAD": "{head}\n",
    "rebase-merge/head-name": "refs/heads/main\n",
    "index.lock": "",
    "shallow": "{head}\n",
    "packed-refs": "# pack-refs with: peeled fully-peeled sorted\n{head} refs/heads/khac\n",
    "config": "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n",
    "config.worktree": "[core]\n\tbare = true\n",
    "commondir": "../x\n",
    "refs/heads/main": "{head}\n",
    "refs/heads/khac": "{head}\n",
    "refs/tags/x": "{head}\n",
    "refs/replace/{head}": "{head}\n",
    "refs/isoqms/truoc/{head}": "{head}\n",
    "logs/HEAD": "{head} {head} A <a@b> 1 +0700\tx\n",
    "info/grafts": "{head}\n",
    "info/attributes": "* text eol=crlf\n",
    "info/exclude": "*\n",
    "info/sparse-checkout": "/nam/\n",
    "objects/info/alternates": "../../x\n",
    "objects/pack/pack-x.idx": "\xfftOc",
    "description": "x",
}
"""What git, an older program, a kill, or somebody with intent leaves in git's own folder."""
_OF_GIT = ("index", "ORIG_HEAD", "logs/HEAD", "objects")


@dataclass(frozen=True, slots=True)
class Spoilt:
    """What was spoiled."""

    kind: str
    path: PurePosixPath
    """From the top of the repository, or beside it."""


@cache
def _texts_by_kind(folder: Path) -> list[list[PurePosixPath]]:
    """The texts that people write: each register for itself, documents by their folder."""
    kinds = defaultdict(list)
    for file in sorted(folder.rglob("*")):
        path = PurePosixPath(file.relative_to(folder).as_posix())
        if path.suffix in (".md", ".yaml") and path.parts[0] not in _BESIDE and file.is_file():
            kinds[path.stem if path.parts[0] == "nam" else path.parent].append(path)
    return list(kinds.values())


def chosen_text(folder: Path, chance: Random) -> PurePosixPath:
    """One of them; a register has its turn as often as all the forms together."""
    return chance.choice(chance.choice(_texts_by_kind(folder)))


def _packs() -> dict[str, Path]:
    """Our data and our wording, by the places where an agency would put its own."""
    found = {
        f"goi/{kind.own_folder}/{file.name}": file
        for kind in PackKind
        for file in sorted((packs() / kind.folder).glob("*.yaml"))
    }
    templates = (
        *sorted((packaged("docs-template") / "mau").glob("*.md")),
        *sorted((packs() / "papers").glob("*.md")),
        *sorted((packs() / "outlines").glob("*.md")),
    )
    return found | {f"mau/{file.name}": file for file in templates}


PACKS = _packs()


@contextmanager
def spoilt(folder: Path, aside: Path, chance: Random) -> Iterator[tuple[Spoilt, ...]]:
    """The repository with something spoiled in it or beside it; whole again afterwards."""
    kind = chance.choice(("text",) * 13 + ("pack",) * 2 + ("git",) * 3 + ("brought",) * 2)
    made = {"text": _texts, "pack": _pack, "git": _git, "brought": _brought}[kind]
    laid = made(folder, aside, chance)
    kept = {path: path.read_bytes() if path.is_file() else None for path in laid}
    fresh = [_first_missing(path) for path, content in kept.items() if content is None]
    try:
        for path, content in laid.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        yield tuple(Spoilt(kind, _told(path, folder)) for path in laid)
    finally:
        for path, was in kept.items():
            if was is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(was)
        for path in fresh:
            _remove_empty(path)


def _told(path: Path, folder: Path) -> PurePosixPath:
    inside = path.relative_to(folder) if path.is_relative_to(folder) else path
    return PurePosixPath(inside.as_posix())


def _first_missing(path: Path) -> Path:
    """The topmost folder that is made for it, or itself."""
    while not path.parent.exists():
        path = path.parent
    return path


def _remove_empty(path: Path) -> None:
    if path.is_dir():
        for folder in sorted((path, *path.rglob("*")), reverse=True):
            with suppress(OSError):
                folder.rmdir()


def _texts(folder: Path, aside: Path, chance: Random) -> dict[Path, bytes]:
    del aside
    paths = {folder / chosen_text(folder, chance) for _ in range(chance.choice((1, 1, 2, 3)))}
    return {path: spoiled(path.read_bytes(), chance) for path in sorted(paths)}


def _pack(folder: Path, aside: Path, chance: Random) -> dict[Path, bytes]:
    del aside
    name = chance.choice(list(PACKS))
    return {folder / name: spoiled(PACKS[name].read_bytes(), chance)}


def _git(folder: Path, aside: Path, chance: Random) -> dict[Path, bytes]:
    """A leftover, as it may be or spoiled; or a spoiled file of those that are there."""
    del aside
    git = folder / ".git"
    if not chance.randrange(4):
        there = git / chance.choice(_OF_GIT)
        if there.is_dir():
            there = chance.choice(sorted(each for each in there.rglob("*") if each.is_file()))
        if there.is_file():
            return {there: spoiled(there.read_bytes(), chance)}
    head = (git / "refs/heads/main").read_text(encoding="ascii").strip()
    name = chance.choice(list(LEFTOVERS))
    content = LEFTOVERS[name].replace("{head}", head).encode()
    if chance.randrange(3):
        content = spoiled(content, chance)
    return {git / name.replace("{head}", head): content}


def _brought(folder: Path, aside: Path, chance: Random) -> dict[Path, bytes]:
    """A file that somebody brings: a workbook, a backup, answers."""
    del folder
    name = chance.choice(("so.xlsx", "so.xlsx", "nam.xlsx", "diem.xlsx", "sao-luu.zip", "a.yaml"))
    whole = (aside / "nguyen" / name).read_bytes()
    how = workbook_spoiled if name.endswith((".xlsx", ".zip")) else spoiled
    return {aside / name: how(whole, chance)}
