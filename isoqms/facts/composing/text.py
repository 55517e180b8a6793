"""The words of a year's report: the outline's sentences as far as records bear them out, and prose.

A sentence of the outline stands where its record does, and the agency's own words follow it. A
section of which nobody says anything is missing: it is named once, with the command that fills it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from pathlib import PurePosixPath
from typing import Final

from isoqms.errors import IsoqmsError
from isoqms.facts.composing import steering
from isoqms.facts.composing.lines import Ground
from isoqms.facts.composing.told import TOLD, Told
from isoqms.facts.law import citing
from isoqms.facts.law.citing import Citable
from isoqms.facts.reporting.figures import (
    Figure,
    Figures,
    case_periods,
    figures,
    period_of,
    year_of,
)
from isoqms.model.reporting import ReportHead
from isoqms.packs.outlines import Outline, load_outline
from isoqms.repository.content import Repository
from isoqms.repository.entry import Entry
from isoqms.repository.year import Year
from isoqms.source.markdown import Node, Refused, parse
from isoqms.source.template import Marked, render, render_prose
from isoqms.source.template_grammar import TemplateFault, names_used
from isoqms.wording import date_short, nearest, number, two_digits

_SECTION: Final = re.compile(r"^##[ \t]+([^\s#]\S*)[ \t]*(.*)$", re.MULTILINE)
_ASKED_SECTION: Final = re.compile(r"section\(\s*[\"']([^\"']+)")
_HEADING: Final = re.compile(r"^#+[ \t]+(?:[\w.]+[.)][ \t]+)?(.+)$", re.MULTILINE)
_TAG_HINT: Final = 'Trong {{ }} chỉ viết tên số liệu, decision("…") hoặc document("…").'
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)


class ReportFault(IsoqmsError):
    """A text of the report that cannot be filled in or printed; `path` and `line` say where."""

    def __init__(self, path: PurePosixPath, line: int, message: str, hint: str) -> None:
        super().__init__(f"{path}, dòng {line}: {message}", hint)
        self.path = path
        self.line = line
        self.message = message


class MissingKind(StrEnum):
    """What a report lacks."""

    FIGURE = "số liệu"
    RECORD = "hồ sơ"
    SECTION = "nội dung"
    DOCUMENT = "văn bản trong kho"


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that the report should say and no record gives."""

    kind: MissingKind
    name: str
    """The name of the figure, the key of the section, or the number of the document."""
    title: str
    command: str = ""
    """The command by which it is recorded or written; empty where the outline names none."""

    @property
    def mark(self) -> str:
        """`[chưa có số liệu: Số hồ sơ đang giải quyết]`, where somebody's own words ask for it."""
        return f"[chưa có {self.kind}: {self.title}]"


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the agency's prose: its key, its text, the line below its heading."""

    key: str
    text: str
    heading_line: int
    first_line: int

    @property
    def unprinted(self) -> str:
        """Why it may have no place in the report, in words."""
        if self.key:
            return (
                f"Đề cương không có mục «{self.key}», hoặc mục này đã viết ở trên, "
                "nên lời văn không được in"
            )
        return "Lời văn đứng trước mục đầu tiên nên không được in"


@dataclass(frozen=True, slots=True)
class ReportText:
    """The words of a report, ready to be set, and what is missing in them."""

    kind: str
    symbol: str
    summary: str
    annex_title: str
    nodes: tuple[Node, ...]
    missing: tuple[Missing, ...]
    unused: tuple[Section, ...]
    """Prose that is not printed: the outline has no place for it, or its section came before."""
    repeated: tuple[tuple[Section, Figure], ...] = ()
    """Figures that own words tell again though a record's sentence above them does already."""
    left_out: int = 0
    """How many letters of the register do not speak of the system, and so are not told."""
    corrected: tuple[Figure, ...] = ()
    """Figures that are told otherwise than the agency stated them."""
    told: tuple[Figure, ...] = ()
    """The figures that are printed, in the order in which they are told first."""


def sections(report: Entry[ReportHead]) -> tuple[Section, ...]:
    """The sections below the level-2 headings.

    Words before the first have no key. Lines are those of the file.
    """
    body, first = report.body, report.body_line
    found = list(_SECTION.finditer(body))
    ends = [*(match.start() for match in found), len(body)][1:]
    opening = body[: found[0].start()] if found else body
    out = [Section("", opening, first, first)] if _says(opening) else []
    for match, end in zip(found, ends, strict=True):
        line = first + body.count("\n", 0, match.start())
        out.append(Section(match[1].rstrip("."), body[match.end() : end], line, line))
    return tuple(out)


