"""Probes of nonconformities, corrective action and improvement (8.7, 10.2, 10.3)."""

from collections.abc import Callable
from typing import Final

from isoqms.diagnostics import Place
from isoqms.facts.improvement.corrections import Progress, progress
from isoqms.facts.planning.risks import is_done
from isoqms.facts.review.reviews import says_nothing
from isoqms.model.improvement import Nonconformity
from isoqms.model.layout import file_of
from isoqms.model.planning.risks import RiskKind
from isoqms.scoring.counters import Counter
from isoqms.scoring.ground import Ground
from isoqms.scoring.probing import Probe
from isoqms.scoring.proof import (
    Against,
    Effort,
    Proof,
    Raise,
    Said,
    capped,
    full,
    none,
    shared,
    unknown,
)
from isoqms.wording import listed, number

_RECORD: Final = Raise(
    f"Ghi các sự không phù hợp trong năm vào {file_of('khong-phu-hop')}.",
    "isoqms new nonconformity",
)
_CORRECT: Final = Raise(
    "Làm xong hành động khắc phục, ghi ngày xong, kiểm tra hiệu lực.",
    "isoqms update nonconformity",
    Effort.ACT,
)

Met = Callable[[Ground, Nonconformity], bool]


def _each(met: Met, said: str, lacking: str, raise_by: Raise) -> Callable[[Ground], Proof]:
    """The share of the nonconformities found by the day that meet something."""

    def ask(ground: Ground) -> Proof:
        items = [row for row in ground.year.rows.nonconformities if row.record.found <= ground.day]
        if not items:
            return _without_items(ground)
        bare = [row for row in items if not met(ground, row.record)]
        done = len(items) - len(bare)
        words = f"{number(done)} trong {number(len(items))} sự không phù hợp {said}"
        evidence = (Said(words, items[0].list_place),)
        against = Against(
            f"{number(len(bare))} trong {number(len(items))} sự không phù hợp {lacking}: "
            f"{listed(f'«{row.record.id}»' for row in bare)}",
            tuple(row.place for row in bare),
        )
        return shared(done, len(items), evidence if done else (), against, raise_by)

    return ask


def _without_items(ground: Ground) -> Proof:
    """Counts and letters are for a person to look at.

    An empty register rules the full score out.
    """
    entry = ground.year.nonconformities
    stated = entry.record.stated if entry else None
    if entry and (stated or entry.record.apologies):
        route = "stated" if stated else "apologies"
        return unknown(_RECORD, Said("Sổ chỉ ghi số phiếu, số thư xin lỗi", entry.at(route)))
    text = f"sổ theo dõi sự không phù hợp năm {ground.year.year} không ghi gì"
    return capped(
        Against(text, (entry.at(),) if entry else (), Counter.NONCONFORMITY_EMPTY, missing=True),
        _RECORD,
    )


def _caused(_: Ground, each: Nonconformity) -> bool:
    return bool(each.cause)


def _corrected(ground: Ground, each: Nonconformity) -> bool:
    """Done, or still within its time."""
    state = progress(each, ground.day)
    in_time = state is Progress.OPEN and each.due is not None
    return state in (Progress.CLOSED, Progress.DONE) or bool(each.action and in_time)


def _removed(ground: Ground, each: Nonconformity) -> bool:
    """The action against the cause was found to work, or is still within its time."""
    return bool(each.action) and (bool(each.effective) or bool(each.due and each.due >= ground.day))


def _whole(_: Ground, each: Nonconformity) -> bool:
    return bool(each.correction and each.cause and each.action and each.due)


