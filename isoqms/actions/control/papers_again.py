"""The papers of a recorded decision on documents, as they were printed when it was recorded."""

from dataclasses import replace
from pathlib import PurePosixPath

from isoqms.actions.control.issue import IssueRequest, issuing_of
from isoqms.actions.control.issue_papers import WordFile, issue_papers
from isoqms.facts.control.annulling import target_of
from isoqms.facts.control.issuing import Issuing
from isoqms.facts.control.reissuing import reissued
from isoqms.facts.control.signatories import signatory
from isoqms.model.control.decision import Decision, StagedPlan
from isoqms.model.control.document import ControlledDocument
from isoqms.repository import Entry, Repository
from isoqms.repository.control import control, history_of, text_of
from isoqms.repository.naming import recordings
from isoqms.repository.places import draft_path, relocated
from isoqms.repository.recorded_state import recorded_before


def papers_again(
    repository: Repository, decision: Entry[Decision], proposed_by: str | None = None
) -> tuple[WordFile, ...]:
    """The papers, made of the state before the entry that recorded the decision.

    Where the record was corrected since, with the true number, day, signer and titles. Where that
    state is not known any more, of the record itself. Raises IncompleteHistory.
    """
    known = issued_then(repository, decision, proposed_by)
    if known is None:
        return issue_papers(repository, reissued(repository, decision.record))
    return issue_papers(*known)


def state_before(
    repository: Repository,
    decision: Entry[Decision],
    besides: dict[PurePosixPath, bytes] | None = None,
) -> Repository | None:
    """The repository just before the decision was recorded, seen from the day of signing.

    None where no history tells it. Raises IncompleteHistory.
    """
    held = control(repository)
    recorded = recordings(repository.every_decision, held.recorded)[decision.path]
    if not recorded:
        return None
    day = decision.record.signed
    return recorded_before(repository.root, recorded[0].commit, day, besides)


def issued_then(
    repository: Repository, decision: Entry[Decision], proposed_by: str | None = None
) -> tuple[Repository, Issuing] | None:
    """What the decision did, and the repository of then; None where a text or the state is lost."""
    record = decision.record
    drafts = _drafts(repository, record)
    then = state_before(repository, decision, drafts) if drafts is not None else None
    if drafts is None or then is None:
        return None
    held = [entry for entry in then.drafts if entry.path in drafts]
    titles = {item.code: item.title for item in record.issues if item.title}
    issuing = issuing_of(
        then,
        _request(record, proposed_by),
        StagedPlan(issues=record.issues),
        [_titled(entry, titles) for entry in held],
        list(record.withdraws),
    )
    gone = {item.code: item.title for item in record.withdraws if item.title}
    withdrawn = tuple(
        replace(each, document=_called(each.document, gone)) for each in issuing.withdrawn
    )
    replaced = tuple(target_of(repository, number).record for number in record.replaces)
    return then, replace(issuing, withdrawn=withdrawn, replaced=replaced, seal=record.seal)


def _drafts(repository: Repository, record: Decision) -> dict[PurePosixPath, bytes] | None:
    """The texts that it issued, as drafts where they would have stood; None where one is lost."""
    found: dict[PurePosixPath, bytes] = {}
    known = control(repository)
    for item in record.issues:
        of_revision = (one for one in history_of(known, item.code) if one.revision == item.revision)
        issue = next(of_revision, None)
        content = text_of(known, issue) if issue is not None else None
        if issue is None or issue.text is None or content is None:
            return None
        path = draft_path(issue.text.path)
        found[path] = relocated(content, path)
    return found


def _request(record: Decision, proposed_by: str | None) -> IssueRequest:
    return IssueRequest(
        **signatory(record),
        number=record.number,
        signed=record.signed,
        effective=record.effective,
        summary=record.summary,
        proposed_by=proposed_by,
    )


def _titled(entry: Entry[ControlledDocument], titles: dict[str, str]) -> Entry[ControlledDocument]:
    return replace(entry, record=_called(entry.record, titles))


def _called(document: ControlledDocument, titles: dict[str, str]) -> ControlledDocument:
    """The document with the title that the decision bears, where its record tells one."""
    title = titles.get(document.code)
    return document.model_copy(update={"title": title}) if title else document
