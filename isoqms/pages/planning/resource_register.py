"""The register of resources as sheets: the money of the year, the people (nguồn lực; 7.1)."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from isoqms import packs
from isoqms.errors import IsoqmsError
from isoqms.model.packs.certainty import Certainty
from isoqms.model.packs.spending import SpendingPack
from isoqms.model.planning.resources import BudgetLine, PersonInCharge, Resources
from isoqms.pages.layout.sheets import Cell, Sheet
from isoqms.pages.records.columns import Told, register
from isoqms.pages.records.ground import Ground, amount, count, held, joined
from isoqms.wording import number


def resources(ground: Ground) -> tuple[Sheet, ...]:
    """The money of the year and the people who keep the system (nguồn lực; 7.1)."""
    found = held(ground.records.resources, Resources())
    return (_budget(ground, found), _people(ground, found))


def _budget(ground: Ground, found: Resources) -> Sheet:
    pack = _spending(ground)
    # A ceiling that is not confirmed is never stated on a paper.
    sure = pack if pack and pack.certainty is Certainty.CONFIRMED else None
    columns: list[Told[BudgetLine]] = [
        Told("Khoản", 101 if sure else 135, lambda each: each.item),
        Told("Dự toán (triệu đồng)", 34, lambda each: count(each.planned), centred=True),
        Told("Đã chi (triệu đồng)", 34, lambda each: count(each.spent), centred=True),
        Told(
            "Chưa chi (triệu đồng)", 34, lambda each: _left(each.planned, each.spent), centred=True
        ),
    ]
    planned = count(_sum([each.planned for each in found.budget]))
    spent = count(_sum([each.spent for each in found.budget]))
    total: tuple[Cell, ...] = ("", "Cộng", planned, spent, _left_of(found))
    if sure:
        columns.append(_ceiling_column(ground, sure))
        total = (*total, "")
    notes = ground.notes(*_money_notes(ground, found, pack))
    empty = "Chưa ghi khoản kinh phí nào"
    made = register("Nguồn lực và kinh phí", columns, found.budget, notes, empty)
    if not found.budget:
        return made
    return replace(made, rows=(*made.rows, total), groups=frozenset((len(made.rows),)))


def _ceiling_column(ground: Ground, pack: SpendingPack) -> Told[BudgetLine]:
    title = "Mức tối đa (triệu đồng)"
    return Told(title, 34, lambda each: _ceiling(ground, pack, each), centred=True)


def _spending(ground: Ground) -> SpendingPack | None:
    try:
        return packs.load_spending(ground.agency.packs.spending, ground.repository.root)
    except IsoqmsError:
        return None


def _ceiling(ground: Ground, pack: SpendingPack, line: BudgetLine) -> str:
    item = next((each for each in pack.items if each.key == line.ceiling), None)
    group = packs.spending_group(pack, ground.agency.kind, ground.repository.root)
    most = pack.ceiling(item.key, group) if item else None
    if item is None or most is None:
        return ""
    return f"{number(most)} mỗi {item.per}" if item.per else number(most)


def _sum(parts: list[Decimal | None]) -> Decimal | None:
    """The sum of what is known; a line that does not tell its part is named below the table."""
    known = [part for part in parts if part is not None]
    return sum(known, Decimal(0)) if known else None


def _left(planned: Decimal | None, spent: Decimal | None) -> str:
    return "" if planned is None or spent is None else number(planned - spent)


def _left_of(found: Resources) -> str:
    """What is left of the whole: told only where every line tells both its parts."""
    if any(each.planned is None or each.spent is None for each in found.budget):
        return ""
    return number(
        sum(((each.planned or 0) - (each.spent or 0) for each in found.budget), Decimal(0))
    )


def _money_notes(ground: Ground, found: Resources, pack: SpendingPack | None) -> Iterator[str]:
    unknown = sum(each.spent is None for each in found.budget)
    if unknown:
        yield f"{amount(unknown)} khoản chưa ghi số đã chi; dòng cộng chỉ gồm số đã ghi."
    unplanned = sum(each.planned is None for each in found.budget)
    if unplanned:
        yield f"{amount(unplanned)} khoản chưa ghi dự toán; dòng cộng chỉ gồm số đã ghi."
    if any(each.ceiling for each in found.budget):
        yield _about_ceilings(ground, pack)
    if found.consultant:
        yield joined(f"Tổ chức tư vấn: {found.consultant}", found.consultant_reason) + "."
    if found.certification_body:
        yield f"Tổ chức chứng nhận: {found.certification_body}."


def _about_ceilings(ground: Ground, pack: SpendingPack | None) -> str:
    if pack is None:
        return (
            "Chưa so được với mức tối đa: không đọc được gói định mức chi "
            f"«{ground.agency.packs.spending}»."
        )
    if pack.certainty is Certainty.CONFIRMED:
        return f"Mức tối đa theo {pack.basis}; các khoản cùng một nội dung chi tính chung một mức."
    return f"Mức chi tối đa đối chiếu theo {pack.basis} khi văn bản còn hiệu lực."


def _people(ground: Ground, found: Resources) -> Sheet:
    columns: tuple[Told[PersonInCharge], ...] = (
        Told("Họ và tên", 52, lambda each: each.name or ""),
        Told("Chức vụ", 70, lambda each: each.post),
        Told("Đơn vị", 50, lambda each: ground.unit(each.unit)),
        Told("Việc được giao", 65, lambda each: each.task or ""),
    )
    stated = found.people_in_charge
    people = ""
    if stated is not None:
        people = f"Số cán bộ, công chức theo dõi hệ thống: {amount(stated)} người."
    note = found.people_note.strip().rstrip(".") + "." if found.people_note else ""
    empty = "Không ghi riêng từng người" if stated else "Chưa ghi người phụ trách nào"
    return register(
        "Người phụ trách hệ thống", columns, found.people, ground.notes(people, note), empty
    )
