"""Words of the records as an official paper writes them: “ ” for « », names for keys."""

import re
from typing import Final

_QUOTES: Final = str.maketrans("«»", "“”")
_NAMES: Final = {
    "kph": "sự không phù hợp",
    "rr": "rủi ro",
    "ch": "cơ hội",
    "mt": "mục tiêu",
    "cv": "công việc",
    "pa": "phản ánh",
    "dot": "đợt",
}
"""What the keys of rows stand for that the house itself gives (`ids` of the registers)."""
_BEFORE: Final = "|".join((*_NAMES.values(), "phiếu"))
_KEY: Final = re.compile(
    rf"(?:\b({_BEFORE})\s+)?(?<![\w-])({'|'.join(_NAMES)})-(\d{{1,3}})(?![\w-])",
    re.IGNORECASE,
)
"""A key, with its name before it where the sentence has said it."""


def printed(text: str) -> str:
    """`text` for a paper: `sự không phù hợp số 03` for `kph-03`, `03` where it stands alone."""
    if "«" in text or "»" in text:
        text = text.translate(_QUOTES)
    if "-" not in text:
        return text
    alone = _KEY.fullmatch(text.strip())
    if alone and alone[2].islower():
        return alone[3]
    return _KEY.sub(_named, text)


def _named(found: re.Match[str]) -> str:
    before, kind, number = found.groups()
    if not kind.islower():
        return found[0]
    count = number if kind == "dot" else f"số {number}"
    return f"{before or _NAMES[kind]} {count}"
