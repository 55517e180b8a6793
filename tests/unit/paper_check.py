"""Is a Word file a paper after Nghị định 30/2020/NĐ-CP, Phụ lục I?

The oracle of the writer's tests.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn

from isoqms.pages.layout.typesetting import Face, width

MARGINS = {"top": (20, 25), "bottom": (20, 25), "left": (30, 35), "right": (15, 20)}
FONT_SLOTS = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
MOTTO = "Độc lập - Tự do - Hạnh phúc"


def findings(package: bytes) -> list[str]:
    """What is wrong with the paper; nothing when it conforms."""
    document = docx.Document(io.BytesIO(package))
    return [
        *_package(package),
        *_sections(document),
        *_fonts(document),
        *_hands(document),
        *_heads_of_tables(document),
        *_rules(document),
        *_signatures(document),
    ]


def text_of(package: bytes) -> str:
    """Every paragraph with its style, `⏎` for a line break within one.

    The golden text of a paper.
    """
    document = docx.Document(io.BytesIO(package))
    names = _style_names(document)
    return "".join(
        f"[{names[_style_id(p)]}]{' ' if words(p) else ''}{words(p)}\n"
        for p in document.element.body.iter(qn("w:p"))
    )


def heads_of(package: bytes) -> str:
    """What stands at the head of the pages of each section, paragraph by paragraph."""
    document = docx.Document(io.BytesIO(package))
    names = _style_names(document)
    return "".join(
        f"[{names[_style_id(p)]}] {words(p)}\n"
        for section in document.sections
        if not section.header.is_linked_to_previous
        for p in section.header._element.iter(qn("w:p"))
    )


def words(paragraph: Any) -> str:
    """The words of a paragraph element as they are read."""
    signs = {qn("w:br"): "⏎", qn("w:noBreakHyphen"): "-"}
    found = paragraph.iter(qn("w:t"), *signs)
    return "".join(signs.get(element.tag) or element.text or "" for element in found)


def _package(package: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        names = archive.namelist()
        if len(names) != len(set(names)):
            yield "a part comes twice"
        for name in names:
            if name.endswith(".xml") and b"Theme=" in archive.read(name):
                yield f"a theme font overrides the font in {name}"


def _sections(document: Any) -> Iterator[str]:
    for number, section in enumerate(document.sections, start=1):
        where = f"section {number}"
        for side, (least, most) in MARGINS.items():
            if not least - 0.3 <= getattr(section, f"{side}_margin").mm <= most + 0.3:
                yield f"{where}: {side} margin"
        sheet = (round(section.page_width.mm), round(section.page_height.mm))
        turned = section._sectPr.find(qn("w:pgSz")).get(qn("w:orient")) == "landscape"
        if sheet != ((297, 210) if turned else (210, 297)):
            yield f"{where}: the sheet is {sheet}"
        if section.header.tables:
            yield from _running_head(section, where)
            continue
        if section._sectPr.find(qn("w:titlePg")) is None:
            yield f"{where}: the first page shows its number"
        if section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) != "1":
            yield f"{where}: pages do not count from 1"
        yield from _headers(section, where)


def _running_head(section: Any, where: str) -> Iterator[str]:
    """A controlled document says on every page what it is and which page this is of how many."""
    if section._sectPr.find(qn("w:titlePg")) is not None:
        yield f"{where}: the first page lacks the running head"
    fields = [order.text.strip() for order in section.header._element.iter(qn("w:instrText"))]
    if fields != ["PAGE", "NUMPAGES"]:
        yield f"{where}: the running head counts {fields}"
    agency, title, facts = section.header.tables[0].rows[0].cells
    if not (agency.text.isupper() and title.text.isupper()):
        yield f"{where}: agency and title are not in capitals"
    labels = [line.split(":")[0] for line in facts.text.split("\n")]
    if labels != ["Mã hiệu", "Ngày ban hành", "Lần ban hành", "Trang"]:
        yield f"{where}: the running head says {labels}"
    room = section.page_width - section.left_margin - section.right_margin
    if abs(sum(cell.width for cell in (agency, title, facts)) - room) > 1000:
        yield f"{where}: the running head is not as wide as the text"


def _headers(section: Any, where: str) -> Iterator[str]:
    *marks, paragraph = section.header.paragraphs
    if any("tình trạng" not in mark.style.name for mark in marks):
        yield f"{where}: words in the header that are no mark of a draft"
    fields = [
        *(field.get(qn("w:instr")).strip() for field in paragraph._p.iter(qn("w:fldSimple"))),
        # LibreOffice saves a field as a sequence of runs.
        *(field.text.strip() for field in paragraph._p.iter(qn("w:instrText"))),
    ]
    if fields != ["PAGE"]:
        yield f"{where}: no page number in the header"
    if str(paragraph.style.paragraph_format.alignment) != "CENTER (1)":
        yield f"{where}: the page number is not centred"
    if not 13 <= paragraph.style.font.size.pt <= 14:
        yield f"{where}: the page number has the wrong size"
    first = [p for p in section.first_page_header.paragraphs if words(p._p)]
    if any("tình trạng" not in each.style.name for each in first):
        yield f"{where}: words in the header of the first page"


def _fonts(document: Any) -> Iterator[str]:
    defaults = document.styles.element.find(
        f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"
    )
    fonts = defaults.find(qn("w:rFonts"))
    for slot in FONT_SLOTS:
        if fonts.get(qn(slot)) != "Times New Roman":
            yield f"the font of {slot} is {fonts.get(qn(slot))}"
    if defaults.find(qn("w:lang")).get(qn("w:val")) != "vi-VN":
        yield "the language is not Vietnamese"


def _hands(document: Any) -> Iterator[str]:
    """Sizes, fonts, colours belong to the styles: an agency can change them in one place."""
    names = _style_names(document)
    body = document.element.body
    for tag in ("w:sz", "w:rFonts", "w:color"):
        if body.find(f".//{qn(tag)}") is not None:
            yield f"{tag} stands in the text instead of in a style"
    for paragraph in body.iter(qn("w:p")):
        if not names.get(_style_id(paragraph), "").startswith("VB "):
            yield f"no named style: {words(paragraph)}"


def _heads_of_tables(document: Any) -> Iterator[str]:
    names = _style_names(document)
    for table in document.element.body.iter(qn("w:tbl")):
        if table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}") is None:
            continue
        rows = table.findall(qn("w:tr"))
        heads = [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
        if not heads or heads != rows[: len(heads)]:
            yield "a table without a head that repeats"
        styles = {names[_style_id(p)] for row in heads for p in row.iter(qn("w:p"))}
        if styles != {"VB Đầu cột"}:
            yield f"the head of a table in {styles}"


def _rules(document: Any) -> Iterator[str]:
    names = _style_names(document)
    paragraphs = list(document.element.body.iter(qn("w:p")))
    found = 0
    for index, paragraph in enumerate(paragraphs):
        if names[_style_id(paragraph)] != "VB Đường kẻ":
            continue
        found += 1
        above = paragraphs[index - 1]
        line = words(above).split("⏎")[-1]
        share = _rule_mm(document, paragraph) / width(
            line, _face(document, names[_style_id(above)])
        )
        if line == MOTTO:
            if not 0.98 <= share <= 1.02:
                yield f"the rule below the motto is {share:.2f} of it"
        elif not 1 / 3 <= share <= 1 / 2:
            yield f"the rule below «{line}» is {share:.2f} of it"
    if not found and not any(section.header.tables for section in document.sections):
        yield "no rules at all"


def _rule_mm(document: Any, paragraph: Any) -> float:
    indent = paragraph.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    sides = int(indent.get(qn("w:left"))) + int(indent.get(qn("w:right")))
    parent = paragraph.getparent()
    if parent.tag == qn("w:tc"):
        room = int(parent.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w")))
    else:
        ahead = document.element.body.xpath(".//w:sectPr")
        at = next(s for s in ahead if _position(document, s) > _position(document, paragraph))
        size, margins = at.find(qn("w:pgSz")), at.find(qn("w:pgMar"))
        room = (
            int(size.get(qn("w:w")))
            - int(margins.get(qn("w:left")))
            - int(margins.get(qn("w:right")))
        )
    return float((room - sides) * 25.4 / 1440)


def _position(document: Any, element: Any) -> int:
    return list(document.element.body.iter()).index(element)


def _signatures(document: Any) -> Iterator[str]:
    """No signature stands alone.

    Its rows stay whole, and all before and in it is kept with what follows.
    """
    names = _style_names(document)
    for table in document.element.body.findall(qn("w:tbl")):
        if "VB Chức vụ người ký" not in {names[_style_id(p)] for p in table.iter(qn("w:p"))}:
            continue
        if any(
            row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None
            for row in table.findall(qn("w:tr"))
        ):
            yield "a signature that can break"
        spacer = table.getprevious()
        before = spacer.getprevious()
        last = before.findall(qn("w:tr"))[-1] if before.tag == qn("w:tbl") else before
        for paragraph in (*last.iter(qn("w:p")), spacer, *table.iter(qn("w:p"))):
            if paragraph.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is None:
                yield f"a signature can lose «{words(paragraph)}»"


def _face(document: Any, name: str) -> Face:
    style = document.styles[name]
    return Face(style.font.size.pt, bold=bool(style.font.bold), italic=bool(style.font.italic))


def _style_names(document: Any) -> dict[str, str]:
    return {style.style_id: style.name for style in document.styles}


def _style_id(paragraph: Any) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if style is None else str(style.get(qn("w:val")))
