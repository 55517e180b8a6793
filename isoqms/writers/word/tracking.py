"""The grammar of tracked changes: words, paragraphs and rows marked as inserted or deleted.

Only this module knows `w:ins`, `w:del` and their kin; each mark has an id of its own, counted from
1.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count, groupby
from typing import Any, Final

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from isoqms.pages.layout.comparison.words import Fate, changes, split_words
from isoqms.pages.layout.typesetting import NO_BREAK_HYPHEN
from isoqms.writers.word.wordml import NAMESPACES, cleaned

_DELETED_TEXT = {qn("w:t"): qn("w:delText"), qn("w:instrText"): qn("w:delInstrText")}
_TAGS = {Fate.DELETED: "w:del", Fate.INSERTED: "w:ins"}
# What stands behind the run properties of a paragraph's own mark.
_AFTER_MARK = (qn("w:sectPr"), qn("w:pPrChange"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_HYPHEN: Final = qn("w:noBreakHyphen")
_BREAKS: Final = {qn("w:br"): ("br", "\n"), qn("w:tab"): ("tab", "\t")}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a line break, a tab or a whole field, and its hand.

    Two that look and read the same are equal.
    """

    kind: str
    text: str
    hand: str = ""
    runs: tuple[Any, ...] = field(default=(), compare=False)
    """The runs of a field, which cannot be taken apart."""


def tokens(paragraph: Any) -> list[Token]:
    """The words of a paragraph in order."""
    found: list[Token] = []
    open_field: list[Any] = []
    for run in paragraph.findall(qn("w:r")):
        edge = run.find(qn("w:fldChar"))
        if open_field or edge is not None:
            open_field.append(run)
            if edge is not None and edge.get(qn("w:fldCharType")) == "end":
                order = "".join(
                    part.text for one in open_field for part in one.iter(qn("w:instrText"))
                )
                found.append(Token("field", order, runs=tuple(open_field)))
                open_field = []
        else:
            found.extend(_words(run))
    return found


def _words(run: Any) -> Iterator[Token]:
    hand = _hand(run)
    for is_text, parts in groupby(run, key=lambda part: part.tag in (qn("w:t"), _HYPHEN)):
        if is_text:
            # A number with its symbol is one word, though its hyphens are elements of their own.
            text = "".join(
                NO_BREAK_HYPHEN if part.tag == _HYPHEN else part.text or "" for part in parts
            )
            yield from (Token("text", word, hand) for word in split_words(text))
        else:
            kinds = (_BREAKS.get(part.tag) for part in parts)
            yield from (Token(*kind, hand) for kind in kinds if kind)


def _hand(run: Any) -> str:
    """The properties of a run as XML without its namespaces, to be compared and written again."""
    properties = run.find(qn("w:rPr"))
    if properties is None:
        return ""
    return "".join(_plain_xml(part) for part in properties)


def _plain_xml(part: Any) -> str:
    value = part.get(qn("w:val"))
    name = part.tag.rpartition("}")[2]
    return f'<w:{name} w:val="{value}"/>' if value is not None else f"<w:{name}/>"


