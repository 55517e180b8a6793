"""A recorded decision on documents as its papers told it.

Its texts come from the history, its copies from the registers.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath

from isoqms.facts.control.issuing import (
    IssuedDocument,
    Issuing,
    Replaced,
    TakenBack,
    WithdrawnDocument,
    fields,
    in_order,
    issuers,
    users,
)
from isoqms.model.control.decision import Decision, Withdrawn
from isoqms.model.control.distribution import WithdrawalReceipt
from isoqms.model.control.document import ControlledDocument, DocumentKind
from isoqms.repository.content import Repository
from isoqms.repository.control import Issue, control, history_of, read_document, text_of
from isoqms.repository.entry import Entry
from isoqms.wording import two_digits


def reissued(repository: Repository, decision: Decision) -> Issuing:
    """What the decision did, from its record.

    A text that nobody has any more is known by code and title alone.

    Raises IncompleteHistory.
    """
    field_of = fields(repository.documents)
    issued = tuple(_issued(repository, decision, field_of))
    withdrawn = tuple(_withdrawn(repository, each, field_of) for each in decision.withdraws)
    issued = tuple(sorted(issued, key=lambda each: in_order(each.document, each.field)))
    withdrawn = tuple(sorted(withdrawn, key=lambda each: in_order(each.document, each.field)))
    return Issuing(
        year=decision.signed.year,
        summary=decision.summary,
        authority=decision.authority,
        issued=issued,
        withdrawn=withdrawn,
        number=decision.number,
        signed=decision.signed,
        effective=decision.effective,
        signer_post=decision.signer_post or "",
        signer=decision.signer_name or "",
        seal=decision.seal,
        users=users(repository, [each.document for each in issued]),
        taken_back=tuple(_taken_back(repository, decision, issued, withdrawn)),
    )


def _issued(
    repository: Repository, decision: Decision, field_of: dict[str, str]
) -> Iterator[IssuedDocument]:
    by_whom = issuers(repository)
    for item in decision.issues:
        entry = _entry(repository, item.code, item.revision, item.title)
        replaced = (
            Replaced(item.revision - 1, by_whom.get((item.code, item.revision - 1)))
            if item.revision > 1
            else None
        )
        yield IssuedDocument(
            entry.record,
            entry.path,
            entry.path,
            item.change or "",
            replaced,
            field_of.get(item.code, ""),
            entry.body,
        )


def _withdrawn(
    repository: Repository, item: Withdrawn, field_of: dict[str, str]
) -> WithdrawnDocument:
    entry = _entry(repository, item.code, item.revision, item.title)
    return WithdrawnDocument(
        entry.record, entry.path, item.reason, entry.record.field or field_of.get(item.code, "")
    )


def _entry(
    repository: Repository, code: str, revision: int | None, title: str | None
) -> Entry[ControlledDocument]:
    """The document as the history holds it.

    Made of what the decision says where the text is lost.
    """
    issues = history_of(control(repository), code)
    known = [each for each in issues if revision in (None, each.revision)]
    last = known[-1] if known else None
    entry = _read(repository, last)
    if entry is not None:
        return entry
    record = ControlledDocument(
        code=code,
        title=title or (last and last.title) or code,
        kind=_kind(last),
        revision=revision or (last and last.revision) or 1,
    )
    return Entry(PurePosixPath("tai-lieu", f"{code}.md"), record)


def _read(repository: Repository, issue: Issue | None) -> Entry[ControlledDocument] | None:
    """The text of an issue; None where it is lost, or cannot be read."""
    if issue is None or issue.text is None:
        return None
    content = text_of(control(repository), issue)
    return read_document(issue.text.path, content) if content else None


def _kind(issue: Issue | None) -> DocumentKind:
    known = {kind.value for kind in DocumentKind}
    return DocumentKind(issue.kind) if issue and issue.kind in known else DocumentKind.OTHER


def _taken_back(
    repository: Repository,
    decision: Decision,
    issued: tuple[IssuedDocument, ...],
    withdrawn: tuple[WithdrawnDocument, ...],
) -> Iterator[TakenBack]:
    """The receipts of the register for what it withdrew or replaced.

    Whatever it withdrew without any, of nobody.
    """
    gone = {_key(each.document): (each.document, each.reason) for each in withdrawn}
    replaced = {
        (new.document.code, new.replaces.revision): (
            new.document,
            f"Thay bằng lần ban hành {two_digits(new.document.revision)}",
        )
        for new in issued
        if new.replaces is not None
    }
    known = gone | replaced
    noted = set()
    for line in _receipts(repository, decision):
        key = (line.document, line.revision)
        if key in gone or (key in replaced and line.copies):
            noted.add(key)
            document, reason = known[key]
            yield TakenBack(document, line.revision, line.unit, line.copies, reason)
    agency = repository.agency.record.name
    for each in withdrawn:
        document = each.document
        if _key(document) not in noted:
            yield TakenBack(document, document.revision, agency, 0, each.reason)


def _key(document: ControlledDocument) -> tuple[str, int]:
    return document.code, document.revision


def _receipts(repository: Repository, decision: Decision) -> Iterator[WithdrawalReceipt]:
    """The receipts of the year of signing and of the next, when the last copies may come back."""
    for number in (decision.signed.year, decision.signed.year + 1):
        year = repository.years.get(number)
        if year and year.distribution:
            yield from year.distribution.record.withdrawn
