"""Charts as native parts of a Word file: columns or bars in black and white, the same every time.

Only this module knows DrawingML's charts. A part holds its values as caches and no workbook, so
the numbers can be read in Word, and are changed in the records.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from html import escape
from itertools import count
from typing import Any, Final

from docx.opc.packuri import PackURI
from docx.opc.part import Part

from isoqms.pages.layout.blocks import Beside, Block, Chart, Paper
from isoqms.pages.layout.blocks import Series as ChartSeries
from isoqms.wording import with_unit
from isoqms.writers.word.grids import grid
from isoqms.writers.word.page import Page
from isoqms.writers.word.styles import Style
from isoqms.writers.word.wordml import DECLARATION, FONT, cell, cleaned, row, table, twips

_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CHART: Final = f"{_DRAWING}/chart"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_EMU_PER_MM: Final = 36000
_HEIGHT_MM: Final = 62
_BAR_MM: Final = 9
_THIN_BAR_MM: Final = 5
_MANY: Final = 8
_SMALL_MM: Final = 52
_SMALL_BAR_MM: Final = 6
_SHARE: Final = 0.5
"""How much of the width a chart takes that stands beside its table."""
_GAP_MM: Final = 4
_POINTS: Final = 1000
_FEW: Final = 4
_WHOLE_WITH_ROOM: Final = 112
"""Where an axis of shares ends: at 100, and as much above it as a number takes."""
_WHITE: Final = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
_LINE: Final = '<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'
_HATCHED: Final = (
    '<a:pattFill prst="{}"><a:fgClr><a:srgbClr val="000000"/></a:fgClr>'
    '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>'
)
# What remains apart when a page is copied in black and white.
_FILLS: Final = (_HATCHED.format("wdUpDiag"), _WHITE, _HATCHED.format("pct50"))
_NO_LINE: Final = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"


def counted(paper: Paper) -> Paper:
    """The paper, each of its charts with its place among them."""
    places = count(1)

    def placed(block: Block) -> Block:
        match block:
            case Chart():
                return replace(block, place=next(places))
            case Beside():
                return replace(block, chart=replace(block.chart, place=next(places)))
            case _:
                return block

    body = tuple(map(placed, paper.body))
    annexes = tuple(replace(each, body=tuple(map(placed, each.body))) for each in paper.annexes)
    return replace(paper, body=body, annexes=annexes)


def attach(document: Any, paper: Paper) -> None:
    """Put a part for each chart of a counted paper into an open Word file."""
    for chart in _charts(paper):
        name = PackURI(f"/word/charts/chart{chart.place}.xml")
        part = Part(name, _TYPE, _part(chart).encode(), document.part.package)
        document.part.rels.add_relationship(f"{_OFFICE}/chart", part, _reference(chart))


def _charts(paper: Paper) -> Iterator[Chart]:
    for blocks in (paper.body, *(each.body for each in paper.annexes)):
        for block in blocks:
            if isinstance(block, Chart | Beside):
                yield block.chart if isinstance(block, Beside) else block


def _reference(chart: Chart) -> str:
    return f"rIdChart{chart.place}"


def chart(page: Page, block: Chart | Beside) -> str:
    """The XML where a chart stands, or a chart and its table."""
    return _beside(page, block) if isinstance(block, Beside) else _drawn(page, block)


def _drawn(page: Page, block: Chart) -> str:
    """The paragraph in which a chart stands, as wide as the text and kept with its table below.

    Nothing where it has no place, and so no part.
    """
    if not block.place:
        return ""
    across, down = round(page.width * _EMU_PER_MM), round(_height(page, block) * _EMU_PER_MM)
    words = escape(cleaned(block.spoken), quote=True)
    drawing = (
        "<w:r><w:drawing>"
        f'<wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" '
        f'distR="0"><wp:extent cx="{across}" cy="{down}"/>'
        f'<wp:docPr id="{1000 + block.place}" name="Biểu đồ {block.place}" descr="{words}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{_DRAWING}/main">'
        f'<a:graphicData uri="{_CHART}"><c:chart xmlns:c="{_CHART}" xmlns:r="{_OFFICE}" '
        f'r:id="{_reference(block)}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
    return page.paragraph(
        Style.SPACER,
        drawing,
        keep=not page.room,
        extra='<w:spacing w:line="240" w:lineRule="auto"/>',
    )


def _beside(page: Page, block: Beside) -> str:
    """A chart and the table of its numbers, as the two cells of a table without rules."""
    left = page.width * _SHARE
    columns = (twips(left), twips(page.width) - twips(left))
    drawn = _drawn(page.within(left - _GAP_MM), block.chart)
    # What stands in a cell ends with a paragraph, or Word calls the file broken.
    numbers = grid(page.within(page.width - left), block.table)
    ending = page.paragraph(Style.SECTION_END, "")
    cells = cell(columns[0], drawn) + cell(columns[1], numbers + ending, middle=True)
    # Its own rows are whole, and a chart cannot part; LibreOffice sends a row that may not part at
    # all to the next page although there is room.
    return table(columns, row(cells, split=True))


def _height(page: Page, block: Chart) -> float:
    """Of bars that lie, each takes its own height; a chart on a part of a page is lower."""
    least, bar = (_SMALL_MM, _SMALL_BAR_MM) if page.room else (_HEIGHT_MM, _BAR_MM)
    bars = len(block.categories) * len(block.series)
    each = _THIN_BAR_MM if bars > _MANY else bar
    return max(least, 25 + bars * each) if block.lying else least


def _part(chart: Chart) -> str:
    """The XML of a chart part, its elements in the order of the schema."""
    series = "".join(_series(chart, index, each) for index, each in enumerate(chart.series))
    legend = ""
    if len(chart.series) > 1:
        legend = f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_letters()}</c:legend>'
    return (
        f'{DECLARATION}<c:chartSpace xmlns:c="{_CHART}" xmlns:a="{_DRAWING}/main" '
        f'xmlns:r="{_OFFICE}"><c:date1904 val="0"/><c:lang val="vi-VN"/>'
        f'<c:roundedCorners val="0"/><c:chart>{_title(chart)}<c:autoTitleDeleted val="0"/>'
        f'<c:plotArea><c:layout/><c:barChart><c:barDir val="{"bar" if chart.lying else "col"}"/>'
        f'<c:grouping val="clustered"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="{_gap(chart)}"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        f"{_axes(chart)}{_NO_LINE}</c:plotArea>"
        f'{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr>{_WHITE}<a:ln><a:noFill/></a:ln></c:spPr>{_letters()}</c:chartSpace>"
    )


def _title(chart: Chart) -> str:
    bold = f'<a:rPr lang="vi-VN" sz="{_POINTS + 200}" b="1"/>'
    return (
        "<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr>"
        f'<a:defRPr sz="{_POINTS + 200}" b="1"/></a:pPr><a:r>{bold}<a:t>{_said(chart.title)}'
        '</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
    )


def _series(chart: Chart, index: int, series: ChartSeries) -> str:
    column = chr(ord("B") + index)
    count = len(chart.categories)
    labels = "".join(_point(at, _said(each)) for at, each in enumerate(chart.categories))
    values = "".join(
        _point(at, f"{each:f}") for at, each in enumerate(series.values) if each is not None
    )
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/><c:tx><c:strRef>'
        f'<c:f>So_lieu!${column}$1</c:f><c:strCache><c:ptCount val="1"/>'
        f"{_point(0, _said(series.name))}</c:strCache></c:strRef></c:tx>"
        f"<c:spPr>{_FILLS[index % len(_FILLS)]}{_LINE}</c:spPr>"
        f'<c:invertIfNegative val="0"/>{_labels(chart, series)}'
        f"<c:cat><c:strRef><c:f>So_lieu!$A$2:$A${count + 1}</c:f><c:strCache>"
        f'<c:ptCount val="{count}"/>{labels}</c:strCache></c:strRef></c:cat>'
        f"<c:val><c:numRef><c:f>So_lieu!${column}$2:${column}${count + 1}</c:f><c:numCache>"
        f"<c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{count}"/>{values}</c:numCache></c:numRef></c:val></c:ser>'
    )


def _point(at: int, value: str) -> str:
    return f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>'


def _labels(chart: Chart, series: ChartSeries) -> str:
    """The numbers at the bars as words: numbers would be written by the habits of each PC."""
    shown = (
        '<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
        '<c:showBubbleSize val="0"/>'
    )
    each = "".join(
        f'<c:dLbl><c:idx val="{at}"/><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:rPr lang="vi-VN"/>'
        f"<a:t>{_said(_number(value, chart))}</a:t></a:r></a:p></c:rich></c:tx>{shown}</c:dLbl>"
        for at, value in enumerate(series.values)
        if value is not None
    )
    return f"<c:dLbls>{each}{_NO_LINE}{_letters()}{shown}</c:dLbls>"


def _number(value: Decimal, chart: Chart) -> str:
    return with_unit(value, "%" if chart.unit == "%" else "")


def _axes(chart: Chart) -> str:
    """The line of the categories; values stand at their bars, so their axis is not drawn."""
    # Bars that lie are read from above, as a table is.
    order = "maxMin" if chart.lying else "minMax"
    across, up = ("l", "t") if chart.lying else ("b", "l")
    most = f'<c:max val="{_WHOLE_WITH_ROOM}"/>' if chart.unit == "%" and _is_share(chart) else ""
    return (
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{across}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr>{_LINE}</c:spPr>{_letters()}"
        '<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>{most}'
        f'<c:min val="0"/></c:scaling><c:delete val="1"/><c:axPos val="{up}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="1"/>'
        '<c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
    )


def _is_share(chart: Chart) -> bool:
    """Whether no value is larger than the whole."""
    every = (value for each in chart.series for value in each.values if value is not None)
    return all(value <= 100 for value in every)


def _gap(chart: Chart) -> int:
    """The room between the categories in per cent of a bar: a few bars are no walls."""
    bars = len(chart.categories) * len(chart.series)
    return 80 if bars > _FEW or chart.lying else 250


def _letters() -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{_POINTS}"><a:latin typeface="{FONT}"/>'
        f'<a:cs typeface="{FONT}"/></a:defRPr></a:pPr><a:endParaRPr lang="vi-VN"/></a:p></c:txPr>'
    )


def _said(text: str) -> str:
    return escape(cleaned(text), quote=False)
