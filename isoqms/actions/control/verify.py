"""Prove that what stands in the repository is what the decisions issued, step by step."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path, PurePosixPath

from isoqms.errors import IsoqmsError, UnknownName
from isoqms.facts.control.signed_files import fault_of, signed_papers
from isoqms.history import Commit, Tag, blob_id
from isoqms.history.sealing.signatures import signers_of
from isoqms.model.control.decision import Decision, SealedDocument
from isoqms.model.control.sealing import SCHEME, file_sum, root_of, short, text_sum
from isoqms.model.layout import file_of
from isoqms.repository import Entry, Repository, load
from isoqms.repository.control import Control, Issue, control, read_document
from isoqms.repository.integrity import absences, altered_decisions, altered_texts
from isoqms.wording import date_short, nearest, number_slug


class Result(StrEnum):
    """How a step ended."""

    HOLDS = "holds"
    FAILS = "fails"
    OPEN = "open"
    """Nothing could be said, which is no proof of anything."""


@dataclass(frozen=True, slots=True)
class Step:
    """One link of the chain: what was looked at, in a sentence, and what does not hold in it."""

    name: str
    result: Result
    sentence: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """The steps in order."""

    as_of: date
    steps: tuple[Step, ...]

    @property
    def holds(self) -> bool:
        """Whether no step fails."""
        return all(step.result is not Result.FAILS for step in self.steps)


class NotSealed(IsoqmsError):
    """A decision that was recorded without a seal."""

    hint = "Chỉ quyết định ban hành bằng `isoqms issue --seal` mới có danh mục niêm."


def verify(
    start: Path, as_of: date, *, seal: str | None = None, signers: Path | None = None
) -> Proof:
    """The proof for the repository around `start`, from the texts to the seals, step by step.

    With `seal`, the number of a decision, only its sealed list is held against the texts, and a
    repository without a history is enough for what is still in force. Nothing is written. Raises
    HistoryUnavailable, UnknownName, NotSealed, CannotVerify, and what loading raises.
    """
    repository = load(start, as_of, ask_ahead=True)
    known = control(repository)
    if seal is not None:
        return Proof(as_of, (_sealed(repository, known, _decision_named(repository, seal)),))
    if known.history.unavailable:
        raise known.history.unavailable
    return Proof(as_of, tuple(_chain(repository, known, signers)))


def _chain(repository: Repository, known: Control, signers: Path | None) -> Iterator[Step]:
    yield _texts(repository, known)
    yield _in_force(repository, known)
    yield _decisions(repository, known)
    yield from _signed(repository)
    tags = [tag for tag in known.history.tags if tag.name.startswith("qd/")]
    yield _tags(repository, known, tags)
    yield from _signatures(repository, tags, signers)
    for decision in repository.decisions:
        if decision.record.seal:
            yield _sealed(repository, known, decision)


def _step(name: str, good: str, bad: Callable[[int], str], details: tuple[str, ...]) -> Step:
    if details:
        return Step(name, Result.FAILS, bad(len(details)), details)
    return Step(name, Result.HOLDS, good)


def _named(code: str, revision: int | None) -> str:
    return f"«{code}» lần {revision}" if revision else f"«{code}»"


def _when(commit: Commit | None) -> str:
    return (
        f"ngày {date_short(commit.when.date())} ({commit.author})" if commit else "mà chưa ghi nhận"
    )


# The texts of all issues


def _texts(repository: Repository, known: Control) -> Step:
    """Every revision issued has its text in the history, its bytes those of its id."""
    issued = [one for each in known.issues.values() for one in each if one.decision]
    held = {one.text.blob: one for one in issued if one.text}
    spoiled = [
        f"{_named(held[blob].code, held[blob].revision)}: bản lưu trong lịch sử bị hỏng."
        for blob, content in known.history.stream(held)
        if len(blob) == len(blob_id(b"")) and blob_id(content) != blob
    ]
    lost = [
        (
            f"{_named(one.issue.code, one.issue.revision)} theo {one.decision.record.number}: "
            "không có văn bản."
        )
        for one in absences(repository, known)
        if one.path is None
    ]
    found = sum(1 for one in issued if one.text)
    if not issued:
        return Step(
            "texts",
            Result.OPEN,
            "Các quyết định không liệt kê tài liệu nào, nên không có gì để đối chiếu.",
        )
    before = len(issued) - found - len(lost)
    good = f"{found} lần ban hành có đủ văn bản trong lịch sử"
    good += (
        f"; {before} lần chưa ghi nhận, hoặc ban hành từ trước khi có kho, không có văn bản."
        if before
        else "."
    )
    return _step(
        "texts", good, lambda n: f"{n} lần ban hành không tìm thấy đúng văn bản.", (*lost, *spoiled)
    )


def _in_force(repository: Repository, known: Control) -> Step:
    """What lies in `tai-lieu/` is what was issued, whole, and nothing else."""
    altered = [
        f"{one.entry.path}{f':{one.line}' if one.line else ' (tệp kèm theo)'}: "
        f"{_named(one.entry.record.code, one.entry.record.revision)} bị sửa {_when(one.since)}."
        for one in altered_texts(repository, known)
    ]
    deleted = [
        (
            f"{one.path}: {_named(one.issue.code, one.issue.revision)} còn hiệu lực mà tệp bị xóa "
            f"{_when(one.left)}."
        )
        for one in absences(repository, known)
        if one.path is not None
    ]
    listed = any(decision.record.issues for decision in repository.decisions)
    counted = any(decision.record.stated for decision in repository.decisions)
    stray = [
        f"{one.path}: không quyết định nào ban hành {_named(one.record.code, one.record.revision)}."
        for one in known.unissued
        if listed and not counted and str(one.path) != file_of("chinh-sach")
    ]
    if not listed and not altered:
        return Step(
            "in_force", Result.OPEN, "Không quyết định nào nêu tài liệu nào đang có hiệu lực."
        )
    good = f"{len(repository.documents)} tài liệu đang có hiệu lực đúng như khi ban hành."
    return _step(
        "in_force",
        good,
        lambda n: f"{n} chỗ trong tai-lieu/ không đúng như đã ban hành.",
        (*altered, *deleted, *stray),
    )


# Decisions and tags


def _decisions(repository: Repository, known: Control) -> Step:
    changed = tuple(
        f"{one.path}: quyết định {one.number} bị {'sửa' if one.entry else 'xóa'} {_when(one.since)}"
        + (f": {', '.join(one.fields)}." if one.fields else ".")
        for one in altered_decisions(repository, known)
    )
    good = f"{len(repository.decisions)} quyết định không bị sửa từ khi ghi vào kho."
    return _step(
        "decisions", good, lambda n: f"{n} quyết định không còn như khi ghi vào kho.", changed
    )


def _signed(repository: Repository) -> Iterator[Step]:
    """The signed files are those that were recorded; nothing is said where none was."""
    papers = tuple(signed_papers(repository))
    if papers:
        wrong = tuple(fault for paper in papers if (fault := fault_of(repository, paper)))
        good = f"{len(papers)} bản đã ký còn nguyên như khi ghi vào kho."
        yield _step("signed", good, lambda n: f"{n} bản đã ký bị mất hoặc bị thay.", wrong)


def _tags(repository: Repository, known: Control, tags: list[Tag]) -> Step:
    """Each tag of a decision stands on the published line, where decision and texts stood."""
    if not tags:
        return Step("tags", Result.OPEN, "Không có mốc ban hành nào để đối chiếu.")
    decisions = {_tag_name(one.record): one for one in repository.decisions}
    wrong = tuple(
        fault for tag in tags for fault in _faults_of(tag, decisions.get(tag.name), known)
    )
    return _step(
        "tags",
        f"{len(tags)} mốc ban hành khớp với quyết định và văn bản.",
        lambda n: f"{n} chỗ lệch ở các mốc.",
        wrong,
    )


def _tag_name(record: Decision) -> str:
    return f"qd/{record.signed.year}/{number_slug(record.number)}"


def _faults_of(tag: Tag, decision: Entry[Decision] | None, known: Control) -> Iterator[str]:
    commit = known.history.commit(tag.target)
    if commit is None:
        yield f"{tag.name}: mốc không nằm trên lịch sử đã công bố."
        return
    if decision is None:
        yield f"{tag.name}: không có quyết định nào ứng với mốc."
        return
    if known.history.blob_at(decision.path, commit) is None:
        yield f"{tag.name}: tại mốc chưa có quyết định {decision.record.number}."
    root = decision.record.seal.root if decision.record.seal else None
    if root and root not in tag.message:
        yield f"{tag.name}: mã gốc niêm ghi ở mốc khác với quyết định."
    for issue in _issues_of(decision, known):
        text = issue.text
        if text and known.history.blob_at(text.path, commit) != text.blob:
            yield (
                f"{tag.name}: tại mốc, {_named(issue.code, issue.revision)} không phải là văn bản "
                "đã ban hành."
            )


def _issues_of(decision: Entry[Decision], known: Control) -> Iterator[Issue]:
    for item in decision.record.issues:
        for one in known.issues.get(item.code, ()):
            if one.decision is decision and one.revision == item.revision:
                yield one


def _signatures(repository: Repository, tags: list[Tag], signers: Path | None) -> Iterator[Step]:
    signed = [tag for tag in tags if tag.signed]
    if signers is None:
        if signed:
            hint = "thêm `--allowed-signers TỆP` để kiểm chữ ký"
            yield Step(
                "signatures", Result.OPEN, f"{len(signed)} mốc có chữ ký, chưa kiểm: {hint}."
            )
        return
    found = signers_of(repository.root, signed, signers)
    if not found:
        yield Step("signatures", Result.OPEN, "Không có mốc nào mang chữ ký.")
        return
    wrong = tuple(
        f"{name}: chữ ký không phải của người được phép."
        for name, who in found.items()
        if who is None
    )
    who = ", ".join(sorted({who for who in found.values() if who}))
    good = f"{len(found)} mốc có chữ ký đúng của {who}; {len(tags) - len(found)} mốc không ký."
    yield _step("signatures", good, lambda n: f"{n} mốc có chữ ký không kiểm được.", wrong)


# Seals


def _decision_named(repository: Repository, number: str) -> Entry[Decision]:
    found = repository.decisions_by_number.get(number, ())
    if not found:
        near = nearest(number, repository.decisions_by_number)
        raise UnknownName(
            f"Không có quyết định «{number}» trong kho.", f"Có phải «{near}»?" if near else None
        )
    sealed = [one for one in found if one.record.seal]
    if not sealed:
        raise NotSealed(f"Quyết định «{number}» không có danh mục niêm.")
    return sealed[-1]


def _sealed(repository: Repository, known: Control, decision: Entry[Decision]) -> Step:
    """The root, and the sums of each document: of its recorded text, of its file while in force."""
    seal = decision.record.seal
    number = decision.record.number
    if seal is None or seal.scheme != SCHEME:
        return Step(
            "seal", Result.OPEN, f"Danh mục niêm của {number} dùng cách tính mà bản này chưa biết."
        )
    wrong: list[str] = []
    if root_of(seal.documents) != seal.root:
        wrong.append(f"Mã gốc tính lại là {root_of(seal.documents)}, quyết định ghi {seal.root}.")
    issued = {(item.code, item.revision) for item in decision.record.issues}
    listed = {(one.code, one.revision) for one in seal.documents}
    wrong.extend(
        f"{_named(*key)} chỉ có ở một trong hai: danh mục ban hành, danh mục niêm."
        for key in issued ^ listed
    )
    unknown: list[str] = []
    for one in seal.documents:
        faults = list(_faults_of_sealed(repository, known, decision, one))
        wrong.extend(fault for fault in faults if fault)
        unknown.extend(_named(one.code, one.revision) for fault in faults if not fault)
    good = (
        f"{number}: {len(seal.documents)} tài liệu đúng từng byte với danh mục niêm, "
        f"mã gốc {seal.root}"
    )
    if unknown and not wrong:
        sentence = f"{good}; riêng {len(unknown)} tài liệu không còn văn bản để kiểm."
        return Step("seal", Result.OPEN, sentence, tuple(unknown))
    return _step(
        "seal", f"{good}.", lambda n: f"{number}: {n} chỗ không khớp danh mục niêm.", tuple(wrong)
    )


def _faults_of_sealed(
    repository: Repository, known: Control, decision: Entry[Decision], one: SealedDocument
) -> Iterator[str]:
    """What does not fit, in sentences; an empty one where there is no text at all to look at."""
    issue = next(
        (
            i
            for i in _issues_of(decision, known)
            if (i.code, i.revision) == (one.code, one.revision)
        ),
        None,
    )
    text = issue.text if issue else None
    name = _named(one.code, one.revision)
    if text:
        content = known.history.texts((text.blob,))[text.blob]
        yield from _compared(f"{name}, bản trong lịch sử", content, one.sha256)
        yield from _attached(known, issue, content, one)
    if issue and issue.ending and issue.ending.day <= repository.as_of:
        if not text:
            yield ""
        return
    entry = repository.in_force.get(one.code)
    path = entry.path if entry else text.path if text else None
    if path is None or not repository.holds(path):
        yield f"{name}: còn hiệu lực mà không tìm thấy tệp."
        return
    # Until the next revision takes effect its file may already lie there.
    replaced = issue is not None and issue.ending is not None
    if entry is None or entry.record.revision == one.revision or not replaced:
        yield from _compared(str(path), repository.bytes_of(path), one.sha256)
    if (
        entry
        and entry.record.attachment
        and one.attachment
        and entry.record.revision == one.revision
    ):
        file = PurePosixPath(entry.record.attachment)
        if not repository.holds(file) or file_sum(repository.bytes_of(file)) != one.attachment:
            yield f"{file}: tệp kèm theo của {name} không khớp."


def _compared(what: str, content: bytes, stated: str) -> Iterator[str]:
    if text_sum(content) != stated:
        yield f"{what}: SHA-256 là {short(text_sum(content))}, danh mục ghi {short(stated)}."


def _attached(
    known: Control, issue: Issue | None, content: bytes, one: SealedDocument
) -> Iterator[str]:
    """The attached file as it stood in the history with this text."""
    document = (
        read_document(issue.text.path, content) if issue and issue.text and one.attachment else None
    )
    if document is None or document.record.attachment is None or not issue or not issue.text:
        return
    blob = known.history.blob_at(document.record.attachment, issue.text.commit)
    if blob is None or file_sum(known.history.texts((blob,))[blob]) != one.attachment:
        yield f"{_named(one.code, one.revision)}: tệp kèm theo trong lịch sử không khớp."
