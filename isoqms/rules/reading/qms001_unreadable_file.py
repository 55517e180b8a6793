"""Tệp phải là văn bản UTF-8 đọc được.

Kho giữ mọi thứ bằng văn bản UTF-8 để ai cũng mở được và máy so sánh được từng chữ.
Tệp lưu bằng bảng mã khác (TCVN3, VNI) làm mất chữ, không so sánh được. Dấu BOM mà Notepad đặt ở đầu
tệp, tệp mà Notepad lưu kiểu «Unicode» (UTF-16) thì chỉ là lưu ý: tệp vẫn đọc được, máy tự chuyển
khi ghi tiếp vào tệp, hoặc khi gõ `isoqms save`.
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Severity
from isoqms.repository import Repository
from isoqms.rules.reading.faults import found_while_reading

CODE = "QMS001"
SEVERITY = Severity.ERROR
BASIS = (Clause("7.5.3"),)


def check(repository: Repository) -> Iterator[Finding]:
    """The faults of this kind that the reading of the files met."""
    return found_while_reading(repository, CODE)
