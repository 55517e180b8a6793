"""Two changes of one repository's files, joined by what they mean.

Nothing is read or written here: three states in, one out, and what somebody has to choose.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final, TypeAlias

from isoqms.errors import BadAnswer
from isoqms.facts.changing.data import DataJoin, Lists
from isoqms.facts.changing.file_words import file_words
from isoqms.facts.changing.lines import joined_text
from isoqms.facts.changing.matching import plain
from isoqms.facts.changing.new_keys import NewKey, new_keys, rewritten
from isoqms.facts.changing.questions import Keep, Question
from isoqms.model.layout import STAGED, path_of
from isoqms.model.registers import register_at
from isoqms.source.editing import CannotEdit, Value, edited
from isoqms.source.reading import split_head
from isoqms.source.values import read_values

Files: TypeAlias = Mapping[PurePosixPath, bytes]
"""What stands in the files of one state, by path; files that no side changed may be left out."""

_YAML: Final = (".yaml", ".yml")
_COMMENT: Final = re.compile(
    r"""^[ \t]*(\#.*\S)[ \t]*$ | [ \t](\#[ ][^'"\n]*[^\s'"])[ \t]*$""",
    re.MULTILINE | re.VERBOSE,
)
"""A comment alone on its line, or behind a value without quotes."""


@dataclass
class Joined:
    """What comes of two changes."""

    files: dict[PurePosixPath, bytes | None] = field(default_factory=dict)
    """What has to be written over the shared state; None for a file that goes."""
    questions: list[Question] = field(default_factory=list)
    """What nobody has answered yet; until then the shared value stands."""
    dropped: dict[PurePosixPath, bytes] = field(default_factory=dict)
    """Whole files that somebody did not choose; they stand nowhere else in the joined state."""
    notes: list[str] = field(default_factory=list)
    """Sentences that the person should read."""


def join(
    base: Files, mine: Files, shared: Files, answers: Mapping[str, Keep] | None = None
) -> Joined:
    """The files of `shared` with what `mine` changed of `base`, the state that both began from.

    `answers` are choices by the names of their questions. CannotEdit where a new key cannot be
    written into a file.
    """
    work = _Work(base, mine, shared, answers or {})
    work.give_new_keys()
    for path in sorted({*base, *mine, *shared}):
        work.file(path)
    return work.joined


