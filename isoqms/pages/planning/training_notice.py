"""The notice that sends people to a session of training (thông báo cử đi đào tạo; 7.2)."""

from collections.abc import Iterator
from typing import Final

from isoqms.facts.papers.own_places import session_index
from isoqms.model.agency.settings import Agency
from isoqms.model.layout import path_of
from isoqms.model.planning.training import Learner, TrainingSession
from isoqms.pages.layout.blocks import (
    Align,
    Annex,
    AnnexHead,
    Blank,
    Block,
    Column,
    Paper,
    Paragraph,
    Row,
    Table,
    Title,
    ended,
)
from isoqms.pages.papers.agency_paper import (
    about,
    cited,
    lacking,
    letterhead,
    profile,
    properties,
    proposer,
    recipients,
    signature,
)
from isoqms.pages.papers.order import PaperOrder
from isoqms.pages.papers.text import template_blocks
from isoqms.repository import Repository
from isoqms.wording import date_in_letters, two_digits, within

_KIND: Final = "Thông báo"
_OPEN: Final = "……"
_TT: Final = Column("TT", 12, Align.CENTER)
_NAME: Final = Column("Họ và tên", 52)
_POST: Final = Column("Chức vụ", 52)
_UNIT: Final = Column("Đơn vị", 52)


def training_notice(repository: Repository, order: PaperOrder) -> Paper:
    """The notice of one session: what, when, where, who is sent, the list annexed.

    UnknownName where there is no such session; Lacking without a day, or without anybody to send.
    """
    agency = repository.agency.record
    rows = repository.rows_of(order.year).sessions
    session = rows[session_index(len(rows), order.year, order.item)].record
    gaps = tuple(_gaps(order, session))
    if gaps:
        raise lacking("thông báo cử đi đào tạo", gaps)
    summary = about(order.summary or f"Cử người dự khóa đào tạo “{session.subject.rstrip(' .')}”")
    known = {"danh_sach": "có" if session.sent else "", "dau_moi": proposer(agency)}
    body: tuple[Block, ...] = (
        Title(_KIND, summary),
        Paragraph(_opening(repository, order)),
        *_details(session),
        *template_blocks(repository, "cu-di-dao-tao", order.year, known),
        Paragraph(f"{agency.full_name} thông báo để các đơn vị, cá nhân biết, thực hiện."),
    )
    units = tuple(unit.name for unit in agency.units) or ("Các cá nhân có liên quan",)
    return Paper(
        letterhead=letterhead(agency, "TB", order.year, order.number, order.signed),
        body=ended(body),
        signature=signature(agency, order, recipients(agency, f"Lãnh đạo {agency.name}", *units)),
        annexes=tuple(_annexes(agency, order, session)),
        profile=profile(agency.paper),
        properties=properties(agency, _KIND, summary, order),
    )


def _gaps(order: PaperOrder, session: TrainingSession) -> Iterator[tuple[str, str]]:
    update = f"`isoqms update training {order.item} --year {order.year}`"
    if not (session.planned or session.held):
        yield "ngày học", f"Ghi «Dự kiến» (planned) của khóa: {update}."
    if not (session.sent or session.audience):
        yield (
            "ai được cử đi",
            (
                "Ghi «Danh sách cử đi» (sent) hoặc «Đối tượng» (audience) của khóa ở "
                f"{path_of('dao-tao', order.year)}, hoặc bằng {update}."
            ),
        )


def _opening(repository: Repository, order: PaperOrder) -> str:
    agency = repository.agency.record
    training = repository.years[order.year].training
    plan = training.record.plan if training else None
    ground = f"Thực hiện {plan.rstrip('.')}, " if plan else ""
    return f"{ground}{agency.full_name} thông báo việc tổ chức và cử người dự khóa đào tạo như sau:"


def _details(session: TrainingSession) -> Iterator[Block]:
    day = session.planned or session.held
    yield Paragraph(f"Nội dung: {within(session.subject.rstrip(' .'))}.", label="1.")
    when = date_in_letters(day) if day else ""
    yield Paragraph(f"Thời gian: {_OPEN} giờ {_OPEN}, {when}.", label="2.")
    if session.where:
        yield Paragraph(f"Địa điểm: {session.where.rstrip(' .')}.", label="3.")
    else:
        yield Blank("3. Địa điểm:", indented=True)
    yield Paragraph(f"Thành phần: {_who(session)}.", label="4.")


def _who(session: TrainingSession) -> str:
    people = f"{two_digits(len(session.sent))} người có tên trong danh sách kèm theo"
    if not session.sent:
        return within((session.audience or "").rstrip(" ."))
    return f"{within(session.audience.rstrip(' .'))}, {people}" if session.audience else people


def _annexes(agency: Agency, order: PaperOrder, session: TrainingSession) -> Iterator[Annex]:
    if session.sent:
        attached = cited(agency, _KIND, order, "TB", agency.full_name)
        head = AnnexHead(None, "Danh sách người được cử dự khóa đào tạo", attached)
        yield Annex(head, (_list(agency, session.sent),))


def _list(agency: Agency, people: tuple[Learner, ...]) -> Table:
    """The people; a column that nobody fills is left out."""
    named = any(each.name for each in people)
    placed = any(each.unit for each in people)
    columns = (_TT, *((_NAME,) if named else ()), _POST, *((_UNIT,) if placed else ()))
    rows = []
    for number, each in enumerate(people, 1):
        unit = agency.unit_name(each.unit) if each.unit else ""
        cells = (*((each.name or "",) if named else ()), each.post, *((unit,) if placed else ()))
        rows.append(Row((two_digits(number), *cells)))
    return Table(columns, tuple(rows))
