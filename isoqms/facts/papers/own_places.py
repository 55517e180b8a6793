"""The places of the papers that are about one of several: each has its own way to its row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from isoqms.errors import UnknownName
from isoqms.facts.papers.decided import decisions_of
from isoqms.facts.papers.paper import (
    Filling,
    NewRow,
    PaperKind,
    Recorded,
    Signing,
    Spot,
    Unplaced,
)
from isoqms.facts.papers.places import NoDecision, cited_in_rows, read_citation
from isoqms.facts.papers.year_files import (
    ANNOUNCEMENTS,
    AUDITS,
    DISTRIBUTION,
    NONCONFORMITIES,
    REVIEWS,
    TRAINING,
    YearFile,
)
from isoqms.model.audit import AuditRound, RoundState
from isoqms.model.control.decision import Decision, DecisionKind
from isoqms.repository.content import Repository
from isoqms.repository.effects import named
from isoqms.values import frozen
from isoqms.wording import nearest

if TYPE_CHECKING:
    # A command imports the models of the files that it reads, and no others.
    from isoqms.model.control.distribution import WithdrawalReceipt
    from isoqms.model.reporting import OutgoingDocument

_CORRECTED: Final = "Đã đính chính bằng"
# The symbol of a letter names no kind by which its number could be known.
_NUMBER: Final = re.compile(r"số (\S+/\S+)")
_Rounds: TypeAlias = tuple[tuple[int, AuditRound], ...]
"""Rounds of audit with their places in the list."""


class ReportOfRounds(NoDecision):
    """The audit report: cited by its round, or by every round done that has none of its own."""

    def filled(self, repository: Repository, signing: Signing) -> Iterator[Filling]:
        """The citation; UnknownName where there is no such round, or none is done."""
        rounds = AUDITS.rows(repository, signing.year, "rounds")
        about = _the_round if signing.item is not None else _rounds_done
        for index, each in about(signing, rounds):
            path, route = AUDITS.path(signing.year), ("rounds", index, "report")
            yield Spot(path, route, signing.words, each.report)

    def recorded(self, repository: Repository, year: int, kind: PaperKind) -> Iterator[Recorded]:
        """The report of each round that cites one."""
        entry = AUDITS.entry(repository, year)
        for index, each in enumerate(AUDITS.rows(repository, year, "rounds")):
            if entry is not None:
                route = ("rounds", index, "report")
                for found in read_citation(entry, route, each.report, kind):
                    yield found._replace(item=each.id, label=f"{each.id}: ")


def _the_round(signing: Signing, rounds: tuple[AuditRound, ...]) -> _Rounds:
    found = tuple((i, each) for i, each in enumerate(rounds) if each.id == signing.item)
    if found:
        return found[:1]
    near = nearest(signing.item or "", [each.id for each in rounds])
    where = f"Xem các đợt ở {AUDITS.path(signing.year)}."
    hint = f"Có phải «{near}»?" if near else where
    raise UnknownName(f"Năm {signing.year} không có đợt đánh giá «{signing.item}».", hint)


def _rounds_done(signing: Signing, rounds: tuple[AuditRound, ...]) -> _Rounds:
    """Those that have no report of their own; the last one where all have, for it to refuse."""
    done = tuple((i, each) for i, each in enumerate(rounds) if each.state is RoundState.DONE)
    if not done:
        where = AUDITS.path(signing.year)
        hint = f"Kết thúc đợt bằng `isoqms audit close`, hoặc ghi ở {where}."
        raise UnknownName(f"Năm {signing.year} chưa có đợt nào đánh giá xong để có báo cáo.", hint)
    return tuple(pair for pair in done if pair[1].report is None) or done[-1:]


class NoticeOfLast(NoDecision):
    """The notice to the lead agency: cited by the last announcement, which is then notified."""

    def filled(self, repository: Repository, signing: Signing) -> Iterator[Filling]:
        """The citation, or that nothing is announced yet."""
        path = ANNOUNCEMENTS.path(signing.year)
        rows = ANNOUNCEMENTS.rows(repository, signing.year, "announcements")
        if not rows:
            what = f"{path} chưa có lần công bố nào"
            yield Unplaced(f"{what}; ghi quyết định công bố bằng `isoqms announce`.")
            return
        last = ("announcements", len(rows) - 1)
        yield Spot(path, (*last, "notice"), signing.words, rows[-1].notice)
        if not rows[-1].notified:
            yield Spot(path, (*last, "notified"), value=True)

    def recorded(self, repository: Repository, year: int, kind: PaperKind) -> Iterator[Recorded]:
        """The notice of each announcement that cites one."""
        entry = ANNOUNCEMENTS.entry(repository, year)
        yield from cited_in_rows(entry, "announcements", "notice", kind)


class ConfirmationOfYear(NoDecision):
    """The confirmation of validity as a paper of its own: cited, with its day, by the year's."""

    def filled(self, repository: Repository, signing: Signing) -> Iterator[Filling]:
        """Day and citation, where the head has not confirmed it yet."""
        path = REVIEWS.path(signing.year)
        known = REVIEWS.value(repository, signing.year, "confirmation")
        if known is None:
            confirmed = {"day": signing.signed, "document": signing.words}
            yield Spot(path, ("confirmation",), confirmed)
            return
        yield Spot(path, ("confirmation", "document"), signing.words, known.document)

    def recorded(self, repository: Repository, year: int, kind: PaperKind) -> Iterator[Recorded]:
        """The paper, where a number of its kind is cited and not that of minutes or a decision."""
        entry = REVIEWS.entry(repository, year)
        known = REVIEWS.value(repository, year, "confirmation")
        if entry is None or known is None:
            return
        route = ("confirmation", "document")
        for found in read_citation(entry, route, known.document, kind):
            if found.number is not None:
                yield found


