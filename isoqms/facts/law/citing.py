"""How the agency's documents and the legal instruments are named when a text cites them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from isoqms.facts.law.titles import as_printed, kind_in
from isoqms.model.agency.settings import Agency
from isoqms.model.control.decision import Decision
from isoqms.model.law import ExternalDocument
from isoqms.model.packs.certainty import Certainty
from isoqms.model.packs.law import LegalInstrument
from isoqms.repository.content import Repository
from isoqms.wording import date_in_letters, date_short, sort_key, without_kind

_ABOUT = ("về việc ", "v/v ")
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
    def is_law(self) -> bool:
        """Whether it is a law, an ordinance or a code (luật, pháp lệnh, bộ luật)."""
        return self.type in _NAMED

    @property
    def short(self) -> str:
        """`Quyết định số 2545/QĐ-UBND`: cited again (NĐ 30/2020/NĐ-CP, PL I, II.6.b).

        Laws and ordinances have a name instead of a number (II.6.a).
        """
        if self._has_name:
            return f"{self.type} {self.summary.removeprefix(self.type).strip()}"
        return f"{self.type} số {self.number}"

    @property
    def _has_name(self) -> bool:
        return self.is_law and bool(self.summary)

    @property
    def dated(self) -> str:
        """`Quyết định số 2545/QĐ-UBND ngày 30/9/2022`."""
        return f"{self.short} ngày {date_short(self.issued)}" if self.issued else self.short

    @property
    def full(self) -> str:
        """The same, of whom and about what."""
        if self._has_name:
            return self.dated
        of = f" của {self.issuer}" if self.issuer else ""
        about = _about(without_kind(self.type, self.summary))
        # What lays down the law says so itself: `Thông tư … quy định chi tiết …`.
        if self.type.startswith(_RULING) and self.summary.strip().lower().startswith(_RULES):
            about = about.replace(" về việc ", " ", 1)
        return f"{self.dated}{of}{about}"

    @property
    def ground(self) -> str:
        """The same as a ground of a decision: day in letters, title as it stands (PL I, II.6.a)."""
        named = f"{self.short} {date_in_letters(self.issued)}" if self.issued else self.short
        if self._has_name:
            return named
        about = without_kind(self.type, self.summary).rstrip(".;")
        if not about:
            return f"{named} của {self.issuer}"
        return f"{named} của {self.issuer} {_inside(about)}"


def grounds(repository: Repository, decision: str, day: date) -> tuple[Citable, ...]:
    """What a decision of this kind is founded on, in force on `day`.

    Laws come first, then what gives the competence, then the rest as the legal pack lists it.

    What the agency keeps in its own register is cited in the words of the register. The pack alone
    is cited only for what it holds for certain. `decision` is a kind of decision, or the word of
    the pack for another paper.
    """
    asked = [each for each in repository.packs.legal.instruments if decision in each.grounds]
    found = list(_cited(repository, asked, day))
    known = {each.number for each in found}
    kept = _competence_to_rule(repository, asked, day)
    competence = (each for each in kept if each.number not in known)
    laws = (each for each in found if each.is_law)
    return (*laws, *competence, *(each for each in found if not each.is_law))


def _cited(
    repository: Repository, asked: Iterable[LegalInstrument], day: date
) -> Iterator[Citable]:
    """Those in force on `day`, in the words of the register where the agency keeps them."""
    by_law = repository.agency.record.collective is not None
    for law in asked:
        if by_law or law.topic != _COMPETENCE_TOPIC:
            cited = _citation(repository, law, day)
            if cited is not None:
                yield cited


def _citation(repository: Repository, law: LegalInstrument, day: date) -> Citable | None:
    certain = law.certainty is Certainty.CONFIRMED
    if certain and not law.in_force(day):
        return None
    own = repository.external_by_number.get(law.number)
    if own is not None:
        return _own(repository, own.record) if _kept_in_force(own.record, day) else None
    return _packed(law) if certain and law.issued else None


def _competence_to_rule(
    repository: Repository, asked: Iterable[LegalInstrument], day: date
) -> list[Citable]:
    # A plan or a notice carries out; only what rules needs the competence to rule.
    if not any(law.topic == _COMPETENCE_TOPIC for law in asked):
        return []
    return [_own(repository, kept) for kept in _competence(repository, day)]


def _competence(repository: Repository, day: date) -> Iterator[ExternalDocument]:
    """What the register holds of the competence: the local government law where a collective rules.

    An agency under a head (sở, chi cục) has its functions from a decision of its own.
    """
    agency = repository.agency.record
    for row in repository.external_by_number.values():
        if _gives_competence(agency, row.record) and _kept_in_force(row.record, day):
            yield row.record


def _gives_competence(agency: Agency, kept: ExternalDocument) -> bool:
    if agency.collective is not None:
        return kept.title.startswith(_COMPETENCE)
    names = (agency.name, agency.full_name)
    return _FUNCTIONS in kept.title and any(name in kept.title for name in names)


def names_competence(repository: Repository, grounds: Iterable[str]) -> bool:
    """Whether one of the grounds of a decision gives the agency the competence to take it."""
    by_law = repository.agency.record.collective is not None
    wanted = _COMPETENCE if by_law else _FUNCTIONS
    return any(wanted in ground for ground in grounds)


def instructions(repository: Repository, year: int, day: date) -> tuple[Citable, ...]:
    """What others asked for the system in a year (a plan of the province …), by the register."""
    pack = {instrument.number for instrument in repository.packs.legal.instruments}
    every = (row.record for row in repository.external_by_number.values())
    others = (kept for kept in every if kept.number not in pack and _kept_in_force(kept, day))
    return tuple(_own(repository, kept) for kept in others if _instructs(kept, year))


def _instructs(kept: ExternalDocument, year: int) -> bool:
    """Whether it speaks of the system, of that year or at the end of the one before."""
    if kept.issued is None or kept.issued.year not in (year - 1, year):
        return False
    title = kept.title.lower()
    return kept.title.startswith(_INSTRUCTIONS) and any(words in title for words in _OF_THE_SYSTEM)


def _kept_in_force(kept: ExternalDocument, day: date) -> bool:
    """Whether the register says that it was in force.

    Not where it does not say of what day it is.
    """
    if kept.issued is None or (kept.expires is not None and kept.expires <= day):
        return False
    return (kept.effective or kept.issued) <= day


def _own(repository: Repository, kept: ExternalDocument) -> Citable:
    """A document of the register; its title begins with its kind."""
    kind = kind_in(kept.title)
    title = as_printed(repository, kept).title.removeprefix(kind).strip()
    return Citable(kind, kept.number, kept.issued, kept.issuer, title)


def _packed(law: LegalInstrument) -> Citable:
    title = "" if law.paraphrased else law.title or ""
    return Citable(law.type, law.number, law.issued, law.issuer, title)


def _taken(decision: Decision) -> Citable:
    return Citable(
        "Quyết định", decision.number, decision.signed, decision.authority, decision.summary
    )


def steering_documents(repository: Repository, year: int) -> tuple[Citable, ...]:
    """What was issued in the year to steer the system, with its decisions, by day and number."""
    decisions = (entry.record for entry in repository.decisions)
    taken = (_taken(decision) for decision in decisions if decision.signed.year == year)
    found = {(each.number, each.issued): each for each in (*_outgoing(repository, year), *taken)}
    return tuple(sorted(found.values(), key=lambda c: (c.issued or date.min, sort_key(c.number))))


def citable(repository: Repository, number: str, year: int) -> Citable | None:
    """The document of the agency (or one that published its TTHC) with this number, or None.

    Numbers begin anew each year: that of `year` is meant, or else the latest before, or else the
    first after.
    """
    same = [each for each in _all(repository) if each.number == number]
    same.sort(key=lambda each: each.issued or date.min)
    before = [each for each in same if each.issued is None or each.issued.year <= year]
    if before:
        return before[-1]
    return same[0] if same else None


def is_ambiguous(repository: Repository, number: str) -> bool:
    """Whether documents of several days bear this number, so that the day must be cited too."""
    return len({c.issued for c in _all(repository) if c.number == number}) > 1


def legal(repository: Repository, number: str) -> Citable | None:
    """The legal instrument with this number: of the agency's own register, or else of the pack."""
    found = repository.packs.legal.find(number)
    if found is not None:
        return _packed(found)
    own = repository.external_by_number.get(number)
    return _own(repository, own.record) if own is not None else None


def _all(repository: Repository) -> Iterator[Citable]:
    for year in sorted(repository.years):
        yield from _outgoing(repository, year)
    for entry in repository.decisions:
        yield _taken(entry.record)
    if repository.procedures is None:
        return
    for each in repository.procedures.record.published_by:
        yield Citable("Quyết định", each.number, each.signed, each.authority, each.summary or "")


def _outgoing(repository: Repository, year: int) -> Iterator[Citable]:
    records = repository.years[year]
    if records.plan and (plan := records.plan.record).number:
        issuer = repository.agency.record.name
        yield Citable("Kế hoạch", plan.number, plan.signed, issuer, plan.summary or "")
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
    if bare.lower().startswith("về "):
        return f" {_inside(bare)}"
    if bare.lower().startswith(_OUTCOME):
        return f", {bare[0].lower()}{bare[1:]}"
    return f" về việc {_inside(bare)}"


def _inside(words: str) -> str:
    """The words inside a sentence."""
    # A name in capitals (UBND) stays; the first word of a summary is otherwise no name.
    return words if words[1:2].isupper() else words[0].lower() + words[1:]
