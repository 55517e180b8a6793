"""`isoqms decision`: print the year's papers for signature, and record the signed ones."""

from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from isoqms.actions.papers.annulling import AMEND, ANNUL
from isoqms.actions.papers.decision import (
    PrintedPaper,
    default_path,
    kind_named,
    overview,
    print_paper,
)
from isoqms.actions.papers.recording import RecordPlan, RecordRequest, plan_record, recordable
from isoqms.cli.papers.correcting import correct, void
from isoqms.cli.papers.questions import agree_to_what_it_brings, restores_asked
from isoqms.cli.papers.reprinting import reprint_again
from isoqms.cli.terminal.changing import How, answered, asked_then_written, asks, carry
from isoqms.cli.terminal.help import Command, VietnameseHelp
from isoqms.cli.terminal.options import (
    AsOf,
    Author,
    Authority,
    DayOfCopy,
    DryRun,
    EffectiveOn,
    In,
    NoInput,
    ProposedBy,
    SignedOn,
    Signer,
    SignerPost,
    Summary,
    day,
)
from isoqms.cli.terminal.output import save, tell_notes
from isoqms.cli.terminal.say import say, written
from isoqms.cli.terminal.tables import write_sheets
from isoqms.errors import BadAnswer
from isoqms.facts.control.annulling import ALL
from isoqms.facts.papers.paper import PaperKind
from isoqms.formats.neutral import as_json
from isoqms.model.control.decision import Appointment
from isoqms.pages.papers.order import PaperOrder
from isoqms.repository import Repository, load

_RECORD = "record"
_CORRECT = "correct"
_VOID = "void"
_REPRINT = "reprint"
_OWN = (_RECORD, _CORRECT, _VOID, _REPRINT)
_PRINT = "decision"


