"""`isoqms update`: fill in what a record still lacks, without opening its file."""

from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from isoqms.actions.records.attaching import attached, refuse_second, with_file
from isoqms.actions.records.meanwhile import collisions, who_wrote
from isoqms.actions.records.members import Member, members_named, members_of, told
from isoqms.actions.records.new_record import answers_of
from isoqms.actions.records.places import Found, named, records_of
from isoqms.actions.records.questions import Question, settings_of
from isoqms.actions.records.update_record import (
    Target,
    asked_of,
    every_question,
    plan_update,
    sheet_of,
    target_of,
)
from isoqms.actions.records.words import RECORDS, SHEETS, known_word
from isoqms.cli.records.recording import InYear, KeptFile, OwnDay, Set, with_day
from isoqms.cli.terminal.asking import ask_again, ask_all
from isoqms.cli.terminal.changing import How, asked_then_written, asks, carry
from isoqms.cli.terminal.consent import agreed
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import AsOf, Author, DryRun, In, NoInput
from isoqms.cli.terminal.say import prompted, say
from isoqms.errors import BadAnswer
from isoqms.model.kinds import RecordWord, SheetWord
from isoqms.repository import Repository
from isoqms.wording import whole

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=Command)
def update(
    as_of: AsOf,
    word: Annotated[
        str,
        typer.Argument(
            metavar="LOẠI",
            help="Một dòng hồ sơ: "
            + ", ".join(f"{each.word} ({each.title})" for each in RECORDS)
            + ". Cả sổ: "
            + ", ".join(f"{each.word} ({each.title})" for each in SHEETS)
            + ".",
        ),
    ],
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[KHÓA]",
            help="Khóa, số văn bản hoặc thứ tự của dòng; bỏ trống thì máy liệt kê.",
        ),
    ] = None,
    inside: In = Path(),
    *,
    settings: Set = None,
    remove: Annotated[
        list[str] | None,
        typer.Option(
            metavar="DANH SÁCH.SỐ",
            help="Bỏ một dòng khỏi danh sách trong hồ sơ: --remove auditors.2; thay người thì "
            "thêm --set của người mới.",
        ),
    ] = None,
    file: KeptFile = None,
    own_day: OwnDay = None,
    year: InYear = None,
    author: Author = None,
    no_input: NoInput = False,
    dry_run: DryRun = False,
) -> None:
    """Ghi tiếp vào một dòng hồ sơ: ngày xong, kết quả, hiệu lực, ngày đóng; không phải mở tệp."""
    kind = known_word(word)
    settings = with_day(kind.word, settings, file, own_day)
    kept = attached(file) if file is not None else None
    earlier: list[tuple[Target, _Asked]] = []

    def ask(repository: Repository) -> _Asked:
        if earlier:
            return _asked_again(repository, kind, *earlier[-1])
        chosen, of_year = _meant(repository, kind, name, year, quiet=no_input)
        target = _target(repository, kind, chosen, of_year)
        title = target.title[:1].upper() + target.title[1:]
        told = f": {target.told}" if target.told else ""
        say(f"{title}{told} ({target.path})", err=True)
        every = every_question(repository, target)
        answers = answers_of(settings_of(every, settings or ()))
        taken = members_named(target.record, every, remove or ())
        if kept is not None:
            refuse_second(target.record, chosen or word)
            answers.update(kept.answers(target.path))
        elif not settings and not taken and asks(quiet=no_input):
            _tell_members(target, every)
            answers = ask_all(asked_of(repository, target), answers)
        earlier.append((target, said := _Asked(chosen, of_year, answers, taken)))
        return said

    def write(repository: Repository, said: _Asked) -> None:
        target = _target(repository, kind, said.name, said.year)
        if said.keeps and not (said.answers or said.taken):
            say("Để nguyên như người kia đã ghi; không ghi gì thêm.")
            return
        change = plan_update(repository, target, said.answers, said.taken)
        change = with_file(change, kept, target.path)
        if carry(repository, change, author=author, day=as_of, dry_run=dry_run):
            say(f"Đã ghi {target.title} vào {target.path}.")

    asked_then_written(inside, as_of, How(author, no_input, dry_run), ask, write)


