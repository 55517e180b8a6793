"""The papers that put a decision right: it is annulled, amended, or its slips are corrected.

A fault of content is put right by a text of equal form, one of form by a letter of correction
(công văn đính chính; NĐ 30/2020/NĐ-CP, Điều 18).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from isoqms.facts.control.annulling import annulment as annulment_of
from isoqms.facts.control.annulling import target_of
from isoqms.facts.papers.own_places import corrected
from isoqms.model.control.decision import Decision
from isoqms.pages.layout.blocks import (
    Addressees,
    Article,
    Authority,
    Block,
    Enactment,
    Item,
    Paper,
    Paragraph,
    Title,
    ended,
)
from isoqms.pages.papers.agency_paper import (
    BLANK,
    bases,
    duties,
    letterhead,
    profile,
    properties,
    recipients,
    signature,
    usual_authority,
)
from isoqms.pages.papers.letters import letter_head
from isoqms.pages.papers.order import PaperOrder
from isoqms.repository import Repository
from isoqms.repository.control import Issue
from isoqms.repository.effects import named
from isoqms.wording import date_in_letters, matter, two_digits

_KIND: Final = "Quyết định"


def annulment(repository: Repository, order: PaperOrder) -> Paper:
    """The decision that annuls another: what ends by it, and what is in force again.

    UnknownName, CannotComeBack, as `facts.control.annulling` raises them.
    """
    made = annulment_of(repository, order.item or "", order.restores)
    old = made.target.record
    articles = [(f"Bãi bỏ {_named(old)}.", []), *_effects(made.gone, made.back)]
    summary = order.summary or f"Bãi bỏ {_short(old)}"
    return _decision(repository, order, old, summary, articles)


def _effects(gone: tuple[Issue, ...], back: tuple[Issue, ...]) -> Iterator[tuple[str, list[str]]]:
    """The articles on documents, each with its list."""
    since = "kể từ ngày Quyết định này có hiệu lực:"
    if gone:
        words = f"{two_digits(len(gone))} tài liệu sau đây do Quyết định bị bãi bỏ ban hành"
        yield f"{words} hết hiệu lực {since}", list(_told(gone))
    if back:
        words = f"{two_digits(len(back))} tài liệu sau đây có hiệu lực trở lại"
        yield f"{words} {since}", list(_told(back))


def _told(issues: Iterable[Issue]) -> Iterator[str]:
    for one in issues:
        title = f"{one.title} " if one.title else ""
        revision = f", lần ban hành {two_digits(one.revision)}" if one.revision else ""
        yield f"{title}(mã hiệu {one.code}{revision})"


def amendment(repository: Repository, order: PaperOrder) -> Paper:
    """The decision that amends another, in the paragraphs that were told, a point each.

    What was not told stays open. UnknownName for a decision that is not there.
    """
    old = target_of(repository, order.item or "").record
    summary = order.summary or f"Sửa đổi, bổ sung {_short(old)}"
    lead = f"Sửa đổi, bổ sung {_named(old)} như sau:"
    points = order.paragraphs or (f"{BLANK} được sửa đổi, bổ sung như sau: “{BLANK}”",)
    return _decision(repository, order, old, summary, [(lead, list(points))])


def _decision(
    repository: Repository,
    order: PaperOrder,
    old: Decision,
    summary: str,
    articles: list[tuple[str, list[str]]],
) -> Paper:
    agency = repository.agency.record
    # Whoever issued a decision annuls or amends it, on the grounds of its kind.
    authority = order.authority or usual_authority(repository, old.kind)
    blocks: list[Block] = [
        Title(_KIND, _about(summary)),
        Authority(authority),
        bases(repository, old.kind, order),
        Enactment(),
    ]
    since = _since(order)
    last: list[tuple[str, list[str]]] = [
        (f"Quyết định này có hiệu lực kể từ {since}.", []),
        (duties(agency), []),
    ]
    every = [*articles, *last]
    for number, (text, items) in enumerate(every, 1):
        blocks.append(Article(str(number), text=text))
        blocks += _points(items)
    copies = recipients(agency, f"Như Điều {len(every)}", lead=True)
    return Paper(
        letterhead=letterhead(agency, "QĐ", order.year, order.number, order.signed),
        body=ended(tuple(blocks)),
        signature=signature(agency, order, copies, authority),
        profile=profile(agency.paper),
        properties=properties(agency, _KIND, _about(summary), order),
    )


def _since(order: PaperOrder) -> str:
    effective = order.effective if order.effective != order.signed else None
    return date_in_letters(effective) if effective else "ngày ký"


def _points(items: Sequence[str]) -> list[Block]:
    """The points of a list, numbered where there are several."""
    if len(items) == 1:
        return [Paragraph(_point(items[0]))]
    return [Item(_point(item), f"{place}.") for place, item in enumerate(items, 1)]


def _point(item: str) -> str:
    return item if item.endswith((".", ";", ":", ".”", ".»")) else f"{item}."


def _about(summary: str) -> str:
    return f"Về việc {matter(summary)}"


def _short(old: Decision) -> str:
    return f"Quyết định số {old.number} {date_in_letters(old.signed)} của {old.authority}"


def _named(old: Decision) -> str:
    """The decision with all that its first citation asks for (NĐ 30/2020, Phụ lục I, II.6.b)."""
    return f"{_short(old)} về việc {_bare(old.summary)}"


def _bare(summary: str) -> str:
    return matter(summary)


class _Faulty(NamedTuple):
    """A paper in which something is to be corrected, as the letter names it."""

    type: str
    number: str
    day: date
    issuer: str
    summary: str


def _faulty(repository: Repository, number: str) -> _Faulty:
    """The decision with this number, or else the paper of the outgoing registers."""
    entry = named(repository.decisions, number)
    if entry is not None:
        old = entry.record
        return _Faulty(_KIND, old.number, old.signed, old.authority, old.summary)
    sent = corrected(repository, number)
    return _Faulty(sent.type, sent.number, sent.day, sent.issuer, sent.summary)


def erratum(repository: Repository, order: PaperOrder) -> Paper:
    """The letter that corrects slips of form in a paper, a paragraph for each slip.

    What was not told stays open (NĐ 30/2020/NĐ-CP, Điều 18, khoản 4: any paper that was sent out).
    UnknownName for a paper that is not there.
    """
    agency = repository.agency.record
    old = _faulty(repository, order.item or "")
    slips = order.paragraphs or (f"Tại {BLANK}, đã in “{BLANK}”, nay sửa thành “{BLANK}”",)
    summary = order.summary or f"Đính chính {old.type} số {old.number}"
    to = order.addressees or (f"Các phòng, đơn vị thuộc {agency.full_name}",)
    top = letter_head(agency, order, summary)
    body: tuple[Block, ...] = (
        Addressees(to),
        Paragraph(
            f"Ngày {date_in_letters(old.day).removeprefix('ngày ')}, {old.issuer} ban hành "
            f"{old.type} số {old.number} về việc {_bare(old.summary)}. "
            f"Do sai sót về thể thức, kỹ thuật trình bày, {agency.full_name} đính chính như sau:"
        ),
        *_points(slips),
        Paragraph(f"Các nội dung khác của {old.type} số {old.number} không thay đổi."),
        Paragraph(
            f"{agency.full_name} thông báo để các cơ quan, đơn vị, cá nhân có liên quan biết, "
            "thực hiện."
        ),
    )
    return Paper(
        letterhead=top,
        body=ended(body),
        signature=signature(
            agency, order, recipients(agency, "Như trên", unit=top.symbol.partition("-")[2])
        ),
        profile=profile(agency.paper),
        properties=properties(agency, "Công văn", summary, order),
        contact=agency.paper.contact or "",
    )
