"""What an official paper is made of, as values, after Nghị định 30/2020/NĐ-CP.

Only this module knows how the parts of a paper read once they are printed (`Số: 05/BC-UBND`, the
last `.` of the bases); nothing here knows Word, HTML or a file. Capitals (Phụ lục I) are put by the
values.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from isoqms.wording import date_in_letters, roman, with_unit

NATIONAL_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
NATIONAL_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_OPEN = " " * 6
_ENDINGS = " ;.,"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one hand: plain, bold or italic."""

    text: str
    bold: bool = False
    italic: bool = False


Text = tuple[Run, ...]
Words = str | Text


def plain(text: str) -> Text:
    """`text` without emphasis."""
    return (Run(text),)


def runs(words: Words) -> Text:
    """The runs of `words`, whether they came as a string or as runs."""
    return plain(words) if isinstance(words, str) else words


def spoken(words: Words) -> str:
    """The bare letters of `words`."""
    return "".join(run.text for run in runs(words))


def _listed(items: Iterable[str]) -> tuple[str, ...]:
    """The items, each closed by `;` and the last by `.`, whatever they were closed by."""
    bare = [item.strip().rstrip(_ENDINGS) for item in items]
    bare = [item for item in bare if item]
    return tuple(f"{item};" for item in bare[:-1]) + tuple(f"{item}." for item in bare[-1:])


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues the paper, its number and its day (ô 1-4 and 5b of Phụ lục I, Mục IV).

    An open number or day stays blank for the clerk (văn thư). Without `place` there is no dateline,
    as on minutes (mẫu 1.9); `attached` is the head of a text issued with a decision (mẫu 1.3): no
    number, no day.
    """

    parent_lines: tuple[str, ...]
    agency_lines: tuple[str, ...]
    number: str | None = None
    symbol: str = ""
    place: str = ""
    dated: date | None = None
    year: int | None = None
    subject: str = ""
    attached: bool = False

    @property
    def parents(self) -> tuple[str, ...]:
        """The governing agency (cơ quan chủ quản) in capitals."""
        return tuple(line.strip().upper() for line in self.parent_lines if line.strip())

    @property
    def agencies(self) -> tuple[str, ...]:
        """The issuing agency (cơ quan ban hành) in capitals."""
        return tuple(line.strip().upper() for line in self.agency_lines if line.strip())

    @property
    def number_line(self) -> str:
        """`Số: 05/BC-UBND`; blank before the stroke while the number is open.

        Nothing on an attached text.
        """
        if self.attached or not (self.symbol or self.number):
            return ""
        given = (self.number or "").strip()
        shown = given.zfill(2) if given.isdigit() else given
        # The blank is where the clerk writes the number, so it is a little wider than the number
        # will be.
        line = f"Số: {shown}" if shown else f"Số:{_OPEN}  "
        return f"{line}/{self.symbol}" if self.symbol else line.rstrip()

    @property
    def dateline(self) -> str:
        """`An Phú, ngày 05 tháng 02 năm 2022`, with blanks for an open day.

        Nothing without a place.
        """
        if self.attached or not self.place:
            return ""
        # First letters of a place are capitals (Phụ lục I, II.4): `Thị trấn Đắk Mâm`.
        place = f"{self.place[:1].upper()}{self.place[1:]}"
        if self.dated:
            return f"{place}, {date_in_letters(self.dated)}"
        return f"{place}, ngày{_OPEN}tháng{_OPEN}năm {self.year or ''}".rstrip()

    @property
    def subject_line(self) -> str:
        """`V/v …`, the summary of an official letter (trích yếu công văn)."""
        subject = self.subject.strip()
        return f"V/v {subject.removeprefix('V/v').strip()}" if subject else ""


@dataclass(frozen=True, slots=True)
class Title:
    """The kind of paper and its summary (tên loại, trích yếu); `attached_to` as on an annex."""

    kind: str
    summary: str = ""
    attached_to: str = ""

    @property
    def kind_line(self) -> str:
        """The kind of paper in capitals."""
        return self.kind.upper()


@dataclass(frozen=True, slots=True)
class Authority:
    """The one with the power to issue (thẩm quyền ban hành): `ỦY BAN NHÂN DÂN XÃ …`."""

    name: str

    @property
    def line(self) -> str:
        """The name in capitals."""
        return self.name.upper()


@dataclass(frozen=True, slots=True)
class Bases:
    """The grounds of a decision (căn cứ ban hành), one a line."""

    items: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """Each ground closed by `;`, the last by `.` (Phụ lục I, II.6)."""
        return _listed(self.items)


@dataclass(frozen=True, slots=True)
class Enactment:
    """The word that makes a decision one: `QUYẾT ĐỊNH:`."""

    word: str = "QUYẾT ĐỊNH:"


@dataclass(frozen=True, slots=True)
class Addressees:
    """To whom the paper goes (Kính gửi)."""

    names: tuple[str, ...]
    label: str = "Kính gửi:"

    @property
    def lines(self) -> tuple[str, ...]:
        """One addressee without a mark.

        Of several each with `- ` and closed by `;`, the last by `.`.
        """
        if len(self.names) == 1:
            return (self.names[0].strip().rstrip(_ENDINGS),)
        return tuple(f"- {name}" for name in _listed(self.names))


@dataclass(frozen=True, slots=True)
class Part:
    """A part, chapter, section (phần, chương, mục), titled: `Chương I` / `QUY ĐỊNH CHUNG`."""

    label: str
    title: str = ""

    @property
    def title_line(self) -> str:
        """The title in capitals."""
        return self.title.upper()


@dataclass(frozen=True, slots=True)
class Heading:
    """A titled mục (level 1, in capitals), khoản (2) or điểm (3): `I. …`, `1. …`, `a) …`."""

    level: int
    label: str
    title: str

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3):
            raise ValueError(f"a heading has level 1, 2 or 3, not {self.level}")

    @property
    def line(self) -> str:
        """Label and title on one line."""
        title = self.title.upper() if self.level == 1 else self.title
        return f"{self.label} {title}".strip()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the content, or with a label (`1.`, `a)`) a khoản or điểm without a title."""

    text: Words
    label: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list that is not numbered (gạch đầu dòng)."""

    text: Words
    marker: str = "-"


@dataclass(frozen=True, slots=True)
class Article:
    """An article (điều): `Điều 1. …`; with a title the text stands below it."""

    number: str
    title: str = ""
    text: Words = ()

    @property
    def label(self) -> str:
        """`Điều 1.`."""
        return f"Điều {self.number}."


@dataclass(frozen=True, slots=True)
class Note:
    """A remark in italics, smaller than the content, without an indent (ghi chú)."""

    text: Words


@dataclass(frozen=True, slots=True)
class Blank:
    """Something to fill in by hand (mục phải điền): its label, then dots over so many lines.

    Among the paragraphs of a paper the label is `indented` as they are; on a form it stands at the
    margin.
    """

    label: str
    lines: int = 1
    indented: bool = False


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new page."""


