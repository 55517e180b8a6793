"""What became of the record of a decision, in sentences: corrected, voided, annulled, remarked."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from isoqms.facts.control.record_corrections import titles_in
from isoqms.model.control.decision import (
    CorrectedKey,
    Correction,
    Decision,
    Restored,
    Voided,
)
from isoqms.repository.content import Repository
from isoqms.repository.effects import meant
from isoqms.repository.entry import Entry
from isoqms.repository.naming import earlier
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
_OF_PAPERS: Final = {"number": "số", "day": "ngày", "summary": "trích yếu"}


def corrected(record: Decision) -> Iterator[str]:
    """Each correction of its record: what had been written, when it was put right, and why."""
    stages = (*reversed(earlier(record)), record)
    for place, each in enumerate(record.corrections):
        if each.voided is not None:
            yield _brought_back(record, each, each.voided)
            continue
        old = listed(_old_values(each)) or "không rõ"
        new = listed(_new_values(each, stages[place + 1]))
        told = f"{old}, sửa thành {new}" if new else old
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
    for name, words in _WORDS:
        if _touches(correction, name):
            yield _value(words, getattr(correction, name))
    for each in correction.titles:
        if each.title:
            yield f"tên của {each.code} «{each.title}»"
        else:
            yield f"không ghi riêng tên của {each.code}"
    if _touches(correction, "restores"):
        yield _restored(correction.restores)


def _new_values(correction: Correction, after: Decision) -> Iterator[str]:
    """What a correction put there, in the same order: the decision stood so after it."""
    for name, words in _WORDS:
        if _touches(correction, name):
            yield _value(words, getattr(after, name))
    now = titles_in(after)
    for each in correction.titles:
        yield _value(f"tên của {each.code}", now.get(each.code))
    if _touches(correction, "restores"):
        yield _restored(after.restores)


def _touches(correction: Correction, name: str) -> bool:
    empty = {CorrectedKey(each).value for each in correction.left_empty}
    return name in empty or getattr(correction, name) not in (None, ())


def _value(words: str, value: object) -> str:
    if isinstance(value, date):
        return f"{words} {date_short(value)}"
    return f"{words} bỏ trống" if value is None else f"{words} «{value}»"


def _restored(items: tuple[Restored, ...]) -> str:
    if not items:
        return "không có tài liệu có hiệu lực trở lại"
    return f"có hiệu lực trở lại {listed(f'{item.code} lần {item.revision}' for item in items)}"


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
    for entry in every:
        by = entry.record
        for key, words in kinds:
            for number in getattr(by, key):
                gone = meant(every, entry, number)
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
        now: dict[str, object] = {key: getattr(line, key) for key in _OF_PAPERS}
        out = []
        for each in reversed(line.corrections):
            old = {key: getattr(each, key) for key in _OF_PAPERS if getattr(each, key)}
            told = listed(_value(_OF_PAPERS[key], value) for key, value in old.items())
            new = listed(_value(_OF_PAPERS[key], now[key]) for key in old)
            day = date_short(each.on)
            out.append(
                f"{line.type} {line.number} đã đính chính khi ghi: trước ghi {told}, sửa thành "
                f"{new} (ngày {day}: {each.reason.rstrip('.')})."
            )
            now |= old
        yield from reversed(out)


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
