"""What of a year people would rather look at than read, each only where its records exist."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from isoqms.facts.improvement.surveys import Tally, overall
from isoqms.facts.planning.objectives import Outcome, are_set, outcomes
from isoqms.facts.reporting.figures import period_of, scores, scoring_table
from isoqms.facts.services.cases import spans, sums_of
from isoqms.facts.services.rates import on_time_shares
from isoqms.model.agency.settings import Rounding
from isoqms.model.packs.scoring import ScoreCriterion, ScoringTable
from isoqms.pages.layout.blocks import Annex, AnnexHead, Block, Series
from isoqms.pages.layout.charts import Category, Picture, charted
from isoqms.repository import Repository
from isoqms.wording import date_short, percent, roman

_TITLE: Final = "Một số kết quả bằng biểu đồ"
_QUARTERS: Final = (1, 2, 3, 4)
_MOST_STANDING: Final = 4
"""Of more pairs of columns the numbers would run into each other: they lie down as bars."""


def pictures(repository: Repository, year: int, day: date) -> tuple[Picture, ...]:
    """The pictures of a year by what was known on `day`: timeliness, objectives, satisfaction."""
    return tuple(each for theme in _OF_A_DAY for each in theme.tell(repository, year, day))


def points_lost(repository: Repository, year: int) -> tuple[Picture, ...]:
    """Where the self-score loses points, by groups of the table, the most first; maybe none."""
    table, given = scoring_table(repository, year), scores(repository, year)
    lost = _lost(table, given) if table and given else ()
    if not lost:
        return ()
    categories = tuple(Category(f"Tiêu chí {row.label or row.id}", row.text) for row, _ in lost)
    series = Series("Điểm bị trừ", tuple(points for _, points in lost))
    title = f"Điểm tự chấm bị trừ năm {year}"
    return (Picture(title, "Tiêu chí", categories, (series,), "điểm", lying=True),)


def _lost(
    table: ScoringTable, given: Mapping[str, Decimal]
) -> tuple[tuple[ScoreCriterion, Decimal], ...]:
    """The groups just below the parts that lose points, with how many, the most first.

    A row that nobody has scored yet loses none.
    """
    most = table.sums({row.id: row.max for row in table.leaves if row.id in given})
    reached = table.sums(given)
    lost = ((row, most[row.id] - reached[row.id]) for row in _groups(table))
    return tuple(sorted((pair for pair in lost if pair[1] > 0), key=lambda pair: -pair[1]))


def _groups(table: ScoringTable) -> Iterator[ScoreCriterion]:
    """The rows just below the parts that have rows of their own."""
    tops = {row.id for row in table.rows if row.parent is None}
    parents = {row.parent for row in table.rows}
    return (row for row in table.rows if row.parent in tops and row.id in parents)


def pictures_annex(repository: Repository, year: int, attached: str) -> Annex | None:
    """The pictures of a year's report as an annex; None where no record gives one."""
    day = min(repository.as_of, period_of(repository, year)[1])
    found = (*pictures(repository, year, day), *points_lost(repository, year))
    return Annex(AnnexHead(None, _TITLE, attached), drawn(found)) if found else None


def drawn(pictures: tuple[Picture, ...]) -> tuple[Block, ...]:
    """Each picture with the table of its numbers."""
    return tuple(block for each in pictures for block in charted(each))


def _timeliness(repository: Repository, year: int, day: date) -> Iterator[Picture]:
    found = [each for quarter in _QUARTERS for each in _quarter(repository, year, quarter, day)]
    if len(found) > 1:
        yield Picture(
            f"Tỷ lệ hồ sơ giải quyết đúng, trước hạn theo quý năm {year}",
            "Quý",
            tuple(Category(label) for label, _ in found),
            (Series("Đúng, trước hạn", tuple(rate for _, rate in found)),),
            "%",
        )