class Align(StrEnum):
    """Where the words of a column stand."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; neighbours of the same `group` share a head above their own.

    Widths are in mm of a table that is then stretched or shrunk to the width of the text; a column
    in which the longest word would not fit is widened at the cost of the others. No line ends
    within a code.
    """

    title: str
    width_mm: float
    align: Align = Align.LEFT
    group: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row; a `group` row is bold, stays with the next row, and runs across when it has one cell.

    It is at least `height_mm` high, as a row is in which somebody writes or signs by hand.
    """

    cells: tuple[Words, ...]
    bold: bool = False
    group: bool = False
    height_mm: float = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table whose head repeats on every page; `empty` is said where there are no rows."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    empty: str = "Không có"

    def __post_init__(self) -> None:
        if not self.columns or any(column.width_mm <= 0 for column in self.columns):
            raise ValueError("a table needs columns, each of some width")
        for row in self.rows:
            if len(row.cells) != len(self.columns) and not (row.group and len(row.cells) == 1):
                raise ValueError(
                    f"{len(row.cells)} cells in a table of {len(self.columns)} columns: {row.cells}"
                )


class Series(NamedTuple):
    """A row of values of a chart, one for each category; None where nothing is known."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Columns, or with `lying` bars, that people look at; its numbers stand in a table beside it.

    `pages/layout/charts.py` makes both of one value. `place` counts the charts of a paper, from 1;
    whoever writes the paper gives it.
    """

    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    lying: bool = False
    place: int = 0

    def __post_init__(self) -> None:
        if not self.categories or not self.series:
            raise ValueError("a chart needs categories and a series")
        if any(len(each.values) != len(self.categories) for each in self.series):
            raise ValueError("a series has one value for each category")

    @property
    def spoken(self) -> str:
        """The chart in words, for those who do not see it."""
        told = (
            f"{each.name}: "
            + ", ".join(
                f"{category} {with_unit(value, self.unit)}"
                for category, value in zip(self.categories, each.values, strict=True)
                if value is not None
            )
            for each in self.series
        )
        return f"{self.title}. {'; '.join(told)}."


@dataclass(frozen=True, slots=True)
class Beside:
    """A chart, and right of it the table of its numbers: a sheet that is looked at holds more."""

    chart: Chart
    table: Table


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs: the capacity in capitals, a `post` above the name (Điều 13; Phụ lục I, II.7)."""

    capacity_lines: tuple[str, ...]
    name: str = ""
    post: str = ""

    @property
    def capacities(self) -> tuple[str, ...]:
        """The lines of the capacity (quyền hạn, chức vụ) in capitals."""
        return tuple(line.strip().upper() for line in self.capacity_lines if line.strip())


