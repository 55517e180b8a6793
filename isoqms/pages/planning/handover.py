"""The handing over of the secretary's work, to be signed (bàn giao công việc Thư ký ISO)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from isoqms.agenda import State, Task
from isoqms.facts.planning.acts import Act, act
from isoqms.facts.planning.owing import applied
from isoqms.facts.records.reasons import reasons
from isoqms.history.keeping.remembered import last_backup
from isoqms.model.agency.settings import Agency
from isoqms.model.layout import file_of
from isoqms.model.packs.deadlines import Deadline, Recurrence
from isoqms.model.planning.resources import PersonInCharge
from isoqms.pages.layout.blocks import (
    Blank,
    Block,
    Heading,
    Letterhead,
    Note,
    Paper,
    Paragraph,
    Properties,
    Signatory,
    Signature,
    Title,
)
from isoqms.pages.layout.sheets import Cell, Column, Sheet, numbered
from isoqms.pages.papers.agency_paper import profile
from isoqms.pages.papers.sheet_paper import table
from isoqms.pages.planning.to_do import HEADINGS, when
from isoqms.repository import Repository
from isoqms.wording import date_short, number, roman

_OWN: Final = ("co-quan", "van-thu")
_SECRETARY: Final = "thu-ky-iso"
_LEADER: Final = "dai-dien-lanh-dao"
_MOST_DECISIONS: Final = 15
_OPEN: Final = "……"
_LINE: Final = "…………………………………"
_HIDDEN: Final = ".git"
_FOLDERS: Final = (
    (file_of("isoqms"), "Thiết lập của cơ quan: tên, đơn vị, vai trò, quy tắc mã hiệu"),
    (file_of("chinh-sach"), "Chính sách chất lượng"),
    ("boi-canh", "Bối cảnh, các bên quan tâm, phạm vi áp dụng"),
    ("tai-lieu", "Tài liệu đang có hiệu lực: quy trình, biểu mẫu; chỉ thay khi có quyết định"),
    ("du-thao", "Tài liệu đang soạn và kế hoạch của quyết định sắp ký"),
    ("ben-ngoai", "Danh mục văn bản pháp luật, tài liệu bên ngoài"),
    ("tthc", "Danh mục thủ tục hành chính thuộc thẩm quyền"),
    ("quyet-dinh", "Các quyết định, theo năm"),
    (
        "nam",
        "Hồ sơ từng năm: kế hoạch, mục tiêu, rủi ro, đánh giá nội bộ, xem xét, các sổ, báo cáo",
    ),
    ("mau", "Mẫu riêng của cơ quan"),
    ("goi", "Gói dữ liệu riêng của cơ quan: lịch công việc, bảng chấm điểm"),
    ("xuat", "Văn bản Word, Excel máy in ra; in lại được bất cứ lúc nào"),
    ("HUONG-DAN.md", "Hướng dẫn sử dụng kho"),
    (_HIDDEN, "Lịch sử của kho, phải đi cùng; giao kho bằng tệp sao lưu"),
)
_WORK: Final = (
    Column("TT", 10, centred=True),
    Column("Công việc trong năm", 70),
    Column("Thời gian theo lịch", 44),
    Column("Lần trước làm ngày", 26, centred=True),
    Column("Văn bản, hồ sơ chứng minh", 54),
)
_NOW: Final = (
    Column("TT", 10, centred=True),
    Column("Việc", 86),
    Column("Tình trạng", 40),
    Column("Người làm", 34),
    Column("Lệnh", 60),
)
_ROLES: Final = (
    Column("Vai trò", 48),
    Column("Người giữ", 36),
    Column("Đơn vị", 44),
    Column("Trách nhiệm, quyền hạn", 92),
)
_PLACES: Final = (Column("Nơi", 40), Column("Có gì", 140))
_DECISIONS: Final = (
    Column("Số, ký hiệu", 34),
    Column("Ngày ký", 24, centred=True),
    Column("Về việc", 92),
    Column("Bản đã ký ở đâu", 60),
)
_REASONS: Final = (
    Column("TT", 10, centred=True),
    Column("Chỗ khác thường", 74),
    Column("Lý do đã ghi", 84),
    Column("Ghi ở", 46),
)


def handover_sheets(repository: Repository, tasks: Sequence[Task]) -> tuple[Sheet, ...]:
    """What a successor must know: the year's work, what is open, roles, papers, odd choices."""
    year = _last_year(repository)
    return (
        Sheet(
            f"Việc của Thư ký ISO trong một năm, đối chiếu năm {year}",
            _WORK,
            tuple(_work(repository, year)),
        ),
        _open(tasks, repository.as_of),
        Sheet(
            "Ai giữ vai trò gì",
            _ROLES,
            tuple(_roles(repository.agency.record)),
            tuple(_people(repository)),
            empty="Chưa khai vai trò",
        ),
        Sheet("Giấy tờ ở đâu", _PLACES, tuple(_places(repository)), notes=(_counts(repository),)),
        Sheet(
            "Các quyết định gần nhất",
            _DECISIONS,
            tuple(_decisions(repository)),
            empty="Chưa có quyết định",
        ),
        Sheet(
            "Vì sao có chỗ làm khác thường",
            _REASONS,
            numbered(_REASONS, tuple(_reasons(repository, date(year, 1, 1)))),
            empty="Không có lý do nào được ghi trong kho",
        ),
    )


