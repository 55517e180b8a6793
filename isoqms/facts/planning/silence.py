"""What an agency has never done, or never recorded: where no record stands, none is wrong.

A rule that looks into records says nothing where there are none; these are told here once, for the
rules and for the list of things to do.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Final

from isoqms import packs
from isoqms.diagnostics import Place, Severity
from isoqms.errors import UnknownName
from isoqms.facts.announcing.announcements import announcements, last_ended
from isoqms.facts.law.validity import months_after
from isoqms.facts.planning.owing import LAST_QUARTER, applied, started
from isoqms.model.agency.settings import Obligation
from isoqms.model.control.decision import DecisionKind
from isoqms.repository.content import Repository
from isoqms.repository.control import control
from isoqms.values import frozen
from isoqms.wording import date_short, listed

_OPENED: Final = (1, 31)
"""By when a new year's records are opened, by practice."""


class Undone(StrEnum):
    """What was never done; the words are part of the key of its task."""

    ISSUE = "ban-hanh-lan-dau"
    YEAR = "ho-so-nam"
    PLAN = "ke-hoach-lan-dau"
    BOARD = "lap-ban-chi-dao"
    ANNOUNCEMENT = "cong-bo-lan-dau"


@frozen
class Silence:
    """Something that was never done, and how much that weighs by the day of the question."""

    what: Undone
    message: str
    place: Place
    severity: Severity
    due: date
    """By when it should have been done, or its year should have been opened."""
    years: tuple[int, ...] = ()


def silences(repository: Repository) -> tuple[Silence, ...]:
    """Everything of the kind, found once for a repository."""
    return repository.once(_silences)


def silences_of(repository: Repository, what: Undone) -> Iterator[Silence]:
    """Those of one kind."""
    return (each for each in silences(repository) if each.what is what)


def begun(repository: Repository) -> date | None:
    """From when the agency is asked for its system.

    The stated day of its founding, else the first entry of the history, else the first year that
    has records; None where nothing tells.
    """
    if repository.agency.record.founded:
        return repository.agency.record.founded
    commits = control(repository).history.commits
    days = [commits[0].when.date()] if commits else []
    days += [date(min(repository.years), 1, 1)] if repository.years else []
    return min(days, default=None)


def _silences(repository: Repository) -> tuple[Silence, ...]:
    if not applied(repository):
        return (*_never_issued(repository), *_before_the_first_issue(repository))
    return (
        *_years_without_records(repository),
        *_never_steered(repository),
        *_never_announced(repository),
    )


def _never_issued(repository: Repository) -> Iterator[Silence]:
    since = begun(repository)
    obligation = repository.agency.record.obligation
    severity = _weight(repository, since, _most_without_system(repository))
    # A decision that is signed and waits for its day has been taken.
    signed = any(
        d.record.signed <= repository.as_of and d.record.issues for d in repository.standing
    )
    if since is None or severity is None or signed:
        return
    yield Silence(
        Undone.ISSUE,
        f"Từ ngày {date_short(since)} đến nay {_not_issued(repository)} "
        f"({_CLASS[obligation]}), nên chưa thể đánh giá nội bộ, xem xét, công bố.",
        repository.agency.at("obligation"),
        severity,
        _over(repository, since),
    )


def _not_issued(repository: Repository) -> str:
    issuing = [d.record for d in repository.decisions if d.record.issues]
    gone = [record.number for record in issuing if record.signed <= repository.as_of]
    if not gone:
        return "chưa có quyết định nào ban hành tài liệu của hệ thống"
    return f"{gone[-1]} ban hành tài liệu của hệ thống đã bị bãi bỏ, chưa có quyết định khác"


def _most_without_system(repository: Repository) -> Severity:
    since = begun(repository)
    if since is None or not knows_its_beginning(repository):
        return Severity.NOTE
    obligation, over = repository.agency.record.obligation, _over(repository, since)
    if obligation is Obligation.ENCOURAGED and repository.as_of <= over:
        return Severity.NOTE
    return _CEILING[obligation]


def knows_its_beginning(repository: Repository) -> bool:
    """Whether more than the first year that has records tells from when the agency is asked."""
    return bool(repository.agency.record.founded or control(repository).history.commits)


def _over(repository: Repository, since: date) -> date:
    return months_after(since, repository.packs.deadlines.never_done.over)


def _before_the_first_issue(repository: Repository) -> Iterator[Silence]:
    """What comes before the first issue (TT 26/2014/TT-BKHCN, Điều 7, khoản 2, điểm a, b)."""
    since = begun(repository)
    if since is None or not knows_its_beginning(repository):
        return
    most = _most_without_system(repository)
    for each in _years_without_records(repository, since):
        yield replace(each, severity=_lighter(each.severity, most))
    if not _has_board(repository):
        yield from _undone(
            repository, Undone.BOARD, since, most, "chưa có quyết định nào lập Ban Chỉ đạo ISO."
        )
    if not _has_signed_plan(repository):
        # The month by which a plan is signed is practice: at most a warning.
        most = _lighter(Severity.WARNING, most)
        words = "chưa kế hoạch áp dụng nào được ký."
        yield from _undone(repository, Undone.PLAN, since, most, words)


def _undone(
    repository: Repository, what: Undone, since: date, most: Severity, words: str
) -> Iterator[Silence]:
    severity = _weight(repository, since, most)
    if severity is not None:
        message = f"Từ ngày {date_short(since)} đến nay {words}"
        place = repository.agency.at("obligation")
        due = months_after(since, repository.packs.deadlines.never_done.quiet)
        yield Silence(what, message, place, severity, due)


