"""`isoqms list`: the master lists of a day."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from isoqms.actions.control.list_documents import (
    MasterList,
    Which,
    as_docx,
    as_xlsx,
    list_documents,
    procedure_filter,
)
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import AsOf, Folder, In
from isoqms.cli.terminal.output import deliver, save, tell_notes
from isoqms.cli.terminal.tables import plain, write_sheets
from isoqms.errors import BadAnswer
from isoqms.formats.neutral import as_json

app = typer.Typer(add_completion=False, rich_markup_mode=None)


class Form(StrEnum):
    """The forms in which a list is told."""

    TABLE = "table"
    JSON = "json"
    XLSX = "xlsx"
    DOCX = "docx"


@app.command(cls=Command)
def list_(
    as_of: AsOf,
    folder: Folder = Path(),
    inside: In = Path(),
    *,
    obsolete: Annotated[
        bool, typer.Option("--obsolete", help="Tài liệu hết hiệu lực, mọi lần ban hành.")
    ] = False,
    drafts: Annotated[
        bool, typer.Option("--drafts", help="Tài liệu đang soạn, theo tệp đang có trong kho.")
    ] = False,
    external: Annotated[
        bool,
        typer.Option("--external", help="Tài liệu bên ngoài, với tình trạng của ngày đang tính."),
    ] = False,
    records: Annotated[
        bool, typer.Option("--records", help="Hồ sơ phải lưu theo các tài liệu có hiệu lực.")
    ] = False,
    forms: Annotated[
        bool, typer.Option("--forms", help="Biểu mẫu có hiệu lực, dùng trong tài liệu nào.")
    ] = False,
    tthc: Annotated[
        bool, typer.Option("--tthc", help="Thủ tục hành chính, do quy trình nào giải quyết.")
    ] = False,
    library: Annotated[
        bool,
        typer.Option("--library", help="Thư viện thủ tục hành chính, để lấy về soạn quy trình."),
    ] = False,
    field: Annotated[
        str, typer.Option("--field", metavar="LĨNH VỰC", help="Cùng --tthc: chỉ lĩnh vực này.")
    ] = "",
    level: Annotated[
        str, typer.Option("--level", metavar="CẤP", help="Cùng --tthc: chỉ cấp tỉnh, huyện, xã.")
    ] = "",
    text: Annotated[
        str, typer.Option("--text", metavar="CHỮ", help="Cùng --tthc: mã, tên có chữ này.")
    ] = "",
    wanted: Annotated[
        Form | None,
        typer.Option("--format", show_default="table, hoặc theo đuôi tệp", help="Dạng kết quả."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="TỆP",
            show_default="Word, Excel: trong thư mục xuat",
            help="Ghi ra tệp này.",
        ),
    ] = None,
) -> None:
    """Liệt kê tài liệu có hiệu lực vào một ngày, hoặc một danh mục khác.

    In ra Word, Excel theo mẫu danh mục.
    """
    which = _which(
        {
            Which.OBSOLETE: obsolete,
            Which.DRAFTS: drafts,
            Which.EXTERNAL: external,
            Which.RECORDS: records,
            Which.FORMS: forms,
            Which.PROCEDURES: tthc,
            Which.LIBRARY: library,
        }
    )
    only = procedure_filter(field, level, text)
    if only and which is not Which.PROCEDURES:
        raise BadAnswer(
            "Lọc theo lĩnh vực, cấp, chữ chỉ dùng cho danh mục thủ tục hành chính.",
            'Thêm --tthc: `isoqms list --tthc --field "Hộ tịch"`.',
        )
    form = wanted or _by_ending(output)
    paper = form in (Form.XLSX, Form.DOCX)
    made = list_documents(inside / folder, as_of, which, paper=paper, only=only)
    _deliver(made, form, output)
    tell_notes(made.notes)


def _which(asked: dict[Which, bool]) -> Which:
    chosen = [which for which, wanted in asked.items() if wanted]
    if len(chosen) > 1:
        raise BadAnswer(
            "Mỗi lần chỉ lập một danh mục.",
            "Bỏ bớt các tùy chọn, chạy lệnh một lần cho mỗi danh mục.",
        )
    return chosen[0] if chosen else Which.IN_FORCE


def _by_ending(output: Path | None) -> Form:
    endings = {".json": Form.JSON, ".xlsx": Form.XLSX, ".docx": Form.DOCX}
    return endings.get(output.suffix.lower(), Form.TABLE) if output else Form.TABLE


def _deliver(made: MasterList, form: Form, output: Path | None) -> None:
    match form:
        case Form.JSON:
            deliver(as_json(made.data), output)
        case Form.XLSX:
            save(as_xlsx(made), output or made.path.with_suffix(".xlsx"))
        case Form.DOCX:
            save(as_docx(made), output or made.path.with_suffix(".docx"))
        case Form.TABLE if output:
            deliver("\n".join(plain(sheet) for sheet in made.sheets), output)
        case Form.TABLE:
            write_sheets(made.sheets, made.subtitle)
