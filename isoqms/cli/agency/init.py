"""`isoqms init`: ask what only the person knows, and make the repository."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from isoqms.actions.agency.init import answers_from, init, personal_data_of
from isoqms.cli.terminal.changing import keeps_what_was_found
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import AsOf
from isoqms.cli.terminal.say import prompted, say
from isoqms.errors import BadAnswer
from isoqms.model.agency.answers import answers_of
from isoqms.model.agency.settings import Obligation
from isoqms.packs import PackKind, load_kind, pack_ids
from isoqms.wording import whole

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=Command)
def make(
    as_of: AsOf,
    folder: Annotated[
        Path, typer.Argument(metavar="THƯ MỤC", help="Thư mục mới cho kho tài liệu.")
    ],
    *,
    kind: Annotated[
        str | None,
        typer.Option(
            metavar="LOẠI", help=f"Loại cơ quan: {', '.join(pack_ids(PackKind.AGENCY_KIND))}."
        ),
    ] = None,
    name: Annotated[
        str | None, typer.Option(metavar="TÊN", help="Tên cơ quan, ví dụ: UBND xã An Phú.")
    ] = None,
    province: Annotated[
        str | None, typer.Option(metavar="TỈNH", help="Tỉnh, thành phố, ví dụ: Lâm Đồng.")
    ] = None,
    symbol: Annotated[
        str | None, typer.Option(metavar="KÝ HIỆU", help="Ký hiệu cơ quan trong số văn bản.")
    ] = None,
    place: Annotated[
        str | None, typer.Option(metavar="ĐỊA DANH", help="Địa danh ghi trước ngày tháng.")
    ] = None,
    parent: Annotated[
        str | None, typer.Option(metavar="TÊN", help="Cơ quan chủ quản (chi cục: tên sở).")
    ] = None,
    website: Annotated[
        str | None, typer.Option(metavar="ĐỊA CHỈ", help="Trang thông tin điện tử, nếu có.")
    ] = None,
    scoring: Annotated[
        str | None, typer.Option(metavar="BẢNG", help="Bảng chấm điểm của tỉnh, nếu có.")
    ] = None,
    year: Annotated[int | None, typer.Option(metavar="NĂM", help="Năm làm việc đầu tiên.")] = None,
    answers: Annotated[
        Path | None,
        typer.Option("--answers", metavar="TỆP", help="Tệp YAML chứa sẵn các câu trả lời."),
    ] = None,
    no_input: Annotated[
        bool, typer.Option("--no-input", help="Không hỏi; thiếu thì dừng.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Chỉ xem sẽ tạo những tệp nào.")
    ] = False,
) -> None:
    """Tạo kho tài liệu mới cho một cơ quan: khung tài liệu, biểu mẫu, kế hoạch năm, hướng dẫn."""
    given: dict[str, Any] = {
        "as_of": as_of,
        "kind": kind,
        "name": name,
        "province": province,
        "symbol": symbol,
        "place": place,
        "parent": parent,
        "website": website,
        "scoring": scoring,
        "year": year,
    }
    stated = {key: value for key, value in given.items() if value is not None}
    if answers:
        from_file = answers_from(answers, as_of=as_of)
        stated = {
            **from_file.model_dump(exclude_none=True),
            **{k: v for k, v in stated.items() if k != "as_of"},
        }
    given_answers = answers_of(_asked(stated, quiet=no_input))
    if not dry_run:
        keeps_what_was_found(personal_data_of(given_answers))
    result = init(folder, given_answers, dry_run=dry_run)
    for note in result.notes:
        say(f"Lưu ý: {note}", err=True)
    if dry_run:
        say("\n".join(str(path) for path in result.files))
        say(f"Sẽ tạo {len(result.files)} tệp trong «{folder}»; chưa ghi gì.", err=True)
        return
    say(f"Đã tạo kho tài liệu gồm {len(result.files)} tệp trong «{folder}».")
    say(
        f"Việc tiếp theo: đọc {folder / 'HUONG-DAN.md'}, rồi chạy: "
        f"isoqms validate {_quoted(folder)}"
    )


def _quoted(folder: Path) -> str:
    return f'"{folder}"' if " " in str(folder) else str(folder)


def _asked(stated: dict[str, Any], *, quiet: bool) -> dict[str, Any]:
    """The answers, the missing ones asked for in a terminal.

    BadAnswer where nobody can be asked.
    """
    missing = [key for key in ("kind", "name", "province") if key not in stated]
    if not missing:
        return stated
    if quiet or not sys.stdin.isatty():
        options = ", ".join(f"--{key}" for key in missing)
        raise BadAnswer(
            f"Còn thiếu câu trả lời: {options}.",
            "Ghi thêm các tùy chọn này, hoặc dùng --answers TỆP.",
        )
    questions = {"kind": _ask_kind, "name": _ask_name, "province": _ask_province}
    return {**stated, **{key: questions[key]() for key in missing}}


def _most_asked_first() -> tuple[str, ...]:
    """The kinds: those of which there are thousands, then the others, last what is history."""
    kinds = [load_kind(kind) for kind in pack_ids(PackKind.AGENCY_KIND)]
    kinds.sort(
        key=lambda kind: (kind.ends is not None, kind.obligation is not Obligation.ENCOURAGED)
    )
    return tuple(kind.id for kind in kinds)


def _ask_kind() -> str:
    kinds = _most_asked_first()
    say("Cơ quan thuộc loại nào?")
    for number, kind in enumerate(kinds, 1):
        say(f"  {number}. {load_kind(kind).title} ({kind})")
    chosen = str(prompted("Gõ số hoặc tên loại")).strip()
    if chosen.isdecimal() and 1 <= whole(chosen) <= len(kinds):
        return kinds[int(chosen) - 1]
    return chosen


def _ask_name() -> str:
    return str(prompted("Tên cơ quan (ví dụ: UBND xã An Phú)")).strip()


def _ask_province() -> str:
    return str(prompted("Tỉnh, thành phố (ví dụ: Lâm Đồng)")).strip()
