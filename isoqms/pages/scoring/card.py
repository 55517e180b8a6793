"""The score card as it is read: table, contradictions, what would raise it, the annex in Word."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Final, TypeAlias

from isoqms.diagnostics import Place
from isoqms.model.agency.settings import Agency
from isoqms.pages.layout.blocks import (
    Align,
    Column,
    Letterhead,
    Paper,
    Paragraph,
    Properties,
    Row,
    Run,
    Signatory,
    Signature,
    Table,
    Text,
    Title,
)
from isoqms.pages.layout.sheets import Column as SheetColumn
from isoqms.pages.layout.sheets import Sheet
from isoqms.pages.papers.agency_paper import capacity, profile
from isoqms.scoring.card import Card, Line, Step
from isoqms.scoring.proof import Effort, Raise
from isoqms.wording import date_short, listed, number

Locate: TypeAlias = Callable[[Place], str]
"""`nam/2022/so-lieu.yaml:6` of a place."""

_PERSON: Final = "người chấm"
_LONGEST: Final = 88
_MOST_PLACES: Final = 3
_SHOWN: Final = (
    SheetColumn("TT", 12, centred=True),
    SheetColumn("Tiêu chí", 108),
    SheetColumn("Tối đa", 14, centred=True),
    SheetColumn("Tự chấm", 14, centred=True),
    SheetColumn("Theo hồ sơ", 18, centred=True),
)
_EFFORTS: Final = {
    Effort.RECORD: "ghi vào kho",
    Effort.PAPER: "lập văn bản, trình ký",
    Effort.ACT: "phải làm việc ấy",
}


def sheet(card: Card) -> Sheet:
    """The table for a screen; groups are bold, long criteria are cut."""
    lines = (*card.lines, card.total)
    rows = tuple(
        (
            "" if line is card.total else line.criterion.id,
            _short(line.criterion.text),
            number(line.criterion.max),
            _stated(line),
            proved_words(line),
        )
        for line in lines
    )
    groups = frozenset(index for index, line in enumerate(lines) if not line.leaf)
    return Sheet(f"Bảng chấm điểm theo hồ sơ năm {card.year}", _SHOWN, rows, groups=groups)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"


def proved_words(line: Line) -> str:
    """`0,5`; `0,5 – 1` where a person decides within that.

    `người chấm` where the records say nothing at all.
    """
    if line.proved is not None:
        return number(line.proved)
    if line.leaf and line.lowest == 0 and line.highest == line.criterion.max:
        return _PERSON
    return f"{number(line.lowest)} – {number(line.highest)}"


def summary(card: Card) -> str:
    """What it comes to, in a sentence."""
    total = card.total
    whole = number(total.criterion.max)
    stated = "Chưa tự chấm điểm"
    if total.stated is not None:
        stated = f"Tự chấm {number(total.stated)}/{whole} điểm{_graded(card, total.stated)}"
    open_ = len(card.undecided)
    if total.proved is not None:
        return (
            f"{stated}; hồ sơ chứng minh {number(total.proved)} điểm{_graded(card, total.proved)}."
        )
    return (
        f"{stated}; hồ sơ chứng minh được {number(total.lowest)} điểm, "
        f"và nhiều nhất {number(total.highest)}/{whole} điểm khi người chấm quyết định "
        f"{number(open_)} tiêu chí còn lại."
    )


def _graded(card: Card, points: Decimal) -> str:
    """The band of a total, where the province has set bands."""
    grade = card.table.grade_of(points)
    return f" (xếp loại {grade})" if grade else ""


def told(card: Card, locate: Locate, most: int | None = None) -> tuple[str, ...]:
    """What is below the table: the sum, contradictions with places, at most so many steps."""
    return (summary(card), *_contradictions(card, locate), *_steps(card, most))


def _contradictions(card: Card, locate: Locate) -> Iterator[str]:
    found = card.contradictions
    against = [line for line in found if not (line.leaf and line.only_missing)]
    missing = [line for line in found if line.leaf and line.only_missing]
    if against:
        yield ""
        yield f"Hồ sơ nói khác điểm tự chấm ({number(len(against))} dòng):"
        yield from _told_lines(against, locate)
    if missing:
        yield ""
        yield (
            f"Khai điểm mà kho chưa có hồ sơ ({number(len(missing))} dòng; "
            "hồ sơ giữ nơi khác thì nêu ở «evidence» của dòng điểm):"
        )
        yield from _told_lines(missing, locate)


def _told_lines(lines: list[Line], locate: Locate) -> Iterator[str]:
    """One sentence for each contradiction.

    Rows of one parent with the same reason are told together.
    """
    for _, members in groupby(
        lines, key=lambda line: (line.criterion.parent, line.against, line.leaf or line)
    ):
        same = list(members)
        yield f"  {together(same)}."
        places = dict.fromkeys(locate(place) for one in same[0].against for place in one.places)
        own = dict.fromkeys(locate(line.place) for line in same if line.place)
        where = list(own)[:1] + list(places)[:_MOST_PLACES]
        if where:
            yield f"      {', '.join(where)}"


def together(lines: list[Line]) -> str:
    """`14.1, 14.2 và 14.3 khai 3/3, nhưng …`."""
    if len(lines) == 1:
        return lines[0].contradiction or ""
    stated = sum((line.stated or Decimal(0) for line in lines), Decimal(0))
    whole = sum((line.criterion.max for line in lines), Decimal(0))
    why = listed(one.text for one in lines[0].against)
    return (
        f"{listed(line.criterion.id for line in lines)} khai "
        f"{number(stated)}/{number(whole)}, nhưng {why}"
    )


def _steps(card: Card, most: int | None) -> Iterator[str]:
    steps = card.steps[:most]
    if not steps:
        return
    yield ""
    yield "Việc nâng điểm nhanh nhất, theo thứ tự:"
    for place, step in enumerate(steps, start=1):
        yield (
            f"  {place}. +{number(step.points)} điểm ({', '.join(step.rows)}; {_effort(step)}): "
            f"{step.raise_by.text}"
        )
        if step.raise_by.command:
            yield f"     {step.raise_by.command}"
    if len(steps) < len(card.steps):
        yield f"  … và {number(len(card.steps) - len(steps))} việc nữa; xem tất cả bằng --all."


def _effort(step: Step) -> str:
    words = _EFFORTS[step.raise_by.effort]
    if step.raise_by.legal:
        words = f"{words}, luật định"
    return (
        f"{words}; năm đã hết, chỉ được tính nếu đã làm trong năm mà chưa ghi"
        if step.late
        else words
    )


def row_told(card: Card, line: Line, locate: Locate) -> tuple[str, ...]:
    """Everything about one row: wording, scores, evidence for and against, what to attach."""
    criterion = line.criterion
    stated = _stated(line) or "chưa chấm"
    out = [
        f"{criterion.id}. {criterion.text}",
        f"  Tối đa {number(criterion.max)}; tự chấm {stated}; theo hồ sơ {proved_words(line)}",
    ]
    out += [f"  + {said.text}{_at(said.place, locate)}" for said in line.evidence]
    out += [f"  - {one.text}{_found_at(one.places, locate)}" for one in line.against]
    out += [f"  → {_step_words(each)}" for each in _raises(line)]
    if criterion.attach and line.proved is None:
        out.append(f"  Cần đính kèm: {criterion.attach}")
    for each in card.lines:
        if each.criterion.parent == criterion.id:
            out += row_told(card, each, locate)
    return tuple(out)


def _stated(line: Line) -> str:
    return "" if line.stated is None else number(line.stated)


def _raises(line: Line) -> list[Raise]:
    """What would raise the score of a row, each thing once."""
    raises = dict.fromkeys(proof.raise_by for _, proof in line.judged.proofs)
    return [each for each in raises if each]


def _step_words(each: Raise) -> str:
    return f"{each.text} ({each.command})" if each.command else each.text


def _found_at(places: Sequence[Place], locate: Locate) -> str:
    where = ", ".join(locate(place) for place in places[:_MOST_PLACES])
    return f" [{where}]" if where else ""


def _at(place: Place | None, locate: Locate) -> str:
    return f" [{locate(place)}]" if place else ""


_COLUMNS: Final = (
    Column("TT", 13, Align.CENTER),
    Column("Tiêu chí đánh giá", 74),
    Column("Điểm tối đa", 17, Align.CENTER),
    Column("Điểm tự chấm", 17, Align.CENTER),
    Column("Theo hồ sơ", 21, Align.CENTER),
    Column("Bằng chứng, phản chứng", 105),
)


def paper(card: Card, agency: Agency) -> Paper:
    """The self-score as a paper of its own, across the sheet, with each row's evidence."""
    rows = [_paper_row(line) for line in card.lines]
    total = card.total
    rows.append(
        Row(
            (
                "",
                card.table.total_label,
                number(total.criterion.max),
                _stated(total),
                proved_words(total),
                "",
            ),
            bold=True,
        )
    )
    title = (
        "Đánh giá việc xây dựng, áp dụng, duy trì và cải tiến Hệ thống quản lý chất lượng theo "
        f"Tiêu chuẩn quốc gia {agency.standard_name} tại {agency.name}"
    )
    day = f"Năm {card.year}, hồ sơ tính đến ngày {date_short(card.as_of)}"
    return Paper(
        letterhead=Letterhead(agency.parent_lines, agency.agency_lines),
        body=(Title(title, day), Table(_COLUMNS, tuple(rows)), Paragraph(summary(card))),
        signature=Signature(capacity(agency), others=(Signatory(("Người lập",)),)),
        profile=profile(agency.paper),
        properties=Properties(f"{title}, năm {card.year}", agency.name, card.as_of),
        landscape=True,
    )


