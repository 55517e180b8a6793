"""Sheets on a screen: ruled on a terminal, plain columns where a program or a file reads."""

import re
import shutil
import sys
import unicodedata
from collections.abc import Iterator, Sequence

from isoqms.cli.terminal.say import written
from isoqms.formats.neutral import visible
from isoqms.pages.layout.sheets import Sheet, shown

# Vietnamese as it is stored, and the signs of our own sentences: each takes one column.
_NARROW = re.compile("[ -\u02ff\u1e00-\u1eff«»…–]*")


def write_sheets(sheets: Sequence[Sheet], subtitle: str = "") -> None:
    """Write the sheets to standard output, one below the other."""
    if sys.stdout.isatty():
        _ruled(sheets, subtitle)
    else:
        written(plain_sheets(sheets, subtitle))


def plain_sheets(sheets: Sequence[Sheet], subtitle: str = "") -> str:
    """The sheets as text, one below the other; the first has the subtitle."""
    subtitles = (subtitle, *("" for _ in sheets[1:]))
    return "\n".join(map(plain, sheets, subtitles))


def plain(sheet: Sheet, subtitle: str = "") -> str:
    """A sheet as text: its title, then rows whose columns begin below each other."""
    rows = [tuple(visible(column.title) for column in sheet.columns), *_cells(sheet)]
    widths = [max(map(_width, cells)) for cells in zip(*rows, strict=True)]
    lines = [
        "  ".join(_padded(*each) for each in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    if not sheet.rows:
        lines = [f"{sheet.empty}."]
    notes = (f"Lưu ý: {visible(note)}" for note in sheet.notes)
    return "".join(f"{line}\n" for line in (_title(sheet, subtitle), *lines, *notes))


def _title(sheet: Sheet, subtitle: str) -> str:
    title = visible(sheet.title)
    return f"{title} ({subtitle[:1].lower()}{subtitle[1:]})" if subtitle else title


def _cells(sheet: Sheet) -> Iterator[tuple[str, ...]]:
    for row in sheet.rows:
        yield tuple(visible(shown(cell)) for cell in row)


def _width(text: str) -> int:
    """How many columns of a screen the text takes: a mark on a letter none, a wide letter two."""
    if _NARROW.fullmatch(text):
        return len(text)
    return sum(map(_letter_width, text))


def _letter_width(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _ruled(sheets: Sequence[Sheet], subtitle: str) -> None:
    # Rich takes as long to import as a list takes to make, and only a terminal shows what it draws.
    from rich.console import Console  # noqa: PLC0415 - see above
    from rich.text import Text  # noqa: PLC0415

    console = Console(
        width=shutil.get_terminal_size().columns, highlight=False, markup=False, emoji=False
    )
    for place, sheet in enumerate(sheets):
        title = _title(sheet, subtitle if place == 0 else "")
        console.print(Text(title, style="bold"))
        if not sheet.rows:
            console.print(Text(f"{sheet.empty}."))
            continue
        console.print(_table(sheet))
        for note in sheet.notes:
            console.print(Text(f"Lưu ý: {visible(note)}"))


def _table(sheet: Sheet) -> object:
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - see `_ruled`
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    rows = list(_cells(sheet))
    for index, column in enumerate(sheet.columns):
        title = visible(column.title)
        if column.centred:
            # Codes, numbers and days are never broken; their titles may be.
            pieces = (*title.split(), *(row[index] for row in rows))
            table.add_column(Text(title), width=max(map(_width, pieces)), justify="center")
        else:
            table.add_column(Text(title))
    for index, row in enumerate(rows):
        style = "bold" if index in sheet.groups else None
        table.add_row(*map(Text, row), style=style)
    return table
