"""Which programme and which round of audit a command is about."""

from dataclasses import dataclass

from isoqms.errors import BadAnswer, IsoqmsError
from isoqms.facts.audit.auditors import waits_for_closing
from isoqms.model.audit import AuditProgramme, AuditRound, RoundState
from isoqms.model.layout import path_of
from isoqms.pages.audit.overview import STATES
from isoqms.repository import Entry, Repository
from isoqms.wording import nearest


class NoProgramme(IsoqmsError):
    """The year has no audit programme."""


class RoundIsOver(IsoqmsError):
    """The round is done or cancelled, so nothing of it is written any more."""


@dataclass(frozen=True, slots=True)
class ChosenRound:
    """A round, and where it stands."""

    year: int
    entry: Entry[AuditProgramme]
    index: int
    """Its place among the rounds of the year."""

    @property
    def audit(self) -> AuditRound:
        """The round itself."""
        return self.entry.record.rounds[self.index]


def programme_of(repository: Repository, year: int) -> Entry[AuditProgramme]:
    """The audit programme of a year; NoProgramme with the years that have one."""
    records = repository.years.get(year)
    if records is not None and records.audits is not None:
        return records.audits
    known = [
        str(number) for number, each in sorted(repository.years.items()) if each.audits is not None
    ]
    others = f" Các năm đã có: {', '.join(known)} (thêm --year NĂM)." if known else ""
    raise NoProgramme(
        f"Năm {year} chưa có chương trình đánh giá nội bộ.",
        f"Ghi các đợt vào {path_of('danh-gia-noi-bo', year)}: tên đợt, ngày dự kiến, đơn vị, "
        f"điều khoản, đoàn.{others}",
    )


def round_of(repository: Repository, year: int, name: str) -> ChosenRound:
    """The round with this key; NoProgramme, or BadAnswer with the rounds there are."""
    entry = programme_of(repository, year)
    keys = [audit.id for audit in entry.record.rounds]
    if name in keys:
        return ChosenRound(year, entry, keys.index(name))
    meant = nearest(name, keys)
    hint = (
        f"Có phải «{meant}»?"
        if meant
        else f"Các đợt của năm {year}: {', '.join(keys) or 'chưa có đợt nào'}."
    )
    raise BadAnswer(f"Năm {year} không có đợt đánh giá «{name}».", hint)


def open_round(repository: Repository, year: int, name: str) -> ChosenRound:
    """The same, still to be audited; RoundIsOver where it is done or cancelled."""
    chosen = round_of(repository, year, name)
    if chosen.audit.state is not RoundState.PLANNED:
        raise _over(chosen)
    return chosen


def round_to_close(repository: Repository, year: int, name: str) -> ChosenRound:
    """The same, or one that is called done while faults of its notes wait for the register.

    Who fills in the form says that it is done, and only then closes it. RoundIsOver.
    """
    chosen = round_of(repository, year, name)
    if chosen.audit.state is RoundState.PLANNED or waits_for_closing(chosen.audit):
        return chosen
    raise _over(chosen)


def _over(chosen: ChosenRound) -> RoundIsOver:
    return RoundIsOver(
        f"Đợt «{chosen.audit.id}» của năm {chosen.year} {STATES[chosen.audit.state].lower()}, "
        "không ghi thêm vào phiếu được nữa.",
        f"Nếu ghi nhầm, sửa tình trạng của đợt thành ke-hoach trong «{chosen.entry.path}» "
        "rồi chạy lại.",
    )
