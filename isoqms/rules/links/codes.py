"""Which codes exist, which are out of use, and which one a wrong code was probably meant to be."""

import re
from collections.abc import Collection

from isoqms.model.base import split_link
from isoqms.model.control.decision import Decision
from isoqms.model.layout import path_of
from isoqms.repository import Entry, Repository
from isoqms.wording import fold, nearest

_MOST_GUESSES = 20
"""How many names are compared letter by letter; a thousand wrong names would take minutes."""


def code_of(link: str) -> str:
    """The code of a link, without the issue that it may pin."""
    # Asked of every link of every document, and few pin an issue.
    if "@" not in link:
        return link
    return split_link(link)[0]


def existing(repository: Repository) -> set[str]:
    """Every code that has a file: in force or draft, readable or not."""
    return {*repository.in_force, *repository.drafted, *repository.unread_codes}


def ever_existing(repository: Repository) -> set[str]:
    """The same, and every code that a decision issued or withdrew, for records of years gone by."""
    codes = existing(repository)
    for decision in repository.decisions:
        codes.update(item.code for item in decision.record.issues)
        codes.update(item.code for item in decision.record.withdraws)
    return codes


def deleted(repository: Repository) -> set[str]:
    """The codes that a decision issued and none withdrew, and of which no file is left."""
    issued = {
        item.code
        for decision in repository.decisions
        for item in decision.record.issues
        # Its title stands there because nobody has had its text since the repository began.
        if item.title is None
    }
    return issued - repository.withdrawn.keys() - existing(repository)


def bring_back(code: str) -> str:
    """What to do where the file of a document was deleted."""
    return f"Tệp của tài liệu này đã bị xóa; đưa về bằng `isoqms restore {code}`."


def withdrawals(repository: Repository) -> dict[str, Entry[Decision]]:
    """The codes that a decision put out of use.

    Not those of which it only took back an older issue.
    """
    out = {}
    for code, decision in repository.withdrawn.items():
        current = repository.in_force.get(code)
        taken = next(
            item.revision for item in reversed(decision.record.withdraws) if item.code == code
        )
        if current is None or taken is None or taken >= current.record.revision:
            out[code] = decision
    return out


def registered_nonconformities(repository: Repository, number: int) -> tuple[set[str], bool]:
    """The keys of nonconformities of a year and the next one, and whether both could be read."""
    keys: set[str] = set()
    is_whole = True
    for wanted in (number, number + 1):
        keys.update(row.record.id for row in repository.rows_of(wanted).nonconformities)
        year = repository.years.get(wanted)
        is_read = year is not None and year.nonconformities is not None
        if not is_read and path_of("khong-phu-hop", wanted) in repository.paths:
            is_whole = False
    return keys, is_whole


class Names:
    """Names that exist, and which of them a wrong name was probably meant to be."""

    def __init__(self, known: Collection[str]) -> None:
        self._known = known
        self._plain: dict[tuple[str, ...], str] = {}
        self._guessed: dict[str, str | None] = {}

    def meant(self, wrong: str) -> str | None:
        """The name that differs only in case, marks, strokes or zeros.

        Else the one with the nearest letters.
        """
        if not self._plain:
            self._plain = {_parts(name): name for name in self._known}
        if wrong not in self._guessed:
            self._guessed[wrong] = self._plain.get(_parts(wrong)) or self._nearest(wrong)
        meant = self._guessed[wrong]
        # A name that was right, and whose thing is gone, was not meant to be itself.
        return None if meant == wrong else meant

    def _nearest(self, wrong: str) -> str | None:
        if len(self._guessed) >= _MOST_GUESSES:
            return None
        return nearest(wrong, self._known)

    def hint(self, wrong: str, otherwise: str) -> str:
        """«Có phải …?» before what else can be done."""
        meant = self.meant(wrong)
        if meant is None:
            return otherwise
        return f"Có phải «{meant}»? {otherwise}"


def _parts(name: str) -> tuple[str, ...]:
    parts = re.findall(r"[0-9]+|[a-z]+", fold(name))
    return tuple(part.lstrip("0") for part in parts)
