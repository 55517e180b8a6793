"""Print a recorded paper again, by its number: the decision with its lists, or a paper of a year.

One way for all kinds, so that whoever needs it need not know which command printed it.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from isoqms.actions.changing.wholeness import refuse_unless_whole
from isoqms.actions.checking.fit import Standing, remarks
from isoqms.actions.control.issue_papers import notes_of
from isoqms.actions.control.papers_again import papers_again, state_before
from isoqms.actions.papers.correcting import decision_named
from isoqms.actions.papers.decision import default_path, print_paper
from isoqms.actions.papers.recording import printed_as_recorded
from isoqms.errors import IsoqmsError
from isoqms.facts.control.signatories import signatory
from isoqms.facts.papers.catalogue import PAPERS, PRINTED_ELSEWHERE
from isoqms.facts.papers.paper import PaperKind, Recorded
from isoqms.model.control.decision import Decision, DecisionKind
from isoqms.pages.layout.blocks import Paper
from isoqms.pages.papers.order import Lacking, PaperOrder, paper_of
from isoqms.repository import Entry, Repository
from isoqms.repository.naming import earlier
from isoqms.wording import date_short, number_slug, slug
from isoqms.writers.word.docx import write_docx

_FOLDER: Final = "xuat"
_OWN_TEXT: Final = ("amend", "erratum", "letter")
"""The papers whose text the person gives, which no record keeps."""


class CannotReprint(IsoqmsError):
    """A recorded paper that cannot be made again of what is recorded."""


@dataclass(frozen=True, slots=True)
class ReprintRequest:
    """Which paper, and what no record says of it."""

    number: str
    year: int | None = None
    proposed_by: str | None = None
    force: bool = False


@dataclass(frozen=True, slots=True)
class Reprint:
    """The files, made and not yet written, and what the person should know."""

    words: str
    files: tuple[tuple[Path, str, bytes], ...]
    """Path, title, content of each."""
    notes: tuple[str, ...] = ()


def reprint(repository: Repository, request: ReprintRequest) -> Reprint:
    """The papers of the number, with number, day and signer as they are recorded now.

    UnknownName where nothing recorded bears it; BadAnswer where several do; CannotReprint for what
    is not kept; Lacking, NotYetTrue as printing raises them.
    """
    refuse_unless_whole(repository)
    paper = _paper_of_year(repository, request)
    if paper is not None:
        return paper
    return _of_decision(
        repository, decision_named(repository, request.number, request.year), request
    )


def _of_decision(
    repository: Repository, entry: Entry[Decision], request: ReprintRequest
) -> Reprint:
    record = entry.record
    words = f"Quyết định số {record.number} ngày {date_short(record.signed)}"
    notes = tuple(_outdated(repository, record))
    if record.kind is DecisionKind.ISSUE:
        folder = repository.root / _FOLDER / number_slug(record.number)
        made = papers_again(repository, entry, request.proposed_by)
        return Reprint(
            words,
            tuple((folder / one.name, one.title, one.content) for one in made),
            (*notes, *notes_of(made)),
        )
    kind, item = _kind_of(record)
    _refuse_own_text(kind, item, record.number)
    order = PaperOrder(
        year=record.signed.year,
        day=record.signed,
        number=record.number,
        signed=record.signed,
        **signatory(record),
        proposed_by=request.proposed_by,
        item=item,
        effective=record.effective,
        restores=tuple(each.code for each in record.restores),
    )
    path = repository.root / _FOLDER / str(order.year) / _name(kind, item)
    paper = _again(repository, state_before(repository, entry), kind, order, record.summary)
    said = remarks(repository, Standing(()), (paper,))
    return Reprint(words, ((path, kind.title, write_docx(paper)),), (*notes, *said))


def _again(
    repository: Repository,
    then: Repository | None,
    kind: PaperKind,
    order: PaperOrder,
    summary: str,
) -> Paper:
    """The paper, of the records before the recording, which itself was their next change."""
    if then is not None:
        # By hand, decision and records may have been recorded by one entry: then they are no help.
        with suppress(Lacking):
            known = printed_as_recorded(then, kind, order, summary)
            return paper_of(kind, then, known)
    known = printed_as_recorded(repository, kind, order, summary)
    return paper_of(kind, repository, known)


def _name(kind: PaperKind, item: str | None) -> str:
    return "-".join(part for part in (slug(kind.title), slug(item or "")) if part) + ".docx"


def _kind_of(record: Decision) -> tuple[PaperKind, str | None]:
    """The paper that the decision was, and what it is about."""
    if record.annuls or record.amends:
        word = "annul" if record.annuls else "amend"
        kind = next(each for each in PAPERS if each.word == word)
        return kind, (*record.annuls, *record.amends)[0]
    for kind in PAPERS:
        if kind.decision is record.kind and not kind.must_name:
            return kind, None
    raise CannotReprint(
        f"Quyết định {record.number} không do máy in: kho chỉ giữ số, ngày, nội dung chính.",
        _elsewhere(record),
    )


def _elsewhere(record: Decision) -> str:
    return f"Dùng bản đã ký: {record.file.path}." if record.file else "Lấy ở lưu trữ của văn thư."


def _refuse_own_text(kind: PaperKind, item: str | None, number: str) -> None:
    if kind.word in _OWN_TEXT:
        about = f" {item}" if item else ""
        command = f"isoqms decision {kind.word}{about} --number {number} --signed NGÀY --text «…»"
        raise CannotReprint(
            f"{kind.title} số {number}: phần văn do người soạn gõ, kho không giữ.",
            f"In lại kèm phần văn ấy: `{command}`; hoặc dùng bản đã ký.",
        )


def _outdated(repository: Repository, record: Decision) -> Iterator[str]:
    """The folders that hold the papers under a number that was mistyped."""
    for number in dict.fromkeys(old.number for old in earlier(record)):
        folder = PurePosixPath(_FOLDER, number_slug(number))
        if number != record.number and (repository.root / folder).is_dir():
            yield (
                f"{folder} là bản in cũ, mang số ghi nhầm {number}: đã phát thì thu lại, "
                "rồi xóa thư mục ấy."
            )


# A paper that is no decision


def _paper_of_year(repository: Repository, request: ReprintRequest) -> Reprint | None:
    found = _recorded(repository, request)
    if found is None:
        return None
    kind, year, recorded = found
    if kind.printed_by:
        told = f"{kind.title} số {request.number} in bằng lệnh riêng."
        raise CannotReprint(told, f"In lại: `{kind.printed_by} --year {year}`.")
    _refuse_own_text(kind, recorded.item, request.number)
    order = PaperOrder(
        year=year,
        day=recorded.day or repository.as_of,
        number=request.number,
        signed=recorded.day,
        proposed_by=request.proposed_by,
        item=recorded.item,
    )
    printed = print_paper(repository, kind, order, force=request.force)
    path = default_path(repository, printed, year)
    now = f"{kind.title} in theo hồ sơ năm {year} như hiện nay: đối chiếu với bản đã ký."
    words = recorded.cited(kind.type)
    return Reprint(words, ((path, kind.title, printed.content),), (now, *printed.notes))


def _recorded(
    repository: Repository, request: ReprintRequest
) -> tuple[PaperKind, int, Recorded] | None:
    years = sorted(repository.years, reverse=True) if request.year is None else [request.year]
    for year in years:
        for kind in (*PAPERS, *PRINTED_ELSEWHERE):
            if kind.decision is None:
                for one in kind.recorded_in(repository, year):
                    if one.number == request.number:
                        return kind, year, one
    return None
