"""What a history shows otherwise than it was recorded, or takes from elsewhere, in sentences."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from isoqms.history.reading.foundations import foundations
from isoqms.wording import listed

_MOST_NAMED = 3
_ASK = (
    "Kho nhận từ người khác thì đừng tin phần này: hỏi nơi gửi, hoặc lấy lại từ bản chung, bản sao "
    "lưu. Kho của mình thì nhờ người quản trị kho"
)


class Told(NamedTuple):
    """One thing on which the history does not stand by itself."""

    what: str
    remedy: str
    is_grave: bool
    """Whether others are shown something else than was recorded."""


def sentences(root: Path) -> Iterator[Told]:
    """What there is of that in the history of the folder `root`; nothing for nearly every one."""
    found = foundations(root)
    if found.replaced:
        ids = listed(f"{each[:12]}" for each in found.replaced[:_MOST_NAMED])
        more = " …" if len(found.replaced) > _MOST_NAMED else ""
        yield Told(
            f"{len(found.replaced)} nội dung đã ghi bị đặt bản thay để người xem bằng phần mềm "
            f"khác thấy khác: {ids}{more}.",
            f"{_ASK} gỡ các bản thay (lệnh: `git replace -d`).",
            is_grave=True,
        )
    if found.grafts:
        yield Told(
            f"{found.grafts} lần ghi bị nối lại theo thứ tự khác với lúc ghi (tệp info/grafts).",
            f"{_ASK} bỏ tệp info/grafts trong thư mục ẩn .git.",
            is_grave=True,
        )
    if found.borrowed:
        places = listed(f"«{each}»" for each in found.borrowed[:_MOST_NAMED])
        more = " …" if len(found.borrowed) > _MOST_NAMED else ""
        yield Told(
            f"Lịch sử của kho lấy một phần nội dung ở ngoài kho: {places}{more}; mất nơi ấy thì "
            "mất văn bản.",
            f"{_ASK} chép phần ấy vào kho (lệnh: `git repack -a -d`, rồi bỏ "
            "tệp objects/info/alternates).",
            is_grave=False,
        )