@dataclass(frozen=True, slots=True)
class Signature:
    """The foot of a paper: who signs, and who gets a copy (ô 7a-7b, 9b).

    `others` sign to the left of the one who answers for the paper (the secretary of minutes, for
    one); the recipients then stand below. A name that is still open leaves its place free.
    """

    capacity_lines: tuple[str, ...]
    name: str = ""
    recipients: tuple[str, ...] = ()
    others: tuple[Signatory, ...] = ()
    post: str = ""

    @property
    def signatories(self) -> tuple[Signatory, ...]:
        """All who sign, from left to right."""
        return (*self.others, Signatory(self.capacity_lines, self.name, self.post))

    @property
    def copies(self) -> tuple[str, ...]:
        """The lines below `Nơi nhận:`: `- Như trên;` … `- Lưu: VT.`."""
        return tuple(f"- {line}" for line in _listed(item.lstrip("- ") for item in self.recipients))


@dataclass(frozen=True, slots=True)
class AnnexHead:
    """The head of an annex (phụ lục, mẫu 2.1); a single annex has no number (Phụ lục I, III.1)."""

    number: int | None
    title: str
    attached_to: str = ""
    own_label: str = ""
    """What stands above the title where it is no annex of the paper: a page of a draft."""

    @property
    def label(self) -> str:
        """`Phụ lục II`, or `Phụ lục`."""
        if self.own_label:
            return self.own_label
        return f"Phụ lục {roman(self.number)}" if self.number else "Phụ lục"

    @property
    def title_line(self) -> str:
        """The title in capitals."""
        return self.title.upper()


def attached_line(attached_to: str) -> str:
    """`(Kèm theo Quyết định số … của …)`, or nothing."""
    bare = attached_to.strip().strip("()")
    if not bare:
        return ""
    return (
        f"({bare})" if bare.startswith(("Kèm theo", "Ban hành kèm theo")) else f"(Kèm theo {bare})"
    )


