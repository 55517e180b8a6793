"""What `new` and `update` share: options of records, and how a record is added."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from isoqms.actions.records.attaching import EVIDENCE, attached, with_file
from isoqms.actions.records.new_record import (
    answers_of,
    asked_of,
    every_question,
    plan_record,
    still_missing,
)
from isoqms.actions.records.places import checked_year
from isoqms.actions.records.questions import settings_of
from isoqms.cli.terminal.asking import ask_again
from isoqms.cli.terminal.changing import How, asked_then_written, asks, carry
from isoqms.cli.terminal.options import day
from isoqms.cli.terminal.say import say
from isoqms.errors import BadAnswer
from isoqms.model.kinds import RecordWord
from isoqms.repository import Repository

Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KHÓA=GIÁ TRỊ",
        help=(
            'Một câu trả lời, ví dụ --set due=30/6/2026 hoặc --set "Hạn=30/6/2026"; '
            "ghi nhiều lần được."
        ),
    ),
]
InYear = Annotated[
    int | None,
    typer.Option(
        "--year", metavar="NĂM", show_default="năm của ngày làm việc", help="Hồ sơ của năm nào."
    ),
]


KeptFile = Annotated[
    Path | None,
    typer.Option(
        "--file",
        metavar="TỆP",
        help="Với evidence: tệp làm bằng chứng, được chép vào kho kèm mã SHA-256.",
    ),
]
OwnDay = Annotated[
    date | None,
    typer.Option(
        "--day",
        metavar="NGÀY",
        parser=day,
        help="Với evidence: ngày của tài liệu (lập, ký, nhận), không phải ngày đưa vào kho.",
    ),
]


def with_day(
    word: str, settings: list[str] | None, file: Path | None, own: date | None
) -> list[str] | None:
    """The options with the day of the paper; BadAnswer where a record keeps no file."""
    given = [name for name, value in (("--file", file), ("--day", own)) if value is not None]
    if word != EVIDENCE and given:
        raise BadAnswer(
            f"Không dùng {', '.join(given)} với «{word}».",
            "Tệp kèm hồ sơ là bằng chứng: `isoqms new evidence --file TỆP --day NGÀY`.",
        )
    return [*(settings or []), f"day={own.isoformat()}"] if own else settings


def add_record(
    inside: Path,
    as_of: date,
    word: RecordWord,
    name: str | None,
    options: list[str],
    *,
    year: int | None,
    how: How,
    file: Path | None = None,
) -> None:
    """Add a record of this kind, asking in a terminal for what the options leave open.

    BadAnswer where its file cannot be kept.
    """
    kept = attached(file) if file is not None else None
    wanted = year or as_of.year
    earlier: dict[str, Any] = {}

    def ask(repository: Repository) -> dict[str, Any]:
        if word.yearly:
            checked_year(repository, wanted)
        answers = answers_of(settings_of(every_question(repository, word, as_of), options))
        questions = asked_of(repository, word, as_of)
        # Whoever gives options knows what to say: only what cannot be done without is asked for.
        questions = still_missing(questions, answers) if options else questions
        if questions and asks(quiet=how.quiet):
            say(
                f"Ghi {word.title}. Câu nào chưa biết thì gõ Enter, ghi sau bằng `isoqms update`.",
                err=True,
            )
            answers = ask_again(questions, answers, earlier)
            earlier.update(answers)
        return answers

    def write(repository: Repository, answers: dict[str, Any]) -> None:
        register = word.file(wanted)
        said = {**answers, **(kept.answers(register) if kept else {})}
        planned = plan_record(repository, word, said, year=wanted, name=name)
        change = with_file(planned.change, kept, register)
        called = f" {planned.name}" if planned.name else ""
        if carry(repository, change, author=how.author, day=as_of, dry_run=how.dry_run):
            say(f"Đã ghi {word.title}{called} vào {planned.path}.")
        elif called:
            say(f"Sẽ ghi {word.title}{called}.")

    asked_then_written(inside, as_of, how, ask, write)
