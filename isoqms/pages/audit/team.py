"""The decision that sets up the internal audit's team (mẫu 1.2 of NĐ 30/2020/NĐ-CP; 9.2.2 c)."""

from collections.abc import Iterator
from typing import TypeAlias

from isoqms.facts.audit.auditors import without_auditor
from isoqms.model.audit import AuditRound
from isoqms.model.control.decision import DecisionKind
from isoqms.model.layout import path_of
from isoqms.pages.audit.words import (
    SOMEBODY,
    days_words,
    lacking,
    live_rounds,
    round_words,
    rounds_words,
    unit_words,
)
from isoqms.pages.layout.blocks import (
    Article,
    Authority,
    Block,
    Enactment,
    Paper,
    Paragraph,
    Properties,
    Title,
    ended,
)
from isoqms.pages.papers.agency_paper import (
    about,
    bases,
    duties,
    letterhead,
    plan_of,
    profile,
    recipients,
    signature,
    system,
    usual_authority,
)
from isoqms.pages.papers.order import PaperOrder
from isoqms.repository import Repository
from isoqms.wording import point_letter, two_digits

_Person: TypeAlias = tuple[str, str | None]
"""The post of an auditor, and the name where it is known."""
_NAME = "quyết định thành lập đoàn đánh giá nội bộ"
_TASKS = (
    (
        "Lập lịch, phân công và soạn phiếu hỏi của từng đợt; "
        "gửi lịch cho đơn vị được đánh giá trước ngày đánh giá"
    ),
    (
        "Thu thập bằng chứng bằng cách phỏng vấn, quan sát, xem hồ sơ; "
        "ghi phiếu ghi chép và kết luận từng nội dung"
    ),
    "Lập phiếu cho từng điểm không phù hợp, thống nhất thời hạn khắc phục với đơn vị được đánh giá",
    "Báo cáo kết quả đánh giá; kiểm tra việc hoàn thành và hiệu lực của hành động khắc phục",
)


def audit_team(repository: Repository, order: PaperOrder) -> Paper:
    """The decision: the team, its scope, days and tasks, and what is asked of the units.

    Lacking where no round names its team, or a unit would be audited by nobody but its own people.
    """
    agency = repository.agency.record
    rounds = live_rounds(repository, order.year, _NAME)
    gaps = list(_gaps(repository, rounds, order.year))
    if gaps:
        raise lacking(_NAME, gaps)
    authority = order.authority or usual_authority(repository, DecisionKind.AUDIT_TEAM)
    summary = order.summary or f"Thành lập Đoàn đánh giá nội bộ {system(agency)} năm {order.year}"
    body: tuple[Block, ...] = (
        Title("Quyết định", about(summary)),
        Authority(authority),
        bases(repository, DecisionKind.AUDIT_TEAM, order, plan_of(repository, order)),
        Enactment(),
        Article("1", text=_opening(repository, order.year)),
        *_members(rounds),
        Article("2", text="Phạm vi, thời gian và nhiệm vụ của Đoàn đánh giá:"),
        *_work(repository, rounds),
        Article(
            "3",
            text="Đơn vị được đánh giá bố trí người làm việc với Đoàn đánh giá, "
            "cung cấp đủ hồ sơ; tìm nguyên "
            "nhân, khắc phục điểm không phù hợp trong thời hạn đã thống nhất và gửi bằng chứng cho "
            "Đoàn đánh giá.",
        ),
        Article(
            "4",
            text="Quyết định này có hiệu lực kể từ ngày ký. Đoàn đánh giá tự giải thể sau khi các "
            "điểm không phù hợp "
            f"của năm {order.year} được kiểm tra, đóng lại.",
        ),
        Article("5", text=duties(agency, "Các ông, bà có tên tại Điều 1")),
    )
    return Paper(
        letterhead=letterhead(agency, "QĐ", order.year, order.number, order.signed),
        body=ended(body),
        signature=signature(agency, order, recipients(agency, "Như Điều 5"), authority),
        profile=profile(agency.paper),
        properties=Properties(
            f"Quyết định {about(summary)[0].lower()}{about(summary)[1:]}", agency.name, order.signed
        ),
    )


