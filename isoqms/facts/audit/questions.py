"""The questions of a round of audit, from its clauses, its procedures and earlier findings.

Only this module knows how a question reads. Nothing here is stored: an auditor's list is made of
these once, and is then the agency's own.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from isoqms.facts.agency.scope import excluded_clauses
from isoqms.facts.audit.auditors import owning_unit, procedures_of
from isoqms.facts.improvement.corrections import Progress, progress
from isoqms.facts.law.validity import lapse_of
from isoqms.model.audit import AuditCheck, AuditRound
from isoqms.model.base import clause_within, split_link
from isoqms.model.control.document import ControlledDocument, DocumentKind, Step
from isoqms.model.improvement import Nonconformity
from isoqms.model.packs.audit import AskedOf, AuditQuestionPack, ClauseQuestions
from isoqms.packs import PackKind, load_audit_questions, pack_ids
from isoqms.repository.content import Repository
from isoqms.wording import date_short, listed, number, two_digits

_SAMPLE: Final = 5
"""How many cases of a procedure are looked at (framework procedure of the audit, section 5)."""
_LONG: Final = 70
_EARLIER: Final = "10.2"
_FOUND: Final = "Sự không phù hợp "


def questions(
    repository: Repository, year: int, audit: AuditRound, unit: str | None = None
) -> tuple[AuditCheck, ...]:
    """The questions that a round does not hold yet, of one unit or (None) of all and the system.

    First what is asked once of the system as a whole, then unit by unit: clauses, procedures, what
    was found before. UnknownName, Unreadable where the agency's own questions cannot be read.
    """
    units = tuple(each for each in audit.units if unit in (None, each))
    found = [] if unit else list(_of_nobody(repository, year, audit))
    for each in units:
        found += _of_clauses(repository, audit, AskedOf.UNIT, each)
        found += _of_procedures(repository, audit, each)
        found += _of_objectives(repository, year, audit, each)
        found += _of_earlier(repository, year, each)
    return not_held(found, audit)


def not_held(checks: Iterable[AuditCheck], audit: AuditRound) -> tuple[AuditCheck, ...]:
    """Those of the questions that a round does not hold yet, each once."""
    held = {_sign(check) for check in audit.checks}
    return tuple({_sign(check): check for check in checks if _sign(check) not in held}.values())


def is_about_earlier(check: AuditCheck) -> bool:
    """Whether it asks what became of something that was found before."""
    return check.clause == _EARLIER and check.question.startswith(_FOUND)


def has_clause_questions(repository: Repository) -> bool:
    """Whether there are questions for the edition that the agency follows, its own or ours."""
    return repository.packs.standard.id in pack_ids(PackKind.AUDIT_QUESTIONS, repository.root)


def _sign(check: AuditCheck) -> tuple[str | None, str | None, str]:
    """What makes two questions the same: whom they ask about what, in the same words."""
    code = split_link(check.document)[0] if check.document else None
    return (check.unit, code, " ".join(check.question.casefold().split()))


def _of_nobody(repository: Repository, year: int, audit: AuditRound) -> Iterator[AuditCheck]:
    """What is asked of no unit: of the system, of shared procedures, of findings without a unit."""
    yield from _of_clauses(repository, audit, AskedOf.SYSTEM, None)
    yield from _of_procedures(repository, audit, None)
    yield from _of_earlier(repository, year, None)


# Clauses


def _of_clauses(
    repository: Repository, audit: AuditRound, asked: AskedOf, unit: str | None
) -> Iterator[AuditCheck]:
    if not has_clause_questions(repository):
        return
    pack = load_audit_questions(repository.packs.standard.id, repository.root)
    for each in _chosen(repository, pack, audit.clauses):
        if each.asked_of is not asked:
            continue
        whole = any(
            clause_within(clause, each.clause) or _is_close(each.clause, clause)
            for clause in audit.clauses
        )
        for question in each.questions if whole else each.questions[:1]:
            yield AuditCheck(
                unit=unit, clause=each.clause, question=question.ask, look=question.look
            )


def _is_close(clause: str, named: str) -> bool:
    """Whether a round that names `named` means `clause` by it: 5.2 means 5.2.1.

    A whole chapter is a wider net.
    """
    return "." in named and clause_within(clause, named)


def _chosen(
    repository: Repository, pack: AuditQuestionPack, clauses: tuple[str, ...]
) -> tuple[ClauseQuestions, ...]:
    """The clauses of the pack that a round means, in its order, within the scope."""
    excluded = excluded_clauses(repository)
    meant = (each for each in pack.clauses if _is_meant(each.clause, clauses))
    return tuple(
        each for each in meant if not any(clause_within(each.clause, clause) for clause in excluded)
    )


def _is_meant(asked: str, clauses: tuple[str, ...]) -> bool:
    """Whether a round names the clause, a part of it, or what it is a part of."""
    return any(clause_within(asked, each) or clause_within(each, asked) for each in clauses)


# Procedures


def _of_procedures(
    repository: Repository, audit: AuditRound, unit: str | None
) -> Iterator[AuditCheck]:
    """The procedures of a unit.

    Those of nobody in the round, where it has several units, are asked of none.
    """
    agency = repository.agency.record
    otherwise = audit.units[0] if len(audit.units) == 1 else None
    for document in procedures_of(repository, audit):
        owner = owning_unit(agency, document)
        if (owner if owner in audit.units else otherwise) == unit:
            yield from _of_procedure(repository, document, unit)


def _of_procedure(
    repository: Repository, document: ControlledDocument, unit: str | None
) -> Iterator[AuditCheck]:
    code = document.code
    main = document.clauses[0] if document.clauses else "8.1"
    done = main if document.kind is DocumentKind.SYSTEM else "8.5.1"

    def check(clause: str, question: str, look: str) -> AuditCheck:
        return AuditCheck(unit=unit, clause=clause, document=code, question=question, look=look)

    yield check(
        "7.5.3",
        f"Nơi làm việc có dùng đúng {code} lần ban hành {two_digits(document.revision)} không, "
        "còn bản cũ ở đâu không?",
        "Bản giấy tại bàn, tệp trên máy; danh mục tài liệu đang có hiệu lực, biên bản thu hồi",
    )
    if document.legal_basis:
        yield check("8.2.2", *_law(repository, document))
    if document.kind is DocumentKind.SERVICE:
        yield check("8.5.1", *_cases(document))
    for index, step in enumerate(document.steps, 1):
        asked = _step(repository, document, index, step)
        if asked:
            yield check(done, *asked)
    forms = _forms(repository, document)
    if forms:
        yield check("7.5.3", *forms)
    if document.records:
        yield check("7.5.3", *_records(repository, document))


def _law(repository: Repository, document: ControlledDocument) -> tuple[str, str]:
    """Whether the legal basis is still good; what is known to have lapsed is said."""
    gone = []
    for law in document.legal_basis:
        kept = repository.external_by_number.get(law)
        lapse = lapse_of(repository, kept.record) if kept else None
        if lapse and lapse.day <= repository.as_of:
            by = f", thay bằng {lapse.by}" if lapse.by else ""
            gone.append(f"{law} hết hiệu lực từ {date_short(lapse.day)}{by}")
    known = f" (danh mục ghi: {'; '.join(gone)})" if gone else ""
    return (
        (
            f"Căn cứ pháp lý của {document.code} còn hiệu lực không{known}; "
            "quy trình đã theo kịp luật mới trong 3 tháng?"
        ),
        (
            f"{', '.join(document.legal_basis)}; ngày hiệu lực trong danh mục tài liệu bên ngoài, "
            "ngày sửa quy trình"
        ),
    )


def _cases(document: ControlledDocument) -> tuple[str, str]:
    limit = document.time_limit
    days = _duration(limit.days, limit.hours) if limit else ""
    papers = (
        f"đủ {two_digits(len(document.dossier))} loại giấy tờ theo quy định"
        if document.dossier
        else "đủ giấy tờ"
    )
    within = f", trong thời hạn {days}" if days else ""
    question = (
        f"Chọn ngẫu nhiên ít nhất {two_digits(_SAMPLE)} hồ sơ {document.code} (ít hơn thì xem "
        f"hết), có hồ sơ trễ hạn nếu có: hồ sơ {papers}, kết quả đúng thẩm quyền{within}?"
    )
    return (
        question,
        "Hồ sơ đã trả kết quả gần nhất, phiếu kiểm soát, giấy hẹn; ghi mã từng hồ sơ đã xem",
    )


def _step(
    repository: Repository, document: ControlledDocument, index: int, step: Step
) -> tuple[str, str] | None:
    """The question about a step with a time.

    What has none shows in the cases that are looked at whole.
    """
    who = repository.agency.record.role_title(step.role)
    opening = f"{document.code}, bước {index} «{_brief(step.task)}» ({who})"
    proofs = [f"biểu mẫu {listed(_codes(step.forms))}"] if step.forms else []
    proofs += [f"kết quả: {step.result}"] if step.result else []
    duration = _duration(step.days, step.hours)
    if duration:
        asked = f"{opening} trong {duration}: 03 hồ sơ gần nhất có đúng người, đúng hạn không?"
        return asked, "; ".join(["Ngày, giờ giao nhận của 03 hồ sơ gần nhất", *proofs])
    if step.timing:
        asked = f"{opening}, thời điểm «{step.timing}»: lần gần nhất làm ngày nào, có đúng không?"
        return asked, "; ".join(["Ngày trên hồ sơ của lần gần nhất", *proofs])
    return None


def _brief(task: str) -> str:
    """What a step is about: its first part, where a colon or semicolon goes on at length."""
    bare = task.rstrip(" .;")
    parts = re.split(r"[;:]", bare, maxsplit=1)
    return f"{parts[0]} …" if len(bare) > _LONG and len(parts) > 1 else bare


def _duration(days: Decimal | None, hours: Decimal | None) -> str:
    if days is not None:
        return f"{number(days)} ngày làm việc"
    return f"{number(hours)} giờ làm việc" if hours is not None else ""


def _forms(repository: Repository, document: ControlledDocument) -> tuple[str, str] | None:
    """Whether its forms are used, in their issue in force."""
    codes = _codes((*document.forms, *(form for step in document.steps for form in step.forms)))
    if not codes:
        return None
    issues = [
        f"{code} lần {two_digits(repository.in_force[code].record.revision)}"
        for code in codes
        if code in repository.in_force
    ]
    return (
        (
            f"Biểu mẫu của {document.code} ({', '.join(codes)}): đã có hồ sơ lập theo chưa, "
            "đúng lần, ghi đủ mục không?"
        ),
        (
            "Mỗi biểu mẫu một hồ sơ đã lập gần nhất; đang có hiệu lực: "
            f"{', '.join(issues) or 'chưa có biểu mẫu nào'}"
        ),
    )


def _records(repository: Repository, document: ControlledDocument) -> tuple[str, str]:
    """Whether its records lie where the procedure says, and for so long."""
    agency = repository.agency.record
    titles = {unit.key: unit.name for unit in agency.units} | {
        role.key: role.title for role in agency.roles
    }
    told = [
        f"«{each.name}» tại {titles.get(each.kept_by, each.kept_by)}, {each.retention}"
        for each in document.records
    ]
    return (
        (
            f"Hồ sơ của {document.code} có lưu đủ, đúng nơi, "
            "đúng thời hạn như quy trình ghi không; "
            "tìm ra ngay không?"
        ),
        f"Mỗi loại một hồ sơ: {'; '.join(told)}",
    )


def _codes(links: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(split_link(link)[0] for link in links))


# Objectives and earlier findings


def _of_objectives(
    repository: Repository, year: int, audit: AuditRound, unit: str
) -> Iterator[AuditCheck]:
    """The objectives that were given to the unit, where the round is about objectives."""
    if not any(clause_within("6.2", each) for each in audit.clauses):
        return
    for row in repository.rows_of(year).objectives:
        objective = row.record
        if objective.unit == unit:
            last = objective.results[-1].period if objective.results else "chưa ghi kỳ nào"
            yield AuditCheck(
                unit=unit,
                clause="6.2",
                question=(
                    f"Mục tiêu «{objective.text.rstrip(' .;')}»: đến nay đạt bao nhiêu, "
                    "số liệu lấy từ đâu?"
                ),
                look=(
                    f"Số liệu gốc của kết quả đã ghi gần nhất ({last}); "
                    "việc đã làm theo kế hoạch mục tiêu"
                ),
            )


def _of_earlier(repository: Repository, year: int, unit: str | None) -> Iterator[AuditCheck]:
    """What was found in the unit this year and the last: is it closed, and did it help?"""
    for each in (year - 1, year):
        for row in repository.rows_of(each).nonconformities:
            item = row.record
            if item.unit == unit and item.found <= repository.as_of:
                question, look = _earlier(item, repository.as_of)
                yield AuditCheck(
                    unit=unit,
                    clause=_EARLIER,
                    document=item.document,
                    question=question,
                    look=look,
                )


def _earlier(item: Nonconformity, day: date) -> tuple[str, str]:
    """A closed one is asked about its effect, an open one about its progress.

    No day of today stands in the words.
    """
    what = f"{_FOUND}{item.id} («{item.description.rstrip(' .;')}»)"
    if item.closed and progress(item, day) is Progress.CLOSED:
        return (
            (
                f"{what} đã đóng ngày {date_short(item.closed)}: có lặp lại không, "
                "hành động còn được duy trì không?"
            ),
            f"Hồ sơ phát sinh sau ngày đóng; hành động đã ghi: {item.action or 'chưa ghi'}",
        )
    due = f", hạn {date_short(item.due)}" if item.due else ""
    return (
        f"{what} chưa đóng{due}: nguyên nhân đã rõ chưa, hành động khắc phục làm đến đâu?",
        "Phiếu hành động khắc phục, bằng chứng đã làm, kết quả kiểm tra hiệu lực",
    )
