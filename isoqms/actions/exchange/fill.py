"""Fill in what the framework leaves open: answers to places, or a whole Excel file of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from isoqms.actions.changing.applying import Change
from isoqms.actions.control.new import cleaned
from isoqms.actions.records.questions import Value, questions_of, understood
from isoqms.errors import BadAnswer, IsoqmsError
from isoqms.facts.exchange.gaps import Gap, gaps
from isoqms.pages.layout.blocks import Properties
from isoqms.readers.gap_sheet import GapRow, read_gap_sheet
from isoqms.repository import Repository
from isoqms.source.editing import Put, edited
from isoqms.source.marks import filled
from isoqms.wording import number
from isoqms.writers.excel.gap_sheet import write_gap_sheet

LEAVE_OUT: Final = "-"
"""The answer that takes away the sentence, or the step, where the place says that it may go."""
_GONE: Final = "Có chỗ đã được điền hoặc sửa trong lúc trả lời; chạy lại `isoqms fill`."
_LONGEST: Final = 2000
_MOST_TOLD: Final = 100


class BadGaps(IsoqmsError):
    """Answers that cannot be taken over; none is, then."""

    hint = "Sửa các ô này rồi nhập lại; chưa ghi gì."


@dataclass(frozen=True, slots=True)
class Filling:
    """What answers bring."""

    change: Change | None
    """None where nothing was answered."""
    done: int
    left: int
    """How many places stay open."""
    gone: tuple[str, ...] = ()
    """The cells whose place was filled in or written otherwise since the file was made."""


def meant(repository: Repository, gap: Gap, text: str) -> Value | None:
    """What an answer puts into a place; None where it leaves the sentence or the step out.

    BadAnswer with what is wrong and how it is written.
    """
    if text == LEAVE_OUT and gap.mark:
        if gap.may_go:
            return None
        raise BadAnswer("Chỗ này không bỏ được.", "Ghi nội dung của cơ quan, hoặc để trống.")
    if gap.model is not None:
        (question,) = questions_of(repository, gap.model, [str(gap.route[-1])])
        return understood(question, text)
    if len(text) > _LONGEST:
        raise BadAnswer(f"Câu trả lời dài quá {number(_LONGEST)} chữ.", "Ghi ngắn lại.")
    if "[cần điền" in text:
        raise BadAnswer("Câu trả lời còn dấu «[cần điền]».", "Ghi nội dung, hoặc để trống.")
    return cleaned(text, gap.asked)


def plan_fill(repository: Repository, answers: Mapping[str, str]) -> Filling:
    """The change that puts answers, by the key of their place, into the files.

    BadGaps for a place that is no longer open or an answer that will not do; CannotEdit.
    """
    known = {gap.key: gap for gap in gaps(repository)}
    values: dict[PurePosixPath, dict[str, Value | None]] = {}
    faults: list[str] = []
    for key, text in answers.items():
        gap = known.get(key)
        if gap is None:
            faults.append(_GONE)
            continue
        try:
            values.setdefault(gap.path, {})[key] = meant(repository, gap, text.strip())
        except BadAnswer as error:
            faults.append(f"{gap.of}, {gap.asked}: {error} {error.hint}".rstrip())
    _refuse(faults)
    files = {path: _written(repository, path, known, each) for path, each in values.items()}
    return Filling(
        _change(repository, files, len(answers)), len(answers), len(known) - len(answers)
    )


def _written(
    repository: Repository,
    path: PurePosixPath,
    known: Mapping[str, Gap],
    values: Mapping[str, Value | None],
) -> bytes:
    of_keys = {known[key].route: value for key, value in values.items() if not known[key].mark}
    content = edited(
        path, repository.bytes_of(path), *(Put(route, value) for route, value in of_keys.items())
    )
    of_marks = {
        known[key].mark: "" if value is None else str(value)
        for key, value in values.items()
        if known[key].mark
    }
    return filled(path, content, of_marks)


def _change(
    repository: Repository, files: Mapping[PurePosixPath, bytes], count: int
) -> Change | None:
    if not files:
        return None
    return Change(
        f"Điền {number(count)} chỗ cơ quan phải điền",
        dict(files),
        seen={path: repository.bytes_of(path) for path in files},
        drafts=frozenset(path for path in files if path.parts[0] == "du-thao"),
    )


def _refuse(faults: Iterable[str]) -> None:
    told = tuple(faults)
    if told:
        more = [f"  … và {len(told) - _MOST_TOLD} chỗ nữa."] if len(told) > _MOST_TOLD else []
        lines = (f"Có {len(told)} câu trả lời không ghi được:", *(f"  {x}" for x in told))
        raise BadGaps("\n".join((*lines[: _MOST_TOLD + 1], *more)))


def told_of(planned: Filling) -> str:
    """What was filled in and what stays open, in a sentence."""
    left = f"còn {number(planned.left)} chỗ" if planned.left else "không còn chỗ nào"
    return f"Đã điền {number(planned.done)} chỗ, {left}. Nếu nhầm, dùng `isoqms undo`."


def gap_book(repository: Repository) -> bytes:
    """The bytes of an Excel file with a row for each open place."""
    agency = repository.agency.record.name
    return write_gap_sheet(gaps(repository), Properties("Chỗ cần điền", agency, repository.as_of))


def plan_book(repository: Repository, content: bytes) -> Filling | None:
    """The change that an Excel file of places brings, which was filled in.

    None for an Excel file of another kind. UnreadableGaps; BadGaps with every row that cannot be
    taken.
    """
    rows = read_gap_sheet(content)
    if rows is None:
        return None
    known = {gap.key: gap for gap in gaps(repository)}
    _refuse(_wrong(repository, rows, known))
    found = plan_fill(repository, {row.key: row.words for row in rows if row.key in known})
    return replace(found, gone=tuple(row.where for row in rows if row.key not in known))


def _wrong(
    repository: Repository, rows: Iterable[GapRow], known: Mapping[str, Gap]
) -> Iterator[str]:
    for row in rows:
        if row.fault:
            yield f"{row.where}: {row.fault}"
        elif row.key in known:
            try:
                meant(repository, known[row.key], row.words)
            except BadAnswer as error:
                yield f"{row.where}: {error} {error.hint}".rstrip()
