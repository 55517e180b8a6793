"""The agency that a person's answers describe: its names, letterhead and place, by its kind."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations, pairwise
from typing import Final
from unicodedata import combining, normalize

from isoqms.errors import BadAnswer
from isoqms.model.agency.answers import Answers
from isoqms.model.agency.settings import Agency, PacksInUse, Role, Unit
from isoqms.model.packs.agency import AgencyKind, KindForm
from isoqms.packs.agency_kinds import agency_kind
from isoqms.packs.agency_names import Named, is_territorial, place_of, read_name
from isoqms.packs.called import variables_now
from isoqms.packs.provinces import Place, capital, clean, province_named
from isoqms.wording import date_short, fold

_SMALL_WORDS: Final = frozenset({"và", "các", "của"})
_MARK: Final = "[cần điền: tên cơ quan chủ quản]"
_WIDEST: Final = 24
"""Capitals of 13 points that the left corner of a paper holds in one line."""
_MOST_PLACES: Final = 10
_OWN_NAME: Final = "{NAME}"
_DISTRICT: Final = "huyen"
_PARENT: Final = "{PARENT}"


def wants_parent(kind: str) -> bool:
    """Whether agencies of the kind stand below another that only the person knows."""
    return _PARENT in agency_kind(kind).parent_lines


def agency_of(answers: Answers) -> Agency:
    """The agency and its first settings.

    UnknownName for an unknown kind; BadAnswer for a name that is empty, of another kind, of a body
    without a system of its own, for a province that is none, or what holds control characters.
    """
    kind = agency_kind(answers.kind)
    named = read_name(answers.name, kind, answers.province)
    form = form_of(kind, named.word)
    names = _names(answers, kind, named)
    full_name = _pattern(kind, form, "full_name").format_map(names)
    parent_lines = (_PARENT,) if answers.parent else kind.parent_lines
    lead = _or(answers.lead_agency, kind.lead_agency.format_map(names))
    if fold(lead) == fold(full_name):
        # Whoever leads in the province answers to its committee alone (TT 26/2014, Điều 38).
        lead = f"UBND {names['province']}"
    return Agency(
        name=_pattern(kind, form, "short_name").format_map(names),
        full_name=full_name,
        kind=kind.id,
        province=names["province_name"],
        place=capital(_or(answers.place, kind.place.format_map(names))),
        symbol=_or(answers.symbol, _pattern(kind, form, "symbol").format_map(names)),
        parent_lines=tuple(_corner(parent_lines, names)),
        agency_lines=tuple(_corner((form and form.agency_lines) or kind.agency_lines, names)),
        head=names["head"],
        collective=kind.collective,
        obligation=answers.obligation or kind.obligation,
        lead_agency=lead,
        website=_or(answers.website, "") or None,
        packs=PacksInUse(scoring=answers.scoring),
        units=tuple(
            Unit(key=unit.key, name=unit.name.format_map(names), symbol=unit.symbol)
            for unit in kind.units
        ),
        roles=tuple(_role(role, names) for role in kind.roles),
    )


def variables_of(answers: Answers, agency: Agency) -> dict[str, str | int]:
    """The names that a framework document may ask for (docs-template/)."""
    return variables_now(agency, answers.year or answers.as_of.year)


def form_of(kind: AgencyKind, word: str) -> KindForm | None:
    """What this word before the name makes otherwise than the kind says."""
    return next((each for each in kind.forms if each.word == word), None)


def notes_on(answers: Answers) -> Iterator[str]:
    """What of the name was left out or is known of its form, in sentences."""
    kind = agency_kind(answers.kind)
    named = read_name(answers.name, kind, answers.province)
    ended = agency_kind(_DISTRICT).ends
    for each in named.left_out:
        why = "tên cơ quan không mang tên cấp trên"
        if ended and ended <= answers.as_of and not kind.ends:
            why = f"không còn cấp huyện từ ngày {date_short(ended)}"
        yield f"Đã bỏ «{each}» khỏi tên cơ quan: {why}."
    form = form_of(kind, named.word)
    if form and form.note:
        yield form.note


def _pattern(kind: AgencyKind, form: KindForm | None, name: str) -> str:
    own = getattr(form, name) if form else None
    return str(own or getattr(kind, name))


def _corner(lines: tuple[str, ...], names: dict[str, str]) -> Iterator[str]:
    """The lines of the left corner; a long name of its own is broken between words."""
    for line in lines:
        if line == _OWN_NAME:
            yield from map(str.upper, broken(names["Name"]))
        elif line == _PARENT:
            parent = names["parent"]
            yield from (parent,) if parent == _MARK else map(str.upper, broken(parent))
        else:
            yield line.format_map(names)


def broken(name: str) -> tuple[str, ...]:
    """A long name in as few lines as it needs, of about the same length.

    A word of several syllables stays whole: it begins with a capital, the others follow.
    """
    syllables = name.split()
    places = [at for at in range(1, len(syllables)) if _may_begin_line(syllables, at)]
    count = min(-(-len(name) // _WIDEST), len(places) + 1)
    ways = (
        [" ".join(syllables[start:end]) for start, end in pairwise((0, *cuts, len(syllables)))]
        for cuts in combinations(places[:_MOST_PLACES], count - 1)
    )
    return tuple(min(ways, key=lambda lines: max(map(len, lines))))


def _may_begin_line(syllables: list[str], at: int) -> bool:
    """Whether a line may begin with this syllable: a word does, or what joins two of them."""
    if syllables[at] in _SMALL_WORDS:
        return True
    is_word = syllables[at][:1].isupper() and syllables[at - 1] not in _SMALL_WORDS
    # Two capitals side by side at the end are one proper name: Đức Trọng.
    is_inside_name = at == len(syllables) - 1 and syllables[at - 1][:1].isupper()
    return is_word and not is_inside_name


def _role(role: Role, names: dict[str, str]) -> Role:
    return Role(key=role.key, title=role.title.format_map(names), unit=role.unit, duty=role.duty)


def _or(answer: str | None, usual: str) -> str:
    return clean(answer or "") or usual


def _names(answers: Answers, kind: AgencyKind, named: Named) -> dict[str, str]:
    """What the patterns of a kind take."""
    province = _province(answers, kind, named)
    unit = place_of(named)
    name = unit.name if is_territorial(kind) else f"{named.said_word} {named.proper}".strip()
    names = {
        "name": name,
        "Name": capital(name),
        "NAME": name.upper(),
        "word": unit.word,
        "place": unit.place,
        "province": province.name,
        "PROVINCE": province.name.upper(),
        "province_word": province.word,
        "PROVINCE_WORD": province.word.upper(),
        "province_name": province.proper,
        "province_place": province.place,
        "parent": _parent(answers) or _MARK,
        "PARENT": _parent(answers).upper() or _MARK,
    }
    short = _pattern(kind, form_of(kind, named.word), "short_name").format_map(names)
    names["initials"] = _initials(short)
    return {**names, **_titles(answers, kind, named, names)}


def _parent(answers: Answers) -> str:
    """The name of the agency above, without the province that its own papers need not say."""
    said = clean(answers.parent or "")
    try:
        above = read_name(said, None, answers.province)
    except BadAnswer:
        return said
    if is_territorial(above.kind):
        return f"UBND {place_of(above).name}"
    return f"{above.said_word} {above.proper}"


def _titles(
    answers: Answers, kind: AgencyKind, named: Named, names: dict[str, str]
) -> dict[str, str]:
    """How the head, the deputy and the first offices are called."""
    form = form_of(kind, named.word) or kind
    head = _or(answers.head, form.head)
    own = bool(answers.head) and fold(head) != fold(form.head)
    titles = {
        "head": head,
        "head_title": head if own else form.head_title.format_map(names),
        "deputy_title": f"Phó {head}" if own else form.deputy_title.format_map(names),
    }
    places = {key: getattr(form, key).format_map(names) for key in ("one_stop", "office")}
    return {**titles, **places}


def _province(answers: Answers, kind: AgencyKind, named: Named) -> Place:
    year = min(answers.year or answers.as_of.year, answers.as_of.year)
    day = min(answers.as_of, date(year, 12, 31))
    has_ended = kind.ends is not None and kind.ends <= day
    place = province_named(answers.province, day, ended=has_ended)
    said = named.proper if kind.id == "ubnd-tinh" else named.province
    if said and fold(said) != fold(place.proper):
        raise BadAnswer(
            f"Tên cơ quan nói «{said}» mà câu trả lời về tỉnh là «{place.proper}».",
            "Sửa một trong hai cho khớp, hoặc bỏ tên tỉnh khỏi tên cơ quan.",
        )
    return place


def _initials(name: str) -> str:
    """`SKHCN` of Sở Khoa học và Công nghệ; without marks, as symbols are written."""
    words = (word for word in re.findall(r"\w+", name) if word not in _SMALL_WORDS)
    letters = normalize("NFD", "".join(word[0] for word in words).upper())
    return "".join(letter for letter in letters if not combining(letter))
