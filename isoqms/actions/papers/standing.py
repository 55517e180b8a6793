"""Whether the records that a paper is made from let it be signed: the one gate of all papers."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from isoqms.actions.announcing.gate import gate
from isoqms.actions.checking.fit import Standing, standing_of
from isoqms.errors import IsoqmsError
from isoqms.facts.announcing.announcements import announcements
from isoqms.facts.papers.paper import PaperKind
from isoqms.model.control.decision import DecisionKind
from isoqms.model.layout import file_of
from isoqms.pages.layout.blocks import Paper
from isoqms.pages.layout.printed import raw_keys
from isoqms.pages.papers.draft import marks_to_fill_in, printed_words
from isoqms.pages.papers.order import PaperOrder
from isoqms.repository import Repository
from isoqms.wording import listed

_HOW_TO_FILL_IN: Final = (
    "Điền ở các chỗ ấy rồi in lại; cần bản để xem trước thì thêm --force: bản in mang dấu bản nháp."
)
_OF_AN_ANNOUNCEMENT: Final = ("notice", "posting")
"""The papers that tell of an announcement that was made."""


class NotYetTrue(IsoqmsError):
    """A paper whose records contradict themselves, so that it would say what is not so."""


def standing(repository: Repository, kind: PaperKind, order: PaperOrder) -> Standing:
    """The errors and the warnings of the records that the paper is made from.

    Of the announcement, before it is recorded, the points of its gate that are not met besides.
    """
    if _is_announced(repository, kind, order):
        return Standing(())
    known = standing_of(repository, order.year, kind.tells_of)
    return replace(known, faults=(*_points(repository, kind, order), *known.faults))


def _is_announced(repository: Repository, kind: PaperKind, order: PaperOrder) -> bool:
    """Whether the decision was signed and recorded: its gate was asked on its own day."""
    known = (order.number, order.item)
    if kind.word in _OF_AN_ANNOUNCEMENT:
        made = announcements(repository)
        return any(each.number == order.item or each.day.year == order.year for each in made)
    return kind.decision is DecisionKind.ANNOUNCE and any(
        each.number in known for each in announcements(repository)
    )


def refuse(kind: PaperKind, known: Standing, hint: str) -> None:
    """NotYetTrue with the faults, for a paper that says how things are."""
    if kind.asserts and known.faults:
        raise NotYetTrue(f"{kind.title}: {known.words}.\n{known.listed}", hint)


def refuse_to_fill_in(repository: Repository, kind: PaperKind, paper: Paper) -> None:
    """NotYetTrue where the paper would print a mark `[cần điền: …]`, or a key without a name."""
    marks = marks_to_fill_in(paper)
    keys = dict.fromkeys(key for words in printed_words(paper) for key in raw_keys(words))
    if keys:
        named = listed(f"«{key}»" for key in keys)
        raise NotYetTrue(
            f"{kind.title} còn in ra khóa không ứng với vai trò, đơn vị nào: {named}.",
            f"Sửa khóa ấy trong hồ sơ, hoặc khai vai trò, đơn vị trong {file_of('isoqms')}.",
        )
    if not marks:
        return
    lines = "".join(
        f"\n  - {words or 'dấu [cần điền]'}{stands(repository, words)}" for words in marks
    )
    raise NotYetTrue(f"{kind.title} còn in ra chỗ chưa điền:{lines}", _HOW_TO_FILL_IN)


def stands(repository: Repository, words: str) -> str:
    """Where a mark `[cần điền: …]` stands: `: isoqms.yaml, dòng 64`; nothing if unknown."""
    places = (each.place for each in repository.blanks if (each.words or "").strip() == words)
    found = [f"{each.path}, dòng {each.line}" for each in places]
    return f": {'; '.join(found)}" if found else ""


def _points(repository: Repository, kind: PaperKind, order: PaperOrder) -> Iterator[str]:
    if kind.word in _OF_AN_ANNOUNCEMENT:
        yield (
            f"Năm {order.year} chưa ghi quyết định công bố nào, nên chưa có gì để thông báo, niêm "
            "yết: ghi bằng `isoqms announce`; văn bản của lần công bố trước thì thêm --year"
        )
    if kind.decision is DecisionKind.ANNOUNCE or kind.word in _OF_AN_ANNOUNCEMENT:
        for point in gate(repository).failing:
            yield f"Điểm {point.number} trước khi công bố {point.state.lower()}: {point.title}"
