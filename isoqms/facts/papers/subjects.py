"""What a paper can be about, as the records of a year have it."""

from collections.abc import Iterator
from typing import Final

from isoqms.facts.papers.paper import Subject
from isoqms.facts.papers.year_files import AUDITS, NONCONFORMITIES
from isoqms.repository.content import Repository


def _rounds(repository: Repository, year: int) -> Iterator[str]:
    yield from (each.id for each in AUDITS.rows(repository, year, "rounds"))


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


ROUND: Final = Subject("khóa đợt đánh giá", _rounds)
ROUND_OR_ALL: Final = Subject("khóa đợt đánh giá", _rounds, covers_all=True)
NONCONFORMITY: Final = Subject("khóa sự không phù hợp", _nonconformities)
LATE_CASE: Final = Subject("mã hồ sơ trễ hạn", _late_cases)
WITHDRAWAL: Final = Subject("số quyết định thu hồi", _withdrawing_decisions)
DECISION: Final = Subject("số quyết định", _decisions)
NUMBERED: Final = Subject("số quyết định, văn bản", _numbered)
