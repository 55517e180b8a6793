"""Put withdrawals on the staged plan (thu hồi), and say what still refers to the documents."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from isoqms.actions.agency.beginnings import beginning
from isoqms.actions.changing.applying import Change
from isoqms.actions.changing.wholeness import refuse_unless_whole
from isoqms.actions.control.new import cleaned
from isoqms.actions.control.revise import in_force, to_be_withdrawn
from isoqms.errors import BadAnswer, IsoqmsError
from isoqms.facts.control.referring import Reference, references_to
from isoqms.facts.services.coverage import serving
from isoqms.facts.services.service_codes import short
from isoqms.model.control.document import ControlledDocument
from isoqms.repository import Entry, Repository
from isoqms.repository.places import PLAN
from isoqms.repository.revisions import split_wanted
from isoqms.repository.unread import unread
from isoqms.source.editing import Append, edited
from isoqms.wording import listed

_FEW: Final = 5


class AlreadyStaged(IsoqmsError):
    """The document is being withdrawn already, or revised."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """The withdrawals that are planned, and the change that puts them on the plan."""

    codes: tuple[str, ...]
    change: Change
    references: tuple[tuple[str, Reference], ...]
    """Each code with a document in force that still names it.

    Those withdrawn together are left out.
    """


def plan_withdraw(repository: Repository, codes: tuple[str, ...], reason: str) -> Withdrawal:
    """The staged plan with these documents withdrawn for this reason; nothing is written.

    A code may name its revision (`QT-01@3`): a revision that never comes into force is withdrawn
    so, also where a draft takes its place.
    NotInForce, AlreadyStaged, BadAnswer; CannotEdit where the plan's file cannot be edited.
    """
    refuse_unless_whole(repository)
    why = cleaned(reason, "Lý do thu hồi")
    unique = tuple(dict.fromkeys(codes))
    if not unique:
        raise BadAnswer(
            "Chưa biết thu hồi tài liệu nào.", "Ghi một hay nhiều mã tài liệu, ví dụ: QT-NB-03."
        )
    entries = [_withdrawable(repository, code) for code in unique]
    # A revision that never comes into force leaves the one before it where it is.
    whole = [entry for entry, code in zip(entries, unique, strict=True) if "@" not in code]
    unique = tuple(entry.record.code for entry in entries)
    items = tuple(
        {"code": e.record.code, "revision": e.record.revision, "reason": why} for e in entries
    )
    old = repository.bytes_of(PLAN) if repository.staged else _beginning(repository)
    references = tuple(_references(repository, unique))
    change = Change(
        message=f"Đưa vào kế hoạch thu hồi: {named(unique)}",
        files={PLAN: edited(PLAN, old, Append(("withdraws",), items))},
        seen={PLAN: old} if repository.staged else {},
        notes=(*_notes(references), *_left_without(repository, whole)),
    )
    return Withdrawal(unique, change, references)


def named(codes: tuple[str, ...]) -> str:
    """The codes in a sentence; only their number where they are many."""
    return listed(codes) if len(codes) <= _FEW else f"{len(codes)} tài liệu"


def _withdrawable(repository: Repository, wanted: str) -> Entry[ControlledDocument]:
    code, revision = split_wanted(wanted)
    entry = in_force(repository, code)
    if revision not in (None, str(entry.record.revision)):
        raise BadAnswer(
            f"Văn bản «{code}» trong tai-lieu/ là lần {entry.record.revision}, không phải lần "
            f"{revision}.",
            f"Ghi {code}@{entry.record.revision}, hoặc chỉ ghi {code}.",
        )
    if code in to_be_withdrawn(repository):
        raise AlreadyStaged(f"Tài liệu «{code}» đã có trong kế hoạch thu hồi.", f"Xem «{PLAN}».")
    if code in repository.drafted and revision is None:
        raise AlreadyStaged(
            f"Tài liệu «{code}» đang có dự thảo lần mới ở «{repository.drafted[code].path}».",
            "Nếu muốn thu hồi, hãy xóa dự thảo đó (hoặc `isoqms undo` nếu vừa tạo), rồi chạy lại; "
            f"chỉ thu hồi lần chưa kịp có hiệu lực thì ghi {code}@{entry.record.revision}.",
        )
    return entry


def _beginning(repository: Repository) -> bytes:
    """What a new plan starts with; BadAnswer where a plan lies there that cannot be read."""
    if (repository.root / PLAN).exists():
        raise unread(repository, PLAN)
    return beginning(repository, PLAN)


def _references(repository: Repository, codes: tuple[str, ...]) -> Iterator[tuple[str, Reference]]:
    leaving = {*codes, *to_be_withdrawn(repository)}
    for code in codes:
        for reference in references_to(repository, code):
            if reference.entry.record.code not in leaving:
                yield code, reference


def _notes(references: tuple[tuple[str, Reference], ...]) -> Iterator[str]:
    """One sentence for each document that still names one that goes."""
    places: dict[tuple[str, str, str], list[str]] = {}
    for code, reference in references:
        key = (code, reference.entry.record.code, str(reference.entry.path))
        places.setdefault(key, []).append(reference.words)
    for (code, other, path), words in places.items():
        yield f"{other} ({path}) còn dẫn {code} ở {listed(dict.fromkeys(words))}."


def _left_without(
    repository: Repository, entries: list[Entry[ControlledDocument]]
) -> Iterator[str]:
    """The administrative procedures that no document in force would serve any more."""
    leaving = {entry.record.code for entry in entries}
    documents = serving(repository.documents)
    for entry in entries:
        for service in entry.record.serves:
            others = {other.record.code for other in documents.get(short(service), ())}
            if others <= leaving:
                yield f"Thủ tục {service} sẽ không còn quy trình nào (hiện ở {entry.record.code})."
