"""Whether a draft says the same as what was issued before it."""

from pathlib import PurePosixPath
from typing import Final

from isoqms.file_names import leads_out
from isoqms.history import IncompleteHistory, blob_id
from isoqms.model.control.document import ControlledDocument
from isoqms.repository import Entry, Repository
from isoqms.repository.control import Issue, control, history_of, read_document, text_of

_OF_THE_REVISION: Final = frozenset({"revision", "request", "template", "attachment"})
"""What is about a revision and not about the work; of an attached file its content counts."""


def repeated(repository: Repository, draft: Entry[ControlledDocument]) -> bool:
    """Whether the draft says what its last issue said, in head, prose and attached file.

    Held against the text that was issued; against what lies in `tai-lieu/` where nobody has that.
    """
    standing = repository.in_force.get(draft.record.code)
    if standing is None:
        return False
    issue = _issue_of(repository, standing.record)
    last = _text(repository, issue) or standing
    return _says_the_same(last, draft) and _same_file(repository, issue, standing, draft)


def _says_the_same(one: Entry[ControlledDocument], other: Entry[ControlledDocument]) -> bool:
    return _told(one.record) == _told(other.record) and _prose(one.body) == _prose(other.body)


def _told(record: ControlledDocument) -> dict[str, object]:
    return record.model_dump(exclude=set(_OF_THE_REVISION))


def _prose(body: str) -> list[str]:
    return body.strip().splitlines()


def _issue_of(repository: Repository, standing: ControlledDocument) -> Issue | None:
    """The issue that lies there; None where its text is not known."""
    issues = history_of(control(repository), standing.code)
    return next((one for one in issues if one.text and one.revision == standing.revision), None)


def _text(repository: Repository, issue: Issue | None) -> Entry[ControlledDocument] | None:
    if issue is None or issue.text is None:
        return None
    try:
        content = text_of(control(repository), issue)
    except IncompleteHistory:
        return None
    return read_document(issue.text.path, content) if content else None


def _same_file(
    repository: Repository,
    issue: Issue | None,
    standing: Entry[ControlledDocument],
    draft: Entry[ControlledDocument],
) -> bool:
    """Whether the attached files are the same, or there are none."""
    here, there = _path(draft.record.attachment), _path(standing.record.attachment)
    if here is None or there is None:
        return here == there
    if issue and issue.text:
        issued = control(repository).history.blob_at(there, issue.text.commit)
        return issued == _id(repository, here)
    return _id(repository, there) == _id(repository, here)


def _path(attachment: str | None) -> PurePosixPath | None:
    if not attachment or leads_out(attachment):
        return None
    return PurePosixPath(attachment.replace("\\", "/"))


def _id(repository: Repository, path: PurePosixPath) -> str | None:
    try:
        return blob_id(repository.bytes_of(path))
    except OSError:
        return None
