"""Why the history of a repository cannot be read, or a change not be recorded."""

from isoqms.errors import IsoqmsError

_PLACE = "https://git-scm.com"
LEFT_BEHIND = (
    "không có lịch sử: thiếu thư mục ẩn .git, thường vì khi chép (USB, Zalo, tệp nén, OneDrive) "
    "thư mục ẩn bị bỏ lại. Ai ban hành, sửa gì, ngày nào thì bản chép này không chứng minh được."
)
"""How such a folder is told of, after its name."""
WITHOUT_HISTORY = (
    "Mở lại kho ở máy cũ, chạy `isoqms backup TỆP` rồi ở máy này `isoqms restore --from TỆP "
    "THƯ-MỤC`; không còn máy cũ thì lấy bản sao lưu gần nhất. Chỉ khi không còn gì cả mới "
    "`isoqms restore --begin-anew`."
)
"""What to do in a folder that was copied without its hidden one."""
FROM_BACKUP = (
    "Đừng xóa hay tạo lại thư mục .git: trong đó là mọi lần đã ghi. Chép cả thư mục kho ra nơi "
    "khác để giữ nguyên, rồi dựng lại từ bản sao lưu: `isoqms restore --from TỆP THƯ-MỤC`, hoặc "
    "nhờ người quản trị kho xem nguyên nhân (lệnh: `git fsck`)."
)
"""What to do where the history is there and spoilt."""
HALF_JOINED = (
    "Kho đang gộp dở dang: hai bản của kho chưa được gộp xong, nên các tệp trong thư mục chưa phải "
    "là bản nào cả."
)
"""How a folder is told of in which two lines are being joined, or the history is rewritten."""
END_JOINING = (
    "Nhờ người quản trị kho gộp cho xong, hoặc bỏ lần gộp, rồi chạy lại (lệnh: `git merge "
    "--abort`, "
    "`git rebase --abort`)."
)
"""What to do there."""
BROKEN = "Lịch sử của kho có đó nhưng bị hỏng: không đọc được lần ghi cuối cùng."
"""Said where there are entries, and git cannot find the last of them."""


class HistoryUnavailable(IsoqmsError):
    """There is no history that could be trusted with an answer."""


class GitMissing(HistoryUnavailable):
    """No git on this machine."""

    hint = f"Cài Git ({_PLACE}) rồi chạy lại; các tệp của kho vẫn kiểm tra được khi chưa có Git."


class NotRecorded(HistoryUnavailable):
    """The folder has no history: it was copied without its hidden folder."""

    hint = WITHOUT_HISTORY


class NothingRecorded(HistoryUnavailable):
    """A history without a single entry."""

    hint = "Ghi nhận các tệp của kho vào lịch sử lần đầu rồi chạy lại."


class ShallowHistory(HistoryUnavailable):
    """Only the last part of the history is here, and every answer from it might be wrong."""

    hint = (
        "Bản kho này chỉ có phần cuối của lịch sử: nhờ người quản trị kho tải cho đủ (lệnh: "
        "`git fetch --unshallow`; khi kiểm tra tự động: `fetch-depth: 0` ở GitHub, `GIT_DEPTH: 0` "
        "ở GitLab)."
    )


class IncompleteHistory(HistoryUnavailable):
    """The history is here, but not all the texts that it speaks of."""

    hint = (
        "Dựng lại từ bản sao lưu: `isoqms restore --from TỆP THƯ-MỤC`; hoặc nhờ người quản trị kho "
        "tải lại toàn bộ (lệnh: `git clone`, không kèm `--filter`)."
    )


class UnreadableHistory(HistoryUnavailable):
    """Git would not or could not answer."""

    hint = FROM_BACKUP


class BrokenHistory(UnreadableHistory):
    """There is a history, and git cannot even open it."""


class HeldHistory(UnreadableHistory):
    """Nothing is spoilt: another program holds a file of git, or the person may not read it."""

    hint = (
        "Lịch sử không hỏng. Đóng phần mềm đồng bộ, sao lưu, diệt vi-rút đang mở thư mục kho, kiểm "
        "tra quyền đọc thư mục, rồi chạy lại."
    )


class NoHistory(IsoqmsError):
    """The folder keeps no history that a change could be recorded in."""

    hint = WITHOUT_HISTORY


class HistoryBusy(IsoqmsError):
    """Somebody is in the midst of something else with this repository."""

    hint = "Làm xong hoặc bỏ việc đang dở (nhờ người quản trị kho nếu cần), rồi chạy lại."


class UnfinishedChange(IsoqmsError):
    """An earlier change was interrupted while it was written."""

    hint = "Gõ `isoqms undo` để đưa kho về như trước khi ghi, rồi chạy lại lệnh."


class StrandedChange(UnfinishedChange):
    """What is left of an interrupted change no longer fits the repository."""

    hint = (
        "Gõ `isoqms undo --forget`: phần dở dang được cất thành một tệp, không tệp nào của kho bị "
        "đụng đến; sau đó mọi lệnh lại chạy được."
    )


class OthersEdits(IsoqmsError):
    """A file to be changed carries edits that nobody has recorded; they would be lost."""


class NoSharedPlace(IsoqmsError):
    """The place that an office shares is not there, not reached, or not its own."""

    hint = "Kiểm tra ổ mạng, USB hoặc mạng, rồi chạy lại; kho ở máy này giữ nguyên."


class UnsafeShared(IsoqmsError):
    """What lies at the shared place cannot be taken over."""

    hint = "Nhờ người quản trị kiểm tra nơi dùng chung; kho ở máy này giữ nguyên."


class CannotUndo(IsoqmsError):
    """The last change is none that may be taken back."""
