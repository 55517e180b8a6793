"""How far the agency is with each law that reaches its documents, line by line."""

from collections.abc import Container, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from isoqms.agenda.commands import run
from isoqms.facts.law.clock import LawClock, Standing
from isoqms.facts.law.reach import Reached, Tie
from isoqms.model.law import ExternalDocument
from isoqms.wording import date_short, number

HEADINGS: Final = {
    Standing.LATE: "Quá hạn ba tháng",
    Standing.SOON: "Còn không quá 30 ngày",
    Standing.RUNNING: "Đang trong ba tháng",
    Standing.AHEAD: "Sắp có hiệu lực",
    Standing.UNDATED: "Chưa biết ngày có hiệu lực, chưa tính được hạn",
    Standing.SETTLED: "Đã theo",
}
TIES: Final = {
    Tie.NAMED: "ghi ở «Tài liệu phải cập nhật»",
    Tie.REPLACES: "viện dẫn {cited} là văn bản đã được thay",
    Tie.AMENDS: "viện dẫn {cited} là văn bản được sửa đổi",
    Tie.GUIDES: "viện dẫn {cited} là văn bản được hướng dẫn",
}


def title(day: date) -> str:
    """`Văn bản pháp luật phải theo (ngày 30/6/2026)`."""
    return f"Văn bản pháp luật phải theo (ngày {date_short(day)})"


def lines(clocks: Sequence[LawClock], drafted: Container[str]) -> Iterator[str]:
    """The laws below the headings of how far the agency is; a sentence where there is none.

    `drafted` are the codes of which a next revision is being written already.
    """
    if not clocks:
        yield (
            "Không văn bản nào trong danh mục sửa đổi, thay thế, hướng dẫn văn bản mà tài liệu "
            "đang có hiệu lực viện dẫn."
        )
    for standing, group in groupby(clocks, key=lambda each: each.standing):
        yield HEADINGS[standing]
        for clock in group:
            yield from _of(clock, drafted)
        yield ""


def _of(clock: LawClock, drafted: Container[str]) -> Iterator[str]:
    yield f"  {clock.law.number}: {when(clock)}"
    for each in clock.reached:
        yield f"    {each.code}: {_why(clock, each)}"
    yield from (f"    {run('revise', code)}" for code in clock.waiting if code not in drafted)
    if any(code in drafted for code in clock.waiting):
        yield f"    {run('issue')}"
    if clock.standing is Standing.UNDATED:
        yield f"    {run('update', 'law', clock.law.number, '--set', 'effective=NGÀY')}"
    elif clock.waiting:
        yield f"    {run('update', 'law', clock.law.number, '--set', 'applied=NGÀY')}"


def when(clock: LawClock) -> str:
    """`có hiệu lực từ ngày 01/7/2025, hạn cập nhật là ngày 01/10/2025 (quá 3 ngày)`."""
    law = clock.law
    start = in_effect(law)
    if clock.standing is Standing.SETTLED:
        done = f", ghi cập nhật xong ngày {date_short(law.applied)}" if law.applied else ""
        return f"{start}{done}"
    if clock.last is None or clock.left is None:
        return start
    return f"{start}, hạn cập nhật là ngày {date_short(clock.last)} ({_left(clock.left)})"


def in_effect(law: ExternalDocument) -> str:
    """`có hiệu lực từ ngày 01/7/2025`, as the register tells."""
    if law.effective is None:
        return "danh mục chưa ghi ngày có hiệu lực"
    return f"có hiệu lực từ ngày {date_short(law.effective)}"


def _left(days: int) -> str:
    if days < 0:
        return f"quá {number(-days)} ngày"
    return f"còn {number(days)} ngày" if days else "hôm nay là ngày cuối"


def _why(clock: LawClock, each: Reached) -> str:
    tie = TIES[each.tie].format(cited=each.cited)
    if each.dismissed is not None:
        return f"không phải sửa ({each.dismissed}); {tie}"
    waits = "phải rà soát, sửa" if each.code in clock.waiting else "đã ban hành lại từ khi ký"
    return f"{waits}; {tie}"
