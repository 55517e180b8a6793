"""How a paper that cannot be made says what the records lack, each thing with its place."""

from collections.abc import Iterable

from isoqms.pages.papers.order import Lacking


def lacking(paper: str, lacks: Iterable[tuple[str, str]], hint: str) -> Lacking:
    """The refusal of `paper` («giấy mời»), naming what it lacks and where each is recorded."""
    lines = (f"  - {what}: {where}" for what, where in lacks)
    return Lacking("\n".join((f"Chưa lập được {paper}, hồ sơ còn thiếu:", *lines)), hint)
