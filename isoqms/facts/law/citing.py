"""How the agency's documents and the legal instruments are named when a text cites them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from isoqms.model.law import ExternalDocument
from isoqms.model.packs.certainty import Certainty
from isoqms.repository.content import Repository
from isoqms.wording import date_in_letters, date_short, sort_key, without_kind

_ABOUT = ("về việc ", "v/v ")
_KINDS = (
    "Nghị định", "Nghị quyết", "Quyết định", "Thông tư", "Chỉ thị",
    "Luật", "Pháp lệnh", "Bộ luật", "Kế hoạch",
    "Chương trình", "Công văn",
)  # fmt: skip
_NAMED = ("Luật", "Pháp lệnh", "Bộ luật")
_COMPETENCE = "Luật Tổ chức chính quyền địa phương"
_COMPETENCE_TOPIC = "chinh-quyen"
_FUNCTIONS = "chức năng, nhiệm vụ, quyền hạn"
_INSTRUCTIONS = ("Kế hoạch", "Chương trình", "Công văn", "Chỉ thị", "Quyết định")
_OF_THE_SYSTEM = ("hệ thống quản lý chất lượng", "iso 9001")
_OUTCOME = ("kết luận ", "kết quả ")
_RULING = ("Thông tư", "Nghị định")
_RULES = ("quy định", "hướng dẫn", "sửa đổi")


@dataclass(frozen=True, slots=True)
class Citable:
    """A document that a text may cite (văn bản được viện dẫn)."""

    type: str
    number: str
    issued: date | None = None
    issuer: str = ""
    summary: str = ""

    @property
    def short(self) -> str:
        """`Quyết định số 2545/QĐ-UBND`: cited again (NĐ 30/2020/NĐ-CP, PL I, II.6.b).

        Laws and ordinances have a name instead of a number (II.6.a).
        """
        if self.type in _NAMED and self.summary:
            return f"{self.type} {self.summary.removeprefix(self.type).strip()}"
        return f"{self.type} số {self.number}"

    @property
    def dated(self) -> str:
        """`Quyết định số 2545/QĐ-UBND ngày 30/9/2022`."""
        return f"{self.short} ngày {date_short(self.issued)}" if self.issued else self.short

    @property
    def full(self) -> str:
        """The same, of whom and about what."""
        if self.type in _NAMED and self.summary:
            return self.dated
        of = f" của {self.issuer}" if self.issuer else ""
        # What lays down the law says so itself: `Thông tư … quy định chi tiết …`.
        about = _about(without_kind(self.type, self.summary))
        rules = self.type.startswith(_RULING) and self.summary.strip().lower().startswith(_RULES)
        return f"{self.dated}{of}{about.replace(' về việc ', ' ', 1) if rules else about}"

    @property
    def ground(self) -> str:
        """The same as a ground of a decision: day in letters, title as it stands (PL I, II.6.a)."""
        day = f" {date_in_letters(self.issued)}" if self.issued else ""
        if self.type in _NAMED and self.summary:
            return f"{self.short}{day}"
        about = without_kind(self.type, self.summary).rstrip(".;")
        about = (
            f" {about if about[1:2].isupper() else about[0].lower() + about[1:]}" if about else ""
        )
        return f"{self.short}{day} của {self.issuer}{about}"


def grounds(repository: Repository, decision: str, day: date) -> tuple[Citable, ...]:
    """What a decision of this kind is founded on, in force on `day`.

    Laws come first, then what gives the competence, then the rest as the legal pack lists it.

    What the agency keeps in its own register is cited in the words of the register. The pack alone
    is cited only for what it holds for certain. `decision` is a kind of decision, or the word of
    the pack for another paper.
    """
    by_law = repository.agency.record.collective is not None
    instruments = repository.packs.legal.instruments
    found = []
    for instrument in instruments:
        if decision not in instrument.grounds or (
            instrument.topic == _COMPETENCE_TOPIC and not by_law
        ):
            continue
        own = repository.external_by_number.get(instrument.number)
        certain = instrument.certainty is Certainty.CONFIRMED
        if certain and not instrument.in_force(day):
            continue
        if own is not None and _kept_in_force(own.record, day):
            found.append(_own(own.record))
        elif own is None and certain and instrument.issued and instrument.title:
            found.append(
                Citable(
                    instrument.type,
                    instrument.number,
                    instrument.issued,
                    instrument.issuer,
                    instrument.title,
                )
            )
    known = {each.number for each in found}
    # A plan or a notice carries out; only what rules needs the competence to rule.
    rules = any(
        each.topic == _COMPETENCE_TOPIC and decision in each.grounds for each in instruments
    )
    kept_laws = _competence(repository, day) if rules else ()
    competence = [_own(kept) for kept in kept_laws if kept.number not in known]
    first = [each for each in found if each.type in _NAMED]
    return (*first, *competence, *(each for each in found if each.type not in _NAMED))


def _competence(repository: Repository, day: date) -> Iterator[ExternalDocument]:
    """What the register holds of the competence: the local government law where a collective rules.

    An agency under a head (sở, chi cục) has its functions from a decision of its own.
    """
    agency = repository.agency.record
    for row in repository.external_by_number.values():
        kept = row.record
        if agency.collective is not None:
            fits = kept.title.startswith(_COMPETENCE)
        else:
            fits = _FUNCTIONS in kept.title and any(
                name in kept.title for name in (agency.name, agency.full_name)
            )
        if fits and _kept_in_force(kept, day):
            yield kept


def names_competence(repository: Repository, grounds: Iterable[str]) -> bool:
    """Whether one of the grounds of a decision gives the agency the competence to take it."""
    by_law = repository.agency.record.collective is not None
    return any((_COMPETENCE if by_law else _FUNCTIONS) in ground for ground in grounds)


def instructions(repository: Repository, year: int, day: date) -> tuple[Citable, ...]:
    """What others asked for the system in a year (a plan of the province …), by the register."""
    pack = {instrument.number for instrument in repository.packs.legal.instruments}
    every = (row.record for row in repository.external_by_number.values())
    return tuple(
        _own(kept)
        for kept in every
        if kept.number not in pack
        and kept.title.startswith(_INSTRUCTIONS)
        and any(words in kept.title.lower() for words in _OF_THE_SYSTEM)
        and kept.issued is not None
        and kept.issued.year in (year - 1, year)
        and _kept_in_force(kept, day)
    )


def _kept_in_force(kept: ExternalDocument, day: date) -> bool:
    """Whether the register says that it was in force.

    Not where it does not say of what day it is.
    """
    start = kept.effective or kept.issued
    return bool(
        kept.issued and start and start <= day and (kept.expires is None or day < kept.expires)
    )


def _own(kept: ExternalDocument) -> Citable:
    """A document of the register; its title begins with its kind."""
    kind = next((kind for kind in _KINDS if kept.title.startswith(kind)), "Văn bản")
    return Citable(
        kind, kept.number, kept.issued, kept.issuer, kept.title.removeprefix(kind).strip()
    )


def steering_documents(repository: Repository, year: int) -> tuple[Citable, ...]:
    """What was issued in the year to steer the system, with its decisions, by day and number."""
    found = {
        (c.number, c.issued): c for c in (*_outgoing(repository, year), *_decided(repository, year))
    }
    return tuple(sorted(found.values(), key=lambda c: (c.issued or date.min, sort_key(c.number))))


def citable(repository: Repository, number: str, year: int) -> Citable | None:
    """The document of the agency (or one that published its TTHC) with this number, or None.

    Numbers begin anew each year: that of `year` is meant, or else the latest before, or else the
    first after.
    """
    same = sorted(
        (c for c in _all(repository) if c.number == number), key=lambda c: c.issued or date.min
    )
    before = [c for c in same if c.issued is None or c.issued.year <= year]
    return before[-1] if before else next(iter(same), None)


def is_ambiguous(repository: Repository, number: str) -> bool:
    """Whether documents of several days bear this number, so that the day must be cited too."""
    return len({c.issued for c in _all(repository) if c.number == number}) > 1


def legal(repository: Repository, number: str) -> Citable | None:
    """The legal instrument with this number: of the agency's own register, or else of the pack."""
    found = repository.packs.legal.find(number)
    if found is not None:
        return Citable(found.type, found.number, found.issued, found.issuer, found.title or "")
    own = repository.external_by_number.get(number)
    if own is None:
        return None
    return _own(own.record)


