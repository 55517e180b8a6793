"""Many small packs become few: each exchange leaves one, and nobody else ever clears up."""

from contextlib import suppress
from pathlib import Path
from typing import Final

from isoqms.history import command

_MANY: Final = 24


def tidy(folder: Path) -> None:
    """Pack together what lies in many small packs of git's folder.

    All of their objects, whether anything points at them or not: another PC may just be sending
    some. Where it cannot be done now, the next exchange tries again. Raises GitMissing.
    """
    packs = list((folder / "objects" / "pack").glob("*.pack"))
    if len(packs) <= _MANY:
        return
    with suppress(command.Failed):
        words = ("repack", "--geometric=2", "-d", "-q", "--no-write-bitmap-index")
        command.ask(folder, "-c", "core.fsync=all", *words, also=command.at(folder))
