"""`isoqms audit`: the internal audit of a year, from its programme to its closing."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from textwrap import wrap
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from isoqms.actions.audit.checklist import Checklist, plan_checklist
from isoqms.actions.audit.close import Closing, plan_close
from isoqms.actions.audit.notes import (
    RESULTS,
    Note,
    needs_evidence,
    plan_notes,
    plan_strength,
    result_of,
    unanswered,
)
from isoqms.actions.audit.overview import Shown, show_audit
from isoqms.actions.audit.rounds import open_round
from isoqms.cli.terminal.changing import (
    How,
    answered,
    asked_then_written,
    asks,
    carry,
    opened_for_writing,
)
from isoqms.cli.terminal.help import Command, VietnameseHelp, purpose, tell_interruption
from isoqms.cli.terminal.options import AsOf, Author, DryRun, In, NoInput, day, year_of
from isoqms.cli.terminal.say import prompted, say
from isoqms.cli.terminal.tables import write_sheets
from isoqms.errors import BadAnswer, UnknownName
from isoqms.formats.neutral import as_json, visible
from isoqms.model.audit import AuditCheck
from isoqms.repository import Repository, load
from isoqms.wording import date_short, nearest

_AT_ONCE = 5
"""How many answers are kept in memory before they are written: what a power cut may cost."""

_Year = Annotated[
    int | None,
    typer.Option(
        "--year", metavar="NĂM", show_default="năm của ngày đang tính", help="Năm đánh giá."
    ),
]
_Round = Annotated[str, typer.Argument(metavar="ĐỢT", help="Tên đợt, ví dụ dot-1.")]
_Unit = Annotated[
    str | None, typer.Option("--unit", metavar="KHÓA", help="Chỉ đơn vị này, ví dụ van-phong.")
]


class Form(StrEnum):
    """The forms in which the audit is told."""

    TABLE = "table"
    JSON = "json"


class Parts(VietnameseHelp, TyperGroup):
    """The parts of the command; alone it shows the programme."""

    def command_lines(self) -> list[tuple[str, str]]:
        """Name and one line of each part, for the help."""
        return [(name, purpose(command)) for name, command in self.commands.items()]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The part that the first word names; UnknownName with the nearest one as hint."""
        if args[0] in self.commands:
            return super().resolve_command(ctx, args)
        close = nearest(args[0], self.commands)
        hint = (
            f"Có phải là `isoqms audit {close}`?"
            if close
            else "Kho ở thư mục khác thì ghi: isoqms audit -C THƯ-MỤC."
        )
        raise UnknownName(f"Lệnh audit không có việc «{args[0]}».", hint)


app = typer.Typer(
    add_completion=False, rich_markup_mode=None, cls=Parts, invoke_without_command=True
)


@app.callback()
def audit(
    ctx: typer.Context,
    as_of: AsOf,
    inside: In = Path(),
    *,
    year: _Year = None,
    wanted: Annotated[Form, typer.Option("--format", help="Dạng kết quả.")] = Form.TABLE,
) -> None:
    """Đánh giá nội bộ: xem chương trình, phạm vi, phát hiện.

    Soạn phiếu hỏi, ghi chép, kết thúc đợt.
    """
    if ctx.invoked_subcommand is not None:
        _refuse_misplaced(ctx)
        return
    tell_interruption(inside, Path())
    shown = show_audit(load(inside, as_of), year_of(year, as_of))
    if wanted is Form.JSON:
        say(as_json(shown.data), nl=False)
        return
    write_sheets(shown.sheets)
    _tell_steps(shown)


def _refuse_misplaced(ctx: Any) -> None:
    """An option before the part would be lost, so it is refused rather than ignored."""
    given = [
        param.opts[0]
        for param in ctx.command.get_params(ctx)
        if param.name in ctx.params and ctx.get_parameter_source(param.name).name == "COMMANDLINE"
    ]
    if given:
        part = ctx.invoked_subcommand
        raise BadAnswer(
            f"{', '.join(given)} phải ghi sau chữ «{part}».",
            f"Ví dụ: isoqms audit {part} dot-1 {given[0]} …",
        )


def _tell_steps(shown: Shown) -> None:
    if not shown.steps:
        return
    say("\nViệc tiếp theo:")
    for number, step in enumerate(shown.steps, 1):
        say(f"  {number}. {visible(step.words)}")
        if step.command:
            say(f"     {visible(step.command)}")


