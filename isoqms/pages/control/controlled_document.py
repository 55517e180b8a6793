"""A controlled document as agencies print it: page heads, approval, revisions, its sections.

Only this module knows the order of the seven sections of a procedure (quy trình) and which of them
is printed from the head of the document; the prose comes from its body (mô hình khung HTQLCL, Quyết
định 101/QĐ-BKHCN).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from isoqms.model.agency.settings import Agency
from isoqms.model.base import split_link
from isoqms.model.control.document import (
    ControlledDocument,
    DocumentKind,
    DossierComponent,
    RetainedRecord,
    Step,
    TimeLimit,
)
from isoqms.model.law import ExternalDocument
from isoqms.pages.layout.blocks import (
    Align,
    Blank,
    Block,
    Column,
    Heading,
    Item,
    Mark,
    NewPage,
    Note,
    Paper,
    PaperProfile,
    Paragraph,
    Properties,
    Row,
    Run,
    RunningHead,
    Table,
    Text,
    Title,
    runs,
)
from isoqms.wording import date_in_letters, date_short, fold, listed, number, two_digits

OBSOLETE = "Tài liệu hết hiệu lực"
_SECTIONS = (
    "Mục đích",
    "Phạm vi",
    "Tài liệu viện dẫn",
    "Định nghĩa, viết tắt",
    "Nội dung",
    "Biểu mẫu",
    "Hồ sơ cần lưu",
)
_SECTION_LABEL = re.compile(r"([1-7])\.?$")
_INSTRUMENT = re.compile(
    r"(Bộ luật|Luật|Pháp lệnh|Nghị quyết liên tịch|Nghị quyết|Nghị định|Quyết định|Chỉ thị|"
    r"Thông tư liên tịch|Thông tư|Công văn|Kế hoạch|Thông báo|Hướng dẫn) (.+)",
    re.DOTALL,
)
_NOT_WRITTEN = "(Chưa ghi nội dung.)"
_NONE = "Không có."
_SIGNING_MM = 22
_WRITING_MM = 9
_WIDE_MM = 165
_DEFAULT_WIDTH_MM = 30
_FORM_LINES = 30
_PRINTED_MM = 6
"""A line that is printed in the cells of a form."""
_ROWS_PORTRAIT = 15
_ROWS_LANDSCAPE = 8
_SHORT_FIELDS = (
    "ngay",
    "ma ",
    "so ",
    "ho ",
    "nguoi",
    "don vi",
    "thoi gian",
    "dia diem",
    "han ",
    "ten ",
    "lan ",
)
_ORDINALS = ("tt", "stt")


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """A line of the revision table (sửa đổi tài liệu).

    What is not known is left empty, never guessed.
    """

    revision: int
    issued: date | None = None
    change: str = ""
    request: str = ""
    places: str = ""

    @property
    def day(self) -> str:
        """The day of issue as it is printed; nothing for an open one."""
        return date_short(self.issued) if self.issued else ""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The decision that took the document out of force (quyết định thu hồi, thay thế)."""

    number: str
    signed: date
    effective: date
    authority: str = ""
    replaced: bool = False

    @property
    def sentence(self) -> str:
        """`Hết hiệu lực từ ngày … theo Quyết định số … ngày … của …`."""
        by = f" của {self.authority}" if self.authority else ""
        what = "Bị thay thế từ" if self.replaced else "Hết hiệu lực từ"
        decision = f"Quyết định số {self.number} ngày {date_short(self.signed)}{by}"
        return f"{what} {date_in_letters(self.effective)} theo {decision}"


