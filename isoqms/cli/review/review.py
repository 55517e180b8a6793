"""`isoqms review`: the management review of a year, from its inputs to the last conclusion done."""

import shutil
import sys
import textwrap
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from isoqms.actions.checking.locating import located
from isoqms.actions.review.changes import (
    Meeting,
    NewConclusion,
    held_review,
    known_point,
    known_roles,
    plan_confirm,
    plan_done,
    plan_input,
    plan_output,
    plan_prepare,
    review_path,
)
from isoqms.actions.review.overview import (
    InputLine,
    InputState,
    Overview,
    as_data,
    current_year,
    overview,
)
from isoqms.cli.terminal.changing import How, answered, asked_then_written, asks, carry
from isoqms.cli.terminal.help import Command, VietnameseHelp, tell_interruption
from isoqms.cli.terminal.options import AsOf, Author, DryRun, In, NoInput, day
from isoqms.cli.terminal.say import prompted, say
from isoqms.cli.terminal.tables import write_sheets
from isoqms.errors import BadAnswer, UnknownName
from isoqms.facts.review.inputs import output_points
from isoqms.facts.review.reviews import Conclusion, says_nothing
from isoqms.formats.neutral import as_json, visible
from isoqms.pages.layout.sheets import Column, Sheet
from isoqms.repository import Repository, load
from isoqms.wording import date_short, listed, whole

_LINES = {
    "prepare": "Ghi ngày họp và điền 12 đầu vào (9.3.2) từ hồ sơ năm.",
    "input": "Ghi một đầu vào bằng lời của cơ quan.",
    "output": "Ghi một kết luận (9.3.3): việc, người làm, hạn.",
    "done": "Ghi một kết luận đã làm xong, kết quả ra sao.",
    "confirm": "Ghi xác nhận hiệu lực của người đứng đầu.",
}


class Form(StrEnum):
    """The forms in which the overview is told."""

    TABLE = "table"
    JSON = "json"


class _Steps(VietnameseHelp, TyperGroup):
    """The command and the steps below it."""

    def command_lines(self) -> list[tuple[str, str]]:
        """Name and one line of each step, for the help."""
        return list(_LINES.items())


app = typer.Typer(
    cls=_Steps, add_completion=False, rich_markup_mode=None, invoke_without_command=True
)

Year = Annotated[
    int | None,
    typer.Option(
        "--year", metavar="NĂM", show_default="năm đang tính", help="Xem xét của năm nào."
    ),
]


def _on(name: str, help_: str) -> Any:
    return typer.Option(name, metavar="NGÀY", parser=day, help=help_)


@app.callback()
def review(
    ctx: typer.Context,
    as_of: AsOf,
    inside: In = Path(),
    *,
    year: Year = None,
    text: Annotated[bool, typer.Option("--text", help="In cả nội dung từng đầu vào.")] = False,
    form: Annotated[Form, typer.Option("--format", help="Dạng kết quả.")] = Form.TABLE,
) -> None:
    """Xem xét của lãnh đạo (9.3): đã họp chưa, đủ đầu vào chưa, kết luận đến đâu,
    xác nhận hiệu lực, việc tiếp theo.
    """
    if ctx.invoked_subcommand is not None:
        _refuse_before(ctx)
        return
    tell_interruption(inside, Path())
    repository = load(inside, as_of)
    found = overview(repository, current_year(repository, year))
    if form is Form.JSON:
        say(as_json(as_data(repository, found)), nl=False)
    else:
        _show(repository, found, whole=text)


def _refuse_before(ctx: typer.Context) -> None:
    """Refuse options before the step: they would be lost, and another folder worked on."""
    options = {"inside": "-C", "year": "--year", "as_of": "--as-of"}
    sources = {name: getattr(ctx.get_parameter_source(name), "name", "") for name in options}
    given = [option for name, option in options.items() if sources[name] == "COMMANDLINE"]
    if given:
        step = ctx.invoked_subcommand
        raise BadAnswer(
            f"Ghi {listed(given)} sau chữ «{step}».", f"Ví dụ: isoqms review {step} {given[0]} …"
        )


