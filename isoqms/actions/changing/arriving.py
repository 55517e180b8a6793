"""What the others' entries bring to this PC, judged by all rules before it stands here."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from isoqms.actions.changing.applying import brought, errors_told, refuse_errors
from isoqms.actions.changing.sides import Lines
from isoqms.actions.checking.validate import check
from isoqms.diagnostics import Diagnostic, Severity
from isoqms.errors import IsoqmsError
from isoqms.history.errors import UnsafeShared
from isoqms.history.sharing.relay import Relay
from isoqms.repository import load
from isoqms.wording import printable

_SHOWN: Final = 5
_RISKS: Final = "Nhận phần của người khác thì kho có thêm {} lỗi; chưa nhận gì:"
_TOLD: Final = ("QMS110",)
"""What is told of the others' entries though it is no error: personal data, which stays for good
wherever it goes."""


class OthersErrors(IsoqmsError):
    """What the others recorded brings errors, and nobody has said that it shall come in."""

    hint = (
        "Báo người đã ghi sửa rồi đồng bộ lại. Vẫn nhận thì chạy lại ở cửa sổ lệnh để được hỏi, "
        "hoặc thêm --accept-errors."
    )


def arrived(
    between: Relay, lines: Lines, end: tuple[str, Mapping[str, str]], day: date
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The errors that come with the others' entries, and what else is told, in sentences.

    `end` is the last entry after the exchange, and the tags by name. What the others recorded is
    recorded, so a person may take it with its errors. An error that only the joining brings refuses
    it (WouldBreak), and so does a state that is no repository any more (UnsafeShared).
    """
    tip, tags = end
    known = _findings(between.own.root, day)
    after = _arrived(between, tip, tags, day)
    fresh = brought(known, after)
    theirs = after if tip == lines.shared else _arrived(between, lines.shared, tags, day)
    of_both = brought(theirs, fresh)
    refuse_errors(of_both, "Ghép phần của máy này với phần của người khác")
    of_others = brought(of_both, fresh)
    told = [each for each in of_both if each.severity is not Severity.NOTE]
    told.extend(each for each in of_others if each.rule in _TOLD)
    notes = tuple(f"[{each.rule}] {each.location}: {each.message}" for each in told[:_SHOWN])
    return tuple(errors_told(of_others, _RISKS)), notes


def _arrived(
    between: Relay, commit: str, tags: Mapping[str, str], day: date
) -> tuple[Diagnostic, ...]:
    try:
        return _findings(between.lay_out(commit, tags), day)
    except IsoqmsError as error:
        raise UnsafeShared(
            "Phần mới ở nơi dùng chung không mở được như một kho tài liệu, nên chưa lấy gì: "
            f"{printable(str(error).replace(str(between.root), 'kho'), '?')}"
        ) from error


def _findings(root: Path, day: date) -> tuple[Diagnostic, ...]:
    return check(load(root, day, ask_ahead=True)).diagnostics
