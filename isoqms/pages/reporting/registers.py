"""The registers of figures as sheets: cases by period, stated beside computed, documents sent."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from isoqms.facts.reporting.figures import Figure, case_sums
from isoqms.facts.reporting.figures_until import figures_until
from isoqms.facts.services.cases import (
    COLUMNS,
    counted,
    left_out,
    on_time,
    part_words,
    received,
    resolved,
    span_words,
    still_pending,
    title,
    total,
    uncounted,
)
from isoqms.facts.services.online import is_met, result_words, shares_of, target_words
from isoqms.facts.services.rates import Share, on_time_shares, other_shares
from isoqms.model.agency.settings import Rounding
from isoqms.model.choices import as_title
from isoqms.model.reporting import OutgoingDocument, OutgoingTotal
from isoqms.model.services import CasePeriod, OnlineShare
from isoqms.pages.layout.sheets import Sheet
from isoqms.pages.records.columns import Told, register
from isoqms.pages.records.ground import Ground, amount, count, rate
from isoqms.wording import date_short, number, percent

_FORMAT: Final = {True: "Đúng", False: "Sai", None: "Chưa kiểm"}


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure of the cases: what is told of a period, and what of the year so far."""

    title: str
    width_mm: float
    beside_field_mm: float
    """Its width where a column for the field takes room from all others."""
    cell: Callable[[Ground, CasePeriod], str]
    of_year: str
    """The name of the year's figure, or the column that is added up."""

    def column(self, ground: Ground, *, by_field: bool) -> Told[CasePeriod]:
        width = self.beside_field_mm if by_field else self.width_mm
        return Told(self.title, width, lambda each: self.cell(ground, each), centred=True)


def cases(ground: Ground) -> tuple[Sheet, ...]:
    """The cases of each period that is over: sums, on-time rates (số liệu giải quyết hồ sơ)."""
    every = [row.record for row in ground.records.rows.periods]
    over = [each for each in every if each.end <= ground.day]
    kept = sorted(over, key=lambda each: (each.start, each.end, part_words(each)))
    by_field = any(map(part_words, kept))
    columns = _columns(ground, by_field=by_field)
    notes = ground.notes(*_about(kept), later=len(every) - len(over))
    made = register("Số liệu giải quyết hồ sơ", columns, kept, notes, ground.none())
    if not kept:
        return (made, *_online(ground))
    # Not the sum of the rows: each case counts once, though several periods hold it.
    found = figures_until(ground.repository, ground.year, ground.day)
    sums = case_sums(ground.repository, ground.year, ground.day)
    told = [_of_year(found, sums.columns, each.of_year) for each in _FIGURES]
    field = ("",) if by_field else ()
    whole = ("", "Cộng từ đầu năm", *field, *told)
    return (_with_sum(made, whole), *_in_detail(ground, kept), *_online(ground))


def _with_sum(made: Sheet, whole: tuple[str, ...]) -> Sheet:
    return replace(made, rows=(*made.rows, whole), groups=frozenset((len(made.rows),)))


def _columns(ground: Ground, *, by_field: bool) -> list[Told[CasePeriod]]:
    columns: list[Told[CasePeriod]] = [Told("Kỳ", 26 if by_field else 34, _days, centred=True)]
    if by_field:
        columns.append(Told("Lĩnh vực, cấp", 30, _part))
    return [*columns, *(each.column(ground, by_field=by_field) for each in _FIGURES)]


def _days(each: CasePeriod | OnlineShare | OutgoingTotal) -> str:
    return f"{date_short(each.start)} đến {date_short(each.end)}"


def _pending(ground: Ground, each: CasePeriod) -> str:
    counted = ground.agency.returned_in_resolved
    return count(still_pending(each, returned_in_resolved=counted))


def _part(each: CasePeriod) -> str:
    """`Đất đai, cấp xã`; the whole agency by its name."""
    words = part_words(each).removeprefix(", ").removeprefix("lĩnh vực ")
    return words[:1].upper() + words[1:] or "Toàn cơ quan"


