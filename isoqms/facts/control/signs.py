"""The signs of fields in codes of documents, which are never one of the system's own.

QT-HT is a procedure of the system (hệ thống); one for hộ tịch must not look like it.
"""

import re
from typing import Final

from isoqms.errors import BadAnswer
from isoqms.model.agency.settings import CodePatterns
from isoqms.wording import fold

_LISTED: Final = {
    "Hộ tịch": "TP",
    "Chứng thực": "TP",
    "Nuôi con nuôi": "TP",
    "Hành chính tư pháp": "TP",
    "Bảo trợ xã hội": "BT",
    "Người có công": "NC",
    "Thành lập và hoạt động của hộ kinh doanh": "KD",
    "Hộ kinh doanh": "KD",
    "Đất đai": "DD",
    "Một cửa": "MC",
}
"""The usual signs; every other field gets its first letters."""
_BY_FIELD: Final = {fold(field): sign for field, sign in _LISTED.items()}
_ONE_STOP: Final = "MC"
_NUMBER: Final = re.compile(r"\{n[^}]*\}")


def own_signs(patterns: CodePatterns) -> frozenset[str]:
    """The signs that would make the code of a TTHC procedure look like one of another kind."""
    service = re.escape(_NUMBER.sub("\0", patterns.service))
    shape = re.compile(service.replace(re.escape("{field}"), r"([^\W_]+)"))
    others = (_NUMBER.sub("\0", text) for text in (patterns.system, patterns.internal))
    found = (shape.fullmatch(text) for text in others)
    return frozenset(each[1] for each in found if each and each.groups())


def usual_sign(patterns: CodePatterns, field: str) -> str:
    """The sign of a field: the usual one, or its first letters, never one of the system's own.

    BadAnswer where the field is given as a sign that the system has for itself.
    """
    own = own_signs(patterns)
    if re.fullmatch(r"[A-Z]{1,6}", field):
        return _allowed(field, own)
    listed = _BY_FIELD.get(fold(field))
    taken = own if listed == _ONE_STOP else own | {_ONE_STOP}
    return listed if listed and listed not in taken else _letters(field, taken)


def _allowed(sign: str, own: frozenset[str]) -> str:
    if sign in own:
        raise BadAnswer(
            f"Ký hiệu lĩnh vực «{sign}» là ký hiệu của chính hệ thống, quy trình TTHC không dùng.",
            "Ghi tên lĩnh vực sau --field (ví dụ: --field «Hộ tịch»), máy chọn ký hiệu khác.",
        )
    return sign


def _letters(field: str, taken: frozenset[str]) -> str:
    """The first letters of the words; where they are taken, with more of the last word."""
    words = re.findall(r"[a-z0-9]+", fold(field))
    lead, last = "".join(word[0] for word in words[:-1]), words[-1] if words else ""
    tries = (f"{lead}{last[:end]}".upper() for end in range(1, len(last) + 1))
    return next((each for each in tries if each not in taken), f"{lead}{last}X".upper())
