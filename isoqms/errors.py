"""Requests that cannot be carried out.

A fault in a document is a diagnostic, never an exception; an exception of this
module ends a command with a sentence, a hint and exit code 2.
"""


class IsoqmsError(Exception):
    """A request that cannot be carried out; `str()` is a Vietnamese sentence."""

    hint: str = ""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        if hint is not None:
            self.hint = hint


class NotARepository(IsoqmsError):
    """The folder holds no `isoqms.yaml`."""

    hint = "Chạy lệnh trong thư mục của kho tài liệu, hoặc tạo kho mới bằng `isoqms init`."


class NothingToRead(IsoqmsError):
    """A repository without a single document: to call it clean would be a lie."""

    hint = "Thêm tài liệu vào `tai-lieu/` hoặc `du-thao/`, hoặc tạo kho mới bằng `isoqms init`."


class UnknownName(IsoqmsError):
    """A name (rule, kind, pack, sample…) that nothing here has."""


class FolderNotEmpty(IsoqmsError):
    """A folder that should be new already holds something."""

    hint = "Chọn một thư mục khác hoặc thư mục trống; không có tệp nào bị thay đổi."


class CannotWrite(IsoqmsError):
    """A file could not be written: open in Word, read-only, disk full."""


class BadAnswer(IsoqmsError):
    """An answer or option that cannot be used."""
