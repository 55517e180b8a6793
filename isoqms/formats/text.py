"""Diagnostics as plain text for the person who will put the documents right."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from pathlib import PurePosixPath

from isoqms.diagnostics import Diagnostic, Outcome, RuleCard, Severity
from isoqms.formats.neutral import visible
from isoqms.wording import date_short, listed, number

MANY = 20
"""About a screenful: above it notes are gathered by file, and a table by rule is added."""

_WORDS = {Severity.ERROR: "lỗi", Severity.WARNING: "cảnh báo", Severity.NOTE: "ghi chú"}
_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}
_CAUSES = ("QMS015",)
"""Rules that say why so much else is found: a copy that is not whole, a joining left half-way."""


def render_text(outcome: Outcome, cards: tuple[RuleCard, ...], *, colour: bool = False) -> str:
    """The errors, the warnings, then the notes, each with its place; the counts close it.

    Every finding is `path:line:column: severity [rule] message`, with the hint and the basis below.
    The notes say one hint once; more than `MANY` are gathered: one for each file and rule, naming
    the other lines.
    """
    parts = [
        *(_block(diagnostic, colour=colour) for diagnostic in _grave(outcome)),
        *_notes([d for d in outcome.diagnostics if d.severity is Severity.NOTE], colour=colour),
    ]
    tail = [*_table(outcome, cards), closing(outcome), *_advice(outcome, cards)]
    if parts:
        parts.append("")
    return "\n".join([*parts, *tail]) + "\n"


def closing(outcome: Outcome) -> str:
    """What was checked and how much was found, as one sentence."""
    checked = (
        f"Đã kiểm tra {number(outcome.documents)} tài liệu, tính đến ngày {_day(outcome.as_of)}"
    )
    if not outcome.diagnostics:
        return f"{checked}: không có lỗi, cảnh báo hay ghi chú nào."
    counts = (f"{number(outcome.count(severity))} {word}" for severity, word in _WORDS.items())
    return f"{checked}: {', '.join(counts)}."


def _day(as_of: str) -> str:
    return date_short(date.fromisoformat(as_of))


def _grave(outcome: Outcome) -> list[Diagnostic]:
    """The errors, then the warnings; within each what causes others, then the outcome's order."""
    found = (d for d in outcome.diagnostics if d.severity is not Severity.NOTE)
    return sorted(found, key=_grave_first)


def _grave_first(found: Diagnostic) -> tuple[int, bool]:
    return found.severity.rank, found.rule not in _CAUSES


def _line(diagnostic: Diagnostic, *, colour: bool) -> str:
    word = diagnostic.severity.value
    if colour:
        word = f"\x1b[{_COLOURS[diagnostic.severity]}m{word}\x1b[0m"
    place, rule, message = map(
        visible, (str(diagnostic.location), diagnostic.rule, diagnostic.message)
    )
    return f"{place}: {word} [{rule}] {message}"


def _advice_lines(diagnostic: Diagnostic) -> Iterator[str]:
    if diagnostic.hint:
        yield f"    gợi ý: {visible(diagnostic.hint)}"
    if diagnostic.basis:
        yield f"    căn cứ: {visible('; '.join(diagnostic.basis))}"


def _related_lines(diagnostic: Diagnostic) -> Iterator[str]:
    for location in diagnostic.related:
        yield f"    liên quan: {visible(str(location))}"


def _block(diagnostic: Diagnostic, *, colour: bool) -> str:
    return "\n".join(
        [_line(diagnostic, colour=colour), *_advice_lines(diagnostic), *_related_lines(diagnostic)]
    )


def _notes(notes: list[Diagnostic], *, colour: bool) -> Iterator[str]:
    """The notes by file, one block each.

    Where a rule has many in a file, one block tells all of them.
    """
    told: set[tuple[str, str, tuple[str, ...]]] = set()
    for group in _grouped(notes, gather=len(notes) > MANY):
        first = group[0]
        yield _line(first, colour=colour)
        advice = (first.rule, first.hint, first.basis)
        if advice not in told:
            yield from _advice_lines(first)
        told.add(advice)
        yield from _related_lines(first)
        if len(group) > 1:
            lines = listed(str(line) for line in sorted({note.location.line for note in group[1:]}))
            yield f"    còn {number(len(group) - 1)} ghi chú như vậy trong tệp này, ở dòng {lines}"


def _grouped(notes: list[Diagnostic], *, gather: bool) -> Iterator[list[Diagnostic]]:
    def by_file(note: Diagnostic) -> tuple[PurePosixPath, str]:
        return (note.location.path, note.rule)

    for _, group in groupby(sorted(notes, key=by_file), key=by_file):
        if gather:
            yield list(group)
        else:
            yield from ([note] for note in group)


def _table(outcome: Outcome, cards: tuple[RuleCard, ...]) -> Iterable[str]:
    """How often each rule spoke, gravest first.

    So the last screen shows what matters even after many notes.
    """
    if len(outcome.diagnostics) <= MANY:
        return ()
    titles = {card.code: card.title for card in cards}
    counts = Counter((d.severity.rank, d.severity, d.rule) for d in outcome.diagnostics)
    rows = sorted(counts.items(), key=lambda row: (row[0][0], -row[1], row[0][2]))
    lines = (
        (
            f"{number(count):>7} {_WORDS[severity]:<8}  {visible(rule)}  "
            f"{visible(titles.get(rule, ''))}"
        ).rstrip()
        for (_, severity, rule), count in rows
    )
    return ("Theo quy tắc:", *lines, "")


def _advice(outcome: Outcome, cards: tuple[RuleCard, ...]) -> Iterable[str]:
    """How to learn more, said for the gravest finding that has a page."""
    known = {card.code for card in cards}
    ranked = sorted(outcome.diagnostics, key=_grave_first)
    rule = next((d.rule for d in ranked if d.rule in known), None)
    if rule is None:
        return ()
    return (f"Xem giải thích một quy tắc bằng `isoqms explain {rule}`.",)
