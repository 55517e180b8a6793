"""The signed PDF that somebody hands in: whether it can be kept in the repository for good."""

from pathlib import Path
from typing import Final

from isoqms.actions.control.issue_refusals import Reason
from isoqms.plain_files import read

_PDF: Final = b"%PDF-"
_LARGEST: Final = 20 * 1024 * 1024
_CLOSE_IT: Final = (
    "Đóng tệp nếu đang mở ở chương trình khác (xem PDF, đồng bộ, diệt vi-rút), rồi chạy lại."
)


def signed_pdf(path: Path) -> bytes | Reason:
    """The content of the file, or why it cannot be kept."""
    hint = "Ghi đường dẫn tới tệp PDF đã ký, đã đóng dấu, lấy từ hệ thống văn bản hoặc máy quét."
    try:
        size = path.stat().st_size
        if size > _LARGEST:
            shown = f"{size / 1024 / 1024:.0f}"
            why = (
                "Kho giữ mọi bản mãi mãi nên tệp lớn làm kho chậm dần: "
                "quét lại ở 200-300 dpi, đen trắng."
            )
            return Reason(f"Tệp «{path}» lớn {shown} MB, quá 20 MB.", why)
        content = read(path)
    except PermissionError:
        return Reason(f"Không mở được tệp «{path}»: đang bị giữ hoặc không được phép.", _CLOSE_IT)
    except OSError:
        return Reason(f"Không đọc được tệp «{path}».", hint)
    # Some writers put a few bytes in front of the header; readers look for it in the first
    # kilobyte.
    if _PDF not in content[:1024]:
        return Reason(f"Tệp «{path}» không phải là PDF.", hint)
    return content
