"""`isoqms new`: begin a document, add a record to its register, or open a year."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from isoqms.actions.control.new import DocumentWord, Draft, Order, plan_new
from isoqms.actions.planning.new_year import plan_year
from isoqms.actions.records.words import RECORDS, record_word
from isoqms.cli.records.recording import InYear, KeptFile, OwnDay, Set, add_record, with_day
from isoqms.cli.terminal.changing import How, answered, asks, carry, opened_for_writing, requested
from isoqms.cli.terminal.help import Command
from isoqms.cli.terminal.options import AsOf, Author, Content, DryRun, In, NoInput, Reason, Request
from isoqms.cli.terminal.say import prompted, say
from isoqms.errors import BadAnswer, UnknownName
from isoqms.model.control.document import DocumentKind
from isoqms.model.kinds import RecordWord
from isoqms.repository import Repository
from isoqms.repository.loading import find_root
from isoqms.wording import nearest, whole

app = typer.Typer(add_completion=False, rich_markup_mode=None)

_UNIQUE = (DocumentKind.POLICY, DocumentKind.DESCRIPTION)
_YEAR = "year"
_HELP = (
    "Tài liệu: " + "; ".join(f"{word.value}: {word.words}" for word in DocumentWord) + ". "
    "Hồ sơ của năm: " + "; ".join(f"{word.word}: {word.title}" for word in RECORDS) + ". "
    "Năm mới: year 2027."
)


@app.command(cls=Command)
def new(
    as_of: AsOf,
    word: Annotated[str | None, typer.Argument(metavar="[LOẠI]", help=_HELP)] = None,
    code: Annotated[
        str | None,
        typer.Argument(
            metavar="[MÃ]",
            help=(
                "Mã tài liệu hoặc khóa của dòng hồ sơ, bỏ trống thì lấy số kế tiếp; "
                "với year là năm cần mở."
            ),
        ),
    ] = None,
    inside: In = Path(),
    *,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TÊN", help="Tên tài liệu.")
    ] = None,
    field: Annotated[
        str | None,
        typer.Option("--field", metavar="LĨNH VỰC", help="Lĩnh vực của quy trình, ví dụ: Đất đai."),
    ] = None,
    parent: Annotated[
        str | None,
        typer.Option("--parent", metavar="MÃ", help="Biểu mẫu của quy trình nào, ví dụ: QT-HT-01."),
    ] = None,
    library: Annotated[
        str | None,
        typer.Option(
            "--from-library",
            metavar="MÃ TTHC",
            help="Với service: lấy khung có sẵn trong thư viện (`isoqms list --library`).",
        ),
    ] = None,
    request: Request = None,
    reason: Reason = None,
    content: Content = None,
    settings: Set = None,
    file: KeptFile = None,
    own_day: OwnDay = None,
    year: InYear = None,
    source: Annotated[
        int | None, typer.Option("--from", metavar="NĂM", help="Mở năm mới từ hồ sơ của năm này.")
    ] = None,
    author: Author = None,
    no_input: NoInput = False,
    dry_run: DryRun = False,
) -> None:
    """Soạn một tài liệu mới, ghi một dòng hồ sơ của năm (sự không phù hợp, rủi ro,
    mục tiêu …), hoặc mở năm mới.
    """
    find_root(inside)
    chosen = _known(word) if word else _ask_word(quiet=no_input)
    how = How(author, no_input, dry_run)
    said = chosen.word if isinstance(chosen, RecordWord) else str(chosen)
    settings = with_day(said, settings, file, own_day)
    of_records: dict[str, object] = {"--set": settings, "--year": year, "--from": source}
    of_documents: dict[str, object] = {"--title": title, "--field": field, "--parent": parent}
    of_documents |= {"--request": request, "--reason": reason, "--content": content}
    of_documents |= {"--from-library": library}
    if library is not None and chosen is DocumentWord.SERVICE:
        del of_documents["--from-library"]
        _refuse_others({**of_records, **of_documents}, "service --from-library")
        with opened_for_writing(inside, as_of, how) as repository:
            _from_library(repository, library, code, how)
        return
    if isinstance(chosen, DocumentWord):
        _refuse_others({**of_records, "--from-library": library}, chosen)
        order = _whole(Order(chosen.kind(field), title, code, field, parent), quiet=no_input)
        form = requested(request, reason, content, quiet=no_input)
        with opened_for_writing(inside, as_of, how) as repository:
            _document(repository, replace(order, request=form), how)
    elif isinstance(chosen, RecordWord):
        _refuse_others({**of_documents, "--from": source}, chosen.word)
        add_record(inside, as_of, chosen, code, settings or [], year=year, how=how, file=file)
    else:
        _refuse_others({**of_documents, "--set": settings, "--year": year}, _YEAR)
        text = answered(code, "Mở năm nào", "năm, ví dụ: isoqms new year 2027", quiet=no_input)
        with opened_for_writing(inside, as_of, how) as repository:
            _open_year(repository, text, source, how)


def _refuse_others(given: dict[str, object], word: str) -> None:
    extra = ", ".join(option for option, value in given.items() if value is not None)
    if extra:
        raise BadAnswer(
            f"Không dùng {extra} với «{word}».",
            "Gõ `isoqms new --help` để xem tùy chọn nào dùng với gì.",
        )


# A document.


def _from_library(repository: Repository, library: str, code: str | None, how: How) -> None:
    # Few begin a procedure so; the library and its models take long to import.
    from isoqms.actions.control.from_library import plan_from_library  # noqa: PLC0415

    _written(repository, plan_from_library(repository, library, code), how)


def _document(repository: Repository, order: Order, how: How) -> None:
    _written(repository, plan_new(repository, order), how)


def _written(repository: Repository, draft: Draft, how: How) -> None:
    if carry(
        repository, draft.change, author=how.author, day=repository.as_of, dry_run=how.dry_run
    ):
        say(f"Đã tạo dự thảo {draft.code} ở {draft.path}.")
    else:
        say(f"Mã sẽ cấp: {draft.code}.")


def _whole(order: Order, *, quiet: bool) -> Order:
    """The order with what is missing asked for."""
    title, field, parent = order.title, order.field, order.parent
    if order.kind not in _UNIQUE:
        title = answered(title, "Tên tài liệu", "--title", quiet=quiet)
    if order.kind is DocumentKind.SERVICE and order.code is None:
        field = answered(field, "Lĩnh vực (ví dụ: Đất đai)", "--field", quiet=quiet)
    if order.kind is DocumentKind.FORM and order.code is None:
        parent = answered(parent, "Biểu mẫu của quy trình nào (mã)", "--parent", quiet=quiet)
    return replace(order, title=title, field=field, parent=parent)


# A year.


def _open_year(repository: Repository, text: str, source: int | None, how: How) -> None:
    if not text.isdecimal():
        raise BadAnswer(
            f"«{text}» không phải là một năm.", "Ghi bốn chữ số, ví dụ: isoqms new year 2027."
        )
    planned = plan_year(repository, whole(text), source)
    written = carry(
        repository, planned.change, author=how.author, day=repository.as_of, dry_run=how.dry_run
    )
    origin = f" từ hồ sơ năm {planned.source}" if planned.source is not None else ""
    say(f"{'Đã mở' if written else 'Sẽ mở'} năm {planned.year}{origin}, ở nam/{planned.year}/.")
    if planned.carried:
        say(f"Chuyển sang: {', '.join(planned.carried)}.")
    if planned.open:
        say("\nViệc năm trước còn mở, vẫn ghi ở năm của nó:")
        for line in planned.open:
            say(f"  - {line}")
    say(f"\nViệc phải làm mới cho năm {planned.year}:")
    for number, step in enumerate(planned.steps, 1):
        say(f"  {number}. {step.words}:\n     {step.command}")


# The word.


def _known(word: str) -> DocumentWord | RecordWord | str:
    """What the word stands for; UnknownName with the nearest."""
    if word == _YEAR:
        return word
    if word in {each.value for each in DocumentWord}:
        return DocumentWord(word)
    found = record_word(word)
    if found is not None:
        return found
    words = [*DocumentWord, *(each.word for each in RECORDS), _YEAR]
    meant = nearest(word, words)
    hint = f"Có phải «{meant}»?" if meant else f"Các loại: {', '.join(words)}."
    raise UnknownName(f"Không có loại «{word}».", hint)


def _ask_word(*, quiet: bool) -> DocumentWord | RecordWord | str:
    words: list[tuple[DocumentWord | RecordWord | str, str, str]] = []
    words += [(word, word.value, word.words) for word in DocumentWord]
    words += [(word, word.word, word.title) for word in RECORDS]
    words += [(_YEAR, _YEAR, "mở hồ sơ của năm mới")]
    if not asks(quiet=quiet):
        listed = ", ".join(name for _, name, _ in words)
        raise BadAnswer("Chưa biết soạn tài liệu hay ghi hồ sơ nào.", f"Ghi một loại: {listed}.")
    heads = {words[0][1]: "Tài liệu:", RECORDS[0].word: "Hồ sơ của năm:"}
    say("Soạn tài liệu, hay ghi hồ sơ nào?")
    for number, (_, name, title) in enumerate(words, 1):
        if name in heads:
            say(heads[name])
        say(f"  {number:>2}. {title} ({name})")
    chosen = str(prompted("Gõ số hoặc tên loại")).strip()
    if chosen.isdecimal() and 1 <= whole(chosen) <= len(words):
        return words[int(chosen) - 1][0]
    return _known(chosen)
