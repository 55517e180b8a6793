"""The base document: an empty Word file of named styles, built from a profile.

Built part by part: the template of python-docx brings parts that nothing here needs, and lacks what
Word demands.
"""

from collections.abc import Iterator
from functools import lru_cache

from isoqms.pages.layout.blocks import PaperProfile
from isoqms.writers.package import write_parts
from isoqms.writers.word.base_styles import styles_xml
from isoqms.writers.word.wordml import DECLARATION, FONT, NAMESPACES, section

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


# A run of many papers asks for the same few profiles again and again.
@lru_cache(maxsize=8)
def build_base(profile: PaperProfile) -> bytes:
    """The base document of a profile, the same bytes every time."""
    return write_parts({name: text.encode() for name, text in _parts(profile)})


def _parts(profile: PaperProfile) -> Iterator[tuple[str, str]]:
    # No part for numbering: numbers are typed as text, which survives copying and importing, and
    # Word's own lists of letters do not know the Vietnamese order a, b, c, d, đ, e.
    yield "[Content_Types].xml", _content_types()
    yield (
        "_rels/.rels",
        _relations(
            (
                (f"{_OFFICE}/officeDocument", "word/document.xml"),
                (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                (f"{_OFFICE}/extended-properties", "docProps/app.xml"),
            )
        ),
    )
    yield "docProps/app.xml", _app()
    yield "docProps/core.xml", _core()
    yield (
        "word/_rels/document.xml.rels",
        _relations(
            (
                (f"{_OFFICE}/styles", "styles.xml"),
                (f"{_OFFICE}/settings", "settings.xml"),
                (f"{_OFFICE}/fontTable", "fontTable.xml"),
                (f"{_OFFICE}/header", "header1.xml"),
                (f"{_OFFICE}/header", "header2.xml"),
                (f"{_OFFICE}/theme", "theme/theme1.xml"),
            )
        ),
    )
    yield "word/document.xml", _document(profile)
    yield "word/fontTable.xml", _fonts()
    yield (
        "word/header1.xml",
        _header('<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'),
    )
    yield "word/header2.xml", _header("")
    yield "word/settings.xml", _settings()
    yield "word/styles.xml", styles_xml(profile)
    yield "word/theme/theme1.xml", _theme()


def _content_types() -> str:
    kinds = (
        ("/word/document.xml", f"{_WORD}.document.main+xml"),
        ("/word/styles.xml", f"{_WORD}.styles+xml"),
        ("/word/settings.xml", f"{_WORD}.settings+xml"),
        ("/word/fontTable.xml", f"{_WORD}.fontTable+xml"),
        ("/word/header1.xml", f"{_WORD}.header+xml"),
        ("/word/header2.xml", f"{_WORD}.header+xml"),
        ("/word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        (
            "/docProps/app.xml",
            "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        ),
    )
    overrides = "".join(
        f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in kinds
    )
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default '
        f'Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: tuple[tuple[str, str], ...]) -> str:
    found = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'


def _app() -> str:
    return (
        f"{DECLARATION}<Properties "
        'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>isoqms</Application></Properties>"
    )


def _core() -> str:
    # Neither time nor author: whoever writes a paper puts its own day in, never the clock's.
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:language>vi-VN</dc:language></cp:coreProperties>'
    )


def _document(profile: PaperProfile) -> str:
    # The fourth and the fifth relation of the document; the header of first pages is empty, as a
    # page number stands from the second page on (Phụ lục I, Mục I.7).
    headers = (
        '<w:headerReference w:type="default" r:id="rId4"/><w:headerReference w:type="first" '
        'r:id="rId5"/>'
    )
    return (
        f"{DECLARATION}<w:document {NAMESPACES}><w:body><w:p/>"
        f"{section(profile, headers, landscape=False)}</w:body></w:document>"
    )


def _fonts() -> str:
    return (
        f'{DECLARATION}<w:fonts {NAMESPACES}><w:font w:name="{FONT}">'
        '<w:panose1 w:val="02020603050405020304"/>'
        '<w:charset w:val="00"/><w:family w:val="roman"/><w:pitch '
        'w:val="variable"/></w:font></w:fonts>'
    )


def _header(content: str) -> str:
    # The name that python-docx gives the paragraphs of the headers it makes: without such a style
    # Word offers to repair the file.
    styled = '<w:pPr><w:pStyle w:val="Header"/></w:pPr>'
    return f"{DECLARATION}<w:hdr {NAMESPACES}><w:p>{styled}{content}</w:p></w:hdr>"


def _theme() -> str:
    """The theme Word wants of every document: black, white and our font; no style refers to it."""
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    dark = '<a:srgbClr val="000000"/>'
    light = '<a:srgbClr val="FFFFFF"/>'
    names = (
        "dk1",
        "lt1",
        "dk2",
        "lt2",
        *(f"accent{number}" for number in range(1, 7)),
        "hlink",
        "folHlink",
    )
    shown = {"lt1": light, "lt2": light}
    colours = "".join(f"<a:{name}>{shown.get(name, dark)}</a:{name}>" for name in names)
    font = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f"<a:ln>{fill}</a:ln>"
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{DECLARATION}<a:theme xmlns:a="{drawing}" name="isoqms">'
        f'<a:themeElements><a:clrScheme name="isoqms">{colours}</a:clrScheme><a:fontScheme '
        'name="isoqms">'
        f"<a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="isoqms"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def _settings() -> str:
    # doNotExpandShiftReturn: a line break in a justified paragraph must not stretch the line before
    # it. The schema demands the percent of the zoom, which the template of python-docx leaves out.
    # Mode 15, or Word opens the file in compatibility mode.
    return (
        f'{DECLARATION}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop '
        'w:val="720"/><w:characterSpacingControl '
        'w:val="doNotCompress"/><w:compat><w:doNotExpandShiftReturn/><w:compatSetting '
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/></w:compat><w:themeFontLang w:val="vi-VN"/><w:decimalSymbol '
        'w:val=","/><w:listSeparator w:val=";"/>'
        "</w:settings>"
    )
