"""What differs between two states of a file, in short Vietnamese phrases: rows, values, lines."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, Final

from isoqms.model.kinds import RecordList, RegisterKind
from isoqms.model.layout import kind_of
from isoqms.source.reading import read_bytes
from isoqms.source.text import decode
from isoqms.wording import number

_MOST: Final = 4
"""Rows of one kind that are named; the others are counted."""
_LONGEST: Final = 40

_Row = Mapping[str, Any]


def edits_of(path: PurePosixPath, before: bytes | None, after: bytes | None) -> str:
    """What happens to a file from one state to the other; None stands for no file."""
    if before is None:
        return "thêm tệp này"
    if after is None:
        count = _count_of_rows(path, before)
        return f"bỏ tệp này, mất {number(count)} dòng" if count else "bỏ tệp này"
    return "; ".join(_of_register(path, before, after)) or _of_lines(path, before, after)


def _of_lines(path: PurePosixPath, before: bytes, after: bytes) -> str:
    old, new = decode(path, before)[0], decode(path, after)[0]
    if old is None or new is None:
        return "thay bằng tệp khác"
    lines = Counter(old.split("\n")), Counter(new.split("\n"))
    added, removed = (lines[1] - lines[0]).total(), (lines[0] - lines[1]).total()
    if old == new:
        return "chỉ khác cách ghi chữ, xuống dòng"
    counts = ((f"thêm {added} dòng", added), (f"bớt {removed} dòng", removed))
    return ", ".join(words for words, count in counts if count) or "đổi thứ tự các dòng"


def _of_register(path: PurePosixPath, before: bytes, after: bytes) -> Iterator[str]:
    known = kind_of(str(path))
    if known is None or not isinstance(known[0], RegisterKind):
        return
    kind = known[0]
    old, new = _data(path, before), _data(path, after)
    if old is None or new is None:
        return
    lists = {members.key: members for members in kind.lists if len(members.route) == 1}
    for key in dict.fromkeys((*old, *new)):
        if key in lists:
            yield from _of_rows(lists[key], kind, _rows(old.get(key)), _rows(new.get(key)))
        elif old.get(key) != new.get(key):
            yield f"đổi «{_title(kind.model.model_fields, key)}»"


def _count_of_rows(path: PurePosixPath, content: bytes) -> int:
    """How many rows a register holds; 0 for any other file."""
    known = kind_of(str(path))
    data = _data(path, content) or {} if known and isinstance(known[0], RegisterKind) else {}
    return sum(len(_rows(value)) for value in data.values())


def _data(path: PurePosixPath, content: bytes) -> _Row | None:
    data = read_bytes(path, content).data
    return data if isinstance(data, dict) else None


def _rows(value: Any) -> list[_Row]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _of_rows(
    members: RecordList, kind: RegisterKind, old: list[_Row], new: list[_Row]
) -> Iterator[str]:
    """The rows that are other than they were: those with the same name have been changed."""
    words = next((word for word in kind.words() if word.members == members.route), None)
    title = words.title if words else "dòng"
    name = words.named_by if words else None
    gone, come = _only_in(old, new), _only_in(new, old)
    if name:
        names = {str(row.get(name)) for row in gone} & {str(row.get(name)) for row in come}
        changed = [row for row in come if str(row.get(name)) in names]
        gone = [row for row in gone if str(row.get(name)) not in names]
        come = [row for row in come if str(row.get(name)) not in names]
        yield from _told("sửa", title, changed, name)
    yield from _told("thêm", title, come, name)
    yield from _told("bớt", title, gone, name)


def _only_in(some: list[_Row], others: list[_Row]) -> list[_Row]:
    left = Counter(map(_letters, others))
    out = []
    for row in some:
        letters = _letters(row)
        if left[letters]:
            left[letters] -= 1
        else:
            out.append(row)
    return out


def _letters(row: _Row) -> str:
    return json.dumps(row, sort_keys=True, default=str, ensure_ascii=False)


def _told(verb: str, title: str, rows: list[_Row], name: str | None) -> Iterator[str]:
    if not rows:
        return
    called = [_called(row, name) for row in rows[:_MOST]]
    more = f" và {len(rows) - _MOST} dòng nữa" if len(rows) > _MOST else ""
    yield f"{verb} {title} {', '.join(called)}{more}"


def _called(row: _Row, name: str | None) -> str:
    """The row by its key, or else by the first words that it says."""
    if name and row.get(name) is not None:
        return str(row[name])
    words = next((str(value) for value in row.values() if isinstance(value, str)), "không tên")
    line = " ".join(words.split())
    return f"«{line[:_LONGEST]}…»" if len(line) > _LONGEST else f"«{line}»"


def _title(fields: Mapping[str, Any], key: str) -> str:
    field = fields.get(key)
    return str(field.title) if field is not None and field.title else key
