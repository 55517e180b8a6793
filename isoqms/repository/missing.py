"""What was recorded and does not lie in the folder any more: deleted or renamed by hand."""

import os
from pathlib import PurePosixPath

from isoqms.history import GitMissing
from isoqms.history.reading.paths import paths_last
from isoqms.model.layout import FOLDERS, file_of
from isoqms.repository.content import Repository

_TOP = (file_of("isoqms"), file_of("chinh-sach"))


def missing(repository: Repository) -> frozenset[PurePosixPath]:
    """The files of the last entry that are gone, of those that the repository is made of.

    What a planned change, or a day gone by, takes to lie there or to be gone is not missing.
    """
    return repository.once(_missing)


def lost_year(repository: Repository, year: int) -> str | None:
    """How the records of a year come back that were recorded and do not lie in the folder.

    None where none of them is gone.
    """
    folder = PurePosixPath("nam", str(year))
    if not any(path.is_relative_to(folder) for path in missing(repository)):
        return None
    return (
        f"Hồ sơ năm {year} đã ghi nhận nhưng thư mục {folder} bị xóa hoặc đổi tên: đưa về bằng "
        f"`isoqms restore {folder}`."
    )


def _missing(repository: Repository) -> frozenset[PurePosixPath]:
    try:
        recorded = paths_last(repository.root)
    except GitMissing:
        return frozenset()
    ours = (path for path in recorded if path.parts[0] in FOLDERS or str(path) in _TOP)
    left = (path for path in ours if path not in repository.overlay)
    return frozenset(path for path in left if not os.path.lexists(repository.root / path))
