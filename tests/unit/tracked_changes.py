"""What Word makes of tracked changes: a paper with all of them accepted, or all of them rejected.

The rules are those of WordprocessingML: a deleted end of a paragraph joins its words to the next
paragraph, which keeps its own look; the end of a cell or of the text cannot be deleted; a table
without rows is no table.
"""

import io
from typing import Any

import docx
from docx.oxml.ns import qn

_LIVE = {qn("w:delText"): qn("w:t"), qn("w:delInstrText"): qn("w:instrText")}


class Unsettled(AssertionError):
    """Tracked changes that cannot be accepted or rejected without losing something."""


def reading(package: bytes, *, accept: bool | None = None) -> list[Any]:
    """The text of a file, section after section with headers and footers.

    Changes are settled unless None.

    Paragraphs as (style, hands), tables as rows of cells; fields by their instruction.
    """
    document = docx.Document(io.BytesIO(package))
    if accept is not None:
        for root in _roots(document):
            settle(root, accept=accept)
    heads = [
        [
            _blocks(part._element)
            for part in (section.header, section.first_page_header, section.first_page_footer)
        ]
        for section in document.sections
    ]
    return [_blocks(document.element.body), heads]


def sheets(package: bytes, *, accept: bool | None = None) -> list[tuple[str, ...]]:
    """The sheet of each section: width, height, whether the first page is silent."""
    document = docx.Document(io.BytesIO(package))
    if accept is not None:
        settle(document.element.body, accept=accept)
    found = document.element.body.iter(qn("w:sectPr"))
    return [
        (
            *(part.get(qn(f"w:{side}")) for side in "wh"),
            str(section.find(qn("w:titlePg")) is not None),
        )
        for section in found
        for part in section.iter(qn("w:pgSz"))
    ]


def marks(package: bytes) -> list[Any]:
    """Every mark of a change in the file."""
    document = docx.Document(io.BytesIO(package))
    tags = [qn(f"w:{tag}") for tag in ("ins", "del", "pPrChange", "sectPrChange")]
    return [mark for root in _roots(document) for mark in root.iter(*tags)]


def _roots(document: Any) -> list[Any]:
    roots = [document.element.body]
    for section in document.sections:
        for part in (section.header, section.first_page_header, section.first_page_footer):
            if not any(part._element is root for root in roots):
                roots.append(part._element)
    return roots


def settle(root: Any, *, accept: bool) -> None:
    """Accept or reject all changes below `root`."""
    kept, dropped = ("w:ins", "w:del") if accept else ("w:del", "w:ins")
    _rows(root, kept, dropped)
    _words(root, kept, dropped)
    _properties(root, accept=accept)
    _ends(root, kept, dropped)


def _rows(root: Any, kept: str, dropped: str) -> None:
    for row in list(root.iter(qn("w:tr"))):
        properties = row.find(qn("w:trPr"))
        if properties is None:
            continue
        if properties.find(qn(dropped)) is not None:
            row.getparent().remove(row)
        for mark in properties.findall(qn(kept)):
            properties.remove(mark)
    for table in list(root.iter(qn("w:tbl"))):
        if table.find(qn("w:tr")) is None:
            table.getparent().remove(table)


def _words(root: Any, kept: str, dropped: str) -> None:
    for mark in [
        one for one in root.iter(qn(kept), qn(dropped)) if one.getparent().tag == qn("w:p")
    ]:
        parent = mark.getparent()
        if mark.tag == qn(kept):
            at = parent.index(mark)
            parent[at:at] = list(mark)
        parent.remove(mark)
    for text in list(root.iter(*_LIVE)):
        text.tag = _LIVE[text.tag]


def _properties(root: Any, *, accept: bool) -> None:
    for change in list(root.iter(qn("w:pPrChange"), qn("w:sectPrChange"))):
        owner = change.getparent()
        owner.remove(change)
        if not accept:
            lasting = [
                part
                for part in owner
                if part.tag in (qn("w:rPr"), qn("w:sectPr")) or part.tag.endswith("Reference")
            ]
            (was,) = change
            owner[:] = [*lasting, *was] if owner.tag == qn("w:sectPr") else [*was, *lasting]


def _ends(root: Any, kept: str, dropped: str) -> None:
    for paragraph in list(root.iter(qn("w:p"))):
        hand = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
        if hand is None:
            continue
        for mark in hand.findall(qn(kept)):
            hand.remove(mark)
        if hand.find(qn(dropped)) is not None:
            _join(paragraph)


def _join(paragraph: Any) -> None:
    words = [part for part in paragraph if part.tag != qn("w:pPr")]
    following = paragraph.getnext()
    if following is None or following.tag == qn("w:sectPr"):
        raise Unsettled("the last paragraph cannot be deleted")
    if following.tag == qn("w:p"):
        start = 1 if following.find(qn("w:pPr")) is not None else 0
        following[start:start] = words
    elif words:
        raise Unsettled("words cannot be joined to a table")
    paragraph.getparent().remove(paragraph)


def _blocks(container: Any) -> list[Any]:
    return [
        _table(part) if part.tag == qn("w:tbl") else _paragraph(part)
        for part in container
        if part.tag in (qn("w:p"), qn("w:tbl"))
    ]


def _table(table: Any) -> list[Any]:
    return [
        [_blocks(cell) for cell in row.findall(qn("w:tc"))] for row in table.findall(qn("w:tr"))
    ]


def _paragraph(paragraph: Any) -> tuple[str, tuple[tuple[str, str], ...]]:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    hands: list[tuple[str, str]] = []
    shown = True
    for part in paragraph.iter():
        if part.tag == qn("w:fldChar"):
            # What a field shows is counted anew; what it asks for is the text.
            shown = part.get(qn("w:fldCharType")) != "separate" and (
                shown or part.get(qn("w:fldCharType")) == "end"
            )
        text = _read(part) if shown else ""
        if text:
            run = part if part.tag == qn("w:fldSimple") else part.getparent()
            hand = " ".join(one.tag.rpartition("}")[2] for one in run.iterfind(f"{qn('w:rPr')}/*"))
            hands[-1:] = _added(hands[-1:], text, hand)
    return ("" if style is None else style.get(qn("w:val")), tuple(hands))


def _added(last: list[tuple[str, str]], text: str, hand: str) -> list[tuple[str, str]]:
    if last and last[0][1] == hand:
        return [(last[0][0] + text, hand)]
    return [*last, (text, hand)]


def _read(part: Any) -> str:
    if part.tag == qn("w:t"):
        return "" if part.getparent().getparent().tag == qn("w:fldSimple") else part.text or ""
    if part.tag == qn("w:instrText"):
        return f"«{part.text.strip()}»"
    if part.tag == qn("w:fldSimple"):
        return f"«{part.get(qn('w:instr')).strip()}»"
    # A tab stop, which is no word, has the tag of a tab.
    typed = part.getparent().tag == qn("w:r")
    return (
        {qn("w:br"): "⏎", qn("w:tab"): "→", qn("w:noBreakHyphen"): "-"}.get(part.tag, "")
        if typed
        else ""
    )