def _says(text: str) -> bool:
    return bool(_COMMENT.sub("", text).strip())


def compose(repository: Repository, year: int) -> ReportText:
    """The words of the year's report.

    NoSuchYear without records of the year; ReportFault with file and line where a text cannot be
    filled in or holds what our Markdown does not; UnknownName where the outline named in the
    settings does not exist.
    """
    outline = load_outline(repository.agency.record.packs.report, repository.root)
    teller = _Teller(repository, year_of(repository, year), titles(outline.text))
    names = teller.names
    markdown = teller.filled(outline.text, outline.path, outline.first_line, names)
    prose = parse(markdown)
    if prose.refused:
        raise _where_refused(outline, teller, prose.refused[0])
    head = outline.head

    def titled(text: str) -> str:
        return render(text, {key: value for key, value in names.items() if isinstance(value, str)})

    return ReportText(
        head.kind,
        head.symbol,
        titled(head.summary),
        titled(head.annex_title),
        prose.nodes,
        # The heading that names a missing section may itself name the standard or the year.
        tuple(replace(one, title=titled(one.title)) for one in _missing(teller, markdown)),
        tuple(section for section in teller.written if _is_left_over(section, teller)),
        tuple(teller.repeated),
        len(steering.other_letters(teller.ground)),
        tuple(figure for figure in teller.shown.values() if _is_corrected(figure)),
        tuple(teller.shown.values()),
    )


def _missing(teller: "_Teller", markdown: str) -> Iterator[Missing]:
    """What was asked for in vain, then each section below whose heading no record says anything."""
    yield from teller.missing.values()
    for key, one in teller.unwritten.items():
        above = _COMMENT.sub("", markdown.partition(_mark(key))[0]).rstrip()
        if above[above.rfind("\n") + 1 :].startswith("#"):
            yield one


def _mark(key: str) -> str:
    """A comment, so nothing on paper, where a section has no words of the agency's own."""
    return f"<!-- chưa viết mục {key} -->"


def _is_corrected(figure: Figure) -> bool:
    return figure.stated is not None and figure.stated != figure.value


def _is_left_over(section: Section, teller: "_Teller") -> bool:
    """Whether it says something that the outline did not ask for, or asked of another section."""
    is_asked = section.key in teller.asked and section is teller.sections[section.key]
    return _says(section.text) and not is_asked


def _where_refused(outline: Outline, teller: "_Teller", found: Refused) -> ReportFault:
    """The refusal at the line where it was written, in the prose or in the outline."""
    if teller.report is not None:
        for section in teller.sections.values():
            for refused in parse(section.text).refused:
                line = section.first_line + refused.line - 1
                return ReportFault(teller.report.path, line, refused.message, refused.hint)
    for refused in parse(outline.text).refused:
        line = outline.first_line + refused.line - 1
        return ReportFault(outline.path, line, refused.message, refused.hint)
    return ReportFault(outline.path, outline.first_line, found.message, found.hint)


def titles(outline: str) -> dict[str, str]:
    """The title of each section that an outline asks for: the heading above, without its number."""
    out: dict[str, str] = {}
    headings = list(_HEADING.finditer(outline))
    starts = [heading.start(1) for heading in headings]
    for asked in _ASKED_SECTION.finditer(outline):
        above = bisect_left(starts, asked.start())
        if above:
            start, end = headings[above - 1].span(1)
            out.setdefault(asked[1], outline[start : min(end, asked.start())].strip())
    return out


