"""What a year's report tells of direction: boards, papers, documents, validity, announcement."""

from collections.abc import Iterator
from typing import Final

from isoqms.facts.audit.auditors import units_in_scope
from isoqms.facts.composing.lines import (
    Ground,
    Line,
    Lines,
    bare,
    count,
    figure,
    inside,
    joined,
    on,
    paper,
)
from isoqms.facts.law.citing import Citable, steering_documents
from isoqms.facts.papers.decided import decisions_of
from isoqms.facts.reporting.figures import Figure
from isoqms.model.announcing import Announcement
from isoqms.model.control.decision import Appointment, Decision, DecisionKind
from isoqms.model.planning.resources import BudgetLine
from isoqms.repository.entry import Entry, Row
from isoqms.wording import fold, number

_NO_DIRECTION: Final = frozenset({"bao cao", "bien ban", "giay moi", "giay gioi thieu", "phieu"})
"""Types that report, minute or invite; a paper of another type directs (NĐ 30/2020, Điều 7)."""
_LETTER: Final = "cong van"
_OF_THE_SYSTEM: Final = (
    "iso",
    "tcvn",
    "chat luong",
    "quy trinh",
    "danh gia noi bo",
    "xem xet cua lanh dao",
    "hai long",
    "cai cach hanh chinh",
)
"""What a letter that steers the system speaks of; a whole register of letters is not printed."""
_POSTED: Final = "niem yet"
_GUIDES: Final = ("huong dan", "pho bien", "trien khai")


def boards(ground: Ground) -> Lines:
    """The decisions in force on the steering board and on its support team, members by role."""
    kinds = (DecisionKind.STEERING_BOARD, DecisionKind.SUPPORT_TEAM)
    return tuple(_board(each) for kind in kinds for each in _last(ground, kind))


def _board(decision: Entry[Decision]) -> Line:
    record = decision.record
    members = _members(record.appoints)
    return Line(so=record.number, ve=_about(record), thanh_vien=members)


def _about(record: Decision) -> str:
    """`về việc kiện toàn …`, however the summary begins."""
    words = inside(record.summary)
    return words if words.startswith("về việc ") else f"về việc {words}"


def _members(appointed: tuple[Appointment, ...]) -> str:
    by_role: dict[str, list[str]] = {}
    for each in appointed:
        by_role.setdefault(each.role, []).append(bare(each.post))
    if len(by_role) == 1:
        return joined(*by_role.values())
    return "; ".join(f"{role}: {', '.join(posts)}" for role, posts in by_role.items())


def _last(ground: Ground, *kinds: DecisionKind) -> tuple[Entry[Decision], ...]:
    """The last decision of these kinds that stands on the day; none where there is none."""
    return tuple(each for each in _standing(ground) if each.record.kind in kinds)[-1:]


def _standing(ground: Ground) -> tuple[Entry[Decision], ...]:
    known = ground.repository.standing
    return tuple(each for each in known if each.record.signed <= ground.day)


def directing(ground: Ground) -> tuple[Citable, ...]:
    """The papers of direction of the year: not every letter (chỉ đạo, điều hành).

    Left out are reports, minutes and invitations, the letters that say sorry, the notice of the
    announcement, which other sections tell, and `other_letters`.
    """
    return tuple(each for each in _issued(ground) if not _is_other_letter(each))


def other_letters(ground: Ground) -> tuple[Citable, ...]:
    """The letters of the register whose summary does not speak of the system."""
    return tuple(each for each in _issued(ground) if _is_other_letter(each))


def _issued(ground: Ground) -> tuple[Citable, ...]:
    every = steering_documents(ground.repository, ground.year)
    told = set(_told_elsewhere(ground))
    return tuple(
        each
        for each in every
        if ground.has_come(each.issued)
        and fold(each.type) not in _NO_DIRECTION
        and each.number not in told
    )


def _is_other_letter(document: Citable) -> bool:
    is_letter = fold(document.type) == _LETTER
    return is_letter and not any(words in fold(document.summary) for words in _OF_THE_SYSTEM)


def _told_elsewhere(ground: Ground) -> Iterator[str]:
    yield from (row.record.number or "" for row in ground.rows.apologies)
    notices = " ".join(row.record.notice or "" for row in ground.rows.announcements)
    yield from (row.record.number for row in ground.rows.outgoing if row.record.number in notices)


def guiding(ground: Ground) -> Lines:
    """The papers that guide people in using the documents (phổ biến, hướng dẫn)."""
    found = (each for each in directing(ground) if fold(each.summary).startswith(_GUIDES))
    return tuple(Line(so=each.number) for each in found)


def confirmations(ground: Ground) -> Lines:
    """That the head confirmed the system (QĐ 19/2014/QĐ-TTg, Điều 4.2.d): day and paper."""
    reviews = ground.repository.years[ground.year].reviews
    found = reviews.record.confirmation if reviews else None
    if found is None or not ground.has_come(found.day):
        return ()
    return (Line(ngay=on(found.day), van_ban=paper(found.document)),)


def signings(ground: Ground) -> Lines:
    """The decisions by which the set of documents was issued, with the order of signing.

    The first and the last before the year, and all of the year.
    """
    kind = DecisionKind.ISSUE
    every = [each for each in _standing(ground) if each.record.kind is kind]
    before = [each for each in every if each.record.signed.year < ground.year]
    shown = [*before[:1], *before[1:][-1:], *(each for each in every if each not in before)]
    return tuple(Line(so=each.record.number, lan=_order(ground, each)) for each in shown)


