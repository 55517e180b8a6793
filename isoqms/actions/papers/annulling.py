"""What recording a decision that annuls or amends another changes besides its own file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from isoqms.actions.control.bringing_back import Files, files_back, files_gone
from isoqms.actions.papers.places import Entries
from isoqms.facts.control.annulling import Annulment, annulment, target_of
from isoqms.facts.control.issuing import copies_out, users
from isoqms.model.control.decision import Decision, Restored, Withdrawn
from isoqms.model.layout import path_of
from isoqms.pages.papers.agency_paper import usual_authority
from isoqms.pages.papers.order import PaperOrder
from isoqms.repository import Entry, Repository
from isoqms.repository.control import Issue, control
from isoqms.repository.naming import mark_of


@dataclass(frozen=True, slots=True)
class Ending:
    """The decision as it is recorded, and the texts that go and come back with it."""

    record: Decision
    files: Files = field(default_factory=dict)
    notes: tuple[str, ...] = ()


ANNUL = "annul"
AMEND = "amend"


def ending(
    repository: Repository, word: str, order: PaperOrder, record: Decision, entries: Entries
) -> Ending | None:
    """What an annulment or an amendment adds to the record; None for every other paper.

    The lines of the register of copies go into `entries`. UnknownName, CannotComeBack.
    """
    if word not in (ANNUL, AMEND):
        return None
    target = target_of(repository, order.item or "").record
    by = order.authority or usual_authority(repository, target.kind)
    record = record.model_copy(update={"authority": by})
    if word == AMEND:
        return Ending(record.model_copy(update={"amends": (target.number,)}))
    made = annulment(repository, order.item or "", order.restores)
    reason = f"Bãi bỏ Quyết định số {made.target.record.number}"
    gone = tuple(
        Withdrawn(code=one.code, revision=one.revision, title=one.title, reason=reason)
        for one in made.gone
    )
    back = tuple(Restored(code=one.code, revision=one.revision or 1) for one in made.back)
    told = {"annuls": (made.target.record.number,), "withdraws": gone, "restores": back}
    _copies(repository, made, record.signed.year, entries)
    known = control(repository)
    files = {
        **files_gone(repository, [one.code for one in made.ends]),
        **files_back(known, made.back),
    }
    return Ending(record.model_copy(update=told), files, tuple(_notes(repository, made)))


def tag_of(repository: Repository, path: PurePosixPath, record: Decision) -> tuple[str, str] | None:
    """The mark of a decision by which documents end or come back."""
    if not (record.withdraws or record.restores):
        return None
    every = (*repository.every_decision, Entry(path, record))
    lines = [
        f"Quyết định số {record.number}",
        "",
        f"Trích yếu: {record.summary}",
        f"Ngày ký: {record.signed.isoformat()}",
        f"Có hiệu lực: {record.in_force_from.isoformat()}",
        *(f"  hết hiệu lực: {item.code} lần {item.revision}" for item in record.withdraws),
        *(f"  có hiệu lực trở lại: {item.code} lần {item.revision}" for item in record.restores),
    ]
    return mark_of(every, control(repository).recorded, path), "\n".join(lines) + "\n"


def _copies(repository: Repository, made: Annulment, year: int, entries: Entries) -> None:
    """Who hands back what ends, and who gets again what comes back."""
    register = path_of("phan-phoi", year)
    out = copies_out(repository)
    for one in made.ends:
        revision = one.revision or 1
        held = out.get((one.code, revision)) or dict.fromkeys(_units(repository, one), 0)
        for unit, copies in held.items():
            row = {"document": one.code, "revision": revision, "unit": unit, "copies": copies}
            entries.append(register, "withdrawn", row)
    for one in made.back:
        for unit in _units(repository, one):
            row = {"document": one.code, "revision": one.revision, "unit": unit, "copies": 0}
            entries.append(register, "distributed", row)


def _units(repository: Repository, issue: Issue) -> tuple[str, ...]:
    entry = repository.in_force.get(issue.code)
    if entry is not None:
        return users(repository, [entry.record])[issue.code]
    held = [row.record for row in repository.rows.distributed if row.record.document == issue.code]
    return tuple(dict.fromkeys(line.unit for line in held))


def _notes(repository: Repository, made: Annulment) -> Iterator[str]:
    again = {one.code for one in made.back}
    for one in made.ends:
        if one.code not in again and (one.revision or 1) > 1:
            yield (
                f"{one.code} hết hiệu lực hẳn, vì quyết định bãi bỏ không nói lần trước có hiệu "
                f"lực trở lại; nếu có nói thì ghi --restore {one.code}."
            )
    for code in sorted({one.code for one in made.ends} & set(repository.drafted)):
        yield f"{code} đang có dự thảo ở {repository.drafted[code].path}: xem lại dự thảo ấy."
