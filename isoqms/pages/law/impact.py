"""What cites an instrument and would have to be revised with it, line by line."""

from collections.abc import Iterator, Sequence
from typing import Final

from isoqms.agenda.commands import run
from isoqms.diagnostics import Place
from isoqms.facts.law.impact import Cites, Impact
from isoqms.facts.law.reach import Tie
from isoqms.pages.law.clock import in_effect
from isoqms.wording import date_short, listed, number, two_digits

_TIES: Final = {
    Tie.REPLACES: "thay thế",
    Tie.AMENDS: "sửa đổi",
    Tie.GUIDES: "hướng dẫn",
    Tie.NAMED: "liên quan",
}


def lines(found: Impact, known: str) -> Iterator[str]:
    """What the instrument touches; `known` is what is known of itself."""
    yield f"{found.number}: {known}"
    yield from (f"  {_TIES[tie]} {other}" for other, tie in found.ties)
    yield from (
        f"  được {law.number} {_TIES[tie]} ({in_effect(law)})" for law, tie in found.tied_by
    )
    yield ""
    yield from _listed("Tài liệu", found.documents)
    yield from _listed("Biểu mẫu", found.forms)
    if found.decisions:
        yield f"Quyết định của cơ quan nhắc đến ({number(len(found.decisions))}):"
    for entry in found.decisions:
        record = entry.record
        yield f"  {record.number} ngày {date_short(record.signed)}: {record.summary}"
    yield from _elsewhere(found.others)
    yield _conclusion(found)
    yield from (f"  {run('revise', code)}" for code in found.to_revise)


def _listed(what: str, every: Sequence[Cites]) -> Iterator[str]:
    if every:
        yield f"{what} ({number(len(every))}):"
    for each in every:
        record = each.entry.record
        state = f"lần {two_digits(record.revision)}" if each.in_force else "dự thảo"
        yield f"  {record.code} {state}, {record.title}"
        yield f"    {_where(each)}"
        if record.forms:
            yield f"    biểu mẫu kèm theo: {listed(record.forms)}"
        if record.serves:
            yield f"    thủ tục: {listed(record.serves)}"


def _where(each: Cites) -> str:
    """`căn cứ pháp lý, bước 2 và 3, dòng 45`; of what is only tied, what it cites instead."""
    if each.by:
        return f"viện dẫn {each.by}"
    parts = []
    if any(route and route[0] == "legal_basis" for route, _ in each.places):
        parts.append("căn cứ pháp lý")
    if each.steps:
        parts.append(f"bước {listed(str(step) for step in each.steps)}")
    heads = ("legal_basis", "steps")
    if any(route and route[0] not in heads for route, _ in each.places):
        parts.append("phần đầu tài liệu")
    in_body = [str(place.line) for route, place in each.places if route is None]
    if in_body:
        parts.append(f"dòng {listed(in_body)}")
    return ", ".join(parts)


def _elsewhere(places: Sequence[Place]) -> Iterator[str]:
    paths = dict.fromkeys(str(place.path) for place in places)
    if paths:
        yield f"Còn nhắc đến ở: {listed(paths)}"


def _conclusion(found: Impact) -> str:
    if not found.to_revise:
        return "Không tài liệu nào đang có hiệu lực phải rà soát khi văn bản này thay đổi."
    return (
        f"Khi văn bản này thay đổi thì phải rà soát, sửa {number(len(found.to_revise))} tài liệu "
        "đang có hiệu lực:"
    )
