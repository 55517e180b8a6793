"""YAML to plain data, every scalar as text, with the place where each value stood.

Only this module knows ruamel.yaml's events and marks. It is the exact reader:
slower than `quick`, it names every fault and knows every line.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from isoqms.diagnostics import Fault, Location, Route
from isoqms.source.parsed import Parsed
from isoqms.source.text import place_of

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_DEEPEST = 40


class _TooDeep(Exception):
    """Nested deeper than any document is."""


class _Builder:
    """Data and marks from one stream of events."""

    def __init__(self, path: PurePosixPath, events: Iterator[Any], first_line: int) -> None:
        self.path = path
        self.events = events
        self.shift = first_line
        self.marks: dict[Route, Location] = {}
        self.faults: list[Fault] = []

    def _location(self, event: Any) -> Location:
        return Location(self.path, event.start_mark.line + self.shift, event.start_mark.column + 1)

    def fault(self, rule: str, event: Any, message: str, hint: str) -> None:
        """Keep a fault that stands where `event` starts."""
        self.faults.append(Fault(rule, self._location(event), message, hint))

    def build(self, event: Any, route: Route) -> Any:
        """The value that starts with `event`."""
        if len(route) > _DEEPEST:
            raise _TooDeep
        if isinstance(event, AliasEvent):
            self.fault(
                "QMS004",
                event,
                f"Dùng bí danh YAML «*{event.anchor}».",
                "Viết lại nội dung ở chỗ cần dùng.",
            )
            return None
        self._refuse(event)
        if isinstance(event, ScalarEvent):
            # Between quotes an empty text or `null` is a text.
            return None if not event.style and event.value in NULLS else event.value
        if isinstance(event, SequenceStartEvent):
            return self._sequence(route)
        return self._mapping(route)

    def _refuse(self, event: Any) -> None:
        """Keep a fault for what of YAML no document may use."""
        if event.anchor:
            self.fault(
                "QMS004",
                event,
                f"Dùng neo YAML «&{event.anchor}».",
                "Bỏ neo, viết nội dung tại chỗ.",
            )
        if event.tag and not _is_implied(event):
            self.fault(
                "QMS004",
                event,
                f"Dùng thẻ YAML «{event.tag}».",
                "Bỏ thẻ; kho chỉ dùng chữ, danh sách, bảng.",
            )

    def _sequence(self, route: Route) -> list[Any]:
        items: list[Any] = []
        for event in self.events:
            if isinstance(event, SequenceEndEvent):
                break
            member = (*route, len(items))
            self.marks[member] = self._location(event)
            items.append(self.build(event, member))
        return items

    def _mapping(self, route: Route) -> dict[str, Any]:
        members: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, MappingEndEvent):
                break
            name = self._key(event, route)
            member = (*route, name)
            value_event = next(self.events)
            repeated = name in members
            # An empty value has no mark of its own, so a member stands at its key.
            if repeated:
                first = self.marks[member].line
                message = f"Khóa «{name}» được viết hai lần (lần đầu ở dòng {first})."
                self.fault("QMS003", event, message, "Giữ lại một, xóa dòng kia.")
            else:
                self.marks[member] = self._location(event)
            value = self.build(value_event, member)
            if not repeated:
                members[name] = value
        return members

    def _key(self, event: Any, route: Route) -> str:
        if not isinstance(event, ScalarEvent):
            self.fault(
                "QMS002",
                event,
                "Khóa phải là một từ.",
                "Viết khóa là một từ, rồi dấu hai chấm.",
            )
            self.build(event, (*route, "?"))
            return "?"
        if event.value == "<<" and not event.style:
            self.fault("QMS004", event, "Dùng phép trộn YAML «<<».", "Viết đủ các khóa tại chỗ.")
        return str(event.value)


def _is_implied(event: Any) -> bool:
    """Whether the tag of an event was given by the reader, not written by hand."""
    implicit = event.implicit
    return any(implicit) if isinstance(implicit, tuple) else bool(implicit)


def parse(path: PurePosixPath, text: str, first_line: int = 1) -> Parsed:
    """The data of one YAML text whose first line is line `first_line` of the file at `path`."""
    builder = _Builder(path, iter(YAML(typ="safe").parse(text)), first_line)
    try:
        data = _document(builder, text)
    except _TooDeep:
        fault = Fault(
            "QMS002",
            Location(path, first_line),
            "Nội dung lồng quá nhiều tầng.",
            "Viết lại cho phẳng hơn.",
        )
        return Parsed(None, {}, (fault,))
    except YAMLError as error:
        return Parsed(
            None,
            builder.marks,
            (*builder.faults, _syntax_fault(path, text, first_line, error)),
        )
    builder.marks.setdefault((), Location(path, first_line))
    return Parsed(data, builder.marks, tuple(builder.faults))


def _document(builder: _Builder, text: str) -> Any:
    """The value of the only document in the stream; None for an empty one."""
    next(builder.events)  # the start of the stream
    start = next(builder.events)
    if isinstance(start, StreamEndEvent):
        return None
    data = builder.build(next(builder.events), ())
    next(builder.events)  # the end of the document
    after = next(builder.events)
    if not isinstance(after, StreamEndEvent):
        message = "Có dấu «---» giữa tệp: một tệp chỉ chứa một bản ghi."
        builder.fault("QMS002", after, message, "Tách phần sau thành tệp riêng, hoặc xóa dấu ---.")
        for _ in builder.events:
            pass
    if isinstance(data, str) and "\xa0" in text:
        builder.faults.append(_no_break(builder.path, text, builder.shift))
    return data


def _no_break(path: PurePosixPath, text: str, first_line: int) -> Fault:
    """The fault for a no-break space after a key, which turns a whole mapping into one text."""
    place = place_of(path, text, text.index("\xa0"))
    location = Location(path, place.line + first_line - 1, place.column)
    message = "Sau dấu hai chấm là dấu cách đặc biệt (dán từ Word), nên máy không hiểu đây là khóa."
    return Fault("QMS005", location, message, "Xóa dấu cách đó và gõ lại bằng phím cách.")


def _syntax_fault(path: PurePosixPath, text: str, first_line: int, error: YAMLError) -> Fault:
    """The fault that a syntax error is, at the point where reading stopped."""
    if isinstance(error, MarkedYAMLError) and error.problem_mark is not None:
        lines = text.rstrip().split("\n")
        mark = error.problem_mark
        if mark.line >= len(lines) and error.context_mark is not None:
            # What was never closed is better shown where it was opened than behind the last line.
            mark = error.context_mark
        last = len(lines) - 1
        line, column = (mark.line, mark.column) if mark.line <= last else (last, len(lines[last]))
        return _explain(
            Location(path, line + first_line, column + 1),
            lines[line],
            str(error.problem),
        )
    # A character that YAML forbids has an offset and no mark.
    at = place_of(path, text, getattr(error, "position", 0) or 0)
    location = Location(path, at.line + first_line - 1, at.column)
    return Fault("QMS005", location, "Có ký tự mà YAML không cho phép.", "Xóa ký tự lạ ở chỗ này.")


# The longer words first: `did not find expected` is part of others.
_SENTENCES = {
    "mapping values are not allowed": (
        "Thừa dấu hai chấm trong dòng này.",
        "Nếu nội dung có dấu hai chấm, đặt cả nội dung trong dấu nháy đơn: '…'.",
    ),
    "did not find expected ',' or": (
        "Danh sách trong ngoặc chưa được đóng.",
        "Thêm dấu ] hoặc } còn thiếu.",
    ),
    "did not find expected node content": (
        "Danh sách trong ngoặc chưa được đóng.",
        "Thêm dấu ] hoặc } còn thiếu.",
    ),
    "found unexpected end of stream": (
        "Dấu nháy chưa được đóng.",
        "Thêm dấu nháy còn thiếu ở cuối giá trị.",
    ),
    "cannot start any token": (
        "Giá trị bắt đầu bằng ký tự có nghĩa riêng trong YAML (@, %, ` …).",
        "Đặt giá trị trong dấu nháy đơn: '…'.",
    ),
    "found unexpected ':'": (
        "Trong ngoặc [ ] hoặc { } có giá trị chứa dấu hai chấm.",
        "Đặt giá trị đó trong dấu nháy đơn: '12:30'.",
    ),
    "could not find expected ':'": (
        "Dòng này thiếu dấu hai chấm sau khóa.",
        "Viết theo dạng `khóa: giá trị`.",
    ),
    "did not find expected": (
        "Thụt lề không khớp với các dòng trên.",
        "Canh dòng này thẳng với các dòng cùng cấp.",
    ),
}


def _explain(location: Location, line: str, problem: str) -> Fault:
    """A Vietnamese sentence for what the reader stumbled on."""
    lead = line[: len(line) - len(line.lstrip())]
    stumbled = "cannot start any token" in problem and "\t" in line
    if "\t" in lead or stumbled:
        message = "Dòng này thụt lề bằng phím Tab."
        return Fault("QMS005", location, message, "Thay mỗi Tab bằng hai dấu cách.")
    if "\xa0" in line:
        return Fault(
            "QMS005",
            location,
            "Dòng này có dấu cách đặc biệt (dán từ Word), máy không tách được khóa và giá trị.",
            "Xóa dấu cách đó và gõ lại bằng phím cách.",
        )
    for part, (message, hint) in _SENTENCES.items():
        if part in problem:
            return Fault("QMS002", location, message, hint)
    return Fault(
        "QMS002",
        location,
        "Không đọc được YAML từ chỗ này.",
        "Xem lại dấu hai chấm, dấu nháy và thụt lề.",
    )
