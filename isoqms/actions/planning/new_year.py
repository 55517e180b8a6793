"""Open a year: what recurs is carried over, what is open is told, what must be new is listed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from isoqms.actions.agency.init import with_schema
from isoqms.actions.changing.applying import Change
from isoqms.actions.planning.carrying_over import Passage, is_taken
from isoqms.errors import BadAnswer, IsoqmsError
from isoqms.facts.records.text import record_text
from isoqms.model.audit import AuditProgramme
from isoqms.model.base import Record
from isoqms.model.improvement import SatisfactionRegister
from isoqms.model.kinds import RecordList, named
from isoqms.model.layout import path_of
from isoqms.model.planning.objectives import ObjectiveRegister
from isoqms.model.planning.resources import Resources
from isoqms.model.registers import OF_A_YEAR, in_order
from isoqms.packs.agency_kinds import agency_kind, framework, kind_names
from isoqms.packs.called import variables_now
from isoqms.repository import Entry, Repository, Year
from isoqms.repository.missing import lost_year
from isoqms.repository.places import SCHEMAS
from isoqms.resources import folder as packaged
from isoqms.source.scalars import read_scalars
from isoqms.source.template import render_markdown
from isoqms.wording import date_short, listed, nfc

_YEARS: Final = range(2000, 2101)
_SHOWN: Final = 8
_EMPTY: Final = {kind.name: kind.empty for kind in OF_A_YEAR if kind.empty is not None}
"""The registers that a year begins with, and how each looks while nothing is in it."""
_WAITED_FOR: Final = ("nonconformities", "complaints", "reviews", "audits")
"""The registers in which what stays open is told first."""


class YearOpened(IsoqmsError):
    """The year has records already."""


@dataclass(frozen=True, slots=True)
class Step:
    """What the year still needs, and the command that does it."""

    words: str
    command: str


@dataclass(frozen=True, slots=True)
class NewYear:
    """A year that is planned: the change that opens it, what came over, what comes next."""

    year: int
    source: int | None
    """The year that it was opened from; None where there was none."""
    change: Change
    carried: tuple[str, ...]
    """`15 công việc của kế hoạch`."""
    open: tuple[str, ...]
    """What stays open in earlier years, in sentences."""
    steps: tuple[Step, ...]


def plan_year(repository: Repository, year: int, source: int | None = None) -> NewYear:
    """The files of a new year, made from those of `source` (the last year before it).

    Nothing is written.

    YearOpened where the year has a file; BadAnswer for a year that cannot be, or a source without
    records.
    """
    _refuse(repository, year)
    start = _source(repository, year, source)
    old = repository.years[start] if start is not None else Year(year - 1)
    made = _carried(repository, old, year)
    texts = {kind: record_text(record) or _EMPTY[kind] for kind, record in made.items()}
    texts = {**_EMPTY, **texts}
    root = PurePosixPath("nam", str(year))
    files = {
        root / f"{kind}.yaml": _text(repository, root / f"{kind}.yaml", text)
        for kind, text in texts.items()
    }
    files |= _report(repository, year)
    origin = "" if start is None else f" từ năm {start}"
    change = Change(
        f"Mở hồ sơ năm {year}{origin}",
        dict(sorted(files.items())),
        notes=tuple(_dropped(repository, old, made)),
    )
    return NewYear(
        year,
        start,
        change,
        tuple(_counts(made)),
        tuple(_still_open(repository, year)),
        tuple(_steps(made, year)),
    )


def _refuse(repository: Repository, year: int) -> None:
    if year not in _YEARS:
        raise BadAnswer(
            f"Năm «{year}» không dùng được.", f"Chọn năm từ {_YEARS[0]} đến {_YEARS[-1]}."
        )
    back = lost_year(repository, year)
    if back is not None:
        raise YearOpened(f"Năm {year} đã mở từ trước.", back)
    there = sorted(path.name for path in repository.paths if path.parts[:2] == ("nam", str(year)))
    if there:
        hint = (
            "Ghi thêm bằng `isoqms new` (một dòng) và `isoqms update`; "
            "không mở lại năm đã có hồ sơ."
        )
        raise YearOpened(f"Năm {year} đã mở: có {listed(there)} trong nam/{year}/.", hint)


def _source(repository: Repository, year: int, wanted: int | None) -> int | None:
    earlier = sorted(number for number in repository.years if number < year)
    if wanted is None:
        return earlier[-1] if earlier else None
    if wanted in earlier:
        return wanted
    hint = "Bỏ --from: chưa có năm nào để lấy theo."
    if earlier:
        known = listed(str(number) for number in earlier)
        hint = f"Các năm trước {year} đã có hồ sơ: {known}."
    raise BadAnswer(f"Không mở năm {year} từ năm {wanted} được.", hint)


# What is carried over.


def _carried(repository: Repository, old: Year, year: int) -> dict[str, Record]:
    """The registers that take something from the year before, by the name of their file."""
    passage = Passage(repository, old.year, year)
    made: dict[str, Record] = {}
    for kind in OF_A_YEAR:
        entry: Entry[Record] | None = getattr(old, kind.slot)
        carried = kind.carried
        if carried and (entry or carried.from_nothing):
            record = entry.record if entry else kind.model()
            made[kind.name] = named("isoqms.actions", carried.maker)(record, passage)
    return made


def _text(repository: Repository, path: PurePosixPath, text: str) -> bytes:
    """The text of a file under the line to its schema and our remarks on what belongs in it."""
    whole = _remarks(path) + text
    if (repository.root / SCHEMAS).is_dir():
        whole = with_schema(path, whole)
    return whole.encode()


def _remarks(path: PurePosixPath) -> str:
    """The comment that the framework's file of the same name starts with."""
    ours = packaged("docs-template") / "nam" / "2025" / path.name
    if not ours.is_file():
        return ""
    lines = ours.read_text(encoding="utf-8").split("\n")
    return "".join(f"{nfc(line)}\n" for line in lines[1:] if line.startswith("#"))


