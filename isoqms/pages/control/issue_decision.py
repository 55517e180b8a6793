"""The decision that issues and withdraws documents (mẫu 1.2, 1.3 of NĐ 30/2020), with its lists."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from isoqms.facts.control.issuing import IssuedDocument, Issuing, Replaced, WithdrawnDocument
from isoqms.facts.law.citing import grounds
from isoqms.model.agency.settings import Agency
from isoqms.model.control.decision import Decision, DecisionKind
from isoqms.model.control.document import ControlledDocument, DocumentKind
from isoqms.model.control.sealing import short
from isoqms.pages.layout.blocks import (
    Align,
    Annex,
    AnnexHead,
    Article,
    Authority,
    Bases,
    Block,
    Column,
    Enactment,
    Letterhead,
    Note,
    Paper,
    Properties,
    Row,
    Signature,
    Table,
    Title,
    ended,
)
from isoqms.pages.layout.prose import blocks
from isoqms.pages.papers.agency_paper import (
    BLANK,
    about,
    capacity,
    day_or_dots,
    duties,
    letterhead,
    profile,
    recipients,
)
from isoqms.repository import Repository
from isoqms.source.markdown import parse
from isoqms.wording import date_in_letters, date_short, roman, two_digits

_KIND: Final = "Quyết định"
_PROSE: Final = (DocumentKind.POLICY, DocumentKind.OTHER)
_TT: Final = Column("TT", 11, Align.CENTER)
_FIELD: Final = Column("Lĩnh vực", 32)
_CODE: Final = Column("Mã hiệu", 37, Align.CENTER)
_NAME: Final = Column("Tên tài liệu", 91)
_REVISION: Final = Column("Lần ban hành", 16, Align.CENTER)


def issue_decision(repository: Repository, issuing: Issuing) -> Paper:
    """The decision with its annexes.

    An open number, day or signer stays blank for the clerk (Điều 15, 25).

    One text that is prose and nothing else (a policy, a regulation) is attached whole, as mẫu 1.3
    has it; all other documents are listed in the annex.
    """
    agency = repository.agency.record
    top = letterhead(agency, "QĐ", issuing.year, issuing.number, issuing.signed)
    one = attached_text(issuing)
    annexes = (_attached(agency, issuing, one),) if one else _lists(issuing, agency)
    body: tuple[Block, ...] = (
        Title(_KIND, issuing.summary if one else about(issuing.summary)),
        Authority(issuing.authority),
        Bases(tuple(_bases(repository, issuing))),
        Enactment(),
        *(
            Article(str(number), text=text)
            for number, text in enumerate(_articles(repository, issuing), 1)
        ),
    )
    last = sum(isinstance(block, Article) for block in body)
    return Paper(
        letterhead=top,
        body=ended(body),
        signature=Signature(
            capacity(agency, issuing.authority, issuing.signer_post),
            issuing.signer,
            recipients(agency, f"Như Điều {last}", lead=True),
        ),
        annexes=annexes,
        profile=profile(agency.paper),
        properties=Properties(
            f"{_KIND} {about(issuing.summary)[0].lower()}{about(issuing.summary)[1:]}",
            agency.name,
            issuing.signed,
        ),
    )


def attached_text(issuing: Issuing) -> IssuedDocument | None:
    """The one document whose prose is all there is of it, where the decision is about it alone."""
    if len(issuing.issued) != 1 or issuing.withdrawn:
        return None
    one = issuing.issued[0]
    document = one.document
    prose = parse(one.body)
    # Whatever the paper would lose (tables in the head, what Markdown of ours does not know)
    # forbids attaching it.
    whole = not (
        prose.refused
        or document.steps
        or document.fields
        or document.columns
        or document.attachment
    )
    return one if document.kind in _PROSE and prose.nodes and whole else None


def cited(issuing: Issuing, agency: Agency) -> str:
    """`Quyết định số 2545/QĐ-UBND ngày 30 tháng 9 năm 2022 của …`, with dots for what is open."""
    number = issuing.number or f"{BLANK}/QĐ-{agency.symbol}"
    day = day_or_dots(issuing.signed, issuing.year)
    return f"{_KIND} số {number} {day} của {issuing.authority}"


# The decision itself


def _bases(repository: Repository, issuing: Issuing) -> Iterator[str]:
    day = issuing.signed or repository.as_of
    for citable in grounds(repository, DecisionKind.ISSUE, day):
        yield f"Căn cứ {citable.ground}"
    if issuing.proposed_by:
        yield f"Theo đề nghị của {issuing.proposed_by}"


def _articles(repository: Repository, issuing: Issuing) -> Iterator[str]:
    agency = repository.agency.record
    one = attached_text(issuing)
    if one:
        yield _one_text(one)
    elif issuing.issued:
        yield _issues(agency, issuing)
    if issuing.withdrawn:
        yield _withdraws(issuing)
    replaced = "".join(f" và thay thế {_replaced(old)}" for old in issuing.replaced)
    yield f"Quyết định này có hiệu lực kể từ {_effective(issuing)}{replaced}."
    yield duties(agency)


def _replaced(old: Decision) -> str:
    return f"{_KIND} số {old.number} {date_in_letters(old.signed)} của {old.authority}"


def _one_text(one: IssuedDocument) -> str:
    replaced = f"; thay thế {_earlier(one.replaces)}" if one.replaces else ""
    return (
        f"Ban hành kèm theo Quyết định này {one.document.title} (mã hiệu {one.document.code}, "
        f"lần ban hành {two_digits(one.document.revision)}){replaced}."
    )


def _issues(agency: Agency, issuing: Issuing) -> str:
    count = len(issuing.issued)
    replacing = sum(each.replaces is not None for each in issuing.issued)
    text = (
        f"Ban hành và áp dụng {two_digits(count)} tài liệu của Hệ thống quản lý chất lượng theo "
        f"{agency.standard_name} tại {agency.full_name} ({_annex_name(issuing, 1)} kèm "
        "theo Quyết định này)."
    )
    if not replacing:
        return text
    whose = "các tài liệu này" if count > 1 else "tài liệu này"
    if replacing < count:
        whose = f"{two_digits(replacing)} tài liệu được thay thế"
    ends = "hết hiệu lực kể từ ngày Quyết định này có hiệu lực"
    return f"{text} Lần ban hành trước của {whose} {ends}."


def _withdraws(issuing: Issuing) -> str:
    return (
        f"Thu hồi, hết hiệu lực áp dụng đối với {two_digits(len(issuing.withdrawn))} tài liệu "
        f"({_annex_name(issuing, 2)} kèm theo Quyết định này)."
    )


def _annex_name(issuing: Issuing, number: int) -> str:
    return f"Phụ lục {roman(number)}" if issuing.issued and issuing.withdrawn else "Phụ lục"


def _effective(issuing: Issuing) -> str:
    return date_in_letters(issuing.effective) if issuing.effective else "ngày ký"


# The lists


def _lists(issuing: Issuing, agency: Agency) -> tuple[Annex, ...]:
    # A single annex bears no number.
    numbers = (1, 2) if issuing.issued and issuing.withdrawn else (None, None)
    attached = cited(issuing, agency)
    out = []
    if issuing.issued:
        head = AnnexHead(numbers[0], "Danh mục tài liệu ban hành và áp dụng", attached)
        out.append(Annex(head, (issued_table(issuing), *_seal_note(issuing)), landscape=True))
    if issuing.withdrawn:
        head = AnnexHead(numbers[1], "Danh mục tài liệu thu hồi, hết hiệu lực", attached)
        out.append(Annex(head, (withdrawn_table(issuing),), landscape=True))
    return tuple(out)


def issued_table(issuing: Issuing) -> Table:
    """The documents issued, one group for each kind; with the sums where they are sealed."""
    sums = {each.code: each.sha256 for each in issuing.seal.documents} if issuing.seal else {}
    by_field = any(each.field for each in issuing.issued)
    columns = (
        *_shared_columns(by_field=by_field),
        Column("Ghi chú", 34),
        *((Column("Mã SHA-256 (rút gọn)", 34, Align.CENTER),) if sums else ()),
    )

    def cells(each: IssuedDocument) -> tuple[str, ...]:
        told = (*_shared(each.document, each.field, by_field=by_field), _note(each))
        return (*told, short(sums[each.document.code])) if sums else told

    rows = _grouped((each.document, cells(each)) for each in issuing.issued)
    return Table(columns, tuple(rows))


def withdrawn_table(issuing: Issuing) -> Table:
    """The documents withdrawn, with the reason."""
    by_field = any(each.field for each in issuing.withdrawn)
    rows = _grouped(
        (each.document, _withdrawn_cells(each, by_field=by_field)) for each in issuing.withdrawn
    )
    return Table((*_shared_columns(by_field=by_field), Column("Lý do thu hồi", 64)), tuple(rows))


def _withdrawn_cells(each: WithdrawnDocument, *, by_field: bool) -> tuple[str, ...]:
    return (*_shared(each.document, each.field, by_field=by_field), each.reason)


def _shared_columns(*, by_field: bool) -> tuple[Column, ...]:
    return (_TT, *((_FIELD,) if by_field else ()), _CODE, _NAME, _REVISION)


def _shared(document: ControlledDocument, field: str, *, by_field: bool) -> tuple[str, ...]:
    return (
        *((field or "Chung",) if by_field else ()),
        document.code,
        document.title,
        two_digits(document.revision),
    )


def _grouped(rows: Iterable[tuple[ControlledDocument, tuple[str, ...]]]) -> Iterator[Row]:
    """The rows under one line for each kind, numbered through."""
    number = 0
    for index, (kind, members) in enumerate(groupby(rows, key=lambda row: row[0].kind), 1):
        held = tuple(members)
        yield Row((f"{roman(index)}. {kind.words} ({two_digits(len(held))})",), group=True)
        for _, cells in held:
            number += 1
            yield Row((str(number), *cells))


def _note(each: IssuedDocument) -> str:
    return f"Thay thế {_earlier(each.replaces)}" if each.replaces else "Ban hành mới"


def _earlier(replaced: Replaced) -> str:
    day = f" ngày {date_short(replaced.decision.signed)}" if replaced.decision else ""
    return f"lần {two_digits(replaced.revision)}{day}"


def _seal_note(issuing: Issuing) -> tuple[Block, ...]:
    if issuing.seal is None:
        return ()
    return (
        Note(
            f"Mã niêm của danh mục (SHA-256, cách tính {issuing.seal.scheme}): "
            f"{issuing.seal.root}. Cột cuối ghi 12 chữ số đầu của mã từng tài liệu; "
            "mã đầy đủ ở bản ghi quyết định trong kho tài liệu."
        ),
    )


# One text


def _attached(agency: Agency, issuing: Issuing, one: IssuedDocument) -> Annex:
    """The text on pages of its own, under the agency's name, without number and day (mẫu 1.3)."""
    head = Letterhead(agency.parent_lines, agency.agency_lines, attached=True)
    title = Title(one.document.title, attached_to=cited(issuing, agency))
    return Annex(head, ended((title, *blocks(parse(one.body).nodes))))