Block = (
    Title
    | Authority
    | Bases
    | Enactment
    | Addressees
    | Part
    | Heading
    | Paragraph
    | Item
    | Article
    | Note
    | Blank
    | NewPage
    | Table
    | Chart
    | Beside
    | Signature
)


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex, or a text issued with the paper when its head is a letterhead.

    Its pages count from 1.
    """

    head: AnnexHead | Letterhead
    body: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class RunningHead:
    """The head of each page of a controlled document: agency, title, facts, page x of y.

    The pages then count through from the first to the last, also over annexes.
    """

    agency_lines: tuple[str, ...]
    title: str
    facts: tuple[str, ...] = ()
    page_label: str = "Trang:"

    @property
    def agencies(self) -> tuple[str, ...]:
        """The agency in capitals."""
        return tuple(line.strip().upper() for line in self.agency_lines if line.strip())

    @property
    def title_line(self) -> str:
        """The title in capitals."""
        return self.title.upper()


@dataclass(frozen=True, slots=True)
class Mark:
    """What each page says of the paper's standing, as a stamp would, and why (dấu tình trạng)."""

    words: str
    reason: str = ""

    @property
    def line(self) -> str:
        """The words in capitals."""
        return self.words.upper()


@dataclass(frozen=True, slots=True)
class PaperProfile:
    """Sizes in pt, lengths in mm: those of the decree's own sample (Phụ lục I, Mục V; Mục I).

    Every value may differ by agency; the decree leaves ranges.
    """

    national_name: float = 12
    national_motto: float = 13
    agency: float = 12
    number: float = 13
    dateline: float = 13
    subject: float = 12
    title: float = 14
    content: float = 14
    table: float = 13
    signature: float = 14
    recipients_label: float = 12
    recipients: float = 11
    annex_label: float = 14
    page_number: float = 14
    contact: float = 11
    running_head: float = 11
    running_title: float = 12
    mark: float = 14
    margin_top: float = 20
    margin_bottom: float = 20
    margin_left: float = 30
    margin_right: float = 20
    header_distance: float = 10
    first_line: float = 12.7
    spacing: float = 6
    line: float = 1.0
    signing_space: float = 76

    def page(self, *, landscape: bool) -> tuple[float, float]:
        """Width and height of the sheet, A4."""
        return (297, 210) if landscape else (210, 297)

    def text_width(self, *, landscape: bool) -> float:
        """The width between the margins."""
        return self.page(landscape=landscape)[0] - self.margin_left - self.margin_right

    def text_height(self, *, landscape: bool) -> float:
        """The height between the margins."""
        return self.page(landscape=landscape)[1] - self.margin_top - self.margin_bottom


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says about itself; the day is the paper's own, never the clock's."""

    title: str = ""
    author: str = ""
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """An official paper (văn bản hành chính), ready to be written as a file.

    `contact` is the address, telephone and e-mail at the foot of the first page, if they are
    printed (ô 13).
    """

    letterhead: Letterhead | None
    body: tuple[Block, ...]
    signature: Signature | None = None
    annexes: tuple[Annex, ...] = ()
    profile: PaperProfile = field(default_factory=PaperProfile)
    properties: Properties = field(default_factory=Properties)
    landscape: bool = False
    contact: str = ""
    running_head: RunningHead | None = None
    mark: Mark | None = None


def ended(body: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with `./.` after the last words: the sign that nothing follows (mẫu 1.2-1.9).

    A table cannot carry the sign, so a body that ends with one is returned as it is.
    """
    blocks = tuple(body)
    if not blocks:
        return blocks
    last = blocks[-1]
    if isinstance(last, Paragraph | Item | Article) and spoken(last.text).strip():
        return (*blocks[:-1], replace(last, text=_closed(runs(last.text))))
    return blocks


def _closed(text: Text) -> Text:
    last = text[-1]
    return (
        *text[:-1],
        replace(last, text=f"{last.text.rstrip().removesuffix('./.').rstrip(_ENDINGS)}./."),
    )