@frozen
class CitedByRow(NoDecision):
    """A paper about one row of a list of the year, which cites it."""

    file: YearFile
    rows: str
    cites: str
    """The key of the row that holds the citation."""
    place_of: Callable[[Sequence[Any], int, str | None], int]
    """The place of the row that is meant; UnknownName where there is none."""
    called: Callable[[int, Any], tuple[str, str]]
    """A row as it is named in a command, and as it is told."""

    def filled(self, repository: Repository, signing: Signing) -> Iterator[Filling]:
        """The citation; UnknownName where there is no such row."""
        rows = self.file.rows(repository, signing.year, self.rows)
        index = self.place_of(rows, signing.year, signing.item)
        route = (self.rows, index, self.cites)
        before = getattr(rows[index], self.cites)
        yield Spot(self.file.path(signing.year), route, signing.words, before)

    def recorded(self, repository: Repository, year: int, kind: PaperKind) -> Iterator[Recorded]:
        """The paper of each row that cites one."""
        entry = self.file.entry(repository, year)
        if entry is None:
            return
        for index, each in enumerate(self.file.rows(repository, year, self.rows)):
            item, label = self.called(index, each)
            route = (self.rows, index, self.cites)
            for found in read_citation(entry, route, getattr(each, self.cites), kind):
                yield found._replace(item=item, label=f"{label}: ")


def session_index(count: int, year: int, item: str | None) -> int:
    """The place of the session with this number, from 1; UnknownName where there is none."""
    if item is not None and item.isdecimal() and 1 <= int(item) <= count:
        return int(item) - 1
    where = TRAINING.path(year)
    hint = f"Ghi số từ 1 đến {count}, theo thứ tự trong {where}."
    raise UnknownName(
        f"Năm {year} không có khóa đào tạo số «{item}».",
        hint if count else f"Ghi khóa vào {where}: `isoqms new training --year {year}`.",
    )


def inspection_index(known: Sequence[str], year: int, item: str | None) -> int:
    """The place of the inspection with this key; UnknownName where there is none."""
    if item in known:
        return known.index(item)
    near = nearest(item or "", known)
    where = f"Ghi cuộc kiểm tra bằng `isoqms new inspection --year {year}`."
    hint = f"Có phải «{near}»?" if near else where
    raise UnknownName(f"Năm {year} không có cuộc kiểm tra «{item}».", hint)


NOTICE_OF_SESSION: Final = CitedByRow(
    TRAINING,
    "sessions",
    "document",
    lambda rows, year, item: session_index(len(rows), year, item),
    lambda index, _: (str(index + 1), f"khóa {index + 1}"),
)
"""The notice that sends people to a session of training."""

REPORT_OF_INSPECTION: Final = CitedByRow(
    NONCONFORMITIES,
    "inspections",
    "report",
    lambda rows, year, item: inspection_index([each.id for each in rows], year, item),
    lambda _, each: (each.id, each.id),
)
"""The report on what was put right after an inspection."""


class ApologyLine(NoDecision):
    """The letter of apology: number and day in the line about its case."""

    def filled(self, repository: Repository, signing: Signing) -> Iterator[Filling]:
        """Number and day in the first line about the case, or else a line of its own."""
        path = NONCONFORMITIES.path(signing.year)
        rows = NONCONFORMITIES.rows(repository, signing.year, "apologies")
        for index, each in enumerate(rows):
            if each.case == signing.item:
                line = ("apologies", index)
                yield Spot(path, (*line, "number"), signing.number, each.number)
                yield Spot(path, (*line, "day"), signing.signed, each.day)
                return
        row = {"number": signing.number, "day": signing.signed, "case": signing.item}
        yield NewRow(path, "apologies", row)

    def recorded(self, repository: Repository, year: int, _: PaperKind) -> Iterator[Recorded]:
        """The letter of each line that has a number."""
        entry = NONCONFORMITIES.entry(repository, year)
        for index, each in enumerate(NONCONFORMITIES.rows(repository, year, "apologies")):
            if entry is not None and each.number:
                place = entry.at("apologies", index)
                yield Recorded(place, each.number, each.day, item=each.case)