def _on_time_rate(ground: Ground, each: CasePeriod) -> str:
    agency = ground.agency
    sums = counted(each, returned_in_resolved=agency.returned_in_resolved)
    return _share(ground, on_time_shares(sums, agency.case_rates_of))


def _share(ground: Ground, shares: tuple[Share, ...]) -> str:
    return rate(_rate(ground, shares[0].part, shares[0].whole)) if shares else ""


def _of_year(found: Mapping[str, Figure], columns: Mapping[str, int | None], name: str) -> str:
    figure = found.get(f"cases_{name}")
    return figure.shown(figure.value) if figure else count(columns[name])


def _rate(ground: Ground, part: int | None, whole: int | None) -> Decimal | None:
    if part is None or whole is None:
        return None
    return percent(part, whole, truncate=ground.agency.rounding is Rounding.TRUNCATE)


def _about(kept: list[CasePeriod]) -> Iterator[str]:
    if not kept:
        return
    yield (
        "Các cột tổng, đã giải quyết và tỷ lệ được tính từ các số thành phần; "
        "dòng cộng tính mỗi hồ sơ chuyển kỳ một lần, kỳ nằm trong kỳ dài hơn không cộng lại."
    )
    for each in kept:
        if each.note:
            field = part_words(each)
            note = each.note.strip().rstrip(".")
            yield f"Kỳ {date_short(each.start)} đến {date_short(each.end)}{field}: {note}."
    for each in left_out(kept):
        yield f"Dòng cộng không tính {span_words(each)}, vì chồng một phần lên kỳ đã tính."


_FIGURES: Final = (
    _Figure(
        "Kỳ trước chuyển sang", 20, 18, lambda _, each: count(each.carried_over), "carried_over"
    ),
    _Figure("Tiếp nhận trong kỳ", 20, 18, lambda _, each: count(received(each)), "received"),
    _Figure("Trong đó trực tuyến", 19, 17, lambda _, each: count(each.online), "online"),
    _Figure("Tổng phải giải quyết", 21, 19, lambda _, each: count(total(each)), "total"),
    _Figure("Đúng, trước hạn", 19, 17, lambda _, each: count(on_time(each)), "on_time"),
    _Figure("Trễ hạn", 15, 13, lambda _, each: count(each.late), "late"),
    _Figure("Đã giải quyết", 19, 17, lambda _, each: count(resolved(each)), "resolved"),
    _Figure("Trả lại, rút", 15, 13, lambda _, each: count(each.returned), "returned"),
    _Figure("Đang giải quyết", 19, 17, _pending, "pending"),
    _Figure(
        "Trong đó quá hạn", 17, 15, lambda _, each: count(each.pending_overdue), "pending_overdue"
    ),
    _Figure("Tỷ lệ đúng hạn", 19, 17, _on_time_rate, "on_time_rate"),
)


_DETAILS: Final = (
    "online",
    "in_person_or_post",
    "early",
    "on_time",
    "late_or_overdue",
    "due",
    "digitised",
    "with_fee",
    "paid_online",
)
"""Columns of Biểu II.06a, and of what agencies publish beside it, that are added up apart."""
_DETAIL_RATES: Final = (
    ("Tỷ lệ trực tuyến", "online_rate"),
    ("Tỷ lệ số hóa", "digitised_rate"),
    ("Tỷ lệ thanh toán trực tuyến", "paid_online_rate"),
)
_DUE_OR_MORE: Final = frozenset(("late_or_overdue", "due", "digitised", "with_fee", "paid_online"))
"""Columns of which one has to be told for the sheet to be worth its paper."""


