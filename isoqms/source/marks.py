"""Words put in the place of marks `[cần điền: …]`: no other letter of the file moves."""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, Final, NamedTuple

from isoqms.diagnostics import Route
from isoqms.source.editing import CannotEdit, Put, Remove, edited
from isoqms.source.mapping import parse
from isoqms.source.reading import MARK, Blank, SourceFile, read_bytes, reread
from isoqms.source.text import is_form

_SENTENCE_ENDS: Final = ".!?:"
_MAY_GO: Final = re.compile(r"hoặc bỏ (?:câu|bước) này$")


class Mark(NamedTuple):
    """A mark of a file: what it asks for, and where it stands."""

    number: int
    """From 1, in the order of the file's text."""
    blank: Blank
    route: Route | None
    """The value of the head that it stands in; None in prose, in a comment."""
    around: str
    """The value, or the line of prose, that it is a part of."""
    place: int
    """How many marks stand before it in that value or line."""
    row: Mapping[str, Any] = {}
    """The keys beside the value."""

    @property
    def may_go(self) -> bool:
        """Whether the sentence, or the step, that it stands in may be left out instead."""
        return _MAY_GO.search(self.blank.words) is not None


def marks_of(path: PurePosixPath, content: bytes) -> tuple[Mark, ...]:
    """Every mark of the file in the order of its text; none where it cannot be read."""
    file = read_bytes(path, content)
    if any(not is_form(fault) for fault in file.faults):
        return ()
    lines = content.decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    held = _held(file, lines)
    marks: list[Mark] = []
    for number, blank in enumerate(file.blanks, start=1):
        if number in held:
            marks.append(Mark(number, blank, *held[number]))
        else:
            line = lines[blank.place.line - 1]
            before = len(MARK.findall(line[: blank.place.column - 1]))
            marks.append(Mark(number, blank, None, line.strip(), before))
    return tuple(marks)


def _held(file: SourceFile, lines: list[str]) -> dict[int, tuple[Route, str, int, dict[str, Any]]]:
    """The marks that stand in values, by number: route, words, place in them, the keys beside."""
    asked = [
        number
        for number, blank in enumerate(file.blanks, start=1)
        if _is_in_head(file, blank) and not lines[blank.place.line - 1].lstrip().startswith("#")
    ]
    found = [
        (route, text, place, row)
        for route, text, row in _texts(reread(file).data, (), {})
        for place, _ in enumerate(MARK.finditer(text))
    ]
    # A mark that is spread over lines, or stands behind a value, cannot be told from another.
    return dict(zip(asked, found, strict=True)) if len(found) == len(asked) else {}


def _is_in_head(file: SourceFile, blank: Blank) -> bool:
    return not file.body_line or blank.place.line < file.body_line


def _texts(
    data: Any, route: Route, row: dict[str, Any]
) -> Iterator[tuple[Route, str, dict[str, Any]]]:
    """Every text of the data with its route, and the mapping that holds it."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, (*route, key), data)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _texts(value, (*route, index), row)
    elif isinstance(data, str):
        yield route, data, row


def filled(path: PurePosixPath, content: bytes, answers: Mapping[int, str]) -> bytes:
    """The file with words in the place of the marks of these numbers.

    An empty answer takes away the sentence, or the step, that a mark stands in which says so.
    CannotEdit where the file cannot be read, or not be edited without touching more.
    """
    marks = {mark.number: mark for mark in marks_of(path, content)}
    lost = sorted(answers.keys() - marks.keys())
    if lost:
        raise CannotEdit(f"«{path}» không còn {len(lost)} chỗ cần điền ấy.", "Xuất lại rồi điền.")
    # The last first: what stands before a mark keeps its place.
    for number in sorted(answers, reverse=True):
        content = _one(path, content, marks[number], answers[number])
    return content


def _one(path: PurePosixPath, content: bytes, mark: Mark, words: str) -> bytes:
    if mark.route is None:
        return _in_text(content, mark.blank, words)
    if not words:
        return edited(path, content, Remove(mark.route[:-1]))
    return _in_value(path, content, mark, words)


def _in_text(content: bytes, blank: Blank, words: str) -> bytes:
    text = content.decode("utf-8", "surrogateescape")
    lines = text.split("\n")
    at, start = blank.place.line - 1, blank.place.column - 1
    # A mark of the bytes' order is no letter of the first line.
    start += at == 0 and text.startswith("\ufeff")
    lines[at] = _changed(lines[at], start, words)
    return "\n".join(lines).encode("utf-8", "surrogateescape")


def _changed(line: str, start: int, words: str) -> str:
    found = MARK.match(line, start)
    if found is None:
        raise ValueError(line)
    if words:
        return line[:start] + words + line[found.end() :]
    begin = max(line.rfind(f"{end} ", 0, start) for end in _SENTENCE_ENDS)
    end = re.compile(r"[.!?](?=\s|$)").search(line, found.end())
    before = line[: begin + 1] if begin >= 0 else ""
    after = line[end.end() if end else len(line) :]
    return f"{before}{after}" if before else after.lstrip()


def _in_value(path: PurePosixPath, content: bytes, mark: Mark, words: str) -> bytes:
    """As it is typed where the value then reads as it should, or written anew with its quotes."""
    route = mark.route or ()
    found = list(MARK.finditer(mark.around))[mark.place]
    wanted = mark.around[: found.start()] + words + mark.around[found.end() :]
    typed = _in_text(content, mark.blank, words)
    before, after = (dict(_values(path, each)) for each in (content, typed))
    if after == {**before, route: wanted}:
        return typed
    return edited(path, content, Put(route, wanted))


def _values(path: PurePosixPath, content: bytes) -> Iterator[tuple[Route, str]]:
    file = read_bytes(path, content)
    for route, text, _ in _texts(parse(path, file.head, file.first_line).data, (), {}):
        yield route, text