def _last_year(repository: Repository) -> int:
    """The last year that is over and has records, or else the present one."""
    over = [number for number in repository.years if number < repository.as_of.year]
    return max(over, default=repository.as_of.year)


# The year's work


def _work(repository: Repository, year: int) -> Iterator[tuple[Cell, ...]]:
    own = [d for d in repository.packs.deadlines.deadlines if d.who in _OWN]
    for place, deadline in enumerate(own, 1):
        done = _last_act(repository, year, deadline)
        words = done.words if done else ""
        yield (place, deadline.task, _usual(deadline), _done_on(done), words)


def _last_act(repository: Repository, year: int, deadline: Deadline) -> Act | None:
    """What was done of a deadline: of one that comes each quarter, the last that was met."""
    done = act(repository, year, deadline.id)
    if done or deadline.every is not Recurrence.QUARTER:
        return done
    quarters = (act(repository, year, f"{deadline.id}-quy-{q}") for q in (4, 3, 2, 1))
    return next((each for each in quarters if each), None)


def _done_on(done: Act | None) -> str:
    if done is None:
        return "chưa ghi"
    return date_short(done.day) if done.day else "không rõ ngày"


def _usual(deadline: Deadline) -> str:
    """When it is usually done: `Tháng 8 đến 31/12 (luật định)`."""
    if deadline.every is Recurrence.QUARTER:
        return "Mỗi quý"
    legal = " (luật định)" if deadline.legal else ""
    if deadline.every is Recurrence.EVENT:
        # An event stands in the pack as a sentence of its own.
        within = f"; {deadline.within}{legal}" if deadline.within else ""
        return f"Khi: {deadline.event}{within}"
    last = f"{deadline.day:02d}/{deadline.month}" if deadline.day else f"hết tháng {deadline.month}"
    if deadline.from_month in (None, deadline.month):
        return f"Trong tháng {deadline.month}{legal}"
    return f"Tháng {deadline.from_month} đến {last}{legal}"


# What is open


def _open(tasks: Sequence[Task], day: date) -> Sheet:
    present = [each for each in tasks if each.state is not State.LATER]
    later = len(tasks) - len(present)
    notes = (
        (f"Còn {number(later)} việc về sau trong năm: xem bằng lệnh isoqms status --all.",)
        if later
        else ()
    )
    rows = tuple(
        (each.title, when(each) or HEADINGS[each.state], each.role, each.command)
        for each in present
    )
    return Sheet(
        f"Việc đang mở ngày {date_short(day)}",
        _NOW,
        numbered(_NOW, rows),
        notes,
        "Không còn việc nào mở",
    )


# Who, and where


def _roles(agency: Agency) -> Iterator[tuple[Cell, ...]]:
    for role in agency.roles:
        yield (
            role.title,
            role.holder or _OPEN,
            agency.unit_name(role.unit) if role.unit else "",
            role.duty,
        )


def _people(repository: Repository) -> Iterator[str]:
    """Who looks after the system besides, as the resources of the last year that has any say."""
    known = [
        (n, year.resources.record)
        for n, year in repository.years.items()
        if n <= repository.as_of.year and year.resources
    ]
    if not known:
        return
    year, resources = known[-1]
    if resources.people_in_charge is not None:
        note = f": {resources.people_note.rstrip('.')}" if resources.people_note else ""
        yield f"Năm {year} có {number(resources.people_in_charge)} người phụ trách hệ thống{note}."
    for each in resources.people:
        yield _person(repository.agency.record, each)


def _person(agency: Agency, each: PersonInCharge) -> str:
    name = f"{each.name}, " if each.name else ""
    unit = f", {agency.unit_name(each.unit)}" if each.unit else ""
    task = f": {each.task}" if each.task else ""
    return f"{name}{each.post}{unit}{task}."


def _places(repository: Repository) -> Iterator[tuple[Cell, ...]]:
    for name, what in _FOLDERS:
        if (repository.root / name).exists() or any(
            path.parts[0] == name for path in repository.paths
        ):
            yield ("Thư mục ẩn" if name == _HIDDEN else name, what)


def _counts(repository: Repository) -> str:
    laws = len(repository.laws)
    return (
        f"Kho có {number(len(repository.documents))} tài liệu đang có hiệu lực, "
        f"{number(len(repository.drafts))} dự thảo, {number(laws)} văn bản bên ngoài, "
        f"{number(len(repository.decisions))} quyết định."
    )


def _decisions(repository: Repository) -> Iterator[tuple[Cell, ...]]:
    signed = [entry for entry in repository.decisions if entry.record.signed <= repository.as_of]
    for entry in reversed(signed[-_MOST_DECISIONS:]):
        decision = entry.record
        kept = decision.file.path if decision.file else "chưa ghi nơi lưu"
        yield (decision.number, decision.signed, decision.summary, kept)


