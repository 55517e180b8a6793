"""The registers of figures as sheets: cases by period, stated beside computed, documents sent."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from isoqms.facts.reporting.figures import Figure
from isoqms.facts.reporting.figures_until import figures_until
from isoqms.facts.services.cases import on_time, received, resolved, still_pending, total
from isoqms.model.agency.settings import Rounding
from isoqms.model.reporting import OutgoingDocument
from isoqms.model.services import CasePeriod
from isoqms.pages.layout.sheets import Cell, Column, Sheet, numbered
from isoqms.pages.records.ground import TT, Ground, amount, count, rate
from isoqms.wording import date_short, number, percent

_FORMAT: Final = {True: "Đúng", False: "Sai", None: "Chưa kiểm"}
_CASES: Final = (
    "Kỳ trước chuyển sang",
    "Tiếp nhận trong kỳ",
    "Trong đó trực tuyến",
    "Tổng phải giải quyết",
    "Đúng, trước hạn",
    "Trễ hạn",
    "Đã giải quyết",
    "Trả lại, rút",
    "Đang giải quyết",
    "Trong đó quá hạn",
    "Tỷ lệ đúng hạn",
)
_WHOLE: Final = (20, 20, 19, 21, 19, 15, 19, 15, 19, 17, 19)
_BY_FIELD: Final = (18, 18, 17, 19, 17, 13, 17, 13, 17, 15, 17)
"""The widths of these columns, in mm, without and with a column for the field."""


def cases(ground: Ground) -> tuple[Sheet, ...]:
    """The cases of each period that is over: sums, on-time rates (số liệu giải quyết hồ sơ)."""
    every = [row.record for row in ground.records.rows.periods]
    over = [each for each in every if each.end <= ground.day]
    kept = sorted(over, key=lambda each: (each.start, each.end, each.field or ""))
    by_field = any(each.field for each in kept)
    widths = _BY_FIELD if by_field else _WHOLE
    columns = (
        TT,
        Column("Kỳ", 26 if by_field else 34, centred=True),
        *((Column("Lĩnh vực", 30),) if by_field else ()),
        *(Column(title, width, centred=True) for title, width in zip(_CASES, widths, strict=True)),
    )
    lines = numbered(columns, tuple(_period(ground, each, by_field=by_field) for each in kept))
    whole = _whole(ground, by_field=by_field) if lines else ()
    rows = (*lines, whole) if whole else lines
    groups = frozenset((len(lines),)) if whole else frozenset()
    notes = ground.notes(*_about(kept), later=len(every) - len(over))
    return (Sheet("Số liệu giải quyết hồ sơ", columns, rows, notes, ground.none(), groups),)


def _period(ground: Ground, each: CasePeriod, *, by_field: bool) -> tuple[Cell, ...]:
    return (
        f"{date_short(each.start)} đến {date_short(each.end)}",
        *((each.field or "Toàn cơ quan",) if by_field else ()),
        count(each.carried_over),
        count(received(each)),
        count(each.online),
        count(total(each)),
        count(on_time(each)),
        count(each.late),
        count(resolved(each)),
        count(each.returned),
        count(still_pending(each, returned_in_resolved=ground.agency.returned_in_resolved)),
        count(each.pending_overdue),
        rate(_rate(ground, on_time(each), resolved(each))),
    )


def _rate(ground: Ground, part: int | None, whole: int | None) -> Decimal | None:
    if part is None or whole is None:
        return None
    return percent(part, whole, truncate=ground.agency.rounding is Rounding.TRUNCATE)


def _whole(ground: Ground, *, by_field: bool) -> tuple[Cell, ...]:
    """The year so far, each period and each case counted once."""
    found = figures_until(ground.repository, ground.year, ground.day)

    def told(name: str) -> str:
        value = found[f"cases_{name}"].value
        return "" if value is None else number(value)

    return (
        "",
        "Cộng từ đầu năm",
        *(("",) if by_field else ()),
        told("carried_over"),
        told("received"),
        "",
        told("total"),
        told("on_time"),
        told("late"),
        told("resolved"),
        told("returned"),
        told("pending"),
        "",
        f"{told('on_time_rate')}%" if told("on_time_rate") else "",
    )


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


def stated(ground: Ground) -> tuple[Sheet, ...]:
    """What the agency states of its system beside what its records give (số liệu đã ghi)."""
    columns = (
        TT,
        Column("Số liệu", 121),
        Column("Đơn vị tính", 32, centred=True),
        Column("Đã ghi", 28, centred=True),
        Column("Tính từ hồ sơ", 30, centred=True),
        Column("Chênh lệch", 26, centred=True),
    )
    entry = ground.records.stated
    found = figures_until(ground.repository, ground.year, ground.day) if entry else {}
    rows = tuple(
        _beside(each)
        for each in found.values()
        if each.stated_at and entry and each.stated_at.path == entry.path
    )
    of = entry.record.procedures_served_of if entry else None
    notes = ground.notes(
        "Chênh lệch là số đã ghi trừ số tính từ hồ sơ của kho." if rows else "",
        f"Mẫu số đã ghi của tỷ lệ thủ tục có quy trình: {number(of)}." if of is not None else "",
    )
    return (
        Sheet("Số liệu hệ thống đã ghi", columns, numbered(columns, rows), notes, ground.none()),
    )


def _beside(figure: Figure) -> tuple[Cell, ...]:
    both = figure.value is not None and figure.stated is not None
    apart = Decimal(figure.stated or 0) - Decimal(figure.value or 0)
    return (
        figure.title,
        figure.unit,
        "" if figure.stated is None else number(figure.stated),
        "" if figure.value is None else number(figure.value),
        (number(apart) if apart else "Khớp") if both else "",
    )


def outgoing(ground: Ground) -> tuple[Sheet, ...]:
    """The documents issued to steer the system; how many met the rules of form (NĐ 30/2020)."""
    columns = (
        TT,
        Column("Số, ký hiệu", 31, centred=True),
        Column("Ngày", 24, centred=True),
        Column("Tên loại", 24),
        Column("Nơi ban hành", 36),
        Column("Trích yếu", 78),
        Column("Đúng thể thức", 18, centred=True),
        Column("Lỗi thể thức", 26),
    )
    kept, later = ground.until((row.record.day, row.record) for row in ground.records.rows.outgoing)
    rows = tuple(
        (
            each.number,
            each.day,
            each.type,
            each.issuer,
            each.summary,
            _FORMAT[each.format_met],
            each.format_faults or "",
        )
        for each in kept
    )
    notes = ground.notes(
        _checked(ground, kept) if kept else "", "Sổ này không gồm các quyết định.", later=later
    )
    title = "Sổ văn bản chỉ đạo, điều hành"
    return (Sheet(title, columns, numbered(columns, rows), notes, ground.none()),)


def _checked(ground: Ground, kept: tuple[OutgoingDocument, ...]) -> str:
    checked = [each for each in kept if each.format_met is not None]
    met = sum(each.format_met is True for each in checked)
    share = _rate(ground, met, len(checked))
    every = f"Tổng số {amount(len(kept))} văn bản; đã kiểm thể thức {amount(len(checked))}"
    if share is None:
        return f"{every}."
    return f"{every}, đúng {amount(met)} (đạt {number(share)}% số đã kiểm)."
