"""Print registers as papers to be signed: a Word file each, as each has its own keeper."""

from collections.abc import Iterator
from dataclasses import dataclass

from isoqms.actions.changing.wholeness import refuse_unless_whole
from isoqms.actions.checking.fit import fit_to_print, standing_of
from isoqms.actions.control.list_documents import Which, as_docx, list_documents
from isoqms.actions.exchange.export import WHOLE_YEAR, export_name, opened
from isoqms.errors import BadAnswer
from isoqms.model.kinds import Elsewhere, MasterList, RegisterKind
from isoqms.model.registers import BY_NAME
from isoqms.pages.records.registers import register_paper
from isoqms.repository import Repository


@dataclass(frozen=True, slots=True)
class PrintedRegister:
    """A register as a Word file, and what the file is called."""

    name: str
    file_name: str
    content: bytes
    notes: tuple[str, ...] = ()
    """Why it is marked as a draft, if it is, and what else is to be known before it is signed."""


def register_papers(
    repository: Repository, names: tuple[str, ...], year: int
) -> tuple[PrintedRegister, ...]:
    """The registers of these names and year, as of the repository's day; `nam` is all of a year.

    BadAnswer for one that is not printed as a register, with the command that prints it; of a
    whole year these are left to `papers_elsewhere`. UnknownName, UnreadableRegister;
    NothingToExport where a register does not exist.
    """
    refuse_unless_whole(repository)
    for name in names:
        if name in BY_NAME:
            check_page(BY_NAME[name], year)
    kinds = (register.kind for register in opened(repository, names, year))
    return tuple(_printed(repository, kind, year) for kind in kinds if _is_printed(kind))


def check_page(kind: RegisterKind, year: int) -> None:
    """Refuse what is not printed as a register: BadAnswer with the commands for it."""
    if isinstance(kind.page, Elsewhere):
        told = f"«{kind.title}» có văn bản riêng, không in thành sổ."
        raise BadAnswer(told, f"Gõ: {_commands(kind, year)}.")
    if kind.page is None:
        told = f"«{kind.title}» chưa có mẫu in."
        raise BadAnswer(told, f"Xuất ra Excel: {_commands(kind, year)}.")


def papers_elsewhere(repository: Repository, names: tuple[str, ...], year: int) -> Iterator[str]:
    """Of a whole year: each register that is there and is not printed as one, with its command."""
    if WHOLE_YEAR not in names:
        return
    for register in opened(repository, names, year):
        kind = register.kind
        if not _is_printed(kind):
            why = "chưa có mẫu in" if kind.page is None else "có văn bản riêng"
            yield f"«{kind.title}» {why}: {_commands(kind, year)}"


def _is_printed(kind: RegisterKind) -> bool:
    return kind.page is not None and not isinstance(kind.page, Elsewhere)


def _commands(kind: RegisterKind, year: int) -> str:
    """The commands for what is not printed as a register; Excel for what has no page at all."""
    excel = (f"isoqms export {kind.name}",)
    commands = kind.page.commands if isinstance(kind.page, Elsewhere) else excel
    return " hoặc ".join(f"`{command} --year {year}`" for command in commands)


def _printed(repository: Repository, kind: RegisterKind, year: int) -> PrintedRegister:
    # Word is imported by those who ask for it: it takes as long as the rest of a command.
    from isoqms.writers.word.docx import write_docx  # noqa: PLC0415 - see above

    file_name = export_name((kind.name,), year).replace(".xlsx", ".docx")
    if isinstance(kind.page, MasterList):
        which = Which(kind.page.which)
        made = list_documents(repository.root, repository.as_of, which, paper=True)
        known = standing_of(repository, year, (kind.name,))
        notes = (*made.notes, *((known.warned,) if known.warnings else ()))
        return PrintedRegister(kind.name, file_name, as_docx(made), notes)
    whole = register_paper(repository, kind, year)
    paper, notes = fit_to_print(repository, whole, year, (kind.name,))
    return PrintedRegister(kind.name, file_name, write_docx(paper), notes)
