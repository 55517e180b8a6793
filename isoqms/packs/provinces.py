"""Which province a person means, however it is written, and whether it is one on a day."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from isoqms.errors import BadAnswer
from isoqms.model.packs.names import FormerProvince, Provinces
from isoqms.packs.loading import load_provinces
from isoqms.wording import date_short, fold, is_printable, nearest, nfc

_CITY: Final = re.compile(r"\A(?:thành phố\s+|tp\.\s*|tp\s+)", re.IGNORECASE)
_PROVINCE: Final = re.compile(r"\A(?:tỉnh\s+|t\.\s*)", re.IGNORECASE)
# A unit named after a person or a number keeps its common noun, with a capital (NĐ 30/2020, PL I,
# II.4; PL II).
_NAMED_AFTER_A_PERSON: Final = frozenset({"Hồ Chí Minh"})


class Place(NamedTuple):
    """The name of a unit in its parts: `xã`, `An Phú`."""

    word: str
    proper: str

    @property
    def keeps_its_noun(self) -> bool:
        """Whether the common noun belongs to the name: Phường 1, Thành phố Hồ Chí Minh."""
        return self.proper[:1].isdigit() or self.proper in _NAMED_AFTER_A_PERSON

    @property
    def name(self) -> str:
        """`xã An Phú`, `Phường 1`."""
        word = capital(self.word) if self.keeps_its_noun else self.word
        return f"{word} {self.proper}"

    @property
    def place(self) -> str:
        """What stands before the day of a paper (NĐ 30/2020/NĐ-CP, Phụ lục I, II.4)."""
        return self.name if self.keeps_its_noun else self.proper


_CORRECTED_AT: ContextVar[Path | None] = ContextVar("corrected_at", default=None)


@contextmanager
def corrected_at(root: Path) -> Iterator[None]:
    """Inside it, names are read by the agency's own list (`goi/tinh-thanh/`) where it keeps one.

    A name is understood far below whoever knows the repository; before it begins there is none.
    """
    token = _CORRECTED_AT.set(root)
    try:
        yield
    finally:
        _CORRECTED_AT.reset(token)


def provinces() -> Provinces:
    """The provinces that there are, those that were, and which of them are cities."""
    return load_provinces("viet-nam", _CORRECTED_AT.get())


def province_named(answer: str, day: date, *, ended: bool = False) -> Place:
    """The province that `answer` names on that day, with `ended` also one that is no more.

    BadAnswer for a name that is empty, unknown, or of a province that has ended, with what to say
    instead.
    """
    name = checked(answer, "Tên tỉnh", "Lâm Đồng")
    said_city = bool(_CITY.match(name))
    bare = bare_province(name)
    if not bare:
        raise BadAnswer(f"Tên tỉnh «{name}» chưa có tên riêng.", "Ví dụ: Lâm Đồng.")
    known = known_province(bare)
    if known is None:
        raise BadAnswer(f"Không có tỉnh, thành phố «{name}».", _instead(bare))
    former = former_province(known)
    if former and former.ends <= day and not ended:
        into = province_called(former.into)
        raise BadAnswer(
            f"Tỉnh {former.name} không còn từ ngày {date_short(former.ends)}, nay thuộc {into}.",
            f"Ghi tỉnh, thành phố là «{former.into}»; kho của những năm trước thì thêm --as-of "
            f"một ngày trước {date_short(former.ends)}.",
        )
    return Place("thành phố", known) if said_city else _by_its_word(known)


def province_called(proper: str) -> str:
    """`tỉnh Lâm Đồng`, `thành phố Hà Nội`, `Thành phố Hồ Chí Minh`."""
    return _by_its_word(proper).name


def former_province(proper: str) -> FormerProvince | None:
    """The province of this name that has ended; None where it goes on or never was."""
    return next((each for each in provinces().former if each.name == proper), None)


def known_province(bare: str) -> str | None:
    """The name of the province that is written like this, of those that are and were."""
    return _known().get(_key(bare))


def bare_province(name: str) -> str:
    """The name without the word for what it is."""
    return _PROVINCE.sub("", _CITY.sub("", name, count=1), count=1).strip()


def is_city(proper: str) -> bool:
    """Whether the province is a centrally-run city."""
    return proper in provinces().cities


def checked(answer: str, title: str, example: str) -> str:
    """The answer as one line of letters.

    BadAnswer where it is empty or holds what cannot be printed.
    """
    if not is_printable(answer):
        raise BadAnswer(
            f"{title} có ký tự điều khiển không in được.",
            f"Gõ lại tên bằng bàn phím, ví dụ: {example}.",
        )
    name = clean(answer)
    if not name:
        raise BadAnswer(f"{title} đang bỏ trống.", f"Ví dụ: {example}.")
    if not name[0].isalnum():
        raise BadAnswer(f"{title} «{name}» phải bắt đầu bằng chữ hoặc số.", f"Ví dụ: {example}.")
    return name


def clean(text: str) -> str:
    """`text` with single spaces and whole letters."""
    return nfc(" ".join(text.split()))


def capital(text: str) -> str:
    """`text` with its first letter a capital."""
    return text[:1].upper() + text[1:]


def _by_its_word(proper: str) -> Place:
    return Place("thành phố" if is_city(proper) else "tỉnh", proper)


def _known() -> dict[str, str]:
    return _by_word(provinces())


@lru_cache(maxsize=4)
def _by_word(found: Provinces) -> dict[str, str]:
    every = (*found.provinces, *found.former)
    return {_key(word): each.name for each in every for word in (each.name, *each.also)}


def _key(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(text))


def _instead(bare: str) -> str:
    names = [each.name for each in provinces().provinces]
    meant = nearest(bare, (*names, *(each.name for each in provinces().former)))
    hint = f"Có phải «{meant}»? " if meant else ""
    return f"{hint}Tỉnh, thành phố hiện có: {', '.join(names)}."