@frozen
class PuttingRight:
    """A decision that annuls or amends another: its own file, which names the other."""

    key: str
    """`annuls` or `amends`."""

    @property
    def decision(self) -> DecisionKind | None:
        """The kind under which quyet-dinh/ holds it."""
        return DecisionKind.OTHER

    def filled(self, repository: Repository, signing: Signing) -> Iterator[Filling]:
        """Nothing: the file of the decision is whatever records it."""
        del repository, signing
        yield from ()

    def recorded(self, repository: Repository, year: int, _: PaperKind) -> Iterator[Recorded]:
        """Each decision of the year that names another so."""
        for entry in decisions_of(repository, year, DecisionKind.OTHER):
            for number in getattr(entry.record, self.key):
                record = entry.record
                yield Recorded(entry.at("number"), record.number, record.signed, item=number)


class ErratumOfDecision(NoDecision):
    """The letter that corrects a paper: cited in the remarks of the decision that it corrects.

    Of a paper that is no decision its own line of the outgoing register tells it, by its mark.
    """

    def filled(self, repository: Repository, signing: Signing) -> Iterator[Filling]:
        """The citation behind what is remarked already; UnknownName without such a decision."""
        number = signing.item or ""
        entry = named(repository.decisions, number)
        if entry is None:
            corrected(repository, number)
            return
        note = f"{_CORRECTED} {signing.words}"
        if entry.record.note:
            note = f"{entry.record.note.rstrip('. ;')}; {note}"
        yield Spot(entry.path, ("note",), note)

    def recorded(self, repository: Repository, year: int, kind: PaperKind) -> Iterator[Recorded]:
        """The letters that the remarks of decisions cite, of the year of the letter."""
        for entry in repository.decisions:
            _, *cited = (entry.record.note or "").split(_CORRECTED)
            for words in cited:
                for found in read_citation(entry, ("note",), words.split(";")[0].strip(), kind):
                    number = _NUMBER.search(words)
                    if found.day is None or found.day.year == year:
                        told = number[1] if number else None
                        yield found._replace(item=entry.record.number, number=told)


def corrected(repository: Repository, number: str) -> OutgoingDocument:
    """The paper of the outgoing registers with this number, the last; UnknownName without one."""
    rows = [row.record for row in repository.rows.outgoing if row.record.number == number]
    if rows:
        return rows[-1]
    known = [*repository.decisions_by_number, *(r.record.number for r in repository.rows.outgoing)]
    near = nearest(number, known)
    hint = (
        f"Có phải «{near}»?"
        if near
        else "Xem các quyết định và sổ văn bản đi: `isoqms export van-ban-di`."
    )
    raise UnknownName(f"Không có quyết định, văn bản «{number}» trong kho.", hint)


class MinutesOfReceipts(NoDecision):
    """The minutes of a withdrawal: cited by the receipts of what the decision took back."""

    def filled(self, repository: Repository, signing: Signing) -> Iterator[Filling]:
        """The citation in every receipt without one; UnknownName without such a decision."""
        gone = _taken_back(_decision(repository, signing.item or ""))
        path = DISTRIBUTION.path(signing.year)
        for index, line in enumerate(DISTRIBUTION.rows(repository, signing.year, "withdrawn")):
            if (line.document, line.revision) in gone and line.minutes is None:
                yield Spot(path, ("withdrawn", index, "minutes"), signing.words)

    def recorded(self, repository: Repository, year: int, kind: PaperKind) -> Iterator[Recorded]:
        """The minutes of each receipt that cites them, with the decision that asked for it."""
        entry = DISTRIBUTION.entry(repository, year)
        for index, line in enumerate(DISTRIBUTION.rows(repository, year, "withdrawn")):
            if entry is not None:
                route = ("withdrawn", index, "minutes")
                for found in read_citation(entry, route, line.minutes, kind):
                    yield found._replace(item=_withdrawn_by(repository, line))


def _withdrawn_by(repository: Repository, line: WithdrawalReceipt) -> str | None:
    """The number of the last decision that took this issue of a document back."""
    gone = (line.document, line.revision)
    by = (each.record for each in reversed(repository.decisions))
    return next((decision.number for decision in by if gone in _taken_back(decision)), None)


def _decision(repository: Repository, number: str) -> Decision:
    found = repository.decisions_by_number.get(number, ())
    if not found:
        near = nearest(number, repository.decisions_by_number)
        hint = f"Có phải «{near}»?" if near else "Xem các quyết định trong quyet-dinh/."
        raise UnknownName(f"Không có quyết định «{number}» trong kho.", hint)
    return found[-1].record


def _taken_back(decision: Decision) -> set[tuple[str, int | None]]:
    replaced = {(item.code, item.revision - 1) for item in decision.issues}
    return {*((item.code, item.revision) for item in decision.withdraws), *replaced}
