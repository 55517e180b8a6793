"""What differs between two revisions, by sections and steps, in short Vietnamese phrases."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from isoqms.model.base import Record
from isoqms.model.control.document import (
    Approval,
    Column,
    ControlledDocument,
    DossierComponent,
    RetainedRecord,
    Step,
    TimeLimit,
)
from isoqms.repository.entry import Entry
from isoqms.values import frozen
from isoqms.wording import fold, nfc, number

_SECTION = re.compile(r"^#{1,6}\s+(?:(?P<number>\d+(?:\.\d+)*)[.)]?\s+)?(?P<title>.+?)\s*#*$")
_FENCE = re.compile(r"^\s{0,3}(```|~~~)")
_APART = {"code", "revision", "steps", "request", "template"}
_LONG = 60
"""Values longer than this are named, not quoted: the comparison by words shows them."""


def changes_between(
    old: Entry[ControlledDocument],
    new: Entry[ControlledDocument],
    role: Callable[[str], str] = str,
) -> tuple[str, ...]:
    """The differences of `new` against `old`, in the order of the document.

    Empty where they say the same.

    `role` gives the words for the key of a role. Number of the revision, request and template are
    not told: they are about the revision, not about the work.
    """
    return (
        *_of_head(old.record, new.record, role),
        *_of_steps(old.record.steps, new.record.steps, role),
        *_of_prose(old.body, new.body),
    )


def _of_head(
    old: ControlledDocument, new: ControlledDocument, role: Callable[[str], str]
) -> Iterator[str]:
    for name, field in ControlledDocument.model_fields.items():
        before, after = getattr(old, name), getattr(new, name)
        if name in _APART or before == after:
            continue
        label = _label(field.title or name)
        if isinstance(before, tuple):
            yield from _of_list(label, before, after)
        else:
            yield from _of_value(label, before, after, role if name == "owner" else str)


def _label(title: str) -> str:
    """The title of a key inside a sentence: first letter small, unless it is an abbreviation."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _of_list(label: str, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[str]:
    before, after = _named(old), _named(new)
    both = [name for name in after if name in before]
    told = (
        ("thêm", _only_in(after, before)),
        ("bỏ", _only_in(before, after)),
        ("sửa", [name for name in both if before[name] != after[name]]),
    )
    verbs = ", ".join(f"{verb} {_quoted(names)}" for verb, names in told if names)
    yield f"{label}: {verbs or 'đổi thứ tự hoặc số lần ghi'}"


def _only_in(one: Iterable[str], other: Mapping[str, Any]) -> list[str]:
    return [name for name in one if name not in other]


def _named(items: tuple[Any, ...]) -> dict[str, Any]:
    """The members of a list by what a reader calls them."""
    return {_name(item): item for item in items}


def _name(item: Any) -> str:
    if isinstance(item, DossierComponent | RetainedRecord):
        return item.name
    return item.title if isinstance(item, Column) else str(item)


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"«{name}»" for name in names)


def _of_value(label: str, old: Any, new: Any, words: Callable[[str], str]) -> Iterator[str]:
    if isinstance(old, Approval) and isinstance(new, Approval):
        yield f"{label}: {_members(old, new)}"
        return
    yield f"{label}{_from_to(_shown(old, words), _shown(new, words))}"


def _members(old: Record, new: Record) -> str:
    """Which members of a record differ, by their titles."""
    fields = type(old).model_fields
    changed = [
        _label(fields[name].title or name)
        for name in fields
        if getattr(old, name) != getattr(new, name)
    ]
    return f"đổi {', '.join(changed)}"


def _shown(value: Any, words: Callable[[str], str] = str) -> str | None:
    """A value as a reader sees it; None where there is none."""
    if value is None:
        return None
    if isinstance(value, TimeLimit):
        return _time(value.hours, value.days, value.note)
    if isinstance(value, Decimal | int):
        return number(value)
    return words(str(getattr(value, "words", value)))


def _time(hours: Decimal | None, days: Decimal | None, note: str | None) -> str | None:
    parts = [
        f"{number(value)} {unit}"
        for value, unit in ((days, "ngày"), (hours, "giờ"))
        if value is not None
    ]
    if note:
        parts.append(note)
    return "; ".join(parts) or None


def _from_to(old: str | None, new: str | None) -> str:
    """` 4 giờ → 2 giờ`, or in words where there was or is nothing, or too much to quote."""
    if old is None:
        return f": thêm «{new}»" if new and len(new) <= _LONG else ": bổ sung"
    if new is None:
        return ": bỏ" if len(old) > _LONG else f": bỏ «{old}»"
    if len(old) > _LONG or len(new) > _LONG:
        return ": sửa nội dung"
    return f" {old} → {new}"