def _measures(ground: Ground) -> list[tuple[str, Place, bool]]:
    """What a review or an opportunity led to be improved, and whether it was done by the day."""
    found: list[tuple[str, Place, bool]] = []
    for review in ground.year.rows.reviews:
        if review.record.held is not None and review.record.held > ground.day:
            continue
        for output in review.rows("outputs", review.record.outputs):
            if says_nothing(output.record.text):
                continue
            done = output.record.done is not None and output.record.done <= ground.day
            found.append((output.record.text, output.place, done))
    for row in ground.year.rows.risks:
        risk = row.record
        if risk.kind is RiskKind.OPPORTUNITY and risk.action:
            found.append((risk.action, row.place, is_done(risk, ground.day)))
    return found


def _improvement_decided(ground: Ground) -> Proof:
    raise_by = Raise(
        "Kết luận cơ hội cải tiến ở cuộc xem xét, hoặc ghi cơ hội có biện pháp vào "
        f"{file_of('rui-ro')}.",
        "isoqms review output",
    )
    found = _measures(ground)
    if found:
        return full(*(Said(text, place) for text, place, _ in found))
    said = ground.mentions("cải tiến")
    if said:
        return unknown(raise_by, *said[:3])
    return none(Against("năm này không ghi biện pháp cải tiến nào", missing=True), raise_by)


def _improvement_done(ground: Ground) -> Proof:
    raise_by = Raise(
        "Làm xong các biện pháp cải tiến, ghi ngày và kết quả.", "isoqms review done", Effort.ACT
    )
    found = _measures(ground)
    if not found:
        said = ground.mentions("cải tiến")
        if said:
            return unknown(raise_by, *said[:3])
        return none(Against("năm này không ghi biện pháp cải tiến nào", missing=True), raise_by)
    left = [(text, place) for text, place, done in found if not done]
    names = listed(f"«{text}»" for text, _ in left)
    evidence = tuple(Said(f"Đã làm: {text}", place) for text, place, done in found if done)
    against = Against(
        f"{number(len(left))} trong {number(len(found))} biện pháp cải tiến chưa làm xong: {names}",
        tuple(place for _, place in left),
    )
    return shared(len(found) - len(left), len(found), evidence, against, raise_by)


def _cause(text: str) -> Raise:
    return Raise(text, "isoqms update nonconformity")


PROBES: Final = (
    Probe(
        "causes-found",
        "Mọi sự không phù hợp đã xác định nguyên nhân",
        _each(
            _caused,
            "đã xác định nguyên nhân",
            "chưa xác định nguyên nhân",
            _cause("Ghi nguyên nhân của từng sự không phù hợp."),
        ),
        frozenset({Counter.NONCONFORMITY_EMPTY}),
    ),
    Probe(
        "corrections-done",
        "Mọi hành động khắc phục đã xong hoặc còn trong hạn",
        _each(
            _corrected,
            "đã khắc phục hoặc còn trong hạn",
            "quá hạn mà chưa khắc phục xong",
            _CORRECT,
        ),
        frozenset({Counter.NONCONFORMITY_EMPTY}),
    ),
    Probe(
        "causes-removed",
        "Mọi hành động loại bỏ nguyên nhân đã kiểm tra hiệu lực",
        _each(
            _removed, "đã kiểm tra hiệu lực hành động", "chưa kiểm tra hiệu lực hành động", _CORRECT
        ),
        frozenset({Counter.NONCONFORMITY_EMPTY}),
    ),
    Probe(
        "nonconformities-filed",
        "Phiếu của mọi sự không phù hợp ghi đủ xử lý, nguyên nhân, hành động, hạn",
        _each(
            _whole,
            "có phiếu ghi đủ",
            "có phiếu chưa ghi đủ",
            _cause("Ghi đủ xử lý ngay, nguyên nhân, hành động, hạn ở từng phiếu."),
        ),
        frozenset({Counter.NONCONFORMITY_EMPTY}),
    ),
    Probe(
        "improvement-decided",
        "Có biện pháp cải tiến được quyết định trong năm",
        _improvement_decided,
    ),
    Probe("improvement-done", "Mọi biện pháp cải tiến đã làm xong", _improvement_done),
)
