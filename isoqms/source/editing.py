"""Edits in YAML that people wrote: one value is set, added or removed, no other letter moves.

The whole file is never written anew: its comments, quotes, blank lines and the way its lists are
drawn are theirs.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import PurePosixPath
from typing import Any, Final, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from isoqms.diagnostics import Route
from isoqms.errors import IsoqmsError
from isoqms.source.reading import split_head
from isoqms.source.scalars import quoted, read_scalars, scalar
from isoqms.source.text import in_utf8

Value: TypeAlias = Any
"""A text, number, date or truth; a mapping or list of them. None stands for a key to leave out."""

_BOM: Final = "\ufeff"
_STEP: Final = 2
_CHECK: Final = "`isoqms validate`"
_NESTED: Final = (Mapping, list, tuple)
_BLOCK: Final = ("|", ">")
"""The styles of a text that goes on over several lines."""
_NULLS: Final = ("", "~", "null", "Null", "NULL")


class CannotEdit(IsoqmsError):
    """A file that a person wrote in a way that cannot be edited safely."""


@dataclass(frozen=True, slots=True)
class Put:
    """Set the key at the end of `route` to `value`.

    It is added behind the others where it is missing.
    """

    route: Route
    value: Value


@dataclass(frozen=True, slots=True)
class Append:
    """Add `items` at the end of the list at `route`.

    It is begun where it is missing or empty.
    """

    route: Route
    items: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Remove:
    """Remove the key or the member of a list at `route`; nothing happens where there is none."""

    route: Route


Edit: TypeAlias = Put | Append | Remove


def edited(path: PurePosixPath, content: bytes, *edits: Edit) -> bytes:
    """The content of a file after the edits, one after the other: YAML, or Markdown with a head.

    CannotEdit, naming the file, where it is no YAML, or where an edit would change more than it
    says.
    """
    text = in_utf8(content).decode("utf-8", "surrogateescape")
    mark = _BOM if text.startswith(_BOM) else ""
    ends = "\r\n" if "\r\n" in text else "\n"
    text = text.removeprefix(mark).replace("\r\n", "\n")
    before, text, after = _parts(path, text)
    for batch in _batches(edits):
        text = _checked(path, text, batch)
    return f"{mark}{before}{text}{after}".replace("\n", ends).encode("utf-8", "surrogateescape")


def _parts(path: PurePosixPath, text: str) -> tuple[str, str, str]:
    """What stands before the YAML of a file, the YAML itself, and what stands behind it."""
    if path.suffix != ".md":
        return "", text, ""
    parts = split_head(text)
    if parts is None:
        raise CannotEdit(
            f"«{path}» không có phần đầu giữa hai dòng ---.",
            "Sửa phần đầu của tệp rồi chạy lại.",
        )
    head, body = parts
    # A file may end with the dashes below its head, and no line break behind them.
    if body or text.endswith("\n"):
        return "---\n", head, f"---\n{body}"
    return "---\n", head, "---"


def _batches(edits: Iterable[Edit]) -> Iterator[tuple[Edit, ...]]:
    """The edits in their order.

    Those that stand apart go together, so that a file is read once for them all.
    """
    batch: list[Edit] = []
    for edit in edits:
        if batch and _must_wait(edit, batch):
            yield tuple(batch)
            batch = []
        if isinstance(edit, Append):
            yield (edit,)
        else:
            batch.append(edit)
    if batch:
        yield tuple(batch)


def _must_wait(edit: Edit, batch: list[Edit]) -> bool:
    """Whether an edit needs the file as those of the batch leave it."""
    if isinstance(edit, Append):
        return True
    return any(_overlap(edit.route, other.route) for other in batch)


def _overlap(one: Route, other: Route) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _checked(path: PurePosixPath, text: str, batch: tuple[Edit, ...]) -> str:
    """The text after these edits, read back and found to hold just what it should."""
    try:
        wanted = _data(text)
        for edit in batch:
            wanted = _done(wanted, edit)
        out = _edited(text, *batch)
        if _data(out) == wanted:
            return out
    except (YAMLError, IsoqmsError, KeyError, IndexError, TypeError, ValueError) as error:
        if len(batch) == 1:
            raise _refusal(path, batch[0]) from error
    if len(batch) == 1:
        raise _refusal(path, batch[0])
    # One of them is in the way of another, or cannot be made at all; then it is found and named.
    half = len(batch) // 2
    return _checked(path, _checked(path, text, batch[:half]), batch[half:])


def _refusal(path: PurePosixPath, edit: Edit) -> CannotEdit:
    where = ".".join(str(part) for part in edit.route)
    return CannotEdit(
        f"Không tự sửa được mục «{where}» của «{path}» mà giữ nguyên phần còn lại.",
        f"Kiểm tra tệp bằng {_CHECK}; viết danh sách thành từng dòng gạch đầu dòng rồi chạy lại.",
    )


# What the data would be: a plain model that every edit is held against.


def _data(text: str) -> Any:
    data = read_scalars(text)
    return {} if data is None or data == "" else data


def _done(data: Any, edit: Edit) -> Any:
    *way, last = edit.route
    parent = data
    for part in way:
        parent = parent[part]
    if isinstance(edit, Put):
        parent[last] = as_text(edit.value)
    elif isinstance(edit, Append):
        old = parent.get(last) if isinstance(parent, dict) else parent[last]
        parent[last] = [
            *(old if isinstance(old, list) else _empty(old)),
            *map(as_text, edit.items),
        ]
    elif isinstance(parent, dict):
        parent.pop(last, None)
    else:
        del parent[last]
    return data


def _empty(value: Any) -> list[Any]:
    if value is not None and value not in _NULLS:
        raise TypeError(value)
    return []


def as_text(value: Value) -> Any:
    """The value as the exact reader gives it back."""
    if isinstance(value, Mapping):
        return {key: as_text(each) for key, each in value.items() if each is not None}
    if isinstance(value, (list, tuple)):
        return [as_text(each) for each in value]
    return _words(value)


def _words(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, (str, int, Decimal, date)):
        return str(value)
    raise TypeError(value)


# How a value is written.


def _scalar(value: Value) -> str:
    words = _words(value)
    return scalar(words) if isinstance(value, (str, Enum)) else words


def _flow(value: Value) -> str:
    """The value on one line, between brackets."""
    if isinstance(value, Mapping):
        members = (f"{key}: {_flow(each)}" for key, each in value.items() if each is not None)
        return f"{{{', '.join(members)}}}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_flow(each) for each in value)}]"
    # Commas and brackets mean something here, so whatever is not a plain word stands between
    # quotes.
    return quoted(_words(value)) if isinstance(value, (str, Enum)) else _words(value)


def _in_line(value: Value) -> str:
    """The value behind its key or dash."""
    return _flow(value) if isinstance(value, _NESTED) else _scalar(value)


def _member(key: str, value: Value, indent: int) -> str:
    """The lines of a key and its value."""
    lead = " " * indent
    if isinstance(value, Mapping) and value:
        return f"{lead}{key}:\n{_said(value, indent + _STEP)}"
    if isinstance(value, (list, tuple)) and value:
        return f"{lead}{key}:\n{_items(value, indent + _STEP)}"
    return f"{lead}{key}: {_in_line(value)}\n"


def _said(values: Mapping[str, Value], indent: int) -> str:
    """The lines of the keys that have a value."""
    given = ((name, each) for name, each in values.items() if each is not None)
    return "".join(_member(name, each, indent) for name, each in given)


def _items(values: Iterable[Value], indent: int) -> str:
    """The lines of the members of a list, their dashes at `indent`."""
    out = []
    for value in values:
        if isinstance(value, Mapping) and value:
            lines = _said(value, indent + _STEP)
            out.append(f"{' ' * indent}- {lines[indent + _STEP :]}")
        else:
            out.append(f"{' ' * indent}- {_in_line(value)}\n")
    return "".join(out)


# Where it is written.


def _edited(text: str, *batch: Edit) -> str:
    """The text after edits that stand apart."""
    if text and not text.endswith("\n"):
        text += "\n"
    # Pure: its marks count letters; the C reader's count bytes or nothing at all.
    root = YAML(pure=True).compose(text)
    if root is None or _is_null(root):
        (edit,) = batch
        return _begun(text, edit)
    if len(batch) == 1:
        return _made(text, root, batch[0])
    # The last first: what was read of the text before an edit still holds after it.
    starts = [(_start(text, root, edit.route), place) for place, edit in enumerate(batch)]
    for _, place in sorted(starts, reverse=True):
        text = _made(text, root, batch[place])
    return text


def _start(text: str, root: Node, route: Route) -> int:
    """Where an edit begins to change the text."""
    parent = _at(root, route[:-1])
    place = _place(parent, route[-1])
    if place is not None:
        return int(place[0].start_mark.index)
    members = _members(parent)
    if not members:
        return int(parent.start_mark.index) + 1
    last = members[-1][1]
    return _end(text, last) if _is_flow(parent) else _after(text, last)


def _made(text: str, root: Node, edit: Edit) -> str:
    """The text after one edit."""
    parent = _at(root, edit.route[:-1])
    last = edit.route[-1]
    place = _place(parent, last)
    if isinstance(edit, Remove):
        return text if place is None else _removed(text, parent, *place)
    if isinstance(edit, Append):
        if place is None or _is_null(place[1]) or not _members(place[1]):
            return _put(text, parent, place, str(last), list(edit.items))
        return _appended(text, place[1], edit.items)
    return _put(text, parent, place, str(last), edit.value)


def _begun(text: str, edit: Edit) -> str:
    """A file that held nothing but comments, with its first key."""
    if isinstance(edit, Remove):
        return text
    (key,) = edit.route
    return text + _member(str(key), list(edit.items) if isinstance(edit, Append) else edit.value, 0)


def _at(node: Node, route: Route) -> Node:
    for part in route:
        place = _place(node, part)
        if place is None:
            raise KeyError(part)
        node = place[1]
    return node


def _place(node: Node, part: str | int) -> tuple[Node, Node] | None:
    """The key and the value of a member, both the member itself in a list.

    None where there is none.
    """
    if isinstance(node, SequenceNode) and isinstance(part, int):
        return (node.value[part], node.value[part]) if part < len(node.value) else None
    if not isinstance(node, MappingNode):
        raise TypeError(part)
    return next(((key, value) for key, value in node.value if key.value == str(part)), None)


def _members(node: Node) -> list[Any]:
    return node.value if isinstance(node, (SequenceNode, MappingNode)) else []


def _is_flow(node: Node) -> bool:
    return isinstance(node, (SequenceNode, MappingNode)) and bool(node.flow_style)


def _is_null(node: Node) -> bool:
    return isinstance(node, ScalarNode) and not node.style and node.value in _NULLS


def _dressed(value: Value, old: ScalarNode, parent: Node) -> str:
    """The value in the dress of the old one: quotes stay quotes, a bracket asks for more care."""
    if old.style:
        return quoted(_words(value))
    return _flow(value) if _is_flow(parent) else _scalar(value)


def _put(text: str, parent: Node, place: tuple[Node, Node] | None, key: str, value: Value) -> str:
    if place is None:
        return _added(text, parent, key, value)
    name, old = place
    nested = isinstance(value, _NESTED)
    if isinstance(old, ScalarNode) and old.style not in _BLOCK and not nested:
        return _replaced(text, parent, name, old, value)
    keeps_brackets = nested and bool(value) and _is_flow(old) and bool(_members(old))
    if _is_flow(parent) or keeps_brackets:
        return f"{text[: old.start_mark.index]}{_flow(value)}{text[_end(text, old) :]}"
    # The lines of the old value go, a comment behind the key stays.
    line = text.rfind("\n", 0, name.start_mark.index) + 1
    rest = _after(text, old)
    lead = text[line : name.start_mark.index]
    new = _member(key, value, name.start_mark.column)
    return f"{text[:line]}{lead}{new.lstrip(' ')}{text[rest:]}"


def _replaced(text: str, parent: Node, name: Node, old: ScalarNode, value: Value) -> str:
    """A value on one line in the place of another."""
    end = _end(text, old)
    start = min(old.start_mark.index, end)
    # Behind a `key:` with nothing after it the blank is missing too.
    gap = " " if start == name.end_mark.index + 1 else ""
    return f"{text[:start]}{gap}{_dressed(value, old, parent)}{text[end:]}"


def _added(text: str, parent: Node, key: str, value: Value) -> str:
    """A key behind the others of its mapping."""
    if not isinstance(parent, MappingNode):
        raise TypeError(key)
    if _is_flow(parent) and not parent.value:
        if not parent.start_mark.column:
            raise ValueError(key)  # a whole file between brackets is nobody's hand
        at = parent.start_mark.index + 1
        return f"{text[:at]}{key}: {_flow(value)}{text[at:]}"
    last = parent.value[-1][1]
    if _is_flow(parent):
        end = _end(text, last)
        return f"{text[:end]}, {key}: {_flow(value)}{text[end:]}"
    at = _after(text, last)
    return text[:at] + _member(key, value, parent.value[0][0].start_mark.column) + text[at:]


def _appended(text: str, node: Node, items: tuple[Value, ...]) -> str:
    if not isinstance(node, SequenceNode):
        raise TypeError(node)
    last = node.value[-1]
    if _is_flow(node):
        end = _end(text, last)
        return f"{text[:end]}, {', '.join(_flow(item) for item in items)}{text[end:]}"
    at = _after(text, last)
    return text[:at] + _items(items, node.start_mark.column) + text[at:]


def _removed(text: str, parent: Node, key: Node, value: Node) -> str:
    if _is_flow(parent):
        return _taken_out(text, parent, value)
    line = text.rfind("\n", 0, key.start_mark.index) + 1
    lead = text[line : key.start_mark.index]
    if lead.strip(" -"):
        raise ValueError(key)
    end = _after(text, value)
    if isinstance(parent, MappingNode) and "-" in lead:
        return _without_first(text, parent, key, end)
    if len(_members(parent)) > 1:
        return text[:line] + text[end:]
    return _emptied(text, parent, line, end)


def _taken_out(text: str, parent: Node, value: Node) -> str:
    """A member out from between brackets, with the comma that parts it from the others."""
    members = [_pair(member) for member in _members(parent)]
    index = next(place for place, (_, each) in enumerate(members) if each is value)
    if index:
        _, before = members[index - 1]
        return text[: _end(text, before)] + text[_end(text, value) :]
    start = members[0][0].start_mark.index
    if len(members) == 1:
        return text[:start] + text[_end(text, value) :]
    return text[:start] + text[members[1][0].start_mark.index :]


def _pair(member: Any) -> tuple[Node, Node]:
    """Key and value of a member; both the member itself in a list."""
    return member if isinstance(member, tuple) else (member, member)


def _without_first(text: str, parent: Node, key: Node, end: int) -> str:
    """The first key of a list's member carries its dash, which the next key takes over."""
    following = parent.value[1][0] if len(parent.value) > 1 else None
    if following is None or text[end : following.start_mark.index].strip():
        raise ValueError(key)
    return text[: key.start_mark.index] + text[following.start_mark.index :]


