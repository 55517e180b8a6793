"""`isoqms new`: begin a document."""

from pathlib import Path
from typing import Annotated

import typer

from isoqms.actions.new import DocumentWord, Order, plan_new
from isoqms.cli.changing import answered, asks, carry, requested
from isoqms.cli.help import Command
from isoqms.cli.options import AsOf, Author, Content, DryRun, In, NoInput, Reason, Request
from isoqms.errors import BadAnswer
from isoqms.model.document import DocumentKind
from isoqms.repository import load

app = typer.Typer(add_completion=False, rich_markup_mode=None)

_UNIQUE = (DocumentKind.POLICY, DocumentKind.DESCRIPTION)


@app.command(cls=Command)
def new(
    as_of: AsOf,
    word: Annotated[
        DocumentWord | None,
        typer.Argument(metavar="[LOẠI]", help="; ".join(f"{word.value}: {word.words}" for word in DocumentWord) + "."),
    ] = None,
    code: Annotated[
        str | None, typer.Argument(metavar="[MÃ]", help="Mã tài liệu; bỏ trống thì lấy mã kế tiếp theo quy tắc mã.")
    ] = None,
    inside: In = Path(),
    *,
    title: Annotated[str | None, typer.Option("--title", metavar="TÊN", help="Tên tài liệu.")] = None,
    field: Annotated[
        str | None, typer.Option("--field", metavar="LĨNH VỰC", help="Lĩnh vực của quy trình, ví dụ: Đất đai.")
    ] = None,
    parent: Annotated[
        str | None, typer.Option("--parent", metavar="MÃ", help="Biểu mẫu của quy trình nào, ví dụ: QT-HT-01.")
    ] = None,
    request: Request = None,
    reason: Reason = None,
    content: Content = None,
    author: Author = None,
    no_input: NoInput = False,
    dry_run: DryRun = False,
) -> None:
    """Soạn một tài liệu mới trong du-thao/ từ khung mẫu của cơ quan, với mã kế tiếp chưa từng dùng."""
    repository = load(inside, as_of)
    chosen = word or _ask_word(quiet=no_input)
    kind = chosen.kind(field)
    if kind not in _UNIQUE:
        title = answered(title, "Tên tài liệu", "--title", quiet=no_input)
    if kind is DocumentKind.SERVICE and code is None:
        field = answered(field, "Lĩnh vực (ví dụ: Đất đai)", "--field", quiet=no_input)
    if kind is DocumentKind.FORM and code is None:
        parent = answered(parent, "Biểu mẫu của quy trình nào (mã)", "--parent", quiet=no_input)
    form = requested(request, reason, content, quiet=no_input)
    draft = plan_new(repository, Order(kind, title, code, field, parent, form))
    if carry(repository, draft.change, author=author, day=as_of, dry_run=dry_run):
        typer.echo(f"Đã tạo dự thảo {draft.code} ở {draft.path}.")
    else:
        typer.echo(f"Mã sẽ cấp: {draft.code}.")


def _ask_word(*, quiet: bool) -> DocumentWord:
    if not asks(quiet=quiet):
        raise BadAnswer("Chưa biết soạn loại tài liệu nào.", f"Ghi một loại: {', '.join(DocumentWord)}.")
    typer.echo("Soạn loại tài liệu nào?")
    words = list(DocumentWord)
    for number, word in enumerate(words, 1):
        typer.echo(f"  {number}. {word.words} ({word.value})")
    chosen = str(typer.prompt("Gõ số hoặc tên loại")).strip()
    if chosen.isdigit() and 1 <= int(chosen) <= len(words):
        return words[int(chosen) - 1]
    if chosen in {word.value for word in words}:
        return DocumentWord(chosen)
    raise BadAnswer(f"Không có loại tài liệu «{chosen}».", f"Các loại: {', '.join(words)}.")
