"""What a paper can be about, as the records of a year have it."""

from collections.abc import Iterator
from typing import Final

from isoqms.facts.papers.paper import Subject
from isoqms.facts.papers.year_files import AUDITS, NONCONFORMITIES, TRAINING
from isoqms.repository.content import Repository

PLAN_PROPOSED: Final = "plan"
OBJECTIVES_PROPOSED: Final = "policy-objectives"
ISSUE_PROPOSED: Final = "issue"
"""What a unit proposes to the head, by the words of the papers that follow."""


def _rounds(repository: Repository, year: int) -> Iterator[str]:
    yield from (each.id for each in AUDITS.rows(repository, year, "rounds"))


def _sessions(repository: Repository, year: int) -> Iterator[str]:
    yield from map(str, range(1, len(TRAINING.rows(repository, year, "sessions")) + 1))


def _inspections(repository: Repository, year: int) -> Iterator[str]:
    yield from (each.id for each in NONCONFORMITIES.rows(repository, year, "inspections"))


def _requested(repository: Repository, _: int) -> Iterator[str]:
    documents = (*repository.in_force.values(), *repository.drafts)
    yield from (entry.record.code for entry in documents if entry.record.request)


def _proposed(repository: Repository, year: int) -> Iterator[str]:
    rows = repository.rows_of(year)
    if rows.tasks:
        yield PLAN_PROPOSED
    if rows.objectives:
        yield OBJECTIVES_PROPOSED
    if repository.drafts:
        yield ISSUE_PROPOSED


def _nonconformities(repository: Repository, year: int) -> Iterator[str]:
    yield from (each.id for each in NONCONFORMITIES.rows(repository, year, "items"))


def _late_cases(repository: Repository, year: int) -> Iterator[str]:
    letters = NONCONFORMITIES.rows(repository, year, "apologies")
    yield from (each.case for each in letters if each.case)


def _withdrawing_decisions(repository: Repository, year: int) -> Iterator[str]:
    if year in repository.years:
        for entry in repository.decisions:
            if entry.record.withdraws and entry.record.signed.year == year:
                yield entry.record.number


def _decisions(repository: Repository, year: int) -> Iterator[str]:
    for entry in repository.decisions:
        if entry.record.signed.year in (year, year - 1):
            yield entry.record.number


def _numbered(repository: Repository, year: int) -> Iterator[str]:
    yield from (row.record.number for row in repository.rows_of(year).outgoing)
    yield from _decisions(repository, year)


SESSION: Final = Subject("số thứ tự khóa đào tạo", _sessions)
INSPECTION: Final = Subject("khóa cuộc kiểm tra", _inspections)
REQUEST: Final = Subject("mã tài liệu", _requested)
PROPOSAL: Final = Subject("văn bản được trình", _proposed)
ROUND: Final = Subject("khóa đợt đánh giá", _rounds)
ROUND_OR_ALL: Final = Subject("khóa đợt đánh giá", _rounds, covers_all=True)
NONCONFORMITY: Final = Subject("khóa sự không phù hợp", _nonconformities)
LATE_CASE: Final = Subject("mã hồ sơ trễ hạn", _late_cases)
WITHDRAWAL: Final = Subject("số quyết định thu hồi", _withdrawing_decisions)
DECISION: Final = Subject("số quyết định", _decisions)
NUMBERED: Final = Subject("số quyết định, văn bản", _numbered)
