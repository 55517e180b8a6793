"""Administrative procedures (TTHC), and the statistics of the cases handled by them (8.5)."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from isoqms.model.base import Count, Day, Figure, Number, Record, Text, key
from isoqms.model.days import Done, Period, Valid


class Level(StrEnum):
    """The level of government that settles a procedure (cấp chính quyền giải quyết)."""

    PROVINCE = "tinh"
    DISTRICT = "huyen"
    """Until 30/6/2025: from 01/7/2025 there is no district level."""
    COMMUNE = "xa"

    @property
    def words(self) -> str:
        """`cấp xã`."""
        return _LEVELS[self]


_LEVELS = {Level.PROVINCE: "cấp tỉnh", Level.DISTRICT: "cấp huyện", Level.COMMUNE: "cấp xã"}


class OnlineLevel(StrEnum):
    """Which online services are meant (mức dịch vụ công trực tuyến)."""

    ALL = "tat-ca"
    LEVEL_3 = "muc-3"
    LEVEL_4 = "muc-4"
    LEVELS_3_4 = "muc-3-4"
    PARTIAL = "mot-phan"
    FULL = "toan-trinh"

    @property
    def words(self) -> str:
        """`toàn trình`; what follows «trực tuyến», nothing where all are meant."""
        return _ONLINE_LEVELS[self]


_ONLINE_LEVELS = {
    OnlineLevel.ALL: "",
    OnlineLevel.LEVEL_3: "mức độ 3",
    OnlineLevel.LEVEL_4: "mức độ 4",
    OnlineLevel.LEVELS_3_4: "mức độ 3, 4",
    OnlineLevel.PARTIAL: "một phần",
    OnlineLevel.FULL: "toàn trình",
}


class OnlineMeasure(StrEnum):
    """What a target of online services is set for (chỉ tiêu tính theo)."""

    CASES = "ty-le-ho-so"
    """The share of cases that came online."""
    PROCEDURES = "ty-le-tthc"
    """The share of administrative procedures that are provided online."""
    NUMBER = "so-tthc"
    """How many administrative procedures are provided online."""

    @property
    def is_of_cases(self) -> bool:
        """Whether cases are counted, and not procedures."""
        return self is OnlineMeasure.CASES


class StatedCases(Record):
    """Totals and ratios that the agency states beside the parts (số đã ghi)."""

    total: Annotated[Count | None, key("Tổng tiếp nhận", "Tổng số hồ sơ tiếp nhận đã ghi")] = None
    resolved: Annotated[Count | None, key("Đã giải quyết", "Tổng số đã giải quyết đã ghi")] = None
    pending: Annotated[Count | None, key("Đang giải quyết", "Tổng số đang giải quyết đã ghi")] = (
        None
    )
    on_time_rate: Annotated[
        Figure | None, key("Tỷ lệ đúng hạn (%)", "Tỷ lệ đúng, trước hạn đã ghi")
    ] = None
    late_rate: Annotated[Figure | None, key("Tỷ lệ trễ hạn (%)", "Tỷ lệ trễ hạn đã ghi")] = None
    resolved_rate: Annotated[
        Figure | None, key("Tỷ lệ đã giải quyết (%)", "Đã giải quyết trên tổng tiếp nhận, đã ghi")
    ] = None
    pending_rate: Annotated[
        Figure | None,
        key("Tỷ lệ đang giải quyết (%)", "Đang giải quyết trên tổng tiếp nhận, đã ghi"),
    ] = None
    online_rate: Annotated[
        Figure | None, key("Tỷ lệ trực tuyến (%)", "Hồ sơ nhận trực tuyến, tỷ lệ đã ghi")
    ] = None
    digitised_rate: Annotated[
        Figure | None, key("Tỷ lệ số hóa (%)", "Hồ sơ được số hóa, tỷ lệ đã ghi")
    ] = None
    paid_online_rate: Annotated[
        Figure | None,
        key("Tỷ lệ thanh toán trực tuyến (%)", "Hồ sơ thanh toán trực tuyến, tỷ lệ đã ghi"),
    ] = None


class CasePeriod(Record):
    """The cases of a period (số liệu hồ sơ; mẫu II.06a/VPCP/KSTT).

    Those of the whole agency, of one field, of one level, or of a field at a level.
    """

    start: Annotated[Day, key("Từ ngày", "Ngày đầu kỳ"), Period()]
    end: Annotated[Day, key("Đến ngày", "Ngày cuối kỳ"), Period(("start",))]
    field: Annotated[Text | None, key("Lĩnh vực", "Bỏ trống nếu là số của cả cơ quan")] = None
    level: Annotated[
        Level | None, key("Cấp", "tinh, huyen (đến 30/6/2025) hoặc xa; trống nếu là mọi cấp")
    ] = None
    carried_over: Annotated[Count | None, key("Kỳ trước chuyển sang", "Hồ sơ tồn từ kỳ trước")] = (
        None
    )
    received: Annotated[Count | None, key("Tiếp nhận trong kỳ", "Hồ sơ tiếp nhận mới trong kỳ")] = (
        None
    )
    online: Annotated[Count | None, key("Trực tuyến", "Trong đó nhận trực tuyến")] = None
    in_person: Annotated[Count | None, key("Trực tiếp", "Trong đó nhận trực tiếp")] = None
    by_post: Annotated[Count | None, key("Bưu chính", "Trong đó nhận qua bưu chính")] = None
    in_person_or_post: Annotated[
        Count | None,
        key("Trực tiếp, bưu chính", "Khi nguồn số liệu gộp trực tiếp và dịch vụ bưu chính"),
    ] = None
    early: Annotated[Count | None, key("Trước hạn", "Đã giải quyết trước hạn")] = None
    on_time: Annotated[Count | None, key("Đúng hạn", "Đã giải quyết đúng hạn")] = None
    early_or_on_time: Annotated[
        Count | None, key("Đúng, trước hạn", "Khi nguồn số liệu gộp đúng hạn và trước hạn")
    ] = None
    late: Annotated[Count | None, key("Trễ hạn", "Đã giải quyết trễ hạn")] = None
    late_or_overdue: Annotated[
        Count | None,
        key(
            "Trễ hạn kể cả đang quá hạn", "Khi nguồn số liệu gộp đã giải quyết trễ và đang quá hạn"
        ),
    ] = None
    due: Annotated[Count | None, key("Đến hạn", "Hồ sơ đến hạn giải quyết trong kỳ")] = None
    returned: Annotated[Count | None, key("Trả lại, rút", "Hồ sơ trả lại hoặc công dân rút")] = None
    pending_in_time: Annotated[
        Count | None, key("Đang giải quyết trong hạn", "Đang giải quyết, còn hạn")
    ] = None
    pending_overdue: Annotated[
        Count | None, key("Đang giải quyết quá hạn", "Đang giải quyết, đã quá hạn")
    ] = None
    digitised: Annotated[Count | None, key("Số hóa", "Hồ sơ được số hóa")] = None
    with_fee: Annotated[
        Count | None, key("Có phí, lệ phí", "Hồ sơ phải nộp phí, lệ phí, nghĩa vụ tài chính")
    ] = None
    paid_online: Annotated[
        Count | None, key("Thanh toán trực tuyến", "Hồ sơ thanh toán trực tuyến")
    ] = None
    stated: Annotated[StatedCases | None, key("Số đã ghi", "Tổng và tỷ lệ ghi trong báo cáo")] = (
        None
    )
    note: Annotated[Text | None, key("Ghi chú", "Nguồn số liệu, nguyên nhân trễ hạn")] = None


class OnlineShare(Record):
    """How much comes online, and the target given for it (hồ sơ, TTHC trực tuyến)."""

    start: Annotated[Day, key("Từ ngày", "Ngày đầu kỳ"), Period()]
    end: Annotated[Day, key("Đến ngày", "Ngày cuối kỳ"), Period(("start",))]
    measure: Annotated[
        OnlineMeasure,
        key("Tính theo", "ty-le-ho-so (tỷ lệ hồ sơ), ty-le-tthc (tỷ lệ TTHC) hoặc so-tthc"),
    ] = OnlineMeasure.CASES
    level: Annotated[
        OnlineLevel,
        key("Mức trực tuyến", "Mức dịch vụ công trực tuyến mà số liệu nói đến"),
    ] = OnlineLevel.ALL
    online: Annotated[
        Count | None, key("Số trực tuyến", "Số hồ sơ nhận trực tuyến; tính theo TTHC thì số TTHC")
    ] = None
    of: Annotated[Count | None, key("Trên tổng số", "Số hồ sơ, số TTHC làm mẫu số của tỷ lệ")] = (
        None
    )
    rate: Annotated[Figure | None, key("Tỷ lệ đã ghi (%)", "Tỷ lệ ghi trong báo cáo, nếu có")] = (
        None
    )
    target: Annotated[
        Figure | None, key("Chỉ tiêu", "Tỷ lệ phần trăm được giao; tính theo số TTHC thì số TTHC")
    ] = None
    given_by: Annotated[
        Text | None, key("Văn bản giao chỉ tiêu", "Số, ký hiệu văn bản giao chỉ tiêu")
    ] = None
    note: Annotated[Text | None, key("Ghi chú", "Cách tính, nguyên nhân chưa đạt")] = None


class CaseStatistics(Record):
    """The year's case statistics (số liệu giải quyết hồ sơ)."""

    periods: Annotated[tuple[CasePeriod, ...], key("Kỳ", "Số liệu theo kỳ")] = ()
    online: Annotated[
        tuple[OnlineShare, ...],
        key("Trực tuyến", "Hồ sơ, TTHC trực tuyến và chỉ tiêu giao"),
    ] = ()


