"""How the agency's documents and the legal instruments are named when a text cites them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from isoqms.repository.content import Repository
from isoqms.wording import date_short, sort_key

_ABOUT = ("về việc ", "v/v ")
_KINDS = ("Nghị định", "Nghị quyết", "Quyết định", "Thông tư", "Chỉ thị", "Luật", "Pháp lệnh", "Bộ luật")
_NAMED = ("Luật", "Pháp lệnh", "Bộ luật")
_OUTCOME = ("kết luận ", "kết quả ")


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
        """`Quyết định số 2545/QĐ-UBND`: how it is cited after the first time (NĐ 30/2020/NĐ-CP, PL I, II.6.b).

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
        return f"{self.dated}{of}{_about(self.summary)}"


def steering_documents(repository: Repository, year: int) -> tuple[Citable, ...]:
    """What was issued in the year to steer the system, its decisions among it, in order of day and number."""
    found = {(c.number, c.issued): c for c in (*_outgoing(repository, year), *_decided(repository, year))}
    return tuple(sorted(found.values(), key=lambda c: (c.issued or date.min, sort_key(c.number))))


def citable(repository: Repository, number: str, year: int) -> Citable | None:
    """The document of the agency (or one that published its TTHC) with this number, or None.

    Numbers begin anew each year: that of `year` is meant, or else the latest before, or else the first after.
    """
    same = sorted((c for c in _all(repository) if c.number == number), key=lambda c: c.issued or date.min)
    before = [c for c in same if c.issued is None or c.issued.year <= year]
    return before[-1] if before else next(iter(same), None)


def is_ambiguous(repository: Repository, number: str) -> bool:
    """Whether documents of several days bear this number, so that it must always be cited with its day."""
    return len({c.issued for c in _all(repository) if c.number == number}) > 1


def legal(repository: Repository, number: str) -> Citable | None:
    """The legal instrument with this number: of the agency's own register, or else of the pack."""
    found = repository.packs.legal.find(number)
    if found is not None:
        return Citable(found.type, found.number, found.issued, found.issuer, found.title or "")
    own = repository.external_by_number.get(number)
    if own is None:
        return None
    kind = next((kind for kind in _KINDS if own[1].title.startswith(kind)), "Văn bản")
    return Citable(kind, own[1].number, own[1].issued, own[1].issuer, own[1].title.removeprefix(kind))


def _all(repository: Repository) -> Iterator[Citable]:
    for year in sorted(repository.years):
        yield from _outgoing(repository, year)
    for entry in repository.decisions:
        decision = entry.record
        yield Citable("Quyết định", decision.number, decision.signed, decision.authority, decision.summary)
    for published in repository.procedures.record.published_by if repository.procedures else ():
        yield Citable("Quyết định", published.number, published.signed, published.authority, published.summary or "")


def _decided(repository: Repository, year: int) -> Iterator[Citable]:
    for entry in repository.decisions:
        decision = entry.record
        if decision.signed.year == year:
            yield Citable("Quyết định", decision.number, decision.signed, decision.authority, decision.summary)


def _outgoing(repository: Repository, year: int) -> Iterator[Citable]:
    records = repository.years[year]
    plan = records.plan.record if records.plan else None
    if plan and plan.number:
        yield Citable("Kế hoạch", plan.number, plan.signed, repository.agency.record.name, plan.summary or "")
    for sent in records.outgoing.record.documents if records.outgoing else ():
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
