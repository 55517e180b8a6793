"""How a sheet names the agency's own form that it follows."""

from isoqms.model.control.document import DocumentKind
from isoqms.repository import Repository
from isoqms.wording import fold, two_digits


def form_line(repository: Repository, *titles: str) -> str:
    """`Biểu mẫu BM-HT-02-03, lần ban hành 01`: the agency's own form of this title, or nothing."""
    wanted = [fold(title) for title in titles]
    for entry in repository.in_force.values():
        record = entry.record
        if record.kind is DocumentKind.FORM and fold(record.title) in wanted:
            return f"Biểu mẫu {record.code}, lần ban hành {two_digits(record.revision)}"
    return ""
