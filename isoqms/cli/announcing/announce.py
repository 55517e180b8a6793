"""`isoqms announce`: check the way to the announcement, record it, print its papers."""

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from isoqms.actions.announcing.announce import (
    folder_for,
    papers_to_sign,
    plan_announcement,
    plan_template,
)
from isoqms.actions.announcing.gate import Judgement, gate
from isoqms.actions.announcing.ground import GatePoint, Lack
from isoqms.actions.announcing.publicity import plan_publicity
from isoqms.actions.announcing.request import AnnounceRequest
from isoqms.actions.control.issue_papers import notes_of, papers_written, write_papers
from isoqms.cli.terminal.changing import How, answered, asks, carry, opened_for_writing
from isoqms.cli.terminal.help import Command
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
from isoqms.cli.terminal.output import near, tell_notes
from isoqms.cli.terminal.say import prompted, say, written
from isoqms.errors import BadAnswer
from isoqms.formats.neutral import as_json, visible
from isoqms.repository import Repository, load
from isoqms.repository.recorded_state import RecordedState, recorded_on
from isoqms.wording import date_short

app = typer.Typer(add_completion=False, rich_markup_mode=None)


class Form(StrEnum):
    """How the gate is told."""

    TEXT = "text"
    JSON = "json"


@app.command(cls=Command)
def announce(
    as_of: AsOf,
    inside: In = Path(),
    *,
    check: Annotated[
        bool,
        typer.Option(
            "--check", help="Chỉ xét đủ điều kiện công bố chưa, từng điểm một; không đổi gì."
        ),
    ] = False,
    wanted: Annotated[Form, typer.Option("--format", help="Dạng kết quả của --check.")] = Form.TEXT,
    number: Annotated[
        str | None,
        typer.Option(
            "--number", metavar="SỐ", help="Số, ký hiệu quyết định công bố, ví dụ 2804/QĐ-UBND."
        ),
    ] = None,
    signed: SignedOn = None,
    effective: EffectiveOn = None,
    authority: Authority = None,
    signer_post: SignerPost = None,
    signer: Signer = None,
    summary: Summary = None,
    proposed_by: ProposedBy = None,
    notice: Annotated[
        str | None,
        typer.Option(
            "--notice",
            metavar="SỐ, NGÀY",
            help="Thông báo gửi đơn vị chủ trì: 15/TB-UBND ngày 28/11/2025.",
        ),
    ] = None,
    posted: Annotated[
        str | None,
        typer.Option("--posted", metavar="NƠI, NGÀY", help="Nơi và ngày niêm yết tại trụ sở."),
    ] = None,
    website: Annotated[
        str | None, typer.Option("--website", metavar="ĐỊA CHỈ", help="Trang đã đăng tải.")
    ] = None,
    pdf: Annotated[
        Path | None,
        typer.Option("--pdf", metavar="TỆP", help="Bản đã ký, giữ lại trong kho kèm mã băm."),
    ] = None,
    own_day: DayOfCopy = None,
    force_reason: Annotated[
        str | None,
        typer.Option(
            "--force-reason",
            metavar="LÝ DO",
            help="Vì sao đã công bố khi còn điểm chưa đạt; được ghi lại.",
        ),
    ] = None,
    record: Annotated[
        bool,
        typer.Option(
            "--record", help="Ghi việc công khai lần công bố đã có: --notice, --posted, --website."
        ),
    ] = False,
    papers_only: Annotated[
        bool,
        typer.Option(
            "--papers-only",
            help="Chỉ in văn bản để trình ký, số và ngày để trống được; không đổi gì.",
        ),
    ] = False,
    template: Annotated[
        bool,
        typer.Option(
            "--template", help="Chép mẫu lời văn quyết định công bố vào mau/ để cơ quan sửa."
        ),
    ] = False,
    author: Author = None,
    dry_run: DryRun = False,
    no_input: NoInput = False,
) -> None:
    """Công bố hệ thống: xét đủ điều kiện, ghi quyết định đã ký, in quyết định, thông báo,
    tờ niêm yết.
    """
    if check + record + papers_only + template > 1:
        raise BadAnswer(
            "--check, --record, --papers-only, --template không đi cùng nhau.",
            "Chọn một trong bốn.",
        )
    if check:
        _check(recorded_on(inside, as_of), wanted)
        return
    how = How(author, no_input, dry_run)
    if template:
        with opened_for_writing(inside, as_of, how) as repository:
            _bring_template(repository, author=author, dry_run=dry_run)
        return
    request = AnnounceRequest(
        number=number,
        signed=signed,
        effective=effective,
        authority=authority,
        signer_post=signer_post,
        signer=signer,
        summary=summary,
        proposed_by=proposed_by,
        notice=notice,
        posted=posted,
        website=website,
        pdf=pdf,
        dated=own_day,
        force_reason=force_reason,
    )
    if papers_only:
        _print_papers(load(inside, as_of), request, dry_run=dry_run)
        return
    ask, write = (_asked_for, _record) if record else (_named, _announce)
    request = ask(request, quiet=no_input)
    with opened_for_writing(inside, as_of, how) as repository:
        write(repository, request, author=author, dry_run=dry_run)