def _in_detail(ground: Ground, kept: list[CasePeriod]) -> tuple[Sheet, ...]:
    """By channel, time limit, digitising and payment, where any period tells more than the sums."""
    if not any(getattr(each, name) is not None for each in kept for name in _DUE_OR_MORE):
        return ()
    inside = ground.agency.returned_in_resolved

    def share(name: str) -> Callable[[CasePeriod], str]:
        def told(each: CasePeriod) -> str:
            return _share(ground, other_shares(counted(each, returned_in_resolved=inside), name))

        return told

    def column(name: str) -> Told[CasePeriod]:
        return Told(title(name), 16, lambda each: count(COLUMNS[name](each)), centred=True)

    columns: tuple[Told[CasePeriod], ...] = (
        Told("Kỳ", 28, _days, centred=True),
        Told("Lĩnh vực, cấp", 20, _part),
        *map(column, _DETAILS),
        *(Told(words, 15, share(name), centred=True) for words, name in _DETAIL_RATES),
    )
    made = register("Hồ sơ theo kênh nhận, thời hạn, số hóa", columns, kept, (), ground.none())
    sums = case_sums(ground.repository, ground.year, ground.day)
    counts = [count(sums.columns[name]) for name in _DETAILS]
    rates = [_share(ground, other_shares(sums, name)) for _, name in _DETAIL_RATES]
    return (_with_sum(made, ("", "Cộng từ đầu năm", "", *counts, *rates)),)


def _online(ground: Ground) -> tuple[Sheet, ...]:
    """What comes online of cases and procedures, each against the target of its own kind."""
    every = [row.record for row in ground.records.rows.online]
    kept = sorted((each for each in every if each.end <= ground.day), key=lambda each: each.end)
    if not kept:
        return ()
    periods = [row.record for row in ground.records.rows.periods]

    truncate = ground.agency.rounding is Rounding.TRUNCATE

    def part(each: OnlineShare) -> str:
        found = shares_of(each, periods)
        return f"{number(found[0].part)}/{number(found[0].whole)}" if found else ""

    columns: tuple[Told[OnlineShare], ...] = (
        Told("Kỳ", 42, _days, centred=True),
        Told("Tính theo", 22, lambda each: as_title(each.measure)),
        Told("Mức trực tuyến", 24, lambda each: each.level.words.capitalize() or "Mọi mức"),
        Told("Trực tuyến trên tổng số", 26, part, centred=True),
        Told(
            "Đạt được",
            20,
            lambda each: result_words(each, periods, truncate=truncate),
            centred=True,
        ),
        Told("Chỉ tiêu", 22, target_words, centred=True),
        Told("Kết quả", 19, lambda each: _MET[is_met(each, periods)], centred=True),
        Told("Văn bản giao chỉ tiêu", 32, lambda each: each.given_by or ""),
        Told("Ghi chú", 30, lambda each: each.note or ""),
    )
    return (register("Hồ sơ, TTHC trực tuyến", columns, kept, (), ground.none()),)


_MET: Final = {True: "Đạt", False: "Chưa đạt", None: ""}


def stated(ground: Ground) -> tuple[Sheet, ...]:
    """What the agency states of its system beside what its records give (số liệu đã ghi)."""
    columns: tuple[Told[Figure], ...] = (
        Told("Số liệu", 121, lambda each: each.title),
        Told("Đơn vị tính", 32, lambda each: each.unit, centred=True),
        Told("Đã ghi", 28, lambda each: count(each.stated), centred=True),
        Told("Tính từ hồ sơ", 30, lambda each: count(each.value), centred=True),
        Told("Chênh lệch", 26, _apart, centred=True),
    )
    title = "Số liệu hệ thống đã ghi"
    entry = ground.records.stated
    if entry is None:
        return (register(title, columns, (), ground.notes(), ground.none()),)
    found = figures_until(ground.repository, ground.year, ground.day)
    rows = [each for each in found.values() if each.stated_at and each.stated_at.path == entry.path]
    of = entry.record.procedures_served_of
    notes = ground.notes(
        "Chênh lệch là số đã ghi trừ số tính từ hồ sơ của kho." if rows else "",
        _FORMS[entry.record.forms_counted],
        f"Mẫu số đã ghi của tỷ lệ thủ tục có quy trình: {number(of)}." if of is not None else "",
    )
    return (register(title, columns, rows, notes, ground.none()),)