@app.command(cls=Command)
def checklist(
    as_of: AsOf,
    name: _Round,
    inside: In = Path(),
    *,
    year: _Year = None,
    unit: _Unit = None,
    whole: Annotated[
        bool,
        typer.Option("--all", help="Lấy mọi câu hỏi được, không chỉ những câu đã chọn."),
    ] = False,
    author: Author = None,
    dry_run: DryRun = False,
) -> None:
    """Soạn phiếu hỏi của một đợt từ điều khoản, quy trình và phát hiện lần trước.

    Chọn khoảng 40 câu theo phát hiện trước và rủi ro, đủ để đơn vị, quy trình, điều khoản nào của
    đợt cũng được hỏi; lấy hết thì thêm --all. Câu đã có thì giữ nguyên.
    """
    wanted = year_of(year, as_of)
    with opened_for_writing(inside, as_of, How(author, dry_run=dry_run)) as repository:
        made = plan_checklist(repository, wanted, name, unit, whole=whole)
        if made.change is None:
            say(f"Phiếu hỏi của {name} đã đủ {made.held} câu, không có câu nào mới.")
            _tell_left(made, name, year)
            return
        if dry_run:
            _tell_questions(repository, made.new, made.held)
        written = carry(repository, made.change, author=author, day=as_of, dry_run=dry_run)
    if written:
        before = f", trước đó đã có {made.held} câu" if made.held else ""
        say(f"Đã ghi {len(made.new)} câu hỏi vào {made.chosen.entry.path}{before}.")
        _tell_choice(made)
        _tell_left(made, name, year)
        option = f" --year {wanted}" if year else ""
        say(f"In phiếu: isoqms decision audit-checklist {name}{option}")
        say(f"Ghi kết quả: isoqms audit note {name}{option}")


def _tell_choice(made: Checklist) -> None:
    """Why these questions were chosen, of the whole round."""
    if made.reasons:
        told = "; ".join(f"{count} câu {reason.value}" for reason, count in made.reasons.items())
        say(f"Đã chọn cho cả đợt: {told}.")


def _tell_left(made: Checklist, name: str, year: int | None) -> None:
    if made.left:
        option = f" --year {year}" if year else ""
        say(
            f"Còn {made.left} câu khác chưa đưa vào phiếu; lấy cả: "
            f"isoqms audit checklist {name} --all{option}"
        )


def _tell_questions(repository: Repository, checks: tuple[AuditCheck, ...], held: int) -> None:
    for number, check in enumerate(checks, held + 1):
        say(f"{number:>4}. [{_where(repository, check)}] {visible(check.question)}")


def _where(repository: Repository, check: AuditCheck) -> str:
    unit = repository.agency.record.unit_name(check.unit) if check.unit else "Chung"
    return visible("; ".join(each for each in (unit, check.clause, check.document) if each))