@dataclass
class _Teller:
    """What a template may ask for, and what it asked for in vain."""

    repository: Repository
    year: Year
    titles: Mapping[str, str]
    missing: dict[tuple[MissingKind, str], Missing] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    cited: set[str] = field(default_factory=set)
    shown: dict[str, Figure] = field(default_factory=dict)
    """Every figure that was told so far."""
    repeated: list[tuple[Section, Figure]] = field(default_factory=list)
    unwritten: dict[str, Missing] = field(default_factory=dict)
    """The sections of which the agency wrote nothing, by key."""
    _told_above: frozenset[str] = frozenset()
    """The figures that were told above the section that is being told."""
    _missed_above: int = 0
    """How much was missing above it."""

    @cached_property
    def report(self) -> Entry[ReportHead] | None:
        return self.year.report

    @cached_property
    def sections(self) -> Mapping[str, Section]:
        """The sections by key; of two with one key the first."""
        return {section.key: section for section in reversed(self.written)}

    @cached_property
    def written(self) -> tuple[Section, ...]:
        """Every section of the agency's prose, in order."""
        return sections(self.report) if self.report else ()

    @cached_property
    def ground(self) -> Ground:
        return Ground(self.repository, self.year.year, self.tell)

    @cached_property
    def figures(self) -> Figures:
        return figures(self.repository, self.year.year)

    @cached_property
    def section_names(self) -> Mapping[str, object]:
        """The same without what only the outline may ask for."""
        return {name: value for name, value in self.names.items() if name not in _OUTLINE_ONLY}

    @cached_property
    def names(self) -> Mapping[str, object]:
        """Everything by name: figures, agency and year in Vietnamese words, and the calls."""
        agency, year = self.repository.agency.record, self.year.year
        first, last = period_of(self.repository, year)
        spans = case_periods(self.repository, year)
        head = self.year.report.record if self.year.report else None
        return {
            **{name: _Shown(figure, self) for name, figure in self.figures.items()},
            **{name: Told(tell, self.ground) for name, tell in TOLD.items()},
            "co_quan": agency.name,
            "co_quan_day_du": agency.full_name,
            "tinh": agency.province,
            "don_vi_chu_tri": agency.lead_agency,
            "tieu_chuan": agency.standard_name,
            "nam": str(year),
            "can_cu": head.basis.strip() if head and head.basis else "",
            "tu_ngay": date_short(first),
            "den_ngay": date_short(last),
            "so_lieu_tu": date_short(spans[0][0].start if spans else first),
            "so_lieu_den": date_short(spans[-1][0].end if spans else last),
            "don_vi": [unit.name for unit in agency.units],
            "van_ban": _Documents(self),
            "section": self.section,
            "lacking": self.lacking,
            "has": self.has,
            "cites": self.cites,
            "known": self.known,
            "decision": self.document,
            "document": self.document,
            "legal": self.legal,
        }

    def filled(
        self, text: str, path: PurePosixPath, first_line: int, names: Mapping[str, object]
    ) -> str:
        """The Markdown of a template; ReportFault with the line of its file."""
        try:
            return render_prose(text, names)
        except TemplateFault as error:
            raise self._fault(error, text, path, first_line, names) from error

    def _fault(
        self,
        error: TemplateFault,
        text: str,
        path: PurePosixPath,
        first_line: int,
        names: Mapping[str, object],
    ) -> ReportFault:
        line = first_line + error.line - 1
        unknown = sorted(_asked_names(text) - names.keys())
        if not unknown:
            return ReportFault(
                path, line, "Chỗ {{ }} này viết sai hoặc không được phép.", _TAG_HINT
            )
        meant = nearest(unknown[0], names)
        hint = (
            f"Có phải «{meant}»?" if meant else "Xem các tên số liệu bằng `isoqms explain QMS715`."
        )
        return ReportFault(path, line, f"Không có số liệu nào tên là «{unknown[0]}».", hint)

    def section(self, key: object, command: object = "", *, required: object = True) -> Marked:
        """The agency's own words of a section, filled in, below what the records say.

        Where neither says anything the section is missing, and `command` is what fills it.
        """
        key = str(key)
        self.asked.add(key)
        section, told = self.sections.get(key), set(self.shown) - self._told_above
        has_gaps = len(self.missing) > self._missed_above
        text = ""
        if section is not None and self.report is not None and _says(section.text):
            self._note_repeated(section, told)
            self._excuse()
            path, line = self.report.path, section.first_line
            text = self.filled(section.text, path, line, self.section_names).strip()
        elif required and not has_gaps:
            self.unwritten[key] = self._unwritten(key, str(command))
            text = _mark(key)
        self._told_above, self._missed_above = frozenset(self.shown), len(self.missing)
        return Marked(f"\n{text}\n")

    def _excuse(self) -> None:
        """Take it back that records are missing of which the agency's own words tell."""
        for key in list(self.missing)[self._missed_above :]:
            if key[0] is MissingKind.RECORD:
                del self.missing[key]

    def _note_repeated(self, section: Section, told: set[str]) -> None:
        for name in sorted(_asked_names(section.text) & told):
            self.repeated.append((section, self.figures[name]))

    def _unwritten(self, key: str, command: str) -> Missing:
        title = f"mục {key} ({self.titles[key]})" if key in self.titles else f"mục {key}"
        command = command or f"isoqms report --write --section {key}"
        return Missing(MissingKind.SECTION, key, title, self._of_year(command))

    def lacking(self, what: object, command: object = "") -> str:
        """Nothing on paper: what is missing is told at the end, with its command.

        `what` is the name of a figure, or words.
        """
        name = str(what)
        figure = self.figures.get(name)
        kind, title = (MissingKind.FIGURE, figure.title) if figure else (MissingKind.RECORD, name)
        self.miss(Missing(kind, name, title, self._of_year(str(command))))
        return ""

    def _of_year(self, command: str) -> str:
        """The command, for the year of the report where it would take another one."""
        is_other = self.year.year != self.repository.as_of.year
        takes_year = command.startswith(_WITH_YEAR) and not command.startswith(_WITHOUT_YEAR)
        return f"{command} --year {self.year.year}" if is_other and takes_year else command

    def has(self, key: str) -> bool:
        """Whether the agency wrote a section; for outlines in which own words replace sentences."""
        return key in self.sections and _says(self.sections[key].text)

    def cites(self, key: str, name: str) -> bool:
        """Whether the prose of a section already tells a figure."""
        return self.has(key) and name in _asked_names(self.sections[key].text)

    def known(self, name: str) -> bool:
        """Whether a figure of this name is known."""
        return name in self.figures and self.figures[name].known

    def document(self, asked: object) -> str:
        """The agency's document with this number: with its day the first time, later without."""
        given = str(asked)
        found = citing.citable(self.repository, given, self.year.year)
        if found is None:
            return self._lacks(Missing(MissingKind.DOCUMENT, given, given))
        again = given in self.cited and not citing.is_ambiguous(self.repository, given)
        self.cited.add(given)
        return found.short if again else found.dated

    def legal(self, asked: object) -> str:
        """A legal instrument by number: in full the first time, later without its day and title."""
        given = str(asked)
        found = citing.legal(self.repository, given)
        if found is None:
            return self._lacks(Missing(MissingKind.DOCUMENT, given, given))
        again = given in self.cited
        self.cited.add(given)
        return found.short if again else found.full

    def tell(self, figure: Figure) -> None:
        """Note that a figure is printed."""
        self.shown[figure.name] = figure

    def miss(self, missing: Missing) -> None:
        """Note that something is missing."""
        key = (missing.kind, missing.name)
        if key not in self.missing or missing.command:
            self.missing[key] = missing

    def _lacks(self, missing: Missing) -> str:
        self.miss(missing)
        return missing.mark


