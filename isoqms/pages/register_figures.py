"""The registers of figures as sheets: cases by period, stated figures beside computed ones, documents sent out."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from isoqms.model.agency import Rounding
from isoqms.model.figures import CasePeriod, OutgoingDocument
from isoqms.pages.register_ground import TT, Ground, count, rate
from isoqms.pages.sheets import Cell, Column, Sheet, numbered
from isoqms.repository.case_sums import on_time, pending, received, resolved, total
from isoqms.repository.figures import Figure
from isoqms.repository.figures_until import figures_until
from isoqms.wording import date_short, number, percent, two_digits

_FORMAT: Final = {True: "Đúng", False: "Sai", None: "Chưa kiểm"}


def cases(ground: Ground) -> tuple[Sheet, ...]:
    """The cases of each period that is over, with sums and on-time rates computed (số liệu giải quyết hồ sơ)."""
    register = ground.records.cases
    every = register.record.periods if register else ()
    over = [each for each in every if each.end <= ground.day]
    kept = sorted(over, key=lambda each: (each.start, each.end, each.field or ""))
    by_field = any(each.field for each in kept)
    columns = (
        TT,
        Column("Kỳ", 36, centred=True),
        *((Column("Lĩnh vực", 40),) if by_field else ()),
        Column("Kỳ trước chuyển sang", 20, centred=True),
        Column("Tiếp nhận trong kỳ", 20, centred=True),
        Column("Trong đó trực tuyến", 20, centred=True),
        Column("Tổng phải giải quyết", 22, centred=True),
        Column("Đúng, trước hạn", 20, centred=True),
        Column("Trễ hạn", 16, centred=True),
        Column("Đã giải quyết", 20, centred=True),
        Column("Trả lại, rút", 16, centred=True),
        Column("Đang giải quyết", 20, centred=True),
        Column("Trong đó quá hạn", 18, centred=True),
        Column("Tỷ lệ đúng hạn", 20, centred=True),
    )
    lines = numbered(columns, tuple(_period(ground, each, by_field=by_field) for each in kept))
    whole = _whole(ground, by_field=by_field) if lines else ()
    rows = (*lines, whole) if whole else lines
    groups = frozenset((len(lines),)) if whole else frozenset()
    notes = ground.notes(*_about(kept), later=len(every) - len(over))
    return (Sheet(f"Số liệu giải quyết hồ sơ năm {ground.year}", columns, rows, notes, ground.none(), groups),)


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
        count(pending(each)),
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
        "Các cột tổng, đã giải quyết và tỷ lệ được tính từ các số thành phần; dòng cộng tính mỗi hồ sơ chuyển kỳ một "
        "lần, kỳ nằm trong kỳ dài hơn không cộng lại."
    )
    for each in kept:
        if each.note:
            field = f", {each.field}" if each.field else ""
            note = each.note.strip().rstrip(".")
            yield f"Kỳ {date_short(each.start)} đến {date_short(each.end)}{field}: {note}."


def stated(ground: Ground) -> tuple[Sheet, ...]:
    """What the agency states of its system beside what its records give (số liệu hệ thống đã ghi)."""
    columns = (
        TT,
        Column("Số liệu", 120),
        Column("Đơn vị tính", 30, centred=True),
        Column("Đã ghi", 28, centred=True),
        Column("Tính từ hồ sơ", 32, centred=True),
        Column("Chênh lệch", 26, centred=True),
    )
    entry = ground.records.stated
    found = figures_until(ground.repository, ground.year, ground.day) if entry else {}
    rows = tuple(
        _beside(each) for each in found.values() if each.stated_at and entry and each.stated_at.path == entry.path
    )
    of = entry.record.procedures_served_of if entry else None
    notes = ground.notes(
        "Chênh lệch là số đã ghi trừ số tính từ hồ sơ của kho." if rows else "",
        f"Mẫu số đã ghi của tỷ lệ thủ tục có quy trình: {number(of)}." if of is not None else "",
    )
    return (
        Sheet(f"Số liệu hệ thống đã ghi năm {ground.year}", columns, numbered(columns, rows), notes, ground.none()),
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
    """The documents issued to steer the system, and how many met the rules of form (NĐ 30/2020/NĐ-CP)."""
    register = ground.records.outgoing
    columns = (
        TT,
        Column("Số, ký hiệu", 32, centred=True),
        Column("Ngày", 26, centred=True),
        Column("Tên loại", 28),
        Column("Nơi ban hành", 42),
        Column("Trích yếu", 92),
        Column("Đúng thể thức", 22, centred=True),
        Column("Lỗi thể thức", 44),
    )
    kept, later = ground.until((each.day, each) for each in (register.record.documents if register else ()))
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
    notes = ground.notes(_checked(ground, kept) if kept else "", "Sổ này không gồm các quyết định.", later=later)
    title = f"Sổ văn bản chỉ đạo, điều hành năm {ground.year}"
    return (Sheet(title, columns, numbered(columns, rows), notes, ground.none()),)


def _checked(ground: Ground, kept: tuple[OutgoingDocument, ...]) -> str:
    checked = [each for each in kept if each.format_met is not None]
    met = sum(each.format_met is True for each in checked)
    share = _rate(ground, met, len(checked))
    amount = f"Tổng số {two_digits(len(kept))} văn bản; đã kiểm thể thức {two_digits(len(checked))}"
    if share is None:
        return f"{amount}."
    return f"{amount}, đúng {two_digits(met)} (đạt {number(share)}% số đã kiểm)."