# The gate


def _check(state: RecordedState, wanted: Form) -> None:
    judged = gate(state.repository)
    written(_json(judged, state) if wanted is Form.JSON else _text(judged))
    if state.entry:
        say(
            f"Xét kho như đã ghi đến ngày {date_short(judged.as_of)}, "
            "không tính các lần ghi sau đó.",
            err=True,
        )
    if state.note:
        say(f"Lưu ý: {visible(state.note)}", fg="yellow", err=True)
    if not judged.passed:
        raise typer.Exit(1)


def _text(judged: Judgement) -> str:
    lines = [
        f"Điều kiện công bố Hệ thống quản lý chất lượng, tính đến ngày {date_short(judged.as_of)}"
    ]
    for point in judged.points:
        lines += ["", *_point_lines(point)]
    result = f"Còn {judged.left}: chưa công bố được."
    if judged.passed:
        result = (
            "Đạt đủ các điểm: có thể trình ký quyết định "
            "(in bản trình: isoqms announce --papers-only)."
        )
    lines += ["", result]
    return "".join(f"{visible(line)}\n" for line in lines)


def _point_lines(point: GatePoint) -> Iterator[str]:
    yield f"{f'[{point.state}]':<10} {point.number}. {point.title}"
    if point.passed and point.proof:
        yield f"    {point.proof}"
    for lack in (*point.lacks, *point.unchecked):
        yield f"    - {_where(lack)}: {lack.message}"
        if lack.hint:
            yield f"      → {lack.hint}"
    yield from (f"    Lưu ý: {remark}" for remark in point.remarks)
    if not point.passed:
        yield f"    Căn cứ: {'; '.join(point.basis)}"


def _where(lack: Lack) -> str:
    place = lack.location
    return f"{place.path}:{place.line}" if place.line else f"{place.path} (chưa có)"


def _json(judged: Judgement, state: RecordedState) -> str:
    return as_json(
        {
            "version": 1,
            "as_of": judged.as_of.isoformat(),
            "recorded": state.entry.when.isoformat() if state.entry else None,
            "passed": judged.passed,
            "points": [_point_data(point) for point in judged.points],
        }
    )


def _point_data(point: GatePoint) -> dict[str, Any]:
    return {
        "number": point.number,
        "title": point.title,
        "passed": point.passed,
        "checked": not point.unchecked,
        "basis": list(point.basis),
        "proof": point.proof if point.passed else "",
        "lacks": [_lack_data(lack) for lack in (*point.lacks, *point.unchecked)],
        "remarks": list(point.remarks),
    }


def _lack_data(lack: Lack) -> dict[str, Any]:
    return {
        "path": str(lack.location.path),
        "line": lack.location.line or None,
        "message": lack.message,
        "hint": lack.hint,
        "rule": lack.rule or None,
    }


# The announcement


def _named(request: AnnounceRequest, *, quiet: bool) -> AnnounceRequest:
    """The request; in a terminal its number and its day are asked for where they are not said."""
    if not asks(quiet=quiet):
        return request
    question = "Số, ký hiệu quyết định công bố"
    number = answered(request.number, question, "--number", quiet=quiet)
    signed = request.signed
    if signed is None:
        signed = day(answered(None, "Ngày ký (ngày/tháng/năm)", "--signed", quiet=quiet))
    return replace(request, number=number, signed=signed)


