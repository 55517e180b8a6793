"""Where the year's records keep number and day of each paper: what stands there, and what is put there on signing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import Final, TypeAlias

from isoqms.errors import UnknownName
from isoqms.facts.planning.acts import decisions_of
from isoqms.model.audit import AuditRound, RoundState
from isoqms.model.control.decision import Decision
from isoqms.pages.papers.catalogue import PaperKind
from isoqms.repository import Repository
from isoqms.repository.content import Year
from isoqms.source.editing import Append, Edit, Put
from isoqms.wording import date_short, nearest

_TASKS: Final = {
    "plan": "ke-hoach-nam",
    "steering-board": "kien-toan-ban-chi-dao",
    "policy-objectives": "chinh-sach-muc-tieu",
    "audit-programme": "danh-gia-noi-bo-chuong-trinh",
    "survey-plan": "ke-hoach-khao-sat",
    "survey-report": "bao-cao-khao-sat",
    "report": "bao-cao-tu-cham-diem",
}
"""The task of the year's plan that a signed paper completes, by the key that the deadline pack gives it."""


@dataclass(frozen=True, slots=True)
class Signing:
    """A paper that was signed: which, with what number, on which day."""

    kind: PaperKind
    year: int
    """The year whose records it belongs to."""
    number: str
    signed: date
    item: str | None = None

    @property
    def words(self) -> str:
        """`Báo cáo số 95/BC-UBND ngày 29/10/2025`."""
        return f"{self.kind.type} số {self.number} ngày {date_short(self.signed)}"


@dataclass
class Entries:
    """What is put where, file by file; what stands in the way; what the person should know."""

    edits: dict[PurePosixPath, list[Edit]] = field(default_factory=dict)
    taken: list[tuple[str, str]] = field(default_factory=list)
    """Places that hold another paper already: where, and what stands there."""
    notes: list[str] = field(default_factory=list)

    def put(self, path: PurePosixPath, route: tuple[str | int, ...], value: object, current: object) -> None:
        """Put a value where nothing stands; what stands there and says the same stays."""
        if current is None:
            self.edits.setdefault(path, []).append(Put(route, value))
        elif str(value) not in str(current) and current is not True:
            self.taken.append((f"{path}, mục {'.'.join(map(str, route))}", str(current)))

    def append(self, path: PurePosixPath, key: str, item: Mapping[str, object]) -> None:
        """Put an item at the end of a list."""
        self.edits.setdefault(path, []).append(Append((key,), (item,)))


Filler: TypeAlias = Callable[[Repository, Signing, Entries], None]


def entries_of(repository: Repository, signing: Signing) -> Entries:
    """What the year's records shall hold of a signed paper; UnknownName where what it is about is not there."""
    entries = Entries()
    filler = _FILLERS.get(signing.kind.word)
    if filler is not None:
        filler(repository, signing, entries)
    _task_done(repository, signing, entries)
    return entries


def _file(signing: Signing, name: str) -> PurePosixPath:
    return PurePosixPath("nam", str(signing.year), name)


def _records(repository: Repository, signing: Signing) -> Year:
    return repository.years.get(signing.year) or Year(signing.year)


def _task_done(repository: Repository, signing: Signing, entries: Entries) -> None:
    """The task of the plan that the paper completes is done on the day of signing."""
    plan = _records(repository, signing).plan
    wanted = _TASKS.get(signing.kind.word)
    for index, task in enumerate(plan.record.tasks if plan else ()):
        if plan and task.id == wanted and task.done is None:
            path = _file(signing, "ke-hoach.yaml")
            entries.put(path, ("tasks", index, "done"), signing.signed, None)
            if task.evidence is None:
                entries.put(path, ("tasks", index, "evidence"), signing.number, None)


# One filler a paper


def _plan(repository: Repository, signing: Signing, entries: Entries) -> None:
    plan = _records(repository, signing).plan
    path = _file(signing, "ke-hoach.yaml")
    record = plan.record if plan else None
    entries.put(path, ("number",), signing.number, record.number if record else None)
    entries.put(path, ("signed",), signing.signed, record.signed if record else None)