def _gaps(repository: Repository, rounds: tuple[AuditRound, ...], year: int) -> Iterator[str]:
    place = path_of("danh-gia-noi-bo", year)
    for audit in rounds:
        if not audit.auditors:
            yield (
                f"Đợt «{audit.id}» chưa ghi đoàn: isoqms update audit-round {audit.id} --year "
                f"{year} (từng người: "
                "chức vụ, đơn vị, ngày đào tạo, ai là trưởng đoàn)."
            )
        elif sum(each.lead for each in audit.auditors) != 1:
            yield (
                f"Đợt «{audit.id}» phải có đúng một trưởng đoàn: ghi «Trưởng đoàn» (lead: true) "
                f"cho một người trong «{place}»."
            )
        for unit in without_auditor(audit):
            name = repository.agency.record.unit_name(unit)
            yield (
                f"Đợt «{audit.id}» không có ai ngoài {name} để đánh giá đơn vị này: "
                "cử thêm người khác."
            )


def _opening(repository: Repository, year: int) -> str:
    agency = repository.agency.record
    return (
        f"Thành lập Đoàn đánh giá nội bộ {system(agency)} năm {year} của {agency.full_name} (sau "
        "đây gọi là Đoàn đánh giá) gồm các ông, bà có tên sau đây:"
    )


def _members(rounds: tuple[AuditRound, ...]) -> Iterator[Paragraph]:
    """The people, each once, those who lead first; a lead of some rounds only with the rounds."""
    every = ((auditor.post, auditor.name) for audit in rounds for auditor in audit.auditors)
    people = list(dict.fromkeys(every))
    led = {person: [each for each in rounds if _leads(each, person)] for person in people}
    # Those who lead as often, or never, stay in the order of the rounds.
    people.sort(key=lambda person: -len(led[person]))
    for number, person in enumerate(people, 1):
        post, name = person
        place = _place(person, led[person], rounds)
        yield Paragraph(f"Ông (bà) {name or SOMEBODY}, {post}: {place}.", label=f"{number}.")


def _leads(audit: AuditRound, person: _Person) -> bool:
    return any(each.lead and (each.post, each.name) == person for each in audit.auditors)


def _place(person: _Person, led: list[AuditRound], rounds: tuple[AuditRound, ...]) -> str:
    """What somebody is in the team.

    The rounds are told where it is not the same in all that he takes part in.
    """
    joined = [
        audit
        for audit in rounds
        if any((each.post, each.name) == person for each in audit.auditors)
    ]
    others = [audit for audit in joined if audit not in led]
    if not led:
        return "Thành viên"
    if len(led) == len(rounds):
        return "Trưởng đoàn"
    lead = f"Trưởng đoàn {rounds_words(led)}"
    return f"{lead}, thành viên {rounds_words(others)}" if others else lead


def _work(repository: Repository, rounds: tuple[AuditRound, ...]) -> Iterator[Block]:
    agency = repository.agency.record
    yield Paragraph(
        f"Phạm vi, chuẩn mực: các đơn vị ghi tại khoản 2 Điều này, theo {agency.standard_name}, "
        "tài liệu của hệ thống đang có hiệu lực và quy định pháp luật có liên quan.",
        label="1.",
    )
    yield Paragraph(f"Thời gian: {two_digits(len(rounds))} đợt.", label="2.")
    for index, audit in enumerate(rounds):
        team = "; ".join(dict.fromkeys(each.post for each in audit.auditors))
        where = f", tại {unit_words(agency, audit.units)}" if audit.units else ""
        yield Paragraph(
            f"{round_words(audit).capitalize()}: {days_words(audit)}{where}; đánh giá: {team}.",
            label=f"{point_letter(index)})",
        )
    yield Paragraph("Nhiệm vụ:", label="3.")
    for index, task in enumerate(_TASKS):
        yield Paragraph(f"{task}.", label=f"{point_letter(index)})")
    yield Paragraph(
        "Thành viên không đánh giá công việc do mình thực hiện hoặc phụ trách, "
        "không đánh giá đơn vị mình công tác.",
        label="4.",
    )
