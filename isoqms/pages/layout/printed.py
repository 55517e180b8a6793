"""Words of the records as an official paper writes them: “ ” for « », names for keys, files."""

import re
from pathlib import PurePosixPath
from typing import Final

from isoqms.model.layout import kind_of
from isoqms.model.registers import BY_NAME

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
_BEFORE: Final = "|".join((*_NAMES.values(), "phiếu", "số"))
_KEY: Final = re.compile(
    rf"(?:\b({_BEFORE})\s+(?P<quote>“)?)?(?<![\w-])({'|'.join(_NAMES)})-(\d{{1,3}})(?![\w-])"
    r"(?(quote)”)",
    re.IGNORECASE,
)
"""A key, with its name before it where the sentence has said it."""


_FILE: Final = re.compile(r"(?<![\w/.-])(?:[\w-]+/)*[\w-]+\.(?:yaml|md)\b")


_COMMAND: Final = re.compile(r"\s*\((?:bằng |gõ |xem )?[“«`]?isoqms [^)]*\)")
_RAW: Final = re.compile(r"(?<![\w/.@:-])[a-z]{2,}(?:-[a-z]{2,})+(?![\w/.@-])")
"""A key of a role or a unit, which stands where nobody bears it: `khong-co-vai-tro`."""


def raw_keys(text: str) -> tuple[str, ...]:
    """The keys that no name was found for, and that a paper would print as they are."""
    return tuple(dict.fromkeys(_RAW.findall(printed(text))))


def printed(text: str) -> str:
    """`text` for a paper: `sự không phù hợp số 03` for `kph-03`, `03` where it stands alone.

    A file is called what it holds: `Mục tiêu chất lượng năm 2025` for `nam/2025/muc-tieu.yaml`;
    commands in brackets, which serve at the screen, are left out.
    """
    if "«" in text or "»" in text:
        text = text.translate(_QUOTES)
    if ".yaml" in text or ".md" in text:
        text = _FILE.sub(_held, text)
    if "isoqms " in text:
        text = _COMMAND.sub("", text)
    if "-" not in text:
        return text
    alone = _KEY.fullmatch(text.strip())
    if alone and alone[1] is None and alone[3].islower():
        return alone[4]
    return _KEY.sub(_named, text)


def _held(found: re.Match[str]) -> str:
    """What a file of the repository holds; one that is none of its own stays as it is written."""
    path = found[0]
    bare = BY_NAME.get(PurePosixPath(path).stem) if "/" not in path else None
    known = (bare, None) if bare else kind_of(path)
    if known is None:
        return path
    kind, year = known
    if path.startswith("tai-lieu/"):
        return PurePosixPath(path).stem
    return f"{kind.title} năm {year}" if year else kind.title


def _named(found: re.Match[str]) -> str:
    before, _quote, kind, number = found.groups()
    if not kind.islower():
        return found[0]
    counted = kind == "dot" or (before or "").lower() == "số"
    count = number if counted else f"số {number}"
    return f"{before or _NAMES[kind]} {count}"