def _report(repository: Repository, signing: Signing, entries: Entries) -> None:
    report = _records(repository, signing).report
    path = _file(signing, "bao-cao.md")
    if report is None:
        entries.notes.append(f"Chưa có {path}; viết báo cáo xong thì ghi number, signed ở đầu tệp.")
        return
    entries.put(path, ("number",), signing.number, report.record.number)
    entries.put(path, ("signed",), signing.signed, report.record.signed)


def _objectives(repository: Repository, signing: Signing, entries: Entries) -> None:
    register = _records(repository, signing).objectives
    path = _file(signing, "muc-tieu.yaml")
    entries.put(path, ("decision",), signing.number, register.record.decision if register else None)


def _audit(key: str) -> Filler:
    def fill(repository: Repository, signing: Signing, entries: Entries) -> None:
        audits = _records(repository, signing).audits
        value = signing.number if key == "team_decision" else signing.words
        current = getattr(audits.record, key) if audits else None
        entries.put(_file(signing, "danh-gia-noi-bo.yaml"), (key,), value, current)

    return fill


def _audit_report(repository: Repository, signing: Signing, entries: Entries) -> None:
    audits = _records(repository, signing).audits
    rounds = audits.record.rounds if audits else ()
    if signing.item is None:
        _report_of_all(signing, rounds, entries)
        return
    for index, each in enumerate(rounds):
        if each.id == signing.item:
            path = _file(signing, "danh-gia-noi-bo.yaml")
            entries.put(path, ("rounds", index, "report"), signing.words, each.report)
            return
    near = nearest(signing.item or "", [each.id for each in rounds])
    hint = f"Có phải «{near}»?" if near else f"Xem các đợt ở nam/{signing.year}/danh-gia-noi-bo.yaml."
    raise UnknownName(f"Năm {signing.year} không có đợt đánh giá «{signing.item}».", hint)


def _report_of_all(signing: Signing, rounds: tuple[AuditRound, ...], entries: Entries) -> None:
    """One report of the year: it stands at every round done that has no report of its own."""
    done = [(index, each) for index, each in enumerate(rounds) if each.state is RoundState.DONE]
    if not done:
        hint = f"Kết thúc đợt bằng `isoqms audit close`, hoặc ghi ở nam/{signing.year}/danh-gia-noi-bo.yaml."
        raise UnknownName(f"Năm {signing.year} chưa có đợt nào đánh giá xong để có báo cáo.", hint)
    for index, each in [(index, each) for index, each in done if each.report is None] or done[-1:]:
        path = _file(signing, "danh-gia-noi-bo.yaml")
        entries.put(path, ("rounds", index, "report"), signing.words, each.report)


def _last(slot: str, name: str, key: str, part: str) -> Filler:
    """The last member of a list; the first one is begun where there is none."""

    def fill(repository: Repository, signing: Signing, entries: Entries) -> None:
        entry = getattr(_records(repository, signing), slot)
        members = getattr(entry.record, key) if entry else ()
        path = _file(signing, name)
        if members:
            entries.put(path, (key, len(members) - 1, part), signing.words, getattr(members[-1], part))
        else:
            entries.append(path, key, {part: signing.words})

    return fill


def _notice(repository: Repository, signing: Signing, entries: Entries) -> None:
    register = _records(repository, signing).announcements
    path = _file(signing, "cong-bo.yaml")
    if register is None or not register.record.announcements:
        entries.notes.append(f"{path} chưa có lần công bố nào; ghi quyết định công bố bằng `isoqms announce`.")
        return
    index = len(register.record.announcements) - 1
    last = register.record.announcements[index]
    entries.put(path, ("announcements", index, "notice"), signing.words, last.notice)
    if not last.notified:
        entries.edits.setdefault(path, []).append(Put(("announcements", index, "notified"), value=True))


