"""Risks and opportunities (rủi ro và cơ hội; 6.1)."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from isoqms.model.base import Count, Day, Key, Record, Text, key
from isoqms.model.days import Done, Planned


class RiskKind(StrEnum):
    """Risk or opportunity."""

    RISK = "rui-ro"
    OPPORTUNITY = "co-hoi"


class Risk(Record):
    """A risk or an opportunity (rủi ro, cơ hội; 6.1)."""

    id: Annotated[Key, key("Khóa", "Tên ngắn")]
    kind: Annotated[RiskKind, key("Loại", "rui-ro hoặc co-hoi")]
    process: Annotated[Text, key("Quá trình", "Quá trình hoặc mã tài liệu liên quan")]
    description: Annotated[Text, key("Mô tả", "Rủi ro hoặc cơ hội gì")]
    cause: Annotated[Text | None, key("Nguyên nhân", "Vì sao có thể xảy ra")] = None
    likelihood: Annotated[
        Count, Field(ge=1, le=5), key("Khả năng", "1 (hiếm) đến 5 (gần như chắc chắn)")
    ]
    severity: Annotated[Count, Field(ge=1, le=5), key("Mức độ", "1 (nhẹ) đến 5 (rất nặng)")]
    score: Annotated[
        Count | None,
        key("Điểm đã ghi", "Điểm ghi trên giấy, nếu có; máy tự tính khả năng × mức độ"),
    ] = None
    action: Annotated[
        Text | None, key("Biện pháp", "Việc làm để giảm rủi ro hoặc tận dụng cơ hội")
    ] = None
    role: Annotated[Key | None, key("Trách nhiệm", "Khóa vai trò")] = None
    due: Annotated[Day | None, key("Hạn", "Hạn hoàn thành"), Planned()] = None
    done: Annotated[Day | None, key("Ngày hoàn thành", "Ngày đã làm xong biện pháp"), Done()] = None
    result: Annotated[Text | None, key("Kết quả", "Kết quả thực hiện và hiệu lực")] = None
    likelihood_after: Annotated[
        Count | None,
        Field(ge=1, le=5),
        key("Khả năng còn lại", "Khả năng sau khi có biện pháp, 1 đến 5"),
    ] = None
    severity_after: Annotated[
        Count | None,
        Field(ge=1, le=5),
        key("Mức độ còn lại", "Mức độ sau khi có biện pháp, 1 đến 5"),
    ] = None


class RiskRegister(Record):
    """The year's risks and opportunities (rủi ro và cơ hội năm)."""

    acceptable: Annotated[
        Count, key("Ngưỡng chấp nhận", "Điểm từ ngưỡng này trở lên phải có biện pháp")
    ] = 8
    reviewed: Annotated[
        Day | None, key("Ngày rà soát", "Lần rà soát gần nhất trong năm"), Done()
    ] = None
    risks: Annotated[tuple[Risk, ...], key("Rủi ro, cơ hội", "Các rủi ro và cơ hội")] = ()
