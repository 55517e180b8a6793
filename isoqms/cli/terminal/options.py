"""Options that several commands share."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from isoqms.errors import BadAnswer
from isoqms.wording import FIRST_YEAR, written_day

_LAST_YEAR: Final = 2100
"""The last year that an option may name: beyond, a digit is mistyped."""


def _day(text: str | date) -> date:
    if isinstance(text, date):
        return text
    written = written_day(text)
    if written is None:
        hint = "Viết ngày/tháng/năm, ví dụ 31/12/2022 (hoặc 2022-12-31)."
        raise BadAnswer(f"«{text}» không phải là một ngày.", hint)
    if not FIRST_YEAR <= written.year <= _LAST_YEAR:
        raise BadAnswer(
            f"«{text}» không phải là một ngày của công việc này.",
            f"Năm phải từ {FIRST_YEAR} đến {_LAST_YEAR}.",
        )
    return written


def today() -> date:
    """The day on which the command is called."""
    # The one place where the clock is read: below the command line, today is an argument.
    return date.today()  # noqa: DTZ011 - the local day is the day that the user means


def day(text: str | date) -> date:
    """The day that an option names; BadAnswer where it is none."""
    return _day(text)


AsOf = Annotated[
    date,
    typer.Option(
        "--as-of",
        metavar="NGÀY",
        parser=_day,
        default_factory=today,
        show_default="hôm nay",
        help="Tính đến ngày này (ngày/tháng/năm).",
    ),
]
Folder = Annotated[
    Path,
    typer.Argument(metavar="[THƯ MỤC]", show_default="thư mục hiện tại", help="Thư mục của kho."),
]
In = Annotated[
    Path,
    typer.Option(
        "-C", metavar="THƯ MỤC", show_default=False, help="Làm việc với kho ở thư mục này."
    ),
]
Author = Annotated[
    str | None,
    typer.Option(
        "--author",
        metavar="CHỨC DANH",
        show_default="tên cơ quan",
        help="Ai ghi thay đổi này, ví dụ: Thư ký ISO.",
    ),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Chỉ xem sẽ ghi gì và kiểm tra ra sao, không ghi tệp.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Đồng ý trước, không hỏi lại.")]
NoInput = Annotated[bool, typer.Option("--no-input", help="Không hỏi; thiếu thì dừng.")]
Request = Annotated[
    str | None,
    typer.Option(
        "--request", metavar="AI", help="Phiếu yêu cầu: người, đơn vị đề nghị viết hoặc sửa."
    ),
]
Symbol = Annotated[
    str | None, typer.Option(metavar="KÝ HIỆU", help="Ký hiệu cơ quan trong số văn bản.")
]
PlaceName = Annotated[
    str | None, typer.Option(metavar="ĐỊA DANH", help="Địa danh ghi trước ngày tháng.")
]
Reason = Annotated[
    str | None, typer.Option("--reason", metavar="LÝ DO", help="Phiếu yêu cầu: vì sao.")
]
Content = Annotated[
    str | None, typer.Option("--content", metavar="NỘI DUNG", help="Phiếu yêu cầu: cần sửa gì.")
]
SignedOn = Annotated[
    date | None, typer.Option("--signed", metavar="NGÀY", parser=_day, help="Ngày ký.")
]
DayOfCopy = Annotated[
    date | None,
    typer.Option(
        "--day",
        metavar="NGÀY",
        parser=_day,
        show_default="ngày ký",
        help="Ngày của bản PDF ấy (ký xong, nhận về), không phải ngày đưa vào kho.",
    ),
]
EffectiveOn = Annotated[
    date | None,
    typer.Option(
        "--effective", metavar="NGÀY", parser=_day, show_default="ngày ký", help="Ngày có hiệu lực."
    ),
]
Authority = Annotated[
    str | None,
    typer.Option(
        "--authority",
        metavar="TÊN",
        help="Thẩm quyền ban hành, ví dụ Chủ tịch Ủy ban nhân dân xã An Phú.",
    ),
]
SignerPost = Annotated[
    str | None,
    typer.Option(
        "--signer-post",
        metavar="CHỨC VỤ",
        help="Chức vụ người ký, ví dụ Phó Chủ tịch; Q. Giám đốc; TL. Chủ tịch, Chánh Văn phòng.",
    ),
]
Signer = Annotated[
    str | None, typer.Option("--signer", metavar="HỌ TÊN", help="Họ và tên người ký.")
]
Summary = Annotated[
    str | None,
    typer.Option("--summary", metavar="TRÍCH YẾU", help="Trích yếu; bỏ trống thì máy viết."),
]
ProposedBy = Annotated[
    str | None, typer.Option("--proposed-by", metavar="AI", help="Ghi sau «Theo đề nghị của».")
]


def moment(day: date) -> datetime:
    """The day that the user works on, at the time of the clock in the zone of this machine."""
    now = datetime.now().astimezone()
    return datetime.combine(day, now.time().replace(microsecond=0)).astimezone()


def year_of(year: int | None, day: date) -> int:
    """The year that is meant: as given, else that of the day."""
    return day.year if year is None else year
