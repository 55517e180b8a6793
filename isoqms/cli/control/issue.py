"""`isoqms issue`: carry out a signed decision on documents, or print it before it is signed."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from isoqms.actions.control.issue import (
    IssuePlan,
    IssueRequest,
    carry_out,
    notes,
    plan_issue,
    preview,
)
from isoqms.actions.control.issue_papers import (
    WordFile,
    folder_for,
    notes_of,
    papers_to_sign,
    papers_written,
    write_papers,
)
from isoqms.cli.terminal.changing import (
    How,
    agreed_to_keep,
    asked_then_written,
    asks,
    refuse_if_changed,
    tell_after,
)
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import (
    AsOf,
    Author,
    Authority,
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
    moment,
)
from isoqms.cli.terminal.output import near
from isoqms.cli.terminal.say import prompted, say
from isoqms.facts.control.issuing import Issuing
from isoqms.repository import Repository, load
from isoqms.wording import date_short

app = typer.Typer(add_completion=False, rich_markup_mode=None)
_MOST_LISTED = 20


@app.command(cls=Command)
def issue(
    as_of: AsOf,
    inside: In = Path(),
    *,
    number: Annotated[
        str | None,
        typer.Option("--number", metavar="SỐ", help="Số, ký hiệu quyết định, ví dụ 2545/QĐ-UBND."),
    ] = None,
    signed: SignedOn = None,
    effective: EffectiveOn = None,
    retroactive_reason: Annotated[
        str | None,
        typer.Option(
            "--retroactive-reason",
            metavar="LÝ DO",
            help="Vì sao có hiệu lực trước ngày ký, nếu có.",
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only",
            metavar="MÃ",
            help="Chỉ ban hành, thu hồi mã này; nhiều mã cách nhau bằng dấu phẩy.",
        ),
    ] = None,
    authority: Authority = None,
    signer_post: SignerPost = None,
    signer: Signer = None,
    summary: Summary = None,
    replaces: Annotated[
        list[str] | None,
        typer.Option(
            "--replaces",
            metavar="SỐ",
            help="Thay thế cả quyết định này; tài liệu của nó không ban hành lại thì thu hồi.",
        ),
    ] = None,
    signing_order: Annotated[
        int | None,
        typer.Option(
            "--signing-order",
            min=1,
            metavar="LẦN",
            help="Lần thứ mấy cả hệ thống tài liệu được ký duyệt; báo cáo năm nêu lại.",
        ),
    ] = None,
    proposed_by: ProposedBy = None,
    author: Author = None,
    seal: Annotated[
        bool,
        typer.Option(
            "--seal", help="Niêm: ghi mã SHA-256 của từng tài liệu vào quyết định và phụ lục."
        ),
    ] = False,
    papers_only: Annotated[
        bool,
        typer.Option(
            "--papers-only",
            help="Chỉ in văn bản để trình ký, số và ngày để trống được; không đổi gì.",
        ),
    ] = False,
    dry_run: DryRun = False,
    no_input: NoInput = False,
) -> None:
    """Ban hành, thu hồi tài liệu theo quyết định đã ký:
    dự thảo thành có hiệu lực, in quyết định, sổ, biên bản.
    """
    request = IssueRequest(
        number=number,
        signed=signed,
        effective=effective,
        retroactive_reason=retroactive_reason,
        only=tuple(",".join(only or ()).replace(",", " ").split()),
        authority=authority,
        signer_post=signer_post,
        signer=signer,
        summary=summary,
        proposed_by=proposed_by,
        seal=seal,
        signing_order=signing_order,
        replaces=tuple(replaces or ()),
    )
    if papers_only:
        repository = load(inside, as_of)
        _print_papers(repository, preview(repository, request), dry_run=dry_run)
        return
    numbered = request if not asks(quiet=no_input) else None

    def ask(repository: Repository) -> IssueRequest:
        del repository  # what is asked for stands on the signed paper
        return numbered or _numbered(request)

    def write(repository: Repository, request: IssueRequest) -> None:
        plan = plan_issue(repository, request)
        refuse_if_changed(repository, plan.change)
        papers = papers_to_sign(repository, plan.issuing)
        if dry_run:
            _tell_plan(repository, plan, papers)
            return
        _tell_all(repository, plan, papers, _done(repository, plan, papers, author))

    asked_then_written(inside, as_of, How(author, no_input, dry_run), ask, write)


def _numbered(request: IssueRequest) -> IssueRequest:
    """The request with number and day, asked for where they are missing."""
    number = request.number or _ask("Số, ký hiệu quyết định (ví dụ 15/QĐ-UBND)")
    signed = request.signed or day(_ask("Ngày ký (ngày/tháng/năm)"))
    return replace(request, number=number, signed=signed)


def _tell_all(
    repository: Repository, plan: IssuePlan, papers: tuple[WordFile, ...], paths: tuple[Path, ...]
) -> None:
    _tell_done(plan)
    say("Văn bản đã in:")
    for path, paper in zip(paths, papers, strict=True):
        say(f"  {near(path)} ({paper.title})")
    _tell_notes((*notes_of(papers), *plan.change.notes))
    _tell_next(plan.issuing, plan.afterwards)
    tell_after(repository)


def _done(
    repository: Repository, plan: IssuePlan, papers: tuple[WordFile, ...], author: str | None
) -> tuple[Path, ...]:
    keeps = agreed_to_keep(repository, plan.change, author, plan.tag)
    with papers_written(papers, folder_for(repository, plan.issuing)) as paths:
        carry_out(
            repository,
            plan,
            when=moment(repository.as_of),
            author=author,
            keep_personal_data=keeps,
        )
    return paths


def _ask(question: str) -> str:
    return str(prompted(question)).strip()


def _print_papers(repository: Repository, issuing: Issuing, *, dry_run: bool) -> None:
    papers = papers_to_sign(repository, issuing)
    folder = folder_for(repository, issuing)
    _tell_effect(issuing)
    _tell_notes((*notes_of(papers), *notes(repository, issuing)))
    if dry_run:
        say(f"Sẽ in {len(papers)} văn bản vào «{folder}»; chưa ghi gì.", err=True)
        return
    say("Văn bản để trình ký (số, ngày chưa ghi thì để trống):")
    for path in write_papers(papers, folder):
        say(f"  {path}")
    say("Chưa có tài liệu nào được ban hành. Khi đã ký: isoqms issue --number SỐ --signed NGÀY")


def _tell_plan(repository: Repository, plan: IssuePlan, papers: tuple[WordFile, ...]) -> None:
    """The files by what happens to them, and that the check found nothing new."""
    for path, content in sorted(plan.change.files.items()):
        what = "sửa" if (repository.root / path).exists() else "thêm"
        if content is None:
            what = "bỏ"
        say(f"{what:<5} {path}")
    folder = folder_for(repository, plan.issuing).relative_to(repository.root)
    for paper in papers:
        say(f"in    {folder / paper.name}")
    _tell_effect(plan.issuing)
    found = "kiểm tra không thấy lỗi mới"
    if plan.afterwards:
        found = "kiểm tra thấy một việc phải làm sau"
    say(f"Sau khi ban hành có {plan.in_force} tài liệu; {found}. Chưa ghi gì.", err=True)
    _tell_notes((*notes_of(papers), *plan.change.notes, *plan.afterwards))


def _tell_done(plan: IssuePlan) -> None:
    decision = plan.decision
    start = date_short(decision.in_force_from)
    say(
        f"Đã ghi quyết định {decision.number} ngày {date_short(decision.signed)}, "
        f"có hiệu lực từ {start}."
    )
    _tell_effect(plan.issuing)
    say(f"Kho nay có {plan.in_force} tài liệu.")


def _tell_effect(issuing: Issuing) -> None:
    if issuing.issued:
        replaced = sum(each.replaces is not None for each in issuing.issued)
        new = len(issuing.issued) - replaced
        say(f"  Ban hành {len(issuing.issued)} tài liệu: {new} mới, {replaced} thay lần trước.")
        _tell_codes(
            [f"{each.document.code} lần {each.document.revision}" for each in issuing.issued]
        )
    if issuing.withdrawn:
        say(f"  Thu hồi {len(issuing.withdrawn)} tài liệu.")
        _tell_codes(
            [f"{each.document.code} lần {each.document.revision}" for each in issuing.withdrawn]
        )


def _tell_codes(codes: list[str]) -> None:
    shown = codes[:_MOST_LISTED]
    more = f" … và {len(codes) - len(shown)} tài liệu khác" if len(codes) > len(shown) else ""
    say(f"    {', '.join(shown)}{more}")


def _tell_notes(notes: tuple[str, ...]) -> None:
    for note in notes:
        say(f"Lưu ý: {note}", fg="yellow", err=True)


def _tell_next(issuing: Issuing, afterwards: tuple[str, ...]) -> None:
    year = issuing.signed.year if issuing.signed else issuing.year
    steps = ["Đóng dấu, phát hành quyết định; gửi các đơn vị."]
    if issuing.issued:
        steps.append(
            "Giao tài liệu, lấy ký nhận vào sổ phân phối; ghi ngày nhận, người nhận qua Excel: "
            f"isoqms export phan-phoi --year {year}"
        )
    if issuing.taken_back:
        steps.append(
            "Thu lại bản cũ, lập biên bản thu hồi; ghi ngày thu, "
            "cách hủy vào trang «Thu hồi» của tệp đó."
        )
    steps.extend(
        f"Công bố lại hệ thống (xem còn thiếu gì: isoqms announce --check). {why}"
        for why in afterwards
    )
    say("Việc tiếp theo:")
    for number, step in enumerate(steps, 1):
        say(f"  {number}. {step}")
