"""Show a sample at work: build it, check it, print its report, and say what to look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from isoqms.actions.agency.demo import DemoResult, sampled
from isoqms.actions.checking.validate import check
from isoqms.actions.reporting.report import default_path, report, write
from isoqms.diagnostics import Outcome
from isoqms.formats.text import closing
from isoqms.repository import load


@dataclass(frozen=True, slots=True)
class Tour:
    """What a visitor is shown."""

    built: DemoResult
    outcome: Outcome
    paper: Path
    """The report that was printed, from the root of the repository."""


def tour(folder: Path, sample: str = "an-phu") -> Tour:
    """Build a sample in `folder` and run the main work on it, on the day that it suggests.

    All of it, or nothing: a report that cannot be printed leaves no repository. Raises what `demo`
    raises, and CannotWrite.
    """
    with sampled(folder, sample) as (place, built):
        repository = load(place, built.sample.as_of)
        outcome = check(repository)
        year = built.sample.told_year
        paper = default_path(repository, year)
        write(report(repository, year), paper)
        return Tour(built, outcome, paper.relative_to(repository.root))


def told(seen: Tour, folder: Path) -> Sequence[str]:
    """What is said of it, in lines."""
    built, day = seen.built, seen.built.sample.as_of.isoformat()
    size = f"{built.documents} tài liệu đang có hiệu lực, {built.commits} lần ghi vào lịch sử"
    lines = [
        f"Đã tạo kho mẫu «{built.sample.title}» trong «{folder}»: {size}.",
        built.sample.about.strip(),
        "",
        closing(seen.outcome),
        f"Báo cáo năm đã in: {folder / seen.paper}",
    ]
    if built.faults:
        lines.extend(("", "Nên xem (lỗi có thật hoặc cài sẵn, máy phải tìm ra):"))
        lines.extend(f"  - {fault.path}: {fault.text}" for fault in built.faults)
    lines.extend(("", "Xem từng dòng:", f'  isoqms validate "{folder}" --as-of {day}'))
    return lines