def _paper_row(line: Line) -> Row:
    criterion = line.criterion
    italic = line.leaf and criterion.label is not None and not criterion.label[0].isdigit()
    cells = (
        _cell(criterion.label or criterion.id, italic=italic),
        _cell(criterion.text, italic=italic),
        number(criterion.max),
        _stated(line),
        proved_words(line),
        evidence_words(line),
    )
    return Row(cells, group=not line.leaf)


def evidence_words(line: Line) -> str:
    """What speaks for a row, then what speaks against it; what to attach where a person decides."""
    parts = [said.text.rstrip(".") for said in line.evidence]
    parts += [f"Phản chứng: {one.text}" for one in line.against]
    if line.leaf and line.proved is None:
        parts += wanted(line)
    return ". ".join(map(_begun, parts)) + ("." if parts else "")


def _begun(part: str) -> str:
    """With a capital, but for an address."""
    return part if part.startswith(("http:", "https:")) else part[:1].upper() + part[1:]


def wanted(line: Line) -> list[str]:
    """What who decides should see: what the table wants attached, or what lets records speak."""
    if line.criterion.attach:
        return [f"Cần đính kèm: {line.criterion.attach[:1].lower()}{line.criterion.attach[1:]}"]
    return [
        f"Để hồ sơ chứng minh: {each.text[:1].lower()}{each.text[1:].rstrip('.')}"
        for each in _raises(line)
    ]


def _cell(text: str, *, italic: bool) -> Text:
    return (Run(text, italic=italic),)