_FORMS: Final = {
    True: "Số tài liệu đã ghi tính cả biểu mẫu.",
    False: "Số tài liệu đã ghi không tính biểu mẫu.",
    None: "",
}


def _apart(figure: Figure) -> str:
    if figure.value is None or figure.stated is None:
        return ""
    apart = Decimal(figure.stated) - Decimal(figure.value)
    return number(apart) if apart else "Khớp"


def outgoing(ground: Ground) -> tuple[Sheet, ...]:
    """The documents issued to steer the system; how many met the rules of form (NĐ 30/2020)."""
    columns: tuple[Told[OutgoingDocument], ...] = (
        Told("Số, ký hiệu", 31, lambda each: each.number, centred=True),
        Told("Ngày", 24, lambda each: each.day, centred=True),
        Told("Tên loại", 24, lambda each: each.type),
        Told("Nơi ban hành", 37, lambda each: each.issuer),
        Told("Trích yếu", 69, lambda each: each.summary),
        Told("Đúng thể thức", 18, lambda each: _FORMAT[each.format_met], centred=True),
        Told("Lỗi thể thức", 34, lambda each: each.format_faults or ""),
    )
    kept, later = ground.until((row.record.day, row.record) for row in ground.records.rows.outgoing)
    checked = _checked(ground, kept) if kept else ""
    notes = ground.notes(checked, "Sổ này không gồm các quyết định.", later=later)
    made = register("Sổ văn bản chỉ đạo, điều hành", columns, kept, notes, ground.none())
    return (made, *_totals(ground))


def _totals(ground: Ground) -> tuple[Sheet, ...]:
    """How many documents the office issued, where it keeps totals of them."""
    every = [row.record for row in ground.records.rows.sent_totals]
    kept = sorted((each for each in every if each.end <= ground.day), key=lambda each: each.start)
    if not kept:
        return ()

    def met(each: OutgoingTotal) -> str:
        return rate(_rate(ground, each.format_met, each.checked))

    columns: tuple[Told[OutgoingTotal], ...] = (
        Told("Kỳ", 50, _days, centred=True),
        Told("Số văn bản phát hành", 36, lambda each: count(each.issued), centred=True),
        Told("Đã kiểm thể thức", 36, lambda each: count(each.checked), centred=True),
        Told("Đúng thể thức", 36, lambda each: count(each.format_met), centred=True),
        Told("Tỷ lệ đúng thể thức", 36, met, centred=True),
        Told("Ghi chú", 43, lambda each: each.note or ""),
    )
    astray = (
        f"Dòng cộng không tính kỳ {_days(each)}, vì chồng một phần lên kỳ đã tính."
        for each in uncounted(kept)
    )
    notes = ("Tỷ lệ đúng thể thức tính trên số văn bản đã kiểm.", *astray)
    made = register("Tổng số văn bản phát hành", columns, kept, notes, ground.none())
    found = figures_until(ground.repository, ground.year, ground.day)
    names = ("letters", "outgoing_checked", "outgoing_format_met", "outgoing_format_rate")
    whole = ("", "Cộng từ đầu năm", *(found[name].shown(found[name].value) for name in names), "")
    return (_with_sum(made, whole),)


def _checked(ground: Ground, kept: tuple[OutgoingDocument, ...]) -> str:
    checked = [each for each in kept if each.format_met is not None]
    met = sum(each.format_met is True for each in checked)
    share = _rate(ground, met, len(checked))
    every = f"Tổng số {amount(len(kept))} văn bản; đã kiểm thể thức {amount(len(checked))}"
    if share is None:
        return f"{every}."
    return f"{every}, đúng {amount(met)} (đạt {number(share)}% số đã kiểm)."
