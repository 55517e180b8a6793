"""A repository that came from somebody who means harm: what lies in its git folder is a trap.

Each trap leaves a file of its name in the folder of the sprung ones.
"""

import os
import socket
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path, PurePosixPath
from typing import Final

from made_history import git

from isoqms.history.writing.recording import ADDRESS, create, record

WHEN: Final = datetime(2025, 12, 31, 9, tzinfo=timezone(timedelta(hours=7)))
IN_FORCE: Final = "tai-lieu/bieu-mau/BM-NB-01-01.md"
FORM: Final = "---\ncode: BM-NB-01-01\ntitle: Sổ\nkind: bieu-mau\n---\n\nGhi hằng ngày.\n"
POLICY: Final = (
    "---\ncode: CSCL\ntitle: Chính sách chất lượng\nkind: chinh-sach\n---\n\nPhục vụ dân.\n"
)
DRAFTED: Final = """\
revision: 2
owner: thu-ky-iso
approval:
  drafted_by: thu-ky-iso
  reviewed_by: dai-dien-lanh-dao
  approved_by: nguoi-dung-dau
---

"""
DECISION: Final = """\
number: 5/QĐ-UBND
kind: ban-hanh-tai-lieu
summary: Ban hành hệ thống tài liệu
signed: 2025-03-03
authority: Chủ tịch UBND xã An Phú
issues:
  - {code: CSCL, revision: 1}
  - {code: BM-NB-01-01, revision: 1}
"""
PROGRAMME: Final = """\
rounds:
  - id: dot-1
    state: ke-hoach
    planned_to: 2025-10-20
    units: [van-phong]
    clauses: [7.5.3]
    documents: [CSCL]
    auditors:
      - {post: Công chức Phòng Kinh tế, unit: kinh-te, trained: 2024-05-06, lead: true}
"""
FAULTS: Final = """\
items:
  - id: kph-01
    found: 2025-06-05
    source: khac
    unit: van-phong
    description: Chưa lưu phiếu
"""
FILES: Final = {
    "chinh-sach.md": POLICY,
    IN_FORCE: FORM,
    "quyet-dinh/2025/5-QD-UBND.yaml": DECISION,
    "nam/2025/danh-gia-noi-bo.yaml": PROGRAMME,
    "nam/2025/khong-phu-hop.yaml": FAULTS,
    "du-thao/CSCL.md": POLICY.replace("---\n\n", DRAFTED) + "Thêm.\n",
    "ghi-chu.txt": "Một.\n",
    "nam/2025/bao-cao.md": "---\nstart: 2025-01-01\n---\n\n## I. Kết quả\n\nTốt.\n",
}
HOOKS: Final = (
    *("applypatch-msg", "commit-msg", "fsmonitor-watchman", "post-applypatch", "post-checkout"),
    *("post-commit", "post-index-change", "post-merge", "post-receive", "post-rewrite"),
    *("post-update", "pre-applypatch", "pre-auto-gc", "pre-commit", "pre-merge-commit"),
    *("pre-push", "pre-rebase", "pre-receive", "prepare-commit-msg", "push-to-checkout"),
    *("reference-transaction", "sendemail-validate", "update", "proc-receive"),
)
_PROGRAMS: Final = (
    *("core.fsmonitor", "core.sshCommand", "core.pager", "core.editor", "core.askPass"),
    *("core.gitProxy", "core.alternateRefsCommand", "sequence.editor", "diff.external"),
    *("diff.trap.command", "diff.trap.textconv", "filter.trap.clean", "filter.trap.smudge"),
    *("filter.trap.process", "merge.trap.driver", "gpg.program", "gpg.ssh.program"),
    *("gpg.openpgp.program", "gpg.x509.program", "gpg.ssh.defaultKeyCommand"),
    *("interactive.diffFilter", "pager.log", "pager.cat-file", "pager.show", "pager.diff"),
    *("pager.for-each-ref", "uploadpack.packObjectsHook", "remote.origin.uploadpack"),
    *("remote.origin.receivepack", "trailer.trap.command", "trailer.trap.cmd"),
    *("mergetool.trap.cmd", "difftool.trap.cmd", "browser.trap.cmd", "man.trap.cmd"),
)
"""The settings whose value is a program."""
_SHELL: Final = ("credential.helper", "alias.trap", "submodule.con.update")
"""The settings whose value is a program behind an exclamation mark."""