def _order(ground: Ground, decision: Entry[Decision]) -> str:
    record = decision.record
    told = figure(
        f"ky_duyet.{record.number}.lan",
        f"Lần ký duyệt tại {record.number}",
        "",
        record.signing_order,
        [decision.at("signing_order")],
    )
    return ground.words(str(record.signing_order or ""), told)


def issuings(ground: Ground) -> Lines:
    """The decisions of the year by which documents came or went, with what each did."""
    decisions = (each for each in _standing(ground) if each.record.signed >= ground.first)
    return tuple(
        Line(so=each.record.number, noi_dung=done)
        for each in decisions
        if (done := _done(ground, each))
    )


def _done(ground: Ground, decision: Entry[Decision]) -> str:
    told = [
        _moved(decision, "ban hành", "issues", "issued"),
        _moved(decision, "thu hồi", "withdraws", "withdrawn"),
    ]
    words = (
        f"{verb} {count(int(each.value))} tài liệu"
        for verb, each in zip(("ban hành", "thu hồi"), told, strict=True)
        if each.value
    )
    return ground.words(", ".join(words), *(each for each in told if each.value))


def _moved(decision: Entry[Decision], verb: str, rows: str, stated: str) -> Figure:
    """How many documents a decision issued or withdrew: as it lists them, or as it counts them."""
    record = decision.record
    listed = len(getattr(record, rows))
    typed = getattr(record.stated, stated) if record.stated else None
    place = decision.at(rows) if listed else decision.at("stated", stated)
    name, title = f"ban_hanh.{record.number}.{stated}", f"Số tài liệu {verb} tại {record.number}"
    return figure(name, title, "tài liệu", listed or typed, [place])


def policies(ground: Ground) -> Lines:
    """The decision on policy and objectives: the year's, or the last that stands."""
    of_year = decisions_of(ground.repository, ground.year, DecisionKind.POLICY_OBJECTIVES)
    found = of_year or _last(ground, DecisionKind.POLICY_OBJECTIVES)
    known = (each.record for each in found)
    return tuple(Line(so=each.number) for each in known if each.signed <= ground.day)


def publishings(ground: Ground) -> Lines:
    """The decisions that published the administrative procedures (quyết định công bố TTHC)."""
    register = ground.repository.procedures
    found = register.record.published_by if register else ()
    known = (each for each in found if each.signed <= ground.day)
    told = (Citable("Quyết định", p.number, p.signed, p.authority, p.summary or "") for p in known)
    return tuple(Line(day_du=each.full) for each in told)


def units(ground: Ground) -> Lines:
    """The units that the system is applied at, in one line with their number.

    None while no document of it came into force: the settings alone apply nothing.
    """
    keys = units_in_scope(ground.repository)
    if not (keys and signings(ground)):
        return ()
    names = "; ".join(ground.agency.unit_name(key) for key in keys)
    scope, agency = ground.repository.scope, ground.repository.agency
    place = scope.at("units") if scope and scope.record.units else agency.at("units")
    title = "Số phòng, đơn vị áp dụng"
    return (Line(so=ground.counted("noi_ap_dung", title, "đơn vị", len(keys), [place]), ten=names),)


def announced(ground: Ground) -> Lines:
    """The announcements of the year: decision, scope, notice, posting, what came and went."""
    rows = (row for row in ground.rows.announcements if ground.has_come(row.record.announced))
    made = (row for row in rows if not ground.repository.has_no_effect(row.record.decision))
    return tuple(_announcement(ground, row) for row in made)


def _announcement(ground: Ground, row: Row[Announcement]) -> Line:
    each = row.record
    notice = paper(each.notice) or ("văn bản" if each.notified else "")

    def counted(key: str, what: str, unit: str, value: int | None) -> str:
        name, title = f"cong_bo.{each.decision}.{key}", f"Số {what}, theo {each.decision}"
        return ground.counted(name, title, unit, value, [row.at(key)])

    return Line(
        so=each.decision,
        ngay=on(each.announced),
        pham_vi=inside(each.scope),
        tthc=counted("procedures", "thủ tục hành chính công bố", "thủ tục", len(each.procedures)),
        noi_bo=counted("activities", "hoạt động nội bộ công bố", "hoạt động", len(each.activities)),
        don_vi=counted("units", "đơn vị công bố", "đơn vị", len(each.units)),
        thong_bao=notice,
        niem_yet=_posted(each),
        dang_tai=bare(each.website),
        ban_hanh=counted("issued_stated", "tài liệu ban hành mới", "tài liệu", each.issued_stated),
        thu_hoi=counted("withdrawn_stated", "tài liệu thu hồi", "tài liệu", each.withdrawn_stated),
    )


def _posted(each: Announcement) -> str:
    words = bare(each.posted)
    return words if not words or _POSTED in fold(words) else f"Niêm yết: {inside(words)}"


def people(ground: Ground) -> Lines:
    """What is noted of the people who keep the system."""
    resources = ground.repository.years[ground.year].resources
    note = bare(resources.record.people_note) if resources else ""
    return (Line(ghi_chu=note),) if note else ()


def money(ground: Ground) -> Lines:
    """The lines of the budget, in one line of words; those with amounts also with them."""
    lines = [row.record for row in ground.rows.budget]
    if not lines:
        return ()
    items = joined(inside(each.item) for each in lines)
    return (Line(khoan=items, tung_khoan=joined(map(_with_amounts, lines))),)


def _with_amounts(line: BudgetLine) -> str:
    """`đào tạo: dự toán 10 triệu đồng, đã chi 9,5 triệu đồng`; empty where it tells no amount."""
    told = (("dự toán", line.planned), ("đã chi", line.spent))
    amounts = ", ".join(f"{word} {number(sum_)} triệu đồng" for word, sum_ in told if sum_)
    return f"{inside(line.item)}: {amounts}" if amounts else ""