def _all(repository: Repository) -> Iterator[Citable]:
    for year in sorted(repository.years):
        yield from _outgoing(repository, year)
    for entry in repository.decisions:
        decision = entry.record
        yield Citable(
            "Quyết định", decision.number, decision.signed, decision.authority, decision.summary
        )
    for published in repository.procedures.record.published_by if repository.procedures else ():
        yield Citable(
            "Quyết định",
            published.number,
            published.signed,
            published.authority,
            published.summary or "",
        )


def _decided(repository: Repository, year: int) -> Iterator[Citable]:
    for entry in repository.decisions:
        decision = entry.record
        if decision.signed.year == year:
            yield Citable(
                "Quyết định", decision.number, decision.signed, decision.authority, decision.summary
            )


def _outgoing(repository: Repository, year: int) -> Iterator[Citable]:
    records = repository.years[year]
    plan = records.plan.record if records.plan else None
    if plan and plan.number:
        yield Citable(
            "Kế hoạch", plan.number, plan.signed, repository.agency.record.name, plan.summary or ""
        )
    for row in records.rows.outgoing:
        sent = row.record
        yield Citable(sent.type, sent.number, sent.day, sent.issuer, sent.summary)


def _about(summary: str) -> str:
    """` về việc ban hành …`, whatever the summary begins with."""
    bare = summary.strip().rstrip(".;")
    for opening in _ABOUT:
        if bare.lower().startswith(opening):
            bare = bare[len(opening) :]
    if not bare:
        return ""
    first = bare.split()[0]
    if bare.lower().startswith(_OUTCOME):
        return f", {bare[0].lower()}{bare[1:]}"
    # A name in capitals (UBND) stays; the first word of a summary is otherwise no name.
    return f" về việc {bare if first[1:2].isupper() else bare[0].lower() + bare[1:]}"
