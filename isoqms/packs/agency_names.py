"""What a name of an agency says: its kind, its own name, its province, whatever is said besides."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from isoqms.errors import BadAnswer
from isoqms.model.packs.agency import AgencyKind
from isoqms.model.packs.names import NamePack
from isoqms.packs.agency_kinds import agency_kind, kind_names
from isoqms.packs.provinces import (
    Place,
    bare_province,
    capital,
    checked,
    is_city,
    known_province,
)
from isoqms.resources import packs
from isoqms.source.plain import read_plain
from isoqms.wording import fold

_COMMITTEE: Final = re.compile(r"\A(?:ubnd|[uủ][ỷy] ban nhân dân)(?:\s+|\Z)", re.IGNORECASE)
_SHORTENED: Final = re.compile(r"\A([^\W\d_]{1,2})(?:\.\s*|\s*(?=\d))")
_SHORTENED_CAPITALS: Final = re.compile(r"\A(TP|TX|TT|ĐK)\s+(?=\S)")
_PROVINCE_TAIL: Final = re.compile(
    r"\s(?:tỉnh|thành phố|tp\.?)(?:\s+[^,]*)?\Z|\stp\.\S[^,]*\Z", re.IGNORECASE
)
_DISTRICTS: Final = ("huyện", "quận", "thị xã", "thành phố")
_PROVINCES: Final = ("tỉnh", "thành phố")
_ANY: Final = "UBND xã An Phú, Sở Khoa học và Công nghệ"
_TERRITORIAL: Final = "UBND {name}"
"""The short name of a kind whose name is that of a unit of the country."""


class UnclearKind(BadAnswer):
    """A name that does not tell of what kind its agency is."""


_WHOLE_NAMES: Final = ("thanh tra", "văn phòng đăng ký đất đai")
"""Words that name an agency by themselves: there is one in a province."""


class Named(NamedTuple):
    """What a name says."""

    kind: AgencyKind
    word: str
    """The word for the kind, as its pack writes it: `xã`, `ban`."""
    said_word: str
    """The same with the capitals of the name: `Ban Quản lý dự án`."""
    proper: str
    """`An Phú`, `Khoa học và Công nghệ`."""
    province: str | None
    """The province that the name itself says; None where it says none."""
    left_out: tuple[str, ...] = ()
    """What is said besides and belongs to no name: the district above a ward."""


def read_name(answer: str, kind: AgencyKind | None = None, province: str = "") -> Named:
    """What `answer` says, of this kind or of the one that it tells.

    BadAnswer for an empty name, a body that has no system of its own, a name of another kind, or
    one that does not tell its kind. `province` is the one known already: a name may end in it.
    """
    name = checked(answer, "Tên cơ quan", kind.example if kind else _ANY)
    _refuse_outside(name)
    whole = _whole(name)
    rest = _COMMITTEE.sub("", whole, count=1)
    rest, said, left_out = _without_tails(rest)
    found = _kind_of(name, rest, kind)
    word, proper = _parts(rest, found)
    if not is_territorial(found):
        # Only such a name may end in that of its province: Sở Xây dựng Hà Nội.
        proper, bare = _without_bare_province(proper, province)
        said = said or bare
    if found.id == "so" and word == "văn phòng":
        proper = _COMMITTEE.sub("", proper, count=1)
    else:
        _refuse_nameless(proper, word, name, found)
    proper = _well_written(proper, found, word, name)
    usual = word or _usual_word(found, proper if found.id == "ubnd-tinh" else said)
    return Named(found, usual, _said_word(rest[: len(word)], usual), proper, said, left_out)


def _refuse_nameless(proper: str, word: str, name: str, kind: AgencyKind) -> None:
    if not proper and word not in _WHOLE_NAMES:
        raise BadAnswer(f"Tên cơ quan «{name}» chưa có tên riêng.", f"Ví dụ: {kind.example}.")
    if proper.isdigit() and not word:
        raise BadAnswer(
            f"Tên cơ quan «{name}» chỉ là một con số.", f"Ghi đủ tên, ví dụ: {kind.example}."
        )


def _said_word(written: str, usual: str) -> str:
    """The word with the capitals of the name; a name all in capitals tells none."""
    return usual if not written or written.isupper() else written


def is_territorial(kind: AgencyKind) -> bool:
    """Whether agencies of the kind are called by a unit of the country: UBND xã An Phú."""
    return kind.short_name == _TERRITORIAL


@cache
def names() -> NamePack:
    """How names are shortened, and which bodies are none of ours."""
    return NamePack.model_validate(read_plain(packs() / "names" / "viet-nam.yaml"))


def _refuse_outside(name: str) -> None:
    low = f"{_one_spelling(name)} "
    for each in names().outside:
        if any(low.startswith((f"{start} ", f"{start},")) for start in each.starts):
            raise BadAnswer(
                f"«{name}» là {each.what}, không có hệ thống quản lý chất lượng riêng trong kho "
                f"này: {each.why}.",
                each.instead,
            )


def _one_spelling(text: str) -> str:
    return text.lower().replace("uỷ", "ủy")


def _whole(name: str) -> str:
    """The name with its abbreviations of units written out: `UBND x. Hòa Bình`, `Q.3`."""
    committee = _COMMITTEE.match(name)
    lead = "UBND " if committee else ""
    rest = name[committee.end() :] if committee else name
    return lead + ", ".join(_written_out(part.strip()) for part in rest.split(","))


def _written_out(part: str) -> str:
    found = _SHORTENED.match(part) or _SHORTENED_CAPITALS.match(part)
    word = names().units.get(found[1].lower()) if found else None
    return f"{word} {part[found.end() :]}" if found and word else part


def _without_tails(rest: str) -> tuple[str, str | None, tuple[str, ...]]:
    """The name, the province said behind it, and the districts said there."""
    first, *tails = rest.split(", ")
    province, left_out, kept = None, [], [first]
    for tail in tails:
        known = known_province(bare_province(tail))
        if known:
            province = known
        elif _begins_with(tail, _DISTRICTS):
            left_out.append(tail)
        else:
            kept.append(tail)
    name = ", ".join(kept)
    found = _PROVINCE_TAIL.search(name)
    if found is None:
        return name, province, tuple(left_out)
    bare = bare_province(found[0].strip())
    known = known_province(bare)
    if known is None and _begins_with(found[0].strip(), _PROVINCES) and not _is_bare_word(found[0]):
        return name, province, tuple(left_out)
    return name[: found.start()], province or known, tuple(left_out)


def _is_bare_word(tail: str) -> bool:
    return tail.strip().lower() in _PROVINCES


def _without_bare_province(proper: str, given: str) -> tuple[str, str | None]:
    known = known_province(bare_province(given)) if given else None
    words = proper.split()
    for count in (3, 2, 1):
        tail = known_province(" ".join(words[-count:])) if len(words) > count else None
        if tail and fold(tail) == fold(" ".join(words[-count:])) and known in (None, tail):
            return " ".join(words[:-count]).rstrip(" -,"), tail
    return proper, None


def _kind_of(name: str, rest: str, kind: AgencyKind | None) -> AgencyKind:
    """The kind given, where the name does not say another, or else the one that it says."""
    if kind is not None:
        said = _begins_with(rest, kind.words)
        other = None if said else _begins_with(rest, _other_words(kind))
        if other:
            raise BadAnswer(
                f"Tên cơ quan «{name}» không hợp với loại «{kind.id}» ({kind.title}).",
                f"Chọn loại cơ quan khác, hoặc viết đủ tên, ví dụ: {kind.example}.",
            )
        return kind
    word, found = max(_told_by(rest), key=lambda pair: len(pair[0]), default=("", ""))
    if not found:
        raise UnclearKind(
            f"Tên «{name}» chưa cho biết là cơ quan loại nào.", f"Viết đủ tên, ví dụ: {_ANY}."
        )
    if word == "thành phố":
        # The same word stands before cities of two levels.
        proper = known_province(rest[len(word) :].strip())
        found = "ubnd-tinh" if proper and is_city(proper) else "huyen"
    return agency_kind(found)


def _told_by(rest: str) -> Iterator[tuple[str, str]]:
    """The kinds that a name may be of, each with the word that tells it."""
    for kind in kind_names():
        word = _begins_with(rest, agency_kind(kind).words)
        if word:
            yield word, kind


def _other_words(kind: AgencyKind) -> tuple[str, ...]:
    return tuple(
        word for name in kind_names() if name != kind.id for word in agency_kind(name).words
    )


def _begins_with(name: str, words: tuple[str, ...]) -> str | None:
    """The word for the kind that `name` begins with; the longest, as `thành phố` has two."""
    low = f"{name.lower()} "
    return max((word for word in words if low.startswith(f"{word} ")), key=len, default=None)


def _parts(rest: str, kind: AgencyKind) -> tuple[str, str]:
    word = _begins_with(rest, kind.words) or ""
    return word, rest[len(word) :].strip()


def _usual_word(kind: AgencyKind, province: str | None) -> str:
    if province and is_city(province) and "thành phố" in kind.words:
        return "thành phố"
    return kind.words[0]


def _well_written(proper: str, kind: AgencyKind, word: str, name: str) -> str:
    """The name with the capitals that it has on papers (NĐ 30/2020/NĐ-CP, Phụ lục II).

    BadAnswer where they cannot be known.
    """
    if is_territorial(kind):
        known = known_province(proper) if kind.id == "ubnd-tinh" else None
        return known or (" ".join(map(_syllable, proper.split())) if _is_flat(proper) else proper)
    if kind.id == "so" and word in ("sở", ""):
        known = _department(proper)
        if known:
            return known
    if proper and (_is_flat(proper) and _is_flat(name[1:])):
        raise BadAnswer(
            f"Tên «{name}» viết toàn chữ hoa hoặc toàn chữ thường, nên chưa biết chữ nào viết hoa "
            "trên văn bản.",
            "Ghi như trong văn bản, ví dụ: Chi cục Thủy lợi, Sở Khoa học và Công nghệ.",
        )
    return proper


def _is_flat(text: str) -> bool:
    """Whether all its letters are capitals, or none is."""
    has_cases = text.lower() != text.upper()
    return has_cases and len(text) > 1 and text in (text.lower(), text.upper())


def _department(proper: str) -> str | None:
    """The department whose name or abbreviation this is."""
    said = fold(proper).replace(" ", "")
    for each in names().departments:
        if said in {fold(word).replace(" ", "") for word in (each.name, *each.short)}:
            return each.name
    return None


def _syllable(text: str) -> str:
    return capital(text.lower())


def place_of(named: Named) -> Place:
    """The name in its two parts."""
    return Place(named.word, named.proper)
