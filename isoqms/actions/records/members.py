"""A member of a record's list, as a person names one to take it away: by its place or its words."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from isoqms.actions.records.questions import Question
from isoqms.errors import BadAnswer
from isoqms.model.base import Record
from isoqms.wording import fold, whole


class Member(NamedTuple):
    """One record of a list that belongs to another: an auditor of a round."""

    key: str
    """The key of the list."""
    record: Record


def members_of(record: Record | None, questions: Iterable[Question]) -> Mapping[str, list[Member]]:
    """The members of each list of the record, by the list's title, in their order."""
    lists = ((each, getattr(record, each.key, ())) for each in questions if each.inner)
    return {
        question.field.title: [Member(question.key, each) for each in held]
        for question, held in lists
        if held
    }


def told(member: Member) -> str:
    """Its words: «Phó Trưởng phòng Kinh tế»."""
    texts = (value for value in member.record.model_dump().values() if isinstance(value, str))
    return next(texts, "")


def members_named(
    record: Record | None, questions: tuple[Question, ...], names: Iterable[str]
) -> tuple[Member, ...]:
    """The members that are meant by `auditors.2` or `Đoàn đánh giá.Phó Trưởng phòng Kinh tế`.

    BadAnswer where there is no such list or member, with those there are.
    """
    return tuple(_meant(record, questions, name) for name in names)


def _meant(record: Record | None, questions: tuple[Question, ...], name: str) -> Member:
    called, _, which = (part.strip() for part in name.partition("."))
    lists = [each for each in questions if each.inner]
    titles = {each.key: each.field.title for each in lists}
    key = next((k for k, title in titles.items() if fold(called) in (fold(k), fold(title))), None)
    if key is None:
        known = ", ".join(f"{k} ({title})" for k, title in titles.items())
        hint = f"Các danh sách: {known}." if known else "Hồ sơ này không có danh sách nào."
        raise BadAnswer(f"Không có danh sách «{called}» ở loại hồ sơ này.", hint)
    held = [Member(key, each) for each in getattr(record, key, ())]
    place = whole(which) if which.isascii() and which.isdigit() else 0
    by_words = [member for member in held if fold(told(member)) == fold(which)]
    found = held[place - 1 : place] if place else by_words
    if len(found) != 1:
        raise BadAnswer(f"«{titles[key]}» không có dòng «{which}».", _known(key, held))
    return found[0]


def _known(key: str, held: list[Member]) -> str:
    if not held:
        return "Danh sách này đang trống."
    shown = "; ".join(f"{key}.{place} ({told(each)})" for place, each in enumerate(held, 1))
    return f"Đang có: {shown}."


def places(record: Record | None, taken: Iterable[Member]) -> dict[str, list[int]]:
    """Where the members stand in their lists now, the last first.

    BadAnswer where one stands there no more: another person changed it meanwhile.
    """
    found: dict[str, list[int]] = {}
    for member in taken:
        held = getattr(record, member.key, ())
        known = found.setdefault(member.key, [])
        here = (i for i, each in enumerate(held) if each == member.record and i not in known)
        place = next(here, None)
        if place is None:
            raise BadAnswer(
                f"Dòng «{told(member)}» không còn như lúc xem.", "Xem lại rồi chạy lại lệnh."
            )
        known.append(place)
    return {key: sorted(known, reverse=True) for key, known in found.items()}
