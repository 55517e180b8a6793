"""Where each figure of a report comes from: as lines for a screen, as an annex in Word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final, NamedTuple

from isoqms.facts.reporting.figures import Figure
from isoqms.facts.reporting.sources import Source
from isoqms.pages.layout.blocks import (
    Align,
    Annex,
    AnnexHead,
    Column,
    Note,
    Paper,
    Row,
    Table,
)
from isoqms.pages.layout.printed import printed
from isoqms.wording import number, with_unit

_TITLE: Final = "Nguồn của các số liệu trong báo cáo"
_SAID: Final = "Mỗi số liệu được tính từ các hồ sơ ghi bên cạnh; dòng là dòng của tệp trong kho."
_NAMED: Final = 4
"""So many files of one kind, and lines of one file, are named; more are counted."""
_TWICE: Final = re.compile(r"^(.+?): (?=\1)")
_COLUMNS: Final = (
    Column("TT", 10, Align.CENTER),
    Column("Số liệu", 60),
    Column("Giá trị", 30, Align.CENTER),
    Column("Hồ sơ, tệp, dòng", 70),
)


class Sourced(NamedTuple):
    """A figure with the files that it was computed from."""

    figure: Figure
    sources: tuple[Source, ...]

    @property
    def value(self) -> str:
        """`2.810 hồ sơ`, `99,2%`."""
        value = self.figure.value
        return with_unit(value, self.figure.unit) if value is not None else ""

    @property
    def stated(self) -> str:
        """What the agency stated, where that is something else; or nothing."""
        figure = self.figure
        if figure.stated is None or figure.stated == figure.value:
            return ""
        return with_unit(figure.stated, figure.unit)

    @property
    def told(self) -> tuple[str, ...]:
        """Its files as they are read, those of one kind on one line."""
        groups = groupby(self.sources, key=lambda each: each.record)
        return tuple(_group(record, tuple(files)) for record, files in groups)


def lines(sourced: Sequence[Sourced]) -> Iterator[str]:
    """Each figure with its sources below it, for a screen."""
    for each in sourced:
        also = f" (cơ quan ghi {each.stated})" if each.stated else ""
        yield f"{each.figure.title}: {each.value}{also}"
        yield from (f"    {told}" for told in each.told)


def annex(sourced: Sequence[Sourced], attached: str) -> Annex:
    """The same as an annex of the paper."""
    rows = (
        Row((str(place), each.figure.title, each.value, "; ".join(map(_on_paper, each.told))))
        for place, each in enumerate(sourced, start=1)
    )
    return Annex(AnnexHead(None, _TITLE, attached), (Note(_SAID), Table(_COLUMNS, tuple(rows))))


def _on_paper(told: str) -> str:
    """Words of a screen for a paper, which calls a file by its record: that is named once."""
    return _TWICE.sub("", printed(told))


def with_annex(paper: Paper, added: Annex) -> Paper:
    """The paper with one annex more; where there are several, they are numbered."""
    every = (*paper.annexes, added)
    if len(every) == 1:
        return replace(paper, annexes=every)
    numbered = (
        replace(each, head=replace(each.head, number=place))
        if isinstance(each.head, AnnexHead)
        else each
        for place, each in enumerate(every, start=1)
    )
    return replace(paper, annexes=tuple(numbered))


def _group(record: str, files: tuple[Source, ...]) -> str:
    if len(files) == 1:
        return f"{record}: {_file(files[0])}"
    named = ", ".join(_file(each) for each in files[:_NAMED])
    more = f" … và {number(len(files) - _NAMED)} tệp nữa" if len(files) > _NAMED else ""
    return f"{record}, {number(len(files))} tệp: {named}{more}"


def _file(source: Source) -> str:
    if source.is_whole:
        return str(source.path)
    named = ", ".join(str(line) for line in source.lines[:_NAMED])
    if len(source.lines) > _NAMED:
        named = f"{source.lines[0]} … {source.lines[-1]} ({number(len(source.lines))} chỗ)"
    return f"{source.path}, dòng {named}"