class _Work:
    def __init__(
        self, base: Files, mine: Files, shared: Files, answers: Mapping[str, Keep]
    ) -> None:
        self._base = base
        self._mine = dict(mine)
        self._shared = shared
        self._answers = answers
        self.joined = Joined()

    # Keys.

    def give_new_keys(self) -> None:
        base, mine, shared = (_data(files) for files in (self._base, self._mine, self._shared))
        keys = new_keys(base, mine, shared)
        for path, data in mine.items() if keys else ():
            content = rewritten(path, self._mine[path], base.get(path), data, keys)
            self._mine[path] = content
        self.joined.notes.extend(_renamed(each) for each in keys)
        self.joined.notes.extend(self._spoken_of(keys))

    def _spoken_of(self, keys: tuple[NewKey, ...]) -> Iterator[str]:
        """Prose of this side that names an old key: nobody but a person can tell which is meant."""
        for path, content in sorted(self._mine.items()):
            is_prose = path.suffix == ".md" and content != self._base.get(path)
            for each in keys if is_prose else ():
                if each.old.encode() in content:
                    yield f"«{path}» nhắc «{each.old}»: xem lại, có thể phải đổi là «{each.new}»."

    # Files.

    def file(self, path: PurePosixPath) -> None:
        base, mine, shared = (side.get(path) for side in (self._base, self._mine, self._shared))
        if mine in (shared, base):
            return
        if shared == base:
            self.joined.files[path] = mine
            return
        content = self._both(path, base, mine, shared)
        if content != shared:
            self.joined.files[path] = content

    def _both(
        self, path: PurePosixPath, base: bytes | None, mine: bytes | None, shared: bytes | None
    ) -> bytes | None:
        if path == path_of(STAGED):
            # It goes with its last line: a file that is not there says as much as an empty one.
            return self._data(path, base or b"", mine or b"", shared or b"") or None
        if mine is None or shared is None:
            return self._chosen(path, mine, shared, (Keep.MINE, Keep.SHARED))
        if path.suffix in _YAML:
            return self._data(path, base or b"", mine, shared)
        return self._text(path, base, mine, shared)

    def _chosen(
        self,
        path: PurePosixPath,
        mine: bytes | None,
        shared: bytes | None,
        choices: tuple[Keep, ...],
    ) -> bytes | None:
        """One of two files, or both.

        The one of this PC then lies beside, under a name of its own.
        """
        here, there = file_words(mine, shared)
        question = Question(path, (), here, there, choices)
        kept = self._answer(question)
        if kept is Keep.BOTH:
            beside = free_name(path, {*self._mine, *self._shared})
            self.joined.files[beside] = mine
            self.joined.notes.append(f"Bản của máy này của «{path}» nằm ở «{beside}».")
        chosen, other = (mine, shared) if kept is Keep.MINE else (shared, mine)
        if other is not None and kept is not Keep.BOTH:
            self.joined.dropped[path] = other
        return chosen

    def _answer(self, question: Question) -> Keep:
        kept = self._answers.get(question.name)
        if kept in question.choices and kept is not None:
            return kept
        if question.name not in {each.name for each in self.joined.questions}:
            self.joined.questions.append(question)
        return Keep.SHARED

    def _data(self, path: PurePosixPath, base: bytes, mine: bytes, shared: bytes) -> bytes | None:
        """A YAML file; where it cannot be joined one of the two is chosen whole."""
        asked = len(self.joined.questions)
        try:
            return self._joined_data(path, base, mine, shared)
        except (BadAnswer, CannotEdit, UnicodeDecodeError):
            del self.joined.questions[asked:]
            return self._chosen(path, mine, shared, tuple(Keep))

    def _joined_data(self, path: PurePosixPath, base: bytes, mine: bytes, shared: bytes) -> bytes:
        texts = [each.decode("utf-8-sig").replace("\r\n", "\n") for each in (base, mine, shared)]
        values = [read_values(text) for text in texts]
        joined = DataJoin(path, _lists_of(path), self._answer)
        joined.join(*values)
        if joined.twice:
            self.joined.notes.append(
                f"«{path}»: {joined.twice} dòng hai bên ghi giống hệt nhau, giữ một dòng."
            )
        content = edited(path, shared, *joined.every_edit)
        if path == path_of(STAGED) and not _members(content):
            return b""
        return self._with_comments(path, texts, content)

    def _with_comments(self, path: PurePosixPath, texts: list[str], content: bytes) -> bytes:
        """The content with both people's comments: those of this PC may have had no place."""
        base, mine, shared = texts
        whole = joined_text(base, mine, shared)
        if whole is not None and _says_the_same(whole, content):
            return whole.encode()
        text = content.decode("utf-8")
        known = {*_comments(base), *_comments(text)}
        lost = [each for each in dict.fromkeys(_comments(mine)) if each not in known]
        if not lost:
            return content
        self.joined.notes.append(
            f"«{path}»: ghi chú sau dấu # của máy này được chuyển xuống cuối tệp."
        )
        end = "" if text.endswith("\n") else "\n"
        return "".join((text, end, *(f"{each}\n" for each in lost))).encode()

    def _text(
        self, path: PurePosixPath, base: bytes | None, mine: bytes, shared: bytes
    ) -> bytes | None:
        """Prose by lines, its head by keys; what is no text, or overlaps, is chosen."""
        asked = len(self.joined.questions)
        try:
            content = self._joined_text(path, base or b"", mine, shared)
        except (BadAnswer, CannotEdit, UnicodeDecodeError):
            content = None
        if content is None:
            del self.joined.questions[asked:]
            return self._chosen(path, mine, shared, tuple(Keep))
        return content

    def _joined_text(
        self, path: PurePosixPath, base: bytes, mine: bytes, shared: bytes
    ) -> bytes | None:
        if any(b"\0" in each for each in (base, mine, shared)):
            return None
        texts = [each.decode("utf-8-sig").replace("\r\n", "\n") for each in (base, mine, shared)]
        parts = [split_head(text) for text in texts]
        heads = [part[0] for part in parts if part is not None]
        if path.suffix != ".md" or len(heads) < len(texts):
            whole = joined_text(*texts)
            return None if whole is None else whole.encode()
        body = joined_text(*(part[1] for part in parts if part is not None))
        if body is None:
            return None
        head = self._joined_data(path.with_suffix(".yaml"), *(each.encode() for each in heads))
        return f"---\n{head.decode()}---\n{body}".encode()


def free_name(path: PurePosixPath, taken: set[PurePosixPath]) -> PurePosixPath:
    """A name beside a file for the other copy of it; text is kept as no document of its own."""
    suffix = ".txt" if path.suffix in (".md", *_YAML) else path.suffix
    names = (
        path.with_name(f"{path.stem}.ban-may-nay{number}{suffix}")
        for number in ("", *(f"-{each}" for each in range(2, len(taken) + 3)))
    )
    return next(name for name in names if name not in taken)


def _data(files: Files) -> dict[PurePosixPath, Value]:
    """The data of the registers of one state, those that can be read."""
    out = {}
    for path, content in files.items():
        if register_at(str(path)) or path.suffix in _YAML:
            try:
                out[path] = read_values(content.decode("utf-8-sig").replace("\r\n", "\n"))
            except (BadAnswer, UnicodeDecodeError):
                continue
    return out


def _lists_of(path: PurePosixPath) -> Lists:
    found = register_at(str(path))
    lists = found[0].lists if found else ()
    return {each.route: each.identity for each in lists if each.identity}


def _members(content: bytes) -> bool:
    """Whether a plan holds anything yet."""
    values = read_values(content.decode("utf-8-sig"))
    return isinstance(values, dict) and any(values.values())


def _says_the_same(text: str, content: bytes) -> bool:
    """Whether two YAML texts hold the same, rows of a list in whatever order."""
    try:
        values = [read_values(each) for each in (text, content.decode("utf-8-sig"))]
    except BadAnswer:
        return False
    return _unordered(values[0]) == _unordered(values[1])


def _unordered(value: Value) -> object:
    if isinstance(value, dict):
        return {key: _unordered(each) for key, each in value.items()}
    if isinstance(value, list) and all(isinstance(each, dict) for each in value):
        return sorted(repr(_unordered(each)) for each in value)
    return plain(value)


def _comments(text: str) -> list[str]:
    return [first or second for first, second in _COMMENT.findall(text)]


def _renamed(each: NewKey) -> str:
    return (
        f"«{each.path}»: khóa «{each.old}» của máy này đã có người khác dùng, "
        f"nên dòng đó đổi thành «{each.new}»; những chỗ máy này nhắc tới nó đổi theo."
    )
