"""`isoqms init`: ask what only the person knows, and make the repository."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from isoqms.actions.agency.init import answers_from, init, personal_data_of
from isoqms.actions.agency.scoring_choice import tables_there
from isoqms.actions.agency.understanding import (
    check_province,
    is_as_typed,
    told_by_name,
    understood,
    usual_folder,
    usual_head,
)
from isoqms.cli.terminal.changing import keeps_what_was_found
from isoqms.cli.terminal.consent import agreed
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import AsOf, NoInput, PlaceName, Symbol
from isoqms.cli.terminal.say import prompted, say
from isoqms.errors import BadAnswer, IsoqmsError
from isoqms.model.agency.answers import Answers, answers_of
from isoqms.model.agency.settings import Obligation
from isoqms.packs import PackKind, load_kind, pack_ids
from isoqms.packs.agency_kinds import kind_meant
from isoqms.packs.agency_names import UnclearKind
from isoqms.packs.founding import wants_parent
from isoqms.wording import whole

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=Command)
def make(
    as_of: AsOf,
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="THƯ MỤC", show_default="được hỏi", help="Thư mục mới cho kho tài liệu."
        ),
    ] = None,
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
    symbol: Symbol = None,
    place: PlaceName = None,
    head: Annotated[
        str | None,
        typer.Option(metavar="CHỨC VỤ", help="Người đứng đầu, nếu khác thường lệ: Trưởng ban."),
    ] = None,
    parent: Annotated[
        str | None, typer.Option(metavar="TÊN", help="Cơ quan chủ quản (chi cục: tên sở).")
    ] = None,
    website: Annotated[
        str | None, typer.Option(metavar="ĐỊA CHỈ", help="Trang thông tin điện tử, nếu có.")
    ] = None,
    scoring: Annotated[
        str | None,
        typer.Option(
            metavar="BẢNG",
            help="Bảng chấm điểm của tỉnh, nếu có trong các bảng này: "
            f"{', '.join(pack_ids(PackKind.SCORING))}.",
        ),
    ] = None,
    year: Annotated[int | None, typer.Option(metavar="NĂM", help="Năm làm việc đầu tiên.")] = None,
    answers: Annotated[
        Path | None,
        typer.Option("--answers", metavar="TỆP", help="Tệp YAML chứa sẵn các câu trả lời."),
    ] = None,
    no_input: NoInput = False,
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
        "head": head,
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
    quiet = no_input or not sys.stdin.isatty()
    asked = _answered(stated, quiet=quiet)
    given_answers = answers_of(asked)
    target = _folder(folder, usual_folder(given_answers), quiet=quiet)
    _show(given_answers)
    was_asked = folder is None or asked != told_by_name(stated)
    if not quiet and (was_asked or not is_as_typed(given_answers)):
        _must_be_right()
    if not dry_run:
        keeps_what_was_found(personal_data_of(given_answers))
    _make(target, given_answers, dry_run=dry_run)


def _must_be_right() -> None:
    if not agreed("Tạo kho như trên?", otherwise=True):
        raise typer.Abort


def _make(folder: Path, answers: Answers, *, dry_run: bool) -> None:
    result = init(folder, answers, dry_run=dry_run)
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


def _show(answers: Answers) -> None:
    say("Hiểu là:", err=True)
    for title, value in understood(answers):
        say(f"  {title}: {value}", err=True)


def _folder(folder: Path | None, usual: str, *, quiet: bool) -> Path:
    """The folder that is to be made; asked for where none is named."""
    if folder is not None:
        return folder
    if quiet:
        raise BadAnswer("Thiếu «THƯ MỤC» cho kho mới.", f"Ví dụ: isoqms init {usual}.")
    return Path(str(prompted("Thư mục mới cho kho (Enter để nhận)", default=usual)).strip())


def _answered(stated: dict[str, Any], *, quiet: bool) -> dict[str, Any]:
    """The answers, the missing ones asked for in a terminal and each looked at once it is given.

    BadAnswer where nobody can be asked, or for one that was given and cannot be used.
    """
    if quiet:
        return _complete(stated)
    if "name" not in stated:
        stated = _until_good("Tên cơ quan (ví dụ: UBND xã An Phú)", "name", stated)
    stated = _with_kind(stated)
    if "province" not in stated:
        stated = _until_good("Tỉnh, thành phố (ví dụ: Lâm Đồng)", "province", stated)
    if wants_parent(stated["kind"]) and "parent" not in stated:
        words = "Cơ quan chủ quản (ví dụ: Sở Nông nghiệp và Môi trường; Enter để bỏ qua)"
        stated = {**stated, "parent": str(prompted(words, default="", show_default=False)).strip()}
    if "head" not in stated:
        head = str(prompted("Chức vụ người đứng đầu", default=usual_head(answers_of(stated))))
        stated = {**stated, "head": head.strip()}
    return stated if "scoring" in stated else {**stated, "scoring": _ask_scoring()}


def _complete(stated: dict[str, Any]) -> dict[str, Any]:
    told = told_by_name(stated) if "name" in stated else stated
    missing = [key for key in ("kind", "name", "province") if key not in told]
    if missing:
        options = ", ".join(f"--{key}" for key in missing)
        raise BadAnswer(
            f"Còn thiếu câu trả lời: {options}.",
            "Ghi thêm các tùy chọn này, hoặc dùng --answers TỆP.",
        )
    return told


def _until_good(question: str, key: str, stated: dict[str, Any]) -> dict[str, Any]:
    """The answers with one more, asked again until it can be used."""
    while True:
        answers = {**stated, key: str(prompted(question)).strip()}
        try:
            _try(answers)
        except IsoqmsError as fault:
            say(f"{fault} {fault.hint}", err=True)
        else:
            return answers


def _try(answers: dict[str, Any]) -> None:
    """Refuse what cannot be used, as far as it is known; a name may leave its kind open."""
    try:
        told = told_by_name(answers)
    except UnclearKind:
        return
    if "kind" in told and "province" in told:
        check_province(str(told["province"]), answers["as_of"], told["kind"])


def _with_kind(stated: dict[str, Any]) -> dict[str, Any]:
    try:
        return told_by_name(stated)
    except UnclearKind:
        return told_by_name({**stated, "kind": _ask_kind(stated)})


def _most_asked_first() -> tuple[str, ...]:
    """The kinds: those of which there are thousands, then the others, last what is history."""
    kinds = [load_kind(kind) for kind in pack_ids(PackKind.AGENCY_KIND)]
    kinds.sort(
        key=lambda kind: (kind.ends is not None, kind.obligation is not Obligation.ENCOURAGED)
    )
    return tuple(kind.id for kind in kinds)


def _ask_kind(stated: dict[str, Any]) -> str:
    """The kind: by its number, its name as it is shown, or a word of it; asked until it fits."""
    kinds = _most_asked_first()
    say("Cơ quan thuộc loại nào?")
    for number, kind in enumerate(kinds, 1):
        say(f"  {number}. {load_kind(kind).title} ({kind})")
    while True:
        chosen = str(prompted("Gõ số hoặc tên loại")).strip().rstrip(".")
        try:
            meant = _chosen(chosen, kinds)
            told_by_name({**stated, "kind": meant})
        except IsoqmsError as fault:
            say(f"{fault} {fault.hint}", err=True)
        else:
            return meant


def _chosen(text: str, kinds: tuple[str, ...]) -> str:
    if text.isdecimal() and 1 <= whole(text) <= len(kinds):
        return kinds[whole(text) - 1]
    shown = {f"{load_kind(kind).title} ({kind})": kind for kind in kinds}
    return shown.get(text) or kind_meant(text)


def _ask_scoring() -> str | None:
    """The table that the person takes of those there are; none is a good answer too."""
    tables = tables_there()
    say("Bảng chấm điểm của tỉnh, nếu là một trong các bảng này:")
    for number, (key, name) in enumerate(tables, 1):
        say(f"  {number}. {name} ({key})")
    chosen = str(prompted("Gõ số hoặc tên bảng; không có thì gõ 0", default="0")).strip()
    if chosen.isdecimal() and 1 <= whole(chosen) <= len(tables):
        return tables[whole(chosen) - 1][0]
    return None if chosen in ("", "0") else chosen
