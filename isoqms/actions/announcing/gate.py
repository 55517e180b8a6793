"""The gate before the announcement: whether what the law asks for is done, point by point.

What a rule says already is taken from the rule (its `GATE`); only what no rule can say is looked at
here: that there is an audit, a review and a confirmation for *this* announcement, each built on the
one before.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Final

from isoqms.actions.announcing.ground import (
    MOST_TOLD,
    GatePoint,
    Ground,
    Missing,
    Step,
    as_lack,
    late_and_done,
)
from isoqms.actions.announcing.points import POINTS
from isoqms.diagnostics import Location, Place, Severity
from isoqms.facts.papers.catalogue import BY_WORD
from isoqms.model.layout import kind_of
from isoqms.repository import Repository
from isoqms.rules.protocol import Gate
from isoqms.rules.registry import is_at
from isoqms.wording import date_short, listed, sentence

PRINTED_FROM: Final = tuple(
    dict.fromkeys(
        name for word in ("announcement", "notice", "posting") for name in BY_WORD[word].tells_of
    )
)
"""The kinds of file that the papers of an announcement tell of."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """All points of the gate, as of a day."""

    as_of: date
    points: tuple[GatePoint, ...]

    @property
    def passed(self) -> bool:
        """Whether the system may be announced."""
        return all(point.passed for point in self.points)

    @property
    def failing(self) -> tuple[GatePoint, ...]:
        """The points that are not met."""
        return tuple(point for point in self.points if not point.passed)

    @property
    def left(self) -> str:
        """How many points are not met, and how many of them nobody could look at."""
        unchecked = sum(bool(point.unchecked) for point in self.points)
        words = f"{len(self.failing)} trong {len(self.points)} điểm chưa đạt"
        return f"{words}, trong đó {unchecked} điểm chưa kiểm được hết" if unchecked else words


def gate(repository: Repository) -> Judgement:
    """The eight points for announcing on the day that the repository is loaded for."""
    ground = Ground(repository)
    points = [point(ground) for point in POINTS]
    told = frozenset((lack.rule, lack.location) for point in points for lack in point.lacks)
    return Judgement(repository.as_of, (*points, _no_errors(ground, told), _in_order(ground)))


# 7 and 8. Everything else, and the order


def _no_errors(ground: Ground, told: frozenset[tuple[str, Location]]) -> GatePoint:
    """The errors that no other point has named.

    That of a changed scope is what the announcement itself mends.
    """
    late = late_and_done(ground)
    errors = [each for each in ground.diagnostics if each.severity is Severity.ERROR]
    errors = [each for each in errors if not is_at(Gate.ANNOUNCEMENT, each.rule)]
    unsaid = [each for each in errors if (each.rule, each.location) not in told]
    left = [as_lack(each) for each in unsaid if each.message not in late]
    shown = left[:MOST_TOLD]
    if len(left) > len(shown):
        # The last one shown says how many are left, so that nobody takes the list for whole.
        more = f" Còn {len(left) - len(shown)} lỗi nữa: xem bằng `isoqms validate`."
        shown[-1] = replace(shown[-1], hint=f"{shown[-1].hint}{more}".strip())
    return GatePoint(
        7,
        "Kho tài liệu không còn lỗi nào khác",
        ("Kiểm tra của `isoqms validate`",),
        (*shown, *ground.lacks(_not_filled_in(ground.repository))),
        "Kiểm tra không thấy lỗi nào chưa xử lý.",
    )


def _not_filled_in(repository: Repository) -> Iterator[Missing]:
    """The places that nobody has filled in, in what an announcement prints: a line for each file.

    Of a repository that is only begun these are all; else drafts and the registers of other work
    have their own time.
    """
    left: dict[PurePosixPath, list[Place]] = {}
    for blank in repository.blanks:
        if not repository.documents or _is_printed(repository, blank.place.path):
            left.setdefault(blank.place.path, []).append(blank.place)
    hint = "Điền bằng `isoqms fill`; tài liệu đang có hiệu lực thì `isoqms revise` trước."
    for path, places in list(left.items())[:MOST_TOLD]:
        yield f"{path} còn {len(places)} chỗ «[cần điền …]».", places[0], hint
    more = list(left.values())[MOST_TOLD:]
    if more:
        count = sum(map(len, more))
        yield f"Còn {count} chỗ «[cần điền …]» nữa, ở {len(more)} tệp khác.", more[0][0], hint


def _is_printed(repository: Repository, path: PurePosixPath) -> bool:
    """Whether the papers of an announcement tell of the file, or are headed by it."""
    known = kind_of(str(path))
    if known is None or known[1] not in (None, repository.as_of.year):
        return False
    return known[0].name in (*PRINTED_FROM, "isoqms")


def _in_order(ground: Ground) -> GatePoint:
    return GatePoint(
        8,
        "Các bước làm đúng thứ tự: ban hành, đánh giá, xem xét, xác nhận, công bố",
        ("QĐ 19/2014/QĐ-TTg, Điều 4, khoản 2 và khoản 3",),
        ground.lacks(_out_of_order(ground)),
        sentence(
            " → ".join(f"{name} {date_short(step.day)}" for name, step in _chain(ground) if step)
        ),
    )


def _chain(ground: Ground) -> tuple[tuple[str, Step | None], ...]:
    first = min(ground.issues, key=lambda d: d.record.in_force_from, default=None)
    begun = Step("ban hành", first.record.in_force_from, first.at("signed")) if first else None
    return (
        ("ban hành tài liệu", begun),
        ("đánh giá nội bộ", ground.audit or next(reversed(ground.audits), None)),
        ("xem xét của lãnh đạo", ground.review),
        ("xác nhận hiệu lực", ground.confirmation),
    )


def _out_of_order(ground: Ground) -> Iterator[Missing]:
    chain = _chain(ground)
    missing = [name for name, step in chain if step is None]
    hint = "Làm lại bước sau, dựa trên kết quả của bước trước; nếu ngày ghi nhầm thì sửa ngày."
    if missing:
        place = ground.year_file("ke-hoach")
        yield (
            f"Chưa đủ các bước để công bố: thiếu {listed(missing)}.",
            place,
            "Làm xong các điểm ở trên.",
        )
    for (before, one), (after, other) in pairwise([(name, step) for name, step in chain if step]):
        if one and other and other.day < one.day:
            what = f"{after[0].upper()}{after[1:]} ngày {date_short(other.day)}"
            words = f"{what} làm trước {before} ngày {date_short(one.day)}."
            yield words, other.place, hint
