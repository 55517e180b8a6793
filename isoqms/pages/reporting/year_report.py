"""The year's report as a paper: letter, words of the outline, signature, self-score."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from isoqms.facts.composing.text import ReportText
from isoqms.facts.papers.cited_numbers import given_by
from isoqms.facts.reporting.figures import period_of, scores, scoring_table, year_of
from isoqms.model.agency.settings import Agency
from isoqms.model.packs.scoring import ScoreCriterion, ScoringTable
from isoqms.model.reporting import ReportHead
from isoqms.pages.layout.blocks import (
    Addressees,
    Align,
    Annex,
    AnnexHead,
    Column,
    Letterhead,
    Paper,
    Properties,
    Row,
    Run,
    Signature,
    Table,
    Text,
    Title,
    ended,
)
from isoqms.pages.layout.prose import blocks
from isoqms.pages.papers.agency_paper import capacity, day_or_dots, letterhead, profile
from isoqms.repository import Repository
from isoqms.wording import number

_COLUMNS: Final = (
    Column("TT", 12, Align.CENTER),
    Column("Tiêu chí đánh giá", 108),
    Column("Điểm tối đa", 20, Align.CENTER),
    Column("Điểm tự chấm", 20, Align.CENTER),
)
_BLANK: Final = "……"


def year_report(repository: Repository, year: int, text: ReportText) -> Paper:
    """The report of a year in the words that `report_text.compose` found.

    NoSuchYear without records of it.

    An open number, day or signer stays blank. Where there is a self-score, the scoring table is
    annexed with every sum computed from the leaves.
    """
    agency = repository.agency.record
    entry = year_of(repository, year).report
    head = entry.record if entry else ReportHead()
    top = _top(repository, year, text)
    body = (
        Title(text.kind.upper(), text.summary),
        Addressees(head.addressees or (agency.lead_agency,)),
        *blocks(text.nodes),
    )
    return Paper(
        letterhead=top,
        body=ended(body),
        signature=Signature(
            head.capacity or capacity(agency),
            head.signer or "",
            head.recipients or ("Như trên", "Lưu: VT"),
        ),
        annexes=_annexes(repository, year, text),
        profile=profile(agency.paper),
        properties=Properties(
            f"{text.kind} {text.summary[:1].lower()}{text.summary[1:]}",
            agency.name,
            top.dated or period_of(repository, year)[1],
        ),
    )


def report_named(repository: Repository, year: int, text: ReportText) -> str:
    """The report as its annexes name it: see `attached_to`."""
    return attached_to(_top(repository, year, text), text.kind, repository.agency.record)


def _top(repository: Repository, year: int, text: ReportText) -> Letterhead:
    """The head of the report, with the number and day that it had by the day asked."""
    entry = year_of(repository, year).report
    head = entry.record if entry else ReportHead()
    number, signed = given_by(head.number, head.signed, repository.as_of)
    return letterhead(repository.agency.record, text.symbol, year, number, signed)


def attached_to(top: Letterhead, kind: str, agency: Agency) -> str:
    """`Báo cáo số 870/BC-UBND ngày 01 tháng 11 năm 2022 của …`, dots for an open number and day."""
    shown = top.number_line.removeprefix("Số:").strip() if top.number else f"{_BLANK}/{top.symbol}"
    day = day_or_dots(top.dated, top.year)
    return f"{kind} số {shown} {day} của {agency.name}"


def unscored(repository: Repository, year: int) -> tuple[str, ...]:
    """The leaves of the scoring table that the self-score leaves out.

    None where there is no self-score.
    """
    table = scoring_table(repository, year)
    given = scores(repository, year)
    return tuple(row.id for row in table.leaves if row.id not in given) if table else ()


def _annexes(repository: Repository, year: int, text: ReportText) -> tuple[Annex, ...]:
    table = scoring_table(repository, year)
    if table is None:
        return ()
    head = AnnexHead(None, text.annex_title.upper(), report_named(repository, year, text))
    rows = year_of(repository, year).rows.scores
    stated = {row.record.id: row.record.stated for row in rows if row.record.stated is not None}
    return (Annex(head, (score_table(table, scores(repository, year), stated),)),)


def score_table(
    table: ScoringTable, given: Mapping[str, Decimal], stated: Mapping[str, Decimal]
) -> Table:
    """The scoring table with the scores of its leaves.

    Parents and the total are their sums; where another sum was stated, that one is marked.
    """
    most = table.sums({row.id: row.max for row in table.leaves})
    reached = table.sums(given)
    leaves = {row.id for row in table.leaves}
    shown: dict[str, Decimal | None] = {**reached, **{row: given.get(row) for row in leaves}}
    wrong = {row: score for row, score in stated.items() if score != shown.get(row, score)}
    rows = [
        _row(row, most[row.id], shown[row.id], wrong.get(row.id), leaf=row.id in leaves)
        for row in table.rows
    ]
    label = _marked(table.total_label, wrong.get("tong"))
    total = Row(("", label, number(most["tong"]), number(reached["tong"])), bold=True)
    return Table(_COLUMNS, (*rows, total))


def _marked(words: str, stated: Decimal | None) -> str:
    """The words, with the sum that was stated where it is not the sum of the parts."""
    return words if stated is None else f"{words} (bảng gửi đi ghi {number(stated)})"


def _row(
    row: ScoreCriterion,
    most: Decimal,
    reached: Decimal | None,
    stated: Decimal | None,
    *,
    leaf: bool,
) -> Row:
    """A criterion.

    A group is bold, a lettered part is italic, a leaf without a score has an empty place.
    """
    italic = leaf and row.label is not None and not row.label[0].isdigit()
    shown = "" if reached is None else number(reached)
    cells = (
        _cell(row.label or row.id, italic=italic),
        _cell(_marked(row.text, stated), italic=italic),
        number(most),
        shown,
    )
    return Row(cells, group=not leaf)


def _cell(text: str, *, italic: bool) -> Text:
    return (Run(text, italic=italic),)
