"""Tệp văn bản không quá 5 MB.

Tài liệu và hồ sơ dạng chữ không bao giờ lớn như vậy; tệp lớn thường là bản scan đặt nhầm chỗ, làm
kho nặng mãi.
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.rules.reading.faults import found_while_reading

CODE = "QMS010"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The faults of this kind that the reading of the files met."""
    return found_while_reading(repository, CODE)
