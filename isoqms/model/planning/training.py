"""The training of a year (đào tạo; 7.2)."""

from typing import Annotated

from isoqms.model.base import (
    Count,
    Day,
    Key,
    Record,
    Text,
    key,
)
from isoqms.model.days import Cited, Done, Planned


class Learner(Record):
    """Somebody who is sent to a session (người được cử đi học), with post as of that day."""

    post: Annotated[Text, key("Chức vụ", "Chức vụ tại ngày cử đi")]
    name: Annotated[Text | None, key("Họ và tên", "Họ và tên, nếu ghi")] = None
    unit: Annotated[Key | None, key("Đơn vị", "Khóa đơn vị công tác")] = None


class TrainingSession(Record):
    """A training session (khóa đào tạo; 7.2)."""

    subject: Annotated[Text, key("Nội dung", "Nội dung đào tạo")]
    planned: Annotated[Day | None, key("Dự kiến", "Ngày dự kiến theo kế hoạch"), Planned()] = None
    held: Annotated[Day | None, key("Ngày", "Ngày bắt đầu"), Done()] = None
    audience: Annotated[Text | None, key("Đối tượng", "Ai được đào tạo")] = None
    where: Annotated[Text | None, key("Địa điểm", "Nơi học, hoặc học trực tuyến ở đâu")] = None
    sent: Annotated[
        tuple[Learner, ...], key("Danh sách cử đi", "Những người được cử đi, nếu ghi từng người")
    ] = ()
    document: Annotated[
        Text | None, key("Văn bản", "Số, ngày thông báo, kế hoạch cử đi học"), Cited()
    ] = None
    participants: Annotated[Count | None, key("Số người dự", "Số người dự")] = None
    certificates: Annotated[Count | None, key("Số chứng chỉ", "Số chứng chỉ được cấp")] = None
    result: Annotated[Text | None, key("Kết quả", "Kết quả, cách đánh giá kết quả")] = None
    auditors: Annotated[
        bool, key("Đào tạo đánh giá nội bộ", "Có nếu là khóa chuyên gia đánh giá nội bộ")
    ] = False


class TrainingRegister(Record):
    """The year's training (đào tạo)."""

    plan: Annotated[Text | None, key("Kế hoạch", "Số, ngày kế hoạch đào tạo"), Cited()] = None
    sessions: Annotated[tuple[TrainingSession, ...], key("Khóa đào tạo", "Các khóa")] = ()
