"""Why git gave up: its own last words, and what a person can do about them."""

from typing import Final

from isoqms.errors import CannotWrite
from isoqms.wording import printable

_SAID: Final = "Không ghi được lịch sử của kho tài liệu"
TOO_LONG: Final = (
    "Đường dẫn dài quá mức cho phép: chuyển kho vào thư mục có tên ngắn, gần gốc ổ đĩa "
    "(ví dụ D:\\ISO), rồi chạy lại."
)
"""What to do where the system takes no path of that length."""
_HELD_SIGNS: Final = ("couldn't set", "could not delete ref", "could not remove ref")
"""What git says of a reference that it could not move although it had locked it."""
_ADVICE: Final = (
    (
        _HELD_SIGNS,
        (
            "Chương trình khác (phần mềm diệt vi-rút, đồng bộ, sao lưu) đang giữ tệp trong thư mục "
            "ẩn .git: đóng chương trình đó, hoặc đợi nó xong, rồi chạy lại."
        ),
    ),
    (
        ("filename too long", "file name too long"),
        TOO_LONG,
    ),
    (
        ("dubious ownership",),
        (
            "Thư mục của kho thuộc người dùng khác của máy: mở bằng đúng tài khoản đã tạo kho, "
            "hoặc nhờ người quản trị máy giao thư mục cho bạn."
        ),
    ),
    (
        ("no space left", "disk quota exceeded", "write error"),
        "Ổ đĩa hết chỗ: xóa bớt tệp không cần (kể cả thư mục tạm), rồi chạy lại.",
    ),
    (
        ("ident name", "empty ident", "ident string", "disallowed characters"),
        "Tên người ghi chưa dùng được: ghi lại --author bằng chữ, ví dụ --author «Thư ký ISO».",
    ),
    (
        ("date format", "invalid date", "bad date"),
        "Ngày này lịch sử không ghi được: dùng một ngày từ năm 1970 trở đi (xem --as-of).",
    ),
    (
        (".lock", "unable to lock", "cannot lock"),
        "Một chương trình khác đang ghi vào kho: đóng chương trình đó rồi chạy lại.",
    ),
    (
        ("permission denied", "read-only file system", "insufficient permission"),
        (
            "Đóng phần mềm đồng bộ, sao lưu, diệt vi-rút đang mở thư mục kho, kiểm tra quyền ghi "
            "vào thư mục ấy (chỉ đọc, ổ mạng, thẻ nhớ khóa), rồi chạy lại."
        ),
    ),
    (
        ("corrupt", "bad signature", "bad object", "bad ref", "broken", "index file", "missing"),
        (
            "Thư mục ẩn .git của kho bị hỏng: chép cả thư mục kho sang nơi khác giữ lại, rồi khôi "
            "phục từ bản sao lưu hoặc nhờ người quản trị kho."
        ),
    ),
)
_OTHER: Final = (
    "Kiểm tra quyền ghi vào thư mục và dung lượng đĩa, rồi chạy lại; vẫn vậy thì gửi nguyên lời "
    "trên cho người quản trị kho."
)


def gave_up(words: str) -> CannotWrite:
    """The refusal for an order that git did not carry out, having said `words`."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    # What git says may hold a name from the folder: no letter of it steers a terminal.
    last = printable(lines[-1] if lines else "")
    told = f"{_SAID}: {last}" if last else f"{_SAID}."
    return CannotWrite(told, _hint(words.lower()))


def is_held(words: str) -> bool:
    """Whether another program kept git from moving a reference, as scanners do for a moment."""
    return any(map(words.lower().__contains__, _HELD_SIGNS))


def is_of_the_machine(words: str) -> bool:
    """Whether rights or room are the cause, not the history itself."""
    return any(map(words.lower().__contains__, ("ownership", "permission denied", "no space")))


def _hint(words: str) -> str:
    return next((hint for signs, hint in _ADVICE if any(map(words.__contains__, signs))), _OTHER)
