"""What a kind of file is, and what a register is: all that is said of one, as one value.

A value names by a string what stands on a higher floor, as it may not import it: the page that
prints a register, what falls due from it, what a new year takes over. Each is imported when it is
first asked for. A string can be searched for, and that there is none has to be said; a module that
is found by its name would be forgotten without a word.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from isoqms.model.base import Record
from isoqms.model.checking import inner_type


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: its schema's name, what it is called, and the model that reads it."""

    name: str
    title: str
    model_name: str
    """The module below `isoqms.model` and the class in it."""

    @property
    def model(self) -> type[Record]:
        """The model, imported when the first such file is read: a command imports no others."""
        found: type[Record] = named("isoqms.model", self.model_name)
        return found


@cache
def named(package: str, name: str) -> Any:
    """What a value names: of `planning.risk_register.risks` the function `risks` of that module."""
    module, _, member = name.rpartition(".")
    return getattr(import_module(f"{package}.{module}"), member)


# What stands in a register is a tuple with names: every command makes all of them, and a dataclass
# takes seven times as long to define.


class RecordWord(NamedTuple):
    """A kind of record as the command line calls it (`isoqms new risk`, `isoqms update risk`)."""

    word: str
    title: str
    """What it is in Vietnamese, in the middle of a sentence."""
    asked: tuple[str, ...]
    """The keys asked for when it is new, in order; any other can be given as an option."""
    followed: tuple[str, ...]
    """The keys that are filled in later, in order."""
    closes: str | None = None
    """The key that, once filled in, says that nothing is left to do."""
    ids: str | None = None
    """How its next free key is made: `kph-{n:02}`; None where it has no key of its own."""
    each_year: bool = False
    """Whether the numbers of its keys begin anew each year."""
    given: Mapping[str, str] = MappingProxyType({})
    """What the word itself says: a risk is of the kind `rui-ro`."""
    today: str | None = None
    """The date that is the present day where nobody says otherwise."""
    path: str = ""
    """Its file, with {year} where each year has its own; said by its register."""
    file_model: str = ""
    """The model of the whole file, as its register names it; said by its register."""
    members: tuple[str, ...] = ()
    """The keys of the list that holds it, two where each member of the first has one of its own;
    said by its register."""

    @property
    def yearly(self) -> bool:
        """Whether each year has its own file."""
        return "{year}" in self.path

    def file(self, year: int) -> PurePosixPath:
        """Its file, that of `year` where each year has its own."""
        return PurePosixPath(self.path.format(year=year))

    @property
    def model(self) -> type[Record]:
        """The model of one such record."""
        return _model_at(self.file_model, self.members)

    @property
    def named_by(self) -> str | None:
        """What a person names it by: its key or else its number; None where its place must do."""
        keys = self.model.model_fields
        return next((name for name in ("id", "number", "decision") if name in keys), None)


class SheetWord(NamedTuple):
    """What is said once for a whole register: the number of the plan, the day of its review."""

    word: str
    title: str
    """What it is in Vietnamese, in the middle of a sentence."""
    keys: tuple[str, ...]
    inside: str | None = None
    """The record inside the file that holds the keys; None where they stand at its top."""
    path: str = ""
    """Its file, with {year} where each year has its own; said by its register."""
    file_model: str = ""
    """The model of the whole file, as its register names it; said by its register."""

    @property
    def yearly(self) -> bool:
        """Whether each year has its own file."""
        return "{year}" in self.path

    def file(self, year: int) -> PurePosixPath:
        """Its file, that of `year` where each year has its own."""
        return PurePosixPath(self.path.format(year=year))

    @property
    def route(self) -> tuple[str, ...]:
        """Where the keys stand in the file."""
        return (self.inside,) if self.inside else ()

    @property
    def model(self) -> type[Record]:
        """The model that holds the keys."""
        return _model_at(self.file_model, self.route)


def _model_at(name: str, keys: tuple[str, ...]) -> type[Record]:
    """The model that stands in a file of this model under these keys, one inside the other."""
    model: type[Record] = named("isoqms.model", name)
    for key in keys:
        model = inner_type(model.model_fields[key].annotation)
    return model


class Left(NamedTuple):
    """What of a list stays open in its year when the next one begins."""

    words: str
    """`sự không phù hợp chưa đóng`."""
    names: str
    """The function below `isoqms.actions` that gives the names of what is open in a year."""


class Carried(NamedTuple):
    """What a new year takes over from the one before."""

    maker: str
    """The function below `isoqms.actions` that makes it of the old register and the passage."""
    words: str
    """How what was taken over is counted: `rủi ro, cơ hội`."""
    key: str
    """The list that is counted."""
    from_nothing: bool = False
    """Whether it is made also where the year before has no such register."""


class RecordList(NamedTuple):
    """A list of a register: what tells its records apart, their days, how they are called."""

    key: str
    """Its key in the file; `reviews.outputs` where each member of a list has one of its own."""
    identity: tuple[str, ...] = ()
    """The keys that no two records of it have in common; none where nothing tells them apart."""
    days: tuple[str, ...] = ()
    """The days that lie in the year of the register."""
    left: Left | None = None
    words: tuple[RecordWord, ...] = ()
    """Several where one list holds several kinds of record: risks and opportunities."""

    @property
    def route(self) -> tuple[str, ...]:
        """The keys that lead to it."""
        return tuple(self.key.split("."))


class Printed(NamedTuple):
    """A register that is printed as a paper of its own."""

    maker: str
    """The function below `isoqms.pages` that lays it out."""


class Elsewhere(NamedTuple):
    """A register that has another paper in law, printed by other commands."""

    commands: tuple[str, ...]


class MasterList(NamedTuple):
    """A register that is one of the master lists, printed as such."""

    which: str
    """Its name behind `isoqms list`."""


Page: TypeAlias = Printed | Elsewhere | MasterList


@dataclass(frozen=True, slots=True, eq=False)
class RegisterKind(FileKind):
    """A register (sổ): a file of records that the agency keeps, of a year or once for all.

    What has no default has to be said of each: a register without a page says None.
    """

    slot: str
    """Its name among those of a year, or of the repository where it is kept once for all."""
    path: str
    """Its file, with {year} where each year has its own."""
    page: Page | None
    """How it is printed; None where it has no page, and only goes out to Excel."""
    due: tuple[str, ...]
    """The functions below `isoqms.agenda` that look in it for what there is to do; () for none."""
    empty: str | None
    """How a new year begins it, with nothing in it; None where a new year does not begin it."""
    lists: tuple[RecordList, ...]
    """Every list of records at its top, and those inside of which there is something to say."""
    sheet: SheetWord | None = None
    """The word for what is said once for all of it; None where nothing is."""
    carried: Carried | None = None
    """What a new year takes over; None where each year begins anew."""

    @property
    def yearly(self) -> bool:
        """Whether each year has its own."""
        return "{year}" in self.path

    @property
    def is_markdown(self) -> bool:
        """Whether prose follows the head."""
        return self.path.endswith(".md")

    def file(self, year: int | None) -> PurePosixPath:
        """Where it stands; the year counts only for what is kept by year."""
        return PurePosixPath(self.path.format(year=year))

    def words(self) -> Iterator[RecordWord]:
        """The words for its records, each with the file and the list that hold them."""
        for members in self.lists:
            for word in members.words:
                yield word._replace(
                    path=self.path,
                    file_model=self.model_name,
                    members=members.route,
                )

    @property
    def sheet_word(self) -> SheetWord | None:
        """The word for what is said once for all of it, with its file."""
        if self.sheet is None:
            return None
        return self.sheet._replace(path=self.path, file_model=self.model_name)