def _of_steps(
    old: tuple[Step, ...], new: tuple[Step, ...], role: Callable[[str], str]
) -> Iterator[str]:
    """Steps are paired by their task, or else by a task much like it."""
    pairs = _paired(old, new)
    gone = [place for place in range(len(old)) if place not in pairs.values()]
    for place, step in enumerate(new):
        if place not in pairs:
            yield f"thêm bước {place + 1}: {_short(step.task)}"
            continue
        phrases = ", ".join(_of_step(old[pairs[place]], step, role))
        if phrases:
            yield f"bước {place + 1}: {phrases}"
    yield from (f"bỏ bước {place + 1}: {_short(old[place].task)}" for place in gone)
    followed = [pairs[place] for place in sorted(pairs)]
    if followed != sorted(followed):
        yield "đổi thứ tự các bước"


def _short(task: str) -> str:
    return task if len(task) <= _LONG else task[: _LONG - 1].rsplit(" ", 1)[0] + " …"


def _paired(old: tuple[Step, ...], new: tuple[Step, ...]) -> Mapping[int, int]:
    """For the place of each new step that was there before, its old place."""
    pairs: dict[int, int] = {}
    for alike in (_same_task, _like_task):
        for place, step in enumerate(new):
            taken = set(pairs.values())
            if place not in pairs:
                # The nearest one, so that steps with one task do not cross.
                free = [
                    (abs(at - place), at)
                    for at, one in enumerate(old)
                    if at not in taken and alike(one, step)
                ]
                if free:
                    pairs[place] = min(free)[1]
    return pairs


def _same_task(old: Step, new: Step) -> bool:
    return fold(old.task) == fold(new.task)


def _like_task(old: Step, new: Step) -> bool:
    # Left to itself, difflib leaves the frequent letters of a text over 200 letters out.
    return SequenceMatcher(None, fold(old.task), fold(new.task), autojunk=False).ratio() >= 0.6


def _of_step(old: Step, new: Step, role: Callable[[str], str]) -> Iterator[str]:
    if old.task != new.task:
        yield "nội dung công việc" + _from_to(old.task, new.task)
    if old.role != new.role:
        yield "trách nhiệm" + _from_to(role(old.role), role(new.role))
    before, after = (_time(step.hours, step.days, step.timing) for step in (old, new))
    if before != after:
        yield "thời gian" + _from_to(before, after)
    if old.forms != new.forms:
        yield from _of_list("biểu mẫu", old.forms, new.forms)
    if old.result != new.result:
        yield "kết quả" + _from_to(old.result, new.result)


@frozen
class _Section:
    number: str
    title: str
    words: str
    """Heading and text, without the spaces between the words."""

    @property
    def label(self) -> str:
        if self.number:
            return f"mục {self.number}"
        return f"mục «{self.title}»" if self.title else "phần mở đầu"


def _of_prose(old: str, new: str) -> Iterator[str]:
    """Sections are paired by their title, or else by their number.

    Another number alone is no change.
    """
    before, after = _sections(old), _sections(new)
    pairs = _paired_sections(before, after)
    for key, section in after.items():
        if key not in pairs:
            yield f"thêm {section.label}"
        elif pairs[key] != key or before[key].words != section.words:
            yield section.label
    kept = set(pairs.values())
    for key, section in before.items():
        if key not in kept:
            yield f"bỏ {section.label}"


def _paired_sections(
    before: Mapping[str, _Section], after: Mapping[str, _Section]
) -> Mapping[str, str]:
    """For the key of each new section that was there before, its old key."""
    pairs = {key: key for key in after if key in before}
    left = ((key, section.number) for key, section in before.items() if key not in pairs)
    numbers = {number: key for key, number in left if number}
    others = ((key, section.number) for key, section in after.items() if key not in pairs)
    return pairs | {key: numbers[number] for key, number in others if number in numbers}


def _sections(body: str) -> dict[str, _Section]:
    """The sections of the prose by their folded title.

    What stands before the first heading has the empty one.
    """
    parts: list[tuple[str, str, list[str]]] = [("", "", [])]
    fenced = False
    for line in nfc(body).split("\n"):
        fenced ^= bool(_FENCE.match(line))
        match = None if fenced else _SECTION.match(line)
        if match:
            parts.append((match["number"] or "", match["title"], []))
        else:
            parts[-1][2].append(line)
    found: dict[str, _Section] = {}
    for stated, title, lines in parts:
        words = " ".join((title + "\n" + "\n".join(lines)).split())
        if title or words:
            found[_free(fold(title), found)] = _Section(stated, title, words)
    return found


def _free(key: str, found: Mapping[str, object]) -> str:
    """The key, with a count where the same title stands more than once."""
    count, free = 1, key
    while free in found:
        count += 1
        free = f"{key} {count}"
    return free
