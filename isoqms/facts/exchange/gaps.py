"""What the agency still has to fill in: marks `[cần điền: …]` and empty keys (chỗ cần điền)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Final

from isoqms.diagnostics import Route
from isoqms.facts.law.validity import wanted_day
from isoqms.model.base import Record
from isoqms.model.fields import field_at, fields_of
from isoqms.model.law import ExternalDocument
from isoqms.model.layout import kind_of
from isoqms.packs import load_examples
from isoqms.repository import Repository, Row
from isoqms.source.marks import Mark, marks_of
from isoqms.source.reading import MARK
from isoqms.wording import date_short

OPEN: Final = "______"
"""How the place of a mark is shown among the words around it."""
_EXAMPLES: Final = "cho-can-dien"
_NAMES: Final = ("name", "title", "task", "number", "code", "description", "text")
_LONGEST: Final = 240
_NEAR: Final = 12
_SIGNED: Final = ("tai-lieu", "quyet-dinh")
"""What is in force is changed by a revision, not filled in."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A place that waits for the agency's own words."""

    path: PurePosixPath
    line: int
    of: str
    """What the file, and the row in it, are called: `QT-TP-01, Phí, lệ phí`."""
    around: str
    """The words that it stands in; empty where it is a whole value."""
    asked: str
    """What is asked for."""
    example: str = ""
    mark: int = 0
    """The number of the mark in its file; 0 where it is an empty key."""
    route: Route = ()
    """Of an empty key: where its value will stand."""
    model: type[Record] | None = None
    """Of an empty key: the model that it belongs to."""
    may_go: bool = False
    """Whether the sentence, or the step, that it stands in may be left out instead."""
    key: str = ""
    """What it is known by: not its number, which changes when another place is filled in."""


def gaps(repository: Repository) -> tuple[Gap, ...]:
    """Every place to fill in, in the order of the files and of their texts.

    Without what stands in papers in force, and what the agency has waived (QMS101).
    """
    found = sorted(_every(repository), key=lambda gap: (str(gap.path), gap.line))
    seen: Counter[str] = Counter()
    keyed = []
    for gap in found:
        seen[gap.key] += 1
        keyed.append(replace(gap, key=f"{gap.key}-{seen[gap.key]}"))
    return tuple(keyed)


def _every(repository: Repository) -> Iterator[Gap]:
    waived = {
        (waiver.path, waiver.line) for waiver in repository.waivers if waiver.rule == "QMS101"
    }
    for path in sorted({blank.place.path for blank in repository.blanks}):
        if path.parts[0] not in _SIGNED:
            content = repository.bytes_of(path)
            for mark in marks_of(path, content):
                if (path, mark.blank.place.line) not in waived:
                    yield _of_mark(repository, path, mark)
    yield from _empty_days(repository)


def in_force(repository: Repository) -> tuple[PurePosixPath, ...]:
    """The files in force that hold such marks: a revision fills them in."""
    paths = {blank.place.path for blank in repository.blanks}
    return tuple(sorted(path for path in paths if path.parts[0] in _SIGNED))


def _of_mark(repository: Repository, path: PurePosixPath, mark: Mark) -> Gap:
    words = mark.blank.words
    shown = _around(mark)
    named = _called(repository, path, mark)
    return Gap(
        path,
        mark.blank.place.line,
        named,
        "" if shown == OPEN else shown,
        words or "nội dung của cơ quan",
        load_examples(_EXAMPLES, repository.root).of(words),
        mark=mark.number,
        may_go=mark.may_go,
        key=_key(path, words, named if mark.route else _near(mark)),
    )


def _key(path: PurePosixPath, *words: str) -> str:
    return f"{path}#{sha256(chr(0).join(words).encode()).hexdigest()[:12]}"


def _near(mark: Mark) -> str:
    """The letters on both sides of a mark, as far as no other mark stands there."""
    found = list(MARK.finditer(mark.around))[mark.place]
    before = MARK.split(mark.around[: found.start()])[-1]
    after = MARK.split(mark.around[found.end() :])[0]
    return f"{before[-_NEAR:]}|{after[:_NEAR]}"


def _around(mark: Mark) -> str:
    """The words before and behind it, with the other marks as they are."""
    found = list(MARK.finditer(mark.around))[mark.place]
    before, after = mark.around[: found.start()], mark.around[found.end() :]
    room = _LONGEST // 2
    lead = f"… {before[-room:]}" if len(before) > room else before.lstrip(" -*#")
    rest = f"{after[:room]} …" if len(after) > room else after
    return f"{lead}{OPEN}{rest}".replace("**", "").strip()


def _called(repository: Repository, path: PurePosixPath, mark: Mark) -> str:
    """`Danh mục TTHC, Đăng ký khai sinh, Thời hạn`."""
    found = kind_of(str(path))
    documents = (*repository.documents, *repository.drafts)
    code = next((entry.record.code for entry in documents if entry.path == path), None)
    title = code or (found[0].title if found else str(path))
    if mark.route is None or found is None:
        return title
    field = field_at(found[0].model, mark.route)
    return ", ".join(filter(None, (title, _name(mark), field.title if field else "")))


def _name(mark: Mark) -> str:
    """What tells the row of a list from others: the first of its names that is filled in."""
    if not any(isinstance(part, int) for part in mark.route or ()):
        return ""
    names = (mark.row.get(key) for key in _NAMES)
    return next((name for name in names if isinstance(name, str) and "[" not in name), "")


def _empty_days(repository: Repository) -> Iterator[Gap]:
    """The days without which the register of laws tells of no validity."""
    for row in repository.laws:
        key = wanted_day(row.record, repository.as_of)
        if key:
            yield _of_day(repository, row, key)


def _of_day(repository: Repository, row: Row[ExternalDocument], key: str) -> Gap:
    law = row.record
    packed = repository.packs.legal.find(law.number)
    day = getattr(packed, key, None) if packed else None
    field = next(each for each in fields_of(ExternalDocument) if each.key == key)
    return Gap(
        row.path,
        row.index,
        f"Danh mục tài liệu bên ngoài, {law.number}",
        "",
        field.title,
        date_short(day) if day else "01/7/2026",
        route=(*row.route, key),
        model=ExternalDocument,
        key=_key(row.path, law.number, key),
    )