def _report(repository: Repository, year: int) -> dict[PurePosixPath, bytes]:
    """The report of the end of the year, from the framework: last year's prose is last year's."""
    text = _framework_report(repository.agency.record.kind, repository.root).read_text(
        encoding="utf-8"
    )
    filled = render_markdown(nfc(text), variables_now(repository.agency.record, year))
    filled = filled.replace("start: 2025-01-01", f"start: {year}-01-01", 1)
    path = path_of("bao-cao", year)
    if (repository.root / SCHEMAS).is_dir():
        return {path: with_schema(path, filled).encode()}
    lines = (line for line in filled.split("\n") if not line.startswith("# yaml-language-server:"))
    return {path: "\n".join(lines).encode()}


def _framework_report(kind: str, own: Path) -> Path:
    """The report that an agency of this kind starts with.

    That of a commune where the kind has none, or is unknown.
    """
    name = path_of("bao-cao", 2025)
    of_kind = framework(agency_kind(kind, own), own) if kind in kind_names(own) else {}
    return of_kind.get(name, packaged("docs-template") / name)


def _dropped(repository: Repository, old: Year, made: dict[str, Record]) -> Iterator[str]:
    """What a person should look at, since it was not simply carried over."""
    yield from _taken(old)
    objectives = made.get("muc-tieu")
    if isinstance(objectives, ObjectiveRegister):
        yield from _unmeasured(repository, old, objectives)
    yield from _out_of_force(repository, old)
    yield from _own_tasks(repository, old)


def _taken(old: Year) -> Iterator[str]:
    """The opportunities that were made use of."""
    taken = [row.record.id for row in old.rows.risks if is_taken(row.record)]
    if taken:
        yield f"Cơ hội đã tận dụng xong, không chuyển sang: {listed(taken)}."


def _unmeasured(repository: Repository, old: Year, register: ObjectiveRegister) -> Iterator[str]:
    """The objectives of which it is not known for good what the year before came to."""
    objectives = register.objectives
    unknown = [each.id for each in objectives if each.baseline is None]
    if unknown:
        lacking = f"Mục tiêu chưa có kết quả cả năm {old.year}"
        yield f"{lacking}, mục «Năm trước» (baseline) còn trống: {listed(unknown)}."
    if repository.as_of.year <= old.year and len(unknown) < len(objectives):
        day = date_short(repository.as_of)
        told = f"Kết quả năm {old.year} mới tính đến ngày {day}"
        yield f"{told}; hết năm thì sửa lại «Năm trước» (baseline) của mục tiêu."


def _out_of_force(repository: Repository, old: Year) -> Iterator[str]:
    """The documents that were to be audited and are in force no more."""
    links = {link for row in old.rows.rounds for link in row.record.documents}
    codes = {link.partition("@")[0] for link in links}
    gone = sorted(codes - set(repository.in_force))
    if gone:
        yield f"Tài liệu không còn hiệu lực, bỏ khỏi chương trình đánh giá: {listed(gone)}."