def _script(program: Path, mark: Path) -> None:
    program.write_text(f"#!/bin/sh\ntouch '{mark}'\nexit 1\n")
    program.chmod(0o755)


def _pipe(root: Path) -> str:
    os.mkfifo(root / "ong")
    return str(root / "ong")


@dataclass(frozen=True)
class Means:
    """What a trap is made of on one system."""

    program: Callable[[Path, Path], None] = _script
    """Makes a program that leaves the mark when it is run."""
    suffix: str = ""
    written: Callable[[Path], str] = str
    """A path as a setting there names it."""
    endless: Callable[[Path], str] = _pipe
    """Something in the repository of whose reading there is no end."""


@dataclass(frozen=True)
class Hostile:
    """The repository, what lies around it, and the names of the traps that were sprung."""

    root: Path
    outside: Path
    """What belongs to the person, and is none of the repository's business."""
    sprung: Path
    means: Means = Means()

    def state_outside(self) -> dict[str, object]:
        """All that lies outside, with the times of its last changes."""
        return {
            str(path): (path.lstat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
            for path in sorted(self.outside.rglob("*"))
        }


def laid(root: Path) -> None:
    """Record the files in the folder as its first entry."""
    create(root)
    found = (path.relative_to(root) for path in sorted(root.rglob("*")) if path.is_file())
    paths = [PurePosixPath(path.as_posix()) for path in found if path.parts[0] != ".git"]
    record(root, "Tạo kho", author=("UBND xã An Phú", ADDRESS), when=WHEN, paths=paths)


def make_hostile(root: Path, means: Means | None = None) -> Hostile:
    """Set every trap in the repository at `root`, which has a first entry."""
    around = root.parent
    found = Hostile(root, around / "ben-ngoai", around / "da-sap", means or Means())
    found.sprung.mkdir()
    found.outside.mkdir()
    (found.outside / "bi-mat.md").write_text("BÍ MẬT CỦA TÔI\n", encoding="utf-8")
    _more_entries(root)
    lose(root, "HEAD~4:ghi-chu.txt")
    _set_programs(found)
    _set_attributes(root)
    _stand_in(root)
    return found


def trap(found: Hostile, name: str) -> str:
    """A program of that name, which tells that it was run."""
    folder = found.root / ".git" / "hooks"
    program = folder / f"{name}{found.means.suffix}"
    found.means.program(program, found.sprung / name)
    return found.means.written(program)


def _more_entries(root: Path) -> None:
    for count, text in enumerate(("Hai.\n", "Ba.\n", "Bốn.\n", "Năm.\n"), 1):
        (root / "ghi-chu.txt").write_text(text, encoding="utf-8")
        record(
            root,
            "Ghi chú",
            author=("UBND xã An Phú", ADDRESS),
            when=WHEN + timedelta(hours=count),
            paths=[PurePosixPath("ghi-chu.txt")],
        )


def lose(root: Path, text: str) -> None:
    """A text of the last entry, or of one before, is gone: the copy was made in part."""
    blob = git(root, "rev-parse", text)
    (root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()


def _set_programs(found: Hostile) -> None:
    git_folder = found.root / ".git"
    (git_folder / "hooks").mkdir()
    for name in HOOKS:
        trap(found, name)
    pipe, written = found.means.endless(found.root), found.means.written
    settings: dict[str, str] = {
        **{name: trap(found, name) for name in _PROGRAMS},
        **{name: f"!{trap(found, name)}" for name in _SHELL},
        "core.hooksPath": written(git_folder / "hooks"),
        "core.worktree": written(found.outside),
        "core.attributesFile": pipe,
        "core.excludesFile": pipe,
        "mailmap.file": pipe,
        "diff.orderFile": pipe,
        "commit.template": pipe,
        "log.mailmap": "true",
        "log.showSignature": "true",
        "commit.gpgSign": "true",
        "tag.gpgSign": "true",
        "gpg.format": "ssh",
        "user.signingkey": pipe,
        "fetch.recurseSubmodules": "true",
        "submodule.recurse": "true",
        "submodule.con.url": f"ext::{trap(found, 'ext')}",
        "core.repositoryformatversion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.url": f"ext::{trap(found, 'ext')}",
        "remote.origin.promisor": "true",
        "protocol.allow": "always",
        "protocol.ext.allow": "always",
        "uploadpack.allowFilter": "true",
    }
    lines = "".join(_setting(name, value) for name, value in settings.items())
    (git_folder / "them").write_text(lines, encoding="utf-8")
    with (git_folder / "config").open("a", encoding="utf-8") as config:
        config.write("[include]\n\tpath = them\n")


def _setting(name: str, value: str) -> str:
    section, _, key = name.rpartition(".")
    section, _, inner = section.partition(".")
    head = f'[{section} "{inner}"]' if inner else f"[{section}]"
    return f'{head}\n\t{key} = "{value}"\n'


def _set_attributes(root: Path) -> None:
    lines = "* filter=trap diff=trap merge=trap\n"
    (root / ".gitattributes").write_text(lines, encoding="utf-8")
    (root / ".git" / "info").mkdir(exist_ok=True)
    (root / ".git" / "info" / "attributes").write_text(lines, encoding="utf-8")
    (root / ".gitmodules").write_text(
        '[submodule "con"]\n\tpath = con\n\turl = ./con\n\tupdate = !false\n', encoding="utf-8"
    )


def _stand_in(root: Path) -> None:
    """One object stands for another, and a graft gives the last entry other parents."""
    last, before = git(root, "rev-parse", "HEAD", "HEAD~1").split()
    replace = root / ".git" / "refs" / "replace"
    replace.mkdir(parents=True)
    (replace / last).write_text(f"{before}\n", encoding="ascii")
    (root / ".git" / "info" / "grafts").write_text(f"{last}\n", encoding="ascii")


def plant(root: Path, path: str) -> None:
    """Record a file at any path, as no git would, and that it was taken away again."""
    before = git(root, "rev-parse", "HEAD")
    blob = git(root, "hash-object", "-w", str(root / "ghi-chu.txt"))
    name, *below = reversed(path.split("/"))
    kind = "100644 blob"
    for above in below:
        blob, name, kind = _tree(root, (f"{kind} {blob}\t{name}",)), above, "40000 tree"
    rows = (*git(root, "ls-tree", before).splitlines(), f"{kind} {blob}\t{name}")
    who = ("-c", "user.name=UBND xã An Phú", "-c", f"user.email={ADDRESS}", "commit-tree")
    strange = git(root, *who, _tree(root, rows), "-p", before, "-m", "Thêm")
    last = git(root, *who, f"{before}^{{tree}}", "-p", strange, "-m", "Bỏ")
    git(root, "update-ref", "refs/heads/main", last)


def _tree(root: Path, rows: Iterable[str]) -> str:
    """A folder of git's with these rows of `ls-tree`, whatever their names are."""
    content = b""
    for row in rows:
        (mode, _, held), name = row.partition("\t")[0].split(), row.partition("\t")[2]
        content += f"{mode.lstrip('0')} {name}\0".encode() + bytes.fromhex(held)
    file = root / ".git" / "cay"
    file.write_bytes(content)
    made = git(root, "hash-object", "-w", "-t", "tree", "--literally", str(file))
    file.unlink()
    return made


def special_files(folder: Path) -> Iterator[Path]:
    """A pipe and a socket in the folder, each named as a document."""
    folder.mkdir(parents=True, exist_ok=True)
    os.mkfifo(folder / "ong.md")
    yield folder / "ong.md"
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        # The name of a socket may have hardly more than a hundred letters.
        os.chdir(folder)
        try:
            listening.bind("cong.md")
        finally:
            os.chdir(here)
    yield folder / "cong.md"
