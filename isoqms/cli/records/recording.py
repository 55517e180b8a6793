"""What `new` and `update` share: options of records, and how a record is added."""

from datetime import date
from typing import Annotated

import typer

from isoqms.actions.records.new_record import (
    answers_of,
    asked_of,
    every_question,
    plan_record,
    still_missing,
)
from isoqms.actions.records.places import checked_year
from isoqms.actions.records.questions import settings_of
from isoqms.cli.terminal.asking import ask_all
from isoqms.cli.terminal.changing import asks, carry
from isoqms.model.kinds import RecordWord
from isoqms.repository import Repository

Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KHÓA=GIÁ TRỊ",
        help=(
            "Một câu trả lời, ví dụ --set due=2026-06-30 hoặc --set «Hạn=30/6/2026»; "
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


def add_record(
    repository: Repository,
    word: RecordWord,
    name: str | None,
    options: list[str],
    *,
    year: int | None,
    author: str | None,
    quiet: bool,
    dry_run: bool,
) -> None:
    """Add a record of this kind, asking in a terminal for what the options leave open."""
    day: date = repository.as_of
    wanted = year or day.year
    if word.yearly:
        checked_year(repository, wanted)
    answers = answers_of(settings_of(every_question(repository, word, day), options))
    questions = asked_of(repository, word, day)
    # Whoever gives options knows what to say: only what cannot be done without is asked for.
    questions = still_missing(questions, answers) if options else questions
    if questions and asks(quiet=quiet):
        typer.echo(
            f"Ghi {word.title}. Câu nào chưa biết thì gõ Enter, ghi sau bằng `isoqms update`.",
            err=True,
        )
        answers = ask_all(questions, answers)
    planned = plan_record(repository, word, answers, year=wanted, name=name)
    called = f" {planned.name}" if planned.name else ""
    if carry(repository, planned.change, author=author, day=day, dry_run=dry_run):
        typer.echo(f"Đã ghi {word.title}{called} vào {planned.path}.")
    elif called:
        typer.echo(f"Sẽ ghi {word.title}{called}.")
