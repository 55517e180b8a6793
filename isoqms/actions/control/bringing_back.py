"""The files of documents that end, and of earlier revisions that are in force again."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from isoqms.model.control.document import ControlledDocument
from isoqms.repository import Repository
from isoqms.repository.control import Control, Issue, read_document

Files = dict[PurePosixPath, bytes | None]


def files_gone(repository: Repository, codes: Iterable[str]) -> Files:
    """The files of these documents in force, each gone, with the files attached to them alone."""
    leaving = set(codes)
    staying = [one.record for one in repository.documents if one.record.code not in leaving]
    used = {one.attachment for one in staying}
    gone: Files = {}
    for code in leaving:
        entry = repository.in_force.get(code)
        if entry is not None:
            attached = _attachment(entry.record)
            gone[entry.path] = None
            gone |= {path: None for path in attached if str(path) not in used}
    return gone


def files_back(known: Control, issues: Iterable[Issue]) -> Files:
    """The texts of these revisions where they stood, byte for byte, with what was attached.

    Those whose text nobody has are passed over. Raises IncompleteHistory.
    """
    back: Files = {}
    for one in issues:
        if one.text is None:
            continue
        text = known.history.texts([one.text.blob])[one.text.blob]
        back[one.text.path] = text
        document = read_document(one.text.path, text)
        for path in _attachment(document.record) if document else ():
            blob = known.history.blob_at(path, one.text.commit)
            if blob is not None:
                back[path] = known.history.texts([blob])[blob]
    return back


def _attachment(document: ControlledDocument) -> tuple[PurePosixPath, ...]:
    """The attached file, where it stands among the documents themselves."""
    if not document.attachment:
        return ()
    path = PurePosixPath(document.attachment)
    return (path,) if path.parts[0] == "tai-lieu" else ()
