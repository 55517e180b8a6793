"""The states of cases in one-stop systems (trạng thái hồ sơ)."""

from enum import StrEnum
from typing import Annotated

from isoqms.model.base import Key, Record, Text, key
from isoqms.model.packs.certainty import Certainty


class CaseGroup(StrEnum):
    """Where a status counts in the statistics (nhóm thống kê)."""

    NOT_RECEIVED = "chua-tiep-nhan"
    REFUSED = "tu-choi"
    OPEN = "dang-giai-quyet"
    WITHDRAWN = "rut"
    STOPPED = "dung-tra-lai"
    RESOLVED = "da-giai-quyet"


class CaseStatus(Record):
    """A status of a dossier (trạng thái hồ sơ)."""

    code: Annotated[Text, key("Mã", "Mã trạng thái trên cổng")]
    name: Annotated[Text, key("Trạng thái", "Tên trạng thái")]
    group: Annotated[CaseGroup, key("Nhóm thống kê", "Nhóm mà trạng thái được tính vào")]
    clock_stopped: Annotated[
        bool, key("Dừng tính giờ", "Có nếu thời gian ở trạng thái này được trừ")
    ] = False


class StatusPack(Record):
    """The statuses of a portal (gói trạng thái hồ sơ)."""

    id: Annotated[Key, key("Khóa", "Tên gói")]
    certainty: Annotated[Certainty, key("Độ chắc chắn", "Mức chắc chắn của gói")]
    note: Annotated[Text | None, key("Ghi chú", "Nguồn, điều chưa xác nhận")] = None
    statuses: Annotated[tuple[CaseStatus, ...], key("Trạng thái", "Các trạng thái")]

    def find(self, code_or_name: str) -> CaseStatus | None:
        """The status with this code or exact name, or None."""
        return next((s for s in self.statuses if code_or_name in (s.code, s.name)), None)
