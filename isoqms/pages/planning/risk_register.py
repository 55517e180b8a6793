"""The register of risks and opportunities as sheets (rủi ro và cơ hội; 6.1)."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from isoqms.facts.planning.risks import level, level_after
from isoqms.model.planning.risks import Risk, RiskKind, RiskRegister
from isoqms.pages.layout.sheets import Sheet
from isoqms.pages.records.columns import Told, register
from isoqms.pages.records.ground import Ground, amount, held
from isoqms.wording import date_short, number

_KINDS: Final = {RiskKind.RISK: "Rủi ro", RiskKind.OPPORTUNITY: "Cơ hội"}


def risks(ground: Ground) -> tuple[Sheet, ...]:
    """Risks and opportunities with their scores, what is done about them, what is left (6.1)."""
    found = held(ground.records.risks, RiskRegister())
    every = sorted(found.risks, key=lambda each: (list(RiskKind).index(each.kind), -level(each)))
    reviewed = ground.known(found.reviewed)
    return (
        _assessed(ground, every, found.acceptable, reviewed),
        _acted_on(ground, every, found.acceptable),
    )


def _assessed(ground: Ground, every: list[Risk], least: int, reviewed: date | None) -> Sheet:
    title = "Bảng nhận diện, đánh giá rủi ro và cơ hội"
    columns: tuple[Told[Risk], ...] = (
        Told("Loại", 15, lambda each: _KINDS[each.kind], centred=True),
        Told("Quá trình", 24, lambda each: each.process),
        Told("Rủi ro, cơ hội", 32, lambda each: each.description),
        Told("Nguyên nhân", 28, lambda each: each.cause or ""),
        Told("Khả năng", 15, lambda each: str(each.likelihood), centred=True),
        Told("Mức độ", 14, lambda each: str(each.severity), centred=True),
        Told("Điểm", 15, lambda each: str(level(each)), centred=True),
        Told("Xếp mức", 20, lambda each: _rank(level(each), least, each.kind), centred=True),
        Told("Biện pháp", 30, lambda each: each.action or ""),
        Told("Trách nhiệm", 20, lambda each: ground.role(each.role)),
        Told("Hạn", 24, lambda each: each.due, centred=True),
    )
    about = _about_risks(every, least) if every else ()
    if reviewed is not None:
        about = (*about, f"Rà soát gần nhất ngày {date_short(reviewed)}.")
    notes = ground.notes(*about, *_misstated(every), forms=(title,))
    return register(title, columns, every, notes, ground.unwritten())


def _about_risks(every: list[Risk], least: int) -> tuple[str, ...]:
    dangers = [each for each in every if each.kind is RiskKind.RISK]
    above = sum(level(each) >= least for each in dangers)
    how = (
        "Điểm = khả năng × mức độ, mỗi phần từ 1 đến 5; "
        f"rủi ro từ {amount(least)} điểm trở lên phải có biện pháp."
    )
    amounts = (
        f"{amount(len(dangers))} rủi ro, trong đó {amount(above)} từ ngưỡng trở lên; "
        f"{amount(len(every) - len(dangers))} cơ hội."
    )
    return how, amounts


def _rank(score: int, least: int, kind: RiskKind) -> str:
    if kind is RiskKind.OPPORTUNITY:
        return "Nên thực hiện" if score >= least else "Theo dõi"
    return "Phải có biện pháp" if score >= least else "Chấp nhận, theo dõi"


def _misstated(every: list[Risk]) -> Iterator[str]:
    """The scores that were written down and do not follow from their parts."""
    for each in every:
        if each.score is not None and each.score != level(each):
            yield (
                f"«{each.description}» đã ghi {number(each.score)} điểm; "
                f"tính ra {number(level(each))} điểm."
            )


def _acted_on(ground: Ground, every: list[Risk], least: int) -> Sheet:
    title = "Kế hoạch hành động giải quyết rủi ro và cơ hội"
    columns: tuple[Told[Risk], ...] = (
        Told("Rủi ro, cơ hội", 36, lambda each: each.description),
        Told("Hành động", 38, lambda each: each.action or ""),
        Told("Trách nhiệm", 25, lambda each: ground.role(each.role)),
        Told("Hạn", 24, lambda each: each.due, centred=True),
        Told("Tình trạng", 26, lambda each: _state(ground, each), centred=True),
        Told("Kết quả, hiệu lực", 36, lambda each: _result(ground, each)),
        Told("Điểm trước", 15, lambda each: str(level(each)), centred=True),
        Told("Điểm còn lại", 15, lambda each: _left_over(ground, each), centred=True),
        Told("Xếp mức còn lại", 22, lambda each: _rank_left(ground, each, least), centred=True),
    )
    acted = [each for each in every if each.action or each.done or each.result]
    bare = sum(_must_act(each, least) and not each.action for each in every)
    missing = f"{amount(bare)} rủi ro từ ngưỡng trở lên chưa có biện pháp." if bare else ""
    notes = ground.notes(missing, forms=(title,))
    none = f"Chưa có hành động nào (đến {date_short(ground.day)})"
    return register(title, columns, acted, notes, none)


def _must_act(each: Risk, least: int) -> bool:
    return each.kind is RiskKind.RISK and level(each) >= least


def _is_over(ground: Ground, each: Risk) -> bool:
    """Whether what is written of the outcome was known on the day asked."""
    return each.done is None or ground.known(each.done) is not None


def _state(ground: Ground, each: Risk) -> str:
    if each.done is None and each.result:
        return "Đã có kết quả"
    return ground.state(each.due, each.done)


def _result(ground: Ground, each: Risk) -> str:
    return (each.result or "") if _is_over(ground, each) else ""


def _left_level(ground: Ground, each: Risk) -> int | None:
    return level_after(each) if _is_over(ground, each) else None


def _left_over(ground: Ground, each: Risk) -> str:
    left = _left_level(ground, each)
    return "" if left is None else str(left)


def _rank_left(ground: Ground, each: Risk, least: int) -> str:
    left = _left_level(ground, each)
    return "" if left is None else _rank(left, least, each.kind)
