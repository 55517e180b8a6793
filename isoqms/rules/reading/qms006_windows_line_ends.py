"""Xuống dòng bằng LF.

Cùng một nội dung mà khác kiểu xuống dòng thì máy coi là đã đổi từng dòng; dấu niêm của tài liệu sẽ
lệch.
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.rules.reading.faults import found_while_reading

CODE = "QMS006"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The faults of this kind that the reading of the files met."""
    return found_while_reading(repository, CODE)