@app.command("prepare", cls=Command)
def prepare(
    as_of: AsOf,
    inside: In = Path(),
    *,
    year: Year = None,
    held: Annotated[
        date | None, _on("--held", "Ngày họp, đã họp hoặc dự kiến; ghi lại để đổi ngày.")
    ] = None,
    refresh: Annotated[
        str | None,
        typer.Option(
            "--refresh", metavar="ĐIỂM", help="Điền lại các điểm này theo hồ sơ: a,c2 hoặc all."
        ),
    ] = None,
    chair: Annotated[
        str | None, typer.Option("--chair", metavar="CHỨC VỤ", help="Người chủ trì.")
    ] = None,
    secretary: Annotated[
        str | None, typer.Option("--secretary", metavar="CHỨC VỤ", help="Người ghi biên bản.")
    ] = None,
    where: Annotated[
        str | None, typer.Option("--where", metavar="NƠI", help="Địa điểm họp.")
    ] = None,
    attendee: Annotated[
        list[str] | None,
        typer.Option(
            "--attendee", metavar="AI", help="Người dự họp: chức vụ, đơn vị; ghi nhiều lần."
        ),
    ] = None,
    author: Author = None,
    no_input: NoInput = False,
    dry_run: DryRun = False,
) -> None:
    """Ghi ngày họp và điền các đầu vào còn trống từ hồ sơ năm.

    Điều đã có người ghi thì giữ nguyên.
    """

    def ask(repository: Repository) -> date | None:
        chosen = _meant(repository, year, held)
        if held is None and overview(repository, chosen).review is None and asks(quiet=no_input):
            return day(str(prompted("Ngày họp (ngày/tháng/năm)")).strip())
        return held

    def write(repository: Repository, when: date | None) -> None:
        chosen = _meant(repository, year, held)
        meeting = Meeting(when, chair, secretary, where, tuple(attendee or ()))
        made = plan_prepare(repository, chosen, meeting, _points(repository, chosen, refresh or ""))
        if made.change is None:
            told = f"Cuộc họp ngày {date_short(made.held)} không có gì mới để ghi vào {made.path}."
            say(told)
        elif carry(repository, made.change, author=author, day=as_of, dry_run=dry_run):
            filled = f", điền đầu vào {listed(made.written)}" if made.written else ""
            say(f"Đã ghi vào {made.path}: họp ngày {date_short(made.held)}{filled}.")
        _tell_missing(made.missing)

    asked_then_written(inside, as_of, How(author, no_input, dry_run), ask, write)


def _meant(repository: Repository, year: int | None, held: date | None) -> int:
    """The year whose meeting is meant."""
    return year or (held.year if held else current_year(repository, None))


def _points(repository: Repository, year: int, wanted: str) -> tuple[str, ...]:
    """The points that are named with commas between them, or `all`."""
    points = tuple(filter(None, map(str.strip, wanted.split(","))))
    if points == ("all",):
        return tuple(line.input.point for line in overview(repository, year).inputs)
    return points


@app.command("input", cls=Command)
def input_(
    as_of: AsOf,
    inside: In = Path(),
    *,
    point: Annotated[
        str | None, typer.Option("--point", metavar="ĐIỂM", help="a, b, c1 … c7, d, e hoặc f.")
    ] = None,
    text: Annotated[
        str | None,
        typer.Option("--text", metavar="LỜI", help="Nội dung; không có thì ghi Không có."),
    ] = None,
    year: Year = None,
    author: Author = None,
    no_input: NoInput = False,
    dry_run: DryRun = False,
) -> None:
    """Ghi một đầu vào bằng lời của cơ quan, thay lời đang có ở điểm đó."""

    def ask(repository: Repository) -> tuple[str, str]:
        current_year(repository, year)
        named = answered(point, "Điểm (a, b, c1 … f)", "--point", quiet=no_input)
        return named, answered(text, "Nội dung", "--text", quiet=no_input)

    def write(repository: Repository, said: tuple[str, str]) -> None:
        chosen = current_year(repository, year)
        change = plan_input(repository, chosen, *said)
        if carry(repository, change, author=author, day=as_of, dry_run=dry_run):
            say(f"Đã ghi đầu vào {said[0].lower()} vào {review_path(chosen)}.")

    asked_then_written(inside, as_of, How(author, no_input, dry_run), ask, write)


