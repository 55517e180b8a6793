"""Why things are done otherwise than usual: every recorded reason, with where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from isoqms.diagnostics import Place
from isoqms.facts.agency.scope import exclusions
from isoqms.model.audit import RoundState
from isoqms.repository.content import Repository
from isoqms.repository.year import Year
from isoqms.wording import date_short


@dataclass(frozen=True, slots=True)
class Reason:
    """An unusual choice and its reason, as the agency has put it."""

    what: str
    why: str
    place: Place


def reasons(repository: Repository, since: date) -> tuple[Reason, ...]:
    """What holds without an end, then what decisions and records say from `since` to `as_of`."""
    return (
        *_of_the_scope(repository),
        *_of_the_services(repository),
        *_of_the_waivers(repository),
        *_of_the_decisions(repository, since),
        *_of_the_years(repository, since),
    )


def _of_the_scope(repository: Repository) -> Iterator[Reason]:
    for row in exclusions(repository):
        each = row.record
        what = f"Không áp dụng điều khoản {each.clause} của tiêu chuẩn"
        yield Reason(what, each.justification, row.place)


def _of_the_services(repository: Repository) -> Iterator[Reason]:
    register = repository.procedures
    if register is None:
        return
    for row in register.rows("procedures", register.record.procedures):
        each = row.record
        if each.excluded:
            what = f"Thủ tục {each.code} «{each.name}» không có quy trình"
            yield Reason(what, each.excluded, row.at("excluded"))


def _of_the_waivers(repository: Repository) -> Iterator[Reason]:
    for index, waiver in enumerate(repository.agency.record.waivers):
        where = f" ở {waiver.path}" if waiver.path else " ở cả kho"
        until = f", đến ngày {date_short(waiver.expires)}" if waiver.expires else ""
        place = repository.agency.at("waivers", index)
        yield Reason(
            f"Không áp dụng quy tắc kiểm tra {waiver.rule}{where}{until}", waiver.reason, place
        )
    for comment in repository.waivers:
        if comment.reason:
            what = f"Không áp dụng quy tắc kiểm tra {comment.rule} ở một dòng"
            yield Reason(what, comment.reason, Place(comment.path, line=comment.written))


def _of_the_decisions(repository: Repository, since: date) -> Iterator[Reason]:
    for entry in repository.decisions:
        decision = entry.record
        if not since <= decision.signed <= repository.as_of:
            continue
        named = f"Quyết định {decision.number} ngày {date_short(decision.signed)}"
        if decision.retroactive_reason:
            yield Reason(
                f"{named} có hiệu lực trước ngày ký",
                decision.retroactive_reason,
                entry.at("retroactive_reason"),
            )
        for index, item in enumerate(decision.withdraws):
            yield Reason(f"{named} thu hồi {item.code}", item.reason, entry.at("withdraws", index))
        if decision.note:
            yield Reason(named, decision.note, entry.at("note"))


def _of_the_years(repository: Repository, since: date) -> Iterator[Reason]:
    for number, year in repository.years.items():
        if since.year <= number <= repository.as_of.year:
            yield from _of_the_audits(year)
            yield from _of_the_rest(year)


def _of_the_audits(year: Year) -> Iterator[Reason]:
    for row in year.rows.rounds:
        if row.record.reason:
            word = "đã hủy" if row.record.state is RoundState.CANCELLED else "chưa làm"
            what = f"Đợt đánh giá nội bộ «{row.record.id}» năm {year.year} {word}"
            yield Reason(what, row.record.reason, row.at("reason"))


def _of_the_rest(year: Year) -> Iterator[Reason]:
    resources = year.resources
    if resources and resources.record.consultant and resources.record.consultant_reason:
        what = f"Năm {year.year} chọn tư vấn {resources.record.consultant}"
        yield Reason(what, resources.record.consultant_reason, resources.at("consultant_reason"))
    for row in year.rows.reviews:
        if row.record.note:
            what = f"Xem xét của lãnh đạo năm {year.year}"
            yield Reason(what, row.record.note, row.at("note"))
