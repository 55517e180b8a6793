"""Không trỏ ra ngoài kho.

Đường dẫn tắt ra ngoài kho làm tài liệu mất khi chép kho sang máy khác, và có thể kéo vào tệp không
ai kiểm soát.
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.rules.reading.faults import found_while_reading

CODE = "QMS011"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The faults of this kind that the reading of the files met."""
    return found_while_reading(repository, CODE)
