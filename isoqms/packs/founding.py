"""The agency that a person's answers describe: its names, letterhead and place, by its kind."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from isoqms.errors import BadAnswer
from isoqms.model.agency.answers import Answers
from isoqms.model.agency.settings import Agency, PacksInUse, Role, Unit
from isoqms.model.packs.agency import AgencyKind
from isoqms.packs.agency_kinds import agency_kind, kind_names, provinces
from isoqms.wording import fold, nfc

_COMMITTEE: Final = re.compile(r"\A(?:ubnd|[uủ][ỷy] ban nhân dân)\s+", re.IGNORECASE)
_CITY: Final = re.compile(r"\A(?:thành phố|tp\.?)\s+", re.IGNORECASE)
_PROVINCE: Final = re.compile(r"\Atỉnh\s+", re.IGNORECASE)
# A unit named after a person or a number keeps its common noun, with a capital (NĐ 30/2020, PL I,
# II.4; PL II).
_NAMED_AFTER_A_PERSON: Final = frozenset({"Hồ Chí Minh"})
_SMALL_WORDS: Final = frozenset({"và", "các", "của"})
_MARK: Final = "[cần điền: tên sở chủ quản]"


@dataclass(frozen=True, slots=True)
class _Place:
    """The name of a unit in its parts: `xã`, `An Phú`."""

    word: str
    proper: str

    @property
    def keeps_its_noun(self) -> bool:
        return self.proper[:1].isdigit() or self.proper in _NAMED_AFTER_A_PERSON

    @property
    def name(self) -> str:
        word = _capital(self.word) if self.keeps_its_noun else self.word
        return f"{word} {self.proper}"

    @property
    def place(self) -> str:
        return self.name if self.keeps_its_noun else self.proper


def agency_of(answers: Answers) -> Agency:
    """The agency and its first settings.

    UnknownName for an unknown kind; BadAnswer for a name that is empty, of another kind, or holds
    control characters.
    """
    kind = agency_kind(answers.kind)
    names = _names(answers, kind)
    parent_lines = ("{PARENT}",) if answers.parent else kind.parent_lines
    return Agency(
        name=kind.short_name.format_map(names),
        full_name=kind.full_name.format_map(names),
        kind=kind.id,
        province=names["province_name"],
        place=_or(answers.place, kind.place.format_map(names)),
        symbol=_or(answers.symbol, kind.symbol.format_map(names)),
        parent_lines=tuple(line.format_map(names) for line in parent_lines),
        agency_lines=tuple(line.format_map(names) for line in kind.agency_lines),
        head=kind.head,
        collective=kind.collective,
        obligation=answers.obligation or kind.obligation,
        lead_agency=_or(answers.lead_agency, kind.lead_agency.format_map(names)),
        website=_or(answers.website, "") or None,
        packs=PacksInUse(scoring=answers.scoring),
        units=tuple(Unit(key=unit.key, name=unit.name.format_map(names)) for unit in kind.units),
        roles=tuple(_role(role, names) for role in kind.roles),
    )


def variables_of(answers: Answers, agency: Agency) -> dict[str, str | int]:
    """The names that a framework document may ask for (docs-template/)."""
    kind = agency_kind(answers.kind)
    names = _names(answers, kind)
    return {
        "co_quan": agency.name,
        "co_quan_day_du": agency.full_name,
        "nguoi_dung_dau": kind.head_title.format_map(names),
        "cap_pho": kind.deputy_title.format_map(names),
        "chuc_vu_ky": kind.head.upper(),
        "tinh": agency.province,
        "dia_danh": agency.place,
        "don_vi_chu_tri": agency.lead_agency,
        "loai": kind.id,
        "bo_phan_mot_cua": kind.one_stop.format_map(names),
        "tieu_chuan": agency.standard_name,
        "nam": answers.year or answers.as_of.year,
    }


def variables_now(agency: Agency, year: int) -> dict[str, str | int]:
    """The same names for an agency as its settings have it today.

    What they do not tell is left to be filled in.
    """
    titles = {role.key: role.title for role in agency.roles}

    def title(key: str, words: str) -> str:
        return titles.get(key, f"[cần điền: {words}]")

    return {
        "co_quan": agency.name,
        "co_quan_day_du": agency.full_name,
        "nguoi_dung_dau": title("nguoi-dung-dau", "chức danh người đứng đầu"),
        "cap_pho": title("dai-dien-lanh-dao", "chức danh cấp phó"),
        "chuc_vu_ky": agency.head.upper(),
        "tinh": agency.province,
        "dia_danh": agency.place,
        "don_vi_chu_tri": agency.lead_agency,
        "loai": agency.kind,
        "bo_phan_mot_cua": title("bo-phan-mot-cua", "nơi tiếp nhận hồ sơ và trả kết quả"),
        "tieu_chuan": agency.standard_name,
        "nam": year,
    }


def _role(role: Role, names: dict[str, str]) -> Role:
    return Role(key=role.key, title=role.title.format_map(names), unit=role.unit, duty=role.duty)


def _or(answer: str | None, usual: str) -> str:
    return _clean(answer or "") or usual


def _names(answers: Answers, kind: AgencyKind) -> dict[str, str]:
    """What the patterns of a kind take."""
    province = _province(answers.province)
    unit = _unit(answers.name, kind, province)
    parent = _or(answers.parent, "")
    return {
        "name": unit.name,
        "Name": _capital(unit.name),
        "NAME": unit.name.upper(),
        "word": unit.word,
        "place": unit.place,
        "province": province.name,
        "PROVINCE": province.name.upper(),
        "province_name": province.proper,
        "province_place": province.place,
        "PARENT": parent.upper() or _MARK,
        "initials": _initials(unit.name),
    }


def _unit(answer: str, kind: AgencyKind, province: _Place) -> _Place:
    name = _checked(answer, "Tên cơ quan", kind.example)
    rest = _COMMITTEE.sub("", name, count=1)
    word = _word(rest, kind.words)
    if word:
        rest = rest[len(word) :].strip()
    elif _word(rest, _other_words(kind)):
        raise BadAnswer(
            f"Tên cơ quan «{name}» không hợp với loại «{kind.id}» ({kind.title}).",
            f"Chọn loại cơ quan khác, hoặc viết đủ tên, ví dụ: {kind.example}.",
        )
    if not rest or (rest == name and _COMMITTEE.match(f"{name} ")):
        raise BadAnswer(f"Tên cơ quan «{name}» chưa có tên riêng.", f"Ví dụ: {kind.example}.")
    usual = province.word if province.word in kind.words else kind.words[0]
    return _Place(word or usual, rest)


def _province(answer: str) -> _Place:
    name = _checked(answer, "Tên tỉnh", "Lâm Đồng")
    bare = _PROVINCE.sub("", _CITY.sub("", name, count=1), count=1)
    if not bare:
        raise BadAnswer(f"Tên tỉnh «{name}» chưa có tên riêng.", "Ví dụ: Lâm Đồng.")
    city = bool(_CITY.match(name)) or fold(bare) in {fold(each) for each in provinces().cities}
    return _Place("thành phố" if city else "tỉnh", bare)


def _word(name: str, words: tuple[str, ...]) -> str | None:
    """The word for the kind that `name` begins with.

    The longest, so that `thành phố` is not missed.
    """
    low = f"{name.lower()} "
    return max((word for word in words if low.startswith(f"{word} ")), key=len, default=None)


def _other_words(kind: AgencyKind) -> tuple[str, ...]:
    return tuple(
        word for name in kind_names() if name != kind.id for word in agency_kind(name).words
    )


def _checked(answer: str, title: str, example: str) -> str:
    if any(
        unicodedata.category(sign) in {"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"} for sign in answer
    ):
        raise BadAnswer(
            f"{title} có ký tự điều khiển không in được.",
            f"Gõ lại tên bằng bàn phím, ví dụ: {example}.",
        )
    name = _clean(answer)
    if not name:
        raise BadAnswer(f"{title} đang bỏ trống.", f"Ví dụ: {example}.")
    if not name[0].isalnum():
        raise BadAnswer(f"{title} «{name}» phải bắt đầu bằng chữ hoặc số.", f"Ví dụ: {example}.")
    return name


def _clean(text: str) -> str:
    return nfc(" ".join(text.split()))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _initials(name: str) -> str:
    """`SKHCN` of Sở Khoa học và Công nghệ."""
    words = (word for word in re.findall(r"\w+", name) if word not in _SMALL_WORDS)
    return "".join(word[0] for word in words).upper()
