"""Which changes of law the documents in force do not follow yet, and until when they must."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from isoqms.facts.law.validity import months_after, update_months
from isoqms.model.base import split_link
from isoqms.model.law import ExternalDocument
from isoqms.repository.content import Repository
from isoqms.repository.entry import Row


@dataclass(frozen=True, slots=True)
class LawChange:
    """An instrument in effect, and what is still to be done about it (thay đổi của pháp luật)."""

    row: Row[ExternalDocument]
    """Where it stands in the register of external documents."""
    effective: date
    last: date
    """The last day to follow it."""
    pending: tuple[str, ...]
    """The codes of documents in force that still have to be changed, in order."""

    @property
    def law(self) -> ExternalDocument:
        """The instrument itself."""
        return self.row.record


def law_changes(repository: Repository) -> Iterator[LawChange]:
    """The instruments in effect, in the order of the register.

    Nothing while the system is not applied.

    Documents that were first issued under an instrument were written by it, and are not pending.
    """
    if not repository.running:
        return
    first_issued = _first_issues(repository)
    citing = _citing(repository)
    months = update_months(repository)
    for row in repository.laws:
        law = row.record
        if law.effective is None or law.effective > repository.as_of:
            continue
        affected = {
            *_affected(repository, law, law.effective, first_issued),
            *citing.get(law.number, ()),
        }
        yield LawChange(
            row,
            law.effective,
            months_after(law.effective, months),
            () if _done(repository, law) else tuple(sorted(affected)),
        )


def _done(repository: Repository, law: ExternalDocument) -> bool:
    return law.applied is not None and law.applied <= repository.as_of


def _first_issues(repository: Repository) -> Mapping[str, date]:
    """When each code was first issued, as far as decisions tell."""
    first: dict[str, date] = {}
    for decision in repository.decisions:
        for item in decision.record.issues:
            day = min(first.get(item.code, date.max), decision.record.in_force_from)
            first[item.code] = day
    return first


def _affected(
    repository: Repository, law: ExternalDocument, effective: date, first_issued: Mapping[str, date]
) -> Iterator[str]:
    """The documents in force that the law changes.

    Those first issued under it were written by it.
    """
    for link in law.affects:
        code = split_link(link)[0]
        exists = code in repository.in_force or code in repository.unread_codes
        if exists and first_issued.get(code, date.min) < effective:
            yield code


def _citing(repository: Repository) -> Mapping[str, list[str]]:
    """The documents in force that still rest on an instrument that each law replaced."""
    known = repository.external_by_number.items()
    replaced = {number: row.record.replaced_by for number, row in known}
    successors = {number: by for number, by in replaced.items() if by}
    out: dict[str, list[str]] = {}
    if successors:
        for entry in repository.documents:
            for number in entry.record.legal_basis:
                if number in successors:
                    out.setdefault(successors[number], []).append(entry.record.code)
    return out