@app.command(cls=Command)
def note(
    as_of: AsOf,
    name: _Round,
    number: Annotated[
        int | None,
        typer.Argument(
            metavar="[CÂU]", show_default="hỏi lần lượt", help="Số của câu hỏi trong phiếu."
        ),
    ] = None,
    inside: In = Path(),
    *,
    year: _Year = None,
    unit: _Unit = None,
    result: Annotated[
        str | None,
        typer.Option(
            "--result",
            metavar="KẾT LUẬN",
            help="1 phu-hop, 2 khong-phu-hop, 3 luu-y, 4 khong-ap-dung.",
        ),
    ] = None,
    evidence: Annotated[
        str | None,
        typer.Option(
            "--evidence", metavar="BẰNG CHỨNG", help="Hồ sơ đã xem, điều quan sát, ai trả lời."
        ),
    ] = None,
    remark: Annotated[
        str | None,
        typer.Option("--remark", metavar="ĐIỀU THẤY", help="Điều không phù hợp hoặc cần lưu ý."),
    ] = None,
    strength: Annotated[
        str | None,
        typer.Option(
            "--strength", metavar="ĐIỂM MẠNH", help="Ghi một điểm mạnh của đợt, thay cho câu hỏi."
        ),
    ] = None,
    clause: Annotated[
        str | None,
        typer.Option("--clause", metavar="SỐ", help="Điều khoản của điểm mạnh, ví dụ 7.2."),
    ] = None,
    author: Author = None,
    dry_run: DryRun = False,
    no_input: NoInput = False,
) -> None:
    """Ghi kết luận và bằng chứng cho một câu của phiếu, hoặc hỏi lần lượt các câu chưa trả lời."""
    wanted = year_of(year, as_of)
    how = How(author, no_input, dry_run)
    if strength is not None:
        with opened_for_writing(inside, as_of, how) as repository:
            change = plan_strength(repository, wanted, name, strength, unit=unit, clause=clause)
            if carry(repository, change, author=author, day=as_of, dry_run=dry_run):
                say(f"Đã ghi một điểm mạnh của {name}.")
        return
    if number is None and result is None and asks(quiet=no_input):
        _ask_all(inside, as_of, how, year=wanted, name=name, unit=unit)
        return
    if number is None:
        raise BadAnswer(
            "Còn thiếu: số của câu hỏi.",
            f"Ví dụ: isoqms audit note {name} 5 --result phu-hop --evidence …",
        )
    place = number

    def ask(_: Repository) -> Note:
        concluded = result_of(answered(result, _offer(), "--result", quiet=no_input))
        seen = evidence
        if seen is None and needs_evidence(concluded):
            seen = answered(None, "Bằng chứng", "--evidence", quiet=no_input)
        return Note(place, concluded, seen, remark, unit)

    def write(repository: Repository, said: Note) -> None:
        change = plan_notes(repository, wanted, name, (said,))
        if carry(repository, change, author=author, day=as_of, dry_run=dry_run):
            say(f"Đã ghi câu {place} của {name}: {RESULTS[said.result].lower()}.")

    asked_then_written(inside, as_of, how, ask, write)


def _offer() -> str:
    choices = ", ".join(
        f"{place} {words.lower()}" for place, words in enumerate(RESULTS.values(), 1)
    )
    return f"Kết luận ({choices})"


def _ask_all(
    inside: Path, as_of: date, how: How, *, year: int, name: str, unit: str | None
) -> None:
    """Ask the open questions one by one.

    What was answered is written a few at a time, so that nothing is lost. What somebody else has
    answered, or made another question, in the meantime is told and asked again.
    """
    repository = load(inside, as_of)
    left = unanswered(open_round(repository, year, name), unit)
    if not left:
        say(f"Mọi câu của {name} đã có kết luận, hoặc chưa có câu nào; xem bằng `isoqms audit`.")
        return
    say(
        f"Còn {len(left)} câu. Enter: bỏ qua câu này; q: dừng; dừng lúc nào cũng được, "
        "câu đã ghi vẫn còn."
    )
    sitting = _Sitting(inside, as_of, how, year, name, unit, dict(left))
    try:
        for each in _asked(repository, left):
            sitting.take(each)
    except typer.Abort:
        say()
    sitting.write()
    written = sitting.written
    say(f"Có {written} câu được trả lời, chưa ghi." if how.dry_run else f"Đã ghi {written} câu.")
    if sitting.others:
        _ask_all(inside, as_of, how, year=year, name=name, unit=unit)


@dataclass
class _Sitting:
    """The answers of one sitting: those not yet written, and how many are."""

    inside: Path
    as_of: date
    how: How
    year: int
    name: str
    unit: str | None
    asked: Mapping[int, AuditCheck]
    """The questions as they stood at the beginning, by number."""
    notes: list[Note] = field(default_factory=list)
    written: int = 0
    others: bool = False
    """Whether somebody else was quicker with a question."""

    def take(self, note: Note) -> None:
        """One more answer; they are written a few at a time."""
        self.notes.append(note)
        if len(self.notes) == _AT_ONCE and not self.how.dry_run:
            self.write()

    def write(self) -> None:
        """Write the answers to questions that still stand as they were asked; tell of the rest."""
        if not self.notes:
            return
        with opened_for_writing(self.inside, self.as_of, self.how) as now:
            still = dict(unanswered(open_round(now, self.year, self.name), self.unit))
            good = tuple(
                each for each in self.notes if still.get(each.number) == self.asked[each.number]
            )
            if good:
                how, change = self.how, plan_notes(now, self.year, self.name, good)
                carry(now, change, author=how.author, day=self.as_of, dry_run=how.dry_run)
        self.written += len(good)
        late = [str(each.number) for each in self.notes if each not in good]
        self.notes.clear()
        if late:
            self.others = True
            say(
                f"Lưu ý: Trong lúc trả lời, câu {', '.join(late)} đã được người khác sửa hoặc "
                "trả lời; câu trả lời ở đây không được ghi.",
                fg="yellow",
                err=True,
            )


