"""What differs between two papers, as lines for a terminal."""

import re
from collections.abc import Callable, Iterable, Iterator

from isoqms.pages.layout.comparison.papers import Changed, Deleted, Difference, Inserted, Same
from isoqms.pages.layout.comparison.words import Fate, Piece

Dress = Callable[[Fate, str], str]
"""How a piece is written: in brackets, in colours."""


def bracketed(fate: Fate, text: str) -> str:
    """`[-old-]`, `{+new+}`; kept words as they are."""
    return {Fate.DELETED: f"[-{text}-]", Fate.INSERTED: f"{{+{text}+}}"}.get(fate, text)


def comparison_text(
    differences: Iterable[Difference], *, context: int = 8, dress: Dress = bracketed
) -> tuple[str, ...]:
    """What differs, as lines for a terminal, each piece as `dress` writes it, below its heading.

    Of kept words so many stand on each side of a change. Nothing when the papers say the same.
    """
    return tuple(_told(differences, context, dress))


def _told(differences: Iterable[Difference], context: int, dress: Dress) -> Iterator[str]:
    shown = ""
    for difference in differences:
        if isinstance(difference, Same):
            continue
        where = (difference.new if isinstance(difference, Changed) else difference.line).where
        if where != shown:
            shown = where
            yield dress(Fate.KEPT, where)
        yield _sentence(difference, context, dress)


def _sentence(difference: Inserted | Deleted | Changed, context: int, dress: Dress) -> str:
    match difference:
        case Inserted(line):
            return dress(Fate.INSERTED, line.text)
        case Deleted(line):
            return dress(Fate.DELETED, line.text)
        case Changed(words=words):
            last = len(words) - 1
            return "".join(
                dress(piece.fate, _piece(piece, context, first=index == 0, last=index == last))
                for index, piece in enumerate(words)
            )


def _piece(piece: Piece, context: int, *, first: bool, last: bool) -> str:
    """The words of a piece; of long kept words the ends that are next to a change."""
    if piece.fate is not Fate.KEPT:
        return piece.text
    found = re.findall(r"\s*\S+\s*", piece.text)
    before = [] if first else found[:context]
    after = [] if last else found[-context:]
    if len(before) + len(after) >= len(found):
        return piece.text
    opening = f"{''.join(before)}…"
    return f"{opening} {''.join(after)}" if after else opening
