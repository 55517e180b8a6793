"""`isoqms.yaml`: who the agency is, what it follows, and how its papers look."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Final

from isoqms.model.base import Count, Day, Figure, Key, Record, Text, key
from isoqms.model.days import Free


class Obligation(StrEnum):
    """Whether the agency must have the system (diện áp dụng; QĐ 19/2014/QĐ-TTg, Điều 2)."""

    MANDATORY = "bat-buoc"
    ENCOURAGED = "khuyen-khich"
    PROVINCIAL = "theo-ke-hoach-tinh"


class Rounding(StrEnum):
    """How a stated ratio was shortened."""

    ROUND = "lam-tron"
    TRUNCATE = "cat"


class RateBase(StrEnum):
    """What the rates of cases on time and late are taken of (mẫu số của tỷ lệ)."""

    RESOLVED = "da-giai-quyet"
    RECEIVED = "tiep-nhan"
    """Of all that there were to resolve: the rates leave room for those still being resolved."""
    DUE = "den-han"
    TOTAL = "tong-ke-ca-qua-han"
    """Of all that there were to resolve, those overdue and not yet resolved being late too."""


class Unit(Record):
    """A part of the agency (phòng, bộ phận)."""

    key: Annotated[Key, key("Khóa", "Tên ngắn không dấu để tài liệu và hồ sơ viện dẫn tới đơn vị")]
    name: Annotated[Text, key("Tên đơn vị", "Tên đầy đủ của phòng, bộ phận")]
    symbol: Annotated[
        Text | None, key("Ký hiệu", "Chữ viết tắt trong số, ký hiệu công văn: VP, KT, VHXH")
    ] = None


class Role(Record):
    """A role that responsibilities are given to (vai trò): nothing breaks when a person leaves."""

    key: Annotated[Key, key("Khóa", "Tên ngắn không dấu để bước công việc viện dẫn tới vai trò")]
    title: Annotated[Text, key("Chức danh", "Chức danh ghi trên văn bản, ví dụ: Chủ tịch UBND xã")]
    unit: Annotated[Key | None, key("Đơn vị", "Khóa của đơn vị mà vai trò này thuộc về")] = None
    holder: Annotated[
        Text | None, key("Người giữ", "Họ và tên người đang giữ vai trò, nếu muốn ghi")
    ] = None
    duty: Annotated[
        Text | None, key("Nhiệm vụ", "Trách nhiệm, quyền hạn của vai trò trong hệ thống (5.3)")
    ] = None


class PacksInUse(Record):
    """The data packs that the agency follows (gói dữ liệu)."""

    standard: Annotated[
        Key, key("Tiêu chuẩn", "Gói điều khoản của ấn bản tiêu chuẩn đang áp dụng")
    ] = "tcvn-iso-9001-2015"
    legal: Annotated[Key, key("Văn bản pháp luật", "Gói văn bản pháp luật và hiệu lực")] = (
        "viet-nam"
    )
    deadlines: Annotated[Key, key("Thời hạn", "Gói lịch công việc trong năm")] = "viet-nam"
    scoring: Annotated[Key | None, key("Bảng chấm điểm", "Gói bảng chấm điểm của tỉnh, nếu có")] = (
        None
    )
    report: Annotated[Key, key("Đề cương báo cáo", "Gói đề cương báo cáo năm")] = "bao-cao-nam"
    spending: Annotated[Key, key("Định mức chi", "Gói định mức chi")] = "tt-116-2015"


class CodePatterns(Record):
    """How codes are built (quy tắc mã hiệu).

    `{field}` is the field's short name, `{n:02}` the running number.
    """

    system: Annotated[Text, key("Quy trình hệ thống", "Mẫu mã của quy trình hệ thống")] = (
        "QT-HT-{n:02}"
    )
    service: Annotated[
        Text, key("Quy trình TTHC", "Mẫu mã của quy trình giải quyết thủ tục hành chính")
    ] = "QT-{field}-{n:02}"
    internal: Annotated[Text, key("Quy trình nội bộ", "Mẫu mã của quy trình nội bộ")] = (
        "QT-NB-{n:02}"
    )
    form: Annotated[
        Text, key("Biểu mẫu", "Mẫu mã của biểu mẫu; {parent} là mã quy trình, bỏ chữ QT-")
    ] = "BM-{parent}-{n:02}"


class PaperSettings(Record):
    """Choices inside the ranges of NĐ 30/2020/NĐ-CP, Phụ lục I (thể thức văn bản)."""

    body_size: Annotated[Figure | None, key("Cỡ chữ nội dung", "13 đến 14")] = None
    first_line_mm: Annotated[Figure | None, key("Lùi đầu dòng (mm)", "10 hoặc 12.7")] = None
    top_mm: Annotated[Figure | None, key("Lề trên (mm)", "20 đến 25")] = None
    bottom_mm: Annotated[Figure | None, key("Lề dưới (mm)", "20 đến 25")] = None
    left_mm: Annotated[Figure | None, key("Lề trái (mm)", "30 đến 35")] = None
    right_mm: Annotated[Figure | None, key("Lề phải (mm)", "15 đến 20")] = None
    line_spacing: Annotated[Figure | None, key("Khoảng cách dòng", "1.0 đến 1.5")] = None
    contact: Annotated[
        Text | None,
        key("Địa chỉ liên hệ", "Địa chỉ, điện thoại, thư điện tử in ở chân trang đầu của công văn"),
    ] = None


class Waiver(Record):
    """A rule put aside with a reason (miễn áp dụng quy tắc), because an auditor will ask."""

    rule: Annotated[Text, key("Mã quy tắc", "Ví dụ QMS302")]
    path: Annotated[
        Text | None, key("Tệp", "Đường dẫn tệp, hoặc mẫu như tai-lieu/**; bỏ trống là cả kho")
    ] = None
    reason: Annotated[Text, key("Lý do", "Vì sao không áp dụng, để người đánh giá đọc")]
    expires: Annotated[
        Day | None,
        key("Hết hạn", "Sau ngày này quy tắc lại được áp dụng"),
        Free(reason="whoever waives a rule says for how long"),
    ] = None


class EarlierName(Record):
    """How the agency was called until a day (tên trước đây): papers of that time are printed so."""

    until: Annotated[
        Day,
        key("Đến trước ngày", "Ngày đầu tiên mang tên mới"),
        Free(reason="a decision of others names the day, maybe one to come"),
    ]
    name: Annotated[Text, key("Tên cơ quan", "Tên dùng trong văn bản lúc ấy")]
    full_name: Annotated[Text, key("Tên đầy đủ", "Tên không viết tắt lúc ấy")]
    kind: Annotated[Key, key("Loại cơ quan", "Loại lúc ấy")]
    province: Annotated[Text, key("Tỉnh, thành phố", "Tên tỉnh lúc ấy")]
    place: Annotated[Text, key("Địa danh", "Địa danh lúc ấy")]
    symbol: Annotated[Text, key("Ký hiệu cơ quan", "Ký hiệu lúc ấy")]
    parent_lines: Annotated[
        tuple[Text, ...], key("Cơ quan chủ quản", "Các dòng ở góc trái lúc ấy")
    ] = ()
    agency_lines: Annotated[tuple[Text, ...], key("Tên ở góc trái", "Các dòng lúc ấy")]
    head: Annotated[Text, key("Người đứng đầu", "Chức vụ người đứng đầu lúc ấy")]
    collective: Annotated[Text | None, key("Tập thể lãnh đạo", "Tên tập thể lúc ấy")] = None
    lead_agency: Annotated[Text, key("Đơn vị chủ trì", "Nơi nhận báo cáo lúc ấy")]
    head_title: Annotated[Text | None, key("Chức danh người đứng đầu", "Lúc ấy")] = None
    deputy_title: Annotated[Text | None, key("Chức danh cấp phó", "Lúc ấy")] = None


HEAD_ROLE: Final = "nguoi-dung-dau"
DEPUTY_ROLE: Final = "dai-dien-lanh-dao"


class Agency(Record):
    """The agency and its settings (cơ quan)."""

    format: Annotated[
        Count, key("Phiên bản bố cục", "Phiên bản của bố cục kho tài liệu; hiện là 1")
    ] = 1
    name: Annotated[Text, key("Tên cơ quan", "Tên dùng trong văn bản, ví dụ: UBND xã An Phú")]
    full_name: Annotated[
        Text, key("Tên đầy đủ", "Tên không viết tắt, ví dụ: Ủy ban nhân dân xã An Phú")
    ]
    kind: Annotated[
        Key, key("Loại cơ quan", "Ví dụ: xa, phuong, so; xem đủ bằng `isoqms init --help`")
    ]
    province: Annotated[Text, key("Tỉnh, thành phố", "Tên tỉnh, không kèm chữ tỉnh: Lâm Đồng")]
    place: Annotated[Text, key("Địa danh", "Địa danh ghi trước ngày tháng trên văn bản")]
    symbol: Annotated[
        Text, key("Ký hiệu cơ quan", "Chữ viết tắt sau tên loại trong số, ký hiệu: UBND")
    ]
    parent_lines: Annotated[
        tuple[Text, ...],
        key("Cơ quan chủ quản", "Các dòng tên cơ quan chủ quản trực tiếp ở góc trái văn bản"),
    ] = ()
    agency_lines: Annotated[
        tuple[Text, ...],
        key("Tên ở góc trái văn bản", "Các dòng tên cơ quan ban hành, viết hoa trên văn bản"),
    ]
    head: Annotated[
        Text, key("Người đứng đầu", "Chức vụ người đứng đầu: Chủ tịch, Giám đốc, Chi cục trưởng")
    ]
    collective: Annotated[
        Text | None,
        key(
            "Tập thể lãnh đạo",
            "Tên tập thể ghi sau TM., ví dụ: Ủy ban nhân dân; sở, chi cục bỏ trống",
        ),
    ] = None
    obligation: Annotated[
        Obligation, key("Diện áp dụng", "bat-buoc, khuyen-khich hoặc theo-ke-hoach-tinh")
    ]
    founded: Annotated[
        Day | None,
        key(
            "Ngày thành lập",
            "Ngày cơ quan bắt đầu hoạt động, ví dụ 2025-07-01 với xã mới; trống thì tính từ ngày "
            "lập kho",
        ),
        Free(reason="an agency may be older than any of its records"),
    ] = None
    merged_from: Annotated[
        tuple[Text, ...],
        key(
            "Cơ quan trước đây",
            "Tên các cơ quan đã sáp nhập vào, hoặc tên cũ, mà quyết định của họ còn trong kho",
        ),
    ] = ()
    earlier_names: Annotated[
        tuple[EarlierName, ...],
        key("Tên trước đây", "Tên, ký hiệu, chức danh cũ và ngày đổi; `isoqms rename` ghi vào"),
    ] = ()
    lead_agency: Annotated[
        Text,
        key(
            "Đơn vị chủ trì",
            "Nơi nhận thông báo và báo cáo, ví dụ: Sở Khoa học và Công nghệ tỉnh Lâm Đồng",
        ),
    ]
    website: Annotated[
        Text | None, key("Trang thông tin điện tử", "Địa chỉ trang của cơ quan, nếu có")
    ] = None
    public_contacts: Annotated[
        tuple[Text, ...],
        key(
            "Số, địa chỉ công khai",
            "Điện thoại, thư điện tử mà cơ quan công khai, không phải của công dân",
        ),
    ] = ()
    standard_name: Annotated[Text, key("Tên tiêu chuẩn", "Tên và ấn bản ghi trên văn bản")] = (
        "TCVN ISO 9001:2015"
    )
    packs: Annotated[PacksInUse, key("Gói dữ liệu", "Các gói dữ liệu mà cơ quan đang theo")] = (
        PacksInUse()
    )
    units: Annotated[tuple[Unit, ...], key("Đơn vị", "Các phòng, bộ phận của cơ quan")] = ()
    roles: Annotated[
        tuple[Role, ...], key("Vai trò", "Các vai trò được giao trách nhiệm trong tài liệu")
    ] = ()
    code_patterns: Annotated[CodePatterns, key("Quy tắc mã hiệu", "Cách đặt mã tài liệu mới")] = (
        CodePatterns()
    )
    hours_per_day: Annotated[Count, key("Giờ làm việc một ngày", "Để đổi giờ ra ngày làm việc")] = 8
    rounding: Annotated[Rounding, key("Cách rút gọn tỷ lệ", "lam-tron hoặc cat")] = Rounding.ROUND
    case_rates_of: Annotated[
        RateBase,
        key(
            "Mẫu số của tỷ lệ hồ sơ",
            "da-giai-quyet, tiep-nhan, den-han hoặc tong-ke-ca-qua-han (trễ gồm cả đang quá hạn)",
        ),
    ] = RateBase.RESOLVED
    returned_in_resolved: Annotated[
        bool,
        key(
            "Hồ sơ trả lại tính vào đã giải quyết",
            "Có nếu số đã giải quyết gồm cả hồ sơ trả lại, rút",
        ),
    ] = False
    paper: Annotated[
        PaperSettings, key("Thể thức", "Lựa chọn thể thức trong khoảng NĐ 30/2020 cho phép")
    ] = PaperSettings()
    waivers: Annotated[
        tuple[Waiver, ...], key("Miễn áp dụng", "Quy tắc không áp dụng, kèm lý do và thời hạn")
    ] = ()

    def on(self, day: date) -> "Agency":
        """The agency as it was called on that day; itself where it was called as it is now."""
        later = sorted(self.earlier_names, key=lambda each: each.until)
        then = next((each for each in later if day < each.until), None)
        if then is None:
            return self
        titles = {HEAD_ROLE: then.head_title, DEPUTY_ROLE: then.deputy_title}
        kept = {name: getattr(then, name) for name in _NAMING}
        roles = (
            role.model_copy(update={"title": titles.get(role.key) or role.title})
            for role in self.roles
        )
        return self.model_copy(update={**kept, "roles": tuple(roles)})

    @property
    def symbols(self) -> frozenset[str]:
        """Its symbol, and those that it had before."""
        return frozenset((self.symbol, *(each.symbol for each in self.earlier_names)))

    @property
    def names_ever(self) -> tuple[str, ...]:
        """Its names, those that it had, and those of agencies that it has grown out of."""
        had = (name for each in self.earlier_names for name in (each.name, each.full_name))
        return (self.name, self.full_name, *had, *self.merged_from)

    @property
    def headed(self) -> str:
        """The head with the agency: `Chủ tịch Ủy ban nhân dân xã An Phú`, `Chánh Thanh tra tỉnh …`.

        What the title and the name have in common is said once.
        """
        common = self.head.removeprefix("Chánh ")
        if common != self.head and self.full_name.startswith(f"{common} "):
            return f"Chánh {self.full_name}"
        return f"{self.head} {self.full_name}"

    def unit_name(self, unit: str) -> str:
        """The name of the unit with this key; the key itself where there is none."""
        return next((u.name for u in self.units if u.key == unit), unit)

    def role_title(self, role: str) -> str:
        """The title of the role with this key; the key itself where there is none."""
        return next((r.title for r in self.roles if r.key == role), role)


_NAMING: Final = tuple(
    name for name in EarlierName.model_fields if name not in ("until", "head_title", "deputy_title")
)
"""The settings that a renaming changes."""
