"""Write down what the auditors found at their questions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from isoqms.actions.audit.rounds import ChosenRound, open_round
from isoqms.actions.changing.applying import Change
from isoqms.actions.control.new import cleaned
from isoqms.errors import BadAnswer
from isoqms.model.audit import AuditCheck, AuditFinding, CheckResult, FindingKind
from isoqms.repository import Repository
from isoqms.source.editing import Append, Put, Remove, edited
from isoqms.wording import fold, whole

RESULTS: Final[Mapping[CheckResult, str]] = {
    CheckResult.CONFORMS: "Phù hợp",
    CheckResult.NONCONFORMITY: "Không phù hợp",
    CheckResult.OBSERVATION: "Lưu ý",
    CheckResult.NOT_APPLICABLE: "Không áp dụng",
}
"""The results in the order in which they are offered: 1 to 4."""

_SHORT: Final = {
    "ph": CheckResult.CONFORMS,
    "kph": CheckResult.NONCONFORMITY,
    "ly": CheckResult.OBSERVATION,
}
_PROVEN: Final = (CheckResult.NONCONFORMITY, CheckResult.OBSERVATION)


@dataclass(frozen=True, slots=True)
class Note:
    """What was found at a question."""

    number: int
    """The number of the question in the round's list, from 1."""
    result: CheckResult
    evidence: str | None = None
    remark: str | None = None
    """What is wrong or to be watched, where the evidence alone does not say it."""
    unit: str | None = None
    """The unit that was asked, for a question that belongs to none."""


def result_of(answer: str) -> CheckResult:
    """The result that somebody names: 1 to 4, PH, KPH, LY, or its words.

    BadAnswer where it is none.
    """
    word = fold(answer).replace(" ", "-").strip("-.")
    if word in _SHORT:
        return _SHORT[word]
    order = list(RESULTS)
    if word.isdecimal() and 1 <= whole(word) <= len(order):
        return order[int(word) - 1]
    for result in order:
        if word == result.value:
            return result
    known = ", ".join(f"{place} hoặc {result.value}" for place, result in enumerate(order, 1))
    raise BadAnswer(f"«{answer}» không phải là một kết luận.", f"Ghi một trong: {known}.")


def needs_evidence(result: CheckResult) -> bool:
    """Whether a result says nothing without what was seen."""
    return result in _PROVEN


def unanswered(chosen: ChosenRound, unit: str | None = None) -> tuple[tuple[int, AuditCheck], ...]:
    """The questions of a round, or of one unit of it, without a result, each with its number."""
    return tuple(
        (number, check)
        for number, check in enumerate(chosen.audit.checks, 1)
        if check.result is None and unit in (None, check.unit)
    )


def plan_notes(repository: Repository, year: int, name: str, notes: Sequence[Note]) -> Change:
    """The record of a round with these notes; nothing is written.

    NoProgramme, RoundIsOver; BadAnswer for a question that is not there, or a fault noted without
    evidence; CannotEdit where its file cannot be edited.
    """
    chosen = open_round(repository, year, name)
    for note in notes:
        _check(chosen, note)
    path = chosen.entry.path
    old = repository.bytes_of(path)
    edits = [edit for note in notes for edit in _edits(chosen, note)]
    numbers = ", ".join(str(note.number) for note in notes)
    return Change(
        message=f"Ghi chép đánh giá đợt {name} năm {year}: câu {numbers}",
        files={path: edited(path, old, *edits)},
        seen={path: old},
    )


def plan_strength(
    repository: Repository, year: int, name: str, text: str, *, unit: str | None, clause: str | None
) -> Change:
    """The record of a round with something that is done well (điểm mạnh).

    Nothing is written. Raises as plan_notes.
    """
    chosen = open_round(repository, year, name)
    if unit is not None and unit not in chosen.audit.units:
        raise BadAnswer(
            f"Đợt «{name}» không đánh giá đơn vị «{unit}».",
            f"Các đơn vị của đợt: {', '.join(chosen.audit.units)}.",
        )
    if clause is not None and not repository.packs.standard.knows(clause):
        raise BadAnswer(
            f"{repository.packs.standard.name} không có điều khoản «{clause}».",
            "Ghi số điều khoản, ví dụ 7.5.3.",
        )
    found = AuditFinding(
        kind=FindingKind.STRENGTH, clause=clause, text=cleaned(text, "Điểm mạnh"), unit=unit
    )
    path = chosen.entry.path
    old = repository.bytes_of(path)
    item = found.model_dump(exclude_none=True)
    return Change(
        message=f"Ghi điểm mạnh đợt {name} năm {year}",
        files={path: edited(path, old, Append(("rounds", chosen.index, "findings"), (item,)))},
        seen={path: old},
    )


def _check(chosen: ChosenRound, note: Note) -> None:
    count = len(chosen.audit.checks)
    if not 1 <= note.number <= count:
        hint = (
            f"Phiếu của đợt có câu 1 đến câu {count}."
            if count
            else f"Soạn phiếu trước: isoqms audit checklist {chosen.audit.id}"
        )
        raise BadAnswer(f"Đợt «{chosen.audit.id}» không có câu hỏi số {note.number}.", hint)
    unit = chosen.audit.checks[note.number - 1].unit
    if note.unit is not None and (
        note.unit not in chosen.audit.units or unit not in (None, note.unit)
    ):
        hint = f"Các đơn vị của đợt: {', '.join(chosen.audit.units)}."
        if unit:
            hint = f"Đơn vị của câu này: {unit}."
        raise BadAnswer(f"Câu {note.number} không hỏi đơn vị «{note.unit}».", hint)
    if needs_evidence(note.result) and not (note.evidence or "").strip():
        raise BadAnswer(
            f"Câu {note.number} ghi «{RESULTS[note.result].lower()}» mà không có bằng chứng.",
            "Ghi hồ sơ đã xem (mã, ngày), điều đã quan sát hoặc chức danh người trả lời.",
        )


def _edits(chosen: ChosenRound, note: Note) -> Iterator[Put | Remove]:
    route = ("rounds", chosen.index, "checks", note.number - 1)
    before = chosen.audit.checks[note.number - 1]
    for key, title, value in (
        ("evidence", "Bằng chứng", note.evidence),
        ("remark", "Điều thấy được", note.remark),
    ):
        if value and value.strip():
            yield Put((*route, key), cleaned(value, title))
        elif getattr(before, key) is not None and before.result is not None:
            # An answer given anew stands alone: what the earlier one rested on is no evidence of
            # it.
            yield Remove((*route, key))
    if note.unit is not None and before.unit is None:
        yield Put((*route, "unit"), note.unit)
    yield Put((*route, "result"), note.result.value)