def _apology(repository: Repository, signing: Signing, entries: Entries) -> None:
    register = _records(repository, signing).nonconformities
    path = _file(signing, "khong-phu-hop.yaml")
    for index, each in enumerate(register.record.apologies if register else ()):
        if each.case == signing.item:
            entries.put(path, ("apologies", index, "number"), signing.number, each.number)
            entries.put(path, ("apologies", index, "day"), signing.signed, each.day)
            return
    entries.append(path, "apologies", {"number": signing.number, "day": signing.signed, "case": signing.item})


def _minutes(repository: Repository, signing: Signing, entries: Entries) -> None:
    """The receipts of what the decision withdrew name the minutes."""
    found = repository.decisions_by_number.get(signing.item or "", ())
    if not found:
        near = nearest(signing.item or "", repository.decisions_by_number)
        hint = f"Có phải «{near}»?" if near else "Xem các quyết định trong quyet-dinh/."
        raise UnknownName(f"Không có quyết định «{signing.item}» trong kho.", hint)
    gone = _taken_back(found[-1].record)
    register = _records(repository, signing).distribution
    path = _file(signing, "phan-phoi.yaml")
    for index, line in enumerate(register.record.withdrawn if register else ()):
        if (line.document, line.revision) in gone and line.minutes is None:
            entries.put(path, ("withdrawn", index, "minutes"), signing.words, None)


def _taken_back(decision: Decision) -> set[tuple[str, int | None]]:
    replaced = {(item.code, item.revision - 1) for item in decision.issues}
    return {*((item.code, item.revision) for item in decision.withdraws), *replaced}


_FILLERS: Final[Mapping[str, Filler]] = {
    "plan": _plan,
    "report": _report,
    "policy-objectives": _objectives,
    "audit-team": _audit("team_decision"),
    "audit-programme": _audit("programme"),
    "audit-report": _audit_report,
    "review-invitation": _last("reviews", "xem-xet.yaml", "reviews", "invitation"),
    "review-minutes": _last("reviews", "xem-xet.yaml", "reviews", "minutes"),
    "survey-plan": _last("satisfaction", "hai-long.yaml", "surveys", "plan"),
    "survey-report": _last("satisfaction", "hai-long.yaml", "surveys", "report"),
    "notice": _notice,
    "apology": _apology,
    "withdrawal-minutes": _minutes,
}


# What stands there


def recorded_as(repository: Repository, year: int, kind: PaperKind) -> str | None:
    """What the records hold of this paper in a year, as it is told in a list; None where they hold nothing."""
    if kind.decision is not None:
        found = decisions_of(repository, year, kind.decision)
        return _told(found[-1].record.number, found[-1].record.signed) if found else None
    told = tuple(dict.fromkeys(_noted(repository.years.get(year) or Year(year), kind.word)))
    return "; ".join(told) or None


def _told(number: str, day: date | None) -> str:
    return f"{number}, {date_short(day)}" if day else number


def _noted(year: Year, word: str) -> Iterator[str]:
    if word == "plan" and year.plan and year.plan.record.number:
        yield _told(year.plan.record.number, year.plan.record.signed)
    if word == "audit-programme" and year.audits and year.audits.record.programme:
        yield year.audits.record.programme
    for audit in year.audits.record.rounds if year.audits and word == "audit-report" else ():
        if audit.report:
            yield f"{audit.id}: {audit.report}"
    for review in year.reviews.record.reviews if year.reviews else ():
        noted = {"review-invitation": review.invitation, "review-minutes": review.minutes}.get(word)
        if noted:
            yield noted
    for survey in year.satisfaction.record.surveys if year.satisfaction else ():
        noted = {"survey-plan": survey.plan, "survey-report": survey.report}.get(word)
        if noted:
            yield noted
    for each in year.announcements.record.announcements if year.announcements and word == "notice" else ():
        if each.notice:
            yield each.notice
    for sent in year.nonconformities.record.apologies if year.nonconformities and word == "apology" else ():
        if sent.number:
            yield _told(sent.number, sent.day)
    for line in year.distribution.record.withdrawn if year.distribution and word == "withdrawal-minutes" else ():
        if line.minutes:
            yield line.minutes
