"""`isoqms sync`: the PCs of one office, together through a place that they share."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from isoqms.actions.changing.arriving import OthersErrors
from isoqms.actions.changing.first_copy import first_copy
from isoqms.actions.changing.sync import Asked, Request, Synced, Undecided
from isoqms.actions.changing.sync import sync as exchange
from isoqms.cli.terminal.changing import asks
from isoqms.cli.terminal.consent import must_agree
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import AsOf, Author, DryRun, In, NoInput, moment
from isoqms.cli.terminal.output import tell_notes
from isoqms.cli.terminal.say import prompted, say
from isoqms.errors import BadAnswer
from isoqms.facts.changing.questions import Keep
from isoqms.facts.changing.telling import said, where_asked
from isoqms.formats.neutral import visible
from isoqms.history.sharing.relay import Told
from isoqms.wording import date_short, whole, written_day

app = typer.Typer(add_completion=False, rich_markup_mode=None)

_SHOWN = 10
_NUMBERED = re.compile(r"(?:(\d+)=)?(may-nay|noi-chung|ca-hai)")
_WORDS = {
    Keep.MINE: "giữ của máy này",
    Keep.SHARED: "giữ của nơi dùng chung",
    Keep.BOTH: "giữ cả hai (bản của máy này thành một tệp nằm bên cạnh)",
}


@app.command(cls=Command)
def sync(
    as_of: AsOf,
    place: Annotated[
        str,
        typer.Argument(
            metavar="[NƠI]",
            show_default="nơi đã đặt bằng --set",
            help="Thư mục trên ổ mạng, USB, hoặc địa chỉ máy chủ (https://, ssh://).",
        ),
    ] = "",
    inside: In = Path(),
    author: Author = None,
    keep: Annotated[
        list[str] | None,
        typer.Option(
            "--keep",
            metavar="[SỐ=]BÊN",
            help=(
                "Chỗ hai người sửa khác nhau thì giữ bên nào: may-nay, noi-chung, ca-hai; "
                "2=may-nay chỉ trả lời câu 2. Ghi nhiều lần được."
            ),
        ),
    ] = None,
    *,
    accept_errors: Annotated[
        bool,
        typer.Option(
            "--accept-errors",
            help="Nhận phần của người khác cả khi có lỗi mới, không hỏi; lỗi sửa sau.",
        ),
    ] = False,
    remembered: Annotated[
        bool, typer.Option("--set", help="Nhớ nơi này cho các lần sau, ở máy này.")
    ] = False,
    new: Annotated[
        Path | None,
        typer.Option(
            "--new",
            metavar="THƯ MỤC",
            show_default=False,
            help="Máy này chưa có kho: tạo bản đầu tiên ở thư mục mới này, và nhớ nơi dùng chung.",
        ),
    ] = None,
    dry_run: DryRun = False,
    no_input: NoInput = False,
) -> None:
    """Đồng bộ với các máy khác của cơ quan qua một nơi dùng chung:
    lấy phần của người khác, ghép từng dòng sổ, gửi phần của máy này.
    """
    if remembered and not place:
        raise BadAnswer(
            "--set cần nơi dùng chung.", "Ví dụ: `isoqms sync --set D:\\dung-chung` (một thư mục)."
        )
    quiet = no_input or not asks(quiet=no_input)
    if new is not None:
        made = first_copy(new, place, as_of, prompts=not quiet)
        say(f"Đã tạo bản kho ở «{made.folder}» với {made.entries} mục, từ {made.place}.")
        return
    request = Request(
        inside,
        as_of,
        moment(as_of),
        place=place,
        keeps=remembered,
        author=author or "",
        dry_run=dry_run,
        prompts=not quiet,
        accepts=accept_errors,
    )
    tell(_settled(request, _chosen(keep or []), quiet=quiet), dry_run=dry_run)


def _settled(request: Request, chosen: dict[int | None, Keep], *, quiet: bool) -> Synced:
    """The exchange, made again with answers until nothing is left to choose."""
    # What the last answer brought about may be asked in its turn.
    for _ in range(_SHOWN):
        done = exchange(request)
        if request.dry_run or not (done.asked or done.risks):
            break
        if done.risks:
            _refuse_unless_wanted(done.risks, quiet=quiet)
            request = replace(request, accepts=True)
            continue
        request = replace(request, answers=_answered(done, request, chosen, quiet=quiet))
        # The numbers were those of the first questions.
        chosen = {number: each for number, each in chosen.items() if number is None}
    return done


def _answered(
    done: Synced, request: Request, chosen: dict[int | None, Keep], *, quiet: bool
) -> dict[str, Keep]:
    answers = dict(request.answers)
    for number, each in enumerate(done.asked, 1):
        kept = chosen.get(number, chosen.get(None))
        if kept is None or kept not in each.question.choices:
            kept = _asked(number, each, done.asked, quiet=quiet)
        answers[each.question.name] = kept
    return answers


def _refuse_unless_wanted(risks: tuple[str, ...], *, quiet: bool) -> None:
    """OthersErrors where nobody says that what the others recorded shall be taken all the same."""
    if quiet:
        raise OthersErrors("\n".join(risks))
    for line in risks:
        say(line, err=True)
    must_agree("Vẫn nhận phần của người khác, lỗi sửa sau?")


def _chosen(keep: list[str]) -> dict[int | None, Keep]:
    """The answers given as options: by the number of the question, None for all others."""
    out: dict[int | None, Keep] = {}
    for text in keep:
        match = _NUMBERED.fullmatch(text.strip())
        if match is None:
            raise BadAnswer(
                f"--keep không hiểu «{text}».", "Ghi may-nay, noi-chung, ca-hai, hoặc 2=may-nay."
            )
        out[whole(match[1]) if match[1] else None] = Keep(match[2])
    return out


def _asked(number: int, asked: Asked, every: tuple[Asked, ...], *, quiet: bool) -> Keep:
    if quiet:
        told = [line for place, each in enumerate(every, 1) for line in _told(place, each)]
        raise Undecided(
            "\n".join([f"Có {len(every)} chỗ hai người sửa khác nhau, phải chọn:", *told]),
            "Chạy lại ở cửa sổ lệnh để được hỏi, hoặc thêm --keep may-nay hay --keep noi-chung "
            "(từng câu: --keep 1=may-nay); chưa có gì thay đổi.",
        )
    for line in _told(number, asked):
        say(line, err=True)
    choices = asked.question.choices
    for place, each in enumerate(choices, 1):
        say(f"    {place}. {_WORDS[each]}", err=True)
    while True:
        answer = str(prompted("    Chọn số", err=True)).strip()
        if answer.isdecimal() and 1 <= whole(answer) <= len(choices):
            return choices[int(answer) - 1]
        say(f"    Gõ một số từ 1 đến {len(choices)}; dừng thì bấm Ctrl+C.", err=True)


def _told(number: int, asked: Asked) -> list[str]:
    question = asked.question
    mine = said(question, question.mine, "máy này")
    shared = said(question, question.shared, "nơi dùng chung")
    return [
        visible(line)
        for line in (
            f"  {number}. {where_asked(question)}",
            f"    Máy này{_by(asked.mine)}: {mine}",
            f"    Nơi dùng chung{_by(asked.shared)}: {shared}",
        )
    ]


def _by(told: Told | None) -> str:
    return f" ({told.author}, ngày {_day(told.day)})" if told else ""


def _day(written: str) -> str:
    """The day of an entry as people write it; what is none, as far as a terminal may show it."""
    day = written_day(written)
    return date_short(day) if day else visible(written)


def tell(done: Synced, *, dry_run: bool) -> None:
    """Say what came and what went."""
    tell_notes(done.notes)
    say(f"Nơi dùng chung: {visible(done.place)}")
    came, went = ("Sẽ nhận", "Sẽ gửi") if dry_run else ("Đã nhận", "Đã gửi")
    _tell_entries(came, "của người khác", done.came)
    _tell_entries(went, "của máy này", done.went)
    arrived, left = done.tags
    if arrived or left:
        say(f"Dấu mốc ban hành: nhận {len(arrived)}, gửi {len(left)}.")
    _tell_questions(done)
    if dry_run:
        say("Chưa làm gì.")
    elif not (done.came or done.went or arrived or left):
        say("Máy này và nơi dùng chung đã giống nhau.")
    elif done.is_joined:
        say("Đã ghép phần của hai bên và kiểm tra bằng mọi quy tắc.")


def _tell_questions(done: Synced) -> None:
    """What somebody would have to choose."""
    lines = [line for number, each in enumerate(done.asked, 1) for line in _told(number, each)]
    for lead, told in (("Sẽ phải chọn:", lines), ("Sẽ hỏi có nhận không:", done.risks)):
        for line in (lead, *told) if told else ():
            say(line)


def _tell_entries(verb: str, whose: str, entries: tuple[Told, ...]) -> None:
    if not entries:
        return
    say(f"{verb} {len(entries)} mục {whose}:")
    for each in entries[:_SHOWN]:
        say(f"  {_day(each.day):<10}  {visible(each.author)}: {visible(each.message)}")
    if len(entries) > _SHOWN:
        say(f"  … và {len(entries) - _SHOWN} mục nữa")
