"""How a paper that cannot be made yet says what the records lack: each thing with the place where it goes."""

from collections.abc import Iterable

from isoqms.pages.papers.catalogue import Lacking


def lacking(paper: str, lacks: Iterable[tuple[str, str]], hint: str) -> Lacking:
    """The refusal of `paper` («giấy mời»), naming each thing that it lacks and where that is recorded."""
    lines = (f"  - {what}: {where}" for what, where in lacks)
    return Lacking("\n".join((f"Chưa lập được {paper}, hồ sơ còn thiếu:", *lines)), hint)
