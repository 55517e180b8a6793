"""Close a round of audit: its notes become findings, its nonconformities rows of the register."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any, Final

from isoqms.actions.agency.beginnings import beginning
from isoqms.actions.audit.notes import needs_evidence, unanswered
from isoqms.actions.audit.rounds import ChosenRound, round_to_close
from isoqms.actions.changing.applying import Change
from isoqms.diagnostics import Route
from isoqms.errors import IsoqmsError
from isoqms.facts.audit.auditors import untrained, without_auditor
from isoqms.model.audit import (
    AuditCheck,
    AuditFinding,
    AuditRound,
    CheckResult,
    FindingKind,
    RoundState,
)
from isoqms.model.improvement import Nonconformity
from isoqms.model.layout import path_of
from isoqms.repository import Repository
from isoqms.source.editing import Append, Edit, Put, edited
from isoqms.wording import date_short, listed, whole

_KEY: Final = re.compile(r"kph-(\d+)\Z")
_MOST_LISTED: Final = 12
_KINDS: Final = {
    CheckResult.NONCONFORMITY: FindingKind.NONCONFORMITY,
    CheckResult.OBSERVATION: FindingKind.OBSERVATION,
}


class RoundNotReady(IsoqmsError):
    """Something is lacking before a round can be closed; the message lists all of it."""


@dataclass(frozen=True, slots=True)
class Closing:
    """A round that is closed, and the change that closes it."""

    chosen: ChosenRound
    held: date
    findings: tuple[AuditFinding, ...]
    """Those that the notes add; others may be in the record already."""
    nonconformities: tuple[Nonconformity, ...]
    open_questions: tuple[int, ...]
    """The numbers of the questions that stay without an answer."""
    change: Change


def plan_close(
    repository: Repository,
    year: int,
    name: str,
    *,
    held: date | None = None,
    due: date | None = None,
    leave_open: bool = False,
) -> Closing:
    """The round as audited on `held`: each noted fault a finding and a row of khong-phu-hop.yaml.

    `due` is the day by which the corrective actions are to be done; `leave_open` accepts questions
    without an answer. NoProgramme, BadAnswer, RoundIsOver; RoundNotReady with everything that is
    lacking; CannotEdit.
    """
    chosen = round_to_close(repository, year, name)
    day = held or chosen.audit.held
    lacking = list(_lacking(repository, chosen, day, due, leave_open=leave_open))
    if day is None or lacking:
        lines = [f"Chưa kết thúc được đợt «{name}»:", *(f"  - {each}" for each in lacking)]
        raise RoundNotReady("\n".join(lines), "Bổ sung xong rồi chạy lại lệnh này; chưa ghi gì.")
    checks = chosen.audit.checks
    treated = [number for number, check in enumerate(checks) if _is_new(check, chosen.audit)]
    wrong = [n for n in treated if checks[n].result is CheckResult.NONCONFORMITY]
    faults = dict(zip(wrong, _new_keys(repository), strict=False))
    findings = tuple(_finding(checks[number], faults.get(number)) for number in treated)
    rows = tuple(_row(chosen, checks[number], key, day, due) for number, key in faults.items())
    return Closing(
        chosen=chosen,
        held=day,
        findings=findings,
        nonconformities=rows,
        open_questions=tuple(number for number, _ in unanswered(chosen)),
        change=_change(
            repository,
            chosen,
            _edits(("rounds", chosen.index), day, findings, faults),
            rows,
            watched=len(findings) - len(rows),
        ),
    )


def _is_new(check: AuditCheck, audit: AuditRound) -> bool:
    """Whether a note is one to be followed up that nobody has followed up yet."""
    if check.result not in _KINDS or check.nonconformity is not None:
        return False
    # What is to be watched gets no row that would name it: its finding says the same.
    kind = _KINDS[check.result]
    return kind is FindingKind.NONCONFORMITY or told(check) not in {
        each.text for each in audit.findings if each.kind is kind
    }


def told(check: AuditCheck) -> str:
    """What was found, in the auditor's words."""
    return check.remark or check.evidence or check.question


# What is lacking


def _lacking(
    repository: Repository,
    chosen: ChosenRound,
    day: date | None,
    due: date | None,
    *,
    leave_open: bool,
) -> Iterator[str]:
    audit = chosen.audit
    if day is None:
        yield "Chưa biết ngày đánh giá: thêm --held NGÀY (ngày cuối của đợt)."
    else:
        yield from _wrong_day(repository, chosen, day, due)
    yield from _team(repository, chosen, day)
    if not (audit.checks or audit.findings or audit.notes):
        yield f"Chưa có phiếu hỏi, ghi chép nào: soạn bằng `isoqms audit checklist {audit.id}`."
    bare = [number for number, check in enumerate(audit.checks, 1) if _is_unproven(check)]
    if bare:
        yield f"Câu {_numbers(bare)} ghi không phù hợp hoặc lưu ý mà chưa có bằng chứng."
    left = [number for number, _ in unanswered(chosen)]
    if left and not leave_open:
        yield (
            f"Còn {len(left)} câu chưa trả lời (câu {_numbers(left)}): "
            f"ghi bằng `isoqms audit note {audit.id}`, hoặc thêm --leave-open để kết thúc mà để "
            "trống các câu ấy."
        )


