"""Drafts of two people that got one code: the one who sends later gets the next free code.

What this side wrote with the old code follows. A draft of one title on both sides is one draft.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from isoqms.errors import BadAnswer
from isoqms.facts.changing.file_words import code_of, title_of
from isoqms.facts.changing.joining import Files
from isoqms.facts.control.coding import next_code, parent_sign
from isoqms.repository.places import DRAFTS, IN_FORCE, file_name
from isoqms.wording import fold

_NUMBER: Final = re.compile(r"(\d+)(?!.*\d)")
_TEXTS: Final = (".md", ".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class NewCode:
    """A draft begun on one side whose code another document has by now."""

    path: PurePosixPath
    title: str
    old: str
    new: str
    other: str
    """The title of the one that keeps the code; empty for what only follows it, as a form does."""

    def words(self, whose: str) -> str:
        """What became of it, in a sentence; `whose` is it."""
        if not self.other:
            return f"«{self.title}» ({self.old}) đổi theo thành {self.new}."
        return (
            f"Mã {self.old} đã dùng cho «{self.other}», nên dự thảo «{self.title}» của {whose} đổi "
            f"thành {self.new}; những chỗ {whose} nhắc tới nó đổi theo."
        )


def colliding(
    mine: Files, shared: Files, known: Collection[str], *, issued_only: bool = False
) -> dict[PurePosixPath, str]:
    """The drafts begun on this side whose codes other documents have, with the others' titles.

    `known` are the names of files of documents, as `file_names` gives them, that both began from: a
    new revision of one of them is no new document. With `issued_only` other drafts do not count.
    """
    there = {
        code.casefold(): title
        for path, code, title in _begun(shared, known)
        if path.parts[0] == IN_FORCE.name or not issued_only
    }
    return {
        path: there[code.casefold()]
        for path, code, title in _begun(mine, known)
        if path.parts[0] == DRAFTS.name and fold(there.get(code.casefold(), title)) != fold(title)
    }


def new_codes(
    mine: Files,
    drafts: Mapping[PurePosixPath, str],
    known: Collection[str],
    taken_by: tuple[Collection[str], Collection[str]],
) -> tuple[NewCode, ...]:
    """The codes that these drafts get, and those of the forms that belong to them.

    `known` as in `colliding`; `taken_by` are codes in small letters, and names of files that ever
    were. A code without a number stays: there is only one such document, and a person chooses.
    """
    giving = _Giving(mine, {*taken_by[0]}, {*taken_by[1]})
    for path, other in sorted(drafts.items()):
        giving.give(path, _next(_code(mine[path]), giving.taken, giving.names), other)
    for parent in tuple(giving.given):
        for path, wanted in _forms(mine, known, parent):
            giving.give(path, giving.free(wanted), "")
    return tuple(giving.given)


@dataclass
class _Giving:
    mine: Files
    taken: set[str]
    names: set[str]
    given: list[NewCode] = field(default_factory=list)

    def give(self, path: PurePosixPath, new: str, other: str) -> None:
        if not new or any(each.path == path for each in self.given):
            return
        content = self.mine[path]
        self.given.append(NewCode(path, _title(content), _code(content), new, other))
        self.taken.add(new.casefold())
        self.names.add(file_name(new).casefold())

    def free(self, code: str) -> str:
        """The code, or the next one where it was given to something else."""
        is_taken = code.casefold() in self.taken or file_name(code).casefold() in self.names
        return _next(code, self.taken, self.names) if is_taken else code


def recoded(files: Files, base: Files, codes: tuple[NewCode, ...]) -> Files:
    """The files of this side with the new codes, in what it began or changed."""
    if not codes:
        return files
    new = {each.old: each.new for each in codes}
    at = {each.path: each.path.with_name(f"{file_name(each.new)}.md") for each in codes}
    words = "|".join(re.escape(old) for old in sorted(new, key=len, reverse=True))
    named = re.compile(rf"(?<![\w/&.-])(?:{words})(?![\w/&-]|\.\w)")
    out = {}
    for path, content in files.items():
        is_own = path.suffix in _TEXTS and content != base.get(path)
        out[at.get(path, path)] = _replaced(named, new, content) if is_own else content
    return out


def _replaced(named: re.Pattern[str], new: Mapping[str, str], content: bytes) -> bytes:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return content
    return named.sub(lambda found: new[found[0]], text).encode()


def _begun(side: Files, known: Collection[str]) -> Iterator[tuple[PurePosixPath, str, str]]:
    """The documents that one side began, with code and title."""
    for path, content in sorted(side.items()):
        if path.suffix == ".md" and path.parts[0] in (DRAFTS.name, IN_FORCE.name):
            code = _code(content)
            if code and file_name(code).casefold() not in known:
                yield path, code, _title(content)


def _forms(
    mine: Files, known: Collection[str], parent: NewCode
) -> Iterator[tuple[PurePosixPath, str]]:
    """The forms begun on this side that bear the number of a procedure which gets another one."""
    sign = re.compile(rf"(?<!\w){re.escape(parent_sign(parent.old))}(?!\w)")
    for path, code, _ in _begun(mine, known):
        new = sign.sub(parent_sign(parent.new), code)
        if path.parts[0] == DRAFTS.name and new != code:
            yield path, new


def _next(old: str, given: Collection[str], names: Collection[str]) -> str:
    """The next code of the same kind; empty where the code has no number."""
    found = _NUMBER.search(old)
    if found is None:
        return ""
    pattern = f"{old[: found.start()]}{{n:0{len(found[1])}}}{old[found.end() :]}"
    try:
        return next_code(pattern, {}, given, names)
    except BadAnswer:
        return ""


def _code(content: bytes) -> str:
    return code_of(content.decode("utf-8-sig", "replace").replace("\r\n", "\n"))


def _title(content: bytes) -> str:
    return title_of(content.decode("utf-8-sig", "replace").replace("\r\n", "\n"))
