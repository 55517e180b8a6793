"""The papers of an announcement: the decision with annexes, the notice, the posting sheet.

Phụ lục I of QĐ 19/2014/QĐ-TTg is known by its fields only, so the wording of the articles is a
template that an agency can correct (`own_wording`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Final

from isoqms.facts.announcing.announcements import (
    Announced,
    Turnover,
    announcements,
    covered_by,
    turnover,
)
from isoqms.facts.law.citing import grounds
from isoqms.facts.planning.acts import act
from isoqms.facts.services.coverage import Coverage, ServedProcedure, coverage
from isoqms.model.agency.settings import Agency
from isoqms.model.announcing import Announcement
from isoqms.model.control.decision import DecisionKind
from isoqms.model.layout import path_of
from isoqms.pages.layout.blocks import (
    Addressees,
    Align,
    Annex,
    AnnexHead,
    Article,
    Authority,
    Bases,
    Blank,
    Block,
    Column,
    Enactment,
    Note,
    Paper,
    Paragraph,
    Properties,
    Row,
    Signature,
    Table,
    Title,
    ended,
)
from isoqms.pages.papers.agency_paper import (
    BLANK,
    capacity,
    day_or_dots,
    lacking,
    letterhead,
    profile,
    proposer,
    recipients,
    secretary_title,
    standard,
    usual_authority,
)
from isoqms.pages.papers.order import PaperOrder
from isoqms.pages.papers.own_wording import articles
from isoqms.repository import Repository
from isoqms.repository.control import control
from isoqms.wording import date_in_letters, date_short, listed, lowered, two_digits

TEMPLATE: Final = "quyet-dinh-cong-bo.md"
"""The template of the articles of the decision, which an agency may correct."""
_ITS_OWN_WORDS: Final = re.compile(r"^niêm yết(?: công khai)?:?\s+", re.IGNORECASE)
_DECREE: Final = "19/2014/QĐ-TTg"
_TT: Final = Column("TT", 11, Align.CENTER)
_CODE: Final = Column("Mã thủ tục", 28, Align.CENTER)
_NAME: Final = Column("Tên thủ tục hành chính", 92)


@dataclass(frozen=True, slots=True)
class _Announcing:
    """The announcement that the papers are about.

    Number and day stay open until the decision is signed.
    """

    number: str | None
    day: date | None
    year: int
    covered: Coverage
    previous: Announced | None
    changes: Turnover
    posted: str
    website: str
    scope: str = ""
    """What is announced, in words, where the announcement lists no procedure and no activity."""


def _recorded(repository: Repository, number: str | None) -> _Announcing | None:
    """The recorded announcement by this decision, the last one where none is named.

    None where there is none.
    """
    known = announcements(repository)
    found = next((each for each in reversed(known) if number in (None, each.number)), None)
    if found is None:
        return None
    previous = _before(known, found)
    record = found.record
    made = _Announcing(
        number=found.number,
        day=found.day,
        year=found.day.year,
        covered=_covered_then(repository, record),
        previous=previous,
        changes=_changes_of(repository, found, previous),
        posted="",
        website="",
    )
    if record is None:
        return made
    return replace(
        made, posted=record.posted or "", website=record.website or "", scope=record.scope or ""
    )


def _before(known: Sequence[Announced], found: Announced) -> Announced | None:
    """The last announcement of an earlier day."""
    earlier = [each for each in known if each is not found and each.day < found.day]
    return earlier[-1] if earlier else None


def _covered_then(repository: Repository, record: Announcement | None) -> Coverage:
    """What an announcement says that it covers; what is covered now where it names nothing."""
    if record is None or not record.procedures:
        return coverage(repository)
    return covered_by(repository, record)


def _changes_of(repository: Repository, found: Announced, previous: Announced | None) -> Turnover:
    """What the decisions since the one before did.

    Where they tell nothing, what the announcement itself counts.
    """
    told = turnover(repository, previous.day, found.day) if previous else Turnover()
    record = found.record
    if not told.is_empty or record is None:
        return told
    stated = (record.issued_stated, record.withdrawn_stated)
    return told if stated == (None, None) else Turnover(counted=((found.number, *stated),))


def _to_come(repository: Repository, order: PaperOrder, number: str | None = None) -> _Announcing:
    """That which the next decision makes, of what is covered now."""
    previous = next(reversed(announcements(repository)), None)
    changes = turnover(repository, previous.day, order.dated) if previous else Turnover()
    return _Announcing(
        number, order.signed, order.dated.year, coverage(repository), previous, changes, "", ""
    )


def announcement(repository: Repository, order: PaperOrder) -> Paper:
    """The decision (mẫu 1.2): lists of TTHC, of internal activities, of what came and went since.

    An open number or day stays blank for the clerk; `order.number` names the recorded announcement
    to print again.
    """
    agency = repository.agency.record
    made = (_recorded(repository, order.number) if order.number else None) or _to_come(
        repository, order, order.number
    )
    _require_scope(made, "quyết định công bố")
    authority = order.authority or usual_authority(repository, DecisionKind.ANNOUNCE)
    annexes = _annexes(repository, made, authority)
    texts = _articles(repository, made, annexes)
    body: tuple[Block, ...] = (
        Title("Quyết định", order.summary or f"Về việc {_about(agency, made)}"),
        Authority(authority),
        Bases(tuple(_bases(repository, order, made))),
        Enactment(),
        *(Article(str(number), text=text) for number, text in enumerate(texts, 1)),
    )
    copies = recipients(agency, f"Như Điều {len(texts)}", lead=True)
    return Paper(
        letterhead=letterhead(agency, "QĐ", made.year, made.number, made.day),
        body=ended(body),
        signature=Signature(
            capacity(agency, authority, order.signer_post), order.signer or "", copies
        ),
        annexes=tuple(annex for _, annex in annexes),
        profile=profile(agency.paper),
        properties=Properties(f"Quyết định {_about(agency, made)}", agency.name, made.day),
    )


def _about(agency: Agency, made: _Announcing) -> str:
    again = " lại" if made.previous else ""
    return f"công bố{again} Hệ thống quản lý chất lượng phù hợp {standard(agency)}"


def _bases(repository: Repository, order: PaperOrder, made: _Announcing) -> Iterator[str]:
    for citable in grounds(repository, DecisionKind.ANNOUNCE, order.dated):
        yield f"Căn cứ {citable.ground}"
    confirmed = next(
        filter(
            None,
            (act(repository, year, "xac-nhan-hieu-luc") for year in (made.year, made.year - 1)),
        ),
        None,
    )
    if confirmed:
        yield f"Căn cứ xác nhận hiệu lực của Hệ thống quản lý chất lượng tại {confirmed.words}"
    yield f"Theo đề nghị của {order.proposed_by or proposer(repository.agency.record)}"


def _articles(
    repository: Repository, made: _Announcing, annexes: tuple[tuple[str, Annex], ...]
) -> tuple[str, ...]:
    agency = repository.agency.record
    covers = listed(
        f"{words} ({_annex_label(annex)} kèm theo Quyết định này)"
        for words, annex in annexes
        if words
    )
    listed_apart = made.changes.new or made.changes.revised or made.changes.withdrawn
    values = {
        "co_quan": agency.name,
        "co_quan_day_du": agency.full_name,
        "tieu_chuan": standard(agency),
        "doi_tuong": covers or _objects(made),
        "pham_vi": _scope_words(repository),
        "lan_truoc": _cited(made.previous) if made.previous else "",
        "bien_dong": "" if made.changes.is_empty else _changed(made.changes),
        "phu_luc_bien_dong": _annex_label(annexes[-1][1]) if listed_apart else "",
        "hieu_luc": _effective(repository, made),
        "thu_ky": secretary_title(agency),
        "don_vi_chu_tri": agency.lead_agency,
        "trang_tin": agency.website or "",
    }
    return articles(repository, TEMPLATE, values)


def _annex_label(annex: Annex) -> str:
    return annex.head.label if isinstance(annex.head, AnnexHead) else ""


def _scope_words(repository: Repository) -> str:
    scope = repository.scope.record if repository.scope else None
    if scope is None:
        return ""
    left_out = [each.clause for each in scope.exclusions]
    without = f" Điều khoản không áp dụng: {listed(left_out)}." if left_out else ""
    return f"{scope.statement.strip().rstrip('.')}.{without}"


def _cited(announced: Announced) -> str:
    return f"Quyết định số {announced.number} {date_in_letters(announced.day)}"


def _changed(changes: Turnover) -> str:
    """`ban hành mới 02, sửa đổi 03, thu hồi 02 tài liệu`."""
    counts = (
        ("ban hành mới", changes.issued_count),
        ("sửa đổi", len(changes.revised)),
        ("thu hồi", changes.withdrawn_count),
    )
    return f"{', '.join(f'{verb} {two_digits(count)}' for verb, count in counts if count)} tài liệu"


def _effective(repository: Repository, made: _Announcing) -> str:
    recorded = repository.decisions_by_number.get(made.number or "", ())
    same = [d.record for d in recorded if d.record.signed == made.day]
    effective = same[-1].effective if same else None
    return date_in_letters(effective) if effective else "ngày ký"


# The annexes


def _annexes(
    repository: Repository, made: _Announcing, authority: str
) -> tuple[tuple[str, Annex], ...]:
    """Each annex that has rows, with what the first article says of it.

    What came and went stands last, unsaid.
    """
    tables = [*_covered_tables(made.covered), *_change_tables(repository, made)]
    number = made.number or f"{BLANK}/QĐ-{repository.agency.record.symbol}"
    day = day_or_dots(made.day, made.year)
    attached = f"Quyết định số {number} {day} của {authority}"
    # A single annex bears no number.
    places = range(1, len(tables) + 1) if len(tables) > 1 else (None,) * len(tables)
    return tuple(
        (words, Annex(AnnexHead(place, title, attached), body))
        for place, (words, title, body) in zip(places, tables, strict=True)
    )


_Annexed = tuple[str, str, tuple[Block, ...]]
"""What the first article says of an annex, its title, and what stands in it."""


def _covered_tables(covered: Coverage) -> Iterator[_Annexed]:
    if covered.procedures:
        words = f"việc giải quyết {two_digits(len(covered.procedures))} thủ tục hành chính"
        table = Table(
            (_TT, _CODE, _NAME, Column("Quy trình áp dụng", 34, Align.CENTER)),
            tuple(_procedures(covered)),
        )
        yield words, "Danh mục thủ tục hành chính áp dụng Hệ thống quản lý chất lượng", (table,)
    if covered.activities:
        words = f"{two_digits(len(covered.activities))} hoạt động nội bộ"
        title = "Danh mục hoạt động nội bộ áp dụng Hệ thống quản lý chất lượng"
        yield words, title, (_activities(covered),)


def _change_tables(repository: Repository, made: _Announcing) -> Iterator[_Annexed]:
    rows = tuple(_change_rows(repository, made.changes))
    if not rows:
        return
    since = f" từ lần công bố ngày {date_short(made.previous.day)}" if made.previous else ""
    columns = (_TT, Column("Mã hiệu", 40, Align.CENTER), Column("Tên tài liệu", 114))
    counted = (
        Note(
            f"Quyết định số {number} chỉ ghi số lượng: ban hành {issued or 0}, "
            f"thu hồi {withdrawn or 0} tài liệu."
        )
        for number, issued, withdrawn in made.changes.counted
    )
    title = f"Tài liệu ban hành mới, sửa đổi, thu hồi{since}"
    yield "", title, (Table(columns, rows), *counted)


def _by_field(covered: Coverage) -> Iterator[tuple[str, tuple[ServedProcedure, ...]]]:
    for field, members in groupby(covered.procedures, key=lambda each: each.procedure.field):
        yield field, tuple(members)


def _procedures(covered: Coverage) -> Iterator[Row]:
    """The procedures under the name of their field, numbered through."""
    number = 0
    for field, members in _by_field(covered):
        yield Row((f"Lĩnh vực {field} ({two_digits(len(members))} thủ tục)",), group=True)
        for each in members:
            number += 1
            codes = ", ".join(entry.record.code for entry in each.documents)
            yield Row((two_digits(number), each.procedure.code, each.procedure.name, codes))


def _activities(covered: Coverage) -> Table:
    columns = (
        _TT,
        Column("Mã quy trình", 34, Align.CENTER),
        Column("Tên quy trình", 92),
        Column("Lần ban hành", 28, Align.CENTER),
    )
    rows = (
        Row(
            (
                two_digits(number),
                entry.record.code,
                entry.record.title,
                two_digits(entry.record.revision),
            )
        )
        for number, entry in enumerate(covered.activities, 1)
    )
    return Table(columns, tuple(rows))


def _change_rows(repository: Repository, changes: Turnover) -> Iterator[Row]:
    """The documents that came and went, under what happened to them."""
    groups = (
        ("Ban hành mới", changes.new),
        ("Sửa đổi", changes.revised),
        ("Thu hồi", changes.withdrawn),
    )
    for title, codes in groups:
        if codes:
            yield Row((f"{title} ({two_digits(len(codes))} tài liệu)",), group=True)
        for number, code in enumerate(codes, 1):
            yield Row((two_digits(number), code, _title_of(repository, changes, code)))


def _title_of(repository: Repository, changes: Turnover, code: str) -> str:
    """As a decision or the text in force has it, or else the last text that the history holds."""
    known = changes.titles.get(code)
    issues = control(repository).issues.get(code, ()) if known is None else ()
    return known or next((issue.title for issue in reversed(issues) if issue.title), "")


# The notice


def notice(repository: Repository, order: PaperOrder) -> Paper:
    """The notice to the lead agency (mẫu 1.4) of the announcement `order.item`, or of the last."""
    return _notice(
        repository, order, _recorded(repository, order.item) or _to_come(repository, order)
    )


def notice_to_come(repository: Repository, order: PaperOrder) -> Paper:
    """The same for the announcement that is being prepared.

    Number and day of its decision stay blank.
    """
    return _notice(repository, order, _to_come(repository, replace(order, signed=None)))


def _notice(repository: Repository, order: PaperOrder, made: _Announcing) -> Paper:
    agency = repository.agency.record
    _require_scope(made, "thông báo")
    body: tuple[Block, ...] = (
        Title("Thông báo", f"Về việc {_about(agency, made)}"),
        Addressees((agency.lead_agency,)),
        *(Paragraph(text, label) for label, text in _notified(repository, made, order)),
    )
    return Paper(
        letterhead=letterhead(agency, "TB", order.dated.year, order.number, order.signed),
        body=ended(body),
        signature=Signature(
            capacity(agency, order.authority, order.signer_post),
            order.signer or "",
            recipients(agency, "Như trên"),
        ),
        profile=profile(agency.paper),
        properties=Properties(f"Thông báo {_about(agency, made)}", agency.name, order.signed),
    )


def _decided(agency: Agency, made: _Announcing) -> str:
    number = made.number or f"{BLANK}/QĐ-{agency.symbol}"
    day = day_or_dots(made.day, made.year)
    return f"Quyết định số {number} {day}"


def _notified(
    repository: Repository, made: _Announcing, order: PaperOrder
) -> Iterator[tuple[str, str]]:
    agency = repository.agency.record
    law = next(
        (c for c in grounds(repository, DecisionKind.ANNOUNCE, order.dated) if c.number == _DECREE),
        None,
    )
    opening = f"Thực hiện khoản 3 Điều 4 {law.dated} của {law.issuer}, " if law else ""
    yield "", f"{opening}{agency.full_name} thông báo:"
    paragraphs = [
        (
            f"{usual_authority(repository, DecisionKind.ANNOUNCE)} đã ký {_decided(agency, made)} "
            f"{_about(agency, made)}."
        ),
        f"Phạm vi công bố: {_objects(made)}{_annexed(made)}.",
    ]
    if not made.changes.is_empty:
        before = f"tại {_cited(made.previous)}" if made.previous else "trước"
        paragraphs.append(f"So với lần công bố {before}: {_changed(made.changes)}.")
    paragraphs.append(_published(agency, made))
    paragraphs.append(f"Gửi kèm: {_decided(agency, made)} và các phụ lục.")
    yield from ((f"{number}.", text) for number, text in enumerate(paragraphs, 1))
    yield "", f"{agency.full_name} thông báo để {agency.lead_agency} theo dõi, tổng hợp."


def _counts(covered: Coverage) -> str:
    counts = (
        (len(covered.procedures), "thủ tục hành chính"),
        (len(covered.activities), "hoạt động nội bộ"),
    )
    return listed(f"{two_digits(count)} {words}" for count, words in counts if count)


def _objects(made: _Announcing) -> str:
    """What is announced: as it is counted, else in the words of the announcement; or nothing."""
    return _counts(made.covered) or lowered(made.scope.strip().rstrip("."))


def _annexed(made: _Announcing) -> str:
    return ", có danh mục kèm theo Quyết định" if _counts(made.covered) else ""


def _following(made: _Announcing) -> str:
    return " sau đây:" if _counts(made.covered) else "."


def _require_scope(made: _Announcing, paper: str) -> None:
    """Lacking where nothing tells what is announced: no paper may say «see the decision»."""
    if _objects(made):
        return
    if made.number:
        row = f"{path_of('cong-bo', made.year)}, lần công bố {made.number}"
        what = "thủ tục hành chính, hoạt động nội bộ hoặc phạm vi đã công bố"
        raise lacking(paper, [(what, f"Ghi «TTHC», «Hoạt động nội bộ» hoặc «Phạm vi» vào {row}.")])
    where = (
        f"Ghi vào {path_of('danh-muc')} và ban hành quy trình (isoqms issue); hoạt động nội bộ thì "
        "ban hành quy trình nội bộ."
    )
    raise lacking(paper, [("thủ tục hành chính, hoạt động nội bộ trong phạm vi", where)])


def _published(agency: Agency, made: _Announcing) -> str:
    # The record may say «Niêm yết tại …» as well as «tại …»; the line's own words say it already.
    told = (made.posted or "").strip().rstrip(".")
    posted = _ITS_OWN_WORDS.sub("", told) or f"tại trụ sở {agency.full_name}"
    website = made.website or agency.website
    online = f"; đăng tải tại {website}" if website else ""
    return f"Niêm yết công khai: {posted}{online}."


# The posting


def posting(repository: Repository, order: PaperOrder) -> Paper:
    """The sheet posted at the office: what was announced, for which TTHC, within which time."""
    return _posting(repository, _recorded(repository, order.item) or _to_come(repository, order))


def posting_to_come(repository: Repository, order: PaperOrder) -> Paper:
    """The same for the announcement that is being prepared.

    Number and day of its decision stay blank.
    """
    return _posting(repository, _to_come(repository, replace(order, signed=None)))


def _posting(repository: Repository, made: _Announcing) -> Paper:
    agency = repository.agency.record
    _require_scope(made, "tờ niêm yết")
    website = made.website or agency.website
    online = (
        (Paragraph(f"Toàn văn quyết định và các quy trình đăng tải tại: {website}."),)
        if website
        else ()
    )
    body: tuple[Block, ...] = (
        Title("Niêm yết công khai", f"Về việc {_about(agency, made)}"),
        Paragraph(
            f"{agency.full_name} đã công bố Hệ thống quản lý chất lượng phù hợp {standard(agency)} "
            f"tại {_decided(agency, made)}, áp dụng đối với {_objects(made)}{_following(made)}"
        ),
        *_posted_tables(made.covered),
        *online,
        Blank("Nơi niêm yết:", indented=True),
        Blank("Niêm yết từ ngày, đến ngày:", indented=True),
    )
    top = letterhead(agency, "", made.year, None, None)
    return Paper(
        letterhead=type(top)(top.parent_lines, top.agency_lines, place=top.place, year=made.year),
        body=ended(body),
        signature=Signature(("Người niêm yết",)),
        profile=profile(agency.paper),
        properties=Properties(f"Niêm yết {_about(agency, made)}", agency.name, made.day),
    )


def _posted_tables(covered: Coverage) -> Iterable[Block]:
    if covered.procedures:
        columns = (_TT, _CODE, _NAME, Column("Thời hạn giải quyết", 34))
        yield Table(columns, tuple(_posted_rows(covered)))
    if covered.activities:
        names = listed(
            f"{entry.record.title} ({entry.record.code})" for entry in covered.activities
        )
        yield Paragraph(f"Hoạt động nội bộ: {names}.")


def _posted_rows(covered: Coverage) -> Iterator[Row]:
    number = 0
    for field, members in _by_field(covered):
        yield Row((f"Lĩnh vực {field}",), group=True)
        for each in members:
            number += 1
            yield Row(
                (
                    two_digits(number),
                    each.procedure.code,
                    each.procedure.name,
                    each.procedure.days or "",
                )
            )
