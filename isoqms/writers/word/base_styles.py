"""How each named style of the base document looks.

Only this module knows it: sizes and bold stand here and nowhere in a paper, so that an agency that
edits them in Word changes every paper (Nghị định 30/2020/NĐ-CP, Phụ lục I, Mục II and V).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from isoqms.pages.layout.blocks import PaperProfile
from isoqms.writers.word.styles import Style
from isoqms.writers.word.wordml import DECLARATION, FONT, NAMESPACES, twips

_CENTERED = '<w:jc w:val="center"/>'


@dataclass(frozen=True, slots=True)
class _Look:
    """One style: the paragraph properties in the order of the schema, and the hand of its words."""

    style: Style
    size: float | None = None
    bold: bool = False
    italic: bool = False
    keep: bool = False
    border: str = ""
    spacing: str = ""
    indent: str = ""
    align: str = ""
    outline: int | None = None
    based_on: Style | None = None


def styles_xml(profile: PaperProfile) -> str:
    """The part word/styles.xml of a base document."""
    looks = "".join(_paragraph_style(look) for look in _looks(profile))
    return (
        f"{DECLARATION}<w:styles {NAMESPACES}>{_defaults(profile)}{_built_in(profile)}{looks}"
        f"{_character_style()}{_table_style()}</w:styles>"
    )


def _defaults(profile: PaperProfile) -> str:
    # All four slots: Vietnamese letters are set from hAnsi, plain ones from ascii. No attribute
    # names a font of the theme, for such a one would win over these.
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}"'
        f' w:eastAsia="{FONT}" w:cs="{FONT}"/>{_sizes(profile.content)}'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/>"
        '<w:spacing w:before="0" w:after="0" w:line="240" '
        'w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )


def _built_in(profile: PaperProfile) -> str:
    # Header and Footer although we have our own: the parts that python-docx makes refer to them.
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal '
        'Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" '
        'w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="85" '
        'w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" '
        'w:type="dxa"/></w:tblCellMar></w:tblPr></w:style><w:style w:type="numbering" '
        'w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority '
        'w:val="99"/><w:semiHidden/></w:style><w:style w:type="paragraph" '
        'w:styleId="Header"><w:name w:val="header"/><w:basedOn w:val="Normal"/>'
        f"<w:pPr>{_CENTERED}</w:pPr><w:rPr>{_sizes(profile.page_number)}</w:rPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/>'
        '<w:basedOn w:val="Normal"/></w:style>'
    )


def _looks(profile: PaperProfile) -> Iterator[_Look]:
    yield from _head_looks(profile)
    yield from _title_looks(profile)
    yield from _content_looks(profile)
    yield from _table_looks(profile)
    yield from _foot_looks(profile)
    yield from _running_looks(profile)


def _head_looks(profile: PaperProfile) -> Iterator[_Look]:
    above = _spacing(before=6)
    yield _Look(Style.NATIONAL_NAME, profile.national_name, bold=True, align="center")
    yield _Look(Style.NATIONAL_MOTTO, profile.national_motto, bold=True, align="center")
    yield _Look(Style.PARENT, profile.agency, align="center")
    yield _Look(Style.AGENCY, profile.agency, bold=True, align="center")
    # One distance for both, or number and day would not stand on one line.
    yield _Look(Style.NUMBER, profile.number, spacing=above, align="center")
    yield _Look(Style.DATELINE, profile.dateline, italic=True, spacing=above, align="center")
    yield _Look(Style.SUBJECT, profile.subject, spacing=above, align="center")


def _title_looks(profile: PaperProfile) -> Iterator[_Look]:
    # What opens something is kept with what follows. An outline level makes the bookmarks and the
    # headings of a tagged PDF.
    size = profile.title
    yield _Look(
        Style.KIND,
        size,
        bold=True,
        keep=True,
        spacing=_spacing(before=8),
        align="center",
        outline=0,
    )
    yield _Look(Style.SUMMARY, size, bold=True, keep=True, align="center")
    yield _Look(Style.ATTACHED, size, italic=True, keep=True, align="center")
    yield _Look(
        Style.AUTHORITY, size, bold=True, keep=True, spacing=_spacing(after=10), align="center"
    )
    yield _Look(
        Style.ENACTMENT,
        size,
        bold=True,
        keep=True,
        spacing=_spacing(before=6, after=10),
        align="center",
    )
    yield _Look(Style.ANNEX, profile.annex_label, bold=True, keep=True, align="center")
    yield _Look(Style.ANNEX_TITLE, size, bold=True, keep=True, align="center", outline=0)


def _content_looks(profile: PaperProfile) -> Iterator[_Look]:
    size = profile.content
    after = _spacing(after=profile.spacing, line=profile.line)
    first = f'<w:ind w:firstLine="{twips(profile.first_line)}"/>'
    content = Style.CONTENT
    yield _Look(Style.ADDRESSEE, size, spacing=_spacing(before=2, after=12), align="center")
    yield _Look(Style.ADDRESSEES, size, spacing=_spacing(after=3))
    yield _Look(content, size, spacing=after, indent=first, align="both")
    yield _Look(Style.BASIS, italic=True, based_on=content)
    yield _Look(Style.ITEM, based_on=content)
    yield _Look(
        Style.PART,
        size,
        bold=True,
        keep=True,
        spacing=_spacing(before=6),
        align="center",
        outline=1,
    )
    yield _Look(
        Style.PART_TITLE, size, bold=True, keep=True, spacing=_spacing(after=10), align="center"
    )
    # Justified, a title of two lines would be torn apart over the first.
    yield _Look(Style.HEADING_1, bold=True, keep=True, outline=1, align="left", based_on=content)
    yield _Look(Style.HEADING_2, bold=True, keep=True, outline=2, align="left", based_on=content)
    yield _Look(Style.HEADING_3, keep=True, outline=3, align="left", based_on=content)
    yield _Look(Style.ARTICLE, based_on=content)
    yield _Look(
        Style.ARTICLE_TITLE, bold=True, keep=True, outline=2, align="left", based_on=content
    )
    yield _Look(Style.NOTE, profile.table, italic=True, spacing=after, align="both")
    yield _Look(Style.BLANK, profile.table, spacing=_spacing(before=4, after=4))


def _table_looks(profile: PaperProfile) -> Iterator[_Look]:
    inside = _spacing(before=2, after=2)
    yield _Look(
        Style.TABLE_CAPTION,
        profile.content,
        bold=True,
        keep=True,
        spacing=_spacing(after=6),
        align="center",
    )
    yield _Look(
        Style.TABLE_HEAD, profile.table, bold=True, keep=True, spacing=inside, align="center"
    )
    yield _Look(Style.TABLE_CELL, profile.table, spacing=inside)
    yield _Look(Style.TABLE_STRONG, bold=True, based_on=Style.TABLE_CELL)


def _foot_looks(profile: PaperProfile) -> Iterator[_Look]:
    size = profile.signature
    # Room to sign as a distance, not as empty paragraphs, which a page could part from the name.
    space = _spacing(before=profile.signing_space)
    yield _Look(Style.CAPACITY, size, bold=True, align="center")
    yield _Look(Style.SIGNER_POST, size, bold=True, spacing=space, align="center")
    yield _Look(Style.SIGNER, size, bold=True, spacing=space, align="center")
    yield _Look(Style.RECIPIENTS, profile.recipients_label, bold=True, italic=True)
    yield _Look(Style.RECIPIENT, profile.recipients)
    yield _Look(Style.CONTACT, profile.contact, border=_border("top"), align="center")
    # A paragraph of its own: underlining touches the letters, and a drawing is no part of the text.
    yield _Look(Style.RULE, 1, border=_border("bottom"), spacing=_exact(2))
    # Word sets a table right against the paragraph before it.
    yield _Look(Style.SPACER, 1, spacing=_exact(6))
    # Word demands a paragraph behind a table; this one takes no line.
    yield _Look(Style.SECTION_END, 1, spacing=_exact(1))


def _running_looks(profile: PaperProfile) -> Iterator[_Look]:
    size = profile.running_head
    box = "".join(_side(side) for side in ("top", "left", "bottom", "right"))
    stamp = f"<w:pBdr>{box}</w:pBdr>"
    yield _Look(Style.RUNNING_AGENCY, size, bold=True, align="center")
    yield _Look(Style.RUNNING_TITLE, profile.running_title, bold=True, align="center")
    yield _Look(Style.RUNNING_FACT, size, spacing=_spacing(before=1, after=1))
    yield _Look(
        Style.MARK,
        profile.mark,
        bold=True,
        border=stamp,
        spacing=_spacing(before=4, after=2),
        align="center",
    )
    yield _Look(Style.MARK_REASON, size, italic=True, spacing=_spacing(after=4), align="center")


def _border(side: str) -> str:
    return f"<w:pBdr>{_side(side)}</w:pBdr>"


def _side(side: str) -> str:
    # Eighths of a point: three quarters of one.
    return f'<w:{side} w:val="single" w:sz="6" w:space="1" w:color="000000"/>'


def _spacing(*, before: float = 0, after: float = 0, line: float = 1) -> str:
    # Twentieths of a point; of a line 240ths. A style that names one of them names all, as it would
    # else inherit the rest.
    return (
        f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"'
        f' w:line="{round(line * 240)}" w:lineRule="auto"/>'
    )


def _exact(points: float) -> str:
    return f'<w:spacing w:before="0" w:after="0" w:line="{round(points * 20)}" w:lineRule="exact"/>'


def _sizes(size: float) -> str:
    # Half points, for plain and for complex scripts.
    return f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'


def style_id(style: Style) -> str:
    """The id of a style in our own base document; elsewhere styles are found by name.

    LibreOffice writes ids of its own when it saves the file, and leaves the names.
    """
    return f"VB{style.name.title().replace('_', '')}"


def _paragraph_style(look: _Look) -> str:
    parent = style_id(look.based_on) if look.based_on else "Normal"
    before = "<w:keepNext/>" if look.keep else ""
    align = f'<w:jc w:val="{look.align}"/>' if look.align else ""
    outline = "" if look.outline is None else f'<w:outlineLvl w:val="{look.outline}"/>'
    hand = ("<w:b/><w:bCs/>" if look.bold else "") + ("<w:i/><w:iCs/>" if look.italic else "")
    size = _sizes(look.size) if look.size else ""
    # The order is the schema's; another one is the commonest reason why Word repairs a file.
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style_id(look.style)}">'
        f'<w:name w:val="{look.style}"/><w:basedOn w:val="{parent}"/><w:qFormat/>'
        f"<w:pPr>{before}{look.border}{look.spacing}{look.indent}{align}{outline}</w:pPr>"
        f"<w:rPr>{hand}{size}</w:rPr></w:style>"
    )


def _character_style() -> str:
    return (
        '<w:style w:type="character" w:customStyle="1" '
        f'w:styleId="{style_id(Style.ARTICLE_LABEL)}"><w:name '
        f'w:val="{Style.ARTICLE_LABEL}"/><w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/>'
        "<w:rPr><w:b/><w:bCs/></w:rPr></w:style>"
    )


def _table_style() -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{style_id(Style.TABLE)}">'
        f'<w:name w:val="{Style.TABLE}"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr></w:style>"
    )
