"""Probes of the management review (xem xét của lãnh đạo; 9.3)."""

from typing import Final

from isoqms.model.review import ManagementReview
from isoqms.scoring.counters import Counter
from isoqms.scoring.ground import Ground, few
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
_MINUTES: Final = Raise("Ghi số, ngày biên bản vào xem-xet.yaml.", "isoqms decision record review-minutes")
_INPUTS: Final = Raise("Ghi từng đầu vào theo 9.3.2 và kết luận theo 9.3.3 vào xem-xet.yaml.", "isoqms review prepare")


def _held(ground: Ground) -> tuple[tuple[int, ManagementReview], ...]:
    """The reviews that leave a trace: a day that has come, or minutes."""
    entry = ground.year.reviews
    return tuple(
        (index, each)
        for index, each in enumerate(entry.record.reviews if entry else ())
        if (each.held is not None and each.held <= ground.day) or (each.held is None and each.minutes)
    )


def _none(ground: Ground) -> Proof:
    entry = ground.year.reviews
    places = (entry.at("reviews"),) if entry else ()
    return none(
        Against("không có cuộc xem xét nào ghi ngày họp hoặc biên bản", places, Counter.REVIEW_NONE, missing=True),
        _REVIEW,
    )


def _held_at_all(ground: Ground) -> Proof:
    entry, held = ground.year.reviews, _held(ground)
    if entry is None or not held:
        return _none(ground)
    dated = [(index, each.held) for index, each in held if each.held]
    if dated:
        return full(
            *(Said(f"Họp xem xét ngày {date_short(day)}", entry.at("reviews", index, "held")) for index, day in dated)
        )
    against = Against(
        "cuộc xem xét có biên bản mà không ghi ngày họp", (entry.at("reviews", held[0][0]),), missing=True
    )
    return shared(
        1, 2, (Said(held[0][1].minutes or "", entry.at("reviews", held[0][0], "minutes")),), against, _MINUTES
    )


def _minuted(ground: Ground) -> Proof:
    entry, held = ground.year.reviews, _held(ground)
    if entry is None or not held:
        return _none(ground)
    told = [(index, each.minutes) for index, each in held if each.minutes]
    evidence = tuple(Said(minutes, entry.at("reviews", index, "minutes")) for index, minutes in told)
    against = Against(
        f"{number(len(held) - len(told))} cuộc xem xét không ghi biên bản",
        tuple(entry.at("reviews", index) for index, each in held if not each.minutes),
        missing=True,
    )
    return shared(len(told), len(held), evidence, against, _MINUTES)


def _inputs_and_outputs(ground: Ground) -> Proof:
    """The points of the edition that the year's reviews told of, and its outputs, each counting the same."""
    entry, held = ground.year.reviews, _held(ground)
    if entry is None or not held:
        return _none(ground)
    standard = ground.repository.packs.standard
    inputs = {_plain(each.point) for _, review in held for each in review.inputs}
    outputs = [each for _, review in held for each in review.outputs]
    if not inputs and not outputs:
        minutes = tuple(Said(each.minutes, entry.at("reviews", i, "minutes")) for i, each in held if each.minutes)
        if minutes:
            return unknown(_INPUTS, *minutes)
    left = [point.point for point in standard.review_inputs if _plain(point.point) not in inputs]
    parts = [f"thiếu đầu vào {listed(left)}"] if left else []
    parts += [] if outputs else ["không ghi kết luận nào"]
    whole = len(standard.review_inputs)
    said = f"{number(whole - len(left))} trong {number(whole)} đầu vào, {number(len(outputs))} kết luận"
    evidence = (Said(said, entry.at("reviews", held[0][0])),)
    against = Against(f"cuộc xem xét {listed(parts)}", (entry.at("reviews", held[0][0]),), missing=True)
    return shared(whole - len(left) + bool(outputs), whole + 1, evidence, against, _INPUTS)


def _plain(point: str) -> str:
    """`c.1)` and `C1` name the same point."""
    return "".join(letter for letter in point.lower() if letter.isalnum())


def _filed(ground: Ground) -> Proof:
    entry, held = ground.year.reviews, _held(ground)
    if entry is None or not held:
        return _none(ground)
    wanted = (
        ("ngày họp", any(each.held for _, each in held)),
        ("biên bản", any(each.minutes for _, each in held)),
        ("đầu vào", any(each.inputs for _, each in held)),
        ("kết luận", any(each.outputs for _, each in held)),
    )
    lacking = [words for words, met in wanted if not met]
    evidence = (
        Said(f"Hồ sơ xem xét có {few(words for words, met in wanted if met)}", entry.at("reviews", held[0][0])),
    )
    against = Against(f"hồ sơ xem xét chưa ghi {few(lacking)}", (entry.at("reviews", held[0][0]),), missing=True)
    return shared(len(wanted) - len(lacking), len(wanted), evidence, against, _INPUTS)


PROBES: Final = (
    Probe("review-held", "Đã họp xem xét của lãnh đạo trong năm", _held_at_all, frozenset({Counter.REVIEW_NONE})),
    Probe("review-minuted", "Mọi cuộc xem xét có biên bản", _minuted, frozenset({Counter.REVIEW_NONE})),
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
