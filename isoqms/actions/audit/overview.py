"""Show the internal audit of a year: its rounds, their reach, their findings, what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from isoqms.actions.audit.notes import unanswered
from isoqms.actions.audit.rounds import ChosenRound, programme_of
from isoqms.facts.audit.auditors import (
    audited_by,
    nonconformity_of,
    untrained,
    waits_for_closing,
    without_auditor,
)
from isoqms.facts.audit.coverage import Reach, coverage
from isoqms.facts.audit.team import team_decision
from isoqms.facts.improvement.corrections import Progress, progress
from isoqms.model.audit import (
    AuditFinding,
    AuditProgramme,
    AuditRound,
    FindingKind,
    RoundState,
)
from isoqms.model.improvement import Nonconformity
from isoqms.model.layout import path_of
from isoqms.pages.audit.overview import overview
from isoqms.pages.layout.sheets import Sheet
from isoqms.repository import Repository
from isoqms.wording import listed

_FEW: Final = 6


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is lacking, and the command that does it; none where a record is filled in by hand."""

    words: str
    command: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """The audit of a year."""

    sheets: tuple[Sheet, ...]
    steps: tuple[NextStep, ...]
    data: dict[str, Any]
    """The same for a program."""


def show_audit(repository: Repository, year: int) -> Shown:
    """The audit of a year as of the repository's day; NoProgramme where the year has none."""
    programme_of(repository, year)
    steps = tuple(_steps(repository, year))
    return Shown(overview(repository, year), steps, _data(repository, year, steps))


# What comes next


def _steps(repository: Repository, year: int) -> Iterator[NextStep]:
    entry = programme_of(repository, year)
    if not entry.record.rounds:
        yield NextStep(f"Ghi các đợt đánh giá vào «{entry.path}»")
        return
    yield from _of_programme(repository, year, entry.record)
    for index in range(len(entry.record.rounds)):
        yield from _of_round(repository, ChosenRound(year, entry, index))
    yield from _of_findings(repository, year)


def _of_programme(repository: Repository, year: int, record: AuditProgramme) -> Iterator[NextStep]:
    planned = coverage(repository, year, planned=True)
    left = [repository.agency.record.unit_name(unit) for unit in planned.units.missing]
    live = [audit for audit in record.rounds if audit.state is not RoundState.CANCELLED]
    # A round that names no unit yet may still take them in.
    if left and all(audit.units for audit in live):
        yield NextStep(f"Đưa vào chương trình các đơn vị chưa có: {_few(left)}")
    if record.programme is None:
        yield NextStep(
            "In chương trình đánh giá để trình ký", f"isoqms decision audit-programme --year {year}"
        )
    has_team = team_decision(repository, record) is not None
    if not has_team and any(audit.auditors for audit in record.rounds):
        yield NextStep(
            "In quyết định lập đoàn để trình ký", f"isoqms decision audit-team --year {year}"
        )


def _few(names: list[str]) -> str:
    return listed(names) if len(names) <= _FEW else f"{', '.join(names[:_FEW])} … ({len(names)})"


def _of_round(repository: Repository, chosen: ChosenRound) -> Iterator[NextStep]:
    audit, option = chosen.audit, f" --year {chosen.year}"
    if audit.state is RoundState.CANCELLED:
        return
    if waits_for_closing(audit):
        words = f"Đưa điều không phù hợp trong phiếu của {audit.id} vào sổ, kết thúc đợt"
        held = "" if audit.held else " --held NGÀY"
        yield NextStep(words, f"isoqms audit close {audit.id}{held}{option}")
        return
    if audit.state is RoundState.DONE:
        if not _is_reported(chosen):
            words = f"Lập báo cáo đánh giá {audit.id}, ghi số vào mục «Báo cáo» (report) của đợt"
            yield NextStep(words, f"isoqms decision audit-report {audit.id}{option}")
        return
    yield from _of_team(repository, chosen)
    left = unanswered(chosen)
    if not (audit.units or audit.clauses or audit.documents):
        yield NextStep(
            f"Ghi đơn vị, điều khoản, quy trình của {audit.id} vào «{chosen.entry.path}»"
        )
    elif not audit.checks:
        yield NextStep(f"Soạn phiếu hỏi {audit.id}", f"isoqms audit checklist {audit.id}{option}")
    elif left:
        words = f"In phiếu, đi đánh giá, ghi kết quả {audit.id} (còn {len(left)} câu)"
        yield NextStep(words, f"isoqms audit note {audit.id}{option}")
    else:
        yield NextStep(f"Kết thúc {audit.id}", f"isoqms audit close {audit.id} --held NGÀY{option}")


