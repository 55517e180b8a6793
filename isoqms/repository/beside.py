"""The texts that lie in a repository beside its documents and records: guides, patterns, packs."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Final

from isoqms.diagnostics import Fault
from isoqms.repository.content import Repository
from isoqms.source.conflicts import conflict_fault
from isoqms.source.text import LARGEST

_TEXTS: Final = (".md", ".yaml", ".yml", ".txt", ".csv", ".json", ".xml", ".html")
_NOT_OURS: Final = frozenset({".git", ".venv", "xuat"})
"""What git keeps, programs, and papers that are printed anew."""
_MARKS: Final = (b"<<<<<<<", b">>>>>>>")


def undecided_beside(repository: Repository) -> Iterator[Fault]:
    """The marks of an undecided joining in the texts that no rule reads otherwise."""
    for path in sorted(_unread(repository)):
        with suppress(OSError):
            content = repository.bytes_of(path)
            if any(mark in content for mark in _MARKS):
                fault = conflict_fault(path, content.decode("utf-8", "replace"))
                if fault:
                    yield fault


def _unread(repository: Repository) -> Iterator[PurePosixPath]:
    for name in _standing(repository.root):
        path = PurePosixPath(name)
        if path not in repository.paths and path not in repository.overlay:
            yield path
    for path, content in repository.overlay.items():
        if content is not None and path not in repository.paths and _is_text(path.name):
            yield path


def _standing(root: Path) -> Iterator[str]:
    """The texts below `root`, links aside, by their paths from there."""
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            members = list(os.scandir(root / folder))
        except OSError:
            continue
        for member in members:
            name = f"{folder}/{member.name}" if folder else member.name
            if member.is_dir(follow_symlinks=False):
                if member.name not in _NOT_OURS:
                    waiting.append(name)
            elif _is_text(member.name) and _is_plain(member):
                yield name


def _is_text(name: str) -> bool:
    return name.endswith(_TEXTS) or name in (".gitattributes", ".gitignore")


def _is_plain(member: os.DirEntry[str]) -> bool:
    """Whether it can be read to its end: no link, no pipe, nothing endless."""
    return member.is_file(follow_symlinks=False) and member.stat().st_size <= LARGEST
