"""Lịch sử của kho được cho xem khác với những gì đã ghi.

Trong thư mục ẩn của kho có thể đặt sẵn bản thay cho một lần đã ghi, hoặc nối lại các lần ghi theo
thứ tự khác. Chương trình này không bao giờ đọc các bản thay ấy, nhưng người xem bằng phần mềm khác
thấy một lịch sử khác. Kho cũng có thể lấy nội dung ở một thư mục bên ngoài: chép kho sang máy khác
thì phần ấy mất. Kho do chương trình lập và gửi nhận không có những thứ này.
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Practice, Severity
from isoqms.facts.control.foundations import sentences
from isoqms.repository import Repository
from isoqms.rules.control.recorded import relied_on
from isoqms.rules.protocol import At, Gate

CODE = "QMS420"
SEVERITY = Severity.NOTE
BASIS = (Clause("7.5.3.2"), Practice("Ai xem lịch sử của kho cũng thấy như nhau"))
GATE = At(Gate.DOCUMENTS)


def check(repository: Repository) -> Iterator[Finding]:
    """What the history takes from elsewhere, or shows in the place of what was recorded."""
    if relied_on(repository) is None:
        return
    for told in sentences(repository.root):
        yield Finding(
            repository.agency.at("name"),
            told.what,
            told.remedy,
        )