@dataclass(frozen=True, slots=True)
class Setting:
    """What a document does not say itself: the decision's day, names it refers to, who signs.

    `issued` is open (None) before the decision; `laws` and `titles` name what the document cites,
    `signers` the names of that day by role.
    """

    agency: Agency
    issued: date | None = None
    revisions: tuple[RevisionLine, ...] = ()
    laws: tuple[ExternalDocument, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    signers: Mapping[str, str] = field(default_factory=dict)
    withdrawal: Withdrawal | None = None
    profile: PaperProfile = field(default_factory=PaperProfile)

    def named(self, code: str) -> str:
        """`QT-HT-01: Kiểm soát tài liệu`; the code alone of what has no title here."""
        return f"{code}: {self.titles[code]}" if code in self.titles else code


def controlled_document(
    document: ControlledDocument, prose: Sequence[Block], setting: Setting
) -> Paper:
    """The paper of a document, its prose as blocks: headings `1.` to `7.` open its sections.

    A form is printed empty, to be filled in by hand; other kinds have their prose as it stands.
    """
    if document.kind is DocumentKind.FORM:
        return _paper(
            document, setting, tuple(_form(document, prose)), landscape=_is_wide(document)
        )
    if document.kind.is_procedure:
        content = tuple(_procedure(document, prose, setting))
    else:
        content = tuple(_headed(prose, highest=1))
    return _paper(document, setting, (*_front(document, setting), *content))


def instrument(law: ExternalDocument) -> str:
    """A legal instrument as it is cited: kind, number, day, issuer, summary (Phụ lục I, II.6)."""
    day = f" {date_in_letters(law.issued)}" if law.issued else ""
    if law.paraphrased:
        return f"{law.title} số {law.number}{day} của {law.issuer}"
    found = _INSTRUMENT.match(law.title)
    if not found:
        return f"Văn bản số {law.number}{day} của {law.issuer}: {law.title}"
    if found[1] in ("Luật", "Bộ luật", "Pháp lệnh"):
        return f"{law.title} số {law.number}{day}"
    return f"{found[1]} số {law.number}{day} của {law.issuer} {found[2][0].lower()}{found[2][1:]}"


def _paper(
    document: ControlledDocument,
    setting: Setting,
    body: tuple[Block, ...],
    *,
    landscape: bool = False,
) -> Paper:
    agency = setting.agency
    head = RunningHead(
        agency.agency_lines,
        document.title,
        (
            f"Mã hiệu: {document.code}",
            f"Ngày ban hành: {date_short(setting.issued) if setting.issued else '…/…/……'}",
            f"Lần ban hành: {two_digits(document.revision)}",
        ),
    )
    withdrawal = setting.withdrawal
    return Paper(
        None,
        body,
        profile=setting.profile,
        properties=Properties(f"{document.code} {document.title}", agency.name, setting.issued),
        landscape=landscape,
        running_head=head,
        mark=Mark(OBSOLETE, withdrawal.sentence) if withdrawal else None,
    )


# The front page


def _front(document: ControlledDocument, setting: Setting) -> Iterator[Block]:
    yield Title(document.title)
    yield _approval(document, setting)
    yield Title("Sửa đổi tài liệu")
    yield revision_table(setting.revisions)
    yield NewPage()


def _approval(document: ControlledDocument, setting: Setting) -> Table:
    """Who drafts, reviews and approves: name, signature, post.

    Open where the document names no role.
    """
    approval, roles = document.approval, ("", "", "")
    if approval:
        roles = (approval.drafted_by, approval.reviewed_by, approval.approved_by)
    return Table(
        (
            Column("Trách nhiệm", 32, Align.CENTER),
            Column("Soạn thảo", 44, Align.CENTER),
            Column("Xem xét", 44, Align.CENTER),
            Column("Phê duyệt", 44, Align.CENTER),
        ),
        (
            Row(
                ("Họ tên", *(setting.signers.get(role, "") for role in roles)),
                height_mm=_WRITING_MM,
            ),
            Row(("Chữ ký", "", "", ""), height_mm=_SIGNING_MM),
            Row(
                ("Chức vụ", *(setting.agency.role_title(role) for role in roles)),
                height_mm=_WRITING_MM,
            ),
        ),
    )


def revision_table(lines: tuple[RevisionLine, ...]) -> Table:
    """What each revision changed and why (sửa đổi tài liệu)."""
    return Table(
        (
            Column("Yêu cầu sửa đổi, bổ sung", 36),
            Column("Trang, phần liên quan việc sửa đổi", 46),
            Column("Mô tả nội dung sửa đổi", 42),
            Column("Lần ban hành", 16, Align.CENTER),
            Column("Ngày ban hành", 24, Align.CENTER),
        ),
        tuple(
            Row(
                (
                    line.request,
                    line.places,
                    line.change,
                    two_digits(line.revision),
                    line.day,
                ),
                height_mm=_WRITING_MM,
            )
            for line in lines
        ),
        empty="Chưa có lần ban hành nào",
    )


# The seven sections


def _procedure(
    document: ControlledDocument, prose: Sequence[Block], setting: Setting
) -> Iterator[Block]:
    sections = _split(prose)
    given = {
        3: _references(document, setting),
        5: tuple(_work(document, setting, sections[5].blocks)),
        6: (_forms(document, setting),),
        7: (_records(document, setting),),
    }
    for position, title in enumerate(_SECTIONS, start=1):
        section = sections[position]
        yield Heading(1, f"{position}.", section.title or title)
        own = () if position == 5 else section.blocks
        silence = Paragraph(_NONE if position in (3, 4) else _NOT_WRITTEN)
        yield from (*own, *given.get(position, ())) or (silence,)


@dataclass(slots=True)
class _Section:
    """The title that the prose gives a section, and its blocks."""

    title: str = ""
    blocks: tuple[Block, ...] = ()


def _split(prose: Iterable[Block]) -> dict[int, _Section]:
    """The prose by section; what stands before the first heading opens the first section."""
    sections = {position: _Section() for position in range(1, len(_SECTIONS) + 1)}
    current = sections[1]
    for block in prose:
        position = _opens(block)
        if position and isinstance(block, Heading):
            current = sections[position]
            current.title = current.title or block.title
        else:
            current.blocks = (*current.blocks, *_headed((block,), highest=2))
    return sections


def _opens(block: Block) -> int:
    """The section that a heading opens, by its number or, without one, by its title.

    0 for other blocks.
    """
    if not isinstance(block, Heading) or block.level > 2:
        return 0
    labelled = _SECTION_LABEL.match(block.label)
    if labelled:
        return int(labelled[1])
    title = fold(block.title)
    titles = [fold(known) for known in _SECTIONS]
    # A heading with a label of another kind is one of its author's own.
    if block.label or title not in titles:
        return 0
    return titles.index(title) + 1


def _headed(prose: Iterable[Block], *, highest: int) -> Iterator[Block]:
    """The prose, headings at the level they print at: `##` is a section, `###` is below it."""
    for block in prose:
        if isinstance(block, Heading):
            yield replace(block, level=max(block.level - 1, highest))
        else:
            yield block


def _references(document: ControlledDocument, setting: Setting) -> tuple[Block, ...]:
    """The laws by number and title, then the agency's own documents by code and title."""
    known = {law.number: law for law in setting.laws}
    laws = (_cited(number, known.get(number)) for number in document.legal_basis)
    codes = (split_link(link)[0] for link in document.references)
    own = (setting.named(code) for code in codes)
    return tuple(Item(f"{line.rstrip(' ;.,')}.") for line in (*laws, *own))


def _cited(number: str, law: ExternalDocument | None) -> str:
    return instrument(law) if law else f"Văn bản số {number}"


def _work(
    document: ControlledDocument, setting: Setting, prose: tuple[Block, ...]
) -> Iterator[Block]:
    """Section 5: what the citizen must know, the steps, and the prose around them.

    A procedure for citizens has the facts first, numbered 5.1, 5.2 …; others have their prose
    first.
    """
    if document.kind is not DocumentKind.SERVICE:
        yield from prose
        yield from _numbered(_facts(document))
        if document.steps:
            yield _steps(document, setting, caption="Trình tự thực hiện")
        return
    parts = [*_facts(document), ("Quy trình xử lý công việc", (_steps(document, setting),))]
    if document.outcome:
        parts.append(("Kết quả giải quyết", (Paragraph(_closed(document.outcome)),)))
    # Prose with headings of its own says itself what it is.
    if prose and not isinstance(prose[0], Heading):
        parts.append(("Hướng dẫn thực hiện", prose))
        prose = ()
    yield from _numbered(parts)
    yield from prose


def _numbered(parts: Iterable[tuple[str, tuple[Block, ...]]]) -> Iterator[Block]:
    for position, (title, blocks) in enumerate(parts, start=1):
        yield Heading(2, f"5.{position}.", title)
        yield from blocks


def _facts(document: ControlledDocument) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """5.1 to 5.6; a procedure for citizens has them all, others those that their head states."""
    always = document.kind is DocumentKind.SERVICE
    if always:
        yield "Cơ sở pháp lý", (_stated(_basis(document)),)
    if always or document.dossier:
        yield "Thành phần hồ sơ", (_dossier(document),)
    sets = "" if document.dossier_sets is None else f"{two_digits(document.dossier_sets)} bộ"
    facts = (
        ("Số lượng hồ sơ", document.dossier_sets is not None, sets),
        ("Thời gian xử lý", document.time_limit is not None, _limit(document.time_limit)),
        ("Nơi tiếp nhận và trả kết quả", bool(document.reception), document.reception or ""),
        ("Phí, lệ phí", bool(document.fee), document.fee or ""),
    )
    for title, is_told, words in facts:
        if always or is_told:
            yield title, (_stated(words),)


def _basis(document: ControlledDocument) -> str:
    if not document.legal_basis:
        return ""
    return f"{listed(document.legal_basis)} (tên văn bản tại mục 3)"


def _stated(text: str) -> Block:
    return Paragraph(_closed(text) if text else _NOT_WRITTEN)


def _closed(text: str) -> str:
    # A mark that something is still to be filled in, `[cần điền: …]`, stays as it can be searched
    # for.
    return text if text.endswith((".", "]")) else f"{text}."


def _limit(limit: TimeLimit | None) -> str:
    if limit is None:
        return ""
    spans = [_span(limit.days, "ngày"), _span(limit.hours, "giờ")]
    return ". ".join(part.rstrip(".") for part in (*spans, limit.note or "") if part)


def _span(amount: Decimal | None, unit: str) -> str:
    """`05 ngày làm việc`, `0,5 giờ làm việc`."""
    if amount is None:
        return ""
    whole = amount == amount.to_integral_value()
    shown = two_digits(int(amount)) if whole and amount < 10 else number(amount)
    return f"{shown} {unit} làm việc"


def _dossier(document: ControlledDocument) -> Table:
    """The papers that the citizen hands in, with the form where one is prescribed."""
    rows = (
        (two_digits(position), _part_name(part), _copies(part.originals), _copies(part.copies))
        for position, part in enumerate(document.dossier, start=1)
    )
    columns = (
        Column("TT", 10, Align.CENTER),
        Column("Tên giấy tờ", 110),
        Column("Bản chính", 20, Align.CENTER),
        Column("Bản sao", 20, Align.CENTER),
    )
    return Table(columns, tuple(Row(cells) for cells in rows))


def _comes_of(step: Step) -> str:
    """The forms that are used in a step and what comes of it, a line each."""
    result = (step.result,) if step.result else ()
    return "\n".join((*(split_link(form)[0] for form in step.forms), *result))


def _part_name(part: DossierComponent) -> str:
    return f"{part.name} ({split_link(part.form)[0]})" if part.form else part.name


def _copies(count: int | None) -> str:
    return two_digits(count) if count else ""


def _steps(document: ControlledDocument, setting: Setting, caption: str = "") -> Table:
    columns = (
        Column("TT", 12, Align.CENTER),
        Column("Trình tự", 48),
        Column("Trách nhiệm", 27, Align.CENTER),
        Column("Thời gian", 35, Align.CENTER),
        Column("Biểu mẫu/Kết quả", 40),
    )
    rows = [
        Row(
            (
                two_digits(position),
                step.task,
                setting.agency.role_title(step.role),
                _timing(step),
                _comes_of(step),
            )
        )
        for position, step in enumerate(document.steps, start=1)
    ]
    total = _total(document, setting.agency.hours_per_day)
    if total:
        rows.append(Row(("", "Tổng thời gian thực hiện", "", total, ""), bold=True))
    return Table(columns, tuple(rows), caption)


def _timing(step: Step) -> str:
    return _span(step.days, "ngày") or _span(step.hours, "giờ") or step.timing or ""


def _total(document: ControlledDocument, hours_per_day: int) -> str:
    """The sum of the steps of a procedure for citizens: in days if it comes out even, or hours."""
    if document.kind is not DocumentKind.SERVICE:
        return ""
    zero = Decimal()
    hours = sum(
        ((step.hours or zero) + (step.days or zero) * hours_per_day for step in document.steps),
        zero,
    )
    if not hours:
        return ""
    if hours_per_day and not hours % hours_per_day:
        return _span(hours / hours_per_day, "ngày")
    return _span(hours, "giờ")


def _forms(document: ControlledDocument, setting: Setting) -> Table:
    codes = [split_link(link)[0] for link in document.forms]
    columns = (
        Column("TT", 12, Align.CENTER),
        Column("Mã hiệu", 36, Align.CENTER),
        Column("Tên biểu mẫu", 112),
    )
    rows = enumerate(((code, setting.titles.get(code, "")) for code in codes), start=1)
    return Table(columns, tuple(Row((two_digits(position), *cells)) for position, cells in rows))


def _records(document: ControlledDocument, setting: Setting) -> Table:
    columns = (
        Column("TT", 10, Align.CENTER),
        Column("Tên hồ sơ", 50),
        Column("Nơi lưu", 30, Align.CENTER),
        Column("Thời gian lưu", 34, Align.CENTER),
        Column("Cách hủy", 36),
    )
    rows = (
        _record(position, kept, setting.agency)
        for position, kept in enumerate(document.records, start=1)
    )
    return Table(columns, tuple(rows))


def _record(position: int, kept: RetainedRecord, agency: Agency) -> Row:
    name = f"{kept.name} ({split_link(kept.form)[0]})" if kept.form else kept.name
    place = agency.unit_name(agency.role_title(kept.kept_by))
    return Row((two_digits(position), name, place, kept.retention, kept.disposal or ""))


# Forms


def _form(document: ControlledDocument, prose: Sequence[Block]) -> Iterator[Block]:
    """The form, empty: fields with dots, the table below them, at the end how to fill it in."""
    yield Title(document.title)
    if document.columns:
        yield from (Blank(label, 1) for label in document.fields)
        yield _empty_table(document)
    else:
        yield from _fields(document.fields)
    yield from (Note(text) for text in map(_instruction, prose) if text)


def _empty_table(document: ControlledDocument) -> Table:
    """The table with rows to write in, about as many as fit on the page."""
    columns = tuple(
        Column(column.title, width, _aligned(column.title))
        for column, width in zip(document.columns, _column_widths(document), strict=True)
    )
    lines = max(len(column.printed) for column in document.columns)
    height = max(_WRITING_MM, lines * _PRINTED_MM)
    room = (_ROWS_LANDSCAPE if _is_wide(document) else _ROWS_PORTRAIT) - len(document.fields)
    cells = tuple("\n".join(column.printed) for column in document.columns)
    return Table(columns, (Row(cells, height_mm=height),) * max(room * _WRITING_MM // height, 1))


def _aligned(title: str) -> Align:
    return Align.CENTER if fold(title) in _ORDINALS else Align.LEFT


def _fields(labels: tuple[str, ...]) -> Iterator[Block]:
    """The fields with dots: one line for a name or a day, what is left of the page for the rest."""
    short = [fold(label).startswith(_SHORT_FIELDS) for label in labels]
    long = short.count(False)
    share = (_FORM_LINES - short.count(True)) // long if long else 1
    for label, is_short in zip(labels, short, strict=True):
        yield Blank(label, 1 if is_short else min(max(share, 1), 5))


def _instruction(block: Block) -> Text:
    """The words of a block of prose as a remark."""
    match block:
        case Paragraph():
            return runs(block.text)
        case Item():
            return (Run(f"{block.marker} "), *runs(block.text))
        case Heading():
            return (Run(block.line, bold=True),)
        case _:
            return ()


def _is_wide(document: ControlledDocument) -> bool:
    return sum(_column_widths(document)) > _WIDE_MM


def _column_widths(document: ControlledDocument) -> tuple[float, ...]:
    return tuple(float(column.width_mm or _DEFAULT_WIDTH_MM) for column in document.columns)
