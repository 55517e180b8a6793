"""A revision of a document printed again: its revision table, its mark where not in force."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from isoqms.facts.control.tracing import Traced
from isoqms.model.agency.settings import Agency
from isoqms.model.law import ExternalDocument
from isoqms.pages.control.controlled_document import (
    OBSOLETE,
    RevisionLine,
    Setting,
    Withdrawal,
    controlled_document,
    revision_table,
)
from isoqms.pages.layout.blocks import (
    Block,
    Mark,
    Note,
    Paper,
    Paragraph,
    Properties,
    RunningHead,
    Title,
)
from isoqms.pages.layout.prose import blocks
from isoqms.pages.papers.agency_paper import profile
from isoqms.repository.control import Ending
from isoqms.repository.revisions import Revision, State
from isoqms.source import markdown
from isoqms.source.text import decode
from isoqms.wording import date_in_letters, date_short, two_digits


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a revision does not say: its agency, what it cites, each revision's fate, the day."""

    agency: Agency
    day: date
    laws: tuple[ExternalDocument, ...] = ()
    titles: Mapping[str, str] | None = None
    traced: tuple[Traced, ...] = ()


def revision_paper(revision: Revision, around: Surroundings) -> Paper:
    """The paper of a revision.

    One whose text does not fit what a document is today is printed line by line.
    """
    mark = standing_mark(revision, around.day)
    entry = revision.document
    if entry is None:
        return replace(_plain(revision, around), mark=mark)
    setting = Setting(
        agency=around.agency,
        issued=revision.issue.signed if revision.issue else None,
        revisions=(*revision_lines(around.traced, revision.number), *_own_line(revision)),
        laws=around.laws,
        titles=around.titles or {},
        profile=profile(around.agency.paper),
    )
    return replace(controlled_document(entry.record, _prose(entry.body), setting), mark=mark)


def _own_line(revision: Revision) -> Iterator[RevisionLine]:
    """The line of a draft: whoever approves it reads what was asked for, and what is new."""
    entry = revision.document
    if entry is None or revision.state is not State.DRAFT or entry.record.request is None:
        return
    request = entry.record.request
    yield RevisionLine(
        entry.record.revision,
        change=request.content or "",
        request=f"{request.requested_by}: {request.reason}",
    )


def _prose(body: str) -> tuple[Block, ...]:
    """The prose as blocks.

    Where it holds what our papers have no form for, line by line, so that nothing is lost.
    """
    prose = markdown.parse(body)
    if not prose.refused:
        return blocks(prose.nodes)
    lines = (line for line in body.splitlines() if line.strip())
    return tuple(block for line in lines for block in blocks(_nodes(line)) or (Paragraph(line),))


def _nodes(line: str) -> tuple[markdown.Node, ...]:
    prose = markdown.parse(line)
    return () if prose.refused else prose.nodes


def _plain(revision: Revision, around: Surroundings) -> Paper:
    lines = tuple(Paragraph(line) for line in words_of(revision).splitlines() if line.strip())
    title = (revision.issue.title if revision.issue else None) or revision.code
    day = revision.issue.signed if revision.issue else None
    head = _head(around.agency, title, revision.code, day, revision.number)
    properties = Properties(f"{revision.code} {title}", around.agency.name, day)
    return Paper(
        None, lines, profile=profile(around.agency.paper), properties=properties, running_head=head
    )


def _head(
    agency: Agency, title: str, code: str, issued: date | None, number: int | None
) -> RunningHead:
    """The head of each page, as on every controlled document; dots for what nobody knows."""
    return RunningHead(
        agency.agency_lines,
        title,
        (
            f"Mã hiệu: {code}",
            f"Ngày ban hành: {date_short(issued) if issued else '…/…/……'}",
            f"Lần ban hành: {two_digits(number) if number else '…'}",
        ),
    )


def words_of(revision: Revision) -> str:
    """The text with our line ends and letters; what cannot be read as UTF-8 is replaced."""
    text, _ = decode(revision.path, revision.text)
    return revision.text.decode("utf-8", "replace") if text is None else text


def standing_mark(revision: Revision, day: date) -> Mark | None:
    """What must be said of a revision that is not in force on that day; None of one that is."""
    match revision.state:
        case State.IN_FORCE:
            return None
        case State.DRAFT:
            return Mark("Dự thảo", "Đang soạn, chưa ban hành; không dùng để giải quyết công việc.")
        case State.UNISSUED:
            return Mark(
                "Chưa có quyết định ban hành", "Không quyết định nào trong kho ban hành lần này."
            )
        case State.COMING:
            return Mark("Tài liệu chưa có hiệu lực", _start(revision, day))
        case State.OBSOLETE:
            ending = revision.issue.ending if revision.issue else None
            return Mark(OBSOLETE, f"{end_words(ending)}." if ending else "")


def _start(revision: Revision, day: date) -> str:
    issue = revision.issue
    if issue is None or issue.decision is None or issue.effective is None:
        return f"Chưa có hiệu lực vào {date_in_letters(day)}."
    decision = issue.decision.record
    number = (
        f"Quyết định số {decision.number} ngày {date_short(decision.signed)} của "
        f"{decision.authority}"
    )
    return f"Có hiệu lực từ {date_in_letters(issue.effective)} theo {number}."


def end_words(ending: Ending) -> str:
    """`Bị thay thế từ ngày … theo Quyết định số …`, with the decision's reason if it has one."""
    decision = ending.decision.record
    said = Withdrawal(
        decision.number,
        decision.signed,
        ending.day,
        decision.authority,
        replaced=ending.replaced_by is not None,
    ).sentence
    return f"{said}. Lý do: {ending.reason.rstrip('.')}" if ending.reason else said


def revision_lines(traced: Iterable[Traced], last: int | None = None) -> tuple[RevisionLine, ...]:
    """The lines of the revision table up to the revision `last`; what is not known stays empty."""
    return tuple(
        RevisionLine(
            revision=one.issue.revision,
            issued=one.issue.signed,
            change=one.issue.change or "",
            request=one.request,
            places="; ".join(one.differences),
        )
        for one in traced
        if one.issue.revision and (last is None or one.issue.revision <= last)
    )


def history_paper(
    code: str, title: str, traced: tuple[Traced, ...], agency: Agency, day: date
) -> Paper:
    """The revision table of a document as a paper of its own (theo dõi sửa đổi tài liệu).

    `traced` is not empty.
    """
    last = traced[-1].issue
    head = _head(agency, title, code, last.signed, last.revision)
    ends = tuple(
        Paragraph(f"Lần {two_digits(one.issue.revision)}: {_lower(end_words(one.issue.ending))}.")
        for one in traced
        if one.issue.revision and one.issue.ending
    )
    return Paper(
        None,
        (
            Title("Sửa đổi tài liệu", f"{title} ({code})"),
            revision_table(revision_lines(traced)),
            *ends,
            Note(f"Tính đến ngày {date_short(day)}."),
        ),
        profile=profile(agency.paper),
        properties=Properties(f"Sửa đổi tài liệu {code}", agency.name, day),
        running_head=head,
    )


def _lower(sentence: str) -> str:
    return f"{sentence[:1].lower()}{sentence[1:]}"
