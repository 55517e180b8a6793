"""The registers of figures as sheets: cases by period, stated beside computed, documents sent."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from isoqms.facts.reporting.figures import Figure
from isoqms.facts.reporting.figures_until import figures_until
from isoqms.facts.services.cases import on_time, received, resolved, still_pending, total
from isoqms.model.agency.settings import Rounding
from isoqms.model.reporting import OutgoingDocument
from isoqms.model.services import CasePeriod
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
    of_year: str = ""
    """The name of the year's figure; none where it is not told."""

    def column(self, ground: Ground, *, by_field: bool) -> Told[CasePeriod]:
        width = self.beside_field_mm if by_field else self.width_mm
        return Told(self.title, width, lambda each: self.cell(ground, each), centred=True)


def cases(ground: Ground) -> tuple[Sheet, ...]:
    """The cases of each period that is over: sums, on-time rates (số liệu giải quyết hồ sơ)."""
    every = [row.record for row in ground.records.rows.periods]
    over = [each for each in every if each.end <= ground.day]
    kept = sorted(over, key=lambda each: (each.start, each.end, each.field or ""))
    by_field = any(each.field for each in kept)
    columns = _columns(ground, by_field=by_field)
    notes = ground.notes(*_about(kept), later=len(every) - len(over))
    made = register("Số liệu giải quyết hồ sơ", columns, kept, notes, ground.none())
    if not kept:
        return (made,)
    # Not the sum of the rows: each case counts once, though several periods hold it.
    found = figures_until(ground.repository, ground.year, ground.day)
    told = [_of_year(found, each.of_year) for each in _FIGURES]
    field = ("",) if by_field else ()
    whole = ("", "Cộng từ đầu năm", *field, *told)
    return (replace(made, rows=(*made.rows, whole), groups=frozenset((len(made.rows),))),)


def _columns(ground: Ground, *, by_field: bool) -> list[Told[CasePeriod]]:
    columns: list[Told[CasePeriod]] = [Told("Kỳ", 26 if by_field else 34, _days, centred=True)]
    if by_field:
        columns.append(Told("Lĩnh vực", 30, lambda each: each.field or "Toàn cơ quan"))
    return [*columns, *(each.column(ground, by_field=by_field) for each in _FIGURES)]


def _days(each: CasePeriod) -> str:
    return f"{date_short(each.start)} đến {date_short(each.end)}"


def _pending(ground: Ground, each: CasePeriod) -> str:
    counted = ground.agency.returned_in_resolved
    return count(still_pending(each, returned_in_resolved=counted))


def _on_time_rate(ground: Ground, each: CasePeriod) -> str:
    return rate(_rate(ground, on_time(each), resolved(each)))


def _of_year(found: Mapping[str, Figure], name: str) -> str:
    value = found[f"cases_{name}"].value if name else None
    if value is None:
        return ""
    return f"{number(value)}%" if name.endswith("_rate") else number(value)


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
            field = f", {each.field}" if each.field else ""
            note = each.note.strip().rstrip(".")
            yield f"Kỳ {date_short(each.start)} đến {date_short(each.end)}{field}: {note}."


_FIGURES: Final = (
    _Figure(
        "Kỳ trước chuyển sang", 20, 18, lambda _, each: count(each.carried_over), "carried_over"
    ),
    _Figure("Tiếp nhận trong kỳ", 20, 18, lambda _, each: count(received(each)), "received"),
    _Figure("Trong đó trực tuyến", 19, 17, lambda _, each: count(each.online)),
    _Figure("Tổng phải giải quyết", 21, 19, lambda _, each: count(total(each)), "total"),
    _Figure("Đúng, trước hạn", 19, 17, lambda _, each: count(on_time(each)), "on_time"),
    _Figure("Trễ hạn", 15, 13, lambda _, each: count(each.late), "late"),
    _Figure("Đã giải quyết", 19, 17, lambda _, each: count(resolved(each)), "resolved"),
    _Figure("Trả lại, rút", 15, 13, lambda _, each: count(each.returned), "returned"),
    _Figure("Đang giải quyết", 19, 17, _pending, "pending"),
    _Figure("Trong đó quá hạn", 17, 15, lambda _, each: count(each.pending_overdue)),
    _Figure("Tỷ lệ đúng hạn", 19, 17, _on_time_rate, "on_time_rate"),
)


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
        f"Mẫu số đã ghi của tỷ lệ thủ tục có quy trình: {number(of)}." if of is not None else "",
    )
    return (register(title, columns, rows, notes, ground.none()),)


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
        Told("Nơi ban hành", 36, lambda each: each.issuer),
        Told("Trích yếu", 78, lambda each: each.summary),
        Told("Đúng thể thức", 18, lambda each: _FORMAT[each.format_met], centred=True),
        Told("Lỗi thể thức", 26, lambda each: each.format_faults or ""),
    )
    kept, later = ground.until((row.record.day, row.record) for row in ground.records.rows.outgoing)
    checked = _checked(ground, kept) if kept else ""
    notes = ground.notes(checked, "Sổ này không gồm các quyết định.", later=later)
    return (register("Sổ văn bản chỉ đạo, điều hành", columns, kept, notes, ground.none()),)


def _checked(ground: Ground, kept: tuple[OutgoingDocument, ...]) -> str:
    checked = [each for each in kept if each.format_met is not None]
    met = sum(each.format_met is True for each in checked)
    share = _rate(ground, met, len(checked))
    every = f"Tổng số {amount(len(kept))} văn bản; đã kiểm thể thức {amount(len(checked))}"
    if share is None:
        return f"{every}."
    return f"{every}, đúng {amount(met)} (đạt {number(share)}% số đã kiểm)."
