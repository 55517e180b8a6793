"""The files of a year in which the numbers of papers stand, each with what was read of it."""

from pathlib import PurePosixPath
from typing import Any, Final, NamedTuple

from isoqms.model.kinds import RegisterKind
from isoqms.model.registers import BY_NAME
from isoqms.repository import Entry, Repository


class YearFile(NamedTuple):
    """A register of a year, as a place for the numbers of papers."""

    register: RegisterKind

    def path(self, year: int) -> PurePosixPath:
        """Where it stands."""
        return self.register.file(year)

    def entry(self, repository: Repository, year: int) -> Entry[Any] | None:
        """What was read of it; None where there is no such file."""
        records = repository.years.get(year)
        return getattr(records, self.register.slot) if records else None

    def value(self, repository: Repository, year: int, key: str) -> Any:
        """The value of a key at the top of it; None where it or the file is missing."""
        entry = self.entry(repository, year)
        return getattr(entry.record, key) if entry else None

    def rows(self, repository: Repository, year: int, key: str) -> tuple[Any, ...]:
        """The members of a list at the top of it; () where it or the file is missing."""
        return self.value(repository, year, key) or ()


PLAN: Final = YearFile(BY_NAME["ke-hoach"])
OBJECTIVES: Final = YearFile(BY_NAME["muc-tieu"])
AUDITS: Final = YearFile(BY_NAME["danh-gia-noi-bo"])
REVIEWS: Final = YearFile(BY_NAME["xem-xet"])
NONCONFORMITIES: Final = YearFile(BY_NAME["khong-phu-hop"])
SATISFACTION: Final = YearFile(BY_NAME["hai-long"])
TRAINING: Final = YearFile(BY_NAME["dao-tao"])
DISTRIBUTION: Final = YearFile(BY_NAME["phan-phoi"])
ANNOUNCEMENTS: Final = YearFile(BY_NAME["cong-bo"])
OUTGOING: Final = YearFile(BY_NAME["van-ban-di"])
REPORT: Final = YearFile(BY_NAME["bao-cao"])
