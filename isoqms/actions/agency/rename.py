"""Change what the agency is called, everywhere that is still to be written."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any, Final, NamedTuple

from isoqms.actions.agency.init import framework_texts
from isoqms.actions.changing.applying import Change
from isoqms.errors import BadAnswer, UnknownName
from isoqms.model.agency.answers import Answers, answers_of
from isoqms.model.agency.settings import DEPUTY_ROLE, HEAD_ROLE, Agency, EarlierName
from isoqms.model.layout import file_of
from isoqms.packs.agency_kinds import agency_kind
from isoqms.packs.agency_names import read_name
from isoqms.packs.called import variables_now
from isoqms.packs.founding import agency_of
from isoqms.packs.provinces import corrected_at
from isoqms.repository import Repository
from isoqms.source.editing import Append, Edit, Put, Remove, edited
from isoqms.wording import date_short

_NAMING: Final = tuple(
    name for name in EarlierName.model_fields if name in Agency.model_fields and name != "until"
)
_OF_A_NAME: Final = ("name", "full_name", "kind", "agency_lines")
"""The settings that are the name itself."""
_LONG_AGO: Final = date(2000, 1, 1)
"""A day on which no province and no kind had ended."""
_WRITTEN_NOW: Final = ("du-thao", "boi-canh", "mau", "tthc")
"""Folders whose texts say how things are, or will be."""
_TEXTS: Final = (".md", ".yaml")
_GUIDE: Final = PurePosixPath("HUONG-DAN.md")
_OPEN_FILES: Final = (file_of("bao-cao"), file_of("ke-hoach"))
"""Files of a year that name the agency and stay open until they are signed."""
_SHARED_TITLES: Final = frozenset(
    {"Trưởng ban", "Phó Trưởng ban", "Chủ tịch", "Phó Chủ tịch", "Giám đốc", "Phó Giám đốc"}
)
"""Titles that boards and other agencies have too."""
_COMMITTEES: Final = ("UBND", "Ủy ban nhân dân")
_NAMED_UNITS: Final = ("van-phong", "mot-cua")
"""Units that are called after their agency: Văn phòng Sở."""
_SIGNED: Final = re.compile(rb"^(?:number|signed):[ \t]*\S", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Renaming:
    """What a person says of the new name; what is None stays, or follows from the rest."""

    name: str | None = None
    kind: str | None = None
    province: str | None = None
    head: str | None = None
    symbol: str | None = None
    place: str | None = None
    parent: str | None = None
    since: date | None = None
    """The first day of the new name; None where the old one was only a mistake."""
    is_correction: bool = False


@dataclass(frozen=True, slots=True)
class Replaced:
    """A place of a file where another name will stand."""

    path: PurePosixPath
    line: int
    words: str
    """The line as it will be."""


@dataclass(frozen=True, slots=True)
class RenamePlan:
    """What a renaming changes, before it is written."""

    change: Change
    settings: tuple[tuple[str, str, str], ...]
    """Title, what stands now, what will stand."""
    replaced: tuple[Replaced, ...]
    stays: tuple[str, ...]
    """Codes of what is in force and bears the old name: it is revised, never rewritten."""
    doubtful: tuple[Replaced, ...]
    """Lines where the old name may be the beginning of another one: they are left."""


def plan_rename(repository: Repository, renaming: Renaming) -> RenamePlan:
    """The change of settings, framework texts and drafts; nothing issued or past is touched.

    BadAnswer where nothing would change, where the name cannot be used, or where papers were signed
    under the old name and nothing says from which day the new one is. CannotEdit.
    """
    old = repository.agency.record
    with corrected_at(repository.root):
        new = _renamed(old, renaming, repository.as_of)
    told = tuple(_told(old, new))
    if not told:
        raise BadAnswer("Tên, chức danh, ký hiệu đều đã như vậy.", "Không có gì phải đổi.")
    _refuse_without_a_day(repository, renaming, told)
    pairs, lines = _pairs(old, new), _framework_lines(repository, old, new)
    files: dict[PurePosixPath, bytes | None] = {}
    replaced: list[Replaced] = []
    doubtful: list[Replaced] = []
    for path in _open_texts(repository, renaming.since or repository.as_of):
        before = repository.bytes_of(path)
        # Of the year's records only what the framework wrote changes: the rest tells what was.
        is_record = path.parts[0] == "nam" and path.name not in _OPEN_FILES
        names = _Names(lines.get(path, {}), {} if is_record else pairs)
        after, changed, left = _put_in(path, before.decode("utf-8", "surrogateescape"), names)
        doubtful.extend(left)
        if changed:
            files[path] = after.encode("utf-8", "surrogateescape")
            replaced.extend(changed)
    settings = repository.agency.path
    content = repository.bytes_of(settings)
    edits = _edits(old, new, renaming.since)
    files[settings] = edited(settings, content, *edits)
    seen = {path: repository.bytes_of(path) for path in files}
    message = f"Đổi tên cơ quan: {old.name} → {new.name}"
    if old.name == new.name:
        message = f"Đổi chức danh, ký hiệu của {new.name}"
    change = Change(message, files, seen=seen, past=True)
    return RenamePlan(
        change, told, tuple(replaced), tuple(_in_force(repository, pairs)), tuple(doubtful)
    )


def _renamed(old: Agency, renaming: Renaming, as_of: date) -> Agency:
    """The agency with its new names; what the person once chose otherwise than usual is kept."""
    new, usual = _as_asked(old, renaming, as_of), _usual(old)
    roles = tuple(_titled(role, new, usual, is_asked=bool(renaming.head)) for role in old.roles)
    # What other units there are follows from no name.
    units = tuple(
        _titled(unit, new, usual, is_asked=False) if unit.key in _NAMED_UNITS else unit
        for unit in old.units
    )
    names = _names_now(old, new, usual, renaming)
    return old.model_copy(update={**names, "roles": roles, "units": units})


def _as_asked(old: Agency, renaming: Renaming, as_of: date) -> Agency:
    """The agency as `init` would make it of what the person says, and of what stays."""
    name = renaming.name or old.name
    said = {
        "name": name,
        "kind": renaming.kind or _kind_of(name, old),
        "province": renaming.province or old.province,
        "as_of": renaming.since or as_of,
        "head": renaming.head,
        "parent": renaming.parent,
    }
    return agency_of(_answers(said))


def _names_now(
    old: Agency, new: Agency, usual: Agency | None, renaming: Renaming
) -> dict[str, object]:
    """The settings that name the agency: as the person says, else as they follow from the rest."""
    asked = {
        "name": _OF_A_NAME,
        "province": ("province",),
        "head": ("head",),
        "parent": ("parent_lines",),
    }
    said = {key for slot, keys in asked.items() if getattr(renaming, slot) for key in keys}
    names = {
        key: getattr(new, key) if key in said else _value(key, old, new, usual) for key in _NAMING
    }
    given = {"symbol": renaming.symbol, "place": renaming.place}
    return names | {key: value for key, value in given.items() if value}


def _kind_of(name: str, old: Agency) -> str:
    """The kind that the new name says, or else the one that the agency has."""
    try:
        return read_name(name, None, old.province).kind.id
    except BadAnswer:
        return read_name(name, agency_kind(old.kind), old.province).kind.id


def _answers(said: Mapping[str, Any]) -> Answers:
    return answers_of({key: value for key, value in said.items() if value is not None})


def _usual(old: Agency) -> Agency | None:
    """The agency as `init` would have made it under its old name; None where it would not."""
    said = {"name": old.name, "kind": old.kind, "province": old.province, "as_of": _LONG_AGO}
    try:
        return agency_of(_answers(said))
    except BadAnswer:
        return None


def _value(key: str, old: Agency, new: Agency, usual: Agency | None) -> object:
    """The new value, or the old one where somebody chose it."""
    was_chosen = usual is None or not _same(getattr(old, key), getattr(usual, key))
    if was_chosen or "[cần điền" in str(getattr(new, key)):
        return getattr(old, key)
    return getattr(new, key)


def _same(one: object, other: object) -> bool:
    """Whether two values say the same: the corner is printed in capitals however it is written."""
    return _shown(one).upper() == _shown(other).upper()


def _titled(part: Any, new: Agency, usual: Agency | None, *, is_asked: bool) -> Any:
    """A role or unit with the title that it has now, unless somebody chose its own."""
    field = "title" if hasattr(part, "title") else "name"
    slot = "roles" if field == "title" else "units"
    now = _of_key(getattr(new, slot), part.key)
    before = _of_key(getattr(usual, slot), part.key) if usual else None
    is_head = is_asked and part.key in (HEAD_ROLE, DEPUTY_ROLE)
    was_usual = before is not None and getattr(before, field) == getattr(part, field)
    if now is None or "[cần điền" in getattr(now, field) or not (is_head or was_usual):
        return part
    return part.model_copy(update={field: getattr(now, field)})


def _of_key(parts: Any, wanted: str) -> Any:
    return next((each for each in parts if each.key == wanted), None)


def _told(old: Agency, new: Agency) -> Iterator[tuple[str, str, str]]:
    for key in _NAMING:
        one, other = _shown(getattr(old, key)), _shown(getattr(new, key))
        if one != other:
            yield Agency.model_fields[key].title or key, one, other
    for role, its_new in zip(old.roles, new.roles, strict=True):
        if role.title != its_new.title:
            yield f"Chức danh «{role.key}»", role.title, its_new.title
    for unit, its_now in zip(old.units, new.units, strict=True):
        if unit.name != its_now.name:
            yield f"Đơn vị «{unit.key}»", unit.name, its_now.name


def _shown(value: object) -> str:
    return " / ".join(value) if isinstance(value, tuple) else str(value or "")


def _refuse_without_a_day(
    repository: Repository, renaming: Renaming, told: tuple[tuple[str, str, str], ...]
) -> None:
    signed = [entry.record for entry in repository.decisions]
    if not signed or renaming.since or renaming.is_correction:
        return
    last = signed[-1]
    raise BadAnswer(
        f"Kho đã có văn bản ký theo tên, chức danh cũ (gần nhất: {last.number} ngày "
        f"{date_short(last.signed)}), nên phải biết {told[0][0].lower()} mới có từ ngày nào.",
        "Thêm --since NGÀY (ngày đầu tiên mang tên mới: văn bản trước ngày ấy vẫn in tên cũ); "
        "tên cũ chỉ là ghi nhầm thì thêm --correct.",
    )


# Settings


def _edits(old: Agency, new: Agency, since: date | None) -> Iterator[Edit]:
    if since is not None:
        yield Append(("earlier_names",), (_as_earlier(old, since),))
    for key in _NAMING:
        if getattr(old, key) != getattr(new, key):
            yield from _put(key, getattr(old, key), getattr(new, key))
    for slot, field in (("roles", "title"), ("units", "name")):
        pairs = zip(getattr(old, slot), getattr(new, slot), strict=True)
        for index, (before, after) in enumerate(pairs):
            if before != after:
                yield Put((slot, index, field), getattr(after, field))


def _put(key: str, old: object, new: object) -> Iterator[Edit]:
    if isinstance(old, tuple) and isinstance(new, tuple) and len(old) == len(new):
        yield from (Put((key, index), each) for index, each in enumerate(new))
    elif isinstance(new, tuple):
        yield Remove((key,))
        if new:
            yield Append((key,), new)
    elif new is None:
        yield Remove((key,))
    else:
        yield Put((key,), str(new))


def _as_earlier(old: Agency, since: date) -> dict[str, Any]:
    titles = {role.key: role.title for role in old.roles}
    named = {key: getattr(old, key) for key in _NAMING if getattr(old, key)}
    return {
        "until": since,
        **named,
        "head_title": titles.get(HEAD_ROLE),
        "deputy_title": titles.get(DEPUTY_ROLE),
    }


# Texts


def _framework_lines(
    repository: Repository, old: Agency, new: Agency
) -> dict[PurePosixPath, dict[str, str]]:
    """What each line of the framework's texts is called now, by what it was, for each file.

    So a title that means something else too (Trưởng ban) changes only where it is the head's.
    """
    try:
        kind = agency_kind(old.kind, repository.root)
    except UnknownName:
        return {}
    found: dict[PurePosixPath, dict[str, str]] = {}
    for year in {repository.as_of.year, *repository.years}:
        # Which of its sentences a text has depends on the kind: they stay paired line by line.
        new_names = {**variables_now(new, year), "loai": old.kind}
        before = framework_texts(kind, variables_now(old, year), year, repository.root)
        after = framework_texts(kind, new_names, year, repository.root)
        for path, text in before.items():
            pairs = zip(text.split("\n"), after[path].split("\n"), strict=True)
            found.setdefault(path, {}).update(pair for pair in pairs if pair[0] != pair[1])
    return found


def _pairs(old: Agency, new: Agency) -> dict[str, str]:
    """What stands for what, of all that a text may name."""
    found = {
        old.headed: new.headed,
        old.full_name: new.full_name,
        old.name: new.name,
        old.lead_agency: new.lead_agency,
    }
    if old.kind != new.kind and old.collective and new.collective:
        found |= {f"{lead} {_word(old)}": f"{lead} {_word(new)}" for lead in _COMMITTEES}
    for role, its_new in zip(old.roles, new.roles, strict=True):
        if role.title != its_new.title:
            found[role.title] = its_new.title
    for unit, its_now in zip(old.units, new.units, strict=True):
        if unit.name != its_now.name:
            found[unit.name] = its_now.name
    return found


def _word(agency: Agency) -> str:
    """What its unit of the country is: xã, phường."""
    return read_name(agency.full_name, None, agency.province).word


def _open_texts(repository: Repository, day: date) -> Iterator[PurePosixPath]:
    """The texts that are still being written, or say how things are now."""
    if repository.holds(_GUIDE):
        yield _GUIDE
    for folder in _WRITTEN_NOW:
        top = repository.root / folder
        for file in sorted(top.rglob("*")):
            path = PurePosixPath(file.relative_to(repository.root).as_posix())
            if file.suffix in _TEXTS and repository.holds(path):
                yield path
    for path in sorted(repository.paths):
        is_open = path.parts[0] == "nam" and int(path.parts[1]) >= day.year
        if is_open and path.suffix in _TEXTS and not _is_signed(repository, path):
            yield path


def _is_signed(repository: Repository, path: PurePosixPath) -> bool:
    return _SIGNED.search(repository.bytes_of(path)) is not None


class _Names(NamedTuple):
    """What stands for what in a file."""

    lines: Mapping[str, str]
    """Whole lines of the framework."""
    words: Mapping[str, str]


def _put_in(
    path: PurePosixPath, text: str, names: _Names
) -> tuple[str, list[Replaced], list[Replaced]]:
    """The text with the new names, the lines that change, and those that are left in doubt."""
    lines, pairs = names
    pattern = _pattern(pairs)
    changed: list[Replaced] = []
    doubtful: list[Replaced] = []
    written = text.split("\n")
    for number, line in enumerate(written, 1):
        after = lines.get(line) or pattern.sub(lambda found: pairs[found[0]], line)
        written[number - 1] = after
        if after != line:
            changed.append(Replaced(path, number, after.strip()))
        elif line not in lines.values() and _is_doubtful(line, pairs):
            doubtful.append(Replaced(path, number, line.strip()))
    return "\n".join(written), changed, doubtful


def _pattern(pairs: Mapping[str, str]) -> re.Pattern[str]:
    """Any of the names as whole words, the longest first; not where it goes on to be another.

    A title without the agency's own word (Trưởng ban) may be that of somebody else.
    """
    said = (name for name in pairs if name and not _is_shared(name))
    names = "|".join(re.escape(name) for name in sorted(said, key=len, reverse=True)) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)(?!\s[A-ZĐÂÊÔƠƯĂ])")


def _is_shared(title: str) -> bool:
    return title in _SHARED_TITLES


def _is_doubtful(line: str, pairs: Mapping[str, str]) -> bool:
    changed = (name for name, after in pairs.items() if name and name != after)
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", line) for name in changed)


def _in_force(repository: Repository, pairs: Mapping[str, str]) -> Iterator[str]:
    changed = {name: after for name, after in pairs.items() if name and name != after}
    for entry in repository.documents:
        text = repository.bytes_of(entry.path).decode("utf-8", "surrogateescape")
        if any(name in text for name in changed):
            yield entry.record.code