def _is_reported(chosen: ChosenRound) -> bool:
    """Whether a report tells of the round: its own, or a later one, which may tell of all."""
    day = audited_by(chosen.audit) or date.min
    rounds = chosen.entry.record.rounds
    reported = (audited_by(other) or date.min for other in rounds if other.report)
    return bool(chosen.audit.report) or any(other >= day for other in reported)


def _of_team(repository: Repository, chosen: ChosenRound) -> Iterator[NextStep]:
    audit = chosen.audit
    if not audit.auditors:
        command = f"isoqms update audit-round {audit.id} --year {chosen.year}"
        yield NextStep(
            f"Ghi đoàn đánh giá của {audit.id}: từng người, ai là trưởng đoàn, ngày được đào tạo",
            command,
        )
        return
    day = audit.held or audit.planned_to or repository.as_of
    unfit = untrained(repository, audit, day)
    if unfit:
        yield NextStep(
            f"{audit.id}: {_few([each.post for each in unfit])} cần được đào tạo trước khi đánh giá"
        )
    for unit in without_auditor(audit):
        yield NextStep(
            f"{audit.id}: cử người ngoài {repository.agency.record.unit_name(unit)} "
            "đánh giá đơn vị ấy"
        )


def _of_findings(repository: Repository, year: int) -> Iterator[NextStep]:
    for audit in programme_of(repository, year).record.rounds:
        for each in audit.findings:
            item = _row_of(repository, year, each)
            if item is not None:
                yield from _of_row(repository, year, item)
            elif each.kind is FindingKind.NONCONFORMITY:
                yield NextStep(
                    f"{audit.id}: ghi «{each.text}» vào {path_of('khong-phu-hop', year)}"
                )


def _of_row(repository: Repository, year: int, item: Nonconformity) -> Iterator[NextStep]:
    state = progress(item, repository.as_of)
    if state is Progress.CLOSED:
        return
    lacks = "kiểm tra hiệu lực rồi đóng" if state is Progress.DONE else "khắc phục"
    late = " (đã quá hạn)" if state is Progress.OVERDUE else ""
    yield NextStep(
        f"{item.id}: {lacks}{late}; in phiếu", f"isoqms decision car {item.id} --year {year}"
    )


def _row_of(repository: Repository, year: int, finding: AuditFinding) -> Nonconformity | None:
    """The row of the register by which the finding is followed up."""
    if not finding.nonconformity:
        return None
    return nonconformity_of(repository, year, finding.nonconformity)


# For programs


def _data(repository: Repository, year: int, steps: tuple[NextStep, ...]) -> dict[str, Any]:
    record = programme_of(repository, year).record
    done, planned = coverage(repository, year), coverage(repository, year, planned=True)
    lately = coverage(repository, year - 1, year, planned=True)
    return {
        "version": 1,
        "as_of": repository.as_of.isoformat(),
        "year": year,
        "programme": record.programme,
        "team_decision": record.team_decision,
        "rounds": [_round(audit) for audit in record.rounds],
        "coverage": {
            name: _reach(getattr(done, name), getattr(planned, name), getattr(lately, name))
            for name in ("units", "procedures", "clauses")
        },
        "findings": [
            _found(repository, year, audit, each)
            for audit in record.rounds
            for each in audit.findings
        ],
        "next": [{"text": step.words, "command": step.command or None} for step in steps],
    }


def _round(audit: AuditRound) -> dict[str, Any]:
    whole = audit.model_dump(mode="json")
    kept = (
        "id",
        "state",
        "planned_from",
        "planned_to",
        "held",
        "units",
        "clauses",
        "documents",
        "auditors",
        "report",
    )
    return {
        **{name: whole[name] for name in kept},
        "questions": len(audit.checks),
        "answered": sum(check.result is not None for check in audit.checks),
    }


def _reach(done: Reach, planned: Reach, lately: Reach) -> dict[str, Any]:
    return {
        "total": len(done.whole),
        "done": [name for name in done.whole if name in done.reached],
        "planned": [name for name in planned.whole if name in planned.reached],
        "missing": list(planned.missing),
        "missing_two_years": list(lately.missing),
    }


def _found(
    repository: Repository, year: int, audit: AuditRound, each: AuditFinding
) -> dict[str, Any]:
    return {
        "round": audit.id,
        **each.model_dump(mode="json"),
        **_followed(repository, _row_of(repository, year, each)),
    }


def _followed(repository: Repository, item: Nonconformity | None) -> dict[str, Any]:
    if item is None:
        return dict.fromkeys(("progress", "due", "closed"))
    return {
        "progress": progress(item, repository.as_of).name.lower(),
        "due": item.due.isoformat() if item.due else None,
        "closed": item.closed.isoformat() if item.closed else None,
    }
