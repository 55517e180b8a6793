"""`isoqms decision correct`, `void`: a slip in what was recorded is put right, and stays seen."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from isoqms.actions.control.voiding import plan_void
from isoqms.actions.papers.correcting import (
    CorrectPlan,
    CorrectRequest,
    decision_named,
    other_titles,
    plan_correct,
)
from isoqms.actions.papers.correcting_papers import (
    OF_PAPERS,
    Paper,
    PaperCorrection,
    paper_now,
    paper_numbered,
    paper_recorded,
    plan_correct_paper,
)
from isoqms.actions.papers.mentions import Named
from isoqms.actions.papers.recording import recordable
from isoqms.cli.papers.questions import (
    FIELDS,
    agree_to_what_it_brings,
    fields_asked,
    restores_asked,
)
from isoqms.cli.terminal.changing import (
    How,
    answered,
    asked_then_written,
    asks,
    carry,
    opened_for_writing,
)
from isoqms.cli.terminal.consent import must_agree
from isoqms.cli.terminal.options import AsOf, Author, DryRun, In, NoInput, Yes, day
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
    restore: Annotated[
        list[str] | None,
        typer.Option(
            "--restore",
            metavar="MÃ",
            help="Tài liệu mà quyết định bãi bỏ nói có hiệu lực trở lại, ghi sót; mỗi mã một lần.",
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
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Ghi lại cho đúng số, ngày, người ký, tên đã gõ nhầm khi ghi một văn bản đã ký.

    Điều đã ghi nhầm vẫn được giữ và cho xem.
    """
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
    given = _Said({key: value for key, value in values.items() if value is not None}, reason or "")
    given = replace(given, titles=dict(map(_titled, title or ())), restores=tuple(restore or ()))
    how = How(author, no_input, dry_run)

    def ask(repository: Repository) -> _Said:
        meant = _meant(repository, wanted, item, year)
        return _completed(repository, meant, given, year, how, yes=yes)

    def write(repository: Repository, said: _Said) -> None:
        plan = _plan(repository, _meant(repository, wanted, item, year), said, year)
        _carry(repository, plan, how, as_of)

    asked_then_written(inside, as_of, how, ask, write)


@dataclass(frozen=True, slots=True)
class _Said:
    """What is to be put right, as it was given or answered."""

    values: Mapping[str, Any]
    reason: str
    titles: Mapping[str, str] = field(default_factory=dict)
    restores: tuple[str, ...] = ()

    @property
    def what(self) -> bool:
        """Whether it says of anything what is true."""
        return bool(self.values or self.titles or self.restores)


def _completed(
    repository: Repository,
    meant: tuple[str, Paper | None],
    said: _Said,
    year: int | None,
    how: How,
    *,
    yes: bool,
) -> _Said:
    """What is to be put right, and why, asked for where it is not said; its outcome is agreed."""
    at_terminal = asks(quiet=how.quiet)
    if at_terminal and not said.what:
        said = _asked(repository, meant, said, year)
    question = "Lý do ghi lại (ví dụ: gõ nhầm số)"
    why = answered(said.reason or None, question, "--reason", quiet=how.quiet)
    said = replace(said, reason=why)
    if not (yes or how.dry_run):
        _agree_to_other_titles(repository, meant, said, year, asked=at_terminal)
    if at_terminal and not how.dry_run:
        agree_to_what_it_brings(repository, _plan(repository, meant, said, year).change)
    return said


def _asked(
    repository: Repository, meant: tuple[str, Paper | None], said: _Said, year: int | None
) -> _Said:
    """What was mistyped, asked field by field."""
    number, paper = meant
    if paper is not None:
        now = paper_now(repository, paper)
        return replace(said, values=fields_asked(f"{paper.type} {number}", now))
    record = decision_named(repository, number, year).record
    recorded = {key: getattr(record, key) for key in FIELDS}
    values = fields_asked(f"Quyết định {record.number}", recorded)
    told = {each.code for each in record.restores}
    back = [code for gone in record.annuls for code in restores_asked(repository, gone, told)]
    return replace(said, values=values, restores=tuple(back))


def _agree_to_other_titles(
    repository: Repository,
    meant: tuple[str, Paper | None],
    said: _Said,
    year: int | None,
    *,
    asked: bool,
) -> None:
    """Ask of each title that is not its text's own; BadAnswer where nobody can be asked."""
    number, paper = meant
    others = other_titles(repository, number, said.titles, year) if paper is None else ()
    if not others:
        return
    if not asked:
        hint = "Bản đã ký ghi đúng tên ấy thì chạy lại, thêm --yes; chưa ghi gì."
        raise BadAnswer("\n".join(others), hint)
    for words in others:
        say(words, fg="yellow", err=True)
    must_agree("Bản đã ký ghi tên như vừa gõ, vẫn ghi?")


def _plan(
    repository: Repository, meant: tuple[str, Paper | None], said: _Said, year: int | None
) -> CorrectPlan:
    number, paper = meant
    if paper is None:
        told = (said.reason, said.values, said.titles, year, said.restores)
        return plan_correct(repository, CorrectRequest(number, *told))
    if said.titles or said.restores or set(said.values) - set(OF_PAPERS):
        raise BadAnswer(
            "Văn bản này không phải là quyết định: chỉ đính chính số, ngày, trích yếu.",
            "Ghi --number, --signed, --summary.",
        )
    return plan_correct_paper(repository, paper, PaperCorrection(said.reason, **said.values))


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


def _titled(words: str) -> tuple[str, str]:
    code, mark, title = words.partition("=")
    if not (mark and code.strip() and title.strip()):
        raise BadAnswer(f"«{words}» không nêu mã và tên.", "Viết dạng: --title «QT-01=Tên đúng».")
    return code.strip(), " ".join(title.split())


def _carry(repository: Repository, plan: CorrectPlan, how: How, as_of: date) -> None:
    if carry(
        repository,
        plan.change,
        author=how.author,
        day=as_of,
        dry_run=how.dry_run,
        tag=plan.tag,
        # At a terminal it was told before it was agreed to.
        tell=how.dry_run or not asks(quiet=how.quiet),
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
