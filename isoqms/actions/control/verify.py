"""Compare what stands in the repository with what the decisions issued, step by step.

Most steps hold the repository against itself; what outside it was compared is named by each.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from datetime import date
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import NamedTuple, Self

from isoqms.actions.changing.wholeness import refuse_half_done
from isoqms.actions.control.proof import Proof, Result, Step, named, step
from isoqms.actions.control.recorded_claims import claims
from isoqms.actions.control.sealed_list import issues_of, sealed_step
from isoqms.errors import IsoqmsError, UnknownName
from isoqms.facts.control.claimed_days import who_and_when
from isoqms.facts.control.decision_notes import all_notes, corrected_papers
from isoqms.facts.control.signed_files import fault_of, signed_papers, told_of_change
from isoqms.facts.control.uncontrolled import uncontrolled
from isoqms.history import Commit, Tag, Version, blob_id
from isoqms.history.keeping.anew import begun_anew
from isoqms.history.sealing.signatures import signers_of
from isoqms.model.control.decision import Decision
from isoqms.model.layout import file_of
from isoqms.repository import Entry, Repository, load
from isoqms.repository.control import Control, Issue, control
from isoqms.repository.integrity import absences, altered_decisions, altered_texts
from isoqms.repository.naming import Name, names, recordings
from isoqms.repository.sealed_decisions import without_tag
from isoqms.repository.signed_sums import changed_sums
from isoqms.values import frozen
from isoqms.wording import date_short, listed, nearest


class NotSealed(IsoqmsError):
    """A decision that was recorded without a seal."""

    hint = "Chỉ quyết định ban hành bằng `isoqms issue --seal` mới có danh mục niêm."


@frozen
class Outside:
    """What the person holds outside the repository, to compare it with."""

    signers: Path | None = None
    """The list of those whose signatures count."""
    backup: Path | None = None
    """A backup, or the folder that the PCs of the office share."""
    roots: Mapping[str, str] = field(default_factory=dict)
    """By the number of a decision the root of its sealed list, as the signed paper prints it."""


def verify(
    start: Path, as_of: date, *, seal: str | None = None, outside: Outside | None = None
) -> Proof:
    """The comparison for the repository around `start`, from texts to seals, step by step.

    With `seal`, the number of a decision, only its sealed list is held against the texts, and a
    repository without a history is enough for what is still in force. Nothing is written. Raises
    NotWhole, HistoryUnavailable, UnknownName, NotSealed, CannotVerify, BadAnswer, BrokenBackup, and
    what loading raises.
    """
    held = outside or Outside()
    repository = load(start, as_of, ask_ahead=True)
    refuse_half_done(repository)
    known = control(repository)
    for number in held.roots:
        _decision_named(repository, number)
    if seal is not None:
        decision = _decision_named(repository, seal)
        return Proof(as_of, (sealed_step(repository, known, decision, held.roots.get(seal)),))
    if known.history.unavailable:
        raise known.history.unavailable
    return Proof(as_of, tuple(_chain(repository, known, held)))


def _chain(repository: Repository, known: Control, held: Outside) -> Iterator[Step]:
    yield _texts(repository, known)
    yield _in_force(repository, known)
    yield from _once_altered(known)
    yield _decisions(repository, known)
    yield from _signed(repository, known)
    yield from _begun_anew(known)
    yield from claims(repository, known)
    tags = [tag for tag in known.history.tags if tag.name.startswith("qd/")]
    yield _tags(repository, known, tags)
    yield from _signatures(repository, known, tags, held.signers)
    for decision in repository.decisions:
        if decision.record.seal:
            root = held.roots.get(decision.record.number)
            yield sealed_step(repository, known, decision, root)
    if held.backup is not None:
        yield _outside(held.backup)(repository, known, held.backup)


def _outside(held: Path) -> Callable[[Repository, Control, Path], Step]:
    """What compares with a backup, or with a shared folder."""
    # Either needs much of what writes, and seldom has anybody one at hand.
    if held.is_dir():
        from isoqms.actions.control.against_place import place_step  # noqa: PLC0415 - see above

        return place_step
    from isoqms.actions.control.against_backup import backup_step  # noqa: PLC0415 - see above

    return backup_step


def _begun_anew(known: Control) -> Iterator[Step]:
    """That the history began again after the old one was lost; nothing before it is proven."""
    entry = begun_anew(known.history)
    if entry is not None:
        yield Step(
            "begun_anew",
            Result.OPEN,
            f"Lịch sử của kho bắt đầu lại ngày {date_short(entry.when.date())} vì đã mất lịch sử "
            "cũ: văn bản ban hành trước ngày ấy không có gì để đối chiếu.",
        )


def _when(commit: Commit | None) -> str:
    if commit is None:
        return "mà chưa ghi nhận"
    return who_and_when(commit)


# The texts of all issues


def _texts(repository: Repository, known: Control) -> Step:
    """Every revision issued has its text in the history, its bytes those of its id."""
    every = chain.from_iterable(known.issues.values())
    issued = [one for one in every if one.decision]
    if not issued:
        return Step(
            "texts",
            Result.OPEN,
            "Các quyết định không liệt kê tài liệu nào, nên không có gì để đối chiếu.",
        )
    lost = tuple(_lost(repository, known))
    twice = tuple(map(_told_twice, (one for one in issued if one.is_repeated)))
    found = sum(one.text is not None and not one.is_repeated for one in issued)
    before = len(issued) - found - len(lost) - len(twice)
    good = f"{found} lần ban hành có đủ văn bản trong lịch sử"
    if before:
        good += f"; {before} lần chưa ghi nhận, hoặc ban hành từ trước khi có kho, không có văn bản"
    return step(
        "texts",
        f"{good}.",
        lambda n: f"{n} lần ban hành không tìm thấy đúng văn bản.",
        (*lost, *twice, *_spoiled(known, issued)),
    )


def _told_twice(one: Issue) -> str:
    first = one.decision.record.number if one.decision else ""
    again = one.ending.decision.record.number if one.ending else ""
    return (
        f"{named(one.code, one.revision)}: {first} và {again} cùng ban hành lần này, chỉ một bản "
        "được tính."
    )


def _lost(repository: Repository, known: Control) -> Iterator[str]:
    for one in absences(repository, known):
        if one.path is None:
            yield (
                f"{named(one.issue.code, one.issue.revision)} theo {one.decision.record.number}: "
                "không có văn bản."
            )


def _spoiled(known: Control, issued: list[Issue]) -> Iterator[str]:
    held = {one.text.blob: one for one in issued if one.text}
    for blob, content in known.history.stream(held):
        # `blob_id` reckons by SHA-1; a repository of another hash has ids of another length.
        if len(blob) == len(blob_id(b"")) and blob_id(content) != blob:
            one = held[blob]
            yield f"{named(one.code, one.revision)}: bản lưu trong lịch sử bị hỏng."


def _in_force(repository: Repository, known: Control) -> Step:
    """What lies in `tai-lieu/` is what was issued, whole, and nothing else."""
    altered = tuple(_altered(repository, known))
    listed = any(decision.record.issues for decision in repository.decisions)
    if not listed and not altered:
        return Step(
            "in_force", Result.OPEN, "Không quyết định nào nêu tài liệu nào đang có hiệu lực."
        )
    strays = _strays(repository, known) if listed else ()
    return step(
        "in_force",
        f"{len(repository.documents)} tài liệu đang có hiệu lực đúng như bản lịch sử giữ.",
        lambda n: f"{n} chỗ trong tai-lieu/ không đúng như bản đã ban hành.",
        (*altered, *_deleted(repository, known), *strays),
    )


def _altered(repository: Repository, known: Control) -> Iterator[str]:
    for one in altered_texts(repository, known):
        record = one.entry.record
        where = f":{one.line}" if one.line else " (tệp kèm theo)"
        name = named(record.code, record.revision)
        yield f"{one.entry.path}{where}: {name} bị sửa {_when(one.since)}."


def _deleted(repository: Repository, known: Control) -> Iterator[str]:
    for one in absences(repository, known):
        if one.path is not None:
            yield (
                f"{one.path}: {named(one.issue.code, one.issue.revision)} còn hiệu lực mà tệp bị "
                f"xóa {_when(one.left)}."
            )


def _strays(repository: Repository, known: Control) -> Iterator[str]:
    """What no decision issued; where one only counts its documents, nobody can tell."""
    if any(decision.record.stated for decision in repository.decisions):
        return
    for one in known.unissued:
        if str(one.path) != file_of("chinh-sach"):
            name = named(one.record.code, one.record.revision)
            yield f"{one.path}: không quyết định nào ban hành {name}."


def _once_altered(known: Control) -> Iterator[Step]:
    """The times, now over, in which a text in force was not the one that was issued."""
    over = [one for one in uncontrolled(known) if one.until]
    if over:
        yield Step(
            "once_altered",
            Result.REMARK,
            f"{len(over)} lần văn bản từng bị sửa không có quyết định, nay không còn.",
            tuple(f"{named(one.issue.code, one.issue.revision)}: {one.words}." for one in over),
        )


# Decisions and tags


def _decisions(repository: Repository, known: Control) -> Step:
    every = repository.every_decision
    wrong = tuple(_changed(repository, known))
    if wrong:
        sentence = f"{len(wrong)} quyết định không còn như khi ghi vào kho."
        return Step("decisions", Result.FAILS, sentence, wrong)
    # What was put right in the open is no fault, and told all the same.
    told = (*all_notes(repository.decisions, every), *corrected_papers(repository))
    sentence = f"{len(every)} quyết định không bị sửa từ khi ghi vào kho."
    return Step("decisions", Result.HOLDS, sentence, told)


def _changed(repository: Repository, known: Control) -> Iterator[str]:
    for one in altered_decisions(repository, known):
        what = "sửa" if one.entry else "xóa"
        keys = f": {', '.join(one.fields)}" if one.fields else ""
        yield f"{one.path}: quyết định {one.number} bị {what} {_when(one.since)}{keys}."


def _signed(repository: Repository, known: Control) -> Iterator[Step]:
    """The signed files are those that were recorded; nothing is said where none ever was."""
    papers = tuple(signed_papers(repository))
    changed = tuple(changed_sums(repository, known, thorough=True))
    if not papers and not changed:
        return
    faults = filter(None, (fault_of(repository, paper) for paper in papers))
    wrong = (*faults, *(told_of_change(one) for one in changed if not one.is_taken_back))
    good = "Không còn bản đã ký nào được ghi kèm mã"
    if papers:
        good = f"{len(papers)} bản đã ký còn nguyên như khi ghi vào kho"
    back = sum(one.is_taken_back for one in changed)
    if back:
        good += f"; {back} bản đã bỏ bằng `isoqms undo`, còn xem được trong lịch sử"
    yield step("signed", f"{good}.", lambda n: f"{n} bản đã ký bị mất hoặc bị thay.", wrong)


def _tags(repository: Repository, known: Control, tags: list[Tag]) -> Step:
    """Each tag of a decision stands in the history, where decision and texts stood."""
    missing = [one.record.number for one in without_tag(repository, known)]
    if not tags and not missing:
        return Step("tags", Result.OPEN, "Không có mốc ban hành nào để đối chiếu.")
    marks = {name.mark: name for name in names(repository.every_decision, known.recorded)}
    own = recordings(repository.every_decision, known.recorded)
    live = {one.path: one for one in repository.decisions}
    wrong = tuple(
        fault
        for tag in tags
        for fault in _faults_of(tag, _Marked.of(marks.get(tag.name), own, live), known)
    )
    if wrong:
        return Step("tags", Result.FAILS, f"{len(wrong)} chỗ lệch ở các mốc.", wrong)
    if missing:
        return Step("tags", Result.OPEN, _told_missing(missing))
    told = tuple(_renamed(tag, marks[tag.name]) for tag in tags if _is_renamed(marks[tag.name]))
    good = f"{len(tags)} mốc ban hành khớp với quyết định và văn bản."
    return Step("tags", Result.HOLDS, good, told)


def _is_renamed(name: Name) -> bool:
    return name.entry.record.number != name.record.number


def _told_missing(numbers: list[str]) -> str:
    return (
        f"bản kho này thiếu mốc của {len(numbers)} quyết định ({listed(numbers)}); chạy "
        "`isoqms sync` ở máy đã ban hành, rồi ở máy này, hoặc nhờ người quản trị kho (lệnh: "
        "`git push --tags`, `git fetch --tags`)."
    )


def _renamed(tag: Tag, name: Name) -> str:
    now, once = name.entry.record.number, name.record.number
    return f"{tag.name}: mốc của Quyết định {now}, khi còn ghi nhầm là {once}."


class _Marked(NamedTuple):
    """What a mark stands for."""

    name: Name
    versions: tuple[Version, ...]
    """What was recorded of the decision, oldest first."""
    live: Entry[Decision] | None
    """The decision as it has effect; None where it was voided."""

    @classmethod
    def of(
        cls,
        name: Name | None,
        versions: Mapping[PurePosixPath, tuple[Version, ...]],
        live: Mapping[PurePosixPath, Entry[Decision]],
    ) -> Self | None:
        """The decision of a name; None where there is none."""
        if name is None:
            return None
        path = name.entry.path
        return cls(name, versions.get(path, ()), live.get(path))


def _faults_of(tag: Tag, marked: _Marked | None, known: Control) -> Iterator[str]:
    commit = known.history.commit(tag.target)
    if commit is None:
        yield f"{tag.name}: mốc không nằm trong lịch sử của kho."
        return
    if marked is None:
        yield f"{tag.name}: không có quyết định nào ứng với mốc."
        return
    name = marked.name
    if not any(one.commit.position <= commit.position for one in marked.versions):
        yield f"{tag.name}: tại mốc chưa có quyết định {name.record.number}."
    seal = name.record.seal
    if seal and seal.root not in tag.message:
        yield f"{tag.name}: mã gốc niêm ghi ở mốc khác với quyết định."
    # The mark of a correction seals what was put right; the texts are sealed by the first mark.
    if name.is_first and marked.live is not None:
        now, then = marked.live.record.restores, name.record.restores
        added = frozenset(item.code for item in now if item not in then)
        for each in issues_of(marked.live, known):
            # What was said to come back by a correction only was not there yet.
            if each.code not in added:
                yield from _faults_of_text(tag, each, commit, known)


def _faults_of_text(tag: Tag, issue: Issue, commit: Commit, known: Control) -> Iterator[str]:
    text = issue.text
    if text and known.history.blob_at(text.path, commit) != text.blob:
        yield (
            f"{tag.name}: tại mốc, {named(issue.code, issue.revision)} không phải là văn bản "
            "đã ban hành."
        )


def _signatures(
    repository: Repository, known: Control, tags: list[Tag], signers: Path | None
) -> Iterator[Step]:
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
    good = (
        f"{len(found)} mốc có chữ ký đúng của {who}; {len(tags) - len(found)} mốc không ký."
        f"{_since_signature(known, signed)}"
    )
    # Whoever can rewrite the repository could name himself in a list that lies in it.
    is_inside = signers.resolve().is_relative_to(repository.root.resolve())
    anchor = None if is_inside else f"chữ ký của {who}"
    if is_inside:
        good += " Tệp người ký nằm ngay trong kho, nên chưa phải là đối chiếu với bên ngoài."
    yield step("signatures", good, lambda n: f"{n} mốc có chữ ký không kiểm được.", wrong, anchor)


def _since_signature(known: Control, signed: list[Tag]) -> str:
    """How many entries follow the last one that a signature vouches for."""
    places = [one.position for one in map(known.history.commit, (t.target for t in signed)) if one]
    later = sum(one.position > max(places, default=-1) for one in known.history.line)
    return f" {later} lần ghi sau mốc ký cuối cùng chưa có chữ ký." if later else ""


# One decision


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
