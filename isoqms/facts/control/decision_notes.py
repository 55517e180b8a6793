"""What became of the record of a decision, in sentences: corrected, voided, annulled, remarked."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from isoqms.model.control.decision import CorrectedKey, Correction, Decision, Voided
from isoqms.repository.content import Repository
from isoqms.repository.effects import named
from isoqms.repository.entry import Entry
from isoqms.wording import date_short, listed

_WORDS: Final = (
    ("number", "số"),
    ("signed", "ngày ký"),
    ("effective", "ngày có hiệu lực"),
    ("retroactive_reason", "lý do hiệu lực trước ngày ký"),
    ("signer_name", "người ký"),
    ("signer_post", "chức vụ người ký"),
    ("authority", "thẩm quyền ban hành"),
    ("summary", "trích yếu"),
)


def corrected(record: Decision) -> Iterator[str]:
    """Each correction of its record: what had been written, when it was put right, and why."""
    for each in record.corrections:
        if each.voided is not None:
            yield _brought_back(record, each, each.voided)
            continue
        told = listed(_old_values(each)) or "không rõ"
        day, why = date_short(each.on), each.reason.rstrip(".")
        yield (
            f"Quyết định {record.number} đã đính chính khi ghi: trước ghi {told} "
            f"(ngày {day}: {why})."
        )


def _brought_back(record: Decision, made: Correction, was: Voided) -> str:
    told = f"hủy ghi nhận ngày {date_short(was.on)} ({was.reason.rstrip('.')})"
    back = f"ghi nhận lại ngày {date_short(made.on)} ({made.reason.rstrip('.')})"
    return f"Quyết định {record.number} từng bị {told}, đã {back}."


def _old_values(correction: Correction) -> Iterator[str]:
    empty = {CorrectedKey(each).value for each in correction.left_empty}
    for name, words in _WORDS:
        value = getattr(correction, name)
        if isinstance(value, date):
            yield f"{words} {date_short(value)}"
        elif value is not None:
            yield f"{words} «{value}»"
        elif name in empty:
            yield f"{words} bỏ trống"
    for each in correction.titles:
        yield f"tên của {each.code} «{each.title}»" if each.title else f"{each.code} chưa có tên"


def voided(record: Decision) -> Iterator[str]:
    """That its record has no effect any more, and why."""
    if record.voided is not None:
        signed, day = date_short(record.signed), date_short(record.voided.on)
        why = record.voided.reason.rstrip(".")
        yield (
            f"Quyết định {record.number} ngày {signed} đã hủy ghi nhận ngày {day}: {why}; "
            "không còn được tính, vẫn giữ để xem."
        )


def ended_by(record: Decision, decisions: Iterable[Entry[Decision]]) -> Iterator[str]:
    """Which other decision annulled or amended it, from when."""
    every = tuple(decisions)
    kinds = (("annuls", "bị bãi bỏ"), ("amends", "được sửa đổi"))
    for place, entry in enumerate(every):
        by = entry.record
        for key, words in kinds:
            for number in getattr(by, key):
                gone = named(every[:place], number)
                if gone is not None and gone.record.number == record.number:
                    day = date_short(by.in_force_from)
                    yield f"Quyết định {record.number} {words} theo {by.number} từ ngày {day}."


def notes_on(
    numbers: Iterable[str],
    decisions: tuple[Entry[Decision], ...],
    every: tuple[Entry[Decision], ...],
) -> tuple[str, ...]:
    """Everything that a reader of these decisions must know of their records, once each."""
    wanted = set(numbers)
    return tuple(
        dict.fromkeys(
            words
            for entry in every
            if entry.record.number in wanted
            for words in _of(entry.record, decisions)
        )
    )


def _of(record: Decision, decisions: tuple[Entry[Decision], ...]) -> Iterator[str]:
    yield from corrected(record)
    yield from voided(record)
    if record.voided is None:
        yield from ended_by(record, decisions)
        for words in (record.note or "").split("; "):
            if words.startswith("Đã đính chính"):
                yield f"Quyết định {record.number}: {_small(words)}."


def corrected_papers(repository: Repository) -> Iterator[str]:
    """Each correction of what was recorded of a paper that is no decision."""
    for row in repository.rows.outgoing:
        line = row.record
        for each in line.corrections:
            old = (
                f"số «{each.number}»" if each.number else "",
                f"ngày {date_short(each.day)}" if each.day else "",
                f"trích yếu «{each.summary}»" if each.summary else "",
            )
            told, day = listed(filter(None, old)), date_short(each.on)
            yield (
                f"{line.type} {line.number} đã đính chính khi ghi: trước ghi {told} "
                f"(ngày {day}: {each.reason.rstrip('.')})."
            )


def names_number(words: str, number: str) -> bool:
    """Whether a text names a decision by its number."""
    return re.search(rf"(?<![\w/.\-]){re.escape(number)}(?![\w\-])", words) is not None


def all_notes(
    decisions: tuple[Entry[Decision], ...], every: tuple[Entry[Decision], ...]
) -> tuple[str, ...]:
    """The same of every decision: for whoever proves the whole repository."""
    return notes_on((entry.record.number for entry in every), decisions, every)


def _small(words: str) -> str:
    return f"{words[:1].lower()}{words[1:].rstrip('.')}"
