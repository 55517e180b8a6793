"""Xuống dòng bằng LF.

Cùng một nội dung mà khác kiểu xuống dòng thì chương trình khác coi là đã đổi từng dòng. Máy vẫn đọc
được tệp ấy và tự bỏ kiểu xuống dòng này khi ghi tiếp vào tệp, hoặc khi gõ `isoqms save`.
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.rules.reading.faults import found_while_reading

CODE = "QMS006"
SEVERITY = Severity.NOTE
BASIS = (Clause("7.5.3"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The faults of this kind that the reading of the files met."""
    return found_while_reading(repository, CODE)
