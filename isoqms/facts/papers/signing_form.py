"""What cannot stand at the foot of a paper of the agency: its signer's name and post.

NĐ 30/2020/NĐ-CP, Điều 13 and Phụ lục I, II.7.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from isoqms.model.agency.settings import Agency
from isoqms.wording import fold

_TITLES: Final = re.compile(
    r"\b(GS|PGS|TSKH|TS|TH\.?S|BS(?:CK\w*)?|DS|KS|KTS|CN|LS|NGND|NGƯT|TTND|TTƯT)\.\s*",
    re.IGNORECASE,
)
"""Academic and honorary titles as they are shortened; the dot tells them from names."""
_BY_ORDER: Final = ("TL.", "TUQ.")
_IN_PLACE: Final = ("Q.", "KT.", "TM.")
_OTHER: Final = re.compile(
    r"(?:(?:UBND|HĐND|Ủy ban nhân dân|Uỷ ban nhân dân|Hội đồng nhân dân)\s+"
    r"(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh)\s+|"
    r"Sở\s+(?=[A-ZĐ]))\w[\w\s-]*"
)
"""An agency that is named with its place, or a department: «UBND huyện Krông Nô», «Sở Nội vụ»."""
_OF_A_BODY: Final = ("Trưởng ban", "Phó Trưởng ban", "Trưởng đoàn", "Chủ tọa", "Tổ trưởng")
"""Who signs for a board or a team that issues its own papers."""


class WrongSigner(NamedTuple):
    """What is wrong with a name or a post, and how it should be written."""

    words: str
    hint: str


def wrong_signer(agency: Agency, post: str | None, name: str | None) -> Iterator[WrongSigner]:
    """What is wrong with the post and the name that were given; nothing of what was not given."""
    if name:
        yield from _wrong_name(name.strip())
    if post:
        yield from _wrong_post(agency, post.strip())


def _wrong_name(name: str) -> Iterator[WrongSigner]:
    bare = _TITLES.sub("", name).strip()
    if bare != name:
        yield WrongSigner(
            f"Trước họ tên người ký «{name}» không ghi học hàm, học vị, danh hiệu "
            "(Nghị định số 30/2020/NĐ-CP, Phụ lục I, II.7).",
            f"Viết «{bare}».",
        )
        return
    right = " ".join(word[:1].upper() + word[1:].lower() for word in name.split())
    if any(word[:1].islower() for word in name.split()) or (name.isupper() and " " in name):
        yield WrongSigner(
            f"Họ tên người ký «{name}» phải viết hoa chữ cái đầu mỗi âm tiết, còn lại chữ thường.",
            f"Viết «{right}».",
        )


def _wrong_post(agency: Agency, post: str) -> Iterator[WrongSigner]:
    bare = _TITLES.sub("", post).strip()
    if bare != post:
        yield WrongSigner(
            f"Chức vụ người ký «{post}» không ghi học hàm, học vị "
            "(Nghị định số 30/2020/NĐ-CP, Phụ lục I, II.7).",
            f"Viết «{_as_a_post(agency, bare)}».",
        )
        return
    other = next(_others_named(agency, post), None)
    if other is not None:
        yield WrongSigner(
            f"Chức vụ «{post}» là của «{other}», không phải của {agency.name}.",
            f'Ghi chức vụ người ký trong cơ quan, ví dụ --signer-post "Phó {agency.head}".',
        )
    elif not _may_sign(agency, post):
        yield WrongSigner(
            f"«{post}» không phải {agency.head} hay cấp phó, nên phải ký thừa lệnh (TL.) hoặc thừa "
            "ủy quyền (TUQ.) (Nghị định số 30/2020/NĐ-CP, Điều 13).",
            f'Viết --signer-post "TL. {agency.head}, {post}", hoặc "TUQ. {agency.head}, {post}" '
            "khi có văn bản ủy quyền.",
        )


def _as_a_post(agency: Agency, words: str) -> str:
    """The post as it is written in a sentence, where it is one of the usual ones."""
    usual = (agency.head, f"Phó {agency.head}")
    return next((each for each in usual if fold(each) == fold(words)), words)


def _others_named(agency: Agency, post: str) -> Iterator[str]:
    own = (fold(agency.name), fold(agency.full_name))
    for found in _OTHER.finditer(post):
        named = found[0].strip()
        if not any(fold(named) in each or each in fold(named) for each in own):
            yield named


def _may_sign(agency: Agency, post: str) -> bool:
    if post.startswith(_BY_ORDER + _IN_PLACE):
        return True
    told, head = fold(post), fold(agency.head)
    heads = (head, f"pho {head}", f"quyen {head}", *map(fold, _OF_A_BODY))
    return told.startswith(heads)