def _wrong_day(
    repository: Repository, chosen: ChosenRound, day: date, due: date | None
) -> Iterator[str]:
    if day > repository.as_of:
        yield f"Ngày đánh giá {date_short(day)} còn ở phía trước."
    if day.year != chosen.year:
        yield f"Ngày đánh giá {date_short(day)} không thuộc năm {chosen.year}."
    if due is not None and due < day:
        yield f"Hạn khắc phục {date_short(due)} trước ngày đánh giá {date_short(day)}."


def _team(repository: Repository, chosen: ChosenRound, day: date | None) -> Iterator[str]:
    audit, agency = chosen.audit, repository.agency.record
    if not audit.auditors:
        command = f"isoqms update audit-round {audit.id} --year {chosen.year}"
        yield (
            f"Chưa ghi ai đánh giá: ghi từng người bằng `{command}`, "
            f"hoặc thêm «Đoàn đánh giá» (auditors) trong «{chosen.entry.path}»."
        )
        return
    leads = sum(auditor.lead for auditor in audit.auditors)
    if leads != 1:
        what = "chưa có trưởng đoàn" if not leads else f"có {leads} trưởng đoàn"
        yield f"Đợt {what}: ghi «Trưởng đoàn» (lead: true) cho đúng một người."
    unfit = untrained(repository, audit, day or repository.as_of)
    if unfit:
        posts = listed(f"«{auditor.post}»" for auditor in unfit)
        yield f"{posts} chưa có ngày được đào tạo trước ngày đánh giá (trained)."
    for unit in without_auditor(audit):
        yield (
            f"Không ai được đánh giá {agency.unit_name(unit)}: cả đoàn là người của đơn vị ấy; "
            "cử thêm người khác."
        )


def _is_unproven(check: AuditCheck) -> bool:
    return check.result is not None and needs_evidence(check.result) and not check.evidence


def _numbers(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:_MOST_LISTED]))
    return f"{shown} …" if len(numbers) > _MOST_LISTED else shown


# What is written


def _new_keys(repository: Repository) -> Iterator[str]:
    """The next free keys `kph-01`, `kph-02` …, over all years: a key never means two things."""
    taken = (_KEY.match(row.record.id) for row in repository.rows.nonconformities)
    number = max((whole(found[1]) for found in taken if found), default=0)
    while True:
        number += 1
        yield f"kph-{number:02}"


def _finding(check: AuditCheck, key: str | None) -> AuditFinding:
    kind = FindingKind.NONCONFORMITY if key else FindingKind.OBSERVATION
    return AuditFinding(
        kind=kind,
        clause=check.clause,
        document=check.document,
        text=told(check),
        evidence=check.evidence if check.remark else None,
        nonconformity=key,
        unit=check.unit,
    )


def _row(
    chosen: ChosenRound, check: AuditCheck, key: str, day: date, due: date | None
) -> Nonconformity:
    return Nonconformity(
        id=key,
        found=day,
        source=f"Đánh giá nội bộ {chosen.audit.id.replace('dot-', 'đợt ')}",
        unit=check.unit,
        clause=check.clause,
        description=told(check),
        due=due,
        document=check.document,
        audit=chosen.audit.id,
    )


def _edits(
    route: Route, day: date, findings: tuple[AuditFinding, ...], faults: dict[int, str]
) -> list[Edit]:
    """What changes in the round: its state and day, the findings, the notes that have a row now."""
    edits: list[Edit] = [Put((*route, "state"), RoundState.DONE.value), Put((*route, "held"), day)]
    edits += [
        Put((*route, "checks", number, "nonconformity"), key) for number, key in faults.items()
    ]
    if findings:
        edits.append(Append((*route, "findings"), tuple(_plain(each) for each in findings)))
    return edits


def _change(
    repository: Repository,
    chosen: ChosenRound,
    edits: list[Edit],
    rows: tuple[Nonconformity, ...],
    watched: int,
) -> Change:
    path = chosen.entry.path
    old = repository.bytes_of(path)
    files: dict[PurePosixPath, bytes | None] = {path: edited(path, old, *edits)}
    seen = {path: old}
    if rows:
        register = path_of("khong-phu-hop", chosen.year)
        before = beginning(repository, register)
        if repository.holds(register):
            before = seen[register] = repository.bytes_of(register)
        items = tuple(_plain(each) for each in rows)
        files[register] = edited(register, before, Append(("items",), items))
    counts = f"{len(rows)} sự không phù hợp, {watched} lưu ý"
    return Change(
        message=f"Kết thúc đánh giá nội bộ đợt {chosen.audit.id} năm {chosen.year}: {counts}",
        files=files,
        seen=seen,
        notes=tuple(
            f"{row.id} chưa ghi đơn vị chịu trách nhiệm: isoqms update nonconformity {row.id} "
            f"--set unit=KHÓA --year {chosen.year}"
            for row in rows
            if row.unit is None
        ),
    )


def _plain(record: AuditFinding | Nonconformity) -> dict[str, Any]:
    return record.model_dump(exclude_none=True)