_WITH_YEAR: Final = (
    "isoqms new ",
    "isoqms update ",
    "isoqms export ",
    "isoqms review ",
    "isoqms decision ",
    "isoqms report ",
)
_WITHOUT_YEAR: Final = (
    "isoqms new law",
    "isoqms new service",
    "isoqms new internal",
    "isoqms export danh-muc",
)
_OUTLINE_ONLY: Final = frozenset({"section", "lacking", "has", "cites"})
"""What sections of an outline may not ask for: one that asks for sections would never end."""


def _asked_names(text: str) -> frozenset[str]:
    try:
        return names_used(text)
    except TemplateFault:
        return frozenset()


class _Documents:
    """The year's papers of direction as lines; once told, they count as cited."""

    def __init__(self, teller: _Teller) -> None:
        self._teller = teller

    @cached_property
    def _found(self) -> tuple[Citable, ...]:
        return steering.directing(self._teller.ground)

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[str]:
        for document in self._found:
            self._teller.cited.add(document.number)
            yield document.full


class _Shown:
    """A figure in a template: true where it is known and not 0; Vietnamese digits on paper."""

    __slots__ = ("_figure", "_teller")

    def __init__(self, figure: Figure, teller: _Teller) -> None:
        self._figure = figure
        self._teller = teller

    def __bool__(self) -> bool:
        return bool(self._figure.value)

    def __str__(self) -> str:
        value = self._figure.value
        if value is None:
            name, title = self._figure.name, self._figure.title
            missing = Missing(MissingKind.FIGURE, name, title)
            self._teller.miss(missing)
            return missing.mark
        self._teller.tell(self._figure)
        # A count below 10 is written with a 0 before it, as numbers of documents are, so that none
        # can be added.
        return two_digits(value) if isinstance(value, int) and 0 < value < 10 else number(value)
