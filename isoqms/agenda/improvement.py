"""What is open in the year's registers: corrective actions, conclusions, risks, complaints."""

from collections.abc import Iterator
from typing import Final

from isoqms.agenda.commands import run
from isoqms.agenda.task import SOON, Task, TaskKind, before, task
from isoqms.facts.planning.owing import applied
from isoqms.facts.review.reviews import says_nothing
from isoqms.model.improvement import Nonconformity
from isoqms.model.planning.risks import RiskKind
from isoqms.repository import Repository, Year
from isoqms.wording import date_short

_RISKS: Final = {RiskKind.RISK: "risk", RiskKind.OPPORTUNITY: "opportunity"}
"""How each kind is called on the command line."""


def register_tasks(repository: Repository) -> Iterator[Task]:
    """What is open in the registers of this year and all years before."""
    is_applied = applied(repository)
    for number, year in repository.years.items():
        if number <= repository.as_of.year:
            yield from _nonconformities(repository, year)
            yield from _conclusions(repository, year)
            if is_applied:
                # A new agency has the risks of the framework in its register, which it has not looked at yet.
                yield from _risks(repository, year)
            yield from _complaints(repository, year)


def _nonconformities(repository: Repository, year: Year) -> Iterator[Task]:
    for index, item in enumerate(year.nonconformities.record.items if year.nonconformities else ()):
        if year.nonconformities is None or item.found > repository.as_of or before(repository, item.closed):
            continue
        step, waits = _next_step(repository, item)
        yield task(
            repository,
            TaskKind.NONCONFORMITY,
            f"{year.year}/{item.id}",
            f"{step} sự không phù hợp «{item.id}»: {item.description}",
            basis="Tiêu chuẩn, 10.2",
            command=run("update", "nonconformity", item.id, year=year.year),
            due=item.due if waits else None,
            role=item.role,
            place=year.nonconformities.at("items", index),
        )


def _next_step(repository: Repository, item: Nonconformity) -> tuple[str, bool]:
    """What comes next for a nonconformity, and whether its last day still counts."""
    if before(repository, item.done):
        return ("Kiểm tra hiệu lực, đóng" if not item.effective else "Đóng"), False
    return ("Khắc phục" if item.action else "Tìm nguyên nhân, định hành động khắc phục cho"), True


def _conclusions(repository: Repository, year: Year) -> Iterator[Task]:
    """The decisions of management reviews, followed up until they are carried out, also those of earlier years."""
    reviews = year.reviews.record.reviews if year.reviews else ()
    number = 0
    for i, review in enumerate(reviews):
        for j, output in enumerate(review.outputs):
            number += 1
            if year.reviews is None or before(repository, output.done) or says_nothing(output.text):
                continue
            if review.held is not None and review.held > repository.as_of:
                continue
            held = f" ngày {date_short(review.held)}" if review.held else f" năm {year.year}"
            yield task(
                repository,
                TaskKind.CONCLUSION,
                f"{year.year}/ket-luan-{number}",
                f"Thực hiện kết luận xem xét của lãnh đạo{held}: {output.text}",
                basis="Tiêu chuẩn, 9.3.3",
                command=run("review", "done", number, year=year.year),
                due=output.due,
                role=output.role,
                place=year.reviews.at("reviews", i, "outputs", j),
            )


def _risks(repository: Repository, year: Year) -> Iterator[Task]:
    for index, risk in enumerate(year.risks.record.risks if year.risks else ()):
        is_done = before(repository, risk.done) or (risk.done is None and risk.result)
        if year.risks and risk.action and risk.due and not is_done:
            yield task(
                repository,
                TaskKind.RISK,
                f"{year.year}/{risk.id}",
                f"Biện pháp cho «{risk.description}»: {risk.action}",
                basis="Tiêu chuẩn, 6.1.2",
                command=run("update", _RISKS[risk.kind], risk.id, year=year.year),
                due=risk.due,
                begins=risk.due - SOON,
                role=risk.role,
                place=year.risks.at("risks", index),
            )


def _complaints(repository: Repository, year: Year) -> Iterator[Task]:
    for index, each in enumerate(year.complaints.record.complaints if year.complaints else ()):
        if year.complaints and each.received <= repository.as_of and not before(repository, each.answered):
            yield task(
                repository,
                TaskKind.COMPLAINT,
                f"{year.year}/{each.id}",
                f"Trả lời «{each.id}» nhận ngày {date_short(each.received)}: {each.subject}",
                basis="Tiêu chuẩn, 9.1.2; hạn theo sổ của cơ quan",
                command=run("update", "complaint", each.id, year=year.year),
                due=each.due,
                place=year.complaints.at("complaints", index),
            )
