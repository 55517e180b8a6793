"""Probes of the management review (xem xét của lãnh đạo; 9.3)."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from isoqms.facts.review.reviews import point_key
from isoqms.model.layout import file_of
from isoqms.model.review import ManagementReview
from isoqms.repository.entry import Row
from isoqms.scoring.counters import Counter
from isoqms.scoring.ground import Ground, there_and_lacking
from isoqms.scoring.probing import Probe
from isoqms.scoring.proof import Against, Effort, Proof, Raise, Said, full, none, shared, unknown
from isoqms.wording import date_short, listed, number

_REVIEW: Final = Raise(
    "Họp xem xét của lãnh đạo, ghi ngày họp và biên bản.",
    "isoqms review prepare",
    Effort.ACT,
    legal=True,
    within_year=True,
)
_MINUTES: Final = Raise(
    f"Ghi số, ngày biên bản vào {file_of('xem-xet')}.", "isoqms decision record review-minutes"
)
_INPUTS: Final = Raise(
    f"Ghi từng đầu vào theo 9.3.2 và kết luận theo 9.3.3 vào {file_of('xem-xet')}.",
    "isoqms review prepare",
)


def _held(ground: Ground) -> tuple[Row[ManagementReview], ...]:
    """The reviews that leave a trace: a day that has come, or minutes."""
    return tuple(row for row in ground.year.rows.reviews if _leaves_trace(row.record, ground.day))


def _leaves_trace(review: ManagementReview, day: date) -> bool:
    if review.held is None:
        return bool(review.minutes)
    return review.held <= day and not review.is_only_prepared


def _none(ground: Ground) -> Proof:
    entry = ground.year.reviews
    places = (entry.at("reviews"),) if entry else ()
    return none(
        Against(
            "không có cuộc xem xét nào ghi ngày họp hoặc biên bản",
            places,
            Counter.REVIEW_NONE,
            missing=True,
        ),
        _REVIEW,
    )


def _held_at_all(ground: Ground) -> Proof:
    held = _held(ground)
    if not held:
        return _none(ground)
    dated = [(row.at("held"), row.record.held) for row in held if row.record.held]
    if dated:
        return full(*(Said(f"Họp xem xét ngày {date_short(day)}", at) for at, day in dated))
    first = held[0]
    words = "cuộc xem xét có biên bản mà không ghi ngày họp"
    against = Against(words, (first.place,), missing=True)
    minutes = Said(first.record.minutes or "", first.at("minutes"))
    return shared(1, 2, (minutes,), against, _MINUTES)


def _minuted(ground: Ground) -> Proof:
    held = _held(ground)
    if not held:
        return _none(ground)
    evidence = _minutes(held)
    against = Against(
        f"{number(len(held) - len(evidence))} cuộc xem xét không ghi biên bản",
        tuple(row.place for row in held if not row.record.minutes),
        missing=True,
    )
    return shared(len(evidence), len(held), evidence, against, _MINUTES)


def _minutes(held: tuple[Row[ManagementReview], ...]) -> tuple[Said, ...]:
    told = ((row.record.minutes, row.at("minutes")) for row in held)
    return tuple(Said(minutes, place) for minutes, place in told if minutes)


def _inputs_and_outputs(ground: Ground) -> Proof:
    """The points of the edition that the reviews told of, and the outputs, counting the same."""
    held = _held(ground)
    if not held:
        return _none(ground)
    points = [each.point for each in ground.repository.packs.standard.review_inputs]
    outputs = sum(len(row.record.outputs) for row in held)
    inputs = {point_key(each.point) for row in held for each in row.record.inputs}
    minutes = _minutes(held)
    if minutes and not (inputs or outputs):
        return unknown(_INPUTS, *minutes)
    left = [point for point in points if point_key(point) not in inputs]
    told, whole = len(points) - len(left), len(points)
    said = f"{number(told)} trong {number(whole)} đầu vào, {number(outputs)} kết luận"
    evidence = (Said(said, held[0].place),)
    words = f"cuộc xem xét {listed(_lacking(left, outputs))}"
    against = Against(words, (held[0].place,), missing=True)
    # All the outputs together count as one more point.
    return shared(told + bool(outputs), whole + 1, evidence, against, _INPUTS)


def _lacking(points: list[str], outputs: int) -> Iterator[str]:
    if points:
        yield f"thiếu đầu vào {listed(points)}"
    if not outputs:
        yield "không ghi kết luận nào"


def _filed(ground: Ground) -> Proof:
    held = _held(ground)
    if not held:
        return _none(ground)
    wanted = (
        ("ngày họp", any(row.record.held for row in held)),
        ("biên bản", any(row.record.minutes for row in held)),
        ("đầu vào", any(row.record.inputs for row in held)),
        ("kết luận", any(row.record.outputs for row in held)),
    )
    there, lacking = there_and_lacking(wanted)
    evidence = (Said(f"Hồ sơ xem xét có {listed(there)}", held[0].place),)
    against = Against(f"hồ sơ xem xét chưa ghi {listed(lacking)}", (held[0].place,), missing=True)
    return shared(len(wanted) - len(lacking), len(wanted), evidence, against, _INPUTS)


PROBES: Final = (
    Probe(
        "review-held",
        "Đã họp xem xét của lãnh đạo trong năm",
        _held_at_all,
        frozenset({Counter.REVIEW_NONE}),
    ),
    Probe(
        "review-minuted", "Mọi cuộc xem xét có biên bản", _minuted, frozenset({Counter.REVIEW_NONE})
    ),
    Probe(
        "review-complete",
        "Cuộc xem xét đủ đầu vào 9.3.2 và có kết luận 9.3.3",
        _inputs_and_outputs,
        frozenset({Counter.REVIEW_NONE}),
    ),
    Probe(
        "review-filed",
        "Hồ sơ xem xét đủ ngày họp, biên bản, đầu vào, kết luận",
        _filed,
        frozenset({Counter.REVIEW_NONE}),
    ),
)
