"""Which `isoqms restore` brings back what was deleted or altered by hand, all of it."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Final

_NAMED: Final = 3


def restoring(gone: Iterable[PurePosixPath], altered: Iterable[PurePosixPath] = ()) -> str:
    """The commands that bring back what is gone and what was altered, each in backquotes.

    For many files that are gone it is the folder that holds them, or `--all`; an altered file comes
    back by its own name alone.
    """
    return "; ".join(f"`isoqms restore {each}`" for each in _wanted(tuple(gone), tuple(altered)))


def _wanted(gone: tuple[PurePosixPath, ...], altered: tuple[PurePosixPath, ...]) -> Iterator[str]:
    if gone:
        folder = _common(gone)
        yield _quoted(folder) if folder.parts else "--all"
    if altered:
        more = " …" if len(altered) > _NAMED else ""
        yield " ".join(map(_quoted, altered[:_NAMED])) + more


def _common(paths: tuple[PurePosixPath, ...]) -> PurePosixPath:
    """The deepest folder that all lie in, or the one file; empty for the root."""
    first, *others = paths
    around = (first, *first.parents) if not others else tuple(first.parents)
    return next(each for each in around if all(one.is_relative_to(each) for one in others))


def _quoted(path: PurePosixPath) -> str:
    return f'"{path}"' if " " in str(path) else str(path)
