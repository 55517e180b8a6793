"""`isoqms export`: registers as an Excel file to fill in, or as Word files to be signed."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from isoqms.actions.exchange.export import WHOLE_YEAR, Held, export, export_name, registers_held
from isoqms.actions.exchange.register_papers import papers_elsewhere, register_papers
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import AsOf, In
from isoqms.cli.terminal.output import deliver, save, tell_notes
from isoqms.cli.terminal.tables import write_sheets
from isoqms.errors import BadAnswer
from isoqms.formats.neutral import as_json
from isoqms.pages.layout.sheets import Column, Sheet
from isoqms.repository import Repository, load

app = typer.Typer(add_completion=False, rich_markup_mode=None)


class Form(StrEnum):
    """The forms in which the registers are listed."""

    TABLE = "table"
    JSON = "json"


@app.command(cls=Command)
def export_(
    as_of: AsOf,
    registers: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SỔ",
            show_default="liệt kê các sổ",
            help=f"Tên một hay nhiều sổ, ví dụ rui-ro muc-tieu; «{WHOLE_YEAR}» là mọi sổ của năm.",
        ),
    ] = None,
    inside: In = Path(),
    *,
    year: Annotated[
        int | None,
        typer.Option(
            "--year",
            metavar="NĂM",
            min=2000,
            max=2100,
            show_default="năm nay",
            help="Sổ của năm nào.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="TỆP",
            show_default="trong thư mục xuat",
            help="Ghi ra đây; in nhiều sổ ra Word thì là thư mục.",
        ),
    ] = None,
    docx: Annotated[
        bool,
        typer.Option("--docx", help="In ra Word để ký, mỗi sổ một tệp, tính đến ngày --as-of."),
    ] = False,
    empty: Annotated[
        bool,
        typer.Option(
            "--empty", help="Chỉ đầu cột và dòng trống, để các đơn vị điền; sổ chưa có cũng được."
        ),
    ] = False,
    wanted: Annotated[
        Form, typer.Option("--format", help="Dạng của bảng liệt kê các sổ, khi không nêu tên sổ.")
    ] = Form.TABLE,
) -> None:
    """Xuất sổ ra Excel để điền, sửa (nhập lại bằng `isoqms import`),
    hoặc ra Word để ký. Không nêu tên thì liệt kê.
    """
    repository = load(inside, as_of)
    chosen = year or as_of.year
    if not registers:
        _list(registers_held(repository, chosen), chosen, wanted)
        return
    names = tuple(dict.fromkeys(registers))
    if docx:
        if empty:
            raise BadAnswer(
                "--docx in sổ đã ghi, --empty là mẫu Excel trống.", "Bỏ một trong hai tùy chọn."
            )
        _print(repository, names, chosen, output)
        return
    if output is not None and output.suffix.lower() != ".xlsx":
        raise BadAnswer(
            f"Tệp «{output}» không có đuôi .xlsx.", f"Ghi -o {output.with_suffix('.xlsx').name}."
        )
    made = export(repository, names, chosen, empty=empty)
    save(made, output or repository.root / "xuat" / export_name(names, chosen))


def _print(repository: Repository, names: tuple[str, ...], year: int, output: Path | None) -> None:
    made = register_papers(repository, names, year)
    folder = output or repository.root / "xuat"
    targets = [folder / each.file_name for each in made]
    if output is not None and output.suffix.lower() == ".docx":
        if len(made) > 1:
            raise BadAnswer(
                f"{len(made)} sổ là {len(made)} tệp Word, -o chỉ nêu một tệp.",
                "Ghi -o THƯ_MỤC, hoặc bỏ -o.",
            )
        targets = [output]
    elif output is not None and output.suffix and not output.is_dir():
        raise BadAnswer(
            f"Tệp «{output}» không có đuôi .docx.", f"Ghi -o {output.with_suffix('.docx').name}."
        )
    for each, target in zip(made, targets, strict=True):
        save(each.content, target)
        tell_notes(each.notes)
    tell_notes(papers_elsewhere(repository, names, year))


def _list(held: tuple[Held, ...], year: int, form: Form) -> None:
    if form is Form.JSON:
        rows = [
            {
                "register": one.kind.name,
                "title": one.kind.title,
                "path": one.path,
                "exists": one.exists,
                "rows": one.rows,
            }
            for one in held
        ]
        deliver(as_json(rows), None)
        return
    columns = (
        Column("Tên sổ", 34, centred=True),
        Column("Nội dung", 60),
        Column("Số dòng", 26, centred=True),
        Column("Tệp", 60),
    )
    rows_ = tuple((one.kind.name, one.kind.title, _amount(one), one.path) for one in held)
    notes = (
        f"`isoqms export {WHOLE_YEAR} --year {year}` xuất mọi sổ của năm vào một tệp Excel.",
        "Thêm --docx thì in từng sổ ra Word để ký.",
    )
    write_sheets((Sheet("Các sổ xuất được ra Excel", columns, rows_, notes),), f"Năm {year}")


def _amount(held: Held) -> str:
    if not held.exists:
        return "chưa có"
    return "có lỗi" if held.rows is None else str(held.rows)
