"""Make the year's report as a Word file, and say what it lacks."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from isoqms.actions.changing.files import write_whole
from isoqms.actions.changing.wholeness import refuse_unless_whole
from isoqms.actions.checking.fit import fit_to_print
from isoqms.actions.reporting.sources import printed, sourced
from isoqms.facts.composing.text import Missing, ReportText, Section, compose
from isoqms.facts.services.cases import left_out, span_words, uncounted
from isoqms.model.layout import file_of
from isoqms.pages.layout.blocks import Paper
from isoqms.pages.reporting.pictures import pictures_annex
from isoqms.pages.reporting.sources import annex, with_annex
from isoqms.pages.reporting.unfinished import with_unfinished
from isoqms.pages.reporting.year_report import report_named, unscored, year_report
from isoqms.repository import Repository
from isoqms.wording import date_short, listed, number, within
from isoqms.writers.word.docx import write_docx

_FOLDER = "xuat"


@dataclass(frozen=True, slots=True)
class Report:
    """A year's report, made."""

    paper: bytes
    """The Word file; the same records, the same bytes."""
    missing: tuple[Missing, ...]
    """What it lacks, each with the command that fills it."""
    warnings: tuple[str, ...]
    """What else its reader should know, in sentences."""


def report(repository: Repository, year: int, *, with_sources: bool = False) -> Report:
    """The report of a year; `with_sources` annexes where each of its figures comes from.

    Raises NoSuchYear with the years there are; ReportFault with file and line where its text cannot
    be printed; UnknownName where the outline does not exist; NotWhole. While the records of the
    year are wrong it is marked as a draft.
    """
    refuse_unless_whole(repository)
    text = compose(repository, year)
    whole = _annexed(repository, year, text, with_sources=with_sources)
    paper, fitness = fit_to_print(repository, whole, year)
    if paper.mark is not None or text.missing:
        paper = with_unfinished(paper, text)
    said = (
        *_unused(text.unused),
        *_repeated(text),
        *_corrected(text),
        *_left_out(text.left_out),
        *_uncounted(repository, year),
        *_unscored(repository, year),
    )
    return Report(write_docx(paper), text.missing, (*said, *fitness))


def _annexed(repository: Repository, year: int, text: ReportText, *, with_sources: bool) -> Paper:
    """The report with what is to be looked at, and where its figures come from if that is asked."""
    whole = year_report(repository, year, text)
    attached = report_named(repository, year, text)
    drawn = pictures_annex(repository, year, attached)
    if drawn is not None:
        whole = with_annex(whole, drawn)
    if with_sources:
        found = sourced(repository, printed(repository, year, text))
        whole = with_annex(whole, annex(found, attached))
    return whole


def default_path(repository: Repository, year: int) -> Path:
    """Where the report of a year is written unless told otherwise."""
    return repository.root / _FOLDER / f"bao-cao-{year}.docx"


def write(made: Report, path: Path) -> None:
    """Write the Word file whole or not at all; CannotWrite where that is not possible."""
    write_whole(made.paper, path)


def _unused(sections: tuple[Section, ...]) -> tuple[str, ...]:
    return tuple(
        f"{section.unprinted} ({file_of('bao-cao')}, dòng {section.heading_line})."
        for section in sections
    )


def _repeated(text: ReportText) -> Iterator[str]:
    for section, figure in text.repeated:
        yield (
            f"Mục {section.key} nói lại {within(figure.title)} mà câu lấy từ hồ sơ ở trên đã nói "
            f"({file_of('bao-cao')}, dòng {section.heading_line}): bỏ ở lời văn."
        )


def _corrected(text: ReportText) -> Iterator[str]:
    for figure in text.corrected:
        yield (
            f"{figure.title}: bản in ghi {figure.shown(figure.value)}, tính từ hồ sơ; "
            f"cơ quan đã ghi {figure.shown(figure.stated)}."
        )


def _left_out(letters: int) -> Iterator[str]:
    if letters:
        yield (
            f"{number(letters)} công văn có trích yếu không nhắc đến hệ thống thì không in ở mục "
            f"văn bản chỉ đạo, điều hành ({file_of('van-ban-di')})."
        )


def _uncounted(repository: Repository, year: int) -> Iterator[str]:
    """The periods that the sums of the year leave out, so that no case counts twice."""
    rows = repository.rows_of(year)
    for period in left_out(row.record for row in rows.periods):
        yield f"Số hồ sơ của năm không cộng {span_words(period)}: chồng một phần lên kỳ đã cộng."
    for total in uncounted([row.record for row in rows.sent_totals]):
        days = f"{date_short(total.start)} đến {date_short(total.end)}"
        yield f"Tổng số văn bản không cộng kỳ {days}: chồng một phần lên kỳ đã cộng."


def _unscored(repository: Repository, year: int) -> tuple[str, ...]:
    left = unscored(repository, year)
    return (
        (f"Bảng tự chấm điểm còn {len(left)} tiêu chí chưa có điểm: {listed(left)}.",)
        if left
        else ()
    )