def _has_signed_plan(repository: Repository) -> bool:
    plans = (year.plan.record for year in repository.years.values() if year.plan)
    return any(plan.signed and plan.signed <= repository.as_of for plan in plans)


def _lighter(one: Severity, other: Severity) -> Severity:
    return max(one, other, key=lambda each: each.rank)


_CEILING: Final = {
    Obligation.MANDATORY: Severity.ERROR,
    Obligation.PROVINCIAL: Severity.WARNING,
    Obligation.ENCOURAGED: Severity.WARNING,
}
"""How much it may weigh that an agency has no system at all (QĐ 19/2014/QĐ-TTg, Điều 2)."""
_CLASS: Final = {
    Obligation.MANDATORY: "cơ quan thuộc diện bắt buộc áp dụng",
    Obligation.PROVINCIAL: "cơ quan áp dụng theo kế hoạch của tỉnh",
    Obligation.ENCOURAGED: "cơ quan thuộc diện khuyến khích áp dụng",
}


def _never_steered(repository: Repository) -> Iterator[Silence]:
    known = (d for d in repository.decisions if d.record.kind is DecisionKind.STEERING_BOARD)
    boards = [each for each in known if each.record.signed <= repository.as_of]
    if _has_board(repository):
        return
    words = "chưa có quyết định nào thành lập Ban Chỉ đạo ISO."
    if boards:
        number = boards[-1].record.number
        words = f"{number} về Ban Chỉ đạo ISO đã bị bãi bỏ, chưa có quyết định khác."
    yield from _since_applied(repository, Undone.BOARD, words)


def _has_board(repository: Repository) -> bool:
    known = (d for d in repository.decisions if d.record.kind is DecisionKind.STEERING_BOARD)
    boards = (each for each in known if each.record.signed <= repository.as_of)
    return any(each in repository.standing for each in boards)


def _never_announced(repository: Repository) -> Iterator[Silence]:
    if not announcements(repository):
        yield from _since_applied(
            repository,
            Undone.ANNOUNCEMENT,
            _not_announced(repository),
        )


def _not_announced(repository: Repository) -> str:
    last = last_ended(repository)
    if last is None:
        return "chưa công bố hệ thống lần nào."
    words = f"lần công bố theo {last.number} ngày {date_short(last.day)}"
    return f"{words} không còn hiệu lực, từ đó chưa công bố lại."


def _since_applied(repository: Repository, what: Undone, words: str) -> Iterator[Silence]:
    """What whoever applies the system must do, whatever made them apply it."""
    since = started(repository) or begun(repository)
    is_bound = repository.agency.record.obligation is Obligation.MANDATORY
    severity = _weight(repository, since, Severity.ERROR if is_bound else Severity.WARNING)
    if since is not None and severity is not None:
        yield Silence(
            what,
            f"Hệ thống áp dụng từ ngày {date_short(since)} mà {words}",
            repository.agency.at("name"),
            severity,
            _over(repository, since),
        )


def _weight(repository: Repository, since: date | None, most: Severity) -> Severity | None:
    """How much it weighs by now, `most` at most; None within the grace, or where none can tell."""
    if since is None:
        return None
    periods, day = repository.packs.deadlines.never_done, repository.as_of
    if day <= months_after(since, periods.quiet):
        return None
    weight = Severity.NOTE
    if day > months_after(since, periods.pressing):
        weight = Severity.WARNING
    if day > months_after(since, periods.over):
        weight = Severity.ERROR
    return _lighter(weight, most)


# A year that nobody opened


def _years_without_records(repository: Repository, start: date | None = None) -> Iterator[Silence]:
    """The years, from `start` or else from when the system is applied, of which nothing is kept."""
    this = repository.as_of.year
    missing = tuple(_missing_years(repository, start or started(repository)))
    past = tuple(year for year in missing if year < this)
    place = repository.agency.at("name")
    if past:
        words = "Không năm nào có" if len(past) > 1 else "Năm ấy không có"
        yield Silence(
            Undone.YEAR,
            f"Kho không có hồ sơ nào của năm {listed(map(str, past))}, nên không có gì chứng minh "
            f"việc của năm. {words} đánh giá nội bộ, xem xét của lãnh đạo được ghi lại.",
            place,
            Severity.ERROR,
            date(past[0], *_OPENED),
            past,
        )
    opened = date(this, *_OPENED)
    if this in missing and repository.as_of > opened:
        pressing = repository.as_of.month >= LAST_QUARTER
        yield Silence(
            Undone.YEAR,
            f"Chưa mở hồ sơ năm {this}: chưa có kế hoạch, mục tiêu, rủi ro và sổ nào của năm.",
            place,
            Severity.WARNING if pressing else Severity.NOTE,
            opened,
            (this,),
        )


def _missing_years(repository: Repository, start: date | None) -> Iterator[int]:
    """The years without a folder, from when system and repository are both there."""
    ends = _ends(repository)
    known = min(repository.years, default=None) or (begun(repository) or repository.as_of).year
    first = max(known, start.year) if start else known
    for year in range(first, repository.as_of.year + 1):
        late = start is not None and start >= date(year, LAST_QUARTER, 1)
        is_over = ends is not None and ends.year <= year
        if year not in repository.years and not late and not is_over:
            yield year


def _ends(repository: Repository) -> date | None:
    """From when agencies of this kind are no more; None where they are, or no pack knows it."""
    try:
        return packs.load_kind(repository.agency.record.kind, repository.root).ends
    except UnknownName:
        return None