class DecisionGroup(VietnameseHelp, typer.core.TyperGroup):
    """`record`, `correct`, `void`, `reprint` are commands; other first words name papers."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments, with the unnamed command in front where no other is asked for."""
        own = args[:1] and args[0] in _OWN
        return super().parse_args(ctx, args if own else [_PRINT, *args])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command; the one that prints has no name, so that its help shows none."""
        name, command, rest = super().resolve_command(ctx, args)
        return "" if name == _PRINT else name, command, rest


app = typer.Typer(cls=DecisionGroup, add_completion=False, rich_markup_mode=None)
app.command(_CORRECT, cls=Command)(correct)
app.command(_VOID, cls=Command)(void)
app.command(_REPRINT, cls=Command)(reprint_again)


class Form(StrEnum):
    """How the list of papers is told."""

    TABLE = "table"
    JSON = "json"


Item = Annotated[
    str | None,
    typer.Argument(
        metavar="[MỤC]",
        help="Đợt đánh giá, sự không phù hợp, mã hồ sơ, số quyết định … nếu văn bản cần.",
    ),
]
Restore = Annotated[
    list[str] | None,
    typer.Option(
        "--restore",
        metavar="MÃ",
        help="Khi bãi bỏ: tài liệu có hiệu lực trở lại; mỗi mã một lần.",
    ),
]
RestoreAll = Annotated[
    bool,
    typer.Option(
        "--restore-all",
        help="Khi bãi bỏ: mọi tài liệu đã bị quyết định ấy thay thế, thu hồi có hiệu lực trở lại.",
    ),
]
Texts = Annotated[
    list[str] | None,
    typer.Option(
        "--text", metavar="ĐOẠN", help="Nội dung công văn, điểm sửa đổi; mỗi đoạn một lần."
    ),
]
YearOption = Annotated[
    int | None,
    typer.Option(
        "--year", metavar="NĂM", show_default="năm đang tính", help="Văn bản của năm nào."
    ),
]


@app.command(_PRINT, cls=Command)
def decision(
    as_of: AsOf,
    word: Annotated[
        str | None,
        typer.Argument(
            metavar="[VĂN BẢN]",
            help="Từ chỉ văn bản, ví dụ plan; bỏ trống thì liệt kê các văn bản.",
        ),
    ] = None,
    item: Item = None,
    inside: In = Path(),
    *,
    year: YearOption = None,
    number: Annotated[
        str | None,
        typer.Option(
            "--number", metavar="SỐ", show_default="để trống cho văn thư", help="Số, ký hiệu."
        ),
    ] = None,
    signed: Annotated[
        date | None,
        typer.Option(
            "--signed",
            metavar="NGÀY",
            parser=day,
            show_default="để trống cho văn thư",
            help="Ngày ký.",
        ),
    ] = None,
    authority: Authority = None,
    signer_post: SignerPost = None,
    signer: Signer = None,
    proposed_by: ProposedBy = None,
    summary: Summary = None,
    to: Annotated[
        list[str] | None,
        typer.Option("--to", metavar="NƠI NHẬN", help="Kính gửi; nhiều nơi thì ghi nhiều lần."),
    ] = None,
    text: Texts = None,
    effective: EffectiveOn = None,
    restore: Restore = None,
    restore_all: RestoreAll = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="TỆP",
            show_default="trong xuat/<năm>",
            help="Ghi ra tệp Word này.",
        ),
    ] = None,
    wanted: Annotated[
        Form, typer.Option("--format", help="Dạng của danh sách văn bản.")
    ] = Form.TABLE,
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="In dù hồ sơ còn lỗi: bản in mang dấu bản nháp, không dùng để ký."
        ),
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """In một văn bản của năm ra Word để trình ký. Đã ký thì ghi lại:
    isoqms decision record VĂN BẢN.

    Ghi nhầm số, ngày thì ghi lại cho đúng: isoqms decision correct SỐ; ghi nhầm cả quyết định:
    isoqms decision void SỐ. In lại văn bản đã ghi: isoqms decision reprint SỐ.
    """
    repository = load(inside, as_of)
    of_year = year or (signed or as_of).year
    if word is None:
        _list(repository, of_year, wanted)
        return
    order = PaperOrder(
        year=of_year,
        day=as_of,
        number=number,
        signed=signed,
        authority=authority,
        signer_post=signer_post,
        signer=signer,
        proposed_by=proposed_by,
        item=item,
        summary=summary,
        addressees=tuple(to or ()),
        paragraphs=tuple(text or ()),
        effective=effective,
        restores=_restores(restore, whole=restore_all),
    )
    printed = print_paper(repository, kind_named(word), order, force=force)
    _print(printed, order, output or default_path(repository, printed, of_year), dry_run=dry_run)


def _list(repository: Repository, year: int, wanted: Form) -> None:
    sheet = overview(repository, year)
    if wanted is Form.JSON:
        rows = [{"word": row[0], "title": row[1], "state": row[2]} for row in sheet.rows]
        written(as_json(rows))
        return
    write_sheets((sheet,))


def _print(printed: PrintedPaper, order: PaperOrder, path: Path, *, dry_run: bool) -> None:
    if dry_run:
        say(f"Sẽ ghi {path} ({printed.kind.title}); chưa ghi gì.")
    else:
        save(printed.content, path)
        _tell_next(printed, order)
    tell_notes(printed.notes)


def _tell_next(printed: PrintedPaper, order: PaperOrder) -> None:
    kind = printed.kind
    if printed.is_draft:
        say("Bản dự thảo, không trình ký: sửa các lỗi dưới đây rồi in lại, không --force.")
        return
    if not kind.is_numbered:
        say(f"{kind.title}: in ra, điền và ký trên giấy; kết quả ghi vào sổ của năm.")
        return
    say("Việc tiếp theo:")
    say("  1. Xem lại trong Word, trình ký; văn thư lấy số, đóng dấu, phát hành.")
    say(f"  2. Ký xong thì ghi vào kho: {_recording(kind, order)}")


def _recording(kind: PaperKind, order: PaperOrder) -> str:
    """The line that records the paper."""
    if kind.recorded_by:
        return kind.recorded_by
    item = f" {order.item}" if order.item else ""
    year = f" --year {order.year}" if order.year != order.dated.year else ""
    again = (" --restore-all",) if ALL in order.restores else map(_restore, order.restores)
    more = f"{item}{year}{''.join(again)}"
    return f"isoqms decision record {kind.word}{more} --number SỐ --signed NGÀY --pdf TỆP"


def _restore(code: str) -> str:
    return f" --restore {code}"


@app.command(_RECORD, cls=Command)
def record(
    as_of: AsOf,
    word: Annotated[
        str,
        typer.Argument(
            metavar="VĂN BẢN", help="Từ chỉ văn bản, như khi in; report là báo cáo năm."
        ),
    ],
    item: Item = None,
    inside: In = Path(),
    *,
    number: Annotated[
        str | None, typer.Option("--number", metavar="SỐ", help="Số, ký hiệu, ví dụ 88/KH-UBND.")
    ] = None,
    signed: SignedOn = None,
    effective: EffectiveOn = None,
    pdf: Annotated[
        Path | None,
        typer.Option(
            "--pdf", metavar="TỆP", help="Bản PDF đã ký, được chép vào kho kèm mã SHA-256."
        ),
    ] = None,
    own_day: DayOfCopy = None,
    year: Annotated[
        int | None,
        typer.Option(
            "--year", metavar="NĂM", show_default="năm ký", help="Văn bản thuộc hồ sơ của năm nào."
        ),
    ] = None,
    summary: Summary = None,
    text: Texts = None,
    restore: Restore = None,
    restore_all: RestoreAll = False,
    authority: Authority = None,
    signer_post: SignerPost = None,
    signer: Signer = None,
    appoints: Annotated[
        list[str] | None,
        typer.Option(
            "--appoints",
            metavar="VAI TRÒ: CHỨC VỤ",
            show_default="như văn bản đã in",
            help="Người được cử, thêm «: Họ tên» nếu ghi tên; mỗi người một lần.",
        ),
    ] = None,
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="Ghi văn bản đã ký đúng như vậy, dù hồ sơ mà nó nói tới còn lỗi."
        ),
    ] = False,
    author: Author = None,
    no_input: NoInput = False,
    dry_run: DryRun = False,
) -> None:
    """Ghi văn bản đã ký vào kho: số, ngày, bản PDF và mọi chỗ trong hồ sơ năm cần đến nó."""
    kind = recordable(word)
    given = answered(number, f"Số, ký hiệu của {kind.title.lower()}", "--number", quiet=no_input)
    when = signed or day(answered(None, "Ngày ký (ngày/tháng/năm)", "--signed", quiet=no_input))
    order = PaperOrder(
        year=year or when.year,
        day=as_of,
        number=given,
        signed=when,
        authority=authority,
        signer_post=signer_post,
        signer=signer,
        item=item,
        summary=summary,
        paragraphs=tuple(text or ()),
        effective=effective,
        restores=_restores(restore, whole=restore_all),
    )
    request = RecordRequest(
        kind,
        order,
        given,
        when,
        effective,
        pdf,
        own_day,
        tuple(map(_appointed, appoints or ())),
        force=force,
    )
    how = How(author, no_input, dry_run)

    def ask(repository: Repository) -> RecordRequest:
        return _completed(repository, word, request, how)

    def write(repository: Repository, meant: RecordRequest) -> None:
        _record(repository, plan_record(repository, meant), how)

    asked_then_written(inside, as_of, how, ask, write)


def _completed(
    repository: Repository, word: str, request: RecordRequest, how: How
) -> RecordRequest:
    """The request with what somebody at a terminal says comes back, once its outcome is agreed."""
    if how.dry_run or word not in (ANNUL, AMEND) or not asks(quiet=how.quiet):
        return request
    order = request.order
    if word == ANNUL and order.item and not order.restores:
        again = replace(order, restores=restores_asked(repository, order.item))
        request = replace(request, order=again)
    agree_to_what_it_brings(repository, plan_record(repository, request).change)
    return request


def _record(repository: Repository, plan: RecordPlan, how: How) -> None:
    if carry(
        repository,
        plan.change,
        author=how.author,
        day=repository.as_of,
        dry_run=how.dry_run,
        tag=plan.tag,
        # At a terminal the truth about the past was told before it was agreed to.
        tell=how.dry_run or not plan.change.past or not asks(quiet=how.quiet),
    ):
        say(f"Đã ghi {plan.words} vào:")
        for path in plan.places:
            say(f"  {path}")


def _restores(codes: list[str] | None, *, whole: bool) -> tuple[str, ...]:
    return (ALL,) if whole else tuple(codes or ())


def _appointed(words: str) -> Appointment:
    """`Trưởng ban: Chủ tịch UBND xã: Nguyễn Văn A` taken apart; BadAnswer where it has no post."""
    parts = [part.strip() for part in words.split(":")]
    if len(parts) not in (2, 3) or not all(parts):
        raise BadAnswer(
            f"«{words}» chưa đủ vai trò và chức vụ.",
            "Viết dạng: --appoints «Trưởng ban: Chủ tịch UBND xã: Họ tên».",
        )
    return Appointment(role=parts[0], post=parts[1], name=parts[2] if len(parts) == 3 else None)