class PublishingDecision(Record):
    """A decision that published administrative procedures (quyết định công bố TTHC)."""

    number: Annotated[Number, key("Số, ký hiệu", "Ví dụ: 325/QĐ-UBND")]
    signed: Annotated[Day, key("Ngày ký", "Ngày ký quyết định công bố"), Done()]
    authority: Annotated[Text, key("Cơ quan ban hành", "Ví dụ: UBND tỉnh Đắk Nông")]
    summary: Annotated[Text | None, key("Trích yếu", "Về việc …")] = None


class AdministrativeProcedure(Record):
    """An administrative procedure within the agency's competence (thủ tục hành chính)."""

    code: Annotated[Text, key("Mã TTHC", "Mã quốc gia, ví dụ: 1.012766")]
    name: Annotated[Text, key("Tên TTHC", "Tên đầy đủ theo quyết định công bố")]
    field: Annotated[Text, key("Lĩnh vực", "Lĩnh vực")]
    level: Annotated[Level | None, key("Cấp thực hiện", "tinh, huyen hoặc xa")] = None
    decision: Annotated[
        Number | None, key("Quyết định công bố", "Số, ký hiệu quyết định công bố")
    ] = None
    days: Annotated[Text | None, key("Thời hạn", "Thời hạn giải quyết theo quyết định công bố")] = (
        None
    )
    online: Annotated[
        Text | None, key("Mức dịch vụ trực tuyến", "toàn trình, một phần, hoặc chưa")
    ] = None
    fee: Annotated[Text | None, key("Phí, lệ phí", "Mức thu, hoặc Không")] = None
    ended: Annotated[Day | None, key("Ngày bãi bỏ", "Ngày thủ tục bị bãi bỏ, nếu có"), Valid()] = (
        None
    )
    excluded: Annotated[
        Text | None,
        key("Lý do không có quy trình", "Vì sao thủ tục này không có quy trình, nếu không có"),
    ] = None

    def is_live(self, day: date) -> bool:
        """Whether it had not ended by that day; on the day of its end it is over."""
        return self.ended is None or self.ended > day


class ProcedureRegister(Record):
    """The administrative procedures within competence (danh mục TTHC)."""

    published_by: Annotated[
        tuple[PublishingDecision, ...],
        key("Quyết định công bố", "Các quyết định công bố danh mục TTHC"),
    ] = ()
    procedures: Annotated[
        tuple[AdministrativeProcedure, ...], key("Thủ tục", "Các thủ tục thuộc thẩm quyền")
    ] = ()
