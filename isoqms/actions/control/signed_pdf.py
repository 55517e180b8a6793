"""A file that somebody hands in, signed or as evidence: whether it can be kept for good."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from isoqms.actions.control.issue_refusals import Reason
from isoqms.plain_files import read
from isoqms.wording import date_short, listed

_PDF: Final = b"%PDF-"
_OFFICE: Final = b"PK\x03\x04"
_KINDS: Final = {
    ".pdf": _PDF,
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".png": b"\x89PNG",
    ".docx": _OFFICE,
    ".xlsx": _OFFICE,
}
"""What may be kept as evidence, by its ending, and how such a file begins."""
_LARGEST: Final = 20 * 1024 * 1024
_CLOSE_IT: Final = (
    "Đóng tệp nếu đang mở ở chương trình khác (xem PDF, đồng bộ, diệt vi-rút), rồi chạy lại."
)


def signed_pdf(path: Path) -> bytes | Reason:
    """The content of the file, or why it cannot be kept."""
    hint = "Ghi đường dẫn tới tệp PDF đã ký, đã đóng dấu, lấy từ hệ thống văn bản hoặc máy quét."
    content = _content(path, hint)
    # Some writers put a few bytes in front of the header; readers look for it in the first
    # kilobyte.
    if isinstance(content, bytes) and _PDF not in content[:1024]:
        return Reason(f"Tệp «{path}» không phải là PDF.", hint)
    return content


def evidence_file(path: Path) -> bytes | Reason:
    """The content of a file that proves something, or why it cannot be kept."""
    kind = path.suffix.lower()
    hint = f"Ghi đường dẫn tới tệp có đuôi {listed(_KINDS)}."
    if kind not in _KINDS:
        return Reason(f"Tệp «{path}» không phải loại giữ được làm bằng chứng.", hint)
    content = _content(path, hint)
    if isinstance(content, bytes) and _KINDS[kind] not in content[:1024]:
        return Reason(f"Tệp «{path}» không phải là tệp {kind}.", "Xem lại tệp, hoặc đuôi của nó.")
    return content


def wrong_day_of_file(
    dated: date, signed: date, file: Path | None, today: date
) -> Iterator[Reason]:
    """Why the day of a signed copy cannot be: there is none, or it cannot have been made then."""
    told = f"Ngày của bản đã ký {date_short(dated)}"
    if file is None:
        yield Reason("Có --day mà không có --pdf.", "Thêm --pdf TỆP, hoặc bỏ --day.")
    elif dated < signed:
        when = date_short(signed)
        yield Reason(f"{told} ở trước ngày ký {when}.", "Xem lại hai ngày.")
    elif dated > today:
        yield Reason(f"{told} ở sau ngày đang tính ({date_short(today)}).", "Xem lại ngày.")


def _content(path: Path, hint: str) -> bytes | Reason:
    try:
        size = path.stat().st_size
        if size > _LARGEST:
            shown = f"{size / 1024 / 1024:.0f}"
            why = (
                "Kho giữ mọi bản mãi mãi nên tệp lớn làm kho chậm dần: "
                "quét lại ở 200-300 dpi, đen trắng."
            )
            return Reason(f"Tệp «{path}» lớn {shown} MB, quá 20 MB.", why)
        return read(path)
    except PermissionError:
        return Reason(f"Không mở được tệp «{path}»: đang bị giữ hoặc không được phép.", _CLOSE_IT)
    except OSError:
        return Reason(f"Không đọc được tệp «{path}».", hint)
