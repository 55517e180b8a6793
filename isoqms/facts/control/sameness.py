"""Whether a draft says the same as what was issued before it."""

from pathlib import PurePosixPath
from typing import Final

from isoqms.history import IncompleteHistory
from isoqms.model.control.document import ControlledDocument
from isoqms.repository import Entry, Repository
from isoqms.repository.control import control, history_of, read_document, text_of

_OF_THE_REVISION: Final = frozenset({"revision", "request", "template", "attachment"})
"""What is about a revision and not about the work; of an attached file its content counts."""


def repeated(repository: Repository, draft: Entry[ControlledDocument]) -> bool:
    """Whether the draft says what its last issue said, in head, prose and attached file.

    Held against what lies in `tai-lieu/`, and against the issued text where that was altered.
    """
    standing = repository.in_force.get(draft.record.code)
    if standing is None:
        return False
    if not _same_file(repository, standing.record, draft.record):
        return False
    if _says_the_same(standing, draft):
        return True
    issued = _issued(repository, standing)
    return issued is not None and _says_the_same(issued, draft)


def _says_the_same(one: Entry[ControlledDocument], other: Entry[ControlledDocument]) -> bool:
    return _told(one.record) == _told(other.record) and _prose(one.body) == _prose(other.body)


def _told(record: ControlledDocument) -> dict[str, object]:
    return record.model_dump(exclude=set(_OF_THE_REVISION))


def _prose(body: str) -> list[str]:
    return body.strip().splitlines()


def _same_file(
    repository: Repository, standing: ControlledDocument, draft: ControlledDocument
) -> bool:
    files = [_bytes(repository, each.attachment) for each in (standing, draft)]
    return files[0] == files[1]


def _bytes(repository: Repository, attachment: str | None) -> bytes | None:
    if not attachment:
        return None
    path = PurePosixPath(attachment.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts:
        return attachment.encode()
    try:
        return repository.bytes_of(path)
    except OSError:
        return attachment.encode()


def _issued(
    repository: Repository, standing: Entry[ControlledDocument]
) -> Entry[ControlledDocument] | None:
    """The text that was issued as the revision that lies there; None where nobody has it."""
    known = control(repository)
    issues = history_of(known, standing.record.code)
    issue = next((one for one in issues if one.revision == standing.record.revision), None)
    if issue is None or issue.text is None:
        return None
    try:
        content = text_of(known, issue)
    except IncompleteHistory:
        return None
    return read_document(issue.text.path, content) if content else None
