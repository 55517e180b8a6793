"""The report of the internal audit (báo cáo đánh giá nội bộ; 9.2.2 d; mẫu 1.4, BM-HT-02-06)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Final

from isoqms.facts.audit.auditors import audited_by, nonconformity_of, untold_faults
from isoqms.facts.audit.coverage import Reach, reach_of
from isoqms.facts.audit.team import team_decision
from isoqms.facts.improvement.corrections import Progress, progress
from isoqms.facts.law.citing import citable
from isoqms.model.agency.settings import Agency
from isoqms.model.audit import (
    AuditFinding,
    Auditor,
    AuditRound,
    CheckResult,
    FindingKind,
    RoundState,
)
from isoqms.model.improvement import Nonconformity
from isoqms.pages.audit.overview import rounds_of, treated
from isoqms.pages.audit.words import (
    clause_words,
    codes,
    days_words,
    lacking,
    live_rounds,
    nonconformities,
    ordered_round,
    round_words,
    rounds_words,
    team_words,
    unit_order,
    unit_words,
)
from isoqms.pages.layout.blocks import (
    Addressees,
    Align,
    Blank,
    Block,
    Column,
    Heading,
    Item,
    Letterhead,
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
    head_of,
    letterhead,
    profile,
    recipients,
    signature,
    standard,
    system,
)
from isoqms.pages.papers.order import PaperOrder
from isoqms.repository import Repository
from isoqms.wording import date_short, listed, two_digits

_NAME: Final = "báo cáo đánh giá nội bộ"
_BODY: Final = "Đoàn đánh giá nội bộ"
_SYMBOL: Final = "BC-ĐĐG"
_FIGURES: Final = (
    Column("Đơn vị", 60),
    Column("Câu đã hỏi", 20, Align.CENTER),
    Column("Phù hợp", 20, Align.CENTER),
    Column("Không phù hợp", 22, Align.CENTER),
    Column("Lưu ý", 20, Align.CENTER),
    Column("Chưa hỏi", 20, Align.CENTER),
)
_FAULTS: Final = (
    Column("TT", 10, Align.CENTER),
    Column("Số phiếu", 19, Align.CENTER),
    Column("Đơn vị", 30),
    Column("Điều khoản, quy trình", 36, Align.CENTER),
    Column("Mô tả, bằng chứng", 60),
    Column("Tình trạng", 30),
)


def audit_report(repository: Repository, order: PaperOrder) -> Paper:
    """The report of one round, or of all rounds done where the order names none.

    It is the team's, signed by the lead auditor, unless the order has it go out as a paper of the
    agency: under a number of the agency's series, or signed by somebody else. Lacking where no
    round is done.
    """
    rounds = _ordered(repository, order)
    summary = order.summary or _summary(repository, order, rounds)
    head, foot = _frame(repository, order, rounds)
    body: tuple[Block, ...] = (
        Title("Báo cáo", summary),
        *_addressed(repository, order),
        *_grounds(repository, order, rounds),
        *_scope(repository, order, rounds),
        *_results(repository, order, rounds),
        *_conclusion(repository, order, rounds),
        *_proposals(repository, order, rounds),
    )
    agency = repository.agency.record
    return Paper(
        letterhead=head,
        body=ended(body),
        signature=foot,
        profile=profile(agency.paper),
        properties=Properties(
            f"Báo cáo {summary[0].lower()}{summary[1:]}", agency.name, order.signed
        ),
    )


def _ordered(repository: Repository, order: PaperOrder) -> tuple[AuditRound, ...]:
    if order.item is not None:
        audit = ordered_round(repository, order, _NAME)
        if _is_done(audit, order):
            _require_records((audit,))
            return (audit,)
        raise lacking(
            _NAME,
            [
                (
                    f"Đợt «{audit.id}» đến ngày {date_short(order.dated)} chưa đánh giá xong: kết "
                    "thúc bằng `isoqms audit close "
                    f"{audit.id} --held NGÀY`."
                )
            ],
        )
    done = tuple(
        audit for audit in live_rounds(repository, order.year, _NAME) if _is_done(audit, order)
    )
    if not done:
        raise lacking(
            _NAME,
            [
                (
                    f"Năm {order.year}, đến ngày {date_short(order.dated)} chưa có đợt nào đánh "
                    "giá xong: "
                    "kết thúc đợt bằng `isoqms audit close`."
                )
            ],
        )
    _require_records(done)
    return done


def _require_records(rounds: tuple[AuditRound, ...]) -> None:
    """Lacking where nothing tells what was audited: a report would say that no fault was found."""
    bare = [
        (
            f"Đợt «{audit.id}» ghi là đã đánh giá mà không ghi đơn vị, điều khoản, quy trình, "
            "câu hỏi hay phát hiện nào."
        )
        for audit in rounds
        if not (audit.units or audit.clauses or audit.documents or audit.checks or audit.findings)
    ]
    if len(bare) == len(rounds):
        raise lacking(_NAME, bare)
    if untold := [_untold(audit) for audit in rounds if untold_faults(audit)]:
        raise lacking(_NAME, untold)


def _is_done(audit: AuditRound, order: PaperOrder) -> bool:
    """Whether the round was held by the day of the paper."""
    if audit.state is not RoundState.DONE:
        return False
    return audit.held is None or audit.held <= order.dated


def _untold(audit: AuditRound) -> str:
    """That the notes of a round say more than its findings."""
    count = two_digits(len(untold_faults(audit)))
    return (
        f"Đợt «{audit.id}» có {count} câu kết luận không phù hợp mà không thành phát hiện của đợt: "
        f"ghi phát hiện (isoqms update audit-round {audit.id}), hoặc sửa kết luận của câu."
    )


def _summary(repository: Repository, order: PaperOrder, rounds: tuple[AuditRound, ...]) -> str:
    which = f" {rounds_words(rounds)}" if order.item else ""
    return f"Kết quả đánh giá nội bộ{which} năm {order.year} {system(repository.agency.record)}"


# Whose paper it is


def _frame(
    repository: Repository, order: PaperOrder, rounds: tuple[AuditRound, ...]
) -> tuple[Letterhead, Signature]:
    agency = repository.agency.record
    copies = recipients(agency, "Như trên", "Các đơn vị được đánh giá")
    if _is_of_the_agency(agency, order):
        copies = recipients(agency, "Các đơn vị được đánh giá", lead=True)
        return letterhead(agency, "BC", order.year, order.number, order.signed), signature(
            agency, order, copies
        )
    # A body that uses the agency's seal names the agency above itself and has its own series (PL I,
    # II.2, II.3).
    above = letterhead(agency, "BC", order.year, order.number, order.signed)
    head = replace(
        above,
        parent_lines=(" ".join(agency.agency_lines),),
        agency_lines=(_BODY,),
        symbol=above.symbol if order.number else _SYMBOL,
    )
    lead = _lead(rounds)
    if lead is None:
        return head, Signature(("Trưởng đoàn",), "", copies)
    return head, Signature(("Trưởng đoàn",), lead.name or "", copies, post=lead.post)


def _is_of_the_agency(agency: Agency, order: PaperOrder) -> bool:
    numbered = order.number is not None and order.number.endswith(f"-{agency.symbol}")
    return numbered or order.authority is not None or order.signer_post is not None


def _lead(rounds: tuple[AuditRound, ...]) -> Auditor | None:
    """The lead auditor of the last round, who answers for the whole report."""
    people = chain.from_iterable(audit.auditors for audit in reversed(rounds))
    return next((each for each in people if each.lead), None)


def _addressed(repository: Repository, order: PaperOrder) -> tuple[Block, ...]:
    agency = repository.agency.record
    if order.addressees:
        return (Addressees(order.addressees),)
    return () if _is_of_the_agency(agency, order) else (Addressees((head_of(agency),)),)


# I, II: grounds, days, team, scope


def _grounds(
    repository: Repository, order: PaperOrder, rounds: tuple[AuditRound, ...]
) -> Iterator[Block]:
    agency = repository.agency.record
    by = _audited_by(repository, order)
    yield Heading(1, "I.", "Căn cứ, thời gian, đoàn đánh giá")
    yield Paragraph(f"Căn cứ: {'; '.join([*by, standard(agency)])}.")
    for audit in rounds:
        words = round_words(audit).capitalize()
        yield Item(
            f"{words}: {days_words(audit)}. Đoàn: "
            f"{team_words(audit) or 'hồ sơ không ghi thành phần'}."
        )


def _audited_by(repository: Repository, order: PaperOrder) -> Iterator[str]:
    """The programme and the decision on the team, as far as the records name them."""
    records = repository.years[order.year].audits
    if records is None:
        return
    if records.record.programme:
        yield records.record.programme
    team = team_decision(repository, records.record)
    decision = citable(repository, team, order.year) if team else None
    if decision:
        yield decision.dated


def _scope(
    repository: Repository, order: PaperOrder, rounds: tuple[AuditRound, ...]
) -> Iterator[Block]:
    agency = repository.agency.record
    reach = reach_of(repository, rounds)
    yield Heading(1, "II.", "Phạm vi đã đánh giá")
    for audit in rounds:
        words = round_words(audit).capitalize()
        parts = "; ".join(_reached(agency, audit))
        yield Item(f"{words}: {parts or 'hồ sơ không ghi đơn vị, quy trình, điều khoản'}.")
    yield Paragraph(
        f"Cộng: {_share(reach.units)} đơn vị thuộc phạm vi áp dụng, "
        f"{_share(reach.procedures)} quy trình đang có hiệu lực, "
        f"{_share(reach.clauses)} điều khoản của tiêu chuẩn."
    )
    yield from _left_out(repository, order, rounds)
    if order.item is None:
        yield from _not_held(repository, order)


def _reached(agency: Agency, audit: AuditRound) -> Iterator[str]:
    if audit.units:
        yield unit_words(agency, audit.units)
    if audit.documents:
        yield f"quy trình {', '.join(codes(audit.documents))}"
    if audit.clauses:
        yield f"điều khoản {', '.join(audit.clauses)}"


def _share(reach: Reach) -> str:
    return f"{two_digits(len(reach.reached))}/{two_digits(len(reach.whole))}"


def _so_far(
    repository: Repository, order: PaperOrder, rounds: tuple[AuditRound, ...]
) -> tuple[AuditRound, ...]:
    """The rounds done when the last of these was: only what none of them saw is left out."""
    last = max(_days(rounds), default=order.dated)
    done = (audit for audit in rounds_of(repository, order.year) if audit.state is RoundState.DONE)
    return tuple(audit for audit in done if audit in rounds or (audited_by(audit) or last) <= last)


def _days(rounds: tuple[AuditRound, ...]) -> Iterator[date]:
    return (day for day in map(audited_by, rounds) if day)


def _left_out(
    repository: Repository, order: PaperOrder, rounds: tuple[AuditRound, ...]
) -> Iterator[Block]:
    agency = repository.agency.record
    all_rounds = _so_far(repository, order, rounds)
    reach = reach_of(repository, all_rounds)
    parts = []
    if reach.units.missing:
        parts.append(f"đơn vị {unit_words(agency, reach.units.missing)}")
    if reach.procedures.missing:
        parts.append(f"quy trình {', '.join(reach.procedures.missing)}")
    if reach.clauses.missing:
        parts.append(f"điều khoản {clause_words(reach.clauses)}")
    if parts:
        others = _others(all_rounds, rounds)
        after = f", tính cả {rounds_words(others)}" if others else ""
        yield Paragraph(f"Phần chưa đánh giá{after}: {'; '.join(parts)}.")


def _others(
    all_rounds: tuple[AuditRound, ...], rounds: tuple[AuditRound, ...]
) -> tuple[AuditRound, ...]:
    return tuple(audit for audit in all_rounds if audit not in rounds)


def _not_held(repository: Repository, order: PaperOrder) -> Iterator[Block]:
    """The rounds of the year that were not held, each with its reason."""
    for audit in rounds_of(repository, order.year):
        if audit.state is not RoundState.DONE:
            words = "đã hủy" if audit.state is RoundState.CANCELLED else "chưa đánh giá"
            reason = f", lý do: {audit.reason.rstrip(' .')}" if audit.reason else ""
            yield Item(f"{round_words(audit).capitalize()} {words}{reason}.")


# III: what was found


def _results(
    repository: Repository, order: PaperOrder, rounds: tuple[AuditRound, ...]
) -> Iterator[Block]:
    found = [each for audit in rounds for each in audit.findings]
    yield Heading(1, "III.", "Kết quả")
    yield from _figures(repository, rounds)
    yield Heading(2, "1.", "Điểm mạnh")
    yield from _items(repository, found, FindingKind.STRENGTH)
    faults = [each for each in found if each.kind is FindingKind.NONCONFORMITY]
    yield Heading(2, "2.", f"Điểm không phù hợp: {two_digits(len(faults))} điểm")
    if faults:
        yield Table(
            _FAULTS,
            tuple(_fault(repository, order, place, each) for place, each in enumerate(faults, 1)),
        )
    watched = [each for each in found if each.kind is FindingKind.OBSERVATION]
    yield Heading(2, "3.", f"Điểm cần lưu ý: {two_digits(len(watched))} điểm")
    yield from _items(repository, found, FindingKind.OBSERVATION)
    yield Heading(2, "4.", "Tình trạng khắc phục của lần đánh giá trước")
    yield Paragraph(_earlier(repository, order, rounds))


def _figures(repository: Repository, rounds: tuple[AuditRound, ...]) -> Iterator[Block]:
    """How the questions were answered, unit by unit.

    Nothing where the notes are not in the record.
    """
    checks = [check for audit in rounds for check in audit.checks]
    if not checks:
        return
    rows = []
    for unit in unit_order(repository, (check.unit for check in checks)):
        own = [check.result for check in checks if check.unit == unit]
        rows.append(
            _counted(repository.agency.record.unit_name(unit) if unit else "Phần chung", own)
        )
    total = _counted("Cộng", [check.result for check in checks])
    yield Table(_FIGURES, (*rows, replace(total, bold=True)))


def _counted(words: str, results: list[CheckResult | None]) -> Row:
    asked = sum(result is not None for result in results)
    order = (CheckResult.CONFORMS, CheckResult.NONCONFORMITY, CheckResult.OBSERVATION)
    counts = (asked, *(results.count(result) for result in order), len(results) - asked)
    return Row((words, *map(str, counts)))


def _items(repository: Repository, found: list[AuditFinding], kind: FindingKind) -> Iterator[Block]:
    of_kind = [each for each in found if each.kind is kind]
    if not of_kind:
        yield Paragraph("Đoàn đánh giá không ghi nhận.")
    for each in of_kind:
        about = "; ".join(_about(repository, each))
        yield Item(f"{each.text.rstrip(' .')}{f' ({about})' if about else ''}.")


def _about(repository: Repository, each: AuditFinding) -> Iterator[str]:
    if each.unit:
        yield repository.agency.record.unit_name(each.unit)
    if each.clause:
        yield f"điều khoản {each.clause}"
    yield from codes((each.document,) if each.document else ())


def _fault(repository: Repository, order: PaperOrder, place: int, each: AuditFinding) -> Row:
    item = _row_of(repository, order, each)
    unit = each.unit or (item.unit if item else None)
    seen = f"{each.text.rstrip(' .')}.{_proof(each)}"
    cited = codes((each.document,)) if each.document else ()
    where = "; ".join(part for part in (each.clause, *cited) if part)
    name = repository.agency.record.unit_name(unit) if unit else ""
    return Row(
        (
            str(place),
            each.nonconformity or "",
            name,
            where,
            seen,
            treated(repository, order.year, each),
        )
    )


def _proof(each: AuditFinding) -> str:
    """Its evidence, where that says more than the finding itself."""
    if each.evidence is None or each.evidence == each.text:
        return ""
    return f" Bằng chứng: {each.evidence.rstrip(' .')}."


def _row_of(repository: Repository, order: PaperOrder, each: AuditFinding) -> Nonconformity | None:
    if each.nonconformity is None:
        return None
    return nonconformity_of(repository, order.year, each.nonconformity)


def _earlier(repository: Repository, order: PaperOrder, rounds: tuple[AuditRound, ...]) -> str:
    """What became of the nonconformities of earlier audits: of last year, of earlier rounds."""
    before = _before(repository, order, rounds)
    if not before:
        return "Không có điểm không phù hợp nào của lần đánh giá trước."
    left = _not_closed(before, order)
    closed = len(before) - len(left)
    told = (
        f"{two_digits(closed)}/{two_digits(len(before))} điểm không phù hợp của lần đánh giá "
        "trước đã đóng"
    )
    if not left:
        return f"{told}."
    names = (f"{item.id} ({_due(item)})" for item in left)
    return f"{told}; chưa đóng: {listed(names)}."


def _before(
    repository: Repository, order: PaperOrder, rounds: tuple[AuditRound, ...]
) -> list[Nonconformity]:
    """What audits found before the first of these rounds, this year or the year before."""
    own = {each.nonconformity for audit in rounds for each in audit.findings}
    first = min(_days(rounds), default=order.dated)
    both = (*nonconformities(repository, order.year - 1), *nonconformities(repository, order.year))
    earlier = (item for item in both if item.id not in own and item.found < first)
    # A row names its round by the key, or the audit only in the words of its source.
    return [item for item in earlier if item.audit or item.source.startswith("Đánh giá nội bộ")]


def _not_closed(items: Iterable[Nonconformity], order: PaperOrder) -> list[Nonconformity]:
    return [item for item in items if progress(item, order.dated) is not Progress.CLOSED]


def _due(item: Nonconformity) -> str:
    return f"hạn {date_short(item.due)}" if item.due else "chưa có hạn"


# IV, V: conclusion, proposals


def _conclusion(
    repository: Repository, order: PaperOrder, rounds: tuple[AuditRound, ...]
) -> Iterator[Block]:
    """What the lead auditor concludes.

    Where he has not said it yet, the facts and room for his words.
    """
    yield Heading(1, "IV.", "Nhận xét về sự phù hợp và hiệu lực của hệ thống")
    if order.paragraphs:
        yield from (Paragraph(words) for words in order.paragraphs)
        return
    yield Paragraph(_facts(repository, order, rounds))
    yield Blank("Nhận xét của Trưởng đoàn:", lines=3, indented=True)


def _facts(repository: Repository, order: PaperOrder, rounds: tuple[AuditRound, ...]) -> str:
    found = [each for audit in rounds for each in audit.findings]
    faults = [each for each in found if each.kind is FindingKind.NONCONFORMITY]
    if not faults:
        return "Trong phạm vi và mẫu đã đánh giá, Đoàn đánh giá không phát hiện điểm không phù hợp."
    at = _at_clauses(repository, faults)
    items = _rows_of(repository, order, faults)
    closed = len(items) - len(_not_closed(items, order))
    so_far = f"đã đóng {two_digits(closed)} điểm" if closed else "chưa đóng điểm nào"
    return (
        f"Trong phạm vi và mẫu đã đánh giá, Đoàn đánh giá phát hiện {two_digits(len(faults))} điểm "
        f"không phù hợp{at}; "
        f"đến ngày {date_short(order.dated)} {so_far}."
    )


def _at_clauses(repository: Repository, faults: list[AuditFinding]) -> str:
    clauses = dict.fromkeys(each.clause for each in faults if each.clause)
    titles = (_titled(repository, clause) for clause in clauses)
    return f", thuộc {listed(titles)}" if clauses else ""


def _rows_of(
    repository: Repository, order: PaperOrder, found: list[AuditFinding]
) -> list[Nonconformity]:
    """What the register holds of these findings."""
    rows = (_row_of(repository, order, each) for each in found)
    return [row for row in rows if row is not None]


def _titled(repository: Repository, clause: str) -> str:
    title = repository.packs.standard.title_of(clause)
    return (
        f"điều khoản {clause} ({title[0].lower()}{title[1:]})" if title else f"điều khoản {clause}"
    )


def _proposals(
    repository: Repository, order: PaperOrder, rounds: tuple[AuditRound, ...]
) -> Iterator[Block]:
    agency = repository.agency.record
    yield Heading(1, "V.", "Kiến nghị")
    number = 0
    for words in _proposed(repository, order, rounds):
        number += 1
        yield Paragraph(words, label=f"{number}.")
    yield Paragraph(
        f"Đề nghị {head_of(agency)} đưa kết quả này vào nội dung cuộc họp xem xét của lãnh đạo năm "
        f"{order.year}.",
        label=f"{number + 1}.",
    )


def _proposed(
    repository: Repository, order: PaperOrder, rounds: tuple[AuditRound, ...]
) -> Iterator[str]:
    found = [each for audit in rounds for each in audit.findings]
    yield from _asked_of_units(repository, order, found)
    if any(each.kind is FindingKind.OBSERVATION for each in found):
        yield (
            "Đề nghị các đơn vị xem xét điểm cần lưu ý, đưa vào bảng rủi ro hoặc đề nghị sửa tài "
            "liệu khi cần."
        )
    reach = reach_of(repository, _so_far(repository, order, rounds))
    if reach.units.missing or reach.procedures.missing or reach.clauses.missing:
        yield "Đề nghị đưa phần chưa đánh giá nêu tại mục II vào đợt sau hoặc chương trình năm tới."


def _asked_of_units(
    repository: Repository, order: PaperOrder, found: list[AuditFinding]
) -> Iterator[str]:
    """What each unit has to correct of what is not closed."""
    left = _not_closed(_rows_of(repository, order, found), order)
    for unit in dict.fromkeys(item.unit for item in left):
        own = [item for item in left if item.unit == unit]
        who = repository.agency.record.unit_name(unit) if unit else "đơn vị liên quan"
        keys = listed(f"{item.id} ({_due(item)})" for item in own)
        yield (
            f"Đề nghị {who} nêu nguyên nhân, khắc phục {keys} và gửi bằng chứng để "
            "kiểm tra hiệu lực."
        )
