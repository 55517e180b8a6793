"""What of the records was signed: decisions, announcements, confirmations, papers with a number."""

from collections.abc import Iterator

from isoqms.facts.papers.catalogue import PAPERS, PRINTED_ELSEWHERE
from isoqms.repository import Repository
from isoqms.wording import date_short


def signed_acts(repository: Repository) -> tuple[str, ...]:
    """Each thing that was signed, once, as a person knows it: decisions first.

    Without those whose recording was taken back.
    """
    acts = (*_decisions(repository), *_papers(repository), *_confirmations(repository))
    return tuple(dict.fromkeys(acts))


def _decisions(repository: Repository) -> Iterator[str]:
    for entry in repository.decisions:
        record = entry.record
        if record.voided is not None:
            continue
        words = f"Quyết định {record.number} ngày {date_short(record.signed)}"
        yield f"{words} ({record.summary})"
        if record.file is not None:
            yield f"bản PDF đã ký của {words}"


def _papers(repository: Repository) -> Iterator[str]:
    """Those that are no decisions, as the year's records hold them."""
    kinds = [kind for kind in (*PAPERS, *PRINTED_ELSEWHERE) if kind.decision is None]
    for year in repository.years:
        for kind in kinds:
            for found in kind.recorded_in(repository, year):
                yield found.cited(kind.type)


def _confirmations(repository: Repository) -> Iterator[str]:
    for year in repository.years.values():
        confirmation = year.reviews.record.confirmation if year.reviews else None
        if confirmation is not None:
            day = date_short(confirmation.day)
            yield f"Xác nhận hiệu lực của hệ thống ngày {day} ({confirmation.document})"
