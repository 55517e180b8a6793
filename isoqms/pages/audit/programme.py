"""The programme of the year's internal audit (chương trình; 9.2.2 a; mẫu 1.4, BM-HT-02-01)."""

from collections.abc import Iterator
from typing import Final

from isoqms.facts.audit.coverage import Coverage, coverage, reach_of
from isoqms.facts.improvement.corrections import Progress, progress
from isoqms.model.audit import AuditRound, RoundState
from isoqms.model.improvement import Nonconformity
from isoqms.pages.audit.words import (
    clause_words,
    lacking,
    live_rounds,
    nonconformities,
    rounds_words,
    subject_words,
    team_words,
    unit_words,
)
from isoqms.pages.layout.blocks import (
    Align,
    Block,
    Column,
    Heading,
    Item,
    Paper,
    Paragraph,
    Properties,
    Row,
    Table,
    Title,
    ended,
)
from isoqms.pages.papers.agency_paper import (
    letterhead,
    profile,
    recipients,
    secretary_title,
    signature,
    system,
)
from isoqms.pages.papers.order import PaperOrder
from isoqms.repository import Repository
from isoqms.wording import date_short, listed, sentence, two_digits

_COLUMNS: Final = (
    Column("TT", 10, Align.CENTER),
    Column("Đợt", 13, Align.CENTER),
    Column("Thời gian", 27, Align.CENTER),
    Column("Đơn vị được đánh giá", 38),
    Column("Quy trình, điều khoản", 43),
    Column("Chuyên gia đánh giá", 34),
)
_NAME: Final = "chương trình đánh giá nội bộ"


def audit_programme(repository: Repository, order: PaperOrder) -> Paper:
    """The programme: purpose, scope, criteria, method, the rounds, how much they reach.

    Lacking where the year has no round, or one without days, units or what it looks at.
    """
    agency = repository.agency.record
    rounds = live_rounds(repository, order.year, _NAME)
    gaps = tuple(_gaps(rounds, order.year))
    if gaps:
        raise lacking(_NAME, gaps)
    summary = order.summary or f"Đánh giá nội bộ {system(agency)} năm {order.year}"
    body = (Title("Chương trình", summary), *_body(repository, order, rounds))
    return Paper(
        letterhead=letterhead(agency, "CTr", order.year, order.number, order.signed),
        body=ended(body),
        signature=signature(
            agency, order, recipients(agency, "Lãnh đạo cơ quan", "Đoàn đánh giá", "Các đơn vị")
        ),
        profile=profile(agency.paper),
        properties=Properties(
            f"Chương trình {summary[0].lower()}{summary[1:]}", agency.name, order.signed
        ),
    )


def _gaps(rounds: tuple[AuditRound, ...], year: int) -> Iterator[str]:
    """What the schedule would leave empty; the team may be named later."""
    for audit in rounds:
        known = (
            ("ngày dự kiến", audit.planned_from or audit.planned_to),
            ("đơn vị được đánh giá", audit.units),
            ("điều khoản hoặc quy trình", audit.clauses or audit.documents),
        )
        if missing := [words for words, value in known if not value]:
            yield (
                f"Đợt «{audit.id}» chưa ghi {listed(missing)}: isoqms update audit-round "
                f"{audit.id} --year {year}."
            )


def _body(
    repository: Repository, order: PaperOrder, rounds: tuple[AuditRound, ...]
) -> Iterator[Block]:
    agency = repository.agency.record
    records = repository.years[order.year].audits
    purpose = records.record.purpose if records else None
    method = records.record.method if records else None
    yield Heading(1, "I.", "Mục đích")
    yield Paragraph(
        sentence(purpose or "")
        or f"Xác định hệ thống quản lý chất lượng có phù hợp với {agency.standard_name}, "
        "quy định pháp luật và tài "
        f"liệu của {agency.name} hay không; có được thực hiện, duy trì có hiệu lực hay không; "
        "tìm điểm không phù hợp để khắc phục và cơ hội để cải tiến, "
        "làm đầu vào cho cuộc họp xem xét của lãnh đạo."
    )
    yield Heading(1, "II.", "Phạm vi, chuẩn mực")
    yield from _scope(repository, order, rounds)
    yield Heading(1, "III.", "Phương pháp")
    yield Paragraph(
        sentence(method or "")
        or "Phỏng vấn người làm việc, quan sát hiện trường, xem tài liệu và hồ sơ; "
        "chọn mẫu ngẫu nhiên, có hồ sơ trễ "
        "hạn và hồ sơ của việc mới thay đổi; kết luận nào cũng phải có bằng chứng ghi trong phiếu."
    )
    yield Heading(1, "IV.", "Lịch đánh giá")
    yield Table(_COLUMNS, tuple(_rows(repository, rounds)))
    yield Heading(1, "V.", "Tổ chức thực hiện")
    yield from _organisation(repository, rounds)


def _scope(
    repository: Repository, order: PaperOrder, rounds: tuple[AuditRound, ...]
) -> Iterator[Block]:
    agency = repository.agency.record
    # What the programme plans, whether or not a round has been held since.
    planned = (audit.model_copy(update={"state": RoundState.PLANNED}) for audit in rounds)
    reach = reach_of(repository, planned)
    yield Paragraph(f"Phạm vi: {_reached(reach)}.", label="1.")
    yield from _left_out(repository, order, reach)
    yield Paragraph(
        f"Chuẩn mực: {agency.standard_name}; tài liệu của hệ thống đang có hiệu lực; "
        f"văn bản pháp luật về từng lĩnh vực; mục tiêu chất lượng năm {order.year}.",
        label="2.",
    )
    yield Paragraph(_weighed(repository, order, rounds), label="3.")