def _reasons(repository: Repository, since: date) -> Iterator[tuple[Cell, ...]]:
    for each in reasons(repository, since):
        yield (each.what, each.why, str(each.place.path))


# The paper


def handover(repository: Repository, tasks: Sequence[Task]) -> Paper:
    """The minutes of the handing over: those who hand over, take over and witness sign.

    Their names are left open.
    """
    agency = repository.agency.record
    day = repository.as_of
    return Paper(
        letterhead=Letterhead(agency.parent_lines, agency.agency_lines),
        body=(
            Title("Biên bản", "Bàn giao công việc Thư ký ISO"),
            *_parties(agency, day),
            *_parts(map(_on_paper, handover_sheets(repository, tasks))),
            *_ending(repository, len(handover_sheets(repository, ()))),
        ),
        signature=Signature(
            ("Lãnh đạo chứng kiến",),
            _holder(agency, _LEADER),
            ("Người giao", "Người nhận", "Lưu: Hồ sơ ISO"),
            (Signatory(("Người giao",), _holder(agency, _SECRETARY)), Signatory(("Người nhận",))),
        ),
        profile=profile(agency.paper),
        properties=Properties("Biên bản bàn giao công việc Thư ký ISO", agency.name, day),
        landscape=True,
    )


def _parties(agency: Agency, day: date) -> Iterator[Block]:
    yield Paragraph(
        f"Hôm nay, ngày {_OPEN} tháng {_OPEN} năm {day.year}, tại {agency.name}, "
        "các bên dưới đây bàn giao công việc Thư ký ISO của Hệ thống quản lý chất lượng theo "
        f"{agency.standard_name}. Số liệu dưới đây tính đến hết ngày {date_short(day)}."
    )
    secretary = _holder(agency, _SECRETARY)
    yield Paragraph(
        f"Người giao: {secretary or _LINE}, {_title(agency, _SECRETARY, 'Thư ký ISO')}.", label="1."
    )
    yield Paragraph(f"Người nhận: {_LINE}, chức vụ: {_LINE}", label="2.")
    leader = _holder(agency, _LEADER)
    yield Paragraph(
        f"Chứng kiến: {leader or _LINE}, {_title(agency, _LEADER, 'Đại diện lãnh đạo')}.",
        label="3.",
    )


def _on_paper(sheet: Sheet) -> Sheet:
    """The sheet without what only serves at the screen: commands, ways to files."""
    if sheet.columns is _DECISIONS:
        rows = tuple((*row[:-1], str(row[-1]).rpartition("/")[2]) for row in sheet.rows)
        return replace(sheet, rows=rows)
    if sheet.columns is not _NOW:
        return sheet
    rows = tuple(row[:-1] for row in sheet.rows)
    return replace(sheet, columns=sheet.columns[:-1], rows=rows, notes=_without_command(sheet))


def _without_command(sheet: Sheet) -> tuple[str, ...]:
    return tuple(f"{note.partition(':')[0]}." for note in sheet.notes)


def _parts(sheets: Iterable[Sheet]) -> Iterator[Block]:
    for place, sheet in enumerate(sheets, 1):
        yield Heading(1, f"{roman(place)}.", sheet.title)
        yield table(sheet)
        yield from (Note(note) for note in sheet.notes)


def _ending(repository: Repository, parts: int) -> Iterator[Block]:
    yield Heading(1, f"{roman(parts + 1)}.", "Giao nhận")
    where = (
        ""
        if applied(repository)
        else " Hệ thống còn đang xây dựng, chưa có quyết định ban hành tài liệu."
    )
    yield Paragraph(
        "Người giao đã giao kho tài liệu (thư mục trên máy tính và bản sao lưu), hồ sơ giấy, "
        "các bản đã ký; đã cùng người nhận mở kho, xem việc cần làm và kiểm tra hồ sơ "
        f"trong kho.{where}",
        label="1.",
    )
    yield Blank(
        f"2. Nơi để kho tài liệu, bản sao lưu{_saved(repository)}, hồ sơ giấy", 2, indented=True
    )
    remarks = "3. Việc đang dở, điều cần lưu ý chưa ghi ở trên; ý kiến của người nhận"
    yield Blank(remarks, 3, indented=True)
    yield Paragraph("Biên bản lập thành 03 bản như nhau, mỗi bên giữ 01 bản, lưu 01 bản./.")


def _saved(repository: Repository) -> str:
    """The day of the last backup that this PC has proven, in brackets."""
    last = last_backup(repository.root)
    if last is None or last.day > repository.as_of:
        return ""
    return f" (sao lưu gần nhất ngày {date_short(last.day)})"


def _holder(agency: Agency, key: str) -> str:
    return next((role.holder or "" for role in agency.roles if role.key == key), "")


def _title(agency: Agency, key: str, otherwise: str) -> str:
    return next((role.title for role in agency.roles if role.key == key), otherwise)
