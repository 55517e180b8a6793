"""The files of a year in which the numbers of papers stand, each with what was read of it."""

from pathlib import PurePosixPath
from typing import Any, Final, NamedTuple

from isoqms.repository import Entry, Repository


class YearFile(NamedTuple):
    """A file of nam/<year>/."""

    slot: str
    """Where `Year` keeps what was read of it."""
    name: str

    def path(self, year: int) -> PurePosixPath:
        """Where it stands."""
        return PurePosixPath("nam", str(year), self.name)

    def entry(self, repository: Repository, year: int) -> Entry[Any] | None:
        """What was read of it; None where there is no such file."""
        records = repository.years.get(year)
        return getattr(records, self.slot) if records else None

    def value(self, repository: Repository, year: int, key: str) -> Any:
        """The value of a key at the top of it; None where it or the file is missing."""
        entry = self.entry(repository, year)
        return getattr(entry.record, key) if entry else None

    def rows(self, repository: Repository, year: int, key: str) -> tuple[Any, ...]:
        """The members of a list at the top of it; () where it or the file is missing."""
        return self.value(repository, year, key) or ()


PLAN: Final = YearFile("plan", "ke-hoach.yaml")
OBJECTIVES: Final = YearFile("objectives", "muc-tieu.yaml")
AUDITS: Final = YearFile("audits", "danh-gia-noi-bo.yaml")
REVIEWS: Final = YearFile("reviews", "xem-xet.yaml")
NONCONFORMITIES: Final = YearFile("nonconformities", "khong-phu-hop.yaml")
SATISFACTION: Final = YearFile("satisfaction", "hai-long.yaml")
DISTRIBUTION: Final = YearFile("distribution", "phan-phoi.yaml")
ANNOUNCEMENTS: Final = YearFile("announcements", "cong-bo.yaml")
OUTGOING: Final = YearFile("outgoing", "van-ban-di.yaml")
REPORT: Final = YearFile("report", "bao-cao.md")
