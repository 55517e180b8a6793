"""What the running command was called with, for what every command that writes has in common."""

from contextvars import ContextVar
from typing import Final, NamedTuple

KEEP_PERSONAL_DATA: Final = "--keep-personal-data"
KEEP_PERSONAL_DATA_HELP: Final = (
    "Ghi cả số, địa chỉ trông như của một người, không hỏi; đã ghi thì lịch sử giữ mãi."
)


class Call(NamedTuple):
    """How a command was called."""

    words: str = "isoqms"
    """The command, without what was given to it."""
    quiet: bool = False
    """Whether nobody is to be asked (`--no-input`)."""
    keeps_personal_data: bool = False
    """Whether personal data is recorded without a question."""


_CALL: Final[ContextVar[Call | None]] = ContextVar("call", default=None)


def called(call: Call) -> None:
    """Keep how the running command was called."""
    _CALL.set(call)


def current() -> Call:
    """How the running command was called."""
    return _CALL.get() or Call()
