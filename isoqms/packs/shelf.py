"""Where packs stand: the agency's own `goi/` first, then the data that ships with the program."""

from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from isoqms.errors import UnknownName
from isoqms.plain_files import led_astray
from isoqms.resources import packs
from isoqms.wording import nearest, sort_key

OWN = "goi"
"""The folder of an agency's repository that holds its own packs."""


class PackKind(Enum):
    """A kind of pack: its folder in our data, its folder in `goi/`, and its Vietnamese name."""

    STANDARD = ("standards", "tieu-chuan", "tiêu chuẩn")
    MAP = ("maps", "doi-chieu", "đối chiếu điều khoản")
    SCORING = ("scoring", "cham-diem", "bảng chấm điểm")
    LEGAL = ("legal", "phap-luat", "văn bản pháp luật")
    DEADLINES = ("deadlines", "thoi-han", "thời hạn")
    AGENCY_KIND = ("agency-kinds", "loai-co-quan", "loại cơ quan")
    FORMS = ("forms", "bieu-mau", "biểu mẫu theo quy định")
    STATUSES = ("statuses", "trang-thai", "trạng thái hồ sơ")
    SPENDING = ("spending", "dinh-muc-chi", "định mức chi")
    TERMS = ("terms", "tu-ngu", "từ ngữ không còn dùng")
    AUDIT_QUESTIONS = ("audit-questions", "cau-hoi-danh-gia", "câu hỏi đánh giá nội bộ")
    LIBRARY = ("library", "thu-vien-tthc", "thư viện thủ tục hành chính")
    PROVINCES = ("provinces", "tinh-thanh", "tỉnh, thành phố")
    EXAMPLES = ("examples", "vi-du", "ví dụ cho chỗ cần điền")

    def __init__(self, folder: str, own_folder: str, title: str) -> None:
        self.folder = folder
        self.own_folder = own_folder
        self.title = title


def pack_ids(kind: PackKind, own: Path | None = None) -> tuple[str, ...]:
    """The ids of all packs of a kind, sorted.

    The agency's own at `own` (the root of its repository) are among them.
    """
    names = {path.stem for place in places(kind, own) for path in _files(place, own)}
    return tuple(sorted(names, key=sort_key))


def own_packs(kind: PackKind, own: Path) -> tuple[Path, ...]:
    """The files of the agency's own packs of a kind, sorted; none where it has no such folder."""
    return tuple(sorted(_files(own / OWN / kind.own_folder, own)))


def _files(place: Path, own: Path | None) -> Iterator[Path]:
    """The packs in a folder; of the agency's own only what stands inside its repository."""
    is_own = own is not None and place.is_relative_to(own)
    for file in place.glob("*.yaml"):
        if not (is_own and own is not None) or (file.is_file() and led_astray(file, own) is None):
            yield file


def find_pack(kind: PackKind, name: str, own: Path | None = None) -> Path:
    """The file of a pack, the agency's own before ours.

    UnknownName with the nearest id where there is none.
    """
    # Only ids that are listed are opened, so an id can never lead out of the folder.
    if name in pack_ids(kind, own):
        files = (place / f"{name}.yaml" for place in places(kind, own))
        shown = {file for place in places(kind, own) for file in _files(place, own)}
        return next(file for file in files if file in shown)
    raise UnknownName(f"Không có gói {kind.title} «{name}».", _nearest(name, pack_ids(kind, own)))


def _nearest(name: str, known: tuple[str, ...]) -> str:
    """The hint for a name that no pack has."""
    meant = nearest(name, known)
    if meant:
        return f"Có phải «{meant}»?"
    return f"Các gói đang có: {', '.join(known) or 'chưa có gói nào'}."


def is_own(path: Path) -> bool:
    """Whether a pack's file is an agency's, not ours."""
    return packs() not in path.parents


def places(kind: PackKind, own: Path | None) -> tuple[Path, ...]:
    """The folders where packs of a kind stand, the agency's own first."""
    ours = packs() / kind.folder
    return (ours,) if own is None else (own / OWN / kind.own_folder, ours)