def _reached(reach: Coverage) -> str:
    parts = (
        (reach.units, "đơn vị"),
        (reach.procedures, "quy trình đang có hiệu lực"),
        (reach.clauses, "điều khoản tiêu chuẩn"),
    )
    return ", ".join(
        f"{two_digits(len(part.reached))}/{two_digits(len(part.whole))} {words}"
        for part, words in parts
        if part.whole
    )


def _left_out(repository: Repository, order: PaperOrder, reach: Coverage) -> Iterator[Block]:
    """What the programme leaves out, and what of it two years in a row leave out."""
    agency = repository.agency.record
    before = coverage(repository, order.year - 1)
    was_audited = bool(before.units.reached or before.procedures.reached or before.clauses.reached)
    for words, now, last in (
        ("Đơn vị", reach.units, before.units),
        ("Quy trình", reach.procedures, before.procedures),
        ("Điều khoản", reach.clauses, before.clauses),
    ):
        if not now.missing:
            continue
        twice = sum(each not in last.reached for each in now.missing) if was_audited else 0
        late = (
            f" (trong đó {two_digits(twice)} mục năm {order.year - 1} cũng chưa đánh giá)"
            if twice
            else ""
        )
        named = {"Đơn vị": unit_words(agency, now.missing), "Điều khoản": clause_words(now)}
        names = named.get(words) or ", ".join(now.missing)
        yield Item(f"{words} chưa bố trí trong năm: {names}{late}.")


def _weighed(repository: Repository, order: PaperOrder, rounds: tuple[AuditRound, ...]) -> str:
    """What the programme weighed (9.2.2 a): open earlier findings, and which round sees them."""
    opening = (
        "Thứ tự các đợt xếp theo tầm quan trọng của quá trình, "
        "thay đổi trong năm và kết quả lần đánh giá trước"
    )
    told = list(_open_of_units(repository, order, rounds))
    if not told and _all_were_closed(repository, order, rounds):
        return f"{opening}; không còn điểm không phù hợp nào chưa đóng."
    if not told:
        return f"{opening}."
    return f"{opening}: {'; '.join(told)}."


def _all_were_closed(
    repository: Repository, order: PaperOrder, rounds: tuple[AuditRound, ...]
) -> bool:
    """Whether there were nonconformities and none is open: of an empty register nothing is said."""
    return bool(repository.rows.nonconformities) and not _still_open(repository, order, rounds)


def _open_of_units(
    repository: Repository, order: PaperOrder, rounds: tuple[AuditRound, ...]
) -> Iterator[str]:
    """What each unit has not closed, and which of the rounds come to it."""
    still_open = _still_open(repository, order, rounds)
    for unit in dict.fromkeys(item.unit for item in still_open if item.unit):
        keys = [item.id for item in still_open if item.unit == unit]
        when = [audit for audit in rounds if unit in audit.units]
        where = f", xem lại ở {rounds_words(when)}" if when else ""
        name = repository.agency.record.unit_name(unit)
        yield f"{name} còn {listed(keys)} chưa đóng{where}"


def _still_open(
    repository: Repository, order: PaperOrder, rounds: tuple[AuditRound, ...]
) -> list[Nonconformity]:
    """What was found by the day of the programme, though not by its own rounds, and is open."""
    own = {each.nonconformity for audit in rounds for each in audit.findings}
    both = (*nonconformities(repository, order.year - 1), *nonconformities(repository, order.year))
    earlier = [item for item in both if item.id not in own and item.found <= order.dated]
    return [item for item in earlier if progress(item, order.dated) is not Progress.CLOSED]


def _rows(repository: Repository, rounds: tuple[AuditRound, ...]) -> Iterator[Row]:
    agency = repository.agency.record
    for number, audit in enumerate(rounds, 1):
        yield Row(
            (
                str(number),
                audit.id.removeprefix("dot-"),
                _planned(audit),
                unit_words(agency, audit.units),
                subject_words(audit),
                team_words(audit),
            )
        )


def _planned(audit: AuditRound) -> str:
    """The days that are planned; room to write where none is."""
    days = list(
        dict.fromkeys(date_short(day) for day in (audit.planned_from, audit.planned_to) if day)
    )
    return " đến ".join(days)


def _organisation(repository: Repository, rounds: tuple[AuditRound, ...]) -> Iterator[Block]:
    agency = repository.agency.record
    head = agency.headed
    yield Paragraph(
        "Trưởng đoàn phân công để không ai đánh giá việc mình làm, "
        "việc mình phụ trách hoặc đơn vị mình công tác; gửi lịch và nội dung cho đơn vị được đánh "
        "giá trước mỗi đợt.",
        label="1.",
    )
    yield Paragraph(
        "Đơn vị được đánh giá bố trí người, hồ sơ; nêu nguyên nhân, "
        "biện pháp và thời hạn cho từng điểm không phù hợp.",
        label="2.",
    )
    yield Paragraph(
        f"Sau mỗi đợt Trưởng đoàn báo cáo {head}; kết quả {two_digits(len(rounds))} đợt được đưa "
        "vào cuộc họp xem xét của lãnh đạo trong năm.",
        label="3.",
    )
    yield Paragraph(
        f"{secretary_title(agency)} theo dõi, lưu hồ sơ của từng đợt. "
        "Đợt nào không làm đúng lịch thì báo cáo lý do, xin điều chỉnh và làm bù trong năm.",
        label="4.",
    )