def _announce(
    repository: Repository, request: AnnounceRequest, *, author: str | None, dry_run: bool
) -> None:
    plan = plan_announcement(repository, request)
    folder = folder_for(repository, plan.decision.number)
    if dry_run:
        carry(repository, plan.change, author=author, day=repository.as_of, dry_run=True)
        for paper in plan.papers:
            say(f"Sẽ in: {folder.relative_to(repository.root) / paper.name}")
        tell_notes(notes_of(plan.papers))
        return
    with papers_written(plan.papers, folder) as paths:
        carry(repository, plan.change, author=author, day=repository.as_of, dry_run=False)
    decision, covered = plan.decision, plan.covered
    say(f"Đã ghi quyết định công bố {decision.number} ngày {date_short(decision.signed)}.")
    say(
        f"  Phụ lục: {len(covered.procedures)} thủ tục hành chính, "
        f"{len(covered.activities)} hoạt động nội bộ."
    )
    say("Văn bản đã in:")
    for path, paper in zip(paths, plan.papers, strict=True):
        say(f"  {near(path)} ({paper.title})")
    tell_notes(notes_of(plan.papers))
    _tell_left(plan.left)


def _print_papers(repository: Repository, request: AnnounceRequest, *, dry_run: bool) -> None:
    papers = papers_to_sign(repository, request)
    folder = folder_for(repository, None)
    failing = gate(repository).failing
    if failing:
        named = ", ".join(str(point.number) for point in failing)
        words = f"Lưu ý: Điểm {named} chưa đạt, chưa nên ký; xem bằng `isoqms announce --check`."
        say(words, fg="yellow", err=True)
    tell_notes(notes_of(papers))
    if dry_run:
        say(f"Sẽ in {len(papers)} văn bản vào «{folder}»; chưa ghi gì.", err=True)
        return
    say("Văn bản để trình ký (số, ngày chưa ghi thì để trống):")
    for path, paper in zip(write_papers(papers, folder), papers, strict=True):
        say(f"  {near(path)} ({paper.title})")
    say("Mới in, chưa ghi việc công bố. Khi đã ký: isoqms announce --number SỐ --signed NGÀY")


def _bring_template(repository: Repository, *, author: str | None, dry_run: bool) -> None:
    path, change = plan_template(repository)
    if carry(repository, change, author=author, day=repository.as_of, dry_run=dry_run):
        say(
            f"Đã ghi {path}: mỗi đoạn là một điều của quyết định. Sửa xong, in thử: "
            "isoqms announce --papers-only"
        )


# The publicity


def _asked_for(request: AnnounceRequest, *, quiet: bool) -> AnnounceRequest:
    """The request; in a terminal its publicity is asked for where none of it is said."""
    if request.said_of_publicity or not asks(quiet=quiet):
        return request

    def ask(question: str) -> str:
        return str(prompted(f"{question} (bỏ trống nếu chưa làm)", default="", show_default=False))

    return AnnounceRequest(
        number=request.number,
        notice=ask("Thông báo gửi đơn vị chủ trì: số, ngày"),
        posted=ask("Niêm yết: nơi, ngày"),
        website=ask("Trang đã đăng tải"),
    )


def _record(
    repository: Repository, request: AnnounceRequest, *, author: str | None, dry_run: bool
) -> None:
    announced, change, left = plan_publicity(repository, request)
    if carry(repository, change, author=author, day=repository.as_of, dry_run=dry_run):
        say(f"Đã ghi vào lần công bố theo {announced.number} ngày {date_short(announced.day)}.")
        _tell_left(left)


def _tell_left(left: tuple[str, ...]) -> None:
    if not left:
        say("Đã thông báo, niêm yết, đăng tải đủ.")
        return
    say("Việc còn lại để công bố có đủ ba hình thức công khai:")
    for place, step in enumerate(left, 1):
        say(f"  {place}. {step}")
