"""Quyết định được gộp từ một bản khác của kho.

Hai người cùng ghi vào hai bản của kho rồi gộp lại thì mỗi người không thấy quyết định của người
kia: hai quyết định có thể trùng số, cùng ban hành một lần của một tài liệu, hoặc ban hành trên nền
văn bản mà bên kia vừa thay. Văn bản, người ghi và ngày ghi của cả hai bên đều còn trong lịch sử;
điều cần làm là đối chiếu một lần với bản giấy. Chỉ nêu lần gộp gần nhất.
"""

from collections.abc import Iterator

from isoqms.diagnostics import Clause, Finding, Place, Severity
from isoqms.history import Commit
from isoqms.model.layout import file_of
from isoqms.repository import Repository
from isoqms.repository.control import Control
from isoqms.rules.control.recorded import relied_on, who_and_when
from isoqms.rules.protocol import At, Gate
from isoqms.wording import listed

CODE = "QMS413"
SEVERITY = Severity.WARNING
BASIS = (Clause("7.5.3.2"),)
GATE = At(Gate.DOCUMENTS)

_MOST_NAMED = 5


def check(repository: Repository) -> Iterator[Finding]:
    """The last joining by hand that brought decisions; those that a command made it has checked."""
    control = relied_on(repository)
    if control is None:
        return
    brought = dict(_brought(control))
    if not brought:
        return
    join = max(brought.values(), key=lambda commit: commit.position)
    numbers = [number for number, by in brought.items() if by is join]
    shown = numbers[:_MOST_NAMED]
    words = listed(shown) if len(numbers) == len(shown) else f"{', '.join(shown)} …"
    yield Finding(
        _place(repository, numbers[0]),
        f"Lần gộp {who_and_when(join)} đưa vào bản chung {len(numbers)} quyết định đã ghi ở một "
        f"bản khác của kho: {words}.",
        "Đối chiếu số, ngày, lần ban hành của các quyết định hai bên với bản giấy, vì lúc ghi hai "
        "bên chưa thấy nhau. Đã đối chiếu thì ghi QMS413 kèm lý do vào mục «Miễn áp dụng» "
        "(waivers) của "
        f"{file_of('isoqms')}.",
    )


def _brought(control: Control) -> Iterator[tuple[str, Commit]]:
    """The numbers of decisions that were first recorded on a side line, and what joined each."""
    for (number, _), versions in control.recorded.decisions.items():
        join = versions[0].commit.joined_by
        if join is not None and not join.by_program:
            yield number, join


def _place(repository: Repository, number: str) -> Place:
    found = repository.decisions_by_number.get(number)
    return found[-1].at("number") if found else repository.agency.at("name")