@app.command("output", cls=Command)
def output(
    as_of: AsOf,
    inside: In = Path(),
    *,
    point: Annotated[
        str | None,
        typer.Option(
            "--point", metavar="ĐIỂM", help="a: cải tiến; b: thay đổi hệ thống; c: nguồn lực."
        ),
    ] = None,
    text: Annotated[
        str | None,
        typer.Option("--text", metavar="LỜI", help="Việc phải làm; không có thì ghi Không."),
    ] = None,
    role: Annotated[
        str | None,
        typer.Option("--role", metavar="VAI TRÒ", help="Vai trò chịu trách nhiệm: khóa hoặc tên."),
    ] = None,
    due: Annotated[date | None, _on("--due", "Hạn hoàn thành.")] = None,
    year: Year = None,
    author: Author = None,
    no_input: NoInput = False,
    dry_run: DryRun = False,
) -> None:
    """Ghi một kết luận của cuộc họp gần nhất: thuộc điểm nào của 9.3.3, ai làm, hạn nào."""

    def ask(repository: Repository) -> NewConclusion:
        held_review(repository, current_year(repository, year))
        named = point or _asked_point(repository, quiet=no_input)
        words = answered(text, "Kết luận (việc phải làm)", "--text", quiet=no_input)
        if says_nothing(words) or not asks(quiet=no_input):
            return NewConclusion(named, words, role, due)
        until = "Hạn hoàn thành (ngày/tháng/năm, bỏ trống nếu không có)"
        return NewConclusion(
            named, words, role or _asked_role(repository), due or _asked_day(until)
        )

    def write(repository: Repository, said: NewConclusion) -> None:
        chosen = current_year(repository, year)
        held_review(repository, chosen)
        change = plan_output(repository, chosen, said)
        if carry(repository, change, author=author, day=as_of, dry_run=dry_run):
            say(f"Đã ghi kết luận vào {review_path(chosen)}; xem số của nó bằng `isoqms review`.")
        if not says_nothing(said.text):
            _tell_lacking({"người làm (--role)": said.role, "hạn (--due)": said.due})

    asked_then_written(inside, as_of, How(author, no_input, dry_run), ask, write)


def _tell_lacking(asked: Mapping[str, object]) -> None:
    lacking = [name for name, value in asked.items() if value is None]
    if lacking:
        say(f"Lưu ý: Kết luận chưa có {listed(lacking)}.", fg="yellow", err=True)


def _asked_point(repository: Repository, *, quiet: bool) -> str:
    """The point that a conclusion belongs to, by its letter or its place in the list shown."""
    points = output_points(repository)
    if asks(quiet=quiet):
        for each in points:
            say(f"  {each.point}) {each.text}")
    while True:
        said = answered(None, "Kết luận thuộc điểm nào", "--point", quiet=quiet)
        if said.isdecimal() and 1 <= whole(said) <= len(points):
            return points[whole(said) - 1].point
        try:
            return known_point(said, points)
        except UnknownName as error:
            say(f"  {error} {error.hint}", fg="yellow", err=True)


def _asked_role(repository: Repository) -> str | None:
    roles = known_roles(repository)
    say("Ai chịu trách nhiệm?")
    for number, (key, title) in enumerate(roles, 1):
        say(f"  {number}. {visible(title)} ({key})")
    chosen = str(
        prompted("Gõ số hoặc khóa (bỏ trống nếu chưa giao)", default="", show_default=False)
    ).strip()
    if chosen.isdecimal() and 1 <= whole(chosen) <= len(roles):
        return roles[int(chosen) - 1][0]
    return chosen or None


def _asked_day(question: str) -> date | None:
    given = str(prompted(question, default="", show_default=False)).strip()
    return day(given) if given else None