def _emptied(text: str, parent: Node, line: int, end: int) -> str:
    """A list that has lost its only member is an empty list, not a key without a value."""
    if isinstance(parent, MappingNode):
        return text[:line] + text[end:]
    above = text[:line].rstrip("\n")
    head, colon, comment = above.rpartition(":")
    if not colon or (comment.strip() and not comment.strip().startswith("#")):
        raise ValueError(line)
    return f"{head}: []{comment}\n{text[end:]}"


def _last_leaf(node: Node) -> Node:
    """Where a value written over several lines ends: its own end mark stands at the next key."""
    while _members(node) and not _is_flow(node):
        _, node = _pair(node.value[-1])
    return node


def _end(text: str, node: Node) -> int:
    """The index behind the last letter of a value."""
    leaf = _last_leaf(node)
    end = int(leaf.end_mark.index)
    start = int(leaf.start_mark.index)
    if start == end:  # the mark of a missing value may stand on the next line
        return len(text[:end].rstrip())
    if isinstance(leaf, ScalarNode) and (leaf.style in _BLOCK or not leaf.style):
        end = start + len(text[start:end].rstrip())
    return end


def _after(text: str, node: Node) -> int:
    """The index of the line behind a value and the comment on its last line."""
    end = text.find("\n", _end(text, node))
    return len(text) if end < 0 else end + 1
