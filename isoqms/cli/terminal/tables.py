"""Sheets on a screen: ruled on a terminal, plain columns where a program or a file reads."""

import re
import shutil
import sys
import unicodedata
from collections.abc import Iterator, Sequence

from isoqms.formats.neutral import visible
from isoqms.pages.layout.sheets import Sheet, shown

# Vietnamese as it is stored, and the signs of our own sentences: each takes one column.
_NARROW = re.compile("[ -\u02ff\u1e00-\u1eff«»…–]*")


def write_sheets(sheets: Sequence[Sheet], subtitle: str = "") -> None:
    """Write the sheets to standard output, one below the other."""
    if sys.stdout.isatty():
        _ruled(sheets, subtitle)
    else:
        sys.stdout.write(
            "\n".join(
                plain(sheet, subtitle if place == 0 else "") for place, sheet in enumerate(sheets)
            )
        )


def plain(sheet: Sheet, subtitle: str = "") -> str:
    """A sheet as text: its title, then rows whose columns begin below each other."""
    title = f"{visible(sheet.title)} ({_small(subtitle)})" if subtitle else visible(sheet.title)
    rows = [tuple(visible(column.title) for column in sheet.columns), *_cells(sheet)]
    widths = [max(_width(row[place]) for row in rows) for place in range(len(sheet.columns))]
    lines = [
        "  ".join(_padded(*each) for each in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    if not sheet.rows:
        lines = [f"{sheet.empty}."]
    notes = (f"Lưu ý: {visible(note)}" for note in sheet.notes)
    return "".join(f"{line}\n" for line in (title, *lines, *notes))


def _small(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"


def _cells(sheet: Sheet) -> Iterator[tuple[str, ...]]:
    for row in sheet.rows:
        yield tuple(visible(shown(cell)) for cell in row)


def _width(text: str) -> int:
    """How many columns of a screen the text takes: a mark on a letter none, a wide letter two."""
    if _NARROW.fullmatch(text):
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _ruled(sheets: Sequence[Sheet], subtitle: str) -> None:
    # Rich takes as long to import as a list takes to make, and only a terminal shows what it draws.
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - see above
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console(
        width=shutil.get_terminal_size().columns, highlight=False, markup=False, emoji=False
    )
    for place, sheet in enumerate(sheets):
        title = (
            f"{visible(sheet.title)} ({_small(subtitle)})"
            if subtitle and place == 0
            else visible(sheet.title)
        )
        console.print(Text(title, style="bold"))
        if not sheet.rows:
            console.print(Text(f"{sheet.empty}."))
            continue
        table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
        rows = list(_cells(sheet))
        for index, column in enumerate(sheet.columns):
            title = visible(column.title)
            # Codes, numbers and days are never broken; their titles may be.
            least = (
                max(map(_width, (*title.split(), *(row[index] for row in rows))))
                if column.centred
                else None
            )
            table.add_column(
                Text(title), width=least, justify="center" if column.centred else "left"
            )
        for index, row in enumerate(rows):
            table.add_row(
                *(Text(cell) for cell in row), style="bold" if index in sheet.groups else None
            )
        console.print(table)
        for note in sheet.notes:
            console.print(Text(f"Lưu ý: {visible(note)}"))