def _own_tasks(repository: Repository, old: Year) -> Iterator[str]:
    """The tasks that are not done every year."""
    if old.plan is None:
        return
    known = {each.id for each in repository.packs.deadlines.deadlines} | _usual_tasks()
    own = [task.id for task in old.plan.record.tasks if task.id not in known]
    if own:
        told = f"Công việc riêng của kế hoạch năm {old.year} cũng được chuyển sang"
        yield f"{told}; việc không làm lại thì xóa: {listed(own)}."


def _usual_tasks() -> frozenset[str]:
    """The keys of the tasks in the framework's plan, which are done every year."""
    text = (packaged("docs-template") / path_of("ke-hoach", 2025)).read_text(encoding="utf-8")
    data = read_scalars(text)
    tasks = data["tasks"] if isinstance(data, dict) else ()
    return frozenset(task["id"] for task in tasks)


def _counts(made: dict[str, Record]) -> Iterator[str]:
    """What was carried over, counted."""
    for kind in OF_A_YEAR:
        if kind.carried and kind.name in made:
            count = len(getattr(made[kind.name], kind.carried.key))
            if count:
                yield f"{count} {kind.carried.words}"


# What stays open.


def _still_open(repository: Repository, year: int) -> Iterator[str]:
    """What is open in the years before: it stays in its year, and is followed up there."""
    for number, records in repository.years.items():
        if number < year:
            for members in _LEFT:
                yield from _left_in(number, records, members)


def _left_in(number: int, year: Year, members: RecordList) -> Iterator[str]:
    """The sentence on what is open in a list of a year; none where nothing is."""
    if members.left is None:
        return
    names: list[str] = list(named("isoqms.actions", members.left.names)(year))
    if names:
        more = f" và {len(names) - _SHOWN} mục nữa" if len(names) > _SHOWN else ""
        told = f"{'; '.join(names[:_SHOWN])}{more}"
        command = f"isoqms update {members.words[0].word}"
        counted = f"{len(names)} {members.left.words}"
        yield f"Năm {number}: {counted} ({told}). Ghi tiếp bằng `{command}`."


_LISTS: Final = tuple(
    members for kind in in_order(OF_A_YEAR, _WAITED_FOR) for members in kind.lists
)
"""What people wait for is told first."""
_LEFT: Final = tuple(members for members in _LISTS if members.left)
"""The lists of which something may stay open."""


# What comes next.


def _steps(made: dict[str, Record], year: int) -> Iterator[Step]:
    """What the year cannot take from the one before, in the order in which it is done."""
    option = f" --year {year}"
    yield Step("Xem lại việc và hạn của kế hoạch năm, in trình ký", f"isoqms decision plan{option}")
    yield Step("Kế hoạch đã ký thì ghi số, ngày", f"isoqms update plan{option}")
    yield Step(
        "Đặt chỉ tiêu mới cho mục tiêu, in quyết định trình ký",
        f"isoqms decision policy-objectives{option}",
    )
    yield Step("Rà soát bối cảnh và các bên quan tâm, ghi ngày rà soát", "isoqms update context")
    yield Step(
        "Đánh giá lại rủi ro, cơ hội, thêm cái mới (isoqms new risk); xong thì ghi ngày rà soát",
        f"isoqms update risks{option}",
    )
    if "nguon-luc" in made and _has_budget(made["nguon-luc"]):
        yield Step("Ghi dự toán kinh phí của từng khoản", f"isoqms update budget{option}")
    if "danh-gia-noi-bo" in made and _has_rounds(made["danh-gia-noi-bo"]):
        yield Step(
            "Lập chương trình đánh giá, cử đoàn không đánh giá đơn vị mình",
            f"isoqms update programme{option}",
        )
    else:
        yield Step("Lập các đợt đánh giá nội bộ của năm", f"isoqms new audit-round{option}")
    yield Step("Lập kế hoạch đào tạo, ghi từng khóa", f"isoqms new training{option}")
    verb = "update" if _surveys(made) else "new"
    yield Step("Lập kế hoạch khảo sát sự hài lòng", f"isoqms {verb} survey{option}")


def _has_budget(record: Record) -> bool:
    return isinstance(record, Resources) and bool(record.budget)


def _has_rounds(record: Record) -> bool:
    return isinstance(record, AuditProgramme) and bool(record.rounds)


def _surveys(made: dict[str, Record]) -> bool:
    record = made.get("hai-long")
    return isinstance(record, SatisfactionRegister) and bool(record.surveys)
