"""Bytes of a file to text: encoding, line ends and letters, each oddity a fault."""

import re
import unicodedata
from pathlib import PurePosixPath

from isoqms.diagnostics import Fault, Location, Severity
from isoqms.wording import nfc

LARGEST = 5 * 1024 * 1024
"""No document of an agency is larger; a scan pasted into a text file is."""

_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_OLD = "TCVN3, VNI, Windows-1258"
_OTHER_CODE = f"Tệp có thể được lưu bằng bảng mã cũ ({_OLD}); mở bằng Word rồi lưu lại bằng UTF-8."
_FORM = ("QMS006", "QMS007")
_SAVE = "Không phải sửa tay: lệnh ghi tiếp vào tệp sẽ sửa, hoặc gõ `isoqms save`."
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u2028\u2029]")


def place_of(path: PurePosixPath, text: str, offset: int) -> Location:
    """The line and column of the character at `offset`."""
    before = text[:offset]
    line = before.count("\n") + 1
    return Location(path, line, offset - (before.rfind("\n") + 1) + 1)


def in_utf8(content: bytes) -> bytes:
    """A text that Notepad kept as «Unicode» (UTF-16), in UTF-8; anything else byte for byte."""
    if not content.startswith(_UTF16):
        return content
    try:
        text = content.decode("utf-16")
    except UnicodeDecodeError:
        return content
    # UTF-32 begins with the same mark, and every second letter of it is none.
    return content if "\0" in text else text.encode()


def readable(content: bytes) -> str:
    """The text without a byte-order mark; UnicodeDecodeError where it is none."""
    return in_utf8(content).decode("utf-8-sig")


def as_far_as_readable(content: bytes) -> str:
    """The text to search in, line by line as it is: what is no letter is replaced."""
    return in_utf8(content).decode("utf-8", "replace")


def decode(path: PurePosixPath, content: bytes) -> tuple[str | None, tuple[Fault, ...]]:
    """The text in NFC with LF line ends, without a byte-order mark, and what had to be mended.

    Or what had to be refused.

    None where nothing can be read: too large, neither UTF-8 nor whole UTF-16, empty.
    """
    kept, content = content, in_utf8(content)
    refused = _refused(Location(path), content)
    if refused:
        return None, (refused,)
    faults: list[Fault] = []
    if content != kept:
        message = "Tệp được lưu bằng bảng mã UTF-16, không phải UTF-8; tệp vẫn đọc được."
        faults.append(Fault("QMS001", Location(path), message, _SAVE, Severity.NOTE))
    if content.startswith(_BOM):
        content = content[len(_BOM) :]
        message = "Đầu tệp có dấu thứ tự byte (BOM) thừa; tệp vẫn đọc được."
        # The rule is about what cannot be read, and this can.
        faults.append(Fault("QMS001", Location(path), message, _SAVE, Severity.NOTE))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        column = len(content[: error.start].rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        message = "Có chữ không đọc được theo bảng mã UTF-8."
        return None, (Fault("QMS001", Location(path, line, column), message, _OTHER_CODE),)
    if "\r" in text:
        place = place_of(path, text, text.index("\r"))
        message = "Tệp xuống dòng kiểu Windows (CRLF), không phải LF."
        faults.append(Fault("QMS006", place, message, _SAVE))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not unicodedata.is_normalized("NFC", text):
        faults.append(_decomposed(path, text))
        text = unicodedata.normalize("NFC", text)
    faults.extend(_controls(path, text))
    return text, tuple(faults)


def is_form(fault: Fault) -> bool:
    """Whether the text was read all the same, and only its form is another: mark, ends, letters."""
    return fault.rule in _FORM or fault.severity is Severity.NOTE


def mended(content: bytes) -> bytes:
    """The text as it is to be kept: UTF-8 without a byte-order mark, LF line ends, NFC.

    What is no such text is given back byte for byte.
    """
    if content.isascii() and b"\r" not in content:
        return content
    try:
        text = in_utf8(content).removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError:
        return content
    if "\0" in text:
        return content
    return nfc(text.replace("\r\n", "\n").replace("\r", "\n")).encode()


def marks_of_editing(content: bytes) -> tuple[str, ...]:
    """What `mended` would change, in words: what Notepad and other editors leave in a text."""
    if mended(content) == content:
        return ()
    text = in_utf8(content).removeprefix(_BOM).decode("utf-8")
    found = (
        ("kiểu lưu UTF-16", content.startswith(_UTF16)),
        ("dấu BOM", content.startswith(_BOM)),
        ("xuống dòng kiểu Windows", "\r" in text),
        ("chữ viết bằng dấu rời", not _is_composed(text)),
    )
    return tuple(words for words, is_there in found if is_there)


def _refused(top: Location, content: bytes) -> Fault | None:
    """Why nothing of it is read: too large, broken UTF-16, empty."""
    if len(content) > LARGEST:
        size = f"{len(content) / 1024 / 1024:.0f}"
        message = f"Tệp quá lớn ({size} MB, giới hạn 5 MB), không được đọc."
        hint = "Để tệp scan, ảnh ở tệp riêng (PDF, PNG) và chỉ ghi đường dẫn trong tài liệu."
        return Fault("QMS010", top, message, hint)
    if content.startswith(_UTF16):
        hint = "Mở bằng Notepad, chọn Save As, ô Encoding chọn UTF-8 rồi lưu lại."
        message = "Tệp được lưu bằng bảng mã UTF-16, không phải UTF-8."
        return Fault("QMS001", top, message, hint)
    if not content or content.isspace():
        hint = "Viết nội dung, hoặc xóa tệp nếu không dùng."
        return Fault("QMS009", top, "Tệp trống, không có nội dung nào.", hint)
    return None


def _is_composed(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text)


def _decomposed(path: PurePosixPath, text: str) -> Fault:
    """The fault for letters written as base and separate marks, at the first such line."""
    lines = text.split("\n")
    index, line = next((i, line) for i, line in enumerate(lines) if not _is_composed(line))
    word = next(word for word in re.split(r"(\s+)", line) if not _is_composed(word))
    place = Location(path, index + 1, line.index(word) + 1)
    shown = unicodedata.normalize("NFC", word)
    return Fault(
        "QMS007",
        place,
        f"Chữ «{shown}» viết bằng dấu rời (Unicode tổ hợp): nhìn giống nhưng máy không coi là một.",
        f"Trong Unikey chọn bảng mã Unicode (dựng sẵn). {_SAVE}",
    )


def _controls(path: PurePosixPath, text: str) -> tuple[Fault, ...]:
    """One fault at the first control character, if there is one."""
    match = _CONTROL.search(text)
    if not match:
        return ()
    message = f"Có ký tự điều khiển không nhìn thấy (mã {ord(match[0]):04X})."
    hint = "Xóa ký tự đó; nó thường đến từ việc dán từ phần mềm khác."
    return (Fault("QMS005", place_of(path, text, match.start()), message, hint),)
