"""Options that several commands share."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from isoqms.errors import BadAnswer


def _day(text: str | date) -> date:
    if isinstance(text, date):
        return text
    try:
        return date.fromisoformat(text)
    except ValueError:
        hint = "Viết dạng năm-tháng-ngày, ví dụ --as-of 2022-12-31."
        raise BadAnswer(f"«{text}» không phải là một ngày.", hint) from None


def _today() -> date:
    # The one place where the clock is read: below the command line, today is an argument.
    return date.today()  # noqa: DTZ011 - the local day is the day that the user means


AsOf = Annotated[
    date,
    typer.Option(
        "--as-of",
        metavar="NGÀY",
        parser=_day,
        default_factory=_today,
        show_default="hôm nay",
        help="Tính đến ngày này (năm-tháng-ngày).",
    ),
]
Folder = Annotated[Path, typer.Argument(metavar="[THƯ MỤC]", show_default="thư mục hiện tại", help="Thư mục của kho.")]
In = Annotated[Path, typer.Option("-C", metavar="THƯ MỤC", show_default=False, help="Làm việc với kho ở thư mục này.")]
