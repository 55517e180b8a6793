"""Write the questions of a round of audit into its record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from isoqms.actions.audit.rounds import ChosenRound, open_round
from isoqms.actions.changing.applying import Change
from isoqms.errors import BadAnswer
from isoqms.facts.audit.auditors import owning_unit, procedures_of
from isoqms.facts.audit.choosing import Chosen, Reason, choose
from isoqms.facts.audit.questions import has_clause_questions, not_held, questions
from isoqms.model.audit import AuditCheck, AuditRound
from isoqms.model.base import split_link
from isoqms.repository import Repository
from isoqms.source.editing import Append, edited
from isoqms.wording import listed, nearest


@dataclass(frozen=True, slots=True)
class Checklist:
    """The questions that are new to a round."""

    chosen: ChosenRound
    new: tuple[AuditCheck, ...]
    held: int
    """How many it had before."""
    left: int
    """How many could be asked besides."""
    reasons: Mapping[Reason, int]
    """Why the questions of the whole round were chosen, and how many each; none where all are."""
    change: Change | None
    """None where nothing is new."""


def plan_checklist(
    repository: Repository, year: int, name: str, unit: str | None = None, *, whole: bool = False
) -> Checklist:
    """The questions of a round, or of one of its units, that are not there yet; nothing is written.

    Those are chosen that a team can take along, or, as a `whole`, all that could be asked.
    NoProgramme, RoundIsOver; BadAnswer for an unknown round or unit, or a round that names nothing
    to audit; CannotEdit where its file cannot be edited.
    """
    chosen = open_round(repository, year, name)
    _check(repository, chosen, unit)
    audit = chosen.audit
    # What is asked already was chosen as well: asked again, the choice is the same.
    every = questions(repository, year, audit.model_copy(update={"checks": ()}))
    picked = Chosen(every, {}) if whole else choose(repository, year, audit, every)
    new = _of_unit(not_held(picked.questions, audit), unit)
    left = len(_of_unit(not_held(every, audit), unit)) - len(new)
    change = _change(repository, chosen, new, unit) if new else None
    return Checklist(chosen, new, len(audit.checks), left, picked.reasons, change)


def _of_unit(checks: tuple[AuditCheck, ...], unit: str | None) -> tuple[AuditCheck, ...]:
    return tuple(check for check in checks if unit in (None, check.unit))


def _check(repository: Repository, chosen: ChosenRound, unit: str | None) -> None:
    audit, place = chosen.audit, chosen.entry.path
    if not (audit.units or audit.clauses or audit.documents):
        raise BadAnswer(
            f"Đợt «{audit.id}» chưa ghi đánh giá đơn vị, điều khoản, quy trình nào.",
            "Ghi «Đơn vị được đánh giá» (units), «Điều khoản» (clauses), «Quy trình» "
            f"(documents) của đợt trong «{place}» rồi chạy lại.",
        )
    if unit is not None and unit not in audit.units:
        hint = _which_unit(repository, audit.units, unit)
        raise BadAnswer(f"Đợt «{audit.id}» không đánh giá đơn vị «{unit}».", hint)


def _which_unit(repository: Repository, units: tuple[str, ...], wanted: str) -> str:
    """The unit that is meant by a key or a name that is nearly right, or else all there are."""
    names = {repository.agency.record.unit_name(key): key for key in units}
    meant = nearest(wanted, units) or names.get(nearest(wanted, names) or "")
    if meant:
        return f"Có phải «{meant}»?"
    known = ", ".join(f"{key} ({words})" for words, key in names.items())
    return f"Các đơn vị của đợt: {known or 'chưa ghi đơn vị nào'}."


def _change(
    repository: Repository, chosen: ChosenRound, new: tuple[AuditCheck, ...], unit: str | None
) -> Change:
    path = chosen.entry.path
    old = repository.bytes_of(path)
    items = tuple(check.model_dump(exclude_none=True) for check in new)
    whose = f", {repository.agency.record.unit_name(unit)}" if unit else ""
    return Change(
        message=f"Soạn phiếu hỏi đánh giá đợt {chosen.audit.id} năm {chosen.year}{whose}",
        files={path: edited(path, old, Append(("rounds", chosen.index, "checks"), items))},
        seen={path: old},
        notes=tuple(_notes(repository, chosen, unit)),
    )


def _notes(repository: Repository, chosen: ChosenRound, unit: str | None) -> Iterator[str]:
    audit = chosen.audit
    if audit.clauses and not has_clause_questions(repository):
        yield (
            f"Chưa có bộ câu hỏi theo điều khoản của {repository.packs.standard.name}; "
            "chỉ có câu hỏi từ quy trình. "
            "Cơ quan có thể tự soạn trong goi/cau-hoi-danh-gia/."
        )
    gone = [link for link in audit.documents if split_link(link)[0] not in repository.in_force]
    if gone:
        yield (
            f"{listed(gone)} không có hiệu lực nên không có câu hỏi; sửa mục «Quy trình» "
            "(documents) của đợt."
        )
    shared = _shared(repository, audit)
    if shared:
        again = " (chạy lại không có --unit để soạn)" if unit else ""
        yield (
            f"{listed(shared)} không thuộc riêng đơn vị nào của đợt, "
            f"nên câu hỏi để ở phần chung{again}."
        )


def _shared(repository: Repository, audit: AuditRound) -> list[str]:
    """The procedures that no unit of the round owns; where it has one unit, that one is asked."""
    if len(audit.units) <= 1:
        return []
    agency = repository.agency.record
    owners = ((each.code, owning_unit(agency, each)) for each in procedures_of(repository, audit))
    return [code for code, owner in owners if owner not in audit.units]