def _quarter(
    repository: Repository, year: int, quarter: int, day: date
) -> Iterator[tuple[str, Decimal]]:
    """The share on time in a quarter, of what the agency takes its rates of.

    None where the periods of the quarter do not tell it.
    One whose last period ends before the quarter says until when.
    """
    first = date(year, quarter * 3 - 2, 1)
    last = date(year + quarter // 4, quarter * 3 % 12 + 1, 1) - timedelta(days=1)
    periods = [row.record for row in repository.rows_of(year).periods]
    inside = [each for each in periods if first <= each.start and each.end <= min(last, day)]
    agency = repository.agency.record
    sums = sums_of(spans(inside), returned_in_resolved=agency.returned_in_resolved)
    shares = on_time_shares(sums, agency.case_rates_of)
    truncate = agency.rounding is Rounding.TRUNCATE
    rate = percent(shares[0].part, shares[0].whole, truncate=truncate) if shares else None
    if rate is not None:
        until = max(each.end for each in inside)
        part = "" if until == last else f" (đến {until.day}/{until.month})"
        yield f"Quý {roman(quarter)}{part}", rate


def _objectives(repository: Repository, year: int, day: date) -> Iterator[Picture]:
    """The objectives that are measured in per cent, the others cannot stand beside them."""
    if not are_set(repository, year):
        return
    found = [each for each in outcomes(repository, year, day) if _is_share(each)]
    if len(found) > 1:
        yield Picture(
            f"Kết quả mục tiêu chất lượng so với chỉ tiêu năm {year}",
            "Mục tiêu",
            tuple(
                Category(f"MT{place}", each.objective.text.rstrip(". "))
                for place, each in enumerate(found, start=1)
            ),
            (
                Series("Kết quả", tuple(each.value for each in found)),
                Series("Chỉ tiêu", tuple(each.objective.target for each in found)),
            ),
            "%",
            lying=len(found) > _MOST_STANDING,
        )


def _is_share(found: Outcome) -> bool:
    objective = found.objective
    return (
        objective.unit_of_measure == "%"
        and objective.target is not None
        and found.value is not None
    )


def _satisfaction(repository: Repository, year: int, day: date) -> Iterator[Picture]:
    """The levels of the one survey of the year, or the rates of several."""
    agency = repository.agency.record
    surveys = [row.record for row in repository.rows_of(year).surveys]
    over = [each for each in surveys if each.end is None or each.end <= day]
    tallies = [(each, tally) for each in over if (tally := overall(each, agency)) is not None]
    if len(tallies) == 1:
        yield from _levels(year, tallies[0][1])
    rated = [(survey, tally.rate) for survey, tally in tallies if tally.rate is not None]
    if len(rated) > 1:
        yield Picture(
            f"Tỷ lệ hài lòng qua các đợt khảo sát năm {year}",
            "Đợt khảo sát",
            tuple(
                Category(f"Đợt {place}", f"Đến {date_short(survey.end)}" if survey.end else "")
                for place, (survey, _) in enumerate(rated, start=1)
            ),
            (Series("Hài lòng", tuple(rate for _, rate in rated)),),
            "%",
        )


def _levels(year: int, tally: Tally) -> Iterator[Picture]:
    counts: dict[str, int] = {}
    for answer in tally.answers:
        counts[answer.answer] = counts.get(answer.answer, 0) + answer.count
    shares = [percent(count, tally.total, truncate=tally.truncate) for count in counts.values()]
    if len(counts) > 1 and tally.total:
        yield Picture(
            f"Mức độ hài lòng của tổ chức, cá nhân năm {year}",
            "Mức",
            tuple(map(Category, counts)),
            (Series("Tỷ lệ phiếu", tuple(shares)),),
            "%",
            lying=True,
        )


_Teller = Callable[[Repository, int, date], Iterator[Picture]]


class Theme(NamedTuple):
    """What people look at (nội dung của biểu đồ): how it is told, and what it takes of records."""

    words: str
    takes: str
    command: str
    """How its records are written, for the screen."""
    tell: _Teller


def _points(repository: Repository, year: int, _: date) -> Iterator[Picture]:
    if year in repository.years:
        yield from points_lost(repository, year)


_OF_A_DAY: Final = (
    Theme(
        "tỷ lệ hồ sơ đúng, trước hạn theo quý",
        "số liệu hồ sơ của ít nhất hai quý",
        "isoqms new cases",
        _timeliness,
    ),
    Theme(
        "kết quả mục tiêu chất lượng so với chỉ tiêu",
        "kết quả của ít nhất hai mục tiêu đo bằng %",
        "isoqms update objective",
        _objectives,
    ),
    Theme(
        "mức độ hài lòng",
        "một đợt khảo sát có số phiếu theo từng mức",
        "isoqms new survey",
        _satisfaction,
    ),
)
POINTS: Final = Theme("điểm tự chấm bị trừ", "bảng tự chấm điểm", "isoqms score --begin", _points)
THEMES: Final = (*_OF_A_DAY, POINTS)
