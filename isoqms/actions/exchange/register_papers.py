"""Print registers as papers to be signed, each as a Word file of its own: each has its own keeper."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from isoqms.actions.control.list_documents import Which, as_docx, list_documents
from isoqms.actions.exchange.export import WHOLE_YEAR, export_name, opened
from isoqms.errors import BadAnswer
from isoqms.facts.records.tables import register_kind
from isoqms.pages.records.registers import OTHERWISE, register_paper
from isoqms.repository import Repository

_LISTS: Final = {"van-ban": Which.EXTERNAL, "danh-muc": Which.PROCEDURES}
"""The registers that are master lists, too."""


@dataclass(frozen=True, slots=True)
class PrintedRegister:
    """A register as a Word file, and what the file is called."""

    name: str
    file_name: str
    content: bytes


def register_papers(repository: Repository, names: tuple[str, ...], year: int) -> tuple[PrintedRegister, ...]:
    """The registers of these names, of this year, as of the repository's day; `nam` stands for all of the year.

    BadAnswer for one that has a paper of its own, with the command that prints it; of a whole year these are left to
    `papers_elsewhere`. UnknownName, UnreadableRegister; NothingToExport where a register does not exist.
    """
    for name in names:
        if name in OTHERWISE:
            raise BadAnswer(f"«{_title(name)}» có văn bản riêng, không in thành sổ.", f"Gõ: {_commands(name, year)}.")
    registers = (register.kind.name for register in opened(repository, names, year))
    return tuple(_printed(repository, name, year) for name in registers if name not in OTHERWISE)


def papers_elsewhere(repository: Repository, names: tuple[str, ...], year: int) -> Iterator[str]:
    """Of a whole year: each register that is there and has a paper of its own, with the command that prints it."""
    if WHOLE_YEAR not in names:
        return
    for register in opened(repository, names, year):
        if register.kind.name in OTHERWISE:
            yield f"«{register.kind.title}» có văn bản riêng: {_commands(register.kind.name, year)}"


def _title(name: str) -> str:
    return "Báo cáo năm" if name == "bao-cao" else register_kind(name).title


def _commands(name: str, year: int) -> str:
    return " hoặc ".join(f"`{command} --year {year}`" for command in OTHERWISE[name])


def _printed(repository: Repository, name: str, year: int) -> PrintedRegister:
    # Word is imported by those who ask for it: it takes as long as the rest of a command.
    from isoqms.writers.word.docx import write_docx  # noqa: PLC0415 - see above

    file_name = export_name((name,), year).replace(".xlsx", ".docx")
    if name in _LISTS:
        made = list_documents(repository.root, repository.as_of, _LISTS[name], paper=True)
        return PrintedRegister(name, file_name, as_docx(made))
    return PrintedRegister(name, file_name, write_docx(register_paper(repository, name, year)))
