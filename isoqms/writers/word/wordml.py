"""The grammar of WordprocessingML: words, paragraphs, cells and sections as XML text.

Only this module escapes text; it is the one gate where a string becomes NFC and loses what cannot
be printed.
"""

import re
from html import escape

from isoqms.pages.layout.blocks import PaperProfile, Run, Text
from isoqms.pages.layout.printed import printed
from isoqms.pages.layout.typesetting import NO_BREAK_HYPHEN, glued, unbroken
from isoqms.wording import nfc

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FONT = "Times New Roman"
# Of Word's own, as many fonts lack the sign; programs that read it back give a plain hyphen.
_HYPHEN = '</w:t><w:noBreakHyphen/><w:t xml:space="preserve">'
_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Control characters are refused by XML or by Word; marks that turn the direction of writing can
# make a paper read otherwise than it is stored; lone surrogates and non-characters cannot be
# encoded.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def cleaned(text: str) -> str:
    """`text` as it may stand in a paper: without what cannot be printed, in a paper's words.

    Quotes and the keys of records become what papers write (`printed`).
    """
    return printed(printable(text))


def printable(text: str) -> str:
    """`text` in NFC, with one kind of line break, without control signs or tabs."""
    return nfc(_UNPRINTABLE.sub("", _LINE_BREAKS.sub("\n", text)).replace("\t", " "))


def twips(millimetres: float) -> int:
    """A length in the unit of Word, 1/1440 inch."""
    return round(millimetres * 1440 / 25.4)


def run(
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    style: str = "",
    break_lines: bool = True,
) -> str:
    """A run; a line break in `text` is one on paper."""
    given = f'<w:rStyle w:val="{escape(style)}"/>' if style else ""
    given += ("<w:b/><w:bCs/>" if bold else "") + ("<w:i/><w:iCs/>" if italic else "")
    properties = f"<w:rPr>{given}</w:rPr>" if given else ""
    written = escape(cleaned(text), quote=False)
    if not written:
        return ""
    broken = '</w:t><w:br/><w:t xml:space="preserve">' if break_lines else " "
    written = written.replace("\n", broken).replace(NO_BREAK_HYPHEN, _HYPHEN)
    return f'<w:r>{properties}<w:t xml:space="preserve">{written}</w:t></w:r>'


def words(text: Text, *, glue: bool = True) -> str:
    """The runs of `text`, with no-break spaces unless `glue` is off, as in tables.

    Numbers and codes stay whole in both.
    """
    return "".join(_hand(part, glue=glue) for part in text)


def _hand(part: Run, *, glue: bool) -> str:
    text = cleaned(part.text)
    shown = glued(text) if glue else unbroken(text)
    return run(shown, bold=part.bold, italic=part.italic)


def paragraph(
    style: str, content: str, *, keep: bool = False, extra: str = "", root: bool = False
) -> str:
    """A paragraph.

    `keep` holds it on the page of the next one, `extra` is the rest of its properties.

    As the `root` of a piece of XML it names its namespaces itself.
    """
    kept = "<w:keepNext/>" if keep else ""
    declared = f" {NAMESPACES}" if root else ""
    return (
        f"<w:p{declared}><w:pPr><w:pStyle "
        f'w:val="{escape(style)}"/>{kept}{extra}</w:pPr>{content}</w:p>'
    )


def cell(width: int, content: str, *, span: int = 1, merge: str = "", middle: bool = False) -> str:
    """A table cell so many twips wide.

    `merge` is `restart` or `continue` for cells that run down.
    """
    across = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    down = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    aligned = '<w:vAlign w:val="center"/>' if middle else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" '
        f'w:type="dxa"/>{across}{down}{aligned}</w:tcPr>{content}</w:tc>'
    )


def field(instruction: str, shown: str) -> str:
    """A field such as PAGE; `shown` stands there until a program counts.

    As runs, not as one element: only runs can stand among tracked changes.
    """
    marks = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    begin, separate, end = marks
    order = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return f"{begin}{order}{separate}{run(shown)}{end}"


def row(cells: str, *, head: bool = False, split: bool = False, height: float = 0) -> str:
    """A table row at least `height` mm high, whole on one page unless it may `split`.

    A `head` is on every page.
    """
    # Bare marks: with a value of true in them the schema refuses them here.
    whole = "" if split else "<w:cantSplit/>"
    high = f'<w:trHeight w:val="{twips(height)}" w:hRule="atLeast"/>' if height else ""
    given = whole + high + ("<w:tblHeader/>" if head else "")
    properties = f"<w:trPr>{given}</w:trPr>" if given else ""
    return f"<w:tr>{properties}{cells}</w:tr>"


def table(widths: tuple[int, ...], rows: str, *, style: str = "") -> str:
    """A table of fixed columns; without a style it has neither rules nor cell margins."""
    named = f'<w:tblStyle w:val="{escape(style)}"/>' if style else ""
    bare = (
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr>{named}<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="0" '
        f'w:type="dxa"/><w:tblLayout w:type="fixed"/>{"" if style else bare}<w:tblLook '
        'w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        'w:noHBand="0" w:noVBand="0"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def section(
    profile: PaperProfile,
    headers: str,
    *,
    landscape: bool,
    silent_first: bool = True,
    restart: bool = True,
) -> str:
    """The properties of a section: a new page, pages counted anew, the first one silently.

    Page numbers stand in the header: centred in the top margin, from the second page on (Phụ lục I,
    Mục I.7). Below a running head no first page is silent, and only the first section starts to
    count.
    """
    width, height = (twips(side) for side in profile.page(landscape=landscape))
    turned = ' w:orient="landscape"' if landscape else ""
    counted = '<w:pgNumType w:start="1"/>' if restart else ""
    return (
        f'<w:sectPr>{headers}<w:type w:val="nextPage"/><w:pgSz w:w="{width}" '
        f'w:h="{height}"{turned}/><w:pgMar w:top="{twips(profile.margin_top)}" '
        f'w:right="{twips(profile.margin_right)}" w:bottom="{twips(profile.margin_bottom)}" '
        f'w:left="{twips(profile.margin_left)}" w:header="{twips(profile.header_distance)}" '
        f'w:footer="{twips(profile.header_distance)}" w:gutter="0"/>{counted}<w:cols '
        f'w:space="708"/>{"<w:titlePg/>" if silent_first else ""}</w:sectPr>'
    )