@app.command("done", cls=Command)
def done(
    as_of: AsOf,
    number: Annotated[
        int, typer.Argument(metavar="SỐ", help="Số của kết luận, như `isoqms review` cho xem.")
    ],
    inside: In = Path(),
    *,
    on: Annotated[date | None, _on("--on", "Ngày làm xong.")] = None,
    result: Annotated[
        str | None, typer.Option("--result", metavar="LỜI", help="Đã làm được gì, hiệu lực ra sao.")
    ] = None,
    year: Year = None,
    author: Author = None,
    no_input: NoInput = False,
    dry_run: DryRun = False,
) -> None:
    """Ghi một kết luận đã làm xong: ngày nào, kết quả gì."""

    def ask(repository: Repository) -> tuple[date, str | None]:
        current_year(repository, year)
        question = "Ngày làm xong (ngày/tháng/năm)"
        finished = on or day(answered(None, question, "--on", quiet=no_input))
        if result is not None or not asks(quiet=no_input):
            return finished, result
        given = prompted("Kết quả (bỏ trống nếu chưa có)", default="", show_default=False)
        return finished, str(given).strip() or None

    def write(repository: Repository, said: tuple[date, str | None]) -> None:
        found, change = plan_done(repository, current_year(repository, year), number, *said)
        if carry(repository, change, author=author, day=as_of, dry_run=dry_run):
            say(f"Đã ghi: «{visible(found.output.text)}» xong ngày {date_short(said[0])}.")

    asked_then_written(inside, as_of, How(author, no_input, dry_run), ask, write)


@app.command("confirm", cls=Command)
def confirm(
    as_of: AsOf,
    inside: In = Path(),
    *,
    on: Annotated[date | None, _on("--day", "Ngày người đứng đầu xác nhận.")] = None,
    document: Annotated[
        str | None,
        typer.Option(
            "--document",
            metavar="VĂN BẢN",
            help="Biên bản, quyết định hoặc văn bản riêng: số, ngày.",
        ),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Thay xác nhận đã ghi trong năm.")
    ] = False,
    year: Year = None,
    author: Author = None,
    no_input: NoInput = False,
    dry_run: DryRun = False,
) -> None:
    """Ghi xác nhận hiệu lực của người đứng đầu (QĐ 19/2014/QĐ-TTg, Điều 4.2.d).

    Phải sau cuộc xem xét.
    """

    def ask(repository: Repository) -> tuple[date, str]:
        current_year(repository, year)
        question = "Ngày xác nhận (ngày/tháng/năm)"
        confirmed = on or day(answered(None, question, "--day", quiet=no_input))
        words = "Văn bản xác nhận (số, ngày)"
        return confirmed, answered(document, words, "--document", quiet=no_input)

    def write(repository: Repository, said: tuple[date, str]) -> None:
        chosen = current_year(repository, year)
        change = plan_confirm(repository, chosen, *said, replace=replace)
        if carry(repository, change, author=author, day=as_of, dry_run=dry_run):
            say(f"Đã ghi xác nhận hiệu lực ngày {date_short(said[0])} vào {review_path(chosen)}.")

    asked_then_written(inside, as_of, How(author, no_input, dry_run), ask, write)


# What is shown


def _show(repository: Repository, found: Overview, *, whole: bool) -> None:
    say(f"Xem xét của lãnh đạo năm {found.year} (tính đến ngày {date_short(found.as_of)})")
    say(f"Cuộc họp: {visible(_meeting(found))}")
    say(f"Xác nhận hiệu lực: {visible(_confirmation(found))}\n")
    write_sheets([_inputs(found), *_followed(repository, found)])
    if whole:
        _tell_texts(repository, found.inputs)
    _tell_missing(found.inputs)
    step = found.step
    say(f"\n{_wrapped(f'Việc tiếp theo: {step.words}')}")
    if step.command:
        say(f"  {visible(step.command)}")


def _meeting(found: Overview) -> str:
    record = found.review.record if found.review else None
    if record is None or record.held is None:
        return "có ghi nhưng không ghi ngày họp" if found.undated else "chưa có"
    if not found.held:
        return f"đang chuẩn bị, họp ngày {date_short(record.held)}"
    chair = f", {record.chair} chủ trì" if record.chair else ""
    minutes = record.minutes or "chưa ghi biên bản"
    return f"đã họp ngày {date_short(record.held)}{chair}; {minutes}"


