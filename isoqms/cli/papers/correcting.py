"""`isoqms decision correct`, `void`: a slip in what was recorded is put right, and stays seen."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from isoqms.actions.control.voiding import plan_void
from isoqms.actions.papers.correcting import (
    CorrectPlan,
    CorrectRequest,
    decision_named,
    plan_correct,
)
from isoqms.actions.papers.correcting_papers import (
    Paper,
    PaperCorrection,
    paper_numbered,
    paper_recorded,
    plan_correct_paper,
)
from isoqms.actions.papers.mentions import Named
from isoqms.actions.papers.recording import recordable
from isoqms.cli.terminal.changing import How, answered, carry, opened_for_writing
from isoqms.cli.terminal.options import AsOf, Author, DryRun, In, NoInput, day
from isoqms.cli.terminal.say import say
from isoqms.errors import BadAnswer
from isoqms.repository import Repository


def correct(
    as_of: AsOf,
    wanted: Annotated[
        str,
        typer.Argument(
            metavar="SỐ",
            help="Số đã ghi, ví dụ 51/QĐ-UBND; hoặc từ chỉ văn bản như khi in, ví dụ plan.",
        ),
    ],
    item: Annotated[
        str | None,
        typer.Argument(metavar="[MỤC]", help="Văn bản về mục nào, khi gõ từ thay cho số."),
    ] = None,
    inside: In = Path(),
    *,
    number: Annotated[
        str | None, typer.Option("--number", metavar="SỐ", help="Số, ký hiệu đúng.")
    ] = None,
    signed: Annotated[
        date | None, typer.Option("--signed", metavar="NGÀY", parser=day, help="Ngày ký đúng.")
    ] = None,
    effective: Annotated[
        date | None,
        typer.Option("--effective", metavar="NGÀY", parser=day, help="Ngày có hiệu lực đúng."),
    ] = None,
    retroactive_reason: Annotated[
        str | None,
        typer.Option(
            "--retroactive-reason", metavar="LÝ DO", help="Vì sao có hiệu lực trước ngày ký."
        ),
    ] = None,
    signer: Annotated[
        str | None, typer.Option("--signer", metavar="HỌ TÊN", help="Người ký đúng.")
    ] = None,
    signer_post: Annotated[
        str | None, typer.Option("--signer-post", metavar="CHỨC VỤ", help="Chức vụ đúng.")
    ] = None,
    authority: Annotated[
        str | None, typer.Option("--authority", metavar="AI", help="Thẩm quyền ban hành đúng.")
    ] = None,
    summary: Annotated[
        str | None, typer.Option("--summary", metavar="TRÍCH YẾU", help="Trích yếu đúng.")
    ] = None,
    title: Annotated[
        list[str] | None,
        typer.Option(
            "--title", metavar="MÃ=TÊN", help="Tên đúng của một tài liệu; mỗi tài liệu một lần."
        ),
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="LÝ DO", help="Vì sao phải ghi lại.")
    ] = None,
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="NĂM", help="Năm đã ghi, khi số ấy có ở nhiều năm."),
    ] = None,
    author: Author = None,
    no_input: NoInput = False,
    dry_run: DryRun = False,
) -> None:
    """Ghi lại cho đúng số, ngày, người ký, tên đã gõ nhầm khi ghi một văn bản đã ký.

    Điều đã ghi nhầm vẫn được giữ và cho xem.
    """
    why = answered(reason, "Lý do ghi lại (ví dụ: gõ nhầm số)", "--reason", quiet=no_input)
    with opened_for_writing(inside, as_of, How(author, no_input, dry_run)) as repository:
        number_now, paper = _meant(repository, wanted, item, year)
        if paper is not None:
            told = PaperCorrection(why, number, signed, summary)
            _refuse_words_of_decisions(effective, signer, signer_post, authority, title)
            plan = plan_correct_paper(repository, paper, told)
        else:
            values = {
                "number": number,
                "signed": signed,
                "effective": effective,
                "retroactive_reason": retroactive_reason,
                "signer_name": signer,
                "signer_post": signer_post,
                "authority": authority,
                "summary": summary,
            }
            titles = dict(map(_titled, title or ()))
            plan = plan_correct(repository, CorrectRequest(number_now, why, values, titles, year))
        _carry(repository, plan, author, as_of, dry_run=dry_run)


def _meant(
    repository: Repository, wanted: str, item: str | None, year: int | None
) -> tuple[str, Paper | None]:
    """The number of a decision, or another paper."""
    if "/" in wanted:
        if any(one.record.number == wanted for one in repository.every_decision):
            return wanted, None
        return wanted, paper_numbered(repository, wanted, year)
    kind = recordable(wanted)
    of_year = year or repository.as_of.year
    found = paper_recorded(repository, kind, of_year, item)
    number, signed = found.number or "", found.day or repository.as_of
    if kind.decision is not None:
        return number, None
    years = frozenset({of_year, signed.year})
    return number, Paper(kind.type, Named(number, signed), years)


def _refuse_words_of_decisions(*given: object) -> None:
    if any(given):
        raise BadAnswer(
            "Văn bản này không phải là quyết định: chỉ đính chính số, ngày, trích yếu.",
            "Ghi --number, --signed, --summary.",
        )


def _titled(words: str) -> tuple[str, str]:
    code, mark, title = words.partition("=")
    if not (mark and code.strip() and title.strip()):
        raise BadAnswer(f"«{words}» không nêu mã và tên.", "Viết dạng: --title «QT-01=Tên đúng».")
    return code.strip(), " ".join(title.split())


def _carry(
    repository: Repository, plan: CorrectPlan, author: str | None, as_of: date, *, dry_run: bool
) -> None:
    if carry(
        repository,
        plan.change,
        author=author,
        day=as_of,
        dry_run=dry_run,
        tag=plan.tag,
        tell=True,
    ):
        say(f"Đã ghi lại cho đúng: {plan.words}, ở:")
        for path in plan.places:
            say(f"  {path}")


def void(
    as_of: AsOf,
    number: Annotated[
        str, typer.Argument(metavar="SỐ", help="Số quyết định đã ghi nhầm, ví dụ 51/QĐ-UBND.")
    ],
    inside: In = Path(),
    *,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="LÝ DO", help="Vì sao không tính nữa.")
    ] = None,
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="NĂM", help="Năm ký, khi số ấy có ở nhiều năm."),
    ] = None,
    author: Author = None,
    no_input: NoInput = False,
    dry_run: DryRun = False,
) -> None:
    """Hủy ghi nhận một quyết định ghi nhầm vào kho: không tính nữa, vẫn giữ để xem.

    Quyết định giấy đã ban hành thì bãi bỏ bằng quyết định khác: isoqms decision annul.
    """
    why = answered(reason, "Lý do hủy ghi nhận", "--reason", quiet=no_input)
    with opened_for_writing(inside, as_of, How(author, no_input, dry_run)) as repository:
        change = plan_void(repository, decision_named(repository, number, year), why)
        if carry(repository, change, author=author, day=as_of, dry_run=dry_run, tell=True):
            say(f"{change.message}.")