def _asked(repository: Repository, left: tuple[tuple[int, AuditCheck], ...]) -> Iterator[Note]:
    for place, (number, check) in enumerate(left, 1):
        say(f"\nCâu {number} ({place}/{len(left)}) [{_where(repository, check)}]")
        _say(check.question)
        if check.look:
            _say(f"Cần xem: {check.look}")
        answer = _choice()
        if answer is None:
            continue
        if answer == "q":
            return
        concluded = result_of(answer)
        remark = evidence = ""
        if needs_evidence(concluded):
            remark = str(prompted("  Điều thấy được (yêu cầu gì, thực tế ra sao)")).strip()
        evidence = _evidence(must=needs_evidence(concluded))
        yield Note(number, concluded, evidence or None, remark or None)


def _say(words: str) -> None:
    """Write a sentence between the margins of the terminal, its words whole."""
    width = shutil.get_terminal_size().columns - 1
    say("\n".join(wrap(visible(words), width, initial_indent="  ", subsequent_indent="  ")))


def _choice() -> str | None:
    """The answer as typed, once it is one; None to go on to the next question, `q` to stop."""
    while True:
        answer = str(prompted(f"  {_offer()}", default="", show_default=False)).strip()
        if not answer:
            return None
        if answer.lower() == "q":
            return "q"
        try:
            result_of(answer)
        except BadAnswer as wrong:
            _say(f"{wrong} {wrong.hint}")
        else:
            return answer


def _evidence(*, must: bool) -> str:
    question = "  Bằng chứng (hồ sơ nào, ngày nào, ai trả lời)"
    if must:
        return str(prompted(question)).strip()
    return str(prompted(question, default="", show_default=False)).strip()


@app.command(cls=Command)
def close(
    as_of: AsOf,
    name: _Round,
    inside: In = Path(),
    *,
    year: _Year = None,
    held: Annotated[
        date | None,
        typer.Option(
            "--held",
            metavar="NGÀY",
            parser=day,
            show_default="ngày đã ghi",
            help="Ngày đánh giá xong.",
        ),
    ] = None,
    due: Annotated[
        date | None,
        typer.Option(
            "--due", metavar="NGÀY", parser=day, help="Hạn khắc phục đã thống nhất với đơn vị."
        ),
    ] = None,
    leave_open: Annotated[
        bool,
        typer.Option("--leave-open", help="Kết thúc dù còn câu chưa trả lời; các câu ấy để trống."),
    ] = False,
    author: Author = None,
    dry_run: DryRun = False,
) -> None:
    """Kết thúc một đợt: điều không phù hợp thành phát hiện và dòng trong sổ theo dõi,
    điều lưu ý thành phát hiện.
    """
    wanted = year_of(year, as_of)
    with opened_for_writing(inside, as_of, How(author, dry_run=dry_run)) as repository:
        made = plan_close(repository, wanted, name, held=held, due=due, leave_open=leave_open)
        if made.open_questions:
            left = f"{len(made.open_questions)} câu để trống không trả lời."
            say(f"Lưu ý: {left}", fg="yellow", err=True)
        if carry(repository, made.change, author=author, day=as_of, dry_run=dry_run):
            _tell_closed(made, wanted)


def _tell_closed(made: Closing, year: int) -> None:
    name = made.chosen.audit.id
    say(f"Đã kết thúc {name}, đánh giá ngày {date_short(made.held)}.")
    for row in made.nonconformities:
        say(f"  {row.id}: {visible(row.description)}")
    watched = len(made.findings) - len(made.nonconformities)
    if watched:
        say(f"  {watched} điều lưu ý, ghi trong phát hiện của đợt.")
    say("Việc tiếp theo:")
    say(f"  Báo cáo: isoqms decision audit-report {name} --year {year}")
    for row in made.nonconformities:
        say(f"  Phiếu khắc phục: isoqms decision car {row.id} --year {year}")