def _confirmation(found: Overview) -> str:
    if found.confirmation is None:
        return "chưa có"
    return f"ngày {date_short(found.confirmation.day)}; {found.confirmation.document}"


def _inputs(found: Overview) -> Sheet:
    columns = (
        Column("Điểm", 12, centred=True),
        Column("Đầu vào (9.3.2)", 90),
        Column("Tình trạng", 26),
        Column("Từ", 60),
    )
    rows = tuple(
        (line.input.point, line.input.title, line.state.words, _sources(line))
        for line in found.inputs
    )
    had = sum(line.state is not InputState.MISSING for line in found.inputs)
    return Sheet(
        f"Đầu vào: {had}/{len(found.inputs)} đã ghi hoặc có số liệu, ít nhất một phần",
        columns,
        rows,
    )


def _sources(line: InputLine) -> str:
    if line.state is InputState.RECORDED:
        return ""
    return ", ".join(dict.fromkeys(Path(source).name for source in line.input.sources))


def _followed(repository: Repository, found: Overview) -> list[Sheet]:
    sheets = [_conclusions(repository, f"Kết luận năm {found.year}", found.conclusions)]
    if found.earlier:
        title = (
            f"Kết luận năm {found.year - 1} chưa xong (ghi xong: "
            f"isoqms review done SỐ --year {found.year - 1})"
        )
        sheets.append(_conclusions(repository, title, found.earlier))
    return sheets


def _conclusions(repository: Repository, title: str, given: Sequence[Conclusion]) -> Sheet:
    columns = (
        Column("Số", 10, centred=True),
        Column("Điểm", 12, centred=True),
        Column("Kết luận", 80),
        Column("Trách nhiệm", 40),
        Column("Hạn", 22, centred=True),
        Column("Tình trạng", 30),
    )
    return Sheet(
        title,
        columns,
        tuple(_row(repository, each) for each in given),
        empty="Chưa ghi kết luận nào",
    )


def _row(repository: Repository, each: Conclusion) -> tuple[str | date | None, ...]:
    output = each.output
    role = repository.agency.record.role_title(output.role) if output.role else None
    when = f" {date_short(output.done)}" if output.done and not each.state.is_open else ""
    return (
        str(each.number),
        output.point,
        output.text,
        role,
        output.due,
        f"{each.state.words}{when}",
    )


def _tell_texts(repository: Repository, lines: Sequence[InputLine]) -> None:
    """Each input as it is reported; of what the records tell, with file and line."""
    known = located(repository, (told.place for line in lines for told in line.input.told))
    for line in lines:
        if line.text:
            say(f"\n{line.input.point}) {visible(line.input.title)}\n{_wrapped(line.text)}")
            found = (known[told.place] for told in line.input.told)
            places = dict.fromkeys(f"{each.path}:{each.line}" for each in found)
            is_own = line.state is InputState.RECORDED
            if places:
                title = "Hồ sơ để đối chiếu" if is_own else "Nguồn"
                say(_wrapped(f"   {title}: {', '.join(places)}"))


def _tell_missing(lines: Sequence[InputLine]) -> None:
    """What no record tells, of the points that nobody wrote by hand; and the command for each."""
    unwritten = [line.input for line in lines if line.state is not InputState.RECORDED]
    gaps = [(each.point, gap) for each in unwritten for gap in each.gaps]
    if gaps:
        say("\nHồ sơ chưa nói đến:")
    for point, gap in gaps:
        say(f"{_wrapped(f'  {point}) {gap.words}')}\n     {visible(gap.command)}")


def _wrapped(words: str) -> str:
    """The words on lines of the terminal, broken between words.

    As they are where no person reads.
    """
    shown = visible(words)
    if not sys.stdout.isatty():
        return shown
    return textwrap.fill(
        shown, shutil.get_terminal_size().columns, subsequent_indent="     ", break_on_hyphens=False
    )
