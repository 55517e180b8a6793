"""Rows of a self-score that state less than the records prove, or than the report says was done."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from isoqms.diagnostics import Place
from isoqms.facts.scoring.score_cards import ScoreCard
from isoqms.model.packs.scoring import ScoreCriterion
from isoqms.repository import Repository, Year
from isoqms.scoring.ground import Ground
from isoqms.scoring.judging import Judgement, judge
from isoqms.scoring.library import PROBES
from isoqms.wording import fold, listed, number

_SECTION: Final = re.compile(r"^##[ \t]+(?P<head>\S.*)$", re.MULTILINE)
_UPDATES: Final = ("cap nhat", "phap luat")
"""What the heading says of the section on keeping up with the law, folded."""
_DENIED: Final = re.compile(r"\b(?:chua|khong|cham|qua han|con han che|cham tre)\b")
_LAWS: Final = "laws-applied"
_FEW: Final = 3


class ScoredLow(NamedTuple):
    """A leaf that states too little, and where it is said otherwise."""

    place: Place
    message: str
    places: tuple[Place, ...]


def scored_low(repository: Repository, card: ScoreCard) -> Iterator[ScoredLow]:
    """The leaves below their maximum that give no reason, and are spoken for."""
    ground = Ground(repository, card.year)
    for leaf in card.table.leaves:
        row = card.rows.get(leaf.id)
        if row is None or row[1].stated >= leaf.max or row[1].note:
            continue
        proofs = {name: PROBES[name].ask(ground) for name in leaf.probes if name in PROBES}
        judged = judge(leaf, row[1], proofs)
        if row[1].stated < judged.lowest:
            yield _proved(card, leaf, judged)
        elif row[1].stated == 0 and _LAWS in leaf.probes and not judged.against:
            yield from _told(card, leaf)


def _proved(card: ScoreCard, leaf: ScoreCriterion, judged: Judgement) -> ScoredLow:
    said = judged.evidence[:_FEW]
    why = f": {listed(one.text for one in said)}" if said else ""
    return ScoredLow(
        card.place(leaf.id),
        f"Tiêu chí {leaf.id} tự chấm {card.out_of(leaf.id)} điểm, mà hồ sơ chứng minh "
        f"{number(judged.lowest)} điểm{why}.",
        tuple(one.place for one in said if one.place),
    )


def _told(card: ScoreCard, leaf: ScoreCriterion) -> Iterator[ScoredLow]:
    """Where the year's report says that changes of the law were taken up."""
    for head, place in _sections_of_updates(card.year):
        yield ScoredLow(
            card.place(leaf.id),
            f"Tiêu chí {leaf.id} tự chấm {card.out_of(leaf.id)} điểm, mà báo cáo của năm viết ở "
            f"mục «{head}» là đã cập nhật, và kho không ghi văn bản nào cập nhật chậm.",
            (place,),
        )


def _sections_of_updates(year: Year) -> Iterator[tuple[str, Place]]:
    """The section that says so, without a word that takes it back."""
    if year.report is None or not year.report.body:
        return
    body = year.report.body
    heads = list(_SECTION.finditer(body))
    for head, after in zip(heads, [*heads[1:], None], strict=True):
        text = fold(body[head.end() : after.start() if after else len(body)])
        about = all(words in fold(head["head"]) for words in _UPDATES)
        if about and "cap nhat" in text and not _DENIED.search(text):
            line = body.count("\n", 0, head.start())
            yield head["head"].strip(), year.report.in_body(line)