class _Asked(NamedTuple):
    """Which record is meant, by name and year, and what is said of it."""

    name: str | None
    year: int | None
    answers: dict[str, Any]
    taken: tuple[Member, ...] = ()
    keeps: bool = False
    """Whether what another person wrote meanwhile is left as it is."""


def _tell_members(target: Target, questions: tuple[Question, ...]) -> None:
    """What the lists that grow hold already, and how one of it is taken away."""
    for title, members in members_of(target.record, questions).items():
        if members[0].key not in target.asked:
            continue
        shown = "; ".join(f"{place}. {told(each)}" for place, each in enumerate(members, 1))
        say(f"{title} đang có: {shown} (bỏ một dòng: --remove {members[0].key}.SỐ)", err=True)


def _asked_again(
    repository: Repository, kind: RecordWord | SheetWord, before: Target, said: _Asked
) -> _Asked:
    """The answers once more, after another person wrote to the same file."""
    target = _target(repository, kind, said.name, said.year)
    every = every_question(repository, target)
    found = tuple(collisions(before, target, said.answers, every))
    known, theirs = {}, set()
    if found:
        say(f"{target.path}: {who_wrote(repository, target.path)}.", err=True)
    for each in found:
        say(f"  {each.title}: nay là «{each.theirs}»; bạn trả lời «{each.mine}».", err=True)
        if agreed("  Thay bằng câu trả lời của bạn?", otherwise=False):
            known[each.key] = said.answers[each.key]
        else:
            theirs.add(each.key)
    left = {key: value for key, value in said.answers.items() if key not in theirs}
    open_ones = tuple(each.key for each in asked_of(repository, target))
    questions = tuple(
        each for each in every if each.key not in theirs and each.key in {*open_ones, *left}
    )
    again = ask_again(questions, known, left)
    return _Asked(said.name, said.year, again, said.taken, keeps=bool(theirs))


def _meant(
    repository: Repository,
    kind: RecordWord | SheetWord,
    name: str | None,
    year: int | None,
    *,
    quiet: bool,
) -> tuple[str | None, int | None]:
    """Name and year of the record, chosen by a person where it was not named."""
    if isinstance(kind, SheetWord) or name is not None:
        return name, year
    found = _chosen(records_of(repository, kind, year), kind, quiet=quiet)
    return found.name, found.year


def _target(
    repository: Repository, kind: RecordWord | SheetWord, name: str | None, year: int | None
) -> Target:
    wanted = year or repository.as_of.year
    if isinstance(kind, SheetWord):
        if name is not None:
            raise BadAnswer(
                f"«{kind.word}» chỉ có một cho cả sổ, không ghi «{name}».", "Bỏ phần ấy đi."
            )
        return sheet_of(repository, kind, wanted)
    return target_of(named(repository, kind, name or "", wanted, only=year is not None))


def _chosen(known: tuple[Found, ...], kind: RecordWord, *, quiet: bool) -> Found:
    """The record that a person chooses from those that are open, or from all where none is."""
    shown = tuple(found for found in known if found.is_open) or known
    if not shown:
        raise BadAnswer(f"Chưa ghi {kind.title} nào.", f"Ghi mới bằng `isoqms new {kind.word}`.")
    if not asks(quiet=quiet):
        names = "; ".join(f"{_year(found)}{found.called}" for found in shown[:20])
        raise BadAnswer(
            f"Chưa biết ghi vào {kind.title} nào.", f"Ghi khóa sau «{kind.word}»; đang mở: {names}."
        )
    say(f"Đang mở ({kind.title}):", err=True)
    for number, found in enumerate(shown, 1):
        say(f"  {number}. {_year(found)}{found.name}: {found.title}", err=True)
    return _picked(shown)


def _year(found: Found) -> str:
    return f"{found.year}, " if found.year else ""


def _picked(shown: tuple[Found, ...]) -> Found:
    """The record by its number in the list, or by the name shown there; asked for until it is."""
    by_name = {found.name: found for found in reversed(shown) if not found.name.isdecimal()}
    while True:
        text = str(prompted("Gõ số", default="", show_default=False, err=True)).strip()
        if text.isdecimal() and 1 <= whole(text) <= len(shown):
            return shown[whole(text) - 1]
        if text in by_name:
            return by_name[text]
        say(f"  Gõ một số từ 1 đến {len(shown)}.", fg="yellow", err=True)
