"""Letters of the agency: the plain one (công văn; mẫu 1.5), and the apology for a late result."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from isoqms.model.agency.settings import Agency
from isoqms.model.improvement import ApologyLetter
from isoqms.pages.layout.blocks import Addressees, Block, Letterhead, Paper, Paragraph, ended
from isoqms.pages.papers.agency_paper import (
    BLANK,
    drafting_symbol,
    lacking,
    profile,
    properties,
    recipients,
    role,
    signature,
)
from isoqms.pages.papers.order import PaperOrder
from isoqms.repository import Repository
from isoqms.wording import date_in_letters, date_short, matter

_KIND: Final = "Công văn"
_APOLOGY: Final = "Xin lỗi và hẹn lại ngày trả kết quả giải quyết hồ sơ"
_CITIZEN: Final = "ông (bà), tổ chức"


def letter(repository: Repository, order: PaperOrder) -> Paper:
    """A letter about `summary` to `addressees` with `paragraphs`.

    Lacking where one of them is not given.
    """
    gaps = tuple(_gaps(order))
    if order.summary is None or gaps:
        raise lacking("công văn", gaps)
    body: tuple[Block, ...] = (
        Addressees(order.addressees),
        *(Paragraph(text) for text in order.paragraphs),
    )
    return _paper(repository, order, order.summary, body)


def _gaps(order: PaperOrder) -> Iterator[tuple[str, str]]:
    if order.summary is None:
        yield (
            "trích yếu",
            "Ghi --summary «…», ví dụ: --summary «triển khai đánh giá nội bộ năm 2026».",
        )
    if not order.addressees:
        yield "nơi gửi đến", "Ghi --to «…»; nhiều nơi thì ghi --to nhiều lần."
    if not order.paragraphs:
        yield "nội dung", "Ghi --text «…»; mỗi đoạn một lần --text."


def apology(repository: Repository, order: PaperOrder) -> Paper:
    """The letter about one late case: what was promised, why it is late, the new day.

    What the register knows of the case (khong-phu-hop.yaml, apologies) is filled in, a letter that
    was sent with the number and day that it got; the rest is left open. Nothing personal is in the
    records, so the addressee is open too unless the order names him.
    """
    agency = repository.agency.record
    if order.item is None:
        where = "Gõ: isoqms decision apology MÃ_HỒ_SƠ."
        raise lacking("thư xin lỗi", [("mã hồ sơ trễ hạn", where)])
    # A case of which nothing is known is one whose every answer is open.
    kept = apology_of(repository, order.year, order.item) or ApologyLetter()
    if kept.promised and order.dated <= kept.promised:
        raise lacking("thư xin lỗi", [_not_late(order, kept.promised)])
    reason = " ".join(order.paragraphs) or kept.reason or BLANK * 5
    to = order.addressees or (f"Ông (bà), tổ chức {BLANK * 4}",)
    body: tuple[Block, ...] = (Addressees(to), *_sorry(agency, order.item, kept, reason))
    # The number belongs to the letter of its day: another day makes another letter.
    if kept.number and order.number is None and order.signed in (None, kept.day):
        order = replace(order, number=kept.number, signed=kept.day)
    return _paper(repository, order, order.summary or _APOLOGY, body)


def _not_late(order: PaperOrder, promised: date) -> tuple[str, str]:
    """That nothing is late yet on the day of the letter."""
    words = f"hồ sơ {order.item} đã trễ hạn: đến ngày {date_short(order.dated)} chưa quá ngày hẹn"
    where = "Ghi ngày ký sau ngày hẹn trả, hoặc sửa ngày hẹn (promised) trong sổ."
    return f"{words} trả {date_short(promised)}", where


def apology_of(repository: Repository, year: int, case: str) -> ApologyLetter | None:
    """What the year's register holds of the letter about this case."""
    letters = (row.record for row in repository.rows_of(year).apologies)
    return next((each for each in letters if each.case == case), None)


def _sorry(agency: Agency, case: str, kept: ApologyLetter, reason: str) -> Iterator[Block]:
    one_stop = role(agency, "bo-phan-mot-cua")
    counter = one_stop.title if one_stop else "Bộ phận tiếp nhận và trả kết quả"
    promised = date_in_letters(kept.promised) if kept.promised else _open_day()
    again = date_in_letters(kept.new_date) if kept.new_date else _open_day()
    yield Paragraph(
        f"{agency.full_name} đã tiếp nhận hồ sơ mã số {case} của {_CITIZEN}; "
        f"thời hạn trả kết quả ghi trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả là {promised}."
    )
    yield Paragraph(
        "Đến nay hồ sơ chưa được giải quyết xong theo đúng thời hạn đã hẹn. Lý do: "
        f"{reason.strip().rstrip('.')}."
    )
    yield Paragraph(
        f"{agency.full_name} xin lỗi {_CITIZEN} về sự chậm trễ này và hẹn trả kết quả {again} tại "
        f"{counter}. Hồ sơ đã nộp vẫn được giải quyết; {_CITIZEN} không phải nộp lại hồ sơ."
    )
    yield Paragraph(f"Rất mong nhận được sự thông cảm của {_CITIZEN}.")


def _open_day() -> str:
    return f"ngày {BLANK} tháng {BLANK} năm {BLANK}"


def letter_number(agency: Agency) -> str:
    """The symbol of a letter: `UBND-VP`; the unit is open where isoqms.yaml gives it no symbol."""
    return f"{agency.symbol}-{drafting_symbol(agency) or BLANK}"


def letter_head(agency: Agency, order: PaperOrder, summary: str) -> Letterhead:
    """The head of a letter: what it is about stands below its number."""
    number, _, symbol = (order.number or "").partition("/")
    return Letterhead(
        parent_lines=agency.parent_lines,
        agency_lines=agency.agency_lines,
        number=number or None,
        symbol=symbol or letter_number(agency),
        place=agency.place,
        dated=order.signed,
        year=order.year,
        subject=matter(summary),
    )


def _paper(
    repository: Repository, order: PaperOrder, summary: str, body: tuple[Block, ...]
) -> Paper:
    agency = repository.agency.record
    top = letter_head(agency, order, summary)
    return Paper(
        letterhead=top,
        body=ended(body),
        signature=signature(
            agency, order, recipients(agency, "Như trên", unit=top.symbol.partition("-")[2])
        ),
        profile=profile(agency.paper),
        properties=properties(agency, _KIND, summary, order),
        contact=agency.paper.contact or "",
    )
