"""Hold the sealed list of a decision (danh mục niêm) against the texts that it names."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from isoqms.actions.control.proof import Result, Step, named, step
from isoqms.model.control.decision import Decision, Seal, SealedDocument
from isoqms.model.control.document import ControlledDocument
from isoqms.model.control.sealing import SCHEME, file_sum, root_of, short, text_sum
from isoqms.repository import Entry, Repository
from isoqms.repository.control import Control, Issue, read_document
from isoqms.repository.issues import TextRef


def sealed_step(
    repository: Repository, known: Control, decision: Entry[Decision], printed: str | None = None
) -> Step:
    """The root, and the sums of each document: of its recorded text, of its file while in force.

    `printed` is the root that the annex of the signed paper bears.
    """
    seal = decision.record.seal
    number = decision.record.number
    if seal is None or seal.scheme != SCHEME:
        return Step(
            "seal", Result.OPEN, f"Danh mục niêm của {number} dùng cách tính mà bản này chưa biết."
        )
    wrong = [*_faults_of_list(decision.record, seal), *_faults_of_printed(seal, printed)]
    unknown: list[str] = []
    for one in seal.documents:
        issue = _issue_of(decision, known, one)
        wrong += _faults_of_sealed(repository, known, issue, one)
        if _has_ended(repository, issue) and not _text_of(issue):
            unknown.append(named(one.code, one.revision))
    good = (
        f"{number}: {len(seal.documents)} tài liệu đúng từng byte với danh mục niêm, "
        f"mã gốc {seal.root}"
    )
    anchor = None
    if printed is not None:
        anchor = f"mã gốc in trên bản giấy của {number}"
    if unknown and not wrong:
        sentence = f"{good}; riêng {len(unknown)} tài liệu không còn văn bản để kiểm."
        return Step("seal", Result.OPEN, sentence, tuple(unknown), anchor)
    how = "" if anchor else ", chưa so với mã gốc in trên bản giấy"
    return step(
        "seal",
        f"{good}{how}.",
        lambda n: f"{number}: {n} chỗ không khớp danh mục niêm.",
        tuple(wrong),
        anchor,
    )


def _faults_of_list(record: Decision, seal: Seal) -> Iterator[str]:
    """What does not fit in the decision itself: its root, its two lists."""
    root = root_of(seal.documents)
    if root != seal.root:
        yield f"Mã gốc tính lại là {root}, quyết định ghi {seal.root}."
    issued = {(item.code, item.revision) for item in record.issues}
    listed = {(one.code, one.revision) for one in seal.documents}
    for key in issued ^ listed:
        yield f"{named(*key)} chỉ có ở một trong hai: danh mục ban hành, danh mục niêm."


def _faults_of_printed(seal: Seal, printed: str | None) -> Iterator[str]:
    if printed is not None and printed != seal.root:
        yield f"Mã gốc trên bản giấy là {printed}, quyết định trong kho ghi {seal.root}."


def _issue_of(decision: Entry[Decision], known: Control, one: SealedDocument) -> Issue | None:
    same = (each for each in issues_of(decision, known) if each.code == one.code)
    return next((each for each in same if each.revision == one.revision), None)


def _text_of(issue: Issue | None) -> TextRef | None:
    return issue.text if issue else None


def _has_ended(repository: Repository, issue: Issue | None) -> bool:
    """Whether a later decision has ended it by now, so that its file need not stand any more."""
    ending = issue.ending if issue else None
    return ending is not None and ending.day <= repository.as_of


def _faults_of_sealed(
    repository: Repository, known: Control, issue: Issue | None, one: SealedDocument
) -> Iterator[str]:
    """What does not fit, in sentences."""
    text = _text_of(issue)
    if text:
        yield from _faults_of_recorded(known, text, one)
    if not _has_ended(repository, issue):
        yield from _faults_of_standing(repository, issue, one)


def _faults_of_recorded(known: Control, text: TextRef, one: SealedDocument) -> Iterator[str]:
    """The text as it stands in the history, and the file that was attached to it then."""
    name = named(one.code, one.revision)
    content = known.history.texts((text.blob,))[text.blob]
    yield from _compared(f"{name}, bản trong lịch sử", content, one.sha256)
    document = read_document(text.path, content) if one.attachment else None
    if document is None or document.record.attachment is None:
        return
    blob = known.history.blob_at(document.record.attachment, text.commit)
    if blob is None or file_sum(known.history.texts((blob,))[blob]) != one.attachment:
        yield f"{name}: tệp kèm theo trong lịch sử không khớp."


def _faults_of_standing(
    repository: Repository, issue: Issue | None, one: SealedDocument
) -> Iterator[str]:
    """The file of what is in force, and the file attached to it."""
    entry = repository.in_force.get(one.code)
    path = _standing_path(entry, issue)
    if path is None or not repository.holds(path):
        yield f"{named(one.code, one.revision)}: còn hiệu lực mà không tìm thấy tệp."
        return
    is_the_same = entry is None or entry.record.revision == one.revision
    # Until the next revision takes effect its file may already lie there.
    is_replaced = issue is not None and issue.ending is not None
    if is_the_same or not is_replaced:
        yield from _compared(str(path), repository.bytes_of(path), one.sha256)
    if entry is not None and is_the_same:
        yield from _faults_of_attached(repository, entry.record, one)


def _standing_path(
    entry: Entry[ControlledDocument] | None, issue: Issue | None
) -> PurePosixPath | None:
    """Where the file stands, or stood when it was recorded."""
    if entry is not None:
        return entry.path
    text = _text_of(issue)
    return text.path if text else None


def _faults_of_attached(
    repository: Repository, document: ControlledDocument, one: SealedDocument
) -> Iterator[str]:
    if not document.attachment or not one.attachment:
        return
    file = PurePosixPath(document.attachment)
    if not repository.holds(file) or file_sum(repository.bytes_of(file)) != one.attachment:
        yield f"{file}: tệp kèm theo của {named(one.code, one.revision)} không khớp."


def _compared(what: str, content: bytes, stated: str) -> Iterator[str]:
    if text_sum(content) != stated:
        yield f"{what}: SHA-256 là {short(text_sum(content))}, danh mục ghi {short(stated)}."


def issues_of(decision: Entry[Decision], known: Control) -> Iterator[Issue]:
    """The revisions that a decision issued, in its order."""
    for item in decision.record.issues:
        for one in known.issues.get(item.code, ()):
            if one.decision is decision and one.revision == item.revision:
                yield one