class Marker:
    """Marks what one author changed at one time."""

    def __init__(self, author: str, when: datetime) -> None:
        """A time with a zone is told in UTC, as Word reads it.

        One without is taken as it stands.
        """
        moment = when.astimezone(UTC) if when.tzinfo else when
        self._author = cleaned(author).replace("\n", " ").strip() or "isoqms"
        self._when = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        self._ids = count(1)

    def element(self, tag: str) -> Any:
        """An empty mark with the next id, the author and the time."""
        mark = parse_xml(f"<{tag} {NAMESPACES}/>")
        mark.set(qn("w:id"), str(next(self._ids)))
        mark.set(qn("w:author"), self._author)
        mark.set(qn("w:date"), self._when)
        return mark

    def paragraph(self, given: Any, fate: Fate) -> Any:
        """A whole paragraph with that fate: its words and the mark at its end."""
        made = self._emptied(given)
        self.end(made, fate)
        made.extend(self._written(fate, tokens(given)))
        return made

    def end(self, paragraph: Any, fate: Fate) -> None:
        """Mark the end of a paragraph."""
        properties = paragraph.find(qn("w:pPr"))
        mark = parse_xml(f"<w:rPr {NAMESPACES}/>")
        mark.append(self.element(_TAGS[fate]))
        behind = next(
            (index for index, part in enumerate(properties) if part.tag in _AFTER_MARK),
            len(properties),
        )
        properties.insert(behind, mark)

    def words(self, old: Any, new: Any) -> Any:
        """The paragraph `new` with what it changes of `old`; a change of style is marked too."""
        before, after = tokens(old), tokens(new)
        made = self._emptied(new)
        self._restyled(made, old)
        ends = [part.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") for part in (made, old)]
        if ends[0] is not None and ends[1] is not None:
            self.section(ends[0], ends[1])
        for kept, i1, i2, j1, j2 in changes(before, after, lambda token: token.text):
            if kept:
                made.extend(self._written(Fate.KEPT, after[j1:j2]))
            else:
                made.extend(self._written(Fate.DELETED, before[i1:i2]))
                made.extend(self._written(Fate.INSERTED, after[j1:j2]))
        return made

    def row(self, given: Any, fate: Fate) -> Any:
        """A whole row with that fate, and all in it."""
        made = deepcopy(given)
        for cell in made.findall(qn("w:tc")):
            for paragraph in cell.findall(qn("w:p")):
                cell.replace(paragraph, self.paragraph(paragraph, fate))
        properties = made.find(qn("w:trPr"))
        if properties is None:
            properties = parse_xml(f"<w:trPr {NAMESPACES}/>")
            made.insert(0, properties)
        properties.append(self.element(_TAGS[fate]))
        return made

    def table(self, given: Any, fate: Fate) -> Any:
        """A whole table with that fate: each of its rows."""
        made = deepcopy(given)
        for row in made.findall(qn("w:tr")):
            made.replace(row, self.row(row, fate))
        return made

    def section(self, new: Any, old: Any) -> None:
        """Note in the section `new` what it was, where that differs.

        The references to headers are not tracked.
        """
        was, now = _bare(old), _bare(new)
        if _told(was) == _told(now):
            return
        mark = self.element("w:sectPrChange")
        mark.append(was)
        new.append(mark)

    def _emptied(self, given: Any) -> Any:
        """The paragraph without its words; each has properties, if only to carry a mark."""
        made = parse_xml(f"<w:p {NAMESPACES}/>")
        properties = given.find(qn("w:pPr"))
        made.append(
            parse_xml(f"<w:pPr {NAMESPACES}/>") if properties is None else deepcopy(properties)
        )
        return made

    def _restyled(self, made: Any, old: Any) -> None:
        if _style(made) == _style(old):
            return
        mark = self.element("w:pPrChange")
        was = parse_xml(f"<w:pPr {NAMESPACES}/>")
        given = old.find(qn("w:pPr"))
        was.extend(deepcopy(part) for part in given if part.tag not in (qn("w:rPr"), *_AFTER_MARK))
        mark.append(was)
        made.find(qn("w:pPr")).append(mark)

    def _written(self, fate: Fate, given: Sequence[Token]) -> list[Any]:
        """The runs of words with one fate, in its mark."""
        runs = list(_runs(given))
        if fate is Fate.KEPT or not runs:
            return runs
        mark = self.element(_TAGS[fate])
        mark.extend(runs)
        if fate is Fate.DELETED:
            for part in list(mark.iter(*_DELETED_TEXT)):
                part.tag = _DELETED_TEXT[part.tag]
        return [mark]


def _runs(given: Sequence[Token]) -> Iterator[Any]:
    for (kind, hand), members in groupby(
        given, key=lambda token: (token.kind == "field", token.hand)
    ):
        held = list(members)
        if kind:
            yield from (deepcopy(run) for token in held for run in token.runs)
        else:
            yield _run(hand, held)


def _run(hand: str, given: Sequence[Token]) -> Any:
    properties = f"<w:rPr>{hand}</w:rPr>" if hand else ""
    run = parse_xml(f"<w:r {NAMESPACES}>{properties}</w:r>")
    for kind, members in groupby(given, key=lambda token: token.kind):
        held = list(members)
        if kind == "text":
            run.extend(_letters(run, "".join(token.text for token in held)))
        else:
            run.extend(run.makeelement(qn(f"w:{kind}")) for _ in held)
    return run


def _letters(run: Any, text: str) -> Iterator[Any]:
    """The elements that hold `text`, a hyphen at which no line ends apart."""
    for place, piece in enumerate(text.split(NO_BREAK_HYPHEN)):
        if place:
            yield run.makeelement(_HYPHEN)
        if piece:
            element = run.makeelement(qn("w:t"), {_SPACE: "preserve"})
            element.text = piece
            yield element


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if style is None else str(style.get(qn("w:val")))


def _told(section: Any) -> list[tuple[Any, dict[Any, Any]]]:
    return [(part.tag, dict(part.attrib)) for part in section]


def _bare(section: Any) -> Any:
    bare = deepcopy(section)
    for part in bare.findall(qn("w:headerReference")) + bare.findall(qn("w:footerReference")):
        bare.remove(part)
    return bare
