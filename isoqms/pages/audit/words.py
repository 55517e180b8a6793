"""How the papers of the internal audit name rounds, teams, units, clauses and procedures."""

import re
from collections.abc import Iterable
from typing import Final

from isoqms.facts.audit.coverage import Reach
from isoqms.model.agency.settings import Agency
from isoqms.model.audit import Auditor, AuditRound, RoundState
from isoqms.model.base import split_link
from isoqms.model.improvement import Nonconformity
from isoqms.model.layout import path_of
from isoqms.pages.audit.overview import rounds_of
from isoqms.pages.papers.order import Lacking, PaperOrder
from isoqms.repository import Repository
from isoqms.wording import date_in_letters, listed

SOMEBODY: Final = "…………………………"
"""Where a name is written by hand."""
_ROUND: Final = re.compile(r"dot-(\d+)\Z")
_HINT: Final = "Bổ sung xong rồi in lại; chưa ghi gì."


def round_words(audit: AuditRound) -> str:
    """`đợt 1` of `dot-1`; another key as it is: `đợt «thang-9»`."""
    found = _ROUND.match(audit.id)
    return f"đợt {found[1]}" if found else f"đợt «{audit.id}»"


def rounds_words(rounds: Iterable[AuditRound]) -> str:
    """`đợt 1`, `đợt 1 và đợt 2`."""
    return listed(round_words(audit) for audit in rounds)


def live_rounds(repository: Repository, year: int, paper: str) -> tuple[AuditRound, ...]:
    """The rounds of a year that are not cancelled; Lacking where there are none."""
    live = tuple(
        audit for audit in rounds_of(repository, year) if audit.state is not RoundState.CANCELLED
    )
    if live:
        return live
    raise Lacking(
        f"Chưa in được {paper}: năm {year} chưa có đợt đánh giá nào.",
        f"Ghi các đợt vào {path_of('danh-gia-noi-bo', year)}: tên đợt, ngày dự kiến, đơn vị, "
        "điều khoản, đoàn.",
    )


def ordered_round(repository: Repository, order: PaperOrder, paper: str) -> AuditRound:
    """The round that an order is about; the only one where it names none.

    Lacking with the rounds there are.
    """
    live = live_rounds(repository, order.year, paper)
    if order.item is None and len(live) == 1:
        return live[0]
    found = next((audit for audit in live if audit.id == order.item), None)
    if found is not None:
        return found
    known = ", ".join(audit.id for audit in live)
    what = (
        f"năm {order.year} không có đợt «{order.item}»"
        if order.item
        else "chưa biết in cho đợt nào"
    )
    raise Lacking(
        f"Chưa in được {paper}: {what}.", f"Ghi tên đợt sau tên văn bản; các đợt đang có: {known}."
    )


def lacking(paper: str, gaps: Iterable[str]) -> Lacking:
    """The refusal that tells all that is missing."""
    return Lacking("\n".join((f"Chưa in được {paper}:", *(f"  - {gap}" for gap in gaps))), _HINT)


def days_words(audit: AuditRound) -> str:
    """`ngày 30 tháng 9 năm 2025`, `từ ngày … đến ngày …`, or dots where no day is known."""
    if audit.held and audit.planned_from and audit.planned_from < audit.held:
        return f"từ {date_in_letters(audit.planned_from)} đến {date_in_letters(audit.held)}"
    if audit.held:
        return date_in_letters(audit.held)
    days = [day for day in (audit.planned_from, audit.planned_to) if day]
    if not days:
        return "ngày …… tháng …… năm ……"
    if audit.planned_from is None:
        return f"theo kế hoạch đến {date_in_letters(days[0])}"
    whole = f"từ {date_in_letters(days[0])} đến {date_in_letters(days[-1])}"
    return whole if days[0] != days[-1] else date_in_letters(days[0])


def auditor_words(auditor: Auditor) -> str:
    """`Nguyễn Văn A, Phó Trưởng phòng Kinh tế`; the post alone where nobody is named."""
    return f"{auditor.name}, {auditor.post}" if auditor.name else auditor.post


def team_words(audit: AuditRound) -> str:
    """The team of a round, the lead auditor first."""
    people = sorted(audit.auditors, key=lambda auditor: not auditor.lead)
    return "; ".join(f"{auditor_words(each)}{_lead_mark(each)}" for each in people)


def _lead_mark(auditor: Auditor) -> str:
    return " (trưởng đoàn)" if auditor.lead else ""


def unit_words(agency: Agency, units: Iterable[str]) -> str:
    """The names of units, parted by commas."""
    return ", ".join(agency.unit_name(unit) for unit in units)


def clause_words(reach: Reach) -> str:
    """The clauses that are missing, whole: a chapter of which all are missing by its number.

    `5 (toàn bộ), 7.1.1, 7.1.2`.
    """
    chapters = {clause.partition(".")[0] for clause in reach.whole}
    empty = {
        chapter
        for chapter in chapters
        if all(each in reach.missing for each in reach.whole if _is_of(each, chapter))
    }
    told = (_chapter(clause, empty) for clause in reach.missing)
    return ", ".join(dict.fromkeys(told))


def _is_of(clause: str, chapter: str) -> bool:
    return clause.partition(".")[0] == chapter


def _chapter(clause: str, empty: set[str]) -> str:
    chapter = clause.partition(".")[0]
    return f"{chapter} (toàn bộ)" if chapter in empty else clause


def codes(links: Iterable[str]) -> tuple[str, ...]:
    """The codes of links, each once, without the issues that they may pin."""
    return tuple(dict.fromkeys(split_link(link)[0] for link in links))


def subject_words(audit: AuditRound) -> str:
    """What a round looks at: procedures, then clauses."""
    parts = [", ".join(codes(audit.documents))] if audit.documents else []
    parts += [f"điều khoản {', '.join(audit.clauses)}"] if audit.clauses else []
    return "; ".join(parts)


def nonconformities(repository: Repository, year: int) -> tuple[Nonconformity, ...]:
    """The rows of a year's register; none where there is no register."""
    return tuple(row.record for row in repository.rows_of(year).nonconformities)


def unit_order(repository: Repository, units: Iterable[str | None]) -> tuple[str | None, ...]:
    """The units each once, what belongs to none of them first, then in the agency's order."""
    order = {unit.key: place for place, unit in enumerate(repository.agency.record.units)}
    return tuple(
        sorted(set(units), key=lambda unit: -1 if unit is None else order.get(unit, len(order)))
    )
